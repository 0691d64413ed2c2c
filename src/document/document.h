/* document/: reading documents and drafting lessons from them. */
#ifndef TAPHUAN_DOCUMENT_H
#define TAPHUAN_DOCUMENT_H

#include "lesson/diagnostic.h"

#include <glib.h>
#include <stddef.h>

/* How a lesson is drafted. */
struct draft_options {
	const char *encoding; /* NULL: tell it by the bytes */
	int questions;        /* how many draft questions at most; −1 for as many as the text yields (at most 10) */
};

/*
 * Drafts a lesson (Markdown, UTF-8, valid for lesson_parse()) from the bytes of a document: headings guessed,
 * paragraphs split over slides at ends of sentences, document numbers and their dates found and listed as sources,
 * questions marked draft=yes made from what is surely in the text (a number and its date, a figure and its sentence).
 * Every word of the document is on some slide, in its order; nothing of it is taken as Markdown. name is the file's
 * name, for the title where the text has none. The caller frees it; NULL with a TEXT_ERROR, also when
 * there is no text in the document.
 */
char *document_draft(const char *bytes, size_t len, const char *name, const struct draft_options *, GError **error);

/*
 * The questions of a text in Moodle's GIFT (valid UTF-8), read by gift_read(), as a lesson: front matter with the
 * file's name as title and the language of the text, then the questions. NULL when there is none. The caller frees it.
 */
char *gift_lesson(const char *text, const char *path, struct diagnostics *diags);

#endif
