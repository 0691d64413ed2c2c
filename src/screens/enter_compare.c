/* Where the second entry differs from the first: which is right. */
#include "quiz/answer.h"
#include "screens/enter_private.h"
#include "screens/quiz_private.h"
#include "text/i18n.h"

static struct difference *difference_at(const struct enter_state *state, size_t i)
{
	return &g_array_index(state->differences, struct difference, i);
}

void difference_clear(void *data)
{
	response_free(((struct difference *)data)->second);
}

void enter_set_before(struct enter_state *state, const struct attempt *before)
{
	g_array_set_size(state->differences, 0);
	for (size_t i = 0; i < state->attempt->n_items; i++) {
		const struct attempt_item *item = &state->attempt->items[i];
		int at = attempt_find(before, item->question->id);
		struct difference difference = {.item = i};
		if (at < 0 || answers_agree(before->items[at].response, item->response))
			continue;
		difference.first = before->items[at].response;
		difference.second = response_copy(item->response);
		g_array_append_val(state->differences, difference);
	}
}

/* "● 1 first: A, 25/10/2017": each answer is an item, two a difference. */
static void add_answer(const struct enter_state *state, struct sheet *sheet, size_t i, int which)
{
	const struct difference *difference = difference_at(state, i);
	const struct attempt_item *item = &state->attempt->items[difference->item];
	const struct response *response = which == 1 ? difference->first : difference->second;
	g_autofree char *letters = answer_text(item, response), *words = answer_given(item->question, response);
	bool same = item->question->type >= QUESTION_TEXT, chosen = difference->chosen == which;
	g_autofree char *line =
		g_strdup_printf("%s %d %s: %s%s%s", chosen ? "●" : "○", which, which == 1 ? _("first") : _("second"),
				*letters ? letters : "–", same || !*letters ? "" : "  ", same ? "" : words);

	sheet_text(sheet, (int)i * 2 + which - 1, 0, chosen ? ROLE_CHOSEN : ROLE_TEXT, line);
}

static void build(const struct enter_state *state, struct sheet *sheet)
{
	size_t n = state->differences->len;
	g_autofree char *count =
		g_strdup_printf(P_("%zu answer differs. Which is right? 1 the first, 2 the second:",
				   "%zu answers differ. Which are right? 1 the first, 2 the second:", n),
				n);

	sheet_text(sheet, ITEM_NONE, 0, ROLE_TEXT, count);
	for (size_t i = 0; i < n; i++) {
		size_t item = difference_at(state, i)->item;
		g_autofree char *title =
			g_strdup_printf("%zu. %s", item + 1, state->attempt->items[item].question->title->text);
		sheet_space(sheet, 1);
		sheet_text(sheet, ITEM_NONE, 0, ROLE_STRONG, title);
		add_answer(state, sheet, i, 1);
		add_answer(state, sheet, i, 2);
	}
	sheet_space(sheet, 1);
	sheet_text(sheet, ENTER_DONE, 0, ROLE_ACCENT, _("Keep the right ones, and the next person"));
}

/* The first that is not decided yet, or the end. */
static struct effect go_on(struct enter_state *state)
{
	for (size_t i = 0; i < state->differences->len; i++) {
		if (difference_at(state, i)->chosen)
			continue;
		state->focus = (int)i * 2;
		return enter_drawn();
	}
	state->focus = ENTER_DONE;
	return enter_drawn();
}

static struct effect choose(struct enter_state *state, int item, int which)
{
	if (item < 0 || item / 2 >= (int)state->differences->len)
		return enter_nothing();
	difference_at(state, (size_t)item / 2)->chosen = which;
	return go_on(state);
}

static struct effect compared(struct enter_state *state, char *note)
{
	enter_draft_kept(state);
	enter_next_person(state);
	return enter_say(state, note, false);
}

static struct effect finish(struct enter_state *state)
{
	bool second = false;

	for (size_t i = 0; i < state->differences->len; i++) {
		const struct difference *difference = difference_at(state, i);
		if (difference->chosen == 0) {
			go_on(state);
			return enter_say(state, g_strdup(_("Choose the right one of each.")), true);
		}
		second |= difference->chosen == 2;
	}
	for (size_t i = 0; i < state->differences->len; i++) {
		const struct difference *difference = difference_at(state, i);
		attempt_respond(state->attempt, difference->item,
				difference->chosen == 1 ? difference->first : difference->second);
	}
	if (second)
		return enter_act(state, ENTER_DO_REPLACE);
	return compared(state, g_strdup_printf(_("✓ The first entry stays: %s"), state->person->name));
}

static struct effect activate(struct enter_state *state, int item)
{
	return item == ENTER_DONE ? finish(state) : choose(state, item, item % 2 + 1);
}

static struct effect bound(struct enter_state *state, enum binding binding)
{
	if (binding == ENTER_FIRST || binding == ENTER_SECOND)
		return choose(state, state->focus, binding == ENTER_FIRST ? 1 : 2);
	return enter_nothing();
}

static struct effect back(struct enter_state *state)
{
	return enter_show_answers(state, state->draft->person);
}

static struct effect done(struct enter_state *state, int action G_GNUC_UNUSED)
{
	return compared(state, g_strdup_printf(_("✓ Corrected: %s"), state->person->name));
}

const struct enter_view enter_differences = {
	.heading = enter_heading,
	.build = build,
	.activate = activate,
	.back = back,
	.bound = bound,
	.done = done,
};

struct effect enter_show_differences(struct enter_state *state)
{
	if (state->differences->len == 0)
		return compared(state, g_strdup_printf(_("✓ The same: %s"), state->person->name));
	enter_go(state, ENTER_VIEW_DIFFERENCES, 0);
	return go_on(state);
}
