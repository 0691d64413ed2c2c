/*
 * A running presentation: what its screen asks of the program, and what happens outside of it. Where it stands is
 * written a moment after the slide was drawn, so that no slide waits for the disk.
 */
#include "cli/command.h"
#include "cli/watch.h"
#include "screens/slides.h"
#include "screens/slides_index.h"
#include "text/i18n.h"
#include "tui/tui.h"

#include <stdlib.h>
#include <string.h>

#define MOMENT 40 /* milliseconds; somebody who turns many slides quickly is followed at this pace */

/* What was written last, so that it is known how long a slide was shown when the next one comes. */
struct shown {
	struct standing at;
	char *title;
	int minutes;
};

struct presentation {
	struct screen *screen; /* the terminal's; NULL once that is gone */
	const struct lesson *lesson;
	struct lesson *edited; /* the same, when it was read anew; else NULL */
	bool has_errors;       /* that one has errors */
	char *file, *data;

	struct theme *theme; /* that is shown */
	const struct config *config;

	struct standing at; /* what the screen told */
	struct now *now;    /* NULL until something was written */
	char *untold;       /* why nothing can be */
	struct shown shown;
	struct watch *edits, *orders;
	unsigned int pending; /* the source that writes */
};

/* ---- Themes ------------------------------------------------------------------------------------------------ */

static void next_theme(struct presentation *p)
{
	g_auto(GStrv) folders = theme_folders(), themes = theme_names((const char *const *)folders);
	size_t n = g_strv_length(themes), at = 0;

	while (at < n && strcmp(themes[at], p->theme->name) != 0)
		at++;
	struct theme *theme = n > 0 ? choose_theme(themes[(at + 1) % n], p->config, p->lesson) : NULL;
	if (!theme)
		return;
	tui_set_theme(theme);
	theme_free(p->theme);
	p->theme = theme;
}

/* ---- Telling where it stands ------------------------------------------------------------------------------- */

static bool any_name(const char *name G_GNUC_UNUSED, void *user G_GNUC_UNUSED)
{
	return true;
}

static void take_orders(void *user)
{
	struct presentation *p = user;
	g_autoptr(GArray) orders = now_orders(p->now);

	if (!p->screen)
		return;
	for (unsigned int i = 0; i < orders->len; i++)
		slides_obey(p->screen, &g_array_index(orders, struct order, i));
	if (orders->len > 0)
		tui_post(EVENT_CHANGED, NULL);
}

static bool start_telling(struct presentation *p)
{
	g_autoptr(GError) error = NULL;

	if (p->now || p->untold)
		return p->now != NULL;
	p->now = now_begin(p->data, p->lesson->name, p->file, &error);
	if (!p->now) {
		p->untold = g_strdup(error->message);
		return false;
	}
	p->orders = watch_new(any_name, take_orders, p);
	if (p->orders)
		watch_add(p->orders, now_orders_path(p->now), WATCH_GROWS);
	return true;
}

/* The slide that was up until a time goes into the log. */
static void log_shown(struct presentation *p, int64_t until)
{
	struct shown *shown = &p->shown;

	if (shown->title && until >= shown->at.since)
		now_log(p->now, shown->at.slide, shown->title, shown->minutes, shown->at.since,
			until - shown->at.since);
}

static void write_standing(struct presentation *p)
{
	g_autoptr(GError) error = NULL;
	const struct slide *slide = &p->lesson->slides[p->at.slide];

	if (!start_telling(p))
		return;
	if (p->at.since != p->shown.at.since)
		log_shown(p, p->at.since);
	g_free(p->shown.title);
	p->shown = (struct shown){.at = p->at, .title = slide_label(p->lesson, p->at.slide), .minutes = slide->minutes};
	if (!now_tell(p->now, &p->at, p->shown.title, g_get_real_time() / 1000, &error) && !p->untold)
		p->untold = g_strdup(error->message);
}

static gboolean on_pending(void *user)
{
	struct presentation *p = user;

	p->pending = 0;
	write_standing(p);
	return G_SOURCE_REMOVE;
}

static void stop_telling(struct presentation *p)
{
	if (p->pending) {
		g_clear_handle_id(&p->pending, g_source_remove);
		write_standing(p);
	}
	if (p->now)
		log_shown(p, g_get_real_time() / 1000);
	g_clear_pointer(&p->orders, watch_free);
	g_clear_pointer(&p->now, now_free);
	g_clear_pointer(&p->shown.title, g_free);
}

static bool perform(struct screen *screen, int action, void *user, GError **error G_GNUC_UNUSED)
{
	struct presentation *p = user;

	switch ((enum slides_action)action) {
	case SLIDES_DO_NEXT_THEME:
		next_theme(p);
		break;
	case SLIDES_DO_TELL:
		p->at = *slides_standing(screen);
		if (!p->pending)
			p->pending = g_timeout_add(MOMENT, on_pending, p);
		break;
	}
	return true;
}

/* ---- Editing ----------------------------------------------------------------------------------------------- */

/* Only what can be in the lesson: its file, and where it takes in others, any file beside it. */
static bool may_change_lesson(const char *name, void *user)
{
	const struct presentation *p = user;
	g_autofree char *own = g_path_get_basename(p->file);

	return strcmp(name, own) == 0 || strstr(p->lesson->text, "include:");
}

/* Whether the lesson that is shown has errors; of the first one, which the person was told of, it is asked only now. */
static bool shown_has_errors(const struct presentation *p)
{
	g_autoptr(Diagnostics) diags = diagnostics_new();
	g_autofree char *folder = g_path_get_dirname(p->file);

	if (p->edited)
		return p->has_errors;
	lesson_free(lesson_parse(p->lesson->text, strlen(p->lesson->text), p->lesson->path, folder, diags));
	return diags->errors > 0;
}

/* "bai-1.md:12: what is wrong", of the first error. */
static char *first_mistake(const struct diagnostics *diags)
{
	for (unsigned int i = 0; i < diags->items->len; i++) {
		const struct diagnostic *diag = diags->items->pdata[i];
		if (diag->severity != SEVERITY_ERROR)
			continue;
		g_autofree char *name = g_path_get_basename(diag->path);
		return diag->line > 0 ? g_strdup_printf("%s:%d: %s", name, diag->line, diag->message)
				      : g_strdup_printf("%s: %s", name, diag->message);
	}
	return NULL;
}

/* The lesson as it is now; what is wrong with it shows, and then the last good one stays, if there was one. */
static void read_edited(void *user)
{
	struct presentation *p = user;

	if (!p->screen)
		return;
	g_autoptr(Diagnostics) diags = diagnostics_new();
	g_autoptr(GError) error = NULL;
	struct lesson *lesson = lesson_load(p->lesson->path, diags, &error);
	g_autofree char *mistake = lesson ? first_mistake(diags) : g_strdup(error->message);

	if (lesson && lesson->n_slides == 0 && !mistake)
		mistake = g_strdup_printf(_("%s has no slides: write some text into it first"), lesson->path);
	slides_set_mistake(p->screen, mistake);
	if (lesson && lesson->n_slides > 0 && (!mistake || shown_has_errors(p))) {
		slides_set_lesson(p->screen, lesson);
		p->lesson = lesson;
		p->has_errors = diags->errors > 0;
		lesson_free(p->edited);
		p->edited = lesson;
	} else {
		lesson_free(lesson);
	}
	tui_post(EVENT_CHANGED, NULL);
}

/* Both folders where a name in one stands for a file in the other. */
static void watch_edits(struct presentation *p)
{
	g_autofree char *named = g_path_get_dirname(p->lesson->path), *real = g_path_get_dirname(p->file);

	p->edits = watch_new(may_change_lesson, read_edited, p);
	if (!p->edits)
		return;
	watch_add(p->edits, named, WATCH_SAVED);
	watch_add(p->edits, real, WATCH_SAVED);
}

/* ---- Resuming ---------------------------------------------------------------------------------------------- */

/* The slide of that title nearest to where it was; where there is none, the slide of that number. */
static size_t find_slide(const struct lesson *lesson, size_t slide, const char *title)
{
	size_t best = MIN(slide, lesson->n_slides - 1), least = G_MAXSIZE;

	for (size_t i = 0; i < lesson->n_slides; i++) {
		size_t distance = i > slide ? i - slide : slide - i;
		g_autofree char *label = distance < least ? slide_label(lesson, i) : NULL;
		if (!label || strcmp(label, title) != 0)
			continue;
		best = i;
		least = distance;
	}
	return best;
}

static void resume(const struct presentation *p)
{
	g_autoptr(NowSession) last = now_find(p->data, p->file, true);

	if (!last)
		return;
	struct standing at = last->at;
	at.slide = find_slide(p->lesson, at.slide, last->title);
	slides_resume(p->screen, &at);
}

/* ---- The run ----------------------------------------------------------------------------------------------- */

char *lesson_file(const struct lesson *lesson)
{
	char *real = realpath(lesson->path, NULL);
	char *file = real ? g_strdup(real) : g_canonicalize_filename(lesson->path, NULL);

	free(real);
	return file;
}

static void clear(struct presentation *p)
{
	g_clear_pointer(&p->edits, watch_free);
	lesson_free(p->edited);
	theme_free(p->theme);
	g_free(p->file);
	g_free(p->data);
	g_free(p->untold);
}

enum exit_status run_present(const struct options *options, const struct lesson *lesson,
			     const struct present_setup *setup, struct theme *theme, const struct config *config)
{
	struct presentation p = {
		.screen = slides_screen_new(lesson, setup->slide),
		.lesson = lesson,
		.file = lesson_file(lesson),
		.data = store_data_dir(options->data),
		.theme = theme,
		.config = config,
	};
	const struct tui_options tui = {.theme = theme, .perform = perform, .user = &p};
	g_autoptr(GError) error = NULL;

	slides_track(&p.screen);
	slides_set_timer(p.screen, setup->timer);
	if (setup->resume)
		resume(&p);
	watch_edits(&p);
	bool shown = tui_run(p.screen, &tui, &error);
	stop_telling(&p);
	if (shown && p.untold)
		cli_complain(_("“taphuan notes” could not follow: %s"), p.untold);
	clear(&p);
	return shown ? EXIT_FINE : cli_fail(error);
}
