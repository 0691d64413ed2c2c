/* The screens of people and training sessions: found by typing, ticked, added, merged; by keys and by taps. */
#include "screens/attendance.h"
#include "screens/form.h"
#include "screens/list.h"
#include "screens/people.h"
#include "screens/sessions.h"
#include "screens_stage.h"

/* The program: what it was asked for, what it has, and a failure when it is told to fail. */
struct program {
	GPtrArray *people, *sessions;
	GHashTable *there;
	char *current;
	GString *log;
	const char *failure;
};

static void free_person(void *person)
{
	person_free(person);
}

static void free_session(void *session)
{
	training_session_free(session);
}

static void add_person(struct program *program, const char *name, const char *unit)
{
	struct person *person = person_new();

	g_free(person->id);
	person->id = g_strdup_printf("p%u", program->people->len);
	g_free(person->name);
	person->name = g_strdup(name);
	g_free(person->unit);
	person->unit = g_strdup(unit);
	g_ptr_array_add(program->people, person);
}

static void add_session(struct program *program, const char *title, const char *day, bool closed)
{
	struct training_session *session = training_session_new();

	g_free(session->id);
	session->id = g_strdup_printf("s%u", program->sessions->len);
	g_free(session->title);
	session->title = g_strdup(title);
	g_free(session->day);
	session->day = g_strdup(day);
	session->closed = closed;
	g_ptr_array_add(program->sessions, session);
}

static void program_init(struct program *program)
{
	*program = (struct program){.people = g_ptr_array_new_with_free_func(free_person),
				    .sessions = g_ptr_array_new_with_free_func(free_session),
				    .there = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL),
				    .current = g_strdup("s1"),
				    .log = g_string_new(NULL)};
	add_person(program, "Hoàng Văn An", "Xã Nông Thượng");
	add_person(program, "Nông Thị Ánh", "Phường Sông Cầu");
	add_person(program, "Hà Thị Dung", "Phường Sông Cầu");
	add_person(program, "Hà Đức Dũng", "Xã Dương Quang");
	add_person(program, "Ma Thị Lan", "");
	add_session(program, "Ôn tập cuối năm", "20/12/2018", false);
	add_session(program, "Tập huấn cộng tác viên dân số", "14/6/2018", false);
	add_session(program, "Tập huấn tháng 5", "10/5/2018", true);
}

static void program_clear(struct program *program)
{
	g_ptr_array_unref(program->people);
	g_ptr_array_unref(program->sessions);
	g_hash_table_unref(program->there);
	g_string_free(program->log, TRUE);
	g_free(program->current);
}

static void note(struct program *program, const char *what, const char *about)
{
	g_string_append_printf(program->log, "%s %s|", what, about);
}

static struct screen *small_form(const char *name)
{
	static const char *const choices[] = {"one", "two", "three", NULL};
	const struct form_line lines[] = {
		{"Full name", name, NULL, 0}, {"Unit", "", NULL, 0}, {"Kind", "", choices, 0}};

	return form_screen_new("A new person", 7, "id", lines, G_N_ELEMENTS(lines));
}

static void act_on_people(struct program *program, struct screen *screen, int action)
{
	if (action == PEOPLE_DO_LOOK)
		people_set(screen, program->people);
	if (action == PEOPLE_DO_ADD || action == PEOPLE_DO_CHANGE)
		people_open(screen,
			    small_form(action == PEOPLE_DO_ADD ? people_typed(screen) : people_chosen(screen)->name));
	if (action == PEOPLE_DO_MERGE) {
		note(program, people_merging(screen)->name, people_into(screen)->name);
		for (unsigned int i = program->people->len; i-- > 0;)
			if (strcmp(((struct person *)program->people->pdata[i])->id, people_merging(screen)->id) == 0)
				g_ptr_array_remove_index(program->people, i);
	}
}

static void act_on_attendance(struct program *program, struct screen *screen, int action)
{
	bool present;

	if (action == ATTENDANCE_DO_LOOK)
		attendance_set(screen, program->people, program->there);
	if (action == ATTENDANCE_DO_ADD)
		attendance_open(screen, small_form(attendance_typed(screen)));
	if (action == ATTENDANCE_DO_TICK) {
		const struct person *person = attendance_ticked(screen, &present);
		note(program, present ? "there" : "not there", person->name);
		assert_string_equal(attendance_session(screen), "s1");
	}
}

static void act_on_sessions(struct program *program, struct screen *screen, int action)
{
	static const char *const names[] = {"look", "new", "attendance", "use", "results", "close"};
	const struct training_session *session = sessions_chosen(screen);

	if (action == SESSIONS_DO_LOOK)
		sessions_set(screen, program->sessions, program->current);
	else
		note(program, names[action], session ? session->title : "");
	if (action == SESSIONS_DO_NEW)
		sessions_open(screen, small_form(""));
	if (action == SESSIONS_DO_ATTENDANCE)
		sessions_open(screen, attendance_screen_new(session));
	if (action == SESSIONS_DO_USE) {
		bool none = sessions_in_use(screen);
		g_free(program->current);
		program->current = g_strdup(none ? "" : session->id);
	}
}

static const char *perform(struct screen *screen, int action, void *user)
{
	struct program *program = user;

	if (program->failure)
		return program->failure;
	if (is_form_screen(screen)) {
		assert_int_equal(form_purpose(screen), 7);
		assert_string_equal(form_about(screen), "id");
		g_autofree char *choice = g_strdup_printf("%s %d", form_text(screen, 1), form_choice(screen, 2));
		note(program, form_text(screen, 0), choice);
	} else if (is_people_screen(screen)) {
		act_on_people(program, screen, action);
	} else if (is_sessions_screen(screen)) {
		act_on_sessions(program, screen, action);
	} else if (is_attendance_screen(screen)) {
		act_on_attendance(program, screen, action);
	}
	return NULL;
}

struct fixture {
	struct program program;
	struct stage stage;
};

static void begin(struct fixture *f, struct screen *screen, int width, int height)
{
	f->stage = (struct stage){.perform = perform, .user = &f->program};
	stage_init(&f->stage, screen, width, height);
}

static void end(struct fixture *f)
{
	stage_clear(&f->stage);
	program_clear(&f->program);
}

static void begin_people(struct fixture *f, int width, int height)
{
	program_init(&f->program);
	begin(f, people_screen_new(), width, height);
}

static void begin_attendance(struct fixture *f, int width, int height)
{
	program_init(&f->program);
	begin(f, attendance_screen_new(f->program.sessions->pdata[1]), width, height);
}

static void begin_sessions(struct fixture *f, int width, int height)
{
	program_init(&f->program);
	begin(f, sessions_screen_new(), width, height);
}

static void assert_log(const struct fixture *f, const char *expected)
{
	assert_string_equal(f->program.log->str, expected);
}

/* ---- People ------------------------------------------------------------------------------------------------ */

static void people_are_found_by_typing(void **state)
{
	(void)state;
	struct fixture f;
	begin_people(&f, 80, 24);

	stage_golden(&f.stage, "people");
	stage_type(&f.stage, "dung ha");
	stage_golden(&f.stage, "people-found");
	stage_hides(&f.stage, "Hoàng Văn An");
	stage_key(&f.stage, KEY_ERASE);
	stage_key(&f.stage, KEY_ERASE);
	stage_type(&f.stage, "zz");
	stage_shows(&f.stage, "Nobody is found");
	stage_key(&f.stage, KEY_ESCAPE);
	stage_shows(&f.stage, "Hoàng Văn An");
	stage_type(&f.stage, "duong quang");
	stage_shows(&f.stage, "Hà Đức Dũng");
	stage_hides(&f.stage, "Ma Thị Lan");
	stage_key(&f.stage, KEY_ESCAPE);
	assert_false(f.stage.closed);
	stage_key(&f.stage, KEY_ESCAPE);
	assert_true(f.stage.closed);
	end(&f);
}

static void a_person_is_added_with_marks(void **state)
{
	(void)state;
	struct fixture f;
	begin_people(&f, 80, 24);

	stage_type(&f.stage, "moi");
	stage_key(&f.stage, KEY_F2);
	stage_shows(&f.stage, "A new person");
	for (int i = 0; i < 3; i++)
		stage_key(&f.stage, KEY_ERASE);
	stage_type(&f.stage, "Ddinh Thij Sen");
	stage_key(&f.stage, KEY_RETURN);
	stage_type(&f.stage, "Xax Xuaats Hoas");
	stage_key(&f.stage, KEY_DOWN_ARROW);
	stage_key(&f.stage, KEY_LEFT_ARROW);
	stage_golden(&f.stage, "form");
	stage_key(&f.stage, KEY_RETURN);
	stage_key(&f.stage, KEY_RETURN);
	assert_log(&f, "Đinh Thị Sen Xã Xuất Hóa 2|");
	stage_shows(&f.stage, "People");
	end(&f);
}

static void what_cannot_be_kept_is_said_and_nothing_is_lost(void **state)
{
	(void)state;
	struct fixture f;
	begin_people(&f, 40, 15);

	stage_key(&f.stage, KEY_F2);
	stage_type(&f.stage, "Ma Van Toan");
	f.program.failure = "The disk is full: nothing was saved or changed. Make room on it, then try again.";
	stage_click(&f.stage, "[ Save");
	stage_golden(&f.stage, "form-full");
	f.program.failure = NULL;
	stage_key(&f.stage, KEY_RETURN);
	stage_click(&f.stage, "Save");
	assert_log(&f, "Ma Van Toan  0|");
	end(&f);
}

static void two_people_are_merged_after_showing_both(void **state)
{
	(void)state;
	struct fixture f;
	begin_people(&f, 80, 24);

	stage_type(&f.stage, "ha dung");
	stage_key(&f.stage, KEY_F3);
	stage_shows(&f.stage, "Merge Hà Thị Dung into whom?");
	stage_key(&f.stage, KEY_RETURN);
	stage_shows(&f.stage, "This is the same entry");
	stage_type(&f.stage, "ha duc");
	stage_golden(&f.stage, "people-merge-into");
	stage_key(&f.stage, KEY_RETURN);
	stage_golden(&f.stage, "people-merge-confirm");
	stage_key(&f.stage, KEY_RETURN);
	assert_log(&f, "");
	stage_shows(&f.stage, "into whom?");
	stage_key(&f.stage, KEY_RETURN);
	stage_key(&f.stage, KEY_RIGHT_ARROW);
	stage_key(&f.stage, KEY_RETURN);
	assert_log(&f, "Hà Thị Dung Hà Đức Dũng|");
	stage_shows(&f.stage, "They are one now.");
	stage_key(&f.stage, KEY_ESCAPE);
	stage_hides(&f.stage, "Hà Thị Dung");
	end(&f);
}

/* ---- Attendance -------------------------------------------------------------------------------------------- */

static void a_tick_is_kept_at_once(void **state)
{
	(void)state;
	struct fixture f;
	begin_attendance(&f, 80, 24);

	stage_shows(&f.stage, "there: 0/5");
	stage_type(&f.stage, "hdd");
	stage_hides(&f.stage, "Hà Thị Dung");
	stage_key(&f.stage, ' ');
	stage_golden(&f.stage, "attendance");
	stage_key(&f.stage, ' ');
	stage_shows(&f.stage, "there: 0/5");
	stage_type(&f.stage, "anh");
	stage_key(&f.stage, KEY_RETURN);
	stage_key(&f.stage, KEY_RETURN);
	assert_log(&f, "there Hà Đức Dũng|not there Hà Đức Dũng|there Nông Thị Ánh|not there Nông Thị Ánh|");
	stage_key(&f.stage, KEY_RETURN);
	stage_key(&f.stage, KEY_RETURN);
	stage_shows(&f.stage, "there: 2/5");
	assert_true(g_str_has_suffix(f.program.log->str, "|there Hà Thị Dung|there Hà Đức Dũng|"));
	end(&f);
}

static void a_tick_that_is_not_kept_does_not_show(void **state)
{
	(void)state;
	struct fixture f;
	begin_attendance(&f, 80, 24);

	f.program.failure = "The disk is full.";
	stage_type(&f.stage, "lan");
	stage_key(&f.stage, ' ');
	stage_shows(&f.stage, "The disk is full.");
	stage_shows(&f.stage, "there: 0/5");
	stage_shows(&f.stage, "[ ] Ma Thị Lan");
	f.program.failure = NULL;
	stage_key(&f.stage, ' ');
	stage_shows(&f.stage, "there: 1/5");
	stage_shows(&f.stage, "[✓] Ma Thị Lan");
	end(&f);
}

static void ticking_by_taps_alone(void **state)
{
	(void)state;
	struct fixture f;
	begin_attendance(&f, 38, 44);

	stage_click(&f.stage, "Nông Thị Ánh");
	stage_click(&f.stage, "Ma Thị Lan");
	stage_golden(&f.stage, "attendance");
	stage_click(&f.stage, "Nông Thị Ánh");
	stage_click(&f.stage, "Tick");
	assert_log(&f, "there Nông Thị Ánh|there Ma Thị Lan|not there Nông Thị Ánh|there Nông Thị Ánh|");
	stage_click(&f.stage, "[ Back");
	assert_true(f.stage.closed);
	end(&f);
}

static void who_is_missing_is_added_there(void **state)
{
	(void)state;
	struct fixture f;
	begin_attendance(&f, 40, 15);

	stage_golden(&f.stage, "attendance");
	stage_type(&f.stage, "toan");
	stage_key(&f.stage, ' ');
	assert_log(&f, "");
	stage_key(&f.stage, KEY_F2);
	stage_shows(&f.stage, "A new person");
	add_person(&f.program, "Ma Văn Toàn", "");
	stage_click(&f.stage, "[ Save");
	stage_key(&f.stage, ' ');
	assert_true(g_str_has_suffix(f.program.log->str, "|there Ma Văn Toàn|"));
	stage_shows(&f.stage, "there: 1/6");
	end(&f);
}

/* ---- Training sessions ------------------------------------------------------------------------------------- */

static void sessions_are_used_and_closed(void **state)
{
	(void)state;
	struct fixture f;
	begin_sessions(&f, 80, 24);

	stage_golden(&f.stage, "sessions");
	stage_click(&f.stage, "[ Use it");
	assert_string_equal(f.program.current, "s0");
	stage_click(&f.stage, "Use none");
	assert_string_equal(f.program.current, "");
	stage_key(&f.stage, KEY_DOWN_ARROW);
	stage_key(&f.stage, KEY_DOWN_ARROW);
	stage_click(&f.stage, "[ Open again");
	assert_log(&f, "use Ôn tập cuối năm|use Ôn tập cuối năm|close Tập huấn tháng 5|");
	stage_click(&f.stage, "[ Results");
	assert_true(g_str_has_suffix(f.program.log->str, "|results Tập huấn tháng 5|"));
	assert_true(f.stage.closed);
	end(&f);
}

static void who_was_there_opens_on_top(void **state)
{
	(void)state;
	struct fixture f;
	begin_sessions(&f, 38, 44);

	stage_golden(&f.stage, "sessions");
	stage_click(&f.stage, "Tập huấn cộng");
	stage_click(&f.stage, "Tập huấn cộng");
	stage_shows(&f.stage, "there: 0/5");
	stage_key(&f.stage, KEY_ESCAPE);
	stage_shows(&f.stage, "Training sessions");
	stage_key(&f.stage, KEY_F2);
	stage_shows(&f.stage, "A new person");
	stage_key(&f.stage, KEY_ESCAPE);
	stage_shows(&f.stage, "▸ ● Tập huấn cộng");
	end(&f);
}

static void without_sessions_there_is_one_thing_to_do(void **state)
{
	(void)state;
	struct fixture f;
	program_init(&f.program);
	g_ptr_array_set_size(f.program.sessions, 0);
	begin(&f, sessions_screen_new(), 40, 15);

	stage_golden(&f.stage, "sessions-none");
	stage_key(&f.stage, KEY_RETURN);
	assert_log(&f, "new |");
	end(&f);
}

/* ---- The library ------------------------------------------------------------------------------------------- */

static const char *take_choice(struct screen *screen, int action, void *user)
{
	assert_int_equal(action, LIST_DO_ACT);
	g_string_append_printf(user, "%d %d", list_chosen_line(screen), list_chosen_button(screen));
	return NULL;
}

static void a_list_without_lines_has_general_buttons(void **state)
{
	static const char *const lines[] = {NULL}, *const buttons[] = {"Present", "People", NULL};

	(void)state;
	g_autoptr(GString) log = g_string_new(NULL);
	struct stage stage = {.perform = take_choice, .user = log};
	struct screen *screen = list_screen_new("Lessons", lines, buttons, "There is no lesson here.");
	list_set_note(screen, "Training session: Ôn tập");
	list_set_general(screen, 1);
	stage_init(&stage, screen, 40, 15);
	stage_golden(&stage, "list-none");
	stage_key(&stage, KEY_RETURN);
	assert_string_equal(log->str, "");
	stage_click(&stage, "[ People");
	assert_string_equal(log->str, "0 1");
	assert_true(stage.closed);
	stage_clear(&stage);
}

/* ---- Anything ---------------------------------------------------------------------------------------------- */

static void every_size_survives(void **state)
{
	static const uint32_t keys[] = {KEY_F2,        KEY_DOWN_ARROW, KEY_RIGHT_ARROW, 'x',         KEY_TAB,
					KEY_PAGE_DOWN, KEY_ESCAPE,     KEY_F3,          KEY_END_KEY, KEY_RETURN,
					KEY_UP_ARROW,  KEY_ESCAPE,     KEY_F1,          KEY_ESCAPE};

	(void)state;
	for (int kind = 0; kind < 3; kind++) {
		struct fixture f;
		program_init(&f.program);
		begin(&f,
		      kind == 0   ? people_screen_new()
		      : kind == 1 ? sessions_screen_new()
				  : attendance_screen_new(f.program.sessions->pdata[1]),
		      80, 24);
		for (int size = 1; size < 60; size++) {
			stage_resize(&f.stage, size, 61 - size);
			stage_key(&f.stage, keys[(size_t)size % G_N_ELEMENTS(keys)]);
			if (f.stage.closed)
				break;
			stage_event(&f.stage, (struct event){.kind = EVENT_CLICK, .x = size / 2, .y = (61 - size) / 2});
			stage_event(&f.stage, (struct event){.kind = EVENT_PASTE, .text = "\033[2J Hà\n"});
			stage_event(&f.stage, (struct event){.kind = EVENT_WHEEL, .y = size % 2 ? 1 : -1});
			g_autofree char *text = stage_text(&f.stage, false);
			assert_null(strchr(text, '\033'));
		}
		end(&f);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(people_are_found_by_typing),
		cmocka_unit_test(a_person_is_added_with_marks),
		cmocka_unit_test(what_cannot_be_kept_is_said_and_nothing_is_lost),
		cmocka_unit_test(two_people_are_merged_after_showing_both),
		cmocka_unit_test(a_tick_is_kept_at_once),
		cmocka_unit_test(a_tick_that_is_not_kept_does_not_show),
		cmocka_unit_test(ticking_by_taps_alone),
		cmocka_unit_test(who_is_missing_is_added_there),
		cmocka_unit_test(sessions_are_used_and_closed),
		cmocka_unit_test(who_was_there_opens_on_top),
		cmocka_unit_test(without_sessions_there_is_one_thing_to_do),
		cmocka_unit_test(a_list_without_lines_has_general_buttons),
		cmocka_unit_test(every_size_survives),
	};

	return cmocka_run_group_tests_name("screens_people", tests, NULL, NULL);
}
