/*
 * A grid of cells, each a grapheme cluster and a role: what a screen draws and a terminal shows. Nothing in a cell can
 * steer a terminal: grid_put() refuses control characters, which become U+FFFD.
 */
#ifndef TAPHUAN_GRID_H
#define TAPHUAN_GRID_H

#include "lesson/theme.h"

#include <glib.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define CELL_BYTES 21 /* a base and up to 4 marks (what curses can hold), and NUL */

enum cell_attr { /* flags, on top of the role's style */
		 CELL_BOLD = 1 << 0,
		 CELL_ITALIC = 1 << 1,
		 CELL_UNDERLINE = 1 << 2,
		 CELL_REVERSE = 1 << 3,
		 CELL_COLOURS = 1 << 4, /* of a picture: fg and bg are its own */
};

struct cell {
	char text[CELL_BYTES]; /* "" for the right half of a wide character */
	uint8_t role;          /* enum role */
	uint8_t attr;          /* enum cell_attr */
	uint8_t width;         /* 1 or 2; 0 for the right half of a wide character */
	int32_t fg, bg;        /* with CELL_COLOURS: 0xRRGGBB, or COLOUR_DEFAULT; else 0 */
};

struct grid {
	int width, height; /* ≥ 1 */
	struct cell *cells;
	int cursor_x, cursor_y; /* where the person types; −1 when nowhere */
};

/* A grid of spaces in ROLE_TEXT. */
struct grid *grid_new(int width, int height);
void grid_free(struct grid *);
typedef struct grid Grid; /* the capitalised name is for g_autoptr() only */
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Grid, grid_free)

/* Spaces in ROLE_TEXT everywhere, no cursor. */
void grid_clear(struct grid *);

/* The cell at x, y, which must be inside. */
struct cell *grid_cell(const struct grid *, int x, int y);

/* True when the cell is as grid_clear() makes it. */
bool cell_is_blank(const struct cell *);

/*
 * Writes len bytes of text at x, y (which may lie outside), cut off at the edges and at max columns, whole clusters
 * only. Returns the columns used, also of what fell outside on the left or right.
 */
int grid_put(struct grid *, int x, int y, int max, enum role, unsigned int attr, const char *text, size_t len);

/* The same for a whole string without a limit but the edge. */
int grid_puts(struct grid *, int x, int y, enum role, unsigned int attr, const char *text);

/* Gives the cells of a row from x on, cut off at the edges, colours of their own. */
void grid_paint(struct grid *, int x, int y, int columns, int32_t fg, int32_t bg);

/* Fills a rectangle, cut off at the edges, with spaces in role. */
void grid_fill(struct grid *, int x, int y, int width, int height, enum role);

/*
 * The grid as lines of text without trailing spaces: what goldens and pipes show. With roles, each line is followed by
 * a line that has a letter per cell for its role where it is not TEXT (golden screens); see tests/golden/README.
 */
char *grid_text(const struct grid *, bool roles);

#endif
