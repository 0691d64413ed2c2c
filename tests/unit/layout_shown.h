/* All that a lesson shows on screens of a size, and the look that nothing of it could steer a terminal. */
#ifndef LAYOUT_SHOWN_H
#define LAYOUT_SHOWN_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "hostile.h"
#include "layout/layout.h"

#include <string.h>

static inline struct lesson *parse_lesson(const char *bytes, size_t len)
{
	g_autoptr(Diagnostics) diags = diagnostics_new();

	return lesson_parse(bytes, len, "case.md", NULL, diags);
}

/* text is lines of text; name is what it is of. */
static inline void assert_harmless(const char *name, const char *text)
{
	gunichar found = hostile_find(text, strlen(text));

	if (found || strchr(text, '\t'))
		fail_msg("%s: U+%04X reaches the screen", name, found ? found : '\t');
}

/* The screens of all slides, one under the other, with or without their footers. The caller frees it. */
static inline char *shown_text(const struct lesson *lesson, int width, int height, bool footers)
{
	GString *all = g_string_new(NULL);
	g_autoptr(Grid) grid = grid_new(width, height);

	for (size_t i = 0; i < lesson->n_slides; i++) {
		g_autoptr(SlideView) view = slide_view_new(lesson, i, width, height, NULL);
		for (size_t s = 0; s < slide_view_screens(view); s++) {
			slide_view_draw(view, grid, s, slide_view_steps(view), NULL);
			if (!footers)
				grid_fill(grid, 0, height - 1, width, 1, ROLE_TEXT);
			g_autofree char *text = grid_text(grid, false);
			g_string_append(all, text);
		}
	}
	return g_string_free(all, FALSE);
}

#endif
