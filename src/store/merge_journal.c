#include "store/merge_private.h"
#include "store/offer.h"
#include "text/i18n.h"

#include <string.h>
#include <unistd.h>

#define JOURNAL_MAX ((off_t)256 << 20) /* no journal is larger */
#define SUM_DIGITS  16

/* ---- What is here ------------------------------------------------------------------------------------------ */

static void copy_free(void *data)
{
	struct copy *copy = data;

	g_free(copy->id);
	g_free(copy->path);
	g_free(copy->staged);
	g_free(copy);
}

static void unref_array(void *array)
{
	g_ptr_array_unref(array);
}

static GPtrArray *copies_of(struct merge *merge, enum journal_files kind, const char *id)
{
	GPtrArray *copies = g_hash_table_lookup(merge->copies[kind], id);

	if (!copies) {
		copies = g_ptr_array_new_with_free_func(copy_free);
		g_hash_table_insert(merge->copies[kind], g_strdup(id), copies);
	}
	return copies;
}

static struct copy *add_copy(struct merge *merge, enum journal_files kind, const char *id, const char *path)
{
	struct copy *copy = g_new0(struct copy, 1);

	*copy = (struct copy){.kind = kind, .id = g_strdup(id), .path = g_strdup(path)};
	g_ptr_array_add(copies_of(merge, kind, id), copy);
	return copy;
}

void merge_list_copies(struct merge *merge)
{
	for (enum journal_files kind = FILES_OF_DEVICES; kind <= FILES_OF_ATTEMPTS; kind++) {
		g_autoptr(GPtrArray) files = journal_files(merge->store, kind);
		merge->copies[kind] = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, unref_array);
		for (unsigned int i = 0; i < files->len; i++) {
			g_autofree char *path = journal_path(merge->store, files->pdata[i]);
			g_autofree char *base = g_path_get_basename(path);
			*strchr(base, '.') = '\0';
			add_copy(merge, kind, base, path);
		}
	}
}

/* Opens what the copy holds, or will hold, up to its last whole line. */
static bool open_copy(const struct copy *copy, struct span *span)
{
	if (!span_open(copy->staged ? copy->staged : copy->path, span))
		return false;
	off_t whole = span_whole_lines(span);
	if (whole < 0) {
		close(span->fd);
		return false;
	}
	span->len = whole;
	return true;
}

static enum span_relation relation_to(const struct span *span, const struct copy *copy)
{
	struct span held;

	if (!open_copy(copy, &held))
		return SPAN_UNREADABLE;
	enum span_relation relation = span_compare(span, &held);
	close(held.fd);
	return relation;
}

/* ---- What comes -------------------------------------------------------------------------------------------- */

struct bad_line {
	unsigned int number;
	enum journal_problem problem;
};

/* A journal that is offered. */
struct incoming {
	const char *shown;
	struct span span; /* up to its last whole line */
	enum journal_files kind;
	char *id;     /* NULL while it is not known */
	char *folder; /* where it belongs, under DATA/journal */
	bool orphan;  /* the beginning of the attempt is not there */
	struct bad_line bad[MAX_PROBLEMS];
	unsigned int n_bad, n_fine;
};

static bool is_device(const char *s)
{
	return strlen(s) == 16 && strspn(s, "0123456789abcdef") == 16;
}

/* What the journal is, as its first line that can be used says. */
static void identify(struct incoming *in, const struct journal_line *line)
{
	json_t *event = event_parse(line);
	const char *what = event_string(event, "event"), *attempt = event_string(event, "attempt");
	const char *device = event_string(event, "device");

	if (strcmp(what, "started") == 0) {
		in->kind = FILES_OF_ATTEMPTS;
		in->id = g_uuid_string_is_valid(attempt) ? g_strdup(attempt) : NULL;
		in->folder = journal_month(line->at);
	} else if (strcmp(what, "answered") == 0 || strcmp(what, "handed_in") == 0) {
		in->orphan = true;
	} else if (is_device(device)) {
		in->kind = FILES_OF_DEVICES;
		in->id = g_strdup(device);
		in->folder = g_strdup("");
	}
	json_decref(event);
}

/* Reads all of it; false when it cannot be read to its end. */
static bool look_at(struct incoming *in)
{
	g_autoptr(JournalReader) reader = journal_reader_new_inside(in->span.fd, in->span.start, in->span.len);
	struct journal_line line;

	while (journal_next(reader, &line)) {
		in->n_fine += line.problem == JOURNAL_FINE;
		if (line.problem == JOURNAL_FINE && !in->id && !in->orphan)
			identify(in, &line);
		else if (line.problem && in->n_bad < MAX_PROBLEMS)
			in->bad[in->n_bad++] = (struct bad_line){line.number, line.problem};
	}
	in->span.len = journal_offset(reader);
	return !journal_failed(reader);
}

/* Tells of what cannot be used; false when there is nothing else, and the journal not taken. */
static bool judge(const struct merge *merge, const struct incoming *in)
{
	struct diagnostics *problems = merge->report->problems;

	if (in->id) {
		for (unsigned int i = 0; i < in->n_bad; i++)
			problem_add(problems, in->shown, in->bad[i].number, in->bad[i].problem);
		return true;
	}
	if (in->orphan)
		offer_refuse(problems, in->shown,
			     g_strdup(_("the beginning of this attempt is damaged or missing: not taken")));
	else if (in->n_bad > 0)
		offer_refuse_line(problems, in->shown, in->bad[0].number, in->bad[0].problem);
	else if (in->n_fine > 0)
		offer_refuse(problems, in->shown, g_strdup(_("this does not say what journal it is: not taken")));
	return false;
}

/* ---- Staging ----------------------------------------------------------------------------------------------- */

void merge_refuse_unreadable(const struct merge *merge, const char *shown)
{
	offer_refuse(merge->report->problems, shown, g_strdup(_("this cannot be read to its end: not taken")));
}

/* Writes what comes under a temporary name; NULL without an error when it could not be read. */
static char *stage(struct merge *merge, const struct incoming *in, GError **error)
{
	g_autofree char *number = g_strdup_printf("%u", merge->n_staged++);
	g_autofree char *staged = g_build_filename(merge->staging, number, NULL);
	g_autoptr(DiskDraft) draft = disk_draft_new(merge->store->disk, staged, staged, error);
	bool unreadable = false;

	if (!draft || !span_copy(&in->span, draft, &unreadable, error)) {
		if (unreadable)
			merge_refuse_unreadable(merge, in->shown);
		return NULL;
	}
	return disk_draft_leave(draft, error) ? g_steal_pointer(&staged) : NULL;
}

char *merge_name(const char *id, const char *staged)
{
	struct span span;

	if (!staged || !span_open(staged, &span))
		return g_strconcat(id, ".jsonl", NULL);
	g_autofree char *sum = span_sum(&span);
	close(span.fd);
	return g_strdup_printf("%s.%.*s.jsonl", id, SUM_DIGITS, sum ? sum : "");
}

static void collect_chains(const struct span *span, GHashTable *chains)
{
	g_autoptr(JournalReader) reader = journal_reader_new_inside(span->fd, span->start, span->len);
	struct journal_line line;

	while (journal_next(reader, &line))
		if (line.problem == JOURNAL_FINE)
			g_hash_table_add(chains, g_strdup(journal_chain(reader)));
}

/* The lines that no copy has yet. */
static unsigned int count_new_lines(const struct incoming *in, const GPtrArray *copies)
{
	g_autoptr(GHashTable) chains = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
	struct span span;

	for (unsigned int i = 0; i < copies->len; i++) {
		if (!open_copy(copies->pdata[i], &span))
			continue;
		collect_chains(&span, chains);
		close(span.fd);
	}
	unsigned int before = g_hash_table_size(chains);
	collect_chains(&in->span, chains);
	return g_hash_table_size(chains) - before;
}

/* An attempt that comes twice, the second time longer, has come once. */
static void count(struct merge_report *report, const struct incoming *in, unsigned int n_copies,
		  const struct copy *shorter, unsigned int entries)
{
	report->entries += entries;
	report->beside += n_copies > 0 && !shorter;
	report->attempts += in->kind == FILES_OF_ATTEMPTS && n_copies == 0;
	report->attempts_longer += in->kind == FILES_OF_ATTEMPTS && shorter && !shorter->staged;
}

/* Puts what comes on its way: in the place of the copy whose continuation it is, or into one of its own. */
static bool bring_in(struct merge *merge, const struct incoming *in, GPtrArray *copies, struct copy *shorter,
		     GError **error)
{
	GError *problem = NULL;
	unsigned int entries = in->kind == FILES_OF_DEVICES ? count_new_lines(in, copies) : 0;
	unsigned int n_copies = copies->len;
	g_autofree char *staged = stage(merge, in, &problem);

	if (problem)
		g_propagate_error(error, problem);
	if (!staged)
		return !problem;
	count(merge->report, in, n_copies, shorter, entries);
	struct copy *copy = shorter;
	if (!copy) {
		g_autofree char *folder = journal_path(merge->store, in->folder);
		g_autofree char *name = merge_name(in->id, n_copies ? staged : NULL);
		g_autofree char *path = g_build_filename(folder, name, NULL);
		if (!disk_make_folder(merge->store->disk, folder, error))
			return false;
		copy = add_copy(merge, in->kind, in->id, path);
	}
	if (copy->staged)
		merge->store->disk->unlink(copy->staged);
	else
		g_ptr_array_add(merge->order, copy);
	g_free(copy->staged);
	copy->staged = g_steal_pointer(&staged);
	return true;
}

static bool consider(struct merge *merge, const struct incoming *in, GError **error)
{
	GPtrArray *copies = copies_of(merge, in->kind, in->id);
	struct copy *shorter = NULL;

	for (unsigned int i = 0; i < copies->len; i++) {
		enum span_relation relation = relation_to(&in->span, copies->pdata[i]);
		if (relation == SPAN_SAME || relation == SPAN_SHORTER) {
			merge->report->attempts_there += in->kind == FILES_OF_ATTEMPTS;
			merge->report->journals_there += in->kind == FILES_OF_DEVICES;
			return true;
		}
		if (relation == SPAN_LONGER && !shorter)
			shorter = copies->pdata[i];
	}
	return bring_in(merge, in, copies, shorter, error);
}

bool merge_take_journal(struct merge *merge, const char *shown, const struct span *span, GError **error)
{
	struct incoming in = {.shown = shown, .span = *span};
	bool fine = true;

	if (span->len > JOURNAL_MAX)
		offer_refuse(merge->report->problems, shown, g_strdup(_("this is larger than any journal: not taken")));
	else if (!look_at(&in))
		merge_refuse_unreadable(merge, shown);
	else if (judge(merge, &in))
		fine = consider(merge, &in, error);
	g_free(in.id);
	g_free(in.folder);
	return fine;
}
