/* A folder of its own for an input, in memory where there is room for it. */
#ifndef TAPHUAN_TESTS_FUZZ_FOLDER_H
#define TAPHUAN_TESTS_FUZZ_FOLDER_H

#include <glib.h>
#include <glib/gstdio.h>
#include <unistd.h>

static inline char *folder_new(void)
{
	const char *above = access("/dev/shm", W_OK) == 0 ? "/dev/shm" : g_get_tmp_dir();
	char *folder = g_build_filename(above, "taphuan-fuzz-XXXXXX", NULL);

	g_assert_nonnull(g_mkdtemp(folder));
	return folder;
}

static inline void folder_remove(const char *path)
{
	GDir *dir = g_dir_open(path, 0, NULL);
	const char *name;

	while (dir && (name = g_dir_read_name(dir))) {
		g_autofree char *below = g_build_filename(path, name, NULL);
		folder_remove(below);
	}
	if (dir)
		g_dir_close(dir);
	g_remove(path);
}

#endif
