/* A grid onto the terminal: curses' windows hold it, and curses finds the shortest way to it. */
#include "tui/private.h"

#define NCURSES_NOMACROS
#include <curses.h>
#include <stdlib.h>
#include <string.h>
#include <wchar.h>

#define CELL_POINTS  5 /* CCHARW_MAX */
#define STRETCH_MOST 64
#define JOINER       0x200D
#define REPLACEMENT  L"\uFFFD"

/* How roles are told apart where there is no colour, on top of what the theme says. */
static const attr_t monochrome[ROLE_COUNT] = {
	[ROLE_TITLE] = A_BOLD,       [ROLE_HEADING] = A_BOLD | A_UNDERLINE,
	[ROLE_STRONG] = A_BOLD,      [ROLE_EMPHASIS] = A_ITALIC,
	[ROLE_LINK] = A_UNDERLINE,   [ROLE_TABLE_HEAD] = A_BOLD,
	[ROLE_FOOTER] = A_DIM,       [ROLE_DIM] = A_DIM,
	[ROLE_ACCENT] = A_BOLD,      [ROLE_KEY] = A_BOLD,
	[ROLE_SELECTED] = A_REVERSE, [ROLE_CHOSEN] = A_BOLD,
	[ROLE_CORRECT] = A_BOLD,     [ROLE_WRONG] = A_UNDERLINE,
	[ROLE_WARNING] = A_BOLD,     [ROLE_INPUT] = A_UNDERLINE,
	[ROLE_HIT] = A_REVERSE,      [ROLE_CHART_1] = A_BOLD,
	[ROLE_CHART_3] = A_REVERSE,  [ROLE_CHART_4] = A_DIM,
};

struct look {
	attr_t attr;
	int pair;
};

static struct look looks[ROLE_COUNT];
static bool coloured, defaults, italic;
static int own_fg, own_bg; /* the screen's own colours, −1 where they are the terminal's */
static struct style text_style;
static GHashTable *pairs;  /* the two colours of a picture's cell → their pair; NULL until there is one */
static struct grid *shown; /* what curses has; NULL when that is not known */

int draw_start(bool colour)
{
	const char *slanted = tigetstr("sitm");
	italic = slanted && slanted != (char *)-1;
	coloured = colour && has_colors() && start_color() == OK && COLORS >= 8 && COLOR_PAIRS > ROLE_COUNT;
	defaults = coloured && use_default_colors() == OK;
	own_fg = defaults ? -1 : COLOR_WHITE;
	own_bg = defaults ? -1 : COLOR_BLACK;
	draw_forget();
	return coloured ? COLORS : 0;
}

void draw_stop(void)
{
	g_clear_pointer(&shown, grid_free);
	g_clear_pointer(&pairs, g_hash_table_unref);
}

void draw_forget(void)
{
	g_clear_pointer(&shown, grid_free);
}

/* ---- Roles ---------------------------------------------------------------------------------------------------- */

static attr_t slant(void)
{
	return italic ? A_ITALIC : A_UNDERLINE;
}

static attr_t style_attr(const struct style *style)
{
	return (style->bold ? A_BOLD : 0) | (style->italic ? slant() : 0) | (style->underline ? A_UNDERLINE : 0) |
	       (style->reverse ? A_REVERSE : 0);
}

static attr_t monochrome_attr(enum role role)
{
	attr_t attr = monochrome[role];
	return attr & A_ITALIC ? (attr & ~A_ITALIC) | slant() : attr;
}

static int make_pair(int pair, int fg, int bg)
{
	fg = fg < 0 ? own_fg : fg;
	bg = bg < 0 ? own_bg : bg;
	if (fg < 0 && bg < 0)
		return 0;
	return init_extended_pair(pair, fg, bg) == OK ? pair : 0;
}

/* One pair of colours for each role. */
static int role_pair(enum role role, const struct style *style)
{
	int fg = colour_readable(style->fg, style->bg, COLORS), bg = colour_nearest(style->bg, COLORS);

	/* The text's are the screen's own: what was cleared has them already. */
	if (role == ROLE_TEXT && defaults && assume_default_colors(fg, bg) == OK) {
		own_fg = fg;
		own_bg = bg;
		return 0;
	}
	return make_pair((int)role + 1, fg, bg);
}

void draw_theme(const struct theme *theme)
{
	for (enum role role = 0; role < ROLE_COUNT; role++) {
		const struct style *style = &theme->roles[role];
		looks[role].attr = style_attr(style) | (coloured ? 0 : monochrome_attr(role));
		looks[role].pair = coloured ? role_pair(role, style) : 0;
	}
	text_style = theme->roles[ROLE_TEXT];
	cchar_t blank;
	setcchar(&blank, L" ", A_NORMAL, 0, &looks[ROLE_TEXT].pair);
	wbkgrndset(stdscr, &blank); /* so that clearing the screen gives it its colour at once */
	draw_forget();
}

/* A picture's colours: a pair for each two of them, as far as there are pairs. */
static int picture_pair(const struct cell *cell)
{
	int fg = colour_nearest(cell->fg == COLOUR_DEFAULT ? text_style.fg : cell->fg, COLORS);
	int bg = colour_nearest(cell->bg == COLOUR_DEFAULT ? text_style.bg : cell->bg, COLORS);
	gint64 both = (gint64)fg << 32 | (guint32)bg;

	if (!pairs)
		pairs = g_hash_table_new_full(g_int64_hash, g_int64_equal, g_free, NULL);
	int next = ROLE_COUNT + 1 + (int)g_hash_table_size(pairs);
	int pair = GPOINTER_TO_INT(g_hash_table_lookup(pairs, &both));
	if (pair == 0 && next < COLOR_PAIRS && (pair = make_pair(next, fg, bg)) != 0)
		g_hash_table_insert(pairs, g_memdup2(&both, sizeof(both)), GINT_TO_POINTER(pair));
	return pair;
}

/* ---- Cells ---------------------------------------------------------------------------------------------------- */

static struct look cell_look(const struct cell *cell)
{
	struct look look = looks[cell->role];
	if (coloured && (cell->attr & CELL_COLOURS))
		look.pair = picture_pair(cell);
	if (cell->attr & CELL_BOLD)
		look.attr |= A_BOLD;
	if (cell->attr & CELL_ITALIC)
		look.attr |= slant();
	if (cell->attr & CELL_UNDERLINE)
		look.attr |= A_UNDERLINE;
	if (cell->attr & CELL_REVERSE)
		look.attr ^= A_REVERSE;
	return look;
}

/* Cells side by side, handed to curses together and as they are: it looks at each more closely when they come alone. */
struct stretch {
	int x, y, count;
	cchar_t cells[STRETCH_MOST];
};

static void stretch_flush(struct stretch *stretch)
{
	if (stretch->count > 0)
		mvwadd_wchnstr(stdscr, stretch->y, stretch->x, stretch->cells, stretch->count);
	stretch->count = 0;
}

static void stretch_add(struct stretch *stretch, const wchar_t *text, const struct look *look)
{
	int pair = look->pair;
	if (setcchar(&stretch->cells[stretch->count], text, look->attr, 0, &pair) == OK)
		stretch->count++;
}

static size_t read_points(wchar_t *points, const char *text)
{
	size_t count = 0;
	for (; *text && count < CELL_POINTS; text += g_utf8_skip[(unsigned char)*text])
		points[count++] = (wchar_t)g_utf8_get_char(text);
	points[count] = L'\0';
	return count;
}

/* How many of the points are one base and its marks: what curses takes together. A joiner would pull the next cell's
 * character over. */
static size_t base_and_marks(const wchar_t *points)
{
	size_t count = 1;
	while (points[count] && points[count] != JOINER && wcwidth(points[count]) == 0)
		count++;
	return count;
}

/*
 * Curses goes by the locale's widths, which lag behind those of text/. Where the two disagree, something is drawn that
 * both find as wide as the cell: the parts of the cluster one after the other (the two letters of a flag), or U+FFFD.
 */
static void add_disputed(struct stretch *stretch, wchar_t *points, size_t first, const struct cell *cell,
			 const struct look *look)
{
	const wchar_t *second = L" ";
	wchar_t next[2] = {points[first], L'\0'};
	if (next[0] && wcwidth(next[0]) == 1)
		second = next;
	points[first] = L'\0';
	bool narrow = wcwidth(points[0]) == 1;
	stretch_add(stretch, narrow ? points : REPLACEMENT, look);
	if (cell->width == 2)
		stretch_add(stretch, narrow ? second : L" ", look);
}

/* Takes the cell at x into the stretch, which ends where its neighbour was left out. */
static void draw_cell(struct stretch *stretch, int x, const struct cell *cell)
{
	struct look look = cell_look(cell);
	wchar_t points[CELL_POINTS + 1];
	if (cell->width == 0 || read_points(points, cell->text) == 0)
		return; /* drawn with the wide character it belongs to */
	if (stretch->count + cell->width > STRETCH_MOST)
		stretch_flush(stretch);
	if (stretch->count == 0)
		stretch->x = x;
	if (points[0] < 0x7F && !points[1]) {
		stretch_add(stretch, points, &look);
		return;
	}
	size_t first = base_and_marks(points);
	if (wcwidth(points[0]) != cell->width) {
		add_disputed(stretch, points, first, cell, &look);
		return;
	}
	points[first] = L'\0';
	stretch_add(stretch, points, &look);
}

/* ---- The screen ------------------------------------------------------------------------------------------------ */

/* Cells are compared as bytes: grid.c sets every one of them. */
static bool draw_row(const struct grid *grid, int y)
{
	size_t width = (size_t)grid->width;
	const struct cell *row = grid_cell(grid, 0, y), *before = grid_cell(shown, 0, y);
	if (memcmp(row, before, width * sizeof *row) == 0)
		return false;
	struct stretch stretch = {.y = y};
	for (int x = 0; x < grid->width; x++)
		if (memcmp(&row[x], &before[x], sizeof *row) != 0)
			draw_cell(&stretch, x, &row[x]);
		else
			stretch_flush(&stretch);
	stretch_flush(&stretch);
	return true;
}

/* The first row after the screen was cleared: what is blank stands there already. */
static void draw_new_row(const struct grid *grid, int y)
{
	const struct cell *row = grid_cell(grid, 0, y);
	bool plain = looks[ROLE_TEXT].attr == 0; /* more than the colours the background has not */
	struct stretch stretch = {.y = y};
	for (int x = 0; x < grid->width; x++)
		if (!plain || !cell_is_blank(&row[x]))
			draw_cell(&stretch, x, &row[x]);
		else
			stretch_flush(&stretch);
	stretch_flush(&stretch);
}

static bool draw_cursor(const struct grid *grid)
{
	bool visible = grid->cursor_x >= 0 && grid->cursor_x < grid->width && grid->cursor_y >= 0 &&
		       grid->cursor_y < grid->height;
	bool moved = !shown || grid->cursor_x != shown->cursor_x || grid->cursor_y != shown->cursor_y;
	if (moved)
		curs_set(visible);
	leaveok(stdscr, !visible);
	if (visible)
		wmove(stdscr, grid->cursor_y, grid->cursor_x);
	return moved;
}

static void draw_all(const struct grid *grid)
{
	werase(stdscr);
	clearok(stdscr, TRUE);
	for (int y = 0; y < grid->height; y++)
		draw_new_row(grid, y);
}

static bool draw_changes(const struct grid *grid)
{
	bool changed = false;
	for (int y = 0; y < grid->height; y++)
		changed |= draw_row(grid, y);
	return changed;
}

bool draw_grid(struct grid **grid)
{
	struct grid *next = *grid;
	if (shown && (shown->width != next->width || shown->height != next->height))
		draw_forget();
	bool changed = !shown;
	if (shown)
		changed = draw_changes(next);
	else
		draw_all(next);
	changed |= draw_cursor(next);
	*grid = shown;
	shown = next;
	if (changed)
		wrefresh(stdscr);
	return changed;
}
