#include "store/digest.h"

#include "store/private.h"

#include <string.h>

#define MAX_ITEMS 10000

struct digest *digest_new(void)
{
	struct digest *digest = g_new0(struct digest, 1);

	digest->text = g_string_new(NULL);
	digest->answers = g_array_new(FALSE, TRUE, sizeof(struct digest_answer));
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
	g_array_unref(digest->fractions);
	g_array_unref(digest->problems);
	g_free(digest);
}

static void forget(struct digest *digest)
{
	struct digest empty = {
		.text = digest->text,
		.answers = digest->answers,
		.fractions = digest->fractions,
		.problems = digest->problems,
	};

	*digest = empty;
	g_string_truncate(digest->text, 0);
	g_string_append_c(digest->text, '\0');
	g_array_set_size(digest->answers, 0);
	g_array_set_size(digest->fractions, 0);
	g_array_set_size(digest->problems, 0);
}

static unsigned int keep(struct digest *digest, const char *s, size_t len)
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

	return keep(digest, clean, strlen(clean));
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

	if (digest->started || !json_is_object(person) || n > MAX_ITEMS)
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
	g_array_set_size(digest->answers, (unsigned int)n);
	json_array_foreach (questions, i, question) {
		g_autofree char *id = words_clean(json_string_value(question));
		struct digest_answer *answer = &g_array_index(digest->answers, struct digest_answer, i);
		answer->question = keep(digest, id, strlen(id));
		answer->open = true;
	}
	return true;
}

static unsigned int keep_json(struct digest *digest, const json_t *value)
{
	char *text = json_array_size(value) ? json_dumps(value, JSON_COMPACT) : NULL;
	unsigned int place = text ? keep(digest, text, strlen(text)) : 0;

	free(text);
	return place;
}

static bool read_answered(struct digest *digest, const json_t *event)
{
	json_int_t item = json_integer_value(json_object_get(event, "item"));
	g_autoptr(Response) response = response_read(event);

	if (!response || item < 0 || item >= (json_int_t)digest->answers->len)
		return false;
	struct digest_answer *answer = &g_array_index(digest->answers, struct digest_answer, item);
	if (strcmp(digest_string(digest, answer->question), event_string(event, "question")) != 0)
		return false;
	answer->choices = keep_json(digest, json_object_get(event, "choices"));
	answer->texts = keep_json(digest, json_object_get(event, "texts"));
	answer->certainty = response->certainty;
	answer->open = response_is_open(response);
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

/* ---- Most lines -------------------------------------------------------------------------------------------- */

/* Moves past the word when the text goes on with it. */
static bool take(const char **at, const char *end, const char *word, size_t len)
{
	if ((size_t)(end - *at) < len || memcmp(*at, word, len) != 0)
		return false;
	*at += len;
	return true;
}
#define TAKE(at, end, word) take(at, end, word, sizeof(word) - 1)

static bool take_number(const char **at, const char *end, unsigned int *n)
{
	const char *start = *at;

	for (*n = 0; *at < end && g_ascii_isdigit(**at) && *at - start < 9; ++*at)
		*n = 10 * *n + (unsigned int)(**at - '0');
	return *at > start && (*at - start == 1 || *start != '0');
}

/* [0,2] and the like: each −1 or more. *open tells whether there was nothing but −1. */
static bool take_choices(const char **at, const char *end, bool *open)
{
	unsigned int n;

	*open = true;
	if (!TAKE(at, end, "["))
		return false;
	do {
		if (TAKE(at, end, "-1"))
			continue;
		if (!take_number(at, end, &n))
			return false;
		*open = false;
	} while (TAKE(at, end, ","));
	return TAKE(at, end, "]");
}

/*
 * Nine lines of ten are answers by choice, in the very form in which attempt_journal_answered() writes them. They are
 * read without building JSON, which takes ten times as long. False for every other line: read_event() takes those.
 */
static bool read_choice(struct digest *digest, const struct journal_line *line)
{
	const char *at = line->text, *end = line->text + line->len, *question, *choices;
	unsigned int item;
	bool open;

	if (!TAKE(&at, end, "{\"v\":1,\"at\":"))
		return false;
	while (at < end && g_ascii_isdigit(*at))
		at++;
	if (!TAKE(&at, end, ",\"device\":\""))
		return false;
	while (at < end && g_ascii_isxdigit(*at))
		at++;
	if (!TAKE(&at, end, "\",\"event\":\"answered\",\"question\":\""))
		return false;
	for (question = at; at < end && *at >= ' ' && *at < 0x7f && *at != '"' && *at != '\\';)
		at++;
	size_t question_len = (size_t)(at - question);
	if (!TAKE(&at, end, "\",\"item\":") || !take_number(&at, end, &item) || item >= digest->answers->len ||
	    !TAKE(&at, end, ",\"choices\":"))
		return false;
	choices = at;
	if (!take_choices(&at, end, &open))
		return false;
	size_t choices_len = (size_t)(at - choices);
	if (!TAKE(&at, end, ",\"chain\":"))
		return false;

	struct digest_answer *answer = &g_array_index(digest->answers, struct digest_answer, item);
	const char *asked = digest_string(digest, answer->question);
	if (strlen(asked) != question_len || memcmp(asked, question, question_len) != 0)
		return false;
	answer->choices = keep(digest, choices, choices_len);
	answer->texts = 0;
	answer->certainty = 0;
	answer->open = open;
	return true;
}

void digest_read(struct digest *digest, const char *path)
{
	g_autoptr(JournalReader) reader = journal_reader_new(path);
	struct journal_line line;

	forget(digest);
	while (reader && !digest->handed_in_at && journal_next(reader, &line)) {
		if (line.problem != JOURNAL_FINE)
			add_problem(digest, line.number, line.problem);
		else if (!read_choice(digest, &line) && !read_event(digest, &line))
			add_problem(digest, line.number, JOURNAL_MEANINGLESS);
	}
	if (!reader || journal_failed(reader))
		add_problem(digest, 0, JOURNAL_UNREADABLE);
}
