/* Bytes → events: keys arrive, however they are cut up, and nothing else arrives as a key. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "tui/private.h"

#include <string.h>

/* Writes events down: "x" a key that is a character, <110000> another, (3,4) a click, {-1} the wheel, [text] a paste.
 */
static void write_down(void *user, const struct event *event)
{
	GString *log = user;
	if (event->kind == EVENT_KEY && event->key > ' ' && event->key < KEY_FIRST_SPECIAL)
		g_string_append_unichar(log, event->key);
	else if (event->kind == EVENT_KEY)
		g_string_append_printf(log, "<%x>", event->key);
	else if (event->kind == EVENT_CLICK)
		g_string_append_printf(log, "(%d,%d)", event->x, event->y);
	else if (event->kind == EVENT_WHEEL)
		g_string_append_printf(log, "{%d}", event->y);
	else if (event->kind == EVENT_PASTE)
		g_string_append_printf(log, "[%s]", event->text);
	else
		fail();
}

/* What the bytes come to, fed in pieces of a size, and followed by silence. */
static char *events_of(const char *bytes, size_t len, size_t piece)
{
	GString *log = g_string_new(NULL);
	g_autoptr(Input) input = input_new(write_down, log);
	for (size_t at = 0; at < len; at += piece)
		input_feed(input, bytes + at, MIN(piece, len - at));
	if (input_patience(input, 25) >= 0)
		input_expire(input);
	assert_int_equal(input_patience(input, 25), -1);
	return g_string_free(log, FALSE);
}

static void assert_events(const char *bytes, const char *expected)
{
	for (size_t piece = 1; piece <= 7; piece += 2) {
		g_autofree char *events = events_of(bytes, strlen(bytes), piece);
		assert_string_equal(events, expected);
	}
}

static void assert_key(const char *bytes, uint32_t key)
{
	g_autofree char *input = g_strconcat("a", bytes, "b", NULL);
	g_autofree char *expected = g_strdup_printf("a<%x>b", key);
	assert_events(input, expected);
}

static void test_characters(void **state)
{
	(void)state;
	assert_events("aZ9~", "aZ9~");
	assert_events("đệ漢😀", "đệ漢😀");
	assert_events("e\xcc\x81", "e\u0301");
}

static void test_control_keys(void **state)
{
	(void)state;
	assert_key("\r", KEY_RETURN);
	assert_key("\n", KEY_RETURN);
	assert_key("\t", KEY_TAB);
	assert_key("\x7f", KEY_ERASE);
	assert_key("\b", KEY_ERASE);
	assert_key("\x03", KEY_INTERRUPT);
	assert_key("\x1a", 0x1A);
	assert_key("\x01", 1);
	assert_key(" ", ' ');
	g_autofree char *nul = events_of("a\0b", 3, 1);
	assert_string_equal(nul, "ab");
}

static void test_named_keys(void **state)
{
	(void)state;
	static const struct {
		const char *bytes;
		uint32_t key;
	} keys[] = {
		{"\033[A", KEY_UP_ARROW},
		{"\033OA", KEY_UP_ARROW},
		{"\033[1;5A", KEY_UP_ARROW},
		{"\033[B", KEY_DOWN_ARROW},
		{"\033[C", KEY_RIGHT_ARROW},
		{"\033OD", KEY_LEFT_ARROW},
		{"\033[H", KEY_HOME_KEY},
		{"\033[1~", KEY_HOME_KEY},
		{"\033[7~", KEY_HOME_KEY},
		{"\033OF", KEY_END_KEY},
		{"\033[4~", KEY_END_KEY},
		{"\033[8~", KEY_END_KEY},
		{"\033[3~", KEY_DELETE_KEY},
		{"\033[5~", KEY_PAGE_UP},
		{"\033[6~", KEY_PAGE_DOWN},
		{"\033[6;2~", KEY_PAGE_DOWN},
		{"\033[Z", KEY_BACK_TAB},
		{"\033OM", KEY_RETURN},
		{"\033OP", KEY_F1},
		{"\033OS", KEY_F4},
		{"\033[1;2P", KEY_F1},
		{"\033[11~", KEY_F1},
		{"\033[15~", KEY_F5},
		{"\033[[A", KEY_F1},
		{"\033[[E", KEY_F5},
		{"\xc2\x9b"
		 "A",
		 KEY_UP_ARROW},
		{"\xc2\x8fP", KEY_F1},
	};
	for (size_t i = 0; i < G_N_ELEMENTS(keys); i++)
		assert_key(keys[i].bytes, keys[i].key);
}

static void test_escape_alone(void **state)
{
	(void)state;
	assert_events("\033", "<110009>");
	assert_events("\033\033", "<110009><110009>");
	assert_events("\033\033[A", "<110009><110000>");
}

static void test_escape_waits_a_little(void **state)
{
	(void)state;
	GString *log = g_string_new(NULL);
	g_autoptr(Input) input = input_new(write_down, log);
	input_feed(input, "\033", 1);
	assert_int_equal(input_patience(input, 25), 25);
	assert_int_equal(input_patience(input, 100), 100);
	input_expire(input);
	input_feed(input, "q", 1);
	assert_string_equal(log->str, "<110009>q");
	assert_int_equal(input_patience(input, 25), -1);
	g_string_free(log, TRUE);
}

static void test_unknown_sequences_are_swallowed(void **state)
{
	(void)state;
	assert_events("a\033[?1;2cb", "ab");
	assert_events("a\033[20~b", "ab");
	assert_events("a\033[24;2~b", "ab");
	assert_events("a\033[97;5ub", "ab");
	assert_events("a\033[27;5;97~b", "ab");
	assert_events("a\033[Ib\033[Oc", "abc");
	assert_events("a\033[32;10;5Mb", "ab");
	assert_events("a\033[201~b", "ab");
	assert_events("a\033Oqb", "ab");
	assert_events("a\033O5Ab", "a<110000>b");
	assert_events("a\033[[Zb", "ab");
	assert_events("a\033]11;rgb:0000/0000/0000\007b", "ab");
	assert_events("a\033]11;rgb:0000/0000/0000\033\\b", "ab");
	assert_events("a\033P1$r0m\033\\b", "ab");
	assert_events("a\033_Gx\033\\b", "ab");
	assert_events("a\033[123456789012345678901234567890~b", "ab");
}

static void test_alt_is_swallowed(void **state)
{
	(void)state;
	assert_events("a\033xb", "ab");
	assert_events("a\033đb", "ab");
	assert_events("a\033漢b", "ab");
}

static void test_sequences_that_break_off(void **state)
{
	(void)state;
	assert_events("a\033[1", "a");
	assert_events("a\033[1\rb", "a<110008>b");
	assert_events("a\033[1\033[Ab", "a<110000>b");
	assert_events("a\033O\033[Ab", "a<110000>b");
	assert_events("a\033[<65;1\x03q", "a<110013>q");
	assert_events("a\033[<65;1\033[Aq", "a<110000>q");
	assert_events("a\033]0;\x03q", "a<110013>q");
	assert_events("a\033[1\xc4\x91z", "ađz");
}

static void test_endless_sequences_end(void **state)
{
	(void)state;
	static const char *const starts[] = {"\033[", "\033[<", "\033]", "\033P", "\033O"};
	for (size_t i = 0; i < G_N_ELEMENTS(starts); i++) {
		GString *log = g_string_new(NULL);
		g_autoptr(Input) input = input_new(write_down, log);
		input_feed(input, starts[i], strlen(starts[i]));
		for (int n = 0; n < 10000; n++)
			input_feed(input, "1", 1);
		input_feed(input, "\rz", 2);
		assert_true(g_str_has_suffix(log->str, "<110008>z"));
		g_string_free(log, TRUE);
	}
}

static void test_clicks_and_wheel(void **state)
{
	(void)state;
	assert_events("\033[<0;1;1M\033[<0;1;1m", "(0,0)");
	assert_events("\033[<0;80;24M", "(79,23)");
	assert_events("\033[<16;300;2M", "(299,1)");
	assert_events("\033[<64;5;5M\033[<65;5;5M", "{-1}{1}");
	assert_events("\033[<1;5;5M\033[<2;5;5M\033[<32;5;5M\033[<35;5;5M\033[<66;5;5M\033[<128;5;5M", "");
	assert_events("\033[<0;0;5M\033[<0;5;0M", "");
}

static void test_old_mouse_reports(void **state)
{
	(void)state;
	assert_events("\033[M !!\033[M#!!x", "(0,0)x");
	assert_events("\033[M`!!\033[Ma!!x", "{-1}{1}x");
	assert_events("\033[M \xff\xffx", "(222,222)x");
}

static void test_damaged_reports_are_swallowed(void **state)
{
	(void)state;
	assert_events("\033[<65;NaN;NaNMz", "z");
	assert_events("\033[<0;NaN;3Mz", "z");
	assert_events("\033[<;;Mz\033[<Mz\033[<mz", "zzz");
	assert_events("\033[<0;1Mz", "z");
	assert_events("\033[<0;1;2;3Mz", "z");
	assert_events("\033[<0;-1;2Mz", "z");
	assert_events("\033[<0;123456;2Mz", "z");
	assert_events("\033[<0;99999999999999999999;2Mz", "z");
	assert_events("\033[<65;undefined;InfinityMz", "z");
	assert_events("\033[<0;1.5;a\xc4\x91Mz", "z");
}

static void test_paste(void **state)
{
	(void)state;
	assert_events("a\033[200~q đã q\033[201~b", "a[q đã q]b");
	assert_events("\033[200~\033[201~b", "[]b");
	assert_events("\033[200~a\rb\r\nc\nd\033[201~", "[a\nb\nc\nd]");
	assert_events("\033[200~a\033[20\033[A~\033\033[201~", "[a\uFFFD[20\uFFFD[A~\uFFFD]");
	assert_events("\033[200~a\u202e\xff"
		      "e\xcc\x81\033[201~",
		      "[a\uFFFDé]");
	assert_events("\033[200~never ended", "[never ended]");
	g_autofree char *nul = events_of("\033[200~a\0b\033[201~", 15, 2);
	assert_string_equal(nul, "[a\uFFFDb]");
}

static void test_paste_is_bounded(void **state)
{
	(void)state;
	GString *bytes = g_string_new("\033[200~x");
	for (int i = 0; i < 100000; i++)
		g_string_append(bytes, "đ");
	g_string_append(bytes, "\033[201~z");
	g_autofree char *events = events_of(bytes->str, bytes->len, 4096);
	g_string_free(bytes, TRUE);
	assert_true(strlen(events) > 65000 && strlen(events) <= 65536 + 3);
	assert_true(g_str_has_suffix(events, "đ]z"));
}

static void test_broken_characters_are_dropped(void **state)
{
	(void)state;
	assert_events("a\xff\x80\xc0\xc1\xf5z", "az");
	assert_events("a\xe1\xbaz", "az");
	assert_events("a\xe1\xba\xe1\xba\xadz", "aậz");
	assert_events("a\xed\xa0\x80z", "az");
	assert_events("a\xf4\x90\x80\x80z", "az");
	assert_events("a\xe0\x80\x80z", "az");
	assert_events("a\xe1\xba", "a");
}

static void test_random_bytes(void **state)
{
	(void)state;
	static const char often[] = "\033[]OP<M;~01239NaNABm\r\007\\\xc4\x91";
	g_autoptr(GRand) random = g_rand_new_with_seed(21);
	for (int round = 0; round < 50; round++) {
		char bytes[2048];
		for (size_t i = 0; i < sizeof bytes; i++)
			bytes[i] = g_rand_boolean(random) ? often[g_rand_int_range(random, 0, sizeof often - 1)]
							  : (char)g_rand_int_range(random, 0, 256);
		g_autofree char *whole = events_of(bytes, sizeof bytes, sizeof bytes);
		g_autofree char *cut = events_of(bytes, sizeof bytes, 1);
		assert_true(g_utf8_validate(whole, -1, NULL));
		assert_string_equal(whole, cut);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_characters),
		cmocka_unit_test(test_control_keys),
		cmocka_unit_test(test_named_keys),
		cmocka_unit_test(test_escape_alone),
		cmocka_unit_test(test_escape_waits_a_little),
		cmocka_unit_test(test_unknown_sequences_are_swallowed),
		cmocka_unit_test(test_alt_is_swallowed),
		cmocka_unit_test(test_sequences_that_break_off),
		cmocka_unit_test(test_endless_sequences_end),
		cmocka_unit_test(test_clicks_and_wheel),
		cmocka_unit_test(test_old_mouse_reports),
		cmocka_unit_test(test_damaged_reports_are_swallowed),
		cmocka_unit_test(test_paste),
		cmocka_unit_test(test_paste_is_bounded),
		cmocka_unit_test(test_broken_characters_are_dropped),
		cmocka_unit_test(test_random_bytes),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
