/* What the files of the notes' screen share. */
#ifndef TAPHUAN_NOTES_PRIVATE_H
#define TAPHUAN_NOTES_PRIVATE_H

#include "screens/notes.h"
#include "screens/slides_index.h"

/* A slide drawn small: its view, and the stop of it that is shown; the view is NULL when there is no such slide. */
struct preview {
	struct slide_view *view;
	size_t stop;
	int x, y, width, height; /* on the screen */
};

struct notes {
	const struct lesson *lesson; /* NULL while no presentation runs */
	struct lesson small;         /* the same with slides that have no footer, for previews */
	struct slide *small_slides;
	struct standing at;
	struct order order; /* the last one given */
	struct titles *titles;
	int number;
	bool quoted;   /* the last key went back */
	char *problem; /* why the last order did not arrive */
	int64_t now;

	struct screen **tracked; /* NULL when nobody wants to know of the end */

	int width, height; /* of the terminal */
	int scroll;        /* of the text */

	/* Laid out for that size and place. */
	int fitted_width, fitted_height; /* 0 when it is not */
	struct preview this, next;
	struct page *text;
	int text_y, text_height;
};

/* Lays everything out for the size and the place, if that is not done yet; forgets it. */
void notes_fit(struct notes *);
void notes_forget(struct notes *);

void notes_draw(const struct notes *, struct grid *);

/* The furthest that the notes can be scrolled. */
int notes_last_scroll(const struct notes *);

#endif
