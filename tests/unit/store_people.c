/* People: added, read back in order, from several computers and processes. */
#include "unit/store_common.h"

#include <sys/wait.h>

static char *add(struct store *store, const char *name, const char *unit, GError **error)
{
	g_autoptr(Person) person = person_new();

	g_free(person->name);
	person->name = g_strdup(name);
	g_free(person->unit);
	person->unit = g_strdup(unit);
	return store_person_add(store, person, error);
}

static void add_all(struct store *store, const char *const *names)
{
	for (; *names; names++) {
		g_autofree char *id = add(store, *names, "Phường Sông Cầu", NULL);
		assert_non_null(id);
	}
}

/* Everybody's names with a bar after each. */
static char *names_of(struct store *store)
{
	g_autoptr(GPtrArray) people = store_people(store, NULL);
	GString *names = g_string_new(NULL);

	assert_non_null(people);
	for (unsigned int i = 0; i < people->len; i++)
		g_string_append_printf(names, "%s|", ((struct person *)people->pdata[i])->name);
	return g_string_free(names, FALSE);
}

static void assert_names(struct store *store, const char *expected)
{
	g_autofree char *names = names_of(store);

	assert_string_equal(names, expected);
}

static void nobody_is_an_empty_list(void **state)
{
	(void)state;
	g_autofree char *missing = in_folder("missing");
	g_autoptr(Store) store = store_open(missing, false, &test_world, NULL);

	assert_names(store, "");
	assert_false(g_file_test(missing, G_FILE_TEST_EXISTS));
}

static void people_are_kept_in_the_order_of_names(void **state)
{
	(void)state;
	g_autoptr(Store) store = open_test_store();

	add_all(store, (const char *const[]){"Triệu Thị Mai", "Hà Đức Dũng", "Nông Văn Ấn", "Hoàng Văn An", NULL});
	g_autoptr(Store) again = open_test_store();
	assert_names(again, "Hoàng Văn An|Nông Văn Ấn|Hà Đức Dũng|Triệu Thị Mai|");
}

static void every_field_comes_back(void **state)
{
	(void)state;
	g_autoptr(Store) store = open_test_store();
	char name[] = "Ma Thị Lan", code[] = "BK-07", birth[] = "1985", sex[] = "nữ", unit[] = "Xã Nông Thượng",
	     hamlet[] = "Thôn Nà Bản", phone[] = "0912 345 678", note[] = "\"x\\y\"", id[] = "ignored";
	const struct person person = {id, code, name, birth, sex, unit, hamlet, phone, note};
	g_autofree char *given = store_person_add(store, &person, NULL);
	g_autoptr(GPtrArray) people = store_people(store, NULL);

	assert_int_equal(people->len, 1);
	const struct person *kept = people->pdata[0];
	assert_string_equal(kept->id, given);
	assert_string_not_equal(kept->id, id);
	assert_string_equal(kept->code, code);
	assert_string_equal(kept->name, name);
	assert_string_equal(kept->birth, birth);
	assert_string_equal(kept->sex, sex);
	assert_string_equal(kept->unit, unit);
	assert_string_equal(kept->hamlet, hamlet);
	assert_string_equal(kept->phone, phone);
	assert_string_equal(kept->note, note);
	g_autoptr(Person) copy = person_copy(kept);
	assert_string_equal(copy->note, note);
}

static void names_are_made_clean(void **state)
{
	(void)state;
	g_autoptr(Store) store = open_test_store();
	g_autofree char *id = add(store, "  Ha\xcc\x80 \n Đức\t\x1b[31mDũng\xe2\x80\xae ", "", NULL);
	g_autofree char *broken = add(store, "An\xff\xfe", "", NULL);
	g_autofree char *filled = g_strnfill(100000, 'z');
	g_autofree char *endless = add(store, filled, "", NULL);
	g_autoptr(Ledger) ledger = ledger_read(store, LEDGER_ALL, NULL);

	assert_string_equal(people_find(&ledger->people, id)->name, "Hà Đức \xef\xbf\xbd[31mDũng");
	assert_string_equal(people_find(&ledger->people, broken)->name, "An\xef\xbf\xbd\xef\xbf\xbd");
	assert_int_equal(strlen(people_find(&ledger->people, endless)->name), MAX_WORDS);
}

/* ---- Several at once, and who is there already ------------------------------------------------------------- */

static void free_person(void *person)
{
	person_free(person);
}

/* A person from "name|code|birth|unit". */
static struct person *person_of(const char *text)
{
	g_auto(GStrv) parts = g_strsplit(text, "|", 4);
	struct person *person = person_new();
	char **const to[] = {&person->name, &person->code, &person->birth, &person->unit};

	for (size_t i = 0; i < G_N_ELEMENTS(to); i++) {
		g_free(*to[i]);
		*to[i] = g_strdup(parts[i]);
	}
	return person;
}

static void several_are_added_in_one_go(void **state)
{
	(void)state;
	g_autoptr(Store) store = open_test_store();
	g_autoptr(GPtrArray) people = g_ptr_array_new_with_free_func(free_person);

	assert_true(store_person_add_all(store, people, NULL));
	for (int i = 0; i < 3; i++)
		g_ptr_array_add(people, person_of("Lý Thị Hoa|||"));
	assert_true(store_person_add_all(store, people, NULL));
	assert_names(store, "Lý Thị Hoa|Lý Thị Hoa|Lý Thị Hoa|");
}

static char *device_lines(const struct store *store)
{
	g_autofree char *name = g_strdup_printf("journal/%s.jsonl", store->device), *path = in_folder(name);

	return contents(path, NULL);
}

/* The calls are an open, a write and its sync. */
static void a_failing_disk_adds_all_or_nobody(void **state)
{
	static const enum fault faults[] = {FAULT_ERROR, FAULT_SHORT_WRITE};

	(void)state;
	g_autoptr(Store) store = open_test_store();
	g_autoptr(GPtrArray) people = g_ptr_array_new_with_free_func(free_person);
	g_autofree char *first = add(store, "Vi Văn A", "", NULL);

	for (int i = 0; i < 100; i++)
		g_ptr_array_add(people, person_of("Vi Văn An|||"));
	store_set_disk(store, &faulty_disk);
	for (int i = 0; i < 2 * 3; i++) {
		g_autofree char *before = device_lines(store);
		g_autoptr(GError) error = NULL;
		fail_calls(1 + i / 2, 1 + i / 2, ENOSPC, faults[i % 2]);
		assert_false(store_person_add_all(store, people, &error));
		fail_never();
		assert_true(g_error_matches(error, STORE_ERROR, STORE_ERROR_FULL));
		g_autofree char *after = device_lines(store);
		assert_string_equal(after, before);
	}
	assert_true(store_person_add_all(store, people, NULL));
	g_autoptr(GPtrArray) all = store_people(store, NULL);
	assert_int_equal(all->len, 101);
}

/* Half of what was to be added is there: it was never acknowledged, and the last of it is torn. */
static void a_computer_that_stops_while_adding_harms_nobody(void **state)
{
	(void)state;
	g_autoptr(Store) store = open_test_store();
	g_autoptr(GPtrArray) people = g_ptr_array_new_with_free_func(free_person);
	int status;

	for (int i = 0; i < 99; i++)
		g_ptr_array_add(people, person_of("Vi Văn An|||"));
	pid_t child = fork();
	if (!child) {
		store_set_disk(store, &faulty_disk);
		fail_calls(2, 2, 0, FAULT_CRASH);
		store_person_add_all(store, people, NULL);
		_exit(0);
	}
	assert_int_equal(waitpid(child, &status, 0), child);
	assert_true(WIFEXITED(status) && WEXITSTATUS(status) == CRASHED);
	g_autoptr(GPtrArray) half = store_people(store, NULL);
	assert_true(half->len > 0 && half->len < 99);
	g_autofree char *last = add(store, "Vi Văn A", "", NULL);
	assert_non_null(last);
	g_autoptr(Diagnostics) problems = diagnostics_new();
	g_autoptr(Ledger) ledger = ledger_read(store, LEDGER_PEOPLE, problems);
	assert_int_equal(problems->items->len, 0);
	g_autoptr(GPtrArray) all = store_people(store, NULL);
	assert_int_equal(all->len, half->len + 1);
}

static void only_a_code_or_name_birth_and_unit_make_a_person_known(void **state)
{
	static const struct {
		const char *there, *comes;
		enum person_match match;
	} cases[] = {
		{"Lý Thị Hoa|7||", "Lý Thị Hoa|7|1985|Xã A", PERSON_KNOWN},
		{"Lý Thị Hoa|bk-7||", "Lý Thị Hòa|BK-7||", PERSON_DOUBTFUL},
		{"Lý Thị Hoa|7||", "Vi Văn Tô|7||", PERSON_DOUBTFUL},
		{"Lý Thị Hoa|7|1985|Xã A", "Lý Thị Hoa|8|1985|Xã A", PERSON_DOUBTFUL},
		{"Lý Thị Hoa|7||Xã A", "Lý Thị Hoa|8||Xã A", PERSON_NEW},
		{"Lý Thị Hoa||1985|Xã A", "Lý Thị Hoa||1985|Xã A", PERSON_KNOWN},
		{"Lý Thị Hòa||12/3/1985|Xã A", "LÝ THỊ HOÀ|9|12-03-1985|xã a", PERSON_KNOWN},
		{"Lý Thị Hoa||1985-03-12|Xã A", "Lý Thị Hoa||12/3/1985|Xã A", PERSON_KNOWN},
		{"Lý Thị Hoa||1985|Xã A", "Lý Thị Hòa||1985|Xã A", PERSON_NEW},
		{"Lý Thị Hoa||1985|Xã A", "Ly Thi Hoa||1985|Xã A", PERSON_DOUBTFUL},
		{"Lý Thị Hoa||1985|Xã A", "Lý Thị Hoa||12/3/1985|Xã A", PERSON_DOUBTFUL},
		{"Lý Thị Hoa||1985|Xã A", "Lý Thị Hoa||1986|Xã A", PERSON_NEW},
		{"Lý Thị Hoa||1985|Xã Nông Thượng", "Lý Thị Hoa||1985|Nông Thượng", PERSON_DOUBTFUL},
		{"Lý Thị Hoa||1985|Xã A", "Lý Thị Hoa||1985|Xã B", PERSON_DOUBTFUL},
		{"Lý Thị Hoa|||Xã A", "Lý Thị Hoa|||Xã B", PERSON_NEW},
		{"Lý Thị Hoa|||Xã A", "Lý Thị Hoa|||Xã A", PERSON_DOUBTFUL},
		{"Lý Thị Hoa|||", "Lý Thị Hoa|||", PERSON_DOUBTFUL},
		{"Lý Thị Hoa|||", "Vi Văn Tô|||", PERSON_NEW},
	};

	(void)state;
	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autoptr(PersonFinder) finder = person_finder_new();
		g_autoptr(Person) there = person_of(cases[i].there), comes = person_of(cases[i].comes);
		const struct person *like;

		person_finder_add(finder, there);
		enum person_match match = person_find(finder, comes, &like);
		if (match != cases[i].match)
			fail_msg("%s, %s: %d", cases[i].there, cases[i].comes, match);
		assert_ptr_equal(like, match == PERSON_NEW ? NULL : there);
	}
}

static void who_is_known_counts_before_a_namesake(void **state)
{
	(void)state;
	g_autoptr(PersonFinder) finder = person_finder_new();
	g_autoptr(Person) namesake = person_of("Lý Thị Hoa|||"), herself = person_of("Lý Thị Hoa|7||");
	g_autoptr(Person) comes = person_of("Lý Thị Hoa|7||Xã A");
	const struct person *like;

	person_finder_add(finder, namesake);
	person_finder_add(finder, herself);
	assert_int_equal(person_find(finder, comes, &like), PERSON_KNOWN);
	assert_ptr_equal(like, herself);
}

/* ---- Journals of other computers --------------------------------------------------------------------------- */

static void the_newest_event_holds(void **state)
{
	(void)state;
	g_autoptr(Store) store = open_test_store();

	write_event("b", 300, "person_changed", json_pack("{s:{s:s,s:s}}", "person", "id", "1", "name", "Lý Thị Hoa"));
	write_event("a", 100, "person_added",
		    json_pack("{s:{s:s,s:s,s:s}}", "person", "id", "1", "name", "Lý Thị Ho", "unit", "Xã Xuất Hóa"));
	write_event("a", 200, "person_changed", json_pack("{s:{s:s,s:s}}", "person", "id", "1", "name", "Lý Thị H"));
	write_event("a", 400, "session_opened", json_pack("{s:s}", "id", "2"));
	g_autoptr(GPtrArray) people = store_people(store, NULL);
	assert_int_equal(people->len, 1);
	assert_string_equal(((struct person *)people->pdata[0])->name, "Lý Thị Hoa");
	assert_string_equal(((struct person *)people->pdata[0])->unit, "Xã Xuất Hóa");
}

static void merged_people_are_one(void **state)
{
	(void)state;
	g_autoptr(Store) store = open_test_store();

	for (int i = 1; i <= 3; i++) {
		char id[] = {(char)('0' + i), '\0'};
		write_event("a", i, "person_added",
			    json_pack("{s:{s:s,s:s}}", "person", "id", id, "name", "Đinh Thị Sen"));
	}
	write_event("a", 10, "person_merged", json_pack("{s:s,s:s}", "from", "1", "into", "2"));
	write_event("a", 11, "person_merged", json_pack("{s:s,s:s}", "from", "2", "into", "3"));
	assert_names(store, "Đinh Thị Sen|");
	g_autoptr(Ledger) ledger = ledger_read(store, LEDGER_ALL, NULL);
	assert_string_equal(people_find(&ledger->people, "1")->id, "3");
	assert_null(people_find(&ledger->people, "4"));
}

/* "2|3|" where those two are listed. */
static void assert_ids(struct store *store, const char *expected)
{
	g_autoptr(GPtrArray) people = store_people(store, NULL);
	g_autoptr(GString) ids = g_string_new(NULL);

	for (unsigned int i = 0; i < people->len; i++)
		g_string_append_printf(ids, "%s|", ((struct person *)people->pdata[i])->id);
	assert_string_equal(ids->str, expected);
}

static void circles_of_mergings_lose_nobody(void **state)
{
	static const char *const mergings[][2] = {
		{"1", "2"}, {"2", "1"},      {"2", "3"}, {"3", "1"},
		{"4", "4"}, {"4", "nobody"}, {"5", "6"}, {"6", "nobody"},
	};

	(void)state;
	g_autoptr(Store) store = open_test_store();
	for (int i = 1; i <= 6; i++) {
		char id[] = {(char)('0' + i), '\0'};
		write_event("a", i, "person_added",
			    json_pack("{s:{s:s,s:s}}", "person", "id", id, "name", "Vi Thị Sen"));
	}
	for (size_t i = 0; i < G_N_ELEMENTS(mergings); i++)
		write_event("a", 10 + (int64_t)i, "person_merged",
			    json_pack("{s:s,s:s}", "from", mergings[i][0], "into", mergings[i][1]));
	assert_ids(store, "3|4|6|");
	g_autoptr(Ledger) ledger = ledger_read(store, LEDGER_PEOPLE, NULL);
	assert_string_equal(people_now(&ledger->people, "1"), "3");
	assert_string_equal(people_now(&ledger->people, "5"), "6");
	assert_string_equal(people_now(&ledger->people, "nobody"), "nobody");
}

static void a_long_chain_of_mergings_does_not_hang(void **state)
{
	enum { MANY = 3000 };

	(void)state;
	g_autoptr(Store) store = open_test_store();
	g_autofree char *path = in_folder("journal/a.jsonl");
	g_autoptr(Journal) journal = journal_open(&disk_real, path, JOURNAL_EITHER, 0, NULL);
	for (int i = MANY; i > 0; i--) {
		g_autofree char *from = g_strdup_printf("%d", i), *into = g_strdup_printf("%d", i + 1);
		json_t *fields = json_pack("{s:s,s:s}", "from", from, "into", into);
		assert_true(journal_append(journal, i, "a", "person_merged", fields, NULL));
		json_decref(fields);
	}
	write_event("b", 1, "person_added", json_pack("{s:{s:s,s:s}}", "person", "id", "50", "name", "Vi Thị Sen"));
	g_autoptr(Ledger) ledger = ledger_read(store, LEDGER_PEOPLE, NULL);
	assert_string_equal(people_now(&ledger->people, "1"), "50");
	assert_ids(store, "50|");
}

/* ---- Changing ---------------------------------------------------------------------------------------------- */

static struct person *only_person(struct store *store)
{
	g_autoptr(GPtrArray) people = store_people(store, NULL);

	assert_int_equal(people->len, 1);
	return person_copy(people->pdata[0]);
}

static void a_change_says_what_changed(void **state)
{
	(void)state;
	g_autoptr(Store) store = open_test_store();
	g_autofree char *id = add(store, "Ma Thị Lan", "Xã Nông Thượng", NULL);
	g_autoptr(Person) person = only_person(store);

	g_free(person->name);
	person->name = g_strdup(" Ma  Thị Lân ");
	g_free(person->unit);
	person->unit = g_strdup("");
	assert_true(store_person_change(store, person, NULL));
	g_autoptr(Person) now = only_person(store);
	assert_string_equal(now->name, "Ma Thị Lân");
	assert_string_equal(now->unit, "");
	g_autofree char *lines = device_lines(store);
	assert_non_null(strstr(lines, "\"person_changed\",\"person\":{\"id\":\""));
	assert_null(strstr(strstr(lines, "person_changed"), "\"birth\""));

	/* Nothing new is nothing to write. */
	assert_true(store_person_change(store, now, NULL));
	g_autofree char *same = device_lines(store);
	assert_string_equal(same, lines);
}

static void nobody_can_be_changed_or_merged(void **state)
{
	(void)state;
	g_autoptr(Store) store = open_test_store();
	g_autofree char *one = add(store, "Ma Thị Lan", "", NULL), *other = add(store, "Ma Thi Lan", "", NULL);
	g_autoptr(Person) nobody = person_new();
	const char *const pairs[][2] = {{one, "nobody"}, {"nobody", one}, {one, one}, {"", ""}};

	g_free(nobody->name);
	nobody->name = g_strdup("Ma Thị Lan");
	g_autoptr(GError) error = NULL;
	assert_false(store_person_change(store, nobody, &error));
	assert_true(g_error_matches(error, STORE_ERROR, STORE_ERROR_NOT_FOUND));
	for (size_t i = 0; i < G_N_ELEMENTS(pairs); i++) {
		g_clear_error(&error);
		assert_false(store_person_merge(store, pairs[i][0], pairs[i][1], &error));
		assert_true(g_error_matches(error, STORE_ERROR, STORE_ERROR_NOT_FOUND));
	}
	assert_true(store_person_merge(store, other, one, NULL));
	assert_names(store, "Ma Thị Lan|");
	/* Who was merged away cannot be merged again. */
	assert_false(store_person_merge(store, one, other, NULL));
	assert_names(store, "Ma Thị Lan|");
}

static void assert_units(struct store *store, const char *expected)
{
	g_auto(GStrv) units = store_units(store, NULL);
	g_autofree char *all = g_strjoinv("|", units);

	assert_string_equal(all, expected);
}

static void units_come_in_the_order_given(void **state)
{
	static const char *const order[] = {"Xã Xuất Hóa", " Phường  Đức Xuân ", "", NULL};

	(void)state;
	g_autoptr(Store) store = open_test_store();
	assert_units(store, "");
	g_autofree char *one = add(store, "Vi Văn Tô", "Phường Sông Cầu", NULL);
	g_autofree char *two = add(store, "Vi Văn Bé", "Phường Đức Xuân", NULL);
	g_autofree char *three = add(store, "Vi Văn Én", "Phường Dương Quang", NULL);
	g_autofree char *four = add(store, "Vi Văn An", "", NULL);
	assert_units(store, "Phường Dương Quang|Phường Đức Xuân|Phường Sông Cầu");
	assert_true(store_units_order(store, order, NULL));
	assert_units(store, "Xã Xuất Hóa|Phường Đức Xuân|Phường Dương Quang|Phường Sông Cầu");
	write_event("a", 1, "units_ordered", json_pack("{s:[s]}", "units", "older"));
	write_event("b", JOURNAL_AT_MAX, "units_ordered", json_pack("{s:i}", "units", 7));
	assert_units(store, "Xã Xuất Hóa|Phường Đức Xuân|Phường Dương Quang|Phường Sông Cầu");
}

static void hostile_journals_are_told(void **state)
{
	(void)state;
	g_autoptr(Store) store = open_test_store();
	g_autofree char *path = in_folder("journal/evil.jsonl");
	g_autoptr(Diagnostics) problems = diagnostics_new();

	write_event("a", 1, "person_added", json_pack("{s:{s:i,s:[i]}}", "person", "id", 7, "name", 1));
	write_event("a", 2, "person_added", json_pack("{s:s}", "person", "nobody"));
	write_event("a", 3, "person_added", json_pack("{s:{s:s,s:s}}", "person", "id", "1", "name", "Bế Văn Bảo"));
	overwrite(path, "<html>\n\xff\xff\n", 10);
	assert_names(store, "Bế Văn Bảo|");
	ledger_free(ledger_read(store, LEDGER_ALL, problems));
	assert_int_equal(problems->items->len, 2);
	const struct diagnostic *second = problems->items->pdata[1];
	assert_string_equal(second->path, path);
	assert_int_equal(second->line, 2);
}

static void a_damaged_journal_does_not_bury_the_others(void **state)
{
	(void)state;
	g_autoptr(Store) store = open_test_store();
	g_autofree char *path = in_folder("journal/evil.jsonl");
	g_autofree char *lines = g_strnfill(5000, '\n');
	g_autoptr(Diagnostics) problems = diagnostics_new();

	overwrite(path, lines, 5000);
	ledger_free(ledger_read(store, LEDGER_ALL, problems));
	assert_int_equal(problems->items->len, MAX_PROBLEMS);
}

/* ---- Failing, and at once ---------------------------------------------------------------------------------- */

static void a_full_disk_adds_nobody(void **state)
{
	(void)state;
	g_autoptr(Store) store = open_test_store();
	g_autofree char *first = add(store, "Vi Văn Tô", "", NULL);

	assert_non_null(first);
	store_set_disk(store, &faulty_disk);
	int call;
	for (call = 1;; call++) {
		g_autoptr(GError) error = NULL;
		fail_calls(call, call, ENOSPC, FAULT_ERROR);
		g_autofree char *id = add(store, "Vi Văn Tý", "", &error);
		bool failed = plan.calls >= call;
		fail_never();
		if (!failed)
			break;
		assert_null(id);
		assert_true(g_error_matches(error, STORE_ERROR, STORE_ERROR_FULL));
		assert_names(store, "Vi Văn Tô|");
	}
	assert_int_equal(call, 4); /* open, write and sync can fail */
	assert_names(store, "Vi Văn Tô|Vi Văn Tý|");
}

static void a_folder_that_cannot_be_made_is_told(void **state)
{
	(void)state;
	g_autofree char *file = in_folder("file");
	g_autofree char *below = g_build_filename(file, "data", NULL);
	g_autoptr(GError) error = NULL;

	overwrite(file, "", 0);
	assert_null(store_open(below, true, NULL, &error));
	assert_true(error && error->domain == STORE_ERROR);
}

static void two_processes_lose_nobody(void **state)
{
	(void)state;
	enum { PROCESSES = 3, EACH = 20 };
	pid_t children[PROCESSES];

	for (int p = 0; p < PROCESSES; p++) {
		children[p] = fork();
		if (children[p])
			continue;
		struct store *store = store_open(folder, true, &test_world, NULL);
		for (int i = 0; i < EACH; i++)
			if (!store || !add(store, "Cao Thị Én", "", NULL))
				_exit(1);
		_exit(0);
	}
	for (int p = 0; p < PROCESSES; p++) {
		int status;
		assert_int_equal(waitpid(children[p], &status, 0), children[p]);
		assert_int_equal(status, 0);
	}
	g_autoptr(Store) store = open_test_store();
	g_autoptr(Diagnostics) problems = diagnostics_new();
	g_autoptr(Ledger) ledger = ledger_read(store, LEDGER_ALL, problems);
	assert_int_equal(problems->items->len, 0);
	assert_int_equal(g_hash_table_size(ledger->people.by_id), PROCESSES * EACH);
}

static void data_lie_where_they_are_asked_for(void **state)
{
	(void)state;
	g_setenv("TAPHUAN_DATA", "/by/environment", TRUE);
	g_autofree char *asked = store_data_dir("/asked"), *environment = store_data_dir(NULL);
	g_unsetenv("TAPHUAN_DATA");
	g_autofree char *home = store_data_dir(NULL);

	assert_string_equal(asked, "/asked");
	assert_string_equal(environment, "/by/environment");
	assert_true(g_str_has_suffix(home, "/taphuan"));
}

static void folders_are_private(void **state)
{
	(void)state;
	g_autofree char *data = in_folder("a/b/data"), *journal = in_folder("a/b/data/journal");
	g_autoptr(Store) store = store_open(data, true, NULL, NULL);
	struct stat at;

	assert_non_null(store);
	assert_int_equal(stat(journal, &at), 0);
	assert_int_equal(at.st_mode & 0777, 0700);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(nobody_is_an_empty_list),
		TEST(people_are_kept_in_the_order_of_names),
		TEST(every_field_comes_back),
		TEST(names_are_made_clean),
		TEST(the_newest_event_holds),
		TEST(merged_people_are_one),
		TEST(circles_of_mergings_lose_nobody),
		TEST(a_long_chain_of_mergings_does_not_hang),
		TEST(a_change_says_what_changed),
		TEST(nobody_can_be_changed_or_merged),
		TEST(units_come_in_the_order_given),
		TEST(hostile_journals_are_told),
		TEST(a_damaged_journal_does_not_bury_the_others),
		TEST(a_full_disk_adds_nobody),
		TEST(a_folder_that_cannot_be_made_is_told),
		TEST(two_processes_lose_nobody),
		TEST(data_lie_where_they_are_asked_for),
		TEST(folders_are_private),
		TEST(several_are_added_in_one_go),
		TEST(a_failing_disk_adds_all_or_nobody),
		TEST(a_computer_that_stops_while_adding_harms_nobody),
		TEST(only_a_code_or_name_birth_and_unit_make_a_person_known),
		TEST(who_is_known_counts_before_a_namesake),
	};

	return cmocka_run_group_tests_name("store_people", tests, NULL, NULL);
}
