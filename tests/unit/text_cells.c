/* Clusters, columns and lines. */
#include "unit/text_common.h"

#include "text/text.h"

#include <unigbrk.h>
#include <uniwidth.h>

static const struct {
	const char *s;
	int width;
} clusters[] = {
	{"a", 1},
	{"ấ", 1},
	{"a\xCC\x82\xCC\x81", 1},
	{"ư\xCC\xA3", 1},
	{"中", 2},
	{"\xC2\xAD", 1},
	{"\xC2\xA0", 1},
	{"\xCC\x81", 0},
	{"\n", 0},
	{"\t", 0},
	{"\r\n", 0},
	{"\xE2\x80\x8B", 0},
	{"👍🏽", 2},
	{"👨‍👩‍👧", 2},
	{"🇻🇳", 2},
	{"✓", 1},
	{"✅", 2},
	{"각", 2},
	{"ᄀ\xE1\x85\xA1\xE1\x86\xA8", 2},
	{"\xEF\xBF\xBD", 1},
	{"│", 1},
	{"…", 1},
};

static void test_clusters(void **state)
{
	(void)state;
	assert_int_equal(text_cluster("", 0), 0);
	for (size_t i = 0; i < G_N_ELEMENTS(clusters); i++) {
		const char *s = clusters[i].s;
		if (text_cluster(s, strlen(s)) != strlen(s))
			fail_msg("'%s' is one cluster", s);
		if (text_width(s, strlen(s)) != clusters[i].width)
			fail_msg("'%s' is %d columns wide", s, clusters[i].width);
	}
}

/* Clusters that stand side by side stay apart, and their widths add up. */
static void test_cluster_pairs(void **state)
{
	(void)state;
	for (size_t i = 0; i < G_N_ELEMENTS(clusters); i++)
		for (size_t j = 0; j < G_N_ELEMENTS(clusters); j++) {
			g_autofree char *pair = g_strconcat(clusters[i].s, clusters[j].s, NULL);
			if (clusters[j].width == 0 && !strchr("\n\t\r\xE2", clusters[j].s[0]))
				continue; /* a lone mark joins what stands before it */
			if (text_cluster(pair, strlen(pair)) != strlen(clusters[i].s))
				fail_msg("'%s' and '%s' are two", clusters[i].s, clusters[j].s);
			assert_int_equal(text_width(pair, strlen(pair)), clusters[i].width + clusters[j].width);
		}
}

static void test_width(void **state)
{
	size_t nfc_len, nfd_len;
	g_autofree char *nfc = read_data("encodings/sample.utf8.txt", &nfc_len);
	g_autofree char *nfd = read_data("encodings/sample.utf-8-nfd.bin", &nfd_len);

	(void)state;
	assert_int_equal(text_width("", 0), 0);
	assert_int_equal(text_width("Nghị quyết 21-NQ/TW", strlen("Nghị quyết 21-NQ/TW")), 19);
	assert_int_equal(text_width("🇻🇳🇻🇳", strlen("🇻🇳🇻🇳")), 4);
	assert_int_equal(text_width(nfc, nfc_len), g_utf8_strlen(nfc, -1) - 4);
	assert_int_equal(text_width(nfd, nfd_len), text_width(nfc, nfc_len));
}

static void check_fit(const char *s, int width, const char *fits, int columns)
{
	int used = -1;

	assert_int_equal(text_fit(s, strlen(s), width, &used), strlen(fits));
	assert_int_equal(used, columns);
}

static void test_fit(void **state)
{
	(void)state;
	check_fit("Bắc Kạn", 7, "Bắc Kạn", 7);
	check_fit("Bắc Kạn", 5, "Bắc K", 5);
	check_fit("Bắc Kạn", 0, "", 0);
	check_fit("Bắc", -3, "", 0);
	check_fit("中中", 3, "中", 2);
	check_fit("a👨‍👩‍👧b", 2, "a", 1);
	check_fit("ba\xCC\x81x", 2, "ba\xCC\x81", 2);
}

static void check_wrap(const char *s, int width, const char *expected)
{
	g_autoptr(GArray) lines = g_array_new(FALSE, FALSE, sizeof(struct text_line));
	g_autoptr(GString) shown = g_string_new(NULL);

	text_wrap(s, strlen(s), width, lines);
	for (size_t i = 0; i < lines->len; i++) {
		const struct text_line *line = &g_array_index(lines, struct text_line, i);
		g_string_append_len(shown, s + line->start, (gssize)line->len);
		g_string_append_c(shown, '|');
		assert_int_equal(line->width, text_width(s + line->start, line->len));
		assert_true(line->width <= width);
	}
	assert_string_equal(shown->str, expected);
}

static void test_wrap(void **state)
{
	(void)state;
	check_wrap("", 10, "|");
	check_wrap("một hai", 10, "một hai|");
	check_wrap("một hai ba", 7, "một hai|ba|");
	check_wrap("một hai ba", 6, "một|hai ba|");
	check_wrap("một   hai", 5, "một|hai|");
	check_wrap("một hai   ", 7, "một hai|");
	check_wrap("một\nhai", 10, "một|hai|");
	check_wrap("một  \n\nhai\n", 10, "một||hai||");
	check_wrap("theo 21-NQ/TW và 723/QĐ-UBND", 11, "theo|21-NQ/TW và|723/QĐ-UBND|");
	check_wrap("một\xC2\xA0hai ba", 6, "một\xC2\xA0ha|i ba|");
	check_wrap("x một\xC2\xA0hai", 8, "x|một\xC2\xA0hai|");
	check_wrap("thuongthuong ab", 5, "thuon|gthuo|ng ab|");
	check_wrap("ab thuongthuong", 5, "ab|thuon|gthuo|ng|");
	check_wrap("  một hai", 5, "  một|hai|");
	check_wrap("    một", 5, "một|");
	check_wrap("     một", 5, "một|");
	check_wrap("       ", 5, "|");
	check_wrap("中中中", 4, "中中|中|");
	check_wrap("a中中", 4, "a中|中|");
	check_wrap("中中中", 3, "中|中|中|");
	check_wrap("abc中", 4, "abc|中|");
	check_wrap("a\xE2\x80\x8B"
		   "bc",
		   2, "a|bc|");
	check_wrap("aa\xCC\x81"
		   "a",
		   2, "aa\xCC\x81|a|");
}

/* Nothing but spaces is lost, in any order, at any width. */
static void test_wrap_of_random_text(void **state)
{
	uint64_t seed = 2;

	(void)state;
	for (size_t round = 0; round < 2000; round++) {
		g_autofree char *bytes = random_bytes(&seed, next_random(&seed) % 120);
		g_autofree char *s = text_repair(bytes, strlen(bytes), NULL);
		int width = 2 + (int)(next_random(&seed) % 20);
		g_autoptr(GArray) lines = g_array_new(FALSE, FALSE, sizeof(struct text_line));
		size_t at = 0;

		text_wrap(s, strlen(s), width, lines);
		assert_true(lines->len > 0);
		for (size_t i = 0; i < lines->len; i++) {
			const struct text_line *line = &g_array_index(lines, struct text_line, i);
			assert_true(line->start >= at);
			for (; at < line->start; at++)
				assert_non_null(strchr(" \t\r\n\xE2\x80\x8B", s[at]));
			assert_true(line->width <= width);
			assert_int_equal(line->width, text_width(s + line->start, line->len));
			at = line->start + line->len;
		}
		for (; s[at] != '\0'; at++)
			assert_non_null(strchr(" \t\r\n\xE2\x80\x8B", s[at]));
	}
}

static void test_wrap_of_a_long_line(void **state)
{
	g_autoptr(GArray) lines = g_array_new(FALSE, FALSE, sizeof(struct text_line));
	size_t len = 1 << 20;
	g_autofree char *s = g_malloc(len);

	(void)state;
	memset(s, 'x', len);
	text_wrap(s, len, 64, lines);
	assert_int_equal(lines->len, len / 64);
	g_array_set_size(lines, 0);
	memset(s, ' ', len);
	text_wrap(s, len, 64, lines);
	assert_int_equal(lines->len, 1);
}

/* What is called plain has nothing that would have to be looked up, and nothing broken is. */
static void test_plain(void **state)
{
	size_t found = 0;

	(void)state;
	for (gunichar c = 1; c <= 0x10FFFF; c++) {
		char s[8];
		size_t len = (size_t)g_unichar_to_utf8(c, s);
		if (text_plain(s, len) == 0)
			continue;
		found++;
		assert_int_equal(text_plain(s, len), len);
		assert_true(g_utf8_validate_len(s, len, NULL));
		assert_false(text_needs_filter(s, len));
		assert_true(uc_width(c, "UTF-8") == 1 || c == 0xAD);
		assert_true(uc_graphemeclusterbreak_property(c) == GBP_OTHER || c == 0xAD);
		s[len] = 'x';
		for (size_t cut = 1; cut < len; cut++) {
			assert_int_equal(text_plain(s, cut), 0);
			assert_int_equal(text_plain(s + cut, len - cut), 0);
			s[cut] ^= (char)0xC0;
			assert_int_equal(text_plain(s, len), 0);
			s[cut] ^= (char)0xC0;
		}
	}
	assert_in_range(found, 95 + 96 + 0x180, 0x1000);
}

/* A character with a mark behind it is not, whatever it is itself. */
static void test_marked_is_not_plain(void **state)
{
	(void)state;
	assert_int_equal(text_plain("o\u0309", 3), 0);
	assert_int_equal(text_plain("ơ\u0309", 4), 0);
	assert_int_equal(text_plain("\u2500\u200D", 6), 0);
	assert_int_equal(text_plain("ấ", 3), 3);
	assert_int_equal(text_plain("ấn", 4), 3);
	assert_int_equal(text_plain("ấ\n", 4), 3);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_clusters),
		cmocka_unit_test(test_cluster_pairs),
		cmocka_unit_test(test_plain),
		cmocka_unit_test(test_marked_is_not_plain),
		cmocka_unit_test(test_width),
		cmocka_unit_test(test_fit),
		cmocka_unit_test(test_wrap),
		cmocka_unit_test(test_wrap_of_random_text),
		cmocka_unit_test(test_wrap_of_a_long_line),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
