/* Statistics where nothing is defined, of generated marks, and of blind answers. */
#include "quiz/statistics.h"

#include <float.h>
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#define CLOSE 1e-9

static void assert_near(double got, double expected)
{
	if (!(fabs(got - expected) < CLOSE))
		fail_msg("%.15g expected, got %.15g", expected, got);
}

static void assert_undefined(double got)
{
	if (!isnan(got))
		fail_msg("nothing defined expected, got %.15g", got);
}

/* Marks without choices. */
static struct statistics *analyse(size_t attempts, size_t questions, const double *marks, const double *maxima)
{
	return statistics_new(&(struct marks_table){
		.n_attempts = attempts, .n_questions = questions, .marks = marks, .maxima = maxima});
}

/* ---- What is not defined ----------------------------------------------------------------------------------- */

static void no_attempt(void **state)
{
	(void)state;
	const double maxima[] = {1, 2};
	g_autoptr(Statistics) statistics = analyse(0, 2, NULL, maxima);
	g_autoptr(Statistics) empty = analyse(0, 0, NULL, NULL);
	const struct item_statistics *item = &statistics->items[1];

	assert_int_equal(statistics->n, 0);
	assert_undefined(statistics->mean);
	assert_undefined(statistics->median);
	assert_undefined(statistics->sd);
	assert_undefined(statistics->skewness);
	assert_undefined(statistics->kurtosis);
	assert_undefined(statistics->consistency);
	assert_undefined(statistics->error_ratio);
	assert_undefined(statistics->standard_error);
	assert_int_equal(item->n, 0);
	assert_undefined(item->guess);
	assert_undefined(item->facility);
	assert_undefined(item->sd);
	assert_undefined(item->intended_weight);
	assert_undefined(item->effective_weight);
	assert_undefined(item->discrimination);
	assert_undefined(item->efficiency);
	assert_int_equal(empty->n_items, 0);
	assert_undefined(empty->mean);
}

static void one_attempt(void **state)
{
	(void)state;
	const double marks[] = {1, 1}, maxima[] = {1, 4};
	g_autoptr(Statistics) statistics = analyse(1, 2, marks, maxima);

	assert_near(statistics->mean, 0.4);
	assert_near(statistics->median, 0.4);
	assert_undefined(statistics->sd);
	assert_undefined(statistics->consistency);
	assert_near(statistics->items[1].facility, 0.25);
	assert_near(statistics->items[1].intended_weight, 0.8);
	assert_undefined(statistics->items[1].sd);
	assert_undefined(statistics->items[1].effective_weight);
	assert_undefined(statistics->items[1].discrimination);
	assert_int_equal(statistics->thirds[THIRD_MIDDLE], 1);
}

/* Two attempts have a spread, three a skewness and α, four a kurtosis. */
static void few_attempts(void **state)
{
	(void)state;
	const double marks[] = {0, 0, 1, 0, 1, 1, 0, 1}, maxima[] = {1, 1};
	g_autoptr(Statistics) two = analyse(2, 2, marks, maxima);
	g_autoptr(Statistics) three = analyse(3, 2, marks, maxima);
	g_autoptr(Statistics) four = analyse(4, 2, marks, maxima);

	assert_near(two->sd, sqrt(0.125));
	assert_undefined(two->skewness);
	assert_undefined(two->consistency);
	assert_near(three->skewness, 0);
	assert_near(three->consistency, 2 * (1 - (1.0 / 3 + 1.0 / 3) / 1));
	assert_undefined(three->kurtosis);
	assert_near(four->kurtosis, 1.5);
	assert_near(four->items[0].discrimination, 0);
	assert_near(four->items[0].efficiency, 0);
}

/* The same marks added up in another order are the same grade, not a spread of one bit. */
static void no_spread(void **state)
{
	(void)state;
	const double third = 1.0 / 3;
	const double marks[] = {0.1, 0.2, 0.3, 0.7, third, 0.1, 0.7, 0.3, 0.2, third,
				0.3, 0.2, 0.7, 0.1, third, 0.2, 0.1, 0.7, 0.3, third};
	const double maxima[] = {1, 1, 1, 1, 1};
	g_autoptr(Statistics) statistics = analyse(4, 5, marks, maxima);

	assert_near(statistics->sd, 0);
	assert_undefined(statistics->skewness);
	assert_undefined(statistics->kurtosis);
	assert_undefined(statistics->consistency);
	assert_undefined(statistics->standard_error);
	assert_true(statistics->items[1].sd > 0.1);
	assert_near(statistics->items[4].facility, third);
	assert_near(statistics->items[4].sd, 0);
	assert_undefined(statistics->items[4].discrimination);
	for (size_t q = 0; q < 5; q++)
		assert_undefined(statistics->items[q].effective_weight);
	assert_int_equal(statistics->thirds[THIRD_MIDDLE], 4);
}

static void maximum_of_nothing(void **state)
{
	(void)state;
	const double marks[] = {0, 1, 0, 0, 0, 1}, maxima[] = {0, 1}, nothing[] = {0, 0}, zeros[6] = {0};
	g_autoptr(Statistics) one = analyse(3, 2, marks, maxima);
	g_autoptr(Statistics) all = analyse(3, 2, zeros, nothing);

	assert_undefined(one->items[0].facility);
	assert_undefined(one->items[0].sd);
	assert_undefined(one->items[0].discrimination);
	assert_near(one->items[0].intended_weight, 0);
	assert_near(one->items[0].effective_weight, 0);
	assert_near(one->items[1].effective_weight, 1);
	assert_undefined(one->items[1].discrimination);
	assert_near(one->mean, 2.0 / 3);
	assert_undefined(one->consistency);
	assert_int_equal(all->n, 0);
	assert_int_equal(all->items[0].n, 3);
	assert_undefined(all->mean);
	assert_undefined(all->items[0].intended_weight);
	assert_undefined(all->items[0].effective_weight);
}

static void a_question_never_asked(void **state)
{
	(void)state;
	const double marks[] = {1, NAN, 1, 0, NAN, 1, 1, NAN, 0, 0, NAN, 0}, maxima[] = {1, 1, 1};
	g_autoptr(Statistics) statistics = analyse(4, 3, marks, maxima);

	assert_int_equal(statistics->items[1].n, 0);
	assert_undefined(statistics->items[1].facility);
	assert_near(statistics->items[1].intended_weight, 0);
	assert_undefined(statistics->items[1].effective_weight);
	assert_near(statistics->mean, 0.5);
	assert_near(statistics->consistency, 0);
}

/* The best order of ½ 0 1 1 with −1 −½ ¼ 1, worked out by hand. */
static void rests_below_nothing(void **state)
{
	(void)state;
	const double marks[] = {0.5, -1, 0, -0.5, 1, 0.25, 1, 1}, maxima[] = {1, 1};
	g_autoptr(Statistics) statistics = analyse(4, 2, marks, maxima);

	assert_near(statistics->items[0].efficiency, 29.0 / 37);
	assert_near(statistics->items[1].efficiency, 29.0 / 37);
}

static void pairs_without_figures(void **state)
{
	(void)state;
	const double all[] = {1, 1, 1}, some[] = {0.5, 0.5, 1}, none[] = {NAN, NAN, NAN};
	g_autoptr(Gains) empty = gains_new(&(struct pairs_table){0});
	g_autoptr(Gains) at_the_top = gains_new(&(struct pairs_table){.n_persons = 3, .pre = all, .post = some});
	g_autoptr(Gains) only_before = gains_new(&(struct pairs_table){.n_persons = 3, .pre = some, .post = none});
	g_autoptr(Gains) one = gains_new(&(struct pairs_table){.n_persons = 1, .pre = some, .post = all});

	assert_int_equal(empty->matched, 0);
	assert_undefined(empty->gain);
	assert_undefined(empty->hake_class);
	assert_undefined(empty->d_av);
	assert_undefined(at_the_top->hake_class);
	assert_undefined(at_the_top->hake_persons);
	assert_int_equal(at_the_top->hake_n, 0);
	assert_int_equal(at_the_top->worse, 2);
	assert_near(at_the_top->gain, -1.0 / 3);
	assert_int_equal(only_before->only_pre, 3);
	assert_near(only_before->only_pre_mean, 2.0 / 3);
	assert_undefined(only_before->only_post_mean);
	assert_undefined(only_before->pre_mean);
	assert_undefined(only_before->gain);
	assert_near(one->hake_class, 1);
	assert_near(one->hake_persons, 1);
	assert_undefined(one->gain_sd);
	assert_undefined(one->d_av);
	assert_undefined(one->d_z);
}

/* Everybody gains the same: the differences have no spread, the grades have. */
static void effect_sizes_apart(void **state)
{
	(void)state;
	const double pre[] = {0.1, 0.3, 0.5}, post[] = {0.2, 0.4, 0.6}, flat[] = {0.3, 0.3, 0.3};
	const double before[] = {0.5, 1, NAN}, after[] = {1, NAN, 1};
	g_autoptr(Gains) gains = gains_new(&(struct pairs_table){.n_persons = 3,
								 .n_questions = 1,
								 .pre = pre,
								 .post = post,
								 .pre_fractions = before,
								 .post_fractions = after});
	g_autoptr(Gains) none = gains_new(&(struct pairs_table){.n_persons = 3, .pre = flat, .post = flat});

	assert_near(gains->d_av, 0.5);
	assert_undefined(gains->d_z);
	assert_int_equal(gains->better, 3);
	assert_int_equal(gains->flows[0].n, 1);
	assert_int_equal(gains->flows[0].wrong_right, 1);
	assert_near(gains->flows[0].pre, 0.5);
	assert_undefined(none->d_av);
	assert_int_equal(none->same, 3);
}

/* ---- Thirds and choices ------------------------------------------------------------------------------------ */

/* Seven grades 0 0 0 1 1 1 1 of one question: two blocks, whose middles stand at 1.5 and 5 of 7. */
static void equal_grades_are_not_parted(void **state)
{
	(void)state;
	const double marks[] = {1, 0, 1, 0, 1, 0, 1}, maximum[] = {1};
	const uint32_t choices[] = {1, 2, 1, 0, 1, 2, 1}, key[] = {1};
	const unsigned n_options[] = {3};
	g_autoptr(Statistics) statistics = statistics_new(&(struct marks_table){.n_attempts = 7,
										.n_questions = 1,
										.marks = marks,
										.maxima = maximum,
										.choices = choices,
										.keys = key,
										.n_options = n_options});
	const struct item_statistics *item = &statistics->items[0];

	assert_int_equal(statistics->thirds[THIRD_LOWER], 3);
	assert_int_equal(statistics->thirds[THIRD_MIDDLE], 0);
	assert_int_equal(statistics->thirds[THIRD_UPPER], 4);
	assert_int_equal(item->options[0].by_third[THIRD_UPPER], 4);
	assert_int_equal(item->options[1].by_third[THIRD_LOWER], 2);
	assert_int_equal(item->open.by_third[THIRD_LOWER], 1);
	assert_int_equal(choice_count_total(&item->options[2]), 0);
}

/* More options than are counted, all of them ticked. */
static void more_options_than_bits(void **state)
{
	(void)state;
	const double marks[] = {1}, maximum[] = {1};
	const uint32_t choices[] = {UINT32_MAX}, key[] = {UINT32_C(1) << 31};
	const unsigned n_options[] = {40};
	struct item_note notes[ITEM_NOTES];
	g_autoptr(Statistics) statistics = statistics_new(&(struct marks_table){.n_attempts = 1,
										.n_questions = 1,
										.marks = marks,
										.maxima = maximum,
										.choices = choices,
										.keys = key,
										.n_options = n_options});

	assert_int_equal(statistics->items[0].n_options, STATISTICS_OPTIONS);
	assert_int_equal(choice_count_total(&statistics->items[0].options[31]), 1);
	assert_int_equal(item_notes(&statistics->items[0], notes), 2);
	assert_int_equal(notes[0].kind, ITEM_NOBODY_WRONG);
	assert_int_equal(notes[1].kind, ITEM_FEW);
}

/* ---- Notes ------------------------------------------------------------------------------------------------- */

/* What is said of an item whose four options were chosen so often; A is right. The first of by_third is all. */
struct note_case {
	size_t all[4], upper[4];
	double facility, discrimination;
	uint32_t key;
	const char *notes; /* a letter a note, in order; see note_letters */
	uint32_t options;  /* of the first note */
};

static const char note_letters[] = "KL-0gw1uf";

static const struct note_case note_cases[] = {
	{{18, 2, 2, 2}, {8, 0, 0, 0}, 0.75, 0.5, 1, "", 0},
	{{1, 9, 0, 0}, {1, 2, 0, 0}, 0.1, 0.1, 1, "Kgw", 2}, /* nine of ten */
	{{2, 8, 0, 0}, {0, 0, 0, 0}, 0.3, 0.2, 1, "", 0},    /* eight of ten; not weak at the border */
	{{0, 0, 5, 0}, {0, 0, 1, 0}, 0, NAN, 1, "K0f", 4},   /* from five answers on */
	{{0, 0, 4, 0}, {0, 0, 1, 0}, 0, NAN, 1, "0f", 0},    /* not from four */
	{{10, 5, 5, 4}, {2, 3, 2, 2}, 0.42, 0.3, 1, "L", 2},
	{{10, 5, 5, 4}, {2, 3, 3, 2}, 0.42, 0.3, 1, "L", 6},
	{{10, 5, 5, 4}, {3, 3, 2, 2}, 0.42, 0.3, 1, "", 0}, /* as many is not more */
	{{10, 5, 5, 4}, {2, 3, 3, 1}, 0.42, 0.3, 3, "", 0}, /* B is right too, and C is chosen by no more */
	{{10, 5, 5, 4}, {5, 0, 0, 0}, 0.42, -0.01, 1, "-", 0},
	{{10, 5, 5, 4}, {5, 0, 0, 0}, 0.25, 0, 1, "gw", 0},
	{{3, 2, 2, 2}, {0, 2, 0, 0}, 0.2, -1, 1, "f", 0},  /* nine are too few for a judgement */
	{{0, 5, 5, 5}, {0, 2, 2, 2}, 0, NAN, 1, "L0", 14}, /* nobody right is more than no better than guessing */
	{{10, 5, 5, 0}, {5, 0, 0, 0}, 0.5, 0.3, 1, "u", 8},
	{{10, 5, 4, 0}, {5, 0, 0, 0}, 0.5, 0.3, 1, "", 0}, /* nineteen: that D was not chosen says nothing */
	{{20, 0, 0, 0}, {5, 0, 0, 0}, 1, NAN, 1, "1", 0},  /* nobody was wrong: nothing about wrong options */
	{{0, 20, 0, 0}, {0, 9, 0, 0}, NAN, NAN, 0, "", 0}, /* a question without a key has none to check */
};

static void notes_and_their_borders(void **state)
{
	(void)state;
	for (size_t i = 0; i < G_N_ELEMENTS(note_cases); i++) {
		const struct note_case *c = &note_cases[i];
		struct choice_count options[4] = {0};
		struct item_statistics item = {
			.guess = 0.25, .n_options = 4, .key = c->key, .options = options, .sd = 0.4};
		struct item_note notes[ITEM_NOTES];
		char said[ITEM_NOTES + 1] = "";

		for (size_t o = 0; o < 4; o++) {
			options[o].by_third[THIRD_UPPER] = c->upper[o];
			options[o].by_third[THIRD_LOWER] = c->all[o] - MIN(c->upper[o], c->all[o]);
			item.n += c->all[o];
			*(c->key >> o & 1 ? &item.right : &item.wrong) += c->all[o];
		}
		item.facility = c->facility;
		item.discrimination = c->discrimination;
		size_t n = item_notes(&item, notes);
		for (size_t j = 0; j < n; j++)
			said[j] = note_letters[notes[j].kind];
		if (strcmp(said, c->notes) != 0 || (n > 0 && notes[0].options != c->options))
			fail_msg("case %zu: %s expected, got %s of %x", i, c->notes, said, n ? notes[0].options : 0);
	}
}

/* ---- Generated marks --------------------------------------------------------------------------------------- */

static uint32_t next_random(uint64_t *state)
{
	*state = *state * 6364136223846793005u + 1442695040888963407u;
	return (uint32_t)(*state >> 33);
}

/* NAN, or within low and high. */
static void assert_within(double value, double low, double high)
{
	if (!isnan(value) && !(value >= low - CLOSE && value <= high + CLOSE))
		fail_msg("%.15g is not within %g and %g", value, low, high);
}

static void check_item(const struct item_statistics *item)
{
	assert_int_equal(item->right + item->partial + item->wrong, item->n);
	assert_within(item->facility, -1, 1);
	assert_within(item->sd, 0, G_SQRT2);
	assert_within(item->intended_weight, 0, 1);
	assert_within(item->effective_weight, 0, 1);
	assert_within(item->discrimination, -1, 1);
	assert_within(item->efficiency, -1e12, 1);
	assert_int_equal(isnan(item->efficiency), isnan(item->discrimination));
	if (!isnan(item->discrimination) && item->discrimination != 0)
		assert_true((item->discrimination > 0) == (item->efficiency > 0));
	for (unsigned option = 0; option < item->n_options; option++)
		assert_true(choice_count_total(&item->options[option]) <= item->n);
}

static void check_whole(const struct statistics *statistics, size_t attempts)
{
	double intended = 0, effective = 0;

	assert_true(statistics->n <= attempts);
	assert_int_equal(statistics->thirds[0] + statistics->thirds[1] + statistics->thirds[2], attempts);
	assert_within(statistics->mean, -1, 1);
	assert_within(statistics->median, -1, 1);
	assert_within(statistics->sd, 0, G_SQRT2);
	assert_within(statistics->skewness, -1e6, 1e6);
	assert_within(statistics->kurtosis, -1e6, 1e6);
	assert_within(statistics->consistency, -DBL_MAX, 1);
	assert_within(statistics->standard_error, 0, 1e6);
	for (size_t q = 0; q < statistics->n_items; q++) {
		const struct item_statistics *item = &statistics->items[q];

		check_item(item);
		intended += isnan(item->intended_weight) ? 0 : item->intended_weight;
		effective += isnan(item->effective_weight) ? 0 : item->effective_weight;
	}
	if (statistics->n > 0)
		assert_near(intended, 1);
	if (effective > 0)
		assert_near(effective, 1);
}

/* Small tables of every kind: holes, maxima of 0, marks below 0, no spread, any choices. */
static void generated_marks_stay_in_range(void **state)
{
	(void)state;
	static const double fractions[] = {-1, -0.25, 0, 0, 1.0 / 3, 0.5, 2.0 / 3, 1, 1, 1};
	static const double points[] = {0, 0.25, 1, 1, 1, 3, 1e6};
	uint64_t random = 5;

	for (int round = 0; round < 3000; round++) {
		double marks[64], maxima[8];
		uint32_t choices[64], keys[8];
		unsigned n_options[8];
		size_t n_questions = next_random(&random) % 8 + 1, attempts = next_random(&random) % 9;
		size_t kinds = next_random(&random) % 2 ? G_N_ELEMENTS(fractions) : 5;
		bool drawn = next_random(&random) % 2;

		for (size_t q = 0; q < n_questions; q++) {
			maxima[q] = points[next_random(&random) % G_N_ELEMENTS(points)];
			keys[q] = next_random(&random);
			n_options[q] = next_random(&random) % 6;
		}
		for (size_t i = 0; i < attempts * n_questions; i++) {
			marks[i] = maxima[i % n_questions] * fractions[next_random(&random) % kinds];
			if (drawn && next_random(&random) % 3 == 0)
				marks[i] = NAN;
			choices[i] = next_random(&random);
		}
		g_autoptr(Statistics) statistics = statistics_new(&(struct marks_table){.n_attempts = attempts,
											.n_questions = n_questions,
											.marks = marks,
											.maxima = maxima,
											.choices = choices,
											.keys = keys,
											.n_options = n_options});
		struct item_note notes[ITEM_NOTES];

		check_whole(statistics, attempts);
		for (size_t q = 0; q < n_questions; q++)
			assert_true(item_notes(&statistics->items[q], notes) <= ITEM_NOTES);
	}
}

/* ---- Guessing ---------------------------------------------------------------------------------------------- */

static struct question question(enum question_type type, struct option *options, size_t n, const char *right)
{
	for (size_t i = 0; i < n; i++)
		options[i] = (struct option){.text = {.text = "x", .len = 1}, .right = right[i] == '1'};
	return (struct question){.id = "q", .type = type, .points = FRACTION_ONE, .options = options, .n_options = n};
}

/*
 * The mean fraction over every way to fill the first n choices with 0 … values − 1, each once where distinct is set:
 * what question_guess_score() says without trying.
 */
static double tried(const struct question *q, size_t n, int values, bool distinct, enum scoring scoring)
{
	double sum = 0;
	size_t ways = 1, counted = 0;

	for (size_t i = 0; i < n; i++)
		ways *= (size_t)values;
	for (size_t way = 0; way < ways; way++) {
		g_autoptr(Response) response = response_new();
		unsigned seen = 0;

		for (size_t i = 0, rest = way; i < n; i++, rest /= (size_t)values) {
			int choice = (int)(rest % (size_t)values);
			seen |= 1u << choice;
			g_array_append_val(response->choices, choice);
		}
		if (distinct && (unsigned)__builtin_popcount(seen) != n)
			continue;
		counted++;
		sum += fraction_double(mark_response(q, response, scoring).fraction);
	}
	return sum / (double)counted;
}

static void guesses_are_what_trying_everything_gives(void **state)
{
	(void)state;
	struct option options[5];
	struct question single = question(QUESTION_SINGLE, options, 4, "0100");
	assert_near(question_guess_score(&single, SCORING_DEFAULT), 0.25);
	options[0].has_weight = true;
	options[0].weight = fraction_make(-1, 3);
	assert_near(question_guess_score(&single, SCORING_DEFAULT), tried(&single, 1, 4, false, SCORING_DEFAULT));
	assert_near(question_guess_score(&single, SCORING_DEFAULT), 1.0 / 6);

	struct question statements = question(QUESTION_TRUEFALSE, options, 4, "0110");
	assert_near(question_guess_score(&statements, SCORING_PARTIAL), 0.5);
	assert_near(question_guess_score(&statements, SCORING_NATIONAL),
		    tried(&statements, 4, 2, false, SCORING_NATIONAL));
	statements.scoring = SCORING_NATIONAL;
	assert_near(question_guess_score(&statements, SCORING_PARTIAL), (4 * 0.1 + 6 * 0.25 + 4 * 0.5 + 1) / 16);

	struct question order = question(QUESTION_ORDER, options, 5, "00000");
	for (enum scoring scoring = SCORING_POSITION; scoring <= SCORING_NEIGHBOURS; scoring++)
		assert_near(question_guess_score(&order, scoring), tried(&order, 5, 5, true, scoring));
	assert_near(question_guess_score(&order, SCORING_ALL), 1.0 / 120);
	assert_near(question_guess_score(&order, SCORING_ALL), tried(&order, 5, 5, true, SCORING_ALL));
	assert_undefined(question_guess_score(&order, SCORING_SUBSEQUENCE));
}

/* Two left sides share a right side, and one right side is a distractor. */
static void guesses_of_pairs_gaps_and_typed_answers(void **state)
{
	(void)state;
	static const char *const right_sides[] = {"a", "a", "b", "c"};
	struct option options[4];
	struct question match = question(QUESTION_MATCH, options, 4, "0000");
	for (size_t i = 0; i < 4; i++)
		options[i].match.text = right_sides[i];
	options[3].text = (struct rich){.text = "", .len = 0};
	assert_near(question_guess_score(&match, SCORING_DEFAULT), tried(&match, 4, 4, false, SCORING_DEFAULT));
	assert_near(question_guess_score(&match, SCORING_DEFAULT), 5.0 / 12);

	struct option words[3] = {{.right = true}, {.right = false}, {.right = false}};
	struct gap gaps[2] = {{.type = QUESTION_SINGLE, .options = words, .n_options = 3}, {.type = QUESTION_TEXT}};
	struct question cloze = {.type = QUESTION_CLOZE, .gaps = gaps, .n_gaps = 2};
	assert_near(question_guess_score(&cloze, SCORING_DEFAULT), 1.0 / 6);

	struct question multiple = question(QUESTION_MULTIPLE, options, 4, "1100");
	assert_undefined(question_guess_score(&multiple, SCORING_DEFAULT));
	struct question typed = {.type = QUESTION_NUMBER};
	assert_near(question_guess_score(&typed, SCORING_DEFAULT), 0);
	struct question empty = {.type = QUESTION_SINGLE};
	assert_undefined(question_guess_score(&empty, SCORING_DEFAULT));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(no_attempt),
		cmocka_unit_test(one_attempt),
		cmocka_unit_test(few_attempts),
		cmocka_unit_test(no_spread),
		cmocka_unit_test(maximum_of_nothing),
		cmocka_unit_test(a_question_never_asked),
		cmocka_unit_test(rests_below_nothing),
		cmocka_unit_test(pairs_without_figures),
		cmocka_unit_test(effect_sizes_apart),
		cmocka_unit_test(equal_grades_are_not_parted),
		cmocka_unit_test(more_options_than_bits),
		cmocka_unit_test(notes_and_their_borders),
		cmocka_unit_test(generated_marks_stay_in_range),
		cmocka_unit_test(guesses_are_what_trying_everything_gives),
		cmocka_unit_test(guesses_of_pairs_gaps_and_typed_answers),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
