#include "cli/command.h"
#include "document/roster.h"
#include "report/report.h"
#include "screens/list.h"
#include "text/i18n.h"
#include "text/text.h"
#include "tui/tui.h"

#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* What is kept of a person, where a roster has it, and what lists call it. */
static const struct field {
	size_t person, row;
	const char *title;
} fields[] = {
	{offsetof(struct person, name), offsetof(struct roster_row, name), N_("Full name")},
	{offsetof(struct person, code), offsetof(struct roster_row, code), N_("Code")},
	{offsetof(struct person, birth), offsetof(struct roster_row, birth), N_("Born")},
	{offsetof(struct person, sex), offsetof(struct roster_row, sex), N_("Sex")},
	{offsetof(struct person, unit), offsetof(struct roster_row, unit), N_("Unit")},
	{offsetof(struct person, hamlet), offsetof(struct roster_row, hamlet), N_("Hamlet")},
	{offsetof(struct person, phone), offsetof(struct roster_row, phone), N_("Phone")},
	{offsetof(struct person, note), offsetof(struct roster_row, note), N_("Note")},
};

static const char *string_at(const void *of, size_t offset)
{
	return *(char *const *)(const void *)((const char *)of + offset);
}

static void set_field(struct person *person, size_t offset, const char *text)
{
	char **field = (char **)(void *)((char *)person + offset);

	g_free(*field);
	*field = g_strdup(text);
}

/* ---- Taking people in -------------------------------------------------------------------------------------- */

struct intake {
	struct person_finder *finder;
	GPtrArray *add;   /* of struct person: who is to be added */
	const char *path; /* of the roster; NULL for a person given on the command line */
	bool add_doubtful, asks;
	unsigned int known, doubtful; /* not added */
};

/* "Hà Đức Dũng, BK-07, 1985, Xã Nông Thượng" */
static char *describe(const struct person *person)
{
	const char *const parts[] = {person->code, person->birth, person->unit, person->hamlet};
	GString *out = g_string_new(person->name);

	for (size_t i = 0; i < G_N_ELEMENTS(parts); i++)
		if (*parts[i])
			g_string_append_printf(out, ", %s", parts[i]);
	return g_string_free(out, FALSE);
}

static bool ask(void)
{
	char *line = NULL;
	size_t room = 0;

	fprintf(stderr, "%s ", _("Add as a new person? [y/N]"));
	bool answered = getline(&line, &room, stdin) > 0;
	/* TRANSLATORS: the letters that stand for yes, small and large */
	bool yes = answered && line[0] && (strchr("yY", line[0]) || strchr(_("yY"), line[0]));
	free(line);
	return yes;
}

/* Tells whom the person may be; true when they are to be added all the same. */
static bool settle_doubt(const struct intake *intake, const struct person *person, const struct person *like,
			 unsigned int line)
{
	g_autofree char *who = describe(person), *there = describe(like);
	g_autofree char *sentence =
		g_strdup_printf(_("%s: may be the same as one who is there already: %s"), who, there);

	if (intake->add_doubtful)
		return true;
	if (intake->path)
		cli_complain("%s:%u: %s", intake->path, line, sentence);
	else
		cli_complain("%s", sentence);
	return intake->asks && ask();
}

/* Takes the person over. */
static void take_in(struct intake *intake, struct person *person, unsigned int line)
{
	const struct person *like;
	enum person_match match = person_find(intake->finder, person, &like);

	if (match == PERSON_NEW || (match == PERSON_DOUBTFUL && settle_doubt(intake, person, like, line))) {
		person_finder_add(intake->finder, person);
		g_ptr_array_add(intake->add, person);
		return;
	}
	if (match == PERSON_KNOWN)
		intake->known++;
	else
		intake->doubtful++;
	person_free(person);
}

static enum exit_status add_all(const struct options *options, struct store *store, const struct intake *intake)
{
	g_autoptr(GError) error = NULL;
	size_t added = store_person_add_all(store, intake->add, &error);

	if (!options->quiet || error)
		printf(_("Added: %zu. There already: %u. Doubtful, not added: %u.\n"), added, intake->known,
		       intake->doubtful);
	if (error)
		return cli_fail(error);
	enum exit_status written = finish_output();
	if (intake->doubtful == 0 || intake->asks)
		return written;
	cli_complain(_("add those who are new with “taphuan people add NAME --add-doubtful”"));
	return MAX(written, EXIT_INPUT);
}

static void free_person(void *person)
{
	person_free(person);
}

/* Takes in everybody of a GPtrArray of struct roster_row. */
static enum exit_status take_in_all(const struct options *options, const GPtrArray *rows, const char *path,
				    bool add_doubtful)
{
	enum exit_status status = EXIT_FINE;
	g_autoptr(GError) error = NULL;
	g_autoptr(Store) store = open_store(options, true, &status);

	if (!store)
		return status;
	g_autoptr(GPtrArray) people = store_people(store, &error);
	if (!people)
		return cli_fail(error);
	g_autoptr(PersonFinder) finder = person_finder_new();
	g_autoptr(GPtrArray) add = g_ptr_array_new_with_free_func(free_person);
	struct intake intake = {.finder = finder,
				.add = add,
				.path = path,
				.add_doubtful = add_doubtful,
				.asks = isatty(STDIN_FILENO) && isatty(STDERR_FILENO)};
	for (unsigned int i = 0; i < people->len; i++)
		person_finder_add(finder, people->pdata[i]);
	for (unsigned int i = 0; i < rows->len; i++) {
		const struct roster_row *row = rows->pdata[i];
		struct person *person = person_new();
		for (size_t f = 0; f < G_N_ELEMENTS(fields); f++)
			set_field(person, fields[f].person, string_at(row, fields[f].row));
		take_in(&intake, person, row->line);
	}
	return add_all(options, store, &intake);
}

static enum exit_status import(const struct options *options, const char *path, const char *encoding, bool add_doubtful)
{
	g_autofree char *bytes = NULL;
	g_autoptr(GError) error = NULL;
	g_autoptr(Diagnostics) diags = diagnostics_new();
	size_t len;

	if (!g_file_get_contents(path, &bytes, &len, &error)) {
		cli_fail(error);
		return EXIT_INPUT;
	}
	g_autoptr(GPtrArray) rows = roster_read(bytes, len, path, encoding, diags, &error);
	if (!rows)
		return cli_fail(error);
	say_diagnostics(diags, NULL, true);
	return diags->errors > 0 ? EXIT_INPUT : take_in_all(options, rows, path, add_doubtful);
}

/* ---- The list ---------------------------------------------------------------------------------------------- */

static bool anybody_has(const GPtrArray *people, const struct field *field)
{
	bool has = false;

	for (unsigned int i = 0; !has && i < people->len; i++)
		has = *string_at(people->pdata[i], field->person);
	return has;
}

/* Number, name, and what is known of anybody. */
static struct table *people_table(const GPtrArray *people)
{
	struct table *table = table_new(_("People"));
	bool shown[G_N_ELEMENTS(fields)];

	table_add_column(table, _("No."), COLUMN_NUMBER);
	for (size_t f = 0; f < G_N_ELEMENTS(fields); f++) {
		shown[f] = f == 0 || anybody_has(people, &fields[f]);
		if (shown[f])
			table_add_column(table, _(fields[f].title), COLUMN_TEXT);
	}
	for (unsigned int i = 0; i < people->len; i++) {
		g_autoptr(GStrvBuilder) row = g_strv_builder_new();
		g_autofree char *number = g_strdup_printf("%u", i + 1);
		g_strv_builder_add(row, number);
		for (size_t f = 0; f < G_N_ELEMENTS(fields); f++)
			if (shown[f])
				g_strv_builder_add(row, string_at(people->pdata[i], fields[f].person));
		g_ptr_array_add(table->rows, g_strv_builder_end(row));
	}
	g_free(table->closing);
	table->closing =
		people->len > 0
			? g_strdup_printf(P_("%u person.", "%u people.", people->len), people->len)
			: g_strdup(_("Nobody is on the list yet. Add people with “taphuan people import FILE.csv”."));
	return table;
}

static enum exit_status list(const struct options *options)
{
	enum exit_status status = EXIT_FINE;
	g_autoptr(GError) error = NULL;
	g_autoptr(Store) store = open_store(options, false, &status);

	if (!store)
		return status;
	g_autoptr(GPtrArray) people = store_people(store, &error);
	if (!people)
		return cli_fail(error);
	struct table *table = people_table(people);
	if (isatty(STDIN_FILENO) && isatty(STDOUT_FILENO)) {
		g_autoptr(Config) config = load_config();
		g_autoptr(Theme) theme = choose_theme(NULL, config, NULL);
		const struct tui_options tui = {.theme = theme};
		return tui_run(table_screen_new(table), &tui, &error) ? EXIT_FINE : cli_fail(error);
	}
	g_autofree char *text = table_text(table);
	table_free(table);
	fputs(text, stdout);
	return finish_output();
}

/* ---- The command ------------------------------------------------------------------------------------------- */

/* What was typed as text inside the program: NFC, filtered. NULL counts as "". */
static char *typed(const char *argument)
{
	g_autofree char *repaired = text_repair(argument ? argument : "", argument ? strlen(argument) : 0, NULL);

	return g_strstrip(text_filter(repaired));
}

static enum exit_status add(const struct command *command, const struct options *options, const char *name,
			    char *const given[G_N_ELEMENTS(fields)], bool add_doubtful)
{
	g_autoptr(GPtrArray) texts = g_ptr_array_new_with_free_func(g_free);
	g_autoptr(GPtrArray) rows = g_ptr_array_new();
	struct roster_row row = {.line = 0};

	for (size_t f = 0; f < G_N_ELEMENTS(fields); f++) {
		char *text = typed(f == 0 ? name : given[f]);
		g_ptr_array_add(texts, text);
		*(char **)(void *)((char *)&row + fields[f].row) = text;
	}
	if (!*row.name)
		return fail_usage(command, _("the name is empty"));
	g_ptr_array_add(rows, &row);
	return take_in_all(options, rows, NULL, add_doubtful);
}

static enum exit_status run(const struct command *command, int argc, char **argv)
{
	g_autofree char *encoding = NULL, *code = NULL, *birth = NULL, *sex = NULL, *unit = NULL, *hamlet = NULL;
	g_autofree char *phone = NULL, *note = NULL;
	gboolean add_doubtful = FALSE;
	const GOptionEntry own[] = {
		{"encoding", 0, 0, G_OPTION_ARG_STRING, &encoding,
		 N_("import: the file's encoding, such as TCVN3, VNI, CP1258"), N_("NAME")},
		{"add-doubtful", 0, 0, G_OPTION_ARG_NONE, &add_doubtful,
		 N_("Add also those who may be there already, without asking"), NULL},
		{"code", 0, 0, G_OPTION_ARG_STRING, &code, N_("add: the organisation's own number"), N_("CODE")},
		{"birth", 0, 0, G_OPTION_ARG_STRING, &birth, N_("add: date or year of birth"), N_("DATE")},
		{"sex", 0, 0, G_OPTION_ARG_STRING, &sex, N_("add: the sex"), N_("TEXT")},
		{"unit", 0, 0, G_OPTION_ARG_STRING, &unit, N_("add: the commune, ward or office"), N_("TEXT")},
		{"hamlet", 0, 0, G_OPTION_ARG_STRING, &hamlet, N_("add: the hamlet"), N_("TEXT")},
		{"phone", 0, 0, G_OPTION_ARG_STRING, &phone, N_("add: the telephone number"), N_("TEXT")},
		{"note", 0, 0, G_OPTION_ARG_STRING, &note, N_("add: a note"), N_("TEXT")},
		G_OPTION_ENTRY_NULL,
	};
	g_auto(Options) options;
	enum exit_status status;

	if (!options_parse(&options, command, own, argc, argv, &status))
		return status;
	const char *action = options.rest[0] ? options.rest[0] : "", *what = *action ? options.rest[1] : NULL;
	char *const given[] = {NULL, code, birth, sex, unit, hamlet, phone, note};
	bool about = code || birth || sex || unit || hamlet || phone || note;
	G_STATIC_ASSERT(G_N_ELEMENTS(given) == G_N_ELEMENTS(fields));
	if (what && options.rest[2])
		return fail_usage(command, _("too many arguments: put a name between quotation marks"));
	if (strcmp(action, "import") == 0 && what && !about)
		return import(&options, what, encoding, add_doubtful);
	if (strcmp(action, "list") == 0 && !what && !about && !encoding && !add_doubtful)
		return list(&options);
	if (strcmp(action, "add") == 0 && what && !encoding)
		return add(command, &options, what, given, add_doubtful);
	return fail_usage(command, _("say “import FILE”, “list” or “add NAME”, with the options that belong to it"));
}

const struct command command_people = {
	.name = "people",
	.arguments = N_("import|list|add"),
	.summary = N_("Import, list and add people"),
	.run = run,
};
