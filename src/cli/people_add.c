/* `taphuan people import` and `add`: taking people in, but nobody twice. */
#include "cli/find.h"
#include "cli/people.h"
#include "document/roster.h"
#include "text/i18n.h"

#include <stdio.h>

static char **row_field(const struct roster_row *row, const struct person_field *field)
{
	return (char **)(void *)(uintptr_t)((const char *)row + field->row);
}

/* ---- Taking people in -------------------------------------------------------------------------------------- */

struct intake {
	struct person_finder *finder;
	GPtrArray *add;   /* of struct person: who is to be added */
	const char *path; /* of the roster; NULL for a person given on the command line */
	bool add_doubtful, asks;
	unsigned int known, doubtful; /* not added */
};

/* Tells whom the person may be; true when they are to be added all the same. */
static bool settle_doubt(const struct intake *intake, const struct person *person, const struct person *like,
			 unsigned int line)
{
	g_autofree char *who = describe_person(person), *there = describe_person(like);
	g_autofree char *sentence =
		g_strdup_printf(_("%s: may be the same as one who is there already: %s"), who, there);

	if (intake->add_doubtful)
		return true;
	if (intake->path)
		cli_complain("%s:%u: %s", intake->path, line, sentence);
	else
		cli_complain("%s", sentence);
	return intake->asks && ask_yes(_("Add as a new person? [y/N]"));
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

	if (!store_person_add_all(store, intake->add, &error))
		return cli_fail(error);
	if (!options->quiet)
		printf(_("Added: %u. There already: %u. Doubtful, not added: %u.\n"), intake->add->len, intake->known,
		       intake->doubtful);
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
	struct intake intake = {
		.finder = finder, .add = add, .path = path, .add_doubtful = add_doubtful, .asks = can_ask()};
	for (unsigned int i = 0; i < people->len; i++)
		person_finder_add(finder, people->pdata[i]);
	for (unsigned int i = 0; i < rows->len; i++) {
		const struct roster_row *row = rows->pdata[i];
		struct person *person = person_new();
		for (size_t f = 0; f < PERSON_FIELDS; f++)
			person_field_set(person, &person_fields[f], *row_field(row, &person_fields[f]));
		take_in(&intake, person, row->line);
	}
	return add_all(options, store, &intake);
}

enum exit_status people_import(const struct command *command G_GNUC_UNUSED, const struct people_options *options)
{
	const char *path = options->rest[0];
	g_autofree char *bytes = NULL;
	g_autoptr(GError) error = NULL;
	g_autoptr(Diagnostics) diags = diagnostics_new();
	size_t len;

	if (!g_file_get_contents(path, &bytes, &len, &error)) {
		cli_fail(error);
		return EXIT_INPUT;
	}
	g_autoptr(GPtrArray) rows = roster_read(bytes, len, path, options->encoding, diags, &error);
	if (!rows)
		return cli_fail(error);
	say_diagnostics(diags, NULL, true);
	return diags->errors > 0 ? EXIT_INPUT : take_in_all(&options->common, rows, path, options->add_doubtful);
}

enum exit_status people_add(const struct command *command, const struct people_options *options)
{
	g_autoptr(GPtrArray) texts = g_ptr_array_new_with_free_func(g_free);
	g_autoptr(GPtrArray) rows = g_ptr_array_new();
	struct roster_row row = {.line = 0};

	for (size_t f = 0; f < PERSON_FIELDS; f++) {
		char *text = typed_text(f == 0 ? options->rest[0] : options->about[f]);
		g_ptr_array_add(texts, text);
		*row_field(&row, &person_fields[f]) = text;
	}
	if (!*row.name)
		return fail_usage(command, _("the name is empty"));
	g_ptr_array_add(rows, &row);
	return take_in_all(&options->common, rows, NULL, options->add_doubtful);
}
