#include "store/packed.h"
#include "store/pick.h"
#include "store/verify.h"
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
	g_free(record->code);
	g_free(record->session);
	g_ptr_array_unref(record->given);
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
	CODE = PICK_COLUMNS,
	NAME,
	UNIT,
	HAMLET,
	LESSON,
	SHA256,
	SESSION,
	ON_PAPER,
	STARTED,
	HANDED_IN,
	ANSWERED,
	QUESTIONS,
	MARKS,
	POINTS,
	GRADE,
	PASSED,
	CHAIN,
	RESPONSES
};

static const char columns[] = "code, name, unit, hamlet, lesson, sha256, session, on_paper, started, handed_in,"
			      " answered, questions, marks, points, grade, passed, chain, responses";

static char *copy_string(const struct picking *picking, int column)
{
	return g_strdup(pick_string(picking, column));
}

static struct fraction fraction_of(const struct picking *picking, enum column column)
{
	struct fraction fraction;

	return fraction_parse(pick_string(picking, (int)column), &fraction) ? fraction : FRACTION_ZERO;
}

/* The person as known now, or else as the attempt knew them. */
static struct person *person_of(const struct picking *picking)
{
	const struct person *known = people_find(&picking->ledger->people, pick_string(picking, PICK_PERSON));

	if (known)
		return person_copy(known);
	struct person *person = person_new();
	const struct {
		char **field;
		int column;
	} fields[] = {{&person->id, PICK_PERSON},
		      {&person->code, CODE},
		      {&person->name, NAME},
		      {&person->unit, UNIT},
		      {&person->hamlet, HAMLET}};
	for (size_t i = 0; i < G_N_ELEMENTS(fields); i++) {
		g_free(*fields[i].field);
		*fields[i].field = copy_string(picking, fields[i].column);
	}
	return person;
}

static struct attempt_record *record_of(const struct picking *picking, struct unpacking *unpacking)
{
	struct attempt_record *record = g_new0(struct attempt_record, 1);
	sqlite3_stmt *row = picking->row;

	*record = (struct attempt_record){
		.id = copy_string(picking, PICK_ID),
		.person = person_of(picking),
		.lesson = copy_string(picking, LESSON),
		.lesson_sha256 = copy_string(picking, SHA256),
		.started = sqlite3_column_int64(row, STARTED),
		.handed_in = sqlite3_column_int64(row, HANDED_IN),
		.answered = sqlite3_column_int(row, ANSWERED),
		.questions = sqlite3_column_int(row, QUESTIONS),
		.marks = fraction_of(picking, MARKS),
		.points = fraction_of(picking, POINTS),
		.grade = fraction_of(picking, GRADE),
		.passed = sqlite3_column_int(row, PASSED) != 0,
		.code = code_of_chain(pick_string(picking, CHAIN)),
		.session = copy_string(picking, SESSION),
		.on_paper = sqlite3_column_int(row, ON_PAPER) != 0,
		.given = given_marks_new(),
		.why = g_strdup(""),
		.comment = g_strdup(""),
	};
	if (picking->correction) {
		const void *bytes = sqlite3_column_blob(row, RESPONSES);
		unpack_begin(unpacking, bytes, (size_t)sqlite3_column_bytes(row, RESPONSES));
		correction_apply(picking->correction, unpacking, record);
	}
	return record;
}

static bool read_records(const struct index *index, const struct attempt_filter *filter, const struct ledger *ledger,
			 GPtrArray *records, GError **error)
{
	struct unpacking unpacking;
	struct picking picking;

	unpacking_init(&unpacking);
	pick_begin(&picking, index, columns, filter, ledger);
	while (pick_next(&picking))
		g_ptr_array_add(records, record_of(&picking, &unpacking));
	unpacking_clear(&unpacking);
	return pick_end(&picking, index, error);
}

static void read_problems(const struct store *store, const struct index *index, struct diagnostics *problems)
{
	sqlite3_stmt *row = NULL;

	sqlite3_prepare_v2(index->db,
			   "SELECT folder || '/' || name, line, problem FROM problem JOIN file ON file.id = file"
			   " ORDER BY folder, name, line",
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
		order = namesakes_compare(x->record->person, y->record->person);
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
	g_autoptr(Ledger) ledger = ledger_read(store, LEDGER_PEOPLE | LEDGER_CORRECTIONS, problems);
	g_autoptr(Index) index = index_open(store, error);

	if (!index || !read_records(index, filter, ledger, records, error))
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
