#include "store/index.h"
#include "store/private.h"
#include "text/i18n.h"
#include "text/text.h"

#include <string.h>

void attempt_record_free(struct attempt_record *record)
{
	if (!record)
		return;
	g_free(record->id);
	person_free(record->person);
	g_free(record->lesson);
	g_free(record->lesson_sha256);
	g_free(record->session);
	g_free(record->why);
	g_free(record->comment);
	g_free(record);
}

static void free_record(void *record)
{
	attempt_record_free(record);
}

/* ---- From the index ---------------------------------------------------------------------------------------- */

enum column {
	UUID,
	PERSON,
	CODE,
	NAME,
	UNIT,
	HAMLET,
	LESSON,
	SHA256,
	STARTED,
	HANDED_IN,
	ANSWERED,
	QUESTIONS,
	MARKS,
	POINTS,
	GRADE,
	PASSED
};

/* Of several journals of one attempt the first here counts. */
static const char select_attempts[] =
	"SELECT uuid, person, code, name, unit, hamlet, lesson, sha256, started, handed_in, answered, questions, marks,"
	" points, grade, passed FROM attempt WHERE %s ORDER BY handed_in = 0, answered DESC, id";

static char *string_of(sqlite3_stmt *row, enum column column)
{
	return g_strdup((const char *)sqlite3_column_text(row, (int)column));
}

static void set_string(char **field, sqlite3_stmt *row, enum column column)
{
	g_free(*field);
	*field = string_of(row, column);
}

static struct fraction fraction_of(sqlite3_stmt *row, enum column column)
{
	struct fraction fraction;

	return fraction_parse((const char *)sqlite3_column_text(row, (int)column), &fraction) ? fraction
											      : FRACTION_ZERO;
}

/* The person as known now, or else as the attempt knew them. */
static struct person *person_of(sqlite3_stmt *row, const struct people *people)
{
	const struct person *known = people_find(people, (const char *)sqlite3_column_text(row, PERSON));

	if (known)
		return person_copy(known);
	struct person *person = person_new();
	set_string(&person->id, row, PERSON);
	set_string(&person->code, row, CODE);
	set_string(&person->name, row, NAME);
	set_string(&person->unit, row, UNIT);
	set_string(&person->hamlet, row, HAMLET);
	return person;
}

static struct attempt_record *record_of(sqlite3_stmt *row, const struct people *people)
{
	struct attempt_record *record = g_new0(struct attempt_record, 1);

	*record = (struct attempt_record){
		.id = string_of(row, UUID),
		.person = person_of(row, people),
		.lesson = string_of(row, LESSON),
		.lesson_sha256 = string_of(row, SHA256),
		.started = sqlite3_column_int64(row, STARTED),
		.handed_in = sqlite3_column_int64(row, HANDED_IN),
		.answered = sqlite3_column_int(row, ANSWERED),
		.questions = sqlite3_column_int(row, QUESTIONS),
		.marks = fraction_of(row, MARKS),
		.points = fraction_of(row, POINTS),
		.grade = fraction_of(row, GRADE),
		.passed = sqlite3_column_int(row, PASSED) != 0,
		.session = g_strdup(""),
		.why = g_strdup(""),
		.comment = g_strdup(""),
	};
	return record;
}

/* The attempts that fit, as far as the index can tell. NULL, with SQLite's code, on error. */
static sqlite3_stmt *select_fitting(const struct index *index, const struct attempt_filter *filter, int *code)
{
	g_autoptr(GString) where = g_string_new("1");
	sqlite3_stmt *row = NULL;

	for (size_t i = 0; filter && filter->lessons && filter->lessons[i]; i++)
		g_string_append(where, i ? ", ?" : " AND lesson IN (?");
	if (where->len > 1)
		g_string_append_c(where, ')');
	g_autofree char *sql = g_strdup_printf(select_attempts, where->str);
	*code = sqlite3_prepare_v2(index->db, sql, -1, &row, NULL);
	for (size_t i = 0; row && filter && filter->lessons && filter->lessons[i]; i++)
		sqlite3_bind_text(row, (int)i + 1, words_clean(filter->lessons[i]), -1, g_free);
	return row;
}

static bool fits(const struct attempt_record *record, const struct attempt_filter *filter)
{
	return !filter || !filter->person || strcmp(record->person->id, filter->person) == 0;
}

static bool read_records(const struct index *index, const struct attempt_filter *filter, const struct people *people,
			 GPtrArray *records, GError **error)
{
	g_autoptr(GHashTable) seen = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
	int code;
	sqlite3_stmt *row = select_fitting(index, filter, &code);

	while (row && (code = sqlite3_step(row)) == SQLITE_ROW) {
		if (!g_hash_table_add(seen, string_of(row, UUID)))
			continue;
		struct attempt_record *record = record_of(row, people);
		if (fits(record, filter))
			g_ptr_array_add(records, record);
		else
			attempt_record_free(record);
	}
	sqlite3_finalize(row);
	if (code != SQLITE_DONE)
		index_fail(index, error);
	return code == SQLITE_DONE;
}

static void read_problems(const struct store *store, const struct index *index, struct diagnostics *problems)
{
	sqlite3_stmt *row = NULL;

	sqlite3_prepare_v2(index->db,
			   "SELECT path, line, problem FROM problem JOIN file ON file.id = file ORDER BY path, line",
			   -1, &row, NULL);
	while (row && sqlite3_step(row) == SQLITE_ROW) {
		g_autofree char *path = journal_path(store, (const char *)sqlite3_column_text(row, 0));
		int problem = sqlite3_column_int(row, 2);
		if (problem > JOURNAL_FINE && problem < JOURNAL_PROBLEMS)
			problem_add(problems, path, (unsigned int)sqlite3_column_int(row, 1),
				    (enum journal_problem)problem);
	}
	sqlite3_finalize(row);
}

/* ---- In order ---------------------------------------------------------------------------------------------- */

struct ordered {
	char *key;
	struct attempt_record *record;
};

static int compare_ordered(const void *a, const void *b, void *unused)
{
	(void)unused;
	const struct ordered *x = a, *y = b;
	int order = strcmp(x->key, y->key);

	if (!order)
		order = strcmp(x->record->person->id, y->record->person->id);
	if (!order && !*x->record->person->id)
		order = strcmp(x->record->person->unit, y->record->person->unit);
	if (!order && x->record->started != y->record->started)
		order = x->record->started < y->record->started ? -1 : 1;
	return order ? order : strcmp(x->record->id, y->record->id);
}

static void sort_records(GPtrArray *records)
{
	g_autofree struct ordered *ordered = g_new(struct ordered, records->len);

	for (unsigned int i = 0; i < records->len; i++) {
		struct attempt_record *record = records->pdata[i];
		ordered[i] = (struct ordered){text_name_key(record->person->name), record};
	}
	g_qsort_with_data(ordered, (int)records->len, sizeof(*ordered), compare_ordered, NULL);
	for (unsigned int i = 0; i < records->len; i++) {
		records->pdata[i] = ordered[i].record;
		g_free(ordered[i].key);
	}
}

GPtrArray *store_attempts(struct store *store, const struct attempt_filter *filter, struct diagnostics *problems,
			  GError **error)
{
	g_autoptr(GPtrArray) records = g_ptr_array_new_with_free_func(free_record);
	g_autoptr(People) people = people_read(store, problems);
	g_autoptr(Index) index = index_open(store, error);

	if (!index || !read_records(index, filter, people, records, error))
		return NULL;
	if (problems)
		read_problems(store, index, problems);
	sort_records(records);
	return g_steal_pointer(&records);
}

/* ---- Lessons ----------------------------------------------------------------------------------------------- */

struct lesson *store_lesson(struct store *store, const char *sha256, GError **error)
{
	g_autoptr(Index) index = index_open(store, error);
	g_autofree char *name = NULL;
	sqlite3_stmt *row = NULL;

	if (!index)
		return NULL;
	sqlite3_prepare_v2(index->db, "SELECT lesson FROM attempt WHERE sha256 = ? LIMIT 1", -1, &row, NULL);
	sqlite3_bind_text(row, 1, sha256, -1, SQLITE_STATIC);
	if (sqlite3_step(row) == SQLITE_ROW)
		name = g_strdup((const char *)sqlite3_column_text(row, 0));
	sqlite3_finalize(row);
	return lesson_kept(store, sha256, name && *name ? name : sha256, error);
}
