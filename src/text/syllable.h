/* Syllables, for the files of text/ only; text_is_syllable() is for everyone. */
#ifndef TAPHUAN_SYLLABLE_H
#define TAPHUAN_SYLLABLE_H

#include "text/private.h"

enum spelling {
	SPELLING_STRICT,  /* as the school book has it */
	SPELLING_LENIENT, /* as names have it: k for c, at the end too; no rule for c and k, g and gh, ng and ngh */
};

/* No syllable takes more bytes than this with its NUL. */
#define SYLLABLE_MAX 32

/*
 * Splits word into its small letters without tones and its tone. False when it is empty, too long for a syllable or
 * has two tones; toneless is then undefined.
 */
bool syllable_read(const char *word, char toneless[SYLLABLE_MAX], enum tone *tone);

/* True when the small toneless letters with the tone can be a syllable. */
bool syllable_is_valid(const char *toneless, enum tone tone, enum spelling spelling);

/*
 * True when the small toneless letters can be the beginning of a syllable (or a whole one), leniently: as they are, or,
 * if shaped is false, with whatever marks they may still get.
 */
bool syllable_can_begin(const uint32_t *letters, size_t count, bool shaped);

/* A word as its small toneless letters, and the vowels among them that its tone can stand on. */
struct nucleus {
	size_t start, end; /* of the vowels, in letters; gi and qu are consonants where other vowels follow */
	bool open;         /* no consonant follows */
};

/* Finds the vowels of letters[0..count); false when there are none. */
bool syllable_nucleus(const uint32_t *letters, size_t count, struct nucleus *nucleus);

/* Which of the letters carries the tone; new_style is hoà, thuý for hòa, thúy. */
size_t syllable_tone_place(const uint32_t *letters, const struct nucleus *nucleus, bool new_style);

#endif
