/* Questions answered by ticking boxes: single, multiple, tf. */
#include "lesson/answers.h"

#include "text/i18n.h"

#include <string.h>

/* ---- Boxes ------------------------------------------------------------------------------------------------- */

enum box { BOX_NONE, BOX_EMPTY, BOX_TICKED, BOX_NEARLY, BOX_LINK };

static bool is_space_or_end(const char *s)
{
	return !*s || *s == ' ' || *s == '\t' || *s == '\n' || g_str_has_prefix(s, "\u00a0");
}

/* The bytes of what looks like a box at the start of the text but is none; 0 when nothing does. */
size_t box_nearly(const char *s)
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
	return box_nearly(text->text) && !g_str_has_prefix(text->text, "[[") ? BOX_NEARLY : BOX_NONE;
}

/* Only round brackets: "(x)" may begin an ordinary item, so it says nothing by itself. */
static bool is_surely_box(const struct block *item)
{
	enum box box = box_of(item);

	return box != BOX_NONE && (box != BOX_NEARLY || item_text(item)->text[0] == '[');
}

static size_t find_boxes(const struct asking *asking, bool ordered)
{
	for (unsigned int i = 0; i < asking->pieces->len; i++) {
		const struct piece *piece = &g_array_index(asking->pieces, struct piece, i);

		if (!piece_is_list(piece, ordered))
			continue;
		for (const struct block *item = piece->block->first; item; item = item->next) {
			if (is_surely_box(item))
				return i;
		}
	}
	return asking->pieces->len;
}

size_t ordered_boxes_find(const struct asking *asking)
{
	return find_boxes(asking, true);
}

size_t bullet_boxes_find(const struct asking *asking)
{
	return find_boxes(asking, false);
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
		g_autofree char *box_text = g_strndup(text, box_nearly(text));

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

void choices_read(struct asking *asking, struct piece *piece)
{
	const struct block *list = piece->block;
	GArray *options = items_read(asking, piece);

	read_boxes(asking, list, options);
	/* One mistake is enough: without all boxes the ticks cannot be counted. */
	if (!asking->failed && asking->question->type == QUESTION_SINGLE)
		check_single(asking, list, options);
	if (!asking->failed && asking->question->type == QUESTION_MULTIPLE)
		check_multiple(asking, list, options);
	if (options->len < 2 && asking->question->type != QUESTION_TRUEFALSE)
		complain(asking->loader, SEVERITY_WARNING, list->line, 0, _("Add wrong answers, each with [ ]."),
			 _("There is only one answer to choose from."));
	options_check_twins(asking, options);
	options_keep(asking, options);
}
