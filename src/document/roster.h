/*
 * Rosters: lists of people as spreadsheets save them, with commas, semicolons or tabs, quoted as RFC 4180 has it.
 *
 * Columns are known by their headings, Vietnamese (marks or not) or English; a name may stand in one column or be split
 * over two or three. Lines above the headings are passed over.
 */
#ifndef TAPHUAN_DOCUMENT_ROSTER_H
#define TAPHUAN_DOCUMENT_ROSTER_H

#include "lesson/diagnostic.h"

#include <glib.h>
#include <stddef.h>

/* One person of a roster; every string is NFC, filtered, on one line, "" where the roster says nothing. */
struct roster_row {
	unsigned int line; /* where it begins, from 1 */
	char *code;
	char *name; /* never "" */
	char *birth, *sex, *unit, *hamlet, *phone, *note;
};

/*
 * Reads a roster from bytes[0..len) in the named encoding (NULL: told by the bytes). A GPtrArray of struct roster_row,
 * in the order of the file, to be unref'ed; empty, with an error among diags, when no line has headings. Rows without a
 * name, headings that are not known and what stands beyond the headings are warnings. NULL with a TEXT_ERROR when the
 * bytes are no text. path is only for diags.
 */
GPtrArray *roster_read(const char *bytes, size_t len, const char *path, const char *encoding, struct diagnostics *diags,
		       GError **error);

#endif
