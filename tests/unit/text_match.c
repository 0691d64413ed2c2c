/* When an answer equals its key. */
#include "unit/text_common.h"

#include "text/text.h"

static const char *const names[] = {"EXACT",    "EQUAL",      "TONE_PLACE",  "I_Y",
				    "NO_MARKS", "WRONG_TONE", "WRONG_MARKS", "DIFF"};

static void check_row(char **fields, unsigned line)
{
	enum text_match match = text_match(fields[0], fields[1]);

	if (!g_str_equal(names[match], fields[2]))
		fail_msg("answers.tsv:%u: %s, not %s", line, names[match], fields[2]);
}

static void test_answers(void **state)
{
	(void)state;
	assert_int_equal(each_row("answers.tsv", 3, check_row), 52);
}

static const struct {
	const char *answer, *key;
	enum text_match match;
} cases[] = {
	{"", "", TEXT_MATCH_EXACT},
	{"", "x", TEXT_MATCH_DIFF},
	{"?", "!", TEXT_MATCH_DIFF},
	{" ", "dân", TEXT_MATCH_DIFF},
	{"+", "+", TEXT_MATCH_EXACT},
	{"1.000", "1000", TEXT_MATCH_DIFF},
	{"dân\tsố", "Dân số", TEXT_MATCH_EQUAL},
	{"‘dân số’", "dân số", TEXT_MATCH_EQUAL},
	{"ĐẢNG BỘ", "đảng bộ", TEXT_MATCH_EQUAL},
	{"kế hoạch hóa-gia đình", "kế hoạch hoá - gia đình", TEXT_MATCH_TONE_PLACE},
	{"ky nang", "kĩ năng", TEXT_MATCH_NO_MARKS},
	{"huy", "hui", TEXT_MATCH_DIFF},
	{"túi", "túy", TEXT_MATCH_DIFF},
	{"giy", "gi", TEXT_MATCH_DIFF},
	{"yêu", "iêu", TEXT_MATCH_DIFF},
	{"hỏi đáp", "hỏi đấp", TEXT_MATCH_WRONG_MARKS},
	{"hoi dáp", "hỏi đáp", TEXT_MATCH_WRONG_MARKS},
	{"2", "3", TEXT_MATCH_DIFF},
	{"70 % ", "70%", TEXT_MATCH_EQUAL},
	{"%.", "%", TEXT_MATCH_EQUAL},
	{"70% dân", "70 % Dân", TEXT_MATCH_EQUAL},
	{"70", "70%", TEXT_MATCH_DIFF},
};

static void test_cases(void **state)
{
	(void)state;
	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
		enum text_match match = text_match(cases[i].answer, cases[i].key);
		if (match != cases[i].match)
			fail_msg("'%s' and '%s': %s", cases[i].answer, cases[i].key, names[match]);
	}
}

/* Any text equals itself, in capitals and with spaces too; and matching is the same both ways where it is right. */
static void test_random_text(void **state)
{
	uint64_t seed = 4;

	(void)state;
	for (size_t round = 0; round < 1000; round++) {
		g_autofree char *bytes = random_bytes(&seed, next_random(&seed) % 40);
		g_autofree char *other_bytes = random_bytes(&seed, next_random(&seed) % 3);
		g_autofree char *s = text_repair(bytes, strlen(bytes), NULL);
		g_autofree char *other = text_repair(other_bytes, strlen(other_bytes), NULL);
		g_autofree char *spaced = g_strconcat(" x", s, " ", NULL), *marked = g_strconcat("x", s, NULL);

		assert_int_equal(text_match(s, s), TEXT_MATCH_EXACT);
		assert_int_equal(text_match(spaced, marked), TEXT_MATCH_EQUAL);
		assert_int_equal(text_match(s, other) <= TEXT_MATCH_I_Y, text_match(other, s) <= TEXT_MATCH_I_Y);
	}
}

static const struct {
	const char *word;
	bool valid;
} syllables[] = {
	{"nghiêng", true}, {"Quyết", true}, {"GIỮA", true}, {"gì", true},
	{"gìn", true},     {"giếng", true}, {"quốc", true}, {"y", true},
	{"Đức", true},     {"kỹ", true},    {"thuở", true}, {"khuỷu", true},
	{"yêu", true},     {"oa", true},    {"", false},    {"ng", false},
	{"kan", false},    {"Kạn", false},  {"cê", false},  {"gê", false},
	{"nge", false},    {"ngha", false}, {"màt", false}, {"tat", false},
	{"hòá", false},    {"bcd", false},  {"web", false}, {"abcdefghijklmnopqrstuvwxyzabcdefghi", false},
	{"Lắk", false},    {"ghe", true},   {"ca ", false}, {"xoong", true},
};

static void test_syllables(void **state)
{
	(void)state;
	for (size_t i = 0; i < G_N_ELEMENTS(syllables); i++)
		if (text_is_syllable(syllables[i].word) != syllables[i].valid)
			fail_msg("'%s'", syllables[i].word);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_answers),
		cmocka_unit_test(test_cases),
		cmocka_unit_test(test_random_text),
		cmocka_unit_test(test_syllables),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
