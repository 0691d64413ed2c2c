/*
 * Results: the tables of report/ to look at, one view beside the other, and deeper into them: a person's sheet, one
 * question's answers. Sorted by any column, narrowed by typing, and the same line stays chosen when the answers of
 * people still at work come in (EVENT_CHANGED).
 *
 * The screen makes no table: it asks for each with RESULTS_DO_LOAD, and the program gives it by results_show().
 */
#ifndef TAPHUAN_SCREENS_RESULTS_H
#define TAPHUAN_SCREENS_RESULTS_H

#include "report/report.h"
#include "screens/screen.h"

enum results_action {
	RESULTS_DO_LOAD, /* make the table of results_wanted() and give it to results_show() */
};

/* Begins with this report, about whom or what it says (NULL for all). */
struct screen *results_screen_new(const struct report_kind *, const char *about);

/* Which table is wanted, and what it is to be about (NULL for all): valid until the next event. */
const struct report_kind *results_wanted(const struct screen *, const char **about);

/* Shows the table, which is taken over. */
void results_show(struct screen *, struct table *);

/* True when the screen is one of results. */
bool is_results_screen(const struct screen *);

#endif
