/* A grid as text that a terminal shows in colours: for `taphuan show --color always`. */
#ifndef TAPHUAN_ANSI_H
#define TAPHUAN_ANSI_H

#include "layout/grid.h"
#include "lesson/theme.h"

/*
 * The grid's lines, each ended by '\n', with escape sequences that give every cell its role's style in the theme
 * (colours as 24 bits, which terminals of fewer colours round by themselves). Every line ends in the terminal's own
 * style; spaces that nobody would see are left out. Nothing else of the grid can steer a terminal. The caller frees it.
 */
char *ansi_text(const struct grid *, const struct theme *);

#endif
