/*
 * An answer committed: alone, and by two hundred processes at the same moment; beside writing and syncing the same line
 * and nothing else.
 */
#include "bench/bench.h"
#include "bench/journals.h"

#include "quiz/quiz.h"
#include "store/store.h"

#include <fcntl.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#define ALONE  1000
#define TAKERS 200
#define ROUNDS 10

/* One person at a quiz, and a file that gets the same lines. */
struct taker {
	struct store *store;
	struct lesson *lesson;
	struct attempt *attempt;
	struct attempt_journal *journal;
	int peer;
};

static const char *line_like_ours(void)
{
	static const char line[] = "{\"v\":1,\"at\":1528963200123,\"device\":\"3f2a90c41b77e0d5\",\"event\":"
				   "\"answered\",\"question\":\"cau-1\","
				   "\"item\":0,\"choices\":[2],\"chain\":"
				   "\"81319a567ac9324efa65a391d74d1cc52d5f95422d14994ea01ddb87b7097b13\"}\n";

	return line;
}

static void taker_clear(struct taker *taker)
{
	attempt_journal_free(taker->journal);
	attempt_free(taker->attempt);
	lesson_free(taker->lesson);
	store_free(taker->store);
	if (taker->peer >= 0)
		close(taker->peer);
}

static int64_t now(void)
{
	return g_get_real_time() / 1000;
}

/* A random one would be the same in all children of one process. */
static char *new_id(void)
{
	static unsigned int n;

	return g_strdup_printf("%08x-0000-4000-8000-%012x", (unsigned int)getpid(), n++);
}

static bool taker_init(struct taker *taker, const char *data, int n)
{
	g_autofree char *lesson = g_build_filename(data, "bai-thi.md", NULL);
	g_autofree char *peer = g_strdup_printf("%s/peer-%d", data, n);
	g_autoptr(Diagnostics) diags = diagnostics_new();
	g_autoptr(Person) person = person_new();
	const struct store_world world = {.now = now, .new_id = new_id};

	*taker = (struct taker){.store = store_open(data, true, &world, NULL),
				.lesson = lesson_load(lesson, diags, NULL)};
	taker->peer = open(peer, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
	if (!taker->store || !taker->lesson || taker->peer < 0)
		return false;
	taker->attempt = attempt_new(taker->lesson, (uint64_t)n);
	taker->journal = store_attempt_start(taker->store, person, taker->attempt, NULL, NULL);
	return taker->journal != NULL;
}

/* ---- One answer --------------------------------------------------------------------------------------------- */

static bool commit_ours(struct taker *taker, int n)
{
	size_t item = (size_t)n % taker->attempt->n_items;
	g_autoptr(Response) response = response_new();
	int choice = n % JOURNALS_OPTIONS;

	g_array_append_val(response->choices, choice);
	return attempt_respond(taker->attempt, item, response) &&
	       attempt_journal_answered(taker->journal, taker->attempt, item, NULL);
}

static bool commit_theirs(struct taker *taker, int n)
{
	const char *line = line_like_ours();
	size_t len = strlen(line);

	(void)n;
	return write(taker->peer, line, len) == (ssize_t)len && fdatasync(taker->peer) == 0;
}

/* Milliseconds; negative when it failed. */
static double measure(bool (*commit)(struct taker *, int n), struct taker *taker, int n)
{
	int64_t begin = g_get_monotonic_time();

	return commit(taker, n) ? (double)(g_get_monotonic_time() - begin) / 1000 : -1;
}

static void compare_alone(const char *data)
{
	struct taker taker;
	struct bench_series ours, theirs;

	if (!taker_init(&taker, data, 0))
		exit(EXIT_FAILURE);
	bench_init(&ours);
	bench_init(&theirs);
	for (int n = 0; n < ALONE; n++) {
		/* In turns, and each first as often as the other. */
		if (n % 2)
			bench_add(&ours, measure(commit_ours, &taker, n));
		bench_add(&theirs, measure(commit_theirs, &taker, n));
		if (n % 2 == 0)
			bench_add(&ours, measure(commit_ours, &taker, n));
	}
	bench_row_within("an answer committed", "ms", bench_median(&ours), "write, sync", bench_median(&theirs), 1.2);
	bench_clear(&ours);
	bench_clear(&theirs);
	taker_clear(&taker);
}

/* ---- Two hundred at once ------------------------------------------------------------------------------------ */

struct shared {
	pthread_barrier_t barrier;
	double ms[TAKERS][ROUNDS];
};

/* Each round begins for all at the same moment. */
static void take(struct shared *shared, bool (*commit)(struct taker *, int n), const char *data, int n)
{
	struct taker taker;
	bool ready = taker_init(&taker, data, n);

	for (int round = 0; round < ROUNDS; round++) {
		pthread_barrier_wait(&shared->barrier);
		shared->ms[n][round] = ready ? measure(commit, &taker, round) : -1;
	}
	taker_clear(&taker);
	_exit(EXIT_SUCCESS);
}

static struct shared *share(void)
{
	struct shared *shared =
		mmap(NULL, sizeof(struct shared), PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
	pthread_barrierattr_t between_processes;

	if (shared == MAP_FAILED)
		exit(EXIT_FAILURE);
	pthread_barrierattr_init(&between_processes);
	pthread_barrierattr_setpshared(&between_processes, PTHREAD_PROCESS_SHARED);
	pthread_barrier_init(&shared->barrier, &between_processes, TAKERS);
	pthread_barrierattr_destroy(&between_processes);
	return shared;
}

static void all_at_once(struct bench_series *series, bool (*commit)(struct taker *, int n), const char *data)
{
	struct shared *shared = share();

	for (int n = 0; n < TAKERS; n++)
		if (fork() == 0)
			take(shared, commit, data, n);
	while (wait(NULL) > 0)
		;
	for (int n = 0; n < TAKERS; n++)
		for (int round = 0; round < ROUNDS; round++) {
			if (shared->ms[n][round] < 0)
				exit(EXIT_FAILURE);
			bench_add(series, shared->ms[n][round]);
		}
	munmap(shared, sizeof(*shared));
}

static void compare_at_once(const char *data)
{
	struct bench_series ours, theirs;

	bench_init(&ours);
	bench_init(&theirs);
	for (int turn = 0; turn < 3; turn++) {
		all_at_once(&ours, commit_ours, data);
		all_at_once(&theirs, commit_theirs, data);
	}
	bench_row_within("  by 200 processes at once: half of them", "ms", bench_median(&ours), "write, sync",
			 bench_median(&theirs), 0);
	bench_row_within("  … 99 of 100", "ms", bench_percentile(&ours, 99), "write, sync",
			 bench_percentile(&theirs, 99), 2);
	bench_clear(&ours);
	bench_clear(&theirs);
}

int main(void)
{
	g_autofree char *data = bench_folder();
	g_autofree char *path = g_build_filename(data, "bai-thi.md", NULL);
	g_autofree char *lesson = journals_lesson();

	if (!g_file_set_contents(path, lesson, -1, NULL))
		return EXIT_FAILURE;
	bench_heading("answers");
	compare_alone(data);
	compare_at_once(data);
	bench_remove(data);
	return EXIT_SUCCESS;
}
