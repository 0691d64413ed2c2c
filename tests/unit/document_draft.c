/* Documents become lessons that parse, with every word in its place and nothing taken as Markdown. */
#include "document/document.h"
#include "lesson/lesson.h"
#include "text/text.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdio.h>
#include <string.h>

/* ---- Helpers ----------------------------------------------------------------------------------------------- */

static char *draft_bytes(const char *bytes, size_t len, const char *encoding, int questions)
{
	struct draft_options options = {.encoding = encoding, .questions = questions};
	GError *error = NULL;
	char *draft = document_draft(bytes, len, "tests/van-ban.txt", &options, &error);

	assert_true((draft != NULL) == (error == NULL));
	g_clear_error(&error);
	return draft;
}

static char *draft_text(const char *text)
{
	char *draft = draft_bytes(text, strlen(text), "UTF-8", -1);

	assert_non_null(draft);
	return draft;
}

/* The draft as a lesson; nothing may be said of it but that its questions are drafts. */
static struct lesson *parse(const char *draft)
{
	g_autoptr(Diagnostics) diags = diagnostics_new();
	struct lesson *lesson = lesson_parse(draft, strlen(draft), "draft.md", NULL, diags);

	for (guint i = 0; i < diags->items->len; i++) {
		g_autofree char *shown = diagnostic_format(g_ptr_array_index(diags->items, i), draft);

		if (diags->items->len != lesson->n_questions)
			print_message("%s\n", shown);
	}
	assert_int_equal(diags->errors, 0);
	assert_int_equal(diags->warnings, lesson->n_questions);
	return lesson;
}

static void add_words(GPtrArray *words, const char *text)
{
	g_auto(GStrv) tokens = g_strsplit_set(text, " \n\t", -1);

	for (char **token = tokens; *token; token++) {
		bool said = false;

		for (const char *p = *token; *p && !said; p = g_utf8_find_next_char(p, NULL))
			said = g_unichar_isalnum(g_utf8_get_char(p));
		/* A bullet may stand right before its word. */
		if (said)
			g_ptr_array_add(words, g_strdup(*token + strspn(*token, "-+")));
	}
}

/* Every word of running text; a heading, a table or a list that was none in the document fails. */
static void add_block_words(GPtrArray *words, const struct block *block)
{
	for (; block; block = block->next) {
		assert_true(block->kind == BLOCK_PARAGRAPH || block->kind == BLOCK_LIST || block->kind == BLOCK_ITEM ||
			    block->kind == BLOCK_SOURCES);
		assert_int_equal(block->text.n_runs, 0);
		if (block->text.text)
			add_words(words, block->text.text);
		add_block_words(words, block->first);
	}
}

static GPtrArray *slide_words(const struct lesson *lesson)
{
	GPtrArray *words = g_ptr_array_new_with_free_func(g_free);

	for (size_t i = 0; i < lesson->n_slides; i++) {
		const struct slide *slide = &lesson->slides[i];

		if (slide->question)
			continue;
		if (slide->title)
			add_words(words, slide->title->text);
		add_block_words(words, slide->first);
	}
	return words;
}

/* The document's words are on the slides in its order; what else is there are headings of ours, one a slide. */
static void assert_all_words(const struct lesson *lesson, const char *text)
{
	g_autoptr(GPtrArray) shown = slide_words(lesson), wanted = g_ptr_array_new_with_free_func(g_free);
	guint at = 0;

	add_words(wanted, text);
	for (guint i = 0; i < wanted->len; i++, at++) {
		const char *word = g_ptr_array_index(wanted, i);

		while (at < shown->len && strcmp(g_ptr_array_index(shown, at), word) != 0)
			at++;
		if (at == shown->len)
			fail_msg("word %u, \"%.60s\", is on no slide in its place", i, word);
	}
}

static void assert_source(const struct lesson *lesson, size_t i, const char *number, const char *title,
			  const char *date)
{
	assert_true(i < lesson->n_sources);
	assert_string_equal(lesson->sources[i].number, number);
	assert_string_equal(lesson->sources[i].title, title);
	assert_string_equal(lesson->sources[i].date, date);
}

/* ---- The conference ---------------------------------------------------------------------------------------- */

static char *conference(void)
{
	char *text = NULL;

	assert_true(g_file_get_contents(SOURCE_DIR "/tests/data/source/conference.txt", &text, NULL, NULL));
	return text;
}

static void conference_words(void **state)
{
	g_autofree char *text = conference(), *draft = draft_text(text);
	g_autoptr(Lesson) lesson = parse(draft);

	(void)state;
	assert_all_words(lesson, text);
	assert_string_equal(lesson->lang, "vi");
	assert_string_equal(lesson->title, "Thành phố Bắc Kạn phổ biến nội dung Nghị quyết số 21-NQ/TW của Ban chấp "
					   "hành Trung ương Đảng (khóa XII)");
	assert_true(lesson->slides[0].is_title);
}

static void conference_sources(void **state)
{
	g_autofree char *text = conference(), *draft = draft_text(text);
	g_autoptr(Lesson) lesson = parse(draft);

	(void)state;
	assert_int_equal(lesson->n_sources, 3);
	assert_source(lesson, 0, "21-NQ/TW", "Nghị quyết về công tác dân số trong tình hình mới", "");
	assert_source(lesson, 1, "13-CTr/TU", "Chương trình hành động số 13-CTr/TU", "2018-01-22");
	assert_source(lesson, 2, "723/QĐ-UBND", "Quyết định số 723/QĐ-UBND", "2018-05-09");
}

/* Slips of the document stay, and each has a note on its slide. */
static void conference_slips(void **state)
{
	g_autofree char *text = conference(), *draft = draft_text(text);
	const char *first = NULL;

	(void)state;
	first = strstr(draft, "<!-- // kiểm tra: từ viết hai lần liền nhau: “thực hiện thực hiện” -->");
	assert_non_null(first);
	assert_true(first < strstr(draft, "Tăng cường sự lãnh đạo"));
	assert_non_null(strstr(draft, "<!-- // kiểm tra: từ viết hai lần liền nhau: “nâng cao năng cao” -->"));
}

static void conference_questions(void **state)
{
	g_autofree char *text = conference(), *draft = draft_text(text);
	g_autoptr(Lesson) lesson = parse(draft);

	(void)state;
	assert_int_equal(lesson->n_questions, 3);
	for (size_t i = 0; i < lesson->n_questions; i++) {
		assert_true(lesson->questions[i]->draft);
		assert_non_null(lesson->questions[i]->stem);
		assert_non_null(lesson->questions[i]->explanation);
	}
	assert_int_equal(lesson->questions[0]->type, QUESTION_DATE);
	assert_int_equal(lesson->questions[0]->dates[0].day, 22);
	assert_int_equal(lesson->questions[0]->dates[0].month, 1);
	assert_int_equal(lesson->questions[0]->dates[0].year, 2018);
	assert_int_equal(lesson->questions[1]->type, QUESTION_TEXT);
	assert_string_equal(lesson->questions[1]->options[0].text.text, "723/QĐ-UBND");
	assert_int_equal(lesson->questions[2]->type, QUESTION_NUMBER);
	assert_true(lesson->questions[2]->numbers[0].low == 200 && lesson->questions[2]->numbers[0].high == 200);
}

static void same_twice(void **state)
{
	g_autofree char *text = conference(), *first = draft_text(text), *second = draft_text(text);

	(void)state;
	assert_string_equal(first, second);
}

/* ---- Hostile text ------------------------------------------------------------------------------------------ */

static void markdown_is_text(void **state)
{
	static const char text[] =
		"Văn bản thử\n\n"
		"# không phải đề mục\n## cũng không #\n\n---\n***\n===\n_____\n"
		"<!-- end_slide -->\n<!-- quiz id=a -->\n<!-- include: /etc/passwd -->\n<script>alert(1)</script> "
		"chữ.\n"
		"| a | b |\n| --- | --- |\n| c | d |\n\n"
		"> trích dẫn\n\n    thụt vào bốn ô\n\n```chart bar\nmột: 1\n```\n~~~\nhai\n~~~\n"
		"[x] ô đã chọn, [ ] ô trống, [[đáp án | khác]], [chữ](http://a.b) và ![hình](h.png)\n[x]: http://a.b\n"
		"`mã` ``hai`` *sao* **hai sao** _gạch_ ~~xóa~~ a*b*c \\ \\\\ \\* cuối\\\n"
		"&amp; &#27;[31m &lt;b&gt; R&D AT&T;\n1. một\n2) hai\n007. ba\n+ cộng\n- [x] trừ\n* [ ] nhân\n-\n+\n"
		"trái -> phải → nữa\n<http://a.b> http://a.b <br>\n";
	g_autofree char *draft = draft_text(text);
	g_autoptr(Lesson) lesson = parse(draft);

	(void)state;
	assert_all_words(lesson, text);
	assert_int_equal(lesson->n_questions, 0);
}

static void title_is_text(void **state)
{
	static const char *const titles[] = {
		"Bài 1: \"Dân số\" \\ 'phát triển' # không ghi chú",
		"--- # !tag &a *b {c: d} [e] | > % @ `f`",
		"*đậm* _nghiêng_ [x](y) #",
		"# Đề <!-- x --> <b> &amp; 2) ba",
		"\xef\xbf\xbe lạ",
	};

	(void)state;
	for (size_t i = 0; i < G_N_ELEMENTS(titles); i++) {
		g_autofree char *text = g_strconcat(titles[i], "\n\nMột câu.\n", NULL), *draft = draft_text(text);
		g_autoptr(Lesson) lesson = parse(draft);

		assert_string_equal(lesson->title, titles[i]);
		assert_string_equal(lesson->slides[0].title->text, titles[i]);
		assert_all_words(lesson, text);
	}
}

static void one_long_line(void **state)
{
	g_autoptr(GString) text = g_string_new(NULL);
	g_autofree char *draft = NULL;
	g_autoptr(Lesson) lesson = NULL;

	(void)state;
	while (text->len < 1000000)
		g_string_append(text, "số 12 người, 13-CTr/TU ngày 9.5.2018 và 7% !12%!");
	draft = draft_text(text->str);
	lesson = parse(draft);
	assert_all_words(lesson, text->str);
}

static void one_long_word(void **state)
{
	g_autofree char *text = g_strnfill(1000000, 'a'), *draft = draft_text(text);
	g_autoptr(Lesson) lesson = parse(draft);

	(void)state;
	assert_all_words(lesson, text);
}

static void nothing_in_it(void **state)
{
	static const char *const empty[] = {"", " ", "\n\n \t\r\n\f", "\xef\xbb\xbf"};
	struct draft_options options = {.questions = -1};

	(void)state;
	for (size_t i = 0; i < G_N_ELEMENTS(empty); i++) {
		g_autoptr(GError) error = NULL;

		assert_null(document_draft(empty[i], strlen(empty[i]), "a.txt", &options, &error));
		assert_true(error && error->domain == TEXT_ERROR);
	}
}

/* Bits of Markdown, YAML, HTML and of the lesson format thrown together stay words in their order. */
static void shuffled_markup(void **state)
{
	static const char *const bits[] = {
		"#",
		"##",
		"---",
		"***",
		"===",
		"- ",
		"+ ",
		"* ",
		"1. ",
		"2) ",
		"> ",
		"```",
		"~~~",
		"`",
		"``",
		"[x]",
		"[ ]",
		"[[",
		"]]",
		"[a](b)",
		"![c](",
		"[d]:",
		"<!--",
		"-->",
		"<br>",
		"</p>",
		"<script>",
		"|",
		"| --- |",
		"\\",
		"&amp;",
		"&#0;",
		"<!-- pause -->",
		"*e*",
		"_f_",
		"**g**",
		"~~h~~",
		"http://i.k",
		"->",
		"→",
		"\n",
		"\n\n",
		"\n",
		"    ",
		"\t",
		" ",
		" ",
		"dân",
		"Số 5/QĐ-UBND ngày 9/5/2018",
		"Điều 1.",
		"II.",
		"chữ.",
		"CHỮ HOA ĐÂY",
		"12 người",
		"a) ",
		"title:",
		"%",
		"@",
		"\xef\xbf\xbf",
	};
	uint32_t seed = 2018;

	(void)state;
	for (int round = 0; round < 400; round++) {
		g_autoptr(GString) text = g_string_new("đầu ");
		g_autofree char *draft = NULL;
		g_autoptr(Lesson) lesson = NULL;

		for (int i = 0; i < 60; i++) {
			seed = seed * 1664525 + 1013904223;
			g_string_append(text, bits[(seed >> 16) % G_N_ELEMENTS(bits)]);
			g_string_append(text, seed >> 30 ? " " : "");
		}
		draft = draft_text(text->str);
		lesson = parse(draft);
		assert_all_words(lesson, text->str);
	}
}

/* Whatever the bytes, there is a lesson without errors or a reason why not. */
static void random_bytes(void **state)
{
	static const char *const encodings[] = {NULL, "UTF-8", "VISCII", "ISO-8859-1", "TCVN3", "VNI"};
	uint32_t seed = 12345;
	size_t drafted = 0;

	(void)state;
	for (size_t round = 0; round < 120; round++) {
		char bytes[3000];
		g_autofree char *draft = NULL;
		size_t spread = round % 2 ? 255 : 95;

		for (size_t i = 0; i < sizeof(bytes); i++) {
			seed = seed * 1664525 + 1013904223;
			bytes[i] = (char)((seed >> 16) % spread + (spread == 95 ? 32 : 1));
			if (seed >> 28 == 0)
				bytes[i] = seed >> 27 & 1 ? '\n' : ' ';
		}
		draft = draft_bytes(bytes, sizeof(bytes), encodings[round % G_N_ELEMENTS(encodings)], -1);
		if (draft) {
			g_autoptr(Lesson) lesson = parse(draft);

			assert_int_not_equal(lesson->n_slides, 0);
			drafted++;
		}
	}
	assert_true(drafted > 60);
}

/* ---- Encodings --------------------------------------------------------------------------------------------- */

static void encodings(void **state)
{
	/* Some have not every capital letter with a tone: the line of them is not the same. */
	static const struct {
		const char *file, *encoding;
		bool whole;
	} samples[] = {
		{"utf-16le", "UTF-16LE", true}, {"utf-16be", "UTF-16BE", true}, {"utf-8-nfd", "UTF-8", true},
		{"cp1258", "CP1258", true},     {"vni", "VNI", true},           {"viqr", "VIQR", true},
		{"tcvn3", "TCVN3", false},      {"vps", "VPS", false},          {"viscii", "VISCII", false},
	};
	g_autofree char *text = NULL, *expected = NULL;

	(void)state;
	assert_true(g_file_get_contents(SOURCE_DIR "/tests/data/encodings/sample.utf8.txt", &text, NULL, NULL));
	expected = draft_text(text);
	for (size_t i = 0; i < G_N_ELEMENTS(samples); i++) {
		g_autofree char *path =
			g_strdup_printf(SOURCE_DIR "/tests/data/encodings/sample.%s.bin", samples[i].file);
		g_autofree char *bytes = NULL, *named = NULL, *told = NULL;
		size_t len = 0;

		assert_true(g_file_get_contents(path, &bytes, &len, NULL));
		named = draft_bytes(bytes, len, samples[i].encoding, -1);
		told = draft_bytes(bytes, len, NULL, -1);
		assert_non_null(named);
		assert_string_equal(told, named);
		assert_non_null(strstr(named, "ông Đặng Quỳnh hướng dẫn ghi sổ hộ gia đình."));
		if (samples[i].whole)
			assert_string_equal(named, expected);
	}
}

static void unknown_encoding(void **state)
{
	(void)state;
	assert_null(draft_bytes("abc", 3, "KHÔNG-CÓ", -1));
}

/* ---- Headings and slides ----------------------------------------------------------------------------------- */

static void headings(void **state)
{
	static const char text[] = "ỦY BAN NHÂN DÂN TỈNH\n"
				   "Số: 05/QĐ-UBND\n\n"
				   "QUYẾT ĐỊNH\n"
				   "Ban hành Quy định về dân số\n\n"
				   "Chương I\nQUY ĐỊNH CHUNG\n\n"
				   "Điều 1. Phạm vi\nQuy định này áp dụng cho mọi xã.\n"
				   "Điều 2. Sở Y tế chịu trách nhiệm thi hành.\n"
				   "II. MỤC TIÊU\n1. Mục tiêu chung\nGiữ mức sinh.\n"
				   "Tổ chức thực hiện\n- Cấp xã\n- Cấp thôn\n"
				   "1. Lập danh sách;\n2. Báo cáo.\n";
	static const struct {
		const char *title;
		int level;
	} expected[] = {
		{"Nội dung (1)", 2},
		{"QUYẾT ĐỊNH Ban hành Quy định về dân số", 1},
		{"Chương I QUY ĐỊNH CHUNG", 1},
		{"Điều 1. Phạm vi", 2},
		{"Điều 2.", 2},
		{"II. MỤC TIÊU", 1},
		{"1. Mục tiêu chung", 2},
		{"Tổ chức thực hiện", 2},
	};
	g_autofree char *draft = draft_text(text);
	g_autoptr(Lesson) lesson = parse(draft);

	(void)state;
	assert_string_equal(lesson->title, expected[1].title);
	assert_true(lesson->n_slides >= G_N_ELEMENTS(expected));
	for (size_t i = 0; i < G_N_ELEMENTS(expected); i++) {
		assert_string_equal(lesson->slides[i].title->text, expected[i].title);
		assert_int_equal(lesson->slides[i].title_level, expected[i].level);
	}
	assert_int_equal(lesson->slides[7].first->kind, BLOCK_LIST);
	assert_all_words(lesson, text);
}

static void title_from_name(void **state)
{
	g_autofree char *draft = draft_text("Câu đầu đã có dấu chấm.\nCâu sau cũng vậy.\n");
	g_autoptr(Lesson) lesson = parse(draft);

	(void)state;
	assert_string_equal(lesson->title, "van-ban");
	assert_true(lesson->slides[0].is_title);
}

/* Lines broken by hand are one paragraph again, lines of their own are not. */
static void broken_lines(void **state)
{
	g_autofree char *draft = draft_text("Tên tài liệu\n\n"
					    "Cộng tác viên dân số đến từng nhà, nghe bà con nói và ghi\n"
					    "chép vào sổ những gì nghe được, rồi báo cáo cho Trạm Y tế\n"
					    "xã vào cuối tháng.\n"
					    "Mỗi thôn có một người.\n");
	g_autoptr(Lesson) lesson = parse(draft);
	const struct block *first = lesson->slides[1].first;

	(void)state;
	assert_true(g_str_has_suffix(first->text.text, "xã vào cuối tháng."));
	assert_string_equal(first->next->text.text, "Mỗi thôn có một người.");
}

/* No slide holds more than a screen. */
static void slides_are_short(void **state)
{
	g_autoptr(GString) text = g_string_new("Tên tài liệu\n\n");
	g_autofree char *draft = NULL;
	g_autoptr(Lesson) lesson = NULL;

	(void)state;
	for (int i = 0; i < 300; i++)
		g_string_append_printf(text, "Câu này có mười từ kể cả con số %d. ", i);
	draft = draft_text(text->str);
	lesson = parse(draft);
	assert_all_words(lesson, text->str);
	for (size_t i = 0; i < lesson->n_slides && !lesson->slides[i].question; i++) {
		int words = 0;

		for (const struct block *b = lesson->slides[i].first; b && b->kind == BLOCK_PARAGRAPH; b = b->next)
			words += 9;
		assert_true(words <= 85);
	}
}

/* ---- Questions --------------------------------------------------------------------------------------------- */

static const char many_dates[] =
	"Các văn bản về dân số\n\n"
	"Nghị quyết số 21-NQ/TW ngày 25/10/2017 nói về công tác dân số trong tình hình mới. "
	"Chính phủ ban hành Nghị quyết số 137/NQ-CP ngày 31/12/2017 để thực hiện điều ấy. "
	"Bộ Y tế ban hành Thông tư số 02/2021/TT-BYT ngày 25 tháng 01 năm 2021 cho cộng tác viên. "
	"Năm 2019 cả nước có 96,2 triệu người, đông thứ ba ở Đông Nam Á.\n";

static void other_dates_distract(void **state)
{
	g_autofree char *draft = draft_text(many_dates);
	g_autoptr(Lesson) lesson = parse(draft);
	const struct question *question = lesson->questions[0];

	(void)state;
	assert_int_equal(question->type, QUESTION_SINGLE);
	assert_int_equal(question->n_options, 3);
	assert_string_equal(question->options[0].text.text, "25/10/2017");
	assert_true(question->options[0].right);
	assert_string_equal(question->options[1].text.text, "31/12/2017");
	assert_string_equal(question->options[2].text.text, "25/01/2021");
	/* The stem must not say what is asked. */
	assert_null(strstr(question->stem->text.text, "25/10/2017"));
	assert_non_null(strstr(question->stem->text.text, "21-NQ/TW"));
}

static void figures(void **state)
{
	g_autofree char *draft = draft_text(many_dates);
	g_autoptr(Lesson) lesson = parse(draft);

	(void)state;
	for (size_t i = 0; i < lesson->n_questions; i++) {
		const struct question *question = lesson->questions[i];

		if (question->type != QUESTION_NUMBER)
			continue;
		assert_true(question->numbers[0].low > 96.19 && question->numbers[0].high < 96.21);
		return;
	}
	fail_msg("no figure was asked");
}

static void as_many_as_wanted(void **state)
{
	(void)state;
	for (int wanted = 0; wanted < 4; wanted++) {
		g_autofree char *draft = draft_bytes(many_dates, strlen(many_dates), NULL, wanted);
		g_autoptr(Lesson) lesson = parse(draft);

		assert_int_equal(lesson->n_questions, wanted);
	}
}

/* ---- Moodle's questions ------------------------------------------------------------------------------------ */

static void gift_as_a_lesson(void **state)
{
	g_autoptr(Diagnostics) diags = diagnostics_new();

	(void)state;
	assert_null(gift_lesson("\n\n// only a comment\n\n", "a.gift", diags));
	g_autofree char *lesson = gift_lesson("Thế nào? {=hôm nay}", "x/bài \"1\".gift", diags);
	assert_true(g_str_has_prefix(lesson, "---\ntitle: \"bài \\\"1\\\"\"\nlang: vi\n---\n\n## Thế nào?\n"));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(conference_words),
		cmocka_unit_test(conference_sources),
		cmocka_unit_test(conference_slips),
		cmocka_unit_test(conference_questions),
		cmocka_unit_test(same_twice),
		cmocka_unit_test(markdown_is_text),
		cmocka_unit_test(title_is_text),
		cmocka_unit_test(one_long_line),
		cmocka_unit_test(one_long_word),
		cmocka_unit_test(nothing_in_it),
		cmocka_unit_test(random_bytes),
		cmocka_unit_test(shuffled_markup),
		cmocka_unit_test(encodings),
		cmocka_unit_test(unknown_encoding),
		cmocka_unit_test(headings),
		cmocka_unit_test(title_from_name),
		cmocka_unit_test(broken_lines),
		cmocka_unit_test(slides_are_short),
		cmocka_unit_test(other_dates_distract),
		cmocka_unit_test(figures),
		cmocka_unit_test(as_many_as_wanted),
		cmocka_unit_test(gift_as_a_lesson),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
