#include "print/head.h"
#include "print/ruled.h"
#include "text/text.h"

#include <string.h>

/* How many of a column's longest texts are measured: laying out every cell twice would double the work. */
#define SAMPLES 8

/* A column for notes by hand is never narrower. */
#define LEAST_WIDTH MM(9)

/* A longer word than this part of the line is broken. */
#define LONGEST_WORD 0.3

#define CLOSING_GAP  8.0

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

static struct measure measure_column(struct pages *pages, const struct table *table, size_t index)
{
	const struct column *column = &g_array_index(table->columns, struct column, index);
	struct longest texts = {0}, words = {0};
	for (size_t i = 0; i < table->rows->len; i++) {
		const char *cell = ((char **)table->rows->pdata[i])[index];
		longest_add(&texts, cell, strlen(cell));
		longest_add_words(&words, cell);
	}
	PangoLayout *bold = pages->layouts[FONT_BOLD], *plain = pages->layouts[FONT_BODY];
	double word = longest_measure(&words, plain), title_word = longest_word(bold, column->title);
	double text = longest_measure(&texts, plain),
	       title = layout_measure(bold, column->title, strlen(column->title));
	double least = MIN(MAX(word, title_word), pages_width(pages) * LONGEST_WORD) + ruled_padding() + 1;
	double natural = MAX(text, title) + ruled_padding() + 1;
	least = MAX(least, LEAST_WIDTH);
	return (struct measure){least, MAX(natural, least), column->type == COLUMN_TEXT};
}

static struct ruled *begin_table(struct pages *pages, const struct table *table)
{
	size_t n = table->columns->len;
	g_autofree struct measure *measures = g_new(struct measure, n);
	g_autofree struct ruled_column *columns = g_new(struct ruled_column, n);
	g_autofree double *widths = g_new(double, n);
	for (size_t i = 0; i < n; i++)
		measures[i] = measure_column(pages, table, i);
	ruled_share(measures, n, pages_width(pages), widths);
	for (size_t i = 0; i < n; i++) {
		const struct column *column = &g_array_index(table->columns, struct column, i);
		columns[i] = (struct ruled_column){
			.title = column->title,
			.align = column->type == COLUMN_NUMBER ? PANGO_ALIGN_CENTER : PANGO_ALIGN_LEFT,
			.width = widths[i],
		};
	}
	return ruled_new(pages, columns, n);
}

void print_table(struct pages *pages, const struct table *table, const struct form *form)
{
	pages_begin(pages, &sheet_portrait);
	head_draw(pages, form);
	head_title(pages, table->title, table->subtitle);

	PangoLayout *closing = pages_layout(pages, FONT_ITALIC, pages_width(pages), PANGO_ALIGN_LEFT, table->closing);
	double closing_height = *table->closing ? CLOSING_GAP + layout_height(closing) : 0;
	double below = closing_height + head_signatures_height(pages, form);

	struct ruled *ruled = begin_table(pages, table);
	for (size_t i = 0; i < table->rows->len; i++)
		ruled_row(ruled, table->rows->pdata[i], i + 1 == table->rows->len ? below : 0);
	ruled_free(ruled);

	pages_need(pages, below);
	if (*table->closing)
		pages_put(pages, FONT_ITALIC, pages->sheet->left, pages->y + CLOSING_GAP, pages_width(pages),
			  PANGO_ALIGN_LEFT, table->closing);
	pages->y += closing_height;
	head_signatures(pages, form);
}
