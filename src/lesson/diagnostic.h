/* A person's mistakes in a file, as values: collected, never only the first. */
#ifndef TAPHUAN_DIAGNOSTIC_H
#define TAPHUAN_DIAGNOSTIC_H

#include <glib.h>
#include <stdbool.h>

enum severity {
	SEVERITY_ERROR,   /* the lesson cannot be used as it is */
	SEVERITY_WARNING, /* it can, but the author surely meant something else */
};

struct diagnostic {
	enum severity severity;
	char *path;    /* of the file it is in */
	int line;      /* from 1; 0 for the file as a whole */
	int column;    /* from 1, in characters as an editor counts them; 0 for the line as a whole */
	char *message; /* one sentence, translated */
	char *hint;    /* how to mend it, one sentence, translated; may be NULL */
};

/* A list of struct diagnostic, in the order of the file. */
struct diagnostics {
	GPtrArray *items;
	unsigned int errors, warnings;
};

struct diagnostics *diagnostics_new(void);
void diagnostics_free(struct diagnostics *);
typedef struct diagnostics Diagnostics; /* the capitalised name is for g_autoptr() only */
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Diagnostics, diagnostics_free)

/* Adds one; takes ownership of message and hint (g_malloc'ed; hint may be NULL), copies path. */
void diagnostics_add(struct diagnostics *, enum severity, const char *path, int line, int column, char *message,
		     char *hint);

/* Sorts by path, line and column, keeping the order of equals. */
void diagnostics_sort(struct diagnostics *);

/*
 * One diagnostic as people read it, filtered for the terminal:
 *     path:line:column: error: message
 *         the source line
 *         ^ (a caret under the column)
 *     hint
 * source is the whole text of the file, or NULL for no excerpt. The caller frees it.
 */
char *diagnostic_format(const struct diagnostic *, const char *source);

#endif
