/* Training sessions: opened, used, closed, and who was there. */
#include "unit/store_common.h"

static char *open_session(struct store *store, const char *title)
{
	g_autoptr(TrainingSession) session = training_session_new();

	g_free(session->title);
	session->title = g_strdup(title);
	char *id = store_session_open(store, session, NULL);
	assert_non_null(id);
	return id;
}

static char *add_person(struct store *store, const char *name)
{
	g_autoptr(Person) person = person_new();

	g_free(person->name);
	person->name = g_strdup(name);
	char *id = store_person_add(store, person, NULL);
	assert_non_null(id);
	return id;
}

/* "title title" of all, each with a * when it is closed. */
static void assert_titles(struct store *store, const char *expected)
{
	g_autoptr(GPtrArray) sessions = store_sessions(store, NULL);
	g_autoptr(GString) titles = g_string_new(NULL);

	for (unsigned int i = 0; i < sessions->len; i++) {
		const struct training_session *session = sessions->pdata[i];
		g_string_append_printf(titles, "%s%s|", session->title, session->closed ? "*" : "");
	}
	assert_string_equal(titles->str, expected);
}

static void assert_current(struct store *store, const char *expected)
{
	g_autofree char *id = store_session_current(store);

	assert_string_equal(id, expected);
}

static void every_field_comes_back(void **state)
{
	(void)state;
	g_autoptr(Store) store = open_test_store();
	char title[] = " Đợt  một", course[] = "dan-so", place[] = "Hội trường", day[] = "14/6/2018",
	     trainer[] = "Bà Lan", one[] = "bai-1", two[] = "bai-2", *lessons[] = {one, two, NULL},
	     ignored[] = "ignored";
	const struct training_session session = {ignored, title,   course,           lessons, place,
						 day,     trainer, SESSION_ROLE_PRE, true,    7};
	g_autofree char *id = store_session_open(store, &session, NULL);
	g_autoptr(GPtrArray) sessions = store_sessions(store, NULL);

	assert_int_equal(sessions->len, 1);
	const struct training_session *kept = sessions->pdata[0];
	assert_string_equal(kept->id, id);
	assert_string_equal(kept->title, "Đợt một");
	assert_string_equal(kept->course, course);
	assert_string_equal(kept->place, place);
	assert_string_equal(kept->day, day);
	assert_string_equal(kept->trainer, trainer);
	assert_int_equal(kept->role, SESSION_ROLE_PRE);
	assert_int_equal(g_strv_length(kept->lessons), 2);
	assert_string_equal(kept->lessons[1], two);
	assert_false(kept->closed);
	assert_int_equal(kept->opened, test_time);
}

static void a_change_replaces_what_it_names(void **state)
{
	(void)state;
	g_autoptr(Store) store = open_test_store();
	g_autofree char *id = open_session(store, "Một");
	g_autoptr(GPtrArray) sessions = store_sessions(store, NULL);
	struct training_session *session = sessions->pdata[0];

	session->role = SESSION_ROLE_POST;
	g_strfreev(session->lessons);
	session->lessons = g_strsplit("a b", " ", 0);
	assert_true(store_session_change(store, session, NULL));
	write_event("b", test_time + 1, "session_changed",
		    json_pack("{s:{s:s,s:s}}", "session", "id", id, "place", "Thôn Nà Bản"));
	g_autoptr(GPtrArray) changed = store_sessions(store, NULL);
	const struct training_session *now = changed->pdata[0];
	assert_string_equal(now->title, "Một");
	assert_string_equal(now->place, "Thôn Nà Bản");
	assert_int_equal(now->role, SESSION_ROLE_POST);
	assert_int_equal(g_strv_length(now->lessons), 2);
	assert_true(now->opened < test_time);
}

static void the_session_in_use_is_this_device_s_and_open(void **state)
{
	(void)state;
	g_autoptr(Store) store = open_test_store();
	g_autofree char *one = open_session(store, "Một"), *two = open_session(store, "Hai");

	assert_titles(store, "Hai|Một|");
	assert_current(store, "");
	assert_true(store_session_use(store, one, NULL));
	assert_current(store, one);
	write_event("elsewhere", test_time + 1, "session_used", json_pack("{s:s}", "session", two));
	assert_current(store, one);
	assert_true(store_session_close(store, one, true, NULL));
	assert_titles(store, "Hai|Một*|");
	assert_current(store, "");
	assert_true(store_session_close(store, one, false, NULL));
	assert_current(store, one);
	assert_true(store_session_use(store, "", NULL));
	assert_current(store, "");
}

static void a_session_that_is_not_there_is_told(void **state)
{
	(void)state;
	g_autoptr(Store) store = open_test_store();
	g_autoptr(TrainingSession) session = training_session_new();
	g_autoptr(GError) error = NULL;

	g_free(session->title);
	session->title = g_strdup("Một");
	assert_false(store_session_use(store, "none", &error));
	assert_true(g_error_matches(error, STORE_ERROR, STORE_ERROR_NOT_FOUND));
	g_clear_error(&error);
	assert_false(store_session_close(store, "none", true, &error));
	assert_true(g_error_matches(error, STORE_ERROR, STORE_ERROR_NOT_FOUND));
	g_clear_error(&error);
	assert_false(store_session_change(store, session, &error));
	assert_true(g_error_matches(error, STORE_ERROR, STORE_ERROR_NOT_FOUND));
}

static void hostile_sessions_are_passed_over(void **state)
{
	(void)state;
	g_autoptr(Store) store = open_test_store();

	write_event("a", 1, "session_opened", json_pack("{s:{s:s}}", "session", "title", "no id"));
	write_event("a", 2, "session_opened", json_pack("{s:s}", "session", "no object"));
	write_event("a", 3, "session_opened", json_pack("{s:{s:s}}", "session", "id", "no title"));
	write_event("a", 4, "session_opened",
		    json_pack("{s:{s:s,s:s,s:[i,s,n],s:i,s:s}}", "session", "id", "1", "title", "Một\x1b[2J", "lessons",
			      7, "bai-1", "place", 8, "role", "master"));
	write_event("a", 5, "session_closed", json_pack("{s:s,s:s}", "session", "1", "closed", "yes"));
	write_event("a", 6, "session_closed", json_pack("{s:i,s:b}", "session", 1, "closed", true));
	write_event("a", 7, "session_used", json_pack("{s:[]}", "session"));
	write_event("a", 8, "attended", json_pack("{s:s,s:b}", "session", "1", "present", true));
	write_event("a", 9, "attended", json_pack("{s:s,s:s,s:i}", "session", "1", "person", "p", "present", 1));
	g_autoptr(GPtrArray) sessions = store_sessions(store, NULL);
	assert_int_equal(sessions->len, 1);
	const struct training_session *session = sessions->pdata[0];
	assert_string_equal(session->title, "Một\xef\xbf\xbd[2J");
	assert_int_equal(g_strv_length(session->lessons), 1);
	assert_int_equal(session->role, SESSION_ROLE_NONE);
	assert_false(session->closed);
	g_autoptr(GHashTable) there = store_attendance(store, "1", NULL);
	assert_int_equal(g_hash_table_size(there), 0);
}

/* ---- Who was there ----------------------------------------------------------------------------------------- */

static struct lesson *make_lesson(void)
{
	static const char source[] = "# Dân số\n\n## Ngày nào?\n<!-- quiz id=ngay -->\n1. [x] 9/5\n2. [ ] 22/1\n";
	g_autofree char *path = in_folder("dan-so.md");
	g_autoptr(Diagnostics) diags = diagnostics_new();

	overwrite(path, source, strlen(source));
	struct lesson *lesson = lesson_load(path, diags, NULL);
	assert_non_null(lesson);
	return lesson;
}

static void begin_attempt(struct store *store, const char *person_id, const struct attempt_origin *origin)
{
	g_autoptr(Lesson) lesson = make_lesson();
	g_autoptr(Attempt) attempt = attempt_new(lesson, 1);
	g_autoptr(Person) person = person_new();

	g_free(person->id);
	person->id = g_strdup(person_id);
	g_autoptr(AttemptJournal) journal = store_attempt_start(store, person, attempt, origin, NULL);
	assert_non_null(journal);
}

static GPtrArray *attempts_in(struct store *store, const char *session)
{
	const struct attempt_filter filter = {.session = session};
	GPtrArray *attempts = store_attempts(store, &filter, NULL, NULL);

	assert_non_null(attempts);
	return attempts;
}

static void attempts_belong_to_the_session_in_use(void **state)
{
	(void)state;
	g_autoptr(Store) store = open_test_store();
	g_autofree char *one = open_session(store, "Một"), *two = open_session(store, "Hai");

	begin_attempt(store, "p0", NULL);
	assert_true(store_session_use(store, one, NULL));
	begin_attempt(store, "p1", NULL);
	begin_attempt(store, "p2", &(struct attempt_origin){.session = two, .on_paper = true});
	begin_attempt(store, "p3", &(struct attempt_origin){.session = ""});
	begin_attempt(store, "p4", &(struct attempt_origin){.on_paper = true});
	g_autoptr(GPtrArray) in_one = attempts_in(store, one), in_two = attempts_in(store, two);
	g_autoptr(GPtrArray) in_none = attempts_in(store, ""), all = attempts_in(store, NULL);
	assert_int_equal(in_one->len, 2);
	assert_int_equal(in_two->len, 1);
	assert_int_equal(in_none->len, 2);
	assert_int_equal(all->len, 5);
	const struct attempt_record *record = in_two->pdata[0];
	assert_string_equal(record->session, two);
	assert_string_equal(record->person->id, "p2");
	assert_true(record->on_paper);
	assert_false(((const struct attempt_record *)in_one->pdata[0])->on_paper);
}

/* Whether the person's open attempt is taken up again in that session. */
static bool goes_on(struct store *store, const char *person, const char *session)
{
	struct attempt *attempt;
	struct lesson *lesson;
	g_autoptr(Past) past = store_past(store, person, "dan-so");
	struct attempt_journal *journal = store_attempt_resume(store, past, session, &attempt, &lesson, NULL);
	bool found = journal != NULL;

	attempt_journal_free(journal);
	attempt_free(attempt);
	lesson_free(lesson);
	return found;
}

static void an_attempt_goes_on_in_its_session(void **state)
{
	(void)state;
	g_autoptr(Store) store = open_test_store();

	begin_attempt(store, "p1", &(struct attempt_origin){.session = "s1"});
	begin_attempt(store, "p2", &(struct attempt_origin){.session = ""});
	begin_attempt(store, "p3", &(struct attempt_origin){.session = "s1", .on_paper = true});
	assert_true(goes_on(store, "p1", "s1"));
	assert_true(goes_on(store, "p1", ""));
	assert_true(goes_on(store, "p1", NULL));
	assert_false(goes_on(store, "p1", "s2"));
	assert_true(goes_on(store, "p2", "s2"));
	assert_false(goes_on(store, "p3", "s1"));
}

static void assert_there(struct store *store, const char *session, const char *person, int present)
{
	g_autoptr(GHashTable) there = store_attendance(store, session, NULL);
	void *value;

	assert_non_null(there);
	bool noted = g_hash_table_lookup_extended(there, person, NULL, &value);
	assert_int_equal(noted ? GPOINTER_TO_INT(value) : -1, present);
}

static void who_was_there_was_noted_or_took_the_quiz(void **state)
{
	(void)state;
	g_autoptr(Store) store = open_test_store();
	g_autofree char *session = open_session(store, "Một"), *other = open_session(store, "Hai");
	g_autofree char *an = add_person(store, "Vi Văn An"), *be = add_person(store, "Vi Văn Bé");

	assert_there(store, session, an, -1);
	assert_true(store_attend(store, session, an, true, NULL));
	assert_there(store, session, an, true);
	assert_there(store, other, an, -1);
	assert_true(store_attend(store, session, an, false, NULL));
	assert_there(store, session, an, false);
	begin_attempt(store, be, &(struct attempt_origin){.session = session});
	assert_there(store, session, be, true);
	assert_true(store_attend(store, session, be, false, NULL));
	assert_there(store, session, be, false);
}

static void attendance_goes_with_a_merging(void **state)
{
	(void)state;
	g_autoptr(Store) store = open_test_store();
	g_autofree char *session = open_session(store, "Một");
	g_autofree char *an = add_person(store, "Vi Văn An"), *same = add_person(store, "Vi Van An");

	assert_true(store_attend(store, session, an, false, NULL));
	assert_true(store_attend(store, session, same, true, NULL));
	assert_true(store_person_merge(store, same, an, NULL));
	assert_there(store, session, an, true);
	assert_there(store, session, same, -1);
	assert_true(store_attend(store, session, an, false, NULL));
	assert_there(store, session, an, false);
}

static void a_full_disk_changes_nothing(void **state)
{
	(void)state;
	g_autoptr(Store) store = open_test_store();
	g_autofree char *session = open_session(store, "Một"), *an = add_person(store, "Vi Văn An");
	g_autoptr(TrainingSession) more = training_session_new();

	g_free(more->title);
	more->title = g_strdup("Hai");
	store_set_disk(store, &faulty_disk);
	for (int call = 1; call <= 3; call++) {
		g_autoptr(GError) error = NULL;
		fail_calls(call, call, ENOSPC, FAULT_ERROR);
		assert_null(store_session_open(store, more, NULL));
		fail_calls(call, call, ENOSPC, FAULT_ERROR);
		assert_false(store_attend(store, session, an, true, &error));
		assert_true(g_error_matches(error, STORE_ERROR, STORE_ERROR_FULL));
	}
	fail_never();
	assert_titles(store, "Một|");
	assert_there(store, session, an, -1);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(every_field_comes_back),
		TEST(a_change_replaces_what_it_names),
		TEST(the_session_in_use_is_this_device_s_and_open),
		TEST(a_session_that_is_not_there_is_told),
		TEST(hostile_sessions_are_passed_over),
		TEST(an_attempt_goes_on_in_its_session),
		TEST(attempts_belong_to_the_session_in_use),
		TEST(who_was_there_was_noted_or_took_the_quiz),
		TEST(attendance_goes_with_a_merging),
		TEST(a_full_disk_changes_nothing),
	};

	return cmocka_run_group_tests_name("store_sessions", tests, NULL, NULL);
}
