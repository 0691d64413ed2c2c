/* Being told by the system when files change (inotify), as a source of the main loop. */
#ifndef TAPHUAN_WATCH_H
#define TAPHUAN_WATCH_H

#include <glib.h>
#include <stdbool.h>

struct watch;

enum watch_kind {
	WATCH_SAVED, /* files of a folder that were written to their end, or renamed into it */
	WATCH_GROWS, /* a file that something was written to */
	WATCH_ANY,   /* files of a folder that come or are written to, now and then or to their end */
};

/* Whether a file of this name in the folder matters; "" for a file that is watched itself. */
typedef bool watch_matters(const char *name, void *user);

/* Something that matters happened: called once for all that came at the same time. */
typedef void watch_seen(void *user);

/* Watches nothing yet. NULL where the system cannot. The caller frees it. */
struct watch *watch_new(watch_matters *, watch_seen *, void *user);
void watch_free(struct watch *);
typedef struct watch Watch; /* the capitalised name is for g_autoptr() only */
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Watch, watch_free)

/* Watches a folder or a file too. False when it cannot be watched. */
bool watch_add(struct watch *, const char *path, enum watch_kind);

#endif
