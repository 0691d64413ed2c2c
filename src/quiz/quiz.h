/*
 * quiz/: attempts, marking and grades. Pure arithmetic and decisions: no clock, no file, no randomness of its own.
 *
 * Terms are Moodle's: an attempt holds a response to each of its questions; a response has a fraction (0 … 1, sometimes
 * below 0); the mark is the fraction × the question's points; the grade is the sum of marks ÷ the sum of points.
 */
#ifndef TAPHUAN_QUIZ_H
#define TAPHUAN_QUIZ_H

#include "lesson/lesson.h"

#include <glib.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* ---- Responses --------------------------------------------------------------------------------------------- */

/*
 * What was answered to one question, in terms of the lesson as written, never of the order shown.
 *     single        choices = {option}
 *     multiple      choices = the ticked options, ascending
 *     truefalse     choices = per statement 1 true, 0 false, −1 open
 *     order         choices = the options in the order given, the first ones where not all were placed yet
 *     match         choices = per left side the index of the option whose right side was given, or −1
 *     text, number, date, essay   texts = {what was typed}
 *     cloze         texts = per gap what was typed, or the words of the chosen option
 * A response with neither choices nor texts is open (not answered).
 */
struct response {
	GArray *choices;  /* of int; never NULL */
	GPtrArray *texts; /* of char *, owned; never NULL */
	int certainty;    /* 1–3; 0 where not asked */
	int tries;        /* interactive: tries used before this one */
	GArray *earlier;  /* of int, match with tries: the choices of those, one after the other; never NULL */
	bool checked;     /* immediate, interactive: the taker asked whether it is right, and knows */
};

struct response *response_new(void);
struct response *response_copy(const struct response *);
void response_free(struct response *);
typedef struct response Response; /* the capitalised name is for g_autoptr() only */
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Response, response_free)

/* True when nothing was answered: no choice but −1, no text but white space. */
bool response_is_open(const struct response *);
bool response_equal(const struct response *, const struct response *);

/* True when the response can belong to the question: indices in range, no option twice, as many texts as gaps. */
bool response_fits(const struct response *, const struct question *);

/* Makes next the try that follows one which was checked: counts that, and remembers of pairs what it was. */
void response_follow(struct response *next, const struct response *checked, const struct question *);

/* ---- Marking ----------------------------------------------------------------------------------------------- */

enum correctness { MARK_OPEN, MARK_WRONG, MARK_PARTIAL, MARK_RIGHT, MARK_BY_HAND };

/* How a response was marked. */
struct marking {
	struct fraction fraction; /* of the question's points; −1 … 1 */
	enum correctness correctness;
	enum text_match_note { NOTE_NONE, NOTE_ONLY_MARKS } note; /* wrong only by its Vietnamese marks: say so */
	int option; /* single, text, number, date: the option that matched, whose feedback applies; −1 for none */
};

/* True when that choice is right for the left side; −1 never is. */
bool pair_is_right(const struct question *, size_t left, int choice);

/* Marks one response; scoring is the quiz's default for questions that say none. */
struct marking mark_response(const struct question *, const struct response *, enum scoring scoring);

/* ---- Attempts ---------------------------------------------------------------------------------------------- */

enum attempt_state { ATTEMPT_OPEN, ATTEMPT_HANDED_IN };

struct attempt_item {
	const struct question *question;
	int *order; /* the order in which options (of a match: right sides) are shown: n_options of them */
	struct response *response; /* never NULL */
	bool flagged;
};

/*
 * One person's way through a quiz. Its questions and orders follow from the lesson and the seed alone, so that it can
 * be rebuilt from its journal.
 */
struct attempt {
	const struct lesson *lesson; /* must outlive it */
	uint64_t seed;
	int64_t started; /* milliseconds since 1970; 0 where nothing has to be handed in by a time */
	enum attempt_state state;
	struct attempt_item *items;
	size_t n_items;
	size_t current; /* the item shown, for resuming */
};

/* A new open attempt at the lesson's quiz: draws, shuffles, nothing answered. The lesson must have a question. */
struct attempt *attempt_new(const struct lesson *, uint64_t seed);
/*
 * The questions of an attempt that were not answered quite rightly, once more and open, to practise: no time limit, and
 * nothing a store would keep. NULL when all were right.
 */
struct attempt *attempt_practice(const struct attempt *);

void attempt_free(struct attempt *);
typedef struct attempt Attempt; /* the capitalised name is for g_autoptr() only */
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Attempt, attempt_free)

/* The item that asks the question with this id, or −1. */
int attempt_find(const struct attempt *, const char *question_id);

/* Replaces the response of an item by a copy. False (and nothing changed) when it does not fit or the attempt is handed
 * in. */
bool attempt_respond(struct attempt *, size_t item, const struct response *);

/*
 * True when an item cannot be changed any more: its answer was checked and was right, or the mode is immediate, or
 * there is no hint left for another try.
 */
bool attempt_item_finished(const struct attempt *, size_t item);

/* How many items are answered, and flagged. */
size_t attempt_answered(const struct attempt *);
size_t attempt_flagged(const struct attempt *);

void attempt_hand_in(struct attempt *);

/* When an open attempt has to be handed in, milliseconds since 1970; 0 for at any time. */
int64_t attempt_deadline(const struct attempt *);

/* ---- Grades ------------------------------------------------------------------------------------------------ */

struct grade {
	struct fraction marks, points; /* the sums; with certainty, points is 3 × */
	struct fraction grade;         /* marks ÷ points, 0 … 1, exact */
	size_t right, partial, wrong, open, by_hand;
	bool passed;
};

#define GRADE_NONE ((struct grade){.marks = FRACTION_ZERO, .points = FRACTION_ZERO, .grade = FRACTION_ZERO})

/* The grade of a person by the lesson's method, over the grades (n ≥ 1) of the attempts handed in, from the first. */
struct fraction grade_of_attempts(enum grade_method, const struct fraction *grades, size_t n);

/* Marks every item. An essay not yet marked counts 0 and shows in by_hand. */
struct grade attempt_grade(const struct attempt *);

/* The same bit by bit, from GRADE_NONE on: adds an item, whose fraction is returned; and then the sums' grade. */
struct fraction grade_add(struct grade *, const struct quiz_settings *, enum scoring, const struct attempt_item *);
void grade_finish(struct grade *, const struct quiz_settings *);

/*
 * Reads a mark given by hand for a question of so many points: points ("1,5", "3/4") or a per cent ("80%"). False when
 * it is none, or not from nothing to all of them.
 */
bool mark_read(const char *text, struct fraction points, struct fraction *fraction);

/* What a fraction given for the item by hand adds to the marks. */
struct fraction item_mark(const struct quiz_settings *, const struct attempt_item *, struct fraction fraction);

#endif
