/* Searching the text of a lesson's slides, blind to marks and case, and showing where it stands on a grid. */
#ifndef TAPHUAN_SLIDES_SEARCH_H
#define TAPHUAN_SLIDES_SEARCH_H

#include "layout/grid.h"
#include "layout/layout.h"
#include "lesson/lesson.h"

#include <glib.h>
#include <stdbool.h>
#include <stddef.h>

/* A place of the presentation: a slide, and a stop of its view. */
struct place {
	size_t slide, stop;
};

/* A place where the text stands; loose where only its words do, because it is broken in a way the grid cannot tell. */
struct hit {
	struct place place;
	size_t screen;
	bool loose;
};

/*
 * Every stop of the presentation at this size that shows the text (as text_fold() makes it, not empty) and did not at
 * the stop before: a GArray of struct hit, in order, to be unref'ed.
 */
GArray *search_hits(const struct lesson *, const char *folded, int width, int height, const struct layout_options *);

/* How often the text stands on the grid, footers left out, also where it goes on in the next row; with mark its cells
 * are in ROLE_HIT from then on. */
size_t search_grid(struct grid *, const char *folded, bool mark);

/* Marks each of the text's words by itself. */
void search_mark_words(struct grid *, const char *folded);

#endif
