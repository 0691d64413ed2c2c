/* A lesson and the files that it includes as one file: their texts behind its own, and a last line with the lengths. */
#include "lesson/private.h"

#include "text/text.h"

#include <string.h>

#define OPENING "<!-- included:"
#define CLOSING " -->\n"

char *parts_pack(const char *text, const GPtrArray *parts, size_t *len)
{
	GString *all = g_string_new(text), *lengths = g_string_new(OPENING);

	for (unsigned int i = 0; i < parts->len; i++) {
		const char *part = g_ptr_array_index(parts, i);

		if (part)
			g_string_append_printf(lengths, " %zu", strlen(part));
		else
			g_string_append(lengths, " -");
		g_string_append(all, part ? part : "");
	}
	g_string_append_printf(all, "\n%s" CLOSING, lengths->str);
	g_string_free(lengths, TRUE);
	*len = all->len;
	return g_string_free(all, FALSE);
}

/* Where the last line begins, when it is one of lengths; the '\n' before it is its own. NULL when it is none. */
static const char *find_lengths(const char *bytes, size_t len)
{
	size_t opening = strlen("\n" OPENING), closing = strlen(CLOSING);

	if (len < opening + closing || memcmp(bytes + len - closing, CLOSING, closing) != 0)
		return NULL;
	const char *line = memrchr(bytes, '\n', len - 1);

	return line && (size_t)(bytes + len - line) >= opening + closing && memcmp(line, "\n" OPENING, opening) == 0
		       ? line
		       : NULL;
}

/* Each length as a word; NULL when one is none, or they are more than the text has. */
static char **read_lengths(const char *line, const char *end, size_t room)
{
	size_t opening = strlen("\n" OPENING), closing = strlen(CLOSING);
	g_autofree char *list = g_strndup(line + opening, (size_t)(end - line) - opening - closing);
	g_auto(GStrv) words = g_strsplit(g_strchug(list), " ", -1);
	uint64_t length;

	for (size_t i = 0; words[i]; i++) {
		if (!strcmp(words[i], "-"))
			continue;
		if (!g_ascii_string_to_unsigned(words[i], 10, 0, room, &length, NULL))
			return NULL;
		room -= length;
	}
	return g_steal_pointer(&words);
}

GPtrArray *parts_unpack(const char *bytes, size_t *len)
{
	const char *line = find_lengths(bytes, *len);
	g_auto(GStrv) lengths = line ? read_lengths(line, bytes + *len, (size_t)(line - bytes)) : NULL;

	if (!lengths)
		return NULL;
	unsigned int n = g_strv_length(lengths);
	GPtrArray *parts = g_ptr_array_new_full(n, g_free);

	g_ptr_array_set_size(parts, (int)n);
	for (const char *end = line; n-- > 0;) {
		size_t length = *lengths[n] == '-' ? 0 : (size_t)g_ascii_strtoull(lengths[n], NULL, 10);

		end -= length;
		*len = (size_t)(end - bytes);
		parts->pdata[n] = *lengths[n] == '-' ? NULL : text_repair(end, length, NULL);
	}
	return parts;
}
