/*
 * The presentation: one slide after the other, with its footer.
 *
 * The program tells others where it stands (SLIDES_DO_TELL), and hands it what happens outside: orders, a lesson that
 * was read anew. After that it posts EVENT_CHANGED.
 */
#ifndef TAPHUAN_SCREENS_SLIDES_H
#define TAPHUAN_SCREENS_SLIDES_H

#include "layout/layout.h"
#include "lesson/lesson.h"
#include "screens/screen.h"
#include "store/now.h"

enum slides_action {
	SLIDES_DO_NEXT_THEME, /* show the next theme */
	SLIDES_DO_TELL,       /* slides_standing() has changed */
};

/* A presentation of the lesson, which must outlive it and have a slide, from the slide with this index on. */
struct screen *slides_screen_new(const struct lesson *, size_t first);

/* Sets *screen to NULL when that is gone: a file may change in the moment in which the person leaves. */
void slides_track(struct screen **screen);

/* Before it begins: how many seconds it may take; that it goes on where another one stood. */
void slides_set_timer(struct screen *, int seconds);
void slides_resume(struct screen *, const struct standing *);

/* Where it stands, and the lesson it shows. */
const struct standing *slides_standing(const struct screen *);
const struct lesson *slides_lesson(const struct screen *);

/* Carries out an order from another terminal. */
void slides_obey(struct screen *, const struct order *);

/* Goes on with the lesson as it was read anew, where it changed; it must outlive the screen and have a slide. The one
 * before is not used any more. */
void slides_set_lesson(struct screen *, const struct lesson *);

/* A line about a mistake in the lesson's file, at the bottom until the next call; NULL when there is none. */
void slides_set_mistake(struct screen *, const char *);

/* The stop of a view, of the lesson's slide that stands there, that shows what is shown there at another size. */
size_t slides_find_stop(const struct slide_view *, const struct lesson *, const struct standing *);

#endif
