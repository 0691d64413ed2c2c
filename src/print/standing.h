/* How everybody stands in a lesson, from the store's attempts. */
#ifndef TAPHUAN_STANDING_H
#define TAPHUAN_STANDING_H

#include "print/print.h"

/*
 * Calls each() for every person with an attempt at the lesson, in the order of names, whose name, code or id fits who
 * (NULL for all). Returns how many there were, −1 with an error of the store's.
 */
int standing_each(struct store *, const struct lesson *, const struct config *, const char *who,
		  struct diagnostics *problems, void (*each)(const struct standing *, void *user), void *user,
		  GError **error);

#endif
