#include "screens/panel.h"

#include "screens/help.h"
#include "text/text.h"

#include <string.h>

#define SMALL_HEIGHT 18 /* below this there is no room for empty lines and hints */
#define MOST_COLUMNS 100

void panel_init(struct panel *panel, int width, int height, const struct button *buttons, size_t n_buttons)
{
	bool small = height < SMALL_HEIGHT;

	*panel = (struct panel){.x = width < 50 ? 1 : 3, .n_buttons = MIN(n_buttons, PANEL_BUTTONS)};
	panel->width = MAX(width - 2 * panel->x, 4);
	if (panel->width > MOST_COLUMNS) {
		panel->x = (width - MOST_COLUMNS) / 2;
		panel->width = MOST_COLUMNS;
	}
	for (size_t i = 0; i < panel->n_buttons; i++)
		panel->buttons[i] = buttons[i];
	panel->top = small ? 1 : 3;
	panel->buttons_y = height - buttons_height(panel->buttons, panel->n_buttons, panel->width) - (small ? 0 : 2);
	/* One line above the buttons is the message's. */
	panel->height = MAX(panel->buttons_y - panel->top - 1, 1);
}

static void draw_head(const struct panel *panel, struct grid *grid, const struct panel_words *words)
{
	int aside = words->aside ? text_width(words->aside, strlen(words->aside)) : 0;
	int room = MAX(panel->width - (aside ? aside + 2 : 0), 4);

	draw_clipped(grid, panel->x, 0, room, ROLE_TITLE, CELL_BOLD, words->title);
	if (aside)
		grid_puts(grid, panel->x + panel->width - aside, 0, ROLE_STRONG, CELL_BOLD, words->aside);
	if (panel->top > 1 && words->subtitle)
		draw_clipped(grid, panel->x, 1, panel->width, ROLE_DIM, 0, words->subtitle);
}

#define MESSAGE_LINES 3

/* The end of what the panel holds gives way to a long one. */
static void draw_message(const struct panel *panel, struct grid *grid, const struct panel_words *words)
{
	g_autoptr(Sheet) sheet = sheet_new(panel->width);

	sheet_text(sheet, ITEM_NONE, 0, words->role, words->message);
	int lines = MIN(sheet_height(sheet), MESSAGE_LINES);
	grid_fill(grid, panel->x, panel->buttons_y - lines, panel->width, lines, ROLE_TEXT);
	sheet_draw(sheet, grid, panel->x, panel->buttons_y - lines, lines, 0, ITEM_NONE);
}

void panel_draw(const struct panel *panel, struct grid *grid, const struct panel_words *words, enum key_context context,
		int focus)
{
	draw_head(panel, grid, words);
	if (words->message)
		draw_message(panel, grid, words);
	buttons_draw(panel->buttons, panel->n_buttons, grid, panel->x, panel->buttons_y, panel->width, focus);
	if (panel->top > 1) {
		g_autofree char *hints = keys_hints(context, panel->width);
		grid_puts(grid, panel->x, grid->height - 1, ROLE_FOOTER, 0, hints);
	}
}

int panel_button_at(const struct panel *panel, int x, int y)
{
	if (y < panel->buttons_y)
		return ITEM_NONE;
	return buttons_item_at(panel->buttons, panel->n_buttons, panel->width, x - panel->x, y - panel->buttons_y);
}

int panel_next_button(const struct panel *panel, int item, int direction)
{
	int n = (int)panel->n_buttons;

	for (int i = 0; i < n; i++)
		if (panel->buttons[i].item == item)
			return panel->buttons[(i + direction + n) % n].item;
	return n > 0 ? panel->buttons[0].item : ITEM_NONE;
}

struct effect panel_drawn(void)
{
	return (struct effect){.kind = EFFECT_DRAW};
}

struct effect panel_nothing(void)
{
	return (struct effect){.kind = EFFECT_NONE};
}

struct effect panel_help(enum key_context context)
{
	return (struct effect){.kind = EFFECT_OPEN, .opened = help_screen_new(context)};
}
