#include "cli/command.h"
#include "text/i18n.h"

#include <string.h>

#define DAY 86400

/* Seconds of "45m", "1h30m", "90s"; a number without a letter is minutes, or what comes after the unit before it, as in
 * "1h30". 0 when it is none of these, or more than a day. */
static int read_time(const char *text)
{
	static const struct {
		char letter;
		int seconds;
	} units[] = {{'h', 3600}, {'m', 60}, {'s', 1}};
	size_t n_units = G_N_ELEMENTS(units), next = 0;
	int64_t total = 0;

	while (*text) {
		char *end;
		guint64 n = g_ascii_strtoull(text, &end, 10);
		size_t unit = *end || next > 0 ? next : 1;
		while (*end && unit < n_units && units[unit].letter != *end)
			unit++;
		if (!g_ascii_isdigit(*text) || n > DAY || unit >= n_units)
			return 0;
		total += (int64_t)n * units[unit].seconds;
		next = unit + 1;
		text = *end ? end + 1 : end;
	}
	return total <= DAY ? (int)total : 0;
}

/* Fills in what the options say; EXIT_FINE when they can be used. */
static enum exit_status read_setup(const struct command *command, const struct lesson *lesson, int slide,
				   const char *timer, struct present_setup *setup)
{
	if (slide != 0 && setup->resume)
		return fail_usage(command, _("give --slide or --resume, not both"));
	if (slide != 0 && (slide < 1 || (size_t)slide > lesson->n_slides)) {
		cli_complain(_("--slide is a number from 1 to %zu in this lesson"), lesson->n_slides);
		return EXIT_USAGE;
	}
	setup->slide = slide != 0 ? (size_t)slide - 1 : 0;
	setup->timer = timer ? read_time(timer) : 0;
	if (timer && setup->timer == 0)
		return fail_usage(command, _("--timer is a time such as 45m or 1h30m"));
	return EXIT_FINE;
}

static enum exit_status present(const struct options *options, const struct lesson *lesson,
				const struct present_setup *setup, const char *named)
{
	g_autoptr(Config) config = load_config();
	struct theme *theme = choose_theme(named, config, lesson);

	return theme ? run_present(options, lesson, setup, theme, config) : EXIT_USAGE;
}

static enum exit_status run(const struct command *command, int argc, char **argv)
{
	int slide = 0;
	gboolean resume = FALSE;
	g_autofree char *named = NULL, *timer = NULL;
	const GOptionEntry own[] = {
		{"slide", 0, 0, G_OPTION_ARG_INT, &slide, N_("Begin with this slide"), "N"},
		{"resume", 0, 0, G_OPTION_ARG_NONE, &resume, N_("Begin where the lesson was left the last time"), NULL},
		{"timer", 0, 0, G_OPTION_ARG_STRING, &timer, N_("How long it may take, such as 45m; see the notes"),
		 N_("TIME")},
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
	struct present_setup setup = {.resume = resume};
	status = read_setup(command, lesson, slide, timer, &setup);
	return status == EXIT_FINE ? present(&options, lesson, &setup, named) : status;
}

const struct command command_present = {
	.name = "present",
	.arguments = N_("LESSON"),
	.summary = N_("Show a lesson's slides"),
	.run = run,
};
