/* The grid: what is written stays inside, whole and harmless. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "layout/grid.h"

#include <string.h>

static void assert_shows(const struct grid *grid, const char *expected)
{
	g_autofree char *text = grid_text(grid, false);
	assert_string_equal(text, expected);
}

static void assert_shows_roles(const struct grid *grid, const char *expected)
{
	g_autofree char *text = grid_text(grid, true);
	assert_string_equal(text, expected);
}

/* No wide character is without its right half, and no right half without its wide character. */
static void assert_whole(const struct grid *grid)
{
	for (int y = 0; y < grid->height; y++)
		for (int x = 0; x < grid->width; x++) {
			const struct cell *cell = grid_cell(grid, x, y);
			bool after_wide = x > 0 && grid_cell(grid, x - 1, y)->width == 2;
			assert_int_equal(cell->width == 0, after_wide);
			assert_int_equal(cell->width == 0, cell->text[0] == '\0');
			assert_true(cell->width < 2 || x + 1 < grid->width);
		}
}

static void test_new_grid_is_blank(void **state)
{
	(void)state;
	g_autoptr(Grid) grid = grid_new(3, 2);
	assert_shows(grid, "\n\n");
	assert_int_equal(grid->cursor_x, -1);
	assert_int_equal(grid->cursor_y, -1);
	assert_string_equal(grid_cell(grid, 2, 1)->text, " ");
	assert_int_equal(grid_cell(grid, 2, 1)->width, 1);
}

static void test_clear_forgets_everything(void **state)
{
	(void)state;
	g_autoptr(Grid) grid = grid_new(4, 1);
	grid_puts(grid, 0, 0, ROLE_TITLE, CELL_BOLD, "Tập");
	grid->cursor_x = grid->cursor_y = 0;
	grid_clear(grid);
	assert_shows_roles(grid, "\n\n");
}

static void test_text_goes_into_cells(void **state)
{
	(void)state;
	g_autoptr(Grid) grid = grid_new(10, 2);
	assert_int_equal(grid_puts(grid, 1, 1, ROLE_TITLE, 0, "Bắc Kạn"), 7);
	assert_shows_roles(grid, "\n\n Bắc Kạn\n ttttttt\n");
	assert_string_equal(grid_cell(grid, 2, 1)->text, "ắ");
}

static void test_text_is_cut_at_every_edge(void **state)
{
	(void)state;
	g_autoptr(Grid) grid = grid_new(4, 1);
	assert_int_equal(grid_puts(grid, -2, 0, ROLE_TEXT, 0, "abcdefgh"), 8);
	assert_shows(grid, "cdef\n");
	assert_int_equal(grid_puts(grid, 0, -1, ROLE_TEXT, 0, "xyz"), 3);
	assert_int_equal(grid_puts(grid, 0, 1, ROLE_TEXT, 0, "xyz"), 3);
	assert_int_equal(grid_puts(grid, 9, 0, ROLE_TEXT, 0, "xyz"), 3);
	assert_int_equal(grid_puts(grid, G_MAXINT, 0, ROLE_TEXT, 0, "xyz"), 3);
	assert_int_equal(grid_puts(grid, G_MININT, G_MININT, ROLE_TEXT, 0, "xyz"), 3);
	assert_shows(grid, "cdef\n");
}

static void test_text_stops_at_max(void **state)
{
	(void)state;
	g_autoptr(Grid) grid = grid_new(8, 1);
	assert_int_equal(grid_put(grid, 1, 0, 3, ROLE_TEXT, 0, "abcdef", 6), 3);
	assert_int_equal(grid_put(grid, 5, 0, 0, ROLE_TEXT, 0, "x", 1), 0);
	assert_int_equal(grid_put(grid, 5, 0, -1, ROLE_TEXT, 0, "x", 1), 0);
	assert_shows(grid, " abc\n");
}

static void test_len_is_obeyed(void **state)
{
	(void)state;
	g_autoptr(Grid) grid = grid_new(8, 1);
	assert_int_equal(grid_put(grid, 0, 0, 8, ROLE_TEXT, 0, "abcdef", 2), 2);
	assert_shows(grid, "ab\n");
}

static void test_wide_characters_take_two_cells(void **state)
{
	(void)state;
	g_autoptr(Grid) grid = grid_new(6, 1);
	assert_int_equal(grid_puts(grid, 0, 0, ROLE_KEY, 0, "a漢b"), 4);
	assert_shows_roles(grid, "a漢b\nkkkk\n");
	assert_int_equal(grid_cell(grid, 1, 0)->width, 2);
	assert_whole(grid);
}

static void test_wide_characters_are_never_half(void **state)
{
	(void)state;
	g_autoptr(Grid) grid = grid_new(4, 1);
	assert_int_equal(grid_puts(grid, 3, 0, ROLE_KEY, 0, "漢"), 2);
	assert_shows_roles(grid, "\n   k\n");
	assert_int_equal(grid_puts(grid, -1, 0, ROLE_KEY, 0, "漢x"), 3);
	assert_shows_roles(grid, " x\nkk k\n");
	assert_int_equal(grid_put(grid, 0, 0, 3, ROLE_KEY, 0, "漢漢", 6), 2);
	assert_shows(grid, "漢\n");
	assert_whole(grid);
}

static void test_overwriting_half_of_a_wide_character_blanks_the_other(void **state)
{
	(void)state;
	g_autoptr(Grid) grid = grid_new(4, 1);
	grid_puts(grid, 0, 0, ROLE_TEXT, 0, "漢漢");
	grid_puts(grid, 1, 0, ROLE_TEXT, 0, "x");
	assert_shows(grid, " x漢\n");
	assert_whole(grid);
	grid_puts(grid, 2, 0, ROLE_TEXT, 0, "y");
	assert_shows(grid, " xy\n");
	assert_whole(grid);
	grid_puts(grid, 0, 0, ROLE_TEXT, 0, "漢漢");
	grid_puts(grid, 1, 0, ROLE_TEXT, 0, "字");
	assert_shows(grid, " 字\n");
	assert_whole(grid);
	grid_puts(grid, 0, 0, ROLE_TEXT, 0, "漢漢");
	grid_fill(grid, 1, 0, 2, 1, ROLE_DIM);
	assert_shows_roles(grid, "\n dd\n");
	assert_whole(grid);
}

static void test_nothing_steers_the_terminal(void **state)
{
	(void)state;
	g_autoptr(Grid) grid = grid_new(12, 1);
	assert_int_equal(grid_puts(grid, 0, 0, ROLE_TEXT, 0, "a\033[2J\n\tb\x7f"), 9);
	assert_shows(grid, "a\uFFFD[2J\uFFFD\uFFFDb\uFFFD\n");
	grid_clear(grid);
	grid_puts(grid, 0, 0, ROLE_TEXT, 0, "\xc2\x9b\xc2\x85\r\nx");
	assert_shows(grid, "\uFFFD\uFFFD\uFFFDx\n");
	grid_clear(grid);
	assert_int_equal(grid_puts(grid, 0, 0, ROLE_TEXT, 0, "a\u202eb\u2066c\u2028d"), 4);
	assert_shows(grid, "abcd\n");
	grid_clear(grid);
	grid_put(grid, 0, 0, 12, ROLE_TEXT, 0, "a\0b", 3);
	assert_shows(grid, "a\uFFFDb\n");
}

static void test_broken_text_is_harmless(void **state)
{
	(void)state;
	static const char broken[] = "a\xff\xc3(\xe1\xba\xed\xa0\x80\xf4\x90\x80\x80z\xe1\xba";
	g_autoptr(Grid) grid = grid_new(40, 1);
	grid_put(grid, 0, 0, 40, ROLE_TEXT, 0, broken, sizeof broken - 1);
	g_autofree char *text = grid_text(grid, false);
	assert_true(g_utf8_validate(text, -1, NULL));
	assert_int_equal(text[0], 'a');
	assert_non_null(strchr(text, 'z'));
	assert_whole(grid);
}

static void test_clusters_stay_together_up_to_a_cell(void **state)
{
	(void)state;
	g_autoptr(Grid) grid = grid_new(8, 1);
	assert_int_equal(grid_puts(grid, 0, 0, ROLE_TEXT, 0, "x\u0323\u0302\u0301y"), 2);
	assert_string_equal(grid_cell(grid, 0, 0)->text, "x\u0323\u0302\u0301");
	assert_int_equal(grid_puts(grid, 0, 0, ROLE_TEXT, 0, "x\u0323\u0302\u0301\u0300\u0303\u0309y"), 2);
	assert_string_equal(grid_cell(grid, 0, 0)->text, "x\u0323\u0302\u0301\u0300");
	assert_string_equal(grid_cell(grid, 1, 0)->text, "y");
	assert_int_equal(grid_puts(grid, 0, 0, ROLE_TEXT, 0, "x\U000E0100\U000E0100\U000E0100\U000E0100\U000E0100y"),
			 2);
	assert_string_equal(grid_cell(grid, 0, 0)->text, "x\U000E0100\U000E0100\U000E0100\U000E0100");
}

static void test_lone_marks_take_no_cell(void **state)
{
	(void)state;
	g_autoptr(Grid) grid = grid_new(4, 1);
	assert_int_equal(grid_puts(grid, 0, 0, ROLE_TEXT, 0, "\u0301a"), 1);
	assert_shows(grid, "a\n");
}

static void test_fill_is_cut_at_the_edges(void **state)
{
	(void)state;
	g_autoptr(Grid) grid = grid_new(4, 3);
	grid_fill(grid, G_MININT, G_MININT, 1, 1, ROLE_DIM);
	grid_fill(grid, 0, 0, -3, 2, ROLE_DIM);
	assert_shows_roles(grid, "\n\n\n\n\n\n");
	grid_fill(grid, 2, 1, G_MAXINT, G_MAXINT, ROLE_DIM);
	assert_shows_roles(grid, "\n\n\n  dd\n\n  dd\n");
}

static void test_attributes_and_cursor_show(void **state)
{
	(void)state;
	g_autoptr(Grid) grid = grid_new(8, 1);
	grid_puts(grid, 0, 0, ROLE_TEXT, CELL_BOLD, "ab");
	grid_puts(grid, 2, 0, ROLE_CORRECT, CELL_UNDERLINE, "c");
	grid_puts(grid, 3, 0, ROLE_CORRECT, 0, "d");
	grid->cursor_x = 4;
	grid->cursor_y = 0;
	assert_shows_roles(grid, "abcd\n**Yy_\n");
}

static void test_every_role_has_its_letter(void **state)
{
	(void)state;
	g_autoptr(Grid) grid = grid_new(ROLE_COUNT, 1);
	for (int role = 0; role < ROLE_COUNT; role++)
		grid_puts(grid, role, 0, (enum role)role, 0, "x");
	g_autofree char *text = grid_text(grid, true);
	const char *letters = strchr(text, '\n') + 1;
	assert_int_equal(strlen(letters), ROLE_COUNT + 1);
	for (int role = 0; role < ROLE_COUNT; role++)
		assert_ptr_equal(strchr(letters, letters[role]), letters + role);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_new_grid_is_blank),
		cmocka_unit_test(test_clear_forgets_everything),
		cmocka_unit_test(test_text_goes_into_cells),
		cmocka_unit_test(test_text_is_cut_at_every_edge),
		cmocka_unit_test(test_text_stops_at_max),
		cmocka_unit_test(test_len_is_obeyed),
		cmocka_unit_test(test_wide_characters_take_two_cells),
		cmocka_unit_test(test_wide_characters_are_never_half),
		cmocka_unit_test(test_overwriting_half_of_a_wide_character_blanks_the_other),
		cmocka_unit_test(test_nothing_steers_the_terminal),
		cmocka_unit_test(test_broken_text_is_harmless),
		cmocka_unit_test(test_clusters_stay_together_up_to_a_cell),
		cmocka_unit_test(test_lone_marks_take_no_cell),
		cmocka_unit_test(test_fill_is_cut_at_the_edges),
		cmocka_unit_test(test_attributes_and_cursor_show),
		cmocka_unit_test(test_every_role_has_its_letter),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
