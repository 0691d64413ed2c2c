/* A bar on standard error while the store is at work for longer than a second. */
#ifndef TAPHUAN_PROGRESS_H
#define TAPHUAN_PROGRESS_H

#include "cli/command.h"

#include <stdbool.h>
#include <stdint.h>

struct progress {
	struct store *store; /* NULL where nothing is shown */
	int64_t since;       /* microseconds */
	int percent;         /* that is shown; −1 for none */
};

/* Shows it from now on, if standard error is a terminal and --quiet was not asked for. It must stay where it is. */
void progress_start(struct progress *, struct store *, const struct options *);

/* Takes it away. */
void progress_end(struct progress *);

#endif
