#include "store/private.h"

#include <string.h>

static int compare_strings(const void *a, const void *b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/* Adds the journals of the folder, and the folders it holds where they are asked for. */
static void list_folder(const char *path, const char *prefix, GPtrArray *files, GPtrArray *folders)
{
	g_autoptr(GDir) dir = g_dir_open(path, 0, NULL);
	const char *name;

	while (dir && (name = g_dir_read_name(dir))) {
		if (files && g_str_has_suffix(name, ".jsonl"))
			g_ptr_array_add(files, g_strconcat(prefix, name, NULL));
		else if (folders && !strchr(name, '.'))
			g_ptr_array_add(folders, g_strdup(name));
	}
}

char *journal_path(const struct store *store, const char *relative)
{
	return g_build_filename(store->folder, "journal", relative, NULL);
}

GPtrArray *journal_files(const struct store *store, enum journal_files which)
{
	g_autofree char *top = journal_path(store, "");
	GPtrArray *files = g_ptr_array_new_with_free_func(g_free);

	if (which == FILES_OF_DEVICES) {
		list_folder(top, "", files, NULL);
	} else {
		g_autoptr(GPtrArray) folders = g_ptr_array_new_with_free_func(g_free);
		list_folder(top, "", NULL, folders);
		for (unsigned int i = 0; i < folders->len; i++) {
			g_autofree char *path = journal_path(store, folders->pdata[i]);
			g_autofree char *prefix = g_strconcat(folders->pdata[i], "/", NULL);
			list_folder(path, prefix, files, NULL);
		}
	}
	g_ptr_array_sort(files, compare_strings);
	return files;
}
