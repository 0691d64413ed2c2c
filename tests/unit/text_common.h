/* What the tests of text/ share. */
#ifndef TEXT_COMMON_H
#define TEXT_COMMON_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <glib.h>
#include <string.h>

/* The bytes of tests/data/name. The caller frees them. */
static inline char *read_data(const char *name, size_t *len)
{
	g_autofree char *path = g_build_filename(SOURCE_DIR, "tests", "data", name, NULL);
	char *bytes;

	if (!g_file_get_contents(path, &bytes, len, NULL))
		fail_msg("cannot read %s", path);
	return bytes;
}

/*
 * Calls row with the fields of every line of tests/data/name but the first, and the line's number; returns how many
 * there were.
 */
static inline unsigned each_row(const char *name, unsigned fields, void (*row)(char **fields, unsigned line))
{
	size_t len;
	g_autofree char *bytes = read_data(name, &len);
	g_auto(GStrv) lines = g_strsplit(bytes, "\n", -1);
	unsigned rows = 0;

	for (unsigned i = 1; lines[i] != NULL; i++) {
		g_auto(GStrv) split = g_strsplit(lines[i], "\t", -1);
		if (lines[i][0] == '\0')
			continue;
		if (g_strv_length(split) < fields)
			fail_msg("%s:%u: %u fields wanted", name, i + 1, fields);
		row(split, i + 1);
		rows++;
	}
	return rows;
}

/* Random numbers that are the same in every run. */
static inline uint32_t next_random(uint64_t *state)
{
	*state = *state * 6364136223846793005u + 1442695040888963407u;
	return (uint32_t)(*state >> 33);
}

/* len random bytes, many of them of the kinds that make trouble; NUL-terminated. The caller frees them. */
static inline char *random_bytes(uint64_t *state, size_t len)
{
	static const char *const pieces[] = {"\xE1\xBA\xA5", "\xCC\x81", "\xF0\x9F\x91\xA8", "\xE2\x80\x8D",
					     "\xC2\xAD",     "\xE1\xBA", "\xE2\x80\xAE",     "\xF0\x9F\x87\xBB",
					     "\xED\xA0\x80", "\r\n",     "\xEF\xBF\xBD",     "\xC6\xB0",
					     "\xE4\xB8\xAD", "  ",       "\xFF\xFE"};
	GString *out = g_string_sized_new(len);

	while (out->len < len) {
		uint32_t kind = next_random(state) % 4;
		if (kind == 0)
			g_string_append_c(out, (char)(next_random(state) % 256));
		else if (kind == 1)
			g_string_append(out, pieces[next_random(state) % G_N_ELEMENTS(pieces)]);
		else
			g_string_append_c(out, (char)(' ' + next_random(state) % 95));
	}
	g_string_truncate(out, len);
	return g_string_free(out, FALSE);
}

#endif
