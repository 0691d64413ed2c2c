/* Characters on a grid of cells: clusters, their columns, lines. */
#include "text/private.h"
#include "text/text.h"

#include <limits.h>
#include <stdint.h>
#include <unictype.h>
#include <unigbrk.h>
#include <unistr.h>
#include <uniwidth.h>

static bool follows(unsigned char byte)
{
	return (byte & 0xC0) == 0x80;
}

/*
 * The length of the character at s if it is plain: one column wide, and a cluster of its own before a character that is
 * plain too. 0 where that has to be looked up.
 */
static size_t plain(const char *s, size_t len)
{
	const unsigned char *byte = (const unsigned char *)s;

	if (byte[0] < 0x80)
		return byte[0] >= 0x20 && byte[0] != 0x7F;
	if (byte[0] < 0xC2 || len < 2 || !follows(byte[1]))
		return 0;
	if (byte[0] < 0xCC)
		return byte[0] > 0xC2 || byte[1] >= 0xA0 ? 2 : 0;
	if (len < 3 || !follows(byte[2]))
		return 0;
	if (byte[0] == 0xE1)
		return byte[1] >= 0xB8 && byte[1] <= 0xBB ? 3 : 0;
	if (byte[0] == 0xE2 && byte[1] == 0x80) /* dashes, quotes, bullets */
		return byte[2] >= 0x90 && byte[2] <= 0xA7 ? 3 : 0;
	if (byte[0] == 0xE2 && byte[1] >= 0x94 && byte[1] <= 0x96) /* frames, blocks */
		return byte[1] < 0x96 || byte[2] <= 0x9F ? 3 : 0;
	return 0;
}

size_t text_plain(const char *s, size_t len)
{
	/* Most text by far, so without a closer look. */
	if (len > 1 && g_ascii_isprint(s[0]) && (unsigned char)s[1] < 0x80)
		return 1;
	size_t n = plain(s, len);

	return n > 0 && (n == len || (unsigned char)s[n] < 0x80 || plain(s + n, len - n) > 0) ? n : 0;
}

static int code_point_width(ucs4_t c)
{
	int width;

	if (c == 0x00AD) /* terminals draw a soft hyphen */
		return 1;
	width = uc_width(c, "UTF-8");
	return width < 0 ? 0 : width;
}

/* What has to be remembered of a cluster so far to know whether it goes on (UAX #29). */
struct joining {
	int property;  /* of its last character */
	bool odd_flag; /* it is one regional indicator, which takes a second */
	bool picture;  /* it is a pictograph, with nothing but extensions and a joiner after it */
};

static bool is_picture(ucs4_t c)
{
	return uc_is_property(c, UC_PROPERTY_EXTENDED_PICTOGRAPHIC);
}

static bool joins(const struct joining *before, ucs4_t c, int property)
{
	if (before->property == GBP_CR)
		return property == GBP_LF;
	if (before->property == GBP_CONTROL || before->property == GBP_LF)
		return false;
	switch (property) {
	case GBP_CR:
	case GBP_LF:
	case GBP_CONTROL:
		return false;
	case GBP_EXTEND:
	case GBP_ZWJ:
	case GBP_SPACINGMARK:
		return true;
	case GBP_L:
	case GBP_LV:
	case GBP_LVT:
		return before->property == GBP_L || before->property == GBP_PREPEND;
	case GBP_V:
		return before->property == GBP_L || before->property == GBP_V || before->property == GBP_LV ||
		       before->property == GBP_PREPEND;
	case GBP_T:
		return before->property == GBP_V || before->property == GBP_T || before->property == GBP_LV ||
		       before->property == GBP_LVT || before->property == GBP_PREPEND;
	case GBP_RI:
		return before->odd_flag || before->property == GBP_PREPEND;
	default:
		return before->property == GBP_PREPEND ||
		       (before->picture && before->property == GBP_ZWJ && is_picture(c));
	}
}

static void joined(struct joining *cluster, ucs4_t c, int property)
{
	bool extends = property == GBP_EXTEND || property == GBP_ZWJ;

	cluster->odd_flag = property == GBP_RI && !cluster->odd_flag;
	cluster->picture = (cluster->picture && extends) || is_picture(c);
	cluster->property = property;
}

/* The length and columns of any cluster. */
static size_t any_cluster(const char *s, size_t len, int *width)
{
	const uint8_t *bytes = (const uint8_t *)s;
	struct joining cluster = {0};
	ucs4_t c;
	size_t at = (size_t)u8_mbtouc(&c, bytes, len);

	*width = code_point_width(c);
	joined(&cluster, c, uc_graphemeclusterbreak_property(c));
	while (at < len) {
		size_t n = (size_t)u8_mbtouc(&c, bytes + at, len - at);
		int property = uc_graphemeclusterbreak_property(c);
		if (!joins(&cluster, c, property))
			break;
		joined(&cluster, c, property);
		*width = MIN(2, *width + code_point_width(c));
		at += n;
	}
	return at;
}

size_t cluster_measure(const char *s, size_t len, int *width)
{
	size_t n = text_plain(s, len);

	*width = 1;
	return n > 0 ? n : any_cluster(s, len, width);
}

size_t text_cluster(const char *s, size_t len)
{
	int width;

	return len == 0 ? 0 : cluster_measure(s, len, &width);
}

int text_width(const char *s, size_t len)
{
	size_t total = 0;

	for (size_t at = 0; at < len;) {
		int width;
		at += cluster_measure(s + at, len - at, &width);
		total += (size_t)width;
	}
	return (int)MIN(total, (size_t)INT_MAX);
}

size_t text_fit(const char *s, size_t len, int width, int *used)
{
	size_t at = 0;
	int total = 0;

	while (at < len) {
		int columns;
		size_t n = cluster_measure(s + at, len - at, &columns);
		if (columns > width - total)
			break;
		total += columns;
		at += n;
	}
	if (used != NULL)
		*used = total;
	return at;
}
