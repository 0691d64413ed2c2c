/* Which tables a workbook has. */
#include "export/export.h"

static const char *const reports[] = {"person", "response", "question", "analysis", "notes", "people"};

static void free_table(void *table)
{
	table_free(table);
}

GPtrArray *export_tables(const struct report *report, GError **error)
{
	g_autoptr(GPtrArray) tables = g_ptr_array_new_with_free_func(free_table);

	for (size_t i = 0; i < G_N_ELEMENTS(reports); i++) {
		struct table *table = report_kind_find(reports[i])->make(report, NULL, error);

		if (!table)
			return NULL;
		g_ptr_array_add(tables, table);
	}
	return g_steal_pointer(&tables);
}
