/* Texts that try to steer a terminal, and a lesson that has one of them wherever a lesson has text. */
#ifndef TAPHUAN_TESTS_HOSTILE_H
#define TAPHUAN_TESTS_HOSTILE_H

#include <glib.h>
#include <stdbool.h>
#include <string.h>

/*
 * HOSTILE_MARK stands in every sequence, where no sequence of the program's own has it. Entities and YAML escapes
 * become the characters only when the lesson is parsed.
 */
#define HOSTILE_MARK "9966"
static const char *const hostile_texts[] = {
	"\033]0;9966\007",                           /* OSC: the window's title */
	"\033]52;c;9966\033\\",                      /* … the clipboard, ended by ST */
	"\033]8;;https://x/9966\033\\y",             /* … a link */
	"\033[9966n\033[9966t\033[9966m",            /* CSI: reports, windows, colours */
	"\033[9966;1H\033[2J\033[?9966h",            /* … the cursor, the screen, modes */
	"\033P$q9966\033\\\033_9966\033\\",          /* DCS, APC */
	"\033c\033#8\033(09966",                     /* reset, test pattern, another character set */
	"\302\2339966n\302\2350;9966\302\234",       /* C1 in UTF-8 */
	"\2339966n\2350;9966\234",                   /* … as bytes */
	"\u202e9966\u202c\u2066x\u2069\u200f\u061c", /* bidi controls */
	"\u20289966\u20299966\ufeff",                /* separators of lines */
	"abc\b\b\b9966",                             /* overwriting */
	"abc\r9966\177",                             /* … from the line's beginning */
	"&#27;]0;9966&#7;&#x9b;9966n",               /* entities */
	"&#8;&#8;&#13;&#x202e;9966&#x2066;&#0;",     /* … */
	"\\e]0;9966\\a\\u009b9966n\\u202e\\b",       /* escapes of YAML */
	"\0169966\005",                              /* another character set, answerback */
};

/* @ stands for the text. */
static const char hostile_lesson[] =
	"---\ntitle: \"Bài @\"\nauthor: \"Ai @\"\ndate: \"@\"\ntheme: \"@\"\n"
	"sources: [{number: \"1 @\", title: \"Nguồn @\", issuer: \"@\", date: \"@\", url: \"@\"}]\n"
	"bands: [{name: \"Giỏi @\", from: 5}, {name: \"@\", from: 0}]\n@: @\n---\n"
	"# Mở @ đầu\n\nĐoạn @\n\n---\n\n## Nhiều thứ @\n\n<!-- speaker_note: ghi @ -->\n<!-- column_layout: @ -->\n"
	"<!-- pauze @ -->\n<!-- include: @.md -->\n\n"
	"Chữ @ **đậm @** *nghiêng @* `mã @` [nối @](/x@ \"@\") [n](<@> '@') <https://x/@> <b title=\"@\">b @</b>\n\n"
	"![ảnh @](hinh@.png \"@\")\n\n- mục @\n  1. con @\n\n> trích @\n\n```@ chữ\nmã @\n```\n\n    thụt @\n\n"
	"<div>\nthẻ @\n</div>\n\n"
	"| Đầu @ | B |\n| --- | --- |\n| ô @ | [n](@) |\n\n"
	"```chart bar\ntitle: Biểu @\nseries: A @ | B @\nHàng @: 1 | 2\nSai: @\n```\n\n"
	"## Một @?\n<!-- quiz id=@ tags=@ points=@ -->\n\nHỏi @\n\n> gợi ý @\n\n1. [x] đúng @\n   > phản hồi @\n2. [ ] "
	"sai @\n\n"
	"Giải @\n\n"
	"## Ghép @\n<!-- quiz id=b -->\n\n- trái @ -> phải @\n- kia @ -> đó @\n\n"
	"## Điền @\n<!-- quiz id=c -->\n\nLà [[a @ | (b @)]] và [[= 2,1]]\n\n"
	"## Chữ @\n<!-- quiz id=d -->\n\n[[Huế @ | @]]\n\n"
	"## Thường\n<!-- quiz id=e -->\n\nHỏi @\n\n1. [x] đúng\n2. [ ] sai\n\n"
	"```gift\n::x @:: Hỏi @ {=đúng @ ~sai @}\n```\n";

/* A lesson of bytes; the caller frees it. */
static inline GString *hostile_lesson_of(const char *text)
{
	GString *out = g_string_new(NULL);

	for (const char *at = hostile_lesson; *at; at++) {
		if (*at == '@')
			g_string_append(out, text);
		else
			g_string_append_c(out, *at);
	}
	/* So many control characters would be no text without this. */
	g_string_append(out, "\n<!--");
	for (int i = 0; i < 1500; i++)
		g_string_append(out, " một dòng bình thường\n");
	g_string_append(out, "-->\n");
	return out;
}

/* True of what must not reach a terminal from anywhere but the program's own sequences; '\n' and '\t' may. */
static inline bool hostile_character(gunichar c)
{
	return (g_unichar_iscntrl(c) && c != '\n' && c != '\t') || c == 0x2028 || c == 0x2029 ||
	       (c >= 0x202a && c <= 0x202e) || (c >= 0x2066 && c <= 0x2069) || c == 0x061c || c == 0x200e ||
	       c == 0x200f || c == 0xfeff;
}

/* The first character of a text that must not be there; 0 when it is harmless, 0xffffffff when it is not UTF-8. */
static inline gunichar hostile_find(const char *text, size_t len)
{
	if (!g_utf8_validate(text, (gssize)len, NULL))
		return 0xffffffff;
	for (const char *at = text; at < text + len; at = g_utf8_next_char(at))
		if (hostile_character(g_utf8_get_char(at)))
			return g_utf8_get_char(at);
	return 0;
}

#endif
