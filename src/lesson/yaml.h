/*
 * YAML read by libcyaml into plain structs, every mistake with its line and column. Private to lesson/.
 *
 * libcyaml stops at the first mistake. Here the faulty entry is reported, taken out of a copy of the text, and the rest
 * is read again, so that all mistakes are reported and everything else is used.
 */
#ifndef TAPHUAN_LESSON_YAML_H
#define TAPHUAN_LESSON_YAML_H

#include "lesson/diagnostic.h"

#include <cyaml/cyaml.h>
#include <stdbool.h>
#include <stddef.h>

/* The most keys a mapping may have whose keys the author chooses. */
#define YAML_FREE_KEYS 64

struct yaml {
	/* Given by the caller. */
	const char *path;
	struct diagnostics *diags;
	const struct cyaml_schema_value *schema; /* a mapping behind a pointer */
	/* Of a key that the schema does not know: true when it has been added to it. May be NULL. */
	bool (*adopt)(void *context, const char *parent, const char *key);
	void *context;
	GArray *quoted; /* of int: gets the lines whose value was put in quotes; may be NULL */

	char *text;       /* the copy that is read and mended */
	GArray *keys;     /* of struct yaml_key; empty until somebody asks where they stand */
	size_t cursor;    /* the bytes of text already accounted for */
	GString *error;   /* libcyaml's first complaint of this round */
	GPtrArray *trace; /* the keys around it, from the inside */
};

/* Reads text[0..len); the caller fills in the first members and frees the rest with yaml_clear(). NULL when empty. */
void *yaml_read(struct yaml *, const char *text, size_t len);

/* Frees what yaml_read() gave and the rest. */
void yaml_clear(struct yaml *, void *data);

/*
 * Complains at the value (may be NULL) of the key within the parent (NULL at the top, "a.b" for b in a). hint may be
 * NULL.
 */
void yaml_complain(const struct yaml *, enum severity, const char *parent, const char *key, const char *value,
		   const char *hint, const char *message, ...) G_GNUC_PRINTF(7, 8);

/*
 * The value of a "key: value" line that needs quotes to be YAML, such as "Bài 1: Dân số": its bytes of the line. False
 * when the line is fine or no such line.
 */
bool yaml_needs_quotes(const char *line, size_t len, size_t *start, size_t *value_len);

/* The value in quotes. The caller frees it. */
char *yaml_quote(const char *value, size_t len);

#endif
