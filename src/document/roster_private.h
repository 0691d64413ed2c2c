/* What the files of the roster share: cells and headings. */
#ifndef TAPHUAN_DOCUMENT_ROSTER_PRIVATE_H
#define TAPHUAN_DOCUMENT_ROSTER_PRIVATE_H

#include <glib.h>

/* ---- Cells (roster_cells.c) -------------------------------------------------------------------------------- */

/* A line of the spreadsheet, which may be several of the file. */
struct cells {
	unsigned int line; /* from 1 */
	GPtrArray *texts;  /* of char *: filtered, white space made one space, trimmed */
};

/* The lines of a text in NFC with '\n' as line end; empty ones are left out. A GPtrArray of struct cells. */
GPtrArray *cells_split(const char *text, char separator);

/* ---- Headings (roster_headings.c) -------------------------------------------------------------------------- */

enum heading {
	HEADING_UNKNOWN,
	HEADING_NUMBER, /* counts the lines; not kept */
	HEADING_CODE,
	HEADING_NAME,
	HEADING_FAMILY,
	HEADING_MIDDLE,
	HEADING_GIVEN,
	HEADING_BIRTH,
	HEADING_SEX,
	HEADING_UNIT,
	HEADING_HAMLET,
	HEADING_PHONE,
	HEADING_NOTE,
	HEADINGS
};

/* What a column under this heading holds. */
enum heading heading_of(const char *cell);

#endif
