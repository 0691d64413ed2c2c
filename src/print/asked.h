/* A question on paper: as it is asked, and its key. */
#ifndef TAPHUAN_ASKED_H
#define TAPHUAN_ASKED_H

#include "print/prose.h"
#include "quiz/quiz.h"

/*
 * A question under its number on this paper, with boxes and lines to be filled in and nothing of its key. order is the
 * options' order shown, n_options of them. Stands on one sheet when it is no longer than half of one.
 */
void asked_question(struct prose *, const struct question *, const int *order, size_t number);

/*
 * What is right on a paper with this order: "A, C", "1 – B, 2 – A", the accepted words. lang is the lesson's. The
 * caller frees it.
 */
char *asked_key(const struct question *, const int *order, const char *lang);

#endif
