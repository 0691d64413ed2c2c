/* RFC 4180, forgivingly: text after a closing quotation mark is kept, a mark that nothing closes is a character. */
#include "document/private.h"
#include "document/roster_private.h"
#include "text/text.h"

#include <string.h>

struct splitter {
	const char *at;
	char separator;
	unsigned int line;
};

/* Where the quoted text that begins at p (after the mark) ends: its closing mark, or NULL. */
static const char *closing_mark(const char *p)
{
	while ((p = strchr(p, '"')) && p[1] == '"')
		p += 2;
	return p;
}

static void take_quoted(struct splitter *split, GString *cell)
{
	const char *end = closing_mark(split->at + 1);

	for (const char *p = split->at + 1; p < end; p++) {
		split->line += *p == '\n';
		g_string_append_c(cell, *p);
		p += *p == '"'; /* two stand for one */
	}
	split->at = end + 1;
}

static char *clean(const GString *cell)
{
	g_autofree char *filtered = text_filter(cell->str);
	GString *out = g_string_new(NULL);
	bool space = false;

	for (const char *p = filtered; *p; p = next_char(p)) {
		gunichar c = g_utf8_get_char(p);
		if (g_unichar_isspace(c)) {
			space = out->len > 0;
			continue;
		}
		if (space)
			g_string_append_c(out, ' ');
		space = false;
		g_string_append_unichar(out, c);
	}
	return g_string_free(out, FALSE);
}

static char *take_cell(struct splitter *split)
{
	g_autoptr(GString) cell = g_string_new(NULL);

	if (*split->at == '"' && closing_mark(split->at + 1))
		take_quoted(split, cell);
	while (*split->at && *split->at != split->separator && *split->at != '\n')
		g_string_append_c(cell, *split->at++);
	return clean(cell);
}

static void free_cells(void *data)
{
	struct cells *cells = data;

	g_ptr_array_unref(cells->texts);
	g_free(cells);
}

static struct cells *take_cells(struct splitter *split, bool *empty)
{
	struct cells *cells = g_new(struct cells, 1);

	cells->line = split->line;
	cells->texts = g_ptr_array_new_with_free_func(g_free);
	*empty = true;
	for (;;) {
		char *cell = take_cell(split);
		*empty = *empty && !*cell;
		g_ptr_array_add(cells->texts, cell);
		if (*split->at != split->separator)
			break;
		split->at++;
	}
	if (*split->at == '\n') {
		split->at++;
		split->line++;
	}
	return cells;
}

GPtrArray *cells_split(const char *text, char separator)
{
	GPtrArray *lines = g_ptr_array_new_with_free_func(free_cells);
	struct splitter split = {.at = text, .separator = separator, .line = 1};

	while (*split.at) {
		bool empty;
		struct cells *cells = take_cells(&split, &empty);
		if (empty)
			free_cells(cells);
		else
			g_ptr_array_add(lines, cells);
	}
	return lines;
}
