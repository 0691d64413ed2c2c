#include "screens/slides.h"
#include "layout/layout.h"
#include "screens/help.h"
#include "screens/keys.h"
#include "text/i18n.h"
#include "text/text.h"

#include <string.h>

struct slides {
	const struct lesson *lesson;
	size_t slide, stop;
	int number;      /* typed so far: Enter goes to the slide of that number */
	bool black;      /* nothing is shown */
	bool notes;      /* the notes stand under the slide */
	int64_t minutes; /* since 1970: what the clock shows */
	char *problem;

	int width, height; /* of the terminal, at the last event */

	/* The slide laid out for that size. */
	struct slide_view *view;
	size_t view_slide;
	int view_width, view_height;
};

static const struct layout_options options = {.colour = true};

/* ---- The view of the slide --------------------------------------------------------------------------------- */

static int notes_height(const struct slides *state, int height)
{
	return state->notes ? CLAMP(height / 3, 1, MAX(height - 4, 1)) : 0;
}

static void forget_view(struct slides *state)
{
	g_clear_pointer(&state->view, slide_view_free);
}

/* Lays the slide out for the terminal, staying at what was shown when only the size has changed. */
static void fit_view(struct slides *state)
{
	int width = state->width, room = MAX(state->height - notes_height(state, state->height), 1);

	if (state->view && state->view_slide == state->slide && state->view_width == width &&
	    state->view_height == room)
		return;
	struct slide_view *view = slide_view_new(state->lesson, state->slide, width, room, &options);
	if (state->view && state->view_slide == state->slide)
		state->stop = slide_view_find_stop(view, state->view, state->stop);
	forget_view(state);
	state->view = view;
	state->view_slide = state->slide;
	state->view_width = width;
	state->view_height = room;
	state->stop = MIN(state->stop, slide_view_stops(view) - 1);
}

/* ---- Drawing ----------------------------------------------------------------------------------------------- */

static void draw_notes(const struct slides *state, struct grid *grid)
{
	const char *notes = state->lesson->slides[state->slide].notes;
	int rows = notes_height(state, grid->height), y = grid->height - rows;
	const struct rich rich = {.text = notes ? notes : _("(no notes for this slide)"),
				  .len = strlen(notes ? notes : _("(no notes for this slide)"))};
	g_autoptr(Page) page = layout_rich(&rich, MAX(grid->width - 2, 2), ROLE_DIM, &options);

	for (int i = 0; i < grid->width; i++)
		grid_puts(grid, i, y, ROLE_RULE, 0, "─");
	page_draw(page, grid, 1, y + 1, grid->width - 2, 0, (size_t)MAX(rows - 1, 0), G_MAXINT);
}

static char *clock_text(int64_t minutes)
{
	g_autoptr(GDateTime) now = g_date_time_new_from_unix_local(minutes * 60);

	return g_date_time_format(now, "%H:%M");
}

/* The slide's part of the grid: its view knows nothing of the notes below. */
static void draw_slide(const struct slides *state, struct grid *grid)
{
	struct grid top = *grid;
	g_autofree char *clock = clock_text(state->minutes);
	struct slide_stop stop = slide_view_stop(state->view, state->stop);

	top.height = state->view_height;
	slide_view_draw(state->view, &top, stop.screen, stop.step, clock);
}

static void draw_line(struct grid *grid, enum role role, const char *text)
{
	grid_fill(grid, 0, grid->height - 1, grid->width, 1, role);
	grid_puts(grid, 1, grid->height - 1, role, CELL_BOLD, text);
}

static void render(const void *data, struct grid *grid)
{
	const struct slides *state = data;

	if (state->black)
		return;
	draw_slide(state, grid);
	if (state->notes)
		draw_notes(state, grid);
	if (state->number > 0) {
		g_autofree char *prompt = g_strdup_printf(_("Slide %d: press Enter to go there"), state->number);
		draw_line(grid, ROLE_KEY, prompt);
	} else if (state->problem) {
		draw_line(grid, ROLE_WARNING, state->problem);
	}
}

/* ---- Moving ------------------------------------------------------------------------------------------------ */

static struct effect draw(void)
{
	return (struct effect){.kind = EFFECT_DRAW};
}

static struct effect go(struct slides *state, size_t slide)
{
	state->slide = MIN(slide, state->lesson->n_slides - 1);
	state->stop = 0;
	return draw();
}

static struct effect next(struct slides *state)
{
	if (state->stop + 1 < slide_view_stops(state->view)) {
		state->stop++;
		return draw();
	}
	if (state->slide + 1 < state->lesson->n_slides)
		return go(state, state->slide + 1);
	return (struct effect){.kind = EFFECT_NONE};
}

/* Back from the beginning of a slide is the end of the one before. */
static struct effect previous(struct slides *state)
{
	if (state->stop > 0) {
		state->stop--;
		return draw();
	}
	if (state->slide == 0)
		return (struct effect){.kind = EFFECT_NONE};
	go(state, state->slide - 1);
	fit_view(state);
	state->stop = slide_view_stops(state->view) - 1;
	return draw();
}

static struct effect add_digit(struct slides *state, uint32_t digit)
{
	if (state->number < 100000)
		state->number = state->number * 10 + (int)(digit - '0');
	return draw();
}

/* A number is typed: Enter goes there, anything else forgets it. */
static struct effect end_number(struct slides *state, uint32_t key)
{
	size_t number = (size_t)state->number;

	state->number = 0;
	return key == KEY_RETURN ? go(state, number - 1) : draw();
}

static struct effect handle_binding(struct slides *state, enum binding binding)
{
	switch ((int)binding) {
	case SLIDES_NEXT:
		return next(state);
	case SLIDES_PREVIOUS:
		return previous(state);
	case SLIDES_FIRST:
		return go(state, 0);
	case SLIDES_LAST:
		return go(state, state->lesson->n_slides - 1);
	case SLIDES_NOTES:
		state->notes = !state->notes;
		return draw();
	case SLIDES_BLACK:
		state->black = true;
		return draw();
	case SLIDES_THEME:
		return (struct effect){.kind = EFFECT_ACT, .action = SLIDES_DO_NEXT_THEME};
	case SLIDES_HELP:
		return (struct effect){.kind = EFFECT_OPEN, .opened = help_screen_new(CONTEXT_SLIDES)};
	case SLIDES_QUIT:
		return (struct effect){.kind = EFFECT_CLOSE};
	default:
		return (struct effect){.kind = EFFECT_NONE};
	}
}

static struct effect handle_key(struct slides *state, uint32_t key)
{
	if (state->black) {
		state->black = false;
		return draw();
	}
	g_clear_pointer(&state->problem, g_free);
	if (key >= '0' && key <= '9' && (key != '0' || state->number > 0))
		return add_digit(state, key);
	if (state->number > 0)
		return end_number(state, key);
	if (key == KEY_INTERRUPT)
		return (struct effect){.kind = EFFECT_CLOSE};
	return handle_binding(state, keys_find(CONTEXT_SLIDES, key));
}

/* The left third of the screen goes back, the rest on. */
static struct effect handle_click(struct slides *state, const struct event *event)
{
	return event->x < event->width / 3 ? previous(state) : next(state);
}

static struct effect tick(struct slides *state, int64_t now)
{
	int64_t minutes = now / 60000;

	if (minutes == state->minutes)
		return (struct effect){.kind = EFFECT_NONE};
	state->minutes = minutes;
	return draw();
}

static struct effect dispatch(struct slides *state, const struct event *event)
{
	switch (event->kind) {
	case EVENT_START:
		tick(state, event->now);
		return draw();
	case EVENT_KEY:
		return handle_key(state, event->key);
	case EVENT_CLICK:
		return handle_click(state, event);
	case EVENT_WHEEL:
		return event->y < 0 ? previous(state) : next(state);
	case EVENT_TICK:
		return tick(state, event->now);
	case EVENT_FAILED:
		g_free(state->problem);
		state->problem = g_strdup(event->text);
		return draw();
	case EVENT_RESIZE:
	case EVENT_DONE:
		return draw();
	case EVENT_PASTE:
		break;
	}
	return (struct effect){.kind = EFFECT_NONE};
}

/* The view is that of the state before and after every event, so that drawing only draws. */
static struct effect handle(void *data, const struct event *event)
{
	struct slides *state = data;

	state->width = event->width;
	state->height = event->height;
	fit_view(state);
	struct effect effect = dispatch(state, event);
	fit_view(state);
	return effect;
}

static void free_state(void *data)
{
	struct slides *state = data;

	forget_view(state);
	g_free(state->problem);
	g_free(state);
}

static const struct screen_class slides_class = {
	.name = "slides", .ticks = true, .render = render, .handle = handle, .free = free_state};

struct screen *slides_screen_new(const struct lesson *lesson, size_t first)
{
	struct slides *state = g_new0(struct slides, 1);

	g_assert(lesson->n_slides > 0);
	state->lesson = lesson;
	state->slide = MIN(first, lesson->n_slides - 1);
	return screen_new(&slides_class, state);
}
