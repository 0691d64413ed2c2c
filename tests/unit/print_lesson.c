/* Lessons and quizzes on paper: all the words, none of the key; and the key of just that paper. */
#include "print/asked.h"
#include "print/print.h"
#include "print/prose.h"
#include "unit/print_read.h"

static struct lesson *parse(const char *markdown)
{
	g_autoptr(Diagnostics) diags = diagnostics_new();
	struct lesson *lesson = lesson_parse(markdown, strlen(markdown), "bai.md", NULL, diags);
	assert_non_null(lesson);
	return lesson;
}

static struct config config(void)
{
	static char none[] = "", organisation[] = "Ban Tuyên giáo";
	return (struct config){
		.parent = none,
		.organisation = organisation,
		.place = none,
		.signer_title = none,
		.signer = none,
		.recorder = none,
	};
}

typedef void print_attempt(struct pages *, const struct attempt *, const struct form *);

/* Prints the quiz by print, or with NULL the handout, and returns all its text. */
static char *print_text(const struct lesson *lesson, print_attempt *print, uint64_t seed)
{
	g_autoptr(GDateTime) now = g_date_time_new_from_unix_utc(1546675200);
	g_autofree char *path = g_build_filename(folder, "lesson.pdf", NULL);
	const struct config settings = config();
	const struct form form = {&settings, now};
	g_autoptr(Pages) pages = pages_open(path, lesson->title, now, NULL);
	if (print) {
		g_autoptr(Attempt) attempt = attempt_new(lesson, seed);
		print(pages, attempt, &form);
	} else {
		print_handout(pages, lesson);
	}
	assert_true(pages_finish(pages, NULL));
	g_auto(GStrv) sheets = read_sheets(path);
	return g_strjoinv("\n", sheets);
}

static void assert_has(const char *text, const char *words)
{
	if (!has(text, words))
		fail_msg("“%s” is not in:\n%s", words, text);
}

static void assert_has_not(const char *text, const char *words)
{
	if (has(text, words))
		fail_msg("“%s” is in:\n%s", words, text);
}

/* ---- Handouts ---------------------------------------------------------------------------------------------- */

static const char reading[] = "---\n"
			      "title: Dân số và phát triển\n"
			      "author: Nông Thị Hạnh\n"
			      "date: 2018-06-14\n"
			      "sources:\n"
			      "  - number: 21-NQ/TW\n"
			      "    title: Công tác dân số\n"
			      "    date: 2017-10-25\n"
			      "    issuer: Trung ương\n"
			      "---\n"
			      "# Mở đầu\n\nLời **chào** [trang](https://backan.gov.vn).\n\n"
			      "<!-- speaker_note: riêng cho người dạy -->\n"
			      "---\n"
			      "## Danh sách\n\n- một\n  - hai\n\n3. ba\n4. bốn\n\n> trích dẫn\n\n`mã`\n\n"
			      "    khối mã\n\n![Bản đồ](ban-do.png)\n\n"
			      "---\n"
			      "## Số liệu\n\n| Xã | Số |\n| --- | ---: |\n| Nông Thượng | 1,5 |\n\n"
			      "```chart bar\ntitle: Tham dự\nĐức Xuân: 78.5\n```\n";

static void test_handout_has_every_word(void **state G_GNUC_UNUSED)
{
	static const char *const words[] = {
		"DÂN SỐ VÀ PHÁT TRIỂN",
		"Nông Thị Hạnh, 14/06/2018",
		"Mở đầu",
		"Lời chào trang [1].",
		"Danh sách",
		"một",
		"hai",
		"3.",
		"bốn",
		"trích dẫn",
		"mã",
		"khối mã",
		"Bản đồ: ban-do.png",
		"Nông Thượng",
		"1,5",
		"Tham dự",
		"Đức Xuân",
		"78,5",
		"21-NQ/TW, 25/10/2017",
		"https://backan.gov.vn",
	};
	g_autoptr(Lesson) lesson = parse(reading);
	g_autofree char *text = print_text(lesson, NULL, 0);
	for (size_t i = 0; i < G_N_ELEMENTS(words); i++)
		assert_has(text, words[i]);
	assert_has_not(text, "riêng cho người dạy");
}

static const char quiz[] =
	"---\ntitle: Kiểm tra\nquiz: {shuffle: [questions, options], time: 15m}\n---\n"
	"## Chọn một\n<!-- quiz id=a -->\n> gợi ý một\n\n1. [x] Đức Xuân\n   > phản hồi một\n"
	"2. [ ] Nông Thượng\n3. [ ] Xuất Hóa\n\n> giải thích một\n\n"
	"## Chọn nhiều\n<!-- quiz id=b points=2 -->\n- [x] Táo\n- [ ] Mận\n- [x] Đào\n- [ ] Lê\n\n"
	"## Đúng sai\n<!-- quiz id=c type=tf -->\n- [x] Nước ướt\n- [ ] Đá mềm\n\n"
	"## Thứ tự\n<!-- quiz id=d -->\n1. Bắt đầu\n2. Làm việc\n3. Xong xuôi\n\n"
	"## Ghép đôi\n<!-- quiz id=e -->\n- Chương trình -> tháng một\n- Quyết định -> tháng năm\n"
	"- -> tháng mười\n\n"
	"## Gõ chữ\n<!-- quiz id=f -->\n[[Bí mật | Giấu kín]]\n\n"
	"## Con số\n<!-- quiz id=g -->\n[[= 2,1 ± 0,05 con]]\n\n"
	"## Ngày nào\n<!-- quiz id=h -->\n[[@ 9/5/2018]]\n\n"
	"## Chỗ trống\n<!-- quiz id=i -->\nMức sinh [[thấp | (thay thế) | cao]], số [[21-NQ/TW]].\n\n"
	"## Viết\n<!-- quiz id=j type=essay -->\nNêu ý kiến.\n";

/* What only the trainer may see. */
static const char *const secrets[] = {"Bí mật", "Giấu kín", "2,1",      "2,05",  "9/5/2018",
				      "09/05",  "21-NQ",    "phản hồi", "gợi ý", "giải thích"};

static void test_handout_keeps_the_key(void **state G_GNUC_UNUSED)
{
	static const char *const asked[] = {"Chọn một",   "Đức Xuân",   "Táo",    "Đá mềm",   "Thứ tự",
					    "Làm việc",   "tháng mười", "Gõ chữ", "Ngày nào", "thấp / thay thế / cao",
					    "Nêu ý kiến."};
	g_autoptr(Lesson) lesson = parse(quiz);
	g_autofree char *text = print_text(lesson, NULL, 0);
	for (size_t i = 0; i < G_N_ELEMENTS(asked); i++)
		assert_has(text, asked[i]);
	for (size_t i = 0; i < G_N_ELEMENTS(secrets); i++)
		assert_has_not(text, secrets[i]);
	/* The alphabet is the key here, so it begins in its middle. */
	assert_true(strstr(text, "Làm việc") < strstr(text, "Bắt đầu"));
}

/* ---- Papers ------------------------------------------------------------------------------------------------ */

static void test_paper(void **state G_GNUC_UNUSED)
{
	g_autoptr(Lesson) lesson = parse(quiz);
	g_autofree char *text = print_text(lesson, print_paper, 20180605);
	assert_has(text, "BAN TUYÊN GIÁO");
	assert_has(text, "Kiểm tra");
	assert_has(text, "20180605");
	for (size_t i = 0; i < lesson->n_questions; i++)
		assert_has(text, lesson->questions[i]->title->text);
	for (size_t i = 0; i < G_N_ELEMENTS(secrets); i++)
		assert_has_not(text, secrets[i]);
}

/* The letter before these words on the paper. */
static char letter_of(const char *paper, const char *words)
{
	const char *at = strstr(paper, words);
	assert_non_null(at);
	while (at > paper && !g_ascii_isupper(*at))
		at--;
	assert_int_equal(at[1], '.');
	return *at;
}

/* For many orders the key's letter is the one printed before the right words. */
static void test_answers_fit_the_paper(void **state G_GNUC_UNUSED)
{
	g_autoptr(Lesson) lesson = parse(quiz);
	bool seen[256] = {false};
	for (uint64_t seed = 1; seed <= 12; seed++) {
		g_autofree char *paper = print_text(lesson, print_paper, seed);
		g_autofree char *answers = print_text(lesson, print_answers, seed);
		const char *row = strstr(answers, "Chọn một");
		assert_non_null(row);
		row += strlen("Chọn một");
		row += strspn(row, " ");
		assert_int_equal(*row, letter_of(paper, "Đức Xuân"));
		seen[(unsigned char)*row] = true;
	}
	assert_true(seen['A'] && seen['B'] && seen['C']);
}

static void test_keys(void **state G_GNUC_UNUSED)
{
	static const struct {
		const char *id, *key;
		int order[4];
	} cases[] = {
		{"a", "A", {0, 1, 2}},
		{"a", "C", {1, 2, 0}},
		{"b", "A, C", {0, 1, 2, 3}},
		{"b", "B, D", {1, 0, 3, 2}},
		{"c", "A: False, B: True", {1, 0}},
		{"d", "B, C, A", {2, 0, 1}},
		{"e", "1 – C, 2 – B", {2, 1, 0}},
		{"f", "Bí mật / Giấu kín", {0, 1}},
		{"g", "2,05 … 2,15 con", {0}},
		{"h", "09/05/2018", {0}},
		{"i", "(1) thay thế; (2) 21-NQ/TW", {0}},
		{"j", "marked by hand", {0}},
	};
	g_autoptr(Lesson) lesson = parse(quiz);
	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autofree char *key = asked_key(lesson_question(lesson, cases[i].id), cases[i].order, "vi");
		assert_string_equal(key, cases[i].key);
	}
}

/* ---- Hostile lessons --------------------------------------------------------------------------------------- */

static void test_deep_lists(void **state G_GNUC_UNUSED)
{
	g_autoptr(GString) markdown = g_string_new("# Sâu\n\n");
	for (int i = 0; i < 90; i++)
		g_string_append_printf(markdown, "%*s- tầng%d\n", 2 * i, "", i);
	g_autoptr(Lesson) lesson = parse(markdown->str);
	g_autofree char *text = print_text(lesson, NULL, 0);
	for (int i = 0; i < 90; i++) {
		g_autofree char *word = g_strdup_printf("tầng%d", i);
		assert_has(text, word);
	}
}

static void test_endless_paragraph(void **state G_GNUC_UNUSED)
{
	g_autoptr(GString) markdown = g_string_new("# Dài\n\n");
	for (int i = 0; i < 3000; i++)
		g_string_append_printf(markdown, "chữ%d ", i);
	g_autoptr(Lesson) lesson = parse(markdown->str);
	g_autofree char *text = print_text(lesson, NULL, 0);
	g_auto(GStrv) words = g_strsplit_set(text, " \n", -1);
	int next = 0;
	for (char **word = words; *word; word++) {
		if (!g_str_has_prefix(*word, "chữ"))
			continue;
		assert_int_equal(g_ascii_strtoll(*word + strlen("chữ"), NULL, 10), next++);
	}
	assert_int_equal(next, 3000);
}

static void test_markup_in_a_lesson(void **state G_GNUC_UNUSED)
{
	g_autoptr(Lesson) lesson =
		parse("# Bài &lt;b&gt;\n\n- &lt;i&gt; & \\*x\\* %s\n\n"
		      "## Hỏi &lt;u&gt;\n<!-- quiz id=a -->\n1. [x] &lt;/span&gt;\n2. [ ] &amp;amp;\n");
	g_autofree char *text = print_text(lesson, NULL, 0);
	static const char *const words[] = {"BÀI <B>", "<i> & *x* %s", "Hỏi <u>", "</span>", "&amp;"};
	for (size_t i = 0; i < G_N_ELEMENTS(words); i++)
		assert_has(text, words[i]);
}

static void test_wild_charts(void **state G_GNUC_UNUSED)
{
	g_autoptr(Lesson) lesson = parse("# Biểu đồ\n\n```chart bar\nvô tận: 1e308\nâm: -5\nkhông: 0\n```\n\n"
					 "```chart stacked\nseries: một | hai\nA: 1e308 | 1e308\n```\n\nhết\n");
	g_autofree char *text = print_text(lesson, NULL, 0);
	assert_has(text, "hết");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_handout_has_every_word),
		cmocka_unit_test(test_handout_keeps_the_key),
		cmocka_unit_test(test_paper),
		cmocka_unit_test(test_answers_fit_the_paper),
		cmocka_unit_test(test_keys),
		cmocka_unit_test(test_deep_lists),
		cmocka_unit_test(test_endless_paragraph),
		cmocka_unit_test(test_markup_in_a_lesson),
		cmocka_unit_test(test_wild_charts),
	};
	return cmocka_run_group_tests(tests, make_folder, remove_folder);
}
