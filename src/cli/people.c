/* `taphuan people`: its actions and options, the list and the units. */
#include "cli/people.h"
#include "cli/desktop.h"
#include "cli/find.h"
#include "document/roster.h"
#include "report/report.h"
#include "text/i18n.h"
#include "text/text.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

#define FIELD(member, title, option, help, value)                                                                      \
	{                                                                                                              \
		offsetof(struct person, member), offsetof(struct roster_row, member), title, option, help, value       \
	}

const struct person_field person_fields[PERSON_FIELDS] = {
	FIELD(name, N_("Full name"), NULL, NULL, NULL),
	FIELD(code, N_("Code"), "code", N_("The organisation's own number"), N_("CODE")),
	FIELD(birth, N_("Born"), "birth", N_("Date or year of birth"), N_("DATE")),
	FIELD(sex, N_("Sex"), "sex", N_("The sex"), N_("TEXT")),
	FIELD(unit, N_("Unit"), "unit", N_("The commune, ward or office"), N_("TEXT")),
	FIELD(hamlet, N_("Hamlet"), "hamlet", N_("The hamlet"), N_("TEXT")),
	FIELD(phone, N_("Phone"), "phone", N_("The telephone number"), N_("TEXT")),
	FIELD(note, N_("Note"), "note", N_("A note"), N_("TEXT")),
};

static char **field_of(const struct person *person, const struct person_field *field)
{
	return (char **)(void *)(uintptr_t)((const char *)person + field->person);
}

const char *person_field_value(const struct person *person, const struct person_field *field)
{
	return *field_of(person, field);
}

void person_field_set(struct person *person, const struct person_field *field, const char *text)
{
	g_free(*field_of(person, field));
	*field_of(person, field) = g_strdup(text);
}

/* ---- The list ---------------------------------------------------------------------------------------------- */

static bool anybody_has(const GPtrArray *people, const struct person_field *field)
{
	bool has = false;

	for (unsigned int i = 0; !has && i < people->len; i++)
		has = *person_field_value(people->pdata[i], field);
	return has;
}

/* Number, name, and what is known of anybody. */
static struct table *people_table(const GPtrArray *people, bool searched)
{
	struct table *table = table_new(_("People"));
	bool shown[PERSON_FIELDS];

	table_add_column(table, _("No."), COLUMN_NUMBER);
	for (size_t f = 0; f < PERSON_FIELDS; f++) {
		shown[f] = f == 0 || anybody_has(people, &person_fields[f]);
		if (shown[f])
			table_add_column(table, _(person_fields[f].title), COLUMN_TEXT);
	}
	for (unsigned int i = 0; i < people->len; i++) {
		g_autoptr(GStrvBuilder) row = g_strv_builder_new();
		g_autofree char *number = g_strdup_printf("%u", i + 1);
		g_strv_builder_add(row, number);
		for (size_t f = 0; f < PERSON_FIELDS; f++)
			if (shown[f])
				g_strv_builder_add(row, person_field_value(people->pdata[i], &person_fields[f]));
		g_ptr_array_add(table->rows, g_strv_builder_end(row));
	}
	g_free(table->closing);
	table->closing =
		people->len > 0 ? g_strdup_printf(P_("%u person.", "%u people.", people->len), people->len)
		: searched
			? g_strdup(_("Nobody is found by these words."))
			: g_strdup(_("Nobody is on the list yet. Add people with “taphuan people import FILE.csv”."));
	return table;
}

/* Takes out of the list who is not found by the words. */
static void search(GPtrArray *people, const char *words)
{
	for (unsigned int i = people->len; i-- > 0;) {
		const struct person *person = people->pdata[i];
		g_autofree char *all =
			g_strjoin(" ", person->name, person->code, person->unit, person->hamlet, person->birth, NULL);
		if (!text_finds(words, all))
			g_ptr_array_remove_index(people, i);
	}
}

/* The place of a unit among all; those without one come last. */
static size_t rank(char *const *units, const char *unit)
{
	size_t i = 0;

	while (units[i] && strcmp(units[i], unit) != 0)
		i++;
	return i;
}

struct ranked {
	size_t rank;
	unsigned int place; /* in the order of names */
	struct person *person;
};

static int compare_ranked(const void *a, const void *b)
{
	const struct ranked *x = a, *y = b;

	if (x->rank != y->rank)
		return x->rank < y->rank ? -1 : 1;
	return x->place < y->place ? -1 : 1;
}

static void sort_by_unit(GPtrArray *people, char *const *units)
{
	g_autofree struct ranked *ranked = g_new(struct ranked, people->len + 1);

	for (unsigned int i = 0; i < people->len; i++) {
		struct person *person = people->pdata[i];
		ranked[i] = (struct ranked){rank(units, person->unit), i, person};
	}
	qsort(ranked, people->len, sizeof(*ranked), compare_ranked);
	for (unsigned int i = 0; i < people->len; i++)
		people->pdata[i] = ranked[i].person;
}

enum exit_status people_list(const struct command *command, const struct people_options *options)
{
	enum exit_status status = EXIT_FINE;
	g_autoptr(GError) error = NULL;
	g_autofree char *given = g_strjoinv(" ", (char **)(uintptr_t)options->rest), *words = typed_text(given);

	if (options->by && strcmp(options->by, "name") != 0 && strcmp(options->by, "unit") != 0)
		return fail_usage(command, _("--by is name or unit"));
	if (!*words && !options->by && isatty(STDIN_FILENO) && isatty(STDOUT_FILENO)) {
		g_autoptr(Config) config = load_config();
		return run_people(&options->common, config);
	}
	g_autoptr(Store) store = open_store(&options->common, false, &status);
	if (!store)
		return status;
	g_autoptr(GPtrArray) people = store_people(store, &error);
	g_auto(GStrv) units = people ? store_units(store, &error) : NULL;
	if (!units)
		return cli_fail(error);
	if (*words)
		search(people, words);
	if (g_strcmp0(options->by, "unit") == 0)
		sort_by_unit(people, units);
	g_autoptr(Table) table = people_table(people, *words);
	g_autofree char *text = table_text(table);
	fputs(text, stdout);
	return finish_output();
}

/* ---- Units ------------------------------------------------------------------------------------------------- */

char *known_unit(char *const *units, const char *argument)
{
	g_autofree char *typed = typed_text(argument), *folded = text_fold(typed);

	for (; *units; units++) {
		g_autofree char *known = text_fold(*units);
		if (strcmp(known, folded) == 0)
			return g_strdup(*units);
	}
	return g_steal_pointer(&typed);
}

static bool order_units(struct store *store, const char *const *arguments, GError **error)
{
	g_autoptr(GStrvBuilder) order = g_strv_builder_new();
	g_auto(GStrv) units = store_units(store, error);

	for (; units && *arguments; arguments++) {
		g_autofree char *unit = known_unit(units, *arguments);
		g_strv_builder_add(order, unit);
	}
	g_auto(GStrv) all = g_strv_builder_end(order);
	return units && store_units_order(store, (const char *const *)all, error);
}

enum exit_status people_units(const struct command *command G_GNUC_UNUSED, const struct people_options *options)
{
	enum exit_status status = EXIT_FINE;
	g_autoptr(GError) error = NULL;
	g_autoptr(Store) store = open_store(&options->common, *options->rest != NULL, &status);

	if (!store)
		return status;
	if (*options->rest && !order_units(store, options->rest, &error))
		return cli_fail(error);
	g_auto(GStrv) units = store_units(store, &error);
	if (!units)
		return cli_fail(error);
	for (char **unit = units; *unit && !(*options->rest && options->common.quiet); unit++)
		puts(*unit);
	return finish_output();
}

/* ---- The command ------------------------------------------------------------------------------------------- */

/* Which options an action takes beside those of every command. */
enum takes {
	TAKES_ABOUT = 1,
	TAKES_ENCODING = 2,
	TAKES_DOUBTFUL = 4,
	TAKES_YES = 8,
	TAKES_BY = 16,
};

static const struct action {
	const char *name, *form;  /* N_() */
	unsigned int least, most; /* arguments */
	unsigned int takes;
	enum exit_status (*run)(const struct command *, const struct people_options *);
} actions[] = {
	{"import", N_("import FILE"), 1, 1, TAKES_ENCODING | TAKES_DOUBTFUL, people_import},
	{"add", N_("add NAME"), 1, 1, TAKES_ABOUT | TAKES_DOUBTFUL, people_add},
	{"list", N_("list [WORDS]"), 0, G_MAXUINT, TAKES_BY, people_list},
	{"rename", N_("rename WHO [NAME]"), 1, 2, TAKES_ABOUT, people_rename},
	{"merge", N_("merge WHO INTO-WHOM"), 2, 2, TAKES_YES, people_merge},
	{"units", N_("units [UNIT…]"), 0, G_MAXUINT, 0, people_units},
};

static unsigned int given_options(const struct people_options *options)
{
	unsigned int given = (options->encoding ? TAKES_ENCODING : 0) | (options->add_doubtful ? TAKES_DOUBTFUL : 0) |
			     (options->yes ? TAKES_YES : 0) | (options->by ? TAKES_BY : 0);

	for (size_t f = 0; f < PERSON_FIELDS; f++)
		given |= options->about[f] ? TAKES_ABOUT : 0;
	return given;
}

static const struct action *find_action(const char *name)
{
	for (size_t i = 0; i < G_N_ELEMENTS(actions); i++)
		if (strcmp(name, actions[i].name) == 0)
			return &actions[i];
	return NULL;
}

static enum exit_status run_action(const struct command *command, struct people_options *options)
{
	char **rest = options->common.rest;
	const struct action *action = find_action(rest[0] ? rest[0] : "list");
	unsigned int n = rest[0] ? g_strv_length(rest) - 1 : 0;

	if (!action)
		return fail_action(command, NULL);
	if (n < action->least || n > action->most || (given_options(options) & ~action->takes))
		return fail_action(command, _(action->form));
	options->rest = (const char *const *)rest + (rest[0] != NULL);
	return action->run(command, options);
}

/* Fills in the entries of what can be said about a person; returns how many. */
static size_t about_entries(struct people_options *options, GOptionEntry *entries)
{
	size_t n = 0;

	for (size_t f = 0; f < PERSON_FIELDS; f++) {
		const struct person_field *field = &person_fields[f];
		if (field->option)
			entries[n++] = (GOptionEntry){field->option,      0,           0,           G_OPTION_ARG_STRING,
						      &options->about[f], field->help, field->value};
	}
	return n;
}

static enum exit_status run(const struct command *command, int argc, char **argv)
{
	struct people_options options = {.encoding = NULL};
	GOptionEntry entries[PERSON_FIELDS + 5] = {
		{"encoding", 0, 0, G_OPTION_ARG_STRING, &options.encoding,
		 N_("import: the file's encoding, such as TCVN3, VNI, CP1258"), N_("NAME")},
		{"add-doubtful", 0, 0, G_OPTION_ARG_NONE, &options.add_doubtful,
		 N_("import, add: also those who may be there already, without asking"), NULL},
		{"by", 0, 0, G_OPTION_ARG_STRING, &options.by, N_("list: in the order of names or of units"),
		 "name|unit"},
		{"yes", 0, 0, G_OPTION_ARG_NONE, &options.yes, N_("merge: without showing them and asking"), NULL},
	};
	enum exit_status status;

	about_entries(&options, entries + 4);
	if (options_parse(&options.common, command, entries, argc, argv, &status))
		status = run_action(command, &options);
	options_clear(&options.common);
	for (size_t f = 0; f < PERSON_FIELDS; f++)
		g_free(options.about[f]);
	g_free(options.encoding);
	g_free(options.by);
	return status;
}

const struct command command_people = {
	.name = "people",
	.arguments = N_("ACTION …"),
	.summary = N_("The people: import, list, add, rename, merge"),
	.details = N_("Actions:\n"
		      "  import FILE          Add everybody on a roster\n"
		      "  list [WORDS]         Show everybody, or who is found by words; also without an action\n"
		      "  add NAME             Add one person, with what the options say\n"
		      "  rename WHO [NAME]    Give another name, and what the options say\n"
		      "  merge WHO INTO-WHOM  What the one did counts for the other\n"
		      "  units [UNIT…]        The order in which lists have the units; with units: set it\n"
		      "WHO is a name, words of a name, a code or an id."),
	.run = run,
};
