/*
 * Memory for cmark's trees, given back all at once. cmark takes it in hundreds of thousands of small pieces of a few
 * sizes, which the general allocator is slower at than cmark is at parsing. Private to lesson/.
 */
#ifndef TAPHUAN_LESSON_POOL_H
#define TAPHUAN_LESSON_POOL_H

#include <cmark.h>

/* Opens a pool that pool_mem() draws from until pool_close(). Pools nest; the innermost is drawn from. */
void pool_open(void);

/* Gives back everything drawn from the innermost pool, freed or not. */
void pool_close(void);

/* cmark's allocator over the innermost pool. What is drawn from a pool may be freed only while it is the innermost. */
cmark_mem *pool_mem(void);

#endif
