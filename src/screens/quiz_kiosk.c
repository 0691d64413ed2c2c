/* A kiosk: the thanks before the next person, and the PIN by which the trainer ends it. */
#include "screens/quiz_private.h"
#include "text/i18n.h"

#include <string.h>

#define PIN_LEAST 4

static char *kiosk_heading(const struct quiz_state *state)
{
	return g_strdup(state->lesson->title);
}

/* ---- Thanks ------------------------------------------------------------------------------------------------ */

static void thanks_build(const struct quiz_state *state, struct sheet *sheet)
{
	g_autofree char *thanks = g_strdup_printf(_("Thank you, %s!"), state->person->name);

	sheet_text(sheet, ITEM_NONE, 0, ROLE_HEADING, thanks);
	sheet_space(sheet, 1);
	sheet_text(sheet, ITEM_NONE, 0, ROLE_TEXT,
		   _("Your answers are kept. Please call the next person, who presses Enter to begin."));
}

static size_t thanks_buttons(const struct quiz_state *state G_GNUC_UNUSED, struct button *buttons)
{
	buttons[0] = (struct button){BUTTON_GO, _("The next person")};
	return 1;
}

static struct effect thanks_activate(struct quiz_state *state, int item G_GNUC_UNUSED)
{
	return quiz_next_person(state);
}

const struct quiz_view view_thanks = {
	.heading = kiosk_heading,
	.build = thanks_build,
	.buttons = thanks_buttons,
	.activate = thanks_activate,
	.back = quiz_next_person,
};

/* ---- The PIN ----------------------------------------------------------------------------------------------- */

static bool always(const struct quiz_state *state G_GNUC_UNUSED)
{
	return true;
}

static void pin_field(const struct quiz_state *state, struct sheet *sheet)
{
	g_autoptr(GString) hidden = g_string_new(NULL);

	for (long i = g_utf8_strlen(state->field->str, -1); i > 0; i--)
		g_string_append(hidden, "•");
	sheet_field(sheet, ITEM_FIELD, hidden->str);
}

static void pin_new_build(const struct quiz_state *state, struct sheet *sheet)
{
	sheet_text(sheet, ITEM_NONE, 0, ROLE_HEADING, _("For the trainer: choose a PIN"));
	sheet_space(sheet, 1);
	sheet_text(sheet, ITEM_NONE, 0, ROLE_TEXT,
		   _("Only who knows it can end the quiz. At least four digits or letters:"));
	pin_field(state, sheet);
}

static void pin_again_build(const struct quiz_state *state, struct sheet *sheet)
{
	sheet_text(sheet, ITEM_NONE, 0, ROLE_HEADING, _("Type the PIN once more:"));
	pin_field(state, sheet);
}

static void pin_build(const struct quiz_state *state, struct sheet *sheet)
{
	sheet_text(sheet, ITEM_NONE, 0, ROLE_HEADING, _("For the trainer: the PIN to end the quiz"));
	pin_field(state, sheet);
}

static size_t pin_new_buttons(const struct quiz_state *state G_GNUC_UNUSED, struct button *buttons)
{
	buttons[0] = (struct button){BUTTON_GO, _("Go on")};
	buttons[1] = (struct button){BUTTON_LEAVE, _("Leave")};
	return 2;
}

static size_t pin_buttons(const struct quiz_state *state G_GNUC_UNUSED, struct button *buttons)
{
	buttons[0] = (struct button){BUTTON_GO, _("End the quiz")};
	buttons[1] = (struct button){BUTTON_BACK, _("Back")};
	return 2;
}

static struct effect pin_new_back(struct quiz_state *state G_GNUC_UNUSED)
{
	return (struct effect){.kind = EFFECT_CLOSE};
}

static struct effect pin_new_activate(struct quiz_state *state, int item)
{
	if (item == BUTTON_LEAVE)
		return pin_new_back(state);
	if (g_utf8_strlen(state->field->str, -1) < PIN_LEAST) {
		quiz_say(state, _("A PIN has at least four digits or letters."));
		return effect_draw();
	}
	quiz_say(state, NULL);
	g_free(state->pin);
	state->pin = g_strdup(state->field->str);
	quiz_set_field(state, "");
	return quiz_go(state, VIEW_PIN_AGAIN, ITEM_FIELD);
}

static struct effect pin_again_back(struct quiz_state *state)
{
	quiz_set_field(state, "");
	return quiz_go(state, VIEW_PIN_NEW, ITEM_FIELD);
}

static struct effect pin_again_activate(struct quiz_state *state, int item)
{
	if (item == BUTTON_LEAVE)
		return pin_again_back(state);
	if (strcmp(state->field->str, state->pin) != 0) {
		quiz_say(state, _("Those were two different PINs. Choose one again."));
		return pin_again_back(state);
	}
	return quiz_act(state, QUIZ_DO_SET_PIN);
}

static struct effect pin_again_done(struct quiz_state *state, int action G_GNUC_UNUSED)
{
	g_clear_pointer(&state->pin, g_free);
	return quiz_next_person(state);
}

static struct effect pin_activate(struct quiz_state *state, int item)
{
	return item == BUTTON_BACK ? quiz_next_person(state) : quiz_act(state, QUIZ_DO_CHECK_PIN);
}

static struct effect pin_done(struct quiz_state *state G_GNUC_UNUSED, int action G_GNUC_UNUSED)
{
	return (struct effect){.kind = EFFECT_CLOSE};
}

const struct quiz_view view_pin_new = {
	.heading = kiosk_heading,
	.build = pin_new_build,
	.buttons = pin_new_buttons,
	.activate = pin_new_activate,
	.back = pin_new_back,
	.has_field = always,
	.secret = true,
};

const struct quiz_view view_pin_again = {
	.heading = kiosk_heading,
	.build = pin_again_build,
	.buttons = pin_new_buttons,
	.activate = pin_again_activate,
	.back = pin_again_back,
	.done = pin_again_done,
	.has_field = always,
	.secret = true,
};

const struct quiz_view view_pin = {
	.heading = kiosk_heading,
	.build = pin_build,
	.buttons = pin_buttons,
	.activate = pin_activate,
	.back = quiz_next_person,
	.done = pin_done,
	.has_field = always,
	.secret = true,
};
