#include "cli/command.h"
#include "layout/ansi.h"
#include "layout/html.h"
#include "layout/layout.h"
#include "text/i18n.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

struct show {
	int width, height;
	int slide;           /* from 1; 0 for all */
	gboolean questions;  /* only the slides of questions */
	gboolean html;       /* a page for a browser */
	gboolean notes;      /* … with the speaker notes */
	struct theme *theme; /* NULL for text without colours */
	struct pictures *pictures;
};

#define MIN_WIDTH 2
#define MAX_SIZE  1000

static bool parse_side(const char *text, int least, int *side)
{
	gint64 n;

	if (!text || !g_ascii_string_to_signed(text, 10, least, MAX_SIZE, &n, NULL))
		return false;
	*side = (int)n;
	return true;
}

static bool parse_size(const char *text, struct show *show)
{
	g_auto(GStrv) sides = g_strsplit(text, "x", 2);

	return parse_side(sides[0], MIN_WIDTH, &show->width) &&
	       parse_side(sides[0] ? sides[1] : NULL, 1, &show->height);
}

/* auto: where a person looks at it, on a terminal that has colours, who has not asked for none. */
static bool wants_colour(void)
{
	const char *no = g_getenv("NO_COLOR"), *term = g_getenv("TERM");

	return isatty(STDOUT_FILENO) && !(no && *no) && term && *term && strcmp(term, "dumb") != 0;
}

/* Whether there are to be colours; false when the word is none of the three. */
static bool parse_colour(const char *word, bool *colour)
{
	if (!word || strcmp(word, "auto") == 0)
		*colour = wants_colour();
	else if (strcmp(word, "always") == 0 || strcmp(word, "never") == 0)
		*colour = strcmp(word, "always") == 0;
	else
		return false;
	return true;
}

static void show_slide(const struct lesson *lesson, size_t slide, const struct show *show)
{
	/* Large letters and pictures are for eyes: plain text is also for programs, and for having it read out. */
	const struct layout_options options = {.colour = show->theme && theme_tells_series(show->theme),
					       .large = show->theme,
					       .pictures = show->pictures};
	g_autoptr(SlideView) view = slide_view_new(lesson, slide, show->width, show->height, &options);
	g_autoptr(Grid) grid = grid_new(show->width, show->height);

	for (size_t screen = 0; screen < slide_view_screens(view); screen++) {
		slide_view_draw(view, grid, screen, slide_view_steps(view), NULL);
		g_autofree char *text = show->theme ? ansi_text(grid, show->theme) : grid_text(grid, false);
		fputs(text, stdout);
		grid_clear(grid);
	}
}

static enum exit_status show_text(const struct lesson *lesson, const struct show *show)
{
	if (show->slide < 0 || (size_t)show->slide > lesson->n_slides) {
		cli_complain(_("--slide is a number from 1 to %zu in this lesson"), lesson->n_slides);
		return EXIT_USAGE;
	}
	for (size_t i = 0; i < lesson->n_slides; i++)
		if ((show->slide == 0 || (size_t)show->slide == i + 1) &&
		    (!show->questions || lesson->slides[i].question))
			show_slide(lesson, i, show);
	return finish_output();
}

static enum exit_status show_html(const struct lesson *lesson, const struct show *show)
{
	g_autofree char *page = html_handout(lesson, show->notes);

	fputs(page, stdout);
	return finish_output();
}

static enum exit_status show_lesson(const struct lesson *lesson, struct show *show, bool colour, const char *named)
{
	if (show->html)
		return show_html(lesson, show);
	if (!colour && !named)
		return show_text(lesson, show);
	g_autoptr(Config) config = load_config();
	g_autoptr(Theme) theme = choose_theme(named, config, lesson);
	if (!theme)
		return EXIT_USAGE;
	g_autoptr(Pictures) pictures = colour ? pictures_new(1 << 24, false) : NULL;
	show->theme = colour ? theme : NULL;
	show->pictures = pictures;
	return show_text(lesson, show);
}

static enum exit_status run(const struct command *command, int argc, char **argv)
{
	struct show show = {.width = 80, .height = 24};
	g_autofree char *size = NULL, *when = NULL, *named = NULL;
	bool colour;
	const GOptionEntry own[] = {
		{"size", 0, 0, G_OPTION_ARG_STRING, &size, N_("Columns and lines, such as 80x24"), N_("COLSxROWS")},
		{"slide", 0, 0, G_OPTION_ARG_INT, &show.slide, N_("Only this slide"), "N"},
		{"questions", 0, 0, G_OPTION_ARG_NONE, &show.questions, N_("Only the questions"), NULL},
		{"color", 0, 0, G_OPTION_ARG_STRING, &when,
		 N_("With colours: always, never or auto (on a terminal, unless NO_COLOR is set)"),
		 "always|never|auto"},
		{"theme", 0, 0, G_OPTION_ARG_STRING, &named, N_("Colours: the name of a theme"), N_("NAME")},
		{"html", 0, 0, G_OPTION_ARG_NONE, &show.html,
		 N_("The whole lesson as one page for a browser, questions without their answers"), NULL},
		{"notes", 0, 0, G_OPTION_ARG_NONE, &show.notes, N_("With --html: the speaker notes too"), NULL},
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
	if (!parse_colour(when, &colour))
		return fail_usage(command, _("--color is always, never or auto"));
	if (show.notes && !show.html)
		return fail_usage(command, _("--notes goes with --html"));
	if (show.html && (show.slide || show.questions || size || when || named))
		return fail_usage(command, _("--html is the whole lesson as one page; of the other options only "
					     "--notes goes with it"));
	g_autoptr(Lesson) lesson = load_lesson(options.rest[0], &status);
	return lesson ? show_lesson(lesson, &show, colour, named) : status;
}

const struct command command_show = {
	.name = "show",
	.arguments = N_("LESSON"),
	.summary = N_("Show the slides as text, or as a page for a browser"),
	.run = run,
};
