/* Which rows are shown, and in which order. */
#include "screens/results_private.h"
#include "text/text.h"

#include <stdlib.h>
#include <string.h>

struct results_page *results_page_new(const struct report_kind *kind, const char *about)
{
	struct results_page *page = g_new0(struct results_page, 1);

	page->kind = kind;
	page->about = g_strdup(about);
	page->rows = g_array_new(FALSE, FALSE, sizeof(unsigned int));
	page->query = g_string_new(NULL);
	page->sort = -1;
	return page;
}

void results_page_free(void *data)
{
	struct results_page *page = data;

	g_free(page->about);
	table_free(page->table);
	g_array_unref(page->rows);
	g_free(page->widths);
	g_free(page->empty);
	g_string_free(page->query, TRUE);
	g_free(page);
}

const struct column *results_column(const struct results_page *page, unsigned int column)
{
	return &g_array_index(page->table->columns, struct column, column);
}

char *const *results_row(const struct results_page *page, unsigned int shown)
{
	return page->table->rows->pdata[g_array_index(page->rows, unsigned int, shown)];
}

/* ---- Narrowing --------------------------------------------------------------------------------------------- */

static bool is_found(const struct results_page *page, unsigned int row)
{
	g_autofree char *words = NULL;

	if (!page->query->len)
		return true;
	words = g_strjoinv(" ", page->table->rows->pdata[row]);
	return text_finds(page->query->str, words);
}

/* ---- Sorting ----------------------------------------------------------------------------------------------- */

struct sorted {
	unsigned int row;
	double number;
	char *key; /* NULL where numbers are sorted */
};

/* "8,25" and "45,24%" by their value; what is no number comes after all. */
static double number_of(const char *cell)
{
	g_autofree char *plain = g_strdelimit(g_strdup(cell), ",", '.');
	char *end;
	double number = g_ascii_strtod(plain, &end);

	return end == plain ? G_MAXDOUBLE : number;
}

static struct sorted sorted_of(const struct results_page *page, unsigned int row)
{
	const char *cell = ((char *const *)page->table->rows->pdata[row])[page->sort];
	enum column_type type = results_column(page, (unsigned int)page->sort)->type;

	if (type == COLUMN_NUMBER)
		return (struct sorted){row, number_of(cell), NULL};
	return (struct sorted){row, 0, type == COLUMN_NAME ? text_name_key(cell) : text_sort_key(cell)};
}

/* Rows that are the same stay in the order of the table, and what has no number comes last, whichever way. */
static int compare(const void *a, const void *b, void *user)
{
	const struct results_page *page = user;
	const struct sorted *x = a, *y = b;
	bool none = x->number == G_MAXDOUBLE || y->number == G_MAXDOUBLE;
	int order = x->key ? strcmp(x->key, y->key) : (x->number > y->number) - (x->number < y->number);

	if (page->descending && !none)
		order = -order;
	return order ? order : (x->row > y->row) - (x->row < y->row);
}

static void sort_rows(struct results_page *page)
{
	g_autofree struct sorted *sorted = g_new(struct sorted, page->rows->len + 1);

	for (unsigned int i = 0; i < page->rows->len; i++)
		sorted[i] = sorted_of(page, g_array_index(page->rows, unsigned int, i));
	g_qsort_with_data(sorted, (int)page->rows->len, sizeof *sorted, compare, page);
	for (unsigned int i = 0; i < page->rows->len; i++) {
		g_array_index(page->rows, unsigned int, i) = sorted[i].row;
		g_free(sorted[i].key);
	}
}

/* ---- The row chosen ---------------------------------------------------------------------------------------- */

/* What a row is known by when the table is made anew: its key, else its words. */
static char *identity(const struct table *table, unsigned int row)
{
	const char *key = table->keys->pdata[row];

	return *key ? g_strdup(key) : g_strjoinv("\t", table->rows->pdata[row]);
}

static char *chosen_identity(const struct results_page *page)
{
	if (!page->table || page->at >= (int)page->rows->len)
		return NULL;
	return identity(page->table, g_array_index(page->rows, unsigned int, page->at));
}

/* Of several rows with this identity the one that is nearest; otherwise is the one where there is none. */
static void choose_again(struct results_page *page, const char *wanted, int otherwise)
{
	int nearest = -1;

	for (unsigned int i = 0; wanted && i < page->rows->len; i++) {
		g_autofree char *here = identity(page->table, g_array_index(page->rows, unsigned int, i));
		if (strcmp(here, wanted) == 0 && (nearest < 0 || ABS((int)i - page->at) < ABS(nearest - page->at)))
			nearest = (int)i;
	}
	page->at = nearest >= 0 ? nearest : CLAMP(otherwise, 0, MAX((int)page->rows->len - 1, 0));
}

static void arrange(struct results_page *page, const char *chosen, int otherwise)
{
	g_array_set_size(page->rows, 0);
	for (unsigned int i = 0; i < page->table->rows->len; i++)
		if (is_found(page, i))
			g_array_append_val(page->rows, i);
	if (page->sort >= 0)
		sort_rows(page);
	choose_again(page, chosen, otherwise);
}

void results_page_arrange(struct results_page *page)
{
	g_autofree char *chosen = chosen_identity(page);

	if (page->table)
		arrange(page, chosen, 0);
}

const char *results_page_key(const struct results_page *page)
{
	if (!page->table || !page->table->opens || page->at >= (int)page->rows->len)
		return NULL;
	const char *key = page->table->keys->pdata[g_array_index(page->rows, unsigned int, page->at)];
	return *key ? key : NULL;
}

/* ---- The table --------------------------------------------------------------------------------------------- */

/* How wide a heading is in at most two lines. */
static int heading_width(const char *title)
{
	g_autoptr(GArray) lines = g_array_new(FALSE, FALSE, sizeof(struct text_line));
	int width = 2;

	for (const char *word = title; *word; word += strcspn(word, " "), word += strspn(word, " "))
		width = MAX(width, text_width(word, strcspn(word, " ")));
	for (;; width++) {
		g_array_set_size(lines, 0);
		text_wrap(title, strlen(title), width, lines);
		if (lines->len <= 2)
			return width;
	}
}

static void measure(struct results_page *page)
{
	unsigned int n = page->table->columns->len;

	g_free(page->widths);
	g_free(page->empty);
	page->widths = g_new0(int, n + 1);
	page->empty = g_new0(bool, n + 1);
	for (unsigned int c = 0; c < n; c++) {
		int widest = 0;
		for (unsigned int r = 0; r < page->table->rows->len; r++) {
			const char *cell = ((char *const *)page->table->rows->pdata[r])[c];
			widest = MAX(widest, text_width(cell, strlen(cell)));
		}
		page->empty[c] = widest == 0;
		page->widths[c] = MAX(widest, heading_width(results_column(page, c)->title));
	}
}

/* A cell of a column is one line; only a long text has more. */
static void flatten(struct table *table)
{
	for (unsigned int r = 0; r < table->rows->len; r++)
		for (unsigned int c = 0; c < table->columns->len; c++)
			if (g_array_index(table->columns, struct column, c).type != COLUMN_PROSE)
				g_strdelimit(((char **)table->rows->pdata[r])[c], "\n\t", ' ');
}

void results_page_show(struct results_page *page, struct table *table)
{
	g_autofree char *chosen = chosen_identity(page);

	table_free(page->table);
	page->table = table;
	if (page->sort >= (int)table->columns->len)
		page->sort = -1;
	flatten(table);
	measure(page);
	arrange(page, chosen, page->at);
}
