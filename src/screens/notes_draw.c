/* What the notes' screen looks like. */
#include "screens/notes_private.h"
#include "screens/pace.h"
#include "screens/sheet.h"
#include "screens/slides.h"
#include "text/i18n.h"
#include "text/text.h"

#include <string.h>

#define PREVIEW_WIDTH  56 /* columns a terminal must have for slides side by side, … */
#define PREVIEW_HEIGHT 15 /* … and rows */
#define NARROW         40 /* columns below which only the most needful is said */

/* ---- Laying out -------------------------------------------------------------------------------------------- */

static void preview_clear(struct preview *preview)
{
	slide_view_free(preview->view);
	*preview = (struct preview){.view = NULL};
}

void notes_forget(struct notes *notes)
{
	preview_clear(&notes->this);
	preview_clear(&notes->next);
	g_clear_pointer(&notes->text, page_free);
	notes->fitted_width = notes->fitted_height = 0;
}

/* What stands at a place, as the small view of its slide shows it. */
static void preview_init(struct preview *preview, const struct notes *notes, const struct standing *at)
{
	preview->view = slide_view_new(&notes->small, at->slide, preview->width, preview->height, &screen_options);
	preview->stop = slides_find_stop(preview->view, notes->lesson, at);
}

/* Where the next key leads: the next stop of the slide as the hall sees it, or the slide after it. */
static bool find_next(const struct notes *notes, struct standing *at)
{
	g_autoptr(SlideView) hall = slide_view_new(notes->lesson, at->slide, at->width, at->height, &screen_options);
	size_t stop = slides_find_stop(hall, notes->lesson, at);

	if (stop + 1 < slide_view_stops(hall)) {
		struct slide_stop next = slide_view_stop(hall, stop + 1);
		at->screen = next.screen;
		at->step = next.step;
		return true;
	}
	at->slide++;
	at->screen = 0;
	at->step = 0;
	return at->slide < notes->lesson->n_slides;
}

static bool has_previews(const struct notes *notes)
{
	return notes->width >= PREVIEW_WIDTH && notes->height >= PREVIEW_HEIGHT;
}

/* This slide has three fifths of the width, the next one the rest; both nearly half of the height. */
static void fit_previews(struct notes *notes)
{
	int width = (notes->width - 1) * 3 / 5, height = notes->height / 2 - 1;
	struct standing next = notes->at;

	notes->this = (struct preview){.y = 1, .width = width, .height = height};
	preview_init(&notes->this, notes, &notes->at);
	notes->next = (struct preview){.x = width + 1, .y = 1, .width = notes->width - width - 1, .height = height};
	if (find_next(notes, &next))
		preview_init(&notes->next, notes, &next);
	notes->text_y = height + 2;
	notes->text_height = notes->height - notes->text_y - 1;
}

static void fit_text(struct notes *notes)
{
	const char *words = notes->lesson->slides[notes->at.slide].notes;
	const char *text = words ? words : _("(no notes for this slide)");
	const struct rich rich = {.text = text, .len = strlen(text)};

	notes->text = layout_rich(&rich, MAX(notes->width - 3, 2), words ? ROLE_TEXT : ROLE_DIM, &screen_options);
}

void notes_fit(struct notes *notes)
{
	bool fits = notes->fitted_width == notes->width && notes->fitted_height == notes->height;

	if (!notes->lesson || fits)
		return;
	notes_forget(notes);
	if (has_previews(notes)) {
		fit_previews(notes);
	} else {
		notes->text_y = notes->height >= 3 ? 1 : 0;
		notes->text_height = MAX(notes->height - notes->text_y - (notes->height >= 5 ? 2 : 1), 1);
	}
	fit_text(notes);
	notes->scroll = MIN(notes->scroll, notes_last_scroll(notes));
	notes->fitted_width = notes->width;
	notes->fitted_height = notes->height;
}

int notes_last_scroll(const struct notes *notes)
{
	return notes->text ? MAX((int)notes->text->lines->len - notes->text_height, 0) : 0;
}

/* ---- Drawing ----------------------------------------------------------------------------------------------- */

static void draw_rule(struct grid *grid, int y)
{
	for (int x = 0; x < grid->width; x++)
		grid_puts(grid, x, y, ROLE_RULE, 0, "─");
}

static void draw_preview(const struct preview *preview, struct grid *grid)
{
	g_autoptr(Grid) own = grid_new(preview->width, preview->height);
	struct slide_stop stop = slide_view_stop(preview->view, preview->stop);

	slide_view_draw(preview->view, own, stop.screen, stop.step, NULL);
	for (int y = 0; y < preview->height && preview->y + y < grid->height; y++)
		for (int x = 0; x < preview->width && preview->x + x < grid->width; x++)
			*grid_cell(grid, preview->x + x, preview->y + y) = *grid_cell(own, x, y);
}

/* "3/12", and that nobody sees it where that is so. */
static char *place_text(const struct notes *notes)
{
	return g_strdup_printf(notes->at.black ? _("%zu/%zu, the screen is black") : "%zu/%zu", notes->at.slide + 1,
			       notes->lesson->n_slides);
}

/* How long the slide is up, at the right of the rule above the notes. */
static void draw_slide_time(const struct notes *notes, struct grid *grid, int y)
{
	g_autofree char *shown = pace_clock(MAX(notes->now - notes->at.since, 0));
	int minutes = notes->lesson->slides[notes->at.slide].minutes;
	g_autofree char *text = minutes > 0 ? g_strdup_printf(_(" this slide: %s of %d min "), shown, minutes)
					    : g_strdup_printf(_(" this slide: %s "), shown);
	int width = text_width(text, strlen(text));

	grid_puts(grid, MAX(grid->width - width - 1, 0), y, ROLE_DIM, 0, text);
}

static void draw_previews(const struct notes *notes, struct grid *grid)
{
	const struct preview *this = &notes->this, *next = &notes->next;
	g_autofree char *place = place_text(notes);
	int bar = this->width;

	draw_clipped(grid, 1, 0, bar - 2, notes->at.black ? ROLE_WARNING : ROLE_KEY, CELL_BOLD, place);
	draw_clipped(grid, next->x + 1, 0, next->width - 1, ROLE_KEY, CELL_BOLD,
		     next->view ? _("Next") : _("This is the end"));
	for (int y = 0; y <= this->height; y++)
		grid_puts(grid, bar, y, ROLE_RULE, 0, "│");
	draw_preview(this, grid);
	if (next->view)
		draw_preview(next, grid);
	draw_rule(grid, notes->text_y - 1);
	draw_slide_time(notes, grid, notes->text_y - 1);
}

/* Where there is no room for slides there are their titles. */
static void draw_titles(const struct notes *notes, struct grid *grid)
{
	g_autofree char *place = place_text(notes), *title = slide_label(notes->lesson, notes->at.slide);
	g_autofree char *this = g_strdup_printf("%s  %s", place, title);
	size_t following = notes->at.slide + 1;

	if (grid->height >= 3)
		draw_clipped(grid, 0, 0, grid->width, notes->at.black ? ROLE_WARNING : ROLE_TITLE, CELL_BOLD, this);
	if (grid->height < 5)
		return;
	g_autofree char *label = following < notes->lesson->n_slides ? slide_label(notes->lesson, following) : NULL;
	g_autofree char *next = label ? g_strdup_printf(_("Next: %s"), label) : g_strdup(_("This is the end"));
	draw_clipped(grid, 0, grid->height - 2, grid->width, ROLE_DIM, 0, next);
}

static void draw_text(const struct notes *notes, struct grid *grid)
{
	int x = grid->width < NARROW ? 0 : 1, y = notes->text_y, height = notes->text_height;

	page_draw(notes->text, grid, x, y, grid->width - 2, (size_t)notes->scroll, (size_t)height, G_MAXINT);
	if (notes->scroll > 0)
		grid_puts(grid, grid->width - 1, y, ROLE_KEY, CELL_BOLD, "↑");
	if (notes->scroll < notes_last_scroll(notes))
		grid_puts(grid, grid->width - 1, y + height - 1, ROLE_KEY, CELL_BOLD, "↓");
}

/* The time, with the clock at the right. */
static void draw_status(const struct notes *notes, struct grid *grid)
{
	struct pace pace = pace_at(notes->lesson, &notes->at, notes->now);
	enum role role = pace.has_timer && pace.remaining < 0 ? ROLE_WARNING : ROLE_FOOTER;
	int y = grid->height - 1, edge = grid->width < NARROW ? 0 : 1;
	g_autofree char *text = grid->width < NARROW ? pace_short_text(&pace) : pace_text(&pace);
	g_autofree char *clock = pace_time_of_day(notes->now);
	int clock_x = grid->width - edge - (int)strlen(clock);
	int used = edge + text_width(text, strlen(text));

	grid_fill(grid, 0, y, grid->width, 1, role);
	draw_clipped(grid, edge, y, grid->width - edge, role, CELL_BOLD, text);
	if (used + 2 <= clock_x)
		grid_puts(grid, clock_x, y, role, 0, clock);
}

static void draw_bottom(const struct notes *notes, struct grid *grid)
{
	g_autofree char *line = notes->problem ? g_strdup(notes->problem) : NULL;

	if (notes->number > 0) {
		size_t slide = MIN((size_t)notes->number, notes->lesson->n_slides);
		g_autofree char *label = slide_label(notes->lesson, slide - 1);
		g_free(line);
		line = g_strdup_printf(_("Slide %d: press Enter to go there (%s)"), notes->number, label);
	}
	if (!line) {
		draw_status(notes, grid);
		return;
	}
	enum role role = notes->number > 0 ? ROLE_KEY : ROLE_WARNING;
	grid_fill(grid, 0, grid->height - 1, grid->width, 1, role);
	draw_clipped(grid, 0, grid->height - 1, grid->width, role, CELL_BOLD, line);
}

static void draw_waiting(const struct notes *notes, struct grid *grid)
{
	const char *text = _("No presentation is running. Start one at another terminal:");
	g_autofree char *all = g_strdup_printf("%s\n\ntaphuan present %s", text, _("LESSON"));
	const struct rich rich = {.text = all, .len = strlen(all)};
	int x = grid->width < NARROW ? 0 : 3;
	g_autoptr(Page) page = layout_rich(&rich, MAX(grid->width - 2 * x, 2), ROLE_TEXT, &screen_options);
	g_autofree char *clock = pace_time_of_day(notes->now);

	page_draw(page, grid, x, grid->height < 10 ? 0 : 2, grid->width - x, 0, (size_t)grid->height, G_MAXINT);
	if (grid->height >= 10)
		grid_puts(grid, MAX(grid->width - x - (int)strlen(clock), 0), grid->height - 1, ROLE_FOOTER, 0, clock);
}

void notes_draw(const struct notes *notes, struct grid *grid)
{
	if (!notes->lesson) {
		draw_waiting(notes, grid);
		return;
	}
	if (notes->titles) {
		titles_draw(notes->titles, grid);
		return;
	}
	if (has_previews(notes))
		draw_previews(notes, grid);
	else
		draw_titles(notes, grid);
	draw_text(notes, grid);
	draw_bottom(notes, grid);
}
