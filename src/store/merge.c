/*
 * Everything that is new is written and synced under DATA/journal/.incoming first: a full disk shows there, and leaves
 * all as it was. Then each file is renamed into its place while its lock is held, so that nobody can be appending to
 * what it replaces. A journal that is held is left alone and the longer copy put beside it.
 */
#include "store/archive.h"
#include "store/ledger.h"
#include "store/merge_private.h"
#include "store/offer.h"
#include "text/i18n.h"

#include <fcntl.h>
#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

#define LOCK_WAIT_MS 10000
#define LESSON_MAX   ((off_t)64 << 20)

/* ---- Lessons and archives ---------------------------------------------------------------------------------- */

static bool take_lesson(struct merge *merge, const char *shown, const struct span *span, GError **error)
{
	g_autofree char *sha256 = offer_lesson(shown);
	g_autofree char *bytes = span->len <= LESSON_MAX ? g_malloc((size_t)span->len + 1) : NULL;

	if (!bytes || span_read(span, 0, bytes, (size_t)span->len) != span->len) {
		merge_refuse_unreadable(merge, shown);
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
	return kind == OFFER_LESSON ? take_lesson(merge, shown, span, error)
				    : merge_take_journal(merge, shown, span, error);
}

void merge_tell_progress(const struct merge *merge, size_t more)
{
	const struct store *store = merge->store;

	if (store->progress)
		store->progress(merge->done + more, merge->total, store->progress_user);
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
		merge_tell_progress(merge, (size_t)at);
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

	merge_tell_progress(merge, 0);
	if (!span_open(offer->path, &span)) {
		merge_refuse_unreadable(merge, offer->path);
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

static bool put_and_count(struct merge *merge, GError **error)
{
	const enum ledger_parts parts = LEDGER_PEOPLE | LEDGER_SESSIONS;
	g_autoptr(Ledger) before = ledger_read(merge->store, parts, NULL);
	bool fine = merge_put_all(merge, error);
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
		merge->total += 2 * (size_t)((const struct offer *)offers->pdata[i])->size;
	for (unsigned int i = 0; fine && i < offers->len; i++)
		fine = take(merge, offers->pdata[i], error);
	if (!fine || merge->order->len == 0)
		return fine;
	return put_and_count(merge, error);
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
	merge_list_copies(&merge);
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
