/* Without a command: the lessons there are, and what can be done with them. */
#include "cli/command.h"
#include "screens/list.h"
#include "text/i18n.h"
#include "text/place.h"
#include "text/text.h"
#include "tui/tui.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

enum todo { TODO_PRESENT, TODO_QUIZ, TODO_RESULTS };

struct choice {
	int line, button; /* line −1: nothing, the person leaves */
};

static char *entry_line(const struct lesson_entry *entry)
{
	return g_strdup_printf("%s%s%s", entry->course, entry->course[0] ? " · " : "", entry->title);
}

static enum exit_status print_list(GPtrArray *entries)
{
	for (unsigned int i = 0; i < entries->len; i++) {
		const struct lesson_entry *entry = g_ptr_array_index(entries, i);
		g_autofree char *line = entry_line(entry);
		printf("%s\t%s\n", entry->name, line);
	}
	return finish_output();
}

static bool remember(struct screen *screen, int action G_GNUC_UNUSED, void *user, GError **error G_GNUC_UNUSED)
{
	struct choice *choice = user;

	choice->line = list_chosen_line(screen);
	choice->button = list_chosen_button(screen);
	return true;
}

/* The course all lessons belong to, which then need not be named with each; NULL when there are several. */
static const char *only_course(GPtrArray *entries)
{
	const char *course = NULL;

	for (unsigned int i = 0; i < entries->len; i++) {
		const struct lesson_entry *entry = g_ptr_array_index(entries, i);
		if (!entry->course[0] || (course && strcmp(course, entry->course) != 0))
			return NULL;
		course = entry->course;
	}
	return course;
}

static struct screen *library_screen(GPtrArray *entries, int line)
{
	const char *const buttons[] = {_("Present the slides"), _("Take the quiz"), _("Results"), NULL};
	const char *course = only_course(entries);
	g_auto(GStrv) lines = g_new0(char *, entries->len + 1);

	for (unsigned int i = 0; i < entries->len; i++) {
		const struct lesson_entry *entry = g_ptr_array_index(entries, i);
		lines[i] = course ? g_strdup(entry->title) : entry_line(entry);
	}
	struct screen *screen =
		list_screen_new(course ? course : _("Lessons"), (const char *const *)lines, buttons,
				_("There is no lesson here. Put a .md file into a folder called content, or draft one "
				  "from a document: taphuan build DOCUMENT -o content/lesson.md"));
	list_choose(screen, MAX(line, 0));
	return screen;
}

static enum exit_status do_it(const struct options *options, const struct lesson_entry *entry, enum todo todo,
			      const struct config *config)
{
	enum exit_status status;
	g_autoptr(Lesson) lesson = load_lesson(entry->path, &status);

	if (!lesson)
		return status;
	if (todo == TODO_QUIZ)
		return run_quiz(options, lesson, NULL, false, config);
	if (todo == TODO_RESULTS)
		return run_results(options, entry->path, config);
	if (lesson->n_slides == 0) {
		cli_complain(_("%s has no slides: write some text into it first"), lesson->path);
		return EXIT_INPUT;
	}
	return run_present(options, lesson, &(struct present_setup){.slide = 0}, choose_theme(NULL, config, lesson),
			   config);
}

/* The list comes back after each thing done, until the person leaves it. */
static enum exit_status browse(const struct options *options, GPtrArray *entries, const struct config *config)
{
	g_autoptr(Theme) theme = choose_theme(NULL, config, NULL);
	struct choice choice = {.line = 0};

	for (;;) {
		g_autoptr(GError) error = NULL;
		struct screen *screen = library_screen(entries, choice.line);
		const struct tui_options tui = {.theme = theme, .perform = remember, .user = &choice};

		choice.line = -1;
		if (!tui_run(screen, &tui, &error))
			return cli_fail(error);
		if (choice.line < 0)
			return EXIT_FINE;
		enum exit_status status =
			do_it(options, g_ptr_array_index(entries, choice.line), (enum todo)choice.button, config);
		if (status != EXIT_FINE)
			return status;
	}
}

static enum exit_status run(const struct command *command, int argc, char **argv)
{
	g_auto(Options) options;
	enum exit_status status;

	if (!options_parse(&options, command, NULL, argc, argv, &status))
		return status;
	g_autofree char *share = place_share("content");
	g_autofree char *user = g_build_filename(g_get_user_data_dir(), "taphuan", NULL);
	g_autoptr(GPtrArray) entries = library_list(user, share);
	if (!isatty(STDOUT_FILENO) || !isatty(STDIN_FILENO))
		return print_list(entries);
	g_autoptr(Config) config = load_config();
	return browse(&options, entries, config);
}

const struct command command_library = {
	.name = "",
	.arguments = "",
	.summary = N_("The library of lessons"),
	.run = run,
};
