/*
 * Lessons as they were. An attempt at an older version names options by their places there; they are found again in the
 * lesson of today by their words.
 */
#include "report/private.h"

#include <string.h>

static void lesson_unref(void *lesson)
{
	lesson_free(lesson);
}

void versions_init(struct versions *versions)
{
	versions->lessons = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, lesson_unref);
	versions->places = g_hash_table_new_full(NULL, NULL, NULL, g_free);
}

void versions_clear(struct versions *versions)
{
	g_clear_pointer(&versions->lessons, g_hash_table_unref);
	g_clear_pointer(&versions->places, g_hash_table_unref);
}

/* Reads the lesson once; NULL is kept for one that is not there. */
void report_learn(const struct report *report, size_t lesson, const struct attempt_record *attempt)
{
	const char *sha256 = attempt->lesson_sha256;

	if (strcmp(sha256, report->subject->lessons[lesson]->sha256) != 0 &&
	    !g_hash_table_contains(report->versions.lessons, sha256))
		g_hash_table_insert(report->versions.lessons, g_strdup(sha256),
				    store_lesson(report->store, sha256, NULL));
}

const struct lesson *report_version(const struct report *report, const struct attempt_record *attempt)
{
	return g_hash_table_lookup(report->versions.lessons, attempt->lesson_sha256);
}

static int find_option(const struct question *question, const struct option *option)
{
	for (size_t i = 0; i < question->n_options; i++)
		if (strcmp(question->options[i].text.text, option->text.text) == 0)
			return (int)i;
	return -1;
}

/* Where the options of the question as it was asked stand today. */
static const int *places_of(const struct report *report, const struct question *asked, const struct question *today)
{
	int *places = g_hash_table_lookup(report->versions.places, asked);

	if (!places) {
		places = g_new(int, asked->n_options + 1);
		for (size_t i = 0; i < asked->n_options; i++)
			places[i] = find_option(today, &asked->options[i]);
		g_hash_table_insert(report->versions.places, (void *)(uintptr_t)asked, places);
	}
	return places;
}

uint32_t report_choices(const struct report *report, const struct question *asked, const struct question *today,
			const struct response *response)
{
	const int *places = asked != today ? places_of(report, asked, today) : NULL;
	uint32_t bits = 0;

	for (unsigned int i = 0; i < response->choices->len; i++) {
		int choice = g_array_index(response->choices, int, i);
		if (choice < 0 || (size_t)choice >= asked->n_options)
			continue;
		int place = places ? places[choice] : choice;
		if (place >= 0 && place < STATISTICS_OPTIONS)
			bits |= UINT32_C(1) << place;
	}
	return bits;
}
