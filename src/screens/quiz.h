/*
 * The quiz as a person takes it: who are you, instructions, one question a screen, overview, confirm, result.
 *
 * The screen asks the program for what has to happen outside (enum quiz_action); the program does it to the state below
 * and answers with EVENT_DONE or EVENT_FAILED.
 */
#ifndef TAPHUAN_SCREENS_QUIZ_H
#define TAPHUAN_SCREENS_QUIZ_H

#include "lesson/config.h"
#include "quiz/quiz.h"
#include "screens/screen.h"
#include "store/store.h"
#include "text/typing.h"

#include <glib.h>
#include <stdbool.h>

enum quiz_action {
	QUIZ_DO_ADD_PERSON, /* keep state->person among the people: fill in its id */
	QUIZ_DO_PREPARE,   /* look for an attempt of state->person that broke off: quiz_set_attempt() when there is one;
			      quiz_set_session(); fill in taken, so_far */
	QUIZ_DO_BEGIN,     /* start an attempt: quiz_set_attempt() */
	QUIZ_DO_SAVE,      /* keep every item that is dirty, clearing its flag */
	QUIZ_DO_HAND_IN,   /* keep what is dirty, then hand in */
	QUIZ_DO_SET_PIN,   /* keep what is in the field as the PIN that ends a kiosk */
	QUIZ_DO_CHECK_PIN, /* fails when the field does not hold that PIN; the screen closes when it does */
};

struct quiz_state {
	/* Set by the program; must outlive the screen. */
	const struct lesson *lesson;
	const struct band *bands; /* NULL for the lesson's own */
	size_t n_bands;
	GPtrArray *people; /* of struct person; the state holds a reference */
	bool kiosk;        /* the next person comes after the thanks; names show from three letters on */
	char *session;     /* the title of the training session that attempts belong to; NULL for none; owned */

	struct person *person;   /* who answers; owned */
	struct attempt *attempt; /* the program's; NULL before it began */
	bool resumed;
	bool *dirty;            /* per item of the attempt: not yet safe on disk */
	struct grade grade;     /* after handing in */
	size_t taken;           /* attempts of the person at this lesson that were handed in */
	struct fraction so_far; /* their grade by the lesson's method, where there is one */

	/* The screen's own. */
	enum quiz_view_id {
		VIEW_WHO,
		VIEW_UNIT,
		VIEW_START,
		VIEW_QUESTION,
		VIEW_OVERVIEW,
		VIEW_CONFIRM,
		VIEW_LEAVE,
		VIEW_RESULT,
		VIEW_THANKS,
		VIEW_PIN_NEW,
		VIEW_PIN_AGAIN,
		VIEW_PIN
	} view;
	int focus, scroll;
	GString *field;           /* what is typed in this view's field */
	struct typing typing;     /* of marks, in that field */
	int picking;              /* of the question shown: the left side or gap being answered, −1 for none */
	int acting;               /* the action under way */
	char *problem;            /* why the last action failed; NULL when it did not */
	int64_t now;              /* of the newest event */
	bool timed_out;           /* handed in because the time was up */
	struct attempt *practice; /* what is shown is no attempt of the program's but this; owned */
	char *pin;                /* a new PIN, typed once */
	struct screen *screen;
};

/* A quiz screen; person may be NULL (then it asks) and is copied. */
struct screen *quiz_screen_new(const struct lesson *, GPtrArray *people, const struct person *person, bool kiosk);

/* Its state, for the program. NULL when the screen is of another class. */
struct quiz_state *quiz_state_of(struct screen *);

/* Before it is shown: a kiosk that has no PIN yet asks for one first. */
void quiz_ask_new_pin(struct quiz_state *);

/* Says which training session attempts belong to from now on: its title, NULL or "" for none. */
void quiz_set_session(struct quiz_state *, const char *title);

/* Gives the screen an attempt that is begun or was taken up again; its start is set where the time is limited. */
void quiz_set_attempt(struct quiz_state *, struct attempt *, bool resumed);

#endif
