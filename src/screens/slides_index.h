/* The titles of all slides, one a line, narrowed by typing: a view of the presentation and of its notes. */
#ifndef TAPHUAN_SLIDES_INDEX_H
#define TAPHUAN_SLIDES_INDEX_H

#include "layout/grid.h"
#include "lesson/lesson.h"
#include "screens/screen.h"

#include <glib.h>
#include <stddef.h>

struct titles;

/* The titles of the lesson, with the person on the slide. Owns what it shows; free it with titles_free(). */
struct titles *titles_new(const struct lesson *, size_t slide);
void titles_free(struct titles *);
typedef struct titles Titles; /* the capitalised name is for g_autoptr() only */
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Titles, titles_free)

void titles_draw(const struct titles *, struct grid *);

enum titles_answer {
	TITLES_NOTHING, /* the event means nothing here */
	TITLES_CHANGED, /* to be drawn anew */
	TITLES_CHOSEN,  /* go to titles_slide() and close it */
	TITLES_LEFT,    /* close it */
};

enum titles_answer titles_handle(struct titles *, const struct event *);
size_t titles_slide(const struct titles *);

/* A slide's title on one line; where it has none, its first words. The caller frees it. */
char *slide_label(const struct lesson *, size_t slide);

#endif
