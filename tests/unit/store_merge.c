/* Merging: a union of journals, and nothing that comes in does harm. */
#include "unit/store_laptops.h"

#include <sys/wait.h>

static char *problem(const struct merge_report *report, unsigned int i)
{
	const struct diagnostic *one = report->problems->items->pdata[i];
	g_autofree char *base = g_path_get_basename(one->path);

	return g_strdup_printf("%s:%d: %s", base, one->line, one->message);
}

/* Merges one path; what came of it is "attempts longer there people entries beside errors warnings". */
static void assert_merges(struct store *store, const char *name, const char *expected)
{
	const char *const names[] = {name, NULL};
	g_auto(MergeReport) report = {.problems = NULL};
	g_autoptr(GError) error = NULL;

	assert_true(take_in(store, names, &report, &error));
	assert_null(error);
	g_autofree char *said = g_strdup_printf("%u %u %u %u %u %u %u %u", report.attempts, report.attempts_longer,
						report.attempts_there, report.people, report.entries, report.beside,
						report.problems->errors, report.problems->warnings);
	if (strcmp(said, expected) != 0)
		for (unsigned int i = 0; i < report.problems->items->len; i++) {
			g_autofree char *why = problem(&report, i);
			print_message("%s\n", why);
		}
	assert_string_equal(said, expected);
}

/* Merges one path of which something is not taken, for this reason. */
static void assert_refuses(struct store *store, const char *name, const char *reason)
{
	const char *const names[] = {name, NULL};
	g_auto(MergeReport) report = {.problems = NULL};

	assert_true(take_in(store, names, &report, NULL));
	assert_int_equal(report.problems->items->len, 1);
	g_autofree char *said = problem(&report, 0);
	if (!strstr(said, reason))
		assert_string_equal(said, reason);
}

static void put(const char *name, const char *bytes)
{
	g_autofree char *path = in_folder(name), *above = g_path_get_dirname(path);

	assert_int_equal(g_mkdir_with_parents(above, 0700), 0);
	overwrite(path, bytes, strlen(bytes));
}

/* A laptop on which one person has handed in and another has answered one question. */
static struct store *used_laptop(const char *name, struct sitting *open)
{
	struct store *store = laptop(name);
	g_autofree char *one = laptop_person(store, "Hà Đức Dũng"), *two = laptop_person(store, "Bế Văn Bảo");
	struct sitting done = sit_down(store, one, "Hà Đức Dũng");

	assert_true(answer(&done, 0, 0) && answer(&done, 1, 0) && hand_over(&done));
	sitting_clear(&done);
	*open = sit_down(store, two, "Bế Văn Bảo");
	assert_true(answer(open, 0, 1));
	return store;
}

/* ---- A union ----------------------------------------------------------------------------------------------- */

static void folders_journals_and_lessons_come_in(void **state)
{
	(void)state;
	struct sitting open;
	g_autoptr(Store) a = used_laptop("a", &open), b = laptop("b");

	assert_merges(b, "a", "2 0 0 2 2 0 0 0");
	assert_same(a, b);
	assert_merges(b, "a", "0 0 2 0 0 0 0 0");
	g_autoptr(Lesson) lesson = store_lesson(b, open.lesson->sha256, NULL);
	assert_non_null(lesson);
	sitting_clear(&open);
}

static void a_single_journal_comes_in_under_any_name(void **state)
{
	(void)state;
	struct sitting open;
	g_autoptr(Store) a = used_laptop("a", &open), b = laptop("b");
	g_autofree char *path = laptop_journal("a", &open), *bytes = contents(path, NULL);

	put("any name at all", bytes);
	assert_merges(b, "any name at all", "1 0 0 0 0 0 0 0");
	put("stick/deep/in/folders ../x.sync-conflict.jsonl", bytes);
	assert_merges(b, "stick", "0 0 1 0 0 0 0 0");
	sitting_clear(&open);
}

static void the_longer_copy_wins(void **state)
{
	(void)state;
	struct sitting open;
	g_autoptr(Store) a = used_laptop("a", &open), b = laptop("b"), old = laptop("old");

	assert_merges(b, "a", "2 0 0 2 2 0 0 0");
	assert_merges(old, "a", "2 0 0 2 2 0 0 0");
	assert_true(answer(&open, 1, 0) && hand_over(&open));
	g_free(laptop_person(a, "Lý Thị Hoa"));
	assert_merges(b, "a", "0 1 1 1 1 0 0 0");
	assert_same(a, b);
	assert_merges(b, "old", "0 0 2 0 0 0 0 0");
	assert_same(a, b);
	sitting_clear(&open);
}

static void copies_that_went_different_ways_are_both_kept(void **state)
{
	(void)state;
	struct sitting open;
	g_autoptr(Store) a = used_laptop("a", &open), b = laptop("b"), c = laptop("c");
	g_autofree char *person = g_strdup("p");

	assert_merges(b, "a", "2 0 0 2 2 0 0 0");
	g_autofree char *id = g_strdup(attempt_journal_id(open.journal));
	g_autofree char *here = laptop_journal("a", &open), *there = laptop_journal("b", &open);
	assert_true(answer(&open, 1, 1));
	sitting_clear(&open);
	g_autoptr(Journal) other = journal_open(&disk_real, there, JOURNAL_EXISTING, 0, NULL);
	json_t *fields = json_pack("{s:s, s:i, s:[i]}", "question", "ngay", "item", 0, "choices", 0);
	assert_true(journal_append(other, test_now(), "0123456789abcdef", "answered", fields, NULL));
	json_decref(fields);
	g_clear_pointer(&other, journal_free);

	assert_merges(a, "b", "0 0 1 0 0 1 0 0");
	assert_merges(a, "b", "0 0 2 0 0 0 0 0");
	assert_merges(b, "a", "0 0 2 0 0 1 0 0");
	assert_same(a, b);
	assert_merges(c, "a", "2 0 0 2 2 1 0 0");
	assert_same(a, c);
}

/* ---- While others work ------------------------------------------------------------------------------------- */

static void a_journal_that_is_held_is_left_alone(void **state)
{
	(void)state;
	struct sitting open;
	g_autoptr(Store) a = used_laptop("a", &open), b = laptop("b");

	assert_merges(b, "a", "2 0 0 2 2 0 0 0");
	assert_true(answer(&open, 1, 0));
	g_autofree char *path = laptop_journal("b", &open), *before = contents(path, NULL);
	g_autoptr(Journal) held = journal_open(&disk_real, path, JOURNAL_EXISTING, 0, NULL);
	assert_merges(b, "a", "0 1 1 0 0 0 0 0");
	g_autofree char *after = contents(path, NULL);
	assert_string_equal(before, after);
	assert_same(a, b);
	assert_merges(b, "a", "0 0 2 0 0 0 0 0");
	sitting_clear(&open);
}

/* Whether the person can take up an attempt there. */
static bool can_take_up(struct store *store, const char *person)
{
	struct sitting sitting = {.lesson = NULL};

	g_autoptr(Past) past = store_past(store, person, "hai");
	sitting.journal = store_attempt_resume(store, past, NULL, &sitting.attempt, &sitting.lesson, NULL);
	bool taken = sitting.journal != NULL;
	sitting_clear(&sitting);
	return taken;
}

static void an_attempt_of_several_copies_is_taken_up_once(void **state)
{
	(void)state;
	struct sitting open;
	g_autoptr(Store) a = used_laptop("a", &open), b = laptop("b"), c = laptop("c");
	g_autoptr(GPtrArray) people = store_people(a, NULL);
	const char *person = ((const struct person *)people->pdata[0])->id;

	assert_merges(b, "a", "2 0 0 2 2 0 0 0");
	assert_merges(c, "a", "2 0 0 2 2 0 0 0");
	assert_true(can_take_up(b, person));
	/* Somebody is at it, while its continuation comes from elsewhere. */
	g_autofree char *path = laptop_journal("b", &open);
	g_autoptr(Journal) held = journal_open(&disk_real, path, JOURNAL_EXISTING, 0, NULL);
	assert_true(answer(&open, 1, 0));
	assert_merges(b, "a", "0 1 1 0 0 0 0 0");
	assert_false(can_take_up(b, person));
	g_clear_pointer(&held, journal_free);
	assert_true(can_take_up(b, person));
	/* It went on in two places, and was handed in in one of them. */
	g_autofree char *other = laptop_journal("c", &open);
	g_autoptr(Journal) apart = journal_open(&disk_real, other, JOURNAL_EXISTING, 0, NULL);
	json_t *fields = json_pack("{s:s, s:i, s:[i]}", "question", "ngay", "item", 0, "choices", 1);
	for (int i = 0; i < 5; i++)
		assert_true(journal_append(apart, test_now(), "0123456789abcdef", "answered", fields, NULL));
	json_decref(fields);
	g_clear_pointer(&apart, journal_free);
	assert_true(can_take_up(c, person));
	assert_true(hand_over(&open));
	assert_merges(c, "a", "0 0 1 0 0 1 0 0");
	assert_false(can_take_up(c, person));
	sitting_clear(&open);
}

static void who_waits_for_a_replaced_journal_appends_to_the_new_one(void **state)
{
	(void)state;
	g_autofree char *path = in_folder("one.jsonl"), *longer = in_folder("longer");
	json_t *fields = json_pack("{s:i}", "n", 1);
	g_autoptr(Journal) first = journal_open(&disk_real, path, JOURNAL_EITHER, 0, NULL);

	assert_true(journal_append(first, 1, "d", "test", fields, NULL));
	int held = open(path, O_RDWR);
	assert_false(journal_is_replaced(held, path));
	g_autofree char *bytes = contents(path, NULL);
	put("longer", bytes);
	assert_int_equal(g_rename(longer, path), 0);
	assert_true(journal_is_replaced(held, path));
	close(held);
	g_clear_pointer(&first, journal_free);
	g_autoptr(Journal) second = journal_open(&disk_real, path, JOURNAL_EITHER, 0, NULL);
	assert_true(journal_append(second, 2, "d", "test", fields, NULL));
	json_decref(fields);
	size_t len;
	g_autofree char *both = contents(path, &len);
	assert_int_equal(len, 2 * strlen(bytes));
}

/* A laptop whose folder was put back from an older copy learns from another what it had written since. */
static void ones_own_journal_comes_back_and_is_gone_on_with(void **state)
{
	(void)state;
	g_autoptr(Store) a = laptop("a"), b = laptop("b");
	g_autofree char *own = g_strdup_printf("a/journal/%s.jsonl", a->device), *path = in_folder(own);
	g_auto(VerifyReport) report = {.problems = NULL};

	g_free(laptop_person(a, "Hà Đức Dũng"));
	g_autofree char *old = contents(path, NULL);
	g_free(laptop_person(a, "Bế Văn Bảo"));
	assert_merges(b, "a", "0 0 0 2 2 0 0 0");
	put(own, old);
	assert_merges(a, "b", "0 0 0 1 1 0 0 0");
	assert_same(a, b);
	g_free(laptop_person(a, "Lý Thị Hoa"));
	assert_merges(b, "a", "0 0 0 1 1 0 0 0");
	/* And when it was gone on with before it learnt of it, both ways are kept. */
	put(own, old);
	g_free(laptop_person(a, "Cao Thị Én"));
	assert_merges(a, "b", "0 0 0 2 2 1 0 0");
	assert_merges(b, "a", "0 0 0 1 1 1 0 0");
	assert_same(a, b);
	store_verify(a, &report);
	assert_int_equal(report.problems->items->len, 0);
	assert_int_equal(report.devices, 2);
}

static void a_torn_tail_stays_behind(void **state)
{
	(void)state;
	struct sitting open;
	g_autoptr(Store) a = used_laptop("a", &open), b = laptop("b");
	g_autofree char *path = laptop_journal("a", &open), *whole = contents(path, NULL);
	g_autofree char *torn = g_strconcat(whole, "{\"v\":1,\"at\":15289", NULL);

	put("stick/x.jsonl", torn);
	assert_merges(b, "stick", "1 0 0 0 0 0 0 0");
	g_autofree char *there = laptop_journal("b", &open), *came = contents(there, NULL);
	assert_string_equal(came, whole);
	/* And does not hide that the rest goes on. */
	overwrite(there, torn, strlen(torn));
	assert_true(answer(&open, 1, 0));
	assert_merges(b, "a", "1 1 0 2 2 0 0 0");
	assert_same(a, b);
	sitting_clear(&open);
}

/* ---- Hostile, damaged, foreign ----------------------------------------------------------------------------- */

static void links_pipes_and_folders_are_not_taken(void **state)
{
	(void)state;
	struct sitting open;
	g_autoptr(Store) a = used_laptop("a", &open), b = laptop("b");
	g_autofree char *stick = in_folder("stick"), *link = in_folder("stick/x.jsonl"),
			*pipe = in_folder("pipe.jsonl");
	g_autofree char *path = laptop_journal("a", &open), *dir = in_folder("dir.jsonl"), *loop = in_folder("a/loop");

	g_mkdir(stick, 0700);
	assert_int_equal(symlink(path, link), 0);
	assert_refuses(b, "stick", "not followed");
	assert_int_equal(mkfifo(pipe, 0600), 0);
	assert_refuses(b, "pipe.jsonl", "no plain file");
	g_mkdir(dir, 0700);
	assert_refuses(b, "dir.jsonl", "no journals");
	assert_refuses(b, "nowhere", "No such file");
	assert_int_equal(symlink(".", loop), 0);
	assert_merges(b, "a", "2 0 0 2 2 0 1 0");
	/* A person may name a link. */
	assert_merges(b, "stick/x.jsonl", "0 0 1 0 0 0 0 0");
	if (access("/dev/zero", R_OK) == 0) {
		g_auto(GStrv) paths = g_strsplit("/dev/zero", ":", -1);
		g_auto(MergeReport) report = {.problems = NULL};
		assert_true(store_merge(b, paths, &report, NULL));
		assert_int_equal(report.problems->errors, 1);
	}
	sitting_clear(&open);
}

static void giant_files_are_not_read(void **state)
{
	(void)state;
	g_autoptr(Store) b = laptop("b");
	g_autofree char *path = in_folder("giant.jsonl");

	put("giant.jsonl", "{\"v\":1,");
	if (truncate(path, (off_t)1 << 40) != 0)
		skip();
	assert_refuses(b, "giant.jsonl", "larger than any journal");
}

static void foreign_newer_and_orphaned_journals_are_not_taken(void **state)
{
	(void)state;
	struct sitting open;
	g_autoptr(Store) a = used_laptop("a", &open), b = laptop("b");
	g_autofree char *path = laptop_journal("a", &open), *bytes = contents(path, NULL);
	g_autofree char *zeros = g_strnfill(JOURNAL_CHAIN, '0');
	g_autofree char *newer = g_strdup_printf("{\"v\":2,\"what\":1,\"chain\":\"%s\"}\n", zeros);

	put("html.jsonl", "<html>\n</html>\n");
	assert_refuses(b, "html.jsonl", "html.jsonl:1: this is no line of a journal");
	put("picture.png", "PNG");
	assert_refuses(b, "picture.png", "no journal and no backup");
	put("newer.jsonl", newer);
	assert_refuses(b, "newer.jsonl", "newer.jsonl:1: written by a newer taphuan");
	*strstr(bytes, "Bế") = 'X';
	put("changed.jsonl", bytes);
	assert_refuses(b, "changed.jsonl", "the beginning of this attempt is damaged");
	put("stick/notes.txt", "x");
	assert_refuses(b, "stick", "no journals and no backups");
	put("empty.jsonl", "");
	assert_merges(b, "empty.jsonl", "0 0 0 0 0 0 0 0");
	sitting_clear(&open);
}

static void damaged_lines_are_told_and_the_rest_is_taken(void **state)
{
	(void)state;
	struct sitting open;
	g_autoptr(Store) a = used_laptop("a", &open), b = laptop("b");
	g_autofree char *path = laptop_journal("a", &open), *bytes = contents(path, NULL);

	assert_true(answer(&open, 1, 0));
	g_autofree char *longer = contents(path, NULL);
	*strstr(longer, "\"choices\":[1]") = '\'';
	put("stick/x.jsonl", longer);
	put("stick/y.jsonl", "garbage\n");
	assert_merges(b, "stick", "1 0 0 0 0 0 1 1");
	g_autoptr(GPtrArray) records = store_attempts(b, NULL, NULL, NULL);
	assert_int_equal(records->len, 1);
	assert_int_equal(((struct attempt_record *)records->pdata[0])->answered, 1);
	/* The undamaged copy comes beside it, and counts: it has more answers. */
	assert_merges(b, "a", "1 0 0 2 2 1 0 0");
	g_autoptr(GPtrArray) again = store_attempts(b, NULL, NULL, NULL);
	assert_int_equal(again->len, 2);
	for (unsigned int i = 0; i < again->len; i++)
		assert_int_equal(((struct attempt_record *)again->pdata[i])->answered, 2);
	sitting_clear(&open);
}

/* A journal of one line that verifies, whatever it says. */
static void put_line(const char *name, const char *device, const char *event, json_t *fields)
{
	g_autofree char *path = in_folder(name), *above = g_path_get_dirname(path);

	g_mkdir_with_parents(above, 0700);
	g_autoptr(Journal) journal = journal_open(&disk_real, path, JOURNAL_CREATE, 0, NULL);
	assert_true(journal_append(journal, 1, device, event, fields, NULL));
	json_decref(fields);
}

static void names_inside_lead_nowhere(void **state)
{
	(void)state;
	g_autoptr(Store) b = laptop("b");
	g_autofree char *outside = in_folder("evil.jsonl");

	put_line("1.jsonl", "0123456789abcdef", "started",
		 json_pack("{s:s, s:{}}", "attempt", "../../../evil", "person"));
	assert_refuses(b, "1.jsonl", "does not say what journal it is");
	put_line("2.jsonl", "../../evil", "person_added", json_pack("{s:{s:s}}", "person", "id", "1"));
	assert_refuses(b, "2.jsonl", "does not say what journal it is");
	put_line("3.jsonl", "/etc/passwd\033[2J", "session_opened", json_object());
	assert_refuses(b, "3.jsonl", "does not say what journal it is");
	put_line("stick/\033]0;x\a.jsonl", "0123456789abcdef", "person_added",
		 json_pack("{s:{s:s,s:s}}", "person", "id", "1", "name", "Ai"));
	assert_merges(b, "stick", "0 0 0 1 1 0 0 0");
	assert_false(g_file_test(outside, G_FILE_TEST_EXISTS));
}

static void lessons_are_what_their_name_says(void **state)
{
	(void)state;
	struct sitting open;
	g_autoptr(Store) a = used_laptop("a", &open), b = laptop("b");
	g_autofree char *name = g_strdup_printf("b/lessons/%s.md", open.lesson->sha256);
	g_autofree char *other = g_strdup_printf("stick/lessons/%s.md", open.lesson->sha256);

	put(other, "# Khác\n");
	assert_refuses(b, "stick", "changed after it was taken");
	/* One that was damaged here is mended. */
	put(name, "# Hỏng\n");
	assert_merges(b, "a", "2 0 0 2 2 0 0 0");
	g_autoptr(Lesson) lesson = store_lesson(b, open.lesson->sha256, NULL);
	assert_non_null(lesson);
	sitting_clear(&open);
}

/* ---- A disk that fails ------------------------------------------------------------------------------------- */

/* Merges with the call failing: it is done, or it fails with an error and, unless it says so, nothing has changed. */
static bool merge_through(struct store *store, int call, int code, enum fault fault, const char *before)
{
	const char *const names[] = {"a", NULL};
	g_auto(MergeReport) report = {.problems = NULL};
	g_autoptr(GError) error = NULL;

	fail_calls(call, call, code, fault);
	bool merged = take_in(store, names, &report, &error);
	bool failed = plan.calls >= call;
	fail_never();
	assert_true(merged == !error);
	g_autofree char *after = say_all(store);
	if (!merged && !strstr(error->message, "Not everything has come in yet"))
		assert_string_equal(before, after);
	return failed;
}

static void a_failing_disk_leaves_the_former_state_or_the_new_one(void **state)
{
	(void)state;
	static const struct {
		int code;
		enum fault fault;
	} faults[] = {{ENOSPC, FAULT_ERROR}, {EIO, FAULT_ERROR}, {ENOSPC, FAULT_SHORT_WRITE}};
	struct sitting open;
	g_autoptr(Store) a = used_laptop("a", &open), half = laptop("half");

	take_in_fine(half, "a", "0 0");
	assert_true(answer(&open, 1, 0) && hand_over(&open));
	for (size_t f = 0; f < G_N_ELEMENTS(faults); f++) {
		for (int call = 1, more = true; more; call++) {
			g_autofree char *name = g_strdup_printf("b%zu-%d", f, call);
			g_autoptr(Store) b = laptop(name);
			/* One of the attempts is there already and goes on. */
			take_in_fine(b, "half", "0 0");
			g_free(laptop_person(b, "Lý Thị Hoa"));
			g_autofree char *before = say_all(b);
			store_set_disk(b, &faulty_disk);
			more = merge_through(b, call, faults[f].code, faults[f].fault, before);
			/* In the end it is all there. */
			take_in_fine(b, "a", "0 0");
			g_autofree char *staging = g_strconcat(name, "/journal/.incoming", NULL);
			g_autofree char *left = in_folder(staging);
			assert_false(g_file_test(left, G_FILE_TEST_EXISTS));
			g_autoptr(GPtrArray) records = store_attempts(b, NULL, NULL, NULL);
			assert_int_equal(records->len, 2);
			for (unsigned int i = 0; i < records->len; i++)
				assert_true(((struct attempt_record *)records->pdata[i])->handed_in > 0);
			assert_true(call < 200);
		}
	}
	sitting_clear(&open);
}

/* In a child, which dies at that call; false when it is done before. */
static bool merge_and_crash(const char *into, int call)
{
	int status;
	pid_t child = fork();

	if (child == 0) {
		struct store *store = laptop(into);
		const char *const names[] = {"a", NULL};
		struct merge_report report;
		store_set_disk(store, &faulty_disk);
		fail_calls(call, call, 0, FAULT_CRASH);
		_exit(take_in(store, names, &report, NULL) ? 0 : 1);
	}
	assert_int_equal(waitpid(child, &status, 0), child);
	assert_true(WIFEXITED(status) && (WEXITSTATUS(status) == 0 || WEXITSTATUS(status) == CRASHED));
	return WEXITSTATUS(status) == CRASHED;
}

static void a_crash_at_any_call_leaves_whole_journals(void **state)
{
	(void)state;
	struct sitting open;
	g_autoptr(Store) a = used_laptop("a", &open), half = laptop("half");
	bool crashed = true;

	take_in_fine(half, "a", "0 0");
	assert_true(answer(&open, 1, 0) && hand_over(&open));
	for (int call = 1; crashed; call++) {
		g_autofree char *name = g_strdup_printf("b%d", call);
		g_autoptr(Store) b = laptop(name);
		g_auto(VerifyReport) verified = {.problems = NULL};
		take_in_fine(b, "half", "0 0");
		crashed = merge_and_crash(name, call);
		store_verify(b, &verified);
		assert_int_equal(verified.problems->items->len, 0);
		g_autoptr(GPtrArray) records = store_attempts(b, NULL, NULL, NULL);
		assert_int_equal(records->len, 2);
		take_in_fine(b, "a", "0 0");
		assert_same(a, b);
		assert_true(call < 200);
	}
	sitting_clear(&open);
}

static void what_a_killed_merge_left_is_cleared_away(void **state)
{
	(void)state;
	struct sitting open;
	g_autoptr(Store) a = used_laptop("a", &open), b = laptop("b");

	put("b/journal/.incoming/0", "what an earlier merge left");
	assert_merges(b, "a", "2 0 0 2 2 0 0 0");
	assert_same(a, b);
	sitting_clear(&open);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(folders_journals_and_lessons_come_in),
		TEST(a_single_journal_comes_in_under_any_name),
		TEST(the_longer_copy_wins),
		TEST(copies_that_went_different_ways_are_both_kept),
		TEST(a_journal_that_is_held_is_left_alone),
		TEST(an_attempt_of_several_copies_is_taken_up_once),
		TEST(who_waits_for_a_replaced_journal_appends_to_the_new_one),
		TEST(ones_own_journal_comes_back_and_is_gone_on_with),
		TEST(a_torn_tail_stays_behind),
		TEST(links_pipes_and_folders_are_not_taken),
		TEST(giant_files_are_not_read),
		TEST(foreign_newer_and_orphaned_journals_are_not_taken),
		TEST(damaged_lines_are_told_and_the_rest_is_taken),
		TEST(names_inside_lead_nowhere),
		TEST(lessons_are_what_their_name_says),
		TEST(a_failing_disk_leaves_the_former_state_or_the_new_one),
		TEST(a_crash_at_any_call_leaves_whole_journals),
		TEST(what_a_killed_merge_left_is_cleared_away),
	};

	return cmocka_run_group_tests_name("store_merge", tests, NULL, NULL);
}
