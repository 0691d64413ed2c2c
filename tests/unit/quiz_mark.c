/* Marks computed by hand, a table a rule. */
#include "quiz/quiz.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#define NO_WEIGHT G_MININT

/* A question of n options; right is a string of 1 and 0, weights (per cent) may be NULL. */
static struct question make(enum question_type type, const char *right, const int *weights, struct option *options)
{
	size_t n = strlen(right);

	for (size_t i = 0; i < n; i++) {
		options[i] = (struct option){.right = right[i] == '1', .weight = FRACTION_ZERO};
		options[i].text.text = "x";
		options[i].text.len = 1;
		if (weights && weights[i] != NO_WEIGHT) {
			options[i].has_weight = true;
			options[i].weight = fraction_make(weights[i], 100);
		}
	}
	return (struct question){.id = "q", .type = type, .points = FRACTION_ONE, .options = options, .n_options = n};
}

/* "0,2,-1" → choices. */
static struct response *choices(const char *text)
{
	struct response *response = response_new();
	g_auto(GStrv) parts = g_strsplit(text, ",", -1);

	for (size_t i = 0; parts[i] && parts[i][0]; i++) {
		int choice = (int)g_ascii_strtoll(parts[i], NULL, 10);
		g_array_append_val(response->choices, choice);
	}
	return response;
}

static struct response *typed(const char *text)
{
	struct response *response = response_new();

	g_ptr_array_add(response->texts, g_strdup(text));
	return response;
}

static void expect(const struct question *question, const char *given, enum scoring scoring, int64_t num, int64_t den)
{
	g_autoptr(Response) response = choices(given);

	assert_true(response_fits(response, question));
	struct marking marking = mark_response(question, response, scoring);
	if (fraction_cmp(marking.fraction, fraction_make(num, den)) != 0)
		fail_msg("response %s: %ld/%ld, not %ld/%ld", given, (long)marking.fraction.num,
			 (long)marking.fraction.den, (long)num, (long)den);
}

static void single(void **state)
{
	(void)state;
	struct option options[4];
	const int weights[] = {NO_WEIGHT, 50, -25, NO_WEIGHT};
	struct question question = make(QUESTION_SINGLE, "1000", weights, options);

	expect(&question, "0", SCORING_DEFAULT, 1, 1);
	expect(&question, "1", SCORING_DEFAULT, 1, 2);
	expect(&question, "2", SCORING_DEFAULT, -1, 4);
	expect(&question, "3", SCORING_DEFAULT, 0, 1);
	expect(&question, "", SCORING_DEFAULT, 0, 1);
}

static void multiple(void **state)
{
	(void)state;
	static const struct {
		const char *right, *given;
		enum scoring scoring;
		int64_t num, den;
	} cases[] = {
		{"11100", "0,1,2", SCORING_PARTIAL, 1, 1},
		{"11100", "0", SCORING_PARTIAL, 1, 3},
		{"11100", "0,1,3", SCORING_PARTIAL, 1, 6},     /* 2/3 − 1/2 */
		{"11100", "0,1,2,3,4", SCORING_PARTIAL, 0, 1}, /* 1 − 1: ticking everything earns nothing */
		{"11100", "3,4", SCORING_PARTIAL, 0, 1},
		{"1110", "0,1,2,3", SCORING_PARTIAL, 1, 2}, /* one wrong option counts as one of two */
		{"111", "0,1,2", SCORING_PARTIAL, 1, 1},
		{"1", "0", SCORING_PARTIAL, 1, 1},
		{"11100", "0,1,2", SCORING_ALL, 1, 1},
		{"11100", "0,1", SCORING_ALL, 0, 1},
		{"11100", "0,1,2,3", SCORING_ALL, 0, 1},
		{"11100", "0,1,3", SCORING_H5P, 1, 3},
		{"11100", "0,3,4", SCORING_H5P, 0, 1},
		{"11100", "0,1,2", SCORING_H5P, 1, 1},
		{"11100", "0,1", SCORING_DEFAULT, 2, 3},
	};

	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
		struct option options[8];
		struct question question = make(QUESTION_MULTIPLE, cases[i].right, NULL, options);
		expect(&question, cases[i].given, cases[i].scoring, cases[i].num, cases[i].den);
	}
}

static void multiple_weights(void **state)
{
	(void)state;
	struct option options[4];
	const int weights[] = {60, 40, -50, NO_WEIGHT};
	struct question question = make(QUESTION_MULTIPLE, "1100", weights, options);

	expect(&question, "0,1", SCORING_WEIGHTS, 1, 1);
	expect(&question, "0", SCORING_WEIGHTS, 3, 5);
	expect(&question, "0,2", SCORING_WEIGHTS, 1, 10);
	expect(&question, "2", SCORING_WEIGHTS, 0, 1);
	expect(&question, "0,1,2,3", SCORING_WEIGHTS, 1, 2);
}

static void thirds_make_a_whole(void **state)
{
	(void)state;
	struct option options[3];
	struct question question = make(QUESTION_MULTIPLE, "111", NULL, options);

	for (size_t i = 0; i < 3; i++) {
		options[i].has_weight = true;
		assert_true(fraction_parse("33.333%", &options[i].weight));
	}
	expect(&question, "0,1,2", SCORING_WEIGHTS, 1, 1);
	expect(&question, "0,1", SCORING_WEIGHTS, 2, 3);
	g_autoptr(Response) all = choices("0,1,2");
	assert_int_equal(mark_response(&question, all, SCORING_WEIGHTS).correctness, MARK_RIGHT);
}

static void statements(void **state)
{
	(void)state;
	struct option options[4];
	struct question question = make(QUESTION_TRUEFALSE, "1010", NULL, options);

	expect(&question, "1,0,1,0", SCORING_DEFAULT, 1, 1);
	expect(&question, "1,0,1,1", SCORING_DEFAULT, 3, 4);
	expect(&question, "1,-1,-1,-1", SCORING_DEFAULT, 1, 4);
	expect(&question, "-1,-1,-1,-1", SCORING_NATIONAL, 0, 1);
	expect(&question, "1,1,0,1", SCORING_NATIONAL, 1, 10);
	expect(&question, "1,0,0,1", SCORING_NATIONAL, 1, 4);
	expect(&question, "1,0,1,1", SCORING_NATIONAL, 1, 2);
	expect(&question, "1,0,1,0", SCORING_NATIONAL, 1, 1);
}

static void order(void **state)
{
	(void)state;
	struct option options[4];
	struct question question = make(QUESTION_ORDER, "0000", NULL, options);

	expect(&question, "0,1,2,3", SCORING_DEFAULT, 1, 1);
	expect(&question, "1,0,2,3", SCORING_POSITION, 1, 2);
	expect(&question, "3,0,1,2", SCORING_POSITION, 0, 1);
	expect(&question, "0,1", SCORING_POSITION, 1, 2); /* only two placed so far */
	expect(&question, "3,0,1,2", SCORING_NEIGHBOURS, 2, 3);
	expect(&question, "3,2,1,0", SCORING_NEIGHBOURS, 0, 1);
	expect(&question, "3,0,1,2", SCORING_SUBSEQUENCE, 3, 4);
	expect(&question, "3,2,1,0", SCORING_SUBSEQUENCE, 1, 4);
	expect(&question, "1,0,2,3", SCORING_ALL, 0, 1);
	expect(&question, "0,1,2,3", SCORING_ALL, 1, 1);
	question.n_options = 1;
	expect(&question, "0", SCORING_NEIGHBOURS, 1, 1);
}

static void match(void **state)
{
	(void)state;
	struct option options[4];
	struct question question = make(QUESTION_MATCH, "0000", NULL, options);
	const char *const right[] = {"a", "b", "a", "c"};

	for (size_t i = 0; i < 4; i++)
		options[i].match = (struct rich){.text = right[i], .len = 1};
	options[3].text.len = 0; /* a distractor */
	expect(&question, "0,1,2,-1", SCORING_DEFAULT, 1, 1);
	expect(&question, "2,1,0,-1", SCORING_DEFAULT, 1, 1); /* the same right side twice */
	expect(&question, "3,1,-1,-1", SCORING_DEFAULT, 1, 3);
	expect(&question, "-1,-1,-1,-1", SCORING_DEFAULT, 0, 1);
}

static void text(void **state)
{
	(void)state;
	struct option options[2];
	const int weights[] = {NO_WEIGHT, 50};
	struct question question = make(QUESTION_TEXT, "11", weights, options);
	static const struct {
		const char *given;
		bool accents, capitals;
		int64_t num, den;
		enum text_match_note note;
	} cases[] = {
		{"Bắc Kạn", false, false, 1, 1, NOTE_NONE},       {"  bắc   kạn.", false, false, 1, 1, NOTE_NONE},
		{"bac kan", false, false, 1, 1, NOTE_NONE},       {"bac kan", true, false, 0, 1, NOTE_ONLY_MARKS},
		{"bắc kan", false, false, 0, 1, NOTE_ONLY_MARKS}, {"Huế", false, false, 1, 2, NOTE_NONE},
		{"Hà Nội", false, false, 0, 1, NOTE_NONE},        {"bắc kạn", false, true, 0, 1, NOTE_ONLY_MARKS},
		{"Bắc  Kạn", false, true, 1, 1, NOTE_NONE},
	};

	options[0].text = (struct rich){.text = "Bắc Kạn", .len = strlen("Bắc Kạn")};
	options[1].text = (struct rich){.text = "Huế", .len = strlen("Huế")};
	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autoptr(Response) response = typed(cases[i].given);
		question.require_accents = cases[i].accents;
		question.require_case = cases[i].capitals;
		struct marking marking = mark_response(&question, response, SCORING_DEFAULT);
		if (fraction_cmp(marking.fraction, fraction_make(cases[i].num, cases[i].den)) != 0)
			fail_msg("case %zu: %s", i, cases[i].given);
		if (!cases[i].capitals)
			assert_int_equal(marking.note, cases[i].note);
	}
}

static void numbers_and_dates(void **state)
{
	(void)state;
	struct option options[1];
	struct question question = make(QUESTION_NUMBER, "1", NULL, options);
	const struct number_key key = {.low = 2.05, .high = 2.15, .unit = "con"};
	const struct date_key day = {2018, 5, 9};
	static const struct {
		const char *given;
		bool right;
	} numbers[] = {{"2,1", true}, {"2.1 con", true}, {"2,1 người", false}, {"2,2", false}, {"hai", false}},
	  dates[] = {{"9/5/2018", true}, {"2018-05-09", true}, {"ngay 9 thang 5 nam 2018", true}, {"5/9/2018", false}};

	question.numbers = &key;
	for (size_t i = 0; i < G_N_ELEMENTS(numbers); i++) {
		g_autoptr(Response) response = typed(numbers[i].given);
		assert_int_equal(mark_response(&question, response, SCORING_DEFAULT).correctness,
				 numbers[i].right ? MARK_RIGHT : MARK_WRONG);
	}
	question.type = QUESTION_DATE;
	question.dates = &day;
	for (size_t i = 0; i < G_N_ELEMENTS(dates); i++) {
		g_autoptr(Response) response = typed(dates[i].given);
		assert_int_equal(mark_response(&question, response, SCORING_DEFAULT).correctness,
				 dates[i].right ? MARK_RIGHT : MARK_WRONG);
	}
}

static void open_and_essay(void **state)
{
	(void)state;
	struct option options[1];
	struct question question = make(QUESTION_ESSAY, "", NULL, options);
	g_autoptr(Response) written = typed("bài viết"), blank = typed(" \t ");

	assert_int_equal(mark_response(&question, written, SCORING_DEFAULT).correctness, MARK_BY_HAND);
	assert_int_equal(mark_response(&question, blank, SCORING_DEFAULT).correctness, MARK_OPEN);
}

static void what_does_not_fit(void **state)
{
	(void)state;
	struct option options[3];
	struct question question = make(QUESTION_MULTIPLE, "110", NULL, options);
	static const char *const bad[] = {"3", "-1", "0,0", "0,1,2,0"};

	for (size_t i = 0; i < G_N_ELEMENTS(bad); i++) {
		g_autoptr(Response) response = choices(bad[i]);
		assert_false(response_fits(response, &question));
	}
	question.type = QUESTION_SINGLE;
	g_autoptr(Response) two = choices("0,1");
	assert_false(response_fits(two, &question));
	g_autoptr(Response) text_for_choice = typed("A");
	assert_false(response_fits(text_for_choice, &question));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(single),
		cmocka_unit_test(multiple),
		cmocka_unit_test(multiple_weights),
		cmocka_unit_test(thirds_make_a_whole),
		cmocka_unit_test(statements),
		cmocka_unit_test(order),
		cmocka_unit_test(match),
		cmocka_unit_test(text),
		cmocka_unit_test(numbers_and_dates),
		cmocka_unit_test(open_and_essay),
		cmocka_unit_test(what_does_not_fit),
	};

	return cmocka_run_group_tests_name("quiz_mark", tests, NULL, NULL);
}
