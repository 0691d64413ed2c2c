/*
 * Who is there: everybody in the order of names, narrowed by a few letters, and ticked by a key or a tap. Each tick is
 * kept before it shows.
 */
#ifndef TAPHUAN_SCREENS_ATTENDANCE_H
#define TAPHUAN_SCREENS_ATTENDANCE_H

#include "screens/screen.h"
#include "store/store.h"

#include <glib.h>

enum attendance_action {
	ATTENDANCE_DO_LOOK, /* attendance_set(): who could be there and who is */
	ATTENDANCE_DO_TICK, /* keep that attendance_ticked() is there, or is not */
	ATTENDANCE_DO_ADD,  /* attendance_open(): a form for a new person, of the name that is typed */
};

/* session is copied: its id is for the program. */
struct screen *attendance_screen_new(const struct training_session *session);
bool is_attendance_screen(const struct screen *);
const char *attendance_session(const struct screen *); /* the id */

/* People of struct person in their order, and as store_attendance() gives it; it holds references. */
void attendance_set(struct screen *, GPtrArray *people, GHashTable *there);

const struct person *attendance_ticked(const struct screen *, bool *present);

const char *attendance_typed(const struct screen *);
void attendance_open(struct screen *, struct screen *opened); /* taken over */

#endif
