/* `taphuan session`: training sessions are opened, used, closed, listed, shown. */
#include "cli/command.h"
#include "cli/desktop.h"
#include "cli/find.h"
#include "cli/sessions.h"
#include "lesson/course.h"
#include "report/report.h"
#include "text/i18n.h"
#include "text/place.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

/* The command line after the action. */
struct session_options {
	struct options common;
	const char *argument; /* after the action; NULL for none */
	char *course, *place, *day, *trainer, *role;
	char **lessons;
	gboolean none;
};

/* ---- A new one --------------------------------------------------------------------------------------------- */

static bool set_role(struct training_session *session, const char *role)
{
	session->role = !role ? SESSION_ROLE_NONE : strcmp(role, "pre") == 0 ? SESSION_ROLE_PRE : SESSION_ROLE_POST;
	return !role || strcmp(role, "pre") == 0 || strcmp(role, "post") == 0;
}

static void set_text(char **field, const char *argument)
{
	g_free(*field);
	*field = typed_text(argument);
}

/* The lesson's name, as attempts at it have it; NULL with an error when there is no such lesson. */
static char *lesson_name(const char *what, const char *user, const char *share, GError **error)
{
	g_autofree char *path = library_find(what, user, share, error);
	g_autofree char *file = path ? g_path_get_basename(path) : NULL;

	if (file && g_str_has_suffix(file, ".md"))
		file[strlen(file) - strlen(".md")] = '\0';
	return g_steal_pointer(&file);
}

/* What the session is about, as far as it is said. */
static bool set_subject(struct training_session *session, const struct session_options *options, GError **error)
{
	g_autofree char *share = place_share("content");
	g_autofree char *user = g_build_filename(g_get_user_data_dir(), "taphuan", NULL);
	g_autoptr(GStrvBuilder) names = g_strv_builder_new();
	g_autoptr(CourseEntry) course =
		options->course ? library_find_course(options->course, user, share, error) : NULL;

	if (options->course && !course)
		return false;
	if (course)
		set_text(&session->course, course->name);
	for (char **lesson = options->lessons; lesson && *lesson; lesson++) {
		g_autofree char *name = lesson_name(*lesson, user, share, error);
		if (!name)
			return false;
		g_strv_builder_add(names, name);
	}
	g_strfreev(session->lessons);
	session->lessons = g_strv_builder_end(names);
	return true;
}

static enum exit_status open_one(const struct session_options *options, struct store *store,
				 const struct training_session *session)
{
	g_autoptr(GError) error = NULL;
	g_autofree char *id = store_session_open(store, session, &error);

	if (!id || !store_session_use(store, id, &error))
		return cli_fail(error);
	if (!options->common.quiet)
		printf(_("Opened, and in use: %s. Quizzes that are begun from now on belong to it.\n"), session->title);
	return finish_output();
}

static enum exit_status new_one(const struct command *command, const struct session_options *options)
{
	enum exit_status status = EXIT_FINE;
	g_autoptr(GError) error = NULL;
	g_autoptr(TrainingSession) session = training_session_new();
	g_autofree char *today = session_today();

	set_text(&session->title, options->argument);
	set_text(&session->place, options->place);
	set_text(&session->trainer, options->trainer);
	set_text(&session->day, options->day ? options->day : today);
	if (!*session->title)
		return fail_usage(command, _("the title is empty"));
	if (!set_role(session, options->role))
		return fail_usage(command, _("--role is pre or post"));
	if (options->course && options->lessons)
		return fail_usage(command, _("--course goes not with --lesson"));
	if (!set_subject(session, options, &error))
		return cli_fail(error);
	g_autoptr(Store) store = open_store(&options->common, true, &status);
	return store ? open_one(options, store, session) : status;
}

/* ---- Those there are --------------------------------------------------------------------------------------- */

/* The data folder and the sessions in it; NULL, with the status set, after a complaint. */
static GPtrArray *open_sessions(const struct session_options *options, bool write, struct store **store,
				enum exit_status *status)
{
	g_autoptr(GError) error = NULL;

	*store = open_store(&options->common, write, status);
	GPtrArray *sessions = *store ? store_sessions(*store, &error) : NULL;
	if (error)
		*status = cli_fail(error);
	return sessions;
}

static enum exit_status print_table(const struct table *table)
{
	g_autofree char *text = table_text(table);

	fputs(text, stdout);
	return finish_output();
}

static bool on_screen(void)
{
	return isatty(STDIN_FILENO) && isatty(STDOUT_FILENO);
}

static enum exit_status list(const struct command *command G_GNUC_UNUSED, const struct session_options *options)
{
	enum exit_status status = EXIT_FINE;
	g_autoptr(Store) store = NULL;
	g_autoptr(GPtrArray) sessions = open_sessions(options, on_screen(), &store, &status);

	if (!sessions)
		return status;
	if (on_screen()) {
		g_autoptr(Config) config = load_config();
		return run_sessions(&options->common, config);
	}
	g_autofree char *current = store_session_current(store);
	g_autoptr(Table) table = session_list_table(sessions, current);
	return print_table(table);
}

/* The session of the argument, or without one the one in use; NULL after a complaint. */
static const struct training_session *find(const struct session_options *options, struct store *store,
					   const GPtrArray *sessions)
{
	g_autofree char *current = store_session_current(store);

	if (options->argument || *current)
		return find_session(sessions, options->argument ? options->argument : current);
	cli_complain(_("no training session is in use: name one; “taphuan session list” shows all"));
	return NULL;
}

static enum exit_status use(const struct command *command, const struct session_options *options)
{
	enum exit_status status = EXIT_INPUT;
	g_autoptr(GError) error = NULL;
	g_autoptr(Store) store = NULL;

	if (!options->argument == !options->none)
		return fail_usage(command, _("name one training session, or say --none"));
	g_autoptr(GPtrArray) sessions = open_sessions(options, true, &store, &status);
	const struct training_session *session =
		sessions && options->argument ? find_session(sessions, options->argument) : NULL;
	if (!sessions || (options->argument && !session))
		return status;
	if (!session_use(store, session, &error))
		return cli_fail(error);
	if (!options->common.quiet && session)
		printf(_("In use: %s. Quizzes that are begun from now on belong to it.\n"), session->title);
	else if (!options->common.quiet)
		printf(_("No training session is in use now.\n"));
	return finish_output();
}

static enum exit_status close_one(const struct command *command G_GNUC_UNUSED, const struct session_options *options)
{
	enum exit_status status = EXIT_INPUT;
	g_autoptr(GError) error = NULL;
	g_autoptr(Store) store = NULL;
	g_autoptr(GPtrArray) sessions = open_sessions(options, true, &store, &status);
	const struct training_session *session = sessions ? find(options, store, sessions) : NULL;

	if (!session)
		return status;
	if (!store_session_close(store, session->id, true, &error))
		return cli_fail(error);
	if (!options->common.quiet)
		printf(_("Closed: %s. “taphuan session use” opens it again.\n"), session->title);
	return finish_output();
}

static enum exit_status show(const struct command *command G_GNUC_UNUSED, const struct session_options *options)
{
	enum exit_status status = EXIT_INPUT;
	g_autoptr(GError) error = NULL;
	g_autoptr(Store) store = NULL;
	g_autoptr(GPtrArray) sessions = open_sessions(options, on_screen(), &store, &status);
	const struct training_session *session = sessions ? find(options, store, sessions) : NULL;

	if (!session)
		return status;
	if (on_screen()) {
		g_autoptr(Config) config = load_config();
		return run_attendance(&options->common, session, config);
	}
	g_autoptr(Table) table = session_table(store, session, &error);
	return table ? print_table(table) : cli_fail(error);
}

/* ---- The command ------------------------------------------------------------------------------------------- */

static const struct action {
	const char *name, *form; /* N_() */
	unsigned int most;       /* arguments */
	bool opens;              /* takes the options about a session */
	enum exit_status (*run)(const struct command *, const struct session_options *);
} actions[] = {
	{"new", N_("new TITLE"), 1, true, new_one},     {"list", N_("list"), 0, false, list},
	{"use", N_("use SESSION"), 1, false, use},      {"close", N_("close [SESSION]"), 1, false, close_one},
	{"show", N_("show [SESSION]"), 1, false, show},
};

static const struct action *find_action(const char *name)
{
	for (size_t i = 0; i < G_N_ELEMENTS(actions); i++)
		if (strcmp(name, actions[i].name) == 0)
			return &actions[i];
	return NULL;
}

static enum exit_status run_action(const struct command *command, struct session_options *options)
{
	char **rest = options->common.rest;
	const struct action *action = find_action(rest[0] ? rest[0] : "list");
	bool about = options->course || options->lessons || options->place || options->day || options->trainer ||
		     options->role;

	if (!action)
		return fail_action(command, NULL);
	if (g_strv_length(rest) > 1 + action->most || (action->opens ? !rest[1] : about) ||
	    (options->none && action->run != use))
		return fail_action(command, _(action->form));
	options->argument = rest[0] ? rest[1] : NULL;
	return action->run(command, options);
}

static void options_free(struct session_options *options)
{
	char *const strings[] = {options->course, options->place, options->day, options->trainer, options->role};

	for (size_t i = 0; i < G_N_ELEMENTS(strings); i++)
		g_free(strings[i]);
	g_strfreev(options->lessons);
	options_clear(&options->common);
}

static enum exit_status run(const struct command *command, int argc, char **argv)
{
	struct session_options options = {.course = NULL};
	const GOptionEntry own[] = {
		{"course", 0, 0, G_OPTION_ARG_STRING, &options.course, N_("new: the course it is about"), N_("COURSE")},
		{"lesson", 0, 0, G_OPTION_ARG_STRING_ARRAY, &options.lessons,
		 N_("new: a lesson it is about; once for each"), N_("LESSON")},
		{"place", 0, 0, G_OPTION_ARG_STRING, &options.place, N_("new: where it is"), N_("TEXT")},
		{"day", 0, 0, G_OPTION_ARG_STRING, &options.day, N_("new: when it is; today where it is not said"),
		 N_("DATE")},
		{"trainer", 0, 0, G_OPTION_ARG_STRING, &options.trainer, N_("new: who trains"), N_("NAME")},
		{"role", 0, 0, G_OPTION_ARG_STRING, &options.role,
		 N_("new: its quizzes are the test before, or after, the training"), "pre|post"},
		{"none", 0, 0, G_OPTION_ARG_NONE, &options.none, N_("use: no session from now on"), NULL},
		G_OPTION_ENTRY_NULL,
	};
	enum exit_status status;

	if (options_parse(&options.common, command, own, argc, argv, &status))
		status = run_action(command, &options);
	options_free(&options);
	return status;
}

const struct command command_session = {
	.name = "session",
	.arguments = N_("ACTION …"),
	.summary = N_("Training sessions: new, list, use, close, show"),
	.run = run,
	.details = N_("Actions:\n"
		      "  new TITLE        Open a session and use it\n"
		      "  list             Show all, the newest first; also without an action\n"
		      "  use SESSION      Quizzes begun from now on belong to it; a closed one is opened again\n"
		      "  close [SESSION]  It is over\n"
		      "  show [SESSION]   What it is about, who was there and took a quiz\n"
		      "SESSION is a title, words of one, or an id; without it, the one in use."),
};
