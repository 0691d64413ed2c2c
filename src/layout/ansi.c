/* A grid as text with escape sequences, no more of them than the changes of style need. */
#include "layout/ansi.h"

#include <string.h>

/* A cell's style: its role's, and its own attributes on top of it. */
static struct style cell_style(const struct cell *cell, const struct theme *theme)
{
	struct style style = theme->roles[cell->role];

	if (cell->attr & CELL_COLOURS) {
		style.fg = cell->fg == COLOUR_DEFAULT ? style.fg : cell->fg;
		style.bg = cell->bg == COLOUR_DEFAULT ? style.bg : cell->bg;
	}
	style.bold |= (cell->attr & CELL_BOLD) != 0;
	style.italic |= (cell->attr & CELL_ITALIC) != 0;
	style.underline |= (cell->attr & CELL_UNDERLINE) != 0;
	style.reverse ^= (cell->attr & CELL_REVERSE) != 0;
	return style;
}

static bool same_style(const struct style *a, const struct style *b)
{
	return a->fg == b->fg && a->bg == b->bg && a->bold == b->bold && a->italic == b->italic &&
	       a->underline == b->underline && a->reverse == b->reverse;
}

static void put_colour(GString *out, int kind, int32_t rgb)
{
	if (rgb != COLOUR_DEFAULT)
		g_string_append_printf(out, ";%d;2;%d;%d;%d", kind, rgb >> 16 & 0xff, rgb >> 8 & 0xff, rgb & 0xff);
}

static void put_style(GString *out, const struct style *style)
{
	g_string_append(out, "\033[0");
	if (style->bold)
		g_string_append(out, ";1");
	if (style->italic)
		g_string_append(out, ";3");
	if (style->underline)
		g_string_append(out, ";4");
	if (style->reverse)
		g_string_append(out, ";7");
	put_colour(out, 38, style->fg);
	put_colour(out, 48, style->bg);
	g_string_append_c(out, 'm');
}

/* The columns of a row up to the last cell that shows something. */
static int seen_width(const struct grid *grid, int y, const struct theme *theme)
{
	int width = grid->width;

	for (; width > 0; width--) {
		const struct cell *cell = grid_cell(grid, width - 1, y);
		struct style style = cell_style(cell, theme);
		if (strcmp(cell->text, " ") != 0 || style.bg != COLOUR_DEFAULT || style.underline || style.reverse)
			break;
	}
	return width;
}

static void put_row(GString *out, const struct grid *grid, int y, const struct theme *theme)
{
	const struct style own = {.fg = COLOUR_DEFAULT, .bg = COLOUR_DEFAULT};
	struct style now = own;
	int width = seen_width(grid, y, theme);

	for (int x = 0; x < width; x++) {
		const struct cell *cell = grid_cell(grid, x, y);
		struct style style = cell_style(cell, theme);
		if (!same_style(&style, &now))
			put_style(out, &style);
		now = style;
		g_string_append(out, cell->text);
	}
	if (!same_style(&now, &own))
		g_string_append(out, "\033[0m");
	g_string_append_c(out, '\n');
}

char *ansi_text(const struct grid *grid, const struct theme *theme)
{
	GString *out = g_string_new(NULL);

	for (int y = 0; y < grid->height; y++)
		put_row(out, grid, y, theme);
	return g_string_free(out, FALSE);
}
