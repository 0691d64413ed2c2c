#include "screens/notes.h"
#include "screens/help.h"
#include "screens/keys.h"
#include "screens/notes_private.h"
#include "screens/slides.h"

#include <string.h>

static struct effect draw_if(bool changed)
{
	return (struct effect){.kind = changed ? EFFECT_DRAW : EFFECT_NONE};
}

static struct effect draw(void)
{
	return draw_if(true);
}

static struct effect order(struct notes *notes, enum order_kind kind, size_t slide)
{
	if (!notes->lesson)
		return (struct effect){.kind = EFFECT_NONE};
	notes->order = (struct order){.kind = kind, .slide = slide};
	return (struct effect){.kind = EFFECT_ACT, .action = NOTES_DO_ORDER};
}

/* ---- Numbers and titles ------------------------------------------------------------------------------------ */

static bool is_digit(const struct notes *notes, uint32_t key)
{
	return notes->lesson && key >= '0' && key <= '9' && (key != '0' || notes->number > 0);
}

static struct effect add_digit(struct notes *notes, uint32_t digit)
{
	if (notes->number < 100000)
		notes->number = notes->number * 10 + (int)(digit - '0');
	return draw();
}

static struct effect end_number(struct notes *notes, uint32_t key)
{
	size_t number = (size_t)notes->number;

	if (key == KEY_ERASE) {
		notes->number /= 10;
		return draw();
	}
	notes->number = 0;
	return key == KEY_RETURN || key == 'g' || key == 'G' ? order(notes, ORDER_GO, number - 1) : draw();
}

static struct effect handle_titles(struct notes *notes, const struct event *event)
{
	enum titles_answer answer = titles_handle(notes->titles, event);
	size_t slide = titles_slide(notes->titles);

	if (answer == TITLES_CHOSEN || answer == TITLES_LEFT)
		g_clear_pointer(&notes->titles, titles_free);
	return answer == TITLES_CHOSEN ? order(notes, ORDER_GO, slide) : draw_if(answer != TITLES_NOTHING);
}

static struct effect open_titles(struct notes *notes)
{
	if (!notes->lesson)
		return (struct effect){.kind = EFFECT_NONE};
	notes->titles = titles_new(notes->lesson, notes->at.slide);
	return draw();
}

/* ---- Keys -------------------------------------------------------------------------------------------------- */

static struct effect scroll(struct notes *notes, int lines)
{
	int last = notes_last_scroll(notes);
	int scrolled = CLAMP(notes->scroll + lines, 0, last);
	bool changed = scrolled != notes->scroll;

	notes->scroll = scrolled;
	return draw_if(changed);
}

static struct effect handle_binding(struct notes *notes, enum binding binding)
{
	static const struct {
		enum binding binding;
		enum order_kind order;
	} orders[] = {
		{NOTES_NEXT, ORDER_NEXT},    {NOTES_PREVIOUS, ORDER_PREVIOUS}, {NOTES_FIRST, ORDER_FIRST},
		{NOTES_LAST, ORDER_LAST},    {NOTES_BACK, ORDER_BACK},         {NOTES_BLACK, ORDER_BLACK},
		{NOTES_TIME, ORDER_RESTART},
	};

	for (size_t i = 0; i < G_N_ELEMENTS(orders); i++)
		if (orders[i].binding == binding)
			return order(notes, orders[i].order, 0);
	switch ((int)binding) {
	case NOTES_UP:
		return scroll(notes, -1);
	case NOTES_DOWN:
		return scroll(notes, 1);
	case NOTES_INDEX:
		return open_titles(notes);
	case NOTES_HELP:
		return (struct effect){.kind = EFFECT_OPEN, .opened = help_screen_new(CONTEXT_NOTES)};
	case NOTES_QUIT:
		return (struct effect){.kind = EFFECT_CLOSE};
	default:
		return (struct effect){.kind = EFFECT_NONE};
	}
}

static struct effect handle_key(struct notes *notes, uint32_t key)
{
	bool had_problem = notes->problem;

	g_clear_pointer(&notes->problem, g_free);
	if (is_digit(notes, key))
		return add_digit(notes, key);
	if (notes->number > 0)
		return end_number(notes, key);
	if (key == KEY_INTERRUPT)
		return (struct effect){.kind = EFFECT_CLOSE};
	enum binding binding = keys_find(CONTEXT_NOTES, key);
	bool quoted = notes->quoted;
	notes->quoted = binding == NOTES_BACK && !quoted;
	struct effect effect = binding == NOTES_BACK && quoted ? draw_if(false) : handle_binding(notes, binding);
	return effect.kind == EFFECT_NONE && had_problem ? draw() : effect;
}

/* As on the slides: the bottom line opens the index, the left third goes back, the rest on. */
static struct effect handle_click(struct notes *notes, const struct event *event)
{
	if (event->y == event->height - 1 && event->height > 1)
		return open_titles(notes);
	return order(notes, event->x < event->width / 3 ? ORDER_PREVIOUS : ORDER_NEXT, 0);
}

static struct effect handle_input(struct notes *notes, const struct event *event)
{
	if (notes->titles)
		return handle_titles(notes, event);
	switch ((int)event->kind) {
	case EVENT_KEY:
		return handle_key(notes, event->key);
	case EVENT_CLICK:
		return handle_click(notes, event);
	case EVENT_WHEEL:
		return scroll(notes, event->y);
	default:
		return (struct effect){.kind = EFFECT_NONE};
	}
}

static struct effect dispatch(struct notes *notes, const struct event *event)
{
	switch (event->kind) {
	case EVENT_KEY:
	case EVENT_CLICK:
	case EVENT_WHEEL:
	case EVENT_PASTE:
		return handle_input(notes, event);
	case EVENT_FAILED:
		g_free(notes->problem);
		notes->problem = g_strdup(event->text);
		return draw();
	case EVENT_START:
	case EVENT_TICK:
	case EVENT_RESIZE:
	case EVENT_CHANGED:
	case EVENT_DONE:
		return draw();
	}
	g_assert_not_reached();
}

static struct effect handle(void *data, const struct event *event)
{
	struct notes *notes = data;

	notes->now = event->now;
	notes->width = event->width;
	notes->height = event->height;
	notes_fit(notes);
	return dispatch(notes, event);
}

static void render(const void *data, struct grid *grid)
{
	notes_draw(data, grid);
}

static void free_state(void *data)
{
	struct notes *notes = data;

	if (notes->tracked)
		*notes->tracked = NULL;
	notes_forget(notes);
	titles_free(notes->titles);
	g_free(notes->small_slides);
	g_free(notes->problem);
	g_free(notes);
}

static const struct screen_class notes_class = {
	.name = "notes", .ticks = true, .render = render, .handle = handle, .free = free_state};

struct screen *notes_screen_new(void)
{
	return screen_new(&notes_class, g_new0(struct notes, 1));
}

static struct notes *notes_of(const struct screen *screen)
{
	g_assert(screen->class == &notes_class);
	return screen->state;
}

void notes_track(struct screen **screen)
{
	notes_of(*screen)->tracked = screen;
}

static void make_small(struct notes *notes, const struct lesson *lesson)
{
	g_clear_pointer(&notes->small_slides, g_free);
	if (!lesson)
		return;
	notes->small_slides = g_memdup2(lesson->slides, lesson->n_slides * sizeof *lesson->slides);
	for (size_t i = 0; i < lesson->n_slides; i++)
		notes->small_slides[i].no_footer = true;
	notes->small = *lesson;
	notes->small.slides = notes->small_slides;
}

void notes_follow(struct screen *screen, const struct lesson *lesson, const struct standing *at)
{
	struct notes *notes = notes_of(screen);
	size_t slide = notes->at.slide;

	notes_forget(notes);
	if (notes->lesson != lesson) {
		g_clear_pointer(&notes->titles, titles_free);
		make_small(notes, lesson);
	}
	notes->lesson = lesson;
	notes->number = lesson ? notes->number : 0;
	if (!lesson)
		return;
	notes->at = *at;
	notes->at.slide = MIN(at->slide, lesson->n_slides - 1);
	if (notes->at.slide != slide)
		notes->scroll = 0;
}

const struct order *notes_order(const struct screen *screen)
{
	return &notes_of(screen)->order;
}
