/* Every type of question, answered on the screen and in lines; at every size; and under keys that are held down. */
#include "screens/plain.h"
#include "screens_quiz.h"

#include <locale.h>

static char *source;

static int load_source(void **state)
{
	(void)state;
	return g_file_get_contents(SOURCE_DIR "/tests/data/lessons/types.md", &source, NULL, NULL) ? 0 : -1;
}

static int free_source(void **state)
{
	(void)state;
	g_free(source);
	return 0;
}

static const char *const names[] = {"single", "multiple", "truefalse", "order", "match",
				    "text",   "number",   "date",      "cloze", "essay"};

static const int sizes[][2] = {{80, 24}, {40, 12}, {38, 44}};

/* The letter of the answer with this text: its place on the screen is drawn by lot. */
static uint32_t letter_of(const char *screen, const char *text)
{
	g_auto(GStrv) lines = g_strsplit(screen, "\n", -1);

	for (size_t i = 0; lines[i]; i++) {
		const char *at = strstr(lines[i], text);
		if (at && at - lines[i] >= 3 && strncmp(at - 2, ". ", 2) == 0)
			return (uint32_t)g_ascii_tolower(at[-3]);
	}
	fail_msg("no answer %s in\n%s", text, screen);
	return 0;
}

static void choose(struct fixture *f, const char *text)
{
	g_autofree char *screen = stage_text(&f->stage, false);

	stage_key(&f->stage, letter_of(screen, text));
}

static void fill_gap(struct fixture *f, const char *gap, const char *text)
{
	stage_type(&f->stage, gap);
	stage_type(&f->stage, text);
	stage_key(&f->stage, KEY_RETURN);
}

/* Answers the question shown; the marks are 1, 1/2, 1/2, 1, 2/3, 1, 1, 0, 2/3 and 0: 19/3 of 10. */
static void answer(struct fixture *f, size_t question)
{
	static const char *const typed[] = {[5] = "bac kan", [6] = "2,1", [7] = "10/5/2018", [9] = "Tooi"};

	if (question == 0) {
		choose(f, "25/10/2017");
	} else if (question == 1) {
		choose(f, "Cộng tác viên");
	} else if (question == 2) {
		choose(f, "Nên có hai con");
		choose(f, "Chọn giới tính");
		choose(f, "Chọn giới tính"); /* true, then false */
	} else if (question == 3) {
		choose(f, "Nghị quyết");
		choose(f, "Quyết định");
		choose(f, "Chương trình");
		stage_key(&f->stage, KEY_UP_ARROW);
		stage_key(&f->stage, '+'); /* the second one down, the third one up */
	} else if (question == 4) {
		choose(f, "Số 21");
		choose(f, "tháng mười");
		choose(f, "Số 13");
		choose(f, "tháng một");
		choose(f, "Số 723");
		choose(f, "tháng một");
	} else if (question == 8) {
		fill_gap(f, "a", "21-NQ/TW");
		stage_type(&f->stage, "b");
		choose(f, "thay thế");
		fill_gap(f, "c", "3");
	} else {
		stage_type(&f->stage, typed[question]);
	}
}

static void expect_marks(const struct grade *grade)
{
	g_autofree char *marks = fraction_text(grade->marks);

	assert_string_equal(marks, "19/3");
	assert_int_equal(grade->by_hand, 1);
}

static void begin(struct fixture *f, int width, int height)
{
	fixture_load(f, source, width, height, false);
	say_who(f);
	stage_key(&f->stage, KEY_RETURN);
}

static void every_type_at_every_size(void **state)
{
	(void)state;
	struct fixture f;
	begin(&f, 80, 24);

	for (size_t q = 0; q < G_N_ELEMENTS(names); q++) {
		answer(&f, q);
		for (size_t i = 0; i < G_N_ELEMENTS(sizes); i++) {
			g_autofree char *name = g_strdup_printf("quiz-type-%s", names[q]);
			stage_resize(&f.stage, sizes[i][0], sizes[i][1]);
			stage_golden(&f.stage, name);
		}
		stage_resize(&f.stage, 80, 24);
		stage_key(&f.stage, KEY_RIGHT_ARROW);
	}
	stage_click(&f.stage, "[ Hand in");
	stage_click(&f.stage, "[ Hand in");
	expect_marks(&quiz_state_of(stage_top(&f.stage))->grade);
	fixture_clear(&f);
}

/* Everything there is on a question can be brought into sight by the arrows alone, at the smallest size. */
static void the_arrows_reach_everything_at_40x12(void **state)
{
	(void)state;
	struct fixture f;
	begin(&f, 80, 24);

	for (int i = 0; i < 3; i++)
		stage_key(&f.stage, KEY_RIGHT_ARROW);
	stage_resize(&f.stage, 40, 12);
	stage_shows(&f.stage, "Question 4 of 10");
	bool seen[4] = {false};
	static const char *const parts[4] = {"Nghị quyết", "Chương trình", "Quyết định", "Xếp từ cũ"};
	for (int i = 0; i < 30; i++) {
		g_autofree char *screen = stage_text(&f.stage, false);
		for (size_t p = 0; p < 4; p++)
			seen[p] |= strstr(screen, parts[p]) != NULL;
		stage_key(&f.stage, i < 15 ? KEY_UP_ARROW : KEY_DOWN_ARROW);
	}
	for (size_t p = 0; p < 4; p++)
		assert_true(seen[p]);
	fixture_clear(&f);
}

static void pairs_are_chosen_with_plus_and_minus_too(void **state)
{
	(void)state;
	struct fixture f;
	begin(&f, 80, 24);

	for (int i = 0; i < 4; i++)
		stage_key(&f.stage, KEY_RIGHT_ARROW);
	for (int i = 0; i < 4; i++) {
		g_autofree char *screen = stage_text(&f.stage, false);
		if (strstr(screen, "Số 21 → tháng mười"))
			break;
		stage_key(&f.stage, '+');
	}
	stage_shows(&f.stage, "Số 21 → tháng mười");
	stage_key(&f.stage, '+');
	stage_hides(&f.stage, "Số 21 → tháng mười");
	stage_key(&f.stage, '-');
	stage_shows(&f.stage, "Số 21 → tháng mười");
	fixture_clear(&f);
}

static void no_way_out_of_a_gap_loses_what_was_typed(void **state)
{
	(void)state;
	static const uint32_t keys[] = {KEY_ESCAPE, KEY_RIGHT_ARROW, KEY_LEFT_ARROW, KEY_RETURN};
	for (size_t i = 0; i <= G_N_ELEMENTS(keys); i++) {
		struct fixture f;
		begin(&f, 80, 24);
		for (int n = 0; n < 8; n++)
			stage_key(&f.stage, KEY_RIGHT_ARROW);
		stage_type(&f.stage, "a21-NQ");
		if (i < G_N_ELEMENTS(keys))
			stage_key(&f.stage, keys[i]);
		else
			stage_click(&f.stage, "[ Keep it");
		assert_string_equal(g_ptr_array_index(f.program.attempt->items[8].response->texts, 0), "21-NQ");
		assert_true(g_str_has_suffix(f.program.log->str, "save "));
		fixture_clear(&f);
	}
}

/* ---- What is in sight -------------------------------------------------------------------------------------- */

static void what_a_letter_chooses_comes_into_sight(void **state)
{
	(void)state;
	struct fixture f;
	begin(&f, 40, 8);

	stage_hides(&f.stage, "C. 09/5/2018");
	stage_key(&f.stage, 'c');
	stage_shows(&f.stage, "● C. 09/5/2018");
	stage_key(&f.stage, 'a');
	stage_shows(&f.stage, "● A. 22/01/2018");
	fixture_clear(&f);
}

static void every_statement_and_pair_has_its_line(void **state)
{
	(void)state;
	struct fixture f;
	begin(&f, 100, 80);

	stage_key(&f.stage, KEY_RIGHT_ARROW);
	stage_key(&f.stage, KEY_RIGHT_ARROW);
	stage_type(&f.stage, "abcc");
	stage_click(&f.stage, "All questions");
	stage_click(&f.stage, "[ Hand in");
	stage_click(&f.stage, "[ Hand in");
	stage_shows(&f.stage, "✓ Nên có hai con: true");
	stage_shows(&f.stage, "✗ Chọn giới tính: true (right: false)");
	stage_shows(&f.stage, "✗ Khám trước cưới: false (right: true)");
	stage_shows(&f.stage, "– Chỉ nữ cần khám: – (right: false)");
	stage_shows(&f.stage, "– Số 21 → – (right: tháng mười)");
	fixture_clear(&f);
}

/* ---- Keys held down ---------------------------------------------------------------------------------------- */

static void to_question(struct fixture *f, size_t n)
{
	begin(f, 80, 24);
	while (n-- > 0)
		stage_key(&f->stage, KEY_RIGHT_ARROW);
}

/* Brings the screen to one of its views; VIEW_QUESTION + n to the n-th question. */
#define PLACES (VIEW_QUESTION + 13)
static void to_place(struct fixture *f, int place)
{
	if (place < VIEW_START) {
		fixture_load(f, source, 80, 24, false);
		if (place == VIEW_UNIT) {
			stage_type(&f->stage, "Lo Thi Dan");
			stage_click(&f->stage, "I am not in the list");
		}
	} else if (place == VIEW_START) {
		fixture_load(f, source, 80, 24, false);
		say_who(f);
	} else if (place < VIEW_QUESTION + 10) {
		to_question(f, (size_t)(place - VIEW_QUESTION));
	} else {
		to_question(f, 0);
		if (place == VIEW_QUESTION + 12)
			stage_key(&f->stage, KEY_ESCAPE);
		else
			stage_click(&f->stage, "All questions");
		if (place == VIEW_QUESTION + 11)
			stage_click(&f->stage, "[ Hand in");
	}
}

static bool can_answer(uint32_t key)
{
	return key == KEY_RETURN || key == ' ' || key == '+' || key == '-' || key == '=' ||
	       (key < 0x80 && g_ascii_isalnum((char)key));
}

static void hold(int place, uint32_t key)
{
	struct fixture f;
	to_place(&f, place);
	bool running = f.program.attempt != NULL;

	for (int i = 0; i < 25 && !f.stage.closed; i++)
		stage_key(&f.stage, key);
	if (strstr(f.program.log->str, "hand-in"))
		fail_msg("key %x held down on place %d handed in", (unsigned int)key, place);
	if (running && f.stage.closed)
		fail_msg("key %x held down on place %d left", (unsigned int)key, place);
	for (size_t i = 0; running && !can_answer(key) && i < f.program.attempt->n_items; i++)
		if (f.program.attempt->items[i].response->choices->len > 0)
			fail_msg("key %x held down on place %d answered", (unsigned int)key, place);
	fixture_clear(&f);
}

static void no_key_held_down_hands_in_or_leaves(void **state)
{
	(void)state;
	for (int place = 0; place < PLACES; place++) {
		for (uint32_t key = KEY_FIRST_SPECIAL; key <= KEY_INTERRUPT; key++)
			hold(place, key);
		for (uint32_t key = ' '; key < 0x7f; key++)
			hold(place, key);
	}
}

/* Whatever comes, in whatever order: nothing breaks, and what is shown is always some screen. */
static void any_keys_and_clicks_in_any_order(void **state)
{
	(void)state;
	struct fixture f;
	GRand *rand = g_rand_new_with_seed(5);
	begin(&f, 40, 15);

	for (int i = 0; i < 4000 && !f.stage.closed; i++) {
		int kind = g_rand_int_range(rand, 0, 10);
		if (kind < 6)
			stage_key(&f.stage,
				  kind < 3 ? (uint32_t)g_rand_int_range(rand, ' ', 0x7f)
					   : (uint32_t)g_rand_int_range(rand, KEY_FIRST_SPECIAL, KEY_INTERRUPT + 1));
		else if (kind < 8)
			stage_event(&f.stage, (struct event){.kind = EVENT_CLICK,
							     .x = g_rand_int_range(rand, 0, 40),
							     .y = g_rand_int_range(rand, 0, 15)});
		else if (kind == 8)
			stage_event(&f.stage, (struct event){.kind = EVENT_PASTE, .text = "x\n1 ế"});
		else
			stage_resize(&f.stage, g_rand_int_range(rand, 1, 90), g_rand_int_range(rand, 1, 40));
		if (!f.stage.closed)
			g_free(stage_text(&f.stage, false));
	}
	g_rand_free(rand);
	fixture_clear(&f);
}

/* ---- In lines ---------------------------------------------------------------------------------------------- */

struct talk {
	struct fixture f;
	struct plain *plain;
	GString *said; /* since the last line */
	struct effect effect;
	int64_t now;
};

static void carry_out(struct talk *talk)
{
	while (talk->effect.kind == EFFECT_ACT) {
		const char *problem = perform(stage_top(&talk->f.stage), talk->effect.action, &talk->f.program);
		talk->effect = plain_outcome(talk->plain, problem, talk->now, talk->said);
	}
}

static void talk_init(struct talk *talk)
{
	fixture_load(&talk->f, source, 80, 24, false);
	talk->said = g_string_new(NULL);
	talk->now = 1000;
	talk->plain = plain_new(stage_top(&talk->f.stage));
	talk->effect = plain_begin(talk->plain, talk->now, talk->said);
	carry_out(talk);
}

static void talk_clear(struct talk *talk)
{
	plain_free(talk->plain);
	g_string_free(talk->said, TRUE);
	fixture_clear(&talk->f);
}

static void tell(struct talk *talk, const char *line)
{
	assert_int_equal(talk->effect.kind, EFFECT_NONE);
	g_string_truncate(talk->said, 0);
	talk->effect = plain_line(talk->plain, line, talk->now, talk->said);
	carry_out(talk);
}

static void hears(const struct talk *talk, const char *text)
{
	if (!strstr(talk->said->str, text))
		fail_msg("not said: %s\n%s", text, talk->said->str);
}

/* The letters of these answers, as one line. */
static void tell_letters(struct talk *talk, const char *const *texts)
{
	g_autoptr(GString) line = g_string_new(NULL);

	for (; *texts; texts++)
		g_string_append_unichar(line, letter_of(talk->said->str, *texts));
	tell(talk, line->str);
}
#define TELL_LETTERS(talk, ...) tell_letters(talk, (const char *const[]){__VA_ARGS__, NULL})

static void introduce(struct talk *talk)
{
	hears(talk, "What is your name?");
	tell(talk, "dung ha");
	hears(talk, "1. Hà Đức Dũng, xã Dương Quang");
	tell(talk, "1");
	hears(talk, "Press Enter to begin");
	tell(talk, "");
	hears(talk, "Question 1 of 10");
}

static void answer_in_lines(struct talk *talk)
{
	hears(talk, "Type one letter: A, B, C.");
	tell(talk, "x");
	hears(talk, "That cannot be an answer here.");
	tell(talk, "?");
	TELL_LETTERS(talk, "25/10/2017");
	hears(talk, "✓ Answer kept.");
	TELL_LETTERS(talk, "Cộng tác viên");
	hears(talk, "A. Nên có hai con");
	tell(talk, "Đ đSs"); /* as T TFF, in Vietnamese */
	TELL_LETTERS(talk, "Nghị quyết", "Chương trình", "Quyết định");
	g_autofree char *pairs = g_strdup_printf("1%c 2%c 3%c", (char)letter_of(talk->said->str, "tháng mười"),
						 (char)letter_of(talk->said->str, "tháng một"),
						 (char)letter_of(talk->said->str, "tháng một"));
	tell(talk, pairs);
	tell(talk, "bac kan");
	tell(talk, "2,1");
	tell(talk, "10/5/2018");
	hears(talk, "Gap (1):");
	tell(talk, "21-NQ/TW");
	TELL_LETTERS(talk, "thay thế");
	tell(talk, "3");
	tell(talk, "Tôi");
}

static void every_type_in_lines(void **state)
{
	(void)state;
	struct talk talk;
	talk_init(&talk);

	introduce(&talk);
	answer_in_lines(&talk);
	hears(&talk, "All 10 questions are answered.");
	tell(&talk, "");
	tell(&talk, "hand");
	assert_null(strstr(talk.f.program.log->str, "hand-in"));
	tell(&talk, "Hand in");
	assert_int_equal(talk.effect.kind, EFFECT_CLOSE);
	hears(&talk, "out of 10");
	expect_marks(&quiz_state_of(stage_top(&talk.f.stage))->grade);
	talk_clear(&talk);
}

static void a_name_has_a_letter(void **state)
{
	(void)state;
	static const char *const none[] = {"", "   ", "\xc2\xa0", "123", "\xe2\x80\x8b"};
	struct talk talk;
	talk_init(&talk);

	for (size_t i = 0; i < G_N_ELEMENTS(none); i++) {
		tell(&talk, none[i]);
		hears(&talk, "What is your name?");
	}
	tell(&talk, "Ý");
	hears(&talk, "I am not in the list: add “Ý”");
	talk_clear(&talk);
}

static void lines_go_back_and_skip(void **state)
{
	(void)state;
	struct talk talk;
	talk_init(&talk);

	introduce(&talk);
	tell(&talk, "a");
	hears(&talk, "Question 2 of 10");
	tell(&talk, "<");
	hears(&talk, "Question 1 of 10");
	hears(&talk, "Your answer so far: 22/01/2018");
	for (int i = 0; i < 8; i++)
		tell(&talk, "");
	hears(&talk, "Gap (1):");
	for (int i = 0; i < 4; i++)
		tell(&talk, "");
	hears(&talk, "9 questions are not answered yet: 2, 3, 4, 5, 6, 7, 8, 9, 10.");
	tell(&talk, "9");
	hears(&talk, "Question 9 of 10");
	talk_clear(&talk);
}

static void a_full_disk_is_said_in_lines(void **state)
{
	(void)state;
	struct talk talk;
	talk_init(&talk);

	introduce(&talk);
	talk.f.program.failure = "The disk is full.";
	tell(&talk, "a");
	hears(&talk, "The disk is full.");
	hears(&talk, "Question 1 of 10");
	assert_null(strstr(talk.said->str, "Answer kept"));
	talk.f.program.failure = NULL;
	tell(&talk, "a");
	hears(&talk, "✓ Answer kept.");
	talk_clear(&talk);
}

static void any_lines_break_nothing(void **state)
{
	(void)state;
	static const char *const lines[] = {"",
					    "<",
					    "?",
					    "1",
					    "0",
					    "a",
					    "abc",
					    "\xff\xfe",
					    "1a2b3c",
					    "999",
					    "-1",
					    "\033[31m",
					    "tfft",
					    "x y",
					    "\xc2\xa0",
					    "hand",
					    "99999999999999999999a"};
	struct talk talk;
	GRand *rand = g_rand_new_with_seed(6);
	talk_init(&talk);

	for (int i = 0; i < 3000 && talk.effect.kind == EFFECT_NONE; i++) {
		tell(&talk, lines[g_rand_int_range(rand, 0, G_N_ELEMENTS(lines))]);
		assert_null(strchr(talk.said->str, '\033'));
	}
	assert_int_equal(talk.effect.kind, EFFECT_NONE);
	g_rand_free(rand);
	talk_clear(&talk);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_type_at_every_size),
		cmocka_unit_test(the_arrows_reach_everything_at_40x12),
		cmocka_unit_test(pairs_are_chosen_with_plus_and_minus_too),
		cmocka_unit_test(no_way_out_of_a_gap_loses_what_was_typed),
		cmocka_unit_test(what_a_letter_chooses_comes_into_sight),
		cmocka_unit_test(every_statement_and_pair_has_its_line),
		cmocka_unit_test(no_key_held_down_hands_in_or_leaves),
		cmocka_unit_test(any_keys_and_clicks_in_any_order),
		cmocka_unit_test(every_type_in_lines),
		cmocka_unit_test(a_name_has_a_letter),
		cmocka_unit_test(lines_go_back_and_skip),
		cmocka_unit_test(a_full_disk_is_said_in_lines),
		cmocka_unit_test(any_lines_break_nothing),
	};

	setlocale(LC_ALL, "C.UTF-8");
	return cmocka_run_group_tests_name("screens_quiz_types", tests, load_source, free_source);
}
