/* Whatever the bytes are, a lesson comes of them, soon and whole. */
#include "lesson_dump.h"

#include <unistd.h>

/* A test that takes so long hangs. */
#define HANG_SECONDS 120

static char *repeat(const char *what, size_t n)
{
	GString *out = g_string_sized_new(strlen(what) * n + 1);

	for (size_t i = 0; i < n; i++)
		g_string_append(out, what);
	return g_string_free(out, FALSE);
}

static struct lesson *parse(const char *source, size_t len)
{
	g_autoptr(Diagnostics) diags = diagnostics_new();
	struct lesson *lesson = lesson_parse(source, len, "x.md", NULL, diags);

	assert_non_null(lesson);
	for (unsigned int i = 0; i < diags->items->len; i++)
		g_free(diagnostic_format(g_ptr_array_index(diags->items, i), lesson->text));
	return lesson;
}

static int depth_of(const struct block *block)
{
	int deepest = 0;

	for (; block; block = block->next) {
		int depth = 1 + depth_of(block->first);

		deepest = MAX(deepest, depth);
	}
	return deepest;
}

/* The text must still be there, and nothing nest so deep that whoever draws it overflows the stack. */
static void assert_kept(const char *source, const char *text)
{
	g_autoptr(Lesson) lesson = parse(source, strlen(source));
	g_autofree char *dump = dump_lesson(lesson);

	assert_non_null(strstr(dump, text));
	for (size_t i = 0; i < lesson->n_slides; i++)
		assert_true(depth_of(lesson->slides[i].first) < 100);
}

static void test_deep_nesting(void **state)
{
	g_autofree char *quotes = repeat("> ", 1000), *lists = repeat("- ", 50000), *tight = repeat(">", 100000);
	g_autofree char *quoted = g_strconcat(quotes, "needle\n", NULL), *listed = g_strconcat(lists, "needle\n", NULL);
	g_autofree char *lines = repeat("\n", 20000), *deep = g_strconcat(listed, lines, NULL);
	g_autofree char *spans = repeat("a*", 50000), *spanned = g_strconcat(tight, spans, " needle\n", NULL);
	GString *indented = g_string_new(NULL);

	(void)state;
	for (int i = 0; i < 300; i++)
		g_string_append_printf(indented, "%*s- x%d\n", 2 * i, "", i);
	assert_kept(quoted, "needle");
	assert_kept(listed, "needle");
	assert_kept(deep, "needle");
	assert_kept(spanned, "needle");
	assert_kept(indented->str, "x299");
	g_string_free(indented, TRUE);
}

static void test_deep_spans(void **state)
{
	static const char *const openers[] = {"*a ",    "**a ",   "[a ",   "![a ",     "[[",
					      "`",      "<a ",    "<!-- ", "&",        "~~a",
					      "![[]()", "[a](<b", "a_b",   "<script>", "![a [b](c) "};

	(void)state;
	for (size_t i = 0; i < G_N_ELEMENTS(openers); i++) {
		g_autofree char *many = repeat(openers[i], 40000), *source = g_strconcat("needle ", many, "\n", NULL);

		assert_kept(source, "needle");
	}
}

static void test_long_lines_and_large_tables(void **state)
{
	g_autofree char *line = repeat("dân số ", 150000), *rows = repeat("| 1 | **2** |\n", 10000);
	g_autofree char *table = g_strconcat("| a | b |\n|---|---|\n", rows, NULL);
	g_autofree char *cells = repeat("a|", 50000), *dashes = repeat("-|", 50000);
	g_autofree char *wide = g_strconcat("|", cells, "\n|", dashes, "\n", NULL);
	g_autoptr(Lesson) lesson = parse(table, strlen(table));
	size_t n = 0;

	(void)state;
	for (const struct block *row = lesson->slides[0].first->first; row; row = row->next)
		n++;
	assert_int_equal(n, 10001);
	assert_kept(line, "dân số");
	assert_kept(wide, "a|a");
}

static void test_large_questions(void **state)
{
	static const char *const lines[] = {"- [x] a\n",
					    "- [x]a\n",
					    "1. [ ] a\n",
					    "- a -> b\n",
					    "- [[a]]\n",
					    "[[a]] ",
					    "*x* [[a]] ",
					    "[[= 1 | 2 | @ 3]]\n\n",
					    "> hint\n\n",
					    "[[",
					    "- [x] a <!-- 5% -->\n",
					    "a|",
					    "<!-- quiz -->\n",
					    "`->` "};

	(void)state;
	for (size_t i = 0; i < G_N_ELEMENTS(lines); i++) {
		g_autofree char *many = repeat(lines[i], 20000);
		g_autofree char *source = g_strconcat("# needle\n<!-- quiz id=a -->\n\n", many, "\n", NULL);

		assert_kept(source, "needle");
	}
	g_autofree char *attributes = repeat("a=b\n", 50000);
	g_autofree char *source = g_strconcat("# needle\n<!-- quiz ", attributes, "-->\n\n[[a]]\n", NULL);
	g_autofree char *questions = repeat("# needle\n<!-- quiz id=a -->\n[[a]]\n", 5000);

	assert_kept(source, "needle");
	assert_kept(questions, "needle");
}

/* The same sequence everywhere. */
static uint32_t next_random(uint32_t *seed)
{
	*seed = *seed * 1664525U + 1013904223U;
	return *seed >> 8;
}

static void test_any_bytes(void **state)
{
	uint32_t seed = 1;

	(void)state;
	for (int round = 0; round < 300; round++) {
		char bytes[400];
		size_t len = next_random(&seed) % sizeof(bytes);

		for (size_t i = 0; i < len; i++)
			bytes[i] = (char)next_random(&seed);
		lesson_free(parse(bytes, len));
	}
}

/* Bits of what means something, in any order. */
static void test_any_order(void **state)
{
	static const char *const bits[] = {
		"---\n",
		"\n",
		"\n\n",
		"# Q\n",
		"<!-- quiz id=a -->\n",
		"<!-- quiz type=tf",
		" -->",
		"- [x] a\n",
		"1. [ ] b\n",
		"  > f\n",
		"> h\n",
		"[[",
		"]]",
		"| ",
		"|-|-|\n",
		"= 2,1",
		"@ 9/5/2018",
		"(x)",
		" -> ",
		"`",
		"*",
		"~~",
		"<!-- column_layout: [1, 2] -->\n",
		"<!-- column: 1 -->\n",
		"<!-- pause -->\n",
		"<!-- include: x -->\n",
		"```chart bar\n",
		"a: 1\n",
		"```\n",
		"title: ",
		"quiz: {",
		"}\n",
		"  ",
		"\t",
		"<b>",
		"<script>",
		"&#27;",
		"![a](b)",
		"\\",
		"ệ",
		"\xe1",
		"\0",
		"<!-- 50% -->",
		"<!-- last -->",
		"<!-- reset_layout -->\n",
		"<!-- speaker_note: |\n",
		"<!-- incremental_lists: true -->\n",
		"***\n",
		"draw: {a: 2}\n",
		"sources: [{title: ",
	};
	uint32_t seed = 7;

	(void)state;
	for (int round = 0; round < 1500; round++) {
		GString *source = g_string_new(next_random(&seed) % 3 ? "" : "---\n");

		for (uint32_t n = next_random(&seed) % 60; n > 0; n--)
			g_string_append(source, bits[next_random(&seed) % G_N_ELEMENTS(bits)]);
		g_autoptr(Lesson) lesson = parse(source->str, source->len);
		g_autofree char *dump = dump_lesson(lesson);
		g_autoptr(Diagnostics) diags = diagnostics_new();

		assert_true(g_utf8_validate(dump, -1, NULL));
		g_free(lesson_fix(source->str, "x.md", diags));
		g_string_free(source, TRUE);
	}
}

/* The reference lesson cut off anywhere, and with any byte changed. */
static void test_damaged_lesson(void **state)
{
	g_autofree char *text = NULL;
	uint32_t seed = 3;
	size_t len;

	(void)state;
	assert_true(g_file_get_contents(SOURCE_DIR "/tests/data/lessons/reference.md", &text, &len, NULL));
	for (size_t cut = 0; cut < len; cut += 37)
		lesson_free(parse(text, cut));
	for (int round = 0; round < 200; round++) {
		g_autofree char *copy = g_memdup2(text, len);

		for (int n = 0; n < 5; n++)
			copy[next_random(&seed) % len] = (char)next_random(&seed);
		lesson_free(parse(copy, len));
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_deep_nesting),
		cmocka_unit_test(test_deep_spans),
		cmocka_unit_test(test_long_lines_and_large_tables),
		cmocka_unit_test(test_large_questions),
		cmocka_unit_test(test_any_bytes),
		cmocka_unit_test(test_any_order),
		cmocka_unit_test(test_damaged_lesson),
	};

	alarm(HANG_SECONDS);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
