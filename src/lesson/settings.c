#include "lesson/settings.h"

#include "lesson/names.h"
#include "text/i18n.h"

#include <string.h>

static const struct cyaml_schema_field band_fields[] = {
	CYAML_FIELD_STRING_PTR("name", CYAML_FLAG_POINTER_NULL | CYAML_FLAG_OPTIONAL, struct raw_band, name, 0,
			       CYAML_UNLIMITED),
	CYAML_FIELD_STRING_PTR("from", CYAML_FLAG_POINTER_NULL | CYAML_FLAG_OPTIONAL, struct raw_band, from, 0,
			       CYAML_UNLIMITED),
	CYAML_FIELD_END};

const struct cyaml_schema_value band_entry = {CYAML_VALUE_MAPPING(CYAML_FLAG_DEFAULT, struct raw_band, band_fields)};

/* ---- Single values ----------------------------------------------------------------------------------------- */

static bool read_share(const char *value, struct fraction *share)
{
	struct fraction f;

	if (!fraction_parse(value, &f) || fraction_cmp(f, FRACTION_ZERO) < 0 || fraction_cmp(f, FRACTION_ONE) > 0)
		return false;
	*share = f;
	return true;
}

/* Hours, minutes and seconds in this order, each at most once. */
static bool read_time(const char *value, int *seconds)
{
	static const struct {
		char letter;
		int64_t seconds;
	} units[] = {{'h', 3600}, {'m', 60}, {'s', 1}};
	int64_t total = 0;
	size_t unit = 0;

	while (*value) {
		char *end;
		int64_t n = g_ascii_isdigit(*value) ? g_ascii_strtoll(value, &end, 10) : -1;

		if (n < 0 || n > 100000)
			return false;
		while (unit < G_N_ELEMENTS(units) && units[unit].letter != *end)
			unit++;
		if (unit == G_N_ELEMENTS(units))
			return false;
		total += n * units[unit++].seconds;
		value = end + 1;
	}
	if (total < 1 || total > 24 * 3600)
		return false;
	*seconds = (int)total;
	return true;
}

static bool read_switch(const char *value, bool *on)
{
	static const char *const yes[] = {"yes", "true", "on", NULL}, *const no[] = {"no", "false", "off", NULL};
	g_autofree char *small = g_ascii_strdown(value, -1);

	*on = g_strv_contains(yes, small);
	return *on || g_strv_contains(no, small);
}

static bool read_word(const char *value, const struct setting_word *words, int *number)
{
	for (; words->word; words++) {
		if (!strcmp(words->word, value)) {
			*number = words->value;
			return true;
		}
	}
	return false;
}

static bool read_number(const char *value, const struct setting *setting, int *number)
{
	gint64 n;

	if (!g_ascii_string_to_signed(value, 10, setting->min, setting->max, &n, NULL))
		return false;
	*number = (int)n;
	return true;
}

static bool read_setting(const struct setting *setting, const char *value, void *to)
{
	switch (setting->kind) {
	case SETTING_SHARE:
		return read_share(value, to);
	case SETTING_TIME:
		return read_time(value, to);
	case SETTING_NUMBER:
		return read_number(value, setting, to);
	case SETTING_WORD:
		return read_word(value, setting->words, to);
	case SETTING_SWITCH:
		return read_switch(value, to);
	}
	g_assert_not_reached();
}

/* ---- What may be written ----------------------------------------------------------------------------------- */

static char *list_words(const struct setting_word *words)
{
	g_autoptr(GPtrArray) names = g_ptr_array_new();

	for (; words->word; words++)
		g_ptr_array_add(names, (char *)(uintptr_t)words->word);
	g_ptr_array_add(names, NULL);
	return g_strjoinv(", ", (char **)names->pdata);
}

static char *describe_words(const struct setting_word *words)
{
	g_autofree char *list = list_words(words);

	return g_strdup_printf(_("Write one of: %s."), list);
}

static char *describe(const struct setting *setting)
{
	switch (setting->kind) {
	case SETTING_SHARE:
		return g_strdup(_("Write a share from 0% to 100%, such as 80% or 1/3."));
	case SETTING_TIME:
		return g_strdup(_("Write hours, minutes and seconds, such as 15m or 1h30m; a day at most."));
	case SETTING_NUMBER:
		return g_strdup_printf(_("Write a whole number from %d to %d."), setting->min, setting->max);
	case SETTING_WORD:
		return describe_words(setting->words);
	case SETTING_SWITCH:
		return g_strdup(_("Write yes or no."));
	}
	g_assert_not_reached();
}

void settings_read(const struct yaml *yaml, const char *parent, const struct setting *settings, size_t n,
		   const void *raw, void *to)
{
	for (size_t i = 0; i < n; i++) {
		const char *value = *(char *const *)(const void *)((const char *)raw + settings[i].from);

		if (!value || read_setting(&settings[i], value, (char *)to + settings[i].to))
			continue;
		g_autofree char *hint = describe(&settings[i]);

		yaml_complain(yaml, SEVERITY_ERROR, parent, settings[i].key, value, hint, _("“%s” is no value for %s."),
			      value, settings[i].key);
	}
}

unsigned int settings_flags(const struct yaml *yaml, const char *parent, const char *key, char *const *values,
			    unsigned int n, const struct setting_word *words)
{
	unsigned int flags = 0;

	for (unsigned int i = 0; i < n; i++) {
		int flag;

		if (read_word(values[i], words, &flag)) {
			flags |= (unsigned int)flag;
			continue;
		}
		g_autofree char *hint = describe_words(words);

		yaml_complain(yaml, SEVERITY_ERROR, parent, key, values[i], hint, _("“%s” is no value for %s."),
			      values[i], key);
	}
	return flags;
}

/* ---- Bands ------------------------------------------------------------------------------------------------- */

static int compare_bands(const void *a, const void *b)
{
	return fraction_cmp(((const struct band *)b)->from, ((const struct band *)a)->from);
}

static bool read_band(const struct yaml *yaml, const struct raw_band *raw, struct band *band)
{
	const char *hint = _("Write for example: {name: Giỏi, from: 8}");
	struct fraction from;

	if (!raw->name || !*raw->name || !raw->from) {
		yaml_complain(yaml, SEVERITY_ERROR, NULL, "bands", raw->name ? raw->name : raw->from, hint,
			      _("A band needs a name and the grade it begins from."));
		return false;
	}
	if (!fraction_parse(raw->from, &from) || fraction_cmp(from, FRACTION_ZERO) < 0 ||
	    fraction_cmp(from, (struct fraction){10, 1}) > 0) {
		yaml_complain(yaml, SEVERITY_ERROR, NULL, "bands", raw->from, hint,
			      _("A band begins from a grade between 0 and 10, not from “%s”."), raw->from);
		return false;
	}
	*band = (struct band){raw->name, from};
	return true;
}

GArray *settings_bands(const struct yaml *yaml, const struct raw_band *raw, unsigned int n)
{
	GArray *bands = g_array_new(FALSE, FALSE, sizeof(struct band));

	for (unsigned int i = 0; i < n; i++) {
		struct band band;

		if (read_band(yaml, &raw[i], &band))
			g_array_append_val(bands, band);
	}
	g_array_sort(bands, compare_bands);
	for (unsigned int i = 1; i < bands->len; i++) {
		const struct band *band = &g_array_index(bands, struct band, i);

		if (!fraction_cmp(band->from, band[-1].from))
			yaml_complain(yaml, SEVERITY_ERROR, NULL, "bands", band->name,
				      _("Give every band a grade of its own."),
				      _("Two bands begin from the same grade: %s and %s."), band[-1].name, band->name);
	}
	return bands;
}
