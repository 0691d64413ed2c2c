/* The Vietnamese letters: each vowel with each tone, taken apart and put together. */
#include "text/private.h"

#include <unicase.h>
#include <unictype.h>
#include <uninorm.h>

#define VOWELS 12

/* The rows are the vowels, the columns the tones in the order of enum tone. */
static const uint16_t toned[VOWELS][TONE_COUNT] = {
	{'a', 0x00E0, 0x1EA3, 0x00E3, 0x00E1, 0x1EA1},    /* a à ả ã á ạ */
	{0x0103, 0x1EB1, 0x1EB3, 0x1EB5, 0x1EAF, 0x1EB7}, /* ă ằ ẳ ẵ ắ ặ */
	{0x00E2, 0x1EA7, 0x1EA9, 0x1EAB, 0x1EA5, 0x1EAD}, /* â ầ ẩ ẫ ấ ậ */
	{'e', 0x00E8, 0x1EBB, 0x1EBD, 0x00E9, 0x1EB9},    /* e è ẻ ẽ é ẹ */
	{0x00EA, 0x1EC1, 0x1EC3, 0x1EC5, 0x1EBF, 0x1EC7}, /* ê ề ể ễ ế ệ */
	{'i', 0x00EC, 0x1EC9, 0x0129, 0x00ED, 0x1ECB},    /* i ì ỉ ĩ í ị */
	{'o', 0x00F2, 0x1ECF, 0x00F5, 0x00F3, 0x1ECD},    /* o ò ỏ õ ó ọ */
	{0x00F4, 0x1ED3, 0x1ED5, 0x1ED7, 0x1ED1, 0x1ED9}, /* ô ồ ổ ỗ ố ộ */
	{0x01A1, 0x1EDD, 0x1EDF, 0x1EE1, 0x1EDB, 0x1EE3}, /* ơ ờ ở ỡ ớ ợ */
	{'u', 0x00F9, 0x1EE7, 0x0169, 0x00FA, 0x1EE5},    /* u ù ủ ũ ú ụ */
	{0x01B0, 0x1EEB, 0x1EED, 0x1EEF, 0x1EE9, 0x1EF1}, /* ư ừ ử ữ ứ ự */
	{'y', 0x1EF3, 0x1EF7, 0x1EF9, 0x00FD, 0x1EF5},    /* y ỳ ỷ ỹ ý ỵ */
};

/* All letters of the table lie in these two stretches of Unicode. */
#define LOW_END    0x0200
#define HIGH_START 0x1EA0
#define HIGH_END   0x1F00

/* 1 + row * TONE_COUNT + column of each letter in the table above, else 0. */
static const uint8_t *places(void)
{
	static uint8_t table[LOW_END + HIGH_END - HIGH_START];
	static size_t ready;

	if (g_once_init_enter(&ready)) {
		for (size_t vowel = 0; vowel < VOWELS; vowel++)
			for (size_t tone = 0; tone < TONE_COUNT; tone++) {
				size_t c = toned[vowel][tone];
				size_t slot = c < LOW_END ? c : LOW_END + c - HIGH_START;
				table[slot] = (uint8_t)(1 + vowel * TONE_COUNT + tone);
			}
		g_once_init_leave(&ready, 1);
	}
	return table;
}

static unsigned place_of(uint32_t c)
{
	if (c < LOW_END)
		return places()[c];
	if (c >= HIGH_START && c < HIGH_END)
		return places()[LOW_END + c - HIGH_START];
	return 0;
}

uint32_t letter_lower(uint32_t c)
{
	if (c < 0x80)
		return c >= 'A' && c <= 'Z' ? c + ('a' - 'A') : c;
	return uc_tolower(c);
}

uint32_t letter_upper(uint32_t c)
{
	if (c < 0x80)
		return c >= 'a' && c <= 'z' ? c - ('a' - 'A') : c;
	return uc_toupper(c);
}

bool letter_is_alnum(uint32_t c)
{
	if (c < 0x80)
		return g_ascii_isalnum((char)c);
	return uc_is_general_category_withtable(c, UC_CATEGORY_MASK_L | UC_CATEGORY_MASK_N);
}

uint32_t letter_split(uint32_t c, enum tone *tone)
{
	unsigned place = place_of(c);

	if (tone != NULL)
		*tone = place > 0 ? (enum tone)((place - 1) % TONE_COUNT) : TONE_LEVEL;
	return place > 0 ? toned[(place - 1) / TONE_COUNT][TONE_LEVEL] : c;
}

uint32_t letter_join(uint32_t vowel, enum tone tone)
{
	unsigned place = place_of(vowel);

	return place > 0 ? toned[(place - 1) / TONE_COUNT][tone] : vowel;
}

bool letter_is_vowel(uint32_t c)
{
	unsigned place = place_of(c);

	return place > 0 && (place - 1) % TONE_COUNT == TONE_LEVEL;
}

uint32_t letter_plain(uint32_t c)
{
	ucs4_t parts[UC_DECOMPOSITION_MAX_LENGTH];

	if (c < 0x80)
		return c;
	if (c == 0x0111 || c == 0x00F0 || c == 0x0256)
		return 'd';
	while (uc_canonical_decomposition(c, parts) > 0)
		c = parts[0];
	return uc_combining_class(c) != 0 ? 0 : c;
}

uint32_t letter_unify(uint32_t c)
{
	switch (c) {
	case 0x00D0:
	case 0x0189:
		return 0x0110;
	case 0x00F0:
	case 0x0256:
		return 0x0111;
	default:
		return c;
	}
}
