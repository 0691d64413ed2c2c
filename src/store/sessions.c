#include "store/ledger.h"
#include "text/i18n.h"

#include <string.h>

/* The strings of a session beside its id, and their keys in the journals. */
static const struct field {
	const char *key;
	size_t offset;
} fields[] = {
	{"title", offsetof(struct training_session, title)},     {"course", offsetof(struct training_session, course)},
	{"place", offsetof(struct training_session, place)},     {"day", offsetof(struct training_session, day)},
	{"trainer", offsetof(struct training_session, trainer)},
};

static const char *const roles[] = {[SESSION_ROLE_NONE] = "", [SESSION_ROLE_PRE] = "pre", [SESSION_ROLE_POST] = "post"};

static char **field_of(struct training_session *session, const struct field *field)
{
	return (char **)(void *)((char *)session + field->offset);
}

static const char *field_value(const struct training_session *session, const struct field *field)
{
	return *(char *const *)(const void *)((const char *)session + field->offset);
}

struct training_session *training_session_new(void)
{
	struct training_session *session = g_new0(struct training_session, 1);

	session->id = g_strdup("");
	session->lessons = g_new0(char *, 1);
	for (size_t i = 0; i < G_N_ELEMENTS(fields); i++)
		*field_of(session, &fields[i]) = g_strdup("");
	return session;
}

static struct training_session *copy(const struct training_session *from)
{
	struct training_session *session = g_new0(struct training_session, 1);

	*session = *from;
	session->id = g_strdup(from->id);
	session->lessons = g_strdupv(from->lessons);
	for (size_t i = 0; i < G_N_ELEMENTS(fields); i++)
		*field_of(session, &fields[i]) = g_strdup(field_value(from, &fields[i]));
	return session;
}

void training_session_free(struct training_session *session)
{
	if (!session)
		return;
	g_free(session->id);
	g_strfreev(session->lessons);
	for (size_t i = 0; i < G_N_ELEMENTS(fields); i++)
		g_free(*field_of(session, &fields[i]));
	g_free(session);
}

static void free_session(void *session)
{
	training_session_free(session);
}

/* ---- Told by the journals ---------------------------------------------------------------------------------- */

static void free_attended(void *data)
{
	g_array_unref(data);
}

static void attended_clear(void *data)
{
	struct attended *attended = data;

	g_free(attended->person);
}

void sessions_init(struct sessions *sessions)
{
	sessions->by_id = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, free_session);
	sessions->in_use = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
	sessions->attended = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, free_attended);
}

void sessions_clear(struct sessions *sessions)
{
	g_hash_table_unref(sessions->by_id);
	g_hash_table_unref(sessions->in_use);
	g_hash_table_unref(sessions->attended);
}

static struct sessions *sessions_of(void *user)
{
	return &((struct ledger *)user)->sessions;
}

/* The session of this id, made when it is the first that is heard of it. */
static struct training_session *session_of(struct sessions *sessions, const char *id)
{
	struct training_session *session = g_hash_table_lookup(sessions->by_id, id);

	if (session)
		return session;
	session = training_session_new();
	g_free(session->id);
	session->id = g_strdup(id);
	g_hash_table_insert(sessions->by_id, g_strdup(id), session);
	return session;
}

static void set_role(struct training_session *session, const json_t *about)
{
	const char *role = json_string_value(json_object_get(about, "role"));

	for (size_t i = 0; role && i < G_N_ELEMENTS(roles); i++)
		if (strcmp(role, roles[i]) == 0)
			session->role = (enum session_role)i;
}

void sessions_tell_changed(void *user, const json_t *event)
{
	const json_t *about = json_object_get(event, "session");
	g_autofree char *id = event_words(about, "id");

	if (!*id)
		return;
	struct training_session *session = session_of(sessions_of(user), id);
	for (size_t i = 0; i < G_N_ELEMENTS(fields); i++)
		ledger_set_words(field_of(session, &fields[i]), about, fields[i].key);
	ledger_set_list(&session->lessons, about, "lessons");
	set_role(session, about);
}

void sessions_tell_opened(void *user, const json_t *event)
{
	g_autofree char *id = event_words(json_object_get(event, "session"), "id");

	sessions_tell_changed(user, event);
	struct training_session *session = g_hash_table_lookup(sessions_of(user)->by_id, id);
	if (session && !session->opened)
		session->opened = json_integer_value(json_object_get(event, "at"));
}

void sessions_tell_closed(void *user, const json_t *event)
{
	const json_t *closed = json_object_get(event, "closed");
	g_autofree char *id = event_words(event, "session");

	if (*id && json_is_boolean(closed))
		session_of(sessions_of(user), id)->closed = json_is_true(closed);
}

void sessions_tell_used(void *user, const json_t *event)
{
	if (json_is_string(json_object_get(event, "session")))
		g_hash_table_replace(sessions_of(user)->in_use, event_words(event, "device"),
				     event_words(event, "session"));
}

void sessions_tell_attended(void *user, const json_t *event)
{
	GHashTable *all = sessions_of(user)->attended;
	const json_t *present = json_object_get(event, "present");
	g_autofree char *id = event_words(event, "session");
	struct attended attended = {event_words(event, "person"), json_is_true(present)};

	if (!*id || !*attended.person || !json_is_boolean(present)) {
		attended_clear(&attended);
		return;
	}
	GArray *list = g_hash_table_lookup(all, id);
	if (!list) {
		list = g_array_new(FALSE, FALSE, sizeof(struct attended));
		g_array_set_clear_func(list, attended_clear);
		g_hash_table_insert(all, g_strdup(id), list);
	}
	g_array_append_val(list, attended);
}

/* ---- Writing ----------------------------------------------------------------------------------------------- */

static json_t *list_of(char *const *strings)
{
	json_t *list = json_array();

	for (; *strings; strings++) {
		g_autofree char *clean = words_clean(*strings);
		json_array_append_new(list, json_words(clean));
	}
	return list;
}

/* What is to be known of the session, and is not of the one that is there. */
static json_t *about_session(const struct training_session *there, const struct training_session *session,
			     const char *id)
{
	json_t *about = json_pack("{s:s}", "id", id);

	for (size_t i = 0; i < G_N_ELEMENTS(fields); i++) {
		g_autofree char *clean = words_clean(field_value(session, &fields[i]));
		if (strcmp(clean, field_value(there, &fields[i])) != 0)
			json_object_set_new(about, fields[i].key, json_words(clean));
	}
	if (!g_strv_equal((const char *const *)session->lessons, (const char *const *)there->lessons))
		json_object_set_new(about, "lessons", list_of(session->lessons));
	if (session->role != there->role)
		json_object_set_new(about, "role", json_string(roles[session->role]));
	return about;
}

char *store_session_open(struct store *store, const struct training_session *session, GError **error)
{
	g_autoptr(TrainingSession) nothing = training_session_new();
	g_autofree char *title = words_clean(session->title), *id = store->world.new_id();
	g_assert(*title);

	json_t *about = about_session(nothing, session, id);
	if (!device_append(store, "session_opened", json_pack("{s:o}", "session", about), error))
		return NULL;
	return g_steal_pointer(&id);
}

/* The session when it can be spoken of; NULL with the error set when it cannot. */
static const struct training_session *find(const struct ledger *ledger, const char *id, GError **error)
{
	const struct training_session *session = g_hash_table_lookup(ledger->sessions.by_id, id);

	if (session && *session->title)
		return session;
	g_set_error(error, STORE_ERROR, STORE_ERROR_NOT_FOUND,
		    _("This training session is not there. Look at the list of sessions again."));
	return NULL;
}

bool store_session_change(struct store *store, const struct training_session *session, GError **error)
{
	g_autoptr(Ledger) ledger = ledger_read(store, LEDGER_SESSIONS, NULL);
	const struct training_session *there = find(ledger, session->id, error);
	g_autofree char *title = words_clean(session->title);
	g_assert(*title);

	if (!there)
		return false;
	json_t *about = about_session(there, session, session->id);
	if (json_object_size(about) == 1) {
		json_decref(about);
		return true;
	}
	return device_append(store, "session_changed", json_pack("{s:o}", "session", about), error);
}

bool store_session_close(struct store *store, const char *id, bool closed, GError **error)
{
	g_autoptr(Ledger) ledger = ledger_read(store, LEDGER_SESSIONS, NULL);

	return find(ledger, id, error) &&
	       device_append(store, "session_closed", json_pack("{s:s,s:b}", "session", id, "closed", closed), error);
}

bool store_session_use(struct store *store, const char *id, GError **error)
{
	g_autoptr(Ledger) ledger = ledger_read(store, LEDGER_SESSIONS, NULL);

	return (!*id || find(ledger, id, error)) &&
	       device_append(store, "session_used", json_pack("{s:s}", "session", id), error);
}

bool store_attend(struct store *store, const char *session_id, const char *person_id, bool present, GError **error)
{
	json_t *fields_of_event =
		json_pack("{s:s,s:s,s:b}", "session", session_id, "person", person_id, "present", present);

	return device_append(store, "attended", fields_of_event, error);
}

/* ---- Asking ------------------------------------------------------------------------------------------------ */

static int compare_newest(const void *a, const void *b)
{
	const struct training_session *x = *(const struct training_session *const *)a;
	const struct training_session *y = *(const struct training_session *const *)b;

	if (x->opened != y->opened)
		return x->opened > y->opened ? -1 : 1;
	return strcmp(x->id, y->id);
}

GPtrArray *store_sessions(struct store *store, GError **error)
{
	(void)error; /* what cannot be read has no session in it */
	g_autoptr(Ledger) ledger = ledger_read(store, LEDGER_SESSIONS, NULL);
	GPtrArray *list = g_ptr_array_new_with_free_func(free_session);
	GHashTableIter iter;
	void *session;

	g_hash_table_iter_init(&iter, ledger->sessions.by_id);
	while (g_hash_table_iter_next(&iter, NULL, &session))
		if (*((const struct training_session *)session)->title)
			g_ptr_array_add(list, copy(session));
	g_ptr_array_sort(list, compare_newest);
	return list;
}

char *store_session_current(struct store *store)
{
	g_autoptr(Ledger) ledger = ledger_read(store, LEDGER_SESSIONS, NULL);
	const char *id = g_hash_table_lookup(ledger->sessions.in_use, store->device);
	const struct training_session *session = id ? find(ledger, id, NULL) : NULL;

	return g_strdup(session && !session->closed ? id : "");
}

static void note(GHashTable *there, const char *id, bool present)
{
	g_hash_table_replace(there, g_strdup(id), GINT_TO_POINTER(present));
}

GHashTable *store_attendance(struct store *store, const char *session_id, GError **error)
{
	const struct attempt_filter filter = {.session = session_id, .set_aside = true};
	g_autoptr(GPtrArray) attempts = store_attempts(store, &filter, NULL, error);
	g_autoptr(Ledger) ledger = ledger_read(store, LEDGER_PEOPLE | LEDGER_SESSIONS, NULL);
	const GArray *attended = g_hash_table_lookup(ledger->sessions.attended, session_id);

	if (!attempts)
		return NULL;
	GHashTable *there = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
	for (unsigned int i = 0; i < attempts->len; i++) {
		const struct attempt_record *attempt = attempts->pdata[i];
		if (*attempt->person->id)
			note(there, attempt->person->id, true);
	}
	for (unsigned int i = 0; attended && i < attended->len; i++) {
		const struct attended *one = &g_array_index(attended, struct attended, i);
		note(there, people_now(&ledger->people, one->person), one->present);
	}
	return there;
}
