/* Repair, NFC and the filter. */
#include "unit/text_common.h"

#include "text/text.h"

#include <uninorm.h>
#include <unistr.h>

static void check_repair(const char *bytes, size_t len, const char *expected, size_t expected_repairs)
{
	size_t repairs = 99;
	g_autofree char *repaired = text_repair(bytes, len, &repairs);

	assert_string_equal(repaired, expected);
	assert_int_equal(repairs, expected_repairs);
}

static void test_repair(void **state)
{
	(void)state;
	check_repair("", 0, "", 0);
	check_repair("Bắc Kạn", strlen("Bắc Kạn"), "Bắc Kạn", 0);
	check_repair("a\0b", 3, "a�b", 1);
	check_repair("a\xE1\xBAz", 4, "a�z", 1);
	check_repair("\xE1\xBA", 2, "�", 1);
	check_repair("\xF0\x9F\x91", 3, "�", 1);
	check_repair("\x80\x80", 2, "��", 2);
	check_repair("\xC0\xAF", 2, "��", 2);
	check_repair("\xED\xA0\x80", 3, "���", 3);
	check_repair("\xF4\x90\x80\x80", 4, "����", 4);
	check_repair("\xF8\x88\x80\x80\x80", 5, "�����", 5);
	check_repair("e\xCC\x82\xFF\xCC\x81", 6, "ê�\xCC\x81", 1);
}

static void check_nfc(const char *s, size_t len)
{
	size_t n;
	g_autofree char *nfc = text_repair(s, len, NULL);
	size_t nfc_len = strlen(nfc);
	uint8_t *expected = u8_normalize(UNINORM_NFC, (const uint8_t *)nfc, nfc_len, NULL, &n);

	assert_true(g_utf8_validate(nfc, -1, NULL));
	assert_int_equal(n, nfc_len);
	assert_memory_equal(expected, nfc, n);
	free(expected);
}

static void test_random_bytes_become_nfc(void **state)
{
	uint64_t seed = 1;

	(void)state;
	for (size_t round = 0; round < 3000; round++) {
		size_t len = next_random(&seed) % 80;
		g_autofree char *bytes = random_bytes(&seed, len);
		check_nfc(bytes, len);
	}
}

/* Every character, between two that could join it: the short cut through settled characters must not be seen. */
static void test_nfc_of_every_character(void **state)
{
	(void)state;
	for (uint32_t c = 1; c < 0x20000; c++) {
		char s[64] = "a\xCC\xA3";
		size_t len = strlen(s), n;
		g_autofree char *nfc = NULL;
		uint8_t *expected;

		if (c >= 0xD800 && c < 0xE000)
			continue;
		len += (size_t)g_unichar_to_utf8(c, s + len);
		strcpy(s + len, "\xCC\x82\xE1\x85\xA1");
		nfc = text_nfc(s);
		expected = u8_normalize(UNINORM_NFC, (const uint8_t *)s, strlen(s), NULL, &n);
		if (n != strlen(nfc) || memcmp(nfc, expected, n) != 0)
			fail_msg("U+%04X is not in NFC", c);
		free(expected);
	}
}

static void test_nfc(void **state)
{
	size_t len;
	g_autofree char *nfd = read_data("encodings/sample.utf-8-nfd.bin", &len);
	g_autofree char *wanted = read_data("encodings/sample.utf8.txt", &len);
	g_autofree char *nfc = text_nfc(nfd), *again = text_nfc(wanted);

	(void)state;
	assert_string_equal(nfc, wanted);
	assert_string_equal(again, wanted);
}

static void check_filter(const char *s, const char *expected)
{
	g_autofree char *filtered = text_filter(s), *again = text_filter(expected);

	assert_string_equal(filtered, expected);
	assert_string_equal(again, expected);
	assert_int_equal(text_needs_filter(s, strlen(s)), strcmp(s, expected) != 0);
	assert_false(text_needs_filter(expected, strlen(expected)));
}

static void test_filter(void **state)
{
	(void)state;
	check_filter("", "");
	check_filter("Bắc Kạn\n\tđược “mở” – 中 ⁠ \xC2\xA0",
		     "Bắc Kạn\n\tđược “mở” – 中 ⁠ \xC2\xA0");
	check_filter("\x1B[31mđỏ\x1B[0m", "�[31mđỏ�[0m");
	check_filter("a\rb\x07\x7F", "a�b��");
	check_filter("\xC2\x9B"
		     "31m\xC2\x80",
		     "�31m�");
	check_filter("\xEF\xBB\xBFx\xE2\x80\xAAy\xE2\x80\xAEz\xE2\x81\xA6w\xE2\x81\xA9", "xyzw");
	check_filter("\xE2\x80\xA8-\xE2\x80\xA9-\xE2\x80\x8E-\xE2\x80\x8F-\xD8\x9C", "----");
	check_filter("\xE2\x80\x8D\xE2\x80\x90\xE2\x80\xAF\xE2\x81\xA5\xE2\x81\xAA\xEF\xBB\xBE\xD8\x9B",
		     "\xE2\x80\x8D\xE2\x80\x90\xE2\x80\xAF\xE2\x81\xA5\xE2\x81\xAA\xEF\xBB\xBE\xD8\x9B");
}

static bool is_steering(uint32_t c)
{
	return (c < 0x20 && c != '\n' && c != '\t') || (c >= 0x7F && c < 0xA0) || c == 0x2028 || c == 0x2029 ||
	       c == 0xFEFF || c == 0x061C || c == 0x200E || c == 0x200F || (c >= 0x202A && c <= 0x202E) ||
	       (c >= 0x2066 && c <= 0x2069);
}

static void test_filter_of_every_character(void **state)
{
	(void)state;
	for (uint32_t c = 1; c < 0x20000; c++) {
		char s[16];
		size_t len;
		if (c >= 0xD800 && c < 0xE000)
			continue;
		len = (size_t)g_unichar_to_utf8(c, s);
		if (text_needs_filter(s, len) != is_steering(c))
			fail_msg("U+%04X", c);
	}
}

/* A million marks on one letter must not take quadratic time. */
static void test_many_marks(void **state)
{
	GString *s = g_string_new("a");
	g_autofree char *nfc = NULL;

	(void)state;
	for (size_t i = 0; i < 1000000; i++)
		g_string_append(s, i % 2 ? "\xCC\xA3" : "\xCC\x81");
	nfc = text_repair(s->str, s->len, NULL);
	assert_true(g_str_has_prefix(nfc, "ạ"));
	assert_int_equal(text_cluster(nfc, strlen(nfc)), strlen(nfc));
	assert_int_equal(text_width(nfc, strlen(nfc)), 1);
	g_string_free(s, TRUE);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_repair),
		cmocka_unit_test(test_random_bytes_become_nfc),
		cmocka_unit_test(test_nfc_of_every_character),
		cmocka_unit_test(test_nfc),
		cmocka_unit_test(test_filter),
		cmocka_unit_test(test_filter_of_every_character),
		cmocka_unit_test(test_many_marks),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
