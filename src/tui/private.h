/* What the files of tui/ share. curses.h itself is included by start.c and draw.c only. */
#ifndef TAPHUAN_TUI_PRIVATE_H
#define TAPHUAN_TUI_PRIVATE_H

#include "layout/grid.h"
#include "lesson/theme.h"
#include "screens/screen.h"

#include <glib.h>
#include <signal.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* ---- start.c: curses and the terminal's modes --------------------------------------------------------------- */

/* Takes the terminal over; locked leaves it no key that raises a signal. False with a TUI_ERROR. */
bool terminal_start(bool locked, GError **error);

/* Gives the terminal back as it was. */
void terminal_stop(void);

/* Gives it back for a while, as for Ctrl-Z, and takes it again. Everything has to be drawn anew then: draw_forget(). */
void terminal_leave(void);
void terminal_enter(void);

/* Asks the terminal for its size, at least 1 × 1, and makes it curses' size. */
void terminal_measure(int *width, int *height);

/* Writes bytes to the terminal, past curses, which has to have been flushed. */
void terminal_write(const char *bytes, size_t len);

/* True for a terminal of a kind that has ASCII only. */
bool terminal_is_ascii(void);

/* How long, in milliseconds, an escape may be the beginning of a key's sequence. */
int terminal_escape_delay(void);

/* ---- restore.c: whatever happens, the terminal is given back -------------------------------------------------- */

/* What undoes every mode the program sets; said once more by the fatal handler, when curses cannot be asked. */
#define MODES_OFF "\033[?2004l\033[?1006l\033[?1000l"
#define MODES_ON  "\033[?1000h\033[?1006h\033[?2004h"

/* Remembers the terminal's settings; from here to restore_disarm() a fatal signal restores it and then does what it
 * always does. */
void restore_arm(void);
void restore_disarm(void);

/* Puts the remembered settings back. */
void restore_settings(void);

/* ---- input.c: bytes in, events out ---------------------------------------------------------------------------- */

struct input;

/* Gets each event: its kind and key, x, y or text; the text lives as long as the call. */
typedef void input_emit(void *user, const struct event *);

struct input *input_new(input_emit *, void *user);
void input_free(struct input *);
typedef struct input Input; /* the capitalised name is for g_autoptr() only */
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Input, input_free)

/* Takes bytes as the terminal sent them, cut anywhere. Never fails: what makes no sense is passed over. */
void input_feed(struct input *, const char *bytes, size_t len);

/* How many milliseconds of silence end the sequence that is under way, by input_expire(); −1 when none is. */
int input_patience(const struct input *, int escape_delay);
void input_expire(struct input *);

/* ---- colour.c -------------------------------------------------------------------------------------------------- */

/* The number, in a terminal of so many colours (≥ 8), of the colour nearest to rgb; −1 for COLOUR_DEFAULT. */
int colour_nearest(int32_t rgb, int colours);

/* The foreground's number next to the background's: another than the nearest where that would make text vanish. */
int colour_readable(int32_t fg, int32_t bg, int colours);

/* ---- draw.c: a grid onto the terminal --------------------------------------------------------------------------- */

/*
 * To be called once curses is started. Without colour everything is told apart by bold, underline and reverse. Returns
 * how many colours there are: 0, or 8 and more.
 */
int draw_start(bool colour);
void draw_stop(void);

/* From now on roles look as in the theme. */
void draw_theme(const struct theme *);

/* The next draw_grid() draws every cell. */
void draw_forget(void);

/* Shows the grid, which must have curses' size, by changing what differs from the one before, and keeps it; *grid
 * becomes the one before, to be drawn on and freed by the caller, or NULL. True when anything was written. */
bool draw_grid(struct grid **grid);

/* ---- signals.c: the signals that are events of the main loop ------------------------------------------------------
 */

/* Called from the main loop with WINCH, TERM, INT, HUP, CONT or, unless locked, TSTP. */
typedef void signals_seen(int signal, void *user);

void signals_watch(bool locked, signals_seen *, void *user);
void signals_unwatch(void);

/* Stops the process, with all its job, as Ctrl-Z does, until it is continued. */
void signals_stop(void);

#endif
