/* The tables of the legacy encodings. */
#include "text/legacy.h"

#include "text/text.h"

#include <string.h>

const char *const legacy_names[LEGACY_COUNT + 1] = {"TCVN3", "VNI", "VPS", "VISCII", "VIQR", NULL};

/* clang-format off */
static const uint16_t cp1252[32] = {
	0x20AC, 0,      0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021,
	0x02C6, 0x2030, 0x0160, 0x2039, 0x0152, 0,      0x017D, 0,
	0,      0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014,
	0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0,      0x017E, 0x0178,
};

/* The bytes from 0x80 on; 0 means nothing. Where small letter and capital share a byte, the small one stands here. */
static const uint16_t tcvn3[128] = {
	/* 80 */ 0x20AC,      0, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021,
	/* 88 */ 0x02C6, 0x2030, 0x0160, 0x2039, 0x0152,      0, 0x017D,      0,
	/* 90 */      0, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014,
	/* 98 */ 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153,      0, 0x017E, 0x0178,
	/* A0 */ 0x00A0, 0x0102, 0x00C2, 0x00CA, 0x00D4, 0x01A0, 0x01AF, 0x0110,
	/* A8 */ 0x0103, 0x00E2, 0x00EA, 0x00F4, 0x01A1, 0x01B0, 0x0111,      0,
	/* B0 */      0,      0,      0,      0,      0, 0x00E0, 0x1EA3, 0x00E3,
	/* B8 */ 0x00E1, 0x1EA1,      0, 0x1EB1, 0x1EB3, 0x1EB5, 0x1EAF,      0,
	/* C0 */      0,      0,      0,      0,      0,      0, 0x1EB7, 0x1EA7,
	/* C8 */ 0x1EA9, 0x1EAB, 0x1EA5, 0x1EAD, 0x00E8,      0, 0x1EBB, 0x1EBD,
	/* D0 */ 0x00E9, 0x1EB9, 0x1EC1, 0x1EC3, 0x1EC5, 0x1EBF, 0x1EC7, 0x00EC,
	/* D8 */ 0x1EC9,      0,      0,      0, 0x0129, 0x00ED, 0x1ECB, 0x00F2,
	/* E0 */      0, 0x1ECF, 0x00F5, 0x00F3, 0x1ECD, 0x1ED3, 0x1ED5, 0x1ED7,
	/* E8 */ 0x1ED1, 0x1ED9, 0x1EDD, 0x1EDF, 0x1EE1, 0x1EDB, 0x1EE3, 0x00F9,
	/* F0 */      0, 0x1EE7, 0x0169, 0x00FA, 0x1EE5, 0x1EEB, 0x1EED, 0x1EEF,
	/* F8 */ 0x1EE9, 0x1EF1, 0x1EF3, 0x1EF7, 0x1EF9, 0x00FD, 0x1EF5,      0,
};

static const uint16_t vps[128] = {
	/* 80 */ 0x00C0, 0x1EA2, 0x00C3, 0x1EA4, 0x1EA6, 0x1EA8, 0x1ECD, 0x1ED7,
	/* 88 */ 0x0102, 0x1EBF, 0x1EC1, 0x1EC3, 0x1EC7, 0x1EAE, 0x1EB0, 0x1EB2,
	/* 90 */ 0x1EBE,      0,      0, 0x1EC0, 0x1EC2, 0x1EC4, 0x1ED0, 0x1ED2,
	/* 98 */ 0x1ED4, 0x1ED6, 0x00FD, 0x1EF7, 0x1EF5, 0x1EDA, 0x1EDC, 0x1EDE,
	/* A0 */ 0x00A0, 0x1EAF, 0x1EB1, 0x1EB3, 0x1EB5, 0x1EB7, 0x1EE0, 0x1EDB,
	/* A8 */ 0x00D9, 0x1EDD, 0x1EDF, 0x1EE1, 0x0168, 0x1EE8, 0x1EE3, 0x1EEA,
	/* B0 */ 0x1ED5, 0x1EEC, 0x1EF2, 0x1EF8, 0x00CD, 0x00CC, 0x1ED9, 0x1EC8,
	/* B8 */ 0x0128, 0x00D3, 0x1EED, 0x1EEF, 0x00D2, 0x1ECE, 0x00D5, 0x1EF1,
	/* C0 */ 0x1EA7, 0x00C1, 0x00C2, 0x1EA5, 0x1EA9, 0x1EAB, 0x1EAD, 0x0111,
	/* C8 */ 0x1EBB, 0x00C9, 0x00CA, 0x1EB9, 0x1EC9, 0x1EC5, 0x1ECB, 0x1EF9,
	/* D0 */ 0x01AF, 0x1EE6, 0x1ED3, 0x1ED1, 0x00D4, 0x1ECF, 0x01A1, 0x00C8,
	/* D8 */ 0x1EEB, 0x1EE9, 0x00DA, 0x0169, 0x01B0, 0x00DD, 0x1EBA,      0,
	/* E0 */ 0x00E0, 0x00E1, 0x00E2, 0x00E3, 0x1EA3, 0x1EA1, 0x0103,      0,
	/* E8 */ 0x00E8, 0x00E9, 0x00EA, 0x1EBD, 0x00EC, 0x00ED,      0, 0x0129,
	/* F0 */ 0x1EB4, 0x0110, 0x00F2, 0x00F3, 0x00F4, 0x00F5,      0, 0x01A0,
	/* F8 */ 0x1EE5, 0x00F9, 0x00FA, 0x1EE7,      0, 0x1EF6, 0x1EBC, 0x1EF3,
};

static const uint16_t viscii[128] = {
	/* 80 */ 0x1EA0, 0x1EAE, 0x1EB0, 0x1EB6, 0x1EA4, 0x1EA6, 0x1EA8, 0x1EAC,
	/* 88 */ 0x1EBC, 0x1EB8, 0x1EBE, 0x1EC0, 0x1EC2, 0x1EC4, 0x1EC6, 0x1ED0,
	/* 90 */ 0x1ED2, 0x1ED4, 0x1ED6, 0x1ED8, 0x1EE2, 0x1EDA, 0x1EDC, 0x1EDE,
	/* 98 */ 0x1ECA, 0x1ECE, 0x1ECC, 0x1EC8, 0x1EE6, 0x0168, 0x1EE4, 0x1EF2,
	/* A0 */ 0x00D5, 0x1EAF, 0x1EB1, 0x1EB7, 0x1EA5, 0x1EA7, 0x1EA9, 0x1EAD,
	/* A8 */ 0x1EBD, 0x1EB9, 0x1EBF, 0x1EC1, 0x1EC3, 0x1EC5, 0x1EC7, 0x1ED1,
	/* B0 */ 0x1ED3, 0x1ED5, 0x1ED7, 0x1EE0, 0x01A0, 0x1ED9, 0x1EDD, 0x1EDF,
	/* B8 */ 0x1ECB, 0x1EF0, 0x1EE8, 0x1EEA, 0x1EEC, 0x01A1, 0x1EDB, 0x01AF,
	/* C0 */ 0x00C0, 0x00C1, 0x00C2, 0x00C3, 0x1EA2, 0x0102, 0x1EB3, 0x1EB5,
	/* C8 */ 0x00C8, 0x00C9, 0x00CA, 0x1EBA, 0x00CC, 0x00CD, 0x0128, 0x1EF3,
	/* D0 */ 0x0110, 0x1EE9, 0x00D2, 0x00D3, 0x00D4, 0x1EA1, 0x1EF7, 0x1EEB,
	/* D8 */ 0x1EED, 0x00D9, 0x00DA, 0x1EF9, 0x1EF5, 0x00DD, 0x1EE1, 0x01B0,
	/* E0 */ 0x00E0, 0x00E1, 0x00E2, 0x00E3, 0x1EA3, 0x0103, 0x1EEF, 0x1EAB,
	/* E8 */ 0x00E8, 0x00E9, 0x00EA, 0x1EBB, 0x00EC, 0x00ED, 0x0129, 0x1EC9,
	/* F0 */ 0x0111, 0x1EF1, 0x00F2, 0x00F3, 0x00F4, 0x00F5, 0x1ECF, 0x1ECD,
	/* F8 */ 0x1EE5, 0x00F9, 0x00FA, 0x0169, 0x1EE7, 0x00FD, 0x1EE3, 0x1EEE,
};

/* The six capitals that VISCII puts among the control characters. */
static const struct {
	uint8_t byte;
	uint16_t letter;
} viscii_controls[] = {{0x02, 0x1EB2}, {0x05, 0x1EB4}, {0x06, 0x1EAA}, {0x14, 0x1EF6}, {0x19, 0x1EF8}, {0x1E, 0x1EF4}};

/* VNI: letters of their own byte. The capital of a byte is 0x20 below it, here and with the marks. */
static const struct {
	uint8_t byte;
	uint16_t letter;
} vni_letters[] = {
	{0xED, 0x00ED}, {0xEC, 0x00EC}, {0xE6, 0x1EC9}, {0xF3, 0x0129}, {0xF2, 0x1ECB},
	{0xF4, 0x01A1}, {0xF6, 0x01B0}, {0xEE, 0x1EF5}, {0xF1, 0x0111},
};

/* VNI: a vowel, then one byte for its tone, with breve or circumflex. */
enum shape { SHAPE_NONE, SHAPE_BREVE, SHAPE_CIRCUMFLEX };
static const struct {
	uint8_t byte;
	uint8_t shape, tone;
} vni_marks[] = {
	{0xF9, SHAPE_NONE, TONE_ACUTE},       {0xF8, SHAPE_NONE, TONE_GRAVE},        {0xFB, SHAPE_NONE, TONE_HOOK},
	{0xF5, SHAPE_NONE, TONE_TILDE},       {0xEF, SHAPE_NONE, TONE_DOT},
	{0xEA, SHAPE_BREVE, TONE_LEVEL},      {0xE9, SHAPE_BREVE, TONE_ACUTE},       {0xE8, SHAPE_BREVE, TONE_GRAVE},
	{0xFA, SHAPE_BREVE, TONE_HOOK},       {0xFC, SHAPE_BREVE, TONE_TILDE},       {0xEB, SHAPE_BREVE, TONE_DOT},
	{0xE2, SHAPE_CIRCUMFLEX, TONE_LEVEL}, {0xE1, SHAPE_CIRCUMFLEX, TONE_ACUTE},  {0xE0, SHAPE_CIRCUMFLEX, TONE_GRAVE},
	{0xE5, SHAPE_CIRCUMFLEX, TONE_HOOK},  {0xE3, SHAPE_CIRCUMFLEX, TONE_TILDE},  {0xE4, SHAPE_CIRCUMFLEX, TONE_DOT},
};
/* clang-format on */

void legacy_text_init(struct legacy_text *text, const char *bytes, size_t len)
{
	*text = (struct legacy_text){.units = g_new(uint32_t, len + 1), .count = len};
	for (size_t i = 0; i < len; i++)
		text->units[i] = (unsigned char)bytes[i];
}

static uint32_t unit_of(uint32_t c)
{
	if (c == 0x03BC)
		return 0xB5;
	if (c <= 0xFF)
		return c;
	for (uint32_t i = 0; i < G_N_ELEMENTS(cp1252); i++)
		if (cp1252[i] == c)
			return 0x80 + i;
	return c;
}

void legacy_text_init_garbled(struct legacy_text *text, const char *s, size_t len)
{
	*text = (struct legacy_text){.units = g_new(uint32_t, len + 1)};
	for (const char *end = s + len; s < end; s = next_char(s))
		text->units[text->count++] = unit_of(g_utf8_get_char(s));
}

void legacy_text_clear(struct legacy_text *text)
{
	g_clear_pointer(&text->units, g_free);
	text->count = 0;
}

/* Appends the meaning of the unit at index at; 0 is none. */
static void append_meaning(GString *out, uint32_t meaning, size_t at, struct legacy_result *result)
{
	if (meaning == 0 && result->impossible++ == 0)
		result->first = at;
	g_string_append_unichar(out, meaning == 0 ? 0xFFFD : meaning);
}

static uint32_t viscii_control(uint32_t unit)
{
	for (size_t i = 0; i < G_N_ELEMENTS(viscii_controls); i++)
		if (viscii_controls[i].byte == unit)
			return viscii_controls[i].letter;
	return unit;
}

static void decode_table(const uint16_t table[128], const struct legacy_text *text, GString *out,
			 struct legacy_result *result)
{
	for (size_t i = 0; i < text->count; i++) {
		uint32_t unit = text->units[i];
		if (unit >= 0x80 && unit <= 0xFF)
			append_meaning(out, table[unit - 0x80], i, result);
		else
			append_meaning(out, table == viscii ? viscii_control(unit) : unit, i, result);
	}
}

/* A VNI unit by itself. */
static uint32_t vni_letter(uint32_t unit)
{
	if (unit < 0x80 || unit > 0xFF)
		return unit;
	if (unit < 0xA0)
		return cp1252[unit - 0x80];
	if (unit < 0xC0)
		return unit;
	for (size_t i = 0; i < G_N_ELEMENTS(vni_letters); i++) {
		if (vni_letters[i].byte == unit)
			return vni_letters[i].letter;
		if (vni_letters[i].byte == unit + 0x20)
			return letter_upper(vni_letters[i].letter);
	}
	return 0;
}

static uint32_t with_shape(uint32_t vowel, enum shape shape)
{
	if (shape == SHAPE_NONE)
		return vowel;
	if (shape == SHAPE_BREVE)
		return vowel == 'a' ? 0x0103 : 0;
	return vowel == 'a' ? 0x00E2 : vowel == 'e' ? 0x00EA : vowel == 'o' ? 0x00F4 : 0;
}

/* The vowel, small or capital, with the mark that a VNI byte means; 0 when they do not go together. */
static uint32_t vni_marked(uint32_t vowel, uint32_t mark)
{
	uint32_t small = letter_lower(vowel);

	if (!letter_is_vowel(small) || small == 'i')
		return 0;
	for (size_t i = 0; i < G_N_ELEMENTS(vni_marks); i++)
		if (vni_marks[i].byte == mark || vni_marks[i].byte == mark + 0x20) {
			uint32_t shaped = with_shape(small, vni_marks[i].shape);
			shaped = letter_join(shaped, vni_marks[i].tone);
			return small == vowel ? shaped : letter_upper(shaped);
		}
	return 0;
}

static void decode_vni(const struct legacy_text *text, GString *out, struct legacy_result *result)
{
	for (size_t i = 0; i < text->count; i++) {
		uint32_t letter = vni_letter(text->units[i]);
		uint32_t next = i + 1 < text->count ? text->units[i + 1] : 0;
		uint32_t marked = next >= 0xC0 && next <= 0xFF ? vni_marked(letter, next) : 0;
		append_meaning(out, marked != 0 ? marked : letter, i, result);
		if (marked != 0)
			i++;
	}
}

bool legacy_shares_capital(const uint16_t table[128], uint32_t c)
{
	enum tone tone;
	uint32_t capital;
	bool small = false;

	letter_split(c, &tone);
	if (tone == TONE_LEVEL)
		return false;
	capital = letter_upper(c);
	for (size_t i = 0; i < 128; i++) {
		if (table[i] == capital)
			return false;
		small = small || table[i] == c;
	}
	return small;
}

char *legacy_decode(enum legacy encoding, const struct legacy_text *text, struct legacy_result *result)
{
	GString *out = g_string_sized_new(text->count + text->count / 2);

	*result = (struct legacy_result){0};
	switch (encoding) {
	case LEGACY_VNI:
		decode_vni(text, out, result);
		break;
	case LEGACY_VIQR:
		viqr_decode(text, out);
		break;
	case LEGACY_VISCII:
		decode_table(viscii, text, out, result);
		break;
	case LEGACY_VPS:
		decode_table(vps, text, out, result);
		legacy_mend_capitals(out, vps);
		break;
	case LEGACY_TCVN3:
		decode_table(tcvn3, text, out, result);
		legacy_mend_horns(out);
		legacy_mend_capitals(out, tcvn3);
		break;
	case LEGACY_COUNT:
		g_assert_not_reached();
	}
	return g_string_free(out, FALSE);
}

const char *const *text_encodings(void)
{
	return legacy_names;
}
