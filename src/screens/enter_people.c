/* Whose paper it is; who is new; taking somebody back; leaving. */
#include "screens/enter_private.h"
#include "screens/who.h"
#include "text/i18n.h"
#include "text/text.h"

#include <string.h>

/* ---- Who --------------------------------------------------------------------------------------------------- */

/* What is typed without the words that name a paper; *paper gets its number where there is one. */
static char *query_of(const struct enter_state *state, uint64_t *paper)
{
	g_auto(GStrv) words = g_strsplit(state->field->str, " ", -1);
	GString *query = g_string_new(NULL);

	for (size_t i = 0; words[i]; i++) {
		if (*words[i] == '#' && g_ascii_string_to_unsigned(words[i] + 1, 10, 0, G_MAXUINT64, paper, NULL))
			continue;
		g_string_append_printf(query, "%s%s", query->len > 0 && *words[i] ? " " : "", words[i]);
	}
	return g_string_free(query, FALSE);
}

static GPtrArray *find_people(const struct enter_state *state)
{
	uint64_t paper;
	g_autofree char *query = query_of(state, &paper);

	return people_meant(state->people, query);
}

static char *heading(const struct enter_state *state)
{
	return g_strconcat(state->lesson->title, *state->session ? " · " : "", state->session, NULL);
}

static void who_build(const struct enter_state *state, struct sheet *sheet)
{
	g_autoptr(GPtrArray) found = find_people(state);
	uint64_t paper;
	g_autofree char *query = query_of(state, &paper);

	sheet_text(sheet, ITEM_NONE, 0, ROLE_TEXT,
		   state->comparing ? _("Second entry. Name or code:")
				    : _("Name or code; #17 for the paper’s number:"));
	sheet_field(sheet, ENTER_FIELD, state->field->str);
	sheet_space(sheet, 1);
	who_add_found(sheet, found, state->entered);
	if (is_name(query) && !state->comparing) {
		g_autofree char *add = g_strdup_printf(_("＋ Somebody new: add “%s”"), query);
		sheet_text(sheet, WHO_SHOWN, 0, ROLE_ACCENT, add);
	}
}

static struct effect choose_person(struct enter_state *state, const struct person *person)
{
	bool entered = g_hash_table_contains(state->entered, person->id);

	if (state->comparing && !entered)
		return enter_say(state, g_strdup_printf(_("Nothing was entered for %s yet."), person->name), true);
	enter_show_answers(state, person);
	if (entered && !state->comparing)
		enter_say(state,
			  g_strdup_printf(_("%s is entered already: this will be one more attempt."), person->name),
			  true);
	return enter_drawn();
}

static struct effect add_new_person(struct enter_state *state, const char *name)
{
	person_free(state->person);
	state->person = person_new();
	g_free(state->person->name);
	state->person->name = text_person_name(name);
	enter_set_field(state, "");
	return enter_go(state, ENTER_VIEW_UNIT, ENTER_FIELD);
}

/* One person is chosen at once; among several, or to add somebody, a second Enter chooses. */
static struct effect who_activate(struct enter_state *state, int item)
{
	enter_field(state);
	g_autofree char *query = query_of(state, &state->paper);
	g_autoptr(GPtrArray) found = people_meant(state->people, query);

	if (item == ENTER_FIELD && *query == '\0') {
		enter_set_field(state, "");
		return enter_drawn();
	}
	if (item == WHO_SHOWN)
		return is_name(query) && !state->comparing ? add_new_person(state, query) : enter_nothing();
	if (item == ENTER_FIELD && found->len != 1) {
		state->focus = found->len > 0 ? 0 : is_name(query) && !state->comparing ? WHO_SHOWN : ENTER_FIELD;
		return enter_drawn();
	}
	if (item == ENTER_FIELD)
		item = 0;
	return item < (int)found->len ? choose_person(state, g_ptr_array_index(found, item)) : enter_nothing();
}

static struct effect who_back(struct enter_state *state)
{
	if (state->field->len > 0) {
		enter_set_field(state, "");
		return enter_go(state, ENTER_VIEW_WHO, ENTER_FIELD);
	}
	if (g_hash_table_size(state->drafts) > 0)
		return enter_go(state, ENTER_VIEW_LEAVE, ENTER_STAY);
	return (struct effect){.kind = EFFECT_CLOSE};
}

static bool always(const struct enter_state *state G_GNUC_UNUSED)
{
	return true;
}

const struct enter_view enter_who = {
	.heading = heading,
	.build = who_build,
	.activate = who_activate,
	.back = who_back,
	.has_field = always,
};

struct effect enter_next_person(struct enter_state *state)
{
	state->draft = NULL;
	state->attempt = NULL;
	enter_set_field(state, "");
	return enter_go(state, ENTER_VIEW_WHO, ENTER_FIELD);
}

/* ---- Somebody new ------------------------------------------------------------------------------------------ */

static void unit_build(const struct enter_state *state, struct sheet *sheet)
{
	g_autofree char *who = g_strdup_printf(_("New: %s"), state->person->name);

	sheet_text(sheet, ITEM_NONE, 0, ROLE_STRONG, who);
	sheet_space(sheet, 1);
	sheet_text(sheet, ITEM_NONE, 0, ROLE_TEXT, _("Which unit, as on the paper? Enter leaves it empty:"));
	sheet_field(sheet, ENTER_FIELD, state->field->str);
}

static struct effect unit_activate(struct enter_state *state, int item G_GNUC_UNUSED)
{
	g_free(state->person->unit);
	state->person->unit = g_strstrip(g_strdup(enter_field(state)));
	return enter_act(state, ENTER_DO_ADD_PERSON);
}

static struct effect unit_back(struct enter_state *state)
{
	enter_set_field(state, state->person->name);
	return enter_go(state, ENTER_VIEW_WHO, ENTER_FIELD);
}

static struct effect unit_done(struct enter_state *state, int action G_GNUC_UNUSED)
{
	g_autoptr(Person) person = person_copy(state->person);

	return enter_show_answers(state, person);
}

const struct enter_view enter_unit = {
	.heading = heading,
	.build = unit_build,
	.activate = unit_activate,
	.back = unit_back,
	.done = unit_done,
	.has_field = always,
};

/* ---- Taking back ------------------------------------------------------------------------------------------- */

static void take_back_build(const struct enter_state *state, struct sheet *sheet)
{
	g_autofree char *who =
		g_strdup_printf(_("What was entered last, for %s, will not count."), state->last->person->name);

	sheet_text(sheet, ITEM_NONE, 0, ROLE_STRONG, who);
	sheet_space(sheet, 1);
	sheet_text(sheet, ITEM_NONE, 0, ROLE_TEXT, _("Why? Then the answers are here to be mended:"));
	sheet_field(sheet, ENTER_FIELD, state->field->str);
}

static struct effect take_back_activate(struct enter_state *state, int item G_GNUC_UNUSED)
{
	person_free(state->person);
	state->person = person_copy(state->last->person);
	enter_field(state);
	return enter_act(state, ENTER_DO_TAKE_BACK);
}

static struct effect take_back_done(struct enter_state *state, int action G_GNUC_UNUSED)
{
	struct draft *draft = g_steal_pointer(&state->last);

	state->count -= state->count > 0;
	draft->current = 0;
	g_hash_table_replace(state->drafts, g_strdup(draft->person->id), draft);
	return enter_show_answers(state, draft->person);
}

const struct enter_view enter_take_back = {
	.heading = heading,
	.build = take_back_build,
	.activate = take_back_activate,
	.back = enter_next_person,
	.done = take_back_done,
	.has_field = always,
};

/* ---- Leaving ----------------------------------------------------------------------------------------------- */

static void leave_build(const struct enter_state *state, struct sheet *sheet)
{
	GHashTableIter iter;
	void *draft;

	sheet_text(sheet, ITEM_NONE, 0, ROLE_STRONG, _("These answers are typed, but not kept yet:"));
	g_hash_table_iter_init(&iter, state->drafts);
	while (g_hash_table_iter_next(&iter, NULL, &draft))
		sheet_text(sheet, ITEM_NONE, 2, ROLE_TEXT, ((const struct draft *)draft)->person->name);
	sheet_space(sheet, 1);
	sheet_text(sheet, ENTER_STAY, 0, ROLE_TEXT, _("Stay, and go on with them"));
	sheet_text(sheet, ENTER_DONE, 0, ROLE_TEXT, _("Leave, and lose them"));
}

static struct effect leave_activate(struct enter_state *state, int item)
{
	return item == ENTER_DONE ? (struct effect){.kind = EFFECT_CLOSE} : enter_next_person(state);
}

const struct enter_view enter_leave = {
	.heading = heading,
	.build = leave_build,
	.activate = leave_activate,
	.back = enter_next_person,
};
