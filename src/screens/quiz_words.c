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

static void append(GString *out, const char *separator, const char *words)
{
	if (out->len > 0)
		g_string_append(out, separator);
	g_string_append(out, words);
}

static const char *option_words(const struct question *question, int option)
{
	return option < 0 ? "–" : question->options[option].text.text;
}

static void given_statement(GString *out, const struct question *question, size_t i, int choice)
{
	g_autofree char *words = g_strdup_printf("%s: %s", question->options[i].text.text,
						 choice < 0 ? "–"
						 : choice   ? _("true")
							    : _("false"));
	append(out, "; ", words);
}

static void given_pair(GString *out, const struct question *question, size_t i, int choice)
{
	g_autofree char *words = NULL;

	if (question->options[i].text.len == 0)
		return;
	words = g_strdup_printf("%s → %s", question->options[i].text.text,
				choice < 0 ? "–" : question->options[choice].match.text);
	append(out, "; ", words);
}

char *answer_given(const struct question *question, const struct response *response)
{
	GString *out = g_string_new(NULL);

	for (size_t i = 0; i < response->choices->len; i++) {
		int choice = g_array_index(response->choices, int, i);

		if (question->type == QUESTION_TRUEFALSE)
			given_statement(out, question, i, choice);
		else if (question->type == QUESTION_MATCH)
			given_pair(out, question, i, choice);
		else
			append(out, question->type == QUESTION_ORDER ? " → " : "; ", option_words(question, choice));
	}
	for (size_t i = 0; i < response->texts->len; i++)
		append(out, " / ", g_ptr_array_index(response->texts, i));
	return g_string_free(out, FALSE);
}

/* The response that would be fully right, for the types whose key is in the choices. */
static struct response *right_response(const struct question *question)
{
	struct response *response = response_new();

	for (size_t i = 0; i < question->n_options; i++) {
		int index = (int)i, truth = question->options[i].right;

		if (question->type == QUESTION_TRUEFALSE)
			g_array_append_val(response->choices, truth);
		else if (question->type == QUESTION_ORDER || question->type == QUESTION_MATCH || truth)
			g_array_append_val(response->choices, index);
	}
	return response;
}

static const char *gap_key(const struct gap *gap)
{
	for (size_t i = 0; i < gap->n_options; i++)
		if (gap->type != QUESTION_SINGLE || gap->options[i].right)
			return gap->options[i].text.text;
	return "";
}

static char *cloze_key(const struct question *question)
{
	GString *out = g_string_new(NULL);

	for (size_t i = 0; i < question->n_gaps; i++)
		append(out, " / ", gap_key(&question->gaps[i]));
	return g_string_free(out, FALSE);
}

char *answer_right(const struct question *question)
{
	switch (question->type) {
	case QUESTION_TEXT:
	case QUESTION_NUMBER:
	case QUESTION_DATE:
		return g_strdup(question->n_options > 0 ? question->options[0].text.text : "");
	case QUESTION_CLOZE:
		return cloze_key(question);
	case QUESTION_ESSAY:
		return g_strdup("");
	case QUESTION_SINGLE:
	case QUESTION_MULTIPLE:
	case QUESTION_TRUEFALSE:
	case QUESTION_ORDER:
	case QUESTION_MATCH:
	case QUESTION_TYPES:
		break;
	}
	g_autoptr(Response) right = right_response(question);
	return answer_given(question, right);
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
