/* The frame of the quiz: focus, scrolling, keys, clicks and saving, the same in every view. */
#include "screens/help.h"
#include "screens/keys.h"
#include "screens/quiz_private.h"
#include "text/i18n.h"
#include "text/text.h"

#include <string.h>

static const struct quiz_view *const views[] = {
	[VIEW_WHO] = &view_who,           [VIEW_UNIT] = &view_unit,           [VIEW_START] = &view_start,
	[VIEW_QUESTION] = &view_question, [VIEW_OVERVIEW] = &view_overview,   [VIEW_CONFIRM] = &view_confirm,
	[VIEW_LEAVE] = &view_leave,       [VIEW_RESULT] = &view_result,       [VIEW_THANKS] = &view_thanks,
	[VIEW_PIN_NEW] = &view_pin_new,   [VIEW_PIN_AGAIN] = &view_pin_again, [VIEW_PIN] = &view_pin,
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

void quiz_say(struct quiz_state *state, const char *text)
{
	g_free(state->problem);
	state->problem = g_strdup(text);
}

/* Nothing there has the focus, so that a key still held down does not leave it at once. */
static struct effect show_result(struct quiz_state *state)
{
	return quiz_go(state, VIEW_RESULT, ITEM_NONE);
}

static struct effect act_in_practice(struct quiz_state *state, enum quiz_action action)
{
	memset(state->dirty, 0, state->practice->n_items * sizeof *state->dirty);
	if (action != QUIZ_DO_HAND_IN)
		return effect_draw();
	state->grade = attempt_grade(state->practice);
	attempt_hand_in(state->practice);
	return show_result(state);
}

struct effect quiz_act(struct quiz_state *state, enum quiz_action action)
{
	state->acting = (int)action;
	if (state->practice)
		return act_in_practice(state, action);
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
	if (state->practice != attempt)
		g_clear_pointer(&state->practice, attempt_free);
	state->attempt = attempt;
	state->resumed = resumed;
	state->timed_out = false;
	g_free(state->dirty);
	state->dirty = attempt ? g_new0(bool, attempt->n_items) : NULL;
}

void quiz_set_session(struct quiz_state *state, const char *title)
{
	g_free(state->session);
	state->session = title && *title ? g_strdup(title) : NULL;
}

struct effect quiz_next_person(struct quiz_state *state)
{
	quiz_set_attempt(state, NULL, false);
	g_clear_pointer(&state->person, person_free);
	quiz_set_field(state, "");
	return quiz_go(state, VIEW_WHO, ITEM_FIELD);
}

struct effect quiz_practise(struct quiz_state *state)
{
	struct attempt *practice = attempt_practice(state->attempt);

	if (!practice)
		return effect_none();
	quiz_set_attempt(state, practice, false);
	state->practice = practice;
	return quiz_show_question(state, 0);
}

void quiz_ask_new_pin(struct quiz_state *state)
{
	quiz_go(state, VIEW_PIN_NEW, ITEM_FIELD);
}

/* ---- The time limit ---------------------------------------------------------------------------------------- */

#define LAST_MINUTE    60000
#define WARNING_STANDS 20000

int64_t quiz_time_left(const struct quiz_state *state)
{
	int64_t deadline = state->attempt ? attempt_deadline(state->attempt) : 0;

	return deadline == 0 ? -1 : MAX(deadline - state->now, 0);
}

static struct effect hand_in_by_itself(struct quiz_state *state)
{
	state->timed_out = true;
	if (state->view == VIEW_QUESTION)
		quiz_commit_field(state);
	return quiz_act(state, QUIZ_DO_HAND_IN);
}

/* "14:05 left", rounded up: at 0:00 it is over. The caller frees it; NULL where the time is not limited. */
static char *time_words(const struct quiz_state *state)
{
	int64_t left = quiz_time_left(state), seconds = (left + 999) / 1000;
	g_autofree char *clock = NULL;

	if (left < 0)
		return NULL;
	clock = g_strdup_printf("%d:%02d", (int)(seconds / 60), (int)(seconds % 60));
	return g_strdup_printf(_("%s left"), clock);
}

/* What stands above the buttons: why something failed, or that the time is nearly up. NULL for nothing. */
static const char *message_of(const struct quiz_state *state)
{
	int64_t left = quiz_time_left(state);

	if (state->problem)
		return state->problem;
	if (left >= 0 && left <= LAST_MINUTE && left > LAST_MINUTE - WARNING_STANDS)
		return _("One minute left. Then what you have answered is handed in by itself.");
	return NULL;
}

/* ---- The places of things, the same for drawing and for input ---------------------------------------------- */

struct frame {
	struct sheet *sheet;
	struct button buttons[MAX_BUTTONS];
	size_t n_buttons;
	char *typing;        /* the label of the button for typing marks */
	int columns, lines;  /* of the screen */
	int x, width;        /* of the sheet and the buttons */
	int top, height;     /* of the window on the sheet */
	int buttons_y, rows; /* of the buttons */
};

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

/* On a small screen the room is for the question. */
static void shorten(struct button *button)
{
	static const struct button brief[] = {
		{BUTTON_NEXT, N_("Next →")},
		{BUTTON_PREVIOUS, "←"},
		{BUTTON_FLAG, "⚑"},
		{BUTTON_OVERVIEW, N_("List")},
	};

	for (size_t i = 0; i < G_N_ELEMENTS(brief); i++)
		if (brief[i].item == button->item)
			button->label = _(brief[i].label);
}

static void frame_init(struct frame *frame, const struct quiz_state *state, int width, int height)
{
	const struct quiz_view *view = view_of(state);
	bool small = height < SMALL_HEIGHT;

	frame->columns = width;
	frame->lines = height;
	frame->x = readable_margin(width, &frame->width);
	frame->n_buttons = view->buttons(state, frame->buttons);
	frame->typing = NULL;
	if (has_field(state) && !view->secret)
		add_typing_button(frame, state);
	for (size_t i = 0; small && i < frame->n_buttons; i++)
		shorten(&frame->buttons[i]);
	frame->rows = buttons_height(frame->buttons, frame->n_buttons, frame->width);
	frame->top = small ? 1 : 3;
	frame->buttons_y = height - frame->rows - (small ? 0 : 2);
	frame->height = MAX(frame->buttons_y - frame->top - (message_of(state) ? 2 : 0) - (small ? 0 : 1), 1);
	frame->sheet = sheet_new(frame->width);
	sheet_set_window(frame->sheet, frame->height);
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

/* Right of what is used, or not at all. */
static void draw_right(struct grid *grid, const struct frame *frame, int used, int at, enum role role, const char *text)
{
	if (at >= used + 2)
		grid_puts(grid, frame->x + at, 0, role, 0, text);
}

static void draw_head(const struct quiz_state *state, struct grid *grid, const struct frame *frame)
{
	g_autofree char *heading = view_of(state)->heading(state), *left = time_words(state);
	int room = left ? text_width(left, strlen(left)) + 2 : 0, at = frame->width;
	int used = draw_clipped(grid, frame->x, 0, MAX(frame->width - room, 1), ROLE_TITLE, CELL_BOLD, heading);

	if (left) {
		at -= room - 2;
		draw_right(grid, frame, used, at, quiz_time_left(state) <= LAST_MINUTE ? ROLE_WARNING : ROLE_TEXT,
			   left);
		at -= 2;
	}
	if (state->person && state->view != VIEW_START)
		draw_right(grid, frame, used, at - text_width(state->person->name, strlen(state->person->name)),
			   ROLE_DIM, state->person->name);
	for (int i = 0; frame->top > 1 && i < frame->width; i++)
		grid_puts(grid, frame->x + i, 1, ROLE_RULE, 0, "─");
}

static void draw_message(const char *message, struct grid *grid, const struct frame *frame)
{
	g_autoptr(Sheet) sheet = sheet_new(frame->width);

	sheet_text(sheet, ITEM_NONE, 0, ROLE_WARNING, message);
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
	if (message_of(state))
		draw_message(message_of(state), grid, &frame);
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

/* What was chosen stays in sight, wherever it stands now. */
static void follow_focus(struct quiz_state *state, const struct frame *before)
{
	struct frame frame;

	frame_init(&frame, state, before->columns, before->lines);
	focus_on(state, &frame, state->focus);
	frame_clear(&frame);
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
	if (!wrap && direction > 0 && (on_button || at < 0) && below > 0)
		return scroll_by(state, frame, 1);
	if (n == 0)
		return effect_none();
	if (at < 0)
		at = direction > 0 ? 0 : n - 1;
	else if (wrap)
		at = (at + direction + n) % n;
	else
		at = CLAMP(at + direction, 0, n - 1);
	return focus_on(state, frame, g_array_index(order, int, at));
}

static struct effect next_typing_mode(struct quiz_state *state)
{
	if (!has_field(state) || view_of(state)->secret)
		return effect_none();
	typing_init(&state->typing, typing_next_mode(state->typing.mode), false);
	return effect_draw();
}

static struct effect activate(struct quiz_state *state, const struct frame *frame, int item)
{
	if (item == BUTTON_TYPING)
		return next_typing_mode(state);
	const struct quiz_view *view = view_of(state);
	size_t question = state->attempt ? state->attempt->current : 0;

	focus_on(state, frame, item);
	struct effect effect = view->activate(state, item);

	/* What is new is read from its top. */
	if (view_of(state) == view && (!state->attempt || state->attempt->current == question))
		follow_focus(state, frame);
	return effect;
}

/* Left and right go along the buttons when one has the focus; elsewhere they are the view's. */
static struct effect turn(struct quiz_state *state, const struct frame *frame, int direction)
{
	if (is_button(frame, state->focus) || state->focus == ITEM_NONE)
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
	case QUIZ_EARLIER:
		return view_of(state)->move ? view_of(state)->move(state, -1) : effect_none();
	case QUIZ_LATER:
		return view_of(state)->move ? view_of(state)->move(state, 1) : effect_none();
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
	struct typing as_is, *typing = view_of(state)->secret ? &as_is : &state->typing;

	typing_init(&as_is, TYPING_OFF, false);
	if (key == KEY_ERASE)
		typing_erase(typing, state->field);
	else if (state->field->len < FIELD_BYTES)
		typing_key(typing, key, state->field);
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
	if (effect.kind != EFFECT_NONE) {
		follow_focus(state, frame);
		return effect;
	}
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

static struct effect handle_failure(struct quiz_state *state, const char *why)
{
	quiz_say(state, why);
	if (view_of(state)->secret)
		quiz_set_field(state, "");
	return effect_draw();
}

static struct effect handle_success(struct quiz_state *state)
{
	quiz_say(state, NULL);
	if (state->acting == QUIZ_DO_HAND_IN)
		return show_result(state);
	/* The time may have run out while the program was not running. */
	if (state->acting == QUIZ_DO_PREPARE && quiz_time_left(state) == 0)
		return hand_in_by_itself(state);
	return view_of(state)->done ? view_of(state)->done(state, state->acting) : effect_draw();
}

static struct effect handle_input(struct quiz_state *state, const struct event *event)
{
	struct effect effect = effect_draw();
	struct frame frame;

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

static struct effect handle_event(struct quiz_state *state, const struct event *event)
{
	state->now = event->now;
	if (event->kind == EVENT_DONE)
		return handle_success(state);
	if (event->kind == EVENT_FAILED)
		return handle_failure(state, event->text);
	if (event->kind == EVENT_START && state->view == VIEW_START && !state->attempt)
		return quiz_act(state, QUIZ_DO_PREPARE);
	if (quiz_time_left(state) == 0)
		return hand_in_by_itself(state);
	return handle_input(state, event);
}

static const struct screen_class quiz_class, quiz_timed_class;

/* The clock is asked for only while a time runs: else the screen is idle. */
static struct effect handle(void *data, const struct event *event)
{
	struct quiz_state *state = data;
	struct effect effect = handle_event(state, event);

	state->screen->class = quiz_time_left(state) >= 0 ? &quiz_timed_class : &quiz_class;
	return effect;
}

/* ---- The screen -------------------------------------------------------------------------------------------- */

static void free_state(void *data)
{
	struct quiz_state *state = data;

	g_ptr_array_unref(state->people);
	person_free(state->person);
	g_free(state->dirty);
	attempt_free(state->practice);
	g_free(state->problem);
	g_free(state->pin);
	g_free(state->session);
	g_string_free(state->field, TRUE);
	g_free(state);
}

static const struct screen_class quiz_class = {.name = "quiz", .render = render, .handle = handle, .free = free_state};
static const struct screen_class quiz_timed_class = {
	.name = "quiz", .ticks = true, .render = render, .handle = handle, .free = free_state};

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
	state->screen = screen_new(&quiz_class, state);
	return state->screen;
}

struct quiz_state *quiz_state_of(struct screen *screen)
{
	return screen->class == &quiz_class || screen->class == &quiz_timed_class ? screen->state : NULL;
}
