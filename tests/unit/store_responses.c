/* Responses read back from the index: each as it was given, attempt by attempt, of the attempts that fit. */
#include "unit/store_common.h"

#include <math.h>

static const char source[] = "---\ntitle: Dân số\n---\n\n# Dân số\n\n"
			     "## Ngày nào?\n<!-- quiz id=ngay -->\n1. [x] 9/5/2018\n2. [ ] 22/1/2018\n\n"
			     "## Những gì?\n<!-- quiz id=gi -->\n- [x] một\n- [x] hai\n- [ ] ba\n\n"
			     "## Ở đâu?\n<!-- quiz id=dau -->\n[[Bắc Kạn]]\n";

/* An attempt to be written: who, at what, in which session, and what of it. */
struct plan_of_attempt {
	const char *person, *lesson, *session;
	int ngay; /* −1 for open */
	const char *dau;
	bool handed_in;
};

static struct lesson *make_lesson(const char *name)
{
	g_autofree char *file = g_strconcat(name, ".md", NULL), *path = in_folder(file);
	g_autoptr(Diagnostics) diags = diagnostics_new();

	overwrite(path, source, strlen(source));
	struct lesson *lesson = lesson_load(path, diags, NULL);
	assert_non_null(lesson);
	return lesson;
}

static void answer(struct attempt_journal *journal, struct attempt *attempt, const char *question, int choice,
		   const char *text)
{
	size_t item = (size_t)attempt_find(attempt, question);
	g_autoptr(Response) response = response_new();

	if (text)
		g_ptr_array_add(response->texts, g_strdup(text));
	else
		g_array_append_val(response->choices, choice);
	response->certainty = 2;
	assert_true(attempt_respond(attempt, item, response));
	assert_true(attempt_journal_answered(journal, attempt, item, NULL));
}

static void write_attempt(struct store *store, const struct plan_of_attempt *planned)
{
	g_autoptr(Lesson) lesson = make_lesson(planned->lesson);
	g_autoptr(Attempt) attempt = attempt_new(lesson, 1);
	g_autoptr(Person) person = person_new();
	const struct attempt_origin origin = {.session = planned->session};

	g_free(person->id);
	person->id = g_strdup(planned->person);
	g_autoptr(AttemptJournal) journal = store_attempt_start(store, person, attempt, &origin, NULL);
	assert_non_null(journal);
	if (planned->ngay >= 0)
		answer(journal, attempt, "ngay", planned->ngay, NULL);
	if (planned->dau)
		answer(journal, attempt, "dau", 0, planned->dau);
	if (planned->handed_in) {
		struct grade grade = attempt_grade(attempt);
		assert_true(attempt_journal_handed_in(journal, attempt, &grade, NULL));
	}
}

static void write_some(struct store *store)
{
	static const struct plan_of_attempt plans[] = {
		{"p1", "dan-so", "", 0, "Bắc Kạn", true},
		{"p2", "dan-so", "s1", 1, NULL, true},
		{"p1", "suc-khoe", "s1", -1, "chưa \"rõ\"\nlắm", false},
	};

	for (size_t i = 0; i < G_N_ELEMENTS(plans); i++)
		write_attempt(store, &plans[i]);
}

/* ---- What is read ------------------------------------------------------------------------------------------- */

struct heard {
	GString *said;
	char *attempt;     /* the last one */
	unsigned int left; /* until the walk is ended */
};

static bool hear(const struct response_record *record, void *user)
{
	struct heard *heard = user;

	if (g_strcmp0(heard->attempt, record->attempt) != 0) {
		g_free(heard->attempt);
		heard->attempt = g_strdup(record->attempt);
		g_string_append_c(heard->said, '\n');
	}
	g_string_append_printf(heard->said, "%zu/%zu %s", record->item + 1, record->n_items, record->question);
	for (unsigned int i = 0; i < record->response.choices->len; i++)
		g_string_append_printf(heard->said, " [%d]", g_array_index(record->response.choices, int, i));
	for (unsigned int i = 0; i < record->response.texts->len; i++)
		g_string_append_printf(heard->said, " <%s>", (char *)record->response.texts->pdata[i]);
	if (isnan(record->fraction))
		g_string_append_printf(heard->said, " %d; ", record->response.certainty);
	else
		g_string_append_printf(heard->said, " %d %g; ", record->response.certainty, record->fraction);
	return --heard->left > 0;
}

static void assert_reads(struct store *store, const struct attempt_filter *filter, unsigned int most,
			 const char *expected)
{
	struct heard heard = {.said = g_string_new(NULL), .left = most};

	assert_true(store_responses(store, filter, hear, &heard, NULL));
	assert_string_equal(heard.said->str, expected);
	g_string_free(heard.said, TRUE);
	g_free(heard.attempt);
}

#define FIRST  "\n1/3 ngay [0] 2 1; 2/3 gi 0 0; 3/3 dau <Bắc Kạn> 2 1; "
#define SECOND "\n1/3 ngay [1] 2 0; 2/3 gi 0 0; 3/3 dau 0 0; "
#define THIRD  "\n1/3 ngay 0; 2/3 gi 0; 3/3 dau <chưa \"rõ\"\nlắm> 2; "
#define ALL    1000

static void responses_come_back_as_they_were_given(void **state)
{
	(void)state;
	g_autoptr(Store) store = open_test_store();

	assert_reads(store, NULL, ALL, "");
	write_some(store);
	assert_reads(store, NULL, ALL, FIRST SECOND THIRD);
	assert_reads(store, NULL, ALL, FIRST SECOND THIRD);
}

static void only_those_that_fit_are_read(void **state)
{
	(void)state;
	g_autoptr(Store) store = open_test_store();
	const char *const one[] = {"dan-so", NULL}, *const both[] = {"suc-khoe", "dan-so", NULL},
			  *const none[] = {NULL};

	write_some(store);
	assert_reads(store, &(struct attempt_filter){.lessons = one}, ALL, FIRST SECOND);
	assert_reads(store, &(struct attempt_filter){.lessons = both}, ALL, FIRST SECOND THIRD);
	assert_reads(store, &(struct attempt_filter){.lessons = none}, ALL, "");
	assert_reads(store, &(struct attempt_filter){.session = "s1"}, ALL, SECOND THIRD);
	assert_reads(store, &(struct attempt_filter){.session = "s1", .person = "p1"}, ALL, THIRD);
	assert_reads(store, &(struct attempt_filter){.person = "p3"}, ALL, "");
}

static void a_walk_may_be_ended(void **state)
{
	(void)state;
	g_autoptr(Store) store = open_test_store();

	write_some(store);
	assert_reads(store, NULL, 4, FIRST "\n1/3 ngay [1] 2 0; ");
}

/* ---- Tries at pairs ------------------------------------------------------------------------------------------ */

static bool hear_tries(const struct response_record *record, void *user)
{
	response_free(*(struct response **)user);
	*(struct response **)user = response_copy(&record->response);
	return true;
}

static void the_tries_at_pairs_come_back(void **state)
{
	(void)state;
	static const char pairs[] = "## Ghép\n<!-- quiz id=g -->\n- a -> 1\n- b -> 2\n";
	g_autofree char *path = in_folder("ghep.md");
	g_autoptr(Diagnostics) diags = diagnostics_new();
	const int first[] = {1, -1}, second[] = {0, 1};

	overwrite(path, pairs, strlen(pairs));
	g_autoptr(Store) store = open_test_store();
	g_autoptr(Person) person = person_new();
	g_autoptr(Lesson) lesson = lesson_load(path, diags, NULL);
	g_autoptr(Attempt) attempt = attempt_new(lesson, 1);
	g_autoptr(Response) given = response_new(), next = response_new();

	g_free(person->id);
	person->id = g_strdup("p1");
	g_array_append_vals(given->choices, first, 2);
	response_follow(next, given, lesson->questions[0]);
	g_array_append_vals(next->choices, second, 2);
	g_autoptr(AttemptJournal) journal = store_attempt_start(store, person, attempt, NULL, NULL);
	assert_true(attempt_respond(attempt, 0, next));
	assert_true(attempt_journal_answered(journal, attempt, 0, NULL));
	g_clear_pointer(&journal, attempt_journal_free);

	struct response *heard = NULL;
	assert_true(store_responses(store, NULL, hear_tries, &heard, NULL));
	assert_true(response_equal(heard, next));
	response_free(heard);
	struct attempt *again;
	struct lesson *taken;
	g_autoptr(Past) past = store_past(store, "p1", "ghep");
	journal = store_attempt_resume(store, past, NULL, &again, &taken, NULL);
	assert_non_null(journal);
	assert_true(response_equal(again->items[0].response, next));
	attempt_free(again);
	lesson_free(taken);
}

static void what_is_held_stays_as_it_was(void **state)
{
	(void)state;
	g_autoptr(Store) store = open_test_store();

	write_some(store);
	assert_true(store_hold(store, NULL));
	assert_true(store_hold(store, NULL));
	g_autoptr(Store) other = open_test_store();
	write_some(other);
	assert_reads(store, NULL, ALL, FIRST SECOND THIRD);
	assert_reads(store, &(struct attempt_filter){.person = "p1"}, ALL, FIRST THIRD);
	assert_reads(other, NULL, ALL, FIRST SECOND THIRD FIRST SECOND THIRD);
	assert_reads(other, &(struct attempt_filter){.person = "p2"}, ALL, SECOND SECOND);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(responses_come_back_as_they_were_given),
		TEST(only_those_that_fit_are_read),
		TEST(a_walk_may_be_ended),
		TEST(what_is_held_stays_as_it_was),
		TEST(the_tries_at_pairs_come_back),
	};

	return cmocka_run_group_tests_name("store_responses", tests, NULL, NULL);
}
