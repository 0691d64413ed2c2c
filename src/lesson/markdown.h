/* Words of others as Markdown. */
#ifndef TAPHUAN_LESSON_MARKDOWN_H
#define TAPHUAN_LESSON_MARKDOWN_H

#include <glib.h>
#include <stdbool.h>
#include <stddef.h>

/*
 * Appends text so that Markdown shows exactly these characters; at_start where it begins a line. The text has no line
 * ends.
 */
void markdown_append(GString *, const char *text, size_t len, bool at_start);

#endif
