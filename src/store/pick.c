#include "store/pick.h"

#include <string.h>

static const char *const no_names[] = {NULL};

static const char *const *lessons_of(const struct attempt_filter *filter)
{
	return filter && filter->lessons ? filter->lessons : no_names;
}

/* What SQLite can tell; the person and what is set aside are in the ledger. */
static char *condition(const struct attempt_filter *filter)
{
	g_autoptr(GString) where = g_string_new(filter && filter->session ? "session = ?" : "1");

	if (filter && filter->lessons) {
		g_string_append(where, " AND lesson IN (");
		for (size_t i = 0; filter->lessons[i]; i++)
			g_string_append(where, i ? ", ?" : "?");
		g_string_append_c(where, ')');
	}
	return g_strdup(where->str);
}

static sqlite3_stmt *select_fitting(const struct index *index, const char *columns, const struct attempt_filter *filter)
{
	g_autofree char *where = condition(filter);
	g_autofree char *sql = g_strdup_printf("SELECT id, uuid, %s FROM attempt WHERE %s ORDER BY id", columns, where);
	sqlite3_stmt *row = NULL;
	int place = 1;

	if (sqlite3_prepare_v2(index->db, sql, -1, &row, NULL) != SQLITE_OK)
		return NULL;
	if (filter && filter->session)
		sqlite3_bind_text(row, place++, filter->session, -1, SQLITE_STATIC);
	for (const char *const *lesson = lessons_of(filter); *lesson; lesson++)
		sqlite3_bind_text(row, place++, words_clean(*lesson), -1, g_free);
	return row;
}

/* ---- Attempts in several journals --------------------------------------------------------------------------- */

struct standing {
	sqlite3_int64 row;
	bool handed_in;
	int answered;
	uint64_t chain; /* its first digits */
};

/* The one that was handed in counts, else the one with the most answers, else the same one on every computer. */
static bool is_better(const struct standing *a, const struct standing *b)
{
	if (a->handed_in != b->handed_in)
		return a->handed_in;
	return a->answered != b->answered ? a->answered > b->answered : a->chain < b->chain;
}

/* Sorting all attempts, with all that is asked of them, would tell as well, but takes longer and much memory. */
static void find_doubles(struct picking *picking, const struct index *index)
{
	g_autoptr(GHashTable) best = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
	sqlite3_stmt *row = select_fitting(index, "handed_in > 0, answered, chain", picking->filter);

	while (row && sqlite3_step(row) == SQLITE_ROW) {
		const char *id = (const char *)sqlite3_column_text(row, PICK_ID);
		const char *chain = (const char *)sqlite3_column_text(row, PICK_ID + 3);
		struct standing now = {sqlite3_column_int64(row, PICK_ROW), sqlite3_column_int(row, PICK_ID + 1) != 0,
				       sqlite3_column_int(row, PICK_ID + 2),
				       g_ascii_strtoull(chain ? chain : "", NULL, 16)};
		struct standing *other = g_hash_table_lookup(best, id);
		if (!other) {
			g_hash_table_insert(best, g_strdup(id), g_memdup2(&now, sizeof(now)));
			continue;
		}
		g_hash_table_add(picking->doubles, GSIZE_TO_POINTER(is_better(&now, other) ? other->row : now.row));
		if (is_better(&now, other))
			*other = now;
	}
	sqlite3_finalize(row);
}

/* ---- The walk ----------------------------------------------------------------------------------------------- */

void pick_begin(struct picking *picking, const struct index *index, const char *columns,
		const struct attempt_filter *filter, const struct ledger *ledger)
{
	g_autofree char *with_person = g_strconcat("person, ", columns, NULL);

	*picking = (struct picking){.filter = filter, .ledger = ledger};
	picking->doubles = g_hash_table_new(NULL, NULL);
	find_doubles(picking, index);
	picking->row = select_fitting(index, with_person, filter);
}

static bool fits(struct picking *picking)
{
	const struct people *people = &picking->ledger->people;
	const struct attempt_filter *filter = picking->filter;
	sqlite3_int64 row = sqlite3_column_int64(picking->row, PICK_ROW);

	if (g_hash_table_contains(picking->doubles, GSIZE_TO_POINTER(row)))
		return false;
	picking->correction = g_hash_table_lookup(picking->ledger->corrections, pick_string(picking, PICK_ID));
	if (picking->correction && picking->correction->aside && !(filter && filter->set_aside))
		return false;
	return !filter || !filter->person ||
	       strcmp(people_now(people, pick_string(picking, PICK_PERSON)), people_now(people, filter->person)) == 0;
}

bool pick_next(struct picking *picking)
{
	while (picking->row && (picking->code = sqlite3_step(picking->row)) == SQLITE_ROW)
		if (fits(picking))
			return true;
	return false;
}

bool pick_end(struct picking *picking, const struct index *index, GError **error)
{
	bool fine = picking->row && (picking->code == SQLITE_DONE || picking->code == SQLITE_ROW);

	if (!fine)
		index_fail(index, error);
	sqlite3_finalize(picking->row);
	g_hash_table_unref(picking->doubles);
	return fine;
}

const char *pick_string(const struct picking *picking, int column)
{
	const char *s = (const char *)sqlite3_column_text(picking->row, column);

	return s ? s : "";
}
