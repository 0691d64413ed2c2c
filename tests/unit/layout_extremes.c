/*
 * Lessons beyond anything a person writes: they end, and no word or number of them is lost, in the order it was
 * written. How long that takes is for the benchmark.
 */
#include "layout_shown.h"

#include <stdarg.h>

/* Screens that differ in what there is room for. */
static const struct {
	int width, height;
} sizes[] = {{80, 24}, {20, 5}};

/* Bytes within which the next word stands: titles and the heads of tables are repeated between them. */
#define NEAR ((size_t)4000)

/* A lesson as it grows, and the words that must be seen of it. */
struct extreme {
	GString *markdown;
	GPtrArray *words;
};

static void begin(struct extreme *extreme)
{
	extreme->markdown = g_string_new("# Rất lớn\n\n");
	extreme->words = g_ptr_array_new_with_free_func(g_free);
}

static void end(struct extreme *extreme)
{
	g_string_free(extreme->markdown, TRUE);
	g_ptr_array_free(extreme->words, TRUE);
}

static void write_down(struct extreme *extreme, const char *format, ...) G_GNUC_PRINTF(2, 3);
static void expect(struct extreme *extreme, const char *format, ...) G_GNUC_PRINTF(2, 3);

static void write_down(struct extreme *extreme, const char *format, ...)
{
	va_list args;

	va_start(args, format);
	g_string_append_vprintf(extreme->markdown, format, args);
	va_end(args);
}

static void expect(struct extreme *extreme, const char *format, ...)
{
	va_list args;

	va_start(args, format);
	g_ptr_array_add(extreme->words, g_strdup_vprintf(format, args));
	va_end(args);
}

/* What is left of the screens without spaces, frames and what leads from line to line. */
static char *readable(const char *text)
{
	GString *out = g_string_sized_new(strlen(text));

	for (; *text; text = g_utf8_next_char(text)) {
		gunichar c = g_utf8_get_char(text);
		if (!g_unichar_isspace(c) && !(c >= 0x2500 && c <= 0x259f) && c != 0x21aa)
			g_string_append_unichar(out, c);
	}
	return g_string_free(out, FALSE);
}

static void assert_seen_at(const struct extreme *extreme, int width, int height)
{
	g_autoptr(Lesson) lesson = parse_lesson(extreme->markdown->str, extreme->markdown->len);
	g_autofree char *text = shown_text(lesson, width, height, false), *seen = readable(text);
	const char *at = seen, *last = seen + strlen(seen);

	assert_harmless("extreme", text);
	for (unsigned int i = 0; i < extreme->words->len; i++) {
		const char *word = extreme->words->pdata[i];
		const char *found = memmem(at, MIN((size_t)(last - at), NEAR), word, strlen(word));
		if (!found)
			fail_msg("at %dx%d there is not “%s”", width, height, word);
		at = found + strlen(word);
	}
}

static void assert_seen(const struct extreme *extreme)
{
	for (size_t i = 0; i < G_N_ELEMENTS(sizes); i++)
		assert_seen_at(extreme, sizes[i].width, sizes[i].height);
}

static void a_line_of_a_megabyte(void **state)
{
	struct extreme line;

	(void)state;
	begin(&line);
	for (int i = 0; line.markdown->len < 1 << 20; i++) {
		write_down(&line, "từ%d ", i);
		expect(&line, "từ%d", i);
	}
	assert_seen_at(&line, 40, 15);
	end(&line);
}

static void a_table_of_ten_thousand_rows(void **state)
{
	struct extreme table;

	(void)state;
	begin(&table);
	write_down(&table, "| Tên | Số |\n|---|---:|\n");
	for (int i = 0; i < 10000; i++) {
		write_down(&table, "| Người%d | %d |\n", i, i * 7);
		expect(&table, "Người%d", i);
		expect(&table, "%d", i * 7);
	}
	assert_seen(&table);
	end(&table);
}

static void a_thousand_quotes(void **state)
{
	struct extreme quotes;
	g_autofree char *marks = g_strnfill(1000, '>');

	(void)state;
	begin(&quotes);
	for (int depth = 1; depth <= 1000; depth += 37) {
		write_down(&quotes, "%.*s\n%.*s mức%d\n", depth, marks, depth, marks, depth);
		expect(&quotes, "mức%d", depth);
	}
	assert_seen(&quotes);
	end(&quotes);
}

static void three_hundred_lists(void **state)
{
	struct extreme lists;

	(void)state;
	begin(&lists);
	for (int i = 0; i < 300; i++) {
		write_down(&lists, "%*s- mục%d\n", 2 * i, "", i);
		expect(&lists, "mục%d", i);
	}
	assert_seen(&lists);
	end(&lists);
}

/* The number is a word too. */
static void three_hundred_numbered_lists(void **state)
{
	struct extreme lists;

	(void)state;
	begin(&lists);
	for (int i = 0; i < 300; i++) {
		write_down(&lists, "%*s1. mục%d\n", 3 * i, "", i);
		expect(&lists, "1.mục%d", i);
	}
	assert_seen(&lists);
	end(&lists);
}

/* Deeper than lists are kept as such, on the way in and on the way out. */
static void numbers_count_at_any_depth(void **state)
{
	struct extreme lists;

	(void)state;
	begin(&lists);
	for (int i = 0; i < 60; i++) {
		write_down(&lists, "%*s1. vào%d\n", 3 * i, "", i);
		expect(&lists, "1.vào%d", i);
	}
	for (int i = 59; i >= 0; i--) {
		write_down(&lists, "%*s2. ra%d\n%*s3. rồi%d\n", 3 * i, "", i, 3 * i, "", i);
		expect(&lists, "2.ra%d", i);
		expect(&lists, "3.rồi%d", i);
	}
	assert_seen(&lists);
	end(&lists);
}

static void an_item_of_items(void **state)
{
	struct extreme lists;

	(void)state;
	begin(&lists);
	for (int i = 1; i <= 100; i++) {
		write_down(&lists, "%d. ", i);
		expect(&lists, "%d.", i);
	}
	write_down(&lists, "sâu\n");
	expect(&lists, "sâu");
	assert_seen(&lists);
	end(&lists);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_line_of_a_megabyte),
		cmocka_unit_test(a_table_of_ten_thousand_rows),
		cmocka_unit_test(a_thousand_quotes),
		cmocka_unit_test(three_hundred_lists),
		cmocka_unit_test(three_hundred_numbered_lists),
		cmocka_unit_test(numbers_count_at_any_depth),
		cmocka_unit_test(an_item_of_items),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
