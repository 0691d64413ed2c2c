#include "lesson/diagnostic.h"

#include "text/i18n.h"
#include "text/text.h"

#include <string.h>

/* A line longer than this is shown in the diagnostic only around its column. */
#define EXCERPT_CHARS 100

static void diagnostic_free(void *data)
{
	struct diagnostic *d = data;

	g_free(d->path);
	g_free(d->message);
	g_free(d->hint);
	g_free(d);
}

struct diagnostics *diagnostics_new(void)
{
	struct diagnostics *diags = g_new0(struct diagnostics, 1);

	diags->items = g_ptr_array_new_with_free_func(diagnostic_free);
	return diags;
}

void diagnostics_free(struct diagnostics *diags)
{
	if (!diags)
		return;
	g_ptr_array_unref(diags->items);
	g_free(diags);
}

void diagnostics_add(struct diagnostics *diags, enum severity severity, const char *path, int line, int column,
		     char *message, char *hint)
{
	struct diagnostic *d = g_new0(struct diagnostic, 1);

	*d = (struct diagnostic){severity, g_strdup(path), line, column, message, hint};
	g_ptr_array_add(diags->items, d);
	if (severity == SEVERITY_ERROR)
		diags->errors++;
	else
		diags->warnings++;
}

static int compare(const void *a, const void *b)
{
	const struct diagnostic *x = *(const struct diagnostic *const *)a, *y = *(const struct diagnostic *const *)b;
	int order = g_strcmp0(x->path, y->path);

	if (!order)
		order = (x->line > y->line) - (x->line < y->line);
	return order ? order : (x->column > y->column) - (x->column < y->column);
}

void diagnostics_sort(struct diagnostics *diags)
{
	/* GLib sorts by merging, so equals keep their order. */
	g_ptr_array_sort(diags->items, compare);
}

static const char *find_line(const char *source, int line, size_t *len)
{
	for (int i = 1; source; i++) {
		const char *end = strchrnul(source, '\n');

		if (i == line) {
			*len = (size_t)(end - source);
			return source;
		}
		source = *end ? end + 1 : NULL;
	}
	return NULL;
}

/* The source line, or the part of it around the column, and a caret under the column. */
static void append_excerpt(GString *out, const char *source, const struct diagnostic *d)
{
	size_t len;
	const char *line = find_line(source, d->line, &len);

	if (!line)
		return;
	long chars = g_utf8_strlen(line, (gssize)len), column = MIN((long)d->column, chars + 1);
	long from = chars > EXCERPT_CHARS && column > EXCERPT_CHARS / 2 ? column - EXCERPT_CHARS / 2 : 0;
	long to = MIN(chars, from + EXCERPT_CHARS);
	const char *start = g_utf8_offset_to_pointer(line, from);
	g_autofree char *part = g_strndup(start, (size_t)(g_utf8_offset_to_pointer(start, to - from) - start));

	/* A tab would move the caret: it is shown as a space. */
	g_strdelimit(part, "\t", ' ');
	g_autofree char *shown = text_filter(part);

	g_string_append_printf(out, "    %s\n", shown);
	if (d->column < 1)
		return;
	const char *at = g_utf8_offset_to_pointer(part, MAX(column - 1 - from, 0));

	g_string_append_printf(out, "    %*s^\n", text_width(part, (size_t)(at - part)), "");
}

char *diagnostic_format(const struct diagnostic *d, const char *source)
{
	GString *out = g_string_new(NULL);
	g_autofree char *path = text_filter(d->path), *message = text_filter(d->message);

	g_string_append(out, path);
	if (d->line > 0)
		g_string_append_printf(out, ":%d", d->line);
	if (d->line > 0 && d->column > 0)
		g_string_append_printf(out, ":%d", d->column);
	g_string_append_printf(out, ": %s: %s\n", d->severity == SEVERITY_ERROR ? _("error") : _("warning"), message);
	if (source && d->line > 0)
		append_excerpt(out, source, d);
	if (d->hint) {
		g_autofree char *hint = text_filter(d->hint);

		g_string_append_printf(out, "    %s\n", hint);
	}
	return g_string_free(out, FALSE);
}
