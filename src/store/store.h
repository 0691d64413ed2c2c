/*
 * store/: what happened, kept in local files for good. The only room that knows SQLite.
 *
 * The truth is journals of JSON lines, one per attempt and one for everything else on this device; a line is
 * acknowledged only after it was written whole and synced. The index over them is derived: thrown away and rebuilt at
 * will. See "What lies on disk" in journal.h for the format.
 */
#ifndef TAPHUAN_STORE_H
#define TAPHUAN_STORE_H

#include "lesson/lesson.h"
#include "quiz/quiz.h"

#include <glib.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define STORE_ERROR store_error_quark()
GQuark store_error_quark(void);
enum store_error {
	STORE_ERROR_FULL,      /* no room on the disk: nothing was changed, try again when there is */
	STORE_ERROR_READ_ONLY, /* the folder or the file system cannot be written */
	STORE_ERROR_IO,        /* any other failure of the disk */
	STORE_ERROR_DAMAGED,   /* a journal that does not verify, where it has to */
	STORE_ERROR_NOT_FOUND, /* no such person, attempt, lesson */
	STORE_ERROR_BUSY,      /* another process holds the lock for too long */
	STORE_ERROR_EXISTS,    /* there is a file that must not be replaced */
};

struct store;

/* Where data lie: option when not NULL, else $TAPHUAN_DATA, else $XDG_DATA_HOME/taphuan. The caller frees it. */
char *store_data_dir(const char *option);

/* The time and the randomness the store uses; tests give their own. */
struct store_world {
	int64_t (*now)(void);  /* milliseconds since 1970, UTC */
	char *(*new_id)(void); /* a new UUID; the caller frees it */
};

/* Opens the data folder, making it (0700) when it is missing and write is set. world may be NULL for the real one. The
 * caller frees it with store_free(). */
struct store *store_open(const char *data_dir, bool write, const struct store_world *world, GError **error);
void store_free(struct store *);
typedef struct store Store; /* the capitalised name is for g_autoptr() only */
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Store, store_free)

/*
 * Between the two, people, training sessions and corrections are as they were at the first: the devices' journals are
 * read once for all that is asked of them. Nothing must be added or changed in between, and store_hold() not be called.
 */
void store_read_once(struct store *);
void store_read_anew(struct store *);

/* ---- People ------------------------------------------------------------------------------------------------ */

/* A person. Every string is NFC and filtered; "" where nothing is known. */
struct person {
	char *id;   /* a UUID */
	char *code; /* the organisation's own number */
	char *name;
	char *birth; /* as written: a date or a year */
	char *sex;
	char *unit;   /* xã, phường */
	char *hamlet; /* thôn, tổ dân phố */
	char *phone, *note;
};

struct person *person_new(void); /* all "" */
struct person *person_copy(const struct person *);
void person_free(struct person *);
typedef struct person Person; /* the capitalised name is for g_autoptr() only */
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Person, person_free)

/*
 * Adds a person (person->id is ignored) and returns the new id, or NULL. Names are put into NFC, filtered, trimmed; an
 * empty name is an error of the caller's. The caller frees the id.
 */
char *store_person_add(struct store *, const struct person *, GError **error);

/* Adds several (a GPtrArray of struct person) in their order and in one go: on error, nobody was added. */
bool store_person_add_all(struct store *, const GPtrArray *people, GError **error);

/* Everybody, in the Vietnamese order of names. A GPtrArray of struct person, to be unref'ed; NULL on error. */
GPtrArray *store_people(struct store *, GError **error);

/* Those of people (of struct person, borrowed and in their order) whose name has words that begin as typed, blind to
 * marks and order. Unref it. */
GPtrArray *people_named(const GPtrArray *people, const char *typed);

/*
 * Whom somebody means by what they typed: those with this code or id; if none, those with just this name; if none,
 * people_named(); if none, those of whom name, unit, hamlet, birth and code together have such words.
 */
GPtrArray *people_meant(const GPtrArray *people, const char *typed);

/* How someone on a list fits those who are there. */
enum person_match {
	PERSON_NEW,      /* nobody is like them, or only people who surely are others */
	PERSON_DOUBTFUL, /* may be somebody who is there: a person has to say */
	PERSON_KNOWN,    /* is there */
};

/* People to compare with; they are borrowed. */
struct person_finder;

struct person_finder *person_finder_new(void);
void person_finder_free(struct person_finder *);
typedef struct person_finder PersonFinder; /* the capitalised name is for g_autoptr() only */
G_DEFINE_AUTOPTR_CLEANUP_FUNC(PersonFinder, person_finder_free)

void person_finder_add(struct person_finder *, const struct person *);

/*
 * Namesakes are different people: only the same code, or the same name, birth and unit, make a person known. Another
 * code, another birth, or another unit where no birth speaks against it, make a namesake somebody else; what is not
 * known, or a name or unit that is only nearly the same, is doubtful. So is a code that somebody of another name has.
 * *like is set to the person meant; NULL for PERSON_NEW.
 */
enum person_match person_find(const struct person_finder *, const struct person *, const struct person **like);

/* Changes what is known of the person with this id: every field, "" where it is not known, but a name there is.
 * STORE_ERROR_NOT_FOUND when the person is not on the list. */
bool store_person_change(struct store *, const struct person *, GError **error);

/*
 * From now on what the one did counts for the other, and the one is no longer listed. STORE_ERROR_NOT_FOUND when either
 * is not on the list, or they are the same. What two computers merge the other way round stays as it was merged first.
 */
bool store_person_merge(struct store *, const char *from_id, const char *into_id, GError **error);

/* The order in which lists have the units; NULL-terminated. Units that are not named come after them, as dictionaries
 * have them. */
bool store_units_order(struct store *, const char *const *units, GError **error);

/* The units that were put in order, and after them all others that people are from: NULL-terminated, to be freed with
 * g_strfreev(); NULL on error. */
char **store_units(struct store *, GError **error);

/* ---- Training sessions ------------------------------------------------------------------------------------- */

enum session_role { SESSION_ROLE_NONE, SESSION_ROLE_PRE, SESSION_ROLE_POST };

/* A training session. Every string is NFC and filtered; "" where nothing is known. */
struct training_session {
	char *id; /* a UUID */
	char *title;
	char *course;   /* the folder's name of the course it is about, or … */
	char **lessons; /* … the names of its lessons; NULL-terminated, never NULL */
	char *place, *day, *trainer;
	enum session_role role; /* of every quiz in it, instead of the lesson's own */
	bool closed;
	int64_t opened; /* milliseconds since 1970 */
};

struct training_session *training_session_new(void); /* all "" */
void training_session_free(struct training_session *);
typedef struct training_session TrainingSession; /* the capitalised name is for g_autoptr() only */
G_DEFINE_AUTOPTR_CLEANUP_FUNC(TrainingSession, training_session_free)

/* Opens a session (its id is ignored), which needs a title. Returns the new id, for the caller to free, or NULL. */
char *store_session_open(struct store *, const struct training_session *, GError **error);

/* These set STORE_ERROR_NOT_FOUND when there is no such session. Changed is all but the id, closed and opened. */
bool store_session_change(struct store *, const struct training_session *, GError **error);
bool store_session_close(struct store *, const char *id, bool closed, GError **error);

/* Attempts started on this device from now on, as long as it is open, belong to the session; "" for to none. */
bool store_session_use(struct store *, const char *id, GError **error);

/* All sessions, the newest first: a GPtrArray of struct training_session, to be unref'ed; NULL on error. */
GPtrArray *store_sessions(struct store *, GError **error);

/* The id of the session in use on this device, while it is open; "" for none. The caller frees it. */
char *store_session_current(struct store *);

/* Notes that someone was there, or was not. */
bool store_attend(struct store *, const char *session_id, const char *person_id, bool present, GError **error);

/* Who was noted for the session: person's id (as they count now) → GINT_TO_POINTER(present). Who began an attempt in
 * the session was there unless noted otherwise. NULL on error. */
GHashTable *store_attendance(struct store *, const char *session_id, GError **error);

/* ---- Attempts ---------------------------------------------------------------------------------------------- */

/* An open attempt and its journal: only the process that holds it writes it. */
struct attempt_journal;

/* Where an attempt comes from; NULL where one is asked for is on screen and in the session that is in use. */
struct attempt_origin {
	const char *session; /* a training session's id; "" for none, NULL for the one in use */
	bool on_paper;
};

/*
 * Begins an attempt of the person at the lesson: keeps the lesson, with what it includes, in DATA/lessons, makes the
 * journal and writes the start. The attempt's seed is recorded. On success the attempt is kept. NULL on error, and then
 * nothing is left behind but at most the lesson's file, which others may be using.
 */
struct attempt_journal *store_attempt_start(struct store *, const struct person *, const struct attempt *,
					    const struct attempt_origin *, GError **error);

/*
 * What somebody did at a lesson so far, read from the journals alone: who takes a quiz waits neither for the index nor
 * for others who take it.
 */
struct past;

/* The attempts at the lesson (by its name) of the person, and of those who were merged into them. The caller frees it.
 */
struct past *store_past(struct store *, const char *person_id, const char *lesson_name);
void past_free(struct past *);
typedef struct past Past; /* the capitalised name is for g_autoptr() only */
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Past, past_free)

/*
 * The grades, as store_attempts() has them, of those that were handed in and count, in the training session (NULL or ""
 * for any), the first begun first: a GArray of struct fraction. Unref it.
 */
GArray *past_grades(const struct past *, const char *session);

/*
 * Finds the newest of those attempts that was not handed in and is not held by another living process, nor on paper,
 * nor in another training session than this one (NULL or "" for any, as an attempt in none goes with any); rebuilds
 * lesson and attempt from the lesson as it was taken. *attempt and *lesson are the caller's (free the attempt first).
 * NULL without an error when there is none.
 */
struct attempt_journal *store_attempt_resume(struct store *, const struct past *, const char *session,
					     struct attempt **attempt, struct lesson **lesson, GError **error);

/*
 * Each writes one line and returns true only when it is safe on disk. On failure nothing of the line is left and it may
 * be tried again. answered records the item's response and flag, and that it is the current item; handed_in records
 * marks and grade.
 */
bool attempt_journal_answered(struct attempt_journal *, const struct attempt *, size_t item, GError **error);
bool attempt_journal_handed_in(struct attempt_journal *, const struct attempt *, const struct grade *, GError **error);

const char *attempt_journal_id(const struct attempt_journal *);

/* When the attempt began: milliseconds since 1970, also where it was taken up again. */
int64_t attempt_journal_started(const struct attempt_journal *);

void attempt_journal_free(struct attempt_journal *);
typedef struct attempt_journal AttemptJournal; /* the capitalised name is for g_autoptr() only */
G_DEFINE_AUTOPTR_CLEANUP_FUNC(AttemptJournal, attempt_journal_free)

/* ---- Reading back ------------------------------------------------------------------------------------------ */

/* A mark that was given by hand. */
struct given_mark {
	char *question; /* the essay's id */
	struct fraction fraction, mark;
	char *comment; /* "" for none */
	int64_t at;    /* milliseconds since 1970 */
};

/* One attempt as the index knows it. */
struct attempt_record {
	char *id;
	struct person *person; /* as known now; as recorded at the start when not in the people's list */
	char *lesson;          /* its name */
	char *lesson_sha256;
	int64_t started, handed_in; /* milliseconds since 1970; handed_in 0 while open */
	int answered, questions;
	struct fraction marks, points, grade; /* zero while open; after regrading and marks by hand */
	bool passed;
	char *code; /* what stands on paper for it, see verify.h */

	char *session; /* the id of its training session; "" for none */
	bool on_paper;
	bool regraded;
	int by_hand;      /* essays that were marked by hand */
	GPtrArray *given; /* of struct given_mark: those marks, in the order of the questions */
	bool set_aside;   /* it does not count: in no list, grade or statistics */
	char *why;        /* the reason of the newest regrading or setting aside; "" for none */
	char *comment;    /* on the whole attempt; "" for none */
};

void attempt_record_free(struct attempt_record *);

/* Which attempts: those for which everything that is not NULL fits. */
struct attempt_filter {
	const char *const *lessons; /* names of lessons, NULL-terminated */
	const char *session;        /* the id of a training session */
	const char *person;         /* a person's id */
	bool set_aside;             /* also those that do not count */
};

/*
 * Brings the index up to date and lists the attempts that fit (NULL: all that count), by person in the Vietnamese order
 * of names, then by start. A GPtrArray of struct attempt_record, to be unref'ed; NULL on error. What does not verify is
 * told in problems (diagnostics by file and line; may be NULL) and the rest is still read. Where the folder cannot be
 * written, the index is made in memory for this once.
 */
GPtrArray *store_attempts(struct store *, const struct attempt_filter *, struct diagnostics *problems, GError **error);

/*
 * From now on what is read back is what is there now, from a copy in memory: for who reads often and soon ends, as a
 * hundred sheets do. Nobody waits for it. What does not verify in the devices' journals is told no more. False on
 * error, and then nothing is held.
 */
bool store_hold(struct store *, GError **error);

/*
 * Hands in, as its answers stand, each of these attempts (of struct attempt_record) whose time ran out while no program
 * was there to do it: the power was cut, or its person went away. Those begun on another computer are left to that one.
 * True when there was any; then the records are to be read anew. What cannot be written now is handed in another time.
 */
bool store_hand_in_overdue(struct store *, const GPtrArray *records);

/* One response of an attempt: the last one given to a question. */
struct response_record {
	const char *attempt;      /* its id */
	size_t item, n_items;     /* its place in the attempt, from 0, and how many there are */
	const char *question;     /* the question's id */
	struct response response; /* as in quiz.h; nothing in it where the question is open */
	double fraction;          /* after regrading and marks by hand; NAN while the attempt is open */
};

/*
 * Calls each() for every response of the attempts that fit, attempt by attempt and in the order asked; what it gets is
 * valid until it returns. It returns false to end the walk. Memory does not grow with the responses. False on error.
 */
bool store_responses(struct store *, const struct attempt_filter *,
		     bool (*each)(const struct response_record *, void *user), void *user, GError **error);

/* ---- Corrections ------------------------------------------------------------------------------------------- */

/*
 * Each adds a line to this device's journal; nothing that was written is changed. Whether there is such an attempt is
 * not looked for. fractions are those of the attempt's items, in their order; the lesson whose key was used is kept
 * beside the others. A mark counts where the computer's fraction is 0, as every essay's is, and once the attempt is
 * handed in; pass is what the grade must reach, of which that of the newest mark holds.
 */
bool store_regrade(struct store *, const char *attempt_id, const struct lesson *, const struct fraction *fractions,
		   size_t n_fractions, const struct grade *, const char *why, GError **error);
bool store_give_mark(struct store *, const char *attempt_id, const struct question *, struct fraction fraction,
		     struct fraction mark, struct fraction pass, const char *comment, GError **error);
bool store_set_aside(struct store *, const char *attempt_id, bool aside, const char *why, GError **error);
bool store_comment(struct store *, const char *attempt_id, const char *comment, GError **error);

/*
 * The attempt as it stands in its journal, rebuilt on the lesson as it was taken. *lesson is the caller's; free the
 * attempt first. NULL on error (STORE_ERROR_NOT_FOUND).
 */
struct attempt *store_attempt(struct store *, const char *attempt_id, struct lesson **lesson, GError **error);

/* The lesson as it was when it was taken. NULL with STORE_ERROR_NOT_FOUND. The caller frees it. */
struct lesson *store_lesson(struct store *, const char *sha256, GError **error);

/*
 * Called now and then while the index is brought up to date, and while store_merge(), store_backup() and store_verify()
 * are at work: so much done of so much in total. NULL for none.
 */
void store_set_progress(struct store *, void (*progress)(size_t done, size_t total, void *user), void *user);

#endif
