/* People in a list that typing narrows: a line each, under the field with what is typed. */
#ifndef TAPHUAN_SCREENS_ROLL_H
#define TAPHUAN_SCREENS_ROLL_H

#include "layout/grid.h"
#include "store/store.h"

#include <glib.h>
#include <stdbool.h>
#include <stdint.h>

struct roll {
	GPtrArray *people; /* of struct person; a reference */
	GString *typed;
	GPtrArray *found; /* those of people that fit what is typed */
	int chosen, scroll;
};

void roll_init(struct roll *);
void roll_clear(struct roll *);

/* Lists other people; who was chosen stays so, if they are there. */
void roll_set_people(struct roll *, GPtrArray *people);

/* Who is chosen; NULL where nobody is found. */
const struct person *roll_chosen(const struct roll *);
void roll_choose(struct roll *, const char *id);

/* Goes so many lines up or down. */
void roll_move(struct roll *, int lines);

/* True when the key was typed into the field: a letter, a digit, the sign of a date, Backspace, and a space when
 * with_space. */
bool roll_type(struct roll *, uint32_t key, bool with_space);
void roll_paste(struct roll *, const char *text);

/* Forgets what was typed; the chosen person stays chosen. False when nothing was. */
bool roll_forget(struct roll *);

/* What stands before a name, and whether it is to stand out; NULL for nothing. */
typedef const char *roll_mark(const struct person *, const void *user, enum role *role);

/* Draws the field and the lines below it. */
void roll_draw(const struct roll *, struct grid *, int x, int y, int width, int height, roll_mark *mark,
	       const void *user);

/* Chooses the line at a row of what was drawn, from 0; false where there is none. */
bool roll_click(struct roll *, int row, int height);

/* The lines of people that fit in this height. */
int roll_page(int height);

#endif
