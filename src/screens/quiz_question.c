/* One question a screen. What differs between the types is one row of a table. */
#include "screens/quiz_private.h"
#include "text/i18n.h"
#include "text/text.h"

#include <string.h>

/* How a type is answered. */
struct answer_view {
	const char *how; /* the instruction above the answers, N_() */
	void (*build)(const struct quiz_state *, struct sheet *);
	/* An item was chosen; changes the response given. */
	void (*choose)(struct quiz_state *, struct response *, int item);
	bool typed; /* answered in a field */
	/* Moves an item one place up or down; may be NULL. */
	void (*move)(const struct quiz_state *, struct response *, int item, int direction);
};

static const struct question *question_of(const struct quiz_state *state)
{
	return quiz_item(state)->question;
}

static int choice_at(const struct response *response, size_t i)
{
	return i < response->choices->len ? g_array_index(response->choices, int, i) : -1;
}

static int find_choice(const struct response *response, int choice)
{
	for (unsigned int i = 0; i < response->choices->len; i++)
		if (g_array_index(response->choices, int, i) == choice)
			return (int)i;
	return -1;
}

/* An answer, lettered by its place on the screen. */
static void add_answer(struct sheet *sheet, int place, const char *mark, bool chosen, const struct rich *text)
{
	g_autofree char *marker = g_strdup_printf("%s %c.", mark, 'A' + place % 26);
	enum role role = chosen ? ROLE_CHOSEN : ROLE_TEXT;
	int width = sheet_marked_width(sheet, marker);

	sheet_marked(sheet, place, marker, role, layout_rich(text, width, role, &screen_options));
}

/* ---- Single, multiple, true or false ----------------------------------------------------------------------- */

static void build_choices(const struct quiz_state *state, struct sheet *sheet)
{
	const struct attempt_item *item = quiz_item(state);
	bool several = item->question->type == QUESTION_MULTIPLE;

	for (size_t i = 0; i < item->question->n_options; i++) {
		bool chosen = find_choice(item->response, item->order[i]) >= 0;
		const char *mark = several ? (chosen ? "☑" : "☐") : (chosen ? "●" : "○");
		add_answer(sheet, (int)i, mark, chosen, &item->question->options[item->order[i]].text);
	}
}

static void choose_single(struct quiz_state *state, struct response *response, int item)
{
	g_array_set_size(response->choices, 0);
	g_array_append_val(response->choices, quiz_item(state)->order[item]);
}

static int compare_ints(const void *a, const void *b)
{
	return *(const int *)a - *(const int *)b;
}

static void choose_multiple(struct quiz_state *state, struct response *response, int item)
{
	int option = quiz_item(state)->order[item], at = find_choice(response, option);

	if (at >= 0)
		g_array_remove_index(response->choices, (unsigned int)at);
	else
		g_array_append_val(response->choices, option);
	g_array_sort(response->choices, compare_ints);
}

/* "[true ]", "[false]", "[  ?  ]": all of one width. */
static char *truth_mark(int choice)
{
	const char *const words[] = {"?", _("false"), _("true")}, *word = words[choice + 1];
	int room = MAX(text_width(words[1], strlen(words[1])), text_width(words[2], strlen(words[2])));

	room -= text_width(word, strlen(word));
	return g_strdup_printf("[%*s%s%*s]", room / 2, "", word, room - room / 2, "");
}

static void build_statements(const struct quiz_state *state, struct sheet *sheet)
{
	const struct attempt_item *item = quiz_item(state);

	for (size_t i = 0; i < item->question->n_options; i++) {
		int choice = choice_at(item->response, (size_t)item->order[i]);
		g_autofree char *mark = truth_mark(choice);
		add_answer(sheet, (int)i, mark, choice >= 0, &item->question->options[item->order[i]].text);
	}
}

/* As many places as the question has options, each open until it is answered. */
static void fill_open(struct response *response, const struct question *question)
{
	const int open = -1;

	while (response->choices->len < question->n_options)
		g_array_append_val(response->choices, open);
}

/* The first press says true, the second false, then in turn. */
static void choose_statement(struct quiz_state *state, struct response *response, int item)
{
	fill_open(response, question_of(state));
	int *choice = &g_array_index(response->choices, int, quiz_item(state)->order[item]);

	*choice = *choice == 1 ? 0 : 1;
}

/* ---- Order ------------------------------------------------------------------------------------------------- */

static int place_shown(const struct attempt_item *item, int option)
{
	for (size_t i = 0; i < item->question->n_options; i++)
		if (item->order[i] == option)
			return (int)i;
	g_assert_not_reached();
}

static void add_order_item(const struct attempt_item *item, int place, struct sheet *sheet)
{
	int option = item->order[place], at = find_choice(item->response, option);
	g_autofree char *mark = at < 0 ? g_strdup("[ ]") : g_strdup_printf("[%d]", at + 1);

	add_answer(sheet, place, mark, at >= 0, &item->question->options[option].text);
}

/* What was chosen stands on top, in its order; each keeps its letter. */
static void build_order(const struct quiz_state *state, struct sheet *sheet)
{
	const struct attempt_item *item = quiz_item(state);

	for (size_t i = 0; i < item->response->choices->len; i++)
		add_order_item(item, place_shown(item, choice_at(item->response, i)), sheet);
	for (size_t i = 0; i < item->question->n_options; i++)
		if (find_choice(item->response, item->order[i]) < 0)
			add_order_item(item, (int)i, sheet);
}

static void move_order(const struct quiz_state *state, struct response *response, int item, int direction)
{
	int option = quiz_item(state)->order[item], at = find_choice(response, option), to = at + direction;

	if (at < 0) {
		g_array_append_val(response->choices, option);
		return;
	}
	if (to < 0 || to >= (int)response->choices->len)
		return;
	g_array_index(response->choices, int, at) = g_array_index(response->choices, int, to);
	g_array_index(response->choices, int, to) = option;
}

/* Items are numbered in the order they are chosen; choosing one again takes its number away. */
static void choose_order(struct quiz_state *state, struct response *response, int item)
{
	int option = quiz_item(state)->order[item], at = find_choice(response, option);

	if (at >= 0)
		g_array_remove_index(response->choices, (unsigned int)at);
	else
		g_array_append_val(response->choices, option);
}

/* ---- Pairs ------------------------------------------------------------------------------------------------- */

static void build_match_sides(const struct attempt_item *item, struct sheet *sheet)
{
	const struct question *question = item->question;

	for (size_t i = 0; i < question->n_options; i++) {
		int choice = choice_at(item->response, i);
		const char *right = choice < 0 ? _("choose …") : question->options[choice].match.text;
		g_autofree char *line = g_strdup_printf("%s → %s", question->options[i].text.text, right);
		struct rich rich = {.text = line, .len = strlen(line)};

		if (question->options[i].text.len > 0)
			add_answer(sheet, (int)i, choice < 0 ? "○" : "●", choice >= 0, &rich);
	}
}

static void build_match(const struct quiz_state *state, struct sheet *sheet)
{
	const struct attempt_item *item = quiz_item(state);
	const struct question *question = item->question;

	if (state->picking < 0) {
		build_match_sides(item, sheet);
		return;
	}
	g_autofree char *head = g_strdup_printf(_("What belongs to: %s"), question->options[state->picking].text.text);
	sheet_text(sheet, ITEM_NONE, 0, ROLE_STRONG, head);
	for (size_t i = 0; i < question->n_options; i++) {
		bool chosen = choice_at(item->response, (size_t)state->picking) == item->order[i];
		add_answer(sheet, (int)i, chosen ? "●" : "○", chosen, &question->options[item->order[i]].match);
	}
}

static void choose_match(struct quiz_state *state, struct response *response, int item)
{
	if (state->picking < 0) {
		state->picking = item;
		state->focus = 0;
		return;
	}
	fill_open(response, question_of(state));
	g_array_index(response->choices, int, state->picking) = quiz_item(state)->order[item];
	state->focus = state->picking;
	state->picking = -1;
}

/* The next right side, or the one before. */
static void move_match(const struct quiz_state *state, struct response *response, int item, int direction)
{
	const struct attempt_item *shown = quiz_item(state);
	int n = (int)shown->question->n_options, at = direction > 0 ? -1 : n;

	if (state->picking >= 0 || shown->question->options[item].text.len == 0)
		return;
	fill_open(response, shown->question);
	int *choice = &g_array_index(response->choices, int, item);
	if (*choice >= 0)
		at = place_shown(shown, *choice);
	*choice = shown->order[(at + direction + n) % n];
}

/* ---- Typed answers ----------------------------------------------------------------------------------------- */

static void build_field(const struct quiz_state *state, struct sheet *sheet)
{
	sheet_field(sheet, ITEM_FIELD, state->field->str);
}

/* ---- Gaps -------------------------------------------------------------------------------------------------- */

static const char *gap_text(const struct response *response, size_t gap)
{
	return gap < response->texts->len ? g_ptr_array_index(response->texts, gap) : "";
}

static void build_gaps(const struct quiz_state *state, struct sheet *sheet)
{
	const struct attempt_item *item = quiz_item(state);
	const struct question *question = item->question;

	for (size_t i = 0; state->picking < 0 && i < question->n_gaps; i++) {
		const char *text = gap_text(item->response, i);
		g_autofree char *marker = g_strdup_printf("(%zu)", i + 1);
		struct rich rich = {.text = text[0] ? text : "…………"};

		rich.len = strlen(rich.text);
		sheet_marked(sheet, (int)i, marker, ROLE_KEY,
			     layout_rich(&rich, sheet_marked_width(sheet, marker), text[0] ? ROLE_CHOSEN : ROLE_DIM,
					 &screen_options));
	}
	if (state->picking < 0)
		return;
	const struct gap *gap = &question->gaps[state->picking];
	g_autofree char *head = g_strdup_printf(_("Gap (%d):"), state->picking + 1);
	sheet_text(sheet, ITEM_NONE, 0, ROLE_STRONG, head);
	if (gap->type != QUESTION_SINGLE) {
		sheet_field(sheet, ITEM_FIELD, state->field->str);
		return;
	}
	for (size_t i = 0; i < gap->n_options; i++) {
		bool chosen = strcmp(gap->options[i].text.text, gap_text(item->response, (size_t)state->picking)) == 0;
		add_answer(sheet, (int)i, chosen ? "●" : "○", chosen, &gap->options[i].text);
	}
}

void quiz_set_gap(struct response *response, const struct question *question, size_t gap, const char *text)
{
	while (response->texts->len < question->n_gaps)
		g_ptr_array_add(response->texts, g_strdup(""));
	g_free(g_ptr_array_index(response->texts, gap));
	g_ptr_array_index(response->texts, gap) = g_strdup(text);
}

static void choose_gap(struct quiz_state *state, struct response *response, int item)
{
	const struct question *question = question_of(state);

	if (state->picking < 0) {
		state->picking = item;
		quiz_set_field(state, gap_text(response, (size_t)item));
		state->focus = question->gaps[item].type == QUESTION_SINGLE ? 0 : ITEM_FIELD;
		return;
	}
	const struct gap *gap = &question->gaps[state->picking];
	quiz_set_gap(response, question, (size_t)state->picking,
		     gap->type == QUESTION_SINGLE ? gap->options[item].text.text : quiz_field(state));
	state->focus = state->picking;
	state->picking = -1;
}

static const struct answer_view answer_views[QUESTION_TYPES] = {
	[QUESTION_SINGLE] = {N_("Choose one answer:"), build_choices, choose_single, false, NULL},
	[QUESTION_MULTIPLE] = {N_("Choose every right answer; there may be several:"), build_choices, choose_multiple,
			       false, NULL},
	[QUESTION_TRUEFALSE] = {N_("True or false? Enter changes it:"), build_statements, choose_statement, false,
				NULL},
	[QUESTION_ORDER] = {N_("Choose them one after the other, in the right order; − and + move one:"), build_order,
			    choose_order, false, move_order},
	[QUESTION_MATCH] = {N_("Find what belongs together:"), build_match, choose_match, false, move_match},
	[QUESTION_TEXT] = {N_("Type the answer:"), build_field, NULL, true, NULL},
	[QUESTION_NUMBER] = {N_("Type the number:"), build_field, NULL, true, NULL},
	[QUESTION_DATE] = {N_("Type the day, for instance 9/5/2018:"), build_field, NULL, true, NULL},
	[QUESTION_CLOZE] = {N_("Fill in the gaps:"), build_gaps, choose_gap, false, NULL},
	[QUESTION_ESSAY] = {N_("Write your answer; the trainer marks it:"), build_field, NULL, true, NULL},
};

static const struct answer_view *answer_view(const struct quiz_state *state)
{
	return &answer_views[question_of(state)->type];
}

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
	return !response_is_open(quiz_item(state)->response) || (answer_view(state)->typed && state->field->len > 0);
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
	const struct question *question = question_of(state);
	g_autofree const char **gaps = g_new0(const char *, question->n_gaps + 1);
	struct layout_options options = screen_options;
	options.gaps = gaps;
	options.n_gaps = question->n_gaps;

	for (size_t i = 0; i < question->n_gaps; i++)
		gaps[i] = gap_text(quiz_item(state)->response, i);
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
	const struct question *question = question_of(state);

	build_progress(state, sheet);
	if (question->title)
		sheet_page(sheet, ITEM_NONE, 0,
			   layout_rich(question->title, sheet_width(sheet), ROLE_HEADING, &screen_options));
	if (question->stem)
		build_stem(state, sheet);
	sheet_space(sheet, 1);
	sheet_text(sheet, ITEM_NONE, 0, ROLE_DIM, _(answer_view(state)->how));
	int first = sheet_height(sheet);
	answer_view(state)->build(state, sheet);
	sheet_spread(sheet, first, spare_lines(state));
	if (is_checked(state))
		build_checked(state, sheet);
	if (asks_how_sure(state))
		build_how_sure(state, sheet);
	build_saved(state, sheet);
}

static bool question_has_field(const struct quiz_state *state)
{
	const struct question *question = question_of(state);

	if (is_checked(state))
		return false;
	if (question->type == QUESTION_CLOZE)
		return state->picking >= 0 && question->gaps[state->picking].type != QUESTION_SINGLE;
	return answer_view(state)->typed;
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

	if (answer_view(state)->typed)
		return ITEM_FIELD;
	if (item->question->type == QUESTION_SINGLE)
		for (size_t i = 0; i < item->question->n_options; i++)
			if (find_choice(item->response, item->order[i]) >= 0)
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
	if (answer_view(state)->typed)
		set_typed(response, quiz_field(state));
	else
		quiz_set_gap(response, question_of(state), (size_t)state->picking, quiz_field(state));
	if (!response_equal(response, old) && attempt_respond(state->attempt, state->attempt->current, response))
		mark_dirty(state);
}

struct effect quiz_show_question(struct quiz_state *state, size_t n)
{
	state->attempt->current = n;
	state->picking = -1;
	quiz_set_field(state, answer_view(state)->typed ? gap_text(quiz_item(state)->response, 0) : "");
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
	const struct answer_view *view = answer_view(state);

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
	if (!answer_view(state)->move || is_checked(state) || state->focus < 0 ||
	    state->focus >= (int)question_of(state)->n_options)
		return effect_none();
	g_autoptr(Response) response = response_copy(quiz_item(state)->response);
	answer_view(state)->move(state, response, state->focus, direction);
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

	response_follow(response, checked, question_of(state));
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
	const struct question *question = question_of(state);

	if (answer_view(state)->typed)
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
