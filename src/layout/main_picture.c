/*
 * taphuan-picture: reads a picture and says its cells, for layout/picture.c.
 *
 *     taphuan-picture FILE WIDTH HEIGHT COLOURS [ascii]
 *     taphuan-picture FILE
 *
 * Without a size it says the picture itself, for paper: a PNG file in base64.
 *
 * A program of its own, because libchafa and gdk-pixbuf would make every start of taphuan slower, and because a hostile
 * file may crash it: it gets little time and memory, and may write nothing but its answer.
 */
#include "layout/picture.h"

#include <chafa.h>
#include <fcntl.h>
#include <gdk-pixbuf/gdk-pixbuf.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#define MOST_SECONDS 3
#define MOST_MEMORY  (512L << 20)
#define MOST_POINTS  (40L << 20) /* what the camera of a telephone makes */
#define CELL_POINTS  8           /* points of the picture across a cell: no character shows more */

static void limit(__rlimit_resource_t resource, rlim_t most)
{
	const struct rlimit limit = {most, most};

	setrlimit(resource, &limit);
}

static void set_limits(void)
{
	alarm(2 * MOST_SECONDS);
	limit(RLIMIT_CPU, MOST_SECONDS);
	limit(RLIMIT_FSIZE, 0);
	limit(RLIMIT_CORE, 0);
#if !defined(__SANITIZE_ADDRESS__) /* which takes as much as there is */
	limit(RLIMIT_AS, MOST_MEMORY);
#endif
}

/* The file's bytes; NULL when it is no picture of a kind that is shown. Whatever the name stands for is not waited for.
 */
static char *read_file(const char *path, size_t *len)
{
	int fd = open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC);
	struct stat info;

	if (fd < 0 || fstat(fd, &info) != 0 || !S_ISREG(info.st_mode) || info.st_size > PICTURE_LARGEST)
		return NULL;
	g_autofree char *bytes = g_malloc((size_t)info.st_size + 1);
	ssize_t got = 0;
	for (*len = 0; *len < (size_t)info.st_size; *len += (size_t)got)
		if ((got = read(fd, bytes + *len, (size_t)info.st_size - *len)) <= 0)
			return NULL;
	return picture_type(bytes, *len) ? g_steal_pointer(&bytes) : NULL;
}

/*
 * Before anything is decoded: how large the picture says it is. One side is brought down to what can be seen of it; the
 * other may still be too long, because the camera may have been held upright.
 */
static void on_size(GdkPixbufLoader *loader, int width, int height, gpointer user)
{
	const int *cells = user;
	double scale =
		MIN(1.0, MAX((double)cells[0] * CELL_POINTS / width, (double)cells[1] * 2 * CELL_POINTS / height));

	if (width < 1 || height < 1 || (long)width * height > MOST_POINTS)
		exit(EXIT_FAILURE);
	gdk_pixbuf_loader_set_size(loader, MAX(1, (int)(width * scale)), MAX(1, (int)(height * scale)));
}

/* Upright, as the camera was held; NULL when there is nothing to see. */
static GdkPixbuf *decode(const char *bytes, size_t len, int *cells)
{
	g_autoptr(GdkPixbufLoader) loader = gdk_pixbuf_loader_new();

	g_signal_connect(loader, "size-prepared", G_CALLBACK(on_size), cells);
	/* Of a picture that is cut off, what there is of it is shown. */
	gdk_pixbuf_loader_write(loader, (const guchar *)bytes, len, NULL);
	gdk_pixbuf_loader_close(loader, NULL);
	GdkPixbuf *pixbuf = gdk_pixbuf_loader_get_pixbuf(loader);
	return pixbuf ? gdk_pixbuf_apply_embedded_orientation(pixbuf) : NULL;
}

static ChafaCanvasMode mode_for(int colours)
{
	return colours >= 1 << 24 ? CHAFA_CANVAS_MODE_TRUECOLOR
	       : colours >= 256   ? CHAFA_CANVAS_MODE_INDEXED_240
	       : colours >= 16    ? CHAFA_CANVAS_MODE_INDEXED_16
	       : colours >= 8     ? CHAFA_CANVAS_MODE_INDEXED_8
				  : CHAFA_CANVAS_MODE_FGBG;
}

/*
 * Characters that the terminal's font has; a terminal of eight colours is the console of an old laptop. Without
 * colours, grey is a matter of how much ink a character has.
 */
static ChafaSymbolTags symbols_for(int colours, bool ascii)
{
	if (ascii)
		return CHAFA_SYMBOL_TAG_ASCII;
	return CHAFA_SYMBOL_TAG_SPACE | CHAFA_SYMBOL_TAG_SOLID | CHAFA_SYMBOL_TAG_HALF |
	       (colours == 8 ? 0 : CHAFA_SYMBOL_TAG_QUAD) | (colours <= 8 ? CHAFA_SYMBOL_TAG_STIPPLE : 0);
}

static ChafaCanvas *draw(const GdkPixbuf *pixbuf, int width, int height, int colours, bool ascii)
{
	int w = gdk_pixbuf_get_width(pixbuf), h = gdk_pixbuf_get_height(pixbuf);
	ChafaCanvasConfig *config = chafa_canvas_config_new();
	ChafaSymbolMap *map = chafa_symbol_map_new();

	chafa_set_n_threads(1);
	chafa_symbol_map_add_by_tags(map, symbols_for(colours, ascii));
	chafa_canvas_config_set_symbol_map(config, map);
	chafa_canvas_config_set_canvas_mode(config, mode_for(colours));
	if (colours < 256) /* what lies between two colours is a mixture of points of both */
		chafa_canvas_config_set_dither_mode(config, CHAFA_DITHER_MODE_DIFFUSION);
	chafa_calc_canvas_geometry(w, h, &width, &height, 0.5F, FALSE, FALSE);
	chafa_canvas_config_set_geometry(config, MAX(width, 1), MAX(height, 1));
	ChafaCanvas *canvas = chafa_canvas_new(config);
	chafa_canvas_draw_all_pixels(
		canvas, gdk_pixbuf_get_has_alpha(pixbuf) ? CHAFA_PIXEL_RGBA8_UNASSOCIATED : CHAFA_PIXEL_RGB8,
		gdk_pixbuf_read_pixels(pixbuf), w, h, gdk_pixbuf_get_rowstride(pixbuf));
	chafa_symbol_map_unref(map);
	chafa_canvas_config_unref(config);
	return canvas;
}

static void say_colour(int colour, int colours)
{
	if (colour < 0 || colours < 8)
		fputs("------", stdout);
	else
		printf("%06x", (unsigned int)colour & 0xffffff);
}

static void say_cell(ChafaCanvas *canvas, int x, int y, int colours)
{
	char text[8] = "";
	int fg, bg;

	chafa_canvas_get_colors_at(canvas, x, y, &fg, &bg);
	say_colour(fg, colours);
	say_colour(bg, colours);
	g_unichar_to_utf8(chafa_canvas_get_char_at(canvas, x, y), text);
	fputs(text, stdout);
}

static void say(ChafaCanvas *canvas, int colours)
{
	int width, height;

	chafa_canvas_config_get_geometry(chafa_canvas_peek_config(canvas), &width, &height);
	printf("%d %d\n", width, height);
	for (int y = 0; y < height; y++) {
		for (int x = 0; x < width; x++)
			say_cell(canvas, x, y, colours);
		putchar('\n');
	}
}

/* For paper: as many cells as make half a million points, which is fine enough for a sheet. */
static int say_file(const char *bytes, size_t len)
{
	int cells[] = {100, 50};
	g_autoptr(GdkPixbuf) pixbuf = decode(bytes, len, cells);
	g_autofree char *png = NULL;
	size_t png_len;

	if (!pixbuf || !gdk_pixbuf_save_to_buffer(pixbuf, &png, &png_len, "png", NULL, NULL))
		return EXIT_FAILURE;
	g_autofree char *coded = g_base64_encode((const guchar *)png, png_len);
	return puts(coded) >= 0 && fflush(stdout) == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}

static int read_number(const char *text, int least)
{
	gint64 number;

	if (!g_ascii_string_to_signed(text, 10, least, G_MAXINT, &number, NULL))
		exit(EXIT_FAILURE);
	return (int)number;
}

int main(int argc, char **argv)
{
	size_t len;

	if (argc != 2 && argc < 5)
		return EXIT_FAILURE;
	set_limits();
	g_autofree char *bytes = read_file(argv[1], &len);
	if (!bytes || argc == 2)
		return bytes ? say_file(bytes, len) : EXIT_FAILURE;
	int cells[] = {read_number(argv[2], 1), read_number(argv[3], 1)}, colours = read_number(argv[4], 0);
	g_autoptr(GdkPixbuf) pixbuf = decode(bytes, len, cells);
	if (!pixbuf)
		return EXIT_FAILURE;
	ChafaCanvas *canvas = draw(pixbuf, cells[0], cells[1], colours, argc > 5);
	say(canvas, colours);
	chafa_canvas_unref(canvas);
	return fflush(stdout) == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
