/* What the files of text/ share; no other room includes this. */
#ifndef TAPHUAN_TEXT_PRIVATE_H
#define TAPHUAN_TEXT_PRIVATE_H

#include <glib.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* The character after the one at s; g_utf8_next_char() without its cast that drops const. */
static inline const char *next_char(const char *s)
{
	return s + g_utf8_skip[(unsigned char)*s];
}

/* The character before s, which is not the start. */
static inline const char *previous_char(const char *s)
{
	do
		s--;
	while (((unsigned char)*s & 0xC0) == 0x80);
	return s;
}

/* The tones in the order of the Vietnamese dictionaries. */
enum tone {
	TONE_LEVEL, /* ngang */
	TONE_GRAVE, /* huyền */
	TONE_HOOK,  /* hỏi */
	TONE_TILDE, /* ngã */
	TONE_ACUTE, /* sắc */
	TONE_DOT,   /* nặng */
	TONE_COUNT,
};

/* c as a small letter, and as a capital; the same whatever the locale. */
uint32_t letter_lower(uint32_t c);
uint32_t letter_upper(uint32_t c);

/* True for a letter or a digit of any script. */
bool letter_is_alnum(uint32_t c);

/* The small letter c without its tone, and the tone (may be NULL): ấ is â and TONE_ACUTE. */
uint32_t letter_split(uint32_t c, enum tone *tone);

/* The small toneless Vietnamese vowel with the tone; any other letter comes back as it is. */
uint32_t letter_join(uint32_t vowel, enum tone tone);

/* True for the twelve toneless small vowels a ă â e ê i o ô ơ u ư y. */
bool letter_is_vowel(uint32_t c);

/* The small letter c without any mark: a for ấ, d for đ, u for ü; 0 for a mark that stands alone. */
uint32_t letter_plain(uint32_t c);

/* Ð, Ɖ (Icelandic and African letters that look like it) as Đ, in either case; any other letter as it is. */
uint32_t letter_unify(uint32_t c);

/* A copy of s[0..len), valid UTF-8, in NFC; NUL-terminated. The caller frees it. */
char *nfc_copy(const char *s, size_t len);

/* The bytes of the grapheme cluster at the start of s[0..len), len > 0, and its columns: text_cluster(), text_width().
 */
size_t cluster_measure(const char *s, size_t len, int *width);

#endif
