/* Who of a list is there already. */
#include "store/store.h"
#include "text/text.h"

#include <string.h>

struct person_finder {
	GHashTable *by_name; /* the name without marks → GPtrArray of const struct person */
	GHashTable *by_code; /* the code without marks → the same */
};

static void free_people(void *people)
{
	g_ptr_array_unref(people);
}

struct person_finder *person_finder_new(void)
{
	struct person_finder *finder = g_new(struct person_finder, 1);

	finder->by_name = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, free_people);
	finder->by_code = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, free_people);
	return finder;
}

void person_finder_free(struct person_finder *finder)
{
	if (!finder)
		return;
	g_hash_table_unref(finder->by_name);
	g_hash_table_unref(finder->by_code);
	g_free(finder);
}

static void file_under(GHashTable *table, const char *words, const struct person *person)
{
	g_autofree char *key = text_fold(words);
	GPtrArray *people = g_hash_table_lookup(table, key);

	if (!*key)
		return;
	if (!people) {
		people = g_ptr_array_new();
		g_hash_table_insert(table, g_steal_pointer(&key), people);
	}
	g_ptr_array_add(people, (void *)(uintptr_t)person);
}

void person_finder_add(struct person_finder *finder, const struct person *person)
{
	file_under(finder->by_name, person->name, person);
	file_under(finder->by_code, person->code, person);
}

/* ---- Comparing --------------------------------------------------------------------------------------------- */

enum agreement { OTHER, UNSURE, SAME };

static enum agreement compare_codes(const char *a, const char *b)
{
	if (!*a || !*b)
		return UNSURE;
	g_autofree char *x = g_utf8_casefold(a, -1), *y = g_utf8_casefold(b, -1);
	return strcmp(x, y) == 0 ? SAME : OTHER;
}

/* Hoà is Hòa; Ha may be Hà, where somebody wrote without marks; Hoa is not Hòa. */
static enum agreement compare_words(const char *a, const char *b)
{
	enum text_match match = MIN(text_match(a, b), text_match(b, a));

	return match <= TEXT_MATCH_TONE_PLACE ? SAME : match <= TEXT_MATCH_NO_MARKS ? UNSURE : OTHER;
}

static enum agreement compare_units(const char *a, const char *b)
{
	g_autofree char *x = text_fold(a), *y = text_fold(b);

	if (!*x || !*y)
		return UNSURE;
	enum agreement words = compare_words(a, b);
	if (words != OTHER)
		return words;
	return strstr(x, y) || strstr(y, x) ? UNSURE : OTHER; /* "Xã Nông Thượng", "Nông Thượng" */
}

/* A date of birth as written: its numbers, the year last. Returns how many there are. */
#define BIRTH_NUMBERS 3
static size_t birth_numbers(const char *birth, unsigned long numbers[BIRTH_NUMBERS])
{
	size_t n = 0;

	while (*birth && n < BIRTH_NUMBERS) {
		char *end = NULL;
		if (!g_ascii_isdigit(*birth)) {
			birth++;
			continue;
		}
		numbers[n++] = strtoul(birth, &end, 10);
		birth = end;
	}
	if (n == BIRTH_NUMBERS && numbers[0] > 31) { /* 1985-03-12 */
		unsigned long year = numbers[0];
		numbers[0] = numbers[2];
		numbers[2] = year;
	}
	return n;
}

static enum agreement compare_births(const char *a, const char *b)
{
	unsigned long x[BIRTH_NUMBERS], y[BIRTH_NUMBERS];
	size_t of_a = birth_numbers(a, x), of_b = birth_numbers(b, y);

	if (of_a == 0 || of_b == 0)
		return UNSURE;
	if (of_a == of_b)
		return memcmp(x, y, of_a * sizeof(x[0])) == 0 ? SAME : OTHER;
	return x[of_a - 1] == y[of_b - 1] ? UNSURE : OTHER; /* the year alone */
}

static enum person_match compare(const struct person *a, const struct person *b)
{
	enum agreement code = compare_codes(a->code, b->code), name = compare_words(a->name, b->name);
	enum agreement birth = compare_births(a->birth, b->birth), unit = compare_units(a->unit, b->unit);

	if (code == SAME)
		return name == OTHER ? PERSON_DOUBTFUL : PERSON_KNOWN;
	if (name == OTHER)
		return PERSON_NEW;
	if (birth == SAME && unit == SAME)
		return code != OTHER && name == SAME ? PERSON_KNOWN : PERSON_DOUBTFUL;
	if (code == OTHER || birth == OTHER || (unit == OTHER && birth != SAME))
		return PERSON_NEW;
	return PERSON_DOUBTFUL;
}

static void find_in(GHashTable *table, const char *words, const struct person *person, enum person_match *best,
		    const struct person **like)
{
	g_autofree char *key = text_fold(words);
	const GPtrArray *people = g_hash_table_lookup(table, key);

	for (unsigned int i = 0; people && *best != PERSON_KNOWN && i < people->len; i++) {
		enum person_match match = compare(person, people->pdata[i]);
		if (match <= *best)
			continue;
		*best = match;
		*like = people->pdata[i];
	}
}

enum person_match person_find(const struct person_finder *finder, const struct person *person,
			      const struct person **like)
{
	enum person_match best = PERSON_NEW;

	*like = NULL;
	find_in(finder->by_code, person->code, person, &best, like);
	find_in(finder->by_name, person->name, person, &best, like);
	return best;
}
