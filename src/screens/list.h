/*
 * Lists: the library of lessons, the training sessions. What opening a line or pressing a button means is the
 * program's: it gets LIST_DO_ACT with what was chosen.
 */
#ifndef TAPHUAN_SCREENS_LIST_H
#define TAPHUAN_SCREENS_LIST_H

#include "screens/screen.h"

#include <glib.h>

enum list_action {
	LIST_DO_ACT, /* remember list_chosen_button() and list_chosen_line(): the list closes when this is done */
};

/*
 * A list of lines under a title, with buttons for what can be done with the chosen one; empty says what to do when
 * there is no line. Lines and buttons are NULL-terminated and copied. The first button is what Enter does.
 */
struct screen *list_screen_new(const char *title, const char *const *lines, const char *const *buttons,
			       const char *empty);

/* The buttons from this one on are for no line in particular: they can be pressed where there is none. */
void list_set_general(struct screen *, int first_button);

/* A line under the title, where there is room; NULL for none. */
void list_set_note(struct screen *, const char *note);

/* What was chosen when LIST_DO_ACT was asked for: indices from 0. */
int list_chosen_line(const struct screen *);
int list_chosen_button(const struct screen *);

/* Puts the person on a line, and on a button. */
void list_choose(struct screen *, int line);
void list_press(struct screen *, int button);

/* True when the screen is a list_screen. */
bool is_list_screen(const struct screen *);

#endif
