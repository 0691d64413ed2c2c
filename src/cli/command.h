/* One subcommand a file: arguments in, calls down, exit status out. */
#ifndef TAPHUAN_COMMAND_H
#define TAPHUAN_COMMAND_H

#include <glib.h>

enum exit_status {
	EXIT_FINE = 0,
	EXIT_INPUT = 1,       /* the input has mistakes, or is not there */
	EXIT_USAGE = 2,       /* the command line is wrong */
	EXIT_ENVIRONMENT = 3, /* disk full, no printer, no terminal */
};

struct command {
	const char *name;
	const char *arguments; /* "LESSON…", for usage lines; N_() */
	const char *summary;   /* one line, N_() */
	enum exit_status (*run)(int argc, char **argv);
};

/* Every subcommand, ending with a NULL name; the first is the library, run when none is named. */
extern const struct command commands[];

#endif
