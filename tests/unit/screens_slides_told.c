/* What a presentation tells of where it stands, what it is told, its time, its notes, and a lesson that is read anew.
 */
#include "unit/screens_stage.h"

#include "screens/pace.h"
#include "screens/slides.h"

#include <locale.h>

#define TIME   G_GINT64_CONSTANT(1528963200000)
#define SECOND 1000
#define MINUTE (60 * SECOND)

static const char source[] =
	"---\ntitle: Công tác dân số\n---\n"
	"# Công tác dân số\n\n---\n\n"
	"## Mục tiêu\n<!-- minutes: 2 -->\n\n- Một\n\n<!-- pause -->\n\n- Hai\n\n"
	"<!-- speaker_note: |\n"
	"  Dòng 1\n  Dòng 2\n  Dòng 3\n  Dòng 4\n  Dòng 5\n  Dòng 6\n  Dòng 7\n  Dòng 8\n  Dòng 9\n"
	"  Dòng 10\n-->\n\n---\n\n"
	"## Nhiệm vụ\n<!-- minutes: 3 -->\n\n1. Lãnh đạo\n2. Tuyên truyền\n3. Chính sách\n4. Dịch vụ\n"
	"5. Nguồn lực\n6. Bộ máy\n7. Hợp tác\n8. Kiểm tra\n9. Sơ kết\n10. Tổng kết\n\n---\n\n"
	"## Cảm ơn\n\nHết.\n";

struct fixture {
	struct stage stage;
	struct lesson *lesson;
	GPtrArray *earlier; /* lessons */
	int told;
};

static const char *perform(struct screen *screen, int action, void *user)
{
	struct fixture *f = user;

	assert_int_equal(action, SLIDES_DO_TELL);
	assert_non_null(slides_standing(screen));
	f->told++;
	return NULL;
}

static struct lesson *parse(const char *text)
{
	g_autoptr(Diagnostics) diags = diagnostics_new();

	return lesson_parse(text, strlen(text), "bai.md", NULL, diags);
}

static void fixture_load(struct fixture *f, const char *text, int width, int height)
{
	memset(f, 0, sizeof *f);
	f->lesson = parse(text);
	f->earlier = g_ptr_array_new_with_free_func((GDestroyNotify)lesson_free);
	f->stage.perform = perform;
	f->stage.user = f;
	f->stage.now = TIME;
	stage_init(&f->stage, slides_screen_new(f->lesson, 0), width, height);
}

static void fixture_init(struct fixture *f, int width, int height)
{
	fixture_load(f, source, width, height);
}

static void fixture_clear(struct fixture *f)
{
	stage_clear(&f->stage);
	lesson_free(f->lesson);
	g_ptr_array_unref(f->earlier);
}

static const struct standing *standing(const struct fixture *f)
{
	return slides_standing(g_ptr_array_index(f->stage.stack, 0));
}

static void obey(struct fixture *f, enum order_kind kind, size_t slide)
{
	const struct order order = {.kind = kind, .slide = slide};

	slides_obey(g_ptr_array_index(f->stage.stack, 0), &order);
	stage_event(&f->stage, (struct event){.kind = EVENT_CHANGED});
}

static void wait(struct fixture *f, int64_t milliseconds)
{
	f->stage.now += milliseconds;
	stage_event(&f->stage, (struct event){.kind = EVENT_TICK});
}

/* Puts with in the place of every part of the lesson's text, as an editor would. */
static void edit(struct fixture *f, const char *part, const char *with)
{
	GString *text = g_string_new(f->lesson->text);

	assert_int_not_equal(g_string_replace(text, part, with, 0), 0);
	g_ptr_array_add(f->earlier, f->lesson);
	f->lesson = parse(text->str);
	g_string_free(text, TRUE);
	slides_set_lesson(stage_top(&f->stage), f->lesson);
	stage_event(&f->stage, (struct event){.kind = EVENT_CHANGED});
}

/* ---- Telling ----------------------------------------------------------------------------------------------- */

static void every_change_of_place_is_told_and_nothing_else(void **state)
{
	(void)state;
	struct fixture f;
	fixture_init(&f, 80, 24);

	assert_int_equal(f.told, 1);
	assert_int_equal(standing(&f)->slide, 0);
	assert_int_equal(standing(&f)->began, 0);
	assert_int_equal(standing(&f)->since, TIME);
	wait(&f, 5 * SECOND);
	assert_int_equal(f.told, 1);
	stage_key(&f.stage, KEY_RIGHT_ARROW);
	assert_int_equal(f.told, 2);
	assert_int_equal(standing(&f)->slide, 1);
	assert_int_equal(standing(&f)->began, TIME + 5 * SECOND);
	assert_int_equal(standing(&f)->since, TIME + 5 * SECOND);
	wait(&f, 5 * SECOND);
	stage_key(&f.stage, KEY_RIGHT_ARROW);
	assert_int_equal(f.told, 3);
	assert_int_equal(standing(&f)->step, 1);
	assert_int_equal(standing(&f)->since, TIME + 5 * SECOND);
	stage_type(&f.stage, "?");
	stage_key(&f.stage, KEY_ESCAPE);
	stage_type(&f.stage, "i");
	stage_key(&f.stage, KEY_ESCAPE);
	assert_int_equal(f.told, 3);
	stage_type(&f.stage, "b");
	assert_int_equal(f.told, 4);
	assert_true(standing(&f)->black);
	stage_type(&f.stage, "b");
	assert_false(standing(&f)->black);
	stage_resize(&f.stage, 40, 15);
	assert_int_equal(standing(&f)->width, 40);
	fixture_clear(&f);
}

static void a_tall_slide_tells_its_screen(void **state)
{
	(void)state;
	struct fixture f;
	fixture_init(&f, 40, 10);

	obey(&f, ORDER_GO, 2);
	assert_int_equal(standing(&f)->screen, 0);
	obey(&f, ORDER_NEXT, 0);
	assert_int_equal(standing(&f)->slide, 2);
	assert_int_equal(standing(&f)->screen, 1);
	fixture_clear(&f);
}

static void it_goes_on_where_it_stood(void **state)
{
	(void)state;
	static const int sizes[][2] = {{40, 10}, {80, 24}, {20, 5}, {1, 1}};

	for (size_t i = 0; i < G_N_ELEMENTS(sizes); i++) {
		struct fixture f;
		const struct standing at = {.slide = 1, .screen = 0, .step = 1, .width = 40, .height = 15};
		const struct standing far = {.slide = 99, .screen = 99, .step = 99, .width = 1, .height = 1};
		memset(&f, 0, sizeof f);
		f.lesson = parse(source);
		f.stage.perform = perform;
		f.stage.user = &f;
		f.earlier = g_ptr_array_new();
		struct screen *screen = slides_screen_new(f.lesson, 0);
		slides_resume(screen, &far);
		slides_resume(screen, &at);
		stage_init(&f.stage, screen, sizes[i][0], sizes[i][1]);
		assert_int_equal(standing(&f)->slide, 1);
		assert_int_equal(standing(&f)->step, 1);
		assert_int_equal(standing(&f)->began, 0);
		fixture_clear(&f);
	}
}

/* ---- Being told -------------------------------------------------------------------------------------------- */

static void orders_are_carried_out(void **state)
{
	(void)state;
	struct fixture f;
	fixture_init(&f, 80, 24);

	obey(&f, ORDER_NEXT, 0);
	assert_int_equal(standing(&f)->slide, 1);
	obey(&f, ORDER_LAST, 0);
	assert_int_equal(standing(&f)->slide, 3);
	obey(&f, ORDER_BACK, 0);
	assert_int_equal(standing(&f)->slide, 1);
	obey(&f, ORDER_FIRST, 0);
	assert_int_equal(standing(&f)->slide, 0);
	obey(&f, ORDER_PREVIOUS, 0);
	assert_int_equal(standing(&f)->slide, 0);
	obey(&f, ORDER_GO, 2);
	assert_int_equal(standing(&f)->slide, 2);
	obey(&f, ORDER_GO, 1000000);
	assert_int_equal(standing(&f)->slide, 3);
	obey(&f, ORDER_BLACK, 0);
	assert_true(standing(&f)->black);
	obey(&f, ORDER_RESTART, 0);
	assert_true(standing(&f)->black);
	obey(&f, ORDER_FIRST, 0);
	assert_false(standing(&f)->black);
	assert_int_equal(standing(&f)->slide, 3);
	wait(&f, 7 * SECOND);
	obey(&f, ORDER_RESTART, 0);
	assert_int_equal(standing(&f)->began, TIME + 7 * SECOND);
	fixture_clear(&f);
}

/* An order that comes while the help stands above the slides is carried out all the same. */
static void orders_reach_what_is_covered(void **state)
{
	(void)state;
	struct fixture f;
	fixture_init(&f, 80, 24);

	stage_type(&f.stage, "?");
	obey(&f, ORDER_GO, 2);
	stage_shows(&f.stage, "Keys: Slides");
	stage_key(&f.stage, KEY_ESCAPE);
	stage_shows(&f.stage, "3/4");
	assert_int_equal(standing(&f)->slide, 2);
	fixture_clear(&f);
}

/* ---- Time and notes ---------------------------------------------------------------------------------------- */

static void the_time_stands_above_the_notes(void **state)
{
	(void)state;
	struct fixture f;
	fixture_init(&f, 80, 24);

	slides_set_timer(stage_top(&f.stage), 45 * 60);
	stage_key(&f.stage, KEY_RIGHT_ARROW);
	stage_type(&f.stage, "s");
	wait(&f, 65 * SECOND);
	stage_shows(&f.stage, "1:05 gone   43:55 left");
	stage_goldens(&f.stage, "slides-notes");
	wait(&f, 44 * MINUTE);
	stage_shows(&f.stage, "45:05 gone   0:05 over");
	fixture_clear(&f);
}

static void all_of_the_notes_can_be_read(void **state)
{
	(void)state;
	static const int sizes[][2] = {{80, 24}, {40, 15}, {20, 5}, {30, 10}};

	for (size_t i = 0; i < G_N_ELEMENTS(sizes); i++) {
		struct fixture f;
		GString *seen = g_string_new(NULL);
		fixture_init(&f, sizes[i][0], sizes[i][1]);
		stage_key(&f.stage, KEY_RIGHT_ARROW);
		g_autofree char *without = stage_text(&f.stage, false);
		for (int pressed = 0; pressed < 12; pressed++) {
			stage_type(&f.stage, "s");
			g_autofree char *screen = stage_text(&f.stage, false);
			g_string_append(seen, screen);
			if (strcmp(screen, without) == 0)
				break;
		}
		for (int line = 1; line <= 10; line++) {
			g_autofree char *text = g_strdup_printf("Dòng %d\n", line);
			g_autofree char *first = g_strdup_printf("Dòng %d ", line);
			if (!strstr(seen->str, text) && !strstr(seen->str, first))
				fail_msg("%s is not to be seen at %dx%d", text, sizes[i][0], sizes[i][1]);
		}
		stage_shows(&f.stage, "2/4");
		g_string_free(seen, TRUE);
		fixture_clear(&f);
	}
}

static void pace_compares_with_the_minutes(void **state)
{
	(void)state;
	struct lesson *lesson = parse(source); /* -, 2, 3, - minutes */
	struct standing at = {.slide = 2, .began = TIME};

	struct pace pace = pace_at(lesson, &at, TIME + MINUTE);
	assert_true(pace.has_plan);
	assert_int_equal(pace.late, -MINUTE);
	assert_int_equal(pace_at(lesson, &at, TIME + 3 * MINUTE).late, 0);
	assert_int_equal(pace_at(lesson, &at, TIME + 7 * MINUTE).late, 2 * MINUTE);
	/* With ten minutes in all, the first and the last have two and a half each. */
	at.timer = 600;
	assert_int_equal(pace_at(lesson, &at, TIME + MINUTE).late, -(3 * MINUTE + MINUTE / 2));
	at.slide = 3;
	assert_int_equal(pace_at(lesson, &at, TIME + 11 * MINUTE).late, MINUTE);
	assert_int_equal(pace_at(lesson, &at, TIME + 11 * MINUTE).remaining, -MINUTE);
	/* Before it began there is none. */
	at.began = 0;
	assert_false(pace_at(lesson, &at, TIME).has_plan);
	assert_int_equal(pace_at(lesson, &at, TIME).elapsed, 0);
	lesson_free(lesson);
}

static void pace_is_said_in_words(void **state)
{
	(void)state;
	static const struct {
		struct pace pace;
		const char *text;
	} cases[] = {
		{{.elapsed = 65 * SECOND}, "1:05 gone"},
		{{.elapsed = 3600 * SECOND, .remaining = 59 * SECOND, .has_timer = true}, "1:00:00 gone   0:59 left"},
		{{.elapsed = 61 * SECOND, .remaining = -SECOND, .has_timer = true}, "1:01 gone   0:01 over"},
		{{.elapsed = SECOND, .late = 59 * SECOND, .has_plan = true}, "0:01 gone   on time"},
		{{.elapsed = SECOND, .late = 61 * SECOND, .has_plan = true}, "0:01 gone   1 min behind"},
		{{.elapsed = SECOND, .late = -150 * SECOND, .has_plan = true}, "0:01 gone   2 min ahead"},
	};

	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autofree char *text = pace_text(&cases[i].pace);
		assert_string_equal(text, cases[i].text);
	}
}

/* ---- Editing ----------------------------------------------------------------------------------------------- */

static void a_changed_slide_shows_at_once(void **state)
{
	(void)state;
	struct fixture f;
	fixture_init(&f, 80, 24);

	edit(&f, "Hết.", "Hết rồi.");
	stage_shows(&f.stage, "Hết rồi.");
	assert_int_equal(standing(&f)->slide, 3);
	assert_int_equal(standing(&f)->edition, 1);
	assert_int_equal(standing(&f)->began, 0);
	stage_type(&f.stage, "'");
	assert_int_equal(standing(&f)->slide, 0);
	fixture_clear(&f);
}

static void the_slide_stays_when_it_is_the_one_that_changed(void **state)
{
	(void)state;
	struct fixture f;
	fixture_init(&f, 80, 24);

	stage_type(&f.stage, "2\r");
	stage_key(&f.stage, KEY_RETURN);
	stage_key(&f.stage, KEY_RIGHT_ARROW);
	stage_shows(&f.stage, "Hai");
	edit(&f, "- Một", "- Một mốt");
	stage_shows(&f.stage, "Một mốt");
	stage_shows(&f.stage, "Hai");
	fixture_clear(&f);
}

/* What is behind a pause, or on another screen of a tall slide, is shown when it is what changed. */
static void the_stop_with_the_change_is_shown(void **state)
{
	(void)state;
	struct fixture f;
	fixture_init(&f, 40, 10);

	edit(&f, "- Hai", "- Hai và ba");
	stage_shows(&f.stage, "Hai và ba");
	edit(&f, "Tổng kết", "Tổng kết năm");
	stage_shows(&f.stage, "Tổng kết năm");
	edit(&f, "Lãnh đạo", "Lãnh đạo, chỉ đạo");
	stage_shows(&f.stage, "Lãnh đạo, chỉ đạo");
	fixture_clear(&f);
}

static void new_and_removed_slides_move_the_others(void **state)
{
	(void)state;
	struct fixture f;
	fixture_init(&f, 80, 24);

	stage_type(&f.stage, "3");
	stage_key(&f.stage, KEY_RETURN);
	edit(&f, "## Mục tiêu", "## Mới\n\nMới.\n\n---\n\n## Mục tiêu");
	stage_shows(&f.stage, "Mới.");
	stage_type(&f.stage, "'");
	stage_shows(&f.stage, "Lãnh đạo");
	stage_shows(&f.stage, "4/5");
	edit(&f, "## Mới\n\nMới.\n\n---\n\n", "");
	stage_shows(&f.stage, "Lãnh đạo");
	stage_shows(&f.stage, "3/4");
	edit(&f, "\n---\n\n## Cảm ơn\n\nHết.\n", "");
	stage_shows(&f.stage, "3/3");
	fixture_clear(&f);
}

static void the_slide_shown_may_go_away(void **state)
{
	(void)state;
	struct fixture f;
	fixture_init(&f, 80, 24);

	stage_key(&f.stage, KEY_END_KEY);
	edit(&f, "\n---\n\n## Cảm ơn\n\nHết.\n", "");
	stage_shows(&f.stage, "3/3");
	stage_type(&f.stage, "'");
	stage_type(&f.stage, "/lanh");
	stage_key(&f.stage, KEY_RETURN);
	edit(&f, f.lesson->text, "Một");
	stage_shows(&f.stage, "Một");
	stage_type(&f.stage, "''n");
	stage_key(&f.stage, KEY_END_KEY);
	fixture_clear(&f);
}

static void changes_that_show_nowhere_move_nothing(void **state)
{
	(void)state;
	struct fixture f;
	fixture_init(&f, 80, 24);

	stage_type(&f.stage, "3");
	stage_key(&f.stage, KEY_RETURN);
	edit(&f, "title: Công tác dân số", "title: Tên khác");
	stage_shows(&f.stage, "Lãnh đạo");
	stage_shows(&f.stage, "Tên khác");
	fixture_clear(&f);
}

/* The slide of sources has no text of its own, and its line is the file's first. */
static void the_slide_of_sources_confuses_nothing(void **state)
{
	(void)state;
	struct fixture f;
	fixture_load(&f,
		     "---\nsources: [{number: 21-NQ/TW, title: Nghị quyết, date: 2017-10-25}]\n---\n"
		     "# Một\n\n---\n\n# Hai\n\n---\n\n# Ba\n",
		     80, 24);

	stage_type(&f.stage, "3");
	stage_key(&f.stage, KEY_RETURN);
	edit(&f, "# Hai", "# Hai\n\n---\n\n# Hai rưỡi");
	stage_type(&f.stage, "'");
	stage_shows(&f.stage, "Ba");
	stage_shows(&f.stage, "4/5");
	edit(&f, "title: Nghị quyết", "title: Nghị quyết mới");
	stage_shows(&f.stage, "Nghị quyết mới");
	fixture_clear(&f);
}

static void a_mistake_stays_at_the_bottom(void **state)
{
	(void)state;
	struct fixture f;
	fixture_init(&f, 80, 24);

	slides_set_mistake(stage_top(&f.stage), "bai.md:3: error: this is wrong");
	stage_event(&f.stage, (struct event){.kind = EVENT_CHANGED});
	stage_key(&f.stage, KEY_RIGHT_ARROW);
	stage_shows(&f.stage, "bai.md:3: error: this is wrong");
	stage_goldens(&f.stage, "slides-mistake");
	slides_set_mistake(stage_top(&f.stage), NULL);
	stage_event(&f.stage, (struct event){.kind = EVENT_CHANGED});
	stage_hides(&f.stage, "bai.md:3");
	slides_set_mistake(stage_top(&f.stage), "bai.md:3: error: this is wrong");
	stage_key(&f.stage, KEY_ESCAPE);
	stage_hides(&f.stage, "bai.md:3");
	assert_false(f.stage.closed);
	fixture_clear(&f);
}

static void its_end_is_known(void **state)
{
	(void)state;
	struct fixture f;
	fixture_init(&f, 80, 24);
	struct screen *screen = stage_top(&f.stage);

	slides_track(&screen);
	stage_type(&f.stage, "?");
	stage_key(&f.stage, KEY_ESCAPE);
	assert_non_null(screen);
	stage_type(&f.stage, "q");
	assert_null(screen);
	fixture_clear(&f);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_change_of_place_is_told_and_nothing_else),
		cmocka_unit_test(a_tall_slide_tells_its_screen),
		cmocka_unit_test(it_goes_on_where_it_stood),
		cmocka_unit_test(orders_are_carried_out),
		cmocka_unit_test(orders_reach_what_is_covered),
		cmocka_unit_test(the_time_stands_above_the_notes),
		cmocka_unit_test(all_of_the_notes_can_be_read),
		cmocka_unit_test(pace_compares_with_the_minutes),
		cmocka_unit_test(pace_is_said_in_words),
		cmocka_unit_test(a_changed_slide_shows_at_once),
		cmocka_unit_test(the_slide_stays_when_it_is_the_one_that_changed),
		cmocka_unit_test(the_stop_with_the_change_is_shown),
		cmocka_unit_test(new_and_removed_slides_move_the_others),
		cmocka_unit_test(the_slide_shown_may_go_away),
		cmocka_unit_test(changes_that_show_nowhere_move_nothing),
		cmocka_unit_test(the_slide_of_sources_confuses_nothing),
		cmocka_unit_test(a_mistake_stays_at_the_bottom),
		cmocka_unit_test(its_end_is_known),
	};

	setlocale(LC_ALL, "C.UTF-8");
	return cmocka_run_group_tests_name("screens_slides_told", tests, NULL, NULL);
}
