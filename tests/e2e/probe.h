/*
 * The program that terminal.c runs: a screen that says what it was told, and does what a letter asks for. Its arguments
 * are any of "locked", "ticks" and "twice".
 */
#ifndef TAPHUAN_TESTS_PROBE_H
#define TAPHUAN_TESTS_PROBE_H

#include "tui/tui.h"

#include <glib.h>
#include <locale.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>

#define SAID_MOST 4096

struct probe {
	int depth; /* of screens */
	int events;
	char said[SAID_MOST]; /* what the last event was */
	int width, height;
	bool types;
};

enum { ACT_WELL, ACT_BADLY, ACT_THEME };

static struct screen *probe_screen(int depth, bool ticks);

static void probe_render(const void *state, struct grid *grid)
{
	const struct probe *probe = state;
	g_autofree char *first = g_strdup_printf("screen %d, %d events", probe->depth, probe->events);
	g_autofree char *size =
		g_strdup_printf("size %dx%d of %dx%d", probe->width, probe->height, grid->width, grid->height);
	grid_puts(grid, 0, 0, ROLE_TITLE, 0, first);
	grid_puts(grid, 0, 1, ROLE_TEXT, 0, size);
	grid_puts(grid, 0, 2, ROLE_TEXT, 0, probe->said);
	grid_puts(grid, 0, 3, ROLE_CORRECT, 0, "✓ Bắc Kạn 漢字");
	grid_puts(grid, grid->width - 3, grid->height - 1, ROLE_WRONG, 0, "end");
	if (probe->types) {
		grid->cursor_x = 5;
		grid->cursor_y = 4;
	}
}

static void crash_deep(volatile char *below)
{
	volatile char here[4096];
	here[0] = below[0];
	if (here[0] == '\0')
		crash_deep(here);
	below[1] = here[0];
}

static gboolean post(void *user)
{
	(void)user;
	tui_post(EVENT_DONE, "from outside");
	return G_SOURCE_REMOVE;
}

/* The sanitizer would end the program before it faults. */
__attribute__((no_sanitize("undefined"))) static struct effect probe_key(struct probe *probe, uint32_t key)
{
	volatile char start[2] = "";
	switch (key) {
	case 'q':
		return (struct effect){.kind = EFFECT_CLOSE};
	case 'o':
		return (struct effect){.kind = EFFECT_OPEN, .opened = probe_screen(probe->depth + 1, false)};
	case 'z':
		return (struct effect){.kind = EFFECT_SUSPEND};
	case 'a':
		return (struct effect){.kind = EFFECT_ACT, .action = ACT_WELL};
	case 'b':
		return (struct effect){.kind = EFFECT_ACT, .action = ACT_BADLY};
	case 't':
		return (struct effect){.kind = EFFECT_ACT, .action = ACT_THEME};
	case 'p':
		g_idle_add(post, NULL);
		return (struct effect){.kind = EFFECT_NONE};
	case 'c':
		probe->types = !probe->types;
		return (struct effect){.kind = EFFECT_DRAW};
	case '!':
		abort();
	case '@':
		*(volatile int *)(intptr_t)probe->types = 1;
		return (struct effect){.kind = EFFECT_NONE};
	case '#':
		crash_deep(start);
		return (struct effect){.kind = EFFECT_NONE};
	case 'n':
	case 0x1A:
		return (struct effect){.kind = EFFECT_NONE};
	default:
		return (struct effect){.kind = EFFECT_DRAW};
	}
}

static void say(struct probe *probe, const struct event *event)
{
	static const char *const kinds[] = {"start",  "key",  "paste", "click", "wheel",
					    "resize", "tick", "done",  "failed"};
	g_autofree char *flat = g_strdelimit(g_strdup(event->text ? event->text : ""), "\n", '/');
	g_snprintf(probe->said, sizeof probe->said, "last: %s %x at %d,%d [%s] %d", kinds[event->kind], event->key,
		   event->x, event->y, flat, (int)(event->now % 100000));
}

static struct effect probe_handle(void *state, const struct event *event)
{
	struct probe *probe = state;
	probe->events++;
	probe->width = event->width;
	probe->height = event->height;
	say(probe, event);
	return event->kind == EVENT_KEY ? probe_key(probe, event->key) : (struct effect){.kind = EFFECT_DRAW};
}

static const struct screen_class quiet_class = {
	.name = "probe", .render = probe_render, .handle = probe_handle, .free = g_free};
static const struct screen_class ticking_class = {
	.name = "probe", .ticks = true, .render = probe_render, .handle = probe_handle, .free = g_free};

static struct screen *probe_screen(int depth, bool ticks)
{
	struct probe *probe = g_new0(struct probe, 1);
	probe->depth = depth;
	return screen_new(ticks ? &ticking_class : &quiet_class, probe);
}

static const struct theme *blue_theme(void)
{
	static struct theme theme;
	for (int role = 0; role < ROLE_COUNT; role++)
		theme.roles[role] = (struct style){.fg = 0xffffff, .bg = 0x0000ff};
	return &theme;
}

static bool perform(struct screen *screen, int action, void *user, GError **error)
{
	(void)screen, (void)user;
	if (action == ACT_BADLY)
		g_set_error_literal(error, TUI_ERROR, TUI_ERROR_TERM, "it went badly");
	if (action == ACT_THEME)
		tui_set_theme(blue_theme());
	return action != ACT_BADLY;
}

static int run_program(int argc, char **argv)
{
	struct tui_options options = {.perform = perform};
	g_autoptr(GError) error = NULL;
	bool ticks = false, twice = false;
	for (int i = 0; i < argc; i++) {
		options.locked |= strcmp(argv[i], "locked") == 0;
		ticks |= strcmp(argv[i], "ticks") == 0;
		twice |= strcmp(argv[i], "twice") == 0;
	}
	setlocale(LC_ALL, "C.UTF-8");
	setrlimit(RLIMIT_CORE, &(struct rlimit){0});
	if (tui_run(probe_screen(1, ticks), &options, &error) &&
	    (!twice || tui_run(probe_screen(7, ticks), &options, &error)))
		return 0;
	g_print("%s\n", error->message);
	return error->code == TUI_ERROR_TERM ? 4 : 5;
}

#endif
