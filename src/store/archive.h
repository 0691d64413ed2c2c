/*
 * Backups: plain tar archives (POSIX ustar), which every computer can list, unpack and so check without this program.
 *
 * The first member, taphuan-backup.txt, says what it is; then journal/… and lessons/… as they lie in the data folder,
 * and last SHA256SUMS, for `sha256sum -c`. Unpacked, it is a data folder.
 */
#ifndef TAPHUAN_STORE_ARCHIVE_H
#define TAPHUAN_STORE_ARCHIVE_H

#include "store/disk.h"
#include "store/span.h"

#include <glib.h>
#include <stdbool.h>
#include <stdint.h>

#define ARCHIVE_FIRST "taphuan-backup.txt"
#define ARCHIVE_NAME  100 /* bytes a member's name has at most */

/* ---- Writing ----------------------------------------------------------------------------------------------- */

/*
 * Adds a member: name (at most ARCHIVE_NAME bytes) and what the span holds. changed is in seconds since 1970.
 * *unreadable tells that it failed in reading, without an error.
 */
bool archive_add(struct disk_draft *, const char *name, int64_t changed, const struct span *, bool *unreadable,
		 GError **error);

/* The same for bytes. */
bool archive_add_bytes(struct disk_draft *, const char *name, int64_t changed, const char *bytes, size_t len,
		       GError **error);

/* Ends it. */
bool archive_end(struct disk_draft *, GError **error);

/* ---- Reading ----------------------------------------------------------------------------------------------- */

/* True for a file that begins as a tar archive does. */
bool archive_is(const struct span *);

/* True for one whose first member is a backup's. */
bool archive_is_backup(const struct span *);

struct archive_member {
	char *name; /* as it stands there: anything */
	struct span span;
};

enum archive_step {
	ARCHIVE_MEMBER,
	ARCHIVE_END,
	ARCHIVE_CUT,     /* it ends before its end; a member that is cut is given before */
	ARCHIVE_DAMAGED, /* no member begins where one should */
};

/* Gives the next plain file of the archive, and moves *at on, which is 0 at first. The caller frees member->name. */
enum archive_step archive_next(const struct span *, off_t *at, struct archive_member *member);

#endif
