/* What the files of a merge share: merge.c, merge_journal.c, merge_put.c. */
#ifndef TAPHUAN_STORE_MERGE_PRIVATE_H
#define TAPHUAN_STORE_MERGE_PRIVATE_H

#include "store/merge.h"
#include "store/private.h"
#include "store/span.h"

/* A journal as it is in the folder or will be. */
struct copy {
	enum journal_files kind;
	char *id, *path;
	char *staged; /* the file that is to come to path; NULL for none */
};

struct merge {
	struct store *store;
	struct merge_report *report;
	char *staging;
	unsigned int n_staged;
	GHashTable *copies[2]; /* by enum journal_files: char * id → GPtrArray of struct copy */
	GPtrArray *order;      /* of those that are staged, borrowed */
	size_t done, total;    /* bytes: each is read, and synced */
};

/* ---- Journals (merge_journal.c) ---------------------------------------------------------------------------- */

/* Lists what is here. Copies of a journal have names that begin with its id and a dot. */
void merge_list_copies(struct merge *);

/* Looks at a journal that is offered, as shown, and stages it if it is new. False on an error of the store's disk. */
bool merge_take_journal(struct merge *, const char *shown, const struct span *, GError **error);

/* "ID.jsonl", or for a copy beside that one a name by what the staged file holds. The caller frees it. */
char *merge_name(const char *id, const char *staged);

/* Tells how far it is: so many bytes beside those that are done. */
void merge_tell_progress(const struct merge *, size_t more);

/* Tells that what is offered could not be read. */
void merge_refuse_unreadable(const struct merge *, const char *shown);

/* ---- Into place (merge_put.c) ------------------------------------------------------------------------------ */

/* Syncs all that is staged, and puts it into its place. */
bool merge_put_all(struct merge *, GError **error);

#endif
