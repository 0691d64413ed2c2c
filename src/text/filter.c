/* The one filter between what was read and what is drawn or printed. */
#include "text/text.h"

#include <string.h>

#define REPLACEMENT "\xEF\xBF\xBD" /* U+FFFD */

/* Characters that are dropped, by their three bytes; U+061C, of two bytes, stands apart. */
static bool is_dropped(const unsigned char *s, size_t len)
{
	if (len >= 2 && s[0] == 0xD8 && s[1] == 0x9C)
		return true;
	if (len < 3)
		return false;
	if (s[0] == 0xEF)
		return s[1] == 0xBB && s[2] == 0xBF; /* U+FEFF */
	if (s[0] != 0xE2)
		return false;
	if (s[1] == 0x80)
		return s[2] == 0x8E || s[2] == 0x8F || (s[2] >= 0xA8 && s[2] <= 0xAE); /* U+200E…F, U+2028…E */
	return s[1] == 0x81 && s[2] >= 0xA6 && s[2] <= 0xA9;                           /* U+2066…9 */
}

/* The length of the character at s if the filter changes it, else 0. */
static size_t steering(const unsigned char *s, size_t len, bool *dropped)
{
	*dropped = false;
	if (s[0] < 0x20)
		return s[0] != '\n' && s[0] != '\t';
	if (s[0] == 0x7F)
		return 1;
	if (s[0] < 0xC2)
		return 0;
	if (s[0] == 0xC2)
		return len >= 2 && s[1] < 0xA0 ? 2 : 0;
	*dropped = is_dropped(s, len);
	return *dropped ? (s[0] == 0xD8 ? 2 : 3) : 0;
}

/* The bytes that may begin a character the filter changes. A table: the longest texts are looked through by it. */
static const bool suspect[256] = {
	[0x00 ... 0x08] = true, [0x0B ... 0x1F] = true, [0x7F] = true, [0xC2] = true,
	[0xD8] = true,          [0xE2] = true,          [0xEF] = true,
};

/* Where the first character stands that the filter changes, or len. */
static size_t find_steering(const unsigned char *s, size_t len)
{
	bool dropped;

	for (size_t at = 0; at < len; at++)
		if (suspect[s[at]] && steering(s + at, len - at, &dropped) > 0)
			return at;
	return len;
}

bool text_needs_filter(const char *s, size_t len)
{
	return find_steering((const unsigned char *)s, len) < len;
}

char *text_filter(const char *s)
{
	const unsigned char *rest = (const unsigned char *)s;
	size_t len = strlen(s), at = find_steering(rest, len);
	GString *out;

	if (at == len)
		return g_strndup(s, len);
	out = g_string_sized_new(len + 16);
	while (at < len) {
		bool dropped;
		size_t n = steering(rest + at, len - at, &dropped);
		g_string_append_len(out, (const char *)rest, (gssize)at);
		if (!dropped)
			g_string_append(out, REPLACEMENT);
		rest += at + n;
		len -= at + n;
		at = find_steering(rest, len);
	}
	g_string_append_len(out, (const char *)rest, (gssize)len);
	return g_string_free(out, FALSE);
}
