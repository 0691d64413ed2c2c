/*
 * A form: lines to fill in, each with what it asks for, and choices among a few. What is asked for and what is done
 * with it is the program's: it gets FORM_DO_SAVE, and the form closes when that is done.
 */
#ifndef TAPHUAN_SCREENS_FORM_H
#define TAPHUAN_SCREENS_FORM_H

#include "screens/screen.h"

#include <glib.h>

enum form_action {
	FORM_DO_SAVE, /* keep form_text() and form_choice() of each line */
};

/* A line of a form. */
struct form_line {
	const char *label;          /* translated; static */
	const char *text;           /* what stands in it at first; copied */
	const char *const *choices; /* NULL-terminated, copied; NULL for a line to type in */
	int choice;
};

/* purpose and about (copied; may be NULL) are for the program, to tell what it is that is saved. */
struct screen *form_screen_new(const char *title, int purpose, const char *about, const struct form_line *lines,
			       size_t n_lines);

/* True when the screen is a form. */
bool is_form_screen(const struct screen *);

int form_purpose(const struct screen *);
const char *form_about(const struct screen *); /* "" for none */

/* What is in the line: trimmed, its last word finished. */
const char *form_text(const struct screen *, size_t line);
int form_choice(const struct screen *, size_t line);

/* Puts the text into the line instead of what is there. */
void form_set_text(struct screen *, size_t line, const char *text);

#endif
