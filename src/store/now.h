/*
 * DATA/now: where the presentations of this person stand, for a second terminal and for the next time.
 *
 *     SESSION.json  where it stands, replaced at every change by renaming a new file over it:
 *                   {"v":1,"lesson":"bai-1","file":"file:///…/bai-1.md","slide":3,"title":"…","screen":0,"step":1,"width":80,"height":24,
 *                   "black":false,"began":MS,"since":MS,"timer":2700,"edition":0,"opened":MS,"written":MS}
 *     SESSION.log   a line for each slide that was shown: {"at":MS,"slide":3,"title":"…","minutes":2,"ms":12345}. The
 * presentation keeps it open and flock()ed as long as it lives: who can lock it knows that it is over, however it
 * ended. SESSION.do    orders, a line each, appended by whoever drives the presentation: "next", "go 7"
 *
 * SESSION is a UUID; slides count from 1; times are milliseconds since 1970. Nothing is synced: after a power cut the
 * place may be gone, and what cannot be read is passed over. The files stay when a presentation is over, until the next
 * one of the same lesson begins.
 */
#ifndef TAPHUAN_STORE_NOW_H
#define TAPHUAN_STORE_NOW_H

#include <glib.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Where a presentation stands. */
struct standing {
	size_t slide;      /* from 0 */
	size_t screen;     /* of the slide, from 0, at this width and height … */
	int step;          /* … and the step of it */
	int width, height; /* of the slide on the screen */
	bool black;        /* nothing is shown */
	int64_t began;     /* when its time began to run; 0 before that */
	int64_t since;     /* when the slide came up */
	int timer;         /* seconds it may take; 0 when not said */
	unsigned edition;  /* how often the lesson was read anew */
};

/* What somebody at another terminal wants. */
enum order_kind {
	ORDER_NEXT,
	ORDER_PREVIOUS,
	ORDER_FIRST,
	ORDER_LAST,
	ORDER_BACK,
	ORDER_BLACK,   /* on and off */
	ORDER_RESTART, /* the time begins anew */
	ORDER_GO,      /* to slide */
	ORDER_KINDS
};

struct order {
	enum order_kind kind;
	size_t slide; /* ORDER_GO: from 0 */
};

/* DATA/now, which need not be there. The caller frees it. */
char *now_folder(const char *data_dir);

/* ---- The presentation's side ------------------------------------------------------------------------------- */

struct now;

/* Begins to tell where the lesson's presentation stands, and takes away what earlier ones of it left. NULL on error. */
struct now *now_begin(const char *data_dir, const char *lesson_name, const char *lesson_path, GError **error);

/* Ends it: the last standing stays. */
void now_free(struct now *);
typedef struct now Now; /* the capitalised name is for g_autoptr() only */
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Now, now_free)

/* Tells where it stands at this time; title is the slide's. */
bool now_tell(struct now *, const struct standing *, const char *title, int64_t time, GError **error);

/* Logs that a slide was shown from a time on, for so many milliseconds. A failure is passed over. */
void now_log(struct now *, size_t slide, const char *title, int minutes, int64_t from, int64_t milliseconds);

/* The file whose growth means that there are orders; and those that came since the last call: a GArray of struct order.
 */
const char *now_orders_path(const struct now *);
GArray *now_orders(struct now *);

/* ---- The other side ---------------------------------------------------------------------------------------- */

struct now_session {
	char *id;
	char *lesson, *path; /* the lesson's name, and its file's whole path */
	char *title;         /* of the slide shown */
	struct standing at;
	int64_t opened, written; /* when it was told of first, and last */
	bool running;
};

void now_session_free(struct now_session *);
typedef struct now_session NowSession; /* the capitalised name is for g_autoptr() only */
G_DEFINE_AUTOPTR_CLEANUP_FUNC(NowSession, now_session_free)

/*
 * The session to follow: the one that runs and began last, of this lesson's path when one is given; with over also one
 * that is over, where none runs. NULL when there is none.
 */
struct now_session *now_find(const char *data_dir, const char *lesson_path, bool over);

/* Hands an order to a session; false with a STORE_ERROR when it cannot be written. */
bool now_order(const char *data_dir, const char *id, const struct order *, GError **error);

/* One line of a session's log. */
struct now_shown {
	size_t slide; /* from 0 */
	char *title;
	int minutes; /* that it should take; 0 when not said */
	int64_t milliseconds;
};

/* All of them, in order: a GPtrArray of struct now_shown, to be unref'ed. */
GPtrArray *now_read_log(const char *data_dir, const char *id);

#endif
