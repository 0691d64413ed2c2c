#include "e2e/pty.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <pty.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <termios.h>
#include <time.h>
#include <unistd.h>
#include <vterm.h>

/* Private modes a program must have switched back at its end, and how they stand in a fresh terminal. */
static const struct mode {
	int number;
	bool initial;
	const char *wrong;
} modes[] = {
	{1, false, "application cursor keys are still on"},   {25, true, "the cursor is still hidden"},
	{1000, false, "the mouse is still on (1000)"},        {1002, false, "the mouse is still on (1002)"},
	{1003, false, "the mouse is still on (1003)"},        {1006, false, "the mouse is still on (1006)"},
	{1049, false, "the alternate screen is still shown"}, {2004, false, "bracketed paste is still on"},
};

/* What the supervisor tells the harness. */
enum report_kind { REPORT_STARTED, REPORT_STOPPED, REPORT_ENDED };
struct report {
	enum report_kind kind;
	pid_t pid;
	int status;
	int64_t time; /* microseconds, monotonic */
};

struct pty {
	int master, slave;    /* the slave stays open, so that its settings can be read after the program's end */
	int reports, control; /* pipes from and to the supervisor */
	pid_t supervisor, pid;
	struct termios initial;
	int64_t started, newest;
	bool stopped, ended;
	int status;

	int width, height;
	VTerm *vt;
	VTermScreen *screen;
	size_t bytes;
	GString *record; /* may be NULL */

	bool in_sequence;
	char sequence[64]; /* an escape sequence being read, without its ESC: only short ones matter here */
	size_t sequence_len;
	bool mode_set[G_N_ELEMENTS(modes)];

	long expected, handled; /* events sent, and acknowledged */
};

static int64_t now(void)
{
	return g_get_monotonic_time();
}

/* ---- The supervisor ---------------------------------------------------------------------------------------- */

/*
 * A shell in small: leads the session and keeps the program as its foreground job, because a job that leads the session
 * itself cannot be stopped by Ctrl-Z. Runs between fork and exec, so it makes system calls only.
 */

#define FIRST_OWN_FD 500

static void report(int fd, enum report_kind kind, pid_t pid, int status)
{
	struct report r = {.kind = kind, .pid = pid, .status = status, .time = now()};

	if (write(fd, &r, sizeof(r)) != sizeof(r))
		_exit(126);
}

static void ignore_terminal_signals(void (*action)(int))
{
	static const int signals[] = {SIGINT, SIGQUIT, SIGTSTP, SIGTTIN, SIGTTOU, SIGHUP, SIGTERM};

	for (size_t i = 0; i < G_N_ELEMENTS(signals); i++)
		signal(signals[i], action);
}

static void run_program(const struct pty_setup *setup, char **env, int reports)
{
	setpgid(0, 0);
	tcsetpgrp(STDIN_FILENO, getpid());
	ignore_terminal_signals(SIG_DFL);
	signal(SIGPIPE, SIG_DFL);
	prctl(PR_SET_PDEATHSIG, SIGKILL);
	if (setup->dir && chdir(setup->dir))
		_exit(127);
	report(reports, REPORT_STARTED, getpid(), 0);
	/* exec changes nothing of argv; its type is older than const. */
	execvpe(setup->argv[0], (char *const *)(uintptr_t)setup->argv, env);
	_exit(127);
}

static volatile pid_t job; /* of the supervisor */

/* The kernel tells of a closed terminal only the leader of its session; a shell passes it on, and so does this. */
static void pass_on(int signal)
{
	kill(-job, signal);
}

static pid_t wait_for_job(int *status)
{
	pid_t pid;

	do
		pid = waitpid(job, status, WUNTRACED);
	while (pid < 0 && errno == EINTR);
	return pid;
}

static void supervise(int reports, int control)
{
	int status;
	char go;

	signal(SIGHUP, pass_on);
	while (wait_for_job(&status) == job && WIFSTOPPED(status)) {
		tcsetpgrp(STDIN_FILENO, getpid());
		report(reports, REPORT_STOPPED, job, status);
		if (read(control, &go, 1) != 1) {
			kill(-job, SIGKILL);
			continue;
		}
		tcsetpgrp(STDIN_FILENO, job);
		kill(-job, SIGCONT);
	}
	report(reports, REPORT_ENDED, job, status);
	_exit(0);
}

static void lead_session(const struct pty_setup *setup, char **env, int slave, int reports, int control)
{
	prctl(PR_SET_PDEATHSIG, SIGKILL);
	setsid();
	/* Nothing else of the test may stay open here: the master of another terminal would keep that from hanging up.
	 */
	slave = fcntl(slave, F_DUPFD_CLOEXEC, FIRST_OWN_FD);
	reports = fcntl(reports, F_DUPFD_CLOEXEC, FIRST_OWN_FD);
	control = fcntl(control, F_DUPFD_CLOEXEC, FIRST_OWN_FD);
	close_range(STDERR_FILENO + 1, FIRST_OWN_FD - 1, 0);
	ioctl(slave, TIOCSCTTY, 0);
	for (int fd = STDIN_FILENO; fd <= STDERR_FILENO; fd++)
		dup2(slave, fd);
	ignore_terminal_signals(SIG_IGN);
	job = fork();
	if (!job)
		run_program(setup, env, reports);
	supervise(reports, control);
}

/* ---- Starting and ending ----------------------------------------------------------------------------------- */

static char **change(char **env, const char *const *entries)
{
	for (; entries && *entries; entries++) {
		const char *value = strchr(*entries, '=');
		g_autofree char *name = value ? g_strndup(*entries, (size_t)(value - *entries)) : g_strdup(*entries);

		env = value ? g_environ_setenv(env, name, value + 1, TRUE) : g_environ_unsetenv(env, name);
	}
	return env;
}

static char **environment(const char *const *own)
{
	static const char *const given[] = {
		"TERM=xterm-256color",
		"LC_ALL=C.UTF-8",
		"LANGUAGE=en",
		"HOME=/nonexistent",
		"TAPHUAN_TEST_SYNC=1",
		"XDG_DATA_HOME",
		"XDG_CONFIG_HOME",
		"XDG_RUNTIME_DIR",
		"XDG_STATE_HOME",
		"XDG_CACHE_HOME",
		"XDG_DATA_DIRS",
		"TAPHUAN_DATA",
		"NO_COLOR",
		"COLUMNS",
		"LINES",
		"ESCDELAY",
		NULL,
	};

	return change(change(g_get_environ(), given), own);
}

static void answer(const char *bytes, size_t len, void *user)
{
	pty_send(user, bytes, len);
}

static void open_screen(struct pty *p)
{
	p->vt = vterm_new(p->height, p->width);
	vterm_set_utf8(p->vt, 1);
	p->screen = vterm_obtain_screen(p->vt);
	vterm_screen_enable_altscreen(p->screen, 1);
	vterm_screen_reset(p->screen, 1);
	/* Only from here on, or the reset would answer into the program's input. */
	vterm_output_set_callback(p->vt, answer, p);
	for (size_t i = 0; i < G_N_ELEMENTS(modes); i++)
		p->mode_set[i] = modes[i].initial;
}

static void open_terminal(struct pty *p)
{
	struct winsize size = {.ws_row = (unsigned short)p->height, .ws_col = (unsigned short)p->width};

	if (openpty(&p->master, &p->slave, NULL, NULL, &size))
		g_error("openpty: %s", g_strerror(errno));
	tcgetattr(p->slave, &p->initial);
	p->initial.c_iflag |= IUTF8;
	tcsetattr(p->slave, TCSANOW, &p->initial);
	fcntl(p->master, F_SETFD, FD_CLOEXEC);
	fcntl(p->slave, F_SETFD, FD_CLOEXEC);
	fcntl(p->master, F_SETFL, O_NONBLOCK);
}

struct pty *pty_start(const struct pty_setup *setup)
{
	struct pty *p = g_new0(struct pty, 1);
	g_auto(GStrv) env = environment(setup->env);
	int reports[2], control[2];

	p->width = setup->width ? setup->width : 80;
	p->height = setup->height ? setup->height : 24;
	open_terminal(p);
	open_screen(p);
	if (pipe2(reports, O_CLOEXEC) || pipe2(control, O_CLOEXEC))
		g_error("pipe: %s", g_strerror(errno));
	p->supervisor = fork();
	if (p->supervisor < 0)
		g_error("fork: %s", g_strerror(errno));
	if (!p->supervisor)
		lead_session(setup, env, p->slave, reports[1], control[0]);
	close(reports[1]);
	close(control[0]);
	p->reports = reports[0];
	p->control = control[1];
	fcntl(p->reports, F_SETFL, O_NONBLOCK);
	return p;
}

void pty_free(struct pty *p)
{
	if (!p)
		return;
	pty_kill(p, SIGKILL);
	close(p->control);
	waitpid(p->supervisor, NULL, 0);
	vterm_free(p->vt);
	if (p->master >= 0)
		close(p->master);
	close(p->slave);
	close(p->reports);
	g_free(p);
}

/* ---- Output ------------------------------------------------------------------------------------------------ */

static void note_modes(struct pty *p, const char *numbers, bool set)
{
	g_auto(GStrv) list = g_strsplit(numbers, ";", -1);

	for (size_t i = 0; list[i]; i++)
		for (size_t m = 0; m < G_N_ELEMENTS(modes); m++)
			if (atoi(list[i]) == modes[m].number)
				p->mode_set[m] = set;
}

/* A whole sequence, without its ESC; libvterm does not tell of these itself, or not in every version. */
static void note_sequence(struct pty *p)
{
	char *s = p->sequence;
	char last = s[p->sequence_len - 1];

	s[p->sequence_len - 1] = '\0';
	if (g_str_has_prefix(s, "[?") && (last == 'h' || last == 'l')) {
		note_modes(p, s + 2, last == 'h');
	} else if (g_str_has_prefix(s, "]7777;")) {
		p->handled = MAX(p->handled, atol(s + strlen("]7777;")));
		p->bytes -= p->sequence_len + 1;
	}
}

static bool sequence_ends(const struct pty *p, char c)
{
	if (p->sequence[0] == '[')
		return p->sequence_len > 1 && c >= '@' && c <= '~';
	if (p->sequence[0] == ']')
		return c == '\a' || c == '\\';
	return true;
}

/* Finds the escape sequences that matter in the output, also where a read cuts them in two. */
static void scan(struct pty *p, const char *bytes, size_t len)
{
	for (size_t i = 0; i < len; i++) {
		if (bytes[i] == '\033') {
			p->in_sequence = true;
			p->sequence_len = 0;
			continue;
		}
		if (!p->in_sequence)
			continue;
		p->sequence[p->sequence_len++] = bytes[i];
		if (sequence_ends(p, bytes[i])) {
			note_sequence(p);
			p->in_sequence = false;
		} else if (p->sequence_len == sizeof(p->sequence)) {
			p->in_sequence = false;
		}
	}
}

static bool read_output(struct pty *p)
{
	char buffer[65536];
	ssize_t len;
	bool any = false;

	while (p->master >= 0 && (len = read(p->master, buffer, sizeof(buffer))) > 0) {
		p->newest = now();
		p->bytes += (size_t)len;
		if (p->record)
			g_string_append_len(p->record, buffer, len);
		vterm_input_write(p->vt, buffer, (size_t)len);
		scan(p, buffer, (size_t)len);
		any = true;
	}
	return any;
}

static bool read_reports(struct pty *p)
{
	struct report r;

	if (read(p->reports, &r, sizeof(r)) != sizeof(r))
		return false;
	p->pid = r.pid;
	p->stopped = r.kind == REPORT_STOPPED;
	p->ended = r.kind == REPORT_ENDED;
	p->status = r.status;
	if (r.kind == REPORT_STARTED)
		p->started = r.time;
	return true;
}

/* Takes in what comes within so many milliseconds, at once when something is there. False when nothing came. */
static bool pump(struct pty *p, int milliseconds)
{
	struct pollfd fds[] = {{.fd = p->master, .events = POLLIN}, {.fd = p->reports, .events = POLLIN}};
	bool any;

	/* An ended supervisor's pipe is always readable: only the terminal counts then. */
	if (poll(fds, p->ended ? 1 : 2, milliseconds) <= 0)
		return false;
	any = read_reports(p);
	return read_output(p) || any;
}

/* ---- Input ------------------------------------------------------------------------------------------------- */

void pty_send(struct pty *p, const char *bytes, size_t len)
{
	int64_t deadline = now() + PTY_PATIENCE * 1000;

	while (len && p->master >= 0 && now() < deadline) {
		ssize_t written = write(p->master, bytes, len);

		if (written > 0) {
			bytes += written;
			len -= (size_t)written;
		} else if (!pump(p, 10) && errno != EAGAIN) {
			return; /* The program has ended: the test will see that. */
		}
	}
}

void pty_expect(struct pty *p, int events)
{
	p->expected += events;
}

void pty_type(struct pty *p, const char *text)
{
	pty_send(p, text, strlen(text));
	pty_expect(p, (int)g_utf8_strlen(text, -1));
}

static const struct named_key {
	const char *name;
	VTermKey key;
	VTermModifier modifier;
} named_keys[] = {
	{"Up", VTERM_KEY_UP, VTERM_MOD_NONE},         {"Down", VTERM_KEY_DOWN, VTERM_MOD_NONE},
	{"Left", VTERM_KEY_LEFT, VTERM_MOD_NONE},     {"Right", VTERM_KEY_RIGHT, VTERM_MOD_NONE},
	{"PageUp", VTERM_KEY_PAGEUP, VTERM_MOD_NONE}, {"PageDown", VTERM_KEY_PAGEDOWN, VTERM_MOD_NONE},
	{"Home", VTERM_KEY_HOME, VTERM_MOD_NONE},     {"End", VTERM_KEY_END, VTERM_MOD_NONE},
	{"Insert", VTERM_KEY_INS, VTERM_MOD_NONE},    {"Delete", VTERM_KEY_DEL, VTERM_MOD_NONE},
	{"Enter", VTERM_KEY_ENTER, VTERM_MOD_NONE},   {"Tab", VTERM_KEY_TAB, VTERM_MOD_NONE},
	{"BackTab", VTERM_KEY_TAB, VTERM_MOD_SHIFT},  {"Backspace", VTERM_KEY_BACKSPACE, VTERM_MOD_NONE},
	{"Escape", VTERM_KEY_ESCAPE, VTERM_MOD_NONE},
};

static void send_key(struct pty *p, const char *name)
{
	for (size_t i = 0; i < G_N_ELEMENTS(named_keys); i++)
		if (!strcmp(name, named_keys[i].name)) {
			vterm_keyboard_key(p->vt, named_keys[i].key, named_keys[i].modifier);
			return;
		}
	if (!strcmp(name, "Space"))
		pty_send(p, " ", 1);
	else if (name[0] == 'F' && g_ascii_isdigit(name[1]))
		vterm_keyboard_key(p->vt, (VTermKey)VTERM_KEY_FUNCTION(atoi(name + 1)), VTERM_MOD_NONE);
	else if (g_str_has_prefix(name, "C-") && name[2])
		pty_send(p, (const char[]){(char)(name[2] & 0x1f)}, 1);
	else if (g_utf8_strlen(name, -1) == 1)
		pty_send(p, name, strlen(name));
	else
		g_error("pty_keys: no key is called %s", name);
}

void pty_keys(struct pty *p, const char *names)
{
	g_auto(GStrv) list = g_strsplit(names, " ", -1);

	for (size_t i = 0; list[i]; i++) {
		if (!list[i][0])
			continue;
		send_key(p, list[i]);
		pty_expect(p, 1);
	}
}

static bool mode(const struct pty *p, int number)
{
	for (size_t i = 0; i < G_N_ELEMENTS(modes); i++)
		if (modes[i].number == number)
			return p->mode_set[i];
	g_assert_not_reached();
}

void pty_paste(struct pty *p, const char *text)
{
	if (!mode(p, 2004)) {
		pty_type(p, text);
		return;
	}
	pty_send(p, "\033[200~", 6);
	pty_send(p, text, strlen(text));
	pty_send(p, "\033[201~", 6);
	pty_expect(p, 1);
}

static bool mouse_on(const struct pty *p)
{
	return mode(p, 1000) || mode(p, 1002) || mode(p, 1003);
}

void pty_click(struct pty *p, int x, int y)
{
	if (!mouse_on(p))
		return;
	vterm_mouse_move(p->vt, y, x, VTERM_MOD_NONE);
	vterm_mouse_button(p->vt, 1, true, VTERM_MOD_NONE);
	vterm_mouse_button(p->vt, 1, false, VTERM_MOD_NONE);
	pty_expect(p, 1);
}

void pty_wheel(struct pty *p, int x, int y, int direction)
{
	if (!mouse_on(p))
		return;
	vterm_mouse_move(p->vt, y, x, VTERM_MOD_NONE);
	vterm_mouse_button(p->vt, direction < 0 ? 4 : 5, true, VTERM_MOD_NONE);
	pty_expect(p, 1);
}

void pty_resize(struct pty *p, int width, int height)
{
	struct winsize size = {.ws_row = (unsigned short)height, .ws_col = (unsigned short)width};

	read_output(p);
	p->width = width;
	p->height = height;
	vterm_set_size(p->vt, height, width);
	ioctl(p->master, TIOCSWINSZ, &size);
	pty_expect(p, 1);
}

/* ---- Waiting ----------------------------------------------------------------------------------------------- */

typedef bool condition(struct pty *, const char *text);

static bool is_synced(struct pty *p, const char *text)
{
	(void)text;
	return p->handled >= p->expected;
}

static bool is_shown(struct pty *p, const char *text)
{
	return pty_find(p, text, NULL, NULL);
}

static bool is_gone(struct pty *p, const char *text)
{
	return !is_shown(p, text);
}

static bool is_ended(struct pty *p, const char *text)
{
	(void)text;
	return p->ended;
}

static bool is_stopped(struct pty *p, const char *text)
{
	(void)text;
	return p->stopped;
}

static void complain(struct pty *p, const char *what, const char *text)
{
	g_autofree char *screen = g_strchomp(pty_text(p));

	fprintf(stderr, "pty: waited in vain until %s %s\n", what, text);
	if (!is_synced(p, NULL))
		fprintf(stderr, "pty: %ld events sent, %ld acknowledged\n", p->expected, p->handled);
	if (p->ended)
		fprintf(stderr, "pty: the program has ended: %s %d\n", WIFSIGNALED(p->status) ? "signal" : "status",
			WIFSIGNALED(p->status) ? WTERMSIG(p->status) : WEXITSTATUS(p->status));
	fprintf(stderr, "---- %dx%d\n%s\n----\n", p->width, p->height, screen);
}

/* A program that has ended will change nothing any more. */
static bool wait_until(struct pty *p, condition *holds, const char *what, const char *text)
{
	int64_t deadline = now() + PTY_PATIENCE * 1000;

	while (!holds(p, text)) {
		int64_t left = (deadline - now()) / 1000;

		if (left <= 0 || (!pump(p, p->ended ? 0 : (int)left) && p->ended)) {
			complain(p, what, text);
			return false;
		}
	}
	return true;
}

bool pty_sync(struct pty *p)
{
	bool done = wait_until(p, is_synced, "all input was handled", "");

	p->expected = p->handled; /* A program that counts more than was sent must not make the next wait too short. */
	return done;
}

bool pty_wait_text(struct pty *p, const char *text)
{
	return wait_until(p, is_shown, "the screen shows", text);
}

bool pty_wait_gone(struct pty *p, const char *text)
{
	return wait_until(p, is_gone, "the screen no longer shows", text);
}

bool pty_wait_exit(struct pty *p, int *status)
{
	bool done = wait_until(p, is_ended, "the program ends", "");

	read_output(p);
	if (status)
		*status = p->status;
	return done;
}

bool pty_wait_stop(struct pty *p)
{
	bool done = wait_until(p, is_stopped, "the program is stopped", "");

	read_output(p);
	return done;
}

void pty_continue(struct pty *p)
{
	p->stopped = false;
	if (write(p->control, "", 1) != 1)
		g_error("pty_continue: %s", g_strerror(errno));
}

size_t pty_idle(struct pty *p, int milliseconds)
{
	int64_t end = now() + milliseconds * 1000;
	size_t before;

	read_output(p);
	before = p->bytes;
	for (int64_t left; (left = (end - now()) / 1000) > 0;)
		pump(p, (int)left);
	return p->bytes - before;
}

/* ---- The screen -------------------------------------------------------------------------------------------- */

static int colour_number(const VTermColor *colour)
{
	if (VTERM_COLOR_IS_DEFAULT_FG(colour) || VTERM_COLOR_IS_DEFAULT_BG(colour))
		return -1;
	return VTERM_COLOR_IS_INDEXED(colour) ? colour->indexed.idx : -2;
}

struct pty_cell pty_cell(struct pty *p, int x, int y)
{
	struct pty_cell cell = {.text = " ", .width = 1};
	VTermScreenCell c;
	size_t len = 0;

	if (!vterm_screen_get_cell(p->screen, (VTermPos){.row = y, .col = x}, &c))
		g_error("pty_cell: %d, %d is outside of the screen", x, y);
	cell.bold = c.attrs.bold;
	cell.italic = c.attrs.italic;
	cell.underline = c.attrs.underline != VTERM_UNDERLINE_OFF;
	cell.reverse = c.attrs.reverse;
	cell.foreground = colour_number(&c.fg);
	cell.background = colour_number(&c.bg);
	if (c.chars[0] == (uint32_t)-1) {
		cell.text[0] = '\0';
		cell.width = 0;
	} else if (c.chars[0]) {
		for (size_t i = 0; i < VTERM_MAX_CHARS_PER_CELL && c.chars[i]; i++)
			len += (size_t)g_unichar_to_utf8(c.chars[i], cell.text + len);
		cell.text[len] = '\0';
		cell.width = c.width;
	}
	return cell;
}

char *pty_row(struct pty *p, int y)
{
	GString *row = g_string_new(NULL);

	for (int x = 0; x < p->width; x++)
		g_string_append(row, pty_cell(p, x, y).text);
	return g_strchomp(g_string_free(row, FALSE));
}

char *pty_text(struct pty *p)
{
	GString *text = g_string_new(NULL);

	for (int y = 0; y < p->height; y++) {
		g_autofree char *row = pty_row(p, y);

		g_string_append_printf(text, "%s\n", row);
	}
	return g_string_free(text, FALSE);
}

/* The column in which the byte at offset of a row stands. */
static int column(struct pty *p, int y, size_t offset)
{
	size_t len = 0;
	int x = 0;

	while (x < p->width && (len < offset || !pty_cell(p, x, y).width))
		len += strlen(pty_cell(p, x++, y).text);
	return x;
}

bool pty_find(struct pty *p, const char *text, int *x, int *y)
{
	for (int row = 0; row < p->height; row++) {
		g_autofree char *line = pty_row(p, row);
		const char *at = strstr(line, text);

		if (!at)
			continue;
		if (x)
			*x = column(p, row, (size_t)(at - line));
		if (y)
			*y = row;
		return true;
	}
	return false;
}

bool pty_cursor(struct pty *p, int *x, int *y)
{
	VTermPos at;

	vterm_state_get_cursorpos(vterm_obtain_state(p->vt), &at);
	*x = at.col;
	*y = at.row;
	return mode(p, 25);
}

static bool same_settings(const struct pty *p)
{
	struct termios t;

	if (tcgetattr(p->slave, &t))
		return false;
	return t.c_iflag == p->initial.c_iflag && t.c_oflag == p->initial.c_oflag && t.c_cflag == p->initial.c_cflag &&
	       t.c_lflag == p->initial.c_lflag && !memcmp(t.c_cc, p->initial.c_cc, sizeof(t.c_cc));
}

bool pty_restored(struct pty *p)
{
	bool fine = same_settings(p);

	if (!fine)
		fprintf(stderr, "pty: the terminal's settings (echo, lines, signals) are not as before\n");
	for (size_t i = 0; i < G_N_ELEMENTS(modes); i++)
		if (p->mode_set[i] != modes[i].initial) {
			fprintf(stderr, "pty: %s\n", modes[i].wrong);
			fine = false;
		}
	return fine;
}

/* ---- The program ------------------------------------------------------------------------------------------- */

pid_t pty_pid(const struct pty *p)
{
	return p->pid;
}

void pty_kill(struct pty *p, int signal)
{
	while (!p->pid && pump(p, PTY_PATIENCE))
		;
	if (p->pid && !p->ended)
		kill(p->pid, signal);
}

void pty_hangup(struct pty *p)
{
	close(p->master);
	p->master = -1;
}

int64_t pty_started(const struct pty *p)
{
	return p->started;
}

int64_t pty_newest(const struct pty *p)
{
	return p->newest;
}

void pty_record(struct pty *p, GString *record)
{
	p->record = record;
}

size_t pty_bytes(const struct pty *p)
{
	return p->bytes;
}

long pty_peak_kib(const struct pty *p)
{
	g_autofree char *path = g_strdup_printf("/proc/%d/status", (int)p->pid);
	g_autofree char *status = NULL;
	const char *line;

	if (!g_file_get_contents(path, &status, NULL, NULL))
		return 0;
	line = strstr(status, "VmHWM:");
	return line ? atol(line + strlen("VmHWM:")) : 0;
}

double pty_cpu_ms(const struct pty *p)
{
	struct timespec used;
	clockid_t clock;

	if (clock_getcpuclockid(p->pid, &clock) || clock_gettime(clock, &used))
		return 0;
	return (double)used.tv_sec * 1e3 + (double)used.tv_nsec / 1e6;
}
