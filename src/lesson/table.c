/*
 * Pipe tables, which cmark leaves as paragraphs. They are read from the source: in cmark's tree a backslash before a
 * bar is gone.
 */
#include "lesson/private.h"

#include "text/i18n.h"

#include <string.h>

/* A row with more cells than this is not read as a table. */
#define MAX_CELLS 64

struct span {
	const char *s;
	size_t len;
};

static struct span trim(const char *s, size_t len)
{
	while (len && (*s == ' ' || *s == '\t')) {
		s++;
		len--;
	}
	while (len && strchr(" \t\r", s[len - 1]))
		len--;
	return (struct span){s, len};
}

/* Where a paragraph stands in the source. */
struct place {
	int from, to;
	size_t column; /* bytes before it on its first line */
	int quotes;    /* it stands in so many */
};

/* A line of the paragraph without what its containers put before it. */
static struct span content_line(struct loader *loader, int line, const struct place *place)
{
	size_t len = 0;
	const char *s = origin_line(loader->origin, line, &len);

	if (!s)
		return (struct span){"", 0};
	if (line == place->from)
		return trim(s + MIN(place->column, len), len - MIN(place->column, len));
	struct span at = trim(s, len);

	for (int quotes = place->quotes; quotes > 0 && at.len && *at.s == '>'; quotes--)
		at = trim(at.s + 1, at.len - 1);
	return at;
}

static int count_quotes(cmark_node *node)
{
	int quotes = 0;

	/* Past the depth that is kept, no table can be seen any more. */
	for (int i = 0; node && i < 2 * MAX_DEPTH; i++, node = cmark_node_parent(node))
		quotes += cmark_node_get_type(node) == CMARK_NODE_BLOCK_QUOTE;
	return quotes;
}

/* Splits a row at its bars, but those after a backslash. Returns how many cells it has, even past max. */
static size_t split_row(struct span row, struct span *cells, size_t max)
{
	const char *s = row.s, *end = row.s + row.len;
	size_t n = 0;

	if (s < end && *s == '|')
		s++;
	for (;;) {
		const char *start = s;

		while (s < end && *s != '|')
			s += *s == '\\' && s + 1 < end ? 2 : 1;
		/* A bar at the end of the row closes its last cell. */
		if (s >= end && n && !trim(start, (size_t)(end - start)).len)
			return n;
		if (n < max)
			cells[n] = trim(start, (size_t)(MIN(s, end) - start));
		n++;
		if (s >= end)
			return n;
		s++;
	}
}

static bool read_align(struct span cell, enum align *align)
{
	bool left = cell.len && *cell.s == ':', right = cell.len > 1 && cell.s[cell.len - 1] == ':';
	size_t from = left, to = cell.len - right;

	for (size_t i = from; i < to; i++) {
		if (cell.s[i] != '-')
			return false;
	}
	*align = left && right ? ALIGN_CENTER : left ? ALIGN_LEFT : right ? ALIGN_RIGHT : ALIGN_NONE;
	return to > from;
}

/* The number of columns of a delimiter row; 0 when the line is none. */
static size_t read_delimiter(struct span line, enum align aligns[MAX_CELLS])
{
	struct span cells[MAX_CELLS];

	if (!line.len || !strchr("|:-", *line.s) || !memchr(line.s, '-', line.len))
		return 0;
	size_t n = split_row(line, cells, MAX_CELLS);

	if (n > MAX_CELLS || (n == 1 && !memchr(line.s, '|', line.len)))
		return 0;
	for (size_t i = 0; i < n; i++) {
		if (!read_align(cells[i], &aligns[i]))
			return 0;
	}
	return n;
}

/* What a cell's source says: "\|" is a bar, everything else stays for cmark. */
static struct rich read_cell(struct loader *loader, struct span cell, int line)
{
	if (!memmem(cell.s, cell.len, "\\|", 2))
		return rich_of_source(loader, cell.s, cell.len, line);
	GString *text = g_string_sized_new(cell.len);

	for (size_t i = 0; i < cell.len; i++) {
		if (cell.s[i] == '\\' && i + 1 < cell.len && cell.s[i + 1] == '|')
			continue;
		g_string_append_c(text, cell.s[i]);
	}
	struct rich rich = rich_of_source(loader, text->str, text->len, line);

	g_string_free(text, TRUE);
	return rich;
}

static void add_row(struct loader *loader, struct span line, int number, size_t columns)
{
	struct span cells[MAX_CELLS] = {{NULL, 0}};
	size_t n = split_row(line, cells, MAX_CELLS);
	struct block *row = block_new(loader, BLOCK_ROW, number);

	if (n != columns) {
		complain(loader, SEVERITY_WARNING, number, 0,
			 _("Put a bar | between the cells, and \\| where a bar is meant as such."),
			 P_("This table row has %zu cell instead of %zu.",
			    "This table row has %zu cells instead of %zu.", n),
			 n, columns);
		/* Nothing is lost: what is too much stays in the last cell. */
		if (n > columns)
			cells[columns - 1] =
				trim(cells[columns - 1].s, (size_t)(line.s + line.len - cells[columns - 1].s));
	}
	block_append(loader, row);
	sink_push(loader, row);
	for (size_t i = 0; i < columns; i++) {
		struct block *cell = block_new(loader, BLOCK_CELL, number);

		cell->text = i < n ? read_cell(loader, cells[i], number) : (struct rich){.text = ""};
		block_append(loader, cell);
	}
	sink_pop(loader);
}

/* The lines of the paragraph that stand before the table's head are a paragraph of their own. */
static void add_lead(struct loader *loader, const struct place *place, int to)
{
	GString *source = g_string_new(NULL);

	for (int line = place->from; line < to; line++) {
		struct span at = content_line(loader, line, place);

		g_string_append_printf(source, "%s%.*s", line > place->from ? "\n" : "", (int)at.len, at.s);
	}
	struct block *block = block_new(loader, BLOCK_PARAGRAPH, place->from);

	block->text = rich_of_source(loader, source->str, source->len, place->from);
	g_string_free(source, TRUE);
	if (block->text.len)
		block_append(loader, block);
}

static struct block *table_new(struct loader *loader, int line, size_t columns, const enum align *aligns)
{
	struct block *table = block_new(loader, BLOCK_TABLE, line);
	enum align *copy = arena_array(loader->arena, columns, sizeof(enum align));

	memcpy(copy, aligns, columns * sizeof(enum align));
	table->table.columns = columns;
	table->table.aligns = copy;
	return table;
}

/* The line of the delimiter row, with as many cells as the line before it; 0 when there is none. */
static int find_delimiter(struct loader *loader, const struct place *place, size_t *columns,
			  enum align aligns[MAX_CELLS])
{
	struct span cells[MAX_CELLS];

	for (int line = place->from + 1; line <= place->to; line++) {
		*columns = read_delimiter(content_line(loader, line, place), aligns);
		if (*columns && split_row(content_line(loader, line - 1, place), cells, MAX_CELLS) == *columns)
			return line;
	}
	return 0;
}

bool table_convert(struct loader *loader, cmark_node *paragraph)
{
	enum align aligns[MAX_CELLS];
	struct place place = {cmark_node_get_start_line(paragraph), cmark_node_get_end_line(paragraph),
			      (size_t)MAX(cmark_node_get_start_column(paragraph) - 1, 0), count_quotes(paragraph)};
	size_t columns;

	if (loader->depth + 2 >= MAX_DEPTH)
		return false;
	int delimiter = find_delimiter(loader, &place, &columns, aligns);

	if (!delimiter)
		return false;
	if (delimiter - 1 > place.from)
		add_lead(loader, &place, delimiter - 1);
	struct block *table = table_new(loader, delimiter - 1, columns, aligns);
	bool incremental = loader->draft.incremental_tables && !loader->asking;

	block_append(loader, table);
	sink_push(loader, table);
	for (int line = delimiter - 1; line <= place.to; line++) {
		if (line == delimiter)
			continue;
		if (incremental && line > delimiter)
			block_append(loader, block_new(loader, BLOCK_PAUSE, line));
		add_row(loader, content_line(loader, line, &place), line, columns);
	}
	sink_pop(loader);
	if (!loader->depth && incremental)
		loader->draft.pause_owed = true;
	return true;
}
