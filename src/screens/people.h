/*
 * The people: found by typing, added, changed, merged. Adding and changing are forms of the program's making.
 */
#ifndef TAPHUAN_SCREENS_PEOPLE_H
#define TAPHUAN_SCREENS_PEOPLE_H

#include "screens/screen.h"
#include "store/store.h"

#include <glib.h>

enum people_action {
	PEOPLE_DO_LOOK,   /* people_set(): who is there */
	PEOPLE_DO_ADD,    /* people_open(): a form for a new person, of the name that is typed */
	PEOPLE_DO_CHANGE, /* people_open(): a form for people_chosen() */
	PEOPLE_DO_MERGE,  /* merge people_merging() into people_into() */
};

struct screen *people_screen_new(void);

/* True when the screen is of people. */
bool is_people_screen(const struct screen *);

/* Gives it everybody, of struct person in their order; it holds a reference. */
void people_set(struct screen *, GPtrArray *people);

/* The screen to be opened on top of it when the action is done; taken over. */
void people_open(struct screen *, struct screen *opened);

/* What is typed to find somebody; whom the person is on (NULL for nobody); who is to be merged into whom. */
const char *people_typed(const struct screen *);
const struct person *people_chosen(const struct screen *);
const struct person *people_merging(const struct screen *);
const struct person *people_into(const struct screen *);

#endif
