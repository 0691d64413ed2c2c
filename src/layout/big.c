/* Big letters for titles: a font's points, two in a cell. */
#include "layout/letters.h"
#include "layout/private.h"
#include "text/text.h"

#include <stdlib.h>
#include <string.h>

#define MOST_POINTS 1000 /* in a word: more than any terminal is wide */

static int compare_letter(const void *code, const void *letter)
{
	return (int)*(const gunichar *)code - ((const struct letter *)letter)->code;
}

static const struct letter *find_letter(const struct letters *font, gunichar code)
{
	return font->n ? bsearch(&code, font->letters, font->n, sizeof(struct letter), compare_letter) : NULL;
}

/* Appends the letter's points, which may reach under the letter before. */
static void put_letter(GArray *points, const struct letters *font, const struct letter *letter, size_t *at)
{
	size_t from = (size_t)MAX((ssize_t)*at + letter->left, 0);

	g_array_set_size(points, (guint)MAX(points->len, MAX(from + letter->width, *at + letter->step)));
	for (size_t x = 0; x < letter->width; x++)
		g_array_index(points, uint32_t, from + x) |= font->columns[letter->first + x];
	*at += letter->step;
}

/* The points of a word; NULL when it has a character that there is no big letter for, or has no end. */
static GArray *word_points(const struct letters *font, const char *word)
{
	g_autoptr(GArray) points = g_array_new(FALSE, TRUE, sizeof(uint32_t));
	size_t pen = 0;

	for (; *word && pen < MOST_POINTS; word = g_utf8_next_char(word)) {
		const struct letter *letter = find_letter(font, g_utf8_get_char(word));
		if (!letter)
			return NULL;
		put_letter(points, font, letter, &pen);
	}
	return *word ? NULL : g_steal_pointer(&points);
}

/* Puts words on lines as far as they fit. NULL when there is no room, or a letter is missing. */
static GPtrArray *break_words(const struct letters *font, const char *text, size_t width)
{
	g_auto(GStrv) words = g_strsplit_set(text, " \n\t", -1);
	g_autoptr(GPtrArray) lines = g_ptr_array_new_with_free_func((GDestroyNotify)g_array_unref);
	const struct letter *space = find_letter(font, ' ');

	for (size_t i = 0; space && words[i]; i++) {
		g_autoptr(GArray) word = word_points(font, words[i]);
		if (!word || word->len > width)
			return NULL;
		GArray *last = lines->len ? lines->pdata[lines->len - 1] : NULL;
		if (word->len == 0)
			continue;
		if (last && last->len + space->step + word->len <= width) {
			g_array_set_size(last, last->len + space->step);
			g_array_append_vals(last, word->data, word->len);
		} else {
			g_ptr_array_add(lines, g_steal_pointer(&word));
		}
	}
	return lines->len ? g_steal_pointer(&lines) : NULL;
}

/* One row of cells, each two points high. */
static void put_cells(struct flow *flow, const GArray *points, int row, int left)
{
	static const char *const cells[] = {" ", "▀", "▄", "█"};
	struct line line;

	line_init(&line);
	line_fill(&line, ROLE_TEXT, flow->step, " ", left);
	for (size_t x = 0; x < points->len; x++) {
		uint32_t cell = g_array_index(points, uint32_t, x) >> row & 3;
		line_fill(&line, cell ? ROLE_TITLE : ROLE_TEXT, flow->step, cells[cell], 1);
	}
	g_autofree struct styled_line *done = line_finish(&line);
	flow_line(flow, done, LINE_KEEP);
	line_clear(&line);
}

/* From the first row that has a point to the last, and an empty one under it unless it ends in an empty half. */
static void put_line(struct flow *flow, const GArray *points, bool last)
{
	enum align align;
	int left = flow_begin_drawing(flow, (int)points->len, &align);
	uint32_t all = 0;

	for (size_t x = 0; x < points->len; x++)
		all |= g_array_index(points, uint32_t, x);
	int top = all ? g_bit_nth_lsf(all, -1) : 0, bottom = all ? g_bit_nth_msf(all, -1) : 0;
	for (int row = top; row <= bottom; row += 2)
		put_cells(flow, points, row, left);
	flow->align = align;
	if (!last)
		flow_gap(flow, 1);
}

bool flow_big(struct flow *flow, const char *text, int size)
{
	for (size = MIN(size, LETTERS_LARGEST); size >= LETTERS_SMALLEST && !flow->options->ascii; size--) {
		g_autoptr(GPtrArray) lines = break_words(&layout_letters[size], text, (size_t)flow->inner);
		if (!lines)
			continue;
		for (size_t i = 0; i < lines->len; i++)
			put_line(flow, lines->pdata[i], i + 1 == lines->len);
		return true;
	}
	return false;
}
