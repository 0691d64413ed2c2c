/* The encodings of before Unicode, for the files of text/ only. */
#ifndef TAPHUAN_LEGACY_H
#define TAPHUAN_LEGACY_H

#include "text/private.h"

enum legacy {
	LEGACY_TCVN3, /* the ABC fonts (.VnTime) */
	LEGACY_VNI,
	LEGACY_VPS,
	LEGACY_VISCII,
	LEGACY_VIQR,
	LEGACY_COUNT,
};

/* The names, in the order of the enumeration, NULL-terminated. */
extern const char *const legacy_names[LEGACY_COUNT + 1];

/* A text in a legacy encoding: bytes, or what is left of them after someone took them for Latin-1 or CP1252. */
struct legacy_text {
	uint32_t *units; /* bytes; whatever is above 0xFF is a character already */
	size_t count;
};

/* The bytes as they are. */
void legacy_text_init(struct legacy_text *text, const char *bytes, size_t len);

/* The characters of s[0..len), valid UTF-8, mapped back through CP1252. */
void legacy_text_init_garbled(struct legacy_text *text, const char *s, size_t len);

void legacy_text_clear(struct legacy_text *text);

struct legacy_result {
	size_t impossible; /* units that mean nothing in the encoding; they became U+FFFD */
	size_t first;      /* where the first of them stands */
};

/* Decodes text, its capitals mended, into UTF-8, not yet in NFC. The caller frees it. */
char *legacy_decode(enum legacy encoding, const struct legacy_text *text, struct legacy_result *result);

/* True when the table of the encoding has the small letter c, but not its capital. */
bool legacy_shares_capital(const uint16_t table[128], uint32_t c);

/*
 * Puts back the capitals that an encoding (its table for the bytes from 0x80 on) has no bytes for: in words whose other
 * letters are all capitals.
 */
void legacy_mend_capitals(GString *s, const uint16_t table[128]);

/* Puts back the ư (a soft hyphen to other programs) that a whole text has lost. */
void legacy_mend_horns(GString *s);

/* VIQR: ASCII letters followed by marks. */
void viqr_decode(const struct legacy_text *text, GString *out);

#endif
