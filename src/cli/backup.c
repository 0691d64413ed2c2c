#include "cli/progress.h"
#include "store/merge.h"
#include "text/i18n.h"

#include <stdio.h>

static void say_report(const char *path, const struct backup_report *report)
{
	printf(_("Saved in %s. Attempts: %u. Journals of computers: %u. Lessons: %u.\n"), path, report->attempts,
	       report->devices, report->lessons);
	printf(_("“taphuan merge %s” takes it in again; into an empty folder, with --data DIR, it restores "
		 "everything.\n"),
	       path);
}

static enum exit_status backup(const struct options *options, const char *path)
{
	enum exit_status status = EXIT_FINE;
	g_autoptr(GError) error = NULL;
	g_autoptr(Store) store = open_store(options, false, &status);
	g_auto(BackupReport) report = {.problems = NULL};

	if (!store)
		return status;
	struct progress progress;
	progress_start(&progress, store, options);
	bool saved = store_backup(store, path, &report, &error);
	progress_end(&progress);
	say_diagnostics(report.problems, NULL, true);
	if (!saved)
		return cli_fail(error);
	if (!options->quiet)
		say_report(path, &report);
	status = finish_output();
	return report.problems->items->len ? MAX(status, EXIT_INPUT) : status;
}

static enum exit_status run(const struct command *command, int argc, char **argv)
{
	g_auto(Options) options;
	enum exit_status status;

	if (!options_parse(&options, command, NULL, argc, argv, &status))
		return status;
	if (!options.rest[0] || options.rest[1])
		return fail_usage(command, _("say the one file to write the backup to"));
	return backup(&options, options.rest[0]);
}

const struct command command_backup = {
	.name = "backup",
	.arguments = N_("FILE"),
	.summary = N_("Copy everything into one file, while in use"),
	.run = run,
};
