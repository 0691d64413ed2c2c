/* What the commands share: options, complaints, and the things most of them load. */
#include "cli/command.h"
#include "cli/find.h"
#include "document/document.h"
#include "text/i18n.h"
#include "text/place.h"
#include "text/text.h"
#include "tui/tui.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

#define DEFAULT_THEME "sang"

/* ---- Complaints -------------------------------------------------------------------------------------------- */

void cli_complain(const char *format, ...)
{
	va_list args;

	va_start(args, format);
	g_autofree char *sentence = g_strdup_vprintf(format, args);
	va_end(args);
	g_autofree char *valid = text_repair(sentence, strlen(sentence), NULL);
	g_autofree char *clean = text_filter(valid);
	fprintf(stderr, "taphuan: %s\n", clean);
}

static enum exit_status status_of(const GError *error)
{
	if (error->domain == G_OPTION_ERROR)
		return EXIT_USAGE;
	if (error->domain == LESSON_ERROR || error->domain == TEXT_ERROR)
		return EXIT_INPUT;
	if (error->domain == STORE_ERROR && (error->code == STORE_ERROR_NOT_FOUND || error->code == STORE_ERROR_EXISTS))
		return EXIT_INPUT;
	return EXIT_ENVIRONMENT;
}

enum exit_status cli_fail(const GError *error)
{
	cli_complain("%s", error->message);
	return status_of(error);
}

enum exit_status fail_usage(const struct command *command, const char *sentence)
{
	cli_complain(_("%s; “taphuan %s --help” tells how"), sentence, command->name);
	return EXIT_USAGE;
}

enum exit_status fail_action(const struct command *command, const char *form)
{
	if (form)
		cli_complain(_("say “taphuan %s %s”; what has spaces goes between quotation marks; “taphuan %s --help” "
			       "tells more"),
			     command->name, form, command->name);
	else
		cli_complain(_("say what to do; “taphuan %s --help” tells how"), command->name);
	return EXIT_USAGE;
}

enum exit_status finish_output(void)
{
	if (fflush(stdout) == 0 && !ferror(stdout))
		return EXIT_FINE;
	cli_complain(_("cannot write to standard output: %s"), g_strerror(errno));
	return EXIT_ENVIRONMENT;
}

void say_diagnostics(const struct diagnostics *diags, const char *source, bool warnings)
{
	for (unsigned int i = 0; i < diags->items->len; i++) {
		const struct diagnostic *diag = g_ptr_array_index(diags->items, i);
		if (diag->severity == SEVERITY_WARNING && !warnings)
			continue;
		/* The file's name may be anything but text. */
		g_autofree char *text = diagnostic_format(diag, source);
		g_autofree char *valid = text_repair(text, strlen(text), NULL);
		fputs(valid, stderr);
	}
}

/* ---- Options ----------------------------------------------------------------------------------------------- */

bool options_parse(struct options *options, const struct command *command, const GOptionEntry *own, int argc,
		   char **argv, enum exit_status *status)
{
	const GOptionEntry common[] = {
		{"data", 0, 0, G_OPTION_ARG_FILENAME, &options->data, N_("Where people and answers are kept"),
		 N_("DIR")},
		{"lang", 0, 0, G_OPTION_ARG_STRING, &options->lang, N_("Language of the program: vi or en"), "vi|en"},
		{"quiet", 0, 0, G_OPTION_ARG_NONE, &options->quiet, N_("Say nothing but mistakes"), NULL},
		{G_OPTION_REMAINING, 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &options->rest, NULL, NULL},
		G_OPTION_ENTRY_NULL,
	};
	g_autoptr(GOptionContext) context = g_option_context_new(_(command->arguments));
	g_autoptr(GError) error = NULL;
	g_autofree char *prgname = g_strdup_printf("taphuan%s%s", command->name[0] ? " " : "", command->name);

	memset(options, 0, sizeof *options);
	g_set_prgname(prgname);
	g_option_context_set_summary(context, _(command->summary));
	if (command->details)
		g_option_context_set_description(context, _(command->details));
	if (own)
		g_option_context_add_main_entries(context, own, "taphuan");
	g_option_context_add_main_entries(context, common, "taphuan");
	if (!g_option_context_parse(context, &argc, &argv, &error)) {
		cli_complain("%s", error->message);
		*status = EXIT_USAGE;
		return false;
	}
	if (!options->rest)
		options->rest = g_new0(char *, 1);
	if (options->lang && strcmp(options->lang, "vi") != 0 && strcmp(options->lang, "en") != 0) {
		*status = fail_usage(command, _("--lang is vi or en"));
		return false;
	}
	return true;
}

void options_clear(struct options *options)
{
	g_free(options->data);
	g_free(options->lang);
	g_strfreev(options->rest);
	memset(options, 0, sizeof *options);
}

/* ---- Loading ----------------------------------------------------------------------------------------------- */

struct config *load_config(void)
{
	g_autofree char *path = g_build_filename(g_get_user_config_dir(), "taphuan", "config.yaml", NULL);
	g_autoptr(Diagnostics) diags = diagnostics_new();
	struct config *config = config_load(path, diags);
	g_autofree char *source = NULL;

	if (diags->items->len > 0 && g_file_get_contents(path, &source, NULL, NULL))
		say_diagnostics(diags, source, true);
	return config;
}

struct lesson *load_lesson(const char *what, enum exit_status *status)
{
	g_autofree char *share = place_share("content");
	g_autofree char *user = g_build_filename(g_get_user_data_dir(), "taphuan", NULL);
	g_autoptr(Diagnostics) diags = diagnostics_new();
	g_autoptr(GError) error = NULL;
	g_autofree char *path = library_find(what, user, share, &error);
	struct lesson *lesson = path ? lesson_load(path, diags, &error) : NULL;

	if (!lesson) {
		*status = cli_fail(error);
		return NULL;
	}
	say_diagnostics(diags, lesson->text, false);
	return lesson;
}

struct store *open_store(const struct options *options, bool write, enum exit_status *status)
{
	g_autofree char *dir = store_data_dir(options->data);
	g_autoptr(GError) error = NULL;
	struct store *store = store_open(dir, write, NULL, &error);

	if (!store)
		*status = cli_fail(error);
	return store;
}

char *choose_session(struct store *store, const char *what, enum exit_status *status)
{
	g_autoptr(GError) error = NULL;

	if (!what)
		return store_session_current(store);
	g_autoptr(GPtrArray) sessions = store_sessions(store, &error);
	const struct training_session *found = sessions ? find_session(sessions, what) : NULL;
	if (found)
		return g_strdup(found->id);
	*status = error ? cli_fail(error) : EXIT_INPUT;
	return NULL;
}

/* ---- Reports ----------------------------------------------------------------------------------------------- */

struct report_subject *find_subject(struct store *store, const char *what, const char *session,
				    enum exit_status *status)
{
	g_autofree char *share = place_share("content");
	g_autofree char *user = g_build_filename(g_get_user_data_dir(), "taphuan", NULL);
	const struct report_library library = {user, share};
	g_autoptr(Diagnostics) diags = diagnostics_new();
	g_autoptr(GError) error = NULL;
	struct report_subject *subject = report_subject_find(store, &library, what, session, diags, &error);

	say_diagnostics(diags, NULL, false);
	if (!subject)
		*status = cli_fail(error);
	return subject;
}

const struct report_kind *report_asked_for(const char *by, const char *person, const char *question)
{
	const struct report_kind *kind = report_kind_find(by ? by : person ? "sheet" : question ? "answers" : "person");

	if (!kind || (kind->about == ABOUT_PERSON && !person) || (kind->about == ABOUT_QUESTION && !question))
		return NULL;
	return kind;
}

enum exit_status fail_report(const struct command *command, const char *by)
{
	const struct report_kind *kind = report_kind_find(by);
	g_autoptr(GString) names = g_string_new(NULL);

	if (kind)
		return fail_usage(command, kind->about == ABOUT_PERSON ? _("say whose with --person NAME")
								       : _("say which with --question ID"));
	for (size_t i = 0; i < n_report_kinds; i++)
		g_string_append_printf(names, "%s%s", i ? ", " : "", report_kinds[i].name);
	g_autofree char *sentence = g_strdup_printf(_("--by is one of: %s"), names->str);
	return fail_usage(command, sentence);
}

/* ---- Themes ------------------------------------------------------------------------------------------------ */

char **theme_folders(void)
{
	char **folders = g_new0(char *, 3);

	folders[0] = g_build_filename(g_get_user_config_dir(), "taphuan", "themes", NULL);
	folders[1] = place_share("themes");
	return folders;
}

static struct theme *load_theme(const char *name, const char *lang)
{
	g_auto(GStrv) folders = theme_folders();
	g_autofree char *path = theme_find(name, (const char *const *)folders);
	g_autoptr(Diagnostics) diags = diagnostics_new();
	g_autoptr(GError) error = NULL;
	g_autofree char *source = NULL;

	if (!path) {
		g_auto(GStrv) names = theme_names((const char *const *)folders);
		g_autofree char *list = g_strjoinv(", ", names);
		cli_complain(_("there is no theme “%s”; there are: %s"), name, list);
		return NULL;
	}
	struct theme *theme = theme_load(path, lang, diags, &error);
	if (!theme)
		cli_fail(error);
	else if (diags->items->len > 0 && g_file_get_contents(path, &source, NULL, NULL))
		say_diagnostics(diags, source, true);
	return theme;
}

struct theme *choose_theme(const char *named, const struct config *config, const struct lesson *lesson)
{
	const char *lang = config->lang ? config->lang : "vi";

	if (named)
		return load_theme(named, lang);
	const char *const names[] = {config->theme, lesson ? lesson->theme : NULL, DEFAULT_THEME};
	for (size_t i = 0; i < G_N_ELEMENTS(names); i++) {
		struct theme *theme = names[i] && names[i][0] ? load_theme(names[i], lang) : NULL;
		if (theme)
			return theme;
	}
	return theme_plain();
}
