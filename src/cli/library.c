/* Without a command: the lessons there are, and what can be done with them. */
#include "cli/command.h"
#include "cli/desktop.h"
#include "screens/list.h"
#include "text/i18n.h"
#include "text/place.h"
#include "text/text.h"
#include "tui/tui.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

enum todo { TODO_PRESENT, TODO_QUIZ, TODO_ENTER, TODO_RESULTS, TODO_COURSE, TODO_SESSIONS, TODO_PEOPLE };

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

struct browsing {
	GPtrArray *entries;
	struct choice choice;
};

static bool remember(struct screen *screen, int action G_GNUC_UNUSED, void *user, GError **error)
{
	struct browsing *browsing = user;
	int line = list_chosen_line(screen), button = list_chosen_button(screen);
	const struct lesson_entry *entry =
		line < (int)browsing->entries->len ? g_ptr_array_index(browsing->entries, line) : NULL;

	if (button == TODO_COURSE && entry && !*entry->course) {
		g_set_error(error, LESSON_ERROR, LESSON_ERROR_NAME, _("This lesson belongs to no course."));
		return false;
	}
	browsing->choice = (struct choice){line, button};
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

/* "Training session: …" of the one in use; NULL for none. */
static char *session_note(const struct options *options)
{
	g_autofree char *dir = store_data_dir(options->data);
	g_autoptr(Store) store = store_open(dir, false, NULL, NULL);
	g_autoptr(GPtrArray) sessions = store ? store_sessions(store, NULL) : NULL;
	g_autofree char *current = sessions ? store_session_current(store) : NULL;

	for (unsigned int i = 0; sessions && i < sessions->len; i++) {
		const struct training_session *session = sessions->pdata[i];
		if (strcmp(session->id, current) == 0)
			return g_strdup_printf(_("Training session: %s"), session->title);
	}
	return NULL;
}

static struct screen *library_screen(const struct options *options, GPtrArray *entries, struct choice choice)
{
	const char *const buttons[] = {[TODO_PRESENT] = _("Present the slides"),
				       [TODO_QUIZ] = _("Take the quiz"),
				       [TODO_ENTER] = _("Answers from paper"),
				       [TODO_RESULTS] = _("Results"),
				       [TODO_COURSE] = _("Results of the course"),
				       [TODO_SESSIONS] = _("Training sessions"),
				       [TODO_PEOPLE] = _("People"),
				       [TODO_PEOPLE + 1] = NULL};
	g_autofree char *note = session_note(options);
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
	list_choose(screen, MAX(choice.line, 0));
	list_press(screen, choice.button);
	list_set_general(screen, TODO_SESSIONS);
	list_set_note(screen, note);
	return screen;
}

static enum exit_status do_it(const struct options *options, const struct lesson_entry *entry, enum todo todo,
			      const struct config *config)
{
	if (todo == TODO_SESSIONS)
		return run_sessions(options, config);
	if (todo == TODO_PEOPLE)
		return run_people(options, config);
	if (!entry)
		return EXIT_FINE;
	if (todo == TODO_COURSE)
		return run_results(options, entry->course, NULL, config);

	enum exit_status status;
	g_autoptr(Lesson) lesson = load_lesson(entry->path, &status);

	if (!lesson)
		return status;
	if (todo == TODO_QUIZ)
		return run_quiz(options, lesson, NULL, false, config);
	if (todo == TODO_ENTER)
		return run_enter(options, lesson, &(struct enter_setup){.paper = 1});
	if (todo == TODO_RESULTS)
		return run_results(options, entry->path, NULL, config);
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
	struct browsing browsing = {.entries = entries};
	const struct choice *choice = &browsing.choice;

	for (;;) {
		g_autoptr(GError) error = NULL;
		struct screen *screen = library_screen(options, entries, *choice);
		const struct tui_options tui = {.theme = theme, .perform = remember, .user = &browsing};

		browsing.choice.line = -1;
		if (!tui_run(screen, &tui, &error))
			return cli_fail(error);
		if (choice->line < 0)
			return EXIT_FINE;
		const struct lesson_entry *entry =
			choice->line < (int)entries->len ? g_ptr_array_index(entries, choice->line) : NULL;
		enum exit_status status = do_it(options, entry, (enum todo)choice->button, config);
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
