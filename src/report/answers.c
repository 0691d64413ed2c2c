/* What was answered: to one question, by how many of which third and by whom; and everybody's answers to all. */
#include "report/private.h"
#include "text/i18n.h"
#include "text/text.h"

#include <math.h>
#include <string.h>

#define NAMES 30 /* so many of those who answered the same are named, then how many more */

/* ---- One question ------------------------------------------------------------------------------------------ */

/* Those who answered the same. */
struct group {
	char *answer;
	const char *verdict; /* "✓", "◐" */
	struct choice_count count;
	GArray *rows; /* of unsigned int: who */
	size_t first; /* of a typed answer: the first of them, whose spelling it is */
};

struct gathering {
	const struct marks *marks;
	const struct statistics *statistics;
	size_t column;
	GPtrArray *groups;   /* of struct group */
	GHashTable *by_fold; /* a typed answer, folded → its group */
	struct group *open;
};

static void group_free(void *data)
{
	struct group *group = data;

	g_free(group->answer);
	g_array_unref(group->rows);
	g_free(group);
}

/* Takes over the answer. */
static struct group *group_new(char *answer, const char *verdict)
{
	struct group *group = g_new0(struct group, 1);

	*group = (struct group){.answer = answer, .verdict = verdict};
	group->rows = g_array_new(FALSE, FALSE, sizeof(unsigned int));
	return group;
}

static void group_add(struct group *group, const struct gathering *gathering, size_t row)
{
	unsigned int who = (unsigned int)row;

	group->count.by_third[gathering->statistics->third_of[row]]++;
	g_array_append_val(group->rows, who);
}

static int compare_rows(const void *a, const void *b)
{
	const unsigned int *x = a, *y = b;

	return (*x > *y) - (*x < *y);
}

/* Who answered so, in the order of names. */
static char *group_names(const struct group *group, const struct marks *marks)
{
	GString *names = g_string_new(NULL);
	size_t n = group->rows->len;

	g_array_sort(group->rows, compare_rows);
	for (unsigned int i = 0; i < n && i < NAMES; i++) {
		unsigned int row = g_array_index(group->rows, unsigned int, i);
		const struct attempt_record *attempt = marks->attempts->pdata[row];
		g_string_append_printf(names, "%s%s", i ? ", " : "", attempt->person->name);
	}
	if (n > NAMES)
		g_string_append_printf(names, P_(" and %zu more", " and %zu more", n - NAMES), n - NAMES);
	return g_string_free(names, FALSE);
}

static const char *verdict(double fraction)
{
	return fraction >= 1 ? "✓" : fraction > 0 ? "◐" : "";
}

/* The options, whether somebody chose them or not. */
static void gather_options(struct gathering *gathering, const struct question *question)
{
	const struct marks *marks = gathering->marks;
	unsigned int n = marks->n_options[gathering->column];

	for (unsigned int i = 0; i < n; i++) {
		g_autofree char *letter = answer_letter(i);
		char *answer = g_strdup_printf("%s. %s", letter, question->options[i].text.text);
		g_ptr_array_add(gathering->groups,
				group_new(answer, verdict(fraction_double(question->options[i].weight))));
	}
	for (size_t row = 0; row < marks->attempts->len; row++) {
		size_t at = row * marks->table.n_questions + gathering->column;
		if (isnan(marks->marks[at]))
			continue;
		if (!marks->choices[at])
			group_add(gathering->open, gathering, row);
		for (unsigned int i = 0; i < n; i++)
			if (marks->choices[at] >> i & 1)
				group_add(gathering->groups->pdata[i], gathering, row);
	}
}

/* What is the same but for case and spaces is one answer; marks make another. */
static char *fold_answer(const char *answer)
{
	g_autofree char *lower = g_utf8_strdown(answer, -1);
	g_auto(GStrv) words = g_strsplit_set(lower, " \t\n", -1);
	GString *fold = g_string_new(NULL);

	for (size_t i = 0; words[i]; i++)
		if (*words[i])
			g_string_append_printf(fold, "%s%s", fold->len ? " " : "", words[i]);
	return g_string_free(fold, FALSE);
}

/* The group of an answer, which is as the first of the people wrote it. */
static struct group *typed_group(struct gathering *gathering, const char *answer, size_t row, double fraction)
{
	char *fold = fold_answer(answer);
	struct group *group = g_hash_table_lookup(gathering->by_fold, fold);

	if (group) {
		g_free(fold);
		if (row < group->first) {
			g_free(group->answer);
			group->answer = g_strdup(answer);
			group->first = row;
		}
		return group;
	}
	group = group_new(g_strdup(answer), verdict(fraction));
	group->first = row;
	g_ptr_array_add(gathering->groups, group);
	g_hash_table_insert(gathering->by_fold, fold, group);
	return group;
}

static void gather_typed(const struct marks *marks G_GNUC_UNUSED, size_t row, size_t column,
			 const struct question *asked, const struct response_record *record, void *user)
{
	struct gathering *gathering = user;

	if (column != gathering->column)
		return;
	if (!response_fits(&record->response, asked) || response_is_open(&record->response)) {
		group_add(gathering->open, gathering, row);
		return;
	}
	g_autofree char *answer = answer_given(asked, &record->response);
	group_add(typed_group(gathering, answer, row, record->fraction), gathering, row);
}

/* What most typed first. */
static int compare_groups(const void *a, const void *b)
{
	const struct group *x = *(struct group *const *)a, *y = *(struct group *const *)b;
	size_t n = choice_count_total(&x->count), m = choice_count_total(&y->count);

	return n != m ? (n < m ? 1 : -1) : strcmp(x->answer, y->answer);
}

static void add_group(const struct marks *marks, const struct group *group, size_t asked, struct table *table)
{
	const struct report *report = marks->report;
	g_autofree char *names = group_names(group, marks);
	g_autoptr(GPtrArray) cells = cells_new();
	size_t n = choice_count_total(&group->count);
	cells_text(cells, group->answer);
	cells_text(cells, group->verdict);
	cells_count(cells, n);
	cells_share(cells, report, asked ? (double)n / (double)asked : NAN);
	for (enum third third = THIRD_LOWER; third < THIRDS; third++)
		cells_count(cells, group->count.by_third[third]);
	cells_text(cells, names);
	table_add_cells(table, cells);
}

static struct table *answers_table(const struct gathering *gathering, const struct question *question)
{
	const struct report *report = gathering->marks->report;
	size_t asked = gathering->statistics->items[gathering->column].n;
	struct table *table = report_table(report, "answers");

	g_free(table->subtitle);
	table->subtitle = g_strdup_printf("%zu. %s", gathering->column + 1, question->title->text);
	table_add_column(table, _("Answer"), COLUMN_PROSE);
	table_add_column(table, _("Right"), COLUMN_TEXT);
	table_add_column(table, _("How many"), COLUMN_NUMBER);
	table_add_column(table, _("Share"), COLUMN_NUMBER);
	table_add_column(table, _("Lower third"), COLUMN_NUMBER);
	table_add_column(table, _("Middle third"), COLUMN_NUMBER);
	table_add_column(table, _("Upper third"), COLUMN_NUMBER);
	table_add_column(table, _("Who"), COLUMN_PROSE);
	for (unsigned int i = 0; i < gathering->groups->len; i++)
		add_group(gathering->marks, gathering->groups->pdata[i], asked, table);
	if (choice_count_total(&gathering->open->count))
		add_group(gathering->marks, gathering->open, asked, table);
	table_set_closing(table, g_strdup_printf(P_("%zu person was asked this question.",
						    "%zu people were asked this question.", asked),
						 asked));
	return table;
}

static size_t column_of(const struct lesson *lesson, const struct question *question)
{
	size_t column = 0;

	while (lesson->questions[column] != question)
		column++;
	return column;
}

static bool gather(struct gathering *gathering, const struct question *question, GError **error)
{
	if (gathering->marks->n_options[gathering->column]) {
		gather_options(gathering, question);
		return true;
	}
	bool done = marks_walk(gathering->marks, gather_typed, gathering, error);
	g_ptr_array_sort(gathering->groups, compare_groups);
	return done;
}

struct table *make_answers(const struct report *report, const char *about, GError **error)
{
	size_t lesson;
	const struct question *question = report_find_question(report, about, &lesson, error);
	g_autoptr(Marks) marks = question ? marks_read(report, lesson, ROLE_NONE, error) : NULL;

	if (!marks)
		return NULL;
	g_autoptr(Statistics) statistics = statistics_new(&marks->table);
	struct gathering gathering = {
		.marks = marks,
		.statistics = statistics,
		.column = column_of(report->subject->lessons[lesson], question),
		.groups = g_ptr_array_new_with_free_func(group_free),
		.by_fold = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL),
		.open = group_new(g_strdup(_("(left open)")), ""),
	};
	struct table *table = gather(&gathering, question, error) ? answers_table(&gathering, question) : NULL;
	g_ptr_array_unref(gathering.groups);
	g_hash_table_unref(gathering.by_fold);
	group_free(gathering.open);
	return table;
}

/* ---- Everybody's answers ----------------------------------------------------------------------------------- */

/* Rows of the table stand from first on, as those of the marks. */
struct filling {
	struct table *table;
	unsigned int first, columns; /* columns before the answers */
};

static void fill_answer(const struct marks *marks G_GNUC_UNUSED, size_t row, size_t column,
			const struct question *asked, const struct response_record *record, void *user)
{
	struct filling *filling = user;
	char **cells = filling->table->rows->pdata[filling->first + row];

	if (!response_fits(&record->response, asked))
		return;
	g_free(cells[filling->columns + column]);
	cells[filling->columns + column] = answer_given(asked, &record->response);
}

static void add_rows(const struct report *report, const struct marks *marks, struct filling *filling, size_t before)
{
	g_autoptr(GPtrArray) cells = cells_new();

	for (unsigned int i = 0; i < marks->attempts->len; i++) {
		const struct person *person = ((const struct attempt_record *)marks->attempts->pdata[i])->person;
		g_autofree char *unit = person_unit(person);
		cells_text(cells, person->name);
		cells_text(cells, unit);
		cells_lesson(cells, report, marks->lesson);
		while (cells->len < filling->table->columns->len)
			cells_text(cells, "");
		table_add_cells(filling->table, cells);
		table_set_key(filling->table, person->id);
	}
	filling->columns += (unsigned int)before;
}

/* The questions of all lessons stand side by side; everybody has a row a lesson. */
struct table *make_responses(const struct report *report, const char *about G_GNUC_UNUSED, GError **error)
{
	const struct report_subject *subject = report->subject;
	g_autoptr(Table) table = report_table(report, "response");

	table->opens = "sheet";
	table_add_column(table, _("Name"), COLUMN_NAME);
	table_add_column(table, _("Unit"), COLUMN_TEXT);
	report_lesson_column(report, table);
	unsigned int fixed = table->columns->len;
	for (size_t i = 0; i < subject->n_lessons; i++)
		for (size_t q = 0; q < subject->lessons[i]->n_questions; q++) {
			g_autofree char *title =
				g_strdup_printf("%zu. %s", q + 1, subject->lessons[i]->questions[q]->title->text);
			table_add_column(table, title, COLUMN_TEXT);
		}
	size_t before = 0;
	for (size_t i = 0; i < subject->n_lessons; before += subject->lessons[i++]->n_questions) {
		struct filling filling = {table, table->rows->len, fixed};
		g_autoptr(Marks) marks = marks_read(report, i, ROLE_NONE, error);
		if (!marks)
			return NULL;
		add_rows(report, marks, &filling, before);
		if (!marks_walk(marks, fill_answer, &filling, error))
			return NULL;
	}
	return g_steal_pointer(&table);
}
