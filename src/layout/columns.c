/* Columns side by side, or one under the other where they would be too narrow. */
#include "layout/private.h"

#define COLUMN_LEAST 18 /* columns of text below which they are stacked */
#define COLUMN_GAP   4

struct part {
	struct page *page;
	int x, width;
};

/* Shares the width out by weight; false when a column that holds something would be too narrow. */
static bool place_parts(struct part *parts, const struct share *shares, size_t n, int inner)
{
	int room = inner - COLUMN_GAP * ((int)n - 1), x = 0, sum = 0;

	for (size_t i = 0; i < n; i++)
		sum += shares[i].weight;
	for (size_t i = 0; i < n; i++) {
		parts[i].x = x;
		parts[i].width = i + 1 == n ? inner - x : room * shares[i].weight / sum;
		if (parts[i].width < (shares[i].empty ? 1 : COLUMN_LEAST))
			return false;
		x += parts[i].width + COLUMN_GAP;
	}
	return true;
}

/* A column is a small page of its own, whose steps go on from the flow's. */
static struct page *lay_part(struct flow *flow, int width, flow_fill *fill, size_t i, const void *data)
{
	struct flow inner;

	flow_init(&inner, flow->lesson, width, flow->options);
	inner.step = flow->step;
	inner.align = flow->align;
	inner.role = flow->role;
	inner.airy = flow->airy;
	inner.links = flow->links ? g_array_ref(flow->links) : NULL;
	inner.link_numbers = flow->link_numbers ? g_hash_table_ref(flow->link_numbers) : NULL;
	fill(&inner, i, data);
	flow->step = inner.step;
	return flow_finish(&inner);
}

static void join_line(struct flow *flow, const struct part *parts, size_t n, size_t i)
{
	struct line line;
	unsigned int flags = 0, all = LINE_BETWEEN;

	line_init(&line);
	for (size_t p = 0; p < n; p++) {
		const GPtrArray *lines = parts[p].page->lines;
		const struct styled_line *from = i < lines->len ? lines->pdata[i] : NULL;
		if (!from || from->n_spans == 0)
			continue;
		line_fill(&line, ROLE_TEXT, from->step, " ", parts[p].x - line.width);
		line_append(&line, from);
		flags |= from->flags;
		all &= from->flags;
		flow->source = from->source;
	}
	g_autofree struct styled_line *done = line_finish(&line);
	flow_line(flow, done, (flags & ~(unsigned int)LINE_BETWEEN) | all);
	line_clear(&line);
}

static void set_beside(struct flow *flow, struct part *parts, size_t n, flow_fill *fill, const void *data)
{
	size_t height = 0;
	enum align align = flow->align;

	for (size_t i = 0; i < n; i++) {
		parts[i].page = lay_part(flow, parts[i].width, fill, i, data);
		height = MAX(height, parts[i].page->lines->len);
	}
	flow->align = ALIGN_NONE;
	for (size_t line = 0; line < height; line++)
		join_line(flow, parts, n, line);
	flow->align = align;
	for (size_t i = 0; i < n; i++)
		page_free(parts[i].page);
}

void flow_beside(struct flow *flow, const struct share *shares, size_t n, flow_fill *fill, const void *data)
{
	/* More columns than could ever have room are not worth placing. */
	bool beside = n > 1 && n <= (size_t)flow->inner / (COLUMN_GAP + 1);
	g_autofree struct part *parts = beside ? g_new0(struct part, n) : NULL;

	if (beside && place_parts(parts, shares, n, flow->inner)) {
		set_beside(flow, parts, n, fill, data);
		return;
	}
	for (size_t i = 0; i < n; i++) {
		flow_gap(flow, 1);
		fill(flow, i, data);
	}
}

static void fill_column(struct flow *flow, size_t i, const void *data)
{
	const GPtrArray *columns = data;
	const struct block *column = columns->pdata[i];

	flow_blocks(flow, column->first);
}

void flow_columns(struct flow *flow, const struct block *block)
{
	g_autoptr(GArray) shares = g_array_new(FALSE, FALSE, sizeof(struct share));
	g_autoptr(GPtrArray) columns = g_ptr_array_new();

	for (const struct block *column = block->first; column; column = column->next) {
		/* A weight is the author's number: the sum must not wrap. */
		struct share share = {CLAMP(column->weight, 1, 1000), !column->first};
		g_array_append_val(shares, share);
		g_ptr_array_add(columns, (void *)(uintptr_t)column);
	}
	flow_beside(flow, (const struct share *)(void *)shares->data, columns->len, fill_column, columns);
}
