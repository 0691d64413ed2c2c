/* How a typed answer equals its key. */
#include "text/private.h"
#include "text/syllable.h"
#include "text/text.h"

#include <string.h>
#include <unictype.h>

/* ---- Preparing: what cannot matter is made equal ----------------------------------------------------------- */

static bool is_invisible(uint32_t c)
{
	return c == 0x00AD || (c >= 0x200B && c <= 0x200D) || c == 0x2060 || c == 0xFEFF;
}

static bool is_dash(uint32_t c)
{
	return c == '-' || (c >= 0x2010 && c <= 0x2015) || c == 0x2212 || c == 0xFE58 || c == 0xFE63 || c == 0xFF0D;
}

static bool is_digit(uint32_t c)
{
	return c >= '0' && c <= '9';
}

/* A per cent sign is part of what was said. */
static bool is_punctuation(uint32_t c)
{
	if (c == '%' || c == 0x2030)
		return false;
	/* ` and ´ are what some keyboards have for quotes. */
	return uc_is_general_category_withtable(c, UC_CATEGORY_MASK_P) || c == '`' || c == 0x00B4;
}

/* The visible characters of s, lower case, look-alikes unified, all dashes one, and all spaces and control characters.
 */
static GArray *visible_characters(const char *s)
{
	GArray *out = g_array_new(FALSE, FALSE, sizeof(uint32_t));

	for (; *s != '\0'; s = next_char(s)) {
		uint32_t c = letter_lower(letter_unify(g_utf8_get_char(s)));
		if (is_invisible(c))
			continue;
		if (is_dash(c))
			c = '-';
		else if (g_unichar_isspace(c) || g_unichar_iscntrl(c))
			c = ' ';
		g_array_append_val(out, c);
	}
	return out;
}

/* What stands for the character at i: itself, or a space for punctuation that is not between digits. */
static uint32_t kept(const GArray *characters, unsigned i)
{
	const uint32_t *c = &g_array_index(characters, uint32_t, 0);

	if (c[i] == '-' || c[i] == '/' || !is_punctuation(c[i]))
		return c[i];
	return i > 0 && i + 1 < characters->len && is_digit(c[i - 1]) && is_digit(c[i + 1]) ? c[i] : ' ';
}

static char *prepare(const char *s)
{
	g_autofree char *nfc = text_nfc(s);
	g_autoptr(GArray) characters = visible_characters(nfc);
	GString *out = g_string_sized_new(strlen(nfc));
	bool space = false;

	for (unsigned i = 0; i < characters->len; i++) {
		uint32_t c = kept(characters, i);
		bool tight = c == '-' || c == '/' || c == '%';
		if (c == ' ') {
			space = out->len > 0 && !strchr("-/", out->str[out->len - 1]);
			continue;
		}
		if (space && !tight)
			g_string_append_c(out, ' ');
		space = false;
		g_string_append_unichar(out, c);
	}
	return g_string_free(out, FALSE);
}

/* ---- Forms: prepared text with something more made equal --------------------------------------------------- */

/* One word of a prepared text, taken apart. */
struct word {
	GString *letters; /* without tones */
	GString *tones;   /* a digit for each tone */
};

/* A rhyme that is nothing but y, written i: kỹ, quý, y, but not thúy or tay. */
static void write_i(GString *letters)
{
	const char *before_y = letters->str;

	if (letters->len == 0 || letters->str[letters->len - 1] != 'y')
		return;
	if (g_str_has_prefix(letters->str, "qu"))
		before_y += 2;
	while (*before_y != '\0' && !letter_is_vowel(g_utf8_get_char(before_y)))
		before_y = next_char(before_y);
	if (before_y == letters->str + letters->len - 1)
		letters->str[letters->len - 1] = 'i';
}

static void end_word(GString *out, struct word *word, bool i_for_y)
{
	if (i_for_y)
		write_i(word->letters);
	g_string_append_len(out, word->letters->str, (gssize)word->letters->len);
	g_string_append_len(out, word->tones->str, (gssize)word->tones->len);
	g_string_truncate(word->letters, 0);
	g_string_truncate(word->tones, 0);
}

/* Every word as its letters without tones, then its tones, so that it does not matter where they stand. */
static char *separate_tones(const char *prepared, bool i_for_y)
{
	GString *out = g_string_new(NULL);
	struct word word = {g_string_new(NULL), g_string_new(NULL)};

	for (const char *s = prepared; *s != '\0'; s = next_char(s)) {
		enum tone tone;
		uint32_t c = g_utf8_get_char(s), letter = letter_split(c, &tone);
		if (!letter_is_alnum(c) || is_digit(c)) {
			end_word(out, &word, i_for_y);
			g_string_append_unichar(out, c);
			continue;
		}
		g_string_append_unichar(word.letters, letter);
		if (tone != TONE_LEVEL)
			g_string_append_printf(word.tones, "\x01%d", (int)tone);
	}
	end_word(out, &word, i_for_y);
	g_string_free(word.letters, TRUE);
	g_string_free(word.tones, TRUE);
	return g_string_free(out, FALSE);
}

/* Without the tones of separate_tones(). */
static char *drop_tones(const char *separated)
{
	GString *out = g_string_new(NULL);

	for (const char *s = separated; *s != '\0'; s++)
		if (*s == '\x01')
			s++;
		else
			g_string_append_c(out, *s);
	return g_string_free(out, FALSE);
}

static char *drop_marks(const char *toneless)
{
	GString *out = g_string_new(NULL);

	for (const char *s = toneless; *s != '\0'; s = next_char(s)) {
		uint32_t plain = letter_plain(g_utf8_get_char(s));
		if (plain != 0)
			g_string_append_unichar(out, plain);
	}
	return g_string_free(out, FALSE);
}

/* ---- Comparing --------------------------------------------------------------------------------------------- */

/* What is left to compare once the letters and their tones differ; both are separated, with i for y. */
static enum text_match match_without_marks(const char *answer, const char *key)
{
	g_autofree char *answer_toneless = drop_tones(answer), *key_toneless = drop_tones(key);
	g_autofree char *answer_plain = drop_marks(answer_toneless), *key_plain = drop_marks(key_toneless);
	bool unmarked = g_str_equal(answer_plain, answer);

	if (!g_str_equal(answer_plain, key_plain))
		return TEXT_MATCH_DIFF;
	if (unmarked)
		return TEXT_MATCH_NO_MARKS;
	return g_str_equal(answer_toneless, key_toneless) ? TEXT_MATCH_WRONG_TONE : TEXT_MATCH_WRONG_MARKS;
}

static enum text_match match_prepared(const char *answer, const char *key)
{
	g_autofree char *answer_tones = separate_tones(answer, false), *key_tones = separate_tones(key, false);
	g_autofree char *answer_i = separate_tones(answer, true), *key_i = separate_tones(key, true);

	if (g_str_equal(answer_tones, key_tones))
		return TEXT_MATCH_TONE_PLACE;
	if (g_str_equal(answer_i, key_i))
		return TEXT_MATCH_I_Y;
	return match_without_marks(answer_i, key_i);
}

enum text_match text_match(const char *answer, const char *key)
{
	g_autofree char *answer_nfc = text_nfc(answer), *key_nfc = text_nfc(key);
	g_autofree char *answer_prepared = NULL, *key_prepared = NULL;

	if (g_str_equal(answer_nfc, key_nfc))
		return TEXT_MATCH_EXACT;
	answer_prepared = prepare(answer_nfc);
	key_prepared = prepare(key_nfc);
	if (*answer_prepared == '\0' || *key_prepared == '\0') /* nothing but punctuation: that must be the same */
		return TEXT_MATCH_DIFF;
	if (g_str_equal(answer_prepared, key_prepared))
		return TEXT_MATCH_EQUAL;
	return match_prepared(answer_prepared, key_prepared);
}
