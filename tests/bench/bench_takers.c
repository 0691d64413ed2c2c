/*
 * Many at once on one machine: how soon the library, a quiz and a text are there, and what 200 people taking a quiz
 * cost in memory; beside the floor, an idle program with curses.
 */
#include "bench/bench.h"
#include "e2e/pty.h"

#include <fcntl.h>
#include <poll.h>
#include <pty.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#define TAKERS 200
#define RUNS   15
#define QUIET  20   /* milliseconds without output: the screen is whole */
#define SILENT 1000 /* … and all of them have begun */

struct place {
	const char *taphuan, *floor;
	char *dir, *data, *lesson, *deck;
};

/* ---- A place with people and a lesson ---------------------------------------------------------------------- */

static char *write_file(const struct place *place, const char *name, const char *text)
{
	char *path = g_build_filename(place->dir, name, NULL);

	if (!g_file_set_contents(path, text, -1, NULL))
		exit(EXIT_FAILURE);
	return path;
}

static char *quiz_text(void)
{
	GString *text = g_string_new("# Bài thử\n");

	for (int i = 1; i <= 20; i++)
		g_string_append_printf(text,
				       "\n## Mục tiêu thứ %d của Nghị quyết là gì?\n\n<!-- quiz -->\n"
				       "- [x] Duy trì vững chắc mức sinh thay thế %d\n- [ ] Bảo vệ dân số %d\n"
				       "- [ ] Nâng cao chất lượng dân số %d\n",
				       i, i, i, i);
	return g_string_free(text, FALSE);
}

static void enrol(const struct place *place)
{
	g_autoptr(GString) roster = g_string_new("Mã,Họ và tên\n");

	for (int i = 1; i <= TAKERS; i++)
		g_string_append_printf(roster, "CTV%d,Người số %c%c\n", i, 'A' + i / 20, 'a' + i % 20);
	g_autofree char *file = write_file(place, "roster.csv", roster->str);
	if (bench_run((const char *const[]){place->taphuan, "people", "import", "--data", place->data, file, NULL}) < 0)
		exit(EXIT_FAILURE);
}

static void place_init(struct place *place, const char *taphuan, const char *floor)
{
	g_autofree char *quiz = quiz_text(), *deck = bench_deck(2000, false);

	*place = (struct place){.taphuan = taphuan, .floor = floor, .dir = bench_folder()};
	place->data = g_build_filename(place->dir, "data", NULL);
	place->lesson = write_file(place, "bai-thu.md", quiz);
	place->deck = write_file(place, "deck.md", deck);
	enrol(place);
}

static void place_clear(struct place *place)
{
	bench_remove(place->dir);
	g_free(place->dir);
	g_free(place->data);
	g_free(place->lesson);
	g_free(place->deck);
}

/* ---- Starting ---------------------------------------------------------------------------------------------- */

static double start_ms(const char *const *argv, const char *shown)
{
	const char *const env[] = {"TAPHUAN_TEST_SYNC", NULL};
	g_autoptr(Pty) p = pty_start(&(struct pty_setup){.argv = argv, .env = env});

	if (!pty_wait_text(p, shown))
		exit(EXIT_FAILURE);
	pty_idle(p, QUIET);
	return (double)(pty_newest(p) - pty_started(p)) / 1000;
}

static void compare_starts(const struct place *place)
{
	const char *const library[] = {place->taphuan, "--lang=en", "--data", place->data, NULL};
	const char *const quiz[] = {place->taphuan, "quiz",      "--lang=en",   "--person", "CTV7",
				    "--data",       place->data, place->lesson, NULL};
	const char *const floor[] = {place->floor, place->lesson, NULL};
	struct bench_series ours[2], theirs;

	bench_init(&ours[0]);
	bench_init(&ours[1]);
	bench_init(&theirs);
	for (int i = 0; i < RUNS; i++) {
		bench_add(&ours[0], start_ms(library, "[ Results ]"));
		bench_add(&ours[1], start_ms(quiz, "Welcome"));
		bench_add(&theirs, start_ms(floor, "Bài thử"));
	}
	bench_row("start of the library", "ms", bench_median(&ours[0]), "floor", bench_median(&theirs));
	bench_row("start of a quiz", "ms", bench_median(&ours[1]), "floor", bench_median(&theirs));
	bench_clear(&ours[0]);
	bench_clear(&ours[1]);
	bench_clear(&theirs);
}

static void compare_show(const struct place *place)
{
	struct bench_series ours, theirs;

	bench_init(&ours);
	bench_init(&theirs);
	for (int i = 0; i < RUNS; i++) {
		bench_add(&ours, bench_run((const char *const[]){place->taphuan, "show", place->deck, NULL}));
		bench_add(&theirs, bench_run((const char *const[]){"cmark", place->deck, NULL}));
	}
	bench_row("show, 2,000 slides", "ms", bench_median(&ours), "cmark", bench_median(&theirs));
	bench_clear(&ours);
	bench_clear(&theirs);
}

/* ---- Two hundred at once ------------------------------------------------------------------------------------ */

struct taker {
	int terminal;
	pid_t pid;
};

static void taker_start(struct taker *taker, const char *const *argv)
{
	struct winsize size = {.ws_row = 24, .ws_col = 80};

	taker->pid = forkpty(&taker->terminal, NULL, NULL, &size);
	if (taker->pid < 0)
		exit(EXIT_FAILURE);
	if (taker->pid == 0) {
		/* exec changes nothing of argv; its type is older than const. */
		execv(argv[0], (char *const *)(uintptr_t)argv);
		_exit(127);
	}
	fcntl(taker->terminal, F_SETFD, FD_CLOEXEC);
}

/* Reads what they draw until all are silent. */
static void wait_silence(const struct taker *takers)
{
	struct pollfd polled[TAKERS];
	char bytes[4096];
	int64_t heard = g_get_monotonic_time();

	for (int i = 0; i < TAKERS; i++)
		polled[i] = (struct pollfd){.fd = takers[i].terminal, .events = POLLIN};
	while (g_get_monotonic_time() - heard < SILENT * 1000) {
		if (poll(polled, TAKERS, SILENT) <= 0)
			continue;
		for (int i = 0; i < TAKERS; i++)
			if (polled[i].revents && read(polled[i].fd, bytes, sizeof(bytes)) <= 0)
				exit(EXIT_FAILURE);
		heard = g_get_monotonic_time();
	}
}

/* The process's share of the memory, in MiB: what several have in common is divided among them. */
static double share_of(pid_t pid)
{
	g_autofree char *path = g_strdup_printf("/proc/%d/smaps_rollup", (int)pid), *text = NULL;
	const char *line = g_file_get_contents(path, &text, NULL, NULL) ? strstr(text, "\nPss:") : NULL;

	return line ? g_ascii_strtod(line + strlen("\nPss:"), NULL) / 1024 : 0;
}

/* The mean share; argv tells how the one of a number is started. */
static double mean_share(const struct place *place, const char *const *(*argv)(const struct place *, int))
{
	struct taker takers[TAKERS];
	double sum = 0;

	for (int i = 0; i < TAKERS; i++)
		taker_start(&takers[i], argv(place, i));
	wait_silence(takers);
	for (int i = 0; i < TAKERS; i++)
		sum += share_of(takers[i].pid);
	for (int i = 0; i < TAKERS; i++) {
		kill(takers[i].pid, SIGKILL);
		waitpid(takers[i].pid, NULL, 0);
		close(takers[i].terminal);
	}
	return sum / TAKERS;
}

static const char *const *taker_argv(const struct place *place, int number)
{
	static const char *argv[8];
	static char person[24];

	snprintf(person, sizeof(person), "--person=CTV%d", number + 1);
	argv[0] = place->taphuan;
	argv[1] = "quiz";
	argv[2] = person;
	argv[3] = "--data";
	argv[4] = place->data;
	argv[5] = place->lesson;
	return argv;
}

static const char *const *floor_argv(const struct place *place, int number)
{
	static const char *argv[3];

	(void)number;
	argv[0] = place->floor;
	argv[1] = place->lesson;
	return argv;
}

static void compare_shares(const struct place *place)
{
	g_setenv("TERM", "xterm-256color", TRUE);
	double ours = mean_share(place, taker_argv), theirs = mean_share(place, floor_argv);

	bench_row("200 takers at once, memory of each (PSS)", "MiB", ours, "floor", theirs);
	bench_row_limit("", "MiB", ours, 1);
}

int main(int argc, char **argv)
{
	g_autofree char *here = g_path_get_dirname(argv[0]), *floor = g_build_filename(here, "floor", NULL);
	const char *taphuan = g_getenv("TAPHUAN");
	struct place place;

	(void)argc;
	place_init(&place, taphuan ? taphuan : "taphuan", floor);
	bench_heading("many at once");
	compare_starts(&place);
	compare_show(&place);
	compare_shares(&place);
	place_clear(&place);
	return EXIT_SUCCESS;
}
