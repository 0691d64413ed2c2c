/* The signals that are events of the main loop. */
#include "tui/private.h"

#include <errno.h>
#include <glib-unix.h>
#include <unistd.h>

static signals_seen *seen;
static void *seen_by;

/* ---- A handler writes the number into a pipe ------------------------------------------------------------------- */

/* As g_unix_signal_add() does, which knows neither SIGCONT nor SIGTSTP, and starts a thread. */
static const int watched[] = {SIGWINCH, SIGTERM, SIGINT, SIGHUP, SIGCONT, SIGTSTP};
static struct sigaction before[G_N_ELEMENTS(watched)];
static int ends[2] = {-1, -1};
static unsigned int pipe_source;

static void on_signal(int number)
{
	int error = errno;
	char byte = (char)number;
	ssize_t written = write(ends[1], &byte, 1); /* a full pipe has told it already */
	(void)written;
	errno = error;
}

static gboolean on_pipe(int fd, GIOCondition condition, void *user)
{
	char number;
	(void)condition, (void)user;
	while (read(fd, &number, 1) == 1)
		seen(number, seen_by);
	return G_SOURCE_CONTINUE;
}

static void handle(int number, void (*handler)(int), struct sigaction *old)
{
	struct sigaction action = {.sa_handler = handler, .sa_flags = SA_RESTART};
	sigemptyset(&action.sa_mask);
	sigaction(number, &action, old);
}

/* ---- The whole -------------------------------------------------------------------------------------------------- */

void signals_watch(bool locked, signals_seen *call, void *user)
{
	seen = call;
	seen_by = user;
	if (!g_unix_open_pipe(ends, FD_CLOEXEC, NULL))
		g_error("no more open files");
	g_unix_set_fd_nonblocking(ends[0], TRUE, NULL);
	g_unix_set_fd_nonblocking(ends[1], TRUE, NULL);
	pipe_source = g_unix_fd_add(ends[0], G_IO_IN, on_pipe, NULL);
	for (size_t i = 0; i < G_N_ELEMENTS(watched); i++)
		handle(watched[i], locked && watched[i] == SIGTSTP ? SIG_IGN : on_signal, &before[i]);
}

void signals_unwatch(void)
{
	for (size_t i = 0; i < G_N_ELEMENTS(watched); i++)
		sigaction(watched[i], &before[i], NULL);
	g_source_remove(pipe_source);
	close(ends[0]);
	close(ends[1]);
}

void signals_stop(void)
{
	struct sigaction stop, resume;
	handle(SIGTSTP, SIG_DFL, &stop);
	handle(SIGCONT, SIG_DFL, &resume);
	kill(0, SIGTSTP); /* the whole job: a script that started us is stopped too, or its shell would wait for ever */
	sigaction(SIGCONT, &resume, NULL);
	sigaction(SIGTSTP, &stop, NULL);
}
