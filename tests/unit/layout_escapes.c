/* Nothing that a lesson holds can steer the terminal it is shown on, wherever in the lesson it stands. */
#include "layout_shown.h"

#include "layout/ansi.h"
#include "layout/html.h"
#include "lesson/theme.h"

static void try_blocks(const char *name, const struct block *blocks, const struct lesson *lesson)
{
	g_autoptr(Page) page = layout_blocks(blocks, lesson, 40, NULL);

	for (size_t i = 0; i < page->lines->len; i++)
		assert_harmless(name, ((const struct styled_line *)page->lines->pdata[i])->text);
}

/* What a question shows only once it was answered. */
static void try_question(const char *name, const struct question *question, const struct lesson *lesson)
{
	assert_harmless(name, question->id);
	for (size_t i = 0; i < question->n_hints; i++)
		try_blocks(name, question->hints[i], lesson);
	try_blocks(name, question->explanation, lesson);
	for (size_t i = 0; i < question->n_options; i++) {
		try_blocks(name, question->options[i].feedback, lesson);
		assert_harmless(name, question->options[i].text.text);
		assert_harmless(name, question->options[i].match.text);
	}
}

static void try_lesson(const char *name, const struct lesson *lesson)
{
	static const int widths[] = {12, 80};
	const char *const words[] = {lesson->title, lesson->author, lesson->date, lesson->theme, lesson->name};

	for (size_t i = 0; i < G_N_ELEMENTS(widths); i++) {
		g_autofree char *text = shown_text(lesson, widths[i], 24, true);
		assert_harmless(name, text);
	}
	for (size_t i = 0; i < G_N_ELEMENTS(words); i++)
		assert_harmless(name, words[i]);
	for (size_t i = 0; i < lesson->n_bands; i++)
		assert_harmless(name, lesson->bands[i].name);
	for (size_t i = 0; i < lesson->n_slides; i++)
		assert_harmless(name, lesson->slides[i].notes ? lesson->slides[i].notes : "");
	for (size_t i = 0; i < lesson->n_questions; i++)
		try_question(name, lesson->questions[i], lesson);
	g_autofree char *page = html_handout(lesson, true);
	assert_harmless(name, page);
}

static void no_text_steers_the_terminal(void **state)
{
	(void)state;
	for (size_t i = 0; i < G_N_ELEMENTS(hostile_texts); i++) {
		g_autofree char *name = g_strdup_printf("text %zu", i);
		g_autoptr(GString) bytes = hostile_lesson_of(hostile_texts[i]);
		g_autoptr(Lesson) lesson = parse_lesson(bytes->str, bytes->len);
		if (lesson->n_slides < 2)
			fail_msg("%s: only %zu slides", name, lesson->n_slides);
		try_lesson(name, lesson);
	}
}

static void no_name_of_a_file_does(void **state)
{
	(void)state;
	for (size_t i = 0; i < G_N_ELEMENTS(hostile_texts); i++) {
		g_autofree char *path = g_strconcat("/tmp/", hostile_texts[i], ".md", NULL);
		g_autoptr(Diagnostics) diags = diagnostics_new();
		g_autoptr(Lesson) lesson = lesson_parse("chữ\n", strlen("chữ\n"), path, NULL, diags);
		try_lesson(path, lesson);
	}
}

static void no_complaint_does(void **state)
{
	(void)state;
	for (size_t i = 0; i < G_N_ELEMENTS(hostile_texts); i++) {
		g_autoptr(GString) bytes = hostile_lesson_of(hostile_texts[i]);
		g_autofree char *valid = g_utf8_make_valid(hostile_texts[i], -1),
				*path = g_strconcat(valid, ".md", NULL);
		g_autoptr(Diagnostics) diags = diagnostics_new();
		g_autoptr(Lesson) lesson = lesson_parse(bytes->str, bytes->len, path, NULL, diags);
		assert_true(diags->items->len > 0);
		for (unsigned int d = 0; d < diags->items->len; d++) {
			g_autofree char *text = diagnostic_format(diags->items->pdata[d], lesson->text);
			assert_int_equal(hostile_find(text, strlen(text)), 0);
		}
	}
}

/* A cell filled behind grid_put()'s back would be a mistake of ours; whatever grid_put() is given is harmless. */
static void no_grid_does(void **state)
{
	g_autoptr(Theme) theme = theme_plain();

	(void)state;
	for (size_t i = 0; i < G_N_ELEMENTS(hostile_texts); i++) {
		g_autoptr(Grid) grid = grid_new(60, 2);
		grid_puts(grid, 0, 0, ROLE_TEXT, 0, hostile_texts[i]);
		g_autofree char *plain = grid_text(grid, false), *colours = ansi_text(grid, theme);
		assert_harmless("a grid", plain);
		assert_string_equal(plain, colours);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(no_text_steers_the_terminal),
		cmocka_unit_test(no_name_of_a_file_does),
		cmocka_unit_test(no_complaint_does),
		cmocka_unit_test(no_grid_does),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
