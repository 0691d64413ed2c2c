/* A person's sheet. */
#include "print/head.h"
#include "print/ruled.h"
#include "text/i18n.h"

#include <string.h>

#define LINE_GAP 4.0
#define PART_GAP 10.0

static bool has_comma(const struct lesson *lesson)
{
	return strcmp(lesson->lang, "vi") == 0;
}

/* "Name: Hà Đức Dũng"; nothing where nothing is known. */
static void put_fact(struct pages *pages, const char *label, const char *words)
{
	if (!*words)
		return;
	PangoLayout *layout = pages_layout(pages, FONT_BODY, -1, PANGO_ALIGN_LEFT, label);
	double indent = layout_width(layout) + 6;
	pages_draw(pages, layout, pages->sheet->left, pages->y);
	pages_flow(pages, pages_layout(pages, FONT_BOLD, pages_width(pages) - indent, PANGO_ALIGN_LEFT, words), indent);
	pages_gap(pages, LINE_GAP);
}

static void put_facts(struct pages *pages, const struct person *person)
{
	const char *between = *person->hamlet && *person->unit ? ", " : "";
	g_autofree char *unit = g_strconcat(person->hamlet, between, person->unit, NULL);
	put_fact(pages, _("Name:"), person->name);
	put_fact(pages, _("Code:"), person->code);
	put_fact(pages, _("Born:"), person->birth);
	put_fact(pages, _("Unit:"), unit);
}

/* The moment on the clock of those who print; "" for none. */
static char *moment(int64_t milliseconds, GDateTime *now)
{
	g_autoptr(GDateTime) utc = milliseconds ? g_date_time_new_from_unix_utc(milliseconds / 1000) : NULL;
	g_autoptr(GDateTime) here = utc ? g_date_time_to_timezone(utc, g_date_time_get_timezone(now)) : NULL;
	return here ? g_date_time_format(here, "%d/%m/%Y %H:%M") : g_strdup("");
}

static void put_attempt(struct ruled *ruled, const struct lesson *lesson, const struct attempt_record *record,
			size_t number, const struct form *form)
{
	bool comma = has_comma(lesson);
	g_autofree char *nth = g_strdup_printf("%zu", number);
	g_autofree char *started = moment(record->started, form->now);
	g_autofree char *handed_in = moment(record->handed_in, form->now);
	g_autofree char *answered = g_strdup_printf("%d/%d", record->answered, record->questions);
	g_autofree char *marks = record->handed_in ? fraction_decimal(record->marks, 1, 2, comma) : g_strdup("");
	g_autofree char *points = record->handed_in ? fraction_decimal(record->points, 1, 2, comma) : g_strdup("");
	g_autofree char *of = g_strdup_printf("%s%s%s", marks, *points ? "/" : "", points);
	g_autofree char *grade = record->handed_in ? fraction_decimal(record->grade, 10, 2, comma) : g_strdup("");
	const struct rich cells[] = {rich_plain(nth),      rich_plain(started), rich_plain(handed_in),
				     rich_plain(answered), rich_plain(of),      rich_plain(grade)};
	ruled_row(ruled, cells, 0);
}

static void put_attempts(struct pages *pages, const struct lesson *lesson, const struct standing *standing,
			 const struct form *form)
{
	static const struct {
		const char *title;
		double share;
	} columns[] = {
		{N_("No."), 0.09},      {N_("Started"), 0.24}, {N_("Handed in"), 0.24},
		{N_("Answered"), 0.17}, {N_("Marks"), 0.14},   {N_("Grade"), 0.12},
	};
	struct ruled_column set[G_N_ELEMENTS(columns)];
	for (size_t i = 0; i < G_N_ELEMENTS(columns); i++)
		set[i] = (struct ruled_column){rich_plain(_(columns[i].title)), PANGO_ALIGN_CENTER,
					       columns[i].share * pages_width(pages)};
	struct ruled *ruled = ruled_new(pages, 0, set, G_N_ELEMENTS(set));
	for (size_t i = 0; i < standing->n_attempts; i++)
		put_attempt(ruled, lesson, standing->attempts[i], i + 1, form);
	ruled_free(ruled);
}

static char *conclusion(const struct lesson *lesson, const struct standing *standing)
{
	if (!standing->graded)
		return g_strdup(_("Result: not handed in yet."));
	g_autofree char *grade = fraction_decimal(standing->grade, 10, 2, has_comma(lesson));
	return g_strdup_printf(standing->passed ? _("Result: grade %s, %s, passed.")
						: _("Result: grade %s, %s, not passed."),
			       grade, standing->band);
}

void print_person(struct pages *pages, const struct lesson *lesson, const struct standing *standing,
		  const struct form *form)
{
	g_autofree char *result = conclusion(lesson, standing);
	pages_begin(pages, &sheet_portrait);
	head_draw(pages, form);
	head_title(pages, _("Result sheet"), lesson->title);
	put_facts(pages, standing->person);
	pages_gap(pages, PART_GAP);
	put_attempts(pages, lesson, standing, form);
	pages_gap(pages, PART_GAP);

	PangoLayout *layout = pages_layout(pages, FONT_BOLD, pages_width(pages), PANGO_ALIGN_LEFT, result);
	double height = layout_height(layout), signatures = head_signatures_height(pages, form);
	pages_need(pages, height + signatures);
	pages_put(pages, FONT_BOLD, pages->sheet->left, pages->y, pages_width(pages), PANGO_ALIGN_LEFT, result);
	pages->y += height;
	head_signatures(pages, form);
}
