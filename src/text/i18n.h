/* Sentences for people: English in the source, translated by gettext. */
#ifndef TAPHUAN_I18N_H
#define TAPHUAN_I18N_H

#include <libintl.h>

#define _(sentence)      gettext(sentence)
#define N_(sentence)     (sentence)                              /* marked here, translated where it is shown */
#define P_(one, many, n) ngettext(one, many, (unsigned long)(n)) /* counted */

#endif
