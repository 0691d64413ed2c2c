#include "screens/sheet.h"
#include "screens/screen.h"
#include "text/text.h"

#include <string.h>

#define POINTER_WIDTH 2 /* "▸ " before the item the person is on */
#define SCROLL_WIDTH  2 /* " ↓" behind the lines, where more stands above or below */

struct row {
	const struct page *page; /* NULL for an empty line */
	size_t line;
	int x, item;
	char *marker; /* before it, on an item's first line */
	enum role role;
	char *typed; /* a line of a field; else NULL */
	bool cursor; /* the field's last line */
};

struct sheet {
	int width, window; /* the lines that are seen at once; 0 for none */
	GArray *rows;      /* of struct row */
	GPtrArray *pages;  /* owned */
};

static void clear_row(void *data)
{
	struct row *row = data;

	g_free(row->marker);
	g_free(row->typed);
}

struct sheet *sheet_new(int width)
{
	struct sheet *sheet = g_new0(struct sheet, 1);

	sheet->width = MAX(width - SCROLL_WIDTH, 4);
	sheet->rows = g_array_new(FALSE, TRUE, sizeof(struct row));
	g_array_set_clear_func(sheet->rows, clear_row);
	sheet->pages = g_ptr_array_new_with_free_func((GDestroyNotify)page_free);
	return sheet;
}

void sheet_free(struct sheet *sheet)
{
	if (!sheet)
		return;
	g_array_unref(sheet->rows);
	g_ptr_array_unref(sheet->pages);
	g_free(sheet);
}

static void add_rows(struct sheet *sheet, int item, int x, struct page *page)
{
	g_ptr_array_add(sheet->pages, page);
	for (size_t i = 0; i < page->lines->len; i++) {
		struct row row = {.page = page, .line = i, .x = x, .item = item};
		g_array_append_val(sheet->rows, row);
	}
}

void sheet_page(struct sheet *sheet, int item, int indent, struct page *page)
{
	add_rows(sheet, item, indent, page);
}

void sheet_text(struct sheet *sheet, int item, int indent, enum role role, const char *text)
{
	struct rich rich = {.text = text, .len = strlen(text)};
	struct layout_options options = screen_options;

	if (item != ITEM_NONE)
		indent += POINTER_WIDTH;
	add_rows(sheet, item, indent, layout_rich(&rich, MAX(sheet->width - indent, 2), role, &options));
}

static int marker_columns(const char *marker)
{
	return POINTER_WIDTH + text_width(marker, strlen(marker)) + 1;
}

int sheet_marked_width(const struct sheet *sheet, const char *marker)
{
	return MAX(sheet->width - marker_columns(marker), 2);
}

void sheet_marked(struct sheet *sheet, int item, const char *marker, enum role role, struct page *page)
{
	unsigned int first = sheet->rows->len;

	add_rows(sheet, item, marker_columns(marker), page);
	if (sheet->rows->len == first) {
		struct row empty = {.item = item};
		g_array_append_val(sheet->rows, empty);
	}
	struct row *row = &g_array_index(sheet->rows, struct row, first);
	row->marker = g_strdup(marker);
	row->role = role;
}

void sheet_field(struct sheet *sheet, int item, const char *text)
{
	g_autoptr(GArray) lines = g_array_new(FALSE, FALSE, sizeof(struct text_line));

	/* One column stays free for the cursor. */
	text_wrap(text, strlen(text), MAX(sheet->width - POINTER_WIDTH - 2, 2), lines);
	for (unsigned int i = 0; i < lines->len; i++) {
		const struct text_line *line = &g_array_index(lines, struct text_line, i);
		bool last = i + 1 == lines->len;
		/* The space just typed at the very end shows, though a break would swallow it. */
		size_t len = last ? strlen(text) - line->start : line->len;
		struct row row = {.item = item, .x = POINTER_WIDTH, .cursor = last};

		row.typed = g_strndup(text + line->start, len);
		g_array_append_val(sheet->rows, row);
	}
}

void sheet_space(struct sheet *sheet, int n)
{
	struct row row = {.item = ITEM_NONE};

	for (; n > 0 && sheet->rows->len > 0; n--)
		g_array_append_val(sheet->rows, row);
}

/* True where an item begins right under another. */
static bool is_next_item(const struct sheet *sheet, int line)
{
	int item = sheet_item_at(sheet, line), above = sheet_item_at(sheet, line - 1);

	return item != ITEM_NONE && above != ITEM_NONE && item != above;
}

void sheet_set_window(struct sheet *sheet, int height)
{
	sheet->window = height;
}

void sheet_spread(struct sheet *sheet, int first, int spare)
{
	const struct row row = {.item = ITEM_NONE};
	int added = 0;

	for (int i = first + 1; i < sheet_height(sheet); i++)
		added += is_next_item(sheet, i);
	if (sheet_height(sheet) + added + spare > sheet->window)
		return;
	for (int i = sheet_height(sheet); i-- > first + 1;) {
		if (is_next_item(sheet, i))
			g_array_insert_val(sheet->rows, (unsigned int)i, row);
	}
}

int sheet_width(const struct sheet *sheet)
{
	return sheet->width;
}

int sheet_height(const struct sheet *sheet)
{
	return (int)sheet->rows->len;
}

int sheet_item_at(const struct sheet *sheet, int line)
{
	if (line < 0 || line >= sheet_height(sheet))
		return ITEM_NONE;
	return g_array_index(sheet->rows, struct row, line).item;
}

int sheet_scroll(const struct sheet *sheet, int scroll, int height, int item)
{
	int first = -1, last = -1, total = sheet_height(sheet);

	for (int i = 0; item != ITEM_NONE && i < total; i++) {
		if (sheet_item_at(sheet, i) != item)
			continue;
		if (first < 0)
			first = i;
		last = i;
	}
	if (first >= 0 && last >= scroll + height)
		scroll = last - height + 1;
	if (first >= 0 && first < scroll)
		scroll = first;
	return CLAMP(scroll, 0, MAX(total - height, 0));
}

/* The focused item's whole lines stand out, whatever the roles inside them. */
static void highlight(struct grid *grid, int x, int y, int width)
{
	for (int i = MAX(x, 0); i < MIN(x + width, grid->width); i++)
		grid_cell(grid, i, y)->role = ROLE_SELECTED;
}

static void draw_typed(const struct row *row, struct grid *grid, int x, int y, int width, bool focused)
{
	for (int i = 0; i < width; i++)
		grid_put(grid, x + i, y, 1, ROLE_INPUT, CELL_UNDERLINE, " ", 1);
	int used = grid_put(grid, x, y, width, ROLE_INPUT, CELL_UNDERLINE, row->typed, strlen(row->typed));
	if (focused && row->cursor) {
		grid->cursor_x = MIN(x + used, grid->width - 1);
		grid->cursor_y = y;
	}
}

static void draw_row(const struct sheet *sheet, const struct row *row, struct grid *grid, int x, int y, bool focused,
		     bool is_first)
{
	if (row->marker)
		grid_puts(grid, x + POINTER_WIDTH, y, row->role, 0, row->marker);
	if (row->page)
		page_draw(row->page, grid, x + row->x, y, sheet->width - row->x, row->line, 1, G_MAXINT);
	if (row->typed) {
		draw_typed(row, grid, x + row->x, y, sheet->width - row->x - 1, focused);
		if (focused && is_first)
			grid_puts(grid, x, y, ROLE_KEY, CELL_BOLD, "▸");
		return;
	}
	if (!focused)
		return;
	highlight(grid, x, y, sheet->width);
	if (is_first)
		grid_puts(grid, x, y, ROLE_SELECTED, CELL_BOLD, "▸");
}

void sheet_draw(const struct sheet *sheet, struct grid *grid, int x, int y, int height, int scroll, int focus)
{
	int total = sheet_height(sheet);

	for (int i = scroll; i < total && i < scroll + height; i++) {
		const struct row *row = &g_array_index(sheet->rows, struct row, i);
		bool focused = focus != ITEM_NONE && row->item == focus;
		int line = y + i - scroll;

		if (line < 0 || line >= grid->height)
			continue;
		draw_row(sheet, row, grid, x, line, focused, focused && sheet_item_at(sheet, i - 1) != focus);
	}
	if (scroll > 0)
		grid_puts(grid, x + sheet->width + 1, y, ROLE_DIM, CELL_BOLD, "↑");
	if (scroll + height < total)
		grid_puts(grid, x + sheet->width + 1, y + height - 1, ROLE_DIM, CELL_BOLD, "↓");
}

char *sheet_lines(const struct sheet *sheet)
{
	GString *out = g_string_new(NULL);

	for (unsigned int i = 0; i < sheet->rows->len; i++) {
		const struct row *row = &g_array_index(sheet->rows, struct row, i);
		const struct styled_line *line = row->page ? g_ptr_array_index(row->page->lines, row->line) : NULL;

		g_string_append_printf(out, "%*s%s%s", row->marker ? 0 : row->x, "", row->marker ? row->marker : "",
				       row->marker ? " " : "");
		g_string_append_printf(out, "%*s%s", line ? line->indent : 0, "",
				       row->typed ? row->typed
				       : line     ? line->text
						  : "");
		while (out->len > 0 && out->str[out->len - 1] == ' ')
			g_string_truncate(out, out->len - 1);
		g_string_append_c(out, '\n');
	}
	return g_string_free(out, FALSE);
}

/* ---- Buttons ----------------------------------------------------------------------------------------------- */

#define BUTTON_GAP 2

static int button_width(const struct button *button)
{
	return text_width(button->label, strlen(button->label)) + 4; /* "[ label ]" */
}

/* Where the button stands: left to right, on the next row when it does not fit. */
static void place_button(const struct button *button, int width, int *x, int *y, int *next_x)
{
	*x = *next_x;
	if (*x > 0 && *x + button_width(button) > width) {
		*x = 0;
		*y += 1;
	}
	*next_x = *x + button_width(button) + BUTTON_GAP;
}

int buttons_height(const struct button *buttons, size_t n, int width)
{
	int x, y = 0, next = 0;

	for (size_t i = 0; i < n; i++)
		place_button(&buttons[i], width, &x, &y, &next);
	return n > 0 ? y + 1 : 0;
}

void buttons_draw(const struct button *buttons, size_t n, struct grid *grid, int x, int y, int width, int focus)
{
	int bx, by = 0, next = 0;

	for (size_t i = 0; i < n; i++) {
		bool focused = buttons[i].item == focus;
		g_autofree char *label = g_strdup_printf(focused ? "▸ %s ◂" : "[ %s ]", buttons[i].label);

		place_button(&buttons[i], width, &bx, &by, &next);
		grid_put(grid, x + bx, y + by, width - bx, focused ? ROLE_SELECTED : ROLE_KEY, focused ? CELL_BOLD : 0,
			 label, strlen(label));
	}
}

int buttons_item_at(const struct button *buttons, size_t n, int width, int x, int y)
{
	int bx, by = 0, next = 0;

	for (size_t i = 0; i < n; i++) {
		place_button(&buttons[i], width, &bx, &by, &next);
		if (y == by && x >= bx && x < bx + button_width(&buttons[i]))
			return buttons[i].item;
	}
	return ITEM_NONE;
}

#define READABLE_WIDTH 88
#define LEAST_WIDTH    6

int readable_margin(int width, int *lines)
{
	int margin = width < 50 ? 1 : 3;

	*lines = MAX(width - 2 * margin, LEAST_WIDTH);
	if (*lines <= READABLE_WIDTH)
		return margin;
	*lines = READABLE_WIDTH;
	return (width - READABLE_WIDTH) / 2;
}

/* ---- Fields ------------------------------------------------------------------------------------------------ */

void field_add(GString *field, const char *text)
{
	g_autofree char *clean = text_filter(text);

	g_strdelimit(clean, "\n\t", ' ');
	if (field->len + strlen(clean) <= FIELD_BYTES)
		g_string_append(field, clean);
}

int draw_clipped(struct grid *grid, int x, int y, int width, enum role role, unsigned int attr, const char *text)
{
	int used;

	if (text_width(text, strlen(text)) <= width)
		return grid_puts(grid, x, y, role, attr, text);
	size_t fits = text_fit(text, strlen(text), width - 1, &used);
	grid_put(grid, x, y, used, role, attr, text, fits);
	grid_puts(grid, x + used, y, role, attr, "…");
	return used + 1;
}

bool key_is_character(uint32_t key)
{
	return key < KEY_FIRST_SPECIAL && g_unichar_isprint(key);
}
