/*
 * text/: everything the program knows about characters. The only room that knows iconv and libunistring.
 *
 * Inside the program every string is valid UTF-8 in NFC. Strings enter through text_decode(), text_load() or
 * text_nfc(), and lose their control characters in text_filter(), after parsing, before anything is drawn.
 */
#ifndef TAPHUAN_TEXT_H
#define TAPHUAN_TEXT_H

#include <glib.h>
#include <stdbool.h>
#include <stddef.h>

/* ---- Reading bytes ---------------------------------------------------------------------------------------- */

#define TEXT_ERROR text_error_quark()
GQuark text_error_quark(void);

enum text_error {
	TEXT_ERROR_ENCODING, /* the encoding's name is not known */
	TEXT_ERROR_BYTES,    /* a byte means nothing in the encoding; the message names its offset */
	TEXT_ERROR_UNSURE,   /* the encoding could not be told; the message names the best guess and --encoding */
	TEXT_ERROR_FORMAT,   /* no text: a Word, PDF, RTF or other binary document; the message says what to do */
};

/*
 * Decodes bytes[0..len) from the named encoding into UTF-8 in NFC, without byte-order mark and soft hyphens, with
 * every line end as '\n'. The name is one of text_encodings() or anything iconv knows, blind to case. TCVN3 and VNI
 * that someone has already turned into UTF-8 as if it were Latin-1 ("ViÖt Nam") are read too. The caller frees the
 * result. NULL with TEXT_ERROR_ENCODING or TEXT_ERROR_BYTES on failure.
 */
char *text_decode(const char *bytes, size_t len, const char *encoding, GError **error);

/* The encodings this room decodes by its own tables, NULL-terminated: "TCVN3", "VNI", "VPS", "VISCII", "VIQR". */
const char *const *text_encodings(void);

/* What text_load() found out about the bytes it read. */
struct text_source {
	const char *encoding; /* static; "UTF-8", "UTF-16LE", "TCVN3", … */
	size_t repairs;       /* how many broken sequences, or bytes that mean nothing in it, became U+FFFD */
};

/*
 * Tells the encoding of bytes[0..len) (byte-order mark, UTF-16 by its NULs, UTF-8 with repair, then the Vietnamese
 * legacy encodings by how many valid syllables each gives) and decodes as text_decode() does. source may be NULL.
 * NULL with TEXT_ERROR_UNSURE or TEXT_ERROR_FORMAT when it cannot be told.
 */
char *text_load(const char *bytes, size_t len, struct text_source *source, GError **error);

/*
 * Makes valid UTF-8 in NFC of any bytes: each maximal broken sequence (as much as could have become one character)
 * becomes one U+FFFD, counted in *repairs (may be NULL); NUL bytes become U+FFFD too. The caller frees the result.
 * Never fails.
 */
char *text_repair(const char *bytes, size_t len, size_t *repairs);

/* A copy of the valid UTF-8 string s in NFC. The caller frees it. */
char *text_nfc(const char *s);

/*
 * The one filter. A copy of s without anything that could steer a terminal or reorder a line: C0 (but '\n' and '\t'),
 * DEL and C1 become U+FFFD; U+2028, U+2029, U+FEFF and the bidi controls (U+061C, U+200E, U+200F, U+202A–202E,
 * U+2066–2069) are dropped. The caller frees it.
 */
char *text_filter(const char *s);

/* True where text_filter() would change s[0..len); lets hot paths skip the copy. */
bool text_needs_filter(const char *s, size_t len);

/* ---- Cells ------------------------------------------------------------------------------------------------- */

/*
 * The length of the cluster at the start of s[0..len), len > 0, where it is plain: a single character, whole, one
 * column wide, that text_filter() does not change; nearly all of a text is. 0 where it has to be looked at more
 * closely.
 */
size_t text_plain(const char *s, size_t len);

/* The length in bytes of the grapheme cluster at the start of s[0..len); 0 when len is 0. */
size_t text_cluster(const char *s, size_t len);

/*
 * The terminal columns s[0..len) takes: the sum over its clusters, each 0 (a lone mark, a control character), 1 or 2.
 * The same on every machine, whatever the locale.
 */
int text_width(const char *s, size_t len);

/* The bytes of s[0..len) that fit into width columns, whole clusters only; *used (may be NULL) gets their columns. */
size_t text_fit(const char *s, size_t len, int width, int *used);

/* One line of a wrapped text: bytes start..start+len of it, without the spaces at its end, and its columns. */
struct text_line {
	size_t start, len;
	int width;
};

/*
 * Breaks s[0..len) into lines of at most width columns (width ≥ 2): at '\n' always, at spaces and between wide
 * characters where needed, inside a token only where the token is longer than a line, between clusters. A no-break
 * space does not break. Spaces at a break and at the end of a line belong to no line; an indent (spaces after '\n' or
 * at the start) is kept where the first token fits behind it, else dropped. "a\n" has two lines, "a" and "". Appends
 * struct text_line to lines, at least one. Takes time in proportion to len.
 */
void text_wrap(const char *s, size_t len, int width, GArray *lines);

/* ---- Vietnamese -------------------------------------------------------------------------------------------- */

/*
 * s in small letters, without marks (đ is d), its runs of white space one space, trimmed: what searching compares.
 * The caller frees it.
 */
char *text_fold(const char *s);

/*
 * True when every word of query begins some word of name, each word of name used once, blind to case, marks and
 * order: "ha duc" and "dung ha" find Hà Đức Dũng. An empty query finds nothing.
 */
bool text_finds(const char *query, const char *name);

/*
 * The same for a query without spaces between its words: "hdd", "hadu" and "dungha" find Hà Đức Dũng. For who types
 * with the space key meaning something else.
 */
bool text_finds_joined(const char *query, const char *name);

/*
 * A key whose strcmp order is the Vietnamese order of s (letters first, then tones; tone placement does not count). The
 * caller frees it.
 */
char *text_sort_key(const char *s);

/* The same for the name of a person: by given name (the last word), then family and middle names, then the text. */
char *text_name_key(const char *name);

/* How an answer equals its key, the best that holds. The first four are right. */
enum text_match {
	TEXT_MATCH_EXACT,       /* the same after NFC */
	TEXT_MATCH_EQUAL,       /* … but for case, spaces, punctuation, look-alike letters */
	TEXT_MATCH_TONE_PLACE,  /* … but for where the tone mark stands: hòa, hoà */
	TEXT_MATCH_I_Y,         /* … but for i and y: kĩ, kỹ */
	TEXT_MATCH_NO_MARKS,    /* the answer has no marks at all and would be equal without them */
	TEXT_MATCH_WRONG_TONE,  /* equal without tones */
	TEXT_MATCH_WRONG_MARKS, /* equal without marks */
	TEXT_MATCH_DIFF,
};

/* Compares what a person typed with an accepted answer, by the rules of the design's "When a typed answer equals the
 * key". */
enum text_match text_match(const char *answer, const char *key);

/* True when word (one syllable, NFC, any case) can be Vietnamese by the strict rules of spelling. */
bool text_is_syllable(const char *word);

/* s in capitals, Vietnamese letters included. The caller frees it. */
char *text_upper(const char *s);

/* A person's name as it is written: trimmed; typed without any capital, each word gets one. The caller frees it. */
char *text_person_name(const char *typed);

#endif
