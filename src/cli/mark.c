/* Marking by hand what nobody else can mark: on a screen, or one answer by its code. */
#include "cli/command.h"
#include "cli/find.h"
#include "quiz/quiz.h"
#include "report/report.h"
#include "screens/essays.h"
#include "text/i18n.h"
#include "tui/tui.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

#define ID_DIGITS 8 /* of an attempt's id that are shown */
#define ID_LEAST  6 /* … and that are enough to name it */

/* What the mark is worth: by the lesson as it was taken, unless the attempt was marked again by the one of today. */
static struct fraction worth_of(struct store *store, const struct essay *essay, struct fraction fraction)
{
	struct response said = {.certainty = essay->certainty, .tries = essay->tries};
	const struct attempt_item today = {.question = essay->question, .response = &said};
	g_autoptr(Lesson) taken = NULL;
	g_autoptr(Attempt) attempt =
		essay->attempt->regraded ? NULL : store_attempt(store, essay->attempt->id, &taken, NULL);
	int at = attempt ? attempt_find(attempt, essay->question->id) : -1;

	return at < 0 ? item_mark(&essay->lesson->quiz, &today, fraction)
		      : item_mark(&taken->quiz, &attempt->items[at], fraction);
}

static bool give(struct store *store, const struct essay *essay, struct fraction fraction, const char *comment,
		 GError **error)
{
	return store_give_mark(store, essay->attempt->id, essay->question, fraction, worth_of(store, essay, fraction),
			       essay->lesson->quiz.pass, comment, error);
}

/* ---- One by its code --------------------------------------------------------------------------------------- */

/* "36ccd521/q3". The caller frees it. */
static char *code_of(const struct essay *essay)
{
	return g_strdup_printf("%.*s/%s", ID_DIGITS, essay->attempt->id, essay->question->id);
}

static bool is_meant(const struct essay *essay, const char *code)
{
	const char *slash = strchr(code, '/');
	size_t digits = slash ? (size_t)(slash - code) : 0;

	return digits >= ID_LEAST && g_ascii_strncasecmp(essay->attempt->id, code, digits) == 0 &&
	       strcmp(slash + 1, essay->question->id) == 0;
}

/* The only one meant; NULL after a complaint. */
static const struct essay *find_essay(const GPtrArray *essays, const char *code)
{
	const struct essay *found = NULL;

	for (unsigned int i = 0; i < essays->len; i++) {
		const struct essay *essay = essays->pdata[i];
		if (!is_meant(essay, code))
			continue;
		if (found) {
			cli_complain(_("“%s” may be several answers: type more of the code"), code);
			return NULL;
		}
		found = essay;
	}
	if (!found)
		cli_complain(_("there is no answer “%s”; without a code they are listed"), code);
	return found;
}

static enum exit_status give_one(const struct options *options, struct store *store, const GPtrArray *essays,
				 const char *comment)
{
	const struct essay *essay = find_essay(essays, options->rest[1]);
	g_autofree char *words = typed_text(comment), *text = typed_text(options->rest[2]);
	g_autoptr(GError) error = NULL;
	struct fraction fraction;

	if (!essay)
		return EXIT_INPUT;
	if (!mark_read(text, essay->question->points, &fraction)) {
		g_autofree char *all = fraction_decimal(essay->question->points, 1, 2, false);
		cli_complain(_("“%s” is no mark from 0 to %s points, or to 100%%"), text, all);
		return EXIT_INPUT;
	}
	return give(store, essay, fraction, words, &error) ? EXIT_FINE : cli_fail(error);
}

/* ---- All that wait ----------------------------------------------------------------------------------------- */

static enum exit_status print_waiting(const GPtrArray *essays, bool names)
{
	g_autoptr(Table) table = table_new(_("To be marked by hand"));

	table_add_column(table, _("Code"), COLUMN_TEXT);
	if (names)
		table_add_column(table, _("Name"), COLUMN_TEXT);
	table_add_column(table, _("Question"), COLUMN_TEXT);
	table_add_column(table, _("Points"), COLUMN_NUMBER);
	table_add_column(table, _("Answer"), COLUMN_TEXT);
	for (unsigned int i = 0; i < essays->len; i++) {
		const struct essay *essay = essays->pdata[i];
		g_autoptr(GPtrArray) cells = g_ptr_array_new_with_free_func(g_free);
		bool comma = strcmp(essay->lesson->lang, "vi") == 0;
		g_ptr_array_add(cells, code_of(essay));
		if (names)
			g_ptr_array_add(cells, g_strdup(essay->attempt->person->name));
		g_ptr_array_add(cells, g_strdup(essay->question->title->text));
		g_ptr_array_add(cells, fraction_decimal(essay->question->points, 1, 2, comma));
		g_ptr_array_add(cells, g_strdup(essay->text));
		table_add_cells(table, cells);
	}
	table_set_closing(table, essays->len > 0
					 ? g_strdup_printf(P_("%u answer.", "%u answers.", essays->len), essays->len)
					 : g_strdup(_("Nothing is waiting to be marked.")));
	g_autofree char *text = table_text(table);
	fputs(text, stdout);
	return finish_output();
}

static bool perform(struct screen *screen, int action G_GNUC_UNUSED, void *user, GError **error)
{
	struct fraction fraction;
	const char *comment;
	const struct essay *essay = essays_given(screen, &fraction, &comment);

	return give(user, essay, fraction, comment, error);
}

static enum exit_status show_waiting(struct store *store, const GPtrArray *essays, const struct config *config,
				     bool names)
{
	g_autoptr(Theme) theme = choose_theme(NULL, config, NULL);
	const struct tui_options tui = {.theme = theme, .perform = perform, .user = store};
	g_autoptr(GError) error = NULL;

	return tui_run(essays_screen_new(essays, names), &tui, &error) ? EXIT_FINE : cli_fail(error);
}

static void leave_out_marked(GPtrArray *essays)
{
	for (unsigned int i = essays->len; i-- > 0;)
		if (((const struct essay *)essays->pdata[i])->given)
			g_ptr_array_remove_index(essays, i);
}

static enum exit_status mark_waiting(struct store *store, GPtrArray *essays, const struct config *config, bool names)
{
	leave_out_marked(essays);
	if (!isatty(STDIN_FILENO) || !isatty(STDOUT_FILENO))
		return print_waiting(essays, names);
	if (essays->len > 0)
		return show_waiting(store, essays, config, names);
	printf("%s\n", _("Nothing is waiting to be marked."));
	return finish_output();
}

/* ---- The command ------------------------------------------------------------------------------------------- */

static enum exit_status mark(const struct options *options, const char *session, const char *comment, bool names)
{
	enum exit_status status = EXIT_INPUT;
	g_autoptr(Config) config = load_config();
	g_autoptr(Diagnostics) problems = diagnostics_new();
	g_autoptr(GError) error = NULL;
	g_autoptr(Store) store = open_store(options, true, &status);
	g_autoptr(ReportSubject) subject = store ? find_subject(store, options->rest[0], session, &status) : NULL;
	if (!subject)
		return status;
	g_autoptr(Report) report = report_new(store, subject, config, problems, &error);
	g_autoptr(GPtrArray) essays = report ? report_essays(report, &error) : NULL;
	if (!essays)
		return cli_fail(error);
	say_diagnostics(problems, NULL, true);
	if (options->rest[1])
		return give_one(options, store, essays, comment);
	return mark_waiting(store, essays, config, names);
}

static enum exit_status run(const struct command *command, int argc, char **argv)
{
	g_autofree char *comment = NULL, *session = NULL;
	gboolean names = FALSE;
	const GOptionEntry own[] = {
		{"comment", 0, 0, G_OPTION_ARG_STRING, &comment, N_("With a mark: a comment on the answer"),
		 N_("TEXT")},
		{"names", 0, 0, G_OPTION_ARG_NONE, &names, N_("Show whose answers they are"), NULL},
		{"session", 0, 0, G_OPTION_ARG_STRING, &session, N_("Only what was done in this training session"),
		 N_("SESSION")},
		G_OPTION_ENTRY_NULL,
	};
	g_auto(Options) options;
	enum exit_status status;

	if (!options_parse(&options, command, own, argc, argv, &status))
		return status;
	size_t n = g_strv_length(options.rest);
	if (n != 1 && n != 3)
		return fail_usage(command,
				  _("name one lesson or course; to mark one answer, also its code and the mark"));
	if (comment && n != 3)
		return fail_usage(command, _("--comment goes with a code and a mark"));
	return mark(&options, session, comment, names);
}

const struct command command_mark = {
	.name = "mark",
	.arguments = N_("LESSON [CODE MARK]"),
	.summary = N_("Mark written answers by hand"),
	.run = run,
};
