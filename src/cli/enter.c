#include "cli/enter.h"
#include "text/i18n.h"

#include <unistd.h>

static enum exit_status enter(const struct options *options, struct desk *desk, const struct enter_setup *setup)
{
	if (setup->path || !isatty(STDIN_FILENO) || !isatty(STDOUT_FILENO))
		return enter_lines(options, desk, setup->path, setup->compare);
	g_autoptr(Config) config = load_config();
	return enter_on_screen(desk, config, setup->compare);
}

enum exit_status run_enter(const struct options *options, const struct lesson *lesson, const struct enter_setup *setup)
{
	enum exit_status status = EXIT_INPUT;
	g_autoptr(GError) error = NULL;
	struct desk desk;

	if (lesson->n_questions == 0) {
		cli_complain(_("%s has no questions"), lesson->path);
		return EXIT_INPUT;
	}
	if (lesson->quiz.certainty)
		cli_complain(_("%s asks how sure people are, and paper does not: every answer counts as not sure"),
			     lesson->path);
	g_autoptr(Store) store = open_store(options, true, &status);
	g_autofree char *id = store ? choose_session(store, setup->session, &status) : NULL;
	if (!id)
		return status;
	bool ready = desk_init(&desk, store, lesson, id, &error);
	desk.paper = setup->paper;
	status = ready ? enter(options, &desk, setup) : cli_fail(error);
	desk_clear(&desk);
	return status;
}

static enum exit_status run(const struct command *command, int argc, char **argv)
{
	g_autofree char *session = NULL, *paper = NULL;
	gboolean compare = FALSE;
	struct enter_setup setup = {.paper = 1};
	const GOptionEntry own[] = {
		{"paper", 0, 0, G_OPTION_ARG_STRING, &paper, N_("The number on the papers; 1 by default"), "N"},
		{"compare", 0, 0, G_OPTION_ARG_NONE, &compare,
		 N_("Enter a second time and see where it differs from the first"), NULL},
		{"session", 0, 0, G_OPTION_ARG_STRING, &session, N_("The training session, instead of the one in use"),
		 N_("TITLE|ID")},
		G_OPTION_ENTRY_NULL,
	};
	g_auto(Options) options;
	enum exit_status status;

	if (!options_parse(&options, command, own, argc, argv, &status))
		return status;
	size_t n = g_strv_length(options.rest);
	if (n < 1 || n > 2)
		return fail_usage(command, _("name one lesson, and at most one file of answers"));
	if (paper && !g_ascii_string_to_unsigned(paper, 10, 0, G_MAXUINT64, &setup.paper, NULL))
		return fail_usage(command, _("--paper is a number from 0"));
	g_autoptr(Lesson) lesson = load_lesson(options.rest[0], &status);
	if (!lesson)
		return status;
	setup.path = options.rest[1];
	setup.session = session;
	setup.compare = compare;
	return run_enter(&options, lesson, &setup);
}

const struct command command_enter = {
	.name = "enter",
	.arguments = N_("LESSON [FILE]"),
	.summary = N_("Type in answers given on paper"),
	.run = run,
};
