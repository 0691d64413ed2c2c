/* Journals read for the index: the quick way and the long way come to the same. */
#include "store/digest.h"

#include "unit/store_common.h"

static json_t *started(const char *name)
{
	return json_pack("{s:s, s:{s:s,s:s,s:s}, s:s, s:s, s:s, s:[s,s,s], s:s}", "attempt", "a-1", "person", "id",
			 "p1", "name", name, "hamlet", "Tổ 5", "lesson", "dan-so", "sha256", "aa", "seed", "7",
			 "questions", "q1", "câu hai", "q3", "on", "screen");
}

static json_t *answered(const char *question, int item, const char *more)
{
	json_t *fields = json_pack("{s:s, s:i}", "question", question, "item", item);
	json_t *rest = json_loads(more, 0, NULL);

	assert_non_null(rest);
	json_object_update(fields, rest);
	json_decref(rest);
	return fields;
}

static json_t *handed_in(void)
{
	return json_pack("{s:[s,s,s], s:s, s:s, s:s, s:b}", "fractions", "1", "-1/3", "3/4", "marks", "17/12", "points",
			 "3", "grade", "17/36", "passed", 0);
}

struct event {
	const char *name;
	json_t *fields;
};

/* Writes the events; a key that nobody knows sends the reader the long way. */
static char *write_journal(const struct event *events, size_t n, bool unknown_key)
{
	char *path = in_folder(unknown_key ? "long.jsonl" : "quick.jsonl");

	g_remove(path);
	g_autoptr(Journal) journal = journal_open(&disk_real, path, JOURNAL_CREATE, 0, NULL);
	for (size_t i = 0; i < n; i++) {
		json_t *fields = json_copy(events[i].fields);
		if (unknown_key)
			json_object_set_new(fields, "unknown", json_true());
		assert_true(journal_append(journal, 1528963200000 + (int64_t)i, "d0", events[i].name, fields, NULL));
		json_decref(fields);
	}
	return path;
}

static void say_lists(GString *said, const struct digest *digest, const struct digest_answer *answer)
{
	const char *text = digest_string(digest, answer->texts);

	for (unsigned int i = 0; i < answer->n_choices; i++)
		g_string_append_printf(said, "[%d]", g_array_index(digest->choices, int, answer->choices + i));
	for (unsigned int i = 0; i < answer->n_texts; i++, text += strlen(text) + 1)
		g_string_append_printf(said, "<%s>", text);
}

/* All that the digest says. */
static char *say(const struct digest *digest)
{
	const unsigned int strings[] = {digest->id,    digest->person, digest->code,   digest->name,
					digest->unit,  digest->hamlet, digest->lesson, digest->sha256,
					digest->marks, digest->points, digest->grade,  digest->session};
	GString *said = g_string_new(NULL);

	g_string_append_printf(said, "%d %" G_GINT64_FORMAT " %" G_GINT64_FORMAT " %d%s\n", digest->started,
			       digest->started_at, digest->handed_in_at, digest->passed,
			       digest->on_paper ? " on paper" : "");
	for (size_t i = 0; i < G_N_ELEMENTS(strings); i++)
		g_string_append_printf(said, "%s|", digest_string(digest, strings[i]));
	for (unsigned int i = 0; i < digest->answers->len; i++) {
		const struct digest_answer *answer = &g_array_index(digest->answers, struct digest_answer, i);
		g_string_append_printf(said, "\n%s ", digest_string(digest, answer->question));
		say_lists(said, digest, answer);
		g_string_append_printf(said, " %d %d%s%s", answer->certainty, answer->tries,
				       answer->checked ? " checked" : "", answer->open ? " open" : "");
		if (digest->handed_in_at)
			g_string_append_printf(said, " %.3f", g_array_index(digest->fractions, double, i));
	}
	for (unsigned int i = 0; i < digest->problems->len; i++) {
		const struct digest_problem *problem = &g_array_index(digest->problems, struct digest_problem, i);
		g_string_append_printf(said, "\nline %u: %d", problem->line, problem->problem);
	}
	return g_string_free(said, FALSE);
}

static void assert_says(const struct event *events, size_t n, const char *expected)
{
	struct digest *digest = digest_new();

	for (int unknown_key = 0; unknown_key < 2; unknown_key++) {
		g_autofree char *path = write_journal(events, n, unknown_key);
		digest_read(digest, AT_FDCWD, path);
		g_autofree char *said = say(digest);
		assert_string_equal(said, expected);
	}
	digest_free(digest);
	for (size_t i = 0; i < n; i++)
		json_decref(events[i].fields);
}

static void a_whole_attempt(void **state)
{
	(void)state;
	const struct event events[] = {
		{"started", started("Hà Đức Dũng")},
		{"answered", answered("q1", 0, "{\"choices\":[2]}")},
		{"answered", answered("câu hai", 1, "{\"choices\":[0,-1,1]}")},
		{"answered", answered("q1", 0, "{\"choices\":[1]}")},
		{"answered",
		 answered("q3", 2,
			  "{\"texts\":[\"Bắc \\\"Kạn\\\"\",\"\"],\"certainty\":2,\"tries\":1,\"checked\":true}")},
		{"handed_in", handed_in()},
		{"answered", answered("q1", 0, "{\"choices\":[0]}")},
	};

	assert_says(events, G_N_ELEMENTS(events),
		    "1 1528963200000 1528963200005 0\n"
		    "a-1|p1||Hà Đức Dũng||Tổ 5|dan-so|aa|17/12|3|17/36||\n"
		    "q1 [1] 0 0 1.000\n"
		    "câu hai [0][-1][1] 0 0 -0.333\n"
		    "q3 <Bắc \"Kạn\"><> 2 1 checked 0.750");
}

static void answers_that_are_none_are_open(void **state)
{
	(void)state;
	const struct event events[] = {
		{"started", started("A\x1b\"B\\")},
		{"answered", answered("q1", 0, "{\"choices\":[2]}")},
		{"answered", answered("q1", 0, "{}")},
		{"answered", answered("câu hai", 1, "{\"choices\":[-1,-1]}")},
		{"answered", answered("q3", 2, "{\"texts\":[\" \"]}")},
	};

	assert_says(events, G_N_ELEMENTS(events),
		    "1 1528963200000 0 0\n"
		    "a-1|p1||A\xef\xbf\xbd\"B\\||Tổ 5|dan-so|aa|||||\n"
		    "q1  0 0 open\n"
		    "câu hai [-1][-1] 0 0 open\n"
		    "q3 < > 0 0 open");
}

static json_t *started_in_a_session(const char *on)
{
	json_t *event = started("A");

	json_object_set_new(event, "on", json_string(on));
	json_object_set_new(event, "session", json_string("s-1"));
	return event;
}

static void a_session_and_paper_are_kept(void **state)
{
	(void)state;
	const struct event paper[] = {{"started", started_in_a_session("paper")}};
	const struct event screen[] = {{"started", started_in_a_session("screen")}};

	assert_says(paper, 1,
		    "1 1528963200000 0 0 on paper\n"
		    "a-1|p1||A||Tổ 5|dan-so|aa||||s-1|\n"
		    "q1  0 0 open\n"
		    "câu hai  0 0 open\n"
		    "q3  0 0 open");
	assert_says(screen, 1,
		    "1 1528963200000 0 0\n"
		    "a-1|p1||A||Tổ 5|dan-so|aa||||s-1|\n"
		    "q1  0 0 open\n"
		    "câu hai  0 0 open\n"
		    "q3  0 0 open");
}

static void what_makes_no_sense_is_told(void **state)
{
	(void)state;
	const struct event events[] = {
		{"answered", answered("q1", 0, "{\"choices\":[0]}")},
		{"started", started("A")},
		{"started", started("B")},
		{"answered", answered("q2", 0, "{\"choices\":[0]}")},
		{"answered", answered("q3", 3, "{\"choices\":[0]}")},
		{"answered", answered("q3", 2, "{\"choices\":[-2]}")},
		{"answered", answered("q3", 2, "{\"choices\":[99999999999]}")},
		{"handed_in",
		 json_pack("{s:[s], s:s, s:s, s:s}", "fractions", "1", "marks", "1", "points", "1", "grade", "1")},
		{"handed_in", json_pack("{s:[s,s,s], s:s, s:s, s:s, s:b}", "fractions", "1", "1", "1", "marks", "x",
					"points", "1", "grade", "1", "passed", 1)},
		{"unheard_of", json_object()},
	};

	assert_says(events, G_N_ELEMENTS(events),
		    "1 1528963200001 0 0\n"
		    "a-1|p1||A||Tổ 5|dan-so|aa|||||\n"
		    "q1  0 0 open\n"
		    "câu hai  0 0 open\n"
		    "q3  0 0 open\n"
		    "line 1: 6\n"
		    "line 3: 6\n"
		    "line 4: 6\n"
		    "line 5: 6\n"
		    "line 6: 6\n"
		    "line 7: 6\n"
		    "line 8: 6\n"
		    "line 9: 6");
}

static void a_file_that_is_gone_is_told(void **state)
{
	(void)state;
	struct digest *digest = digest_new();

	digest_read(digest, AT_FDCWD, "/nonexistent/journal.jsonl");
	assert_false(digest->started);
	assert_int_equal(digest->problems->len, 1);
	digest_free(digest);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(a_whole_attempt),
		TEST(answers_that_are_none_are_open),
		TEST(a_session_and_paper_are_kept),
		TEST(what_makes_no_sense_is_told),
		TEST(a_file_that_is_gone_is_told),
	};

	return cmocka_run_group_tests_name("store_digest", tests, NULL, NULL);
}
