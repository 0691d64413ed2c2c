/* Item analysis: a row a question, the figures of the quiz, and in words what a trainer should look at. */
#include "report/private.h"
#include "text/i18n.h"

#include <math.h>
#include <string.h>

/* ---- Every lesson's ---------------------------------------------------------------------------------------- */

/* What a lesson adds to a table. */
typedef void add_lesson(const struct report *, const struct marks *, const struct statistics *, struct table *);

static bool each_lesson(const struct report *report, add_lesson *add, struct table *table, GError **error)
{
	for (size_t i = 0; i < report->subject->n_lessons; i++) {
		if (!report->subject->lessons[i]->n_questions)
			continue;
		g_autoptr(Marks) marks = marks_read(report, i, ROLE_NONE, error);
		if (!marks)
			return false;
		g_autoptr(Statistics) statistics = statistics_new(&marks->table);
		add(report, marks, statistics, table);
	}
	return true;
}

/* Takes over the table; NULL when a lesson cannot be analysed. */
static struct table *of_each_lesson(const struct report *report, add_lesson *add, struct table *made, GError **error)
{
	g_autoptr(Table) table = made;

	return each_lesson(report, add, table, error) ? g_steal_pointer(&table) : NULL;
}

/* ---- Notes ------------------------------------------------------------------------------------------------- */

/* What is said of a question: in the table of questions, and in full (%s: the options meant). */
static const struct {
	const char *brief, *full;
} words[ITEM_NOTES] = {
	[ITEM_CHECK_KEY] = {N_("check the key"),
			    N_("Nine of ten or more chose %s, which counts as wrong: check the key.")},
	[ITEM_LURES_BEST] = {N_("lures the best"), N_("More of the best chose %s than the right answer: check whether "
						      "it may be right too, or the question is unclear.")},
	[ITEM_NEGATIVE] = {N_("negative discrimination"),
			   N_("Those who did well otherwise did worse here: check the key and the wording.")},
	[ITEM_NOBODY_RIGHT] = {N_("nobody right"), N_("Nobody got anything for it: check the key, or teach it again.")},
	[ITEM_GUESS_LEVEL] = {N_("as by guessing"), N_("The answers are no better than guessing: teach it again.")},
	[ITEM_WEAK] = {N_("discriminates little"),
		       N_("It hardly tells those who know from those who do not: make the wrong answers more likely, "
			  "or the wording clearer.")},
	[ITEM_NOBODY_WRONG] = {N_("everybody right"), N_("Everybody is right: it tells nothing about who knows more.")},
	[ITEM_UNUSED] = {N_("answers nobody chose"),
			 N_("Nobody chose %s: a likelier wrong answer would serve better.")},
	[ITEM_FEW] = {N_("few answers"), N_("Fewer than ten answers: its figures say little.")},
};

/* "B, D" */
static char *letters_of(uint32_t options)
{
	GString *letters = g_string_new(NULL);

	for (unsigned int i = 0; i < STATISTICS_OPTIONS; i++) {
		g_autofree char *letter = answer_letter(i);
		if (options >> i & 1)
			g_string_append_printf(letters, "%s%s", letters->len ? ", " : "", letter);
	}
	return g_string_free(letters, FALSE);
}

static char *note_in_full(const struct item_note *note)
{
	g_autofree char *letters = letters_of(note->options);
	g_auto(GStrv) parts = g_strsplit(_(words[note->kind].full), "%s", 2);

	return g_strjoinv(letters, parts);
}

static void add_notes(const struct report *report, const struct marks *marks, const struct statistics *statistics,
		      struct table *table)
{
	const struct lesson *lesson = report->subject->lessons[marks->lesson];
	g_autoptr(GPtrArray) cells = cells_new();
	struct item_note notes[ITEM_NOTES];

	for (size_t q = 0; q < statistics->n_items; q++) {
		size_t n = statistics->items[q].n ? item_notes(&statistics->items[q], notes) : 0;
		g_autofree char *key = report_question_key(report, marks->lesson, lesson->questions[q]);
		for (size_t i = 0; i < n; i++) {
			cells_lesson(cells, report, marks->lesson);
			cells_count(cells, q + 1);
			cells_text(cells, lesson->questions[q]->title->text);
			g_ptr_array_add(cells, note_in_full(&notes[i]));
			table_add_cells(table, cells);
			table_set_key(table, key);
		}
	}
}

struct table *make_notes(const struct report *report, const char *about G_GNUC_UNUSED, GError **error)
{
	struct table *table = report_table(report, "notes");

	table->opens = "answers";
	report_lesson_column(report, table);
	table_add_column(table, _("No."), COLUMN_NUMBER);
	table_add_column(table, _("Question"), COLUMN_PROSE);
	table_add_column(table, _("Note"), COLUMN_PROSE);
	return of_each_lesson(report, add_notes, table, error);
}

/* ---- Questions --------------------------------------------------------------------------------------------- */

static void add_question(const struct report *report, const struct item_statistics *item, GPtrArray *cells)
{
	struct item_note notes[ITEM_NOTES];

	cells_count(cells, item->n);
	cells_share(cells, report, item->facility);
	cells_share(cells, report, item->sd);
	cells_share(cells, report, item->guess);
	cells_share(cells, report, item->intended_weight);
	cells_share(cells, report, item->effective_weight);
	cells_figure(cells, report, item->discrimination, 2);
	cells_figure(cells, report, item->efficiency, 2);
	cells_text(cells, item->n && item_notes(item, notes) ? _(words[notes[0].kind].brief) : "");
}

static void add_questions(const struct report *report, const struct marks *marks, const struct statistics *statistics,
			  struct table *table)
{
	const struct lesson *lesson = report->subject->lessons[marks->lesson];
	g_autoptr(GPtrArray) cells = cells_new();

	for (size_t q = 0; q < statistics->n_items; q++) {
		g_autofree char *key = report_question_key(report, marks->lesson, lesson->questions[q]);
		cells_count(cells, q + 1);
		cells_text(cells, lesson->questions[q]->title->text);
		cells_lesson(cells, report, marks->lesson);
		add_question(report, &statistics->items[q], cells);
		table_add_cells(table, cells);
		table_set_key(table, key);
	}
}

struct table *make_questions(const struct report *report, const char *about G_GNUC_UNUSED, GError **error)
{
	static const char *const figures[] = {
		N_("Asked"),           N_("Facility"),         N_("Spread"),         N_("By guessing"),
		N_("Intended weight"), N_("Effective weight"), N_("Discrimination"), N_("Efficiency"),
	};
	struct table *table = report_table(report, "question");

	table->opens = "answers";
	table_add_column(table, _("No."), COLUMN_NUMBER);
	table_add_column(table, _("Question"), COLUMN_TEXT);
	report_lesson_column(report, table);
	for (size_t i = 0; i < G_N_ELEMENTS(figures); i++)
		table_add_column(table, _(figures[i]), COLUMN_NUMBER);
	table_add_column(table, _("Note"), COLUMN_TEXT);
	return of_each_lesson(report, add_questions, table, error);
}

/* ---- The quiz ---------------------------------------------------------------------------------------------- */

enum scale { SCALE_COUNT, SCALE_GRADE, SCALE_PLAIN };

/* Grades are out of ten here, as everywhere. */
static const struct {
	const char *name, *meaning;
	size_t offset;
	enum scale scale;
} figures[] = {
	{N_("Attempts analysed"), N_("the first of each person that was handed in"), offsetof(struct statistics, n),
	 SCALE_COUNT},
	{N_("Mean"), N_("of the grades out of ten"), offsetof(struct statistics, mean), SCALE_GRADE},
	{N_("Median"), N_("half of the grades are above it"), offsetof(struct statistics, median), SCALE_GRADE},
	{N_("Standard deviation"), N_("how far the grades lie apart"), offsetof(struct statistics, sd), SCALE_GRADE},
	{N_("Skewness"), N_("below 0: a few grades are far below the others; above 0: far above"),
	 offsetof(struct statistics, skewness), SCALE_PLAIN},
	{N_("Kurtosis"), N_("above 0: most grades lie close together, a few far off"),
	 offsetof(struct statistics, kurtosis), SCALE_PLAIN},
	{N_("Internal consistency (Cronbach’s α)"),
	 N_("from 0.7 on, the questions measure one thing and the grade can be relied on"),
	 offsetof(struct statistics, consistency), SCALE_PLAIN},
	{N_("Error ratio"), N_("how much of the spread is chance"), offsetof(struct statistics, error_ratio),
	 SCALE_PLAIN},
	{N_("Standard error"), N_("how far chance moves one grade out of ten"),
	 offsetof(struct statistics, standard_error), SCALE_GRADE},
};

static void add_figures(const struct report *report, const struct marks *marks, const struct statistics *statistics,
			struct table *table)
{
	g_autoptr(GPtrArray) cells = cells_new();

	for (size_t i = 0; i < G_N_ELEMENTS(figures); i++) {
		const void *at = (const char *)statistics + figures[i].offset;
		cells_lesson(cells, report, marks->lesson);
		cells_text(cells, _(figures[i].name));
		if (figures[i].scale == SCALE_COUNT)
			cells_count(cells, *(const size_t *)at);
		else
			cells_figure(cells, report, *(const double *)at * (figures[i].scale == SCALE_GRADE ? 10 : 1),
				     2);
		cells_text(cells, _(figures[i].meaning));
		table_add_cells(table, cells);
	}
}

struct table *make_figures(const struct report *report, const char *about G_GNUC_UNUSED, GError **error)
{
	struct table *table = report_table(report, "analysis");

	report_lesson_column(report, table);
	table_add_column(table, _("Figure"), COLUMN_TEXT);
	table_add_column(table, _("Value"), COLUMN_NUMBER);
	table_add_column(table, _("What it says"), COLUMN_PROSE);
	return of_each_lesson(report, add_figures, table, error);
}
