/*
 * A journal only grows, so what it holds up to its last whole line at any moment is what was saved at that moment; no
 * lock is needed. Attempts are read before the lessons, which are kept before the attempts begin: so no attempt in a
 * backup lacks its lesson.
 */
#include "store/archive.h"
#include "store/merge.h"
#include "store/offer.h"
#include "store/private.h"
#include "text/i18n.h"

#include <errno.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static const char what_it_is[] = "A backup of taphuan / Bản sao lưu của taphuan\n"
				 "\n"
				 "Restore / Khôi phục:  taphuan merge FILE.tar\n"
				 "Check / Kiểm tra:     tar xf FILE.tar; sha256sum -c SHA256SUMS\n";

struct backup {
	struct store *store;
	struct backup_report *report;
	struct disk_draft *draft;
	GString *sums; /* as sha256sum writes them */
	size_t done, total;
};

/* The name in the archive; what may be anything gets one that every tar can read. */
static char *name_in(const char *folder, const char *relative)
{
	bool plain = strlen(folder) + strlen(relative) <= ARCHIVE_NAME;

	for (const char *at = relative; *at; at++)
		plain = plain && *at > ' ' && *at < 0x7f && *at != '\\';
	if (plain)
		return g_strconcat(folder, relative, NULL);
	g_autofree char *sum = g_compute_checksum_for_string(G_CHECKSUM_SHA256, relative, -1);
	return g_strconcat(folder, strchr(relative, '/') ? "0000-00/" : "", sum, ".jsonl", NULL);
}

static bool add_span(struct backup *backup, const char *path, const char *name, const struct span *span,
		     const char *sum, GError **error)
{
	struct stat at;
	bool unreadable;

	g_string_append_printf(backup->sums, "%s  %s\n", sum, name);
	int64_t changed = fstat(span->fd, &at) == 0 ? at.st_mtim.tv_sec : 0;
	if (archive_add(backup->draft, name, changed, span, &unreadable, error))
		return true;
	if (unreadable)
		disk_fail(error, EIO, path);
	return false;
}

static void tell_progress(struct backup *backup)
{
	struct store *store = backup->store;

	if (store->progress)
		store->progress(backup->done, backup->total, store->progress_user);
	backup->done++;
}

/* Adds a file, a journal up to its last whole line; what cannot be read is told. */
static bool add_file(struct backup *backup, const char *path, const char *name, bool is_journal, unsigned int *count,
		     GError **error)
{
	struct span span;
	bool fine = true;

	tell_progress(backup);
	if (!span_open(path, &span)) {
		problem_add(backup->report->problems, path, 0, JOURNAL_UNREADABLE);
		return true;
	}
	off_t whole = is_journal ? span_whole_lines(&span) : span.len;
	span.len = MAX(whole, 0);
	/* Read once before it is begun: a bad place on the disk must not spoil the rest of the backup. */
	g_autofree char *sum = whole < 0 ? NULL : span_sum(&span);
	if (!sum) {
		problem_add(backup->report->problems, path, 0, JOURNAL_UNREADABLE);
	} else if (span.len > 0) {
		fine = add_span(backup, path, name, &span, sum, error);
		++*count;
	}
	close(span.fd);
	return fine;
}

static bool add_journals(struct backup *backup, const GPtrArray *files, unsigned int *count, GError **error)
{
	bool fine = true;

	for (unsigned int i = 0; fine && i < files->len; i++) {
		g_autofree char *path = journal_path(backup->store, files->pdata[i]);
		g_autofree char *name = name_in("journal/", files->pdata[i]);
		fine = add_file(backup, path, name, true, count, error);
	}
	return fine;
}

static bool add_lessons(struct backup *backup, GError **error)
{
	g_autoptr(GPtrArray) files = lesson_files(backup->store);
	bool fine = true;

	for (unsigned int i = 0; fine && i < files->len; i++) {
		g_autofree char *path = g_build_filename(backup->store->folder, "lessons", files->pdata[i], NULL);
		g_autofree char *name = g_strconcat("lessons/", files->pdata[i], NULL);
		fine = add_file(backup, path, name, false, &backup->report->lessons, error);
	}
	return fine;
}

static bool add_all(struct backup *backup, GError **error)
{
	g_autoptr(GPtrArray) attempts = journal_files(backup->store, FILES_OF_ATTEMPTS);
	g_autoptr(GPtrArray) devices = journal_files(backup->store, FILES_OF_DEVICES);
	int64_t now = backup->store->world.now() / 1000;

	backup->total = attempts->len + devices->len;
	return archive_add_bytes(backup->draft, ARCHIVE_FIRST, now, what_it_is, strlen(what_it_is), error) &&
	       add_journals(backup, attempts, &backup->report->attempts, error) &&
	       add_journals(backup, devices, &backup->report->devices, error) && add_lessons(backup, error) &&
	       archive_add_bytes(backup->draft, "SHA256SUMS", now, backup->sums->str, backup->sums->len, error) &&
	       archive_end(backup->draft, error);
}

/* Only an older backup may be replaced. */
static bool may_replace(const char *path, GError **error)
{
	struct span span;
	struct stat at;

	if (lstat(path, &at) != 0 && errno == ENOENT)
		return true;
	bool opened = span_open(path, &span);
	bool ours = opened && archive_is_backup(&span);
	if (opened)
		close(span.fd);
	if (!ours)
		g_set_error(error, STORE_ERROR, STORE_ERROR_EXISTS,
			    _("%s is there already and is no backup: nothing was written. Give another name."), path);
	return ours;
}

static bool is_empty(const struct store *store)
{
	g_autoptr(GPtrArray) attempts = journal_files(store, FILES_OF_ATTEMPTS);
	g_autoptr(GPtrArray) devices = journal_files(store, FILES_OF_DEVICES);

	return attempts->len + devices->len == 0;
}

bool store_backup(struct store *store, const char *path, struct backup_report *report, GError **error)
{
	*report = (struct backup_report){.problems = diagnostics_new()};
	if (is_empty(store)) {
		g_set_error(error, STORE_ERROR, STORE_ERROR_NOT_FOUND,
			    _("There is nothing to save in %s yet. Say with --data where people and answers are kept."),
			    store->folder);
		return false;
	}
	if (!may_replace(path, error))
		return false;

	g_autofree char *temporary = disk_temporary(path);
	g_autoptr(DiskDraft) draft = disk_draft_new(store->disk, temporary, path, error);
	struct backup backup = {.store = store, .report = report, .draft = draft};
	if (!draft)
		return false;
	backup.sums = g_string_new(NULL);
	bool fine = add_all(&backup, error) && disk_draft_finish(draft, error) && disk_draft_keep(draft, error) &&
		    disk_sync_names(store->disk, path, error);
	g_string_free(backup.sums, TRUE);
	return fine;
}

void backup_report_clear(struct backup_report *report)
{
	g_clear_pointer(&report->problems, diagnostics_free);
}
