/*
 * Pictures as cells of characters in colours.
 *
 * Reading one is left to a helper program, taphuan-picture: a file made to crash, hang or swallow memory does it there,
 * and is then shown by its words. Nobody pays for it who has no pictures: the helper is looked for when the first one
 * is shown. Without it, when it was not built, all are shown by their words.
 */
#ifndef TAPHUAN_PICTURE_H
#define TAPHUAN_PICTURE_H

#include <glib.h>
#include <stdbool.h>
#include <stdint.h>

#define PICTURE_LARGEST (32 << 20) /* bytes of a file that is looked at */

struct picture_cell {
	char text[5];   /* one character, one column wide, and NUL */
	int32_t fg, bg; /* 0xRRGGBB; COLOUR_DEFAULT for none */
};

struct picture {
	int width, height;
	struct picture_cell *cells; /* row after row */
};

struct pictures;

/* For a terminal of so many colours (0 for none, 1 << 24 and more for all); ascii: nothing but ASCII may be used. */
struct pictures *pictures_new(int colours, bool ascii);
void pictures_free(struct pictures *);
typedef struct pictures Pictures; /* the capitalised name is for g_autoptr() only */
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Pictures, pictures_free)

/*
 * The picture in the file as large as it goes into width × height cells, its sides in proportion; NULL when it cannot
 * be shown. It belongs to pictures, and lives until the next call.
 */
const struct picture *pictures_get(struct pictures *, const char *file, int width, int height);

/*
 * The picture in the file as a PNG file of few enough points to be printed on a sheet, in memory; NULL when it cannot
 * be shown. The caller frees it.
 */
unsigned char *picture_png(const char *file, size_t *len);

/* The kind of picture that a file beginning with these bytes holds, such as "image/png"; NULL for none that is shown.
 */
const char *picture_type(const void *bytes, size_t len);

#endif
