/* Reading files that people name. Private to lesson/. */
#ifndef TAPHUAN_LESSON_FILES_H
#define TAPHUAN_LESSON_FILES_H

#include <glib.h>
#include <stdbool.h>

/* Reads a regular file of a reasonable size, with a NUL behind it; else LESSON_ERROR_READ. The caller frees *bytes. */
bool file_read(const char *path, char **bytes, size_t *len, GError **error);

/* The absolute path without links; NULL when there is no such file. The caller frees it. */
char *file_absolute(const char *path);

/* True when the absolute path lies under the absolute folder. */
bool file_is_inside(const char *real, const char *folder);

#endif
