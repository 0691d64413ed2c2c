/* Answers as words, and what is said about them. */
#include "screens/quiz_private.h"
#include "text/i18n.h"
#include "text/text.h"

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

void quiz_pieces(struct sheet *sheet, enum role role, const char *text)
{
	bool fits = text_width(text, strlen(text)) <= sheet_width(sheet);
	g_auto(GStrv) pieces = g_strsplit(text, "   ", -1);
	g_autoptr(GString) line = g_string_new(fits ? text : NULL);

	for (size_t i = 0; !fits && pieces[i]; i++) {
		g_autoptr(GString) piece = g_string_new(pieces[i]);
		g_string_replace(piece, " ", "\u00a0", 0);
		g_string_append_printf(line, "%s%s", i > 0 ? "   " : "", piece->str);
	}
	sheet_text(sheet, ITEM_NONE, 0, role, line->str);
}

static const enum role verdict_roles[] = {
	[MARK_OPEN] = ROLE_DIM,      [MARK_WRONG] = ROLE_WRONG,  [MARK_PARTIAL] = ROLE_WARNING,
	[MARK_RIGHT] = ROLE_CORRECT, [MARK_BY_HAND] = ROLE_TEXT,
};

/* ---- Feedback ---------------------------------------------------------------------------------------------- */

static void add_blocks(const struct quiz_state *state, struct sheet *sheet, int indent, const struct block *blocks)
{
	const struct layout_options options = screen_options;

	if (blocks)
		sheet_page(
			sheet, ITEM_NONE, indent,
			layout_blocks(blocks, state->attempt->lesson, MAX(sheet_width(sheet) - indent, 2), &options));
}

/* ---- Statements and pairs, a line each --------------------------------------------------------------------- */

static bool has_parts(const struct question *question)
{
	return question->type == QUESTION_TRUEFALSE || question->type == QUESTION_MATCH;
}

/* What was given to the statement or left side, as words. */
static const char *part_words(const struct question *question, int choice)
{
	if (choice < 0)
		return "–";
	if (question->type == QUESTION_MATCH)
		return question->options[choice].match.text;
	return choice ? _("true") : _("false");
}

static enum correctness part_correctness(const struct question *question, int part, int choice)
{
	bool right = question->type == QUESTION_MATCH ? pair_is_right(question, (size_t)part, choice)
						      : choice == question->options[part].right;

	return choice < 0 ? MARK_OPEN : right ? MARK_RIGHT : MARK_WRONG;
}

static void add_part(struct sheet *sheet, const struct attempt_item *item, int part, int indent, bool marks, bool keys)
{
	const struct question *question = item->question;
	const struct option *option = &question->options[part];
	bool pairs = question->type == QUESTION_MATCH;
	int choice = (int)item->response->choices->len > part ? g_array_index(item->response->choices, int, part) : -1;
	enum correctness correctness = part_correctness(question, part, choice);
	g_autoptr(GString) line = g_string_new(NULL);

	if (marks)
		g_string_append_printf(line, "%s ", correctness_mark(correctness));
	g_string_append_printf(line, "%s%s%s", option->text.text, pairs ? " → " : ": ", part_words(question, choice));
	if (keys && !(marks && correctness == MARK_RIGHT)) {
		g_string_append_c(line, ' ');
		g_string_append_printf(line, _("(right: %s)"), part_words(question, pairs ? part : option->right));
	}
	sheet_text(sheet, ITEM_NONE, indent, marks ? verdict_roles[correctness] : ROLE_TEXT, line->str);
}

/* Statements as they were shown. */
static void add_parts(struct sheet *sheet, const struct attempt_item *item, int indent, bool marks, bool keys)
{
	const struct question *question = item->question;

	for (size_t i = 0; i < question->n_options; i++) {
		int part = question->type == QUESTION_MATCH ? (int)i : item->order[i];

		if (question->options[part].text.len > 0)
			add_part(sheet, item, part, indent, marks, keys);
	}
}

/* ---- The whole answer -------------------------------------------------------------------------------------- */

static void add_verdict(struct sheet *sheet, const struct attempt_item *item, const struct marking *marking, int indent)
{
	const char *const verdicts[] = {
		[MARK_OPEN] = _("not answered"), [MARK_WRONG] = _("wrong"),          [MARK_PARTIAL] = _("partly right"),
		[MARK_RIGHT] = _("right"),       [MARK_BY_HAND] = _("to be marked"),
	};
	g_autofree char *given =
		has_parts(item->question) ? g_strdup("") : answer_given(item->question, item->response);
	g_autofree char *line = g_strdup_printf("%s %s%s%s", correctness_mark(marking->correctness),
						verdicts[marking->correctness], given[0] ? ": " : "", given);

	sheet_text(sheet, ITEM_NONE, indent, verdict_roles[marking->correctness], line);
	if (marking->note == NOTE_ONLY_MARKS && marking->correctness == MARK_WRONG)
		sheet_text(sheet, ITEM_NONE, indent + 2, ROLE_WARNING,
			   _("Only the Vietnamese marks differ from the right answer."));
}

static void add_given(struct sheet *sheet, const struct attempt_item *item, int indent)
{
	if (has_parts(item->question))
		return;
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
	bool marks = state->attempt->state != ATTEMPT_HANDED_IN || (quiz->show & SHOW_MARKS);
	bool keys = final && (quiz->show & SHOW_RIGHT_ANSWER), parts = has_parts(item->question);

	if (marks)
		add_verdict(sheet, item, &marking, indent);
	else
		add_given(sheet, item, indent);
	/* Before that they stand above, to be mended. */
	if (parts && final)
		add_parts(sheet, item, indent + 2, marks, keys);
	if (quiz->show & SHOW_FEEDBACK)
		add_option_feedback(state, sheet, item, &marking, indent + 2);
	if (!final)
		return;
	if (keys && !parts && (marking.correctness != MARK_RIGHT || !(quiz->show & SHOW_MARKS))) {
		g_autofree char *right = answer_right(item->question);
		g_autofree char *key = g_strdup_printf(_("Right answer: %s"), right);
		if (right[0])
			sheet_text(sheet, ITEM_NONE, indent + 2, ROLE_TEXT, key);
	}
	if (quiz->show & SHOW_FEEDBACK)
		add_blocks(state, sheet, indent + 2, item->question->explanation);
}
