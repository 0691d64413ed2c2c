/* Finding whom or what an argument means, and asking when that is in doubt. */
#ifndef TAPHUAN_CLI_FIND_H
#define TAPHUAN_CLI_FIND_H

#include "store/store.h"

#include <glib.h>
#include <stdbool.h>

/* True when there is somebody at a terminal to ask. */
bool can_ask(void);

/* Asks on standard error; true for yes. */
bool ask_yes(const char *question);

/* Asks for some words on standard error, as typed_text() has them. The caller frees it. */
char *ask_words(const char *question);

/*
 * The only person meant, as people_meant() finds them, or by the first digits of the id (at least six). NULL after a
 * complaint, which lists those who may be meant. Where there is somebody to ask, they say which.
 */
const struct person *find_person(const GPtrArray *people, const char *what);

/* The only session meant, likewise: by its id or its title, its place and day. */
const struct training_session *find_session(const GPtrArray *sessions, const char *what);

/* "Hà Đức Dũng, BK-07, 1985, Xã Nông Thượng". The caller frees it. */
char *describe_person(const struct person *);

/* "Tập huấn tháng 6, 14/6/2018, Hội trường". The caller frees it. */
char *describe_session(const struct training_session *);

/* What was typed as text inside the program: NFC, filtered, trimmed. NULL counts as "". The caller frees it. */
char *typed_text(const char *argument);

#endif
