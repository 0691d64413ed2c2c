/* The trainer's notes beside a presentation: what they show at every size, and the orders their keys give. */
#include "unit/screens_stage.h"

#include "screens/notes.h"

#include <locale.h>

#define TIME   G_GINT64_CONSTANT(1528963200000)
#define SECOND 1000

static const char source[] =
	"---\ntitle: Công tác dân số\n---\n"
	"# Công tác dân số\n\nDành cho cộng tác viên\n\n---\n\n"
	"## Mục tiêu\n<!-- minutes: 2 -->\n\n- Mức sinh thay thế\n\n<!-- pause -->\n\n- Giảm chênh lệch mức sinh\n\n"
	"<!-- speaker_note: |\n  Đọc chậm hai ý, rồi hỏi: ở thôn ta, nhà nào cũng có hai con chưa?\n  Ghi lên bảng.\n"
	"  Dòng 3\n  Dòng 4\n  Dòng 5\n  Dòng 6\n  Dòng 7\n  Dòng 8\n  Dòng 9\n  Dòng 10\n  Dòng 11\n  Dòng 12\n-->\n\n"
	"---\n\n## Nhiệm vụ\n\n1. Lãnh đạo\n2. Tuyên truyền\n3. Chính sách\n4. Dịch vụ\n5. Nguồn lực\n6. Bộ máy\n"
	"7. Hợp tác\n8. Kiểm tra\n9. Sơ kết\n10. Tổng kết\n11. Khen thưởng\n12. Báo cáo\n\n---\n\n## Cảm ơn\n\nHết.\n";

struct fixture {
	struct stage stage;
	struct lesson *lesson;
	GString *orders;
	const char *failure;
};

static const char *perform(struct screen *screen, int action, void *user)
{
	static const char *const names[ORDER_KINDS] = {"next", "previous", "first",   "last",
						       "back", "black",    "restart", "go"};
	struct fixture *f = user;
	const struct order *order = notes_order(screen);

	assert_int_equal(action, NOTES_DO_ORDER);
	g_string_append_printf(f->orders, "%s", names[order->kind]);
	if (order->kind == ORDER_GO)
		g_string_append_printf(f->orders, "%zu", order->slide);
	g_string_append_c(f->orders, ' ');
	return f->failure;
}

static void fixture_init(struct fixture *f, int width, int height)
{
	g_autoptr(Diagnostics) diags = diagnostics_new();

	memset(f, 0, sizeof *f);
	f->lesson = lesson_parse(source, strlen(source), "bai.md", NULL, diags);
	f->orders = g_string_new(NULL);
	f->stage.perform = perform;
	f->stage.user = f;
	f->stage.now = TIME;
	stage_init(&f->stage, notes_screen_new(), width, height);
}

static void fixture_clear(struct fixture *f)
{
	stage_clear(&f->stage);
	g_string_free(f->orders, TRUE);
	lesson_free(f->lesson);
}

static void follow(struct fixture *f, struct standing at)
{
	notes_follow(stage_top(&f->stage), f->lesson, &at);
	stage_event(&f->stage, (struct event){.kind = EVENT_CHANGED});
}

static struct standing at_slide(size_t slide, int step)
{
	return (struct standing){.slide = slide,
				 .step = step,
				 .width = 80,
				 .height = 24,
				 .began = TIME - 65 * SECOND,
				 .since = TIME - 10 * SECOND,
				 .timer = 45 * 60};
}

static void it_waits_for_a_presentation(void **state)
{
	(void)state;
	struct fixture f;
	fixture_init(&f, 80, 24);

	stage_goldens(&f.stage, "notes-waiting");
	stage_type(&f.stage, "n i'b3\r");
	assert_string_equal(f.orders->str, "");
	follow(&f, at_slide(1, 0));
	stage_shows(&f.stage, "Mức sinh thay thế");
	notes_follow(stage_top(&f.stage), NULL, NULL);
	stage_event(&f.stage, (struct event){.kind = EVENT_CHANGED});
	stage_shows(&f.stage, "No presentation is running.");
	fixture_clear(&f);
}

static void it_shows_this_slide_the_next_and_the_notes(void **state)
{
	(void)state;
	static const int sizes[][2] = {{80, 24}, {120, 40}, {40, 15}, {20, 5}};

	for (size_t i = 0; i < G_N_ELEMENTS(sizes); i++) {
		struct fixture f;
		fixture_init(&f, sizes[i][0], sizes[i][1]);
		follow(&f, at_slide(1, 0));
		stage_golden(&f.stage, "notes");
		fixture_clear(&f);
	}
}

/* The next slide is what the next key shows in the hall: there the list is on one screen, here it is on several. */
static void the_next_is_what_the_hall_sees_next(void **state)
{
	(void)state;
	struct fixture f;
	struct standing at = at_slide(1, 1);
	fixture_init(&f, 80, 24);

	follow(&f, at);
	stage_shows(&f.stage, "Lãnh đạo");
	at.slide = 2;
	at.step = 0;
	follow(&f, at);
	stage_shows(&f.stage, "Hết.");
	at.height = 10; /* a low screen: the list goes on there */
	follow(&f, at);
	stage_hides(&f.stage, "Hết.");
	at = at_slide(3, 0);
	follow(&f, at);
	stage_shows(&f.stage, "This is the end");
	fixture_clear(&f);
}

static void all_of_the_notes_can_be_read(void **state)
{
	(void)state;
	static const int sizes[][2] = {{80, 24}, {40, 15}, {20, 5}, {56, 15}};

	for (size_t i = 0; i < G_N_ELEMENTS(sizes); i++) {
		struct fixture f;
		fixture_init(&f, sizes[i][0], sizes[i][1]);
		follow(&f, at_slide(1, 0));
		stage_shows(&f.stage, "↓");
		for (int line = 3; line <= 12; line++) {
			g_autofree char *text = g_strdup_printf("Dòng %d", line);
			for (int pressed = 0; pressed < 3; pressed++)
				stage_key(&f.stage, KEY_DOWN_ARROW);
			if (line == 12)
				stage_shows(&f.stage, text);
		}
		stage_shows(&f.stage, "↑");
		/* It begins at the top again on another slide, and stays where it is on this one. */
		follow(&f, at_slide(1, 1));
		stage_shows(&f.stage, "Dòng 12");
		follow(&f, at_slide(0, 0));
		follow(&f, at_slide(1, 0));
		stage_hides(&f.stage, "↑");
		fixture_clear(&f);
	}
}

static void keys_give_orders(void **state)
{
	(void)state;
	struct fixture f;
	fixture_init(&f, 80, 24);

	follow(&f, at_slide(1, 0));
	stage_type(&f.stage, " p");
	stage_key(&f.stage, KEY_PAGE_DOWN);
	stage_key(&f.stage, KEY_PAGE_UP);
	stage_key(&f.stage, KEY_HOME_KEY);
	stage_key(&f.stage, KEY_END_KEY);
	assert_string_equal(f.orders->str, "next previous next previous first last ");
	g_string_truncate(f.orders, 0);
	stage_type(&f.stage, "''b.r3");
	stage_shows(&f.stage, "Slide 3: press Enter to go there (Nhiệm vụ)");
	stage_key(&f.stage, KEY_RETURN);
	assert_string_equal(f.orders->str, "back black black restart go2 ");
	g_string_truncate(f.orders, 0);
	stage_event(&f.stage, (struct event){.kind = EVENT_CLICK, .x = 2, .y = 5});
	stage_event(&f.stage, (struct event){.kind = EVENT_CLICK, .x = 60, .y = 5});
	stage_type(&f.stage, "icam");
	stage_goldens(&f.stage, "notes-titles");
	stage_key(&f.stage, KEY_RETURN);
	assert_string_equal(f.orders->str, "previous next go3 ");
	stage_type(&f.stage, "q");
	assert_true(f.stage.closed);
	fixture_clear(&f);
}

static void an_order_that_fails_is_said(void **state)
{
	(void)state;
	struct fixture f;
	fixture_init(&f, 80, 24);

	follow(&f, at_slide(1, 0));
	f.failure = "the disk is full";
	stage_type(&f.stage, " ");
	stage_shows(&f.stage, "the disk is full");
	f.failure = NULL;
	stage_key(&f.stage, KEY_F5);
	stage_hides(&f.stage, "the disk is full");
	fixture_clear(&f);
}

static void time_goes_on(void **state)
{
	(void)state;
	struct fixture f;
	struct standing at = at_slide(1, 0);
	fixture_init(&f, 80, 24);

	follow(&f, at);
	stage_shows(&f.stage, "1:05 gone   43:55 left");
	f.stage.now += 45 * 60 * SECOND;
	stage_event(&f.stage, (struct event){.kind = EVENT_TICK});
	stage_shows(&f.stage, "46:05 gone   1:05 over");
	at.black = true;
	follow(&f, at);
	stage_goldens(&f.stage, "notes-over");
	fixture_clear(&f);
}

static void every_size_survives(void **state)
{
	(void)state;
	static const int sizes[][2] = {{1, 1},   {2, 2},   {5, 3},   {20, 4},  {20, 5},
				       {55, 15}, {56, 14}, {56, 15}, {300, 90}};
	struct fixture f;
	fixture_init(&f, 80, 24);

	for (size_t i = 0; i < G_N_ELEMENTS(sizes); i++) {
		stage_resize(&f.stage, sizes[i][0], sizes[i][1]);
		for (int slide = -1; slide < 5; slide++) {
			struct standing at = at_slide((size_t)MAX(slide, 0), slide);
			at.width = sizes[i][1];
			at.height = sizes[i][0];
			at.screen = (size_t)(slide + 1) * 7;
			if (slide < 0)
				notes_follow(stage_top(&f.stage), NULL, NULL);
			else
				follow(&f, at);
			for (const char *key = " jk12"; *key; key++) {
				stage_key(&f.stage, (uint32_t)*key);
				g_autofree char *screen = stage_text(&f.stage, false);
				assert_non_null(screen);
			}
			if (slide >= 0)
				stage_key(&f.stage, KEY_ESCAPE); /* forgets the number */
			assert_false(f.stage.closed);
		}
		fixture_clear(&f);
		fixture_init(&f, 80, 24);
	}
	fixture_clear(&f);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(it_waits_for_a_presentation),
		cmocka_unit_test(it_shows_this_slide_the_next_and_the_notes),
		cmocka_unit_test(the_next_is_what_the_hall_sees_next),
		cmocka_unit_test(all_of_the_notes_can_be_read),
		cmocka_unit_test(keys_give_orders),
		cmocka_unit_test(an_order_that_fails_is_said),
		cmocka_unit_test(time_goes_on),
		cmocka_unit_test(every_size_survives),
	};

	setlocale(LC_ALL, "C.UTF-8");
	return cmocka_run_group_tests_name("screens_notes", tests, NULL, NULL);
}
