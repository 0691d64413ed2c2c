/*
 * Nothing hostile reaches the terminal through the program: what its commands write, byte by byte, for lessons, file
 * names, people and arguments that try to steer the terminal.
 */
#include "e2e/pty.h"
#include "hostile.h"

#include <glib/gstdio.h>
#include <setjmp.h>
#include <stdarg.h>
#include <string.h>
#include <sys/wait.h>

#include <cmocka.h>

#define KEYS 30

struct room {
	char *dir, *lesson, *env;
	const char *environment[2];
};

static int setup(void **state)
{
	struct room *room = g_new0(struct room, 1);
	g_autofree char *data = NULL;

	room->dir = g_dir_make_tmp("taphuan-escapes-XXXXXX", NULL);
	data = g_build_filename(room->dir, "data", NULL);
	room->lesson = g_build_filename(room->dir, "bai.md", NULL);
	room->env = g_strconcat("TAPHUAN_DATA=", data, NULL);
	room->environment[0] = room->env;
	*state = room;
	return 0;
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
	struct room *room = *state;

	remove_tree(room->dir);
	g_free(room->dir);
	g_free(room->lesson);
	g_free(room->env);
	g_free(room);
	return 0;
}

/* ---- On a pipe --------------------------------------------------------------------------------------------- */

/* ansi_text()'s own sequences, which give no cell but a style. */
static char *without_styles(const char *text)
{
	g_autoptr(GRegex) style = g_regex_new("\033\\[0(;[0-9]{1,3})*m", G_REGEX_RAW, 0, NULL);

	return g_regex_replace_literal(style, text, -1, 0, "", 0, NULL);
}

static void assert_harmless(const char *what, const char *stream, const char *text)
{
	g_autofree char *bare = without_styles(text);
	gunichar found = hostile_find(bare, strlen(bare));

	if (found)
		fail_msg("%s: U+%04X on standard %s", what, found, stream);
}

/* Runs the program to its end; arguments up to a NULL. */
static void run(const struct room *room, const char *what, const char *const *arguments)
{
	g_auto(GStrv) env = g_environ_setenv(g_get_environ(), "TAPHUAN_DATA", strchr(room->env, '=') + 1, TRUE);
	g_autoptr(GPtrArray) argv = g_ptr_array_new_with_free_func(g_free);
	g_autofree char *out = NULL, *err = NULL;
	int status;

	g_ptr_array_add(argv, g_strdup(g_getenv("TAPHUAN")));
	for (; *arguments; arguments++)
		g_ptr_array_add(argv, g_strdup(*arguments));
	g_ptr_array_add(argv, NULL);
	assert_true(g_spawn_sync(room->dir, (char **)argv->pdata, env, 0, NULL, NULL, &out, &err, &status, NULL));
	assert_true(WIFEXITED(status) && WEXITSTATUS(status) < 4);
	assert_harmless(what, "output", out);
	assert_harmless(what, "error", err);
}

static void write_lesson(const struct room *room, size_t i)
{
	g_autoptr(GString) bytes = hostile_lesson_of(hostile_texts[i]);

	assert_true(g_file_set_contents(room->lesson, bytes->str, (gssize)bytes->len, NULL));
}

static void no_lesson_steers_a_pipe(void **state)
{
	const struct room *room = *state;

	for (size_t i = 0; i < G_N_ELEMENTS(hostile_texts); i++) {
		g_autofree char *what = g_strdup_printf("text %zu", i);
		write_lesson(room, i);
		run(room, what, (const char *[]){"show", room->lesson, NULL});
		run(room, what, (const char *[]){"show", "--color", "always", "--size", "40x15", room->lesson, NULL});
		run(room, what, (const char *[]){"show", "--html", "--notes", room->lesson, NULL});
		run(room, what, (const char *[]){"check", room->lesson, NULL});
		run(room, what, (const char *[]){"results", room->lesson, NULL});
	}
}

static void no_argument_steers_a_pipe(void **state)
{
	const struct room *room = *state;

	write_lesson(room, 0);
	for (size_t i = 0; i < G_N_ELEMENTS(hostile_texts); i++) {
		const char *text = hostile_texts[i];
		run(room, "command", (const char *[]){text, NULL});
		run(room, "lesson", (const char *[]){"show", text, NULL});
		run(room, "lesson", (const char *[]){"check", text, NULL});
		run(room, "document", (const char *[]){"build", text, NULL});
		run(room, "theme", (const char *[]){"show", "--theme", text, room->lesson, NULL});
		run(room, "color", (const char *[]){"show", "--color", text, room->lesson, NULL});
		run(room, "size", (const char *[]){"show", "--size", text, room->lesson, NULL});
		run(room, "slide", (const char *[]){"show", "--slide", text, room->lesson, NULL});
		run(room, "lang", (const char *[]){"show", "--lang", text, room->lesson, NULL});
		run(room, "data", (const char *[]){"results", "--data", text, room->lesson, NULL});
	}
}

static void no_file_name_steers_a_pipe(void **state)
{
	const struct room *room = *state;

	for (size_t i = 0; i < G_N_ELEMENTS(hostile_texts); i++) {
		g_autofree char *name = g_strdelimit(g_strconcat(hostile_texts[i], ".md", NULL), "/", '_');
		g_autofree char *path = g_build_filename(room->dir, name, NULL);
		assert_true(g_file_set_contents(path, "chữ\n\n<!-- column_layout: x -->\n", -1, NULL));
		run(room, "file", (const char *[]){"show", path, NULL});
		run(room, "file", (const char *[]){"show", "--html", path, NULL});
		run(room, "file", (const char *[]){"check", path, NULL});
		run(room, "library", (const char *[]){NULL});
		g_remove(path);
	}
}

/* ---- On a terminal ------------------------------------------------------------------------------------------ */

/* True when a sequence, from its ESC on, is one that curses writes on an xterm. */
static bool is_own(const char *sequence, size_t len)
{
	/* What moves, erases, colours; modes that are left as they were found. */
	static const char finals[] = "ABCDGHIJKLMPSTXZ@bdfghlmru";

	if (len < 2 || memmem(sequence, len, HOSTILE_MARK, strlen(HOSTILE_MARK)))
		return false;
	/* The window's title is put by and got back. */
	if (len == 9 && (memcmp(sequence, "\033[22;0;0t", len) == 0 || memcmp(sequence, "\033[23;0;0t", len) == 0))
		return true;
	if (sequence[1] == '[')
		return strchr(finals, sequence[len - 1]) != NULL;
	if (sequence[1] == '(' || sequence[1] == ')')
		return len == 3 && sequence[2] == 'B';
	return len == 2 && strchr("=>78M", sequence[1]);
}

/* The bytes of the sequence that begins at text. */
static size_t sequence_len(const char *text, size_t len)
{
	size_t i = 2;

	if (len < 2)
		return len;
	if (text[1] == '[') {
		while (i < len && (text[i] < '@' || text[i] > '~'))
			i++;
		return MIN(i + 1, len);
	}
	return text[1] == '(' || text[1] == ')' ? MIN(3, len) : 2;
}

/* Only what curses writes, and text without a character that could steer. */
static void assert_screen_harmless(const char *what, const GString *raw)
{
	g_autoptr(GRegex) sync = g_regex_new("\033\\]7777;[0-9]+\007", G_REGEX_RAW, 0, NULL);
	g_autofree char *output = g_regex_replace_literal(sync, raw->str, (gssize)raw->len, 0, "", 0, NULL);
	g_autoptr(GString) text = g_string_new(NULL);

	for (size_t i = 0, len = strlen(output); i < len;) {
		if (output[i] == '\033') {
			size_t n = sequence_len(output + i, len - i);
			if (!is_own(output + i, n)) {
				g_autofree char *shown = g_strescape(output + i, NULL);
				fail_msg("%s: the terminal gets %.40s", what, shown);
			}
			i += n;
		} else {
			/* With these curses moves the cursor. */
			if (!strchr("\r\b", output[i]))
				g_string_append_c(text, output[i]);
			i++;
		}
	}
	gunichar found = hostile_find(text->str, text->len);
	if (found) {
		g_autofree char *shown = g_strescape(text->str, NULL);
		fail_msg("%s: U+%04X reaches the terminal in %s", what, found, shown);
	}
}

/* The program on a terminal that keeps every byte it gets. */
static struct pty *start(const struct room *room, const char *command, const char *expected, GString *raw)
{
	const char *const argv[] = {g_getenv("TAPHUAN"), command, "--lang=en", room->lesson, NULL};
	struct pty *pty =
		pty_start(&(struct pty_setup){.argv = argv, .env = room->environment, .width = 60, .height = 20});

	pty_record(pty, raw);
	assert_true(pty_wait_text(pty, expected));
	return pty;
}

static void press(struct pty *pty, const char *key, int count)
{
	for (int i = 0; i < count; i++) {
		pty_keys(pty, key);
		assert_true(pty_sync(pty));
	}
}

/* Ends the program and looks at all that it wrote, in which the text was shown. */
static void finish(struct pty *pty, const char *what, const GString *raw)
{
	pty_kill(pty, SIGTERM);
	assert_true(pty_wait_exit(pty, NULL));
	assert_true(pty_restored(pty));
	pty_free(pty);
	assert_non_null(strstr(raw->str, HOSTILE_MARK));
	assert_screen_harmless(what, raw);
}

static void no_slide_steers_the_terminal(void **state)
{
	const struct room *room = *state;

	for (size_t i = 0; i < G_N_ELEMENTS(hostile_texts); i++) {
		g_autofree char *what = g_strdup_printf("slides, text %zu", i);
		g_autoptr(GString) raw = g_string_new(NULL);
		write_lesson(room, i);
		struct pty *pty = start(room, "present", "Đoạn", raw);
		press(pty, "Space", KEYS);
		finish(pty, what, raw);
	}
}

/* Control characters would be keys. */
static bool may_be_pasted(const char *text)
{
	if (!g_utf8_validate(text, -1, NULL))
		return false;
	while (*text && !g_unichar_iscntrl(g_utf8_get_char(text)))
		text = g_utf8_next_char(text);
	return *text == '\0';
}

/* The text as the name of a person, then the questions. */
static void no_quiz_steers_the_terminal(void **state)
{
	const struct room *room = *state;

	for (size_t i = 0; i < G_N_ELEMENTS(hostile_texts); i++) {
		g_autofree char *what = g_strdup_printf("quiz, text %zu", i);
		g_autoptr(GString) raw = g_string_new(NULL);
		write_lesson(room, i);
		struct pty *pty = start(room, "quiz", "What is your name?", raw);
		pty_type(pty, HOSTILE_MARK " ");
		if (may_be_pasted(hostile_texts[i]))
			pty_paste(pty, hostile_texts[i]);
		assert_true(pty_sync(pty));
		press(pty, "Enter", KEYS);
		finish(pty, what, raw);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(no_lesson_steers_a_pipe),     cmocka_unit_test(no_argument_steers_a_pipe),
		cmocka_unit_test(no_file_name_steers_a_pipe),  cmocka_unit_test(no_slide_steers_the_terminal),
		cmocka_unit_test(no_quiz_steers_the_terminal),
	};

	return cmocka_run_group_tests(tests, setup, teardown);
}
