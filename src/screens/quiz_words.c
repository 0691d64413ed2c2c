/* Answers as words, and what is said about them. */
#include "screens/quiz_private.h"
#include "text/i18n.h"

#include <string.h>

char *grade_words(const struct lesson *lesson, struct fraction grade)
{
	return fraction_decimal(grade, 10, 2, strcmp(lesson->lang, "vi") == 0);
}

const char *correctness_mark(enum correctness correctness)
{
	static const char *const marks[] = {
		[MARK_OPEN] = "–", [MARK_WRONG] = "✗", [MARK_PARTIAL] = "◐", [MARK_RIGHT] = "✓", [MARK_BY_HAND] = "…",
	};
	return marks[correctness];
}

/* ---- Feedback ---------------------------------------------------------------------------------------------- */

static void add_blocks(const struct quiz_state *state, struct sheet *sheet, int indent, const struct block *blocks)
{
	const struct layout_options options = {.colour = true};

	if (blocks)
		sheet_page(
			sheet, ITEM_NONE, indent,
			layout_blocks(blocks, state->attempt->lesson, MAX(sheet_width(sheet) - indent, 2), &options));
}

static void add_verdict(struct sheet *sheet, const struct attempt_item *item, const struct marking *marking, int indent)
{
	static const enum role roles[] = {
		[MARK_OPEN] = ROLE_DIM,      [MARK_WRONG] = ROLE_WRONG,  [MARK_PARTIAL] = ROLE_WARNING,
		[MARK_RIGHT] = ROLE_CORRECT, [MARK_BY_HAND] = ROLE_TEXT,
	};
	const char *const verdicts[] = {
		[MARK_OPEN] = _("not answered"), [MARK_WRONG] = _("wrong"),          [MARK_PARTIAL] = _("partly right"),
		[MARK_RIGHT] = _("right"),       [MARK_BY_HAND] = _("to be marked"),
	};
	g_autofree char *given = answer_given(item->question, item->response);
	g_autofree char *line = g_strdup_printf("%s %s%s%s", correctness_mark(marking->correctness),
						verdicts[marking->correctness], given[0] ? ": " : "", given);

	sheet_text(sheet, ITEM_NONE, indent, roles[marking->correctness], line);
	if (marking->note == NOTE_ONLY_MARKS && marking->correctness == MARK_WRONG)
		sheet_text(sheet, ITEM_NONE, indent + 2, ROLE_WARNING,
			   _("Only the Vietnamese marks differ from the right answer."));
}

static void add_given(struct sheet *sheet, const struct attempt_item *item, int indent)
{
	g_autofree char *given = answer_given(item->question, item->response);

	sheet_text(sheet, ITEM_NONE, indent, ROLE_TEXT, given[0] ? given : _("not answered"));
}

static void add_option_feedback(const struct quiz_state *state, struct sheet *sheet, const struct attempt_item *item,
				const struct marking *marking, int indent)
{
	const struct question *question = item->question;

	if (question->type == QUESTION_MULTIPLE)
		for (unsigned int i = 0; i < item->response->choices->len; i++)
			add_blocks(state, sheet, indent,
				   question->options[g_array_index(item->response->choices, int, i)].feedback);
	else if (marking->option >= 0)
		add_blocks(state, sheet, indent, question->options[marking->option].feedback);
}

void add_feedback(const struct quiz_state *state, struct sheet *sheet, const struct attempt_item *item, int indent,
		  bool final)
{
	const struct quiz_settings *quiz = &state->attempt->lesson->quiz;
	struct marking marking = mark_response(item->question, item->response, quiz->scoring);

	if (state->attempt->state == ATTEMPT_HANDED_IN && !(quiz->show & SHOW_MARKS))
		add_given(sheet, item, indent);
	else
		add_verdict(sheet, item, &marking, indent);
	if (quiz->show & SHOW_FEEDBACK)
		add_option_feedback(state, sheet, item, &marking, indent + 2);
	if (!final)
		return;
	if ((marking.correctness != MARK_RIGHT || !(quiz->show & SHOW_MARKS)) && (quiz->show & SHOW_RIGHT_ANSWER)) {
		g_autofree char *right = answer_right(item->question);
		g_autofree char *key = g_strdup_printf(_("Right answer: %s"), right);
		if (right[0])
			sheet_text(sheet, ITEM_NONE, indent + 2, ROLE_TEXT, key);
	}
	if (quiz->show & SHOW_FEEDBACK)
		add_blocks(state, sheet, indent + 2, item->question->explanation);
}
