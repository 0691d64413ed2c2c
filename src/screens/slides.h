/* The presentation: one slide after the other, with its footer. */
#ifndef TAPHUAN_SCREENS_SLIDES_H
#define TAPHUAN_SCREENS_SLIDES_H

#include "screens/screen.h"

#include "lesson/lesson.h"

enum slides_action {
	SLIDES_DO_NEXT_THEME, /* show the next theme */
};

/* A presentation of the lesson, which must outlive it and have a slide, from the slide with this index on. */
struct screen *slides_screen_new(const struct lesson *, size_t first);

#endif
