#include "screens/plain_private.h"
#include "text/i18n.h"
#include "text/text.h"

#include <string.h>

#define WIDTH 78

/* How a type is answered in a line. */
struct plain_view {
	const char *how; /* N_(); %s are the letters there are */
	bool (*read)(const struct attempt_item *, const char *line, struct response *);
};

/* "A, B, C" */
static char *letters(size_t n)
{
	GString *out = g_string_new(NULL);

	for (size_t i = 0; i < n; i++)
		g_string_append_printf(out, "%s%c", i > 0 ? ", " : "", (char)('A' + i % 26));
	return g_string_free(out, FALSE);
}

/* The letters and digits of the line, small and without marks; what stands between them says nothing. */
static char *signs(const char *line)
{
	g_autofree char *fold = text_fold(line);
	GString *out = g_string_new(NULL);

	for (const char *at = fold; *at; at++)
		if (g_ascii_isalnum(*at))
			g_string_append_c(out, *at);
	return g_string_free(out, FALSE);
}

/* ---- Reading ----------------------------------------------------------------------------------------------- */

/* The option with this letter, or −1. */
static int option_of(const struct attempt_item *item, char letter)
{
	if (letter < 'a' || (size_t)(letter - 'a') >= item->question->n_options)
		return -1;
	return item->order[letter - 'a'];
}

static int compare_ints(const void *a, const void *b)
{
	return *(const int *)a - *(const int *)b;
}

static bool read_letters(const struct attempt_item *item, const char *line, struct response *response)
{
	g_autofree char *given = signs(line);

	g_array_set_size(response->choices, 0);
	for (const char *at = given; *at; at++) {
		int option = option_of(item, *at);
		if (option < 0)
			return false;
		g_array_append_val(response->choices, option);
	}
	return response->choices->len > 0;
}

static bool read_single(const struct attempt_item *item, const char *line, struct response *response)
{
	return read_letters(item, line, response) && response->choices->len == 1;
}

static bool read_multiple(const struct attempt_item *item, const char *line, struct response *response)
{
	bool fine = read_letters(item, line, response);

	g_array_sort(response->choices, compare_ints);
	return fine;
}

/* True, đúng, 1; false, sai, 0. −1 for neither. */
static int truth_of(char sign)
{
	return strchr("td1", sign) ? 1 : strchr("fs0", sign) ? 0 : -1;
}

static bool read_truefalse(const struct attempt_item *item, const char *line, struct response *response)
{
	g_autofree char *given = signs(line);
	size_t n = item->question->n_options;

	if (strlen(given) != n)
		return false;
	g_array_set_size(response->choices, (unsigned int)n);
	for (size_t i = 0; i < n; i++) {
		int truth = truth_of(given[i]);
		if (truth < 0)
			return false;
		g_array_index(response->choices, int, item->order[i]) = truth;
	}
	return true;
}

/* The option whose left side has this number on the screen, or −1. */
static int left_side(const struct question *question, int number)
{
	for (size_t i = 0; i < question->n_options; i++)
		if (question->options[i].text.len > 0 && --number == 0)
			return (int)i;
	return -1;
}

static bool read_match(const struct attempt_item *item, const char *line, struct response *response)
{
	g_autofree char *given = signs(line);
	const int open = -1;
	char *at = given;

	while (response->choices->len < item->question->n_options)
		g_array_append_val(response->choices, open);
	while (*at) {
		int64_t number = g_ascii_strtoll(at, &at, 10);
		int left = number > 0 && number < G_MAXINT ? left_side(item->question, (int)number) : -1;
		int right = option_of(item, *at);
		if (left < 0 || right < 0)
			return false;
		g_array_index(response->choices, int, left) = right;
		at++;
	}
	return given[0] != '\0';
}

static bool read_typed(const struct attempt_item *item G_GNUC_UNUSED, const char *line, struct response *response)
{
	g_ptr_array_set_size(response->texts, 0);
	g_ptr_array_add(response->texts, g_strdup(line));
	return true;
}

static const struct plain_view plain_views[QUESTION_TYPES] = {
	[QUESTION_SINGLE] = {N_("Type one letter: %s. Enter to skip:"), read_single},
	[QUESTION_MULTIPLE] = {N_("Type the letters of all right answers, for instance AC, of %s. Enter to skip:"),
			       read_multiple},
	[QUESTION_TRUEFALSE] = {N_("Type T for true or F for false, for each of %s, for instance TFT. Enter to skip:"),
				read_truefalse},
	[QUESTION_ORDER] = {N_("Type the letters in the right order: %s. Enter to skip:"), read_letters},
	[QUESTION_MATCH] = {N_("Type each number with its letter (%s), for instance 1B 2A. Enter to skip:"),
			    read_match},
	[QUESTION_TEXT] = {N_("Type the answer. Enter to skip:"), read_typed},
	[QUESTION_NUMBER] = {N_("Type the number. Enter to skip:"), read_typed},
	[QUESTION_DATE] = {N_("Type the day, for instance 9/5/2018. Enter to skip:"), read_typed},
	[QUESTION_CLOZE] = {N_("Type what belongs into the gap. Enter to skip:"), NULL},
	[QUESTION_ESSAY] = {N_("Type your answer in one line; the trainer marks it. Enter to skip:"), read_typed},
};

bool plain_read(const struct attempt_item *item, const char *line, struct response *response)
{
	return plain_views[item->question->type].read(item, line, response);
}

char *plain_read_gap(const struct gap *gap, const char *line)
{
	g_autofree char *given = signs(line);

	if (gap->type != QUESTION_SINGLE)
		return g_strdup(line);
	if (strlen(given) != 1 || given[0] < 'a' || (size_t)(given[0] - 'a') >= gap->n_options)
		return NULL;
	return g_strdup(gap->options[given[0] - 'a'].text.text);
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
	say_how(_(plain_views[item->question->type].how), item->question->n_options, out);
}

void plain_say_gap_how(const struct gap *gap, GString *out)
{
	enum question_type type = gap->type == QUESTION_SINGLE ? QUESTION_SINGLE : QUESTION_CLOZE;

	say_how(_(plain_views[type].how), gap->n_options, out);
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
	int left;

	for (int number = 1; (left = left_side(question, number)) >= 0; number++)
		g_string_append_printf(out, "%d. %s\n", number, question->options[left].text.text);
	for (size_t i = 0; i < question->n_options; i++)
		g_string_append_printf(out, "%c. %s\n", (char)('A' + i % 26),
				       question->options[item->order[i]].match.text);
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
