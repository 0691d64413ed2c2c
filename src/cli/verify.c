#include "store/verify.h"
#include "cli/progress.h"
#include "text/i18n.h"
#include "text/text.h"

#include <stdio.h>
#include <string.h>

/* ---- Everything -------------------------------------------------------------------------------------------- */

static enum exit_status verify_all(const struct options *options, struct store *store)
{
	g_auto(VerifyReport) report = {.problems = NULL};
	struct progress progress;

	progress_start(&progress, store, options);
	store_verify(store, &report);
	progress_end(&progress);
	say_diagnostics(report.problems, NULL, true);
	bool fine = report.problems->items->len == 0;
	if (!options->quiet) {
		printf(_("Attempts: %u. Journals of computers: %u. Lines: %u. Lessons: %u.\n"), report.attempts,
		       report.devices, report.lines, report.lessons);
		puts(fine ? _("All of it is as it was saved.")
			  : _("What is named above was damaged or changed. A backup or another laptop may still have "
			      "it: "
			      "take it in with “taphuan merge”."));
	}
	enum exit_status status = finish_output();
	return fine ? status : MAX(status, EXIT_INPUT);
}

/* ---- One code ---------------------------------------------------------------------------------------------- */

/* "14/06/2018 08:00" on this computer's clock. */
static char *moment(int64_t milliseconds)
{
	g_autoptr(GDateTime) time = g_date_time_new_from_unix_local(milliseconds / 1000);

	return time ? g_date_time_format(time, "%d/%m/%Y %H:%M") : g_strdup("");
}

static void say_match(const struct code_match *match)
{
	g_autofree char *started = moment(match->started), *handed_in = moment(match->handed_in);
	g_autofree char *shown = g_filename_display_name(match->path);
	g_autofree char *path = text_filter(shown);

	printf("%s: %s%s%s\n", match->code, match->name, *match->unit ? ", " : "", match->unit);
	printf(_("Lesson: %s\n"), match->lesson);
	if (match->handed_in)
		printf(_("Started: %s. Handed in: %s.\n"), started, handed_in);
	else
		printf(_("Started: %s. Not handed in.\n"), started);
	printf(_("Journal: %s\n"), path);
	if (!match->newest)
		puts(_("The attempt went on after this code was given out: its newest sheet has another code."));
}

static enum exit_status verify_code(const struct options *options, struct store *store, const char *typed)
{
	g_autoptr(Diagnostics) problems = diagnostics_new();
	g_autofree char *code = code_read(typed);
	struct progress progress;

	progress_start(&progress, store, options);
	g_autoptr(GPtrArray) found = store_find_code(store, code, problems);
	progress_end(&progress);
	say_diagnostics(problems, NULL, true);
	for (unsigned int i = 0; i < found->len; i++)
		say_match(found->pdata[i]);
	if (found->len == 0) {
		cli_complain(
			_("no attempt here has the code %s. Compare it with the sheet letter by letter; if the attempt "
			  "was on another laptop, take its answers in first"),
			typed);
		return EXIT_INPUT;
	}
	if (found->len > 1)
		puts(_("Several journals have this code: compare name and time with the sheet."));
	else if (problems->items->len == 0)
		puts(_("The journal is as it was saved: no line was changed, added or taken away."));
	else
		puts(_("This journal was damaged or changed after it was saved: rely on the sheet."));
	enum exit_status status = finish_output();
	return problems->items->len ? MAX(status, EXIT_INPUT) : status;
}

/* ---- The command ------------------------------------------------------------------------------------------- */

static enum exit_status run(const struct command *command, int argc, char **argv)
{
	g_auto(Options) options;
	enum exit_status status;

	if (!options_parse(&options, command, NULL, argc, argv, &status))
		return status;
	/* A code may be typed in two words, as it stands on paper. */
	g_autofree char *typed = g_strjoinv(" ", options.rest), *code = code_read(typed);
	if (options.rest[0] && !code)
		return fail_usage(command, _("a code has ten letters and digits, such as 7K2QX-M9T4D"));
	g_autoptr(Store) store = open_store(&options, false, &status);
	if (!store)
		return status;
	return code ? verify_code(&options, store, typed) : verify_all(&options, store);
}

const struct command command_verify = {
	.name = "verify",
	.arguments = N_("[CODE]"),
	.summary = N_("Check that nothing saved was changed; find a sheet's attempt"),
	.run = run,
};
