/* Attempts that do not count, or count again, and comments on them. */
#include "cli/command.h"
#include "cli/find.h"
#include "report/report.h"
#include "screens/list.h"
#include "text/i18n.h"
#include "tui/tui.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

#define ID_DIGITS 8 /* of an attempt's id that are shown … */
#define ID_LEAST  6 /* … and that are enough to name it */

/* The command line after the action. */
struct attempt_options {
	struct options common;
	const char *const *rest; /* after the action */
	char *why, *session;
};

/* ---- The list ---------------------------------------------------------------------------------------------- */

static char *note_of(const struct attempt_record *record)
{
	g_autofree char *aside =
		record->set_aside ? g_strdup_printf(_("does not count: %s"), record->why) : g_strdup("");
	const char *const parts[] = {aside, record->handed_in ? "" : _("not handed in yet"),
				     record->on_paper ? _("on paper") : "", record->comment};
	GString *note = g_string_new(NULL);

	for (size_t i = 0; i < G_N_ELEMENTS(parts); i++)
		if (*parts[i])
			g_string_append_printf(note, "%s%s", note->len > 0 ? "; " : "", parts[i]);
	return g_string_free(note, FALSE);
}

static char *moment(int64_t milliseconds)
{
	g_autoptr(GDateTime) time = g_date_time_new_from_unix_local(milliseconds / 1000);

	return time && milliseconds ? g_date_time_format(time, "%d/%m/%Y %H:%M") : g_strdup("");
}

static struct table *table_of(const GPtrArray *records, const struct lesson *lesson)
{
	struct table *table = table_new(_("Attempts"));
	bool comma = strcmp(lesson->lang, "vi") == 0;

	g_free(table->subtitle);
	table->subtitle = g_strdup(lesson->title);
	table_add_column(table, _("Code"), COLUMN_TEXT);
	table_add_column(table, _("Name"), COLUMN_TEXT);
	table_add_column(table, _("Unit"), COLUMN_TEXT);
	table_add_column(table, _("Started"), COLUMN_TEXT);
	table_add_column(table, _("Grade"), COLUMN_NUMBER);
	table_add_column(table, _("Note"), COLUMN_TEXT);
	for (unsigned int i = 0; i < records->len; i++) {
		const struct attempt_record *record = records->pdata[i];
		table_add_row(table, g_strndup(record->id, ID_DIGITS), g_strdup(record->person->name),
			      person_unit(record->person), moment(record->started),
			      record->handed_in ? fraction_decimal(record->grade, 10, 2, comma) : g_strdup(""),
			      note_of(record), NULL);
	}
	table_set_closing(table, g_strdup_printf(P_("%u attempt.", "%u attempts.", records->len), records->len));
	return table;
}

/* Those that fit, and those that do not count too; NULL with the status set. */
static GPtrArray *read_attempts(const struct attempt_options *options, struct store *store, const struct lesson *lesson,
				enum exit_status *status)
{
	const char *const lessons[] = {lesson->name, NULL};
	g_autofree char *session = options->session ? choose_session(store, options->session, status) : NULL;
	const struct attempt_filter filter = {.lessons = lessons, .session = session, .set_aside = true};
	g_autoptr(GError) error = NULL;

	if (options->session && !session)
		return NULL;
	GPtrArray *records = store_attempts(store, &filter, NULL, &error);
	if (!records)
		*status = cli_fail(error);
	return records;
}

static enum exit_status print_list(const GPtrArray *records, const struct lesson *lesson)
{
	g_autoptr(Table) table = table_of(records, lesson);
	g_autofree char *text = table_text(table);

	fputs(text, stdout);
	return finish_output();
}

/* ---- One attempt ------------------------------------------------------------------------------------------- */

/* The only attempt whose id begins so; NULL after a complaint. */
static const struct attempt_record *find_attempt(const GPtrArray *records, const char *code)
{
	const struct attempt_record *found = NULL;

	for (unsigned int i = 0; strlen(code) >= ID_LEAST && i < records->len; i++) {
		const struct attempt_record *record = records->pdata[i];
		if (g_ascii_strncasecmp(record->id, code, strlen(code)) != 0)
			continue;
		if (found) {
			cli_complain(_("several attempts begin with “%s”: type more of the code"), code);
			return NULL;
		}
		found = record;
	}
	if (!found)
		cli_complain(_("there is no attempt “%s”: “taphuan attempt list LESSON” shows all with their codes"),
			     code);
	return found;
}

static void say_done(const struct attempt_options *options, const char *format, const struct attempt_record *record)
{
	g_autofree char *who = describe_person(record->person);
	g_auto(GStrv) parts = g_strsplit(format, "%s", 2);
	g_autofree char *line = g_strjoinv(who, parts);

	if (!options->common.quiet)
		printf("%s\n", line);
}

/* The reason as given or, where there is somebody to ask, asked for; NULL after a complaint when there is none. */
static char *reason_of(const struct attempt_options *options)
{
	char *why = options->why || !can_ask() ? typed_text(options->why) : ask_words(_("Why?"));

	if (*why)
		return why;
	g_free(why);
	cli_complain(_("nothing was changed; --why says the reason"));
	return NULL;
}

static enum exit_status count(const struct attempt_options *options, struct store *store,
			      const struct attempt_record *record, bool counts)
{
	/* Without a reason nobody could tell later why a grade is there, or is not. */
	g_autofree char *why = reason_of(options);
	g_autoptr(GError) error = NULL;

	if (!why)
		return EXIT_INPUT;
	if (!store_set_aside(store, record->id, !counts, why, &error))
		return cli_fail(error);
	say_done(options,
		 counts ? _("The attempt of %s counts again.") : _("The attempt of %s does not count any more."),
		 record);
	return finish_output();
}

static enum exit_status set_aside(const struct attempt_options *options, struct store *store,
				  const struct attempt_record *record)
{
	return count(options, store, record, false);
}

static enum exit_status restore(const struct attempt_options *options, struct store *store,
				const struct attempt_record *record)
{
	return count(options, store, record, true);
}

static enum exit_status comment(const struct attempt_options *options, struct store *store,
				const struct attempt_record *record)
{
	g_autofree char *words =
		options->rest[1] ? typed_text(options->rest[1]) : ask_words(_("The comment; only Enter for none:"));
	g_autoptr(GError) error = NULL;

	return store_comment(store, record->id, words, &error) ? EXIT_FINE : cli_fail(error);
}

/* ---- On a terminal ------------------------------------------------------------------------------------------ */

struct choice {
	int line, button; /* line −1: nothing, the person leaves */
};

static bool remember(struct screen *screen, int action G_GNUC_UNUSED, void *user, GError **error G_GNUC_UNUSED)
{
	*(struct choice *)user = (struct choice){list_chosen_line(screen), list_chosen_button(screen)};
	return true;
}

/* "✗ Hà Đức Dũng, Tổ 5 · 14/06/2018 08:30 · 7,5 · does not count: …" */
static char *line_of(const struct attempt_record *record, const struct lesson *lesson)
{
	g_autofree char *who = describe_person(record->person), *when = moment(record->started);
	g_autofree char *grade = record->handed_in
					 ? fraction_decimal(record->grade, 10, 2, strcmp(lesson->lang, "vi") == 0)
					 : g_strdup("–");
	g_autofree char *note = note_of(record);

	return g_strdup_printf("%s%s · %s · %s%s%s", record->set_aside ? "✗ " : "", who, when, grade,
			       *note ? " · " : "", note);
}

static bool choose(const GPtrArray *records, const struct lesson *lesson, struct choice *choice, GError **error)
{
	const char *const buttons[] = {_("Does not count, or counts again"), _("Comment"), NULL};
	g_auto(GStrv) lines = g_new0(char *, records->len + 1);
	g_autoptr(Config) config = load_config();
	g_autoptr(Theme) theme = choose_theme(NULL, config, lesson);
	const struct tui_options tui = {.theme = theme, .perform = remember, .user = choice};

	for (unsigned int i = 0; i < records->len; i++)
		lines[i] = line_of(records->pdata[i], lesson);
	struct screen *screen =
		list_screen_new(lesson->title, (const char *const *)lines, buttons, _("Nobody has taken a quiz yet."));
	list_choose(screen, MAX(choice->line, 0));
	choice->line = -1;
	return tui_run(screen, &tui, error);
}

/* The list comes back after each thing done, until the person leaves it. */
static enum exit_status browse(const struct attempt_options *options, struct store *store, const struct lesson *lesson)
{
	static const char *const nothing[] = {NULL, NULL};
	struct attempt_options asking = *options;
	struct choice choice = {.line = 0};
	enum exit_status status = EXIT_FINE;

	asking.rest = nothing;
	while (status == EXIT_FINE || status == EXIT_INPUT) {
		g_autoptr(GError) error = NULL;
		g_autoptr(GPtrArray) records = read_attempts(options, store, lesson, &status);
		if (!records)
			return status;
		if (!choose(records, lesson, &choice, &error))
			return cli_fail(error);
		if (choice.line < 0)
			return EXIT_FINE;
		const struct attempt_record *record = records->pdata[choice.line];
		status = (choice.button == 1  ? comment
			  : record->set_aside ? restore
					      : set_aside)(&asking, store, record);
	}
	return status;
}

static enum exit_status list(const struct attempt_options *options, struct store *store)
{
	enum exit_status status = EXIT_INPUT;
	g_autoptr(Lesson) lesson = load_lesson(options->rest[0], &status);

	if (!lesson)
		return status;
	if (isatty(STDIN_FILENO) && isatty(STDOUT_FILENO))
		return browse(options, store, lesson);
	g_autoptr(GPtrArray) records = read_attempts(options, store, lesson, &status);
	return records ? print_list(records, lesson) : status;
}

/* ---- The command ------------------------------------------------------------------------------------------- */

static const struct action {
	const char *name, *form;
	size_t arguments;
	/* One of them. */
	enum exit_status (*all)(const struct attempt_options *, struct store *);
	enum exit_status (*one)(const struct attempt_options *, struct store *, const struct attempt_record *);
} actions[] = {
	{"list", N_("list LESSON"), 1, list, NULL},
	{"set-aside", N_("set-aside CODE --why REASON"), 1, NULL, set_aside},
	{"restore", N_("restore CODE --why REASON"), 1, NULL, restore},
	{"comment", N_("comment CODE TEXT"), 2, NULL, comment},
};

static enum exit_status do_one(const struct action *action, const struct attempt_options *options, struct store *store)
{
	const struct attempt_filter filter = {.set_aside = true};
	g_autoptr(GError) error = NULL;
	g_autoptr(GPtrArray) records = store_attempts(store, &filter, NULL, &error);

	if (!records)
		return cli_fail(error);
	const struct attempt_record *record = find_attempt(records, options->rest[0]);
	return record ? action->one(options, store, record) : EXIT_INPUT;
}

static enum exit_status act(const struct command *command, struct attempt_options *options)
{
	enum exit_status status = EXIT_FINE;
	const char *name = options->common.rest[0];
	const struct action *action = NULL;

	for (size_t i = 0; name && !action && i < G_N_ELEMENTS(actions); i++)
		if (strcmp(actions[i].name, name) == 0)
			action = &actions[i];
	if (!action)
		return fail_action(command, NULL);
	options->rest = (const char *const *)options->common.rest + 1;
	if (g_strv_length((char **)(uintptr_t)options->rest) != action->arguments)
		return fail_action(command, _(action->form));
	g_autoptr(Store) store = open_store(&options->common, true, &status);
	if (!store)
		return status;
	return action->all ? action->all(options, store) : do_one(action, options, store);
}

static enum exit_status run(const struct command *command, int argc, char **argv)
{
	struct attempt_options options = {.why = NULL};
	const GOptionEntry own[] = {
		{"why", 0, 0, G_OPTION_ARG_STRING, &options.why, N_("The reason, which is kept"), N_("TEXT")},
		{"session", 0, 0, G_OPTION_ARG_STRING, &options.session,
		 N_("list: only what was done in this training session"), N_("SESSION")},
		G_OPTION_ENTRY_NULL,
	};
	enum exit_status status;

	if (options_parse(&options.common, command, own, argc, argv, &status))
		status = act(command, &options);
	options_clear(&options.common);
	g_free(options.why);
	g_free(options.session);
	return status;
}

const struct command command_attempt = {
	.name = "attempt",
	.arguments = N_("list|set-aside|…"),
	.summary = N_("Attempts that do not count, and comments"),
	.run = run,
	.details = N_("Actions:\n"
		      "  list LESSON                Show every attempt with its code, also those that do not count\n"
		      "  set-aside CODE --why TEXT  It does not count any more; nothing is deleted\n"
		      "  restore CODE --why TEXT    It counts again\n"
		      "  comment CODE TEXT          A comment, which the results show; an empty one takes it away"),
};
