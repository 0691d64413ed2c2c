#include "store/pick.h"

#include "store/digest.h"

#include <string.h>

/* Appends a condition on a column, which must be one of the words; they are taken over and go into bound. */
static void append_one_of(GString *where, const char *column, GPtrArray *words, GPtrArray *bound)
{
	g_string_append_printf(where, " AND %s IN (", column);
	for (unsigned int i = 0; i < words->len; i++)
		g_string_append(where, i ? ", ?" : "?");
	g_string_append_c(where, ')');
	g_ptr_array_extend_and_steal(bound, words);
}

static GPtrArray *lesson_names(const char *const *lessons)
{
	GPtrArray *names = g_ptr_array_new_with_free_func(g_free);

	for (; *lessons; lessons++)
		g_ptr_array_add(names, words_clean(*lessons));
	return names;
}

/* What SQLite can tell: all but what is set aside. */
static char *condition(const struct picking *picking, GPtrArray *bound)
{
	const struct attempt_filter *filter = picking->filter;
	GString *where = g_string_new("1");

	if (filter && filter->session) {
		g_string_append(where, " AND session = ?");
		g_ptr_array_add(bound, g_strdup(filter->session));
	}
	if (filter && filter->lessons)
		append_one_of(where, "lesson", lesson_names(filter->lessons), bound);
	if (filter && filter->person)
		append_one_of(where, "person", people_ids(&picking->ledger->people, filter->person), bound);
	return g_string_free(where, FALSE);
}

static sqlite3_stmt *select_fitting(const struct picking *picking, const struct index *index, const char *columns)
{
	g_autoptr(GPtrArray) bound = g_ptr_array_new_with_free_func(g_free);
	g_autofree char *where = condition(picking, bound);
	g_autofree char *sql = g_strdup_printf("SELECT id, uuid, %s FROM attempt WHERE %s ORDER BY id", columns, where);
	sqlite3_stmt *row = NULL;

	if (sqlite3_prepare_v2(index->db, sql, -1, &row, NULL) != SQLITE_OK)
		return NULL;
	for (unsigned int i = 0; i < bound->len; i++)
		sqlite3_bind_text(row, (int)i + 1, bound->pdata[i], -1, SQLITE_TRANSIENT);
	return row;
}

/* ---- Attempts in several journals --------------------------------------------------------------------------- */

struct copy {
	sqlite3_int64 row;
	struct reach reach;
};

/* Sorting all attempts, with all that is asked of them, would tell as well, but takes longer and much memory. */
static void find_doubles(struct picking *picking, const struct index *index)
{
	g_autoptr(GHashTable) best = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
	sqlite3_stmt *row = select_fitting(picking, index, "handed_in > 0, answered, chain");

	while (row && sqlite3_step(row) == SQLITE_ROW) {
		const char *id = (const char *)sqlite3_column_text(row, PICK_ID);
		const char *chain = (const char *)sqlite3_column_text(row, PICK_ID + 3);
		struct copy now = {sqlite3_column_int64(row, PICK_ROW),
				   {sqlite3_column_int(row, PICK_ID + 1) != 0, sqlite3_column_int(row, PICK_ID + 2),
				    g_ascii_strtoull(chain ? chain : "", NULL, 16)}};
		struct copy *other = g_hash_table_lookup(best, id);
		if (!other) {
			g_hash_table_insert(best, g_strdup(id), g_memdup2(&now, sizeof(now)));
			continue;
		}
		bool better = reach_is_better(&now.reach, &other->reach);
		g_hash_table_add(picking->doubles, GSIZE_TO_POINTER(better ? other->row : now.row));
		if (better)
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
	picking->row = select_fitting(picking, index, with_person);
}

static bool fits(struct picking *picking)
{
	const struct attempt_filter *filter = picking->filter;
	sqlite3_int64 row = sqlite3_column_int64(picking->row, PICK_ROW);

	if (g_hash_table_contains(picking->doubles, GSIZE_TO_POINTER(row)))
		return false;
	picking->correction = g_hash_table_lookup(picking->ledger->corrections, pick_string(picking, PICK_ID));
	return !picking->correction || !picking->correction->aside || (filter && filter->set_aside);
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
