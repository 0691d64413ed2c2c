/* People to choose from by typing: in the quiz, and where answers on paper are typed in. */
#ifndef TAPHUAN_SCREENS_WHO_H
#define TAPHUAN_SCREENS_WHO_H

#include "screens/sheet.h"
#include "store/store.h"

#include <glib.h>
#include <stdbool.h>

#define WHO_SHOWN 12 /* names shown at once: more letters narrow them down */

/* True when the text has a letter, as every name has. */
bool is_name(const char *);

/* "Thôn Nà Rẫy, xã Dương Quang, 1985": what tells namesakes apart. The caller frees it. */
char *person_details(const struct person *);

/*
 * Adds those found (of struct person) as items from 0, at most WHO_SHOWN, and says so where there are more. Those whose
 * ids are in ticked (NULL for nobody) have a tick.
 */
void who_add_found(struct sheet *, const GPtrArray *found, GHashTable *ticked);

#endif
