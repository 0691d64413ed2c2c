#include "lesson/arena.h"

#include <glib.h>
#include <stdalign.h>
#include <stdbool.h>
#include <stdint.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#define CHUNK_FIRST ((size_t)16 << 10)
#define CHUNK_MOST  ((size_t)256 << 10)

struct chunk {
	struct chunk *before;
	max_align_t bytes[];
};

struct arena {
	struct chunk *chunk;
	char *at, *end;
	size_t next_size;
};

struct arena *arena_new(void)
{
	struct arena *arena = g_new0(struct arena, 1);

	arena->next_size = CHUNK_FIRST;
	return arena;
}

void arena_free(struct arena *arena)
{
	if (!arena)
		return;
	for (struct chunk *chunk = arena->chunk, *before; chunk; chunk = before) {
		before = chunk->before;
		g_free(chunk);
	}
	g_free(arena);
}

/* Asks for the pages at once that will be written to one by one: of a large lesson's time that saves a sixth. Where the
 * system does not know how, they come one by one. */
static void populate(void *bytes G_GNUC_UNUSED, size_t size G_GNUC_UNUSED)
{
#ifdef MADV_POPULATE_WRITE
	size_t page = (size_t)sysconf(_SC_PAGESIZE), before = (page - (uintptr_t)bytes % page) % page;

	madvise((char *)bytes + before, (size - before) / page * page, MADV_POPULATE_WRITE);
#endif
}

static char *chunk_new(struct arena *arena, size_t size)
{
	struct chunk *chunk = g_malloc(sizeof(struct chunk) + size);

	if (size == CHUNK_MOST)
		populate(chunk->bytes, size);
	chunk->before = arena->chunk;
	arena->chunk = chunk;
	return (char *)chunk->bytes;
}

void *arena_take(struct arena *arena, size_t size)
{
	if ((size_t)(arena->end - arena->at) < size) {
		/* What is large gets a chunk of its own, and the begun one goes on being filled. */
		if (size > arena->next_size / 4)
			return chunk_new(arena, size);
		arena->at = chunk_new(arena, arena->next_size);
		arena->end = arena->at + arena->next_size;
		arena->next_size = MIN(arena->next_size * 2, CHUNK_MOST);
	}
	char *taken = arena->at;

	arena->at += size;
	return taken;
}

void *arena_alloc(struct arena *arena, size_t size)
{
	const size_t align = alignof(max_align_t);

	if (arena->at) {
		size_t over = (uintptr_t)arena->at % align;
		size_t gap = over ? align - over : 0;

		arena->at += MIN(gap, (size_t)(arena->end - arena->at));
	}
	return memset(arena_take(arena, size), 0, size);
}

void *arena_array(struct arena *arena, size_t n, size_t size)
{
	size_t bytes;

	if (!g_size_checked_mul(&bytes, n, size))
		g_error("out of memory");
	return arena_alloc(arena, bytes);
}

char *arena_copy(struct arena *arena, const char *s, size_t len)
{
	char *copy = arena_take(arena, len + 1);

	if (len)
		memcpy(copy, s, len);
	copy[len] = '\0';
	return copy;
}
