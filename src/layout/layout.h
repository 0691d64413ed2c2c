/*
 * layout/: a slide and a width → lines of styled text. Knows roles, never colours; draws nothing by itself.
 */
#ifndef TAPHUAN_LAYOUT_H
#define TAPHUAN_LAYOUT_H

#include "layout/grid.h"
#include "lesson/lesson.h"

#include <glib.h>
#include <stdbool.h>
#include <stddef.h>

/* A stretch of a line in one role. */
struct span {
	unsigned int start, len; /* bytes of the line's text */
	uint8_t role, attr;
};

/* One line of the page: text with spans in order, covering it all. */
struct styled_line {
	char *text;
	struct span *spans;
	size_t n_spans;
	int indent; /* columns of empty space before the text */
	int width;  /* columns of the text */
	int step;   /* how many pauses stand before it: it is shown once so many have been passed */
};

/* A slide laid out for a width: all its lines, however many. */
struct page {
	GPtrArray *lines; /* of struct styled_line */
	int steps;        /* pauses in it: the last step is this number */
	int middle;       /* the first line to be set in the middle of the height (jump_to_middle), or −1 */
};

void page_free(struct page *);
typedef struct page Page; /* the capitalised name is for g_autoptr() only */
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Page, page_free)

/* How things are drawn that depend on the terminal. */
struct layout_options {
	bool ascii;  /* no box-drawing or block characters */
	bool colour; /* charts may tell series apart by colour alone */
};

/*
 * Lays the slide's blocks out in width columns (≥ 2), without its title. The title is laid out by layout_title(). Every
 * word of the slide is in some line, whole.
 */
struct page *layout_slide(const struct slide *, const struct lesson *, int width, const struct layout_options *);

/* The title, wrapped, in ROLE_TITLE; no lines when the slide has none. suffix ("(2/3)", may be NULL) is added at its
 * end. */
struct page *layout_title(const struct slide *, int width, const char *suffix, const struct layout_options *);

/* A list of blocks (a question's stem, a hint, feedback) in width columns. */
struct page *layout_blocks(const struct block *, const struct lesson *, int width, const struct layout_options *);

/* One rich text in width columns, its plain parts in role. */
struct page *layout_rich(const struct rich *, int width, enum role, const struct layout_options *);

/* Draws lines from..from+count of the page at x, y in at most width columns, those only whose step is at most step. */
void page_draw(const struct page *, struct grid *, int x, int y, int width, size_t from, size_t count, int step);

/*
 * One screen of a slide: which lines of its page it shows. A slide taller than the height has several; a screen also
 * has room for the title.
 */
struct slide_screen {
	size_t from, count; /* lines of the page */
	int step;           /* the first step at which anything of it shows */
};

/*
 * Draws a whole slide as the presentation shows it, at the grid's size: title, the screen-th screen of its lines up to
 * the step, footer (title, n/N, clock). clock may be NULL. Returns how many screens the slide has at this size.
 */
size_t layout_draw_slide(struct grid *, const struct lesson *, size_t slide, size_t screen, int step, const char *clock,
			 const struct layout_options *);

/* The number of screens and of steps of a slide at a size, and the step at which the screen begins to show. */
void layout_measure_slide(const struct lesson *, size_t slide, int width, int height, const struct layout_options *,
			  size_t *screens, int *steps);
int layout_screen_of_step(const struct lesson *, size_t slide, int width, int height, const struct layout_options *,
			  int step);

#endif
