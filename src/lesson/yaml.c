#include "lesson/yaml.h"

#include "lesson/names.h"
#include "text/i18n.h"

#include <stdio.h>
#include <string.h>

/* After so many mistakes the rest is given up. */
#define MAX_ROUNDS        100
#define MAX_SYNTAX_ERRORS 3

struct yaml_key {
	char *name;
	size_t offset; /* in the text; SIZE_MAX when not found there */
};

static void clear_key(void *data)
{
	g_free(((struct yaml_key *)data)->name);
}

/* ---- Places ------------------------------------------------------------------------------------------------ */

/* True when the word at text[at] stands where a key stands: after a space, bracket or quote, before a colon. */
static bool is_key_at(const char *text, size_t at, size_t len)
{
	const char *after = text + at + len;

	if (at && !strchr(" \t\n{[,\"'-", text[at - 1]))
		return false;
	if (*after == '"' || *after == '\'')
		after++;
	after += strspn(after, " \t");
	/* In { } a key may stand without its colon. */
	return *after && strchr(":,}", *after);
}

static size_t find_key(const char *text, size_t from, const char *name)
{
	size_t len = strlen(name);
	const char *found = text + from;

	while (len && (found = strstr(found, name))) {
		if (is_key_at(text, (size_t)(found - text), len))
			return (size_t)(found - text);
		found++;
	}
	return SIZE_MAX;
}

static void place_of(const char *text, size_t offset, int *line, int *column)
{
	const char *at = text, *end = text + offset;

	*line = 1;
	for (const char *next; (next = memchr(at, '\n', (size_t)(end - at))); at = next + 1)
		++*line;
	*column = (int)g_utf8_strlen(at, end - at) + 1;
}

/* ---- What libcyaml says ------------------------------------------------------------------------------------ */

/* libcyaml tells its keys and values in the order of the text: that is how their places are known. */
static void see_key(struct yaml *yaml, const char *name)
{
	struct yaml_key key = {g_strdup(name), find_key(yaml->text, yaml->cursor, name)};

	if (key.offset != SIZE_MAX)
		yaml->cursor = key.offset + strlen(name);
	g_array_append_val(yaml->keys, key);
}

/* A value may hold what looks like a key: it is passed over. */
static void see_value(struct yaml *yaml, const char *value)
{
	const char *from = yaml->text + yaml->cursor;
	const char *found = *value ? strstr(from, value) : NULL;

	if (found && !memchr(from, '\n', (size_t)(found - from)))
		yaml->cursor = (size_t)(found - yaml->text) + strlen(value);
}

static void listen(cyaml_log_t level, void *context, const char *format, va_list args) G_GNUC_PRINTF(3, 0);

static void listen(cyaml_log_t level, void *context, const char *format, va_list args)
{
	struct yaml *yaml = context;
	g_autofree char *said = g_strchomp(g_strdup_vprintf(format, args));
	size_t len = strlen(said);

	if (level < CYAML_LOG_ERROR) {
		if (g_str_has_prefix(said, "Load: [") && said[len - 1] == ']') {
			said[len - 1] = '\0';
			see_key(yaml, said + strlen("Load: ["));
		} else if (g_str_has_prefix(said, "Load:   <") && said[len - 1] == '>') {
			said[len - 1] = '\0';
			see_value(yaml, said + strlen("Load:   <"));
		}
		return;
	}
	const char *field = strstr(said, "in mapping field '");

	if (field) {
		field += strlen("in mapping field '");
		g_ptr_array_add(yaml->trace, g_strndup(field, strcspn(field, "'")));
	} else if (g_str_has_prefix(said, "Load: ") && !yaml->error->len && !strstr(said, "Backtrace")) {
		g_string_assign(yaml->error, said + strlen("Load: "));
	}
}

/* ---- Mending ----------------------------------------------------------------------------------------------- */

static size_t line_start(const char *text, size_t offset)
{
	while (offset && text[offset - 1] != '\n')
		offset--;
	return offset;
}

static size_t line_end(const char *text, size_t offset)
{
	return offset + strcspn(text + offset, "\n");
}

static void blank(char *text, size_t from, size_t to)
{
	for (; from < to; from++) {
		if (text[from] != '\n')
			text[from] = ' ';
	}
}

/* The end of the entry at offset inside { }: after its comma, or before the bracket. */
static size_t flow_end(const char *text, size_t offset)
{
	int depth = 0;

	for (; text[offset]; offset++) {
		if (strchr("{[", text[offset]))
			depth++;
		else if (strchr("}]", text[offset]) && depth-- == 0)
			return offset;
		else if (text[offset] == ',' && !depth)
			return offset + 1;
	}
	return offset;
}

/* Takes the entry whose key stands at offset out of the text, with all that belongs to it. */
static void take_out(char *text, size_t offset)
{
	size_t start = line_start(text, offset), end = line_end(text, offset);
	size_t column = offset - start;

	/* Only spaces and dashes before it: an entry on lines of its own. */
	if (strspn(text + start, " -\"'") < column) {
		blank(text, offset, flow_end(text, offset));
		return;
	}
	while (text[end]) {
		size_t next = end + 1, indent = strspn(text + next, " ");
		bool empty = text[next + indent] == '\n' || !text[next + indent];
		bool same_list = indent == column && text[next + indent] == '-' && text[start + column] != '-';

		if (!empty && indent <= column && !same_list)
			break;
		end = line_end(text, next);
	}
	if (offset > start && strchr("\"'", text[offset - 1]))
		offset--;
	blank(text, offset, end);
}

bool yaml_needs_quotes(const char *line, size_t len, size_t *start, size_t *value_len)
{
	g_autofree char *copy = g_strndup(line, len);
	size_t at = strspn(copy, " -"), key = strspn(copy + at, "abcdefghijklmnopqrstuvwxyz_");

	at += key;
	if (!key || copy[at] != ':' || copy[at + 1] != ' ')
		return false;
	at++;
	at += strspn(copy + at, " ");
	char *value = g_strchomp(copy + at);
	size_t n = strlen(value);

	if (!n || strchr("\"'[{|>&*!#", *value))
		return false;
	if (!strstr(value, ": ") && value[n - 1] != ':' && !strchr("@`%", *value))
		return false;
	*start = at;
	*value_len = n;
	return true;
}

char *yaml_quote(const char *value, size_t len)
{
	GString *quoted = g_string_new("'");

	for (size_t i = 0; i < len; i++) {
		if (value[i] == '\'')
			g_string_append_c(quoted, '\'');
		g_string_append_c(quoted, value[i]);
	}
	g_string_append_c(quoted, '\'');
	return g_string_free(quoted, FALSE);
}

/* Puts the value of the line at offset in quotes; false when it needs none. */
static bool quote_line(struct yaml *yaml, size_t offset)
{
	size_t start = line_start(yaml->text, offset), from, len;

	if (!yaml_needs_quotes(yaml->text + start, line_end(yaml->text, offset) - start, &from, &len))
		return false;
	g_autofree char *quoted = yaml_quote(yaml->text + start + from, len);
	char *text =
		g_strdup_printf("%.*s%s%s", (int)(start + from), yaml->text, quoted, yaml->text + start + from + len);
	int line, column;

	place_of(yaml->text, start + from, &line, &column);
	diagnostics_add(yaml->diags, SEVERITY_ERROR, yaml->path, line, column,
			g_strdup(_("A value with a colon in it must stand in quotes.")),
			g_strdup_printf(_("Write %s, or let taphuan check --fix do it."), quoted));
	if (yaml->quoted)
		g_array_append_val(yaml->quoted, line);
	g_free(yaml->text);
	yaml->text = text;
	return true;
}

/* ---- Reporting --------------------------------------------------------------------------------------------- */

static void report(struct yaml *yaml, size_t offset, char *message, char *hint)
{
	int line = 0, column = 0;

	if (offset != SIZE_MAX)
		place_of(yaml->text, offset, &line, &column);
	diagnostics_add(yaml->diags, SEVERITY_ERROR, yaml->path, line, column, message, hint);
}

/* The fields of the mapping that the trace leads to. */
static const struct cyaml_schema_field *known_fields(const struct yaml *yaml)
{
	const struct cyaml_schema_value *value = yaml->schema;

	for (unsigned int i = yaml->trace->len; i-- > 0;) {
		const struct cyaml_schema_field *field = value->type == CYAML_MAPPING ? value->mapping.fields : NULL;

		while (field && field->key && strcmp(field->key, g_ptr_array_index(yaml->trace, i)) != 0)
			field++;
		if (!field || !field->key)
			return NULL;
		value = &field->value;
		while (value->type == CYAML_SEQUENCE)
			value = value->sequence.entry;
	}
	return value->type == CYAML_MAPPING ? value->mapping.fields : NULL;
}

static char *name_known_keys(const struct yaml *yaml, const char *key)
{
	const struct cyaml_schema_field *fields = known_fields(yaml);
	g_autoptr(GPtrArray) names = g_ptr_array_new();

	for (; fields && fields->key; fields++)
		g_ptr_array_add(names, (char *)(uintptr_t)fields->key);
	if (!names->len)
		return NULL;
	g_ptr_array_add(names, NULL);
	const char *near = nearest_name(key, (const char *const *)names->pdata);
	g_autofree char *list = g_strjoinv(", ", (char **)names->pdata);

	return near ? g_strdup_printf(_("Did you mean “%s”? Known here: %s."), near, list)
		    : g_strdup_printf(_("Known here: %s."), list);
}

static void report_key(struct yaml *yaml, const struct yaml_key *key)
{
	const char *parent = yaml->trace->len ? g_ptr_array_index(yaml->trace, 0) : NULL;

	/* "from: 6,5" within braces is from: 6 and then 5. */
	if (strspn(key->name, "0123456789") == strlen(key->name)) {
		report(yaml, key->offset, g_strdup_printf(_("The comma before %s begins a new entry."), key->name),
		       g_strdup(_("Within { } write a decimal point (6.5) or put the number in quotes (\"6,5\").")));
		return;
	}
	report(yaml, key->offset,
	       parent ? g_strdup_printf(_("“%s” is not known under “%s”."), key->name, parent)
		      : g_strdup_printf(_("“%s” is not known here."), key->name),
	       name_known_keys(yaml, key->name));
}

/* What kind of value was expected, in people's words. */
static void report_type(struct yaml *yaml, const struct yaml_key *key)
{
	const char *said = yaml->error->str;

	if (strstr(said, "Expecting SEQUENCE"))
		report(yaml, key->offset, g_strdup_printf(_("“%s” must be a list."), key->name),
		       g_strdup(_("Write for example: [one, two]")));
	else if (strstr(said, "Expecting MAPPING"))
		report(yaml, key->offset, g_strdup_printf(_("“%s” must hold entries of its own."), key->name),
		       g_strdup(_("Write them below it, indented by two spaces, each as key: value.")));
	else
		report(yaml, key->offset, g_strdup_printf(_("“%s” must be a single value."), key->name),
		       g_strdup(_("Write it after the colon, in quotes if need be.")));
}

/* An entry with nothing after its colon says nothing, whatever it should hold. */
static bool is_empty_entry(const struct yaml *yaml, const struct yaml_key *key)
{
	const char *at = yaml->text + key->offset + strlen(key->name);

	at += strspn(at, "\"': \t");
	if (*at == '#')
		at += strcspn(at, "\n");
	size_t indent = line_start(yaml->text, key->offset), own = key->offset - indent;

	if (*at != '\n' && *at)
		return strchr("},", *at);
	while (*at == '\n') {
		size_t blank_len = strspn(at + 1, " ");

		if (at[1 + blank_len] != '\n' && at[1 + blank_len])
			return blank_len <= own && at[1 + blank_len] != '-';
		at += 1 + blank_len;
	}
	return true;
}

/* The first line that is indented with a tab; SIZE_MAX when none is. */
static size_t first_tab(const char *text)
{
	for (const char *at = text; *at; at += strcspn(at, "\n"), at += *at == '\n') {
		size_t spaces = strspn(at, " ");

		if (at[spaces] == '\t')
			return (size_t)(at - text) + spaces;
	}
	return SIZE_MAX;
}

/* The line at which libyaml gave up. */
static size_t report_syntax(struct yaml *yaml)
{
	unsigned int n = yaml->keys->len;
	size_t last = n ? g_array_index(yaml->keys, struct yaml_key, n - 1).offset : SIZE_MAX;
	size_t at = last != SIZE_MAX ? last : 0;
	const char *said = yaml->error->str;

	if (g_str_has_prefix(said, "libyaml: "))
		said += strlen("libyaml: ");
	report(yaml, at, g_strdup_printf(_("From here on this cannot be read (%s)."), said),
	       g_strdup(_("Check the quotes, brackets and indentation here and in the next lines.")));
	return at;
}

/* A line without a colon that follows the last key, or the line of the key itself, is what broke. */
static void drop_lines_after(struct yaml *yaml, size_t offset)
{
	size_t end = line_end(yaml->text, offset);

	blank(yaml->text, line_start(yaml->text, offset), end);
	/* What follows up to the next "key:" at the margin belongs to it. */
	while (yaml->text[end]) {
		const char *next = yaml->text + end + 1;
		size_t word = strspn(next, "abcdefghijklmnopqrstuvwxyz_");

		if (word && next[word] == ':')
			return;
		size_t to = line_end(yaml->text, end + 1);

		blank(yaml->text, end + 1, to);
		end = to;
	}
}

/* A line indented with a tab is left out. */
static bool drop_tab_line(struct yaml *yaml)
{
	size_t tab = first_tab(yaml->text);

	const char *said = yaml->error->str;

	if (tab == SIZE_MAX || !(strstr(said, "tab character") || strstr(said, "cannot start any token")))
		return false;
	report(yaml, tab, g_strdup(_("A tab stands where only spaces may stand.")), g_strdup(_("Indent with spaces.")));
	blank(yaml->text, line_start(yaml->text, tab), line_end(yaml->text, tab));
	return true;
}

static bool mend_syntax(struct yaml *yaml, int *syntax_errors)
{
	unsigned int n = yaml->keys->len;

	if (drop_tab_line(yaml))
		return true;

	size_t last = n ? g_array_index(yaml->keys, struct yaml_key, n - 1).offset : SIZE_MAX;

	if (last != SIZE_MAX && quote_line(yaml, last))
		return true;
	size_t at = report_syntax(yaml);

	drop_lines_after(yaml, at);
	return ++*syntax_errors < MAX_SYNTAX_ERRORS;
}

/* Reports what stopped this round and takes it out; false when it is no use to go on. */
static bool mend(struct yaml *yaml, cyaml_err_t code, int *syntax_errors)
{
	struct yaml_key nowhere = {NULL, SIZE_MAX};
	struct yaml_key *key =
		yaml->keys->len ? &g_array_index(yaml->keys, struct yaml_key, yaml->keys->len - 1) : &nowhere;

	if (code == CYAML_ERR_LIBYAML_PARSER)
		return mend_syntax(yaml, syntax_errors);
	if (key->offset == SIZE_MAX) {
		report(yaml, 0, g_strdup(_("This is no list of settings.")),
		       g_strdup(_("Write one setting a line, as key: value.")));
		return false;
	}
	if (code == CYAML_ERR_INVALID_KEY) {
		const char *parent = yaml->trace->len ? g_ptr_array_index(yaml->trace, 0) : NULL;

		if (yaml->adopt && yaml->adopt(yaml->context, parent, key->name))
			return true;
		report_key(yaml, key);
	} else if (code == CYAML_ERR_INVALID_VALUE) {
		if (!is_empty_entry(yaml, key))
			report_type(yaml, key);
	} else if (code == CYAML_ERR_ALIAS) {
		report(yaml, key->offset, g_strdup_printf(_("“%s” is an alias; aliases are not read."), key->name),
		       g_strdup(_("Write the value itself, or put it in quotes when it begins with *.")));
	} else if (strstr(yaml->error->str, "already seen")) {
		report(yaml, key->offset, g_strdup_printf(_("“%s” stands here a second time."), key->name),
		       g_strdup(_("Keep only one of them.")));
	} else {
		report(yaml, key->offset, g_strdup_printf(_("“%s” cannot be read."), key->name), NULL);
	}
	take_out(yaml->text, key->offset);
	return true;
}

/* ---- Reading ----------------------------------------------------------------------------------------------- */

static void *grow(void *context, void *memory, size_t size)
{
	(void)context;
	return g_realloc(memory, size);
}

static cyaml_config_t config_of(struct yaml *yaml, bool listening)
{
	return (cyaml_config_t){.log_fn = listening ? listen : NULL,
				.log_ctx = yaml,
				.mem_fn = grow,
				.log_level = CYAML_LOG_INFO,
				.flags = CYAML_CFG_NO_ALIAS};
}

static void begin_round(struct yaml *yaml)
{
	g_array_set_size(yaml->keys, 0);
	g_string_truncate(yaml->error, 0);
	g_ptr_array_set_size(yaml->trace, 0);
	yaml->cursor = 0;
}

static cyaml_err_t load(struct yaml *yaml, bool listening, void **data)
{
	cyaml_config_t config = config_of(yaml, listening);

	begin_round(yaml);
	return cyaml_load_data((const uint8_t *)yaml->text, strlen(yaml->text), &config, yaml->schema, data, NULL);
}

/* What libcyaml says is only asked for when something is wrong, which it hardly ever is. */
void *yaml_read(struct yaml *yaml, const char *text, size_t len)
{
	int syntax_errors = 0;
	void *data = NULL;

	yaml->text = g_strndup(text, len);
	yaml->keys = g_array_new(FALSE, FALSE, sizeof(struct yaml_key));
	g_array_set_clear_func(yaml->keys, clear_key);
	yaml->error = g_string_new(NULL);
	yaml->trace = g_ptr_array_new_with_free_func(g_free);
	if (load(yaml, false, &data) == CYAML_OK)
		return data;
	for (int round = 0; round < MAX_ROUNDS; round++) {
		cyaml_err_t code = load(yaml, true, &data);

		if (code == CYAML_OK)
			return data;
		if (!mend(yaml, code, &syntax_errors))
			break;
	}
	return NULL;
}

static void free_data(struct yaml *yaml, void *data)
{
	cyaml_config_t config = config_of(yaml, false);

	if (data)
		cyaml_free(&config, yaml->schema, data, 0);
}

/* Finds out where the keys of a text stand that was read without listening. */
static void find_keys(const struct yaml *yaml)
{
	struct yaml again = *yaml;
	void *data = NULL;

	load(&again, true, &data);
	free_data(&again, data);
}

void yaml_clear(struct yaml *yaml, void *data)
{
	free_data(yaml, data);
	g_free(yaml->text);
	g_array_free(yaml->keys, TRUE);
	g_string_free(yaml->error, TRUE);
	g_ptr_array_free(yaml->trace, TRUE);
}

/* ---- Complaints of the callers ----------------------------------------------------------------------------- */

static size_t key_offset(const struct yaml *yaml, const char *parent, const char *key)
{
	g_auto(GStrv) parents = g_strsplit(parent ? parent : "", ".", -1);
	size_t depth = 0;

	if (!yaml->keys->len)
		find_keys(yaml);
	for (unsigned int i = 0; i < yaml->keys->len; i++) {
		const struct yaml_key *seen = &g_array_index(yaml->keys, struct yaml_key, i);

		if (!parents[depth] && !strcmp(seen->name, key))
			return seen->offset;
		if (parents[depth] && !strcmp(seen->name, parents[depth]))
			depth++;
	}
	return SIZE_MAX;
}

void yaml_complain(const struct yaml *yaml, enum severity severity, const char *parent, const char *key,
		   const char *value, const char *hint, const char *message, ...)
{
	size_t offset = key_offset(yaml, parent, key);
	int line = 0, column = 0;
	va_list args;

	if (offset != SIZE_MAX) {
		const char *found = value && *value ? strstr(yaml->text + offset + strlen(key), value) : NULL;

		place_of(yaml->text, found ? (size_t)(found - yaml->text) : offset, &line, &column);
	}
	va_start(args, message);
	diagnostics_add(yaml->diags, severity, yaml->path, line, column, g_strdup_vprintf(message, args),
			g_strdup(hint));
	va_end(args);
}
