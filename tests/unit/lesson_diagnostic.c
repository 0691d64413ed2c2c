#include "lesson/diagnostic.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static void add(struct diagnostics *diags, const char *path, int line, int column, const char *message)
{
	diagnostics_add(diags, SEVERITY_WARNING, path, line, column, g_strdup(message), NULL);
}

static const struct diagnostic *at(const struct diagnostics *diags, unsigned int i)
{
	return g_ptr_array_index(diags->items, i);
}

static void test_counts_and_order(void **state)
{
	g_autoptr(Diagnostics) diags = diagnostics_new();

	(void)state;
	add(diags, "b.md", 1, 1, "last");
	add(diags, "a.md", 9, 0, "third");
	add(diags, "a.md", 2, 5, "second");
	add(diags, "a.md", 2, 1, "first");
	add(diags, "a.md", 2, 5, "second again");
	diagnostics_add(diags, SEVERITY_ERROR, "a.md", 0, 0, g_strdup("whole file"), g_strdup("hint"));
	assert_int_equal(diags->errors, 1);
	assert_int_equal(diags->warnings, 5);
	diagnostics_sort(diags);
	assert_string_equal(at(diags, 0)->message, "whole file");
	assert_string_equal(at(diags, 1)->message, "first");
	assert_string_equal(at(diags, 2)->message, "second");
	assert_string_equal(at(diags, 3)->message, "second again");
	assert_string_equal(at(diags, 4)->message, "third");
	assert_string_equal(at(diags, 5)->message, "last");
}

static void assert_format(const struct diagnostic *d, const char *source, const char *want)
{
	g_autofree char *text = diagnostic_format(d, source);

	assert_string_equal(text, want);
}

static void test_format(void **state)
{
	struct diagnostic d = {SEVERITY_ERROR, (char[]){"a.md"}, 2, 4, (char[]){"wrong"}, (char[]){"do this"}};

	(void)state;
	/* The caret stands under the fourth character, whatever its bytes. */
	assert_format(&d, "một\nhaiểy\tx\n", "a.md:2:4: error: wrong\n    haiểy x\n       ^\n    do this\n");
	assert_format(&d, NULL, "a.md:2:4: error: wrong\n    do this\n");
	d.hint = NULL;
	d.severity = SEVERITY_WARNING;
	d.column = 0;
	assert_format(&d, "một\nhai", "a.md:2: warning: wrong\n    hai\n");
	d.line = 0;
	assert_format(&d, "một\nhai", "a.md: warning: wrong\n");
	/* Past the end there is nothing to show. */
	d.line = 9;
	assert_format(&d, "một\nhai", "a.md:9: warning: wrong\n");
	d.line = 1;
	d.column = 99;
	assert_format(&d, "một\nhai", "a.md:1:99: warning: wrong\n    một\n       ^\n");
}

static void test_wide_characters_move_the_caret(void **state)
{
	struct diagnostic d = {SEVERITY_ERROR, (char[]){"a.md"}, 1, 3, (char[]){"wrong"}, NULL};

	(void)state;
	assert_format(&d, "漢字x", "a.md:1:3: error: wrong\n    漢字x\n        ^\n");
}

static void test_nothing_steers_the_terminal(void **state)
{
	struct diagnostic d = {SEVERITY_ERROR,         (char[]){"a\033[2J.md"}, 1, 1,
			       (char[]){"\033]0;x\a"}, (char[]){"\033c"}};
	g_autofree char *text = diagnostic_format(&d, "\033[31mred");

	(void)state;
	assert_null(strchr(text, '\033'));
	assert_null(strchr(text, '\a'));
}

static void test_a_long_line_is_shown_around_its_column(void **state)
{
	g_autofree char *line = g_strnfill(1000000, 'a');
	struct diagnostic d = {SEVERITY_ERROR, (char[]){"a.md"}, 1, 500000, (char[]){"wrong"}, NULL};

	(void)state;
	line[499999] = 'X';
	g_autofree char *text = diagnostic_format(&d, line);
	const char *excerpt = strchr(text, '\n') + 1, *caret = strchr(strchr(text, '\n') + 1, '\n') + 1;

	assert_true(strlen(text) < 400);
	assert_int_equal(strchr(excerpt, 'X') - excerpt, strchr(caret, '^') - caret);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_counts_and_order),
		cmocka_unit_test(test_format),
		cmocka_unit_test(test_wide_characters_move_the_caret),
		cmocka_unit_test(test_nothing_steers_the_terminal),
		cmocka_unit_test(test_a_long_line_is_shown_around_its_column),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
