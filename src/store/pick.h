/* Which attempts of the index fit: a walk over them, each once. */
#ifndef TAPHUAN_STORE_PICK_H
#define TAPHUAN_STORE_PICK_H

#include "store/index.h"
#include "store/ledger.h"

/* The columns every walk begins with; the caller's follow. */
enum pick_column { PICK_ROW, PICK_ID, PICK_PERSON, PICK_COLUMNS };

struct picking {
	sqlite3_stmt *row;                   /* what pick_next() found */
	const struct correction *correction; /* of that attempt; NULL for none */
	const struct attempt_filter *filter;
	const struct ledger *ledger;
	GHashTable *doubles; /* rows that do not count beside another journal of the same attempt */
	int code;            /* SQLite's */
};

/* Begins a walk over the attempts that fit (NULL: all that count); all that is given must stay until its end. columns
 * are those of the table attempt, set apart by commas. */
void pick_begin(struct picking *, const struct index *, const char *columns, const struct attempt_filter *,
		const struct ledger *);

/* The next attempt; false at the end. */
bool pick_next(struct picking *);

/* Ends it, wherever it stands. False, with the error set, when the index failed. */
bool pick_end(struct picking *, const struct index *, GError **error);

/* A column of the row: "" for none. */
const char *pick_string(const struct picking *, int column);

#endif
