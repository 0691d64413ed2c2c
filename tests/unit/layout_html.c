/* A lesson as a page: complete, escaped, without keys, scripts or anything from elsewhere. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "layout/html.h"

#include <string.h>

static char *page_of(const char *markdown, bool notes)
{
	g_autoptr(Diagnostics) diags = diagnostics_new();
	g_autoptr(Lesson) lesson = lesson_parse(markdown, strlen(markdown), "bai.md", NULL, diags);

	return html_handout(lesson, notes);
}

static void assert_has(const char *markdown, const char *expected)
{
	g_autofree char *page = page_of(markdown, false);

	if (!strstr(page, expected))
		fail_msg("%s is not in\n%s", expected, page);
}

static void assert_lacks(const char *markdown, const char *unexpected)
{
	g_autofree char *page = page_of(markdown, false);

	if (strcasestr(page, unexpected))
		fail_msg("%s is in\n%s", unexpected, page);
}

static void a_page_is_whole(void **state)
{
	(void)state;
	g_autofree char *page = page_of("# Dân số\n\nBắc Kạn\n", false);
	assert_true(g_str_has_prefix(page, "<!DOCTYPE html>\n<html lang=\"vi\">\n"));
	assert_true(g_str_has_suffix(page, "</html>\n"));
	assert_non_null(strstr(page, "<title>Dân số</title>"));
	assert_non_null(strstr(page, "<h1>Dân số</h1>"));
	assert_non_null(strstr(page, "<p>Bắc Kạn</p>"));
}

static void blocks_are_elements(void **state)
{
	(void)state;
	assert_has("## a\n\n- một\n- **hai**\n",
		   "<ul>\n<li>\n<p>một</p>\n</li>\n<li>\n<p><strong>hai</strong></p>\n</li>\n</ul>");
	assert_has("## a\n\n3. ba\n", "<ol start=\"3\">");
	assert_has("## a\n\n| x | y |\n|---|--:|\n| 1 | 2 |\n",
		   "<tr><th>x</th><th class=\"r\">y</th></tr>\n<tr><td>1</td><td class=\"r\">2</td></tr>");
	assert_has("## a\n\n```\nx < y\n```\n", "<pre>x &lt; y</pre>");
	assert_has("## a\n\n> q\n", "<blockquote>\n<p>q</p>\n</blockquote>");
}

static void charts_are_tables_of_bars(void **state)
{
	(void)state;
	assert_has("## a\n\n```chart bar\nXã A: 50\nXã B: 25.5\n```\n",
		   "<i class=\"s0\" style=\"width:43%\"></i> 25,5</td>");
	assert_has("## a\n\n```chart pyramid\nleft: Nam\nright: Nữ\n0-14: 1 | 2\n65+: 1 | 1\n```\n",
		   "<tr><td>65+</td>");
}

static void what_is_written_cannot_run(void **state)
{
	(void)state;
	assert_lacks("## <b>a</b> &lt;script&gt;alert(1)&lt;/script&gt;\n\n`<script>`\n", "<script");
	assert_lacks("## a\n\n[x](javascript:alert(1)) [y](JavaScript:alert) [z](data:text/html,x)\n", "href");
	assert_has("## a\n\n[x](https://a.vn/?a=1&b=\"2\")\n",
		   "<a href=\"https://a.vn/?a=1&amp;b=&quot;2&quot;\">x</a>");
	assert_has("## a\n\n[x](HTTPS://a.vn)\n", "<a href=\"HTTPS://a.vn\">");
	assert_lacks("## a\n\n![alt](https://a.vn/x.png)\n", "<img");
}

static void questions_have_no_key(void **state)
{
	(void)state;
	const char *single =
		"## Ngày nào?\n<!-- quiz id=a -->\n\n> gợi ý\n\n1. [ ] một\n2. [x] hai\n   > Đúng lắm.\n\n> vì sao\n";
	assert_has(single, "<li>○ A. một</li>\n<li>○ B. hai</li>");
	assert_lacks(single, "gợi ý");
	assert_lacks(single, "Đúng lắm");
	assert_lacks(single, "vì sao");
	assert_lacks("## Ai?\n<!-- quiz id=b -->\n\n[[UBND tỉnh]]\n", "UBND");
	assert_lacks("## Điền\n<!-- quiz id=c -->\n\nSố [[21]] của [[Trung ương]].\n", "21");
	assert_has("## Xếp\n<!-- quiz id=d -->\n\n1. c\n2. a\n3. b\n", "<li>A. a</li>\n<li>B. b</li>\n<li>C. c</li>");
	assert_has("## Ghép\n<!-- quiz id=e -->\n\n- m -> z\n- n -> a\n", "<li>A. a</li>\n<li>B. z</li>");
	assert_has("## Đúng sai\n<!-- quiz id=f type=tf -->\n\n- [x] m\n- [ ] n\n", "<li>○ Đúng &nbsp; ○ Sai</li>");
}

static void notes_are_for_those_who_ask(void **state)
{
	(void)state;
	const char *lesson = "## a\n\nb\n\n<!-- speaker_note: <i>Chào</i> -->\n";
	assert_lacks(lesson, "Chào");
	g_autofree char *page = page_of(lesson, true);
	assert_non_null(strstr(page, "&lt;i&gt;Chào&lt;/i&gt;</aside>"));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_page_is_whole),           cmocka_unit_test(blocks_are_elements),
		cmocka_unit_test(charts_are_tables_of_bars), cmocka_unit_test(what_is_written_cannot_run),
		cmocka_unit_test(questions_have_no_key),     cmocka_unit_test(notes_are_for_those_who_ask),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
