#include "cli/command.h"
#include "document/document.h"
#include "text/i18n.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

static enum exit_status write_draft(const struct options *options, const char *draft, const char *output)
{
	g_autoptr(GError) error = NULL;

	if (!output) {
		fputs(draft, stdout);
		return finish_output();
	}
	if (access(output, F_OK) == 0) {
		cli_complain(_("%s is there already: give another name with -o, so that nobody's work is lost"),
			     output);
		return EXIT_INPUT;
	}
	if (!g_file_set_contents(output, draft, -1, &error))
		return cli_fail(error);
	if (!options->quiet)
		cli_complain(_("drafted %s; read it through, then “taphuan check %s”"), output, output);
	return EXIT_FINE;
}

static enum exit_status run(const struct command *command, int argc, char **argv)
{
	g_autofree char *output = NULL, *encoding = NULL, *bytes = NULL;
	int questions = -1;
	const GOptionEntry own[] = {
		{"output", 'o', 0, G_OPTION_ARG_FILENAME, &output, N_("Write the lesson to this file"), N_("FILE")},
		{"encoding", 0, 0, G_OPTION_ARG_STRING, &encoding,
		 N_("The document's encoding, such as TCVN3, VNI, CP1258"), N_("NAME")},
		{"questions", 0, 0, G_OPTION_ARG_INT, &questions, N_("How many questions to draft at most"), "N"},
		G_OPTION_ENTRY_NULL,
	};
	g_auto(Options) options;
	g_autoptr(GError) error = NULL;
	enum exit_status status;
	size_t len;

	if (!options_parse(&options, command, own, argc, argv, &status))
		return status;
	if (g_strv_length(options.rest) != 1)
		return fail_usage(command, _("name one document"));
	if (!g_file_get_contents(options.rest[0], &bytes, &len, &error)) {
		cli_fail(error);
		return EXIT_INPUT;
	}
	g_autofree char *name = g_path_get_basename(options.rest[0]);
	const struct draft_options draft = {.encoding = encoding, .questions = questions};
	g_autofree char *text = document_draft(bytes, len, name, &draft, &error);
	return text ? write_draft(&options, text, output) : cli_fail(error);
}

const struct command command_build = {
	.name = "build",
	.arguments = N_("DOCUMENT"),
	.summary = N_("Draft a lesson from a document"),
	.run = run,
};
