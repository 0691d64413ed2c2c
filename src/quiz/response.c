#include "quiz/quiz.h"

#include <string.h>

struct response *response_new(void)
{
	struct response *response = g_new0(struct response, 1);

	response->choices = g_array_new(FALSE, FALSE, sizeof(int));
	response->earlier = g_array_new(FALSE, FALSE, sizeof(int));
	response->texts = g_ptr_array_new_with_free_func(g_free);
	return response;
}

static void append(GArray *to, const GArray *from)
{
	if (from->len > 0)
		g_array_append_vals(to, from->data, from->len);
}

struct response *response_copy(const struct response *from)
{
	struct response *to = response_new();

	append(to->choices, from->choices);
	append(to->earlier, from->earlier);
	for (size_t i = 0; i < from->texts->len; i++)
		g_ptr_array_add(to->texts, g_strdup(g_ptr_array_index(from->texts, i)));
	to->certainty = from->certainty;
	to->tries = from->tries;
	to->checked = from->checked;
	return to;
}

void response_free(struct response *response)
{
	if (!response)
		return;
	g_array_unref(response->choices);
	g_array_unref(response->earlier);
	g_ptr_array_unref(response->texts);
	g_free(response);
}

static bool is_blank(const char *text)
{
	for (const char *at = text; *at; at = g_utf8_next_char(at))
		if (!g_unichar_isspace(g_utf8_get_char(at)))
			return false;
	return true;
}

bool response_is_open(const struct response *response)
{
	for (size_t i = 0; i < response->choices->len; i++)
		if (g_array_index(response->choices, int, i) >= 0)
			return false;
	for (size_t i = 0; i < response->texts->len; i++)
		if (!is_blank(g_ptr_array_index(response->texts, i)))
			return false;
	return true;
}

static bool same_choices(const GArray *a, const GArray *b)
{
	return a->len == b->len && (a->len == 0 || memcmp(a->data, b->data, a->len * sizeof(int)) == 0);
}

bool response_equal(const struct response *a, const struct response *b)
{
	if (!same_choices(a->choices, b->choices) || !same_choices(a->earlier, b->earlier))
		return false;
	if (a->texts->len != b->texts->len)
		return false;
	if (a->certainty != b->certainty || a->tries != b->tries || a->checked != b->checked)
		return false;
	for (size_t i = 0; i < a->texts->len; i++)
		if (strcmp(g_ptr_array_index(a->texts, i), g_ptr_array_index(b->texts, i)) != 0)
			return false;
	return true;
}

static bool are_between(const GArray *choices, int low, int high)
{
	for (size_t i = 0; i < choices->len; i++) {
		int choice = g_array_index(choices, int, i);
		if (choice < low || choice > high)
			return false;
	}
	return true;
}

static bool choices_between(const struct response *response, int low, int high)
{
	return are_between(response->choices, low, high);
}

static bool choices_differ(const struct response *response)
{
	for (size_t i = 0; i < response->choices->len; i++)
		for (size_t j = 0; j < i; j++)
			if (g_array_index(response->choices, int, i) == g_array_index(response->choices, int, j))
				return false;
	return true;
}

static bool earlier_fit(const struct response *response, const struct question *question)
{
	size_t n = response->earlier->len;

	if (n == 0)
		return true;
	return question->type == QUESTION_MATCH && n % question->n_options == 0 &&
	       n / question->n_options == (size_t)response->tries &&
	       are_between(response->earlier, -1, (int)question->n_options - 1);
}

/* Choices and texts are bounded by the question itself, so that a response read back from a file can be trusted after
 * this. */
bool response_fits(const struct response *response, const struct question *question)
{
	size_t choices = response->choices->len, texts = response->texts->len;
	int last = (int)question->n_options - 1;

	if (response->certainty < 0 || response->certainty > 3 || response->tries < 0 ||
	    !earlier_fit(response, question))
		return false;
	if (choices == 0 && texts == 0)
		return true;
	switch (question->type) {
	case QUESTION_SINGLE:
		return texts == 0 && choices == 1 && choices_between(response, 0, last);
	case QUESTION_MULTIPLE:
	case QUESTION_ORDER:
		return texts == 0 && choices_between(response, 0, last) && choices_differ(response);
	case QUESTION_TRUEFALSE:
		return texts == 0 && choices == question->n_options && choices_between(response, -1, 1);
	case QUESTION_MATCH:
		return texts == 0 && choices == question->n_options && choices_between(response, -1, last);
	case QUESTION_TEXT:
	case QUESTION_NUMBER:
	case QUESTION_DATE:
	case QUESTION_ESSAY:
		return choices == 0 && texts == 1;
	case QUESTION_CLOZE:
		return choices == 0 && texts == question->n_gaps;
	case QUESTION_TYPES:
		break;
	}
	g_assert_not_reached();
}

void response_follow(struct response *next, const struct response *checked, const struct question *question)
{
	next->checked = false;
	next->tries = checked->tries + 1;
	if (question->type == QUESTION_MATCH && checked->choices->len == question->n_options)
		append(next->earlier, checked->choices);
}
