#include "report/report.h"
#include "text/i18n.h"

#include <string.h>

#define DECIMALS 2

/* ---- Grades ------------------------------------------------------------------------------------------------ */

/* The attempts of one person: those handed in, from the first. */
struct tally {
	const struct person *person;
	struct fraction highest, sum, first, last;
	int handed_in;
};

static void tally_add(struct tally *tally, const struct attempt_record *record)
{
	if (!record->handed_in)
		return;
	if (!tally->handed_in++) {
		tally->highest = tally->first = record->grade;
		tally->sum = FRACTION_ZERO;
	}
	if (fraction_cmp(record->grade, tally->highest) > 0)
		tally->highest = record->grade;
	tally->sum = fraction_add(tally->sum, record->grade);
	tally->last = record->grade;
}

static struct fraction tally_grade(const struct tally *tally, enum grade_method method)
{
	switch (method) {
	case GRADE_AVERAGE:
		return fraction_div(tally->sum, fraction_make(tally->handed_in, 1));
	case GRADE_FIRST:
		return tally->first;
	case GRADE_LAST:
		return tally->last;
	case GRADE_HIGHEST:
		break;
	}
	return tally->highest;
}

/* Attempts come by person: true while they are still of the same one. */
static bool same_person(const struct person *a, const struct person *b)
{
	if (*a->id || *b->id)
		return strcmp(a->id, b->id) == 0;
	return strcmp(a->name, b->name) == 0 && strcmp(a->unit, b->unit) == 0;
}

/* ---- Bands ------------------------------------------------------------------------------------------------- */

static bool same_bands(const struct lesson *a, const struct lesson *b)
{
	bool same = a->n_bands == b->n_bands;

	for (size_t i = 0; same && i < a->n_bands; i++)
		same = strcmp(a->bands[i].name, b->bands[i].name) == 0 &&
		       fraction_cmp(a->bands[i].from, b->bands[i].from) == 0;
	return same;
}

/* True when the lesson says nothing of bands: it has those of an empty one. */
static bool has_default_bands(const struct lesson *lesson)
{
	g_autoptr(Diagnostics) diags = diagnostics_new();
	g_autoptr(Lesson) empty = lesson_parse("", 0, "", NULL, diags);

	return same_bands(lesson, empty);
}

/* The name of the highest of the bands that the grade reaches; the lowest for anything below. */
static const char *band_name(const struct band *bands, size_t n, struct fraction grade)
{
	struct fraction of_ten = fraction_mul(grade, fraction_make(10, 1));
	const struct band *reached = NULL, *lowest = &bands[0];

	for (size_t i = 0; i < n; i++) {
		const struct band *band = &bands[i];
		if (fraction_cmp(band->from, lowest->from) < 0)
			lowest = band;
		if (fraction_cmp(of_ten, band->from) >= 0 && (!reached || fraction_cmp(band->from, reached->from) > 0))
			reached = band;
	}
	return reached ? reached->name : lowest->name;
}

/* ---- The list ---------------------------------------------------------------------------------------------- */

struct list {
	struct table *table;
	const struct lesson *lesson;
	const struct band *bands; /* the settings', instead of the lesson's; NULL for those */
	size_t n_bands;
	int number;
};

static char *unit_of(const struct person *person)
{
	const char *between = *person->hamlet && *person->unit ? ", " : "";

	return g_strconcat(person->hamlet, between, person->unit, NULL);
}

static void list_add(struct list *list, const struct tally *tally)
{
	const struct lesson *lesson = list->lesson;
	const char *band = "", *note = _("not handed in yet");
	g_autofree char *grade = g_strdup("");

	if (tally->handed_in) {
		struct fraction of_one = tally_grade(tally, lesson->quiz.grade);
		g_free(grade);
		grade = fraction_decimal(of_one, 10, DECIMALS, strcmp(lesson->lang, "vi") == 0);
		band = list->bands ? band_name(list->bands, list->n_bands, of_one) : lesson_band(lesson, of_one)->name;
		note = fraction_cmp(of_one, lesson->quiz.pass) >= 0 ? "" : _("not passed");
	}
	table_add_row(list->table, g_strdup_printf("%d", ++list->number), g_strdup(tally->person->name),
		      unit_of(tally->person), g_steal_pointer(&grade), g_strdup(band), g_strdup(note), NULL);
}

static struct table *empty_list(const struct lesson *lesson)
{
	struct table *table = table_new(_("Results"));

	g_free(table->subtitle);
	table->subtitle = g_strdup(lesson->title);
	table_add_column(table, _("No."), COLUMN_NUMBER);
	table_add_column(table, _("Name"), COLUMN_TEXT);
	table_add_column(table, _("Unit"), COLUMN_TEXT);
	table_add_column(table, _("Grade"), COLUMN_NUMBER);
	table_add_column(table, _("Band"), COLUMN_TEXT);
	table_add_column(table, _("Note"), COLUMN_TEXT);
	return table;
}

struct table *report_results(struct store *store, const struct lesson *lesson, const struct config *config,
			     struct diagnostics *problems, GError **error)
{
	const char *const lessons[] = {lesson->name, NULL};
	const struct attempt_filter filter = {.lessons = lessons};
	g_autoptr(GPtrArray) records = store_attempts(store, &filter, problems, error);
	struct list list = {.lesson = lesson};

	if (!records)
		return NULL;
	list.table = empty_list(lesson);
	if (config && config->bands && config->n_bands && has_default_bands(lesson)) {
		list.bands = config->bands;
		list.n_bands = config->n_bands;
	}
	for (unsigned int i = 0; i < records->len;) {
		struct tally tally = {.person = ((struct attempt_record *)records->pdata[i])->person};
		for (; i < records->len; i++) {
			const struct attempt_record *record = records->pdata[i];
			if (!same_person(record->person, tally.person))
				break;
			tally_add(&tally, record);
		}
		list_add(&list, &tally);
	}
	g_free(list.table->closing);
	list.table->closing =
		g_strdup_printf(P_("The list has %d person.", "The list has %d people.", list.number), list.number);
	return list.table;
}
