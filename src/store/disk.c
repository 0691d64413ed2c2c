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

bool disk_replace(const struct disk *disk, const char *path, const char *bytes, size_t len, GError **error)
{
	g_autofree char *unique = g_uuid_string_random();
	g_autofree char *temporary = g_strdup_printf("%s.%s.new", path, unique);
	int fd = disk->open(temporary, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);

	if (fd < 0) {
		disk_fail(error, errno, path);
		return false;
	}
	int code = write_all(disk, fd, bytes, len) && disk->fdatasync(fd) == 0 ? 0 : errno;
	if (disk->close(fd) != 0 && !code)
		code = errno;
	if (!code && disk->rename(temporary, path) != 0)
		code = errno;
	if (code) {
		disk->unlink(temporary);
		disk_fail(error, code, path);
		return false;
	}
	return disk_sync_names(disk, path, error);
}
