/* Every mistake that is reported: where, how grave, in which words, and that a way to mend it is named. */
#include "lesson_dump.h"

struct mistake {
	const char *source;
	enum severity severity;
	int line, column;
	const char *words; /* part of the message */
	const char *hint;  /* part of the hint */
};

#define Q            "## Q\n<!-- quiz id=a -->\n"
#define E            SEVERITY_ERROR
#define W            SEVERITY_WARNING
#define FM(settings) "---\n" settings "---\n"

static const struct mistake front[] = {
	{FM("title: Bài 1: Dân số\n"), E, 2, 8, "quotes", "'Bài 1: Dân số'"},
	{FM("titel: x\n"), E, 2, 1, "“titel”", "“title”"},
	{FM("xyz: x\n"), E, 2, 1, "“xyz”", "title, author, date, lang"},
	{FM("quiz:\n  pas: 80%\n"), E, 3, 3, "“pas”", "“pass”"},
	{FM("quiz: {pass: 80%, tiem: 3m}\n"), E, 2, 19, "“tiem”", "“time”"},
	{FM("options: {implicit: true}\n"), E, 2, 11, "“implicit”", "implicit_slide_ends"},
	{FM("title: [a, b]\n"), E, 2, 1, "single value", "colon"},
	{FM("quiz: 80%\n"), E, 2, 1, "entries of its own", "indented"},
	{FM("sources: x\n"), E, 2, 1, "a list", "[one, two]"},
	{FM("title: a\ntitle: b\n"), E, 3, 1, "second time", "only one"},
	{FM("title: *x\n"), E, 2, 1, "alias", "quotes"},
	{FM("title: \"x\nlang: vi\n"), E, 2, 1, "cannot be read", "quotes"},
	{FM("title: x\n\tlang: vi\n"), E, 3, 1, "tab", "spaces"},
	{FM("lang: fr\n"), E, 2, 7, "“fr”", "lang: vi"},
	{FM("quiz:\n  pass: 120%\n"), E, 3, 9, "“120%”", "0% to 100%"},
	{FM("quiz:\n  pass: nhiều\n"), E, 3, 9, "“nhiều”", "80%"},
	{FM("quiz:\n  time: 15\n"), E, 3, 9, "“15”", "15m"},
	{FM("quiz:\n  time: 25h\n"), E, 3, 9, "“25h”", "a day"},
	{FM("quiz:\n  attempts: 0\n"), E, 3, 13, "“0”", "from 1"},
	{FM("quiz:\n  grade: best\n"), E, 3, 10, "“best”", "highest, average, first, last"},
	{FM("quiz:\n  feedback: now\n"), E, 3, 13, "“now”", "immediate"},
	{FM("quiz:\n  certainty: maybe\n"), E, 3, 14, "“maybe”", "yes or no"},
	{FM("quiz:\n  role: mid\n"), E, 3, 9, "“mid”", "pre, post"},
	{FM("quiz:\n  scoring: fair\n"), E, 3, 12, "“fair”", "partial"},
	{FM("quiz:\n  shuffle: [question]\n"), E, 3, 13, "“question”", "questions, options"},
	{FM("quiz:\n  show: [score, mark]\n"), E, 3, 17, "“mark”", "right_answer"},
	{FM("quiz:\n  draw: {x: some}\n"), E, 3, 13, "“x”", "{van-ban: 2}"},
	{FM("quiz:\n  draw: {x: 2}\n") Q "[[b]]\n", E, 3, 10, "2 questions are to be drawn of “x”", "tags="},
	{FM("bands: [{name: Giỏi}]\n"), E, 2, 16, "a name and the grade", "from: 8"},
	{FM("bands:\n  - {name: Giỏi, from: 80}\n"), E, 3, 24, "“80”", "from: 8"},
	{FM("bands: [{name: A, from: 5}, {name: B, from: 5}]\n"), E, 2, 36, "same grade: A and B", "of its own"},
	{FM("bands: [{name: A, from: 6,5}]\n"), E, 2, 27, "comma before 5", "6.5"},
	{FM("sources:\n  - number: 21-NQ/TW\n"), W, 3, 13, "no title", "title:"},
	{FM("sources:\n  - title: x y\n"), W, 3, 12, "no number", "number:"},
	{"---\ntitle: x\n", E, 1, 1, "never closed", "---"},
	{"---\ntitle: x\n\n# A\n\ntext\n\n---\n\n# B\n", E, 1, 1, "never closed", "---"},
};

static const struct mistake slides[] = {
	{"<!-- paues -->\n", W, 1, 6, "“paues” is no command", "<!-- pause -->"},
	{"<!-- Pause -->\n", W, 1, 6, "“Pause”", "pause"},
	{"<!-- end slide -->\n", W, 1, 6, "“end slide”", "end_slide"},
	{"<!-- end-slide -->\n", W, 1, 6, "“end-slide”", "end_slide"},
	{"a\n\n<!--\nspeaker_notes: x\n-->\n", W, 4, 1, "“speaker_notes”", "speaker_note"},
	{"<!-- quizz id=a -->\n", W, 1, 6, "“quizz”", "quiz"},
	{"<!-- font_size: 9 -->\n", E, 1, 6, "font_size cannot be used with “9”", "font_size: 2"},
	{"<!-- pause: 3 -->\n", E, 1, 6, "pause", "<!-- pause -->"},
	{"<!-- new_lines -->\n", E, 1, 6, "new_lines", "new_lines: 3"},
	{"<!-- incremental_lists: yes -->\n", E, 1, 6, "“yes”", "incremental_lists: true"},
	{"<!-- alignment: middle -->\n", E, 1, 6, "“middle”", "alignment: center"},
	{"<!-- column_layout: 3, 2 -->\n", E, 1, 6, "“3, 2”", "[3, 2]"},
	{"<!-- column_layout: [0] -->\n", E, 1, 6, "“[0]”", "[3, 2]"},
	{"<!-- column: 0 -->\n", E, 1, 6, "no column layout", "column_layout"},
	{"<!-- column_layout: [1, 1] -->\n<!-- column: 2 -->\n", E, 2, 6, "no column 2", "number 0"},
	{"- a\n  <!-- end_slide -->\n", W, 2, 8, "inside a list", "beginning of a line"},
	{"a\n\n<!-- never closed\n\n# B\n", E, 3, 1, "never closed", "-->"},
	{"one\n\n---\n\ntwo\n---\nthree\n", W, 6, 1, "heading", "empty line"},
	{"a\n\n##B\n", W, 3, 1, "no heading", "space"},
	{"|a|b|\n|-|-|\n|1|\n", W, 3, 0, "1 cell instead of 2", "|"},
	{"```chart pie\na: 1\n```\n", E, 1, 4, "“pie”", "chart bar"},
	{"```chart\na: 1\n```\n", E, 1, 4, "kind", "chart bar"},
	{"x\n\n```chart bar\na: 1\nb: nhiều\n```\n", E, 5, 4, "“nhiều”", "78.5"},
	{"```chart bar\na: 1.000,5\n```\n", E, 2, 4, "“1.000,5”", "digits"},
	{"```chart bar\na 1\n```\n", E, 2, 0, "no colon", "92"},
	{"```chart pyramid\na: 1\n```\n", E, 2, 0, "1 values instead of 2", "|"},
	{"```chart stacked\nseries: x | y\na: 1\n```\n", E, 1, 0, "2 series", "series:"},
	{"```chart bar\n```\n", E, 1, 0, "no rows", "92"},
};

static const struct mistake questions[] = {
	{Q "1. [ ] a\n2. [ ] b\n", E, 3, 0, "No answer", "[x]"},
	{Q "- [ ] a\n- [ ] b\n", E, 3, 0, "No answer", "[x]"},
	{Q "1. [x] a\n2. [ ] b\n3. [x] c\n", E, 5, 4, "here 2 are ticked", "with -"},
	{Q "1. [x] a\n2. b\n", E, 4, 0, "no box", "[ ]"},
	{Q "- [x] a\n- [] b\n", E, 4, 3, "“[]” is no box", "[ ]"},
	{Q "- [x] a\n- [ ]b\n", E, 4, 3, "“[ ]” is no box", "space"},
	{Q "- [x]a\n- [ ] b\n", E, 3, 3, "“[x]” is no box", "space"},
	{Q "- [v] a\n- [ ] b\n", E, 3, 3, "“[v]”", "[x]"},
	{Q "- [х] a\n- [ ] b\n", E, 3, 3, "“[х]”", "[x]"},
	{Q "- (x) a\n- [ ] b\n", E, 3, 3, "“(x)”", "[x]"},
	{Q "- [x](u) a\n- [ ] b\n", E, 3, 3, "link", "bracket"},
	{Q "- [x] a\n- [ ] b\n\n[x]: http://u\n", E, 3, 3, "link", "[x]:"},
	{Q "- [x] a\n- [ ] b\n\n- more\n- and more\n", E, 6, 0, "part of the options above", "* instead of -"},
	{Q "1. [x] a\n2. [ ] b\n\n1. step\n", E, 6, 0, "part of the options above", "<!-- -->"},
	{Q "- [x]\n- [ ] b\n", E, 3, 0, "empty", "after the box"},
	{Q "- [x] a\n", W, 3, 0, "only one answer", "[ ]"},
	{Q "1. [x] a\n2. [ ] a\n", W, 4, 0, "twice: a", "Change"},
	{Q "1. [x] a <!-- 50% -->\n2. [ ] b\n", W, 3, 10, "full marks", "weight"},
	{Q "1. [x] a\n2. [ ] b <!-- 150% -->\n", E, 4, 10, "“150%”", "-100%"},
	{Q "1. [x] a\n2. [ ] b <!-- 5o% -->\n", E, 4, 10, "“5o%”", "50%"},
	{Q "1. [x] a\n2. [ ] b <!-- lats -->\n", W, 4, 15, "“lats”", "last"},
	{Q "1. a\n", E, 3, 0, "put in order", "two items"},
	{Q "- a -> b\n- c\n- d -> e\n", E, 4, 0, "no arrow", "->"},
	{Q "- a -> b\n- c ->\n", E, 4, 0, "right side", "left"},
	{Q "- a -> b\n- -> c\n", E, 3, 0, "nothing to match", "two lines"},
	{Q "- a -> b\n- a -> c\n", W, 4, 0, "twice: a", "Change"},
	{Q "a [[*b* c]] d\n", E, 3, 3, "formatting", "[[`a_b`]]"},
	{Q "\n[[a*b]] and [[c*d]]\n", E, 4, 1, "formatting", "backquotes"},
	{Q "\n[[a]] and [[c*d*]]\n", E, 4, 11, "formatting", "backquotes"},
	{Q "[[a]] and a\nb [[= a]]\n", E, 4, 5, "“a”", "[[= 2,1]]"},
	{Q "a [[b\n", E, 3, 3, "never closed", "]]"},
	{Q "a\n\nb\nc [[ ]] d\n", E, 6, 3, "empty", "[[a | b]]"},
	{Q "[[a || b]]\n", E, 3, 1, "empty", "bars"},
	{Q "a [[(b) | (c)]] d\n", E, 3, 3, "More than one choice", "one right choice"},
	{Q "[[= nhiều]]\n", E, 3, 3, "“nhiều”", "[[= 2,1]]"},
	{Q "[[= 1.234,5]]\n", E, 3, 3, "1.234,5", "2,1"},
	{Q "[[= 5 .. 2]]\n", E, 3, 3, "5 .. 2", "2.2"},
	{Q "[[= 1.000]]\n", W, 3, 3, "decimal", "1000"},
	{Q "[[@ 30/2/2018]]\n", E, 3, 3, "30/2/2018", "9/5/2018"},
	{Q "[[= 3 | @ 9/5/2018]]\n", E, 3, 9, "mixed", "all with ="},
	{Q "- [[a]] <!-- 50% -->\n- [[b]] <!-- 0% -->\n", E, 1, 0, "No answer", "weight"},
	{Q "a [[= 1 | 2]] b\n", E, 3, 3, "one number", "range"},
	{"## Q [[a]]\n<!-- quiz id=a -->\n", E, 1, 6, "heading", "under the heading"},
	{Q "nothing\n", E, 1, 0, "no answers", "[ ]"},
	{Q "- a\n- b\n", E, 1, 0, "no answers", "[x] before the right"},
	{Q "- a => b\n- c => d\n", E, 1, 0, "no answers", "->"},
	{Q "Thủ đô là ___.\n", E, 1, 0, "no answers", "[[answer]]"},
	{Q "[Hà Nội]\n", E, 1, 0, "no answers", "two square brackets"},
	{Q "A. Một\nB. Hai\n", E, 1, 0, "no answers", "1. [ ]"},
	{Q "x\n\n    - [x] a\n    - [ ] b\n", E, 1, 0, "no answers", "Take out the spaces"},
	{Q "- a –> b\n- c –> d\n", E, 1, 0, "no answers", "->"},
	{Q "- (x) a\n- ( ) b\n", E, 1, 0, "no answers", "[x] and [ ]"},
	{"##\n<!-- quiz id=a type=essay -->\n", E, 1, 0, "asks nothing", "after the #"},
	{"text\n\n<!-- quiz id=a -->\n", E, 3, 1, "no heading", "## "},
	{"## Q <!-- quiz id=a -->\n\n[[a]]\n", E, 1, 6, "no heading", "line under it"},
	{"## Q\n\ntext\n\n<!-- quiz id=a -->\n\n[[a]]\n", E, 5, 1, "no heading", "line under"},
	{"## Q\n<!-- quiz -->\n[[a]]\n", W, 2, 6, "no id", "--fix"},
	{Q "[[a]]\n## R\n<!-- quiz id=a -->\n[[b]]\n", E, 5, 11, "line 1 has the same id: a", "another id"},
	{"## Q\n<!-- quiz id=a draft=yes -->\n[[a]]\n", W, 2, 16, "drafted", "draft=yes"},
	{Q "> hint\n\n[[a]]\n", W, 1, 0, "hints", "interactive"},
	{Q "[[a]]\n\nafter\n", W, 5, 0, "after the answers", "---"},
	{"## Q\n<!-- quiz id=a point=2 -->\n[[a]]\n", E, 2, 16, "“point”", "“points”"},
	{"## Q\n<!-- quiz id=a points=0 -->\n[[a]]\n", E, 2, 16, "“0”", "above 0"},
	{"## Q\n<!-- quiz id=\"a b\" -->\n[[a]]\n", E, 2, 11, "“a b”", "without spaces"},
	{"## Q\n<!-- quiz id=a\n     points -->\n[[a]]\n", E, 3, 6, "“points” has no value", "name=value"},
	{"## Q\n<!-- quiz id=a points = 2 -->\n[[a]]\n", E, 2, 16, "has no value", "without spaces"},
	{"## Q\n<!-- quiz id=a tags=\"x -->\n[[a]]\n", E, 2, 16, "closing quote", "\""},
	{"## Q\n<!-- quiz id=a id=b -->\n[[a]]\n", E, 2, 11, "second time", "only one"},
	{"## Q\n<!-- quiz id=a type=choice -->\n[[a]]\n", E, 2, 16, "“choice”", "single"},
	{"## Q\n<!-- quiz id=a type=order -->\n[[a]]\n", E, 2, 16, "type=text", "1. "},
	{"## Q\n<!-- quiz id=a type=number -->\n[[a]]\n", E, 2, 16, "type=number does not fit", "[[= "},
	{"## Q\n<!-- quiz id=a type=essay -->\n- [x] a\n- [ ] b\n", E, 2, 16, "options", "type=essay"},
	{"## Q\n<!-- quiz id=a scoring=h5p -->\n1. [x] a\n2. [ ] b\n", E, 2, 16, "type=single", "scoring="},
	{"## Q\n<!-- quiz id=a accents=no -->\n[[a]]\n", E, 2, 16, "“no”", "accents=require"},
};

static const struct diagnostic *find(const struct diagnostics *diags, const struct mistake *want)
{
	for (unsigned int i = 0; i < diags->items->len; i++) {
		const struct diagnostic *d = g_ptr_array_index(diags->items, i);

		if (d->severity == want->severity && d->line == want->line && d->column == want->column &&
		    strstr(d->message, want->words))
			return d;
	}
	return NULL;
}

static void check(const struct mistake *want)
{
	g_autoptr(Diagnostics) diags = diagnostics_new();
	g_autoptr(Lesson) lesson = lesson_parse(want->source, strlen(want->source), "x.md", NULL, diags);
	const struct diagnostic *found = find(diags, want);

	assert_non_null(lesson);
	if (found && found->hint && strstr(found->hint, want->hint))
		return;
	GString *came = g_string_new(NULL);

	for (unsigned int i = 0; i < diags->items->len; i++) {
		g_autofree char *text = diagnostic_format(g_ptr_array_index(diags->items, i), want->source);

		g_string_append(came, text);
	}
	print_error("of\n%s\nwanted %d:%d “%s” (%s), came\n%s", want->source, want->line, want->column, want->words,
		    want->hint, came->str);
	g_string_free(came, TRUE);
	fail();
}

static void test_front_matter(void **state)
{
	(void)state;
	for (size_t i = 0; i < G_N_ELEMENTS(front); i++)
		check(&front[i]);
}

static void test_slides(void **state)
{
	(void)state;
	for (size_t i = 0; i < G_N_ELEMENTS(slides); i++)
		check(&slides[i]);
}

static void test_questions(void **state)
{
	(void)state;
	for (size_t i = 0; i < G_N_ELEMENTS(questions); i++)
		check(&questions[i]);
}

static void test_one_mistake_is_one_report(void **state)
{
	(void)state;
	for (size_t i = 0; i < G_N_ELEMENTS(questions); i++) {
		g_autoptr(Diagnostics) diags = diagnostics_new();
		g_autoptr(Lesson) lesson =
			lesson_parse(questions[i].source, strlen(questions[i].source), "x.md", NULL, diags);

		assert_non_null(lesson);
		if (questions[i].severity == E && diags->errors != 1)
			fail_msg("%u errors of\n%s", diags->errors, questions[i].source);
	}
}

static void test_ten_mistakes_at_once(void **state)
{
	static const struct {
		int line, column;
	} want[] = {{2, 8}, {3, 1}, {9, 6}, {13, 0}, {20, 0}, {27, 4}, {33, 3}, {39, 0}, {42, 16}, {47, 11}, {49, 22}};
	g_autoptr(Diagnostics) diags = diagnostics_new();
	g_autoptr(Lesson) lesson = lesson_load(SOURCE_DIR "/tests/data/lessons/ten-mistakes.md", diags, NULL);

	(void)state;
	assert_int_equal(diags->items->len, G_N_ELEMENTS(want));
	for (unsigned int i = 0; i < diags->items->len; i++) {
		const struct diagnostic *d = g_ptr_array_index(diags->items, i);

		assert_int_equal(d->line, want[i].line);
		assert_int_equal(d->column, want[i].column);
	}
	/* What is right in it is used. */
	assert_string_equal(lesson->title, "Bài 1: Dân số");
	assert_int_equal(lesson->n_questions, 1);
}

static void test_an_ordinary_document_has_no_errors(void **state)
{
	static const char *const documents[] = {
		"Title\n=====\n\nSub\n---\n\n* a\n* b\n\n![x](no.png) [x]\n\n[x]: u\n\n<img> <!-- TODO -->\n",
		"---\n\nA thematic break first.\n\n---\n",
		"---\n\n---\n",
		"# README [![badge](https://x/y.svg)](z)\n\n```c\nint x[2][2];\n```\n\n- [x] done\n- [ ] open\n",
		"a -> b, [[wiki link]], x_y_z, 1. [x]\n\n| no | table\n",
		"<!-- markdownlint-disable -->\n<!-- prettier-ignore -->\n<!-- toc -->\n# A\n",
		"- a\n\n      code\n\n1) x\n\n<details>\n<summary>s</summary>\n\nbody\n\n</details>\n",
	};

	(void)state;
	for (size_t i = 0; i < G_N_ELEMENTS(documents); i++) {
		g_autoptr(Diagnostics) diags = diagnostics_new();
		g_autoptr(Lesson) lesson = lesson_parse(documents[i], strlen(documents[i]), "x.md", SOURCE_DIR, diags);

		assert_non_null(lesson);
		for (unsigned int n = 0; n < diags->items->len; n++) {
			const struct diagnostic *d = g_ptr_array_index(diags->items, n);

			if (d->severity == SEVERITY_ERROR)
				fail_msg("%d:%d: %s of\n%s", d->line, d->column, d->message, documents[i]);
		}
	}
}

static void test_all_mistakes_of_the_front_matter_at_once(void **state)
{
	const char *source =
		"---\ntitle: A: B\nfoo: 1\nauthor: X: Y\nquiz:\n  pass: 80%\n  bar:\n    deep: 1\n  time: 3\n"
		"  draw: {a: 1, b: 2}\nsources:\n  - number: 1\n    colour: red\n    title: t\n"
		"bands: []\nlang: en\n---\n";
	static const int lines[] = {2, 3, 4, 7, 9, 10, 10, 13};
	g_autoptr(Diagnostics) diags = diagnostics_new();
	g_autoptr(Lesson) lesson = lesson_parse(source, strlen(source), "x.md", NULL, diags);

	(void)state;
	assert_int_equal(diags->items->len, G_N_ELEMENTS(lines));
	for (unsigned int i = 0; i < diags->items->len; i++)
		assert_int_equal(((const struct diagnostic *)g_ptr_array_index(diags->items, i))->line, lines[i]);
	assert_string_equal(lesson->title, "A: B");
	assert_string_equal(lesson->author, "X: Y");
	assert_string_equal(lesson->lang, "en");
	assert_int_equal(lesson->quiz.pass.num, 4);
	assert_int_equal(lesson->quiz.pass.den, 5);
	assert_int_equal(lesson->quiz.n_draw, 2);
	assert_int_equal(lesson->n_sources, 1);
	assert_string_equal(lesson->sources[0].title, "t");
	assert_int_equal(lesson->n_bands, 7);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_front_matter),
		cmocka_unit_test(test_slides),
		cmocka_unit_test(test_questions),
		cmocka_unit_test(test_one_mistake_is_one_report),
		cmocka_unit_test(test_ten_mistakes_at_once),
		cmocka_unit_test(test_an_ordinary_document_has_no_errors),
		cmocka_unit_test(test_all_mistakes_of_the_front_matter_at_once),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
