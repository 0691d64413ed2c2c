/*
 * Measuring: each bench_*.c is a program that `make bench` runs; it prints rows of a table, ours beside a peer's or a
 * limit measured in the same run. Nothing here passes or fails.
 */
#ifndef TAPHUAN_TESTS_BENCH_H
#define TAPHUAN_TESTS_BENCH_H

#include <glib.h>
#include <stdbool.h>

/* Values of one kind. */
struct bench_series {
	GArray *values; /* of double */
};

void bench_init(struct bench_series *);
void bench_clear(struct bench_series *);
void bench_add(struct bench_series *, double);

/* The value that so many of a hundred do not exceed, and the middle one; 0 when there is none. */
double bench_percentile(const struct bench_series *, int percent);
double bench_median(const struct bench_series *);

/* The heading of the table, and a row: ours, what it is measured against (its name; NULL when that is not installed)
 * and how often that fits into ours. */
void bench_heading(const char *what);
void bench_row(const char *what, const char *unit, double ours, const char *peer, double theirs);

/* The same with the most that the ratio should be. */
void bench_row_within(const char *what, const char *unit, double ours, const char *peer, double theirs, double most);

/* A value and the most that it should be. */
void bench_row_limit(const char *what, const char *unit, double ours, double most);

/*
 * Runs a program to its end with its output thrown away. Returns the milliseconds it took, or a negative number when it
 * could not be run or failed.
 */
double bench_run(const char *const *argv);

/* What a piece of work took. */
struct bench_cost {
	double ms;       /* negative: it failed */
	double peak_mib; /* the most memory it had resident */
};

/* Does the work in a process of its own, so that nothing is left of it; work tells whether it went well. */
struct bench_cost bench_work(bool (*work)(void *), void *with);

/* A folder of one's own that bench_remove() takes away. The caller frees it. */
char *bench_folder(void);
void bench_remove(const char *path);

/*
 * A deck of so many slides in Markdown that taphuan, mdp and cmark read alike: title n is "Bài số n". same: the slides
 * differ in nothing but the title; else each has words of its own.
 */
char *bench_deck(int slides, bool same);

#endif
