#include "cli/progress.h"

#include <stdio.h>
#include <unistd.h>

#define WAIT_US (1 * G_USEC_PER_SEC) /* what is done sooner needs no bar */
#define CELLS   24

static void show(size_t done, size_t total, void *user)
{
	struct progress *progress = user;
	int percent = total ? (int)(100 * done / total) : 100;

	if (percent == progress->percent || g_get_monotonic_time() - progress->since < WAIT_US)
		return;
	progress->percent = percent;
	fprintf(stderr, "\r[");
	for (int i = 0; i < CELLS; i++)
		fputc(i < percent * CELLS / 100 ? '#' : '.', stderr);
	fprintf(stderr, "] %3d %%", percent);
	fflush(stderr);
}

void progress_start(struct progress *progress, struct store *store, const struct options *options)
{
	*progress = (struct progress){.since = g_get_monotonic_time(), .percent = -1};
	if (options->quiet || !isatty(STDERR_FILENO))
		return;
	progress->store = store;
	store_set_progress(store, show, progress);
}

void progress_end(struct progress *progress)
{
	if (!progress->store)
		return;
	store_set_progress(progress->store, NULL, NULL);
	progress->store = NULL;
	if (progress->percent >= 0)
		fprintf(stderr, "\r\033[K");
}
