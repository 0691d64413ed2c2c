/* What the screens of people and training sessions ask for: the program's part. */
#ifndef TAPHUAN_CLI_DESKTOP_H
#define TAPHUAN_CLI_DESKTOP_H

#include "cli/command.h"
#include "screens/screen.h"

/* Show the people, the training sessions, or who is there in the session of this id, until the person leaves. */
enum exit_status run_people(const struct options *, const struct config *);
enum exit_status run_sessions(const struct options *, const struct config *);
enum exit_status run_attendance(const struct options *, const struct training_session *, const struct config *);

#endif
