#include "store/pick.h"

#include <string.h>

/* Of several journals of one attempt the first here counts. */
static const char select_attempts[] = "SELECT uuid, person, %s FROM attempt WHERE %s"
				      " ORDER BY handed_in = 0, answered DESC, id";

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

void pick_begin(struct picking *picking, const struct index *index, const char *columns,
		const struct attempt_filter *filter, const struct ledger *ledger)
{
	g_autofree char *where = condition(filter);
	g_autofree char *sql = g_strdup_printf(select_attempts, columns, where);
	int place = 1;

	*picking = (struct picking){.filter = filter, .ledger = ledger};
	picking->seen = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
	picking->code = sqlite3_prepare_v2(index->db, sql, -1, &picking->row, NULL);
	if (picking->row && filter && filter->session)
		sqlite3_bind_text(picking->row, place++, filter->session, -1, SQLITE_STATIC);
	for (const char *const *lesson = lessons_of(filter); picking->row && *lesson; lesson++)
		sqlite3_bind_text(picking->row, place++, words_clean(*lesson), -1, g_free);
}

static bool fits(struct picking *picking)
{
	const struct people *people = &picking->ledger->people;
	const struct attempt_filter *filter = picking->filter;
	const char *id = pick_string(picking, PICK_ID);

	if (!g_hash_table_add(picking->seen, g_strdup(id)))
		return false;
	picking->correction = g_hash_table_lookup(picking->ledger->corrections, id);
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
	g_hash_table_unref(picking->seen);
	return fine;
}

const char *pick_string(const struct picking *picking, int column)
{
	const char *s = (const char *)sqlite3_column_text(picking->row, column);

	return s ? s : "";
}
