/* Lines and pages: putting styled lines together, wrapping them, drawing them. */
#include "layout/private.h"
#include "text/text.h"

#include <string.h>

void line_init(struct line *line)
{
	*line = (struct line){g_string_new(NULL), g_array_new(FALSE, FALSE, sizeof(struct span)), 0};
}

void line_reset(struct line *line)
{
	g_string_truncate(line->text, 0);
	g_array_set_size(line->spans, 0);
	line->width = 0;
}

void line_clear(struct line *line)
{
	g_string_free(line->text, TRUE);
	g_array_unref(line->spans);
}

/* The len bytes just appended, as a span that looks like look, or as more of the last one. */
static void add_span(struct line *line, const struct span *look, size_t len)
{
	struct span span = *look;
	span.start = (unsigned int)(line->text->len - len);
	span.len = (unsigned int)len;
	struct span *last = line->spans->len ? &g_array_index(line->spans, struct span, line->spans->len - 1) : NULL;

	if (last && last->role == span.role && last->attr == span.attr && last->step == span.step &&
	    last->fg == span.fg && last->bg == span.bg)
		last->len += span.len;
	else
		g_array_append_val(line->spans, span);
}

static void put_like(struct line *line, const struct span *look, const char *text, size_t len, int width)
{
	if (len == 0)
		return;
	g_string_append_len(line->text, text, (gssize)len);
	add_span(line, look, len);
	line->width += width;
}

static struct span look_of(enum role role, unsigned int attr, int step)
{
	return (struct span){.role = (uint8_t)role, .attr = (uint8_t)attr, .step = (uint16_t)step};
}

void line_put(struct line *line, enum role role, unsigned int attr, int step, const char *text, size_t len, int width)
{
	const struct span look = look_of(role, attr, step);

	put_like(line, &look, text, len, width);
}

void line_put_cell(struct line *line, int step, const struct picture_cell *cell)
{
	/* Where what a character leaves free has a colour, but not itself, it is the ground that shines through it. */
	bool through = cell->fg == COLOUR_DEFAULT && cell->bg != COLOUR_DEFAULT;
	bool coloured = through || cell->fg != COLOUR_DEFAULT;
	struct span look = look_of(ROLE_TEXT, (coloured ? CELL_COLOURS : 0) | (through ? CELL_REVERSE : 0), step);

	if (coloured) {
		look.fg = through ? cell->bg : cell->fg;
		look.bg = through ? cell->fg : cell->bg;
	}
	put_like(line, &look, cell->text, strlen(cell->text), 1);
}

void line_puts(struct line *line, enum role role, unsigned int attr, int step, const char *text)
{
	size_t len = strlen(text);

	line_put(line, role, attr, step, text, len, text_width(text, len));
}

void line_fill(struct line *line, enum role role, int step, const char *text, int count)
{
	const struct span look = look_of(role, 0, step);
	size_t len = strlen(text), start = line->text->len;

	if (count <= 0)
		return;
	g_string_set_size(line->text, start + len * (size_t)count);
	for (int i = 0; i < count; i++)
		memcpy(line->text->str + start + len * (size_t)i, text, len);
	add_span(line, &look, len * (size_t)count);
	line->width += count;
}

void line_append(struct line *line, const struct styled_line *from)
{
	line_fill(line, ROLE_TEXT, from->step, " ", from->indent);
	for (size_t i = 0; i < from->n_spans; i++) {
		const struct span *s = &from->spans[i];
		put_like(line, s, from->text + s->start, s->len, 0);
	}
	line->width += from->width;
}

void line_append_aligned(struct line *line, const struct styled_line *from, int width, enum align align, enum role role,
			 int step)
{
	int space = MAX(0, width - from->indent - from->width);
	int left = align == ALIGN_RIGHT ? space : align == ALIGN_CENTER ? space / 2 : 0;

	line_fill(line, role, step, " ", left);
	line_append(line, from);
	line_fill(line, role, step, " ", space - left);
}

static bool is_plain(const struct span *span)
{
	return span->role == ROLE_TEXT && span->attr == 0;
}

/* Spaces that nobody would see at the end of a line: those without a ground of their own. */
static bool is_bare(const struct span *span)
{
	return span->role != ROLE_CODE && span->role != ROLE_INPUT && span->role != ROLE_SELECTED &&
	       span->role != ROLE_TABLE_HEAD && span->attr == 0;
}

/* How many plain spaces the line has at its beginning and, of the rest, at its end. */
static void plain_ends(const struct line *line, size_t *lead, size_t *trail)
{
	const char *text = line->text->str;
	size_t len = line->text->len, n = line->spans->len, i = 0, j = len;

	for (size_t s = 0; s < n && is_plain(&g_array_index(line->spans, struct span, s)); s++) {
		size_t end = i + g_array_index(line->spans, struct span, s).len;
		while (i < end && text[i] == ' ')
			i++;
		if (i < end)
			break;
	}
	for (size_t s = n; s > 0 && is_bare(&g_array_index(line->spans, struct span, s - 1)); s--) {
		size_t start = MAX(i, g_array_index(line->spans, struct span, s - 1).start);
		while (j > start && text[j - 1] == ' ')
			j--;
		if (j > start)
			break;
	}
	*lead = i;
	*trail = len - MAX(i, j);
}

struct styled_line *line_finish(const struct line *line)
{
	size_t lead, trail, n = line->spans->len, count = 0;
	plain_ends(line, &lead, &trail);
	size_t len = line->text->len - lead - trail, end = lead + len;
	struct styled_line *out = g_malloc(sizeof(*out) + n * sizeof(struct span) + len + 1);
	struct span *spans = (struct span *)(out + 1);
	char *text = (char *)(spans + n);
	int step = UINT16_MAX;

	for (size_t i = 0; i < n; i++) {
		struct span s = g_array_index(line->spans, struct span, i);
		size_t from = MAX(s.start, lead), to = MIN(s.start + s.len, end);
		if (from >= to)
			continue;
		s.start = (unsigned int)(from - lead);
		s.len = (unsigned int)(to - from);
		step = MIN(step, s.step);
		spans[count++] = s;
	}
	memcpy(text, line->text->str + lead, len);
	text[len] = '\0';
	*out = (struct styled_line){.text = text,
				    .spans = spans,
				    .len = len,
				    .n_spans = count,
				    .indent = count ? (int)lead : 0,
				    .width = count ? line->width - (int)lead - (int)trail : 0,
				    .step = count ? step : 0};
	return out;
}

GPtrArray *lines_new(void)
{
	return g_ptr_array_new_with_free_func(g_free);
}

struct page *page_new(void)
{
	struct page *page = g_new0(struct page, 1);

	page->lines = lines_new();
	page->middle = -1;
	return page;
}

void page_free(struct page *page)
{
	if (!page)
		return;
	g_ptr_array_unref(page->lines);
	g_free(page);
}

/* Appends bytes start..start+len of a text; *span is the span to look from, and moves on. */
static void line_cut(struct line *line, const struct line *from, size_t start, size_t len, size_t *span)
{
	size_t end = start + len;

	for (; *span < from->spans->len; (*span)++) {
		const struct span *s = &g_array_index(from->spans, struct span, *span);
		size_t a = MAX(s->start, start), b = MIN(s->start + s->len, end);
		if (a < b)
			put_like(line, s, from->text->str + a, b - a, 0);
		if (s->start + s->len > end)
			break;
	}
}

void line_wrap(const struct line *text, int width, GPtrArray *out)
{
	g_autoptr(GArray) pieces = g_array_new(FALSE, FALSE, sizeof(struct text_line));
	struct line line;
	size_t span = 0;

	text_wrap(text->text->str, text->text->len, MAX(width, 2), pieces);
	line_init(&line);
	for (size_t i = 0; i < pieces->len; i++) {
		const struct text_line *piece = &g_array_index(pieces, struct text_line, i);
		line_reset(&line);
		line_cut(&line, text, piece->start, piece->len, &span);
		line.width = piece->width;
		g_ptr_array_add(out, line_finish(&line));
	}
	line_clear(&line);
}

/* How much of a line of code goes on this row: to the edge, or to the last space of it when a word would be split. */
static size_t code_fit(const char *text, size_t len, int width, int *used)
{
	size_t fit = text_fit(text, len, width, used), space = fit;

	if (fit == 0 && len > 0) {
		fit = text_cluster(text, len);
		*used = text_width(text, fit);
		return fit;
	}
	if (fit == len || text[fit] == ' ')
		return fit;
	while (space > 0 && text[space - 1] != ' ')
		space--;
	size_t words = 0;
	while (words < space && text[words] == ' ')
		words++;
	if (words == space)
		return fit;
	*used = text_width(text, space);
	return space;
}

void line_wrap_code(const char *text, size_t len, int width, const char *mark, int step, GPtrArray *out)
{
	int mark_width = text_width(mark, strlen(mark)), used = 0;
	struct line line;
	size_t at = 0;

	if (width - mark_width < 4) {
		mark = "";
		mark_width = 0;
	}
	line_init(&line);
	do {
		line_reset(&line);
		if (at > 0)
			line_puts(&line, ROLE_DIM, 0, step, mark);
		size_t fit = code_fit(text + at, len - at, width - (at > 0 ? mark_width : 0), &used);
		line_put(&line, ROLE_CODE, 0, step, text + at, fit, used);
		g_ptr_array_add(out, line_finish(&line));
		at += fit;
		/* One space between words is the break itself. */
		if (at + 1 < len && fit > 0 && text[at - 1] != ' ' && text[at] == ' ' && text[at + 1] != ' ')
			at++;
	} while (at < len);
	line_clear(&line);
}

static void line_draw(const struct styled_line *line, struct grid *grid, int x, int y, int width, int step)
{
	int at = line->indent;

	for (size_t i = 0; i < line->n_spans && at < width; i++) {
		const struct span *s = &line->spans[i];
		const char *text = line->text + s->start;
		if (s->step > step) {
			at += text_width(text, s->len);
			continue;
		}
		int columns = grid_put(grid, x + at, y, width - at, s->role, s->attr, text, s->len);
		if (s->attr & CELL_COLOURS)
			grid_paint(grid, x + at, y, columns, s->fg, s->bg);
		at += columns;
	}
}

void page_draw(const struct page *page, struct grid *grid, int x, int y, int width, size_t from, size_t count, int step)
{
	for (size_t i = from; i < page->lines->len && i - from < count; i++)
		line_draw(page->lines->pdata[i], grid, x, y + (int)(i - from), width, step);
}
