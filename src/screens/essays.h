/*
 * Marking by hand: what was written to a question, one answer after the other, without a name unless it is asked for; a
 * mark, a comment, the next.
 */
#ifndef TAPHUAN_SCREENS_ESSAYS_H
#define TAPHUAN_SCREENS_ESSAYS_H

#include "report/report.h"
#include "screens/screen.h"

#include <glib.h>
#include <stdbool.h>

enum essays_action {
	ESSAYS_DO_GIVE, /* keep what essays_given() tells */
};

/* The essays (of struct essay) are borrowed, and have to outlive the screen; names shows whose they are. */
struct screen *essays_screen_new(const GPtrArray *essays, bool names);

/* What was given when ESSAYS_DO_GIVE was asked for: the essay, the fraction of its points, the comment. */
const struct essay *essays_given(const struct screen *, struct fraction *fraction, const char **comment);

#endif
