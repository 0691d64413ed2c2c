/* A block of GIFT in a lesson: its questions are the lesson's, and what is said of them has its place in the file. */
#include "lesson_dump.h"

/* ---- Helpers ----------------------------------------------------------------------------------------------- */

static struct lesson *lesson;
static struct diagnostics *diags;

static int teardown(void **state)
{
	(void)state;
	g_clear_pointer(&lesson, lesson_free);
	g_clear_pointer(&diags, diagnostics_free);
	return 0;
}

static void parse(const char *source)
{
	teardown(NULL);
	diags = diagnostics_new();
	lesson = lesson_parse(source, strlen(source), "x.md", NULL, diags);
}

static void assert_question(size_t i, const char *id, int line, const char *title)
{
	assert_true(i < lesson->n_questions);
	assert_string_equal(lesson->questions[i]->id, id);
	assert_int_equal(lesson->questions[i]->line, line);
	assert_string_equal(lesson->questions[i]->title->text, title);
}

/* All that is said: "line: words of the message", a line each. */
static void assert_said(const char *expected)
{
	g_autoptr(GString) said = g_string_new(NULL);

	for (unsigned int i = 0; i < diags->items->len; i++) {
		const struct diagnostic *diag = g_ptr_array_index(diags->items, i);

		assert_string_equal(diag->path, "x.md");
		assert_int_equal(diag->column, 0);
		g_string_append_printf(said, "%d: %s\n", diag->line, diag->message);
	}
	assert_string_equal(said->str, expected);
}

/* ---- Its questions ----------------------------------------------------------------------------------------- */

static void questions_stand_in_their_place(void **state)
{
	(void)state;
	parse("# Bài\n\nLời.\n\n## Một\n<!-- quiz id=mot -->\n- [x] a\n- [ ] b\n\n"
	      "```gift\n// [id:hai]\nThủ đô? {=Hà Nội ~Huế}\n\n::ba::Năm nào? {#1930}\n\nLưu ý: chỉ là lời.\n```\n\n"
	      "Sau đó.\n\n## Bốn\n<!-- quiz id=bon type=essay -->\n");
	assert_said("");
	assert_int_equal(lesson->n_questions, 4);
	assert_question(0, "mot", 5, "Một");
	assert_question(1, "hai", 12, "Thủ đô?");
	assert_question(2, "ba", 14, "Năm nào?");
	assert_question(3, "bon", 21, "Bốn");
	assert_int_equal(lesson->questions[1]->type, QUESTION_SINGLE);
	assert_int_equal(lesson->questions[2]->type, QUESTION_NUMBER);
	/* The title, four questions, the description, and what follows it. */
	assert_int_equal(lesson->n_slides, 7);
	assert_int_equal(lesson->slides[4].line, 16);
	assert_string_equal(lesson->slides[4].first->text.text, "Lưu ý: chỉ là lời.");
	assert_string_equal(lesson->slides[5].first->text.text, "Sau đó.");
}

static void words_added_are_in_the_lessons_language(void **state)
{
	(void)state;
	parse("---\nlang: vi\n---\n~~~ gift\n::a::Nước sôi ở 100 °C. {T#sai#đúng}\n~~~\n");
	assert_string_equal(lesson->questions[0]->options[0].text.text, "Đúng");
	parse("---\nlang: en\n---\n```` gift Moodle\n::a::Water boils at 100 °C. {T#no#yes}\n````\n");
	assert_string_equal(lesson->questions[0]->options[0].text.text, "True");
}

static void settings_of_the_lesson_hold(void **state)
{
	(void)state;
	parse("---\nquiz: {draw: {dan-so: 2}}\n---\n"
	      "```gift\n$CATEGORY: top/dan-so\n\n::a::A? {=1 ~2}\n\n::b::B? {=1 ~2}\n```\n");
	assert_said("");
	assert_string_equal(lesson->questions[1]->tags[0], "dan-so");
}

/* ---- What is said ------------------------------------------------------------------------------------------ */

static void what_cannot_be_carried_over_is_told(void **state)
{
	(void)state;
	parse("```gift\n::a::A {=1 ~2\n\n::b::Một <img src=\"x\"> B? {=1 ~2}\n\n"
	      "::c::C? {=1\n=*#khác}\n```\n\n```gift\n```\n");
	assert_said("2: This question has only one of the two braces and is left out.\n"
		    "4: Of this question only the words are taken; left out: <img>\n"
		    "7: The answer * for everything else is left out, and its feedback.\n"
		    "10: There is no question in this block of GIFT.\n");
	assert_int_equal(lesson->n_questions, 2);
}

static void ids_last_or_are_asked_for(void **state)
{
	(void)state;
	parse("## Một\n<!-- quiz id=a -->\n- [x] a\n- [ ] b\n\n"
	      "```gift\n// [id:a]\nA? {=1 ~2}\n\n::a::B? {=1 ~2}\n\n::c::C? {=1 ~2}\n\n::c::D? {=1 ~2}\n\nE? {=1 "
	      "~2}\n```\n");
	assert_said("8: The question in line 1 has the same id: a\n"
		    "10: This question has no id: its results are lost when its place changes.\n"
		    "14: This question has no id: its results are lost when its place changes.\n"
		    "16: This question has no id: its results are lost when its place changes.\n");
	assert_question(0, "a", 1, "Một");
	assert_question(1, "q2", 8, "A?");
	assert_question(2, "q3", 10, "B?");
	assert_question(3, "c", 12, "C?");
	assert_question(4, "q5", 14, "D?");
	assert_question(5, "q6", 16, "E?");
}

static void ids_are_written(void **state)
{
	(void)state;
	diags = diagnostics_new();
	g_autofree char *fixed = lesson_fix("Lời\n\n```gift\n// mới\nA? {\n=1\n~2\n}\n\nB? {=1 ~2}\n```\n\n"
					    "## C\n<!-- quiz -->\n- [x] a\n- [ ] b\n",
					    "x.md", diags);

	assert_string_equal(fixed,
			    "Lời\n\n```gift\n// mới\n// [id:q1]\nA? {\n=1\n~2\n}\n\n// [id:q2]\nB? {=1 ~2}\n```\n\n"
			    "## C\n<!-- quiz id=q3 -->\n- [x] a\n- [ ] b\n");
	assert_said("");
}

static void a_block_in_the_wrong_place_is_told(void **state)
{
	(void)state;
	parse("- Lời\n\n  ```gift\n  A? {=1 ~2}\n  ```\n\n> ```gift\n> B? {=1 ~2}\n> ```\n\n"
	      "## C\n<!-- quiz id=c -->\n```gift\n::d::D? {=1 ~2}\n```\n");
	assert_said("3: GIFT within a list or a quote is only shown, and its questions are not asked.\n"
		    "7: GIFT within a list or a quote is only shown, and its questions are not asked.\n"
		    "11: This question has no answers.\n");
	const struct diagnostic *last = g_ptr_array_index(diags->items, 2);

	assert_non_null(strstr(last->hint, "quiz comment"));
	assert_int_equal(lesson->n_questions, 1);
}

static void another_word_is_code(void **state)
{
	(void)state;
	parse("```gifts\nĐã biết? {=1 ~2}\n```\n\n```\nThế nào? {=1 ~2}\n```\n\n    Ở đâu? {=1 ~2}\n");
	assert_said("");
	assert_int_equal(lesson->n_questions, 0);
	assert_int_equal(lesson->slides[0].first->kind, BLOCK_CODE);
}

/* ---- In other files ---------------------------------------------------------------------------------------- */

static void a_block_in_an_included_file(void **state)
{
	g_autofree char *folder = g_dir_make_tmp("gift-XXXXXX", NULL);
	g_autofree char *part = g_build_filename(folder, "part.md", NULL);
	const char *source = "Lời\n\n<!-- include: part.md -->\n";

	(void)state;
	assert_true(
		g_file_set_contents(part, "Phần\n\n```gift\n::a::A? {=1 ~2}\n\nB? {=1 ~2}\n\nC {=1\n```\n", -1, NULL));
	diags = diagnostics_new();
	lesson = lesson_parse(source, strlen(source), "x.md", folder, diags);
	assert_question(0, "a", 3, "A?");
	assert_question(1, "q2", 3, "B?");
	assert_int_equal(diags->items->len, 2);
	for (unsigned int i = 0; i < 2; i++) {
		const struct diagnostic *diag = g_ptr_array_index(diags->items, i);

		assert_string_equal(diag->path, "part.md");
		assert_int_equal(diag->line, i ? 8 : 6);
	}
	assert_int_equal(unlink(part), 0);
	assert_int_equal(rmdir(folder), 0);
}

/* ---- Hostile ----------------------------------------------------------------------------------------------- */

/* What a question shows is no GIFT again, or one block could become thousands. */
static void gift_within_gift_is_code(void **state)
{
	(void)state;
	parse("```gift\n::a::[markdown]Xem\\n\\n```gift\\nA? \\{\\=1\\}\\n``` {}\n```\n");
	assert_said("");
	assert_int_equal(lesson->n_questions, 1);
	assert_int_equal(lesson->questions[0]->stem->kind, BLOCK_CODE);
}

static void nothing_floods_or_hangs(void **state)
{
	static const char *const pieces[] = {"A {=1\n\n", "A {=1 ~2}\n\n", "```gift\n", "```\n", "::a::", "{", "\\n"};

	(void)state;
	for (size_t i = 0; i < G_N_ELEMENTS(pieces); i++) {
		g_autoptr(GString) source = g_string_new("```gift\n");

		while (source->len < 30000)
			g_string_append(source, pieces[i]);
		parse(source->str);
		assert_in_range(diags->items->len, 0, 1000);
	}
}

#define TEST(name) cmocka_unit_test_teardown(name, teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(questions_stand_in_their_place),
		TEST(words_added_are_in_the_lessons_language),
		TEST(settings_of_the_lesson_hold),
		TEST(what_cannot_be_carried_over_is_told),
		TEST(ids_last_or_are_asked_for),
		TEST(ids_are_written),
		TEST(a_block_in_the_wrong_place_is_told),
		TEST(another_word_is_code),
		TEST(a_block_in_an_included_file),
		TEST(gift_within_gift_is_code),
		TEST(nothing_floods_or_hangs),
	};

	return cmocka_run_group_tests_name("lesson_gift_block", tests, NULL, NULL);
}
