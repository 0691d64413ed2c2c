#include "store/private.h"
#include "text/text.h"

#include <string.h>

/* Most ids and numbers are clean as they are: printing ASCII without spaces. */
static bool is_plain(const char *s)
{
	size_t len = 0;

	while (s[len] > ' ' && s[len] < 0x7f)
		len++;
	return !s[len] && len <= MAX_WORDS;
}

char *words_clean(const char *s)
{
	if (!s || is_plain(s))
		return g_strdup(s ? s : "");

	g_autofree char *valid = g_utf8_make_valid(s, -1);
	if (g_utf8_strlen(valid, -1) > MAX_WORDS)
		*g_utf8_offset_to_pointer(valid, MAX_WORDS) = '\0';
	g_autofree char *composed = text_nfc(valid);
	char *clean = text_filter(composed);

	/* A name is one line: its white space is single spaces. */
	char *to = clean;
	for (const char *from = clean; *from; from++) {
		bool space = g_ascii_isspace(*from);
		if (!space)
			*to++ = *from;
		else if (to > clean && to[-1] != ' ')
			*to++ = ' ';
	}
	*to = '\0';
	return g_strchomp(clean);
}

json_t *event_parse(const struct journal_line *line)
{
	json_t *event = json_loadb(line->text, line->len, JSON_REJECT_DUPLICATES, NULL);

	if (event && !json_is_object(event)) {
		json_decref(event);
		return NULL;
	}
	return event;
}

const char *event_string(const json_t *event, const char *key)
{
	const char *s = json_string_value(json_object_get(event, key));

	return s ? s : "";
}

char *event_words(const json_t *event, const char *key)
{
	return words_clean(event_string(event, key));
}

bool event_fraction(const json_t *event, const char *key, struct fraction *fraction)
{
	return fraction_parse(event_string(event, key), fraction);
}

json_t *json_words(const char *s)
{
	g_autofree char *valid = g_utf8_make_valid(s, -1);

	return json_string(valid);
}

void json_set_words(json_t *object, const char *key, const char *s)
{
	if (*s)
		json_object_set_new(object, key, json_words(s));
}

json_t *json_fraction(struct fraction fraction)
{
	g_autofree char *text = fraction_text(fraction);

	return json_string(text);
}

void json_set_grade(json_t *object, const struct grade *grade)
{
	json_object_set_new(object, "marks", json_fraction(grade->marks));
	json_object_set_new(object, "points", json_fraction(grade->points));
	json_object_set_new(object, "grade", json_fraction(grade->grade));
	json_object_set_new(object, "passed", json_boolean(grade->passed));
}

void problem_add(struct diagnostics *problems, const char *path, unsigned int line, enum journal_problem problem)
{
	g_autofree char *shown = g_filename_display_name(path);

	if (problems)
		diagnostics_add(problems, SEVERITY_WARNING, shown, (int)MIN(line, (unsigned int)G_MAXINT), 0,
				g_strdup(journal_problem_text(problem)), NULL);
}
