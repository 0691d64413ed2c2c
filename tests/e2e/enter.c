/*
 * Ten questions of three people typed in from paper at a terminal, one of them taken back and typed again; then a
 * second entry is compared, and the grades are those of the right answers.
 */
#include "e2e/quiz.h"

static const char *const people[][2] = {{"Hà Đức Dũng", "Tổ 5"}, {"Hoàng Văn An", "Tổ 6"}, {"Hoàng Văn An", "Tổ 7"}};

/* Question i has its right answer at letter A, B, C, D, A, … */
static char *ten_questions(void)
{
	GString *out = g_string_new("---\ntitle: Bài trên giấy\nquiz: {pass: 50%}\n---\n");

	for (int i = 0; i < 10; i++) {
		g_string_append_printf(out, "## Câu số %d?\n<!-- quiz id=c%d -->\n\n", i + 1, i + 1);
		for (int o = 0; o < 4; o++)
			g_string_append_printf(out, "%d. [%c] lựa chọn %d\n", o + 1, o == i % 4 ? 'x' : ' ', o + 1);
		g_string_append_c(out, '\n');
	}
	return g_string_free(out, FALSE);
}

static void add_people(struct place *place)
{
	for (size_t i = 0; i < G_N_ELEMENTS(people); i++) {
		g_autofree char *unit = g_strconcat("--unit=", people[i][1], NULL);
		g_free(output_of(place, (const char *[]){place->argv[0], "people", "add", people[i][0], unit, NULL}));
	}
}

static void enter(struct pty *pty, const char *who, const char *answers)
{
	type(pty, who);
	press(pty, "Enter");
	shows(pty, "1. Câu số 1?");
	type(pty, answers);
	shows(pty, "10 of 10 questions are answered.");
	press(pty, "Enter");
}

static void first_entry(struct place *place)
{
	g_autoptr(Pty) pty = place_start(place, NULL, NULL, 80, 24);

	shows(pty, "Name or code");
	enter(pty, "dung ha", "abcdabcdab");
	shows(pty, "Kept: Hà Đức Dũng");
	enter(pty, "an to 6", "abcdabcdaa");
	shows(pty, "Kept: Hoàng Văn An");
	/* That was the other one's paper. */
	press(pty, "F3");
	shows(pty, "will not count");
	press(pty, "Enter");
	shows(pty, "1. Câu số 1?");
	type(pty, "dddddddddd");
	press(pty, "Enter");
	shows(pty, "entered: 2");
	type(pty, "van an");
	press(pty, "Enter");
	press(pty, "Down Enter");
	shows(pty, "Hoàng Văn An · Tổ 7");
	type(pty, "abcdabcdaa");
	press(pty, "Enter");
	shows(pty, "entered: 3");
	pty_keys(pty, "Escape");
	ends_well(pty);
}

/* Two agree; of the third the second entry was right once, the first once. */
static void second_entry(struct place *place)
{
	g_autoptr(Pty) pty = place_start(place, "--compare", NULL, 38, 44);

	enter(pty, "dung ha", "abcdabcdab");
	shows(pty, "The same: Hà Đức Dũng");
	enter(pty, "an to 6", "dddddddddd");
	shows(pty, "The same: Hoàng Văn An");
	enter(pty, "an to 7", "bbcdabcdab");
	shows(pty, "2 answers differ");
	press(pty, "1");
	press(pty, "2");
	press(pty, "Enter");
	shows(pty, "Corrected: Hoàng Văn An");
	pty_keys(pty, "Escape");
	ends_well(pty);
}

static void expect_grade(const char *table, const char *unit, const char *grade)
{
	g_auto(GStrv) lines = g_strsplit(table, "\n", -1);

	for (size_t i = 0; lines[i]; i++) {
		const char *at = strstr(lines[i], unit);
		if (!at)
			continue;
		g_auto(GStrv) words = g_strsplit_set(g_strchug((char *)(uintptr_t)at + strlen(unit)), " ", 2);
		assert_string_equal(words[0], grade);
		return;
	}
	fail_msg("no line with %s in\n%s", unit, table);
}

static void three_people_are_typed_in_and_compared(void **state)
{
	(void)state;
	g_autofree char *lesson = ten_questions();
	struct place place;
	place_init(&place, lesson);
	place.argv[1] = "enter";

	add_people(&place);
	first_entry(&place);
	second_entry(&place);
	g_autofree char *results = output_of(&place, (const char *[]){place.argv[0], "results", place.lesson, NULL});
	expect_grade(results, "Tổ 5", "10");
	expect_grade(results, "Tổ 6", "2");
	expect_grade(results, "Tổ 7", "10");
	assert_non_null(strstr(results, "The list has 3 people."));
	place_clear(&place);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(three_people_are_typed_in_and_compared),
	};

	return cmocka_run_group_tests_name("enter", tests, NULL, NULL);
}
