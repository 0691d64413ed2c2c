/* Journals: what was acknowledged is there, what was torn is passed over, what was changed is told. */
#include "unit/store_common.h"

#define DEVICE "3f2a90c41b77e0d5"

static struct journal *open_journal(const struct disk *disk, const char *path)
{
	g_autoptr(GError) error = NULL;
	struct journal *journal = journal_open(disk, path, JOURNAL_EITHER, 0, &error);

	assert_null(error);
	assert_non_null(journal);
	return journal;
}

static bool append(struct journal *journal, int n, GError **error)
{
	json_t *fields = json_pack("{s:i, s:s}", "n", n, "name", "Hà Đức Dũng");
	bool kept = journal_append(journal, 1528963200000 + n, DEVICE, "test", fields, error);

	json_decref(fields);
	return kept;
}

/* A journal of the events 0 … n−1. */
static char *make_journal(int n)
{
	char *path = in_folder("one.jsonl");
	g_autoptr(Journal) journal = open_journal(&disk_real, path);

	for (int i = 0; i < n; i++)
		assert_true(append(journal, i, NULL));
	return path;
}

/* The numbers of the events that verify, as "0 1 2 ", and a letter for each problem. */
static char *read_all(const char *path)
{
	static const char letters[] = "?CFNLUM";
	g_autoptr(JournalReader) reader = journal_reader_new(path);
	struct journal_line line;
	GString *said = g_string_new(NULL);

	assert_non_null(reader);
	while (journal_next(reader, &line)) {
		json_t *event = line.problem ? NULL : event_parse(&line);
		if (event)
			g_string_append_printf(said, "%d ", (int)json_integer_value(json_object_get(event, "n")));
		else
			g_string_append_printf(said, "%c ", letters[line.problem]);
		json_decref(event);
	}
	assert_false(journal_failed(reader));
	return g_string_free(said, FALSE);
}

static void assert_reads(const char *path, const char *expected)
{
	g_autofree char *said = read_all(path);

	assert_string_equal(said, expected);
}

/* ---- The format -------------------------------------------------------------------------------------------- */

static void lines_are_as_documented(void **state)
{
	(void)state;
	g_autofree char *path = make_journal(2);
	size_t len;
	g_autofree char *bytes = contents(path, &len);
	g_auto(GStrv) lines = g_strsplit(bytes, "\n", -1);

	assert_int_equal(g_strv_length(lines), 3);
	assert_string_equal(lines[2], "");
	const char *start = "{\"v\":1,\"at\":1528963200000,\"device\":\"" DEVICE
			    "\",\"event\":\"test\",\"n\":0,\"name\":\"Hà Đức Dũng\"";
	g_autofree char *sum = g_compute_checksum_for_string(G_CHECKSUM_SHA256, start, -1);
	g_autofree char *expected = g_strdup_printf("%s,\"chain\":\"%s\"}", start, sum);
	assert_string_equal(lines[0], expected);

	const char *second = "{\"v\":1,\"at\":1528963200001,\"device\":\"" DEVICE
			     "\",\"event\":\"test\",\"n\":1,\"name\":\"Hà Đức Dũng\"";
	g_autofree char *chained = g_strconcat(sum, second, NULL);
	g_autofree char *next = g_compute_checksum_for_string(G_CHECKSUM_SHA256, chained, -1);
	g_autofree char *expected_next = g_strdup_printf("%s,\"chain\":\"%s\"}", second, next);
	assert_string_equal(lines[1], expected_next);
}

static void files_are_private(void **state)
{
	(void)state;
	g_autofree char *path = make_journal(1);
	struct stat at;

	assert_int_equal(stat(path, &at), 0);
	assert_int_equal(at.st_mode & 0777, 0600);
}

/* ---- Damage ------------------------------------------------------------------------------------------------ */

static void a_torn_tail_is_passed_over_and_cut_off(void **state)
{
	(void)state;
	g_autofree char *path = make_journal(3);
	size_t len;
	g_autofree char *bytes = contents(path, &len);

	for (size_t cut = 0; cut < len; cut++) {
		size_t whole = 0;
		for (size_t i = 0; i < cut; i++)
			whole += bytes[i] == '\n';
		overwrite(path, bytes, cut);
		assert_reads(path, (const char *const[]){"", "0 ", "0 1 "}[whole]);

		g_autoptr(Journal) journal = open_journal(&disk_real, path);
		assert_true(append(journal, 9, NULL));
		assert_reads(path, (const char *const[]){"9 ", "0 9 ", "0 1 9 "}[whole]);
	}
}

static void a_changed_byte_is_told(void **state)
{
	(void)state;
	g_autofree char *path = make_journal(3);
	size_t len;
	g_autofree char *bytes = contents(path, &len);

	for (size_t i = 0; i < len; i++) {
		g_autofree char *changed = g_memdup2(bytes, len);
		changed[i] ^= 1;
		overwrite(path, changed, len);
		g_autofree char *said = read_all(path);
		if (i == len - 1)
			assert_string_equal(said, "0 1 ");
		else
			assert_non_null(strpbrk(said, "CFN"));
	}
}

static void lines_after_a_changed_one_are_read(void **state)
{
	(void)state;
	g_autofree char *path = make_journal(4);
	size_t len;
	g_autofree char *bytes = contents(path, &len);
	char *second = strchr(bytes, '\n') + 1;

	*strstr(second, "\"n\":1") = '\'';
	overwrite(path, bytes, len);
	assert_reads(path, "0 C 2 3 ");

	g_autoptr(Journal) journal = open_journal(&disk_real, path);
	assert_true(append(journal, 4, NULL));
	assert_reads(path, "0 C 2 3 4 ");
}

static void a_missing_line_is_told(void **state)
{
	(void)state;
	g_autofree char *path = make_journal(4);
	size_t len;
	g_autofree char *bytes = contents(path, &len);
	char *second = strchr(bytes, '\n') + 1;
	char *third = strchr(second, '\n') + 1;
	g_autoptr(GString) without = g_string_new_len(bytes, second - bytes);

	g_string_append(without, third);
	overwrite(path, without->str, without->len);
	assert_reads(path, "0 C 3 ");
	overwrite(path, second, strlen(second));
	assert_reads(path, "C 2 3 ");
}

static void foreign_and_newer_lines_are_told(void **state)
{
	(void)state;
	g_autofree char *path = in_folder("one.jsonl");
	g_autoptr(GString) mixed = g_string_new("not a journal\n\n{\"v\":2,\"what\":1,\"chain\":\"");

	for (int i = 0; i < JOURNAL_CHAIN; i++)
		g_string_append_c(mixed, 'a');
	g_string_append(mixed, "\"}\n");
	overwrite(path, mixed->str, mixed->len);
	assert_reads(path, "F F N ");

	g_autoptr(Journal) journal = open_journal(&disk_real, path);
	assert_true(append(journal, 5, NULL));
	assert_reads(path, "F F N 5 ");
}

static void a_line_too_long_is_passed_over(void **state)
{
	(void)state;
	const size_t lengths[] = {JOURNAL_LINE_MAX - 1, JOURNAL_LINE_MAX, JOURNAL_LINE_MAX + 1, 3 * JOURNAL_LINE_MAX};

	for (size_t i = 0; i < G_N_ELEMENTS(lengths); i++) {
		g_autofree char *path = make_journal(1);
		g_autoptr(GString) bytes = g_string_new(NULL);
		size_t len;
		g_autofree char *good = contents(path, &len);
		for (size_t n = 0; n < lengths[i]; n++)
			g_string_append_c(bytes, 'x');
		g_string_append_c(bytes, '\n');
		g_string_append_len(bytes, good, (gssize)len);
		overwrite(path, bytes->str, bytes->len);
		assert_reads(path, i == 0 ? "F 0 " : "L 0 ");
		g_autoptr(Journal) journal = open_journal(&disk_real, path);
		assert_true(append(journal, 1, NULL));
		assert_reads(path, i == 0 ? "F 0 1 " : "L 0 1 ");
		g_remove(path);
	}
}

static void a_long_torn_tail_is_cut_off(void **state)
{
	(void)state;
	g_autofree char *path = make_journal(1);
	size_t len;
	g_autofree char *good = contents(path, &len);
	g_autoptr(GString) bytes = g_string_new_len(good, (gssize)len);

	for (size_t n = 0; n < 3 * JOURNAL_LINE_MAX; n++)
		g_string_append_c(bytes, 'x');
	overwrite(path, bytes->str, bytes->len);
	assert_reads(path, "0 ");
	g_autoptr(Journal) journal = open_journal(&disk_real, path);
	assert_true(append(journal, 1, NULL));
	assert_reads(path, "0 1 ");
}

static void a_text_too_long_is_refused(void **state)
{
	(void)state;
	g_autofree char *path = make_journal(1);
	g_autoptr(Journal) journal = open_journal(&disk_real, path);
	g_autofree char *text = g_strnfill(JOURNAL_LINE_MAX, 'x');
	g_autoptr(GError) error = NULL;
	json_t *fields = json_pack("{s:s}", "text", text);

	assert_false(journal_append(journal, 1, DEVICE, "test", fields, &error));
	assert_true(g_error_matches(error, STORE_ERROR, STORE_ERROR_IO));
	json_decref(fields);
	assert_true(append(journal, 1, NULL));
	assert_reads(path, "0 1 ");
}

static void a_pipe_is_no_journal(void **state)
{
	(void)state;
	g_autofree char *path = in_folder("pipe.jsonl");
	g_autoptr(GError) error = NULL;

	assert_int_equal(mkfifo(path, 0600), 0);
	assert_null(journal_reader_new(path));
	assert_null(journal_open(&disk_real, path, JOURNAL_EXISTING, 0, &error));
	assert_non_null(error);
	assert_null(journal_reader_new(folder));
}

/* ---- A disk that fails ------------------------------------------------------------------------------------- */

/* Fails the calls first … last of an append and then tries again; returns how many calls the append made. */
static int append_through(int first, int last, int code, enum fault fault, enum store_error expected)
{
	g_autofree char *path = make_journal(2);
	g_autoptr(Journal) journal = open_journal(&faulty_disk, path);
	g_autoptr(GError) error = NULL;

	fail_calls(first, last, code, fault);
	bool kept = append(journal, 2, &error);
	int calls = plan.calls;
	fail_never();
	if (calls >= first) {
		assert_false(kept);
		assert_true(g_error_matches(error, STORE_ERROR, (int)expected));
		if (first == last)
			assert_reads(path, "0 1 ");
		assert_true(append(journal, 3, NULL));
		assert_reads(path, "0 1 3 ");
	} else {
		assert_true(kept);
		assert_reads(path, "0 1 2 ");
	}
	g_clear_pointer(&journal, journal_free);
	g_remove(path);
	return calls;
}

static void a_failed_append_leaves_nothing(void **state)
{
	(void)state;
	static const struct {
		int code;
		enum fault fault;
		enum store_error expected;
	} faults[] = {{ENOSPC, FAULT_ERROR, STORE_ERROR_FULL},
		      {EDQUOT, FAULT_ERROR, STORE_ERROR_FULL},
		      {EIO, FAULT_ERROR, STORE_ERROR_IO},
		      {EROFS, FAULT_ERROR, STORE_ERROR_READ_ONLY},
		      {ENOSPC, FAULT_SHORT_WRITE, STORE_ERROR_FULL}};

	for (size_t i = 0; i < G_N_ELEMENTS(faults); i++) {
		int call = 1;
		while (append_through(call, call, faults[i].code, faults[i].fault, faults[i].expected) >= call)
			call++;
		assert_int_equal(call, 3); /* write, fdatasync; then one that fails nothing */
		/* From there on everything fails, the cutting off too. */
		append_through(1, G_MAXINT, faults[i].code, faults[i].fault, faults[i].expected);
		append_through(2, G_MAXINT, faults[i].code, faults[i].fault, faults[i].expected);
	}
}

static void the_name_of_a_new_journal_is_synced(void **state)
{
	(void)state;
	/* write, fdatasync, and an open and an fsync for each of two folders */
	for (int call = 1; call <= 6; call++) {
		g_autofree char *path = in_folder("new.jsonl");
		g_autoptr(Journal) journal = open_journal(&faulty_disk, path);
		g_autoptr(GError) error = NULL;
		fail_calls(call, call, EIO, FAULT_ERROR);
		assert_false(append(journal, 0, &error));
		assert_true(g_error_matches(error, STORE_ERROR, STORE_ERROR_IO));
		assert_reads(path, "");
		fail_never();
		assert_true(append(journal, 1, NULL));
		assert_int_equal(plan.calls, 6);
		assert_true(append(journal, 2, NULL));
		assert_int_equal(plan.calls, 8);
		assert_reads(path, "1 2 ");
		g_remove(path);
	}
}

static void a_held_journal_is_busy(void **state)
{
	(void)state;
	g_autofree char *path = make_journal(1);
	g_autoptr(Journal) journal = open_journal(&disk_real, path);
	g_autoptr(GError) error = NULL;

	assert_null(journal_open(&disk_real, path, JOURNAL_EXISTING, 0, &error));
	assert_true(g_error_matches(error, STORE_ERROR, STORE_ERROR_BUSY));
	g_clear_pointer(&journal, journal_free);
	g_autoptr(Journal) again = open_journal(&disk_real, path);
	assert_non_null(again);
}

static void opening_says_what_is_wrong(void **state)
{
	(void)state;
	g_autofree char *path = make_journal(1), *other = in_folder("other.jsonl");
	g_autoptr(GError) missing = NULL, there = NULL;

	assert_null(journal_open(&disk_real, other, JOURNAL_EXISTING, 0, &missing));
	assert_true(g_error_matches(missing, STORE_ERROR, STORE_ERROR_NOT_FOUND));
	assert_null(journal_open(&disk_real, path, JOURNAL_CREATE, 0, &there));
	assert_non_null(there);
	assert_reads(path, "0 ");
}

static void every_problem_has_a_sentence(void **state)
{
	(void)state;
	for (int problem = JOURNAL_FINE + 1; problem < JOURNAL_PROBLEMS; problem++)
		assert_true(*journal_problem_text((enum journal_problem)problem));
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(lines_are_as_documented),
		TEST(files_are_private),
		TEST(a_torn_tail_is_passed_over_and_cut_off),
		TEST(a_changed_byte_is_told),
		TEST(lines_after_a_changed_one_are_read),
		TEST(a_missing_line_is_told),
		TEST(foreign_and_newer_lines_are_told),
		TEST(a_line_too_long_is_passed_over),
		TEST(a_long_torn_tail_is_cut_off),
		TEST(a_text_too_long_is_refused),
		TEST(a_pipe_is_no_journal),
		TEST(a_failed_append_leaves_nothing),
		TEST(the_name_of_a_new_journal_is_synced),
		TEST(a_held_journal_is_busy),
		TEST(opening_says_what_is_wrong),
		TEST(every_problem_has_a_sentence),
	};

	return cmocka_run_group_tests_name("store_journal", tests, NULL, NULL);
}
