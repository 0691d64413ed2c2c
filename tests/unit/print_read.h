/* What the tests of paper share: a folder to print into and what pdftotext reads back. */
#ifndef TAPHUAN_PRINT_READ_H
#define TAPHUAN_PRINT_READ_H

#include <glib.h>
#include <glib/gstdio.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <sys/stat.h>

#include <cmocka.h>

static char *folder;

/* The text of the PDF's sheets, NULL-terminated. */
static char **read_sheets(const char *path)
{
	const char *argv[] = {"pdftotext", "-layout", path, "-", NULL};
	char *text = NULL;
	int status = -1;
	assert_true(g_spawn_sync(NULL, (char **)(uintptr_t)argv, NULL, G_SPAWN_SEARCH_PATH, NULL, NULL, &text, NULL,
				 &status, NULL));
	assert_int_equal(status, 0);
	/* A form feed ends every sheet. */
	char **sheets = g_strsplit(text, "\f", -1);
	g_free(text);
	size_t n = g_strv_length(sheets);
	assert_string_equal(sheets[n - 1], "");
	g_free(sheets[n - 1]);
	sheets[n - 1] = NULL;
	return sheets;
}

static inline bool has(const char *text, const char *words)
{
	return strstr(text, words) != NULL;
}

/* Without any white space: what was written over several lines or columns is whole again. */
static inline char *squeeze(const char *text)
{
	GString *squeezed = g_string_new(NULL);
	for (; *text; text++)
		if (!g_ascii_isspace(*text))
			g_string_append_c(squeezed, *text);
	return g_string_free(squeezed, FALSE);
}

static int make_folder(void **state G_GNUC_UNUSED)
{
	folder = g_dir_make_tmp("taphuan-print-XXXXXX", NULL);
	return folder ? 0 : -1;
}

static int remove_folder(void **state G_GNUC_UNUSED)
{
	GDir *dir = g_dir_open(folder, 0, NULL);
	for (const char *name; (name = g_dir_read_name(dir)) != NULL;) {
		g_autofree char *path = g_build_filename(folder, name, NULL);
		g_unlink(path);
	}
	g_dir_close(dir);
	int status = g_rmdir(folder);
	g_free(folder);
	return status;
}

#endif
