#include "print/head.h"
#include "print/ruled.h"

#include <string.h>

#define CLOSING_GAP 8.0

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

/* The rows; the last is kept together with what stands below it. */
static void put_rows(struct pages *pages, const struct table *table, double below)
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

void print_table(struct pages *pages, const struct table *table, const struct form *form)
{
	pages_begin(pages, &sheet_portrait);
	head_draw(pages, form);
	head_title(pages, table->title, table->subtitle);

	PangoLayout *closing = pages_layout(pages, FONT_ITALIC, pages_width(pages), PANGO_ALIGN_LEFT, table->closing);
	double closing_height = *table->closing ? CLOSING_GAP + layout_height(closing) : 0;
	double below = closing_height + head_signatures_height(pages, form);

	put_rows(pages, table, below);
	pages_need(pages, below);
	if (*table->closing)
		pages_put(pages, FONT_ITALIC, pages->sheet->left, pages->y + CLOSING_GAP, pages_width(pages),
			  PANGO_ALIGN_LEFT, table->closing);
	pages->y += closing_height;
	head_signatures(pages, form);
}
