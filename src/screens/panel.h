/*
 * The frame that the screens of people and training sessions share: a title with something to its right, what it holds,
 * a message, a row of buttons and the keys' hints. Built anew for every render and every event, as a sheet is.
 */
#ifndef TAPHUAN_SCREENS_PANEL_H
#define TAPHUAN_SCREENS_PANEL_H

#include "screens/keys.h"
#include "screens/screen.h"
#include "screens/sheet.h"

#define PANEL_BUTTONS 8

struct panel {
	int x, width;
	int top, height; /* of what it holds */
	int buttons_y;
	struct button buttons[PANEL_BUTTONS];
	size_t n_buttons;
};

/* Lays it out. buttons (at most PANEL_BUTTONS) may be NULL for none; their labels are borrowed. */
void panel_init(struct panel *, int width, int height, const struct button *buttons, size_t n_buttons);

/* What a panel says; each may be NULL. */
struct panel_words {
	const char *title, *aside; /* aside stands to the right of the title */
	const char *subtitle;      /* left out where there is no room */
	const char *message;
	enum role role; /* of the message */
};

/* Draws all but what it holds, which has to be drawn before; focus is the item of the button the person is on. */
void panel_draw(const struct panel *, struct grid *, const struct panel_words *, enum key_context, int focus);

/* The item of the button at a cell, or ITEM_NONE. */
int panel_button_at(const struct panel *, int x, int y);

/* The item of the button before or after the one with this item, round and round; that of the first where none has it.
 */
int panel_next_button(const struct panel *, int item, int direction);

/* Shorthands for effects. */
struct effect panel_drawn(void);
struct effect panel_nothing(void);
struct effect panel_help(enum key_context);

#endif
