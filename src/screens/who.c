#include "screens/who.h"
#include "text/i18n.h"

bool is_name(const char *text)
{
	while (*text && !g_unichar_isalpha(g_utf8_get_char(text)))
		text = g_utf8_next_char(text);
	return *text != '\0';
}

char *person_details(const struct person *person)
{
	const char *const parts[] = {person->hamlet, person->unit, person->birth, person->code};
	GString *out = g_string_new(NULL);

	for (size_t i = 0; i < G_N_ELEMENTS(parts); i++) {
		if (parts[i][0] == '\0')
			continue;
		g_string_append_printf(out, "%s%s", out->len > 0 ? ", " : "", parts[i]);
	}
	return g_string_free(out, FALSE);
}

static void add_person(struct sheet *sheet, int item, const struct person *person, bool tick)
{
	g_autofree char *details = person_details(person);
	g_autofree char *line = g_strconcat(tick ? "✓ " : "", person->name, *details ? " · " : "", details, NULL);

	sheet_text(sheet, item, 0, ROLE_TEXT, line);
}

void who_add_found(struct sheet *sheet, const GPtrArray *found, GHashTable *ticked)
{
	for (unsigned int i = 0; i < MIN(found->len, WHO_SHOWN); i++) {
		const struct person *person = g_ptr_array_index(found, i);
		add_person(sheet, (int)i, person, ticked && g_hash_table_contains(ticked, person->id));
	}
	if (found->len > WHO_SHOWN)
		sheet_text(sheet, ITEM_NONE, 2, ROLE_DIM, _("… and more: type more letters."));
}
