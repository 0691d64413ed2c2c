/* The frame of the screen for answers on paper: focus, fields, keys, clicks and actions, the same in every view. */
#include "screens/enter_private.h"
#include "screens/help.h"
#include "text/i18n.h"
#include "text/text.h"

#include <string.h>

#define MARKS_WIDTH 18 /* how marks are typed, beside the hints */

static const struct enter_view *const views[] = {
	[ENTER_VIEW_WHO] = &enter_who,
	[ENTER_VIEW_UNIT] = &enter_unit,
	[ENTER_VIEW_ANSWERS] = &enter_answers,
	[ENTER_VIEW_DIFFERENCES] = &enter_differences,
	[ENTER_VIEW_TAKE_BACK] = &enter_take_back,
	[ENTER_VIEW_LEAVE] = &enter_leave,
};

static const struct enter_view *view_of(const struct enter_state *state)
{
	return views[state->view];
}

struct effect enter_nothing(void)
{
	return (struct effect){.kind = EFFECT_NONE};
}

struct effect enter_drawn(void)
{
	return (struct effect){.kind = EFFECT_DRAW};
}

struct effect enter_act(struct enter_state *state, enum enter_action action)
{
	state->acting = (int)action;
	return (struct effect){.kind = EFFECT_ACT, .action = (int)action};
}

struct effect enter_go(struct enter_state *state, enum enter_view_id view, int item)
{
	state->view = view;
	state->focus = item;
	state->scroll = 0;
	return enter_drawn();
}

struct effect enter_say(struct enter_state *state, char *note, bool problem)
{
	g_free(state->note);
	state->note = note;
	state->problem = problem;
	return enter_drawn();
}

void enter_set_field(struct enter_state *state, const char *text)
{
	typing_end(&state->typing, state->field);
	g_string_assign(state->field, text);
}

const char *enter_field(struct enter_state *state)
{
	typing_end(&state->typing, state->field);
	return state->field->str;
}

/* ---- The places of things ---------------------------------------------------------------------------------- */

struct frame {
	struct sheet *sheet;
	int x, width, top, height;
	bool small; /* no room for a rule and hints */
};

static void frame_init(struct frame *frame, const struct enter_state *state, int width, int height)
{
	frame->small = height < 14;
	frame->x = readable_margin(width, &frame->width);
	frame->top = frame->small ? 1 : 2;
	frame->height = MAX(height - frame->top - (frame->small ? 1 : 3), 1);
	frame->sheet = sheet_new(frame->width);
	view_of(state)->build(state, frame->sheet);
}

static bool has_field(const struct enter_state *state)
{
	return view_of(state)->has_field && view_of(state)->has_field(state);
}

/* ---- Drawing ----------------------------------------------------------------------------------------------- */

/* "Paper 17 · 12 entered", or that entries are compared. */
static char *standing(const struct enter_state *state)
{
	uint64_t paper = state->attempt ? state->attempt->seed : state->paper;
	g_autofree char *number = g_strdup_printf("%" G_GUINT64_FORMAT, (guint64)paper);

	return g_strdup_printf(state->comparing ? _("second entry · paper %s · compared: %zu")
						: _("paper %s · entered: %zu"),
			       number, state->count);
}

static void draw_head(const struct enter_state *state, struct grid *grid, const struct frame *frame)
{
	g_autofree char *heading = view_of(state)->heading(state), *right = standing(state);
	int used = draw_clipped(grid, frame->x, 0, frame->width, ROLE_TITLE, CELL_BOLD, heading);
	int at = frame->width - text_width(right, strlen(right));

	if (at >= used + 2)
		grid_puts(grid, frame->x + at, 0, state->comparing ? ROLE_ACCENT : ROLE_DIM, 0, right);
	else if (!frame->small)
		draw_clipped(grid, frame->x, 1, frame->width, state->comparing ? ROLE_ACCENT : ROLE_DIM, 0, right);
	for (int i = 0; at >= used + 2 && !frame->small && i < frame->width; i++)
		grid_puts(grid, frame->x + i, 1, ROLE_RULE, 0, "─");
}

static void draw_foot(const struct enter_state *state, struct grid *grid, const struct frame *frame)
{
	int y = frame->top + frame->height;
	g_autofree char *hints = keys_hints(CONTEXT_ENTER, frame->width - (has_field(state) ? MARKS_WIDTH : 0));
	g_autofree char *marks = has_field(state)
					 ? g_strdup_printf(_("F2 marks: %s"), typing_mode_name(state->typing.mode))
					 : g_strdup("");

	if (state->note) {
		g_autoptr(Sheet) sheet = sheet_new(frame->width);
		sheet_text(sheet, ITEM_NONE, 0, state->problem ? ROLE_WARNING : ROLE_CORRECT, state->note);
		sheet_draw(sheet, grid, frame->x, y, frame->small ? 1 : 2, 0, ITEM_NONE);
	}
	if (frame->small)
		return;
	grid_puts(grid, frame->x, grid->height - 1, ROLE_FOOTER, 0, hints);
	grid_puts(grid, frame->x + frame->width - text_width(marks, strlen(marks)), grid->height - 1, ROLE_FOOTER, 0,
		  marks);
}

static void render(const void *data, struct grid *grid)
{
	const struct enter_state *state = data;
	struct frame frame;

	frame_init(&frame, state, grid->width, grid->height);
	draw_head(state, grid, &frame);
	sheet_draw(frame.sheet, grid, frame.x, frame.top, frame.height,
		   sheet_scroll(frame.sheet, state->scroll, frame.height, ITEM_NONE), state->focus);
	draw_foot(state, grid, &frame);
	sheet_free(frame.sheet);
}

/* ---- Input ------------------------------------------------------------------------------------------------- */

static struct effect focus_on(struct enter_state *state, const struct frame *frame, int item)
{
	state->focus = item;
	state->scroll = sheet_scroll(frame->sheet, state->scroll, frame->height, item);
	return enter_drawn();
}

/* The item before or after the one in focus, from the top of the sheet. */
static struct effect move_focus(struct enter_state *state, const struct frame *frame, int direction)
{
	int item = state->focus, last = ITEM_NONE;
	bool passed = false;

	for (int i = 0; i < sheet_height(frame->sheet); i++) {
		int here = sheet_item_at(frame->sheet, i);
		if (here == ITEM_NONE || here == last)
			continue;
		if (passed && direction > 0)
			return focus_on(state, frame, here);
		passed = here == item;
		if (passed && direction < 0)
			return focus_on(state, frame, last == ITEM_NONE ? here : last);
		last = here;
	}
	return enter_nothing();
}

static struct effect take_back(struct enter_state *state)
{
	if (state->view != ENTER_VIEW_WHO || state->comparing)
		return enter_nothing();
	if (!state->last)
		return enter_say(state, g_strdup(_("Nobody was entered yet who could be taken back.")), true);
	enter_set_field(state, _("typed wrongly"));
	return enter_go(state, ENTER_VIEW_TAKE_BACK, ENTER_FIELD);
}

/* Between two persons; what is typed of the one that is shown belongs to what it was begun as. */
static struct effect change_comparing(struct enter_state *state)
{
	if (state->view != ENTER_VIEW_WHO)
		return enter_nothing();
	if (g_hash_table_size(state->drafts) > 0)
		return enter_say(state, g_strdup(_("First keep what is typed of the others.")), true);
	state->comparing = !state->comparing;
	state->count = 0;
	return enter_drawn();
}

static struct effect next_typing_mode(struct enter_state *state)
{
	typing_init(&state->typing, typing_next_mode(state->typing.mode), false);
	return enter_drawn();
}

static struct effect handle_binding(struct enter_state *state, const struct frame *frame, enum binding binding)
{
	switch ((int)binding) {
	case ENTER_ACCEPT:
		return view_of(state)->activate(state, state->focus);
	case ENTER_NEXT:
		return move_focus(state, frame, 1);
	case ENTER_PREVIOUS:
		return move_focus(state, frame, -1);
	case ENTER_TAKE_BACK:
		return take_back(state);
	case ENTER_COMPARE:
		return change_comparing(state);
	case ENTER_TYPING:
		return next_typing_mode(state);
	case ENTER_HELP:
		return (struct effect){.kind = EFFECT_OPEN, .opened = help_screen_new(CONTEXT_ENTER)};
	case ENTER_BACK:
		return view_of(state)->back(state);
	default:
		return enter_nothing();
	}
}

static struct effect type_key(struct enter_state *state, const struct frame *frame, uint32_t key)
{
	if (key == KEY_ERASE)
		typing_erase(&state->typing, state->field);
	else if (state->field->len < FIELD_BYTES)
		typing_key(&state->typing, key, state->field);
	state->scroll = 0;
	return focus_on(state, frame, ENTER_FIELD);
}

static struct effect handle_key(struct enter_state *state, const struct frame *frame, uint32_t key)
{
	const struct enter_view *view = view_of(state);
	enum binding binding = keys_find(CONTEXT_ENTER, key);
	struct effect effect = enter_nothing();

	enter_say(state, NULL, false);
	if (key == KEY_INTERRUPT)
		return view->back(state);
	if (view->key)
		effect = view->key(state, key);
	if (effect.kind != EFFECT_NONE)
		return effect;
	if (has_field(state) && (key_is_character(key) || key == KEY_ERASE))
		return type_key(state, frame, key);
	if (view->bound && binding != BINDING_NONE)
		effect = view->bound(state, binding);
	return effect.kind != EFFECT_NONE ? effect : handle_binding(state, frame, binding);
}

static struct effect handle_click(struct enter_state *state, const struct frame *frame, int y)
{
	int item = sheet_item_at(frame->sheet, state->scroll + y - frame->top);

	if (y < frame->top || y >= frame->top + frame->height || item == ITEM_NONE)
		return enter_nothing();
	focus_on(state, frame, item);
	return item == ENTER_FIELD ? enter_drawn() : view_of(state)->activate(state, item);
}

static struct effect paste(struct enter_state *state, const struct frame *frame, const char *text)
{
	if (!has_field(state))
		return enter_nothing();
	typing_end(&state->typing, state->field);
	field_add(state->field, text);
	return focus_on(state, frame, ENTER_FIELD);
}

static struct effect handle_input(struct enter_state *state, const struct event *event)
{
	struct effect effect = enter_drawn();
	struct frame frame;

	frame_init(&frame, state, event->width, event->height);
	if (event->kind == EVENT_KEY)
		effect = handle_key(state, &frame, event->key);
	else if (event->kind == EVENT_CLICK)
		effect = handle_click(state, &frame, event->y);
	else if (event->kind == EVENT_PASTE)
		effect = paste(state, &frame, event->text);
	else if (event->kind == EVENT_WHEEL)
		state->scroll = sheet_scroll(frame.sheet, state->scroll + 3 * event->y, frame.height, ITEM_NONE);
	sheet_free(frame.sheet);
	return effect;
}

static struct effect handle(void *data, const struct event *event)
{
	struct enter_state *state = data;

	if (event->kind == EVENT_FAILED)
		return enter_say(state, g_strdup(event->text), true);
	if (event->kind == EVENT_DONE)
		return view_of(state)->done(state, state->acting);
	return handle_input(state, event);
}

/* ---- The screen -------------------------------------------------------------------------------------------- */

void draft_free(struct draft *draft)
{
	if (!draft)
		return;
	person_free(draft->person);
	attempt_free(draft->attempt);
	g_free(draft->done);
	g_free(draft);
}

static void free_draft(void *draft)
{
	draft_free(draft);
}

static void free_state(void *data)
{
	struct enter_state *state = data;

	g_ptr_array_unref(state->people);
	person_free(state->person);
	g_hash_table_unref(state->drafts);
	draft_free(state->last);
	g_array_unref(state->differences);
	g_string_free(state->field, TRUE);
	g_free(state->note);
	g_free(state);
}

static const struct screen_class enter_class = {
	.name = "enter", .render = render, .handle = handle, .free = free_state};

struct screen *enter_screen_new(const struct lesson *lesson, GPtrArray *people, GHashTable *entered)
{
	struct enter_state *state = g_new0(struct enter_state, 1);

	state->lesson = lesson;
	state->people = g_ptr_array_ref(people);
	state->entered = entered;
	state->paper = 1;
	state->session = "";
	state->field = g_string_new(NULL);
	state->drafts = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, free_draft);
	state->differences = g_array_new(FALSE, FALSE, sizeof(struct difference));
	g_array_set_clear_func(state->differences, difference_clear);
	typing_init(&state->typing, strcmp(lesson->lang, "vi") == 0 ? TYPING_TELEX : TYPING_OFF, false);
	enter_go(state, ENTER_VIEW_WHO, ENTER_FIELD);
	return screen_new(&enter_class, state);
}

struct enter_state *enter_state_of(struct screen *screen)
{
	return screen->class == &enter_class ? screen->state : NULL;
}
