/*
 * Sheets of paper: margins, fonts, running down a sheet and on to the next. Lengths are points (1/72 inch) from the
 * sheet's top left corner.
 *
 * A document is written by placing things at pages->y, between the margins, and moving y down; what has no room goes on
 * to the next sheet after pages_break(). All text goes through the layouts of the pages, one for each font, so that a
 * thousand sheets need no more of them than one.
 */
#ifndef TAPHUAN_PAGE_H
#define TAPHUAN_PAGE_H

#include "lesson/lesson.h"
#include "print/output.h"
#include "print/print.h"

#include <pango/pangocairo.h>
#include <stdbool.h>

#define MM(millimetres) ((millimetres)*72.0 / 25.4)

enum font {
	FONT_BODY, /* 13 pt */
	FONT_BOLD,
	FONT_ITALIC,
	FONT_HEAD, /* 12 pt: the bodies in the head */
	FONT_HEAD_BOLD,
	FONT_TITLE, /* 14 pt bold */
	FONT_LARGE, /* 16 pt: a certificate's words */
	FONT_LARGE_BOLD,
	FONT_NAME,  /* 24 pt bold: whose it is */
	FONT_GRAND, /* 34 pt bold: what it is */
	FONT_SMALL, /* 11 pt */
	FONT_SMALL_ITALIC,
	FONT_CODE,   /* 10 pt, all letters of one width */
	FONT_MARKER, /* 13 pt, for what stands beside a line of FONT_BODY that is laid out already */
	FONT_NUMBER, /* the sheets' own: FONT_BODY may be laid out across a break */
	FONTS
};

/* A kind of sheet and its margins. */
struct sheet {
	double width, height;
	double top, right, bottom, left;
};

extern const struct sheet sheet_portrait;  /* A4 by Decree 30 */
extern const struct sheet sheet_across;    /* the same, laid across */
extern const struct sheet sheet_landscape; /* A4 with a frame */

struct pages {
	const struct sheet *sheet;
	cairo_t *cr;
	double y;   /* where the next thing goes */
	int number; /* of this sheet in its document, from 1; 0 before the first */
	bool blank; /* nothing stands on this sheet yet */
	int count;  /* sheets begun, in all documents */
	cairo_surface_t *surface;
	PangoContext *context;
	PangoLayout *layouts[FONTS];
	GHashTable *kept;       /* words of the forms, laid out once */
	GHashTable *widths;     /* of words in tables, measured once: pages_text_width() */
	GHashTable *pictures;   /* file → what is drawn of it, NULL when that cannot be; NULL before the first */
	double *advances;       /* widths of letters, for pages_estimate() */
	GPtrArray *links;       /* the addresses met in this document, in their order; NULL where they are not wanted */
	cairo_surface_t *frame; /* a certificate's, drawn once */
	cairo_t *nowhere;       /* draws nothing */
	bool measuring;         /* on a sheet without an end */
	struct output *output;
};

/* The width between the margins. */
double pages_width(const struct pages *);
/* What is left above the bottom margin. */
double pages_room(const struct pages *);
/* What a whole sheet has. */
double pages_height(const struct pages *);

/* Begins a document: a new sheet of this kind, with the number 1. */
void pages_begin(struct pages *, const struct sheet *);

/* Goes on to the next sheet and writes its number into the top margin. */
void pages_break(struct pages *);

/* Goes on to the next sheet when less than height is left here and there is something on this one. */
void pages_need(struct pages *, double height);

/* Moves down, but not at the top of a sheet. */
void pages_gap(struct pages *, double height);

/*
 * How much height what draw() draws would take; nothing is drawn. To keep things together: measure, pages_need(), draw.
 */
double pages_measure(struct pages *, void (*draw)(void *), void *data);

/* ---- Text -------------------------------------------------------------------------------------------------- */

/*
 * Lays text out in lines of at most width (< 0: one line). Breaks at spaces; within a word or a document's number
 * (723/QĐ-UBND) only where it is longer than a line.
 */
void layout_set(PangoLayout *, double width, PangoAlignment, const char *text);

/*
 * Makes lines set in the middle about equally long, in as many lines as there are: no heading ends in a lone word.
 * Returns how much further to the right the layout is to be drawn.
 */
double layout_balance(PangoLayout *);

/* The size of what is laid out. */
double layout_width(PangoLayout *);
double layout_height(PangoLayout *);

/* The width of text[0..len) on one line; what was laid out is gone. */
double layout_measure(PangoLayout *, const char *text, size_t len);

/*
 * The same with its styles, gaps as dotted lines. Links get their number in brackets when there is a list of them (of
 * char *, may be NULL), to which new ones are added.
 */
void layout_set_rich(PangoLayout *, double width, PangoAlignment, const struct rich *, GPtrArray *links);

/* Words without styles. */
struct rich rich_plain(const char *text);

/*
 * About how wide text[0..len) is on one line in FONT_BODY: the sum of its letters, each measured only once, for where a
 * layout of every text would take too long.
 */
double pages_estimate(struct pages *, const char *text, size_t len);

/* The exact one of a text on one line; short ones are remembered, because the same stand in one table after the other.
 */
double pages_text_width(struct pages *, enum font, const char *text, size_t len);

/*
 * A layout of these words alone, which stays as it is and is the pages': for short ones, as long as not too many are
 * kept. NULL when they are not.
 */
PangoLayout *pages_kept_layout(struct pages *, enum font, double width, PangoAlignment, const char *text);

/* Lays text out in the pages' own layout for the font, good until the next call with the same font. */
PangoLayout *pages_layout(struct pages *, enum font, double width, PangoAlignment, const char *text);

/* Draws it with its top left corner at x, y. */
void pages_draw(struct pages *, PangoLayout *, double x, double y);

/* Draws the line the iterator stands on; y is where the layout's top would be. */
void pages_draw_line(struct pages *, PangoLayoutIter *, double x, double y);

/*
 * Draws it at pages->y, x from the left margin, and moves y under it; runs on to further sheets, never with a single
 * line of it on either. The layout must not be of FONT_NUMBER.
 */
void pages_flow(struct pages *, PangoLayout *, double x);

/* Lays out and draws at once; returns the height. */
double pages_put(struct pages *, enum font, double x, double y, double width, PangoAlignment, const char *text);

/* A horizontal line. */
void pages_rule(struct pages *, double x, double y, double length);

#endif
