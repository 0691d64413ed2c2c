/*
 * The fixed marks of tests/data/statistics, taken as quizzes: a lesson whose questions can give exactly these marks,
 * and a journal for each attempt.
 */
#ifndef TAPHUAN_TESTS_MARKED_H
#define TAPHUAN_TESTS_MARKED_H

#include "store/store.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* The lines of a file of tests/data/statistics as GStrv of fields. */
static GPtrArray *marked_rows(const char *name)
{
	g_autofree char *path = g_build_filename(SOURCE_DIR, "tests", "data", "statistics", name, NULL);
	g_autofree char *bytes = NULL;
	GPtrArray *rows = g_ptr_array_new_with_free_func((GDestroyNotify)g_strfreev);

	if (!g_file_get_contents(path, &bytes, NULL, NULL))
		return rows;
	g_auto(GStrv) lines = g_strsplit(bytes, "\n", -1);
	for (size_t i = 0; lines[i]; i++)
		if (lines[i][0])
			g_ptr_array_add(rows, g_strsplit(lines[i], "\t", -1));
	return rows;
}

static const char *marked_field(const GPtrArray *rows, size_t row, size_t column)
{
	return ((char **)rows->pdata[row])[column];
}

/* The marks a column has, each once, the full mark first. */
static GPtrArray *marked_values(const GPtrArray *rows, size_t column)
{
	GPtrArray *values = g_ptr_array_new();

	g_ptr_array_add(values, (void *)(uintptr_t)marked_field(rows, 1, column));
	for (size_t row = 3; row < rows->len; row++) {
		const char *value = marked_field(rows, row, column);
		bool known = false;
		for (unsigned int i = 0; i < values->len; i++)
			known |= g_ascii_strtod(value, NULL) == g_ascii_strtod(values->pdata[i], NULL);
		if (!known)
			g_ptr_array_add(values, (void *)(uintptr_t)value);
	}
	return values;
}

static int marked_option(const GPtrArray *rows, size_t row, size_t column)
{
	g_autoptr(GPtrArray) values = marked_values(rows, column);
	double mark = g_ascii_strtod(marked_field(rows, row, column), NULL);
	int option = 0;

	while (g_ascii_strtod(values->pdata[option], NULL) != mark)
		option++;
	return option;
}

/* A single choice between answers that are worth these marks. A maximum of 0 no lesson has: such a column is left out.
 */
static char *marked_lesson(const GPtrArray *rows)
{
	GString *text = g_string_new("---\ntitle: Dân số và phát triển\n---\n\n");

	for (size_t q = 1; marked_field(rows, 1, q); q++) {
		g_autoptr(GPtrArray) values = marked_values(rows, q);
		double maximum = g_ascii_strtod(marked_field(rows, 1, q), NULL);
		if (maximum <= 0)
			break;
		g_string_append_printf(text, "## Câu thứ %zu\n<!-- quiz id=%s points=%s -->\n", q,
				       marked_field(rows, 0, q), marked_field(rows, 1, q));
		for (unsigned int i = 0; i < values->len; i++) {
			double share = g_ascii_strtod(values->pdata[i], NULL) / maximum * 100;
			g_string_append_printf(text, "1. [%c] được %s", i ? ' ' : 'x', (const char *)values->pdata[i]);
			g_string_append_printf(text, i && share != 0 ? " <!-- %g%% -->\n" : "\n", share);
		}
		g_string_append_c(text, '\n');
	}
	return g_string_free(text, FALSE);
}

/* Who answers: the nth person, of three units. */
static struct person *marked_person(size_t n)
{
	static const char *const family[] = {"Nông", "Hà", "Triệu", "Hoàng", "Lý"};
	static const char *const middle[] = {"Văn", "Thị", "Đức", "Ngọc", "Minh"};
	static const char *const given[] = {"An", "Bình", "Cúc", "Dũng", "Én", "Hạnh", "Ích", "Khánh", "Lệ", "Mai"};
	static const char *const units[] = {"Phường Sông Cầu", "Xã Dương Quang", "Xã Nông Thượng"};
	struct person *person = person_new();

	g_free(person->name);
	g_free(person->unit);
	g_free(person->code);
	person->name = g_strdup_printf("%s %s %s", family[n % 5], middle[n / 5 % 5], given[n * 7 % 10]);
	person->unit = g_strdup(units[n % 11 % 3]);
	person->code = g_strdup_printf("BK-%02zu", n + 1);
	return person;
}

/* Makes the attempt of a row: true when it is kept. */
static bool marked_take(struct store *store, const struct lesson *lesson, const GPtrArray *rows, size_t row)
{
	g_autoptr(Person) person = marked_person(row - 3);
	g_autoptr(Attempt) attempt = attempt_new(lesson, 1);
	char *id = store_person_add(store, person, NULL);

	g_free(person->id);
	person->id = id;
	g_autoptr(AttemptJournal) journal = id ? store_attempt_start(store, person, attempt, NULL, NULL) : NULL;
	bool kept = journal != NULL;
	for (size_t q = 0; kept && q < attempt->n_items; q++) {
		g_autoptr(Response) response = response_new();
		int option = marked_option(rows, row, q + 1);
		g_array_append_val(response->choices, option);
		kept = attempt_respond(attempt, q, response) && attempt_journal_answered(journal, attempt, q, NULL);
	}
	attempt_hand_in(attempt);
	struct grade grade = attempt_grade(attempt);
	return kept && attempt_journal_handed_in(journal, attempt, &grade, NULL);
}

/* Takes the lesson once for each attempt of the file. */
static G_GNUC_UNUSED bool marked_take_all(struct store *store, const struct lesson *lesson, const GPtrArray *rows)
{
	for (size_t row = 3; row < rows->len; row++)
		if (!marked_take(store, lesson, rows, row))
			return false;
	return true;
}

/* ---- The figures that are expected ------------------------------------------------------------------------- */

/* What a figure is called in the expected files and in the report, and by how much it is larger there. */
struct marked_figure {
	const char *name, *title;
	double scale;
};

static const struct marked_figure marked_questions[] = {
	{"n", "Asked", 1},
	{"facility", "Facility", 100},
	{"sd", "Spread", 100},
	{"intended_weight", "Intended weight", 100},
	{"effective_weight", "Effective weight", 100},
	{"discrimination", "Discrimination", 1},
	{"efficiency", "Efficiency", 1},
};

static const struct marked_figure marked_quiz[] = {
	{"n", "Attempts analysed", 1},
	{"mean", "Mean", 10},
	{"median", "Median", 10},
	{"sd", "Standard deviation", 10},
	{"skewness", "Skewness", 1},
	{"kurtosis", "Kurtosis", 1},
	{"consistency", "Internal consistency (Cronbach’s α)", 1},
	{"error_ratio", "Error ratio", 1},
	{"standard_error", "Standard error", 10},
};

/* True when what is shown is the expected figure, rounded to as many decimals; "–" where it is not defined. */
static G_GNUC_UNUSED bool marked_shows(const char *shown, const char *expected, double scale)
{
	g_autofree char *plain = g_strdelimit(g_strdup(shown), ",", '.');
	double value = g_ascii_strtod(expected, NULL) * scale;
	const char *point = strchr(plain, '.');
	double half = point ? 0.5 * pow(10, -(double)strspn(point + 1, "0123456789")) : 0.5;

	return isnan(value) ? strcmp(shown, "–") == 0 : fabs(g_ascii_strtod(plain, NULL) - value) <= half + 1e-9;
}

#endif
