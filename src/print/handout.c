#include "print/asked.h"
#include "print/head.h"
#include "text/i18n.h"
#include "text/text.h"

#include <stdlib.h>
#include <string.h>

#define TITLE_GAP 6.0

/* ---- The order of options ---------------------------------------------------------------------------------- */

/* What gives nothing away: the alphabet. */
struct sorted {
	int option;
	char *key;
};

static int compare(const void *a, const void *b)
{
	const struct sorted *x = a, *y = b;
	int order = strcmp(x->key, y->key);
	return order ? order : x->option - y->option;
}

static bool in_order(const int *order, size_t n)
{
	for (size_t i = 1; i < n; i++)
		if (order[i] < order[i - 1])
			return false;
	return true;
}

/* As written; but what is to be put in order or in pairs by the alphabet, and if that is the key, turned by one. */
static int *option_order(const struct question *question)
{
	size_t n = question->n_options;
	int *order = g_new(int, n + 1);
	g_autofree struct sorted *sorted = g_new(struct sorted, n + 1);
	for (size_t i = 0; i < n; i++) {
		const struct option *option = &question->options[i];
		bool match = question->type == QUESTION_MATCH;
		sorted[i] = (struct sorted){(int)i, text_sort_key(match ? option->match.text : option->text.text)};
		order[i] = (int)i;
	}
	if (question->type == QUESTION_ORDER || question->type == QUESTION_MATCH) {
		qsort(sorted, n, sizeof(*sorted), compare);
		for (size_t i = 0; i < n; i++)
			order[i] = sorted[i].option;
		size_t turn = in_order(order, n);
		for (size_t i = 0; i < n; i++)
			order[i] = sorted[(i + turn) % n].option;
	}
	for (size_t i = 0; i < n; i++)
		g_free(sorted[i].key);
	return order;
}

/* ---- The parts --------------------------------------------------------------------------------------------- */

/* "author, date" under the title, of what is given. */
static void put_title(struct prose *prose)
{
	const struct lesson *lesson = prose->lesson;
	g_autofree char *capitals = text_upper(lesson->title);
	g_autofree char *date = prose_date(lesson->date);
	g_autofree char *under = g_strdup_printf("%s%s%s", lesson->author, *lesson->author && *date ? ", " : "", date);
	struct rich title = rich_plain(capitals), who = rich_plain(under);
	struct prose centred = *prose;
	centred.align = ALIGN_CENTER;
	prose_heading(&centred, FONT_TITLE, PANGO_ALIGN_CENTER, &title);
	if (*under)
		prose_text(&centred, FONT_ITALIC, &who);
	pages_gap(prose->pages, TITLE_GAP);
}

/* The title stands at the top already. */
static bool repeats_title(const struct lesson *lesson, const struct slide *slide)
{
	return slide->title && strcmp(slide->title->text, lesson->title) == 0;
}

static void put_slide(struct prose *prose, const struct slide *slide)
{
	struct prose inner = *prose;
	if (slide->title && !repeats_title(prose->lesson, slide))
		prose_heading(&inner, slide->title_level == 1 ? FONT_TITLE : FONT_BOLD,
			      slide->title_level == 1 ? PANGO_ALIGN_CENTER : PANGO_ALIGN_LEFT, slide->title);
	if (slide->is_title)
		inner.align = ALIGN_CENTER;
	prose_blocks(&inner, slide->first);
}

static void put_question(struct prose *prose, const struct question *question)
{
	g_autofree int *order = option_order(question);
	asked_question(prose, question, order, (size_t)question->number);
}

static void put_links(struct prose *prose)
{
	struct prose inner = *prose;
	inner.align = ALIGN_LEFT;
	struct rich heading = rich_plain(_("Links"));
	if (prose->pages->links->len)
		prose_heading(&inner, FONT_BOLD, PANGO_ALIGN_LEFT, &heading);
	for (size_t i = 0; i < prose->pages->links->len; i++) {
		g_autofree char *marker = g_strdup_printf("[%zu]", i + 1);
		struct rich url = rich_plain(prose->pages->links->pdata[i]);
		prose_marked(&inner, marker, MM(10), &url);
	}
}

void print_handout(struct pages *pages, const struct lesson *lesson)
{
	pages_begin(pages, &sheet_portrait);
	struct prose prose = prose_begin(pages, lesson);
	pages->links = g_ptr_array_new_with_free_func(g_free);
	put_title(&prose);
	for (size_t i = 0; i < lesson->n_slides; i++) {
		const struct slide *slide = &lesson->slides[i];
		if (slide->question)
			put_question(&prose, slide->question);
		else
			put_slide(&prose, slide);
	}
	put_links(&prose);
	g_ptr_array_unref(pages->links);
	pages->links = NULL;
}
