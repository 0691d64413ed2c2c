/*
 * A stage for screens: a screen on a grid of a size, driven by events, with the program's part played by the test; and
 * golden screens in tests/data/screens, rewritten with UPDATE_GOLDEN=1.
 */
#ifndef TAPHUAN_SCREENS_STAGE_H
#define TAPHUAN_SCREENS_STAGE_H

#include "screens/keys.h"
#include "screens/screen.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

struct stage {
	GPtrArray *stack; /* of struct screen; the last is shown */
	int width, height;
	int64_t now;
	bool closed;
	/* Plays the program: NULL when done, else why not. */
	const char *(*perform)(struct screen *, int action, void *user);
	void *user;
};

static inline struct screen *stage_top(const struct stage *stage)
{
	return g_ptr_array_index(stage->stack, stage->stack->len - 1);
}

static inline void stage_event(struct stage *stage, struct event event)
{
	event.width = stage->width;
	event.height = stage->height;
	event.now = stage->now;
	for (bool more = true; more && !stage->closed;) {
		struct screen *top = stage_top(stage);
		struct effect effect = top->class->handle(top->state, &event);

		more = false;
		if (effect.kind == EFFECT_OPEN) {
			g_ptr_array_add(stage->stack, effect.opened);
			event.kind = EVENT_START;
			more = true;
		} else if (effect.kind == EFFECT_CLOSE) {
			g_ptr_array_set_size(stage->stack, (int)stage->stack->len - 1);
			stage->closed = stage->stack->len == 0;
			event.kind = EVENT_START;
			more = true;
		} else if (effect.kind == EFFECT_ACT) {
			event.text = stage->perform(top, effect.action, stage->user);
			event.kind = event.text ? EVENT_FAILED : EVENT_DONE;
			more = true;
		}
	}
}

static inline void stage_init(struct stage *stage, struct screen *screen, int width, int height)
{
	stage->stack = g_ptr_array_new_with_free_func((GDestroyNotify)screen_free);
	g_ptr_array_add(stage->stack, screen);
	stage->width = width;
	stage->height = height;
	stage->closed = false;
	stage_event(stage, (struct event){.kind = EVENT_START});
}

static inline void stage_clear(struct stage *stage)
{
	g_ptr_array_unref(stage->stack);
}

static inline void stage_key(struct stage *stage, uint32_t key)
{
	stage_event(stage, (struct event){.kind = EVENT_KEY, .key = key});
}

static inline void stage_type(struct stage *stage, const char *text)
{
	for (; *text; text = g_utf8_next_char(text))
		stage_key(stage, g_utf8_get_char(text));
}

static inline void stage_resize(struct stage *stage, int width, int height)
{
	stage->width = width;
	stage->height = height;
	stage_event(stage, (struct event){.kind = EVENT_RESIZE});
}

static inline char *stage_text(const struct stage *stage, bool roles)
{
	g_autoptr(Grid) grid = grid_new(stage->width, stage->height);

	stage_top(stage)->class->render(stage_top(stage)->state, grid);
	return grid_text(grid, roles);
}

static inline void stage_shows(const struct stage *stage, const char *text)
{
	g_autofree char *screen = stage_text(stage, false);

	if (!strstr(screen, text))
		fail_msg("not on the screen: %s\n%s", text, screen);
}

static inline void stage_hides(const struct stage *stage, const char *text)
{
	g_autofree char *screen = stage_text(stage, false);

	if (strstr(screen, text))
		fail_msg("on the screen, but should not be: %s\n%s", text, screen);
}

/* Clicks the first cell of the text on the screen. */
static inline void stage_click(struct stage *stage, const char *text)
{
	g_autofree char *screen = stage_text(stage, false);
	g_auto(GStrv) lines = g_strsplit(screen, "\n", -1);

	for (int y = 0; lines[y]; y++) {
		const char *at = strstr(lines[y], text);
		if (!at)
			continue;
		int x = (int)g_utf8_strlen(lines[y], at - lines[y]);
		stage_event(stage, (struct event){.kind = EVENT_CLICK, .x = x, .y = y});
		return;
	}
	fail_msg("nothing to click: %s\n%s", text, screen);
}

/* Compares the screen with tests/data/screens/NAME-WIDTHxHEIGHT.txt. */
static inline void stage_golden(const struct stage *stage, const char *name)
{
	g_autofree char *path =
		g_strdup_printf("%s/tests/data/screens/%s-%dx%d.txt", SOURCE_DIR, name, stage->width, stage->height);
	g_autofree char *screen = stage_text(stage, true), *expected = NULL;

	if (g_getenv("UPDATE_GOLDEN")) {
		assert_true(g_file_set_contents(path, screen, -1, NULL));
		return;
	}
	if (!g_file_get_contents(path, &expected, NULL, NULL))
		fail_msg("no golden screen: %s", path);
	if (strcmp(screen, expected) != 0)
		fail_msg("%s differs; now it is\n%s", path, screen);
}

/* The same on a telephone, a projector and a large screen; the screen has its own size again then. */
static inline void stage_goldens(struct stage *stage, const char *name)
{
	static const int sizes[][2] = {{40, 15}, {80, 24}, {120, 40}};
	int width = stage->width, height = stage->height;

	for (size_t i = 0; i < G_N_ELEMENTS(sizes); i++) {
		stage_resize(stage, sizes[i][0], sizes[i][1]);
		stage_golden(stage, name);
	}
	stage_resize(stage, width, height);
}

#endif
