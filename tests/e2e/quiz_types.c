/*
 * A quiz with every type of question, taken by keys alone, by the mouse alone (text has to be typed), and in lines; at
 * 80x24, 40x12 and 38x44: each time with the same marks. And what must not answer: damaged mouse reports, paste.
 */
#include "e2e/quiz.h"

#define GRADE "6,33 out of 10" /* 1 + 1/2 + 1/2 + 1 + 2/3 + 1 + 1 + 0 + 2/3 + 0 of 10 */

struct hand {
	bool mouse, lines;
	struct pty *pty;
};

static char *types;

static int load(void **state)
{
	(void)state;
	return g_file_get_contents(SOURCE_DIR "/tests/data/lessons/types.md", &types, NULL, NULL) ? 0 : -1;
}

static int unload(void **state)
{
	(void)state;
	g_free(types);
	return 0;
}

/* ---- One hand after the other ------------------------------------------------------------------------------- */

static char wait_letter(struct hand *hand, const char *text)
{
	char letter = 0;

	if (!hand->lines)
		bring_into_sight(hand->pty, text, hand->mouse);
	for (int i = 0; i < PTY_PATIENCE / 10 && !(letter = letter_of(hand->pty, text)); i++)
		pty_idle(hand->pty, 10);
	assert_true(letter != 0);
	return letter;
}

static void choose(struct hand *hand, const char *text)
{
	char keys[2] = {wait_letter(hand, text)};

	if (!hand->mouse) {
		type(hand->pty, keys);
		return;
	}
	g_autofree char *label = g_strdup_printf("%c. %s", g_ascii_toupper(keys[0]), text);
	click(hand->pty, label);
}

/* The row of a gap begins with its number. */
static void open_gap(struct hand *hand, int gap)
{
	g_autofree char *marker = g_strdup_printf("(%d) ", gap);
	char keys[2] = {(char)('a' + gap - 1)};

	if (!hand->mouse) {
		type(hand->pty, keys);
		return;
	}
	for (int turn = 0; turn < 20; turn++) {
		g_autofree char *screen = pty_text(hand->pty);
		g_auto(GStrv) lines = g_strsplit(screen, "\n", -1);
		for (int y = 0; lines[y]; y++) {
			const char *at = lines[y] + strspn(lines[y], " ");
			at += g_str_has_prefix(at, "▸ ") ? strlen("▸ ") : 0;
			if (!g_str_has_prefix(at, marker))
				continue;
			pty_click(hand->pty, 6, y);
			assert_true(pty_sync(hand->pty));
			return;
		}
		pty_wheel(hand->pty, 5, 5, turn < 8 ? -1 : 1);
		assert_true(pty_sync(hand->pty));
	}
	fail_msg("no gap %d", gap);
}

static void fill_gap(struct hand *hand, int gap, const char *text)
{
	open_gap(hand, gap);
	type(hand->pty, text);
	if (hand->mouse)
		click(hand->pty, "Keep it");
	else
		press(hand->pty, "Enter");
}

static void next(struct hand *hand, int question)
{
	g_autofree char *expected = g_strdup_printf("Question %d of 10", question);

	if (hand->mouse)
		click(hand->pty, "[ Next");
	else
		press(hand->pty, "Right");
	shows(hand->pty, expected);
}

static void answer_all(struct hand *hand)
{
	choose(hand, "25/10/2017");
	next(hand, 2);
	choose(hand, "Cộng tác viên");
	next(hand, 3);
	choose(hand, "Nên có hai con");
	choose(hand, "Chọn giới tính");
	choose(hand, "Chọn giới tính");
	next(hand, 4);
	choose(hand, "Nghị quyết");
	choose(hand, "Chương trình");
	choose(hand, "Quyết định");
	next(hand, 5);
	choose(hand, "Số 21");
	choose(hand, "tháng mười");
	choose(hand, "Số 13");
	choose(hand, "tháng một");
	choose(hand, "Số 723");
	choose(hand, "tháng một");
	next(hand, 6);
	type(hand->pty, "bac kan");
	next(hand, 7);
	type(hand->pty, "2,1");
	next(hand, 8);
	type(hand->pty, "10/5/2018");
	next(hand, 9);
	fill_gap(hand, 1, "21-NQ/TW");
	open_gap(hand, 2);
	choose(hand, "thay thế");
	fill_gap(hand, 3, "3");
	next(hand, 10);
	type(hand->pty, "xin chao");
}

static void hand_in(struct hand *hand)
{
	if (hand->mouse) {
		click(hand->pty, pty_find(hand->pty, "[ List ]", NULL, NULL) ? "[ Next" : "Look it over");
		click(hand->pty, "Hand in …");
		click(hand->pty, "[ Hand in");
	} else {
		press(hand->pty, "Right");
		shows(hand->pty, "All questions");
		press(hand->pty, "Tab Enter");
		shows(hand->pty, "Hand in?");
		press(hand->pty, "Right Enter");
	}
	shows(hand->pty, GRADE);
}

/* Nothing is acknowledged any more. */
static void leave(struct hand *hand)
{
	int x = 0, y = 0;

	if (hand->mouse && pty_find(hand->pty, "[ Done", &x, &y))
		pty_click(hand->pty, x, y);
	else
		pty_keys(hand->pty, "Tab Enter");
}

static void take(bool mouse, int width, int height)
{
	struct place place;
	place_init(&place, types);
	struct hand hand = {.mouse = mouse, .pty = place_start(&place, NULL, NULL, width, height)};

	introduce(hand.pty, "Hà Đức Dũng");
	answer_all(&hand);
	hand_in(&hand);
	leave(&hand);
	ends_well(hand.pty);
	pty_free(hand.pty);
	place_clear(&place);
}

static void by_keys(void **state)
{
	(void)state;
	take(false, 80, 24);
}

static void by_keys_at_40x12(void **state)
{
	(void)state;
	take(false, 40, 12);
}

static void by_keys_at_38x44(void **state)
{
	(void)state;
	take(false, 38, 44);
}

static void by_mouse(void **state)
{
	(void)state;
	take(true, 80, 24);
}

static void by_mouse_at_40x12(void **state)
{
	(void)state;
	take(true, 40, 12);
}

static void by_mouse_at_38x44(void **state)
{
	(void)state;
	take(true, 38, 44);
}

/* ---- In lines ---------------------------------------------------------------------------------------------- */

static void tell(struct hand *hand, const char *line, const char *expected)
{
	pty_send(hand->pty, line, strlen(line));
	pty_send(hand->pty, "\r", 1);
	shows(hand->pty, expected);
}

static void in_lines(void **state)
{
	(void)state;
	struct place place;
	char line[16];
	place_init(&place, types);
	struct hand hand = {.lines = true, .pty = place_start(&place, "--plain", NULL, 80, 60)};

	shows(hand.pty, "What is your name?");
	tell(&hand, "Hà Đức Dũng", "Type your number, or another name:");
	tell(&hand, "0", "Enter to leave it empty:");
	tell(&hand, "", "Press Enter to begin:");
	tell(&hand, "", "Question 1 of 10");
	tell(&hand, (char[]){wait_letter(&hand, "25/10/2017"), 0}, "Question 2 of 10");
	tell(&hand, (char[]){wait_letter(&hand, "Cộng tác viên"), 0}, "Question 3 of 10");
	tell(&hand, "ttff", "Question 4 of 10");
	g_snprintf(line, sizeof line, "%c%c%c", wait_letter(&hand, "Nghị quyết"), wait_letter(&hand, "Chương trình"),
		   wait_letter(&hand, "Quyết định"));
	tell(&hand, line, "Question 5 of 10");
	g_snprintf(line, sizeof line, "1%c 2%c 3%c", wait_letter(&hand, "tháng mười"), wait_letter(&hand, "tháng một"),
		   wait_letter(&hand, "tháng một"));
	tell(&hand, line, "Question 6 of 10");
	tell(&hand, "bac kan", "Question 7 of 10");
	tell(&hand, "2,1", "Question 8 of 10");
	tell(&hand, "10/5/2018", "Question 9 of 10");
	tell(&hand, "21-NQ/TW", "Gap (2):");
	tell(&hand, (char[]){wait_letter(&hand, "thay thế"), 0}, "Gap (3):");
	tell(&hand, "3", "Question 10 of 10");
	tell(&hand, "xin chao", "All 10 questions are answered.");
	tell(&hand, "hand in", GRADE);
	ends_well(hand.pty);
	pty_free(hand.pty);
	place_clear(&place);
}

/* ---- What must not answer ----------------------------------------------------------------------------------- */

static void damaged_reports_and_paste_answer_nothing(void **state)
{
	(void)state;
	static const char *const damaged[] = {
		"\033[<65;NaN;NaNM", "\033[<0;NaN;NaNM", "\033[<0;NaN;NaNm",      "\033[<;;M",
		"\033[<a;b;cM",      "\033[<0;-1;-1M",   "\033[<0;99999999999;1M"};
	struct place place;
	place_init(&place, types);
	struct pty *pty = place_start(&place, NULL, NULL, 80, 24);

	introduce(pty, "Hà Đức Dũng");
	for (int i = 0; i < 70; i++) {
		const char *bytes = damaged[i % (int)G_N_ELEMENTS(damaged)];
		pty_send(pty, bytes, strlen(bytes));
	}
	pty_paste(pty, "a\nb\nc\n");
	assert_true(pty_sync(pty));
	pty_idle(pty, 200);
	assert_false(pty_find(pty, "●", NULL, NULL));
	assert_false(pty_find(pty, "Answer kept", NULL, NULL));
	shows(pty, "Question 1 of 10");
	pty_free(pty);
	place_clear(&place);
}

/* Whatever a broken line sends but the keys that mean something: broken UTF-8, letters of elsewhere, control bytes. */
static void random_bytes_answer_nothing(void **state)
{
	(void)state;
	static const char control[] = "\0\1\2\4\5\6\7\x0b\x0e\x0f\x10\x11\x12\x13\x14\x15\x16\x17\x18\x19\x1d\x1e\x1f";
	struct place place;
	GRand *rand = g_rand_new_with_seed(20180614);
	char bytes[400];

	place_init(&place, types);
	struct pty *pty = place_start(&place, NULL, NULL, 80, 24);
	introduce(pty, "Hà Đức Dũng");
	for (int i = 0; i < 50; i++) {
		for (size_t n = 0; n < sizeof bytes; n++)
			bytes[n] = g_rand_int_range(rand, 0, 5)
					   ? (char)g_rand_int_range(rand, 0x80, 0x100)
					   : control[g_rand_int_range(rand, 0, sizeof control - 1)];
		pty_send(pty, bytes, sizeof bytes);
		pty_idle(pty, 5);
	}
	g_rand_free(rand);
	press(pty, "Down");
	shows(pty, "Question 1 of 10");
	assert_false(pty_find(pty, "●", NULL, NULL));
	assert_false(pty_find(pty, "Answer kept", NULL, NULL));
	pty_free(pty);
	place_clear(&place);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(by_keys),
		cmocka_unit_test(by_keys_at_40x12),
		cmocka_unit_test(by_keys_at_38x44),
		cmocka_unit_test(by_mouse),
		cmocka_unit_test(by_mouse_at_40x12),
		cmocka_unit_test(by_mouse_at_38x44),
		cmocka_unit_test(in_lines),
		cmocka_unit_test(damaged_reports_and_paste_answer_nothing),
		cmocka_unit_test(random_bytes_answer_nothing),
	};

	return cmocka_run_group_tests_name("quiz_types", tests, load, unload);
}
