/* Attempts: drawing, shuffling, states and grades. */
#include "quiz/quiz.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#define N 12

/* N single-choice questions of four options, the first right; every third tagged "a", the others "b". */
struct fixture {
	struct lesson lesson;
	struct question questions[N];
	const struct question *pointers[N];
	struct option options[4];
	char ids[N][8];
};

static const char *const tag_a[] = {"a", NULL};
static const char *const tag_b[] = {"b", NULL};

static void fixture_init(struct fixture *f)
{
	memset(f, 0, sizeof *f);
	for (size_t i = 0; i < 4; i++)
		f->options[i] =
			(struct option){.text = {.text = "x", .len = 1}, .right = i == 0, .weight = FRACTION_ZERO};
	for (size_t i = 0; i < N; i++) {
		g_snprintf(f->ids[i], sizeof f->ids[i], "q%zu", i + 1);
		f->questions[i] = (struct question){.id = f->ids[i],
						    .type = QUESTION_SINGLE,
						    .points = FRACTION_ONE,
						    .options = f->options,
						    .n_options = 4,
						    .tags = i % 3 == 0 ? tag_a : tag_b};
		f->pointers[i] = &f->questions[i];
	}
	f->lesson.questions = f->pointers;
	f->lesson.n_questions = N;
	f->lesson.quiz.pass = fraction_make(1, 2);
	f->lesson.quiz.penalty = fraction_make(1, 3);
}

static void answer(struct attempt *attempt, size_t item, int choice)
{
	g_autoptr(Response) response = response_new();

	g_array_append_val(response->choices, choice);
	assert_true(attempt_respond(attempt, item, response));
}

static void a_seed_gives_the_same_attempt(void **state)
{
	(void)state;
	struct fixture f;
	fixture_init(&f);
	f.lesson.quiz.shuffle_questions = f.lesson.quiz.shuffle_options = true;
	g_autoptr(Attempt) a = attempt_new(&f.lesson, 42), b = attempt_new(&f.lesson, 42),
			   c = attempt_new(&f.lesson, 43);
	bool differs = false;

	assert_int_equal(a->n_items, N);
	for (size_t i = 0; i < N; i++) {
		assert_ptr_equal(a->items[i].question, b->items[i].question);
		assert_memory_equal(a->items[i].order, b->items[i].order, 4 * sizeof(int));
		differs = differs || a->items[i].question != c->items[i].question;
	}
	assert_true(differs);
}

static void every_question_once(void **state)
{
	(void)state;
	struct fixture f;
	fixture_init(&f);
	f.lesson.quiz.shuffle_questions = f.lesson.quiz.shuffle_options = true;

	for (uint64_t seed = 0; seed < 200; seed++) {
		g_autoptr(Attempt) attempt = attempt_new(&f.lesson, seed);
		for (size_t i = 0; i < N; i++) {
			int sum = 0;
			assert_int_equal(attempt_find(attempt, f.ids[i]) >= 0, 1);
			for (size_t o = 0; o < 4; o++)
				sum |= 1 << attempt->items[i].order[o];
			assert_int_equal(sum, 15);
		}
	}
}

static void drawing_by_tag(void **state)
{
	(void)state;
	struct fixture f;
	const struct draw_rule rules[] = {{"a", 2}, {"b", 3}};
	size_t seen[N] = {0};

	fixture_init(&f);
	f.lesson.quiz.draw = rules;
	f.lesson.quiz.n_draw = 2;
	for (uint64_t seed = 0; seed < 300; seed++) {
		g_autoptr(Attempt) attempt = attempt_new(&f.lesson, seed);
		size_t a = 0;
		assert_int_equal(attempt->n_items, 5);
		for (size_t i = 0; i < 5; i++) {
			a += attempt->items[i].question->tags == tag_a;
			seen[attempt->items[i].question - f.questions]++;
		}
		assert_int_equal(a, 2);
	}
	for (size_t i = 0; i < N; i++)
		assert_true(seen[i] > 50); /* 150 expected of four a's, 112 of eight b's */
}

static void the_last_option_stays_last(void **state)
{
	(void)state;
	struct fixture f;
	fixture_init(&f);
	f.lesson.quiz.shuffle_options = true;
	f.options[1].last = true;
	for (uint64_t seed = 0; seed < 50; seed++) {
		g_autoptr(Attempt) attempt = attempt_new(&f.lesson, seed);
		assert_int_equal(attempt->items[0].order[3], 1);
	}
}

static void items_to_order_are_never_shown_in_order(void **state)
{
	(void)state;
	struct fixture f;
	fixture_init(&f);
	f.questions[0].type = QUESTION_ORDER;
	f.questions[0].n_options = 2;
	for (uint64_t seed = 0; seed < 50; seed++) {
		g_autoptr(Attempt) attempt = attempt_new(&f.lesson, seed);
		assert_int_equal(attempt->items[0].order[0], 1);
	}
}

static void grade_and_pass(void **state)
{
	(void)state;
	struct fixture f;
	fixture_init(&f);
	f.questions[0].points = fraction_make(3, 1);
	g_autoptr(Attempt) attempt = attempt_new(&f.lesson, 1);

	answer(attempt, 0, 0);
	for (size_t i = 1; i < 5; i++)
		answer(attempt, i, 0);
	answer(attempt, 5, 2);
	struct grade grade = attempt_grade(attempt);
	assert_int_equal(fraction_cmp(grade.marks, fraction_make(7, 1)), 0);
	assert_int_equal(fraction_cmp(grade.grade, fraction_make(1, 2)), 0); /* 7 of 14: exactly the pass mark */
	assert_true(grade.passed);
	assert_int_equal(grade.right, 5);
	assert_int_equal(grade.wrong, 1);
	assert_int_equal(grade.open, 6);
	answer(attempt, 4, 1);
	assert_false(attempt_grade(attempt).passed);
}

static void a_grade_is_never_below_zero(void **state)
{
	(void)state;
	struct fixture f;
	fixture_init(&f);
	f.options[1].has_weight = true;
	f.options[1].weight = fraction_make(-1, 1);
	g_autoptr(Attempt) attempt = attempt_new(&f.lesson, 1);

	for (size_t i = 0; i < N; i++)
		answer(attempt, i, 1);
	assert_int_equal(fraction_cmp(attempt_grade(attempt).grade, FRACTION_ZERO), 0);
}

static void certainty(void **state)
{
	(void)state;
	static const struct {
		int choice, certainty;
		int64_t marks;
	} cases[] = {{0, 1, 1}, {0, 2, 2}, {0, 3, 3}, {1, 1, 0}, {1, 2, -2}, {1, 3, -6}};
	struct fixture f;
	fixture_init(&f);
	f.lesson.quiz.certainty = true;

	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autoptr(Attempt) attempt = attempt_new(&f.lesson, 1);
		g_autoptr(Response) response = response_new();
		g_array_append_val(response->choices, cases[i].choice);
		response->certainty = cases[i].certainty;
		assert_true(attempt_respond(attempt, 0, response));
		struct grade grade = attempt_grade(attempt);
		assert_int_equal(fraction_cmp(grade.marks, fraction_make(cases[i].marks, 1)), 0);
		assert_int_equal(fraction_cmp(grade.points, fraction_make(3 * N, 1)), 0);
	}
}

static void tries_cost_the_penalty(void **state)
{
	(void)state;
	struct fixture f;
	fixture_init(&f);
	f.lesson.quiz.feedback = FEEDBACK_INTERACTIVE;

	for (int tries = 0; tries <= 4; tries++) {
		g_autoptr(Attempt) attempt = attempt_new(&f.lesson, 1);
		g_autoptr(Response) response = response_new();
		const int right = 0;
		g_array_append_val(response->choices, right);
		response->tries = tries;
		assert_true(attempt_respond(attempt, 0, response));
		assert_int_equal(fraction_cmp(attempt_grade(attempt).marks, fraction_make(MAX(3 - tries, 0), 3)), 0);
	}
}

/* Tries at three pairs and a distractor, the choices of each try by one letter a left side. */
static struct fraction mark_of_pairs(struct fixture *f, const char *const *tries)
{
	g_autoptr(Attempt) attempt = attempt_new(&f->lesson, 1);
	g_autoptr(Response) given = response_new();

	for (size_t t = 0; tries[t]; t++) {
		g_autoptr(Response) next = response_copy(given);
		if (t)
			response_follow(next, given, &f->questions[0]);
		g_array_set_size(next->choices, 0);
		for (const char *letter = tries[t]; *letter; letter++) {
			int choice = *letter == '-' ? -1 : *letter - 'a';
			g_array_append_val(next->choices, choice);
		}
		next->checked = true;
		assert_true(response_fits(next, &f->questions[0]));
		response_free(given);
		given = g_steal_pointer(&next);
	}
	given->checked = false;
	assert_true(attempt_respond(attempt, 0, given));
	return attempt_grade(attempt).marks;
}

/* By hand: each pair counts a third; after a wrong try a third of it is lost. */
static void a_pair_loses_only_by_its_own_tries(void **state)
{
	static const struct {
		const char *tries[5];
		int num, den;
	} cases[] = {
		{{"abc-"}, 1, 1},
		{{"abd-", "abc-"}, 8, 9},                 /* 1 + 1 + 2/3 */
		{{"bad-", "abd-", "abc-"}, 5, 9},         /* 2/3 + 2/3 + 1/3 */
		{{"abd-", "abd-", "abd-"}, 2, 3},         /* right from the first, the third never */
		{{"abc-", "bac-", "abc-"}, 5, 9},         /* what was right and then wrong has to be right again */
		{{"bac-", "bac-", "bac-", "abc-"}, 1, 3}, /* three thirds lost is all */
		{{"----", "abc-"}, 2, 3},
	};

	(void)state;
	struct fixture f;
	fixture_init(&f);
	struct option pairs[] = {
		{.text = {"1", 1, NULL, 0}, .match = {"a", 1, NULL, 0}},
		{.text = {"2", 1, NULL, 0}, .match = {"b", 1, NULL, 0}},
		{.text = {"3", 1, NULL, 0}, .match = {"c", 1, NULL, 0}},
		{.text = {"", 0, NULL, 0}, .match = {"d", 1, NULL, 0}},
	};
	f.lesson.quiz.feedback = FEEDBACK_INTERACTIVE;
	f.questions[0].type = QUESTION_MATCH;
	f.questions[0].options = pairs;
	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
		struct fraction marks = mark_of_pairs(&f, cases[i].tries);

		if (fraction_cmp(marks, fraction_make(cases[i].num, cases[i].den)) != 0)
			fail_msg("case %zu: %d/%d", i, (int)marks.num, (int)marks.den);
	}
}

static void earlier_tries_that_cannot_be_do_not_fit(void **state)
{
	(void)state;
	struct fixture f;
	fixture_init(&f);
	g_autoptr(Response) response = response_new();
	const int one = 1, far = 4, choices[] = {0, 1, 2, 3};

	f.questions[0].type = QUESTION_MATCH;
	g_array_append_vals(response->choices, choices, 4);
	g_array_append_vals(response->earlier, choices, 4);
	assert_false(response_fits(response, &f.questions[0])); /* of no try */
	response->tries = 1;
	assert_true(response_fits(response, &f.questions[0]));
	g_array_append_val(response->earlier, one);
	assert_false(response_fits(response, &f.questions[0]));
	g_array_set_size(response->earlier, 3);
	g_array_append_val(response->earlier, far);
	assert_false(response_fits(response, &f.questions[0]));
}

static void nothing_changes_after_handing_in(void **state)
{
	(void)state;
	struct fixture f;
	fixture_init(&f);
	g_autoptr(Attempt) attempt = attempt_new(&f.lesson, 1);
	g_autoptr(Response) response = response_new();
	const int choice = 1;

	answer(attempt, 0, 0);
	attempt_hand_in(attempt);
	g_array_append_val(response->choices, choice);
	assert_false(attempt_respond(attempt, 0, response));
	assert_int_equal(g_array_index(attempt->items[0].response->choices, int, 0), 0);
}

static void the_time_limit_counts_from_the_start(void **state)
{
	(void)state;
	struct fixture f;
	fixture_init(&f);
	g_autoptr(Attempt) attempt = attempt_new(&f.lesson, 1);

	attempt->started = 5000;
	assert_int_equal(attempt_deadline(attempt), 0);
	f.lesson.quiz.time_limit = 60;
	assert_int_equal(attempt_deadline(attempt), 65000);
	attempt_hand_in(attempt);
	assert_int_equal(attempt_deadline(attempt), 0);
}

static void what_was_wrong_or_open_is_practised(void **state)
{
	(void)state;
	struct fixture f;
	fixture_init(&f);
	g_autoptr(Attempt) attempt = attempt_new(&f.lesson, 1);

	for (size_t i = 0; i + 2 < N; i++)
		answer(attempt, i, 0);
	answer(attempt, N - 1, 3);
	attempt_hand_in(attempt);
	g_autoptr(Attempt) practice = attempt_practice(attempt);
	assert_int_equal(practice->n_items, 2);
	assert_string_equal(practice->items[0].question->id, "q11");
	assert_string_equal(practice->items[1].question->id, "q12");
	assert_int_equal(practice->state, ATTEMPT_OPEN);
	assert_int_equal(attempt_answered(practice), 0);
	answer(practice, 0, 0);
	answer(practice, 1, 0);
	assert_null(attempt_practice(practice));
}

static void the_grade_so_far(void **state)
{
	(void)state;
	const struct fraction grades[] = {fraction_make(1, 2), fraction_make(1, 1), fraction_make(1, 4)};
	const struct {
		enum grade_method method;
		struct fraction expected;
	} rows[] = {{GRADE_HIGHEST, {1, 1}}, {GRADE_FIRST, {1, 2}}, {GRADE_LAST, {1, 4}}, {GRADE_AVERAGE, {7, 12}}};

	for (size_t i = 0; i < G_N_ELEMENTS(rows); i++)
		assert_int_equal(fraction_cmp(grade_of_attempts(rows[i].method, grades, 3), rows[i].expected), 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_seed_gives_the_same_attempt),
		cmocka_unit_test(every_question_once),
		cmocka_unit_test(drawing_by_tag),
		cmocka_unit_test(the_last_option_stays_last),
		cmocka_unit_test(items_to_order_are_never_shown_in_order),
		cmocka_unit_test(grade_and_pass),
		cmocka_unit_test(a_grade_is_never_below_zero),
		cmocka_unit_test(certainty),
		cmocka_unit_test(tries_cost_the_penalty),
		cmocka_unit_test(a_pair_loses_only_by_its_own_tries),
		cmocka_unit_test(earlier_tries_that_cannot_be_do_not_fit),
		cmocka_unit_test(nothing_changes_after_handing_in),
		cmocka_unit_test(the_time_limit_counts_from_the_start),
		cmocka_unit_test(what_was_wrong_or_open_is_practised),
		cmocka_unit_test(the_grade_so_far),
	};

	return cmocka_run_group_tests_name("quiz_attempt", tests, NULL, NULL);
}
