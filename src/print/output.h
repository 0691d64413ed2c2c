/* A file that is there whole or not at all. */
#ifndef TAPHUAN_OUTPUT_H
#define TAPHUAN_OUTPUT_H

#include <glib.h>
#include <stdbool.h>
#include <stddef.h>

struct output;

/* Begins a file that will stand at path; see pages_open(). NULL with PRINT_ERROR_FILE. */
struct output *output_open(const char *path, GError **error);

/* Adds bytes. False when they could not be written; output_finish() tells why, once. */
bool output_write(struct output *, const void *bytes, size_t len);

/* Makes sure of the bytes and puts the file in its place. False with PRINT_ERROR_FILE when anything went wrong. */
bool output_finish(struct output *, GError **error);

/* Frees it, and removes what was not finished. */
void output_free(struct output *);

#endif
