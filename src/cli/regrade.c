/* Marking the stored answers again after a key was mended. */
#include "quiz/regrade.h"
#include "cli/command.h"
#include "cli/find.h"
#include "report/report.h"
#include "text/i18n.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

/* One attempt, marked again. */
struct remarked {
	const struct attempt_record *record;
	struct fraction *fractions; /* of its items */
	size_t n;
	struct grade computed, grade; /* without and with the marks given by hand */
	struct fraction *given;       /* those marks as they count now, in the order of the record's */
};

struct regrading {
	struct store *store;
	const struct lesson *lesson;
	const struct report *report;
	GPtrArray *records;
	GHashTable *before;  /* an attempt's id → GArray of double: the fractions of its items; owned */
	GPtrArray *changed;  /* of struct remarked */
	GHashTable *carried; /* a question's id → size_t [4]: how often what became of it; owned */
	unsigned int looked_at, unreadable;
};

static void remarked_free(void *data)
{
	struct remarked *remarked = data;

	g_free(remarked->fractions);
	g_free(remarked->given);
	g_free(remarked);
}

/* ---- Marking again ----------------------------------------------------------------------------------------- */

static bool note_fraction(const struct response_record *record, void *user)
{
	struct regrading *regrading = user;
	GArray *fractions = g_hash_table_lookup(regrading->before, record->attempt);

	if (!fractions) {
		fractions = g_array_new(FALSE, FALSE, sizeof(double));
		g_hash_table_insert(regrading->before, g_strdup(record->attempt), fractions);
	}
	g_array_append_val(fractions, record->fraction);
	return true;
}

static void count_carried(struct regrading *regrading, const char *question, enum carried how)
{
	size_t *counts = g_hash_table_lookup(regrading->carried, question);

	if (how == CARRIED)
		return;
	if (!counts) {
		counts = g_new0(size_t, CARRIED_CHANGED + 1);
		g_hash_table_insert(regrading->carried, g_strdup(question), counts);
	}
	counts[how]++;
}

/* The marks given by hand count for what the question is worth now. */
static void add_given(struct remarked *remarked, const struct attempt *carried)
{
	const struct quiz_settings *quiz = &carried->lesson->quiz;
	const GPtrArray *given = remarked->record->given;

	remarked->given = g_new(struct fraction, given->len + 1);
	for (unsigned int i = 0; i < given->len; i++) {
		const struct given_mark *mark = given->pdata[i];
		int at = attempt_find(carried, mark->question);
		remarked->given[i] = at < 0 ? mark->mark : item_mark(quiz, &carried->items[at], mark->fraction);
		remarked->grade.marks = fraction_add(remarked->grade.marks, remarked->given[i]);
	}
	grade_finish(&remarked->grade, quiz);
}

static bool has_given(const struct attempt_record *record, const char *question)
{
	for (unsigned int i = 0; i < record->given->len; i++)
		if (strcmp(((const struct given_mark *)record->given->pdata[i])->question, question) == 0)
			return true;
	return false;
}

static bool is_changed(const struct regrading *regrading, const struct remarked *remarked,
		       const struct attempt *carried)
{
	const struct attempt_record *record = remarked->record;
	const GArray *before = g_hash_table_lookup(regrading->before, record->id);

	if (fraction_cmp(remarked->grade.marks, record->marks) != 0 ||
	    fraction_cmp(remarked->grade.points, record->points) != 0 || remarked->grade.passed != record->passed)
		return true;
	for (size_t i = 0; before && i < MIN(remarked->n, before->len); i++)
		if (!has_given(record, carried->items[i].question->id) &&
		    fabs(g_array_index(before, double, i) - fraction_double(remarked->fractions[i])) > 1e-9)
			return true;
	return false;
}

static void mark_again(struct regrading *regrading, const struct attempt_record *record, const struct attempt *attempt)
{
	g_autofree enum carried *how = g_new(enum carried, attempt->n_items + 1);
	g_autoptr(Attempt) carried = attempt_carry(attempt, regrading->lesson, how);
	struct remarked *remarked = g_new0(struct remarked, 1);

	remarked->record = record;
	remarked->n = attempt->n_items;
	remarked->fractions = g_new(struct fraction, attempt->n_items + 1);
	remarked->computed = attempt_regrade(carried, attempt, how, remarked->fractions);
	remarked->grade = remarked->computed;
	add_given(remarked, carried);
	for (size_t i = 0; i < attempt->n_items; i++)
		count_carried(regrading, attempt->items[i].question->id, how[i]);
	if (is_changed(regrading, remarked, carried))
		g_ptr_array_add(regrading->changed, remarked);
	else
		remarked_free(remarked);
}

/* What cannot be read is told, and the rest is marked all the same. */
static void look_at_all(struct regrading *regrading)
{
	for (unsigned int i = 0; i < regrading->records->len; i++) {
		const struct attempt_record *record = regrading->records->pdata[i];
		g_autoptr(Lesson) taken = NULL;
		g_autoptr(GError) error = NULL;
		if (!record->handed_in)
			continue;
		g_autoptr(Attempt) attempt = store_attempt(regrading->store, record->id, &taken, &error);
		regrading->looked_at++;
		if (attempt) {
			mark_again(regrading, record, attempt);
			continue;
		}
		regrading->unreadable++;
		cli_complain(_("%s: left as it is: %s"), record->person->name, error->message);
	}
}

/* ---- What is told ------------------------------------------------------------------------------------------ */

/* What could not be carried over just so, with how many attempts it is in. */
static void tell_carried(const struct regrading *regrading)
{
	const char *const sentences[] = {
		[CARRIED_REWORDED] = _("one answer has other words now, and is taken for the same"),
		[CARRIED_GONE] = _("not in the lesson any more; left as it was"),
		[CARRIED_CHANGED] = _("its answers are others now; left as it was"),
	};
	g_autoptr(GList) questions =
		g_list_sort(g_hash_table_get_keys(regrading->carried), (GCompareFunc)(void (*)(void))strcmp);

	for (const GList *at = questions; at; at = at->next) {
		const size_t *counts = g_hash_table_lookup(regrading->carried, at->data);
		for (int how = CARRIED_REWORDED; how <= CARRIED_CHANGED; how++)
			if (counts[how] > 0)
				cli_complain(P_("question %s: %s (%zu attempt)", "question %s: %s (%zu attempts)",
						counts[how]),
					     (const char *)at->data, sentences[how], counts[how]);
	}
}

static char *grade_text(const struct regrading *regrading, struct fraction grade)
{
	return fraction_decimal(grade, 10, 2, strcmp(regrading->lesson->lang, "vi") == 0);
}

static void add_row(const struct regrading *regrading, const struct remarked *remarked, struct table *table)
{
	const struct attempt_record *record = remarked->record;
	const char *before = report_band(regrading->report, 0, record->grade);
	const char *after = report_band(regrading->report, 0, remarked->grade.grade);
	bool same = strcmp(before, after) == 0;

	table_add_row(table, g_strdup(record->person->name), person_unit(record->person),
		      grade_text(regrading, record->grade), grade_text(regrading, remarked->grade.grade),
		      g_strconcat(same ? "" : before, same ? "" : " → ", after, NULL),
		      g_strdup(record->passed == remarked->grade.passed ? ""
			       : remarked->grade.passed                 ? _("passes now")
									: _("does not pass any more")),
		      NULL);
}

static enum exit_status print_changes(const struct regrading *regrading)
{
	g_autoptr(Table) table = table_new(_("Whose grade changes"));
	unsigned int n = regrading->changed->len;

	g_free(table->subtitle);
	table->subtitle = g_strdup(regrading->lesson->title);
	table_add_column(table, _("Name"), COLUMN_TEXT);
	table_add_column(table, _("Unit"), COLUMN_TEXT);
	table_add_column(table, _("Before"), COLUMN_NUMBER);
	table_add_column(table, _("After"), COLUMN_NUMBER);
	table_add_column(table, _("Band"), COLUMN_TEXT);
	table_add_column(table, _("Note"), COLUMN_TEXT);
	for (unsigned int i = 0; i < n; i++)
		add_row(regrading, regrading->changed->pdata[i], table);
	table_set_closing(table, g_strdup_printf(P_("%u of %u attempts changes.", "%u of %u attempts change.", n), n,
						 regrading->looked_at));
	g_autofree char *text = table_text(table);
	fputs(text, stdout);
	return finish_output();
}

/* ---- Keeping it -------------------------------------------------------------------------------------------- */

/* By the new key, and what was given by hand as it counts beside it. */
static bool keep(const struct regrading *regrading, const struct remarked *remarked, const char *why, GError **error)
{
	const struct attempt_record *record = remarked->record;
	struct fraction pass = regrading->lesson->quiz.pass;

	if (!store_regrade(regrading->store, record->id, regrading->lesson, remarked->fractions, remarked->n,
			   &remarked->computed, why, error))
		return false;
	for (unsigned int i = 0; i < record->given->len; i++) {
		const struct given_mark *mark = record->given->pdata[i];
		const struct question *question = lesson_question(regrading->lesson, mark->question);
		if (question && !store_give_mark(regrading->store, record->id, question, mark->fraction,
						 remarked->given[i], pass, mark->comment, error))
			return false;
	}
	return true;
}

static enum exit_status keep_all(const struct options *options, const struct regrading *regrading, const char *why)
{
	g_autoptr(GError) error = NULL;
	unsigned int kept = 0;

	while (kept < regrading->changed->len && keep(regrading, regrading->changed->pdata[kept], why, &error))
		kept++;
	if (!options->quiet)
		printf(P_("%u attempt has its new marks.\n", "%u attempts have their new marks.\n", kept), kept);
	return error ? cli_fail(error) : finish_output();
}

/* Asks where there is somebody to ask. */
static enum exit_status decide(const struct options *options, const struct regrading *regrading, bool yes,
			       const char *why)
{
	g_autofree char *reason = typed_text(why);

	if (!yes && !can_ask()) {
		cli_complain(_("nothing was changed; --yes --why REASON keeps the new marks"));
		return EXIT_INPUT;
	}
	if (!*reason && can_ask()) {
		g_free(reason);
		reason = ask_words(_("Why are they marked again?"));
	}
	if (!*reason || (!yes && !ask_yes(_("Keep the new marks? [y/N]")))) {
		cli_complain(_("nothing was changed"));
		return EXIT_INPUT;
	}
	return keep_all(options, regrading, reason);
}

static enum exit_status run_regrading(const struct options *options, struct regrading *regrading, bool yes,
				      const char *why)
{
	look_at_all(regrading);
	tell_carried(regrading);
	enum exit_status status = print_changes(regrading);
	if (status == EXIT_FINE && regrading->changed->len > 0)
		status = decide(options, regrading, yes, why);
	return status == EXIT_FINE && regrading->unreadable > 0 ? EXIT_INPUT : status;
}

/* ---- The command ------------------------------------------------------------------------------------------- */

static enum exit_status regrade(const struct options *options, struct lesson *lesson, bool yes, const char *why)
{
	enum exit_status status = EXIT_INPUT;
	const char *const lessons[] = {lesson->name, NULL};
	const struct attempt_filter filter = {.lessons = lessons};
	g_autoptr(ReportSubject) subject = report_subject_of_lesson(lesson);
	g_autoptr(Config) config = load_config();
	g_autoptr(Diagnostics) problems = diagnostics_new();
	g_autoptr(GError) error = NULL;
	g_autoptr(Store) store = open_store(options, true, &status);
	if (!store)
		return status;
	g_autoptr(Report) report = report_new(store, subject, config, problems, &error);
	g_autoptr(GPtrArray) records = report ? store_attempts(store, &filter, NULL, &error) : NULL;
	g_autoptr(GHashTable) before =
		g_hash_table_new_full(g_str_hash, g_str_equal, g_free, (GDestroyNotify)g_array_unref);
	g_autoptr(GHashTable) carried = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
	g_autoptr(GPtrArray) changed = g_ptr_array_new_with_free_func(remarked_free);
	struct regrading regrading = {.store = store,
				      .lesson = lesson,
				      .report = report,
				      .records = records,
				      .before = before,
				      .changed = changed,
				      .carried = carried};
	if (!records || !store_responses(store, &filter, note_fraction, &regrading, &error))
		return cli_fail(error);
	say_diagnostics(problems, NULL, true);
	return run_regrading(options, &regrading, yes, why);
}

static enum exit_status run(const struct command *command, int argc, char **argv)
{
	g_autofree char *why = NULL;
	gboolean yes = FALSE;
	const GOptionEntry own[] = {
		{"why", 0, 0, G_OPTION_ARG_STRING, &why, N_("The reason, which is kept"), N_("TEXT")},
		{"yes", 0, 0, G_OPTION_ARG_NONE, &yes, N_("Keep the new marks without asking"), NULL},
		G_OPTION_ENTRY_NULL,
	};
	g_auto(Options) options;
	enum exit_status status;

	if (!options_parse(&options, command, own, argc, argv, &status))
		return status;
	if (g_strv_length(options.rest) != 1)
		return fail_usage(command, _("name one lesson"));
	if (yes && !why && !can_ask())
		return fail_usage(command, _("--why says the reason"));
	struct lesson *lesson = load_lesson(options.rest[0], &status);
	return lesson ? regrade(&options, lesson, yes, why) : status;
}

const struct command command_regrade = {
	.name = "regrade",
	.arguments = N_("LESSON"),
	.summary = N_("Mark the answers again after a key was mended"),
	.run = run,
};
