#include "cli/desktop.h"

#include "cli/find.h"
#include "cli/people.h"
#include "cli/sessions.h"
#include "lesson/course.h"
#include "screens/attendance.h"
#include "screens/form.h"
#include "screens/people.h"
#include "screens/sessions.h"
#include "text/i18n.h"
#include "text/place.h"
#include "tui/tui.h"

#include <string.h>

/* The forms, and what stands in their lines. */
enum purpose { FORM_NEW_PERSON, FORM_PERSON, FORM_SESSION };

enum session_line { LINE_TITLE, LINE_DAY, LINE_PLACE, LINE_TRAINER, LINE_SUBJECT, LINE_ROLE, SESSION_LINES };

/* What a session can be about. */
struct subject {
	char *course; /* its folder's name; "" for none */
	char *lesson; /* else a lesson's name; "" for none */
};

struct desktop {
	struct store *store;
	GArray *subjects; /* of struct subject, as they stand in the form's choices */
	char *results;    /* the id of the session whose results are wanted; NULL for none */
	char *warned;     /* the person who was told to be doubtful; added when saved once more */
};

static void subject_clear(void *data)
{
	struct subject *subject = data;

	g_free(subject->course);
	g_free(subject->lesson);
}

/* ---- People ------------------------------------------------------------------------------------------------ */

static struct screen *person_form(enum purpose purpose, const struct person *person)
{
	struct form_line lines[PERSON_FIELDS];

	for (size_t f = 0; f < PERSON_FIELDS; f++)
		lines[f] = (struct form_line){_(person_fields[f].title), person_field_value(person, &person_fields[f]),
					      NULL, 0};
	return form_screen_new(purpose == FORM_NEW_PERSON ? _("A new person") : person->name, (int)purpose, person->id,
			       lines, PERSON_FIELDS);
}

/* A form for somebody who is called as was typed. */
static struct screen *new_person_form(struct desktop *desktop, const char *typed)
{
	g_autoptr(Person) person = person_new();

	person_field_set(person, &person_fields[0], typed);
	g_clear_pointer(&desktop->warned, g_free);
	return person_form(FORM_NEW_PERSON, person);
}

static bool look_at_people(struct desktop *desktop, struct screen *screen, GError **error)
{
	g_autoptr(GPtrArray) people = store_people(desktop->store, error);

	if (people)
		people_set(screen, people);
	return people != NULL;
}

static bool people_act(struct desktop *desktop, struct screen *screen, int action, GError **error)
{
	switch ((enum people_action)action) {
	case PEOPLE_DO_LOOK:
		return look_at_people(desktop, screen, error);
	case PEOPLE_DO_ADD:
		people_open(screen, new_person_form(desktop, people_typed(screen)));
		return true;
	case PEOPLE_DO_CHANGE:
		people_open(screen, person_form(FORM_PERSON, people_chosen(screen)));
		return true;
	case PEOPLE_DO_MERGE:
		return store_person_merge(desktop->store, people_merging(screen)->id, people_into(screen)->id, error);
	}
	return true;
}

/* A unit that is there already is written as it is there. */
static bool settle_unit(struct desktop *desktop, struct person *person, GError **error)
{
	g_auto(GStrv) units = store_units(desktop->store, error);

	if (!units)
		return false;
	g_autofree char *unit = known_unit(units, person->unit);
	g_free(person->unit);
	person->unit = g_steal_pointer(&unit);
	return true;
}

/* False, with an error that says whom the person may be, when they are not surely new. */
static bool is_surely_new(struct desktop *desktop, const struct person *person, GError **error)
{
	g_autoptr(GPtrArray) people = store_people(desktop->store, error);
	g_autoptr(PersonFinder) finder = person_finder_new();
	const struct person *like;

	for (unsigned int i = 0; people && i < people->len; i++)
		person_finder_add(finder, people->pdata[i]);
	if (!people || person_find(finder, person, &like) == PERSON_NEW)
		return people != NULL;
	g_autofree char *who = describe_person(person), *there = describe_person(like);
	if (g_strcmp0(desktop->warned, who) == 0)
		return true;
	g_set_error(error, STORE_ERROR, STORE_ERROR_NOT_FOUND,
		    _("May be there already: %s. Save once more to add another person."), there);
	g_free(desktop->warned);
	desktop->warned = g_steal_pointer(&who);
	return false;
}

static bool save_person(struct desktop *desktop, struct screen *form, GError **error)
{
	g_autoptr(Person) person = person_new();

	g_free(person->id);
	person->id = g_strdup(form_about(form));
	for (size_t f = 0; f < PERSON_FIELDS; f++)
		person_field_set(person, &person_fields[f], form_text(form, f));
	if (!*person->name) {
		g_set_error(error, STORE_ERROR, STORE_ERROR_NOT_FOUND, _("The name is empty. Type it."));
		return false;
	}
	if (!settle_unit(desktop, person, error))
		return false;
	if (form_purpose(form) == FORM_PERSON)
		return store_person_change(desktop->store, person, error);
	if (!is_surely_new(desktop, person, error))
		return false;
	g_autofree char *id = store_person_add(desktop->store, person, error);
	return id != NULL;
}

/* ---- Training sessions ------------------------------------------------------------------------------------- */

static void add_subject(GArray *subjects, GStrvBuilder *words, const char *course, const char *lesson,
			const char *title)
{
	struct subject subject = {g_strdup(course), g_strdup(lesson)};

	g_array_append_val(subjects, subject);
	g_strv_builder_add(words, title);
}

/* Courses and lessons to choose from; the words are those of desktop->subjects. */
static char **subject_words(struct desktop *desktop)
{
	g_autofree char *share = place_share("content");
	g_autofree char *user = g_build_filename(g_get_user_data_dir(), "taphuan", NULL);
	g_autoptr(GPtrArray) courses = library_courses(user, share), lessons = library_list(user, share);
	g_autoptr(GStrvBuilder) words = g_strv_builder_new();

	g_array_set_size(desktop->subjects, 0);
	add_subject(desktop->subjects, words, "", "", _("whatever is taken in it"));
	for (unsigned int i = 0; i < courses->len; i++) {
		const struct course_entry *course = courses->pdata[i];
		add_subject(desktop->subjects, words, course->name, "", course->course->title);
	}
	for (unsigned int i = 0; i < lessons->len; i++) {
		const struct lesson_entry *lesson = lessons->pdata[i];
		add_subject(desktop->subjects, words, "", lesson->name, lesson->title);
	}
	return g_strv_builder_end(words);
}

static struct screen *session_form(struct desktop *desktop)
{
	g_auto(GStrv) subjects = subject_words(desktop);
	const char *const roles[] = {_("as the lessons say"), _("before the training"), _("after the training"), NULL};
	g_autofree char *today = session_today();
	const struct form_line lines[SESSION_LINES] = {
		[LINE_TITLE] = {_("Title"), "", NULL, 0},
		[LINE_DAY] = {_("Day"), today, NULL, 0},
		[LINE_PLACE] = {_("Place"), "", NULL, 0},
		[LINE_TRAINER] = {_("Trainer"), "", NULL, 0},
		[LINE_SUBJECT] = {_("About (← → to choose)"), "", (const char *const *)subjects, 0},
		[LINE_ROLE] = {_("Its quizzes are the test (← → to choose)"), "", roles, 0},
	};

	return form_screen_new(_("A new training session"), FORM_SESSION, NULL, lines, SESSION_LINES);
}

static void set_string(char **field, const char *text)
{
	g_free(*field);
	*field = g_strdup(text);
}

static bool save_session(struct desktop *desktop, struct screen *form, GError **error)
{
	g_autoptr(TrainingSession) session = training_session_new();
	const struct subject *subject =
		&g_array_index(desktop->subjects, struct subject, form_choice(form, LINE_SUBJECT));

	set_string(&session->title, form_text(form, LINE_TITLE));
	set_string(&session->day, form_text(form, LINE_DAY));
	set_string(&session->place, form_text(form, LINE_PLACE));
	set_string(&session->trainer, form_text(form, LINE_TRAINER));
	set_string(&session->course, subject->course);
	session->role = (enum session_role)form_choice(form, LINE_ROLE);
	if (*subject->lesson) {
		g_strfreev(session->lessons);
		session->lessons = g_strdupv((char *[]){subject->lesson, NULL});
	}
	if (!*session->title) {
		g_set_error(error, STORE_ERROR, STORE_ERROR_NOT_FOUND, _("The title is empty. Type it."));
		return false;
	}
	g_autofree char *id = store_session_open(desktop->store, session, error);
	return id && store_session_use(desktop->store, id, error);
}

static bool look_at_sessions(struct desktop *desktop, struct screen *screen, GError **error)
{
	g_autoptr(GPtrArray) sessions = store_sessions(desktop->store, error);
	g_autofree char *current = store_session_current(desktop->store);

	if (sessions)
		sessions_set(screen, sessions, current);
	return sessions != NULL;
}

static bool sessions_act(struct desktop *desktop, struct screen *screen, int action, GError **error)
{
	const struct training_session *session = sessions_chosen(screen);

	switch ((enum sessions_action)action) {
	case SESSIONS_DO_LOOK:
		return look_at_sessions(desktop, screen, error);
	case SESSIONS_DO_NEW:
		sessions_open(screen, session_form(desktop));
		return true;
	case SESSIONS_DO_ATTENDANCE:
		sessions_open(screen, attendance_screen_new(session));
		return true;
	case SESSIONS_DO_USE:
		return session_use(desktop->store, sessions_in_use(screen) ? NULL : session, error);
	case SESSIONS_DO_RESULTS:
		set_string(&desktop->results, session->id);
		return true;
	case SESSIONS_DO_CLOSE:
		return store_session_close(desktop->store, session->id, !session->closed, error);
	}
	return true;
}

/* ---- Who is there ------------------------------------------------------------------------------------------ */

static bool look_at_attendance(struct desktop *desktop, struct screen *screen, GError **error)
{
	g_autoptr(GPtrArray) people = store_people(desktop->store, error);
	g_autoptr(GHashTable) there =
		people ? store_attendance(desktop->store, attendance_session(screen), error) : NULL;

	if (there)
		attendance_set(screen, people, there);
	return there != NULL;
}

static bool attendance_act(struct desktop *desktop, struct screen *screen, int action, GError **error)
{
	bool present;
	const struct person *person;

	switch ((enum attendance_action)action) {
	case ATTENDANCE_DO_LOOK:
		return look_at_attendance(desktop, screen, error);
	case ATTENDANCE_DO_ADD:
		attendance_open(screen, new_person_form(desktop, attendance_typed(screen)));
		return true;
	case ATTENDANCE_DO_TICK:
		person = attendance_ticked(screen, &present);
		return store_attend(desktop->store, attendance_session(screen), person->id, present, error);
	}
	return true;
}

/* ---- Running ----------------------------------------------------------------------------------------------- */

static bool perform(struct screen *screen, int action, void *user, GError **error)
{
	struct desktop *desktop = user;

	if (is_form_screen(screen))
		return form_purpose(screen) == FORM_SESSION ? save_session(desktop, screen, error)
							    : save_person(desktop, screen, error);
	if (is_people_screen(screen))
		return people_act(desktop, screen, action, error);
	if (is_sessions_screen(screen))
		return sessions_act(desktop, screen, action, error);
	return attendance_act(desktop, screen, action, error);
}

/* Takes the screen over. *results (may be NULL) gets the session whose results are wanted then, NULL for none. */
static enum exit_status run_screen(const struct options *options, struct screen *screen, const struct config *config,
				   char **results)
{
	enum exit_status status = EXIT_FINE;
	g_autoptr(GError) error = NULL;
	g_autoptr(Theme) theme = choose_theme(NULL, config, NULL);
	g_autoptr(Store) store = open_store(options, true, &status);
	struct desktop desktop = {.store = store, .subjects = g_array_new(FALSE, FALSE, sizeof(struct subject))};
	const struct tui_options tui = {.theme = theme, .perform = perform, .user = &desktop};

	g_array_set_clear_func(desktop.subjects, subject_clear);
	if (!store)
		screen_free(screen);
	else if (!tui_run(screen, &tui, &error))
		status = cli_fail(error);
	g_array_unref(desktop.subjects);
	g_free(desktop.warned);
	if (results)
		*results = g_steal_pointer(&desktop.results);
	g_free(desktop.results);
	return status;
}

enum exit_status run_people(const struct options *options, const struct config *config)
{
	return run_screen(options, people_screen_new(), config, NULL);
}

enum exit_status run_sessions(const struct options *options, const struct config *config)
{
	enum exit_status status = EXIT_FINE;
	g_autofree char *results = NULL;

	/* The sessions come back after the results of one. */
	do {
		struct screen *screen = sessions_screen_new();
		sessions_choose(screen, results ? results : "");
		g_clear_pointer(&results, g_free);
		status = run_screen(options, screen, config, &results);
		if (results)
			status = run_results(options, NULL, results, config);
	} while (results && status == EXIT_FINE);
	return status;
}

enum exit_status run_attendance(const struct options *options, const struct training_session *session,
				const struct config *config)
{
	return run_screen(options, attendance_screen_new(session), config, NULL);
}
