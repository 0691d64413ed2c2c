#include "screens/help.h"
#include "screens/sheet.h"
#include "text/i18n.h"
#include "text/text.h"

#include <string.h>

#define KEY_COLUMN 17 /* columns the keys take beside their help; on a small screen no more than they need */
#define SMALL      60

struct help {
	enum key_context context;
	int scroll;
};

static int key_column(enum key_context context, size_t max)
{
	int widest = 0;

	for (int i = 0; i < BINDING_COUNT; i++) {
		if (keys_context((enum binding)i) != context)
			continue;
		g_autofree char *keys = keys_names((enum binding)i, max);
		widest = MAX(widest, text_width(keys, strlen(keys)));
	}
	return MIN(widest, KEY_COLUMN);
}

static struct sheet *build(const struct help *help, int width)
{
	struct sheet *sheet = sheet_new(width);
	const struct layout_options options = screen_options;
	size_t max = width < SMALL ? 2 : 3;
	int column = width < SMALL ? key_column(help->context, max) : KEY_COLUMN;

	for (int i = 0; i < BINDING_COUNT; i++) {
		if (keys_context((enum binding)i) != help->context)
			continue;
		g_autofree char *keys = keys_names((enum binding)i, max);
		g_autoptr(GString) marker = g_string_new(keys);
		while (text_width(marker->str, marker->len) < column)
			g_string_append_c(marker, ' ');
		const struct rich text = {.text = keys_help((enum binding)i),
					  .len = strlen(keys_help((enum binding)i))};
		sheet_marked(sheet, ITEM_NONE, marker->str, ROLE_STRONG,
			     layout_rich(&text, sheet_marked_width(sheet, marker->str), ROLE_TEXT, &options));
	}
	return sheet;
}

static int body_height(int height)
{
	return MAX(height - 4, 1);
}

static void render(const void *data, struct grid *grid)
{
	const struct help *help = data;
	int x = grid->width < 50 ? 1 : 3;
	g_autoptr(Sheet) sheet = build(help, grid->width - 2 * x);
	g_autofree char *title = g_strdup_printf(_("Keys: %s"), keys_title(help->context));

	grid_puts(grid, x, 0, ROLE_TITLE, CELL_BOLD, title);
	sheet_draw(sheet, grid, x, 2, body_height(grid->height), help->scroll, ITEM_NONE);
	grid_puts(grid, x, grid->height - 1, ROLE_FOOTER, 0, _("↑ ↓ read on   Esc back"));
}

static struct effect scroll(struct help *help, const struct event *event, int lines)
{
	g_autoptr(Sheet) sheet = build(help, event->width - (event->width < 50 ? 2 : 6));

	help->scroll = sheet_scroll(sheet, help->scroll + lines, body_height(event->height), ITEM_NONE);
	return (struct effect){.kind = EFFECT_DRAW};
}

static struct effect handle(void *data, const struct event *event)
{
	struct help *help = data;

	switch ((int)event->kind) {
	case EVENT_WHEEL:
		return scroll(help, event, 3 * event->y);
	case EVENT_RESIZE:
	case EVENT_START:
		return scroll(help, event, 0);
	case EVENT_CLICK:
		return (struct effect){.kind = EFFECT_CLOSE};
	case EVENT_KEY:
		break;
	default:
		return (struct effect){.kind = EFFECT_NONE};
	}
	switch (event->key) {
	case KEY_UP_ARROW:
		return scroll(help, event, -1);
	case KEY_DOWN_ARROW:
		return scroll(help, event, 1);
	case KEY_PAGE_UP:
		return scroll(help, event, -body_height(event->height));
	case KEY_PAGE_DOWN:
		return scroll(help, event, body_height(event->height));
	default:
		return (struct effect){.kind = EFFECT_CLOSE};
	}
}

static const struct screen_class help_class = {.name = "help", .render = render, .handle = handle, .free = g_free};

struct screen *help_screen_new(enum key_context context)
{
	struct help *help = g_new0(struct help, 1);

	help->context = context;
	return screen_new(&help_class, help);
}
