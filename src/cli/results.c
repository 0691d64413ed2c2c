/* Results: a table on a pipe, a screen on a terminal, which follows what people are answering meanwhile. */
#include "screens/results.h"
#include "cli/command.h"
#include "cli/watch.h"
#include "screens/list.h"
#include "text/i18n.h"
#include "tui/tui.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

/* Answers come in by the hundred: they are looked at together, so many milliseconds after the first. */
#define PAUSE_MS 1000

/* What is wanted. */
struct wanted {
	const char *what, *session; /* each NULL for none */
	const struct report_kind *kind;
	const char *about;
};

/* The results while they are shown. */
struct live {
	struct store *store;
	const struct report_subject *subject;
	const struct config *config;
	struct report *report; /* NULL when it is to be read anew */
	char *data;            /* the folder */
	struct watch *watch;
	unsigned int pause; /* the timer that runs since something came in; 0 for none */
};

/* ---- Live -------------------------------------------------------------------------------------------------- */

/* A journal, or a folder; the index beside them changes whenever it is read. */
static bool is_journal(const char *name, void *user G_GNUC_UNUSED)
{
	return !strchr(name, '.') || g_str_has_suffix(name, ".jsonl");
}

static gboolean tell(void *user)
{
	struct live *live = user;

	live->pause = 0;
	g_clear_pointer(&live->report, report_free);
	tui_post(EVENT_CHANGED, NULL);
	return G_SOURCE_REMOVE;
}

static void come_in(void *user)
{
	struct live *live = user;

	if (!live->pause)
		live->pause = g_timeout_add(PAUSE_MS, tell, live);
}

/* The folders of the journals, of which one may have come since, and where the first of them will be. */
static void watch_journals(const struct live *live)
{
	g_autofree char *journals = g_build_filename(live->data, "journal", NULL);
	g_autoptr(GDir) dir = g_dir_open(journals, 0, NULL);
	const char *name;

	if (!live->watch)
		return;
	watch_add(live->watch, live->data, WATCH_ANY);
	watch_add(live->watch, journals, WATCH_ANY);
	while (dir && (name = g_dir_read_name(dir))) {
		g_autofree char *path = g_build_filename(journals, name, NULL);
		watch_add(live->watch, path, WATCH_ANY);
	}
}

static bool perform(struct screen *screen, int action G_GNUC_UNUSED, void *user, GError **error)
{
	struct live *live = user;
	const char *about;
	const struct report_kind *kind = results_wanted(screen, &about);

	if (!live->report) {
		watch_journals(live);
		live->report = report_new(live->store, live->subject, live->config, NULL, error);
	}
	struct table *table = live->report ? kind->make(live->report, about, error) : NULL;
	if (table)
		results_show(screen, table);
	return table != NULL;
}

/* To be begun before the results are read, so that nothing that comes in between is missed. */
static void begin_watch(struct live *live, const struct options *options)
{
	live->data = store_data_dir(options->data);
	live->watch = watch_new(is_journal, come_in, live);
	watch_journals(live);
}

static void end_watch(struct live *live)
{
	if (live->pause)
		g_source_remove(live->pause);
	watch_free(live->watch);
	g_free(live->data);
}

static enum exit_status show_live(struct live *live, const struct wanted *wanted)
{
	g_autoptr(Theme) theme = choose_theme(NULL, live->config, NULL);
	const struct tui_options tui = {.theme = theme, .perform = perform, .user = live};
	g_autoptr(GError) error = NULL;

	return tui_run(results_screen_new(wanted->kind, wanted->about), &tui, &error) ? EXIT_FINE : cli_fail(error);
}

/* ---- On a pipe --------------------------------------------------------------------------------------------- */

static enum exit_status print_report(const struct report *report, const struct wanted *wanted)
{
	g_autoptr(GError) error = NULL;
	g_autoptr(Table) table = wanted->kind->make(report, wanted->about, &error);

	if (!table)
		return cli_fail(error);
	g_autofree char *text = table_text(table);
	fputs(text, stdout);
	return finish_output();
}

/* ---- What there are results of ----------------------------------------------------------------------------- */

/* A session, or a lesson somebody has taken. */
struct offer {
	char *label;
	char *what, *session; /* one of them is NULL */
};

static void offer_free(void *data)
{
	struct offer *offer = data;

	g_free(offer->label);
	g_free(offer->what);
	g_free(offer->session);
	g_free(offer);
}

static void add_offer(GPtrArray *offers, const char *what, const char *session, const char *label)
{
	struct offer *offer = g_new(struct offer, 1);

	*offer = (struct offer){g_strdup(label), g_strdup(what), g_strdup(session)};
	g_ptr_array_add(offers, offer);
}

/* The lessons that were taken, each with how many attempts, by name. */
static bool add_lessons(GPtrArray *offers, struct store *store, GError **error)
{
	g_autoptr(GPtrArray) attempts = store_attempts(store, NULL, NULL, error);
	g_autoptr(GHashTable) counts = g_hash_table_new(g_str_hash, g_str_equal);

	for (unsigned int i = 0; attempts && i < attempts->len; i++) {
		char *name = ((struct attempt_record *)attempts->pdata[i])->lesson;
		unsigned int n = GPOINTER_TO_UINT(g_hash_table_lookup(counts, name));
		g_hash_table_insert(counts, name, GUINT_TO_POINTER(n + 1));
	}
	g_autoptr(GList) names = g_list_sort(g_hash_table_get_keys(counts), (GCompareFunc)(void (*)(void))strcmp);
	for (const GList *name = names; name; name = name->next) {
		unsigned int n = GPOINTER_TO_UINT(g_hash_table_lookup(counts, name->data));
		g_autofree char *label =
			g_strdup_printf(P_("%s: %u attempt", "%s: %u attempts", n), (const char *)name->data, n);
		add_offer(offers, name->data, NULL, label);
	}
	return attempts != NULL;
}

static GPtrArray *find_offers(struct store *store, GError **error)
{
	g_autoptr(GPtrArray) offers = g_ptr_array_new_with_free_func(offer_free);
	g_autoptr(GPtrArray) sessions = store_sessions(store, error);

	for (unsigned int i = 0; sessions && i < sessions->len; i++) {
		const struct training_session *session = sessions->pdata[i];
		g_autofree char *label =
			g_strdup_printf(_("Session: %s%s%s"), session->title, *session->day ? ", " : "", session->day);
		add_offer(offers, NULL, session->id, label);
	}
	return sessions && add_lessons(offers, store, error) ? g_steal_pointer(&offers) : NULL;
}

static bool remember(struct screen *screen, int action G_GNUC_UNUSED, void *user, GError **error G_GNUC_UNUSED)
{
	*(int *)user = list_chosen_line(screen);
	return true;
}

/* Asks which; −1 when the person leaves. */
static int ask_which(const GPtrArray *offers, int line, const struct config *config, GError **error)
{
	g_autoptr(Theme) theme = choose_theme(NULL, config, NULL);
	g_autofree const char **lines = g_new0(const char *, offers->len + 1);
	const char *const buttons[] = {_("Results"), NULL};
	int chosen = -1;
	const struct tui_options tui = {.theme = theme, .perform = remember, .user = &chosen};

	for (unsigned int i = 0; i < offers->len; i++)
		lines[i] = ((const struct offer *)offers->pdata[i])->label;
	struct screen *screen = list_screen_new(_("Results"), lines, buttons, _("Nobody has taken a quiz yet."));
	list_choose(screen, line);
	return tui_run(screen, &tui, error) ? chosen : -1;
}

/* ---- The command ------------------------------------------------------------------------------------------- */

static bool at_terminal(void)
{
	return isatty(STDIN_FILENO) && isatty(STDOUT_FILENO);
}

static enum exit_status show(const struct options *options, const struct wanted *wanted, const struct config *config)
{
	enum exit_status status = EXIT_FINE;
	g_autoptr(Store) store = open_store(options, true, &status);
	g_autoptr(ReportSubject) subject = store ? find_subject(store, wanted->what, wanted->session, &status) : NULL;
	g_autoptr(Diagnostics) problems = diagnostics_new();
	g_autoptr(GError) error = NULL;

	if (!subject)
		return status;
	struct live live = {.store = store, .subject = subject, .config = config};
	bool terminal = at_terminal();
	if (terminal)
		begin_watch(&live, options);
	live.report = report_new(store, subject, config, problems, &error);
	say_diagnostics(problems, NULL, true);
	if (!live.report)
		status = cli_fail(error);
	else
		status = terminal ? show_live(&live, wanted) : print_report(live.report, wanted);
	end_watch(&live);
	report_free(live.report);
	return status;
}

static enum exit_status browse(const struct options *options, const GPtrArray *offers, struct wanted *wanted,
			       const struct config *config)
{
	g_autoptr(GError) error = NULL;
	enum exit_status status = EXIT_FINE;

	for (int line = 0; status == EXIT_FINE && (line = ask_which(offers, line, config, &error)) >= 0;) {
		const struct offer *offer = offers->pdata[line];
		wanted->what = offer->what;
		wanted->session = offer->session;
		status = show(options, wanted, config);
	}
	return error ? cli_fail(error) : status;
}

/* Without a name: what there are results of. */
static enum exit_status show_offers(const struct options *options, struct wanted *wanted, const struct config *config)
{
	enum exit_status status = EXIT_FINE;
	g_autoptr(Store) store = open_store(options, true, &status);
	g_autoptr(GError) error = NULL;
	g_autoptr(GPtrArray) offers = store ? find_offers(store, &error) : NULL;

	if (!offers)
		return error ? cli_fail(error) : status;
	if (at_terminal())
		return browse(options, offers, wanted, config);
	for (unsigned int i = 0; i < offers->len; i++) {
		const struct offer *offer = offers->pdata[i];
		printf("%s\t%s\n", offer->what ? offer->what : offer->session, offer->label);
	}
	return finish_output();
}

enum exit_status run_results(const struct options *options, const char *what, const char *session,
			     const struct config *config)
{
	const struct wanted wanted = {.what = what, .session = session, .kind = report_kind_find("person")};

	return show(options, &wanted, config);
}

static char *describe_reports(void)
{
	GString *text = g_string_new(_("Reports, for --by:\n"));

	for (size_t i = 0; i < n_report_kinds; i++)
		g_string_append_printf(text, "  %-12s%s\n", report_kinds[i].name, _(report_kinds[i].summary));
	return g_string_free(text, FALSE);
}

static enum exit_status run_wanted(const struct command *command, const struct options *options, struct wanted *wanted,
				   const char *by)
{
	if (!wanted->kind)
		return fail_report(command, by);
	if (g_strv_length(options->rest) > 1)
		return fail_usage(command, _("name one lesson or course, or a session"));
	wanted->what = options->rest[0];
	g_autoptr(Config) config = load_config();
	return wanted->what || wanted->session ? show(options, wanted, config) : show_offers(options, wanted, config);
}

static enum exit_status run(const struct command *command, int argc, char **argv)
{
	g_autofree char *by = NULL, *session = NULL, *person = NULL, *question = NULL;
	g_autofree char *described = describe_reports();
	const GOptionEntry own[] = {
		{"by", 0, 0, G_OPTION_ARG_STRING, &by, N_("Which report"), N_("REPORT")},
		{"session", 0, 0, G_OPTION_ARG_STRING, &session, N_("Only what was done in this training session"),
		 N_("SESSION")},
		{"person", 0, 0, G_OPTION_ARG_STRING, &person, N_("What one person answered"), N_("NAME")},
		{"question", 0, 0, G_OPTION_ARG_STRING, &question, N_("What was answered to one question"), N_("ID")},
		G_OPTION_ENTRY_NULL,
	};
	g_autofree char *summary = g_strdup_printf("%s\n\n%s", _(command->summary), described);
	const struct command told = {command->name, command->arguments, summary, command->run, NULL};
	g_auto(Options) options;
	enum exit_status status;

	if (!options_parse(&options, &told, own, argc, argv, &status))
		return status;
	struct wanted wanted = {
		.session = session,
		.kind = report_asked_for(by, person, question),
		.about = person ? person : question,
	};
	return run_wanted(command, &options, &wanted, by);
}

const struct command command_results = {
	.name = "results",
	.arguments = N_("[LESSON|COURSE]"),
	.summary = N_("Show who has which grade"),
	.run = run,
};
