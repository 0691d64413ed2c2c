/* Marking: one rule a function, one row a type. The rules are those of the lesson format, "Marks". */
#include "quiz/quiz.h"
#include "text/text.h"
#include "text/values.h"

#include <string.h>

typedef struct marking mark_rule(const struct question *, const struct response *, enum scoring);

static struct fraction at_least(struct fraction f, struct fraction floor)
{
	return fraction_cmp(f, floor) < 0 ? floor : f;
}

static struct fraction at_most(struct fraction f, struct fraction ceiling)
{
	return fraction_cmp(f, ceiling) > 0 ? ceiling : f;
}

static struct marking marked(struct fraction fraction)
{
	struct marking marking = {.fraction = fraction, .correctness = MARK_PARTIAL, .option = -1};

	if (fraction_cmp(fraction, FRACTION_ZERO) <= 0)
		marking.correctness = MARK_WRONG;
	else if (fraction_cmp(fraction, FRACTION_ONE) >= 0)
		marking.correctness = MARK_RIGHT;
	return marking;
}

static int choice(const struct response *response, size_t i)
{
	return g_array_index(response->choices, int, i);
}

static const char *typed(const struct response *response, size_t i)
{
	return g_ptr_array_index(response->texts, i);
}

/* ---- Choices ----------------------------------------------------------------------------------------------- */

static struct marking mark_single(const struct question *question, const struct response *response,
				  enum scoring scoring G_GNUC_UNUSED)
{
	const struct option *option = &question->options[choice(response, 0)];
	struct fraction weight = option->has_weight ? option->weight : option->right ? FRACTION_ONE : FRACTION_ZERO;
	struct marking marking = marked(at_least(weight, fraction_make(-1, 1)));

	marking.option = choice(response, 0);
	return marking;
}

/* What was ticked, counted. */
struct ticks {
	int right, wrong; /* options there are */
	int ticked_right, ticked_wrong;
	struct fraction weights; /* of the ticked ones */
};

static struct ticks count_ticks(const struct question *question, const struct response *response)
{
	struct ticks ticks = {.weights = FRACTION_ZERO};

	for (size_t i = 0; i < question->n_options; i++)
		*(question->options[i].right ? &ticks.right : &ticks.wrong) += 1;
	for (size_t i = 0; i < response->choices->len; i++) {
		const struct option *option = &question->options[choice(response, i)];
		*(option->right ? &ticks.ticked_right : &ticks.ticked_wrong) += 1;
		if (option->has_weight)
			ticks.weights = fraction_add(ticks.weights, option->weight);
		else if (option->right)
			ticks.weights = fraction_add(ticks.weights, fraction_make(1, ticks.right));
	}
	return ticks;
}

static struct marking mark_multiple(const struct question *question, const struct response *response,
				    enum scoring scoring)
{
	struct ticks ticks = count_ticks(question, response);
	bool all = ticks.ticked_right == ticks.right && ticks.ticked_wrong == 0;
	struct fraction fraction;

	if (scoring == SCORING_ALL)
		return marked(all ? FRACTION_ONE : FRACTION_ZERO);
	if (scoring == SCORING_WEIGHTS)
		return marked(at_most(at_least(ticks.weights, FRACTION_ZERO), FRACTION_ONE));
	if (ticks.right == 0)
		return marked(FRACTION_ZERO);
	if (scoring == SCORING_H5P)
		fraction = fraction_make(ticks.ticked_right - ticks.ticked_wrong, ticks.right);
	else
		fraction = fraction_sub(fraction_make(ticks.ticked_right, ticks.right),
					fraction_make(ticks.ticked_wrong, MAX(ticks.wrong, 2)));
	return marked(at_least(fraction, FRACTION_ZERO));
}

static struct marking mark_truefalse(const struct question *question, const struct response *response,
				     enum scoring scoring)
{
	/* The national examination's scale for statements in fours. */
	static const struct fraction national[] = {{0, 1}, {1, 10}, {1, 4}, {1, 2}, {1, 1}};
	int right = 0;

	for (size_t i = 0; i < question->n_options; i++)
		right += choice(response, i) == question->options[i].right;
	if (scoring == SCORING_NATIONAL && question->n_options == 4)
		return marked(national[right]);
	return marked(fraction_make(right, (int64_t)question->n_options));
}

/* ---- Order and pairs --------------------------------------------------------------------------------------- */

static int in_place(const struct response *response)
{
	int n = 0;

	for (size_t i = 0; i < response->choices->len; i++)
		n += choice(response, i) == (int)i;
	return n;
}

static int right_neighbours(const struct response *response)
{
	int n = 0;

	for (size_t i = 1; i < response->choices->len; i++)
		n += choice(response, i) == choice(response, i - 1) + 1;
	return n;
}

/* The longest run of items, gaps allowed, that stand in the right order. */
static int ordered_subsequence(const struct response *response)
{
	size_t n = response->choices->len;
	g_autofree int *best = g_new(int, n);
	int longest = 0;

	for (size_t i = 0; i < n; i++) {
		best[i] = 1;
		for (size_t j = 0; j < i; j++)
			if (choice(response, j) < choice(response, i))
				best[i] = MAX(best[i], best[j] + 1);
		longest = MAX(longest, best[i]);
	}
	return longest;
}

static struct marking mark_order(const struct question *question, const struct response *response, enum scoring scoring)
{
	int n = (int)question->n_options;

	if (scoring == SCORING_ALL)
		return marked(in_place(response) == n ? FRACTION_ONE : FRACTION_ZERO);
	if (scoring == SCORING_NEIGHBOURS && n > 1)
		return marked(fraction_make(right_neighbours(response), n - 1));
	if (scoring == SCORING_SUBSEQUENCE)
		return marked(fraction_make(ordered_subsequence(response), n));
	return marked(fraction_make(in_place(response), n));
}

/* Two left sides may have the same right side: either option of it is right. */
bool pair_is_right(const struct question *question, size_t left, int given)
{
	return given >= 0 && strcmp(question->options[given].match.text, question->options[left].match.text) == 0;
}

static struct marking mark_match(const struct question *question, const struct response *response,
				 enum scoring scoring G_GNUC_UNUSED)
{
	int left_sides = 0, right = 0;

	for (size_t i = 0; i < question->n_options; i++) {
		if (question->options[i].text.len == 0)
			continue;
		left_sides++;
		right += pair_is_right(question, i, choice(response, i));
	}
	return marked(left_sides == 0 ? FRACTION_ZERO : fraction_make(right, left_sides));
}

/* ---- What was typed ---------------------------------------------------------------------------------------- */

static const char *next_letter(const char *at)
{
	while (*at && !g_unichar_isalpha(g_utf8_get_char(at)))
		at = g_utf8_next_char(at);
	return at;
}

/* True when the letters of a and b, already known to be equal but for case, are capitals in the same places. */
static bool same_case(const char *a, const char *b)
{
	for (a = next_letter(a), b = next_letter(b); *a && *b;
	     a = next_letter(g_utf8_next_char(a)), b = next_letter(g_utf8_next_char(b)))
		if (g_unichar_isupper(g_utf8_get_char(a)) != g_unichar_isupper(g_utf8_get_char(b)))
			return false;
	return true;
}

static struct fraction answer_weight(const struct option *option)
{
	return option->has_weight ? option->weight : FRACTION_ONE;
}

static struct marking mark_words(const struct question *question, const struct option *answers, size_t n,
				 const char *given)
{
	struct marking marking = marked(FRACTION_ZERO);

	for (size_t i = 0; i < n; i++) {
		enum text_match match = text_match(given, answers[i].text.text);
		bool right =
			match < TEXT_MATCH_NO_MARKS || (match == TEXT_MATCH_NO_MARKS && !question->require_accents);

		if (right && question->require_case && !same_case(given, answers[i].text.text))
			right = false;
		if (right) {
			marking = marked(answer_weight(&answers[i]));
			marking.option = (int)i;
			return marking;
		}
		if (match != TEXT_MATCH_DIFF)
			marking.note = NOTE_ONLY_MARKS;
	}
	return marking;
}

static bool number_accepts(const struct number_key *key, const char *given)
{
	struct text_number readings[2];
	size_t n = text_parse_numbers(given, readings);

	for (size_t i = 0; i < n; i++) {
		bool unit_fits = key->unit[0] == '\0' || readings[i].unit[0] == '\0' ||
				 text_match(readings[i].unit, key->unit) <= TEXT_MATCH_NO_MARKS;
		if (unit_fits && readings[i].value >= key->low && readings[i].value <= key->high)
			return true;
	}
	return false;
}

static bool date_accepts(const struct date_key *key, const char *given)
{
	int year, month, day;

	return text_parse_date(given, &year, &month, &day) && year == key->year && month == key->month &&
	       day == key->day;
}

static struct marking mark_text(const struct question *question, const struct response *response,
				enum scoring scoring G_GNUC_UNUSED)
{
	return mark_words(question, question->options, question->n_options, typed(response, 0));
}

static struct marking mark_number(const struct question *question, const struct response *response,
				  enum scoring scoring G_GNUC_UNUSED)
{
	for (size_t i = 0; i < question->n_options; i++) {
		if (!number_accepts(&question->numbers[i], typed(response, 0)))
			continue;
		struct marking marking = marked(answer_weight(&question->options[i]));
		marking.option = (int)i;
		return marking;
	}
	return marked(FRACTION_ZERO);
}

static struct marking mark_date(const struct question *question, const struct response *response,
				enum scoring scoring G_GNUC_UNUSED)
{
	for (size_t i = 0; i < question->n_options; i++) {
		if (!date_accepts(&question->dates[i], typed(response, 0)))
			continue;
		struct marking marking = marked(answer_weight(&question->options[i]));
		marking.option = (int)i;
		return marking;
	}
	return marked(FRACTION_ZERO);
}

static struct marking mark_gap(const struct question *question, const struct gap *gap, const char *given)
{
	switch (gap->type) {
	case QUESTION_NUMBER:
		return marked(number_accepts(&gap->number, given) ? FRACTION_ONE : FRACTION_ZERO);
	case QUESTION_DATE:
		return marked(date_accepts(&gap->date, given) ? FRACTION_ONE : FRACTION_ZERO);
	case QUESTION_SINGLE:
		for (size_t i = 0; i < gap->n_options; i++)
			if (gap->options[i].right && strcmp(gap->options[i].text.text, given) == 0)
				return marked(FRACTION_ONE);
		return marked(FRACTION_ZERO);
	default:
		return mark_words(question, gap->options, gap->n_options, given);
	}
}

static struct marking mark_cloze(const struct question *question, const struct response *response,
				 enum scoring scoring G_GNUC_UNUSED)
{
	struct fraction sum = FRACTION_ZERO;
	struct marking marking;
	enum text_match_note note = NOTE_NONE;

	for (size_t i = 0; i < question->n_gaps; i++) {
		marking = mark_gap(question, &question->gaps[i], typed(response, i));
		sum = fraction_add(sum, marking.fraction);
		note = MAX(note, marking.note);
	}
	if (question->n_gaps == 0)
		return marked(FRACTION_ZERO);
	marking = marked(fraction_div(sum, fraction_make((int64_t)question->n_gaps, 1)));
	marking.note = note;
	return marking;
}

static struct marking mark_essay(const struct question *question G_GNUC_UNUSED,
				 const struct response *response G_GNUC_UNUSED, enum scoring scoring G_GNUC_UNUSED)
{
	return (struct marking){.fraction = FRACTION_ZERO, .correctness = MARK_BY_HAND, .option = -1};
}

static mark_rule *const rules[QUESTION_TYPES] = {
	[QUESTION_SINGLE] = mark_single, [QUESTION_MULTIPLE] = mark_multiple, [QUESTION_TRUEFALSE] = mark_truefalse,
	[QUESTION_ORDER] = mark_order,   [QUESTION_MATCH] = mark_match,       [QUESTION_TEXT] = mark_text,
	[QUESTION_NUMBER] = mark_number, [QUESTION_DATE] = mark_date,         [QUESTION_CLOZE] = mark_cloze,
	[QUESTION_ESSAY] = mark_essay,
};

struct marking mark_response(const struct question *question, const struct response *response, enum scoring scoring)
{
	if (response_is_open(response))
		return (struct marking){.fraction = FRACTION_ZERO, .correctness = MARK_OPEN, .option = -1};
	if (question->scoring != SCORING_DEFAULT)
		scoring = question->scoring;
	return rules[question->type](question, response, scoring);
}

bool mark_read(const char *text, struct fraction points, struct fraction *fraction)
{
	struct fraction given;

	if (!fraction_parse(text, &given))
		return false;
	*fraction = strchr(text, '%') ? given : fraction_div(given, points);
	return fraction_cmp(*fraction, FRACTION_ZERO) >= 0 && fraction_cmp(*fraction, FRACTION_ONE) <= 0;
}
