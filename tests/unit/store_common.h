/* A folder of its own for each test, a clock that goes on by a second, and a disk that fails when told to. */
#ifndef TAPHUAN_TESTS_STORE_COMMON_H
#define TAPHUAN_TESTS_STORE_COMMON_H

#include "store/ledger.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

/* ---- A folder ---------------------------------------------------------------------------------------------- */

static char *folder;

static void remove_all(const char *path)
{
	g_autoptr(GDir) dir = g_dir_open(path, 0, NULL);
	const char *name;

	while (dir && (name = g_dir_read_name(dir))) {
		g_autofree char *below = g_build_filename(path, name, NULL);
		remove_all(below);
	}
	g_remove(path);
}

static inline int setup(void **state)
{
	(void)state;
	/* Thousands of syncs: where there is a folder in memory, it does as well. */
	const char *above = access("/dev/shm", W_OK) == 0 ? "/dev/shm" : g_get_tmp_dir();
	folder = g_build_filename(above, "taphuan-test-XXXXXX", NULL);
	return g_mkdtemp(folder) ? 0 : -1;
}

static inline int teardown(void **state)
{
	(void)state;
	remove_all(folder);
	g_clear_pointer(&folder, g_free);
	return 0;
}

static inline char *in_folder(const char *name)
{
	return g_build_filename(folder, name, NULL);
}

G_GNUC_UNUSED G_GNUC_NO_INLINE static char *contents(const char *path, size_t *len)
{
	char *bytes = NULL;

	assert_true(g_file_get_contents(path, &bytes, len, NULL));
	return bytes;
}

static inline void overwrite(const char *path, const char *bytes, size_t len)
{
	FILE *file = fopen(path, "wb");

	assert_non_null(file);
	assert_int_equal(fwrite(bytes, 1, len, file), len);
	assert_int_equal(fclose(file), 0);
}

/* ---- A clock ----------------------------------------------------------------------------------------------- */

static int64_t test_time = 1528963200000; /* 14 June 2018, 08:00 UTC */

static int64_t test_now(void)
{
	return test_time += 1000;
}

static char *test_id(void)
{
	static unsigned int n;

	/* A random one would be the same in two children of one process. */
	return g_strdup_printf("%08x-0000-4000-8000-%012u", (unsigned int)getpid(), ++n);
}

static const struct store_world test_world = {.now = test_now, .new_id = test_id};

static inline struct store *open_test_store(void)
{
	struct store *store = store_open(folder, true, &test_world, NULL);

	assert_non_null(store);
	return store;
}

/* Writes a line of a device's journal, as another computer would have. fields are taken over. */
static inline void write_event(const char *device, int64_t at, const char *event, json_t *fields)
{
	g_autofree char *name = g_strconcat("journal/", device, ".jsonl", NULL);
	g_autofree char *path = in_folder(name);
	g_autoptr(Journal) journal = journal_open(&disk_real, path, JOURNAL_EITHER, 0, NULL);

	assert_non_null(journal);
	assert_true(journal_append(journal, at, device, event, fields, NULL));
	json_decref(fields);
}

/* ---- A disk ------------------------------------------------------------------------------------------------ */

enum fault {
	FAULT_ERROR,
	FAULT_SHORT_WRITE,
	FAULT_CRASH, /* the process ends there, in the middle of a write */
};

#define CRASHED 99 /* its exit status */

static struct {
	int calls;       /* since fail_from() */
	int first, last; /* the calls that fail, from 1 */
	int code;        /* errno's value */
	enum fault fault;
} plan;

static inline void fail_never(void)
{
	plan.calls = plan.first = plan.last = 0;
}

static inline void fail_calls(int first, int last, int code, enum fault fault)
{
	plan.calls = 0;
	plan.first = first;
	plan.last = last;
	plan.code = code;
	plan.fault = fault;
}

static bool fails(void)
{
	plan.calls++;
	if (plan.calls < plan.first || plan.calls > plan.last)
		return false;
	if (plan.fault == FAULT_CRASH)
		_exit(CRASHED);
	errno = plan.code;
	return true;
}

/* A write that is about to fail may have written something. */
static bool fails_half_way(void)
{
	int next = plan.calls + 1;

	return plan.fault != FAULT_ERROR && next >= plan.first && next <= plan.last;
}

static int faulty_open(const char *path, int flags, mode_t mode)
{
	return fails() ? -1 : disk_real.open(path, flags, mode);
}

static int faulty_close(int fd)
{
	return disk_real.close(fd);
}

static ssize_t faulty_write(int fd, const void *bytes, size_t len)
{
	ssize_t half = fails_half_way() ? disk_real.write(fd, bytes, len / 2) : -1;

	return fails() ? half : disk_real.write(fd, bytes, len);
}

static int faulty_fdatasync(int fd)
{
	return fails() ? -1 : disk_real.fdatasync(fd);
}

static int faulty_fsync(int fd)
{
	return fails() ? -1 : disk_real.fsync(fd);
}

static int faulty_ftruncate(int fd, off_t size)
{
	return fails() ? -1 : disk_real.ftruncate(fd, size);
}

static int faulty_rename(const char *from, const char *to)
{
	return fails() ? -1 : disk_real.rename(from, to);
}

static int faulty_mkdir(const char *path, mode_t mode)
{
	return fails() ? -1 : disk_real.mkdir(path, mode);
}

static int faulty_unlink(const char *path)
{
	return disk_real.unlink(path);
}

static const struct disk faulty_disk = {
	.open = faulty_open,
	.close = faulty_close,
	.write = faulty_write,
	.fdatasync = faulty_fdatasync,
	.fsync = faulty_fsync,
	.ftruncate = faulty_ftruncate,
	.rename = faulty_rename,
	.mkdir = faulty_mkdir,
	.unlink = faulty_unlink,
};

#endif
