/* Telex and VNI. */
#include "unit/text_common.h"

#include "text/text.h"
#include "text/typing.h"

/* '<' is Backspace, '|' is the end of the word by other means than a key. */
static char *type(enum typing_mode mode, bool new_style, const char *before, const char *keys)
{
	GString *text = g_string_new(before);
	struct typing typing;

	typing_init(&typing, mode, new_style);
	for (const char *s = keys; *s != '\0'; s = s + g_utf8_skip[(unsigned char)*s])
		if (*s == '<')
			typing_erase(&typing, text);
		else if (*s == '|')
			typing_end(&typing, text);
		else
			typing_key(&typing, g_utf8_get_char(s), text);
	typing_end(&typing, text);
	return g_string_free(text, FALSE);
}

static void check_row(char **fields, unsigned line)
{
	enum typing_mode mode = g_str_equal(fields[0], "telex") ? TYPING_TELEX : TYPING_VNI;
	g_autofree char *typed = type(mode, g_str_equal(fields[1], "new"), "", fields[2]);

	if (!g_str_equal(typed, fields[3]))
		fail_msg("telex.tsv:%u: %s gives '%s', not '%s'", line, fields[2], typed, fields[3]);
}

static void test_pairs(void **state)
{
	(void)state;
	assert_int_equal(each_row("telex.tsv", 4, check_row), 83);
}

static const struct {
	enum typing_mode mode;
	const char *before, *keys, *text;
} cases[] = {
	{TYPING_TELEX, "", "Bawcs Kanj, DDawsk Lawsk", "Bắc Kạn, Đắk Lắk"},
	{TYPING_VNI, "", "Ba8c1 Ka5n, D9a81k La81k", "Bắc Kạn, Đắk Lắk"},
	{TYPING_OFF, "", "Bawcs Kanj", "Bawcs Kanj"},
	{TYPING_TELEX, "", "data name banana", "data name banana"},
	{TYPING_TELEX, "", "USB THCS UBND AIDS", "USB THCS UBND AIDS"},
	{TYPING_TELEX, "", "NDD-CP, TTg, DDBQH", "NĐ-CP, TTg, ĐBQH"},
	{TYPING_TELEX, "", "thuowng thuowngf huowu", "thương thường hươu"},
	{TYPING_TELEX, "", "quowr hoawcj thuy khuya", "quở hoặc thuy khuya"},
	{TYPING_TELEX, "", "owr Uwowcs W", "ở Ước Ư"},
	{TYPING_TELEX, "", "muaw mua mauw", "mưa mua mauw"},
	{TYPING_TELEX, "", "uoww uwoww tuwowi", "uow uow tươi"},
	{TYPING_TELEX, "", "duwowngo", "duông"},
	/* Backspace */
	{TYPING_TELEX, "", "tieengs<", "tiến"},
	{TYPING_TELEX, "", "hoaf<<<<bas", "bá"},
	{TYPING_TELEX, "", "googl<le", "google"},
	{TYPING_TELEX, "", "tesst<s", "tess"},
	{TYPING_TELEX, "tieng Viet", "<tje", "tieng Việt"},
	{TYPING_TELEX, "tieng ", "<s", "tiéng"},
	{TYPING_TELEX, "", "<<a", "a"},
	{TYPING_TELEX, "e\xCC\x82\xCC\x81", "<x", "x"},
	{TYPING_VNI, "", "hoa22<1", "hóa"},
	/* Words that stand there already are gone on with, but never taken back. */
	{TYPING_TELEX, "tieng", "es", "tiếng"},
	{TYPING_TELEX, "Gôgle", ".", "Gôgle."},
	{TYPING_TELEX, "google", "s", "googles"},
	{TYPING_VNI, "so", "6 61", "sô 61"},
	/* An input method is at work: its letters stay. */
	{TYPING_TELEX, "", "Viễtas", "Viễtas"},
	{TYPING_TELEX, "", "gooogle|s",
	 "google"
	 "s"},
	{TYPING_TELEX, "", "as中s", "á中s"},
};

static void test_cases(void **state)
{
	(void)state;
	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autofree char *typed = type(cases[i].mode, false, cases[i].before, cases[i].keys);
		if (!g_str_equal(typed, cases[i].text))
			fail_msg("'%s' + %s gives '%s', not '%s'", cases[i].before, cases[i].keys, typed,
				 cases[i].text);
	}
}

/* The keys of a word, as people type them: its letters, then its tone. */
static void append_keys(GString *keys, const char *word)
{
	static const struct {
		const char *letter, *keys;
	} shaped[] = {{"ă", "aw"}, {"â", "aa"}, {"đ", "dd"}, {"ê", "ee"}, {"ô", "oo"}, {"ơ", "ow"}, {"ư", "uw"}};
	static const char tones[] = {0, 'f', 'x', 's', 'j', 'r'};
	static const char *const marks[] = {"", "\xCC\x80", "\xCC\x83", "\xCC\x81", "\xCC\xA3", "\xCC\x89"};
	g_autofree char *nfd = g_utf8_normalize(word, -1, G_NORMALIZE_NFD);
	g_autoptr(GString) toneless = g_string_new(nfd);
	g_autofree char *nfc = NULL;
	char tone = 0;

	for (size_t i = 1; i < G_N_ELEMENTS(marks); i++)
		if (g_string_replace(toneless, marks[i], "", 0) > 0)
			tone = tones[i];
	nfc = text_nfc(toneless->str);
	g_string_assign(toneless, nfc);
	for (size_t i = 0; i < G_N_ELEMENTS(shaped); i++)
		g_string_replace(toneless, shaped[i].letter, shaped[i].keys, 0);
	g_string_append(keys, toneless->str);
	if (tone != 0)
		g_string_append_c(keys, tone);
}

/* Every small word of a real article can be typed; only the tone's place may differ in style. */
static void test_an_article(void **state)
{
	size_t len, words = 0;
	g_autofree char *bytes = read_data("source/conference.txt", &len), *article = text_nfc(bytes);
	g_auto(GStrv) split = g_strsplit_set(article, " \n.,;:()/-0123456789–”“\"", -1);

	(void)state;
	for (size_t i = 0; split[i] != NULL; i++) {
		g_autofree char *small = g_utf8_strdown(split[i], -1), *typed = NULL;
		g_autoptr(GString) keys = g_string_new(NULL);
		if (!text_is_syllable(small))
			continue;
		append_keys(keys, small);
		typed = type(TYPING_TELEX, false, "", keys->str);
		if (text_match(typed, small) > TEXT_MATCH_TONE_PLACE)
			fail_msg("%s gives '%s', not '%s'", keys->str, typed, small);
		words++;
	}
	assert_true(words > 200);
}

/* Any keys in any order: the text stays valid, and without marks the same number of Backspaces empties it. */
static void test_random_keys(void **state)
{
	static const char keys[] = "aeouywsfrxjzdnghtcqi  .7861590AWDE-";
	uint64_t seed = 6;

	(void)state;
	for (size_t round = 0; round < 1500; round++) {
		GString *text = g_string_new(NULL);
		struct typing typing;
		typing_init(&typing, (enum typing_mode)(next_random(&seed) % 3), next_random(&seed) % 2);
		for (size_t i = 0; i < 60; i++) {
			uint32_t kind = next_random(&seed) % 40;
			if (kind == 0)
				typing_erase(&typing, text);
			else if (kind == 1)
				typing_key(&typing, 0xA0 + next_random(&seed) % 0x2000, text);
			else
				typing_key(&typing, (uint32_t)keys[next_random(&seed) % (sizeof keys - 1)], text);
			assert_true(g_utf8_validate(text->str, (gssize)text->len, NULL));
			assert_true(typing.shown <= text->len);
		}
		while (text->len > 0) {
			size_t before = text->len;
			typing_erase(&typing, text);
			assert_true(text->len < before);
		}
		g_string_free(text, TRUE);
	}
}

static void test_long_words(void **state)
{
	GString *text = g_string_new(NULL);
	struct typing typing;

	(void)state;
	typing_init(&typing, TYPING_TELEX, false);
	for (size_t i = 0; i < 5000; i++)
		typing_key(&typing, 'a' + (uint32_t)(i % 26), text);
	typing_end(&typing, text);
	assert_int_equal(text->len, 5000);
	g_string_free(text, TRUE);
}

static void test_modes(void **state)
{
	(void)state;
	assert_int_equal(typing_next_mode(TYPING_TELEX), TYPING_VNI);
	assert_int_equal(typing_next_mode(TYPING_VNI), TYPING_OFF);
	assert_int_equal(typing_next_mode(TYPING_OFF), TYPING_TELEX);
	assert_string_equal(typing_mode_name(TYPING_TELEX), "Telex");
	assert_string_equal(typing_mode_name(TYPING_VNI), "VNI");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_pairs),      cmocka_unit_test(test_cases),
		cmocka_unit_test(test_an_article), cmocka_unit_test(test_random_keys),
		cmocka_unit_test(test_long_words), cmocka_unit_test(test_modes),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
