#include "cli/command.h"
#include "text/i18n.h"
#include "text/place.h"
#include "text/text.h"

#include <stdio.h>
#include <string.h>

static bool fix_file(const char *path, GError **error)
{
	g_autofree char *bytes = NULL;
	g_autoptr(Diagnostics) ignored = diagnostics_new();
	size_t len;

	if (!g_file_get_contents(path, &bytes, &len, error))
		return false;
	if (!g_utf8_validate(bytes, (gssize)len, NULL))
		return true; /* loading tells what is wrong; a legacy file is not rewritten behind its owner's back */
	g_autofree char *fixed = lesson_fix(bytes, path, ignored);
	return strcmp(fixed, bytes) == 0 || g_file_set_contents(path, fixed, -1, error);
}

static void print_all(const struct diagnostics *diags, const char *source)
{
	for (unsigned int i = 0; i < diags->items->len; i++) {
		/* The file's name may be anything but text. */
		g_autofree char *text = diagnostic_format(g_ptr_array_index(diags->items, i), source);
		g_autofree char *valid = text_repair(text, strlen(text), NULL);
		fputs(valid, stdout);
	}
}

static enum exit_status check(const struct options *options, const char *what, bool fix)
{
	g_autofree char *share = place_share("content");
	g_autofree char *user = g_build_filename(g_get_user_data_dir(), "taphuan", NULL);
	g_autoptr(Diagnostics) diags = diagnostics_new();
	g_autoptr(GError) error = NULL;
	g_autofree char *path = library_find(what, user, share, &error);

	if (!path)
		return cli_fail(error);
	if (fix && !fix_file(path, &error))
		return cli_fail(error);
	g_autoptr(Lesson) lesson = lesson_load(path, diags, &error);
	if (!lesson)
		return cli_fail(error);
	g_autofree char *valid = text_repair(path, strlen(path), NULL), *name = text_filter(valid);
	print_all(diags, lesson->text);
	if (!options->quiet && diags->items->len == 0)
		printf(_("%s: no mistakes; %zu slides, %zu questions\n"), name, lesson->n_slides, lesson->n_questions);
	else if (!options->quiet)
		printf(_("%s: %u errors, %u warnings\n"), name, diags->errors, diags->warnings);
	return diags->errors > 0 ? EXIT_INPUT : EXIT_FINE;
}

static enum exit_status run(const struct command *command, int argc, char **argv)
{
	gboolean fix = FALSE;
	const GOptionEntry own[] = {
		{"fix", 0, 0, G_OPTION_ARG_NONE, &fix,
		 N_("Mend what can be mended: ids that are missing, unquoted titles"), NULL},
		G_OPTION_ENTRY_NULL,
	};
	g_auto(Options) options;
	enum exit_status worst = EXIT_FINE;

	if (!options_parse(&options, command, own, argc, argv, &worst))
		return worst;
	if (!options.rest[0])
		return fail_usage(command, _("name the lessons to check"));
	for (size_t i = 0; options.rest[i]; i++) {
		enum exit_status status = check(&options, options.rest[i], fix);
		worst = MAX(worst, status);
	}
	enum exit_status written = finish_output();
	return MAX(worst, written);
}

const struct command command_check = {
	.name = "check",
	.arguments = N_("LESSON…"),
	.summary = N_("Find the mistakes in lessons"),
	.run = run,
};
