/* The quiz in lines on standard input and output. */
#ifndef TAPHUAN_CLI_PLAIN_H
#define TAPHUAN_CLI_PLAIN_H

#include "cli/command.h"
#include "tui/tui.h"

/* Runs a quiz screen, which it takes over, as lines until it ends or the input does. */
enum exit_status run_plain(struct screen *quiz, tui_perform *, void *user);

#endif
