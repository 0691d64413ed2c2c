/*
 * Answers in letters, as they stand on paper and are typed where nothing can be chosen on a screen:
 *     single                      the letter of the option: A
 *     multiple                    the letters of those ticked: BD
 *     truefalse                   a sign for each statement, as shown: TFT or ĐSĐ or 101
 *     order                       the letters in their order: CADB
 *     match                       each number with its letter: 1B 2A; or the letters in the order of the numbers: BA
 *     text, number, date, essay   the words
 *     cloze                       the words of each gap, set apart by semicolons; where there is a choice, its words or
 *                                 its letter
 * Letters are of what is shown: the options in the item's order, of a match the right sides of question_right_sides().
 * In a truefalse or match, x or - is a part left open. Small letters will do.
 */
#ifndef TAPHUAN_ANSWER_H
#define TAPHUAN_ANSWER_H

#include "quiz/quiz.h"

#include <glib.h>
#include <stdbool.h>

/* What stands right of a match's pairs: indices of options (int) in the order shown, the same words only once. */
GArray *question_right_sides(const struct question *, const int *order);

/* The option whose left side has this number (from 1) in a match, or −1. */
int question_left_side(const struct question *, int number);

/*
 * Reads text (UTF-8) into the response; what was open in a match stays so where it is not named. NULL when it was read,
 * else why not: a sentence, translated, for the caller to free; the response is then of no use.
 */
char *answer_read(const struct attempt_item *, const char *text, struct response *);

/* Reads the text of one gap of a cloze. NULL when the gap has choices and this is none of them. The caller frees it. */
char *answer_read_gap(const struct gap *, const char *text);

/* The response as answer_read() reads it; "" for an open one. The caller frees it. */
char *answer_text(const struct attempt_item *, const struct response *);

/* True when nothing can be added to what answer_read() reads: the answer is over. Never for words, or for several. */
bool answer_is_whole(const struct question *, const char *text);

/* True when the two say the same; words may differ in case and spaces. */
bool answers_agree(const struct response *, const struct response *);

#endif
