/* Who stands how: attempts → people → grades. */
#include "report/private.h"
#include "text/i18n.h"
#include "text/text.h"

#include <string.h>

/* ---- Bands ------------------------------------------------------------------------------------------------- */

static bool same_bands(const struct lesson *a, const struct lesson *b)
{
	bool same = a->n_bands == b->n_bands;

	for (size_t i = 0; same && i < a->n_bands; i++)
		same = strcmp(a->bands[i].name, b->bands[i].name) == 0 &&
		       fraction_cmp(a->bands[i].from, b->bands[i].from) == 0;
	return same;
}

/* A lesson that says nothing of bands has those of an empty one. */
static void find_own_bands(struct report *report)
{
	g_autoptr(Diagnostics) diags = diagnostics_new();
	g_autoptr(Lesson) empty = lesson_parse("", 0, "", NULL, diags);

	report->own_bands = g_new0(bool, report->subject->n_lessons + 1);
	for (size_t i = 0; i < report->subject->n_lessons; i++)
		report->own_bands[i] = !same_bands(report->subject->lessons[i], empty);
}

/* The highest of the settings' bands that the grade reaches; the lowest for anything below. */
static const char *settings_band(const struct report *report, struct fraction grade)
{
	struct fraction of_ten = fraction_mul(grade, fraction_make(10, 1));
	const struct band *reached = NULL, *lowest = &report->bands[0];

	for (size_t i = 0; i < report->n_bands; i++) {
		const struct band *band = &report->bands[i];
		if (fraction_cmp(band->from, lowest->from) < 0)
			lowest = band;
		if (fraction_cmp(of_ten, band->from) >= 0 && (!reached || fraction_cmp(band->from, reached->from) > 0))
			reached = band;
	}
	return reached ? reached->name : lowest->name;
}

const char *report_band(const struct report *report, size_t lesson, struct fraction grade)
{
	if (report->n_bands && !report->own_bands[lesson])
		return settings_band(report, grade);
	return lesson_band(report->subject->lessons[lesson], grade)->name;
}

/* ---- Attempts ---------------------------------------------------------------------------------------------- */

size_t report_lesson_of(const struct report *report, const struct attempt_record *record)
{
	size_t i = 0;

	while (i < report->subject->n_lessons && strcmp(report->subject->lessons[i]->name, record->lesson) != 0)
		i++;
	return i;
}

const struct training_session *report_session(const struct report *report, const char *id)
{
	for (unsigned int i = 0; i < report->sessions->len; i++) {
		const struct training_session *session = report->sessions->pdata[i];
		if (strcmp(session->id, id) == 0)
			return session;
	}
	return NULL;
}

enum quiz_role report_role_of(const struct report *report, const struct attempt_record *record)
{
	static const enum quiz_role roles[] = {
		[SESSION_ROLE_NONE] = ROLE_NONE,
		[SESSION_ROLE_PRE] = ROLE_PRE,
		[SESSION_ROLE_POST] = ROLE_POST,
	};
	const struct training_session *session = *record->session ? report_session(report, record->session) : NULL;
	size_t lesson = report_lesson_of(report, record);

	if (session && session->role != SESSION_ROLE_NONE)
		return roles[session->role];
	return lesson < report->subject->n_lessons ? report->subject->lessons[lesson]->quiz.role : ROLE_NONE;
}

/* What was answered before the lesson was taught says nothing of what came of it. */
static bool counts(const struct report *report, const struct attempt_record *record)
{
	const struct training_session *session = *record->session ? report_session(report, record->session) : NULL;

	return report->subject->session || !session || session->role != SESSION_ROLE_PRE;
}

bool report_same_person(const struct person *a, const struct person *b)
{
	if (*a->id || *b->id)
		return strcmp(a->id, b->id) == 0;
	return strcmp(a->name, b->name) == 0 && strcmp(a->unit, b->unit) == 0;
}

/* ---- Scores ------------------------------------------------------------------------------------------------ */

static struct score score_of(const struct report *report, const struct outcome *outcome, size_t lesson)
{
	const struct quiz_settings *quiz = &report->subject->lessons[lesson]->quiz;
	g_autofree struct fraction *grades = g_new(struct fraction, outcome->n_attempts + 1);
	struct score score = {.grade = FRACTION_ZERO, .band = ""};

	for (size_t i = 0; i < outcome->n_attempts; i++) {
		const struct attempt_record *record = outcome->attempts[i];
		if (record->handed_in && report_lesson_of(report, record) == lesson)
			grades[score.n++] = record->grade;
	}
	if (!score.n)
		return score;
	score.grade = grade_of_attempts(quiz->grade, grades, score.n);
	score.band = report_band(report, lesson, score.grade);
	score.passed = fraction_cmp(score.grade, quiz->pass) >= 0;
	return score;
}

/* A pre-test is nothing one passes, unless there is nothing else. */
static bool is_graded(const struct lesson *lesson)
{
	return lesson->n_questions > 0 && lesson->quiz.role != ROLE_PRE;
}

static void add_overall(const struct report *report, struct outcome *outcome)
{
	size_t wanted = 0;

	outcome->overall = (struct score){.grade = FRACTION_ZERO, .band = ""};
	for (size_t i = 0; i < report->subject->n_lessons; i++) {
		const struct score *score = &outcome->scores[i];
		if (!is_graded(report->subject->lessons[i]))
			continue;
		wanted++;
		if (score->n) {
			outcome->overall.n++;
			outcome->overall.grade = fraction_add(outcome->overall.grade, score->grade);
		}
	}
	outcome->graded = wanted > 0 && outcome->overall.n == wanted;
	if (!outcome->graded)
		return;
	outcome->overall.grade = fraction_div(outcome->overall.grade, fraction_make((int64_t)wanted, 1));
	outcome->overall.band = report_band(report, 0, outcome->overall.grade);
	outcome->overall.passed = fraction_cmp(outcome->overall.grade, report->subject->pass) >= 0;
}

static void stand(const struct report *report, struct outcome *outcome, struct score *scores)
{
	for (size_t i = 0; i < report->subject->n_lessons; i++)
		scores[i] = score_of(report, outcome, i);
	outcome->scores = scores;
	if (report->subject->n_lessons > 1) {
		add_overall(report, outcome);
	} else if (report->subject->n_lessons == 1) {
		outcome->overall = scores[0];
		outcome->graded = scores[0].n > 0;
	}
}

/* Attempts come by person, so those of one stand together. */
static void find_outcomes(struct report *report)
{
	for (unsigned int i = 0; i < report->records->len; i++) {
		struct attempt_record *record = report->records->pdata[i];
		if (counts(report, record))
			g_ptr_array_add(report->counted, record);
	}
	const struct attempt_record *const *records = (const struct attempt_record *const *)report->counted->pdata;
	for (unsigned int i = 0, n; i < report->counted->len; i += n) {
		for (n = 1;
		     i + n < report->counted->len && report_same_person(records[i]->person, records[i + n]->person);)
			n++;
		const struct outcome outcome = {.person = records[i]->person, .attempts = records + i, .n_attempts = n};
		g_array_append_val(report->outcomes, outcome);
	}
	report->scores = g_new0(struct score, report->outcomes->len * report->subject->n_lessons + 1);
	for (unsigned int i = 0; i < report->outcomes->len; i++)
		stand(report, &g_array_index(report->outcomes, struct outcome, i),
		      report->scores + i * report->subject->n_lessons);
}

/* ---- The report -------------------------------------------------------------------------------------------- */

static GPtrArray *read_attempts(struct store *store, const struct report_subject *subject, struct diagnostics *problems,
				GError **error)
{
	g_autofree const char **names = g_new0(const char *, subject->n_lessons + 1);
	const struct attempt_filter filter = {.lessons = names,
					      .session = subject->session ? subject->session->id : NULL};

	for (size_t i = 0; i < subject->n_lessons; i++)
		names[i] = subject->lessons[i]->name;
	GPtrArray *records = store_attempts(store, &filter, problems, error);
	if (!records || !store_hand_in_overdue(store, records))
		return records;
	g_ptr_array_unref(records);
	return store_attempts(store, &filter, NULL, error);
}

struct report *report_new(struct store *store, const struct report_subject *subject, const struct config *config,
			  struct diagnostics *problems, GError **error)
{
	g_autoptr(Report) report = g_new0(struct report, 1);

	report->store = store;
	report->subject = subject;
	report->records = read_attempts(store, subject, problems, error);
	report->sessions = report->records ? store_sessions(store, error) : NULL;
	if (!report->sessions)
		return NULL;
	report->outcomes = g_array_new(FALSE, FALSE, sizeof(struct outcome));
	report->counted = g_ptr_array_new();
	report->bands = config ? config->bands : NULL;
	report->n_bands = report->bands ? config->n_bands : 0;
	report->comma = !subject->n_lessons || strcmp(subject->lessons[0]->lang, "vi") == 0;
	versions_init(&report->versions);
	find_own_bands(report);
	find_outcomes(report);
	return g_steal_pointer(&report);
}

void report_free(struct report *report)
{
	if (!report)
		return;
	g_clear_pointer(&report->records, g_ptr_array_unref);
	g_clear_pointer(&report->sessions, g_ptr_array_unref);
	g_clear_pointer(&report->outcomes, g_array_unref);
	g_clear_pointer(&report->counted, g_ptr_array_unref);
	versions_clear(&report->versions);
	g_free(report->scores);
	g_free(report->own_bands);
	g_free(report);
}

const struct outcome *report_outcomes(const struct report *report, size_t *n)
{
	*n = report->outcomes->len;
	return (const struct outcome *)(const void *)report->outcomes->data;
}

/* ---- Finding ----------------------------------------------------------------------------------------------- */

bool report_means(const char *who, const struct person *person)
{
	return !who || strcmp(who, person->id) == 0 || (*person->code && strcmp(who, person->code) == 0) ||
	       text_finds(who, person->name);
}

static bool is_exactly(const char *who, const struct person *person)
{
	return strcmp(who, person->id) == 0 || (*person->code && strcmp(who, person->code) == 0);
}

const struct outcome *report_find_person(const struct report *report, const char *who, GError **error)
{
	const struct outcome *found = NULL;
	g_autoptr(GString) names = g_string_new(NULL);
	unsigned int n = 0;

	for (unsigned int i = 0; i < report->outcomes->len; i++) {
		const struct outcome *outcome = &g_array_index(report->outcomes, struct outcome, i);
		if (is_exactly(who, outcome->person))
			return outcome;
	}
	for (unsigned int i = 0; i < report->outcomes->len; i++) {
		const struct outcome *outcome = &g_array_index(report->outcomes, struct outcome, i);
		if (!report_means(who, outcome->person))
			continue;
		found = outcome;
		g_string_append_printf(names, "%s%s", n++ ? ", " : "", outcome->person->name);
		if (*outcome->person->code)
			g_string_append_printf(names, " (%s)", outcome->person->code);
	}
	if (n == 1)
		return found;
	if (n)
		g_set_error(error, STORE_ERROR, STORE_ERROR_NOT_FOUND,
			    _("“%s” may be several people: %s. Say more of the name, or the code."), who, names->str);
	else
		g_set_error(error, STORE_ERROR, STORE_ERROR_NOT_FOUND, _("nobody called “%s” has answered here"), who);
	return NULL;
}

const struct question *report_find_question(const struct report *report, const char *what, size_t *lesson,
					    GError **error)
{
	const struct report_subject *subject = report->subject;

	for (*lesson = 0; *lesson < subject->n_lessons; ++*lesson) {
		const char *name = subject->lessons[*lesson]->name, *id = what;
		if (g_str_has_prefix(what, name) && what[strlen(name)] == '/')
			id = what + strlen(name) + 1;
		const struct question *question = lesson_question(subject->lessons[*lesson], id);
		if (question)
			return question;
	}
	g_set_error(error, STORE_ERROR, STORE_ERROR_NOT_FOUND,
		    _("there is no question “%s” in “%s”; a question is called by its id in the lesson"), what,
		    subject->title);
	return NULL;
}

char *report_question_key(const struct report *report, size_t lesson, const struct question *question)
{
	if (report->subject->n_lessons == 1)
		return g_strdup(question->id);
	return g_strdup_printf("%s/%s", report->subject->lessons[lesson]->name, question->id);
}
