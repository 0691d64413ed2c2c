/*
 * Tables: columns as wide as their cells where there is room, narrower and wrapped where there is not, and "heading:
 * cell" lines where a column could not hold its longest word.
 */
#include "layout/private.h"
#include "text/text.h"

#include <string.h>

#define ROW_WHOLE    4 /* lines of a row that are kept together */
#define RECORD_WHOLE 6 /* cells of a row set as lines that are */

/* What a column would like. */
struct column {
	int natural; /* columns of its widest cell */
	int word;    /* … of its longest word */
	int width;   /* what it gets */
	enum align align;
};

struct table {
	struct flow *flow;
	const struct block *head; /* the first row; the rest follow */
	struct column *columns;
	size_t n;
	bool wraps;          /* some cell takes several lines */
	const char *between; /* columns */
	int between_width;
	GPtrArray **cells; /* n lists, for the row at hand */
	struct line line;  /* for putting a line together */
};

static void measure_text(struct column *column, const char *text, size_t len, bool *breaks)
{
	size_t start = 0;
	int width = 0;

	for (size_t i = 0; i <= len; i++) {
		if (i < len && text[i] != ' ' && text[i] != '\n')
			continue;
		int word = text_width(text + start, i - start);
		column->word = MAX(column->word, word);
		width += word;
		column->natural = MAX(column->natural, width);
		if (i < len && text[i] == '\n') {
			*breaks = true;
			width = 0;
		} else {
			width++;
		}
		start = i + 1;
	}
}

static void measure_row(struct table *table, const struct block *row)
{
	size_t c = 0;

	for (const struct block *cell = row->first; cell && c < table->n; cell = cell->next, c++) {
		const struct rich *rich = &cell->text;
		if (rich->n_runs == 0) {
			measure_text(&table->columns[c], rich->text, rich->len, &table->wraps);
			continue;
		}
		line_reset(&table->line);
		rich_put(table->flow, &table->line, rich, ROLE_TEXT);
		measure_text(&table->columns[c], table->line.text->str, table->line.text->len, &table->wraps);
	}
}

static void measure(struct table *table)
{
	for (const struct block *row = table->head; row; row = row->next)
		measure_row(table, row);
	for (size_t c = 0; c < table->n; c++) {
		table->columns[c].natural = MAX(table->columns[c].natural, 1);
		table->columns[c].word = CLAMP(table->columns[c].word, 1, table->columns[c].natural);
	}
}

/* The columns' widths together when none may be wider than most, nor narrower than its longest word. */
static long total_width(const struct table *table, int most)
{
	long total = 0;

	for (size_t c = 0; c < table->n; c++)
		total += CLAMP(most, table->columns[c].word, table->columns[c].natural);
	return total;
}

/* Shares out the width: a column gets what it needs as long as others need more. False when there is too little. */
static bool share_width(struct table *table)
{
	long gaps = (long)(table->n - 1), inner = table->flow->inner, room = inner - 3 * gaps;

	if (total_width(table, 0) > room)
		return false;
	if (total_width(table, INT_MAX) <= inner - 5 * gaps) {
		table->between_width = 5;
		room = inner - 5 * gaps;
	}
	/* The largest share that fits. */
	int low = 0, high = (int)room;
	while (low < high) {
		int middle = low + (high - low + 1) / 2;
		if (total_width(table, middle) <= room)
			low = middle;
		else
			high = middle - 1;
	}
	long left = room - total_width(table, low);
	for (size_t c = 0; c < table->n; c++) {
		struct column *column = &table->columns[c];
		column->width = CLAMP(low, column->word, column->natural);
		if (column->width < column->natural && column->width == low && left > 0) {
			column->width++;
			left--;
		}
		table->wraps |= column->width < column->natural;
	}
	return true;
}

static void put_rule(struct table *table, const char *bar, const char *cross, unsigned int flags)
{
	struct flow *flow = table->flow;
	struct line *line = &table->line;

	line_reset(line);
	for (size_t c = 0; c < table->n; c++) {
		if (c > 0) {
			line_fill(line, ROLE_RULE, flow->step, bar, table->between_width / 2);
			line_puts(line, ROLE_RULE, 0, flow->step, cross);
			line_fill(line, ROLE_RULE, flow->step, bar, table->between_width / 2);
		}
		line_fill(line, ROLE_RULE, flow->step, bar, table->columns[c].width);
	}
	g_autofree struct styled_line *done = line_finish(line);
	flow_line(flow, done, flags);
}

/* One line of a row, each column's cell at its line i. */
static void put_row_line(struct table *table, size_t i, enum role role, unsigned int flags)
{
	struct flow *flow = table->flow;
	struct line *line = &table->line;
	int side = table->between_width / 2;
	/* The head is one band: its role has a ground of its own in some themes. */
	bool head = role == ROLE_TABLE_HEAD;
	enum role space = head ? role : ROLE_TEXT;

	line_reset(line);
	for (size_t c = 0; c < table->n; c++) {
		const struct styled_line empty = {.text = "", .step = flow->step};
		const struct column *column = &table->columns[c];
		const struct styled_line *cell = i < table->cells[c]->len ? table->cells[c]->pdata[i] : &empty;
		if (c > 0) {
			line_fill(line, space, flow->step, " ", side);
			line_puts(line, head ? role : ROLE_RULE, 0, flow->step, table->between);
			line_fill(line, space, flow->step, " ", side);
		}
		line_append_aligned(line, cell, column->width, column->align, space, flow->step);
	}
	g_autofree struct styled_line *done = line_finish(line);
	flow_line(flow, done, flags);
}

static void put_row(struct table *table, const struct block *row, enum role role, unsigned int flags)
{
	size_t height = 1, c = 0;

	for (size_t i = 0; i < table->n; i++)
		g_ptr_array_set_size(table->cells[i], 0);
	for (const struct block *cell = row->first; cell && c < table->n; cell = cell->next, c++) {
		rich_wrap(table->flow, &cell->text, role, table->columns[c].width, table->cells[c]);
		height = MAX(height, table->cells[c]->len);
	}
	for (size_t i = 0; i < height; i++) {
		bool keep = height <= ROW_WHOLE && i + 1 < height;
		put_row_line(table, i, role, (i == 0 ? flags : flags & LINE_KEEP) | (keep ? LINE_KEEP : 0));
	}
}

static void put_grid(struct table *table)
{
	struct flow *flow = table->flow;
	const char *bar = flow_glyph(flow, "─", "-"), *cross = flow_glyph(flow, "┼", "+");
	bool first = true;

	/* Owed lines come before the head, whose place is remembered here. */
	flow_pay(flow);
	size_t head = flow->page->lines->len;
	put_row(table, table->head, ROLE_TABLE_HEAD, LINE_START | LINE_KEEP);
	put_rule(table, bar, cross, LINE_KEEP);
	size_t head_count = flow->page->lines->len - head;
	for (const struct block *row = table->head->next; row; row = row->next) {
		if (row->kind == BLOCK_PAUSE) {
			flow_pause(flow);
			continue;
		}
		if (!first && table->wraps)
			put_rule(table, flow_glyph(flow, "╌", "-"), cross, LINE_BETWEEN);
		first = false;
		flow->head_from = (unsigned int)head;
		flow->head_count = (unsigned int)head_count;
		put_row(table, row, flow->role, LINE_START);
	}
	flow->head_from = flow->head_count = 0;
}

/* A row as a paragraph of lines "heading: cell". */
static void put_record(struct table *table, const struct block *row)
{
	struct flow *flow = table->flow;
	const struct block *head = table->head->first;
	bool first = true;

	for (const struct block *cell = row->first; cell; cell = cell->next, head = head ? head->next : NULL) {
		struct line text;
		line_init(&text);
		if (row != table->head && head && head->text.len > 0) {
			rich_put(flow, &text, &head->text, ROLE_TABLE_HEAD);
			line_puts(&text, ROLE_TABLE_HEAD, 0, flow->step, ": ");
		}
		rich_put(flow, &text, &cell->text, row == table->head ? ROLE_TABLE_HEAD : flow->role);
		bool keep = cell->next && table->n <= RECORD_WHOLE;
		flow_text(flow, &text, (first ? LINE_START : 0) | (keep ? LINE_KEEP : 0));
		line_clear(&text);
		first = false;
	}
}

static void put_records(struct table *table)
{
	struct flow *flow = table->flow;
	bool first = true;

	if (!table->head->next)
		put_record(table, table->head);
	for (const struct block *row = table->head->next; row; row = row->next) {
		if (row->kind == BLOCK_PAUSE) {
			flow_pause(flow);
			continue;
		}
		if (!first)
			flow_gap(flow, 1);
		first = false;
		put_record(table, row);
	}
}

void flow_table(struct flow *flow, const struct block *block)
{
	struct table table = {.flow = flow,
			      .head = block->first,
			      .n = block->table.columns,
			      .between = flow_glyph(flow, "│", "|"),
			      .between_width = 3};

	if (!table.head || table.n == 0)
		return;
	table.columns = g_new0(struct column, table.n);
	table.cells = g_new0(GPtrArray *, table.n);
	for (size_t c = 0; c < table.n; c++) {
		table.columns[c].align = block->table.aligns[c];
		table.cells[c] = lines_new();
	}
	line_init(&table.line);
	measure(&table);
	if (share_width(&table))
		put_grid(&table);
	else
		put_records(&table);
	for (size_t c = 0; c < table.n; c++)
		g_ptr_array_unref(table.cells[c]);
	line_clear(&table.line);
	g_free(table.cells);
	g_free(table.columns);
}
