#include "screens/slides.h"
#include "screens/help.h"
#include "screens/keys.h"
#include "screens/slides_field.h"
#include "screens/slides_private.h"

#include <string.h>

static struct effect draw_if(bool changed)
{
	return (struct effect){.kind = changed ? EFFECT_DRAW : EFFECT_NONE};
}

static struct effect draw(void)
{
	return draw_if(true);
}

static void forget_lines(struct slides *state)
{
	g_clear_pointer(&state->problem, g_free);
	g_clear_pointer(&state->notice, g_free);
}

/* ---- Numbers ----------------------------------------------------------------------------------------------- */

static bool is_digit(const struct slides *state, uint32_t key)
{
	return key >= '0' && key <= '9' && (key != '0' || state->number > 0);
}

static struct effect add_digit(struct slides *state, uint32_t digit)
{
	if (state->number < 100000)
		state->number = state->number * 10 + (int)(digit - '0');
	return draw();
}

static struct effect drop_digit(struct slides *state)
{
	state->number /= 10;
	return draw();
}

/* A number is typed: Enter, or g as in vim, goes there; anything else forgets it. */
static struct effect end_number(struct slides *state, uint32_t key)
{
	size_t number = (size_t)state->number;

	if (key == KEY_ERASE)
		return drop_digit(state);
	state->number = 0;
	if (key == KEY_RETURN || key == 'g' || key == 'G')
		slides_jump(state, number - 1, 0);
	return draw();
}

/* ---- The field and the index ------------------------------------------------------------------------------- */

static void close_field(struct slides *state)
{
	if (state->field)
		g_string_free(state->field, TRUE);
	state->field = NULL;
}

static struct effect handle_field(struct slides *state, const struct event *event)
{
	bool key = event->kind == EVENT_KEY;

	if (key && event->key == KEY_RETURN) {
		g_autofree char *text = g_strdup(state->field->str);
		close_field(state);
		slides_search(state, text);
		return draw();
	}
	bool erases_nothing = key && event->key == KEY_ERASE && state->field->len == 0;
	if (event->kind == EVENT_CLICK || erases_nothing ||
	    (key && (event->key == KEY_ESCAPE || event->key == KEY_INTERRUPT))) {
		close_field(state);
		return draw();
	}
	return draw_if(line_field_handle(state->field, event));
}

static struct effect handle_titles(struct slides *state, const struct event *event)
{
	enum titles_answer answer = titles_handle(state->titles, event);

	if (answer == TITLES_CHOSEN && titles_slide(state->titles) != state->at.slide)
		slides_jump(state, titles_slide(state->titles), 0);
	if (answer == TITLES_CHOSEN || answer == TITLES_LEFT)
		g_clear_pointer(&state->titles, titles_free);
	return draw_if(answer != TITLES_NOTHING);
}

static struct effect open_titles(struct slides *state)
{
	state->titles = titles_new(state->lesson, state->at.slide);
	return draw();
}

/* ---- Keys -------------------------------------------------------------------------------------------------- */

/* Escape ends what is under way, and leaves only where nothing is. */
static struct effect leave(struct slides *state, uint32_t key)
{
	bool busy = state->search.folded || state->mistake;

	if (key != KEY_ESCAPE || !busy)
		return (struct effect){.kind = EFFECT_CLOSE};
	slides_search_end(state);
	g_clear_pointer(&state->mistake, g_free);
	return draw();
}

static struct effect handle_binding(struct slides *state, enum binding binding, uint32_t key)
{
	switch ((int)binding) {
	case SLIDES_NEXT:
		return draw_if(slides_next(state));
	case SLIDES_PREVIOUS:
		return draw_if(slides_previous(state));
	case SLIDES_FIRST:
		slides_jump(state, 0, 0);
		return draw();
	case SLIDES_LAST:
		slides_jump(state, G_MAXSIZE, 0);
		return draw();
	case SLIDES_SEARCH:
		state->field = g_string_new(NULL);
		return draw();
	case SLIDES_INDEX:
		return open_titles(state);
	case SLIDES_BACK:
		/* Who comes from vim or less types it twice. */
		return draw_if(!state->quoted && slides_back(state));
	case SLIDES_NOTES:
		slides_turn_notes(state);
		return draw();
	case SLIDES_BLACK:
		state->black = true;
		return draw();
	case SLIDES_THEME:
		return (struct effect){.kind = EFFECT_ACT, .action = SLIDES_DO_NEXT_THEME};
	case SLIDES_HELP:
		return (struct effect){.kind = EFFECT_OPEN, .opened = help_screen_new(CONTEXT_SLIDES)};
	case SLIDES_QUIT:
		return leave(state, key);
	default:
		return (struct effect){.kind = EFFECT_NONE};
	}
}

/* While something is looked for, two letters lead through it; they mean other things before and after. */
static bool leads_search(struct slides *state, uint32_t key)
{
	if (!state->search.folded || (key != 'n' && key != 'N'))
		return false;
	slides_search_next(state, key == 'n' ? 1 : -1);
	return true;
}

static struct effect handle_key(struct slides *state, uint32_t key)
{
	bool had_line = state->problem || state->notice;

	forget_lines(state);
	if (is_digit(state, key))
		return add_digit(state, key);
	if (state->number > 0)
		return end_number(state, key);
	if (key == KEY_INTERRUPT)
		return (struct effect){.kind = EFFECT_CLOSE};
	if (leads_search(state, key))
		return draw();
	enum binding binding = keys_find(CONTEXT_SLIDES, key);
	struct effect effect = handle_binding(state, binding, key);
	state->quoted = binding == SLIDES_BACK && !state->quoted;
	return effect.kind == EFFECT_NONE && had_line ? draw() : effect;
}

/* The bottom line opens the index, the left third of the rest goes back, what is right of that on. */
static struct effect handle_click(struct slides *state, const struct event *event)
{
	forget_lines(state);
	if (event->y == event->height - 1 && event->height > 1)
		return open_titles(state);
	if (event->x < event->width / 3)
		slides_previous(state);
	else
		slides_next(state);
	return draw();
}

/* The clock goes by minutes, the time beside the notes by seconds. */
static struct effect tick(struct slides *state)
{
	int64_t minutes = state->now / 60000;
	bool runs = state->notes && (state->stands.began > 0 || state->stands.timer > 0);

	if (minutes == state->minutes && !runs)
		return (struct effect){.kind = EFFECT_NONE};
	state->minutes = minutes;
	return draw();
}

/* What a person does; it means something else where a part of the screen waits for it. */
static struct effect handle_input(struct slides *state, const struct event *event)
{
	if (state->black) {
		state->black = false;
		return draw();
	}
	if (state->titles)
		return handle_titles(state, event);
	if (state->field)
		return handle_field(state, event);
	switch ((int)event->kind) {
	case EVENT_KEY:
		return handle_key(state, event->key);
	case EVENT_CLICK:
		return handle_click(state, event);
	case EVENT_WHEEL:
		return draw_if(event->y < 0 ? slides_previous(state) : slides_next(state));
	default:
		return (struct effect){.kind = EFFECT_NONE};
	}
}

static struct effect dispatch(struct slides *state, const struct event *event)
{
	switch (event->kind) {
	case EVENT_KEY:
	case EVENT_CLICK:
	case EVENT_WHEEL:
	case EVENT_PASTE:
		return handle_input(state, event);
	case EVENT_TICK:
		return tick(state);
	case EVENT_FAILED:
		g_free(state->problem);
		state->problem = g_strdup(event->text);
		return draw();
	case EVENT_START:
		tick(state);
		return draw();
	case EVENT_RESIZE:
	case EVENT_CHANGED:
	case EVENT_DONE:
		return draw();
	}
	g_assert_not_reached();
}

/* ---- Where it stands --------------------------------------------------------------------------------------- */

static bool same_standing(const struct standing *a, const struct standing *b)
{
	return a->slide == b->slide && a->screen == b->screen && a->step == b->step && a->width == b->width &&
	       a->height == b->height && a->black == b->black && a->began == b->began && a->since == b->since &&
	       a->timer == b->timer && a->edition == b->edition;
}

static void start_clocks(struct slides *state)
{
	struct standing *stands = &state->stands;
	bool moved = state->at.slide != state->start.slide || state->at.stop != state->start.stop;

	if (stands->began == 0 && moved)
		stands->began = state->now;
	if (stands->since == 0 || state->timed != state->at.slide) {
		stands->since = state->now;
		state->timed = state->at.slide;
	}
}

/* Has the program told where the presentation stands now, unless the event asks it for something else. */
static struct effect tell(struct slides *state, struct effect effect)
{
	struct standing *stands = &state->stands;
	struct slide_stop stop = slide_view_stop(state->view, state->at.stop);

	start_clocks(state);
	stands->slide = state->at.slide;
	stands->screen = stop.screen;
	stands->step = stop.step;
	stands->width = state->view_width;
	stands->height = state->view_height;
	stands->black = state->black;
	if ((effect.kind != EFFECT_NONE && effect.kind != EFFECT_DRAW) || same_standing(stands, &state->told))
		return effect;
	state->told = *stands;
	return (struct effect){.kind = EFFECT_ACT, .action = SLIDES_DO_TELL};
}

static void begin(struct slides *state)
{
	if (state->resumed)
		state->at.stop = slides_find_stop(state->view, state->lesson, state->resumed);
	g_clear_pointer(&state->resumed, g_free);
	state->start = state->at;
	state->begun = true;
}

/* The view is that of the state before and after every event, so that drawing only draws. */
static struct effect handle(void *data, const struct event *event)
{
	struct slides *state = data;

	state->now = event->now;
	state->width = event->width;
	state->height = event->height;
	slides_fit(state);
	if (!state->begun)
		begin(state);
	struct effect effect = dispatch(state, event);
	slides_fit(state);
	return tell(state, effect);
}

static void render(const void *state, struct grid *grid)
{
	slides_draw(state, grid);
}

static void free_state(void *data)
{
	struct slides *state = data;

	if (state->tracked)
		*state->tracked = NULL;
	slide_view_free(state->view);
	slides_search_end(state);
	close_field(state);
	titles_free(state->titles);
	forget_lines(state);
	g_free(state->mistake);
	g_free(state->resumed);
	g_free(state);
}

static const struct screen_class slides_class = {
	.name = "slides", .ticks = true, .render = render, .handle = handle, .free = free_state};

struct screen *slides_screen_new(const struct lesson *lesson, size_t first)
{
	struct slides *state = g_new0(struct slides, 1);

	g_assert(lesson->n_slides > 0);
	state->lesson = lesson;
	state->at.slide = MIN(first, lesson->n_slides - 1);
	return screen_new(&slides_class, state);
}

/* ---- For the program --------------------------------------------------------------------------------------- */

static struct slides *state_of(const struct screen *screen)
{
	g_assert(screen->class == &slides_class);
	return screen->state;
}

void slides_track(struct screen **screen)
{
	state_of(*screen)->tracked = screen;
}

void slides_set_timer(struct screen *screen, int seconds)
{
	state_of(screen)->stands.timer = seconds;
}

void slides_resume(struct screen *screen, const struct standing *at)
{
	struct slides *state = state_of(screen);

	g_assert(!state->begun);
	g_free(state->resumed);
	state->at.slide = MIN(at->slide, state->lesson->n_slides - 1);
	state->resumed = g_memdup2(at, sizeof *at);
	state->resumed->slide = state->at.slide;
}

const struct standing *slides_standing(const struct screen *screen)
{
	return &state_of(screen)->stands;
}

const struct lesson *slides_lesson(const struct screen *screen)
{
	return state_of(screen)->lesson;
}

static void carry_out(struct slides *state, const struct order *order)
{
	switch (order->kind) {
	case ORDER_NEXT:
		slides_next(state);
		break;
	case ORDER_PREVIOUS:
		slides_previous(state);
		break;
	case ORDER_FIRST:
		slides_jump(state, 0, 0);
		break;
	case ORDER_LAST:
		slides_jump(state, G_MAXSIZE, 0);
		break;
	case ORDER_BACK:
		slides_back(state);
		break;
	case ORDER_GO:
		slides_jump(state, order->slide, 0);
		break;
	case ORDER_BLACK:
		state->black = true;
		break;
	case ORDER_RESTART:
		state->stands.began = state->now;
		break;
	case ORDER_KINDS:
		g_assert_not_reached();
	}
}

/* As with a key, the first order on a black screen brings the slide back and does no more. */
void slides_obey(struct screen *screen, const struct order *order)
{
	struct slides *state = state_of(screen);

	forget_lines(state);
	if (state->black && order->kind != ORDER_RESTART)
		state->black = false;
	else
		carry_out(state, order);
	slides_fit(state);
}

void slides_set_lesson(struct screen *screen, const struct lesson *lesson)
{
	struct slides *state = state_of(screen);
	bool waits = state->stands.began == 0;

	forget_lines(state);
	slides_change_lesson(state, lesson);
	state->stands.edition++;
	if (waits)
		state->start = state->at;
}

void slides_set_mistake(struct screen *screen, const char *text)
{
	struct slides *state = state_of(screen);

	g_free(state->mistake);
	state->mistake = g_strdup(text);
}
