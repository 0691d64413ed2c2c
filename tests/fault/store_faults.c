/*
 * An attempt on a disk that fails, or a computer that stops, at each call in turn: what was acknowledged is there, what
 * was not is not, the error says so, and it goes on from there.
 */
#include "unit/store_common.h"

#include <sys/wait.h>

static const char source[] =
	"---\ntitle: Dân số\n---\n\n# Dân số\n\n"
	"## Ngày nào?\n<!-- quiz id=ngay -->\n1. [x] 9/5/2018\n2. [ ] 22/1/2018\n3. [ ] 1/1/2017\n\n"
	"## Ở đâu?\n<!-- quiz id=dau -->\n[[Bắc Kạn]]\n";

/* A start, these answers, and handing in: the steps of an attempt. */
static const struct {
	const char *question;
	int choice;
	const char *text;
} answers[] = {{"ngay", 2, NULL}, {"dau", 0, "Bắc Kạn"}, {"ngay", 0, NULL}};

#define STEPS ((int)G_N_ELEMENTS(answers) + 2)

struct taking {
	struct store *store;
	struct lesson *lesson;
	struct attempt *attempt;
	struct attempt_journal *journal;
	struct person *person;
};

static struct taking taking_init(const char *data)
{
	struct taking taking = {.store = store_open(data, true, &test_world, NULL), .person = person_new()};
	g_autofree char *path = in_folder("dan-so.md");
	g_autoptr(Diagnostics) diags = diagnostics_new();

	overwrite(path, source, strlen(source));
	taking.lesson = lesson_load(path, diags, NULL);
	assert_non_null(taking.lesson);
	taking.attempt = attempt_new(taking.lesson, 1);
	g_free(taking.person->id);
	taking.person->id = g_strdup("p1");
	return taking;
}

static void taking_clear(struct taking *taking)
{
	attempt_journal_free(taking->journal);
	attempt_free(taking->attempt);
	lesson_free(taking->lesson);
	person_free(taking->person);
	store_free(taking->store);
}

static bool give_answer(struct taking *taking, int n, GError **error)
{
	size_t item = (size_t)attempt_find(taking->attempt, answers[n].question);
	g_autoptr(Response) response = response_new();

	if (answers[n].text)
		g_ptr_array_add(response->texts, g_strdup(answers[n].text));
	else
		g_array_append_val(response->choices, answers[n].choice);
	assert_true(attempt_respond(taking->attempt, item, response));
	return attempt_journal_answered(taking->journal, taking->attempt, item, error);
}

/* True when the step was acknowledged. */
static bool take_step(struct taking *taking, int step, GError **error)
{
	static const struct attempt_origin origin = {.session = ""};

	if (step == 0) {
		taking->journal = store_attempt_start(taking->store, taking->person, taking->attempt, &origin, error);
		return taking->journal != NULL;
	}
	if (step < STEPS - 1)
		return give_answer(taking, step - 1, error);
	struct grade grade = attempt_grade(taking->attempt);
	return attempt_journal_handed_in(taking->journal, taking->attempt, &grade, error);
}

/* ---- What is there ------------------------------------------------------------------------------------------ */

static bool say_response(const struct response_record *record, void *user)
{
	GString *said = user;

	g_string_append_printf(said, "%s", record->question);
	for (unsigned int i = 0; i < record->response.choices->len; i++)
		g_string_append_printf(said, " %d", g_array_index(record->response.choices, int, i));
	for (unsigned int i = 0; i < record->response.texts->len; i++)
		g_string_append_printf(said, " %s", (char *)record->response.texts->pdata[i]);
	g_string_append(said, "; ");
	return true;
}

/* All attempts in the folder, as a text. */
static char *say_stored(const char *data)
{
	g_autoptr(Store) store = store_open(data, true, &test_world, NULL);
	g_autoptr(Diagnostics) problems = diagnostics_new();
	g_autoptr(GPtrArray) records = store_attempts(store, NULL, problems, NULL);
	GString *said = g_string_new(NULL);

	assert_non_null(records);
	assert_int_equal(problems->items->len, 0);
	for (unsigned int i = 0; i < records->len; i++)
		g_string_append(said,
				((struct attempt_record *)records->pdata[i])->handed_in ? "handed in: " : "open: ");
	assert_true(store_responses(store, NULL, say_response, said, NULL));
	return g_string_free(said, FALSE);
}

/* The same after so many steps. */
static char *say_expected(int steps)
{
	int ngay = -1, dau = -1;

	if (steps == 0)
		return g_strdup("");
	for (int i = 0; i < steps - 1 && i < (int)G_N_ELEMENTS(answers); i++)
		*(answers[i].text ? &dau : &ngay) = i;
	g_autofree char *choice = ngay < 0 ? g_strdup("") : g_strdup_printf(" %d", answers[ngay].choice);
	return g_strdup_printf("%s: ngay%s; dau%s%s; ", steps == STEPS ? "handed in" : "open", choice,
			       dau < 0 ? "" : " ", dau < 0 ? "" : answers[dau].text);
}

static bool is_stored(const char *data, int steps)
{
	g_autofree char *said = say_stored(data), *expected = say_expected(steps);

	return strcmp(said, expected) == 0;
}

static void assert_stored(const char *data, int steps)
{
	g_autofree char *said = say_stored(data), *expected = say_expected(steps);

	assert_string_equal(said, expected);
}

/* ---- A disk that fails -------------------------------------------------------------------------------------- */

static const struct {
	int code;
	enum fault fault;
	bool stays;   /* until somebody sees to it */
	int expected; /* error; −1 for any of a store's */
} faults[] = {
	{ENOSPC, FAULT_ERROR, false, STORE_ERROR_FULL},
	{EIO, FAULT_ERROR, false, STORE_ERROR_IO},
	{EROFS, FAULT_ERROR, false, STORE_ERROR_READ_ONLY},
	{ENOSPC, FAULT_SHORT_WRITE, false, -1},
	{ENOSPC, FAULT_ERROR, true, STORE_ERROR_FULL},
	{EIO, FAULT_ERROR, true, STORE_ERROR_IO},
	{EIO, FAULT_SHORT_WRITE, true, -1},
};

/* The step failed: it is told why, and nothing of it is there. */
static void assert_refused(const char *data, int step, size_t fault, const GError *error)
{
	assert_non_null(error);
	assert_int_equal(error->domain, STORE_ERROR);
	assert_true(faults[fault].expected < 0 || error->code == faults[fault].expected);
	assert_true(strlen(error->message) > 0);
	/* Where not even cutting off succeeds, the next line does it. */
	if (!faults[fault].stays || !is_stored(data, step + 1))
		assert_stored(data, step);
}

/* Takes an attempt with that call failing. False when there was no such call. */
static bool take_with_fault(size_t fault, int call, int *failures)
{
	g_autofree char *name = g_strdup_printf("data-%zu-%d", fault, call), *data = in_folder(name);
	struct taking taking = taking_init(data);
	bool failed = false;

	store_set_disk(taking.store, &faulty_disk);
	fail_calls(call, faults[fault].stays ? INT_MAX : call, faults[fault].code, faults[fault].fault);
	for (int step = 0; step < STEPS; step++) {
		g_autoptr(GError) error = NULL;
		if (take_step(&taking, step, &error))
			continue;
		failed = true;
		assert_refused(data, step, fault, error);
		fail_never();
		assert_true(take_step(&taking, step, NULL));
		assert_stored(data, step + 1);
	}
	bool reached = failed || plan.calls >= call;
	assert_true(failed == reached || faults[fault].fault == FAULT_SHORT_WRITE);
	fail_never();
	taking_clear(&taking);
	assert_stored(data, STEPS);
	remove_all(data);
	*failures += failed;
	return reached;
}

static void a_failing_disk_takes_nothing_back(void **state)
{
	(void)state;

	for (size_t fault = 0; fault < G_N_ELEMENTS(faults); fault++) {
		int call = 1, failures = 0;
		while (take_with_fault(fault, call, &failures))
			call++;
		/* A write that is cut short fails only where there is one. */
		assert_true(failures > STEPS);
	}
}

/* ---- A computer that stops ----------------------------------------------------------------------------------- */

static void take_until_crash(const char *data, int call, int told)
{
	struct taking taking = taking_init(data);

	/* Else the names it leaves behind are those that its parent takes next. */
	g_random_set_seed((guint32)getpid());
	store_set_disk(taking.store, &faulty_disk);
	fail_calls(call, call, 0, FAULT_CRASH);
	for (int step = 0; step < STEPS; step++)
		if (!take_step(&taking, step, NULL) || write(told, "", 1) != 1)
			_exit(1);
	_exit(0);
}

/* How many steps are there: those acknowledged, and perhaps the one that was under way. */
static int count_stored(const char *data, int acknowledged)
{
	if (acknowledged < STEPS && is_stored(data, acknowledged + 1))
		return acknowledged + 1;
	assert_stored(data, acknowledged);
	return acknowledged;
}

static void go_on(const char *data, int steps)
{
	struct taking taking = taking_init(data);
	struct attempt *attempt = NULL;
	struct lesson *lesson = NULL;
	g_autoptr(GError) error = NULL;

	if (steps > 0 && steps < STEPS) {
		g_autoptr(Past) past = store_past(taking.store, "p1", "dan-so");
		taking.journal = store_attempt_resume(taking.store, past, NULL, &attempt, &lesson, &error);
		assert_non_null(taking.journal);
		attempt_free(taking.attempt);
		lesson_free(taking.lesson);
		taking.attempt = attempt;
		taking.lesson = lesson;
	}
	for (int step = steps; step < STEPS; step++)
		if (!take_step(&taking, step, &error))
			fail_msg("step %d of %d: %s", step, steps, error->message);
	taking_clear(&taking);
}

/* False when the attempt came to its end without that call. */
static bool crash_at(int call)
{
	g_autofree char *name = g_strdup_printf("data-%d", call), *data = in_folder(name);
	int told[2], status, acknowledged = 0;
	char byte;

	assert_int_equal(pipe(told), 0);
	pid_t child = fork();
	if (!child)
		take_until_crash(data, call, told[1]);
	close(told[1]);
	while (read(told[0], &byte, 1) == 1)
		acknowledged++;
	close(told[0]);
	assert_int_equal(waitpid(child, &status, 0), child);
	assert_true(WIFEXITED(status));
	assert_true(WEXITSTATUS(status) == 0 || WEXITSTATUS(status) == CRASHED);
	go_on(data, count_stored(data, acknowledged));
	assert_stored(data, STEPS);
	remove_all(data);
	return WEXITSTATUS(status) == CRASHED;
}

static void a_computer_that_stops_loses_nothing(void **state)
{
	(void)state;
	int call = 1;

	while (crash_at(call))
		call++;
	assert_true(call > 2 * STEPS);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(a_failing_disk_takes_nothing_back),
		TEST(a_computer_that_stops_loses_nothing),
	};

	return cmocka_run_group_tests_name("store_faults", tests, NULL, NULL);
}
