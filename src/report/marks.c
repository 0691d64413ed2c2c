/*
 * Responses → marks. A walk over the responses fills the matrix; nothing is kept of a response but its mark and, where
 * there are options to tick, their bits.
 */
#include "report/private.h"

#include <math.h>
#include <string.h>

/* ---- Which attempts ---------------------------------------------------------------------------------------- */

static bool fits(const struct marks *marks, const struct attempt_record *attempt, enum quiz_role role)
{
	return attempt->handed_in && report_lesson_of(marks->report, attempt) == marks->lesson &&
	       (role == ROLE_NONE || report_role_of(marks->report, attempt) == role);
}

/* The first of each person: attempts come by person, from the first. */
static void choose_attempts(struct marks *marks, enum quiz_role role)
{
	const struct report *report = marks->report;
	const GPtrArray *from = role == ROLE_NONE ? report->counted : report->records;
	const struct person *last = NULL;

	for (unsigned int i = 0; i < from->len; i++) {
		struct attempt_record *attempt = from->pdata[i];
		if (!fits(marks, attempt, role) || (last && report_same_person(last, attempt->person)))
			continue;
		last = attempt->person;
		report_learn(report, marks->lesson, attempt);
		g_ptr_array_add(marks->attempts, attempt);
		g_hash_table_insert(marks->rows, attempt->id, GUINT_TO_POINTER(marks->attempts->len));
	}
}

/* ---- The matrix -------------------------------------------------------------------------------------------- */

static void add_question(struct marks *marks, const struct lesson *lesson, unsigned int column)
{
	const struct question *question = lesson->questions[column];
	bool ticked = question->type == QUESTION_SINGLE || question->type == QUESTION_MULTIPLE;

	g_hash_table_insert(marks->columns, (void *)(uintptr_t)question->id, GUINT_TO_POINTER(column + 1));
	marks->maxima[column] = fraction_double(question->points);
	marks->guesses[column] = question_guess_score(question, lesson->quiz.scoring);
	marks->n_options[column] = ticked ? (unsigned int)MIN(question->n_options, STATISTICS_OPTIONS) : 0;
	for (unsigned int i = 0; i < marks->n_options[column]; i++)
		if (question->options[i].weight.num > 0)
			marks->keys[column] |= UINT32_C(1) << i;
}

static void make_matrix(struct marks *marks)
{
	const struct lesson *lesson = marks->report->subject->lessons[marks->lesson];
	size_t n = lesson->n_questions, cells = n * marks->attempts->len;

	marks->marks = g_new(double, cells + 1);
	marks->choices = g_new0(uint32_t, cells + 1);
	marks->maxima = g_new0(double, n + 1);
	marks->guesses = g_new0(double, n + 1);
	marks->keys = g_new0(uint32_t, n + 1);
	marks->n_options = g_new0(unsigned int, n + 1);
	for (size_t i = 0; i < cells; i++)
		marks->marks[i] = NAN;
	for (unsigned int i = 0; i < n; i++)
		add_question(marks, lesson, i);
	marks->table = (struct marks_table){
		.n_attempts = marks->attempts->len,
		.n_questions = n,
		.marks = marks->marks,
		.maxima = marks->maxima,
		.guesses = marks->guesses,
		.choices = marks->choices,
		.keys = marks->keys,
		.n_options = marks->n_options,
	};
}

/* ---- The walk ---------------------------------------------------------------------------------------------- */

struct walk {
	const struct marks *marks;
	marks_each *each;
	void *user;
	char *attempt; /* whose responses come, its row + 1, and the lesson it was made at (NULL: today's) */
	unsigned int row;
	const struct lesson *then;
};

/* Responses come attempt by attempt. */
static unsigned int row_of(struct walk *walk, const char *attempt)
{
	if (!walk->attempt || strcmp(walk->attempt, attempt) != 0) {
		g_free(walk->attempt);
		walk->attempt = g_strdup(attempt);
		walk->row = GPOINTER_TO_UINT(g_hash_table_lookup(walk->marks->rows, attempt));
		walk->then = walk->row
				     ? report_version(walk->marks->report, walk->marks->attempts->pdata[walk->row - 1])
				     : NULL;
	}
	return walk->row;
}

static bool step(const struct response_record *record, void *user)
{
	struct walk *walk = user;
	const struct marks *marks = walk->marks;
	const struct lesson *lesson = marks->report->subject->lessons[marks->lesson];
	unsigned int row = row_of(walk, record->attempt), column;

	column = row ? GPOINTER_TO_UINT(g_hash_table_lookup(marks->columns, record->question)) : 0;
	if (!column)
		return true;
	const struct question *asked = walk->then ? lesson_question(walk->then, record->question) : NULL;
	if (!asked)
		asked = lesson->questions[column - 1];
	walk->each(marks, row - 1, column - 1, asked, record, walk->user);
	return true;
}

bool marks_walk(const struct marks *marks, marks_each *each, void *user, GError **error)
{
	const struct report_subject *subject = marks->report->subject;
	const char *const lessons[] = {subject->lessons[marks->lesson]->name, NULL};
	const struct attempt_filter filter = {.lessons = lessons,
					      .session = subject->session ? subject->session->id : NULL};
	struct walk walk = {.marks = marks, .each = each, .user = user};
	bool done = store_responses(marks->report->store, &filter, step, &walk, error);

	g_free(walk.attempt);
	return done;
}

static void keep_mark(const struct marks *marks, size_t row, size_t column, const struct question *asked,
		      const struct response_record *record, void *user G_GNUC_UNUSED)
{
	const struct lesson *lesson = marks->report->subject->lessons[marks->lesson];
	size_t at = row * marks->table.n_questions + column;

	marks->marks[at] = isfinite(record->fraction) ? record->fraction * marks->maxima[column] : 0;
	if (marks->n_options[column])
		marks->choices[at] = report_choices(marks->report, asked, lesson->questions[column], &record->response);
}

struct marks *marks_read(const struct report *report, size_t lesson, enum quiz_role role, GError **error)
{
	g_autoptr(Marks) marks = g_new0(struct marks, 1);

	marks->report = report;
	marks->lesson = lesson;
	marks->attempts = g_ptr_array_new();
	marks->rows = g_hash_table_new(g_str_hash, g_str_equal);
	marks->columns = g_hash_table_new(g_str_hash, g_str_equal);
	choose_attempts(marks, role);
	make_matrix(marks);
	return marks_walk(marks, keep_mark, NULL, error) ? g_steal_pointer(&marks) : NULL;
}

void marks_free(struct marks *marks)
{
	if (!marks)
		return;
	g_ptr_array_unref(marks->attempts);
	g_hash_table_unref(marks->rows);
	g_hash_table_unref(marks->columns);
	g_free(marks->marks);
	g_free(marks->choices);
	g_free(marks->maxima);
	g_free(marks->guesses);
	g_free(marks->keys);
	g_free(marks->n_options);
	g_free(marks);
}
