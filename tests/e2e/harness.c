/* The pseudo-terminal harness itself, tried on small shell programs. */
#include "e2e/pty.h"

#include <setjmp.h>
#include <stdarg.h>
#include <string.h>
#include <sys/wait.h>

#include <cmocka.h>

static struct pty *shell(const char *script)
{
	return pty_start(&(struct pty_setup){.argv = (const char *const[]){"bash", "-c", script, NULL}});
}

static int exit_status(struct pty *p)
{
	int status;

	assert_true(pty_wait_exit(p, &status));
	assert_true(WIFEXITED(status));
	return WEXITSTATUS(status);
}

/* Counts every byte it reads as an event and acknowledges it, as the program does. */
#define ECHO_EVENTS                                                                                                    \
	"stty raw -echo; printf ready; n=0; while LC_ALL=C IFS= read -r -N1 c; do n=$((n+1));"                         \
	" printf '\\r\\033[2K%d:%q\\033]7777;%d\\007' $n \"$c\" $n; done"

static void runs_a_program_and_tells_its_status(void **state)
{
	(void)state;
	g_autoptr(Pty) p = shell("echo \"$TERM $LC_ALL $TAPHUAN_TEST_SYNC\"; stty size; exit 7");

	assert_int_equal(exit_status(p), 7);
	g_autofree char *first = pty_row(p, 0);
	g_autofree char *second = pty_row(p, 1);
	assert_string_equal(first, "xterm-256color C.UTF-8 1");
	assert_string_equal(second, "24 80");
}

static void a_missing_program_exits_with_127(void **state)
{
	(void)state;
	g_autoptr(Pty) p = pty_start(&(struct pty_setup){.argv = (const char *const[]){"/no/such/program", NULL}});

	assert_int_equal(exit_status(p), 127);
}

static void sets_and_unsets_the_environment(void **state)
{
	(void)state;
	const char *const env[] = {"COLOUR=đỏ", "TERM", NULL};
	const char *const argv[] = {"/bin/sh", "-c", "echo $COLOUR ${TERM:-none}; pwd", NULL};
	g_autoptr(Pty) p = pty_start(&(struct pty_setup){.argv = argv, .env = env, .dir = "/usr"});

	assert_int_equal(exit_status(p), 0);
	g_autofree char *text = pty_text(p);
	assert_true(g_str_has_prefix(text, "đỏ none\n/usr\n\n"));
}

static void types_and_waits_for_text(void **state)
{
	(void)state;
	g_autoptr(Pty) p = shell("cat");

	pty_type(p, "tập huấn\n");
	assert_true(pty_wait_text(p, "tập huấn"));
	pty_keys(p, "C-d");
	assert_int_equal(exit_status(p), 0);
}

static void keeps_marks_and_wide_characters_in_their_cells(void **state)
{
	(void)state;
	int x, y;
	g_autoptr(Pty) p = shell("printf 'e\\u0302\\u0301a\\r\\n 漢x\\r\\n\\033[1;7;31mđ\\033[0m'; sleep 100");

	assert_true(pty_wait_text(p, "đ"));
	assert_string_equal(pty_cell(p, 0, 0).text, "e\u0302\u0301");
	assert_string_equal(pty_cell(p, 1, 0).text, "a");
	assert_string_equal(pty_cell(p, 1, 1).text, "漢");
	assert_int_equal(pty_cell(p, 1, 1).width, 2);
	assert_string_equal(pty_cell(p, 2, 1).text, "");
	assert_true(pty_find(p, "x", &x, &y));
	assert_int_equal(x, 3);
	assert_int_equal(y, 1);
	struct pty_cell styled = pty_cell(p, 0, 2);
	assert_true(styled.bold && styled.reverse && !styled.italic);
	assert_int_equal(styled.foreground, 1);
	assert_int_equal(pty_cell(p, 5, 5).foreground, -1);
}

static void syncs_every_event(void **state)
{
	(void)state;
	g_autoptr(Pty) p = shell(ECHO_EVENTS);

	assert_true(pty_wait_text(p, "ready"));
	for (int i = 1; i <= 100; i++) {
		g_autofree char *expected = g_strdup_printf("%d:%c", i, 'a' + i % 26);
		char key[] = {(char)('a' + i % 26), '\0'};

		pty_type(p, key);
		assert_true(pty_sync(p));
		g_autofree char *row = pty_row(p, 0);
		assert_string_equal(row, expected);
	}
}

static void leaves_acknowledgements_out_of_the_bytes(void **state)
{
	(void)state;
	g_autoptr(Pty) p = shell("stty raw -echo; printf '\\033]7777;0\\007abc\\033[1m\\033]7777;1\\007'; sleep 100");

	assert_true(pty_wait_text(p, "abc"));
	pty_idle(p, 50);
	assert_int_equal(pty_bytes(p), 7);
	assert_int_equal(pty_idle(p, 50), 0);
	assert_true(pty_newest(p) > pty_started(p));
	assert_true(pty_newest(p) <= g_get_monotonic_time());
	assert_true(pty_peak_kib(p) > 0);
}

static void sends_keys_by_name(void **state)
{
	(void)state;
	/* Application cursor keys first, as curses sets them. */
	g_autoptr(Pty) p = shell("stty raw -echo; printf '\\033[?1hready'; cat -v");

	assert_true(pty_wait_text(p, "ready"));
	pty_keys(p, "Up F1 BackTab Backspace C-x Space PageDown ă");
	assert_true(pty_wait_text(p, "ready^[OA^[OP^[[Z^?^X ^[[6~M-DM-^C"));
}

static void sends_the_mouse_only_where_it_is_on(void **state)
{
	(void)state;
	g_autoptr(Pty) p = shell("stty raw -echo; printf ready; head -c1 | cat -v;"
				 "printf '\\033[?1000h\\033[?1006hmouse'; cat -v");

	assert_true(pty_wait_text(p, "ready"));
	pty_click(p, 4, 2);
	pty_keys(p, "x");
	assert_true(pty_wait_text(p, "readyxmouse"));
	pty_click(p, 4, 2);
	pty_wheel(p, 0, 0, 1);
	assert_true(pty_wait_text(p, "mouse^[[<0;5;3M^[[<0;5;3m^[[<65;1;1M"));
}

static void pastes_in_brackets(void **state)
{
	(void)state;
	g_autoptr(Pty) p = shell("stty raw -echo; printf '\\033[?2004hready'; cat -v");

	assert_true(pty_wait_text(p, "ready"));
	pty_paste(p, "ab");
	assert_true(pty_wait_text(p, "ready^[[200~ab^[[201~"));
}

static void resizes(void **state)
{
	(void)state;
	g_autoptr(Pty) p =
		shell("trap 'printf \"\\r\\033[2K\"; stty size' WINCH; printf ready; while :; do sleep 0.01; done");

	assert_true(pty_wait_text(p, "ready"));
	pty_resize(p, 40, 15);
	assert_true(pty_wait_text(p, "15 40"));
	g_autofree char *text = pty_text(p);
	int lines = 0;
	for (const char *c = text; *c; c++)
		lines += *c == '\n';
	assert_int_equal(lines, 15);
}

static void tells_a_terminal_left_in_disorder(void **state)
{
	(void)state;
	static const char *const disorders[] = {
		"printf '\\033[?1049h'", "printf '\\033[?25l'", "printf '\\033[?1000;1006h'",
		"printf '\\033[?2004h'", "printf '\\033[?1h'",  "stty -echo",
		"stty -icanon",
	};

	for (size_t i = 0; i < G_N_ELEMENTS(disorders); i++) {
		g_autoptr(Pty) p = shell(disorders[i]);

		assert_int_equal(exit_status(p), 0);
		assert_false(pty_restored(p));
	}
	g_autoptr(Pty) p =
		shell("old=$(stty -g); stty raw -echo; printf '\\033[?1049h\\033[?25l\\033[?25h\\033[?1049l';"
		      "stty $old");
	assert_int_equal(exit_status(p), 0);
	assert_true(pty_restored(p));
}

static void the_alternate_screen_covers_the_other(void **state)
{
	(void)state;
	g_autoptr(Pty) p =
		shell("printf before; printf '\\033[?1049h\\033[Hinside'; read -r line; printf '\\033[?1049l'");

	assert_true(pty_wait_text(p, "inside"));
	assert_false(pty_find(p, "before", NULL, NULL));
	pty_keys(p, "Enter");
	assert_int_equal(exit_status(p), 0);
	assert_true(pty_find(p, "before", NULL, NULL));
}

static void suspends_and_continues(void **state)
{
	(void)state;
	g_autoptr(Pty) p = shell("printf ready; read -r line; echo \"got $line\"");

	assert_true(pty_wait_text(p, "ready"));
	pty_keys(p, "C-z");
	assert_true(pty_wait_stop(p));
	pty_continue(p);
	pty_type(p, "on\n");
	assert_true(pty_wait_text(p, "got on"));
	assert_int_equal(exit_status(p), 0);
}

static void signals_and_hangs_up(void **state)
{
	(void)state;
	int status;
	g_autoptr(Pty) killed = shell("sleep 100");
	g_autoptr(Pty) interrupted = shell("echo ready; exec sleep 100");
	g_autoptr(Pty) closed = shell("echo ready; exec sleep 100");

	pty_kill(killed, SIGKILL);
	assert_true(pty_wait_exit(killed, &status));
	assert_true(WIFSIGNALED(status) && WTERMSIG(status) == SIGKILL);
	assert_true(pty_wait_text(interrupted, "ready"));
	pty_keys(interrupted, "C-c");
	assert_true(pty_wait_exit(interrupted, &status));
	assert_true(WIFSIGNALED(status) && WTERMSIG(status) == SIGINT);
	assert_true(pty_wait_text(closed, "ready"));
	pty_hangup(closed);
	assert_true(pty_wait_exit(closed, &status));
	assert_true(WIFSIGNALED(status) && WTERMSIG(status) == SIGHUP);
}

static void freeing_ends_the_program(void **state)
{
	(void)state;
	struct pty *p = shell("echo ready; trap '' HUP TERM; while :; do sleep 1; done");
	pid_t pid;

	assert_true(pty_wait_text(p, "ready"));
	pid = pty_pid(p);
	pty_free(p);
	for (int i = 0; i < 1000 && !kill(pid, 0); i++)
		g_usleep(1000);
	assert_int_not_equal(kill(pid, 0), 0);
}

static void an_ended_program_ends_every_wait(void **state)
{
	(void)state;
	int64_t begin = g_get_monotonic_time();
	g_autoptr(Pty) p = shell("echo gone");

	assert_false(pty_wait_text(p, "never shown"));
	pty_keys(p, "q");
	assert_false(pty_sync(p));
	assert_true(g_get_monotonic_time() - begin < PTY_PATIENCE * 500);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(runs_a_program_and_tells_its_status),
		cmocka_unit_test(a_missing_program_exits_with_127),
		cmocka_unit_test(sets_and_unsets_the_environment),
		cmocka_unit_test(types_and_waits_for_text),
		cmocka_unit_test(keeps_marks_and_wide_characters_in_their_cells),
		cmocka_unit_test(syncs_every_event),
		cmocka_unit_test(leaves_acknowledgements_out_of_the_bytes),
		cmocka_unit_test(sends_keys_by_name),
		cmocka_unit_test(sends_the_mouse_only_where_it_is_on),
		cmocka_unit_test(pastes_in_brackets),
		cmocka_unit_test(resizes),
		cmocka_unit_test(tells_a_terminal_left_in_disorder),
		cmocka_unit_test(the_alternate_screen_covers_the_other),
		cmocka_unit_test(suspends_and_continues),
		cmocka_unit_test(signals_and_hangs_up),
		cmocka_unit_test(freeing_ends_the_program),
		cmocka_unit_test(an_ended_program_ends_every_wait),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
