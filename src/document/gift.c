/* Moodle's questions as a lesson of their own. */
#include "lesson/gift.h"
#include "document/document.h"
#include "document/private.h"
#include "text/text.h"

#include <string.h>

char *gift_lesson(const char *text, const char *path, struct diagnostics *diags)
{
	const char *lang = draft_words_for(text)->lang;
	g_autofree char *questions = gift_read(text, path, lang, diags);
	g_autofree char *title = g_path_get_basename(path);
	char *dot = strrchr(title, '.');

	if (!*questions)
		return NULL;
	if (dot && dot > title)
		*dot = '\0';
	g_autofree char *valid = text_repair(title, strlen(title), NULL);
	g_autofree char *clean = text_filter(valid);
	GString *lesson = g_string_new("---\ntitle: ");

	yaml_append(lesson, clean);
	g_string_append_printf(lesson, "\nlang: %s\n---\n\n%s", lang, questions);
	return g_string_free(lesson, FALSE);
}
