#include "lesson/config.h"

#include "lesson/files.h"
#include "lesson/settings.h"
#include "lesson/yaml.h"
#include "text/i18n.h"
#include "text/text.h"

#include <errno.h>
#include <string.h>
#include <unistd.h>

struct raw {
	char *lang, *theme, *printer, *parent, *organisation, *place, *signer_title, *signer, *recorder;
	struct raw_band *bands;
	unsigned int bands_count;
};

#define TEXT(member)                                                                                                   \
	CYAML_FIELD_STRING_PTR(#member, CYAML_FLAG_POINTER_NULL | CYAML_FLAG_OPTIONAL, struct raw, member, 0,          \
			       CYAML_UNLIMITED)

static const struct cyaml_schema_field fields[] = {
	TEXT(lang),
	TEXT(theme),
	TEXT(printer),
	TEXT(parent),
	TEXT(organisation),
	TEXT(place),
	TEXT(signer_title),
	TEXT(signer),
	TEXT(recorder),
	CYAML_FIELD_SEQUENCE("bands", CYAML_FLAG_POINTER | CYAML_FLAG_OPTIONAL, struct raw, bands, &band_entry, 0,
			     CYAML_UNLIMITED),
	CYAML_FIELD_END};

static const struct cyaml_schema_value schema = {CYAML_VALUE_MAPPING(CYAML_FLAG_POINTER, struct raw, fields)};

/* Where a text stands in both structs, and whether it is "" rather than NULL when it is not set. */
static const struct {
	size_t from, to;
	bool empty;
} texts[] = {
	{offsetof(struct raw, lang), offsetof(struct config, lang), false},
	{offsetof(struct raw, theme), offsetof(struct config, theme), false},
	{offsetof(struct raw, printer), offsetof(struct config, printer), false},
	{offsetof(struct raw, parent), offsetof(struct config, parent), true},
	{offsetof(struct raw, organisation), offsetof(struct config, organisation), true},
	{offsetof(struct raw, place), offsetof(struct config, place), true},
	{offsetof(struct raw, signer_title), offsetof(struct config, signer_title), true},
	{offsetof(struct raw, signer), offsetof(struct config, signer), true},
	{offsetof(struct raw, recorder), offsetof(struct config, recorder), true},
};

static char **text_at(struct config *config, size_t i)
{
	return (char **)(void *)((char *)config + texts[i].to);
}

static void read_bands(const struct yaml *yaml, const struct raw *raw, struct config *config)
{
	GArray *bands = settings_bands(yaml, raw->bands, raw->bands_count);

	config->n_bands = bands->len;
	for (size_t i = 0; i < config->n_bands; i++) {
		struct band *band = &g_array_index(bands, struct band, i);

		band->name = text_filter(band->name);
	}
	config->bands = (struct band *)(void *)g_array_free(bands, bands->len == 0);
}

static void read_raw(const struct yaml *yaml, const struct raw *raw, struct config *config)
{
	for (size_t i = 0; i < G_N_ELEMENTS(texts); i++) {
		const char *value = *(char *const *)(const void *)((const char *)raw + texts[i].from);

		if (!value || (!*value && !texts[i].empty))
			continue;
		g_free(*text_at(config, i));
		*text_at(config, i) = text_filter(value);
	}
	read_bands(yaml, raw, config);
	if (!config->lang || !strcmp(config->lang, "vi") || !strcmp(config->lang, "en"))
		return;
	yaml_complain(yaml, SEVERITY_ERROR, NULL, "lang", config->lang, _("Write lang: vi or lang: en."),
		      _("The language “%s” is not known."), config->lang);
	g_clear_pointer(&config->lang, g_free);
}

static char *read_text(const char *path, struct diagnostics *diags)
{
	g_autofree char *bytes = NULL;
	g_autoptr(GError) error = NULL;
	char *text = NULL;
	size_t len;

	/* No settings are no mistake. */
	if (access(path, F_OK) < 0 && errno != EACCES)
		return NULL;
	if (file_read(path, &bytes, &len, &error))
		text = text_load(bytes, len, NULL, &error);
	if (!text)
		diagnostics_add(diags, SEVERITY_ERROR, path, 0, 0, g_strdup(error->message), NULL);
	return text;
}

struct config *config_load(const char *path, struct diagnostics *diags)
{
	struct config *config = g_new0(struct config, 1);
	g_autofree char *text = read_text(path, diags);

	for (size_t i = 0; i < G_N_ELEMENTS(texts); i++) {
		if (texts[i].empty)
			*text_at(config, i) = g_strdup("");
	}
	if (!text)
		return config;
	struct yaml yaml = {.path = path, .diags = diags, .schema = &schema};
	struct raw *raw = yaml_read(&yaml, text, strlen(text));

	if (raw)
		read_raw(&yaml, raw, config);
	yaml_clear(&yaml, raw);
	return config;
}

void config_free(struct config *config)
{
	if (!config)
		return;
	for (size_t i = 0; i < G_N_ELEMENTS(texts); i++)
		g_free(*text_at(config, i));
	for (size_t i = 0; i < config->n_bands; i++)
		g_free((char *)(uintptr_t)config->bands[i].name);
	g_free(config->bands);
	g_free(config);
}
