/* Guessing what a misspelt name was meant to be. Private to lesson/. */
#ifndef TAPHUAN_LESSON_NAMES_H
#define TAPHUAN_LESSON_NAMES_H

/*
 * The one of names (NULL-terminated) that word is most likely a slip for, blind to case, spaces, hyphens and
 * underscores; NULL when none is near.
 */
const char *nearest_name(const char *word, const char *const *names);

#endif
