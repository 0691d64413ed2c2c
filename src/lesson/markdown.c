#include "lesson/markdown.h"

#include <string.h>

/* How many bytes at the start of a line make it a list, a rule or an underlined heading, counted up to the character to
 * escape. */
static size_t line_opener(const char *text, size_t len)
{
	size_t digits = 0;

	if (len && strchr("-+=", text[0]))
		return 1;
	while (digits < len && g_ascii_isdigit(text[digits]))
		digits++;
	if (digits && digits < len && strchr(".)", text[digits]))
		return digits + 1;
	return 0;
}

/* '&' matters only where an entity could begin: "A & B" stays readable. */
static bool needs_escape(const char *p, const char *end)
{
	if (*p == '&')
		return p + 1 < end && (g_ascii_isalpha(p[1]) || p[1] == '#');
	return strchr("\\`*_[]<>#|~", *p) != NULL;
}

void markdown_append(GString *out, const char *text, size_t len, bool at_start)
{
	const char *end = text + len;
	size_t opener = at_start ? line_opener(text, len) : 0;

	for (const char *p = text; p < end; p++) {
		/* Two tildes strike out even when they are escaped: cmark has forgotten the backslashes by then. */
		if (p > text && *p == '~' && p[-1] == '~')
			g_string_append(out, "<!-- -->");
		if ((opener && p == text + opener - 1) || needs_escape(p, end))
			g_string_append_c(out, '\\');
		g_string_append_c(out, *p);
	}
}
