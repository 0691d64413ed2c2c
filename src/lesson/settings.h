/* Values of settings as people write them, and what is said when they cannot be understood. Private to lesson/. */
#ifndef TAPHUAN_LESSON_SETTINGS_H
#define TAPHUAN_LESSON_SETTINGS_H

#include "lesson/lesson.h"
#include "lesson/yaml.h"

#include <glib.h>

enum setting_kind {
	SETTING_SHARE,  /* struct fraction, 0 … 1: "80%", "1/3" */
	SETTING_TIME,   /* int seconds: "15m", "1h30m" */
	SETTING_NUMBER, /* int from min to max */
	SETTING_WORD,   /* an enum, by its words */
	SETTING_SWITCH, /* bool: yes, no, true, false */
};

struct setting_word {
	const char *word; /* NULL at the end */
	int value;
};

struct setting {
	const char *key;
	enum setting_kind kind;
	size_t from, to; /* where its char * stands in the raw struct, and its value in the other */
	const struct setting_word *words;
	int min, max;
};

/* Reads the settings that were written into to, and complains about the others; what was not written stays. */
void settings_read(const struct yaml *, const char *parent, const struct setting *, size_t n, const void *raw,
		   void *to);

/* The flags that a list names. */
unsigned int settings_flags(const struct yaml *, const char *parent, const char *key, char *const *values,
			    unsigned int n, const struct setting_word *);

/* Grade bands as they are written, in lessons and in the person's settings. */
struct raw_band {
	char *name, *from;
};
extern const struct cyaml_schema_value band_entry;

/* Of struct band, from the highest; the names are still raw's. Empty when none can be used. The caller frees it. */
GArray *settings_bands(const struct yaml *, const struct raw_band *raw, unsigned int n);

#endif
