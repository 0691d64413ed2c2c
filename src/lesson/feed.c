/*
 * Feeding cmark. Some hostile texts take it a time that grows with their square: thousands of containers inside one
 * another over thousands of lines, or of pictures in one paragraph. They are disarmed by a backslash where it gets
 * beyond anything a person writes; every other text goes in as it is.
 */
#include "lesson/private.h"

#include <string.h>

/* Containers that one line may open, and columns to the right where it may still open one. */
#define MOST_MARKERS 200
#define MOST_COLUMNS 400

/* Pictures in one paragraph. */
#define MOST_PICTURES 1000

struct feeding {
	cmark_parser *parser;
	const char *from; /* not fed yet */
	const char *end;
	size_t pictures; /* in this paragraph */
};

/* Feeds what comes before at, and a backslash. */
static void disarm(struct feeding *feeding, const char *at)
{
	cmark_parser_feed(feeding->parser, feeding->from, (size_t)(at - feeding->from));
	cmark_parser_feed(feeding->parser, "\\", 1);
	feeding->from = at;
}

/* The length of the quote or list marker at s; 0 when there is none. */
static size_t marker_length(const char *s, const char *end)
{
	size_t digits = 0;

	if (*s == '>')
		return 1;
	if (strchr("-+*", *s))
		return s + 1 == end || strchr(" \t\n", s[1]) ? 1 : 0;
	while (digits < 10 && s + digits < end && g_ascii_isdigit(s[digits]))
		digits++;
	return digits && s + digits < end && strchr(".)", s[digits]) ? digits + 1 : 0;
}

/* Lets a line open no more containers than anybody needs. */
static void check_markers(struct feeding *feeding, const char *line, const char *end)
{
	size_t markers = 0, columns = 0, len;

	for (const char *s = line; s < end && *s; s += len) {
		if (*s == ' ' || *s == '\t') {
			len = 1;
			columns += *s == '\t' ? 4 : 1;
			continue;
		}
		len = marker_length(s, end);
		if (!len)
			return;
		if (++markers > MOST_MARKERS || columns > MOST_COLUMNS) {
			/* Of "1." it is the point that makes a list. */
			disarm(feeding, s + len - 1);
			return;
		}
		columns += len;
	}
}

static void check_pictures(struct feeding *feeding, const char *line, const char *end)
{
	const char *s = line;

	if (line == end)
		feeding->pictures = 0;
	while ((s = memchr(s, '!', (size_t)(end - s)))) {
		if (++s < end && *s == '[' && ++feeding->pictures > MOST_PICTURES)
			disarm(feeding, s);
	}
}

static bool has_many_pictures(const char *text, const char *end)
{
	size_t n = 0;

	for (const char *s = text; n <= MOST_PICTURES && (s = memchr(s, '!', (size_t)(end - s))); s++)
		n += s + 1 < end && s[1] == '[';
	return n > MOST_PICTURES;
}

void feed_text(cmark_parser *parser, const char *text, size_t len)
{
	struct feeding feeding = {parser, text, text + len, 0};
	bool pictures = has_many_pictures(text, feeding.end);

	for (const char *line = text, *end; line < feeding.end; line = end + 1) {
		end = memchr(line, '\n', (size_t)(feeding.end - line));
		if (!end)
			end = feeding.end;
		if (end - line > MOST_MARKERS && strchr(" \t>-+*0123456789", *line))
			check_markers(&feeding, line, end);
		if (pictures)
			check_pictures(&feeding, line, end);
	}
	cmark_parser_feed(parser, feeding.from, (size_t)(feeding.end - feeding.from));
}
