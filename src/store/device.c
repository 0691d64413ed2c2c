#include "store/private.h"

#include <string.h>
#include <sys/stat.h>

#define LOCK_WAIT_MS 10000

/* ---- Writing ----------------------------------------------------------------------------------------------- */

/* What is remembered of another device's journal: it only grows, so the same size is the same journal. */
struct seen {
	off_t size;
	int64_t latest;
};

static int64_t read_latest(const char *path)
{
	g_autoptr(JournalReader) reader = journal_reader_new(path);
	struct journal_line line;
	int64_t latest = 0;

	while (reader && journal_next(reader, &line))
		if (line.problem == JOURNAL_FINE)
			latest = MAX(latest, line.at);
	return latest;
}

static int64_t latest_of(struct store *store, const char *relative)
{
	g_autofree char *path = journal_path(store, relative);
	struct seen *seen = g_hash_table_lookup(store->seen, relative);
	struct stat at;

	if (stat(path, &at) != 0)
		return 0;
	if (!seen) {
		seen = g_new0(struct seen, 1);
		g_hash_table_insert(store->seen, g_strdup(relative), seen);
	}
	if (seen->size != at.st_size)
		*seen = (struct seen){at.st_size, read_latest(path)};
	return seen->latest;
}

static struct journal *open_own(struct store *store, GError **error)
{
	g_autofree char *own = g_strconcat(store->device, ".jsonl", NULL);
	g_autofree char *path = journal_path(store, own);
	struct journal *journal = journal_open(store->disk, path, JOURNAL_EITHER, LOCK_WAIT_MS, error);
	g_autoptr(GPtrArray) files = journal ? journal_files(store, FILES_OF_DEVICES) : NULL;

	store->latest = 0;
	for (unsigned int i = 0; files && i < files->len; i++)
		if (strcmp(files->pdata[i], own) != 0)
			store->latest = MAX(store->latest, latest_of(store, files->pdata[i]));
	return journal;
}

bool device_append_all(struct store *store, const char *event, const GPtrArray *all, GError **error)
{
	g_autoptr(Journal) journal = open_own(store, error);

	if (!journal)
		return false;
	int64_t now = store->world.now(), latest = MAX(store->latest, journal_latest(journal));
	int64_t at = MIN(MAX(now, latest + 1), JOURNAL_AT_MAX);
	return journal_append_all(journal, at, store->device, event, all, error);
}

bool device_append(struct store *store, const char *event, json_t *fields, GError **error)
{
	void *one[] = {fields};
	const GPtrArray all = {one, 1};
	bool kept = device_append_all(store, event, &all, error);

	json_decref(fields);
	return kept;
}

/* ---- Reading ----------------------------------------------------------------------------------------------- */

/* An event, with what orders it among those of all devices. */
struct told {
	int64_t at;
	unsigned int line;
	const struct device_handler *handler;
	json_t *event;
};

static void told_clear(void *data)
{
	struct told *told = data;

	json_decref(told->event);
}

/* The same on every computer: by what the lines say, and nothing of the names and the order of files. */
static int compare_told(const void *a, const void *b)
{
	const struct told *x = a, *y = b;

	if (x->at != y->at)
		return x->at < y->at ? -1 : 1;
	int order = strcmp(event_string(x->event, "device"), event_string(y->event, "device"));
	if (order)
		return order;
	if (x->line != y->line)
		return x->line < y->line ? -1 : 1;
	return strcmp(event_string(x->event, "chain"), event_string(y->event, "chain"));
}

/* The reading of one file; of a damaged one only the first problems are told. */
struct telling {
	const char *path;
	struct diagnostics *problems;
	unsigned int n_problems;
	const struct device_handler *handlers;
	size_t n_handlers;
	GArray *events; /* of struct told */
};

static void tell_problem(struct telling *telling, unsigned int line, enum journal_problem problem)
{
	if (telling->n_problems++ < MAX_PROBLEMS)
		problem_add(telling->problems, telling->path, line, problem);
}

static const struct device_handler *find_handler(const struct telling *telling, const struct journal_line *line)
{
	for (size_t i = 0; i < telling->n_handlers; i++)
		if (strlen(telling->handlers[i].event) == line->event_len &&
		    memcmp(telling->handlers[i].event, line->event, line->event_len) == 0)
			return &telling->handlers[i];
	return NULL;
}

static void read_line(struct telling *telling, const struct journal_line *line)
{
	const struct device_handler *handler = line->problem ? NULL : find_handler(telling, line);
	struct told told = {line->at, line->number, handler, handler ? event_parse(line) : NULL};

	if (line->problem)
		tell_problem(telling, line->number, line->problem);
	else if (!line->event || (handler && !told.event))
		tell_problem(telling, line->number, JOURNAL_MEANINGLESS);
	if (told.event)
		g_array_append_val(telling->events, told);
}

static void read_file(struct telling *telling)
{
	g_autoptr(JournalReader) reader = journal_reader_new(telling->path);
	struct journal_line line;

	while (reader && journal_next(reader, &line))
		read_line(telling, &line);
	if (!reader || journal_failed(reader))
		tell_problem(telling, 0, JOURNAL_UNREADABLE);
}

void device_read(const struct store *store, const struct device_handler *handlers, size_t n, void *user,
		 struct diagnostics *problems)
{
	g_autoptr(GPtrArray) files = journal_files(store, FILES_OF_DEVICES);
	g_autoptr(GArray) events = g_array_new(FALSE, FALSE, sizeof(struct told));

	g_array_set_clear_func(events, told_clear);
	for (unsigned int i = 0; i < files->len; i++) {
		g_autofree char *path = journal_path(store, files->pdata[i]);
		struct telling telling = {path, problems, 0, handlers, n, events};
		read_file(&telling);
	}
	g_array_sort(events, compare_told);

	/* Two copies of a journal that went different ways begin with the same lines. */
	const struct told *before = NULL;
	for (unsigned int i = 0; i < events->len; i++) {
		const struct told *told = &g_array_index(events, struct told, i);
		if (!before || compare_told(before, told) != 0)
			told->handler->apply(user, told->event);
		before = told;
	}
}
