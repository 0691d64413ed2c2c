/*
 * screens/: what a person sees and does. A screen is a const class and a state: render(state, grid) and handle(state,
 * event) → effect. Pure: no curses, no file, no clock; what has to happen outside is an effect, carried out by the
 * program, whose outcome comes back as an event.
 */
#ifndef TAPHUAN_SCREEN_H
#define TAPHUAN_SCREEN_H

#include "layout/grid.h"
#include "layout/layout.h"

#include <glib.h>
#include <stdbool.h>
#include <stdint.h>

/* Keys that are no character; characters are their code point. */
enum key {
	KEY_FIRST_SPECIAL = 0x110000,
	KEY_UP_ARROW = KEY_FIRST_SPECIAL,
	KEY_DOWN_ARROW,
	KEY_LEFT_ARROW,
	KEY_RIGHT_ARROW,
	KEY_PAGE_UP,
	KEY_PAGE_DOWN,
	KEY_HOME_KEY,
	KEY_END_KEY,
	KEY_RETURN,
	KEY_ESCAPE,
	KEY_TAB,
	KEY_BACK_TAB,
	KEY_ERASE,
	KEY_DELETE_KEY,
	KEY_F1,
	KEY_F2,
	KEY_F3,
	KEY_F4,
	KEY_F5,
	KEY_INTERRUPT, /* Ctrl-C */
};

enum event_kind {
	EVENT_START,   /* the screen is shown, for the first time or again after one above it closed */
	EVENT_KEY,     /* key */
	EVENT_PASTE,   /* text: pasted, not typed */
	EVENT_CLICK,   /* x, y of a cell */
	EVENT_WHEEL,   /* y: −1 up, 1 down */
	EVENT_RESIZE,  /* the grid's new size at the next render */
	EVENT_TICK,    /* once a second while the class asks for it */
	EVENT_DONE,    /* the last effect was carried out */
	EVENT_FAILED,  /* it was not: text says why, for the person */
	EVENT_CHANGED, /* what the program gave the screen is not what it was */
};

struct event {
	enum event_kind kind;
	uint32_t key; /* a code point or enum key */
	int x, y;
	const char *text;
	int64_t now;       /* milliseconds since 1970, of every event */
	int width, height; /* the terminal's size, of every event */
};

struct screen;

enum effect_kind {
	EFFECT_NONE,    /* nothing happened: no need to draw */
	EFFECT_DRAW,    /* the state changed */
	EFFECT_OPEN,    /* show the screen opened on top of this one; it is then the runner's */
	EFFECT_CLOSE,   /* leave this screen; the last one closed ends the program */
	EFFECT_SUSPEND, /* Ctrl-Z */
	EFFECT_ACT,     /* something outside: action and its arguments, for the program to carry out */
};

/* What the program does for a screen; the arguments are in the screen's state, which the program's handler knows. */
struct effect {
	enum effect_kind kind;
	struct screen *opened; /* EFFECT_OPEN */
	int action;            /* EFFECT_ACT: of the screen's own enum */
};

struct screen_class {
	const char *name; /* of its bindings in keys.def */
	bool ticks;       /* wants EVENT_TICK */
	void (*render)(const void *state, struct grid *);
	struct effect (*handle)(void *state, const struct event *);
	void (*free)(void *state);
};

/* A screen of a class; state is owned by it. */
struct screen {
	const struct screen_class *class;
	void *state;
};

struct screen *screen_new(const struct screen_class *, void *state);
void screen_free(struct screen *);

/* How screens are laid out: what the terminal can show. Whoever runs them sets it before the first one begins. */
extern struct layout_options screen_options;

#endif
