#include "cli/sessions.h"

#include "lesson/course.h"
#include "text/i18n.h"
#include "text/place.h"

#include <string.h>

char *session_today(void)
{
	g_autoptr(GDateTime) now = g_date_time_new_now_local();

	return g_strdup_printf("%d/%d/%d", g_date_time_get_day_of_month(now), g_date_time_get_month(now),
			       g_date_time_get_year(now));
}

bool session_use(struct store *store, const struct training_session *session, GError **error)
{
	if (session && session->closed && !store_session_close(store, session->id, false, error))
		return false;
	return store_session_use(store, session ? session->id : "", error);
}

/* ---- All of them ------------------------------------------------------------------------------------------- */

static const char *role_words(const struct training_session *session)
{
	return session->role == SESSION_ROLE_PRE    ? _("before the training")
	       : session->role == SESSION_ROLE_POST ? _("after the training")
						    : "";
}

static const char *state_words(const struct training_session *session, const char *current)
{
	return session->closed ? _("closed") : strcmp(session->id, current) == 0 ? _("in use") : _("open");
}

/* The course by its title, or by its name where it is not here; or the lessons. The caller frees it. */
static char *subject_words(const struct training_session *session)
{
	if (!*session->course)
		return g_strjoinv(", ", session->lessons);
	g_autofree char *share = place_share("content");
	g_autofree char *user = g_build_filename(g_get_user_data_dir(), "taphuan", NULL);
	g_autoptr(CourseEntry) entry = library_find_course(session->course, user, share, NULL);
	return g_strdup(entry ? entry->course->title : session->course);
}

struct table *session_list_table(const GPtrArray *sessions, const char *current)
{
	const char *const titles[] = {_("Title"), _("Day"),  _("Place"), _("Trainer"),
				      _("About"), _("Test"), _("State")};
	struct table *table = table_new(_("Training sessions"));

	for (size_t i = 0; i < G_N_ELEMENTS(titles); i++)
		table_add_column(table, titles[i], COLUMN_TEXT);
	for (unsigned int i = 0; i < sessions->len; i++) {
		const struct training_session *session = sessions->pdata[i];
		table_add_row(table, g_strdup(session->title), g_strdup(session->day), g_strdup(session->place),
			      g_strdup(session->trainer), subject_words(session), g_strdup(role_words(session)),
			      g_strdup(state_words(session, current)), NULL);
	}
	g_free(table->closing);
	table->closing =
		sessions->len > 0
			? g_strdup_printf(P_("%u session.", "%u sessions.", sessions->len), sessions->len)
			: g_strdup(_("There is no training session yet. Open one with “taphuan session new TITLE”."));
	return table;
}

/* ---- Who was there ----------------------------------------------------------------------------------------- */

/* "Hội trường · 14/6/2018 · Bà Lan". The caller frees it. */
static char *details(const struct training_session *session)
{
	g_autofree char *subject = subject_words(session);
	const char *const parts[] = {session->place, session->day, session->trainer, subject, role_words(session)};
	GString *out = g_string_new(NULL);

	for (size_t i = 0; i < G_N_ELEMENTS(parts); i++)
		if (*parts[i])
			g_string_append_printf(out, "%s%s", out->len > 0 ? " · " : "", parts[i]);
	return g_string_free(out, FALSE);
}

/* How many quizzes each person handed in: id → GUINT_TO_POINTER(n). */
static GHashTable *count_quizzes(const GPtrArray *attempts)
{
	GHashTable *counts = g_hash_table_new(g_str_hash, g_str_equal);

	for (unsigned int i = 0; i < attempts->len; i++) {
		const struct attempt_record *attempt = attempts->pdata[i];
		unsigned int n = GPOINTER_TO_UINT(g_hash_table_lookup(counts, attempt->person->id));
		g_hash_table_insert(counts, attempt->person->id, GUINT_TO_POINTER(n + (attempt->handed_in != 0)));
	}
	return counts;
}

static struct table *table_of(const struct training_session *session, const GPtrArray *people, GHashTable *there,
			      GHashTable *quizzes)
{
	struct table *table = table_new(session->title);
	unsigned int present = 0;

	g_free(table->subtitle);
	table->subtitle = details(session);
	table_add_column(table, _("No."), COLUMN_NUMBER);
	table_add_column(table, _("Full name"), COLUMN_TEXT);
	table_add_column(table, _("Unit"), COLUMN_TEXT);
	table_add_column(table, _("There"), COLUMN_TEXT);
	table_add_column(table, _("Quizzes"), COLUMN_NUMBER);
	for (unsigned int i = 0; i < people->len; i++) {
		const struct person *person = people->pdata[i];
		bool was_there = g_hash_table_lookup(there, person->id) != NULL;
		present += was_there;
		table_add_row(table, g_strdup_printf("%u", i + 1), g_strdup(person->name), g_strdup(person->unit),
			      g_strdup(was_there ? "✓" : ""),
			      g_strdup_printf("%u", GPOINTER_TO_UINT(g_hash_table_lookup(quizzes, person->id))), NULL);
	}
	g_free(table->closing);
	table->closing = g_strdup_printf(_("There: %u of %u."), present, people->len);
	return table;
}

struct table *session_table(struct store *store, const struct training_session *session, GError **error)
{
	const struct attempt_filter filter = {.session = session->id};
	g_autoptr(GPtrArray) people = store_people(store, error);
	g_autoptr(GPtrArray) attempts = people ? store_attempts(store, &filter, NULL, error) : NULL;
	g_autoptr(GHashTable) there = attempts ? store_attendance(store, session->id, error) : NULL;

	if (!there)
		return NULL;
	g_autoptr(GHashTable) quizzes = count_quizzes(attempts);
	return table_of(session, people, there, quizzes);
}
