#include "layout/picture.h"

#include "lesson/theme.h"
#include "text/place.h"
#include "text/text.h"

#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>

#define MOST_KEPT 24  /* pictures at a size */
#define MOST_SIDE 500 /* cells */

struct pictures {
	int colours;
	bool ascii;
	char *helper;      /* NULL until the first one is shown */
	GHashTable *drawn; /* file, its age and the size → struct picture, NULL for one that cannot be shown */
};

static void picture_free(void *picture)
{
	struct picture *p = picture;

	if (p)
		g_free(p->cells);
	g_free(p);
}

struct pictures *pictures_new(int colours, bool ascii)
{
	struct pictures *pictures = g_new0(struct pictures, 1);

	pictures->colours = colours;
	pictures->ascii = ascii;
	pictures->drawn = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, picture_free);
	return pictures;
}

void pictures_free(struct pictures *pictures)
{
	if (!pictures)
		return;
	g_hash_table_unref(pictures->drawn);
	g_free(pictures->helper);
	g_free(pictures);
}

const char *picture_type(const void *bytes, size_t len)
{
	static const struct {
		const char *type, *magic;
		size_t len;
	} types[] = {
		{"image/png", "\x89PNG\r\n\x1a\n", 8},
		{"image/jpeg", "\xff\xd8\xff", 3},
		{"image/gif", "GIF8", 4},
	};

	for (size_t i = 0; i < G_N_ELEMENTS(types); i++)
		if (len >= types[i].len && memcmp(bytes, types[i].magic, types[i].len) == 0)
			return types[i].type;
	return NULL;
}

/* ---- What the helper says ---------------------------------------------------------------------------------- */

/* Six hexadecimal digits, or six hyphens for none. */
static bool read_colour(const char **at, int32_t *colour)
{
	g_autofree char *digits = g_strndup(*at, 6);
	guint64 value;

	if (strlen(digits) < 6)
		return false;
	*at += 6;
	if (strcmp(digits, "------") == 0)
		*colour = COLOUR_DEFAULT;
	else if (g_ascii_string_to_unsigned(digits, 16, 0, 0xffffff, &value, NULL))
		*colour = (int32_t)value;
	else
		return false;
	return true;
}

static bool read_cell(const char **at, struct picture_cell *cell)
{
	if (!read_colour(at, &cell->fg) || !read_colour(at, &cell->bg))
		return false;
	size_t len = text_cluster(*at, strlen(*at));
	if (len == 0 || len >= sizeof(cell->text) || text_width(*at, len) != 1)
		return false;
	memcpy(cell->text, *at, len);
	*at += len;
	return true;
}

/* "WIDTH HEIGHT", then the cells of each row in a line: foreground, background, character. */
static struct picture *read_picture(const char *said, int width, int height)
{
	g_auto(GStrv) lines = g_strsplit(said, "\n", height + 2);
	g_auto(GStrv) sides = g_strsplit(lines[0] ? lines[0] : "", " ", 2);
	gint64 w, h;

	if (!sides[0] || !sides[1] || !g_ascii_string_to_signed(sides[0], 10, 1, width, &w, NULL) ||
	    !g_ascii_string_to_signed(sides[1], 10, 1, height, &h, NULL) || g_strv_length(lines) < (guint)h + 1)
		return NULL;
	struct picture *picture = g_new0(struct picture, 1);
	picture->width = (int)w;
	picture->height = (int)h;
	picture->cells = g_new0(struct picture_cell, (size_t)(w * h));
	for (int y = 0; y < picture->height; y++) {
		const char *at = lines[y + 1];
		for (int x = 0; x < picture->width; x++)
			if (!read_cell(&at, &picture->cells[y * picture->width + x])) {
				picture_free(picture);
				return NULL;
			}
	}
	return picture;
}

static struct picture *ask_helper(struct pictures *pictures, const char *file, int width, int height)
{
	char numbers[3][12];
	const int values[] = {width, height, pictures->colours};
	g_autofree char *said = NULL;
	int status = 0;

	if (!pictures->helper)
		pictures->helper = place_helper("taphuan-picture");
	for (size_t i = 0; i < G_N_ELEMENTS(values); i++)
		g_snprintf(numbers[i], sizeof(numbers[i]), "%d", values[i]);
	const char *argv[] = {
		pictures->helper, file, numbers[0], numbers[1], numbers[2], pictures->ascii ? "ascii" : NULL, NULL};
	if (!g_spawn_sync(NULL, (char **)(uintptr_t)argv, NULL, G_SPAWN_STDERR_TO_DEV_NULL, NULL, NULL, &said, NULL,
			  &status, NULL) ||
	    status != 0 || !g_utf8_validate(said, -1, NULL))
		return NULL;
	return read_picture(said, width, height);
}

unsigned char *picture_png(const char *file, size_t *len)
{
	g_autofree char *helper = place_helper("taphuan-picture"), *said = NULL;
	const char *argv[] = {helper, file, NULL};
	int status = 0;

	if (!g_spawn_sync(NULL, (char **)(uintptr_t)argv, NULL, G_SPAWN_STDERR_TO_DEV_NULL, NULL, NULL, &said, NULL,
			  &status, NULL) ||
	    status != 0)
		return NULL;
	return g_base64_decode(said, len);
}

const struct picture *pictures_get(struct pictures *pictures, const char *file, int width, int height)
{
	GStatBuf now;
	void *found;

	if (g_stat(file, &now) != 0 || !S_ISREG(now.st_mode) || now.st_size > PICTURE_LARGEST)
		return NULL;
	width = CLAMP(width, 1, MOST_SIDE);
	height = CLAMP(height, 1, MOST_SIDE);
	g_autofree char *key = g_strdup_printf("%dx%d %" G_GINT64_FORMAT ".%ld %s", width, height,
					       (gint64)now.st_mtim.tv_sec, now.st_mtim.tv_nsec, file);
	if (g_hash_table_lookup_extended(pictures->drawn, key, NULL, &found))
		return found;
	if (g_hash_table_size(pictures->drawn) >= MOST_KEPT)
		g_hash_table_remove_all(pictures->drawn);
	struct picture *picture = ask_helper(pictures, file, width, height);
	g_hash_table_insert(pictures->drawn, g_steal_pointer(&key), picture);
	return picture;
}
