#include "cli/plain.h"
#include "screens/plain.h"
#include "text/i18n.h"

#include <errno.h>
#include <poll.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#define LINE_BYTES 65536 /* of a longer line the rest is passed over */

struct talk {
	struct plain *plain;
	struct screen *quiz;
	tui_perform *perform;
	void *user;
	GString *input; /* read, but not yet a line */
	bool ended;     /* the input */
};

static int64_t now(void)
{
	return g_get_real_time() / 1000;
}

/* Carries out what is asked for, until a line is waited for or it ends; prints what is said. */
static bool go_on(struct talk *talk, struct effect effect, GString *out)
{
	while (effect.kind == EFFECT_ACT) {
		g_autoptr(GError) error = NULL;
		bool done = talk->perform(talk->quiz, effect.action, talk->user, &error);
		effect = plain_outcome(talk->plain, done ? NULL : error ? error->message : "", now(), out);
	}
	fputs(out->str, stdout);
	g_string_truncate(out, 0);
	return fflush(stdout) == 0 && effect.kind != EFFECT_CLOSE;
}

/* Waits for input, at most as long as the quiz may take. False when the time came first. */
static bool wait_for_input(const struct talk *talk)
{
	struct pollfd fd = {.fd = STDIN_FILENO, .events = POLLIN};
	int64_t left = plain_wait(talk->plain);
	int status;

	do
		status = poll(&fd, 1, (int)MIN(left, G_MAXINT));
	while (status < 0 && errno == EINTR);
	return status != 0;
}

static void read_input(struct talk *talk)
{
	char bytes[4096];
	ssize_t len = read(STDIN_FILENO, bytes, sizeof bytes);

	if (len < 0 && errno == EINTR)
		return;
	if (len <= 0) {
		talk->ended = true;
		return;
	}
	for (ssize_t i = 0; i < len; i++)
		if (bytes[i] == '\n' || talk->input->len < LINE_BYTES || strchr(talk->input->str, '\n'))
			g_string_append_c(talk->input, bytes[i] ? bytes[i] : ' ');
}

/* The next line, to be freed; NULL when the time is up, or when there is no more. */
static char *next_line(struct talk *talk)
{
	for (;;) {
		char *end = strchr(talk->input->str, '\n');
		if (end || (talk->ended && talk->input->len > 0)) {
			size_t len = end ? (size_t)(end - talk->input->str) : talk->input->len;
			char *line = g_strndup(talk->input->str, len);
			g_string_erase(talk->input, 0, (gssize)(len + (end != NULL)));
			return line;
		}
		if (talk->ended || !wait_for_input(talk))
			return NULL;
		read_input(talk);
	}
}

enum exit_status run_plain(struct screen *quiz, tui_perform *perform, void *user)
{
	g_autoptr(GString) out = g_string_new(NULL), input = g_string_new(NULL);
	g_autoptr(Plain) plain = plain_new(quiz);
	struct talk talk = {.plain = plain, .quiz = quiz, .perform = perform, .user = user, .input = input};
	bool more = go_on(&talk, plain_begin(plain, now(), out), out);

	while (more) {
		g_autofree char *line = next_line(&talk);
		if (!line && talk.ended)
			break;
		more = go_on(&talk, plain_line(plain, line, now(), out), out);
	}
	if (more && quiz_state_of(quiz)->attempt)
		printf("\n%s\n", _("Not handed in: your answers are kept. Come back under your name to go on."));
	g_clear_pointer(&plain, plain_free);
	screen_free(quiz);
	return finish_output();
}
