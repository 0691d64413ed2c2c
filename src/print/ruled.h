/*
 * A table with borders that runs over as many sheets as it needs: cells wrap, the head row stands on every sheet, a row
 * is parted between two sheets only when it is taller than a whole one.
 */
#ifndef TAPHUAN_RULED_H
#define TAPHUAN_RULED_H

#include "print/page.h"

#include <stddef.h>

/* Between a border and the text beside it. */
#define RULED_PAD 4.0

/* So many cells of a column are about so wide on one line. */
struct bulk {
	double width;
	unsigned int count;
};

/* What decides a column's width. */
struct measure {
	double least;             /* its longest word */
	double natural;           /* its longest text on one line; ≥ least */
	bool stretch;             /* takes what is left over */
	const struct bulk *bulks; /* its cells; without them it is as if there were one of the natural width */
	size_t n_bulks;
};

/*
 * Shares total between n columns. What is left over goes to the columns that stretch (all, when none does), by their
 * natural widths. What is short is taken where the fewest lines break for it, and only when every column is at its
 * least, from the words.
 */
void ruled_share(const struct measure *, size_t n, double total, double *widths);

struct ruled;

struct ruled_column {
	struct rich title;
	PangoAlignment align;
	double width; /* with the borders */
};

/*
 * Begins a table at pages->y, x from the left margin; its head row is drawn with the first row, or by ruled_free() when
 * there is none.
 */
struct ruled *ruled_new(struct pages *, double x, const struct ruled_column *, size_t n);

/* Adds a row of n cells. When it and the height below after it do not fit here, it begins the next sheet. */
void ruled_row(struct ruled *, const struct rich *cells, double below);

void ruled_free(struct ruled *);

/*
 * The widths for a table of n columns in width: by its titles and every row's cells. cell() gives a cell's words, row
 * and column from 0.
 */
typedef struct rich ruled_cell(const void *table, size_t row, size_t column);
void ruled_measure(struct pages *, struct ruled_column *, size_t n, double width, ruled_cell *cell, const void *table,
		   size_t n_rows);

/* In results.c: the rows of a table of report/; the last stands on one sheet with the height below that follows. */
void put_rows(struct pages *, const struct table *, double below);

#endif
