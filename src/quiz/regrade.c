#include "quiz/regrade.h"

#include <string.h>

/* ---- Options ----------------------------------------------------------------------------------------------- */

typedef const char *words_of(const struct option *);

static const char *left_words(const struct option *option)
{
	return option->text.text;
}

static const char *right_words(const struct option *option)
{
	return option->match.text;
}

/* The option with these words that is nobody's yet, that at the same place before others; −1 for none. */
static int find_option(const struct question *is, words_of *words, const char *sought, int place, const bool *taken)
{
	if (!taken[place] && strcmp(words(&is->options[place]), sought) == 0)
		return place;
	for (size_t i = 0; i < is->n_options; i++)
		if (!taken[i] && strcmp(words(&is->options[i]), sought) == 0)
			return (int)i;
	return -1;
}

/* Which option is which now. False when more than one has other words. */
static bool map_options(const struct question *was, const struct question *is, words_of *words, int *map,
			bool *reworded)
{
	g_autofree bool *taken = g_new0(bool, is->n_options);
	int lost = -1;

	for (size_t i = 0; i < was->n_options; i++) {
		map[i] = find_option(is, words, words(&was->options[i]), (int)i, taken);
		if (map[i] >= 0) {
			taken[map[i]] = true;
			continue;
		}
		if (lost >= 0)
			return false;
		lost = (int)i;
	}
	for (size_t i = 0; lost >= 0 && i < is->n_options; i++)
		if (!taken[i])
			map[lost] = (int)i;
	*reworded |= lost >= 0;
	return true;
}

/* ---- Responses --------------------------------------------------------------------------------------------- */

static bool is_chosen(enum question_type type)
{
	return type <= QUESTION_MATCH;
}

static bool is_kind(enum question_type was, enum question_type is)
{
	bool ticked = (was == QUESTION_SINGLE || was == QUESTION_MULTIPLE) &&
		      (is == QUESTION_SINGLE || is == QUESTION_MULTIPLE);

	return was == is || ticked;
}

static int compare_ints(const void *a, const void *b)
{
	return *(const int *)a - *(const int *)b;
}

/* The choices in terms of the options as they are now: lefts and rights say which is which. */
static void map_choices(enum question_type type, GArray *choices, const int *lefts, const int *rights)
{
	g_autofree int *was = g_memdup2(choices->data, choices->len * sizeof(int));
	bool by_place = type == QUESTION_TRUEFALSE || type == QUESTION_MATCH;

	for (unsigned int i = 0; i < choices->len; i++) {
		int choice = type == QUESTION_TRUEFALSE || was[i] < 0 ? was[i] : rights[was[i]];
		g_array_index(choices, int, by_place ? (unsigned int)lefts[i] : i) = choice;
	}
	if (type == QUESTION_MULTIPLE)
		g_array_sort(choices, compare_ints);
}

static enum carried carry_choices(const struct attempt_item *from, const struct question *is, struct attempt_item *item)
{
	const struct question *was = from->question;
	size_t n = was->n_options;
	g_autofree int *lefts = g_new0(int, n + 1), *rights = g_new0(int, n + 1);
	bool reworded = false, pairs = is->type == QUESTION_MATCH;

	if (n != is->n_options || !map_options(was, is, left_words, lefts, &reworded) ||
	    !map_options(was, is, pairs ? right_words : left_words, rights, &reworded))
		return CARRIED_CHANGED;
	map_choices(is->type, item->response->choices, lefts, rights);
	for (size_t i = 0; i < n; i++)
		item->order[i] = rights[from->order[i]];
	return reworded ? CARRIED_REWORDED : CARRIED;
}

static int *as_written(size_t n)
{
	int *order = g_new(int, n);

	for (size_t i = 0; i < n; i++)
		order[i] = (int)i;
	return order;
}

static enum carried carry_item(const struct attempt_item *from, const struct question *is, struct attempt_item *item)
{
	if (!is)
		return CARRIED_GONE;
	if (!is_kind(from->question->type, is->type))
		return CARRIED_CHANGED;
	item->question = is;
	item->order = as_written(is->n_options);
	item->response = response_copy(from->response);
	enum carried how = is_chosen(is->type) ? carry_choices(from, is, item) : CARRIED;
	return response_fits(item->response, is) ? how : CARRIED_CHANGED;
}

static void leave_item(const struct attempt_item *from, struct attempt_item *item)
{
	g_free(item->order);
	response_free(item->response);
	*item = *from;
	item->order = g_memdup2(from->order, from->question->n_options * sizeof(int));
	item->response = response_copy(from->response);
}

struct attempt *attempt_carry(const struct attempt *from, const struct lesson *now, enum carried *how)
{
	struct attempt *attempt = g_new0(struct attempt, 1);

	*attempt = (struct attempt){.lesson = now, .seed = from->seed, .n_items = from->n_items};
	attempt->items = g_new0(struct attempt_item, from->n_items);
	for (size_t i = 0; i < from->n_items; i++) {
		struct attempt_item *item = &attempt->items[i];
		how[i] = carry_item(&from->items[i], lesson_question(now, from->items[i].question->id), item);
		if (how[i] >= CARRIED_GONE)
			leave_item(&from->items[i], item);
	}
	return attempt;
}

struct grade attempt_regrade(const struct attempt *carried, const struct attempt *from, const enum carried *how,
			     struct fraction *fractions)
{
	const struct quiz_settings *quiz = &carried->lesson->quiz;
	struct grade grade = GRADE_NONE;

	for (size_t i = 0; i < carried->n_items; i++) {
		enum scoring scoring = how[i] >= CARRIED_GONE ? from->lesson->quiz.scoring : quiz->scoring;
		fractions[i] = grade_add(&grade, quiz, scoring, &carried->items[i]);
	}
	grade_finish(&grade, quiz);
	return grade;
}
