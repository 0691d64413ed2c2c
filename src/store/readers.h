/*
 * Journals read in threads: verifying and taking apart need more time than SQLite, and are shared between the
 * processors.
 */
#ifndef TAPHUAN_STORE_READERS_H
#define TAPHUAN_STORE_READERS_H

#include "store/digest.h"

#include <glib.h>
#include <stdint.h>

/* A journal that was read. */
struct reading {
	int64_t id;                /* as it was given */
	const char *folder, *name; /* the same */
	struct digest *digest;
	GString *responses; /* packed */
};

struct readers;

/* finish() is called for each journal, in the order in which they were given, by the thread that calls the functions
 * below. */
struct readers *readers_new(void (*finish)(const struct reading *, void *user), void *user);

/*
 * Has the journal of that name in the open folder read. The strings must stay as they are until readers_free(); the
 * folder may be closed.
 */
void readers_add(struct readers *, int folder_fd, int64_t id, const char *folder, const char *name);

/* Waits until all are finished, and frees the readers. */
void readers_free(struct readers *);

#endif
