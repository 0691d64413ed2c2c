/*
 * Presenting, beside whatever of mdp, slides, patat and lookatme is installed, and beside what nobody can be quicker
 * than: cmark, which only reads the file, and the floor, which only draws. All take turns, so that whatever else the
 * machine does meets them all.
 */
#include "bench/bench.h"
#include "e2e/pty.h"

#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define TURNS  30
#define QUIET  20  /* milliseconds without output: the screen is whole */
#define SETTLE 500 /* … until nothing more happens of itself */
#define IDLE   3000
#define SAVES  15

enum series { START, USED, PEAK, TURN, BYTES, SAVE, SERIES };

struct presenter {
	const char *name;
	const char *argv[3]; /* before the file */
	const char *next;    /* the key; NULL where there is none */
	const char *live;    /* the option that shows what is saved; "" where it needs none, NULL where it cannot */
	int slides;          /* the largest deck it is tried with */
	int runs;            /* how often it is started; 0 when it is not installed */
	struct bench_series series[SERIES];
};

/* mdp without its fading, which alone takes 0.7 s. */
static struct presenter presenters[] = {
	{.name = "taphuan", .argv = {NULL, "present"}, .next = "Space", .live = "", .slides = 5000, .runs = 21},
	{.name = "mdp", .argv = {"mdp", "-f"}, .next = "Space", .slides = 5000, .runs = 21},
	{.name = "slides", .argv = {"slides"}, .next = "Space", .live = "", .slides = 5000, .runs = 5},
	{.name = "patat", .argv = {"patat"}, .live = "--watch", .slides = 10, .runs = 5},
	{.name = "lookatme", .argv = {"lookatme"}, .next = "l", .live = "--live", .slides = 10, .runs = 3},
	{.name = "floor", .argv = {NULL}, .slides = 10, .runs = 21},
};

#define N_PRESENTERS G_N_ELEMENTS(presenters)
#define OURS         (&presenters[0])
#define FLOOR        (&presenters[N_PRESENTERS - 1])

static const char *folder; /* of this run's files; the presenters' HOME */

/* ---- Presenters -------------------------------------------------------------------------------------------- */

static bool runs(const char *program)
{
	return bench_run((const char *const[]){program, "--version", NULL}) >= 0 ||
	       bench_run((const char *const[]){program, "-v", NULL}) >= 0;
}

static void find_presenters(const char *taphuan, const char *floor)
{
	OURS->argv[0] = taphuan;
	FLOOR->argv[0] = floor;
	for (size_t i = 1; i < N_PRESENTERS; i++)
		if (&presenters[i] != FLOOR && !runs(presenters[i].argv[0]))
			presenters[i].runs = 0;
}

static void for_all_series(void (*call)(struct bench_series *))
{
	for (size_t i = 0; i < N_PRESENTERS; i++)
		for (size_t k = 0; k < SERIES; k++)
			call(&presenters[i].series[k]);
}

static struct pty *start(const struct presenter *presenter, const char *option, const char *file)
{
	/* Acknowledgements are for tests: others write none. */
	g_autofree char *home = g_strconcat("HOME=", folder, NULL);
	const char *const env[] = {"TAPHUAN_TEST_SYNC", home, NULL};
	const char *argv[6] = {NULL};
	size_t n = 0;

	while (n < G_N_ELEMENTS(presenter->argv) && presenter->argv[n]) {
		argv[n] = presenter->argv[n];
		n++;
	}
	if (*option)
		argv[n++] = option;
	argv[n] = file;
	return pty_start(&(struct pty_setup){.argv = argv, .env = env});
}

/* A peer that does not show it is left out from there on. */
static bool wait_slide(struct presenter *presenter, struct pty *p, int number)
{
	g_autofree char *title = g_strdup_printf("Bài số %d", number);

	if (pty_wait_text(p, title)) {
		pty_idle(p, QUIET);
		return true;
	}
	if (presenter == OURS)
		exit(EXIT_FAILURE);
	presenter->runs = 0;
	return false;
}

static char *write_file(const char *name, const char *text)
{
	char *path = g_build_filename(folder, name, NULL);

	if (!g_file_set_contents(path, text, -1, NULL))
		exit(EXIT_FAILURE);
	return path;
}

static char *write_deck(int slides, bool same)
{
	g_autofree char *deck = bench_deck(slides, same), *name = g_strdup_printf("%d-slides.md", slides);

	return write_file(name, deck);
}

/* ---- The table --------------------------------------------------------------------------------------------- */

/* A row for each presenter there is a value of, with the most that the first of them, mdp, should be exceeded by. */
static void report(const char *what, const char *unit, enum series series, double most)
{
	double ours = bench_median(&OURS->series[series]);
	bool alone = true;

	for (size_t i = 1; i < N_PRESENTERS; i++) {
		const struct bench_series *theirs = &presenters[i].series[series];

		if (theirs->values->len == 0)
			continue;
		bench_row_within(what, unit, ours, presenters[i].name, bench_median(theirs),
				 &presenters[i] == &presenters[1] ? most : 0);
		what = "";
		alone = false;
	}
	if (alone)
		bench_row(what, unit, ours, NULL, 0);
}

static void report_limit(enum series series, const char *unit, double most)
{
	bench_row_limit("", unit, bench_median(&OURS->series[series]), most);
}

/* ---- Starting ---------------------------------------------------------------------------------------------- */

static void measure_start(struct presenter *presenter, const char *file)
{
	g_autoptr(Pty) p = start(presenter, "", file);

	if (!wait_slide(presenter, p, 1))
		return;
	bench_add(&presenter->series[START], (double)(pty_newest(p) - pty_started(p)) / 1000);
	bench_add(&presenter->series[USED], pty_cpu_ms(p));
	bench_add(&presenter->series[PEAK], (double)pty_peak_kib(p) / 1024);
}

static void report_starts(int slides, const struct bench_series *parse)
{
	g_autofree char *what = g_strdup_printf("start to the first of %d slides", slides);

	report(what, "ms", START, slides == 10 ? 1 : 0);
	if (slides > 10 && parse->values->len > 0)
		bench_row_within("", "ms", bench_median(&OURS->series[START]), "cmark", bench_median(parse), 1.25);
	report("  of the processor, however busy it is", "ms", USED, 0);
	report("  peak memory", "MiB", PEAK, 0);
	if (slides <= 2000)
		report_limit(PEAK, "MiB", slides == 10 ? 8 : 30);
}

static void compare_starts(int slides)
{
	g_autofree char *file = write_deck(slides, false), *cmark = g_find_program_in_path("cmark");
	struct bench_series parse;

	for_all_series(bench_init);
	bench_init(&parse);
	for (int run = 0; run < OURS->runs; run++) {
		for (size_t i = 0; i < N_PRESENTERS; i++) {
			/* Nobody always comes after the same one. */
			struct presenter *next = &presenters[(i + (size_t)run) % N_PRESENTERS];
			if (next->slides >= slides && run < next->runs)
				measure_start(next, file);
		}
		if (cmark)
			bench_add(&parse, bench_run((const char *const[]){cmark, file, NULL}));
	}
	report_starts(slides, &parse);
	bench_clear(&parse);
	for_all_series(bench_clear);
}

/* ---- Turning ----------------------------------------------------------------------------------------------- */

static void turn(struct presenter *presenter, struct pty *p, int to)
{
	size_t before = pty_bytes(p);
	int64_t sent = g_get_monotonic_time();

	pty_keys(p, presenter->next);
	if (!wait_slide(presenter, p, to))
		return;
	bench_add(&presenter->series[TURN], (double)(pty_newest(p) - sent) / 1000);
	bench_add(&presenter->series[BYTES], (double)(pty_bytes(p) - before));
}

static void compare_turns(bool same)
{
	g_autofree char *file = write_deck(TURNS + 10, same);
	struct pty *open[N_PRESENTERS] = {NULL};

	for_all_series(bench_init);
	for (size_t i = 0; i < N_PRESENTERS; i++)
		if (presenters[i].runs > 0 && presenters[i].next)
			open[i] = start(&presenters[i], "", file);
	for (size_t i = 0; i < N_PRESENTERS; i++)
		if (open[i] && wait_slide(&presenters[i], open[i], 1))
			pty_idle(open[i], SETTLE);
	for (int n = 2; n < 2 + TURNS; n++)
		for (size_t i = 0; i < N_PRESENTERS; i++)
			if (open[i] && presenters[i].runs > 0)
				turn(&presenters[i], open[i], n);
	report(same ? "next slide, only its title differs" : "next slide, all of it differs", "ms", TURN, 1);
	report_limit(TURN, "ms", 0.30);
	report("  bytes", "B", BYTES, 0);
	if (same)
		report_limit(BYTES, "B", 140 + 1); /* beside the digit that differs */
	for (size_t i = 0; i < N_PRESENTERS; i++)
		g_clear_pointer(&open[i], pty_free);
	for_all_series(bench_clear);
}

/* ---- Waiting ----------------------------------------------------------------------------------------------- */

static void measure_idle(void)
{
	g_autofree char *file = write_deck(10, true);
	g_autoptr(Pty) p = start(OURS, "", file);

	wait_slide(OURS, p, 1);
	pty_idle(p, SETTLE);
	double before = pty_cpu_ms(p);
	size_t bytes = pty_idle(p, IDLE);
	double cpu = pty_cpu_ms(p) - before;

	bench_row("idle for 3 s: processor", "%", cpu * 100 / IDLE, NULL, 0);
	bench_row("  bytes, unless the clock goes on a minute", "B", (double)bytes, NULL, 0);
}

/* The title changes, as an editor saves it. */
static void save(struct presenter *presenter, struct pty *p, const char *name, int n)
{
	g_autofree char *text = g_strdup_printf("# Bài số 1%03d\n\nNội dung\n", n);
	int64_t saved = g_get_monotonic_time();
	g_autofree char *path = write_file(name, text);

	if (!wait_slide(presenter, p, 1000 + n))
		return;
	bench_add(&presenter->series[SAVE], (double)(pty_newest(p) - saved) / 1000);
}

static void compare_saves(void)
{
	for_all_series(bench_init);
	for (size_t i = 0; i < N_PRESENTERS; i++) {
		struct presenter *presenter = &presenters[i];

		if (!presenter->live || presenter->runs == 0)
			continue;
		g_autofree char *file = write_file("live.md", "# Bài số 1000\n\nNội dung\n");
		g_autoptr(Pty) p = start(presenter, presenter->live, file);
		if (wait_slide(presenter, p, 1000))
			pty_idle(p, SETTLE);
		for (int n = 1; n <= SAVES && presenter->runs > 0; n++)
			save(presenter, p, "live.md", n);
	}
	report("a saved lesson on screen again", "ms", SAVE, 0);
	report_limit(SAVE, "ms", 20);
	for_all_series(bench_clear);
}

/* ---- Extremes ---------------------------------------------------------------------------------------------- */

static void add_line(GString *text)
{
	for (int i = 0; text->len < 1 << 20; i++)
		g_string_append_printf(text, "từ%d ", i);
}

static void add_table(GString *text)
{
	g_string_append(text, "| Tên | Xã | Số |\n|---|---|---:|\n");
	for (int i = 0; i < 10000; i++)
		g_string_append_printf(text, "| Người %d | Xã %d | %d |\n", i, i * 7, i * 13);
}

static void add_quotes(GString *text)
{
	for (int i = 1; i <= 1000; i++) {
		g_autofree char *marks = g_strnfill((size_t)i, '>');
		g_string_append_printf(text, "%s\n%s mức%d\n", marks, marks, i);
	}
}

static void add_lists(GString *text)
{
	for (int i = 0; i < 300; i++)
		g_string_append_printf(text, "%*s1. mục%d\n", 3 * i, "", i);
}

static const struct {
	const char *what;
	void (*add)(GString *);
} extremes[] = {
	{"start: a line of 1 MiB", add_line},
	{"start: a table of 10,000 rows", add_table},
	{"start: 1,000 quotes within one another", add_quotes},
	{"start: 300 lists within one another", add_lists},
};

static void measure_extremes(void)
{
	for (size_t i = 0; i < G_N_ELEMENTS(extremes); i++) {
		g_autoptr(GString) text = g_string_new("# Bài số 1\n\n");

		extremes[i].add(text);
		g_autofree char *file = write_file("extreme.md", text->str);
		for_all_series(bench_init);
		for (int run = 0; run < 5; run++)
			measure_start(OURS, file);
		bench_row_limit(extremes[i].what, "ms", bench_median(&OURS->series[START]), 500);
		for_all_series(bench_clear);
	}
}

int main(int argc, char **argv)
{
	const char *taphuan = g_getenv("TAPHUAN");
	g_autofree char *dir = bench_folder(), *here = g_path_get_dirname(argv[0]);
	g_autofree char *floor = g_build_filename(here, "floor", NULL);

	(void)argc;
	folder = dir;
	find_presenters(taphuan ? taphuan : "taphuan", floor);
	bench_heading("presenting");
	compare_starts(10);
	compare_starts(2000);
	compare_starts(5000);
	compare_turns(true);
	compare_turns(false);
	measure_idle();
	compare_saves();
	measure_extremes();
	bench_remove(dir);
	return EXIT_SUCCESS;
}
