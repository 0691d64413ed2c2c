/* How a question is answered on the screen: what differs between the types is one row of a table. */
#include "screens/quiz_private.h"
#include "text/i18n.h"
#include "text/text.h"

#include <string.h>

const struct question *quiz_question(const struct quiz_state *state)
{
	return quiz_item(state)->question;
}

static int choice_at(const struct response *response, size_t i)
{
	return i < response->choices->len ? g_array_index(response->choices, int, i) : -1;
}

int quiz_find_choice(const struct response *response, int choice)
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
		bool chosen = quiz_find_choice(item->response, item->order[i]) >= 0;
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
	int option = quiz_item(state)->order[item], at = quiz_find_choice(response, option);

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
	fill_open(response, quiz_question(state));
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
	int option = item->order[place], at = quiz_find_choice(item->response, option);
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
		if (quiz_find_choice(item->response, item->order[i]) < 0)
			add_order_item(item, (int)i, sheet);
}

static void move_order(const struct quiz_state *state, struct response *response, int item, int direction)
{
	int option = quiz_item(state)->order[item], at = quiz_find_choice(response, option), to = at + direction;

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
	int option = quiz_item(state)->order[item], at = quiz_find_choice(response, option);

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
	fill_open(response, quiz_question(state));
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

const char *quiz_gap_text(const struct response *response, size_t gap)
{
	return gap < response->texts->len ? g_ptr_array_index(response->texts, gap) : "";
}

static void build_gaps(const struct quiz_state *state, struct sheet *sheet)
{
	const struct attempt_item *item = quiz_item(state);
	const struct question *question = item->question;

	for (size_t i = 0; state->picking < 0 && i < question->n_gaps; i++) {
		const char *text = quiz_gap_text(item->response, i);
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
		bool chosen =
			strcmp(gap->options[i].text.text, quiz_gap_text(item->response, (size_t)state->picking)) == 0;
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
	const struct question *question = quiz_question(state);

	if (state->picking < 0) {
		state->picking = item;
		quiz_set_field(state, quiz_gap_text(response, (size_t)item));
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

const struct answer_view *quiz_answer_view(const struct quiz_state *state)
{
	return &answer_views[quiz_question(state)->type];
}
