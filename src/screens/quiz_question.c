/* One question a screen. */
#include "screens/quiz_private.h"
#include "text/i18n.h"
#include "text/text.h"

#include <string.h>

/* ---- The view ---------------------------------------------------------------------------------------------- */

static char *question_heading(const struct quiz_state *state)
{
	const struct attempt *attempt = state->attempt;
	const char *flag = quiz_item(state)->flagged ? " ⚑" : "";

	if (state->practice)
		return g_strdup_printf(_("Practice %zu of %zu%s"), attempt->current + 1, attempt->n_items, flag);
	return g_strdup_printf(_("Question %zu of %zu%s"), attempt->current + 1, attempt->n_items, flag);
}

/* One dot a question, filled once it is answered; left out where it would not fit on a line. */
static void build_progress(const struct quiz_state *state, struct sheet *sheet)
{
	const struct attempt *attempt = state->attempt;
	g_autoptr(GString) dots = g_string_new(NULL);

	if ((int)attempt->n_items * 2 > sheet_width(sheet))
		return;
	for (size_t i = 0; i < attempt->n_items; i++) {
		const char *dot = response_is_open(attempt->items[i].response) ? "○" : "●";
		g_string_append(dots, i == attempt->current ? (*dot && dot[2] == '\x8f' ? "◉" : "◎") : dot);
		g_string_append_c(dots, ' ');
	}
	sheet_text(sheet, ITEM_NONE, 0, ROLE_DIM, dots->str);
	sheet_space(sheet, 1);
}

static bool is_checked(const struct quiz_state *state)
{
	return quiz_item(state)->response->checked;
}

static bool is_finished(const struct quiz_state *state)
{
	return attempt_item_finished(state->attempt, state->attempt->current);
}

/* Whether the person can ask if the answer is right, before handing in. */
static bool can_check(const struct quiz_state *state)
{
	if (state->attempt->lesson->quiz.feedback == FEEDBACK_DEFERRED || is_checked(state))
		return false;
	return !response_is_open(quiz_item(state)->response) ||
	       (quiz_answer_view(state)->typed && state->field->len > 0);
}

/* After a check: the verdict, and either a hint for the next try or the explanation. */
static void build_checked(const struct quiz_state *state, struct sheet *sheet)
{
	const struct attempt_item *item = quiz_item(state);
	bool finished = is_finished(state);

	sheet_space(sheet, 1);
	add_feedback(state, sheet, item, 0, finished);
	if (finished)
		return;
	const struct layout_options options = screen_options;
	sheet_text(sheet, ITEM_NONE, 0, ROLE_ACCENT, _("A hint:"));
	sheet_page(sheet, ITEM_NONE, 2,
		   layout_blocks(item->question->hints[item->response->tries], state->attempt->lesson,
				 MAX(sheet_width(sheet) - 2, 2), &options));
}

/* ---- How sure ---------------------------------------------------------------------------------------------- */

static bool asks_how_sure(const struct quiz_state *state)
{
	return state->attempt->lesson->quiz.certainty && state->picking < 0 && !is_checked(state) &&
	       !response_is_open(quiz_item(state)->response);
}

static void build_how_sure(const struct quiz_state *state, struct sheet *sheet)
{
	const char *const words[] = {_("1. not sure: right +1, wrong 0"), _("2. fairly sure: right +2, wrong −2"),
				     _("3. very sure: right +3, wrong −6")};
	int sure = quiz_item(state)->response->certainty;

	sheet_space(sheet, 1);
	sheet_text(sheet, ITEM_NONE, 0, ROLE_STRONG, _("How sure are you? Choose 1, 2 or 3:"));
	for (int i = 1; i <= (int)G_N_ELEMENTS(words); i++) {
		g_autofree char *line = g_strdup_printf("%s %s", sure == i ? "●" : "○", words[i - 1]);
		sheet_text(sheet, ITEM_SURE + i, 0, sure == i ? ROLE_CHOSEN : ROLE_TEXT, line);
	}
}

static bool is_how_sure(int item)
{
	return item > ITEM_SURE && item <= ITEM_SURE + 3;
}

static void build_saved(const struct quiz_state *state, struct sheet *sheet)
{
	const struct attempt *attempt = state->attempt;

	if (response_is_open(quiz_item(state)->response) || state->dirty[attempt->current] || state->practice)
		return;
	if (asks_how_sure(state) && quiz_item(state)->response->certainty == 0)
		return;
	sheet_space(sheet, 1);
	sheet_text(sheet, ITEM_NONE, 0, ROLE_CORRECT,
		   attempt->current + 1 < attempt->n_items ? _("✓ Answer kept. Press → for the next question.")
							   : _("✓ Answer kept. Press → to look it all over."));
}

/* The question's text, with what was filled into its gaps so far. */
static void build_stem(const struct quiz_state *state, struct sheet *sheet)
{
	const struct question *question = quiz_question(state);
	g_autofree const char **gaps = g_new0(const char *, question->n_gaps + 1);
	struct layout_options options = screen_options;
	options.gaps = gaps;
	options.n_gaps = question->n_gaps;

	for (size_t i = 0; i < question->n_gaps; i++)
		gaps[i] = quiz_gap_text(quiz_item(state)->response, i);
	options.focus = state->picking + 1;
	sheet_space(sheet, 1);
	sheet_page(sheet, ITEM_NONE, 0,
		   layout_blocks(question->stem, state->attempt->lesson, sheet_width(sheet), &options));
}

/* What comes under the answers once they are given: they must not move then. */
static int spare_lines(const struct quiz_state *state)
{
	const struct quiz_settings *quiz = &state->attempt->lesson->quiz;

	return 2 + (quiz->certainty ? 5 : 0) + (quiz->feedback == FEEDBACK_DEFERRED ? 0 : 5);
}

static void question_build(const struct quiz_state *state, struct sheet *sheet)
{
	const struct question *question = quiz_question(state);

	build_progress(state, sheet);
	if (question->title)
		sheet_page(sheet, ITEM_NONE, 0,
			   layout_rich(question->title, sheet_width(sheet), ROLE_HEADING, &screen_options));
	if (question->stem)
		build_stem(state, sheet);
	sheet_space(sheet, 1);
	sheet_text(sheet, ITEM_NONE, 0, ROLE_DIM, _(quiz_answer_view(state)->how));
	int first = sheet_height(sheet);
	quiz_answer_view(state)->build(state, sheet);
	sheet_spread(sheet, first, spare_lines(state));
	if (is_checked(state))
		build_checked(state, sheet);
	if (asks_how_sure(state))
		build_how_sure(state, sheet);
	build_saved(state, sheet);
}

static bool question_has_field(const struct quiz_state *state)
{
	const struct question *question = quiz_question(state);

	if (is_checked(state))
		return false;
	if (question->type == QUESTION_CLOZE)
		return state->picking >= 0 && question->gaps[state->picking].type != QUESTION_SINGLE;
	return quiz_answer_view(state)->typed;
}

static size_t question_buttons(const struct quiz_state *state, struct button *buttons)
{
	const struct attempt *attempt = state->attempt;
	bool last = attempt->current + 1 == attempt->n_items;
	size_t n = 0;

	if (state->picking >= 0) {
		buttons[n++] = (struct button){BUTTON_BACK, question_has_field(state) ? _("Keep it") : _("Back")};
		return n;
	}
	if (can_check(state))
		buttons[n++] = (struct button){BUTTON_CHECK, _("Is it right?")};
	if (is_checked(state) && !is_finished(state))
		buttons[n++] = (struct button){BUTTON_AGAIN, _("Try again")};
	buttons[n++] = (struct button){BUTTON_NEXT, last ? _("Look it over and hand in →") : _("Next question →")};
	if (attempt->current > 0)
		buttons[n++] = (struct button){BUTTON_PREVIOUS, _("← Question before")};
	buttons[n++] = (struct button){BUTTON_FLAG,
				       quiz_item(state)->flagged ? _("⚑ Take the mark off") : _("⚑ Look at again")};
	buttons[n++] = (struct button){BUTTON_OVERVIEW, _("All questions")};
	return n;
}

static int first_focus(const struct quiz_state *state)
{
	const struct attempt_item *item = quiz_item(state);

	if (quiz_answer_view(state)->typed)
		return ITEM_FIELD;
	if (item->question->type == QUESTION_SINGLE)
		for (size_t i = 0; i < item->question->n_options; i++)
			if (quiz_find_choice(item->response, item->order[i]) >= 0)
				return (int)i;
	return 0;
}

static void mark_dirty(struct quiz_state *state)
{
	state->dirty[state->attempt->current] = true;
}

static struct effect respond(struct quiz_state *state, const struct response *response)
{
	if (response_equal(response, quiz_item(state)->response))
		return effect_draw();
	if (!attempt_respond(state->attempt, state->attempt->current, response))
		return effect_none();
	mark_dirty(state);
	return quiz_act(state, QUIZ_DO_SAVE);
}

static void set_typed(struct response *response, const char *text)
{
	g_ptr_array_set_size(response->texts, 0);
	if (*text)
		g_ptr_array_add(response->texts, g_strdup(text));
}

/* When the person leaves the field, in whatever way. */
void quiz_commit_field(struct quiz_state *state)
{
	const struct response *old = quiz_item(state)->response;
	g_autoptr(Response) response = response_copy(old);

	if (!question_has_field(state))
		return;
	if (quiz_answer_view(state)->typed)
		set_typed(response, quiz_field(state));
	else
		quiz_set_gap(response, quiz_question(state), (size_t)state->picking, quiz_field(state));
	if (!response_equal(response, old) && attempt_respond(state->attempt, state->attempt->current, response))
		mark_dirty(state);
}

struct effect quiz_show_question(struct quiz_state *state, size_t n)
{
	state->attempt->current = n;
	state->picking = -1;
	quiz_set_field(state, quiz_answer_view(state)->typed ? quiz_gap_text(quiz_item(state)->response, 0) : "");
	quiz_go(state, VIEW_QUESTION, first_focus(state));
	mark_dirty(state);
	return quiz_act(state, QUIZ_DO_SAVE);
}

static struct effect leave_question(struct quiz_state *state, enum quiz_view_id view, int focus)
{
	quiz_commit_field(state);
	quiz_go(state, view, focus);
	return quiz_act(state, QUIZ_DO_SAVE);
}

/* Back to all pairs or gaps; what was typed is not lost. */
static struct effect stop_picking(struct quiz_state *state)
{
	quiz_commit_field(state);
	state->focus = state->picking;
	state->picking = -1;
	return quiz_act(state, QUIZ_DO_SAVE);
}

static struct effect choose(struct quiz_state *state, int item)
{
	const struct answer_view *view = quiz_answer_view(state);

	if (is_checked(state))
		return effect_none();
	if (view->typed) {
		quiz_commit_field(state);
		return quiz_act(state, QUIZ_DO_SAVE);
	}
	g_autoptr(Response) response = response_copy(quiz_item(state)->response);
	view->choose(state, response, item);
	return respond(state, response);
}

static struct effect be_sure(struct quiz_state *state, int sure)
{
	quiz_commit_field(state);
	if (!asks_how_sure(state))
		return effect_draw();
	g_autoptr(Response) response = response_copy(quiz_item(state)->response);
	response->certainty = sure;
	state->focus = ITEM_SURE + sure;
	mark_dirty(state);
	return attempt_respond(state->attempt, state->attempt->current, response) ? quiz_act(state, QUIZ_DO_SAVE)
										  : effect_none();
}

static struct effect question_move(struct quiz_state *state, int direction)
{
	if (!quiz_answer_view(state)->move || is_checked(state) || state->focus < 0 ||
	    state->focus >= (int)quiz_question(state)->n_options)
		return effect_none();
	g_autoptr(Response) response = response_copy(quiz_item(state)->response);
	quiz_answer_view(state)->move(state, response, state->focus, direction);
	return respond(state, response);
}

static struct effect question_turn(struct quiz_state *state, int direction)
{
	size_t current = state->attempt->current;

	if (state->picking >= 0)
		return stop_picking(state);
	quiz_commit_field(state);
	if (direction < 0)
		return current > 0 ? quiz_show_question(state, current - 1) : quiz_act(state, QUIZ_DO_SAVE);
	if (current + 1 < state->attempt->n_items)
		return quiz_show_question(state, current + 1);
	return leave_question(state, VIEW_OVERVIEW, BUTTON_BACK);
}

static struct effect toggle_flag(struct quiz_state *state)
{
	quiz_commit_field(state);
	quiz_item(state)->flagged = !quiz_item(state)->flagged;
	mark_dirty(state);
	return quiz_act(state, QUIZ_DO_SAVE);
}

static struct effect check(struct quiz_state *state)
{
	quiz_commit_field(state);
	g_autoptr(Response) response = response_copy(quiz_item(state)->response);
	response->checked = true;
	struct effect effect = respond(state, response);
	state->focus = is_finished(state) ? BUTTON_NEXT : BUTTON_AGAIN;
	/* What is said of it stands at the end. */
	state->scroll = G_MAXINT / 2;
	return effect;
}

static struct effect try_again(struct quiz_state *state)
{
	const struct response *checked = quiz_item(state)->response;
	g_autoptr(Response) response = response_copy(checked);

	response_follow(response, checked, quiz_question(state));
	state->focus = first_focus(state);
	return respond(state, response);
}

static struct effect question_activate(struct quiz_state *state, int item)
{
	switch (item) {
	case BUTTON_NEXT:
		return question_turn(state, 1);
	case BUTTON_PREVIOUS:
		return question_turn(state, -1);
	case BUTTON_CHECK:
		return check(state);
	case BUTTON_AGAIN:
		return try_again(state);
	case BUTTON_FLAG:
		return toggle_flag(state);
	case BUTTON_OVERVIEW:
		return leave_question(state, VIEW_OVERVIEW, BUTTON_BACK);
	case BUTTON_BACK:
		return stop_picking(state);
	default:
		if (is_how_sure(item))
			return be_sure(state, item - ITEM_SURE);
		return item == ITEM_NONE ? effect_none() : choose(state, item);
	}
}

static struct effect question_back(struct quiz_state *state)
{
	if (state->picking >= 0)
		return stop_picking(state);
	return leave_question(state, VIEW_LEAVE, BUTTON_BACK);
}

/* How many lettered answers are on the screen. */
static size_t n_answers(const struct quiz_state *state)
{
	const struct question *question = quiz_question(state);

	if (quiz_answer_view(state)->typed)
		return 0;
	if (question->type != QUESTION_CLOZE)
		return question->n_options;
	return state->picking < 0 ? question->n_gaps : question->gaps[state->picking].n_options;
}

/* A letter or a digit chooses the answer so lettered or counted. */
static struct effect question_typed(struct quiz_state *state, uint32_t key)
{
	size_t n = n_answers(state), at = n;

	if (asks_how_sure(state) && key >= '1' && key <= '3')
		return be_sure(state, (int)(key - '0'));
	if (key >= '1' && key <= '9' && !state->attempt->lesson->quiz.certainty)
		at = key - '1';
	else if (key < 0x80 && g_ascii_isalpha((char)key))
		at = (size_t)(g_ascii_tolower((char)key) - 'a');
	if (at >= n)
		return effect_none();
	state->focus = (int)at;
	return choose(state, (int)at);
}

const struct quiz_view view_question = {
	.heading = question_heading,
	.build = question_build,
	.buttons = question_buttons,
	.activate = question_activate,
	.back = question_back,
	.turn = question_turn,
	.typed = question_typed,
	.move = question_move,
	.has_field = question_has_field,
};
