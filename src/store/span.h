/* Bytes of an open plain file: the whole of it, or a member of an archive. */
#ifndef TAPHUAN_STORE_SPAN_H
#define TAPHUAN_STORE_SPAN_H

#include "store/disk.h"

#include <glib.h>
#include <stdbool.h>
#include <sys/types.h>

struct span {
	int fd; /* borrowed */
	off_t start, len;
};

/*
 * Opens a plain file for reading, never through a link, and gives all of it; the caller closes span->fd. False with
 * errno set: ELOOP for a link, EINVAL for a pipe, a device or a folder.
 */
bool span_open(const char *path, struct span *);

/* Reads up to room bytes from the place in it; 0 at its end, −1 with errno set. What the file has lost is EIO. */
ssize_t span_read(const struct span *, off_t at, char *buffer, size_t room);

/* How long it is up to its last '\n', and with it: what of a journal was acknowledged. −1 when it cannot be read. */
off_t span_whole_lines(const struct span *);

enum span_relation {
	SPAN_SAME,
	SPAN_SHORTER, /* the first is the beginning of the second */
	SPAN_LONGER,  /* the second is the beginning of the first */
	SPAN_OTHER,
	SPAN_UNREADABLE,
};

enum span_relation span_compare(const struct span *, const struct span *);

/* The SHA-256 of it, in hexadecimal digits; NULL when it cannot be read. The caller frees it. */
char *span_sum(const struct span *);

/* Writes it into the draft. *unreadable tells that it failed in reading, without an error. */
bool span_copy(const struct span *, struct disk_draft *, bool *unreadable, GError **error);

#endif
