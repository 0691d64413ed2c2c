/*
 * tui/: the terminal. The only room that knows curses: starts and restores the terminal, turns input into events, draws
 * grids, runs the stack of screens.
 */
#ifndef TAPHUAN_TUI_H
#define TAPHUAN_TUI_H

#include "lesson/theme.h"
#include "screens/screen.h"

#include <glib.h>
#include <stdbool.h>

#define TUI_ERROR tui_error_quark()
GQuark tui_error_quark(void);
enum tui_error {
	TUI_ERROR_NO_TERMINAL, /* standard input or output is no terminal */
	TUI_ERROR_TERM,        /* TERM is not set or not known */
};

/* Carries out the action of an EFFECT_ACT for the screen; true for EVENT_DONE, false with an error for EVENT_FAILED. */
typedef bool tui_perform(struct screen *, int action, void *user, GError **error);

struct tui_options {
	const struct theme *theme; /* NULL for theme_plain() */
	bool locked;               /* a kiosk: Ctrl-C, Ctrl-Z, Ctrl-\ and closed input do not end it */
	tui_perform *perform;
	void *user;
};

/*
 * Shows the screen (which it takes over, also on failure) until the last one closes. The terminal is restored whatever
 * happens: return, HUP, INT, TERM, abort, a fault. False with an error when the terminal cannot be used.
 */
bool tui_run(struct screen *, const struct tui_options *, GError **error);

/*
 * Changes the theme while running; NULL for theme_plain(). The theme must outlive the run. To be called where an event
 * is being handled, as from perform: it is drawn after that.
 */
void tui_set_theme(const struct theme *);

/*
 * Hands the screen on top an event from a GLib source of the program, such as a file that changed; text may be NULL.
 * Only while tui_run() runs, and not from perform.
 */
void tui_post(enum event_kind, const char *text);

#endif
