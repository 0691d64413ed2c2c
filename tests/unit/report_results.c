/* Tables as text, and the results list of a lesson by every way of grading. */
#include "report/report.h"
#include "store/private.h"

#include "unit/store_common.h"

/* ---- Tables ------------------------------------------------------------------------------------------------ */

static void columns_are_aligned_by_their_width(void **state)
{
	(void)state;
	g_autoptr(Table) table = table_new("Kết quả");

	table_add_column(table, "STT", COLUMN_NUMBER);
	table_add_column(table, "Họ và tên", COLUMN_TEXT);
	table_add_column(table, "Điểm", COLUMN_NUMBER);
	table_add_row(table, g_strdup("1"), g_strdup("Hà Đức Dũng"), g_strdup("8,25"), NULL);
	table_add_row(table, g_strdup("10"), g_strdup("Én"), g_strdup("10"), NULL);
	table_add_row(table, g_strdup("11"), g_strdup("漢字"), g_strdup(""), NULL);
	g_autofree char *text = table_text(table);
	assert_string_equal(text, "Kết quả\n"
				  "\n"
				  "STT  Họ và tên    Điểm\n"
				  "  1  Hà Đức Dũng  8,25\n"
				  " 10  Én             10\n"
				  " 11  漢字\n");
}

static void hostile_cells_stay_in_their_line(void **state)
{
	(void)state;
	g_autoptr(Table) table = table_new("a\nb");

	table_add_column(table, "x", COLUMN_TEXT);
	table_add_row(table, g_strdup("\x1b[2Jone\ntwo\t"), NULL);
	g_free(table->subtitle);
	table->subtitle = g_strdup("c");
	g_free(table->closing);
	table->closing = g_strdup("d");
	g_autofree char *text = table_text(table);
	assert_string_equal(text, "a b\nc\n\nx\n\xef\xbf\xbd[2Jone two\n\nd\n");
}

static void a_table_without_rows_is_its_head(void **state)
{
	(void)state;
	g_autoptr(Table) table = table_new("t");

	table_add_column(table, "x", COLUMN_TEXT);
	g_autofree char *text = table_text(table);
	assert_string_equal(text, "t\n\nx\n");
}

/* ---- Results ----------------------------------------------------------------------------------------------- */

static struct lesson *lesson_with(const char *settings)
{
	g_autoptr(Diagnostics) diags = diagnostics_new();
	g_autofree char *text = g_strdup_printf("---\ntitle: Dân số\n%s---\n\n## Bao nhiêu?\n<!-- quiz id=a -->\n"
						"1. [x] 1\n2. [ ] 2\n",
						settings);
	struct lesson *lesson = lesson_parse(text, strlen(text), "dan-so.md", NULL, diags);

	assert_int_equal(diags->errors, 0);
	return lesson;
}

/* An attempt of the person; grade "" leaves it open. */
static void take(const struct lesson *lesson, const char *id, const char *name, const char *unit, const char *grade)
{
	g_autoptr(Store) store = open_test_store();
	g_autoptr(Person) person = person_new();
	g_autoptr(Attempt) attempt = attempt_new(lesson, 1);
	struct grade given = {.marks = FRACTION_ONE, .points = FRACTION_ONE};

	g_free(person->id);
	person->id = g_strdup(id);
	g_free(person->name);
	person->name = g_strdup(name);
	g_free(person->unit);
	person->unit = g_strdup(unit);
	g_free(person->hamlet);
	person->hamlet = g_strdup(*unit ? "Tổ 5" : "");
	g_autoptr(AttemptJournal) journal = store_attempt_start(store, person, attempt, NULL, NULL);
	assert_non_null(journal);
	if (*grade) {
		assert_true(fraction_parse(grade, &given.grade));
		assert_true(attempt_journal_handed_in(journal, attempt, &given, NULL));
	}
}

static char *results(struct lesson *lesson, const struct config *config)
{
	g_autoptr(Store) store = open_test_store();
	g_autoptr(Diagnostics) problems = diagnostics_new();
	const struct report_subject subject = {
		.title = (char *)(uintptr_t)lesson->title, .lessons = &lesson, .n_lessons = 1};
	g_autoptr(Report) report = report_new(store, &subject, config, problems, NULL);

	assert_non_null(report);
	assert_int_equal(problems->items->len, 0);
	g_autoptr(Table) table = report_kind_find("person")->make(report, NULL, NULL);
	assert_non_null(table);
	return table_text(table);
}

static void the_list_is_in_the_order_of_names(void **state)
{
	(void)state;
	g_autoptr(Lesson) lesson = lesson_with("quiz:\n  pass: 80%\n");

	take(lesson, "3", "Triệu Thị Mai", "", "");
	take(lesson, "1", "Hà Đức Dũng", "Phường Sông Cầu", "33/40");
	take(lesson, "2", "Nông Văn An", "Xã Nông Thượng", "1/3");
	take(lesson, "2", "Nông Văn An", "Xã Nông Thượng", "");
	g_autofree char *text = results(lesson, NULL);
	assert_string_equal(text, "Results\n"
				  "Dân số\n"
				  "\n"
				  "No.  Name           Unit                   Grade  Band  Note\n"
				  "  1  Nông Văn An    Tổ 5, Xã Nông Thượng    3,33  Kém   not passed\n"
				  "  2  Hà Đức Dũng    Tổ 5, Phường Sông Cầu   8,25  Giỏi\n"
				  "  3  Triệu Thị Mai                                      not handed in yet\n"
				  "\n"
				  "The list has 3 people.\n");
}

static void who_went_away_has_a_grade_once_the_time_is_over(void **state)
{
	(void)state;
	g_autoptr(Lesson) lesson = lesson_with("quiz: {time: 10m}\n");
	int64_t began = test_time;

	take(lesson, "1", "Hà Đức Dũng", "", "");
	g_autofree char *before = results(lesson, NULL);
	assert_non_null(strstr(before, "not handed in yet"));
	test_time += 600000;
	g_autofree char *after = results(lesson, NULL);
	assert_null(strstr(after, "not handed in yet"));
	assert_non_null(strstr(after, "not passed"));
	test_time = began;
}

static void every_way_of_grading(void **state)
{
	(void)state;
	static const struct {
		const char *settings, *grade;
	} ways[] = {
		{"", " 9 "},
		{"quiz:\n  grade: highest\n", " 9 "},
		{"quiz:\n  grade: average\n", " 7,33 "},
		{"quiz:\n  grade: first\n", " 7 "},
		{"quiz:\n  grade: last\n", " 6 "},
		{"lang: en\nquiz:\n  grade: average\n", " 7.33 "},
	};
	g_autoptr(Lesson) lesson = lesson_with("");

	take(lesson, "1", "Hà Đức Dũng", "", "7/10");
	take(lesson, "1", "Hà Đức Dũng", "", "9/10");
	take(lesson, "1", "Hà Đức Dũng", "", "6/10");
	take(lesson, "1", "Hà Đức Dũng", "", "");
	for (size_t i = 0; i < G_N_ELEMENTS(ways); i++) {
		g_autoptr(Lesson) graded = lesson_with(ways[i].settings);
		g_autofree char *text = results(graded, NULL);
		assert_non_null(strstr(text, ways[i].grade));
		assert_non_null(strstr(text, "The list has 1 person."));
	}
}

static void settings_bands_stand_in_for_the_default_ones(void **state)
{
	(void)state;
	struct band bands[] = {{"Chưa đạt", {0, 1}}, {"Đạt", {5, 1}}};
	const struct config config = {.bands = bands, .n_bands = 2};
	g_autoptr(Lesson) lesson = lesson_with(""),
			  own = lesson_with("bands:\n  - {name: Tốt, from: 5}\n  - {name: Cố lên, from: 0}\n");

	take(lesson, "1", "Hà Đức Dũng", "", "5/10");
	take(lesson, "2", "Nông Văn An", "", "49/100");
	g_autofree char *plain = results(lesson, NULL), *ours = results(lesson, &config), *its = results(own, &config);
	assert_non_null(strstr(plain, "Trung bình\n"));
	assert_non_null(strstr(plain, "Yếu  "));
	assert_non_null(strstr(ours, " Đạt\n"));
	assert_non_null(strstr(ours, " Chưa đạt  "));
	assert_non_null(strstr(its, " Tốt\n"));
	assert_non_null(strstr(its, " Cố lên  "));
}

static void people_of_the_same_name_are_told_apart(void **state)
{
	(void)state;
	g_autoptr(Lesson) lesson = lesson_with("");

	take(lesson, "1", "Hà Thị Hoa", "Xã A", "1/2");
	take(lesson, "2", "Hà Thị Hoa", "Xã B", "1/2");
	take(lesson, "1", "Hà Thị Hoa", "Xã A", "1/2");
	take(lesson, "", "Vi Văn Tô", "Xã A", "1/2");
	take(lesson, "", "Vi Văn Tô", "Xã B", "1/2");
	take(lesson, "", "Vi Văn Tô", "Xã A", "1/2");
	g_autofree char *text = results(lesson, NULL);
	assert_non_null(strstr(text, "The list has 4 people."));
}

static void nobody_is_an_empty_list(void **state)
{
	(void)state;
	g_autoptr(Lesson) lesson = lesson_with("");
	g_autofree char *text = results(lesson, NULL);

	assert_non_null(strstr(text, "The list has 0 people."));
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(columns_are_aligned_by_their_width),
		cmocka_unit_test(hostile_cells_stay_in_their_line),
		cmocka_unit_test(a_table_without_rows_is_its_head),
		TEST(the_list_is_in_the_order_of_names),
		TEST(who_went_away_has_a_grade_once_the_time_is_over),
		TEST(every_way_of_grading),
		TEST(settings_bands_stand_in_for_the_default_ones),
		TEST(people_of_the_same_name_are_told_apart),
		TEST(nobody_is_an_empty_list),
	};

	return cmocka_run_group_tests_name("report_results", tests, NULL, NULL);
}
