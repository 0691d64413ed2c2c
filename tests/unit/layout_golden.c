/*
 * Whole lessons as they look: every screen of tests/data/layout/NAME.md at a size is compared with
 * NAME.WIDTHxHEIGHT.txt beside it. UPDATE_GOLDEN=1 writes these files anew.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "layout/layout.h"
#include "layout/letters.h"

#include <stdlib.h>
#include <string.h>

#define FOLDER SOURCE_DIR "/tests/data/layout/"

static char *draw_lesson(const struct lesson *lesson, int width, int height, const struct layout_options *options,
			 bool roles)
{
	g_autoptr(Grid) grid = grid_new(width, height);
	GString *all = g_string_new(NULL);

	for (size_t i = 0; i < lesson->n_slides; i++) {
		g_autoptr(SlideView) view = slide_view_new(lesson, i, width, height, options);
		for (size_t screen = 0; screen < slide_view_screens(view); screen++) {
			slide_view_draw(view, grid, screen, slide_view_steps(view), "14:05");
			g_autofree char *text = grid_text(grid, roles);
			g_string_append_printf(all, "=== %zu, %zu\n%s", i + 1, screen + 1, text);
		}
	}
	return g_string_free(all, FALSE);
}

static void assert_golden(const char *name, int width, int height, const struct layout_options *options, bool roles)
{
	g_autofree char *path = g_strdup_printf(FOLDER "%s.md", name);
	g_autofree char *golden =
		g_strdup_printf(FOLDER "%s.%dx%d%s.txt", name, width, height, options->ascii ? ".ascii" : "");
	g_autoptr(Diagnostics) diags = diagnostics_new();
	g_autoptr(Lesson) lesson = lesson_load(path, diags, NULL);
	assert_non_null(lesson);
	g_autofree char *drawn = draw_lesson(lesson, width, height, options, roles);

	if (g_getenv("UPDATE_GOLDEN"))
		assert_true(g_file_set_contents(golden, drawn, -1, NULL));
	g_autofree char *expected = NULL;
	assert_true(g_file_get_contents(golden, &expected, NULL, NULL));
	g_auto(GStrv) a = g_strsplit(drawn, "=== ", -1), b = g_strsplit(expected, "=== ", -1);
	for (size_t i = 0; a[i] && b[i]; i++)
		if (strcmp(a[i], b[i]) != 0)
			fail_msg("%s differs:\n%s\nexpected:\n%s", golden, a[i], b[i]);
	assert_string_equal(drawn, expected);
}

static const struct layout_options plain, ascii = {.ascii = true}, colour = {.colour = true}, large = {.large = true};

static void blocks_on_a_phone(void **state)
{
	(void)state;
	assert_golden("blocks", 40, 15, &plain, false);
}

static void blocks_on_a_projector(void **state)
{
	(void)state;
	assert_golden("blocks", 80, 24, &plain, true);
}

static void blocks_on_a_large_screen(void **state)
{
	(void)state;
	assert_golden("blocks", 120, 40, &colour, false);
}

static void blocks_in_ascii(void **state)
{
	(void)state;
	assert_golden("blocks", 80, 24, &ascii, false);
}

static void blocks_in_the_least_room(void **state)
{
	(void)state;
	assert_golden("blocks", 20, 5, &plain, false);
}

static void questions_on_a_phone(void **state)
{
	(void)state;
	assert_golden("questions", 40, 15, &plain, false);
}

static void questions_on_a_projector(void **state)
{
	(void)state;
	assert_golden("questions", 80, 24, &plain, true);
}

static void titles_in_large_letters(void **state)
{
	(void)state;
	if (layout_letters[LETTERS_SMALLEST].n == 0)
		skip();
	assert_golden("titles", 40, 15, &large, false);
	assert_golden("titles", 80, 24, &large, false);
	assert_golden("titles", 120, 40, &large, false);
}

static void every_command(void **state)
{
	(void)state;
	assert_golden("commands", 40, 15, &plain, false);
	assert_golden("commands", 80, 24, &plain, false);
	assert_golden("commands", 120, 40, &plain, false);
}

static void charts_in_colours_and_without(void **state)
{
	(void)state;
	assert_golden("charts", 40, 15, &plain, false);
	assert_golden("charts", 80, 24, &colour, true);
	assert_golden("charts", 120, 40, &plain, false);
	assert_golden("charts", 40, 15, &ascii, false);
	assert_golden("charts", 80, 24, &ascii, false);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(blocks_on_a_phone),
		cmocka_unit_test(blocks_on_a_projector),
		cmocka_unit_test(blocks_on_a_large_screen),
		cmocka_unit_test(blocks_in_ascii),
		cmocka_unit_test(blocks_in_the_least_room),
		cmocka_unit_test(questions_on_a_phone),
		cmocka_unit_test(questions_on_a_projector),
		cmocka_unit_test(titles_in_large_letters),
		cmocka_unit_test(every_command),
		cmocka_unit_test(charts_in_colours_and_without),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
