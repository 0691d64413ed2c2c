/*
 * The lock is an flock() on a file of its own, held from before the database is opened until after it is closed: one
 * user at a time, whatever SQLite's own locks are worth on a shared folder, and a broken index can be taken away under
 * it. Takers never touch the index. It uses SQLite's rollback journal and no write-ahead log, which needs shared memory
 * between all its users and so does not work on a network's folders.
 */
#include "store/index.h"

#include "store/private.h"
#include "text/i18n.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

#define SCHEMA_VERSION 20180617
#define LOCK_WAIT_MS   60000

/* An attempt has the id of its file. Fractions are exact text; responses: see packed.h. */
static const char schema[] =
	"CREATE TABLE file (folder TEXT, name TEXT, id INTEGER, size INTEGER, mtime INTEGER, ctime INTEGER, inode "
	"INTEGER,"
	" PRIMARY KEY (folder, name)) WITHOUT ROWID;"
	"CREATE TABLE problem (file INTEGER, line INTEGER, problem INTEGER);"
	"CREATE INDEX problem_file ON problem (file);"
	"CREATE TABLE attempt (id INTEGER PRIMARY KEY, uuid TEXT, person TEXT, code TEXT, name TEXT, unit TEXT,"
	" hamlet TEXT, lesson TEXT, sha256 TEXT, session TEXT, on_paper INTEGER, started INTEGER, handed_in INTEGER,"
	" answered INTEGER, questions INTEGER, marks TEXT, points TEXT, grade TEXT, passed INTEGER, chain TEXT,"
	" responses BLOB);"
	"PRAGMA user_version = " G_STRINGIFY(SCHEMA_VERSION) ";";

void index_fail(const struct index *index, GError **error)
{
	int code = sqlite3_errcode(index->db);

	g_set_error(error, STORE_ERROR, code == SQLITE_FULL ? STORE_ERROR_FULL : STORE_ERROR_IO,
		    _("The results could not be put together: %s. Make room on the disk, then try again."),
		    sqlite3_errmsg(index->db));
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
	int code = sqlite3_exec(db,
				"PRAGMA page_size = 16384; PRAGMA synchronous = NORMAL; PRAGMA cache_size = -8000; "
				"PRAGMA temp_store = MEMORY;"
				"BEGIN IMMEDIATE",
				NULL, NULL, NULL);
	int version = code ? 0 : schema_version(db);

	if (!code && version == 0)
		code = sqlite3_exec(db, schema, NULL, NULL, NULL);
	else if (!code && version != SCHEMA_VERSION)
		code = SQLITE_SCHEMA;
	if (!code)
		code = index_update(store, db);
	return code ? code : sqlite3_exec(db, "COMMIT", NULL, NULL, NULL);
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
	int code = sqlite3_open_v2(path, db, SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX, NULL);
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
	if (store->held_index)
		return store->held_index;
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
	if (!index || index->held)
		return;
	sqlite3_close(index->db);
	if (index->lock >= 0)
		close(index->lock);
	g_free(index);
}

/* ---- Holding ----------------------------------------------------------------------------------------------- */

/* Who holds it asks for one person after the other. */
static bool copy_index(sqlite3 *from, sqlite3 *to)
{
	sqlite3_backup *copying = sqlite3_backup_init(to, "main", from, "main");
	bool copied = copying && sqlite3_backup_step(copying, -1) == SQLITE_DONE;

	sqlite3_backup_finish(copying);
	return copied &&
	       sqlite3_exec(to, "CREATE INDEX attempt_person ON attempt (person)", NULL, NULL, NULL) == SQLITE_OK;
}

bool index_hold(struct store *store, GError **error)
{
	g_autoptr(Index) index = index_open(store, error);
	struct index *held = g_new0(struct index, 1);

	held->lock = -1;
	if (!index || index->held) {
		g_free(held);
		return index != NULL;
	}
	if (sqlite3_open(":memory:", &held->db) != SQLITE_OK || !copy_index(index->db, held->db)) {
		index_fail(held, error);
		index_close(held);
		return false;
	}
	held->held = true;
	store->held_index = held;
	return true;
}

void index_release(struct store *store)
{
	if (store->held_index)
		store->held_index->held = false;
	g_clear_pointer(&store->held_index, index_close);
}
