/* The frame of the quiz: focus, scrolling, keys, clicks and saving, the same in every view. */
#include "screens/help.h"
#include "screens/keys.h"
#include "screens/quiz_private.h"
#include "text/i18n.h"
#include "text/text.h"

#include <string.h>

static const struct quiz_view *const views[] = {
	[VIEW_WHO] = &view_who,           [VIEW_UNIT] = &view_unit,         [VIEW_START] = &view_start,
	[VIEW_QUESTION] = &view_question, [VIEW_OVERVIEW] = &view_overview, [VIEW_CONFIRM] = &view_confirm,
	[VIEW_LEAVE] = &view_leave,       [VIEW_RESULT] = &view_result,
};

static const struct quiz_view *view_of(const struct quiz_state *state)
{
	return views[state->view];
}

struct effect effect_none(void)
{
	return (struct effect){.kind = EFFECT_NONE};
}

struct effect effect_draw(void)
{
	return (struct effect){.kind = EFFECT_DRAW};
}

struct effect quiz_go(struct quiz_state *state, enum quiz_view_id view, int item)
{
	state->view = view;
	state->focus = item;
	state->scroll = 0;
	return effect_draw();
}

struct effect quiz_act(struct quiz_state *state, enum quiz_action action)
{
	state->acting = (int)action;
	return (struct effect){.kind = EFFECT_ACT, .action = (int)action};
}

struct attempt_item *quiz_item(const struct quiz_state *state)
{
	return &state->attempt->items[state->attempt->current];
}

const char *quiz_field(struct quiz_state *state)
{
	typing_end(&state->typing, state->field);
	return state->field->str;
}

void quiz_set_field(struct quiz_state *state, const char *text)
{
	typing_end(&state->typing, state->field);
	g_string_assign(state->field, text);
}

void quiz_set_attempt(struct quiz_state *state, struct attempt *attempt, bool resumed)
{
	state->attempt = attempt;
	state->resumed = resumed;
	g_free(state->dirty);
	state->dirty = attempt ? g_new0(bool, attempt->n_items) : NULL;
}

/* ---- The places of things, the same for drawing and for input ---------------------------------------------- */

struct frame {
	struct sheet *sheet;
	struct button buttons[MAX_BUTTONS];
	size_t n_buttons;
	char *typing;        /* the label of the button for typing marks */
	int x, width;        /* of the sheet and the buttons */
	int top, height;     /* of the window on the sheet */
	int buttons_y, rows; /* of the buttons */
};

/* Lines are kept to a readable length and stand in the middle of a wide terminal. */
#define READABLE_WIDTH 88

static bool has_field(const struct quiz_state *state)
{
	return view_of(state)->has_field && view_of(state)->has_field(state);
}

/* How marks are typed is always on the screen while text is typed, and changes with a key or a tap. */
static void add_typing_button(struct frame *frame, const struct quiz_state *state)
{
	frame->typing = g_strdup_printf(_("F2 marks: %s"), typing_mode_name(state->typing.mode));
	g_assert(frame->n_buttons < MAX_BUTTONS);
	frame->buttons[frame->n_buttons++] = (struct button){BUTTON_TYPING, frame->typing};
}

static void frame_init(struct frame *frame, const struct quiz_state *state, int width, int height)
{
	const struct quiz_view *view = view_of(state);
	bool small = height < SMALL_HEIGHT;

	frame->x = width < 50 ? 1 : 3;
	frame->width = MAX(width - 2 * frame->x, 4);
	if (frame->width > READABLE_WIDTH) {
		frame->x = (width - READABLE_WIDTH) / 2;
		frame->width = READABLE_WIDTH;
	}
	frame->n_buttons = view->buttons(state, frame->buttons);
	frame->typing = NULL;
	if (has_field(state))
		add_typing_button(frame, state);
	frame->rows = buttons_height(frame->buttons, frame->n_buttons, frame->width);
	frame->top = small ? 1 : 3;
	frame->buttons_y = height - frame->rows - (small ? 0 : 2);
	frame->height = MAX(frame->buttons_y - frame->top - (state->problem ? 2 : 0) - (small ? 0 : 1), 1);
	frame->sheet = sheet_new(frame->width);
	view->build(state, frame->sheet);
}

static void frame_clear(struct frame *frame)
{
	sheet_free(frame->sheet);
	g_free(frame->typing);
}

/* Everything the focus can be on: the sheet's items from the top, then the buttons. */
static GArray *focus_order(const struct frame *frame)
{
	GArray *order = g_array_new(FALSE, FALSE, sizeof(int));
	int last = ITEM_NONE;

	for (int i = 0; i < sheet_height(frame->sheet); i++) {
		int item = sheet_item_at(frame->sheet, i);
		if (item != ITEM_NONE && item != last)
			g_array_append_val(order, item);
		last = item != ITEM_NONE ? item : last;
	}
	for (size_t i = 0; i < frame->n_buttons; i++)
		g_array_append_val(order, frame->buttons[i].item);
	return order;
}

static int place_in(const GArray *order, int item)
{
	for (size_t i = 0; i < order->len; i++)
		if (g_array_index(order, int, i) == item)
			return (int)i;
	return -1;
}

static bool is_button(const struct frame *frame, int item)
{
	for (size_t i = 0; i < frame->n_buttons; i++)
		if (frame->buttons[i].item == item)
			return true;
	return false;
}

/* ---- Drawing ----------------------------------------------------------------------------------------------- */

static void draw_head(const struct quiz_state *state, struct grid *grid, const struct frame *frame)
{
	g_autofree char *heading = view_of(state)->heading(state);
	int used = draw_clipped(grid, frame->x, 0, frame->width, ROLE_TITLE, CELL_BOLD, heading);
	const char *name = state->person ? state->person->name : "";
	int room = frame->width - used - 2, width = text_width(name, strlen(name));

	if (state->view != VIEW_START && width > 0 && width <= room)
		grid_puts(grid, frame->x + frame->width - width, 0, ROLE_DIM, 0, name);
	for (int i = 0; frame->top > 1 && i < frame->width; i++)
		grid_puts(grid, frame->x + i, 1, ROLE_RULE, 0, "─");
}

static void draw_problem(const struct quiz_state *state, struct grid *grid, const struct frame *frame)
{
	g_autoptr(Sheet) sheet = sheet_new(frame->width);

	sheet_text(sheet, ITEM_NONE, 0, ROLE_WARNING, state->problem);
	sheet_draw(sheet, grid, frame->x, frame->buttons_y - 2, 2, 0, ITEM_NONE);
}

static void render(const void *data, struct grid *grid)
{
	const struct quiz_state *state = data;
	struct frame frame;

	frame_init(&frame, state, grid->width, grid->height);
	draw_head(state, grid, &frame);
	sheet_draw(frame.sheet, grid, frame.x, frame.top, frame.height,
		   sheet_scroll(frame.sheet, state->scroll, frame.height, ITEM_NONE), state->focus);
	if (state->problem)
		draw_problem(state, grid, &frame);
	buttons_draw(frame.buttons, frame.n_buttons, grid, frame.x, frame.buttons_y, frame.width, state->focus);
	if (frame.top > 1) {
		g_autofree char *hints = keys_hints(CONTEXT_QUIZ, frame.width);
		grid_puts(grid, frame.x, grid->height - 1, ROLE_FOOTER, 0, hints);
	}
	frame_clear(&frame);
}

/* ---- Input ------------------------------------------------------------------------------------------------- */

static struct effect focus_on(struct quiz_state *state, const struct frame *frame, int item)
{
	state->focus = item;
	state->scroll = sheet_scroll(frame->sheet, state->scroll, frame->height, item);
	return effect_draw();
}

static struct effect scroll_by(struct quiz_state *state, const struct frame *frame, int lines)
{
	state->scroll = sheet_scroll(frame->sheet, state->scroll + lines, frame->height, ITEM_NONE);
	return effect_draw();
}

/* Up and down read on where there is nothing to choose, or where the first choice stands below a long text. */
static struct effect move_focus(struct quiz_state *state, const struct frame *frame, int direction, bool wrap)
{
	g_autoptr(GArray) order = focus_order(frame);
	int at = place_in(order, state->focus), n = (int)order->len;
	int below = sheet_height(frame->sheet) - frame->height - state->scroll;
	bool on_button = is_button(frame, state->focus);

	if (!wrap && direction < 0 && (at == 0 || (on_button && at <= n - (int)frame->n_buttons)) && state->scroll > 0)
		return scroll_by(state, frame, -1);
	if (!wrap && direction > 0 && on_button && below > 0)
		return scroll_by(state, frame, 1);
	if (n == 0)
		return effect_none();
	if (wrap)
		at = (at + direction + n) % n;
	else
		at = CLAMP(at + direction, 0, n - 1);
	return focus_on(state, frame, g_array_index(order, int, at));
}

static struct effect next_typing_mode(struct quiz_state *state)
{
	if (!has_field(state))
		return effect_none();
	typing_init(&state->typing, typing_next_mode(state->typing.mode), false);
	return effect_draw();
}

static struct effect activate(struct quiz_state *state, const struct frame *frame, int item)
{
	if (item == BUTTON_TYPING)
		return next_typing_mode(state);
	focus_on(state, frame, item);
	return view_of(state)->activate(state, item);
}

/* Left and right go along the buttons when one has the focus; elsewhere they are the view's. */
static struct effect turn(struct quiz_state *state, const struct frame *frame, int direction)
{
	if (is_button(frame, state->focus))
		return move_focus(state, frame, direction, true);
	return view_of(state)->turn ? view_of(state)->turn(state, direction) : effect_none();
}

static struct effect open_help(void)
{
	return (struct effect){.kind = EFFECT_OPEN, .opened = help_screen_new(CONTEXT_QUIZ)};
}

static struct effect handle_binding(struct quiz_state *state, const struct frame *frame, enum binding binding)
{
	switch ((int)binding) {
	case QUIZ_UP:
		return move_focus(state, frame, -1, false);
	case QUIZ_DOWN:
		return move_focus(state, frame, 1, false);
	case QUIZ_FOCUS_NEXT:
		return move_focus(state, frame, 1, true);
	case QUIZ_FOCUS_PREVIOUS:
		return move_focus(state, frame, -1, true);
	case QUIZ_ACTIVATE:
		return activate(state, frame, state->focus);
	case QUIZ_NEXT:
		return turn(state, frame, 1);
	case QUIZ_PREVIOUS:
		return turn(state, frame, -1);
	case QUIZ_PAGE_UP:
		return scroll_by(state, frame, 1 - frame->height);
	case QUIZ_PAGE_DOWN:
		return scroll_by(state, frame, frame->height - 1);
	case QUIZ_TYPING:
		return next_typing_mode(state);
	case QUIZ_HELP:
		return open_help();
	case QUIZ_BACK:
		return view_of(state)->back(state);
	default:
		return effect_none();
	}
}

/* Typing goes on wherever the focus is, but a space on a button presses it. */
static struct effect type_key(struct quiz_state *state, const struct frame *frame, uint32_t key)
{
	if (key == KEY_ERASE)
		typing_erase(&state->typing, state->field);
	else if (state->field->len < FIELD_BYTES)
		typing_key(&state->typing, key, state->field);
	state->scroll = 0;
	return focus_on(state, frame, ITEM_FIELD);
}

static bool is_typing(const struct quiz_state *state, const struct frame *frame, uint32_t key)
{
	if (!has_field(state))
		return false;
	if (key == ' ' && is_button(frame, state->focus))
		return false;
	return key_is_character(key) || key == KEY_ERASE;
}

static struct effect handle_key(struct quiz_state *state, const struct frame *frame, uint32_t key)
{
	struct effect effect = effect_none();

	if (key == KEY_INTERRUPT)
		return view_of(state)->back(state);
	if (is_typing(state, frame, key))
		return type_key(state, frame, key);
	if (view_of(state)->typed && key_is_character(key))
		effect = view_of(state)->typed(state, key);
	if (effect.kind != EFFECT_NONE)
		return effect;
	return handle_binding(state, frame, keys_find(CONTEXT_QUIZ, key));
}

static struct effect handle_click(struct quiz_state *state, const struct frame *frame, int x, int y)
{
	int item = ITEM_NONE;

	if (y >= frame->buttons_y)
		item = buttons_item_at(frame->buttons, frame->n_buttons, frame->width, x - frame->x,
				       y - frame->buttons_y);
	else if (y >= frame->top && y < frame->top + frame->height)
		item = sheet_item_at(frame->sheet, state->scroll + y - frame->top);
	if (item == ITEM_FIELD)
		return focus_on(state, frame, item);
	return item == ITEM_NONE ? effect_none() : activate(state, frame, item);
}

static struct effect paste(struct quiz_state *state, const struct frame *frame, const char *text)
{
	if (!has_field(state))
		return effect_none();
	typing_end(&state->typing, state->field);
	field_add(state->field, text);
	return focus_on(state, frame, ITEM_FIELD);
}

static struct effect handle_outcome(struct quiz_state *state, const struct event *event)
{
	g_clear_pointer(&state->problem, g_free);
	if (event->kind == EVENT_FAILED) {
		state->problem = g_strdup(event->text);
		return effect_draw();
	}
	return view_of(state)->done ? view_of(state)->done(state, state->acting) : effect_draw();
}

static struct effect handle(void *data, const struct event *event)
{
	struct quiz_state *state = data;
	struct effect effect = effect_draw();
	struct frame frame;

	if (event->kind == EVENT_START && state->view == VIEW_START && !state->attempt)
		return quiz_act(state, QUIZ_DO_PREPARE);
	if (event->kind == EVENT_DONE || event->kind == EVENT_FAILED)
		return handle_outcome(state, event);
	frame_init(&frame, state, event->width, event->height);
	if (event->kind == EVENT_KEY)
		effect = handle_key(state, &frame, event->key);
	else if (event->kind == EVENT_CLICK)
		effect = handle_click(state, &frame, event->x, event->y);
	else if (event->kind == EVENT_WHEEL)
		effect = scroll_by(state, &frame, event->y * 3);
	else if (event->kind == EVENT_PASTE)
		effect = paste(state, &frame, event->text);
	else if (event->kind == EVENT_RESIZE)
		effect = focus_on(state, &frame, state->focus);
	frame_clear(&frame);
	return effect;
}

/* ---- The screen -------------------------------------------------------------------------------------------- */

static void free_state(void *data)
{
	struct quiz_state *state = data;

	g_ptr_array_unref(state->people);
	person_free(state->person);
	g_free(state->dirty);
	g_free(state->problem);
	g_string_free(state->field, TRUE);
	g_free(state);
}

static const struct screen_class quiz_class = {.name = "quiz", .render = render, .handle = handle, .free = free_state};

struct screen *quiz_screen_new(const struct lesson *lesson, GPtrArray *people, const struct person *person, bool kiosk)
{
	struct quiz_state *state = g_new0(struct quiz_state, 1);

	state->lesson = lesson;
	state->people = g_ptr_array_ref(people);
	state->person = person ? person_copy(person) : NULL;
	state->kiosk = kiosk;
	state->field = g_string_new(NULL);
	state->picking = -1;
	typing_init(&state->typing, strcmp(lesson->lang, "vi") == 0 ? TYPING_TELEX : TYPING_OFF, false);
	quiz_go(state, person ? VIEW_START : VIEW_WHO, person ? BUTTON_GO : ITEM_FIELD);
	return screen_new(&quiz_class, state);
}

struct quiz_state *quiz_state_of(struct screen *screen)
{
	return screen->class == &quiz_class ? screen->state : NULL;
}
