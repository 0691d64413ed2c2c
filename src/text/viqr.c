/* VIQR: Vietnamese in ASCII, a letter followed by its marks: Vie^.t Nam. */
#include "text/legacy.h"
#include "text/syllable.h"

#define WORD_MAX 16

/* The word so far, to tell a mark from the punctuation that ends a word or a sentence. */
struct viqr {
	GString *out;
	const struct legacy_text *text;
	size_t at;
	uint32_t word[WORD_MAX]; /* small, toneless */
	size_t word_len;
	bool has_tone;
};

static const struct {
	char base, mark;
	uint16_t shaped;
} shapes[] = {
	{'a', '(', 0x0103}, {'a', '^', 0x00E2}, {'e', '^', 0x00EA}, {'o', '^', 0x00F4},
	{'o', '+', 0x01A1}, {'o', '*', 0x01A1}, {'u', '+', 0x01B0}, {'u', '*', 0x01B0},
};

static const char tone_marks[TONE_COUNT] = {0, '`', '?', '~', '\'', '.'};

static uint32_t peek(const struct viqr *viqr, size_t ahead)
{
	size_t at = viqr->at + ahead;

	return at < viqr->text->count ? viqr->text->units[at] : 0;
}

/* The vowel with the shape that the next unit gives it, which is then passed over. */
static uint32_t take_shape(struct viqr *viqr, uint32_t vowel)
{
	for (size_t i = 0; i < G_N_ELEMENTS(shapes); i++)
		if ((uint32_t)shapes[i].base == vowel && (uint32_t)shapes[i].mark == peek(viqr, 0)) {
			viqr->at++;
			return shapes[i].shaped;
		}
	return vowel;
}

/* True when the tone on the last letter of the word makes a well-spelt syllable of it, or the word is that letter. */
static bool tone_fits(const struct viqr *viqr, enum tone tone)
{
	char toneless[SYLLABLE_MAX];
	size_t len = 0, last = viqr->word_len - 1;
	struct nucleus nucleus;

	if (viqr->word_len == 1)
		return true;
	for (size_t i = 0; i < viqr->word_len && len + 6 < sizeof toneless; i++)
		len += (size_t)g_unichar_to_utf8(viqr->word[i], toneless + len);
	toneless[len] = '\0';
	return syllable_is_valid(toneless, tone, SPELLING_STRICT) &&
	       syllable_nucleus(viqr->word, viqr->word_len, &nucleus) &&
	       (syllable_tone_place(viqr->word, &nucleus, false) == last ||
		syllable_tone_place(viqr->word, &nucleus, true) == last);
}

/* The tone that the next unit gives the last letter of the word; it is passed over. */
static enum tone take_tone(struct viqr *viqr)
{
	for (enum tone tone = TONE_GRAVE; tone < TONE_COUNT; tone++) {
		uint32_t after = peek(viqr, 1);
		bool inside = after < 0x80 && g_ascii_isalpha((char)after);
		if (peek(viqr, 0) != (uint32_t)tone_marks[tone] || viqr->has_tone)
			continue;
		if (!inside && (viqr->word_len == WORD_MAX || !tone_fits(viqr, tone)))
			break;
		viqr->at++;
		viqr->has_tone = true;
		return tone;
	}
	return TONE_LEVEL;
}

static void remember(struct viqr *viqr, uint32_t letter)
{
	if (viqr->word_len < WORD_MAX)
		viqr->word[viqr->word_len++] = letter;
}

static void take_letter(struct viqr *viqr, uint32_t unit)
{
	uint32_t small = letter_lower(unit), letter = small;

	viqr->at++;
	if (small == 'd' && letter_lower(peek(viqr, 0)) == 'd') {
		viqr->at++;
		letter = 0x0111;
	} else if (letter_is_vowel(small)) {
		letter = take_shape(viqr, small);
	}
	remember(viqr, letter);
	if (letter_is_vowel(letter))
		letter = letter_join(letter, take_tone(viqr));
	g_string_append_unichar(viqr->out, small == unit ? letter : letter_upper(letter));
}

void viqr_decode(const struct legacy_text *text, GString *out)
{
	struct viqr viqr = {.out = out, .text = text};

	while (viqr.at < text->count) {
		uint32_t unit = peek(&viqr, 0);
		if (unit < 0x80 && g_ascii_isalpha((char)unit)) {
			take_letter(&viqr, unit);
			continue;
		}
		viqr.word_len = 0;
		viqr.has_tone = false;
		if (unit == '\\' && viqr.at + 1 < text->count)
			unit = text->units[++viqr.at];
		g_string_append_unichar(out, unit == 0 ? 0xFFFD : unit);
		viqr.at++;
	}
}
