/* Lists of people: who has which grade, how units stand, who was there, who is known. */
#include "report/private.h"
#include "text/i18n.h"
#include "text/text.h"

#include <stdlib.h>
#include <string.h>

/* ---- Results ----------------------------------------------------------------------------------------------- */

static void add_grades(const struct report *report, const struct outcome *outcome, GPtrArray *cells)
{
	for (size_t i = 0; i < report->subject->n_lessons; i++) {
		if (outcome->scores[i].n)
			cells_fraction(cells, report, outcome->scores[i].grade, 10);
		else
			cells_text(cells, "");
	}
	if (report->subject->n_lessons == 1)
		return;
	if (outcome->graded)
		cells_fraction(cells, report, outcome->overall.grade, 10);
	else
		cells_text(cells, "");
}

/* The ids of the people of whom an essay is to be marked; NULL on error. */
static GHashTable *who_waits(const struct report *report, GError **error)
{
	g_autoptr(GPtrArray) essays = report_essays(report, error);
	GHashTable *waiting = essays ? g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL) : NULL;

	for (unsigned int i = 0; waiting && i < essays->len; i++) {
		const struct essay *essay = essays->pdata[i];
		if (!essay->given)
			g_hash_table_add(waiting, g_strdup(essay->attempt->person->id));
	}
	return waiting;
}

static const char *note_of(const struct outcome *outcome, GHashTable *waiting)
{
	if (outcome->graded && g_hash_table_contains(waiting, outcome->person->id))
		return _("to be marked");
	if (outcome->graded)
		return outcome->overall.passed ? "" : _("not passed");
	return outcome->overall.n ? _("not all handed in yet") : _("not handed in yet");
}

struct table *make_results(const struct report *report, const char *about G_GNUC_UNUSED, GError **error)
{
	g_autoptr(GHashTable) waiting = who_waits(report, error);
	if (!waiting)
		return NULL;
	struct table *table = report_table(report, "person");
	g_autoptr(GPtrArray) cells = cells_new();

	table->opens = "sheet";
	table_add_column(table, _("No."), COLUMN_NUMBER);
	table_add_column(table, _("Name"), COLUMN_NAME);
	table_add_column(table, _("Unit"), COLUMN_TEXT);
	for (size_t i = 0; report->subject->n_lessons > 1 && i < report->subject->n_lessons; i++)
		table_add_column(table, report->subject->lessons[i]->title, COLUMN_NUMBER);
	table_add_column(table, report->subject->n_lessons == 1 ? _("Grade") : _("Overall"), COLUMN_NUMBER);
	table_add_column(table, _("Band"), COLUMN_TEXT);
	table_add_column(table, _("Note"), COLUMN_TEXT);
	for (unsigned int i = 0; i < report->outcomes->len; i++) {
		const struct outcome *outcome = &g_array_index(report->outcomes, struct outcome, i);
		g_autofree char *unit = person_unit(outcome->person);
		cells_count(cells, i + 1);
		cells_text(cells, outcome->person->name);
		cells_text(cells, unit);
		add_grades(report, outcome, cells);
		cells_text(cells, outcome->graded ? outcome->overall.band : "");
		cells_text(cells, note_of(outcome, waiting));
		table_add_cells(table, cells);
		table_set_key(table, *outcome->person->id ? outcome->person->id : outcome->person->name);
	}
	report_close_people(table, report->outcomes->len);
	return table;
}

/* ---- Units ------------------------------------------------------------------------------------------------- */

/* Below this, a mean would tell of persons, not of the unit. */
#define LEAST_OF_UNIT 5

struct unit {
	size_t n, graded, passed;
	double sum;
};

static GHashTable *count_units(const struct report *report)
{
	GHashTable *units = g_hash_table_new_full(g_str_hash, g_str_equal, NULL, g_free);

	for (unsigned int i = 0; i < report->outcomes->len; i++) {
		const struct outcome *outcome = &g_array_index(report->outcomes, struct outcome, i);
		struct unit *unit = g_hash_table_lookup(units, outcome->person->unit);
		if (!unit) {
			unit = g_new0(struct unit, 1);
			g_hash_table_insert(units, outcome->person->unit, unit);
		}
		unit->n++;
		unit->graded += outcome->graded;
		unit->passed += outcome->graded && outcome->overall.passed;
		unit->sum += outcome->graded ? fraction_double(outcome->overall.grade) : 0;
	}
	return units;
}

static void add_unit(const struct report *report, struct table *table, const char *name, const struct unit *unit)
{
	g_autoptr(GPtrArray) cells = cells_new();
	bool enough = unit->graded >= LEAST_OF_UNIT;
	double graded = (double)unit->graded;

	cells_text(cells, *name ? name : _("(no unit)"));
	cells_count(cells, unit->n);
	cells_count(cells, unit->graded);
	if (enough) {
		cells_figure(cells, report, unit->sum / graded * 10, 2);
		cells_share(cells, report, (double)unit->passed / graded);
	} else {
		cells_text(cells, CELL_NONE);
		cells_text(cells, CELL_NONE);
	}
	cells_text(cells, enough ? "" : _("fewer than five grades: not compared"));
	table_add_cells(table, cells);
}

static int compare_names(const void *a, const void *b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/* The units in their order, those that no list of people knows after them. NULL-terminated; NULL on error. */
static char **order_units(const struct report *report, GHashTable *units, GError **error)
{
	g_auto(GStrv) known = store_units(report->store, error);
	g_autoptr(GStrvBuilder) names = g_strv_builder_new();
	unsigned int n;
	g_autofree const char **all = (const char **)g_hash_table_get_keys_as_array(units, &n);

	for (size_t i = 0; known && known[i]; i++)
		if (g_hash_table_contains(units, known[i]))
			g_strv_builder_add(names, known[i]);
	qsort(all, n, sizeof *all, compare_names);
	for (unsigned int i = 0; known && i < n; i++)
		if (!g_strv_contains((const char *const *)known, all[i]))
			g_strv_builder_add(names, all[i]);
	return known ? g_strv_builder_end(names) : NULL;
}

struct table *make_units(const struct report *report, const char *about G_GNUC_UNUSED, GError **error)
{
	g_autoptr(GHashTable) units = count_units(report);
	g_auto(GStrv) names = order_units(report, units, error);

	if (!names)
		return NULL;
	struct table *table = report_table(report, "unit");
	table_add_column(table, _("Unit"), COLUMN_TEXT);
	table_add_column(table, _("How many"), COLUMN_NUMBER);
	table_add_column(table, _("With a grade"), COLUMN_NUMBER);
	table_add_column(table, _("Mean"), COLUMN_NUMBER);
	table_add_column(table, _("Passed"), COLUMN_NUMBER);
	table_add_column(table, _("Note"), COLUMN_TEXT);
	for (size_t i = 0; names[i]; i++)
		add_unit(report, table, names[i], g_hash_table_lookup(units, names[i]));
	return table;
}

/* ---- Attendance -------------------------------------------------------------------------------------------- */

/* What is known of who was there. */
struct roll {
	GHashTable *noted;    /* person's id → present */
	GHashTable *answered; /* the ids of those who began an attempt */
};

static bool read_roll(const struct report *report, struct roll *roll, GError **error)
{
	const struct training_session *session = report->subject->session;

	roll->answered = g_hash_table_new(g_str_hash, g_str_equal);
	for (unsigned int i = 0; session && i < report->records->len; i++) {
		const struct attempt_record *record = report->records->pdata[i];
		g_hash_table_add(roll->answered, record->person->id);
	}
	roll->noted = session ? store_attendance(report->store, session->id, error)
			      : g_hash_table_new(g_str_hash, g_str_equal);
	return roll->noted != NULL;
}

/* Nobody is noted yet: the list is to be ticked on paper, so it has everybody. */
static bool is_blank(const struct roll *roll)
{
	return !g_hash_table_size(roll->noted) && !g_hash_table_size(roll->answered);
}

/* −1 where nothing is known. */
static int presence(const struct roll *roll, const char *id)
{
	void *present;

	if (g_hash_table_lookup_extended(roll->noted, id, NULL, &present))
		return GPOINTER_TO_INT(present) != 0;
	return g_hash_table_contains(roll->answered, id) ? 1 : -1;
}

static void add_present(struct table *table, const struct person *person, const char *note)
{
	g_autofree char *unit = person_unit(person);
	char *number = g_strdup_printf("%u", table->rows->len + 1);

	table_add_row(table, number, g_strdup(person->name), g_strdup(person->birth), g_steal_pointer(&unit),
		      g_strdup(note), NULL);
	table_set_key(table, person->id);
}

/* Those who are in no list of people but answered come after it. */
static void add_unlisted(const struct report *report, GPtrArray *people, struct table *table, size_t *there)
{
	g_autoptr(GHashTable) listed = g_hash_table_new(g_str_hash, g_str_equal);

	for (unsigned int i = 0; i < people->len; i++)
		g_hash_table_add(listed, ((const struct person *)people->pdata[i])->id);
	for (unsigned int i = 0; i < report->outcomes->len; i++) {
		const struct person *person = g_array_index(report->outcomes, struct outcome, i).person;
		if (g_hash_table_contains(listed, person->id))
			continue;
		add_present(table, person, _("present"));
		++*there;
	}
}

static void fill_attendance(const struct report *report, const struct roll *roll, GPtrArray *people,
			    struct table *table)
{
	static const char *const notes[] = {N_("absent"), N_("present")};
	bool blank = is_blank(roll);
	size_t there = 0;

	for (unsigned int i = 0; i < people->len; i++) {
		const struct person *person = people->pdata[i];
		int present = presence(roll, person->id);
		if (present >= 0 || blank)
			add_present(table, person, present < 0 ? "" : _(notes[present]));
		there += present > 0;
	}
	if (!blank)
		add_unlisted(report, people, table, &there);
	if (blank)
		report_close_people(table, table->rows->len);
	else
		table_set_closing(table, g_strdup_printf(P_("%zu of %u person was there.",
							    "%zu of %u people were there.", table->rows->len),
							 there, table->rows->len));
}

struct table *make_attendance(const struct report *report, const char *about G_GNUC_UNUSED, GError **error)
{
	struct roll roll = {NULL, NULL};
	g_autoptr(GPtrArray) people = store_people(report->store, error);
	struct table *table = NULL;

	if (people && read_roll(report, &roll, error)) {
		table = report_table(report, "attendance");
		table->opens = "sheet";
		table_add_column(table, _("No."), COLUMN_NUMBER);
		table_add_column(table, _("Name"), COLUMN_NAME);
		table_add_column(table, _("Born"), COLUMN_TEXT);
		table_add_column(table, _("Unit"), COLUMN_TEXT);
		table_add_column(table, _("Attendance"), COLUMN_TEXT);
		fill_attendance(report, &roll, people, table);
	}
	g_clear_pointer(&roll.noted, g_hash_table_unref);
	g_clear_pointer(&roll.answered, g_hash_table_unref);
	return table;
}

/* ---- People ------------------------------------------------------------------------------------------------ */

struct table *make_people(const struct report *report, const char *about G_GNUC_UNUSED, GError **error G_GNUC_UNUSED)
{
	struct table *table = report_table(report, "people");

	table->opens = "sheet";
	table_add_column(table, _("No."), COLUMN_NUMBER);
	table_add_column(table, _("Name"), COLUMN_NAME);
	table_add_column(table, _("Code"), COLUMN_TEXT);
	table_add_column(table, _("Born"), COLUMN_TEXT);
	table_add_column(table, _("Sex"), COLUMN_TEXT);
	table_add_column(table, _("Unit"), COLUMN_TEXT);
	table_add_column(table, _("Hamlet"), COLUMN_TEXT);
	table_add_column(table, _("Phone"), COLUMN_TEXT);
	for (unsigned int i = 0; i < report->outcomes->len; i++) {
		const struct person *person = g_array_index(report->outcomes, struct outcome, i).person;
		table_add_row(table, g_strdup_printf("%u", i + 1), g_strdup(person->name), g_strdup(person->code),
			      g_strdup(person->birth), g_strdup(person->sex), g_strdup(person->unit),
			      g_strdup(person->hamlet), g_strdup(person->phone), NULL);
		table_set_key(table, person->id);
	}
	report_close_people(table, report->outcomes->len);
	return table;
}
