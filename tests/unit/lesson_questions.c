/* The ten question types, and what surrounds them. */
#include "lesson_dump.h"

#define HEAD "## Q\n<!-- quiz id=a -->\n\n"

static void test_single(void **state)
{
	(void)state;
	assert_slides(
		HEAD "text *here*\n\n> hint 1\n\n> hint 2\n\n1. [X] right\n   > good\n   >\n   > very\n2. [ ] wrong "
		     "<!-- 50% -->\n"
		     "3. [ ]  *all* <!-- last -->\n\n> because\n",
		"2 Q\n  p text <e>here</>\n  ? single a\n  [x] right\n    p good\n    p very\n  [ ] wrong w=1/2\n"
		"  [ ] <e>all</> last\n  hint\n    p hint 1\n  hint\n    p hint 2\n  explanation\n    p because\n");
}

static void test_multiple(void **state)
{
	(void)state;
	assert_slides(HEAD "* [x] a\n* [ ] b\n\n  more of b\n\n  - and a list\n\n  <!-- -25% -->\n* [x] `c` [d](e)\n",
		      "2 Q\n  ? multiple a\n  [x] a\n  [ ] b\nmore of b\nand a list w=-1/4\n  [x] <c>c</> <a e>d</>\n");
}

static void test_truefalse(void **state)
{
	(void)state;
	assert_slides("## Q\n<!-- quiz id=a type=tf scoring=national -->\n- [x] yes\n- [ ] no\n",
		      "2 Q\n  ? tf a\n  [x] yes\n  [ ] no\n");
	/* All false is an answer, too. */
	assert_slides("## Q\n<!-- quiz id=a type=tf -->\n- [ ] no\n", "2 Q\n  ? tf a\n  [ ] no\n");
}

static void test_order(void **state)
{
	(void)state;
	assert_slides(HEAD "1. a\n2. b\n   > not that\n3. c\n",
		      "2 Q\n  ? order a\n  [ ] a\n  [ ] b\n    p not that\n  [ ] c\n");
	/* The last numbered list is the one to be put in order. */
	assert_slides(HEAD "1. x\n2. y\n\nNow:\n\n1. a\n2. b\n",
		      "2 Q\n  ol 1\n    li\n      p x\n    li\n      p y\n  p Now:\n  ? order a\n  [ ] a\n  [ ] b\n");
}

static void test_match(void **state)
{
	(void)state;
	assert_slides(HEAD "- a -> b\n- *c* → d -> e\n- -> f\n- `g->` -> h\n",
		      "2 Q\n  ? match a\n  [x] a => b\n  [x] <e>c</> => d -> e\n  [ ]  => f\n  [x] <c>g-></> => h\n");
}

static void test_text(void **state)
{
	(void)state;
	assert_slides(HEAD "Which?\n\n[[Hà Nội | Hanoi|`a|b` | \\*c\\*]]\n",
		      "2 Q\n  p Which?\n  ? text a\n  [x] Hà Nội\n  [x] Hanoi\n  [x] <c>a|b</>\n  [x] *c*\n");
	assert_slides(HEAD "- [[a | b]]\n- [[c]] <!-- 50% -->\n  > nearly\n- [[d]] <!-- 0% -->\n",
		      "2 Q\n  ? text a\n  [x] a\n  [x] b\n  [ ] c w=1/2\n    p nearly\n  [ ] d w=0\n");
	/* A code span is taken as it is. */
	assert_slides(HEAD "[[`= 3`]]\n", "2 Q\n  ? text a\n  [x] <c>= 3</>\n");
	assert_slides(HEAD "[[`]]`]]\n", "2 Q\n  ? text a\n  [x] <c>]]</>\n");
}

static void test_number(void **state)
{
	static const struct {
		const char *text, *want;
	} cases[] = {
		{"= 2,1", "2.1..2.1 "},          {"=2.1", "2.1..2.1 "},
		{"= 2,1 ± 0,05", "2.05..2.15 "}, {"= 104 +- 5%", "98.8..109.2 "},
		{"= 2.0 .. 2.2", "2..2.2 "},     {"= −5 .. -2,5 độ", "-5..-2.5 độ"},
		{"= 2,1 con", "2.1..2.1 con"},   {"= 104 triệu ± 5%", "98.8..109.2 triệu"},
		{"= 50% ± 5%", "45..55 %"},      {"= 200 đại biểu +/- 10", "190..210 đại biểu"},
		{"= -100 ± 10%", "-110..-90 "},  {"= 0,1 ± 0,2", "-0.1..0.3 "},
	};

	(void)state;
	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autofree char *source = g_strdup_printf(HEAD "[[%s]]\n", cases[i].text);
		g_autofree char *want =
			g_strdup_printf("2 Q\n  ? number a\n  [x] %s\n    %s\n",
					cases[i].text + (cases[i].text[1] == ' ' ? 2 : 1), cases[i].want);

		assert_slides(source, want);
	}
	assert_slides(HEAD "- [[= 1 | 2]]\n- [[= 3]] <!-- 50% -->\n",
		      "2 Q\n  ? number a\n  [x] 1\n    1..1 \n  [x] 2\n    2..2 \n  [ ] 3 w=1/2\n    3..3 \n");
}

static void test_date(void **state)
{
	(void)state;
	assert_slides(HEAD "[[@ 9/5/2018 | @ ngày 10 tháng 5 năm 2018]]\n",
		      "2 Q\n  ? date a\n  [x] 9/5/2018\n    2018-5-9\n  [x] ngày 10 tháng 5 năm 2018\n    2018-5-10\n");
}

static void test_cloze(void **state)
{
	(void)state;
	assert_slides(
		HEAD
		"A [[x | y]], **b [[@ 9/5/2018]]**\nc [[low | (mid) | high]] [[= 2,1 ± 0,1]].\n\n- d [[z]]\n\n> why\n",
		"2 Q\n  p A <gap 0>, <s>b </><gap 1> c <gap 2> <gap 3>.\n  ul\n    li\n      p d <gap 4>\n  ? cloze a\n"
		"  gap text\n    [x] x\n    [x] y\n  gap date\n    [x] <s>9/5/2018</>\n    2018-5-9\n  gap single\n    "
		"[ ] low\n"
		"    [x] mid\n    [ ] high\n  gap number\n    [x] 2,1 ± 0,1\n    2..2.2 \n  gap text\n    [x] z\n"
		"  explanation\n    p why\n");
	/* A choice is a choice even when it stands alone. */
	assert_slides(HEAD "[[a | (b)]]\n", "2 Q\n  p <gap 0>\n  ? cloze a\n  gap single\n    [ ] a\n    [x] b\n");
	assert_slides(HEAD "|a|b|\n|-|-|\n|[[x \\| y]]|z|\n", "2 Q\n  table none none\n    row\n      cell a\n      "
							      "cell b\n    row\n      cell <gap 0>\n      cell z\n"
							      "  ? cloze a\n  gap text\n    [x] x\n    [x] y\n");
	assert_slides("## Q\n<!-- quiz id=a type=cloze -->\n[[x]]\n",
		      "2 Q\n  p <gap 0>\n  ? cloze a\n  gap text\n    [x] x\n");
	/* Brackets in code are no gap. */
	assert_slides(HEAD "`[[x]]` a [[y]] b\n",
		      "2 Q\n  p <c>[[x]]</> a <gap 0> b\n  ? cloze a\n  gap text\n    [x] y\n");
}

static void test_essay(void **state)
{
	(void)state;
	assert_slides(
		"## Q\n<!-- quiz id=a type=essay points=5 -->\n\nWrite.\n\n- about this\n\n> look there\n",
		"2 Q\n  p Write.\n  ul\n    li\n      p about this\n  ? essay a\n  explanation\n    p look there\n");
}

static void test_where_a_question_ends(void **state)
{
	(void)state;
	/* At a heading of its level, at a break, at another question; a lesser heading before the answers is its own.
	 */
	assert_slides(
		"# T\n\n---\n\n" HEAD
		"### part\n\n1. [x] a\n2. [ ] b\n\n### after\n\nx\n\n## R\n<!-- quiz id=b -->\n[[y]]\n\n---\n\nz\n",
		"1! T\n2 Q\n  h3 part\n  ? single a\n  [x] a\n  [ ] b\n3 after\n  p x\n2 R\n  ? text b\n  [x] y\n0 \n  "
		"p z\n");
	assert_slides(HEAD "[[a]]\n\n<!-- end_slide -->\n\nnext\n", "2 Q\n  ? text a\n  [x] a\n0 \n  p next\n");
	/* What comes before belongs to its own slide. */
	assert_slides("before\n\n" HEAD "[[a]]\n", "0 \n  p before\n2 Q\n  ? text a\n  [x] a\n");
}

static void test_commands_in_a_question(void **state)
{
	(void)state;
	assert_slides("<!-- speaker_note: before -->\n" HEAD
		      "x\n\n<!-- pause -->\n\n1. [x] a\n2. [ ] b\n\n<!-- speaker_note: n -->\n<!-- minutes: 2 -->\n",
		      "2 Q\n  p x\n  ? single a\n  [x] a\n  [ ] b\n  note: before\nn\n");
	/* The list of answers is never shown bit by bit. */
	assert_slides("---\noptions: {incremental_lists: true}\n---\n" HEAD "1. [x] a\n2. [ ] b\n",
		      "2 Q\n  ? single a\n  [x] a\n  [ ] b\n");
	/* Words on the line of the quiz comment are the question's. */
	assert_slides("## Q\n<!-- quiz id=a --> words\n\n[[a]]\n", "2 Q\n  p words\n  ? text a\n  [x] a\n");
	assert_slides("## Q\n<!-- quiz id=a -->\n<!-- skip_slide -->\n[[a]]\n\n---\n\nb\n", "0 \n  p b\n");
}

static void test_attributes(void **state)
{
	const char *source =
		"## Q\n<!-- quiz id=mã-1 points=1,5 tags=\"mục tiêu, văn bản,,x\"\n     accents=require case=require\n"
		"     shuffle=no draft=yes scoring=all -->\n- [x] a\n- [ ] b\n\n## R\n<!-- quiz -->\n[[a]]\n";
	g_autoptr(Diagnostics) diags = diagnostics_new();
	g_autoptr(Lesson) lesson = lesson_parse(source, strlen(source), "x.md", NULL, diags);
	const struct question *q;

	(void)state;
	assert_int_equal(diags->errors, 0);
	assert_int_equal(lesson->n_questions, 2);
	q = lesson_question(lesson, "mã-1");
	assert_ptr_equal(q, lesson->questions[0]);
	assert_int_equal(q->points.num, 3);
	assert_int_equal(q->points.den, 2);
	assert_string_equal(q->tags[0], "mục tiêu");
	assert_string_equal(q->tags[1], "văn bản");
	assert_string_equal(q->tags[2], "x");
	assert_null(q->tags[3]);
	assert_true(q->require_accents && q->require_case && q->keep_order && q->draft);
	assert_int_equal(q->scoring, SCORING_ALL);
	assert_int_equal(q->number, 1);
	assert_int_equal(q->line, 1);
	q = lesson->questions[1];
	assert_string_equal(q->id, "q2");
	assert_null(q->tags[0]);
	assert_false(q->require_accents || q->require_case || q->keep_order || q->draft);
	assert_int_equal(q->points.num, 1);
	assert_int_equal(q->scoring, SCORING_DEFAULT);
	assert_null(lesson_question(lesson, "q1"));
}

static void test_ids_by_place_are_unique(void **state)
{
	const char *source =
		"# A\n<!-- quiz -->\n[[a]]\n# B\n<!-- quiz id=q1 -->\n[[a]]\n# C\n<!-- quiz id=q1 -->\n[[a]]\n";
	g_autoptr(Diagnostics) diags = diagnostics_new();
	g_autoptr(Lesson) lesson = lesson_parse(source, strlen(source), "x.md", NULL, diags);

	(void)state;
	assert_int_equal(lesson->n_questions, 3);
	assert_string_equal(lesson->questions[0]->id, "q1-2");
	assert_string_equal(lesson->questions[1]->id, "q1");
	assert_string_equal(lesson->questions[2]->id, "q3");
}

static void test_faulty_questions_are_shown_plainly(void **state)
{
	g_autoptr(Diagnostics) diags = diagnostics_new();

	(void)state;
	assert_slides_with(HEAD "x\n\n> hint\n\n1. [ ] a\n2. [ ] b\n\n> why\n",
			   "2 Q\n  p x\n  quote\n    p hint\n  ol 1\n    li\n      p [ ] a\n    li\n      p [ ] b\n  "
			   "quote\n    p why\n",
			   diags);
	assert_slides_with(HEAD "A [[x]] and [[y\n", "2 Q\n  p A [[x]] and [[y\n", diags);
	assert_int_equal(diags->errors, 2);
}

static void test_text_after_the_answers_is_not_lost(void **state)
{
	(void)state;
	assert_slides(HEAD "1. [x] a\n2. [ ] b\n\n> why\n\nmore\n",
		      "2 Q\n  ? single a\n  [x] a\n  [ ] b\n  explanation\n    p why\n    p more\n");
}

static void test_bands(void **state)
{
	static const struct {
		int num, den;
		const char *name;
	} cases[] = {{1, 1, "Xuất sắc"},    {9, 10, "Xuất sắc"}, {899, 1000, "Giỏi"},
		     {8, 10, "Giỏi"},       {7, 10, "Khá"},      {6, 10, "Trung bình khá"},
		     {5, 10, "Trung bình"}, {4, 10, "Yếu"},      {399, 1000, "Kém"},
		     {0, 1, "Kém"}};
	g_autoptr(Diagnostics) diags = diagnostics_new();
	g_autoptr(Lesson) lesson = lesson_parse("", 0, "x.md", NULL, diags);

	(void)state;
	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++)
		assert_string_equal(lesson_band(lesson, fraction_make(cases[i].num, cases[i].den))->name,
				    cases[i].name);
}

static void test_reference_lesson(void **state)
{
	g_autoptr(Diagnostics) diags = diagnostics_new();
	g_autoptr(GError) error = NULL;
	g_autoptr(Lesson) lesson = lesson_load(SOURCE_DIR "/tests/data/lessons/reference.md", diags, &error);
	bool seen[QUESTION_TYPES] = {false};

	(void)state;
	assert_null(error);
	for (unsigned int i = 0; i < diags->items->len; i++) {
		const struct diagnostic *d = g_ptr_array_index(diags->items, i);

		fail_msg("%d:%d: %s", d->line, d->column, d->message);
	}
	for (size_t i = 0; i < lesson->n_questions; i++)
		seen[lesson->questions[i]->type] = true;
	for (int i = 0; i < QUESTION_TYPES; i++)
		assert_true(seen[i]);
	assert_non_null(lesson_question(lesson, "mau-gift"));
	assert_string_equal(lesson->name, "reference");
	assert_int_equal(strlen(lesson->sha256), 64);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_single),
		cmocka_unit_test(test_multiple),
		cmocka_unit_test(test_truefalse),
		cmocka_unit_test(test_order),
		cmocka_unit_test(test_match),
		cmocka_unit_test(test_text),
		cmocka_unit_test(test_number),
		cmocka_unit_test(test_date),
		cmocka_unit_test(test_cloze),
		cmocka_unit_test(test_essay),
		cmocka_unit_test(test_where_a_question_ends),
		cmocka_unit_test(test_commands_in_a_question),
		cmocka_unit_test(test_attributes),
		cmocka_unit_test(test_ids_by_place_are_unique),
		cmocka_unit_test(test_faulty_questions_are_shown_plainly),
		cmocka_unit_test(test_text_after_the_answers_is_not_lost),
		cmocka_unit_test(test_bands),
		cmocka_unit_test(test_reference_lesson),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
