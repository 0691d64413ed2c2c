#include "store/readers.h"

#include "store/packed.h"

#include <fcntl.h>
#include <unistd.h>

#define THREADS 8 /* at most */
#define BATCHES 4 /* that are on their way at once */
#define BATCH   32
#define LARGE   65536 /* bytes of a journal after which memory is given back */

/* Journals of one folder. They go to the threads together: waking a thread takes as long as reading a journal. */
struct batch {
	int folder;
	unsigned int n; /* 0 tells a thread to end */
	struct reading readings[BATCH];
	bool read;
};

struct readers {
	void (*finish)(const struct reading *, void *user);
	void *user;
	GThread *threads[THREADS];
	unsigned int n_threads; /* none until there is a journal to read */
	GAsyncQueue *to_read, *read;
	struct batch batches[BATCHES]; /* a ring: n of them are in use, from first; the last of them is filling, or none
					  is */
	unsigned int first, n;
	struct batch *filling;
};

struct readers *readers_new(void (*finish)(const struct reading *, void *user), void *user)
{
	struct readers *readers = g_new0(struct readers, 1);

	readers->finish = finish;
	readers->user = user;
	readers->to_read = g_async_queue_new();
	readers->read = g_async_queue_new();
	return readers;
}

static void *read_batches(void *data)
{
	struct readers *readers = data;
	struct batch *batch;

	while ((batch = g_async_queue_pop(readers->to_read))->n) {
		for (unsigned int i = 0; i < batch->n; i++) {
			struct reading *reading = &batch->readings[i];
			digest_read(reading->digest, batch->folder, reading->name);
			responses_pack(reading->digest, reading->responses);
		}
		g_async_queue_push(readers->read, batch);
	}
	return NULL;
}

static void finish_first(struct readers *readers)
{
	struct batch *batch = &readers->batches[readers->first];

	while (!batch->read)
		((struct batch *)g_async_queue_pop(readers->read))->read = true;
	for (unsigned int i = 0; i < batch->n; i++) {
		struct reading *reading = &batch->readings[i];
		readers->finish(reading, readers->user);
		if (reading->digest->stamp.size > LARGE)
			g_clear_pointer(&reading->digest, digest_free);
	}
	close(batch->folder);
	batch->read = false;
	batch->n = 0;
	readers->first = (readers->first + 1) % BATCHES;
	readers->n--;
}

/* A GThreadPool would keep threads behind, and wait for them for ever in a process that is forked later. */
static void start_threads(struct readers *readers)
{
	unsigned int n = readers->n_threads ? 0 : MIN(THREADS, g_get_num_processors());

	while (readers->n_threads < n)
		readers->threads[readers->n_threads++] = g_thread_new("reader", read_batches, readers);
}

static void send(struct readers *readers)
{
	start_threads(readers);
	g_async_queue_push(readers->to_read, readers->filling);
	readers->filling = NULL;
}

static struct batch *next_batch(struct readers *readers, int folder_fd)
{
	if (readers->n == BATCHES)
		finish_first(readers);
	struct batch *batch = &readers->batches[(readers->first + readers->n++) % BATCHES];
	batch->folder = fcntl(folder_fd, F_DUPFD_CLOEXEC, 0);
	return batch;
}

void readers_add(struct readers *readers, int folder_fd, int64_t id, const char *folder, const char *name)
{
	struct batch *batch = readers->filling;

	if (batch && (batch->n == BATCH || batch->readings[0].folder != folder)) {
		send(readers);
		batch = NULL;
	}
	if (!batch)
		batch = readers->filling = next_batch(readers, folder_fd);
	struct reading *reading = &batch->readings[batch->n++];
	if (!reading->digest)
		reading->digest = digest_new();
	if (!reading->responses)
		reading->responses = g_string_new(NULL);
	*reading = (struct reading){id, folder, name, reading->digest, reading->responses};
}

void readers_free(struct readers *readers)
{
	struct batch end = {.n = 0};

	if (readers->filling)
		send(readers);
	while (readers->n)
		finish_first(readers);
	for (unsigned int i = 0; i < readers->n_threads; i++)
		g_async_queue_push(readers->to_read, &end);
	for (unsigned int i = 0; i < readers->n_threads; i++)
		g_thread_join(readers->threads[i]);
	g_async_queue_unref(readers->to_read);
	g_async_queue_unref(readers->read);
	for (unsigned int b = 0; b < BATCHES; b++)
		for (unsigned int i = 0; i < BATCH; i++) {
			struct reading *reading = &readers->batches[b].readings[i];
			digest_free(reading->digest);
			if (reading->responses)
				g_string_free(reading->responses, TRUE);
		}
	g_free(readers);
}
