/*
 * The system calls by which the store writes, in one place so that tests can make each of them fail, and what their
 * failures mean to a person.
 */
#ifndef TAPHUAN_STORE_DISK_H
#define TAPHUAN_STORE_DISK_H

#include <glib.h>
#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>

struct disk {
	int (*open)(const char *path, int flags, mode_t mode);
	int (*close)(int fd);
	ssize_t (*write)(int fd, const void *bytes, size_t len);
	int (*fdatasync)(int fd);
	int (*fsync)(int fd);
	int (*ftruncate)(int fd, off_t size);
	int (*rename)(const char *from, const char *to);
	int (*mkdir)(const char *path, mode_t mode);
	int (*unlink)(const char *path);
};

extern const struct disk disk_real;

/* Sets a STORE_ERROR for errno's value code, met while writing path, in a sentence that says what to do. */
void disk_fail(GError **error, int code, const char *path);

/* Makes the folder and those above it that are missing, 0700, each one synced. */
bool disk_make_folder(const struct disk *, const char *path, GError **error);

/* Makes sure that the names in the folder of path, and in the folder above that one, survive a power cut. */
bool disk_sync_names(const struct disk *, const char *path, GError **error);

/* Takes the lock on an open file, waiting at most so many milliseconds; false with EWOULDBLOCK in errno after that. */
bool disk_lock(int fd, int milliseconds);

/*
 * A file that is written piece by piece, under a temporary name in the same file system until it is kept by its own:
 * new, write …, finish (all of it is on disk then), keep, and disk_sync_names() for the name to be safe. Each is false
 * on error, and then the only thing to do is to free it. Freed before it is kept it leaves nothing.
 */
struct disk_draft;
struct disk_draft *disk_draft_new(const struct disk *, const char *temporary, const char *path, GError **error);
bool disk_draft_write(struct disk_draft *, const char *bytes, size_t len, GError **error);
bool disk_draft_finish(struct disk_draft *, GError **error);
bool disk_draft_keep(struct disk_draft *, GError **error);
/* Instead of the last two: the file stays under its temporary name, and is not synced. */
bool disk_draft_leave(struct disk_draft *, GError **error);
void disk_draft_free(struct disk_draft *);
typedef struct disk_draft DiskDraft; /* the capitalised name is for g_autoptr() only */
G_DEFINE_AUTOPTR_CLEANUP_FUNC(DiskDraft, disk_draft_free)

/* Syncs what was written to the file. */
bool disk_sync(const struct disk *, const char *path, GError **error);

/* A temporary name beside path that nothing has. The caller frees it. */
char *disk_temporary(const char *path);

/* Writes a whole file: under a temporary name, synced, renamed over path, the folder synced. */
bool disk_replace(const struct disk *, const char *path, const char *bytes, size_t len, GError **error);

#endif
