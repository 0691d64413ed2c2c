/*
 * What the quiz and the lists are made of: a sheet (lines of text, taller than the screen if need be, some belonging to
 * items the person can be on), a row of buttons under it, and a field to type in. All are built anew for every render
 * and every event from the state and the size, so that what is drawn and what a key or a click means can never differ.
 */
#ifndef TAPHUAN_SHEET_H
#define TAPHUAN_SHEET_H

#include "layout/grid.h"
#include "layout/layout.h"

#include <glib.h>
#include <stdbool.h>
#include <stdint.h>

#define ITEM_NONE (-1) /* a line that belongs to no item */

struct sheet;

/*
 * An empty sheet of so many columns (≥ 6), of which the last two are kept for the arrows that say there is more. The
 * caller frees it with sheet_free().
 */
struct sheet *sheet_new(int width);
void sheet_free(struct sheet *);
typedef struct sheet Sheet; /* the capitalised name is for g_autoptr() only */
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Sheet, sheet_free)

/* Adds text, wrapped; '\n' begins a new line. */
void sheet_text(struct sheet *, int item, int indent, enum role, const char *text);

/* Adds a page of layout/, taking it over. */
void sheet_page(struct sheet *, int item, int indent, struct page *);

/* How many columns sheet_marked() leaves for its page when the marker is this one. */
int sheet_marked_width(const struct sheet *, const char *marker);

/* Adds an item: a marker ("○ A."), and beside it the page, laid out in sheet_marked_width(), which is taken over. */
void sheet_marked(struct sheet *, int item, const char *marker, enum role, struct page *);

/* Adds an item that is a field to type in, as wide as the sheet and as tall as the text typed so far. */
void sheet_field(struct sheet *, int item, const char *text);

/* Adds n empty lines, but none at the top. */
void sheet_space(struct sheet *, int n);

/*
 * Puts an empty line between the items that stand in its lines from first on, when they fit into the window with so
 * many lines to spare: then a finger does not hit the wrong one. A sheet is without a window until it is given one.
 */
void sheet_set_window(struct sheet *, int height);
void sheet_spread(struct sheet *, int first, int spare);

/* The columns its text has, and the lines it has so far. */
int sheet_width(const struct sheet *);
int sheet_height(const struct sheet *);

/* The nearest scroll to the given one at which the item (ITEM_NONE: nothing in particular) is in sight in a window of
 * height lines. */
int sheet_scroll(const struct sheet *, int scroll, int height, int item);

/* Draws the lines from scroll on into the rectangle; the focused item has a pointer before it and stands out. */
void sheet_draw(const struct sheet *, struct grid *, int x, int y, int height, int scroll, int focus);

/* The whole sheet as lines of text, without spaces at their ends. The caller frees it. */
char *sheet_lines(const struct sheet *);

/* The item of a line of the sheet, ITEM_NONE outside. */
int sheet_item_at(const struct sheet *, int line);

/* ---- Buttons ----------------------------------------------------------------------------------------------- */

struct button {
	int item;
	const char *label; /* translated */
};

/* How many rows the buttons take in width columns. */
int buttons_height(const struct button *, size_t n, int width);
void buttons_draw(const struct button *, size_t n, struct grid *, int x, int y, int width, int focus);
/* The item of the button at column x, row y of the block, or ITEM_NONE. */
int buttons_item_at(const struct button *, size_t n, int width, int x, int y);

/*
 * Lines are kept to a readable length, and stand in the middle of a wide screen: where they begin. *lines gets how many
 * columns they have.
 */
int readable_margin(int width, int *lines);

/* ---- A field to type in ------------------------------------------------------------------------------------ */

#define FIELD_BYTES 4000 /* what a field takes at most */

/* Adds what was typed or pasted, filtered, on one line; keeps within FIELD_BYTES. */
void field_add(GString *field, const char *text);

/* Draws a line of text in at most width columns; a longer one ends in "…". Returns the columns used. */
int draw_clipped(struct grid *, int x, int y, int width, enum role, unsigned int attr, const char *text);

/* True for a key that is a character to be typed. */
bool key_is_character(uint32_t key);

#endif
