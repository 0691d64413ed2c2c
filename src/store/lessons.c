#include "store/private.h"
#include "text/i18n.h"

#include <string.h>

#define SHA256_DIGITS 64

static char *kept_path(const struct store *store, const char *sha256)
{
	g_autofree char *file = g_strconcat(sha256, ".md", NULL);

	return g_build_filename(store->folder, "lessons", file, NULL);
}

static char *checksum(const char *bytes, size_t len)
{
	return g_compute_checksum_for_data(G_CHECKSUM_SHA256, (const guchar *)bytes, len);
}

/* True when the file holds what its name says. */
static bool is_whole(const char *path, const char *sha256)
{
	g_autofree char *bytes = NULL;
	size_t len;

	if (!g_file_get_contents(path, &bytes, &len, NULL))
		return false;
	g_autofree char *sum = checksum(bytes, len);
	return strcmp(sum, sha256) == 0;
}

enum lesson_keeping lesson_keep_bytes(struct store *store, const char *sha256, const char *bytes, size_t len,
				      GError **error)
{
	g_autofree char *sum = checksum(bytes, len), *path = kept_path(store, sum);
	g_autofree char *folder = g_path_get_dirname(path);

	if (strcmp(sum, sha256) != 0)
		return LESSON_OTHER;
	if (is_whole(path, sum))
		return LESSON_THERE;
	return disk_make_folder(store->disk, folder, error) && disk_replace(store->disk, path, bytes, len, error)
		       ? LESSON_KEPT
		       : LESSON_FAILED;
}

char *lesson_keep(struct store *store, const struct lesson *lesson, GError **error)
{
	g_autofree char *kept = kept_path(store, lesson->sha256);
	size_t len;

	if (is_whole(kept, lesson->sha256))
		return g_strdup(lesson->sha256);
	/* Another sum when the file changed since the lesson was read from it. */
	g_autofree char *bytes = lesson_bytes(lesson, &len), *sum = checksum(bytes, len);
	if (lesson_keep_bytes(store, sum, bytes, len, error) == LESSON_FAILED)
		return NULL;
	return g_steal_pointer(&sum);
}

bool lesson_is_whole(const char *path)
{
	g_autofree char *base = g_path_get_basename(path), *sha256 = g_strndup(base, SHA256_DIGITS);

	return is_whole(path, sha256);
}

static int compare_names(const void *a, const void *b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

GPtrArray *lesson_files(const struct store *store)
{
	g_autofree char *folder = g_build_filename(store->folder, "lessons", NULL);
	g_autoptr(GDir) dir = g_dir_open(folder, 0, NULL);
	GPtrArray *files = g_ptr_array_new_with_free_func(g_free);
	const char *name;

	while (dir && (name = g_dir_read_name(dir)))
		if (strspn(name, "0123456789abcdef") == SHA256_DIGITS && strcmp(name + SHA256_DIGITS, ".md") == 0)
			g_ptr_array_add(files, g_strdup(name));
	g_ptr_array_sort(files, compare_names);
	return files;
}

static bool is_sha256(const char *s)
{
	return strlen(s) == SHA256_DIGITS && strspn(s, "0123456789abcdef") == SHA256_DIGITS;
}

struct lesson *lesson_kept(struct store *store, const char *sha256, const char *name, GError **error)
{
	g_autofree char *path = is_sha256(sha256) ? kept_path(store, sha256) : NULL;
	g_autofree char *bytes = NULL;
	size_t len;

	if (!path || !g_file_get_contents(path, &bytes, &len, NULL)) {
		g_set_error(error, STORE_ERROR, STORE_ERROR_NOT_FOUND,
			    _("The lesson %s, as it was when it was taken, is not in this folder."), name);
		return NULL;
	}
	g_autofree char *sum = checksum(bytes, len);
	if (strcmp(sum, sha256) != 0) {
		g_set_error(error, STORE_ERROR, STORE_ERROR_DAMAGED,
			    _("%s was changed after the lesson was taken. Put the former file back."), path);
		return NULL;
	}
	g_autoptr(Diagnostics) diags = diagnostics_new();
	g_autofree char *called = g_strconcat(name, ".md", NULL);
	return lesson_parse(bytes, len, called, NULL, diags);
}
