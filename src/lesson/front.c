/* The YAML block at the top of a lesson. */
#include "lesson/private.h"

#include "lesson/settings.h"
#include "lesson/yaml.h"
#include "text/i18n.h"
#include "text/text.h"

#include <string.h>

/* ---- What libcyaml fills in: every value as it is written -------------------------------------------------- */

struct raw_source {
	char *number, *title, *date, *issuer, *url;
};

struct raw_draw {
	char *counts[YAML_FREE_KEYS];
};

struct raw_quiz {
	char *pass, *time, *attempts, *grade, *feedback, *penalty, *certainty, *role, *scoring;
	char **shuffle, **show;
	unsigned int shuffle_count, show_count;
	struct raw_draw draw;
};

struct raw_options {
	char *implicit_slide_ends, *incremental_lists;
};

struct raw {
	char *title, *author, *date, *lang, *theme;
	struct raw_source *sources;
	unsigned int sources_count;
	struct raw_quiz quiz;
	struct raw_band *bands;
	unsigned int bands_count;
	struct raw_options options;
};

#define TEXT(structure, member)                                                                                        \
	CYAML_FIELD_STRING_PTR(#member, CYAML_FLAG_POINTER_NULL | CYAML_FLAG_OPTIONAL, structure, member, 0,           \
			       CYAML_UNLIMITED)
#define LIST(structure, member, entry)                                                                                 \
	CYAML_FIELD_SEQUENCE(#member, CYAML_FLAG_POINTER | CYAML_FLAG_OPTIONAL, structure, member, entry, 0,           \
			     CYAML_UNLIMITED)
#define GROUP(structure, member, fields) CYAML_FIELD_MAPPING(#member, CYAML_FLAG_OPTIONAL, structure, member, fields)

static const struct cyaml_schema_field source_fields[] = {
	TEXT(struct raw_source, number), TEXT(struct raw_source, title), TEXT(struct raw_source, date),
	TEXT(struct raw_source, issuer), TEXT(struct raw_source, url),   CYAML_FIELD_END};

static const struct cyaml_schema_value source_entry = {
	CYAML_VALUE_MAPPING(CYAML_FLAG_DEFAULT, struct raw_source, source_fields)};

static const struct cyaml_schema_value word_entry = {
	CYAML_VALUE_STRING(CYAML_FLAG_POINTER, char *, 0, CYAML_UNLIMITED)};

static const struct cyaml_schema_field no_fields[] = {CYAML_FIELD_END};

static const struct cyaml_schema_field quiz_fields[] = {TEXT(struct raw_quiz, pass),
							TEXT(struct raw_quiz, time),
							TEXT(struct raw_quiz, attempts),
							TEXT(struct raw_quiz, grade),
							TEXT(struct raw_quiz, feedback),
							TEXT(struct raw_quiz, penalty),
							LIST(struct raw_quiz, shuffle, &word_entry),
							GROUP(struct raw_quiz, draw, no_fields),
							TEXT(struct raw_quiz, certainty),
							TEXT(struct raw_quiz, role),
							TEXT(struct raw_quiz, scoring),
							LIST(struct raw_quiz, show, &word_entry),
							CYAML_FIELD_END};

static const struct cyaml_schema_field option_fields[] = {TEXT(struct raw_options, implicit_slide_ends),
							  TEXT(struct raw_options, incremental_lists), CYAML_FIELD_END};

static const struct cyaml_schema_field top_fields[] = {TEXT(struct raw, title),
						       TEXT(struct raw, author),
						       TEXT(struct raw, date),
						       TEXT(struct raw, lang),
						       TEXT(struct raw, theme),
						       LIST(struct raw, sources, &source_entry),
						       GROUP(struct raw, quiz, quiz_fields),
						       LIST(struct raw, bands, &band_entry),
						       GROUP(struct raw, options, option_fields),
						       CYAML_FIELD_END};

/* The schema of one reading: libcyaml knows no mapping whose keys are free, so the tags drawn from are added. */
struct schema {
	struct cyaml_schema_field draw[YAML_FREE_KEYS + 1], quiz[G_N_ELEMENTS(quiz_fields)],
		top[G_N_ELEMENTS(top_fields)];
	struct cyaml_schema_value value;
	GPtrArray *tags; /* owned */
};

static struct cyaml_schema_field *field_named(struct cyaml_schema_field *fields, const char *key)
{
	while (strcmp(fields->key, key))
		fields++;
	return fields;
}

static void schema_init(struct schema *schema)
{
	*schema = (struct schema){
		.value = {CYAML_VALUE_MAPPING(CYAML_FLAG_POINTER, struct raw, schema->top)},
		.tags = g_ptr_array_new_with_free_func(g_free),
	};
	memcpy(schema->quiz, quiz_fields, sizeof(quiz_fields));
	memcpy(schema->top, top_fields, sizeof(top_fields));
	field_named(schema->quiz, "draw")->value.mapping.fields = schema->draw;
	field_named(schema->top, "quiz")->value.mapping.fields = schema->quiz;
}

static bool adopt_tag(void *context, const char *parent, const char *key)
{
	struct schema *schema = context;
	unsigned int n = schema->tags->len;

	if (g_strcmp0(parent, "draw") || n == YAML_FREE_KEYS || !*key)
		return false;
	g_ptr_array_add(schema->tags, g_strdup(key));
	schema->draw[n] = (struct cyaml_schema_field){
		.key = g_ptr_array_index(schema->tags, n),
		.data_offset = (uint32_t)(n * sizeof(char *)),
		.value = {CYAML_VALUE_STRING(CYAML_FLAG_POINTER_NULL | CYAML_FLAG_OPTIONAL, char *, 0,
					     CYAML_UNLIMITED)},
	};
	return true;
}

/* ---- The quiz's settings ----------------------------------------------------------------------------------- */

static const struct setting_word grade_words[] = {{"highest", GRADE_HIGHEST},
						  {"average", GRADE_AVERAGE},
						  {"first", GRADE_FIRST},
						  {"last", GRADE_LAST},
						  {NULL, 0}};
static const struct setting_word feedback_words[] = {{"deferred", FEEDBACK_DEFERRED},
						     {"immediate", FEEDBACK_IMMEDIATE},
						     {"interactive", FEEDBACK_INTERACTIVE},
						     {NULL, 0}};
static const struct setting_word role_words[] = {{"pre", ROLE_PRE}, {"post", ROLE_POST}, {NULL, 0}};
static const struct setting_word scoring_words[] = {{"partial", SCORING_PARTIAL},
						    {"all", SCORING_ALL},
						    {"weights", SCORING_WEIGHTS},
						    {"h5p", SCORING_H5P},
						    {NULL, 0}};

#define AT(type, raw_member, member) offsetof(type, raw_member), offsetof(struct quiz_settings, member)
static const struct setting quiz_settings[] = {
	{"pass", SETTING_SHARE, AT(struct raw_quiz, pass, pass), NULL, 0, 0},
	{"time", SETTING_TIME, AT(struct raw_quiz, time, time_limit), NULL, 0, 0},
	{"attempts", SETTING_NUMBER, AT(struct raw_quiz, attempts, attempts), NULL, 1, 1000},
	{"grade", SETTING_WORD, AT(struct raw_quiz, grade, grade), grade_words, 0, 0},
	{"feedback", SETTING_WORD, AT(struct raw_quiz, feedback, feedback), feedback_words, 0, 0},
	{"penalty", SETTING_SHARE, AT(struct raw_quiz, penalty, penalty), NULL, 0, 0},
	{"certainty", SETTING_SWITCH, AT(struct raw_quiz, certainty, certainty), NULL, 0, 0},
	{"role", SETTING_WORD, AT(struct raw_quiz, role, role), role_words, 0, 0},
	{"scoring", SETTING_WORD, AT(struct raw_quiz, scoring, scoring), scoring_words, 0, 0},
};
#undef AT

static const struct setting option_settings[] = {
	{"implicit_slide_ends", SETTING_SWITCH, offsetof(struct raw_options, implicit_slide_ends),
	 offsetof(struct options, implicit_slide_ends), NULL, 0, 0},
	{"incremental_lists", SETTING_SWITCH, offsetof(struct raw_options, incremental_lists),
	 offsetof(struct options, incremental_lists), NULL, 0, 0},
};

static const struct setting_word show_words[] = {{"score", SHOW_SCORE},
						 {"marks", SHOW_MARKS},
						 {"feedback", SHOW_FEEDBACK},
						 {"right_answer", SHOW_RIGHT_ANSWER},
						 {NULL, 0}};
enum { SHUFFLE_QUESTIONS = 1, SHUFFLE_OPTIONS = 2 };
static const struct setting_word shuffle_words[] = {
	{"questions", SHUFFLE_QUESTIONS}, {"options", SHUFFLE_OPTIONS}, {NULL, 0}};

/* YAML has escapes of its own, so that what the file does not show may stand in a value. */
static const char *text_of(struct loader *loader, const char *value)
{
	g_autofree char *filtered = value ? text_filter(value) : NULL, *pure = value ? text_nfc(filtered) : NULL;

	return pure ? arena_copy(loader->arena, pure, strlen(pure)) : "";
}

static void read_draw(struct loader *loader, const struct yaml *yaml, const struct schema *schema,
		      const struct raw_draw *raw)
{
	struct draw_rule *rules = arena_array(loader->arena, schema->tags->len, sizeof(struct draw_rule));
	size_t n = 0;

	for (unsigned int i = 0; i < schema->tags->len; i++) {
		const char *tag = g_ptr_array_index(schema->tags, i), *count = raw->counts[i];
		guint64 number;

		if (!count || !g_ascii_string_to_unsigned(count, 10, 1, 10000, &number, NULL)) {
			yaml_complain(yaml, SEVERITY_ERROR, "draw", tag, count, _("Write for example: {van-ban: 2}"),
				      _("How many questions to draw of “%s” must be a whole number from 1."), tag);
			continue;
		}
		rules[n++] = (struct draw_rule){text_of(loader, tag), (int)number};
	}
	loader->lesson->quiz.draw = rules;
	loader->lesson->quiz.n_draw = n;
}

static void read_quiz(struct loader *loader, const struct yaml *yaml, const struct schema *schema,
		      const struct raw_quiz *raw)
{
	struct quiz_settings *quiz = &loader->lesson->quiz;
	unsigned int shuffle;

	settings_read(yaml, "quiz", quiz_settings, G_N_ELEMENTS(quiz_settings), raw, quiz);
	shuffle = settings_flags(yaml, "quiz", "shuffle", raw->shuffle, raw->shuffle_count, shuffle_words);
	quiz->shuffle_questions = shuffle & SHUFFLE_QUESTIONS;
	quiz->shuffle_options = shuffle & SHUFFLE_OPTIONS;
	if (raw->show)
		quiz->show = settings_flags(yaml, "quiz", "show", raw->show, raw->show_count, show_words);
	read_draw(loader, yaml, schema, &raw->draw);
}

/* ---- Everything else --------------------------------------------------------------------------------------- */

static void read_sources(struct loader *loader, const struct yaml *yaml, const struct raw *raw)
{
	struct source *sources = arena_array(loader->arena, raw->sources_count, sizeof(struct source));

	for (unsigned int i = 0; i < raw->sources_count; i++) {
		const struct raw_source *from = &raw->sources[i];
		const char *known = from->title ? from->title : from->number ? from->number : from->url;

		sources[i] = (struct source){text_of(loader, from->number), text_of(loader, from->title),
					     text_of(loader, from->date), text_of(loader, from->issuer),
					     text_of(loader, from->url)};
		if (!*sources[i].number || !*sources[i].title)
			yaml_complain(yaml, SEVERITY_WARNING, NULL, "sources", known,
				      _("Give the document's number: and title:, so that people can find it."),
				      *sources[i].number ? _("Source %u has no title.") : _("Source %u has no number."),
				      i + 1);
	}
	loader->lesson->sources = sources;
	loader->lesson->n_sources = raw->sources_count;
}

static void read_lang(struct loader *loader, const struct yaml *yaml, const char *lang)
{
	if (!lang)
		return;
	if (!strcmp(lang, "vi") || !strcmp(lang, "en"))
		loader->lesson->lang = text_of(loader, lang);
	else
		yaml_complain(yaml, SEVERITY_ERROR, NULL, "lang", lang, _("Write lang: vi or lang: en."),
			      _("The language “%s” is not known."), lang);
}

static void read_raw(struct loader *loader, const struct yaml *yaml, const struct schema *schema, const struct raw *raw)
{
	struct lesson *lesson = loader->lesson;

	if (raw->title && *raw->title)
		lesson->title = text_of(loader, raw->title);
	lesson->author = text_of(loader, raw->author);
	lesson->date = text_of(loader, raw->date);
	lesson->theme = text_of(loader, raw->theme);
	read_lang(loader, yaml, raw->lang);
	read_sources(loader, yaml, raw);
	read_quiz(loader, yaml, schema, &raw->quiz);
	settings_read(yaml, "options", option_settings, G_N_ELEMENTS(option_settings), &raw->options, &loader->options);

	GArray *bands = settings_bands(yaml, raw->bands, raw->bands_count);
	struct band *kept = arena_array(loader->arena, bands->len, sizeof(struct band));

	for (unsigned int i = 0; i < bands->len; i++) {
		const struct band *band = &g_array_index(bands, struct band, i);

		kept[i] = (struct band){text_of(loader, band->name), band->from};
	}
	if (bands->len) {
		lesson->bands = kept;
		lesson->n_bands = bands->len;
	}
	g_array_free(bands, TRUE);
}

static void set_defaults(struct lesson *lesson)
{
	static const struct band bands[] = {
		{"Xuất sắc", {9, 1}},   {"Giỏi", {8, 1}}, {"Khá", {7, 1}}, {"Trung bình khá", {6, 1}},
		{"Trung bình", {5, 1}}, {"Yếu", {4, 1}},  {"Kém", {0, 1}}};

	lesson->author = lesson->date = lesson->theme = "";
	lesson->lang = "vi";
	lesson->quiz = (struct quiz_settings){.pass = {1, 2}, .penalty = {1, 3}, .show = SHOW_ALL};
	lesson->bands = bands;
	lesson->n_bands = G_N_ELEMENTS(bands);
}

/* ---- Its extent -------------------------------------------------------------------------------------------- */

static bool is_line(const char *line, size_t len, const char *what)
{
	while (len && strchr(" \t", line[len - 1]))
		len--;
	return len == strlen(what) && !memcmp(line, what, len);
}

/* "key:", "key: value", a comment or an indented line: what a line of settings looks like. */
static bool looks_like_yaml(const char *line, size_t len)
{
	size_t word = 0;

	if (len && strchr(" #-}", *line))
		return true;
	while (word < len && (g_ascii_isalnum(line[word]) || strchr("_-", line[word])))
		word++;
	return word && word < len && line[word] == ':' && (word + 1 == len || line[word + 1] == ' ');
}

/* What begins with "---" and then no setting is a slide's end, not front matter. */
static bool begins_front(const char *text, const char *end)
{
	const char *line = strchr(text, '\n');

	if (!line || !is_line(text, (size_t)(line - text), "---"))
		return false;
	/* Past empty lines and comments, which might be headings just as well. */
	while (line < end && (*line == '\n' || *line == '#'))
		line += *line == '#' ? strcspn(line, "\n") : 1;
	return looks_like_yaml(line, strcspn(line, "\n")) && !strchr(" -", *line);
}

static void complain_unclosed(struct loader *loader)
{
	complain(loader, SEVERITY_ERROR, 1, 1, _("Write --- on a line of its own after the last setting."),
		 _("The front matter that begins here is never closed."));
}

size_t front_extent(struct loader *loader, const char *text, size_t len)
{
	const char *end = text + len, *line, *gap = NULL;

	if (!begins_front(text, end))
		return 0;
	for (line = strchr(text, '\n') + 1; line < end;) {
		size_t n = strcspn(line, "\n");
		const char *next = line + n + (line + n < end);

		if (is_line(line, n, "---") || is_line(line, n, "..."))
			return (size_t)(next - text);
		if (!n && !gap)
			gap = line;
		/* Words after an empty line: the lesson has begun without a closing fence. */
		if (n && gap && !looks_like_yaml(line, n))
			break;
		line = next;
	}
	complain_unclosed(loader);
	return (size_t)((gap ? gap : line) - text);
}

/* Without its last fence, which libcyaml would take for the beginning of a second document. */
static size_t without_fence(const char *text, size_t len)
{
	size_t end = len && text[len - 1] == '\n' ? len - 1 : len, start = end;

	while (start && text[start - 1] != '\n')
		start--;
	return start && (is_line(text + start, end - start, "---") || is_line(text + start, end - start, "...")) ? start
														 : len;
}

void front_read(struct loader *loader, const char *text, size_t len)
{
	struct schema schema;

	set_defaults(loader->lesson);
	if (!len)
		return;
	schema_init(&schema);
	struct yaml yaml = {.path = loader->origin->path,
			    .diags = loader->diags,
			    .schema = &schema.value,
			    .adopt = adopt_tag,
			    .context = &schema,
			    .quoted = loader->mending ? loader->mending->quoted : NULL};
	struct raw *raw = yaml_read(&yaml, text, without_fence(text, len));

	if (raw)
		read_raw(loader, &yaml, &schema, raw);
	yaml_clear(&yaml, raw);
	g_ptr_array_free(schema.tags, TRUE);
}
