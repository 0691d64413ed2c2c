#include "store/merge.h"
#include "cli/progress.h"
#include "text/i18n.h"

#include <stdio.h>

static void say_report(const struct merge_report *report)
{
	printf(_("Attempts: %u came in, %u went on elsewhere, %u were here already.\n"), report->attempts,
	       report->attempts_longer, report->attempts_there);
	printf(_("People: %u came in. Training sessions: %u came in.\n"), report->people, report->sessions);
	printf(_("Entries about people, sessions and corrections: %u came in.\n"), report->entries);
	printf(_("Lessons: %u came in, %u were here already.\n"), report->lessons, report->lessons_there);
	if (report->beside)
		printf(P_("%u journal went different ways on two computers: both copies are kept.\n",
			  "%u journals went different ways on two computers: both copies are kept.\n", report->beside),
		       report->beside);
	if (report->problems->errors)
		printf(_("Not taken: %u, for the reasons given.\n"), report->problems->errors);
	if (report->problems->warnings)
		printf(_("Lines that cannot be used: %u, for the reasons given.\n"), report->problems->warnings);
}

static enum exit_status merge(const struct options *options)
{
	enum exit_status status = EXIT_FINE;
	g_autoptr(GError) error = NULL;
	g_autoptr(Store) store = open_store(options, true, &status);
	g_auto(MergeReport) report = {.problems = NULL};

	if (!store)
		return status;
	struct progress progress;
	progress_start(&progress, store, options);
	bool merged = store_merge(store, options->rest, &report, &error);
	progress_end(&progress);
	say_diagnostics(report.problems, NULL, true);
	if (!merged)
		return cli_fail(error);
	if (!options->quiet)
		say_report(&report);
	status = finish_output();
	return report.problems->items->len ? MAX(status, EXIT_INPUT) : status;
}

static enum exit_status run(const struct command *command, int argc, char **argv)
{
	g_auto(Options) options;
	enum exit_status status;

	if (!options_parse(&options, command, NULL, argc, argv, &status))
		return status;
	if (!options.rest[0])
		return fail_usage(command, _("say which folders, journals or backups to take in"));
	return merge(&options);
}

const struct command command_merge = {
	.name = "merge",
	.arguments = N_("FILE…"),
	.summary = N_("Take in the answers of other laptops, or a backup"),
	.run = run,
};
