/* What the files of document/ share: the document as pieces, its sentences, what it refers to, how a draft is written.
 */
#ifndef TAPHUAN_DOCUMENT_PRIVATE_H
#define TAPHUAN_DOCUMENT_PRIVATE_H

#include "lesson/lesson.h"

#include <glib.h>
#include <stdbool.h>
#include <stddef.h>

/* ---- The document as pieces (outline.c) -------------------------------------------------------------------- */

enum piece_kind {
	PIECE_TITLE,     /* the first line, when it looks like one */
	PIECE_HEADING,   /* a line guessed to head what follows */
	PIECE_PARAGRAPH, /* running text */
	PIECE_ITEM,      /* a line that had a bullet, without it */
};

/* One line as its author meant it: words with a single space between them, never empty. */
struct piece {
	enum piece_kind kind;
	char *text;
};

/* The pieces of a text in its order, every word of it in one of them. A GPtrArray of struct piece, to be unref'ed. */
GPtrArray *outline_read(const char *text);

/* The next character of valid UTF-8; GLib's macro casts const away. */
static inline const char *next_char(const char *p)
{
	return p + g_utf8_skip[*(const unsigned char *)p];
}

/* How many words s[0..len) has: runs of what is no white space. */
size_t count_words(const char *s, size_t len);

/* ---- Sentences (sentence.c) -------------------------------------------------------------------------------- */

/* Bytes start..end of a text. */
struct stretch {
	size_t start, end;
};

/* The sentences of a piece's text, without the spaces between them. A GArray of struct stretch, to be unref'ed. */
GArray *sentence_split(const char *text);

/* The same with every sentence of more than most words cut, best after a semicolon or colon, else after a comma. */
GArray *sentence_split_within(const char *text, size_t most);

/* Words written twice in a row: a GArray of struct stretch over both, to be unref'ed. */
GArray *sentence_doubles(const char *text);

/* ---- Documents and dates it names (reference.c) ------------------------------------------------------------ */

/* A document's number, or a date, in a piece. */
struct mention {
	size_t piece;           /* index of the piece */
	struct stretch at;      /* the number or the date itself */
	char *number;           /* NULL for a date */
	char *kind;             /* of a number: "Nghị quyết" as it stands before it, or NULL */
	struct date_key date;   /* the date, or the one given to the number; year 0 for none */
	struct stretch date_at; /* of a number with a date: where that stands, in the same piece */
};

/* Every mention in the order of the text. A GPtrArray of struct mention, to be unref'ed. */
GPtrArray *mentions_find(const GPtrArray *pieces);

/* A document the text names: one of these for each number and date. */
struct reference {
	const struct mention *mention; /* the first that gives the date, else the first */
	char *title; /* "Nghị quyết về …", or "Nghị quyết số …" where no more is said; never NULL */
};

struct draft_words;

/* The documents the mentions name, in the order of the text. A GPtrArray of struct reference, to be unref'ed. */
GPtrArray *references_collect(const GPtrArray *pieces, const GPtrArray *mentions, const struct draft_words *);

/* The day as Vietnamese offices write it: 09/5/2018, 22/01/2018. The caller frees it. */
char *date_text(struct date_key);
int date_cmp(struct date_key, struct date_key);

/* ---- Writing (escape.c, words.c, questions.c) --------------------------------------------------------------- */

/* Appends s as a double-quoted YAML scalar. */
void yaml_append(GString *, const char *s);

/* What a draft says in its own words, in the lesson's language. */
struct draft_words {
	const char *lang;
	const char *to_read;                            /* the comment at its top */
	const char *contents;                           /* heads slides the document gives no heading for */
	const char *numbered;                           /* stands between a document's kind and its number */
	const char *document;                           /* the kind of a document when it is not known */
	const char *doubled;                            /* the note about words written twice */
	const char *ask_number, *ask_date, *ask_figure; /* titles of questions */
};
const struct draft_words *draft_words_for(const char *text);

/* Appends at most most draft questions, −1 for 10. */
void questions_append(GString *, const GPtrArray *pieces, const GPtrArray *mentions, const GPtrArray *references,
		      const struct draft_words *, int most);

#endif
