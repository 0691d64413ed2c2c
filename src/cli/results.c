#include "cli/command.h"
#include "report/report.h"
#include "screens/list.h"
#include "text/i18n.h"
#include "tui/tui.h"

#include <stdio.h>
#include <unistd.h>

enum exit_status run_results(const struct options *options, const struct lesson *lesson, const struct config *config)
{
	enum exit_status status = EXIT_FINE;
	g_autoptr(Diagnostics) problems = diagnostics_new();
	g_autoptr(GError) error = NULL;
	g_autoptr(Store) store = open_store(options, true, &status);

	if (!store)
		return status;
	struct table *table = report_results(store, lesson, config, problems, &error);
	if (!table)
		return cli_fail(error);
	say_diagnostics(problems, NULL, true);
	if (isatty(STDIN_FILENO) && isatty(STDOUT_FILENO)) {
		g_autoptr(Theme) theme = choose_theme(NULL, config, lesson);
		const struct tui_options tui = {.theme = theme};
		return tui_run(table_screen_new(table), &tui, &error) ? EXIT_FINE : cli_fail(error);
	}
	g_autofree char *text = table_text(table);
	table_free(table);
	fputs(text, stdout);
	return finish_output();
}

static enum exit_status run(const struct command *command, int argc, char **argv)
{
	g_auto(Options) options;
	enum exit_status status;

	if (!options_parse(&options, command, NULL, argc, argv, &status))
		return status;
	if (g_strv_length(options.rest) != 1)
		return fail_usage(command, _("name one lesson whose results you want"));
	g_autoptr(Lesson) lesson = load_lesson(options.rest[0], &status);
	if (!lesson)
		return status;
	g_autoptr(Config) config = load_config();
	return run_results(&options, lesson, config);
}

const struct command command_results = {
	.name = "results",
	.arguments = N_("LESSON"),
	.summary = N_("Show who has which grade"),
	.run = run,
};
