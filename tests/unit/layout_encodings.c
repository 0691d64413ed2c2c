/*
 * One deck in every encoding that people have it in gives the same screens; a broken byte costs a character. The deck
 * has no capital letters with tones, for which TCVN3 and VPS have no bytes.
 */
#include "layout_shown.h"

static const char deck[] = "---\n"
			   "title: Công tác dân số\n"
			   "author: Nông Thị Hà\n"
			   "---\n"
			   "# Công tác dân số trong tình hình mới\n"
			   "\n"
			   "Tập huấn cho cộng tác viên ở xã, phường\n"
			   "\n"
			   "---\n"
			   "\n"
			   "## Những việc phải làm\n"
			   "\n"
			   "<!-- speaker_note: nói chậm, hỏi lại từng người -->\n"
			   "\n"
			   "- Giữ vững mức sinh thay thế, giảm chênh lệch giữa các vùng\n"
			   "- Hỏi *từng hộ*, ghi **đủ và đúng**, nộp trước ngày rằm\n"
			   "\n"
			   "| Nhóm tuổi | Tỷ lệ |\n"
			   "| --- | ---: |\n"
			   "| trẻ em | 21,3 |\n"
			   "| người già | 8,2 |\n"
			   "\n"
			   "---\n"
			   "\n"
			   "## Trẻ sơ sinh được đăng ký ở đâu?\n"
			   "\n"
			   "<!-- quiz id=a -->\n"
			   "\n"
			   "1. [ ] Nhà trường\n"
			   "2. [x] Trụ sở xã nơi cha hoặc mẹ sống\n";

struct bytes {
	char *data;
	size_t len;
};

static struct bytes by_iconv(const char *text, const char *encoding)
{
	struct bytes bytes;

	bytes.data = g_convert(text, -1, encoding, "UTF-8", NULL, &bytes.len, NULL);
	assert_non_null(bytes.data);
	return bytes;
}

/* The letter's bytes by a table of tests/data/encodings: rows of bytes in hexadecimal, code point, letter. */
static GHashTable *read_table(const char *path)
{
	g_autofree char *text = NULL;

	assert_true(g_file_get_contents(path, &text, NULL, NULL));
	GHashTable *table = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
	g_auto(GStrv) rows = g_strsplit(text, "\n", -1);
	for (size_t i = 1; rows[i] && *rows[i]; i++) {
		g_auto(GStrv) fields = g_strsplit(rows[i], "\t", -1);
		g_hash_table_insert(table, g_strdup(fields[2]), g_strdup(fields[0]));
	}
	return table;
}

static struct bytes by_table(const char *text, const char *name)
{
	g_autofree char *path = g_build_filename(SOURCE_DIR "/tests/data/encodings", name, NULL);
	g_autoptr(GHashTable) table = read_table(path);
	GString *out = g_string_new(NULL);

	for (const char *at = text; *at; at = g_utf8_next_char(at)) {
		g_autofree char *letter = g_strndup(at, (size_t)(g_utf8_next_char(at) - at));
		const char *hex = (unsigned char)*at < 0x80 ? NULL : g_hash_table_lookup(table, letter);
		if (!hex) {
			assert_true((unsigned char)*at < 0x80);
			g_string_append_c(out, *at);
		}
		for (char *end; hex && *hex; hex = end)
			g_string_append_c(out, (char)strtoul(hex, &end, 16));
	}
	struct bytes bytes = {NULL, out->len};
	bytes.data = g_string_free(out, FALSE);
	return bytes;
}

static struct bytes with_mark(const char *mark, size_t len, struct bytes bytes)
{
	struct bytes marked = {g_malloc(len + bytes.len), len + bytes.len};

	memcpy(marked.data, mark, len);
	memcpy(marked.data + len, bytes.data, bytes.len);
	g_free(bytes.data);
	return marked;
}

static void assert_same_screens(const char *name, struct bytes bytes)
{
	g_autoptr(Lesson) wanted = parse_lesson(deck, strlen(deck)), lesson = parse_lesson(bytes.data, bytes.len);
	static const int widths[] = {20, 40, 80};

	print_message("%s\n", name);
	assert_int_equal(lesson->n_slides, wanted->n_slides);
	assert_int_equal(lesson->n_questions, 1);
	assert_string_equal(lesson->author, wanted->author);
	assert_string_equal(lesson->slides[1].notes, wanted->slides[1].notes);
	for (size_t i = 0; i < G_N_ELEMENTS(widths); i++) {
		g_autofree char *want = shown_text(wanted, widths[i], 24, true);
		g_autofree char *got = shown_text(lesson, widths[i], 24, true);
		assert_string_equal(got, want);
	}
	g_free(bytes.data);
}

static void every_encoding_gives_the_same_screens(void **state)
{
	g_autofree char *apart = g_utf8_normalize(deck, -1, G_NORMALIZE_NFD);
	g_auto(GStrv) lines = g_strsplit(deck, "\n", -1);
	g_autofree char *windows = g_strjoinv("\r\n", lines), *mac = g_strjoinv("\r", lines);

	(void)state;
	assert_same_screens("NFD", by_iconv(apart, "UTF-8"));
	assert_same_screens("CRLF", by_iconv(windows, "UTF-8"));
	assert_same_screens("CR", by_iconv(mac, "UTF-8"));
	assert_same_screens("UTF-8 with its mark", with_mark("\xef\xbb\xbf", 3, by_iconv(deck, "UTF-8")));
	assert_same_screens("UTF-16LE", by_iconv(deck, "UTF-16LE"));
	assert_same_screens("UTF-16BE", by_iconv(deck, "UTF-16BE"));
	assert_same_screens("UTF-16LE with its mark", with_mark("\xff\xfe", 2, by_iconv(windows, "UTF-16LE")));
	assert_same_screens("UTF-16BE with its mark", with_mark("\xfe\xff", 2, by_iconv(apart, "UTF-16BE")));
	assert_same_screens("CP1258", by_iconv(deck, "CP1258"));
}

static void encodings_of_fonts_give_the_same_screens(void **state)
{
	(void)state;
	assert_same_screens("VNI", by_table(deck, "vni-windows.tsv"));
	assert_same_screens("VISCII", by_table(deck, "viscii.tsv"));
	assert_same_screens("TCVN3", by_table(deck, "tcvn3-abc-font.tsv"));
	assert_same_screens("VPS", by_table(deck, "vps.tsv"));
}

/* What no rule of Markdown begins with or hangs on: letters, which a broken byte may stand before. */
static bool is_letter_of_text(const char *at)
{
	const char *line = at;

	while (line > deck && line[-1] != '\n')
		line--;
	return g_unichar_isalpha(g_utf8_get_char(at)) && !g_str_has_prefix(line, "<!--") && !g_str_has_prefix(at, "x]");
}

static size_t count_replaced(const char *text)
{
	size_t count = 0;

	while ((text = strstr(text, "\xef\xbf\xbd"))) {
		text += 3;
		count++;
	}
	return count;
}

static void a_broken_byte_costs_one_character(void **state)
{
	static const char broken[] = {'\xff', '\x80', '\xe1', '\x9b', '\x00'};
	g_autoptr(Lesson) whole = parse_lesson(deck, strlen(deck));
	size_t tried = 0;

	(void)state;
	for (const char *at = deck + 20; *at; at = g_utf8_next_char(at)) {
		if (!is_letter_of_text(at))
			continue;
		size_t place = (size_t)(at - deck);
		g_autoptr(GString) bytes = g_string_new_len(deck, (gssize)place);
		g_string_append_c(bytes, broken[tried++ % G_N_ELEMENTS(broken)]);
		g_string_append(bytes, at);
		g_autoptr(Lesson) lesson = parse_lesson(bytes->str, bytes->len);
		if (lesson->n_slides != whole->n_slides || lesson->n_questions != 1 ||
		    count_replaced(lesson->text) != 1)
			fail_msg("before \"%.20s\": %zu slides, %zu questions, %zu characters", at, lesson->n_slides,
				 lesson->n_questions, count_replaced(lesson->text));
	}
	assert_true(tried > 200);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_encoding_gives_the_same_screens),
		cmocka_unit_test(encodings_of_fonts_give_the_same_screens),
		cmocka_unit_test(a_broken_byte_costs_one_character),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
