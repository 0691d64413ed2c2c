/* The overview, the confirm before handing in, leaving, and the result. */
#include "screens/quiz_private.h"
#include "text/i18n.h"
#include "text/text.h"

#include <string.h>

static char *lesson_heading(const struct quiz_state *state)
{
	return g_strdup(state->lesson->title);
}

/* ---- Overview ---------------------------------------------------------------------------------------------- */

static char *overview_heading(const struct quiz_state *state G_GNUC_UNUSED)
{
	return g_strdup(_("All questions"));
}

static void overview_item(const struct attempt *attempt, size_t i, struct sheet *sheet)
{
	const struct attempt_item *item = &attempt->items[i];
	bool open = response_is_open(item->response);
	g_autofree char *given = answer_given(item->question, item->response);
	g_autofree char *mark = g_strdup_printf("%s %s%2zu.", open ? "○" : "●", item->flagged ? "⚑ " : "", i + 1);
	const char *title = item->question->title ? item->question->title->text : "";
	const struct layout_options options = screen_options;
	struct rich rich = {.text = title, .len = strlen(title)};
	enum role role = open ? ROLE_STRONG : ROLE_TEXT;

	sheet_marked(sheet, (int)i, mark, role, layout_rich(&rich, sheet_marked_width(sheet, mark), role, &options));
	sheet_text(sheet, (int)i, 6, ROLE_DIM, open ? _("not answered yet") : given);
}

static void overview_build(const struct quiz_state *state, struct sheet *sheet)
{
	const struct attempt *attempt = state->attempt;
	g_autofree char *count = g_strdup_printf(
		_("● answered: %zu   ○ open: %zu   ⚑ marked to look at again: %zu"), attempt_answered(attempt),
		attempt->n_items - attempt_answered(attempt), attempt_flagged(attempt));

	quiz_pieces(sheet, ROLE_TEXT, count);
	sheet_space(sheet, 1);
	for (size_t i = 0; i < attempt->n_items; i++)
		overview_item(attempt, i, sheet);
}

static size_t overview_buttons(const struct quiz_state *state G_GNUC_UNUSED, struct button *buttons)
{
	buttons[0] = (struct button){BUTTON_BACK, _("Back to the question")};
	buttons[1] = (struct button){BUTTON_HAND_IN, _("Hand in …")};
	return 2;
}

static struct effect back_to_question(struct quiz_state *state)
{
	return quiz_show_question(state, state->attempt->current);
}

static struct effect overview_activate(struct quiz_state *state, int item)
{
	if (item == BUTTON_HAND_IN)
		return quiz_go(state, VIEW_CONFIRM, BUTTON_BACK);
	if (item >= 0 && item < (int)state->attempt->n_items)
		return quiz_show_question(state, (size_t)item);
	return back_to_question(state);
}

const struct quiz_view view_overview = {
	.heading = overview_heading,
	.build = overview_build,
	.buttons = overview_buttons,
	.activate = overview_activate,
	.back = back_to_question,
};

/* ---- Confirm ----------------------------------------------------------------------------------------------- */

static char *confirm_heading(const struct quiz_state *state G_GNUC_UNUSED)
{
	return g_strdup(_("Hand in?"));
}

/* "3, 7, 9": the numbers of the questions that are open, or flagged. */
static char *numbers(const struct attempt *attempt, bool flagged)
{
	GString *out = g_string_new(NULL);

	for (size_t i = 0; i < attempt->n_items; i++) {
		const struct attempt_item *item = &attempt->items[i];
		if (flagged ? item->flagged : response_is_open(item->response))
			g_string_append_printf(out, "%s%zu", out->len > 0 ? ", " : "", i + 1);
	}
	return g_string_free(out, FALSE);
}

static size_t count_unsure(const struct attempt *attempt)
{
	size_t n = 0;

	for (size_t i = 0; i < attempt->n_items; i++)
		n += !response_is_open(attempt->items[i].response) && attempt->items[i].response->certainty == 0;
	return n;
}

char *quiz_open_words(const struct attempt *attempt)
{
	size_t open = attempt->n_items - attempt_answered(attempt);
	g_autofree char *which = numbers(attempt, false);

	return open == 0 ? g_strdup_printf(
				   P_("The question is answered.", "All %zu questions are answered.", attempt->n_items),
				   attempt->n_items)
			 : g_strdup_printf(P_("%zu question is not answered yet: %s.",
					      "%zu questions are not answered yet: %s.", open),
					   open, which);
}

static void confirm_build(const struct quiz_state *state, struct sheet *sheet)
{
	const struct attempt *attempt = state->attempt;
	size_t open = attempt->n_items - attempt_answered(attempt), unsure = count_unsure(attempt);
	g_autofree char *text = quiz_open_words(attempt), *flagged = numbers(attempt, true);
	sheet_text(sheet, ITEM_NONE, 0, open == 0 ? ROLE_HEADING : ROLE_WARNING, text);
	if (flagged[0]) {
		g_autofree char *again = g_strdup_printf(_("You marked to look at again: %s."), flagged);
		sheet_text(sheet, ITEM_NONE, 0, ROLE_TEXT, again);
	}
	if (unsure > 0 && attempt->lesson->quiz.certainty) {
		g_autofree char *not_said = g_strdup_printf(
			P_("For %zu answer you did not say how sure you are: it counts as 1.",
			   "For %zu answers you did not say how sure you are: they count as 1.", unsure),
			unsure);
		sheet_text(sheet, ITEM_NONE, 0, ROLE_TEXT, not_said);
	}
	sheet_space(sheet, 1);
	sheet_text(sheet, ITEM_NONE, 0, ROLE_TEXT,
		   _("Once handed in, answers cannot be changed any more. Go to “Hand in” with → and press Enter."));
}

static size_t confirm_buttons(const struct quiz_state *state G_GNUC_UNUSED, struct button *buttons)
{
	buttons[0] = (struct button){BUTTON_BACK, _("Not yet, go back")};
	buttons[1] = (struct button){BUTTON_HAND_IN, _("Hand in")};
	return 2;
}

static struct effect to_overview(struct quiz_state *state)
{
	return quiz_go(state, VIEW_OVERVIEW, BUTTON_BACK);
}

static struct effect confirm_activate(struct quiz_state *state, int item)
{
	if (item == BUTTON_HAND_IN)
		return quiz_act(state, QUIZ_DO_HAND_IN);
	return to_overview(state);
}

const struct quiz_view view_confirm = {
	.heading = confirm_heading,
	.build = confirm_build,
	.buttons = confirm_buttons,
	.activate = confirm_activate,
	.back = to_overview,
};

/* ---- Leaving in the middle --------------------------------------------------------------------------------- */

static char *leave_heading(const struct quiz_state *state G_GNUC_UNUSED)
{
	return g_strdup(_("Stop for now?"));
}

static void leave_build(const struct quiz_state *state G_GNUC_UNUSED, struct sheet *sheet)
{
	sheet_text(sheet, ITEM_NONE, 0, ROLE_TEXT,
		   _("Your answers are kept, but they are not handed in. When you come back under your name, you go on "
		     "where you stopped."));
}

static size_t leave_buttons(const struct quiz_state *state G_GNUC_UNUSED, struct button *buttons)
{
	buttons[0] = (struct button){BUTTON_BACK, _("Go on answering")};
	buttons[1] = (struct button){BUTTON_LEAVE, _("Stop for now")};
	return 2;
}

/* In a kiosk the next person comes; elsewhere the screen closes. */
static struct effect leave(struct quiz_state *state)
{
	return state->kiosk ? quiz_next_person(state) : (struct effect){.kind = EFFECT_CLOSE};
}

static struct effect leave_activate(struct quiz_state *state, int item)
{
	return item == BUTTON_LEAVE ? leave(state) : back_to_question(state);
}

const struct quiz_view view_leave = {
	.heading = leave_heading,
	.build = leave_build,
	.buttons = leave_buttons,
	.activate = leave_activate,
	.back = back_to_question,
};

/* ---- The result -------------------------------------------------------------------------------------------- */

/* The names of the grade: the settings' bands, else the lesson's. */
static const char *band_name(const struct quiz_state *state)
{
	struct fraction ten = fraction_mul(state->grade.grade, fraction_make(10, 1));

	for (size_t i = 0; i < state->n_bands; i++)
		if (fraction_cmp(ten, state->bands[i].from) >= 0)
			return state->bands[i].name;
	return lesson_band(state->lesson, state->grade.grade)->name;
}

/* With certainty the grade says how well a person knows what they know; this, how much they know. */
static void result_share(const struct quiz_state *state, struct sheet *sheet)
{
	struct fraction share = fraction_make((int64_t)state->grade.right, (int64_t)state->attempt->n_items);
	g_autofree char *percent = fraction_decimal(share, 100, 0, false);
	g_autofree char *line = g_strdup_printf(_("Right answers: %s%%"), percent);

	sheet_text(sheet, ITEM_NONE, 0, ROLE_TEXT, line);
}

static void result_score(const struct quiz_state *state, struct sheet *sheet)
{
	const struct grade *grade = &state->grade;
	g_autofree char *ten = grade_words(state->lesson, grade->grade);
	g_autofree char *score = g_strdup_printf(_("Your grade: %s out of 10 · %s"), ten, band_name(state));
	g_autofree char *counts = g_strdup_printf(_("✓ right: %zu   ◐ partly right: %zu   ✗ wrong: %zu   – open: %zu"),
						  grade->right, grade->partial, grade->wrong, grade->open);

	sheet_text(sheet, ITEM_NONE, 0, ROLE_HEADING, score);
	sheet_text(sheet, ITEM_NONE, 0, grade->passed ? ROLE_CORRECT : ROLE_WRONG,
		   grade->passed ? _("✓ Passed. Well done!")
				 : _("✗ Not passed yet. Read the answers below and try again."));
	if (grade->by_hand > 0)
		sheet_text(sheet, ITEM_NONE, 0, ROLE_WARNING,
			   _("Written answers are still to be marked by the trainer: the grade may rise."));
	quiz_pieces(sheet, ROLE_TEXT, counts);
	if (state->attempt->lesson->quiz.certainty)
		result_share(state, sheet);
}

static void result_item(const struct quiz_state *state, struct sheet *sheet, size_t i)
{
	const struct attempt_item *item = &state->attempt->items[i];
	const struct question *question = item->question;
	g_autofree char *title = g_strdup_printf("%zu. %s", i + 1, question->title ? question->title->text : "");

	sheet_space(sheet, 1);
	sheet_text(sheet, ITEM_NONE, 0, ROLE_STRONG, title);
	add_feedback(state, sheet, item, 2, true);
}

static void result_build(const struct quiz_state *state, struct sheet *sheet)
{
	unsigned int show = state->lesson->quiz.show;

	if (state->timed_out)
		sheet_text(sheet, ITEM_NONE, 0, ROLE_WARNING,
			   _("The time is up: what was answered has been handed in."));
	if (state->practice)
		sheet_text(sheet, ITEM_NONE, 0, ROLE_ACCENT, _("This was practice: it does not count."));
	if (show & SHOW_SCORE)
		result_score(state, sheet);
	else
		sheet_text(sheet, ITEM_NONE, 0, ROLE_HEADING, _("Handed in. Thank you!"));
	for (size_t i = 0; (show & ~(unsigned int)SHOW_SCORE) && i < state->attempt->n_items; i++)
		result_item(state, sheet, i);
}

/* Practising tells which answers were wrong, so only where the taker may know. */
static bool can_practise(const struct quiz_state *state)
{
	g_autoptr(Attempt) practice = NULL;

	if (!(state->lesson->quiz.show & SHOW_MARKS))
		return false;
	practice = attempt_practice(state->attempt);
	return practice != NULL;
}

static size_t result_buttons(const struct quiz_state *state, struct button *buttons)
{
	size_t n = 0;

	buttons[n++] = (struct button){BUTTON_LEAVE, _("Done")};
	if (can_practise(state))
		buttons[n++] = (struct button){BUTTON_PRACTISE, _("Practise the wrong ones again")};
	return n;
}

static struct effect result_back(struct quiz_state *state)
{
	return state->kiosk ? quiz_go(state, VIEW_THANKS, BUTTON_GO) : (struct effect){.kind = EFFECT_CLOSE};
}

static struct effect result_activate(struct quiz_state *state, int item)
{
	if (item == BUTTON_PRACTISE)
		return quiz_practise(state);
	return item == BUTTON_LEAVE ? result_back(state) : effect_none();
}

const struct quiz_view view_result = {
	.heading = lesson_heading,
	.build = result_build,
	.buttons = result_buttons,
	.activate = result_activate,
	.back = result_back,
};
