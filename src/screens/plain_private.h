/* How each type of question is said in lines, and how an answer is read from one. Private to plain.c. */
#ifndef TAPHUAN_PLAIN_PRIVATE_H
#define TAPHUAN_PLAIN_PRIVATE_H

#include "screens/quiz_private.h"

/* The question shown: its words, what can be chosen, what was answered so far. */
void plain_say_question(const struct quiz_state *, GString *out);

/* "A. …" for n options; order (NULL for as they are) says which comes first. */
void plain_say_options(const struct option *, const int *order, size_t n, GString *out);

/* What to type. */
void plain_say_how(const struct attempt_item *, GString *out);
void plain_say_gap_how(const struct gap *, GString *out);

/* Right or wrong, and a hint where there is another try. */
void plain_say_feedback(const struct quiz_state *, bool finished, GString *out);

/* Reads a line into the response; false when it is no answer to such a question. */
bool plain_read(const struct attempt_item *, const char *line, struct response *);

#endif
