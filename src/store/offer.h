/* What there is to merge: in folders, on sticks, in archives; found without following links and without trusting names.
 */
#ifndef TAPHUAN_STORE_OFFER_H
#define TAPHUAN_STORE_OFFER_H

#include "lesson/diagnostic.h"
#include "store/journal.h"
#include "store/span.h"

#include <glib.h>
#include <stdbool.h>
#include <sys/types.h>

enum offer_kind { OFFER_JOURNAL, OFFER_LESSON, OFFER_ARCHIVE };

struct offer {
	char *path;
	enum offer_kind kind;
	off_t size;
};

/*
 * Looks through the paths (NULL-terminated): files, and folders with all the folders in them but those whose names
 * begin with a dot. What has the name of a journal, a lesson or a backup and cannot be taken is told in problems, and
 * so is anything that was asked for by its own name. A GPtrArray of struct offer in the order of their names, to be
 * unref'ed.
 */
GPtrArray *offers_find(char *const *paths, struct diagnostics *problems);

/* What a member of an archive is, by its name and its first bytes; false for what is nothing of ours. */
bool offer_kind_of(const char *name, const struct span *, enum offer_kind *);

/* The SHA-256 in the name of a kept lesson; NULL for other names. The caller frees it. */
char *offer_lesson(const char *name);

/* Tells that something is not taken, and why; takes over the reason. */
void offer_refuse(struct diagnostics *problems, const char *path, char *reason);
void offer_refuse_line(struct diagnostics *problems, const char *path, unsigned int line, enum journal_problem);

#endif
