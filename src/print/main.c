/*
 * taphuan-print: what `taphuan print` runs, with the same arguments. A program of its own, because Pango and CUPS would
 * make every start of taphuan slower.
 */
#include "print/print.h"
#include "report/report.h"
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
	char *to, *printer, *person, *session, *data, *lang;
	gint64 seed;
	gboolean list_printers, quiet;
	char **rest; /* the kind and what it is of */
};

/* What there is to print from. */
struct job {
	struct form form;
	const char *lang;  /* of the words on the pages */
	const char *title; /* of the whole */
	struct lesson *lesson;
	const struct report *report; /* of a kind that needs the store; lesson is NULL then */
	const struct report_subject *subject;
	const char *person; /* NULL for everybody */
	uint64_t seed;      /* of a paper */
};

struct kind {
	const char *name, *summary;
	bool reports; /* it is of a lesson, a course or a session, and needs the store */
	bool (*print)(struct pages *, const struct job *, GError **);
};

/* ---- Kinds ------------------------------------------------------------------------------------------------- */

static void free_table(void *table)
{
	table_free(table);
}

/* Appends the report of this name to the tables; false on error. */
static bool add_report(GPtrArray *tables, const struct job *job, const char *name, const char *about, GError **error)
{
	struct table *table = report_kind_find(name)->make(job->report, about, error);
	if (table)
		g_ptr_array_add(tables, table);
	return table != NULL;
}

static bool print_reports(struct pages *pages, const struct job *job, const char *const *names, GError **error)
{
	g_autoptr(GPtrArray) tables = g_ptr_array_new_with_free_func(free_table);
	for (; *names; names++)
		if (!add_report(tables, job, *names, NULL, error))
			return false;
	print_tables(pages, tables, &job->form);
	return true;
}

static bool print_results(struct pages *pages, const struct job *job, GError **error)
{
	return print_reports(pages, job, (const char *const[]){"person", NULL}, error);
}

static bool print_analysis(struct pages *pages, const struct job *job, GError **error)
{
	return print_reports(pages, job, (const char *const[]){"analysis", "question", "notes", NULL}, error);
}

/* Room to sign in: a cell as wide as a signature, two lines high. */
#define SIGNATURE_CELL                                                                                                 \
	"\u00a0\u00a0\u00a0\u00a0\u00a0\u00a0\u00a0\u00a0\u00a0\u00a0\u00a0\u00a0\u00a0\u00a0\u00a0\u00a0\u00a0\u00a0" \
	"\u00a0"                                                                                                       \
	"\u00a0\u00a0\u00a0\u00a0\n\u00a0"

static bool print_attendance(struct pages *pages, const struct job *job, GError **error)
{
	g_autoptr(Table) table = report_kind_find("attendance")->make(job->report, NULL, error);
	if (!table)
		return false;
	table_widen(table, _("Signature"), SIGNATURE_CELL);
	print_table(pages, table, &job->form);
	return true;
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

/* One person's pages; false on error. */
typedef bool put_outcome(struct pages *, const struct job *, const struct outcome *, GError **);

static bool put_person(struct pages *pages, const struct job *job, const struct outcome *outcome, GError **error)
{
	const char *who = *outcome->person->id ? outcome->person->id : outcome->person->name;
	g_autoptr(Table) sheet = report_kind_find("sheet")->make(job->report, who, error);
	if (sheet)
		print_person(pages, job->subject, outcome, sheet, &job->form);
	return sheet != NULL;
}

static bool put_certificate(struct pages *pages, const struct job *job, const struct outcome *outcome,
			    GError **error G_GNUC_UNUSED)
{
	if (outcome->graded && outcome->overall.passed)
		print_certificate(pages, job->subject, outcome, &job->form);
	return true;
}

static bool print_each(struct pages *pages, const struct job *job, put_outcome *put, GError **error)
{
	size_t n, met = 0;
	const struct outcome *outcomes = report_outcomes(job->report, &n);
	for (size_t i = 0; i < n; i++) {
		if (!report_means(job->person, outcomes[i].person))
			continue;
		met++;
		if (!put(pages, job, &outcomes[i], error))
			return false;
	}
	if (pages_count(pages))
		return true;
	g_set_error(error, PRINT_ERROR, PRINT_ERROR_INPUT,
		    met ? _("nobody has passed “%s” yet") : _("nobody of that name has taken “%s” yet"),
		    job->subject->title);
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
	{"attendance", N_("who was there, to be signed"), true, print_attendance},
	{"analysis", N_("how the questions did"), true, print_analysis},
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
	g_autoptr(Pages) pages = pages_open(path, job->title, job->form.now, error);
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
	bool done = sheets > 0 && printer_print(printer, path, job->title, error);
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

static enum status print_job(const struct kind *kind, const struct job *job, const struct options *options)
{
	g_autoptr(GError) error = NULL;
	bool done = options->to ? to_file(kind, job, options, &error) : to_printer(kind, job, options, &error);
	return done ? STATUS_FINE : fail(error);
}

static enum status run_lesson(const struct kind *kind, const char *what, struct job *job, const struct options *options)
{
	g_autoptr(GError) error = NULL;
	g_autoptr(Lesson) lesson = load_lesson(what, &error);
	if (!lesson)
		return fail(error);
	job->lesson = lesson;
	job->title = lesson->title;
	job->lang = options->lang ? options->lang : lesson->lang;
	return print_job(kind, job, options);
}

static struct report_subject *find_subject(struct store *store, const char *what, const struct options *options,
					   GError **error)
{
	g_autofree char *share = place_share("content");
	g_autofree char *user = g_build_filename(g_get_user_data_dir(), "taphuan", NULL);
	const struct report_library library = {user, share};
	g_autoptr(Diagnostics) diags = diagnostics_new();
	struct report_subject *subject = report_subject_find(store, &library, what, options->session, diags, error);
	say_problems(diags, NULL, SEVERITY_ERROR);
	return subject;
}

static enum status run_report(const struct kind *kind, const char *what, struct job *job, const struct options *options)
{
	g_autofree char *data = store_data_dir(options->data);
	g_autoptr(GError) error = NULL;
	g_autoptr(Store) store = store_open(data, true, NULL, &error);
	g_autoptr(ReportSubject) subject = store ? find_subject(store, what, options, &error) : NULL;
	g_autoptr(Diagnostics) problems = diagnostics_new();
	g_autoptr(Report) report = subject ? report_new(store, subject, job->form.config, problems, &error) : NULL;
	if (!report || !store_hold(store, &error))
		return fail(error);
	say_problems(problems, NULL, SEVERITY_WARNING);
	job->report = report;
	job->subject = subject;
	job->title = subject->title;
	job->lang = options->lang ? options->lang : subject->n_lessons ? subject->lessons[0]->lang : "vi";
	return print_job(kind, job, options);
}

static enum status run(const struct kind *kind, const char *what, const struct options *options)
{
	g_autoptr(Config) config = load_config();
	g_autoptr(GDateTime) now = today();
	struct job job = {.form = {config, now}, .person = options->person, .seed = (uint64_t)options->seed};
	return kind->reports ? run_report(kind, what, &job, options) : run_lesson(kind, what, &job, options);
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
	if (n > 2 || (n < 2 && !(kind->reports && options->session)))
		return fail_usage(kind->reports ? _("name one lesson or course, or a session") : _("name one lesson"));
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
		{"session", 0, 0, G_OPTION_ARG_STRING, &options->session,
		 N_("Only what was done in this training session"), N_("SESSION")},
		{"seed", 0, 0, G_OPTION_ARG_INT64, &options->seed, N_("The number of the paper; 1 by default"), "N"},
		{"data", 0, 0, G_OPTION_ARG_FILENAME, &options->data, N_("Where people and answers are kept"),
		 N_("DIR")},
		{"lang", 0, 0, G_OPTION_ARG_STRING, &options->lang, N_("Language of the program and the pages"),
		 "vi|en"},
		{"quiet", 0, 0, G_OPTION_ARG_NONE, &options->quiet, N_("Say nothing but mistakes"), NULL},
		{G_OPTION_REMAINING, 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &options->rest, NULL, NULL},
		G_OPTION_ENTRY_NULL,
	};
	g_autoptr(GOptionContext) context = g_option_context_new(_("KIND [LESSON|COURSE]"));
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
	g_free(options.session);
	g_free(options.data);
	g_free(options.lang);
	g_strfreev(options.rest);
	return (int)status;
}
