/*
 * Charts in block characters. Every value is written out beside its bar, so that a chart says the same without colours
 * and without blocks; what cannot be drawn in the width is a bar chart, and where not even that has room, a list.
 */
#include "layout/private.h"
#include "text/text.h"

#include <math.h>
#include <string.h>

#define BAR_LEAST   6  /* columns below which a bar says nothing */
#define BAR_GOOD    10 /* … that it gets at the cost of a label beside it */
#define STACK_GOOD  18 /* … that a bar of several parts gets */
#define BAR_MOST    60
#define SIDE_MOST   30 /* of a pyramid */
#define COLUMN_MOST 10 /* columns a column is wide */
#define COLUMN_GAP  2
#define LABEL_GAP   2
#define TALL        10 /* rows of a column chart, on wide and … */
#define LOW         7  /* … on narrow terminals */
#define WIDE        60
#define EIGHTHS     8

struct plot {
	struct flow *flow;
	const struct chart *chart;
	int label, value, bar; /* columns of the widest label and value, and of the longest bar */
	double low, high;      /* the range: low ≤ 0 ≤ high, low < high */
	bool above;            /* labels stand on lines of their own */
};

/* ---- Values, labels and fills ------------------------------------------------------------------------------ */

double chart_value(const struct chart *chart, size_t row, size_t series)
{
	double value = chart->rows[row].values[series];

	return isfinite(value) ? value : 0;
}

/* What a series is drawn in: a colour of its own where colours may tell, else a texture of its own. */
static const char *series_fill(const struct flow *flow, size_t series)
{
	static const char *const blocks[] = {"█", "▒", "░", "▓", "▞", "═"}, *const ascii[] = {"#", "=", "o",
											      ".", "%", "+"};
	size_t kind = flow->options->colour ? series / 4 : series;

	kind %= G_N_ELEMENTS(blocks);
	return flow->options->ascii ? ascii[kind] : blocks[kind];
}

static enum role series_role(size_t series)
{
	return (enum role)(ROLE_CHART_1 + series % 4);
}

/* The longest of the words of all labels, and of the labels. */
static void measure_labels(const struct chart *chart, int *word, int *label)
{
	*word = *label = 0;
	for (size_t r = 0; r < chart->n_rows; r++) {
		const char *text = chart->rows[r].label;
		*label = MAX(*label, text_width(text, strlen(text)));
		while (*text) {
			size_t len = strcspn(text, " ");
			*word = MAX(*word, text_width(text, len));
			text += len + (text[len] == ' ');
		}
	}
}

static void measure_values(struct plot *plot)
{
	const struct chart *chart = plot->chart;

	plot->low = plot->high = 0;
	for (size_t r = 0; r < chart->n_rows; r++)
		for (size_t s = 0; s < chart->n_series; s++) {
			double value = chart_value(chart, r, s);
			g_autofree char *text = layout_number(plot->flow->lesson, value);
			plot->value = MAX(plot->value, text_width(text, strlen(text)));
			plot->low = MIN(plot->low, value);
			plot->high = MAX(plot->high, value);
		}
	if (plot->low == plot->high)
		plot->high = 1;
}

/* A length in eighths of a column for a part of the range; something is never shown as nothing. */
static long eighths_of(double value, double range, int columns)
{
	long length = lround(fabs(value) / range * columns * EIGHTHS);

	return value != 0 ? MAX(length, 1) : 0;
}

/* A bar from left to right, to an eighth of a column where the fill allows it. Returns its columns. */
static int put_bar(struct flow *flow, struct line *line, size_t series, long eighths)
{
	static const char *const parts[] = {"", "▏", "▎", "▍", "▌", "▋", "▊", "▉"};
	const char *fill = series_fill(flow, series);
	bool fine = strcmp(fill, "█") == 0;
	int whole = (int)(fine ? eighths / EIGHTHS : (eighths + EIGHTHS / 2) / EIGHTHS),
	    part = (int)(eighths % EIGHTHS);

	if (!fine && whole == 0 && eighths > 0)
		whole = 1;
	line_fill(line, series_role(series), flow->step, fill, whole);
	if (fine && part > 0)
		line_fill(line, series_role(series), flow->step, parts[part], 1);
	return whole + (fine && part > 0);
}

static void put_line(struct flow *flow, const struct line *line, unsigned int flags)
{
	g_autofree struct styled_line *done = line_finish(line);

	flow_line(flow, done, flags);
}

static void put_title(struct flow *flow, const struct chart *chart)
{
	struct line text;

	if (!chart->title || *chart->title == '\0')
		return;
	line_init(&text);
	line_puts(&text, ROLE_HEADING, 0, flow->step, chart->title);
	flow_text(flow, &text, LINE_START | LINE_KEEP);
	line_clear(&text);
	flow_gap(flow, 1);
}

/* Which fill is which series. */
static void put_legend(struct flow *flow, const struct chart *chart)
{
	struct line text;

	line_init(&text);
	for (size_t s = 0; s < chart->n_series && chart->n_series > 1; s++) {
		if (!chart->series[s] || *chart->series[s] == '\0')
			continue;
		if (text.text->len > 0)
			line_puts(&text, ROLE_TEXT, 0, flow->step, "   ");
		line_puts(&text, series_role(s), 0, flow->step, series_fill(flow, s));
		line_puts(&text, ROLE_TEXT, 0, flow->step, "\u00a0");
		line_puts(&text, ROLE_TEXT, 0, flow->step, chart->series[s]);
	}
	if (text.text->len > 0) {
		flow_text(flow, &text, LINE_START | LINE_KEEP);
		flow_gap(flow, 1);
	}
	line_clear(&text);
}

/* Where there is no room to draw: "label: series value; series value". */
static void put_numbers(struct flow *flow, const struct chart *chart)
{
	for (size_t r = 0; r < chart->n_rows; r++) {
		struct line text;
		line_init(&text);
		line_puts(&text, ROLE_STRONG, 0, flow->step, chart->rows[r].label);
		line_puts(&text, ROLE_STRONG, 0, flow->step, ": ");
		for (size_t s = 0; s < chart->n_series; s++) {
			g_autofree char *value = layout_number(flow->lesson, chart_value(chart, r, s));
			const char *name = chart->series[s];
			if (s > 0)
				line_puts(&text, ROLE_TEXT, 0, flow->step, "; ");
			if (name && *name) {
				line_puts(&text, ROLE_TEXT, 0, flow->step, name);
				line_puts(&text, ROLE_TEXT, 0, flow->step, " ");
			}
			line_puts(&text, ROLE_TEXT, 0, flow->step, value);
		}
		flow_text(flow, &text, LINE_START);
		line_clear(&text);
	}
}

/* ---- Rows with labels on the left -------------------------------------------------------------------------- */

/* Draws line i of row r behind its label. */
typedef void draw_row_line(const struct plot *, struct line *, size_t row, size_t i);

/*
 * Shares the width between labels, bars and after columns of values: labels beside the bars, wrapped if need be, or
 * above them. False when there is no room for bars.
 */
static bool share_width(struct plot *plot, int after, int bar_good)
{
	int inner = plot->flow->inner, word, label, most = inner * 2 / 5;

	measure_labels(plot->chart, &word, &label);
	plot->label = MIN(label, MAX(most, word));
	plot->bar = inner - plot->label - LABEL_GAP - after;
	if (plot->bar < bar_good || plot->label > inner / 2) {
		plot->above = true;
		plot->label = 0;
		plot->bar = inner - after;
	}
	return plot->bar >= BAR_LEAST;
}

/* One row of a chart: its label and lines of bars. */
static void put_row(const struct plot *plot, size_t r, size_t bars, draw_row_line *draw, unsigned int flags)
{
	struct flow *flow = plot->flow;
	g_autoptr(GPtrArray) label = lines_new();
	struct line line;

	line_init(&line);
	line_puts(&line, ROLE_TEXT, 0, flow->step, plot->chart->rows[r].label);
	if (plot->above) {
		flow_text(flow, &line, LINE_START | LINE_KEEP);
	} else {
		line_wrap(&line, plot->label, label);
	}
	for (size_t i = 0; i < MAX(bars, label->len); i++) {
		bool last = i + 1 == MAX(bars, label->len);
		line_reset(&line);
		if (i < label->len)
			line_append(&line, label->pdata[i]);
		if (!plot->above)
			line_fill(&line, ROLE_TEXT, flow->step, " ", plot->label + LABEL_GAP - line.width);
		if (i < bars)
			draw(plot, &line, r, i);
		unsigned int start = i == 0 && !plot->above ? LINE_START : 0;
		put_line(flow, &line, start | (last ? flags & LINE_KEEP : LINE_KEEP));
	}
	line_clear(&line);
}

static void put_rows(const struct plot *plot, size_t bars, draw_row_line *draw)
{
	for (size_t r = 0; r < plot->chart->n_rows; r++) {
		if (r > 0)
			flow_gap(plot->flow, bars > 1 || plot->above || plot->flow->airy);
		put_row(plot, r, bars, draw, 0);
	}
}

/* ---- Bars -------------------------------------------------------------------------------------------------- */

static void draw_bar(const struct plot *plot, struct line *line, size_t row, size_t series)
{
	struct flow *flow = plot->flow;
	double value = chart_value(plot->chart, row, series), range = plot->high - plot->low;
	g_autofree char *text = layout_number(flow->lesson, value);
	int zero = (int)lround(-plot->low / range * plot->bar);
	long length = eighths_of(value, range, plot->bar);

	if (value < 0) {
		int columns = MIN(zero, (int)((length + EIGHTHS / 2) / EIGHTHS));
		line_fill(line, ROLE_TEXT, flow->step, " ", zero - columns);
		put_bar(flow, line, series, (long)columns * EIGHTHS);
	} else {
		line_fill(line, ROLE_TEXT, flow->step, " ", zero);
		put_bar(flow, line, series, MIN(length, (long)(plot->bar - zero) * EIGHTHS));
	}
	line_fill(line, ROLE_TEXT, flow->step, " ", 1);
	line_puts(line, ROLE_STRONG, 0, flow->step, text);
}

static void put_bars(struct plot *plot)
{
	if (!share_width(plot, 1 + plot->value, BAR_GOOD)) {
		put_numbers(plot->flow, plot->chart);
		return;
	}
	plot->bar = MIN(plot->bar, BAR_MOST);
	put_legend(plot->flow, plot->chart);
	put_rows(plot, plot->chart->n_series, draw_bar);
}

/* ---- Stacked bars ------------------------------------------------------------------------------------------ */

static char *stack_text(const struct plot *plot, size_t row)
{
	GString *s = g_string_new(NULL);

	for (size_t i = 0; i < plot->chart->n_series; i++) {
		g_autofree char *value = layout_number(plot->flow->lesson, chart_value(plot->chart, row, i));
		g_string_append_printf(s, "%s%s", i ? flow_glyph(plot->flow, " · ", " / ") : "", value);
	}
	return g_string_free(s, FALSE);
}

static void draw_stack(const struct plot *plot, struct line *line, size_t row, size_t bar)
{
	struct flow *flow = plot->flow;
	g_autofree char *text = stack_text(plot, row);
	double sum = 0;
	int at = 0;

	(void)bar;
	/* Each part ends where the sum so far ends, so that the rounding does not add up; none is too small to see. */
	for (size_t s = 0; s < plot->chart->n_series; s++) {
		double value = chart_value(plot->chart, row, s);
		sum += value;
		int end = MAX((int)lround(sum / plot->high * plot->bar), at + (value > 0));
		put_bar(flow, line, s, (long)(end - at) * EIGHTHS);
		at = end;
	}
	line_fill(line, ROLE_TEXT, flow->step, " ", 1);
	line_puts(line, ROLE_STRONG, 0, flow->step, text);
}

static void put_stacks(struct plot *plot)
{
	const struct chart *chart = plot->chart;
	int after = 0;

	if (plot->low < 0) {
		put_bars(plot);
		return;
	}
	plot->high = 0;
	for (size_t r = 0; r < chart->n_rows; r++) {
		g_autofree char *text = stack_text(plot, r);
		double sum = 0;
		for (size_t s = 0; s < chart->n_series; s++)
			sum += chart_value(chart, r, s);
		plot->high = MAX(plot->high, sum);
		after = MAX(after, text_width(text, strlen(text)));
	}
	if (!(plot->high > 0) || !share_width(plot, 1 + after, STACK_GOOD)) {
		put_numbers(plot->flow, chart);
		return;
	}
	/* A part that is widened to be seen may make the bar that much longer. */
	plot->bar = MIN(plot->bar, BAR_MOST) - MIN((int)chart->n_series, plot->bar / 2);
	put_legend(plot->flow, chart);
	put_rows(plot, 1, draw_stack);
}

/* ---- The population pyramid -------------------------------------------------------------------------------- */

/* A length in half columns. */
static long halves_of(long eighths)
{
	return MAX((eighths + 2) / 4, eighths > 0);
}

/* A bar from right to left, in columns columns, to half a column. */
static void put_left_bar(struct flow *flow, struct line *line, long eighths, int columns)
{
	const char *fill = flow_glyph(flow, "█", "#");
	long halves = halves_of(eighths);
	bool half = !flow->options->ascii && halves % 2;
	int whole = (int)(flow->options->ascii ? (halves + 1) / 2 : halves / 2);

	line_fill(line, ROLE_TEXT, flow->step, " ", columns - whole - half);
	if (half)
		line_fill(line, ROLE_CHART_1, flow->step, "▐", 1);
	line_fill(line, ROLE_CHART_1, flow->step, fill, whole);
}

/* The same from left to right. Its columns are not filled up. */
static void put_right_bar(struct flow *flow, struct line *line, long eighths)
{
	const char *fill = flow_glyph(flow, "█", "#");
	long halves = halves_of(eighths);
	bool half = !flow->options->ascii && halves % 2;

	line_fill(line, ROLE_CHART_2, flow->step, fill, (int)(flow->options->ascii ? (halves + 1) / 2 : halves / 2));
	if (half)
		line_fill(line, ROLE_CHART_2, flow->step, "▌", 1);
}

static void draw_ages(const struct plot *plot, struct line *line, size_t row, size_t i)
{
	struct flow *flow = plot->flow;
	double left = chart_value(plot->chart, row, 0), right = chart_value(plot->chart, row, 1);
	g_autofree char *left_text = layout_number(flow->lesson, left),
			*right_text = layout_number(flow->lesson, right);
	long length = eighths_of(left, plot->high, plot->bar);
	/* Columns the bar on the left takes, halves counted whole: its value stands before it. */
	int columns = (int)(halves_of(length) + 1) / 2;

	/* Of a bar two rows high the values stand beside the first. */
	int value_width = i == 0 ? text_width(left_text, strlen(left_text)) : 0;
	line_fill(line, ROLE_TEXT, flow->step, " ", plot->value + plot->bar - columns - value_width);
	if (i == 0)
		line_puts(line, ROLE_STRONG, 0, flow->step, left_text);
	line_fill(line, ROLE_TEXT, flow->step, " ", 1);
	put_left_bar(flow, line, length, columns);
	line_puts(line, ROLE_RULE, 0, flow->step, flow_glyph(flow, "│", "|"));
	put_right_bar(flow, line, eighths_of(right, plot->high, plot->bar));
	if (i > 0)
		return;
	line_fill(line, ROLE_TEXT, flow->step, " ", 1);
	line_puts(line, ROLE_STRONG, 0, flow->step, right_text);
}

static void put_sides(const struct plot *plot)
{
	struct flow *flow = plot->flow;
	const char *left = plot->chart->series[0] ? plot->chart->series[0] : "";
	const char *right = plot->chart->series[1] ? plot->chart->series[1] : "";
	int left_width = text_width(left, strlen(left));
	int before = plot->above ? 0 : plot->label + LABEL_GAP;
	struct line line;

	line_init(&line);
	line_fill(&line, ROLE_TEXT, flow->step, " ", before + plot->value + plot->bar - left_width);
	line_puts(&line, ROLE_CHART_1, 0, flow->step, left);
	line_puts(&line, ROLE_RULE, 0, flow->step, flow_glyph(flow, " │ ", " | "));
	line_puts(&line, ROLE_CHART_2, 0, flow->step, right);
	put_line(flow, &line, LINE_START | LINE_KEEP);
	line_clear(&line);
}

bool chart_young_first(const struct chart *chart)
{
	const char *first = chart->rows[0].label, *last = chart->rows[chart->n_rows - 1].label;

	return g_ascii_isdigit(*first) && g_ascii_isdigit(*last) &&
	       g_ascii_strtoull(first, NULL, 10) < g_ascii_strtoull(last, NULL, 10);
}

static void put_pyramid(struct plot *plot)
{
	const struct chart *chart = plot->chart;
	struct flow *flow = plot->flow;
	int sides = 0;

	for (size_t s = 0; s < chart->n_series; s++)
		sides = MAX(sides, chart->series[s] ? text_width(chart->series[s], strlen(chart->series[s])) : 0);
	/* On each side a value, a space and a bar; between them the axis. */
	if (chart->n_series != 2 || plot->low < 0 || !share_width(plot, 2 * (plot->value + 1) + 1, BAR_LEAST) ||
	    plot->above || sides + 1 > plot->value + plot->bar / 2) {
		put_numbers(flow, chart);
		return;
	}
	plot->bar = MIN(plot->bar / 2, SIDE_MOST);
	put_sides(plot);
	bool turned = chart_young_first(chart);
	for (size_t i = 0; i < chart->n_rows; i++)
		put_row(plot, turned ? chart->n_rows - 1 - i : i, flow->airy ? 2 : 1, draw_ages,
			i + 1 < chart->n_rows ? LINE_KEEP : 0);
}

/* ---- Columns ----------------------------------------------------------------------------------------------- */

struct columns {
	struct plot *plot;
	int slot;   /* columns for a row of the chart */
	int column; /* … of them for each series */
	int rows;   /* of the tallest column */
};

/* False when the columns would be too thin for their values or labels. */
static bool place_columns(struct columns *columns)
{
	const struct plot *plot = columns->plot;
	int word, label, inner = plot->flow->inner;

	if (plot->chart->n_rows > (size_t)inner || plot->chart->n_series > (size_t)inner || plot->low < 0)
		return false;
	measure_labels(plot->chart, &word, &label);
	int n = (int)plot->chart->n_series, least = MAX(word, n * (plot->value + (n > 1))) + COLUMN_GAP;
	int most = MAX(least, MAX(n * COLUMN_MOST, MIN(label, 2 * word)) + 2 * COLUMN_GAP);
	columns->slot = MIN(inner / (int)plot->chart->n_rows, most);
	columns->column = MIN((columns->slot - COLUMN_GAP) / n, COLUMN_MOST);
	columns->rows = inner >= WIDE ? TALL : LOW;
	return columns->slot >= least && columns->column >= 1;
}

/* A text in the middle of width columns. */
static void put_centred(struct flow *flow, struct line *line, enum role role, const char *text, int width)
{
	int space = width - text_width(text, strlen(text)), left = MAX(space / 2, 0);

	line_fill(line, ROLE_TEXT, flow->step, " ", left);
	line_puts(line, role, 0, flow->step, text);
	line_fill(line, ROLE_TEXT, flow->step, " ", space - left);
}

/* What of a column of so many eighths stands in a row of cells, the lowest being 0; the value stands on top of it. */
static void put_column_cell(struct columns *columns, struct line *line, size_t row, size_t series, int level)
{
	static const char *const parts[] = {" ", "▁", "▂", "▃", "▄", "▅", "▆", "▇"};
	const struct plot *plot = columns->plot;
	struct flow *flow = plot->flow;
	double value = chart_value(plot->chart, row, series);
	const char *fill = series_fill(flow, series);
	bool fine = strcmp(fill, "█") == 0;
	long length = eighths_of(value, plot->high, columns->rows);
	if (!fine)
		length = length > 0 ? MAX(1, (length + EIGHTHS / 2) / EIGHTHS) * EIGHTHS : 0;
	long over = length - (long)level * EIGHTHS;

	if (over >= EIGHTHS) {
		line_fill(line, series_role(series), flow->step, fill, columns->column);
	} else if (over > 0) {
		line_fill(line, series_role(series), flow->step, parts[over], columns->column);
	} else if (over > -EIGHTHS) {
		g_autofree char *text = layout_number(flow->lesson, value);
		put_centred(flow, line, ROLE_STRONG, text, columns->column);
	} else {
		line_fill(line, ROLE_TEXT, flow->step, " ", columns->column);
	}
}

static void put_column_labels(struct columns *columns)
{
	const struct plot *plot = columns->plot;
	struct flow *flow = plot->flow;
	size_t n = plot->chart->n_rows, height = 0;
	g_autoptr(GPtrArray) labels = g_ptr_array_new_with_free_func((GDestroyNotify)g_ptr_array_unref);
	struct line line;

	line_init(&line);
	for (size_t r = 0; r < n; r++) {
		GPtrArray *label = lines_new();
		line_reset(&line);
		line_puts(&line, ROLE_TEXT, 0, flow->step, plot->chart->rows[r].label);
		line_wrap(&line, columns->slot - COLUMN_GAP + 1, label);
		height = MAX(height, label->len);
		g_ptr_array_add(labels, label);
	}
	for (size_t i = 0; i < height; i++) {
		line_reset(&line);
		for (size_t r = 0; r < n; r++) {
			const GPtrArray *label = labels->pdata[r];
			static const struct styled_line nothing = {.text = ""};
			line_append_aligned(&line, i < label->len ? label->pdata[i] : &nothing, columns->slot,
					    ALIGN_CENTER, ROLE_TEXT, flow->step);
		}
		put_line(flow, &line, i + 1 < height ? LINE_KEEP : 0);
	}
	line_clear(&line);
}

static void put_columns(struct plot *plot)
{
	struct columns columns = {.plot = plot};
	struct flow *flow = plot->flow;
	struct line line;

	if (!place_columns(&columns)) {
		put_bars(plot);
		return;
	}
	int group = columns.column * (int)plot->chart->n_series, side = (columns.slot - group) / 2;
	put_legend(flow, plot->chart);
	line_init(&line);
	for (int level = columns.rows; level >= 0; level--) {
		line_reset(&line);
		for (size_t r = 0; r < plot->chart->n_rows; r++) {
			line_fill(&line, ROLE_TEXT, flow->step, " ", side);
			for (size_t s = 0; s < plot->chart->n_series; s++)
				put_column_cell(&columns, &line, r, s, level);
			line_fill(&line, ROLE_TEXT, flow->step, " ", columns.slot - group - side);
		}
		put_line(flow, &line, level == columns.rows ? LINE_START | LINE_KEEP : LINE_KEEP);
	}
	line_reset(&line);
	line_fill(&line, ROLE_RULE, flow->step, flow_glyph(flow, "─", "-"), columns.slot * (int)plot->chart->n_rows);
	put_line(flow, &line, LINE_KEEP);
	line_clear(&line);
	put_column_labels(&columns);
}

void flow_chart(struct flow *flow, const struct block *block)
{
	static void (*const kinds[])(struct plot *) = {[CHART_BAR] = put_bars,
						       [CHART_COLUMN] = put_columns,
						       [CHART_STACKED] = put_stacks,
						       [CHART_PYRAMID] = put_pyramid};
	struct plot plot = {.flow = flow, .chart = block->chart};

	put_title(flow, block->chart);
	if (block->chart->n_rows == 0 || block->chart->n_series == 0)
		return;
	measure_values(&plot);
	kinds[block->chart->kind](&plot);
}
