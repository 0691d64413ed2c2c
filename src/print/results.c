#include "print/head.h"
#include "print/ruled.h"

#include <string.h>

#define CLOSING_GAP 8.0
#define HEADING_GAP 18.0

/* More columns stand on a sheet laid across. */
#define MOST_COLUMNS 7

/* Less of a table is not begun at the foot of a sheet. */
#define LEAST_TABLE MM(40)

static struct rich table_cell(const void *data, size_t row, size_t column)
{
	const struct table *table = data;
	return rich_plain(((char **)table->rows->pdata[row])[column]);
}

static struct ruled *begin_table(struct pages *pages, const struct table *table)
{
	size_t n = table->columns->len;
	g_autofree struct ruled_column *columns = g_new0(struct ruled_column, n);
	for (size_t i = 0; i < n; i++) {
		const struct column *column = &g_array_index(table->columns, struct column, i);
		columns[i].title = rich_plain(column->title);
		columns[i].align = column->type == COLUMN_NUMBER ? PANGO_ALIGN_CENTER : PANGO_ALIGN_LEFT;
	}
	ruled_measure(pages, columns, n, pages_width(pages), table_cell, table, table->rows->len);
	return ruled_new(pages, 0, columns, n);
}

void put_rows(struct pages *pages, const struct table *table, double below)
{
	size_t n = table->columns->len;
	struct ruled *ruled = begin_table(pages, table);
	g_autofree struct rich *cells = g_new(struct rich, n);
	for (size_t row = 0; row < table->rows->len; row++) {
		for (size_t i = 0; i < n; i++)
			cells[i] = table_cell(table, row, i);
		ruled_row(ruled, cells, row + 1 == table->rows->len ? below : 0);
	}
	ruled_free(ruled);
}

/* The table and its closing sentence. */
static void put_table(struct pages *pages, const struct table *table, double below)
{
	PangoLayout *closing = pages_layout(pages, FONT_ITALIC, pages_width(pages), PANGO_ALIGN_LEFT, table->closing);
	double closing_height = *table->closing ? CLOSING_GAP + layout_height(closing) : 0;

	put_rows(pages, table, below + closing_height);
	pages_need(pages, below + closing_height);
	if (*table->closing)
		pages_put(pages, FONT_ITALIC, pages->sheet->left, pages->y + CLOSING_GAP, pages_width(pages),
			  PANGO_ALIGN_LEFT, table->closing);
	pages->y += closing_height;
}

static bool is_wide(const GPtrArray *tables)
{
	for (size_t i = 0; i < tables->len; i++)
		if (((const struct table *)tables->pdata[i])->columns->len > MOST_COLUMNS)
			return true;
	return false;
}

/* The title of a table under another, on the same sheet as its first rows. */
static void put_heading(struct pages *pages, const struct table *table)
{
	pages_gap(pages, HEADING_GAP);
	pages_need(pages, LEAST_TABLE);
	pages->y += pages_put(pages, FONT_BOLD, pages->sheet->left, pages->y, pages_width(pages), PANGO_ALIGN_LEFT,
			      table->title) +
		    CLOSING_GAP;
}

void print_tables(struct pages *pages, const GPtrArray *tables, const struct form *form)
{
	const struct table *first = tables->pdata[0];
	pages_begin(pages, is_wide(tables) ? &sheet_across : &sheet_portrait);
	head_draw(pages, form);
	head_title(pages, first->title, first->subtitle);
	for (size_t i = 0; i < tables->len; i++) {
		if (i)
			put_heading(pages, tables->pdata[i]);
		put_table(pages, tables->pdata[i], i + 1 < tables->len ? 0 : head_signatures_height(pages, form));
	}
	head_signatures(pages, form);
}

void print_table(struct pages *pages, const struct table *table, const struct form *form)
{
	g_autoptr(GPtrArray) tables = g_ptr_array_new();
	g_ptr_array_add(tables, (void *)(uintptr_t)table);
	print_tables(pages, tables, form);
}
