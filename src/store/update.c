#include "store/digest.h"
#include "store/index.h"
#include "store/packed.h"
#include "store/private.h"

#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* ---- One file ---------------------------------------------------------------------------------------------- */

enum statement { FORGET_PROBLEMS, FORGET_ATTEMPT, FORGET_FILE, ADD_FILE, ADD_PROBLEM, ADD_ATTEMPT, STATEMENTS };

static const char *const statements[STATEMENTS] = {
	[FORGET_PROBLEMS] = "DELETE FROM problem WHERE file = ?",
	[FORGET_ATTEMPT] = "DELETE FROM attempt WHERE id = ?",
	[FORGET_FILE] = "DELETE FROM file WHERE id = ?",
	[ADD_FILE] = "INSERT INTO file VALUES (?, ?, ?, ?, ?, ?)",
	[ADD_PROBLEM] = "INSERT INTO problem VALUES (?, ?, ?)",
	[ADD_ATTEMPT] = "INSERT INTO attempt VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
};

/* A journal as it stood when it was read. All zero: not known. */
struct stamp {
	int64_t size, mtime, ctime, inode;
};

/* A journal to be read anew. Threads fill the digest and its responses, packed; the rest is the caller's. */
struct job {
	struct digest *digest;
	GString *responses;
	int64_t id;
	char *relative, *path;
	struct stamp stamp;
};

#define JOBS    64 /* that many journals may be on their way at once */
#define READERS 8  /* threads, at most */

/* Bringing up to date. The first failure stays in code, and nothing further is done. */
struct update {
	sqlite3 *db;
	sqlite3_stmt *statements[STATEMENTS];
	int code;
	GThread *readers[READERS];
	unsigned int n_readers; /* none until there is a journal to read */
	GAsyncQueue *to_read, *read;
	struct job jobs[JOBS];
	unsigned int n_idle; /* idle[0 … n_idle) */
	struct job *idle[JOBS];
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

static void add_attempt(struct update *update, int64_t id, const struct digest *digest, const GString *responses)
{
	const unsigned int strings[] = {digest->id,     digest->person, digest->code,   digest->name,   digest->unit,
					digest->hamlet, digest->lesson, digest->sha256, digest->session};
	int place = 1, answered = 0;

	for (unsigned int i = 0; i < digest->answers->len; i++)
		answered += !g_array_index(digest->answers, struct digest_answer, i).open;
	bind_number(update, ADD_ATTEMPT, place++, id);
	for (size_t i = 0; i < G_N_ELEMENTS(strings); i++)
		bind_string(update, ADD_ATTEMPT, place++, digest_string(digest, strings[i]));
	bind_number(update, ADD_ATTEMPT, place++, digest->on_paper);
	bind_number(update, ADD_ATTEMPT, place++, digest->started_at);
	bind_number(update, ADD_ATTEMPT, place++, digest->handed_in_at);
	bind_number(update, ADD_ATTEMPT, place++, answered);
	bind_number(update, ADD_ATTEMPT, place++, digest->answers->len);
	bind_string(update, ADD_ATTEMPT, place++, digest_string(digest, digest->marks));
	bind_string(update, ADD_ATTEMPT, place++, digest_string(digest, digest->points));
	bind_string(update, ADD_ATTEMPT, place++, digest_string(digest, digest->grade));
	bind_number(update, ADD_ATTEMPT, place++, digest->passed);
	sqlite3_bind_blob64(update->statements[ADD_ATTEMPT], place++, responses->str, responses->len, SQLITE_STATIC);
	run(update, ADD_ATTEMPT);
}

static void add_file(struct update *update, const struct job *job)
{
	const struct digest *digest = job->digest;

	bind_string(update, ADD_FILE, 1, job->relative);
	bind_number(update, ADD_FILE, 2, job->id);
	bind_number(update, ADD_FILE, 3, job->stamp.size);
	bind_number(update, ADD_FILE, 4, job->stamp.mtime);
	bind_number(update, ADD_FILE, 5, job->stamp.ctime);
	bind_number(update, ADD_FILE, 6, job->stamp.inode);
	run(update, ADD_FILE);
	for (unsigned int i = 0; i < digest->problems->len; i++) {
		const struct digest_problem *problem = &g_array_index(digest->problems, struct digest_problem, i);
		bind_number(update, ADD_PROBLEM, 1, job->id);
		bind_number(update, ADD_PROBLEM, 2, problem->line);
		bind_number(update, ADD_PROBLEM, 3, problem->problem);
		run(update, ADD_PROBLEM);
	}
	if (digest->started)
		add_attempt(update, job->id, digest, job->responses);
}

/* ---- Reading in threads ------------------------------------------------------------------------------------ */

/*
 * Verifying takes most of the time; it is shared between the processors while this thread feeds SQLite. A GThreadPool
 * would keep threads behind, and wait for them for ever in a process that is forked later.
 */
static void *read_jobs(void *data)
{
	const struct update *update = data;
	struct job *job;

	while ((job = g_async_queue_pop(update->to_read))->digest) {
		digest_read(job->digest, job->path);
		responses_pack(job->digest, job->responses);
		g_async_queue_push(update->read, job);
	}
	return NULL;
}

static void start_readers(struct update *update)
{
	update->to_read = g_async_queue_new();
	update->read = g_async_queue_new();
	for (size_t i = 0; i < JOBS; i++) {
		update->jobs[i].digest = digest_new();
		update->jobs[i].responses = g_string_new(NULL);
		update->idle[update->n_idle++] = &update->jobs[i];
	}
	while (update->n_readers < MIN(READERS, g_get_num_processors()))
		update->readers[update->n_readers++] = g_thread_new("reader", read_jobs, update);
}

/* Waits for a journal to be read and puts it into the tables. */
static void finish_one(struct update *update)
{
	struct job *job = g_async_queue_pop(update->read);

	add_file(update, job);
	g_clear_pointer(&job->relative, g_free);
	g_clear_pointer(&job->path, g_free);
	update->idle[update->n_idle++] = job;
}

/* Takes path over. */
static void read_file(struct update *update, int64_t id, const char *relative, char *path, const struct stamp *stamp)
{
	if (!update->n_readers)
		start_readers(update);
	if (!update->n_idle)
		finish_one(update);
	struct job *job = update->idle[--update->n_idle];
	*job = (struct job){job->digest, job->responses, id, g_strdup(relative), path, *stamp};
	g_async_queue_push(update->to_read, job);
}

static void stop_readers(struct update *update)
{
	struct job stop = {.digest = NULL};

	if (!update->n_readers)
		return;
	while (update->n_idle < JOBS)
		finish_one(update);
	for (unsigned int i = 0; i < update->n_readers; i++)
		g_async_queue_push(update->to_read, &stop);
	for (unsigned int i = 0; i < update->n_readers; i++)
		g_thread_join(update->readers[i]);
	g_async_queue_unref(update->to_read);
	g_async_queue_unref(update->read);
	for (size_t i = 0; i < JOBS; i++) {
		digest_free(update->jobs[i].digest);
		g_string_free(update->jobs[i].responses, TRUE);
	}
}

/* ---- All files --------------------------------------------------------------------------------------------- */

static int64_t nanoseconds(struct timespec time)
{
	return (int64_t)time.tv_sec * 1000000000 + time.tv_nsec;
}

static struct stamp stamp_of(int folder, const char *relative)
{
	struct stat at;

	if (fstatat(folder, relative, &at, 0) != 0)
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

/* The known file of that name, if it is the next; those before it are gone and forgotten. NULL forgets all the rest. */
static const struct known *next_known(struct update *update, const GArray *known, unsigned int *next,
				      const char *relative)
{
	for (; *next < known->len; ++*next) {
		const struct known *one = &g_array_index(known, struct known, *next);
		int order = relative ? strcmp(one->path, relative) : -1;
		if (order > 0)
			break;
		if (order == 0) {
			++*next;
			return one;
		}
		forget_file(update, one->id);
	}
	return NULL;
}

/* Walks the files there are and the files that are known side by side: both are in the order of their paths. */
static void update_files(struct update *update, struct store *store)
{
	g_autoptr(GPtrArray) files = journal_files(store, FILES_OF_ATTEMPTS);
	g_autoptr(GArray) known = read_known(update);
	g_autofree char *top = journal_path(store, "");
	int folder = open(top, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	int64_t next_id = 1;
	unsigned int next = 0;

	for (unsigned int i = 0; i < known->len; i++)
		next_id = MAX(next_id, g_array_index(known, struct known, i).id + 1);
	for (unsigned int i = 0; i < files->len && !update->code; i++) {
		const char *relative = files->pdata[i];
		const struct known *same = next_known(update, known, &next, relative);
		struct stamp stamp = stamp_of(folder, relative);
		if (store->progress && i % 64 == 0)
			store->progress(i, files->len, store->progress_user);
		if (same && same_stamp(&same->stamp, &stamp))
			continue;
		if (same)
			forget_file(update, same->id);
		read_file(update, same ? same->id : next_id++, relative, journal_path(store, relative), &stamp);
	}
	next_known(update, known, &next, NULL);
	if (folder >= 0)
		close(folder);
}

int index_update(struct store *store, sqlite3 *db)
{
	struct update update = {.db = db};

	for (size_t i = 0; i < STATEMENTS && !update.code; i++)
		update.code = sqlite3_prepare_v3(db, statements[i], -1, SQLITE_PREPARE_PERSISTENT,
						 &update.statements[i], NULL);
	if (!update.code) {
		update_files(&update, store);
		stop_readers(&update);
	}
	for (size_t i = 0; i < STATEMENTS; i++)
		sqlite3_finalize(update.statements[i]);
	return update.code;
}
