/*
 * Answers given on paper, typed in fast: a few letters of the name, then the answers by single keys, and the next
 * person. The person entered last can be taken back; a second entry is compared with the first.
 *
 * The screen asks the program for what has to happen outside (enum enter_action), as the quiz does.
 */
#ifndef TAPHUAN_SCREENS_ENTER_H
#define TAPHUAN_SCREENS_ENTER_H

#include "quiz/quiz.h"
#include "screens/screen.h"
#include "store/store.h"
#include "text/typing.h"

#include <glib.h>
#include <stdbool.h>
#include <stdint.h>

enum enter_action {
	ENTER_DO_ADD_PERSON, /* keep state->person among the people: fill in its id */
	ENTER_DO_KEEP,       /* keep state->attempt of state->person, handed in */
	ENTER_DO_LOOK_UP,    /* enter_set_before(): what was entered for state->person */
	ENTER_DO_REPLACE,    /* keep state->attempt instead of what was entered for state->person */
	ENTER_DO_TAKE_BACK,  /* set aside what was entered for state->person; the reason is in state->field */
};

/* What is typed of one person's paper. */
struct draft;

struct enter_state {
	/* Set by the program; must outlive the screen. */
	const struct lesson *lesson;
	GPtrArray *people;   /* of struct person; the state holds a reference */
	GHashTable *entered; /* the ids of those who are entered; borrowed, kept up by the program */
	bool comparing;      /* what is entered is compared with what is there */
	uint64_t paper;      /* the number of the papers */
	const char *session; /* the title of the training session; "" for none */

	struct person *person;   /* who is entered; owned */
	struct attempt *attempt; /* their answers; the draft's */
	GString *field;          /* what is typed in this view's field */

	/* The screen's own. */
	enum enter_view_id {
		ENTER_VIEW_WHO,
		ENTER_VIEW_UNIT,
		ENTER_VIEW_ANSWERS,
		ENTER_VIEW_DIFFERENCES,
		ENTER_VIEW_TAKE_BACK,
		ENTER_VIEW_LEAVE,
	} view;
	int focus, scroll;
	struct typing typing;
	char *note;                 /* what was just done, or why it was not; NULL for nothing */
	bool problem;               /* the note tells of one */
	int acting;                 /* the action under way */
	size_t count;               /* people entered, or compared, since the start */
	GHashTable *drafts;         /* a person's id → struct draft *, owned: what is typed but not kept */
	struct draft *draft, *last; /* of the person shown, in drafts; of the person kept last, owned */
	GArray *differences;
};

/* paper, session and comparing are set by the program before it is shown. */
struct screen *enter_screen_new(const struct lesson *, GPtrArray *people, GHashTable *entered);

/* Its state, for the program. NULL when the screen is of another class. */
struct enter_state *enter_state_of(struct screen *);

/* For ENTER_DO_LOOK_UP: what was entered before, at the lesson as it is now; has to stay until the next action. */
void enter_set_before(struct enter_state *, const struct attempt *before);

#endif
