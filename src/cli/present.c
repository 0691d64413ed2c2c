#include "cli/command.h"
#include "screens/slides.h"
#include "text/i18n.h"
#include "tui/tui.h"

#include <string.h>

/* The theme shown, and those the person can go through. */
struct themes {
	struct theme *theme;
	char **names;
	const struct config *config;
	const struct lesson *lesson;
};

static bool next_theme(struct themes *themes, GError **error G_GNUC_UNUSED)
{
	size_t n = g_strv_length(themes->names), at = 0;

	while (at < n && strcmp(themes->names[at], themes->theme->name) != 0)
		at++;
	if (n == 0)
		return true;
	struct theme *theme = choose_theme(themes->names[(at + 1) % n], themes->config, themes->lesson);
	if (!theme)
		return true;
	tui_set_theme(theme);
	theme_free(themes->theme);
	themes->theme = theme;
	return true;
}

static bool perform(struct screen *screen G_GNUC_UNUSED, int action, void *user, GError **error)
{
	return action == SLIDES_DO_NEXT_THEME ? next_theme(user, error) : true;
}

enum exit_status run_present(const struct lesson *lesson, size_t slide, struct theme *theme,
			     const struct config *config)
{
	g_auto(GStrv) folders = theme_folders();
	g_auto(GStrv) names = theme_names((const char *const *)folders);
	struct themes themes = {theme, names, config, lesson};
	const struct tui_options tui = {.theme = theme, .perform = perform, .user = &themes};
	g_autoptr(GError) error = NULL;
	bool shown = tui_run(slides_screen_new(lesson, slide), &tui, &error);

	theme_free(themes.theme);
	return shown ? EXIT_FINE : cli_fail(error);
}

static enum exit_status run(const struct command *command, int argc, char **argv)
{
	int slide = 1;
	g_autofree char *named = NULL;
	const GOptionEntry own[] = {
		{"slide", 0, 0, G_OPTION_ARG_INT, &slide, N_("Begin with this slide"), "N"},
		{"theme", 0, 0, G_OPTION_ARG_STRING, &named, N_("Colours: the name of a theme"), N_("NAME")},
		G_OPTION_ENTRY_NULL,
	};
	g_auto(Options) options;
	enum exit_status status;

	if (!options_parse(&options, command, own, argc, argv, &status))
		return status;
	if (g_strv_length(options.rest) != 1)
		return fail_usage(command, _("name one lesson to present"));
	g_autoptr(Lesson) lesson = load_lesson(options.rest[0], &status);
	if (!lesson)
		return status;
	if (lesson->n_slides == 0) {
		cli_complain(_("%s has no slides: write some text into it first"), lesson->path);
		return EXIT_INPUT;
	}
	if (slide < 1 || (size_t)slide > lesson->n_slides) {
		cli_complain(_("--slide is a number from 1 to %zu in this lesson"), lesson->n_slides);
		return EXIT_USAGE;
	}
	g_autoptr(Config) config = load_config();
	struct theme *theme = choose_theme(named, config, lesson);
	return theme ? run_present(lesson, (size_t)slide - 1, theme, config) : EXIT_USAGE;
}

const struct command command_present = {
	.name = "present",
	.arguments = N_("LESSON"),
	.summary = N_("Show a lesson's slides"),
	.run = run,
};
