#include "store/private.h"
#include "text/i18n.h"
#include "text/text.h"

#include <string.h>

#define LOCK_WAIT_MS    10000
#define LONGEST_MERGING 100 /* hops from a person to who counts for them; ends a circle */

/* What is known of a person beside the id, and its key in the journals. */
static const struct field {
	const char *key;
	size_t offset;
} fields[] = {
	{"code", offsetof(struct person, code)},   {"name", offsetof(struct person, name)},
	{"birth", offsetof(struct person, birth)}, {"sex", offsetof(struct person, sex)},
	{"unit", offsetof(struct person, unit)},   {"hamlet", offsetof(struct person, hamlet)},
	{"phone", offsetof(struct person, phone)}, {"note", offsetof(struct person, note)},
};

static char **field_of(struct person *person, const struct field *field)
{
	return (char **)(void *)((char *)person + field->offset);
}

static const char *field_value(const struct person *person, const struct field *field)
{
	return *(char *const *)(const void *)((const char *)person + field->offset);
}

struct person *person_new(void)
{
	struct person *person = g_new0(struct person, 1);

	person->id = g_strdup("");
	for (size_t i = 0; i < G_N_ELEMENTS(fields); i++)
		*field_of(person, &fields[i]) = g_strdup("");
	return person;
}

struct person *person_copy(const struct person *from)
{
	struct person *person = g_new0(struct person, 1);

	person->id = g_strdup(from->id);
	for (size_t i = 0; i < G_N_ELEMENTS(fields); i++)
		*field_of(person, &fields[i]) = g_strdup(field_value(from, &fields[i]));
	return person;
}

void person_free(struct person *person)
{
	if (!person)
		return;
	g_free(person->id);
	for (size_t i = 0; i < G_N_ELEMENTS(fields); i++)
		g_free(*field_of(person, &fields[i]));
	g_free(person);
}

/* ---- Adding ------------------------------------------------------------------------------------------------ */

static json_t *added_fields(const struct person *person, const char *id)
{
	json_t *about = json_pack("{s:s}", "id", id);

	for (size_t i = 0; i < G_N_ELEMENTS(fields); i++) {
		g_autofree char *clean = words_clean(field_value(person, &fields[i]));
		json_set_words(about, fields[i].key, clean);
	}
	return json_pack("{s:o}", "person", about);
}

static struct journal *open_device_journal(const struct store *store, GError **error)
{
	g_autofree char *file = g_strconcat(store->device, ".jsonl", NULL);
	g_autofree char *path = journal_path(store, file);

	return journal_open(store->disk, path, JOURNAL_EITHER, LOCK_WAIT_MS, error);
}

/* Returns the new id, or NULL. */
static char *append_person(struct store *store, struct journal *journal, const struct person *person, GError **error)
{
	g_autofree char *name = words_clean(person->name);
	g_assert(*name);

	g_autofree char *id = store->world.new_id();
	json_t *event = added_fields(person, id);
	bool kept = journal_append(journal, store->world.now(), store->device, "person_added", event, error);
	json_decref(event);
	return kept ? g_steal_pointer(&id) : NULL;
}

char *store_person_add(struct store *store, const struct person *person, GError **error)
{
	g_autoptr(Journal) journal = open_device_journal(store, error);

	return journal ? append_person(store, journal, person, error) : NULL;
}

size_t store_person_add_all(struct store *store, const GPtrArray *people, GError **error)
{
	g_autoptr(Journal) journal = people->len > 0 ? open_device_journal(store, error) : NULL;
	size_t added = 0;

	for (; journal && added < people->len; added++) {
		g_autofree char *id = append_person(store, journal, people->pdata[added], error);
		if (!id)
			break;
	}
	return added;
}

/* ---- Reading ----------------------------------------------------------------------------------------------- */

/* An event about people, with what orders it among those of other devices. */
struct change {
	int64_t at;
	unsigned int file, line;
	json_t *event;
};

static void change_clear(void *data)
{
	struct change *change = data;

	json_decref(change->event);
}

static int compare_changes(const void *a, const void *b)
{
	const struct change *x = a, *y = b;

	if (x->at != y->at)
		return x->at < y->at ? -1 : 1;
	if (x->file != y->file)
		return x->file < y->file ? -1 : 1;
	return x->line < y->line ? -1 : x->line > y->line;
}

static void read_changes(const char *path, unsigned int file, GArray *changes, struct diagnostics *problems)
{
	g_autoptr(JournalReader) reader = journal_reader_new(path);
	struct journal_line line;
	unsigned int told = 0;

	if (!reader)
		problem_add(problems, path, 0, JOURNAL_UNREADABLE);
	while (reader && journal_next(reader, &line)) {
		json_t *event = line.problem == JOURNAL_FINE ? event_parse(&line) : NULL;
		if (!event) {
			if (told++ < MAX_PROBLEMS)
				problem_add(problems, path, line.number,
					    line.problem ? line.problem : JOURNAL_MEANINGLESS);
			continue;
		}
		struct change change = {json_integer_value(json_object_get(event, "at")), file, line.number, event};
		if (g_str_has_prefix(event_string(event, "event"), "person_"))
			g_array_append_val(changes, change);
		else
			json_decref(event);
	}
	if (reader && journal_failed(reader))
		problem_add(problems, path, 0, JOURNAL_UNREADABLE);
}

static void apply_fields(struct people *people, const json_t *about)
{
	g_autofree char *id = event_words(about, "id");

	if (!*id)
		return;
	struct person *person = g_hash_table_lookup(people->by_id, id);
	if (!person) {
		person = person_new();
		g_free(person->id);
		person->id = g_strdup(id);
		g_hash_table_insert(people->by_id, g_strdup(id), person);
	}
	for (size_t i = 0; i < G_N_ELEMENTS(fields); i++) {
		if (!json_is_string(json_object_get(about, fields[i].key)))
			continue;
		char **field = field_of(person, &fields[i]);
		g_free(*field);
		*field = event_words(about, fields[i].key);
	}
}

static void apply(struct people *people, const json_t *event)
{
	const char *what = event_string(event, "event");

	if (strcmp(what, "person_added") == 0 || strcmp(what, "person_changed") == 0) {
		apply_fields(people, json_object_get(event, "person"));
	} else if (strcmp(what, "person_merged") == 0) {
		g_autofree char *from = event_words(event, "from"), *into = event_words(event, "into");
		if (*from && *into && strcmp(from, into) != 0)
			g_hash_table_replace(people->into, g_steal_pointer(&from), g_steal_pointer(&into));
	}
}

static void free_person(void *person)
{
	person_free(person);
}

struct people *people_read(struct store *store, struct diagnostics *problems)
{
	g_autoptr(GPtrArray) files = journal_files(store, FILES_OF_DEVICES);
	g_autoptr(GArray) changes = g_array_new(FALSE, FALSE, sizeof(struct change));
	g_array_set_clear_func(changes, change_clear);

	for (unsigned int i = 0; i < files->len; i++) {
		g_autofree char *path = journal_path(store, files->pdata[i]);
		read_changes(path, i, changes, problems);
	}
	g_array_sort(changes, compare_changes);

	struct people *people = g_new0(struct people, 1);
	people->by_id = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, free_person);
	people->into = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
	for (unsigned int i = 0; i < changes->len; i++)
		apply(people, g_array_index(changes, struct change, i).event);
	return people;
}

void people_free(struct people *people)
{
	if (!people)
		return;
	g_hash_table_unref(people->by_id);
	g_hash_table_unref(people->into);
	g_free(people);
}

const struct person *people_find(const struct people *people, const char *id)
{
	for (int hops = 0; hops < LONGEST_MERGING; hops++) {
		const char *into = g_hash_table_lookup(people->into, id);
		if (!into)
			break;
		id = into;
	}
	return g_hash_table_lookup(people->by_id, id);
}

/* ---- In order ---------------------------------------------------------------------------------------------- */

struct ordered {
	char *key;
	struct person *person;
};

static void ordered_clear(void *data)
{
	struct ordered *ordered = data;

	g_free(ordered->key);
}

/* Namesakes by unit and birth, so that a list does not depend on chance. */
static int compare_ordered(const void *a, const void *b)
{
	const struct ordered *x = a, *y = b;
	int order = strcmp(x->key, y->key);

	if (order == 0)
		order = strcmp(x->person->unit, y->person->unit);
	if (order == 0)
		order = strcmp(x->person->birth, y->person->birth);
	return order ? order : strcmp(x->person->id, y->person->id);
}

GPtrArray *store_people(struct store *store, GError **error)
{
	(void)error; /* what cannot be read has nobody in it */
	g_autoptr(People) people = people_read(store, NULL);
	g_autoptr(GArray) sorted = g_array_new(FALSE, FALSE, sizeof(struct ordered));
	g_array_set_clear_func(sorted, ordered_clear);

	GHashTableIter iter;
	void *person;
	g_hash_table_iter_init(&iter, people->by_id);
	while (g_hash_table_iter_next(&iter, NULL, &person)) {
		struct ordered one = {.person = person};
		if (!*one.person->name || g_hash_table_contains(people->into, one.person->id))
			continue;
		one.key = text_name_key(one.person->name);
		g_array_append_val(sorted, one);
	}
	g_array_sort(sorted, compare_ordered);

	GPtrArray *list = g_ptr_array_new_full(sorted->len, free_person);
	for (unsigned int i = 0; i < sorted->len; i++)
		g_ptr_array_add(list, person_copy(g_array_index(sorted, struct ordered, i).person));
	return list;
}
