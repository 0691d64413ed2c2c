/*
 * Answers given on paper, typed in as text, a line a person:
 *
 *     dung ha: 1 A, 2 BD, 3 x, 4 TFT, 5 "2,1 con"
 *     BK-07 #17: A, BD, x, TFT, 2017
 *
 * Before the colon stands who, as people search for somebody, and the number of their paper where it is another than
 * the others'. Then the answers, set apart by commas: the question's number on the paper and the answer as answer.h
 * reads it. Without a number an answer belongs to the question after the one before. x or - is a question left open.
 * Words that have a comma in them stand between quotation marks, where "" is one.
 *
 * Every question has to be named: whoever types slips a line more easily than a person leaves a question out.
 */
#ifndef TAPHUAN_PAPER_H
#define TAPHUAN_PAPER_H

#include "lesson/diagnostic.h"
#include "quiz/quiz.h"

#include <glib.h>
#include <stdbool.h>
#include <stdint.h>

struct paper_answer {
	int question; /* its number on the paper, as typed, from 0 */
	int column;   /* where it stands in the line, in characters from 1 */
	char *text;   /* "" for one left open */
	bool open;
};

struct paper_line {
	int line, column; /* where it stands, from 1 */
	char *who;        /* never "" */
	bool has_number;  /* of the paper */
	uint64_t number;
	GArray *answers; /* of struct paper_answer, in the order typed */
};

/*
 * Reads text (UTF-8, filtered). A GPtrArray of struct paper_line, to be unref'ed: the lines that can be understood;
 * what is wrong with the others goes into diags under path.
 */
GPtrArray *paper_read(const char *text, const char *path, struct diagnostics *diags);

/*
 * Gives the answers of a line to an open attempt at its paper. False, with what is wrong in diags, when not every
 * question has one answer that it can have; the attempt is then of no use.
 */
bool paper_respond(struct attempt *, const struct paper_line *, const char *path, struct diagnostics *diags);

#endif
