/* Cuts a document into slides. */
#include "lesson/private.h"

#include "text/i18n.h"

#include <string.h>

void slide_reset(struct loader *loader)
{
	GString *notes = loader->draft.notes;

	g_string_truncate(notes, 0);
	loader->draft = (struct draft){
		.notes = notes,
		.incremental_lists = loader->options.incremental_lists,
	};
	loader->depth = 0;
	loader->stack[0] = (struct sink){NULL, &loader->draft.slide.first, BLOCK_ROW};
}

void slides_begin(struct loader *loader)
{
	loader->draft.notes = g_string_new(NULL);
	slide_reset(loader);
}

void slide_note(struct loader *loader, const char *text)
{
	GString *notes = loader->draft.notes;

	if (notes->len)
		g_string_append_c(notes, '\n');
	g_string_append(notes, text);
}

bool slide_take_title(struct loader *loader, const struct block *heading)
{
	struct draft *draft = &loader->draft;

	if (draft->slide.title || draft->columns || !heading->text.len)
		return false;
	if (!draft->begun)
		draft->slide.line = lesson_line(loader, heading->line);
	draft->begun = true;
	for (const struct block *block = draft->slide.first; block; block = block->next)
		draft->title_in_middle |= block->kind == BLOCK_MIDDLE;
	draft->slide.title = &heading->text;
	draft->slide.title_level = heading->level;
	return true;
}

/* Nothing but a level-1 heading, or one set into the middle, and at most a paragraph; what only moves them does not
 * count. */
static bool is_title(const struct draft *draft)
{
	const struct slide *slide = &draft->slide;
	int paragraphs = 0;

	for (const struct block *block = slide->first; block; block = block->next) {
		if (block->kind == BLOCK_PARAGRAPH)
			paragraphs++;
		else if (block->kind != BLOCK_SPACE && block->kind != BLOCK_MIDDLE && block->kind != BLOCK_ALIGN)
			return false;
	}
	return slide->title && (slide->title_level == 1 || draft->title_in_middle) && paragraphs <= 1;
}

void slide_add(struct loader *loader, const struct slide *slide)
{
	g_array_append_vals(loader->slides, slide, 1);
}

const char *draft_notes(struct loader *loader)
{
	const GString *notes = loader->draft.notes;

	return notes->len ? arena_copy(loader->arena, notes->str, notes->len) : NULL;
}

void slide_end(struct loader *loader)
{
	struct draft *draft = &loader->draft;

	if ((draft->begun || draft->notes->len) && !draft->skip) {
		draft->slide.notes = draft_notes(loader);
		draft->slide.is_title = is_title(draft);
		slide_add(loader, &draft->slide);
	}
	slide_reset(loader);
}

/* Ends it unless nothing but commands stands there yet: those are meant for what comes. */
void slide_end_begun(struct loader *loader)
{
	if (loader->draft.begun)
		slide_end(loader);
}

/* True when the author says himself where slides end, by a line of hyphens or by a command. */
static bool has_breaks(cmark_node *document, bool by_command)
{
	for (cmark_node *node = cmark_node_first_child(document); node; node = cmark_node_next(node)) {
		cmark_node_type type = cmark_node_get_type(node);

		if (by_command ? type == CMARK_NODE_HTML_BLOCK && command_ends_slide(cmark_node_get_literal(node))
			       : type == CMARK_NODE_THEMATIC_BREAK)
			return true;
	}
	return false;
}

/* The line of the "---" that makes a heading of the text above it; 0 when the heading is of another kind. */
static int underline_of(struct loader *loader, cmark_node *heading)
{
	int start = cmark_node_get_start_line(heading), end = cmark_node_get_end_line(heading);

	/* cmark puts the end one line too far. */
	for (int line = start + 1; line <= end; line++) {
		size_t len = 0;
		const char *s = origin_line(loader->origin, line, &len);

		if (s && len == 3 && !memcmp(s, "---", 3))
			return line;
	}
	return 0;
}

/* Where slides end by "---", and never by a command, such a heading was surely meant to be a slide's end, too. */
static void check_underline(struct loader *loader, cmark_node *heading)
{
	int line = loader->breaks || loader->ends_by_command ? 0 : underline_of(loader, heading);

	if (line)
		complain(loader, SEVERITY_WARNING, line, 1, _("Put an empty line before the ---."),
			 _("This makes a heading of the text above it and begins no new slide."));
}

bool question_begins(cmark_node *node)
{
	cmark_node *next = cmark_node_next(node);

	return cmark_node_get_type(node) == CMARK_NODE_HEADING && next &&
	       cmark_node_get_type(next) == CMARK_NODE_HTML_BLOCK &&
	       command_is_quiz(cmark_node_get_literal(next), NULL);
}

/* Converts one block of the document; returns the one to go on with. */
static cmark_node *convert_top(struct loader *loader, cmark_node *node)
{
	cmark_node_type type = cmark_node_get_type(node);

	if (question_begins(node)) {
		slide_end_begun(loader);
		return question_convert(loader, node);
	}
	if (type == CMARK_NODE_THEMATIC_BREAK) {
		slide_end(loader);
		return cmark_node_next(node);
	}
	if (gift_begins(loader, node)) {
		gift_convert(loader, node);
		return cmark_node_next(node);
	}
	if (type == CMARK_NODE_HEADING) {
		check_underline(loader, node);
		if (loader->breaks && cmark_node_get_heading_level(node) <= 2)
			slide_end_begun(loader);
	}
	convert_block(loader, node);
	return cmark_node_next(node);
}

void slides_of_document(struct loader *loader, cmark_node *document)
{
	if (!loader->origin->parent) {
		loader->ends_by_command = has_breaks(document, true);
		loader->breaks = loader->options.implicit_slide_ends ||
				 (!loader->ends_by_command && !has_breaks(document, false));
	}
	for (cmark_node *node = cmark_node_first_child(document); node;)
		node = convert_top(loader, node);
}
