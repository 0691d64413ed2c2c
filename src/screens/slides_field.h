/*
 * A field of one line, for words to look for. It takes letters as they are typed, without Telex or VNI: what is looked
 * for is compared without marks, and "test" must not become "tét".
 */
#ifndef TAPHUAN_SLIDES_FIELD_H
#define TAPHUAN_SLIDES_FIELD_H

#include "layout/grid.h"
#include "screens/screen.h"

#include <glib.h>
#include <stdbool.h>

/* Takes a typed character, Backspace or pasted text into the field; false when the event is something else. */
bool line_field_handle(GString *field, const struct event *);

/* Draws the field with its cursor in width columns (≥ 1); of a longer text its end. */
void line_field_draw(struct grid *, int x, int y, int width, const char *text);

#endif
