/* What GIFT cannot say. */
#include "export/gift.h"

#include "text/i18n.h"

#include <string.h>

struct fraction gift_choice_weight(const struct lesson *lesson, const struct question *question,
				   const struct option *option)
{
	enum scoring scoring = question->scoring ? question->scoring : lesson->quiz.scoring;
	int64_t right = 0, wrong = 0;

	for (size_t i = 0; i < question->n_options; i++) {
		right += question->options[i].right;
		wrong += !question->options[i].right;
	}
	if (question->type == QUESTION_SINGLE || scoring == SCORING_WEIGHTS || !right)
		return option->weight;
	if (option->right)
		return fraction_make(1, right);
	if (scoring == SCORING_ALL)
		return fraction_make(-1, 1);
	return scoring == SCORING_H5P ? fraction_make(-1, right) : fraction_make(-1, MAX(wrong, 2));
}

bool gift_moodle_knows(struct fraction weight)
{
	static const struct fraction known[] = {{0, 1}, {1, 1}, {9, 10}, {5, 6}, {4, 5}, {3, 4},  {7, 10},
						{2, 3}, {3, 5}, {1, 2},  {2, 5}, {1, 3}, {3, 10}, {1, 4},
						{1, 5}, {1, 6}, {1, 7},  {1, 8}, {1, 9}, {1, 10}, {1, 20}};
	struct fraction positive = {weight.num < 0 ? -weight.num : weight.num, weight.den};

	for (size_t i = 0; i < G_N_ELEMENTS(known); i++) {
		if (!fraction_cmp(known[i], positive))
			return true;
	}
	return false;
}

/* ---- What a question may have ------------------------------------------------------------------------------ */

static enum scoring scoring_of(const struct lesson *lesson, const struct question *question)
{
	if (question->scoring)
		return question->scoring;
	return question->type == QUESTION_MULTIPLE ? lesson->quiz.scoring : SCORING_DEFAULT;
}

static bool has_points(const struct lesson *lesson, const struct question *question)
{
	(void)lesson;
	return fraction_cmp(question->points, FRACTION_ONE) != 0;
}

static bool has_hints(const struct lesson *lesson, const struct question *question)
{
	(void)lesson;
	return question->n_hints > 0;
}

static bool keeps_order(const struct lesson *lesson, const struct question *question)
{
	(void)lesson;
	for (size_t i = 0; i < question->n_options; i++) {
		if (question->options[i].last)
			return true;
	}
	/* True comes before false there, too. */
	return question->keep_order && !gift_is_yes_no(question);
}

static bool is_strict(const struct lesson *lesson, const struct question *question)
{
	(void)lesson;
	return question->require_case;
}

static bool has_marks(const struct option *options, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		if (!g_str_is_ascii(options[i].text.text))
			return true;
	}
	return false;
}

/* Moodle compares with marks, this program where it is asked to. */
static bool is_lenient(const struct lesson *lesson, const struct question *question)
{
	(void)lesson;
	if (question->require_accents)
		return false;
	for (size_t i = 0; i < question->n_gaps; i++) {
		const struct gap *gap = &question->gaps[i];

		if (gap->type == QUESTION_TEXT && has_marks(gap->options, gap->n_options))
			return true;
	}
	return question->type == QUESTION_TEXT && has_marks(question->options, question->n_options);
}

static bool is_draft(const struct lesson *lesson, const struct question *question)
{
	(void)lesson;
	return question->draft;
}

static bool has_unit(const struct lesson *lesson, const struct question *question)
{
	(void)lesson;
	for (size_t i = 0; i < question->n_gaps; i++) {
		if (question->gaps[i].type == QUESTION_NUMBER && *question->gaps[i].number.unit)
			return true;
	}
	for (size_t i = 0; question->numbers && i < question->n_options; i++) {
		if (*question->numbers[i].unit)
			return true;
	}
	return false;
}

static bool is_date(const struct lesson *lesson, const struct question *question)
{
	(void)lesson;
	for (size_t i = 0; i < question->n_gaps; i++) {
		if (question->gaps[i].type == QUESTION_DATE)
			return true;
	}
	return question->type == QUESTION_DATE;
}

static bool is_order(const struct lesson *lesson, const struct question *question)
{
	(void)lesson;
	return question->type == QUESTION_ORDER;
}

static bool has_parts(const struct lesson *lesson, const struct question *question)
{
	(void)lesson;
	return (question->type == QUESTION_TRUEFALSE && question->n_options > 1) || question->n_gaps > 1;
}

/* A rule of marking that Moodle's sums are not. */
static bool has_other_scoring(const struct lesson *lesson, const struct question *question)
{
	enum scoring scoring = scoring_of(lesson, question);

	if (question->type == QUESTION_MULTIPLE)
		return scoring == SCORING_ALL;
	if (question->type == QUESTION_ORDER)
		return scoring != SCORING_DEFAULT && scoring != SCORING_POSITION;
	return question->type == QUESTION_TRUEFALSE && scoring == SCORING_NATIONAL;
}

static bool has_odd_weight(const struct lesson *lesson, const struct question *question)
{
	bool typed =
		question->type == QUESTION_TEXT || question->type == QUESTION_NUMBER || question->type == QUESTION_DATE;
	bool chosen = question->type == QUESTION_SINGLE || question->type == QUESTION_MULTIPLE;

	for (size_t i = 0; (typed || chosen) && i < question->n_options; i++) {
		const struct option *option = &question->options[i];

		if (!gift_moodle_knows(typed ? option->weight : gift_choice_weight(lesson, question, option)))
			return true;
	}
	return false;
}

/* Right sides and things to order are plain words in Moodle, and pairs have no feedback. */
static bool loses_in_pairs(const struct lesson *lesson, const struct question *question)
{
	bool order = question->type == QUESTION_ORDER;

	(void)lesson;
	for (size_t i = 0; (order || question->type == QUESTION_MATCH) && i < question->n_options; i++) {
		const struct option *option = &question->options[i];

		if (option->feedback || (order ? &option->text : &option->match)->n_runs)
			return true;
	}
	return false;
}

static bool has_picture(const struct block *block)
{
	for (; block; block = block->next) {
		if (block->kind == BLOCK_IMAGE || block->kind == BLOCK_CHART || has_picture(block->first))
			return true;
	}
	return false;
}

static bool shows_pictures(const struct lesson *lesson, const struct question *question)
{
	(void)lesson;
	for (size_t i = 0; i < question->n_options; i++) {
		if (has_picture(question->options[i].feedback))
			return true;
	}
	return has_picture(question->stem) || has_picture(question->explanation);
}

/* ---- Saying it --------------------------------------------------------------------------------------------- */

static const struct {
	bool (*has)(const struct lesson *, const struct question *);
	const char *message, *hint;
} losses[] = {
	{has_parts, N_("Moodle's GIFT asks one thing at a time, so this becomes a question for each part."),
	 N_("Look at the marks in Moodle: each part has a whole one.")},
	{is_order, N_("GIFT has nothing to put in order, so the items are matched with their places."), NULL},
	{is_date, N_("GIFT has no dates, so the usual ways of writing the day are the answers."), NULL},
	{has_points, N_("GIFT has no place for the points of this question."), N_("Set the mark in Moodle.")},
	{has_hints, N_("GIFT has no place for the hints of this question."), N_("Add them in Moodle.")},
	{keeps_order, N_("GIFT cannot say that options keep their order."), N_("Turn shuffling off in Moodle.")},
	{is_strict, N_("GIFT cannot say that capitals matter."), N_("Set it in Moodle.")},
	{is_lenient, N_("In Moodle an answer without Vietnamese marks is wrong."),
	 N_("Add ways of writing it without marks as answers, if that shall be right.")},
	{has_unit, N_("GIFT has no units, so only the number is asked."), NULL},
	{has_other_scoring, N_("Moodle knows no such scoring, so marks will differ."),
	 N_("Look at the weights in Moodle.")},
	{has_odd_weight, N_("A weight of this question is none of those that Moodle knows."),
	 N_("When importing, let Moodle take the nearest grade.")},
	{loses_in_pairs,
	 N_("Feedback to pairs and formatting of their right sides are lost: GIFT has no place for them."), NULL},
	{shows_pictures, N_("Pictures and charts do not go along; a chart becomes a table."),
	 N_("Put the pictures in by hand in Moodle.")},
	{is_draft, N_("This question is a draft that nobody has read."), N_("Read it, and take draft=yes out.")},
};

static void say(struct diagnostics *diags, enum severity severity, const struct lesson *lesson,
		const struct question *question, const char *message, const char *hint)
{
	diagnostics_add(diags, severity, *lesson->path ? lesson->path : lesson->name, question->line, 0,
			g_strdup(message), g_strdup(hint));
}

/* An arrow in code, where nothing can be escaped. */
static bool code_has_arrow(const struct block *block)
{
	for (; block; block = block->next) {
		bool code = block->kind == BLOCK_CODE;

		for (size_t i = 0; i < block->text.n_runs; i++)
			code = code || block->text.runs[i].style & RUN_CODE;
		if ((code && strstr(block->text.text, "->")) || code_has_arrow(block->first))
			return true;
	}
	return false;
}

/* An arrow among typed answers and their feedback makes Moodle take them for pairs. */
static bool has_arrow(const struct option *options, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		if (strstr(options[i].text.text, "->") || code_has_arrow(options[i].feedback))
			return true;
	}
	return false;
}

static bool is_taken_for_pairs(const struct question *question)
{
	if (question->type == QUESTION_TEXT || question->type == QUESTION_DATE)
		return has_arrow(question->options, question->n_options);
	for (size_t i = 0; i < question->n_gaps; i++) {
		const struct gap *gap = &question->gaps[i];

		if (gap->type == QUESTION_TEXT && has_arrow(gap->options, gap->n_options))
			return true;
	}
	return false;
}

/* Why the question cannot be written; NULL when it can. */
static const char *obstacle(const struct question *question)
{
	bool chosen = question->type == QUESTION_SINGLE || question->type == QUESTION_MULTIPLE;

	if (chosen && question->n_options < 2)
		return _("Moodle wants two options at least; this question is left out.");
	if (is_taken_for_pairs(question))
		return _("Moodle would take the -> in an answer for a pair; this question is left out.");
	return NULL;
}

bool gift_report(struct diagnostics *diags, const struct lesson *lesson, const struct question *question)
{
	const char *reason = obstacle(question);

	if (reason) {
		say(diags, SEVERITY_ERROR, lesson, question, reason, NULL);
		return false;
	}
	for (size_t i = 0; i < G_N_ELEMENTS(losses); i++) {
		if (losses[i].has(lesson, question))
			say(diags, SEVERITY_WARNING, lesson, question, _(losses[i].message),
			    losses[i].hint ? _(losses[i].hint) : NULL);
	}
	return true;
}
