#include "cli/desk.h"
#include "quiz/regrade.h"
#include "text/i18n.h"

#include <string.h>

/* Records come by person and then by start: the newest stays. */
static void note_entered(struct desk *desk, const GPtrArray *records)
{
	for (unsigned int i = 0; i < records->len; i++) {
		const struct attempt_record *record = records->pdata[i];
		if (record->on_paper && record->handed_in)
			g_hash_table_replace(desk->entered, g_strdup(record->person->id), g_strdup(record->id));
	}
}

static char *title_of(struct store *store, const char *session)
{
	g_autoptr(GPtrArray) sessions = *session ? store_sessions(store, NULL) : NULL;

	for (unsigned int i = 0; sessions && i < sessions->len; i++) {
		const struct training_session *one = sessions->pdata[i];
		if (strcmp(one->id, session) == 0)
			return g_strdup(one->title);
	}
	return g_strdup("");
}

bool desk_init(struct desk *desk, struct store *store, const struct lesson *lesson, const char *session, GError **error)
{
	const char *const lessons[] = {lesson->name, NULL};
	const struct attempt_filter filter = {.lessons = lessons, .session = session};
	g_autoptr(GPtrArray) records = store_attempts(store, &filter, NULL, error);

	*desk = (struct desk){.store = store, .lesson = lesson, .session = g_strdup(session), .paper = 1};
	desk->session_title = title_of(store, session);
	desk->entered = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
	desk->people = records ? store_people(store, error) : NULL;
	if (desk->people)
		note_entered(desk, records);
	return desk->people != NULL;
}

void desk_clear(struct desk *desk)
{
	g_clear_pointer(&desk->people, g_ptr_array_unref);
	g_clear_pointer(&desk->session, g_free);
	g_clear_pointer(&desk->session_title, g_free);
	g_clear_pointer(&desk->entered, g_hash_table_unref);
}

static bool keep_answers(struct attempt_journal *journal, const struct attempt *attempt, GError **error)
{
	struct grade grade = attempt_grade(attempt);

	for (size_t i = 0; i < attempt->n_items; i++)
		if (!response_is_open(attempt->items[i].response) &&
		    !attempt_journal_answered(journal, attempt, i, error))
			return false;
	return attempt_journal_handed_in(journal, attempt, &grade, error);
}

bool desk_keep(struct desk *desk, const struct person *person, struct attempt *attempt, GError **error)
{
	const struct attempt_origin origin = {.session = desk->session, .on_paper = true};
	g_autoptr(AttemptJournal) journal = store_attempt_start(desk->store, person, attempt, &origin, error);

	if (!journal || !keep_answers(journal, attempt, error))
		return false;
	g_hash_table_replace(desk->entered, g_strdup(person->id), g_strdup(attempt_journal_id(journal)));
	return true;
}

bool desk_replace(struct desk *desk, const struct person *person, struct attempt *attempt, const char *why,
		  GError **error)
{
	g_autofree char *before = g_strdup(g_hash_table_lookup(desk->entered, person->id));

	/* Nothing is lost in between: for a moment both count. */
	return desk_keep(desk, person, attempt, error) && store_set_aside(desk->store, before, true, why, error);
}

static const char *find_entered(const struct desk *desk, const struct person *person, GError **error)
{
	const char *id = g_hash_table_lookup(desk->entered, person->id);

	if (!id)
		g_set_error(error, STORE_ERROR, STORE_ERROR_NOT_FOUND, _("Nothing was entered for %s yet."),
			    person->name);
	return id;
}

bool desk_take_back(struct desk *desk, const struct person *person, const char *why, GError **error)
{
	const char *id = find_entered(desk, person, error);

	if (!id || !store_set_aside(desk->store, id, true, why, error))
		return false;
	g_hash_table_remove(desk->entered, person->id);
	return true;
}

struct attempt *desk_entered(const struct desk *desk, const struct person *person, struct lesson **taken,
			     GError **error)
{
	const char *id = find_entered(desk, person, error);
	g_autoptr(Attempt) attempt = id ? store_attempt(desk->store, id, taken, error) : NULL;

	if (!attempt)
		return NULL;
	g_autofree enum carried *how = g_new(enum carried, attempt->n_items);
	return attempt_carry(attempt, desk->lesson, how);
}
