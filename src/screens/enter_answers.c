/* The answers of one paper, each by as few keys as it can be. */
#include "quiz/answer.h"
#include "screens/enter_private.h"
#include "screens/who.h"
#include "text/i18n.h"
#include "text/text.h"

#include <string.h>

#define WORDS_SHOWN 12 /* characters of a typed answer among the others */

static const char *const hows[QUESTION_TYPES] = {
	[QUESTION_SINGLE] = N_("One letter; x for left open:"),
	[QUESTION_MULTIPLE] = N_("The letters, then Enter; x for left open:"),
	[QUESTION_TRUEFALSE] = N_("T or F for each, x for open:"),
	[QUESTION_ORDER] = N_("The letters in their order; x for left open:"),
	[QUESTION_MATCH] = N_("The letters in the order of the numbers, x for open:"),
	[QUESTION_TEXT] = N_("The words, then Enter:"),
	[QUESTION_NUMBER] = N_("The number, then Enter:"),
	[QUESTION_DATE] = N_("The day, then Enter:"),
	[QUESTION_CLOZE] = N_("The words of each gap with ; between them, then Enter:"),
	[QUESTION_ESSAY] = N_("The words, then Enter:"),
};

static bool at_end(const struct draft *draft)
{
	return draft->current >= draft->attempt->n_items;
}

static const struct attempt_item *item_of(const struct draft *draft)
{
	return &draft->attempt->items[draft->current];
}

static bool is_typed(const struct attempt_item *item)
{
	return item->question->type >= QUESTION_TEXT;
}

/* ---- Drafts ------------------------------------------------------------------------------------------------ */

static struct draft *draft_new(const struct enter_state *state, const struct person *person)
{
	struct draft *draft = g_new0(struct draft, 1);

	draft->person = person_copy(person);
	draft->attempt = attempt_new(state->lesson, state->paper);
	draft->done = g_new0(bool, draft->attempt->n_items);
	return draft;
}

static bool is_begun(const struct draft *draft)
{
	bool begun = false;

	for (size_t i = 0; i < draft->attempt->n_items; i++)
		begun |= draft->done[i];
	return begun;
}

static struct effect show_item(struct enter_state *state, size_t item)
{
	struct draft *draft = state->draft;

	draft->current = item;
	g_autofree char *text = at_end(draft) ? g_strdup("") : answer_text(item_of(draft), item_of(draft)->response);
	enter_set_field(state, text);
	return enter_go(state, ENTER_VIEW_ANSWERS, at_end(draft) ? ENTER_DONE : ENTER_FIELD);
}

struct effect enter_show_answers(struct enter_state *state, const struct person *person)
{
	struct draft *draft = g_hash_table_lookup(state->drafts, person->id);
	struct person *copy = person_copy(person);

	if (!draft || !is_begun(draft)) {
		draft = draft_new(state, person);
		g_hash_table_replace(state->drafts, g_strdup(copy->id), draft);
	}
	person_free(state->person);
	state->person = copy;
	state->draft = draft;
	state->attempt = draft->attempt;
	return show_item(state, draft->current);
}

void enter_draft_kept(struct enter_state *state)
{
	void *key = NULL, *draft = NULL;

	g_hash_table_steal_extended(state->drafts, state->person->id, &key, &draft);
	g_free(key);
	draft_free(state->last);
	state->last = state->comparing ? NULL : draft;
	if (state->comparing)
		draft_free(draft);
	state->count++;
}

/* ---- What is shown ----------------------------------------------------------------------------------------- */

char *enter_heading(const struct enter_state *state)
{
	g_autofree char *details = person_details(state->person);

	return g_strconcat(state->person->name, *details ? " · " : "", details, NULL);
}

static char *clipped(const char *text)
{
	if (g_utf8_strlen(text, -1) <= WORDS_SHOWN)
		return g_strdup(text);
	g_autofree char *part = g_utf8_substring(text, 0, WORDS_SHOWN - 1);
	return g_strconcat(part, "…", NULL);
}

/* One answer among all: "3 BD", held together by no-break spaces. */
static char *answer_cell(const struct draft *draft, size_t i)
{
	const struct attempt_item *item = &draft->attempt->items[i];
	g_autofree char *text = answer_text(item, item->response), *part = clipped(text);
	const char *open = draft->done[i] ? "–" : "·";
	g_auto(GStrv) words = g_strsplit(*part ? part : open, " ", -1);
	g_autofree char *together = g_strjoinv("\u00a0", words);

	return g_strdup_printf("%s%zu\u00a0%s", i == draft->current ? "▸" : "", i + 1, together);
}

static void build_answers(const struct draft *draft, struct sheet *sheet)
{
	g_autoptr(GString) all = g_string_new(NULL);
	const struct layout_options options = {.colour = true};
	struct run run = {.style = RUN_STRONG};
	struct rich rich = {.runs = &run, .n_runs = 0};

	for (size_t i = 0; i < draft->attempt->n_items; i++) {
		g_autofree char *cell = answer_cell(draft, i);
		g_string_append(all, i > 0 ? "  " : "");
		if (i == draft->current) {
			run.start = (unsigned int)all->len;
			run.len = (unsigned int)strlen(cell);
			rich.n_runs = 1;
		}
		g_string_append(all, cell);
	}
	rich.text = all->str;
	rich.len = all->len;
	sheet_page(sheet, ITEM_NONE, 0, layout_rich(&rich, sheet_width(sheet), ROLE_TEXT, &options));
}

static void add_lettered(struct sheet *sheet, size_t i, const struct rich *text, bool chosen)
{
	g_autofree char *marker = g_strdup_printf("%c.", (char)('A' + i % 26));
	const struct layout_options options = {.colour = true};
	enum role role = chosen ? ROLE_CHOSEN : ROLE_DIM;

	sheet_marked(sheet, ITEM_NONE, marker, role,
		     layout_rich(text, sheet_marked_width(sheet, marker), role, &options));
}

static bool is_chosen(const struct response *response, int option)
{
	for (unsigned int i = 0; i < response->choices->len; i++)
		if (g_array_index(response->choices, int, i) == option)
			return true;
	return false;
}

static void build_options(const struct attempt_item *item, struct sheet *sheet)
{
	const struct question *question = item->question;
	bool ticked = question->type == QUESTION_SINGLE || question->type == QUESTION_MULTIPLE;

	for (size_t i = 0; i < question->n_options; i++) {
		int option = item->order[i];
		add_lettered(sheet, i, &question->options[option].text, ticked && is_chosen(item->response, option));
	}
}

static void build_pairs(const struct attempt_item *item, struct sheet *sheet)
{
	const struct question *question = item->question;
	g_autoptr(GArray) sides = question_right_sides(question, item->order);
	int left;

	for (int number = 1; (left = question_left_side(question, number)) >= 0; number++) {
		g_autofree char *line = g_strdup_printf("%d. %s", number, question->options[left].text.text);
		sheet_text(sheet, ITEM_NONE, 2, ROLE_DIM, line);
	}
	for (unsigned int i = 0; i < sides->len; i++)
		add_lettered(sheet, i, &question->options[g_array_index(sides, int, i)].match, false);
}

static void build_stem(const struct enter_state *state, const struct question *question, struct sheet *sheet)
{
	g_autofree const char **gaps = g_new0(const char *, question->n_gaps + 1);
	const struct layout_options options = {.colour = true, .gaps = gaps, .n_gaps = question->n_gaps};

	for (size_t i = 0; i < question->n_gaps; i++)
		gaps[i] = "";
	if (question->stem)
		sheet_page(sheet, ITEM_NONE, 2,
			   layout_blocks(question->stem, state->lesson, MAX(sheet_width(sheet) - 2, 2), &options));
}

static void build_question(const struct enter_state *state, struct sheet *sheet)
{
	const struct attempt_item *item = item_of(state->draft);
	g_autofree char *title = g_strdup_printf("%zu. %s", state->draft->current + 1, item->question->title->text);

	sheet_text(sheet, ITEM_NONE, 0, ROLE_STRONG, title);
	build_stem(state, item->question, sheet);
	if (item->question->type == QUESTION_MATCH)
		build_pairs(item, sheet);
	else if (!is_typed(item))
		build_options(item, sheet);
}

static void build_end(const struct enter_state *state, struct sheet *sheet)
{
	size_t n = state->attempt->n_items, answered = attempt_answered(state->attempt);
	g_autofree char *count = g_strdup_printf(_("%zu of %zu questions are answered."), answered, n);

	sheet_text(sheet, ITEM_NONE, 0, ROLE_TEXT, count);
	sheet_text(sheet, ENTER_DONE, 0, ROLE_ACCENT,
		   state->comparing ? _("Compare with the first entry") : _("Keep, and the next person"));
}

static void build(const struct enter_state *state, struct sheet *sheet)
{
	build_answers(state->draft, sheet);
	sheet_space(sheet, 1);
	if (at_end(state->draft)) {
		build_end(state, sheet);
		return;
	}
	sheet_text(sheet, ITEM_NONE, 0, ROLE_DIM, _(hows[item_of(state->draft)->question->type]));
	sheet_field(sheet, ENTER_FIELD, state->field->str);
	sheet_space(sheet, 1);
	build_question(state, sheet);
}

/* ---- Typing ------------------------------------------------------------------------------------------------ */

/* Takes what is in the field as the answer; false when it cannot be one, which is said. */
static bool commit(struct enter_state *state)
{
	struct draft *draft = state->draft;
	g_autoptr(Response) response = response_new();
	g_autofree char *text = g_strstrip(g_strdup(enter_field(state)));
	g_autofree char *problem = *text ? answer_read(item_of(draft), text, response) : NULL;

	if (!problem && attempt_respond(draft->attempt, draft->current, response))
		return true;
	enter_say(state, problem ? g_steal_pointer(&problem) : g_strdup(_("that cannot be an answer here")), true);
	return false;
}

/* The answer is typed, or left open on purpose: the next question. */
static struct effect accept(struct enter_state *state)
{
	struct draft *draft = state->draft;

	if (!commit(state))
		return enter_drawn();
	draft->done[draft->current] = true;
	return show_item(state, draft->current + 1);
}

/* To another question; what stands in the field is no answer left open on purpose. */
static struct effect move(struct enter_state *state, int direction)
{
	struct draft *draft = state->draft;

	if (direction < 0 && draft->current == 0)
		return enter_nothing();
	if (!at_end(draft)) {
		bool typed = state->field->len > 0;
		if (!commit(state))
			return enter_drawn();
		draft->done[draft->current] |= typed;
	}
	size_t last = draft->attempt->n_items;
	return show_item(state, direction < 0 ? draft->current - 1 : MIN(draft->current + 1, last));
}

/* The answer with the parts that are still missing left open. */
static char *filled_up(const struct question *question, const char *text)
{
	GString *filled = g_string_new(text);
	bool parts = question->type == QUESTION_TRUEFALSE || question->type == QUESTION_MATCH;

	for (size_t i = 0; parts && i < question->n_options && !answer_is_whole(question, filled->str); i++)
		g_string_append_c(filled, 'x');
	return g_string_free(filled, FALSE);
}

/* A letter is taken only where it can go on with the answer. */
static struct effect type_letter(struct enter_state *state, uint32_t key)
{
	const struct attempt_item *item = item_of(state->draft);
	bool single = item->question->type == QUESTION_SINGLE;
	bool parts = item->question->type == QUESTION_TRUEFALSE || item->question->type == QUESTION_MATCH;
	g_autoptr(GString) text = g_string_new(single ? "" : state->field->str);
	g_autoptr(Response) response = response_new();

	if ((key == 'x' || key == 'X' || key == '-') && !parts && item->question->n_options < 'x' - 'a' + 1) {
		enter_set_field(state, "");
		return accept(state);
	}
	if (answer_is_whole(item->question, text->str))
		g_string_truncate(text, 0);
	g_string_append_unichar(text, g_unichar_toupper(key));
	g_autofree char *filled = filled_up(item->question, text->str);
	g_autofree char *problem = g_ascii_isdigit((char)MIN(key, 127)) && item->question->type == QUESTION_MATCH
					   ? g_strdup(_("type only the letters, in the order of the numbers"))
					   : answer_read(item, filled, response);
	if (problem)
		return enter_say(state, g_steal_pointer(&problem), true);
	enter_set_field(state, text->str);
	return answer_is_whole(item->question, text->str) ? accept(state) : enter_drawn();
}

static struct effect erase(struct enter_state *state)
{
	if (state->field->len == 0)
		return move(state, -1);
	typing_erase(&state->typing, state->field);
	return enter_drawn();
}

static struct effect key(struct enter_state *state, uint32_t key)
{
	if (at_end(state->draft))
		return key == KEY_ERASE ? move(state, -1) : enter_nothing();
	if (key == KEY_ERASE)
		return erase(state);
	if (is_typed(item_of(state->draft)) || !key_is_character(key))
		return enter_nothing();
	return key == ' ' ? accept(state) : type_letter(state, key);
}

static struct effect bound(struct enter_state *state, enum binding binding)
{
	switch ((int)binding) {
	case ENTER_NEXT:
		return move(state, 1);
	case ENTER_PREVIOUS:
		return move(state, -1);
	default:
		return enter_nothing();
	}
}

/* ---- The end ----------------------------------------------------------------------------------------------- */

static struct effect finish(struct enter_state *state)
{
	struct draft *draft = state->draft;

	for (size_t i = 0; i < draft->attempt->n_items; i++) {
		if (draft->done[i])
			continue;
		show_item(state, i);
		return enter_say(state, g_strdup_printf(_("Question %zu is not typed yet."), i + 1), true);
	}
	return enter_act(state, state->comparing ? ENTER_DO_LOOK_UP : ENTER_DO_KEEP);
}

static struct effect activate(struct enter_state *state, int item G_GNUC_UNUSED)
{
	return at_end(state->draft) ? finish(state) : accept(state);
}

static struct effect back(struct enter_state *state)
{
	if (!at_end(state->draft) && state->field->len > 0 && commit(state))
		state->draft->done[state->draft->current] = true;
	if (!is_begun(state->draft))
		g_hash_table_remove(state->drafts, state->person->id);
	return enter_next_person(state);
}

static struct effect done(struct enter_state *state, int action)
{
	if (action == ENTER_DO_LOOK_UP)
		return enter_show_differences(state);
	enter_draft_kept(state);
	enter_next_person(state);
	return enter_say(state, g_strdup_printf(_("✓ Kept: %s"), state->person->name), false);
}

static bool has_field(const struct enter_state *state)
{
	return !at_end(state->draft) && is_typed(item_of(state->draft));
}

const struct enter_view enter_answers = {
	.heading = enter_heading,
	.build = build,
	.activate = activate,
	.back = back,
	.key = key,
	.bound = bound,
	.done = done,
	.has_field = has_field,
};
