#include "screens/slides_field.h"
#include "screens/sheet.h"
#include "text/text.h"
#include "text/typing.h"

#include <string.h>

bool line_field_handle(GString *field, const struct event *event)
{
	struct typing typing;

	typing_init(&typing, TYPING_OFF, false);
	if (event->kind == EVENT_PASTE) {
		field_add(field, event->text);
		return true;
	}
	if (event->kind != EVENT_KEY)
		return false;
	if (event->key == KEY_ERASE) {
		typing_erase(&typing, field);
		return true;
	}
	if (!key_is_character(event->key) || field->len + 6 > FIELD_BYTES)
		return false;
	typing_key(&typing, event->key, field);
	return true;
}

void line_field_draw(struct grid *grid, int x, int y, int width, const char *text)
{
	int used = text_width(text, strlen(text));

	while (used > width - 1 && *text) {
		size_t len = text_cluster(text, strlen(text));
		used -= text_width(text, len);
		text += len;
	}
	for (int i = 0; i < width; i++)
		grid_put(grid, x + i, y, 1, ROLE_INPUT, CELL_UNDERLINE, " ", 1);
	grid_put(grid, x, y, MAX(width, 0), ROLE_INPUT, CELL_UNDERLINE, text, strlen(text));
	grid->cursor_x = CLAMP(x + used, 0, grid->width - 1);
	grid->cursor_y = CLAMP(y, 0, grid->height - 1);
}
