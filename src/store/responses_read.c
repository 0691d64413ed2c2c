#include "store/index.h"
#include "store/packed.h"
#include "store/private.h"

#include <string.h>

/* Of several journals of one attempt the first here counts. */
static const char select_responses[] = "SELECT uuid, person, lesson, session, questions, responses FROM attempt"
				       " ORDER BY handed_in = 0, answered DESC, id";

enum column { UUID, PERSON, LESSON, SESSION, QUESTIONS, RESPONSES };

static const char *string_of(sqlite3_stmt *row, enum column column)
{
	const char *s = (const char *)sqlite3_column_text(row, (int)column);

	return s ? s : "";
}

static bool is_one_of(const char *lesson, const char *const *lessons)
{
	for (; *lessons; lessons++) {
		g_autofree char *clean = words_clean(*lessons);
		if (strcmp(clean, lesson) == 0)
			return true;
	}
	return false;
}

/* The id of the person who counts for this one now. */
static const char *now_id(const struct people *people, const char *id)
{
	const struct person *person = people_find(people, id);

	return person ? person->id : id;
}

static bool fits(sqlite3_stmt *row, const struct attempt_filter *filter, const struct people *people)
{
	if (!filter)
		return true;
	return (!filter->lessons || is_one_of(string_of(row, LESSON), filter->lessons)) &&
	       (!filter->session || strcmp(string_of(row, SESSION), filter->session) == 0) &&
	       (!filter->person || strcmp(now_id(people, string_of(row, PERSON)), filter->person) == 0);
}

/* A walk over the responses of all that fit. */
struct walk {
	const struct attempt_filter *filter;
	struct people *people;
	struct unpacking unpacking;
	bool (*each)(const struct response_record *, void *user);
	void *user;
};

/* False to end the walk. */
static bool walk_attempt(struct walk *walk, sqlite3_stmt *row)
{
	struct response_record *record = &walk->unpacking.record;

	record->attempt = string_of(row, UUID);
	record->n_items = (size_t)sqlite3_column_int64(row, QUESTIONS);
	const void *bytes = sqlite3_column_blob(row, RESPONSES);
	unpack_begin(&walk->unpacking, bytes, (size_t)sqlite3_column_bytes(row, RESPONSES));
	while (unpack_next(&walk->unpacking))
		if (!walk->each(record, walk->user))
			return false;
	return true;
}

static int walk_all(struct walk *walk, sqlite3 *db)
{
	g_autoptr(GHashTable) seen = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
	sqlite3_stmt *row = NULL;
	int code = sqlite3_prepare_v2(db, select_responses, -1, &row, NULL);

	while (row && (code = sqlite3_step(row)) == SQLITE_ROW) {
		if (!g_hash_table_add(seen, g_strdup(string_of(row, UUID))) || !fits(row, walk->filter, walk->people))
			continue;
		if (!walk_attempt(walk, row)) {
			code = SQLITE_DONE;
			break;
		}
	}
	sqlite3_finalize(row);
	return code;
}

bool store_responses(struct store *store, const struct attempt_filter *filter,
		     bool (*each)(const struct response_record *, void *user), void *user, GError **error)
{
	g_autoptr(People) people = people_read(store, NULL);
	g_autoptr(Index) index = index_open(store, error);
	struct walk walk = {.filter = filter, .people = people, .each = each, .user = user};

	if (!index)
		return false;
	unpacking_init(&walk.unpacking);
	int code = walk_all(&walk, index->db);
	unpacking_clear(&walk.unpacking);
	if (code != SQLITE_DONE)
		index_fail(index, error);
	return code == SQLITE_DONE;
}
