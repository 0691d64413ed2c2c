/* What the files of report/ share. */
#ifndef TAPHUAN_REPORT_PRIVATE_H
#define TAPHUAN_REPORT_PRIVATE_H

#include "quiz/statistics.h"
#include "report/report.h"

/* ---- A report (outcomes.c) -------------------------------------------------------------------------------- */

/* The lessons that older attempts were made at. */
struct versions {
	GHashTable *lessons; /* SHA-256 → struct lesson *; NULL for one that is not kept */
	GHashTable *places;  /* question → int *: where its options stand today, −1 for gone */
};

void versions_init(struct versions *);
void versions_clear(struct versions *);

struct report {
	struct store *store;
	const struct report_subject *subject;
	GPtrArray *records;   /* of struct attempt_record, by person */
	GPtrArray *sessions;  /* of struct training_session */
	GArray *outcomes;     /* of struct outcome, whose arrays follow here: */
	GPtrArray *counted;   /* of struct attempt_record, borrowed */
	struct score *scores; /* a person and lesson each */
	bool *own_bands;      /* a lesson each: it gives itself bands */
	const struct band *bands;
	size_t n_bands; /* the settings' */
	bool comma;     /* decimals after a comma */
	struct versions versions;
};

/* Which lesson of the subject the attempt is at; n_lessons for none. */
size_t report_lesson_of(const struct report *, const struct attempt_record *);

/* The session of this id, or NULL. */
const struct training_session *report_session(const struct report *, const char *id);

/* Which test of a pair the attempt is: its session's role, else its lesson's. */
enum quiz_role report_role_of(const struct report *, const struct attempt_record *);

/* Attempts stand by person: true when both are of the same one. */
bool report_same_person(const struct person *, const struct person *);

/* The one person who is meant; NULL with STORE_ERROR_NOT_FOUND for none or several. */
const struct outcome *report_find_person(const struct report *, const char *who, GError **error);

/* The question "id" or "lesson/id" and its lesson's place; NULL with STORE_ERROR_NOT_FOUND. */
const struct question *report_find_question(const struct report *, const char *what, size_t *lesson, GError **error);

/* How a question is asked for in a report about it. The caller frees it. */
char *report_question_key(const struct report *, size_t lesson, const struct question *);

/* ---- Cells (cells.c) --------------------------------------------------------------------------------------- */

#define CELL_NONE "–"

/* A row being put together. */
GPtrArray *cells_new(void);
void cells_text(GPtrArray *, const char *);
void cells_count(GPtrArray *, size_t);
/* The fraction × scale with at most two decimals: a grade is × 10. */
void cells_fraction(GPtrArray *, const struct report *, struct fraction, int64_t scale);
/* A figure with so many decimals, as a per cent with two; CELL_NONE for NAN. */
void cells_figure(GPtrArray *, const struct report *, double, int decimals);
/* The same without needless zeros: 3,3. */
void cells_mark(GPtrArray *, const struct report *, double);
void cells_share(GPtrArray *, const struct report *, double);

/* The figure alone. The caller frees it. */
char *report_figure(const struct report *, double, int decimals);
char *report_share(const struct report *, double);

/* The moment as day and time of the clock here; "" for 0. The caller frees it. */
char *report_moment(int64_t milliseconds);

/* The table of the report of this name, under the subject's title. */
struct table *report_table(const struct report *, const char *name);
/* Its first column, where there are several lessons, and the cell in it. */
void report_lesson_column(const struct report *, struct table *);
void cells_lesson(GPtrArray *, const struct report *, size_t lesson);
/* "The list has 3 people." */
void report_close_people(struct table *, size_t n);

/* ---- Lessons as they were (versions.c) --------------------------------------------------------------------- */

/* Reads the lesson as it was when the attempt was made, where it is another today. Not while responses are walked. */
void report_learn(const struct report *, size_t lesson, const struct attempt_record *);

/* That lesson; NULL where it is today's, not kept, or was not read by report_learn(). */
const struct lesson *report_version(const struct report *, const struct attempt_record *);

/* The options that were ticked, a bit each by its place in the question of today. */
uint32_t report_choices(const struct report *, const struct question *asked, const struct question *today,
			const struct response *);

/* ---- Responses (marks.c) ----------------------------------------------------------------------------------- */

/* The attempts at a lesson that are analysed, a person's first each, and a matrix [attempt * n_questions + question].
 */
struct marks {
	const struct report *report;
	size_t lesson;
	GPtrArray *attempts; /* of struct attempt_record, borrowed */
	GHashTable *rows;    /* attempt's id → row + 1; borrowed */
	GHashTable *columns; /* question's id → column + 1; borrowed */
	double *marks, *maxima, *guesses;
	uint32_t *choices, *keys;
	unsigned int *n_options;
	struct marks_table table; /* of all these */
};

/* role: only attempts at that test of a pair; ROLE_NONE for all that count for the grade. NULL on error. */
struct marks *marks_read(const struct report *, size_t lesson, enum quiz_role role, GError **error);
void marks_free(struct marks *);
typedef struct marks Marks; /* the capitalised name is for g_autoptr() only */
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Marks, marks_free)

/*
 * Calls each() for every response of these attempts to a question the lesson has now: its place in the matrix, what was
 * answered and the question as it was asked. False on error.
 */
typedef void marks_each(const struct marks *, size_t row, size_t column, const struct question *asked,
			const struct response_record *, void *user);
bool marks_walk(const struct marks *, marks_each *, void *user, GError **error);

/* ---- Reports ----------------------------------------------------------------------------------------------- */

struct table *make_results(const struct report *, const char *about, GError **error);
struct table *make_units(const struct report *, const char *about, GError **error);
struct table *make_attendance(const struct report *, const char *about, GError **error);
struct table *make_people(const struct report *, const char *about, GError **error);
struct table *make_attempts(const struct report *, const char *about, GError **error);
struct table *make_sheet(const struct report *, const char *about, GError **error);
struct table *make_questions(const struct report *, const char *about, GError **error);
struct table *make_answers(const struct report *, const char *about, GError **error);
struct table *make_responses(const struct report *, const char *about, GError **error);
struct table *make_figures(const struct report *, const char *about, GError **error);
struct table *make_notes(const struct report *, const char *about, GError **error);
struct table *make_gains(const struct report *, const char *about, GError **error);
struct table *make_flow(const struct report *, const char *about, GError **error);

#endif
