/*
 * The lock is an flock() on a file of its own, held from before the database is opened until after it is closed: one
 * user at a time, whatever SQLite's own locks are worth on a shared folder, and a broken index can be taken away under
 * it. Takers never touch the index. It uses SQLite's rollback journal and no write-ahead log, which needs shared memory
 * between all its users and so does not work on a network's folders.
 */
#include "store/index.h"

#include "store/digest.h"
#include "store/private.h"
#include "text/i18n.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define SCHEMA_VERSION 20180601
#define LOCK_WAIT_MS   60000

/* An attempt has the id of its file. Fractions are exact text where they are shown and real where they are summed. */
static const char schema[] =
	"CREATE TABLE file (id INTEGER PRIMARY KEY, path TEXT UNIQUE NOT NULL, size INTEGER, mtime INTEGER,"
	" ctime INTEGER, inode INTEGER);"
	"CREATE TABLE problem (file INTEGER, line INTEGER, problem INTEGER);"
	"CREATE INDEX problem_file ON problem (file);"
	"CREATE TABLE attempt (id INTEGER PRIMARY KEY, uuid TEXT, person TEXT, code TEXT, name TEXT, unit TEXT,"
	" hamlet TEXT, lesson TEXT, sha256 TEXT, started INTEGER, handed_in INTEGER, answered INTEGER,"
	" questions INTEGER, marks TEXT, points TEXT, grade TEXT, passed INTEGER);"
	"CREATE INDEX attempt_lesson ON attempt (lesson);"
	"CREATE TABLE response (attempt INTEGER, item INTEGER, question TEXT, choices TEXT, texts TEXT,"
	" certainty INTEGER, fraction REAL, PRIMARY KEY (attempt, item)) WITHOUT ROWID;"
	"PRAGMA user_version = " G_STRINGIFY(SCHEMA_VERSION) ";";

void index_fail(const struct index *index, GError **error)
{
	int code = sqlite3_errcode(index->db);

	g_set_error(error, STORE_ERROR, code == SQLITE_FULL ? STORE_ERROR_FULL : STORE_ERROR_IO,
		    _("The results could not be put together: %s. Make room on the disk, then try again."),
		    sqlite3_errmsg(index->db));
}

/* ---- One file ---------------------------------------------------------------------------------------------- */

enum statement {
	FORGET_PROBLEMS,
	FORGET_ATTEMPT,
	FORGET_RESPONSES,
	FORGET_FILE,
	ADD_FILE,
	ADD_PROBLEM,
	ADD_ATTEMPT,
	ADD_RESPONSE,
	STATEMENTS
};

static const char *const statements[STATEMENTS] = {
	[FORGET_PROBLEMS] = "DELETE FROM problem WHERE file = ?",
	[FORGET_ATTEMPT] = "DELETE FROM attempt WHERE id = ?",
	[FORGET_RESPONSES] = "DELETE FROM response WHERE attempt = ?",
	[FORGET_FILE] = "DELETE FROM file WHERE id = ?",
	[ADD_FILE] = "INSERT INTO file VALUES (?, ?, ?, ?, ?, ?)",
	[ADD_PROBLEM] = "INSERT INTO problem VALUES (?, ?, ?)",
	[ADD_ATTEMPT] = "INSERT INTO attempt VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
	[ADD_RESPONSE] = "INSERT INTO response VALUES (?, ?, ?, ?, ?, ?, ?)",
};

/* A journal as it stood when it was read. All zero: not known. */
struct stamp {
	int64_t size, mtime, ctime, inode;
};

/* Bringing up to date. The first failure stays in code, and nothing further is done. */
struct update {
	sqlite3 *db;
	sqlite3_stmt *statements[STATEMENTS];
	struct digest *digest;
	int code;
};

static void run(struct update *update, enum statement which)
{
	sqlite3_stmt *statement = update->statements[which];

	if (update->code)
		return;
	int code = sqlite3_step(statement);
	if (code != SQLITE_DONE)
		update->code = code;
	sqlite3_reset(statement);
}

static void bind_number(struct update *update, enum statement which, int place, int64_t n)
{
	sqlite3_bind_int64(update->statements[which], place, n);
}

/* The string must stay as it is until the statement has run. */
static void bind_string(struct update *update, enum statement which, int place, const char *s)
{
	sqlite3_bind_text(update->statements[which], place, s, -1, SQLITE_STATIC);
}

static void forget_file(struct update *update, int64_t id)
{
	for (enum statement which = FORGET_PROBLEMS; which <= FORGET_FILE; which++) {
		bind_number(update, which, 1, id);
		run(update, which);
	}
}

static void add_responses(struct update *update, int64_t id)
{
	const struct digest *digest = update->digest;
	sqlite3_stmt *add = update->statements[ADD_RESPONSE];

	for (unsigned int i = 0; i < digest->answers->len; i++) {
		const struct digest_answer *answer = &g_array_index(digest->answers, struct digest_answer, i);
		sqlite3_bind_int64(add, 1, id);
		sqlite3_bind_int64(add, 2, i);
		bind_string(update, ADD_RESPONSE, 3, digest_string(digest, answer->question));
		bind_string(update, ADD_RESPONSE, 4, answer->choices ? digest_string(digest, answer->choices) : NULL);
		bind_string(update, ADD_RESPONSE, 5, answer->texts ? digest_string(digest, answer->texts) : NULL);
		sqlite3_bind_int64(add, 6, answer->certainty);
		if (i < digest->fractions->len)
			sqlite3_bind_double(add, 7, g_array_index(digest->fractions, double, i));
		else
			sqlite3_bind_null(add, 7);
		run(update, ADD_RESPONSE);
	}
}

static void add_attempt(struct update *update, int64_t id)
{
	const struct digest *digest = update->digest;
	const unsigned int strings[] = {digest->id,   digest->person, digest->code,   digest->name,
					digest->unit, digest->hamlet, digest->lesson, digest->sha256};
	int place = 1, answered = 0;

	for (unsigned int i = 0; i < digest->answers->len; i++)
		answered += !g_array_index(digest->answers, struct digest_answer, i).open;
	bind_number(update, ADD_ATTEMPT, place++, id);
	for (size_t i = 0; i < G_N_ELEMENTS(strings); i++)
		bind_string(update, ADD_ATTEMPT, place++, digest_string(digest, strings[i]));
	bind_number(update, ADD_ATTEMPT, place++, digest->started_at);
	bind_number(update, ADD_ATTEMPT, place++, digest->handed_in_at);
	bind_number(update, ADD_ATTEMPT, place++, answered);
	bind_number(update, ADD_ATTEMPT, place++, digest->answers->len);
	bind_string(update, ADD_ATTEMPT, place++, digest_string(digest, digest->marks));
	bind_string(update, ADD_ATTEMPT, place++, digest_string(digest, digest->points));
	bind_string(update, ADD_ATTEMPT, place++, digest_string(digest, digest->grade));
	bind_number(update, ADD_ATTEMPT, place++, digest->passed);
	run(update, ADD_ATTEMPT);
	add_responses(update, id);
}

static void add_file(struct update *update, int64_t id, const char *relative, const char *path,
		     const struct stamp *stamp)
{
	const struct digest *digest = update->digest;

	digest_read(update->digest, path);
	bind_number(update, ADD_FILE, 1, id);
	bind_string(update, ADD_FILE, 2, relative);
	bind_number(update, ADD_FILE, 3, stamp->size);
	bind_number(update, ADD_FILE, 4, stamp->mtime);
	bind_number(update, ADD_FILE, 5, stamp->ctime);
	bind_number(update, ADD_FILE, 6, stamp->inode);
	run(update, ADD_FILE);
	for (unsigned int i = 0; i < digest->problems->len; i++) {
		const struct digest_problem *problem = &g_array_index(digest->problems, struct digest_problem, i);
		bind_number(update, ADD_PROBLEM, 1, id);
		bind_number(update, ADD_PROBLEM, 2, problem->line);
		bind_number(update, ADD_PROBLEM, 3, problem->problem);
		run(update, ADD_PROBLEM);
	}
	if (digest->started)
		add_attempt(update, id);
}

/* ---- All files --------------------------------------------------------------------------------------------- */

static int64_t nanoseconds(struct timespec time)
{
	return (int64_t)time.tv_sec * 1000000000 + time.tv_nsec;
}

static struct stamp stamp_of(const char *path)
{
	struct stat at;

	if (stat(path, &at) != 0)
		return (struct stamp){.size = -1};
	return (struct stamp){at.st_size, nanoseconds(at.st_mtim), nanoseconds(at.st_ctim), (int64_t)at.st_ino};
}

static bool same_stamp(const struct stamp *a, const struct stamp *b)
{
	return a->size == b->size && a->mtime == b->mtime && a->ctime == b->ctime && a->inode == b->inode;
}

/* A file the index knows. */
struct known {
	int64_t id;
	char *path;
	struct stamp stamp;
};

static void known_clear(void *data)
{
	struct known *known = data;

	g_free(known->path);
}

/* What the index knows, in the order of the paths. */
static GArray *read_known(struct update *update)
{
	GArray *files = g_array_new(FALSE, FALSE, sizeof(struct known));
	sqlite3_stmt *select = NULL;
	int code;

	g_array_set_clear_func(files, known_clear);
	code = sqlite3_prepare_v2(update->db, "SELECT id, path, size, mtime, ctime, inode FROM file ORDER BY path", -1,
				  &select, NULL);
	while (select && (code = sqlite3_step(select)) == SQLITE_ROW) {
		struct known known = {
			.id = sqlite3_column_int64(select, 0),
			.path = g_strdup((const char *)sqlite3_column_text(select, 1)),
			.stamp = {sqlite3_column_int64(select, 2), sqlite3_column_int64(select, 3),
				  sqlite3_column_int64(select, 4), sqlite3_column_int64(select, 5)},
		};
		g_array_append_val(files, known);
	}
	if (code != SQLITE_DONE)
		update->code = code;
	sqlite3_finalize(select);
	return files;
}

/* Walks the files there are and the files that are known side by side: both are in the order of their paths. */
static void update_files(struct update *update, struct store *store)
{
	g_autoptr(GPtrArray) files = journal_files(store, FILES_OF_ATTEMPTS);
	g_autoptr(GArray) known = read_known(update);
	int64_t next_id = 1;
	unsigned int k = 0;

	for (unsigned int i = 0; i < known->len; i++)
		next_id = MAX(next_id, g_array_index(known, struct known, i).id + 1);
	for (unsigned int i = 0; i <= files->len && !update->code; i++) {
		const char *relative = i < files->len ? files->pdata[i] : NULL;
		const struct known *same = NULL;

		for (; k < known->len && !same; k++) {
			const struct known *one = &g_array_index(known, struct known, k);
			int order = relative ? strcmp(one->path, relative) : -1;
			if (order > 0)
				break;
			if (order < 0)
				forget_file(update, one->id);
			else
				same = one;
		}
		if (!relative)
			break;
		g_autofree char *path = journal_path(store, relative);
		struct stamp stamp = stamp_of(path);
		if (!same || !same_stamp(&same->stamp, &stamp)) {
			if (same)
				forget_file(update, same->id);
			add_file(update, same ? same->id : next_id++, relative, path, &stamp);
		}
		if (store->progress && i % 64 == 0)
			store->progress(i, files->len, store->progress_user);
	}
}

static void execute(struct update *update, const char *sql)
{
	if (!update->code)
		update->code = sqlite3_exec(update->db, sql, NULL, NULL, NULL);
}

static int schema_version(sqlite3 *db)
{
	sqlite3_stmt *pragma = NULL;
	int version = -1;

	if (sqlite3_prepare_v2(db, "PRAGMA user_version", -1, &pragma, NULL) == SQLITE_OK &&
	    sqlite3_step(pragma) == SQLITE_ROW)
		version = sqlite3_column_int(pragma, 0);
	sqlite3_finalize(pragma);
	return version;
}

/* Makes or brings up to date the opened index. SQLITE_OK, or why not; SQLITE_SCHEMA for one that is not ours. */
static int bring_up_to_date(struct store *store, sqlite3 *db)
{
	struct update update = {.db = db, .digest = digest_new()};

	execute(&update, "PRAGMA synchronous = NORMAL; PRAGMA cache_size = -32000; PRAGMA temp_store = MEMORY;"
			 "BEGIN IMMEDIATE");
	int version = update.code ? 0 : schema_version(db);
	if (!update.code && version == 0)
		execute(&update, schema);
	else if (!update.code && version != SCHEMA_VERSION)
		update.code = SQLITE_SCHEMA;
	for (size_t i = 0; i < STATEMENTS && !update.code; i++)
		update.code = sqlite3_prepare_v3(db, statements[i], -1, SQLITE_PREPARE_PERSISTENT,
						 &update.statements[i], NULL);
	if (!update.code)
		update_files(&update, store);
	execute(&update, "COMMIT");
	for (size_t i = 0; i < STATEMENTS; i++)
		sqlite3_finalize(update.statements[i]);
	digest_free(update.digest);
	return update.code;
}

/* ---- Opening ----------------------------------------------------------------------------------------------- */

static bool is_broken(int code)
{
	return code == SQLITE_CORRUPT || code == SQLITE_NOTADB || code == SQLITE_SCHEMA || code == SQLITE_ERROR ||
	       code == SQLITE_CONSTRAINT || code == SQLITE_MISMATCH;
}

/* SQLite would make the file readable for everybody. */
static bool make_private(const char *path)
{
	int fd = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0600);

	if (fd >= 0)
		close(fd);
	return fd >= 0;
}

static int open_file(struct store *store, const char *path, sqlite3 **db)
{
	if (!make_private(path))
		return SQLITE_CANTOPEN;
	int code = sqlite3_open_v2(path, db, SQLITE_OPEN_READWRITE, NULL);
	if (code == SQLITE_OK)
		code = bring_up_to_date(store, *db);
	if (code != SQLITE_OK)
		g_clear_pointer(db, sqlite3_close);
	return code;
}

/* The database in the folder, made anew when it is broken; NULL when none can be kept there. */
static sqlite3 *open_kept(struct store *store)
{
	g_autofree char *path = g_build_filename(store->folder, "index.db", NULL);
	g_autofree char *rollback = g_strconcat(path, "-journal", NULL);
	sqlite3 *db = NULL;

	if (is_broken(open_file(store, path, &db) & 0xff)) {
		unlink(path);
		unlink(rollback);
		open_file(store, path, &db);
	}
	return db;
}

struct index *index_open(struct store *store, GError **error)
{
	struct index *index = g_new0(struct index, 1);
	g_autofree char *path = g_build_filename(store->folder, "index.lock", NULL);

	index->lock = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0600);
	if (index->lock >= 0 && disk_lock(index->lock, LOCK_WAIT_MS)) {
		index->db = open_kept(store);
	} else if (index->lock >= 0 && errno == EWOULDBLOCK) {
		disk_fail(error, errno, path);
		index_close(index);
		return NULL;
	}
	if (index->db)
		return index;

	if (sqlite3_open(":memory:", &index->db) != SQLITE_OK || bring_up_to_date(store, index->db) != SQLITE_OK) {
		index_fail(index, error);
		g_clear_pointer(&index, index_close);
	}
	return index;
}

void index_close(struct index *index)
{
	if (!index)
		return;
	sqlite3_close(index->db);
	if (index->lock >= 0)
		close(index->lock);
	g_free(index);
}
