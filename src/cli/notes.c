/* The trainer's notes at a second terminal, and what a presentation took. */
#include "screens/notes.h"
#include "cli/command.h"
#include "cli/watch.h"
#include "report/report.h"
#include "screens/pace.h"
#include "store/now.h"
#include "text/i18n.h"
#include "tui/tui.h"

#include <glib/gstdio.h>
#include <stdio.h>
#include <string.h>

struct follower {
	struct screen *screen; /* the terminal's; NULL once that is gone */
	char *data;
	char *file; /* only this lesson's presentations; NULL for any */
	struct now_session *session;
	struct lesson *lesson; /* that the session shows */
	struct watch *watch;
};

/* ---- Following --------------------------------------------------------------------------------------------- */

static bool is_of_session(const char *name, void *user G_GNUC_UNUSED)
{
	return g_str_has_suffix(name, ".json") || g_str_has_suffix(name, ".log");
}

/* The lesson of a session; NULL when it cannot be read, or has no slide. */
static struct lesson *load_quietly(const char *path)
{
	g_autoptr(Diagnostics) diags = diagnostics_new();
	struct lesson *lesson = lesson_load(path, diags, NULL);

	if (lesson && lesson->n_slides == 0)
		g_clear_pointer(&lesson, lesson_free);
	return lesson;
}

/* Looks which presentation runs, and where it stands now. */
static void look(struct follower *f)
{
	struct now_session *session = now_find(f->data, f->file, false), *was = f->session;
	bool same = session && was && strcmp(session->id, was->id) == 0 && session->at.edition == was->at.edition;
	struct lesson *lesson = same ? f->lesson : session ? load_quietly(session->path) : NULL, *old = f->lesson;

	f->session = session;
	f->lesson = lesson;
	notes_follow(f->screen, lesson, session ? &session->at : NULL);
	if (lesson != old)
		lesson_free(old);
	now_session_free(was);
}

static void on_seen(void *user)
{
	struct follower *f = user;

	if (!f->screen)
		return;
	look(f);
	tui_post(EVENT_CHANGED, NULL);
}

static bool perform(struct screen *screen, int action G_GNUC_UNUSED, void *user, GError **error)
{
	struct follower *f = user;

	return !f->session || now_order(f->data, f->session->id, notes_order(screen), error);
}

static bool start_watching(struct follower *f)
{
	g_autofree char *folder = now_folder(f->data);

	g_mkdir_with_parents(folder, 0700);
	f->watch = watch_new(is_of_session, on_seen, f);
	if (f->watch && watch_add(f->watch, folder, WATCH_SAVED))
		return true;
	cli_complain(_("%s cannot be watched: a presentation cannot be followed from here"), folder);
	return false;
}

static enum exit_status follow(const char *data, const char *file, const struct theme *theme)
{
	struct follower f = {.screen = notes_screen_new(), .data = g_strdup(data), .file = g_strdup(file)};
	const struct tui_options tui = {.theme = theme, .perform = perform, .user = &f};
	g_autoptr(GError) error = NULL;
	enum exit_status status = EXIT_ENVIRONMENT;

	notes_track(&f.screen);
	if (start_watching(&f)) {
		look(&f);
		status = tui_run(f.screen, &tui, &error) ? EXIT_FINE : cli_fail(error);
	} else {
		screen_free(f.screen);
	}
	watch_free(f.watch);
	lesson_free(f.lesson);
	now_session_free(f.session);
	g_free(f.data);
	g_free(f.file);
	return status;
}

/* ---- The report -------------------------------------------------------------------------------------------- */

/* How long a slide was shown in all, and how long it should have been. */
struct total {
	size_t slide;
	const char *title;
	int64_t shown;
	int minutes;
};

static int by_slide(const void *a, const void *b)
{
	const struct total *x = a, *y = b;

	return x->slide < y->slide ? -1 : x->slide > y->slide;
}

/* A GArray of struct total, by slide. Of a slide whose title changed meanwhile, the last one counts. */
static GArray *sum_up(const GPtrArray *log)
{
	GArray *totals = g_array_new(FALSE, FALSE, sizeof(struct total));
	g_autoptr(GHashTable) places = g_hash_table_new(NULL, NULL);

	for (unsigned int i = 0; i < log->len; i++) {
		const struct now_shown *shown = log->pdata[i];
		void *key = GSIZE_TO_POINTER(shown->slide + 1);
		unsigned int place = GPOINTER_TO_UINT(g_hash_table_lookup(places, key));
		if (place == 0) {
			const struct total none = {.slide = shown->slide};
			g_array_append_val(totals, none);
			place = totals->len;
			g_hash_table_insert(places, key, GUINT_TO_POINTER(place));
		}
		struct total *total = &g_array_index(totals, struct total, place - 1);
		total->title = shown->title;
		total->minutes = shown->minutes;
		total->shown += shown->milliseconds;
	}
	g_array_sort(totals, by_slide);
	return totals;
}

/* Times of a row; planned 0 is none, and then there is no difference. */
static void add_row(struct table *table, const char *number, const char *title, int64_t shown, int64_t planned,
		    int64_t late)
{
	g_autofree char *sign = pace_clock(late);
	char *difference = planned > 0 ? g_strconcat(late < 0 ? "−" : "+", sign, NULL) : g_strdup("");
	char *plan = planned > 0 ? pace_clock(planned) : g_strdup("");

	table_add_row(table, g_strdup(number), g_strdup(title), pace_clock(shown), plan, difference, NULL);
}

/* The slides, and all of them: against the timer where there was one, else only those with minutes. */
static void add_rows(struct table *table, const GArray *totals, int timer)
{
	int64_t shown = 0, planned = 0, late = 0;

	for (unsigned int i = 0; i < totals->len; i++) {
		const struct total *total = &g_array_index(totals, struct total, i);
		g_autofree char *number = g_strdup_printf("%zu", total->slide + 1);
		int64_t minutes = (int64_t)total->minutes * 60000;
		add_row(table, number, total->title, total->shown, minutes, total->shown - minutes);
		shown += total->shown;
		planned += minutes;
		late += minutes > 0 ? total->shown - minutes : 0;
	}
	if (timer > 0) {
		planned = (int64_t)timer * 1000;
		late = shown - planned;
	}
	add_row(table, "", _("All"), shown, planned, late);
}

static struct table *report_table(const struct now_session *session, const GArray *totals)
{
	g_autoptr(GDateTime) time = g_date_time_new_from_unix_local(session->written / 1000);
	g_autofree char *when = g_date_time_format(time, "%d/%m/%Y %H:%M");
	g_autofree char *title = g_strdup_printf(_("How long each slide was shown: %s"), session->lesson);
	struct table *table = table_new(title);

	g_free(table->subtitle);
	table->subtitle = g_strdup_printf(session->running ? _("still running, %s") : _("ended %s"), when);
	table_add_column(table, _("No."), COLUMN_NUMBER);
	table_add_column(table, _("Slide"), COLUMN_TEXT);
	table_add_column(table, _("Shown"), COLUMN_NUMBER);
	table_add_column(table, _("Planned"), COLUMN_NUMBER);
	table_add_column(table, _("Difference"), COLUMN_NUMBER);
	add_rows(table, totals, session->at.timer);
	return table;
}

static enum exit_status report(const char *data, const char *file)
{
	g_autoptr(NowSession) session = now_find(data, file, true);

	if (!session) {
		cli_complain(_("no presentation was given yet: there is nothing to report"));
		return EXIT_INPUT;
	}
	g_autoptr(GPtrArray) log = now_read_log(data, session->id);
	g_autoptr(GArray) totals = sum_up(log);
	g_autoptr(Table) table = report_table(session, totals);
	g_autofree char *text = table_text(table);
	fputs(text, stdout);
	return finish_output();
}

/* ---- The command ------------------------------------------------------------------------------------------- */

static enum exit_status run(const struct command *command, int argc, char **argv)
{
	gboolean reports = FALSE;
	g_autofree char *named = NULL, *file = NULL;
	const GOptionEntry own[] = {
		{"report", 0, 0, G_OPTION_ARG_NONE, &reports,
		 N_("Say how long each slide of the last presentation was shown"), NULL},
		{"theme", 0, 0, G_OPTION_ARG_STRING, &named, N_("Colours: the name of a theme"), N_("NAME")},
		G_OPTION_ENTRY_NULL,
	};
	g_auto(Options) options;
	enum exit_status status;

	if (!options_parse(&options, command, own, argc, argv, &status))
		return status;
	if (g_strv_length(options.rest) > 1)
		return fail_usage(command, _("name one lesson, or none for the presentation that runs"));
	g_autofree char *data = store_data_dir(options.data);
	if (options.rest[0]) {
		g_autoptr(Lesson) lesson = load_lesson(options.rest[0], &status);
		if (!lesson)
			return status;
		file = lesson_file(lesson);
	}
	if (reports)
		return report(data, file);
	g_autoptr(Config) config = load_config();
	g_autoptr(Theme) theme = choose_theme(named, config, NULL);
	return theme ? follow(data, file, theme) : EXIT_USAGE;
}

const struct command command_notes = {
	.name = "notes",
	.arguments = N_("[LESSON]"),
	.summary = N_("Notes and time beside a presentation"),
	.run = run,
};
