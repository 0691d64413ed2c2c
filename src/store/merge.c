/*
 * Everything that is new is written and synced under DATA/journal/.incoming first: a full disk shows there, and leaves
 * all as it was. Then each file is renamed into its place while its lock is held, so that nobody can be appending to
 * what it replaces. A journal that is held is left alone and the longer copy put beside it.
 */
#include "store/merge.h"

#include "store/archive.h"
#include "store/ledger.h"
#include "store/offer.h"
#include "store/private.h"
#include "text/i18n.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define LOCK_WAIT_MS 10000
#define JOURNAL_MAX  ((off_t)256 << 20) /* no journal is larger */
#define LESSON_MAX   ((off_t)64 << 20)
#define SUM_DIGITS   16

/* A journal as it is in the folder or will be. */
struct copy {
	enum journal_files kind;
	char *id, *path;
	char *staged; /* the file that is to come to path; NULL for none */
};

struct merge {
	struct store *store;
	struct merge_report *report;
	char *staging;
	unsigned int n_staged;
	GHashTable *copies[2]; /* by enum journal_files: char * id → GPtrArray of struct copy */
	GPtrArray *order;      /* of those that are staged, borrowed */
	size_t done, total;    /* bytes */
};

/* ---- What is here ------------------------------------------------------------------------------------------ */

static void copy_free(void *data)
{
	struct copy *copy = data;

	g_free(copy->id);
	g_free(copy->path);
	g_free(copy->staged);
	g_free(copy);
}

static void unref_array(void *array)
{
	g_ptr_array_unref(array);
}

static GPtrArray *copies_of(struct merge *merge, enum journal_files kind, const char *id)
{
	GPtrArray *copies = g_hash_table_lookup(merge->copies[kind], id);

	if (!copies) {
		copies = g_ptr_array_new_with_free_func(copy_free);
		g_hash_table_insert(merge->copies[kind], g_strdup(id), copies);
	}
	return copies;
}

static struct copy *add_copy(struct merge *merge, enum journal_files kind, const char *id, const char *path)
{
	struct copy *copy = g_new0(struct copy, 1);

	*copy = (struct copy){.kind = kind, .id = g_strdup(id), .path = g_strdup(path)};
	g_ptr_array_add(copies_of(merge, kind, id), copy);
	return copy;
}

/* Copies of a journal have names that begin with its id and a dot. */
static void list_copies(struct merge *merge)
{
	for (enum journal_files kind = FILES_OF_DEVICES; kind <= FILES_OF_ATTEMPTS; kind++) {
		g_autoptr(GPtrArray) files = journal_files(merge->store, kind);
		merge->copies[kind] = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, unref_array);
		for (unsigned int i = 0; i < files->len; i++) {
			g_autofree char *path = journal_path(merge->store, files->pdata[i]);
			g_autofree char *base = g_path_get_basename(path);
			*strchr(base, '.') = '\0';
			add_copy(merge, kind, base, path);
		}
	}
}

/* Opens what the copy holds, or will hold, up to its last whole line. */
static bool open_copy(const struct copy *copy, struct span *span)
{
	if (!span_open(copy->staged ? copy->staged : copy->path, span))
		return false;
	off_t whole = span_whole_lines(span);
	if (whole < 0) {
		close(span->fd);
		return false;
	}
	span->len = whole;
	return true;
}

static enum span_relation relation_to(const struct span *span, const struct copy *copy)
{
	struct span held;

	if (!open_copy(copy, &held))
		return SPAN_UNREADABLE;
	enum span_relation relation = span_compare(span, &held);
	close(held.fd);
	return relation;
}

/* ---- What comes -------------------------------------------------------------------------------------------- */

struct bad_line {
	unsigned int number;
	enum journal_problem problem;
};

/* A journal that is offered. */
struct incoming {
	const char *shown;
	struct span span; /* up to its last whole line */
	enum journal_files kind;
	char *id;     /* NULL while it is not known */
	char *folder; /* where it belongs, under DATA/journal */
	bool orphan;  /* the beginning of the attempt is not there */
	struct bad_line bad[MAX_PROBLEMS];
	unsigned int n_bad, n_fine;
};

static bool is_device(const char *s)
{
	return strlen(s) == 16 && strspn(s, "0123456789abcdef") == 16;
}

/* What the journal is, as its first line that can be used says. */
static void identify(struct incoming *in, const struct journal_line *line)
{
	json_t *event = event_parse(line);
	const char *what = event_string(event, "event"), *attempt = event_string(event, "attempt");
	const char *device = event_string(event, "device");

	if (strcmp(what, "started") == 0) {
		in->kind = FILES_OF_ATTEMPTS;
		in->id = g_uuid_string_is_valid(attempt) ? g_strdup(attempt) : NULL;
		in->folder = journal_month(line->at);
	} else if (strcmp(what, "answered") == 0 || strcmp(what, "handed_in") == 0) {
		in->orphan = true;
	} else if (is_device(device)) {
		in->kind = FILES_OF_DEVICES;
		in->id = g_strdup(device);
		in->folder = g_strdup("");
	}
	json_decref(event);
}

/* Reads all of it; false when it cannot be read to its end. */
static bool look_at(struct incoming *in)
{
	g_autoptr(JournalReader) reader = journal_reader_new_inside(in->span.fd, in->span.start, in->span.len);
	struct journal_line line;

	while (journal_next(reader, &line)) {
		in->n_fine += line.problem == JOURNAL_FINE;
		if (line.problem == JOURNAL_FINE && !in->id && !in->orphan)
			identify(in, &line);
		else if (line.problem && in->n_bad < MAX_PROBLEMS)
			in->bad[in->n_bad++] = (struct bad_line){line.number, line.problem};
	}
	in->span.len = journal_offset(reader);
	return !journal_failed(reader);
}

/* Tells of what cannot be used; false when there is nothing else, and the journal not taken. */
static bool judge(const struct merge *merge, const struct incoming *in)
{
	struct diagnostics *problems = merge->report->problems;

	if (in->id) {
		for (unsigned int i = 0; i < in->n_bad; i++)
			problem_add(problems, in->shown, in->bad[i].number, in->bad[i].problem);
		return true;
	}
	if (in->orphan)
		offer_refuse(problems, in->shown,
			     g_strdup(_("the beginning of this attempt is damaged or missing: not taken")));
	else if (in->n_bad > 0)
		offer_refuse_line(problems, in->shown, in->bad[0].number, in->bad[0].problem);
	else if (in->n_fine > 0)
		offer_refuse(problems, in->shown, g_strdup(_("this does not say what journal it is: not taken")));
	return false;
}

/* ---- Staging ----------------------------------------------------------------------------------------------- */

static void refuse_unreadable(const struct merge *merge, const char *shown)
{
	offer_refuse(merge->report->problems, shown, g_strdup(_("this cannot be read to its end: not taken")));
}

/* Writes what comes under a temporary name; NULL without an error when it could not be read. */
static char *stage(struct merge *merge, const struct incoming *in, GError **error)
{
	g_autofree char *number = g_strdup_printf("%u", merge->n_staged++);
	g_autofree char *staged = g_build_filename(merge->staging, number, NULL);
	g_autoptr(DiskDraft) draft = disk_draft_new(merge->store->disk, staged, staged, error);
	bool unreadable = false;

	if (!draft || !span_copy(&in->span, draft, &unreadable, error)) {
		if (unreadable)
			refuse_unreadable(merge, in->shown);
		return NULL;
	}
	if (!disk_draft_finish(draft, error) || !disk_draft_keep(draft, error))
		return NULL;
	return g_steal_pointer(&staged);
}

/* "ID.jsonl", or for a copy beside that one a name by what the staged file holds. The caller frees it. */
static char *name_for(const char *id, const char *staged)
{
	struct span span;

	if (!staged || !span_open(staged, &span))
		return g_strconcat(id, ".jsonl", NULL);
	g_autofree char *sum = span_sum(&span);
	close(span.fd);
	return g_strdup_printf("%s.%.*s.jsonl", id, SUM_DIGITS, sum ? sum : "");
}

static void collect_chains(const struct span *span, GHashTable *chains)
{
	g_autoptr(JournalReader) reader = journal_reader_new_inside(span->fd, span->start, span->len);
	struct journal_line line;

	while (journal_next(reader, &line))
		if (line.problem == JOURNAL_FINE)
			g_hash_table_add(chains, g_strdup(journal_chain(reader)));
}

/* The lines that no copy has yet. */
static unsigned int count_new_lines(const struct incoming *in, const GPtrArray *copies)
{
	g_autoptr(GHashTable) chains = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
	struct span span;

	for (unsigned int i = 0; i < copies->len; i++) {
		if (!open_copy(copies->pdata[i], &span))
			continue;
		collect_chains(&span, chains);
		close(span.fd);
	}
	unsigned int before = g_hash_table_size(chains);
	collect_chains(&in->span, chains);
	return g_hash_table_size(chains) - before;
}

/* An attempt that comes twice, the second time longer, has come once. */
static void count(struct merge_report *report, const struct incoming *in, unsigned int n_copies,
		  const struct copy *shorter, unsigned int entries)
{
	report->entries += entries;
	report->beside += n_copies > 0 && !shorter;
	report->attempts += in->kind == FILES_OF_ATTEMPTS && n_copies == 0;
	report->attempts_longer += in->kind == FILES_OF_ATTEMPTS && shorter && !shorter->staged;
}

/* Puts what comes on its way: in the place of the copy whose continuation it is, or into one of its own. */
static bool bring_in(struct merge *merge, const struct incoming *in, GPtrArray *copies, struct copy *shorter,
		     GError **error)
{
	GError *problem = NULL;
	unsigned int entries = in->kind == FILES_OF_DEVICES ? count_new_lines(in, copies) : 0;
	unsigned int n_copies = copies->len;
	g_autofree char *staged = stage(merge, in, &problem);

	if (problem)
		g_propagate_error(error, problem);
	if (!staged)
		return !problem;
	count(merge->report, in, n_copies, shorter, entries);
	struct copy *copy = shorter;
	if (!copy) {
		g_autofree char *folder = journal_path(merge->store, in->folder);
		g_autofree char *name = name_for(in->id, n_copies ? staged : NULL);
		g_autofree char *path = g_build_filename(folder, name, NULL);
		if (!disk_make_folder(merge->store->disk, folder, error))
			return false;
		copy = add_copy(merge, in->kind, in->id, path);
	}
	if (copy->staged)
		merge->store->disk->unlink(copy->staged);
	else
		g_ptr_array_add(merge->order, copy);
	g_free(copy->staged);
	copy->staged = g_steal_pointer(&staged);
	return true;
}

static bool consider(struct merge *merge, const struct incoming *in, GError **error)
{
	GPtrArray *copies = copies_of(merge, in->kind, in->id);
	struct copy *shorter = NULL;

	for (unsigned int i = 0; i < copies->len; i++) {
		enum span_relation relation = relation_to(&in->span, copies->pdata[i]);
		if (relation == SPAN_SAME || relation == SPAN_SHORTER) {
			merge->report->attempts_there += in->kind == FILES_OF_ATTEMPTS;
			merge->report->journals_there += in->kind == FILES_OF_DEVICES;
			return true;
		}
		if (relation == SPAN_LONGER && !shorter)
			shorter = copies->pdata[i];
	}
	return bring_in(merge, in, copies, shorter, error);
}

static bool take_journal(struct merge *merge, const char *shown, const struct span *span, GError **error)
{
	struct incoming in = {.shown = shown, .span = *span};
	bool fine = true;

	if (span->len > JOURNAL_MAX)
		offer_refuse(merge->report->problems, shown, g_strdup(_("this is larger than any journal: not taken")));
	else if (!look_at(&in))
		refuse_unreadable(merge, shown);
	else if (judge(merge, &in))
		fine = consider(merge, &in, error);
	g_free(in.id);
	g_free(in.folder);
	return fine;
}

/* ---- Lessons and archives ---------------------------------------------------------------------------------- */

static bool take_lesson(struct merge *merge, const char *shown, const struct span *span, GError **error)
{
	g_autofree char *sha256 = offer_lesson(shown);
	g_autofree char *bytes = span->len <= LESSON_MAX ? g_malloc((size_t)span->len + 1) : NULL;

	if (!bytes || span_read(span, 0, bytes, (size_t)span->len) != span->len) {
		refuse_unreadable(merge, shown);
		return true;
	}
	switch (lesson_keep_bytes(merge->store, sha256, bytes, (size_t)span->len, error)) {
	case LESSON_KEPT:
		merge->report->lessons++;
		return true;
	case LESSON_THERE:
		merge->report->lessons_there++;
		return true;
	case LESSON_OTHER:
		offer_refuse(merge->report->problems, shown,
			     g_strdup(_("this lesson was changed after it was taken: not taken")));
		return true;
	default:
		return false;
	}
}

static bool take_span(struct merge *merge, const char *shown, enum offer_kind kind, const struct span *span,
		      GError **error)
{
	return kind == OFFER_LESSON ? take_lesson(merge, shown, span, error) : take_journal(merge, shown, span, error);
}

static void tell_progress(struct merge *merge, size_t done)
{
	struct store *store = merge->store;

	if (store->progress)
		store->progress(merge->done + done, merge->total, store->progress_user);
}

static bool take_archive(struct merge *merge, const char *shown, const struct span *archive, GError **error)
{
	struct archive_member member;
	enum archive_step step;
	enum offer_kind kind;
	off_t at = 0;
	bool fine = true;

	while (fine && (step = archive_next(archive, &at, &member)) == ARCHIVE_MEMBER) {
		g_autofree char *name = member.name;
		g_autofree char *inside = g_strconcat(shown, ":", name, NULL);
		if (offer_kind_of(name, &member.span, &kind))
			fine = take_span(merge, inside, kind, &member.span, error);
		tell_progress(merge, (size_t)at);
	}
	if (fine && step == ARCHIVE_CUT)
		offer_refuse(merge->report->problems, shown,
			     g_strdup(_("this backup is cut short: what it still holds was taken")));
	else if (fine && step == ARCHIVE_DAMAGED)
		offer_refuse(merge->report->problems, shown,
			     g_strdup(_("this backup is damaged: what stands before that place was taken")));
	return fine;
}

static bool take(struct merge *merge, const struct offer *offer, GError **error)
{
	struct span span;
	bool fine;

	tell_progress(merge, 0);
	if (!span_open(offer->path, &span)) {
		refuse_unreadable(merge, offer->path);
		return true;
	}
	if (offer->kind == OFFER_ARCHIVE)
		fine = take_archive(merge, offer->path, &span, error);
	else
		fine = take_span(merge, offer->path, offer->kind, &span, error);
	close(span.fd);
	merge->done += (size_t)offer->size;
	return fine;
}

/* ---- Into place -------------------------------------------------------------------------------------------- */

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
		g_autofree char *file = name_for(copy->id, copy->staged);
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

static bool put_all(struct merge *merge, GError **error)
{
	bool fine = true;

	for (unsigned int i = 0; fine && i < merge->order->len; i++)
		fine = put_anywhere(merge, merge->order->pdata[i], error);
	fine = fine && sync_folders(merge, error);
	if (!fine)
		g_prefix_error(error, "%s ", _("Not everything has come in yet; merge again to take in the rest."));
	return fine;
}

static bool put_and_count(struct merge *merge, GError **error)
{
	const enum ledger_parts parts = LEDGER_PEOPLE | LEDGER_SESSIONS;
	g_autoptr(Ledger) before = ledger_read(merge->store, parts, NULL);
	bool fine = put_all(merge, error);
	g_autoptr(Ledger) after = ledger_read(merge->store, parts, NULL);

	merge->report->people = g_hash_table_size(after->people.by_id) - g_hash_table_size(before->people.by_id);
	merge->report->sessions = g_hash_table_size(after->sessions.by_id) - g_hash_table_size(before->sessions.by_id);
	return fine;
}

/* ---- The whole --------------------------------------------------------------------------------------------- */

static void clear_staging(const struct merge *merge)
{
	g_autoptr(GDir) dir = g_dir_open(merge->staging, 0, NULL);
	const char *name;

	while (dir && (name = g_dir_read_name(dir))) {
		g_autofree char *path = g_build_filename(merge->staging, name, NULL);
		merge->store->disk->unlink(path);
	}
	g_rmdir(merge->staging);
}

static bool merge_all(struct merge *merge, const GPtrArray *offers, GError **error)
{
	bool fine = disk_make_folder(merge->store->disk, merge->staging, error);

	for (unsigned int i = 0; i < offers->len; i++)
		merge->total += (size_t)((const struct offer *)offers->pdata[i])->size;
	for (unsigned int i = 0; fine && i < offers->len; i++)
		fine = take(merge, offers->pdata[i], error);
	return fine && (merge->order->len == 0 || put_and_count(merge, error));
}

/* Two merges at once would stage in each other's way. −1 on error. */
static int lock_merging(const struct store *store, GError **error)
{
	g_autofree char *path = g_build_filename(store->folder, "merge.lock", NULL);
	int fd = store->disk->open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0600);

	if (fd >= 0 && disk_lock(fd, LOCK_WAIT_MS))
		return fd;
	disk_fail(error, errno, path);
	if (fd >= 0)
		store->disk->close(fd);
	return -1;
}

bool store_merge(struct store *store, char *const *paths, struct merge_report *report, GError **error)
{
	*report = (struct merge_report){.problems = diagnostics_new()};
	int lock = lock_merging(store, error);
	if (lock < 0)
		return false;

	g_autoptr(GPtrArray) offers = offers_find(paths, report->problems);
	struct merge merge = {.store = store, .report = report};
	merge.staging = journal_path(store, ".incoming");
	merge.order = g_ptr_array_new();
	list_copies(&merge);
	clear_staging(&merge);
	bool fine = merge_all(&merge, offers, error);
	clear_staging(&merge);

	g_hash_table_unref(merge.copies[FILES_OF_DEVICES]);
	g_hash_table_unref(merge.copies[FILES_OF_ATTEMPTS]);
	g_ptr_array_unref(merge.order);
	g_free(merge.staging);
	store->disk->close(lock);
	return fine;
}

void merge_report_clear(struct merge_report *report)
{
	g_clear_pointer(&report->problems, diagnostics_free);
}
