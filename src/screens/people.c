#include "screens/people.h"

#include "screens/panel.h"
#include "screens/roll.h"
#include "screens/who.h"
#include "text/i18n.h"

#include <string.h>

enum { BUTTON_CHANGE, BUTTON_ADD, BUTTON_MERGE, BUTTON_BACK, BUTTON_INTO, BUTTON_YES };

/* Looking at the list; choosing whom somebody is merged into; confirming that. */
enum stage { STAGE_LIST, STAGE_INTO, STAGE_CONFIRM };

struct people_state {
	struct roll roll;
	enum stage stage;
	struct person *merging, *into; /* copies; NULL while nobody is chosen for it */
	struct screen *opened;
	int focus; /* the item of a button */
	int acting;
	char *message;
	bool problem;
};

static void say(struct people_state *state, const char *message, bool problem)
{
	g_free(state->message);
	state->message = g_strdup(message);
	state->problem = problem;
}

/* ---- Drawing ----------------------------------------------------------------------------------------------- */

static const struct button list_buttons[] = {{BUTTON_CHANGE, N_("Change")},
					     {BUTTON_ADD, N_("F2 add")},
					     {BUTTON_MERGE, N_("F3 merge")},
					     {BUTTON_BACK, N_("Back")}};
static const struct button into_buttons[] = {{BUTTON_INTO, N_("This one")}, {BUTTON_BACK, N_("Back")}};
static const struct button confirm_buttons[] = {{BUTTON_BACK, N_("Back")}, {BUTTON_YES, N_("Merge them")}};

static const struct stage_buttons {
	const struct button *buttons;
	size_t n;
} stages[] = {
	[STAGE_LIST] = {list_buttons, G_N_ELEMENTS(list_buttons)},
	[STAGE_INTO] = {into_buttons, G_N_ELEMENTS(into_buttons)},
	[STAGE_CONFIRM] = {confirm_buttons, G_N_ELEMENTS(confirm_buttons)},
};

static void layout(struct panel *panel, const struct people_state *state, int width, int height)
{
	const struct stage_buttons *stage = &stages[state->stage];
	struct button buttons[PANEL_BUTTONS];

	for (size_t i = 0; i < stage->n; i++)
		buttons[i] = (struct button){stage->buttons[i].item, _(stage->buttons[i].label)};
	panel_init(panel, width, height, buttons, stage->n);
}

static const char *mark(const struct person *person, const void *user, enum role *role)
{
	const struct people_state *state = user;

	*role = ROLE_ACCENT;
	return state->merging && strcmp(person->id, state->merging->id) == 0 ? "●" : NULL;
}

static void add_person(struct sheet *sheet, const char *heading, const struct person *person)
{
	g_assert(person);
	g_autofree char *details = person_details(person);

	sheet_text(sheet, ITEM_NONE, 0, ROLE_TEXT, heading);
	sheet_text(sheet, ITEM_NONE, 2, ROLE_STRONG, person->name);
	if (*details)
		sheet_text(sheet, ITEM_NONE, 2, ROLE_DIM, details);
	sheet_space(sheet, 1);
}

static void draw_confirm(const struct people_state *state, const struct panel *panel, struct grid *grid)
{
	g_autoptr(Sheet) sheet = sheet_new(panel->width);

	add_person(sheet, _("This person will no longer be listed:"), state->merging);
	add_person(sheet, _("What they did counts for this one:"), state->into);
	sheet_text(sheet, ITEM_NONE, 0, ROLE_WARNING, _("It cannot be undone."));
	sheet_draw(sheet, grid, panel->x, panel->top, panel->height, 0, ITEM_NONE);
}

/* What stands below the list when nobody is in it. */
static const char *nobody(const struct people_state *state)
{
	return state->roll.typed->len > 0 ? _("Nobody is found. F2 adds a person of this name.")
					  : _("Nobody is on the list yet. F2 adds a person; “taphuan people import” "
					      "reads a roster.");
}

static void render(const void *data, struct grid *grid)
{
	const struct people_state *state = data;
	g_autofree char *title = state->merging ? g_strdup_printf(_("Merge %s into whom?"), state->merging->name)
						: g_strdup(_("People"));
	g_autofree char *count = g_strdup_printf("%u", state->roll.found->len);
	struct panel_words words = {.title = title, .message = state->message};
	struct panel panel;

	words.role = state->problem ? ROLE_WARNING : ROLE_CORRECT;
	layout(&panel, state, grid->width, grid->height);
	if (state->stage == STAGE_CONFIRM) {
		draw_confirm(state, &panel, grid);
	} else {
		words.aside = count;
		roll_draw(&state->roll, grid, panel.x, panel.top, panel.width, panel.height, mark, data);
		if (state->roll.found->len == 0 && !state->message) {
			words.message = nobody(state);
			words.role = ROLE_DIM;
		}
	}
	panel_draw(&panel, grid, &words, CONTEXT_PEOPLE, state->focus);
}

/* ---- Input ------------------------------------------------------------------------------------------------- */

static struct effect act(struct people_state *state, enum people_action action)
{
	state->acting = (int)action;
	return (struct effect){.kind = EFFECT_ACT, .action = (int)action};
}

static struct effect go(struct people_state *state, enum stage stage)
{
	state->stage = stage;
	state->focus = stages[stage].buttons[0].item;
	if (stage == STAGE_LIST)
		g_clear_pointer(&state->merging, person_free);
	if (stage != STAGE_CONFIRM)
		g_clear_pointer(&state->into, person_free);
	return panel_drawn();
}

static struct effect back(struct people_state *state)
{
	if (state->stage == STAGE_CONFIRM)
		return go(state, STAGE_INTO);
	if (state->stage == STAGE_INTO)
		return go(state, STAGE_LIST);
	return (struct effect){.kind = EFFECT_CLOSE};
}

static struct effect begin_merging(struct people_state *state)
{
	const struct person *person = roll_chosen(&state->roll);

	if (!person || state->stage != STAGE_LIST)
		return panel_nothing();
	state->merging = person_copy(person);
	roll_forget(&state->roll);
	return go(state, STAGE_INTO);
}

static struct effect choose_into(struct people_state *state)
{
	const struct person *into = roll_chosen(&state->roll);

	if (!into)
		return panel_nothing();
	if (strcmp(into->id, state->merging->id) == 0) {
		say(state, _("This is the same entry. Choose the other one."), true);
		return panel_drawn();
	}
	state->into = person_copy(into);
	return go(state, STAGE_CONFIRM);
}

static struct effect press(struct people_state *state, int button)
{
	state->focus = button;
	switch (button) {
	case BUTTON_CHANGE:
		return roll_chosen(&state->roll) ? act(state, PEOPLE_DO_CHANGE) : panel_nothing();
	case BUTTON_ADD:
		return state->stage == STAGE_LIST ? act(state, PEOPLE_DO_ADD) : panel_nothing();
	case BUTTON_MERGE:
		return begin_merging(state);
	case BUTTON_INTO:
		return choose_into(state);
	case BUTTON_YES:
		return act(state, PEOPLE_DO_MERGE);
	default:
		return back(state);
	}
}

/* Escape first forgets what is typed. */
static struct effect leave(struct people_state *state)
{
	return state->stage != STAGE_CONFIRM && roll_forget(&state->roll) ? panel_drawn() : back(state);
}

static struct effect move(struct people_state *state, int lines)
{
	if (state->stage != STAGE_CONFIRM)
		roll_move(&state->roll, lines);
	return panel_drawn();
}

static struct effect next_button(struct people_state *state, const struct panel *panel, int direction)
{
	state->focus = panel_next_button(panel, state->focus, direction);
	return panel_drawn();
}

static struct effect handle_binding(struct people_state *state, const struct panel *panel, enum binding binding)
{
	int page = roll_page(panel->height);

	switch ((int)binding) {
	case PEOPLE_UP:
		return move(state, -1);
	case PEOPLE_DOWN:
		return move(state, 1);
	case PEOPLE_PAGE_UP:
		return move(state, -page);
	case PEOPLE_PAGE_DOWN:
		return move(state, page);
	case PEOPLE_FIRST:
		return move(state, -G_MAXINT);
	case PEOPLE_LAST:
		return move(state, G_MAXINT);
	case PEOPLE_BUTTON_NEXT:
		return next_button(state, panel, 1);
	case PEOPLE_BUTTON_PREVIOUS:
		return next_button(state, panel, -1);
	case PEOPLE_OPEN:
		return press(state, state->focus);
	case PEOPLE_ADD:
		return press(state, BUTTON_ADD);
	case PEOPLE_MERGE:
		return begin_merging(state);
	case PEOPLE_HELP:
		return panel_help(CONTEXT_PEOPLE);
	case PEOPLE_BACK:
		return leave(state);
	default:
		return panel_nothing();
	}
}

static struct effect handle_key(struct people_state *state, const struct panel *panel, uint32_t key)
{
	say(state, NULL, false);
	if (key == KEY_INTERRUPT)
		return (struct effect){.kind = EFFECT_CLOSE};
	if (state->stage != STAGE_CONFIRM && roll_type(&state->roll, key, true))
		return panel_drawn();
	return handle_binding(state, panel, keys_find(CONTEXT_PEOPLE, key));
}

/* A click on a person chooses them; a second one is as Enter. */
static struct effect handle_click(struct people_state *state, const struct panel *panel, int x, int y)
{
	int button = panel_button_at(panel, x, y);
	const struct person *before = roll_chosen(&state->roll);

	if (button != ITEM_NONE)
		return press(state, button);
	if (state->stage == STAGE_CONFIRM || !roll_click(&state->roll, y - panel->top, panel->height))
		return panel_nothing();
	return roll_chosen(&state->roll) == before ? press(state, stages[state->stage].buttons[0].item) : panel_drawn();
}

static struct effect handle_done(struct people_state *state)
{
	if (state->opened)
		return (struct effect){.kind = EFFECT_OPEN, .opened = g_steal_pointer(&state->opened)};
	if (state->acting != PEOPLE_DO_MERGE)
		return panel_drawn();
	say(state, _("They are one now."), false);
	go(state, STAGE_LIST);
	return act(state, PEOPLE_DO_LOOK);
}

static struct effect handle(void *data, const struct event *event)
{
	struct people_state *state = data;
	struct panel panel;

	layout(&panel, state, event->width, event->height);
	switch (event->kind) {
	case EVENT_START:
		return act(state, PEOPLE_DO_LOOK);
	case EVENT_DONE:
		return handle_done(state);
	case EVENT_FAILED:
		say(state, event->text, true);
		return panel_drawn();
	case EVENT_KEY:
		return handle_key(state, &panel, event->key);
	case EVENT_CLICK:
		return handle_click(state, &panel, event->x, event->y);
	case EVENT_WHEEL:
		return move(state, 3 * event->y);
	case EVENT_PASTE:
		if (state->stage != STAGE_CONFIRM)
			roll_paste(&state->roll, event->text);
		return panel_drawn();
	default:
		return panel_drawn();
	}
}

/* ---- The screen -------------------------------------------------------------------------------------------- */

static void free_state(void *data)
{
	struct people_state *state = data;

	roll_clear(&state->roll);
	person_free(state->merging);
	person_free(state->into);
	screen_free(state->opened);
	g_free(state->message);
	g_free(state);
}

static const struct screen_class people_class = {
	.name = "people", .render = render, .handle = handle, .free = free_state};

struct screen *people_screen_new(void)
{
	struct people_state *state = g_new0(struct people_state, 1);

	roll_init(&state->roll);
	go(state, STAGE_LIST);
	return screen_new(&people_class, state);
}

bool is_people_screen(const struct screen *screen)
{
	return screen->class == &people_class;
}

static struct people_state *state_of(const struct screen *screen)
{
	g_assert(is_people_screen(screen));
	return screen->state;
}

void people_set(struct screen *screen, GPtrArray *people)
{
	roll_set_people(&state_of(screen)->roll, people);
}

void people_open(struct screen *screen, struct screen *opened)
{
	screen_free(state_of(screen)->opened);
	state_of(screen)->opened = opened;
}

const char *people_typed(const struct screen *screen)
{
	return state_of(screen)->roll.typed->str;
}

const struct person *people_chosen(const struct screen *screen)
{
	return roll_chosen(&state_of(screen)->roll);
}

const struct person *people_merging(const struct screen *screen)
{
	return state_of(screen)->merging;
}

const struct person *people_into(const struct screen *screen)
{
	return state_of(screen)->into;
}
