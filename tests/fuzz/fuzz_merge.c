/* Any bytes are a backup: merging comes back, and writes nothing but journals and lessons inside the data folder. */
#include "fuzz/folder.h"
#include "fuzz/fuzz.h"
#include "store/merge.h"
#include "store/private.h"
#include "store/verify.h"

#include <string.h>

/* The names in the folder are all of the list (of names with a space before and behind). */
static void assert_names(const char *folder, const char *allowed)
{
	g_autoptr(GDir) dir = g_dir_open(folder, 0, NULL);
	const char *name;

	while (dir && (name = g_dir_read_name(dir))) {
		g_autofree char *word = g_strdup_printf(" %s ", name);
		g_assert_nonnull(strstr(allowed, word));
	}
}

static void merge(const char *folder, const char *archive)
{
	g_autofree char *data = g_build_filename(folder, "data", NULL);
	g_autoptr(Store) store = store_open(data, true, NULL, NULL);
	g_auto(GStrv) paths = g_strsplit(archive, "\n", -1);
	g_auto(MergeReport) first = {.problems = NULL}, again = {.problems = NULL};
	g_auto(VerifyReport) verified = {.problems = NULL};

	g_assert_nonnull(store);
	g_assert_true(store_merge(store, paths, &first, NULL));
	g_assert_true(store_merge(store, paths, &again, NULL));
	g_assert_cmpuint(again.attempts + again.attempts_longer + again.entries + again.lessons, ==, 0);
	store_verify(store, &verified);
	assert_names(folder, " data a.tar ");
	assert_names(data, " journal lessons merge.lock ");
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	g_autofree char *folder = folder_new();
	g_autofree char *archive = g_build_filename(folder, "a.tar", NULL);
	g_assert_true(g_file_set_contents_full(archive, (const char *)data, (gssize)size, G_FILE_SET_CONTENTS_NONE,
					       0600, NULL));
	merge(folder, archive);
	folder_remove(folder);
	return 0;
}
