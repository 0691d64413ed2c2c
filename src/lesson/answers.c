/* The question types: each finds its answers among the blocks under a question, and reads them. */
#include "lesson/private.h"

#include "lesson/names.h"
#include "text/i18n.h"

#include <stdarg.h>
#include <string.h>

/* More gaps than this in one question are nobody's quiz. */
#define MAX_GAPS 100

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

/* ---- Boxes ------------------------------------------------------------------------------------------------- */

enum box { BOX_NONE, BOX_EMPTY, BOX_TICKED, BOX_NEARLY, BOX_LINK };

static const struct rich *item_text(const struct block *item)
{
	const struct block *first = item->first;

	return first && first->kind == BLOCK_PARAGRAPH ? &first->text : NULL;
}

static bool is_space_or_end(const char *s)
{
	return !*s || *s == ' ' || *s == '\t' || *s == '\n' || g_str_has_prefix(s, "\u00a0");
}

/* The bytes of what looks like a box at the start of the text but is none; 0 when nothing does. */
static size_t nearly_box(const char *s)
{
	static const char *const marks[] = {"",  " ", "  ", "x", "X", "x ", " x", " x ", "X ", " X",
					    "v", "V", "*",  "✓", "✔", "√",  "х",  "Х",   "+"};
	char close = *s == '[' ? ']' : *s == '(' ? ')' : '\0';

	if (!close)
		return 0;
	for (size_t i = 0; i < G_N_ELEMENTS(marks); i++) {
		size_t len = strlen(marks[i]);

		if (!strncmp(s + 1, marks[i], len) && s[1 + len] == close)
			return len + 2;
	}
	return 0;
}

/* A tick that became a link, by "[x](…)" or by a definition "[x]: …" somewhere in the file. */
static bool is_link_box(const struct rich *text)
{
	const struct run *run = text->n_runs ? text->runs : NULL;

	return run && run->start == 0 && run->style & RUN_LINK && run->len == 1 && strchr("xX ", text->text[0]);
}

static enum box box_of(const struct block *item)
{
	const struct rich *text = item_text(item);

	if (!text || !text->len)
		return BOX_NONE;
	if (is_link_box(text))
		return BOX_LINK;
	if (text->text[0] == '[' && text->text[1] && text->text[2] == ']' && is_space_or_end(text->text + 3)) {
		if (text->text[1] == ' ')
			return BOX_EMPTY;
		if (text->text[1] == 'x' || text->text[1] == 'X')
			return BOX_TICKED;
	}
	return nearly_box(text->text) && !g_str_has_prefix(text->text, "[[") ? BOX_NEARLY : BOX_NONE;
}

/* Only round brackets: "(x)" may begin an ordinary item, so it says nothing by itself. */
static bool is_surely_box(const struct block *item)
{
	enum box box = box_of(item);

	return box != BOX_NONE && (box != BOX_NEARLY || item_text(item)->text[0] == '[');
}

static bool is_list(const struct piece *piece, bool ordered)
{
	return piece->block->kind == BLOCK_LIST && piece->block->list.ordered == ordered;
}

static size_t find_boxes(const struct asking *asking, bool ordered)
{
	for (unsigned int i = 0; i < asking->pieces->len; i++) {
		const struct piece *piece = &g_array_index(asking->pieces, struct piece, i);

		if (!is_list(piece, ordered))
			continue;
		for (const struct block *item = piece->block->first; item; item = item->next) {
			if (is_surely_box(item))
				return i;
		}
	}
	return asking->pieces->len;
}

static size_t find_ordered_boxes(const struct asking *asking)
{
	return find_boxes(asking, true);
}

static size_t find_bullet_boxes(const struct asking *asking)
{
	return find_boxes(asking, false);
}

/* ---- Items → options --------------------------------------------------------------------------------------- */

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
static GArray *read_items(struct asking *asking, const struct piece *piece)
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

static void keep_options(struct asking *asking, GArray *options)
{
	struct option *kept = arena_array(asking->loader->arena, options->len, sizeof(struct option));

	if (options->len)
		memcpy(kept, options->data, options->len * sizeof(struct option));
	asking->question->options = kept;
	asking->question->n_options = options->len;
	g_array_free(options, TRUE);
}

/* Two options with the same words cannot both be told apart by the taker. */
static void check_twins(struct asking *asking, const GArray *options)
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

/* ---- Choices: single, multiple, tf ------------------------------------------------------------------------- */

/* True when the item comes after an empty line, unlike those before it: another list, its author thought. */
static bool after_gap(struct asking *asking, const struct block *item)
{
	size_t len = 1;
	const char *before = origin_line(asking->loader->origin, item->line - 1, &len);

	return before && strspn(before, " \t") >= len;
}

/* True when the item, without a box, begins what its author took for another list. */
static bool begins_other_list(struct asking *asking, const struct block *list, const struct block *item)
{
	return item != list->first && after_gap(asking, item) && box_of(list->first) != BOX_NONE;
}

static void complain_no_box(struct asking *asking, const struct block *list, const struct block *item)
{
	if (begins_other_list(asking, list, item))
		fail(asking, item->line, 0,
		     list->list.ordered ? _("Write a sentence or <!-- --> between the two lists.")
					: _("Write the second list with * instead of -, or a sentence between them."),
		     _("This list has become part of the options above it."));
	else
		fail(asking, item->line, 0, _("Write [ ] or [x] before every option of the list, or before none."),
		     _("This item has no box, but others of its list have."));
}

static void complain_box(struct asking *asking, const struct block *list, const struct block *item, enum box box)
{
	struct loader *loader = asking->loader;

	if (box == BOX_NONE) {
		complain_no_box(asking, list, item);
	} else if (box == BOX_LINK) {
		fail(asking, item->line, column_of(loader, item->line, "["),
		     _("Take out the line that begins with [x]: or the round bracket right after the box."),
		     _("This box is a link, so it ticks nothing."));
	} else {
		const char *text = item_text(item)->text;
		g_autofree char *box_text = g_strndup(text, nearly_box(text));

		fail(asking, item->line, column_of(loader, item->line, box_text),
		     _("Write [x] for a right answer or [ ] for a wrong one, and a space after it."),
		     _("“%s” is no box."), box_text);
	}
}

static struct rich without_box(struct loader *loader, const struct rich *text)
{
	struct rich rest = rich_slice(loader, text, 3, text->len - 3);

	if (g_str_has_prefix(rest.text, "\u00a0"))
		rest = rich_slice(loader, &rest, strlen("\u00a0"), rest.len - strlen("\u00a0"));
	return rich_trim(loader, &rest);
}

/* Reads the boxes off the options. */
static void read_boxes(struct asking *asking, const struct block *list, GArray *options)
{
	unsigned int i = 0;

	for (const struct block *item = list->first; item; item = item->next, i++) {
		struct option *option = &g_array_index(options, struct option, i);
		enum box box = box_of(item);

		if (box != BOX_EMPTY && box != BOX_TICKED) {
			complain_box(asking, list, item, box);
			if (box == BOX_NONE && begins_other_list(asking, list, item))
				return;
			continue;
		}
		option->text = without_box(asking->loader, &option->text);
		option->right = box == BOX_TICKED;
		if (!option->has_weight)
			option->weight = option->right ? FRACTION_ONE : FRACTION_ZERO;
		if (!option->text.len)
			fail(asking, item->line, 0, _("Write the answer after the box."), _("This option is empty."));
	}
}

static unsigned int count_right(const GArray *options)
{
	unsigned int n = 0;

	for (unsigned int i = 0; i < options->len; i++)
		n += g_array_index(options, struct option, i).right;
	return n;
}

static void check_single(struct asking *asking, const struct block *list, const GArray *options)
{
	unsigned int right = count_right(options), seen = 0;

	if (!right)
		fail(asking, list->line, 0, _("Tick the right answer: [x]"), _("No answer of this question is right."));
	for (unsigned int i = 0; right > 1 && i < options->len; i++) {
		const struct option *option = &g_array_index(options, struct option, i);

		/* The second tick is the slip, or else the numbers are. */
		if (option->right && ++seen == 2)
			fail(asking, option->line, column_of(asking->loader, option->line, "["),
			     _("Tick only one, or write the options with - when several are right."),
			     _("A question with numbered options has one right answer; here %u are ticked."), right);
	}
	for (unsigned int i = 0; i < options->len; i++) {
		const struct option *option = &g_array_index(options, struct option, i);

		if (option->right && option->has_weight && fraction_cmp(option->weight, FRACTION_ONE) < 0)
			complain(asking->loader, SEVERITY_WARNING, option->line,
				 column_of(asking->loader, option->line, "<!--"), _("Take its weight out."),
				 _("The right answer does not give full marks."));
	}
}

static void check_multiple(struct asking *asking, const struct block *list, const GArray *options)
{
	bool weighted = asking->question->scoring == SCORING_WEIGHTS, gains = false;

	for (unsigned int i = 0; i < options->len; i++)
		gains = gains || g_array_index(options, struct option, i).weight.num > 0;
	if (!count_right(options) && !(weighted && gains))
		fail(asking, list->line, 0, _("Tick every right answer: [x]"),
		     _("No answer of this question is right."));
}

static void read_choices(struct asking *asking, struct piece *piece)
{
	const struct block *list = piece->block;
	GArray *options = read_items(asking, piece);

	read_boxes(asking, list, options);
	/* One mistake is enough: without all boxes the ticks cannot be counted. */
	if (!asking->failed && asking->question->type == QUESTION_SINGLE)
		check_single(asking, list, options);
	if (!asking->failed && asking->question->type == QUESTION_MULTIPLE)
		check_multiple(asking, list, options);
	if (options->len < 2 && asking->question->type != QUESTION_TRUEFALSE)
		complain(asking->loader, SEVERITY_WARNING, list->line, 0, _("Add wrong answers, each with [ ]."),
			 _("There is only one answer to choose from."));
	check_twins(asking, options);
	keep_options(asking, options);
}

/* ---- Order ------------------------------------------------------------------------------------------------- */

/* The last one: an ordered list before it belongs to the question's text. */
static size_t find_ordered_list(const struct asking *asking)
{
	size_t found = asking->pieces->len;

	for (unsigned int i = 0; i < asking->pieces->len; i++) {
		if (is_list(&g_array_index(asking->pieces, struct piece, i), true))
			found = i;
	}
	return found;
}

static void read_order(struct asking *asking, struct piece *piece)
{
	GArray *options = read_items(asking, piece);

	if (options->len < 2)
		fail(asking, piece->block->line, 0, _("Write at least two items, in the right order."),
		     _("There is nothing to put in order here."));
	for (unsigned int i = 0; i < options->len; i++) {
		const struct option *option = &g_array_index(options, struct option, i);

		if (!option->text.len)
			fail(asking, option->line, 0, _("Write its words, or take the number out."),
			     _("This item is empty."));
	}
	check_twins(asking, options);
	keep_options(asking, options);
}

/* ---- Match ------------------------------------------------------------------------------------------------- */

/* Where the arrow between the sides stands, outside code; false when there is none. */
static bool find_arrow(const struct rich *text, size_t *start, size_t *len)
{
	static const char *const arrows[] = {"->", "→"};
	size_t best = SIZE_MAX;

	for (size_t i = 0; i < G_N_ELEMENTS(arrows); i++) {
		for (const char *at = text->text; (at = strstr(at, arrows[i])); at++) {
			size_t offset = (size_t)(at - text->text);
			const struct run *run = rich_run_at(text, offset);

			if (run && run->style & RUN_CODE)
				continue;
			/* "-->" is an arrow with a longer shaft. */
			if (offset < best) {
				best = offset;
				*len = strlen(arrows[i]);
			}
			break;
		}
	}
	*start = best;
	return best != SIZE_MAX;
}

static size_t find_pairs(const struct asking *asking)
{
	size_t start, len;

	for (unsigned int i = 0; i < asking->pieces->len; i++) {
		const struct piece *piece = &g_array_index(asking->pieces, struct piece, i);
		unsigned int pairs = 0, items = 0;

		if (!is_list(piece, false))
			continue;
		for (const struct block *item = piece->block->first; item; item = item->next, items++)
			pairs += item_text(item) && find_arrow(item_text(item), &start, &len);
		if (pairs * 2 > items)
			return i;
	}
	return asking->pieces->len;
}

static void read_pair(struct asking *asking, struct option *option)
{
	struct loader *loader = asking->loader;
	struct rich whole = option->text;
	size_t start, len;

	if (!find_arrow(&whole, &start, &len)) {
		fail(asking, option->line, 0, _("Write left -> right."), _("This pair has no arrow."));
		return;
	}
	struct rich left = rich_slice(loader, &whole, 0, start);
	struct rich right = rich_slice(loader, &whole, start + len, whole.len - start - len);

	option->text = rich_trim(loader, &left);
	option->match = rich_trim(loader, &right);
	option->right = option->text.len;
	if (!option->has_weight && option->right)
		option->weight = FRACTION_ONE;
	if (!option->match.len)
		fail(asking, option->line, 0, _("Write left -> right; only the left side may be empty."),
		     _("The right side of this pair is empty."));
}

static void read_pairs(struct asking *asking, struct piece *piece)
{
	GArray *options = read_items(asking, piece);
	g_autoptr(GHashTable) seen = g_hash_table_new(g_str_hash, g_str_equal);
	unsigned int lefts = 0;

	for (unsigned int i = 0; i < options->len; i++) {
		struct option *option = &g_array_index(options, struct option, i);

		read_pair(asking, option);
		if (!option->text.len)
			continue;
		lefts++;
		if (!g_hash_table_add(seen, (char *)(uintptr_t)option->text.text))
			complain(asking->loader, SEVERITY_WARNING, option->line, 0,
				 _("Change one of them or take it out."), _("This left side stands here twice: %s"),
				 option->text.text);
	}
	if (lefts < 2)
		fail(asking, piece->block->line, 0, _("Write at least two lines of left -> right."),
		     _("There is nothing to match here."));
	keep_options(asking, options);
}

/* ---- Text, number, date ------------------------------------------------------------------------------------ */

/* A bullet list of nothing but gaps. */
static bool is_gap_list(const struct piece *piece)
{
	struct gap_span span;

	if (!is_list(piece, false))
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

static unsigned int count_all_gaps(const struct asking *asking)
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
static size_t find_answer(const struct asking *asking)
{
	struct gap_span span;

	for (unsigned int i = 0; i < asking->pieces->len; i++) {
		const struct piece *piece = &g_array_index(asking->pieces, struct piece, i);

		if (is_gap_list(piece))
			return i;
	}
	if (count_all_gaps(asking) != 1)
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
	keep_options(asking, options);
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

static void read_answers(struct asking *asking, struct piece *piece)
{
	const struct block *block = piece->block;
	struct gap_answers answers;
	struct gap_span span;

	gap_answers_init(&answers);
	if (block->kind == BLOCK_LIST) {
		g_autoptr(GArray) items = read_items(asking, piece);
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

static size_t find_gaps(const struct asking *asking)
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

static void read_cloze(struct asking *asking, struct piece *piece)
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

/* ---- Essay ------------------------------------------------------------------------------------------------- */

static void read_essay(struct asking *asking, struct piece *piece)
{
	(void)piece;
	if (find_ordered_boxes(asking) < asking->pieces->len || find_bullet_boxes(asking) < asking->pieces->len)
		fail(asking, asking->attributes.line, column_of(asking->loader, asking->attributes.line, "type"),
		     _("Take type=essay out, or the options."),
		     _("An essay has no options; it is marked by the trainer."));
}

/* ---- Which type it is -------------------------------------------------------------------------------------- */

#define BIT(scoring) (1U << (scoring))

/* In the order in which they are tried. */
static const struct answer_type types[] = {
	{"single", QUESTION_SINGLE, false, find_ordered_boxes, read_choices, 0, "1. [x] Phương án đúng"},
	{"multiple", QUESTION_MULTIPLE, false, find_bullet_boxes, read_choices,
	 BIT(SCORING_PARTIAL) | BIT(SCORING_ALL) | BIT(SCORING_WEIGHTS) | BIT(SCORING_H5P), "- [x] Phương án đúng"},
	{"tf", QUESTION_TRUEFALSE, true, find_bullet_boxes, read_choices, BIT(SCORING_NATIONAL), "- [x] Ý đúng"},
	{"text", QUESTION_TEXT, false, find_answer, read_answers, 0, "[[Hà Nội | Hanoi]]"},
	{"number", QUESTION_NUMBER, false, find_answer, read_answers, 0, "[[= 2,1 ± 0,05]]"},
	{"date", QUESTION_DATE, false, find_answer, read_answers, 0, "[[@ 9/5/2018]]"},
	{"match", QUESTION_MATCH, false, find_pairs, read_pairs, 0, "- 13-CTr/TU -> 22/01/2018"},
	{"cloze", QUESTION_CLOZE, false, find_gaps, read_cloze, 0, "Nghị quyết [[21-NQ/TW]]"},
	{"order", QUESTION_ORDER, false, find_ordered_list, read_order,
	 BIT(SCORING_POSITION) | BIT(SCORING_ALL) | BIT(SCORING_NEIGHBOURS) | BIT(SCORING_SUBSEQUENCE),
	 "1. Lập danh sách"},
	{"essay", QUESTION_ESSAY, true, find_gaps, read_essay, 0, "type=essay"},
};

const struct answer_type *answer_type_named(const char *name)
{
	for (size_t i = 0; i < G_N_ELEMENTS(types); i++) {
		if (!strcmp(types[i].name, name))
			return &types[i];
	}
	return NULL;
}

static bool has_unclosed_gap(const struct asking *asking)
{
	for (unsigned int i = 0; i < asking->pieces->len; i++) {
		const struct block *block = g_array_index(asking->pieces, struct piece, i).block;
		struct gap_span span;
		bool unclosed = false;

		if (block->kind == BLOCK_PARAGRAPH && !gap_next(&block->text, 0, &span, &unclosed) && unclosed)
			return true;
	}
	return false;
}

static bool has_answers(const struct asking *asking, const struct answer_type *type)
{
	if (type->type == QUESTION_ESSAY)
		return true;
	if (type->type == QUESTION_CLOZE)
		return count_all_gaps(asking) || has_unclosed_gap(asking);
	return type->find(asking) < asking->pieces->len;
}

static const struct answer_type *guess_type(const struct asking *asking)
{
	for (size_t i = 0; i < G_N_ELEMENTS(types); i++) {
		if (!types[i].on_request && has_answers(asking, &types[i]))
			return &types[i];
	}
	return NULL;
}

/* What nearly was an answer, for the hint. */
static const char *guess_hint(const struct asking *asking)
{
	const char *hint = NULL;

	for (unsigned int i = 0; !hint && i < asking->pieces->len; i++) {
		const struct block *block = g_array_index(asking->pieces, struct piece, i).block;
		const struct rich *text =
			block->kind == BLOCK_LIST && block->first ? item_text(block->first) : &block->text;

		if (!text)
			continue;
		if (block->kind == BLOCK_LIST && nearly_box(text->text))
			hint = _("Write the boxes as [x] and [ ].");
		else if (block->kind == BLOCK_LIST && (strstr(text->text, "=>") || strstr(text->text, "⇒")))
			hint = _("Write the pairs with an arrow: left -> right.");
		else if (strstr(text->text, "___") || strstr(text->text, "…") || strstr(text->text, "..."))
			hint = _("Write the gap with its answer in it: [[answer]].");
		else if (text->text[0] == '[' && text->len > 2 && text->text[text->len - 1] == ']')
			hint = _("Write the answer in two square brackets: [[answer]].");
		else if (block->kind == BLOCK_LIST)
			hint = _("Write [x] before the right answers and [ ] before the others.");
	}
	return hint ? hint
		    : _("Write options with [x] and [ ], an answer in [[ ]], pairs with ->, or type=essay in the "
			"comment.");
}

static void complain_type(struct asking *asking, const struct answer_type *asked)
{
	const struct answer_type *found = guess_type(asking);
	int line = asking->attributes.line, column = column_of(asking->loader, line, "type");
	g_autofree char *hint = g_strdup_printf(_("Its answers are written like this: %s"), asked->example);

	if (found)
		fail(asking, line, column, hint, _("type=%s does not fit the answers below, which are of type=%s."),
		     asked->name, found->name);
	else
		fail(asking, line, column, hint, _("There are no answers of type=%s here."), asked->name);
}

static void check_scoring(struct asking *asking, const struct answer_type *type)
{
	enum scoring scoring = asking->question->scoring;

	if (scoring == SCORING_DEFAULT || type->scorings & BIT(scoring))
		return;
	complain(asking->loader, SEVERITY_ERROR, asking->attributes.line,
		 column_of(asking->loader, asking->attributes.line, "scoring"),
		 _("Take scoring= out, or use one that this type of question has."),
		 _("This scoring does not exist for a question of type=%s."), type->name);
	asking->question->scoring = SCORING_DEFAULT;
}

void answers_read(struct asking *asking)
{
	const struct answer_type *asked = asking->attributes.type, *type = asked ? asked : guess_type(asking);

	asking->answers = asking->pieces->len;
	if (!type) {
		fail(asking, asking->line, 0, guess_hint(asking), _("This question has no answers."));
		return;
	}
	if (!has_answers(asking, type)) {
		complain_type(asking, type);
		return;
	}
	asking->question->type = type->type;
	check_scoring(asking, type);
	asking->answers = type->find(asking);
	type->read(asking, asking->answers < asking->pieces->len
				   ? &g_array_index(asking->pieces, struct piece, asking->answers)
				   : NULL);
	/* The shape of an answer is one for three types: what it is only its brackets tell. */
	if (!asking->failed && asked && asking->question->type != asked->type)
		complain_type(asking, asked);
}
