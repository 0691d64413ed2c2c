/* The settings at the top of a lesson. */
#include "lesson_dump.h"

static struct lesson *parse(const char *source, struct diagnostics *diags)
{
	return lesson_parse(source, strlen(source), "x.md", NULL, diags);
}

static void test_defaults(void **state)
{
	g_autoptr(Diagnostics) diags = diagnostics_new();
	g_autoptr(Lesson) lesson = parse("# A\n", diags);

	(void)state;
	assert_int_equal(diags->items->len, 0);
	assert_string_equal(lesson->lang, "vi");
	assert_string_equal(lesson->author, "");
	assert_string_equal(lesson->date, "");
	assert_string_equal(lesson->theme, "");
	assert_int_equal(lesson->n_sources, 0);
	assert_int_equal(lesson->n_bands, 7);
	assert_string_equal(lesson->bands[0].name, "Xuất sắc");
	assert_int_equal(lesson->quiz.pass.den, 2);
	assert_int_equal(lesson->quiz.penalty.den, 3);
	assert_int_equal(lesson->quiz.time_limit, 0);
	assert_int_equal(lesson->quiz.attempts, 0);
	assert_int_equal(lesson->quiz.grade, GRADE_HIGHEST);
	assert_int_equal(lesson->quiz.feedback, FEEDBACK_DEFERRED);
	assert_int_equal(lesson->quiz.role, ROLE_NONE);
	assert_int_equal(lesson->quiz.scoring, SCORING_DEFAULT);
	assert_int_equal(lesson->quiz.show, SHOW_ALL);
	assert_false(lesson->quiz.shuffle_questions || lesson->quiz.shuffle_options || lesson->quiz.certainty);
	assert_int_equal(lesson->quiz.n_draw, 0);
	/* Nobody answers it, so it needs no sum. */
	assert_string_equal(lesson->sha256, "");
}

static void test_everything(void **state)
{
	const char *source =
		"---\n"
		"title: 'Bài 1: Dân số'   # a comment\n"
		"author: \"An\"\n"
		"date: 2018-06-14\n"
		"lang: en\n"
		"theme: lotus\n"
		"sources:\n"
		"  - number: 21-NQ/TW\n    title: T\n    date: 2017-10-25\n    issuer: I\n    url: https://u\n"
		"  - {number: 2, title: U}\n"
		"quiz:\n  pass: 80%\n  time: 1h15m30s\n  attempts: 2\n  grade: last\n  feedback: interactive\n"
		"  penalty: 1/4\n  shuffle: [options]\n  draw: {muc-tieu: 1, \"văn bản\": 2}\n  certainty: yes\n"
		"  role: pre\n  scoring: all\n  show: [score, right_answer]\n"
		"bands:\n  - {name: Đạt, from: '5,5'}\n  - name: Giỏi\n    from: 8\n  - {name: Kém, from: 0}\n"
		"---\n"
		"# A\n<!-- quiz id=a tags=muc-tieu -->\n[[a]]\n"
		"# B\n<!-- quiz id=b tags=\"văn bản\" -->\n[[a]]\n# C\n<!-- quiz id=c tags=\"văn bản\" -->\n[[a]]\n";
	g_autoptr(Diagnostics) diags = diagnostics_new();
	g_autoptr(Lesson) lesson = parse(source, diags);
	const struct quiz_settings *quiz = &lesson->quiz;

	(void)state;
	assert_int_equal(diags->items->len, 0);
	assert_string_equal(lesson->title, "Bài 1: Dân số");
	assert_string_equal(lesson->author, "An");
	assert_string_equal(lesson->date, "2018-06-14");
	assert_string_equal(lesson->lang, "en");
	assert_string_equal(lesson->theme, "lotus");
	assert_int_equal(lesson->n_sources, 2);
	assert_string_equal(lesson->sources[0].number, "21-NQ/TW");
	assert_string_equal(lesson->sources[0].issuer, "I");
	assert_string_equal(lesson->sources[0].url, "https://u");
	assert_string_equal(lesson->sources[1].title, "U");
	assert_string_equal(lesson->sources[1].date, "");
	assert_int_equal(quiz->pass.num, 4);
	assert_int_equal(quiz->time_limit, 4530);
	assert_int_equal(quiz->attempts, 2);
	assert_int_equal(quiz->grade, GRADE_LAST);
	assert_int_equal(quiz->feedback, FEEDBACK_INTERACTIVE);
	assert_int_equal(quiz->penalty.den, 4);
	assert_true(quiz->shuffle_options && !quiz->shuffle_questions && quiz->certainty);
	assert_int_equal(quiz->n_draw, 2);
	assert_string_equal(quiz->draw[1].tag, "văn bản");
	assert_int_equal(quiz->draw[1].count, 2);
	assert_int_equal(quiz->role, ROLE_PRE);
	assert_int_equal(quiz->scoring, SCORING_ALL);
	assert_int_equal(quiz->show, SHOW_SCORE | SHOW_RIGHT_ANSWER);
	assert_int_equal(lesson->n_bands, 3);
	assert_string_equal(lesson->bands[0].name, "Giỏi");
	assert_string_equal(lesson->bands[1].name, "Đạt");
	assert_int_equal(lesson->bands[1].from.num, 11);
	assert_string_equal(lesson_band(lesson, fraction_make(54, 100))->name, "Kém");
}

static void test_lines_stay_true(void **state)
{
	g_autoptr(Diagnostics) diags = diagnostics_new();
	g_autoptr(Lesson) lesson = parse("---\ntitle: x\n\nlang: vi\n...\n\n# A\n", diags);

	(void)state;
	assert_int_equal(diags->items->len, 0);
	assert_int_equal(lesson->slides[0].line, 7);
}

static void test_empty_entries_say_nothing(void **state)
{
	g_autoptr(Diagnostics) diags = diagnostics_new();
	g_autoptr(Lesson) lesson =
		parse("---\ntitle:\nquiz:\nsources:   # none yet\nbands: []\noptions: {}\nlang: en\n---\n# A\n", diags);

	(void)state;
	assert_int_equal(diags->items->len, 0);
	assert_string_equal(lesson->title, "A");
	assert_string_equal(lesson->lang, "en");
	assert_int_equal(lesson->n_bands, 7);
}

static void test_unclosed_front_matter_loses_no_text(void **state)
{
	g_autoptr(Diagnostics) diags = diagnostics_new();

	(void)state;
	assert_slides_with("---\ntitle: x\n\n# A\n\ntext\n\n---\n\n# B\n", "1! A\n  p text\n1! B\n", diags);
	assert_int_equal(diags->errors, 1);
}

static void test_hostile_settings(void **state)
{
	g_autoptr(Diagnostics) diags = diagnostics_new();
	g_autofree char *deep = g_strnfill(20000, '['), *open = g_strnfill(20000, '{');
	GString *many = g_string_new("---\n");
	g_autofree char *flow = g_strdup_printf("---\ntitle: %s\n---\n", deep);
	g_autofree char *keys = g_strdup_printf("---\nquiz: %s\n---\n", open);
	const char *bomb = "---\na: &a [x,x,x,x]\nb: &b [*a,*a,*a,*a]\nc: [*b,*b,*b,*b]\ntitle: t\n---\n";

	(void)state;
	for (int i = 0; i < 2000; i++)
		g_string_append_printf(many, "key%d: *x\n", i);
	g_string_append(many, "---\n# A\n");
	lesson_free(parse(flow, diags));
	lesson_free(parse(keys, diags));
	lesson_free(parse(many->str, diags));
	assert_true(diags->errors > 100);
	g_autoptr(Lesson) lesson = parse(bomb, diags);

	assert_string_equal(lesson->title, "t");
	g_string_free(many, TRUE);
}

static void test_strings_are_filtered(void **state)
{
	g_autoptr(Diagnostics) diags = diagnostics_new();
	g_autoptr(Lesson) lesson = parse("---\ntitle: \"a\\e[31mb\"\nauthor: \"e\\u0301\"\n---\n# A\n", diags);

	(void)state;
	assert_string_equal(lesson->title, "a\ufffd[31mb");
	assert_string_equal(lesson->author, "é");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_defaults),
		cmocka_unit_test(test_everything),
		cmocka_unit_test(test_lines_stay_true),
		cmocka_unit_test(test_empty_entries_say_nothing),
		cmocka_unit_test(test_unclosed_front_matter_loses_no_text),
		cmocka_unit_test(test_hostile_settings),
		cmocka_unit_test(test_strings_are_filtered),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
