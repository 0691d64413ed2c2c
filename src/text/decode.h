/* Decoding, for the files of text/ only. */
#ifndef TAPHUAN_DECODE_H
#define TAPHUAN_DECODE_H

#include "text/legacy.h"

/* A text in UTF-8, U+FFFD for whatever meant nothing. */
struct decoding {
	GString *text;     /* the caller frees it */
	size_t impossible; /* bytes that mean nothing in the encoding */
	size_t first;      /* the offset of the first of them */
};

/* Decodes by iconv; false when it does not know the encoding. */
bool decode_iconv(const char *bytes, size_t len, const char *encoding, struct decoding *decoding);

/* Decodes by this room's own tables. */
void decode_legacy(const struct legacy_text *text, enum legacy encoding, struct decoding *decoding);

/* Decodes by whoever knows the name, blind to case: this room, then iconv. */
bool decode_named(const char *bytes, size_t len, const char *encoding, struct decoding *decoding);

/* True when decode_finish() would only copy s, which is valid UTF-8 in NFC. */
bool decode_is_finished(const char *s, size_t len);

/* s without byte-order mark and soft hyphens, '\n' at every line's end, in NFC. The caller frees it. */
char *decode_finish(const char *s, size_t len);

/* Sets TEXT_ERROR_BYTES. */
void set_bytes_error(GError **error, const char *encoding, size_t offset);

#endif
