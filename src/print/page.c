#include "print/page.h"

#include "text/i18n.h"

#include <cairo-pdf.h>
#include <string.h>

#define A4_SHORT MM(210)
#define A4_LONG  MM(297)

/* Where the sheet's number stands: its line's middle, from the top edge. */
#define NUMBER_MIDDLE MM(12)

#define RULE_WIDTH    0.6

const struct sheet sheet_portrait = {A4_SHORT, A4_LONG, MM(20), MM(15), MM(20), MM(30)};
const struct sheet sheet_across = {A4_LONG, A4_SHORT, MM(20), MM(15), MM(20), MM(30)};
const struct sheet sheet_landscape = {A4_LONG, A4_SHORT, MM(24), MM(26), MM(22), MM(26)};

/* Liberation Serif has the metrics of Times New Roman and every Vietnamese letter. */
#define SERIF "Liberation Serif, Tinos, Times New Roman, Serif"
#define MONO  "Liberation Mono, DejaVu Sans Mono, Monospace"

static const char *const font_names[FONTS] = {
	[FONT_BODY] = SERIF " 13",       [FONT_BOLD] = SERIF " Bold 13",       [FONT_ITALIC] = SERIF " Italic 13",
	[FONT_HEAD] = SERIF " 12",       [FONT_HEAD_BOLD] = SERIF " Bold 12",  [FONT_TITLE] = SERIF " Bold 14",
	[FONT_LARGE] = SERIF " 16",      [FONT_LARGE_BOLD] = SERIF " Bold 16", [FONT_NAME] = SERIF " Bold 24",
	[FONT_GRAND] = SERIF " Bold 34", [FONT_SMALL] = SERIF " 11",           [FONT_SMALL_ITALIC] = SERIF " Italic 11",
	[FONT_CODE] = MONO " 10",        [FONT_NUMBER] = SERIF " 13",          [FONT_MARKER] = SERIF " 13",
};

static cairo_status_t write_bytes(void *closure, const unsigned char *bytes, unsigned int len)
{
	return output_write(closure, bytes, len) ? CAIRO_STATUS_SUCCESS : CAIRO_STATUS_WRITE_ERROR;
}

static void set_metadata(cairo_surface_t *surface, const char *title, GDateTime *now)
{
	g_autofree char *date = g_date_time_format(now, "%Y-%m-%dT%H:%M:%S%:z");
	cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_TITLE, title);
	cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_CREATOR, "taphuan");
	cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_CREATE_DATE, date);
}

/* Paper has no pixels: letters stand where their metrics say, whatever the fontconfig of this machine prefers. */
static void make_context(struct pages *pages)
{
	pages->context = pango_cairo_create_context(pages->cr);
	cairo_font_options_t *options = cairo_font_options_create();
	cairo_font_options_set_hint_style(options, CAIRO_HINT_STYLE_NONE);
	cairo_font_options_set_hint_metrics(options, CAIRO_HINT_METRICS_OFF);
	cairo_font_options_set_antialias(options, CAIRO_ANTIALIAS_GRAY);
	pango_cairo_context_set_font_options(pages->context, options);
	cairo_font_options_destroy(options);
	pango_cairo_context_set_resolution(pages->context, 72);
	pango_context_set_round_glyph_positions(pages->context, FALSE);
	pango_context_set_language(pages->context, pango_language_from_string("vi"));

	pages->kept = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_object_unref);
	pages->widths = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
	for (size_t i = 0; i < FONTS; i++) {
		PangoFontDescription *font = pango_font_description_from_string(font_names[i]);
		pages->layouts[i] = pango_layout_new(pages->context);
		pango_layout_set_font_description(pages->layouts[i], font);
		pango_layout_set_wrap(pages->layouts[i], PANGO_WRAP_WORD_CHAR);
		/* A cell of Arabic or Hebrew stays where the column says. */
		pango_layout_set_auto_dir(pages->layouts[i], FALSE);
		pango_font_description_free(font);
	}
}

struct pages *pages_open(const char *path, const char *title, GDateTime *now, GError **error)
{
	struct output *output = output_open(path, error);
	if (!output)
		return NULL;
	struct pages *pages = g_new0(struct pages, 1);
	pages->output = output;
	pages->sheet = &sheet_portrait;
	pages->surface =
		cairo_pdf_surface_create_for_stream(write_bytes, output, pages->sheet->width, pages->sheet->height);
	set_metadata(pages->surface, title, now);
	pages->cr = cairo_create(pages->surface);
	make_context(pages);
	return pages;
}

bool pages_finish(struct pages *pages, GError **error)
{
	if (pages->number > 0)
		cairo_show_page(pages->cr);
	cairo_surface_finish(pages->surface);
	/* A write that failed is told by the output, which knows why. */
	cairo_status_t status = cairo_status(pages->cr);
	if (status != CAIRO_STATUS_SUCCESS && status != CAIRO_STATUS_WRITE_ERROR) {
		g_set_error(error, PRINT_ERROR, PRINT_ERROR_FILE, _("cannot draw the pages: %s"),
			    cairo_status_to_string(status));
		return false;
	}
	return output_finish(pages->output, error);
}

void pages_free(struct pages *pages)
{
	if (!pages)
		return;
	for (size_t i = 0; i < FONTS; i++)
		g_object_unref(pages->layouts[i]);
	g_hash_table_unref(pages->kept);
	g_hash_table_unref(pages->widths);
	g_clear_pointer(&pages->pictures, g_hash_table_unref);
	g_object_unref(pages->context);
	g_free(pages->advances);
	cairo_surface_destroy(pages->frame);
	cairo_destroy(pages->nowhere);
	cairo_destroy(pages->cr);
	/* A surface that was not finished writes its last bytes now. */
	cairo_surface_destroy(pages->surface);
	output_free(pages->output);
	g_free(pages);
}

int pages_count(const struct pages *pages)
{
	return pages->count;
}

/* ---- Sheets ------------------------------------------------------------------------------------------------ */

double pages_width(const struct pages *pages)
{
	return pages->sheet->width - pages->sheet->left - pages->sheet->right;
}

double pages_room(const struct pages *pages)
{
	if (pages->measuring)
		return G_MAXDOUBLE;
	return pages->sheet->height - pages->sheet->bottom - pages->y;
}

double pages_height(const struct pages *pages)
{
	return pages->sheet->height - pages->sheet->top - pages->sheet->bottom;
}

static void next_sheet(struct pages *pages, int number)
{
	pages->number = number;
	pages->count++;
	pages->y = pages->sheet->top;
	pages->blank = true;
}

void pages_begin(struct pages *pages, const struct sheet *sheet)
{
	if (pages->number > 0)
		cairo_show_page(pages->cr);
	pages->sheet = sheet;
	cairo_pdf_surface_set_size(pages->surface, sheet->width, sheet->height);
	cairo_set_line_width(pages->cr, RULE_WIDTH);
	next_sheet(pages, 1);
}

void pages_break(struct pages *pages)
{
	cairo_show_page(pages->cr);
	next_sheet(pages, pages->number + 1);
	g_autofree char *number = g_strdup_printf("%d", pages->number);
	PangoLayout *layout = pages_layout(pages, FONT_NUMBER, pages_width(pages), PANGO_ALIGN_CENTER, number);
	pages_draw(pages, layout, pages->sheet->left, NUMBER_MIDDLE - layout_height(layout) / 2);
	pages->blank = true;
}

void pages_need(struct pages *pages, double height)
{
	if (height > pages_room(pages) && !pages->blank)
		pages_break(pages);
}

void pages_gap(struct pages *pages, double height)
{
	if (!pages->blank)
		pages->y += height;
}

static cairo_t *new_nowhere(void)
{
	cairo_surface_t *surface = cairo_image_surface_create(CAIRO_FORMAT_A8, 1, 1);
	cairo_t *cr = cairo_create(surface);
	cairo_rectangle(cr, 0, 0, 0, 0);
	cairo_clip(cr);
	cairo_surface_destroy(surface);
	return cr;
}

double pages_measure(struct pages *pages, void (*draw)(void *), void *data)
{
	cairo_t *cr = pages->cr;
	double y = pages->y;
	bool blank = pages->blank, measuring = pages->measuring;
	if (!pages->nowhere)
		pages->nowhere = new_nowhere();
	pages->cr = pages->nowhere;
	pages->measuring = true;
	pages->blank = false;
	draw(data);
	double height = pages->y - y;
	pages->cr = cr;
	pages->y = y;
	pages->blank = blank;
	pages->measuring = measuring;
	return height;
}

/* ---- Drawing ----------------------------------------------------------------------------------------------- */

/* So many words are kept laid out: what stands on every sheet comes first. */
#define KEPT       512
#define KEPT_BYTES 120

PangoLayout *pages_kept_layout(struct pages *pages, enum font font, double width, PangoAlignment align,
			       const char *text)
{
	if (strlen(text) > KEPT_BYTES)
		return NULL;
	g_autofree char *key = g_strdup_printf("%d %d %d %s", (int)font, (int)align, (int)(width * PANGO_SCALE), text);
	PangoLayout *layout = g_hash_table_lookup(pages->kept, key);
	if (layout) {
		/* It may have been balanced. */
		pango_layout_set_width(layout, width < 0 ? -1 : (int)(width * PANGO_SCALE));
		return layout;
	}
	if (g_hash_table_size(pages->kept) >= KEPT)
		return NULL;
	layout = pango_layout_copy(pages->layouts[font]);
	layout_set(layout, width, align, text);
	g_hash_table_insert(pages->kept, g_steal_pointer(&key), layout);
	return layout;
}

PangoLayout *pages_layout(struct pages *pages, enum font font, double width, PangoAlignment align, const char *text)
{
	PangoLayout *kept = pages_kept_layout(pages, font, width, align, text);
	if (kept)
		return kept;
	layout_set(pages->layouts[font], width, align, text);
	return pages->layouts[font];
}

#define KEPT_WIDTHS 4096

double pages_text_width(struct pages *pages, enum font font, const char *text, size_t len)
{
	if (len > KEPT_BYTES)
		return layout_measure(pages->layouts[font], text, len);
	g_autofree char *key = g_strdup_printf("%d %.*s", (int)font, (int)len, text);
	double *kept = g_hash_table_lookup(pages->widths, key);
	if (kept)
		return *kept;
	double width = layout_measure(pages->layouts[font], text, len);
	if (g_hash_table_size(pages->widths) < KEPT_WIDTHS)
		g_hash_table_insert(pages->widths, g_steal_pointer(&key), g_memdup2(&width, sizeof(width)));
	return width;
}

void pages_draw(struct pages *pages, PangoLayout *layout, double x, double y)
{
	cairo_move_to(pages->cr, x, y);
	pango_cairo_show_layout(pages->cr, layout);
	pages->blank = false;
}

void pages_draw_line(struct pages *pages, PangoLayoutIter *line, double x, double y)
{
	PangoRectangle logical;
	pango_layout_iter_get_line_extents(line, NULL, &logical);
	double baseline = (double)pango_layout_iter_get_baseline(line) / PANGO_SCALE;
	cairo_move_to(pages->cr, x + (double)logical.x / PANGO_SCALE, y + baseline);
	pango_cairo_show_layout_line(pages->cr, pango_layout_iter_get_line_readonly(line));
	pages->blank = false;
}

/* The line's height, or that of it and the next when the two must not be parted: the first two and the last two. */
static double line_need(PangoLayoutIter *line, int index, int count)
{
	int top, bottom;
	pango_layout_iter_get_line_yrange(line, &top, &bottom);
	bool pair = index + 1 < count && (index == 0 || index == count - 2);
	return (double)(bottom - top) * (pair ? 2 : 1) / PANGO_SCALE;
}

void pages_flow(struct pages *pages, PangoLayout *layout, double x)
{
	double height = layout_height(layout);
	x += pages->sheet->left;
	if (height <= pages_room(pages)) {
		pages_draw(pages, layout, x, pages->y);
		pages->y += height;
		return;
	}
	int count = pango_layout_get_line_count(layout), index = 0;
	PangoLayoutIter *line = pango_layout_get_iter(layout);
	do {
		int top, bottom;
		pages_need(pages, line_need(line, index++, count));
		pango_layout_iter_get_line_yrange(line, &top, &bottom);
		pages_draw_line(pages, line, x, pages->y - (double)top / PANGO_SCALE);
		pages->y += (double)(bottom - top) / PANGO_SCALE;
	} while (pango_layout_iter_next_line(line));
	pango_layout_iter_free(line);
}

double pages_put(struct pages *pages, enum font font, double x, double y, double width, PangoAlignment align,
		 const char *text)
{
	PangoLayout *layout = pages_layout(pages, font, width, align, text);
	pages_draw(pages, layout, x, y);
	return layout_height(layout);
}

void pages_rule(struct pages *pages, double x, double y, double length)
{
	cairo_move_to(pages->cr, x, y);
	cairo_line_to(pages->cr, x + length, y);
	cairo_stroke(pages->cr);
	pages->blank = false;
}
