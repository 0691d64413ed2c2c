/* Sorting, searching, capitals. */
#include "unit/text_common.h"

#include "text/text.h"

static void check_collation(char **fields, unsigned line)
{
	g_autofree char *a = text_sort_key(fields[0]), *b = text_sort_key(fields[2]);
	int order = strcmp(a, b);

	if (fields[1][0] == '<' ? order >= 0 : order != 0)
		fail_msg("collate.tsv:%u: %s %s %s", line, fields[0], fields[1], fields[2]);
}

static void test_collation(void **state)
{
	(void)state;
	assert_int_equal(each_row("collate.tsv", 3, check_collation), 18);
}

static void check_person_name(const char *typed, const char *written)
{
	g_autofree char *name = text_person_name(typed);

	assert_string_equal(name, written);
}

static void test_person_names(void **state)
{
	(void)state;
	check_person_name(" hà đức dũng ", "Hà Đức Dũng");
	check_person_name("ha duc dung", "Ha Duc Dung");
	check_person_name("Hà đức Dũng", "Hà đức Dũng");
	check_person_name("HÀ ĐỨC DŨNG", "HÀ ĐỨC DŨNG");
	check_person_name("ý", "Ý");
	check_person_name("", "");
}

#define NAMES 25
static char *keys[NAMES];
static unsigned ranks[NAMES];

static void read_name(char **fields, unsigned line)
{
	keys[line - 2] = text_name_key(fields[1]);
	ranks[line - 2] = (unsigned)g_ascii_strtoull(fields[2], NULL, 10);
}

static void test_names(void **state)
{
	(void)state;
	assert_int_equal(each_row("names.tsv", 3, read_name), NAMES);
	for (size_t i = 0; i < NAMES; i++)
		for (size_t j = 0; j < NAMES; j++)
			if ((strcmp(keys[i], keys[j]) < 0) != (ranks[i] < ranks[j]))
				fail_msg("names.tsv: %zu and %zu", i + 2, j + 2);
	for (size_t i = 0; i < NAMES; i++)
		g_free(keys[i]);
}

static void check_order(const char *first, const char *second)
{
	g_autofree char *a = text_name_key(first), *b = text_name_key(second);

	if (strcmp(a, b) >= 0)
		fail_msg("%s before %s", first, second);
}

static void test_more_names(void **state)
{
	(void)state;
	check_order("", "An");
	check_order("  Lê Văn An ", "Lê Văn Bình");
	check_order("Lý An", "Lý Văn An");
	check_order("Lê Thị Hoa", "Ma Thị Hoa");
	check_order("Lê Thị Hoà", "Lê Thị Hòa"); /* equal but for the text itself */
	check_order("Thôn 1", "Thôn 2");
	check_order("Tổ 9", "Tổ A");
	check_order("Müller", "Mưller");
}

static void check_fold(const char *s, const char *expected)
{
	g_autofree char *folded = text_fold(s), *again = text_fold(folded);

	assert_string_equal(folded, expected);
	assert_string_equal(again, expected);
}

static void test_fold(void **state)
{
	(void)state;
	check_fold("", "");
	check_fold("   ", "");
	check_fold("  Hà \xC2\xA0 Đức\tDŨNG ", "ha duc dung");
	check_fold("Ðảng bộ", "dang bo");
	check_fold("ue\xCC\x84\xCC\x81", "ue");
	check_fold("21-NQ/TW", "21-nq/tw");
	check_fold("中", "中");
}

static void test_finds(void **state)
{
	(void)state;
	assert_true(text_finds("ha duc", "Hà Đức Dũng"));
	assert_true(text_finds("dung ha", "Hà Đức Dũng"));
	assert_true(text_finds("DŨ", "Hà Đức Dũng"));
	assert_true(text_finds("d d h", "Hà Đức Dũng"));
	assert_true(text_finds("h ha", "Ha Hoa"));
	assert_false(text_finds("ha ha", "Ha Dung"));
	assert_false(text_finds("ung", "Hà Đức Dũng"));
	assert_false(text_finds("d d d", "Hà Đức Dũng"));
	assert_true(text_finds_joined("hdd", "Hà Đức Dũng"));
	assert_true(text_finds_joined("hadu", "Hà Đức Dũng"));
	assert_true(text_finds_joined("dungha", "Hà Đức Dũng"));
	assert_true(text_finds_joined("dungduc", "Hà Đức Dũng"));
	assert_true(text_finds_joined("dd", "Hà Đức Dũng"));
	assert_true(text_finds_joined("ĐHÀ", "Hà Đức Dũng"));
	assert_false(text_finds_joined("hddd", "Hà Đức Dũng"));
	assert_false(text_finds_joined("ung", "Hà Đức Dũng"));
	assert_false(text_finds_joined("", "Hà"));
	assert_false(text_finds_joined("aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaab",
				       "aa aa aa aa aa aa aa aa aa aa aa aa aa aa aa aa aa aa"));
	assert_false(text_finds("", "Hà"));
	assert_false(text_finds(" ", "Hà"));
	assert_false(text_finds("ha", ""));
}

static void check_upper(const char *s, const char *expected)
{
	g_autofree char *upper = text_upper(s);

	assert_string_equal(upper, expected);
}

static void test_upper(void **state)
{
	(void)state;
	check_upper("", "");
	check_upper("Cộng hòa xã hội chủ nghĩa, đường 3", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA, ĐƯỜNG 3");
	check_upper("straße", "STRASSE");
}

/* Keys of any text can be compared: no NUL, and every name is found by itself. */
static void test_random_text(void **state)
{
	uint64_t seed = 5;

	(void)state;
	for (size_t round = 0; round < 1000; round++) {
		g_autofree char *bytes = random_bytes(&seed, next_random(&seed) % 60);
		g_autofree char *s = text_repair(bytes, strlen(bytes), NULL);
		g_autofree char *key = text_sort_key(s), *name = text_name_key(s), *folded = text_fold(s);
		g_autofree char *upper = text_upper(s);

		assert_true(strlen(name) >= strlen(s));
		assert_true(g_utf8_validate(folded, -1, NULL));
		assert_int_equal(text_finds(s, s), *folded != '\0');
		assert_true(g_utf8_validate(upper, -1, NULL));
		assert_true(strlen(key) >= 2);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_collation),    cmocka_unit_test(test_names),
		cmocka_unit_test(test_person_names), cmocka_unit_test(test_more_names),
		cmocka_unit_test(test_fold),         cmocka_unit_test(test_finds),
		cmocka_unit_test(test_upper),        cmocka_unit_test(test_random_text),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
