/* Moodle's GIFT: questions as teachers write them in a text file. */
#ifndef TAPHUAN_GIFT_H
#define TAPHUAN_GIFT_H

#include "lesson/diagnostic.h"

/*
 * The questions of a text in GIFT (valid UTF-8) as questions of a lesson: Markdown that lesson_parse() reads, without
 * front matter. Read as Moodle reads it, with its formats moodle, html, plain and markdown, and its comments
 * [id:…] and [tag:…]; a category becomes a tag, a description a slide. What a lesson cannot say goes into diags with
 * path and line: a warning for each thing that is lost, an error for a question that had to be left out. lang ("vi",
 * "en") is that of the words the reader adds: "Đúng hay sai?". The caller frees the result; "" when there is no
 * question.
 */
char *gift_read(const char *text, const char *path, const char *lang, struct diagnostics *diags);

/*
 * The same as a whole lesson: front matter with the file's name as title and the language of the text, then the
 * questions. NULL when there is none. The caller frees it.
 */
char *gift_lesson(const char *text, const char *path, struct diagnostics *diags);

/* The words of true/false questions, and the sentence over a lone gap, in the languages lessons are written in. */
struct gift_words {
	const char *lang, *question, *yes, *no, *gap;
};
extern const struct gift_words gift_words[2];

#endif
