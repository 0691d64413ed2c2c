#include "screens/quiz.h"
#include "cli/command.h"
#include "cli/find.h"
#include "cli/kiosk.h"
#include "cli/plain.h"
#include "text/i18n.h"
#include "text/place.h"
#include "text/text.h"
#include "tui/tui.h"

#include <string.h>

/* What lives as long as one person's attempt; taken is the lesson of an attempt taken up again. */
struct session {
	struct store *store;
	const struct lesson *lesson;
	struct attempt_journal *journal;
	struct attempt *attempt;
	struct lesson *taken;
	char *data_dir;
	struct kiosk_guard guard;
};

static void end_attempt(struct session *session)
{
	g_clear_pointer(&session->attempt, attempt_free);
	g_clear_pointer(&session->journal, attempt_journal_free);
	g_clear_pointer(&session->taken, lesson_free);
}

/* ---- What the screen asks for ------------------------------------------------------------------------------ */

static bool add_person(struct session *session, struct quiz_state *state, GError **error)
{
	char *id = store_person_add(session->store, state->person, error);

	if (!id)
		return false;
	g_free(state->person->id);
	state->person->id = id;
	g_ptr_array_add(state->people, person_copy(state->person));
	return true;
}

/* How often the person has taken this quiz, and the grade so far. */
static bool count_attempts(struct session *session, struct quiz_state *state, GError **error)
{
	const char *const lessons[] = {session->lesson->name, NULL};
	const struct attempt_filter filter = {.lessons = lessons, .person = state->person->id};
	g_autoptr(GPtrArray) records = store_attempts(session->store, &filter, NULL, error);
	g_autoptr(GArray) grades = g_array_new(FALSE, FALSE, sizeof(struct fraction));

	if (!records)
		return false;
	for (unsigned int i = 0; i < records->len; i++) {
		const struct attempt_record *record = g_ptr_array_index(records, i);
		if (record->handed_in)
			g_array_append_val(grades, record->grade);
	}
	state->taken = grades->len;
	state->so_far = grades->len == 0
				? FRACTION_ZERO
				: grade_of_attempts(session->lesson->quiz.grade,
						    (const struct fraction *)(const void *)grades->data, grades->len);
	return true;
}

static bool prepare(struct session *session, struct quiz_state *state, GError **error)
{
	g_autoptr(GError) problem = NULL;

	end_attempt(session);
	quiz_set_attempt(state, NULL, false);
	if (!count_attempts(session, state, error))
		return false;
	session->journal = store_attempt_resume(session->store, state->person->id, session->lesson->name,
						&session->attempt, &session->taken, &problem);
	if (problem) {
		g_propagate_error(error, g_steal_pointer(&problem));
		return false;
	}
	if (session->attempt)
		session->attempt->started = attempt_journal_started(session->journal);
	quiz_set_attempt(state, session->attempt, session->attempt != NULL);
	return true;
}

static bool begin(struct session *session, struct quiz_state *state, GError **error)
{
	uint64_t seed = ((uint64_t)g_random_int() << 32) | g_random_int();

	end_attempt(session);
	session->attempt = attempt_new(session->lesson, seed);
	session->journal = store_attempt_start(session->store, state->person, session->attempt, NULL, error);
	if (!session->journal) {
		g_clear_pointer(&session->attempt, attempt_free);
		return false;
	}
	session->attempt->started = attempt_journal_started(session->journal);
	quiz_set_attempt(state, session->attempt, false);
	return true;
}

static bool save(struct session *session, struct quiz_state *state, GError **error)
{
	for (size_t i = 0; i < session->attempt->n_items; i++) {
		if (!state->dirty[i])
			continue;
		if (!attempt_journal_answered(session->journal, session->attempt, i, error))
			return false;
		state->dirty[i] = false;
	}
	return true;
}

static bool hand_in(struct session *session, struct quiz_state *state, GError **error)
{
	if (!save(session, state, error))
		return false;
	state->grade = attempt_grade(session->attempt);
	if (!attempt_journal_handed_in(session->journal, session->attempt, &state->grade, error))
		return false;
	attempt_hand_in(session->attempt);
	return true;
}

static bool set_pin(struct session *session, struct quiz_state *state, GError **error)
{
	return kiosk_set_pin(session->data_dir, state->field->str, error);
}

static bool check_pin(struct session *session, struct quiz_state *state, GError **error)
{
	return kiosk_check_pin(session->data_dir, state->field->str, &session->guard, g_get_monotonic_time() / 1000,
			       error);
}

static bool perform(struct screen *screen, int action, void *user, GError **error)
{
	static bool (*const actions[])(struct session *, struct quiz_state *, GError **) = {
		[QUIZ_DO_ADD_PERSON] = add_person, [QUIZ_DO_PREPARE] = prepare,
		[QUIZ_DO_BEGIN] = begin,           [QUIZ_DO_SAVE] = save,
		[QUIZ_DO_HAND_IN] = hand_in,       [QUIZ_DO_SET_PIN] = set_pin,
		[QUIZ_DO_CHECK_PIN] = check_pin,
	};
	return actions[action](user, quiz_state_of(screen), error);
}

/* ---- The command ------------------------------------------------------------------------------------------- */

enum manner { ON_SCREEN, AS_KIOSK, IN_LINES };

static enum exit_status show_screen(struct session *session, struct screen *screen, const struct lesson *lesson,
				    enum manner manner, const struct config *config)
{
	g_autoptr(Theme) theme = choose_theme(NULL, config, lesson);
	const struct tui_options tui = {
		.theme = theme, .locked = manner == AS_KIOSK, .perform = perform, .user = session};
	g_autoptr(GError) error = NULL;

	if (manner == AS_KIOSK && !kiosk_has_pin(session->data_dir))
		quiz_ask_new_pin(quiz_state_of(screen));
	return tui_run(screen, &tui, &error) ? EXIT_FINE : cli_fail(error);
}

static enum exit_status take_quiz(const struct options *options, const struct lesson *lesson, const char *person,
				  enum manner manner, const struct config *config)
{
	enum exit_status status = EXIT_INPUT;
	const struct person *who = NULL;
	g_autoptr(GError) error = NULL;

	if (lesson->n_questions == 0) {
		cli_complain(_("%s has no questions"), lesson->path);
		return EXIT_INPUT;
	}
	g_autoptr(Store) store = open_store(options, true, &status);
	if (!store)
		return status;
	g_autoptr(GPtrArray) people = store_people(store, &error);
	if (!people)
		return cli_fail(error);
	if (person && !(who = find_person(people, person)))
		return EXIT_INPUT;
	g_autofree char *data_dir = store_data_dir(options->data);
	struct session session = {.store = store, .lesson = lesson, .data_dir = data_dir};
	struct screen *screen = quiz_screen_new(lesson, people, who, manner == AS_KIOSK);
	struct quiz_state *state = quiz_state_of(screen);
	state->bands = config->bands;
	state->n_bands = config->n_bands;
	/* Who takes it reads the lesson's language, whatever the one who set up the computer reads. */
	g_autofree char *language = place_speak(options->lang ? options->lang : lesson->lang);
	status = manner == IN_LINES ? run_plain(screen, perform, &session)
				    : show_screen(&session, screen, lesson, manner, config);
	g_free(place_speak(language));
	end_attempt(&session);
	return status;
}

enum exit_status run_quiz(const struct options *options, const struct lesson *lesson, const char *person, bool kiosk,
			  const struct config *config)
{
	return take_quiz(options, lesson, person, kiosk ? AS_KIOSK : ON_SCREEN, config);
}

static enum exit_status run(const struct command *command, int argc, char **argv)
{
	g_autofree char *person = NULL;
	gboolean kiosk = FALSE, plain = FALSE;
	const GOptionEntry own[] = {
		{"person", 0, 0, G_OPTION_ARG_STRING, &person, N_("Who answers"), N_("NAME|CODE|ID")},
		{"kiosk", 0, 0, G_OPTION_ARG_NONE, &kiosk, N_("One person after the other; nobody leaves the quiz"),
		 NULL},
		{"plain", 0, 0, G_OPTION_ARG_NONE, &plain,
		 N_("Questions and answers as plain lines, for screen readers and scripts"), NULL},
		G_OPTION_ENTRY_NULL,
	};
	g_auto(Options) options;
	enum exit_status status;

	if (!options_parse(&options, command, own, argc, argv, &status))
		return status;
	if (g_strv_length(options.rest) != 1)
		return fail_usage(command, _("name one lesson with questions"));
	if (kiosk && (plain || person))
		return fail_usage(command, _("--kiosk goes neither with --plain nor with --person"));
	g_autoptr(Lesson) lesson = load_lesson(options.rest[0], &status);
	if (!lesson)
		return status;
	g_autoptr(Config) config = load_config();
	return take_quiz(&options, lesson, person, kiosk ? AS_KIOSK : plain ? IN_LINES : ON_SCREEN, config);
}

const struct command command_quiz = {
	.name = "quiz",
	.arguments = N_("LESSON"),
	.summary = N_("Take a lesson's quiz"),
	.run = run,
};
