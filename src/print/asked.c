#include "print/asked.h"

#include "quiz/answer.h"
#include "text/i18n.h"

#include <string.h>

#define QUESTION_GAP 12.0
#define OPTION_GAP   4.0
#define BOX          9.0
#define BOX_GAP      7.0
/* A number and the dots for a letter. */
#define PAIR_INDENT   MM(21)
#define MARKER_INDENT MM(7.5)
#define LINE_HEIGHT   24.0 /* to write on */
#define ESSAY_LINES   6
#define UNDER_TITLE   60.0

struct asked {
	struct prose *prose; /* stands in by the number's width */
	const struct question *question;
	const int *order;
	size_t number;
};

static const struct option *shown(const struct asked *asked, size_t i)
{
	return &asked->question->options[asked->order[i]];
}

/* ---- What is filled in ------------------------------------------------------------------------------------- */

static void put_box(const struct prose *prose, double x, double y)
{
	struct pages *pages = prose->pages;
	cairo_rectangle(pages->cr, pages->sheet->left + prose->left + x, y + 3.5, BOX, BOX);
	cairo_stroke(pages->cr);
	pages->blank = false;
}

/* Dotted lines over the whole width. */
static void put_lines(struct prose *prose, size_t count)
{
	static const double dots[] = {0.8, 2.4};
	struct pages *pages = prose->pages;
	for (size_t i = 0; i < count; i++) {
		pages_need(pages, LINE_HEIGHT);
		pages->y += LINE_HEIGHT;
		cairo_save(pages->cr);
		cairo_set_dash(pages->cr, dots, G_N_ELEMENTS(dots), 0);
		pages_rule(pages, pages->sheet->left + prose->left, pages->y - 4, prose->width);
		cairo_restore(pages->cr);
	}
}

static double height_of(struct prose *prose, double indent, const struct rich *text)
{
	struct prose inner = prose_indented(prose, indent);
	PangoLayout *layout = prose->pages->layouts[FONT_BODY];
	layout_set_rich(layout, inner.width, PANGO_ALIGN_LEFT, text, prose->pages->links);
	return layout_height(layout);
}

/* Keeps a short option on one sheet, so that its box is drawn beside it. */
static void need_option(struct prose *prose, double indent, const struct rich *text)
{
	double height = height_of(prose, indent, text);
	pages_gap(prose->pages, OPTION_GAP);
	pages_need(prose->pages, MIN(height, UNDER_TITLE));
}

/* ---- The types --------------------------------------------------------------------------------------------- */

static void put_lettered(struct prose *prose, const struct rich *text, size_t i)
{
	g_autofree char *name = answer_letter(i);
	g_autofree char *marker = g_strdup_printf("%s.", name);
	prose_marked(prose, marker, MARKER_INDENT, text);
}

static void put_options(struct asked *asked)
{
	struct prose inner = prose_indented(asked->prose, BOX + BOX_GAP);
	inner.align = ALIGN_LEFT;
	for (size_t i = 0; i < asked->question->n_options; i++) {
		need_option(&inner, MARKER_INDENT, &shown(asked, i)->text);
		put_box(asked->prose, 0, asked->prose->pages->y);
		put_lettered(&inner, &shown(asked, i)->text, i);
	}
}

/* The statement, and at the line's end a box for true and one for false. */
static void put_statements(struct asked *asked)
{
	struct pages *pages = asked->prose->pages;
	const char *const words[] = {_("True"), _("False")};
	double column = 0;
	for (size_t i = 0; i < G_N_ELEMENTS(words); i++) {
		double width = layout_measure(pages->layouts[FONT_MARKER], words[i], strlen(words[i]));
		column = MAX(column, width + BOX + 16);
	}
	struct prose inner = *asked->prose;
	inner.align = ALIGN_LEFT;
	inner.width -= 2 * column;
	for (size_t i = 0; i < asked->question->n_options; i++) {
		need_option(&inner, MARKER_INDENT, &shown(asked, i)->text);
		for (size_t j = 0; j < G_N_ELEMENTS(words); j++) {
			double x = inner.width + 12 + (double)j * column;
			put_box(asked->prose, x, pages->y);
			pages_put(pages, FONT_MARKER, pages->sheet->left + inner.left + x + BOX + 4, pages->y, -1,
				  PANGO_ALIGN_LEFT, words[j]);
		}
		put_lettered(&inner, &shown(asked, i)->text, i);
	}
}

static void put_sequence(struct asked *asked)
{
	struct prose inner = *asked->prose;
	inner.align = ALIGN_LEFT;
	g_autoptr(GString) dots = g_string_new(_("Right order:"));
	for (size_t i = 0; i < asked->question->n_options; i++) {
		need_option(&inner, MARKER_INDENT, &shown(asked, i)->text);
		put_lettered(&inner, &shown(asked, i)->text, i);
		g_string_append_printf(dots, "%s ………", i ? " –" : "");
	}
	struct rich rich = rich_plain(dots->str);
	prose_text(&inner, FONT_BODY, &rich);
}

/* A left side with a dotted place before it and, beside it, a right side with its letter; either may be NULL. */
static void put_pair(struct prose *left, const struct rich *lefty, size_t number, struct prose *right,
		     const struct rich *righty, size_t index)
{
	struct pages *pages = left->pages;
	double left_height = lefty ? height_of(left, PAIR_INDENT, lefty) : 0;
	double right_height = righty ? height_of(right, MARKER_INDENT, righty) : 0;
	double height = MAX(left_height, right_height);
	pages_gap(pages, OPTION_GAP);
	pages_need(pages, MIN(height, pages_height(pages)));
	double top = pages->y, bottom = top;
	int sheet = pages->number;
	if (lefty) {
		g_autofree char *marker = g_strdup_printf("%zu. ………", number + 1);
		prose_marked(left, marker, PAIR_INDENT, lefty);
		bottom = pages->y;
	}
	if (righty) {
		/* A left side longer than a sheet has its right one under it. */
		pages->y = sheet == pages->number ? top : pages->y;
		put_lettered(right, righty, index);
	}
	pages->y = MAX(bottom, pages->y);
}

static void put_pairs(struct asked *asked)
{
	const struct question *question = asked->question;
	g_autoptr(GArray) rights = question_right_sides(question, asked->order);
	g_autoptr(GPtrArray) lefts = g_ptr_array_new();
	struct prose left = *asked->prose, right = *asked->prose;
	left.align = right.align = ALIGN_LEFT;
	left.width = right.width = asked->prose->width / 2 - 10;
	right.left += asked->prose->width / 2 + 10;
	for (size_t i = 0; i < question->n_options; i++)
		if (question->options[i].text.len)
			g_ptr_array_add(lefts, (void *)(uintptr_t)&question->options[i].text);
	for (size_t i = 0; i < MAX(lefts->len, rights->len); i++)
		put_pair(&left, i < lefts->len ? lefts->pdata[i] : NULL, i, &right,
			 i < rights->len ? &question->options[g_array_index(rights, int, i)].match : NULL, i);
}

static void put_answer_line(struct asked *asked)
{
	put_lines(asked->prose, 1);
}

static void put_essay_lines(struct asked *asked)
{
	put_lines(asked->prose, ESSAY_LINES);
}

/* The gaps stand in the text; what they are chosen from stands under it. */
static void put_choices(struct asked *asked)
{
	const struct question *question = asked->question;
	struct prose inner = *asked->prose;
	inner.align = ALIGN_LEFT;
	for (size_t i = 0; i < question->n_gaps; i++) {
		const struct gap *gap = &question->gaps[i];
		if (gap->type != QUESTION_SINGLE)
			continue;
		g_autofree char *marker = g_strdup_printf("(%zu)", i + 1);
		g_autoptr(GString) words = g_string_new(NULL);
		for (size_t j = 0; j < gap->n_options; j++)
			g_string_append_printf(words, "%s%s", j ? " / " : "", gap->options[j].text.text);
		struct rich rich = rich_plain(words->str);
		pages_gap(inner.pages, OPTION_GAP);
		prose_marked(&inner, marker, MM(9), &rich);
	}
}

static const struct {
	const char *task; /* what to do, where it does not go without saying */
	void (*put)(struct asked *);
} types[QUESTION_TYPES] = {
	[QUESTION_SINGLE] = {NULL, put_options},
	[QUESTION_MULTIPLE] = {N_("tick every right answer"), put_options},
	[QUESTION_TRUEFALSE] = {N_("tick true or false for each"), put_statements},
	[QUESTION_ORDER] = {N_("write the letters in the right order"), put_sequence},
	[QUESTION_MATCH] = {N_("write the letter that belongs to each number"), put_pairs},
	[QUESTION_TEXT] = {NULL, put_answer_line},
	[QUESTION_NUMBER] = {NULL, put_answer_line},
	[QUESTION_DATE] = {NULL, put_answer_line},
	[QUESTION_CLOZE] = {N_("fill in the gaps"), put_choices},
	[QUESTION_ESSAY] = {NULL, put_essay_lines},
};

/* ---- The question ------------------------------------------------------------------------------------------ */

/* "(2 points; tick every right answer)", or NULL where there is nothing to say. */
static char *task_text(const struct asked *asked)
{
	const char *task = types[asked->question->type].task;
	struct fraction points = asked->question->points;
	bool worth = fraction_cmp(points, FRACTION_ONE) != 0;
	if (!worth)
		return task ? g_strdup_printf("(%s)", _(task)) : NULL;
	g_autofree char *number = fraction_decimal(points, 1, 2, g_str_equal(asked->prose->lesson->lang, "vi"));
	g_autofree char *marks = g_strdup_printf(_("%s points"), number);
	return task ? g_strdup_printf("(%s; %s)", marks, _(task)) : g_strdup_printf("(%s)", marks);
}

static void draw(void *data)
{
	struct asked *asked = data;
	struct pages *pages = asked->prose->pages;
	g_autofree char *label = g_strdup_printf(_("Question %zu."), asked->number);
	g_autofree char *task = task_text(asked);
	struct prose title = *asked->prose;

	pages_gap(pages, QUESTION_GAP);
	pages_need(pages, UNDER_TITLE);
	double width = layout_measure(pages->layouts[FONT_BOLD], label, strlen(label)) + 5;
	pages_put(pages, FONT_BOLD, pages->sheet->left + title.left, pages->y, -1, PANGO_ALIGN_LEFT, label);
	title = prose_indented(&title, width);
	PangoLayout *layout = pages->layouts[FONT_BOLD];
	layout_set_rich(layout, title.width, PANGO_ALIGN_LEFT, asked->question->title, pages->links);
	pages_flow(pages, layout, title.left);
	if (task) {
		struct rich rich = rich_plain(task);
		layout_set_rich(pages->layouts[FONT_SMALL_ITALIC], title.width, PANGO_ALIGN_LEFT, &rich, NULL);
		pages_flow(pages, pages->layouts[FONT_SMALL_ITALIC], title.left);
	}
	struct prose stem = *asked->prose;
	stem.align = ALIGN_LEFT;
	prose_blocks(&stem, asked->question->stem);
	types[asked->question->type].put(asked);
}

void asked_question(struct prose *prose, const struct question *question, const int *order, size_t number)
{
	struct asked asked = {prose, question, order, number};
	double height = pages_measure(prose->pages, draw, &asked);
	if (height <= pages_height(prose->pages) / 2)
		pages_need(prose->pages, height);
	draw(&asked);
}
