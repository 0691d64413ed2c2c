/* The flow of blocks down a page: margins, gaps, and the plain kinds of blocks. */
#include "layout/private.h"
#include "text/text.h"

#include <string.h>

#define LEAST_TEXT   10  /* columns that nested margins leave to a text */
#define MOST_SPACE   100 /* empty lines that new_lines can ask for */
#define CODE_TAB     4
#define FRAME_WIDTH  4  /* columns a frame takes: a bar and a space on each side */
#define FRAME_LEAST  16 /* no frame in fewer columns than this */
#define FRAME_WHOLE  8  /* lines that are kept together in their frame */
#define SPREAD_WIDTH 60 /* from this width on, lists and paragraphs stand more freely */

/* ---- Margins and lines ------------------------------------------------------------------------------------- */

void flow_init(struct flow *flow, const struct lesson *lesson, int width, const struct layout_options *options)
{
	static const struct layout_options defaults;

	*flow = (struct flow){.page = page_new(),
			      .lesson = lesson,
			      .options = options ? options : &defaults,
			      .margins = g_array_new(FALSE, FALSE, sizeof(struct margin)),
			      .width = MAX(width, 2),
			      .inner = MAX(width, 2),
			      .role = ROLE_TEXT};
	line_init(&flow->line);
}

struct page *flow_finish(struct flow *flow)
{
	struct page *page = flow->page;

	g_assert(flow->margins->len == 0);
	page->steps = flow->step;
	g_array_unref(flow->margins);
	g_clear_pointer(&flow->links, g_array_unref);
	g_clear_pointer(&flow->link_numbers, g_hash_table_unref);
	line_clear(&flow->line);
	return page;
}

const char *flow_glyph(const struct flow *flow, const char *unicode, const char *ascii)
{
	return flow->options->ascii ? ascii : unicode;
}

/* However deep the nesting, a text keeps its least width: the outermost margins give way. */
static void fit_margins(struct flow *flow)
{
	int limit = flow->width - MIN(LEAST_TEXT, (flow->width + 1) / 2), used = 0;
	size_t i = flow->margins->len;

	while (i > 0 && used + g_array_index(flow->margins, struct margin, i - 1).width <= limit)
		used += g_array_index(flow->margins, struct margin, --i).width;
	flow->shown = i;
	flow->inner = flow->width - used;
}

void flow_push(struct flow *flow, const char *first, const char *rest, enum role role, int width)
{
	struct margin margin = {g_strdup(first), rest, role, width};

	g_array_append_val(flow->margins, margin);
	fit_margins(flow);
}

static void add_line(struct flow *flow, unsigned int flags)
{
	struct styled_line *line = line_finish(&flow->line);

	line->flags = flags | flow->next_flags;
	flow->next_flags = 0;
	line->source = flow->source;
	line->head_from = flow->head_from;
	line->head_count = flow->head_count;
	g_ptr_array_add(flow->page->lines, line);
}

/* Begins a line with the first count margins; a bullet is set only before a text. */
static void begin_line(struct flow *flow, size_t count, bool empty)
{
	line_reset(&flow->line);
	for (size_t i = flow->shown; i < count; i++) {
		struct margin *m = &g_array_index(flow->margins, struct margin, i);
		if (m->first && !empty) {
			line_puts(&flow->line, m->role, 0, flow->step, m->first);
			g_clear_pointer(&m->first, g_free);
		} else if (m->rest) {
			line_puts(&flow->line, m->role, 0, flow->step, m->rest);
		} else {
			line_fill(&flow->line, ROLE_TEXT, flow->step, " ", m->width);
		}
	}
}

void flow_pay(struct flow *flow)
{
	for (; flow->owed > 0; flow->owed--) {
		begin_line(flow, flow->owed_margins, true);
		add_line(flow, LINE_BETWEEN);
	}
}

void flow_gap(struct flow *flow, int lines)
{
	if (flow->page->lines->len == 0)
		return;
	flow->owed = MAX(flow->owed, lines);
	flow->owed_margins = flow->margins->len;
}

static bool says_something(const char *marker)
{
	while (*marker && !g_ascii_isalnum(*marker))
		marker++;
	return *marker != '\0';
}

/* Numbers and letters that there is no room for before their text stand above it. */
static void put_hidden_markers(struct flow *flow)
{
	struct line text;

	line_init(&text);
	for (size_t i = 0; i < flow->shown; i++) {
		struct margin *m = &g_array_index(flow->margins, struct margin, i);
		if (m->first && says_something(m->first))
			line_puts(&text, m->role, 0, flow->step, m->first);
		g_clear_pointer(&m->first, g_free);
	}
	if (text.text->len > 0) {
		g_autoptr(GPtrArray) lines = lines_new();
		line_wrap(&text, flow->inner, lines);
		for (size_t i = 0; i < lines->len; i++) {
			begin_line(flow, flow->margins->len, true);
			line_append(&flow->line, lines->pdata[i]);
			add_line(flow, (i == 0 ? LINE_START : 0) | LINE_KEEP);
		}
	}
	line_clear(&text);
}

void flow_line(struct flow *flow, const struct styled_line *content, unsigned int flags)
{
	flow_pay(flow);
	if (flow->shown > 0)
		put_hidden_markers(flow);
	begin_line(flow, flow->margins->len, false);
	enum align align = flow->list_depth > 0 ? ALIGN_LEFT : flow->align;
	line_append_aligned(&flow->line, content, flow->inner, align, ROLE_TEXT, content->step);
	add_line(flow, flags);
}

int flow_begin_drawing(struct flow *flow, int width, enum align *before)
{
	enum align align = flow->list_depth > 0 ? ALIGN_LEFT : flow->align;
	int space = MAX(flow->inner - width, 0);

	*before = flow->align;
	flow->align = ALIGN_LEFT;
	return align == ALIGN_RIGHT ? space : align == ALIGN_CENTER ? space / 2 : 0;
}

void flow_lines(struct flow *flow, const GPtrArray *lines)
{
	for (size_t i = 0; i < lines->len; i++)
		flow_line(flow, lines->pdata[i], i == 0 ? LINE_START : 0);
}

void flow_pop(struct flow *flow)
{
	static const struct styled_line nothing = {.text = ""};
	struct margin *last = &g_array_index(flow->margins, struct margin, flow->margins->len - 1);

	if (last->first)
		flow_line(flow, &nothing, LINE_START);
	g_free(last->first);
	g_array_set_size(flow->margins, flow->margins->len - 1);
	flow->owed_margins = MIN(flow->owed_margins, flow->margins->len);
	fit_margins(flow);
}

void flow_text(struct flow *flow, const struct line *text, unsigned int flags)
{
	g_autoptr(GPtrArray) lines = lines_new();

	line_wrap(text, flow->inner, lines);
	for (size_t i = 0; i < lines->len; i++) {
		/* No first or last line of several is to stand alone. */
		bool keep = i + 1 < lines->len && (i == 0 || i + 2 == lines->len);
		flow_line(flow, lines->pdata[i], (i == 0 ? flags : flags & LINE_KEEP) | (keep ? LINE_KEEP : 0));
	}
}

void flow_rich(struct flow *flow, const struct rich *rich, enum role role)
{
	struct line text;

	line_init(&text);
	rich_put(flow, &text, rich, role);
	flow_text(flow, &text, LINE_START | (role == ROLE_HEADING ? LINE_KEEP : 0));
	line_clear(&text);
}

void flow_pause(struct flow *flow)
{
	/* A span has 16 bits for it; a slide with more pauses shows the rest at once. */
	flow->step = MIN(flow->step + 1, UINT16_MAX);
}

/* ---- Frames ------------------------------------------------------------------------------------------------ */

static void frame_edge(struct flow *flow, int width, const char *left, const char *caption, const char *right,
		       unsigned int flags)
{
	struct line line;
	const char *bar = flow_glyph(flow, "─", "-");
	int used = 0;
	size_t fit = text_fit(caption, strlen(caption), width - 6, &used);

	line_init(&line);
	line_puts(&line, ROLE_RULE, 0, flow->step, left);
	if (fit > 0) {
		line_puts(&line, ROLE_RULE, 0, flow->step, bar);
		line_fill(&line, ROLE_RULE, flow->step, " ", 1);
		line_put(&line, ROLE_DIM, 0, flow->step, caption, fit, used);
		line_fill(&line, ROLE_RULE, flow->step, " ", 1);
	}
	line_fill(&line, ROLE_RULE, flow->step, bar, width - 1 - line.width);
	line_puts(&line, ROLE_RULE, 0, flow->step, right);
	g_autofree struct styled_line *done = line_finish(&line);
	flow_line(flow, done, flags);
	line_clear(&line);
}

static int widest(const GPtrArray *lines)
{
	int width = 0;

	for (size_t i = 0; i < lines->len; i++) {
		const struct styled_line *line = lines->pdata[i];
		width = MAX(width, line->indent + line->width);
	}
	return width;
}

void flow_frame(struct flow *flow, const GPtrArray *lines, const char *caption, enum role fill, int least)
{
	if (flow->inner < FRAME_LEAST) {
		flow_lines(flow, lines);
		return;
	}
	int width = MIN(flow->inner - FRAME_WIDTH, MAX(widest(lines), least));
	const char *bar = flow_glyph(flow, "│", "|");
	struct line line;

	frame_edge(flow, width + FRAME_WIDTH, flow_glyph(flow, "╭", "+"), caption, flow_glyph(flow, "╮", "+"),
		   LINE_START | LINE_KEEP);
	line_init(&line);
	for (size_t i = 0; i < lines->len; i++) {
		line_reset(&line);
		line_puts(&line, ROLE_RULE, 0, flow->step, bar);
		line_fill(&line, fill, flow->step, " ", 1);
		line_append_aligned(&line, lines->pdata[i], width, ALIGN_LEFT, fill, flow->step);
		line_fill(&line, fill, flow->step, " ", 1);
		line_puts(&line, ROLE_RULE, 0, flow->step, bar);
		g_autofree struct styled_line *done = line_finish(&line);
		bool keep = lines->len <= FRAME_WHOLE || i + 1 == lines->len;
		flow_line(flow, done, keep ? LINE_KEEP : 0);
	}
	line_clear(&line);
	frame_edge(flow, width + FRAME_WIDTH, flow_glyph(flow, "╰", "+"), "", flow_glyph(flow, "╯", "+"), 0);
}

/* ---- Blocks ------------------------------------------------------------------------------------------------ */

static void flow_code(struct flow *flow, const struct block *block)
{
	g_autoptr(GPtrArray) lines = lines_new();
	g_autoptr(GString) expanded = g_string_new(NULL);
	const char *at = block->text.text, *end = at + block->text.len;
	bool framed = flow->inner >= FRAME_LEAST;
	int width = framed ? flow->inner - FRAME_WIDTH : flow->inner;

	while (at < end) {
		const char *newline = memchr(at, '\n', (size_t)(end - at)), *stop = newline ? newline : end;
		g_string_truncate(expanded, 0);
		for (; at < stop; at++) {
			if (*at == '\t')
				do
					g_string_append_c(expanded, ' ');
				while (expanded->len % CODE_TAB);
			else
				g_string_append_c(expanded, *at);
		}
		line_wrap_code(expanded->str, expanded->len, width, flow_glyph(flow, "↪ ", "\\ "), flow->step, lines);
		at = newline ? newline + 1 : end;
	}
	flow_frame(flow, lines, block->info ? block->info : "", ROLE_CODE, MIN(width, 36));
}

static void put_picture(struct flow *flow, const struct picture *picture)
{
	enum align align;
	int left = flow_begin_drawing(flow, picture->width, &align);
	struct line line;

	line_init(&line);
	for (int y = 0; y < picture->height; y++) {
		line_reset(&line);
		line_fill(&line, ROLE_TEXT, flow->step, " ", left);
		for (int x = 0; x < picture->width; x++)
			line_put_cell(&line, flow->step, &picture->cells[y * picture->width + x]);
		g_autofree struct styled_line *done = line_finish(&line);
		flow_line(flow, done, (y == 0 ? LINE_START : 0) | LINE_KEEP);
	}
	line_clear(&line);
	flow->align = align;
}

/* The picture itself, its words under it; false when it cannot be shown. */
static bool flow_picture(struct flow *flow, const struct block *block)
{
	const struct layout_options *options = flow->options;
	int rows = options->picture_rows > 0 ? options->picture_rows : MAX(flow->inner / 6, 4);

	if (!options->pictures || !block->file)
		return false;
	const struct picture *picture = pictures_get(options->pictures, block->file, flow->inner, rows);
	if (!picture)
		return false;
	put_picture(flow, picture);
	if (block->text.len > 0) {
		struct line text;
		line_init(&text);
		rich_put(flow, &text, &block->text, ROLE_DIM);
		flow_text(flow, &text, 0);
		line_clear(&text);
	}
	return true;
}

static void flow_image(struct flow *flow, const struct block *block)
{
	if (flow_picture(flow, block))
		return;
	g_autoptr(GPtrArray) lines = lines_new();
	const char *url = block->url ? block->url : "";
	int width = flow->inner >= FRAME_LEAST ? flow->inner - FRAME_WIDTH : flow->inner;
	struct line text;

	if (block->text.len > 0)
		rich_wrap(flow, &block->text, ROLE_TEXT, width, lines);
	line_init(&text);
	line_puts(&text, ROLE_DIM, 0, flow->step, url);
	line_wrap(&text, width, lines);
	line_clear(&text);
	flow_frame(flow, lines, layout_label(flow->lesson, LABEL_PICTURE), ROLE_TEXT, MIN(width, 24));
}

static void flow_quote(struct flow *flow, const struct block *block)
{
	enum role role = flow->role;

	flow_push(flow, NULL, flow_glyph(flow, "▎ ", "| "), ROLE_QUOTE, 2);
	flow->role = ROLE_QUOTE;
	flow_blocks(flow, block->first);
	flow->role = role;
	flow_pop(flow);
}

static int digits(long n)
{
	int count = 1;

	for (; n >= 10; n /= 10)
		count++;
	return count;
}

static const char *bullet(const struct flow *flow)
{
	static const char *const unicode[] = {"•", "◦", "▪", "–"}, *const ascii[] = {"*", "-", "+", "."};
	size_t level = (size_t)(flow->list_depth - 1) % G_N_ELEMENTS(unicode);

	return flow_glyph(flow, unicode[level], ascii[level]);
}

static void flow_item(struct flow *flow, const struct block *list, const struct block *item, long number, int columns)
{
	int indent = flow->list_depth == 1 && flow->width >= SPREAD_WIDTH ? 2 : 0;
	g_autofree char *marker = list->list.ordered ? g_strdup_printf("%*s%*ld. ", indent, "", columns, number)
						     : g_strdup_printf("%*s%s ", indent, "", bullet(flow));
	int width = indent + 1 + (list->list.ordered ? columns + 1 : 1);

	bool tight = flow->tight;

	flow_push(flow, marker, NULL, ROLE_BULLET, width);
	flow->tight = list->list.tight;
	flow_blocks(flow, item->first);
	flow->tight = tight;
	flow_pop(flow);
}

/* The empty lines between the items of a list. */
static int item_gap(const struct flow *flow, const struct block *list)
{
	if (list->list.spacing > 0)
		return MIN(list->list.spacing - 1, MOST_SPACE);
	return !list->list.tight || (flow->airy && flow->list_depth == 1) ? 1 : 0;
}

static void flow_list(struct flow *flow, const struct block *list)
{
	long number = list->list.start, count = 0;

	for (const struct block *item = list->first; item; item = item->next)
		count += item->kind == BLOCK_ITEM;
	flow->list_depth++;
	int columns = digits(number + count - 1), gap = item_gap(flow, list);
	bool first = true;
	for (const struct block *item = list->first; item; item = item->next) {
		if (item->kind == BLOCK_PAUSE) {
			flow_pause(flow);
			continue;
		}
		if (!first)
			flow_gap(flow, gap);
		first = false;
		flow_item(flow, list, item, number++, columns);
	}
	flow->list_depth--;
}

static void flow_sources(struct flow *flow)
{
	size_t n = flow->lesson ? flow->lesson->n_sources : 0;
	int columns = digits((long)n);

	for (size_t i = 0; i < n; i++) {
		const struct source *source = &flow->lesson->sources[i];
		g_autofree char *marker = g_strdup_printf("%*zu. ", columns, i + 1);
		struct line text;
		line_init(&text);
		line_puts(&text, ROLE_STRONG, 0, flow->step, source->number);
		if (*source->number && *source->title)
			line_puts(&text, ROLE_TEXT, 0, flow->step, flow_glyph(flow, " – ", " - "));
		line_puts(&text, ROLE_TEXT, 0, flow->step, source->title);
		g_autofree char *date = layout_date(flow->lesson, source->date);
		const char *const more[] = {source->issuer, date, source->url};
		for (size_t m = 0; m < G_N_ELEMENTS(more); m++) {
			if (*more[m] == '\0')
				continue;
			/* The issuer and the date share a line, the address has its own. */
			bool joins = m == 1 && *source->issuer;
			line_puts(&text, ROLE_DIM, 0, flow->step, joins ? ", " : "\n");
			line_puts(&text, m == 2 ? ROLE_LINK : ROLE_DIM, 0, flow->step, more[m]);
		}
		flow_gap(flow, 1);
		flow_push(flow, marker, NULL, ROLE_BULLET, columns + 2);
		flow_text(flow, &text, LINE_START);
		flow_pop(flow);
		line_clear(&text);
	}
}

void flow_links(struct flow *flow)
{
	if (!flow->links || flow->links->len == 0)
		return;
	flow->align = ALIGN_NONE;
	flow_gap(flow, 1);
	for (size_t i = 0; i < flow->links->len; i++) {
		g_autofree char *marker = g_strdup_printf("[%zu] ", i + 1);
		struct line text;
		line_init(&text);
		line_puts(&text, ROLE_DIM, 0, flow->step, g_array_index(flow->links, const char *, i));
		flow_push(flow, marker, NULL, ROLE_DIM, (int)strlen(marker));
		flow_text(flow, &text, i == 0 ? LINE_START : 0);
		flow_pop(flow);
		line_clear(&text);
	}
}

static void flow_block(struct flow *flow, const struct block *block)
{
	switch (block->kind) {
	case BLOCK_HEADING:
		flow_rich(flow, &block->text, ROLE_HEADING);
		break;
	case BLOCK_PARAGRAPH:
	case BLOCK_CELL:
		flow_rich(flow, &block->text, flow->role);
		break;
	case BLOCK_LIST:
		flow_list(flow, block);
		break;
	case BLOCK_QUOTE:
		flow_quote(flow, block);
		break;
	case BLOCK_CODE:
		flow_code(flow, block);
		break;
	case BLOCK_TABLE:
		flow_table(flow, block);
		break;
	case BLOCK_IMAGE:
		flow_image(flow, block);
		break;
	case BLOCK_CHART:
		flow_chart(flow, block);
		break;
	case BLOCK_COLUMNS:
		flow_columns(flow, block);
		break;
	case BLOCK_SOURCES:
		flow_sources(flow);
		break;
	case BLOCK_ITEM:
	case BLOCK_ROW:
	case BLOCK_COLUMN:
		flow_blocks(flow, block->first);
		break;
	case BLOCK_PAUSE:
		flow_pause(flow);
		break;
	case BLOCK_SPACE:
		flow->owed = MIN(flow->owed + MAX(block->count, 0), MOST_SPACE);
		flow->owed_margins = flow->margins->len;
		break;
	case BLOCK_MIDDLE:
		if (flow->page->middle >= 0)
			break;
		flow->owed = 0;
		flow->page->middle = (int)flow->page->lines->len;
		break;
	case BLOCK_ALIGN:
		flow->align = block->align;
		break;
	}
}

static bool is_seen(const struct block *block)
{
	return block->kind != BLOCK_PAUSE && block->kind != BLOCK_ALIGN && block->kind != BLOCK_MIDDLE;
}

/* The empty lines between two blocks that follow each other. */
static int block_gap(const struct flow *flow, const struct block *before, const struct block *block)
{
	if (before->kind == BLOCK_HEADING && before->level > 2)
		return 0;
	return flow->tight && (block->kind == BLOCK_LIST || block->kind == BLOCK_PARAGRAPH) ? 0 : 1;
}

/* Recursive: lesson/ limits how deep blocks are nested. */
void flow_blocks(struct flow *flow, const struct block *block)
{
	const struct block *before = NULL;

	for (; block; block = block->next) {
		if (is_seen(block)) {
			if (before)
				flow_gap(flow, block_gap(flow, before, block));
			before = block;
			flow->source = block->line;
		}
		flow_block(flow, block);
	}
}
