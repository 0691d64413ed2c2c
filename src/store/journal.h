/*
 * Journals: files of lines that are only ever appended to.
 *
 * What lies on disk
 * =================
 * DATA/journal/YYYY-MM/ATTEMPT.jsonl  one file per attempt, under the month (UTC) it was started in; ATTEMPT is a UUID.
 *                                     Only the process that runs the attempt writes it; it holds an flock() on it.
 * DATA/journal/DEVICE.jsonl           everything else done on this device; an flock() is held for each append. DEVICE
 *                                     is 16 hexadecimal digits that stand for this computer, user and data folder.
 * DATA/lessons/SHA256.md              a lesson as it was taken: its bytes, or where it includes other files, its text
 *                                     (UTF-8) with theirs behind it, see lesson_bytes(); SHA256 is of all of it.
 * DATA/index.db, DATA/index.lock      derived from the journals, see index.c; may be deleted at any time.
 *
 * Every *.jsonl in DATA/journal and in the folders right under it is read, whatever its name: joining the data of two
 * computers is copying the files of one to the other. merge.h does it, and keeps copies that went different ways as
 * ATTEMPT.SUM.jsonl or DEVICE.SUM.jsonl beside the first; DATA/journal/.incoming is where it prepares them, under the
 * lock DATA/merge.lock. Where several journals tell of the same attempt, the one that was handed in counts, else the
 * one with the most answers, else the one whose last chain comes first.
 *
 * A journal is UTF-8 text. Each line is one JSON object, ended by '\n', of at most JOURNAL_LINE_MAX bytes with the
 * '\n', without a U+0000 and without a key twice. It begins and ends as given here, byte for byte; the order of the
 * other keys is free:
 *     {"v":1,"at":1528963200123,"device":"3f2a90c41b77e0d5","event":"answered", ... ,"chain":"64 hexadecimal digits"}
 * v       the version of the format. A reader passes over lines with a v above its own, and tells of them.
 * at      when it happened, in milliseconds since 1970, UTC, by the clock of the device.
 * device  where it was written.
 * event   what happened; the other keys depend on it. Unknown events and unknown keys are passed over.
 * chain   SHA-256, in small hexadecimal digits, of the 64 digits of the line before (of nothing for the first line)
 *         followed by this line's bytes up to, and without, the `,"chain":`. When the line before is damaged, its last
 *         67 bytes say what to use: the digits if they are 64 digits followed by `"}` and '\n', else nothing.
 *
 * A line, or several that belong together, are written by one write() and synced before anyone is told that they are
 * saved. So a last line without '\n' was torn off by a power cut before it was acknowledged: readers pass over it
 * without a word and the next writer cuts it off. A line whose chain is not right was changed afterwards, or the line
 * before it was taken away: it is told of and not used; those after it are.
 *
 * Events of an attempt's journal, in this order:
 * started    attempt (its UUID), person {id, code, name, unit, hamlet} as they were then, lesson (its name), sha256 (of
 *            the lesson as it is kept), seed (64 bits without sign, in decimal, as a string), questions (their ids in
 *            the order asked), on ("screen", "paper"), session (a training session's id, where it belongs to one)
 * answered   question (id), item (its place in questions, from 0), choices [integer ...], texts [string ...] as in
 *            quiz.h, certainty 1-3, tries, earlier [integer ...], checked, flagged; each left out when empty, 0 or
 *            false. The last holds
 * handed_in  fractions (per item, as started.questions), marks, points, grade: exact, as strings "3/4" or "1";
 *            passed. Nothing that follows counts
 *
 * Events of a device's journal; of those about one person the newest `at` holds, field by field:
 * person_added    person {id, code, name, birth, sex, unit, hamlet, phone, note}: strings, left out when empty
 * person_changed  person {id, and the fields that changed; "" to empty one}
 * person_merged   from, into: ids; what `from` did counts for `into`, and `from` is no longer listed
 * units_ordered   units [string ...]: xã, phường in the order in which lists have them; the newest holds
 * session_opened  session {id, title, course, lessons [name ...], place, day, trainer, role}: strings, left out when
 *                 empty
 * session_changed session {id, and the fields that changed}
 * session_closed  session: its id; closed (true, or false when it was opened again)
 * session_used    session: the id of the one that new attempts on this device belong to, "" for none
 * attended        session, person: ids; present (true or false)
 * Of those about one attempt the newest holds, mark_given question by question:
 * regraded        attempt (its id), sha256 (of the lesson whose key was used), fractions, marks, points, grade, passed
 *                 as in handed_in, in whose stead they count; why (a reason)
 * mark_given      attempt, question (an essay's id), fraction, mark (that of the points, exact), pass (what the grade
 *                 must reach, exact), comment. The marks of essays are added to those of handed_in or regraded, where
 *                 an essay counts 0
 * set_aside       attempt, aside (true, or false to count it again), why
 * commented       attempt, comment
 *
 * Clocks disagree: an event on a device gets an `at` after that of every event that the device's journals already hold,
 * so that a change made in sight of another is the newer one on every computer. Where two have the same `at`, the one
 * whose device comes last holds, then the one whose line does.
 */
#ifndef TAPHUAN_STORE_JOURNAL_H
#define TAPHUAN_STORE_JOURNAL_H

#include "store/chain.h"
#include "store/disk.h"

#include <glib.h>
#include <jansson.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/stat.h>
#include <sys/types.h>

#define JOURNAL_VERSION  1
#define JOURNAL_LINE_MAX ((size_t)1 << 20)
#define JOURNAL_CHAIN    64                       /* digits */
#define JOURNAL_AT_MAX   INT64_C(253402300799999) /* the end of the year 9999; a later `at` makes no sense */

/* ---- Writing ----------------------------------------------------------------------------------------------- */

/* An open journal that is ours to append to. */
struct journal;

enum journal_open {
	JOURNAL_CREATE,   /* a new file, which must not exist yet */
	JOURNAL_EXISTING, /* the file must exist */
	JOURNAL_EITHER,
};

/*
 * Opens a journal and takes its lock, waiting at most so many milliseconds for it (STORE_ERROR_BUSY). Reads it to its
 * last whole line, after which the next goes. NULL on error (STORE_ERROR_NOT_FOUND where there is none).
 */
struct journal *journal_open(const struct disk *, const char *path, enum journal_open, int milliseconds,
			     GError **error);

/*
 * Appends an event: v, at, device and event, then fields (an object; borrowed), then the chain. True only when the line
 * is on disk for good; on failure nothing of it is left and the journal can be used as before.
 */
bool journal_append(struct journal *, int64_t at, const char *device, const char *event, json_t *fields,
		    GError **error);

/*
 * The same for several events of one name, whose fields are a GPtrArray of json_t: each is a millisecond after the one
 * before, up to JOURNAL_AT_MAX. They are written at once, and on failure nothing of any of them is left.
 */
bool journal_append_all(struct journal *, int64_t at, const char *device, const char *event, const GPtrArray *all,
			GError **error);

/* The highest `at` of the lines in it that verify; 0 when there is none. */
int64_t journal_latest(const struct journal *);

/*
 * True when the path no longer leads to the open file: a merge puts a longer copy in a journal's place while it holds
 * the lock, and whoever got the lock after it has to open the file again.
 */
bool journal_is_replaced(int fd, const char *path);

/* Closes it, which gives back the lock. */
void journal_free(struct journal *);
typedef struct journal Journal; /* the capitalised name is for g_autoptr() only */
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Journal, journal_free)

/* ---- Reading ----------------------------------------------------------------------------------------------- */

enum journal_problem {
	JOURNAL_FINE,
	JOURNAL_CHANGED,     /* the chain is not right: changed, or the line before is missing */
	JOURNAL_FOREIGN,     /* no line of a journal */
	JOURNAL_NEWER,       /* of a version above ours */
	JOURNAL_LONG,        /* longer than JOURNAL_LINE_MAX */
	JOURNAL_UNREADABLE,  /* the file cannot be read */
	JOURNAL_MEANINGLESS, /* whole, but says nothing that can be used */
	JOURNAL_PROBLEMS
};

/* A sentence about it, translated. */
const char *journal_problem_text(enum journal_problem);

struct journal_reader;

/* Reads the file from its start; needs no lock. NULL, with errno set, when it cannot be read or is no plain file. */
struct journal_reader *journal_reader_new(const char *path);

/* The same of a file in an open folder. */
struct journal_reader *journal_reader_new_at(int folder, const char *name);

/* A file at one time: the same stamp is the same file with the same bytes. */
struct journal_stamp {
	int64_t size, mtime, ctime, inode; /* of the times, nanoseconds */
};

struct journal_stamp journal_stamp(const struct stat *);

/* The file as it was opened: what is appended later is not read. */
const struct journal_stamp *journal_opened(const struct journal_reader *);

/* Reads what stands in an open plain file, which is borrowed: len bytes from start on. */
struct journal_reader *journal_reader_new_inside(int fd, off_t start, off_t len);
void journal_reader_free(struct journal_reader *);
typedef struct journal_reader JournalReader; /* the capitalised name is for g_autoptr() only */
G_DEFINE_AUTOPTR_CLEANUP_FUNC(JournalReader, journal_reader_free)

struct journal_line {
	unsigned int number;          /* from 1 */
	enum journal_problem problem; /* JOURNAL_FINE: text may be used */
	const char *text;             /* the JSON object without '\n'; until the next call; not ended by NUL */
	size_t len;
	int64_t at;        /* as its first keys say; 0 when they do not, or make no sense */
	const char *event; /* likewise, NULL; inside text, not ended by NUL */
	size_t event_len;
};

/* The next whole line; false at the end, or before a torn last line. */
bool journal_next(struct journal_reader *, struct journal_line *);

/* True when the end that journal_next() came to is no end: the file could not be read further. */
bool journal_failed(const struct journal_reader *);

/* Where the last line that journal_next() gave ends, in bytes. */
off_t journal_offset(const struct journal_reader *);

/* What the chain of a line after that one begins with: 64 digits, or "". */
const char *journal_chain(const struct journal_reader *);

#endif
