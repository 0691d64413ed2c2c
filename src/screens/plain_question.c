#include "quiz/answer.h"
#include "screens/plain_private.h"
#include "text/i18n.h"
#include "text/text.h"

#include <string.h>

#define WIDTH 78

/* "A, B, C" */
static char *letters(size_t n)
{
	GString *out = g_string_new(NULL);

	for (size_t i = 0; i < n; i++)
		g_string_append_printf(out, "%s%c", i > 0 ? ", " : "", (char)('A' + i % 26));
	return g_string_free(out, FALSE);
}

/* How a type is answered in a line, N_(); %s are the letters there are. */
static const char *const hows[QUESTION_TYPES] = {
	[QUESTION_SINGLE] = N_("Type one letter: %s. Enter to skip:"),
	[QUESTION_MULTIPLE] = N_("Type the letters of all right answers, for instance AC, of %s. Enter to skip:"),
	[QUESTION_TRUEFALSE] = N_("Type T for true or F for false, for each of %s, for instance TFT. Enter to skip:"),
	[QUESTION_ORDER] = N_("Type the letters in the right order: %s. Enter to skip:"),
	[QUESTION_MATCH] = N_("Type each number with its letter (%s), for instance 1B 2A. Enter to skip:"),
	[QUESTION_TEXT] = N_("Type the answer. Enter to skip:"),
	[QUESTION_NUMBER] = N_("Type the number. Enter to skip:"),
	[QUESTION_DATE] = N_("Type the day, for instance 9/5/2018. Enter to skip:"),
	[QUESTION_CLOZE] = N_("Type what belongs into the gap. Enter to skip:"),
	[QUESTION_ESSAY] = N_("Type your answer in one line; the trainer marks it. Enter to skip:"),
};

bool plain_read(const struct attempt_item *item, const char *line, struct response *response)
{
	g_autofree char *problem = answer_read(item, line, response);

	return !problem;
}

/* ---- Saying ------------------------------------------------------------------------------------------------ */

/* The %s is filled in by hand: a translation may leave it out. */
static void say_how(const char *how, size_t n, GString *out)
{
	g_autofree char *there_are = letters(n);
	g_auto(GStrv) parts = g_strsplit(how, "%s", 2);
	g_autofree char *line = g_strjoinv(there_are, parts);

	g_string_append_printf(out, "%s\n", line);
}

void plain_say_how(const struct attempt_item *item, GString *out)
{
	g_autoptr(GArray) sides = question_right_sides(item->question, item->order);
	bool pairs = item->question->type == QUESTION_MATCH;

	say_how(_(hows[item->question->type]), pairs ? sides->len : item->question->n_options, out);
}

void plain_say_gap_how(const struct gap *gap, GString *out)
{
	enum question_type type = gap->type == QUESTION_SINGLE ? QUESTION_SINGLE : QUESTION_CLOZE;

	say_how(_(hows[type]), gap->n_options, out);
}

void plain_say_options(const struct option *options, const int *order, size_t n, GString *out)
{
	for (size_t i = 0; i < n; i++)
		g_string_append_printf(out, "%c. %s\n", (char)('A' + i % 26),
				       options[order ? order[i] : (int)i].text.text);
}

static void say_match(const struct attempt_item *item, GString *out)
{
	const struct question *question = item->question;
	g_autoptr(GArray) sides = question_right_sides(question, item->order);
	int left;

	for (int number = 1; (left = question_left_side(question, number)) >= 0; number++)
		g_string_append_printf(out, "%d. %s\n", number, question->options[left].text.text);
	for (unsigned int i = 0; i < sides->len; i++)
		g_string_append_printf(out, "%c. %s\n", (char)('A' + i % 26),
				       question->options[g_array_index(sides, int, i)].match.text);
}

static void say_answers(const struct attempt_item *item, GString *out)
{
	switch (item->question->type) {
	case QUESTION_SINGLE:
	case QUESTION_MULTIPLE:
	case QUESTION_TRUEFALSE:
	case QUESTION_ORDER:
		plain_say_options(item->question->options, item->order, item->question->n_options, out);
		break;
	case QUESTION_MATCH:
		say_match(item, out);
		break;
	default:
		break;
	}
}

static void say_blocks(const struct quiz_state *state, const struct block *blocks, GString *out)
{
	g_autoptr(Sheet) sheet = sheet_new(WIDTH);
	const struct question *question = quiz_item(state)->question;
	g_autofree const char **gaps = g_new0(const char *, question->n_gaps + 1);
	const struct layout_options options = {.gaps = gaps, .n_gaps = question->n_gaps};

	for (size_t i = 0; i < question->n_gaps; i++)
		gaps[i] = "";
	sheet_page(sheet, ITEM_NONE, 0, layout_blocks(blocks, state->attempt->lesson, sheet_width(sheet), &options));
	g_autofree char *lines = sheet_lines(sheet);
	g_string_append(out, lines);
}

void plain_say_question(const struct quiz_state *state, GString *out)
{
	const struct attempt_item *item = quiz_item(state);

	if (item->question->title)
		g_string_append_printf(out, "%s\n", item->question->title->text);
	if (item->question->stem)
		say_blocks(state, item->question->stem, out);
	say_answers(item, out);
	if (!response_is_open(item->response)) {
		g_autofree char *given = answer_given(item->question, item->response);
		g_string_append_printf(out, _("Your answer so far: %s"), given);
		g_string_append_c(out, '\n');
	}
}

void plain_say_feedback(const struct quiz_state *state, bool finished, GString *out)
{
	const struct attempt_item *item = quiz_item(state);
	g_autoptr(Sheet) sheet = sheet_new(WIDTH);

	add_feedback(state, sheet, item, 0, finished);
	g_autofree char *lines = sheet_lines(sheet);
	g_string_append(out, lines);
	if (finished)
		return;
	g_string_append_printf(out, "%s\n", _("A hint:"));
	say_blocks(state, item->question->hints[item->response->tries], out);
}
