/* Answers in letters, and lines of answers given on paper. */
#include "quiz/answer.h"
#include "quiz/paper.h"
#include "text/text.h"

#include <locale.h>
#include <setjmp.h>
#include <stdarg.h>
#include <string.h>

#include <cmocka.h>

static struct lesson *types;

static int load(void **state)
{
	(void)state;
	g_autoptr(Diagnostics) diags = diagnostics_new();

	types = lesson_load(SOURCE_DIR "/tests/data/lessons/types.md", diags, NULL);
	return types && diags->errors == 0 ? 0 : -1;
}

static int unload(void **state)
{
	(void)state;
	lesson_free(types);
	return 0;
}

static struct attempt_item *item_of(struct attempt *attempt, const char *id)
{
	int at = attempt_find(attempt, id);

	assert_true(at >= 0);
	return &attempt->items[at];
}

/* ---- One answer -------------------------------------------------------------------------------------------- */

/* What is read is written the same again, or as written says. */
static void reads(struct attempt *attempt, const char *id, const char *text, const char *written)
{
	const struct attempt_item *item = item_of(attempt, id);
	g_autoptr(Response) response = response_new();
	g_autofree char *problem = answer_read(item, text, response);

	if (problem)
		fail_msg("%s “%s”: %s", id, text, problem);
	assert_true(response_fits(response, item->question));
	g_autofree char *again = answer_text(item, response);
	assert_string_equal(again, written);
	g_autoptr(Response) second = response_new();
	g_autofree char *no_problem = *again ? answer_read(item, again, second) : NULL;
	assert_null(no_problem);
	assert_true(answers_agree(response, second));
}

static void refuses(struct attempt *attempt, const char *id, const char *text, const char *why)
{
	g_autoptr(Response) response = response_new();
	g_autofree char *problem = answer_read(item_of(attempt, id), text, response);

	if (!problem || !strstr(problem, why))
		fail_msg("%s “%s”: %s", id, text, problem ? problem : "read");
}

static void every_type_is_read_and_written(void **state)
{
	(void)state;
	g_autoptr(Attempt) attempt = attempt_new(types, 1);

	reads(attempt, "mot", "b", "B");
	reads(attempt, "nhieu", "c, a", "AC");
	reads(attempt, "dung", "TFTF", "TFTF");
	reads(attempt, "dung", "đ s 1 0", "TFTF");
	reads(attempt, "dung", "txt-", "TxTx");
	reads(attempt, "xep", "cab", "CAB");
	reads(attempt, "xep", "ba", "BA");
	reads(attempt, "noi", "1b 2a 3c", "1B 2A 3C");
	reads(attempt, "noi", "bac", "1B 2A 3C");
	reads(attempt, "noi", "3a", "1x 2x 3A");
	reads(attempt, "noi", "xx-", "");
	reads(attempt, "chu", "Bắc Kạn", "Bắc Kạn");
	reads(attempt, "so", "2,1", "2,1");
	reads(attempt, "cho", "21-NQ/TW; thap ;2,1", "21-NQ/TW; thấp; 2,1");
	reads(attempt, "cho", "x; c; -", "; cao; ");
	reads(attempt, "noigi", "Một câu.", "Một câu.");
}

static void what_cannot_be_an_answer_is_told(void **state)
{
	(void)state;
	g_autoptr(Attempt) attempt = attempt_new(types, 1);

	refuses(attempt, "mot", "d", "“D” is none of its letters, which are A to C");
	refuses(attempt, "mot", "ab", "only one letter");
	refuses(attempt, "mot", "", "none of its letters");
	refuses(attempt, "mot", "?", "none of its letters");
	refuses(attempt, "nhieu", "aa", "the letter A stands here twice");
	refuses(attempt, "nhieu", "ax", "none of its letters");
	refuses(attempt, "dung", "tft", "4 parts to answer, and here are 3");
	refuses(attempt, "dung", "tfty", "neither T for true nor F for false");
	refuses(attempt, "noi", "ab", "3 parts to answer, and here are 2");
	refuses(attempt, "noi", "abd", "none of its letters");
	refuses(attempt, "noi", "4a", "a number from 1 to 3");
	refuses(attempt, "noi", "1", "none of its letters");
	refuses(attempt, "noi", "1ab", "a number from 1 to 3");
	refuses(attempt, "noi", "99999999999999999999a", "a number from 1 to 3");
	refuses(attempt, "cho", "a; b", "3 gaps, and here are 2 texts");
	refuses(attempt, "cho", "a; vừa; c", "“vừa” is none of the choices of gap 2");
}

/* The same words on the right of two pairs stand on paper once, and either pair is right. */
static void letters_of_pairs_are_those_on_paper(void **state)
{
	(void)state;
	static const char source[] = "## Nối\n<!-- quiz id=noi -->\n\n- Một -> lẻ\n- Hai -> chẵn\n- Ba -> lẻ\n";
	g_autoptr(Diagnostics) diags = diagnostics_new();
	g_autoptr(Lesson) lesson = lesson_parse(source, strlen(source), "a.md", NULL, diags);

	for (uint64_t seed = 0; seed < 20; seed++) {
		g_autoptr(Attempt) attempt = attempt_new(lesson, seed);
		const struct question *question = attempt->items[0].question;
		g_autoptr(GArray) sides = question_right_sides(question, attempt->items[0].order);
		bool odd_first = strcmp(question->options[g_array_index(sides, int, 0)].match.text, "lẻ") == 0;
		g_autoptr(Response) response = response_new();
		assert_int_equal(sides->len, 2);
		g_autofree char *problem = answer_read(&attempt->items[0], odd_first ? "ABA" : "BAB", response);
		assert_null(problem);
		assert_int_equal(mark_response(question, response, SCORING_DEFAULT).correctness, MARK_RIGHT);
		g_autofree char *again = answer_text(&attempt->items[0], response);
		assert_string_equal(again, odd_first ? "1A 2B 3A" : "1B 2A 3B");
	}
}

static void whole_answers_need_no_further_key(void **state)
{
	(void)state;
	static const struct {
		const char *id, *text;
		bool whole;
	} cases[] = {
		{"mot", "", false},     {"mot", "a", true},    {"nhieu", "abc", false}, {"dung", "tft", false},
		{"dung", "tftf", true}, {"xep", "ab", false},  {"xep", "abc", true},    {"noi", "abc", true},
		{"noi", "1a2b", false}, {"chu", "abc", false}, {"cho", "a;b;c", false},
	};
	g_autoptr(Attempt) attempt = attempt_new(types, 1);

	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++)
		assert_int_equal(answer_is_whole(item_of(attempt, cases[i].id)->question, cases[i].text),
				 cases[i].whole);
}

/* Any bytes at all: read or refused, and what is read fits. */
static void hostile_answers_are_read_or_refused(void **state)
{
	(void)state;
	GRand *rand = g_rand_new_with_seed(5);
	g_autoptr(Attempt) attempt = attempt_new(types, 9);

	for (int round = 0; round < 4000; round++) {
		char bytes[24];
		size_t len = (size_t)g_rand_int_range(rand, 0, (int)sizeof(bytes));
		for (size_t i = 0; i < len; i++)
			bytes[i] = (char)(round % 2 ? "abcdxtf-0123 ;,"[g_rand_int_range(rand, 0, 15)]
						    : (char)g_rand_int(rand));
		g_autofree char *text = text_repair(bytes, len, NULL);
		for (size_t i = 0; i < attempt->n_items; i++) {
			g_autoptr(Response) response = response_new();
			g_autofree char *problem = answer_read(&attempt->items[i], text, response);
			if (!problem)
				assert_true(response_fits(response, attempt->items[i].question));
		}
	}
	g_rand_free(rand);
}

/* ---- Lines ------------------------------------------------------------------------------------------------- */

static const char three[] = "---\ntitle: Ba câu\n---\n"
			    "## Một\n<!-- quiz id=mot -->\n\n1. [x] a\n2. [ ] b\n\n"
			    "## Hai\n<!-- quiz id=hai -->\n\n- [x] a\n- [x] b\n- [ ] c\n- [ ] d\n\n"
			    "## Ba\n<!-- quiz id=ba -->\n\n[[2,1 con]]\n";

/* Reads the lines; of those understood, "WHO[#NUMBER]=ANSWER/ANSWER/ANSWER;" in got, of the others "L:C message". */
static char *typed(const char *text)
{
	g_autoptr(Diagnostics) diags = diagnostics_new(), ignored = diagnostics_new();
	g_autoptr(Lesson) lesson = lesson_parse(three, strlen(three), "a.md", NULL, ignored);
	g_autoptr(GPtrArray) lines = paper_read(text, "giay", diags);
	GString *got = g_string_new(NULL);

	for (unsigned int i = 0; i < lines->len; i++) {
		const struct paper_line *line = lines->pdata[i];
		g_autoptr(Attempt) attempt = attempt_new(lesson, 1);
		if (!paper_respond(attempt, line, "giay", diags))
			continue;
		g_string_append(got, line->who);
		if (line->has_number)
			g_string_append_printf(got, "#%" G_GUINT64_FORMAT, (guint64)line->number);
		for (size_t q = 0; q < attempt->n_items; q++) {
			g_autofree char *answer = answer_text(&attempt->items[q], attempt->items[q].response);
			g_string_append_printf(got, "%c%s", q ? '/' : '=', answer);
		}
		g_string_append_c(got, ';');
	}
	for (unsigned int i = 0; i < diags->items->len; i++) {
		const struct diagnostic *diag = diags->items->pdata[i];
		g_string_append_printf(got, "%d:%d %s;", diag->line, diag->column, diag->message);
	}
	return g_string_free(got, FALSE);
}

static void a_line_a_person(void **state)
{
	(void)state;
	static const struct {
		const char *text, *got;
	} cases[] = {
		{"", ""},
		{"\n  \n\t\n", ""},
		{"dung ha: 1 A, 2 BD, 3 x", "dung ha=A/BD/;"},
		{"dung ha:1a,2bd,3-\n\n anh  nong : 3 con, 1b, 2X ", "dung ha=A/BD/;anh nong=B//con;"},
		{"BK-07 #17: A, BD, \"2,1 con\"", "BK-07#17=A/BD/2,1 con;"},
		{"#18446744073709551615 an: b, x, “x”,", "an#18446744073709551615=B//x;"},
		{"an: a, b, \"nói \"\"2,1\"\" con\"", "an=A/B/nói \"2,1\" con;"},
		{"an: 2 b, x, 1 a", "an=A/B/;"},
		{"dung ha", "1:8 a colon is missing between the name and the answers;"},
		{" : 1 a, 2 b, 3 c", "1:2 there is no name before the colon;"},
		{"an #x: 1 a, 2 b, 3 c", "1:4 “#x” is no number of a paper, such as #17;"},
		{"an: 1 a, 2 b", "1:1 these questions are not answered: 3;"},
		{"an:", "1:1 these questions are not answered: 1, 2, 3;"},
		{"an: 1 a, 2 b, 3 x, 4 a", "1:20 the paper has no question 4, only 1 to 3;"},
		{"an: 0 a, 1 b", "1:5 the paper has no question 0, only 1 to 3;"},
		{"an: 99999999999 a", "1:5 the paper has no question 100000, only 1 to 3;"},
		{"an: 1 a, 1 b, 2 c, 3 x", "1:10 question 1 is answered twice;"},
		{"an: 1 c, 2 be, 3 x", "1:5 question 1: “C” is none of its letters, which are A to B;"
				       "1:10 question 2: “E” is none of its letters, which are A to D;"},
		{"an: 1 a, 2 , 3 x", "1:10 there is no answer behind the number 2;"},
		{"an: 1 a, 2 b, 3 2,1", "1:19 there is no answer behind the number 1;"},
		{"an: 1 a, 2 b, 3 \"2,1", "1:17 the quotation mark is not closed;"},
		{"an: 1 a, 2 b, 3 \"2\" 1", "1:21 a comma is missing behind the quotation mark;"},
		{"Ánh: 1 ệ\nHà: a, b, x", "Hà=A/B/;1:6 question 1: “E” is none of its letters, which are A to B;"},
	};

	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autofree char *got = typed(cases[i].text);
		assert_string_equal(got, cases[i].got);
	}
}

/* The letters are those of the paper with that number, which `taphuan print paper --seed` prints. */
static void letters_follow_the_paper(void **state)
{
	(void)state;
	static const char source[] = "---\nquiz: {shuffle: [questions, options]}\n---\n"
				     "## Một\n<!-- quiz id=mot -->\n\n1. [x] a\n2. [ ] b\n3. [ ] c\n4. [ ] d\n";
	g_autoptr(Diagnostics) diags = diagnostics_new();
	g_autoptr(Lesson) lesson = lesson_parse(source, strlen(source), "a.md", NULL, diags);
	g_autoptr(GPtrArray) lines = paper_read("an: C", "giay", diags);

	for (uint64_t seed = 1; seed < 10; seed++) {
		g_autoptr(Attempt) attempt = attempt_new(lesson, seed);
		assert_true(paper_respond(attempt, lines->pdata[0], "giay", diags));
		assert_int_equal(g_array_index(attempt->items[0].response->choices, int, 0),
				 attempt->items[0].order[2]);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_type_is_read_and_written),
		cmocka_unit_test(what_cannot_be_an_answer_is_told),
		cmocka_unit_test(letters_of_pairs_are_those_on_paper),
		cmocka_unit_test(whole_answers_need_no_further_key),
		cmocka_unit_test(hostile_answers_are_read_or_refused),
		cmocka_unit_test(a_line_a_person),
		cmocka_unit_test(letters_follow_the_paper),
	};

	setlocale(LC_ALL, "C.UTF-8");
	return cmocka_run_group_tests_name("quiz_paper", tests, load, unload);
}
