/* The help screen: what every key does where the person is. */
#ifndef TAPHUAN_SCREENS_HELP_H
#define TAPHUAN_SCREENS_HELP_H

#include "screens/keys.h"
#include "screens/screen.h"

/* The keys of one context; any key but the arrows goes back. */
struct screen *help_screen_new(enum key_context);

#endif
