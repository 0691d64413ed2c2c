/*
 * The terminal room under a pseudo-terminal. The program under test is this one itself, started with "program":
 * probe.h.
 */
#include "e2e/probe.h"
#include "e2e/pty.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>

#include <cmocka.h>

/* Where the sanitizers are built in, they leave faults to the program, and curses its leak when it refuses a terminal.
 */
const char *__asan_default_options(void);
const char *__asan_default_options(void)
{
	return "handle_segv=0:handle_sigbus=0:handle_sigfpe=0:handle_sigill=0";
}

const char *__lsan_default_suppressions(void);
const char *__lsan_default_suppressions(void)
{
	return "leak:new_prescr\n";
}

/* ---- Helpers ---------------------------------------------------------------------------------------------------- */

static const char *program;

static struct pty *start_with(const char *argument, const char *const *env)
{
	const char *argv[] = {program, "program", argument, NULL};
	return pty_start(&(struct pty_setup){.argv = argv, .env = env});
}

static struct pty *start(const char *argument)
{
	struct pty *p = start_with(argument, NULL);
	assert_true(pty_wait_text(p, "screen 1, 1 events"));
	assert_true(pty_wait_text(p, "end"));
	return p;
}

static int wait_status(struct pty *p)
{
	int status;
	assert_true(pty_wait_exit(p, &status));
	return status;
}

static void assert_quits(struct pty *p)
{
	pty_keys(p, "q");
	int status = wait_status(p);
	assert_true(WIFEXITED(status));
	assert_int_equal(WEXITSTATUS(status), 0);
	assert_true(pty_restored(p));
}

static void assert_killed(struct pty *p, int signal)
{
	int status = wait_status(p);
	assert_true(WIFSIGNALED(status));
	assert_int_equal(WTERMSIG(status), signal);
	assert_true(pty_restored(p));
}

static void assert_said(struct pty *p, const char *text)
{
	assert_true(pty_wait_text(p, text));
}

/* ---- Starting and ending ------------------------------------------------------------------------------------------
 */

static void it_starts_and_quits(void **state)
{
	(void)state;
	g_autoptr(Pty) p = start(NULL);
	assert_said(p, "size 80x24 of 80x24");
	assert_said(p, "✓ Bắc Kạn 漢字");
	assert_true(pty_cell(p, 0, 0).bold);
	assert_string_equal(pty_cell(p, 79, 23).text, "d");
	int x, y;
	assert_false(pty_cursor(p, &x, &y));
	assert_quits(p);
}

static void the_cursor_shows_where_one_types(void **state)
{
	(void)state;
	int x, y;
	g_autoptr(Pty) p = start(NULL);
	pty_keys(p, "c");
	assert_true(pty_sync(p));
	assert_true(pty_cursor(p, &x, &y));
	assert_int_equal(x, 5);
	assert_int_equal(y, 4);
	pty_keys(p, "c");
	assert_true(pty_sync(p));
	assert_false(pty_cursor(p, &x, &y));
	assert_quits(p);
}

static void screens_are_stacked(void **state)
{
	(void)state;
	g_autoptr(Pty) p = start(NULL);
	pty_keys(p, "o");
	assert_true(pty_sync(p));
	assert_said(p, "screen 2, 1 events");
	pty_keys(p, "q");
	assert_true(pty_sync(p));
	assert_said(p, "screen 1, 3 events");
	assert_said(p, "last: start");
	assert_quits(p);
}

static void actions_come_back(void **state)
{
	(void)state;
	g_autoptr(Pty) p = start(NULL);
	pty_keys(p, "a");
	assert_true(pty_sync(p));
	assert_said(p, "last: done");
	pty_keys(p, "b");
	assert_true(pty_sync(p));
	assert_said(p, "last: failed 0 at 0,0 [it went badly]");
	assert_quits(p);
}

static void it_runs_twice_in_one_process(void **state)
{
	(void)state;
	g_autoptr(Pty) p = start("twice");
	pty_keys(p, "q");
	assert_said(p, "screen 7, 1 events");
	pty_send(p, "xq", 2);
	int status = wait_status(p);
	assert_true(WIFEXITED(status));
	assert_true(pty_restored(p));
}

static void events_come_from_outside(void **state)
{
	(void)state;
	g_autoptr(Pty) p = start(NULL);
	pty_keys(p, "p");
	assert_said(p, "last: done 0 at 0,0 [from outside]");
	assert_quits(p);
}

static void the_theme_changes_while_it_runs(void **state)
{
	(void)state;
	g_autoptr(Pty) p = start(NULL);
	assert_int_equal(pty_cell(p, 40, 12).background, -1);
	pty_keys(p, "t");
	assert_true(pty_sync(p));
	assert_int_equal(pty_cell(p, 40, 12).background, 21);
	assert_int_equal(pty_cell(p, 0, 0).background, 21);
	assert_int_equal(pty_cell(p, 79, 23).foreground, 231);
	assert_quits(p);
}

static void assert_refuses(const char *const *env, const char *words)
{
	g_autoptr(Pty) p = start_with(NULL, env);
	int status = wait_status(p);
	assert_true(WIFEXITED(status));
	assert_int_equal(WEXITSTATUS(status), 4);
	assert_true(pty_find(p, words, NULL, NULL));
	assert_true(pty_restored(p));
}

static void an_unknown_terminal_is_refused(void **state)
{
	(void)state;
	assert_refuses((const char *const[]){"TERM=nonsense", NULL}, "TERM=xterm-256color");
	assert_refuses((const char *const[]){"TERM=dumb", NULL}, "dumb");
	assert_refuses((const char *const[]){"TERM", NULL}, "TERM");
	assert_refuses((const char *const[]){"TERM=\033[31mx\xff", NULL}, "“\uFFFD[31mx\uFFFD”");
}

static void no_terminal_is_refused(void **state)
{
	(void)state;
	g_autofree char *script = g_strdup_printf("%s program </dev/null; echo $?; %s program | cat", program, program);
	const char *argv[] = {"sh", "-c", script, NULL};
	g_autoptr(Pty) p = pty_start(&(struct pty_setup){.argv = argv});
	wait_status(p);
	assert_true(pty_find(p, "5", NULL, NULL));
	assert_true(pty_find(p, "needs a terminal", NULL, NULL));
	assert_true(pty_restored(p));
}

static void other_terminals_work(void **state)
{
	(void)state;
	static const char *const terms[] = {"TERM=linux", "TERM=vt100",      "TERM=screen-256color",
					    "TERM=tmux",  "TERM=xterm-mono", "TERM=xterm",
					    "TERM=rxvt"};
	for (size_t i = 0; i < G_N_ELEMENTS(terms); i++) {
		g_autoptr(Pty) p = start_with(NULL, (const char *const[]){terms[i], NULL});
		assert_true(pty_wait_text(p, "screen 1, 1 events"));
		pty_keys(p, "Down");
		assert_true(pty_sync(p));
		assert_said(p, "last: key 110001 ");
		assert_quits(p);
	}
}

/* ---- Signals --------------------------------------------------------------------------------------------------------
 */

static void signals_end_it_and_the_terminal_is_restored(void **state)
{
	(void)state;
	static const int signals[] = {SIGTERM, SIGHUP, SIGINT, SIGABRT, SIGSEGV, SIGQUIT, SIGBUS, SIGFPE, SIGILL};
	for (size_t i = 0; i < G_N_ELEMENTS(signals); i++) {
		g_autoptr(Pty) p = start(NULL);
		pty_kill(p, signals[i]);
		assert_killed(p, signals[i]);
	}
}

static void a_fault_restores_the_terminal(void **state)
{
	(void)state;
	static const struct {
		const char *key;
		int signal;
	} faults[] = {{"!", SIGABRT}, {"@", SIGSEGV}, {"#", SIGSEGV}};
	for (size_t i = 0; i < G_N_ELEMENTS(faults); i++) {
		g_autoptr(Pty) p = start(NULL);
		pty_keys(p, faults[i].key);
		assert_killed(p, faults[i].signal);
	}
}

static void quit_key_ends_a_program_that_is_not_locked(void **state)
{
	(void)state;
	g_autoptr(Pty) p = start(NULL);
	pty_send(p, "\x1c", 1);
	assert_killed(p, SIGQUIT);
}

static void a_closed_window_ends_it(void **state)
{
	(void)state;
	g_autoptr(Pty) p = start(NULL);
	pty_hangup(p);
	int status = wait_status(p);
	assert_true(WIFSIGNALED(status));
	assert_int_equal(WTERMSIG(status), SIGHUP);
}

static void assert_suspends(struct pty *p)
{
	assert_true(pty_wait_stop(p));
	assert_true(pty_restored(p));
	pty_continue(p);
	assert_true(pty_wait_text(p, "screen 1"));
}

static void it_is_suspended_and_continued(void **state)
{
	(void)state;
	g_autoptr(Pty) p = start(NULL);
	pty_keys(p, "z");
	assert_suspends(p);
	assert_true(pty_sync(p));
	pty_keys(p, "C-z"); /* which the screen knows nothing about */
	assert_suspends(p);
	assert_true(pty_sync(p));
	pty_kill(p, SIGTSTP);
	assert_suspends(p);
	pty_keys(p, "x");
	assert_true(pty_sync(p));
	assert_said(p, "last: key 78 ");
	pty_click(p, 3, 4);
	assert_true(pty_sync(p));
	assert_said(p, "last: click 0 at 3,4");
	assert_quits(p);
}

static void it_learns_of_a_resize_while_suspended(void **state)
{
	(void)state;
	g_autoptr(Pty) p = start(NULL);
	pty_keys(p, "z");
	assert_true(pty_wait_stop(p));
	pty_resize(p, 61, 17);
	pty_continue(p);
	assert_said(p, "size 61x17 of 61x17");
	assert_quits(p);
}

static void it_redraws_after_being_stopped_unasked(void **state)
{
	(void)state;
	g_autoptr(Pty) p = start(NULL);
	pty_kill(p, SIGSTOP);
	assert_true(pty_wait_stop(p));
	size_t before = pty_bytes(p);
	pty_continue(p);
	pty_keys(p, "x");
	assert_true(pty_sync(p));
	assert_true(pty_bytes(p) > before + 80);
	assert_quits(p);
}

static void a_locked_program_stays(void **state)
{
	(void)state;
	g_autoptr(Pty) p = start("locked");
	pty_keys(p, "C-z z");
	pty_send(p, "\x1c", 1);
	pty_expect(p, 1);
	pty_keys(p, "C-c");
	assert_true(pty_sync(p));
	assert_said(p, "last: key 110013 ");
	pty_kill(p, SIGTSTP);
	pty_keys(p, "x");
	assert_true(pty_sync(p));
	pty_kill(p, SIGINT);
	assert_said(p, "last: key 110013 ");
	pty_keys(p, "x");
	assert_true(pty_sync(p));
	assert_said(p, "last: key 78 ");
	pty_kill(p, SIGTERM);
	assert_killed(p, SIGTERM);
}

/* ---- Sizes
 * ------------------------------------------------------------------------------------------------------------ */

static void no_resize_is_lost_under_load(void **state)
{
	(void)state;
	g_autoptr(Pty) p = start(NULL);
	for (int i = 0; i < 200; i++) {
		pty_resize(p, 40 + i % 60, 10 + i % 30);
		pty_keys(p, "x y n Up");
		pty_idle(p, i % 3);
		if (i % 10 != 9)
			continue;
		g_autofree char *size =
			g_strdup_printf("size %dx%d of %dx%d", 40 + i % 60, 10 + i % 30, 40 + i % 60, 10 + i % 30);
		assert_said(p, size);
	}
	assert_quits(p);
}

static void the_smallest_terminal_is_survived(void **state)
{
	(void)state;
	static const int sizes[][2] = {{1, 1}, {2, 1}, {1, 40}, {500, 1}, {3, 3}};
	g_autoptr(Pty) p = start(NULL);
	for (size_t i = 0; i < G_N_ELEMENTS(sizes); i++) {
		pty_resize(p, sizes[i][0], sizes[i][1]);
		assert_true(pty_sync(p)); /* libvterm does not survive what is drawn for more columns than it has */
		pty_keys(p, "x Down c");
		assert_true(pty_sync(p));
	}
	pty_resize(p, 80, 24);
	assert_said(p, "size 80x24 of 80x24");
	assert_quits(p);
}

static void it_starts_in_the_smallest_terminal(void **state)
{
	(void)state;
	const char *argv[] = {program, "program", NULL};
	g_autoptr(Pty) p = pty_start(&(struct pty_setup){.argv = argv, .width = 1, .height = 1});
	pty_keys(p, "x");
	assert_true(pty_sync(p));
	assert_quits(p);
}

static void the_environment_does_not_fake_the_size(void **state)
{
	(void)state;
	g_autoptr(Pty) p = start_with(NULL, (const char *const[]){"LINES=10", "COLUMNS=200", NULL});
	assert_said(p, "size 80x24 of 80x24");
	assert_quits(p);
}

/* ---- Input
 * ------------------------------------------------------------------------------------------------------------- */

static void keys_arrive(void **state)
{
	(void)state;
	static const struct {
		const char *name;
		uint32_t key;
	} keys[] = {
		{"Up", KEY_UP_ARROW},
		{"Down", KEY_DOWN_ARROW},
		{"Left", KEY_LEFT_ARROW},
		{"Right", KEY_RIGHT_ARROW},
		{"PageUp", KEY_PAGE_UP},
		{"PageDown", KEY_PAGE_DOWN},
		{"Home", KEY_HOME_KEY},
		{"End", KEY_END_KEY},
		{"Delete", KEY_DELETE_KEY},
		{"Enter", KEY_RETURN},
		{"Tab", KEY_TAB},
		{"BackTab", KEY_BACK_TAB},
		{"Backspace", KEY_ERASE},
		{"Escape", KEY_ESCAPE},
		{"F1", KEY_F1},
		{"F5", KEY_F5},
		{"C-c", KEY_INTERRUPT},
		{"C-a", 1},
		{"Space", ' '},
		{"đ", 0x111},
		{"ệ", 0x1EC7},
	};
	g_autoptr(Pty) p = start(NULL);
	for (size_t i = 0; i < G_N_ELEMENTS(keys); i++) {
		g_autofree char *said = g_strdup_printf("last: key %x at", keys[i].key);
		pty_keys(p, keys[i].name);
		assert_true(pty_sync(p));
		assert_said(p, said);
	}
	assert_quits(p);
}

static void the_mouse_arrives(void **state)
{
	(void)state;
	g_autoptr(Pty) p = start(NULL);
	pty_click(p, 79, 23);
	assert_true(pty_sync(p));
	assert_said(p, "last: click 0 at 79,23");
	pty_wheel(p, 4, 5, -1);
	assert_true(pty_sync(p));
	assert_said(p, "last: wheel 0 at 0,-1");
	pty_wheel(p, 4, 5, 1);
	assert_true(pty_sync(p));
	assert_said(p, "last: wheel 0 at 0,1");
	assert_quits(p);
}

static void damaged_reports_choose_nothing(void **state)
{
	(void)state;
	static const char *const damaged[] = {"\033[<65;NaN;NaNM", "\033[<0;NaN;3M", "\033[<0;;m", "\033[<NaNm",
					      "\033[<65;undefined;1.5M"};
	g_autoptr(Pty) p = start(NULL);
	for (size_t i = 0; i < G_N_ELEMENTS(damaged); i++)
		pty_send(p, damaged[i], strlen(damaged[i]));
	pty_keys(p, "x");
	assert_true(pty_sync(p));
	assert_said(p, "screen 1, 2 events");
	assert_said(p, "last: key 78 ");
	assert_quits(p);
}

static void a_paste_is_one_event(void **state)
{
	(void)state;
	g_autoptr(Pty) p = start(NULL);
	pty_paste(p, "qua\xcc\x81 \033[2Jq\rđã");
	assert_true(pty_sync(p));
	assert_said(p, "screen 1, 2 events");
	assert_said(p, "[quá \uFFFD[2Jq/đã]");
	assert_quits(p);
}

static void random_bytes_do_no_harm(void **state)
{
	(void)state;
	g_autoptr(Pty) p = start("locked");
	g_autoptr(GRand) random = g_rand_new_with_seed(20180621);
	for (int sent = 0; sent < 100 * 1024; sent += 512) {
		char bytes[512];
		for (size_t i = 0; i < sizeof bytes; i++)
			do
				bytes[i] = (char)g_rand_int_range(random, 0, 256);
			while (strchr("qo!@#", bytes[i]));
		pty_send(p, bytes, sizeof bytes);
		pty_idle(p, 0);
	}
	pty_send(p, "\033[201~\033\\", 8);
	pty_idle(p, 1000);
	pty_send(p, "x", 1);
	assert_said(p, "last: key 78 ");
	pty_kill(p, SIGTERM);
	assert_killed(p, SIGTERM);
}

/* ---- Output
 * ------------------------------------------------------------------------------------------------------------ */

static double seconds_used(const struct pty *p)
{
	g_autofree char *path = g_strdup_printf("/proc/%d/stat", (int)pty_pid(p));
	g_autofree char *stat = NULL;
	assert_true(g_file_get_contents(path, &stat, NULL, NULL));
	g_auto(GStrv) fields = g_strsplit(strrchr(stat, ')'), " ", -1);
	return (double)(atol(fields[12]) + atol(fields[13])) / (double)sysconf(_SC_CLK_TCK);
}

static void an_idle_screen_does_nothing(void **state)
{
	(void)state;
	g_autoptr(Pty) p = start(NULL);
	pty_keys(p, "Escape");
	assert_true(pty_sync(p));
	double before = seconds_used(p);
	assert_int_equal(pty_idle(p, 1500), 0);
	assert_true(seconds_used(p) - before < 0.02);
	assert_quits(p);
}

static void a_screen_without_change_writes_nothing(void **state)
{
	(void)state;
	g_autoptr(Pty) p = start(NULL);
	pty_keys(p, "x");
	assert_true(pty_sync(p));
	size_t before = pty_bytes(p);
	pty_keys(p, "n n n");
	assert_true(pty_sync(p));
	assert_int_equal(pty_bytes(p), before);
	assert_quits(p);
}

static void ticks_come_where_they_are_wanted(void **state)
{
	(void)state;
	g_autoptr(Pty) p = start_with("ticks", NULL);
	assert_said(p, "last: tick");
	g_autofree char *first = pty_row(p, 0);
	assert_true(pty_wait_gone(p, first)); /* another one */
	assert_said(p, "last: tick");
	pty_keys(p, "o");
	assert_true(pty_sync(p));
	assert_said(p, "screen 2, 1 events");
	assert_int_equal(pty_idle(p, 1200), 0);
	pty_keys(p, "q");
	assert_true(pty_sync(p));
	assert_said(p, "last: tick");
	assert_quits(p);
}

static void a_test_can_set_the_clock(void **state)
{
	(void)state;
	g_autoptr(Pty) p = start_with(NULL, (const char *const[]){"TAPHUAN_TEST_NOW=1529539254321", NULL});
	assert_said(p, "[] 54321");
	assert_quits(p);
}

int main(int argc, char **argv)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(it_starts_and_quits),
		cmocka_unit_test(the_cursor_shows_where_one_types),
		cmocka_unit_test(screens_are_stacked),
		cmocka_unit_test(actions_come_back),
		cmocka_unit_test(it_runs_twice_in_one_process),
		cmocka_unit_test(events_come_from_outside),
		cmocka_unit_test(the_theme_changes_while_it_runs),
		cmocka_unit_test(an_unknown_terminal_is_refused),
		cmocka_unit_test(no_terminal_is_refused),
		cmocka_unit_test(other_terminals_work),
		cmocka_unit_test(signals_end_it_and_the_terminal_is_restored),
		cmocka_unit_test(a_fault_restores_the_terminal),
		cmocka_unit_test(quit_key_ends_a_program_that_is_not_locked),
		cmocka_unit_test(a_closed_window_ends_it),
		cmocka_unit_test(it_is_suspended_and_continued),
		cmocka_unit_test(it_learns_of_a_resize_while_suspended),
		cmocka_unit_test(it_redraws_after_being_stopped_unasked),
		cmocka_unit_test(a_locked_program_stays),
		cmocka_unit_test(no_resize_is_lost_under_load),
		cmocka_unit_test(the_smallest_terminal_is_survived),
		cmocka_unit_test(it_starts_in_the_smallest_terminal),
		cmocka_unit_test(the_environment_does_not_fake_the_size),
		cmocka_unit_test(keys_arrive),
		cmocka_unit_test(the_mouse_arrives),
		cmocka_unit_test(damaged_reports_choose_nothing),
		cmocka_unit_test(a_paste_is_one_event),
		cmocka_unit_test(random_bytes_do_no_harm),
		cmocka_unit_test(an_idle_screen_does_nothing),
		cmocka_unit_test(a_screen_without_change_writes_nothing),
		cmocka_unit_test(ticks_come_where_they_are_wanted),
		cmocka_unit_test(a_test_can_set_the_clock),
	};
	if (argc > 1 && strcmp(argv[1], "program") == 0)
		return run_program(argc - 2, argv + 2);
	g_autofree char *path = g_file_read_link("/proc/self/exe", NULL);
	program = path;
	return cmocka_run_group_tests(tests, NULL, NULL);
}
