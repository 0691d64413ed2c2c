/* What stands in the cells of the reports. */
#include "report/private.h"
#include "text/i18n.h"

#include <math.h>
#include <string.h>

#define DECIMALS 2

GPtrArray *cells_new(void)
{
	return g_ptr_array_new_with_free_func(g_free);
}

void cells_text(GPtrArray *cells, const char *text)
{
	g_ptr_array_add(cells, g_strdup(text));
}

void cells_count(GPtrArray *cells, size_t n)
{
	g_ptr_array_add(cells, g_strdup_printf("%zu", n));
}

void cells_fraction(GPtrArray *cells, const struct report *report, struct fraction fraction, int64_t scale)
{
	g_ptr_array_add(cells, fraction_decimal(fraction, scale, DECIMALS, report->comma));
}

char *report_figure(const struct report *report, double figure, int decimals)
{
	char plain[64], pattern[8];

	if (isnan(figure))
		return g_strdup(CELL_NONE);
	g_snprintf(pattern, sizeof pattern, "%%.%df", decimals);
	/* No −0,00. */
	figure = fabs(figure) < pow(10, -decimals) / 2 ? 0 : figure;
	g_ascii_formatd(plain, sizeof plain, pattern, figure);
	if (report->comma)
		g_strdelimit(plain, ".", ',');
	return g_strdup(plain);
}

void cells_mark(GPtrArray *cells, const struct report *report, double mark)
{
	char *figure = report_figure(report, mark, DECIMALS);
	size_t len = strlen(figure);

	while (!isnan(mark) && figure[len - 1] == '0')
		len--;
	if (!isnan(mark) && strchr(".,", figure[len - 1]))
		len--;
	figure[len] = '\0';
	g_ptr_array_add(cells, figure);
}

char *report_share(const struct report *report, double share)
{
	g_autofree char *figure = report_figure(report, share * 100, DECIMALS);

	return isnan(share) ? g_steal_pointer(&figure) : g_strconcat(figure, "%", NULL);
}

void cells_figure(GPtrArray *cells, const struct report *report, double figure, int decimals)
{
	g_ptr_array_add(cells, report_figure(report, figure, decimals));
}

void cells_share(GPtrArray *cells, const struct report *report, double share)
{
	g_ptr_array_add(cells, report_share(report, share));
}

char *report_moment(int64_t milliseconds)
{
	g_autoptr(GDateTime) moment = milliseconds ? g_date_time_new_from_unix_local(milliseconds / 1000) : NULL;

	return moment ? g_date_time_format(moment, "%d/%m/%Y %H:%M") : g_strdup("");
}

char *person_unit(const struct person *person)
{
	const char *between = *person->hamlet && *person->unit ? ", " : "";

	return g_strconcat(person->hamlet, between, person->unit, NULL);
}

/* ---- Tables ------------------------------------------------------------------------------------------------ */

struct table *report_table(const struct report *report, const char *name)
{
	const struct report_kind *kind = report_kind_find(name);
	struct table *table = table_new(_(kind->title));

	table->name = kind->name;
	g_free(table->subtitle);
	table->subtitle = g_strdup(report->subject->title);
	return table;
}

void report_lesson_column(const struct report *report, struct table *table)
{
	if (report->subject->n_lessons > 1)
		table_add_column(table, _("Lesson"), COLUMN_TEXT);
}

void cells_lesson(GPtrArray *cells, const struct report *report, size_t lesson)
{
	if (report->subject->n_lessons > 1)
		cells_text(cells, report->subject->lessons[lesson]->title);
}

void report_close_people(struct table *table, size_t n)
{
	table_set_closing(table, g_strdup_printf(P_("The list has %zu person.", "The list has %zu people.", n), n));
}
