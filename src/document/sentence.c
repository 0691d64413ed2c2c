/* Where sentences end, and words that stand twice. */
#include "document/private.h"
#include "text/text.h"

#include <string.h>

/* Abbreviations with a full stop that ends no sentence, in small letters. */
static const char *const abbreviations[] = {
	"tp", "tx",  "tt",  "tr", "q",     "p",      "f",  "h",  "kp",  "th",  "ths",
	"ts", "pgs", "gs",  "bs", "bscki", "bsckii", "cn", "ks", "ds",  "đ/c", "đc",
	"st", "mr",  "mrs", "ms", "dr",    "no",     "vs", "vd", "nxb", "art", "fig",
};

/* Syllables that Vietnamese doubles on purpose: luôn luôn, dần dần, năm năm. */
static const char *const doubled_on_purpose[] = {
	"luôn", "dần",  "từ",    "thường", "ngày", "đêm", "năm", "tháng", "người", "nhà",  "đời",   "nơi",  "chốn",
	"đâu",  "ai",   "xa",    "gần",    "mãi",  "hay", "rất", "lớp",   "hàng",  "tầng", "ngành", "làng", "xanh",
	"đều",  "song", "chung", "riêng",  "ba",   "mau", "vừa", "khá",   "hằng",  "mười", "nao",   "đôi",
};

static bool is_listed(const char *word, const char *const *list, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (!strcmp(word, list[i]))
			return true;
	return false;
}

size_t count_words(const char *s, size_t len)
{
	size_t words = 0;
	bool inside = false;

	for (const char *p = s; p < s + len; p = next_char(p)) {
		bool space = g_unichar_isspace(g_utf8_get_char(p));

		words += !space && !inside;
		inside = !space;
	}
	return words;
}

/* ---- Sentences --------------------------------------------------------------------------------------------- */

static bool is_closing(gunichar c)
{
	return c == '"' || c == '\'' || c == ')' || c == ']' || c == 0x201d || c == 0x2019 || c == 0xbb;
}

static bool is_opening(gunichar c)
{
	return c == '"' || c == '\'' || c == '(' || c == '[' || c == 0x201c || c == 0x2018 || c == 0xab || c == '-' ||
	       c == 0x2013 || c == 0x2014;
}

static bool is_stop(gunichar c)
{
	return c == '.' || c == '!' || c == '?' || c == 0x2026;
}

/* The end of a run of stops and what closes with them ("./.", "…”", ".)"). */
static const char *skip_stops(const char *p)
{
	while (is_stop(g_utf8_get_char(p)) || (*p == '/' && p[1] == '.'))
		p = next_char(p);
	while (*p && is_closing(g_utf8_get_char(p)))
		p = next_char(p);
	return p;
}

/* "1.", "2.3." or "IV." at the beginning numbers what follows. */
static bool is_numbering(const char *word, size_t len)
{
	return strspn(word, "0123456789.") >= len || strspn(word, "IVXLC") >= len;
}

/* True when the full stop after word[0..len) does not end a sentence; first when the word begins it. */
static bool is_abbreviation(const char *word, size_t len, bool first)
{
	g_autofree char *lower = NULL;

	while (len && is_opening(g_utf8_get_char(word))) {
		size_t bytes = (size_t)(next_char(word) - word);

		word += bytes;
		len -= MIN(bytes, len);
	}
	/* A longer word is none of the list; folding it would be work for nothing. */
	if (!len || len > 16)
		return false;
	if (first && is_numbering(word, len))
		return true;
	if (g_utf8_strlen(word, (gssize)len) == 1)
		return g_unichar_isupper(g_utf8_get_char(word));
	lower = g_utf8_strdown(word, (gssize)len);
	return is_listed(lower, abbreviations, G_N_ELEMENTS(abbreviations));
}

/* True when the sentence that begins at start ends with the stops from stop to after. */
static bool ends_sentence(const char *start, const char *word, const char *stop, const char *after)
{
	const char *next = after;

	if (!*after)
		return true;
	if (*after != ' ')
		return false;
	if (after == stop + 1 && *stop == '.' && is_abbreviation(word, (size_t)(stop - word), word == start))
		return false;
	for (next++; *next && is_opening(g_utf8_get_char(next));)
		next = next_char(next);
	return !g_unichar_islower(g_utf8_get_char(next));
}

static void add_stretch(GArray *stretches, size_t start, size_t end)
{
	struct stretch stretch = {start, end};

	if (end > start)
		g_array_append_val(stretches, stretch);
}

GArray *sentence_split(const char *text)
{
	GArray *sentences = g_array_new(false, false, sizeof(struct stretch));
	const char *start = text, *word = text, *p = text;

	while (*p) {
		if (*p == ' ') {
			word = ++p;
		} else if (is_stop(g_utf8_get_char(p))) {
			const char *after = skip_stops(p);

			if (ends_sentence(start, word, p, after)) {
				add_stretch(sentences, (size_t)(start - text), (size_t)(after - text));
				start = word = *after ? after + 1 : after;
				after = start;
			}
			p = after;
		} else {
			p = next_char(p);
		}
	}
	add_stretch(sentences, (size_t)(start - text), (size_t)(p - text));
	return sentences;
}

/* How good a place the space at p is to cut a sentence: after ';' or ':' best, after ',' next. */
static int cut_worth(const char *text, const char *p)
{
	if (p == text)
		return 0;
	return strchr(";:", p[-1]) ? 2 : p[-1] == ',' ? 1 : 0;
}

/* Where to end a part of text[at..end) that has more than most words: a space after a third to all of them. */
static size_t cut_place(const char *text, size_t at, size_t end, size_t most)
{
	size_t words = 0, cut = end;
	int best = -1;

	for (const char *p = text + at; p < text + end && words < most; p++) {
		if (*p != ' ')
			continue;
		words++;
		if ((words > most / 3 && cut_worth(text, p) >= best) || words == 1) {
			best = cut_worth(text, p);
			cut = (size_t)(p - text);
		}
	}
	return cut;
}

GArray *sentence_split_within(const char *text, size_t most)
{
	g_autoptr(GArray) sentences = sentence_split(text);
	GArray *parts = g_array_new(false, false, sizeof(struct stretch));

	for (guint i = 0; i < sentences->len; i++) {
		struct stretch s = g_array_index(sentences, struct stretch, i);
		size_t words = count_words(text + s.start, s.end - s.start);

		while (words > most) {
			size_t cut = cut_place(text, s.start, s.end, most);

			words -= count_words(text + s.start, cut - s.start);
			add_stretch(parts, s.start, cut);
			s.start = cut + 1;
		}
		add_stretch(parts, s.start, s.end);
	}
	return parts;
}

/* ---- Words written twice ----------------------------------------------------------------------------------- */

#define LONGEST_DOUBLE 4 /* words that are looked for twice in a row */

/* A word for comparing: folded (a slip of the pen often differs by its marks only) and as it stands. */
struct word {
	struct stretch at;
	char *folded; /* NULL when it is not all letters: figures repeat rightly */
	bool joined;  /* no punctuation between it and the next */
};

static void word_clear(void *data)
{
	struct word *word = data;

	g_free(word->folded);
}

static struct word read_word(const char *text, size_t start, size_t end)
{
	struct word word = {.joined = true};
	const char *p = text + start;
	g_autofree char *letters = NULL;

	while (p < text + end && (g_unichar_isalpha(g_utf8_get_char(p)) || g_unichar_ismark(g_utf8_get_char(p))))
		p = next_char(p);
	word.at = (struct stretch){start, (size_t)(p - text)};
	word.joined = word.at.end == end;
	/* Nothing of a Vietnamese text is longer; a comment holds what is short. */
	if (word.at.end > start && word.at.end - start <= 24) {
		letters = g_strndup(text + start, word.at.end - start);
		word.folded = text_fold(letters);
	}
	return word;
}

static GArray *read_words(const char *text)
{
	GArray *words = g_array_new(false, false, sizeof(struct word));
	size_t start = 0;

	g_array_set_clear_func(words, word_clear);
	while (text[start]) {
		size_t end = start + strcspn(text + start, " ");
		struct word word = read_word(text, start, end);

		g_array_append_val(words, word);
		start = end + (text[end] == ' ');
	}
	return words;
}

/* A single syllable counts only when it is the same to the letter and not one that is doubled on purpose. */
static bool is_single_double(const char *text, const struct word *word)
{
	size_t len = word[0].at.end - word[0].at.start;
	g_autofree char *first = g_utf8_strdown(text + word[0].at.start, (gssize)len);
	g_autofree char *second = g_utf8_strdown(text + word[1].at.start, (gssize)(word[1].at.end - word[1].at.start));

	return !strcmp(first, second) && !is_listed(first, doubled_on_purpose, G_N_ELEMENTS(doubled_on_purpose));
}

/* True when the n words at word stand there again right after. */
static bool is_double(const char *text, const struct word *word, size_t n)
{
	for (size_t i = 0; i < 2 * n; i++)
		if (!word[i].folded || (i + 1 < 2 * n && !word[i].joined))
			return false;
	for (size_t i = 0; i < n; i++)
		if (strcmp(word[i].folded, word[i + n].folded) != 0)
			return false;
	/* "dần dần dần dần" is no pair of pairs. */
	return n == 1 ? is_single_double(text, word) : strcmp(word[0].folded, word[1].folded) != 0;
}

GArray *sentence_doubles(const char *text)
{
	g_autoptr(GArray) words = read_words(text);
	GArray *doubles = g_array_new(false, false, sizeof(struct stretch));
	size_t i = 0;

	while (i < words->len) {
		const struct word *word = &g_array_index(words, struct word, i);
		size_t n = LONGEST_DOUBLE;

		while (n && (i + 2 * n > words->len || !is_double(text, word, n)))
			n--;
		if (n)
			add_stretch(doubles, word[0].at.start, word[2 * n - 1].at.end);
		i += n ? 2 * n : 1;
	}
	return doubles;
}
