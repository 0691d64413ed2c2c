#include "print/standing.h"

#include "text/text.h"

#include <string.h>

/* Attempts come by person: those of one stand together. */
static bool same_person(const struct person *a, const struct person *b)
{
	if (*a->id || *b->id)
		return strcmp(a->id, b->id) == 0;
	return strcmp(a->name, b->name) == 0 && strcmp(a->unit, b->unit) == 0;
}

static bool is_wanted(const struct person *person, const char *who)
{
	return !who || strcmp(who, person->id) == 0 || (*person->code && strcmp(who, person->code) == 0) ||
	       text_finds(who, person->name);
}

/* ---- Grades ------------------------------------------------------------------------------------------------ */

static struct fraction grade_by(enum grade_method method, const struct standing *standing)
{
	struct fraction highest = FRACTION_ZERO, sum = FRACTION_ZERO, first = FRACTION_ZERO, last = FRACTION_ZERO;
	int n = 0;
	for (size_t i = 0; i < standing->n_attempts; i++) {
		const struct attempt_record *record = standing->attempts[i];
		if (!record->handed_in)
			continue;
		first = n++ ? first : record->grade;
		last = record->grade;
		sum = fraction_add(sum, last);
		highest = fraction_cmp(last, highest) > 0 ? last : highest;
	}
	const struct fraction grades[] = {
		[GRADE_HIGHEST] = highest,
		[GRADE_AVERAGE] = n ? fraction_div(sum, fraction_make(n, 1)) : FRACTION_ZERO,
		[GRADE_FIRST] = first,
		[GRADE_LAST] = last,
	};
	return grades[method];
}

/* The settings' bands stand instead of the default ones, never of those a lesson gives itself. */
static bool has_own_bands(const struct lesson *lesson)
{
	g_autoptr(Diagnostics) diags = diagnostics_new();
	g_autoptr(Lesson) empty = lesson_parse("", 0, "", NULL, diags);
	bool same = lesson->n_bands == empty->n_bands;
	for (size_t i = 0; same && i < empty->n_bands; i++)
		same = strcmp(lesson->bands[i].name, empty->bands[i].name) == 0 &&
		       fraction_cmp(lesson->bands[i].from, empty->bands[i].from) == 0;
	return !same;
}

/* The lesson's band, or that of the settings. */
static const char *band_name(const struct lesson *lesson, const struct config *config, bool own, struct fraction grade)
{
	struct fraction of_ten = fraction_mul(grade, fraction_make(10, 1));
	const struct band *reached = NULL, *lowest = config->bands;
	if (own || !config->bands || !config->n_bands)
		return lesson_band(lesson, grade)->name;
	for (size_t i = 0; i < config->n_bands; i++) {
		const struct band *band = &config->bands[i];
		if (fraction_cmp(band->from, lowest->from) < 0)
			lowest = band;
		if (fraction_cmp(of_ten, band->from) >= 0 && (!reached || fraction_cmp(band->from, reached->from) > 0))
			reached = band;
	}
	return reached ? reached->name : lowest->name;
}

/* ---- People ------------------------------------------------------------------------------------------------ */

/* The standing of whoever made the attempt, which has the n records from it on. */
static struct standing stand(const struct lesson *lesson, const struct config *config, bool own,
			     const struct attempt_record *const *records, size_t n)
{
	struct standing standing = {.person = records[0]->person, .attempts = records, .n_attempts = n};
	for (size_t i = 0; i < n; i++)
		standing.graded |= records[i]->handed_in != 0;
	standing.grade = grade_by(lesson->quiz.grade, &standing);
	standing.band = standing.graded ? band_name(lesson, config, own, standing.grade) : "";
	standing.passed = standing.graded && fraction_cmp(standing.grade, lesson->quiz.pass) >= 0;
	return standing;
}

int standing_each(struct store *store, const struct lesson *lesson, const struct config *config, const char *who,
		  struct diagnostics *problems, void (*each)(const struct standing *, void *user), void *user,
		  GError **error)
{
	const char *const lessons[] = {lesson->name, NULL};
	const struct attempt_filter filter = {.lessons = lessons};
	g_autoptr(GPtrArray) list = store_attempts(store, &filter, problems, error);
	if (!list)
		return -1;
	const struct attempt_record *const *records = (const struct attempt_record *const *)list->pdata;
	bool own = has_own_bands(lesson);
	int people = 0;
	for (size_t i = 0, n; i < list->len; i += n) {
		for (n = 1; i + n < list->len && same_person(records[i]->person, records[i + n]->person);)
			n++;
		if (!is_wanted(records[i]->person, who))
			continue;
		struct standing standing = stand(lesson, config, own, records + i, n);
		each(&standing, user);
		people++;
	}
	return people;
}
