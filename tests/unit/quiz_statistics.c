/* The figures of fixed marks, against those that tests/data/statistics/expected.py worked out. */
#include "quiz/statistics.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#define CLOSE 1e-9

/* ---- Reading ----------------------------------------------------------------------------------------------- */

/* The lines of a file as GStrv of fields. */
static GPtrArray *read_rows(const char *name)
{
	g_autofree char *path = g_build_filename(SOURCE_DIR, "tests", "data", "statistics", name, NULL);
	g_autofree char *bytes = NULL;
	GPtrArray *rows = g_ptr_array_new_with_free_func((GDestroyNotify)g_strfreev);

	if (!g_file_get_contents(path, &bytes, NULL, NULL))
		fail_msg("cannot read %s", path);
	g_auto(GStrv) lines = g_strsplit(bytes, "\n", -1);
	for (size_t i = 0; lines[i]; i++)
		if (lines[i][0])
			g_ptr_array_add(rows, g_strsplit(lines[i], "\t", -1));
	return rows;
}

static const char *field(const GPtrArray *rows, size_t row, size_t column)
{
	return ((char **)g_ptr_array_index(rows, row))[column];
}

/* "-" is NAN: not asked, not taken, not known. */
static double number(const char *text)
{
	return strcmp(text, "-") == 0 ? NAN : g_ascii_strtod(text, NULL);
}

/* "BD" → the bits of the second and fourth option; "-" → 0. */
static uint32_t letters(const char *text)
{
	uint32_t bits = 0;

	for (; *text && *text != '-'; text++)
		bits |= UINT32_C(1) << (*text - 'A');
	return bits;
}

/* The table of a marks-*.tsv, and of the choices-*.tsv of the same marks where there are any. */
struct fixture {
	struct marks_table table;
	double *marks, *maxima, *guesses;
	uint32_t *choices, *keys;
	unsigned *n_options;
};

static void read_choices(struct fixture *f, const char *name)
{
	g_autoptr(GPtrArray) rows = read_rows(name);
	size_t n = f->table.n_questions;

	f->choices = g_new0(uint32_t, f->table.n_attempts * n);
	f->keys = g_new0(uint32_t, n);
	f->n_options = g_new0(unsigned, n);
	for (size_t q = 0; q < n; q++) {
		f->keys[q] = letters(field(rows, 1, q + 1));
		f->n_options[q] = 4;
		for (size_t a = 0; a < f->table.n_attempts; a++)
			f->choices[a * n + q] = letters(field(rows, a + 2, q + 1));
	}
	f->table.choices = f->choices;
	f->table.keys = f->keys;
	f->table.n_options = f->n_options;
}

static void fixture_init(struct fixture *f, const char *marks, const char *choices)
{
	g_autoptr(GPtrArray) rows = read_rows(marks);
	size_t n = g_strv_length(g_ptr_array_index(rows, 0)) - 1, attempts = rows->len - 3;

	memset(f, 0, sizeof *f);
	f->marks = g_new(double, attempts *n);
	f->maxima = g_new(double, n);
	f->guesses = g_new(double, n);
	for (size_t q = 0; q < n; q++) {
		f->maxima[q] = number(field(rows, 1, q + 1));
		f->guesses[q] = number(field(rows, 2, q + 1));
		for (size_t a = 0; a < attempts; a++)
			f->marks[a * n + q] = number(field(rows, a + 3, q + 1));
	}
	f->table = (struct marks_table){.n_attempts = attempts,
					.n_questions = n,
					.marks = f->marks,
					.maxima = f->maxima,
					.guesses = f->guesses};
	if (choices)
		read_choices(f, choices);
}

static void fixture_clear(struct fixture *f)
{
	g_free(f->marks);
	g_free(f->maxima);
	g_free(f->guesses);
	g_free(f->choices);
	g_free(f->keys);
	g_free(f->n_options);
}

/* ---- Comparing --------------------------------------------------------------------------------------------- */

/* A figure by its name in the expected files. */
struct figure {
	const char *name;
	bool is_count;
	size_t offset;
};

#define COUNT(type, member)                                                                                            \
	{                                                                                                              \
#member, true, offsetof(struct type, member)                                                           \
	}
#define REAL(type, member)                                                                                             \
	{                                                                                                              \
#member, false, offsetof(struct type, member)                                                          \
	}
#define END                                                                                                            \
	{                                                                                                              \
		NULL, false, 0                                                                                         \
	}

static const struct figure quiz_figures[] = {
	COUNT(statistics, n),
	REAL(statistics, mean),
	REAL(statistics, median),
	REAL(statistics, sd),
	REAL(statistics, skewness),
	REAL(statistics, kurtosis),
	REAL(statistics, consistency),
	REAL(statistics, error_ratio),
	REAL(statistics, standard_error),
	{"lower", true, offsetof(struct statistics, thirds[THIRD_LOWER])},
	{"middle", true, offsetof(struct statistics, thirds[THIRD_MIDDLE])},
	{"upper", true, offsetof(struct statistics, thirds[THIRD_UPPER])},
	END,
};

static const struct figure item_figures[] = {
	COUNT(item_statistics, n),
	COUNT(item_statistics, right),
	COUNT(item_statistics, partial),
	COUNT(item_statistics, wrong),
	REAL(item_statistics, facility),
	REAL(item_statistics, sd),
	REAL(item_statistics, intended_weight),
	REAL(item_statistics, effective_weight),
	REAL(item_statistics, discrimination),
	REAL(item_statistics, efficiency),
	END,
};

static const struct figure gain_figures[] = {
	COUNT(gains, matched),       COUNT(gains, only_pre), COUNT(gains, only_post), REAL(gains, only_pre_mean),
	REAL(gains, only_post_mean), COUNT(gains, better),   COUNT(gains, same),      COUNT(gains, worse),
	REAL(gains, pre_mean),       REAL(gains, post_mean), REAL(gains, pre_sd),     REAL(gains, post_sd),
	REAL(gains, gain),           REAL(gains, gain_sd),   REAL(gains, hake_class), REAL(gains, hake_persons),
	COUNT(gains, hake_n),        REAL(gains, d_av),      REAL(gains, d_z),        END,
};

static const struct figure flow_figures[] = {
	COUNT(flow, n),           COUNT(flow, wrong_right), COUNT(flow, right_right), COUNT(flow, right_wrong),
	COUNT(flow, wrong_wrong), REAL(flow, pre),          REAL(flow, post),         END,
};

/* The figure called name of the struct at base; fails when there is none. */
static double figure_of(const struct figure *figures, const void *base, const char *name)
{
	for (; figures->name; figures++) {
		const char *at = (const char *)base + figures->offset;

		if (strcmp(figures->name, name) != 0)
			continue;
		return figures->is_count ? (double)*(const size_t *)(const void *)at
					 : *(const double *)(const void *)at;
	}
	fail_msg("no figure is called %s", name);
	return NAN;
}

/* "B_upper": how many of the upper third chose B; "-_lower": how many of the lower left it open. */
static double count_of(const struct item_statistics *item, const char *name)
{
	static const char *const names[THIRDS] = {"lower", "middle", "upper"};
	const struct choice_count *count = name[0] == '-' ? &item->open : &item->options[name[0] - 'A'];

	for (size_t third = 0; third < THIRDS; third++)
		if (strcmp(name + 2, names[third]) == 0)
			return (double)count->by_third[third];
	fail_msg("no third is called %s", name + 2);
	return NAN;
}

static void assert_close(const char *file, size_t line, double got, const char *expected)
{
	double value = strcmp(expected, "nan") == 0 ? NAN : g_ascii_strtod(expected, NULL);

	if (isnan(value) ? !isnan(got) : !(fabs(got - value) <= CLOSE * fmax(1, fabs(value))))
		fail_msg("%s:%zu: %s expected, got %.15g", file, line + 1, expected, got);
}

static void check_marks(const char *marks, const char *choices, const char *expected, unsigned lines)
{
	struct fixture f;
	fixture_init(&f, marks, choices);
	g_autoptr(Statistics) statistics = statistics_new(&f.table);
	g_autoptr(GPtrArray) rows = read_rows(expected);

	assert_int_equal(rows->len, lines + 1);
	for (size_t i = 1; i < rows->len; i++) {
		const char *what = field(rows, i, 0);
		size_t question = (size_t)g_ascii_strtoull(field(rows, i, 1), NULL, 10);
		const struct item_statistics *item = question ? &statistics->items[question - 1] : NULL;
		bool is_choice = what[1] == '_' && (g_ascii_isupper(what[0]) || what[0] == '-');
		double got = !item       ? figure_of(quiz_figures, statistics, what)
			     : is_choice ? count_of(item, what)
					 : figure_of(item_figures, item, what);

		assert_close(expected, i, got, field(rows, i, 2));
	}
	fixture_clear(&f);
}

/* ---- Tests ------------------------------------------------------------------------------------------------- */

static void attempts_of_25_by_7(void **state)
{
	(void)state;
	check_marks("marks-25x7.tsv", NULL, "marks-25x7.expected.tsv", 12 + 7 * 10);
}

static void attempts_of_22_by_20_with_choices(void **state)
{
	(void)state;
	check_marks("marks-22x20.tsv", "choices-22x20.tsv", "marks-22x20.expected.tsv", 12 + 20 * (10 + 15));
}

static void questions_drawn_for_each_attempt(void **state)
{
	(void)state;
	check_marks("marks-drawn.tsv", NULL, "marks-drawn.expected.tsv", 12 + 9 * 10);
}

/* The same marks ten thousand times as large, and the attempts from the last to the first. */
static void neither_scale_nor_order_matters(void **state)
{
	(void)state;
	struct fixture f;
	fixture_init(&f, "marks-25x7.tsv", NULL);
	g_autoptr(Statistics) before = statistics_new(&f.table);
	size_t n = f.table.n_questions, attempts = f.table.n_attempts;
	g_autofree double *turned = g_new(double, n *attempts);

	for (size_t a = 0; a < attempts; a++)
		for (size_t q = 0; q < n; q++)
			turned[(attempts - 1 - a) * n + q] = 1e4 * f.marks[a * n + q];
	for (size_t q = 0; q < n; q++)
		f.maxima[q] *= 1e4;
	f.table.marks = turned;
	g_autoptr(Statistics) after = statistics_new(&f.table);

	for (const struct figure *figure = quiz_figures; figure->name; figure++)
		assert_true(fabs(figure_of(quiz_figures, before, figure->name) -
				 figure_of(quiz_figures, after, figure->name)) < CLOSE);
	for (size_t q = 0; q < n; q++)
		for (const struct figure *figure = item_figures; figure->name; figure++) {
			double was = figure_of(item_figures, &before->items[q], figure->name);
			double is = figure_of(item_figures, &after->items[q], figure->name);
			assert_true(isnan(was) ? isnan(is) : fabs(was - is) < CLOSE);
		}
	fixture_clear(&f);
}

static void before_and_after(void **state)
{
	(void)state;
	enum { QUESTIONS = 4 };
	g_autoptr(GPtrArray) rows = read_rows("pairs.tsv");
	g_autoptr(GPtrArray) expected = read_rows("pairs.expected.tsv");
	size_t n = rows->len - 1;
	g_autofree double *pre = g_new(double, n), *post = g_new(double, n);
	g_autofree double *pre_fractions = g_new(double, n *QUESTIONS), *post_fractions = g_new(double, n *QUESTIONS);

	for (size_t i = 0; i < n; i++) {
		pre[i] = number(field(rows, i + 1, 1));
		post[i] = number(field(rows, i + 1, 2));
		for (size_t q = 0; q < QUESTIONS; q++) {
			pre_fractions[i * QUESTIONS + q] = number(field(rows, i + 1, 3 + 2 * q));
			post_fractions[i * QUESTIONS + q] = number(field(rows, i + 1, 4 + 2 * q));
		}
	}
	g_autoptr(Gains) gains = gains_new(&(struct pairs_table){.n_persons = n,
								 .n_questions = QUESTIONS,
								 .pre = pre,
								 .post = post,
								 .pre_fractions = pre_fractions,
								 .post_fractions = post_fractions});

	assert_int_equal(gains->n_flows, QUESTIONS);
	assert_int_equal(expected->len, 1 + 19 + QUESTIONS * 7);
	for (size_t i = 1; i < expected->len; i++) {
		size_t question = (size_t)g_ascii_strtoull(field(expected, i, 1), NULL, 10);
		const char *what = field(expected, i, 0);
		double got = question ? figure_of(flow_figures, &gains->flows[question - 1], what)
				      : figure_of(gain_figures, gains, what);

		assert_close("pairs.expected.tsv", i, got, field(expected, i, 2));
	}
}

static bool has_note(const struct item_statistics *item, enum item_note_kind kind, uint32_t options)
{
	struct item_note notes[ITEM_NOTES];
	size_t n = item_notes(item, notes);

	for (size_t i = 0; i < n; i++)
		if (notes[i].kind == kind)
			return notes[i].options == options;
	return false;
}

/* In these marks 21 of 22 chose D in question 5, whose key is C; question 18 all had right, 19 nobody, 20 counts 0. */
static void notes_of_fixed_marks(void **state)
{
	(void)state;
	struct fixture f;
	struct item_note notes[ITEM_NOTES];
	fixture_init(&f, "marks-22x20.tsv", "choices-22x20.tsv");
	g_autoptr(Statistics) statistics = statistics_new(&f.table);

	assert_true(has_note(&statistics->items[4], ITEM_CHECK_KEY, letters("D")));
	assert_true(has_note(&statistics->items[4], ITEM_NEGATIVE, 0));
	assert_true(has_note(&statistics->items[4], ITEM_GUESS_LEVEL, 0));
	assert_true(has_note(&statistics->items[4], ITEM_UNUSED, letters("AB")));
	assert_true(has_note(&statistics->items[6], ITEM_NEGATIVE, 0));
	assert_int_equal(item_notes(&statistics->items[17], notes), 1);
	assert_int_equal(notes[0].kind, ITEM_NOBODY_WRONG);
	assert_true(has_note(&statistics->items[18], ITEM_NOBODY_RIGHT, 0));
	assert_false(has_note(&statistics->items[19], ITEM_NOBODY_RIGHT, 0));
	fixture_clear(&f);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(attempts_of_25_by_7),
		cmocka_unit_test(attempts_of_22_by_20_with_choices),
		cmocka_unit_test(questions_drawn_for_each_attempt),
		cmocka_unit_test(neither_scale_nor_order_matters),
		cmocka_unit_test(before_and_after),
		cmocka_unit_test(notes_of_fixed_marks),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
