/* Any bytes can be decoded or refused, repaired, filtered, measured, wrapped, ordered and compared. */
#include "fuzz/fuzz.h"
#include "text/text.h"

#include <string.h>

static void check_clusters(const char *s, size_t len)
{
	int sum = 0;

	for (size_t at = 0, step; at < len; at += step) {
		step = text_cluster(s + at, len - at);
		g_assert_cmpuint(step, >, 0);
		g_assert_cmpuint(step, <=, len - at);
		sum += text_width(s + at, step);
	}
	g_assert_cmpint(sum, ==, text_width(s, len));
}

static void check_wrapping(const char *s, size_t len, int width)
{
	g_autoptr(GArray) lines = g_array_new(FALSE, FALSE, sizeof(struct text_line));
	size_t end = 0;

	text_wrap(s, len, width, lines);
	g_assert_cmpuint(lines->len, >=, 1);
	for (unsigned int i = 0; i < lines->len; i++) {
		const struct text_line *line = &g_array_index(lines, struct text_line, i);

		g_assert_cmpuint(line->start, >=, end);
		g_assert_cmpint(line->width, <=, width);
		g_assert_cmpint(line->width, ==, text_width(s + line->start, line->len));
		end = line->start + line->len;
	}
	g_assert_cmpuint(end, <=, len);
}

static void check_filter(const char *s)
{
	g_autofree char *once = text_filter(s);
	g_autofree char *twice = text_filter(once);

	g_assert_cmpstr(once, ==, twice);
	g_assert_false(text_needs_filter(once, strlen(once)));
	g_assert_true(g_utf8_validate(once, -1, NULL));
}

static void check_order(const char *s, const char *other)
{
	g_autofree char *fold = text_fold(s), *sort = text_sort_key(s), *name = text_name_key(s),
			*upper = text_upper(s);

	g_assert_true(g_utf8_validate(fold, -1, NULL));
	g_assert_true(g_utf8_validate(upper, -1, NULL));
	g_assert_nonnull(sort);
	g_assert_nonnull(name);
	g_assert_cmpint(text_match(s, s), ==, TEXT_MATCH_EXACT);
	text_match(s, other);
	text_finds(other, s);
	text_is_syllable(s);
}

static void check_string(const char *s)
{
	size_t len = strlen(s), half = len / 2;
	int used;

	while (half && ((unsigned char)s[half] & 0xc0) == 0x80)
		half--;
	g_autofree char *first = g_strndup(s, half);

	check_clusters(s, len);
	check_wrapping(s, len, 2);
	check_wrapping(s, len, 40);
	g_assert_cmpuint(text_fit(s, len, 10, &used), <=, len);
	g_assert_cmpint(used, <=, 10);
	check_filter(s);
	check_order(first, s + half);
}

static void check_decoding(const char *bytes, size_t len)
{
	g_autofree char *loaded = text_load(bytes, len, NULL, NULL);

	if (loaded)
		g_assert_true(g_utf8_validate(loaded, -1, NULL));
	for (const char *const *name = text_encodings(); *name; name++) {
		g_autofree char *decoded = text_decode(bytes, len, *name, NULL);

		g_assert_true(!decoded || g_utf8_validate(decoded, -1, NULL));
	}
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	g_autofree char *repaired = text_repair((const char *)data, size, NULL);

	g_assert_true(g_utf8_validate(repaired, -1, NULL));
	g_autofree char *again = text_nfc(repaired);
	g_assert_cmpstr(repaired, ==, again);
	check_string(repaired);
	check_decoding((const char *)data, size);
	return 0;
}
