/*
 * The whole way, once: three people take a quiz at a terminal, one of them is cut off by kill -9 in the middle and goes
 * on, and their grades come out in the results and on paper.
 */
#include "e2e/pty.h"

#include <glib/gstdio.h>
#include <setjmp.h>
#include <stdarg.h>
#include <string.h>
#include <sys/wait.h>

#include <cmocka.h>

static const char lesson[] =
	"---\ntitle: Bài thử về hội nghị\nsources: [{number: 21-NQ/TW, title: Nghị quyết, date: 2017-10-25}]\n---\n"
	"# Bài thử về hội nghị\n\nMở đầu.\n\n"
	"## Nghị quyết ban hành ngày nào?\n<!-- quiz id=ngay -->\n\n"
	"1. [ ] 22/01/2018\n2. [x] 25/10/2017\n3. [ ] 09/5/2018\n\n"
	"## Những ai dự hội nghị?\n<!-- quiz id=ai -->\n\n"
	"- [x] Cộng tác viên dân số\n- [x] Ban chỉ đạo thành phố\n- [ ] Học sinh\n\n"
	"## Hội nghị ở đâu?\n<!-- quiz id=dau -->\n\n"
	"[[Bắc Kạn | thành phố Bắc Kạn]]\n";

struct way {
	char *dir, *data, *lesson, *env;
	const char *argv[8];
	const char *environment[3];
};

static int setup(void **state)
{
	struct way *way = g_new0(struct way, 1);

	way->dir = g_dir_make_tmp("taphuan-way-XXXXXX", NULL);
	way->data = g_build_filename(way->dir, "data", NULL);
	way->lesson = g_build_filename(way->dir, "bai-thu.md", NULL);
	way->env = g_strconcat("TAPHUAN_DATA=", way->data, NULL);
	way->environment[0] = way->env;
	way->argv[0] = g_getenv("TAPHUAN");
	way->argv[1] = "quiz";
	way->argv[2] = "--lang=en";
	way->argv[3] = way->lesson;
	*state = way;
	return g_file_set_contents(way->lesson, lesson, -1, NULL) ? 0 : -1;
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
	struct way *way = *state;

	remove_tree(way->dir);
	g_free(way->dir);
	g_free(way->data);
	g_free(way->lesson);
	g_free(way->env);
	g_free(way);
	return 0;
}

static struct pty *quiz(const struct way *way)
{
	const struct pty_setup setup = {.argv = way->argv, .env = way->environment};
	struct pty *pty = pty_start(&setup);

	assert_true(pty_wait_text(pty, "What is your name?"));
	return pty;
}

static void click(struct pty *pty, const char *text)
{
	int x, y;

	assert_true(pty_wait_text(pty, text));
	assert_true(pty_find(pty, text, &x, &y));
	pty_click(pty, x, y);
	assert_true(pty_sync(pty));
}

static void press(struct pty *pty, const char *keys, const char *expected)
{
	pty_keys(pty, keys);
	assert_true(pty_sync(pty));
	assert_true(pty_wait_text(pty, expected));
}

/* A newcomer gives a name and a place. */
static void introduce(struct pty *pty, const char *name, const char *place)
{
	pty_paste(pty, name);
	press(pty, "Enter", "I am not in the list");
	click(pty, "I am not in the list");
	assert_true(pty_wait_text(pty, "Which hamlet"));
	pty_paste(pty, place);
	press(pty, "Enter", "Begin");
	press(pty, "Enter", "Question 1 of 3");
}

static void leave(struct pty *pty)
{
	int status;

	pty_keys(pty, "Tab Enter");
	assert_true(pty_wait_exit(pty, &status));
	assert_true(WIFEXITED(status) && WEXITSTATUS(status) == 0);
	assert_true(pty_restored(pty));
}

static void hand_in(struct pty *pty)
{
	press(pty, "Right", "All questions");
	press(pty, "Tab Enter", "Hand in?");
	press(pty, "Right Enter", "Your grade");
}

/* Everything by keys, everything right. */
static void first(const struct way *way)
{
	g_autoptr(Pty) pty = quiz(way);

	introduce(pty, "Hà Đức Dũng", "thôn Nà Rẫy");
	press(pty, "b Right", "Question 2 of 3");
	press(pty, "Space Down Enter Right", "Question 3 of 3");
	pty_type(pty, "Bawcs Kanj"); /* Telex */
	assert_true(pty_wait_text(pty, "Bắc Kạn"));
	hand_in(pty);
	assert_true(pty_wait_text(pty, "10 out of 10"));
	leave(pty);
}

/* Cut off after the second answer; what was acknowledged is there, and the quiz goes on at the third question. */
static void second(const struct way *way)
{
	struct pty *pty = quiz(way);
	int status;

	introduce(pty, "Nông Thị Ánh", "phường Sông Cầu");
	press(pty, "b Right", "Question 2 of 3");
	press(pty, "a", "Answer kept");
	press(pty, "Right", "Question 3 of 3");
	pty_kill(pty, SIGKILL);
	assert_true(pty_wait_exit(pty, &status));
	assert_true(WIFSIGNALED(status));
	pty_free(pty);

	pty = quiz(way);
	pty_type(pty, "anh");
	assert_true(pty_wait_text(pty, "Nông Thị Ánh"));
	press(pty, "Enter", "Is it you?");
	press(pty, "Enter", "2 of 3 questions are answered");
	press(pty, "Enter", "Question 3 of 3");
	press(pty, "Left", "☑ A. Cộng tác viên");
	press(pty, "Right", "Question 3 of 3");
	pty_type(pty, "Hue");
	hand_in(pty);
	assert_true(pty_wait_text(pty, "5 out of 10"));
	leave(pty);
	pty_free(pty);
}

/* By the mouse alone, but for the name; the last question stays open. */
static void third(const struct way *way)
{
	g_autoptr(Pty) pty = quiz(way);

	introduce(pty, "Lò Thị Dần", "xã Dương Quang");
	click(pty, "A. 22/01/2018");
	click(pty, "Next question");
	click(pty, "A. Cộng tác viên");
	click(pty, "B. Ban chỉ đạo");
	click(pty, "Next question");
	click(pty, "Look it over");
	click(pty, "Hand in");
	assert_true(pty_wait_text(pty, "1 question is not answered yet: 3"));
	click(pty, "[ Hand in");
	assert_true(pty_wait_text(pty, "3,33 out of 10"));
	leave(pty);
}

static char *output_of(const struct way *way, const char *const *argv)
{
	g_auto(GStrv) environment = g_environ_setenv(g_get_environ(), "TAPHUAN_DATA", way->data, TRUE);
	char *out = NULL, *err = NULL;
	int status = -1;

	environment = g_environ_setenv(environment, "LANGUAGE", "vi", TRUE);
	assert_true(g_spawn_sync(NULL, (char **)(uintptr_t)argv, environment, G_SPAWN_SEARCH_PATH, NULL, NULL, &out,
				 &err, &status, NULL));
	if (!g_spawn_check_wait_status(status, NULL))
		fail_msg("%s %s: %s", argv[0], argv[1], err);
	g_free(err);
	return out;
}

/* The line of the table that has the name must have the rest, in this order. */
static void expect_line(const char *table, const char *const *parts)
{
	g_auto(GStrv) lines = g_strsplit(table, "\n", -1);

	for (size_t i = 0; lines[i]; i++) {
		const char *at = strstr(lines[i], parts[0]);
		for (size_t p = 1; at && parts[p]; p++)
			at = strstr(at, parts[p]);
		if (at)
			return;
	}
	fail_msg("no line with %s … in\n%s", parts[0], table);
}

static void expect_table(const char *text)
{
	expect_line(text, (const char *[]){"Nông Thị Ánh", "phường Sông Cầu", "5", "Trung bình", NULL});
	expect_line(text, (const char *[]){"Lò Thị Dần", "xã Dương Quang", "3,33", "Kém", NULL});
	expect_line(text, (const char *[]){"Hà Đức Dũng", "thôn Nà Rẫy", "10", "Xuất sắc", NULL});
}

static void three_people_one_killed(void **state)
{
	const struct way *way = *state;
	g_autofree char *pdf = g_build_filename(way->dir, "results.pdf", NULL);

	first(way);
	second(way);
	third(way);

	g_autofree char *results = output_of(way, (const char *[]){way->argv[0], "results", way->lesson, NULL});
	expect_table(results);
	g_free(output_of(way, (const char *[]){way->argv[0], "print", "results", way->lesson, "--to", pdf, NULL}));
	g_autofree char *paper = output_of(way, (const char *[]){"pdftotext", "-layout", pdf, "-", NULL});
	expect_table(paper);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(three_people_one_killed, setup, teardown),
	};

	return cmocka_run_group_tests_name("whole_way", tests, NULL, NULL);
}
