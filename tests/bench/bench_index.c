/*
 * A million responses: the index over 50,000 journals built, brought up to date and analysed; beside reading the same
 * files, looking at them, and the same sums in the sqlite3 shell. All files are in the system's memory.
 */
#include "bench/bench.h"
#include "bench/journals.h"

#include "quiz/statistics.h"
#include "store/index.h"

#include <dirent.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define ATTEMPTS 50000
#define NEW      200
#define RUNS     5
#define PEAK_MIB 100

/* The peers' loops, and what they are done with. */
static bool walk_folder(int folder, bool (*each)(int folder, const char *name))
{
	DIR *dir = fdopendir(folder);
	const struct dirent *entry;
	bool fine = dir != NULL;

	while (fine && (entry = readdir(dir)))
		if (entry->d_name[0] != '.')
			fine = each(folder, entry->d_name);
	if (dir)
		closedir(dir);
	return fine;
}

static bool read_file(int folder, const char *name)
{
	static char bytes[65536];
	int fd = openat(folder, name, O_RDONLY | O_CLOEXEC);
	bool fine = fd >= 0 && read(fd, bytes, sizeof(bytes)) > 0;

	if (fd >= 0)
		close(fd);
	return fine;
}

static bool look_at_file(int folder, const char *name)
{
	struct stat at;

	return fstatat(folder, name, &at, 0) == 0;
}

static bool read_month(int folder, const char *name)
{
	return walk_folder(openat(folder, name, O_RDONLY | O_DIRECTORY | O_CLOEXEC), read_file);
}

static bool look_at_month(int folder, const char *name)
{
	return walk_folder(openat(folder, name, O_RDONLY | O_DIRECTORY | O_CLOEXEC), look_at_file);
}

static bool walk_journals(const char *data, bool (*month)(int folder, const char *name))
{
	g_autofree char *path = g_build_filename(data, "journal", NULL);

	return walk_folder(open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC), month);
}

static bool read_all(void *data)
{
	return walk_journals(data, read_month);
}

static bool look_at_all(void *data)
{
	return walk_journals(data, look_at_month);
}

/* ---- Ours --------------------------------------------------------------------------------------------------- */

static bool bring_up_to_date(void *data)
{
	g_autoptr(Store) store = store_open(data, true, NULL, NULL);
	g_autoptr(Index) index = index_open(store, NULL);

	return index != NULL;
}

/* The table of marks that statistics.h asks for. */
struct matrix {
	double *marks;
	uint32_t *choices;
	size_t n; /* responses so far */
};

static bool add_mark(const struct response_record *record, void *user)
{
	struct matrix *matrix = user;
	const GArray *choices = record->response.choices;

	if (matrix->n == (size_t)ATTEMPTS * JOURNALS_QUESTIONS)
		return false;
	matrix->marks[matrix->n] = record->fraction;
	matrix->choices[matrix->n++] = choices->len ? UINT32_C(1) << g_array_index(choices, int, 0) : 0;
	return true;
}

static bool analyse(void *data)
{
	g_autoptr(Store) store = store_open(data, true, NULL, NULL);
	struct matrix matrix = {.marks = g_new(double, ATTEMPTS *JOURNALS_QUESTIONS),
				.choices = g_new(uint32_t, ATTEMPTS * JOURNALS_QUESTIONS)};
	double maxima[JOURNALS_QUESTIONS];
	uint32_t keys[JOURNALS_QUESTIONS];
	unsigned int n_options[JOURNALS_QUESTIONS];

	for (int q = 0; q < JOURNALS_QUESTIONS; q++) {
		maxima[q] = 1;
		keys[q] = 1;
		n_options[q] = JOURNALS_OPTIONS;
	}
	bool read = store_responses(store, NULL, add_mark, &matrix, NULL);
	const struct marks_table table = {
		.n_attempts = matrix.n / JOURNALS_QUESTIONS,
		.n_questions = JOURNALS_QUESTIONS,
		.marks = matrix.marks,
		.maxima = maxima,
		.choices = matrix.choices,
		.keys = keys,
		.n_options = n_options,
	};
	g_autoptr(Statistics) statistics = statistics_new(&table);
	bool fine = read && statistics->n == ATTEMPTS && isfinite(statistics->consistency);
	g_free(matrix.marks);
	g_free(matrix.choices);
	return fine;
}

/* The whole command: who took it, in which lesson, the analysis and its table. */
static bool run_command(void *data)
{
	const char *program = g_getenv("TAPHUAN");
	g_autofree char *lesson = g_build_filename(data, "bai-thi.md", NULL), *text = journals_lesson();

	if (!g_file_set_contents(lesson, text, -1, NULL))
		return false;
	dup2(open("/dev/null", O_WRONLY | O_CLOEXEC), STDOUT_FILENO);
	execlp(program ? program : "taphuan", "taphuan", "results", "--by", "question", lesson, "--data", (char *)data,
	       NULL);
	return false;
}

/* ---- The sqlite3 shell --------------------------------------------------------------------------------------- */

static const char sums[] = "WITH total AS (SELECT attempt, sum(mark) AS t FROM response GROUP BY attempt)"
			   " SELECT item, count(*), sum(mark), sum(mark * mark), sum(t), sum(t * t), sum(mark * t), "
			   "sum((t - mark) * (t - mark)),"
			   " sum(mark * (t - mark)), sum(choice = 0), sum(choice = 1), sum(choice = 2), sum(choice = 3)"
			   " FROM response JOIN total USING (attempt) GROUP BY item;";

struct writing {
	FILE *file;
	char attempt[64];
	int n;
};

static bool write_response(const struct response_record *record, void *user)
{
	struct writing *writing = user;

	if (strcmp(writing->attempt, record->attempt) != 0) {
		g_strlcpy(writing->attempt, record->attempt, sizeof(writing->attempt));
		writing->n++;
	}
	return fprintf(writing->file, "%d,%zu,%d,%g\n", writing->n, record->item,
		       g_array_index(record->response.choices, int, 0), record->fraction) > 0;
}

static bool run_shell(const char *shell, const char *database, const char *first, const char *second)
{
	const char *const argv[] = {shell, "-cmd", first, database, second, NULL};

	return bench_run(argv) >= 0;
}

/* The same responses as rows of a table. */
static bool make_table(const char *shell, const char *data, const char *database)
{
	g_autofree char *csv = g_build_filename(data, "responses.csv", NULL);
	g_autofree char *import = g_strdup_printf(".import --csv %s response", csv);
	g_autoptr(Store) store = store_open(data, true, NULL, NULL);
	struct writing writing = {.file = fopen(csv, "w")};
	bool fine = writing.file && store_responses(store, NULL, write_response, &writing, NULL);

	fine = writing.file && fclose(writing.file) == 0 && fine;
	return fine && run_shell(shell, database,
				 "CREATE TABLE response (attempt INTEGER, item INTEGER, choice INTEGER, mark REAL,"
				 " PRIMARY KEY (attempt, item)) WITHOUT ROWID;",
				 import);
}

/* ---- Rows --------------------------------------------------------------------------------------------------- */

struct measured {
	struct bench_series ms, peak;
};

static void measure(struct measured *measured, bool (*work)(void *), const char *data)
{
	struct bench_cost cost = bench_work(work, (void *)(uintptr_t)data);

	if (cost.ms < 0) {
		fprintf(stderr, "bench_index: something could not be done\n");
		exit(EXIT_FAILURE);
	}
	bench_add(&measured->ms, cost.ms);
	bench_add(&measured->peak, cost.peak_mib);
}

enum { BUILD, READ, UPDATE, LOOK, ANALYSE, MEASURED };

static void report(const struct measured *measured, const char *what, int ours, const char *peer, int theirs,
		   double most)
{
	bench_row_within(what, "ms", bench_median(&measured[ours].ms), peer, bench_median(&measured[theirs].ms), most);
	bench_row_limit("  peak memory", "MiB", bench_median(&measured[ours].peak), PEAK_MIB);
}

static void compare(const char *data)
{
	g_autofree char *index = g_build_filename(data, "index.db", NULL);
	struct measured measured[MEASURED];

	for (int i = 0; i < MEASURED; i++) {
		bench_init(&measured[i].ms);
		bench_init(&measured[i].peak);
	}
	/* In turns, so that whatever else the machine does meets them all. */
	for (int i = 0; i < RUNS; i++) {
		g_remove(index);
		measure(&measured[READ], read_all, data);
		measure(&measured[BUILD], bring_up_to_date, data);
		if (!journals_write(data, ATTEMPTS + i * NEW, NEW))
			exit(EXIT_FAILURE);
		measure(&measured[LOOK], look_at_all, data);
		measure(&measured[UPDATE], bring_up_to_date, data);
	}
	report(measured, "index of 1,000,000 responses built", BUILD, "read", READ, 4);
	report(measured, "  brought up to date after 200 attempts", UPDATE, "stat", LOOK, 2);
	for (int i = 0; i < MEASURED; i++) {
		bench_clear(&measured[i].ms);
		bench_clear(&measured[i].peak);
	}
}

static void compare_analysis(const char *data, const char *shell)
{
	static bool (*const ways[])(void *) = {analyse, run_command};
	static const char *const names[] = {"  item analysis of all", "  … as taphuan results --by question"};
	g_autofree char *database = g_build_filename(data, "responses.db", NULL);
	struct measured ours[G_N_ELEMENTS(ways)];
	struct bench_series theirs;

	bench_init(&theirs);
	for (size_t way = 0; way < G_N_ELEMENTS(ways); way++) {
		bench_init(&ours[way].ms);
		bench_init(&ours[way].peak);
	}
	if (shell && !make_table(shell, data, database))
		shell = NULL;
	for (int i = 0; i < RUNS; i++) {
		for (size_t way = 0; way < G_N_ELEMENTS(ways); way++)
			measure(&ours[way], ways[way], data);
		if (shell)
			bench_add(&theirs, bench_run((const char *const[]){shell, database, sums, NULL}));
	}
	for (size_t way = 0; way < G_N_ELEMENTS(ways); way++) {
		bench_row_within(names[way], "ms", bench_median(&ours[way].ms), shell ? "sqlite3" : NULL,
				 bench_median(&theirs), 2);
		bench_row_limit("  peak memory", "MiB", bench_median(&ours[way].peak), PEAK_MIB);
		bench_clear(&ours[way].ms);
		bench_clear(&ours[way].peak);
	}
	bench_clear(&theirs);
}

int main(void)
{
	g_autofree char *data = bench_folder();
	g_autofree char *shell = g_find_program_in_path("sqlite3");

	if (!journals_write(data, 0, ATTEMPTS))
		return EXIT_FAILURE;
	bench_heading("many answers");
	compare_analysis(data, shell);
	compare(data);
	bench_remove(data);
	return EXIT_SUCCESS;
}
