#include "export/export.h"

#include <string.h>

/* By OWASP's list of what makes a cell a formula. */
static bool is_formula(const char *cell)
{
	struct cell_number number;

	return *cell && strchr("=+-@\t\r\n", *cell) && !cell_number(cell, &number);
}

static void append_cell(GString *csv, const char *cell)
{
	bool formula = is_formula(cell), quoted = strpbrk(cell, ",\"\r\n");

	if (quoted)
		g_string_append_c(csv, '"');
	if (formula)
		g_string_append_c(csv, '\'');
	for (const char *s = cell; *s; s++) {
		if (*s == '"')
			g_string_append_c(csv, '"');
		g_string_append_c(csv, *s);
	}
	if (quoted)
		g_string_append_c(csv, '"');
}

static void end_cell(GString *csv, const struct table *table, unsigned int column)
{
	g_string_append(csv, column + 1 < table->columns->len ? "," : "\r\n");
}

char *export_csv(const struct table *table, bool bom)
{
	GString *csv = g_string_new(bom ? "\ufeff" : "");

	for (unsigned int i = 0; i < table->columns->len; i++) {
		append_cell(csv, g_array_index(table->columns, struct column, i).title);
		end_cell(csv, table, i);
	}
	for (unsigned int r = 0; r < table->rows->len; r++) {
		char *const *row = g_ptr_array_index(table->rows, r);

		for (unsigned int i = 0; i < table->columns->len; i++) {
			append_cell(csv, row[i]);
			end_cell(csv, table, i);
		}
	}
	return g_string_free(csv, FALSE);
}
