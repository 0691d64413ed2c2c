#include "store/private.h"
#include "text/i18n.h"
#include "text/text.h"

#include <string.h>

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

/* Returns the new id, or NULL. */
static char *append_person(struct store *store, struct journal *journal, const struct person *person, GError **error)
{
	g_autofree char *name = words_clean(person->name);
	g_assert(*name);

	g_autofree char *id = store->world.new_id();
	bool kept = device_append_to(store, journal, "person_added", added_fields(person, id), error);
	return kept ? g_steal_pointer(&id) : NULL;
}

char *store_person_add(struct store *store, const struct person *person, GError **error)
{
	g_autoptr(Journal) journal = device_open(store, error);

	return journal ? append_person(store, journal, person, error) : NULL;
}

size_t store_person_add_all(struct store *store, const GPtrArray *people, GError **error)
{
	g_autoptr(Journal) journal = people->len > 0 ? device_open(store, error) : NULL;
	size_t added = 0;

	for (; journal && added < people->len; added++) {
		g_autofree char *id = append_person(store, journal, people->pdata[added], error);
		if (!id)
			break;
	}
	return added;
}

/* ---- Reading ----------------------------------------------------------------------------------------------- */

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

static void apply_person(void *user, const json_t *event)
{
	apply_fields(user, json_object_get(event, "person"));
}

static void apply_merged(void *user, const json_t *event)
{
	struct people *people = user;
	g_autofree char *from = event_words(event, "from"), *into = event_words(event, "into");

	if (*from && *into && strcmp(from, into) != 0)
		g_hash_table_replace(people->into, g_steal_pointer(&from), g_steal_pointer(&into));
}

static void free_person(void *person)
{
	person_free(person);
}

struct people *people_read(struct store *store, struct diagnostics *problems)
{
	static const struct device_handler handlers[] = {
		{"person_added", apply_person},
		{"person_changed", apply_person},
		{"person_merged", apply_merged},
	};
	struct people *people = g_new0(struct people, 1);

	people->by_id = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, free_person);
	people->into = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
	device_read(store, handlers, G_N_ELEMENTS(handlers), people, problems);
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
