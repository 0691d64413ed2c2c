/* Curses and the terminal's modes: taken, given back, taken again. */
#include "tui/private.h"
#include "tui/tui.h"

#include "text/i18n.h"
#include "text/text.h"

#define NCURSES_NOMACROS
#include <curses.h>
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/ioctl.h>
#include <term.h>
#include <termios.h>
#include <unistd.h>

#define WIDTH_MOST       1000 /* columns and lines that are used: a terminal may claim anything */
#define HEIGHT_MOST      500
#define ESCAPE_DELAY     25  /* milliseconds; */
#define ESCAPE_DELAY_FAR 100 /* over a network the parts of a sequence may come apart */

G_DEFINE_QUARK(taphuan - tui - error, tui_error)

static SCREEN *curses;

void terminal_write(const char *bytes, size_t len)
{
	while (len > 0) {
		ssize_t written = write(STDOUT_FILENO, bytes, len);
		if (written < 0 && errno != EINTR)
			return; /* the terminal is gone, which shows when it is read */
		if (written > 0) {
			bytes += written;
			len -= (size_t)written;
		}
	}
}

/* Curses' raw(), except that Ctrl-\ still ends a program that hangs, unless it is locked. Ctrl-C and Ctrl-Z are read as
 * characters. */
static void set_keys(bool locked)
{
	struct termios settings;
	raw();
	noecho();
	nonl();
	if (locked || tcgetattr(STDIN_FILENO, &settings))
		return;
	settings.c_lflag |= ISIG;
	settings.c_cc[VINTR] = settings.c_cc[VSUSP] = _POSIX_VDISABLE;
	tcsetattr(STDIN_FILENO, TCSANOW, &settings);
	def_prog_mode();
}

static bool refuse(GError **error)
{
	const char *name = g_getenv("TERM");
	if (!name || !*name) {
		g_set_error_literal(error, TUI_ERROR, TUI_ERROR_TERM,
				    _("It is not set what kind of terminal this is (TERM). Start it so: "
				      "TERM=xterm-256color taphuan …"));
		return false;
	}
	g_autofree char *repaired = text_repair(name, strlen(name), NULL);
	g_autofree char *shown = text_filter(repaired);
	g_set_error(error, TUI_ERROR, TUI_ERROR_TERM,
		    _("No screen can be drawn on a terminal of the kind “%s” (TERM). Start it so: "
		      "TERM=xterm-256color taphuan …"),
		    shown);
	return false;
}

static bool can_place_cursor(void)
{
	const char *address = tigetstr("cup");
	return address && address != (char *)-1;
}

/* Until it has once been left and come back, curses sends each move of the cursor by itself: 40 writes a slide instead
 * of one. It comes back before it knows of colours, or it would put the terminal's own back. */
static void settle(void)
{
	endwin();
	doupdate();
}

bool terminal_start(bool locked, GError **error)
{
	if (!isatty(STDIN_FILENO) || !isatty(STDOUT_FILENO)) {
		g_set_error_literal(error, TUI_ERROR, TUI_ERROR_NO_TERMINAL,
				    _("This needs a terminal: start it in a terminal window, its input and output not "
				      "redirected."));
		return false;
	}
	restore_arm();
	curses = newterm(NULL, stdout, stdin);
	if (!curses || !can_place_cursor()) {
		terminal_stop();
		return refuse(error);
	}
	settle();
	set_keys(locked);
	typeahead(-1); /* or curses would stop drawing whenever a key waits */
	terminal_write(MODES_ON, strlen(MODES_ON));
	return true;
}

void terminal_leave(void)
{
	terminal_write(MODES_OFF, strlen(MODES_OFF));
	endwin();
	restore_settings();
}

void terminal_enter(void)
{
	reset_prog_mode();
	terminal_write(MODES_ON, strlen(MODES_ON));
}

void terminal_stop(void)
{
	if (curses) {
		terminal_leave();
		delscreen(curses);
		curses = NULL;
	}
	restore_disarm();
}

void terminal_measure(int *width, int *height)
{
	struct winsize size;
	if (ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 0 && size.ws_row > 0)
		resize_term(MIN(size.ws_row, HEIGHT_MOST), MIN(size.ws_col, WIDTH_MOST));
	*width = getmaxx(stdscr);
	*height = getmaxy(stdscr);
}

bool terminal_is_ascii(void)
{
	static const char *const kinds[] = {"vt5", "vt1", "vt2", "vt3", "vt4", "ansi", "cons25", "wy", "tvi", "dumb"};
	const char *name = g_getenv("TERM");

	for (size_t i = 0; name && i < G_N_ELEMENTS(kinds); i++)
		if (g_str_has_prefix(name, kinds[i]))
			return true;
	return false;
}

int terminal_escape_delay(void)
{
	return g_getenv("SSH_CONNECTION") || g_getenv("SSH_TTY") ? ESCAPE_DELAY_FAR : ESCAPE_DELAY;
}
