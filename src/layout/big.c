/*
 * Big letters for titles: capitals of 5 × 7 points, Vietnamese marks above and below them, two points in a cell.
 */
#include "layout/private.h"
#include "text/text.h"

#include <string.h>

#define ABOVE      4  /* rows of points above a letter: three for marks and an empty one */
#define ROWS       14 /* with the letter's seven and what is below it: an empty row, the dot, one to make it even */
#define DOT_ROW    12
#define WORD_SPACE 4 /* points between words */
#define MOST_LINES 2

/* Columns of points from the left, the lowest bit on top; ended by END where there are fewer than 5. */
#define END 0x80
static const struct {
	gunichar letter;
	uint8_t columns[5];
} letters[] = {
	{'A', {0x7e, 0x11, 0x11, 0x11, 0x7e}},
	{'B', {0x7f, 0x49, 0x49, 0x49, 0x36}},
	{'C', {0x3e, 0x41, 0x41, 0x41, 0x22}},
	{'D', {0x7f, 0x41, 0x41, 0x41, 0x3e}},
	{0x110, {0x08, 0x7f, 0x49, 0x41, 0x3e}},
	{'E', {0x7f, 0x49, 0x49, 0x49, 0x41}},
	{'F', {0x7f, 0x09, 0x09, 0x09, 0x01}},
	{'G', {0x3e, 0x41, 0x49, 0x49, 0x7a}},
	{'H', {0x7f, 0x08, 0x08, 0x08, 0x7f}},
	{'I', {0x41, 0x7f, 0x41, END}},
	{'J', {0x20, 0x40, 0x41, 0x3f, 0x01}},
	{'K', {0x7f, 0x08, 0x14, 0x22, 0x41}},
	{'L', {0x7f, 0x40, 0x40, 0x40, 0x40}},
	{'M', {0x7f, 0x02, 0x0c, 0x02, 0x7f}},
	{'N', {0x7f, 0x04, 0x08, 0x10, 0x7f}},
	{'O', {0x3e, 0x41, 0x41, 0x41, 0x3e}},
	{'P', {0x7f, 0x09, 0x09, 0x09, 0x06}},
	{'Q', {0x3e, 0x41, 0x51, 0x21, 0x5e}},
	{'R', {0x7f, 0x09, 0x19, 0x29, 0x46}},
	{'S', {0x26, 0x49, 0x49, 0x49, 0x32}},
	{'T', {0x01, 0x01, 0x7f, 0x01, 0x01}},
	{'U', {0x3f, 0x40, 0x40, 0x40, 0x3f}},
	{'V', {0x1f, 0x20, 0x40, 0x20, 0x1f}},
	{'W', {0x3f, 0x40, 0x38, 0x40, 0x3f}},
	{'X', {0x63, 0x14, 0x08, 0x14, 0x63}},
	{'Y', {0x07, 0x08, 0x70, 0x08, 0x07}},
	{'Z', {0x61, 0x51, 0x49, 0x45, 0x43}},
	{'0', {0x3e, 0x51, 0x49, 0x45, 0x3e}},
	{'1', {0x42, 0x7f, 0x40, END}},
	{'2', {0x42, 0x61, 0x51, 0x49, 0x46}},
	{'3', {0x21, 0x41, 0x45, 0x4b, 0x31}},
	{'4', {0x18, 0x14, 0x12, 0x7f, 0x10}},
	{'5', {0x27, 0x45, 0x45, 0x45, 0x39}},
	{'6', {0x3c, 0x4a, 0x49, 0x49, 0x30}},
	{'7', {0x01, 0x71, 0x09, 0x05, 0x03}},
	{'8', {0x36, 0x49, 0x49, 0x49, 0x36}},
	{'9', {0x06, 0x49, 0x49, 0x29, 0x1e}},
	{'-', {0x08, 0x08, 0x08, END}},
	{0x2013, {0x08, 0x08, 0x08, 0x08, 0x08}},
	{'/', {0x60, 0x10, 0x08, 0x04, 0x03}},
	{'.', {0x40, END}},
	{',', {0x50, 0x30, END}},
	{':', {0x24, END}},
	{'(', {0x1c, 0x22, 0x41, END}},
	{')', {0x41, 0x22, 0x1c, END}},
	{'?', {0x02, 0x01, 0x51, 0x09, 0x06}},
	{'!', {0x5f, END}},
	{'%', {0x23, 0x13, 0x08, 0x64, 0x62}},
	{'"', {0x03, 0x00, 0x03, END}},
	{'\'', {0x03, END}},
	{'+', {0x08, 0x08, 0x3e, 0x08, 0x08}},
	{'&', {0x36, 0x49, 0x56, 0x20, 0x50}},
};

enum shape { SHAPE_NONE, SHAPE_CIRCUMFLEX, SHAPE_BREVE, SHAPES };
enum tone { TONE_NONE, TONE_GRAVE, TONE_ACUTE, TONE_HOOK, TONE_TILDE, TONES };

/* Three rows of five points above a letter: a vowel's shape and its tone together. */
static const char marks[SHAPES][TONES][16] = {
	[SHAPE_NONE] = {[TONE_NONE] = "     "
				      "     "
				      "     ",
			[TONE_GRAVE] = "     "
				       " #   "
				       "  #  ",
			[TONE_ACUTE] = "     "
				       "   # "
				       "  #  ",
			[TONE_HOOK] = " ##  "
				      "   # "
				      "  #  ",
			[TONE_TILDE] = "     "
				       " ## #"
				       "#  # "},
	[SHAPE_CIRCUMFLEX] = {[TONE_NONE] = "     "
					    "  #  "
					    " # # ",
			      [TONE_GRAVE] = "   # "
					     " #  #"
					     "# #  ",
			      [TONE_ACUTE] = "    #"
					     " # # "
					     "# #  ",
			      [TONE_HOOK] = "   ##"
					    " #  #"
					    "# ## ",
			      [TONE_TILDE] = " ## #"
					     "  #  "
					     " # # "},
	[SHAPE_BREVE] = {[TONE_NONE] = "     "
				       "#   #"
				       " ### ",
			 [TONE_GRAVE] = " #   "
					"# # #"
					" ### ",
			 [TONE_ACUTE] = "   # "
					"# # #"
					" ### ",
			 [TONE_HOOK] = "  ## "
				       "#  ##"
				       " ### ",
			 [TONE_TILDE] = " ## #"
					"#   #"
					" ### "},
};

/* A letter taken apart. */
struct sign {
	const uint8_t *columns;
	int width;
	enum shape shape;
	enum tone tone;
	bool dot, horn;
};

static bool find_letter(gunichar letter, struct sign *sign)
{
	for (size_t i = 0; i < G_N_ELEMENTS(letters); i++) {
		if (letters[i].letter != letter)
			continue;
		sign->columns = letters[i].columns;
		for (sign->width = 0; sign->width < 5 && sign->columns[sign->width] != END;)
			sign->width++;
		return true;
	}
	return false;
}

static bool add_mark(struct sign *sign, gunichar mark)
{
	switch (mark) {
	case 0x300:
		sign->tone = TONE_GRAVE;
		return true;
	case 0x301:
		sign->tone = TONE_ACUTE;
		return true;
	case 0x309:
		sign->tone = TONE_HOOK;
		return true;
	case 0x303:
		sign->tone = TONE_TILDE;
		return true;
	case 0x302:
		sign->shape = SHAPE_CIRCUMFLEX;
		return true;
	case 0x306:
		sign->shape = SHAPE_BREVE;
		return true;
	case 0x31b:
		return sign->horn = true;
	case 0x323:
		return sign->dot = true;
	default:
		return false;
	}
}

/* Appends a column of points for each of the letter's, and an empty one. */
static void put_sign(GArray *points, const struct sign *sign)
{
	const char *mark = marks[sign->shape][sign->tone];
	bool marked = sign->shape != SHAPE_NONE || sign->tone != TONE_NONE;
	int width = marked ? 5 : sign->width, left = (width - sign->width) / 2;

	for (int x = 0; x < width; x++) {
		bool inside = x >= left && x - left < sign->width;
		int bits = inside ? sign->columns[x - left] << ABOVE : 0;
		for (int y = 0; marked && y < 3; y++)
			bits |= (mark[y * 5 + x] == '#') << y;
		if (sign->dot && x == width / 2)
			bits |= 1 << DOT_ROW;
		uint16_t column = (uint16_t)bits;
		g_array_append_val(points, column);
	}
	uint16_t after = (uint16_t)(sign->horn ? 1 << (ABOVE - 1) | 1 << ABOVE : 0);
	g_array_append_val(points, after);
	if (sign->horn)
		g_array_set_size(points, points->len + 1);
}

/* The points of a word; NULL when it has a character that there is no big letter for. */
static GArray *word_points(const char *word)
{
	g_autoptr(GArray) points = g_array_new(FALSE, TRUE, sizeof(uint16_t));
	g_autofree char *apart = g_utf8_normalize(word, -1, G_NORMALIZE_NFD);

	for (char *at = apart; *at;) {
		struct sign sign = {NULL, 0, SHAPE_NONE, TONE_NONE, false, false};
		if (!find_letter(g_utf8_get_char(at), &sign))
			return NULL;
		for (at = g_utf8_next_char(at); g_unichar_ismark(g_utf8_get_char(at)); at = g_utf8_next_char(at))
			if (!add_mark(&sign, g_utf8_get_char(at)))
				return NULL;
		put_sign(points, &sign);
	}
	return g_steal_pointer(&points);
}

/* Puts words on lines as far as they fit. NULL when there is no room, or a letter is missing. */
static GPtrArray *break_words(const char *text, int width)
{
	g_autofree char *upper = text_upper(text);
	g_auto(GStrv) words = g_strsplit_set(upper, " \n\t", -1);
	g_autoptr(GPtrArray) lines = g_ptr_array_new_with_free_func((GDestroyNotify)g_array_unref);

	for (size_t i = 0; words[i]; i++) {
		g_autoptr(GArray) word = word_points(words[i]);
		if (!word || word->len > (size_t)width)
			return NULL;
		GArray *last = lines->len ? lines->pdata[lines->len - 1] : NULL;
		if (word->len == 0)
			continue;
		if (last && last->len + WORD_SPACE + word->len <= (size_t)width) {
			g_array_set_size(last, last->len + WORD_SPACE);
			g_array_append_vals(last, word->data, word->len);
		} else if (lines->len == MOST_LINES) {
			return NULL;
		} else {
			g_ptr_array_add(lines, g_steal_pointer(&word));
		}
	}
	return lines->len ? g_steal_pointer(&lines) : NULL;
}

/* One row of cells, each two points high. */
static void put_cells(struct flow *flow, const GArray *points, int row, unsigned int flags)
{
	static const char *const cells[] = {" ", "▀", "▄", "█"};
	struct line line;

	line_init(&line);
	line_fill(&line, ROLE_TEXT, flow->step, " ", (flow->inner - (int)points->len) / 2);
	for (size_t x = 0; x < points->len; x++) {
		int cell = g_array_index(points, uint16_t, x) >> (2 * row) & 3;
		line_fill(&line, cell ? ROLE_TITLE : ROLE_TEXT, flow->step, cells[cell], 1);
	}
	g_autofree struct styled_line *done = line_finish(&line);
	flow_line(flow, done, flags);
	line_clear(&line);
}

static bool is_empty_row(const GArray *points, int row)
{
	for (size_t x = 0; x < points->len; x++)
		if (g_array_index(points, uint16_t, x) >> (2 * row) & 3)
			return false;
	return true;
}

bool flow_big(struct flow *flow, const char *text)
{
	g_autoptr(GPtrArray) lines = flow->options->ascii ? NULL : break_words(text, flow->inner);
	enum align align = flow->align;

	if (!lines)
		return false;
	/* Its rows are set in the middle as one: each by itself would tear the letters apart. */
	flow->align = ALIGN_LEFT;
	for (size_t i = 0; i < lines->len; i++)
		for (int row = 0; row < ROWS / 2; row++) {
			bool edge = (i == 0 && row < ABOVE / 2) || (i + 1 == lines->len && row == DOT_ROW / 2);
			if (!edge || !is_empty_row(lines->pdata[i], row))
				put_cells(flow, lines->pdata[i], row, LINE_KEEP);
		}
	flow->align = align;
	return true;
}
