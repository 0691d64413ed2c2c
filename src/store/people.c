#include "store/ledger.h"
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
	g_assert(json_object_get(about, "name"));
	return json_pack("{s:o}", "person", about);
}

char *store_person_add(struct store *store, const struct person *person, GError **error)
{
	g_autofree char *id = store->world.new_id();

	return device_append(store, "person_added", added_fields(person, id), error) ? g_steal_pointer(&id) : NULL;
}

static void free_json(void *json)
{
	json_decref(json);
}

bool store_person_add_all(struct store *store, const GPtrArray *people, GError **error)
{
	g_autoptr(GPtrArray) all = g_ptr_array_new_with_free_func(free_json);

	for (unsigned int i = 0; i < people->len; i++) {
		g_autofree char *id = store->world.new_id();
		g_ptr_array_add(all, added_fields(people->pdata[i], id));
	}
	return all->len == 0 || device_append_all(store, "person_added", all, error);
}

/* ---- Changing ---------------------------------------------------------------------------------------------- */

static bool is_listed(const struct people *people, const char *id)
{
	const struct person *person = people_find(people, id);

	return person && strcmp(person->id, id) == 0 && *person->name;
}

static bool fail_nobody(GError **error)
{
	g_set_error(error, STORE_ERROR, STORE_ERROR_NOT_FOUND,
		    _("This person is no longer on the list. Look at the list again."));
	return false;
}

/* What is to be known of the person and is not yet. */
static json_t *changed_fields(const struct person *now, const struct person *person)
{
	json_t *about = json_pack("{s:s}", "id", person->id);

	for (size_t i = 0; i < G_N_ELEMENTS(fields); i++) {
		g_autofree char *clean = words_clean(field_value(person, &fields[i]));
		if (strcmp(clean, field_value(now, &fields[i])) != 0)
			json_object_set_new(about, fields[i].key, json_words(clean));
	}
	return about;
}

bool store_person_change(struct store *store, const struct person *person, GError **error)
{
	g_autoptr(Ledger) ledger = ledger_read(store, LEDGER_PEOPLE, NULL);
	g_autofree char *name = words_clean(person->name);
	g_assert(*name);

	if (!is_listed(&ledger->people, person->id))
		return fail_nobody(error);
	json_t *about = changed_fields(people_find(&ledger->people, person->id), person);
	if (json_object_size(about) == 1) {
		json_decref(about);
		return true;
	}
	return device_append(store, "person_changed", json_pack("{s:o}", "person", about), error);
}

bool store_person_merge(struct store *store, const char *from_id, const char *into_id, GError **error)
{
	g_autoptr(Ledger) ledger = ledger_read(store, LEDGER_PEOPLE, NULL);

	if (!is_listed(&ledger->people, from_id) || !is_listed(&ledger->people, into_id))
		return fail_nobody(error);
	if (strcmp(from_id, into_id) == 0) {
		g_set_error(error, STORE_ERROR, STORE_ERROR_NOT_FOUND,
			    _("These are one and the same person already. Choose two."));
		return false;
	}
	return device_append(store, "person_merged", json_pack("{s:s,s:s}", "from", from_id, "into", into_id), error);
}

/* ---- Reading ----------------------------------------------------------------------------------------------- */

static void free_person(void *person)
{
	person_free(person);
}

void people_init(struct people *people)
{
	people->by_id = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, free_person);
	people->into = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
	people->units = g_new0(char *, 1);
}

void people_clear(struct people *people)
{
	g_hash_table_unref(people->by_id);
	g_hash_table_unref(people->into);
	g_strfreev(people->units);
}

void people_tell_person(void *user, const json_t *event)
{
	struct people *people = &((struct ledger *)user)->people;
	const json_t *about = json_object_get(event, "person");
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
	for (size_t i = 0; i < G_N_ELEMENTS(fields); i++)
		ledger_set_words(field_of(person, &fields[i]), about, fields[i].key);
}

/* True when what `id` did counts, over however many, for `whom`; or when that is too far to say. */
static bool leads_to(const struct people *people, const char *id, const char *whom)
{
	int hops = 0;

	for (; id && strcmp(id, whom) != 0; id = g_hash_table_lookup(people->into, id))
		if (hops++ == LONGEST_MERGING)
			return true;
	return id != NULL;
}

/* Two computers can make a circle: the newest merging, which would close it, does not hold. */
void people_tell_merged(void *user, const json_t *event)
{
	struct people *people = &((struct ledger *)user)->people;
	g_autofree char *from = event_words(event, "from"), *into = event_words(event, "into");

	if (*from && *into && !leads_to(people, into, from))
		g_hash_table_replace(people->into, g_steal_pointer(&from), g_steal_pointer(&into));
}

void people_tell_units(void *user, const json_t *event)
{
	ledger_set_list(&((struct ledger *)user)->people.units, event, "units");
}

static bool has_name(const struct people *people, const char *id)
{
	const struct person *person = g_hash_table_lookup(people->by_id, id);

	return person && *person->name;
}

/* Who is merged into somebody that no journal tells of stays who they are. */
static const char *who_counts(const struct people *people, const char *id)
{
	const char *now = id, *next = g_hash_table_lookup(people->into, id);

	for (int hops = 0; next && hops < LONGEST_MERGING; hops++) {
		if (has_name(people, next))
			now = next;
		next = g_hash_table_lookup(people->into, next);
	}
	return now;
}

void people_settle(struct people *people)
{
	GHashTable *settled = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
	GHashTableIter iter;
	void *id;

	g_hash_table_iter_init(&iter, people->into);
	while (g_hash_table_iter_next(&iter, &id, NULL)) {
		const char *now = who_counts(people, id);
		if (strcmp(now, id) != 0)
			g_hash_table_insert(settled, g_strdup(id), g_strdup(now));
	}
	g_hash_table_unref(people->into);
	people->into = settled;
}

const char *people_now(const struct people *people, const char *id)
{
	const char *into = g_hash_table_lookup(people->into, id);

	return into ? into : id;
}

GPtrArray *people_ids(const struct people *people, const char *person)
{
	GPtrArray *ids = g_ptr_array_new_with_free_func(g_free);
	const char *now = people_now(people, person);
	GHashTableIter iter;
	void *from, *into;

	g_ptr_array_add(ids, g_strdup(now));
	g_hash_table_iter_init(&iter, people->into);
	while (g_hash_table_iter_next(&iter, &from, &into))
		if (strcmp(into, now) == 0)
			g_ptr_array_add(ids, g_strdup(from));
	return ids;
}

const struct person *people_find(const struct people *people, const char *id)
{
	return g_hash_table_lookup(people->by_id, people_now(people, id));
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

int namesakes_compare(const struct person *a, const struct person *b)
{
	int order = strcmp(a->unit, b->unit);

	if (order == 0)
		order = strcmp(a->birth, b->birth);
	if (order == 0)
		order = strcmp(a->code, b->code);
	return order ? order : strcmp(a->id, b->id);
}

static int compare_ordered(const void *a, const void *b)
{
	const struct ordered *x = a, *y = b;
	int order = strcmp(x->key, y->key);

	return order ? order : namesakes_compare(x->person, y->person);
}

GPtrArray *store_people(struct store *store, GError **error)
{
	(void)error; /* what cannot be read has nobody in it */
	g_autoptr(Ledger) ledger = ledger_read(store, LEDGER_PEOPLE, NULL);
	const struct people *people = &ledger->people;
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

/* ---- Units ------------------------------------------------------------------------------------------------- */

bool store_units_order(struct store *store, const char *const *units, GError **error)
{
	json_t *list = json_array();

	for (; *units; units++) {
		g_autofree char *clean = words_clean(*units);
		if (*clean)
			json_array_append_new(list, json_words(clean));
	}
	return device_append(store, "units_ordered", json_pack("{s:o}", "units", list), error);
}

/* Those that are not named, as dictionaries have them. */
static int compare_units(const void *a, const void *b)
{
	const char *x = *(const char *const *)a, *y = *(const char *const *)b;
	g_autofree char *of_x = text_sort_key(x), *of_y = text_sort_key(y);
	int order = strcmp(of_x, of_y);

	return order ? order : strcmp(x, y);
}

static void add_unit(GPtrArray *units, GHashTable *seen, const char *unit)
{
	if (*unit && g_hash_table_add(seen, g_strdup(unit)))
		g_ptr_array_add(units, g_strdup(unit));
}

char **store_units(struct store *store, GError **error)
{
	(void)error; /* what cannot be read has nobody in it */
	g_autoptr(Ledger) ledger = ledger_read(store, LEDGER_PEOPLE, NULL);
	g_autoptr(GHashTable) seen = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
	GPtrArray *units = g_ptr_array_new();

	for (char **unit = ledger->people.units; *unit; unit++)
		add_unit(units, seen, *unit);
	unsigned int n_named = units->len;

	GHashTableIter iter;
	void *id, *person;
	g_hash_table_iter_init(&iter, ledger->people.by_id);
	while (g_hash_table_iter_next(&iter, &id, &person))
		if (is_listed(&ledger->people, id))
			add_unit(units, seen, ((const struct person *)person)->unit);
	if (units->len > n_named)
		qsort(units->pdata + n_named, units->len - n_named, sizeof(*units->pdata), compare_units);
	g_ptr_array_add(units, NULL);
	return (char **)g_ptr_array_free(units, FALSE);
}
