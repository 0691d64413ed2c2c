/* The quiz as a person goes through it, by keys and by clicks, with the program's part played here. */
#include "screens_quiz.h"

#include <locale.h>

static const char source[] = "---\ntitle: Bài thử\nquiz: {pass: 50%}\n---\n"
			     "# Bài thử\n\nMở đầu.\n\n"
			     "## Nghị quyết ban hành ngày nào?\n<!-- quiz id=ngay -->\n\n"
			     "1. [ ] 22/01/2018\n2. [x] 25/10/2017\n   > Đúng rồi.\n3. [ ] 09/5/2018\n\n"
			     "> Hội nghị lần thứ sáu, khóa XII.\n\n"
			     "## Những ai dự hội nghị?\n<!-- quiz id=ai -->\n\n"
			     "- [x] Cộng tác viên dân số\n- [x] Ban chỉ đạo thành phố\n- [ ] Học sinh\n\n"
			     "## Hội nghị ở đâu?\n<!-- quiz id=dau -->\n\n"
			     "[[Bắc Kạn | thành phố Bắc Kạn]]\n";

/* One question with two hints, so three tries, each costing a third. */
static const char interactive[] =
	"---\ntitle: Bài thử\nquiz: {pass: 50%, feedback: interactive, penalty: 1/3}\n---\n"
	"## Nghị quyết ban hành ngày nào?\n<!-- quiz id=ngay -->\n\n"
	"> Cuối năm 2017.\n\n> Tháng Mười.\n\n"
	"1. [ ] 22/01/2018\n   > Đó là chương trình của tỉnh.\n2. [x] 25/10/2017\n3. [ ] 09/5/2018\n\n"
	"> Hội nghị lần thứ sáu.\n";

static void fixture_init(struct fixture *f, int width, int height, bool kiosk)
{
	fixture_load(f, source, width, height, kiosk);
	assert_int_equal(f->lesson->n_questions, 3);
}

static void by_keys_from_the_name_to_the_result(void **state)
{
	(void)state;
	struct fixture f;
	fixture_init(&f, 80, 24, false);

	stage_golden(&f.stage, "quiz-who");
	stage_type(&f.stage, "ha d");
	stage_golden(&f.stage, "quiz-who-found");
	stage_shows(&f.stage, "Hà Đức Dũng");
	stage_hides(&f.stage, "Nông Thị Ánh");
	stage_key(&f.stage, KEY_RETURN);
	stage_key(&f.stage, KEY_RETURN);
	stage_golden(&f.stage, "quiz-start");
	stage_key(&f.stage, KEY_RETURN);
	stage_golden(&f.stage, "quiz-single");
	stage_type(&f.stage, "b");
	stage_golden(&f.stage, "quiz-single-answered");
	stage_key(&f.stage, KEY_RIGHT_ARROW);
	stage_key(&f.stage, ' ');
	stage_key(&f.stage, KEY_DOWN_ARROW);
	stage_key(&f.stage, KEY_RETURN);
	stage_golden(&f.stage, "quiz-multiple");
	stage_key(&f.stage, KEY_RIGHT_ARROW);
	stage_type(&f.stage, "bac kan");
	stage_golden(&f.stage, "quiz-text");
	stage_key(&f.stage, KEY_RIGHT_ARROW);
	stage_golden(&f.stage, "quiz-overview");
	stage_click(&f.stage, "[ Hand in");
	stage_golden(&f.stage, "quiz-confirm");
	stage_key(&f.stage, KEY_RIGHT_ARROW);
	stage_key(&f.stage, KEY_RETURN);
	stage_golden(&f.stage, "quiz-result");
	stage_shows(&f.stage, "10 out of 10");
	assert_true(g_str_has_suffix(f.program.log->str, "hand-in "));
	for (int i = 0; i < 40; i++)
		stage_key(&f.stage, KEY_RETURN); /* still held down */
	assert_false(f.stage.closed);
	stage_key(&f.stage, KEY_RIGHT_ARROW);
	stage_key(&f.stage, KEY_RETURN);
	assert_true(f.stage.closed);
	fixture_clear(&f);
}

static void the_training_session_is_shown(void **state)
{
	(void)state;
	struct fixture f;
	fixture_init(&f, 40, 15, true);
	struct quiz_state *quiz = quiz_state_of(stage_top(&f.stage));

	stage_hides(&f.stage, "Training session");
	quiz_set_session(quiz, "Tập huấn cộng tác viên dân số năm 2018");
	stage_golden(&f.stage, "quiz-who-session");
	stage_type(&f.stage, "ha du");
	stage_key(&f.stage, KEY_RETURN);
	stage_key(&f.stage, KEY_RETURN);
	stage_shows(&f.stage, "Training session: Tập huấn cộng");
	quiz_set_session(quiz, "");
	stage_hides(&f.stage, "Training session");
	fixture_clear(&f);
}

static void by_clicks_alone_on_a_phone(void **state)
{
	(void)state;
	struct fixture f;
	fixture_init(&f, 38, 44, false);

	stage_type(&f.stage, "anh"); /* the name has to be typed */
	stage_click(&f.stage, "Nông Thị Ánh");
	stage_click(&f.stage, "Begin");
	stage_click(&f.stage, "25/10/2017");
	stage_golden(&f.stage, "quiz-single-answered");
	stage_click(&f.stage, "Next question");
	stage_click(&f.stage, "Cộng tác viên");
	stage_click(&f.stage, "Học sinh");
	stage_click(&f.stage, "Next question");
	stage_click(&f.stage, "Look it over");
	stage_shows(&f.stage, "not answered yet");
	stage_click(&f.stage, "Hand in");
	stage_shows(&f.stage, "1 question is not answered yet: 3");
	stage_click(&f.stage, "[ Hand in");
	stage_golden(&f.stage, "quiz-result");
	/* 1 + (1/2 − 1/2) + 0 of 3 */
	assert_int_equal(fraction_cmp(quiz_state_of(stage_top(&f.stage))->grade.grade, fraction_make(1, 3)), 0);
	fixture_clear(&f);
}

static void every_answer_is_saved_when_it_is_given(void **state)
{
	(void)state;
	struct fixture f;
	fixture_init(&f, 80, 24, false);

	say_who(&f);
	stage_key(&f.stage, KEY_RETURN);
	g_string_truncate(f.program.log, 0);
	stage_type(&f.stage, "a");
	assert_string_equal(f.program.log->str, "save ");
	stage_type(&f.stage, "a"); /* no change, nothing to save */
	assert_string_equal(f.program.log->str, "save ");
	stage_shows(&f.stage, "✓ Answer kept");
	fixture_clear(&f);
}

static void a_full_disk_is_said_and_tried_again(void **state)
{
	(void)state;
	struct fixture f;
	fixture_init(&f, 80, 24, false);

	say_who(&f);
	stage_key(&f.stage, KEY_RETURN);
	f.program.failure = "The disk is full.";
	stage_type(&f.stage, "b");
	stage_shows(&f.stage, "The disk is full.");
	stage_hides(&f.stage, "✓ Answer kept");
	stage_key(&f.stage, KEY_RIGHT_ARROW); /* one can go on */
	stage_shows(&f.stage, "Question 2 of 3");
	stage_shows(&f.stage, "The disk is full.");
	f.program.failure = NULL;
	stage_key(&f.stage, KEY_LEFT_ARROW);
	stage_hides(&f.stage, "The disk is full.");
	stage_shows(&f.stage, "✓ Answer kept");
	fixture_clear(&f);
}

static void nothing_is_handed_in_by_accident(void **state)
{
	(void)state;
	struct fixture f;
	fixture_init(&f, 80, 24, false);
	static const uint32_t keys[] = {KEY_RETURN, ' ', KEY_ESCAPE, KEY_INTERRUPT, 'q', 'x', KEY_TAB, KEY_UP_ARROW};

	say_who(&f);
	stage_key(&f.stage, KEY_RETURN);
	/* The same key held down, whichever it is, never hands in. */
	for (size_t i = 0; i < G_N_ELEMENTS(keys); i++)
		for (int n = 0; n < 40; n++)
			if (!f.stage.closed)
				stage_key(&f.stage, keys[i]);
	assert_null(strstr(f.program.log->str, "hand-in"));
	fixture_clear(&f);
}

static void a_broken_off_attempt_goes_on(void **state)
{
	(void)state;
	struct fixture f;
	fixture_init(&f, 80, 24, false);

	f.program.broke_off = true;
	say_who(&f);
	stage_shows(&f.stage, "1 of 3 questions are answered");
	stage_key(&f.stage, KEY_RETURN);
	stage_shows(&f.stage, "Question 2 of 3");
	stage_key(&f.stage, KEY_LEFT_ARROW);
	stage_shows(&f.stage, "● B. 25/10/2017");
	fixture_clear(&f);
}

static void a_newcomer_is_added(void **state)
{
	(void)state;
	struct fixture f;
	fixture_init(&f, 80, 24, false);

	stage_type(&f.stage, "Lò Thị Dần");
	stage_key(&f.stage, KEY_RETURN);
	stage_key(&f.stage, KEY_RETURN);
	stage_type(&f.stage, "thôn Nà Rẫy");
	stage_golden(&f.stage, "quiz-unit");
	stage_key(&f.stage, KEY_RETURN);
	assert_string_equal(f.program.log->str, "add prepare ");
	struct quiz_state *quiz = quiz_state_of(stage_top(&f.stage));
	assert_string_equal(quiz->person->name, "Lò Thị Dần");
	assert_string_equal(quiz->person->unit, "thôn Nà Rẫy");
	fixture_clear(&f);
}

static void a_kiosk_shows_no_names_before_three_letters_and_never_closes(void **state)
{
	(void)state;
	struct fixture f;
	fixture_init(&f, 80, 24, true);

	stage_type(&f.stage, "ha");
	stage_hides(&f.stage, "Hà Đức Dũng");
	stage_type(&f.stage, " d");
	stage_shows(&f.stage, "Hà Đức Dũng");
	for (int i = 0; i < 5; i++) {
		stage_key(&f.stage, KEY_ESCAPE);
		stage_key(&f.stage, KEY_INTERRUPT);
	}
	assert_false(f.stage.closed);
	fixture_clear(&f);
}

static void pasted_text_chooses_nothing(void **state)
{
	(void)state;
	struct fixture f;
	fixture_init(&f, 80, 24, false);

	say_who(&f);
	stage_key(&f.stage, KEY_RETURN);
	g_string_truncate(f.program.log, 0);
	stage_event(&f.stage, (struct event){.kind = EVENT_PASTE, .text = "a\nb\n1"});
	assert_string_equal(f.program.log->str, "");
	fixture_clear(&f);
}

static void hints_come_with_tries_and_cost_the_penalty(void **state)
{
	(void)state;
	struct fixture f;
	fixture_load(&f, interactive, 80, 24, false);

	say_who(&f);
	stage_key(&f.stage, KEY_RETURN);
	stage_hides(&f.stage, "Is it right?");
	stage_type(&f.stage, "a");
	stage_click(&f.stage, "Is it right?");
	stage_shows(&f.stage, "✗ wrong: 22/01/2018");
	stage_shows(&f.stage, "Đó là chương trình của tỉnh.");
	stage_shows(&f.stage, "Cuối năm 2017.");
	stage_hides(&f.stage, "Tháng Mười.");
	stage_hides(&f.stage, "Hội nghị lần thứ sáu.");
	stage_golden(&f.stage, "quiz-hint");
	stage_type(&f.stage, "b"); /* nothing changes before the next try is asked for */
	stage_shows(&f.stage, "● A.");
	stage_click(&f.stage, "Try again");
	stage_type(&f.stage, "b");
	stage_click(&f.stage, "Is it right?");
	stage_shows(&f.stage, "✓ right: 25/10/2017");
	stage_shows(&f.stage, "Hội nghị lần thứ sáu.");
	stage_type(&f.stage, "c"); /* it is over */
	stage_shows(&f.stage, "● B.");
	assert_int_equal(fraction_cmp(attempt_grade(f.program.attempt).grade, fraction_make(2, 3)), 0);
	fixture_clear(&f);
}

static void help_comes_and_goes(void **state)
{
	(void)state;
	struct fixture f;
	fixture_init(&f, 80, 24, false);

	say_who(&f);
	stage_key(&f.stage, KEY_RETURN);
	stage_type(&f.stage, "?");
	stage_golden(&f.stage, "quiz-help");
	stage_key(&f.stage, KEY_ESCAPE);
	stage_shows(&f.stage, "Question 1 of 3");
	fixture_clear(&f);
}

static void every_size_survives(void **state)
{
	(void)state;
	static const int sizes[][2] = {{1, 1}, {5, 3}, {20, 5}, {40, 12}, {40, 15}, {38, 44}, {80, 24}, {200, 60}};
	struct fixture f;
	fixture_init(&f, 80, 24, false);

	say_who(&f);
	stage_key(&f.stage, KEY_RETURN);
	for (size_t i = 0; i < G_N_ELEMENTS(sizes); i++) {
		stage_resize(&f.stage, sizes[i][0], sizes[i][1]);
		g_autofree char *screen = stage_text(&f.stage, false);
		assert_non_null(screen);
		stage_type(&f.stage, "c");
	}
	stage_resize(&f.stage, 40, 12);
	stage_golden(&f.stage, "quiz-single");
	stage_shows(&f.stage, "● C. 09/5/2018");
	fixture_clear(&f);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(by_keys_from_the_name_to_the_result),
		cmocka_unit_test(by_clicks_alone_on_a_phone),
		cmocka_unit_test(the_training_session_is_shown),
		cmocka_unit_test(every_answer_is_saved_when_it_is_given),
		cmocka_unit_test(a_full_disk_is_said_and_tried_again),
		cmocka_unit_test(nothing_is_handed_in_by_accident),
		cmocka_unit_test(a_broken_off_attempt_goes_on),
		cmocka_unit_test(a_newcomer_is_added),
		cmocka_unit_test(a_kiosk_shows_no_names_before_three_letters_and_never_closes),
		cmocka_unit_test(pasted_text_chooses_nothing),
		cmocka_unit_test(hints_come_with_tries_and_cost_the_penalty),
		cmocka_unit_test(help_comes_and_goes),
		cmocka_unit_test(every_size_survives),
	};

	setlocale(LC_ALL, "C.UTF-8");
	return cmocka_run_group_tests_name("screens_quiz", tests, NULL, NULL);
}
