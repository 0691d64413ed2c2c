/* What blind answers earn, by the rules that mark them. */
#include "quiz/statistics.h"

#include <math.h>
#include <string.h>

#define COINS 64 /* statements: more than anybody writes, few enough for 2⁻ⁿ */

static double earned(const struct question *question, const int *choices, size_t n, enum scoring scoring)
{
	g_autoptr(Response) response = response_new();

	g_array_append_vals(response->choices, choices, (unsigned)n);
	return fraction_double(mark_response(question, response, scoring).fraction);
}

static double guess_single(const struct question *question, enum scoring scoring)
{
	double sum = 0;

	for (int option = 0; option < (int)question->n_options; option++)
		sum += earned(question, &option, 1, scoring);
	return question->n_options > 0 ? sum / (double)question->n_options : NAN;
}

/* What a response earns depends on how many statements are right, not on which. */
static double guess_truefalse(const struct question *question, enum scoring scoring)
{
	size_t n = question->n_options;
	int choices[COINS];

	if (n == 0 || n > COINS)
		return NAN;
	for (size_t i = 0; i < n; i++)
		choices[i] = !question->options[i].right;
	double chance = ldexp(1, -(int)n), sum = chance * earned(question, choices, n, scoring);
	for (size_t right = 1; right <= n; right++) {
		choices[right - 1] = question->options[right - 1].right;
		chance *= (double)(n - right + 1) / (double)right;
		sum += chance * earned(question, choices, n, scoring);
	}
	return sum;
}

/* On average one item of n stands in its place, and (n−1)/n of the n−1 right neighbours side by side. */
static double guess_order(const struct question *question, enum scoring scoring)
{
	double n = (double)question->n_options;

	if (question->scoring != SCORING_DEFAULT)
		scoring = question->scoring;
	if (n < 1 || scoring == SCORING_SUBSEQUENCE)
		return NAN;
	return scoring == SCORING_ALL ? 1 / tgamma(n + 1) : 1 / n;
}

static double guess_match(const struct question *question, enum scoring scoring G_GNUC_UNUSED)
{
	size_t left = 0, hits = 0;

	for (size_t i = 0; i < question->n_options; i++) {
		if (question->options[i].text.len == 0)
			continue;
		left++;
		for (size_t j = 0; j < question->n_options; j++)
			hits += strcmp(question->options[i].match.text, question->options[j].match.text) == 0;
	}
	return left > 0 ? (double)hits / (double)(left * question->n_options) : NAN;
}

static double guess_cloze(const struct question *question, enum scoring scoring G_GNUC_UNUSED)
{
	double sum = 0;

	for (size_t i = 0; i < question->n_gaps; i++) {
		const struct gap *gap = &question->gaps[i];
		size_t right = 0;

		if (gap->type != QUESTION_SINGLE || gap->n_options == 0)
			continue;
		for (size_t j = 0; j < gap->n_options; j++)
			right += gap->options[j].right;
		sum += (double)right / (double)gap->n_options;
	}
	return question->n_gaps > 0 ? sum / (double)question->n_gaps : NAN;
}

static double guess_multiple(const struct question *question G_GNUC_UNUSED, enum scoring scoring G_GNUC_UNUSED)
{
	return NAN;
}

static double guess_typed(const struct question *question G_GNUC_UNUSED, enum scoring scoring G_GNUC_UNUSED)
{
	return 0;
}

static double (*const guesses[QUESTION_TYPES])(const struct question *, enum scoring) = {
	[QUESTION_SINGLE] = guess_single, [QUESTION_MULTIPLE] = guess_multiple, [QUESTION_TRUEFALSE] = guess_truefalse,
	[QUESTION_ORDER] = guess_order,   [QUESTION_MATCH] = guess_match,       [QUESTION_TEXT] = guess_typed,
	[QUESTION_NUMBER] = guess_typed,  [QUESTION_DATE] = guess_typed,        [QUESTION_CLOZE] = guess_cloze,
	[QUESTION_ESSAY] = guess_typed,
};

double question_guess_score(const struct question *question, enum scoring scoring)
{
	return guesses[question->type](question, scoring);
}
