/* Finds the subcommand and runs it. */
#include "cli/command.h"
#include "text/i18n.h"
#include "text/place.h"
#include "text/text.h"

#include <stdio.h>
#include <string.h>

/* The first is run when none is named. */
static const struct command *const commands[] = {
	&command_library, &command_present, &command_notes,  &command_quiz,    &command_results,
	&command_enter,   &command_regrade, &command_mark,   &command_attempt, &command_people,
	&command_session, &command_print,   &command_export, &command_merge,   &command_backup,
	&command_verify,  &command_build,   &command_import, &command_check,   &command_show,
};

/* --lang has to be known before the first sentence, so before the commands read their options. */
static const char *find_lang(int argc, char **argv)
{
	for (int i = 1; i < argc && strcmp(argv[i], "--") != 0; i++) {
		if (g_str_has_prefix(argv[i], "--lang="))
			return argv[i] + strlen("--lang=");
		if (strcmp(argv[i], "--lang") == 0 && i + 1 < argc)
			return argv[i + 1];
	}
	return NULL;
}

static void start_language(int argc, char **argv)
{
	g_autofree char *path = g_build_filename(g_get_user_config_dir(), "taphuan", "config.yaml", NULL);
	const char *lang = find_lang(argc, argv);
	g_autoptr(Config) config = NULL;

	if (!lang && g_file_test(path, G_FILE_TEST_EXISTS)) {
		g_autoptr(Diagnostics) ignored = diagnostics_new();
		config = config_load(path, ignored);
		lang = config->lang;
	}
	place_start_locale(lang);
}

/* Columns the arguments take in the list of commands. */
#define ARGUMENTS_WIDTH 16

static enum exit_status show_help(void)
{
	printf("%s\n", _("Usage: taphuan [COMMAND] [OPTION…] [ARGUMENT…]"));
	printf("\n%s\n\n",
	       _("Lessons and quizzes for training sessions, on a terminal. Without a command: the library."));
	for (size_t i = 1; i < G_N_ELEMENTS(commands); i++) {
		const char *arguments = _(commands[i]->arguments);
		int room = ARGUMENTS_WIDTH - text_width(arguments, strlen(arguments));
		printf("  %-9s %s%*s %s\n", commands[i]->name, arguments, MAX(room, 0), "", _(commands[i]->summary));
	}
	printf("\n%s\n",
	       _("Every command: --help, --data DIR, --lang vi|en, --quiet. “taphuan COMMAND --help” tells more."));
	return finish_output();
}

int main(int argc, char **argv)
{
	start_language(argc, argv);
	if (argc < 2 || (argv[1][0] == '-' && strcmp(argv[1], "--help") != 0 && strcmp(argv[1], "--version") != 0))
		return (int)commands[0]->run(commands[0], argc, argv);
	if (strcmp(argv[1], "--help") == 0 || strcmp(argv[1], "help") == 0)
		return (int)show_help();
	if (strcmp(argv[1], "--version") == 0) {
		printf("taphuan %s\n", VERSION);
		return (int)finish_output();
	}
	for (size_t i = 1; i < G_N_ELEMENTS(commands); i++)
		if (strcmp(argv[1], commands[i]->name) == 0)
			return (int)commands[i]->run(commands[i], argc - 1, argv + 1);
	cli_complain(_("there is no command “%s”; “taphuan --help” lists them"), argv[1]);
	return EXIT_USAGE;
}
