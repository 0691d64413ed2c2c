/* A grid onto curses, with a terminal that goes nowhere: what curses holds afterwards, and that the rest is untouched.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "tui/private.h"

#define NCURSES_NOMACROS
#include <curses.h>
#include <locale.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define WIDTH  20
#define HEIGHT 4

static FILE *nowhere; /* what curses writes */
static SCREEN *curses;
static struct theme theme;
static struct grid *grid;

static void set_up(const char *term, bool colour)
{
	nowhere = tmpfile();
	curses = newterm(term, nowhere, nowhere);
	assert_non_null(curses);
	resize_term(HEIGHT, WIDTH);
	draw_start(colour);
	draw_theme(&theme);
	grid = grid_new(WIDTH, HEIGHT);
}

static void tear_down(void)
{
	draw_stop();
	grid_free(grid);
	endwin();
	delscreen(curses);
	fclose(nowhere);
}

/* Draws a copy: what is drawn is kept by draw.c. */
static bool show(const struct grid *drawn)
{
	struct grid *copy = grid_new(drawn->width, drawn->height);
	memcpy(copy->cells, drawn->cells, (size_t)(drawn->width * drawn->height) * sizeof *drawn->cells);
	copy->cursor_x = drawn->cursor_x;
	copy->cursor_y = drawn->cursor_y;
	bool changed = draw_grid(&copy);
	grid_free(copy);
	return changed;
}

/* How much was written since the last call. */
static long written(void)
{
	static long before;
	long end = lseek(fileno(nowhere), 0, SEEK_END), bytes = end - before;
	before = end;
	return bytes;
}

static void init_theme(void)
{
	theme = (struct theme){.name = (char *)(intptr_t) "test"};
	for (int role = 0; role < ROLE_COUNT; role++)
		theme.roles[role] = (struct style){.fg = COLOUR_DEFAULT, .bg = COLOUR_DEFAULT};
	theme.roles[ROLE_TITLE] = (struct style){.fg = 0xff0000, .bg = 0xffffff, .bold = true};
	theme.roles[ROLE_SELECTED].reverse = true;
	theme.roles[ROLE_EMPHASIS].italic = true;
}

struct held {
	wchar_t text[CCHARW_MAX + 1];
	attr_t attr;
	int fg, bg;
};

static struct held held_at(int x, int y)
{
	cchar_t c;
	struct held held = {.text = {0}};
	int pair;
	mvwin_wch(stdscr, y, x, &c);
	getcchar(&c, held.text, &held.attr, &(short){0}, &pair);
	held.attr &= A_ATTRIBUTES & ~A_COLOR;
	extended_pair_content(pair, &held.fg, &held.bg);
	return held;
}

static void assert_holds(int x, int y, const wchar_t *text)
{
	struct held held = held_at(x, y);
	if (wcscmp(held.text, text) != 0)
		fail_msg("%d,%d holds %ls, not %ls", x, y, held.text, text);
}

/* ---- Cells --------------------------------------------------------------------------------------------------------
 */

static void test_text_arrives(void **state)
{
	(void)state;
	set_up("xterm-256color", true);
	grid_puts(grid, 0, 0, ROLE_TEXT, 0, "Bắc Kạn");
	grid_puts(grid, WIDTH - 1, HEIGHT - 1, ROLE_TEXT, 0, "z");
	assert_true(show(grid));
	assert_holds(0, 0, L"B");
	assert_holds(1, 0, L"ắ");
	assert_holds(6, 0, L"n");
	assert_holds(7, 0, L" ");
	assert_holds(WIDTH - 1, HEIGHT - 1, L"z");
	tear_down();
}

static void test_marks_stay_with_their_base(void **state)
{
	(void)state;
	set_up("xterm-256color", true);
	grid_puts(grid, 0, 0, ROLE_TEXT, 0, "x\u0323\u0302\u0301\u0300y");
	show(grid);
	assert_holds(0, 0, L"x\u0323\u0302\u0301\u0300");
	assert_holds(1, 0, L"y");
	tear_down();
}

static void test_wide_characters(void **state)
{
	(void)state;
	set_up("xterm-256color", true);
	grid_puts(grid, 0, 0, ROLE_TEXT, 0, "a漢字b");
	show(grid);
	assert_holds(1, 0, L"漢");
	assert_holds(3, 0, L"字");
	assert_holds(5, 0, L"b");
	grid_clear(grid);
	grid_puts(grid, 0, 0, ROLE_TEXT, 0, "漢字ab");
	show(grid);
	assert_holds(0, 0, L"漢");
	assert_holds(2, 0, L"字");
	assert_holds(4, 0, L"a");
	assert_holds(5, 0, L"b");
	grid_clear(grid);
	grid_puts(grid, 0, 0, ROLE_TEXT, 0, "xyz");
	show(grid);
	assert_holds(1, 0, L"y");
	assert_holds(2, 0, L"z");
	assert_holds(3, 0, L" ");
	tear_down();
}

/* Whatever curses makes of a cluster, the text after it stands in its column. */
static void test_disputed_widths_shift_nothing(void **state)
{
	(void)state;
	static const char *const clusters[] = {"🇻🇳",         "👩‍👩‍👧", "✔️",
					       "각",         "\u1112\u1161\u11ab", "क्षि",
					       "\U0001FAE8", "❤️‍🔥",      "1️⃣"};
	set_up("xterm-256color", true);
	for (size_t i = 0; i < G_N_ELEMENTS(clusters); i++) {
		grid_clear(grid);
		int width = grid_puts(grid, 0, 0, ROLE_TEXT, 0, clusters[i]);
		grid_puts(grid, width, 0, ROLE_TEXT, 0, "!");
		show(grid);
		assert_holds(width, 0, L"!");
		int columns = 0;
		for (int x = 0; x < width; x += MAX(1, wcwidth(held_at(x, 0).text[0])))
			columns += wcwidth(held_at(x, 0).text[0]);
		assert_int_equal(columns, width);
	}
	tear_down();
}

static void test_flags_and_families(void **state)
{
	(void)state;
	set_up("xterm-256color", true);
	grid_puts(grid, 0, 0, ROLE_TEXT, 0, "🇻🇳👩‍👧!");
	show(grid);
	assert_holds(0, 0, L"🇻");
	assert_holds(1, 0, L"🇳");
	assert_holds(2, 0, L"👩");
	assert_holds(4, 0, L"!");
	tear_down();
}

/* ---- Looks ---------------------------------------------------------------------------------------------------------
 */

static void test_roles_have_their_colours(void **state)
{
	(void)state;
	set_up("xterm-256color", true);
	grid_puts(grid, 0, 0, ROLE_TITLE, 0, "t");
	grid_puts(grid, 1, 0, ROLE_TEXT, CELL_UNDERLINE, "x");
	grid_puts(grid, 2, 0, ROLE_SELECTED, CELL_REVERSE, "s");
	grid_puts(grid, 3, 0, ROLE_EMPHASIS, 0, "e");
	show(grid);
	struct held title = held_at(0, 0);
	assert_int_equal(title.fg, 196);
	assert_int_equal(title.bg, 231);
	assert_int_equal(title.attr, A_BOLD);
	assert_int_equal(held_at(1, 0).attr, A_UNDERLINE);
	assert_int_equal(held_at(1, 0).fg, -1);
	assert_int_equal(held_at(2, 0).attr, A_NORMAL);
	assert_int_equal(held_at(3, 0).attr, A_ITALIC);
	tear_down();
}

static void test_eight_colours(void **state)
{
	(void)state;
	set_up("xterm", true);
	grid_puts(grid, 0, 0, ROLE_TITLE, 0, "t");
	show(grid);
	struct held title = held_at(0, 0);
	assert_int_equal(title.fg, 1);
	assert_int_equal(title.bg, 7);
	tear_down();
}

static void assert_monochrome(void)
{
	grid_puts(grid, 0, 0, ROLE_CORRECT, 0, "c");
	grid_puts(grid, 1, 0, ROLE_WRONG, 0, "w");
	grid_puts(grid, 2, 0, ROLE_SELECTED, 0, "s");
	grid_puts(grid, 3, 0, ROLE_TITLE, 0, "t");
	grid_puts(grid, 4, 0, ROLE_TEXT, 0, "x");
	show(grid);
	assert_int_equal(held_at(0, 0).attr, A_BOLD);
	assert_int_equal(held_at(1, 0).attr, A_UNDERLINE);
	assert_int_equal(held_at(2, 0).attr, A_REVERSE);
	assert_int_equal(held_at(3, 0).attr, A_BOLD);
	assert_int_equal(held_at(4, 0).attr, A_NORMAL);
}

static void test_monochrome_terminals_tell_roles_apart(void **state)
{
	(void)state;
	set_up("vt100", true);
	assert_monochrome();
	tear_down();
}

static void test_no_color_is_monochrome(void **state)
{
	(void)state;
	set_up("xterm-256color", false);
	assert_monochrome();
	assert_int_equal(written() > 0, 1);
	tear_down();
}

static void test_another_theme_draws_everything_anew(void **state)
{
	(void)state;
	set_up("xterm-256color", true);
	grid_puts(grid, 0, 0, ROLE_TITLE, 0, "t");
	show(grid);
	theme.roles[ROLE_TITLE].fg = 0x0000ff;
	draw_theme(&theme);
	assert_true(show(grid));
	assert_int_equal(held_at(0, 0).fg, 21);
	init_theme();
	tear_down();
}

/* ---- Economy
 * ---------------------------------------------------------------------------------------------------------- */

static void test_nothing_new_writes_nothing(void **state)
{
	(void)state;
	set_up("xterm-256color", true);
	grid_puts(grid, 0, 0, ROLE_TEXT, 0, "abc");
	assert_true(show(grid));
	written();
	assert_false(show(grid));
	assert_int_equal(written(), 0);
	tear_down();
}

static void test_little_new_writes_little(void **state)
{
	(void)state;
	set_up("xterm-256color", true);
	for (int y = 0; y < HEIGHT; y++)
		grid_puts(grid, 0, y, ROLE_TITLE, 0, "abcdefghijklmnopqrst");
	show(grid);
	written();
	grid_puts(grid, 5, 2, ROLE_TITLE, 0, "Ễ");
	assert_true(show(grid));
	assert_in_range(written(), 3, 60); /* of which the character is 3 */
	tear_down();
}

static void test_the_cursor_is_shown_and_hidden(void **state)
{
	(void)state;
	set_up("xterm-256color", true);
	show(grid);
	grid->cursor_x = 3;
	grid->cursor_y = 1;
	written();
	assert_true(show(grid));
	assert_in_range(written(), 5, 40);
	assert_int_equal(getcurx(stdscr), 3);
	assert_int_equal(getcury(stdscr), 1);
	assert_false(show(grid));
	grid->cursor_x = WIDTH + 5; /* no cell: hidden */
	assert_true(show(grid));
	assert_int_equal(curs_set(0), 0);
	tear_down();
}

static void test_sizes_change(void **state)
{
	(void)state;
	set_up("xterm-256color", true);
	show(grid);
	resize_term(1, 1);
	g_autoptr(Grid) tiny = grid_new(1, 1);
	grid_puts(tiny, 0, 0, ROLE_TEXT, 0, "漢");
	assert_true(show(tiny));
	grid_puts(tiny, 0, 0, ROLE_TEXT, 0, "x");
	assert_true(show(tiny));
	assert_holds(0, 0, L"x");
	resize_term(HEIGHT, WIDTH);
	grid_puts(grid, 5, 3, ROLE_TEXT, 0, "back");
	assert_true(show(grid));
	assert_holds(5, 3, L"b");
	tear_down();
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_text_arrives),
		cmocka_unit_test(test_marks_stay_with_their_base),
		cmocka_unit_test(test_wide_characters),
		cmocka_unit_test(test_disputed_widths_shift_nothing),
		cmocka_unit_test(test_flags_and_families),
		cmocka_unit_test(test_roles_have_their_colours),
		cmocka_unit_test(test_eight_colours),
		cmocka_unit_test(test_monochrome_terminals_tell_roles_apart),
		cmocka_unit_test(test_no_color_is_monochrome),
		cmocka_unit_test(test_another_theme_draws_everything_anew),
		cmocka_unit_test(test_nothing_new_writes_nothing),
		cmocka_unit_test(test_little_new_writes_little),
		cmocka_unit_test(test_the_cursor_is_shown_and_hidden),
		cmocka_unit_test(test_sizes_change),
	};
	setlocale(LC_ALL, "C.UTF-8");
	unsetenv("LINES");
	unsetenv("COLUMNS");
	init_theme();
	return cmocka_run_group_tests(tests, NULL, NULL);
}
