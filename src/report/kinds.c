/* Every report there is, once. */
#include "report/private.h"
#include "text/i18n.h"

#include <string.h>

const struct report_kind report_kinds[] = {
	{"person", N_("Results"), N_("who has which grade"), ABOUT_ALL, false, make_results},
	{"sheet", N_("Result sheet"), N_("what one person answered"), ABOUT_PERSON, true, make_sheet},
	{"question", N_("Questions"), N_("how difficult each question is, and how well it tells apart"), ABOUT_ALL,
	 true, make_questions},
	{"answers", N_("Answers to a question"), N_("what was answered to one question"), ABOUT_QUESTION, true,
	 make_answers},
	{"notes", N_("Notes on the questions"), N_("which questions to look at again, and why"), ABOUT_ALL, true,
	 make_notes},
	{"analysis", N_("Analysis of the quiz"), N_("how far the grades can be relied on"), ABOUT_ALL, true,
	 make_figures},
	{"unit", N_("Units"), N_("the units beside each other"), ABOUT_ALL, false, make_units},
	{"gain", N_("Before and after"), N_("the post-test beside the pre-test"), ABOUT_ALL, true, make_gains},
	{"flow", N_("Before and after, question by question"), N_("the same, question by question"), ABOUT_ALL, true,
	 make_flow},
	{"attendance", N_("Attendance list"), N_("who was there"), ABOUT_ALL, false, make_attendance},
	{"attempt", N_("Attempts"), N_("every attempt, when and with which marks"), ABOUT_ALL, false, make_attempts},
	{"response", N_("Answers"), N_("everybody's answer to every question"), ABOUT_ALL, true, make_responses},
	{"people", N_("People"), N_("what is known of those who answered"), ABOUT_ALL, false, make_people},
};

const size_t n_report_kinds = G_N_ELEMENTS(report_kinds);

const struct report_kind *report_kind_find(const char *name)
{
	for (size_t i = 0; i < n_report_kinds; i++)
		if (strcmp(report_kinds[i].name, name) == 0)
			return &report_kinds[i];
	return NULL;
}
