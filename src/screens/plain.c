#include "screens/plain.h"
#include "quiz/answer.h"
#include "screens/plain_private.h"
#include "screens/who.h"
#include "text/i18n.h"
#include "text/text.h"

#include <string.h>

#define WIDTH 78

/* What the next line answers. */
enum step { STEP_WHO, STEP_WHICH, STEP_UNIT, STEP_START, STEP_QUESTION, STEP_GAP, STEP_SURE, STEP_CONFIRM };

struct plain {
	struct quiz_state *quiz;
	enum step step;
	char *name;       /* as it was typed */
	GPtrArray *found; /* of struct person, the state's */
	size_t gap;       /* of the question, with STEP_GAP */
	bool answered;    /* the question just now: it is told that it is kept, and the next one comes */
};

static const struct effect waiting = {.kind = EFFECT_NONE};
static const struct effect closed = {.kind = EFFECT_CLOSE};

struct plain *plain_new(struct screen *quiz)
{
	struct plain *plain = g_new0(struct plain, 1);

	plain->quiz = quiz_state_of(quiz);
	plain->found = g_ptr_array_new();
	return plain;
}

void plain_free(struct plain *plain)
{
	if (!plain)
		return;
	g_free(plain->name);
	g_ptr_array_unref(plain->found);
	g_free(plain);
}

static void say(GString *out, const char *text)
{
	g_string_append_printf(out, "%s\n", text);
}

/* What a view of the screen says, in lines. */
static void say_sheet(const struct plain *plain, void (*build)(const struct quiz_state *, struct sheet *), GString *out)
{
	g_autoptr(Sheet) sheet = sheet_new(WIDTH);

	build(plain->quiz, sheet);
	g_autofree char *lines = sheet_lines(sheet);
	g_string_append(out, lines);
}

/* ---- Who --------------------------------------------------------------------------------------------------- */

static struct effect ask_who(struct plain *plain, GString *out)
{
	plain->step = STEP_WHO;
	say(out, _("What is your name? Small letters without marks will do:"));
	return waiting;
}

static struct effect choose_person(struct plain *plain, const struct person *person)
{
	person_free(plain->quiz->person);
	plain->quiz->person = person_copy(person);
	return quiz_act(plain->quiz, QUIZ_DO_PREPARE);
}

static struct effect take_name(struct plain *plain, const char *line, GString *out)
{
	if (!is_name(line))
		return ask_who(plain, out);
	g_free(plain->name);
	plain->name = text_person_name(line);
	g_ptr_array_unref(plain->found);
	plain->found = people_named(plain->quiz->people, line);
	g_ptr_array_set_size(plain->found, (int)MIN(plain->found->len, WHO_SHOWN));
	for (unsigned int i = 0; i < plain->found->len; i++) {
		const struct person *person = g_ptr_array_index(plain->found, i);
		g_autofree char *details = person_details(person);
		g_string_append_printf(out, "%u. %s%s%s\n", i + 1, person->name, details[0] ? ", " : "", details);
	}
	g_string_append_printf(out, _("0. I am not in the list: add “%s”\n"), plain->name);
	say(out, _("Type your number, or another name:"));
	plain->step = STEP_WHICH;
	return waiting;
}

static struct effect take_which(struct plain *plain, const char *line, GString *out)
{
	uint64_t number;

	if (!g_ascii_string_to_unsigned(line, 10, 0, plain->found->len, &number, NULL))
		return take_name(plain, line, out);
	if (number > 0)
		return choose_person(plain, g_ptr_array_index(plain->found, number - 1));
	person_free(plain->quiz->person);
	plain->quiz->person = person_new();
	g_free(plain->quiz->person->name);
	plain->quiz->person->name = g_strdup(plain->name);
	say(out, _("Which hamlet and commune are you from? Enter to leave it empty:"));
	plain->step = STEP_UNIT;
	return waiting;
}

static struct effect take_unit(struct plain *plain, const char *line)
{
	g_free(plain->quiz->person->unit);
	plain->quiz->person->unit = g_strdup(line);
	return quiz_act(plain->quiz, QUIZ_DO_ADD_PERSON);
}

/* ---- Start ------------------------------------------------------------------------------------------------- */

static struct effect ask_start(struct plain *plain, GString *out)
{
	say_sheet(plain, quiz_start_facts, out);
	if (!quiz_has_attempts_left(plain->quiz))
		return closed;
	say(out, _("Each answer is kept at once, and can be changed until you hand in.\n"
		   "At each question you may type < for the question before, or ? to hear it again.\n"
		   "Press Enter to begin:"));
	plain->step = STEP_START;
	return waiting;
}

/* ---- Questions --------------------------------------------------------------------------------------------- */

static struct attempt_item *item_of(const struct plain *plain)
{
	return quiz_item(plain->quiz);
}

static bool is_finished(const struct plain *plain)
{
	return attempt_item_finished(plain->quiz->attempt, plain->quiz->attempt->current);
}

static void say_gap(const struct plain *plain, GString *out)
{
	const struct gap *gap = &item_of(plain)->question->gaps[plain->gap];

	g_string_append_printf(out, _("Gap (%d):"), (int)plain->gap + 1);
	g_string_append_c(out, '\n');
	if (gap->type == QUESTION_SINGLE)
		plain_say_options(gap->options, NULL, gap->n_options, out);
	plain_say_gap_how(gap, out);
}

static struct effect ask_question(struct plain *plain, GString *out)
{
	const struct attempt *attempt = plain->quiz->attempt;
	const struct attempt_item *item = item_of(plain);

	plain->step = item->question->type == QUESTION_CLOZE && !is_finished(plain) ? STEP_GAP : STEP_QUESTION;
	plain->gap = 0;
	g_string_append_c(out, '\n');
	g_string_append_printf(out, _("Question %zu of %zu%s"), attempt->current + 1, attempt->n_items, "");
	g_string_append_c(out, '\n');
	plain_say_question(plain->quiz, out);
	if (is_finished(plain))
		say(out, _("This question is over. Press Enter to go on:"));
	else if (plain->step == STEP_GAP)
		say_gap(plain, out);
	else
		plain_say_how(item, out);
	return waiting;
}

static struct effect ask_confirm(struct plain *plain, GString *out)
{
	g_autofree char *open = quiz_open_words(plain->quiz->attempt);

	g_string_append_printf(out, "\n%s\n", open);
	/* TRANSLATORS: “hand in” is what has to be typed; it is the sentence of its own "hand in". */
	say(out, _("Type “hand in” to hand in, or the number of a question to see it again:"));
	plain->step = STEP_CONFIRM;
	return waiting;
}

static struct effect show(struct plain *plain, size_t n)
{
	plain->quiz->attempt->current = n;
	plain->quiz->dirty[n] = true;
	plain->answered = false;
	return quiz_act(plain->quiz, QUIZ_DO_SAVE);
}

static struct effect go_on(struct plain *plain, GString *out)
{
	size_t next = plain->quiz->attempt->current + 1;

	return next < plain->quiz->attempt->n_items ? show(plain, next) : ask_confirm(plain, out);
}

static struct effect go_back(struct plain *plain)
{
	size_t current = plain->quiz->attempt->current;

	return show(plain, current > 0 ? current - 1 : 0);
}

static struct effect keep(struct plain *plain)
{
	plain->quiz->dirty[plain->quiz->attempt->current] = true;
	plain->answered = true;
	return quiz_act(plain->quiz, QUIZ_DO_SAVE);
}

/* With feedback at once, an answer given is an answer checked. */
static struct effect keep_checked(struct plain *plain)
{
	struct attempt *attempt = plain->quiz->attempt;
	g_autoptr(Response) response = response_copy(item_of(plain)->response);

	response->checked = attempt->lesson->quiz.feedback != FEEDBACK_DEFERRED;
	attempt_respond(attempt, attempt->current, response);
	return keep(plain);
}

static struct effect take_answer(struct plain *plain, struct response *response, GString *out)
{
	struct attempt *attempt = plain->quiz->attempt;

	if (response->checked)
		response_follow(response, item_of(plain)->response, item_of(plain)->question);
	attempt_respond(attempt, attempt->current, response);
	if (!attempt->lesson->quiz.certainty || response_is_open(item_of(plain)->response))
		return keep_checked(plain);
	say(out, _("How sure are you? Type 1, 2 or 3:\n"
		   "1. not sure: right +1, wrong 0\n2. fairly sure: right +2, wrong −2\n3. very sure: right +3, wrong "
		   "−6"));
	plain->step = STEP_SURE;
	return waiting;
}

static struct effect take_question(struct plain *plain, const char *line, GString *out)
{
	if (*line == '\0')
		return go_on(plain, out);
	if (is_finished(plain))
		return ask_question(plain, out);
	g_autoptr(Response) response = response_copy(item_of(plain)->response);
	if (!plain_read(item_of(plain), line, response) || !response_fits(response, item_of(plain)->question)) {
		say(out, _("That cannot be an answer here."));
		plain_say_how(item_of(plain), out);
		return waiting;
	}
	return take_answer(plain, response, out);
}

static struct effect next_gap(struct plain *plain, struct response *response, GString *out)
{
	plain->gap++;
	if (plain->gap < item_of(plain)->question->n_gaps) {
		say_gap(plain, out);
		return waiting;
	}
	return response_is_open(response) ? go_on(plain, out) : take_answer(plain, response, out);
}

/* Each gap is part of the response at once; the answer is kept when the last one was passed. */
static struct effect take_gap(struct plain *plain, const char *line, GString *out)
{
	struct attempt *attempt = plain->quiz->attempt;
	const struct question *question = item_of(plain)->question;
	g_autoptr(Response) response = response_copy(item_of(plain)->response);

	if (*line) {
		g_autofree char *text = answer_read_gap(&question->gaps[plain->gap], line);
		if (!text) {
			say(out, _("That cannot be an answer here."));
			say_gap(plain, out);
			return waiting;
		}
		quiz_set_gap(response, question, plain->gap, text);
		attempt_respond(attempt, attempt->current, response);
		plain->quiz->dirty[attempt->current] = true;
	}
	return next_gap(plain, response, out);
}

static struct effect take_sure(struct plain *plain, const char *line, GString *out)
{
	struct attempt *attempt = plain->quiz->attempt;

	if (strlen(line) != 1 || line[0] < '1' || line[0] > '3') {
		say(out, _("Type 1, 2 or 3:"));
		return waiting;
	}
	g_autoptr(Response) response = response_copy(item_of(plain)->response);
	response->certainty = line[0] - '0';
	attempt_respond(attempt, attempt->current, response);
	return keep_checked(plain);
}

/* The word has to be typed whole: nothing is handed in by accident. */
static bool is_hand_in(const char *line)
{
	g_autofree char *given = text_fold(line), *word = text_fold(_("hand in"));

	return strcmp(given, word) == 0;
}

static struct effect take_confirm(struct plain *plain, const char *line, GString *out)
{
	uint64_t number;

	if (is_hand_in(line))
		return quiz_act(plain->quiz, QUIZ_DO_HAND_IN);
	if (g_ascii_string_to_unsigned(line, 10, 1, plain->quiz->attempt->n_items, &number, NULL))
		return show(plain, number - 1);
	return ask_confirm(plain, out);
}

static struct effect take_step(struct plain *plain, const char *line, GString *out)
{
	bool asking = plain->step == STEP_QUESTION || plain->step == STEP_GAP;

	if (asking && strcmp(line, "<") == 0)
		return go_back(plain);
	if (asking && strcmp(line, "?") == 0)
		return ask_question(plain, out);
	switch (plain->step) {
	case STEP_WHO:
		return take_name(plain, line, out);
	case STEP_WHICH:
		return take_which(plain, line, out);
	case STEP_UNIT:
		return take_unit(plain, line);
	case STEP_START:
		return plain->quiz->attempt ? show(plain, plain->quiz->attempt->current)
					    : quiz_act(plain->quiz, QUIZ_DO_BEGIN);
	case STEP_QUESTION:
		return take_question(plain, line, out);
	case STEP_GAP:
		return take_gap(plain, line, out);
	case STEP_SURE:
		return take_sure(plain, line, out);
	case STEP_CONFIRM:
		return take_confirm(plain, line, out);
	}
	g_assert_not_reached();
}

/* ---- In and out -------------------------------------------------------------------------------------------- */

int64_t plain_wait(const struct plain *plain)
{
	return quiz_time_left(plain->quiz);
}

struct effect plain_begin(struct plain *plain, int64_t now, GString *out)
{
	plain->quiz->now = now;
	say(out, plain->quiz->lesson->title);
	if (plain->quiz->person)
		return quiz_act(plain->quiz, QUIZ_DO_PREPARE);
	return ask_who(plain, out);
}

static struct effect time_is_up(struct plain *plain)
{
	plain->quiz->timed_out = true;
	return quiz_act(plain->quiz, QUIZ_DO_HAND_IN);
}

struct effect plain_line(struct plain *plain, const char *line, int64_t now, GString *out)
{
	plain->quiz->now = now;
	if (quiz_time_left(plain->quiz) == 0)
		return time_is_up(plain);
	if (!line)
		return waiting;
	g_autofree char *valid = text_repair(line, strlen(line), NULL);
	g_autofree char *composed = text_nfc(valid);
	g_autoptr(GString) clean = g_string_new(NULL);
	field_add(clean, composed);
	return take_step(plain, g_strstrip(clean->str), out);
}

/* The verdict on an answer just given where it is told at once; then the same question again, or the next. */
static struct effect after_answer(struct plain *plain, GString *out)
{
	say(out, _("✓ Answer kept."));
	plain->answered = false;
	if (!item_of(plain)->response->checked)
		return go_on(plain, out);
	plain_say_feedback(plain->quiz, is_finished(plain), out);
	return is_finished(plain) ? go_on(plain, out) : ask_question(plain, out);
}

static struct effect failed(struct plain *plain, const char *problem, GString *out)
{
	say(out, problem);
	switch ((enum quiz_action)plain->quiz->acting) {
	case QUIZ_DO_SAVE:
		return ask_question(plain, out);
	case QUIZ_DO_HAND_IN:
		return plain->quiz->timed_out ? closed : ask_confirm(plain, out);
	case QUIZ_DO_BEGIN:
		return ask_start(plain, out);
	default:
		return closed;
	}
}

struct effect plain_outcome(struct plain *plain, const char *problem, int64_t now, GString *out)
{
	plain->quiz->now = now;
	if (problem)
		return failed(plain, problem, out);
	switch ((enum quiz_action)plain->quiz->acting) {
	case QUIZ_DO_ADD_PERSON:
		return quiz_act(plain->quiz, QUIZ_DO_PREPARE);
	case QUIZ_DO_PREPARE:
		return quiz_time_left(plain->quiz) == 0 ? time_is_up(plain) : ask_start(plain, out);
	case QUIZ_DO_BEGIN:
		return show(plain, 0);
	case QUIZ_DO_SAVE:
		return plain->answered ? after_answer(plain, out) : ask_question(plain, out);
	default:
		break;
	}
	g_string_append_c(out, '\n');
	say_sheet(plain, view_result.build, out);
	return closed;
}
