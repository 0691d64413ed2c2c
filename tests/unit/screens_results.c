/* The results screen: views, deeper pages, sorting, searching, and answers that come in meanwhile. */
#include "screens/results.h"

#include "unit/screens_stage.h"

/* What the program plays: how many people there are so far, and what it was asked for last. */
struct program {
	unsigned int people;
	char *kind, *about;
	const char *failure; /* NULL for none */
};

static const struct {
	const char *name, *unit, *grade, *band;
} people[] = {
	{"Nông Văn An", "Phường Sông Cầu", "9", "Xuất sắc"},  {"Hà Ngọc Cúc", "Xã Nông Thượng", "2,88", "Kém"},
	{"Hà Đức Dũng", "Xã Dương Quang", "8,25", "Giỏi"},    {"Triệu Thị Mai", "Xã Nông Thượng", "", ""},
	{"Lý Minh Ước", "Phường Đức Xuân", "10", "Xuất sắc"},
};

static struct table *people_table(unsigned int n)
{
	struct table *table = table_new("Kết quả");

	table->opens = "sheet";
	table_add_column(table, "STT", COLUMN_NUMBER);
	table_add_column(table, "Họ và tên", COLUMN_NAME);
	table_add_column(table, "Đơn vị", COLUMN_TEXT);
	table_add_column(table, "Điểm", COLUMN_NUMBER);
	table_add_column(table, "Xếp loại", COLUMN_TEXT);
	table_add_column(table, "Ghi chú", COLUMN_TEXT);
	/* The newest stands first, so that the others move down. */
	for (unsigned int i = n; i > 0; i--) {
		table_add_row(table, g_strdup_printf("%u", n - i + 1), g_strdup(people[i - 1].name),
			      g_strdup(people[i - 1].unit), g_strdup(people[i - 1].grade), g_strdup(people[i - 1].band),
			      g_strdup(*people[i - 1].grade ? "" : "chưa nộp bài"), NULL);
		table_set_key(table, people[i - 1].name);
	}
	table_set_closing(table, g_strdup_printf("Danh sách có %u người.", n));
	return table;
}

static struct table *questions_table(void)
{
	static const char *const titles[] = {"STT",           "Câu hỏi",           "Số bài",           "Độ khó",
					     "Độ lệch chuẩn", "Đoán mò",           "Trọng số dự kiến", "Trọng số thực",
					     "Độ phân biệt",  "Hiệu quả phân biệt"};
	struct table *table = table_new("Câu hỏi");

	table->opens = "answers";
	for (size_t i = 0; i < G_N_ELEMENTS(titles); i++)
		table_add_column(table, titles[i], i == 1 ? COLUMN_TEXT : COLUMN_NUMBER);
	for (int i = 1; i <= 30; i++) {
		g_autofree char *key = g_strdup_printf("q%d", i);
		table_add_row(table, g_strdup_printf("%d", i),
			      g_strdup("Nghị quyết số 21-NQ/TW về công tác dân số trong tình hình mới do ai ban hành?"),
			      g_strdup("25"), g_strdup_printf("%d,00%%", 3 * i), g_strdup("47,61%"), g_strdup("25,00%"),
			      g_strdup("5,00%"), g_strdup("–"), g_strdup_printf("0,%02d", 90 - i), g_strdup("0,79"),
			      NULL);
		table_set_key(table, key);
	}
	return table;
}

static struct table *sheet_table(const char *about)
{
	struct table *table = table_new("Phiếu kết quả");

	g_free(table->subtitle);
	table->subtitle = g_strdup(about);
	table->opens = "answers";
	table_add_column(table, "STT", COLUMN_NUMBER);
	table_add_column(table, "Câu hỏi", COLUMN_PROSE);
	table_add_column(table, "Trả lời", COLUMN_PROSE);
	table_add_column(table, "Đáp án đúng", COLUMN_PROSE);
	table_add_column(table, "Điểm câu", COLUMN_NUMBER);
	table_add_column(table, "Kết quả", COLUMN_TEXT);
	for (int i = 1; i <= 12; i++) {
		g_autofree char *key = g_strdup_printf("q%d", i);
		table_add_row(table, g_strdup_printf("%d", i), g_strdup("Nghị quyết được ban hành ngày nào?"),
			      g_strdup(i == 2 ? "" : "25/10/2017"), g_strdup("25/10/2017"),
			      g_strdup(i == 2 ? "0" : "1"), g_strdup(i == 2 ? "chưa trả lời" : "đúng"), NULL);
		table_set_key(table, key);
	}
	table_set_closing(table, g_strdup("Kết quả: 9 điểm, Xuất sắc, đạt."));
	return table;
}

static struct table *figures_table(void)
{
	struct table *table = table_new("Phân tích bài kiểm tra");

	table_add_column(table, "Chỉ số", COLUMN_TEXT);
	table_add_column(table, "Giá trị", COLUMN_NUMBER);
	table_add_column(table, "Ý nghĩa", COLUMN_PROSE);
	table_add_row(table, g_strdup("Trung bình"), g_strdup("5,80"), g_strdup("của điểm trên thang mười"), NULL);
	table_add_row(table, g_strdup("Hệ số tin cậy (Cronbach α)"), g_strdup("–"),
		      g_strdup("từ 0,7 trở lên: các câu cùng đo một điều, điểm đáng tin"), NULL);
	return table;
}

static const char *perform(struct screen *screen, int action, void *user)
{
	struct program *program = user;
	const char *about;
	const struct report_kind *kind = results_wanted(screen, &about);

	assert_int_equal(action, RESULTS_DO_LOAD);
	g_free(program->kind);
	g_free(program->about);
	program->kind = g_strdup(kind->name);
	program->about = g_strdup(about);
	if (program->failure)
		return program->failure;
	results_show(screen, strcmp(kind->name, "person") == 0     ? people_table(program->people)
			     : strcmp(kind->name, "question") == 0 ? questions_table()
			     : strcmp(kind->name, "sheet") == 0    ? sheet_table(about)
								   : figures_table());
	return NULL;
}

struct scene {
	struct stage stage;
	struct program program;
};

static void scene_init(struct scene *scene, int width, int height)
{
	memset(scene, 0, sizeof *scene);
	scene->program.people = G_N_ELEMENTS(people);
	scene->stage.perform = perform;
	scene->stage.user = &scene->program;
	stage_init(&scene->stage, results_screen_new(report_kind_find("person"), NULL), width, height);
}

static void scene_clear(struct scene *scene)
{
	stage_clear(&scene->stage);
	g_free(scene->program.kind);
	g_free(scene->program.about);
}

/* The names on the screen in their order, "▸" before the chosen one. */
static void assert_names(const struct scene *scene, const char *expected)
{
	g_autofree char *screen = stage_text(&scene->stage, false);
	g_auto(GStrv) lines = g_strsplit(screen, "\n", -1);
	g_autoptr(GString) names = g_string_new(NULL);

	for (size_t y = 0; lines[y]; y++)
		for (size_t i = 0; i < G_N_ELEMENTS(people); i++)
			if (strstr(lines[y], people[i].name))
				g_string_append_printf(names, "%s%s ", strstr(lines[y], "▸") ? "▸" : "",
						       strrchr(people[i].name, ' ') + 1);
	assert_string_equal(names->str, expected);
}

/* ---- Going about ------------------------------------------------------------------------------------------- */

static void enter_opens_and_escape_comes_back(void **state)
{
	(void)state;
	struct scene scene;

	scene_init(&scene, 80, 24);
	stage_key(&scene.stage, KEY_DOWN_ARROW);
	stage_key(&scene.stage, KEY_RETURN);
	assert_string_equal(scene.program.kind, "sheet");
	assert_string_equal(scene.program.about, "Triệu Thị Mai");
	stage_shows(&scene.stage, "Phiếu kết quả");
	stage_key(&scene.stage, KEY_RETURN);
	assert_string_equal(scene.program.kind, "answers");
	assert_string_equal(scene.program.about, "q1");
	stage_key(&scene.stage, KEY_ESCAPE);
	stage_key(&scene.stage, KEY_ESCAPE);
	assert_names(&scene, "Ước ▸Mai Dũng Cúc An ");
	stage_key(&scene.stage, KEY_ESCAPE);
	assert_true(scene.stage.closed);
	scene_clear(&scene);
}

static void tab_goes_through_the_views(void **state)
{
	(void)state;
	static const char *const views[] = {"question", "notes",      "analysis", "unit",  "gain",
					    "flow",     "attendance", "attempt",  "person"};
	struct scene scene;

	scene_init(&scene, 80, 24);
	for (size_t i = 0; i < G_N_ELEMENTS(views); i++) {
		stage_key(&scene.stage, KEY_TAB);
		assert_string_equal(scene.program.kind, views[i]);
	}
	stage_key(&scene.stage, KEY_BACK_TAB);
	assert_string_equal(scene.program.kind, "attempt");
	stage_key(&scene.stage, KEY_TAB);
	stage_click(&scene.stage, "Questions");
	assert_string_equal(scene.program.kind, "question");
	scene_clear(&scene);
}

static void a_table_that_cannot_be_made_says_why(void **state)
{
	(void)state;
	struct scene scene;

	scene_init(&scene, 80, 24);
	scene.program.failure = "hết chỗ trên đĩa";
	stage_key(&scene.stage, KEY_RETURN);
	stage_shows(&scene.stage, "hết chỗ trên đĩa");
	assert_names(&scene, "▸Ước Mai Dũng Cúc An ");
	scene.program.failure = NULL;
	stage_key(&scene.stage, KEY_DOWN_ARROW);
	stage_hides(&scene.stage, "hết chỗ trên đĩa");
	scene_clear(&scene);
}

/* ---- Order ------------------------------------------------------------------------------------------------- */

static void sorted_by_keys_and_by_clicks(void **state)
{
	(void)state;
	struct scene scene;

	scene_init(&scene, 80, 24);
	stage_click(&scene.stage, "Điểm");
	/* Who has no grade comes last, both ways; the one that was chosen stays so. */
	assert_names(&scene, "Cúc Dũng An ▸Ước Mai ");
	stage_click(&scene.stage, "Điểm");
	assert_names(&scene, "▸Ước An Dũng Cúc Mai ");
	stage_key(&scene.stage, KEY_F4);
	assert_names(&scene, "Cúc Dũng An ▸Ước Mai ");
	stage_click(&scene.stage, "Họ và tên");
	assert_names(&scene, "An Cúc Dũng Mai ▸Ước ");
	/* By the next columns: unit, grade, band, note, as the table is, number, name. */
	stage_key(&scene.stage, KEY_F3);
	assert_names(&scene, "▸Ước An Dũng Mai Cúc ");
	for (int i = 0; i < 4; i++)
		stage_key(&scene.stage, KEY_F3);
	assert_names(&scene, "▸Ước Mai Dũng Cúc An ");
	scene_clear(&scene);
}

static void typing_searches_without_marks(void **state)
{
	(void)state;
	struct scene scene;

	scene_init(&scene, 80, 24);
	stage_type(&scene.stage, "dung ha");
	assert_names(&scene, "▸Dũng ");
	stage_shows(&scene.stage, "dung ha");
	stage_key(&scene.stage, KEY_ESCAPE);
	assert_names(&scene, "Ước Mai ▸Dũng Cúc An ");
	stage_type(&scene.stage, "nong thuong");
	assert_names(&scene, "▸Mai Cúc ");
	stage_type(&scene.stage, "x");
	stage_shows(&scene.stage, "No line has these words.");
	stage_key(&scene.stage, KEY_RETURN);
	assert_string_equal(scene.program.kind, "person");
	scene_clear(&scene);
}

/* ---- Live -------------------------------------------------------------------------------------------------- */

static void the_same_line_stays_chosen_when_answers_come_in(void **state)
{
	(void)state;
	struct scene scene;

	scene_init(&scene, 80, 24);
	scene.program.people = 3;
	stage_event(&scene.stage, (struct event){.kind = EVENT_CHANGED});
	stage_key(&scene.stage, KEY_END_KEY);
	stage_key(&scene.stage, KEY_UP_ARROW);
	assert_names(&scene, "Dũng ▸Cúc An ");
	scene.program.people = 5;
	stage_event(&scene.stage, (struct event){.kind = EVENT_CHANGED});
	assert_names(&scene, "Ước Mai Dũng ▸Cúc An ");
	stage_type(&scene.stage, "ha");
	scene.program.people = 4;
	stage_event(&scene.stage, (struct event){.kind = EVENT_CHANGED});
	assert_names(&scene, "Dũng ▸Cúc ");
	scene.program.people = 0;
	stage_event(&scene.stage, (struct event){.kind = EVENT_CHANGED});
	assert_names(&scene, "");
	scene_clear(&scene);
}

/* ---- Sizes ------------------------------------------------------------------------------------------------- */

static const struct {
	int width, height;
} sizes[] = {{80, 24}, {120, 40}, {40, 15}, {38, 44}, {20, 5}};

static void every_view_at_every_size(void **state)
{
	(void)state;
	struct scene scene;

	for (size_t i = 0; i < G_N_ELEMENTS(sizes); i++) {
		scene_init(&scene, sizes[i].width, sizes[i].height);
		stage_key(&scene.stage, KEY_F4);
		stage_golden(&scene.stage, "results");
		stage_key(&scene.stage, KEY_RETURN);
		stage_key(&scene.stage, KEY_DOWN_ARROW);
		stage_golden(&scene.stage, "results-sheet");
		stage_key(&scene.stage, KEY_TAB);
		stage_key(&scene.stage, KEY_END_KEY);
		stage_golden(&scene.stage, "results-questions");
		stage_key(&scene.stage, KEY_RIGHT_ARROW);
		stage_key(&scene.stage, KEY_RIGHT_ARROW);
		stage_golden(&scene.stage, "results-questions-aside");
		stage_key(&scene.stage, KEY_TAB);
		stage_key(&scene.stage, KEY_TAB);
		stage_golden(&scene.stage, "results-figures");
		scene_clear(&scene);
	}
}

/* The last column can be brought in sight, and no further, wherever there is room for it beside the name. */
static void columns_scroll_to_the_last(void **state)
{
	(void)state;
	struct scene scene;

	for (size_t i = 0; sizes[i].width >= 38; i++) {
		scene_init(&scene, sizes[i].width, sizes[i].height);
		stage_key(&scene.stage, KEY_TAB);
		for (int key = 0; key < 30; key++)
			stage_key(&scene.stage, KEY_RIGHT_ARROW);
		stage_shows(&scene.stage, "0,79");
		g_autofree char *end = stage_text(&scene.stage, false);
		stage_key(&scene.stage, KEY_RIGHT_ARROW);
		g_autofree char *still = stage_text(&scene.stage, false);
		assert_string_equal(end, still);
		scene_clear(&scene);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(enter_opens_and_escape_comes_back),
		cmocka_unit_test(tab_goes_through_the_views),
		cmocka_unit_test(a_table_that_cannot_be_made_says_why),
		cmocka_unit_test(sorted_by_keys_and_by_clicks),
		cmocka_unit_test(typing_searches_without_marks),
		cmocka_unit_test(the_same_line_stays_chosen_when_answers_come_in),
		cmocka_unit_test(every_view_at_every_size),
		cmocka_unit_test(columns_scroll_to_the_last),
	};

	return cmocka_run_group_tests_name("screens_results", tests, NULL, NULL);
}
