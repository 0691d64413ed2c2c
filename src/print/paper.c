/* The quiz on paper, and its key. */
#include "print/asked.h"
#include "print/head.h"
#include "print/ruled.h"
#include "text/i18n.h"

#include <string.h>

#define FIELD_GAP 8.0

/* Fewest columns for the number and the points of a key. */
#define NUMBER_COLUMN MM(15)
#define POINTS_COLUMN MM(20)

static char *paper_number(const struct attempt *attempt)
{
	g_autofree char *seed = g_strdup_printf("%" G_GUINT64_FORMAT, (guint64)attempt->seed);
	return g_strdup_printf(_("Paper number: %s"), seed);
}

static void put_top(struct pages *pages, const struct attempt *attempt, const struct form *form, const char *title)
{
	pages_begin(pages, &sheet_portrait);
	head_draw(pages, form);
	head_title(pages, title, attempt->lesson->title);
	g_autofree char *number = paper_number(attempt);
	pages->y += pages_put(pages, FONT_BODY, pages->sheet->left, pages->y - 4, pages_width(pages),
			      PANGO_ALIGN_CENTER, number);
}

/* A name and dots from there to the right margin or to where the next field begins. */
static void put_field(struct pages *pages, const char *name, double x, double width)
{
	static const double dots[] = {0.8, 2.4};
	PangoLayout *layout = pages_layout(pages, FONT_BODY, -1, PANGO_ALIGN_LEFT, name);
	double begin = layout_width(layout) + 4, height = layout_height(layout);
	x += pages->sheet->left;
	pages_draw(pages, layout, x, pages->y);
	cairo_save(pages->cr);
	cairo_set_dash(pages->cr, dots, G_N_ELEMENTS(dots), 0);
	pages_rule(pages, x + begin, pages->y + height - 3, MAX(width - begin, 0));
	cairo_restore(pages->cr);
}

static void put_fields(struct pages *pages)
{
	double width = pages_width(pages), part = width * 0.62;
	double line = layout_height(pages_layout(pages, FONT_BODY, -1, PANGO_ALIGN_LEFT, "X")) + FIELD_GAP;
	put_field(pages, _("Name:"), 0, part - 10);
	put_field(pages, _("Born:"), part, width - part);
	pages->y += line;
	put_field(pages, _("Unit:"), 0, part - 10);
	put_field(pages, _("Grade:"), part, width - part);
	pages->y += line;
}

/* "Time: 15 minutes", when the quiz has a limit. */
static void put_time(struct pages *pages, const struct lesson *lesson)
{
	if (lesson->quiz.time_limit <= 0)
		return;
	int minutes = (lesson->quiz.time_limit + 59) / 60;
	g_autofree char *time = g_strdup_printf(P_("Time: %d minute", "Time: %d minutes", minutes), minutes);
	pages->y += pages_put(pages, FONT_ITALIC, pages->sheet->left, pages->y, pages_width(pages), PANGO_ALIGN_CENTER,
			      time);
}

void print_paper(struct pages *pages, const struct attempt *attempt, const struct form *form)
{
	put_top(pages, attempt, form, _("Quiz"));
	put_time(pages, attempt->lesson);
	pages->y += FIELD_GAP;
	put_fields(pages);
	struct prose prose = prose_begin(pages, attempt->lesson);
	for (size_t i = 0; i < attempt->n_items; i++)
		asked_question(&prose, attempt->items[i].question, attempt->items[i].order, i + 1);
}

void print_answers(struct pages *pages, const struct attempt *attempt, const struct form *form)
{
	const struct lesson *lesson = attempt->lesson;
	put_top(pages, attempt, form, _("Key"));
	pages->y += FIELD_GAP;

	double words = (pages_width(pages) - NUMBER_COLUMN - POINTS_COLUMN) / 2;
	const struct ruled_column columns[] = {
		{rich_plain(_("No.")), PANGO_ALIGN_CENTER, NUMBER_COLUMN},
		{rich_plain(_("Question")), PANGO_ALIGN_LEFT, words},
		{rich_plain(_("Answer")), PANGO_ALIGN_LEFT, words},
		{rich_plain(_("Points")), PANGO_ALIGN_CENTER, POINTS_COLUMN},
	};
	struct ruled *ruled = ruled_new(pages, 0, columns, G_N_ELEMENTS(columns));
	for (size_t i = 0; i < attempt->n_items; i++) {
		const struct attempt_item *item = &attempt->items[i];
		g_autofree char *number = g_strdup_printf("%zu", i + 1);
		g_autofree char *key = asked_key(item->question, item->order, lesson->lang);
		g_autofree char *points =
			fraction_decimal(item->question->points, 1, 2, g_str_equal(lesson->lang, "vi"));
		const struct rich cells[] = {rich_plain(number), *item->question->title, rich_plain(key),
					     rich_plain(points)};
		ruled_row(ruled, cells, 0);
	}
	ruled_free(ruled);
}
