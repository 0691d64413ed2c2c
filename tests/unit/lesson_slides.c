/* Where slides begin and end, and what stands on them. */
#include "lesson_dump.h"

static void test_three_ways_to_end_a_slide(void **state)
{
	(void)state;
	assert_slides("# A\n\none\n\n---\n\n# B\n\n***\n\n## C\n\n___\n\nd\n", "1! A\n  p one\n1! B\n2 C\n0 \n  p d\n");
	assert_slides("# A\n\n<!-- end_slide -->\n\n# B\n\n## not a slide of its own\n",
		      "1! A\n1 B\n  h2 not a slide of its own\n");
	assert_slides("# A\ntext\n## B\n### C\ntext\n# D\n", "1! A\n  p text\n2 B\n  h3 C\n  p text\n1! D\n");
}

static void test_headings_begin_slides_when_asked(void **state)
{
	(void)state;
	assert_slides("---\noptions: {implicit_slide_ends: true}\n---\n# A\n\nx\n\n---\n\ny\n\n# B\n",
		      "1! A\n  p x\n0 \n  p y\n1! B\n");
}

static void test_empty_slides_are_none(void **state)
{
	(void)state;
	assert_slides("---\n\n***\n\n# A\n\n---\n\n---\n", "1! A\n");
	assert_slides("", "");
	assert_slides("\n\n\n", "");
	/* But what is said to the speaker is kept. */
	assert_slides("# A\n\n---\n\n<!-- speaker_note: x -->\n\n---\n\n# B\n", "1! A\n0 \n  note: x\n1! B\n");
}

static void test_title(void **state)
{
	(void)state;
	assert_slides("before\n\n## A *b*\n\nafter\n\n---\n\n> # quoted\n",
		      "2 A <e>b</>\n  p before\n  p after\n0 \n  quote\n    h1 quoted\n");
	assert_slides("# A\n\none\n\ntwo\n\n---\n\n# B\n\n- x\n",
		      "1 A\n  p one\n  p two\n1 B\n  ul\n    li\n      p x\n");
}

static void test_title_of_the_lesson(void **state)
{
	static const struct {
		const char *source, *title;
	} cases[] = {{"---\ntitle: T\n---\n# A\n", "T"},
		     {"text\n\n---\n\n# A *b*\n", "A b"},
		     {"text\n", "bai"},
		     {"---\ntitle: ''\n---\n# A\n", "A"}};

	(void)state;
	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autoptr(Diagnostics) diags = diagnostics_new();
		g_autoptr(Lesson) lesson =
			lesson_parse(cases[i].source, strlen(cases[i].source), "a/bai.md", NULL, diags);

		assert_string_equal(lesson->title, cases[i].title);
		assert_string_equal(lesson->name, "bai");
		assert_string_equal(lesson->path, "a/bai.md");
	}
}

static void test_inlines(void **state)
{
	(void)state;
	assert_slides("*a* **b** ***c*** `d*` [e](f) <http://g> \\*h\\* &amp; i  \nj\nk\n",
		      "0 \n  p <e>a</> <s>b</> <e><s>c</> <c>d*</> <a f>e</> <a http://g>http://g</> *h* & i\nj k\n");
	assert_slides("[*a* `b`](u)\n", "0 \n  p <a u><e>a</><a u> </><a u><c>b</>\n");
	assert_slides("~~old~~ new ~~a *b* c~~ a ~~ b `~~` x~~\n",
		      "0 \n  p <d>old</> new <d>a </><e><d>b</><d> c</> a ~~ b <c>~~</> x~~\n");
	assert_slides("~~plain~~ ~~\n", "0 \n  p <d>plain</> ~~\n");
	assert_slides("a ![alt *x*](p.png) b ![](dir/q.png)\n", "0 \n  p a alt <e>x</> b q.png\n");
	assert_slides("[ref][r] [no]\n\n[r]: target\n", "0 \n  p <a target>ref</> [no]\n");
}

static void test_blocks(void **state)
{
	(void)state;
	assert_slides("- a\n- b\n  - c\n\n    d\n\n3. x\n4. y\n",
		      "0 \n  ul\n    li\n      p a\n    li\n      p b\n      ul loose\n        li\n          p c\n     "
		      "     p d\n"
		      "  ol 3\n    li\n      p x\n    li\n      p y\n");
	assert_slides("- a\n\n- b\n", "0 \n  ul loose\n    li\n      p a\n    li\n      p b\n");
	assert_slides("> a\n>\n> b\n>> c\n", "0 \n  quote\n    p a\n    p b\n    quote\n      p c\n");
	assert_slides("```sh -x\na  b\n*c*\n\n```\n\n    d\n", "0 \n  code sh: a  b\n*c*\n  code : d\n");
	assert_slides("![alt](p.png)\n", "0 \n  image p.png: alt\n");
	assert_slides("- [x] not a question\n- [ ] nor this\n",
		      "0 \n  ul\n    li\n      p [x] not a question\n    li\n      p [ ] nor this\n");
}

static void test_tables(void **state)
{
	(void)state;
	assert_slides("| a | b |\n| :-- | --: |\n| 1 \\| 2 | **3** |\n| `x` | y<br>z |\n",
		      "0 \n  table left right\n    row\n      cell a\n      cell b\n    row\n      cell 1 | 2\n      "
		      "cell <s>3</>\n"
		      "    row\n      cell <c>x</>\n      cell y\nz\n");
	/* Without outer bars, after text, in a list, in a quote. */
	assert_slides("lead\nmore\na | b\n:-: | -\n1 | 2\n",
		      "0 \n  p lead more\n  table center none\n    row\n      cell a\n      cell b\n    row\n      "
		      "cell 1\n      cell 2\n");
	assert_slides("- | a | b |\n  |---|---|\n  | 1 | 2 |\n",
		      "0 \n  ul\n    li\n      table none none\n        row\n          cell a\n          cell b\n"
		      "        row\n          cell 1\n          cell 2\n");
	assert_slides("> | a |\n> |---|\n> | > |\n",
		      "0 \n  quote\n    table none\n      row\n        cell a\n      row\n        cell >\n");
	/* Not tables. */
	assert_slides("a | b\n- | -\n", "0 \n  p a | b\n  ul\n    li\n      p | -\n");
	assert_slides("a | b\n--- | --- | ---\n", "0 \n  p a | b --- | --- | ---\n");
	/* An entity, a star that is none, a cell like a list. */
	assert_slides("| &amp; | a * b | - c |\n|-|-|-|\n",
		      "0 \n  table none none none\n    row\n      cell &\n      cell a * b\n      cell - c\n");
}

static void test_uneven_rows_lose_nothing(void **state)
{
	g_autoptr(Diagnostics) diags = diagnostics_new();

	(void)state;
	assert_slides_with(
		"| a | b |\n|---|---|\n| 1 |\n| 1 | 2 | 3 |\n",
		"0 \n  table none none\n    row\n      cell a\n      cell b\n    row\n      cell 1\n      cell \n"
		"    row\n      cell 1\n      cell 2 | 3 |\n",
		diags);
	assert_int_equal(diags->warnings, 2);
}

static void test_html(void **state)
{
	(void)state;
	assert_slides("a <b>c</b><br>d <!-- hidden --> e <script>evil()</script>f\n", "0 \n  p a c\nd  e f\n");
	assert_slides("<div>x &amp; <i>y</i></div>\n\n<p>a<br>b</p>\n\n<style>\np "
		      "{}\n</style>\n\n<table><tr><td>1<td>2</table>\n",
		      "0 \n  p x & y\n  p a\nb\n  p 1 2\n");
	assert_slides("a <script>never closed\n", "0 \n  p a never closed\n");
	assert_slides("<!-- a --> text <!-- pause -->\n", "0 \n  p text\n  pause\n");
	assert_slides("a <!-- b --> *c*\n", "0 \n  p a  <e>c</>\n");
	assert_slides("<![CDATA[x < y]]>\n\n<?php x ?>\n\n<!DOCTYPE html>\n", "0 \n  p x < y\n");
}

static void test_notes(void **state)
{
	(void)state;
	assert_slides("# A\n\n<!-- speaker_note: one -->\n\n<!--\nspeaker_note: |\n  two\n\n    deeper\n  three\n-->\n",
		      "1! A\n  note: one\ntwo\n\n  deeper\nthree\n");
	/* Before a heading that begins a slide, it is that slide's. */
	assert_slides("# A\n\n---\n<!-- speaker_note: for B -->\n\n# B\n", "1! A\n1! B\n  note: for B\n");
	assert_slides("<!-- speaker_note: for A -->\n# A\n# B\n", "1! A\n  note: for A\n1! B\n");
	assert_slides("- a\n  <!-- speaker_note: in an item -->\n",
		      "0 \n  ul\n    li\n      p a\n  note: in an item\n");
}

static void test_bit_by_bit(void **state)
{
	(void)state;
	assert_slides("a\n\n<!-- pause -->\n\nb <!-- pause -->\n\n- c\n  <!-- pause -->\n- d\n",
		      "0 \n  p a\n  pause\n  p b\n  pause\n  ul\n    li\n      p c\n      pause\n    li\n      p d\n");
	assert_slides("<!-- incremental_lists: true -->\n\n- a\n- b\n  - c\n\nd\n\n---\n\n- e\n- f\n",
		      "0 \n  pause\n  ul\n    li\n      p a\n    pause\n    li\n      p b\n      pause\n      ul\n"
		      "        li\n          p c\n  pause\n  p d\n0 \n  ul\n    li\n      p e\n    li\n      p f\n");
	/* No key that shows nothing: neither twice in a row nor at the end. */
	assert_slides("---\noptions: {incremental_lists: true}\n---\n\n<!-- pause -->\n<!-- pause -->\n- a\n- b\n",
		      "0 \n  pause\n  ul\n    li\n      p a\n    pause\n    li\n      p b\n");
	assert_slides("<!-- incremental_tables: true -->\n\n|a|\n|-|\n|1|\n|2|\n\nb\n",
		      "0 \n  table none\n    row\n      cell a\n    pause\n    row\n      cell 1\n    pause\n    row\n "
		      "     cell 2\n"
		      "  pause\n  p b\n");
}

static void test_columns(void **state)
{
	(void)state;
	assert_slides("# T\n\n<!-- column_layout: [3, 2] -->\n\nfirst\n\n<!-- column: 1 -->\n\n### right\n\n- "
		      "x\n\n<!-- column: 0 -->\n\n"
		      "again\n\n<!-- reset_layout -->\n\nbelow\n",
		      "1 T\n  columns\n    column 3\n      p first\n      p again\n    column 2\n      h3 right\n      "
		      "ul\n        li\n"
		      "          p x\n  p below\n");
	/* A slide's end is the layout's end, too. */
	assert_slides("<!-- column_layout: [1, 1] -->\n<!-- column: 0 -->\n\na\n\n---\n\nb\n",
		      "0 \n  columns\n    column 1\n      p a\n    column 1\n0 \n  p b\n");
}

static void test_other_commands(void **state)
{
	(void)state;
	assert_slides("<!-- jump_to_middle -->\n\n# A\n\n<!-- alignment: center -->\n<!-- new_lines: 3 -->\n<!-- "
		      "newline -->\n\nb\n",
		      "1! A\n  middle\n  align center\n  space 3\n  space 1\n  p b\n");
	assert_slides("<!-- list_item_newlines: 2 -->\n\n- a\n\n<!-- comment: pause -->\n<!-- // pause -->\n<!-- any "
		      "words at all -->\n",
		      "0 \n  ul spacing=2\n    li\n      p a\n");
	assert_slides("# A\n\n---\n\n<!-- skip_slide -->\n\n# gone\n\n---\n\n# B\n", "1! A\n1! B\n");
}

/* Presenterm's own way of writing titles and of moving columns. */
static void test_presenterm(void **state)
{
	const char *source = "One\n---\n\na\n\n<!-- end_slide -->\n\n<!-- jump_to_middle -->\n\nEnd\n---\n";
	g_autoptr(Diagnostics) diags = diagnostics_new();
	g_autoptr(Lesson) lesson = lesson_parse(source, strlen(source), "x.md", NULL, diags);

	(void)state;
	assert_int_equal(diags->items->len, 0);
	assert_slides(source, "2 One\n  p a\n2! End\n  middle\n");
	assert_slides("[](https://a.vn)\n", "0 \n  p <a https://a.vn>https://a.vn</>\n");
	assert_slides("<!-- column_layout: [1, 2] -->\n<!-- column: 1 -->\n\na\n",
		      "0 \n  columns\n    column 1\n    column 2\n      p a\n");
}

static void test_slide_settings(void **state)
{
	const char *source = "# A\n\n<!-- no_footer -->\n<!-- font_size: 3 -->\n<!-- minutes: 4 -->\n\n---\n\n# B\n";
	g_autoptr(Diagnostics) diags = diagnostics_new();
	g_autoptr(Lesson) lesson = lesson_parse(source, strlen(source), "x.md", NULL, diags);

	(void)state;
	assert_int_equal(lesson->n_slides, 2);
	assert_true(lesson->slides[0].no_footer);
	assert_int_equal(lesson->slides[0].font_size, 3);
	assert_int_equal(lesson->slides[0].minutes, 4);
	assert_int_equal(lesson->slides[0].line, 1);
	assert_false(lesson->slides[1].no_footer);
	assert_int_equal(lesson->slides[1].font_size, 0);
	assert_int_equal(lesson->slides[1].minutes, 0);
	assert_int_equal(lesson->slides[1].line, 9);
	assert_int_equal(diags->items->len, 0);
}

static void test_charts(void **state)
{
	(void)state;
	assert_slides("```chart bar\ntitle: Tỷ lệ: %\nTổ 1: nam: 92\nB: 78,5\nC: −3\n```\n",
		      "0 \n  chart bar Tỷ lệ: %: - [Tổ 1: nam 92] [B 78.5] [C -3]\n");
	assert_slides("```chart pyramid\nleft: Nam\nright: Nữ\n0-14: 11.2 | 10.1\n```\n",
		      "0 \n  chart pyramid -: Nam Nữ [0-14 11.2 10.1]\n");
	assert_slides("~~~chart stacked\nseries: a | b\n\nx: 1 | 2\ny: 3|4\n~~~\n",
		      "0 \n  chart stacked -: a b [x 1 2] [y 3 4]\n");
	/* A word that only begins like it is a language. */
	assert_slides("```charts\nx\n```\n", "0 \n  code charts: x\n");
}

static void test_sources_close_the_lesson(void **state)
{
	(void)state;
	assert_slides("---\nsources: [{number: 1, title: x}]\n---\n# A\n", "1! A\n2 Nguồn tài liệu\n  sources\n");
	assert_slides("---\nlang: en\nsources: [{number: 1, title: x}]\n---\n# A\n", "1! A\n2 Sources\n  sources\n");
}

static void test_strings_are_filtered_and_composed(void **state)
{
	(void)state;
	/* A character reference can bring in what the file does not show. */
	assert_slides("a&#27;[31m b&#x9b;c &#x202e;d e&#x301;\n\n![&#2;](&#3;)\n",
		      "0 \n  p a\ufffd[31m b\ufffdc d é\n  image \ufffd: \ufffd\n");
	assert_slides("`x\033y` and a good many ordinary words around it, enough for a text\n",
		      "0 \n  p <c>x\ufffdy</> and a good many ordinary words around it, enough for a text\n");
	assert_slides("```\nx\033y and a good many ordinary words around it, enough for a text\n```\n",
		      "0 \n  code : x\ufffdy and a good many ordinary words around it, enough for a text\n");
	assert_slides("e\u0301\n", "0 \n  p é\n");
	assert_slides("<div>&#27;</div>\n", "0 \n  p \ufffd\n");
}

static void test_any_line_end(void **state)
{
	(void)state;
	assert_slides("---\r\ntitle: x\r\n---\r\n# A\r\n\r\n- b\r\n", "1 A\n  ul\n    li\n      p b\n");
	assert_slides("\xef\xbb\xbf# A\n", "1! A\n");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_three_ways_to_end_a_slide),
		cmocka_unit_test(test_headings_begin_slides_when_asked),
		cmocka_unit_test(test_empty_slides_are_none),
		cmocka_unit_test(test_title),
		cmocka_unit_test(test_title_of_the_lesson),
		cmocka_unit_test(test_inlines),
		cmocka_unit_test(test_blocks),
		cmocka_unit_test(test_tables),
		cmocka_unit_test(test_uneven_rows_lose_nothing),
		cmocka_unit_test(test_html),
		cmocka_unit_test(test_notes),
		cmocka_unit_test(test_bit_by_bit),
		cmocka_unit_test(test_columns),
		cmocka_unit_test(test_other_commands),
		cmocka_unit_test(test_presenterm),
		cmocka_unit_test(test_slide_settings),
		cmocka_unit_test(test_charts),
		cmocka_unit_test(test_sources_close_the_lesson),
		cmocka_unit_test(test_strings_are_filtered_and_composed),
		cmocka_unit_test(test_any_line_end),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
