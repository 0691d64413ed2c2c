/* Valid UTF-8 in NFC from any bytes. */
#include "text/private.h"
#include "text/text.h"

#include <string.h>
#include <uninorm.h>
#include <unistr.h>

#define REPLACEMENT "\xEF\xBF\xBD" /* U+FFFD */

/*
 * Characters that begin nothing but themselves and never join what stands before them (NFC_Quick_Check yes, combining
 * class 0), as far as they are common; whatever lies below U+0300 is such a character too.
 */
static const struct {
	uint32_t first, last;
} settled[] = {
	{0x1E00, 0x1EFF}, /* Vietnamese */
	{0x2010, 0x2027}, /* dashes, quotes */
	{0x2030, 0x205E}, /* more punctuation */
	{0x20A0, 0x20BF}, /* money */
	{0x2190, 0x21FF}, /* arrows */
	{0x2500, 0x27BF}, /* frames, signs */
	{0x4E00, 0x9FFF}, {0xAC00, 0xD7A3}, {0xFF01, 0xFF60}, {0xFFFD, 0xFFFD}, {0x1F300, 0x1FAFF},
};

static bool is_settled(uint32_t c)
{
	if (c < 0x300)
		return true;
	for (size_t i = 0; i < G_N_ELEMENTS(settled); i++)
		if (c <= settled[i].last)
			return c >= settled[i].first;
	return false;
}

/* The first character in s..end that may need normalising, or end. No byte below 0xCC begins one. */
static const char *find_unsettled(const char *s, const char *end)
{
	while (s < end) {
		unsigned char byte = (unsigned char)*s;
		if (byte < 0xCC) {
			s++;
		} else if (byte == 0xE1 && (unsigned char)s[1] >= 0xB8 && (unsigned char)s[1] <= 0xBB) {
			s += 3;
		} else {
			if (!is_settled(g_utf8_get_char(s)))
				return s;
			s = next_char(s);
		}
	}
	return end;
}

static const char *find_settled(const char *s, const char *end)
{
	while (s < end && !is_settled(g_utf8_get_char(s)))
		s = next_char(s);
	return s;
}

static void append_normalised(GString *out, const char *s, size_t len)
{
	uint8_t space[128];
	size_t n = sizeof space;
	uint8_t *nfc = u8_normalize(UNINORM_NFC, (const uint8_t *)s, len, space, &n);

	if (nfc == NULL)
		g_error("out of memory");
	g_string_append_len(out, (const char *)nfc, (gssize)n);
	if (nfc != space)
		free(nfc);
}

/* Only the stretches around unsettled characters are normalised, each from the settled character before it on. */
static void append_nfc(GString *out, const char *s, const char *end, const char *unsettled)
{
	while (unsettled < end) {
		const char *stretch = unsettled > s ? previous_char(unsettled) : s;
		const char *stretch_end = find_settled(unsettled, end);
		g_string_append_len(out, s, stretch - s);
		append_normalised(out, stretch, (size_t)(stretch_end - stretch));
		s = stretch_end;
		unsettled = find_unsettled(s, end);
	}
	g_string_append_len(out, s, end - s);
}

char *nfc_copy(const char *s, size_t len)
{
	const char *end = s + len, *unsettled = find_unsettled(s, end);
	GString *out;

	if (unsettled == end) {
		char *copy = memcpy(g_malloc(len + 1), s, len);
		copy[len] = '\0';
		return copy;
	}
	out = g_string_sized_new(len);
	append_nfc(out, s, end, unsettled);
	return g_string_free(out, FALSE);
}

char *text_nfc(const char *s)
{
	return nfc_copy(s, strlen(s));
}

/* The bytes at s that one U+FFFD stands for: as far as they could still have become a character, at least one. */
static size_t broken_length(const unsigned char *s, size_t len)
{
	unsigned char low = 0x80, high = 0xBF;
	size_t needed, n = 1;

	if (s[0] < 0xC2 || s[0] > 0xF4)
		return 1;
	needed = s[0] < 0xE0 ? 2 : s[0] < 0xF0 ? 3 : 4;
	if (s[0] == 0xE0)
		low = 0xA0;
	else if (s[0] == 0xED)
		high = 0x9F;
	else if (s[0] == 0xF0)
		low = 0x90;
	else if (s[0] == 0xF4)
		high = 0x8F;
	while (n < len && n < needed && s[n] >= low && s[n] <= high) {
		low = 0x80;
		high = 0xBF;
		n++;
	}
	return n;
}

char *text_repair(const char *bytes, size_t len, size_t *repairs)
{
	const char *s = bytes, *end = bytes + len, *good;
	g_autoptr(GString) out = NULL;
	size_t count = 0;

	while (s < end && !g_utf8_validate_len(s, (size_t)(end - s), &good)) {
		if (out == NULL)
			out = g_string_sized_new(len + 64);
		g_string_append_len(out, s, good - s);
		g_string_append(out, REPLACEMENT);
		s = good + broken_length((const unsigned char *)good, (size_t)(end - good));
		count++;
	}
	if (repairs != NULL)
		*repairs = count;
	if (out == NULL)
		return nfc_copy(bytes, len);
	g_string_append_len(out, s, end - s);
	return nfc_copy(out->str, out->len);
}
