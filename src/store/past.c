#include "store/past.h"

#include "store/ledger.h"
#include "store/packed.h"

#include <fcntl.h>
#include <string.h>
#include <unistd.h>

static void free_attempt(void *data)
{
	struct past_attempt *attempt = data;

	g_free(attempt->path);
	g_free(attempt->id);
	g_free(attempt->session);
	g_free(attempt);
}

void past_free(struct past *past)
{
	if (!past)
		return;
	g_ptr_array_unref(past->attempts);
	g_free(past);
}

/* ---- One attempt ------------------------------------------------------------------------------------------- */

static struct fraction fraction_at(const struct digest *digest, unsigned int place)
{
	struct fraction fraction;

	return fraction_parse(digest_string(digest, place), &fraction) ? fraction : FRACTION_ZERO;
}

/* As store_attempts() would have it. */
static struct fraction grade_after(const struct correction *correction, const struct digest *digest)
{
	struct attempt_record record = {
		.handed_in = digest->handed_in_at,
		.questions = (int)digest->answers->len,
		.marks = fraction_at(digest, digest->marks),
		.points = fraction_at(digest, digest->points),
		.grade = fraction_at(digest, digest->grade),
	};
	if (!correction)
		return record.grade;

	g_autoptr(GPtrArray) given = record.given = given_marks_new();
	GString *packed = g_string_new(NULL);
	struct unpacking unpacking;
	responses_pack(digest, packed);
	unpacking_init(&unpacking);
	unpack_begin(&unpacking, packed->str, packed->len);
	correction_apply(correction, &unpacking, &record);
	unpacking_clear(&unpacking);
	g_string_free(packed, TRUE);
	g_free(record.why);
	g_free(record.comment);
	return record.grade;
}

/* The path is taken over. */
static struct past_attempt *attempt_of(const struct digest *digest, const struct ledger *ledger, char *path)
{
	const char *id = digest_string(digest, digest->id);
	const struct correction *correction = g_hash_table_lookup(ledger->corrections, id);
	struct past_attempt *attempt = g_new0(struct past_attempt, 1);

	*attempt = (struct past_attempt){
		.path = path,
		.id = g_strdup(id),
		.session = g_strdup(digest_string(digest, digest->session)),
		.started = digest->started_at,
		.size = digest->stamp.size,
		.on_paper = digest->on_paper,
		.set_aside = correction && correction->aside,
		.reach = reach_of(digest),
		.grade = grade_after(correction, digest),
	};
	return attempt;
}

static int compare_started(const void *a, const void *b)
{
	const struct past_attempt *x = *(const struct past_attempt *const *)a;
	const struct past_attempt *y = *(const struct past_attempt *const *)b;

	if (x->started != y->started)
		return x->started < y->started ? -1 : 1;
	int order = strcmp(x->id, y->id);
	return order ? order : strcmp(x->path, y->path);
}

/* ---- All of them ------------------------------------------------------------------------------------------- */

struct search {
	const struct store *store;
	const struct ledger *ledger;
	GPtrArray *ids; /* the person's: char * */
	char *lesson;
	struct digest *digest;
	GPtrArray *found;
};

/* Of tens of thousands of journals most are told to be another person's by their first bytes. */
static bool mentions(int folder, const char *name, const GPtrArray *ids)
{
	char start[4096];
	int fd = openat(folder, name, O_RDONLY | O_NONBLOCK | O_CLOEXEC);
	ssize_t n = fd < 0 ? -1 : read(fd, start, sizeof(start));
	bool found = false;

	if (fd >= 0)
		close(fd);
	for (unsigned int i = 0; n > 0 && i < ids->len && !found; i++)
		found = memmem(start, (size_t)n, ids->pdata[i], strlen(ids->pdata[i])) != NULL;
	return found;
}

static bool is_looked_for(const struct search *search)
{
	const struct digest *digest = search->digest;

	return digest->started && strcmp(digest_string(digest, digest->lesson), search->lesson) == 0 &&
	       g_ptr_array_find_with_equal_func(search->ids, digest_string(digest, digest->person), g_str_equal, NULL);
}

static void search_folder(const struct search *search, const struct journal_folder *folder)
{
	g_autofree char *path = journal_path(search->store, folder->name);
	int fd = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);

	for (unsigned int i = 0; fd >= 0 && i < folder->files->len; i++) {
		const char *name = folder->files->pdata[i];
		if (!mentions(fd, name, search->ids))
			continue;
		digest_read(search->digest, fd, name);
		if (is_looked_for(search))
			g_ptr_array_add(search->found,
					attempt_of(search->digest, search->ledger, g_build_filename(path, name, NULL)));
	}
	if (fd >= 0)
		close(fd);
}

struct past *store_past(struct store *store, const char *person_id, const char *lesson_name)
{
	g_autoptr(Ledger) ledger = ledger_read(store, LEDGER_PEOPLE | LEDGER_CORRECTIONS, NULL);
	g_autoptr(GPtrArray) ids = people_ids(&ledger->people, person_id), folders = journal_folders(store);
	g_autofree char *lesson = words_clean(lesson_name);
	struct past *past = g_new(struct past, 1);
	const struct search search = {.store = store,
				      .ledger = ledger,
				      .ids = ids,
				      .lesson = lesson,
				      .digest = digest_new(),
				      .found = past->attempts = g_ptr_array_new_with_free_func(free_attempt)};

	for (unsigned int i = 0; i < folders->len; i++)
		search_folder(&search, folders->pdata[i]);
	digest_free(search.digest);
	g_ptr_array_sort(past->attempts, compare_started);
	return past;
}

/* ---- What they came to ------------------------------------------------------------------------------------- */

static bool is_in(const struct past_attempt *attempt, const char *session)
{
	return !session || !*session || strcmp(attempt->session, session) == 0;
}

/* True when no other journal of the same attempt counts in its stead. */
static bool is_best(const GPtrArray *attempts, unsigned int which, const char *session)
{
	const struct past_attempt *one = attempts->pdata[which];

	for (unsigned int i = 0; i < attempts->len; i++) {
		const struct past_attempt *other = attempts->pdata[i];
		if (i == which || strcmp(other->id, one->id) != 0 || !is_in(other, session))
			continue;
		bool better = reach_is_better(&other->reach, &one->reach);
		if (better || (i < which && !reach_is_better(&one->reach, &other->reach)))
			return false;
	}
	return true;
}

GArray *past_grades(const struct past *past, const char *session)
{
	GArray *grades = g_array_new(FALSE, FALSE, sizeof(struct fraction));

	for (unsigned int i = 0; i < past->attempts->len; i++) {
		const struct past_attempt *one = past->attempts->pdata[i];
		if (one->reach.handed_in && !one->set_aside && is_in(one, session) &&
		    is_best(past->attempts, i, session))
			g_array_append_val(grades, one->grade);
	}
	return grades;
}
