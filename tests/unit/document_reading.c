/* What document/ finds in a text: sentences, words twice, numbers with their dates. */
#include "document/private.h"
#include "lesson/markdown.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>

#include <cmocka.h>
#include <string.h>

/* The stretches of text with a bar between them. */
static char *joined(const char *text, GArray *stretches)
{
	GString *out = g_string_new(NULL);

	for (guint i = 0; i < stretches->len; i++) {
		struct stretch s = g_array_index(stretches, struct stretch, i);

		g_string_append(out, i ? "|" : "");
		g_string_append_len(out, text + s.start, (gssize)(s.end - s.start));
	}
	g_array_unref(stretches);
	return g_string_free(out, false);
}

static void sentences(void **state)
{
	static const char *const expected[] = {
		"Câu một.|Câu hai!|Câu ba?",
		"Họp tại TP. Bắc Kạn.|Xong.",
		"Chương trình hành động số: 13-CTr/TU của Tỉnh ủy.|Hết./.",
		"Theo GS. Nguyễn Văn A. và ThS. Hà Thị B. thì đúng.|Rồi thôi.",
		"Xem Tr. 5 và tr. 12.|Đọc kỹ.",
		"Tăng 2.5 lần, tức 1.234,5 người.|Năm 2018.|Ủy ban họp.",
		"1. Lập danh sách.|2. Báo cáo.",
		"Sách, vở, v.v. đều có.|Bà nói: “Được.”|Ông cười.",
		"Chờ… rồi đi.|Chờ...|Đi.",
		"Xem trang a.b.vn nhé.|(Hết.)",
		"phát triển đất nước nhanh và bền vững./.",
		"Không có dấu chấm",
		"...",
	};

	(void)state;
	for (size_t i = 0; i < G_N_ELEMENTS(expected); i++) {
		g_autofree char *text = g_strdelimit(g_strdup(expected[i]), "|", ' ');
		g_autofree char *got = joined(text, sentence_split(text));

		assert_string_equal(got, expected[i]);
	}
}

static void long_sentences(void **state)
{
	const char *text = "một hai ba bốn năm; sáu bảy tám, chín mười một hai ba bốn năm sáu bảy";
	g_autofree char *got = joined(text, sentence_split_within(text, 8));

	(void)state;
	assert_string_equal(got, "một hai ba bốn năm;|sáu bảy tám,|chín mười một hai ba bốn năm sáu|bảy");
}

static void doubles(void **state)
{
	static const struct {
		const char *text, *expected;
	} cases[] = {
		{"đã ban hành thực hiện thực hiện Nghị quyết", "thực hiện thực hiện"},
		{"nâng cao năng cao năng lực cán bộ", "nâng cao năng cao"},
		{"của của dân, và Và thôn", "của của|và Và"},
		{"công tác dân số công tác dân số tỉnh", "công tác dân số công tác dân số"},
		{"luôn luôn, dần dần, năm năm, từ từ, ngày ngày", ""},
		{"thực hiện, thực hiện; 12 12 a1 a1 - -", ""},
		{"đo đỏ là lạ cơ cờ", ""},
		{"", ""},
	};

	(void)state;
	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autofree char *got = joined(cases[i].text, sentence_doubles(cases[i].text));

		assert_string_equal(got, cases[i].expected);
	}
}

/* What references_collect() finds, as "number date title; …". */
static char *references_of(const char *text)
{
	g_autoptr(GPtrArray) pieces = outline_read(text);
	g_autoptr(GPtrArray) mentions = mentions_find(pieces);
	g_autoptr(GPtrArray) references = references_collect(pieces, mentions, draft_words_for(text));
	GString *out = g_string_new(NULL);

	for (guint i = 0; i < references->len; i++) {
		const struct reference *reference = g_ptr_array_index(references, i);
		g_autofree char *date = date_text(reference->mention->date);

		g_string_append_printf(out, "%s%s %s %s", i ? "; " : "", reference->mention->number,
				       reference->mention->date.year ? date : "-", reference->title);
	}
	return g_string_free(out, false);
}

static void references(void **state)
{
	static const struct {
		const char *text, *expected;
	} cases[] = {
		{"Theo Quyết định số 723/QĐ-UBND ngày 09 tháng 5 năm 2018 của tỉnh.",
		 "723/QĐ-UBND 09/5/2018 Quyết định số 723/QĐ-UBND"},
		{"Theo Thông tư 02/2021/TT-BYT ngày 25/01/2021 của Bộ Y tế về cộng tác viên dân số.",
		 "02/2021/TT-BYT 25/01/2021 Thông tư về cộng tác viên dân số"},
		{"Nghị quyết số 21-NQ/TW (25/10/2017) về công tác dân số trong tình hình mới.",
		 "21-NQ/TW 25/10/2017 Nghị quyết về công tác dân số trong tình hình mới"},
		{"Nghị quyết số 137/NQ-CP của Chính phủ ngày 31-12-2017.",
		 "137/NQ-CP 31/12/2017 Nghị quyết số 137/NQ-CP"},
		{"Số: 05/2019/QĐ-UBND Bắc Kạn, ngày 9.5.2019", "05/2019/QĐ-UBND 09/5/2019 Văn bản số 05/2019/QĐ-UBND"},
		{"Kết luận số 149-KL/TW ngày 2025-04-10 của Bộ Chính trị.",
		 "149-KL/TW 10/4/2025 Kết luận số 149-KL/TW"},
		/* The number comes back without its date: the same document. */
		{"Quyết định 1679/QĐ-TTg đã có. Quyết định số 1679/QĐ-TTg ngày 22/11/2019 nói rõ.",
		 "1679/QĐ-TTg 22/11/2019 Quyết định số 1679/QĐ-TTg"},
		/* The same number on two dates: two documents. */
		{"Nghị quyết 21-NQ/TW ngày 25/10/2017 và Nghị quyết 21-NQ/TW ngày 16/6/2022 khác nhau.",
		 "21-NQ/TW 25/10/2017 Nghị quyết số 21-NQ/TW; 21-NQ/TW 16/6/2022 Nghị quyết số 21-NQ/TW"},
		/* A date of something else. */
		{"Chương trình 13-CTr/TU thực hiện Nghị quyết hội nghị ngày 25/10/2017 là đây.",
		 "13-CTr/TU - Chương trình số 13-CTr/TU"},
		{"Theo Quyết định số 723/QĐ-UBND, họp ngày 9/5/2018 ở tỉnh.",
		 "723/QĐ-UBND - Quyết định số 723/QĐ-UBND"},
		/* No numbers, no dates. */
		{"Ngày 31/02/2018 và 9/5/2018, xe 97-B1, lớp 4/A, tỷ lệ 12/5, COVID-19.", ""},
	};

	(void)state;
	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autofree char *got = references_of(cases[i].text);

		assert_string_equal(got, cases[i].expected);
	}
}

static void dates(void **state)
{
	static const struct {
		const char *text, *expected;
	} cases[] = {
		{"ngày 22 tháng 01 năm 2018", "22/01/2018"},
		{"Ngày 9 Tháng 5 Năm 2018", "09/5/2018"},
		{"9/5/2018", "09/5/2018"},
		{"09-05-2018", "09/5/2018"},
		{"9.5.2018", "09/5/2018"},
		{"2018-05-09", "09/5/2018"},
		{"31/12/2017", "31/12/2017"},
		{"29/02/2020", "29/02/2020"},
		{"29/02/2019", NULL},
		{"32/1/2018", NULL},
		{"0/1/2018", NULL},
		{"1/13/2018", NULL},
		{"1/1/0000", NULL},
		{"12/05", NULL},
		{"1.2.3.2018", NULL},
		{"99999999/1/2018", NULL},
	};

	(void)state;
	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autoptr(GPtrArray) pieces = outline_read(cases[i].text);
		g_autoptr(GPtrArray) mentions = mentions_find(pieces);

		assert_int_equal(mentions->len, cases[i].expected ? 1 : 0);
		if (mentions->len) {
			const struct mention *mention = g_ptr_array_index(mentions, 0);
			g_autofree char *date = date_text(mention->date);

			assert_string_equal(date, cases[i].expected);
		}
	}
}

static void escapes(void **state)
{
	static const struct {
		const char *text, *expected;
	} cases[] = {
		{"- a", "\\- a"},
		{"a - b", "a - b"},
		{"12. a", "12\\. a"},
		{"3) b", "3\\) b"},
		{"12 a.", "12 a."},
		{"# a", "\\# a"},
		{"R&D & co &x;", "R\\&D & co \\&x;"},
		{"=", "\\="},
		{"a|b", "a\\|b"},
		{"", ""},
		{"<!-- a -->", "\\<!-- a --\\>"},
	};

	(void)state;
	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autoptr(GString) out = g_string_new(NULL);

		markdown_append(out, cases[i].text, strlen(cases[i].text), true);
		assert_string_equal(out->str, cases[i].expected);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(sentences),  cmocka_unit_test(long_sentences), cmocka_unit_test(doubles),
		cmocka_unit_test(references), cmocka_unit_test(dates),          cmocka_unit_test(escapes),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
