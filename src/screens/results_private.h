/* What the files of the results screen share. */
#ifndef TAPHUAN_SCREENS_RESULTS_PRIVATE_H
#define TAPHUAN_SCREENS_RESULTS_PRIVATE_H

#include "screens/results.h"

#include <glib.h>

/* One table, and how it is looked at. */
struct results_page {
	const struct report_kind *kind;
	char *about;         /* NULL for all */
	struct table *table; /* NULL until it is there */
	GArray *rows;        /* of unsigned int: the rows shown, in their order */
	int *widths;         /* of the columns, with their headings in two lines */
	bool *empty;         /* columns without a word in them */
	int sort;            /* by this column; −1 for as the table has them */
	bool descending;
	GString *query; /* only rows with these words are shown */
	int at, scroll; /* the row chosen, and how many are scrolled past; of those shown */
	int aside;      /* columns scrolled past */
};

struct results {
	GPtrArray *pages; /* of struct results_page; the last is shown, the first is a view */
	char *problem;    /* NULL for none */
};

struct results_page *results_page(const struct results *);

/* ---- Rows (results_rows.c) --------------------------------------------------------------------------------- */

struct results_page *results_page_new(const struct report_kind *, const char *about);
void results_page_free(void *page);

/* Takes over the table; the row chosen stays chosen. */
void results_page_show(struct results_page *, struct table *);

/* Finds the rows for the query and the sorting anew; the row chosen stays chosen where it is still shown. */
void results_page_arrange(struct results_page *);

/* What the row chosen is about; NULL for nothing. */
const char *results_page_key(const struct results_page *);

/* The column's title, and a shown row's cells. */
const struct column *results_column(const struct results_page *, unsigned int column);
char *const *results_row(const struct results_page *, unsigned int shown);

/* ---- Drawing (results_draw.c) ------------------------------------------------------------------------------ */

/* Where things stand; a table with long texts is shown row by row ("records"). */
struct results_frame {
	int left, width; /* columns of text */
	int head, top;   /* the headings' and the first row's line */
	int height;      /* lines of rows */
	bool records;    /* … */
	GArray *columns; /* of struct shown_column */
	bool more_left, more_right;
};

struct shown_column {
	unsigned int column;
	int x, width;
};

void results_frame_init(struct results_frame *, const struct results *, int width, int height);
void results_frame_clear(struct results_frame *);
void results_draw(const struct results *, struct grid *);

/* The nearest scroll at which the chosen row is in sight. */
int results_scroll(const struct results_page *, const struct results_frame *);

/* The shown row at a line of the screen, −1 for none; the column whose heading is at x, y, −1 for none. */
int results_row_at(const struct results_page *, const struct results_frame *, int y);
int results_heading_at(const struct results_frame *, int x, int y);

/* The views, which Tab goes through. The index of the kind among them, −1 for none. */
extern const char *const results_views[];
extern const size_t n_results_views;
int results_view_of(const struct report_kind *);
/* The view whose name stands at this column of the top line, −1 for none. */
int results_view_at(const struct results *, const struct results_frame *, int x);

#endif
