/* What a lesson shows, written as Markdown again, for other programs: CommonMark and PHP's Markdown read it alike. */
#ifndef TAPHUAN_EXPORT_MARKDOWN_H
#define TAPHUAN_EXPORT_MARKDOWN_H

#include "lesson/lesson.h"

#include <glib.h>

/* Stands for the gap that is asked; the others are blanks to fill in. */
#define MARKDOWN_GAP '\v'

/* Appends the running text; asked is the number of a gap, or −1. */
void markdown_rich(GString *, const struct rich *, int asked);

/* Appends the blocks, with an empty line between them; slides' commands are left out. */
void markdown_blocks(GString *, const struct block *, int asked);

#endif
