/* GIFT as Moodle documents it becomes questions of a lesson; what a lesson cannot say is told. */
#include "lesson/gift.h"
#include "lesson/lesson.h"
#include "text/text.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdio.h>
#include <string.h>

/* ---- Helpers ----------------------------------------------------------------------------------------------- */

/* A reading: the Markdown, what was said, and the lesson it is. */
struct result {
	char *markdown;
	struct diagnostics *diags;
	struct lesson *lesson;
};

static struct result result;

static int teardown(void **state)
{
	(void)state;
	g_clear_pointer(&result.markdown, g_free);
	g_clear_pointer(&result.diags, diagnostics_free);
	g_clear_pointer(&result.lesson, lesson_free);
	return 0;
}

static void read_text(const char *gift, const char *lang)
{
	g_autoptr(Diagnostics) diags = diagnostics_new();

	teardown(NULL);
	result.diags = diagnostics_new();
	result.markdown = gift_read(gift, "a.gift", lang, result.diags);
	result.lesson = lesson_parse(result.markdown, strlen(result.markdown), "a.md", NULL, diags);
	assert_int_equal(diags->errors, 0);
}

/* The only question of the text, about which nothing is said. */
static const struct question *read_one(const char *gift)
{
	read_text(gift, "en");
	if (result.diags->items->len) {
		g_autofree char *said = diagnostic_format(result.diags->items->pdata[0], gift);
		fail_msg("%s", said);
	}
	assert_int_equal(result.lesson->n_questions, 1);
	return result.lesson->questions[0];
}

/* The one thing said of the text, and where. */
static void assert_said(enum severity severity, int line, const char *words)
{
	assert_int_equal(result.diags->items->len, 1);
	const struct diagnostic *diag = result.diags->items->pdata[0];

	assert_int_equal(diag->severity, severity);
	assert_int_equal(diag->line, line);
	assert_string_equal(diag->path, "a.gift");
	if (!strstr(diag->message, words))
		fail_msg("“%s” is not in “%s”", words, diag->message);
}

static void assert_weight(const struct option *option, int64_t num, int64_t den)
{
	assert_int_equal(option->weight.num, num);
	assert_int_equal(option->weight.den, den);
}

static void assert_option(const struct question *question, size_t i, const char *text, bool right)
{
	assert_true(i < question->n_options);
	assert_string_equal(question->options[i].text.text, text);
	assert_int_equal(question->options[i].right, right);
}

static const char *feedback_of(const struct question *question, size_t i)
{
	const struct block *feedback = question->options[i].feedback;

	return feedback ? feedback->text.text : "";
}

/* ---- Moodle's examples ------------------------------------------------------------------------------------- */

static void multiple_choice(void **state)
{
	(void)state;
	const struct question *q = read_one("Who's buried in Grant's tomb?{~Grant ~Jefferson =no one}");

	assert_int_equal(q->type, QUESTION_SINGLE);
	assert_string_equal(q->title->text, "Who's buried in Grant's tomb?");
	assert_int_equal(q->n_options, 3);
	assert_option(q, 0, "Grant", false);
	assert_option(q, 1, "Jefferson", false);
	assert_option(q, 2, "no one", true);
}

static void answers_on_lines_of_their_own(void **state)
{
	(void)state;
	const struct question *q = read_one("Japanese characters originally came from what country? {\n"
					    "    ~India\n    =China\n    ~Korea\n    ~Egypt}\n");

	assert_int_equal(q->n_options, 4);
	assert_option(q, 1, "China", true);
	assert_option(q, 3, "Egypt", false);
}

static void missing_word(void **state)
{
	(void)state;
	const struct question *q = read_one("The American holiday of Thanksgiving is celebrated on the {\n"
					    "    ~second\n    ~third\n    =fourth\n} Thursday of November.");

	assert_int_equal(q->type, QUESTION_SINGLE);
	assert_string_equal(q->title->text,
			    "The American holiday of Thanksgiving is celebrated on the _____ Thursday of November.");
	assert_option(q, 2, "fourth", true);
	q = read_one("Two plus two equals {=four =4}.");
	assert_int_equal(q->type, QUESTION_TEXT);
	assert_string_equal(q->title->text, "Two plus two equals _____.");
	assert_option(q, 0, "four", true);
	assert_option(q, 1, "4", true);
}

/* Where the gap has a paragraph under the title, it stays in it. */
static void missing_word_in_running_text(void **state)
{
	(void)state;
	const struct question *q = read_one("Fill in\\n\\nTwo plus two equals {=four =4}.");

	assert_int_equal(q->type, QUESTION_CLOZE);
	assert_int_equal(q->n_gaps, 1);
	assert_int_equal(q->gaps[0].n_options, 2);
	q = read_one("Fill in\\n\\nTwo plus two equals {~three =four} here.");
	assert_int_equal(q->type, QUESTION_CLOZE);
	assert_int_equal(q->gaps[0].type, QUESTION_SINGLE);
	assert_true(q->gaps[0].options[1].right);
	q = read_one("Fill in\\n\\nTwo plus two equals {#4} here.");
	assert_int_equal(q->type, QUESTION_CLOZE);
	assert_true(q->gaps[0].number.low == 4);
}

static void short_answer(void **state)
{
	(void)state;
	const struct question *q = read_one("Who's buried in Grant's tomb?{=no one =nobody}");

	assert_int_equal(q->type, QUESTION_TEXT);
	assert_int_equal(q->n_options, 2);
	assert_option(q, 0, "no one", true);
	assert_option(q, 1, "nobody", true);
}

static void short_answer_with_weights(void **state)
{
	(void)state;
	const struct question *q = read_one("::Jesus' hometown:: Jesus Christ was from {\n"
					    "    =Nazareth#Yes! That's right!\n"
					    "    =%75%Nazereth#Right, but misspelled.\n"
					    "    =%25%Bethlehem#He was born here, but not raised here.}");

	assert_int_equal(q->type, QUESTION_TEXT);
	assert_string_equal(q->id, "jesus-hometown");
	assert_weight(&q->options[0], 1, 1);
	assert_weight(&q->options[1], 3, 4);
	assert_weight(&q->options[2], 1, 4);
	assert_string_equal(feedback_of(q, 1), "Right, but misspelled.");
}

static void true_false(void **state)
{
	static const struct {
		const char *written;
		bool truth;
	} ways[] = {{"T", true}, {"TRUE", true}, {"F", false}, {"FALSE", false}, {" T ", true}};

	(void)state;
	for (size_t i = 0; i < G_N_ELEMENTS(ways); i++) {
		g_autofree char *gift = g_strdup_printf("The sun rises in the east.{%s}", ways[i].written);
		const struct question *q = read_one(gift);

		assert_int_equal(q->type, QUESTION_TRUEFALSE);
		assert_string_equal(q->title->text, "True or false?");
		assert_int_equal(q->n_options, 1);
		assert_option(q, 0, "The sun rises in the east.", ways[i].truth);
	}
	read_text("Mặt trời mọc ở đằng đông.{T}", "vi");
	assert_string_equal(result.lesson->questions[0]->title->text, "Đúng hay sai?");
}

/* Moodle has the feedback to the wrong answer first. */
static void true_false_with_feedback(void **state)
{
	(void)state;
	const struct question *q = read_one("Grant is buried in Grant's tomb.{FALSE#No one is.#Well done!}");

	assert_int_equal(q->type, QUESTION_SINGLE);
	assert_string_equal(q->title->text, "Grant is buried in Grant's tomb.");
	assert_true(q->keep_order);
	assert_option(q, 0, "True", false);
	assert_option(q, 1, "False", true);
	assert_string_equal(feedback_of(q, 0), "No one is.");
	assert_string_equal(feedback_of(q, 1), "Well done!");
	q = read_one("The sun rises in the east.{TRUE#No!#Yes.####It does.}");
	assert_string_equal(feedback_of(q, 0), "Yes.");
	assert_string_equal(feedback_of(q, 1), "No!");
	assert_string_equal(q->explanation->text.text, "It does.");
	q = read_one("Grant is buried in Grant's tomb.{FALSE#No one is buried in Grant's tomb.}");
	assert_string_equal(feedback_of(q, 0), "No one is buried in Grant's tomb.");
	assert_string_equal(feedback_of(q, 1), "");
}

static void matching(void **state)
{
	(void)state;
	const struct question *q = read_one("Match the following countries with their corresponding capitals. {\n"
					    "    =Canada -> Ottawa\n    =Italy  -> Rome\n"
					    "    =Japan  -> Tokyo\n    = -> New Delhi\n    }");

	assert_int_equal(q->type, QUESTION_MATCH);
	assert_int_equal(q->n_options, 4);
	assert_string_equal(q->options[1].text.text, "Italy");
	assert_string_equal(q->options[1].match.text, "Rome");
	assert_string_equal(q->options[3].text.text, "");
	assert_string_equal(q->options[3].match.text, "New Delhi");
	q = read_one("Match the following countries with their corresponding\n"
		     "capitals.{=Canada->Ottawa =Italy->Rome =Japan->Tokyo}");
	assert_int_equal(q->n_options, 3);
	assert_string_equal(q->options[2].match.text, "Tokyo");
}

static void numbers_on_the_left_are_no_order(void **state)
{
	(void)state;
	assert_int_equal(read_one("Match {=1 -> one =2 -> two =3 -> three}")->type, QUESTION_MATCH);
}

static void numerical(void **state)
{
	static const struct {
		const char *answers;
		double low, high;
	} ways[] = {
		{"#1822", 1822, 1822},           {"#1822:5", 1817, 1827}, {"#3.1415:0.0005", 3.141, 3.142},
		{"#3.141..3.142", 3.141, 3.142}, {"#1..5", 1, 5},         {"#-5..-1", -5, -1},
		{"#=1822:0", 1822, 1822},        {"# 3:2 ", 1, 5},        {"#1e3", 1000, 1000},
		{"#=%100%0.5:0.25", 0.25, 0.75}, {"#1000", 1000, 1000},
	};

	(void)state;
	for (size_t i = 0; i < G_N_ELEMENTS(ways); i++) {
		g_autofree char *gift = g_strdup_printf("How many? {%s}", ways[i].answers);
		const struct question *q = read_one(gift);

		assert_int_equal(q->type, QUESTION_NUMBER);
		assert_int_equal(q->n_options, 1);
		if (q->numbers[0].low != ways[i].low || q->numbers[0].high != ways[i].high)
			fail_msg("%s: %.17g to %.17g", gift, q->numbers[0].low, q->numbers[0].high);
	}
}

static void numerical_with_weights(void **state)
{
	(void)state;
	const struct question *q = read_one("//this comment will be ignored by the filter\n"
					    "::Numerical example::\n"
					    "When was Ulysses S. Grant born? {#\n"
					    "     =1822:0      #Correct! 100% credit\n"
					    "     =%50%1822:2  #He was born in 1822.\n"
					    "                  You get 50% credit for being close.\n"
					    "}");

	assert_int_equal(q->type, QUESTION_NUMBER);
	assert_string_equal(q->id, "numerical-example");
	assert_string_equal(q->title->text, "When was Ulysses S. Grant born?");
	assert_weight(&q->options[1], 1, 2);
	assert_true(q->numbers[1].low == 1820 && q->numbers[1].high == 1824);
	assert_string_equal(feedback_of(q, 0), "Correct! 100% credit");
	assert_string_equal(feedback_of(q, 1), "He was born in 1822. You get 50% credit for being close.");
}

static void several_answers(void **state)
{
	(void)state;
	const struct question *q = read_one("What two people are entombed in Grant's tomb? {\n"
					    "    ~%-50%No one\n    ~%50%Grant\n    ~%50%Grant's wife\n"
					    "    ~%-50%Grant's father\n    ~nobody else }");

	assert_int_equal(q->type, QUESTION_MULTIPLE);
	assert_int_equal(q->scoring, SCORING_WEIGHTS);
	assert_weight(&q->options[0], -1, 2);
	assert_option(q, 1, "Grant", true);
	assert_weight(&q->options[1], 1, 2);
	assert_option(q, 2, "Grant's wife", true);
	assert_weight(&q->options[3], -1, 2);
	assert_weight(&q->options[4], 0, 1);
}

static void weights_with_decimals(void **state)
{
	(void)state;
	const struct question *q = read_one("Which? {~%33.33333%a ~%33.333%b ~%33.3333333%c ~%-16.66667%d ~%12.5%e}");

	for (size_t i = 0; i < 3; i++)
		assert_weight(&q->options[i], 1, 3);
	assert_weight(&q->options[3], -1, 6);
	assert_weight(&q->options[4], 1, 8);
	q = read_one("Which? {~%100%a ~%-100%b}");
	assert_weight(&q->options[0], 1, 1);
	assert_weight(&q->options[1], -1, 1);
	assert_int_equal(q->type, QUESTION_MULTIPLE);
}

static void part_marks_of_a_single_choice(void **state)
{
	(void)state;
	const struct question *q = read_one("Difficult question.{~wrong answer ~%50%half credit answer "
					    "=full credit answer}");

	assert_int_equal(q->type, QUESTION_SINGLE);
	assert_weight(&q->options[0], 0, 1);
	assert_weight(&q->options[1], 1, 2);
	assert_option(q, 2, "full credit answer", true);
}

static void two_full_answers_of_a_single_choice(void **state)
{
	(void)state;
	const struct question *q = read_one("Which? {=a =b ~c}");

	assert_int_equal(q->type, QUESTION_SINGLE);
	assert_option(q, 0, "a", true);
	assert_weight(&q->options[1], 1, 1);
	assert_weight(&q->options[2], 0, 1);
}

static void feedback(void **state)
{
	(void)state;
	const struct question *q = read_one("What's the answer to this multiple-choice question?{\n"
					    "~wrong answer#feedback comment on the wrong answer\n"
					    "~another wrong answer#feedback comment on this wrong answer\n"
					    "=right answer#Very good!\n####General\\n\\nand more}");

	assert_string_equal(feedback_of(q, 0), "feedback comment on the wrong answer");
	assert_string_equal(feedback_of(q, 2), "Very good!");
	assert_string_equal(q->options[2].text.text, "right answer");
	assert_string_equal(q->explanation->text.text, "General");
	assert_string_equal(q->explanation->next->text.text, "and more");
}

static void special_characters(void **state)
{
	(void)state;
	const struct question *q = read_one("::GIFT Control Characters::\n"
					    "Which of the following is NOT a control character?\n{\n"
					    "   ~ \\~     # \\~ is a control character.\n"
					    "   ~ \\=     # \\= is a control character.\n"
					    "   ~ \\#     # \\# is a control character.\n"
					    "   ~ \\{     # \\{ is a control character.\n"
					    "   ~ \\}     # \\} is a control character.\n"
					    "   ~ a\\:b\n"
					    "   = \\\\     # Correct! \\\\ (backslash) is not a control character.\n}");

	static const char *const wanted[] = {"~", "=", "#", "{", "}", "a:b", "\\"};

	assert_int_equal(q->n_options, G_N_ELEMENTS(wanted));
	for (size_t i = 0; i < G_N_ELEMENTS(wanted); i++)
		assert_option(q, i, wanted[i], i == 6);
	assert_string_equal(feedback_of(q, 2), "# is a control character.");
	assert_string_equal(feedback_of(q, 6), "Correct! \\ (backslash) is not a control character.");
	q = read_one("Which answer equals 5? {\n     ~ \\= 2 + 2\n     = \\= 2 + 3\n     ~ \\= 2 + 4  }");
	assert_option(q, 1, "= 2 + 3", true);
}

static void essay(void **state)
{
	(void)state;
	assert_int_equal(read_one("Write a short biography of Dag Hammarskjöld. {}")->type, QUESTION_ESSAY);
	const struct question *q = read_one("Write. { ####Look at the facts. }");

	assert_int_equal(q->type, QUESTION_ESSAY);
	assert_string_equal(q->explanation->text.text, "Look at the facts.");
}

static void description(void **state)
{
	(void)state;
	read_text("You can use your pencil and paper for these next math questions.\n\nWhat's 2 plus 2? {#4}", "en");
	assert_int_equal(result.diags->items->len, 0);
	assert_int_equal(result.lesson->n_questions, 1);
	assert_int_equal(result.lesson->n_slides, 2);
	assert_null(result.lesson->slides[0].question);
	assert_string_equal(result.lesson->slides[0].first->text.text,
			    "You can use your pencil and paper for these next math questions.");
	/* Not what a lesson's settings look like. */
	read_text("Note: take your time.", "en");
	assert_int_equal(result.diags->items->len, 0);
	assert_string_equal(result.lesson->slides[0].first->text.text, "Note: take your time.");
}

static void names_ids_and_tags(void **state)
{
	(void)state;
	read_text("// question: 12  name: Kanji Origins\n// [id:kanji.1] [tag:chữ Hán] [tag:a\\]b]\n"
		  "::Kanji Origins::Japanese characters originally\ncame from what country? {=China}\n\n"
		  "::Kanji Origins::Again? {=China}\n\n::Kanji Origins::Again? {=China}\n\nAnd? {=China}",
		  "en");
	assert_int_equal(result.diags->items->len, 0);
	const struct question *const *q = result.lesson->questions;

	assert_int_equal(result.lesson->n_questions, 4);
	assert_string_equal(q[0]->id, "kanji.1");
	assert_string_equal(q[0]->tags[0], "chữ Hán");
	assert_string_equal(q[0]->tags[1], "a]b");
	assert_null(q[0]->tags[2]);
	assert_string_equal(q[0]->title->text, "Japanese characters originally came from what country?");
	assert_string_equal(q[1]->id, "kanji-origins");
	assert_string_equal(q[2]->id, "kanji-origins-2");
	assert_string_equal(q[3]->id, "gift-4");
	assert_non_null(strstr(result.markdown, "<!-- comment: Kanji Origins -->"));
}

static void categories_are_tags(void **state)
{
	(void)state;
	read_text("A? {=a}\n\n$CATEGORY: $course$/top/Dân số\n\nB? {=b}\n\n$CATEGORY: tom/dick\n\nC? {=c}", "en");
	assert_int_equal(result.lesson->n_questions, 3);
	assert_null(result.lesson->questions[0]->tags[0]);
	assert_string_equal(result.lesson->questions[1]->tags[0], "Dân số");
	assert_string_equal(result.lesson->questions[2]->tags[0], "dick");
}

/* ---- Formats ----------------------------------------------------------------------------------------------- */

static void formats(void **state)
{
	static const struct {
		const char *gift, *text;
		unsigned int style; /* of the first run, 0 for none */
	} ways[] = {
		{"[markdown]Who's in **Grant's tomb**?", "Who's in Grant's tomb?", RUN_STRONG},
		{"[plain]Who's in **Grant's <b>tomb</b>**?", "Who's in **Grant's <b>tomb</b>**?", 0},
		{"[html]<p>Who's&nbsp;in <b>Grant&#39;s tomb</b>?</p>", "Who's\u00a0in Grant's tomb?", RUN_STRONG},
		{"[html]<p>a<i> b </i>c <strong>“d”</strong>e</p>", "a b c “d”e", RUN_EMPHASIS},
		{"[html]1 < 2 &amp; 3 *> 2", "1 < 2 & 3 *> 2", 0},
		{"[moodle]Who's in *Grant's* <em>tomb</em>?", "Who's in *Grant's* tomb?", RUN_EMPHASIS},
		{"a < b, [x] and # _c_ `d`", "a < b, [x] and # _c_ `d`", 0},
		{"[unknown]is shown", "[unknown]is shown", 0},
		{"1. What # is - this\\: + [[x", "1. What # is - this: + [ [x", 0},
		{"<b>never closed", "never closed", 0},
		{"<script>alert(1)</script>Hello", "Hello", 0},
	};

	(void)state;
	for (size_t i = 0; i < G_N_ELEMENTS(ways); i++) {
		g_autofree char *gift = g_strconcat(ways[i].gift, "{=a}", NULL);

		read_text(gift, "en");
		assert_int_equal(result.lesson->n_questions, 1);
		const struct rich *title = result.lesson->questions[0]->title;

		assert_string_equal(title->text, ways[i].text);
		assert_int_equal(title->n_runs ? title->runs[0].style : 0, ways[i].style);
		assert_int_equal(result.diags->items->len, strstr(ways[i].gift, "[[") != NULL);
	}
}

static void paragraphs_and_lists(void **state)
{
	(void)state;
	const struct question *q = read_one("[html]<p>Which?</p><ul><li>one</li><li>two</li></ul>a<br>b{=x ~y}");

	assert_string_equal(q->title->text, "Which?");
	assert_int_equal(q->stem->kind, BLOCK_LIST);
	assert_string_equal(q->stem->next->text.text, "a\nb");
	assert_int_equal(q->n_options, 2);
	q = read_one("[markdown]Which?\\n\\n1. one\\n2. two\\n\\n- [ ] three{=x ~y}");
	assert_int_equal(q->type, QUESTION_SINGLE);
	assert_int_equal(q->n_options, 2);
	assert_option(q, 0, "x", true);
}

/* Text that would be read as answers, hints or an end of the question is taken letter by letter instead. */
static void markdown_that_asks_something_else(void **state)
{
	static const char *const texts[] = {
		"[markdown]Which?\\n\\n> a quote",
		"[markdown]Which?\\n\\n1. [x] mine\\n2. [ ] yours",
		"[markdown]Which?\\n\\n---\\n\\nmore",
		"[markdown]Which?\\n\\n## A heading\\n\\nmore",
		"[markdown]Which?\\n\\n`[[` and [[a]] b",
		"[markdown]Which?\\n\\n<!-- end_slide -->\\n\\nmore",
		"[markdown]Which?\\n\\n## B\\n<!-- quiz -->",
		"[markdown]Which?\\n\\n```\\nnever closed",
	};

	(void)state;
	for (size_t i = 0; i < G_N_ELEMENTS(texts); i++) {
		g_autofree char *gift = g_strconcat(texts[i], "{=x ~y}", NULL);

		read_text(gift, "en");
		if (result.lesson->n_questions != 1)
			fail_msg("%s: %zu questions", gift, result.lesson->n_questions);
		const struct question *q = result.lesson->questions[0];

		assert_int_equal(result.diags->errors, 0);
		assert_int_equal(q->type, QUESTION_SINGLE);
		assert_int_equal(q->n_options, 2);
		assert_int_equal(q->n_hints, 0);
		assert_option(q, 0, "x", true);
	}
}

static void answers_are_taken_letter_by_letter(void **state)
{
	static const char *const answers[] = {"a|b",   "*a*b", "_x_",  "(a)",    "`a``b`", "@ 1/1/2018",
					      "[[a]]", "a]]b", "a  b", "<b>",    "&amp;",  "1. a",
					      "- a",   "a\\b", "”a“",  "http//x"};

	(void)state;
	for (size_t i = 0; i < G_N_ELEMENTS(answers); i++) {
		g_autoptr(GString) escaped = g_string_new(answers[i]);

		g_string_replace(escaped, "\\", "\\\\", 0);
		g_string_replace(escaped, "*", "\\\\*", 0);
		g_autofree char *gift = g_strdup_printf("What? {=%s =second}", escaped->str);
		const struct question *q = read_one(gift);

		assert_int_equal(q->type, QUESTION_TEXT);
		assert_int_equal(q->n_options, 2);
		assert_string_equal(q->options[0].text.text, answers[i]);
	}
}

static void arrows_on_the_left(void **state)
{
	(void)state;
	const struct question *q = read_one("[markdown]Match {=a → b -> c =d -\\\\> e -> f -> g}");

	assert_int_equal(q->type, QUESTION_MATCH);
	assert_string_equal(q->options[0].text.text, "a → b");
	assert_string_equal(q->options[0].match.text, "c");
	assert_string_equal(q->options[1].text.text, "d -> e");
	assert_string_equal(q->options[1].match.text, "f -> g");
}

/* ---- Comments and mistakes --------------------------------------------------------------------------------- */

static void comments_are_left_out_anywhere(void **state)
{
	(void)state;
	const struct question *q = read_one("// one\n  // two\nWhat // is\n// three\n2 plus 2? {#4\n// =5\n}");

	assert_string_equal(q->title->text, "What // is 2 plus 2?");
	assert_int_equal(q->n_options, 1);
}

static void what_is_lost_is_told(void **state)
{
	static const struct {
		const char *gift;
		enum severity severity;
		int line;
		const char *words;
		size_t questions;
	} losses[] = {
		{"A? {\n=a\n=*#No.}", SEVERITY_WARNING, 3, "everything else", 1},
		{"A? {=a*b}", SEVERITY_WARNING, 1, "any words", 1},
		{"A? {#4\n~#No.}", SEVERITY_WARNING, 2, "every other number", 1},
		{"A? {#4 =five}", SEVERITY_ERROR, 1, "“five”", 1},
		{"A? {#5..1 =4}", SEVERITY_ERROR, 1, "“5..1”", 1},
		{"A? {=a -> b =c -> d\n=e}", SEVERITY_ERROR, 2, "no arrow", 1},
		{"\n\nA? {=a", SEVERITY_ERROR, 3, "two braces", 0},
		{"A? =a}", SEVERITY_ERROR, 1, "two braces", 0},
		{"A {=a} and B {=b}.", SEVERITY_WARNING, 1, "this brace", 1},
		{"A? {=a ~ ~b}", SEVERITY_WARNING, 1, "without words", 1},
		{"A? {~a\n~%150%b}", SEVERITY_WARNING, 2, "more than the whole", 1},
		{"A? {~a ~b}", SEVERITY_ERROR, 1, "cannot be asked", 0},
		{"[html]A<img src='x'>? {=a}", SEVERITY_WARNING, 1, "<img>", 1},
		{"[html]x<sup>2</sup>? {=a#y<sup>2</sup>}", SEVERITY_WARNING, 1, "<sup>", 1},
	};

	(void)state;
	for (size_t i = 0; i < G_N_ELEMENTS(losses); i++) {
		read_text(losses[i].gift, "en");
		assert_said(losses[i].severity, losses[i].line, losses[i].words);
		assert_int_equal(result.lesson->n_questions, losses[i].questions);
	}
}

static void nothing_is_no_question(void **state)
{
	(void)state;
	read_text("\n\n// only a comment\n\n", "en");
	assert_string_equal(result.markdown, "");
	read_text("", "en");
	assert_string_equal(result.markdown, "");
}

/* ---- Anything at all --------------------------------------------------------------------------------------- */

static uint32_t next_random(uint64_t *state)
{
	*state = *state * 6364136223846793005u + 1442695040888963407u;
	return (uint32_t)(*state >> 33);
}

/* Pieces of GIFT, HTML and Markdown in any order: whatever comes out is a lesson without errors. */
static void anything_is_read(void **state)
{
	static const char *const pieces[] = {
		"{",
		"}",
		"=",
		"~",
		"#",
		"####",
		"->",
		"→",
		"::",
		":",
		"\\",
		"\\n",
		"\n",
		"\n\n",
		"%50%",
		"%-33.3%",
		"T",
		"FALSE",
		"a",
		"chữ",
		"1822",
		"..",
		"3.5",
		"//",
		"$CATEGORY:",
		"[html]",
		"[markdown]",
		"[plain]",
		"<b>",
		"</b>",
		"<p>",
		"<img>",
		"<script>",
		"</script>",
		"&amp;",
		"&",
		"*",
		"_",
		"`",
		"```",
		"[[",
		"]]",
		"|",
		"- ",
		"1. ",
		"[x] ",
		"> ",
		"---",
		"<!-- ",
		"-->",
		"\x1b[2J",
		"\u202e",
		"[id:x]",
		"[tag:y]",
		"taphuan: type=order",
		"taphuan: type=date points=2",
		" ",
		"  ",
		"## ",
		"quiz",
		"?",
		"(a)",
		"@",
		"1/1/2018",
		"<li>",
		"<br>",
		"~~",
		"\t",
	};
	uint64_t seed = 1;

	(void)state;
	for (int i = 0; i < 4000; i++) {
		g_autoptr(GString) gift = g_string_new(NULL);

		for (uint32_t n = next_random(&seed) % 40; n; n--)
			g_string_append(gift, pieces[next_random(&seed) % G_N_ELEMENTS(pieces)]);
		read_text(gift->str, i % 2 ? "vi" : "en");
		assert_true(g_utf8_validate(result.markdown, -1, NULL));
	}
}

/* Nothing takes more time than its length: what looks for an end looks only so far. */
static void long_texts_are_read_in_time(void **state)
{
	static const char *const pieces[] = {"<b>", "<p ",  "<script>", "{=a}", "::", "####", "=",  "~",
					     "#",   "[id:", "%",        "[[",   "`",  "*",    "\\n"};

	(void)state;
	for (size_t i = 0; i < G_N_ELEMENTS(pieces); i++) {
		g_autoptr(GString) gift = g_string_new("A? {=a ~");
		g_autoptr(Diagnostics) diags = diagnostics_new();

		while (gift->len < 50000)
			g_string_append(gift, pieces[i]);
		g_string_append(gift, "}");
		g_autofree char *markdown = gift_read(gift->str, "a.gift", "en", diags);
		assert_non_null(markdown);
	}
}

#define TEST(name) cmocka_unit_test_teardown(name, teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(multiple_choice),
		TEST(answers_on_lines_of_their_own),
		TEST(missing_word),
		TEST(missing_word_in_running_text),
		TEST(short_answer),
		TEST(short_answer_with_weights),
		TEST(true_false),
		TEST(true_false_with_feedback),
		TEST(matching),
		TEST(numbers_on_the_left_are_no_order),
		TEST(numerical),
		TEST(numerical_with_weights),
		TEST(several_answers),
		TEST(weights_with_decimals),
		TEST(part_marks_of_a_single_choice),
		TEST(two_full_answers_of_a_single_choice),
		TEST(feedback),
		TEST(special_characters),
		TEST(essay),
		TEST(description),
		TEST(names_ids_and_tags),
		TEST(categories_are_tags),
		TEST(formats),
		TEST(paragraphs_and_lists),
		TEST(markdown_that_asks_something_else),
		TEST(answers_are_taken_letter_by_letter),
		TEST(arrows_on_the_left),
		TEST(comments_are_left_out_anywhere),
		TEST(what_is_lost_is_told),
		TEST(nothing_is_no_question),
		TEST(anything_is_read),
		TEST(long_texts_are_read_in_time),
	};

	return cmocka_run_group_tests_name("lesson_gift", tests, NULL, NULL);
}
