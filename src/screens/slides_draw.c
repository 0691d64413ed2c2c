/* What the presentation looks like. */
#include "screens/sheet.h"
#include "screens/slides_field.h"
#include "screens/slides_private.h"
#include "text/i18n.h"
#include "text/text.h"

#include <string.h>

int slides_notes_height(const struct slides *state, int height)
{
	return state->notes ? CLAMP(height / 3, 1, MAX(height - 4, 1)) : 0;
}

static void draw_notes(const struct slides *state, struct grid *grid)
{
	const char *notes = state->lesson->slides[state->at.slide].notes;
	int rows = slides_notes_height(state, grid->height), y = grid->height - rows;
	const struct rich rich = {.text = notes ? notes : _("(no notes for this slide)"),
				  .len = strlen(notes ? notes : _("(no notes for this slide)"))};
	g_autoptr(Page) page = layout_rich(&rich, MAX(grid->width - 2, 2), ROLE_DIM, &slides_options);

	for (int i = 0; i < grid->width; i++)
		grid_puts(grid, i, y, ROLE_RULE, 0, "─");
	page_draw(page, grid, 1, y + 1, grid->width - 2, 0, (size_t)MAX(rows - 1, 0), G_MAXINT);
}

static char *clock_text(int64_t minutes)
{
	g_autoptr(GDateTime) now = g_date_time_new_from_unix_local(minutes * 60);

	return g_date_time_format(now, "%H:%M");
}

static bool is_loose(const struct slides *state)
{
	const GArray *hits = state->search.hits;

	for (unsigned int i = 0; i < hits->len; i++) {
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
	g_autofree char *clock = clock_text(state->minutes);
	struct slide_stop stop = slide_view_stop(state->view, state->at.stop);

	top.height = state->view_height;
	slide_view_draw(state->view, &top, stop.screen, stop.step, clock);
	if (state->search.hits && search_grid(&top, state->search.folded, true) == 0 && is_loose(state))
		search_mark_words(&top, state->search.folded);
}

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
	if (state->number > 0)
		draw_number(state, grid);
	else if (state->field)
		draw_field(state, grid);
	else if (state->problem)
		draw_line(grid, ROLE_WARNING, state->problem);
	else if (state->notice)
		draw_line(grid, ROLE_KEY, state->notice);
}
