#include "quiz/quiz.h"

#include <string.h>

/* GLib's generator is the same on every machine for a seed, which is what lets an attempt be rebuilt. */
static GRand *rand_of(uint64_t seed)
{
	const uint32_t words[] = {(uint32_t)(seed >> 32), (uint32_t)seed};

	return g_rand_new_with_seed_array(words, G_N_ELEMENTS(words));
}

static void shuffle(GRand *rand, int *items, size_t n)
{
	for (size_t i = n; i > 1; i--) {
		size_t j = (size_t)g_rand_int_range(rand, 0, (int)i);
		int item = items[i - 1];
		items[i - 1] = items[j];
		items[j] = item;
	}
}

static bool has_tag(const struct question *question, const char *tag)
{
	for (size_t i = 0; question->tags && question->tags[i]; i++)
		if (strcmp(question->tags[i], tag) == 0)
			return true;
	return false;
}

/* Marks as taken count questions of the tag that are not taken yet, drawn without replacement. */
static void draw_tag(const struct lesson *lesson, const struct draw_rule *rule, GRand *rand, bool *taken)
{
	g_autofree int *candidates = g_new(int, lesson->n_questions);
	size_t n = 0;

	for (size_t i = 0; i < lesson->n_questions; i++)
		if (!taken[i] && has_tag(lesson->questions[i], rule->tag))
			candidates[n++] = (int)i;
	shuffle(rand, candidates, n);
	for (size_t i = 0; i < n && (int)i < rule->count; i++)
		taken[candidates[i]] = true;
}

static size_t choose_questions(const struct lesson *lesson, GRand *rand, int *chosen)
{
	g_autofree bool *taken = g_new0(bool, lesson->n_questions);
	size_t n = 0;

	for (size_t i = 0; i < lesson->quiz.n_draw; i++)
		draw_tag(lesson, &lesson->quiz.draw[i], rand, taken);
	for (size_t i = 0; i < lesson->n_questions; i++)
		if (taken[i] || lesson->quiz.n_draw == 0)
			chosen[n++] = (int)i;
	if (lesson->quiz.shuffle_questions)
		shuffle(rand, chosen, n);
	return n;
}

static bool in_order(const int *items, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (items[i] != (int)i)
			return false;
	return true;
}

/* Options marked to stay last go behind the others, in the order they were written. */
static void keep_last(const struct question *question, int *order)
{
	g_autofree int *last = g_new(int, question->n_options);
	size_t first = 0, n = 0;

	for (size_t i = 0; i < question->n_options; i++)
		if (!question->options[order[i]].last)
			order[first++] = order[i];
	for (size_t i = 0; i < question->n_options; i++)
		if (question->options[i].last)
			last[n++] = (int)i;
	if (n > 0)
		memcpy(order + first, last, n * sizeof *last);
}

/*
 * Items to be put in order are never shown in the right one, and right sides never beside their left ones: those two
 * are shuffled whatever the settings say.
 */
static int *order_options(const struct lesson *lesson, const struct question *question, GRand *rand)
{
	size_t n = question->n_options;
	int *order = g_new(int, n);
	bool always = question->type == QUESTION_ORDER || question->type == QUESTION_MATCH;

	for (size_t i = 0; i < n; i++)
		order[i] = (int)i;
	if (!always && (!lesson->quiz.shuffle_options || question->keep_order))
		return order;
	shuffle(rand, order, n);
	if (always && n > 1 && in_order(order, n)) {
		order[0] = 1;
		order[1] = 0;
	}
	keep_last(question, order);
	return order;
}

struct attempt *attempt_new(const struct lesson *lesson, uint64_t seed)
{
	struct attempt *attempt = g_new0(struct attempt, 1);
	g_autofree int *chosen = g_new(int, lesson->n_questions);
	GRand *rand = rand_of(seed);

	g_assert(lesson->n_questions > 0);
	attempt->lesson = lesson;
	attempt->seed = seed;
	attempt->n_items = choose_questions(lesson, rand, chosen);
	attempt->items = g_new0(struct attempt_item, attempt->n_items);
	for (size_t i = 0; i < attempt->n_items; i++) {
		struct attempt_item *item = &attempt->items[i];
		item->question = lesson->questions[chosen[i]];
		item->order = order_options(lesson, item->question, rand);
		item->response = response_new();
	}
	g_rand_free(rand);
	return attempt;
}

static bool is_to_practise(const struct attempt *attempt, const struct attempt_item *item)
{
	enum correctness correctness =
		mark_response(item->question, item->response, attempt->lesson->quiz.scoring).correctness;

	return item->question->type != QUESTION_ESSAY && correctness != MARK_RIGHT;
}

struct attempt *attempt_practice(const struct attempt *from)
{
	struct attempt *attempt = g_new0(struct attempt, 1);

	attempt->lesson = from->lesson;
	attempt->seed = from->seed;
	attempt->items = g_new0(struct attempt_item, from->n_items);
	for (size_t i = 0; i < from->n_items; i++) {
		const struct attempt_item *item = &from->items[i];
		if (!is_to_practise(from, item))
			continue;
		attempt->items[attempt->n_items++] = (struct attempt_item){
			.question = item->question,
			.order = g_memdup2(item->order, item->question->n_options * sizeof *item->order),
			.response = response_new(),
		};
	}
	if (attempt->n_items == 0)
		g_clear_pointer(&attempt, attempt_free);
	return attempt;
}

void attempt_free(struct attempt *attempt)
{
	if (!attempt)
		return;
	for (size_t i = 0; i < attempt->n_items; i++) {
		g_free(attempt->items[i].order);
		response_free(attempt->items[i].response);
	}
	g_free(attempt->items);
	g_free(attempt);
}

int attempt_find(const struct attempt *attempt, const char *question_id)
{
	for (size_t i = 0; i < attempt->n_items; i++)
		if (strcmp(attempt->items[i].question->id, question_id) == 0)
			return (int)i;
	return -1;
}

bool attempt_item_finished(const struct attempt *attempt, size_t item)
{
	const struct quiz_settings *quiz = &attempt->lesson->quiz;
	const struct response *response = attempt->items[item].response;
	const struct question *question = attempt->items[item].question;

	if (!response->checked || quiz->feedback == FEEDBACK_DEFERRED)
		return false;
	return quiz->feedback == FEEDBACK_IMMEDIATE || (size_t)response->tries >= question->n_hints ||
	       mark_response(question, response, quiz->scoring).correctness == MARK_RIGHT;
}

bool attempt_respond(struct attempt *attempt, size_t item, const struct response *response)
{
	struct attempt_item *target = &attempt->items[item];

	if (attempt->state != ATTEMPT_OPEN || attempt_item_finished(attempt, item) ||
	    !response_fits(response, target->question))
		return false;
	struct response *copy = response_copy(response);
	response_free(target->response);
	target->response = copy;
	return true;
}

size_t attempt_answered(const struct attempt *attempt)
{
	size_t n = 0;

	for (size_t i = 0; i < attempt->n_items; i++)
		n += !response_is_open(attempt->items[i].response);
	return n;
}

size_t attempt_flagged(const struct attempt *attempt)
{
	size_t n = 0;

	for (size_t i = 0; i < attempt->n_items; i++)
		n += attempt->items[i].flagged;
	return n;
}

void attempt_hand_in(struct attempt *attempt)
{
	attempt->state = ATTEMPT_HANDED_IN;
}

int64_t attempt_deadline(const struct attempt *attempt)
{
	int limit = attempt->lesson->quiz.time_limit;

	if (attempt->started == 0 || limit == 0 || attempt->state != ATTEMPT_OPEN)
		return 0;
	return attempt->started + (int64_t)limit * 1000;
}

/* ---- Grades ------------------------------------------------------------------------------------------------ */

/* Certainty-based marking as in Moodle (A. Gardner-Medwin): right 1, 2, 3; wrong 0, −2, −6 for certainty 1, 2, 3. */
static struct fraction certain_mark(struct fraction fraction, int certainty)
{
	static const int wrong[] = {0, 0, -2, -6};

	if (fraction_cmp(fraction, FRACTION_ZERO) <= 0)
		return fraction_make(wrong[certainty], 1);
	return fraction_mul(fraction, fraction_make(MAX(certainty, 1), 1));
}

static struct fraction after_penalty(const struct quiz_settings *quiz, struct fraction fraction, size_t tries)
{
	fraction = fraction_sub(fraction, fraction_mul(quiz->penalty, fraction_make((int64_t)tries, 1)));
	return fraction_cmp(fraction, FRACTION_ZERO) < 0 ? FRACTION_ZERO : fraction;
}

/* How many tries it took until the left side was right for good. */
static size_t tries_of_pair(const struct question *question, const struct response *response, size_t left)
{
	size_t n = question->n_options, tries = response->earlier->len / n;

	while (tries > 0 &&
	       pair_is_right(question, left, g_array_index(response->earlier, int, (tries - 1) * n + left)))
		tries--;
	return tries;
}

/* As in Moodle, a pair that was right from the first loses nothing by the tries for the others. */
static struct fraction pairs_after_tries(const struct quiz_settings *quiz, const struct question *question,
					 const struct response *response)
{
	struct fraction sum = FRACTION_ZERO;
	int left_sides = 0;

	for (size_t i = 0; i < question->n_options; i++) {
		if (question->options[i].text.len == 0)
			continue;
		left_sides++;
		if (pair_is_right(question, i, g_array_index(response->choices, int, i)))
			sum = fraction_add(sum,
					   after_penalty(quiz, FRACTION_ONE, tries_of_pair(question, response, i)));
	}
	return fraction_div(sum, fraction_make(left_sides, 1));
}

static struct fraction after_tries(const struct quiz_settings *quiz, const struct attempt_item *item,
				   struct fraction fraction)
{
	const struct response *response = item->response;

	if (quiz->feedback != FEEDBACK_INTERACTIVE || response->tries == 0)
		return fraction;
	if (response->earlier->len > 0 && response->choices->len > 0)
		return pairs_after_tries(quiz, item->question, response);
	return after_penalty(quiz, fraction, (size_t)response->tries);
}

static void count(struct grade *grade, enum correctness correctness)
{
	size_t *const counters[] = {
		[MARK_OPEN] = &grade->open,   [MARK_WRONG] = &grade->wrong,     [MARK_PARTIAL] = &grade->partial,
		[MARK_RIGHT] = &grade->right, [MARK_BY_HAND] = &grade->by_hand,
	};
	++*counters[correctness];
}

/* What a fraction of the item's points is worth, and what the item is worth at most. */
static struct fraction worth(const struct quiz_settings *quiz, const struct attempt_item *item, bool open,
			     struct fraction fraction, struct fraction *most)
{
	*most = item->question->points;
	fraction = after_tries(quiz, item, fraction);
	if (quiz->certainty) {
		*most = fraction_mul(*most, fraction_make(3, 1));
		fraction = open ? fraction : certain_mark(fraction, item->response->certainty);
	}
	return fraction_mul(fraction, item->question->points);
}

struct fraction item_mark(const struct quiz_settings *quiz, const struct attempt_item *item, struct fraction fraction)
{
	struct fraction most;

	return worth(quiz, item, false, fraction, &most);
}

struct fraction grade_add(struct grade *grade, const struct quiz_settings *quiz, enum scoring scoring,
			  const struct attempt_item *item)
{
	struct marking marking = mark_response(item->question, item->response, scoring);
	struct fraction most;
	struct fraction mark = worth(quiz, item, marking.correctness == MARK_OPEN, marking.fraction, &most);

	grade->points = fraction_add(grade->points, most);
	grade->marks = fraction_add(grade->marks, mark);
	count(grade, marking.correctness);
	return marking.fraction;
}

void grade_finish(struct grade *grade, const struct quiz_settings *quiz)
{
	grade->grade = FRACTION_ZERO;
	if (fraction_cmp(grade->points, FRACTION_ZERO) > 0 && fraction_cmp(grade->marks, FRACTION_ZERO) > 0)
		grade->grade = fraction_div(grade->marks, grade->points);
	grade->passed = fraction_cmp(grade->grade, quiz->pass) >= 0;
}

struct grade attempt_grade(const struct attempt *attempt)
{
	const struct quiz_settings *quiz = &attempt->lesson->quiz;
	struct grade grade = GRADE_NONE;

	for (size_t i = 0; i < attempt->n_items; i++)
		grade_add(&grade, quiz, quiz->scoring, &attempt->items[i]);
	grade_finish(&grade, quiz);
	return grade;
}

struct fraction grade_of_attempts(enum grade_method method, const struct fraction *grades, size_t n)
{
	struct fraction highest = grades[0], sum = FRACTION_ZERO;

	for (size_t i = 0; i < n; i++) {
		highest = fraction_cmp(grades[i], highest) > 0 ? grades[i] : highest;
		sum = fraction_add(sum, grades[i]);
	}
	switch (method) {
	case GRADE_AVERAGE:
		return fraction_div(sum, fraction_make((int64_t)n, 1));
	case GRADE_FIRST:
		return grades[0];
	case GRADE_LAST:
		return grades[n - 1];
	case GRADE_HIGHEST:
		break;
	}
	return highest;
}
