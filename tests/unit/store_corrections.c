/* Corrections: what is marked anew, marked by hand, set aside; and attempts put together again. */
#include "unit/store_common.h"

#include <math.h>

static const char source[] = "# Dân số\n\n## Ngày nào?\n<!-- quiz id=ngay -->\n1. [x] 9/5\n2. [ ] 22/1\n\n"
			     "## Vì sao?\n<!-- quiz id=vi points=2 type=essay -->\n\n"
			     "## Ở đâu?\n<!-- quiz id=dau -->\n[[Bắc Kạn]]\n";

static struct lesson *make_lesson(void)
{
	g_autofree char *path = in_folder("dan-so.md");
	g_autoptr(Diagnostics) diags = diagnostics_new();

	overwrite(path, source, strlen(source));
	struct lesson *lesson = lesson_load(path, diags, NULL);
	assert_non_null(lesson);
	assert_int_equal(lesson->n_questions, 3);
	assert_int_equal(lesson->questions[1]->type, QUESTION_ESSAY);
	return lesson;
}

static void answer(struct attempt_journal *journal, struct attempt *attempt, size_t item, int choice, const char *text)
{
	g_autoptr(Response) response = response_new();

	if (text)
		g_ptr_array_add(response->texts, g_strdup(text));
	else
		g_array_append_val(response->choices, choice);
	assert_true(attempt_respond(attempt, item, response));
	assert_true(attempt_journal_answered(journal, attempt, item, NULL));
}

/* Takes the quiz: the first question wrong, the last right, unless it is left open. Returns the attempt's id. */
static char *take(struct store *store, const char *person_id, bool hand_in)
{
	g_autoptr(Lesson) lesson = make_lesson();
	g_autoptr(Attempt) attempt = attempt_new(lesson, 1);
	g_autoptr(Person) person = person_new();

	g_free(person->id);
	person->id = g_strdup(person_id);
	g_autoptr(AttemptJournal) journal = store_attempt_start(store, person, attempt, NULL, NULL);
	assert_non_null(journal);
	answer(journal, attempt, 0, 1, NULL);
	answer(journal, attempt, 1, 0, "Vì thế.");
	answer(journal, attempt, 2, 0, "Bắc Kạn");
	struct grade grade = attempt_grade(attempt);
	assert_true(!hand_in || attempt_journal_handed_in(journal, attempt, &grade, NULL));
	return g_strdup(attempt_journal_id(journal));
}

/* The only attempt, also when it is set aside. */
static GPtrArray *the_attempt(struct store *store)
{
	const struct attempt_filter filter = {.set_aside = true};
	GPtrArray *records = store_attempts(store, &filter, NULL, NULL);

	assert_non_null(records);
	assert_int_equal(records->len, 1);
	return records;
}

/* What the attempt has come to: "1 of 4, 1/4, failed". */
static void assert_result(struct store *store, const char *expected)
{
	g_autoptr(GPtrArray) records = the_attempt(store);
	const struct attempt_record *record = records->pdata[0];
	g_autofree char *marks = fraction_text(record->marks), *points = fraction_text(record->points),
			*grade = fraction_text(record->grade);
	g_autofree char *result =
		g_strdup_printf("%s of %s, %s, %s%s", marks, points, grade, record->passed ? "passed" : "failed",
				record->regraded ? ", anew" : "");

	assert_string_equal(result, expected);
}

static bool add_fraction(const struct response_record *record, void *user)
{
	g_string_append_printf(user, "%g ", record->fraction);
	return true;
}

static void assert_fractions(struct store *store, const char *expected)
{
	g_autoptr(GString) fractions = g_string_new(NULL);

	assert_true(store_responses(store, NULL, add_fraction, fractions, NULL));
	assert_string_equal(fractions->str, expected);
}

static const struct fraction HALF = {1, 2}, THIRD = {1, 3}, TWO = {2, 1};

static bool regrade(struct store *store, const char *id, const struct fraction fractions[3], struct fraction marks)
{
	g_autoptr(Lesson) lesson = make_lesson();
	const struct grade grade = {.marks = marks,
				    .points = {4, 1},
				    .grade = fraction_div(marks, (struct fraction){4, 1}),
				    .passed = fraction_cmp(marks, TWO) >= 0};

	return store_regrade(store, id, lesson, fractions, 3, &grade, "khóa sai", NULL);
}

static bool give(struct store *store, const char *id, size_t question, struct fraction fraction, struct fraction pass)
{
	g_autoptr(Lesson) lesson = make_lesson();
	struct fraction mark = fraction_mul(fraction, lesson->questions[question]->points);

	return store_give_mark(store, id, lesson->questions[question], fraction, mark, pass, "tốt", NULL);
}

static void marks_by_hand_are_added(void **state)
{
	(void)state;
	g_autoptr(Store) store = open_test_store();
	g_autofree char *id = take(store, "p1", true);

	assert_result(store, "1 of 4, 1/4, failed");
	assert_fractions(store, "0 0 1 ");
	assert_true(give(store, id, 1, THIRD, HALF));
	assert_result(store, "5/3 of 4, 5/12, failed");
	assert_true(give(store, id, 1, FRACTION_ONE, HALF));
	assert_result(store, "3 of 4, 3/4, passed");
	assert_fractions(store, "0 1 1 ");
	g_autoptr(GPtrArray) records = the_attempt(store);
	const struct attempt_record *record = records->pdata[0];
	assert_int_equal(record->by_hand, 1);
	assert_int_equal(record->given->len, 1);
	const struct given_mark *given = record->given->pdata[0];
	assert_string_equal(given->question, "vi");
	assert_string_equal(given->comment, "tốt");
	assert_int_equal(fraction_cmp(given->mark, TWO), 0);
	assert_int_equal(given->at, test_time);
}

static void an_attempt_is_marked_anew(void **state)
{
	(void)state;
	g_autoptr(Store) store = open_test_store();
	g_autofree char *id = take(store, "p1", true);
	const struct fraction right[] = {FRACTION_ONE, FRACTION_ZERO, FRACTION_ONE};
	const struct fraction wrong[] = {FRACTION_ZERO, FRACTION_ZERO, FRACTION_ZERO};

	assert_true(regrade(store, id, right, TWO));
	assert_result(store, "2 of 4, 1/2, passed, anew");
	assert_fractions(store, "1 0 1 ");
	assert_true(give(store, id, 1, HALF, (struct fraction){4, 5}));
	assert_result(store, "3 of 4, 3/4, failed, anew");
	assert_true(regrade(store, id, wrong, FRACTION_ZERO));
	assert_result(store, "1 of 4, 1/4, failed, anew");
	assert_fractions(store, "0 0.5 0 ");
	g_autoptr(GPtrArray) records = the_attempt(store);
	assert_string_equal(((const struct attempt_record *)records->pdata[0])->why, "khóa sai");
	g_autoptr(Lesson) kept =
		store_lesson(store, ((const struct attempt_record *)records->pdata[0])->lesson_sha256, NULL);
	assert_non_null(kept);
}

static void what_is_set_aside_does_not_count(void **state)
{
	(void)state;
	g_autoptr(Store) store = open_test_store();
	g_autofree char *id = take(store, "p1", true);

	assert_true(store_comment(store, id, "ngồi  cạnh\nnhau", NULL));
	assert_true(store_set_aside(store, id, true, "làm hộ", NULL));
	g_autoptr(GPtrArray) counting = store_attempts(store, NULL, NULL, NULL);
	assert_int_equal(counting->len, 0);
	assert_fractions(store, "");
	g_autoptr(GPtrArray) aside = the_attempt(store);
	const struct attempt_record *record = aside->pdata[0];
	assert_true(record->set_aside);
	assert_string_equal(record->why, "làm hộ");
	assert_string_equal(record->comment, "ngồi cạnh nhau");

	assert_true(store_set_aside(store, id, false, "nhầm", NULL));
	assert_true(store_comment(store, id, "", NULL));
	g_autoptr(GPtrArray) again = store_attempts(store, NULL, NULL, NULL);
	assert_int_equal(again->len, 1);
	assert_string_equal(((const struct attempt_record *)again->pdata[0])->why, "nhầm");
	assert_string_equal(((const struct attempt_record *)again->pdata[0])->comment, "");
}

static void an_open_attempt_has_no_marks(void **state)
{
	(void)state;
	g_autoptr(Store) store = open_test_store();
	g_autofree char *id = take(store, "p1", false);
	const struct fraction right[] = {FRACTION_ONE, FRACTION_ZERO, FRACTION_ONE};

	assert_true(give(store, id, 1, HALF, HALF));
	assert_true(regrade(store, id, right, TWO));
	assert_result(store, "0 of 0, 0, failed");
	assert_fractions(store, "nan nan nan ");
}

static void attempts_go_with_a_merging(void **state)
{
	(void)state;
	g_autoptr(Store) store = open_test_store();
	g_autofree char *id = take(store, "p1", true), *other = take(store, "p2", true);
	const struct attempt_filter by_old = {.person = "p1"}, by_new = {.person = "p2"}, by_none = {.person = "p3"};

	write_event("a", 1, "person_added", json_pack("{s:{s:s,s:s}}", "person", "id", "p2", "name", "Vi Thị Sen"));
	write_event("a", 2, "person_merged", json_pack("{s:s,s:s}", "from", "p1", "into", "p2"));
	g_autoptr(GPtrArray) old = store_attempts(store, &by_old, NULL, NULL);
	g_autoptr(GPtrArray) new = store_attempts(store, &by_new, NULL, NULL);
	g_autoptr(GPtrArray) none = store_attempts(store, &by_none, NULL, NULL);
	assert_int_equal(old->len, 2);
	assert_int_equal(new->len, 2);
	assert_int_equal(none->len, 0);
	assert_string_equal(((const struct attempt_record *)new->pdata[0])->person->name, "Vi Thị Sen");
}

/* ---- Hostile lines ------------------------------------------------------------------------------------------ */

static json_t *mark_of(const char *id, const char *question, const char *fraction, const char *mark, const char *pass)
{
	return json_pack("{s:s,s:s,s:s,s:s,s:s}", "attempt", id, "question", question, "fraction", fraction, "mark",
			 mark, "pass", pass);
}

static void rubbish_marks_are_passed_over(void **state)
{
	static const char *const rubbish[][4] = {
		{"none", "1/2", "1", "1/2"},      {"", "1/2", "1", "1/2"},   {"dau", "1/2", "1", "1/2"},
		{"vi", "1/0", "1", "1/2"},        {"vi", "2", "1", "1/2"},   {"vi", "-1/2", "1", "1/2"},
		{"vi", "1/2", "-1", "1/2"},       {"vi", "1/2", "x", "1/2"}, {"vi", "1/2", "1", ""},
		{"vi", "1/2", "10000000", "1/2"}, {"vi", "nan", "1", "1/2"},
	};

	(void)state;
	g_autoptr(Store) store = open_test_store();
	g_autofree char *id = take(store, "p1", true);
	int64_t at = test_time;

	for (size_t i = 0; i < G_N_ELEMENTS(rubbish); i++) {
		json_t *mark = mark_of(id, rubbish[i][0], rubbish[i][1], rubbish[i][2], rubbish[i][3]);
		write_event("a", at++, "mark_given", mark);
		assert_result(store, "1 of 4, 1/4, failed");
	}
	write_event("a", at++, "mark_given", json_pack("{s:s,s:i}", "question", "vi", "mark", 2));
	write_event("a", at++, "mark_given", mark_of(id, "vi", "1", "1000", "1"));
	assert_result(store, "1001 of 4, 1, passed");
}

static void rubbish_regradings_are_passed_over(void **state)
{
	static const char *const rubbish[] = {
		"{\"fractions\":[\"1\",\"1\"],\"marks\":\"4\",\"points\":\"4\",\"grade\":\"1\",\"passed\":true}",
		"{\"fractions\":[\"1\",\"1\",2],\"marks\":\"4\",\"points\":\"4\",\"grade\":\"1\",\"passed\":true}",
		"{\"fractions\":[\"1\",\"0/0\"],\"marks\":\"4\",\"points\":\"4\",\"grade\":\"1\",\"passed\":true}",
		"{\"fractions\":[\"1\",\"1\",\"1\"],\"marks\":\"4\",\"points\":\"4\",\"grade\":\"?\",\"passed\":true}",
		"{\"fractions\":\"1\",\"marks\":\"4\",\"points\":\"4\",\"grade\":\"1\",\"passed\":true}",
		"{\"marks\":\"4\",\"points\":\"4\",\"grade\":\"1\",\"passed\":true}",
		"{}",
	};

	(void)state;
	g_autoptr(Store) store = open_test_store();
	g_autofree char *id = take(store, "p1", true);
	int64_t at = test_time;

	for (size_t i = 0; i < G_N_ELEMENTS(rubbish); i++) {
		json_t *fields = json_loads(rubbish[i], 0, NULL);
		assert_non_null(fields);
		json_object_set_new(fields, "attempt", json_string(id));
		write_event("a", at++, "regraded", fields);
		assert_result(store, "1 of 4, 1/4, failed");
	}
	write_event("a", at++, "set_aside", json_pack("{s:s,s:s}", "attempt", id, "aside", "yes"));
	write_event("a", at++, "commented", json_pack("{s:s,s:i}", "attempt", id, "comment", 1));
	write_event("a", at++, "commented", json_pack("{s:s}", "comment", "of none"));
	g_autoptr(GPtrArray) counting = store_attempts(store, NULL, NULL, NULL);
	assert_int_equal(counting->len, 1);
}

/* ---- Put together again ------------------------------------------------------------------------------------- */

static void any_attempt_is_put_together_again(void **state)
{
	(void)state;
	g_autoptr(Store) store = open_test_store();
	g_autofree char *closed = take(store, "p1", true), *open = take(store, "p2", false);
	struct lesson *lesson;

	struct attempt *attempt = store_attempt(store, closed, &lesson, NULL);
	assert_non_null(attempt);
	assert_int_equal(attempt->state, ATTEMPT_HANDED_IN);
	assert_true(attempt->started > 0);
	assert_string_equal(attempt->items[1].response->texts->pdata[0], "Vì thế.");
	assert_int_equal(fraction_cmp(attempt_grade(attempt).marks, FRACTION_ONE), 0);
	attempt_free(attempt);
	lesson_free(lesson);
	attempt = store_attempt(store, open, &lesson, NULL);
	assert_int_equal(attempt->state, ATTEMPT_OPEN);
	attempt_free(attempt);
	lesson_free(lesson);
}

static void what_cannot_be_put_together_is_told(void **state)
{
	(void)state;
	g_autoptr(Store) store = open_test_store();
	g_autofree char *id = take(store, "p1", true);
	g_autoptr(Lesson) lesson = make_lesson();
	g_autofree char *name = g_strdup_printf("lessons/%s.md", lesson->sha256), *path = in_folder(name);
	g_autoptr(GError) error = NULL;
	struct lesson *none;

	assert_null(store_attempt(store, "none", &none, &error));
	assert_null(none);
	assert_true(g_error_matches(error, STORE_ERROR, STORE_ERROR_NOT_FOUND));
	g_clear_error(&error);
	assert_int_equal(g_remove(path), 0);
	assert_null(store_attempt(store, id, &none, &error));
	assert_null(none);
	assert_true(g_error_matches(error, STORE_ERROR, STORE_ERROR_NOT_FOUND));
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(marks_by_hand_are_added),
		TEST(an_attempt_is_marked_anew),
		TEST(what_is_set_aside_does_not_count),
		TEST(an_open_attempt_has_no_marks),
		TEST(attempts_go_with_a_merging),
		TEST(rubbish_marks_are_passed_over),
		TEST(rubbish_regradings_are_passed_over),
		TEST(any_attempt_is_put_together_again),
		TEST(what_cannot_be_put_together_is_told),
	};

	return cmocka_run_group_tests_name("store_corrections", tests, NULL, NULL);
}
