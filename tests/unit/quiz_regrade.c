/* Attempts in terms of a lesson whose keys, options and questions were mended. */
#include "quiz/answer.h"
#include "quiz/regrade.h"

#include <locale.h>
#include <setjmp.h>
#include <stdarg.h>
#include <string.h>

#include <cmocka.h>

static struct lesson *parse(const char *body)
{
	g_autoptr(Diagnostics) diags = diagnostics_new();
	struct lesson *lesson = lesson_parse(body, strlen(body), "bai.md", NULL, diags);

	assert_non_null(lesson);
	assert_int_equal(diags->errors, 0);
	return lesson;
}

struct outcome {
	enum carried how;
	struct fraction before, after; /* of the one question */
	char *answer;                  /* as the letters of the carried attempt */
};

/* Answers the only question of was by its letters, and carries that over to is. */
static struct outcome carry(const char *was, const char *answer, const char *is)
{
	g_autoptr(Lesson) then = parse(was), now = parse(is);
	g_autoptr(Attempt) from = attempt_new(then, 3);
	g_autoptr(Response) response = response_new();
	g_autofree char *problem = answer_read(&from->items[0], answer, response);
	struct outcome outcome = {.how = CARRIED};

	assert_null(problem);
	assert_true(attempt_respond(from, 0, response));
	outcome.before = attempt_grade(from).grade;
	g_autoptr(Attempt) carried = attempt_carry(from, now, &outcome.how);
	outcome.after = attempt_regrade(carried, from, &outcome.how, &(struct fraction){0, 1}).grade;
	outcome.answer = answer_text(&carried->items[0], carried->items[0].response);
	assert_true(response_fits(carried->items[0].response, carried->items[0].question));
	return outcome;
}

#define SINGLE(options)   "## Hỏi\n<!-- quiz id=mot -->\n\n" options
#define TYPED(type, body) "## Hỏi\n<!-- quiz id=mot type=" type " -->\n\n" body

static void answers_follow_their_words(void **state)
{
	(void)state;
	static const struct {
		const char *was, *answer, *is;
		enum carried how;
		struct fraction before, after;
		const char *letters;
	} cases[] = {
		/* The key was wrong. */
		{SINGLE("1. [x] a\n2. [ ] b\n"), "B", SINGLE("1. [ ] a\n2. [x] b\n"), CARRIED, {0, 1}, {1, 1}, "B"},
		/* The options stand in another order; the letter is still that of the paper. */
		{SINGLE("1. [x] a\n2. [ ] b\n3. [ ] c\n"),
		 "C",
		 SINGLE("1. [x] c\n2. [ ] a\n3. [ ] b\n"),
		 CARRIED,
		 {0, 1},
		 {1, 1},
		 "C"},
		/* One has other words. */
		{SINGLE("1. [x] aa\n2. [ ] b\n"),
		 "A",
		 SINGLE("1. [ ] b\n2. [x] a\n"),
		 CARRIED_REWORDED,
		 {1, 1},
		 {1, 1},
		 "A"},
		/* Two have: which is which? */
		{SINGLE("1. [x] aa\n2. [ ] bb\n3. [ ] c\n"),
		 "A",
		 SINGLE("1. [ ] b\n2. [x] a\n3. [ ] c\n"),
		 CARRIED_CHANGED,
		 {1, 1},
		 {1, 1},
		 "A"},
		{SINGLE("1. [x] a\n2. [ ] b\n"),
		 "A",
		 SINGLE("1. [x] a\n2. [ ] b\n3. [ ] c\n"),
		 CARRIED_CHANGED,
		 {1, 1},
		 {1, 1},
		 "A"},
		{SINGLE("1. [x] a\n2. [ ] b\n"),
		 "A",
		 "## Hỏi\n<!-- quiz id=hai -->\n\n1. [ ] a\n2. [x] b\n",
		 CARRIED_GONE,
		 {1, 1},
		 {1, 1},
		 "A"},
		/* A single answer becomes one of several, and several cannot become one. */
		{SINGLE("1. [x] a\n2. [ ] b\n"), "B", SINGLE("- [x] a\n- [x] b\n"), CARRIED, {0, 1}, {1, 2}, "B"},
		{SINGLE("- [x] a\n- [x] b\n- [ ] c\n"),
		 "AB",
		 SINGLE("1. [x] a\n2. [ ] b\n3. [ ] c\n"),
		 CARRIED_CHANGED,
		 {1, 1},
		 {1, 1},
		 "AB"},
		{SINGLE("- [x] a\n- [ ] b\n- [x] c\n"),
		 "BC",
		 SINGLE("- [x] c\n- [x] b\n- [ ] a\n"),
		 CARRIED,
		 {0, 1},
		 {1, 1},
		 "BC"},
		/* True or false, by statement. */
		{TYPED("tf", "- [x] a\n- [ ] b\n"),
		 "TT",
		 TYPED("tf", "- [x] b\n- [ ] a\n"),
		 CARRIED,
		 {1, 2},
		 {1, 2},
		 "TT"},
		{TYPED("tf", "- [x] a\n- [ ] b\n"),
		 "TF",
		 TYPED("tf", "- [x] b\n- [ ] a\n"),
		 CARRIED,
		 {1, 1},
		 {0, 1},
		 "TF"},
		/* What is typed stays as it is typed. */
		{SINGLE("[[Bắc Kạn]]\n"), "Hà Nội", SINGLE("[[Hà Nội | Thủ đô]]\n"), CARRIED, {0, 1}, {1, 1}, "Hà Nội"},
		{SINGLE("[[= 2]]\n"), "2,1", SINGLE("[[= 2,1]]\n"), CARRIED, {0, 1}, {1, 1}, "2,1"},
		{SINGLE("[[= 2]]\n"), "2,1", SINGLE("[[2,1]]\n"), CARRIED_CHANGED, {0, 1}, {0, 1}, "2,1"},
		{SINGLE("Có [[a]] và [[b]].\n"),
		 "a; c",
		 SINGLE("Có [[a]] và [[c]].\n"),
		 CARRIED,
		 {1, 2},
		 {1, 1},
		 "a; c"},
		{SINGLE("Có [[a]] và [[b]].\n"),
		 "a; c",
		 SINGLE("Có [[a]], [[b]], [[c]].\n"),
		 CARRIED_CHANGED,
		 {1, 2},
		 {1, 2},
		 "a; c"},
	};

	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
		struct outcome outcome = carry(cases[i].was, cases[i].answer, cases[i].is);
		g_autofree char *answer = outcome.answer;
		if (outcome.how != cases[i].how || fraction_cmp(outcome.before, cases[i].before) != 0 ||
		    fraction_cmp(outcome.after, cases[i].after) != 0)
			fail_msg("case %zu: %d, %g before, %g after", i, outcome.how, fraction_double(outcome.before),
				 fraction_double(outcome.after));
		assert_string_equal(answer, cases[i].letters);
	}
}

/* Gives each item of the only question the response, whatever letters it has. */
static struct fraction regraded(const char *was, const int *choices, size_t n, const char *is, enum carried expected)
{
	g_autoptr(Lesson) then = parse(was), now = parse(is);
	g_autoptr(Attempt) from = attempt_new(then, 3);
	g_autoptr(Response) response = response_new();
	struct fraction fraction;
	enum carried how;

	g_array_append_vals(response->choices, choices, (unsigned int)n);
	assert_true(attempt_respond(from, 0, response));
	g_autoptr(Attempt) carried = attempt_carry(from, now, &how);
	attempt_regrade(carried, from, &how, &fraction);
	assert_int_equal(how, expected);
	g_autofree char *before = answer_text(&from->items[0], response);
	g_autofree char *after = answer_text(&carried->items[0], carried->items[0].response);
	/* Left sides are numbered as they are written. */
	if (from->items[0].question->type != QUESTION_MATCH)
		assert_string_equal(before, after);
	return fraction;
}

/* In a sequence and in pairs the key is how they are written. */
static void the_written_order_is_the_key(void **state)
{
	(void)state;
	static const char was[] = TYPED("order", "1. a\n2. b\n3. c\n"), is[] = TYPED("order", "1. b\n2. a\n3. c\n");
	static const char pairs[] = SINGLE("- Một -> lẻ\n- Hai -> chẵn\n- Ba -> nhiều\n");
	static const char swapped[] = SINGLE("- Hai -> lẻ\n- Một -> chẵn\n- Ba -> nhiều\n");
	static const char mended[] = SINGLE("- Một -> chẵn\n- Hai -> lẻ\n- Ba -> rất nhiều\n");
	static const int in_order[] = {0, 1, 2}, other[] = {1, 0, 2}, part[] = {1, -1, -1};

	assert_int_equal(fraction_cmp(regraded(was, other, 3, is, CARRIED), FRACTION_ONE), 0);
	assert_int_equal(fraction_cmp(regraded(was, in_order, 3, is, CARRIED), fraction_make(1, 3)), 0);
	assert_int_equal(fraction_cmp(regraded(pairs, other, 3, swapped, CARRIED), FRACTION_ONE), 0);
	assert_int_equal(fraction_cmp(regraded(pairs, in_order, 3, swapped, CARRIED), fraction_make(1, 3)), 0);
	assert_int_equal(fraction_cmp(regraded(pairs, part, 3, swapped, CARRIED), fraction_make(1, 3)), 0);
	assert_int_equal(fraction_cmp(regraded(pairs, other, 3, mended, CARRIED_REWORDED), FRACTION_ONE), 0);
}

/* What is left as it was is marked by the rule that held then, and counts as much as then. */
static void what_is_left_keeps_its_rule(void **state)
{
	(void)state;
	g_autoptr(Lesson) then = parse("---\nquiz: {scoring: partial}\n---\n" SINGLE("- [x] a\n- [x] b\n- [ ] c\n"));
	g_autoptr(Lesson) now = parse("---\nquiz: {scoring: all, pass: 40%}\n---\n" SINGLE("- [x] a\n- [x] b\n"));
	g_autoptr(Attempt) from = attempt_new(then, 1);
	g_autoptr(Response) response = response_new();
	const int choice = 0;
	struct fraction fraction;
	enum carried how;

	g_array_append_val(response->choices, choice);
	assert_true(attempt_respond(from, 0, response));
	assert_false(attempt_grade(from).passed && fraction_cmp(attempt_grade(from).grade, FRACTION_ONE) == 0);
	g_autoptr(Attempt) carried = attempt_carry(from, now, &how);
	struct grade grade = attempt_regrade(carried, from, &how, &fraction);
	assert_int_equal(how, CARRIED_CHANGED);
	assert_int_equal(fraction_cmp(fraction, fraction_make(1, 2)), 0);
	assert_int_equal(fraction_cmp(grade.grade, fraction_make(1, 2)), 0);
	assert_true(grade.passed);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(answers_follow_their_words),
		cmocka_unit_test(the_written_order_is_the_key),
		cmocka_unit_test(what_is_left_keeps_its_rule),
	};

	setlocale(LC_ALL, "C.UTF-8");
	return cmocka_run_group_tests_name("quiz_regrade", tests, NULL, NULL);
}
