/* How wide the columns of a table are. */
#include "print/ruled.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* How many of a column's longest texts are measured: laying out every cell twice would double the work. */
#define SAMPLES 8

/* A column for notes by hand is never narrower. */
#define LEAST_WIDTH MM(9)

/* A title up to this width stays on one line. */
#define SHORT_TITLE MM(25)

/* A longer word than this part of the line is broken. */
#define LONGEST_WORD 0.3

/* What a column needs beside its text; a point, for widths are rounded. */
#define BESIDE (2 * RULED_PAD + 1)

/* In bytes. */
#define LONGEST_TEXT 2000

/* The longest texts of a column, or its longest words, as far as can be told without laying them out. */
struct longest {
	const char *text[SAMPLES];
	size_t len[SAMPLES];
	double width[SAMPLES];
};

static void longest_add(struct longest *longest, const char *text, size_t len, double width)
{
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

static double longest_measure(const struct longest *longest, struct pages *pages, enum font font)
{
	double most = 0;
	for (size_t i = 0; i < SAMPLES && longest->text[i]; i++) {
		size_t len = longest->len[i];
		/* Anything longer has more lines than one, however wide its column is. */
		if (len > LONGEST_TEXT)
			for (len = LONGEST_TEXT; len > 0 && (longest->text[i][len] & 0xC0) == 0x80;)
				len--;
		double width = pages_text_width(pages, font, longest->text[i], len);
		most = MAX(most, width);
	}
	return most;
}

static void longest_add_words(struct longest *longest, struct pages *pages, const char *text)
{
	while (*text) {
		size_t len = strcspn(text, " \n");
		longest_add(longest, text, len, pages_estimate(pages, text, len));
		text += len;
		text += strspn(text, " \n");
	}
}

static double longest_word(struct pages *pages, enum font font, const char *text)
{
	struct longest words = {0};
	longest_add_words(&words, pages, text);
	return longest_measure(&words, pages, font);
}

/* ---- A column ---------------------------------------------------------------------------------------------- */

static int compare_widths(const void *a, const void *b)
{
	double x = *(const double *)a, y = *(const double *)b;
	return (x > y) - (x < y);
}

/* The widths of all cells, those that are nearly the same counted together. */
static struct bulk *count_widths(double *widths, size_t n, size_t *n_bulks)
{
	struct bulk *bulks = g_new(struct bulk, n + 1), *bulk = NULL;
	qsort(widths, n, sizeof(*widths), compare_widths);
	*n_bulks = 0;
	for (size_t i = n; i-- > 0;) {
		if (!bulk || widths[i] + BESIDE < bulk->width - 1) {
			bulk = &bulks[(*n_bulks)++];
			*bulk = (struct bulk){widths[i] + BESIDE, 0};
		}
		bulk->count++;
	}
	return bulks;
}

static struct measure measure_column(struct pages *pages, const struct ruled_column *column, ruled_cell *cell,
				     const void *table, size_t n_rows, size_t index)
{
	struct longest texts = {0}, words = {0};
	g_autofree double *widths = g_new(double, n_rows + 1);
	for (size_t i = 0; i < n_rows; i++) {
		struct rich text = cell(table, i, index);
		widths[i] = pages_estimate(pages, text.text, text.len);
		longest_add(&texts, text.text, text.len, widths[i]);
		longest_add_words(&words, pages, text.text);
	}
	double word = longest_measure(&words, pages, FONT_BODY), text = longest_measure(&texts, pages, FONT_BODY);
	double title = pages_text_width(pages, FONT_BOLD, column->title.text, column->title.len);
	double title_word = title > SHORT_TITLE ? longest_word(pages, FONT_BOLD, column->title.text) : title;
	double least = MIN(MAX(word, title_word), pages_width(pages) * LONGEST_WORD) + BESIDE;
	struct measure measure = {.least = MAX(least, LEAST_WIDTH), .stretch = column->align == PANGO_ALIGN_LEFT};
	measure.natural = MAX(MAX(text, title) + BESIDE, measure.least);
	measure.bulks = count_widths(widths, n_rows, &measure.n_bulks);
	return measure;
}

void ruled_measure(struct pages *pages, struct ruled_column *columns, size_t n, double width, ruled_cell *cell,
		   const void *table, size_t n_rows)
{
	g_autofree struct measure *measures = g_new(struct measure, n);
	g_autofree double *widths = g_new(double, n);
	for (size_t i = 0; i < n; i++)
		measures[i] = measure_column(pages, &columns[i], cell, table, n_rows, i);
	ruled_share(measures, n, width, widths);
	for (size_t i = 0; i < n; i++) {
		columns[i].width = widths[i];
		g_free((void *)(uintptr_t)measures[i].bulks);
	}
}

/* ---- Sharing ----------------------------------------------------------------------------------------------- */

/* What is left over is shared in one go, what is short in steps: so many of them at most for a column. */
#define STEPS      16
#define LEAST_STEP 3.0

static double sum(const double *widths, size_t n)
{
	double all = 0;
	for (size_t i = 0; i < n; i++)
		all += widths[i];
	return all;
}

static void stretch(const struct measure *columns, size_t n, double rest, double *widths)
{
	double stretchy = 0, all = sum(widths, n);
	for (size_t i = 0; i < n; i++)
		stretchy += columns[i].stretch ? widths[i] : 0;
	for (size_t i = 0; i < n; i++)
		if (columns[i].stretch || stretchy <= 0)
			widths[i] += rest * widths[i] / (stretchy > 0 ? stretchy : all);
}

static double lines_of(double text, double width, double count)
{
	return text > width ? (ceil(text / width) - 1) * count : 0;
}

/* How many lines more the column has at this width than at its natural one, its title's counted too. */
static double broken_lines(const struct measure *column, double width)
{
	double lines = lines_of(column->natural, width, 1);
	for (size_t i = 0; i < column->n_bulks; i++)
		lines += lines_of(column->bulks[i].width, width, column->bulks[i].count);
	return lines;
}

/* The best way to take up to excess from one column. */
struct cut {
	size_t column;
	double width; /* 0 while there is none */
	double price; /* lines for a point */
};

static void try_column(const struct measure *column, size_t index, double width, double excess, struct cut *best)
{
	double most = MIN(excess, width - column->least), step = MAX(most / STEPS, LEAST_STEP);
	double now = broken_lines(column, width);
	for (int i = 1; i <= STEPS; i++) {
		double taken = MIN(i * step, most);
		double price = (broken_lines(column, width - taken) - now) / taken;
		/* For the same price the larger cut, so that few are needed. */
		if (taken > 0 &&
		    (best->width <= 0 || price < best->price || (price <= best->price && taken > best->width)))
			*best = (struct cut){index, taken, price};
	}
}

static void cut_to(const struct measure *columns, size_t n, double total, double *widths)
{
	for (double excess; (excess = sum(widths, n) - total) > 0.01;) {
		struct cut best = {0};
		for (size_t i = 0; i < n; i++)
			if (widths[i] > columns[i].least)
				try_column(&columns[i], i, widths[i], excess, &best);
		if (best.width <= 0)
			return;
		widths[best.column] -= best.width;
	}
}

void ruled_share(const struct measure *columns, size_t n, double total, double *widths)
{
	double least = 0;
	for (size_t i = 0; i < n; i++) {
		widths[i] = MAX(MIN(columns[i].natural, total), columns[i].least);
		least += columns[i].least;
	}
	if (least >= total) {
		for (size_t i = 0; i < n; i++)
			widths[i] = columns[i].least * total / least;
		return;
	}
	if (sum(widths, n) <= total)
		stretch(columns, n, total - sum(widths, n), widths);
	else
		cut_to(columns, n, total, widths);
}
