/*
 * taphuan-xlsx: what `taphuan export xlsx` runs, with the same arguments. A program of its own, because libxlsxwriter
 * would make every start of taphuan slower.
 */
#include "export/export.h"
#include "text/i18n.h"
#include "text/place.h"
#include "text/text.h"

#include <stdio.h>
#include <string.h>

/* The same as every command's. */
enum status {
	STATUS_FINE = 0,
	STATUS_INPUT = 1,
	STATUS_USAGE = 2,
	STATUS_ENVIRONMENT = 3,
};

struct options {
	char *output, *session, *data, *lang;
	gboolean quiet;
	char **rest; /* "xlsx" and what it is of */
};

static enum status say(enum status status, const char *sentence)
{
	g_autofree char *valid = text_repair(sentence, strlen(sentence), NULL);
	g_autofree char *clean = text_filter(valid);

	fprintf(stderr, "taphuan: %s\n", clean);
	return status;
}

static enum status fail(const GError *error)
{
	bool input = error->domain == LESSON_ERROR || error->domain == TEXT_ERROR ||
		     g_error_matches(error, STORE_ERROR, STORE_ERROR_NOT_FOUND);

	return say(input ? STATUS_INPUT : STATUS_ENVIRONMENT, error->message);
}

static enum status fail_usage(const char *sentence)
{
	g_autofree char *all = g_strconcat(sentence, _("; “taphuan export --help” tells how"), NULL);

	return say(STATUS_USAGE, all);
}

static void say_problems(const struct diagnostics *diags, const char *source, enum severity least)
{
	for (unsigned int i = 0; i < diags->items->len; i++) {
		const struct diagnostic *diag = g_ptr_array_index(diags->items, i);
		g_autofree char *text = diagnostic_format(diag, source);

		if (diag->severity <= least)
			fputs(text, stderr);
	}
}

static struct config *load_config(void)
{
	g_autofree char *path = g_build_filename(g_get_user_config_dir(), "taphuan", "config.yaml", NULL);
	g_autoptr(Diagnostics) diags = diagnostics_new();
	struct config *config = config_load(path, diags);
	g_autofree char *source = NULL;

	if (diags->items->len && g_file_get_contents(path, &source, NULL, NULL))
		say_problems(diags, source, SEVERITY_WARNING);
	return config;
}

static struct report_subject *find_subject(struct store *store, const struct options *options, GError **error)
{
	g_autofree char *share = place_share("content");
	g_autofree char *user = g_build_filename(g_get_user_data_dir(), "taphuan", NULL);
	const struct report_library library = {user, share};
	g_autoptr(Diagnostics) diags = diagnostics_new();
	struct report_subject *subject =
		report_subject_find(store, &library, options->rest[1], options->session, diags, error);

	say_problems(diags, NULL, SEVERITY_ERROR);
	return subject;
}

static bool write_tables(const struct options *options, GError **error)
{
	g_autofree char *data = store_data_dir(options->data);
	g_autoptr(Store) store = store_open(data, true, NULL, error);
	g_autoptr(ReportSubject) subject = store ? find_subject(store, options, error) : NULL;
	g_autoptr(Config) config = load_config();
	g_autoptr(Diagnostics) problems = diagnostics_new();
	g_autoptr(Report) report = subject ? report_new(store, subject, config, problems, error) : NULL;
	g_autoptr(GPtrArray) tables = report && store_hold(store, error) ? export_tables(report, error) : NULL;

	say_problems(problems, NULL, SEVERITY_WARNING);
	return tables && export_xlsx(options->output, tables, error);
}

static enum status run(const struct options *options)
{
	g_autoptr(GError) error = NULL;

	if (!write_tables(options, &error))
		return fail(error);
	if (options->quiet)
		return STATUS_FINE;
	g_autofree char *name = g_filename_display_name(options->output);
	g_autofree char *sentence = g_strdup_printf(_("wrote %s"), name);

	return say(STATUS_FINE, sentence);
}

static enum status dispatch(const struct options *options)
{
	size_t n = options->rest ? g_strv_length(options->rest) : 0;

	if (n > 2 || (n < 2 && !(n && options->session)))
		return fail_usage(_("name one lesson or course, or a session"));
	if (!options->output)
		return fail_usage(_("name the Excel file: -o FILE.xlsx"));
	return run(options);
}

/* `taphuan export` has looked through the options before, and told of --help. */
static enum status parse_and_run(int argc, char **argv, struct options *options)
{
	const GOptionEntry entries[] = {
		{"output", 'o', 0, G_OPTION_ARG_FILENAME, &options->output, NULL, NULL},
		{"session", 0, 0, G_OPTION_ARG_STRING, &options->session, NULL, NULL},
		{"data", 0, 0, G_OPTION_ARG_FILENAME, &options->data, NULL, NULL},
		{"lang", 0, 0, G_OPTION_ARG_STRING, &options->lang, NULL, NULL},
		{"quiet", 0, 0, G_OPTION_ARG_NONE, &options->quiet, NULL, NULL},
		{G_OPTION_REMAINING, 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &options->rest, NULL, NULL},
		G_OPTION_ENTRY_NULL,
	};
	g_autoptr(GOptionContext) context = g_option_context_new(NULL);
	g_autoptr(GError) error = NULL;

	g_set_prgname("taphuan export");
	g_option_context_set_help_enabled(context, FALSE);
	g_option_context_add_main_entries(context, entries, NULL);
	return g_option_context_parse(context, &argc, &argv, &error) ? dispatch(options) : fail_usage(error->message);
}

int main(int argc, char **argv)
{
	struct options options = {0};

	/* `taphuan export` has put its --lang into the environment. */
	place_start_locale(NULL);
	enum status status = parse_and_run(argc, argv, &options);

	g_free(options.output);
	g_free(options.session);
	g_free(options.data);
	g_free(options.lang);
	g_strfreev(options.rest);
	return (int)status;
}
