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
	const struct lesson *lesson;
	const char *output; /* NULL for standard output */
};

struct format {
	const char *name, *summary;
	/* The text of the export; NULL after a complaint, with the status set. NULL for what the helper does. */
	char *(*make)(const struct job *, enum exit_status *);
};

static GPtrArray *load_tables(const struct job *job, enum exit_status *status)
{
	g_autoptr(Store) store = open_store(job->options, true, status);
	g_autoptr(Diagnostics) problems = diagnostics_new();
	g_autoptr(Config) config = load_config();
	g_autoptr(GError) error = NULL;

	if (!store)
		return NULL;
	GPtrArray *tables = export_tables(store, job->lesson, config, problems, &error);
	say_diagnostics(problems, NULL, true);
	if (!tables)
		*status = cli_fail(error);
	return tables;
}

static char *make_csv(const struct job *job, enum exit_status *status)
{
	g_autoptr(GPtrArray) tables = load_tables(job, status);

	return tables ? export_csv(g_ptr_array_index(tables, 0), true) : NULL;
}

static char *make_json(const struct job *job, enum exit_status *status)
{
	g_autoptr(GPtrArray) tables = load_tables(job, status);

	return tables ? export_json(job->lesson, tables) : NULL;
}

static char *make_gift(const struct job *job, enum exit_status *status)
{
	g_autoptr(Diagnostics) diags = diagnostics_new();

	if (!job->lesson->n_questions) {
		cli_complain(_("the lesson “%s” has no questions"), job->lesson->name);
		*status = EXIT_INPUT;
		return NULL;
	}
	char *gift = export_gift(job->lesson, diags);
	say_diagnostics(diags, NULL, !job->options->quiet);
	*status = diags->errors ? EXIT_INPUT : EXIT_FINE;
	return gift;
}

static const struct format formats[] = {
	{"csv", N_("the results, for any spreadsheet"), make_csv},
	{"xlsx", N_("the results as an Excel workbook; needs -o"), NULL},
	{"json", N_("the results for other programs"), make_json},
	{"gift", N_("the questions for Moodle"), make_gift},
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

static enum exit_status export(const struct format *format, const char *what, struct job *job) {
	enum exit_status status = EXIT_FINE, written; g_autoptr(Lesson) lesson = load_lesson(what, &status);

	if (!lesson) return status;
	job->lesson = lesson;
	g_autofree char *text = format->make(job, &status);
	if (!text) return status;
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

static enum exit_status run(const struct command *command, int argc, char **argv)
{
	g_autofree char *output = NULL, *described = describe_formats();
	g_autofree char **verbatim = g_memdup2(argv, ((size_t)argc + 1) * sizeof(char *));
	const GOptionEntry own[] = {
		{"output", 'o', 0, G_OPTION_ARG_FILENAME, &output, N_("Write to this file"), N_("FILE")},
		G_OPTION_ENTRY_NULL,
	};
	/* The summary of the command, and under it the formats. */
	g_autofree char *summary = g_strdup_printf("%s\n\n%s", _(command->summary), described);
	const struct command told = {command->name, command->arguments, summary, command->run, NULL};
	g_auto(Options) options;
	enum exit_status status;

	if (!options_parse(&options, &told, own, argc, argv, &status))
		return status;
	const char *name = options.rest[0];
	const struct format *format = name ? find_format(name) : NULL;
	if (!format)
		return fail_usage(command, _("say csv, xlsx, json or gift, and then the lesson"));
	if (g_strv_length(options.rest) != 2)
		return fail_usage(command, _("name one lesson"));
	if (!format->make)
		return run_helper(verbatim);
	struct job job = {.options = &options, .output = output};
	return export(format, options.rest[1], &job);
}

const struct command command_export = {
	.name = "export",
	.arguments = N_("FORMAT LESSON"),
	.summary = N_("Results and questions for other programs"),
	.run = run,
};
