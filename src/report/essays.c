/* What is marked by hand. */
#include "report/private.h"

#include <math.h>
#include <string.h>

struct gathering {
	const struct report *report;
	GHashTable *attempts; /* an attempt's id → its struct attempt_record; all borrowed */
	GPtrArray *essays;
};

static void essay_free(void *data)
{
	struct essay *essay = data;

	g_free(essay->text);
	g_free(essay);
}

static const struct given_mark *find_given(const struct attempt_record *attempt, const char *question)
{
	for (unsigned int i = 0; i < attempt->given->len; i++) {
		const struct given_mark *given = attempt->given->pdata[i];
		if (strcmp(given->question, question) == 0)
			return given;
	}
	return NULL;
}

static bool gather(const struct response_record *record, void *user)
{
	struct gathering *gathering = user;
	const struct attempt_record *attempt = g_hash_table_lookup(gathering->attempts, record->attempt);
	size_t at = attempt ? report_lesson_of(gathering->report, attempt) : 0;

	if (!attempt || at == gathering->report->subject->n_lessons || isnan(record->fraction) ||
	    response_is_open(&record->response))
		return true;
	const struct lesson *lesson = gathering->report->subject->lessons[at];
	const struct question *question = lesson_question(lesson, record->question);
	if (!question || question->type != QUESTION_ESSAY || record->response.texts->len != 1)
		return true;
	struct essay *essay = g_new(struct essay, 1);
	*essay = (struct essay){
		.attempt = attempt,
		.lesson = lesson,
		.question = question,
		.text = g_strdup(record->response.texts->pdata[0]),
		.certainty = record->response.certainty,
		.tries = record->response.tries,
		.given = find_given(attempt, question->id),
	};
	g_ptr_array_add(gathering->essays, essay);
	return true;
}

static bool has_essay(const struct lesson *lesson)
{
	for (size_t i = 0; i < lesson->n_questions; i++)
		if (lesson->questions[i]->type == QUESTION_ESSAY)
			return true;
	return false;
}

static int compare(const void *a, const void *b, void *user)
{
	const struct essay *x = *(const struct essay *const *)a, *y = *(const struct essay *const *)b;
	const struct report *report = user;
	size_t first = report_lesson_of(report, x->attempt), second = report_lesson_of(report, y->attempt);

	if (first != second)
		return first < second ? -1 : 1;
	if (x->question != y->question)
		return x->question->number - y->question->number;
	return strcmp(x->attempt->id, y->attempt->id);
}

GPtrArray *report_essays(const struct report *report, GError **error)
{
	const struct report_subject *subject = report->subject;
	g_autoptr(GPtrArray) essays = g_ptr_array_new_with_free_func(essay_free), names = g_ptr_array_new();
	g_autoptr(GHashTable) attempts = g_hash_table_new(g_str_hash, g_str_equal);
	struct gathering gathering = {report, attempts, essays};

	for (size_t i = 0; i < subject->n_lessons; i++)
		if (has_essay(subject->lessons[i]))
			g_ptr_array_add(names, (void *)(uintptr_t)subject->lessons[i]->name);
	if (names->len == 0)
		return g_steal_pointer(&essays);
	g_ptr_array_add(names, NULL);
	for (unsigned int i = 0; i < report->records->len; i++) {
		struct attempt_record *record = report->records->pdata[i];
		g_hash_table_insert(attempts, record->id, record);
	}
	const struct attempt_filter filter = {.lessons = (const char *const *)names->pdata,
					      .session = subject->session ? subject->session->id : NULL};
	if (!store_responses(report->store, &filter, gather, &gathering, error))
		return NULL;
	g_ptr_array_sort_with_data(essays, compare, (void *)(uintptr_t)report);
	return g_steal_pointer(&essays);
}
