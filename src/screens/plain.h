/*
 * The quiz as a conversation in lines, for screen readers and scripts: text in, text out, over the state of the quiz
 * screen and with its actions, so that what is kept and how it is marked is the same.
 *
 * Each call adds what is to be printed to out and says what comes next: EFFECT_ACT, to be carried out and answered with
 * plain_outcome(); EFFECT_NONE, a line is waited for; EFFECT_CLOSE, the end.
 */
#ifndef TAPHUAN_SCREENS_PLAIN_H
#define TAPHUAN_SCREENS_PLAIN_H

#include "screens/quiz.h"

#include <glib.h>
#include <stdint.h>

struct plain;

/* quiz is a quiz screen that is not shown, which must outlive it. */
struct plain *plain_new(struct screen *quiz);
void plain_free(struct plain *);
typedef struct plain Plain; /* the capitalised name is for g_autoptr() only */
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Plain, plain_free)

/* now is in milliseconds since 1970. */
struct effect plain_begin(struct plain *, int64_t now, GString *out);

/* A line of input without its end; any bytes. NULL when the time came that plain_wait() told. */
struct effect plain_line(struct plain *, const char *line, int64_t now, GString *out);

/* The action was carried out (problem is NULL), or not: problem says why. */
struct effect plain_outcome(struct plain *, const char *problem, int64_t now, GString *out);

/* How many milliseconds at most to wait for a line; −1 for as long as it takes. */
int64_t plain_wait(const struct plain *);

#endif
