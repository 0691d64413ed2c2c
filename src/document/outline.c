/* A plain text as headings, paragraphs and items, guessed from how offices write. */
#include "document/private.h"
#include "text/text.h"

#include <string.h>

enum {
	TITLE_WORDS = 40,
	LABELLED_WORDS = 20, /* most words of a heading with a number before it */
	CAPITALS_WORDS = 25,
	SHORT_WORDS = 12,
	LETTERHEAD_LINES = 20,
	WRAP_COLUMNS = 120, /* a text with longer lines was not wrapped by hand */
};

/* Chương II, Điều 3.: always a heading, whatever follows. */
#define STRONG_LABEL                                                                                                   \
	"^(?:Phần|Chương|Mục|Tiểu mục|Điều|Phụ lục)\\s+"                                              \
	"(?:thứ\\s+\\pL+|[IVXLC]{1,7}|\\d{1,3}[a-zđ]?)(?![\\pL\\pN])[.:)]?(?=\\s|$)"
/* II., A. */
#define ROMAN_LABEL "^(?:[IVXLC]{1,7}|[A-ZĐ])\\s?[.)–-](?=\\s)"
/* 1., 2.1, 3), a) */
#define DIGIT_LABEL "^(?:\\d{1,2}(?:\\.\\d{1,2}){0,3}[.)]|\\d{1,2}(?:\\.\\d{1,2}){1,3}|[a-zđ]\\))(?=\\s)"
#define BULLET      "^(?:[-+*–—•·▪●○◦■□➢✓\\x{f0b7}\\x{f02d}\\x{f0fc}]\\s+|[-+–•](?=\\pL))"

/* What an official document calls itself, alone on a line over its subject. */
#define SELF                                                                                                                                              \
	"^(?:NGHỊ QUYẾT|NGHỊ ĐỊNH|QUYẾT ĐỊNH|CHỈ THỊ|CHƯƠNG TRÌNH(?: HÀNH ĐỘNG)?|THÔNG TƯ|KẾ HOẠCH|KẾT LUẬN|HƯỚNG " \
	"DẪN|"                                                                                                                                          \
	"LUẬT|PHÁP LỆNH|BÁO CÁO|TỜ TRÌNH|THÔNG BÁO|ĐỀ ÁN|QUY ĐỊNH|QUY CHẾ)$"

enum label { LABEL_STRONG, LABEL_ROMAN, LABEL_DIGIT, LABEL_BULLET, LABEL_SELF, LABELS };
static const char *const label_patterns[LABELS] = {STRONG_LABEL, ROMAN_LABEL, DIGIT_LABEL, BULLET, SELF};

struct line {
	char *text; /* words with one space between */
	bool blank_before;
	int label_len[LABELS]; /* bytes, 0 where it has no such label */
	size_t words;
	bool stopped;  /* ends as a sentence or an enumeration does */
	bool capitals; /* no small letter in it */
};

static void line_free(void *data)
{
	struct line *line = data;

	g_free(line->text);
	g_free(line);
}

static void piece_free(void *data)
{
	struct piece *piece = data;

	g_free(piece->text);
	g_free(piece);
}

/* ---- Lines ------------------------------------------------------------------------------------------------- */

/* s[0..len) with each run of white space as one space and none at the ends. */
static char *single_spaced(const char *s, size_t len)
{
	GString *out = g_string_sized_new(len);
	bool space = false;

	for (const char *p = s; p < s + len; p = next_char(p)) {
		gunichar c = g_utf8_get_char(p);

		if (g_unichar_isspace(c)) {
			space = out->len > 0;
			continue;
		}
		if (space)
			g_string_append_c(out, ' ');
		space = false;
		g_string_append_unichar(out, c);
	}
	return g_string_free(out, false);
}

static bool is_all_capitals(const char *text)
{
	int letters = 0;

	for (const char *p = text; *p; p = next_char(p)) {
		gunichar c = g_utf8_get_char(p);

		if (g_unichar_islower(c))
			return false;
		letters += g_unichar_isalpha(c);
	}
	return letters >= 4;
}

static void measure(struct line *line, GRegex *const *labels)
{
	size_t len = strlen(line->text);

	for (int i = 0; i < LABELS; i++) {
		g_autoptr(GMatchInfo) match = NULL;

		line->label_len[i] = 0;
		if (g_regex_match(labels[i], line->text, 0, &match))
			g_match_info_fetch_pos(match, 0, NULL, &line->label_len[i]);
	}
	line->words = count_words(line->text, len);
	line->stopped = len && (strchr(".;,!?/", line->text[len - 1]) || g_str_has_suffix(line->text, "…"));
	line->capitals = is_all_capitals(line->text);
}

static bool is_labelled(const struct line *line)
{
	for (int i = 0; i < LABELS; i++)
		if (line->label_len[i])
			return true;
	return false;
}

/* True when line only goes on where before was broken by hand at columns. */
static bool continues(const struct line *before, const struct line *line, int columns)
{
	size_t first = strcspn(line->text, " ");
	bool full = columns <= WRAP_COLUMNS &&
		    text_width(before->text, strlen(before->text)) + 1 + text_width(line->text, first) > columns;

	if (line->blank_before || is_labelled(line) || before->capitals != line->capitals)
		return false;
	return full || (!before->stopped && g_unichar_islower(g_utf8_get_char(line->text)));
}

static GPtrArray *read_lines(const char *text, GRegex *const *labels)
{
	GPtrArray *lines = g_ptr_array_new_with_free_func(line_free);
	bool blank = true;

	for (const char *p = text; *p;) {
		size_t len = strcspn(p, "\n");
		g_autofree char *spaced = single_spaced(p, len);

		if (*spaced) {
			struct line *line = g_new0(struct line, 1);

			line->text = g_steal_pointer(&spaced);
			line->blank_before = blank;
			measure(line, labels);
			g_ptr_array_add(lines, line);
			blank = false;
		} else {
			blank = true;
		}
		p += len + (p[len] == '\n');
	}
	return lines;
}

/* Puts lines that were broken by hand together again. */
static GPtrArray *join_lines(const GPtrArray *lines, GRegex *const *labels)
{
	GPtrArray *joined = g_ptr_array_new_with_free_func(line_free);
	GString *text = g_string_new(NULL);
	int columns = 0;

	for (guint i = 0; i < lines->len; i++) {
		const struct line *line = g_ptr_array_index(lines, i);

		columns = MAX(columns, text_width(line->text, strlen(line->text)));
	}
	for (guint i = 0; i < lines->len; i++) {
		const struct line *line = g_ptr_array_index(lines, i);
		const struct line *next = i + 1 < lines->len ? g_ptr_array_index(lines, i + 1) : NULL;
		struct line *whole = NULL;

		g_string_append(text, line->text);
		if (next && continues(line, next, columns)) {
			g_string_append_c(text, ' ');
			continue;
		}
		whole = g_new0(struct line, 1);
		whole->text = g_strndup(text->str, text->len);
		g_string_truncate(text, 0);
		measure(whole, labels);
		g_ptr_array_add(joined, whole);
	}
	g_string_free(text, true);
	return joined;
}

/* ---- Headings ---------------------------------------------------------------------------------------------- */

/* True when line can stand under a heading: a paragraph or an item. */
static bool is_body(const struct line *line)
{
	return line && (line->words > SHORT_WORDS || line->stopped || line->label_len[LABEL_BULLET]);
}

static bool is_heading(const struct line *line, const struct line *next)
{
	if (line->label_len[LABEL_BULLET] || line->stopped)
		return false;
	if (line->label_len[LABEL_STRONG] || line->label_len[LABEL_ROMAN])
		return line->words <= LABELLED_WORDS;
	if (line->label_len[LABEL_DIGIT])
		return line->words <= LABELLED_WORDS && is_body(next);
	if (line->capitals)
		return line->words <= CAPITALS_WORDS;
	return line->words <= SHORT_WORDS && !g_str_has_suffix(line->text, ":") && is_body(next) &&
	       g_unichar_isupper(g_utf8_get_char(line->text));
}

static bool is_title(const struct line *line)
{
	return line->words <= TITLE_WORDS && !line->stopped && !line->label_len[LABEL_BULLET];
}

static void add_piece(GPtrArray *pieces, enum piece_kind kind, const char *text, size_t len)
{
	struct piece *piece = NULL;

	while (len && text[0] == ' ') {
		text++;
		len--;
	}
	if (!len)
		return;
	piece = g_new0(struct piece, 1);
	piece->kind = kind;
	piece->text = g_strndup(text, len);
	g_ptr_array_add(pieces, piece);
}

/* "Chương I" or "KẾ HOẠCH" alone on a line is headed by the next: the two are one heading. */
static bool joins_label(const struct line *before, const struct line *line, const struct line *next)
{
	if (!before || is_labelled(line) || line->stopped)
		return false;
	if (before->label_len[LABEL_SELF])
		return line->words <= TITLE_WORDS;
	return (size_t)before->label_len[LABEL_STRONG] == strlen(before->text) && is_heading(line, next);
}

static void join_heading(const GPtrArray *pieces, const char *text)
{
	struct piece *heading = g_ptr_array_index(pieces, pieces->len - 1);
	char *both = g_strconcat(heading->text, " ", text, NULL);

	g_free(heading->text);
	heading->text = both;
}

static void add_line(GPtrArray *pieces, const struct line *before, const struct line *line, const struct line *next)
{
	size_t len = strlen(line->text), label = (size_t)line->label_len[LABEL_STRONG];

	if (joins_label(before, line, next)) {
		join_heading(pieces, line->text);
	} else if (line->label_len[LABEL_BULLET]) {
		label = (size_t)line->label_len[LABEL_BULLET];
		add_piece(pieces, PIECE_ITEM, line->text + label, len - label);
	} else if (is_heading(line, next)) {
		add_piece(pieces, PIECE_HEADING, line->text, len);
	} else if (label) {
		add_piece(pieces, PIECE_HEADING, line->text, label);
		add_piece(pieces, PIECE_PARAGRAPH, line->text + label, len - label);
	} else {
		add_piece(pieces, PIECE_PARAGRAPH, line->text, len);
	}
}

/* The line that is the document's title: where it says what it is, under its letterhead, else the first; −1 for none.
 */
static int find_title(const GPtrArray *lines)
{
	for (guint i = 0; i < MIN(lines->len, LETTERHEAD_LINES); i++) {
		const struct line *line = g_ptr_array_index(lines, i);

		if (line->label_len[LABEL_SELF])
			return (int)i;
	}
	return lines->len && is_title(g_ptr_array_index(lines, 0)) ? 0 : -1;
}

GPtrArray *outline_read(const char *text)
{
	GPtrArray *pieces = g_ptr_array_new_with_free_func(piece_free);
	g_autoptr(GPtrArray) lines = NULL, joined = NULL;
	GRegex *labels[LABELS];
	int title = -1;

	for (int i = 0; i < LABELS; i++) {
		labels[i] = g_regex_new(label_patterns[i], i == LABEL_STRONG ? G_REGEX_CASELESS : 0, 0, NULL);
		g_assert(labels[i]);
	}
	lines = read_lines(text, labels);
	joined = join_lines(lines, labels);
	title = find_title(joined);
	for (guint i = 0; i < joined->len; i++) {
		const struct line *line = g_ptr_array_index(joined, i);

		if ((int)i <= title)
			add_piece(pieces, (int)i == title ? PIECE_TITLE : PIECE_PARAGRAPH, line->text,
				  strlen(line->text));
		else
			add_line(pieces, i ? g_ptr_array_index(joined, i - 1) : NULL, line,
				 i + 1 < joined->len ? g_ptr_array_index(joined, i + 1) : NULL);
	}
	for (int i = 0; i < LABELS; i++)
		g_regex_unref(labels[i]);
	return pieces;
}
