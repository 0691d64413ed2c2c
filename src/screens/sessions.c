#include "screens/sessions.h"

#include "screens/panel.h"
#include "text/i18n.h"

#include <string.h>

enum { BUTTON_ATTENDANCE = 1000, BUTTON_USE, BUTTON_RESULTS, BUTTON_NEW, BUTTON_CLOSE, BUTTON_BACK };

struct sessions_state {
	GPtrArray *sessions;
	char *current;
	char *wanted; /* the id to be chosen once it is there; NULL for none */
	int chosen, scroll;
	struct screen *opened;
	int focus, acting;
	char *problem;
};

struct sessions_frame {
	struct panel panel;
	struct sheet *sheet;
};

static const struct training_session *chosen(const struct sessions_state *state)
{
	return state->chosen < (int)state->sessions->len ? state->sessions->pdata[state->chosen] : NULL;
}

static bool is_current(const struct sessions_state *state, const struct training_session *session)
{
	return session && *state->current && strcmp(session->id, state->current) == 0;
}

/* ---- Drawing ----------------------------------------------------------------------------------------------- */

static const char *state_words(const struct sessions_state *state, const struct training_session *session)
{
	return is_current(state, session) ? _("in use") : session->closed ? _("closed") : "";
}

static void add_session(const struct sessions_state *state, struct sheet *sheet, int item,
			const struct training_session *session)
{
	const char *const parts[] = {session->day, session->place, session->trainer, state_words(state, session)};
	const char *mark = is_current(state, session) ? "● " : session->closed ? "✓ " : "○ ";
	g_autoptr(GString) line = g_string_new(mark);

	g_string_append(line, session->title);
	for (size_t i = 0; i < G_N_ELEMENTS(parts); i++)
		if (*parts[i])
			g_string_append_printf(line, " · %s", parts[i]);
	sheet_text(sheet, item, 0,
		   is_current(state, session) ? ROLE_STRONG
		   : session->closed          ? ROLE_DIM
					      : ROLE_TEXT,
		   line->str);
}

static void frame_init(struct sessions_frame *frame, const struct sessions_state *state, int width, int height)
{
	const struct training_session *session = chosen(state);
	const struct button buttons[] = {
		{BUTTON_ATTENDANCE, _("Who is there")},
		{BUTTON_USE, is_current(state, session) ? _("Use none") : _("Use it")},
		{BUTTON_RESULTS, _("Results")},
		{BUTTON_NEW, _("F2 new")},
		{BUTTON_CLOSE, session && session->closed ? _("Open again") : _("Close it")},
		{BUTTON_BACK, _("Back")},
	};

	const struct button first[] = {{BUTTON_NEW, _("F2 new")}, {BUTTON_BACK, _("Back")}};

	if (session)
		panel_init(&frame->panel, width, height, buttons, G_N_ELEMENTS(buttons));
	else
		panel_init(&frame->panel, width, height, first, G_N_ELEMENTS(first));
	frame->sheet = sheet_new(frame->panel.width);
	for (unsigned int i = 0; i < state->sessions->len; i++)
		add_session(state, frame->sheet, (int)i, state->sessions->pdata[i]);
	if (!session)
		sheet_text(frame->sheet, ITEM_NONE, 0, ROLE_DIM,
			   _("There is no training session yet. F2 opens one: the quizzes that are begun from then on "
			     "belong to it."));
}

static void render(const void *data, struct grid *grid)
{
	const struct sessions_state *state = data;
	const struct panel_words words = {
		.title = _("Training sessions"), .message = state->problem, .role = ROLE_WARNING};
	struct sessions_frame frame;

	frame_init(&frame, state, grid->width, grid->height);
	sheet_draw(frame.sheet, grid, frame.panel.x, frame.panel.top, frame.panel.height,
		   sheet_scroll(frame.sheet, state->scroll, frame.panel.height, ITEM_NONE), state->chosen);
	panel_draw(&frame.panel, grid, &words, CONTEXT_SESSIONS, state->focus);
	sheet_free(frame.sheet);
}

/* ---- Input ------------------------------------------------------------------------------------------------- */

static struct effect act(struct sessions_state *state, enum sessions_action action)
{
	state->acting = (int)action;
	return (struct effect){.kind = EFFECT_ACT, .action = (int)action};
}

static struct effect press(struct sessions_state *state, int button)
{
	static const struct {
		int button;
		enum sessions_action action;
	} actions[] = {{BUTTON_ATTENDANCE, SESSIONS_DO_ATTENDANCE},
		       {BUTTON_USE, SESSIONS_DO_USE},
		       {BUTTON_RESULTS, SESSIONS_DO_RESULTS},
		       {BUTTON_CLOSE, SESSIONS_DO_CLOSE}};

	state->focus = button;
	if (button == BUTTON_BACK)
		return (struct effect){.kind = EFFECT_CLOSE};
	if (button == BUTTON_NEW)
		return act(state, SESSIONS_DO_NEW);
	for (size_t i = 0; i < G_N_ELEMENTS(actions); i++)
		if (actions[i].button == button)
			return act(state, actions[i].action);
	return panel_nothing();
}

static struct effect choose(struct sessions_state *state, const struct sessions_frame *frame, int line)
{
	state->chosen = CLAMP(line, 0, MAX((int)state->sessions->len - 1, 0));
	state->scroll = sheet_scroll(frame->sheet, state->scroll, frame->panel.height, state->chosen);
	return panel_drawn();
}

static struct effect next_button(struct sessions_state *state, const struct sessions_frame *frame, int direction)
{
	state->focus = panel_next_button(&frame->panel, state->focus, direction);
	return panel_drawn();
}

static struct effect handle_binding(struct sessions_state *state, const struct sessions_frame *frame,
				    enum binding binding)
{
	switch ((int)binding) {
	case SESSIONS_UP:
		return choose(state, frame, state->chosen - 1);
	case SESSIONS_DOWN:
		return choose(state, frame, state->chosen + 1);
	case SESSIONS_PAGE_UP:
		return choose(state, frame, state->chosen - frame->panel.height);
	case SESSIONS_PAGE_DOWN:
		return choose(state, frame, state->chosen + frame->panel.height);
	case SESSIONS_FIRST:
		return choose(state, frame, 0);
	case SESSIONS_LAST:
		return choose(state, frame, G_MAXINT);
	case SESSIONS_BUTTON_NEXT:
		return next_button(state, frame, 1);
	case SESSIONS_BUTTON_PREVIOUS:
		return next_button(state, frame, -1);
	case SESSIONS_OPEN:
		return press(state, state->focus);
	case SESSIONS_NEW:
		return press(state, BUTTON_NEW);
	case SESSIONS_HELP:
		return panel_help(CONTEXT_SESSIONS);
	case SESSIONS_BACK:
		return (struct effect){.kind = EFFECT_CLOSE};
	default:
		return panel_nothing();
	}
}

/* A click on a session chooses it; a second one is as Enter. */
static struct effect handle_click(struct sessions_state *state, const struct sessions_frame *frame, int x, int y)
{
	int item = panel_button_at(&frame->panel, x, y);

	if (item != ITEM_NONE)
		return press(state, item);
	if (y < frame->panel.top || y >= frame->panel.top + frame->panel.height)
		return panel_nothing();
	item = sheet_item_at(frame->sheet, state->scroll + y - frame->panel.top);
	if (item == ITEM_NONE)
		return panel_nothing();
	return item == state->chosen ? press(state, state->focus) : choose(state, frame, item);
}

static struct effect handle_input(struct sessions_state *state, const struct event *event)
{
	struct effect effect = panel_drawn();
	struct sessions_frame frame;

	frame_init(&frame, state, event->width, event->height);
	if (event->kind == EVENT_KEY) {
		g_clear_pointer(&state->problem, g_free);
		effect = event->key == KEY_INTERRUPT
				 ? (struct effect){.kind = EFFECT_CLOSE}
				 : handle_binding(state, &frame, keys_find(CONTEXT_SESSIONS, event->key));
	} else if (event->kind == EVENT_CLICK) {
		effect = handle_click(state, &frame, event->x, event->y);
	} else if (event->kind == EVENT_WHEEL) {
		effect = choose(state, &frame, state->chosen + event->y);
	} else if (event->kind == EVENT_RESIZE) {
		effect = choose(state, &frame, state->chosen);
	}
	sheet_free(frame.sheet);
	return effect;
}

static struct effect handle_done(struct sessions_state *state)
{
	if (state->opened)
		return (struct effect){.kind = EFFECT_OPEN, .opened = g_steal_pointer(&state->opened)};
	if (state->acting == SESSIONS_DO_RESULTS)
		return (struct effect){.kind = EFFECT_CLOSE};
	return state->acting == SESSIONS_DO_LOOK ? panel_drawn() : act(state, SESSIONS_DO_LOOK);
}

static struct effect handle(void *data, const struct event *event)
{
	struct sessions_state *state = data;

	if (event->kind == EVENT_START)
		return act(state, SESSIONS_DO_LOOK);
	if (event->kind == EVENT_DONE)
		return handle_done(state);
	if (event->kind == EVENT_FAILED) {
		g_free(state->problem);
		state->problem = g_strdup(event->text);
		return panel_drawn();
	}
	return handle_input(state, event);
}

/* ---- The screen -------------------------------------------------------------------------------------------- */

static void free_state(void *data)
{
	struct sessions_state *state = data;

	g_ptr_array_unref(state->sessions);
	screen_free(state->opened);
	g_free(state->current);
	g_free(state->wanted);
	g_free(state->problem);
	g_free(state);
}

static const struct screen_class sessions_class = {
	.name = "sessions", .render = render, .handle = handle, .free = free_state};

struct screen *sessions_screen_new(void)
{
	struct sessions_state *state = g_new0(struct sessions_state, 1);

	state->sessions = g_ptr_array_new();
	state->current = g_strdup("");
	state->focus = BUTTON_ATTENDANCE;
	return screen_new(&sessions_class, state);
}

bool is_sessions_screen(const struct screen *screen)
{
	return screen->class == &sessions_class;
}

static struct sessions_state *state_of(const struct screen *screen)
{
	g_assert(is_sessions_screen(screen));
	return screen->state;
}

/* The session that was chosen stays so, wherever it stands now; without any there is one thing to do. */
void sessions_set(struct screen *screen, GPtrArray *sessions, const char *current)
{
	struct sessions_state *state = state_of(screen);
	const struct training_session *before = chosen(state);
	g_autofree char *id = state->wanted ? g_steal_pointer(&state->wanted) : g_strdup(before ? before->id : "");
	int at = 0;

	for (unsigned int i = 0; i < sessions->len; i++)
		if (strcmp(((const struct training_session *)sessions->pdata[i])->id, id) == 0)
			at = (int)i;
	g_ptr_array_ref(sessions);
	g_ptr_array_unref(state->sessions);
	state->sessions = sessions;
	state->chosen = at;
	if (!chosen(state))
		state->focus = BUTTON_NEW;
	else if (!before)
		state->focus = BUTTON_ATTENDANCE;
	g_free(state->current);
	state->current = g_strdup(current);
}

void sessions_open(struct screen *screen, struct screen *opened)
{
	screen_free(state_of(screen)->opened);
	state_of(screen)->opened = opened;
}

void sessions_choose(struct screen *screen, const char *id)
{
	g_free(state_of(screen)->wanted);
	state_of(screen)->wanted = g_strdup(id);
}

const struct training_session *sessions_chosen(const struct screen *screen)
{
	return chosen(state_of(screen));
}

bool sessions_in_use(const struct screen *screen)
{
	return is_current(state_of(screen), chosen(state_of(screen)));
}
