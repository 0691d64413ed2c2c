#include "store/packed.h"
#include "store/pick.h"

enum column { QUESTIONS = PICK_COLUMNS, RESPONSES };

/* A walk over the responses of all that fit. */
struct walk {
	struct picking picking;
	struct unpacking unpacking;
	bool (*each)(const struct response_record *, void *user);
	void *user;
};

/* False to end the walk. */
static bool walk_attempt(struct walk *walk)
{
	struct response_record *record = &walk->unpacking.record;
	sqlite3_stmt *row = walk->picking.row;

	record->attempt = pick_string(&walk->picking, PICK_ID);
	record->n_items = (size_t)sqlite3_column_int64(row, QUESTIONS);
	const void *bytes = sqlite3_column_blob(row, RESPONSES);
	unpack_begin(&walk->unpacking, bytes, (size_t)sqlite3_column_bytes(row, RESPONSES));
	while (unpack_next(&walk->unpacking)) {
		record->fraction = correction_fraction(walk->picking.correction, record->item, record->n_items,
						       record->question, record->fraction);
		if (!walk->each(record, walk->user))
			return false;
	}
	return true;
}

bool store_responses(struct store *store, const struct attempt_filter *filter,
		     bool (*each)(const struct response_record *, void *user), void *user, GError **error)
{
	g_autoptr(Ledger) ledger = ledger_read(store, LEDGER_PEOPLE | LEDGER_CORRECTIONS, NULL);
	g_autoptr(Index) index = index_open(store, error);
	struct walk walk = {.each = each, .user = user};

	if (!index)
		return false;
	unpacking_init(&walk.unpacking);
	pick_begin(&walk.picking, index, "questions, responses", filter, ledger);
	while (pick_next(&walk.picking) && walk_attempt(&walk))
		;
	bool fine = pick_end(&walk.picking, index, error);
	unpacking_clear(&walk.unpacking);
	return fine;
}
