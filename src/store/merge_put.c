#include "store/merge_private.h"
#include "text/i18n.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#define LOCK_WAIT_MS 10000

enum put { PUT_FAILED, PUT_DONE, PUT_ELSEWHERE };

/* With the lock held: renames the staged file over what it continues. */
static enum put put_locked(struct merge *merge, const struct copy *copy, const char *path, int fd, GError **error)
{
	struct span staged, there = {.fd = fd};
	struct stat at;
	enum span_relation relation = SPAN_UNREADABLE;

	if (fstat(fd, &at) != 0 || !S_ISREG(at.st_mode) || journal_is_replaced(fd, path))
		return PUT_ELSEWHERE;
	there.len = at.st_size;
	off_t whole = span_whole_lines(&there);
	if (whole >= 0 && span_open(copy->staged, &staged)) {
		there.len = whole;
		relation = span_compare(&there, &staged);
		close(staged.fd);
	}
	if (relation == SPAN_OTHER || relation == SPAN_UNREADABLE)
		return PUT_ELSEWHERE;
	if (relation == SPAN_SAME || relation == SPAN_LONGER) {
		merge->store->disk->unlink(copy->staged);
		return PUT_DONE;
	}
	if (merge->store->disk->rename(copy->staged, path) == 0)
		return PUT_DONE;
	disk_fail(error, errno, path);
	if (at.st_size == 0)
		merge->store->disk->unlink(path);
	return PUT_FAILED;
}

static enum put put(struct merge *merge, const struct copy *copy, const char *path, GError **error)
{
	const struct disk *disk = merge->store->disk;
	int fd = disk->open(path, O_RDWR | O_CREAT | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC, 0600);

	if (fd < 0 && (errno == ELOOP || errno == EISDIR || errno == ENXIO))
		return PUT_ELSEWHERE;
	if (fd < 0) {
		disk_fail(error, errno, path);
		return PUT_FAILED;
	}
	enum put done = disk_lock(fd, copy->kind == FILES_OF_DEVICES ? LOCK_WAIT_MS : 0)
				? put_locked(merge, copy, path, fd, error)
				: PUT_ELSEWHERE;
	disk->close(fd);
	return done;
}

static bool put_anywhere(struct merge *merge, const struct copy *copy, GError **error)
{
	enum put done = put(merge, copy, copy->path, error);

	if (done == PUT_ELSEWHERE) {
		g_autofree char *folder = g_path_get_dirname(copy->path);
		g_autofree char *file = merge_name(copy->id, copy->staged);
		g_autofree char *path = g_build_filename(folder, file, NULL);
		done = put(merge, copy, path, error);
		if (done == PUT_ELSEWHERE)
			disk_fail(error, EWOULDBLOCK, copy->path);
	}
	return done == PUT_DONE;
}

static bool sync_folders(const struct merge *merge, GError **error)
{
	g_autoptr(GHashTable) synced = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);

	for (unsigned int i = 0; i < merge->order->len; i++) {
		const struct copy *copy = merge->order->pdata[i];
		char *folder = g_path_get_dirname(copy->path);
		if (g_hash_table_add(synced, folder) && !disk_sync_names(merge->store->disk, copy->path, error))
			return false;
	}
	return true;
}

/*
 * One file after the other, thousands of them take a minute. So the whole file system is asked first, in one go, to
 * write what it holds back; what counts is that each is synced then, which has nothing left to wait for.
 */
static bool sync_staged(const struct merge *merge, GError **error)
{
	int folder = open(merge->staging, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	bool fine = true;

	if (folder >= 0) {
		syncfs(folder);
		close(folder);
	}
	for (unsigned int i = 0; fine && i < merge->order->len; i++) {
		merge_tell_progress(merge, merge->done * i / merge->order->len);
		fine = disk_sync(merge->store->disk, ((const struct copy *)merge->order->pdata[i])->staged, error);
	}
	return fine;
}

bool merge_put_all(struct merge *merge, GError **error)
{
	if (!sync_staged(merge, error))
		return false;
	bool fine = true;
	for (unsigned int i = 0; fine && i < merge->order->len; i++)
		fine = put_anywhere(merge, merge->order->pdata[i], error);
	fine = fine && sync_folders(merge, error);
	if (!fine)
		g_prefix_error(error, "%s ", _("Not everything has come in yet; merge again to take in the rest."));
	return fine;
}
