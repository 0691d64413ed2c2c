#include "print/prose.h"

#include "layout/picture.h"
#include "print/ruled.h"
#include "text/i18n.h"

#include <string.h>

#define PARAGRAPH_GAP 6.0
#define HEADING_GAP   12.0
#define ITEM_INDENT   MM(7)
#define QUOTE_INDENT  MM(10)
#define CODE_INDENT   MM(5)

/* However deep lists are nested, so much is left for the words. */
#define LEAST_WIDTH MM(60)

/* What must have room under a heading. */
#define UNDER_HEADING 48.0

struct prose prose_begin(struct pages *pages, const struct lesson *lesson)
{
	return (struct prose){.pages = pages, .lesson = lesson, .width = pages_width(pages)};
}

struct prose prose_indented(const struct prose *prose, double indent)
{
	struct prose inner = *prose;
	double most = MAX(prose->width - LEAST_WIDTH, 0);
	inner.left += MIN(indent, most);
	inner.width -= MIN(indent, most);
	return inner;
}

static PangoAlignment alignment(enum align align)
{
	return align == ALIGN_CENTER ? PANGO_ALIGN_CENTER : align == ALIGN_RIGHT ? PANGO_ALIGN_RIGHT : PANGO_ALIGN_LEFT;
}

static PangoLayout *lay(struct prose *prose, enum font font, const struct rich *rich)
{
	PangoLayout *layout = prose->pages->layouts[font];
	layout_set_rich(layout, prose->width, alignment(prose->align), rich, prose->pages->links);
	pango_layout_set_justify(layout, prose->align == ALIGN_NONE && font != FONT_CODE);
	return layout;
}

void prose_text(struct prose *prose, enum font font, const struct rich *rich)
{
	pages_gap(prose->pages, PARAGRAPH_GAP);
	pages_flow(prose->pages, lay(prose, font, rich), prose->left);
}

void prose_heading(struct prose *prose, enum font font, PangoAlignment align, const struct rich *rich)
{
	struct pages *pages = prose->pages;
	PangoLayout *layout = pages->layouts[font];
	layout_set_rich(layout, prose->width, align, rich, pages->links);
	double shift = align == PANGO_ALIGN_CENTER ? layout_balance(layout) : 0;
	double height = layout_height(layout);
	pages_gap(pages, HEADING_GAP);
	if (height + UNDER_HEADING < pages_height(pages))
		pages_need(pages, height + UNDER_HEADING);
	pages_flow(pages, layout, prose->left + shift);
}

/* The marker stands beside the first line, wherever that is. */
static void put_marker(struct prose *prose, const char *marker, double first_height)
{
	struct pages *pages = prose->pages;
	pages_need(pages, first_height);
	PangoLayout *layout = pages->layouts[FONT_MARKER];
	layout_set(layout, -1, PANGO_ALIGN_LEFT, marker);
	pages_draw(pages, layout, pages->sheet->left + prose->left, pages->y);
}

/* The height of the lines of a paragraph that are kept together at its beginning. */
static double first_height(PangoLayout *layout)
{
	double height = layout_height(layout);
	int lines = pango_layout_get_line_count(layout);
	return lines > 2 ? height * 2 / lines : height;
}

void prose_marked(struct prose *prose, const char *marker, double indent, const struct rich *rich)
{
	struct prose inner = prose_indented(prose, indent);
	PangoLayout *layout = lay(&inner, FONT_BODY, rich);
	put_marker(prose, marker, first_height(layout));
	pages_flow(prose->pages, layout, inner.left);
}

/* ---- Lists ------------------------------------------------------------------------------------------------- */

/* The marks of Vietnamese papers, by how deep a list stands. */
static const char *const bullets[] = {"-", "+", "·"};

static double marker_width(struct prose *prose, const struct block *list)
{
	int last = list->list.start - 1;
	for (const struct block *item = list->first; item && list->list.ordered; item = item->next)
		last++;
	g_autofree char *widest = g_strdup_printf("%d. ", last);
	double width = layout_measure(prose->pages->layouts[FONT_MARKER], widest, strlen(widest)) + 4;
	return list->list.ordered ? MAX(width, ITEM_INDENT) : ITEM_INDENT;
}

static char *item_marker(const struct prose *prose, const struct block *list, int index)
{
	if (list->list.ordered)
		return g_strdup_printf("%d.", list->list.start + index);
	return g_strdup(bullets[MIN((size_t)prose->depth, G_N_ELEMENTS(bullets) - 1)]);
}

static void put_item(struct prose *prose, const struct block *item, const char *marker, double indent, bool tight)
{
	const struct block *rest = item->first;
	pages_gap(prose->pages, tight ? PARAGRAPH_GAP / 2 : PARAGRAPH_GAP);
	if (rest && rest->kind == BLOCK_PARAGRAPH) {
		prose_marked(prose, marker, indent, &rest->text);
		rest = rest->next;
	} else {
		struct rich none = rich_plain("");
		prose_marked(prose, marker, indent, &none);
	}
	struct prose inner = prose_indented(prose, indent);
	inner.depth++;
	prose_blocks(&inner, rest);
}

static void put_list(struct prose *prose, const struct block *list)
{
	double indent = marker_width(prose, list);
	int index = 0;
	for (const struct block *item = list->first; item; item = item->next) {
		g_autofree char *marker = item_marker(prose, list, index++);
		put_item(prose, item, marker, indent, list->list.tight);
	}
}

/* ---- Tables ------------------------------------------------------------------------------------------------ */

/* The cells of a table's rows but the first, row after row. */
struct cells {
	size_t columns, rows;
	struct rich *words;
};

static struct rich cell_words(const void *data, size_t row, size_t column)
{
	const struct cells *cells = data;
	return cells->words[row * cells->columns + column];
}

static void read_row(const struct block *row, struct rich *words, size_t n)
{
	const struct block *cell = row->first;
	for (size_t i = 0; i < n; i++) {
		words[i] = cell ? cell->text : rich_plain("");
		cell = cell ? cell->next : NULL;
	}
}

static struct cells read_cells(const struct block *table)
{
	struct cells cells = {.columns = table->table.columns};
	for (const struct block *row = table->first; row; row = row->next)
		cells.rows++;
	cells.words = g_new(struct rich, MAX(cells.rows, 1) * cells.columns);
	cells.rows = 0;
	for (const struct block *row = table->first; row; row = row->next)
		read_row(row, cells.words + cells.rows++ * cells.columns, cells.columns);
	return cells;
}

static void put_table(struct prose *prose, const struct block *table)
{
	struct pages *pages = prose->pages;
	struct cells cells = read_cells(table);
	struct cells body = {cells.columns, cells.rows - 1, cells.words + cells.columns};
	g_autofree struct ruled_column *columns = g_new0(struct ruled_column, cells.columns);

	g_assert(cells.rows > 0);
	for (size_t i = 0; i < cells.columns; i++) {
		columns[i].title = cells.words[i];
		columns[i].align = alignment(table->table.aligns[i]);
	}
	pages_gap(pages, PARAGRAPH_GAP);
	ruled_measure(pages, columns, cells.columns, prose->width, cell_words, &body, body.rows);
	struct ruled *ruled = ruled_new(pages, prose->left, columns, cells.columns);
	for (size_t row = 0; row < body.rows; row++)
		ruled_row(ruled, body.words + row * body.columns, 0);
	ruled_free(ruled);
	pages_gap(pages, PARAGRAPH_GAP);
	g_free(cells.words);
}

/* ---- The rest ---------------------------------------------------------------------------------------------- */

static void put_code(struct prose *prose, const struct block *code)
{
	struct prose inner = prose_indented(prose, CODE_INDENT);
	prose_text(&inner, FONT_CODE, &code->text);
}

static void put_quote(struct prose *prose, const struct block *quote)
{
	struct prose inner = prose_indented(prose, QUOTE_INDENT);
	prose_blocks(&inner, quote->first);
}

/* A file in memory that cairo reads. */
struct file {
	const unsigned char *bytes;
	size_t left;
};

static cairo_status_t read_bytes(void *closure, unsigned char *data, unsigned int len)
{
	struct file *file = closure;
	if (len > file->left)
		return CAIRO_STATUS_READ_ERROR;
	memcpy(data, file->bytes, len);
	file->bytes += len;
	file->left -= len;
	return CAIRO_STATUS_SUCCESS;
}

/* In the middle, as large as there is room for, at most a point of the picture for one of paper, and a third of a
 * sheet. */
static void draw_picture(struct prose *prose, cairo_surface_t *surface)
{
	struct pages *pages = prose->pages;
	double width = cairo_image_surface_get_width(surface), height = cairo_image_surface_get_height(surface);
	double scale = MIN(1, MIN(prose->width / width, pages_height(pages) / 3 / height));
	pages_gap(pages, PARAGRAPH_GAP);
	pages_need(pages, height * scale + UNDER_HEADING / 2);
	cairo_save(pages->cr);
	cairo_translate(pages->cr, pages->sheet->left + prose->left + (prose->width - width * scale) / 2, pages->y);
	cairo_scale(pages->cr, scale, scale);
	cairo_set_source_surface(pages->cr, surface, 0, 0);
	cairo_paint(pages->cr);
	cairo_restore(pages->cr);
	pages->y += height * scale;
	pages->blank = false;
}

static void free_surface(void *surface)
{
	if (surface)
		cairo_surface_destroy(surface);
}

static cairo_surface_t *load_picture(const char *path)
{
	size_t len = 0;
	g_autofree unsigned char *bytes = picture_png(path, &len);
	struct file file = {bytes, len};
	cairo_surface_t *surface = bytes ? cairo_image_surface_create_from_png_stream(read_bytes, &file) : NULL;
	if (surface && cairo_surface_status(surface) == CAIRO_STATUS_SUCCESS)
		return surface;
	free_surface(surface);
	return NULL;
}

/* The picture in the file, read once for all sheets; NULL when it cannot be shown. */
static cairo_surface_t *find_picture(struct pages *pages, const char *path)
{
	void *found;
	if (!pages->pictures)
		pages->pictures = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, free_surface);
	if (g_hash_table_lookup_extended(pages->pictures, path, NULL, &found))
		return found;
	cairo_surface_t *surface = load_picture(path);
	g_hash_table_insert(pages->pictures, g_strdup(path), surface);
	return surface;
}

/* The picture with its words, or what stands for it. */
static void put_image(struct prose *prose, const struct block *image)
{
	struct prose inner = *prose;
	cairo_surface_t *picture = image->file ? find_picture(prose->pages, image->file) : NULL;
	inner.align = ALIGN_CENTER;
	if (picture) {
		draw_picture(prose, picture);
		if (image->text.len > 0)
			prose_text(&inner, FONT_ITALIC, &image->text);
		return;
	}
	g_autofree char *words = *image->text.text ? g_strdup_printf("[%s: %s]", image->text.text, image->url)
						   : g_strdup_printf("[%s]", image->url);
	struct rich rich = rich_plain(words);
	prose_text(&inner, FONT_ITALIC, &rich);
}

/* 2018-05-09 is for machines: 09/05/2018. Anything else stays as it was written. */
char *prose_date(const char *date)
{
	g_autofree char *midnight = g_strconcat(date, "T00:00:00Z", NULL);
	g_autoptr(GDateTime) day =
		strlen(date) == strlen("2018-05-09") ? g_date_time_new_from_iso8601(midnight, NULL) : NULL;
	return day ? g_date_time_format(day, "%d/%m/%Y") : g_strdup(date);
}

/* Issuer, title, number, date and address, of what is given. */
static char *source_text(const struct source *source)
{
	GString *text = g_string_new(NULL);
	g_autofree char *date = prose_date(source->date);
	const char *const parts[] = {source->issuer, source->title, source->number, date, source->url};
	for (size_t i = 0; i < G_N_ELEMENTS(parts); i++)
		if (*parts[i])
			g_string_append_printf(text, "%s%s", text->len ? ", " : "", parts[i]);
	return g_string_free(text, FALSE);
}

void prose_sources(struct prose *prose)
{
	struct prose inner = *prose;
	inner.align = ALIGN_LEFT;
	for (size_t i = 0; i < prose->lesson->n_sources; i++) {
		g_autofree char *text = source_text(&prose->lesson->sources[i]);
		g_autofree char *marker = g_strdup_printf("%zu.", i + 1);
		struct rich rich = rich_plain(text);
		pages_gap(prose->pages, PARAGRAPH_GAP / 2);
		prose_marked(&inner, marker, ITEM_INDENT, &rich);
	}
}

static void put_heading(struct prose *prose, const struct block *heading)
{
	prose_heading(prose, FONT_BOLD, alignment(prose->align), &heading->text);
}

static void put_paragraph(struct prose *prose, const struct block *paragraph)
{
	prose_text(prose, FONT_BODY, &paragraph->text);
}

/* A sheet is read from top to bottom: columns follow each other. */
static void put_children(struct prose *prose, const struct block *parent)
{
	prose_blocks(prose, parent->first);
}

static void put_chart(struct prose *prose, const struct block *chart)
{
	prose_chart(prose, chart->chart);
}

static void put_sources(struct prose *prose, const struct block *sources G_GNUC_UNUSED)
{
	prose_sources(prose);
}

static void put_space(struct prose *prose, const struct block *space)
{
	pages_gap(prose->pages, PARAGRAPH_GAP * MIN(space->count, 4));
}

static void set_alignment(struct prose *prose, const struct block *align)
{
	prose->align = align->align;
}

/* Pauses and the middle of the screen are nothing on paper. */
static void (*const put[])(struct prose *, const struct block *) = {
	[BLOCK_HEADING] = put_heading,  [BLOCK_PARAGRAPH] = put_paragraph, [BLOCK_LIST] = put_list,
	[BLOCK_ITEM] = put_children,    [BLOCK_QUOTE] = put_quote,         [BLOCK_CODE] = put_code,
	[BLOCK_TABLE] = put_table,      [BLOCK_ROW] = put_children,        [BLOCK_CELL] = put_paragraph,
	[BLOCK_IMAGE] = put_image,      [BLOCK_CHART] = put_chart,         [BLOCK_PAUSE] = NULL,
	[BLOCK_COLUMNS] = put_children, [BLOCK_COLUMN] = put_children,     [BLOCK_SPACE] = put_space,
	[BLOCK_MIDDLE] = NULL,          [BLOCK_ALIGN] = set_alignment,     [BLOCK_SOURCES] = put_sources,
};

void prose_blocks(struct prose *prose, const struct block *block)
{
	for (; block; block = block->next)
		if (put[block->kind])
			put[block->kind](prose, block);
}
