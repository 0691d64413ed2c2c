/* Searching and capitals. */
#include "text/private.h"
#include "text/text.h"

#include <string.h>
#include <unicase.h>

char *text_fold(const char *s)
{
	GString *out = g_string_sized_new(strlen(s));
	bool space = false;

	for (; *s != '\0'; s = next_char(s)) {
		uint32_t c = g_utf8_get_char(s);
		if (g_unichar_isspace(c)) {
			space = out->len > 0;
			continue;
		}
		c = letter_plain(letter_lower(c));
		if (c == 0)
			continue;
		if (space)
			g_string_append_c(out, ' ');
		space = false;
		g_string_append_unichar(out, c);
	}
	return g_string_free(out, FALSE);
}

/* Longest first, so that a short word cannot take the only name word that a longer one fits. */
static int by_length(const void *a, const void *b)
{
	size_t first = strlen(*(char *const *)a), second = strlen(*(char *const *)b);

	return first < second ? 1 : first > second ? -1 : 0;
}

/* Takes the first word that begins with start out of names (which then holds NULL there). */
static bool take_word(char **names, unsigned count, const char *start)
{
	for (unsigned i = 0; i < count; i++)
		if (names[i] != NULL && g_str_has_prefix(names[i], start)) {
			g_clear_pointer(&names[i], g_free);
			return true;
		}
	return false;
}

bool text_finds(const char *query, const char *name)
{
	g_autofree char *folded_query = text_fold(query), *folded_name = text_fold(name);
	g_auto(GStrv) wanted = g_strsplit(folded_query, " ", -1);
	char **names = g_strsplit(folded_name, " ", -1);
	unsigned wanted_count = g_strv_length(wanted), count = g_strv_length(names);
	bool found = wanted_count > 0 && wanted_count <= count;

	qsort(wanted, wanted_count, sizeof *wanted, by_length);
	for (unsigned i = 0; found && i < wanted_count; i++)
		found = take_word(names, count, wanted[i]);
	for (unsigned i = 0; i < count; i++)
		g_free(names[i]);
	g_free(names);
	return found;
}

/* Ends the search in a name of many words that begin alike. */
#define MAX_STEPS 2000

struct joined {
	char **names;
	unsigned count;
	unsigned used; /* bits */
	int steps;
};

/* True when query is made of beginnings of words that are not used yet. */
static bool finds_rest(struct joined *joined, const char *query)
{
	if (!*query)
		return true;
	for (unsigned i = 0; i < joined->count && joined->steps++ < MAX_STEPS; i++) {
		const char *name = joined->names[i];
		size_t same = 0;
		while (query[same] && query[same] == name[same])
			same++;
		if (joined->used & (1U << i))
			same = 0;
		for (; same > 0; same--) {
			joined->used |= 1U << i;
			if (finds_rest(joined, query + same))
				return true;
			joined->used &= ~(1U << i);
		}
	}
	return false;
}

bool text_finds_joined(const char *query, const char *name)
{
	g_autofree char *folded_query = text_fold(query), *folded_name = text_fold(name);
	g_auto(GStrv) names = g_strsplit(folded_name, " ", -1);
	struct joined joined = {.names = names, .count = MIN(g_strv_length(names), 32)};

	return *folded_query && finds_rest(&joined, folded_query);
}

typedef uint8_t *change_case(const uint8_t *s, size_t len, const char *language, uninorm_t form, uint8_t *buffer,
			     size_t *n);

static char *changed(change_case *change, const char *s)
{
	size_t n = 0;
	uint8_t *result = change((const uint8_t *)s, strlen(s), NULL, UNINORM_NFC, NULL, &n);
	char *copy;

	if (result == NULL)
		g_error("out of memory");
	copy = g_strndup((const char *)result, n);
	free(result);
	return copy;
}

char *text_upper(const char *s)
{
	return changed(u8_toupper, s);
}

char *text_person_name(const char *typed)
{
	g_autofree char *name = g_strstrip(g_strdup(typed)), *small = changed(u8_tolower, name);

	return strcmp(name, small) == 0 ? changed(u8_totitle, name) : g_steal_pointer(&name);
}
