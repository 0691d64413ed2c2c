/*
 * taphuan-print: what `taphuan print` runs, with the same arguments. A program of its own, because Pango and CUPS would
 * make every start of taphuan slower.
 */
#include "print/print.h"
#include "print/standing.h"
#include "text/i18n.h"
#include "text/place.h"
#include "text/text.h"

#include <glib/gstdio.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

/* The same as every command's. */
enum status {
	STATUS_FINE = 0,
	STATUS_INPUT = 1,
	STATUS_USAGE = 2,
	STATUS_ENVIRONMENT = 3,
};

struct options {
	char *to, *printer, *person, *data, *lang;
	gint64 seed;
	gboolean list_printers, quiet;
	char **rest; /* the kind and the lesson */
};

/* What there is to print from. */
struct job {
	struct form form;
	const char *lang; /* of the words on the pages */
	struct lesson *lesson;
	struct store *store; /* NULL for a kind that needs none */
	const char *person;  /* NULL for everybody */
	uint64_t seed;       /* of a paper */
	struct diagnostics *problems;
};

struct kind {
	const char *name, *summary;
	bool needs_store;
	bool (*print)(struct pages *, const struct job *, GError **);
};

/* ---- Kinds ------------------------------------------------------------------------------------------------- */

static bool print_results(struct pages *pages, const struct job *job, GError **error)
{
	g_autoptr(Table) table = report_results(job->store, job->lesson, job->form.config, job->problems, error);
	if (table)
		print_table(pages, table, &job->form);
	return table != NULL;
}

static bool print_lesson(struct pages *pages, const struct job *job, GError **error G_GNUC_UNUSED)
{
	print_handout(pages, job->lesson);
	return true;
}

static bool print_attempt(struct pages *pages, const struct job *job,
			  void (*print)(struct pages *, const struct attempt *, const struct form *), GError **error)
{
	if (!job->lesson->n_questions) {
		g_set_error(error, PRINT_ERROR, PRINT_ERROR_INPUT, _("the lesson “%s” has no questions"),
			    job->lesson->name);
		return false;
	}
	g_autoptr(Attempt) attempt = attempt_new(job->lesson, job->seed);
	print(pages, attempt, &job->form);
	return true;
}

static bool print_quiz(struct pages *pages, const struct job *job, GError **error)
{
	return print_attempt(pages, job, print_paper, error);
}

static bool print_key(struct pages *pages, const struct job *job, GError **error)
{
	return print_attempt(pages, job, print_answers, error);
}

/* What goes through everybody's standing. */
struct people {
	struct pages *pages;
	const struct job *job;
	int sheets;
};

static void put_person(const struct standing *standing, void *user)
{
	struct people *people = user;
	print_person(people->pages, people->job->lesson, standing, &people->job->form);
	people->sheets++;
}

static void put_certificate(const struct standing *standing, void *user)
{
	struct people *people = user;
	if (!standing->passed)
		return;
	print_certificate(people->pages, people->job->lesson, standing, &people->job->form);
	people->sheets++;
}

static bool print_each(struct pages *pages, const struct job *job, void (*put)(const struct standing *, void *),
		       GError **error)
{
	struct people people = {pages, job, 0};
	int all = standing_each(job->store, job->lesson, job->form.config, job->person, job->problems, put, &people,
				error);
	if (all < 0 || people.sheets)
		return all >= 0;
	g_set_error(error, PRINT_ERROR, PRINT_ERROR_INPUT,
		    all ? _("nobody has passed “%s” yet") : _("nobody of that name has taken “%s” yet"),
		    job->lesson->name);
	return false;
}

static bool print_people(struct pages *pages, const struct job *job, GError **error)
{
	return print_each(pages, job, put_person, error);
}

static bool print_certificates(struct pages *pages, const struct job *job, GError **error)
{
	return print_each(pages, job, put_certificate, error);
}

static const struct kind kinds[] = {
	{"results", N_("the results list, to be signed"), true, print_results},
	{"person", N_("a sheet for everybody; --person NAME for one"), true, print_people},
	{"certificate", N_("a certificate for everybody who has passed"), true, print_certificates},
	{"paper", N_("the quiz on paper; --seed N for another order"), false, print_quiz},
	{"answers", N_("the key of that paper"), false, print_key},
	{"handout", N_("the lesson to read at home"), false, print_lesson},
};

static const struct kind *find_kind(const char *name)
{
	for (size_t i = 0; i < G_N_ELEMENTS(kinds); i++)
		if (g_str_equal(kinds[i].name, name))
			return &kinds[i];
	return NULL;
}

static char *describe_kinds(void)
{
	GString *text = g_string_new(_("What can be printed:\n"));
	for (size_t i = 0; i < G_N_ELEMENTS(kinds); i++)
		g_string_append_printf(text, "  %-14s%s\n", kinds[i].name, _(kinds[i].summary));
	return g_string_free(text, FALSE);
}

/* ---- Complaints -------------------------------------------------------------------------------------------- */

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
		     g_error_matches(error, STORE_ERROR, STORE_ERROR_NOT_FOUND) ||
		     g_error_matches(error, PRINT_ERROR, PRINT_ERROR_INPUT);
	return say(input ? STATUS_INPUT : STATUS_ENVIRONMENT, error->message);
}

static void say_problems(const struct diagnostics *diags, const char *source, enum severity least)
{
	for (size_t i = 0; i < diags->items->len; i++) {
		const struct diagnostic *diag = diags->items->pdata[i];
		if (diag->severity > least)
			continue;
		g_autofree char *text = diagnostic_format(diag, source);
		fputs(text, stderr);
	}
}

/* ---- Loading ----------------------------------------------------------------------------------------------- */

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

static struct lesson *load_lesson(const char *what, GError **error)
{
	g_autofree char *share = place_share("content");
	g_autofree char *user = g_build_filename(g_get_user_data_dir(), "taphuan", NULL);
	g_autofree char *path = library_find(what, user, share, error);
	g_autoptr(Diagnostics) diags = diagnostics_new();
	struct lesson *lesson = path ? lesson_load(path, diags, error) : NULL;
	if (lesson)
		say_problems(diags, lesson->text, SEVERITY_ERROR);
	return lesson;
}

/* The day on the papers: now, or the one that a reproducible run asks for. */
static GDateTime *today(void)
{
	const char *epoch = g_getenv("SOURCE_DATE_EPOCH");
	gint64 seconds;
	GDateTime *day = NULL;
	if (epoch && g_ascii_string_to_signed(epoch, 10, 0, G_MAXINT64, &seconds, NULL))
		day = g_date_time_new_from_unix_utc(seconds);
	return day ? day : g_date_time_new_now_local();
}

/* ---- Printing ---------------------------------------------------------------------------------------------- */

/* The pages speak the lesson's language, whatever the one at the keyboard speaks. */
static bool print_pages(const struct kind *kind, const struct job *job, struct pages *pages, GError **error)
{
	g_autofree char *before = place_speak(job->lang);
	bool done = kind->print(pages, job, error);

	g_free(place_speak(before));
	return done;
}

/* Makes the PDF; returns its sheets, 0 with an error. */
static int write_pdf(const struct kind *kind, const struct job *job, const char *path, GError **error)
{
	g_autoptr(Pages) pages = pages_open(path, job->lesson->title, job->form.now, error);
	if (!pages || !print_pages(kind, job, pages, error) || !pages_finish(pages, error))
		return 0;
	return pages_count(pages);
}

static void say_done(const struct options *options, const char *where, int sheets)
{
	if (options->quiet)
		return;
	g_autofree char *name = g_filename_display_name(where);
	g_autofree char *sentence = g_strdup_printf(P_("%d page to %s", "%d pages to %s", sheets), sheets, name);
	say(STATUS_FINE, sentence);
}

static bool to_file(const struct kind *kind, const struct job *job, const struct options *options, GError **error)
{
	int sheets = write_pdf(kind, job, options->to, error);
	if (sheets)
		say_done(options, options->to, sheets);
	return sheets > 0;
}

static bool to_printer(const struct kind *kind, const struct job *job, const struct options *options, GError **error)
{
	const char *wanted = options->printer ? options->printer : job->form.config->printer;
	g_autoptr(GPtrArray) printers = printer_list();
	const char *printer = printer_choose(printers, wanted, error);
	g_autofree char *path = NULL;
	int fd = printer ? g_file_open_tmp("taphuan-XXXXXX.pdf", &path, error) : -1;
	if (fd < 0)
		return false;
	close(fd);
	int sheets = write_pdf(kind, job, path, error);
	bool done = sheets > 0 && printer_print(printer, path, job->lesson->title, error);
	g_unlink(path);
	if (done)
		say_done(options, printer, sheets);
	return done;
}

static enum status list_printers(void)
{
	g_autoptr(GPtrArray) printers = printer_list();
	g_autoptr(GError) error = NULL;
	if (!printer_choose(printers, NULL, &error))
		return fail(error);
	for (size_t i = 0; i < printers->len; i++)
		printf("%s\n", (const char *)printers->pdata[i]);
	return fflush(stdout) == 0 ? STATUS_FINE : say(STATUS_ENVIRONMENT, _("cannot write to standard output"));
}

static enum status run_job(const struct kind *kind, struct job *job, const struct options *options)
{
	g_autoptr(GError) error = NULL;
	if (kind->needs_store) {
		g_autofree char *data = store_data_dir(options->data);
		job->store = store_open(data, true, NULL, &error);
		if (!job->store)
			return fail(error);
	}
	bool done = options->to ? to_file(kind, job, options, &error) : to_printer(kind, job, options, &error);
	say_problems(job->problems, NULL, SEVERITY_WARNING);
	store_free(job->store);
	return done ? STATUS_FINE : fail(error);
}

static enum status run(const struct kind *kind, const char *what, const struct options *options)
{
	g_autoptr(Config) config = load_config();
	g_autoptr(GDateTime) now = today();
	g_autoptr(Diagnostics) problems = diagnostics_new();
	g_autoptr(GError) error = NULL;
	g_autoptr(Lesson) lesson = load_lesson(what, &error);
	if (!lesson)
		return fail(error);
	struct job job = {
		.form = {config, now},
		.lang = options->lang ? options->lang : lesson->lang,
		.lesson = lesson,
		.person = options->person,
		.seed = (uint64_t)options->seed,
		.problems = problems,
	};
	return run_job(kind, &job, options);
}

/* ---- The command line -------------------------------------------------------------------------------------- */

static enum status fail_usage(const char *sentence)
{
	g_autofree char *all = g_strconcat(sentence, _("; “taphuan print --help” tells how"), NULL);
	return say(STATUS_USAGE, all);
}

static enum status dispatch(const struct options *options)
{
	if (options->lang && strcmp(options->lang, "vi") != 0 && strcmp(options->lang, "en") != 0)
		return fail_usage(_("--lang is vi or en"));
	if (options->list_printers)
		return list_printers();
	size_t n = options->rest ? g_strv_length(options->rest) : 0;
	if (n == 0)
		return fail_usage(_("say what to print"));
	const struct kind *kind = find_kind(options->rest[0]);
	if (!kind) {
		g_autofree char *sentence = g_strdup_printf(_("“%s” is nothing that can be printed"), options->rest[0]);
		return fail_usage(sentence);
	}
	if (options->to && options->printer)
		return fail_usage(_("give --to or --printer, not both"));
	if (options->seed < 0)
		return fail_usage(_("--seed is a number from 0"));
	if (n != 2)
		return fail_usage(_("name one lesson"));
	return run(kind, options->rest[1], options);
}

static enum status parse_and_run(int argc, char **argv, struct options *options)
{
	const GOptionEntry entries[] = {
		{"to", 0, 0, G_OPTION_ARG_FILENAME, &options->to, N_("Write a PDF instead of printing"),
		 N_("FILE.pdf")},
		{"printer", 0, 0, G_OPTION_ARG_STRING, &options->printer, N_("The printer to use"), N_("NAME")},
		{"list-printers", 0, 0, G_OPTION_ARG_NONE, &options->list_printers, N_("List the printers"), NULL},
		{"person", 0, 0, G_OPTION_ARG_STRING, &options->person, N_("Whose sheet: a name, a code or an id"),
		 N_("NAME")},
		{"seed", 0, 0, G_OPTION_ARG_INT64, &options->seed, N_("The number of the paper; 1 by default"), "N"},
		{"data", 0, 0, G_OPTION_ARG_FILENAME, &options->data, N_("Where people and answers are kept"),
		 N_("DIR")},
		{"lang", 0, 0, G_OPTION_ARG_STRING, &options->lang, N_("Language of the program and the pages"),
		 "vi|en"},
		{"quiet", 0, 0, G_OPTION_ARG_NONE, &options->quiet, N_("Say nothing but mistakes"), NULL},
		{G_OPTION_REMAINING, 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &options->rest, NULL, NULL},
		G_OPTION_ENTRY_NULL,
	};
	g_autoptr(GOptionContext) context = g_option_context_new(_("KIND LESSON"));
	g_autofree char *described = describe_kinds();
	g_autoptr(GError) error = NULL;

	g_set_prgname("taphuan print");
	g_option_context_set_summary(context, described);
	g_option_context_add_main_entries(context, entries, "taphuan");
	if (!g_option_context_parse(context, &argc, &argv, &error))
		return fail_usage(error->message);
	return dispatch(options);
}

int main(int argc, char **argv)
{
	struct options options = {.seed = 1};
	/* `taphuan print` has put its --lang into the environment. */
	place_start_locale(NULL);
	enum status status = parse_and_run(argc, argv, &options);
	g_free(options.to);
	g_free(options.printer);
	g_free(options.person);
	g_free(options.data);
	g_free(options.lang);
	g_strfreev(options.rest);
	return (int)status;
}
