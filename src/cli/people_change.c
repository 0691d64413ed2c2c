/* `taphuan people rename` and `merge`. */
#include "cli/find.h"
#include "cli/people.h"
#include "text/i18n.h"

#include <stdio.h>
#include <string.h>

/* The data folder and the people in it; NULL, with the status set, after a complaint. */
static GPtrArray *open_people(const struct people_options *options, struct store **store, enum exit_status *status)
{
	g_autoptr(GError) error = NULL;

	*store = open_store(&options->common, true, status);
	GPtrArray *people = *store ? store_people(*store, &error) : NULL;
	if (error)
		*status = cli_fail(error);
	return people;
}

enum exit_status people_rename(const struct command *command, const struct people_options *options)
{
	enum exit_status status = EXIT_INPUT;
	g_autoptr(Store) store = NULL;
	g_autoptr(GError) error = NULL;
	g_autoptr(GPtrArray) people = open_people(options, &store, &status);
	const struct person *found = people ? find_person(people, options->rest[0]) : NULL;

	if (!found)
		return status;
	g_autoptr(Person) person = person_copy(found);
	for (size_t f = 0; f < PERSON_FIELDS; f++) {
		const char *given = f == 0 ? options->rest[1] : options->about[f];
		g_autofree char *text = typed_text(given);
		if (given)
			person_field_set(person, &person_fields[f], text);
	}
	if (!*person->name)
		return fail_usage(command, _("the name is empty"));
	if (!store_person_change(store, person, &error))
		return cli_fail(error);
	g_autofree char *before = describe_person(found), *after = describe_person(person);
	if (!options->common.quiet)
		printf(_("%s → %s\n"), before, after);
	return finish_output();
}

/* What is known of a person and how often they took a quiz, for a choice that is hard to take back. */
static bool show_person(struct store *store, const char *heading, const struct person *person, GError **error)
{
	const struct attempt_filter filter = {.person = person->id, .set_aside = true};
	g_autoptr(GPtrArray) attempts = store_attempts(store, &filter, NULL, error);

	if (!attempts)
		return false;
	fprintf(stderr, "%s\n", heading);
	for (size_t f = 0; f < PERSON_FIELDS; f++) {
		const char *value = person_field_value(person, &person_fields[f]);
		if (*value)
			fprintf(stderr, "  %s: %s\n", _(person_fields[f].title), value);
	}
	fprintf(stderr, "  ");
	fprintf(stderr, P_("%u attempt", "%u attempts", attempts->len), attempts->len);
	fputc('\n', stderr);
	return true;
}

static enum exit_status merge(const struct people_options *options, struct store *store, const struct person *from,
			      const struct person *into)
{
	g_autoptr(GError) error = NULL;

	if (!options->yes && (!show_person(store, _("This person will no longer be listed:"), from, &error) ||
			      !show_person(store, _("What they did counts for this one:"), into, &error)))
		return cli_fail(error);
	if (!options->yes && !can_ask()) {
		cli_complain(_("say --yes to merge them"));
		return EXIT_INPUT;
	}
	if (!options->yes && !ask_yes(_("Merge them? It cannot be undone. [y/N]"))) {
		cli_complain(_("nothing was changed"));
		return EXIT_INPUT;
	}
	if (!store_person_merge(store, from->id, into->id, &error))
		return cli_fail(error);
	g_autofree char *before = describe_person(from), *after = describe_person(into);
	if (!options->common.quiet)
		printf(_("%s → %s\n"), before, after);
	return finish_output();
}

enum exit_status people_merge(const struct command *command G_GNUC_UNUSED, const struct people_options *options)
{
	enum exit_status status = EXIT_INPUT;
	g_autoptr(Store) store = NULL;
	g_autoptr(GPtrArray) people = open_people(options, &store, &status);
	const struct person *from = people ? find_person(people, options->rest[0]) : NULL;
	const struct person *into = from ? find_person(people, options->rest[1]) : NULL;

	return into ? merge(options, store, from, into) : status;
}
