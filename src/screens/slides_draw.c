/* What the presentation looks like. */
#include "screens/pace.h"
#include "screens/sheet.h"
#include "screens/slides_field.h"
#include "screens/slides_private.h"
#include "text/i18n.h"
#include "text/text.h"

#include <string.h>

/* ---- The notes under the slide ----------------------------------------------------------------------------- */

int slides_notes_height(const struct slides *state, int height)
{
	return state->notes ? CLAMP(height / 3, 2, MAX(height - 3, 1)) : 0;
}

static struct page *notes_page(const struct slides *state, int width)
{
	const char *notes = state->lesson->slides[state->at.slide].notes;
	const char *text = notes ? notes : _("(no notes for this slide)");
	const struct rich rich = {.text = text, .len = strlen(text)};

	return layout_rich(&rich, MAX(width - 4, 2), ROLE_TEXT, &screen_options);
}

/* How many lines of notes there is room for, under their rule where that fits. */
static size_t notes_room(const struct slides *state, int height)
{
	return (size_t)MAX(slides_notes_height(state, height) - 1, 1);
}

void slides_turn_notes(struct slides *state)
{
	if (!state->notes) {
		state->notes = true;
		state->notes_from = 0;
		return;
	}
	g_autoptr(Page) page = notes_page(state, state->width);
	state->notes_from += notes_room(state, state->height);
	state->notes = state->notes_from < page->lines->len;
}

/* The time, at the right of the rule. */
static void draw_pace(const struct slides *state, struct grid *grid, int y)
{
	struct pace pace = pace_at(state->lesson, &state->stands, state->now);
	g_autofree char *text = pace_text(&pace);
	int width = text_width(text, strlen(text));

	if (!pace.has_timer && pace.elapsed == 0)
		return;
	grid_fill(grid, MAX(grid->width - width - 4, 0), y, width + 2, 1, ROLE_TEXT);
	draw_clipped(grid, MAX(grid->width - width - 3, 0), y, MIN(width, grid->width),
		     pace.has_timer && pace.remaining < 0 ? ROLE_WARNING : ROLE_DIM, 0, text);
}

static void draw_notes(const struct slides *state, struct grid *grid)
{
	int rows = slides_notes_height(state, grid->height), y = grid->height - rows;
	size_t room = notes_room(state, grid->height);
	g_autoptr(Page) page = notes_page(state, grid->width);

	grid_fill(grid, 0, y, grid->width, rows, ROLE_TEXT);
	for (int x = 0; x < grid->width && rows > 1; x++)
		grid_puts(grid, x, y, ROLE_RULE, 0, "─");
	if (rows > 1)
		draw_pace(state, grid, y);
	page_draw(page, grid, 1, grid->height - (int)room, grid->width - 3, state->notes_from, room, G_MAXINT);
	if (state->notes_from + room < page->lines->len)
		grid_puts(grid, grid->width - 1, grid->height - 1, ROLE_DIM, CELL_BOLD, "↓");
}

/* ---- The slide --------------------------------------------------------------------------------------------- */

static bool is_loose(const struct slides *state)
{
	const GArray *hits = state->search.hits;

	for (unsigned int i = 0; hits && i < hits->len; i++) {
		const struct hit *hit = &g_array_index(hits, struct hit, i);
		if (hit->place.slide == state->at.slide && hit->loose)
			return true;
	}
	return false;
}

/* The slide's part of the grid: its view knows nothing of the notes below. */
static void draw_slide(const struct slides *state, struct grid *grid)
{
	struct grid top = *grid;
	g_autofree char *clock = pace_time_of_day(state->minutes * 60000);
	struct slide_stop stop = slide_view_stop(state->view, state->at.stop);

	top.height = state->view_height;
	slide_view_draw(state->view, &top, stop.screen, stop.step, clock);
	if (state->search.folded && search_grid(&top, state->search.folded, true) == 0 && is_loose(state))
		search_mark_words(&top, state->search.folded);
}

/* ---- The line at the bottom -------------------------------------------------------------------------------- */

static void draw_line(struct grid *grid, enum role role, const char *text)
{
	int x = grid->width < 40 ? 0 : 1;

	grid_fill(grid, 0, grid->height - 1, grid->width, 1, role);
	draw_clipped(grid, x, grid->height - 1, grid->width - 2 * x, role, CELL_BOLD, text);
}

static void draw_field(const struct slides *state, struct grid *grid)
{
	const char *prompt = _("Search:");

	draw_line(grid, ROLE_KEY, prompt);
	int x = grid->width < 40 ? 0 : 1, used = text_width(prompt, strlen(prompt)) + 1;
	if (used > grid->width / 2)
		used = 0;
	line_field_draw(grid, x + used, grid->height - 1, MAX(grid->width - used - 2 * x, 1), state->field->str);
}

static void draw_number(const struct slides *state, struct grid *grid)
{
	size_t slide = MIN((size_t)state->number, state->lesson->n_slides);
	g_autofree char *label = slide_label(state->lesson, slide - 1);
	g_autofree char *prompt = g_strdup_printf(_("Slide %d: press Enter to go there (%s)"), state->number, label);

	draw_line(grid, ROLE_KEY, prompt);
}

static void draw_bottom(const struct slides *state, struct grid *grid)
{
	if (state->number > 0)
		draw_number(state, grid);
	else if (state->field)
		draw_field(state, grid);
	else if (state->problem)
		draw_line(grid, ROLE_WARNING, state->problem);
	else if (state->notice)
		draw_line(grid, ROLE_KEY, state->notice);
	else if (state->mistake)
		draw_line(grid, ROLE_WARNING, state->mistake);
}

void slides_draw(const struct slides *state, struct grid *grid)
{
	if (state->black)
		return;
	if (state->titles) {
		titles_draw(state->titles, grid);
		return;
	}
	draw_slide(state, grid);
	if (state->notes)
		draw_notes(state, grid);
	draw_bottom(state, grid);
}
