/* Running text: cmark's inlines, flattened into a string and its styled runs. */
#include "lesson/private.h"

#include "lesson/pool.h"
#include "text/text.h"

#include <string.h>

/* ---- Building ---------------------------------------------------------------------------------------------- */

void rich_begin(struct loader *loader)
{
	g_string_truncate(loader->text, 0);
	g_array_set_size(loader->runs, 0);
	loader->style = 0;
	loader->url = NULL;
	loader->has_strike = false;
}

static void extend_run(struct loader *loader, size_t len)
{
	GArray *runs = loader->runs;
	struct run *last = runs->len ? &g_array_index(runs, struct run, runs->len - 1) : NULL;
	unsigned int at = (unsigned int)loader->text->len;

	if (last && last->start + last->len == at && last->style == loader->style && last->url == loader->url) {
		last->len += (unsigned int)len;
		return;
	}
	struct run run = {at, (unsigned int)len, loader->style, -1, loader->url};

	g_array_append_val(runs, run);
}

/* What the file does not show, a character reference may bring in: a control character, or a mark apart. */
static char *purify(const char *s, size_t len)
{
	g_autofree char *copy = g_strndup(s, len), *filtered = text_filter(copy);

	return text_nfc(filtered);
}

void rich_add(struct loader *loader, const char *s, size_t len)
{
	g_autofree char *pure = NULL;

	if (!loader->origin->clean) {
		pure = purify(s, len);
		s = pure;
		len = strlen(s);
	}
	if (!len)
		return;
	if (loader->style)
		extend_run(loader, len);
	g_string_append_len(loader->text, s, (gssize)len);
}

const char *lesson_string(struct loader *loader, const char *s, size_t len)
{
	if (loader->origin->clean)
		return arena_copy(loader->arena, s, len);
	g_autofree char *pure = purify(s, len);

	return arena_copy(loader->arena, pure, strlen(pure));
}

struct rich rich_of_text(struct loader *loader, const char *s, size_t len)
{
	const char *text = lesson_string(loader, s, len);

	return (struct rich){.text = text, .len = strlen(text)};
}

/* "~~" around words strikes them out. */
static struct rich strike(struct loader *loader, const struct rich *rich)
{
	GArray *cuts = g_array_new(FALSE, FALSE, sizeof(struct cut));
	size_t n = 0;

	for (const char *at = rich->text; (at = strstr(at, "~~")); at += 2) {
		size_t start = (size_t)(at - rich->text);

		while (n < rich->n_runs && rich->runs[n].start + rich->runs[n].len <= start)
			n++;
		if (n < rich->n_runs && rich->runs[n].start <= start && rich->runs[n].style & RUN_CODE)
			continue;
		bool opens = cuts->len % 2 == 0;
		struct cut cut = {start, 2, -1, opens ? RUN_STRIKE : 0};

		if (opens ? at[2] != ' ' && at[2] : start > 0 && at[-1] != ' ')
			g_array_append_val(cuts, cut);
	}
	struct rich struck = rich_cut(loader, rich, (const struct cut *)(void *)cuts->data, cuts->len & ~1U);

	g_array_free(cuts, TRUE);
	return struck;
}

struct rich rich_finish(struct loader *loader)
{
	GString *text = loader->text;

	/* The spaces that dropped markup leaves behind. */
	while (text->len && strchr(" \n", text->str[text->len - 1])) {
		GArray *runs = loader->runs;
		struct run *last = runs->len ? &g_array_index(runs, struct run, runs->len - 1) : NULL;

		g_string_truncate(text, text->len - 1);
		if (last && last->start + last->len > text->len && !--last->len)
			g_array_set_size(runs, runs->len - 1);
	}
	struct rich rich = {.text = arena_copy(loader->arena, text->str, text->len), .len = text->len};

	if (loader->runs->data && loader->runs->len) {
		struct run *runs = arena_array(loader->arena, loader->runs->len, sizeof(struct run));

		memcpy(runs, loader->runs->data, loader->runs->len * sizeof(struct run));
		rich.runs = runs;
		rich.n_runs = loader->runs->len;
	}
	return loader->has_strike ? strike(loader, &rich) : rich;
}

/* ---- cmark's inlines --------------------------------------------------------------------------------------- */

/* How deep the walk stands in each kind of span. */
struct walk {
	int emphasis, strong, image;
	const char *hidden; /* the tag whose inside is passed over */
	bool never_closes;  /* a script or style tag that nothing closes hides nothing */
	size_t image_start; /* where the alternative text began */
	size_t link_start;  /* where the link's words began */
	size_t skip;        /* bytes to leave out at the start */
	int line;
};

static void set_style(struct loader *loader, const struct walk *walk, unsigned int extra)
{
	loader->style = (walk->emphasis ? RUN_EMPHASIS : 0) | (walk->strong ? RUN_STRONG : 0) |
			(loader->url ? RUN_LINK : 0) | extra;
}

/* True when an inline after this one closes the hidden tag. */
static bool closes_later(cmark_node *node, const char *name)
{
	g_autofree char *close = g_strdup_printf("</%s", name);

	while ((node = cmark_node_next(node))) {
		if (cmark_node_get_type(node) == CMARK_NODE_HTML_INLINE &&
		    !g_ascii_strncasecmp(cmark_node_get_literal(node), close, strlen(close)))
			return true;
	}
	return false;
}

static void add_html(struct loader *loader, struct walk *walk, cmark_node *node)
{
	const char *literal = cmark_node_get_literal(node), *name;
	struct html_piece piece;

	if (walk->hidden) {
		if (literal[1] == '/' && !g_ascii_strncasecmp(literal + 2, walk->hidden, strlen(walk->hidden)))
			walk->hidden = NULL;
		return;
	}
	if (!walk->never_closes && html_hides(literal, &name)) {
		walk->never_closes = !closes_later(node, name);
		walk->hidden = walk->never_closes ? NULL : name;
		return;
	}
	switch (html_inline(literal, &piece)) {
	case HTML_COMMENT:
		note_add(loader, piece.s, piece.len, walk->line);
		break;
	case HTML_BREAK:
		rich_add(loader, "\n", 1);
		break;
	case HTML_TEXT:
	case HTML_UNCLOSED:
		rich_add(loader, piece.s, piece.len);
		break;
	case HTML_SPACE:
	case HTML_HIDDEN:
		break;
	}
}

/* Left out of a picture in running text is only the picture: its words stay, or else the file's name. */
static void end_image(struct loader *loader, const struct walk *walk, cmark_node *node)
{
	if (loader->text->len > walk->image_start || walk->image)
		return;
	g_autofree char *name = g_path_get_basename(cmark_node_get_url(node));

	rich_add(loader, name, strlen(name));
}

static void add_text(struct loader *loader, struct walk *walk, const char *text)
{
	size_t len = strlen(text), skip = MIN(walk->skip, len);

	walk->skip = 0;
	if (loader->origin->strikes && memmem(text, len, "~~", 2))
		loader->has_strike = true;
	rich_add(loader, text + skip, len - skip);
}

static void enter_inline(struct loader *loader, struct walk *walk, cmark_node *node)
{
	cmark_node_type type = cmark_node_get_type(node);

	if (walk->hidden && type != CMARK_NODE_HTML_INLINE)
		return;
	if (type == CMARK_NODE_TEXT) {
		add_text(loader, walk, cmark_node_get_literal(node));
	} else if (type == CMARK_NODE_SOFTBREAK) {
		walk->line++;
		rich_add(loader, " ", 1);
	} else if (type == CMARK_NODE_LINEBREAK) {
		walk->line++;
		rich_add(loader, "\n", 1);
	} else if (type == CMARK_NODE_CODE) {
		const char *code = cmark_node_get_literal(node);

		set_style(loader, walk, RUN_CODE);
		rich_add(loader, code, strlen(code));
		set_style(loader, walk, 0);
	} else if (type == CMARK_NODE_HTML_INLINE) {
		add_html(loader, walk, node);
	} else if (type == CMARK_NODE_IMAGE) {
		if (!walk->image++)
			walk->image_start = loader->text->len;
	} else if (type == CMARK_NODE_EMPH) {
		walk->emphasis++;
	} else if (type == CMARK_NODE_STRONG) {
		walk->strong++;
	} else if (type == CMARK_NODE_LINK) {
		const char *url = cmark_node_get_url(node);

		loader->url = lesson_string(loader, url, strlen(url));
		walk->link_start = loader->text->len;
	}
	set_style(loader, walk, 0);
}

static void leave_inline(struct loader *loader, struct walk *walk, cmark_node *node)
{
	cmark_node_type type = cmark_node_get_type(node);

	/* A span that was entered while hidden was not counted. */
	if (type == CMARK_NODE_IMAGE && walk->image) {
		walk->image--;
		end_image(loader, walk, node);
	} else if (type == CMARK_NODE_EMPH && walk->emphasis) {
		walk->emphasis--;
	} else if (type == CMARK_NODE_STRONG && walk->strong) {
		walk->strong--;
	} else if (type == CMARK_NODE_LINK) {
		/* A link without words is its address. */
		if (loader->url && loader->text->len == walk->link_start)
			rich_add(loader, loader->url, strlen(loader->url));
		loader->url = NULL;
	}
	set_style(loader, walk, 0);
}

/* Not recursive: a line can nest thousands of spans. */
static void walk_inlines(struct loader *loader, struct walk *walk, cmark_node *parent)
{
	for (cmark_node *node = cmark_node_first_child(parent); node;) {
		enter_inline(loader, walk, node);
		if (cmark_node_first_child(node)) {
			node = cmark_node_first_child(node);
			continue;
		}
		leave_inline(loader, walk, node);
		while (!cmark_node_next(node)) {
			node = cmark_node_parent(node);
			if (node == parent)
				return;
			leave_inline(loader, walk, node);
		}
		node = cmark_node_next(node);
	}
}

struct rich rich_of_inlines(struct loader *loader, cmark_node *parent, int line)
{
	cmark_node *first = cmark_node_first_child(parent);

	/* Most paragraphs are one stretch of plain text. */
	if (first && !cmark_node_next(first) && cmark_node_get_type(first) == CMARK_NODE_TEXT &&
	    loader->origin->clean) {
		const char *text = cmark_node_get_literal(first);
		size_t len = strlen(text);

		if (!loader->origin->strikes || !memmem(text, len, "~~", 2))
			return (struct rich){.text = arena_copy(loader->arena, text, len), .len = len};
	}
	struct walk walk = {.line = line};

	rich_begin(loader);
	walk_inlines(loader, &walk, parent);
	return rich_finish(loader);
}

struct rich rich_of_source(struct loader *loader, const char *source, size_t len, int line)
{
	size_t special = 0;

	while (special < len && !strchr("*_`[<&\\!~\n", source[special]))
		special++;
	if (special == len)
		return rich_of_text(loader, source, len);

	/* The quotation mark keeps what follows from being anything but a paragraph. */
	g_autofree char *guarded = g_strdup_printf("\"%.*s", (int)len, source);
	cmark_parser *parser = cmark_parser_new_with_mem(CMARK_OPT_DEFAULT, pool_mem());

	cmark_parser_feed(parser, guarded, len + 1);
	cmark_node *document = cmark_parser_finish(parser);
	cmark_node *paragraph = cmark_node_first_child(document);
	struct walk walk = {.line = line, .skip = 1};

	rich_begin(loader);
	if (paragraph)
		walk_inlines(loader, &walk, paragraph);
	cmark_node_free(document);
	cmark_parser_free(parser);
	return rich_finish(loader);
}

/* ---- Parts of a rich text ---------------------------------------------------------------------------------- */

size_t rich_find(const struct rich *rich, const char *what, size_t from, size_t end, size_t *run)
{
	while (from < end) {
		const char *found = memmem(rich->text + from, end - from, what, strlen(what));

		if (!found)
			return SIZE_MAX;
		size_t at = (size_t)(found - rich->text);

		while (*run < rich->n_runs && rich->runs[*run].start + rich->runs[*run].len <= at)
			++*run;
		const struct run *over = *run < rich->n_runs ? &rich->runs[*run] : NULL;

		if (!over || over->start > at || !(over->style & RUN_CODE))
			return at;
		from = over->start + over->len;
	}
	return SIZE_MAX;
}

/* Appends source's bytes from..to with their runs, in the added style, to the text being built. */
static void copy_range(struct loader *loader, const struct rich *source, size_t from, size_t to, unsigned int style,
		       size_t *run)
{
	while (from < to) {
		while (*run < source->n_runs && source->runs[*run].start + source->runs[*run].len <= from)
			++*run;
		const struct run *at = *run < source->n_runs ? &source->runs[*run] : NULL;
		bool inside = at && at->start <= from;
		size_t end = inside ? at->start + at->len : at ? at->start : to;

		end = MIN(end, to);
		loader->style = style | (inside ? at->style : 0);
		loader->url = inside ? at->url : NULL;
		if (loader->style)
			extend_run(loader, end - from);
		g_string_append_len(loader->text, source->text + from, (gssize)(end - from));
		from = end;
	}
}

void rich_append(struct loader *loader, const struct rich *rich)
{
	size_t run = 0;

	copy_range(loader, rich, 0, rich->len, 0, &run);
	loader->style = 0;
	loader->url = NULL;
}

struct rich rich_cut(struct loader *loader, const struct rich *rich, const struct cut *cuts, size_t n)
{
	size_t at = 0, run = 0;
	unsigned int style = 0;

	rich_begin(loader);
	for (size_t i = 0; i < n; i++) {
		copy_range(loader, rich, at, cuts[i].start, style, &run);
		at = cuts[i].start + cuts[i].len;
		style = cuts[i].style;
		if (cuts[i].gap < 0)
			continue;
		struct run gap = {(unsigned int)loader->text->len, 0, RUN_GAP, cuts[i].gap, NULL};

		g_array_append_val(loader->runs, gap);
	}
	copy_range(loader, rich, at, rich->len, style, &run);
	struct rich cut = {.text = arena_copy(loader->arena, loader->text->str, loader->text->len),
			   .len = loader->text->len};
	struct run *runs = arena_array(loader->arena, loader->runs->len, sizeof(struct run));

	if (loader->runs->len)
		memcpy(runs, loader->runs->data, loader->runs->len * sizeof(struct run));
	cut.runs = runs;
	cut.n_runs = loader->runs->len;
	return cut;
}

struct rich rich_slice(struct loader *loader, const struct rich *rich, size_t start, size_t len)
{
	if (!start && len == rich->len)
		return *rich;
	struct cut cuts[] = {{0, start, -1, 0}, {start + len, rich->len - start - len, -1, 0}};

	return rich_cut(loader, rich, cuts, G_N_ELEMENTS(cuts));
}

struct rich rich_trim(struct loader *loader, const struct rich *rich)
{
	size_t start = 0, end = rich->len;

	while (start < end && strchr(" \t\n", rich->text[start]))
		start++;
	while (end > start && strchr(" \t\n", rich->text[end - 1]))
		end--;
	return rich_slice(loader, rich, start, end - start);
}
