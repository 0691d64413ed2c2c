#include "screens/list.h"
#include "screens/help.h"
#include "screens/keys.h"
#include "screens/sheet.h"
#include "text/i18n.h"
#include "text/text.h"

#include <string.h>

#define BUTTONS 8

struct list {
	char *title, *empty, *note;
	char **lines, **labels;
	int line, button; /* chosen */
	int general;      /* the first button that needs no line */
	int scroll;
	char *problem;
};

struct list_frame {
	struct sheet *sheet;
	struct button buttons[BUTTONS];
	size_t n_buttons;
	int x, width, top, height, buttons_y;
};

static void frame_init(struct list_frame *frame, const struct list *list, int width, int height)
{
	frame->x = width < 50 ? 1 : 3;
	frame->width = MAX(width - 2 * frame->x, 4);
	frame->n_buttons = 0;
	for (size_t i = 0; list->labels[i] && i < BUTTONS; i++)
		frame->buttons[frame->n_buttons++] = (struct button){(int)i, list->labels[i]};
	frame->top = height < 14 ? 1 : 3;
	frame->buttons_y =
		height - buttons_height(frame->buttons, frame->n_buttons, frame->width) - (height < 14 ? 0 : 2);
	frame->height = MAX(frame->buttons_y - frame->top - (list->problem ? 2 : 1), 1);
	frame->sheet = sheet_new(frame->width);
	for (int i = 0; list->lines[i]; i++)
		sheet_text(frame->sheet, i, 0, ROLE_TEXT, list->lines[i]);
	if (!list->lines[0])
		sheet_text(frame->sheet, ITEM_NONE, 0, ROLE_DIM, list->empty);
}

static void render(const void *data, struct grid *grid)
{
	const struct list *list = data;
	struct list_frame frame;

	frame_init(&frame, list, grid->width, grid->height);
	draw_clipped(grid, frame.x, 0, frame.width, ROLE_TITLE, CELL_BOLD, list->title);
	if (list->note && frame.top > 1)
		draw_clipped(grid, frame.x, 1, frame.width, ROLE_DIM, 0, list->note);
	sheet_draw(frame.sheet, grid, frame.x, frame.top, frame.height,
		   sheet_scroll(frame.sheet, list->scroll, frame.height, ITEM_NONE), list->line);
	if (list->problem)
		draw_clipped(grid, frame.x, frame.buttons_y - 1, frame.width, ROLE_WARNING, 0, list->problem);
	buttons_draw(frame.buttons, frame.n_buttons, grid, frame.x, frame.buttons_y, frame.width, list->button);
	if (frame.top > 1) {
		g_autofree char *hints = keys_hints(CONTEXT_LIST, frame.width);
		grid_puts(grid, frame.x, grid->height - 1, ROLE_FOOTER, 0, hints);
	}
	sheet_free(frame.sheet);
}

static struct effect draw(void)
{
	return (struct effect){.kind = EFFECT_DRAW};
}

static struct effect choose(struct list *list, const struct list_frame *frame, int line)
{
	int n = (int)g_strv_length(list->lines);

	list->line = n > 0 ? CLAMP(line, 0, n - 1) : 0;
	list->scroll = sheet_scroll(frame->sheet, list->scroll, frame->height, list->line);
	return draw();
}

static struct effect act(const struct list *list)
{
	if (!list->lines[0] && list->button < list->general)
		return (struct effect){.kind = EFFECT_NONE};
	return (struct effect){.kind = EFFECT_ACT, .action = LIST_DO_ACT};
}

static struct effect handle_binding(struct list *list, const struct list_frame *frame, enum binding binding)
{
	int n = MAX((int)frame->n_buttons, 1);

	switch ((int)binding) {
	case LIST_UP:
		return choose(list, frame, list->line - 1);
	case LIST_DOWN:
		return choose(list, frame, list->line + 1);
	case LIST_PAGE_UP:
		return choose(list, frame, list->line - frame->height);
	case LIST_PAGE_DOWN:
		return choose(list, frame, list->line + frame->height);
	case LIST_FIRST:
		return choose(list, frame, 0);
	case LIST_LAST:
		return choose(list, frame, G_MAXINT);
	case LIST_LEFT:
		list->button = (list->button + n - 1) % n;
		return draw();
	case LIST_RIGHT:
		list->button = (list->button + 1) % n;
		return draw();
	case LIST_OPEN:
		return act(list);
	case LIST_HELP:
		return (struct effect){.kind = EFFECT_OPEN, .opened = help_screen_new(CONTEXT_LIST)};
	case LIST_CLOSE:
		return (struct effect){.kind = EFFECT_CLOSE};
	default:
		return (struct effect){.kind = EFFECT_NONE};
	}
}

/* A click on a line chooses it; on a button it does that with the chosen line. */
static struct effect handle_click(struct list *list, const struct list_frame *frame, int x, int y)
{
	int item;

	if (y >= frame->buttons_y) {
		item = buttons_item_at(frame->buttons, frame->n_buttons, frame->width, x - frame->x,
				       y - frame->buttons_y);
		if (item == ITEM_NONE)
			return (struct effect){.kind = EFFECT_NONE};
		list->button = item;
		return act(list);
	}
	item = sheet_item_at(frame->sheet, list->scroll + y - frame->top);
	if (y < frame->top || item == ITEM_NONE)
		return (struct effect){.kind = EFFECT_NONE};
	return choose(list, frame, item);
}

static struct effect handle(void *data, const struct event *event)
{
	struct list *list = data;
	struct effect effect = draw();
	struct list_frame frame;

	if (event->kind == EVENT_DONE)
		return (struct effect){.kind = EFFECT_CLOSE};
	if (event->kind == EVENT_FAILED) {
		g_free(list->problem);
		list->problem = g_strdup(event->text);
		return effect;
	}
	frame_init(&frame, list, event->width, event->height);
	if (event->kind == EVENT_KEY) {
		g_clear_pointer(&list->problem, g_free);
		effect = event->key == KEY_INTERRUPT
				 ? (struct effect){.kind = EFFECT_CLOSE}
				 : handle_binding(list, &frame, keys_find(CONTEXT_LIST, event->key));
	} else if (event->kind == EVENT_CLICK) {
		effect = handle_click(list, &frame, event->x, event->y);
	} else if (event->kind == EVENT_WHEEL) {
		effect = choose(list, &frame, list->line + event->y);
	}
	sheet_free(frame.sheet);
	return effect;
}

static void free_state(void *data)
{
	struct list *list = data;

	g_free(list->title);
	g_free(list->empty);
	g_free(list->note);
	g_free(list->problem);
	g_strfreev(list->lines);
	g_strfreev(list->labels);
	g_free(list);
}

static const struct screen_class list_class = {.name = "list", .render = render, .handle = handle, .free = free_state};

struct screen *list_screen_new(const char *title, const char *const *lines, const char *const *buttons,
			       const char *empty)
{
	struct list *list = g_new0(struct list, 1);
	GStrvBuilder *copies[2] = {g_strv_builder_new(), g_strv_builder_new()};

	for (size_t i = 0; lines[i]; i++)
		g_strv_builder_add(copies[0], lines[i]);
	for (size_t i = 0; buttons[i]; i++)
		g_strv_builder_add(copies[1], buttons[i]);
	list->lines = g_strv_builder_end(copies[0]);
	list->labels = g_strv_builder_end(copies[1]);
	for (size_t i = 0; i < G_N_ELEMENTS(copies); i++)
		g_strv_builder_unref(copies[i]);
	list->title = g_strdup(title);
	list->empty = g_strdup(empty);
	list->general = BUTTONS;
	return screen_new(&list_class, list);
}

void list_set_general(struct screen *screen, int first_button)
{
	g_assert(is_list_screen(screen));
	((struct list *)screen->state)->general = first_button;
}

void list_set_note(struct screen *screen, const char *note)
{
	struct list *list = screen->state;

	g_assert(is_list_screen(screen));
	g_free(list->note);
	list->note = g_strdup(note);
}

bool is_list_screen(const struct screen *screen)
{
	return screen->class == &list_class;
}

void list_choose(struct screen *screen, int line)
{
	struct list *list = screen->state;

	g_assert(is_list_screen(screen));
	list->line = CLAMP(line, 0, MAX((int)g_strv_length(list->lines) - 1, 0));
}

void list_press(struct screen *screen, int button)
{
	struct list *list = screen->state;

	g_assert(is_list_screen(screen));
	list->button = CLAMP(button, 0, MAX((int)g_strv_length(list->labels) - 1, 0));
}

int list_chosen_line(const struct screen *screen)
{
	g_assert(is_list_screen(screen));
	return ((const struct list *)screen->state)->line;
}

int list_chosen_button(const struct screen *screen)
{
	g_assert(is_list_screen(screen));
	return ((const struct list *)screen->state)->button;
}
