#include "cli/command.h"
#include "screens/list.h"
#include "text/i18n.h"
#include "tui/tui.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

/* What is wanted. */
struct wanted {
	const char *what, *session; /* each NULL for none */
	const struct report_kind *kind;
	const char *about;
};

static enum exit_status show_table(struct table *table, const struct config *config)
{
	g_autoptr(Theme) theme = choose_theme(NULL, config, NULL);
	const struct tui_options tui = {.theme = theme};
	g_autoptr(GError) error = NULL;

	return tui_run(table_screen_new(table), &tui, &error) ? EXIT_FINE : cli_fail(error);
}

static enum exit_status show_report(const struct report *report, const struct wanted *wanted,
				    const struct config *config)
{
	g_autoptr(GError) error = NULL;
	g_autoptr(Table) table = wanted->kind->make(report, wanted->about, &error);

	if (!table)
		return cli_fail(error);
	if (isatty(STDIN_FILENO) && isatty(STDOUT_FILENO))
		return show_table(g_steal_pointer(&table), config);
	g_autofree char *text = table_text(table);
	fputs(text, stdout);
	return finish_output();
}

static enum exit_status show(const struct options *options, const struct wanted *wanted, const struct config *config)
{
	enum exit_status status = EXIT_FINE;
	g_autoptr(Store) store = open_store(options, true, &status);
	g_autoptr(ReportSubject) subject = store ? find_subject(store, wanted->what, wanted->session, &status) : NULL;
	g_autoptr(Diagnostics) problems = diagnostics_new();
	g_autoptr(GError) error = NULL;

	if (!subject)
		return status;
	g_autoptr(Report) report = report_new(store, subject, config, problems, &error);
	if (!report)
		return cli_fail(error);
	say_diagnostics(problems, NULL, true);
	return show_report(report, wanted, config);
}

enum exit_status run_results(const struct options *options, const char *lesson, const struct config *config)
{
	const struct wanted wanted = {.what = lesson, .kind = report_kind_find("person")};

	return show(options, &wanted, config);
}

static char *describe_reports(void)
{
	GString *text = g_string_new(_("Reports, for --by:\n"));

	for (size_t i = 0; i < n_report_kinds; i++)
		g_string_append_printf(text, "  %-12s%s\n", report_kinds[i].name, _(report_kinds[i].summary));
	return g_string_free(text, FALSE);
}

static enum exit_status run_wanted(const struct command *command, const struct options *options, struct wanted *wanted,
				   const char *by)
{
	if (!wanted->kind)
		return fail_report(command, by);
	if (g_strv_length(options->rest) > 1 || (!options->rest[0] && !wanted->session))
		return fail_usage(command, _("name one lesson or course, or a session"));
	wanted->what = options->rest[0];
	g_autoptr(Config) config = load_config();
	return show(options, wanted, config);
}

static enum exit_status run(const struct command *command, int argc, char **argv)
{
	g_autofree char *by = NULL, *session = NULL, *person = NULL, *question = NULL;
	g_autofree char *described = describe_reports();
	const GOptionEntry own[] = {
		{"by", 0, 0, G_OPTION_ARG_STRING, &by, N_("Which report"), N_("REPORT")},
		{"session", 0, 0, G_OPTION_ARG_STRING, &session, N_("Only what was done in this training session"),
		 N_("SESSION")},
		{"person", 0, 0, G_OPTION_ARG_STRING, &person, N_("What one person answered"), N_("NAME")},
		{"question", 0, 0, G_OPTION_ARG_STRING, &question, N_("What was answered to one question"), N_("ID")},
		G_OPTION_ENTRY_NULL,
	};
	g_autofree char *summary = g_strdup_printf("%s\n\n%s", _(command->summary), described);
	const struct command told = {command->name, command->arguments, summary, command->run, NULL};
	g_auto(Options) options;
	enum exit_status status;

	if (!options_parse(&options, &told, own, argc, argv, &status))
		return status;
	struct wanted wanted = {
		.session = session,
		.kind = report_asked_for(by, person, question),
		.about = person ? person : question,
	};
	return run_wanted(command, &options, &wanted, by);
}

const struct command command_results = {
	.name = "results",
	.arguments = N_("[LESSON|COURSE]"),
	.summary = N_("Show who has which grade"),
	.run = run,
};
