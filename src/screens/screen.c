#include "screens/screen.h"

struct layout_options screen_options = {.colour = true};

struct screen *screen_new(const struct screen_class *class, void *state)
{
	g_assert(class && class->render && class->handle);
	struct screen *screen = g_new(struct screen, 1);
	*screen = (struct screen){.class = class, .state = state};
	return screen;
}

void screen_free(struct screen *screen)
{
	if (!screen)
		return;
	if (screen->class->free)
		screen->class->free(screen->state);
	g_free(screen);
}
