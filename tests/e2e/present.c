/* A presentation on a terminal: moving by keys and mouse, and what survives on the way. */
#include "e2e/pty.h"

#include <glib/gstdio.h>
#include <setjmp.h>
#include <stdarg.h>
#include <string.h>
#include <sys/wait.h>

#include <cmocka.h>

static const char lesson[] =
	"---\ntitle: Bài thử\n---\n# Trang đầu\n\n---\n\n## Dân số vàng\n<!-- minutes: 2 -->\n\nCơ cấu dân số vàng.\n\n"
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

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(keys_and_mouse_move, setup, teardown),
		cmocka_unit_test_setup_teardown(a_hit_stands_out, setup, teardown),
		cmocka_unit_test_setup_teardown(resize_and_suspend_are_survived, setup, teardown),
	};

	return cmocka_run_group_tests_name("present", tests, NULL, NULL);
}
