/*
 * Item analysis of real attempts: the fixed marks, taken as quizzes, give the figures that expected.py worked out; what
 * counts and what does not; older versions of a lesson; before and after.
 */
#include "report/report.h"
#include "store/private.h"

#include "marked.h"
#include "unit/store_common.h"

#include <math.h>

/* ---- Reading tables ---------------------------------------------------------------------------------------- */

static struct lesson *parse(const char *text)
{
	g_autoptr(Diagnostics) diags = diagnostics_new();
	struct lesson *lesson = lesson_parse(text, strlen(text), "dan-so.md", NULL, diags);

	assert_int_equal(diags->errors, 0);
	return lesson;
}

/* The table of a report on the lesson, in the session (NULL for whenever). */
static struct table *report_in(struct lesson *lesson, struct training_session *session, const char *kind,
			       const char *about)
{
	g_autoptr(Store) store = open_test_store();
	const struct report_subject subject = {.title = (char *)(uintptr_t)lesson->title,
					       .lessons = &lesson,
					       .n_lessons = 1,
					       .session = session,
					       .pass = lesson->quiz.pass};
	g_autoptr(Report) report = report_new(store, &subject, NULL, NULL, NULL);

	assert_non_null(report);
	struct table *table = report_kind_find(kind)->make(report, about, NULL);
	assert_non_null(table);
	assert_string_equal(table->name, kind);
	return table;
}

static struct table *report_on(struct lesson *lesson, const char *kind, const char *about)
{
	return report_in(lesson, NULL, kind, about);
}

static const char *cell(const struct table *table, unsigned int row, const char *title)
{
	for (unsigned int c = 0; c < table->columns->len; c++)
		if (strcmp(g_array_index(table->columns, struct column, c).title, title) == 0)
			return ((char **)table->rows->pdata[row])[c];
	fail_msg("no column %s", title);
	return NULL;
}

/* The cell in the row that begins with these words. */
static const char *cell_of(const struct table *table, const char *name, const char *title)
{
	for (unsigned int row = 0; row < table->rows->len; row++) {
		char **cells = table->rows->pdata[row];
		if (strcmp(cells[0], name) == 0 || (cells[1] && strcmp(cells[1], name) == 0))
			return cell(table, row, title);
	}
	fail_msg("no row %s", name);
	return NULL;
}

/* ---- The fixed marks --------------------------------------------------------------------------------------- */

static void assert_shown(const char *shown, const char *expected, double scale, const char *what)
{
	if (!marked_shows(shown, expected, scale))
		fail_msg("%s: %s is shown for %s × %g", what, shown, expected, scale);
}

static void the_fixed_marks_give_the_fixed_figures(void **state)
{
	(void)state;
	static const char *const sets[] = {"marks-25x7", "marks-22x20"};

	for (size_t s = 0; s < G_N_ELEMENTS(sets); s++) {
		g_autofree char *marks = g_strconcat(sets[s], ".tsv", NULL);
		g_autofree char *figures = g_strconcat(sets[s], ".expected.tsv", NULL);
		g_autoptr(GPtrArray) rows = marked_rows(marks), expected = marked_rows(figures);
		g_autofree char *text = marked_lesson(rows);
		g_autoptr(Lesson) lesson = parse(text);
		g_autoptr(Store) store = open_test_store();
		assert_true(marked_take_all(store, lesson, rows));
		g_autoptr(Table) by_question = report_on(lesson, "question", NULL);
		g_autoptr(Table) of_quiz = report_on(lesson, "analysis", NULL);
		size_t compared = 0;

		for (unsigned int i = 1; i < expected->len; i++) {
			const char *name = marked_field(expected, i, 0), *value = marked_field(expected, i, 2);
			unsigned int question = (unsigned int)atoi(marked_field(expected, i, 1));
			for (size_t f = 0; question == 0 && f < G_N_ELEMENTS(marked_quiz); f++)
				if (strcmp(marked_quiz[f].name, name) == 0 && ++compared)
					assert_shown(cell_of(of_quiz, marked_quiz[f].title, "Value"), value,
						     marked_quiz[f].scale, marked_quiz[f].title);
			/* A question of a maximum of 0 no lesson has. */
			for (size_t f = 0;
			     question > 0 && question <= lesson->n_questions && f < G_N_ELEMENTS(marked_questions); f++)
				if (strcmp(marked_questions[f].name, name) == 0 && ++compared)
					assert_shown(cell(by_question, question - 1, marked_questions[f].title), value,
						     marked_questions[f].scale, marked_questions[f].title);
		}
		assert_int_equal(compared,
				 G_N_ELEMENTS(marked_quiz) + lesson->n_questions * G_N_ELEMENTS(marked_questions));
		teardown(NULL);
		setup(NULL);
	}
}

static void one_attempt_has_no_spread(void **state)
{
	(void)state;
	g_autoptr(GPtrArray) rows = marked_rows("marks-25x7.tsv");
	g_autofree char *text = marked_lesson(rows);
	g_autoptr(Lesson) lesson = parse(text);
	g_autoptr(Store) store = open_test_store();

	assert_true(marked_take(store, lesson, rows, 3));
	g_autoptr(Table) by_question = report_on(lesson, "question", NULL);
	g_autoptr(Table) of_quiz = report_on(lesson, "analysis", NULL);
	assert_string_equal(cell(by_question, 0, "Facility"), "100,00%");
	assert_string_equal(cell(by_question, 0, "Spread"), "–");
	assert_string_equal(cell(by_question, 0, "Discrimination"), "–");
	assert_string_equal(cell_of(of_quiz, "Standard deviation", "Value"), "–");
	assert_string_equal(cell_of(of_quiz, "Internal consistency (Cronbach’s α)", "Value"), "–");
}

/* ---- What counts ------------------------------------------------------------------------------------------- */

#define LESSON "---\ntitle: Dân số\nquiz: {pass: 50%}\n---\n"
static const char two_questions[] = LESSON "## Một?\n<!-- quiz id=mot -->\n1. [x] đúng\n2. [ ] sai\n3. [ ] lạc\n\n"
					   "## Hai?\n<!-- quiz id=hai -->\n[[Bắc Kạn]]\n";

/* An attempt of somebody of this name: which option of the first question (−1 for open), which words for the second. */
static char *answer(const struct lesson *lesson, const char *name, int option, const char *words, const char *session)
{
	g_autoptr(Store) store = open_test_store();
	g_autoptr(Person) person = person_new();
	g_autoptr(Attempt) attempt = attempt_new(lesson, 1);
	g_autoptr(Response) first = response_new(), second = response_new();
	const struct attempt_origin origin = {.session = session};

	g_free(person->id);
	g_free(person->name);
	person->id = g_strconcat("id-", name, NULL);
	person->name = g_strdup(name);
	g_autoptr(AttemptJournal) journal = store_attempt_start(store, person, attempt, &origin, NULL);
	assert_non_null(journal);
	if (option >= 0)
		g_array_append_val(first->choices, option);
	if (*words)
		g_ptr_array_add(second->texts, g_strdup(words));
	assert_true(attempt_respond(attempt, 0, first) && attempt_respond(attempt, 1, second));
	assert_true(attempt_journal_answered(journal, attempt, 0, NULL));
	assert_true(attempt_journal_answered(journal, attempt, 1, NULL));
	attempt_hand_in(attempt);
	struct grade grade = attempt_grade(attempt);
	assert_true(attempt_journal_handed_in(journal, attempt, &grade, NULL));
	return g_strdup(attempt_journal_id(journal));
}

static void the_first_attempt_that_counts_is_analysed(void **state)
{
	(void)state;
	g_autoptr(Lesson) lesson = parse(two_questions);
	g_autofree char *aside = answer(lesson, "An", 1, "Bắc Kạn", "");
	g_free(answer(lesson, "An", 0, "Hà Nội", ""));
	g_free(answer(lesson, "An", 1, "Bắc Kạn", ""));
	g_free(answer(lesson, "Cúc", 1, "", ""));
	g_autoptr(Store) store = open_test_store();
	assert_true(store_set_aside(store, aside, true, "làm hộ", NULL));

	g_autoptr(Table) table = report_on(lesson, "question", NULL);
	assert_string_equal(cell(table, 0, "Asked"), "2");
	assert_string_equal(cell(table, 0, "Facility"), "50,00%");
	assert_string_equal(cell(table, 1, "Facility"), "0,00%");
	g_autoptr(Table) answers = report_on(lesson, "answers", "mot");
	assert_string_equal(cell(answers, 0, "Who"), "An");
	assert_string_equal(cell(answers, 1, "Who"), "Cúc");
	g_autoptr(Table) attempts = report_on(lesson, "attempt", NULL);
	assert_int_equal(attempts->rows->len, 3);
}

static void the_sheet_has_every_attempt(void **state)
{
	(void)state;
	g_autoptr(Lesson) lesson = parse(two_questions);
	g_free(answer(lesson, "An", 1, "bac kan", ""));
	g_free(answer(lesson, "An", 0, "", ""));

	g_autoptr(Table) table = report_on(lesson, "sheet", "an");
	assert_int_equal(table->rows->len, 4);
	assert_string_equal(cell(table, 0, "Answer"), "sai");
	assert_string_equal(cell(table, 0, "Right answer"), "đúng");
	assert_string_equal(cell(table, 0, "Result"), "wrong");
	assert_string_equal(cell(table, 1, "Answer"), "bac kan");
	assert_string_equal(cell(table, 2, "Attempt"), "2");
	assert_string_equal(cell(table, 2, "Result"), "right");
	assert_string_equal(cell(table, 3, "Result"), "not answered");
	assert_string_equal(table->keys->pdata[3], "hai");
}

/* The options were put in another order, and one is new: what was ticked before is counted where it stands now. */
static void older_versions_of_the_lesson_are_understood(void **state)
{
	(void)state;
	g_autofree char *path = in_folder("dan-so.md");
	g_autoptr(Diagnostics) diags = diagnostics_new();
	assert_true(g_file_set_contents(path, two_questions, -1, NULL));
	g_autoptr(Lesson) before = lesson_load(path, diags, NULL);
	g_free(answer(before, "An", 0, "Bắc Kạn", ""));
	g_free(answer(before, "Cúc", 2, "Bắc Kạn", ""));
	assert_true(g_file_set_contents(path,
					LESSON "## Một?\n<!-- quiz id=mot -->\n1. [ ] mới\n2. [ ] sai\n3. [x] đúng\n\n"
					       "## Hai?\n<!-- quiz id=hai -->\n[[Bắc Kạn]]\n",
					-1, NULL));
	g_autoptr(Lesson) today = lesson_load(path, diags, NULL);

	g_autoptr(Table) answers = report_on(today, "answers", "mot");
	assert_string_equal(cell(answers, 0, "How many"), "0");
	assert_string_equal(cell(answers, 1, "How many"), "0");
	assert_string_equal(cell(answers, 2, "Who"), "An");
	g_autoptr(Table) sheet = report_on(today, "sheet", "Cúc");
	assert_string_equal(cell(sheet, 0, "Answer"), "lạc");
}

static void nine_of_ten_chose_a_wrong_answer(void **state)
{
	(void)state;
	g_autoptr(Lesson) lesson = parse(two_questions);
	for (int i = 0; i < 10; i++) {
		g_autofree char *name = g_strdup_printf("Người %c", 'A' + i);
		g_free(answer(lesson, name, i ? 1 : 0, "Bắc Kạn", ""));
	}

	g_autoptr(Table) notes = report_on(lesson, "notes", NULL);
	assert_string_equal(cell(notes, 0, "Note"),
			    "Nine of ten or more chose B, which counts as wrong: check the key.");
	g_autoptr(Table) questions_table = report_on(lesson, "question", NULL);
	assert_string_equal(cell(questions_table, 0, "Note"), "check the key");
	assert_string_equal(cell(questions_table, 1, "Note"), "everybody right");
}

/* ---- Sessions ---------------------------------------------------------------------------------------------- */

static char *open_session(const char *title, enum session_role role)
{
	g_autoptr(Store) store = open_test_store();
	g_autoptr(TrainingSession) session = training_session_new();

	g_free(session->title);
	session->title = g_strdup(title);
	session->role = role;
	char *id = store_session_open(store, session, NULL);
	assert_non_null(id);
	return id;
}

static void before_and_after(void **state)
{
	(void)state;
	g_autoptr(Lesson) lesson = parse(two_questions);
	g_autofree char *pre = open_session("Trước", SESSION_ROLE_PRE), *post = open_session("Sau", SESSION_ROLE_POST);

	g_free(answer(lesson, "An", 1, "Hà Nội", pre));
	g_free(answer(lesson, "An", 0, "Hà Nội", post));
	g_free(answer(lesson, "Cúc", 0, "Hà Nội", pre));
	g_free(answer(lesson, "Cúc", 0, "Bắc Kạn", post));
	g_free(answer(lesson, "Dũng", 0, "Hà Nội", pre));
	g_free(answer(lesson, "Mai", 0, "Bắc Kạn", post));

	g_autoptr(Table) gains = report_on(lesson, "gain", NULL);
	assert_string_equal(cell_of(gains, "Took both tests", "Value"), "2");
	assert_string_equal(cell_of(gains, "Took only the pre-test", "Value"), "1");
	assert_string_equal(cell_of(gains, "Took only the post-test", "Value"), "1");
	assert_string_equal(cell_of(gains, "Mean before", "Value"), "2,50");
	assert_string_equal(cell_of(gains, "Mean after", "Value"), "7,50");
	assert_string_equal(cell_of(gains, "Gain", "Value"), "5,00");
	/* (0.75 − 0.25) ÷ 0.75; An 0.5 ÷ 1, Cúc 0.5 ÷ 0.5. */
	assert_string_equal(cell_of(gains, "Hake’s gain of the class", "Value"), "0,67");
	assert_string_equal(cell_of(gains, "Hake’s gain, mean of the people", "Value"), "0,75");
	g_autoptr(Table) flow = report_on(lesson, "flow", NULL);
	assert_string_equal(cell_of(flow, "Một?", "Wrong→right"), "1");
	assert_string_equal(cell_of(flow, "Một?", "Right→right"), "1");
	assert_string_equal(cell_of(flow, "Hai?", "Wrong→wrong"), "1");

	/* The results are those after the lesson; who took only the pre-test has none. */
	g_autoptr(Table) results = report_on(lesson, "person", NULL);
	assert_int_equal(results->rows->len, 3);
	assert_string_equal(cell_of(results, "An", "Grade"), "5");
}

static void a_session_has_its_own_results_and_both_ends_of_the_pair(void **state)
{
	(void)state;
	g_autoptr(Lesson) lesson = parse(two_questions);
	g_autofree char *pre = open_session("Trước", SESSION_ROLE_PRE), *post = open_session("Sau", SESSION_ROLE_POST);
	g_autoptr(TrainingSession) session = training_session_new();

	g_free(answer(lesson, "An", 1, "Hà Nội", pre));
	g_free(answer(lesson, "An", 0, "Bắc Kạn", post));
	g_free(answer(lesson, "Mai", 0, "Bắc Kạn", post));
	g_free(session->id);
	session->id = g_strdup(pre);
	session->role = SESSION_ROLE_PRE;
	g_autoptr(Table) results = report_in(lesson, session, "person", NULL);
	assert_int_equal(results->rows->len, 1);
	assert_string_equal(cell_of(results, "An", "Grade"), "0");
	g_autoptr(Table) gains = report_in(lesson, session, "gain", NULL);
	assert_string_equal(cell_of(gains, "Took both tests", "Value"), "1");
	assert_string_equal(cell_of(gains, "Took only the post-test", "Value"), "0");
	assert_string_equal(cell_of(gains, "Mean after", "Value"), "10,00");
	g_autoptr(Store) store = open_test_store();
	g_autoptr(Person) person = person_new();
	g_free(person->name);
	person->name = g_strdup("Én");
	g_autofree char *en = store_person_add(store, person, NULL);
	assert_true(store_attend(store, pre, en, false, NULL));
	g_autoptr(Table) attendance = report_in(lesson, session, "attendance", NULL);
	assert_int_equal(attendance->rows->len, 2);
	assert_string_equal(cell_of(attendance, "An", "Attendance"), "present");
	assert_string_equal(cell_of(attendance, "Én", "Attendance"), "absent");
	assert_string_equal(attendance->closing, "1 of 2 people were there.");
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(the_fixed_marks_give_the_fixed_figures),
		TEST(one_attempt_has_no_spread),
		TEST(the_first_attempt_that_counts_is_analysed),
		TEST(the_sheet_has_every_attempt),
		TEST(older_versions_of_the_lesson_are_understood),
		TEST(nine_of_ten_chose_a_wrong_answer),
		TEST(before_and_after),
		TEST(a_session_has_its_own_results_and_both_ends_of_the_pair),
	};

	return cmocka_run_group_tests_name("report_questions", tests, NULL, NULL);
}
