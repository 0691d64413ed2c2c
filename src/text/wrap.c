/* Text broken into lines, in one pass: nothing is measured twice. */
#include "text/private.h"
#include "text/text.h"

#include <stdint.h>

/* A place in the text and the columns between the start of the line and it. */
struct point {
	size_t at;
	int columns;
};

struct wrap {
	GArray *lines;
	int width;
	size_t start;      /* of the line */
	struct point here; /* all before it has been looked at */
	struct point end;  /* of the line without the spaces at its end */
	bool can_break;    /* the line can end before and go on at: */
	struct point before;
	struct point after;
};

/* The spaces a line may break at: all but U+00A0, U+2007 and U+202F. */
static bool is_space(const char *s, size_t n)
{
	const unsigned char *byte = (const unsigned char *)s;

	if (n == 1)
		return byte[0] == ' ' || byte[0] == '\t';
	if (n != 3)
		return false;
	if (byte[0] == 0xE2 && byte[1] == 0x80)
		return byte[2] >= 0x80 && byte[2] <= 0x8B && byte[2] != 0x87;
	return (byte[0] == 0xE2 && byte[1] == 0x81 && byte[2] == 0x9F) ||
	       (byte[0] == 0xE3 && byte[1] == 0x80 && byte[2] == 0x80) ||
	       (byte[0] == 0xE1 && byte[1] == 0x9A && byte[2] == 0x80);
}

static void emit(struct wrap *wrap, struct point end)
{
	struct text_line line = {wrap->start, end.at - wrap->start, end.columns};

	g_array_append_val(wrap->lines, line);
}

/* Begins the next line at a place that has been passed already. */
static void go_on(struct wrap *wrap, struct point at)
{
	wrap->start = at.at;
	wrap->here.columns -= at.columns;
	wrap->end.columns -= at.columns;
	wrap->can_break = false;
}

/* Makes room for columns more at wrap->here: the line ends at the last possible break, or right here. */
static void make_room(struct wrap *wrap, int columns)
{
	while (columns > wrap->width - wrap->here.columns) {
		if (!wrap->can_break) {
			emit(wrap, wrap->here);
			go_on(wrap, wrap->here);
			continue;
		}
		/* An indent that leaves too little room for the first word is dropped, without a line of its own. */
		if (wrap->before.at > wrap->start)
			emit(wrap, wrap->before);
		go_on(wrap, wrap->after);
	}
}

static void end_line(struct wrap *wrap, size_t next)
{
	emit(wrap, wrap->end);
	wrap->start = next;
	wrap->here = wrap->end = (struct point){next, 0};
	wrap->can_break = false;
}

void text_wrap(const char *s, size_t len, int width, GArray *lines)
{
	struct wrap wrap = {.lines = lines, .width = width};
	bool wide = false;

	g_assert(width >= 2);
	while (wrap.here.at < len) {
		const char *here = s + wrap.here.at;
		int columns;
		size_t n = cluster_measure(here, len - wrap.here.at, &columns);

		if (here[n - 1] == '\n') {
			end_line(&wrap, wrap.here.at + n);
			wide = false;
			continue;
		}
		if (is_space(here, n)) {
			wrap.here = (struct point){wrap.here.at + n, wrap.here.columns + columns};
			wide = false;
			continue;
		}
		if (wrap.here.at > wrap.end.at || (wide && columns == 2)) {
			wrap.can_break = true;
			wrap.before = wrap.end;
			wrap.after = wrap.here;
		}
		make_room(&wrap, columns);
		wrap.here = wrap.end = (struct point){wrap.here.at + n, wrap.here.columns + columns};
		wide = columns == 2;
	}
	emit(&wrap, wrap.end);
}
