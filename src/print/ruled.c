#include "print/ruled.h"

#define PAD_X RULED_PAD
#define PAD_Y 2.5

/* A head row taller than this part of a sheet is drawn once only, or nothing else would have room. */
#define HEAD_SHARE 0.4

/* A row taller than a sheet begins here only if so much of it has room. */
#define LEAST_PART MM(30)

struct ruled {
	struct pages *pages;
	double x; /* of its left border */
	struct ruled_column *columns;
	size_t n;
	PangoLayout **cells; /* of a row, where they are none that are kept */
	PangoLayout **row;   /* of the row in hand; borrowed */
	PangoLayout **heads;
	double head_height;
	bool head_due;  /* the head row is to be drawn before the next row */
	bool head_once; /* it is too tall to be repeated */
	bool first;     /* nothing of the table stands on this sheet yet: the next row draws its upper line too */
};

/* ---- Drawing a row ----------------------------------------------------------------------------------------- */

/* Of more columns than a sheet has room for, each keeps a letter's. */
static double cell_width(const struct ruled_column *column)
{
	return MAX(column->width - 2 * PAD_X, 1);
}

static double row_height(const struct ruled *ruled, PangoLayout *const *layouts)
{
	double height = 0;
	for (size_t i = 0; i < ruled->n; i++) {
		double cell = layout_height(layouts[i]);
		height = MAX(height, cell);
	}
	return height + 2 * PAD_Y;
}

static void lay_cell(const struct ruled *ruled, PangoLayout *layout, size_t i, const struct rich *cell)
{
	const struct ruled_column *column = &ruled->columns[i];
	layout_set_rich(layout, cell_width(column), column->align, cell, ruled->pages->links);
}

/* Numbers, marks and the like stand in many rows, and on many sheets. */
static double lay_row(struct ruled *ruled, const struct rich *cells)
{
	for (size_t i = 0; i < ruled->n; i++) {
		const struct ruled_column *column = &ruled->columns[i];
		ruled->row[i] = cells[i].n_runs ? NULL
						: pages_kept_layout(ruled->pages, FONT_BODY, cell_width(column),
								    column->align, cells[i].text);
		if (ruled->row[i])
			continue;
		ruled->row[i] = ruled->cells[i];
		lay_cell(ruled, ruled->cells[i], i, &cells[i]);
	}
	return row_height(ruled, ruled->row);
}

/* The lines around the cells of a row; its upper one is the lower one of the row before, unless it is the first. */
static void draw_borders(struct ruled *ruled, double height)
{
	struct pages *pages = ruled->pages;
	double x = ruled->x, y = pages->y;
	for (size_t i = 0; i <= ruled->n; i++) {
		cairo_move_to(pages->cr, x, y);
		cairo_line_to(pages->cr, x, y + height);
		x += i < ruled->n ? ruled->columns[i].width : 0;
	}
	if (ruled->first) {
		cairo_move_to(pages->cr, ruled->x, y);
		cairo_line_to(pages->cr, x, y);
	}
	cairo_move_to(pages->cr, ruled->x, y + height);
	cairo_line_to(pages->cr, x, y + height);
	cairo_stroke(pages->cr);
	ruled->first = false;
}

static void draw_row(struct ruled *ruled, PangoLayout *const *layouts, double height)
{
	struct pages *pages = ruled->pages;
	double x = ruled->x;
	for (size_t i = 0; i < ruled->n; i++) {
		double above = (height - layout_height(layouts[i])) / 2;
		pages_draw(pages, layouts[i], x + PAD_X, pages->y + above);
		x += ruled->columns[i].width;
	}
	draw_borders(ruled, height);
	pages->y += height;
}

/* ---- A row taller than a sheet ----------------------------------------------------------------------------- */

/* How far a cell of a parted row has been drawn. */
struct progress {
	PangoLayoutIter *line; /* the next one to draw */
	double done, height;   /* above that line, and of the whole cell */
	bool over;
};

/* Draws the lines of a cell that fit into room, at least one; returns their height. */
static double draw_lines(struct pages *pages, struct progress *cell, double x, double room)
{
	double from = cell->done;
	while (!cell->over) {
		int bottom;
		pango_layout_iter_get_line_yrange(cell->line, NULL, &bottom);
		double end = (double)bottom / PANGO_SCALE;
		if (cell->done > from && end - from > room)
			break;
		pages_draw_line(pages, cell->line, x, pages->y + PAD_Y - from);
		cell->done = end;
		cell->over = !pango_layout_iter_next_line(cell->line);
	}
	return cell->done - from;
}

/*
 * What the sheet has for the row's lines. Where all that is left would fit but not what must stand below the row, a
 * line is kept back for the next sheet.
 */
static double room_for_part(const struct ruled *ruled, const struct progress *cells, double below)
{
	double room = pages_room(ruled->pages) - 2 * PAD_Y, rest = 0;
	for (size_t i = 0; i < ruled->n; i++)
		rest = MAX(rest, cells[i].height - cells[i].done);
	return rest <= room && rest + below > room ? rest - PAD_Y : room;
}

/* One sheet's part of the row; returns whether something is left. */
static bool draw_part(struct ruled *ruled, struct progress *cells, double below)
{
	struct pages *pages = ruled->pages;
	double x = ruled->x, room = room_for_part(ruled, cells, below), height = 0;
	bool left = false;
	for (size_t i = 0; i < ruled->n; i++) {
		double drawn = draw_lines(pages, &cells[i], x + PAD_X, room);
		height = MAX(height, drawn);
		left |= !cells[i].over;
		x += ruled->columns[i].width;
	}
	height += 2 * PAD_Y;
	draw_borders(ruled, height);
	pages->y += height;
	return left;
}

static void break_table(struct ruled *ruled)
{
	pages_break(ruled->pages);
	ruled->first = true;
	ruled->head_due |= !ruled->head_once;
}

static void draw_head(struct ruled *ruled);

static void draw_parted(struct ruled *ruled, PangoLayout *const *layouts, double below)
{
	g_autofree struct progress *cells = g_new0(struct progress, ruled->n);
	for (size_t i = 0; i < ruled->n; i++) {
		cells[i].line = pango_layout_get_iter(layouts[i]);
		cells[i].height = layout_height(layouts[i]);
	}
	while (draw_part(ruled, cells, below)) {
		break_table(ruled);
		draw_head(ruled);
	}
	for (size_t i = 0; i < ruled->n; i++)
		pango_layout_iter_free(cells[i].line);
}

static void draw_head(struct ruled *ruled)
{
	if (!ruled->head_due)
		return;
	ruled->head_due = false;
	if (ruled->head_once)
		draw_parted(ruled, ruled->heads, 0);
	else
		draw_row(ruled, ruled->heads, ruled->head_height);
}

/* ---- The table --------------------------------------------------------------------------------------------- */

static PangoLayout **copy_layouts(const struct ruled *ruled, enum font font)
{
	PangoLayout **layouts = g_new(PangoLayout *, ruled->n);
	for (size_t i = 0; i < ruled->n; i++)
		layouts[i] = pango_layout_copy(ruled->pages->layouts[font]);
	return layouts;
}

struct ruled *ruled_new(struct pages *pages, double x, const struct ruled_column *columns, size_t n)
{
	struct ruled *ruled = g_new0(struct ruled, 1);
	ruled->pages = pages;
	ruled->x = pages->sheet->left + x;
	ruled->n = n;
	ruled->columns = g_memdup2(columns, n * sizeof(*columns));
	ruled->cells = copy_layouts(ruled, FONT_BODY);
	ruled->heads = copy_layouts(ruled, FONT_BOLD);

	ruled->row = g_new(PangoLayout *, n);
	for (size_t i = 0; i < n; i++) {
		lay_cell(ruled, ruled->heads[i], i, &columns[i].title);
		pango_layout_set_alignment(ruled->heads[i], PANGO_ALIGN_CENTER);
	}
	ruled->head_height = row_height(ruled, ruled->heads);
	ruled->head_once = ruled->head_height > HEAD_SHARE * pages_height(pages);
	ruled->head_due = ruled->first = true;
	return ruled;
}

void ruled_row(struct ruled *ruled, const struct rich *cells, double below)
{
	struct pages *pages = ruled->pages;
	double height = lay_row(ruled, cells);
	double head = ruled->head_once ? 0 : ruled->head_height;
	bool whole = head + height + below <= pages_height(pages);
	double need = (ruled->head_due ? head : 0) + (whole ? height + below : LEAST_PART);

	if (need > pages_room(pages) && !pages->blank)
		break_table(ruled);
	draw_head(ruled);
	if (height + below <= pages_room(pages))
		draw_row(ruled, ruled->row, height);
	else
		draw_parted(ruled, ruled->row, below);
}

static void free_layouts(PangoLayout **layouts, size_t n)
{
	for (size_t i = 0; i < n; i++)
		g_object_unref(layouts[i]);
	g_free(layouts);
}

void ruled_free(struct ruled *ruled)
{
	draw_head(ruled); /* of a table without rows */
	free_layouts(ruled->cells, ruled->n);
	free_layouts(ruled->heads, ruled->n);
	g_free(ruled->row);
	g_free(ruled->columns);
	g_free(ruled);
}
