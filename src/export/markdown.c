#include "export/markdown.h"

#include <string.h>

#define BLANK "\\_\\_\\_\\_\\_"

/* Between signs that would be taken together; a comment has the arrow that makes pairs in GIFT. */
#define JOINT "<i></i>"

/* ---- Running text ------------------------------------------------------------------------------------------ */

/* How many bytes at the start of a line make it a list, a heading or another block, up to the sign to escape. */
static size_t line_opener(const char *s, size_t len)
{
	size_t digits = 0;

	if (len && strchr("-+#=:>~", *s))
		return 1;
	while (digits < len && g_ascii_isdigit(s[digits]))
		digits++;
	return digits && digits < len && strchr(".)", s[digits]) ? digits + 1 : 0;
}

/* PHP's Markdown has no backslash for some signs. */
static void append_escaped(GString *out, char c)
{
	static const struct {
		char c;
		const char *written;
	} entities[] = {{'<', "&lt;"}, {'&', "&amp;"}, {'=', "&#61;"}, {'~', "&#126;"}};

	for (size_t i = 0; i < G_N_ELEMENTS(entities); i++) {
		if (entities[i].c == c) {
			g_string_append(out, entities[i].written);
			return;
		}
	}
	g_string_append_c(out, '\\');
	g_string_append_c(out, c);
}

static bool needs_escape(const char *s, const char *start, const char *end)
{
	if (*s == '&')
		return s + 1 < end && (g_ascii_isalpha(s[1]) || s[1] == '#');
	/* An arrow would divide a pair of GIFT. */
	if (*s == '>')
		return s > start && s[-1] == '-';
	return strchr("\\`*_[]<|", *s) != NULL;
}

static bool at_line_start(const GString *out)
{
	return !out->len || out->str[out->len - 1] == '\n';
}

static void append_words(GString *out, const char *s, size_t len)
{
	const char *end = s + len, *opener = at_line_start(out) ? s + line_opener(s, len) - 1 : NULL;

	g_assert(s);
	opener = opener && opener >= s ? opener : NULL;
	for (const char *at = s; at < end; at++) {
		if (*at == '\n') {
			size_t next = line_opener(at + 1, (size_t)(end - at - 1));

			g_string_append(out, "  \n");
			opener = next ? at + next : NULL;
			continue;
		}
		if (*at == '~' && at > s && at[-1] == '~')
			g_string_append(out, JOINT);
		if (at == opener || needs_escape(at, s, end))
			append_escaped(out, *at);
		else
			g_string_append_c(out, *at);
	}
}

static void append_code(GString *out, const char *s, size_t len)
{
	g_autofree char *code = g_strdelimit(g_strndup(s, len), "\n", ' ');
	size_t fence = 1;

	for (const char *at = code; (at = strchr(at, '`')); at += strspn(at, "`"))
		fence = MAX(fence, strspn(at, "`") + 1);
	g_autofree char *ticks = g_strnfill(fence, '`');
	const char *space = len && (*code == '`' || *code == ' ' || strchr("` ", code[len - 1])) ? " " : "";

	g_string_append_printf(out, "%s%s%s%s%s", ticks, space, code, space, ticks);
}

static bool is_sign(gunichar c)
{
	return c && !g_unichar_isspace(c) && !g_unichar_isalnum(c);
}

static bool is_letter(gunichar c)
{
	return g_unichar_isalnum(c) || g_unichar_ismark(c);
}

static gunichar char_before(const char *start, const char *at)
{
	return at > start ? g_utf8_get_char(g_utf8_prev_char(at)) : 0;
}

/* Words in stars: none may stand beside a space, and a comment parts them from what they would join. */
static void append_styled(GString *out, const struct rich *rich, const struct run *run, const char *mark)
{
	const char *s = rich->text + run->start, *end = s + run->len, *from = s, *to = end;

	while (from < end && strchr(" \n", *from))
		from++;
	while (to > from && strchr(" \n", to[-1]))
		to--;
	if (from == to) {
		append_words(out, s, run->len);
		return;
	}
	append_words(out, s, (size_t)(from - s));
	if ((out->len && out->str[out->len - 1] == *mark) ||
	    (is_letter(char_before(rich->text, from)) && is_sign(g_utf8_get_char(from))))
		g_string_append(out, JOINT);
	g_string_append(out, mark);
	append_words(out, from, (size_t)(to - from));
	g_autofree char *closing = g_strreverse(g_strdup(mark));
	g_string_append(out, closing);
	if (is_sign(char_before(rich->text, to)) && is_letter(*to ? g_utf8_get_char(to) : 0))
		g_string_append(out, JOINT);
	append_words(out, to, (size_t)(end - to));
}

static void append_link(GString *out, const struct rich *rich, const struct run *run)
{
	const char *s = rich->text + run->start;

	g_string_append_c(out, '[');
	if (run->style & RUN_CODE)
		append_code(out, s, run->len);
	else
		append_words(out, s, run->len);
	g_string_append(out, "](<");
	for (const char *url = run->url; *url; url++) {
		if (strchr("<>\\\n \t", *url))
			g_string_append_printf(out, "%%%02X", (unsigned int)*url);
		else
			g_string_append_c(out, *url);
	}
	g_string_append(out, ">)");
}

static void append_run(GString *out, const struct rich *rich, const struct run *run, int asked)
{
	static const char *const marks[] = {
		[0] = "",
		[RUN_EMPHASIS] = "*",
		[RUN_STRONG] = "**",
		[RUN_EMPHASIS | RUN_STRONG] = "***",
		[RUN_STRIKE] = "~~",
		[RUN_STRIKE | RUN_EMPHASIS] = "~~*",
		[RUN_STRIKE | RUN_STRONG] = "~~**",
		[RUN_STRIKE | RUN_EMPHASIS | RUN_STRONG] = "~~***",
	};
	const char *s = rich->text + run->start;

	if (run->style & RUN_GAP && run->gap == asked)
		g_string_append_c(out, MARKDOWN_GAP);
	else if (run->style & RUN_GAP)
		g_string_append(out, BLANK);
	else if (run->style & RUN_LINK && run->url)
		append_link(out, rich, run);
	else if (run->style & RUN_CODE)
		append_code(out, s, run->len);
	else if (run->style & (RUN_EMPHASIS | RUN_STRONG | RUN_STRIKE))
		append_styled(out, rich, run, marks[run->style & (RUN_EMPHASIS | RUN_STRONG | RUN_STRIKE)]);
	else
		append_words(out, s, run->len);
}

void markdown_rich(GString *out, const struct rich *rich, int asked)
{
	size_t at = 0;

	for (size_t i = 0; i < rich->n_runs; i++) {
		append_words(out, rich->text + at, rich->runs[i].start - at);
		append_run(out, rich, &rich->runs[i], asked);
		at = rich->runs[i].start + rich->runs[i].len;
	}
	append_words(out, rich->text + at, rich->len - at);
}

/* ---- Blocks ------------------------------------------------------------------------------------------------ */

static void append_blocks(GString *, const struct block *, const char *between, int asked);

/* Appends the lines of text, all but the first indented; empty ones are not. */
static void append_under(GString *out, const char *text, const char *first, const char *indent)
{
	g_auto(GStrv) lines = g_strsplit(text, "\n", -1);

	for (size_t i = 0; lines[i]; i++)
		g_string_append_printf(out, "%s%s%s", i ? "\n" : "", !i ? first : *lines[i] ? indent : "", lines[i]);
}

/* In a tight list nothing stands apart. */
static void append_item(GString *out, const struct block *item, const char *marker, const char *between, int asked)
{
	g_autoptr(GString) inside = g_string_new(NULL);
	/* PHP's Markdown wants four. */
	g_autofree char *indent = g_strnfill(MAX(strlen(marker), 4), ' ');

	append_blocks(inside, item->first, between, asked);
	append_under(out, inside->str, marker, indent);
}

/* Two lists in a row would become one, were their marks the same. */
static void append_list(GString *out, const struct block *list, bool other, int asked)
{
	const char *between = list->list.tight ? "\n" : "\n\n";
	int number = list->list.start;
	bool first = true;

	for (const struct block *item = list->first; item; item = item->next) {
		g_autofree char *marker = list->list.ordered ? g_strdup_printf(other ? "%d) " : "%d. ", number)
							     : g_strdup(other ? "* " : "- ");

		if (item->kind != BLOCK_ITEM)
			continue;
		g_string_append(out, first ? "" : between);
		append_item(out, item, marker, between, asked);
		first = false;
		number++;
	}
}

static void append_quote(GString *out, const struct block *quote, int asked)
{
	g_autoptr(GString) inside = g_string_new(NULL);
	g_auto(GStrv) lines = NULL;

	markdown_blocks(inside, quote->first, asked);
	lines = g_strsplit(inside->str, "\n", -1);
	for (size_t i = 0; lines[i]; i++)
		g_string_append_printf(out, "%s>%s%s", i ? "\n" : "", *lines[i] ? " " : "", lines[i]);
}

static void append_code_block(GString *out, const struct block *code)
{
	size_t fence = 3, len = code->text.len;

	for (const char *at = code->text.text; (at = strchr(at, '`')); at += strspn(at, "`"))
		fence = MAX(fence, strspn(at, "`") + 1);
	g_autofree char *ticks = g_strnfill(fence, '`');

	while (len && code->text.text[len - 1] == '\n')
		len--;
	g_string_append_printf(out, "%s%s\n%.*s\n%s", ticks, code->info, (int)len, code->text.text, ticks);
}

static void append_delimiters(GString *out, const struct block *table)
{
	static const char *const delimiters[] = {
		[ALIGN_NONE] = "---", [ALIGN_LEFT] = ":---", [ALIGN_CENTER] = ":---:", [ALIGN_RIGHT] = "---:"};

	g_string_append(out, "\n|");
	for (size_t i = 0; i < table->table.columns; i++)
		g_string_append_printf(out, " %s |", delimiters[table->table.aligns[i]]);
}

static void append_table(GString *out, const struct block *table, int asked)
{
	bool head = true;

	for (const struct block *row = table->first; row; row = row->next) {
		if (row->kind != BLOCK_ROW)
			continue;
		g_string_append(out, head ? "|" : "\n|");
		for (const struct block *cell = row->first; cell; cell = cell->next) {
			g_autoptr(GString) inside = g_string_new(NULL);

			markdown_rich(inside, &cell->text, asked);
			g_string_replace(inside, "  \n", "<br>", 0);
			g_string_append_printf(out, " %s |", inside->str);
		}
		if (head)
			append_delimiters(out, table);
		head = false;
	}
}

static void append_cell(GString *out, const char *text)
{
	g_string_append_c(out, ' ');
	if (text)
		append_words(out, text, strlen(text));
	g_string_append(out, " |");
}

/* The figures of a chart: its picture only this program draws. */
static void append_chart(GString *out, const struct chart *chart)
{
	g_string_append_c(out, '|');
	append_cell(out, chart->title);
	for (size_t i = 0; i < chart->n_series; i++)
		append_cell(out, chart->series[i]);
	g_string_append(out, "\n| --- |");
	for (size_t i = 0; i < chart->n_series; i++)
		g_string_append(out, " ---: |");
	for (size_t r = 0; r < chart->n_rows; r++) {
		g_string_append(out, "\n|");
		append_cell(out, chart->rows[r].label);
		for (size_t i = 0; i < chart->n_series; i++)
			g_string_append_printf(out, " %.10g |", chart->rows[r].values[i]);
	}
}

static void append_image(GString *out, const struct block *image)
{
	struct run run = {0, (unsigned int)image->text.len, RUN_LINK, -1, image->url};
	struct rich alone = {image->text.text, image->text.len, &run, 1};

	g_string_append_c(out, '!');
	append_link(out, &alone, &run);
}

static void append_block(GString *out, const struct block *block, bool other, int asked)
{
	switch (block->kind) {
	case BLOCK_HEADING:
		g_string_append_printf(out, "%.*s ", block->level, "######");
		markdown_rich(out, &block->text, asked);
		break;
	case BLOCK_PARAGRAPH:
		markdown_rich(out, &block->text, asked);
		break;
	case BLOCK_LIST:
		append_list(out, block, other, asked);
		break;
	case BLOCK_QUOTE:
		append_quote(out, block, asked);
		break;
	case BLOCK_CODE:
		append_code_block(out, block);
		break;
	case BLOCK_TABLE:
		append_table(out, block, asked);
		break;
	case BLOCK_IMAGE:
		append_image(out, block);
		break;
	case BLOCK_CHART:
		append_chart(out, block->chart);
		break;
	case BLOCK_COLUMNS:
	case BLOCK_COLUMN:
		markdown_blocks(out, block->first, asked);
		break;
	case BLOCK_ITEM:
	case BLOCK_ROW:
	case BLOCK_CELL:
	case BLOCK_PAUSE:
	case BLOCK_SPACE:
	case BLOCK_MIDDLE:
	case BLOCK_ALIGN:
	case BLOCK_SOURCES:
		break;
	}
}

static void append_blocks(GString *out, const struct block *block, const char *between, int asked)
{
	bool other = false;

	for (const struct block *before = NULL; block; block = block->next) {
		g_autoptr(GString) inside = g_string_new(NULL);

		other = before && before->kind == BLOCK_LIST && block->kind == BLOCK_LIST && !other;
		append_block(inside, block, other, asked);
		if (!inside->len)
			continue;
		if (out->len)
			g_string_append(out, between);
		g_string_append_len(out, inside->str, (gssize)inside->len);
		before = block;
	}
}

void markdown_blocks(GString *out, const struct block *blocks, int asked)
{
	append_blocks(out, blocks, "\n\n", asked);
}
