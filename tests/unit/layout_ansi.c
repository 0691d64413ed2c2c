/* A grid in colours: each role in its style, nothing needless, and the terminal's own style after every line. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "layout/ansi.h"

static struct theme theme;

static int plain_theme(void **state)
{
	(void)state;
	for (int i = 0; i < ROLE_COUNT; i++)
		theme.roles[i] = (struct style){.fg = COLOUR_DEFAULT, .bg = COLOUR_DEFAULT};
	return 0;
}

static void assert_colours(const struct grid *grid, const char *expected)
{
	g_autofree char *text = ansi_text(grid, &theme);
	assert_string_equal(text, expected);
}

static void plain_text_has_no_escapes(void **state)
{
	(void)state;
	g_autoptr(Grid) grid = grid_new(6, 2);
	grid_puts(grid, 1, 0, ROLE_TEXT, 0, "dân");
	assert_colours(grid, " dân\n\n");
}

static void a_role_has_its_colours(void **state)
{
	(void)state;
	g_autoptr(Grid) grid = grid_new(8, 1);
	theme.roles[ROLE_TITLE] = (struct style){.fg = 0x0b4f9e, .bg = COLOUR_DEFAULT, .bold = true};
	grid_puts(grid, 0, 0, ROLE_TITLE, 0, "số");
	grid_puts(grid, 2, 0, ROLE_TEXT, CELL_ITALIC, "漢");
	grid_puts(grid, 4, 0, ROLE_TEXT, 0, "a");
	assert_colours(grid, "\033[0;1;38;2;11;79;158msố\033[0;3m漢\033[0ma\n");
}

static void a_ground_is_painted_to_the_edge(void **state)
{
	(void)state;
	g_autoptr(Grid) grid = grid_new(4, 1);
	theme.roles[ROLE_FOOTER] = (struct style){.fg = COLOUR_DEFAULT, .bg = 0x000102};
	grid_fill(grid, 0, 0, 3, 1, ROLE_FOOTER);
	assert_colours(grid, "\033[0;48;2;0;1;2m   \033[0m\n");
}

static void reversing_twice_is_not_reversing(void **state)
{
	(void)state;
	g_autoptr(Grid) grid = grid_new(2, 1);
	theme.roles[ROLE_SELECTED].reverse = true;
	grid_puts(grid, 0, 0, ROLE_SELECTED, 0, "a");
	grid_puts(grid, 1, 0, ROLE_SELECTED, CELL_REVERSE, "b");
	assert_colours(grid, "\033[0;7ma\033[0mb\n");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup(plain_text_has_no_escapes, plain_theme),
		cmocka_unit_test_setup(a_role_has_its_colours, plain_theme),
		cmocka_unit_test_setup(a_ground_is_painted_to_the_edge, plain_theme),
		cmocka_unit_test_setup(reversing_twice_is_not_reversing, plain_theme),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
