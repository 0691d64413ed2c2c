/* Moving through a presentation: by steps, by number, by searching, by titles, and back again. */
#include "unit/screens_stage.h"

#include "screens/slides.h"

#include <locale.h>

static const char source[] =
	"---\ntitle: Công tác dân số\n---\n"
	"# Công tác dân số\n\nDành cho cộng tác viên\n\n---\n\n"
	"## Mục tiêu\n\n- Mức sinh thay thế\n\n<!-- pause -->\n\n- Giảm chênh lệch mức sinh\n\n"
	"<!-- speaker_note: Đọc chậm hai ý. -->\n\n---\n\n"
	"## Bảng\n\n| Việc | Ai làm |\n| --- | --- |\n| Tuyên truyền, vận động về dân số và phát triển, mỗi tháng một "
	"lần "
	"| Cộng tác viên và Đoàn Thanh niên của thôn, tổ dân phố |\n\n---\n\n"
	"## Năm nhiệm vụ\n\n1. Lãnh đạo\n2. Tuyên truyền\n3. Chính sách\n4. Dịch vụ\n5. Nguồn lực\n6. Tổ chức bộ máy\n"
	"7. Hợp tác\n8. Kiểm tra\n9. Sơ kết\n10. Đăng ký khai sinh\n\n---\n\n"
	"Không có tiêu đề\n\n---\n\n"
	"<!-- column_layout: [1, 1] -->\n<!-- column: 0 -->\nBên trái nói về già hóa của cả nước ta\n"
	"<!-- column: 1 -->\nBên phải nói về chất lượng giống nòi của ta\n<!-- reset_layout -->\n\n---\n\n"
	"## Cảm ơn\n\nHết.\n";

struct fixture {
	struct stage stage;
	struct lesson *lesson;
};

static const char *perform(struct screen *screen, int action, void *user)
{
	(void)screen;
	(void)user;
	return action == SLIDES_DO_NEXT_THEME ? "no other theme" : NULL;
}

static void fixture_init(struct fixture *f, int width, int height)
{
	g_autoptr(Diagnostics) diags = diagnostics_new();

	memset(f, 0, sizeof *f);
	f->lesson = lesson_parse(source, strlen(source), "bai.md", NULL, diags);
	f->stage.perform = perform;
	f->stage.now = G_GINT64_CONSTANT(1528963200000);
	stage_init(&f->stage, slides_screen_new(f->lesson, 0), width, height);
}

static void fixture_clear(struct fixture *f)
{
	stage_clear(&f->stage);
	lesson_free(f->lesson);
}

static void search(struct fixture *f, const char *text)
{
	stage_type(&f->stage, "/");
	stage_type(&f->stage, text);
	stage_key(&f->stage, KEY_RETURN);
}

/* True when some cell of the screen is a hit. */
static bool has_hits(const struct fixture *f)
{
	g_autoptr(Grid) grid = grid_new(f->stage.width, f->stage.height);
	bool found = false;

	stage_top(&f->stage)->class->render(stage_top(&f->stage)->state, grid);
	for (int i = 0; i < grid->width * grid->height; i++)
		found |= grid->cells[i].role == ROLE_HIT;
	return found;
}

static void steps_lead_through_everything(void **state)
{
	(void)state;
	static const uint32_t on[] = {KEY_RIGHT_ARROW, ' ', KEY_DOWN_ARROW, KEY_PAGE_DOWN, KEY_RETURN, 'n', 'j', 'l'};
	static const uint32_t back[] = {KEY_LEFT_ARROW, KEY_UP_ARROW, KEY_PAGE_UP, KEY_ERASE, 'p', 'k', 'h'};
	struct fixture f;
	fixture_init(&f, 80, 24);

	for (size_t i = 0; i < G_N_ELEMENTS(on); i++) {
		stage_key(&f.stage, KEY_HOME_KEY);
		stage_key(&f.stage, on[i]);
		stage_shows(&f.stage, "Mức sinh thay thế");
		stage_hides(&f.stage, "Giảm chênh lệch");
		stage_key(&f.stage, on[i]);
		stage_shows(&f.stage, "Giảm chênh lệch");
	}
	for (size_t i = 0; i < G_N_ELEMENTS(back); i++) {
		stage_key(&f.stage, KEY_END_KEY);
		stage_key(&f.stage, back[i]);
		stage_shows(&f.stage, "Bên trái");
		stage_shows(&f.stage, "6/7");
	}
	stage_event(&f.stage, (struct event){.kind = EVENT_WHEEL, .y = 1});
	stage_shows(&f.stage, "Cảm ơn");
	stage_event(&f.stage, (struct event){.kind = EVENT_WHEEL, .y = -1});
	stage_hides(&f.stage, "Cảm ơn");
	stage_event(&f.stage, (struct event){.kind = EVENT_CLICK, .x = 70, .y = 5});
	stage_shows(&f.stage, "Cảm ơn");
	stage_event(&f.stage, (struct event){.kind = EVENT_CLICK, .x = 5, .y = 5});
	stage_hides(&f.stage, "Cảm ơn");
	fixture_clear(&f);
}

static void a_number_goes_there(void **state)
{
	(void)state;
	struct fixture f;
	fixture_init(&f, 80, 24);

	stage_type(&f.stage, "4");
	stage_shows(&f.stage, "Slide 4: press Enter to go there (Năm nhiệm vụ)");
	stage_key(&f.stage, KEY_RETURN);
	stage_shows(&f.stage, "4/7");
	stage_type(&f.stage, "2G");
	stage_shows(&f.stage, "2/7");
	stage_type(&f.stage, "31");
	stage_key(&f.stage, KEY_ERASE);
	stage_key(&f.stage, KEY_RETURN);
	stage_shows(&f.stage, "3/7");
	stage_type(&f.stage, "999999999999");
	stage_key(&f.stage, KEY_RETURN);
	stage_shows(&f.stage, "7/7");
	stage_type(&f.stage, "1");
	stage_key(&f.stage, KEY_ESCAPE);
	assert_false(f.stage.closed);
	stage_shows(&f.stage, "7/7");
	fixture_clear(&f);
}

static void searching_is_blind_to_marks_and_case(void **state)
{
	(void)state;
	struct fixture f;
	fixture_init(&f, 80, 24);

	stage_type(&f.stage, "/MUC sinh");
	stage_shows(&f.stage, "Search: MUC sinh");
	stage_key(&f.stage, KEY_RETURN);
	stage_shows(&f.stage, "“MUC sinh”: 1 of 2");
	stage_hides(&f.stage, "Giảm chênh lệch");
	stage_type(&f.stage, "n");
	stage_shows(&f.stage, "2 of 2");
	stage_shows(&f.stage, "Giảm chênh lệch mức sinh");
	stage_type(&f.stage, "n");
	stage_shows(&f.stage, "1 of 2, from the beginning again");
	stage_type(&f.stage, "N");
	stage_shows(&f.stage, "2 of 2, from the end again");
	stage_key(&f.stage, KEY_ESCAPE);
	assert_false(f.stage.closed);
	assert_false(has_hits(&f));
	stage_type(&f.stage, "n");
	stage_shows(&f.stage, "3/7");
	stage_type(&f.stage, "N");
	stage_shows(&f.stage, "(no notes for this slide)");
	fixture_clear(&f);
}

static void what_is_nowhere_is_said_and_nothing_moves(void **state)
{
	(void)state;
	struct fixture f;
	fixture_init(&f, 80, 24);

	search(&f, "khủng long");
	stage_shows(&f.stage, "“khủng long” is nowhere in this lesson");
	stage_shows(&f.stage, "Dành cho cộng tác viên");
	stage_type(&f.stage, "n");
	stage_shows(&f.stage, "2/7");
	stage_hides(&f.stage, "nowhere");
	search(&f, "   ");
	stage_shows(&f.stage, "2/7");
	stage_type(&f.stage, "/");
	stage_key(&f.stage, KEY_ERASE);
	stage_type(&f.stage, "2");
	stage_key(&f.stage, KEY_RETURN);
	stage_shows(&f.stage, "2/7");
	fixture_clear(&f);
}

/* Ten items do not fit on this screen: what is looked for stands on its second or third part. */
static void a_tall_slide_is_searched_to_its_end(void **state)
{
	(void)state;
	struct fixture f;
	fixture_init(&f, 40, 10);

	search(&f, "khai sinh");
	stage_shows(&f.stage, "Đăng ký khai sinh");
	stage_hides(&f.stage, "Lãnh đạo");
	assert_true(has_hits(&f));
	stage_type(&f.stage, "'");
	stage_shows(&f.stage, "1/7");
	fixture_clear(&f);
}

/* At every width, wherever lines are broken: in a table's cell, in columns, in plain text. */
static void no_break_of_a_line_hides_a_phrase(void **state)
{
	(void)state;
	static const char *const phrases[] = {"van dong ve dan so", "doan thanh nien cua thon", "noi ve gia hoa cua ca",
					      "chat luong giong noi", "danh cho cong tac"};
	static const int sizes[][2] = {{20, 40}, {25, 40}, {30, 40}, {40, 40}, {60, 40}, {80, 40}, {20, 5}, {30, 7}};

	for (size_t s = 0; s < G_N_ELEMENTS(sizes); s++) {
		struct fixture f;
		fixture_init(&f, sizes[s][0], sizes[s][1]);
		for (size_t i = 0; i < G_N_ELEMENTS(phrases); i++) {
			stage_key(&f.stage, KEY_HOME_KEY);
			search(&f, phrases[i]);
			stage_hides(&f.stage, "nowhere");
			if (!has_hits(&f))
				fail_msg("no hit of %s at %dx%d", phrases[i], sizes[s][0], sizes[s][1]);
		}
		fixture_clear(&f);
	}
}

/* Longer than any line and any screen. */
static void a_long_paragraph_is_searched_to_its_end(void **state)
{
	(void)state;
	g_autoptr(Diagnostics) diags = diagnostics_new();
	g_autoptr(GString) text = g_string_new("# Dài\n\n");
	struct stage stage = {.perform = perform};

	for (int i = 0; i < 3000; i++)
		g_string_append_printf(text, "Chữ %d ", i);
	g_autoptr(Lesson) lesson = lesson_parse(text->str, text->len, "", NULL, diags);
	stage_init(&stage, slides_screen_new(lesson, 0), 40, 15);
	for (int i = 0; i < 2999; i += 37) {
		g_autofree char *phrase = g_strdup_printf("/%d chu %d", i, i + 1);
		g_autofree char *first = g_strdup_printf("%d", i), *second = g_strdup_printf("%d", i + 1);
		stage_type(&stage, phrase);
		stage_key(&stage, KEY_RETURN);
		stage_hides(&stage, "nowhere");
		g_autofree char *screen = stage_text(&stage, false);
		if (!strstr(screen, first) && !strstr(screen, second)) /* the end of a screen may stand between */
			fail_msg("not where “%s” is:\n%s", phrase, screen);
	}
	stage_clear(&stage);
}

static void the_footer_is_not_searched(void **state)
{
	(void)state;
	struct fixture f;
	fixture_init(&f, 80, 24);

	search(&f, "cong tac dan so"); /* the lesson's title stands under every slide */
	stage_shows(&f.stage, "1 of 1");
	fixture_clear(&f);
}

static void titles_are_narrowed_by_typing(void **state)
{
	(void)state;
	struct fixture f;
	fixture_init(&f, 80, 24);

	stage_key(&f.stage, KEY_RIGHT_ARROW);
	stage_type(&f.stage, "i");
	stage_shows(&f.stage, "▸ 2  Mục tiêu");
	stage_type(&f.stage, "nhi nam");
	stage_goldens(&f.stage, "slides-titles-narrowed");
	stage_key(&f.stage, KEY_RETURN);
	stage_shows(&f.stage, "Lãnh đạo");
	stage_type(&f.stage, "'");
	stage_shows(&f.stage, "2/7");
	stage_key(&f.stage, KEY_TAB);
	stage_type(&f.stage, "xyz");
	stage_shows(&f.stage, "No title has these words.");
	stage_key(&f.stage, KEY_RETURN);
	stage_shows(&f.stage, "No title has these words.");
	for (int i = 0; i < 3; i++)
		stage_key(&f.stage, KEY_ERASE);
	stage_shows(&f.stage, "▸ 2  Mục tiêu");
	stage_click(&f.stage, "Không có");
	stage_shows(&f.stage, "5/7");
	stage_type(&f.stage, "iuc tieu"); /* within a word too */
	stage_shows(&f.stage, "▸ 2  Mục tiêu");
	stage_key(&f.stage, KEY_ESCAPE);
	stage_type(&f.stage, "i7");
	stage_key(&f.stage, KEY_RETURN);
	stage_shows(&f.stage, "Cảm ơn");
	stage_key(&f.stage, KEY_TAB);
	stage_key(&f.stage, KEY_ESCAPE);
	stage_shows(&f.stage, "7/7");
	assert_false(f.stage.closed);
	fixture_clear(&f);
}

static void back_is_where_i_was(void **state)
{
	(void)state;
	struct fixture f;
	fixture_init(&f, 80, 24);

	stage_type(&f.stage, "'"); /* nowhere to go back to yet */
	stage_shows(&f.stage, "1/7");
	stage_key(&f.stage, KEY_RIGHT_ARROW);
	stage_key(&f.stage, KEY_RIGHT_ARROW);
	stage_shows(&f.stage, "Giảm chênh lệch");
	stage_key(&f.stage, KEY_END_KEY);
	stage_type(&f.stage, "'");
	stage_shows(&f.stage, "Giảm chênh lệch");
	stage_type(&f.stage, "'"); /* the second of '' */
	stage_shows(&f.stage, "Giảm chênh lệch");
	stage_type(&f.stage, "'");
	stage_shows(&f.stage, "7/7");
	fixture_clear(&f);
}

/* What was a place before the size changed may be none now. */
static void back_survives_another_size(void **state)
{
	(void)state;
	struct fixture f;
	fixture_init(&f, 20, 5);

	stage_type(&f.stage, "4");
	stage_key(&f.stage, KEY_RETURN);
	while (true) {
		g_autofree char *before = stage_text(&f.stage, false), *after = NULL;
		stage_key(&f.stage, KEY_RIGHT_ARROW);
		after = stage_text(&f.stage, false);
		if (strstr(after, "5/7"))
			break;
		assert_string_not_equal(before, after);
	}
	stage_key(&f.stage, KEY_LEFT_ARROW); /* the last stop of slide 4 */
	stage_type(&f.stage, "4");
	stage_key(&f.stage, KEY_RETURN);
	stage_resize(&f.stage, 80, 24);
	stage_type(&f.stage, "'");
	stage_shows(&f.stage, "Lãnh đạo");
	fixture_clear(&f);
}

static void black_hides_everything_and_any_key_ends_it(void **state)
{
	(void)state;
	struct fixture f;
	fixture_init(&f, 80, 24);

	for (const char *key = "b."; *key; key++) {
		stage_key(&f.stage, (uint32_t)*key);
		g_autofree char *screen = stage_text(&f.stage, false);
		g_strstrip(screen);
		assert_string_equal(screen, "");
		stage_key(&f.stage, KEY_PAGE_DOWN);
		stage_shows(&f.stage, "1/7");
	}
	stage_type(&f.stage, "b");
	stage_event(&f.stage, (struct event){.kind = EVENT_CLICK, .x = 70, .y = 5});
	stage_shows(&f.stage, "1/7");
	fixture_clear(&f);
}

static void leaving_takes_q_or_an_idle_escape(void **state)
{
	(void)state;
	static const uint32_t keys[] = {'q', KEY_ESCAPE, KEY_INTERRUPT};

	for (size_t i = 0; i < G_N_ELEMENTS(keys); i++) {
		struct fixture f;
		fixture_init(&f, 80, 24);
		stage_type(&f.stage, "/q");
		stage_key(&f.stage, KEY_ESCAPE);
		stage_type(&f.stage, "iq");
		stage_key(&f.stage, KEY_ESCAPE);
		assert_false(f.stage.closed);
		stage_key(&f.stage, keys[i]);
		assert_true(f.stage.closed);
		fixture_clear(&f);
	}
}

static void a_failure_is_said_until_the_next_key(void **state)
{
	(void)state;
	struct fixture f;
	fixture_init(&f, 80, 24);

	stage_type(&f.stage, "t");
	stage_shows(&f.stage, "no other theme");
	stage_key(&f.stage, KEY_F1);
	stage_goldens(&f.stage, "slides-help");
	stage_key(&f.stage, KEY_ESCAPE);
	stage_hides(&f.stage, "no other theme");
	fixture_clear(&f);
}

static void every_size_survives(void **state)
{
	(void)state;
	static const int sizes[][2] = {{1, 1}, {2, 2}, {5, 3}, {20, 5}, {40, 15}, {80, 24}, {300, 90}};
	struct fixture f;
	fixture_init(&f, 80, 24);

	for (size_t i = 0; i < G_N_ELEMENTS(sizes); i++) {
		stage_resize(&f.stage, sizes[i][0], sizes[i][1]);
		for (const char *at = "n12N/dan so\nnnNs/x\bi\nix\t'bb4\n"; *at; at++) {
			uint32_t key = *at == '\n'   ? KEY_RETURN
				       : *at == '\b' ? KEY_ERASE
				       : *at == '\t' ? KEY_TAB
						     : (uint32_t)*at;
			stage_key(&f.stage, key);
			g_autofree char *screen = stage_text(&f.stage, false);
			assert_non_null(screen);
		}
		stage_event(&f.stage, (struct event){.kind = EVENT_CLICK, .x = 0, .y = 0});
		assert_false(f.stage.closed);
	}
	fixture_clear(&f);
}

static void golden_screens_of_every_size(void **state)
{
	(void)state;
	static const int sizes[][2] = {{20, 5}, {40, 15}, {80, 24}, {120, 40}};

	for (size_t i = 0; i < G_N_ELEMENTS(sizes); i++) {
		struct fixture f;
		fixture_init(&f, sizes[i][0], sizes[i][1]);
		search(&f, "dan so va phat trien");
		stage_golden(&f.stage, "slides-hit");
		stage_type(&f.stage, "i");
		stage_golden(&f.stage, "slides-titles");
		stage_key(&f.stage, KEY_ESCAPE);
		stage_type(&f.stage, "2");
		stage_golden(&f.stage, "slides-number");
		stage_key(&f.stage, KEY_RETURN);
		stage_type(&f.stage, "s");
		stage_golden(&f.stage, "slides-notes-short");
		stage_type(&f.stage, "/sinh");
		stage_golden(&f.stage, "slides-search-typing");
		fixture_clear(&f);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(steps_lead_through_everything),
		cmocka_unit_test(a_number_goes_there),
		cmocka_unit_test(searching_is_blind_to_marks_and_case),
		cmocka_unit_test(what_is_nowhere_is_said_and_nothing_moves),
		cmocka_unit_test(a_tall_slide_is_searched_to_its_end),
		cmocka_unit_test(no_break_of_a_line_hides_a_phrase),
		cmocka_unit_test(a_long_paragraph_is_searched_to_its_end),
		cmocka_unit_test(the_footer_is_not_searched),
		cmocka_unit_test(titles_are_narrowed_by_typing),
		cmocka_unit_test(back_is_where_i_was),
		cmocka_unit_test(back_survives_another_size),
		cmocka_unit_test(black_hides_everything_and_any_key_ends_it),
		cmocka_unit_test(leaving_takes_q_or_an_idle_escape),
		cmocka_unit_test(a_failure_is_said_until_the_next_key),
		cmocka_unit_test(every_size_survives),
		cmocka_unit_test(golden_screens_of_every_size),
	};

	setlocale(LC_ALL, "C.UTF-8");
	return cmocka_run_group_tests_name("screens_slides", tests, NULL, NULL);
}
