#include "store/store.h"
#include "text/text.h"

#include <string.h>

typedef bool means(const char *typed, const struct person *);

/* The people whom the test means, borrowed and in their order. */
static GPtrArray *choose(const GPtrArray *people, const char *typed, means *is_meant)
{
	GPtrArray *chosen = g_ptr_array_new();

	for (unsigned int i = 0; i < people->len; i++)
		if (is_meant(typed, people->pdata[i]))
			g_ptr_array_add(chosen, people->pdata[i]);
	return chosen;
}

static bool is_named_like(const char *typed, const struct person *person)
{
	return text_finds(typed, person->name);
}

GPtrArray *people_named(const GPtrArray *people, const char *typed)
{
	return choose(people, typed, is_named_like);
}

static bool is_the_same(const char *typed, const char *text)
{
	g_autofree char *asked = text_fold(typed), *there = text_fold(text);

	return *there && strcmp(asked, there) == 0;
}

static bool is_code(const char *typed, const struct person *person)
{
	return strcmp(typed, person->id) == 0 || is_the_same(typed, person->code);
}

static bool is_whole_name(const char *typed, const struct person *person)
{
	return is_the_same(typed, person->name);
}

static bool is_known_by(const char *typed, const struct person *person)
{
	g_autofree char *all =
		g_strjoin(" ", person->name, person->unit, person->hamlet, person->birth, person->code, NULL);

	return text_finds(typed, all);
}

/* The first way of meaning somebody that finds anybody counts: a whole name is no part of a longer one. */
GPtrArray *people_meant(const GPtrArray *people, const char *typed)
{
	static means *const ways[] = {is_code, is_whole_name, is_named_like, is_known_by};
	GPtrArray *found = NULL;

	if (*typed == '\0')
		return g_ptr_array_new();
	for (size_t i = 0; i < G_N_ELEMENTS(ways) && (!found || found->len == 0); i++) {
		if (found)
			g_ptr_array_unref(found);
		found = choose(people, typed, ways[i]);
	}
	return found;
}
