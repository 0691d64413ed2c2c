/* What the question types share: finding lists, and what every item of one becomes. */
#include "lesson/answers.h"

#include "lesson/names.h"
#include "text/i18n.h"

#include <stdarg.h>
#include <string.h>

/* A list longer than this is no list of options. */
#define MAX_OPTIONS 1000

void fail(struct asking *asking, int line, int column, const char *hint, const char *message, ...)
{
	va_list args;

	va_start(args, message);
	g_autofree char *said = g_strdup_vprintf(message, args);

	va_end(args);
	complain(asking->loader, SEVERITY_ERROR, line, column, hint, "%s", said);
	asking->failed = true;
}

const struct rich *item_text(const struct block *item)
{
	const struct block *first = item->first;

	return first && first->kind == BLOCK_PARAGRAPH ? &first->text : NULL;
}

bool piece_is_list(const struct piece *piece, bool ordered)
{
	return piece->block->kind == BLOCK_LIST && piece->block->list.ordered == ordered;
}

/* Appends the words of blocks, each on a line of its own. */
static void append_blocks(struct loader *loader, const struct block *block)
{
	for (; block; block = block->next) {
		if (block->text.len) {
			if (loader->text->len)
				g_string_append_c(loader->text, '\n');
			rich_append(loader, &block->text);
		}
		append_blocks(loader, block->first);
	}
}

/* The item's words without its quotes, which are feedback. */
static struct rich words_of_item(struct loader *loader, const struct block *item)
{
	const struct block *first = item->first;

	if (first && !first->next && first->kind == BLOCK_PARAGRAPH)
		return first->text;
	rich_begin(loader);
	for (const struct block *block = first; block; block = block->next) {
		struct block alone = *block;

		alone.next = NULL;
		if (block->kind != BLOCK_QUOTE)
			append_blocks(loader, &alone);
	}
	return rich_finish(loader);
}

static const struct block *feedback_of_item(const struct block *item)
{
	const struct block *first = NULL, **tail = &first;

	for (const struct block *block = item->first; block; block = block->next) {
		if (block->kind != BLOCK_QUOTE)
			continue;
		*tail = block->first;
		while (*tail)
			tail = &((struct block *)(uintptr_t)*tail)->next;
	}
	return first;
}

static void read_weight(struct asking *asking, const struct note *note, struct option *option)
{
	struct fraction weight;

	if (!fraction_parse(note->text, &weight) || fraction_cmp(weight, FRACTION_ONE) > 0 ||
	    fraction_cmp(weight, (struct fraction){-1, 1}) < 0) {
		fail(asking, note->line, column_of(asking->loader, note->line, "<!--"),
		     _("Write a share from -100% to 100%: <!-- 50% -->"), _("“%s” is no weight for an answer."),
		     note->text);
		return;
	}
	option->has_weight = true;
	option->weight = weight;
}

static void read_note(struct asking *asking, const struct note *note, struct option *option)
{
	if (!strcmp(note->text, "last"))
		option->last = true;
	else if (g_ascii_isdigit(note->text[0]) || g_ascii_isdigit(note->text[note->text[0] ? 1 : 0]) ||
		 g_str_has_prefix(note->text, "−"))
		read_weight(asking, note, option);
	else if (nearest_name(note->text, (const char *const[]){"last", NULL}))
		complain(asking->loader, SEVERITY_WARNING, note->line,
			 column_of(asking->loader, note->line, note->text), _("Write <!-- last --> if that is meant."),
			 _("“%s” is no command, so this comment does nothing."), note->text);
	else
		command_suspect(asking->loader, note);
}

/* The comments in the item; *next is a cursor over the piece's. */
static void read_notes(struct asking *asking, const struct piece *piece, const struct block *item,
		       struct option *option, unsigned int *next)
{
	for (; *next < piece->notes_end; ++*next) {
		const struct note *note = &g_array_index(asking->loader->notes, struct note, *next);

		if (note->item != item)
			return;
		read_note(asking, note, option);
	}
}

/* What every item becomes, before its type is looked at: its words, feedback and weight. */
GArray *items_read(struct asking *asking, const struct piece *piece)
{
	GArray *options = g_array_new(FALSE, TRUE, sizeof(struct option));
	unsigned int next = piece->notes;

	for (const struct block *item = piece->block->first; item; item = item->next) {
		struct option option = {.text = words_of_item(asking->loader, item),
					.match.text = "",
					.weight = FRACTION_ZERO,
					.feedback = feedback_of_item(item),
					.line = item->line};

		read_notes(asking, piece, item, &option, &next);
		g_array_append_val(options, option);
	}
	if (options->len > MAX_OPTIONS)
		fail(asking, piece->block->line, 0, _("Make several questions of it."),
		     _("More than %d options in one question."), MAX_OPTIONS);
	return options;
}

void options_keep(struct asking *asking, GArray *options)
{
	struct option *kept = arena_array(asking->loader->arena, options->len, sizeof(struct option));

	if (options->len)
		memcpy(kept, options->data, options->len * sizeof(struct option));
	asking->question->options = kept;
	asking->question->n_options = options->len;
	g_array_free(options, TRUE);
}

/* Two options with the same words cannot both be told apart by the taker. */
void options_check_twins(struct asking *asking, const GArray *options)
{
	g_autoptr(GHashTable) seen = g_hash_table_new(g_str_hash, g_str_equal);

	for (unsigned int i = 0; i < options->len; i++) {
		const struct option *option = &g_array_index(options, struct option, i);

		if (*option->text.text && !g_hash_table_add(seen, (char *)(uintptr_t)option->text.text))
			complain(asking->loader, SEVERITY_WARNING, option->line, 0,
				 _("Change one of them or take it out."), _("This option stands here twice: %s"),
				 option->text.text);
	}
}
