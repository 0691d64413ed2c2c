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
	const char *asked_for; /* the id of the training session that was named; NULL for the one in use */
	char *training;        /* the id of the one that attempts belong to now; "" for none */
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

static const char *find_title(const GPtrArray *sessions, const char *id)
{
	for (unsigned int i = 0; i < sessions->len; i++) {
		const struct training_session *one = sessions->pdata[i];
		if (strcmp(one->id, id) == 0)
			return one->title;
	}
	return NULL;
}

/* Learns which training session attempts belong to now, and says so on the screen. */
static bool learn_session(struct session *session, struct quiz_state *state, GError **error)
{
	g_autoptr(GPtrArray) sessions = store_sessions(session->store, error);

	if (!sessions)
		return false;
	g_free(session->training);
	session->training = session->asked_for ? g_strdup(session->asked_for) : store_session_current(session->store);
	quiz_set_session(state, find_title(sessions, session->training));
	return true;
}

/* How often the person has taken this quiz, in the training session where it belongs to one, and the grade so far. */
static void count_attempts(const struct session *session, struct quiz_state *state, const struct past *past)
{
	g_autoptr(GArray) grades = past_grades(past, session->training);

	state->taken = grades->len;
	state->so_far = grades->len == 0
				? FRACTION_ZERO
				: grade_of_attempts(session->lesson->quiz.grade,
						    (const struct fraction *)(const void *)grades->data, grades->len);
}

/* What the person did before; NULL on error. */
static struct past *look_back(struct session *session, struct quiz_state *state, GError **error)
{
	struct past *past = NULL;

	store_read_once(session->store);
	if (learn_session(session, state, error))
		past = store_past(session->store, state->person->id, session->lesson->name);
	store_read_anew(session->store);
	return past;
}

static bool prepare(struct session *session, struct quiz_state *state, GError **error)
{
	g_autoptr(GError) problem = NULL;

	end_attempt(session);
	quiz_set_attempt(state, NULL, false);
	g_autoptr(Past) past = look_back(session, state, error);
	if (!past)
		return false;
	count_attempts(session, state, past);
	session->journal = store_attempt_resume(session->store, past, session->training, &session->attempt,
						&session->taken, &problem);
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

	const struct attempt_origin origin = {.session = session->training};

	end_attempt(session);
	session->attempt = attempt_new(session->lesson, seed);
	session->journal = store_attempt_start(session->store, state->person, session->attempt, &origin, error);
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

/* How a quiz is taken: by whom and in which training session, where these are said. */
struct setup {
	const char *person, *session;
	enum manner manner;
};

static enum exit_status take_quiz(const struct options *options, const struct lesson *lesson, const struct setup *setup,
				  const struct config *config)
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
	store_read_once(store);
	g_autoptr(GPtrArray) people = store_people(store, &error);
	if (!people)
		return cli_fail(error);
	if (setup->person && !(who = find_person(people, setup->person)))
		return EXIT_INPUT;
	g_autofree char *asked_for = setup->session ? choose_session(store, setup->session, &status) : NULL;
	if (setup->session && !asked_for)
		return status;
	g_autofree char *data_dir = store_data_dir(options->data);
	struct session session = {.store = store, .lesson = lesson, .asked_for = asked_for, .data_dir = data_dir};
	struct screen *screen = quiz_screen_new(lesson, people, who, setup->manner == AS_KIOSK);
	struct quiz_state *state = quiz_state_of(screen);
	state->bands = config->bands;
	state->n_bands = config->n_bands;
	/* Who takes it reads the lesson's language, whatever the one who set up the computer reads. */
	g_autofree char *language = place_speak(options->lang ? options->lang : lesson->lang);
	learn_session(&session, state, NULL);
	/* Who is known begins at once, and is looked back for first of all. */
	if (!who)
		store_read_anew(store);
	status = setup->manner == IN_LINES ? run_plain(screen, perform, &session)
					   : show_screen(&session, screen, lesson, setup->manner, config);
	g_free(place_speak(language));
	end_attempt(&session);
	g_free(session.training);
	return status;
}

enum exit_status run_quiz(const struct options *options, const struct lesson *lesson, const char *person, bool kiosk,
			  const struct config *config)
{
	const struct setup setup = {.person = person, .manner = kiosk ? AS_KIOSK : ON_SCREEN};

	return take_quiz(options, lesson, &setup, config);
}

static enum exit_status run(const struct command *command, int argc, char **argv)
{
	g_autofree char *person = NULL, *session = NULL;
	gboolean kiosk = FALSE, plain = FALSE;
	const GOptionEntry own[] = {
		{"person", 0, 0, G_OPTION_ARG_STRING, &person, N_("Who answers"), N_("NAME|CODE|ID")},
		{"session", 0, 0, G_OPTION_ARG_STRING, &session, N_("The training session, instead of the one in use"),
		 N_("TITLE|ID")},
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
	const struct setup setup = {person, session, kiosk ? AS_KIOSK : plain ? IN_LINES : ON_SCREEN};
	return take_quiz(&options, lesson, &setup, config);
}

const struct command command_quiz = {
	.name = "quiz",
	.arguments = N_("LESSON"),
	.summary = N_("Take a lesson's quiz"),
	.run = run,
};
