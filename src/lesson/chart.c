/* ```chart blocks: a kind after the word, then "key: value" lines. */
#include "lesson/private.h"

#include "text/i18n.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#define MAX_SERIES 8

struct reading {
	struct loader *loader;
	struct chart *chart;
	GArray *rows; /* of struct chart_row */
	const char *series[MAX_SERIES];
	size_t values; /* in each row; 0 before the first */
	bool failed;
};

static const char *const kinds[] = {"bar", "column", "stacked", "pyramid", NULL};

/* A number with a decimal point or comma. */
static bool read_value(const char *text, double *value)
{
	g_autofree char *number = g_strstrip(g_strdelimit(g_strdup(text), ",", '.'));
	char *end;

	if (g_str_has_prefix(number, "−"))
		memmove(number + 1, number + strlen("−"), strlen(number + strlen("−")) + 1), *number = '-';
	if (!*number || strspn(number, "0123456789.-+") != strlen(number))
		return false;
	*value = g_ascii_strtod(number, &end);
	return !*end && isfinite(*value) && fabs(*value) <= 1e12;
}

static void chart_fail(struct reading *reading, int line, int column, const char *hint, char *message)
{
	complain(reading->loader, SEVERITY_ERROR, line, column, hint, "%s", message);
	g_free(message);
	reading->failed = true;
}

static const char *keep(struct reading *reading, const char *text)
{
	return lesson_string(reading->loader, text, strlen(text));
}

/* The lines that are settings; false when the key is a label. */
static bool read_setting(struct reading *reading, const char *key, const char *value)
{
	bool pyramid = reading->chart->kind == CHART_PYRAMID;

	if (!strcmp(key, "title")) {
		reading->chart->title = keep(reading, value);
	} else if (pyramid && !strcmp(key, "left")) {
		reading->series[0] = keep(reading, value);
	} else if (pyramid && !strcmp(key, "right")) {
		reading->series[1] = keep(reading, value);
	} else if (!pyramid && !strcmp(key, "series")) {
		g_auto(GStrv) names = g_strsplit(value, "|", MAX_SERIES + 1);

		for (size_t i = 0; names[i] && i < MAX_SERIES; i++)
			reading->series[i] = keep(reading, g_strstrip(names[i]));
	} else {
		return false;
	}
	return true;
}

static void read_row(struct reading *reading, const char *label, const char *values, int line)
{
	double numbers[MAX_SERIES] = {0};
	g_auto(GStrv) parts = g_strsplit(values, "|", MAX_SERIES + 1);
	size_t n = g_strv_length(parts);

	if (n > MAX_SERIES) {
		chart_fail(reading, line, 0, _("Leave out some of them."),
			   g_strdup_printf(_("A chart has at most %d values in a row."), MAX_SERIES));
		return;
	}
	for (size_t i = 0; i < n; i++) {
		if (!read_value(parts[i], &numbers[i])) {
			g_strstrip(parts[i]);
			chart_fail(reading, line, column_of(reading->loader, line, *parts[i] ? parts[i] : ":"),
				   _("Write digits with a decimal point or comma, and nothing else: 78.5"),
				   g_strdup_printf(_("“%s” is not a number."), parts[i]));
			return;
		}
	}
	size_t want = reading->chart->kind == CHART_PYRAMID ? 2 : reading->values ? reading->values : n;

	if (n != want) {
		chart_fail(reading, line, 0, _("Put a bar | between the values: 11.2 | 10.1"),
			   g_strdup_printf(_("This row of the chart has %zu values instead of %zu."), n, want));
		return;
	}
	double *kept = arena_array(reading->loader->arena, n, sizeof(double));

	memcpy(kept, numbers, n * sizeof(double));
	reading->values = n;
	struct chart_row row = {keep(reading, label), kept};

	g_array_append_val(reading->rows, row);
}

static void read_line(struct reading *reading, char *text, int line)
{
	g_strstrip(text);
	if (!*text)
		return;
	const char *first = strchr(text, ':');

	if (!first) {
		chart_fail(reading, line, 0, _("Write a label, a colon and a number: Phường A: 92"),
			   g_strdup(_("This line of the chart has no colon.")));
		return;
	}
	g_autofree char *key = g_strchomp(g_strndup(text, (size_t)(first - text)));
	g_autofree char *value = g_strstrip(g_strdup(first + 1));

	if (read_setting(reading, key, value))
		return;
	/* The last colon counts: a label such as "Tổ 1: nam" may have one itself. */
	char *colon = strrchr(text, ':');

	*colon = '\0';
	read_row(reading, g_strchomp(text), colon + 1, line);
}

static bool read_kind(struct loader *loader, const char *info, int line, enum chart_kind *kind)
{
	g_autofree char *word = g_strstrip(g_strdup(info + strlen("chart")));

	for (int i = 0; kinds[i]; i++) {
		if (!strcmp(word, kinds[i])) {
			*kind = (enum chart_kind)i;
			return true;
		}
	}
	complain(loader, SEVERITY_ERROR, line, column_of(loader, line, "chart"),
		 _("Write one of: chart bar, chart column, chart stacked, chart pyramid."),
		 _("A chart of the kind “%s” is not known."), word);
	return false;
}

static void finish(struct reading *reading, struct block *block)
{
	struct chart *chart = reading->chart;
	struct chart_row *rows = arena_array(reading->loader->arena, reading->rows->len, sizeof(struct chart_row));
	const char **series = arena_array(reading->loader->arena, reading->values, sizeof(char *));

	memcpy(rows, reading->rows->data, reading->rows->len * sizeof(struct chart_row));
	memcpy(series, reading->series, reading->values * sizeof(char *));
	chart->rows = rows;
	chart->n_rows = reading->rows->len;
	chart->series = series;
	chart->n_series = reading->values;
	block->chart = chart;
	block_append(reading->loader, block);
}

/* A name for a series without values, or values that have none: both are a slip of the pen. */
static void check_series(struct reading *reading, int line)
{
	size_t names = 0, values = reading->values;

	while (names < MAX_SERIES && reading->series[names])
		names++;
	if (reading->chart->kind != CHART_PYRAMID && names && names != values)
		chart_fail(
			reading, line, 0, _("Give each value of a row its name in series:, with a bar | between them."),
			g_strdup_printf(_("The chart names %zu series but its rows have %zu values."), names, values));
}

bool chart_convert(struct loader *loader, cmark_node *code)
{
	const char *info = cmark_node_get_fence_info(code);
	int line = cmark_node_get_start_line(code);
	enum chart_kind kind;

	if (!info || !g_str_has_prefix(info, "chart") || (info[5] && info[5] != ' '))
		return false;
	if (!read_kind(loader, info, line, &kind))
		return false;
	struct reading reading = {.loader = loader, .chart = arena_new_struct(loader->arena, struct chart)};
	g_auto(GStrv) lines = g_strsplit(cmark_node_get_literal(code), "\n", -1);

	reading.chart->kind = kind;
	reading.rows = g_array_new(FALSE, FALSE, sizeof(struct chart_row));
	for (int i = 0; lines[i]; i++)
		read_line(&reading, lines[i], line + 1 + i);
	if (!reading.rows->len && !reading.failed)
		chart_fail(&reading, line, 0, _("Add lines with a label, a colon and a number: Phường A: 92"),
			   g_strdup(_("This chart has no rows.")));
	if (!reading.failed)
		check_series(&reading, line);
	if (!reading.failed)
		finish(&reading, block_new(loader, BLOCK_CHART, line));
	g_array_free(reading.rows, TRUE);
	return !reading.failed;
}
