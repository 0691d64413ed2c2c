/* One person: the attempts, and in them every question with what was answered and what is right. */
#include "report/private.h"
#include "text/i18n.h"

#include <math.h>
#include <string.h>

/* ---- Attempts ---------------------------------------------------------------------------------------------- */

static char *attempt_note(const struct attempt_record *record)
{
	const char *const parts[] = {
		record->handed_in ? "" : _("not handed in yet"),
		record->on_paper ? _("on paper") : "",
		record->regraded ? _("marked again") : "",
		record->comment,
	};
	GString *note = g_string_new(NULL);

	for (size_t i = 0; i < G_N_ELEMENTS(parts); i++)
		if (*parts[i])
			g_string_append_printf(note, "%s%s", note->len ? "; " : "", parts[i]);
	return g_string_free(note, FALSE);
}

static void add_attempt(const struct report *report, const struct attempt_record *record, struct table *table)
{
	g_autoptr(GPtrArray) cells = cells_new();

	cells_count(cells, table->rows->len + 1);
	cells_text(cells, record->person->name);
	cells_lesson(cells, report, report_lesson_of(report, record));
	g_ptr_array_add(cells, report_moment(record->started));
	g_ptr_array_add(cells, report_moment(record->handed_in));
	g_ptr_array_add(cells, g_strdup_printf("%d/%d", record->answered, record->questions));
	if (record->handed_in) {
		cells_fraction(cells, report, record->marks, 1);
		cells_fraction(cells, report, record->points, 1);
		cells_fraction(cells, report, record->grade, 10);
	}
	while (cells->len < table->columns->len - 1)
		cells_text(cells, "");
	g_ptr_array_add(cells, attempt_note(record));
	table_add_cells(table, cells);
	table_set_key(table, record->person->id);
}

struct table *make_attempts(const struct report *report, const char *about G_GNUC_UNUSED, GError **error G_GNUC_UNUSED)
{
	struct table *table = report_table(report, "attempt");

	table->opens = "sheet";
	table_add_column(table, _("No."), COLUMN_NUMBER);
	table_add_column(table, _("Name"), COLUMN_NAME);
	report_lesson_column(report, table);
	table_add_column(table, _("Started"), COLUMN_TEXT);
	table_add_column(table, _("Handed in"), COLUMN_TEXT);
	table_add_column(table, _("Answered"), COLUMN_TEXT);
	table_add_column(table, _("Marks"), COLUMN_NUMBER);
	table_add_column(table, _("Out of"), COLUMN_NUMBER);
	table_add_column(table, _("Grade"), COLUMN_NUMBER);
	table_add_column(table, _("Note"), COLUMN_TEXT);
	for (unsigned int i = 0; i < report->counted->len; i++)
		add_attempt(report, report->counted->pdata[i], table);
	return table;
}

/* ---- The sheet --------------------------------------------------------------------------------------------- */

struct sheet {
	const struct report *report;
	const struct outcome *outcome;
	bool comments; /* something was marked by hand */
	bool several;  /* attempts at one lesson */
	struct table *table;
};

/* The attempt's place among the person's from 0; n_attempts for none. */
static size_t find_attempt(const struct outcome *outcome, const char *id)
{
	size_t i = 0;

	while (i < outcome->n_attempts && strcmp(outcome->attempts[i]->id, id) != 0)
		i++;
	return i;
}

/* Which of the person's attempts at its lesson the one at this place is, from 1. */
static size_t attempt_number(const struct outcome *outcome, size_t place)
{
	size_t n = 1;

	for (size_t i = 0; i < place; i++)
		n += strcmp(outcome->attempts[i]->lesson, outcome->attempts[place]->lesson) == 0;
	return n;
}

static bool has_several(const struct outcome *outcome)
{
	for (size_t i = 0; i < outcome->n_attempts; i++)
		if (attempt_number(outcome, i) > 1)
			return true;
	return false;
}

static bool has_marks_by_hand(const struct outcome *outcome)
{
	for (size_t i = 0; i < outcome->n_attempts; i++)
		if (outcome->attempts[i]->given->len)
			return true;
	return false;
}

static const struct given_mark *given_by_hand(const struct attempt_record *attempt, const struct question *question)
{
	for (unsigned int i = 0; i < attempt->given->len; i++) {
		const struct given_mark *given = attempt->given->pdata[i];
		if (strcmp(given->question, question->id) == 0)
			return given;
	}
	return NULL;
}

static const char *verdict(const struct response_record *record, const struct question *question, bool by_hand)
{
	if (response_is_open(&record->response))
		return _("not answered");
	if (isnan(record->fraction))
		return "";
	if (question->type == QUESTION_ESSAY && !by_hand)
		return _("to be marked");
	if (record->fraction >= 1)
		return _("right");
	return record->fraction > 0 ? _("partly right") : _("wrong");
}

static void add_answer(const struct sheet *sheet, size_t nth, size_t lesson, const struct question *question,
		       const struct response_record *record)
{
	const struct attempt_record *attempt = sheet->outcome->attempts[nth];
	const struct given_mark *by_hand = given_by_hand(attempt, question);
	g_autofree char *given =
		response_fits(&record->response, question) ? answer_given(question, &record->response) : g_strdup("");
	g_autofree char *right = answer_right(question), *key = report_question_key(sheet->report, lesson, question);
	g_autoptr(GPtrArray) cells = cells_new();

	cells_lesson(cells, sheet->report, lesson);
	if (sheet->several)
		cells_count(cells, attempt_number(sheet->outcome, nth));
	cells_count(cells, record->item + 1);
	cells_text(cells, question->title->text);
	cells_text(cells, given);
	cells_text(cells, right);
	cells_mark(cells, sheet->report, record->fraction * fraction_double(question->points));
	cells_fraction(cells, sheet->report, question->points, 1);
	cells_text(cells, verdict(record, question, by_hand != NULL));
	if (sheet->comments)
		cells_text(cells, by_hand ? by_hand->comment : "");
	table_add_cells(sheet->table, cells);
	table_set_key(sheet->table, key);
}

static bool keep_answer(const struct response_record *record, void *user)
{
	const struct sheet *sheet = user;
	size_t nth = find_attempt(sheet->outcome, record->attempt);

	if (nth == sheet->outcome->n_attempts)
		return true;
	const struct attempt_record *attempt = sheet->outcome->attempts[nth];
	size_t lesson = report_lesson_of(sheet->report, attempt);
	const struct lesson *then = report_version(sheet->report, attempt);
	const struct question *asked = then ? lesson_question(then, record->question) : NULL;
	if (!asked)
		asked = lesson_question(sheet->report->subject->lessons[lesson], record->question);
	if (asked)
		add_answer(sheet, nth, lesson, asked, record);
	return true;
}

static char *conclusion(const struct sheet *sheet)
{
	const struct outcome *outcome = sheet->outcome;
	g_autofree char *grade = fraction_decimal(outcome->overall.grade, 10, 2, sheet->report->comma);

	if (!outcome->graded)
		return g_strdup(outcome->overall.n ? _("Result: not all handed in yet.")
						   : _("Result: not handed in yet."));
	return g_strdup_printf(outcome->overall.passed ? _("Result: grade %s, %s, passed.")
						       : _("Result: grade %s, %s, not passed."),
			       grade, outcome->overall.band);
}

/* "Hà Đức Dũng (BK-07), Tổ 5, Phường Sông Cầu", and what was said of the attempts. */
static void set_subtitle(const struct sheet *sheet)
{
	const struct person *person = sheet->outcome->person;
	g_autofree char *unit = person_unit(person);
	g_autoptr(GString) who = g_string_new(person->name);

	if (*person->code)
		g_string_append_printf(who, " (%s)", person->code);
	if (*unit)
		g_string_append_printf(who, ", %s", unit);
	g_string_append_printf(who, " · %s", sheet->report->subject->title);
	g_free(sheet->table->subtitle);
	sheet->table->subtitle = g_strdup(who->str);
}

static void close_sheet(const struct sheet *sheet)
{
	g_autofree char *result = conclusion(sheet);
	GString *closing = g_string_new(result);

	for (size_t i = 0; i < sheet->outcome->n_attempts; i++)
		if (*sheet->outcome->attempts[i]->comment)
			g_string_append_printf(closing, " %s", sheet->outcome->attempts[i]->comment);
	for (size_t i = 0; i < sheet->outcome->n_attempts; i++)
		g_string_append_printf(closing, "%s %s", i ? "," : _(" Check code:"),
				       sheet->outcome->attempts[i]->code);
	table_set_closing(sheet->table, g_string_free(closing, FALSE));
}

static void add_columns(const struct sheet *sheet)
{
	struct table *table = sheet->table;

	table->opens = "answers";
	report_lesson_column(sheet->report, table);
	if (sheet->several)
		table_add_column(table, _("Attempt"), COLUMN_NUMBER);
	table_add_column(table, _("No."), COLUMN_NUMBER);
	table_add_column(table, _("Question"), COLUMN_PROSE);
	table_add_column(table, _("Answer"), COLUMN_PROSE);
	table_add_column(table, _("Right answer"), COLUMN_PROSE);
	table_add_column(table, _("Mark"), COLUMN_NUMBER);
	table_add_column(table, _("Out of"), COLUMN_NUMBER);
	table_add_column(table, _("Result"), COLUMN_TEXT);
	if (sheet->comments)
		table_add_column(table, _("Comment"), COLUMN_PROSE);
}

struct table *make_sheet(const struct report *report, const char *about, GError **error)
{
	const struct report_subject *subject = report->subject;
	struct sheet sheet = {.report = report, .outcome = report_find_person(report, about, error)};

	if (!sheet.outcome)
		return NULL;
	const struct attempt_filter filter = {.person = sheet.outcome->person->id,
					      .session = subject->session ? subject->session->id : NULL};
	g_autoptr(Table) table = sheet.table = report_table(report, "sheet");
	sheet.comments = has_marks_by_hand(sheet.outcome);
	sheet.several = has_several(sheet.outcome);
	add_columns(&sheet);
	set_subtitle(&sheet);
	for (size_t i = 0; i < sheet.outcome->n_attempts; i++)
		report_learn(report, report_lesson_of(report, sheet.outcome->attempts[i]), sheet.outcome->attempts[i]);
	if (!store_responses(report->store, &filter, keep_answer, &sheet, error))
		return NULL;
	close_sheet(&sheet);
	return g_steal_pointer(&table);
}
