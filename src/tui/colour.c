/* The colours of a theme on terminals that have fewer. */
#include "tui/private.h"

#include <stdlib.h>

/* The first 16 as xterm and most others have them; a person's palette differs, but hardly in which is which. */
static const int32_t palette[16] = {
	0x000000, 0xcd0000, 0x00cd00, 0xcdcd00, 0x0000ee, 0xcd00cd, 0x00cdcd, 0xe5e5e5,
	0x7f7f7f, 0xff0000, 0x00ff00, 0xffff00, 0x5c5cff, 0xff00ff, 0x00ffff, 0xffffff,
};

static const int cube[6] = {0, 95, 135, 175, 215, 255};

#define CUBE_FIRST   16
#define GREY_FIRST   232
#define GREY_COUNT   24
#define DIRECT       (1 << 24) /* a terminal of so many colours takes 0xRRGGBB itself, */
#define DIRECT_FIRST 8         /* but for the smallest numbers, which are the palette's */

static int part(int32_t rgb, int shift)
{
	return (rgb >> shift) & 0xff;
}

/* How far two colours are apart to the eye, roughly: red and blue count by how much red there is. */
static long distance(int32_t a, int32_t b)
{
	long red = (part(a, 16) + part(b, 16)) / 2;
	long r = part(a, 16) - part(b, 16), g = part(a, 8) - part(b, 8), b_ = part(a, 0) - part(b, 0);
	return (((512 + red) * r * r) >> 8) + 4 * g * g + (((767 - red) * b_ * b_) >> 8);
}

static int nearest_of_palette(int32_t rgb, int count)
{
	int best = 0;
	for (int i = 1; i < count; i++)
		if (distance(rgb, palette[i]) < distance(rgb, palette[best]))
			best = i;
	return best;
}

static int nearest_step(int value)
{
	int best = 0;
	for (int i = 1; i < 6; i++)
		if (abs(cube[i] - value) < abs(cube[best] - value))
			best = i;
	return best;
}

/* Of the 240 colours that are the same on every terminal: the cube of six steps each, and the greys. */
static int nearest_of_256(int32_t rgb)
{
	int r = nearest_step(part(rgb, 16)), g = nearest_step(part(rgb, 8)), b = nearest_step(part(rgb, 0));
	int32_t in_cube = (int32_t)(cube[r] << 16 | cube[g] << 8 | cube[b]);
	int mean = (part(rgb, 16) + part(rgb, 8) + part(rgb, 0)) / 3;
	int grey = CLAMP((mean - 3) / 10, 0, GREY_COUNT - 1);
	int32_t in_greys = (8 + 10 * grey) * 0x010101;
	if (distance(rgb, in_greys) < distance(rgb, in_cube))
		return GREY_FIRST + grey;
	return CUBE_FIRST + 36 * r + 6 * g + b;
}

int colour_nearest(int32_t rgb, int colours)
{
	if (rgb == COLOUR_DEFAULT)
		return -1;
	if (colours >= DIRECT)
		return MAX(rgb, DIRECT_FIRST);
	if (colours >= 256)
		return nearest_of_256(rgb);
	return nearest_of_palette(rgb, colours >= 16 ? 16 : 8);
}

int colour_readable(int32_t fg, int32_t bg, int colours)
{
	int number = colour_nearest(fg, colours);
	if (fg == bg || fg == COLOUR_DEFAULT || number != colour_nearest(bg, colours))
		return number;
	bool dark = distance(bg, 0x000000) < distance(bg, 0xffffff);
	return colour_nearest(dark ? 0xffffff : 0x000000, colours);
}
