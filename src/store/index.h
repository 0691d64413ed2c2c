/* The index over the attempts' journals: SQLite, derived, thrown away and rebuilt at will. */
#ifndef TAPHUAN_STORE_INDEX_H
#define TAPHUAN_STORE_INDEX_H

#include "store/store.h"

#include <glib.h>
#include <sqlite3.h>

struct index {
	sqlite3 *db;
	int lock;  /* an open file, locked as long as the index is in use; −1 when it is in memory only */
	bool held; /* it is the store's, and stays open */
};

/*
 * Opens the index and brings it up to date. Where none can be kept (a folder that is read-only or full) it is made in
 * memory, for this once. NULL on error. The caller closes it soon: others wait.
 */
struct index *index_open(struct store *, GError **error);
void index_close(struct index *);
typedef struct index Index; /* the capitalised name is for g_autoptr() only */
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Index, index_close)

/* Has index_open() give a copy in memory, as it is now, until index_release(). */
bool index_hold(struct store *, GError **error);
void index_release(struct store *);

/* Sets the error from the index's last failure. */
void index_fail(const struct index *, GError **error);

/* Brings the tables up to date with the journals, in the transaction that is open (update.c). SQLite's code. */
int index_update(struct store *, sqlite3 *db);

#endif
