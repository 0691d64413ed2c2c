#include "cli/command.h"
#include "layout/layout.h"
#include "text/i18n.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct show {
	int width, height;
	int slide;          /* from 1; 0 for all */
	gboolean questions; /* only the slides of questions */
};

#define MIN_WIDTH 2
#define MAX_SIZE  1000

static bool parse_size(const char *text, struct show *show)
{
	char rest;

	return sscanf(text, "%dx%d%c", &show->width, &show->height, &rest) == 2 && show->width >= MIN_WIDTH &&
	       show->height >= 1 && show->width <= MAX_SIZE && show->height <= MAX_SIZE;
}

static void show_slide(const struct lesson *lesson, size_t slide, const struct show *show)
{
	const struct layout_options options = {.colour = false};
	g_autoptr(SlideView) view = slide_view_new(lesson, slide, show->width, show->height, &options);
	g_autoptr(Grid) grid = grid_new(show->width, show->height);

	for (size_t screen = 0; screen < slide_view_screens(view); screen++) {
		slide_view_draw(view, grid, screen, slide_view_steps(view), NULL);
		g_autofree char *text = grid_text(grid, false);
		fputs(text, stdout);
		grid_clear(grid);
	}
}

static enum exit_status run(const struct command *command, int argc, char **argv)
{
	struct show show = {.width = 80, .height = 24};
	g_autofree char *size = NULL;
	const GOptionEntry own[] = {
		{"size", 0, 0, G_OPTION_ARG_STRING, &size, N_("Columns and lines, such as 80x24"), N_("COLSxROWS")},
		{"slide", 0, 0, G_OPTION_ARG_INT, &show.slide, N_("Only this slide"), "N"},
		{"questions", 0, 0, G_OPTION_ARG_NONE, &show.questions, N_("Only the questions"), NULL},
		G_OPTION_ENTRY_NULL,
	};
	g_auto(Options) options;
	enum exit_status status;

	if (!options_parse(&options, command, own, argc, argv, &status))
		return status;
	if (g_strv_length(options.rest) != 1)
		return fail_usage(command, _("name one lesson to show"));
	if (size && !parse_size(size, &show))
		return fail_usage(command, _("--size is columns x lines, such as 80x24"));
	g_autoptr(Lesson) lesson = load_lesson(options.rest[0], &status);
	if (!lesson)
		return status;
	if (show.slide < 0 || (size_t)show.slide > lesson->n_slides) {
		cli_complain(_("--slide is a number from 1 to %zu in this lesson"), lesson->n_slides);
		return EXIT_USAGE;
	}
	for (size_t i = 0; i < lesson->n_slides; i++)
		if ((show.slide == 0 || (size_t)show.slide == i + 1) && (!show.questions || lesson->slides[i].question))
			show_slide(lesson, i, &show);
	return finish_output();
}

const struct command command_show = {
	.name = "show",
	.arguments = N_("LESSON"),
	.summary = N_("Show the slides as plain text"),
	.run = run,
};
