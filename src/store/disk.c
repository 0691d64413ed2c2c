#include "store/disk.h"

#include "store/store.h"
#include "text/i18n.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#define LOCK_PAUSE_MS 5

static int real_open(const char *path, int flags, mode_t mode)
{
	return open(path, flags, mode);
}

const struct disk disk_real = {
	.open = real_open,
	.close = close,
	.write = write,
	.fdatasync = fdatasync,
	.fsync = fsync,
	.ftruncate = ftruncate,
	.rename = rename,
	.mkdir = mkdir,
	.unlink = unlink,
};

void disk_fail(GError **error, int code, const char *path)
{
	g_autofree char *shown = g_filename_display_name(path);

	switch (code) {
	case ENOSPC:
	case EDQUOT:
		g_set_error(error, STORE_ERROR, STORE_ERROR_FULL,
			    _("The disk is full: nothing was saved or changed. Make room on it, then try again (%s)."),
			    shown);
		break;
	case EROFS:
	case EACCES:
	case EPERM:
		g_set_error(error, STORE_ERROR, STORE_ERROR_READ_ONLY,
			    _("%s cannot be written. Choose a folder of your own with --data, or ask its owner."),
			    shown);
		break;
	case EWOULDBLOCK:
		g_set_error(error, STORE_ERROR, STORE_ERROR_BUSY,
			    _("Another program holds %s. Wait a moment, then try again."), shown);
		break;
	default:
		g_set_error(error, STORE_ERROR, STORE_ERROR_IO,
			    _("%s could not be saved: %s. Try again; if it fails again, use another disk."), shown,
			    g_strerror(code));
	}
}

/* Some file systems (of memory sticks, of shares) cannot sync a folder, and need not. */
static bool cannot_sync_folders(int code)
{
	return code == EINVAL || code == ENOSYS || code == EOPNOTSUPP || code == EBADF;
}

static bool sync_folder(const struct disk *disk, const char *folder, GError **error)
{
	int fd = disk->open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC, 0);
	if (fd < 0) {
		disk_fail(error, errno, folder);
		return false;
	}
	int code = disk->fsync(fd) == 0 ? 0 : errno;
	disk->close(fd);
	if (code && !cannot_sync_folders(code)) {
		disk_fail(error, code, folder);
		return false;
	}
	return true;
}

bool disk_sync_names(const struct disk *disk, const char *path, GError **error)
{
	g_autofree char *folder = g_path_get_dirname(path);
	g_autofree char *above = g_path_get_dirname(folder);

	return sync_folder(disk, folder, error) && sync_folder(disk, above, error);
}

bool disk_make_folder(const struct disk *disk, const char *path, GError **error)
{
	if (g_file_test(path, G_FILE_TEST_IS_DIR))
		return true;

	g_autofree char *above = g_path_get_dirname(path);
	if (strcmp(above, path) != 0 && !disk_make_folder(disk, above, error))
		return false;
	if (disk->mkdir(path, 0700) != 0 && errno != EEXIST) {
		disk_fail(error, errno, path);
		return false;
	}
	return sync_folder(disk, above, error);
}

bool disk_lock(int fd, int milliseconds)
{
	for (int waited = 0;; waited += LOCK_PAUSE_MS) {
		if (flock(fd, LOCK_EX | LOCK_NB) == 0)
			return true;
		if (errno != EINTR && (errno != EWOULDBLOCK || waited >= milliseconds))
			return false;
		g_usleep(LOCK_PAUSE_MS * 1000);
	}
}

static bool write_all(const struct disk *disk, int fd, const char *bytes, size_t len)
{
	while (len) {
		ssize_t n = disk->write(fd, bytes, len);
		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0)
			return false;
		if (n == 0) {
			errno = ENOSPC;
			return false;
		}
		bytes += n;
		len -= (size_t)n;
	}
	return true;
}

/* ---- Whole files ------------------------------------------------------------------------------------------- */

#define DRAFT_ROOM (64 * 1024)

struct disk_draft {
	const struct disk *disk;
	char *temporary, *path;
	int fd;         /* -1 when it is closed */
	GString *waits; /* not yet written */
	bool kept;
};

struct disk_draft *disk_draft_new(const struct disk *disk, const char *temporary, const char *path, GError **error)
{
	int fd = disk->open(temporary, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);

	if (fd < 0) {
		disk_fail(error, errno, path);
		return NULL;
	}
	struct disk_draft *draft = g_new0(struct disk_draft, 1);
	*draft = (struct disk_draft){disk, g_strdup(temporary), g_strdup(path), fd, g_string_sized_new(512), false};
	return draft;
}

static bool flush(struct disk_draft *draft, GError **error)
{
	bool written = write_all(draft->disk, draft->fd, draft->waits->str, draft->waits->len);

	if (!written)
		disk_fail(error, errno, draft->path);
	g_string_truncate(draft->waits, 0);
	return written;
}

bool disk_draft_write(struct disk_draft *draft, const char *bytes, size_t len, GError **error)
{
	g_string_append_len(draft->waits, bytes, (gssize)len);
	return draft->waits->len < DRAFT_ROOM || flush(draft, error);
}

/* 0, or errno's value. */
static int close_draft(struct disk_draft *draft)
{
	int code = draft->disk->close(draft->fd) == 0 ? 0 : errno;

	draft->fd = -1;
	return code;
}

bool disk_draft_finish(struct disk_draft *draft, GError **error)
{
	if (!flush(draft, error))
		return false;
	int code = draft->disk->fdatasync(draft->fd) == 0 ? 0 : errno;
	int closed = close_draft(draft);
	if (code || closed)
		disk_fail(error, code ? code : closed, draft->path);
	return !code && !closed;
}

bool disk_draft_leave(struct disk_draft *draft, GError **error)
{
	if (!flush(draft, error))
		return false;
	int code = close_draft(draft);
	if (code)
		disk_fail(error, code, draft->path);
	draft->kept = !code;
	return !code;
}

bool disk_sync(const struct disk *disk, const char *path, GError **error)
{
	int fd = disk->open(path, O_RDWR | O_CLOEXEC, 0);
	int code = fd < 0 || disk->fdatasync(fd) != 0 ? errno : 0;

	if (fd >= 0)
		disk->close(fd);
	if (code)
		disk_fail(error, code, path);
	return !code;
}

bool disk_draft_keep(struct disk_draft *draft, GError **error)
{
	draft->kept =
		strcmp(draft->temporary, draft->path) == 0 || draft->disk->rename(draft->temporary, draft->path) == 0;
	if (!draft->kept)
		disk_fail(error, errno, draft->path);
	return draft->kept;
}

void disk_draft_free(struct disk_draft *draft)
{
	if (!draft)
		return;
	if (draft->fd >= 0)
		draft->disk->close(draft->fd);
	if (!draft->kept)
		draft->disk->unlink(draft->temporary);
	g_string_free(draft->waits, TRUE);
	g_free(draft->temporary);
	g_free(draft->path);
	g_free(draft);
}

char *disk_temporary(const char *path)
{
	g_autofree char *unique = g_uuid_string_random();

	return g_strdup_printf("%s.%s.new", path, unique);
}

bool disk_replace(const struct disk *disk, const char *path, const char *bytes, size_t len, GError **error)
{
	g_autofree char *temporary = disk_temporary(path);
	g_autoptr(DiskDraft) draft = disk_draft_new(disk, temporary, path, error);

	return draft && disk_draft_write(draft, bytes, len, error) && disk_draft_finish(draft, error) &&
	       disk_draft_keep(draft, error) && disk_sync_names(disk, path, error);
}
