/* Laptops: data folders side by side, things done on them, and all that a store shows as one text. */
#ifndef TAPHUAN_TESTS_STORE_LAPTOPS_H
#define TAPHUAN_TESTS_STORE_LAPTOPS_H

#include "store/merge.h"
#include "store/verify.h"
#include "unit/store_common.h"

static const char laptop_lesson[] =
	"# Một\n\n## Ngày nào?\n<!-- quiz id=ngay -->\n1. [x] 9/5/2018\n2. [ ] 22/1/2018\n\n"
	"## Những gì?\n<!-- quiz id=gi -->\n- [x] một\n- [ ] ba\n";

static inline struct store *laptop(const char *name)
{
	g_autofree char *path = in_folder(name);
	struct store *store = store_open(path, true, &test_world, NULL);

	assert_non_null(store);
	return store;
}

static inline char *laptop_person(struct store *store, const char *name)
{
	g_autoptr(Person) person = person_new();

	g_free(person->name);
	person->name = g_strdup(name);
	return store_person_add(store, person, NULL);
}

/* An attempt on its way. */
struct sitting {
	struct lesson *lesson;
	struct attempt *attempt;
	struct attempt_journal *journal;
};

static inline void sitting_clear(struct sitting *sitting)
{
	g_clear_pointer(&sitting->journal, attempt_journal_free);
	g_clear_pointer(&sitting->attempt, attempt_free);
	g_clear_pointer(&sitting->lesson, lesson_free);
}

static inline struct sitting sit_down(struct store *store, const char *person_id, const char *name)
{
	g_autoptr(Diagnostics) diags = diagnostics_new();
	g_autoptr(Person) person = person_new();
	struct sitting sitting = {.lesson = lesson_parse(laptop_lesson, strlen(laptop_lesson), "hai.md", NULL, diags)};

	g_free(person->id);
	person->id = g_strdup(person_id);
	g_free(person->name);
	person->name = g_strdup(name);
	sitting.attempt = attempt_new(sitting.lesson, 1);
	sitting.journal = store_attempt_start(store, person, sitting.attempt, NULL, NULL);
	assert_non_null(sitting.journal);
	return sitting;
}

static inline bool answer(struct sitting *sitting, size_t item, int choice)
{
	g_autoptr(Response) response = response_new();

	g_array_append_val(response->choices, choice);
	assert_true(attempt_respond(sitting->attempt, item, response));
	return attempt_journal_answered(sitting->journal, sitting->attempt, item, NULL);
}

static inline bool hand_over(struct sitting *sitting)
{
	struct grade grade = attempt_grade(sitting->attempt);

	return attempt_journal_handed_in(sitting->journal, sitting->attempt, &grade, NULL);
}

/* The path of the attempt's journal on the laptop. The caller frees it. */
static inline char *laptop_journal(const char *name, const struct sitting *sitting)
{
	g_autoptr(GDateTime) time = g_date_time_new_from_unix_utc(attempt_journal_started(sitting->journal) / 1000);
	g_autofree char *month = g_date_time_format(time, "%Y-%m");
	g_autofree char *file = g_strconcat(attempt_journal_id(sitting->journal), ".jsonl", NULL);

	return g_build_filename(folder, name, "journal", month, file, NULL);
}

/* Merges the laptops (names, NULL-terminated) or other paths under the folder into the store. */
static inline bool take_in(struct store *store, const char *const *names, struct merge_report *report, GError **error)
{
	g_autoptr(GStrvBuilder) builder = g_strv_builder_new();

	for (; *names; names++) {
		g_autofree char *path = in_folder(*names);
		g_strv_builder_add(builder, path);
	}
	g_auto(GStrv) paths = g_strv_builder_end(builder);
	return store_merge(store, paths, report, error);
}

/* The same where nothing goes wrong; gives how many are not taken, and how many lines cannot be used: "1 2". */
static inline void take_in_fine(struct store *store, const char *name, const char *problems)
{
	const char *const names[] = {name, NULL};
	g_auto(MergeReport) report = {.problems = NULL};
	g_autoptr(GError) error = NULL;

	assert_true(take_in(store, names, &report, &error));
	g_autofree char *said = g_strdup_printf("%u %u", report.problems->errors, report.problems->warnings);
	assert_string_equal(said, problems);
}

/* ---- All that is shown ------------------------------------------------------------------------------------- */

static inline void say_people(struct store *store, GString *said)
{
	g_autoptr(GPtrArray) people = store_people(store, NULL);

	for (unsigned int i = 0; i < people->len; i++) {
		const struct person *p = people->pdata[i];
		g_string_append_printf(said, "%s|%s|%s|%s|%s|%s\n", p->id, p->name, p->code, p->unit, p->hamlet,
				       p->note);
	}
}

static inline void say_attempts(struct store *store, GString *said)
{
	const struct attempt_filter all = {.set_aside = true};
	g_autoptr(GPtrArray) records = store_attempts(store, &all, NULL, NULL);

	assert_non_null(records);
	for (unsigned int i = 0; i < records->len; i++) {
		const struct attempt_record *r = records->pdata[i];
		g_autofree char *grade = fraction_text(r->grade);
		g_string_append_printf(
			said, "%s|%s|%s|%s|%" G_GINT64_FORMAT "|%" G_GINT64_FORMAT "|%d|%s|%d|%s|%s|%d|%s|%s\n", r->id,
			r->person->id, r->person->name, r->lesson, r->started, r->handed_in, r->answered, grade,
			r->passed, r->code, r->session, r->set_aside, r->why, r->comment);
	}
}

static int compare_texts(const void *a, const void *b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static inline void say_sessions(struct store *store, GString *said)
{
	g_autoptr(GPtrArray) sessions = store_sessions(store, NULL);

	for (unsigned int i = 0; i < sessions->len; i++) {
		const struct training_session *s = sessions->pdata[i];
		g_autoptr(GHashTable) there = store_attendance(store, s->id, NULL);
		g_autoptr(GPtrArray) who = g_ptr_array_new_with_free_func(g_free);
		GHashTableIter iter;
		void *id, *present;
		g_hash_table_iter_init(&iter, there);
		while (g_hash_table_iter_next(&iter, &id, &present))
			g_ptr_array_add(who, g_strdup_printf("%s=%d", (char *)id, GPOINTER_TO_INT(present)));
		g_ptr_array_sort(who, compare_texts);
		g_string_append_printf(said, "%s|%s|%d", s->id, s->title, s->closed);
		for (unsigned int w = 0; w < who->len; w++)
			g_string_append_printf(said, "|%s", (char *)who->pdata[w]);
		g_string_append_c(said, '\n');
	}
}

static inline void collect_lines(const char *path, GHashTable *lines)
{
	g_autoptr(GDir) dir = g_dir_open(path, 0, NULL);
	g_autofree char *bytes = NULL;
	const char *name;

	while (dir && (name = g_dir_read_name(dir))) {
		g_autofree char *below = g_build_filename(path, name, NULL);
		collect_lines(below, lines);
	}
	if (dir || !g_str_has_suffix(path, ".jsonl") || !g_file_get_contents(path, &bytes, NULL, NULL))
		return;
	g_auto(GStrv) split = g_strsplit(bytes, "\n", -1);
	for (char **line = split; *line; line++)
		if (line[1])
			g_hash_table_add(lines, g_strdup(*line));
}

static inline void say_lines(struct store *store, GString *said)
{
	g_autoptr(GHashTable) lines = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
	g_autofree char *path = journal_path(store, "");
	unsigned int n;

	collect_lines(path, lines);
	g_autofree void *keys = g_hash_table_get_keys_as_array(lines, &n);
	qsort(keys, n, sizeof(char *), compare_texts);
	for (unsigned int i = 0; i < n; i++)
		g_string_append_printf(said, "%s\n", ((char **)keys)[i]);
}

/* People, attempts, sessions, and every line of the journals. The caller frees it. */
static inline char *say_all(struct store *store)
{
	GString *said = g_string_new(NULL);

	say_people(store, said);
	say_attempts(store, said);
	say_sessions(store, said);
	say_lines(store, said);
	return g_string_free(said, FALSE);
}

static inline void assert_same(struct store *a, struct store *b)
{
	g_autofree char *of_a = say_all(a), *of_b = say_all(b);

	assert_string_equal(of_a, of_b);
}

#endif
