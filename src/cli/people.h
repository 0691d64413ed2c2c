/* `taphuan people`: what its files share. */
#ifndef TAPHUAN_CLI_PEOPLE_H
#define TAPHUAN_CLI_PEOPLE_H

#include "cli/command.h"

#include <stddef.h>

/* What is known of a person beside the id: where it stands in a person and in a line of a roster, and what lists and
 * options call it. The first is the name. */
struct person_field {
	size_t person, row;
	const char *title;        /* N_() */
	const char *option;       /* NULL for the name */
	const char *help, *value; /* of the option; N_() */
};

enum { PERSON_FIELDS = 8 };
extern const struct person_field person_fields[PERSON_FIELDS];

const char *person_field_value(const struct person *, const struct person_field *);
void person_field_set(struct person *, const struct person_field *, const char *text);

/* The unit as it is written where it is known already, marks or not; what was typed where it is new. The caller frees
 * it. */
char *known_unit(char *const *units, const char *typed);

/* The command line after the action. */
struct people_options {
	struct options common;
	const char *const *rest;    /* after the action */
	char *about[PERSON_FIELDS]; /* as given; NULL where it is not */
	char *encoding, *by;
	gboolean add_doubtful, yes;
};

enum exit_status people_import(const struct command *, const struct people_options *);
enum exit_status people_add(const struct command *, const struct people_options *);
enum exit_status people_rename(const struct command *, const struct people_options *);
enum exit_status people_merge(const struct command *, const struct people_options *);
enum exit_status people_list(const struct command *, const struct people_options *);
enum exit_status people_units(const struct command *, const struct people_options *);

#endif
