#include "lesson/pool.h"

#include "lesson/arena.h"

#include <glib.h>
#include <stdint.h>
#include <string.h>

/* Sizes up to SMALL are rounded up to steps, larger ones to powers of two. */
#define STEP      ((size_t)8)
#define SMALL     ((size_t)2048)
#define STEPS     (SMALL / STEP)
#define CLASSES   (STEPS + 1 + 64)

#define WORD_BITS 64

struct pool {
	struct pool *outer;
	struct arena *arena;
	void *unused[CLASSES]; /* pieces given back, of each size; each begins with a pointer to the next */
	uint64_t has_unused[STEPS / WORD_BITS + 1]; /* a bit for each of the small sizes */
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

static void put_unused(void *piece, size_t size)
{
	size_t class = class_of(&size);

	memcpy(piece, &pool->unused[class], sizeof(void *));
	pool->unused[class] = piece;
	if (class <= STEPS)
		pool->has_unused[class / WORD_BITS] |= UINT64_C(1) << class % WORD_BITS;
}

static void *take_unused(size_t class)
{
	void *piece = pool->unused[class];

	memcpy(&pool->unused[class], piece, sizeof(void *));
	if (class <= STEPS && !pool->unused[class])
		pool->has_unused[class / WORD_BITS] &= ~(UINT64_C(1) << class % WORD_BITS);
	return piece;
}

/* The smallest class from this one on of which a piece is unused; CLASSES when there is none. */
static size_t find_unused(size_t class)
{
	if (class > STEPS)
		return pool->unused[class] ? class : CLASSES;
	for (size_t word = class / WORD_BITS, from = class % WORD_BITS; word < G_N_ELEMENTS(pool->has_unused); word++) {
		uint64_t bits = pool->has_unused[word] >> from << from;

		if (bits)
			return word * WORD_BITS + (size_t)__builtin_ctzll(bits);
		from = 0;
	}
	return CLASSES;
}

/* What the piece has beyond size becomes a piece of its own. */
static void split(void *piece, size_t size)
{
	size_t *header = size_before(piece), rest = *header - size;

	if (rest < sizeof(size_t) + STEP)
		return;
	size_t *next = header + 1 + size / sizeof(size_t);

	*header = size;
	*next = rest - sizeof(size_t);
	put_unused(next + 1, *next);
}

static void *take(size_t size)
{
	if (size > SIZE_MAX / 4)
		g_error("out of memory");
	size_t class = find_unused(class_of(&size));

	if (class < CLASSES) {
		void *piece = take_unused(class);

		split(piece, size);
		return piece;
	}
	size_t *header = arena_take(pool->arena, sizeof(size_t) + size);

	*header = size;
	return header + 1;
}

static void give_back(void *piece)
{
	if (piece)
		put_unused(piece, *size_before(piece));
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
