#include "store/ledger.h"

static const struct {
	enum ledger_parts part;
	struct device_handler handler;
} events[] = {
	{LEDGER_PEOPLE, {"person_added", people_tell_person}},
	{LEDGER_PEOPLE, {"person_changed", people_tell_person}},
	{LEDGER_PEOPLE, {"person_merged", people_tell_merged}},
	{LEDGER_PEOPLE, {"units_ordered", people_tell_units}},
	{LEDGER_SESSIONS, {"session_opened", sessions_tell_opened}},
	{LEDGER_SESSIONS, {"session_changed", sessions_tell_changed}},
	{LEDGER_SESSIONS, {"session_closed", sessions_tell_closed}},
	{LEDGER_SESSIONS, {"session_used", sessions_tell_used}},
	{LEDGER_SESSIONS, {"attended", sessions_tell_attended}},
	{LEDGER_CORRECTIONS, {"regraded", corrections_tell_regraded}},
	{LEDGER_CORRECTIONS, {"mark_given", corrections_tell_mark}},
	{LEDGER_CORRECTIONS, {"set_aside", corrections_tell_aside}},
	{LEDGER_CORRECTIONS, {"commented", corrections_tell_comment}},
};

struct ledger *ledger_read(const struct store *store, enum ledger_parts parts, struct diagnostics *problems)
{
	if (store->held_ledger)
		return store->held_ledger;
	struct ledger *ledger = g_new0(struct ledger, 1);
	struct device_handler handlers[G_N_ELEMENTS(events)];
	size_t n = 0;

	people_init(&ledger->people);
	sessions_init(&ledger->sessions);
	ledger->corrections = corrections_new();
	for (size_t i = 0; i < G_N_ELEMENTS(events); i++)
		if (events[i].part & parts)
			handlers[n++] = events[i].handler;
	device_read(store, handlers, n, ledger, problems);
	people_settle(&ledger->people);
	return ledger;
}

void ledger_free(struct ledger *ledger)
{
	if (!ledger || ledger->held)
		return;
	people_clear(&ledger->people);
	sessions_clear(&ledger->sessions);
	g_hash_table_unref(ledger->corrections);
	g_free(ledger);
}

void ledger_hold(struct store *store)
{
	struct ledger *ledger = ledger_read(store, LEDGER_ALL, NULL);

	ledger->held = true;
	store->held_ledger = ledger;
}

void ledger_release(struct store *store)
{
	if (store->held_ledger)
		store->held_ledger->held = false;
	g_clear_pointer(&store->held_ledger, ledger_free);
}

void ledger_set_words(char **field, const json_t *about, const char *key)
{
	if (!json_is_string(json_object_get(about, key)))
		return;
	g_free(*field);
	*field = event_words(about, key);
}

void ledger_set_list(char ***field, const json_t *about, const char *key)
{
	g_autoptr(GStrvBuilder) list = g_strv_builder_new();
	json_t *array = json_object_get(about, key), *one;
	size_t i;

	if (!json_is_array(array))
		return;
	json_array_foreach (array, i, one) {
		g_autofree char *words = words_clean(json_string_value(one));
		if (*words)
			g_strv_builder_add(list, words);
	}
	g_strfreev(*field);
	*field = g_strv_builder_end(list);
}
