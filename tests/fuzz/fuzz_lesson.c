/* Any bytes are a lesson, which can be laid out and drawn at any size, and never steer the terminal. */
#include "fuzz/fuzz.h"
#include "layout/layout.h"
#include "lesson/lesson.h"
#include "text/text.h"

#include <string.h>

#define MAX_SLIDES 20 /* laid out of one lesson; more would only take longer */

static const struct {
	int width, height;
} sizes[] = {{80, 24}, {38, 44}, {2, 1}};

static void check_grid(const struct grid *grid)
{
	g_autofree char *text = grid_text(grid, false);

	g_assert_true(g_utf8_validate(text, -1, NULL));
	for (const char *line = text; *line; line++)
		if (*line != '\n')
			g_assert_false(text_needs_filter(line, 1) && (*line & 0x80) == 0);
}

static void draw(const struct lesson *lesson, size_t slide, int width, int height)
{
	const struct layout_options options = {.ascii = slide % 2, .colour = true};
	g_autoptr(SlideView) view = slide_view_new(lesson, slide, width, height, &options);
	g_autoptr(Grid) grid = grid_new(width, height);
	size_t stops = slide_view_stops(view);

	for (size_t i = 0; i < MIN(stops, 5); i++) {
		struct slide_stop stop = slide_view_stop(view, i);

		grid_clear(grid);
		slide_view_draw(view, grid, stop.screen, stop.step, "12:00");
		check_grid(grid);
	}
}

static void lay_out_question(const struct question *question, const struct lesson *lesson)
{
	const struct layout_options options = {0};

	for (size_t i = 0; i < question->n_hints; i++)
		page_free(layout_blocks(question->hints[i], lesson, 40, &options));
	for (size_t i = 0; i < question->n_options; i++)
		page_free(layout_blocks(question->options[i].feedback, lesson, 40, &options));
	page_free(layout_blocks(question->explanation, lesson, 40, &options));
	g_assert_nonnull(lesson_question(lesson, question->id));
}

static void check_diagnostics(const struct diagnostics *diags, const char *source)
{
	for (unsigned int i = 0; i < MIN(diags->items->len, 50); i++) {
		const struct diagnostic *diag = g_ptr_array_index(diags->items, i);
		g_autofree char *text = diagnostic_format(diag, source);

		g_assert_true(g_utf8_validate(text, -1, NULL));
		g_assert_false(text_needs_filter(text, strlen(text)));
	}
}

static void mend(const char *text)
{
	g_autoptr(Diagnostics) diags = diagnostics_new();
	g_autofree char *fixed = lesson_fix(text, "fuzz.md", diags);

	g_assert_true(g_utf8_validate(fixed, -1, NULL));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	g_autoptr(Diagnostics) diags = diagnostics_new();
	g_autoptr(Lesson) lesson = lesson_parse((const char *)data, size, "fuzz.md", NULL, diags);

	g_assert_nonnull(lesson);
	check_diagnostics(diags, lesson->text);
	for (size_t s = 0; s < MIN(lesson->n_slides, MAX_SLIDES); s++)
		for (size_t i = 0; i < G_N_ELEMENTS(sizes); i++)
			draw(lesson, s, sizes[i].width, sizes[i].height);
	for (size_t q = 0; q < MIN(lesson->n_questions, MAX_SLIDES); q++)
		lay_out_question(lesson->questions[q], lesson);
	mend(lesson->text);
	return 0;
}
