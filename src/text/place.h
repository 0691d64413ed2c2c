/*
 * Where the program's own files stand (themes, lessons, translations, helper programs), found from where the
 * executable stands, so that a build tree and an installed copy both work without a setting.
 */
#ifndef TAPHUAN_PLACE_H
#define TAPHUAN_PLACE_H

#include <glib.h>

/*
 * The path of name ("themes", "content") in the program's shared files: EXE/share/name in a build tree,
 * EXE/../share/taphuan/name when installed. The caller frees it.
 */
char *place_share(const char *name);

/* The path of the helper program name: beside the executable, or EXE/../libexec/taphuan/name. The caller frees it. */
char *place_helper(const char *name);

/*
 * Sets the locale and the language of messages: lang is "vi", "en" or NULL (the environment's). Makes LC_CTYPE
 * UTF-8 when the environment's is not, and keeps LC_NUMERIC "C". To be called once, before anything else.
 */
void place_start_locale(const char *lang);

/*
 * Speaks lang from now on: "vi", "en", or what an earlier call returned, which is the language before (NULL for the
 * environment's). The caller frees that.
 */
char *place_speak(const char *lang);

#endif
