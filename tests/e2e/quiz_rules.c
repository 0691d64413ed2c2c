/* At a real terminal: a time limit that runs out, also while the program is dead; and a kiosk nobody breaks out of. */
#include "e2e/quiz.h"

#define QUESTIONS                                                                                                      \
	"## Câu một?\n<!-- quiz id=mot -->\n\n1. [x] đúng\n2. [ ] sai\n\n"                                        \
	"## Câu hai?\n<!-- quiz id=hai -->\n\n1. [x] đúng\n2. [ ] sai\n"

static const char timed[] = "---\ntitle: Bài thử\nquiz: {time: 2s}\n---\n" QUESTIONS;
static const char once[] = "---\ntitle: Bài thử\nquiz: {attempts: 1}\n---\n" QUESTIONS;
static const char plain[] = "---\ntitle: Bài thử\n---\n" QUESTIONS;

static void the_time_hands_in_by_itself(void **state)
{
	(void)state;
	struct place place;
	place_init(&place, timed);
	g_autoptr(Pty) pty = place_start(&place, NULL, NULL, 80, 24);

	introduce(pty, "Hà Đức Dũng");
	shows(pty, "left");
	type(pty, "a");
	shows(pty, "The time is up");
	shows(pty, "5 out of 10");
	pty_keys(pty, "Tab Enter");
	ends_well(pty);
	place_clear(&place);
}

static void the_time_runs_out_while_the_program_is_dead(void **state)
{
	(void)state;
	struct place place;
	place_init(&place, timed);
	struct pty *pty = place_start(&place, NULL, NULL, 80, 24);

	introduce(pty, "Hà Đức Dũng");
	type(pty, "a");
	shows(pty, "Answer kept");
	pty_kill(pty, SIGKILL);
	assert_true(pty_wait_exit(pty, NULL));
	pty_free(pty);
	g_usleep(2100 * 1000);
	pty = place_start(&place, "--person", "Hà Đức Dũng", 80, 24);
	shows(pty, "The time is up");
	shows(pty, "5 out of 10");
	pty_free(pty);
	place_clear(&place);
}

static void the_time_hands_in_also_in_lines(void **state)
{
	(void)state;
	struct place place;
	place_init(&place, timed);
	g_autoptr(Pty) pty = place_start(&place, "--plain", NULL, 80, 40);

	shows(pty, "What is your name?");
	pty_send(pty, "Dung\r0\r\r\ra\r", 11);
	shows(pty, "Question 2 of 2");
	shows(pty, "The time is up");
	ends_well(pty);
	place_clear(&place);
}

/* Who takes a quiz does not touch the index, from the start to the handing in. */
static void assert_no_index(const struct place *place)
{
	static const char *const names[] = {"index.db", "index.lock"};

	for (size_t i = 0; i < G_N_ELEMENTS(names); i++) {
		g_autofree char *path = g_build_filename(place->data, names[i], NULL);
		assert_false(g_file_test(path, G_FILE_TEST_EXISTS));
	}
}

static void one_attempt_and_no_more(void **state)
{
	(void)state;
	struct place place;
	place_init(&place, once);
	struct pty *pty = place_start(&place, NULL, NULL, 80, 24);

	introduce(pty, "Hà Đức Dũng");
	press(pty, "a Right b Right Tab Enter Right Enter");
	shows(pty, "5 out of 10");
	pty_keys(pty, "Tab Enter");
	ends_well(pty);
	pty_free(pty);
	pty = place_start(&place, "--person", "Hà Đức Dũng", 80, 24);
	shows(pty, "as often as it may be taken");
	shows(pty, "Your grade so far: 5 out of 10.");
	pty_keys(pty, "Tab Enter");
	ends_well(pty);
	pty_free(pty);
	assert_no_index(&place);
	place_clear(&place);
}

static void a_kiosk_is_left_by_its_pin_alone(void **state)
{
	(void)state;
	struct place place;
	place_init(&place, plain);
	struct pty *pty = place_start(&place, "--kiosk", NULL, 80, 24);

	shows(pty, "choose a PIN");
	type(pty, "2468");
	press(pty, "Enter");
	shows(pty, "once more");
	type(pty, "2468");
	press(pty, "Enter");
	introduce(pty, "Hà Đức Dũng");
	pty_keys(pty, "C-c C-z C-\\ C-c");
	pty_kill(pty, SIGINT);
	pty_kill(pty, SIGTSTP);
	pty_idle(pty, 100);
	press(pty, "Escape");
	press(pty, "Enter");
	press(pty, "a Right a Right Tab Enter Right Enter");
	shows(pty, "10 out of 10");
	press(pty, "Tab Enter");
	shows(pty, "Thank you, Hà Đức Dũng!");
	press(pty, "Enter");
	shows(pty, "What is your name?");
	press(pty, "Tab Enter");
	shows(pty, "the PIN to end the quiz");
	type(pty, "1111");
	press(pty, "Enter");
	shows(pty, "That is not the PIN.");
	type(pty, "2468");
	pty_keys(pty, "Enter");
	ends_well(pty);
	pty_free(pty);
	pty = place_start(&place, "--kiosk", NULL, 80, 24); /* the PIN is kept */
	shows(pty, "What is your name?");
	pty_free(pty);
	place_clear(&place);
}

/* The program speaks the one language and the lesson the other: who takes the quiz reads the lesson's. */
static void speaks(const char *lang, const char *program, const char *option, const char *question, const char *begin)
{
	g_autofree char *lesson = g_strdup_printf("---\ntitle: Bài thử\nlang: %s\n---\n" QUESTIONS, lang);
	struct place place;

	place_init(&place, lesson);
	place.argv[2] = "--quiet";
	place.environment[1] = program;
	g_autoptr(Pty) pty = place_start(&place, option, NULL, 80, 24);

	shows(pty, question);
	pty_send(pty, option ? "Dung\r0\r\r" : "Dung\r\r\r", option ? 8 : 7);
	shows(pty, begin);
	place_clear(&place);
}

static void a_quiz_speaks_the_lessons_language(void **state)
{
	(void)state;
	speaks("vi", "LANGUAGE=en", NULL, "Anh/chị tên là gì?", "Bắt đầu");
	speaks("vi", "LANGUAGE=en", "--plain", "Anh/chị tên là gì?", "Bấm Enter để bắt đầu");
	speaks("en", "LANGUAGE=vi", NULL, "What is your name?", "Begin");
	speaks("en", "LANGUAGE=vi", "--plain", "What is your name?", "Press Enter to begin");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_time_hands_in_by_itself),
		cmocka_unit_test(the_time_runs_out_while_the_program_is_dead),
		cmocka_unit_test(the_time_hands_in_also_in_lines),
		cmocka_unit_test(one_attempt_and_no_more),
		cmocka_unit_test(a_kiosk_is_left_by_its_pin_alone),
		cmocka_unit_test(a_quiz_speaks_the_lessons_language),
	};

	return cmocka_run_group_tests_name("quiz_rules", tests, NULL, NULL);
}
