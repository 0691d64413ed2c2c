/* Device journals: clocks that disagree, and an order that is the same on every computer. */
#include "unit/store_common.h"

/* ---- What the folder says ---------------------------------------------------------------------------------- */

static void remember(void *user, const json_t *event)
{
	g_string_append_printf(user, "%s%" JSON_INTEGER_FORMAT " ", event_string(event, "text"),
			       json_integer_value(json_object_get(event, "at")) - 1528963200000);
}

static void assert_told(const struct store *store, const char *expected)
{
	static const struct device_handler handlers[] = {{"noted", remember}};
	g_autoptr(Diagnostics) problems = diagnostics_new();
	GString *said = g_string_new(NULL);

	device_read(store, handlers, G_N_ELEMENTS(handlers), said, problems);
	assert_int_equal(problems->items->len, 0);
	assert_string_equal(said->str, expected);
	g_string_free(said, TRUE);
}

/* A line of another computer, by its own clock. */
static void note_elsewhere(const char *file, const char *device, int64_t at, const char *text)
{
	g_autofree char *name = g_strdup_printf("journal/%s.jsonl", file), *path = in_folder(name);
	g_autoptr(Journal) journal = journal_open(&disk_real, path, JOURNAL_EITHER, 0, NULL);
	json_t *fields = json_pack("{s:s}", "text", text);

	assert_true(journal_append(journal, 1528963200000 + at, device, "noted", fields, NULL));
	json_decref(fields);
}

static bool note(struct store *store, const char *text)
{
	return device_append(store, "noted", json_pack("{s:s}", "text", text), NULL);
}

/* ---- Clocks ------------------------------------------------------------------------------------------------ */

static void a_line_comes_after_what_it_was_made_in_sight_of(void **state)
{
	(void)state;
	g_autoptr(Store) store = open_test_store();

	test_time = 1528963200000;
	note_elsewhere("b", "b", 50000, "ahead");
	assert_true(note(store, "here"));
	assert_true(note(store, "again"));
	assert_told(store, "ahead50000 here50001 again50002 ");
	/* The other journal grows while this program runs. */
	note_elsewhere("b", "b", 70000, "further");
	assert_true(note(store, "last"));
	assert_told(store, "ahead50000 here50001 again50002 further70000 last70001 ");
	test_time = 1528963200000 + 100000;
	assert_true(note(store, "later"));
	assert_told(store, "ahead50000 here50001 again50002 further70000 last70001 later101000 ");
}

static void the_end_of_time_is_no_wall(void **state)
{
	(void)state;
	g_autoptr(Store) store = open_test_store();

	test_time = 1528963200000;
	note_elsewhere("b", "b", INT64_MAX - 1528963200000, "absurd");
	assert_true(note(store, "here"));
	assert_int_equal(test_time, 1528963201000);
	note_elsewhere("c", "c", JOURNAL_AT_MAX - 1528963200000, "far");
	assert_true(note(store, "there"));
	g_autofree char *own = g_strdup_printf("journal/%s.jsonl", store->device), *path = in_folder(own);
	g_autoptr(JournalReader) reader = journal_reader_new(path);
	struct journal_line line;
	assert_true(journal_next(reader, &line));
	assert_int_equal(line.at, 1528963201000);
	assert_true(journal_next(reader, &line));
	assert_int_equal(line.at, JOURNAL_AT_MAX);
}

/* ---- Order ------------------------------------------------------------------------------------------------- */

static void ties_are_broken_by_device_and_line(void **state)
{
	(void)state;
	g_autoptr(Store) store = open_test_store();

	/* The files' names are the other way round. */
	note_elsewhere("1", "bbbb", 5, "b1-");
	note_elsewhere("1", "bbbb", 5, "b2-");
	note_elsewhere("2", "aaaa", 5, "a1-");
	note_elsewhere("2", "aaaa", 4, "a2-");
	assert_told(store, "a2-4 a1-5 b1-5 b2-5 ");
}

static void what_two_copies_say_is_told_once(void **state)
{
	(void)state;
	g_autoptr(Store) store = open_test_store();
	g_autofree char *one = in_folder("journal/a.jsonl"), *two = in_folder("journal/a.copy.jsonl");
	size_t len;

	note_elsewhere("a", "a", 1, "first");
	g_autofree char *bytes = contents(one, &len);
	overwrite(two, bytes, len);
	note_elsewhere("a", "a", 2, "one");
	note_elsewhere("a.copy", "a", 2, "two");
	static const struct device_handler handlers[] = {{"noted", remember}};
	g_autoptr(GString) said = g_string_new(NULL);
	device_read(store, handlers, G_N_ELEMENTS(handlers), said, NULL);
	assert_non_null(strstr(said->str, "first1 "));
	assert_null(strstr(strstr(said->str, "first1 ") + 1, "first1 "));
	assert_non_null(strstr(said->str, "one2 "));
	assert_non_null(strstr(said->str, "two2 "));
}

static void lines_of_no_time_are_told(void **state)
{
	(void)state;
	g_autoptr(Store) store = open_test_store();
	static const struct device_handler handlers[] = {{"noted", remember}};
	g_autoptr(Diagnostics) problems = diagnostics_new();
	g_autoptr(GString) said = g_string_new(NULL);

	note_elsewhere("b", "b", INT64_MAX - 1528963200000, "absurd");
	note_elsewhere("b", "b", -1528963200001, "negative");
	note_elsewhere("b", "b\\\"", 1, "no name");
	note_elsewhere("b", "b", 1, "fine");
	device_read(store, handlers, G_N_ELEMENTS(handlers), said, problems);
	assert_string_equal(said->str, "fine1 ");
	assert_int_equal(problems->items->len, 3);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(a_line_comes_after_what_it_was_made_in_sight_of),
		TEST(the_end_of_time_is_no_wall),
		TEST(ties_are_broken_by_device_and_line),
		TEST(what_two_copies_say_is_told_once),
		TEST(lines_of_no_time_are_told),
	};

	return cmocka_run_group_tests_name("store_device", tests, NULL, NULL);
}
