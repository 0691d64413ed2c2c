/* Before and after: the pre-test and the post-test of the same people. */
#include "report/private.h"
#include "text/i18n.h"

#include <math.h>
#include <string.h>

enum end { PRE, POST, ENDS };

/* A question that stands in both tests. */
struct common {
	size_t lessons[ENDS], columns[ENDS];
};

struct pairing {
	const struct report *report;         /* of every session, whichever is asked for */
	GHashTable *wanted;                  /* keys of the people it is about; NULL for all */
	GHashTable *persons;                 /* key → place + 1 */
	GPtrArray *marks[ENDS];              /* of struct marks, a lesson each */
	GArray *totals[ENDS], *maxima[ENDS]; /* of double, a person each */
	GArray *common;                      /* of struct common */
	double *grades[ENDS], *fractions[ENDS];
};

static char *person_key(const struct person *person)
{
	return *person->id ? g_strdup(person->id) : g_strdup_printf("%s\n%s", person->name, person->unit);
}

/* ---- People ------------------------------------------------------------------------------------------------ */

static unsigned int place_of(struct pairing *pairing, const struct person *person)
{
	static const double nothing = 0;
	char *key = person_key(person);
	unsigned int place = GPOINTER_TO_UINT(g_hash_table_lookup(pairing->persons, key));

	if (place) {
		g_free(key);
		return place - 1;
	}
	place = g_hash_table_size(pairing->persons);
	g_hash_table_insert(pairing->persons, key, GUINT_TO_POINTER(place + 1));
	for (enum end end = PRE; end < ENDS; end++) {
		g_array_append_val(pairing->totals[end], nothing);
		g_array_append_val(pairing->maxima[end], nothing);
	}
	return place;
}

static bool is_wanted(const struct pairing *pairing, const struct person *person)
{
	g_autofree char *key = person_key(person);

	return !pairing->wanted || g_hash_table_contains(pairing->wanted, key);
}

static const struct person *person_at(const struct marks *marks, size_t row)
{
	return ((const struct attempt_record *)marks->attempts->pdata[row])->person;
}

static void add_totals(struct pairing *pairing, const struct marks *marks, enum end end)
{
	size_t n = marks->table.n_questions;

	for (size_t row = 0; row < marks->attempts->len; row++) {
		if (!is_wanted(pairing, person_at(marks, row)))
			continue;
		unsigned int place = place_of(pairing, person_at(marks, row));
		for (size_t q = 0; q < n; q++) {
			if (isnan(marks->marks[row * n + q]))
				continue;
			g_array_index(pairing->totals[end], double, place) += marks->marks[row * n + q];
			g_array_index(pairing->maxima[end], double, place) += marks->maxima[q];
		}
	}
}

/* ---- Questions --------------------------------------------------------------------------------------------- */

/* "q3": given by place, so that it says nothing between two lessons. */
static bool is_by_place(const char *id)
{
	return id[0] == 'q' && id[1] && strspn(id + 1, "0123456789") == strlen(id + 1);
}

static bool is_same_question(const struct question *a, const struct question *b, bool same_lesson)
{
	return strcmp(a->id, b->id) == 0 &&
	       (same_lesson || !is_by_place(a->id) || strcmp(a->title->text, b->title->text) == 0);
}

static bool find_after(const struct pairing *pairing, struct common *common, size_t lesson)
{
	const struct lesson *const *lessons = (const struct lesson *const *)pairing->report->subject->lessons;
	const struct marks *marks = pairing->marks[POST]->pdata[lesson];

	for (size_t q = 0; marks->attempts->len && q < lessons[lesson]->n_questions; q++) {
		if (!is_same_question(lessons[common->lessons[PRE]]->questions[common->columns[PRE]],
				      lessons[lesson]->questions[q], lesson == common->lessons[PRE]))
			continue;
		common->lessons[POST] = lesson;
		common->columns[POST] = q;
		return true;
	}
	return false;
}

/* Its own lesson is looked through first. */
static void find_common(struct pairing *pairing)
{
	size_t n = pairing->report->subject->n_lessons;

	for (size_t i = 0; i < n; i++) {
		const struct marks *marks = pairing->marks[PRE]->pdata[i];
		for (size_t q = 0; marks->attempts->len && q < marks->table.n_questions; q++) {
			struct common common = {.lessons = {i, 0}, .columns = {q, 0}};
			bool found = find_after(pairing, &common, i);
			for (size_t j = 0; !found && j < n; j++)
				found = j != i && find_after(pairing, &common, j);
			if (found)
				g_array_append_val(pairing->common, common);
		}
	}
}

/* Of the people who have a grade. */
static void fill_fractions(struct pairing *pairing, size_t c, enum end end)
{
	const struct common *common = &g_array_index(pairing->common, struct common, c);
	const struct marks *marks = pairing->marks[end]->pdata[common->lessons[end]];
	size_t column = common->columns[end];

	for (size_t row = 0; row < marks->attempts->len; row++) {
		g_autofree char *key = person_key(person_at(marks, row));
		unsigned int place = GPOINTER_TO_UINT(g_hash_table_lookup(pairing->persons, key));
		if (place)
			pairing->fractions[end][(place - 1) * pairing->common->len + c] =
				marks->marks[row * marks->table.n_questions + column] / marks->maxima[column];
	}
}

/* ---- Together ---------------------------------------------------------------------------------------------- */

static void free_marks(void *marks)
{
	marks_free(marks);
}

static void pairing_init(struct pairing *pairing, const struct report *report)
{
	*pairing = (struct pairing){.report = report};
	pairing->persons = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
	pairing->common = g_array_new(FALSE, FALSE, sizeof(struct common));
	for (enum end end = PRE; end < ENDS; end++) {
		pairing->marks[end] = g_ptr_array_new_with_free_func(free_marks);
		pairing->totals[end] = g_array_new(FALSE, FALSE, sizeof(double));
		pairing->maxima[end] = g_array_new(FALSE, FALSE, sizeof(double));
	}
}

static void pairing_clear(struct pairing *pairing)
{
	g_hash_table_unref(pairing->persons);
	g_clear_pointer(&pairing->wanted, g_hash_table_unref);
	g_array_unref(pairing->common);
	for (enum end end = PRE; end < ENDS; end++) {
		g_ptr_array_unref(pairing->marks[end]);
		g_array_unref(pairing->totals[end]);
		g_array_unref(pairing->maxima[end]);
		g_free(pairing->grades[end]);
		g_free(pairing->fractions[end]);
	}
}

static bool read_ends(struct pairing *pairing, GError **error)
{
	static const enum quiz_role roles[ENDS] = {ROLE_PRE, ROLE_POST};

	for (enum end end = PRE; end < ENDS; end++)
		for (size_t i = 0; i < pairing->report->subject->n_lessons; i++) {
			struct marks *marks = marks_read(pairing->report, i, roles[end], error);
			if (!marks)
				return false;
			g_ptr_array_add(pairing->marks[end], marks);
		}
	return true;
}

static bool was_taken(const struct pairing *pairing, size_t lesson, enum end end)
{
	return ((const struct marks *)pairing->marks[end]->pdata[lesson])->attempts->len > 0;
}

/* Where lessons were taken both before and after, others say nothing of what was gained. */
static void add_grades(struct pairing *pairing)
{
	size_t n = pairing->report->subject->n_lessons;
	bool paired = false;

	for (size_t i = 0; i < n; i++)
		paired |= was_taken(pairing, i, PRE) && was_taken(pairing, i, POST);
	for (size_t i = 0; i < n; i++) {
		if (paired && !(was_taken(pairing, i, PRE) && was_taken(pairing, i, POST)))
			continue;
		for (enum end end = PRE; end < ENDS; end++)
			add_totals(pairing, pairing->marks[end]->pdata[i], end);
	}
}

static struct gains *compare(struct pairing *pairing)
{
	add_grades(pairing);
	find_common(pairing);
	size_t n = g_hash_table_size(pairing->persons), questions = pairing->common->len;
	for (enum end end = PRE; end < ENDS; end++) {
		pairing->grades[end] = g_new(double, n + 1);
		pairing->fractions[end] = g_new(double, n *questions + 1);
		for (size_t i = 0; i < n; i++) {
			double maximum = g_array_index(pairing->maxima[end], double, i);
			pairing->grades[end][i] =
				maximum > 0 ? g_array_index(pairing->totals[end], double, i) / maximum : NAN;
		}
		for (size_t i = 0; i < n * questions; i++)
			pairing->fractions[end][i] = NAN;
		for (size_t c = 0; c < questions; c++)
			fill_fractions(pairing, c, end);
	}
	const struct pairs_table table = {
		.n_persons = n,
		.n_questions = questions,
		.pre = pairing->grades[PRE],
		.post = pairing->grades[POST],
		.pre_fractions = pairing->fractions[PRE],
		.post_fractions = pairing->fractions[POST],
	};
	return gains_new(&table);
}

typedef void tell_function(const struct pairing *, const struct gains *, struct table *);

static GHashTable *people_of(const struct report *report)
{
	GHashTable *keys = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);

	for (unsigned int i = 0; i < report->records->len; i++)
		g_hash_table_add(keys, person_key(((const struct attempt_record *)report->records->pdata[i])->person));
	return keys;
}

static bool tell_of(const struct report *report, GHashTable *wanted, tell_function *tell, struct table *table,
		    GError **error)
{
	struct pairing pairing;
	bool done;

	pairing_init(&pairing, report);
	pairing.wanted = wanted;
	done = read_ends(&pairing, error);
	if (done) {
		g_autoptr(Gains) gains = compare(&pairing);
		if (gains->matched)
			tell(&pairing, gains, table);
		else
			table_set_closing(
				table, g_strdup(_("Nobody has taken both a pre-test and a post-test yet. A session is "
						  "opened as one of them, or a lesson's quiz has role: pre or post.")));
	}
	pairing_clear(&pairing);
	return done;
}

/* One session holds one end of the pair only: the other is looked for in all. Takes over the table. */
static struct table *paired(const struct report *report, tell_function *tell, struct table *made, GError **error)
{
	g_autoptr(Table) table = made;
	g_autoptr(Report) whole = NULL;
	struct report_subject subject = *report->subject;
	GHashTable *wanted = NULL;

	if (subject.session) {
		subject.session = NULL;
		const struct config config = {.bands = (struct band *)(uintptr_t)report->bands,
					      .n_bands = report->n_bands};
		whole = report_new(report->store, &subject, &config, NULL, error);
		if (!whole)
			return NULL;
		wanted = people_of(report);
	}
	return tell_of(whole ? whole : report, wanted, tell, table, error) ? g_steal_pointer(&table) : NULL;
}

/* ---- The tables -------------------------------------------------------------------------------------------- */

enum scale { SCALE_COUNT, SCALE_GRADE, SCALE_PLAIN };

static const struct {
	const char *name, *meaning;
	size_t offset;
	enum scale scale;
} figures[] = {
	{N_("Took both tests"), N_("the figures below are of these people"), offsetof(struct gains, matched),
	 SCALE_COUNT},
	{N_("Took only the pre-test"), N_("dropped out"), offsetof(struct gains, only_pre), SCALE_COUNT},
	{N_("Mean of those who dropped out"), N_("lower than the pre-test's mean: the weaker ones stayed away"),
	 offsetof(struct gains, only_pre_mean), SCALE_GRADE},
	{N_("Took only the post-test"), N_("came later"), offsetof(struct gains, only_post), SCALE_COUNT},
	{N_("Mean of those who came later"), "", offsetof(struct gains, only_post_mean), SCALE_GRADE},
	{N_("Better than before"), "", offsetof(struct gains, better), SCALE_COUNT},
	{N_("The same as before"), "", offsetof(struct gains, same), SCALE_COUNT},
	{N_("Worse than before"), "", offsetof(struct gains, worse), SCALE_COUNT},
	{N_("Mean before"), N_("of the grades out of ten"), offsetof(struct gains, pre_mean), SCALE_GRADE},
	{N_("Mean after"), N_("of the grades out of ten"), offsetof(struct gains, post_mean), SCALE_GRADE},
	{N_("Gain"), N_("mean of after less before, out of ten"), offsetof(struct gains, gain), SCALE_GRADE},
	{N_("Spread of the gain"), N_("its standard deviation, out of ten"), offsetof(struct gains, gain_sd),
	 SCALE_GRADE},
	{N_("Hake’s gain of the class"),
	 N_("what the means gained of what they could gain: below 0.3 low, from 0.7 on high"),
	 offsetof(struct gains, hake_class), SCALE_PLAIN},
	{N_("Hake’s gain, mean of the people"), N_("the mean of each one's own gain of what they could gain"),
	 offsetof(struct gains, hake_persons), SCALE_PLAIN},
	{N_("Effect size (Cohen’s d)"), N_("about 0.2 small, 0.5 medium, 0.8 large"), offsetof(struct gains, d_av),
	 SCALE_PLAIN},
};

static void tell_gains(const struct pairing *pairing, const struct gains *gains, struct table *table)
{
	g_autoptr(GPtrArray) cells = cells_new();

	for (size_t i = 0; i < G_N_ELEMENTS(figures); i++) {
		const void *at = (const char *)gains + figures[i].offset;
		double value = figures[i].scale == SCALE_COUNT ? 0 : *(const double *)at;
		cells_text(cells, _(figures[i].name));
		if (figures[i].scale == SCALE_COUNT)
			cells_count(cells, *(const size_t *)at);
		else
			cells_figure(cells, pairing->report, value * (figures[i].scale == SCALE_GRADE ? 10 : 1), 2);
		cells_text(cells, *figures[i].meaning ? _(figures[i].meaning) : "");
		table_add_cells(table, cells);
	}
}

struct table *make_gains(const struct report *report, const char *about G_GNUC_UNUSED, GError **error)
{
	struct table *table = report_table(report, "gain");

	table_add_column(table, _("Figure"), COLUMN_TEXT);
	table_add_column(table, _("Value"), COLUMN_NUMBER);
	table_add_column(table, _("What it says"), COLUMN_PROSE);
	return paired(report, tell_gains, table, error);
}

static void tell_flow(const struct pairing *pairing, const struct gains *gains, struct table *table)
{
	const struct report *report = pairing->report;
	g_autoptr(GPtrArray) cells = cells_new();

	for (size_t i = 0; i < gains->n_flows; i++) {
		const struct common *common = &g_array_index(pairing->common, struct common, i);
		const struct flow *flow = &gains->flows[i];
		const size_t counts[] = {flow->wrong_right, flow->right_right, flow->right_wrong, flow->wrong_wrong};
		const struct question *question =
			report->subject->lessons[common->lessons[POST]]->questions[common->columns[POST]];
		g_autofree char *key = report_question_key(report, common->lessons[POST], question);
		cells_count(cells, i + 1);
		cells_text(cells, question->title->text);
		cells_count(cells, flow->n);
		cells_share(cells, report, flow->n ? flow->pre : NAN);
		cells_share(cells, report, flow->n ? flow->post : NAN);
		for (size_t j = 0; j < G_N_ELEMENTS(counts); j++)
			cells_count(cells, counts[j]);
		table_add_cells(table, cells);
		table_set_key(table, key);
	}
}

struct table *make_flow(const struct report *report, const char *about G_GNUC_UNUSED, GError **error)
{
	static const char *const titles[] = {
		N_("How many"),    N_("Before"),      N_("After"),       N_("Wrong→right"),
		N_("Right→right"), N_("Right→wrong"), N_("Wrong→wrong"),
	};
	struct table *table = report_table(report, "flow");

	table->opens = "answers";
	table_add_column(table, _("No."), COLUMN_NUMBER);
	table_add_column(table, _("Question"), COLUMN_TEXT);
	for (size_t i = 0; i < G_N_ELEMENTS(titles); i++)
		table_add_column(table, _(titles[i]), COLUMN_NUMBER);
	return paired(report, tell_flow, table, error);
}
