/* A question: what stands between its heading and its end. */
#include "lesson/private.h"

#include "text/i18n.h"

#include <string.h>

/* ---- Its blocks -------------------------------------------------------------------------------------------- */

static bool has_answers(const struct asking *asking)
{
	for (unsigned int i = 0; i < asking->pieces->len; i++) {
		const struct block *block = g_array_index(asking->pieces, struct piece, i).block;

		if (block->kind == BLOCK_LIST || (block->kind == BLOCK_PARAGRAPH && strstr(block->text.text, "[[")))
			return true;
	}
	return false;
}

static bool ends_question(const struct asking *asking, cmark_node *node, int level)
{
	cmark_node_type type = cmark_node_get_type(node);

	if (type == CMARK_NODE_THEMATIC_BREAK || question_begins(node) || gift_begins(asking->loader, node))
		return true;
	if (type == CMARK_NODE_HTML_BLOCK)
		return command_ends_slide(cmark_node_get_literal(node));
	/* A lesser heading belongs to the question's text, but not after the answers. */
	return type == CMARK_NODE_HEADING && (cmark_node_get_heading_level(node) <= level || has_answers(asking));
}

static void add_pieces(struct asking *asking, const struct block *first, unsigned int notes)
{
	struct piece piece = {NULL, notes, asking->loader->notes->len};

	for (const struct block *block = first, *next; block; block = next) {
		next = block->next;
		piece.block = (struct block *)(uintptr_t)block;
		piece.block->next = NULL;
		g_array_append_val(asking->pieces, piece);
	}
}

/* What stands behind the quiz comment on its line is the question's, too. */
static void add_rest(struct asking *asking, cmark_node *comment)
{
	const char *rest = strstr(cmark_node_get_literal(comment), "-->") + strlen("-->");
	unsigned int notes = asking->loader->notes->len;

	add_pieces(asking, convert_html_apart(asking->loader, rest, cmark_node_get_start_line(comment)), notes);
}

static cmark_node *gather(struct asking *asking, cmark_node *node, int level)
{
	while (node && !ends_question(asking, node, level)) {
		unsigned int notes = asking->loader->notes->len;

		add_pieces(asking, convert_apart(asking->loader, node), notes);
		node = cmark_node_next(node);
	}
	return node;
}

/* ---- Hints, stem, explanation ------------------------------------------------------------------------------ */

/* A list of blocks being linked. */
struct chain {
	const struct block *first, **tail;
};

static void chain_add(struct chain *chain, struct block *block)
{
	*chain->tail = block;
	while (block->next)
		block = (struct block *)(uintptr_t)block->next;
	chain->tail = &block->next;
}

static struct block *piece_block(const struct asking *asking, unsigned int i)
{
	return g_array_index(asking->pieces, struct piece, i).block;
}

/* Where the answers end: for a cloze and an essay, after the last block that is no quote. */
static unsigned int answers_end(const struct asking *asking)
{
	unsigned int n = asking->pieces->len;

	if (asking->answers < n)
		return (unsigned int)asking->answers;
	while (n && piece_block(asking, n - 1)->kind == BLOCK_QUOTE)
		n--;
	return n;
}

static void complain_text_after(struct asking *asking, const struct block *block)
{
	complain(asking->loader, SEVERITY_WARNING, block->line, 0,
		 _("Write > before it to make it the explanation, or --- above it for a new slide."),
		 _("This text after the answers is shown only with the explanation."));
}

static void set_stem(struct asking *asking)
{
	struct question *question = asking->question;
	struct chain stem = {NULL, &question->stem}, explanation = {NULL, &question->explanation};
	unsigned int end = answers_end(asking);
	const struct block **hints = arena_array(asking->loader->arena, asking->pieces->len, sizeof(void *));

	for (unsigned int i = 0; i < asking->pieces->len; i++) {
		struct block *block = piece_block(asking, i);
		bool quote = block->kind == BLOCK_QUOTE;

		if (i == asking->answers)
			continue;
		if (i < end && quote)
			hints[question->n_hints++] = block->first;
		else if (i < end)
			chain_add(&stem, block);
		else if (quote && block->first)
			chain_add(&explanation, (struct block *)(uintptr_t)block->first);
		else if (!quote) {
			complain_text_after(asking, block);
			chain_add(&explanation, block);
		}
	}
	question->hints = hints;
}

/* ---- The slide --------------------------------------------------------------------------------------------- */

/* A question whose answers cannot be understood is shown as it is written, and not asked. */
static void show_plainly(struct asking *asking, struct slide *slide)
{
	struct chain chain = {NULL, &slide->first};

	for (unsigned int i = 0; i < asking->pieces->len; i++)
		chain_add(&chain, piece_block(asking, i));
}

/* Only the lesson's own file is mended. */
static void mend_id(const struct asking *asking)
{
	const struct origin *origin = asking->loader->origin;
	const struct origin *file = origin->stands_for ? origin->parent : origin;
	struct unnamed unnamed = {asking->question, file_line(asking->loader, asking->attributes.line),
				  origin->stands_for != 0};

	if (!file->parent)
		g_array_append_val(asking->loader->mending->unnamed, unnamed);
}

static void add_slide(struct asking *asking, const struct rich *title, int level)
{
	struct loader *loader = asking->loader;
	struct slide slide = loader->draft.slide;

	slide.line = asking->question->line;
	slide.title = title->len ? title : NULL;
	slide.title_level = slide.title ? level : 0;
	slide.notes = draft_notes(loader);
	slide.first = NULL;
	if (asking->failed) {
		show_plainly(asking, &slide);
	} else {
		slide.first = asking->question->stem;
		slide.question = asking->question;
	}
	if (loader->draft.skip)
		return;
	if (!asking->failed)
		g_ptr_array_add(loader->questions, asking->question);
	if (!asking->failed && !asking->attributes.id && loader->mending)
		mend_id(asking);
	slide_add(loader, &slide);
}

/* ---- Reading it -------------------------------------------------------------------------------------------- */

static void check_heading(struct asking *asking, const struct rich *title)
{
	struct gap_span span;
	bool unclosed;

	if (!title->len && !asking->pieces->len)
		complain(asking->loader, SEVERITY_ERROR, asking->line, 0, _("Write the question after the #."),
			 _("This question asks nothing."));
	if (gap_next(title, 0, &span, &unclosed))
		fail(asking, asking->line, column_of(asking->loader, asking->line, "[["),
		     _("Write the sentence with the gap under the heading."),
		     _("A gap in the heading cannot be filled in."));
}

static void apply_attributes(struct asking *asking)
{
	const struct attributes *from = &asking->attributes;
	struct question *question = asking->question;

	question->id = from->id;
	question->points = from->points;
	question->scoring = from->scoring;
	question->keep_order = from->keep_order;
	question->require_accents = from->require_accents;
	question->require_case = from->require_case;
	question->draft = from->draft;
	question->tags = from->tags;
}

/* An id that another question has already does not count. */
static void check_id(struct asking *asking)
{
	struct loader *loader = asking->loader;
	const char *id = asking->question->id;
	int line = asking->attributes.line;

	if (!id)
		return;
	if (g_hash_table_contains(loader->ids, id)) {
		complain(loader, SEVERITY_ERROR, line, column_of(loader, line, "id="),
			 _("Give it another id: answers are kept under it and may not be mixed up."),
			 _("The question in line %d has the same id: %s"),
			 GPOINTER_TO_INT(g_hash_table_lookup(loader->ids, id)), id);
		asking->question->id = NULL;
		return;
	}
	g_hash_table_insert(loader->ids, (char *)(uintptr_t)id, GINT_TO_POINTER(asking->question->line));
}

static void check_attributes(struct asking *asking)
{
	const struct attributes *from = &asking->attributes;

	if (!from->id)
		complain(asking->loader, SEVERITY_WARNING, from->line, column_of(asking->loader, from->line, "quiz"),
			 asking->loader->origin->stands_for
				 ? _("Write // [id:…] on the line above it, or let taphuan check --fix do it.")
				 : _("Add id=… to the comment, or let taphuan check --fix do it."),
			 _("This question has no id: its results are lost when its place changes."));
	if (from->draft)
		complain(asking->loader, SEVERITY_WARNING, from->line, column_of(asking->loader, from->line, "draft"),
			 _("Read it, correct it, and take draft=yes out."),
			 _("This question was drafted by the program and not yet read by anyone."));
	if (asking->question->n_hints && asking->loader->lesson->quiz.feedback != FEEDBACK_INTERACTIVE)
		complain(asking->loader, SEVERITY_WARNING, asking->line, 0,
			 _("Add feedback: interactive under quiz: at the top of the lesson, or write the hint after "
			   "the answers as an explanation."),
			 _("Nobody sees the hints of this question, as there are no further tries."));
}

/* Reads the answers, if there is a key to be had. */
static void read_question(struct asking *asking, const struct rich *title)
{
	check_heading(asking, title);
	if (!asking->failed)
		answers_read(asking);
	if (!asking->failed)
		set_stem(asking);
	check_id(asking);
	check_attributes(asking);
}

cmark_node *question_convert(struct loader *loader, cmark_node *heading)
{
	struct question *question = arena_new_struct(loader->arena, struct question);
	struct rich *title = arena_new_struct(loader->arena, struct rich);
	struct asking asking = {.loader = loader,
				.question = question,
				.line = cmark_node_get_start_line(heading),
				.pieces = g_array_new(FALSE, FALSE, sizeof(struct piece))};
	cmark_node *comment = cmark_node_next(heading), *end;
	unsigned int notes = loader->notes->len;
	g_autofree char *text = NULL;

	*title = rich_of_inlines(loader, heading, asking.line);
	g_array_set_size(loader->notes, notes);
	command_is_quiz(cmark_node_get_literal(comment), &text);
	attributes_read(loader, &asking.attributes, text, cmark_node_get_start_line(comment));
	question->line = lesson_line(loader, asking.line);
	question->title = title;
	apply_attributes(&asking);

	loader->asking = true;
	add_rest(&asking, comment);
	end = gather(&asking, cmark_node_next(comment), cmark_node_get_heading_level(heading));
	loader->asking = false;
	asking.before_gift = end && gift_begins(loader, end);
	read_question(&asking, title);
	add_slide(&asking, title, cmark_node_get_heading_level(heading));
	slide_reset(loader);

	g_array_set_size(loader->notes, notes);
	g_array_free(asking.pieces, TRUE);
	return end;
}

/* ---- All questions ----------------------------------------------------------------------------------------- */

/* "q3", and where somebody has given another question that name, "q3-2". */
static const char *id_by_place(struct loader *loader, GHashTable *taken, int number)
{
	g_autofree char *id = g_strdup_printf("q%d", number);

	for (int i = 2; g_hash_table_contains(taken, id); i++) {
		g_free(id);
		id = g_strdup_printf("q%d-%d", number, i);
	}
	return arena_copy(loader->arena, id, strlen(id));
}

static void give_ids(struct loader *loader)
{
	for (unsigned int i = 0; i < loader->questions->len; i++) {
		struct question *question = g_ptr_array_index(loader->questions, i);

		question->number = (int)i + 1;
		if (question->id)
			continue;
		question->id = id_by_place(loader, loader->ids, question->number);
		g_hash_table_insert(loader->ids, (char *)(uintptr_t)question->id, NULL);
	}
}

static int count_tagged(const struct loader *loader, const char *tag)
{
	int n = 0;

	for (unsigned int i = 0; i < loader->questions->len; i++) {
		const struct question *question = g_ptr_array_index(loader->questions, i);

		n += g_strv_contains(question->tags, tag);
	}
	return n;
}

/* The line of the front matter, from the draw: on, that has the tag. */
static int draw_line(struct loader *loader, const char *tag)
{
	int line = 1;

	while (line < 1000 && !column_of(loader, line, "draw"))
		line++;
	for (int i = line; i < line + 100; i++) {
		if (column_of(loader, i, tag))
			return i;
	}
	return 1;
}

static void check_draw(struct loader *loader)
{
	const struct quiz_settings *quiz = &loader->lesson->quiz;

	for (size_t i = 0; i < quiz->n_draw; i++) {
		const struct draw_rule *rule = &quiz->draw[i];
		int n = count_tagged(loader, rule->tag), line = n < rule->count ? draw_line(loader, rule->tag) : 0;

		if (line)
			complain(loader, SEVERITY_ERROR, line, column_of(loader, line, rule->tag),
				 _("Tag more questions with it in their quiz comments (tags=…), or draw fewer."),
				 P_("%d question is to be drawn of “%s”, but only %d has that tag.",
				    "%d questions are to be drawn of “%s”, but only %d have that tag.", rule->count),
				 rule->count, rule->tag, n);
	}
}

void questions_finish(struct loader *loader)
{
	give_ids(loader);
	check_draw(loader);
}
