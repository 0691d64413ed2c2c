#include "quiz/paper.h"

#include "quiz/answer.h"
#include "text/i18n.h"
#include "text/text.h"

#include <string.h>

#define MOST_QUESTIONS 100000 /* a larger number is no question's */

/* Where in the text reading has come to. */
struct place {
	const char *at;
	int line, column; /* from 1 */
	const char *path;
	struct diagnostics *diags;
	bool wrong; /* something is, in this line */
};

static void answer_clear(void *data)
{
	g_free(((struct paper_answer *)data)->text);
}

static void line_free(void *data)
{
	struct paper_line *line = data;

	g_free(line->who);
	g_array_unref(line->answers);
	g_free(line);
}

static void tell(struct place *place, int column, char *message, const char *hint)
{
	place->wrong = true;
	diagnostics_add(place->diags, SEVERITY_ERROR, place->path, place->line, column, message, g_strdup(hint));
}

/* ---- Characters -------------------------------------------------------------------------------------------- */

static bool at_end(const struct place *place)
{
	return *place->at == '\0' || *place->at == '\n';
}

static void step(struct place *place)
{
	place->at = g_utf8_next_char(place->at);
	place->column++;
}

static bool is_blank(const char *at)
{
	return *at != '\n' && g_unichar_isspace(g_utf8_get_char(at));
}

static void skip_blanks(struct place *place)
{
	while (!at_end(place) && is_blank(place->at))
		step(place);
}

static void skip_until(struct place *place, char sign)
{
	while (!at_end(place) && *place->at != sign)
		step(place);
}

/* Word processors make “ and ” of it. */
static bool is_quote(const char *at)
{
	gunichar c = g_utf8_get_char(at);

	return c == '"' || c == 0x201c || c == 0x201d || c == 0x201e;
}

/* ---- Answers ----------------------------------------------------------------------------------------------- */

/* The words between quotation marks, from behind the first. */
static char *read_quoted(struct place *place)
{
	GString *words = g_string_new(NULL);
	int column = place->column - 1;

	for (; !at_end(place); step(place)) {
		if (is_quote(place->at)) {
			step(place);
			if (at_end(place) || !is_quote(place->at))
				return g_string_free(words, FALSE);
		}
		g_string_append_unichar(words, g_utf8_get_char(place->at));
	}
	tell(place, column, g_strdup(_("the quotation mark is not closed")), NULL);
	return g_string_free(words, FALSE);
}

static char *read_until_comma(struct place *place)
{
	const char *from = place->at;

	skip_until(place, ',');
	return g_strchomp(g_strndup(from, (size_t)(place->at - from)));
}

static bool is_left_open(const char *text)
{
	return g_ascii_strcasecmp(text, "x") == 0 || strcmp(text, "-") == 0;
}

static void read_text(struct place *place, struct paper_answer *answer)
{
	if (at_end(place) || !is_quote(place->at)) {
		answer->text = read_until_comma(place);
		answer->open = is_left_open(answer->text);
		if (*answer->text == '\0')
			tell(place, answer->column,
			     g_strdup_printf(_("there is no answer behind the number %d"), answer->question),
			     _("Type x for a question left open. Words with a comma in them stand in quotation "
			       "marks."));
		return;
	}
	step(place);
	answer->text = read_quoted(place);
	skip_blanks(place);
	if (!at_end(place) && *place->at != ',' && !place->wrong)
		tell(place, place->column, g_strdup(_("a comma is missing behind the quotation mark")), NULL);
}

/* The number before an answer, or the one after that of the answer before. */
static int read_question(struct place *place, int before)
{
	int64_t number = 0;

	if (!g_ascii_isdigit(*place->at))
		return before + 1;
	for (; g_ascii_isdigit(*place->at); step(place))
		number = MIN(number * 10 + (*place->at - '0'), MOST_QUESTIONS);
	skip_blanks(place);
	return (int)number;
}

static void read_answers(struct place *place, GArray *answers)
{
	int question = 0;

	for (skip_blanks(place); !at_end(place); skip_blanks(place)) {
		struct paper_answer answer = {.column = place->column};
		answer.question = question = read_question(place, question);
		read_text(place, &answer);
		g_array_append_val(answers, answer);
		skip_until(place, ',');
		if (!at_end(place))
			step(place);
	}
}

/* ---- Who --------------------------------------------------------------------------------------------------- */

/* "#17" is the paper's number. False when a word beginning with # is no number. */
static bool take_number(struct paper_line *line, const char *word)
{
	if (*word != '#')
		return false;
	line->has_number = g_ascii_string_to_unsigned(word + 1, 10, 0, G_MAXUINT64, &line->number, NULL);
	return line->has_number;
}

static void read_who(struct place *place, struct paper_line *line)
{
	g_autoptr(GString) who = g_string_new(NULL);

	while (skip_blanks(place), !at_end(place) && *place->at != ':') {
		const char *from = place->at;
		int column = place->column;
		while (!at_end(place) && *place->at != ':' && !is_blank(place->at))
			step(place);
		g_autofree char *word = g_strndup(from, (size_t)(place->at - from));
		if (take_number(line, word))
			continue;
		if (*word == '#')
			tell(place, column, g_strdup_printf(_("“%s” is no number of a paper, such as #17"), word),
			     NULL);
		g_string_append_printf(who, "%s%s", who->len > 0 ? " " : "", word);
	}
	line->who = g_strdup(who->str);
}

/* ---- Lines ------------------------------------------------------------------------------------------------- */

static struct paper_line *read_line(struct place *place)
{
	struct paper_line *line = g_new0(struct paper_line, 1);

	*line = (struct paper_line){.line = place->line, .column = place->column};
	line->answers = g_array_new(FALSE, FALSE, sizeof(struct paper_answer));
	g_array_set_clear_func(line->answers, answer_clear);
	place->wrong = false;
	read_who(place, line);
	if (at_end(place)) {
		tell(place, place->column, g_strdup(_("a colon is missing between the name and the answers")),
		     _("Write it so: dung ha: 1 A, 2 BD, 3 x"));
		return line;
	}
	if (*line->who == '\0')
		tell(place, line->column, g_strdup(_("there is no name before the colon")), NULL);
	step(place);
	read_answers(place, line->answers);
	return line;
}

GPtrArray *paper_read(const char *text, const char *path, struct diagnostics *diags)
{
	GPtrArray *lines = g_ptr_array_new_with_free_func(line_free);
	struct place place = {.at = text, .line = 1, .column = 1, .path = path, .diags = diags};

	for (; *place.at; place.line++, place.column = 1) {
		skip_blanks(&place);
		struct paper_line *line = at_end(&place) ? NULL : read_line(&place);
		if (line && !place.wrong)
			g_ptr_array_add(lines, line);
		else if (line)
			line_free(line);
		place.at += *place.at == '\n';
	}
	return lines;
}

/* ---- Answering --------------------------------------------------------------------------------------------- */

/* Gives one answer; NULL when it can be, else why not. */
static char *respond(struct attempt *attempt, const struct paper_answer *answer, bool *answered)
{
	g_autoptr(Response) response = response_new();

	if (answer->question < 1 || (size_t)answer->question > attempt->n_items)
		return g_strdup_printf(_("the paper has no question %d, only 1 to %zu"), answer->question,
				       attempt->n_items);
	size_t i = (size_t)answer->question - 1;
	if (answered[i])
		return g_strdup_printf(_("question %d is answered twice"), answer->question);
	answered[i] = true;
	char *problem = answer->open ? NULL : answer_read(&attempt->items[i], answer->text, response);
	if (!problem && !attempt_respond(attempt, i, response))
		problem = g_strdup(_("that cannot be an answer here"));
	if (!problem)
		return NULL;
	g_autofree char *why = problem;
	return g_strdup_printf(_("question %d: %s"), answer->question, why);
}

/* "3, 7"; NULL when nothing is missing. */
static char *missing(const bool *answered, size_t n)
{
	g_autoptr(GString) out = g_string_new(NULL);

	for (size_t i = 0; i < n; i++)
		if (!answered[i])
			g_string_append_printf(out, "%s%zu", out->len > 0 ? ", " : "", i + 1);
	return out->len > 0 ? g_strdup(out->str) : NULL;
}

bool paper_respond(struct attempt *attempt, const struct paper_line *line, const char *path, struct diagnostics *diags)
{
	struct place place = {.line = line->line, .path = path, .diags = diags};
	g_autofree bool *answered = g_new0(bool, attempt->n_items);

	for (unsigned int i = 0; i < line->answers->len; i++) {
		const struct paper_answer *answer = &g_array_index(line->answers, struct paper_answer, i);
		char *problem = respond(attempt, answer, answered);
		if (problem)
			tell(&place, answer->column, problem, NULL);
	}
	g_autofree char *open = place.wrong ? NULL : missing(answered, attempt->n_items);
	if (open)
		tell(&place, line->column, g_strdup_printf(_("these questions are not answered: %s"), open),
		     _("Type x for a question left open."));
	return !place.wrong;
}
