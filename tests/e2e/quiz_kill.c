/*
 * kill -9 at random moments of scripted quizzes: no answer that was acknowledged is lost, every attempt goes on, and
 * none is counted twice. QUIZ_KILLS says how often (20 when not set; 1000 for the long form).
 */
#include "e2e/quiz.h"

#include "store/store.h"

#include <stdlib.h>
#include <unistd.h>

#define QUESTIONS 5
#define OPTIONS   4

static const char *const name = "Hà Đức Dũng";

/* What must be found after a kill. */
struct known {
	int kept[QUESTIONS];   /* the option acknowledged last, −1 for none */
	int flying[QUESTIONS]; /* sent, and not acknowledged: may have been kept or not; −1 for none */
	unsigned int handed_in;
	bool handing_in; /* sent, and not acknowledged */
	bool begun;
};

struct trial {
	struct place place;
	GRand *rand;
	struct known known;
	char *person; /* the id */
	int kills;
};

static char *make_lesson(void)
{
	GString *text = g_string_new("---\ntitle: Bài thử\n---\n# Bài thử\n\n");

	for (int q = 1; q <= QUESTIONS; q++) {
		g_string_append_printf(text, "## Câu số %d?\n<!-- quiz id=q%d -->\n\n", q, q);
		for (int i = 1; i <= OPTIONS; i++)
			g_string_append_printf(text, "%d. [%c] ý %d\n", i, i == 1 ? 'x' : ' ', i);
		g_string_append_c(text, '\n');
	}
	return g_string_free(text, FALSE);
}

static void forget(struct known *known)
{
	for (int q = 0; q < QUESTIONS; q++)
		known->kept[q] = known->flying[q] = -1;
	known->begun = known->handing_in = false;
}

/* ---- What the disk says ------------------------------------------------------------------------------------- */

static int choice_of(const struct attempt *attempt, int question)
{
	const struct response *response = attempt->items[question].response;

	return response->choices->len ? g_array_index(response->choices, int, 0) : -1;
}

static void check_answers(struct trial *trial, const struct attempt *attempt)
{
	struct known *known = &trial->known;

	assert_int_equal(attempt->n_items, QUESTIONS);
	for (int q = 0; q < QUESTIONS; q++) {
		int found = choice_of(attempt, q);
		if (found != known->kept[q] && (known->flying[q] < 0 || found != known->flying[q]))
			fail_msg("question %d: %d was kept, %d is found", q + 1, known->kept[q], found);
		known->kept[q] = found;
		known->flying[q] = -1;
	}
}

static void count_attempts(struct trial *trial, struct store *store, bool open)
{
	g_autoptr(Diagnostics) problems = diagnostics_new();
	g_autoptr(GPtrArray) records = store_attempts(store, NULL, problems, NULL);
	unsigned int handed_in = 0;

	assert_non_null(records);
	assert_int_equal(problems->errors, 0);
	for (unsigned int i = 0; i < records->len; i++) {
		const struct attempt_record *record = g_ptr_array_index(records, i);
		handed_in += record->handed_in > 0;
	}
	assert_int_equal(records->len, handed_in + open);
	if (trial->known.handing_in && handed_in == trial->known.handed_in + 1) {
		assert_false(open);
		trial->known.handed_in = handed_in;
		forget(&trial->known);
	}
	assert_int_equal(handed_in, trial->known.handed_in);
}

static void look_at_the_disk(struct trial *trial)
{
	g_autoptr(Store) store = store_open(trial->place.data, true, NULL, NULL);
	struct attempt *attempt;
	struct lesson *lesson;
	g_autoptr(GError) error = NULL;

	assert_non_null(store);
	g_autoptr(Past) past = store_past(store, trial->person, "bai-thu");
	struct attempt_journal *journal = store_attempt_resume(store, past, NULL, &attempt, &lesson, &error);
	assert_null(error);
	bool open = journal != NULL;
	count_attempts(trial, store, open);
	if (trial->known.begun)
		assert_true(open);
	if (open)
		check_answers(trial, attempt);
	trial->known.begun = open;
	trial->known.handing_in = false;
	if (open) {
		attempt_journal_free(journal);
		attempt_free(attempt);
		lesson_free(lesson);
	}
}

/* ---- A person at work --------------------------------------------------------------------------------------- */

static bool chance(struct trial *trial, int of)
{
	return g_rand_int_range(trial->rand, 0, of) == 0;
}

/* Sends the keys, and kills before long. */
static void kill_in_flight(struct trial *trial, struct pty *pty, const char *keys)
{
	int status;

	pty_keys(pty, keys);
	usleep((unsigned int)g_rand_int_range(trial->rand, 0, 3000));
	pty_kill(pty, SIGKILL);
	assert_true(pty_wait_exit(pty, &status));
	assert_true(WIFSIGNALED(status));
	trial->kills++;
}

static int question_shown(struct pty *pty)
{
	for (int q = 0; q < QUESTIONS; q++) {
		g_autofree char *heading = g_strdup_printf("Question %d of %d", q + 1, QUESTIONS);
		if (pty_find(pty, heading, NULL, NULL))
			return q;
	}
	return -1;
}

/* True when the program goes on; false after a kill. */
static bool answer(struct trial *trial, struct pty *pty, int question)
{
	int option = g_rand_int_range(trial->rand, 0, OPTIONS);
	char key[2] = {(char)('a' + option)};

	trial->known.flying[question] = option;
	if (chance(trial, 5)) {
		kill_in_flight(trial, pty, key);
		return false;
	}
	press(pty, key);
	shows(pty, "Answer kept");
	trial->known.kept[question] = option;
	trial->known.flying[question] = -1;
	return true;
}

static bool hand_in(struct trial *trial, struct pty *pty)
{
	int status;

	press(pty, "Tab Enter");
	shows(pty, "Hand in?");
	press(pty, "Right");
	trial->known.handing_in = true;
	trial->known.begun = false;
	if (chance(trial, 2)) {
		kill_in_flight(trial, pty, "Enter");
		return false;
	}
	press(pty, "Enter");
	shows(pty, "Your grade");
	trial->known.handed_in++;
	forget(&trial->known);
	pty_keys(pty, "Tab Enter");
	assert_true(pty_wait_exit(pty, &status));
	return false;
}

static bool begin(struct trial *trial, struct pty *pty)
{
	shows(pty, "I am somebody else");
	assert_int_equal(pty_find(pty, "Go on", NULL, NULL), trial->known.begun);
	if (!trial->known.begun && chance(trial, 8)) {
		kill_in_flight(trial, pty, "Enter");
		return false;
	}
	press(pty, "Enter");
	assert_true(question_shown(pty) >= 0);
	trial->known.begun = true;
	return true;
}

static void work_until_killed(struct trial *trial)
{
	struct pty *pty = place_start(&trial->place, "--person", name, 0, 0);
	bool running = begin(trial, pty);

	while (running) {
		int question = question_shown(pty);
		if (question < 0) {
			running = hand_in(trial, pty);
			continue;
		}
		running = answer(trial, pty, question);
		if (running && chance(trial, 12)) {
			kill_in_flight(trial, pty, "Right");
			running = false;
		}
		if (running)
			press(pty, "Right");
	}
	pty_free(pty);
}

static void introduce_the_person(struct trial *trial)
{
	struct pty *pty = place_start(&trial->place, NULL, NULL, 0, 0);

	introduce(pty, name);
	pty_kill(pty, SIGKILL);
	assert_true(pty_wait_exit(pty, NULL));
	pty_free(pty);
	g_autoptr(Store) store = store_open(trial->place.data, true, NULL, NULL);
	g_autoptr(GPtrArray) people = store_people(store, NULL);
	assert_int_equal(people->len, 1);
	trial->person = g_strdup(((struct person *)g_ptr_array_index(people, 0))->id);
	trial->known.begun = true;
}

static void nothing_acknowledged_is_lost(void **state)
{
	(void)state;
	const char *asked = g_getenv("QUIZ_KILLS");
	int kills = asked ? atoi(asked) : 20;
	struct trial trial = {.rand = g_rand_new_with_seed(20180614)};
	g_autofree char *lesson = make_lesson();

	place_init(&trial.place, lesson);
	forget(&trial.known);
	introduce_the_person(&trial);
	while (trial.kills < kills) {
		work_until_killed(&trial);
		look_at_the_disk(&trial);
	}
	print_message("%d kills, %u attempts handed in\n", trial.kills, trial.known.handed_in);
	g_rand_free(trial.rand);
	g_free(trial.person);
	place_clear(&trial.place);
}

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(nothing_acknowledged_is_lost)};

	return cmocka_run_group_tests_name("quiz_kill", tests, NULL, NULL);
}
