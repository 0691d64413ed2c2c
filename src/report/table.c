#include "report/report.h"
#include "text/text.h"

#include <stdarg.h>
#include <string.h>

#define GAP 2 /* columns between columns */

static void column_clear(void *data)
{
	struct column *column = data;

	g_free(column->title);
}

static void row_free(void *row)
{
	g_strfreev(row);
}

struct table *table_new(const char *title)
{
	struct table *table = g_new0(struct table, 1);

	table->name = "";
	table->title = g_strdup(title);
	table->subtitle = g_strdup("");
	table->closing = g_strdup("");
	table->columns = g_array_new(FALSE, FALSE, sizeof(struct column));
	g_array_set_clear_func(table->columns, column_clear);
	table->rows = g_ptr_array_new_with_free_func(row_free);
	table->keys = g_ptr_array_new_with_free_func(g_free);
	return table;
}

void table_free(struct table *table)
{
	if (!table)
		return;
	g_free(table->title);
	g_free(table->subtitle);
	g_free(table->closing);
	g_array_unref(table->columns);
	g_ptr_array_unref(table->rows);
	g_ptr_array_unref(table->keys);
	g_free(table);
}

void table_add_column(struct table *table, const char *title, enum column_type type)
{
	struct column column = {g_strdup(title), type};

	g_array_append_val(table->columns, column);
}

static void add_row(struct table *table, char **row)
{
	g_ptr_array_add(table->rows, row);
	g_ptr_array_add(table->keys, g_strdup(""));
}

void table_add_row(struct table *table, ...)
{
	char **row = g_new0(char *, table->columns->len + 1);
	unsigned int n = 0;
	va_list cells;
	char *cell;

	va_start(cells, table);
	while ((cell = va_arg(cells, char *))) {
		g_assert(n < table->columns->len);
		row[n++] = cell;
	}
	va_end(cells);
	g_assert(n == table->columns->len);
	add_row(table, row);
}

void table_add_cells(struct table *table, GPtrArray *cells)
{
	char **row = g_new0(char *, table->columns->len + 1);

	g_assert(cells->len == table->columns->len);
	for (unsigned int i = 0; i < cells->len; i++)
		row[i] = g_steal_pointer(&cells->pdata[i]);
	g_ptr_array_set_size(cells, 0);
	add_row(table, row);
}

void table_set_key(struct table *table, const char *key)
{
	char **last = (char **)&table->keys->pdata[table->keys->len - 1];

	g_free(*last);
	*last = g_strdup(key);
}

void table_widen(struct table *table, const char *title, const char *words)
{
	unsigned int n = table->columns->len;

	table_add_column(table, title, COLUMN_TEXT);
	for (unsigned int r = 0; r < table->rows->len; r++) {
		char **row = g_renew(char *, table->rows->pdata[r], n + 2);
		row[n] = g_strdup(words);
		row[n + 1] = NULL;
		table->rows->pdata[r] = row;
	}
}

void table_set_closing(struct table *table, char *sentence)
{
	g_free(table->closing);
	table->closing = sentence;
}

/* ---- As text ----------------------------------------------------------------------------------------------- */

/* One line of a row: a pipe's readers take it line by line. */
static char *cell_text(const char *s)
{
	char *clean = text_filter(s);

	return g_strdelimit(clean, "\n\t", ' ');
}

static int width_of(const char *s)
{
	return text_width(s, strlen(s));
}

static void append_spaces(GString *text, int n)
{
	for (int i = 0; i < n; i++)
		g_string_append_c(text, ' ');
}

static void append_line(GString *text, const struct table *table, char *const *cells, const int *widths)
{
	for (unsigned int i = 0; i < table->columns->len; i++) {
		bool number = g_array_index(table->columns, struct column, i).type == COLUMN_NUMBER;
		int missing = widths[i] - width_of(cells[i]);
		append_spaces(text, (i ? GAP : 0) + (number ? missing : 0));
		g_string_append(text, cells[i]);
		append_spaces(text, number ? 0 : missing);
	}
	while (text->len && text->str[text->len - 1] == ' ')
		g_string_truncate(text, text->len - 1);
	g_string_append_c(text, '\n');
}

/* The head and the rows, each cell as it is written. */
static GPtrArray *cells_of(const struct table *table)
{
	GPtrArray *lines = g_ptr_array_new_with_free_func(row_free);

	for (unsigned int r = 0; r <= table->rows->len; r++) {
		char *const *row = r ? table->rows->pdata[r - 1] : NULL;
		char **cells = g_new0(char *, table->columns->len + 1);
		for (unsigned int i = 0; i < table->columns->len; i++)
			cells[i] = cell_text(row ? row[i] : g_array_index(table->columns, struct column, i).title);
		g_ptr_array_add(lines, cells);
	}
	return lines;
}

static void append_heading(GString *text, const char *s)
{
	g_autofree char *line = cell_text(s);

	if (*line)
		g_string_append_printf(text, "%s\n", line);
}

char *table_text(const struct table *table)
{
	GString *text = g_string_new(NULL);
	g_autoptr(GPtrArray) lines = cells_of(table);
	g_autofree int *widths = g_new0(int, table->columns->len);

	for (unsigned int r = 0; r < lines->len; r++)
		for (unsigned int i = 0; i < table->columns->len; i++)
			widths[i] = MAX(widths[i], width_of(((char **)lines->pdata[r])[i]));

	append_heading(text, table->title);
	append_heading(text, table->subtitle);
	g_string_append_c(text, '\n');
	for (unsigned int r = 0; r < lines->len; r++)
		append_line(text, table, lines->pdata[r], widths);
	if (*table->closing) {
		g_string_append_c(text, '\n');
		append_heading(text, table->closing);
	}
	return g_string_free(text, FALSE);
}
