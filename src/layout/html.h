/* A lesson as one page for a browser: to hand out, to mail, to put on a site. */
#ifndef TAPHUAN_HTML_H
#define TAPHUAN_HTML_H

#include "lesson/lesson.h"

#include <stdbool.h>

/*
 * The whole lesson as one HTML page that needs nothing else: no scripts, no fonts, no files; questions without their
 * keys, hints and explanations; with notes, the speaker notes under each slide. Everything is escaped, and only http,
 * https and mailto addresses become links. The caller frees it.
 */
char *html_handout(const struct lesson *, bool notes);

#endif
