/* The question types: how each finds its answers among the blocks under a question, and reads them. */
#include "lesson/answers.h"

#include "text/i18n.h"

#include <string.h>

/* ---- Essay ------------------------------------------------------------------------------------------------- */

static void read_essay(struct asking *asking, struct piece *piece)
{
	(void)piece;
	if (ordered_boxes_find(asking) < asking->pieces->len || bullet_boxes_find(asking) < asking->pieces->len)
		fail(asking, asking->attributes.line, column_of(asking->loader, asking->attributes.line, "type"),
		     _("Take type=essay out, or the options."),
		     _("An essay has no options; it is marked by the trainer."));
}

/* ---- Which type it is -------------------------------------------------------------------------------------- */

#define BIT(scoring) (1U << (scoring))

/* In the order in which they are tried. */
static const struct answer_type types[] = {
	{"single", QUESTION_SINGLE, false, ordered_boxes_find, choices_read, 0, "1. [x] Phương án đúng"},
	{"multiple", QUESTION_MULTIPLE, false, bullet_boxes_find, choices_read,
	 BIT(SCORING_PARTIAL) | BIT(SCORING_ALL) | BIT(SCORING_WEIGHTS) | BIT(SCORING_H5P), "- [x] Phương án đúng"},
	{"tf", QUESTION_TRUEFALSE, true, bullet_boxes_find, choices_read, BIT(SCORING_NATIONAL), "- [x] Ý đúng"},
	{"text", QUESTION_TEXT, false, typed_find, typed_read, 0, "[[Hà Nội | Hanoi]]"},
	{"number", QUESTION_NUMBER, false, typed_find, typed_read, 0, "[[= 2,1 ± 0,05]]"},
	{"date", QUESTION_DATE, false, typed_find, typed_read, 0, "[[@ 9/5/2018]]"},
	{"match", QUESTION_MATCH, false, pairs_find, pairs_read, 0, "- 13-CTr/TU -> 22/01/2018"},
	{"cloze", QUESTION_CLOZE, false, cloze_find, cloze_read, 0, "Nghị quyết [[21-NQ/TW]]"},
	{"order", QUESTION_ORDER, false, order_find, order_read,
	 BIT(SCORING_POSITION) | BIT(SCORING_ALL) | BIT(SCORING_NEIGHBOURS) | BIT(SCORING_SUBSEQUENCE),
	 "1. Lập danh sách"},
	{"essay", QUESTION_ESSAY, true, cloze_find, read_essay, 0, "type=essay"},
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
		return cloze_count(asking) || has_unclosed_gap(asking);
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

/* "A. Bắc Kạn": how options are numbered on paper. */
static bool is_lettered(const char *text)
{
	return g_ascii_isalpha(*text) && strchr(".)", text[1]) && text[1] && text[2] == ' ';
}

static bool has_any(const char *text, const char *const *words)
{
	while (*words && !strstr(text, *words))
		words++;
	return *words;
}

/* What a list that is no list of answers nearly was. */
static const char *hint_of_list(const struct block *list)
{
	static const char *const arrows[] = {"=>", "⇒", "–>", "—>", NULL};
	const struct rich *text = list->first ? item_text(list->first) : NULL;

	if (text && box_nearly(text->text))
		return _("Write the boxes as [x] and [ ].");
	if (text && has_any(text->text, arrows))
		return _("Write the pairs with an arrow: left -> right.");
	return _("Write [x] before the right answers and [ ] before the others.");
}

static const char *hint_of_paragraph(const struct rich *text)
{
	static const char *const blanks[] = {"___", "…", "...", NULL};

	if (is_lettered(text->text))
		return _("Write each option on a line of its own as 1. [ ] …, with [x] before the right one.");
	if (has_any(text->text, blanks))
		return _("Write the gap with its answer in it: [[answer]].");
	if (text->text[0] == '[' && text->len > 2 && text->text[text->len - 1] == ']')
		return _("Write the answer in two square brackets: [[answer]].");
	return NULL;
}

static const char *hint_of_block(const struct block *block)
{
	if (block->kind == BLOCK_LIST)
		return hint_of_list(block);
	if (block->kind == BLOCK_PARAGRAPH)
		return hint_of_paragraph(&block->text);
	if (block->kind == BLOCK_CODE && strstr(block->text.text, "[x]"))
		return _("Take out the spaces before the options: so far to the right they are shown as code.");
	return NULL;
}

/* How what stands there was probably meant. */
static const char *guess_hint(const struct asking *asking)
{
	const char *hint =
		asking->before_gift ? _("Take its quiz comment out: questions in GIFT have their own settings.") : NULL;

	for (unsigned int i = 0; !hint && i < asking->pieces->len; i++)
		hint = hint_of_block(g_array_index(asking->pieces, struct piece, i).block);
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
