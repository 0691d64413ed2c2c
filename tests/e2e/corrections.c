/*
 * Corrections at a terminal: a file of answers compared with what was entered, each difference asked about; a key
 * mended, and marked again after the reason is given; an essay marked by hand. The grades are those of what was said.
 */
#include "e2e/quiz.h"

static const char wrong_key[] = "---\ntitle: Bài sửa\nquiz: {pass: 50%}\n---\n"
				"## Một?\n<!-- quiz id=mot -->\n\n1. [x] a\n2. [ ] b\n\n"
				"## Hai?\n<!-- quiz id=hai -->\n\n1. [x] c\n2. [ ] d\n\n"
				"## Ba?\n<!-- quiz id=ba type=essay points=2 -->\n\nViết một câu.\n";
static const char right_key[] = "---\ntitle: Bài sửa\nquiz: {pass: 50%}\n---\n"
				"## Một?\n<!-- quiz id=mot -->\n\n1. [ ] a\n2. [x] b\n\n"
				"## Hai?\n<!-- quiz id=hai -->\n\n1. [x] c\n2. [ ] d\n\n"
				"## Ba?\n<!-- quiz id=ba type=essay points=2 -->\n\nViết một câu.\n";

static struct pty *start(const struct place *place, const char *const *argv)
{
	const struct pty_setup setup = {.argv = argv, .env = place->environment, .dir = place->dir};

	return pty_start(&setup);
}

/* Runs a command that asks nothing. */
static void run(const struct place *place, const char *const *argv)
{
	g_autoptr(Pty) pty = start(place, argv);
	int status;

	assert_true(pty_wait_exit(pty, &status));
	assert_true(WIFEXITED(status) && WEXITSTATUS(status) == 0);
}

static void write_file(const struct place *place, const char *name, const char *text)
{
	g_autofree char *path = g_build_filename(place->dir, name, NULL);

	assert_true(g_file_set_contents(path, text, -1, NULL));
}

static void ends_with(struct pty *pty, int expected)
{
	int status;

	assert_true(pty_wait_exit(pty, &status));
	assert_true(WIFEXITED(status));
	assert_int_equal(WEXITSTATUS(status), expected);
}

/* The results have the grade, and the note. */
static void expect(const struct place *place, const char *grade, const char *note)
{
	g_autofree char *out = NULL, *pattern = g_strdup_printf("%s%s.*%s", *grade ? " " : "", grade, note);
	const char *const argv[] = {place->argv[0], "results", place->lesson, NULL};
	g_auto(GStrv) environment = g_environ_setenv(g_get_environ(), "TAPHUAN_DATA", place->data, TRUE);

	environment = g_environ_setenv(environment, "LANGUAGE", "en", TRUE);
	assert_true(g_spawn_sync(NULL, (char **)(uintptr_t)argv, environment, G_SPAWN_SEARCH_PATH, NULL, NULL, &out,
				 NULL, NULL, NULL));
	if (!g_regex_match_simple(pattern, out, 0, 0))
		fail_msg("not %s and %s in\n%s", grade, note, out);
}

static void compare_file(const struct place *place)
{
	const char *const argv[] = {place->argv[0], "enter", place->lesson, "hai.txt", "--compare", NULL};
	g_autoptr(Pty) pty = start(place, argv);

	shows(pty, "question 1: first A, second B. Which is right?");
	pty_type(pty, "2\n");
	shows(pty, "question 2: first A, second B. Which is right?");
	pty_type(pty, "1\n");
	ends_with(pty, 1);
	expect(place, "2,5", "to be marked");
}

static void regrade(const struct place *place, const char *answer, int status)
{
	g_autoptr(Pty) pty = start(place, (const char *const[]){place->argv[0], "regrade", place->lesson, NULL});

	shows(pty, "1 of 1 attempts");
	shows(pty, "Why are they marked again?");
	pty_type(pty, "The key was wrong.\n");
	shows(pty, "Keep the new marks?");
	pty_type(pty, answer);
	ends_with(pty, status);
}

static void mark(const struct place *place)
{
	g_autoptr(Pty) pty = start(place, (const char *const[]){place->argv[0], "mark", place->lesson, NULL});

	shows(pty, "Mỗi nhà hai con");
	type(pty, "1,5");
	press(pty, "Enter");
	shows(pty, "1,5 of 2 points");
	press(pty, "Enter");
	shows(pty, "answer is marked");
	pty_keys(pty, "Enter");
	ends_well(pty);
}

static void set_aside_and_restore(const struct place *place)
{
	g_autoptr(Pty) pty =
		start(place, (const char *const[]){place->argv[0], "attempt", "list", place->lesson, NULL});

	shows(pty, "✗ Hà Đức Dũng"); /* what the second entry has corrected */
	pty_keys(pty, "Down Enter");
	shows(pty, "Why?");
	pty_type(pty, "Copied.\n");
	shows(pty, "does not count: Copied.");
	expect(place, "", "The list has 0 people");
	pty_keys(pty, "Enter");
	shows(pty, "Why?");
	pty_type(pty, "Not copied.\n");
	assert_true(pty_wait_gone(pty, "Copied."));
	shows(pty, "▸ Hà Đức Dũng");
	pty_keys(pty, "Tab Enter");
	shows(pty, "The comment");
	pty_type(pty, "At home.\n");
	shows(pty, "At home.");
	pty_keys(pty, "Escape");
	ends_well(pty);
}

static void what_was_wrong_is_put_right(void **state)
{
	(void)state;
	struct place place;
	place_init(&place, wrong_key);

	write_file(&place, "mot.txt", "dung: A, A, Mỗi nhà hai con\n");
	write_file(&place, "hai.txt", "dung: B, B, Mỗi nhà hai con\n");
	run(&place, (const char *const[]){place.argv[0], "people", "add", "Hà Đức Dũng", NULL});
	run(&place, (const char *const[]){place.argv[0], "enter", place.lesson, "mot.txt", NULL});
	expect(&place, "5", "to be marked");
	compare_file(&place);
	assert_true(g_file_set_contents(place.lesson, right_key, -1, NULL));
	regrade(&place, "n\n", 1);
	expect(&place, "2,5", "to be marked");
	regrade(&place, "y\n", 0);
	expect(&place, "5", "to be marked");
	mark(&place);
	expect(&place, "8,75", "");
	set_aside_and_restore(&place);
	expect(&place, "8,75", "");
	place_clear(&place);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(what_was_wrong_is_put_right),
	};

	return cmocka_run_group_tests_name("corrections", tests, NULL, NULL);
}
