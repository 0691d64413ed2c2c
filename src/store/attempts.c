#include "store/index.h"
#include "store/past.h"
#include "text/i18n.h"
#include "text/text.h"

#include <string.h>

struct attempt_journal {
	struct journal *journal;
	char *id, *device;
	int64_t started;
	int64_t (*now)(void);
};

const char *attempt_journal_id(const struct attempt_journal *journal)
{
	return journal->id;
}

int64_t attempt_journal_started(const struct attempt_journal *journal)
{
	return journal->started;
}

void attempt_journal_free(struct attempt_journal *journal)
{
	if (!journal)
		return;
	journal_free(journal->journal);
	g_free(journal->id);
	g_free(journal->device);
	g_free(journal);
}

static struct attempt_journal *journal_wrap(const struct store *store, struct journal *journal, const char *id,
					    int64_t started)
{
	struct attempt_journal *wrapped = g_new0(struct attempt_journal, 1);

	*wrapped = (struct attempt_journal){
		.journal = journal,
		.id = g_strdup(id),
		.device = g_strdup(store->device),
		.started = started,
		.now = store->world.now,
	};
	return wrapped;
}

/* ---- Beginning --------------------------------------------------------------------------------------------- */

static json_t *started_fields(const struct person *person, const struct attempt *attempt, const char *id,
			      const char *sha256, const struct attempt_origin *origin)
{
	json_t *fields = json_object(), *who = json_object(), *questions = json_array();
	g_autofree char *seed = g_strdup_printf("%" G_GUINT64_FORMAT, (guint64)attempt->seed);

	json_object_set_new(who, "id", json_words(person->id));
	json_set_words(who, "code", person->code);
	json_object_set_new(who, "name", json_words(person->name));
	json_set_words(who, "unit", person->unit);
	json_set_words(who, "hamlet", person->hamlet);
	for (size_t i = 0; i < attempt->n_items; i++)
		json_array_append_new(questions, json_words(attempt->items[i].question->id));

	json_object_set_new(fields, "attempt", json_words(id));
	json_object_set_new(fields, "person", who);
	json_object_set_new(fields, "lesson", json_words(attempt->lesson->name));
	json_object_set_new(fields, "sha256", json_words(sha256));
	json_object_set_new(fields, "seed", json_string(seed));
	json_object_set_new(fields, "questions", questions);
	json_object_set_new(fields, "on", json_string(origin->on_paper ? "paper" : "screen"));
	json_set_words(fields, "session", origin->session);
	return fields;
}

struct attempt_journal *store_attempt_start(struct store *store, const struct person *person,
					    const struct attempt *attempt, const struct attempt_origin *origin,
					    GError **error)
{
	int64_t at = store->world.now();
	g_autofree char *id = store->world.new_id(), *month = journal_month(at);
	g_autofree char *folder = journal_path(store, month);
	g_autofree char *file = g_strconcat(id, ".jsonl", NULL);
	g_autofree char *path = g_build_filename(folder, file, NULL);

	g_autofree char *sha256 = lesson_keep(store, attempt->lesson, error);
	if (!sha256 || !disk_make_folder(store->disk, folder, error))
		return NULL;
	struct journal *journal = journal_open(store->disk, path, JOURNAL_CREATE, 0, error);
	if (!journal)
		return NULL;

	bool in_use = !origin || !origin->session;
	g_autofree char *current = in_use ? store_session_current(store) : NULL;
	const struct attempt_origin known = {in_use ? current : origin->session, origin && origin->on_paper};
	json_t *fields = started_fields(person, attempt, id, sha256, &known);
	bool kept = journal_append(journal, at, store->device, "started", fields, error);
	json_decref(fields);
	if (!kept) {
		store->disk->unlink(path);
		journal_free(journal);
		return NULL;
	}
	return journal_wrap(store, journal, id, at);
}

/* ---- Going on ---------------------------------------------------------------------------------------------- */

bool attempt_journal_answered(struct attempt_journal *journal, const struct attempt *attempt, size_t item,
			      GError **error)
{
	json_t *fields = response_fields(attempt, item);
	bool kept = journal_append(journal->journal, journal->now(), journal->device, "answered", fields, error);

	json_decref(fields);
	return kept;
}

bool attempt_journal_handed_in(struct attempt_journal *journal, const struct attempt *attempt,
			       const struct grade *grade, GError **error)
{
	json_t *fields = json_object(), *fractions = json_array();

	for (size_t i = 0; i < attempt->n_items; i++) {
		const struct attempt_item *item = &attempt->items[i];
		struct marking marking = mark_response(item->question, item->response, attempt->lesson->quiz.scoring);
		json_array_append_new(fractions, json_fraction(marking.fraction));
	}
	json_object_set_new(fields, "fractions", fractions);
	json_set_grade(fields, grade);
	bool kept = journal_append(journal->journal, journal->now(), journal->device, "handed_in", fields, error);
	json_decref(fields);
	return kept;
}

/* ---- Taking up again --------------------------------------------------------------------------------------- */

/* The "started" event of the journal. */
static json_t *read_started(const char *path)
{
	g_autoptr(JournalReader) reader = journal_reader_new(path);
	struct journal_line line;

	if (!reader || !journal_next(reader, &line) || line.problem != JOURNAL_FINE)
		return NULL;
	json_t *event = event_parse(&line);
	if (event && strcmp(event_string(event, "event"), "started") == 0)
		return event;
	json_decref(event);
	return NULL;
}

/* True when the attempt asks what the journal says was asked, in that order. */
static bool asks_the_same(const struct attempt *attempt, const json_t *questions)
{
	if (json_array_size(questions) != attempt->n_items)
		return false;
	for (size_t i = 0; i < attempt->n_items; i++) {
		const char *id = json_string_value(json_array_get(questions, i));
		if (!id || strcmp(id, attempt->items[i].question->id) != 0)
			return false;
	}
	return true;
}

static struct attempt *rebuild(struct store *store, const json_t *started, struct lesson **lesson, GError **error)
{
	uint64_t seed = 0;
	g_autofree char *name = event_words(started, "lesson");
	bool seeded = g_ascii_string_to_unsigned(event_string(started, "seed"), 10, 0, G_MAXUINT64, &seed, NULL);

	*lesson = lesson_kept(store, event_string(started, "sha256"), name, error);
	if (!*lesson)
		return NULL;
	struct attempt *attempt = seeded && (*lesson)->n_questions ? attempt_new(*lesson, seed) : NULL;
	if (attempt && asks_the_same(attempt, json_object_get(started, "questions")))
		return attempt;
	g_clear_pointer(&attempt, attempt_free);
	g_clear_pointer(lesson, lesson_free);
	g_set_error(error, STORE_ERROR, STORE_ERROR_DAMAGED,
		    _("The questions of this attempt at %s cannot be put together again: the lesson that is kept asks "
		      "others."),
		    name);
	return NULL;
}

static void replay_answer(struct attempt *attempt, const json_t *event)
{
	int item = attempt_find(attempt, event_string(event, "question"));
	g_autoptr(Response) response = item < 0 ? NULL : response_read(event);

	if (!response || !response_fits(response, attempt->items[item].question))
		return;
	attempt_respond(attempt, (size_t)item, response);
	attempt->items[item].flagged = json_is_true(json_object_get(event, "flagged"));
	attempt->current = (size_t)item;
}

/* Gives the attempt its answers again; false when it was handed in. */
static bool replay(const char *path, struct attempt *attempt)
{
	g_autoptr(JournalReader) reader = journal_reader_new(path);
	struct journal_line line;
	bool open = reader != NULL;

	while (open && journal_next(reader, &line)) {
		json_t *event = line.problem == JOURNAL_FINE ? event_parse(&line) : NULL;
		const char *what = event_string(event, "event");
		if (strcmp(what, "answered") == 0)
			replay_answer(attempt, event);
		else if (strcmp(what, "handed_in") == 0)
			open = false;
		json_decref(event);
	}
	return open;
}

static struct attempt_journal *take_up(struct store *store, const struct past_attempt *one, struct attempt **attempt,
				       struct lesson **lesson, GError **error)
{
	g_autoptr(GError) problem = NULL;
	struct journal *journal = journal_open(store->disk, one->path, JOURNAL_EXISTING, 0, &problem);

	if (!journal) {
		/* Held by a living process: that one is not ours. */
		if (!g_error_matches(problem, STORE_ERROR, STORE_ERROR_BUSY))
			g_propagate_error(error, g_steal_pointer(&problem));
		return NULL;
	}
	json_t *started = read_started(one->path);
	struct attempt_journal *wrapped = NULL;
	*attempt = started ? rebuild(store, started, lesson, NULL) : NULL;
	if (*attempt && replay(one->path, *attempt))
		wrapped = journal_wrap(store, g_steal_pointer(&journal), one->id, one->started);
	json_decref(started);
	if (wrapped)
		return wrapped;
	g_clear_pointer(attempt, attempt_free);
	g_clear_pointer(lesson, lesson_free);
	journal_free(journal);
	return NULL;
}

static bool is_held(const struct store *store, const char *path)
{
	g_autoptr(GError) problem = NULL;
	g_autoptr(Journal) journal = journal_open(store->disk, path, JOURNAL_EXISTING, 0, &problem);

	return g_error_matches(problem, STORE_ERROR, STORE_ERROR_BUSY);
}

/* Merging may put copies of an attempt side by side: true when another copy goes further, or someone is at it. */
static bool is_superseded(const struct store *store, const GPtrArray *attempts, unsigned int which)
{
	const struct past_attempt *one = attempts->pdata[which];

	for (unsigned int i = 0; i < attempts->len; i++) {
		const struct past_attempt *other = attempts->pdata[i];
		if (i == which || strcmp(other->id, one->id) != 0)
			continue;
		if (other->reach.handed_in || other->size > one->size || (other->size == one->size && i < which) ||
		    is_held(store, other->path))
			return true;
	}
	return false;
}

static bool may_go_on(const struct past_attempt *one, const char *session)
{
	return !one->reach.handed_in && !one->on_paper &&
	       (!*one->session || !*session || strcmp(one->session, session) == 0);
}

struct attempt_journal *store_attempt_resume(struct store *store, const struct past *past, const char *session,
					     struct attempt **attempt, struct lesson **lesson, GError **error)
{
	struct attempt_journal *journal = NULL;
	g_autoptr(GError) problem = NULL;

	*attempt = NULL;
	*lesson = NULL;
	for (unsigned int i = past->attempts->len; i-- > 0 && !journal && !problem;) {
		const struct past_attempt *one = past->attempts->pdata[i];
		if (may_go_on(one, session ? session : "") && !is_superseded(store, past->attempts, i))
			journal = take_up(store, one, attempt, lesson, &problem);
	}
	if (problem)
		g_propagate_error(error, g_steal_pointer(&problem));
	return journal;
}

/* ---- Time that ran out ------------------------------------------------------------------------------------- */

/* How many seconds the lesson of this SHA-256 gives; 0 for any time. Each is looked up once. */
static int time_limit(struct store *store, GHashTable *limits, const char *sha256)
{
	void *known;

	if (!g_hash_table_lookup_extended(limits, sha256, NULL, &known)) {
		g_autoptr(Lesson) lesson = store_lesson(store, sha256, NULL);
		known = GINT_TO_POINTER(lesson ? lesson->quiz.time_limit : 0);
		g_hash_table_insert(limits, g_strdup(sha256), known);
	}
	return GPOINTER_TO_INT(known);
}

static bool is_of_this_device(const struct store *store, const char *path)
{
	json_t *started = read_started(path);
	bool own = strcmp(event_string(started, "device"), store->device) == 0;

	json_decref(started);
	return own;
}

static struct attempt_journal *take_up_own(struct store *store, const struct attempt_record *record,
					   struct attempt **attempt, struct lesson **lesson)
{
	g_autoptr(Past) past = store_past(store, record->person->id, record->lesson);

	for (unsigned int i = 0; i < past->attempts->len; i++) {
		const struct past_attempt *one = past->attempts->pdata[i];
		if (strcmp(one->id, record->id) == 0 && !one->reach.handed_in && is_of_this_device(store, one->path) &&
		    !is_superseded(store, past->attempts, i))
			return take_up(store, one, attempt, lesson, NULL);
	}
	return NULL;
}

static bool hand_in_as_it_stands(struct store *store, const struct attempt_record *record)
{
	struct attempt *attempt = NULL;
	struct lesson *lesson = NULL;
	g_autoptr(AttemptJournal) journal = take_up_own(store, record, &attempt, &lesson);

	if (!journal)
		return false;
	attempt_hand_in(attempt);
	struct grade grade = attempt_grade(attempt);
	bool kept = attempt_journal_handed_in(journal, attempt, &grade, NULL);
	attempt_free(attempt);
	lesson_free(lesson);
	return kept;
}

bool store_hand_in_overdue(struct store *store, const GPtrArray *records)
{
	g_autoptr(GHashTable) limits = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
	bool any = false;

	for (unsigned int i = 0; i < records->len; i++) {
		const struct attempt_record *record = records->pdata[i];
		int limit =
			record->handed_in || record->on_paper ? 0 : time_limit(store, limits, record->lesson_sha256);
		if (limit > 0 && store->world.now() >= record->started + (int64_t)limit * 1000)
			any |= hand_in_as_it_stands(store, record);
	}
	return any;
}

/* ---- Any attempt ------------------------------------------------------------------------------------------- */

/* The journal of the attempt, as pick.c would have it; NULL on error. */
static char *find_journal(struct store *store, const char *attempt_id, GError **error)
{
	g_autoptr(Index) index = index_open(store, error);
	sqlite3_stmt *row = NULL;
	char *path = NULL;

	if (!index)
		return NULL;
	int code = sqlite3_prepare_v2(
		index->db,
		"SELECT file.folder || '/' || file.name FROM attempt JOIN file USING (id) WHERE uuid = ?"
		" ORDER BY handed_in = 0, answered DESC, chain LIMIT 1",
		-1, &row, NULL);
	if (row)
		sqlite3_bind_text(row, 1, attempt_id, -1, SQLITE_STATIC);
	if (row && (code = sqlite3_step(row)) == SQLITE_ROW)
		path = journal_path(store, (const char *)sqlite3_column_text(row, 0));
	else if (code == SQLITE_DONE)
		g_set_error(error, STORE_ERROR, STORE_ERROR_NOT_FOUND,
			    _("This attempt is not there. Look at the results again."));
	else
		index_fail(index, error);
	sqlite3_finalize(row);
	return path;
}

struct attempt *store_attempt(struct store *store, const char *attempt_id, struct lesson **lesson, GError **error)
{
	g_autofree char *path = find_journal(store, attempt_id, error);
	json_t *started = path ? read_started(path) : NULL;
	struct attempt *attempt = NULL;

	*lesson = NULL;
	if (started)
		attempt = rebuild(store, started, lesson, error);
	else if (path)
		g_set_error(error, STORE_ERROR, STORE_ERROR_DAMAGED,
			    _("%s does not begin as the journal of an attempt does. Put the former file back."), path);
	if (attempt) {
		attempt->started = json_integer_value(json_object_get(started, "at"));
		if (!replay(path, attempt))
			attempt_hand_in(attempt);
	}
	json_decref(started);
	return attempt;
}
