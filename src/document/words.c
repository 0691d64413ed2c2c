/* What a draft says in its own words. These are part of the lesson, so they follow its language, not the reader's. */
#include "document/private.h"

static const struct draft_words vietnamese = {
	.lang = "vi",
	.to_read =
		"Bản nháp soạn từ tài liệu: đọc lại từng trang, tìm chữ \"kiểm tra\", sửa câu hỏi rồi xóa draft=yes.",
	.contents = "Nội dung",
	.numbered = "số",
	.document = "Văn bản",
	.doubled = "kiểm tra: từ viết hai lần liền nhau",
	.ask_number = "Số hiệu nào còn thiếu?",
	.ask_date = "Ngày nào còn thiếu?",
	.ask_figure = "Con số nào còn thiếu?",
};

static const struct draft_words english = {
	.lang = "en",
	.to_read =
		"A draft made from a document: read every slide, look for \"check\", mend the questions and take out "
		"draft=yes.",
	.contents = "Contents",
	.numbered = "no.",
	.document = "Document",
	.doubled = "check: words written twice in a row",
	.ask_number = "Which number is missing?",
	.ask_date = "Which date is missing?",
	.ask_figure = "Which figure is missing?",
};

/* Letters that Vietnamese has and hardly any other language does: one in a thousand bytes settles it. */
static bool is_vietnamese_letter(gunichar c)
{
	return (c >= 0x1ea0 && c <= 0x1ef9) || c == 0x102 || c == 0x103 || c == 0x110 || c == 0x111 || c == 0x1a0 ||
	       c == 0x1a1 || c == 0x1af || c == 0x1b0;
}

const struct draft_words *draft_words_for(const char *text)
{
	size_t letters = 0, length = 0;

	for (const char *p = text; *p; p = next_char(p), length++)
		letters += is_vietnamese_letter(g_utf8_get_char(p));
	return letters * 1000 > length ? &vietnamese : &english;
}
