/*
 * layout/: a slide and a width → lines of styled text. Knows roles, never colours.
 *
 *     blocks ──layout_…()──▶ page: lines, however many ──slide_view──▶ screens of a height and stops between them
 *
 * A page owns copies of all it shows; a slide_view borrows its lesson.
 */
#ifndef TAPHUAN_LAYOUT_H
#define TAPHUAN_LAYOUT_H

#include "layout/grid.h"
#include "layout/picture.h"
#include "lesson/lesson.h"

#include <glib.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* ---- Lines ------------------------------------------------------------------------------------------------- */

/* A stretch of a line in one role. */
struct span {
	unsigned int start, len; /* bytes of the line's text */
	uint8_t role, attr;      /* enum role, enum cell_attr */
	uint16_t step;           /* how many pauses stand before it (columns may differ within a line) */
	int32_t fg, bg;          /* with CELL_COLOURS: as a cell's */
};

enum line_flags {
	LINE_START = 1 << 0,   /* a good place to begin a screen: a block, an item or a row begins here */
	LINE_KEEP = 1 << 1,    /* not to be the last of a screen: what it heads comes next */
	LINE_BETWEEN = 1 << 2, /* empty, or a rule between rows: left out at the ends of a screen */
};

/* One line of the page: text with spans in order, covering it all. An empty line has no spans. */
struct styled_line {
	const char *text; /* len bytes and NUL; no control characters */
	const struct span *spans;
	size_t len, n_spans;
	int indent;              /* columns of empty space before the text */
	int width;               /* columns of the text */
	int step;                /* the least of its spans: it is shown once so many pauses have been passed */
	int source;              /* the line of the file its block begins at; 0 when unknown */
	unsigned int flags;      /* enum line_flags */
	unsigned int head_from;  /* a line of a table: its head is the head_count lines from here on, */
	unsigned int head_count; /* repeated where a screen begins with this line; 0 for none */
};

/* A text laid out for a width: all its lines, however many. */
struct page {
	GPtrArray *lines; /* of struct styled_line */
	int steps;        /* pauses in it: the last step is this number */
	int middle;       /* the first line to be set in the middle of the height (jump_to_middle), or −1 */
};

void page_free(struct page *);
typedef struct page Page; /* the capitalised name is for g_autoptr() only */
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Page, page_free)

/* How things are drawn that depend on the terminal, and on what a quiz stands at. All zero is a fine default. */
struct layout_options {
	bool ascii;                /* no box-drawing or block characters */
	bool colour;               /* charts may tell series apart by colour alone */
	bool large;                /* titles in large letters, where they have room */
	struct pictures *pictures; /* images as pictures; NULL for their words in a frame */
	int picture_rows;        /* the most a picture takes; 0 for a sixth of its columns. A slide's view sees to it */
	const char *const *gaps; /* what stands in a cloze's gaps ("" for an empty one); NULL for ______ in each */
	size_t n_gaps;           /* several are numbered */
	int focus;               /* the gap, from 1, that is being filled in; 0 for none */
};

/*
 * The blocks of a slide (of a question: its stem and options, without the key) in width columns (≥ 2), without the
 * title. Every word of the slide is in some line, whole unless it is longer than the line.
 */
struct page *layout_slide(const struct slide *, const struct lesson *, int width, const struct layout_options *);

/* The title, wrapped, in ROLE_TITLE; no lines when the slide has none. suffix ("(2/3)", may be NULL) is added at its
 * end. */
struct page *layout_title(const struct slide *, int width, const char *suffix, const struct layout_options *);

/* A list of blocks (a question's stem, a hint, feedback) in width columns. lesson may be NULL. */
struct page *layout_blocks(const struct block *, const struct lesson *, int width, const struct layout_options *);

/* One rich text in width columns, its plain parts in role. */
struct page *layout_rich(const struct rich *, int width, enum role, const struct layout_options *);

/* Draws lines from..from+count of the page at x, y in at most width columns, showing what is reached at step. */
void page_draw(const struct page *, struct grid *, int x, int y, int width, size_t from, size_t count, int step);

/* ---- A slide on a screen ----------------------------------------------------------------------------------- */

/*
 * A slide of a presentation laid out once for a size: title, screens of lines, footer. Make one when the slide or the
 * size changes, and draw from it at every key.
 *
 * A slide taller than the height has several screens, a slide with pauses several steps; what "next" walks through
 * are its stops: each shows one screen up to one step, so that whatever the next step reveals is on the screen shown.
 */
struct slide_view;

struct slide_stop {
	size_t screen; /* from 0 */
	int step;      /* from 0 */
};

/* slide is an index of lesson->slides; lesson must outlive the view; width and height are ≥ 1. */
struct slide_view *slide_view_new(const struct lesson *, size_t slide, int width, int height,
				  const struct layout_options *);
void slide_view_free(struct slide_view *);
typedef struct slide_view SlideView; /* the capitalised name is for g_autoptr() only */
G_DEFINE_AUTOPTR_CLEANUP_FUNC(SlideView, slide_view_free)

/* How many screens the slide takes (≥ 1), and its last step (0 when it has no pause). */
size_t slide_view_screens(const struct slide_view *);
int slide_view_steps(const struct slide_view *);

/* The stops, at least one; the last shows the end of the slide. stop must be less than their number. */
size_t slide_view_stops(const struct slide_view *);
struct slide_stop slide_view_stop(const struct slide_view *, size_t stop);

/*
 * The stop of view that shows what the old view's stop shows: where to go on after a resize, or after the lesson's file
 * changed. old may belong to another lesson.
 */
size_t slide_view_find_stop(const struct slide_view *view, const struct slide_view *old, size_t stop);

/*
 * Draws the screen up to the step on the grid, which has the view's size. clock is what stands at the right of the
 * footer; may be NULL.
 */
void slide_view_draw(const struct slide_view *, struct grid *, size_t screen, int step, const char *clock);

#endif
