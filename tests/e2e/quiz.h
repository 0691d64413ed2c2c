/* A quiz at a terminal: a folder of its own, and the ways to find and choose what is on the screen. */
#ifndef TAPHUAN_TESTS_E2E_QUIZ_H
#define TAPHUAN_TESTS_E2E_QUIZ_H

#include "e2e/pty.h"

#include <glib/gstdio.h>
#include <setjmp.h>
#include <stdarg.h>
#include <string.h>
#include <sys/wait.h>

#include <cmocka.h>

struct place {
	char *dir, *data, *lesson, *env;
	const char *argv[8];
	const char *environment[3];
};

/* The quiz of the lesson, in English, in an empty data folder. */
static inline void place_init(struct place *place, const char *lesson)
{
	*place = (struct place){.dir = g_dir_make_tmp("taphuan-quiz-XXXXXX", NULL)};
	place->data = g_build_filename(place->dir, "data", NULL);
	place->lesson = g_build_filename(place->dir, "bai-thu.md", NULL);
	place->env = g_strconcat("TAPHUAN_DATA=", place->data, NULL);
	place->environment[0] = place->env;
	place->argv[0] = g_getenv("TAPHUAN");
	place->argv[1] = "quiz";
	place->argv[2] = "--lang=en";
	place->argv[3] = place->lesson;
	assert_true(g_file_set_contents(place->lesson, lesson, -1, NULL));
}

static inline void remove_tree(const char *path)
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

static inline void place_clear(struct place *place)
{
	remove_tree(place->dir);
	g_free(place->dir);
	g_free(place->data);
	g_free(place->lesson);
	g_free(place->env);
}

static inline struct pty *place_start(struct place *place, const char *option, const char *value, int width, int height)
{
	place->argv[4] = option;
	place->argv[5] = option ? value : NULL;
	const struct pty_setup setup = {
		.argv = place->argv, .env = place->environment, .width = width, .height = height};
	return pty_start(&setup);
}

static inline void shows(struct pty *pty, const char *text)
{
	assert_true(pty_wait_text(pty, text));
}

static inline void press(struct pty *pty, const char *keys)
{
	pty_keys(pty, keys);
	assert_true(pty_sync(pty));
}

static inline void type(struct pty *pty, const char *text)
{
	pty_type(pty, text);
	assert_true(pty_sync(pty));
}

/* Scrolls until the text is in sight: to the top first, by the mouse or by keys. */
static inline void bring_into_sight(struct pty *pty, const char *text, bool mouse)
{
	for (int i = 0; i < 40 && !pty_find(pty, text, NULL, NULL); i++) {
		if (mouse)
			pty_wheel(pty, 5, 5, i < 12 ? -1 : 1);
		else
			pty_keys(pty, i < 12 ? "PageUp" : "PageDown");
		assert_true(pty_sync(pty));
	}
	if (!pty_find(pty, text, NULL, NULL)) {
		g_autofree char *screen = pty_text(pty);
		fail_msg("not to be brought into sight: %s\n%s", text, screen);
	}
}

static inline void click(struct pty *pty, const char *text)
{
	int x = 0, y = 0;

	bring_into_sight(pty, text, true);
	assert_true(pty_find(pty, text, &x, &y));
	pty_click(pty, x, y);
	assert_true(pty_sync(pty));
}

/* The letter before this answer, the lowest on the screen; 0 when it is not there. */
static inline char letter_of(struct pty *pty, const char *text)
{
	g_autofree char *screen = pty_text(pty), *with_dot = g_strconcat(". ", text, NULL);
	g_auto(GStrv) lines = g_strsplit(screen, "\n", -1);

	for (size_t i = g_strv_length(lines); i-- > 0;) {
		const char *at = strstr(lines[i], with_dot);
		if (at > lines[i] && at[-1] >= 'A' && at[-1] <= 'Z')
			return (char)(at[-1] - 'A' + 'a');
	}
	return 0;
}

/* A newcomer gives a name. */
static inline void introduce(struct pty *pty, const char *name)
{
	shows(pty, "What is your name?");
	pty_paste(pty, name);
	press(pty, "Enter");
	shows(pty, "I am not in the list");
	press(pty, "Enter");
	shows(pty, "Which hamlet");
	press(pty, "Enter");
	shows(pty, "Begin");
	press(pty, "Enter");
	shows(pty, "Question 1 of");
}

/* What a command prints on a pipe, in English, which has to end well. The caller frees it. */
static inline char *output_of(struct place *place, const char *const *argv)
{
	g_auto(GStrv) environment = g_environ_setenv(g_get_environ(), "TAPHUAN_DATA", place->data, TRUE);
	char *out = NULL;
	int status = -1;

	environment = g_environ_setenv(environment, "LANGUAGE", "en", TRUE);
	assert_true(g_spawn_sync(NULL, (char **)(uintptr_t)argv, environment, G_SPAWN_SEARCH_PATH, NULL, NULL, &out,
				 NULL, &status, NULL));
	assert_true(g_spawn_check_wait_status(status, NULL));
	return out;
}

static inline void ends_well(struct pty *pty)
{
	int status;

	assert_true(pty_wait_exit(pty, &status));
	assert_true(WIFEXITED(status) && WEXITSTATUS(status) == 0);
	assert_true(pty_restored(pty));
}

#endif
