/* What the files of the GIFT reader share: a question as GIFT has it, before it becomes Markdown. */
#ifndef TAPHUAN_GIFT_PRIVATE_H
#define TAPHUAN_GIFT_PRIVATE_H

#include "lesson/fraction.h"
#include "lesson/gift.h"
#include "lesson/lesson.h"

#include <glib.h>
#include <stdbool.h>

/* In a text, where no other control character is left: a written \n, and the blank of a missing word. */
#define GIFT_BREAK '\a'
#define GIFT_BLANK '\v'

enum gift_format { GIFT_MOODLE, GIFT_HTML, GIFT_PLAIN, GIFT_MARKDOWN };

/* Words in one of Moodle's formats; "" for none. */
struct gift_text {
	char *text;
	enum gift_format format;
};

enum gift_type {
	GIFT_DESCRIPTION,
	GIFT_ESSAY,
	GIFT_TRUEFALSE,
	GIFT_CHOICE,
	GIFT_MATCH,
	GIFT_SHORT,
	GIFT_NUMBER,
};

struct gift_answer {
	struct gift_text text, feedback;
	struct fraction weight;
	char *right; /* match: the right side, plain */
	int line;
};

struct gift_question {
	enum gift_type type;
	int line;
	char *name, *id;  /* NULL where there is none */
	char *attributes; /* of the comment export_gift() writes for what GIFT cannot say; NULL for none */
	GPtrArray *tags;  /* of char * */
	struct gift_text text, explanation;
	bool single;     /* choice: only one may be chosen */
	bool truth;      /* true/false: what is right */
	GArray *answers; /* of struct gift_answer; true/false: the feedback to a wrong and a right answer */
};

/* What a reading says its complaints with. */
struct gift_reader {
	const char *path;
	const struct gift_words *words;
	struct diagnostics *diags;
};

void gift_complain(const struct gift_reader *, enum severity, int line, const char *hint, const char *message, ...)
	G_GNUC_PRINTF(5, 6);

/*
 * Reads one question: the lines of its block joined, comments blanked out. NULL, and a complaint, when it is none.
 * (gift_question.c)
 */
struct gift_question *gift_question_read(const struct gift_reader *, const char *block, int line);
void gift_question_free(struct gift_question *);

/*
 * Appends the question, whose numbers are all such, as Markdown; id may be NULL. plain takes its Markdown for plain
 * text: what else it says would be read as answers. (gift_markdown.c)
 */
void gift_question_append(GString *, const struct gift_question *, const char *id, const struct gift_words *,
			  bool plain);

/* Which of our types the Markdown may turn out as, as bits 1 << enum question_type; 0 for a slide. */
unsigned int gift_question_types(const struct gift_question *);

/* The tags of HTML in the question's texts that say something a lesson cannot; NULL for none. (gift_text.c) */
char *gift_lost_tags(const struct gift_question *);

/* The text as Markdown: blocks, or where in_line is set one paragraph, its lines kept by hard breaks. */
char *gift_text_markdown(const struct gift_text *, bool plain, bool in_line);

/* The text as it is typed: without formats, in one line. */
char *gift_text_plain(const struct gift_text *);

/* The number as a key of a lesson; NULL when it is none, or none that can be typed. */
char *gift_number(const char *text);

#endif
