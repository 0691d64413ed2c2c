#include "print/print.h"
#include "text/i18n.h"

#include <cups/cups.h>

GPtrArray *printer_list(void)
{
	GPtrArray *names = g_ptr_array_new_with_free_func(g_free);
	cups_dest_t *dests = NULL;
	int n = cupsGetDests(&dests);
	for (int i = 0; i < n; i++) {
		/* An instance is the same printer under other settings. */
		if (dests[i].instance)
			continue;
		g_ptr_array_insert(names, dests[i].is_default ? 0 : -1, g_strdup(dests[i].name));
	}
	cupsFreeDests(n, dests);
	return names;
}

static char *join(const GPtrArray *names)
{
	GString *list = g_string_new(NULL);
	for (size_t i = 0; i < names->len; i++)
		g_string_append_printf(list, "%s%s", i ? ", " : "", (const char *)names->pdata[i]);
	return g_string_free(list, FALSE);
}

const char *printer_choose(const GPtrArray *printers, const char *wanted, GError **error)
{
	if (!printers->len) {
		g_set_error(error, PRINT_ERROR, PRINT_ERROR_PRINTER,
			    _("there is no printer: connect one, or write a PDF with --to FILE.pdf"));
		return NULL;
	}
	if (!wanted || !*wanted)
		return printers->pdata[0];
	for (size_t i = 0; i < printers->len; i++)
		if (!g_ascii_strcasecmp(printers->pdata[i], wanted))
			return printers->pdata[i];
	g_autofree char *names = join(printers);
	g_set_error(error, PRINT_ERROR, PRINT_ERROR_PRINTER,
		    _("there is no printer “%s”; there are: %s; or write a PDF with --to FILE.pdf"), wanted, names);
	return NULL;
}

bool printer_print(const char *printer, const char *pdf, const char *title, GError **error)
{
	if (cupsPrintFile(printer, pdf, title, 0, NULL))
		return true;
	g_set_error(error, PRINT_ERROR, PRINT_ERROR_PRINTER,
		    _("the printer “%s” refused: %s; or write a PDF with --to FILE.pdf"), printer,
		    cupsLastErrorString());
	return false;
}
