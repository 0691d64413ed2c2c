/* What the ABC and VPS encodings have lost: capitals with tones, and ư where it was taken for a soft hyphen. */
#include "text/legacy.h"
#include "text/syllable.h"
#include "text/text.h"

#include <string.h>
#include <unictype.h>

/* A run of letters, and what its letters say about its case. */
struct word {
	size_t start, end;
	unsigned capitals, smalls; /* letters whose case is certain */
	unsigned doubtful;         /* letters whose capital has no byte of its own */
	bool title;                /* begins with a certain capital */
	bool linked;               /* one space stands between the word before and this one */
	bool raise;                /* to be put in capitals */
};

static bool is_letter(uint32_t c)
{
	return c < 0x80 ? g_ascii_isalpha((char)c) : uc_is_general_category_withtable(c, UC_CATEGORY_MASK_L);
}

static void count_letter(struct word *word, uint32_t c, bool first, const uint16_t table[128])
{
	if (letter_lower(c) != c) {
		word->capitals++;
		word->title = word->title || first;
	} else if (c >= 0x80 && legacy_shares_capital(table, c)) {
		word->doubtful++;
	} else if (letter_upper(c) != c) {
		word->smalls++;
	}
}

static GArray *find_words(const GString *s, const uint16_t table[128])
{
	GArray *words = g_array_new(FALSE, FALSE, sizeof(struct word));
	const char *at = s->str, *end = s->str + s->len;
	size_t last_end = 0; /* of the word before; 0 when there is none */

	while (at < end) {
		struct word word = {.start = (size_t)(at - s->str)};
		uint32_t c = g_utf8_get_char(at);
		while (at < end && is_letter(c)) {
			count_letter(&word, c, at == s->str + word.start, table);
			at = next_char(at);
			c = at < end ? g_utf8_get_char(at) : 0;
		}
		word.end = (size_t)(at - s->str);
		if (word.end > word.start) {
			word.linked = last_end > 0 && last_end + 1 == word.start && s->str[last_end] == ' ';
			last_end = word.end;
			g_array_append_val(words, word);
		} else {
			at = next_char(at);
		}
	}
	return words;
}

/* Marks what is to be raised in words first..last-1, a run without a certain small letter between its neighbours. */
static void mark_run(struct word *words, size_t first, size_t last, const struct word *before, const struct word *after)
{
	bool capitals = false;

	for (size_t i = first; i < last; i++)
		capitals = capitals || words[i].capitals >= 2;
	if (!capitals)
		return;
	for (size_t i = first; i < last; i++) {
		const struct word *left = i == first ? before : NULL, *right = i + 1 == last ? after : NULL;
		if (words[i].capitals >= 2)
			words[i].raise = true;
		else if (words[i].capitals == 1) /* UBND Hà Giang: beside a name, Hà is one too */
			words[i].raise = !(left != NULL && left->title) && !(right != NULL && right->title);
		else
			words[i].raise = left == NULL && right == NULL;
	}
}

static void mark_words(struct word *words, size_t count)
{
	for (size_t first = 0; first < count;) {
		size_t last = first;
		const struct word *before, *after;
		while (last < count && words[last].smalls == 0 && (last == first || words[last].linked))
			last++;
		before = first > 0 && words[first].linked && words[first - 1].smalls > 0 ? &words[first - 1] : NULL;
		after = last < count && words[last].linked ? &words[last] : NULL;
		mark_run(words, first, last, before, after);
		first = MAX(last, first + 1);
	}
}

void legacy_mend_capitals(GString *s, const uint16_t table[128])
{
	g_autoptr(GArray) found = find_words(s, table);
	struct word *words = (struct word *)(void *)found->data;
	g_autoptr(GString) out = g_string_sized_new(s->len);
	size_t at = 0;

	mark_words(words, found->len);
	for (size_t i = 0; i < found->len; i++) {
		if (!words[i].raise || words[i].doubtful == 0)
			continue;
		g_string_append_len(out, s->str + at, (gssize)(words[i].start - at));
		for (at = words[i].start; at < words[i].end; at = (size_t)(next_char(s->str + at) - s->str))
			g_string_append_unichar(out, letter_upper(g_utf8_get_char(s->str + at)));
	}
	g_string_append_len(out, s->str + at, (gssize)(s->len - at));
	g_string_assign(s, out->str);
}

/* No syllable, or one so rare that it is rather a commoner one without its ư: ngời, trởng. */
static bool lacks_horn(const char *word)
{
	char toneless[SYLLABLE_MAX];
	enum tone tone;

	if (!text_is_syllable(word))
		return true;
	return syllable_read(word, toneless, &tone) &&
	       (g_str_has_suffix(toneless, "ơng") || g_str_equal(toneless, "ngơi"));
}

/* Appends word with an ư where it makes a syllable of it, else as it is. */
static void append_with_horn(GString *out, const char *word, size_t len)
{
	g_autofree char *plain = g_strndup(word, len);
	bool marked = false;

	for (size_t i = 0; i < len; i++)
		marked = marked || (unsigned char)word[i] >= 0x80;
	if (marked && len < 24 && lacks_horn(plain))
		for (const char *at = plain; *at != '\0'; at = next_char(at)) {
			g_autofree char *tried = g_strdup_printf("%.*sư%s", (int)(at - plain), plain, at);
			if (at > plain && text_is_syllable(tried)) {
				g_string_append(out, tried);
				return;
			}
		}
	g_string_append_len(out, word, (gssize)len);
}

void legacy_mend_horns(GString *s)
{
	g_autoptr(GString) out = NULL;
	const char *at = s->str, *end = s->str + s->len;

	if (strstr(s->str, "ư") != NULL)
		return;
	out = g_string_sized_new(s->len + s->len / 16);
	while (at < end) {
		const char *word = at;
		while (at < end && is_letter(g_utf8_get_char(at)))
			at = next_char(at);
		if (at > word) {
			append_with_horn(out, word, (size_t)(at - word));
		} else {
			at = next_char(at);
			g_string_append_len(out, word, at - word);
		}
	}
	g_string_assign(s, out->str);
}
