/* A person's sheet. */
#include "print/head.h"
#include "print/ruled.h"
#include "text/i18n.h"

#include <string.h>

#define LINE_GAP 4.0
#define PART_GAP 10.0

/* Whose sheet it is, and what for. */
struct person_sheet {
	struct pages *pages;
	const struct report_subject *subject;
	const struct outcome *outcome;
	const struct form *form;
	bool comma;
};

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
	g_autofree char *unit = person_unit(person);
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

static void put_attempt(const struct person_sheet *sheet, struct ruled *ruled, const struct attempt_record *record,
			size_t number)
{
	bool comma = sheet->comma;
	g_autofree char *nth = g_strdup_printf("%zu", number);
	g_autofree char *started = moment(record->started, sheet->form->now);
	g_autofree char *handed_in = moment(record->handed_in, sheet->form->now);
	g_autofree char *answered = g_strdup_printf("%d/%d", record->answered, record->questions);
	g_autofree char *marks = record->handed_in ? fraction_decimal(record->marks, 1, 2, comma) : g_strdup("");
	g_autofree char *points = record->handed_in ? fraction_decimal(record->points, 1, 2, comma) : g_strdup("");
	g_autofree char *of = g_strdup_printf("%s%s%s", marks, *points ? "/" : "", points);
	g_autofree char *grade = record->handed_in ? fraction_decimal(record->grade, 10, 2, comma) : g_strdup("");
	const struct rich cells[] = {rich_plain(nth),         rich_plain(started), rich_plain(handed_in),
				     rich_plain(answered),    rich_plain(of),      rich_plain(grade),
				     rich_plain(record->code)};
	ruled_row(ruled, cells, 0);
}

/* The attempts at one lesson. */
static void put_attempts(const struct person_sheet *sheet, const struct lesson *lesson)
{
	static const struct {
		const char *title;
		double share;
	} columns[] = {
		{N_("No."), 0.07},   {N_("Started"), 0.17}, {N_("Handed in"), 0.17},  {N_("Answered"), 0.15},
		{N_("Marks"), 0.11}, {N_("Grade"), 0.11},   {N_("Check code"), 0.22},
	};
	struct ruled_column set[G_N_ELEMENTS(columns)];
	size_t n = 0;
	for (size_t i = 0; i < G_N_ELEMENTS(columns); i++)
		set[i] = (struct ruled_column){rich_plain(_(columns[i].title)), PANGO_ALIGN_CENTER,
					       columns[i].share * pages_width(sheet->pages)};
	struct ruled *ruled = ruled_new(sheet->pages, 0, set, G_N_ELEMENTS(set));
	for (size_t i = 0; i < sheet->outcome->n_attempts; i++)
		if (strcmp(sheet->outcome->attempts[i]->lesson, lesson->name) == 0)
			put_attempt(sheet, ruled, sheet->outcome->attempts[i], ++n);
	ruled_free(ruled);
}

static bool has_attempt(const struct outcome *outcome, const struct lesson *lesson)
{
	for (size_t i = 0; i < outcome->n_attempts; i++)
		if (strcmp(outcome->attempts[i]->lesson, lesson->name) == 0)
			return true;
	return false;
}

static void put_lessons(const struct person_sheet *sheet)
{
	for (size_t i = 0; i < sheet->subject->n_lessons; i++) {
		const struct lesson *lesson = sheet->subject->lessons[i];
		if (!has_attempt(sheet->outcome, lesson))
			continue;
		pages_gap(sheet->pages, PART_GAP);
		if (sheet->subject->n_lessons > 1) {
			pages_need(sheet->pages, MM(25));
			put_fact(sheet->pages, _("Lesson:"), lesson->title);
		}
		put_attempts(sheet, lesson);
	}
}

static char *conclusion(const struct person_sheet *sheet)
{
	const struct outcome *outcome = sheet->outcome;
	if (!outcome->graded)
		return g_strdup(outcome->overall.n ? _("Result: not all handed in yet.")
						   : _("Result: not handed in yet."));
	g_autofree char *grade = fraction_decimal(outcome->overall.grade, 10, 2, sheet->comma);
	return g_strdup_printf(outcome->overall.passed ? _("Result: grade %s, %s, passed.")
						       : _("Result: grade %s, %s, not passed."),
			       grade, outcome->overall.band);
}

/* Each question with what was answered, where anything was. */
static void put_answers(const struct person_sheet *sheet, const struct table *answers)
{
	if (!answers->rows->len)
		return;
	pages_gap(sheet->pages, PART_GAP);
	pages_need(sheet->pages, MM(30));
	struct pages *pages = sheet->pages;
	pages->y += pages_put(pages, FONT_BOLD, pages->sheet->left, pages->y, pages_width(pages), PANGO_ALIGN_LEFT,
			      _("Answers")) +
		    LINE_GAP;
	put_rows(sheet->pages, answers, 0);
}

void print_person(struct pages *pages, const struct report_subject *subject, const struct outcome *outcome,
		  const struct table *answers, const struct form *form)
{
	const struct person_sheet sheet = {pages, subject, outcome, form,
					   !subject->n_lessons || strcmp(subject->lessons[0]->lang, "vi") == 0};
	g_autofree char *result = conclusion(&sheet);
	pages_begin(pages, &sheet_portrait);
	head_draw(pages, form);
	head_title(pages, _("Result sheet"), subject->title);
	put_facts(pages, outcome->person);
	put_lessons(&sheet);
	put_answers(&sheet, answers);
	pages_gap(pages, PART_GAP);

	PangoLayout *layout = pages_layout(pages, FONT_BOLD, pages_width(pages), PANGO_ALIGN_LEFT, result);
	double height = layout_height(layout), signatures = head_signatures_height(pages, form);
	pages_need(pages, height + signatures);
	pages_put(pages, FONT_BOLD, pages->sheet->left, pages->y, pages_width(pages), PANGO_ALIGN_LEFT, result);
	pages->y += height;
	head_signatures(pages, form);
}
