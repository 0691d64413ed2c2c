/* What a taker is told of their past, from the journals alone: the same as the index tells. */
#include "unit/store_common.h"

static const char source[] = "# Dân số\n\n## Ngày nào?\n<!-- quiz id=ngay -->\n1. [x] 9/5\n2. [ ] 22/1\n\n"
			     "## Vì sao?\n<!-- quiz id=vi points=2 type=essay -->\n";

static struct lesson *make_lesson(const char *name)
{
	g_autofree char *file = g_strconcat(name, ".md", NULL), *path = in_folder(file);
	g_autoptr(Diagnostics) diags = diagnostics_new();

	overwrite(path, source, strlen(source));
	struct lesson *lesson = lesson_load(path, diags, NULL);
	assert_non_null(lesson);
	return lesson;
}

static char *join(struct store *store, const char *name)
{
	g_autoptr(Person) person = person_new();

	g_free(person->name);
	person->name = g_strdup(name);
	char *id = store_person_add(store, person, NULL);
	assert_non_null(id);
	return id;
}

static void answer(struct attempt_journal *journal, struct attempt *attempt, size_t item, int choice)
{
	g_autoptr(Response) response = response_new();

	if (attempt->items[item].question->type == QUESTION_ESSAY)
		g_ptr_array_add(response->texts, g_strdup("Vì thế."));
	else
		g_array_append_val(response->choices, choice);
	assert_true(attempt_respond(attempt, item, response));
	assert_true(attempt_journal_answered(journal, attempt, item, NULL));
}

struct sitting {
	const char *person, *lesson;
	struct attempt_origin origin;
	int choice; /* 0 is right */
	bool open;  /* it is not handed in */
};

/* Returns the attempt's id. */
static char *sit(struct store *store, const struct sitting *sitting)
{
	g_autoptr(Lesson) lesson = make_lesson(sitting->lesson);
	g_autoptr(Attempt) attempt = attempt_new(lesson, 1);
	g_autoptr(Person) person = person_new();

	g_free(person->id);
	person->id = g_strdup(sitting->person);
	g_autoptr(AttemptJournal) journal = store_attempt_start(store, person, attempt, &sitting->origin, NULL);
	assert_non_null(journal);
	for (size_t i = 0; i < attempt->n_items; i++)
		answer(journal, attempt, i, sitting->choice);
	struct grade grade = attempt_grade(attempt);
	assert_true(sitting->open || attempt_journal_handed_in(journal, attempt, &grade, NULL));
	return g_strdup(attempt_journal_id(journal));
}

static void append_grade(GString *grades, struct fraction grade)
{
	g_autofree char *text = fraction_text(grade);

	g_string_append_printf(grades, "%s ", text);
}

/* The grades "1/3 0 ", of which the index has to tell the same. */
static void assert_grades(struct store *store, const char *person, const char *session, const char *expected)
{
	g_autoptr(Past) past = store_past(store, person, "dan-so");
	g_autoptr(GArray) grades = past_grades(past, session);
	const char *const lessons[] = {"dan-so", NULL};
	const struct attempt_filter filter = {.lessons = lessons, .session = session, .person = person};
	g_autoptr(GPtrArray) records = store_attempts(store, &filter, NULL, NULL);
	g_autoptr(GString) ours = g_string_new(NULL), of_index = g_string_new(NULL);

	assert_non_null(records);
	for (unsigned int i = 0; i < grades->len; i++)
		append_grade(ours, g_array_index(grades, struct fraction, i));
	for (unsigned int i = 0; i < records->len; i++) {
		const struct attempt_record *record = records->pdata[i];
		if (record->handed_in)
			append_grade(of_index, record->grade);
	}
	assert_string_equal(ours->str, expected);
	assert_string_equal(of_index->str, expected);
}

/* Whether there is an attempt to take up. */
static bool goes_on(struct store *store, const char *person)
{
	g_autoptr(Past) past = store_past(store, person, "dan-so");
	struct attempt *attempt;
	struct lesson *lesson;
	g_autoptr(AttemptJournal) journal = store_attempt_resume(store, past, NULL, &attempt, &lesson, NULL);

	attempt_free(attempt);
	lesson_free(lesson);
	return journal != NULL;
}

static void what_was_handed_in_counts(void **state)
{
	(void)state;
	g_autoptr(Store) store = open_test_store();

	assert_grades(store, "p1", NULL, "");
	g_free(sit(store, &(struct sitting){"p1", "dan-so", {.session = "s1"}, .choice = 0}));
	g_free(sit(store, &(struct sitting){"p1", "dan-so", {.session = "s2"}, .choice = 1}));
	g_free(sit(store, &(struct sitting){"p1", "dan-so", {.session = "s1", .on_paper = true}, .choice = 1}));
	g_free(sit(store, &(struct sitting){"p1", "dan-so", {.session = "s1"}, .open = true}));
	g_free(sit(store, &(struct sitting){"p1", "khac", {.session = "s1"}, .choice = 0}));
	g_free(sit(store, &(struct sitting){"p2", "dan-so", {.session = "s1"}, .choice = 0}));
	assert_grades(store, "p1", NULL, "1/3 0 0 ");
	assert_grades(store, "p1", "s1", "1/3 0 ");
	assert_grades(store, "p1", "s3", "");
	assert_grades(store, "p2", "s1", "1/3 ");
}

static void what_was_corrected_counts(void **state)
{
	(void)state;
	g_autoptr(Store) store = open_test_store();
	g_autoptr(Lesson) lesson = make_lesson("dan-so");
	const struct fraction third = {1, 3}, two = {2, 1}, half = {1, 2}, zeros[] = {FRACTION_ZERO, FRACTION_ZERO};
	const struct grade nothing = {.marks = FRACTION_ZERO, .points = {3, 1}, .grade = FRACTION_ZERO};
	g_autofree char *marked = sit(store, &(struct sitting){"p1", "dan-so", {.session = ""}, .choice = 0});
	g_autofree char *anew = sit(store, &(struct sitting){"p1", "dan-so", {.session = ""}, .choice = 0});
	g_autofree char *aside = sit(store, &(struct sitting){"p1", "dan-so", {.session = ""}, .choice = 0});

	assert_grades(store, "p1", NULL, "1/3 1/3 1/3 ");
	assert_true(store_give_mark(store, marked, lesson->questions[1], FRACTION_ONE, two, third, "", NULL));
	assert_grades(store, "p1", NULL, "1 1/3 1/3 ");
	assert_true(store_regrade(store, anew, lesson, zeros, 2, &nothing, "khóa sai", NULL));
	assert_grades(store, "p1", NULL, "1 0 1/3 ");
	assert_true(store_give_mark(store, anew, lesson->questions[1], half, FRACTION_ONE, third, "", NULL));
	assert_true(store_set_aside(store, aside, true, "thử", NULL));
	assert_grades(store, "p1", NULL, "1 1/3 ");
	assert_true(store_set_aside(store, aside, false, "", NULL));
	assert_grades(store, "p1", NULL, "1 1/3 1/3 ");
}

static void who_was_merged_counts(void **state)
{
	(void)state;
	g_autoptr(Store) store = open_test_store();
	g_autofree char *one = join(store, "Vi Thị Sen"), *two = join(store, "Vi Thi Sen"),
			*three = join(store, "Vi Văn An");

	g_free(sit(store, &(struct sitting){one, "dan-so", {.session = ""}, .choice = 0}));
	g_free(sit(store, &(struct sitting){two, "dan-so", {.session = ""}, .choice = 1}));
	g_free(sit(store, &(struct sitting){three, "dan-so", {.session = ""}, .open = true}));
	assert_grades(store, one, NULL, "1/3 ");
	assert_true(store_person_merge(store, two, one, NULL));
	assert_grades(store, one, NULL, "1/3 0 ");
	assert_grades(store, two, NULL, "1/3 0 ");
	assert_false(goes_on(store, one));
	assert_true(store_person_merge(store, three, one, NULL));
	assert_grades(store, one, NULL, "1/3 0 ");
	assert_true(goes_on(store, one));
}

/* Copies an attempt's journal without its last lines, and with an answer of its own instead. */
static void copy_of(const char *id, const char *name, int without, bool handed_in)
{
	g_autofree char *from = g_strdup_printf("journal/2018-06/%s.jsonl", id), *path = in_folder(from);
	g_autofree char *to = g_strdup_printf("journal/2018-06/%s.jsonl", name), *copy = in_folder(to);
	size_t len;
	g_autofree char *bytes = contents(path, &len);

	for (; without > 0; without--)
		for (len--; bytes[len - 1] != '\n';)
			len--;
	overwrite(copy, bytes, len);
	if (!handed_in)
		return;
	g_autoptr(Journal) journal = journal_open(&disk_real, copy, JOURNAL_EXISTING, 0, NULL);
	json_t *fields = json_loads("{\"fractions\":[\"0\",\"0\"],\"marks\":\"0\",\"points\":\"3\",\"grade\":\"0\","
				    "\"passed\":false}",
				    0, NULL);
	assert_true(journal_append(journal, test_now(), "0123456789abcdef", "handed_in", fields, NULL));
	json_decref(fields);
}

static void copies_count_once(void **state)
{
	(void)state;
	g_autoptr(Store) store = open_test_store();
	g_autofree char *id = sit(store, &(struct sitting){"p1", "dan-so", {.session = ""}, .choice = 0});

	copy_of(id, "an open copy", 2, false);
	assert_grades(store, "p1", NULL, "1/3 ");
	assert_false(goes_on(store, "p1"));
	copy_of(id, "the same", 0, false);
	assert_grades(store, "p1", NULL, "1/3 ");
	copy_of(id, "a copy with fewer answers", 2, true);
	assert_grades(store, "p1", NULL, "1/3 ");
	g_free(sit(store, &(struct sitting){"p1", "dan-so", {.session = ""}, .choice = 1}));
	assert_grades(store, "p1", NULL, "1/3 0 ");
}

static void an_open_attempt_of_two_copies_goes_on_in_the_longer_one(void **state)
{
	(void)state;
	g_autoptr(Store) store = open_test_store();
	g_autofree char *id = sit(store, &(struct sitting){"p1", "dan-so", {.session = ""}, .open = true});

	copy_of(id, "an earlier copy", 1, false);
	copy_of(id, "the same", 0, false);
	g_autoptr(Past) past = store_past(store, "p1", "dan-so");
	struct attempt *attempt;
	struct lesson *lesson;
	g_autoptr(AttemptJournal) journal = store_attempt_resume(store, past, NULL, &attempt, &lesson, NULL);
	assert_non_null(journal);
	assert_false(response_is_open(attempt->items[1].response));
	assert_false(goes_on(store, "p1"));
	attempt_free(attempt);
	lesson_free(lesson);
}

static void nobody_waits_for_the_index(void **state)
{
	(void)state;
	g_autoptr(Store) store = open_test_store();
	g_autofree char *db = in_folder("index.db"), *lock = in_folder("index.lock");

	g_free(sit(store, &(struct sitting){"p1", "dan-so", {.session = ""}, .open = true}));
	assert_true(goes_on(store, "p1"));
	g_autoptr(Past) past = store_past(store, "p1", "dan-so");
	g_autoptr(GArray) grades = past_grades(past, NULL);
	assert_int_equal(grades->len, 0);
	assert_false(g_file_test(db, G_FILE_TEST_EXISTS));
	assert_false(g_file_test(lock, G_FILE_TEST_EXISTS));
}

static void what_is_read_once_stays_until_it_is_read_anew(void **state)
{
	(void)state;
	g_autoptr(Store) store = open_test_store(), other = open_test_store();
	g_autofree char *one = join(store, "Vi Thị Sen");

	store_read_once(store);
	g_autofree char *two = join(other, "Vi Văn An");
	g_autoptr(GPtrArray) before = store_people(store, NULL);
	assert_int_equal(before->len, 1);
	store_read_anew(store);
	g_autoptr(GPtrArray) after = store_people(store, NULL);
	assert_int_equal(after->len, 2);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(what_was_handed_in_counts),
		TEST(what_was_corrected_counts),
		TEST(who_was_merged_counts),
		TEST(copies_count_once),
		TEST(an_open_attempt_of_two_copies_goes_on_in_the_longer_one),
		TEST(nobody_waits_for_the_index),
		TEST(what_is_read_once_stays_until_it_is_read_anew),
	};

	return cmocka_run_group_tests_name("store_past", tests, NULL, NULL);
}
