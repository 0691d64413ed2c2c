#include "cli/command.h"
#include "document/document.h"
#include "text/i18n.h"
#include "text/text.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

static enum exit_status write_lesson(const struct options *options, const char *lesson, const char *output)
{
	g_autoptr(GError) error = NULL;

	if (!output) {
		fputs(lesson, stdout);
		return finish_output();
	}
	if (access(output, F_OK) == 0) {
		cli_complain(_("%s is there already: give another name with -o, so that nobody's work is lost"),
			     output);
		return EXIT_INPUT;
	}
	if (!g_file_set_contents(output, lesson, -1, &error))
		return cli_fail(error);
	if (!options->quiet)
		cli_complain(_("wrote %s; read it through, then “taphuan check %s”"), output, output);
	return EXIT_FINE;
}

static enum exit_status import_file(const struct options *options, const char *path, const char *output)
{
	g_autoptr(Diagnostics) diags = diagnostics_new();
	g_autoptr(GError) error = NULL;
	g_autofree char *bytes = NULL;
	size_t len;

	if (!g_file_get_contents(path, &bytes, &len, &error)) {
		cli_fail(error);
		return EXIT_INPUT;
	}
	g_autofree char *text = text_load(bytes, len, NULL, &error);
	if (!text)
		return cli_fail(error);
	g_autofree char *lesson = gift_lesson(text, path, diags);
	say_diagnostics(diags, text, true);
	if (!lesson) {
		cli_complain(_("there are no questions in %s; is it Moodle's GIFT?"), path);
		return EXIT_INPUT;
	}
	enum exit_status status = write_lesson(options, lesson, output);
	return status == EXIT_FINE && diags->errors ? EXIT_INPUT : status;
}

static enum exit_status run(const struct command *command, int argc, char **argv)
{
	g_autofree char *output = NULL;
	const GOptionEntry own[] = {
		{"output", 'o', 0, G_OPTION_ARG_FILENAME, &output, N_("Write the lesson to this file"), N_("FILE")},
		G_OPTION_ENTRY_NULL,
	};
	g_auto(Options) options;
	enum exit_status status;

	if (!options_parse(&options, command, own, argc, argv, &status))
		return status;
	if (g_strv_length(options.rest) != 1)
		return fail_usage(command, _("name one GIFT file"));
	return import_file(&options, options.rest[0], output);
}

const struct command command_import = {
	.name = "import",
	.arguments = N_("FILE.gift"),
	.summary = N_("Make a lesson of questions from Moodle"),
	.run = run,
};
