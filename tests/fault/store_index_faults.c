/*
 * The index on a disk that fails, or a computer that stops, at each of SQLite's calls in turn: what is read is right or
 * there is a clear error, and the next time it is right again.
 */
#include "unit/store_common.h"

#include <sqlite3.h>
#include <sys/wait.h>

#define FIRST  3 /* journals before the index is built */
#define SECOND 2 /* that come after */

/* ---- SQLite's calls ----------------------------------------------------------------------------------------- */

enum call { CALL_OPEN, CALL_READ, CALL_WRITE, CALL_TRUNCATE, CALL_SYNC, CALL_SIZE, CALL_DELETE };

static const int io_errors[] = {
	[CALL_OPEN] = SQLITE_CANTOPEN,           [CALL_READ] = SQLITE_IOERR_READ,  [CALL_WRITE] = SQLITE_IOERR_WRITE,
	[CALL_TRUNCATE] = SQLITE_IOERR_TRUNCATE, [CALL_SYNC] = SQLITE_IOERR_FSYNC, [CALL_SIZE] = SQLITE_IOERR_FSTAT,
	[CALL_DELETE] = SQLITE_IOERR_DELETE,
};

/* A file of the real system, and what fails before it. */
struct failing_file {
	sqlite3_file base;
	sqlite3_file *real; /* right behind this */
};

static sqlite3_vfs *real_vfs, failing_vfs;

static sqlite3_file *real_of(sqlite3_file *file)
{
	return ((struct failing_file *)file)->real;
}

/* SQLITE_OK, or how the call fails by the plan: as a full disk where that can be. */
static int refused(enum call call)
{
	if (!fails())
		return SQLITE_OK;
	return plan.code == ENOSPC && (call == CALL_WRITE || call == CALL_SYNC) ? SQLITE_FULL : io_errors[call];
}

static int failing_close(sqlite3_file *file)
{
	return real_of(file)->pMethods->xClose(real_of(file));
}

static int failing_read(sqlite3_file *file, void *bytes, int n, sqlite3_int64 at)
{
	int code = refused(CALL_READ);

	return code ? code : real_of(file)->pMethods->xRead(real_of(file), bytes, n, at);
}

static int failing_write(sqlite3_file *file, const void *bytes, int n, sqlite3_int64 at)
{
	if (fails_half_way())
		real_of(file)->pMethods->xWrite(real_of(file), bytes, n / 2, at);
	int code = refused(CALL_WRITE);
	return code ? code : real_of(file)->pMethods->xWrite(real_of(file), bytes, n, at);
}

static int failing_truncate(sqlite3_file *file, sqlite3_int64 size)
{
	int code = refused(CALL_TRUNCATE);

	return code ? code : real_of(file)->pMethods->xTruncate(real_of(file), size);
}

static int failing_sync(sqlite3_file *file, int flags)
{
	int code = refused(CALL_SYNC);

	return code ? code : real_of(file)->pMethods->xSync(real_of(file), flags);
}

static int failing_size(sqlite3_file *file, sqlite3_int64 *size)
{
	int code = refused(CALL_SIZE);

	return code ? code : real_of(file)->pMethods->xFileSize(real_of(file), size);
}

static int pass_lock(sqlite3_file *file, int lock)
{
	return real_of(file)->pMethods->xLock(real_of(file), lock);
}

static int pass_unlock(sqlite3_file *file, int lock)
{
	return real_of(file)->pMethods->xUnlock(real_of(file), lock);
}

static int pass_reserved(sqlite3_file *file, int *reserved)
{
	return real_of(file)->pMethods->xCheckReservedLock(real_of(file), reserved);
}

static int pass_control(sqlite3_file *file, int what, void *with)
{
	return real_of(file)->pMethods->xFileControl(real_of(file), what, with);
}

static int pass_sector_size(sqlite3_file *file)
{
	return real_of(file)->pMethods->xSectorSize(real_of(file));
}

static int pass_characteristics(sqlite3_file *file)
{
	return real_of(file)->pMethods->xDeviceCharacteristics(real_of(file));
}

static int failing_open(sqlite3_vfs *vfs, const char *path, sqlite3_file *file, int flags, int *out)
{
	static const sqlite3_io_methods methods = {
		.iVersion = 1,
		.xClose = failing_close,
		.xRead = failing_read,
		.xWrite = failing_write,
		.xTruncate = failing_truncate,
		.xSync = failing_sync,
		.xFileSize = failing_size,
		.xLock = pass_lock,
		.xUnlock = pass_unlock,
		.xCheckReservedLock = pass_reserved,
		.xFileControl = pass_control,
		.xSectorSize = pass_sector_size,
		.xDeviceCharacteristics = pass_characteristics,
	};
	struct failing_file *failing = (struct failing_file *)file;
	int code = refused(CALL_OPEN);

	(void)vfs;
	failing->base.pMethods = NULL;
	failing->real = (sqlite3_file *)(failing + 1);
	if (!code)
		code = real_vfs->xOpen(real_vfs, path, failing->real, flags, out);
	if (!code)
		failing->base.pMethods = &methods;
	return code;
}

static int failing_delete(sqlite3_vfs *vfs, const char *path, int sync)
{
	int code = refused(CALL_DELETE);

	(void)vfs;
	return code ? code : real_vfs->xDelete(real_vfs, path, sync);
}

static int put_between(void **state)
{
	(void)state;
	real_vfs = sqlite3_vfs_find(NULL);
	failing_vfs = *real_vfs;
	failing_vfs.pNext = NULL;
	failing_vfs.zName = "failing";
	failing_vfs.szOsFile = (int)sizeof(struct failing_file) + real_vfs->szOsFile;
	failing_vfs.xOpen = failing_open;
	failing_vfs.xDelete = failing_delete;
	return sqlite3_vfs_register(&failing_vfs, 1);
}

/* ---- Journals ----------------------------------------------------------------------------------------------- */

static void append(struct journal *journal, const char *event, json_t *fields)
{
	assert_true(journal_append(journal, 1528963200000, "d", event, fields, NULL));
	json_decref(fields);
}

/* An attempt at a question, answered by one who has as many answers as the number says. */
static void write_attempt(const char *data, int n)
{
	g_autofree char *path = g_strdup_printf("%s/journal/2018-05/a-%d.jsonl", data, n);
	g_autofree char *id = g_strdup_printf("a-%d", n);
	g_autoptr(Journal) journal = journal_open(&disk_real, path, JOURNAL_CREATE, 0, NULL);

	assert_non_null(journal);
	append(journal, "started",
	       json_pack("{s:s, s:{s:s,s:s}, s:s, s:s, s:s, s:[s,s,s,s,s,s], s:s}", "attempt", id, "person", "id", id,
			 "name", "Hà Đức Dũng", "lesson", "dan-so", "sha256", "aa", "seed", "7", "questions", "q0",
			 "q1", "q2", "q3", "q4", "q5", "on", "screen"));
	for (int i = 0; i < n; i++) {
		g_autofree char *question = g_strdup_printf("q%d", i);
		append(journal, "answered",
		       json_pack("{s:s, s:i, s:[i]}", "question", question, "item", i, "choices", i));
	}
}

static void write_attempts(const char *data, int first, int n)
{
	g_autofree char *month = g_build_filename(data, "journal", "2018-05", NULL);

	assert_int_equal(g_mkdir_with_parents(month, 0700), 0);
	for (int i = first; i < first + n; i++)
		write_attempt(data, i);
}

/* ---- Reading ------------------------------------------------------------------------------------------------ */

static bool count_response(const struct response_record *record, void *user)
{
	unsigned int *answered = user;

	*answered += record->response.choices->len;
	return true;
}

/* False where there was an error instead of an answer, which must be said; a wrong answer there must never be. */
static bool reads(const char *data, int n)
{
	g_autoptr(Store) store = store_open(data, true, &test_world, NULL);
	g_autoptr(GError) error = NULL, other = NULL;
	g_autoptr(Diagnostics) problems = diagnostics_new();
	g_autoptr(GPtrArray) records = store_attempts(store, NULL, problems, &error);
	unsigned int answered = 0;
	bool walked = store_responses(store, NULL, count_response, &answered, &other);

	assert_true(records || (error && error->domain == STORE_ERROR));
	assert_true(walked || (other && other->domain == STORE_ERROR));
	if (records) {
		assert_int_equal(records->len, n);
		assert_int_equal(problems->items->len, 0);
	}
	for (unsigned int i = 0; records && i < records->len; i++)
		assert_int_equal(((struct attempt_record *)records->pdata[i])->answered, i);
	if (walked)
		assert_int_equal(answered, n * (n - 1) / 2);
	return records && walked;
}

/* A folder with journals that the index does not know yet; all of them, or those of the second part. */
static void prepare(const char *data, bool known)
{
	write_attempts(data, 0, FIRST);
	if (known)
		assert_true(reads(data, FIRST));
	write_attempts(data, FIRST, SECOND);
}

/* ---- A disk that fails -------------------------------------------------------------------------------------- */

static const struct {
	int code;
	enum fault fault;
	bool stays;
} faults[] = {
	{ENOSPC, FAULT_ERROR, false}, {EIO, FAULT_ERROR, false}, {ENOSPC, FAULT_SHORT_WRITE, false},
	{ENOSPC, FAULT_ERROR, true},  {EIO, FAULT_ERROR, true},
};

/* False when there was no such call. */
static bool read_with_fault(bool known, size_t fault, int call)
{
	g_autofree char *name = g_strdup_printf("data-%d-%zu-%d", known, fault, call), *data = in_folder(name);

	prepare(data, known);
	fail_calls(call, faults[fault].stays ? INT_MAX : call, faults[fault].code, faults[fault].fault);
	reads(data, FIRST + SECOND);
	bool reached = plan.calls >= call;
	fail_never();
	assert_true(reads(data, FIRST + SECOND));
	remove_all(data);
	return reached;
}

static void a_failing_disk_is_told_or_done_without(void **state)
{
	(void)state;

	for (int known = 0; known < 2; known++)
		for (size_t fault = 0; fault < G_N_ELEMENTS(faults); fault++) {
			int call = 1;
			while (read_with_fault(known, fault, call))
				call++;
			assert_true(call > 5);
		}
}

/* ---- A computer that stops ----------------------------------------------------------------------------------- */

static bool crash_at(bool known, int call)
{
	g_autofree char *name = g_strdup_printf("data-%d-%d", known, call), *data = in_folder(name);
	int status;

	prepare(data, known);
	pid_t child = fork();
	if (!child) {
		fail_calls(call, call, 0, FAULT_CRASH);
		_exit(reads(data, FIRST + SECOND) ? 0 : 1);
	}
	assert_int_equal(waitpid(child, &status, 0), child);
	assert_true(WIFEXITED(status));
	assert_true(WEXITSTATUS(status) == 0 || WEXITSTATUS(status) == CRASHED);
	assert_true(reads(data, FIRST + SECOND));
	remove_all(data);
	return WEXITSTATUS(status) == CRASHED;
}

static void a_computer_that_stops_leaves_no_wrong_index(void **state)
{
	(void)state;

	for (int known = 0; known < 2; known++) {
		int call = 1;
		while (crash_at(known, call))
			call++;
		assert_true(call > 5);
	}
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(a_failing_disk_is_told_or_done_without),
		TEST(a_computer_that_stops_leaves_no_wrong_index),
	};

	return cmocka_run_group_tests_name("store_index_faults", tests, put_between, NULL);
}
