/* A table of report/ to look at: the first lines stay, the rest scrolls both ways. */
#include "screens/help.h"
#include "screens/keys.h"
#include "screens/list.h"
#include "screens/sheet.h"
#include "text/i18n.h"
#include "text/text.h"

#include <string.h>

#define GAP 2

struct table_state {
	struct table *table;
	int *widths; /* of the columns */
	int x, y;    /* columns and rows scrolled past */
};

static const struct column *column(const struct table_state *state, size_t i)
{
	return &g_array_index(state->table->columns, struct column, i);
}

static void measure(struct table_state *state)
{
	size_t n = state->table->columns->len;

	state->widths = g_new0(int, n + 1);
	for (size_t c = 0; c < n; c++) {
		state->widths[c] = text_width(column(state, c)->title, strlen(column(state, c)->title));
		for (size_t r = 0; r < state->table->rows->len; r++) {
			char **row = g_ptr_array_index(state->table->rows, r);
			state->widths[c] = MAX(state->widths[c], text_width(row[c], strlen(row[c])));
		}
	}
}

static int total_width(const struct table_state *state)
{
	int width = 0;

	for (size_t c = 0; c < state->table->columns->len; c++)
		width += state->widths[c] + GAP;
	return width;
}

static void draw_cells(const struct table_state *state, struct grid *grid, int x, int y, enum role role, char **cells)
{
	for (size_t c = 0; c < state->table->columns->len; c++) {
		const char *text = cells ? cells[c] : column(state, c)->title;
		int used = text_width(text, strlen(text));
		bool right = column(state, c)->type == COLUMN_NUMBER;

		grid_puts(grid, x + (right ? state->widths[c] - used : 0), y, role, 0, text);
		x += state->widths[c] + GAP;
	}
}

static int margin(int width)
{
	return width < 50 ? 1 : 3;
}

static int body_height(int height)
{
	return MAX(height - 6, 1);
}

static void render(const void *data, struct grid *grid)
{
	const struct table_state *state = data;
	int left = margin(grid->width), height = body_height(grid->height);

	draw_clipped(grid, left, 0, grid->width - 2 * left, ROLE_TITLE, CELL_BOLD, state->table->title);
	draw_clipped(grid, left, 1, grid->width - 2 * left, ROLE_DIM, 0, state->table->subtitle);
	draw_cells(state, grid, left - state->x, 2, ROLE_TABLE_HEAD, NULL);
	for (int i = 0; i < grid->width - 2 * left; i++)
		grid_puts(grid, left + i, 3, ROLE_RULE, 0, "─");
	for (int i = 0; i < height && i + state->y < (int)state->table->rows->len; i++)
		draw_cells(state, grid, left - state->x, 4 + i, ROLE_TEXT,
			   g_ptr_array_index(state->table->rows, i + state->y));
	grid_puts(grid, left, grid->height - 2, ROLE_DIM, 0, state->table->closing);
	grid_puts(grid, left, grid->height - 1, ROLE_FOOTER, 0, _("↑ ↓ ← → look around   Esc back"));
}

static struct effect scroll(struct table_state *state, const struct event *event, int dx, int dy)
{
	int rows = (int)state->table->rows->len;

	state->y = CLAMP(state->y + dy, 0, MAX(rows - body_height(event->height), 0));
	state->x = CLAMP(state->x + dx, 0, MAX(total_width(state) - event->width + 2 * margin(event->width), 0));
	return (struct effect){.kind = EFFECT_DRAW};
}

static struct effect handle_key(struct table_state *state, const struct event *event)
{
	int page = body_height(event->height);

	switch ((int)keys_find(CONTEXT_LIST, event->key)) {
	case LIST_UP:
		return scroll(state, event, 0, -1);
	case LIST_DOWN:
		return scroll(state, event, 0, 1);
	case LIST_PAGE_UP:
		return scroll(state, event, 0, -page);
	case LIST_PAGE_DOWN:
		return scroll(state, event, 0, page);
	case LIST_FIRST:
		return scroll(state, event, 0, -state->y);
	case LIST_LAST:
		return scroll(state, event, 0, (int)state->table->rows->len);
	case LIST_LEFT:
		return scroll(state, event, -8, 0);
	case LIST_RIGHT:
		return scroll(state, event, 8, 0);
	case LIST_HELP:
		return (struct effect){.kind = EFFECT_OPEN, .opened = help_screen_new(CONTEXT_LIST)};
	case LIST_CLOSE:
	case LIST_OPEN:
		return (struct effect){.kind = EFFECT_CLOSE};
	default:
		return (struct effect){.kind = EFFECT_NONE};
	}
}

static struct effect handle(void *data, const struct event *event)
{
	struct table_state *state = data;

	if (event->kind == EVENT_KEY)
		return event->key == KEY_INTERRUPT ? (struct effect){.kind = EFFECT_CLOSE} : handle_key(state, event);
	if (event->kind == EVENT_WHEEL)
		return scroll(state, event, 0, event->y * 3);
	return scroll(state, event, 0, 0);
}

static void free_state(void *data)
{
	struct table_state *state = data;

	table_free(state->table);
	g_free(state->widths);
	g_free(state);
}

static const struct screen_class table_class = {
	.name = "table", .render = render, .handle = handle, .free = free_state};

struct screen *table_screen_new(struct table *table)
{
	struct table_state *state = g_new0(struct table_state, 1);

	state->table = table;
	measure(state);
	return screen_new(&table_class, state);
}
