/* The blocks of a lesson as running text on sheets. */
#ifndef TAPHUAN_PROSE_H
#define TAPHUAN_PROSE_H

#include "print/page.h"

/* Where blocks are set, and how. */
struct prose {
	struct pages *pages;
	const struct lesson *lesson;
	double left, width; /* from the left margin */
	enum align align;   /* ALIGN_NONE: full lines */
	int depth;          /* of lists within lists */
};

/* Over the whole width of the sheet. */
struct prose prose_begin(struct pages *, const struct lesson *);

/* All the blocks of the list, in their order; no word is left out. */
void prose_blocks(struct prose *, const struct block *);

/* A paragraph of its own. */
void prose_text(struct prose *, enum font, const struct rich *);

/* A paragraph with something before its first line; indent is how far it stands in. */
void prose_marked(struct prose *, const char *marker, double indent, const struct rich *);

/* What stands in from here on, and back. */
struct prose prose_indented(const struct prose *, double indent);

/* A heading; stays with what follows it. */
void prose_heading(struct prose *, enum font, PangoAlignment, const struct rich *);

/* The lesson's sources, numbered. */
void prose_sources(struct prose *);

/* A day as people write it: 09/05/2018 for 2018-05-09. The caller frees it. */
char *prose_date(const char *date);

/* In chart.c: the chart as bars with their values. */
void prose_chart(struct prose *, const struct chart *);

#endif
