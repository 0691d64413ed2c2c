/* Charts in black and white: a bar a value, in greys, each with its number, so that a photocopy still tells it all. */
#include "print/prose.h"

#include <math.h>

#define LABEL_SHARE 0.32
#define BAR_HEIGHT  11.0
#define BAR_GAP     3.0
#define ROW_GAP     5.0
#define CHART_GAP   8.0
#define SWATCH      9.0
#define VALUE_WIDTH 44.0

static const double greys[] = {0.35, 0.75, 0.55, 0.92, 0.15};

static double grey(size_t series)
{
	return greys[series % G_N_ELEMENTS(greys)];
}

/* A filled box with a border; no width is no box. */
static void put_box(struct pages *pages, double x, double y, double width, double height, double shade)
{
	if (width <= 0)
		return;
	cairo_rectangle(pages->cr, x, y, width, height);
	cairo_set_source_rgb(pages->cr, shade, shade, shade);
	cairo_fill_preserve(pages->cr);
	cairo_set_source_rgb(pages->cr, 0, 0, 0);
	cairo_stroke(pages->cr);
	pages->blank = false;
}

/* Nothing for what is negative or no number at all, whatever a lesson has come up with. */
static double bar_width(double value, double unit)
{
	double width = value * unit;
	return isfinite(width) && width > 0 ? width : 0;
}

static char *value_text(const struct prose *prose, double value)
{
	char number[G_ASCII_DTOSTR_BUF_SIZE];
	g_ascii_formatd(number, sizeof(number), "%.10g", value);
	if (g_str_equal(prose->lesson->lang, "vi"))
		g_strdelimit(number, ".", ',');
	return g_strdup(number);
}

static double sum(const struct chart *chart, const struct chart_row *row)
{
	double all = 0;
	for (size_t i = 0; i < chart->n_series; i++)
		all += MAX(row->values[i], 0);
	return all;
}

/* The longest bar's value, never 0. */
static double longest(const struct chart *chart)
{
	double most = 0;
	for (size_t i = 0; i < chart->n_rows; i++) {
		for (size_t j = 0; j < chart->n_series; j++)
			most = MAX(most, chart->rows[i].values[j]);
		if (chart->kind == CHART_STACKED)
			most = MAX(most, sum(chart, &chart->rows[i]));
	}
	return most > 0 ? most : 1;
}

static void put_legend(struct prose *prose, const struct chart *chart)
{
	struct pages *pages = prose->pages;
	struct prose inner = prose_indented(prose, prose->width * LABEL_SHARE + SWATCH + 5);
	for (size_t i = 0; i < chart->n_series; i++) {
		if (!chart->series[i] || !*chart->series[i])
			continue;
		PangoLayout *layout = pages_layout(pages, FONT_SMALL, inner.width, PANGO_ALIGN_LEFT, chart->series[i]);
		pages_need(pages, layout_height(layout));
		double x = pages->sheet->left + inner.left - SWATCH - 5;
		put_box(pages, x, pages->y + 2, SWATCH, SWATCH, grey(i));
		pages_flow(pages, layout, inner.left);
	}
	pages_gap(pages, ROW_GAP);
}

/* ---- Bars -------------------------------------------------------------------------------------------------- */

/* The bars of a row, one under the other, each with its value behind it. */
static double put_bars(struct prose *prose, const struct chart *chart, const struct chart_row *row, double unit)
{
	struct pages *pages = prose->pages;
	double x = pages->sheet->left + prose->left + prose->width * LABEL_SHARE, y = pages->y + BAR_GAP;
	for (size_t i = 0; i < chart->n_series; i++) {
		double width = bar_width(row->values[i], unit);
		g_autofree char *value = value_text(prose, row->values[i]);
		put_box(pages, x, y, width, BAR_HEIGHT, grey(i));
		pages_put(pages, FONT_SMALL, x + width + 4, y - 1.5, -1, PANGO_ALIGN_LEFT, value);
		y += BAR_HEIGHT + BAR_GAP;
	}
	return y - pages->y;
}

/* The values of a row in one bar, and as numbers behind it. */
static double put_stack(struct prose *prose, const struct chart *chart, const struct chart_row *row, double unit)
{
	struct pages *pages = prose->pages;
	double x = pages->sheet->left + prose->left + prose->width * LABEL_SHARE, y = pages->y + BAR_GAP;
	g_autoptr(GString) values = g_string_new(NULL);
	for (size_t i = 0; i < chart->n_series; i++) {
		double width = bar_width(row->values[i], unit);
		g_autofree char *value = value_text(prose, row->values[i]);
		g_string_append_printf(values, "%s%s", i ? " + " : "", value);
		put_box(pages, x, y, width, BAR_HEIGHT, grey(i));
		x += width;
	}
	/* Under the bar, where there is room for any number of them. */
	double left = pages->sheet->left + prose->left + prose->width * LABEL_SHARE;
	y += BAR_HEIGHT + 1;
	y += pages_put(pages, FONT_SMALL, left, y, prose->width * (1 - LABEL_SHARE), PANGO_ALIGN_LEFT, values->str);
	return y - pages->y;
}

static double bars_height(const struct prose *prose, const struct chart *chart)
{
	double height = (double)chart->n_series * (BAR_HEIGHT + BAR_GAP) + BAR_GAP;
	double stack = 3 * BAR_HEIGHT + BAR_GAP;
	return MIN(chart->kind == CHART_STACKED ? stack : height, pages_height(prose->pages));
}

static void put_row(struct prose *prose, const struct chart *chart, const struct chart_row *row, double unit)
{
	struct pages *pages = prose->pages;
	PangoLayout *label =
		pages_layout(pages, FONT_BODY, prose->width * LABEL_SHARE - 8, PANGO_ALIGN_RIGHT, row->label);
	double height = layout_height(label);
	pages_need(pages, MAX(height, bars_height(prose, chart)));
	pages_draw(pages, label, pages->sheet->left + prose->left, pages->y);
	double bars =
		chart->kind == CHART_STACKED ? put_stack(prose, chart, row, unit) : put_bars(prose, chart, row, unit);
	pages->y += MAX(height, bars) + ROW_GAP;
}

static void put_rows(struct prose *prose, const struct chart *chart)
{
	double unit = (prose->width * (1 - LABEL_SHARE) - VALUE_WIDTH) / longest(chart);
	bool named = false;
	for (size_t i = 0; i < chart->n_series; i++)
		named |= chart->series[i] && *chart->series[i];
	if (named)
		put_legend(prose, chart);
	for (size_t i = 0; i < chart->n_rows; i++)
		put_row(prose, chart, &chart->rows[i], unit);
}

/* ---- Pyramids ---------------------------------------------------------------------------------------------- */

/* One bar to the left and one to the right of the label in the middle. */
static void put_pair(struct prose *prose, const struct chart_row *row, double unit)
{
	struct pages *pages = prose->pages;
	double half = prose->width * (1 - LABEL_SHARE) / 2, middle = prose->width * LABEL_SHARE;
	double x = pages->sheet->left + prose->left;
	PangoLayout *label = pages_layout(pages, FONT_BODY, middle - 8, PANGO_ALIGN_CENTER, row->label);
	double height = layout_height(label), left = bar_width(row->values[0], unit),
	       right = bar_width(row->values[1], unit);
	g_autofree char *left_value = value_text(prose, row->values[0]);
	g_autofree char *right_value = value_text(prose, row->values[1]);

	pages_need(pages, height);
	double y = pages->y + BAR_GAP;
	pages_draw(pages, label, x + half + 4, pages->y);
	put_box(pages, x + half - left, y, left, BAR_HEIGHT, grey(0));
	put_box(pages, x + half + middle, y, right, BAR_HEIGHT, grey(1));
	pages_put(pages, FONT_SMALL, x, y - 1.5, half - left - 4, PANGO_ALIGN_RIGHT, left_value);
	pages_put(pages, FONT_SMALL, x + half + middle + right + 4, y - 1.5, -1, PANGO_ALIGN_LEFT, right_value);
	pages->y += MAX(height, BAR_HEIGHT + 2 * BAR_GAP);
}

static void put_pyramid(struct prose *prose, const struct chart *chart)
{
	struct pages *pages = prose->pages;
	double half = prose->width * (1 - LABEL_SHARE) / 2, middle = prose->width * LABEL_SHARE;
	double unit = (half - VALUE_WIDTH) / longest(chart), x = pages->sheet->left + prose->left;
	const char *left = chart->series[0] ? chart->series[0] : "", *right = chart->series[1] ? chart->series[1] : "";

	pages_need(pages, 60);
	double left_height = pages_put(pages, FONT_BOLD, x, pages->y, half, PANGO_ALIGN_RIGHT, left);
	double right_height = pages_put(pages, FONT_BOLD, x + half + middle, pages->y, half, PANGO_ALIGN_LEFT, right);
	pages->y += MAX(left_height, right_height);
	for (size_t i = 0; i < chart->n_rows; i++)
		put_pair(prose, &chart->rows[i], unit);
}

struct drawing {
	struct prose *prose;
	const struct chart *chart;
};

static void draw(void *data)
{
	const struct drawing *drawing = data;
	struct prose *prose = drawing->prose;
	const struct chart *chart = drawing->chart;
	if (chart->title && *chart->title) {
		struct rich title = rich_plain(chart->title);
		prose_heading(prose, FONT_BOLD, PANGO_ALIGN_CENTER, &title);
		pages_gap(prose->pages, ROW_GAP);
	}
	if (chart->kind == CHART_PYRAMID && chart->n_series == 2)
		put_pyramid(prose, chart);
	else
		put_rows(prose, chart);
}

void prose_chart(struct prose *prose, const struct chart *chart)
{
	struct drawing drawing = {prose, chart};
	pages_gap(prose->pages, CHART_GAP);
	double height = pages_measure(prose->pages, draw, &drawing);
	if (height <= pages_height(prose->pages))
		pages_need(prose->pages, height);
	draw(&drawing);
	pages_gap(prose->pages, CHART_GAP);
}
