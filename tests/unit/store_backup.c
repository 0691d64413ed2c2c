/* Backups: what was saved when they began is in them, whatever others do meanwhile; and codes lead to their attempts.
 */
#include "unit/store_laptops.h"

#include "store/archive.h"

#include <sys/wait.h>

static bool back_up(struct store *store, const char *name, GError **error)
{
	g_autofree char *path = in_folder(name);
	g_auto(BackupReport) report = {.problems = NULL};
	bool saved = store_backup(store, path, &report, error);

	assert_int_equal(report.problems->items->len, 0);
	return saved;
}

static struct sitting sit_with_answers(struct store *store, int answers, bool hand_in)
{
	g_autofree char *id = laptop_person(store, "Hà Đức Dũng");
	struct sitting sitting = sit_down(store, id, "Hà Đức Dũng");

	for (int i = 0; i < answers; i++)
		assert_true(answer(&sitting, (size_t)i % 2, 0));
	if (hand_in)
		assert_true(hand_over(&sitting));
	return sitting;
}

/* ---- Restoring --------------------------------------------------------------------------------------------- */

static void a_backup_restores_everything(void **state)
{
	(void)state;
	g_autoptr(Store) a = laptop("a"), b = laptop("b");
	struct sitting done = sit_with_answers(a, 2, true), open = sit_with_answers(a, 1, false);

	assert_true(back_up(a, "a.tar", NULL));
	take_in_fine(b, "a.tar", "0 0");
	assert_same(a, b);
	g_autoptr(Lesson) lesson = store_lesson(b, done.lesson->sha256, NULL);
	assert_non_null(lesson);
	/* An older backup is replaced by a newer one. */
	assert_true(answer(&open, 1, 0));
	assert_true(back_up(a, "a.tar", NULL));
	take_in_fine(b, "a.tar", "0 0");
	assert_same(a, b);
	sitting_clear(&done);
	sitting_clear(&open);
}

static void other_files_are_not_replaced(void **state)
{
	(void)state;
	g_autoptr(Store) a = laptop("a");
	struct sitting done = sit_with_answers(a, 2, true);
	g_autofree char *lesson = in_folder("bai.md"), *link = in_folder("link.tar"), *target = in_folder("target");
	g_autoptr(GError) there = NULL, linked = NULL, nowhere = NULL;

	overwrite(lesson, "# Bài\n", 7);
	assert_false(back_up(a, "bai.md", &there));
	assert_true(g_error_matches(there, STORE_ERROR, STORE_ERROR_EXISTS));
	assert_int_equal(symlink(target, link), 0);
	assert_false(back_up(a, "link.tar", &linked));
	assert_false(g_file_test(target, G_FILE_TEST_EXISTS));
	assert_false(back_up(a, "no such folder/a.tar", &nowhere));
	assert_non_null(nowhere);
	sitting_clear(&done);
}

static void nothing_is_not_backed_up(void **state)
{
	(void)state;
	g_autoptr(Store) a = laptop("a");
	g_autofree char *path = in_folder("a.tar");
	g_autoptr(GError) error = NULL;

	assert_false(back_up(a, "a.tar", &error));
	assert_true(g_error_matches(error, STORE_ERROR, STORE_ERROR_NOT_FOUND));
	assert_false(g_file_test(path, G_FILE_TEST_EXISTS));
}

static void torn_tails_and_strange_names_do_no_harm(void **state)
{
	(void)state;
	g_autoptr(Store) a = laptop("a"), b = laptop("b");
	struct sitting open = sit_with_answers(a, 1, false);
	g_autofree char *path = laptop_journal("a", &open), *bytes = contents(path, NULL);
	g_autofree char *torn = g_strconcat(bytes, "{\"v\":1,\"at\"", NULL);
	g_autofree char *longest = g_strnfill(200, 'x');
	g_autofree char *name = g_strdup_printf("a/journal/2018-06/%s\n.jsonl", longest), *strange = in_folder(name);

	sitting_clear(&open);
	assert_int_equal(g_rename(path, strange), 0);
	overwrite(strange, torn, strlen(torn));
	assert_true(back_up(a, "a.tar", NULL));
	take_in_fine(b, "a.tar", "0 0");
	g_autoptr(GPtrArray) records = store_attempts(b, NULL, NULL, NULL);
	assert_int_equal(records->len, 1);
}

/* ---- While others write ------------------------------------------------------------------------------------ */

/* Gives a hundred answers for each byte it reads, and tells after each how many of them were acknowledged so far. */
static void keep_answering(const char *id, int acknowledged, int go)
{
	struct store *store = laptop("a");
	struct sitting sitting = sit_down(store, id, id);
	int n = 0;

	for (char byte; read(go, &byte, 1) == 1;)
		for (int i = 0; i < 100; i++) {
			n++;
			if (!answer(&sitting, (size_t)n % 2, n / 2 % 2))
				_exit(1);
			if (write(acknowledged, &n, sizeof(n)) != sizeof(n))
				_exit(2);
		}
	_exit(0);
}

/* The last number in a pipe that holds one at least. */
static int last_number(int fd, int before)
{
	int n = before, next;

	while (read(fd, &next, sizeof(next)) == sizeof(next))
		n = next;
	return n;
}

static unsigned int count_lines(const char *path)
{
	g_autoptr(JournalReader) reader = journal_reader_new(path);
	struct journal_line line;
	unsigned int n = 0;

	while (reader && journal_next(reader, &line)) {
		assert_int_equal(line.problem, JOURNAL_FINE);
		n++;
	}
	return n;
}

/* By the name that begins the person's attempt: answers and all lines. */
static unsigned int answers_of(struct store *store, const char *person)
{
	g_autoptr(GPtrArray) files = journal_files(store, FILES_OF_ATTEMPTS);
	unsigned int n = 0;

	for (unsigned int i = 0; i < files->len; i++) {
		g_autofree char *path = journal_path(store, files->pdata[i]), *bytes = contents(path, NULL);
		g_autofree char *who = g_strdup_printf("\"name\":\"%s\"", person);
		if (strstr(bytes, who))
			n = count_lines(path) - 1;
	}
	return n;
}

static void what_was_acknowledged_before_is_in_it(void **state)
{
	(void)state;
	enum { TAKERS = 4, ROUNDS = 5 };
	g_autoptr(Store) a = laptop("a");
	pid_t takers[TAKERS];
	int tells[TAKERS], goes[TAKERS], acknowledged[TAKERS] = {0};

	for (int t = 0; t < TAKERS; t++) {
		int tell[2], go[2];
		assert_int_equal(pipe(tell) | pipe(go), 0);
		takers[t] = fork();
		if (takers[t] == 0) {
			for (int earlier = 0; earlier < t; earlier++)
				close(goes[earlier]);
			close(go[1]);
			g_autofree char *id = g_strdup_printf("taker%d", t);
			keep_answering(id, tell[1], go[0]);
		}
		close(tell[1]);
		close(go[0]);
		tells[t] = tell[0];
		goes[t] = go[1];
		/* The first is waited for. */
		assert_int_equal(write(goes[t], "", 1), 1);
		assert_int_equal(read(tells[t], &acknowledged[t], sizeof(int)), sizeof(int));
		assert_int_equal(fcntl(tells[t], F_SETFL, O_NONBLOCK), 0);
	}
	for (int round = 0; round < ROUNDS; round++) {
		g_autofree char *name = g_strdup_printf("restored%d", round);
		g_autoptr(Store) restored = laptop(name);
		for (int t = 0; t < TAKERS; t++) {
			assert_int_equal(write(goes[t], "", 1), 1);
			acknowledged[t] = last_number(tells[t], acknowledged[t]);
		}
		assert_true(back_up(a, "a.tar", NULL));
		take_in_fine(restored, "a.tar", "0 0");
		for (int t = 0; t < TAKERS; t++) {
			g_autofree char *id = g_strdup_printf("taker%d", t);
			assert_true((int)answers_of(restored, id) >= acknowledged[t]);
		}
	}
	for (int t = 0; t < TAKERS; t++) {
		int status;
		close(goes[t]);
		assert_int_equal(waitpid(takers[t], &status, 0), takers[t]);
		assert_int_equal(status, 0);
		close(tells[t]);
	}
}

/* ---- Damaged archives -------------------------------------------------------------------------------------- */

static void a_backup_cut_short_gives_what_it_holds(void **state)
{
	(void)state;
	g_autoptr(Store) a = laptop("a");
	struct sitting done = sit_with_answers(a, 2, true);
	g_autofree char *path = in_folder("a.tar"), *cut = in_folder("cut.tar");
	size_t len;

	assert_true(back_up(a, "a.tar", NULL));
	g_autofree char *bytes = contents(path, &len);
	for (size_t end = 512; end < len - 1024; end += 512) {
		g_autofree char *name = g_strdup_printf("b%zu", end);
		g_autoptr(Store) b = laptop(name);
		const char *const names[] = {"cut.tar", NULL};
		g_auto(MergeReport) report = {.problems = NULL};
		overwrite(cut, bytes, end);
		assert_true(take_in(b, names, &report, NULL));
		assert_true(report.problems->errors >= 1);
		g_autoptr(Diagnostics) problems = diagnostics_new();
		g_autoptr(GPtrArray) records = store_attempts(b, NULL, problems, NULL);
		assert_int_equal(problems->items->len, 0);
	}
	sitting_clear(&done);
}

/* Any byte of the archive may be wrong: nothing happens but that something is missing, and that is told. */
static void a_damaged_backup_does_no_harm(void **state)
{
	(void)state;
	g_autoptr(Store) a = laptop("a");
	struct sitting done = sit_with_answers(a, 1, false);
	g_autofree char *path = in_folder("a.tar"), *damaged = in_folder("damaged.tar");
	size_t len;

	assert_true(back_up(a, "a.tar", NULL));
	g_autofree char *bytes = contents(path, &len);
	for (size_t at = 0; at < len; at += at % 512 < 360 ? 1 : 24) {
		g_autoptr(Store) b = laptop("b");
		const char *const names[] = {"damaged.tar", NULL};
		g_auto(MergeReport) report = {.problems = NULL};
		bytes[at] ^= 0x11;
		overwrite(damaged, bytes, len);
		bytes[at] ^= 0x11;
		assert_true(take_in(b, names, &report, NULL));
		g_autofree char *journals = in_folder("b");
		remove_all(journals);
	}
	sitting_clear(&done);
}

/* ---- A disk that fails ------------------------------------------------------------------------------------- */

static void a_failing_disk_leaves_the_former_backup(void **state)
{
	(void)state;
	static const struct {
		int code;
		enum fault fault;
		int expected;
	} faults[] = {{ENOSPC, FAULT_ERROR, STORE_ERROR_FULL},
		      {EIO, FAULT_ERROR, STORE_ERROR_IO},
		      {EROFS, FAULT_ERROR, STORE_ERROR_READ_ONLY},
		      {ENOSPC, FAULT_SHORT_WRITE, -1}};
	g_autoptr(Store) a = laptop("a");
	struct sitting open = sit_with_answers(a, 1, false);
	g_autofree char *path = in_folder("backups/a.tar"), *above = in_folder("backups");
	int calls = 0;

	g_mkdir(above, 0700);
	assert_true(back_up(a, "backups/a.tar", NULL));
	assert_true(answer(&open, 1, 0));
	store_set_disk(a, &faulty_disk);
	for (size_t f = 0; f < G_N_ELEMENTS(faults); f++) {
		for (int call = 1; call < 100; call++) {
			g_autoptr(GError) error = NULL;
			size_t before_len, after_len;
			g_autofree char *before = contents(path, &before_len);
			fail_calls(call, call, faults[f].code, faults[f].fault);
			bool saved = back_up(a, "backups/a.tar", &error);
			calls = plan.calls;
			fail_never();
			g_autofree char *after = contents(path, &after_len);
			g_autoptr(GDir) dir = g_dir_open(above, 0, NULL);
			assert_string_equal(g_dir_read_name(dir), "a.tar");
			assert_null(g_dir_read_name(dir));
			if (calls < call)
				break;
			assert_true(saved == !error);
			if (saved)
				continue; /* a short write is gone on with */
			assert_true(faults[f].expected < 0 || g_error_matches(error, STORE_ERROR, faults[f].expected));
			/* After the rename only the syncing of names can fail. */
			if (call < 5)
				assert_memory_equal(before, after, before_len);
		}
	}
	assert_int_equal(calls,
			 8); /* open, write, fdatasync, rename, and an open and an fsync for each of two folders */
	sitting_clear(&open);
}

/* ---- Codes ------------------------------------------------------------------------------------------------- */

static void assert_reads_as(const char *typed, const char *expected)
{
	g_autofree char *code = code_read(typed);

	if (expected)
		assert_string_equal(code, expected);
	else
		assert_null(code);
}

static void codes_are_read_as_they_are_written_by_hand(void **state)
{
	(void)state;
	g_autofree char *first = code_of_chain("0000000000000fff"), *last = code_of_chain("ffffffffffffffff");
	g_autofree char *some = code_of_chain("3a7bd3e2360a3d29eea436fcfb7e44c735d117c42d1c1835420b6b9942dd4f1b");
	g_autofree char *none = code_of_chain("");

	assert_string_equal(first, "00000-00000");
	assert_string_equal(last, "ZZZZZ-ZZZZZ");
	/* 3a7bd3e2360a3 is 00111 01001 11101 11101 00111 11000 10001 10110 00001 01000 11 */
	assert_string_equal(some, "79XX7-RHP18");
	assert_string_equal(none, "");
	assert_reads_as("79XX7-RHP18", "79XX7RHP18");
	assert_reads_as("79xx7 rhp l8 ", "79XX7RHP18");
	assert_reads_as("oO-Ii-lL-zB-sG", "0011112856");
	assert_reads_as("79XX7-RHP1", NULL);
	assert_reads_as("79XX7-RHP188", NULL);
	assert_reads_as("79XX7_RHP18", NULL);
	assert_reads_as("đđđđđđđđđđ", NULL);
	assert_reads_as("", NULL);
}

static void a_code_leads_to_its_attempt(void **state)
{
	(void)state;
	g_autoptr(Store) a = laptop("a");
	struct sitting done = sit_with_answers(a, 2, true), open = sit_with_answers(a, 1, false);
	g_autoptr(GPtrArray) records = store_attempts(a, NULL, NULL, NULL);
	g_autoptr(Diagnostics) problems = diagnostics_new();

	assert_int_equal(records->len, 2);
	for (unsigned int i = 0; i < records->len; i++) {
		const struct attempt_record *record = records->pdata[i];
		g_autofree char *code = code_read(record->code);
		g_autoptr(GPtrArray) found = store_find_code(a, code, problems);
		assert_int_equal(found->len, 1);
		const struct code_match *match = found->pdata[0];
		assert_non_null(strstr(match->path, record->id));
		assert_string_equal(match->code, record->code);
		assert_string_equal(match->name, "Hà Đức Dũng");
		assert_string_equal(match->lesson, "hai");
		assert_true(match->newest);
		assert_int_equal(match->handed_in, record->handed_in);
	}
	/* The sheet was printed, and then the attempt went on. */
	const struct attempt_record *first = records->pdata[0];
	bool first_is_open = strcmp(first->id, attempt_journal_id(open.journal)) == 0;
	const struct attempt_record *half = records->pdata[first_is_open ? 0 : 1];
	g_autofree char *code = code_read(half->code);
	assert_true(answer(&open, 1, 0));
	g_autoptr(GPtrArray) found = store_find_code(a, code, problems);
	assert_int_equal(found->len, 1);
	assert_false(((struct code_match *)found->pdata[0])->newest);
	g_autoptr(GPtrArray) nobody = store_find_code(a, "0000000000", problems);
	assert_int_equal(nobody->len, 0);
	assert_int_equal(problems->items->len, 0);
	sitting_clear(&done);
	sitting_clear(&open);
}

static void what_was_changed_is_told_by_file_and_line(void **state)
{
	(void)state;
	g_autoptr(Store) a = laptop("a");
	struct sitting done = sit_with_answers(a, 2, true);
	g_autofree char *path = laptop_journal("a", &done), *bytes = contents(path, NULL);
	g_auto(VerifyReport) whole = {.problems = NULL}, changed = {.problems = NULL};

	store_verify(a, &whole);
	assert_int_equal(whole.problems->items->len, 0);
	assert_int_equal(whole.attempts, 1);
	assert_int_equal(whole.devices, 1);
	assert_int_equal(whole.lessons, 1);
	assert_int_equal(whole.lines, 5);

	g_autofree char *name = g_strdup_printf("a/lessons/%s.md", done.lesson->sha256), *lesson = in_folder(name);
	*strstr(bytes, "\"choices\":[0]") = '\'';
	overwrite(path, bytes, strlen(bytes));
	overwrite(lesson, "# Khác\n", 8);
	store_verify(a, &changed);
	assert_int_equal(changed.problems->items->len, 2);
	const struct diagnostic *line = changed.problems->items->pdata[0], *file = changed.problems->items->pdata[1];
	assert_string_equal(line->path, path);
	assert_int_equal(line->line, 2);
	assert_string_equal(file->path, lesson);
	sitting_clear(&done);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(a_backup_restores_everything),
		TEST(other_files_are_not_replaced),
		TEST(nothing_is_not_backed_up),
		TEST(torn_tails_and_strange_names_do_no_harm),
		TEST(what_was_acknowledged_before_is_in_it),
		TEST(a_backup_cut_short_gives_what_it_holds),
		TEST(a_damaged_backup_does_no_harm),
		TEST(a_failing_disk_leaves_the_former_backup),
		TEST(codes_are_read_as_they_are_written_by_hand),
		TEST(a_code_leads_to_its_attempt),
		TEST(what_was_changed_is_told_by_file_and_line),
	};

	return cmocka_run_group_tests_name("store_backup", tests, NULL, NULL);
}
