/* Presenting: the start to the first slide, the memory it takes, and the next slide; beside mdp and cmark. */
#include "bench/bench.h"
#include "e2e/pty.h"

#include <glib/gstdio.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define RUNS  15
#define TURNS 30
#define QUIET 20 /* milliseconds without output: the screen is whole */

struct presenter {
	const char *argv[3]; /* before the file */
	struct bench_series start, peak, next, bytes;
};

enum { TAPHUAN, MDP, PRESENTERS };

static void presenter_init(struct presenter *p)
{
	struct bench_series *const all[] = {&p->start, &p->peak, &p->next, &p->bytes};

	for (size_t i = 0; i < G_N_ELEMENTS(all); i++)
		bench_init(all[i]);
}

static void presenter_clear(struct presenter *p)
{
	struct bench_series *const all[] = {&p->start, &p->peak, &p->next, &p->bytes};

	for (size_t i = 0; i < G_N_ELEMENTS(all); i++)
		bench_clear(all[i]);
}

static struct pty *start(const struct presenter *presenter, const char *file, const char *home)
{
	/* Acknowledgements are for tests: mdp writes none. */
	g_autofree char *home_is = g_strconcat("HOME=", home, NULL);
	const char *const env[] = {"TAPHUAN_TEST_SYNC", home_is, NULL};
	const char *argv[4] = {NULL};
	size_t n = 0;

	while (presenter->argv[n]) {
		argv[n] = presenter->argv[n];
		n++;
	}
	argv[n] = file;
	return pty_start(&(struct pty_setup){.argv = argv, .env = env});
}

static bool wait_slide(struct pty *p, int number)
{
	g_autofree char *title = g_strdup_printf("Bài số %d", number);

	if (!pty_wait_text(p, title))
		return false;
	pty_idle(p, QUIET);
	return true;
}

static void measure_start(struct presenter *presenter, const char *file, const char *home)
{
	g_autoptr(Pty) p = start(presenter, file, home);

	if (!wait_slide(p, 1))
		exit(EXIT_FAILURE);
	bench_add(&presenter->start, (double)(pty_newest(p) - pty_started(p)) / 1000);
	bench_add(&presenter->peak, (double)pty_peak_kib(p) / 1024);
}

static void measure_turns(struct presenter *presenter, const char *file, const char *home)
{
	g_autoptr(Pty) p = start(presenter, file, home);

	if (!wait_slide(p, 1))
		exit(EXIT_FAILURE);
	for (int n = 2; n < 2 + TURNS; n++) {
		size_t before = pty_bytes(p);
		int64_t sent = g_get_monotonic_time();

		pty_keys(p, "Space");
		if (!wait_slide(p, n))
			exit(EXIT_FAILURE);
		bench_add(&presenter->next, (double)(pty_newest(p) - sent) / 1000);
		bench_add(&presenter->bytes, (double)(pty_bytes(p) - before));
	}
}

static char *write_deck(const char *dir, int slides, bool same)
{
	g_autofree char *deck = bench_deck(slides, same);
	char *path = g_strdup_printf("%s/%d-%s.md", dir, slides, same ? "same" : "own");

	if (!g_file_set_contents(path, deck, -1, NULL))
		exit(EXIT_FAILURE);
	return path;
}

static void compare_starts(struct presenter *presenters, const char *dir, int slides, bool mdp, bool cmark)
{
	g_autofree char *file = write_deck(dir, slides, false);
	g_autofree char *what = g_strdup_printf("start to the first of %d slides", slides);
	g_autofree char *memory = g_strdup_printf("peak memory, %d slides", slides);
	struct presenter *ours = &presenters[TAPHUAN], *theirs = &presenters[MDP];
	struct bench_series parse;

	bench_init(&parse);
	for (size_t i = 0; i < PRESENTERS; i++)
		presenter_init(&presenters[i]);
	/* In turns, so that whatever else the machine does meets them all. */
	for (int i = 0; i < RUNS; i++) {
		measure_start(ours, file, dir);
		if (mdp)
			measure_start(theirs, file, dir);
		if (cmark)
			bench_add(&parse, bench_run((const char *const[]){"cmark", file, NULL}));
	}
	bench_row(what, "ms", bench_median(&ours->start), mdp ? "mdp" : NULL, bench_median(&theirs->start));
	if (cmark)
		bench_row("", "ms", bench_median(&ours->start), "cmark", bench_median(&parse));
	bench_row(memory, "MiB", bench_median(&ours->peak), mdp ? "mdp" : NULL, bench_median(&theirs->peak));
	for (size_t i = 0; i < PRESENTERS; i++)
		presenter_clear(&presenters[i]);
	bench_clear(&parse);
}

static void compare_turns(struct presenter *presenters, const char *dir, bool same, bool mdp)
{
	g_autofree char *file = write_deck(dir, TURNS + 10, same);
	const char *what = same ? "next slide, only its title differs" : "next slide, all of it differs";
	struct presenter *ours = &presenters[TAPHUAN], *theirs = &presenters[MDP];

	for (size_t i = 0; i < PRESENTERS; i++)
		presenter_init(&presenters[i]);
	measure_turns(ours, file, dir);
	if (mdp)
		measure_turns(theirs, file, dir);
	bench_row(what, "ms", bench_median(&ours->next), mdp ? "mdp" : NULL, bench_median(&theirs->next));
	bench_row("", "B", bench_median(&ours->bytes), mdp ? "mdp" : NULL, bench_median(&theirs->bytes));
	for (size_t i = 0; i < PRESENTERS; i++)
		presenter_clear(&presenters[i]);
}

static void measure_idle(const struct presenter *presenter, const char *dir)
{
	g_autofree char *file = write_deck(dir, 10, true);
	g_autoptr(Pty) p = start(presenter, file, dir);
	double before, cpu;

	if (!wait_slide(p, 1))
		exit(EXIT_FAILURE);
	before = pty_cpu_ms(p);
	size_t bytes = pty_idle(p, 3000);
	cpu = pty_cpu_ms(p) - before;
	bench_row("3 s idle: bytes written", "B", (double)bytes, NULL, 0);
	bench_row("3 s idle: processor time", "ms", cpu, NULL, 0);
}

static void remove_folder(const char *path)
{
	g_autoptr(GDir) dir = g_dir_open(path, 0, NULL);
	const char *name;

	while (dir && (name = g_dir_read_name(dir))) {
		g_autofree char *entry = g_build_filename(path, name, NULL);

		remove_folder(entry);
		g_remove(entry);
	}
}

int main(void)
{
	const char *program = g_getenv("TAPHUAN");
	g_autofree char *dir = g_dir_make_tmp("taphuan-bench-XXXXXX", NULL);
	g_autofree char *mdp = g_find_program_in_path("mdp"), *cmark = g_find_program_in_path("cmark");
	struct presenter presenters[PRESENTERS] = {
		[TAPHUAN] = {.argv = {program ? program : "taphuan", "present"}},
		[MDP] = {.argv = {"mdp", "-f"}}, /* without its fading, which alone takes 0.7 s */
	};

	bench_heading("presenting");
	compare_starts(presenters, dir, 10, mdp, cmark);
	compare_starts(presenters, dir, 2000, mdp, cmark);
	compare_turns(presenters, dir, true, mdp);
	compare_turns(presenters, dir, false, mdp);
	measure_idle(&presenters[TAPHUAN], dir);
	remove_folder(dir);
	g_rmdir(dir);
	return EXIT_SUCCESS;
}
