#include "store/digest.h"

#include "store/private.h"

#include <string.h>

struct digest *digest_new(void)
{
	struct digest *digest = g_new0(struct digest, 1);

	digest->text = g_string_new(NULL);
	digest->answers = g_array_new(FALSE, TRUE, sizeof(struct digest_answer));
	digest->choices = g_array_new(FALSE, FALSE, sizeof(int));
	digest->fractions = g_array_new(FALSE, TRUE, sizeof(double));
	digest->problems = g_array_new(FALSE, FALSE, sizeof(struct digest_problem));
	return digest;
}

void digest_free(struct digest *digest)
{
	if (!digest)
		return;
	g_string_free(digest->text, TRUE);
	g_array_unref(digest->answers);
	g_array_unref(digest->choices);
	g_array_unref(digest->fractions);
	g_array_unref(digest->problems);
	g_free(digest);
}

static void forget(struct digest *digest)
{
	struct digest empty = {
		.text = digest->text,
		.answers = digest->answers,
		.choices = digest->choices,
		.fractions = digest->fractions,
		.problems = digest->problems,
	};

	*digest = empty;
	g_string_truncate(digest->text, 0);
	g_string_append_c(digest->text, '\0');
	g_array_set_size(digest->answers, 0);
	g_array_set_size(digest->choices, 0);
	g_array_set_size(digest->fractions, 0);
	g_array_set_size(digest->problems, 0);
}

unsigned int digest_keep(struct digest *digest, const char *s, size_t len)
{
	unsigned int place = (unsigned int)digest->text->len;

	if (!len)
		return 0;
	g_string_append_len(digest->text, s, (gssize)len);
	g_string_append_c(digest->text, '\0');
	return place;
}

static unsigned int keep_words(struct digest *digest, const json_t *event, const char *key)
{
	g_autofree char *clean = event_words(event, key);

	return digest_keep(digest, clean, strlen(clean));
}

static void add_problem(struct digest *digest, unsigned int line, enum journal_problem problem)
{
	struct digest_problem one = {line, problem};

	if (digest->problems->len < MAX_PROBLEMS)
		g_array_append_val(digest->problems, one);
}

/* ---- Events ------------------------------------------------------------------------------------------------ */

static bool read_started(struct digest *digest, const json_t *event)
{
	const json_t *person = json_object_get(event, "person");
	json_t *questions = json_object_get(event, "questions"), *question;
	size_t n = json_array_size(questions), i;

	if (digest->started || !json_is_object(person) || n > DIGEST_ITEMS)
		return false;
	digest->started = true;
	digest->started_at = json_integer_value(json_object_get(event, "at"));
	digest->id = keep_words(digest, event, "attempt");
	digest->person = keep_words(digest, person, "id");
	digest->code = keep_words(digest, person, "code");
	digest->name = keep_words(digest, person, "name");
	digest->unit = keep_words(digest, person, "unit");
	digest->hamlet = keep_words(digest, person, "hamlet");
	digest->lesson = keep_words(digest, event, "lesson");
	digest->sha256 = keep_words(digest, event, "sha256");
	digest->session = keep_words(digest, event, "session");
	digest->on_paper = strcmp(event_string(event, "on"), "paper") == 0;
	g_array_set_size(digest->answers, (unsigned int)n);
	json_array_foreach (questions, i, question) {
		g_autofree char *id = words_clean(json_string_value(question));
		struct digest_answer *answer = &g_array_index(digest->answers, struct digest_answer, i);
		answer->question = digest_keep(digest, id, strlen(id));
		answer->open = true;
	}
	return true;
}

static void keep_response(struct digest *digest, struct digest_answer *answer, const struct response *response)
{
	answer->choices = digest->choices->len;
	answer->n_choices = response->choices->len;
	g_array_append_vals(digest->choices, response->choices->data, response->choices->len);
	if (answer->n_choices)
		answer->n_earlier = MIN(response->earlier->len / answer->n_choices, (unsigned int)response->tries);
	else
		answer->n_earlier = 0;
	g_array_append_vals(digest->choices, response->earlier->data, response->earlier->len);
	answer->texts = (unsigned int)digest->text->len;
	answer->n_texts = response->texts->len;
	for (unsigned int i = 0; i < response->texts->len; i++) {
		const char *text = response->texts->pdata[i];
		g_string_append_len(digest->text, text, (gssize)strlen(text) + 1);
	}
	answer->certainty = response->certainty;
	answer->tries = response->tries;
	answer->checked = response->checked;
	answer->open = response_is_open(response);
}

static bool read_answered(struct digest *digest, const json_t *event)
{
	json_int_t item = json_integer_value(json_object_get(event, "item"));
	g_autoptr(Response) response = response_read(event);

	if (!response || item < 0 || item >= (json_int_t)digest->answers->len ||
	    MAX(response->choices->len, response->texts->len) > DIGEST_LIST || response->earlier->len > DIGEST_LIST)
		return false;
	struct digest_answer *answer = &g_array_index(digest->answers, struct digest_answer, item);
	if (strcmp(digest_string(digest, answer->question), event_string(event, "question")) != 0)
		return false;
	keep_response(digest, answer, response);
	return true;
}

static bool read_handed_in(struct digest *digest, const json_t *event)
{
	json_t *fractions = json_object_get(event, "fractions"), *one;
	struct fraction ignored, fraction;
	size_t i;

	if (!event_fraction(event, "marks", &ignored) || !event_fraction(event, "points", &ignored) ||
	    !event_fraction(event, "grade", &ignored) || json_array_size(fractions) != digest->answers->len)
		return false;
	g_array_set_size(digest->fractions, digest->answers->len);
	json_array_foreach (fractions, i, one) {
		const char *text = json_string_value(one);
		if (text && fraction_parse(text, &fraction))
			g_array_index(digest->fractions, double, i) = fraction_double(fraction);
	}
	digest->handed_in_at = MAX(1, json_integer_value(json_object_get(event, "at")));
	digest->marks = keep_words(digest, event, "marks");
	digest->points = keep_words(digest, event, "points");
	digest->grade = keep_words(digest, event, "grade");
	digest->passed = json_is_true(json_object_get(event, "passed"));
	return true;
}

static bool read_event(struct digest *digest, const struct journal_line *line)
{
	static const struct {
		const char *name;
		bool (*read)(struct digest *, const json_t *);
	} events[] = {{"answered", read_answered}, {"started", read_started}, {"handed_in", read_handed_in}};
	json_t *event = event_parse(line);
	bool fine = event != NULL;

	for (size_t i = 0; fine && i < G_N_ELEMENTS(events); i++)
		if (strcmp(event_string(event, "event"), events[i].name) == 0)
			fine = events[i].read(digest, event);
	json_decref(event);
	return fine;
}

void digest_read(struct digest *digest, int folder, const char *name)
{
	g_autoptr(JournalReader) reader = journal_reader_new_at(folder, name);
	struct journal_line line;

	forget(digest);
	digest->stamp = reader ? *journal_opened(reader) : (struct journal_stamp){.size = -1};
	while (reader && !digest->handed_in_at && journal_next(reader, &line)) {
		if (line.problem != JOURNAL_FINE)
			add_problem(digest, line.number, line.problem);
		else if (!digest_quick(digest, &line) && !read_event(digest, &line))
			add_problem(digest, line.number, JOURNAL_MEANINGLESS);
		if (line.problem == JOURNAL_FINE)
			memcpy(digest->chain, journal_chain(reader), sizeof(digest->chain) - 1);
	}
	if (!reader || journal_failed(reader))
		add_problem(digest, 0, JOURNAL_UNREADABLE);
}

/* ---- Several journals of one attempt ----------------------------------------------------------------------- */

struct reach reach_of(const struct digest *digest)
{
	struct reach reach = {.handed_in = digest->handed_in_at != 0,
			      .chain = g_ascii_strtoull(digest->chain, NULL, 16)};

	for (unsigned int i = 0; i < digest->answers->len; i++)
		reach.answered += !g_array_index(digest->answers, struct digest_answer, i).open;
	return reach;
}

bool reach_is_better(const struct reach *a, const struct reach *b)
{
	if (a->handed_in != b->handed_in)
		return a->handed_in;
	return a->answered != b->answered ? a->answered > b->answered : a->chain < b->chain;
}
