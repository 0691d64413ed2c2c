#include "store/digest.h"
#include "store/ledger.h"

#include <math.h>
#include <string.h>

/* ---- Told by the journals ---------------------------------------------------------------------------------- */

static void free_given(void *data)
{
	struct given_mark *given = data;

	g_free(given->question);
	g_free(given->comment);
	g_free(given);
}

static void correction_free(void *data)
{
	struct correction *correction = data;

	g_clear_pointer(&correction->fractions, g_array_unref);
	g_hash_table_unref(correction->given);
	g_free(correction->why);
	g_free(correction->comment);
	g_free(correction);
}

GHashTable *corrections_new(void)
{
	return g_hash_table_new_full(g_str_hash, g_str_equal, g_free, correction_free);
}

/* What is corrected of the event's attempt; NULL when it names none. */
static struct correction *correction_of(void *user, const json_t *event)
{
	GHashTable *all = ((struct ledger *)user)->corrections;
	g_autofree char *id = event_words(event, "attempt");
	struct correction *correction = g_hash_table_lookup(all, id);

	if (correction || !*id)
		return correction;
	correction = g_new0(struct correction, 1);
	correction->given = g_hash_table_new_full(g_str_hash, g_str_equal, NULL, free_given);
	correction->why = g_strdup("");
	correction->comment = g_strdup("");
	g_hash_table_insert(all, g_steal_pointer(&id), correction);
	return correction;
}

/* A list of exact fractions; NULL when it is none. */
static GArray *read_fractions(const json_t *list)
{
	g_autoptr(GArray) fractions = g_array_new(FALSE, FALSE, sizeof(struct fraction));
	json_t *one;
	size_t i;

	if (json_array_size(list) > DIGEST_ITEMS)
		return NULL;
	json_array_foreach (list, i, one) {
		const char *text = json_string_value(one);
		struct fraction fraction;
		if (!text || !fraction_parse(text, &fraction))
			return NULL;
		g_array_append_val(fractions, fraction);
	}
	return g_steal_pointer(&fractions);
}

void corrections_tell_regraded(void *user, const json_t *event)
{
	struct correction *correction = correction_of(user, event);
	g_autoptr(GArray) fractions = read_fractions(json_object_get(event, "fractions"));
	struct fraction marks, points, grade;

	if (!correction || !fractions || !event_fraction(event, "marks", &marks) ||
	    !event_fraction(event, "points", &points) || !event_fraction(event, "grade", &grade))
		return;
	g_clear_pointer(&correction->fractions, g_array_unref);
	correction->fractions = g_steal_pointer(&fractions);
	correction->marks = marks;
	correction->points = points;
	correction->grade = grade;
	correction->passed = json_is_true(json_object_get(event, "passed"));
	g_free(correction->why);
	correction->why = event_words(event, "why");
}

static bool is_share(struct fraction fraction)
{
	return fraction_cmp(fraction, FRACTION_ZERO) >= 0 && fraction_cmp(fraction, FRACTION_ONE) <= 0;
}

void corrections_tell_mark(void *user, const json_t *event)
{
	struct correction *correction = correction_of(user, event);
	struct given_mark given = {.at = json_integer_value(json_object_get(event, "at"))};
	struct fraction pass;

	if (!correction || !event_fraction(event, "fraction", &given.fraction) || !is_share(given.fraction) ||
	    !event_fraction(event, "mark", &given.mark) || fraction_cmp(given.mark, FRACTION_ZERO) < 0 ||
	    !event_fraction(event, "pass", &pass))
		return;
	given.question = event_words(event, "question");
	given.comment = event_words(event, "comment");
	correction->pass = pass;
	struct given_mark *kept = g_new(struct given_mark, 1);
	*kept = given;
	g_hash_table_replace(correction->given, kept->question, kept);
}

void corrections_tell_aside(void *user, const json_t *event)
{
	struct correction *correction = correction_of(user, event);
	const json_t *aside = json_object_get(event, "aside");

	if (!correction || !json_is_boolean(aside))
		return;
	correction->aside = json_is_true(aside);
	g_free(correction->why);
	correction->why = event_words(event, "why");
}

void corrections_tell_comment(void *user, const json_t *event)
{
	struct correction *correction = correction_of(user, event);

	if (correction)
		ledger_set_words(&correction->comment, event, "comment");
}

/* ---- What they make of an attempt -------------------------------------------------------------------------- */

/* True when the regrading, if there was one, was of as many items as the attempt has. */
static bool is_regraded(const struct correction *correction, size_t n_items)
{
	return correction->fractions && correction->fractions->len == n_items;
}

/* The mark given that counts for the item; NULL for none. */
static const struct given_mark *find_given(const struct correction *correction, size_t item, size_t n_items,
					   const char *question, double before)
{
	const struct given_mark *given = g_hash_table_lookup(correction->given, question);
	bool zero = is_regraded(correction, n_items)
			    ? g_array_index(correction->fractions, struct fraction, item).num == 0
			    : before == 0;

	return given && zero ? given : NULL;
}

double correction_fraction(const struct correction *correction, size_t item, size_t n_items, const char *question,
			   double before)
{
	if (!correction || isnan(before) || item >= n_items)
		return before;
	const struct given_mark *given = find_given(correction, item, n_items, question, before);
	if (given)
		return fraction_double(given->fraction);
	return is_regraded(correction, n_items)
		       ? fraction_double(g_array_index(correction->fractions, struct fraction, item))
		       : before;
}

GPtrArray *given_marks_new(void)
{
	return g_ptr_array_new_with_free_func(free_given);
}

static void add_given(GPtrArray *list, const struct given_mark *given)
{
	struct given_mark *copy = g_new(struct given_mark, 1);

	*copy = *given;
	copy->question = g_strdup(given->question);
	copy->comment = g_strdup(given->comment);
	g_ptr_array_add(list, copy);
}

/* The marks of essays on top of the computer's. */
static void add_all_given(const struct correction *correction, struct unpacking *unpacking,
			  struct attempt_record *record)
{
	const struct response_record *item = &unpacking->record;
	size_t n = (size_t)record->questions;

	while (unpack_next(unpacking) && item->item < n) {
		const struct given_mark *given = find_given(correction, item->item, n, item->question, item->fraction);
		if (!given)
			continue;
		add_given(record->given, given);
		record->marks = fraction_add(record->marks, given->mark);
	}
	record->by_hand = (int)record->given->len;
}

static struct fraction grade_of(struct fraction marks, struct fraction points)
{
	struct fraction grade = points.num > 0 ? fraction_div(marks, points) : FRACTION_ZERO;

	if (fraction_cmp(grade, FRACTION_ZERO) < 0)
		return FRACTION_ZERO;
	return fraction_cmp(grade, FRACTION_ONE) > 0 ? FRACTION_ONE : grade;
}

static void take_string(char **field, const char *s)
{
	g_free(*field);
	*field = g_strdup(s);
}

void correction_apply(const struct correction *correction, struct unpacking *unpacking, struct attempt_record *record)
{
	record->set_aside = correction->aside;
	take_string(&record->why, correction->why);
	take_string(&record->comment, correction->comment);
	if (!record->handed_in)
		return;
	record->regraded = is_regraded(correction, (size_t)record->questions);
	if (record->regraded) {
		record->marks = correction->marks;
		record->points = correction->points;
		record->grade = correction->grade;
		record->passed = correction->passed;
	}
	if (g_hash_table_size(correction->given))
		add_all_given(correction, unpacking, record);
	if (record->by_hand) {
		record->grade = grade_of(record->marks, record->points);
		record->passed = fraction_cmp(record->grade, correction->pass) >= 0;
	}
}

/* ---- Writing ----------------------------------------------------------------------------------------------- */

static void set_fraction(json_t *fields, const char *key, struct fraction fraction)
{
	json_object_set_new(fields, key, json_fraction(fraction));
}

bool store_regrade(struct store *store, const char *attempt_id, const struct lesson *lesson,
		   const struct fraction *fractions, size_t n_fractions, const struct grade *grade, const char *why,
		   GError **error)
{
	g_autofree char *sha256 = lesson_keep(store, lesson, error), *clean = words_clean(why);

	if (!sha256)
		return false;
	json_t *fields = json_pack("{s:s,s:s}", "attempt", attempt_id, "sha256", sha256), *list = json_array();
	for (size_t i = 0; i < n_fractions; i++)
		json_array_append_new(list, json_fraction(fractions[i]));
	json_object_set_new(fields, "fractions", list);
	json_set_grade(fields, grade);
	json_set_words(fields, "why", clean);
	return device_append(store, "regraded", fields, error);
}

bool store_give_mark(struct store *store, const char *attempt_id, const struct question *question,
		     struct fraction fraction, struct fraction mark, struct fraction pass, const char *comment,
		     GError **error)
{
	json_t *fields = json_pack("{s:s,s:s}", "attempt", attempt_id, "question", question->id);
	g_autofree char *clean = words_clean(comment);

	set_fraction(fields, "fraction", fraction);
	set_fraction(fields, "mark", mark);
	set_fraction(fields, "pass", pass);
	json_set_words(fields, "comment", clean);
	return device_append(store, "mark_given", fields, error);
}

bool store_set_aside(struct store *store, const char *attempt_id, bool aside, const char *why, GError **error)
{
	json_t *fields = json_pack("{s:s,s:b}", "attempt", attempt_id, "aside", aside);
	g_autofree char *clean = words_clean(why);

	json_set_words(fields, "why", clean);
	return device_append(store, "set_aside", fields, error);
}

bool store_comment(struct store *store, const char *attempt_id, const char *comment, GError **error)
{
	g_autofree char *clean = words_clean(comment);
	json_t *fields = json_pack("{s:s}", "attempt", attempt_id);

	json_object_set_new(fields, "comment", json_words(clean));
	return device_append(store, "commented", fields, error);
}
