/* Memory that is given back all at once: a lesson's. Private to lesson/. */
#ifndef TAPHUAN_LESSON_ARENA_H
#define TAPHUAN_LESSON_ARENA_H

#include <stddef.h>

struct arena;

struct arena *arena_new(void);
void arena_free(struct arena *);

/* size bytes as they come, following right after the last where there is room: aligned as all sizes taken so are. */
void *arena_take(struct arena *, size_t size);

/* size bytes, aligned for anything and zeroed. Never NULL. */
void *arena_alloc(struct arena *, size_t size);

/* The same for n members of a size; dies when the product is too large. */
void *arena_array(struct arena *, size_t n, size_t size);

/* A copy of s[0..len) with a NUL behind it. */
char *arena_copy(struct arena *, const char *s, size_t len);

#define arena_new_struct(arena, type) ((type *)arena_alloc((arena), sizeof(type)))

#endif
