#include "lesson/theme.h"

#include "lesson/files.h"
#include "lesson/settings.h"
#include "lesson/yaml.h"
#include "text/i18n.h"
#include "text/text.h"

#include <stdlib.h>
#include <string.h>

static const char *const names[] = {
#define ROLE(id, name) [ROLE_##id] = (name),
#include "lesson/roles.def"
#undef ROLE
};

const char *role_name(enum role role)
{
	return names[role];
}

/* ---- Reading ----------------------------------------------------------------------------------------------- */

struct raw_style {
	char *fg, *bg, *bold, *italic, *underline, *reverse;
};

struct raw_title {
	char *vi, *en;
};

struct raw_roles {
	struct raw_style styles[ROLE_COUNT];
};

struct raw {
	struct raw_title title;
	struct raw_roles roles;
};

#define TEXT(structure, member)                                                                                        \
	CYAML_FIELD_STRING_PTR(#member, CYAML_FLAG_POINTER_NULL | CYAML_FLAG_OPTIONAL, structure, member, 0,           \
			       CYAML_UNLIMITED)

static const struct cyaml_schema_field style_fields[] = {TEXT(struct raw_style, fg),
							 TEXT(struct raw_style, bg),
							 TEXT(struct raw_style, bold),
							 TEXT(struct raw_style, italic),
							 TEXT(struct raw_style, underline),
							 TEXT(struct raw_style, reverse),
							 CYAML_FIELD_END};

static const struct cyaml_schema_field title_fields[] = {TEXT(struct raw_title, vi), TEXT(struct raw_title, en),
							 CYAML_FIELD_END};

static const struct cyaml_schema_field role_fields[] = {
#define ROLE(id, name)                                                                                                 \
	{.key = (name),                                                                                                \
	 .data_offset = ROLE_##id * sizeof(struct raw_style),                                                          \
	 .value = {CYAML_VALUE_MAPPING(CYAML_FLAG_OPTIONAL, struct raw_style, style_fields)}},
#include "lesson/roles.def"
#undef ROLE
	CYAML_FIELD_END};

static const struct cyaml_schema_field top_fields[] = {
	CYAML_FIELD_MAPPING("title", CYAML_FLAG_OPTIONAL, struct raw, title, title_fields),
	CYAML_FIELD_MAPPING("roles", CYAML_FLAG_OPTIONAL, struct raw, roles, role_fields), CYAML_FIELD_END};

static const struct cyaml_schema_value schema = {CYAML_VALUE_MAPPING(CYAML_FLAG_POINTER, struct raw, top_fields)};

static const struct setting switches[] = {
	{"bold", SETTING_SWITCH, offsetof(struct raw_style, bold), offsetof(struct style, bold), NULL, 0, 0},
	{"italic", SETTING_SWITCH, offsetof(struct raw_style, italic), offsetof(struct style, italic), NULL, 0, 0},
	{"underline", SETTING_SWITCH, offsetof(struct raw_style, underline), offsetof(struct style, underline), NULL, 0,
	 0},
	{"reverse", SETTING_SWITCH, offsetof(struct raw_style, reverse), offsetof(struct style, reverse), NULL, 0, 0},
};

static void read_colour(const struct yaml *yaml, const char *parent, const char *key, const char *value,
			int32_t *colour)
{
	if (!value)
		return;
	if (*value == '#' && strlen(value) == 7 && strspn(value + 1, "0123456789abcdefABCDEF") == 6)
		*colour = (int32_t)strtol(value + 1, NULL, 16);
	else if (!strcmp(value, "default"))
		*colour = COLOUR_DEFAULT;
	else
		yaml_complain(yaml, SEVERITY_ERROR, parent, key, value,
			      _("Write a # and six hexadecimal digits in quotes, such as \"#0b4f9e\"."),
			      _("“%s” is no colour."), value);
}

static void read_style(const struct yaml *yaml, enum role role, const struct raw_style *raw, struct style *style)
{
	g_autofree char *parent = g_strdup_printf("roles.%s", names[role]);

	read_colour(yaml, parent, "fg", raw->fg, &style->fg);
	read_colour(yaml, parent, "bg", raw->bg, &style->bg);
	settings_read(yaml, parent, switches, G_N_ELEMENTS(switches), raw, style);
}

static bool is_given(const struct raw_style *raw)
{
	return raw->fg || raw->bg || raw->bold || raw->italic || raw->underline || raw->reverse;
}

static void read_theme(const struct yaml *yaml, const struct raw *raw, const char *lang, struct theme *theme)
{
	const char *title = !g_strcmp0(lang, "en") ? raw->title.en : raw->title.vi;
	struct style *text = &theme->roles[ROLE_TEXT];

	if (!title)
		title = raw->title.vi ? raw->title.vi : raw->title.en;
	if (title) {
		g_free(theme->title);
		theme->title = text_filter(title);
	}
	read_style(yaml, ROLE_TEXT, &raw->roles.styles[ROLE_TEXT], text);
	for (int role = 0; role < ROLE_COUNT; role++) {
		const struct raw_style *style = &raw->roles.styles[role];

		if (role == ROLE_TEXT)
			continue;
		theme->roles[role] = is_given(style) ? (struct style){.fg = text->fg, .bg = text->bg} : *text;
		read_style(yaml, (enum role)role, style, &theme->roles[role]);
	}
}

static char *name_of(const char *path)
{
	char *name = g_path_get_basename(path);

	if (g_str_has_suffix(name, ".yaml"))
		name[strlen(name) - strlen(".yaml")] = '\0';
	return name;
}

struct theme *theme_load(const char *path, const char *lang, struct diagnostics *diags, GError **error)
{
	g_autofree char *bytes = NULL, *text = NULL;
	size_t len;

	if (!file_read(path, &bytes, &len, error))
		return NULL;
	text = text_load(bytes, len, NULL, error);
	if (!text)
		return NULL;
	struct theme *theme = g_new0(struct theme, 1);
	struct yaml yaml = {.path = path, .diags = diags, .schema = &schema};
	struct raw *raw = yaml_read(&yaml, text, strlen(text));

	theme->name = name_of(path);
	theme->title = g_strdup(theme->name);
	for (int role = 0; role < ROLE_COUNT; role++)
		theme->roles[role] = (struct style){.fg = COLOUR_DEFAULT, .bg = COLOUR_DEFAULT};
	if (raw)
		read_theme(&yaml, raw, lang, theme);
	yaml_clear(&yaml, raw);
	return theme;
}

void theme_free(struct theme *theme)
{
	if (!theme)
		return;
	g_free(theme->name);
	g_free(theme->title);
	g_free(theme);
}

struct theme *theme_plain(void)
{
	static const struct style marked[ROLE_COUNT] = {
		[ROLE_TITLE] = {.bold = true},       [ROLE_HEADING] = {.bold = true, .underline = true},
		[ROLE_STRONG] = {.bold = true},      [ROLE_EMPHASIS] = {.italic = true},
		[ROLE_LINK] = {.underline = true},   [ROLE_QUOTE] = {.italic = true},
		[ROLE_BULLET] = {.bold = true},      [ROLE_TABLE_HEAD] = {.bold = true, .underline = true},
		[ROLE_ACCENT] = {.bold = true},      [ROLE_KEY] = {.reverse = true},
		[ROLE_SELECTED] = {.reverse = true}, [ROLE_CHOSEN] = {.bold = true, .underline = true},
		[ROLE_CORRECT] = {.bold = true},     [ROLE_WRONG] = {.underline = true},
		[ROLE_WARNING] = {.reverse = true},  [ROLE_INPUT] = {.underline = true},
		[ROLE_HIT] = {.reverse = true},
	};
	struct theme *theme = g_new0(struct theme, 1);

	theme->name = g_strdup("plain");
	theme->title = g_strdup(_("The terminal's own colours"));
	memcpy(theme->roles, marked, sizeof(marked));
	for (int role = 0; role < ROLE_COUNT; role++)
		theme->roles[role].fg = theme->roles[role].bg = COLOUR_DEFAULT;
	return theme;
}

/* ---- Finding ----------------------------------------------------------------------------------------------- */

static int compare_names(const void *a, const void *b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static void add_names(const char *folder, GPtrArray *found)
{
	g_autoptr(GDir) dir = g_dir_open(folder, 0, NULL);
	const char *file;

	while (dir && (file = g_dir_read_name(dir))) {
		g_autofree char *name = g_str_has_suffix(file, ".yaml") && *file != '.' ? name_of(file) : NULL;

		if (name && g_utf8_validate(name, -1, NULL) &&
		    !g_ptr_array_find_with_equal_func(found, name, g_str_equal, NULL))
			g_ptr_array_add(found, g_steal_pointer(&name));
	}
}

char **theme_names(const char *const *folders)
{
	GPtrArray *found = g_ptr_array_new();

	for (; *folders; folders++)
		add_names(*folders, found);
	g_ptr_array_sort(found, compare_names);
	g_ptr_array_add(found, NULL);
	return (char **)g_ptr_array_free(found, FALSE);
}

char *theme_find(const char *name, const char *const *folders)
{
	/* A name, never a path: a lesson may not point anywhere else. */
	if (!*name || strchr(name, '/') || *name == '.')
		return NULL;
	for (; *folders; folders++) {
		g_autofree char *file = g_strconcat(name, ".yaml", NULL);
		g_autofree char *path = g_build_filename(*folders, file, NULL);

		if (g_file_test(path, G_FILE_TEST_IS_REGULAR))
			return g_steal_pointer(&path);
	}
	return NULL;
}

bool theme_tells_series(const struct theme *theme)
{
	for (enum role a = ROLE_CHART_1; a < ROLE_CHART_4; a++)
		for (enum role b = a + 1; b <= ROLE_CHART_4; b++)
			if (theme->roles[a].fg == theme->roles[b].fg)
				return false;
	return true;
}
