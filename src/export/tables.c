/* Which tables an export has. */
#include "export/export.h"

typedef struct table *report_function(struct store *, const struct lesson *, const struct config *,
				      struct diagnostics *problems, GError **error);

static report_function *const reports[] = {report_results};

static void free_table(void *table)
{
	table_free(table);
}

GPtrArray *export_tables(struct store *store, const struct lesson *lesson, const struct config *config,
			 struct diagnostics *problems, GError **error)
{
	g_autoptr(GPtrArray) tables = g_ptr_array_new_with_free_func(free_table);

	for (size_t i = 0; i < G_N_ELEMENTS(reports); i++) {
		struct table *table = reports[i](store, lesson, config, problems, error);

		if (!table)
			return NULL;
		g_ptr_array_add(tables, table);
	}
	return g_steal_pointer(&tables);
}
