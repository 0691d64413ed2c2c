/*
 * Results through the real program: the fixed marks of tests/data/statistics give the fixed figures, whoever answers
 * meanwhile appears on the screen, and the workbook is what another program reads.
 */
#include "e2e/pty.h"
#include "marked.h"

#include <glib/gstdio.h>
#include <setjmp.h>
#include <stdarg.h>
#include <string.h>

#include <cmocka.h>

struct world {
	char *dir, *data, *path, *env;
	GPtrArray *rows;
	struct lesson *lesson;
};

static void remove_tree(const char *path)
{
	g_autoptr(GDir) dir = g_dir_open(path, 0, NULL);
	const char *name;

	while (dir && (name = g_dir_read_name(dir))) {
		g_autofree char *inner = g_build_filename(path, name, NULL);
		remove_tree(inner);
	}
	g_remove(path);
}

/* A data folder with the lesson of these marks, and nobody's attempts yet. */
static void world_init(struct world *world, const char *marks)
{
	g_autoptr(Diagnostics) diags = diagnostics_new();

	world->dir = g_dir_make_tmp("taphuan-results-XXXXXX", NULL);
	world->data = g_build_filename(world->dir, "data", NULL);
	world->path = g_build_filename(world->dir, "dan-so.md", NULL);
	world->env = g_strconcat("TAPHUAN_DATA=", world->data, NULL);
	world->rows = marked_rows(marks);
	g_autofree char *text = marked_lesson(world->rows);
	assert_true(g_file_set_contents(world->path, text, -1, NULL));
	world->lesson = lesson_load(world->path, diags, NULL);
	assert_non_null(world->lesson);
	assert_int_equal(diags->errors, 0);
}

static void world_clear(struct world *world)
{
	remove_tree(world->dir);
	lesson_free(world->lesson);
	g_ptr_array_unref(world->rows);
	g_free(world->dir);
	g_free(world->data);
	g_free(world->path);
	g_free(world->env);
}

static struct store *open_world(const struct world *world)
{
	struct store *store = store_open(world->data, true, NULL, NULL);

	assert_non_null(store);
	return store;
}

/* What the command prints; NULL where it does not end well. */
static char *run(const struct world *world, const char *const *argv)
{
	g_auto(GStrv) environment = g_environ_setenv(g_get_environ(), "TAPHUAN_DATA", world->data, TRUE);
	g_autofree char *out = NULL, *err = NULL;
	int status = -1;

	environment = g_environ_setenv(environment, "LANGUAGE", "en", TRUE);
	return g_spawn_sync(world->dir, (char **)(uintptr_t)argv, environment, G_SPAWN_SEARCH_PATH, NULL, NULL, &out,
			    &err, &status, NULL) &&
			       g_spawn_check_wait_status(status, NULL)
		       ? g_steal_pointer(&out)
		       : NULL;
}

static char *taphuan(const struct world *world, const char *command, const char *by)
{
	const char *const argv[] = {g_getenv("TAPHUAN"), command, world->path, "--by", by, NULL};
	char *out = run(world, argv);

	assert_non_null(out);
	return out;
}

/* ---- The fixed figures ------------------------------------------------------------------------------------- */

/* The cells of a line of the table: columns are set apart by two spaces or more. */
static char **cells_of(const char *line)
{
	g_autofree char *words = g_strchug(g_strdup(line));

	return g_regex_split_simple(" {2,}", words, 0, 0);
}

/* What stands in the column of this title, in the line that begins with this. */
static char *shown(const char *table, const char *first, const char *title)
{
	g_auto(GStrv) lines = g_strsplit(table, "\n", -1);
	g_auto(GStrv) titles = cells_of(lines[3]);
	int column = 0;

	while (titles[column] && strcmp(titles[column], title) != 0)
		column++;
	for (size_t i = 4; lines[i]; i++) {
		g_auto(GStrv) cells = cells_of(lines[i]);
		if (cells[0] && strcmp(cells[0], first) == 0 && (int)g_strv_length(cells) > column)
			return g_strdup(cells[column]);
	}
	fail_msg("no %s of %s in\n%s", title, first, table);
	return NULL;
}

static void expect_figure(const char *table, const char *first, const char *title, const char *expected, double scale)
{
	g_autofree char *figure = shown(table, first, title);

	if (!marked_shows(figure, expected, scale))
		fail_msg("%s, %s: %s is shown for %s × %g", first, title, figure, expected, scale);
}

static void expect_figures(const struct world *world, const char *name)
{
	g_autoptr(GPtrArray) expected = marked_rows(name);
	g_autofree char *questions = taphuan(world, "results", "question");
	g_autofree char *quiz = taphuan(world, "results", "analysis");
	size_t compared = 0;

	for (unsigned int i = 1; i < expected->len; i++) {
		const char *what = marked_field(expected, i, 0), *question = marked_field(expected, i, 1);
		const char *value = marked_field(expected, i, 2);
		bool whole = strcmp(question, "0") == 0;
		for (size_t f = 0; whole && f < G_N_ELEMENTS(marked_quiz); f++)
			if (strcmp(marked_quiz[f].name, what) == 0 && ++compared)
				expect_figure(quiz, marked_quiz[f].title, "Value", value, marked_quiz[f].scale);
		if (whole || (size_t)atoi(question) > world->lesson->n_questions)
			continue;
		for (size_t f = 0; f < G_N_ELEMENTS(marked_questions); f++)
			if (strcmp(marked_questions[f].name, what) == 0 && ++compared)
				expect_figure(questions, question, marked_questions[f].title, value,
					      marked_questions[f].scale);
	}
	assert_int_equal(compared,
			 G_N_ELEMENTS(marked_quiz) + world->lesson->n_questions * G_N_ELEMENTS(marked_questions));
}

static void the_program_shows_the_fixed_figures(void **state)
{
	(void)state;
	static const char *const sets[][2] = {{"marks-25x7.tsv", "marks-25x7.expected.tsv"},
					      {"marks-22x20.tsv", "marks-22x20.expected.tsv"}};

	for (size_t i = 0; i < G_N_ELEMENTS(sets); i++) {
		struct world world;
		world_init(&world, sets[i][0]);
		g_autoptr(Store) store = open_world(&world);
		assert_true(marked_take_all(store, world.lesson, world.rows));
		expect_figures(&world, sets[i][1]);
		world_clear(&world);
	}
}

/* ---- Live -------------------------------------------------------------------------------------------------- */

/* Takes the quiz as the nth person, whose name then appears. */
static bool appears(struct pty *pty, const struct world *world, struct store *store, size_t n)
{
	g_autoptr(Person) person = marked_person(n);

	return !pty_find(pty, person->name, NULL, NULL) && marked_take(store, world->lesson, world->rows, n + 3) &&
	       pty_wait_text(pty, person->name);
}

/* True when the pointer is beside the name of the nth person. */
static bool is_chosen(struct pty *pty, size_t n)
{
	g_autoptr(Person) person = marked_person(n);
	int y, row;

	return pty_find(pty, "▸", NULL, &y) && pty_find(pty, person->name, NULL, &row) && y == row;
}

static void who_answers_meanwhile_appears(void **state)
{
	(void)state;
	struct world world;
	world_init(&world, "marks-25x7.tsv");
	g_autoptr(Store) store = open_world(&world);
	const char *const argv[] = {g_getenv("TAPHUAN"), "results", world.path, NULL}, *const env[] = {world.env, NULL};
	g_autoptr(Pty) pty = pty_start(&(struct pty_setup){.argv = argv, .env = env});

	assert_true(pty_wait_text(pty, "The list has 0 people."));
	assert_true(appears(pty, &world, store, 1));
	assert_true(is_chosen(pty, 1));
	/* Others come before and after, and the line that was chosen still is. */
	assert_true(appears(pty, &world, store, 0));
	assert_true(appears(pty, &world, store, 2));
	assert_true(appears(pty, &world, store, 3));
	assert_true(is_chosen(pty, 1));
	pty_keys(pty, "Enter");
	assert_true(pty_wait_text(pty, "Result sheet"));
	pty_keys(pty, "Escape");
	assert_true(pty_wait_text(pty, "The list has 4 people."));
	pty_keys(pty, "Escape");
	assert_true(pty_wait_exit(pty, NULL));
	assert_true(pty_restored(pty));
	world_clear(&world);
}

/* ---- The workbook ------------------------------------------------------------------------------------------ */

/* Prints every cell that is not empty: sheet, row, column, type, value; and where panes are frozen. */
static const char reader[] =
	"import sys, openpyxl\n"
	"for sheet in openpyxl.load_workbook(sys.argv[1]):\n"
	"    print(sheet.title, 'frozen', sheet.freeze_panes, sep='\\t')\n"
	"    for row in sheet.iter_rows():\n"
	"        for cell in row:\n"
	"            if cell.value is not None:\n"
	"                print(sheet.title, cell.coordinate, cell.data_type, cell.value, sep='\\t')\n";

/* The interpreter that has openpyxl, which need not be the first in the PATH; NULL for none. */
static const char *find_python(const struct world *world)
{
	static const char *const pythons[] = {"python3", "/usr/bin/python3"};

	for (size_t i = 0; i < G_N_ELEMENTS(pythons); i++) {
		g_autofree char *out = run(world, (const char *const[]){pythons[i], "-c", "import openpyxl", NULL});
		if (out)
			return pythons[i];
	}
	return NULL;
}

static void another_program_reads_the_workbook(void **state)
{
	(void)state;
	struct world world;
	world_init(&world, "marks-25x7.tsv");
	const char *python = find_python(&world);
	if (!python) {
		world_clear(&world);
		print_message("python3-openpyxl is not installed\n");
		skip();
	}
	g_autoptr(Store) store = open_world(&world);
	assert_true(marked_take_all(store, world.lesson, world.rows));
	g_autofree char *written = run(&world, (const char *const[]){g_getenv("TAPHUAN"), "export", "xlsx", world.path,
								     "-o", "book.xlsx", NULL});
	assert_non_null(written);
	g_autofree char *cells = run(&world, (const char *const[]){python, "-c", reader, "book.xlsx", NULL});
	assert_non_null(cells);
	static const char *const expected[] = {
		"Results\tfrozen\tC4\n",
		"Results\tB4\ts\tNông Đức An\n",
		"Results\tD4\tn\t6.64\n",
		"Answers\tA4\ts\tNông Đức An\n",
		"Questions\tD4\tn\t0.68\n",
		"Questions\tH6\ts\t–\n",
		"Analysis of the quiz\tB4\tn\t25\n",
		"People\tC4\ts\tBK-11\n",
	};
	for (size_t i = 0; i < G_N_ELEMENTS(expected); i++)
		if (!strstr(cells, expected[i]))
			fail_msg("not in the workbook: %s%s", expected[i], cells);
	assert_null(strstr(cells, "\tf\t"));
	world_clear(&world);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_program_shows_the_fixed_figures),
		cmocka_unit_test(who_answers_meanwhile_appears),
		cmocka_unit_test(another_program_reads_the_workbook),
	};

	return cmocka_run_group_tests_name("results", tests, NULL, NULL);
}
