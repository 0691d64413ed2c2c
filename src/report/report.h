/*
 * report/: what a results list, a person's sheet, an item analysis, an attendance list contain: plain tables of text,
 * nothing drawn. The same table goes to the screen, a pipe, CSV, Excel and paper.
 *
 *     report_subject ──report_new()──▶ report: who stands how ──report_kind's make()──▶ table
 */
#ifndef TAPHUAN_REPORT_H
#define TAPHUAN_REPORT_H

#include "lesson/config.h"
#include "lesson/course.h"
#include "lesson/lesson.h"
#include "store/store.h"

#include <glib.h>
#include <stdbool.h>
#include <stddef.h>

/* ---- Tables ------------------------------------------------------------------------------------------------ */

enum column_type {
	COLUMN_TEXT,   /* a few words */
	COLUMN_NAME,   /* of a person: sorted as names are */
	COLUMN_NUMBER, /* set to the right; goes into a spreadsheet as a number */
	COLUMN_PROSE,  /* may be long: a screen shows such a table row by row, not column by column */
};

struct column {
	char *title;
	enum column_type type;
};

struct table {
	const char *name;       /* of its report; "" for none */
	char *title, *subtitle; /* subtitle may be "" */
	GArray *columns;        /* of struct column */
	GPtrArray *rows;        /* of char **, each as many strings as columns, NULL-terminated */
	GPtrArray *keys;   /* of char *, a row each: what a report about this row is asked for by; "" for nothing */
	const char *opens; /* the name of that report; NULL for none */
	char *closing;     /* a sentence under it ("Danh sách có 3 người."); "" for none */
};

struct table *table_new(const char *title);
void table_add_column(struct table *, const char *title, enum column_type);
/* Adds a row of as many strings as there are columns; takes ownership of each. */
void table_add_row(struct table *, ...) G_GNUC_NULL_TERMINATED;
/* The same from an array of strings (of char *), which is emptied. */
void table_add_cells(struct table *, GPtrArray *cells);
/* What the last row is about. */
void table_set_key(struct table *, const char *key);
/* Appends a column with the same words in every row. */
void table_widen(struct table *, const char *title, const char *words);
/* Takes ownership of the sentence. */
void table_set_closing(struct table *, char *sentence);
void table_free(struct table *);
typedef struct table Table; /* the capitalised name is for g_autoptr() only */
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Table, table_free)

/*
 * The table as text for a pipe: title, columns aligned by their widths and set apart by two spaces, the closing
 * sentence. The caller frees it.
 */
char *table_text(const struct table *);

/* ---- What is reported on ----------------------------------------------------------------------------------- */

/* Lessons, and which attempts at them. */
struct report_subject {
	char *title;             /* the session's, the course's or the lesson's */
	struct lesson **lessons; /* in their order; none for a session in which nothing was answered */
	size_t n_lessons;
	struct training_session *session; /* only what was done in it; NULL for whenever it was */
	struct fraction pass;             /* of the grade of all lessons, where there are several */
	char *certificate;                /* what a certificate says of a course; "" for its title */
};

/* Where lessons and courses are looked for, as library_find() does; each may be NULL. */
struct report_library {
	const char *user_dir, *share_content;
};

/*
 * The subject a person named: what is a lesson's or course's name or path (NULL for the session's), session the id or
 * title of a training session (marks and order of its words do not matter; NULL for none); not both NULL. A lesson that
 * is no longer in the library is taken as it was when it was taken last. Mistakes in lessons go into diags. NULL with
 * LESSON_ERROR_NAME, STORE_ERROR_NOT_FOUND or another error. The caller frees it.
 */
struct report_subject *report_subject_find(struct store *, const struct report_library *, const char *what,
					   const char *session, struct diagnostics *diags, GError **error);

/* A lesson, whenever it was taken; takes ownership of it. */
struct report_subject *report_subject_of_lesson(struct lesson *);
void report_subject_free(struct report_subject *);
typedef struct report_subject ReportSubject; /* the capitalised name is for g_autoptr() only */
G_DEFINE_AUTOPTR_CLEANUP_FUNC(ReportSubject, report_subject_free)

/* ---- Who stands how ---------------------------------------------------------------------------------------- */

/* What came of a person's attempts at a lesson, or of all lessons. */
struct score {
	size_t n;              /* attempts handed in; of all lessons: those with a grade. 0: the rest says nothing */
	struct fraction grade; /* 0 … 1, by the lesson's method; of all lessons the mean */
	const char *band;
	bool passed;
};

struct outcome {
	const struct person *person;
	const struct attempt_record *const *attempts; /* all of the person's that count, from the first */
	size_t n_attempts;
	const struct score *scores; /* a lesson of the subject each */
	/* Of the one lesson; of several, once each that is no pre-test has a grade (n: how many have until then). */
	struct score overall;
	bool graded; /* overall holds a grade */
};

struct report;

/*
 * Reads the attempts at the subject's lessons. What a pre-test's session says counts only where that session is
 * reported on. store, subject and config (may be NULL) must outlive it; the settings' bands stand instead of the
 * default ones of a lesson. NULL on error.
 */
struct report *report_new(struct store *, const struct report_subject *, const struct config *,
			  struct diagnostics *problems, GError **error);
void report_free(struct report *);
typedef struct report Report; /* the capitalised name is for g_autoptr() only */
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Report, report_free)

/* Everybody with an attempt, in the order of names: an array of *n. */
const struct outcome *report_outcomes(const struct report *, size_t *n);

/* The band of a grade at the lesson of this place in the subject. */
const char *report_band(const struct report *, size_t lesson, struct fraction grade);

/* True when who (a name or a part of it, a code, an id; NULL for anybody) means this person. */
bool report_means(const char *who, const struct person *);

/* ---- Reports ----------------------------------------------------------------------------------------------- */

enum report_about {
	ABOUT_ALL,
	ABOUT_PERSON,   /* a person: an id, a code, a name */
	ABOUT_QUESTION, /* a question: its id, or LESSON/ID */
};

struct report_kind {
	const char *name;    /* what commands call it: "person", "question" … */
	const char *title;   /* N_() */
	const char *summary; /* N_(): what it tells, for --help */
	enum report_about about;
	bool responses; /* it reads the responses, which takes longer */
	/* NULL on error: STORE_ERROR_NOT_FOUND when what it is to be about is not there. The caller frees it. */
	struct table *(*make)(const struct report *, const char *about, GError **error);
};

extern const struct report_kind report_kinds[];
extern const size_t n_report_kinds;

/* The kind of this name, or NULL. */
const struct report_kind *report_kind_find(const char *name);

/* ---- Essays ------------------------------------------------------------------------------------------------ */

/* What was written to a question that is marked by hand, in an attempt that was handed in. */
struct essay {
	const struct attempt_record *attempt; /* the report's */
	const struct lesson *lesson;
	const struct question *question; /* as it is today */
	char *text;
	int certainty, tries;
	const struct given_mark *given; /* the attempt's; NULL while it is to be marked */
};

/*
 * The essays that were written, by lesson and question, and then in no order that tells whose they are: a GPtrArray of
 * struct essay, to be unref'ed before the report. What was left open is none. NULL on error.
 */
GPtrArray *report_essays(const struct report *, GError **error);

/* ---- Words ------------------------------------------------------------------------------------------------- */

/* What was answered and what is right, in a line each; "" for nothing. The caller frees it. */
char *answer_given(const struct question *, const struct response *);
char *answer_right(const struct question *);

/* What an option is called where it stands at this place, from 0: A, B … Z, AA, AB … The caller frees it. */
char *answer_letter(size_t);

/* "Thôn Nà Rẫy, Xã Dương Quang". The caller frees it. */
char *person_unit(const struct person *);

#endif
