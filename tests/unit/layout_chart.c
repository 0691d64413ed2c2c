/* Charts: bars to an eighth of a column, columns, stacks, a pyramid; and what is left of them in little room. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "text/text.h"
#include "unit/layout_build.h"

#include <math.h>

static const struct layout_options plain, ascii = {.ascii = true}, colour = {.colour = true};
static const char *const one[] = {NULL}, *const two[] = {"Nam", "Nữ"};

/* labels end with NULL; values are as many for each as there are series. */
static struct block *chart_of(enum chart_kind kind, const char *const *series, size_t n_series,
			      const char *const *labels, const double *values)
{
	struct chart *chart = arena_keep(g_new0(struct chart, 1));
	size_t n = g_strv_length((char **)(uintptr_t)labels);
	struct chart_row *rows = arena_keep(g_new0(struct chart_row, n + 1));
	struct block *block = block_of(BLOCK_CHART, "");

	for (size_t i = 0; i < n; i++)
		rows[i] = (struct chart_row){labels[i], values + i * n_series};
	*chart = (struct chart){kind, NULL, series, n_series, rows, n};
	block->chart = chart;
	return block;
}

static void assert_draws(struct block *chart, int width, const struct layout_options *options, const char *expected)
{
	g_autoptr(Page) page = layout_blocks(chart, NULL, width, options);
	g_autofree char *text = page_text(page);

	assert_string_equal(text, expected);
	arena_clear();
}

static void bars_are_exact_to_an_eighth(void **state)
{
	(void)state;
	static const char *const labels[] = {"a", "b", "c", "d", NULL};
	static const double values[] = {16, 8.125, 0.01, 0};
	/* 16 columns of bar for 16. */
	assert_draws(chart_of(CHART_BAR, one, 1, labels, values), 25, &plain,
		     "a  ████████████████ 16\nb  ████████▏ 8,125\nc  ▏ 0,01\nd   0\n");
	assert_draws(chart_of(CHART_BAR, one, 1, labels, values), 25, &ascii,
		     "a  ################ 16\nb  ######## 8,125\nc  # 0,01\nd   0\n");
}

static void values_below_nothing_go_left(void **state)
{
	(void)state;
	static const char *const labels[] = {"a", "b", NULL};
	static const double values[] = {-5, 10};
	assert_draws(chart_of(CHART_BAR, one, 1, labels, values), 21, &plain, "a  █████ -5\nb       ██████████ 10\n");
}

static void series_differ_without_colours(void **state)
{
	(void)state;
	static const char *const labels[] = {"a", NULL};
	static const double values[] = {12, 6};
	assert_draws(chart_of(CHART_BAR, two, 2, labels, values), 18, &plain,
		     "█\u00a0Nam   ▒\u00a0Nữ\n\na  ████████████ 12\n   ▒▒▒▒▒▒ 6\n");
	g_autoptr(Page) page = layout_blocks(chart_of(CHART_BAR, two, 2, labels, values), NULL, 18, &colour);
	const struct styled_line *first = page->lines->pdata[2], *second = page->lines->pdata[3];
	assert_string_equal(second->text, "██████ 6");
	assert_int_equal(first->spans[1].role, ROLE_CHART_1);
	assert_int_equal(second->spans[0].role, ROLE_CHART_2);
	arena_clear();
}

static void labels_move_above_narrow_bars(void **state)
{
	(void)state;
	static const char *const labels[] = {"Đức Xuân", "Nghiêng", NULL};
	static const double values[] = {8, 4};
	assert_draws(chart_of(CHART_BAR, one, 1, labels, values), 10, &plain,
		     "Đức Xuân\n████████ 8\n\nNghiêng\n████ 4\n");
}

static void without_room_there_are_numbers(void **state)
{
	(void)state;
	static const char *const labels[] = {"a", NULL};
	static const double values[] = {123456, 1};
	assert_draws(chart_of(CHART_PYRAMID, two, 2, labels, values), 12, &plain, "a: Nam\n123456; Nữ 1\n");
}

static void columns_stand_on_a_line(void **state)
{
	(void)state;
	static const char *const labels[] = {"a", "b", NULL};
	static const double values[] = {7, 0.5};
	assert_draws(chart_of(CHART_COLUMN, one, 1, labels, values), 20, &plain,
		     "    7\n ████████\n ████████\n ████████\n ████████\n ████████\n ████████    0,5\n"
		     " ████████  ▄▄▄▄▄▄▄▄\n────────────────────\n    a         b\n");
}

static void too_many_columns_are_bars(void **state)
{
	(void)state;
	static const char *const labels[] = {"aaaa", "bbbb", "cccc", "dddd", "eeee", NULL};
	static const double values[] = {1, 1, 1, 1, 1};
	assert_draws(chart_of(CHART_COLUMN, one, 1, labels, values), 18, &plain,
		     "aaaa  ██████████ 1\nbbbb  ██████████ 1\ncccc  ██████████ 1\ndddd  ██████████ 1\n"
		     "eeee  ██████████ 1\n");
}

static void stacks_show_every_part(void **state)
{
	(void)state;
	static const char *const labels[] = {"a", "b", NULL};
	static const double values[] = {50, 50, 99.5, 0.5};
	assert_draws(
		chart_of(CHART_STACKED, two, 2, labels, values), 36, &plain,
		"█\u00a0Nam   ▒\u00a0Nữ\n\na  ██████████▒▒▒▒▒▒▒▒▒▒ 50 · 50\nb  ████████████████████▒ 99,5 · 0,5\n");
}

static void a_pyramid_has_the_young_below(void **state)
{
	(void)state;
	static const char *const labels[] = {"0-14", "15-64", "65+", NULL};
	static const double values[] = {8, 7, 6, 6.5, 1, 2};
	assert_draws(chart_of(CHART_PYRAMID, two, 2, labels, values), 32, &plain,
		     "               Nam │ Nữ\n65+             1 █│██ 2\n15-64      6 ██████│██████▌ 6,5\n"
		     "0-14     8 ████████│███████ 7\n");
	assert_draws(chart_of(CHART_PYRAMID, two, 2, labels, values), 32, &ascii,
		     "               Nam | Nữ\n65+             1 #|## 2\n15-64      6 ######|####### 6,5\n"
		     "0-14     8 ########|####### 7\n");
}

static void strange_numbers_are_survived(void **state)
{
	(void)state;
	static const char *const labels[] = {"a", "b", "c", NULL};
	static const double values[] = {1e308, -1e308, INFINITY, NAN, 1e308, 1e308};
	for (int kind = CHART_BAR; kind <= CHART_PYRAMID; kind++)
		for (int width = 2; width < 60; width++) {
			g_autoptr(Page) page = layout_blocks(chart_of((enum chart_kind)kind, two, 2, labels, values),
							     NULL, width, &plain);
			for (size_t i = 0; i < page->lines->len; i++) {
				const struct styled_line *line = page->lines->pdata[i];
				assert_true(line->indent + line->width <= width);
				assert_int_equal(line->width, text_width(line->text, line->len));
			}
			arena_clear();
		}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(bars_are_exact_to_an_eighth),    cmocka_unit_test(values_below_nothing_go_left),
		cmocka_unit_test(series_differ_without_colours),  cmocka_unit_test(labels_move_above_narrow_bars),
		cmocka_unit_test(without_room_there_are_numbers), cmocka_unit_test(columns_stand_on_a_line),
		cmocka_unit_test(too_many_columns_are_bars),      cmocka_unit_test(stacks_show_every_part),
		cmocka_unit_test(a_pyramid_has_the_young_below),  cmocka_unit_test(strange_numbers_are_survived),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
