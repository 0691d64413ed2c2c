/* A presentation's time: how much of it is gone, and whether the slide shown is early or late. */
#ifndef TAPHUAN_PACE_H
#define TAPHUAN_PACE_H

#include "lesson/lesson.h"
#include "store/now.h"

#include <stdbool.h>
#include <stdint.h>

struct pace {
	int64_t elapsed;   /* milliseconds since the time began to run; 0 before */
	int64_t remaining; /* of the timer; below 0 when it is over */
	int64_t late;      /* milliseconds behind the plan; below 0 ahead of it */
	bool has_timer, has_plan;
};

/*
 * The plan is the minutes of the slides; with a timer, those without minutes share what the others leave of it. A slide
 * is on time from when it should come up until when it should be gone. now is in milliseconds since 1970.
 */
struct pace pace_at(const struct lesson *, const struct standing *, int64_t now);

/* "12:05" or "1:02:05" for so many milliseconds, without a sign. The caller frees it. */
char *pace_clock(int64_t milliseconds);

/* "14:05", what a clock here shows so many milliseconds after the beginning of 1970. The caller frees it. */
char *pace_time_of_day(int64_t milliseconds);

/* The sentence of a status line, such as "12:05 gone   32:55 left   2 min behind". The caller frees it. */
char *pace_text(const struct pace *);

/* The same for where there is little room: what is left, or gone, and whether that is late. */
char *pace_short_text(const struct pace *);

#endif
