/* Moodle's GIFT: questions as teachers write them in a text file. */
#ifndef TAPHUAN_GIFT_H
#define TAPHUAN_GIFT_H

#include "lesson/diagnostic.h"

#include <glib.h>

/*
 * The questions of a text in GIFT (valid UTF-8) as questions of a lesson: Markdown that lesson_parse() reads, without
 * front matter. Read as Moodle reads it, with its formats moodle, html, plain and markdown, and its comments
 * [id:…] and [tag:…]; a category becomes a tag, a description a slide. What a lesson cannot say goes into diags with
 * path and line: a warning for each thing that is lost, an error for a question that had to be left out. lang ("vi",
 * "en") is that of the words the reader adds: "Đúng hay sai?". A question without an id gets one from its name or its
 * place. The caller frees the result; "" when there is no question.
 */
char *gift_read(const char *text, const char *path, const char *lang, struct diagnostics *diags);

/* GIFT that stands in a file. */
struct gift_source {
	const char *text;
	const char *path, *lang;
	int line;          /* of the file, where the text begins; from 1 */
	GHashTable *taken; /* the ids that no name may become; NULL where ids need not last */
};

/* What gift_read() makes of one question or description. */
struct gift_item {
	char *markdown;
	int line; /* of the file, where it begins */
};

/*
 * The same one by one: a GPtrArray of struct gift_item, to be unref'ed. Where ids have to last, only the question's own
 * or a name that nothing else has becomes one, and a question without either is left without.
 */
GPtrArray *gift_items(const struct gift_source *, struct diagnostics *diags);

/* The words of true/false questions, and the sentence over a lone gap, in the languages lessons are written in. */
struct gift_words {
	const char *lang, *question, *yes, *no, *gap;
};
extern const struct gift_words gift_words[2];

#endif
