/*
 * Large letters for titles, as points: what a font looks like at three sizes.
 *
 * The table is made once, while building (main_letters.c, with FreeType, from Liberation Sans), so that showing a title
 * opens no font and costs no start any time. A build without FreeType or the font has a table without letters: titles
 * are then plain and bold, as they are wherever a large one has no room.
 */
#ifndef TAPHUAN_LETTERS_H
#define TAPHUAN_LETTERS_H

#include <stddef.h>
#include <stdint.h>

struct letter {
	uint16_t code;  /* its code point */
	int8_t left;    /* points from where it is set to its first column */
	uint8_t width;  /* columns of points */
	uint8_t step;   /* points to where the next letter is set */
	uint16_t first; /* its first column */
};

struct letters {
	const struct letter *letters; /* in the order of their code points */
	size_t n;
	const uint32_t *columns; /* rows of points, the lowest bit on top */
};

/* The sizes: 3 and 2 are what font_size asks for, 1 is narrow, for titles that are too long for those. */
enum { LETTERS_SMALLEST = 1, LETTERS_LARGEST = 3 };

extern const struct letters layout_letters[LETTERS_LARGEST + 1];

#endif
