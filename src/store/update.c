#include "store/digest.h"
#include "store/index.h"
#include "store/private.h"
#include "store/readers.h"

#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* ---- One file ---------------------------------------------------------------------------------------------- */

enum statement { FORGET_PROBLEMS, FORGET_ATTEMPT, FORGET_FILE, ADD_FILE, ADD_PROBLEM, ADD_ATTEMPT, STATEMENTS };

static const char *const statements[STATEMENTS] = {
	[FORGET_PROBLEMS] = "DELETE FROM problem WHERE file = ?",
	[FORGET_ATTEMPT] = "DELETE FROM attempt WHERE id = ?",
	[FORGET_FILE] = "DELETE FROM file WHERE folder = ? AND name = ?",
	[ADD_FILE] = "INSERT INTO file VALUES (?, ?, ?, ?, ?, ?, ?)",
	[ADD_PROBLEM] = "INSERT INTO problem VALUES (?, ?, ?)",
	[ADD_ATTEMPT] = "INSERT INTO attempt VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
};

/* Bringing up to date. The first failure stays in code, and nothing further is done. */
struct update {
	struct store *store;
	sqlite3 *db;
	sqlite3_stmt *statements[STATEMENTS];
	int code;
	struct readers *readers;
	GArray *known; /* of struct known, in the order of folders and names */
	GString *names;
	unsigned int next; /* of known: those before it were compared */
	int64_t next_id;
	size_t done, total;
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

static void add_attempt(struct update *update, const struct reading *reading)
{
	const struct digest *digest = reading->digest;
	const GString *responses = reading->responses;
	const unsigned int strings[] = {digest->id,     digest->person, digest->code,   digest->name,   digest->unit,
					digest->hamlet, digest->lesson, digest->sha256, digest->session};
	int place = 1;

	bind_number(update, ADD_ATTEMPT, place++, reading->id);
	for (size_t i = 0; i < G_N_ELEMENTS(strings); i++)
		bind_string(update, ADD_ATTEMPT, place++, digest_string(digest, strings[i]));
	bind_number(update, ADD_ATTEMPT, place++, digest->on_paper);
	bind_number(update, ADD_ATTEMPT, place++, digest->started_at);
	bind_number(update, ADD_ATTEMPT, place++, digest->handed_in_at);
	bind_number(update, ADD_ATTEMPT, place++, reach_of(digest).answered);
	bind_number(update, ADD_ATTEMPT, place++, digest->answers->len);
	bind_string(update, ADD_ATTEMPT, place++, digest_string(digest, digest->marks));
	bind_string(update, ADD_ATTEMPT, place++, digest_string(digest, digest->points));
	bind_string(update, ADD_ATTEMPT, place++, digest_string(digest, digest->grade));
	bind_number(update, ADD_ATTEMPT, place++, digest->passed);
	bind_string(update, ADD_ATTEMPT, place++, digest->chain);
	sqlite3_bind_blob64(update->statements[ADD_ATTEMPT], place++, responses->str, responses->len, SQLITE_STATIC);
	run(update, ADD_ATTEMPT);
}

/* Puts a journal that was read into the tables. */
static void add_file(const struct reading *reading, void *user)
{
	struct update *update = user;
	const struct digest *digest = reading->digest;
	const int64_t numbers[] = {reading->id, digest->stamp.size, digest->stamp.mtime, digest->stamp.ctime,
				   digest->stamp.inode};

	bind_string(update, ADD_FILE, 1, reading->folder);
	bind_string(update, ADD_FILE, 2, reading->name);
	for (size_t i = 0; i < G_N_ELEMENTS(numbers); i++)
		bind_number(update, ADD_FILE, (int)i + 3, numbers[i]);
	run(update, ADD_FILE);
	for (unsigned int i = 0; i < digest->problems->len; i++) {
		const struct digest_problem *problem = &g_array_index(digest->problems, struct digest_problem, i);
		bind_number(update, ADD_PROBLEM, 1, reading->id);
		bind_number(update, ADD_PROBLEM, 2, problem->line);
		bind_number(update, ADD_PROBLEM, 3, problem->problem);
		run(update, ADD_PROBLEM);
	}
	if (digest->started)
		add_attempt(update, reading);
}

/* ---- What is known ------------------------------------------------------------------------------------------ */

/* A file the index knows. Strings are places in names. */
struct known {
	size_t folder, name;
	int64_t id;
	struct journal_stamp stamp;
};

static size_t keep_name(GString *names, sqlite3_stmt *row, int column)
{
	size_t place = names->len;

	g_string_append_len(names, (const char *)sqlite3_column_text(row, column),
			    sqlite3_column_bytes(row, column) + 1);
	return place;
}

static void read_known(struct update *update)
{
	sqlite3_stmt *row = NULL;
	int code = sqlite3_prepare_v2(
		update->db, "SELECT folder, name, id, size, mtime, ctime, inode FROM file ORDER BY folder, name", -1,
		&row, NULL);

	while (row && (code = sqlite3_step(row)) == SQLITE_ROW) {
		struct known known = {
			.folder = keep_name(update->names, row, 0),
			.name = keep_name(update->names, row, 1),
			.id = sqlite3_column_int64(row, 2),
			.stamp = {sqlite3_column_int64(row, 3), sqlite3_column_int64(row, 4),
				  sqlite3_column_int64(row, 5), sqlite3_column_int64(row, 6)},
		};
		g_array_append_val(update->known, known);
		update->next_id = MAX(update->next_id, known.id + 1);
	}
	if (code != SQLITE_DONE)
		update->code = code;
	sqlite3_finalize(row);
}

static void forget(struct update *update, const struct known *known)
{
	static const enum statement by_id[] = {FORGET_PROBLEMS, FORGET_ATTEMPT};

	for (size_t i = 0; i < G_N_ELEMENTS(by_id); i++) {
		bind_number(update, by_id[i], 1, known->id);
		run(update, by_id[i]);
	}
	bind_string(update, FORGET_FILE, 1, update->names->str + known->folder);
	bind_string(update, FORGET_FILE, 2, update->names->str + known->name);
	run(update, FORGET_FILE);
}

/*
 * The known file of that name, if it is the next; those before it are gone and forgotten. Without a name, so are all
 * that are left in the folder.
 */
static const struct known *next_known(struct update *update, const char *folder, const char *name)
{
	for (; update->next < update->known->len; update->next++) {
		const struct known *known = &g_array_index(update->known, struct known, update->next);
		int order = strcmp(update->names->str + known->folder, folder);
		if (!order && name)
			order = strcmp(update->names->str + known->name, name);
		if (order > 0)
			break;
		if (order == 0 && name) {
			update->next++;
			return known;
		}
		forget(update, known);
	}
	return NULL;
}

/* ---- All files ---------------------------------------------------------------------------------------------- */

static bool is_unchanged(int folder, const char *name, const struct journal_stamp *known)
{
	struct stat at;

	if (fstatat(folder, name, &at, 0) != 0)
		return false;
	struct journal_stamp now = journal_stamp(&at);
	return now.size == known->size && now.mtime == known->mtime && now.ctime == known->ctime &&
	       now.inode == known->inode;
}

static void update_file(struct update *update, int folder_fd, const char *folder, const char *name)
{
	const struct known *known = next_known(update, folder, name);

	if (update->store->progress && update->done % 64 == 0)
		update->store->progress(update->done, update->total, update->store->progress_user);
	update->done++;
	if (known && is_unchanged(folder_fd, name, &known->stamp))
		return;
	if (known)
		forget(update, known);
	readers_add(update->readers, folder_fd, known ? known->id : update->next_id++, folder, name);
}

/* Walks the files there are and the files that are known side by side: both are in the same order. */
static void update_files(struct update *update)
{
	g_autoptr(GPtrArray) folders = journal_folders(update->store);

	for (unsigned int i = 0; i < folders->len; i++)
		update->total += ((struct journal_folder *)folders->pdata[i])->files->len;
	update->readers = readers_new(add_file, update);
	for (unsigned int i = 0; i < folders->len; i++) {
		const struct journal_folder *folder = folders->pdata[i];
		g_autofree char *path = journal_path(update->store, folder->name);
		int fd = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
		for (unsigned int n = 0; n < folder->files->len && !update->code; n++)
			update_file(update, fd, folder->name, folder->files->pdata[n]);
		next_known(update, folder->name, NULL);
		if (fd >= 0)
			close(fd);
	}
	while (update->next < update->known->len)
		forget(update, &g_array_index(update->known, struct known, update->next++));
	readers_free(update->readers);
}

int index_update(struct store *store, sqlite3 *db)
{
	struct update update = {
		.store = store,
		.db = db,
		.known = g_array_new(FALSE, FALSE, sizeof(struct known)),
		.names = g_string_new(NULL),
		.next_id = 1,
	};

	for (size_t i = 0; i < STATEMENTS && !update.code; i++)
		update.code = sqlite3_prepare_v3(db, statements[i], -1, SQLITE_PREPARE_PERSISTENT,
						 &update.statements[i], NULL);
	if (!update.code)
		read_known(&update);
	if (!update.code)
		update_files(&update);
	for (size_t i = 0; i < STATEMENTS; i++)
		sqlite3_finalize(update.statements[i]);
	g_array_unref(update.known);
	g_string_free(update.names, TRUE);
	return update.code;
}
