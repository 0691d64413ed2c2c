/* A question as a slide shows it: stem and options, never the key. */
#include "layout/private.h"
#include "text/text.h"

#include <string.h>

char *question_letter(size_t i)
{
	g_autoptr(GString) s = g_string_new(NULL);

	for (i++; i > 0; i = (i - 1) / 26)
		g_string_prepend_c(s, (char)('A' + (i - 1) % 26));
	return g_strdup(s->str);
}

/* One text with a marker before it. */
static void put_marked(struct flow *flow, const char *marker, const struct rich *text)
{
	flow_push(flow, marker, NULL, ROLE_BULLET, text_width(marker, strlen(marker)));
	flow_rich(flow, text, ROLE_TEXT);
	flow_pop(flow);
}

static void put_gap_after(struct flow *flow, size_t i)
{
	if (i > 0)
		flow_gap(flow, flow->airy ? 1 : 0);
}

static void put_options(struct flow *flow, const struct question *question)
{
	const char *box =
		question->type == QUESTION_MULTIPLE ? flow_glyph(flow, "☐", "[ ]") : flow_glyph(flow, "○", "( )");

	for (size_t i = 0; i < question->n_options; i++) {
		g_autofree char *name = question_letter(i);
		g_autofree char *marker = g_strdup_printf("%s %s. ", box, name);
		put_gap_after(flow, i);
		put_marked(flow, marker, &question->options[i].text);
	}
}

static void put_statements(struct flow *flow, const struct question *question)
{
	const char *box = flow_glyph(flow, "○", "( )");

	for (size_t i = 0; i < question->n_options; i++) {
		g_autofree char *name = question_letter(i);
		g_autofree char *marker = g_strdup_printf("%s. ", name);
		g_autofree char *choice = g_strdup_printf("%s %s   %s %s", box, layout_label(flow->lesson, LABEL_TRUE),
							  box, layout_label(flow->lesson, LABEL_FALSE));
		struct line text;
		put_gap_after(flow, i);
		flow_push(flow, marker, NULL, ROLE_BULLET, (int)strlen(marker));
		flow_rich(flow, &question->options[i].text, ROLE_TEXT);
		line_init(&text);
		line_puts(&text, ROLE_BULLET, 0, flow->step, choice);
		flow_text(flow, &text, 0);
		line_clear(&text);
		flow_pop(flow);
	}
}

/* A text and what it is sorted by, so that the order shown says nothing about the right one. */
struct shown {
	const struct rich *text;
	char *key;
};

static int compare_shown(const void *a, const void *b)
{
	const struct shown *x = a, *y = b;

	return strcmp(x->key, y->key);
}

static void clear_shown(void *shown)
{
	g_free(((struct shown *)shown)->key);
}

static void add_shown(GArray *list, const struct rich *text)
{
	struct shown shown = {text, text_sort_key(text->text)};

	g_array_append_val(list, shown);
}

static GArray *shown_new(void)
{
	GArray *list = g_array_new(FALSE, FALSE, sizeof(struct shown));

	g_array_set_clear_func(list, clear_shown);
	return list;
}

static const struct shown *shown_at(const GArray *list, size_t i)
{
	return &g_array_index(list, struct shown, i);
}

GPtrArray *question_items_shown(const struct question *question)
{
	g_autoptr(GArray) list = shown_new();
	GPtrArray *texts = g_ptr_array_new();
	bool sorted = true;

	for (size_t i = 0; i < question->n_options; i++) {
		add_shown(list, &question->options[i].text);
		sorted &= i == 0 || strcmp(shown_at(list, i - 1)->key, shown_at(list, i)->key) <= 0;
	}
	g_array_sort(list, compare_shown);
	/* Where the right order is the alphabet's, the alphabet would give it away: begin with the second. */
	for (size_t i = 0; i < list->len; i++)
		g_ptr_array_add(texts, (void *)(uintptr_t)shown_at(list, (i + sorted) % list->len)->text);
	return texts;
}

GPtrArray *question_matches_shown(const struct question *question)
{
	g_autoptr(GArray) list = shown_new();
	GPtrArray *texts = g_ptr_array_new();

	for (size_t i = 0; i < question->n_options; i++)
		add_shown(list, &question->options[i].match);
	g_array_sort(list, compare_shown);
	for (size_t i = 0; i < list->len; i++)
		if (i == 0 || strcmp(shown_at(list, i - 1)->text->text, shown_at(list, i)->text->text) != 0)
			g_ptr_array_add(texts, (void *)(uintptr_t)shown_at(list, i)->text);
	return texts;
}

static void put_lettered(struct flow *flow, const GPtrArray *texts)
{
	for (size_t i = 0; i < texts->len; i++) {
		g_autofree char *name = question_letter(i);
		g_autofree char *marker = g_strdup_printf("%s. ", name);
		put_gap_after(flow, i);
		put_marked(flow, marker, texts->pdata[i]);
	}
}

static void put_order(struct flow *flow, const struct question *question)
{
	g_autoptr(GPtrArray) texts = question_items_shown(question);

	put_lettered(flow, texts);
}

static void fill_match(struct flow *flow, size_t column, const void *data)
{
	const struct question *question = data;
	size_t number = 0;

	if (column == 1) {
		g_autoptr(GPtrArray) texts = question_matches_shown(question);
		put_lettered(flow, texts);
		return;
	}
	for (size_t i = 0; i < question->n_options; i++) {
		if (question->options[i].text.len == 0)
			continue;
		g_autofree char *marker = g_strdup_printf("%zu. ", ++number);
		put_gap_after(flow, number - 1);
		put_marked(flow, marker, &question->options[i].text);
	}
}

/* The choices of a cloze's gaps, each list by its gap's number. */
static void put_gap_choices(struct flow *flow, const struct question *question)
{
	for (size_t g = 0; g < question->n_gaps; g++) {
		const struct gap *gap = &question->gaps[g];
		if (gap->type != QUESTION_SINGLE)
			continue;
		g_autofree char *marker = g_strdup_printf("(%zu) ", g + 1);
		struct line text;
		line_init(&text);
		for (size_t i = 0; i < gap->n_options; i++) {
			if (i > 0)
				line_puts(&text, ROLE_DIM, 0, flow->step, " / ");
			rich_put(flow, &text, &gap->options[i].text, ROLE_TEXT);
		}
		put_gap_after(flow, g);
		flow_push(flow, marker, NULL, ROLE_BULLET, (int)strlen(marker));
		flow_text(flow, &text, LINE_START);
		flow_pop(flow);
		line_clear(&text);
	}
}

static void put_answer_line(struct flow *flow)
{
	struct line text;

	line_init(&text);
	line_fill(&text, ROLE_ACCENT, flow->step, "_", MIN(flow->inner, 24));
	flow_text(flow, &text, LINE_START);
	line_clear(&text);
}

void flow_question(struct flow *flow, const struct question *question)
{
	static const struct share halves[] = {{.weight = 1}, {.weight = 1}};

	for (size_t g = 0; g < question->n_gaps; g++)
		flow->numbers_gaps |= question->gaps[g].type == QUESTION_SINGLE;
	flow->source = question->line;
	flow_blocks(flow, question->stem);
	flow_gap(flow, 1);
	switch (question->type) {
	case QUESTION_SINGLE:
	case QUESTION_MULTIPLE:
		put_options(flow, question);
		break;
	case QUESTION_TRUEFALSE:
		put_statements(flow, question);
		break;
	case QUESTION_ORDER:
		put_order(flow, question);
		break;
	case QUESTION_MATCH:
		flow_beside(flow, halves, G_N_ELEMENTS(halves), fill_match, question);
		break;
	case QUESTION_TEXT:
	case QUESTION_NUMBER:
	case QUESTION_DATE:
		put_answer_line(flow);
		break;
	case QUESTION_CLOZE:
		put_gap_choices(flow, question);
		break;
	case QUESTION_ESSAY:
	case QUESTION_TYPES:
		break;
	}
}
