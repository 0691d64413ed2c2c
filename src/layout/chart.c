/* Charts in block characters. */
#include "layout/private.h"
#include "text/text.h"

#include <math.h>
#include <string.h>

/* A value as people write it in the lesson's language, without needless zeros. */
static char *value_text(const struct flow *flow, double value)
{
	char *text = g_strdup_printf("%.10g", isfinite(value) ? value : 0);
	char *point = strchr(text, '.');

	if (point && flow->lesson && g_strcmp0(flow->lesson->lang, "en") != 0)
		*point = ',';
	return text;
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

/* Where there is no room to draw: "label: series value, series value". */
static void put_numbers(struct flow *flow, const struct chart *chart)
{
	for (size_t r = 0; r < chart->n_rows; r++) {
		const struct chart_row *row = &chart->rows[r];
		struct line text;
		line_init(&text);
		line_puts(&text, ROLE_STRONG, 0, flow->step, row->label);
		line_puts(&text, ROLE_STRONG, 0, flow->step, ": ");
		for (size_t s = 0; s < chart->n_series; s++) {
			g_autofree char *value = value_text(flow, row->values[s]);
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

void flow_chart(struct flow *flow, const struct block *block)
{
	put_title(flow, block->chart);
	put_numbers(flow, block->chart);
}
