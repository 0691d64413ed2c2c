/* Decoding and telling encodings. */
#include "unit/text_common.h"

#include "text/text.h"

static void check_error(GError *error, enum text_error code, const char *word)
{
	assert_non_null(error);
	assert_true(g_error_matches(error, TEXT_ERROR, (int)code));
	if (strstr(error->message, word) == NULL)
		fail_msg("'%s' lacks '%s'", error->message, word);
	g_error_free(error);
}

/* ABC and VPS have one byte for small letter and capital: the second line, letters alone, loses their case. */
static void check_sample(const char *decoded, bool case_kept)
{
	size_t len;
	g_autofree char *wanted = read_data("encodings/sample.utf8.txt", &len);
	g_auto(GStrv) wanted_lines = g_strsplit(wanted, "\n", -1), lines = g_strsplit(decoded, "\n", -1);

	assert_int_equal(g_strv_length(lines), g_strv_length(wanted_lines));
	for (size_t i = 0; wanted_lines[i] != NULL; i++) {
		if (i == 1 && !case_kept) {
			g_autofree char *upper = text_upper(lines[i]);
			assert_string_equal(upper, wanted_lines[i]);
		} else {
			assert_string_equal(lines[i], wanted_lines[i]);
		}
	}
}

static const struct {
	const char *file, *encoding;
	bool case_lost;
} samples[] = {
	{"sample.utf-8-nfd.bin", "UTF-8", false},
	{"sample.utf-16be.bin", "UTF-16BE", false},
	{"sample.utf-16le.bin", "UTF-16LE", false},
	{"sample.cp1258.bin", "CP1258", false},
	{"sample.tcvn3.bin", "TCVN3", true},
	{"sample.vni.bin", "VNI", false},
	{"sample.vps.bin", "VPS", true},
	{"sample.viscii.bin", "VISCII", false},
	{"sample.viqr.bin", "VIQR", false},
	{"sample.moji-tcvn3.bin", "TCVN3", true},
	{"sample.moji-vni.bin", "VNI", false},
};

static void test_samples(void **state)
{
	(void)state;
	for (size_t i = 0; i < G_N_ELEMENTS(samples); i++) {
		size_t len;
		g_autofree char *name = g_strconcat("encodings/", samples[i].file, NULL);
		g_autofree char *bytes = read_data(name, &len);
		struct text_source source;
		GError *error = NULL;
		g_autofree char *loaded = text_load(bytes, len, &source, &error);
		g_autofree char *decoded = NULL;

		if (loaded == NULL)
			fail_msg("%s: %s", name, error->message);
		if (!g_str_equal(source.encoding, samples[i].encoding))
			fail_msg("%s: told as %s", name, source.encoding);
		assert_int_equal(source.repairs, 0);
		check_sample(loaded, !samples[i].case_lost);
		decoded = text_decode(bytes, len, samples[i].encoding, NULL);
		assert_string_equal(decoded, loaded);
	}
}

/* The encoding whose table is being read, and the letters it has given. */
static const char *table_encoding;
static bool case_shared;

static void check_table_row(char **fields, unsigned line)
{
	g_auto(GStrv) hex = g_strsplit(fields[0], " ", -1);
	g_autofree char *decoded = NULL, *lower = NULL, *wanted_lower = NULL;
	char bytes[4];
	size_t len = 0;

	for (; hex[len] != NULL; len++)
		bytes[len] = (char)g_ascii_strtoull(hex[len], NULL, 16);
	decoded = text_decode(bytes, len, table_encoding, NULL);
	if (decoded == NULL)
		fail_msg("%s: line %u means nothing", table_encoding, line);
	if (g_str_equal(decoded, fields[2]))
		return;
	lower = text_upper(decoded);
	wanted_lower = text_upper(fields[2]);
	if (!case_shared || !g_str_equal(lower, wanted_lower))
		fail_msg("%s: line %u: '%s' for '%s'", table_encoding, line, decoded, fields[2]);
}

static const struct {
	const char *file, *encoding;
	bool case_shared;
} tables[] = {
	{"tcvn3-abc-font.tsv", "TCVN3", true},
	{"vni-windows.tsv", "vni", false},
	{"vps.tsv", "Vps", true},
	{"viscii.tsv", "VISCII", false},
};

static void test_tables(void **state)
{
	(void)state;
	for (size_t i = 0; i < G_N_ELEMENTS(tables); i++) {
		g_autofree char *name = g_strconcat("encodings/", tables[i].file, NULL);
		table_encoding = tables[i].encoding;
		case_shared = tables[i].case_shared;
		assert_int_equal(each_row(name, 3, check_table_row), 134);
	}
}

static void test_own_encodings(void **state)
{
	const char *const *names = text_encodings();

	(void)state;
	assert_int_equal(g_strv_length((char **)(uintptr_t)names), 5);
	for (; *names != NULL; names++) {
		g_autofree char *decoded = text_decode("Nam 1", 5, *names, NULL);
		assert_string_equal(decoded, "Nam 1");
	}
}

static void check_decode(const char *bytes, size_t len, const char *encoding, const char *expected)
{
	GError *error = NULL;
	g_autofree char *decoded = text_decode(bytes, len, encoding, &error);

	if (decoded == NULL)
		fail_msg("%s", error->message);
	assert_string_equal(decoded, expected);
}

static void test_decode(void **state)
{
	GError *error = NULL;

	(void)state;
	check_decode("", 0, "UTF-8", "");
	check_decode("", 0, "CP1258", "");
	check_decode("\xEF\xBB\xBF"
		     "a\r\nb\rc\xC2\xAD"
		     "d\r\r\n",
		     14, "utf-8", "a\nb\ncd\n\n");
	check_decode("a\0b", 3, "UTF-8", "a�b");
	check_decode("e\xEC", 2, "CP1258", "é");
	check_decode("M\xEA\xEC", 3, "CP1258", "Mế");
	check_decode("\xE9", 1, "ISO-8859-1", "é");
	check_decode("\xA9n s\xE8", 5, "TCVN3", "ân số");

	assert_null(text_decode("ab\xFFz", 4, "UTF-8", &error));
	check_error(g_steal_pointer(&error), TEXT_ERROR_BYTES, "offset 2");
	assert_null(text_decode("abc\xD2\xD2\x90", 6, "CP1258", &error));
	check_error(g_steal_pointer(&error), TEXT_ERROR_BYTES, "offset ");
	assert_null(text_decode("abc\xFF", 4, "TCVN3", &error));
	check_error(g_steal_pointer(&error), TEXT_ERROR_BYTES, "offset 3");
	assert_null(text_decode("a\0b\0c", 5, "UTF-16LE", &error));
	check_error(g_steal_pointer(&error), TEXT_ERROR_BYTES, "offset 4");
	assert_null(text_decode("x", 1, "KLINGON", &error));
	check_error(g_steal_pointer(&error), TEXT_ERROR_ENCODING, "KLINGON");
	assert_null(text_decode("x", 1, "ASCII//TRANSLIT", &error));
	check_error(g_steal_pointer(&error), TEXT_ERROR_ENCODING, "TRANSLIT");
	assert_null(text_decode("x", 1, "", &error));
	check_error(g_steal_pointer(&error), TEXT_ERROR_ENCODING, "''");
}

static void test_capitals(void **state)
{
	static const struct {
		const char *bytes, *text;
	} cases[] = {
		{"C\xE9NG H\xDF"
		 "A X\xB7 H\xE9I",
		 "CỘNG HÒA XÃ HỘI"},
		{"B\xE9 tr\xAD\xEBng", "Bộ trưởng"},
		{"BK0001,H\xB5 Th\xDE", "BK0001,Hà Thị"},
		{"UBND H\xB5 Giang", "UBND Hà Giang"},
		{"UBND x\xB7", "UBND xã"},
		{"\xA7\xB5 N\xBDng", "Đà Nẵng"},
		{"TP\nH\xB5", "TP\nHà"},
		{"\x93Qu\xFD\x94 \x96 1\xBA", NULL},
		{"\x93Qu\xFD\x94 \x96 1", "“Quý” – 1"},
	};

	(void)state;
	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autofree char *decoded = text_decode(cases[i].bytes, strlen(cases[i].bytes), "TCVN3", NULL);
		if (cases[i].text == NULL)
			assert_null(decoded);
		else
			assert_string_equal(decoded, cases[i].text);
	}
}

/* Latin-1 text that has lost its soft hyphens, which were ư. */
static void test_lost_horns(void **state)
{
	const char *garbled = "B\xC3\xA9 tr\xC3\xABng \xC2\xAE\xC3\xAE"
			      "c t\xC3\xA6 ch\xC3\xB8"
			      "c h\xC3\xA9i ngh\xC3\x9E";

	(void)state;
	check_decode(garbled, strlen(garbled), "TCVN3",
		     "Bộ trưởng được tổ chứ"
		     "c hội nghị");
	check_decode("x\xB5 \xAD", 4, "TCVN3", "xà ư");
	check_decode("\xCE\xBC", 2, "TCVN3", "à");
}

static void test_viqr(void **state)
{
	(void)state;
	check_decode("Vie^.t Nam.", 11, "VIQR", "Việt Nam.");
	check_decode("Anh ta la`m gi`? Ddi\\. O^ng ba`.", 32, "VIQR", "Anh ta làm gì? Đi. Ông bà.");
	check_decode("co^ng ta'c vie^n, Ba('c Ka.n", 28, "VIQR", "công tác viên, Bắc Kạn");
	check_decode("a\\. b\\? \\\\", 10, "VIQR", "a. b? \\");
	check_decode("\\", 1, "VIQR", "\\");
	check_decode("tu+` TU*`", 9, "VIQR", "từ TỪ");
}

static void check_load(const char *bytes, size_t len, const char *encoding, const char *expected)
{
	struct text_source source;
	GError *error = NULL;
	g_autofree char *loaded = text_load(bytes, len, &source, &error);

	if (loaded == NULL)
		fail_msg("%s", error->message);
	assert_string_equal(source.encoding, encoding);
	if (expected != NULL)
		assert_string_equal(loaded, expected);
}

static void test_load(void **state)
{
	struct text_source source;
	g_autofree char *repaired = NULL;
	static const char english[] = "I'll add the odd middle: it's a. And so? We don't address them. \"Why?\" is it.";
	static const char french[] = "Le café où l'élève a déjà été reçu très tôt à Orléans, près de la forêt.";

	(void)state;
	check_load("", 0, "UTF-8", "");
	check_load("plain text\r\n", 12, "UTF-8", "plain text\n");
	check_load(english, strlen(english), "UTF-8", english);
	check_load(french, strlen(french), "UTF-8", french);
	check_load("Hà Thu", strlen("Hà Thu"), "UTF-8", "Hà Thu");
	check_load("\xEF\xBB\xBFx", 4, "UTF-8", "x");
	check_load("d\0\xE2\0n\0 \0s\0\xD1\x1E", 12, "UTF-16LE", "dân số");
	check_load("\0d\0\xE2\0n\0 \0s\x1E\xD1", 12, "UTF-16BE", "dân số");
	check_load("\xFF\xFE\0\0a\0\0\0", 8, "UTF-32LE", "a");
	repaired = text_load("dân s\xE1\xBB và phát triển", strlen("dân s\xE1\xBB và phát triển"), &source, NULL);
	assert_string_equal(repaired, "dân s� và phát triển");
	assert_int_equal(source.repairs, 1);
}

static void check_refused(const char *bytes, size_t len, enum text_error code, const char *word)
{
	GError *error = NULL;

	assert_null(text_load(bytes, len, NULL, &error));
	check_error(error, code, word);
}

static void test_refused(void **state)
{
	static const char latin1[] = "caf\xE9 na\xEFve r\xE9sum\xE9";

	(void)state;
	check_refused("PK\x03\x04zzzz", 8, TEXT_ERROR_FORMAT, "convert-to txt");
	check_refused("\xD0\xCF\x11\xE0\xA1\xB1", 6, TEXT_ERROR_FORMAT, "old Word");
	check_refused("%PDF-1.4\n", 9, TEXT_ERROR_FORMAT, "pdftotext");
	check_refused("{\\rtf1\\ansi", 11, TEXT_ERROR_FORMAT, "RTF");
	check_refused("\x7F"
		      "ELF\0\0\0\1\2\3\0\0\0",
		      13, TEXT_ERROR_FORMAT, "not a text file");
	check_refused(latin1, strlen(latin1), TEXT_ERROR_UNSURE, "--encoding");
}

/* ---- A real article, a sentence at a time, in every encoding ---------------------------------------------- */

/* From each letter to its bytes in the table being read. */
static GHashTable *bytes_of;

static void remember_row(char **fields, unsigned line)
{
	g_auto(GStrv) hex = g_strsplit(fields[0], " ", -1);
	char bytes[4];
	size_t len = 0;

	(void)line;
	for (; hex[len] != NULL; len++)
		bytes[len] = (char)g_ascii_strtoull(hex[len], NULL, 16);
	g_hash_table_insert(bytes_of, g_strdup(fields[2]), g_strndup(bytes, len));
}

static GString *encode(const char *s)
{
	GString *out = g_string_new(NULL);

	for (; *s != '\0'; s += g_utf8_skip[(unsigned char)*s]) {
		g_autofree char *letter = g_strndup(s, (size_t)g_utf8_skip[(unsigned char)*s]);
		const char *bytes = g_hash_table_lookup(bytes_of, letter);
		g_string_append(out, bytes != NULL ? bytes : letter);
	}
	return out;
}

static char *garble(const GString *bytes)
{
	GString *out = g_string_new(NULL);

	for (size_t i = 0; i < bytes->len; i++)
		g_string_append_unichar(out, (unsigned char)bytes->str[i]);
	return g_string_free(out, FALSE);
}

static void check_sentence(const char *bytes, size_t len, const char *encoding, const char *sentence)
{
	struct text_source source;
	GError *error = NULL;
	g_autofree char *loaded = text_load(bytes, len, &source, &error);

	if (loaded == NULL)
		fail_msg("%s: '%s': %s", encoding, sentence, error->message);
	if (!g_str_equal(source.encoding, encoding))
		fail_msg("'%s' in %s taken for %s", sentence, encoding, source.encoding);
	if (case_shared) { /* Ủy ban: the capital is lost */
		g_autofree char *upper = text_upper(loaded), *wanted = text_upper(sentence);
		assert_string_equal(upper, wanted);
	} else {
		assert_string_equal(loaded, sentence);
	}
}

static void check_article(const char *encoding, bool garbled)
{
	size_t len;
	g_autofree char *bytes = read_data("source/conference.txt", &len), *article = text_nfc(bytes);
	g_autoptr(GString) ascii = g_string_new(article);
	g_auto(GStrv) sentences = NULL;
	unsigned count = 0;

	g_string_replace(ascii, "–", "-", 0);
	g_string_replace(ascii, "\xC2\xA0", " ", 0);
	sentences = g_strsplit_set(ascii->str, ".;:\n", -1);
	for (size_t i = 0; sentences[i] != NULL; i++) {
		g_autoptr(GString) encoded = encode(sentences[i]);
		if (g_utf8_strlen(sentences[i], -1) < 60)
			continue;
		check_sentence(encoded->str, encoded->len, encoding, sentences[i]);
		if (garbled) {
			g_autofree char *latin1 = garble(encoded);
			check_sentence(latin1, strlen(latin1), encoding, sentences[i]);
		}
		count++;
	}
	assert_true(count > 10);
}

static void test_article(void **state)
{
	(void)state;
	for (size_t i = 0; i < G_N_ELEMENTS(tables); i++) {
		g_autofree char *name = g_strconcat("encodings/", tables[i].file, NULL);
		g_autofree char *encoding = g_ascii_strup(tables[i].encoding, -1);
		case_shared = tables[i].case_shared;
		bytes_of = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
		each_row(name, 3, remember_row);
		check_article(encoding, g_str_equal(encoding, "TCVN3") || g_str_equal(encoding, "VNI"));
		g_hash_table_destroy(bytes_of);
	}
}

static void test_random_bytes(void **state)
{
	uint64_t seed = 3;

	(void)state;
	for (size_t round = 0; round < 2000; round++) {
		size_t len = next_random(&seed) % 200;
		g_autofree char *bytes = random_bytes(&seed, len);
		struct text_source source;
		g_autofree char *loaded = text_load(bytes, len, &source, NULL);

		if (loaded != NULL)
			assert_true(g_utf8_validate(loaded, -1, NULL));
		for (const char *const *name = text_encodings(); *name != NULL; name++) {
			g_autofree char *decoded = text_decode(bytes, len, *name, NULL);
			if (decoded != NULL)
				assert_true(g_utf8_validate(decoded, -1, NULL));
		}
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_samples),       cmocka_unit_test(test_tables),
		cmocka_unit_test(test_own_encodings), cmocka_unit_test(test_decode),
		cmocka_unit_test(test_capitals),      cmocka_unit_test(test_lost_horns),
		cmocka_unit_test(test_viqr),          cmocka_unit_test(test_load),
		cmocka_unit_test(test_refused),       cmocka_unit_test(test_article),
		cmocka_unit_test(test_random_bytes),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
