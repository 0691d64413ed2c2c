/* The settings of a quiz as a person meets them: time, attempts, certainty, practice, the kiosk. */
#include "screens_quiz.h"

#include <locale.h>

#define QUESTIONS                                                                                                      \
	"## Nghị quyết ban hành ngày nào?\n<!-- quiz id=ngay -->\n\n"                                           \
	"1. [ ] 22/01/2018\n2. [x] 25/10/2017\n3. [ ] 09/5/2018\n\n"                                                   \
	"## Hội nghị ở đâu?\n<!-- quiz id=dau -->\n\n[[Bắc Kạn]]\n"
#define LESSON(settings) "---\ntitle: Bài thử\nquiz: {" settings "}\n---\n" QUESTIONS

static const char timed[] = LESSON("time: 15m");
static const char limited[] = LESSON("attempts: 2");
static const char certain[] = LESSON("certainty: yes");
static const char secret[] = LESSON("show: [score]");
static const char plain[] = LESSON("pass: 50%");

#define START 1000000

static void begin(struct fixture *f)
{
	say_who(f);
	stage_key(&f->stage, KEY_RETURN);
}

static void hand_in(struct fixture *f)
{
	stage_click(&f->stage, "All questions");
	stage_click(&f->stage, "[ Hand in");
	stage_click(&f->stage, "[ Hand in");
}

static void tick(struct fixture *f, int64_t now)
{
	f->stage.now = now;
	stage_event(&f->stage, (struct event){.kind = EVENT_TICK});
}

static struct quiz_state *quiz_of(const struct fixture *f)
{
	return quiz_state_of(stage_top(&f->stage));
}

/* ---- Time -------------------------------------------------------------------------------------------------- */

static void the_time_runs_down_and_hands_in(void **state)
{
	(void)state;
	struct fixture f;
	fixture_load(&f, timed, 80, 24, false);

	f.program.started = f.stage.now = START;
	assert_false(stage_top(&f.stage)->class->ticks);
	say_who(&f);
	stage_shows(&f.stage, "You have 15 minutes.");
	stage_key(&f.stage, KEY_RETURN);
	stage_shows(&f.stage, "15:00 left");
	assert_true(stage_top(&f.stage)->class->ticks);
	tick(&f, START + 61 * 1000);
	stage_shows(&f.stage, "13:59 left");
	stage_golden(&f.stage, "quiz-time");
	stage_resize(&f.stage, 24, 24); /* rather a part of the heading is left out */
	stage_shows(&f.stage, "13:59 left");
	stage_resize(&f.stage, 80, 24);
	stage_type(&f.stage, "b");
	stage_key(&f.stage, KEY_RIGHT_ARROW);
	stage_type(&f.stage, "bac kan");
	stage_hides(&f.stage, "One minute left");
	tick(&f, START + 14 * 60 * 1000);
	stage_shows(&f.stage, "One minute left");
	stage_golden(&f.stage, "quiz-time-last-minute");
	tick(&f, START + 14 * 60 * 1000 + 30 * 1000);
	stage_hides(&f.stage, "One minute left");
	assert_null(strstr(f.program.log->str, "hand-in"));
	tick(&f, START + 15 * 60 * 1000);
	assert_true(g_str_has_suffix(f.program.log->str, "hand-in "));
	stage_shows(&f.stage, "The time is up");
	stage_shows(&f.stage, "10 out of 10"); /* with what stood in the field */
	assert_false(stage_top(&f.stage)->class->ticks);
	fixture_clear(&f);
}

static void time_ran_out_while_nobody_was_there(void **state)
{
	(void)state;
	struct fixture f;
	fixture_load(&f, timed, 80, 24, false);

	f.program.broke_off = true;
	f.program.started = START;
	f.stage.now = START + 60 * 60 * 1000;
	say_who(&f);
	stage_shows(&f.stage, "The time is up");
	stage_shows(&f.stage, "5 out of 10");
	assert_string_equal(f.program.log->str, "prepare hand-in ");
	fixture_clear(&f);
}

static void an_answer_too_late_is_not_taken(void **state)
{
	(void)state;
	struct fixture f;
	fixture_load(&f, timed, 80, 24, false);

	f.program.started = f.stage.now = START;
	begin(&f);
	f.stage.now = START + 15 * 60 * 1000;
	stage_type(&f.stage, "b");
	assert_int_equal(quiz_of(&f)->grade.open, 2);
	stage_shows(&f.stage, "The time is up");
	fixture_clear(&f);
}

static void a_full_disk_at_the_end_is_tried_again(void **state)
{
	(void)state;
	struct fixture f;
	fixture_load(&f, timed, 80, 24, false);

	f.program.started = f.stage.now = START;
	begin(&f);
	f.program.failure = "The disk is full.";
	tick(&f, START + 15 * 60 * 1000);
	stage_shows(&f.stage, "The disk is full.");
	f.program.failure = NULL;
	tick(&f, START + 15 * 60 * 1000 + 1000);
	stage_shows(&f.stage, "The time is up");
	fixture_clear(&f);
}

/* ---- Attempts ---------------------------------------------------------------------------------------------- */

static void a_second_attempt_says_so(void **state)
{
	(void)state;
	struct fixture f;
	fixture_load(&f, limited, 80, 24, false);

	f.program.taken = 1;
	f.program.so_far = fraction_make(3, 4);
	say_who(&f);
	stage_shows(&f.stage, "Your grade so far: 7,5 out of 10.");
	stage_shows(&f.stage, "This is attempt 2 of 2.");
	stage_golden(&f.stage, "quiz-start-second");
	stage_key(&f.stage, KEY_RETURN);
	stage_shows(&f.stage, "Question 1 of 2");
	fixture_clear(&f);
}

static void a_third_attempt_is_refused_kindly(void **state)
{
	(void)state;
	struct fixture f;
	fixture_load(&f, limited, 80, 24, false);

	f.program.taken = 2;
	f.program.so_far = fraction_make(3, 4);
	say_who(&f);
	stage_shows(&f.stage, "You have taken this quiz 2 times");
	stage_hides(&f.stage, "Begin");
	stage_golden(&f.stage, "quiz-start-no-more");
	for (int i = 0; i < 20; i++)
		if (!f.stage.closed)
			stage_key(&f.stage, KEY_RETURN);
	assert_null(strstr(f.program.log->str, "begin"));
	fixture_clear(&f);
}

static void what_was_begun_is_finished_whatever_the_limit(void **state)
{
	(void)state;
	struct fixture f;
	fixture_load(&f, limited, 80, 24, false);

	f.program.taken = 2;
	f.program.so_far = FRACTION_ONE;
	f.program.broke_off = true;
	begin(&f);
	stage_shows(&f.stage, "Question 2 of 2");
	fixture_clear(&f);
}

/* ---- Certainty --------------------------------------------------------------------------------------------- */

static void how_sure_is_asked_after_an_answer(void **state)
{
	(void)state;
	struct fixture f;
	fixture_load(&f, certain, 80, 24, false);

	begin(&f);
	stage_hides(&f.stage, "How sure are you?");
	stage_type(&f.stage, "3"); /* no digit chooses an answer where digits say how sure */
	stage_hides(&f.stage, "How sure are you?");
	stage_type(&f.stage, "b");
	stage_shows(&f.stage, "How sure are you?");
	stage_hides(&f.stage, "✓ Answer kept");
	stage_type(&f.stage, "3");
	stage_shows(&f.stage, "● 3. very sure");
	stage_shows(&f.stage, "✓ Answer kept");
	stage_golden(&f.stage, "quiz-certainty");
	stage_key(&f.stage, KEY_RIGHT_ARROW);
	stage_type(&f.stage, "hue");
	stage_key(&f.stage, KEY_RETURN);
	stage_click(&f.stage, "2. fairly sure");
	stage_shows(&f.stage, "● 2. fairly sure");
	hand_in(&f);
	/* (3 − 2) of 6 */
	assert_int_equal(fraction_cmp(quiz_of(&f)->grade.grade, fraction_make(1, 6)), 0);
	stage_shows(&f.stage, "Right answers: 50%");
	fixture_clear(&f);
}

static void who_does_not_say_how_sure_is_told(void **state)
{
	(void)state;
	struct fixture f;
	fixture_load(&f, certain, 80, 24, false);

	begin(&f);
	stage_type(&f.stage, "b");
	stage_click(&f.stage, "All questions");
	stage_click(&f.stage, "[ Hand in");
	stage_shows(&f.stage, "For 1 answer you did not say how sure you are");
	stage_click(&f.stage, "[ Hand in");
	assert_int_equal(fraction_cmp(quiz_of(&f)->grade.marks, FRACTION_ONE), 0);
	fixture_clear(&f);
}

/* ---- Practice ---------------------------------------------------------------------------------------------- */

static void what_was_wrong_is_practised_and_not_kept(void **state)
{
	(void)state;
	struct fixture f;
	fixture_load(&f, plain, 80, 24, false);

	begin(&f);
	stage_type(&f.stage, "b");
	hand_in(&f);
	g_string_truncate(f.program.log, 0);
	stage_click(&f.stage, "Practise the wrong ones again");
	stage_shows(&f.stage, "Practice 1 of 1");
	stage_type(&f.stage, "bac kan");
	stage_key(&f.stage, KEY_RETURN);
	stage_hides(&f.stage, "Answer kept");
	hand_in(&f);
	stage_shows(&f.stage, "This was practice: it does not count.");
	stage_shows(&f.stage, "10 out of 10");
	stage_hides(&f.stage, "Practise the wrong ones again");
	stage_golden(&f.stage, "quiz-practice-result");
	assert_string_equal(f.program.log->str, "");
	stage_click(&f.stage, "[ Done");
	assert_true(f.stage.closed);
	fixture_clear(&f);
}

static void what_may_not_be_known_is_not_practised(void **state)
{
	(void)state;
	struct fixture f;
	fixture_load(&f, secret, 80, 24, false);

	begin(&f);
	hand_in(&f);
	stage_hides(&f.stage, "Practise");
	stage_hides(&f.stage, "25/10/2017");
	fixture_clear(&f);
}

/* ---- The kiosk --------------------------------------------------------------------------------------------- */

static void a_kiosk_goes_from_person_to_person(void **state)
{
	(void)state;
	struct fixture f;
	fixture_load(&f, plain, 80, 24, true);

	begin(&f);
	stage_type(&f.stage, "b");
	hand_in(&f);
	stage_click(&f.stage, "[ Done");
	stage_golden(&f.stage, "quiz-thanks");
	stage_shows(&f.stage, "Thank you, Hà Đức Dũng!");
	stage_key(&f.stage, KEY_RETURN);
	stage_shows(&f.stage, "What is your name?");
	stage_hides(&f.stage, "Dũng");
	assert_null(quiz_of(&f)->attempt);
	fixture_clear(&f);
}

static void a_kiosk_is_left_with_the_pin(void **state)
{
	(void)state;
	struct fixture f;
	fixture_load(&f, plain, 80, 24, true);

	quiz_ask_new_pin(quiz_of(&f));
	stage_type(&f.stage, "123");
	stage_key(&f.stage, KEY_RETURN);
	stage_shows(&f.stage, "at least four");
	stage_type(&f.stage, "4aa"); /* no Telex in a PIN */
	stage_hides(&f.stage, "1234");
	stage_golden(&f.stage, "quiz-pin-new");
	stage_key(&f.stage, KEY_RETURN);
	stage_type(&f.stage, "1235");
	stage_key(&f.stage, KEY_RETURN);
	stage_shows(&f.stage, "two different PINs");
	stage_type(&f.stage, "1234aa");
	stage_key(&f.stage, KEY_RETURN);
	stage_type(&f.stage, "1234aa");
	stage_key(&f.stage, KEY_RETURN);
	assert_string_equal(f.program.pin, "1234aa");
	stage_shows(&f.stage, "What is your name?");

	stage_click(&f.stage, "Trainer");
	stage_type(&f.stage, "1234");
	stage_key(&f.stage, KEY_RETURN);
	stage_shows(&f.stage, "That is not the PIN.");
	stage_hides(&f.stage, "•");
	stage_key(&f.stage, KEY_ESCAPE);
	stage_shows(&f.stage, "What is your name?");
	stage_click(&f.stage, "Trainer");
	stage_type(&f.stage, "1234aa");
	stage_key(&f.stage, KEY_RETURN);
	assert_true(f.stage.closed);
	fixture_clear(&f);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_time_runs_down_and_hands_in),
		cmocka_unit_test(time_ran_out_while_nobody_was_there),
		cmocka_unit_test(an_answer_too_late_is_not_taken),
		cmocka_unit_test(a_full_disk_at_the_end_is_tried_again),
		cmocka_unit_test(a_second_attempt_says_so),
		cmocka_unit_test(a_third_attempt_is_refused_kindly),
		cmocka_unit_test(what_was_begun_is_finished_whatever_the_limit),
		cmocka_unit_test(how_sure_is_asked_after_an_answer),
		cmocka_unit_test(who_does_not_say_how_sure_is_told),
		cmocka_unit_test(what_was_wrong_is_practised_and_not_kept),
		cmocka_unit_test(what_may_not_be_known_is_not_practised),
		cmocka_unit_test(a_kiosk_goes_from_person_to_person),
		cmocka_unit_test(a_kiosk_is_left_with_the_pin),
	};

	setlocale(LC_ALL, "C.UTF-8");
	return cmocka_run_group_tests_name("screens_quiz_rules", tests, NULL, NULL);
}
