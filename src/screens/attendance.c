#include "screens/attendance.h"

#include "screens/panel.h"
#include "screens/roll.h"
#include "text/i18n.h"

enum { BUTTON_TICK, BUTTON_ADD, BUTTON_BACK };

struct attendance {
	char *session, *title, *details;
	struct roll roll;
	GHashTable *there; /* a person's id → GINT_TO_POINTER(present) */
	struct screen *opened;
	bool to_next; /* after the tick that is being kept */
	int focus, acting;
	char *message;
	enum role role;
};

static void say(struct attendance *state, char *message, enum role role)
{
	g_free(state->message);
	state->message = message;
	state->role = role;
}

static bool is_there(const struct attendance *state, const struct person *person)
{
	return GPOINTER_TO_INT(g_hash_table_lookup(state->there, person->id)) != 0;
}

static unsigned int count_there(const struct attendance *state)
{
	unsigned int n = 0;

	for (unsigned int i = 0; i < state->roll.people->len; i++)
		n += is_there(state, state->roll.people->pdata[i]);
	return n;
}

/* ---- Drawing ----------------------------------------------------------------------------------------------- */

static void layout(struct panel *panel, int width, int height)
{
	const struct button buttons[] = {
		{BUTTON_TICK, _("Tick ✓")}, {BUTTON_ADD, _("F2 add")}, {BUTTON_BACK, _("Back")}};

	panel_init(panel, width, height, buttons, G_N_ELEMENTS(buttons));
}

static const char *mark(const struct person *person, const void *user, enum role *role)
{
	bool there = is_there(user, person);

	*role = there ? ROLE_CORRECT : ROLE_DIM;
	return there ? "[✓]" : "[ ]";
}

static void render(const void *data, struct grid *grid)
{
	const struct attendance *state = data;
	/* TRANSLATORS: how many of how many people are there */
	g_autofree char *count = g_strdup_printf(_("there: %u/%u"), count_there(state), state->roll.people->len);
	struct panel_words words = {
		.title = state->title, .aside = count, .subtitle = state->details, .message = state->message};
	struct panel panel;

	words.role = state->role;
	layout(&panel, grid->width, grid->height);
	roll_draw(&state->roll, grid, panel.x, panel.top, panel.width, panel.height, mark, data);
	if (state->roll.found->len == 0 && !state->message) {
		words.message = _("Nobody is found. F2 adds a person of this name.");
		words.role = ROLE_DIM;
	}
	panel_draw(&panel, grid, &words, CONTEXT_ATTENDANCE, state->focus);
}

/* ---- Input ------------------------------------------------------------------------------------------------- */

static struct effect act(struct attendance *state, enum attendance_action action)
{
	state->acting = (int)action;
	return (struct effect){.kind = EFFECT_ACT, .action = (int)action};
}

static struct effect tick(struct attendance *state, bool to_next)
{
	state->to_next = to_next;
	return roll_chosen(&state->roll) ? act(state, ATTENDANCE_DO_TICK) : panel_nothing();
}

/* What was typed has found its person: the next name can be typed. */
static struct effect ticked(struct attendance *state)
{
	const struct person *person = roll_chosen(&state->roll);
	bool there = !is_there(state, person);

	g_hash_table_replace(state->there, g_strdup(person->id), GINT_TO_POINTER(there));
	say(state, g_strdup_printf(there ? _("✓ %s is there.") : _("%s is not there."), person->name),
	    there ? ROLE_CORRECT : ROLE_DIM);
	if (!roll_forget(&state->roll) && state->to_next)
		roll_move(&state->roll, 1);
	return panel_drawn();
}

static struct effect press(struct attendance *state, int button)
{
	if (button == BUTTON_TICK)
		return tick(state, false);
	if (button == BUTTON_ADD)
		return act(state, ATTENDANCE_DO_ADD);
	return (struct effect){.kind = EFFECT_CLOSE};
}

static struct effect move(struct attendance *state, int lines)
{
	roll_move(&state->roll, lines);
	return panel_drawn();
}

static struct effect handle_binding(struct attendance *state, const struct panel *panel, enum binding binding)
{
	int page = roll_page(panel->height);

	switch ((int)binding) {
	case ATTENDANCE_UP:
		return move(state, -1);
	case ATTENDANCE_DOWN:
		return move(state, 1);
	case ATTENDANCE_PAGE_UP:
		return move(state, -page);
	case ATTENDANCE_PAGE_DOWN:
		return move(state, page);
	case ATTENDANCE_FIRST:
		return move(state, -G_MAXINT);
	case ATTENDANCE_LAST:
		return move(state, G_MAXINT);
	case ATTENDANCE_TICK:
		return tick(state, false);
	case ATTENDANCE_TICK_NEXT:
		return tick(state, true);
	case ATTENDANCE_ADD:
		return act(state, ATTENDANCE_DO_ADD);
	case ATTENDANCE_HELP:
		return panel_help(CONTEXT_ATTENDANCE);
	case ATTENDANCE_BACK:
		return roll_forget(&state->roll) ? panel_drawn() : (struct effect){.kind = EFFECT_CLOSE};
	default:
		return panel_nothing();
	}
}

static struct effect handle_key(struct attendance *state, const struct panel *panel, uint32_t key)
{
	say(state, NULL, ROLE_TEXT);
	if (key == KEY_INTERRUPT)
		return (struct effect){.kind = EFFECT_CLOSE};
	if (roll_type(&state->roll, key, false))
		return panel_drawn();
	return handle_binding(state, panel, keys_find(CONTEXT_ATTENDANCE, key));
}

static struct effect handle_click(struct attendance *state, const struct panel *panel, int x, int y)
{
	int button = panel_button_at(panel, x, y);

	if (button != ITEM_NONE)
		return press(state, button);
	return roll_click(&state->roll, y - panel->top, panel->height) ? tick(state, false) : panel_nothing();
}

static struct effect handle_done(struct attendance *state)
{
	if (state->opened)
		return (struct effect){.kind = EFFECT_OPEN, .opened = g_steal_pointer(&state->opened)};
	return state->acting == ATTENDANCE_DO_TICK ? ticked(state) : panel_drawn();
}

static struct effect handle(void *data, const struct event *event)
{
	struct attendance *state = data;
	struct panel panel;

	layout(&panel, event->width, event->height);
	switch (event->kind) {
	case EVENT_START:
		return act(state, ATTENDANCE_DO_LOOK);
	case EVENT_DONE:
		return handle_done(state);
	case EVENT_FAILED:
		say(state, g_strdup(event->text), ROLE_WARNING);
		return panel_drawn();
	case EVENT_KEY:
		return handle_key(state, &panel, event->key);
	case EVENT_CLICK:
		return handle_click(state, &panel, event->x, event->y);
	case EVENT_WHEEL:
		return move(state, 3 * event->y);
	case EVENT_PASTE:
		roll_paste(&state->roll, event->text);
		return panel_drawn();
	default:
		return panel_drawn();
	}
}

/* ---- The screen -------------------------------------------------------------------------------------------- */

static void free_state(void *data)
{
	struct attendance *state = data;

	roll_clear(&state->roll);
	g_hash_table_unref(state->there);
	screen_free(state->opened);
	g_free(state->session);
	g_free(state->title);
	g_free(state->details);
	g_free(state->message);
	g_free(state);
}

static const struct screen_class attendance_class = {
	.name = "attendance", .render = render, .handle = handle, .free = free_state};

struct screen *attendance_screen_new(const struct training_session *session)
{
	struct attendance *state = g_new0(struct attendance, 1);
	const char *between = *session->day && *session->place ? " · " : "";

	roll_init(&state->roll);
	state->session = g_strdup(session->id);
	state->title = g_strdup(session->title);
	state->details = g_strconcat(session->day, between, session->place, NULL);
	state->there = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
	state->focus = BUTTON_TICK;
	return screen_new(&attendance_class, state);
}

bool is_attendance_screen(const struct screen *screen)
{
	return screen->class == &attendance_class;
}

static struct attendance *state_of(const struct screen *screen)
{
	g_assert(is_attendance_screen(screen));
	return screen->state;
}

const char *attendance_session(const struct screen *screen)
{
	return state_of(screen)->session;
}

void attendance_set(struct screen *screen, GPtrArray *people, GHashTable *there)
{
	struct attendance *state = state_of(screen);

	roll_set_people(&state->roll, people);
	g_hash_table_ref(there);
	g_hash_table_unref(state->there);
	state->there = there;
}

const struct person *attendance_ticked(const struct screen *screen, bool *present)
{
	const struct attendance *state = state_of(screen);
	const struct person *person = roll_chosen(&state->roll);

	*present = !is_there(state, person);
	return person;
}

const char *attendance_typed(const struct screen *screen)
{
	return state_of(screen)->roll.typed->str;
}

void attendance_open(struct screen *screen, struct screen *opened)
{
	screen_free(state_of(screen)->opened);
	state_of(screen)->opened = opened;
}
