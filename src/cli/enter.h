/* The two forms of `taphuan enter`. */
#ifndef TAPHUAN_ENTER_H
#define TAPHUAN_ENTER_H

#include "cli/desk.h"

/* Lines of answers, from the file or, with NULL, from standard input: kept, or compared with what was entered. */
enum exit_status enter_lines(const struct options *, struct desk *, const char *path, bool compare);

/* The screen. */
enum exit_status enter_on_screen(struct desk *, const struct config *, bool compare);

#endif
