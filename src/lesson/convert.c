/* cmark's block nodes → our blocks. Not recursive: a hostile file can nest thousands of quotes. */
#include "lesson/private.h"

#include "text/i18n.h"

#include <string.h>

/* ---- Sinks ------------------------------------------------------------------------------------------------- */

struct block *block_new(struct loader *loader, enum block_kind kind, int line)
{
	struct block *block = arena_new_struct(loader->arena, struct block);

	block->kind = kind;
	block->line = line;
	block->text.text = "";
	return block;
}

static void sink_add(struct sink *sink, struct block *block)
{
	*sink->tail = block;
	sink->tail = &block->next;
	sink->last = block->kind;
}

/* A pause, but never one right after another: a key that shows nothing is a key too many. */
static void add_pause(struct loader *loader, int line)
{
	struct sink *sink = &loader->stack[loader->depth];

	if (sink->last != BLOCK_PAUSE)
		sink_add(sink, block_new(loader, BLOCK_PAUSE, line));
}

/* What only moves other things begins no slide: it is meant for what comes. */
static bool is_content(enum block_kind kind)
{
	return kind != BLOCK_PAUSE && kind != BLOCK_SPACE && kind != BLOCK_MIDDLE && kind != BLOCK_ALIGN;
}

static void begin_slide(struct loader *loader, const struct block *block)
{
	struct draft *draft = &loader->draft;

	if (draft->pause_owed)
		add_pause(loader, block->line);
	draft->pause_owed = false;
	if (!draft->begun)
		draft->slide.line = lesson_line(loader, block->line);
	draft->begun = draft->begun || is_content(block->kind);
}

void block_append(struct loader *loader, struct block *block)
{
	struct sink *sink = &loader->stack[loader->depth];

	if (block->kind == BLOCK_PAUSE && (loader->asking || sink->last == BLOCK_PAUSE))
		return;
	if (loader->depth == 0 && !loader->asking)
		begin_slide(loader, block);
	sink_add(sink, block);
}

void sink_push(struct loader *loader, struct block *owner)
{
	g_assert(loader->depth + 1 < MAX_DEPTH);
	loader->stack[++loader->depth] = (struct sink){owner, &owner->first, BLOCK_ROW};
}

void sink_pop(struct loader *loader)
{
	g_assert(loader->depth > 0);
	loader->depth--;
}

void note_add(struct loader *loader, const char *s, size_t len, int line)
{
	while (len && g_ascii_isspace(*s)) {
		line += *s == '\n';
		s++;
		len--;
	}
	while (len && g_ascii_isspace(s[len - 1]))
		len--;
	struct note note = {lesson_string(loader, s, len), line, NULL};

	for (int i = 1; i <= loader->depth && !note.item; i++) {
		if (loader->stack[i].owner && loader->stack[i].owner->kind == BLOCK_ITEM)
			note.item = loader->stack[i].owner;
	}
	g_array_append_val(loader->notes, note);
}

/* Runs the comments of a block. Those in a question's items are its author's remarks on the options: they stay. */
static void settle_notes(struct loader *loader, unsigned int n)
{
	if (loader->notes->len > n && !(loader->asking && g_array_index(loader->notes, struct note, n).item))
		commands_run(loader, n);
}

/* ---- Leaves ------------------------------------------------------------------------------------------------ */

/* The file of an image, in the lesson's folder; NULL where there is none, which its author is told. */
static char *find_image(struct loader *loader, const char *url, int line)
{
	bool outside;

	if (!loader->folder || !*url)
		return NULL;
	g_autofree char *scheme = g_uri_parse_scheme(url);

	if (scheme) {
		complain(loader, SEVERITY_WARNING, line, column_of(loader, line, url),
			 _("Save the picture in the lesson's folder and name that file."),
			 _("A picture on the network is never fetched: %s"), url);
		return NULL;
	}
	char *file = file_inside(loader, url, &outside);

	if (file)
		return file;
	if (outside)
		complain(loader, SEVERITY_WARNING, line, column_of(loader, line, url),
			 _("Copy the picture into the lesson's folder."),
			 _("The picture lies outside the lesson's folder: %s"), url);
	else
		complain(loader, SEVERITY_WARNING, line, column_of(loader, line, url),
			 _("Check its name, or put the file beside the lesson."), _("There is no picture file %s."),
			 url);
	return NULL;
}

/* The image a paragraph consists of; NULL when it holds anything else. */
static cmark_node *only_image(cmark_node *paragraph)
{
	cmark_node *first = cmark_node_first_child(paragraph);

	return first && !cmark_node_next(first) && cmark_node_get_type(first) == CMARK_NODE_IMAGE ? first : NULL;
}

static void check_images(struct loader *loader, cmark_node *parent, int line)
{
	for (cmark_node *node = cmark_node_first_child(parent); node; node = cmark_node_next(node)) {
		cmark_node_type type = cmark_node_get_type(node);

		if (type == CMARK_NODE_SOFTBREAK || type == CMARK_NODE_LINEBREAK)
			line++;
		else if (type == CMARK_NODE_IMAGE)
			g_free(find_image(loader, cmark_node_get_url(node), line));
	}
}

/* "##Title" is no heading. One # alone may well be a hashtag. */
static void check_hashes(struct loader *loader, const struct rich *text, int line)
{
	size_t n = strspn(text->text, "#");

	if (n < 2 || n > 6 || !text->text[n] || text->text[n] == ' ')
		return;
	int column = column_of(loader, line, "##");

	/* Where the source has no such run, the author wrote \# and meant no heading. */
	if (column > 0)
		complain(loader, SEVERITY_WARNING, line, column, _("Put a space after the last #."),
			 _("Without a space after its # this is no heading."));
}

/* The text behind the marks of the items that were dissolved around it. */
static struct rich marked(struct loader *loader, const struct rich *text)
{
	if (!loader->marks->len)
		return *text;
	rich_begin(loader);
	rich_add(loader, loader->marks->str, loader->marks->len);
	rich_append(loader, text);
	g_string_truncate(loader->marks, 0);
	return rich_finish(loader);
}

static void flush_marks(struct loader *loader, int line)
{
	const struct rich nothing = {.text = ""};

	if (!loader->marks->len)
		return;
	struct block *block = block_new(loader, BLOCK_PARAGRAPH, line);

	block->text = marked(loader, &nothing);
	block_append(loader, block);
}

static void convert_paragraph(struct loader *loader, cmark_node *node)
{
	int line = cmark_node_get_start_line(node);
	unsigned int notes = loader->notes->len;

	cmark_node *image = only_image(node);
	if (image)
		flush_marks(loader, line);
	if (cmark_node_get_end_line(node) > line && table_convert(loader, node)) {
		settle_notes(loader, notes);
		return;
	}
	struct block *block = block_new(loader, image ? BLOCK_IMAGE : BLOCK_PARAGRAPH, line);

	if (image) {
		const char *url = cmark_node_get_url(image);
		g_autofree char *file = find_image(loader, url, line);

		block->text = rich_of_inlines(loader, image, line);
		block->url = lesson_string(loader, url, strlen(url));
		block->file = file ? arena_copy(loader->arena, file, strlen(file)) : NULL;
	} else {
		block->text = rich_of_inlines(loader, node, line);
		check_hashes(loader, &block->text, line);
		check_images(loader, node, line);
		block->text = marked(loader, &block->text);
	}
	/* A paragraph of nothing but comments or tags is none. */
	if (image || block->text.len)
		block_append(loader, block);
	settle_notes(loader, notes);
}

static void convert_heading(struct loader *loader, cmark_node *node)
{
	int line = cmark_node_get_start_line(node);
	unsigned int notes = loader->notes->len;
	struct block *block = block_new(loader, BLOCK_HEADING, line);

	block->text = rich_of_inlines(loader, node, line);
	block->level = cmark_node_get_heading_level(node);
	check_images(loader, node, line);
	if (loader->depth || loader->asking || !slide_take_title(loader, block))
		block_append(loader, block);
	settle_notes(loader, notes);
}

static void convert_code(struct loader *loader, cmark_node *node)
{
	if (chart_convert(loader, node))
		return;
	if (gift_begins(loader, node))
		complain(loader, SEVERITY_ERROR, cmark_node_get_start_line(node), 0,
			 _("Take out what stands before its lines: spaces, > or a bullet."),
			 _("GIFT within a list or a quote is only shown, and its questions are not asked."));
	const char *info = cmark_node_get_fence_info(node), *code = cmark_node_get_literal(node);
	size_t len = strlen(code);
	struct block *block = block_new(loader, BLOCK_CODE, cmark_node_get_start_line(node));

	while (len && code[len - 1] == '\n')
		len--;
	block->text = rich_of_text(loader, code, len);
	block->info = info ? lesson_string(loader, info, strcspn(info, " \t,{")) : "";
	block_append(loader, block);
}

/* Ends the paragraph of an HTML block's text, if there is any. */
static void flush_html(struct loader *loader, int line)
{
	struct rich text = rich_finish(loader);
	struct block *block;

	if (text.len) {
		block = block_new(loader, BLOCK_PARAGRAPH, line);
		block->text = text;
		block_append(loader, block);
	}
	rich_begin(loader);
}

static int count_lines(const char *from, const char *to)
{
	int lines = 0;

	while (from < to && (from = memchr(from, '\n', (size_t)(to - from)))) {
		lines++;
		from++;
	}
	return lines;
}

static void html_comment(struct loader *loader, const struct html_piece *piece, int line)
{
	unsigned int notes = loader->notes->len;

	flush_html(loader, line);
	note_add(loader, piece->s, piece->len, line);
	settle_notes(loader, notes);
	rich_begin(loader);
}

static void unclosed_comment(struct loader *loader, const struct html_piece *piece, int line)
{
	complain(loader, SEVERITY_ERROR, line, column_of(loader, line, "<!--"), _("Write --> where the comment ends."),
		 _("This comment is never closed, so everything after it belongs to it."));
	rich_add(loader, "<!--", 4);
	html_add_text(loader, piece->s, piece->len);
}

static void convert_html(struct loader *loader, const char *html, int line)
{
	const char *at = html, *before = html;
	struct html_piece piece;

	rich_begin(loader);
	while (html_next(&at, &piece)) {
		switch (piece.kind) {
		case HTML_TEXT:
			html_add_text(loader, piece.s, piece.len);
			break;
		case HTML_BREAK:
			if (loader->text->len && loader->text->str[loader->text->len - 1] != '\n')
				rich_add(loader, "\n", 1);
			break;
		case HTML_SPACE:
			html_add_text(loader, " ", 1);
			break;
		case HTML_COMMENT:
			html_comment(loader, &piece, line);
			break;
		case HTML_UNCLOSED:
			unclosed_comment(loader, &piece, line);
			break;
		case HTML_HIDDEN:
			break;
		}
		line += count_lines(before, at);
		before = at;
	}
	flush_html(loader, line);
}

/* ---- Containers -------------------------------------------------------------------------------------------- */

static bool is_container(cmark_node_type type)
{
	return type == CMARK_NODE_BLOCK_QUOTE || type == CMARK_NODE_LIST || type == CMARK_NODE_ITEM;
}

static struct block *container_new(struct loader *loader, cmark_node *node)
{
	cmark_node_type type = cmark_node_get_type(node);
	enum block_kind kind = type == CMARK_NODE_LIST   ? BLOCK_LIST
			       : type == CMARK_NODE_ITEM ? BLOCK_ITEM
							 : BLOCK_QUOTE;
	struct block *block = block_new(loader, kind, cmark_node_get_start_line(node));

	if (kind == BLOCK_LIST) {
		block->list.ordered = cmark_node_get_list_type(node) == CMARK_ORDERED_LIST;
		block->list.tight = cmark_node_get_list_tight(node);
		block->list.start = cmark_node_get_list_start(node);
		block->list.spacing = loader->asking ? 0 : loader->draft.spacing;
	}
	return block;
}

/* What a dissolved item leaves behind; its list counts them. */
static void keep_mark(struct loader *loader, cmark_node *item)
{
	cmark_node *list = cmark_node_parent(item);
	int before = GPOINTER_TO_INT(cmark_node_get_user_data(list));

	cmark_node_set_user_data(list, GINT_TO_POINTER(before + 1));
	if (cmark_node_get_list_type(list) == CMARK_ORDERED_LIST)
		g_string_append_printf(loader->marks, "%d. ", cmark_node_get_list_start(list) + before);
	else
		g_string_append(loader->marks, "- ");
}

static void open_container(struct loader *loader, cmark_node *node, int *skipped)
{
	cmark_node_type type = cmark_node_get_type(node);

	/* A list is opened only where its items can be, too. */
	if (*skipped || (type != CMARK_NODE_ITEM && loader->depth + 2 >= MAX_DEPTH)) {
		++*skipped;
		if (type == CMARK_NODE_ITEM)
			keep_mark(loader, node);
		return;
	}
	bool incremental = loader->draft.incremental_lists && !loader->asking;
	bool again = type == CMARK_NODE_LIST || (type == CMARK_NODE_ITEM && cmark_node_previous(node));
	struct block *block = container_new(loader, node);

	if (incremental && again)
		block_append(loader, block_new(loader, BLOCK_PAUSE, cmark_node_get_start_line(node)));
	block_append(loader, block);
	sink_push(loader, block);
}

static void close_container(struct loader *loader, cmark_node *node, int *skipped)
{
	if (*skipped) {
		--*skipped;
		return;
	}
	flush_marks(loader, cmark_node_get_start_line(node));
	sink_pop(loader);
	if (cmark_node_get_type(node) == CMARK_NODE_LIST && !loader->depth && !loader->asking)
		loader->draft.pause_owed = loader->draft.incremental_lists;
}

static void convert_leaf(struct loader *loader, cmark_node *node)
{
	cmark_node_type type = cmark_node_get_type(node);

	if (type != CMARK_NODE_PARAGRAPH)
		flush_marks(loader, cmark_node_get_start_line(node));
	if (type == CMARK_NODE_PARAGRAPH)
		convert_paragraph(loader, node);
	else if (type == CMARK_NODE_HEADING)
		convert_heading(loader, node);
	else if (type == CMARK_NODE_CODE_BLOCK)
		convert_code(loader, node);
	else if (type == CMARK_NODE_HTML_BLOCK)
		convert_html(loader, cmark_node_get_literal(node), cmark_node_get_start_line(node));
	/* A thematic break inside a quote or an item says nothing; the others never come here. */
}

void convert_block(struct loader *loader, cmark_node *top)
{
	cmark_node *node = top;
	int skipped = 0;

	for (;;) {
		bool container = is_container(cmark_node_get_type(node));

		if (container) {
			open_container(loader, node, &skipped);
			if (cmark_node_first_child(node)) {
				node = cmark_node_first_child(node);
				continue;
			}
			close_container(loader, node, &skipped);
		} else {
			convert_leaf(loader, node);
		}
		while (node != top && !cmark_node_next(node)) {
			node = cmark_node_parent(node);
			close_container(loader, node, &skipped);
		}
		if (node == top)
			return;
		node = cmark_node_next(node);
	}
}

/* Lets what follows go into a list of its own. */
static struct sink begin_apart(struct loader *loader, const struct block **first)
{
	struct sink saved = loader->stack[0];

	g_assert(loader->depth == 0);
	loader->stack[0] = (struct sink){NULL, first, BLOCK_ROW};
	return saved;
}

const struct block *convert_apart(struct loader *loader, cmark_node *node)
{
	const struct block *first = NULL;
	struct sink saved = begin_apart(loader, &first);

	convert_block(loader, node);
	loader->stack[0] = saved;
	return first;
}

const struct block *convert_html_apart(struct loader *loader, const char *html, int line)
{
	const struct block *first = NULL;
	struct sink saved = begin_apart(loader, &first);

	convert_html(loader, html, line);
	loader->stack[0] = saved;
	return first;
}
