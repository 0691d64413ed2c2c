/* The Vietnamese order, as keys that strcmp compares: no locale of the C library sorts Vietnamese right. */
#include "text/private.h"
#include "text/text.h"

#include <string.h>

#define SECTION_END  "\x01"
#define WORD_END     '\x02'
#define FIRST_DIGIT  0x10
#define FIRST_LETTER 0x20
#define OTHER_LETTER 0x60 /* followed by the character itself */

static const uint16_t alphabet[] = {
	'a', 0x0103, 0x00E2, 'b',    'c', 'd', 0x0111, 'e', 0x00EA, 'f', 'g',    'h', 'i', 'j', 'k', 'l', 'm',
	'n', 'o',    0x00F4, 0x01A1, 'p', 'q', 'r',    's', 't',    'u', 0x01B0, 'v', 'w', 'x', 'y', 'z',
};

/* The weight of a letter of the alphabet, else 0. */
static int weight(uint32_t letter)
{
	for (size_t i = 0; i < G_N_ELEMENTS(alphabet); i++)
		if (alphabet[i] == letter)
			return FIRST_LETTER + (int)i;
	return 0;
}

/* Appends the weight of the small toneless letter or digit c. */
static void append_weight(GString *out, uint32_t c)
{
	int letter;

	if (c >= '0' && c <= '9') {
		g_string_append_c(out, (char)(FIRST_DIGIT + c - '0'));
		return;
	}
	letter = weight(c);
	if (letter == 0) {
		c = letter_plain(c);
		letter = weight(c);
	}
	if (letter != 0) {
		g_string_append_c(out, (char)letter);
	} else if (c != 0) {
		g_string_append_c(out, OTHER_LETTER);
		g_string_append_unichar(out, c);
	}
}

/*
 * Letters of every word, then one tone a word, so that hoà equals hòa and an accent decides only between words of the
 * same letters.
 */
static void append_key(GString *out, const char *s, const char *end)
{
	g_autoptr(GString) tones = g_string_new(NULL);
	bool in_word = false;
	enum tone word_tone = TONE_LEVEL;

	while (s <= end) {
		uint32_t c = s < end ? letter_unify(letter_lower(g_utf8_get_char(s))) : ' ';
		if (letter_is_alnum(c)) {
			enum tone tone;
			append_weight(out, letter_split(c, &tone));
			if (!in_word || word_tone == TONE_LEVEL)
				word_tone = tone;
			in_word = true;
		} else if (in_word && letter_plain(c) != 0) {
			g_string_append_c(out, WORD_END);
			g_string_append_c(tones, (char)(1 + word_tone));
			g_string_append_c(tones, WORD_END);
			in_word = false;
		}
		s = s < end ? next_char(s) : end + 1;
	}
	g_string_append(out, SECTION_END);
	g_string_append_len(out, tones->str, (gssize)tones->len);
	g_string_append(out, SECTION_END);
}

char *text_sort_key(const char *s)
{
	GString *out = g_string_new(NULL);

	append_key(out, s, s + strlen(s));
	return g_string_free(out, FALSE);
}

/* Where the last word of name..end begins. */
static const char *last_word(const char *name, const char *end)
{
	const char *word = end;

	while (word > name) {
		const char *before = previous_char(word);
		if (g_unichar_isspace(g_utf8_get_char(before)))
			break;
		word = before;
	}
	return word;
}

char *text_name_key(const char *name)
{
	const char *end = name + strlen(name), *given;
	GString *out = g_string_new(NULL);

	while (end > name && g_unichar_isspace(g_utf8_get_char(previous_char(end))))
		end = previous_char(end);
	given = last_word(name, end);
	append_key(out, given, end);
	append_key(out, name, given);
	g_string_append(out, name);
	return g_string_free(out, FALSE);
}
