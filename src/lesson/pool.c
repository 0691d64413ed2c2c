#include "lesson/pool.h"

#include "lesson/arena.h"

#include <glib.h>
#include <stdint.h>
#include <string.h>

/* Sizes up to SMALL are rounded up to steps, larger ones to powers of two. */
#define STEP    ((size_t)8)
#define SMALL   ((size_t)2048)
#define STEPS   (SMALL / STEP)
#define CLASSES (STEPS + 1 + 64)

struct pool {
	struct pool *outer;
	struct arena *arena;
	void *unused[CLASSES]; /* pieces given back, of each size; each begins with a pointer to the next */
};

/* cmark's allocator has no argument to carry it. */
static _Thread_local struct pool *pool;

void pool_open(void)
{
	struct pool *inner = g_new0(struct pool, 1);

	inner->outer = pool;
	inner->arena = arena_new();
	pool = inner;
}

void pool_close(void)
{
	struct pool *inner = pool;

	pool = inner->outer;
	arena_free(inner->arena);
	g_free(inner);
}

/* The class of a size, which is rounded up to the largest of its class. */
static size_t class_of(size_t *size)
{
	if (*size <= SMALL) {
		size_t steps = MAX((*size + STEP - 1) / STEP, 1);

		*size = steps * STEP;
		return steps;
	}
	unsigned int bits = (unsigned int)g_bit_storage(*size - 1);

	*size = (size_t)1 << bits;
	return STEPS + 1 + bits;
}

/* Before every piece stands its size. */
static size_t *size_before(void *piece)
{
	return (size_t *)piece - 1;
}

static void *take(size_t size)
{
	if (size > SIZE_MAX / 4)
		g_error("out of memory");
	size_t class = class_of(&size);
	void *piece = pool->unused[class];

	if (piece) {
		memcpy(&pool->unused[class], piece, sizeof(void *));
		return piece;
	}
	size_t *header = arena_take(pool->arena, sizeof(size_t) + size);

	*header = size;
	return header + 1;
}

static void give_back(void *piece)
{
	if (!piece)
		return;
	size_t size = *size_before(piece), class = class_of(&size);

	memcpy(piece, &pool->unused[class], sizeof(void *));
	pool->unused[class] = piece;
}

static void *take_zeroed(size_t n, size_t size)
{
	size_t bytes;

	if (!g_size_checked_mul(&bytes, n, size))
		g_error("out of memory");
	return memset(take(bytes), 0, bytes);
}

static void *resize(void *piece, size_t size)
{
	if (!piece)
		return take(size);
	size_t before = *size_before(piece);

	if (size <= before)
		return piece;
	void *larger = take(size);

	memcpy(larger, piece, before);
	give_back(piece);
	return larger;
}

cmark_mem *pool_mem(void)
{
	static cmark_mem mem = {take_zeroed, resize, give_back};

	return &mem;
}
