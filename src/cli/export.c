#include "export/export.h"
#include "cli/command.h"
#include "text/i18n.h"
#include "text/place.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

/* What an export is made from. */
struct job {
	const struct options *options;
	const char *what, *session, *output; /* each NULL for none; output: standard output */
	const struct report_kind *by;
	const char *about; /* of a report about a person or a question */
};

struct format {
	const char *name, *summary;
	bool reports; /* of a lesson, a course or a session */
	/* The text of the export; NULL after a complaint, with the status set. NULL for what the helper does. */
	char *(*make)(const struct job *, enum exit_status *);
};

/* Makes text of a report; NULL on error. */
typedef char *report_text(const struct job *, const struct report_subject *, const struct report *, GError **);

static char *with_report(const struct job *job, report_text *text, enum exit_status *status)
{
	g_autoptr(Store) store = open_store(job->options, true, status);
	g_autoptr(ReportSubject) subject = store ? find_subject(store, job->what, job->session, status) : NULL;
	g_autoptr(Diagnostics) problems = diagnostics_new();
	g_autoptr(Config) config = load_config();
	g_autoptr(GError) error = NULL;

	if (!subject)
		return NULL;
	g_autoptr(Report) report = report_new(store, subject, config, problems, &error);
	char *made = report && store_hold(store, &error) ? text(job, subject, report, &error) : NULL;
	say_diagnostics(problems, NULL, true);
	if (!made)
		*status = cli_fail(error);
	return made;
}

static char *csv_text(const struct job *job, const struct report_subject *subject G_GNUC_UNUSED,
		      const struct report *report, GError **error)
{
	g_autoptr(Table) table = job->by->make(report, job->about, error);

	return table ? export_csv(table, true) : NULL;
}

static char *make_csv(const struct job *job, enum exit_status *status)
{
	return with_report(job, csv_text, status);
}

static char *json_text(const struct job *job G_GNUC_UNUSED, const struct report_subject *subject,
		       const struct report *report, GError **error)
{
	g_autoptr(GPtrArray) tables = export_tables(report, error);

	return tables ? export_json(subject, tables) : NULL;
}

static char *make_json(const struct job *job, enum exit_status *status)
{
	return with_report(job, json_text, status);
}

static char *make_gift(const struct job *job, enum exit_status *status)
{
	g_autoptr(Lesson) lesson = load_lesson(job->what, status);
	g_autoptr(Diagnostics) diags = diagnostics_new();

	if (!lesson)
		return NULL;
	if (!lesson->n_questions) {
		cli_complain(_("the lesson “%s” has no questions"), lesson->name);
		*status = EXIT_INPUT;
		return NULL;
	}
	char *gift = export_gift(lesson, diags);
	say_diagnostics(diags, NULL, !job->options->quiet);
	*status = diags->errors ? EXIT_INPUT : EXIT_FINE;
	return gift;
}

static const struct format formats[] = {
	{"csv", N_("one table, for any spreadsheet: the results, or another with --by"), true, make_csv},
	{"xlsx", N_("all tables as an Excel workbook; needs -o"), true, NULL},
	{"json", N_("all tables for other programs"), true, make_json},
	{"gift", N_("the questions of a lesson for Moodle"), false, make_gift},
};

static const struct format *find_format(const char *name)
{
	for (size_t i = 0; i < G_N_ELEMENTS(formats); i++) {
		if (strcmp(formats[i].name, name) == 0)
			return &formats[i];
	}
	return NULL;
}

/* The helper reads the same command line. */
static enum exit_status run_helper(char **argv)
{
	g_autofree char *helper = place_helper("taphuan-xlsx");

	execv(helper, argv);
	cli_complain(_("cannot run %s: %s. Install taphuan again, or build it with “make”"), helper, g_strerror(errno));
	return EXIT_ENVIRONMENT;
}

static enum exit_status write_export(const struct job *job, const char *text)
{
	g_autoptr(GError) error = NULL;

	if (!job->output) {
		fputs(text, stdout);
		return finish_output();
	}
	if (!g_file_set_contents(job->output, text, -1, &error))
		return cli_fail(error);
	if (!job->options->quiet)
		cli_complain(_("wrote %s"), job->output);
	return EXIT_FINE;
}

static enum exit_status run_format(const struct format *format, const struct job *job)
{
	enum exit_status status = EXIT_FINE, written;
	g_autofree char *text = format->make(job, &status);

	if (!text)
		return status;
	written = write_export(job, text);
	return MAX(written, status);
}

static char *describe_formats(void)
{
	GString *text = g_string_new(_("Formats:\n"));

	for (size_t i = 0; i < G_N_ELEMENTS(formats); i++)
		g_string_append_printf(text, "  %-6s%s\n", formats[i].name, _(formats[i].summary));
	return g_string_free(text, FALSE);
}

/* What --by, --person and --question ask for goes into the job. */
static bool choose_report(const struct command *command, struct job *job, const char *by, const char *person,
			  const char *question, enum exit_status *status)
{
	job->by = report_asked_for(by, person, question);
	job->about = person ? person : question;
	if (!job->by)
		*status = fail_report(command, by);
	return job->by != NULL;
}

static enum exit_status run_job(const struct command *command, const struct job *job, char **argv)
{
	const char *const *rest = (const char *const *)job->options->rest;
	const struct format *format = rest[0] ? find_format(rest[0]) : NULL;
	unsigned int n = g_strv_length(job->options->rest);

	if (!format)
		return fail_usage(command, _("say csv, xlsx, json or gift, and then the lesson"));
	if (n > 2 || (n < 2 && !(format->reports && job->session)))
		return fail_usage(command, format->reports ? _("name one lesson or course, or a session")
							   : _("name one lesson"));
	return format->make ? run_format(format, job) : run_helper(argv);
}

static enum exit_status run(const struct command *command, int argc, char **argv)
{
	g_autofree char *output = NULL, *session = NULL, *by = NULL, *person = NULL, *question = NULL;
	g_autofree char *described = describe_formats();
	g_autofree char **verbatim = g_memdup2(argv, ((size_t)argc + 1) * sizeof(char *));
	const GOptionEntry own[] = {
		{"output", 'o', 0, G_OPTION_ARG_FILENAME, &output, N_("Write to this file"), N_("FILE")},
		{"session", 0, 0, G_OPTION_ARG_STRING, &session, N_("Only what was done in this training session"),
		 N_("SESSION")},
		{"by", 0, 0, G_OPTION_ARG_STRING, &by, N_("Another table; see “taphuan results --help”"), N_("REPORT")},
		{"person", 0, 0, G_OPTION_ARG_STRING, &person, N_("What one person answered"), N_("NAME")},
		{"question", 0, 0, G_OPTION_ARG_STRING, &question, N_("What was answered to one question"), N_("ID")},
		G_OPTION_ENTRY_NULL,
	};
	/* The summary of the command, and under it the formats. */
	g_autofree char *summary = g_strdup_printf("%s\n\n%s", _(command->summary), described);
	const struct command told = {command->name, command->arguments, summary, command->run, NULL};
	g_auto(Options) options;
	enum exit_status status;

	if (!options_parse(&options, &told, own, argc, argv, &status))
		return status;
	struct job job = {.options = &options,
			  .what = options.rest[0] ? options.rest[1] : NULL,
			  .session = session,
			  .output = output};
	if (!choose_report(command, &job, by, person, question, &status))
		return status;
	return run_job(command, &job, verbatim);
}

const struct command command_export = {
	.name = "export",
	.arguments = N_("FORMAT [LESSON]"),
	.summary = N_("Results and questions for other programs"),
	.run = run,
};
