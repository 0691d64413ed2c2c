/*
 * Many laptops: taking in what others have, and giving it away.
 *
 * Merging is a union of journals. A journal of which one copy is the beginning of the other is the longer one; copies
 * that went different ways are both kept, the second as ID.SUM.jsonl with 16 digits of the SHA-256 of what it was when
 * it came in. So merging is commutative, associative and idempotent as to the lines that are there, and so as to all
 * the program shows. Where a journal goes is said by what it holds, never by the name it comes under.
 */
#ifndef TAPHUAN_STORE_MERGE_H
#define TAPHUAN_STORE_MERGE_H

#include "lesson/diagnostic.h"
#include "store/store.h"

#include <glib.h>
#include <stdbool.h>

struct merge_report {
	unsigned int attempts;        /* came in */
	unsigned int attempts_longer; /* went on elsewhere: the longer copy came in */
	unsigned int attempts_there;  /* were here already */
	unsigned int people;          /* came in */
	unsigned int sessions;
	unsigned int lessons, lessons_there;
	unsigned int entries; /* lines about people, sessions and corrections that came in, the above among them */
	unsigned int journals_there;  /* of other computers: they said nothing new */
	unsigned int beside;          /* copies that went different ways from one that was here: both are kept */
	struct diagnostics *problems; /* errors: what is not taken; warnings: lines that came in and cannot be used */
};

void merge_report_clear(struct merge_report *);
typedef struct merge_report MergeReport; /* the capitalised name is for g_auto() only */
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(MergeReport, merge_report_clear)

/*
 * Takes in the journals, lessons and backups of the paths (NULL-terminated): each a file, or a folder with all that
 * lies in it. What is damaged, foreign, of a newer version or hostile is told in the report, and the rest is taken.
 * store_set_progress() hears of bytes. False on an error of this store's disk: then nothing has come in but, at most,
 * lessons and journals that are each whole, and merging again goes on from there. The report is the caller's to clear
 * in either case.
 */
bool store_merge(struct store *, char *const *paths, struct merge_report *, GError **error);

/* ---- Backups ----------------------------------------------------------------------------------------------- */

struct backup_report {
	unsigned int attempts, devices, lessons; /* journals and lessons in it */
	struct diagnostics *problems;            /* what could not be read and is not in it */
};

void backup_report_clear(struct backup_report *);
typedef struct backup_report BackupReport; /* the capitalised name is for g_auto() only */
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(BackupReport, backup_report_clear)

/*
 * Writes everything that was saved when it began into one archive (see archive.h), while others go on writing. Merging
 * it into an empty folder restores it. An older backup of that name is replaced, once the new one is whole; any other
 * file is STORE_ERROR_EXISTS. The report is the caller's to clear in either case.
 */
bool store_backup(struct store *, const char *path, struct backup_report *, GError **error);

#endif
