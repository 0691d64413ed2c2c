/* Questions answered in [[gaps]]: text, number, date, cloze. */
#include "lesson/answers.h"

#include "text/i18n.h"

#include <string.h>

/* More gaps than this in one question are nobody's quiz. */
#define MAX_GAPS 100

/* ---- Text, number, date ------------------------------------------------------------------------------------ */

/* A bullet list of nothing but gaps. */
static bool is_gap_list(const struct piece *piece)
{
	struct gap_span span;

	if (!piece_is_list(piece, false))
		return false;
	for (const struct block *item = piece->block->first; item; item = item->next) {
		if (!item_text(item) || !gap_is_all(item_text(item), &span))
			return false;
	}
	return true;
}

static bool has_bracketed_choice(const struct rich *text, const struct gap_span *span)
{
	g_autofree char *inside = g_strndup(text->text + span->inner, span->inner_len);
	g_auto(GStrv) parts = g_strsplit(inside, "|", -1);

	for (size_t i = 0; parts[0] && parts[1] && parts[i]; i++) {
		g_strstrip(parts[i]);
		if (*parts[i] == '(' && g_str_has_suffix(parts[i], ")"))
			return true;
	}
	return false;
}

static unsigned int count_gaps(const struct block *block, unsigned int n)
{
	for (; block && n < MAX_GAPS; block = block->next) {
		struct gap_span span = {0};
		bool unclosed;

		for (size_t at = 0;
		     n < MAX_GAPS && block->kind != BLOCK_CODE && gap_next(&block->text, at, &span, &unclosed);
		     at = span.start + span.len)
			n++;
		n = count_gaps(block->first, n);
	}
	return n;
}

unsigned int cloze_count(const struct asking *asking)
{
	unsigned int n = 0;

	for (unsigned int i = 0; i < asking->pieces->len; i++) {
		const struct block *block = g_array_index(asking->pieces, struct piece, i).block;

		if (block->kind != BLOCK_QUOTE) {
			struct block alone = *block;

			alone.next = NULL;
			n = count_gaps(&alone, n);
		}
	}
	return n;
}

/* A list of nothing but gaps, or the only gap when it stands alone in its paragraph. */
size_t typed_find(const struct asking *asking)
{
	struct gap_span span;

	for (unsigned int i = 0; i < asking->pieces->len; i++) {
		const struct piece *piece = &g_array_index(asking->pieces, struct piece, i);

		if (is_gap_list(piece))
			return i;
	}
	if (cloze_count(asking) != 1)
		return asking->pieces->len;
	for (unsigned int i = 0; i < asking->pieces->len; i++) {
		const struct block *block = g_array_index(asking->pieces, struct piece, i).block;

		if (block->kind == BLOCK_PARAGRAPH && gap_is_all(&block->text, &span) &&
		    !has_bracketed_choice(&block->text, &span))
			return i;
	}
	return asking->pieces->len;
}

/* The same, of the type that type= asks for. */
static void set_answers(struct asking *asking, struct gap_answers *answers)
{
	struct question *question = asking->question;
	struct number_key *numbers = arena_array(asking->loader->arena, answers->numbers->len, sizeof(*numbers));
	struct date_key *dates = arena_array(asking->loader->arena, answers->dates->len, sizeof(*dates));
	GArray *options = g_array_new(FALSE, TRUE, sizeof(struct option));
	bool full = false;

	g_array_append_vals(options, answers->options->data, answers->options->len);
	for (unsigned int i = 0; i < options->len; i++) {
		struct option *option = &g_array_index(options, struct option, i);

		option->right = fraction_cmp(option->weight, FRACTION_ONE) == 0;
		full = full || option->right;
		if (i < answers->numbers->len) {
			numbers[i] = g_array_index(answers->numbers, struct number_key, i);
			numbers[i].weight = option->weight;
		}
		if (i < answers->dates->len)
			dates[i] = g_array_index(answers->dates, struct date_key, i);
	}
	question->type = answers->type;
	question->numbers = answers->type == QUESTION_NUMBER ? numbers : NULL;
	question->dates = answers->type == QUESTION_DATE ? dates : NULL;
	options_keep(asking, options);
	if (!full && !asking->failed)
		fail(asking, asking->line, 0, _("Leave the weight of at least one answer out."),
		     _("No answer of this question is right."));
}

/* Gives what the item says of its answers (weight, feedback) to each of them. */
static void read_gap_item(struct asking *asking, const struct block *item, const struct option *said,
			  struct gap_answers *answers)
{
	const struct rich *text = item_text(item);
	unsigned int from = answers->options->len;
	struct gap_span span;

	if (!gap_is_all(text, &span))
		return;
	gap_locate(asking->loader, text, item->line, &span);
	if (!gap_read(asking, text, &span, answers))
		return;
	for (unsigned int i = from; i < answers->options->len; i++) {
		struct option *option = &g_array_index(answers->options, struct option, i);

		option->feedback = said->feedback;
		option->has_weight = said->has_weight;
		if (said->has_weight)
			option->weight = said->weight;
	}
}

void typed_read(struct asking *asking, struct piece *piece)
{
	const struct block *block = piece->block;
	struct gap_answers answers;
	struct gap_span span;

	gap_answers_init(&answers);
	if (block->kind == BLOCK_LIST) {
		g_autoptr(GArray) items = items_read(asking, piece);
		unsigned int i = 0;

		for (const struct block *item = block->first; item; item = item->next)
			read_gap_item(asking, item, &g_array_index(items, struct option, i++), &answers);
	} else if (gap_is_all(&block->text, &span)) {
		gap_locate(asking->loader, &block->text, block->line, &span);
		gap_read(asking, &block->text, &span, &answers);
	}
	if (!asking->failed)
		set_answers(asking, &answers);
	gap_answers_clear(&answers);
}

/* ---- Cloze ------------------------------------------------------------------------------------------------- */

struct cloze {
	struct asking *asking;
	GArray *gaps; /* of struct gap */
	bool write;   /* put the gaps into the text; else only read them */
	int next;     /* number of the next gap to write */
};

size_t cloze_find(const struct asking *asking)
{
	/* The text itself is the answer block: it all stays in the stem. */
	return asking->pieces->len;
}

static void read_gap(struct cloze *cloze, const struct block *block, struct gap_span *span)
{
	struct asking *asking = cloze->asking;
	struct gap_answers answers;

	gap_answers_init(&answers);
	gap_locate(asking->loader, &block->text, block->line, span);
	if (gap_read(asking, &block->text, span, &answers)) {
		struct option *options =
			arena_array(asking->loader->arena, answers.options->len, sizeof(struct option));
		struct gap gap = {.type = answers.type, .options = options, .n_options = answers.options->len};

		memcpy(options, answers.options->data, answers.options->len * sizeof(struct option));
		if (answers.numbers->len)
			gap.number = g_array_index(answers.numbers, struct number_key, 0);
		if (answers.dates->len)
			gap.date = g_array_index(answers.dates, struct date_key, 0);
		if (answers.numbers->len > 1 || answers.dates->len > 1)
			fail(asking, span->line, span->column, _("Write only one, or a range such as [[= 2 .. 3]]."),
			     _("A gap in running text takes one number or one date."));
		g_array_append_val(cloze->gaps, gap);
	}
	gap_answers_clear(&answers);
}

static void complain_unclosed(struct cloze *cloze, const struct block *block, struct gap_span *span)
{
	gap_locate(cloze->asking->loader, &block->text, block->line, span);
	fail(cloze->asking, span->line, span->column,
	     _("Write ]] where the gap ends; a gap stays within one paragraph."), _("This gap is never closed."));
}

static void gaps_of_text(struct cloze *cloze, struct block *block)
{
	g_autoptr(GArray) cuts = g_array_new(FALSE, FALSE, sizeof(struct cut));
	struct gap_span span = {0};
	bool unclosed = false;

	for (size_t at = 0; cloze->gaps->len <= MAX_GAPS && gap_next(&block->text, at, &span, &unclosed);
	     at = span.start + span.len) {
		if (cloze->write) {
			struct cut cut = {span.start, span.len, cloze->next++, 0};

			g_array_append_val(cuts, cut);
		} else {
			read_gap(cloze, block, &span);
		}
	}
	if (unclosed && !cloze->write)
		complain_unclosed(cloze, block, &span);
	if (cuts->len)
		block->text = rich_cut(cloze->asking->loader, &block->text, (const struct cut *)(void *)cuts->data,
				       cuts->len);
}

/* Its depth is limited by MAX_DEPTH. */
static void gaps_of_blocks(struct cloze *cloze, struct block *block)
{
	for (; block; block = (struct block *)(uintptr_t)block->next) {
		if (block->kind != BLOCK_CODE)
			gaps_of_text(cloze, block);
		gaps_of_blocks(cloze, (struct block *)(uintptr_t)block->first);
	}
}

static void gaps_of_question(struct cloze *cloze)
{
	const GArray *pieces = cloze->asking->pieces;

	for (unsigned int i = 0; i < pieces->len; i++) {
		struct block *block = g_array_index(pieces, struct piece, i).block;

		/* A quote is a hint or the explanation: nothing is asked there. */
		if (block->kind == BLOCK_QUOTE)
			continue;
		if (block->kind != BLOCK_CODE)
			gaps_of_text(cloze, block);
		gaps_of_blocks(cloze, (struct block *)(uintptr_t)block->first);
	}
}

void cloze_read(struct asking *asking, struct piece *piece)
{
	struct cloze cloze = {.asking = asking, .gaps = g_array_new(FALSE, TRUE, sizeof(struct gap))};
	struct gap *gaps;

	(void)piece;
	gaps_of_question(&cloze);
	if (cloze.gaps->len > MAX_GAPS)
		fail(asking, asking->line, 0, _("Make several questions of it."),
		     _("More than %d gaps in one question."), MAX_GAPS);
	if (!asking->failed) {
		cloze.write = true;
		gaps_of_question(&cloze);
		gaps = arena_array(asking->loader->arena, cloze.gaps->len, sizeof(struct gap));
		memcpy(gaps, cloze.gaps->data, cloze.gaps->len * sizeof(struct gap));
		asking->question->gaps = gaps;
		asking->question->n_gaps = cloze.gaps->len;
	}
	g_array_free(cloze.gaps, TRUE);
}
