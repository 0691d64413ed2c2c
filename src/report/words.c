/* Answers as words. */
#include "report/report.h"
#include "text/i18n.h"

#include <string.h>

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
	g_autofree char *words = g_strdup_printf("%s → %s", question->options[i].text.text,
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
	for (size_t i = 0; i < response->texts->len; i++) {
		const char *text = g_ptr_array_index(response->texts, i);
		append(out, " / ", *text || response->texts->len == 1 ? text : "–");
	}
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

char *answer_letter(size_t i)
{
	char *name = g_strdup("");

	for (i++; i > 0; i = (i - 1) / 26) {
		char *longer = g_strdup_printf("%c%s", (char)('A' + (i - 1) % 26), name);
		g_free(name);
		name = longer;
	}
	return name;
}
