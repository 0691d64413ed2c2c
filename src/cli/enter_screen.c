/* Answers on paper typed in on a screen. */
#include "cli/enter.h"
#include "screens/enter.h"
#include "text/i18n.h"
#include "tui/tui.h"

/* What lives as long as the screen; before is what was entered for the person that is compared. */
struct typist {
	struct desk *desk;
	struct attempt *before;
	struct lesson *taken;
};

static void forget_before(struct typist *typist)
{
	g_clear_pointer(&typist->before, attempt_free);
	g_clear_pointer(&typist->taken, lesson_free);
}

static bool add_person(struct typist *typist, struct enter_state *state, GError **error)
{
	char *id = store_person_add(typist->desk->store, state->person, error);

	if (!id)
		return false;
	g_free(state->person->id);
	state->person->id = id;
	g_ptr_array_add(state->people, person_copy(state->person));
	return true;
}

static bool keep(struct typist *typist, struct enter_state *state, GError **error)
{
	return desk_keep(typist->desk, state->person, state->attempt, error);
}

static bool look_up(struct typist *typist, struct enter_state *state, GError **error)
{
	forget_before(typist);
	typist->before = desk_entered(typist->desk, state->person, &typist->taken, error);
	if (typist->before)
		enter_set_before(state, typist->before);
	return typist->before != NULL;
}

static bool replace(struct typist *typist, struct enter_state *state, GError **error)
{
	return desk_replace(typist->desk, state->person, state->attempt, _("corrected by the second entry"), error);
}

static bool take_back(struct typist *typist, struct enter_state *state, GError **error)
{
	return desk_take_back(typist->desk, state->person, state->field->str, error);
}

static bool perform(struct screen *screen, int action, void *user, GError **error)
{
	static bool (*const actions[])(struct typist *, struct enter_state *, GError **) = {
		[ENTER_DO_ADD_PERSON] = add_person, [ENTER_DO_KEEP] = keep,           [ENTER_DO_LOOK_UP] = look_up,
		[ENTER_DO_REPLACE] = replace,       [ENTER_DO_TAKE_BACK] = take_back,
	};
	return actions[action](user, enter_state_of(screen), error);
}

enum exit_status enter_on_screen(struct desk *desk, const struct config *config, bool compare)
{
	g_autoptr(Theme) theme = choose_theme(NULL, config, desk->lesson);
	g_autoptr(GError) error = NULL;
	struct typist typist = {.desk = desk};
	const struct tui_options tui = {.theme = theme, .perform = perform, .user = &typist};
	struct screen *screen = enter_screen_new(desk->lesson, desk->people, desk->entered);
	struct enter_state *state = enter_state_of(screen);

	state->paper = desk->paper;
	state->session = desk->session_title;
	state->comparing = compare;
	bool shown = tui_run(screen, &tui, &error);
	forget_before(&typist);
	return shown ? EXIT_FINE : cli_fail(error);
}
