/* Who are you, where are you from, and the instructions before the first question. */
#include "screens/quiz_private.h"
#include "screens/who.h"
#include "text/i18n.h"
#include "text/text.h"

#include <string.h>

/* ---- Who are you ------------------------------------------------------------------------------------------- */

/* In a kiosk nobody reads the others' names by trying single letters. */
static bool is_typed_enough(const struct quiz_state *state)
{
	g_autofree char *fold = text_fold(state->field->str);

	return is_name(state->field->str) && g_utf8_strlen(fold, -1) >= (state->kiosk ? 3 : 1);
}

/* The people found by what is typed. */
static GPtrArray *find_people(const struct quiz_state *state)
{
	return is_typed_enough(state) ? people_named(state->people, state->field->str) : g_ptr_array_new();
}

static char *who_heading(const struct quiz_state *state)
{
	return g_strdup(state->lesson->title);
}

static void add_session(const struct quiz_state *state, struct sheet *sheet)
{
	g_autofree char *line = state->session ? g_strdup_printf(_("Training session: %s"), state->session) : NULL;

	if (line)
		sheet_text(sheet, ITEM_NONE, 0, ROLE_DIM, line);
}

static void who_build(const struct quiz_state *state, struct sheet *sheet)
{
	g_autoptr(GPtrArray) found = find_people(state);

	add_session(state, sheet);
	sheet_text(sheet, ITEM_NONE, 0, ROLE_HEADING, _("What is your name?"));
	sheet_space(sheet, 1);
	sheet_text(sheet, ITEM_NONE, 0, ROLE_TEXT, _("Type your name; small letters without marks will do."));
	sheet_field(sheet, ITEM_FIELD, state->field->str);
	sheet_space(sheet, 1);
	if (!is_typed_enough(state)) {
		if (state->field->len > 0)
			sheet_text(sheet, ITEM_NONE, 0, ROLE_DIM, _("Type at least three letters of your name."));
		return;
	}
	if (found->len > 0)
		sheet_text(sheet, ITEM_NONE, 0, ROLE_TEXT, _("Is it you? Choose with ↓ and press Enter."));
	who_add_found(sheet, found, NULL);
	g_autofree char *name = text_person_name(state->field->str);
	g_autofree char *add = g_strdup_printf(_("＋ I am not in the list: add “%s”"), name);
	sheet_text(sheet, WHO_SHOWN, 0, ROLE_ACCENT, add);
}

static size_t who_buttons(const struct quiz_state *state, struct button *buttons)
{
	buttons[0] = state->kiosk ? (struct button){BUTTON_OTHER, _("Trainer …")}
				  : (struct button){BUTTON_LEAVE, _("Leave")};
	return 1;
}

static struct effect choose_person(struct quiz_state *state, const struct person *person)
{
	person_free(state->person);
	state->person = person_copy(person);
	quiz_set_field(state, "");
	quiz_go(state, VIEW_START, BUTTON_GO);
	return quiz_act(state, QUIZ_DO_PREPARE);
}

static struct effect add_new_person(struct quiz_state *state)
{
	person_free(state->person);
	state->person = person_new();
	g_free(state->person->name);
	state->person->name = text_person_name(quiz_field(state));
	quiz_set_field(state, "");
	return quiz_go(state, VIEW_UNIT, ITEM_FIELD);
}

/* Enter on the name goes down to the names found, so that nobody takes a namesake's place by a single key. */
static struct effect who_activate(struct quiz_state *state, int item)
{
	g_autoptr(GPtrArray) found = find_people(state);

	if (item == BUTTON_LEAVE)
		return (struct effect){.kind = EFFECT_CLOSE};
	if (item == BUTTON_OTHER) {
		quiz_set_field(state, "");
		return quiz_go(state, VIEW_PIN, ITEM_FIELD);
	}
	if (!is_typed_enough(state))
		return effect_none();
	if (item == ITEM_FIELD) {
		state->focus = found->len > 0 ? 0 : WHO_SHOWN;
		return effect_draw();
	}
	if (item == WHO_SHOWN)
		return add_new_person(state);
	if (item < 0 || item >= (int)found->len)
		return effect_none();
	return choose_person(state, g_ptr_array_index(found, item));
}

static struct effect who_back(struct quiz_state *state)
{
	if (state->field->len > 0) {
		quiz_set_field(state, "");
		return quiz_go(state, VIEW_WHO, ITEM_FIELD);
	}
	return state->kiosk ? effect_none() : (struct effect){.kind = EFFECT_CLOSE};
}

static bool always(const struct quiz_state *state G_GNUC_UNUSED)
{
	return true;
}

const struct quiz_view view_who = {
	.heading = who_heading,
	.build = who_build,
	.buttons = who_buttons,
	.activate = who_activate,
	.back = who_back,
	.has_field = always,
};

/* ---- Where are you from ------------------------------------------------------------------------------------ */

static void unit_build(const struct quiz_state *state, struct sheet *sheet)
{
	g_autofree char *hello = g_strdup_printf(_("Welcome, %s."), state->person->name);

	sheet_text(sheet, ITEM_NONE, 0, ROLE_HEADING, hello);
	sheet_space(sheet, 1);
	sheet_text(sheet, ITEM_NONE, 0, ROLE_TEXT, _("Which hamlet and commune are you from?"));
	sheet_field(sheet, ITEM_FIELD, state->field->str);
	sheet_text(sheet, ITEM_NONE, 0, ROLE_DIM,
		   _("It stands beside your name in the results. You may leave it empty."));
}

static size_t unit_buttons(const struct quiz_state *state G_GNUC_UNUSED, struct button *buttons)
{
	buttons[0] = (struct button){BUTTON_GO, _("Go on")};
	buttons[1] = (struct button){BUTTON_OTHER, _("My name is wrong")};
	return 2;
}

static struct effect unit_back(struct quiz_state *state)
{
	quiz_set_field(state, state->person->name);
	g_clear_pointer(&state->person, person_free);
	return quiz_go(state, VIEW_WHO, ITEM_FIELD);
}

static struct effect unit_activate(struct quiz_state *state, int item)
{
	if (item == BUTTON_OTHER)
		return unit_back(state);
	g_free(state->person->unit);
	state->person->unit = g_strstrip(g_strdup(quiz_field(state)));
	return quiz_act(state, QUIZ_DO_ADD_PERSON);
}

static struct effect unit_done(struct quiz_state *state, int action)
{
	if (action != QUIZ_DO_ADD_PERSON)
		return effect_draw();
	quiz_set_field(state, "");
	quiz_go(state, VIEW_START, BUTTON_GO);
	return quiz_act(state, QUIZ_DO_PREPARE);
}

const struct quiz_view view_unit = {
	.heading = who_heading,
	.build = unit_build,
	.buttons = unit_buttons,
	.activate = unit_activate,
	.back = unit_back,
	.done = unit_done,
	.has_field = always,
};

/* ---- Instructions ------------------------------------------------------------------------------------------ */

/* Only those handed in count: what was begun may always be finished. */
bool quiz_has_attempts_left(const struct quiz_state *state)
{
	int limit = state->lesson->quiz.attempts;

	return state->attempt || limit == 0 || state->taken < (size_t)limit;
}

static void start_time(const struct quiz_state *state, struct sheet *sheet)
{
	int seconds = state->lesson->quiz.time_limit;
	int n = seconds >= 60 ? seconds / 60 : seconds;
	g_autofree char *text = NULL;

	if (seconds == 0)
		return;
	text = seconds >= 60 ? g_strdup_printf(P_("You have %d minute. Then what you have answered is handed in.",
						  "You have %d minutes. Then what you have answered is handed in.", n),
					       n)
			     : g_strdup_printf(P_("You have %d second. Then what you have answered is handed in.",
						  "You have %d seconds. Then what you have answered is handed in.", n),
					       n);
	sheet_text(sheet, ITEM_NONE, 0, ROLE_TEXT, text);
}

static void start_grade(const struct quiz_state *state, struct sheet *sheet)
{
	g_autofree char *grade = grade_words(state->lesson, state->so_far);
	g_autofree char *line = g_strdup_printf(_("Your grade so far: %s out of 10."), grade);

	sheet_text(sheet, ITEM_NONE, 0, ROLE_TEXT, line);
}

static void start_attempts(const struct quiz_state *state, struct sheet *sheet)
{
	int limit = state->lesson->quiz.attempts;
	g_autofree char *count = NULL;

	if (state->taken > 0 && (state->lesson->quiz.show & SHOW_SCORE))
		start_grade(state, sheet);
	if (limit == 0)
		return;
	if (quiz_has_attempts_left(state))
		count = g_strdup_printf(_("This is attempt %zu of %d."), state->taken + 1, limit);
	else
		count = g_strdup_printf(
			P_("You have taken this quiz %zu time, as often as it may be taken. Thank you!",
			   "You have taken this quiz %zu times, as often as it may be taken. Thank you!", state->taken),
			state->taken);
	sheet_text(sheet, ITEM_NONE, 0, ROLE_ACCENT, count);
}

static void start_facts(const struct quiz_state *state, struct sheet *sheet)
{
	const struct quiz_settings *quiz = &state->lesson->quiz;
	g_autofree char *pass = grade_words(state->lesson, quiz->pass);
	size_t n = state->attempt ? state->attempt->n_items : 0;
	g_autofree char *text = NULL;

	for (size_t i = 0; !state->attempt && i < quiz->n_draw; i++)
		n += (size_t)quiz->draw[i].count;
	if (n == 0)
		n = state->lesson->n_questions;
	text = g_strdup_printf(
		P_("%zu question. To pass: %s points out of 10.", "%zu questions. To pass: %s points out of 10.", n), n,
		pass);
	sheet_text(sheet, ITEM_NONE, 0, ROLE_TEXT, text);
	start_time(state, sheet);
	start_attempts(state, sheet);
}

void quiz_start_facts(const struct quiz_state *state, struct sheet *sheet)
{
	g_autofree char *hello = g_strdup_printf(_("Welcome, %s!"), state->person->name);
	g_autofree char *details = person_details(state->person);

	sheet_text(sheet, ITEM_NONE, 0, ROLE_HEADING, hello);
	if (details[0])
		sheet_text(sheet, ITEM_NONE, 0, ROLE_DIM, details);
	add_session(state, sheet);
	sheet_space(sheet, 1);
	start_facts(state, sheet);
	sheet_space(sheet, 1);
	if (state->resumed) {
		g_autofree char *open = g_strdup_printf(
			_("You began before: %zu of %zu questions are answered and kept. You go on where you stopped."),
			attempt_answered(state->attempt), state->attempt->n_items);
		sheet_text(sheet, ITEM_NONE, 0, ROLE_ACCENT, open);
		sheet_space(sheet, 1);
	}
}

static void start_build(const struct quiz_state *state, struct sheet *sheet)
{
	quiz_start_facts(state, sheet);
	if (!quiz_has_attempts_left(state))
		return;
	sheet_text(sheet, ITEM_NONE, 0, ROLE_STRONG, _("How to answer"));
	sheet_text(sheet, ITEM_NONE, 2, ROLE_TEXT,
		   _("1. Go to an answer with ↑ and ↓ and press Enter. Or press its letter: A, B, C …\n"
		     "2. Press → for the next question, ← for the one before.\n"
		     "3. Each answer is kept at once. You can change it until you hand in."));
}

static size_t start_buttons(const struct quiz_state *state, struct button *buttons)
{
	size_t n = 0;

	if (quiz_has_attempts_left(state))
		buttons[n++] = (struct button){BUTTON_GO, state->resumed ? _("Go on") : _("Begin")};
	else if (!state->kiosk)
		buttons[n++] = (struct button){BUTTON_LEAVE, _("Done")};
	buttons[n++] = (struct button){BUTTON_OTHER, _("I am somebody else")};
	return n;
}

static struct effect start_activate(struct quiz_state *state, int item)
{
	if (item == BUTTON_OTHER)
		return quiz_next_person(state);
	if (item == BUTTON_LEAVE)
		return (struct effect){.kind = EFFECT_CLOSE};
	if (!quiz_has_attempts_left(state))
		return effect_none();
	if (state->attempt)
		return quiz_show_question(state, state->attempt->current);
	return quiz_act(state, QUIZ_DO_BEGIN);
}

static struct effect start_done(struct quiz_state *state, int action)
{
	if (action == QUIZ_DO_BEGIN)
		return quiz_show_question(state, 0);
	return effect_draw();
}

const struct quiz_view view_start = {
	.heading = who_heading,
	.build = start_build,
	.buttons = start_buttons,
	.activate = start_activate,
	.back = quiz_next_person,
	.done = start_done,
};
