/* The stack of screens and the main loop. */
#include "tui/private.h"
#include "tui/tui.h"

#include <errno.h>
#include <glib-unix.h>
#include <malloc.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#define CTRL_Z 0x1A

struct runner {
	struct tui_options options;
	struct theme *plain;
	int colours;        /* that the terminal has and may use */
	GPtrArray *screens; /* the last is on top */
	GMainLoop *loop;
	struct input *input;
	struct grid *grid; /* to draw on; NULL until something is to be drawn at this size */
	int width, height;
	bool dirty;
	unsigned int keyboard, tick, expiry; /* sources */
	int killed_by;                       /* the signal to die of in the end, or 0 */
	bool acknowledges;                   /* TAPHUAN_TEST_SYNC */
	long handled, acknowledged;          /* events that came from outside */
	int64_t fixed_now;                   /* TAPHUAN_TEST_NOW, or −1 */
	GError *failure;                     /* of the last action: an EVENT_FAILED has its message */
};

static struct runner *running;

/* ---- Events and effects ------------------------------------------------------------------------------------- */

static struct screen *top(const struct runner *run)
{
	return run->screens->len ? run->screens->pdata[run->screens->len - 1] : NULL;
}

static int64_t now(const struct runner *run)
{
	return run->fixed_now >= 0 ? run->fixed_now : g_get_real_time() / 1000;
}

static void end(struct runner *run, int killed_by)
{
	run->killed_by = killed_by;
	g_main_loop_quit(run->loop);
}

/* Carries out an action of the screen on top; *event says how it went. */
static void act(struct runner *run, int action, struct event *event)
{
	g_assert(run->options.perform);
	g_clear_error(&run->failure);
	if (run->options.perform(top(run), action, run->options.user, &run->failure))
		*event = (struct event){.kind = EVENT_DONE};
	else
		*event = (struct event){.kind = EVENT_FAILED, .text = run->failure ? run->failure->message : ""};
}

static void suspend(struct runner *run);

/* Does what the screen on top asked for; true when *event is now what it, or the next one, has to be told. */
static bool apply(struct runner *run, const struct effect *effect, struct event *event)
{
	run->dirty |= effect->kind != EFFECT_NONE;
	switch (effect->kind) {
	case EFFECT_NONE:
	case EFFECT_DRAW:
		return false;
	case EFFECT_OPEN:
		g_ptr_array_add(run->screens, effect->opened);
		*event = (struct event){.kind = EVENT_START};
		return true;
	case EFFECT_CLOSE:
		g_ptr_array_remove_index(run->screens, run->screens->len - 1);
		*event = (struct event){.kind = EVENT_START};
		return true;
	case EFFECT_SUSPEND:
		suspend(run);
		return false;
	case EFFECT_ACT:
		act(run, effect->action, event);
		return true;
	}
	g_assert_not_reached();
}

/* Hands the event to the screen on top, and carries out what follows from it. Returns the screen's own answer. */
static enum effect_kind dispatch(struct runner *run, struct event event)
{
	enum effect_kind answer = EFFECT_NONE;
	bool first = true, more = true;
	while (more && top(run)) {
		event.now = now(run);
		event.width = run->width;
		event.height = run->height;
		struct effect effect = top(run)->class->handle(top(run)->state, &event);
		answer = first ? effect.kind : answer;
		first = false;
		more = apply(run, &effect, &event);
	}
	if (!top(run))
		g_main_loop_quit(run->loop);
	return answer;
}

/* ---- The screen --------------------------------------------------------------------------------------------- */

static gboolean on_tick(void *user);
static gboolean on_expiry(void *user);

static void draw(struct runner *run)
{
	if (!run->grid)
		run->grid = grid_new(run->width, run->height);
	grid_clear(run->grid);
	top(run)->class->render(top(run)->state, run->grid);
	draw_grid(&run->grid);
	run->dirty = false;
}

/* Tells an end-to-end test how far it has come. */
static void acknowledge(struct runner *run)
{
	char text[48];
	if (!run->acknowledges || run->acknowledged == run->handled)
		return;
	int len = snprintf(text, sizeof text, "\033]7777;%ld\007", run->handled);
	terminal_write(text, (size_t)len);
	run->acknowledged = run->handled;
}

/* A clock steps when the second does. */
static void arm_tick(struct runner *run)
{
	bool wanted = top(run)->class->ticks;
	if (wanted && !run->tick)
		run->tick = g_timeout_add(1000 - (unsigned int)(g_get_real_time() / 1000 % 1000), on_tick, run);
	else if (!wanted && run->tick)
		g_clear_handle_id(&run->tick, g_source_remove);
}

static void arm_expiry(struct runner *run)
{
	int patience = input_patience(run->input, terminal_escape_delay());
	g_clear_handle_id(&run->expiry, g_source_remove);
	if (patience >= 0)
		run->expiry = g_timeout_add((unsigned int)patience, on_expiry, run);
}

/* After whatever happened: the screen shows what is the case, and the timers run that are needed, and no others. */
static void settle(struct runner *run)
{
	if (!top(run))
		return;
	if (run->dirty)
		draw(run);
	acknowledge(run);
	arm_tick(run);
	arm_expiry(run);
}

static gboolean on_tick(void *user)
{
	struct runner *run = user;
	run->tick = 0;
	dispatch(run, (struct event){.kind = EVENT_TICK});
	settle(run);
	return G_SOURCE_REMOVE;
}

/* ---- Input -------------------------------------------------------------------------------------------------- */

static bool outside(const struct runner *run, const struct event *event)
{
	return event->kind == EVENT_CLICK && (event->x >= run->width || event->y >= run->height);
}

static void on_input(void *user, const struct event *event)
{
	struct runner *run = user;
	run->handled++;
	if (outside(run, event))
		return;
	enum effect_kind answer = dispatch(run, *event);
	if (event->kind == EVENT_KEY && event->key == CTRL_Z && answer == EFFECT_NONE)
		suspend(run);
}

static gboolean on_expiry(void *user)
{
	struct runner *run = user;
	run->expiry = 0;
	input_expire(run->input);
	settle(run);
	return G_SOURCE_REMOVE;
}

/* The terminal is gone: as if SIGHUP had said so, which not every terminal does. */
static gboolean on_closed(struct runner *run)
{
	run->keyboard = 0;
	if (!run->options.locked)
		end(run, SIGHUP);
	return G_SOURCE_REMOVE;
}

static gboolean on_keyboard(int fd, GIOCondition condition, void *user)
{
	struct runner *run = user;
	char bytes[4096];
	ssize_t len = read(fd, bytes, sizeof bytes);
	(void)condition;
	if (len < 0 && (errno == EINTR || errno == EAGAIN))
		return G_SOURCE_CONTINUE;
	if (len <= 0)
		return on_closed(run);
	input_feed(run->input, bytes, (size_t)len);
	settle(run);
	return G_SOURCE_CONTINUE;
}

/* ---- Signals ------------------------------------------------------------------------------------------------ */

/* Looks how large the terminal is, and draws everything anew: what it shows after a change is anyone's guess. */
static void measure(struct runner *run)
{
	int width = run->width, height = run->height;
	terminal_measure(&run->width, &run->height);
	draw_forget();
	run->dirty = true;
	if (width == run->width && height == run->height)
		return;
	g_clear_pointer(&run->grid, grid_free);
	dispatch(run, (struct event){.kind = EVENT_RESIZE});
}

static void resume(struct runner *run)
{
	terminal_enter();
	measure(run);
}

static void suspend(struct runner *run)
{
	if (run->options.locked)
		return;
	terminal_leave();
	signals_stop();
	resume(run);
}

static void interrupt(struct runner *run)
{
	if (run->options.locked)
		dispatch(run, (struct event){.kind = EVENT_KEY, .key = KEY_INTERRUPT});
	else
		end(run, SIGINT);
}

static void on_signal(int signal, void *user)
{
	struct runner *run = user;
	if (signal == SIGWINCH) {
		run->handled++;
		measure(run);
	} else if (signal == SIGTSTP) {
		suspend(run);
	} else if (signal == SIGCONT) {
		resume(run);
	} else if (signal == SIGINT) {
		interrupt(run);
	} else {
		end(run, signal);
	}
	settle(run);
}

/* ---- The run ------------------------------------------------------------------------------------------------ */

static const struct theme *theme_or_plain(struct runner *run, const struct theme *theme)
{
	if (theme)
		return theme;
	if (!run->plain)
		run->plain = theme_plain();
	return run->plain;
}

static void run_init(struct runner *run, struct screen *screen, const struct tui_options *options)
{
	const char *fixed = g_getenv("TAPHUAN_TEST_NOW");
	*run = (struct runner){
		.options = *options,
		.screens = g_ptr_array_new_with_free_func((GDestroyNotify)screen_free),
		.loop = g_main_loop_new(NULL, FALSE),
		.acknowledges = g_getenv("TAPHUAN_TEST_SYNC") != NULL,
		.acknowledged = -1,
		.fixed_now = fixed ? g_ascii_strtoll(fixed, NULL, 10) : -1,
		.dirty = true,
	};
	run->input = input_new(on_input, run);
	g_ptr_array_add(run->screens, screen);
}

static void remove_sources(struct runner *run)
{
	g_clear_handle_id(&run->keyboard, g_source_remove);
	g_clear_handle_id(&run->tick, g_source_remove);
	g_clear_handle_id(&run->expiry, g_source_remove);
}

static void run_clear(struct runner *run)
{
	remove_sources(run);
	g_ptr_array_free(run->screens, TRUE);
	g_main_loop_unref(run->loop);
	input_free(run->input);
	grid_free(run->grid);
	theme_free(run->plain);
	g_clear_error(&run->failure);
}

static bool wants_colour(void)
{
	const char *no = g_getenv("NO_COLOR");
	return !no || !*no;
}

static void set_screen_options(int colours)
{
	screen_options.ascii = terminal_is_ascii();
	screen_options.large = !screen_options.ascii;
	screen_options.pictures = pictures_new(colours, screen_options.ascii);
}

static void set_theme(struct runner *run, const struct theme *theme)
{
	const struct theme *shown = theme_or_plain(run, theme);
	screen_options.colour = run->colours > 0 && theme_tells_series(shown);
	draw_theme(shown);
}

/* What reading and finding took and is free again goes back to the system: many may take a quiz on one machine. */
static void give_back_memory(void)
{
#ifdef __GLIBC__
	malloc_trim(0);
#endif
}

static void run_loop(struct runner *run)
{
	running = run;
	run->colours = draw_start(wants_colour());
	set_screen_options(run->colours);
	set_theme(run, run->options.theme);
	terminal_measure(&run->width, &run->height);
	run->keyboard = g_unix_fd_add(STDIN_FILENO, G_IO_IN | G_IO_HUP | G_IO_ERR, on_keyboard, run);
	dispatch(run, (struct event){.kind = EVENT_START});
	settle(run);
	give_back_memory();
	if (top(run))
		g_main_loop_run(run->loop);
	draw_stop();
	g_clear_pointer(&screen_options.pictures, pictures_free);
	running = NULL;
}

bool tui_run(struct screen *screen, const struct tui_options *options, GError **error)
{
	struct runner run;
	run_init(&run, screen, options);
	signals_watch(options->locked, on_signal,
		      &run); /* first: curses leaves alone the signals that have a handler */
	bool started = terminal_start(options->locked, error);
	if (started) {
		run_loop(&run);
		terminal_stop();
	}
	signals_unwatch();
	int killed_by = run.killed_by;
	run_clear(&run);
	if (killed_by)
		raise(killed_by);
	return started;
}

void tui_set_theme(const struct theme *theme)
{
	g_assert(running);
	set_theme(running, theme);
	running->dirty = true;
}

void tui_post(enum event_kind kind, const char *text)
{
	g_assert(running);
	dispatch(running, (struct event){.kind = kind, .text = text});
	settle(running);
}
