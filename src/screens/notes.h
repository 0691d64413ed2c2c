/*
 * The trainer's own screen beside a presentation that runs at another terminal: this slide and the next one small, the
 * notes, the time. Its keys drive the presentation. The program tells it where the presentation stands and hands on its
 * orders.
 */
#ifndef TAPHUAN_SCREENS_NOTES_H
#define TAPHUAN_SCREENS_NOTES_H

#include "lesson/lesson.h"
#include "screens/screen.h"
#include "store/now.h"

enum notes_action {
	NOTES_DO_ORDER, /* hand on notes_order() */
};

/* Begins with no presentation. */
struct screen *notes_screen_new(void);

/* Sets *screen to NULL when that is gone. */
void notes_track(struct screen **screen);

/*
 * Follows a presentation of the lesson, which must outlive the next call and have a slide, where it stands; both are
 * NULL while none runs. Post EVENT_CHANGED after it.
 */
void notes_follow(struct screen *, const struct lesson *, const struct standing *);

/* What the person wants the presentation to do. */
const struct order *notes_order(const struct screen *);

#endif
