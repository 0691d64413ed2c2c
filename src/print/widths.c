/* How wide the columns of a table are. */
#include "print/ruled.h"
#include "text/text.h"

#include <string.h>

/* How many of a column's longest texts are measured: laying out every cell twice would double the work. */
#define SAMPLES 8

/* A column for notes by hand is never narrower. */
#define LEAST_WIDTH MM(9)

/* A longer word than this part of the line is broken. */
#define LONGEST_WORD 0.3

/* The longest texts of a column, and its longest words, by the columns they would take on a screen. */
struct longest {
	const char *text[SAMPLES];
	size_t len[SAMPLES];
	int width[SAMPLES];
};

static void longest_add(struct longest *longest, const char *text, size_t len)
{
	/* A byte is a column at most, so most texts need no closer look. */
	if ((int)MIN(len, G_MAXINT) <= longest->width[SAMPLES - 1])
		return;
	int width = text_width(text, len);
	size_t i = SAMPLES;
	for (; i > 0 && width > longest->width[i - 1]; i--)
		if (i < SAMPLES) {
			longest->text[i] = longest->text[i - 1];
			longest->len[i] = longest->len[i - 1];
			longest->width[i] = longest->width[i - 1];
		}
	if (i == SAMPLES)
		return;
	longest->text[i] = text;
	longest->len[i] = len;
	longest->width[i] = width;
}

static double longest_measure(const struct longest *longest, PangoLayout *layout)
{
	double most = 0;
	for (size_t i = 0; i < SAMPLES && longest->text[i]; i++) {
		double width = layout_measure(layout, longest->text[i], longest->len[i]);
		most = MAX(most, width);
	}
	return most;
}

static void longest_add_words(struct longest *longest, const char *text)
{
	while (*text) {
		size_t len = strcspn(text, " \n");
		longest_add(longest, text, len);
		text += len;
		text += strspn(text, " \n");
	}
}

static double longest_word(PangoLayout *layout, const char *text)
{
	struct longest words = {0};
	longest_add_words(&words, text);
	return longest_measure(&words, layout);
}

static struct measure measure_column(struct pages *pages, const struct ruled_column *column, ruled_cell *cell,
				     const void *table, size_t n_rows, size_t index)
{
	struct longest texts = {0}, words = {0};
	for (size_t i = 0; i < n_rows; i++) {
		struct rich text = cell(table, i, index);
		longest_add(&texts, text.text, text.len);
		longest_add_words(&words, text.text);
	}
	PangoLayout *bold = pages->layouts[FONT_BOLD], *plain = pages->layouts[FONT_BODY];
	double word = longest_measure(&words, plain), title_word = longest_word(bold, column->title.text);
	double text = longest_measure(&texts, plain);
	double title = layout_measure(bold, column->title.text, column->title.len);
	double least = MIN(MAX(word, title_word), pages_width(pages) * LONGEST_WORD) + 2 * RULED_PAD + 1;
	double natural = MAX(text, title) + 2 * RULED_PAD + 1;
	least = MAX(least, LEAST_WIDTH);
	return (struct measure){least, MAX(natural, least), column->align == PANGO_ALIGN_LEFT};
}

void ruled_measure(struct pages *pages, struct ruled_column *columns, size_t n, double width, ruled_cell *cell,
		   const void *table, size_t n_rows)
{
	g_autofree struct measure *measures = g_new(struct measure, n);
	g_autofree double *widths = g_new(double, n);
	for (size_t i = 0; i < n; i++)
		measures[i] = measure_column(pages, &columns[i], cell, table, n_rows, i);
	ruled_share(measures, n, width, widths);
	for (size_t i = 0; i < n; i++)
		columns[i].width = widths[i];
}

/* ---- Sharing ------------------------------------------------------------------------------------------------ */

static void stretch(const struct measure *columns, size_t n, double rest, double *widths)
{
	double stretchy = 0, all = 0;
	for (size_t i = 0; i < n; i++) {
		all += columns[i].natural;
		stretchy += columns[i].stretch ? columns[i].natural : 0;
	}
	for (size_t i = 0; i < n; i++) {
		bool takes = columns[i].stretch || stretchy <= 0;
		widths[i] = columns[i].natural;
		if (takes)
			widths[i] += rest * columns[i].natural / (stretchy > 0 ? stretchy : all);
	}
}

/* Every column what it needs, but the long ones no more than limit; returns the sum. */
static double cut(const struct measure *columns, size_t n, double limit, double *widths)
{
	double sum = 0;
	for (size_t i = 0; i < n; i++) {
		widths[i] = MIN(columns[i].natural, MAX(columns[i].least, limit));
		sum += widths[i];
	}
	return sum;
}

void ruled_share(const struct measure *columns, size_t n, double total, double *widths)
{
	double least = cut(columns, n, 0, widths), natural = cut(columns, n, G_MAXDOUBLE, widths);
	if (natural <= total) {
		stretch(columns, n, total - natural, widths);
		return;
	}
	double low = 0, high = total;
	for (int i = 0; i < 40; i++) {
		double middle = (low + high) / 2;
		if (cut(columns, n, middle, widths) > total)
			high = middle;
		else
			low = middle;
	}
	double sum = cut(columns, n, low, widths);
	for (size_t i = 0; i < n && least > total; i++)
		widths[i] *= total / sum;
}
