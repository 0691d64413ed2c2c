#include "store/private.h"

#include <string.h>

static int compare_strings(const void *a, const void *b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static bool is_journal(const char *name)
{
	return g_str_has_suffix(name, ".jsonl");
}

static bool is_folder(const char *name)
{
	return !strchr(name, '.');
}

/* The names in the folder that are wanted, sorted. */
static GPtrArray *list_folder(const char *path, bool (*wanted)(const char *name))
{
	g_autoptr(GDir) dir = g_dir_open(path, 0, NULL);
	GPtrArray *names = g_ptr_array_new_with_free_func(g_free);
	const char *name;

	while (dir && (name = g_dir_read_name(dir)))
		if (wanted(name))
			g_ptr_array_add(names, g_strdup(name));
	g_ptr_array_sort(names, compare_strings);
	return names;
}

char *journal_path(const struct store *store, const char *relative)
{
	return g_build_filename(store->folder, "journal", relative, NULL);
}

static void folder_free(void *data)
{
	struct journal_folder *folder = data;

	g_free(folder->name);
	g_ptr_array_unref(folder->files);
	g_free(folder);
}

GPtrArray *journal_folders(const struct store *store)
{
	g_autofree char *top = journal_path(store, "");
	g_autoptr(GPtrArray) names = list_folder(top, is_folder);
	GPtrArray *folders = g_ptr_array_new_with_free_func(folder_free);

	for (unsigned int i = 0; i < names->len; i++) {
		struct journal_folder *folder = g_new0(struct journal_folder, 1);
		g_autofree char *path = journal_path(store, names->pdata[i]);
		*folder = (struct journal_folder){g_strdup(names->pdata[i]), list_folder(path, is_journal)};
		g_ptr_array_add(folders, folder);
	}
	return folders;
}

char *journal_month(int64_t at)
{
	g_autoptr(GDateTime) time = g_date_time_new_from_unix_utc(at / 1000);

	return time ? g_date_time_format(time, "%Y-%m") : g_strdup("0000-00");
}

GPtrArray *journal_files(const struct store *store, enum journal_files which)
{
	g_autofree char *top = journal_path(store, "");

	if (which == FILES_OF_DEVICES)
		return list_folder(top, is_journal);
	g_autoptr(GPtrArray) folders = journal_folders(store);
	GPtrArray *files = g_ptr_array_new_with_free_func(g_free);
	for (unsigned int i = 0; i < folders->len; i++) {
		const struct journal_folder *folder = folders->pdata[i];
		for (unsigned int n = 0; n < folder->files->len; n++)
			g_ptr_array_add(files, g_strdup_printf("%s/%s", folder->name, (char *)folder->files->pdata[n]));
	}
	return files;
}
