/* A presentation on a terminal: moving by keys and mouse, and what survives on the way. */
#include "e2e/pty.h"

#include <glib/gstdio.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <sys/wait.h>

#include <cmocka.h>

static const char lesson[] =
	"---\ntitle: Bài thử\n---\n## Trang đầu\n\n---\n\n## Dân số vàng\n<!-- minutes: 2 -->\n\nCơ cấu dân số "
	"vàng.\n\n"
	"<!-- speaker_note: Hỏi cả lớp. -->\n\n---\n\n## Già hóa\n\nGià hóa dân số.\n\n---\n\n## Kết thúc\n\nCảm ơn.\n";

struct hall {
	char *dir, *data, *lesson, *env;
	const char *environment[2];
};

static int setup(void **state)
{
	struct hall *hall = g_new0(struct hall, 1);

	hall->dir = g_dir_make_tmp("taphuan-hall-XXXXXX", NULL);
	hall->data = g_build_filename(hall->dir, "data", NULL);
	hall->lesson = g_build_filename(hall->dir, "bai-thu.md", NULL);
	hall->env = g_strconcat("TAPHUAN_DATA=", hall->data, NULL);
	hall->environment[0] = hall->env;
	*state = hall;
	return g_file_set_contents(hall->lesson, lesson, -1, NULL) ? 0 : -1;
}

static void remove_tree(const char *path)
{
	GDir *dir = g_dir_open(path, 0, NULL);
	const char *name;

	while (dir && (name = g_dir_read_name(dir))) {
		g_autofree char *inner = g_build_filename(path, name, NULL);
		remove_tree(inner);
	}
	if (dir)
		g_dir_close(dir);
	g_remove(path);
}

static int teardown(void **state)
{
	struct hall *hall = *state;

	remove_tree(hall->dir);
	g_free(hall->dir);
	g_free(hall->data);
	g_free(hall->lesson);
	g_free(hall->env);
	g_free(hall);
	return 0;
}

static struct pty *start(const struct hall *hall, const char *command, const char *option)
{
	const char *argv[] = {g_getenv("TAPHUAN"), command, hall->lesson, option, NULL};

	return pty_start(&(struct pty_setup){.argv = argv, .env = hall->environment});
}

static struct pty *present(const struct hall *hall, const char *option, const char *expected)
{
	struct pty *pty = start(hall, "present", option);

	assert_true(pty_wait_text(pty, expected));
	return pty;
}

static void press(struct pty *pty, const char *keys, const char *expected)
{
	pty_keys(pty, keys);
	assert_true(pty_sync(pty));
	assert_true(pty_wait_text(pty, expected));
}

static void leave(struct pty *pty)
{
	int status;

	pty_keys(pty, "q");
	assert_true(pty_wait_exit(pty, &status));
	assert_true(WIFEXITED(status) && WEXITSTATUS(status) == 0);
	assert_true(pty_restored(pty));
}

static void keys_and_mouse_move(void **state)
{
	g_autoptr(Pty) pty = present(*state, NULL, "Trang đầu");
	int x, y;

	press(pty, "Space", "Dân số vàng");
	press(pty, "PageDown", "Già hóa dân số");
	press(pty, "3 Enter", "3/4");
	pty_click(pty, 70, 5);
	assert_true(pty_wait_text(pty, "Cảm ơn"));
	pty_click(pty, 2, 5);
	assert_true(pty_wait_text(pty, "3/4"));
	pty_wheel(pty, 40, 5, -1);
	assert_true(pty_wait_text(pty, "2/4"));
	pty_click(pty, 70, 23);
	assert_true(pty_wait_text(pty, "Title:"));
	assert_true(pty_wait_text(pty, "Kết thúc"));
	assert_true(pty_find(pty, "Kết thúc", &x, &y));
	pty_click(pty, x, y);
	assert_true(pty_wait_text(pty, "Cảm ơn"));
	press(pty, "'", "2/4");
	leave(pty);
}

/* A hit is told apart from the text around it, also where there are no colours. */
static void a_hit_stands_out(void **state)
{
	struct hall *hall = *state;
	const char *argv[] = {g_getenv("TAPHUAN"), "present", hall->lesson, NULL};
	const char *env[] = {hall->env, "NO_COLOR=1", NULL};
	g_autoptr(Pty) pty = pty_start(&(struct pty_setup){.argv = argv, .env = env});
	int x, y;

	assert_true(pty_wait_text(pty, "Trang đầu"));
	pty_type(pty, "/co cau");
	press(pty, "Enter", "1 of 1");
	assert_true(pty_find(pty, "Cơ cấu", &x, &y));
	struct pty_cell hit = pty_cell(pty, x, y), plain = pty_cell(pty, x + 8, y);
	assert_true(hit.bold != plain.bold || hit.reverse != plain.reverse || hit.underline != plain.underline);
	pty_keys(pty, "Escape");
	assert_true(pty_wait_gone(pty, "1 of 1"));
	assert_true(pty_sync(pty));
	leave(pty);
}

static void resize_and_suspend_are_survived(void **state)
{
	g_autoptr(Pty) pty = present(*state, NULL, "Trang đầu");

	press(pty, "2 Enter", "Dân số vàng");
	pty_resize(pty, 20, 5);
	assert_true(pty_wait_text(pty, "2/4"));
	pty_resize(pty, 1, 1);
	assert_true(pty_sync(pty));
	pty_resize(pty, 80, 24);
	assert_true(pty_wait_text(pty, "Cơ cấu dân số vàng"));
	pty_keys(pty, "C-z");
	assert_true(pty_wait_stop(pty));
	assert_true(pty_restored(pty));
	pty_continue(pty);
	assert_true(pty_wait_text(pty, "Cơ cấu dân số vàng"));
	leave(pty);
}

/* ---- The second terminal ----------------------------------------------------------------------------------- */

static void notes_follow_and_drive(void **state)
{
	struct hall *hall = *state;
	g_autoptr(Pty) notes = start(hall, "notes", NULL);

	assert_true(pty_wait_text(notes, "No presentation is running"));
	g_autoptr(Pty) pty = present(hall, "--timer=45m", "Trang đầu");
	assert_true(pty_wait_text(notes, "1/4"));
	press(pty, "Space", "Cơ cấu dân số vàng");
	assert_true(pty_wait_text(notes, "Hỏi cả lớp."));
	assert_true(pty_wait_text(notes, "2/4"));
	assert_true(pty_wait_text(notes, "left"));
	pty_keys(notes, "Space");
	assert_true(pty_wait_text(pty, "Già hóa dân số"));
	assert_true(pty_wait_text(notes, "3/4"));
	pty_keys(notes, "Left Left Home"); /* as fast as they come */
	assert_true(pty_wait_text(pty, "Trang đầu"));
	pty_keys(notes, "4 Enter");
	assert_true(pty_wait_text(pty, "Cảm ơn"));
	pty_keys(notes, "b");
	assert_true(pty_wait_gone(pty, "Cảm ơn"));
	assert_true(pty_wait_text(notes, "the screen is black"));
	pty_keys(notes, "b");
	assert_true(pty_wait_text(pty, "Cảm ơn"));
	leave(pty);
	assert_true(pty_wait_text(notes, "No presentation is running"));
	assert_true(pty_sync(notes));
	leave(notes);
}

/* kill -9 leaves its files behind; nobody takes them for a presentation. */
static void a_dead_presentation_is_noticed(void **state)
{
	struct hall *hall = *state;
	g_autoptr(Pty) pty = present(hall, NULL, "Trang đầu");
	int status;

	press(pty, "3 Enter", "Già hóa dân số");
	g_autoptr(Pty) notes = start(hall, "notes", NULL);
	assert_true(pty_wait_text(notes, "3/4"));
	pty_kill(pty, SIGKILL);
	assert_true(pty_wait_exit(pty, &status));
	assert_true(pty_wait_text(notes, "No presentation is running"));
	g_autoptr(Pty) again = present(hall, "--resume", "Già hóa dân số");
	assert_true(pty_wait_text(notes, "3/4"));
	leave(again);
	leave(notes);
}

static void it_resumes_where_it_stopped(void **state)
{
	struct hall *hall = *state;
	g_autoptr(Pty) first = present(hall, "--resume", "Trang đầu");

	press(first, "2 Enter", "Dân số vàng");
	leave(first);
	/* A slide before it is new: the title counts, not the number. */
	g_autoptr(GString) text = g_string_new(lesson);
	g_string_replace(text, "## Dân số vàng", "## Mới\n\n---\n\n## Dân số vàng", 0);
	assert_true(g_file_set_contents(hall->lesson, text->str, -1, NULL));
	g_autoptr(Pty) second = present(hall, "--resume", "Cơ cấu dân số vàng");
	assert_true(pty_wait_text(second, "3/5"));
	leave(second);
	g_autoptr(Pty) third = present(hall, NULL, "Trang đầu");
	leave(third);
}

/* What a command prints, and how it ends. */
static char *output(const struct hall *hall, const char *const *arguments, int *status)
{
	const char *argv[8] = {g_getenv("TAPHUAN"), NULL};
	g_auto(GStrv) env = g_environ_setenv(g_get_environ(), "TAPHUAN_DATA", hall->data, TRUE);
	char *out = NULL;

	for (size_t i = 0; arguments[i]; i++)
		argv[i + 1] = arguments[i];
	env = g_environ_setenv(env, "LANGUAGE", "en", TRUE);
	assert_true(g_spawn_sync(NULL, (char **)(uintptr_t)argv, env, G_SPAWN_STDERR_TO_DEV_NULL, NULL, NULL, &out,
				 NULL, status, NULL));
	return out;
}

static void the_report_says_how_long(void **state)
{
	struct hall *hall = *state;
	const char *const report[] = {"notes", "--report", hall->lesson, NULL};
	int status;

	g_autofree char *nothing = output(hall, report, &status);
	assert_true(WIFEXITED(status) && WEXITSTATUS(status) == 1);
	g_autoptr(Pty) pty = present(hall, NULL, "Trang đầu");
	press(pty, "Space", "Dân số vàng");
	pty_idle(pty, 1100);
	press(pty, "Space", "Già hóa dân số");
	leave(pty);
	g_autofree char *text = output(hall, report, &status);
	assert_true(WIFEXITED(status) && WEXITSTATUS(status) == 0);
	assert_non_null(strstr(text, "How long each slide was shown: bai-thu"));
	assert_non_null(strstr(text, "2  Dân số vàng   0:01     2:00       −1:58"));
	assert_non_null(strstr(text, "3  Già hóa       0:00"));
	assert_null(strstr(text, "Kết thúc"));
}

/* ---- Editing ----------------------------------------------------------------------------------------------- */

static void save(const struct hall *hall, const char *part, const char *with)
{
	g_autoptr(GString) text = g_string_new(lesson);

	assert_int_not_equal(g_string_replace(text, part, with, 0), 0);
	/* Renamed over the old file, as most editors do. */
	assert_true(g_file_set_contents(hall->lesson, text->str, -1, NULL));
}

static void edits_show_at_once(void **state)
{
	struct hall *hall = *state;
	g_autoptr(Pty) pty = present(hall, NULL, "Trang đầu");
	g_autoptr(Pty) notes = start(hall, "notes", NULL);

	assert_true(pty_wait_text(notes, "1/4"));
	save(hall, "Già hóa dân số.", "Già hóa rất nhanh.");
	assert_true(pty_wait_text(pty, "Già hóa rất nhanh."));
	assert_true(pty_wait_text(notes, "Già hóa rất nhanh."));
	press(pty, "'", "Trang đầu");
	/* A mistake: the last good version stays up. */
	save(hall, "title: Bài thử", "title: [Bài thử");
	assert_true(pty_wait_text(pty, "bai-thu.md:"));
	assert_true(pty_wait_text(pty, "Trang đầu"));
	press(pty, "3 Enter", "Già hóa rất nhanh.");
	save(hall, "Cảm ơn.", "Xin cảm ơn.");
	assert_true(pty_wait_gone(pty, "bai-thu.md:"));
	assert_true(pty_wait_text(pty, "Già hóa dân số."));
	press(pty, "End", "Xin cảm ơn.");
	/* Written in place, as others do. */
	FILE *file = fopen(hall->lesson, "w");
	assert_non_null(file);
	fputs("## Chỉ một trang\n", file);
	fclose(file);
	assert_true(pty_wait_text(pty, "Chỉ một trang"));
	/* An empty file is no lesson. */
	assert_true(g_file_set_contents(hall->lesson, "", 0, NULL));
	assert_true(pty_wait_text(pty, "has no slides"));
	assert_true(pty_wait_text(pty, "Chỉ một trang"));
	leave(pty);
	leave(notes);
}

static void an_included_file_is_watched_too(void **state)
{
	struct hall *hall = *state;
	g_autofree char *part = g_build_filename(hall->dir, "phan.md", NULL);

	assert_true(g_file_set_contents(part, "## Phần\n\nCũ.\n", -1, NULL));
	assert_true(g_file_set_contents(hall->lesson, "# Một\n\n---\n\n<!-- include: phan.md -->\n", -1, NULL));
	g_autoptr(Pty) pty = present(hall, NULL, "Một");
	assert_true(g_file_set_contents(part, "## Phần\n\nMới.\n", -1, NULL));
	assert_true(pty_wait_text(pty, "Mới."));
	leave(pty);
}

/* A folder of data that cannot be written takes nothing away from the slides. */
static void it_presents_without_a_place_for_data(void **state)
{
	struct hall *hall = *state;
	const char *argv[] = {g_getenv("TAPHUAN"), "present", hall->lesson, "--data=/proc/nowhere", "--resume", NULL};
	g_autoptr(Pty) pty = pty_start(&(struct pty_setup){.argv = argv, .env = hall->environment});

	assert_true(pty_wait_text(pty, "Trang đầu"));
	press(pty, "Space", "Dân số vàng");
	leave(pty);
	assert_true(pty_wait_text(pty, "“taphuan notes” could not follow"));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(keys_and_mouse_move, setup, teardown),
		cmocka_unit_test_setup_teardown(a_hit_stands_out, setup, teardown),
		cmocka_unit_test_setup_teardown(resize_and_suspend_are_survived, setup, teardown),
		cmocka_unit_test_setup_teardown(notes_follow_and_drive, setup, teardown),
		cmocka_unit_test_setup_teardown(a_dead_presentation_is_noticed, setup, teardown),
		cmocka_unit_test_setup_teardown(it_resumes_where_it_stopped, setup, teardown),
		cmocka_unit_test_setup_teardown(the_report_says_how_long, setup, teardown),
		cmocka_unit_test_setup_teardown(edits_show_at_once, setup, teardown),
		cmocka_unit_test_setup_teardown(an_included_file_is_watched_too, setup, teardown),
		cmocka_unit_test_setup_teardown(it_presents_without_a_place_for_data, setup, teardown),
	};

	return cmocka_run_group_tests_name("present", tests, NULL, NULL);
}
