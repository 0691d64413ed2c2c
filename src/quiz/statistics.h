/*
 * Statistics of a quiz: item analysis, and before compared with after. Arithmetic over arrays of marks, nothing else.
 *
 * Every figure here is a ratio, never a per cent: where Moodle shows 45.2 %, this is 0.452. A figure that is not
 * defined (nobody answered, no spread, too few) is NAN; never an infinity. Two figures less than 1e-9 of the maximum
 * apart are the same, so that sums of thirds make no spread where there is none.
 */
#ifndef TAPHUAN_STATISTICS_H
#define TAPHUAN_STATISTICS_H

#include "quiz/quiz.h"

/* ---- Marks in ---------------------------------------------------------------------------------------------- */

#define STATISTICS_OPTIONS 32 /* of a question are counted, the rest passed over */

/*
 * The attempts to be analysed: those handed in and not set aside. Item analysis supposes one attempt a person; the
 * first is Moodle's choice. A matrix holds a row an attempt: [attempt * n_questions + question].
 */
struct marks_table {
	size_t n_attempts, n_questions;
	const double *marks;   /* matrix; finite; 0 for a question left open, NAN for one not asked in this attempt */
	const double *maxima;  /* per question, what can be had; ≥ 0 */
	const double *guesses; /* per question, see question_guess_score(); NULL: not known */

	const uint32_t *choices; /* matrix; bit i: option i was ticked; 0: left open. NULL: no choices are looked at */
	const uint32_t *keys;    /* per question; bit i: option i is right (earns something) */
	const unsigned *n_options; /* per question; 0 for one that has no options to tick */
};

/*
 * The mean fraction (−1 … 1) that answering blindly earns, as Moodle's question types have it:
 *     single               the mean fraction of its options
 *     truefalse            each statement by a coin
 *     match                each left side by a draw from the right sides
 *     order                every order equally likely; not defined for scoring=subsequence
 *     cloze                the mean of its gaps: choices as single, typed ones 0
 *     text … essay         0
 *     multiple             not defined: it depends on how many one ticks
 * scoring is the quiz's default, as for mark_response().
 */
double question_guess_score(const struct question *, enum scoring scoring);

/* ---- Item analysis ----------------------------------------------------------------------------------------- */

enum third { THIRD_LOWER, THIRD_MIDDLE, THIRD_UPPER, THIRDS };

/* How many ticked an option, or left the question open, by thirds of the attempts. */
struct choice_count {
	size_t by_third[THIRDS];
};

size_t choice_count_total(const struct choice_count *);

/*
 * A question. The formulas are those of Moodle's documentation "Quiz statistics calculations" (docs.moodle.org/dev)
 * and of its sources question/classes/statistics/questions/ and mod/quiz/report/statistics/classes/calculator.php, with
 *     x   the mark,  m its maximum,  n the attempts that were asked it
 *     T   the sum of the marks of an attempt,  M the sum of the maxima of the questions it asked
 *     X   the rest of the attempt: T − x
 * and V, C for variance and covariance with n − 1. Where questions are drawn, attempts differ in M; so the mark counts
 * as x ÷ m, the attempt as T ÷ M, the rest as X ÷ (M − m). Where all were asked the same, these are Moodle's figures.
 */
struct item_statistics {
	size_t n;                     /* attempts that were asked it */
	size_t right, partial, wrong; /* of these: with the full mark, with something, with nothing or less */

	double guess;    /* random guess score, as it was given; else NAN */
	double facility; /* facility index: mean(x) ÷ m, −1 … 1. Not defined: m = 0, n = 0 */
	double sd;       /* √V(x) ÷ m, ≥ 0. Not defined: m = 0, n < 2 */

	/* Σ m ÷ Σ M over the attempts asked ÷ all attempts: m ÷ M where all were asked the same. 0 … 1, all questions
	 * together 1. Not defined where Σ M = 0. */
	double intended_weight;

	/* √C(x, T) ÷ Σ √C(x, T) over the questions whose covariance is not negative. 0 … 1, these together 1. Not
	 * defined where its own covariance is negative, where nothing varies, and for n < 2. */
	double effective_weight;

	/* C(x, X) ÷ √(V(x) V(X)): the correlation of the mark with the rest, −1 … 1. Not defined: m = 0, n < 2, x or X
	 * without spread, no other question. */
	double discrimination;

	/* C(x, X) ÷ C_max(x, X), where C_max pairs the marks with the rests after sorting both: what the correlation
	 * could be at best with these marks. ≤ 1, can be below −1. Not defined where discrimination is not. */
	double efficiency;

	unsigned n_options;           /* at most STATISTICS_OPTIONS; 0 where no choices were given */
	uint32_t key;                 /* of these options */
	struct choice_count *options; /* n_options of them */
	struct choice_count open;     /* left open; counted where n_options > 0 */
};

struct statistics {
	size_t n; /* attempts with a grade: M > 0 */

	/* Of the grades T ÷ M (which, unlike a grade that is shown, may be below 0). */
	double mean;   /* n ≥ 1 */
	double median; /* the middle one, or the mean of the two in the middle; n ≥ 1 */
	double sd;     /* √V, with n − 1; n ≥ 2 */

	/* k₃ ÷ k₂^(3/2) and k₄ ÷ k₂², Fisher's k-statistics, 0 for the normal distribution (and skewness for any
	 * symmetric one). Defined for n ≥ 3 and n ≥ 4 with spread.
	 *     k₂ = n m₂ ÷ (n−1),  k₃ = n² m₃ ÷ ((n−1)(n−2)),
	 *     k₄ = n² ((n+1) m₄ − 3(n−1) m₂²) ÷ ((n−1)(n−2)(n−3)),  m_i the central moments */
	double skewness, kurtosis;

	/* Coefficient of internal consistency, Cronbach's α: p ÷ (p−1) × (1 − Σ V(x) ÷ V(T)) over the p questions with
	 * a maximum. ≤ 1, can be negative. Defined for n ≥ 3, p ≥ 2, with spread, and only where all attempts asked the
	 * same questions. */
	double consistency;
	double error_ratio;    /* √(1 − α), ≥ 0; where α is defined */
	double standard_error; /* error ratio × sd, in the grade's unit: how far chance moves one grade */

	/*
	 * The attempts by thirds of their grades. Equal grades are never parted: all of them belong to the third in
	 * which the middle of them falls, so the thirds may differ in size. One without a grade is in the middle.
	 */
	size_t thirds[THIRDS];
	unsigned char *third_of; /* an attempt each: enum third */

	struct item_statistics *items;
	size_t n_items;
};

/*
 * Analyses the table: never NULL; with no attempts everything is 0 or NAN. Time grows with the marks, memory beside
 * the table with the attempts: 49 bytes each.
 */
struct statistics *statistics_new(const struct marks_table *);
void statistics_free(struct statistics *);
typedef struct statistics Statistics; /* the capitalised name is for g_autoptr() only */
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Statistics, statistics_free)

/* ---- Notes ------------------------------------------------------------------------------------------------- */

#define NOTES_KEY_FROM    5   /* answers from which the key is doubted */
#define NOTES_FROM        10  /* answers from which a question is judged by its figures */
#define NOTES_UNUSED_FROM 20  /* answers from which an option nobody chose is worth a word */
#define NOTES_WEAK_BELOW  0.2 /* discrimination, by Moodle's "Quiz report statistics" */

/* What a trainer should look at, the gravest first. */
enum item_note_kind {
	ITEM_CHECK_KEY,    /* nine of ten or more chose the same wrong option */
	ITEM_LURES_BEST,   /* a wrong option was chosen by more of the upper third than any right one */
	ITEM_NEGATIVE,     /* negative discrimination: those who did well otherwise did worse here */
	ITEM_NOBODY_RIGHT, /* nobody got anything for it */
	ITEM_GUESS_LEVEL,  /* no better than guessing, though somebody got something */
	ITEM_WEAK,         /* discrimination from 0 to below NOTES_WEAK_BELOW */
	ITEM_NOBODY_WRONG, /* everybody has the full mark */
	ITEM_UNUSED,       /* wrong options nobody chose, while some chose another wrong one */
	ITEM_FEW,          /* fewer answers than NOTES_FROM: figures that say little */
	ITEM_NOTES
};

struct item_note {
	enum item_note_kind kind;
	uint32_t options; /* the options meant: bit i for option i; 0 where the note is of none */
};

/* Fills notes with what is to be said of the item, each kind at most once; returns how many. */
size_t item_notes(const struct item_statistics *, struct item_note notes[ITEM_NOTES]);

/* ---- Before and after -------------------------------------------------------------------------------------- */

/* One row a person, who took the pre-test, the post-test, or both. Matrices are [person * n_questions + question]. */
struct pairs_table {
	size_t n_persons, n_questions; /* questions that stand in both tests */
	const double *pre, *post;      /* grades, ≤ 1; NAN: not taken */
	const double *pre_fractions;   /* matrix: mark ÷ maximum; NAN: not asked; may be NULL where n_questions is 0 */
	const double *post_fractions;  /* the same */
};

/*
 * What became of a question, over those who were asked it in both tests. Right is the full mark; something less is
 * wrong here.
 */
struct flow {
	size_t n;
	size_t wrong_right, right_right, right_wrong, wrong_wrong; /* before, after; their sum is n */
	double pre, post;                                          /* mean fractions; n ≥ 1 */
};

struct gains {
	size_t matched, only_pre, only_post;         /* persons: both tests; drop-outs; late-comers */
	double only_pre_mean, only_post_mean;        /* grades of the unmatched: did the weaker ones stay away? */
	size_t better, same, worse;                  /* of the matched */
	double pre_mean, post_mean, pre_sd, post_sd; /* of the matched; sd with n − 1, for n ≥ 2 */
	double gain, gain_sd;                        /* matched gain: mean and sd of (post − pre), −1 … 1 */

	/*
	 * Hake's normalised gain, the part gained of what could be gained (R. R. Hake, American Journal of Physics 66,
	 * 1998, 64–74); ≤ 1, below 0 for a loss. The two differ: say which (Lei Bao, American Journal of Physics 74,
	 * 2006, 917–922).
	 *     class    <g> = (mean post − mean pre) ÷ (1 − mean pre). Not defined: mean pre = 1
	 *     persons  the mean of g = (post − pre) ÷ (1 − pre) over the hake_n persons whose pre is below 1. A loss
	 *              from just below 1 weighs heavily. Not defined: hake_n = 0
	 */
	double hake_class, hake_persons;
	size_t hake_n;

	/*
	 * Effect size, Cohen's d, of which there are two for pairs (D. Lakens, Frontiers in Psychology 4, 2013, 863):
	 *     d_av  gain ÷ √((pre_sd² + post_sd²) ÷ 2): Cohen's own d for two groups of one size, as Hake has it too
	 *           (Lakens takes the plain mean of the two), comparable with other courses. The one to show
	 *     d_z   gain ÷ gain_sd: what a paired t-test sees, t ÷ √n
	 * Not defined: fewer than two matched, no spread.
	 */
	double d_av, d_z;

	struct flow *flows;
	size_t n_flows; /* n_questions */
};

/* Compares: never NULL; persons with neither test are passed over. */
struct gains *gains_new(const struct pairs_table *);
void gains_free(struct gains *);
typedef struct gains Gains; /* the capitalised name is for g_autoptr() only */
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Gains, gains_free)

#endif
