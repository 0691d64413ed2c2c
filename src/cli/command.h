/*
 * cli/: one subcommand a file: arguments in, calls down, exit status out. What they share is declared here.
 */
#ifndef TAPHUAN_COMMAND_H
#define TAPHUAN_COMMAND_H

#include "lesson/config.h"
#include "lesson/lesson.h"
#include "lesson/theme.h"
#include "report/report.h"
#include "store/store.h"

#include <glib.h>
#include <stdbool.h>

enum exit_status {
	EXIT_FINE = 0,
	EXIT_INPUT = 1,       /* the input has mistakes, or is not there */
	EXIT_USAGE = 2,       /* the command line is wrong */
	EXIT_ENVIRONMENT = 3, /* disk full, no printer, no terminal */
};

struct command {
	const char *name;
	const char *arguments; /* "LESSON…", for the usage line; N_() */
	const char *summary;   /* one line; N_() */
	enum exit_status (*run)(const struct command *, int argc, char **argv);
	const char *details; /* what --help says after the options; N_(); NULL for nothing */
};

extern const struct command command_library, command_present, command_notes, command_quiz, command_results,
	command_print, command_export, command_build, command_import, command_check, command_show, command_people,
	command_session, command_enter, command_regrade, command_mark, command_attempt, command_merge, command_backup,
	command_verify;

/* The options every command has, and what is left of the command line after them. */
struct options {
	char *data, *lang;
	gboolean quiet;
	char **rest; /* NULL-terminated, never NULL */
};

/*
 * Parses the command line by the command's own entries (ending with an empty one; may be NULL) and those every command
 * has. False when it is wrong, or after --help; then *status says how to end. The caller clears the options with
 * options_clear() in either case.
 */
bool options_parse(struct options *, const struct command *, const GOptionEntry *own, int argc, char **argv,
		   enum exit_status *status);
void options_clear(struct options *);
typedef struct options Options; /* the capitalised name is for g_auto() only */
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Options, options_clear)

/* Says the sentence on standard error as the program does ("taphuan: …"), filtered. */
void cli_complain(const char *format, ...) G_GNUC_PRINTF(1, 2);

/* Says the error and returns the exit status for its kind. */
enum exit_status cli_fail(const GError *);

/* Says that the command line is wrong and how to learn more. Returns EXIT_USAGE. */
enum exit_status fail_usage(const struct command *, const char *sentence);

/* The same for a command that does several things, where what was said is none of them, or not as it should be: form is
 * how it is said, NULL when it is none. Returns EXIT_USAGE. */
enum exit_status fail_action(const struct command *, const char *form);

/* EXIT_FINE, or a complaint and EXIT_ENVIRONMENT when standard output could not be written. */
enum exit_status finish_output(void);

/* The settings; mistakes in the file are said once. */
struct config *load_config(void);

/* Finds (by path or name) and loads a lesson and says its mistakes when they are errors; NULL with the status set when
 * there is none. */
struct lesson *load_lesson(const char *what, enum exit_status *status);

/* Says each diagnostic with its excerpt; only errors unless warnings is set. */
void say_diagnostics(const struct diagnostics *, const char *source, bool warnings);

/* Opens the data folder the options name; NULL after a complaint, with the status set. */
struct store *open_store(const struct options *, bool write, enum exit_status *status);

/*
 * The id of the training session that find_session() finds; what NULL: of the one in use, "" when there is none. NULL
 * after a complaint, with the status set. The caller frees it.
 */
char *choose_session(struct store *, const char *what, enum exit_status *status);

/* The lesson, course or session (each may be NULL) that results are asked of; NULL after a complaint, with the status
 * set. */
struct report_subject *find_subject(struct store *, const char *what, const char *session, enum exit_status *status);

/* The report that --by, --person and --question (each NULL where it was not given) ask for; NULL where there is none,
 * and then fail_report() says which there are. */
const struct report_kind *report_asked_for(const char *by, const char *person, const char *question);
enum exit_status fail_report(const struct command *, const char *by);

/* The folders of themes, the person's before the program's, for theme_find(). Free with g_strfreev(). */
char **theme_folders(void);

/*
 * The theme to begin with: named (may be NULL), else the settings', else the lesson's, else the default; NULL after a
 * complaint when a named one is not there. Free with theme_free().
 */
struct theme *choose_theme(const char *named, const struct config *, const struct lesson *);

/* How a presentation begins; all zero is from the first slide, with all the time in the world. */
struct present_setup {
	size_t slide; /* from 0 */
	int timer;    /* seconds it may take */
	bool resume;  /* where the lesson was left the last time, instead of slide */
};

/* How answers given on paper are typed in. */
struct enter_setup {
	const char *path;    /* of a file of lines; NULL for the screen, or standard input where there is no terminal */
	const char *session; /* a training session as a person says it; NULL for the one in use */
	uint64_t paper;      /* the number on the papers */
	bool compare;        /* a second time, beside the first */
};

/* The whole path of a lesson's file: what its presentations are told apart by. The caller frees it. */
char *lesson_file(const struct lesson *);

/* Runs the presentation (taking over its theme), the quiz, the results on the terminal: what the library opens too. */
enum exit_status run_present(const struct options *, const struct lesson *, const struct present_setup *,
			     struct theme *, const struct config *);
enum exit_status run_quiz(const struct options *, const struct lesson *, const char *person, bool kiosk,
			  const struct config *);
enum exit_status run_enter(const struct options *, const struct lesson *, const struct enter_setup *);
/* what is a lesson or a course, session the id of a training session; each may be NULL, but not both. */
enum exit_status run_results(const struct options *, const char *what, const char *session, const struct config *);

#endif
