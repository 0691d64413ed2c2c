/*
 * A program under a real pseudo-terminal, with libvterm as the terminal it draws on: start it, send keys, wait, read
 * the screen. For the end-to-end tests and the benchmark.
 *
 * Every wait ends as soon as what it waits for is there, and fails after PTY_PATIENCE; a wait that fails prints what it
 * waited for and the screen to standard error and returns false.
 *
 * Input is acknowledged: the program is started with TAPHUAN_TEST_SYNC=1 and then writes "\033]7777;N\007" after each
 * flush, N being how many input events it has handled since its start. One event is: a key, a typed character, a click
 * (press and release together), a turn of the wheel, a paste, a resize. The functions below count what they send, and
 * pty_sync() waits until all of it was handled and drawn.
 */
#ifndef TAPHUAN_TESTS_PTY_H
#define TAPHUAN_TESTS_PTY_H

#include <glib.h>
#include <signal.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

#define PTY_PATIENCE 20000 /* milliseconds */

struct pty;

struct pty_setup {
	const char *const *argv; /* NULL-terminated; argv[0] is looked up in PATH */
	int width, height;       /* 0 for 80 and 24 */
	/*
	 * "NAME=value" or, to unset it, "NAME", NULL-terminated; NULL for none. It goes on top of the test's own
	 * environment with TERM=xterm-256color, LC_ALL=C.UTF-8, LANGUAGE=en, HOME=/nonexistent, TAPHUAN_TEST_SYNC=1,
	 * and without XDG_*, TAPHUAN_DATA, NO_COLOR, COLUMNS and LINES.
	 */
	const char *const *env;
	const char *dir; /* the working folder; NULL for the test's own */
};

/* Starts the program as the foreground job of a new session. Never NULL: a program that cannot be run exits with 127.
 */
struct pty *pty_start(const struct pty_setup *);

/* Kills the program if it still runs, and frees everything. */
void pty_free(struct pty *);
typedef struct pty Pty; /* the capitalised name is for g_autoptr() only */
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Pty, pty_free)

/* ---- Input ------------------------------------------------------------------------------------------------- */

/* Bytes as they are. They count as no event: say how many they are with pty_expect(). */
void pty_send(struct pty *, const char *bytes, size_t len);
void pty_expect(struct pty *, int events);

/* Text as typed: one event a code point. */
void pty_type(struct pty *, const char *text);

/*
 * Keys by name, separated by spaces: Up Down Left Right PageUp PageDown Home End Insert Delete Enter Tab BackTab
 * Backspace Escape Space F1 … F12, C-x for Ctrl with a letter, or a character for itself: "Down Down Enter q". Let
 * pty_sync() stand between Escape and the next key: what follows an escape at once is part of a sequence.
 */
void pty_keys(struct pty *, const char *names);

/* Text as pasted: in brackets where the program asked for them, and then one event; else one a code point. */
void pty_paste(struct pty *, const char *text);

/* A click of the left button on a cell, and a turn of the wheel there (direction −1 up, 1 down). Nothing is sent, and
 * no event expected, while the program has not switched the mouse on. */
void pty_click(struct pty *, int x, int y);
void pty_wheel(struct pty *, int x, int y, int direction);

/* The window gets another size: one event. */
void pty_resize(struct pty *, int width, int height);

/* ---- Waiting ----------------------------------------------------------------------------------------------- */

/* Until everything sent so far was handled and drawn. */
bool pty_sync(struct pty *);

/* Until the text stands in a line of the screen; until it stands there no more. */
bool pty_wait_text(struct pty *, const char *text);
bool pty_wait_gone(struct pty *, const char *text);

/* Until the program ended; *status (may be NULL) is as waitpid() gives it. Its last output is on the screen then. */
bool pty_wait_exit(struct pty *, int *status);

/* Until the program is stopped (Ctrl-Z); pty_continue() brings it back to the foreground, as `fg` does. */
bool pty_wait_stop(struct pty *);
void pty_continue(struct pty *);

/* Reads for so many milliseconds and returns how many bytes came: 0 for a program that is idle. */
size_t pty_idle(struct pty *, int milliseconds);

/* ---- The screen -------------------------------------------------------------------------------------------- */

struct pty_cell {
	char text[32]; /* the character and its marks; " " when empty, "" for the right half of a wide character */
	int width;     /* 1 or 2; 0 for the right half of a wide character */
	bool bold, italic, underline, reverse;
	int foreground, background; /* the palette's number; −1 for the default, −2 for a colour of its own */
};

/* The whole screen, one '\n' a line, no trailing spaces; and one of its lines, without '\n'. The caller frees it. */
char *pty_text(struct pty *);
char *pty_row(struct pty *, int y);

struct pty_cell pty_cell(struct pty *, int x, int y);

/* True when the text stands in a line; *x and *y (may be NULL) get the cell where it begins. */
bool pty_find(struct pty *, const char *text, int *x, int *y);

/* Where the cursor stands; false when it is hidden. */
bool pty_cursor(struct pty *, int *x, int *y);

/*
 * True when the terminal is as before the program: the alternate screen left, the cursor visible, mouse, bracketed
 * paste and application keys off, and its settings (echo, lines, signals) unchanged. Else prints what is not.
 */
bool pty_restored(struct pty *);

/* From now on what the program writes, acknowledgements too, is appended to the string as well, which is the caller's
 * and must outlive the pty; NULL for no more. Whoever calls it right after pty_start() gets everything. */
void pty_record(struct pty *, GString *);

/* ---- The program ------------------------------------------------------------------------------------------- */

pid_t pty_pid(const struct pty *);

/* Sends it a signal. */
void pty_kill(struct pty *, int signal);

/* The terminal goes away, as when its window is closed: the program gets SIGHUP and reads the end of input. */
void pty_hangup(struct pty *);

/* ---- Measuring --------------------------------------------------------------------------------------------- */

/* When the program was exec'ed, and when its newest output was read: microseconds, as g_get_monotonic_time(). */
int64_t pty_started(const struct pty *);
int64_t pty_newest(const struct pty *);

/* Bytes the program has written, without acknowledgements. */
size_t pty_bytes(const struct pty *);

/* The most memory the running program has had resident (VmHWM), in KiB; 0 when it cannot be told. */
long pty_peak_kib(const struct pty *);

/* Processor time the running program has used, in milliseconds. */
double pty_cpu_ms(const struct pty *);

#endif
