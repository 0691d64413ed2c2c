#include "layout/grid.h"

#include "text/text.h"

#include <string.h>

#define CELL_POINTS 5 /* what curses can hold: a base and four marks */
#define REPLACEMENT "\xef\xbf\xbd"

struct grid *grid_new(int width, int height)
{
	g_assert(width >= 1 && height >= 1);
	struct grid *grid = g_new(struct grid, 1);
	*grid = (struct grid){.width = width, .height = height};
	grid->cells = g_new(struct cell, (size_t)width * (size_t)height);
	grid_clear(grid);
	return grid;
}

void grid_free(struct grid *grid)
{
	if (!grid)
		return;
	g_free(grid->cells);
	g_free(grid);
}

/* Every byte of a cell is set, so that two cells can be compared with memcmp(). */
static const struct cell blank = {.text = " ", .role = ROLE_TEXT, .width = 1};

void grid_clear(struct grid *grid)
{
	size_t count = (size_t)grid->width * (size_t)grid->height;
	for (size_t i = 0; i < count; i++)
		grid->cells[i] = blank;
	grid->cursor_x = grid->cursor_y = -1;
}

bool cell_is_blank(const struct cell *cell)
{
	return memcmp(cell, &blank, sizeof blank) == 0;
}

struct cell *grid_cell(const struct grid *grid, int x, int y)
{
	g_assert(x >= 0 && x < grid->width && y >= 0 && y < grid->height);
	return &grid->cells[(size_t)y * (size_t)grid->width + (size_t)x];
}

static void make_space(struct cell *cell)
{
	memset(cell->text, 0, sizeof cell->text);
	cell->text[0] = ' ';
	cell->width = 1;
}

/* Columns from..to (not included) of a row are about to be overwritten: the halves of wide characters that stay behind
 * on both sides become spaces. */
static void cut_free(const struct grid *grid, struct cell *row, int from, int to)
{
	if (from > 0 && row[from].width == 0)
		make_space(&row[from - 1]);
	if (to < grid->width && row[to].width == 0)
		make_space(&row[to]);
}

static bool inside(const struct grid *grid, long x, long y)
{
	return x >= 0 && x < grid->width && y >= 0 && y < grid->height;
}

static void place_narrow(struct grid *grid, long x, int y, const struct cell *cell)
{
	if (!inside(grid, x, y))
		return;
	struct cell *row = &grid->cells[(size_t)y * (size_t)grid->width];
	cut_free(grid, row, (int)x, (int)x + 1);
	row[x] = *cell;
}

/* Of a wide cell that has only one of its columns inside, a space is left. */
static void place_wide(struct grid *grid, long x, int y, const struct cell *cell)
{
	bool left = inside(grid, x, y);
	if (!left || !inside(grid, x + 1, y)) {
		struct cell space = *cell;
		make_space(&space);
		place_narrow(grid, left ? x : x + 1, y, &space);
		return;
	}
	struct cell *row = grid_cell(grid, 0, y);
	cut_free(grid, row, (int)x, (int)x + 2);
	row[x] = *cell;
	row[x + 1] = (struct cell){.role = cell->role, .attr = cell->attr};
}

/* True when the cluster is broken or holds a control character. */
static bool is_harmful(const char *cluster, size_t len)
{
	if (!g_utf8_validate_len(cluster, len, NULL))
		return true;
	for (const char *p = cluster; p < cluster + len; p += g_utf8_skip[(unsigned char)*p])
		if (g_unichar_iscntrl(g_utf8_get_char(p)))
			return true;
	return false;
}

/* The bytes of the cluster that fit into a cell: at most CELL_POINTS whole code points. */
static size_t cell_len(const char *cluster, size_t len)
{
	size_t fit = 0;
	for (int points = 0; fit < len && points < CELL_POINTS; points++) {
		size_t next = fit + (size_t)g_utf8_skip[(unsigned char)cluster[fit]];
		if (next > len || next >= CELL_BYTES)
			break;
		fit = next;
	}
	return fit;
}

/* Fills in text and width of the cell from the cluster at the start of text; returns the bytes it takes, at least 1. */
static size_t read_cluster(struct cell *cell, const char *text, size_t len)
{
	size_t plain = text_plain(text, len), cluster = plain > 0 ? plain : MAX(text_cluster(text, len), 1);
	memset(cell->text, 0, sizeof cell->text);
	if (plain > 0) {
		cell->text[0] = text[0]; /* mostly that is all */
		memcpy(cell->text + 1, text + 1, plain - 1);
		cell->width = 1;
	} else if (is_harmful(text, cluster)) {
		memcpy(cell->text, REPLACEMENT, strlen(REPLACEMENT));
		cell->width = 1;
	} else if (text_needs_filter(text, cluster)) {
		cell->width = 0;
	} else {
		memcpy(cell->text, text, cell_len(text, cluster));
		cell->width = (uint8_t)CLAMP(text_width(text, cluster), 0, 2);
	}
	return cluster;
}

int grid_put(struct grid *grid, int x, int y, int max, enum role role, unsigned int attr, const char *text, size_t len)
{
	int used = 0;
	struct cell cell = {.role = (uint8_t)role, .attr = (uint8_t)attr};
	while (len > 0 && used < max) {
		size_t cluster = read_cluster(&cell, text, len);
		text += cluster;
		len -= cluster;
		if (cell.width > max - used)
			break;
		if (cell.width == 1)
			place_narrow(grid, (long)x + used, y, &cell);
		else if (cell.width == 2)
			place_wide(grid, (long)x + used, y, &cell);
		used += cell.width;
	}
	return used;
}

int grid_puts(struct grid *grid, int x, int y, enum role role, unsigned int attr, const char *text)
{
	return grid_put(grid, x, y, G_MAXINT, role, attr, text, strlen(text));
}

void grid_paint(struct grid *grid, int x, int y, int columns, int32_t fg, int32_t bg)
{
	int right = (int)MIN((long)x + columns, grid->width);
	for (int column = MAX(x, 0); y >= 0 && y < grid->height && column < right; column++) {
		struct cell *cell = grid_cell(grid, column, y);
		cell->attr |= CELL_COLOURS;
		cell->fg = fg;
		cell->bg = bg;
	}
}

void grid_fill(struct grid *grid, int x, int y, int width, int height, enum role role)
{
	int left = MAX(x, 0), right = (int)MIN((long)x + width, grid->width);
	int top = MAX(y, 0), bottom = (int)MIN((long)y + height, grid->height);
	struct cell space = blank;
	space.role = (uint8_t)role;
	for (int row = top; left < right && row < bottom; row++) {
		struct cell *cells = grid_cell(grid, 0, row);
		cut_free(grid, cells, left, right);
		for (int column = left; column < right; column++)
			cells[column] = space;
	}
}

/* One letter each; tests/golden/README explains them. */
static const char role_letters[ROLE_COUNT] = {
	[ROLE_TEXT] = ' ',       [ROLE_TITLE] = 't',   [ROLE_HEADING] = 'h', [ROLE_STRONG] = 'b',
	[ROLE_EMPHASIS] = 'i',   [ROLE_CODE] = 'c',    [ROLE_LINK] = 'l',    [ROLE_QUOTE] = 'q',
	[ROLE_TABLE_HEAD] = 'g', [ROLE_RULE] = 'r',    [ROLE_BULLET] = 'o',  [ROLE_FOOTER] = 'f',
	[ROLE_DIM] = 'd',        [ROLE_ACCENT] = 'a',  [ROLE_KEY] = 'k',     [ROLE_SELECTED] = 's',
	[ROLE_CHOSEN] = 'x',     [ROLE_CORRECT] = 'y', [ROLE_WRONG] = 'n',   [ROLE_WARNING] = 'w',
	[ROLE_INPUT] = 'u',      [ROLE_HIT] = 'm',     [ROLE_CHART_1] = '1', [ROLE_CHART_2] = '2',
	[ROLE_CHART_3] = '3',    [ROLE_CHART_4] = '4',
};

static char cell_letter(const struct grid *grid, int x, int y)
{
	if (x == grid->cursor_x && y == grid->cursor_y)
		return '_';
	const struct cell *cell = grid_cell(grid, x, y);
	if (cell->attr && cell->role == ROLE_TEXT)
		return '*';
	char letter = role_letters[cell->role];
	return cell->attr ? g_ascii_toupper(letter) : letter;
}

/* Ends the line that starts at byte start of out, without its trailing spaces. */
static void end_line(GString *out, size_t start)
{
	size_t len = out->len;
	while (len > start && out->str[len - 1] == ' ')
		len--;
	g_string_truncate(out, len);
	g_string_append_c(out, '\n');
}

static void add_row(const struct grid *grid, int y, GString *out)
{
	const struct cell *row = grid_cell(grid, 0, y);
	int end = grid->width;
	while (end > 0 && strcmp(row[end - 1].text, " ") == 0)
		end--;
	for (int x = 0; x < end; x++) {
		if (row[x].text[0] != '\0' && row[x].text[1] == '\0')
			g_string_append_c(out, row[x].text[0]);
		else
			g_string_append(out, row[x].text);
	}
	g_string_append_c(out, '\n');
}

char *grid_text(const struct grid *grid, bool roles)
{
	GString *out = g_string_sized_new((size_t)grid->width * (size_t)grid->height);
	for (int y = 0; y < grid->height; y++) {
		add_row(grid, y, out);
		size_t start = out->len;
		for (int x = 0; roles && x < grid->width; x++)
			g_string_append_c(out, cell_letter(grid, x, y));
		if (roles)
			end_line(out, start);
	}
	return g_string_free(out, FALSE);
}
