/* The training sessions: which is in use, who was there, a new one, the end of one. */
#ifndef TAPHUAN_SCREENS_SESSIONS_H
#define TAPHUAN_SCREENS_SESSIONS_H

#include "screens/screen.h"
#include "store/store.h"

#include <glib.h>

enum sessions_action {
	SESSIONS_DO_LOOK,       /* sessions_set(): which there are */
	SESSIONS_DO_NEW,        /* sessions_open(): a form for a new one */
	SESSIONS_DO_ATTENDANCE, /* sessions_open(): who is there in sessions_chosen() */
	SESSIONS_DO_USE,        /* use sessions_chosen() from now on; where it is in use already, none */
	SESSIONS_DO_RESULTS,    /* remember sessions_chosen(): the screen closes, and its results are to be shown */
	SESSIONS_DO_CLOSE,      /* close sessions_chosen(); where it is closed, open it again */
};

struct screen *sessions_screen_new(void);
bool is_sessions_screen(const struct screen *);

/* Gives it the sessions, of struct training_session, the newest first, and the id of the one in use ("" for none). It
 * holds a reference. */
void sessions_set(struct screen *, GPtrArray *sessions, const char *current);

/* The screen to be opened on top of it when the action is done; taken over. */
void sessions_open(struct screen *, struct screen *opened);

/* Puts the person on the session of this id, if it is there. */
void sessions_choose(struct screen *, const char *id);

/* The session the person is on; NULL for none. */
const struct training_session *sessions_chosen(const struct screen *);
bool sessions_in_use(const struct screen *); /* true when that is the one in use */

#endif
