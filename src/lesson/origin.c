#include "lesson/private.h"

#include "text/text.h"

#include <stdarg.h>
#include <string.h>

void origin_init(struct origin *origin, const char *path, const char *text, size_t len)
{
	*origin = (struct origin){.path = path, .text = text, .len = len};
	/* Only a character reference can bring in what the text does not show. */
	origin->strikes = memchr(text, '~', len);
	origin->clean = !memchr(text, '&', len) && !text_needs_filter(text, len);
}

void origin_clear(struct origin *origin)
{
	if (origin->lines)
		g_array_free(origin->lines, TRUE);
	origin->lines = NULL;
}

static void index_lines(struct origin *origin)
{
	const char *end = origin->text + origin->len;

	origin->lines = g_array_new(FALSE, FALSE, sizeof(size_t));
	for (const char *at = origin->text; at < end; at++) {
		size_t offset = (size_t)(at - origin->text);

		g_array_append_val(origin->lines, offset);
		at = memchr(at, '\n', (size_t)(end - at));
		if (!at)
			break;
	}
}

const char *origin_line(struct origin *origin, int line, size_t *len)
{
	if (!origin->lines)
		index_lines(origin);
	if (line < 1 || (unsigned int)line > origin->lines->len)
		return NULL;
	size_t start = g_array_index(origin->lines, size_t, line - 1);
	const char *end = memchr(origin->text + start, '\n', origin->len - start);

	*len = end ? (size_t)(end - origin->text) - start : origin->len - start;
	return origin->text + start;
}

void complain(struct loader *loader, enum severity severity, int line, int column, const char *hint,
	      const char *message, ...)
{
	va_list args;

	if (loader->diags->items->len >= MAX_DIAGNOSTICS)
		return;
	va_start(args, message);
	diagnostics_add(loader->diags, severity, loader->origin->path, file_line(loader, line),
			loader->origin->stands_for ? 0 : column, g_strdup_vprintf(message, args), g_strdup(hint));
	va_end(args);
}

int column_at(const char *line, size_t byte)
{
	return (int)g_utf8_strlen(line, (gssize)byte) + 1;
}

int column_of(struct loader *loader, int line, const char *what)
{
	size_t len;
	const char *source = origin_line(loader->origin, line, &len);
	const char *found = source ? memmem(source, len, what, strlen(what)) : NULL;

	return found ? column_at(source, (size_t)(found - source)) : 0;
}

int file_line(const struct loader *loader, int line)
{
	return loader->origin->stands_for ? loader->origin->stands_for : line;
}

int lesson_line(const struct loader *loader, int line)
{
	return loader->origin->include_line ? loader->origin->include_line : line;
}
