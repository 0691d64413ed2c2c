/* Training sessions: what the command, the screens and the quiz share of them. */
#ifndef TAPHUAN_CLI_SESSIONS_H
#define TAPHUAN_CLI_SESSIONS_H

#include "report/report.h"
#include "store/store.h"

#include <glib.h>
#include <stdbool.h>

/* Today as a session's day is written. The caller frees it. */
char *session_today(void);

/* Uses the session from now on, opening it again where it was closed; NULL for none. */
bool session_use(struct store *, const struct training_session *, GError **error);

/* All of them; current is the id of the one in use. */
struct table *session_list_table(const GPtrArray *sessions, const char *current);

/* Who was there, and took how many quizzes. NULL on error. */
struct table *session_table(struct store *, const struct training_session *, GError **error);

#endif
