/* The views of the quiz screen: what quiz.c, which moves between them, needs of each. */
#ifndef TAPHUAN_QUIZ_PRIVATE_H
#define TAPHUAN_QUIZ_PRIVATE_H

#include "report/report.h"
#include "screens/quiz.h"
#include "screens/sheet.h"

/* Below this there is no room for empty lines and hints. */
#define SMALL_HEIGHT 18

#define MAX_BUTTONS  8 /* of which the frame adds the one for typing marks */

/* Items of a sheet count from 0; fields and buttons have numbers of their own. */
enum {
	ITEM_SURE = 900, /* + 1, 2, 3 */
	ITEM_FIELD = 1000,
	BUTTON_NEXT,
	BUTTON_PREVIOUS,
	BUTTON_FLAG,
	BUTTON_OVERVIEW,
	BUTTON_HAND_IN,
	BUTTON_BACK,
	BUTTON_GO,
	BUTTON_OTHER,
	BUTTON_LEAVE,
	BUTTON_TYPING,
	BUTTON_CHECK,
	BUTTON_AGAIN,
	BUTTON_PRACTISE,
};

struct quiz_view {
	/* The line at the top; the caller frees it. */
	char *(*heading)(const struct quiz_state *);
	/* What is read and chosen. */
	void (*build)(const struct quiz_state *, struct sheet *);
	/* Fills in at most MAX_BUTTONS and returns how many. */
	size_t (*buttons)(const struct quiz_state *, struct button *);
	/* The item was chosen: Enter, a click, a digit. */
	struct effect (*activate)(struct quiz_state *, int item);
	/* Escape. */
	struct effect (*back)(struct quiz_state *);
	/* Left and right, a typed character; may be NULL. Return EFFECT_NONE when they mean nothing. */
	struct effect (*turn)(struct quiz_state *, int direction);
	struct effect (*typed)(struct quiz_state *, uint32_t key);
	/* Moves what the person is on one place up or down; may be NULL. */
	struct effect (*move)(struct quiz_state *, int direction);
	/* An action of this view was carried out. */
	struct effect (*done)(struct quiz_state *, int action);
	/* Whether characters go into state->field. */
	bool (*has_field)(const struct quiz_state *);
	bool secret; /* and they are not shown, and not changed into marks */
};

extern const struct quiz_view view_who, view_unit, view_start, view_question, view_overview, view_confirm, view_leave,
	view_result, view_thanks, view_pin_new, view_pin_again, view_pin;

/* Shows another view from its top, with the focus on item. */
struct effect quiz_go(struct quiz_state *, enum quiz_view_id, int item);

/* Says something to the person above the buttons, until the next action; NULL for nothing. */
void quiz_say(struct quiz_state *, const char *);

/* The next person's turn: nothing of the one before is left. */
struct effect quiz_next_person(struct quiz_state *);

/* Once more what was wrong. */
struct effect quiz_practise(struct quiz_state *);

/* What stands in the question's field becomes its response. */
void quiz_commit_field(struct quiz_state *);

/* Asks the program to carry out an action; what is only practised needs none. */
struct effect quiz_act(struct quiz_state *, enum quiz_action);

/* Shows the n-th question of the attempt; the place is kept, so that a broken-off quiz goes on there. */
struct effect quiz_show_question(struct quiz_state *, size_t n);

/* The item of the attempt that is shown. */
struct attempt_item *quiz_item(const struct quiz_state *);

/* The text typed so far, its last word finished. */
const char *quiz_field(struct quiz_state *);

/* Shows text in the field, to be gone on with. */
void quiz_set_field(struct quiz_state *, const char *text);

/* Text that is broken, where it must be, only at its "   ": between a sign and its words would be no place for it. */
void quiz_pieces(struct sheet *, enum role, const char *text);

/* Shorthands for effects. */
struct effect effect_draw(void);
struct effect effect_none(void);

/* Who begins what, and how it is taken: all that is said at the start but the keys. */
void quiz_start_facts(const struct quiz_state *, struct sheet *);
/* False when the person has taken the quiz as often as it may be taken. */
bool quiz_has_attempts_left(const struct quiz_state *);

/* "2 questions are not answered yet: 3, 7." The caller frees it. */
char *quiz_open_words(const struct attempt *);

/* ---- Answers (quiz_answers.c) -------------------------------------------------------------------------------- */

/* How a type is answered. */
struct answer_view {
	const char *how; /* the instruction above the answers, N_() */
	void (*build)(const struct quiz_state *, struct sheet *);
	/* An item was chosen; changes the response given. */
	void (*choose)(struct quiz_state *, struct response *, int item);
	bool typed; /* answered in a field */
	/* Moves an item one place up or down; may be NULL. */
	void (*move)(const struct quiz_state *, struct response *, int item, int direction);
};

/* How the question that is shown is answered. */
const struct answer_view *quiz_answer_view(const struct quiz_state *);

/* The question that is shown. */
const struct question *quiz_question(const struct quiz_state *);

/* Where the choice stands among those of the response; −1 for nowhere. */
int quiz_find_choice(const struct response *, int choice);

/* The text given for a gap; "" for none. */
const char *quiz_gap_text(const struct response *, size_t gap);

/* Sets a text of a response to the question, which has as many as it has gaps. */
void quiz_set_gap(struct response *, const struct question *, size_t gap, const char *text);

/* Milliseconds that are left, never below 0; −1 where the time is not limited. */
int64_t quiz_time_left(const struct quiz_state *);

/*
 * Adds what is said about an answer: right or wrong, the feedback of what was chosen; and when it is final the right
 * answer and the explanation, as the quiz's settings allow.
 */
void add_feedback(const struct quiz_state *, struct sheet *, const struct attempt_item *, int indent, bool final);

/* The grade out of ten, as the lesson's language writes it. The caller frees it. */
char *grade_words(const struct lesson *, struct fraction grade);

/* ✓ ✗ ◐ – : told apart without colour. */
const char *correctness_mark(enum correctness);

#endif
