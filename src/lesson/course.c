#include "lesson/course.h"

#include "lesson/files.h"
#include "lesson/settings.h"
#include "lesson/yaml.h"
#include "text/text.h"

#include <string.h>

struct raw {
	char *title, *pass, *certificate;
	char **order;
	unsigned int order_count;
};

#define TEXT(member)                                                                                                   \
	CYAML_FIELD_STRING_PTR(#member, CYAML_FLAG_POINTER_NULL | CYAML_FLAG_OPTIONAL, struct raw, member, 0,          \
			       CYAML_UNLIMITED)

static const struct cyaml_schema_value name_entry = {
	CYAML_VALUE_STRING(CYAML_FLAG_POINTER, char *, 0, CYAML_UNLIMITED)};

static const struct cyaml_schema_field fields[] = {
	TEXT(title),
	CYAML_FIELD_SEQUENCE("order", CYAML_FLAG_POINTER | CYAML_FLAG_OPTIONAL, struct raw, order, &name_entry, 0,
			     CYAML_UNLIMITED),
	TEXT(pass), TEXT(certificate), CYAML_FIELD_END};

static const struct cyaml_schema_value schema = {CYAML_VALUE_MAPPING(CYAML_FLAG_POINTER, struct raw, fields)};

static const struct setting settings[] = {
	{"pass", SETTING_SHARE, offsetof(struct raw, pass), offsetof(struct course, pass), NULL, 0, 0},
};

static void replace(char **to, const char *from)
{
	if (!from)
		return;
	g_free(*to);
	*to = text_filter(from);
}

static void read_raw(const struct yaml *yaml, const struct raw *raw, struct course *course)
{
	g_autoptr(GStrvBuilder) order = g_strv_builder_new();

	replace(&course->title, raw->title);
	replace(&course->certificate, raw->certificate);
	settings_read(yaml, NULL, settings, G_N_ELEMENTS(settings), raw, course);
	for (unsigned int i = 0; i < raw->order_count; i++) {
		g_autofree char *name = text_filter(raw->order[i]);

		/* "so-lieu.md" is the lesson so-lieu. */
		if (g_str_has_suffix(name, ".md"))
			name[strlen(name) - strlen(".md")] = '\0';
		g_strv_builder_add(order, name);
	}
	g_strfreev(course->order);
	course->order = g_strv_builder_end(order);
}

struct course *course_load(const char *folder, struct diagnostics *diags)
{
	g_autofree char *path = g_build_filename(folder, "course.yaml", NULL), *bytes = NULL, *text = NULL;
	g_autoptr(GError) error = NULL;
	size_t len;

	if (!g_file_test(path, G_FILE_TEST_EXISTS))
		return NULL;
	struct course *course = g_new0(struct course, 1);

	course->title = g_path_get_basename(folder);
	course->order = g_new0(char *, 1);
	course->pass = (struct fraction){1, 2};
	course->certificate = g_strdup("");
	if (file_read(path, &bytes, &len, &error))
		text = text_load(bytes, len, NULL, &error);
	if (!text) {
		diagnostics_add(diags, SEVERITY_ERROR, path, 0, 0, g_strdup(error->message), NULL);
		return course;
	}
	struct yaml yaml = {.path = path, .diags = diags, .schema = &schema};
	struct raw *raw = yaml_read(&yaml, text, strlen(text));

	if (raw)
		read_raw(&yaml, raw, course);
	yaml_clear(&yaml, raw);
	return course;
}

void course_free(struct course *course)
{
	if (!course)
		return;
	g_free(course->title);
	g_strfreev(course->order);
	g_free(course->certificate);
	g_free(course);
}
