/* What stands in a question's quiz comment. */
#include "lesson/private.h"

#include "lesson/names.h"
#include "text/i18n.h"

#include <string.h>

/* What comes after so many is no attribute of a question any more. */
#define MAX_ATTRIBUTES 50

struct reading {
	struct loader *loader;
	struct attributes *attributes;
	int line, column; /* of the attribute being read */
	const char *name;
};

struct attribute {
	const char *name;
	bool (*read)(struct reading *, const char *value);
	const char *hint; /* what may be written */
};

static bool read_id(struct reading *reading, const char *value)
{
	if (strlen(value) > 100 || strpbrk(value, " \t\n"))
		return false;
	reading->attributes->id = lesson_string(reading->loader, value, strlen(value));
	return true;
}

static bool read_points(struct reading *reading, const char *value)
{
	struct fraction points;

	if (!fraction_parse(value, &points) || points.num <= 0 || fraction_cmp(points, (struct fraction){1000, 1}) > 0)
		return false;
	reading->attributes->points = points;
	return true;
}

static bool read_tags(struct reading *reading, const char *value)
{
	g_auto(GStrv) parts = g_strsplit(value, ",", -1);
	const char **tags = arena_array(reading->loader->arena, g_strv_length(parts) + 1, sizeof(char *));
	size_t n = 0;

	for (size_t i = 0; parts[i]; i++) {
		g_strstrip(parts[i]);
		if (*parts[i])
			tags[n++] = lesson_string(reading->loader, parts[i], strlen(parts[i]));
	}
	reading->attributes->tags = tags;
	return true;
}

static bool read_type(struct reading *reading, const char *value)
{
	reading->attributes->type = answer_type_named(value);
	return reading->attributes->type;
}

static bool read_scoring(struct reading *reading, const char *value)
{
	static const struct {
		const char *name;
		enum scoring scoring;
	} names[] = {{"partial", SCORING_PARTIAL},       {"all", SCORING_ALL},
		     {"weights", SCORING_WEIGHTS},       {"h5p", SCORING_H5P},
		     {"national", SCORING_NATIONAL},     {"position", SCORING_POSITION},
		     {"neighbours", SCORING_NEIGHBOURS}, {"subsequence", SCORING_SUBSEQUENCE}};

	for (size_t i = 0; i < G_N_ELEMENTS(names); i++) {
		if (!strcmp(names[i].name, value)) {
			reading->attributes->scoring = names[i].scoring;
			return true;
		}
	}
	return false;
}

/* One of two words. */
static bool read_either(const char *value, const char *off, const char *on, bool *flag)
{
	*flag = !strcmp(value, on);
	return *flag || !strcmp(value, off);
}

static bool read_accents(struct reading *reading, const char *value)
{
	return read_either(value, "ignore", "require", &reading->attributes->require_accents);
}

static bool read_case(struct reading *reading, const char *value)
{
	return read_either(value, "ignore", "require", &reading->attributes->require_case);
}

static bool read_shuffle(struct reading *reading, const char *value)
{
	return read_either(value, "yes", "no", &reading->attributes->keep_order);
}

static bool read_draft(struct reading *reading, const char *value)
{
	return read_either(value, "no", "yes", &reading->attributes->draft);
}

static const struct attribute attributes[] = {
	{"id", read_id, N_("Write a short name without spaces: id=muc-tieu-1")},
	{"points", read_points, N_("Write a number above 0: points=2")},
	{"tags", read_tags, N_("Write names with commas between them: tags=muc-tieu,van-ban")},
	{"type", read_type, N_("Write one of: single, multiple, tf, order, match, text, number, date, cloze, essay.")},
	{"scoring", read_scoring,
	 N_("Write one of: partial, all, weights, h5p, national, position, neighbours, subsequence.")},
	{"accents", read_accents, N_("Write accents=ignore or accents=require.")},
	{"shuffle", read_shuffle, N_("Write shuffle=no to keep the order of the options.")},
	{"case", read_case, N_("Write case=require where capitals matter.")},
	{"draft", read_draft, N_("Write draft=yes, or take it out once you have read the question.")},
};

static void unknown(const struct reading *reading)
{
	const char *names[G_N_ELEMENTS(attributes) + 1] = {NULL}, *near;

	for (size_t i = 0; i < G_N_ELEMENTS(attributes); i++)
		names[i] = attributes[i].name;
	near = nearest_name(reading->name, names);
	g_autofree char *list = g_strjoinv(", ", (char **)(void *)names);
	g_autofree char *hint = near ? g_strdup_printf(_("Did you mean “%s”? Known here: %s."), near, list)
				     : g_strdup_printf(_("Known here: %s."), list);

	complain(reading->loader, SEVERITY_ERROR, reading->line, reading->column, hint,
		 _("“%s” says nothing about a question."), reading->name);
}

static void read_attribute(struct reading *reading, const char *value, unsigned int *seen)
{
	for (size_t i = 0; i < G_N_ELEMENTS(attributes); i++) {
		if (strcmp(attributes[i].name, reading->name))
			continue;
		if (*seen & 1U << i)
			complain(reading->loader, SEVERITY_ERROR, reading->line, reading->column,
				 _("Keep only one of them."), _("“%s” stands here a second time."), reading->name);
		else if (!*value || !attributes[i].read(reading, value))
			complain(reading->loader, SEVERITY_ERROR, reading->line, reading->column, _(attributes[i].hint),
				 _("“%s” is no value for %s."), value, reading->name);
		*seen |= 1U << i;
		return;
	}
	unknown(reading);
}

/* The line and column of what stands at text + at, which begins in the line after "quiz". */
static void find_place(struct reading *reading, const char *text, size_t at)
{
	size_t len = 0;
	const char *line;

	reading->line = reading->attributes->line;
	for (const char *s = text; (s = memchr(s, '\n', (size_t)(text + at - s))); s++)
		reading->line++;
	line = origin_line(reading->loader->origin, reading->line, &len);
	g_autofree char *source = g_strndup(line ? line : "", len);
	const char *found = strstr(source, reading->name);

	/* "id" may stand in another word first. */
	while (found && found > source && !strchr(" \t", found[-1]))
		found = strstr(found + 1, reading->name);
	reading->column = found ? column_at(source, (size_t)(found - source)) : 0;
}

/* Takes the value off *s: a word, or anything in double quotes. False when the quotes are never closed. */
static bool take_value(const char **s, char **value)
{
	if (**s == '"') {
		const char *end = strchr(*s + 1, '"');

		if (!end)
			return false;
		*value = g_strndup(*s + 1, (size_t)(end - *s - 1));
		*s = end + 1;
		return true;
	}
	size_t len = strcspn(*s, " \t\n");

	*value = g_strndup(*s, len);
	*s += len;
	return true;
}

/* Past the "= value" that stands apart from its name. */
static bool skip_loose_value(const char **s)
{
	const char *equals = *s + strspn(*s, " \t\n");
	g_autofree char *value = NULL;

	if (*equals != '=')
		return true;
	*s = equals + 1;
	*s += strspn(*s, " \t\n");
	return take_value(s, &value);
}

static bool take_attribute(struct reading *reading, const char *text, const char **s, unsigned int *seen)
{
	size_t at = (size_t)(*s - text), len = strcspn(*s, " \t\n=");
	g_autofree char *name = g_strndup(*s, len), *value = NULL;

	*s += len;
	reading->name = name;
	find_place(reading, text, at);
	if (**s != '=' || !len || strchr(" \t\n", (*s)[1])) {
		complain(reading->loader, SEVERITY_ERROR, reading->line, reading->column,
			 _("Write name=value without spaces around the =, and values with spaces in double quotes."),
			 _("“%s” has no value here."), len ? name : "=");
		return skip_loose_value(s);
	}
	++*s;
	if (!take_value(s, &value)) {
		complain(reading->loader, SEVERITY_ERROR, reading->line, reading->column,
			 _("Put a double quote \" at its end, too."), _("The value of “%s” has no closing quote."),
			 name);
		return false;
	}
	read_attribute(reading, value, seen);
	return true;
}

void attributes_read(struct loader *loader, struct attributes *to, const char *text, int line)
{
	static const char *const no_tags[] = {NULL};
	struct reading reading = {.loader = loader, .attributes = to};
	unsigned int seen = 0;
	int n = 0;

	*to = (struct attributes){.line = line, .points = FRACTION_ONE, .tags = no_tags};
	for (const char *s = text + strspn(text, " \t\n"); *s && n++ < MAX_ATTRIBUTES; s += strspn(s, " \t\n")) {
		if (!take_attribute(&reading, text, &s, &seen))
			return;
	}
}
