/* Attempts: what was answered survives, and comes back as it was. */
#include "unit/store_common.h"

#include <sys/wait.h>

static const char source[] =
	"---\ntitle: Dân số\nquiz:\n  shuffle: [questions, options]\n---\n\n"
	"# Một <!-- không phải -->\n\n"
	"## Ngày nào?\n<!-- quiz id=ngay -->\n1. [x] 9/5/2018\n2. [ ] 22/1/2018\n3. [ ] 25/10/2017\n\n"
	"## Những gì?\n<!-- quiz id=gi points=2 -->\n- [x] một\n- [x] hai\n- [ ] ba\n\n"
	"## Ở đâu?\n<!-- quiz id=dau -->\n[[Bắc Kạn]]\n";

static struct lesson *test_lesson(void)
{
	g_autoptr(Diagnostics) diags = diagnostics_new();
	g_autofree char *path = in_folder("dan-so.md");

	overwrite(path, source, strlen(source));
	struct lesson *lesson = lesson_load(path, diags, NULL);
	assert_non_null(lesson);
	assert_int_equal(lesson->n_questions, 3);
	return lesson;
}

static struct person *test_person(const char *id, const char *name)
{
	struct person *person = person_new();

	g_free(person->id);
	person->id = g_strdup(id);
	g_free(person->name);
	person->name = g_strdup(name);
	g_free(person->hamlet);
	person->hamlet = g_strdup("Tổ 5");
	return person;
}

/* One person at work: everything that a run of `taphuan quiz` holds. */
struct taking {
	struct store *store;
	struct person *person;
	struct lesson *lesson;
	struct attempt *attempt;
	struct attempt_journal *journal;
};

static struct taking begin(const char *id, const char *name, uint64_t seed)
{
	struct taking taking = {.store = open_test_store(), .person = test_person(id, name), .lesson = test_lesson()};

	taking.attempt = attempt_new(taking.lesson, seed);
	taking.journal = store_attempt_start(taking.store, taking.person, taking.attempt, NULL, NULL);
	assert_non_null(taking.journal);
	return taking;
}

static void finish(struct taking *taking)
{
	attempt_journal_free(taking->journal);
	attempt_free(taking->attempt);
	lesson_free(taking->lesson);
	person_free(taking->person);
	store_free(taking->store);
}

static bool choose(struct taking *taking, const char *question, int choice, GError **error)
{
	int item = attempt_find(taking->attempt, question);
	g_autoptr(Response) response = response_new();

	g_array_append_val(response->choices, choice);
	assert_true(attempt_respond(taking->attempt, (size_t)item, response));
	return attempt_journal_answered(taking->journal, taking->attempt, (size_t)item, error);
}

static bool type(struct taking *taking, const char *question, const char *text)
{
	int item = attempt_find(taking->attempt, question);
	g_autoptr(Response) response = response_new();

	g_ptr_array_add(response->texts, g_strdup(text));
	assert_true(attempt_respond(taking->attempt, (size_t)item, response));
	taking->attempt->items[item].flagged = true;
	return attempt_journal_answered(taking->journal, taking->attempt, (size_t)item, NULL);
}

static bool hand_in(struct taking *taking, GError **error)
{
	struct grade grade = attempt_grade(taking->attempt);

	return attempt_journal_handed_in(taking->journal, taking->attempt, &grade, error);
}

static GPtrArray *records_of(struct store *store, const char *lesson, unsigned int n_problems)
{
	g_autoptr(Diagnostics) problems = diagnostics_new();
	const char *const lessons[] = {lesson, NULL};
	const struct attempt_filter filter = {.lessons = lessons};
	GPtrArray *records = store_attempts(store, lesson ? &filter : NULL, problems, NULL);

	assert_non_null(records);
	assert_int_equal(problems->items->len, n_problems);
	return records;
}

static char *journal_of(const struct attempt_journal *journal)
{
	g_autofree char *name = g_strdup_printf("journal/2018-06/%s.jsonl", attempt_journal_id(journal));

	return in_folder(name);
}

/* ---- Going through ----------------------------------------------------------------------------------------- */

static void a_record_says_what_was_done(void **state)
{
	(void)state;
	struct taking taking = begin("p1", "Hà Đức Dũng", 7);

	assert_true(choose(&taking, "ngay", 0, NULL));
	assert_true(choose(&taking, "gi", 0, NULL));
	g_autoptr(GPtrArray) open = records_of(taking.store, "dan-so", 0);
	assert_int_equal(open->len, 1);
	const struct attempt_record *record = open->pdata[0];
	assert_string_equal(record->id, attempt_journal_id(taking.journal));
	assert_string_equal(record->person->name, "Hà Đức Dũng");
	assert_string_equal(record->person->hamlet, "Tổ 5");
	assert_string_equal(record->lesson, "dan-so");
	assert_string_equal(record->lesson_sha256, taking.lesson->sha256);
	assert_int_equal(record->handed_in, 0);
	assert_int_equal(record->answered, 2);
	assert_int_equal(record->questions, 3);
	assert_int_equal(fraction_cmp(record->grade, FRACTION_ZERO), 0);

	assert_true(hand_in(&taking, NULL));
	g_autoptr(GPtrArray) closed = records_of(taking.store, NULL, 0);
	record = closed->pdata[0];
	struct grade grade = attempt_grade(taking.attempt);
	assert_true(record->handed_in > record->started);
	assert_int_equal(fraction_cmp(record->marks, fraction_make(2, 1)), 0);
	assert_int_equal(fraction_cmp(record->points, fraction_make(4, 1)), 0);
	assert_int_equal(fraction_cmp(record->grade, grade.grade), 0);
	assert_true(record->passed);
	g_autoptr(GPtrArray) others = records_of(taking.store, "dan-so-2", 0);
	assert_int_equal(others->len, 0);
	finish(&taking);
}

static void a_journal_explains_itself(void **state)
{
	(void)state;
	struct taking taking = begin("p1", "Hà Đức Dũng", UINT64_MAX);
	g_autofree char *path = journal_of(taking.journal);
	struct journal_line line;

	assert_true(type(&taking, "dau", "Bắc Kạn"));
	g_autoptr(JournalReader) reader = journal_reader_new(path);
	assert_true(journal_next(reader, &line));
	json_t *started = event_parse(&line);
	assert_string_equal(event_string(started, "event"), "started");
	assert_string_equal(event_string(started, "attempt"), attempt_journal_id(taking.journal));
	assert_string_equal(event_string(started, "seed"), "18446744073709551615");
	assert_string_equal(event_string(started, "lesson"), "dan-so");
	assert_string_equal(event_string(started, "on"), "screen");
	assert_string_equal(event_string(json_object_get(started, "person"), "hamlet"), "Tổ 5");
	assert_int_equal(json_array_size(json_object_get(started, "questions")), 3);
	json_decref(started);
	assert_true(journal_next(reader, &line));
	json_t *answered = event_parse(&line);
	assert_string_equal(event_string(answered, "question"), "dau");
	assert_true(json_is_true(json_object_get(answered, "flagged")));
	assert_string_equal(json_string_value(json_array_get(json_object_get(answered, "texts"), 0)), "Bắc Kạn");
	json_decref(answered);
	finish(&taking);
}

/* ---- Taking up again --------------------------------------------------------------------------------------- */

static struct attempt_journal *resume(struct store *store, const char *person, struct attempt **attempt,
				      struct lesson **lesson)
{
	g_autoptr(GError) error = NULL;
	g_autoptr(Past) past = store_past(store, person, "dan-so");
	struct attempt_journal *journal = store_attempt_resume(store, past, NULL, attempt, lesson, &error);

	assert_null(error);
	assert_int_equal(journal != NULL, *attempt != NULL);
	return journal;
}

static void assert_no_resuming(struct store *store, const char *person)
{
	struct attempt *attempt;
	struct lesson *lesson;

	assert_null(resume(store, person, &attempt, &lesson));
	assert_null(attempt);
	assert_null(lesson);
}

/* Runs begin and the answers in a process that is killed, as by a power cut. */
static void killed_at_work(void)
{
	pid_t child = fork();

	if (!child) {
		struct taking taking = begin("p1", "Hà Đức Dũng", 99);
		choose(&taking, "ngay", 2, NULL);
		choose(&taking, "gi", 1, NULL);
		choose(&taking, "ngay", 0, NULL);
		type(&taking, "dau", "Bắc “Kạn”\\");
		kill(getpid(), SIGKILL);
	}
	int status;
	assert_int_equal(waitpid(child, &status, 0), child);
	assert_true(WIFSIGNALED(status));
}

static void a_killed_attempt_is_taken_up_again(void **state)
{
	(void)state;
	killed_at_work();
	g_autofree char *lesson_path = in_folder("dan-so.md");
	overwrite(lesson_path, "# Bài khác\n", 12);

	g_autoptr(Store) store = open_test_store();
	struct attempt *attempt;
	struct lesson *lesson;
	g_autoptr(AttemptJournal) journal = resume(store, "p1", &attempt, &lesson);
	assert_non_null(journal);
	assert_string_equal(lesson->name, "dan-so");
	assert_string_equal(lesson->title, "Dân số");
	assert_int_equal(attempt->seed, 99);
	g_autoptr(Attempt) same = attempt_new(lesson, 99);
	for (size_t i = 0; i < attempt->n_items; i++) {
		assert_ptr_equal(attempt->items[i].question, same->items[i].question);
		assert_memory_equal(attempt->items[i].order, same->items[i].order,
				    attempt->items[i].question->n_options * sizeof(int));
	}
	int ngay = attempt_find(attempt, "ngay"), gi = attempt_find(attempt, "gi"), dau = attempt_find(attempt, "dau");
	assert_int_equal(g_array_index(attempt->items[ngay].response->choices, int, 0), 0);
	assert_int_equal(g_array_index(attempt->items[gi].response->choices, int, 0), 1);
	assert_string_equal(attempt->items[dau].response->texts->pdata[0], "Bắc “Kạn”\\");
	assert_true(attempt->items[dau].flagged);
	assert_false(attempt->items[gi].flagged);
	assert_int_equal(attempt->current, dau);

	struct taking taking = {.store = store, .attempt = attempt, .lesson = lesson, .journal = journal};
	assert_true(hand_in(&taking, NULL));
	g_autoptr(GPtrArray) records = records_of(store, "dan-so", 0);
	assert_int_equal(records->len, 1);
	assert_int_equal(((struct attempt_record *)records->pdata[0])->answered, 3);
	attempt_free(attempt);
	lesson_free(lesson);
}

/* How sure, how many tries, and that it was checked: marks depend on all three. */
static void how_an_answer_was_given_is_taken_up_again(void **state)
{
	(void)state;
	struct taking taking = begin("p9", "Hà Đức Dũng", 99);
	int gi = attempt_find(taking.attempt, "gi");
	const int second = 1;
	g_autoptr(Response) response = response_new();
	g_array_append_val(response->choices, second);
	response->certainty = 3;
	response->tries = 2;
	response->checked = true;
	assert_true(attempt_respond(taking.attempt, (size_t)gi, response));
	assert_true(attempt_journal_answered(taking.journal, taking.attempt, (size_t)gi, NULL));
	int64_t started = attempt_journal_started(taking.journal);
	finish(&taking);

	g_autoptr(Store) store = open_test_store();
	struct attempt *attempt;
	struct lesson *lesson;
	g_autoptr(AttemptJournal) journal = resume(store, "p9", &attempt, &lesson);
	assert_non_null(journal);
	assert_true(response_equal(attempt->items[gi].response, response));
	assert_true(started > 0 && attempt_journal_started(journal) == started);
	attempt_free(attempt);
	lesson_free(lesson);
}

static void what_was_acknowledged_survives_a_kill(void **state)
{
	(void)state;
	enum { KILLS = 5, ANSWERS = 20 };

	for (int n = 0; n < KILLS; n++) {
		int told[2];
		assert_int_equal(pipe(told), 0);
		pid_t child = fork();
		if (!child) {
			g_autofree char *id = g_strdup_printf("p%d", n);
			struct taking taking = begin(id, "Hà Đức Dũng", 1);
			for (int answer = 0; choose(&taking, "ngay", answer % 3, NULL); answer++)
				if (write(told[1], &answer, sizeof(answer)) != sizeof(answer))
					_exit(1);
			_exit(1);
		}
		int last = 0;
		while (last < ANSWERS)
			assert_int_equal(read(told[0], &last, sizeof(last)), sizeof(last));
		kill(child, SIGKILL);
		waitpid(child, NULL, 0);
		close(told[1]);
		while (read(told[0], &last, sizeof(last)) == sizeof(last))
			;
		close(told[0]);

		g_autoptr(Store) store = open_test_store();
		g_autofree char *id = g_strdup_printf("p%d", n);
		struct attempt *attempt;
		struct lesson *lesson;
		g_autoptr(AttemptJournal) journal = resume(store, id, &attempt, &lesson);
		assert_non_null(journal);
		int item = attempt_find(attempt, "ngay");
		int choice = g_array_index(attempt->items[item].response->choices, int, 0);
		/* The line after the last acknowledged one may have been whole. */
		assert_true(choice == last % 3 || choice == (last + 1) % 3);
		attempt_free(attempt);
		lesson_free(lesson);
	}
}

static void what_lives_is_left_alone(void **state)
{
	(void)state;
	struct taking taking = begin("p1", "Hà Đức Dũng", 1);

	assert_no_resuming(taking.store, "p1");
	g_clear_pointer(&taking.journal, attempt_journal_free);
	assert_no_resuming(taking.store, "p2");
	struct attempt *attempt;
	struct lesson *lesson;
	g_autoptr(AttemptJournal) journal = resume(taking.store, "p1", &attempt, &lesson);
	assert_non_null(journal);
	assert_no_resuming(taking.store, "p1");
	attempt_free(attempt);
	lesson_free(lesson);
	finish(&taking);
}

static void what_is_handed_in_is_over(void **state)
{
	(void)state;
	struct taking older = begin("p1", "Hà Đức Dũng", 1), newer = begin("p1", "Hà Đức Dũng", 2);

	assert_true(choose(&older, "ngay", 1, NULL));
	assert_true(hand_in(&newer, NULL));
	g_clear_pointer(&older.journal, attempt_journal_free);
	g_clear_pointer(&newer.journal, attempt_journal_free);
	struct attempt *attempt;
	struct lesson *lesson;
	g_autoptr(AttemptJournal) journal = resume(older.store, "p1", &attempt, &lesson);
	assert_non_null(journal);
	assert_int_equal(attempt->seed, 1);
	attempt_free(attempt);
	lesson_free(lesson);
	finish(&older);
	finish(&newer);
}

static void what_cannot_be_rebuilt_is_not_taken_up(void **state)
{
	(void)state;
	struct taking taking = begin("p1", "Hà Đức Dũng", 1);
	g_autofree char *name = g_strdup_printf("lessons/%s.md", taking.lesson->sha256);
	g_autofree char *path = in_folder(name);
	g_autoptr(GError) damaged = NULL, missing = NULL;

	g_clear_pointer(&taking.journal, attempt_journal_free);
	overwrite(path, "# Khác\n", 7);
	assert_no_resuming(taking.store, "p1");
	assert_null(store_lesson(taking.store, taking.lesson->sha256, &damaged));
	assert_true(g_error_matches(damaged, STORE_ERROR, STORE_ERROR_DAMAGED));
	g_remove(path);
	assert_no_resuming(taking.store, "p1");
	assert_null(store_lesson(taking.store, "../../secret", &missing));
	assert_true(g_error_matches(missing, STORE_ERROR, STORE_ERROR_NOT_FOUND));
	finish(&taking);
}

/* What a lesson includes is kept with it: it may be changed, or gone, before the attempt is taken up again. */
static void an_included_question_is_taken_up_as_it_was(void **state)
{
	(void)state;
	static const char whole[] = "# Dân số\n\n<!-- include: phan/hai.md -->\n";
	static const char part[] = "## Ngày nào?\n<!-- quiz id=ngay -->\n1. [x] 9/5/2018\n2. [ ] 22/1/2018\n";
	g_autofree char *path = in_folder("gop.md"), *parts = in_folder("phan"), *included = in_folder("phan/hai.md");
	g_autoptr(Diagnostics) diags = diagnostics_new();
	struct attempt *attempt;
	struct lesson *lesson;

	assert_int_equal(g_mkdir(parts, 0700), 0);
	overwrite(path, whole, strlen(whole));
	overwrite(included, part, strlen(part));
	struct taking taking = {.store = open_test_store(),
				.person = test_person("p1", "Hà Đức Dũng"),
				.lesson = lesson_load(path, diags, NULL)};
	taking.attempt = attempt_new(taking.lesson, 3);
	taking.journal = store_attempt_start(taking.store, taking.person, taking.attempt, NULL, NULL);
	assert_non_null(taking.journal);
	assert_true(choose(&taking, "ngay", 1, NULL));
	g_clear_pointer(&taking.journal, attempt_journal_free);

	overwrite(included, "Hết\n", 5);
	g_autoptr(Past) past = store_past(taking.store, "p1", "gop");
	g_autoptr(AttemptJournal) journal = store_attempt_resume(taking.store, past, NULL, &attempt, &lesson, NULL);
	assert_non_null(journal);
	assert_int_equal(g_array_index(attempt->items[0].response->choices, int, 0), 1);
	assert_string_equal(attempt->items[0].question->title->text, "Ngày nào?");
	g_autoptr(Lesson) explained = store_lesson(taking.store, taking.lesson->sha256, NULL);
	assert_non_null(lesson_question(explained, "ngay"));
	attempt_free(attempt);
	lesson_free(lesson);
	finish(&taking);
}

/* On another computer where a device is given. */
static struct taking begin_timed(const char *id, const char *device)
{
	static const char timed[] =
		"---\nquiz: {time: 10m}\n---\n## Ngày nào?\n<!-- quiz id=ngay -->\n1. [x] a\n2. [ ] b\n";
	g_autofree char *path = in_folder("co-gio.md");
	g_autoptr(Diagnostics) diags = diagnostics_new();

	overwrite(path, timed, strlen(timed));
	struct taking taking = {.store = open_test_store(),
				.person = test_person(id, "Hà Đức Dũng"),
				.lesson = lesson_load(path, diags, NULL)};
	if (device) {
		g_free(taking.store->device);
		taking.store->device = g_strdup(device);
	}
	taking.attempt = attempt_new(taking.lesson, 3);
	taking.journal = store_attempt_start(taking.store, taking.person, taking.attempt, NULL, NULL);
	assert_true(choose(&taking, "ngay", 0, NULL));
	return taking;
}

static bool hand_in_overdue(struct store *store)
{
	g_autoptr(GPtrArray) records = records_of(store, "co-gio", 0);

	return store_hand_in_overdue(store, records);
}

static void what_is_overdue_is_handed_in_as_it_stands(void **state)
{
	(void)state;
	int64_t began = test_time;
	struct taking left = begin_timed("p1", NULL), living = begin_timed("p2", NULL);
	struct taking elsewhere = begin_timed("p3", "0123456789abcdef");
	g_clear_pointer(&left.journal, attempt_journal_free);
	g_clear_pointer(&elsewhere.journal, attempt_journal_free);

	assert_false(hand_in_overdue(left.store));
	test_time += 600000;
	assert_true(hand_in_overdue(left.store));
	assert_false(hand_in_overdue(left.store));
	g_autoptr(GPtrArray) records = records_of(left.store, "co-gio", 0);
	assert_int_equal(records->len, 3);
	for (unsigned int i = 0; i < records->len; i++) {
		const struct attempt_record *record = records->pdata[i];
		bool is_left = strcmp(record->person->id, "p1") == 0;
		assert_int_equal(record->handed_in != 0, is_left);
		assert_int_equal(record->passed, is_left);
	}
	finish(&left);
	finish(&living);
	finish(&elsewhere);
	test_time = began;
}

static void answers_that_do_not_fit_are_passed_over(void **state)
{
	(void)state;
	struct taking taking = begin("p1", "Hà Đức Dũng", 1);
	g_autofree char *path = journal_of(taking.journal);

	assert_true(choose(&taking, "ngay", 2, NULL));
	g_clear_pointer(&taking.journal, attempt_journal_free);
	g_autoptr(Journal) evil = journal_open(&disk_real, path, JOURNAL_EXISTING, 0, NULL);
	json_t *hostile[] = {
		json_pack("{s:s,s:i,s:[i]}", "question", "ngay", "item", 0, "choices", 77),
		json_pack("{s:s,s:i,s:[s]}", "question", "ngay", "item", 0, "choices", "x"),
		json_pack("{s:s,s:I,s:[I]}", "question", "ngay", "item", (json_int_t)1 << 40, "choices", INT64_MIN),
		json_pack("{s:s,s:i}", "question", "none", "item", 1),
		json_pack("{s:i}", "question", 3),
	};
	for (size_t i = 0; i < G_N_ELEMENTS(hostile); i++) {
		assert_true(journal_append(evil, 1, "d", "answered", hostile[i], NULL));
		json_decref(hostile[i]);
	}
	g_clear_pointer(&evil, journal_free);
	struct attempt *attempt;
	struct lesson *lesson;
	g_autoptr(AttemptJournal) journal = resume(taking.store, "p1", &attempt, &lesson);
	assert_non_null(journal);
	int ngay = attempt_find(attempt, "ngay");
	assert_int_equal(g_array_index(attempt->items[ngay].response->choices, int, 0), 2);
	attempt_free(attempt);
	lesson_free(lesson);
	finish(&taking);
}

/* ---- The index --------------------------------------------------------------------------------------------- */

static void the_index_follows_the_journals(void **state)
{
	(void)state;
	struct taking first = begin("p1", "Hà Đức Dũng", 1);
	g_autofree char *gone = journal_of(first.journal);
	g_autoptr(GPtrArray) one = records_of(first.store, NULL, 0);
	assert_int_equal(one->len, 1);

	struct taking second = begin("p2", "Nông Văn An", 2);
	assert_true(choose(&first, "ngay", 0, NULL));
	g_autoptr(GPtrArray) two = records_of(first.store, NULL, 0);
	assert_int_equal(two->len, 2);
	assert_string_equal(((struct attempt_record *)two->pdata[0])->person->name, "Nông Văn An");
	assert_int_equal(((struct attempt_record *)two->pdata[1])->answered, 1);

	g_remove(gone);
	g_autoptr(GPtrArray) left = records_of(first.store, NULL, 0);
	assert_int_equal(left->len, 1);
	finish(&first);
	finish(&second);
}

static void a_broken_index_is_made_anew(void **state)
{
	(void)state;
	struct taking taking = begin("p1", "Hà Đức Dũng", 1);
	g_autofree char *path = in_folder("index.db");
	g_autofree char *noise = g_strnfill(20000, 'x');

	for (int way = 0; way < 4; way++) {
		g_autoptr(GPtrArray) records = records_of(taking.store, NULL, 0);
		assert_int_equal(records->len, 1);
		size_t len;
		g_autofree char *bytes = contents(path, &len);
		assert_memory_equal(bytes, "SQLite format 3", 16);
		if (way == 0)
			g_remove(path);
		else if (way == 1)
			overwrite(path, noise, 20000);
		else if (way == 2)
			overwrite(path, bytes, 5000);
		else
			overwrite(path, "", 0);
	}
	g_autoptr(GPtrArray) records = records_of(taking.store, NULL, 0);
	assert_int_equal(records->len, 1);
	finish(&taking);
}

static void an_index_that_cannot_be_kept_is_made_in_memory(void **state)
{
	(void)state;
	struct taking taking = begin("p1", "Hà Đức Dũng", 1);
	g_autofree char *path = in_folder("index.db"), *lock = in_folder("index.lock");

	g_mkdir(path, 0700);
	g_autoptr(GPtrArray) without_file = records_of(taking.store, NULL, 0);
	assert_int_equal(without_file->len, 1);
	g_remove(lock);
	g_mkdir(lock, 0700);
	g_autoptr(GPtrArray) without_lock = records_of(taking.store, NULL, 0);
	assert_int_equal(without_lock->len, 1);
	finish(&taking);
}

static void problems_are_told_each_time(void **state)
{
	(void)state;
	struct taking taking = begin("p1", "Hà Đức Dũng", 1);
	g_autofree char *path = journal_of(taking.journal);

	assert_true(choose(&taking, "ngay", 0, NULL));
	assert_true(choose(&taking, "gi", 0, NULL));
	size_t len;
	g_autofree char *bytes = contents(path, &len);
	*strstr(strchr(bytes, '\n'), "\"choices\":[0]") = '\'';
	overwrite(path, bytes, len);
	for (int i = 0; i < 2; i++) {
		g_autoptr(Diagnostics) problems = diagnostics_new();
		g_autoptr(GPtrArray) records = store_attempts(taking.store, NULL, problems, NULL);
		assert_int_equal(((struct attempt_record *)records->pdata[0])->answered, 1);
		assert_int_equal(problems->items->len, 1);
		const struct diagnostic *problem = problems->items->pdata[0];
		assert_string_equal(problem->path, path);
		assert_int_equal(problem->line, 2);
	}
	finish(&taking);
}

static void one_attempt_in_two_files_is_one(void **state)
{
	(void)state;
	struct taking taking = begin("p1", "Hà Đức Dũng", 1);
	g_autofree char *path = journal_of(taking.journal), *copy = in_folder("journal/2018-06/a copy.jsonl");
	size_t len;
	g_autofree char *early = contents(path, &len);

	overwrite(copy, early, len);
	assert_true(choose(&taking, "ngay", 0, NULL));
	g_autoptr(GPtrArray) records = records_of(taking.store, NULL, 0);
	assert_int_equal(records->len, 1);
	assert_int_equal(((struct attempt_record *)records->pdata[0])->answered, 1);
	finish(&taking);
}

static void people_are_as_known_now(void **state)
{
	(void)state;
	g_autoptr(Store) store = open_test_store();
	g_autoptr(Person) person = test_person("", "Bàn Thị Mị");
	g_autofree char *id = store_person_add(store, person, NULL);
	struct taking taking = begin(id, "Bàn Thị My", 1);
	g_autoptr(GPtrArray) records = records_of(store, NULL, 0);

	assert_string_equal(((struct attempt_record *)records->pdata[0])->person->name, "Bàn Thị Mị");
	finish(&taking);
}

static void a_kept_lesson_comes_back(void **state)
{
	(void)state;
	struct taking taking = begin("p1", "Hà Đức Dũng", 1);
	g_autoptr(Lesson) lesson = store_lesson(taking.store, taking.lesson->sha256, NULL);

	assert_non_null(lesson);
	assert_string_equal(lesson->name, "dan-so");
	assert_string_equal(lesson->sha256, taking.lesson->sha256);
	assert_int_equal(lesson->n_questions, 3);
	finish(&taking);
}

static void a_lesson_changed_since_it_was_read_is_kept_as_it_was_read(void **state)
{
	(void)state;
	g_autoptr(Lesson) lesson = test_lesson();
	g_autofree char *path = in_folder("dan-so.md");
	g_autoptr(Store) store = open_test_store();
	g_autoptr(Person) person = test_person("p1", "Hà Đức Dũng");
	g_autoptr(Attempt) attempt = attempt_new(lesson, 5);

	overwrite(path, "# Bài khác\n", 12);
	attempt_journal_free(store_attempt_start(store, person, attempt, NULL, NULL));
	struct attempt *again;
	struct lesson *kept;
	g_autoptr(AttemptJournal) journal = resume(store, "p1", &again, &kept);
	assert_non_null(journal);
	assert_int_equal(kept->n_questions, 3);
	attempt_free(again);
	lesson_free(kept);
}

/* Writes an attempt's journal as other computers would bring it. */
static void bring_journal(int n)
{
	g_autofree char *name = g_strdup_printf("journal/2018-05/a-%d.jsonl", n), *path = in_folder(name);
	g_autofree char *id = g_strdup_printf("a-%d", n), *person = g_strdup_printf("p-%d", n);
	g_autoptr(Journal) journal = journal_open(&disk_real, path, JOURNAL_CREATE, 0, NULL);
	json_t *started = json_pack("{s:s, s:{s:s,s:s}, s:s, s:s, s:s, s:[s], s:s}", "attempt", id, "person", "id",
				    person, "name", "Hà Đức Dũng", "lesson", "a  lesson", "sha256", "aa", "seed", "7",
				    "questions", "q1", "on", "screen");

	assert_true(journal_append(journal, n, "d", "started", started, NULL));
	json_decref(started);
}

static void note_progress(size_t done, size_t total, void *user)
{
	size_t *seen = user;

	assert_true(done <= total);
	*seen = total;
}

static void hundreds_of_journals_are_indexed(void **state)
{
	(void)state;
	enum { MANY = 300 };
	g_autofree char *month = in_folder("journal/2018-05");
	g_autoptr(Store) store = open_test_store();
	size_t total = 0;

	g_mkdir(month, 0700);
	for (int i = 0; i < MANY; i++)
		bring_journal(i);
	store_set_progress(store, note_progress, &total);
	g_autoptr(GPtrArray) records = records_of(store, "a  lesson", 0);
	assert_int_equal(records->len, MANY);
	assert_int_equal(total, MANY);
	bring_journal(MANY);
	remove_all(month);
	g_mkdir(month, 0700);
	bring_journal(7);
	g_autoptr(GPtrArray) left = records_of(store, NULL, 0);
	assert_int_equal(left->len, 1);
	assert_string_equal(((struct attempt_record *)left->pdata[0])->id, "a-7");
}

/* ---- A disk that fails ------------------------------------------------------------------------------------- */

/* Fails one call of a start in a new folder, then looks for what is left and starts again. False when none failed. */
static bool start_through(int call, const struct person *person, const struct attempt *attempt)
{
	static const int codes[] = {ENOSPC, EIO, EROFS};
	static const enum store_error expected[] = {STORE_ERROR_FULL, STORE_ERROR_IO, STORE_ERROR_READ_ONLY};
	g_autofree char *name = g_strdup_printf("data-%d", call), *data = in_folder(name);
	g_autoptr(Store) store = store_open(data, true, &test_world, NULL);
	g_autoptr(GError) error = NULL;

	store_set_disk(store, &faulty_disk);
	fail_calls(call, call, codes[call % 3], FAULT_ERROR);
	g_autoptr(AttemptJournal) journal = store_attempt_start(store, person, attempt, NULL, &error);
	bool failed = plan.calls >= call;
	fail_never();
	if (failed) {
		assert_null(journal);
		assert_true(g_error_matches(error, STORE_ERROR, (int)expected[call % 3]));
		g_autoptr(GPtrArray) none = records_of(store, NULL, 0);
		assert_int_equal(none->len, 0);
		assert_no_resuming(store, person->id);
		journal = store_attempt_start(store, person, attempt, NULL, NULL);
	}
	assert_non_null(journal);
	g_autoptr(GPtrArray) records = records_of(store, NULL, 0);
	assert_int_equal(records->len, 1);
	return failed;
}

static void a_start_that_fails_leaves_no_attempt(void **state)
{
	(void)state;
	g_autoptr(Lesson) lesson = test_lesson();
	g_autoptr(Person) person = test_person("p1", "Hà Đức Dũng");
	g_autoptr(Attempt) attempt = attempt_new(lesson, 5);
	int call = 1;

	while (start_through(call, person, attempt))
		call++;
	/* The lesson: open, write, sync, rename, 4 for the names; the month: 3; the journal: open, write, sync, 4. */
	assert_int_equal(call - 1, 8 + 3 + 7);
}

static void answering_goes_on_when_there_is_room_again(void **state)
{
	(void)state;
	struct taking taking = begin("p1", "Hà Đức Dũng", 1);
	g_autofree char *path = journal_of(taking.journal);
	g_clear_pointer(&taking.journal, attempt_journal_free);
	attempt_free(taking.attempt);
	lesson_free(taking.lesson);
	store_set_disk(taking.store, &faulty_disk);
	taking.journal = resume(taking.store, "p1", &taking.attempt, &taking.lesson);
	assert_non_null(taking.journal);

	g_autofree char *before = contents(path, NULL);
	for (int call = 1; call <= 2; call++) {
		g_autoptr(GError) error = NULL;
		fail_calls(call, call, ENOSPC, call == 1 ? FAULT_SHORT_WRITE : FAULT_ERROR);
		assert_false(choose(&taking, "ngay", 0, &error));
		assert_true(g_error_matches(error, STORE_ERROR, STORE_ERROR_FULL));
		g_autofree char *after = contents(path, NULL);
		assert_string_equal(after, before);
		g_clear_error(&error);
		fail_calls(call, call, ENOSPC, call == 1 ? FAULT_SHORT_WRITE : FAULT_ERROR);
		assert_false(hand_in(&taking, &error));
	}
	fail_never();
	assert_true(choose(&taking, "ngay", 0, NULL));
	assert_true(hand_in(&taking, NULL));
	g_autoptr(GPtrArray) records = records_of(taking.store, NULL, 0);
	assert_int_equal(((struct attempt_record *)records->pdata[0])->answered, 1);
	finish(&taking);
}

static void many_at_once_lose_nothing(void **state)
{
	(void)state;
	enum { PROCESSES = 6 };
	pid_t children[PROCESSES];

	lesson_free(test_lesson());
	for (int p = 0; p < PROCESSES; p++) {
		children[p] = fork();
		if (children[p])
			continue;
		g_autofree char *id = g_strdup_printf("p%d", p);
		g_autofree char *path = in_folder("dan-so.md");
		g_autoptr(Diagnostics) diags = diagnostics_new();
		struct taking taking = {.store = open_test_store(), .person = test_person(id, "Hà Đức Dũng")};
		taking.lesson = lesson_load(path, diags, NULL);
		taking.attempt = attempt_new(taking.lesson, (uint64_t)p);
		taking.journal = store_attempt_start(taking.store, taking.person, taking.attempt, NULL, NULL);
		bool fine = taking.journal && choose(&taking, "ngay", 0, NULL) && type(&taking, "dau", "Bắc Kạn");
		g_autoptr(GPtrArray) seen = fine ? store_attempts(taking.store, NULL, NULL, NULL) : NULL;
		fine = seen && seen->len && hand_in(&taking, NULL);
		_exit(fine ? 0 : 1);
	}
	for (int p = 0; p < PROCESSES; p++) {
		int status;
		assert_int_equal(waitpid(children[p], &status, 0), children[p]);
		assert_int_equal(status, 0);
	}
	g_autoptr(Store) store = open_test_store();
	g_autoptr(GPtrArray) records = records_of(store, "dan-so", 0);
	assert_int_equal(records->len, PROCESSES);
	for (unsigned int i = 0; i < PROCESSES; i++) {
		const struct attempt_record *record = records->pdata[i];
		assert_true(record->handed_in);
		assert_int_equal(record->answered, 2);
	}
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(a_record_says_what_was_done),
		TEST(a_journal_explains_itself),
		TEST(a_killed_attempt_is_taken_up_again),
		TEST(how_an_answer_was_given_is_taken_up_again),
		TEST(what_was_acknowledged_survives_a_kill),
		TEST(what_lives_is_left_alone),
		TEST(what_is_handed_in_is_over),
		TEST(what_cannot_be_rebuilt_is_not_taken_up),
		TEST(an_included_question_is_taken_up_as_it_was),
		TEST(what_is_overdue_is_handed_in_as_it_stands),
		TEST(answers_that_do_not_fit_are_passed_over),
		TEST(the_index_follows_the_journals),
		TEST(a_broken_index_is_made_anew),
		TEST(an_index_that_cannot_be_kept_is_made_in_memory),
		TEST(problems_are_told_each_time),
		TEST(one_attempt_in_two_files_is_one),
		TEST(people_are_as_known_now),
		TEST(a_kept_lesson_comes_back),
		TEST(a_lesson_changed_since_it_was_read_is_kept_as_it_was_read),
		TEST(hundreds_of_journals_are_indexed),
		TEST(a_start_that_fails_leaves_no_attempt),
		TEST(answering_goes_on_when_there_is_room_again),
		TEST(many_at_once_lose_nothing),
	};

	return cmocka_run_group_tests_name("store_attempts", tests, NULL, NULL);
}
