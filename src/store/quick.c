/*
 * Nearly all lines stand in the very form in which attempts.c writes them. They are read here by comparing, without
 * building JSON, which takes five times as long. Whatever differs in the least goes the long way, in digest.c.
 */
#include "store/digest.h"
#include "store/private.h"

#include <string.h>

/* What is left of a line. The first thing that is not as expected makes it bad, for good. */
struct cursor {
	const char *at, *end;
	bool bad;
};

/* Moves past the word if it comes next. */
static bool next_is(struct cursor *cursor, const char *word, size_t len)
{
	if (cursor->bad || (size_t)(cursor->end - cursor->at) < len || memcmp(cursor->at, word, len) != 0)
		return false;
	cursor->at += len;
	return true;
}
#define NEXT_IS(cursor, word) next_is(cursor, word, sizeof(word) - 1)
#define EXPECT(cursor, word)                                                                                           \
	do {                                                                                                           \
		if (!NEXT_IS(cursor, word))                                                                            \
			(cursor)->bad = true;                                                                          \
	} while (0)

static int64_t number(struct cursor *cursor)
{
	const char *start = cursor->at;
	int64_t n = 0;

	while (cursor->at < cursor->end && g_ascii_isdigit(*cursor->at) && cursor->at - start < 18)
		n = 10 * n + (*cursor->at++ - '0');
	/* JSON knows no 07. */
	if (cursor->at == start || (*start == '0' && cursor->at - start > 1))
		cursor->bad = true;
	return n;
}

/* The insides of a string without escapes, and its closing quote. */
static const char *string(struct cursor *cursor, size_t *len)
{
	const char *start = cursor->at, *at = start;

	while (at < cursor->end && (unsigned char)*at >= ' ' && *at != '"' && *at != '\\')
		at++;
	*len = (size_t)(at - start);
	cursor->at = at;
	EXPECT(cursor, "\"");
	return start;
}

static unsigned int keep_string(struct cursor *cursor, struct digest *digest)
{
	size_t len;
	const char *s = string(cursor, &len);
	bool plain = len <= MAX_WORDS;

	if (cursor->bad)
		return 0;
	for (size_t i = 0; i < len && plain; i++)
		plain = s[i] > ' ' && s[i] < 0x7f;
	if (plain)
		return digest_keep(digest, s, len);
	if (!g_utf8_validate_len(s, len, NULL)) {
		cursor->bad = true; /* no JSON */
		return 0;
	}
	g_autofree char *copy = g_strndup(s, len);
	g_autofree char *clean = words_clean(copy);
	return digest_keep(digest, clean, strlen(clean));
}

/* ---- Events ------------------------------------------------------------------------------------------------ */

static void read_questions(struct cursor *cursor, struct digest *digest)
{
	g_array_set_size(digest->answers, 0);
	do {
		struct digest_answer answer = {.open = true};
		EXPECT(cursor, "\"");
		answer.question = keep_string(cursor, digest);
		g_array_append_val(digest->answers, answer);
	} while (!cursor->bad && digest->answers->len < DIGEST_ITEMS && NEXT_IS(cursor, ","));
	EXPECT(cursor, "]");
}

static bool read_started(struct cursor *cursor, struct digest *digest, int64_t at)
{
	if (digest->started)
		return false;
	EXPECT(cursor, "\"attempt\":\"");
	digest->id = keep_string(cursor, digest);
	EXPECT(cursor, ",\"person\":{\"id\":\"");
	digest->person = keep_string(cursor, digest);
	if (NEXT_IS(cursor, ",\"code\":\""))
		digest->code = keep_string(cursor, digest);
	EXPECT(cursor, ",\"name\":\"");
	digest->name = keep_string(cursor, digest);
	if (NEXT_IS(cursor, ",\"unit\":\""))
		digest->unit = keep_string(cursor, digest);
	if (NEXT_IS(cursor, ",\"hamlet\":\""))
		digest->hamlet = keep_string(cursor, digest);
	EXPECT(cursor, "},\"lesson\":\"");
	digest->lesson = keep_string(cursor, digest);
	EXPECT(cursor, ",\"sha256\":\"");
	digest->sha256 = keep_string(cursor, digest);
	EXPECT(cursor, ",\"seed\":\"");
	keep_string(cursor, digest);
	EXPECT(cursor, ",\"questions\":[");
	read_questions(cursor, digest);
	EXPECT(cursor, ",\"on\":\"");
	digest->on_paper = NEXT_IS(cursor, "paper");
	if (!digest->on_paper)
		EXPECT(cursor, "screen");
	EXPECT(cursor, "\"");
	if (NEXT_IS(cursor, ",\"session\":\""))
		digest->session = keep_string(cursor, digest);
	EXPECT(cursor, ",\"chain\":");
	digest->started = !cursor->bad;
	digest->started_at = at;
	return !cursor->bad;
}

/* [0,2] and the like, each -1 or more; open when there is nothing but -1. */
static void read_choices(struct cursor *cursor, struct digest *digest, struct digest_answer *answer)
{
	answer->choices = digest->choices->len;
	answer->open = true;
	EXPECT(cursor, "[");
	do {
		bool none = NEXT_IS(cursor, "-1");
		int64_t n = none ? -1 : number(cursor);
		int choice = (int)n;
		cursor->bad |= n > G_MAXINT || answer->n_choices == DIGEST_LIST;
		answer->open &= none;
		answer->n_choices++;
		g_array_append_val(digest->choices, choice);
	} while (!cursor->bad && NEXT_IS(cursor, ","));
	EXPECT(cursor, "]");
}

static bool read_answered(struct cursor *cursor, struct digest *digest, int64_t at)
{
	size_t question_len;

	(void)at;
	EXPECT(cursor, "\"question\":\"");
	const char *question = string(cursor, &question_len);
	EXPECT(cursor, ",\"item\":");
	int64_t item = number(cursor);
	EXPECT(cursor, ",\"choices\":");
	struct digest_answer read = {0};
	read_choices(cursor, digest, &read);
	EXPECT(cursor, ",\"chain\":");
	if (cursor->bad || item >= digest->answers->len)
		return false;

	struct digest_answer *answer = &g_array_index(digest->answers, struct digest_answer, item);
	const char *asked = digest_string(digest, answer->question);
	if (strlen(asked) != question_len || memcmp(asked, question, question_len) != 0)
		return false;
	read.question = answer->question;
	*answer = read;
	return true;
}

/* A fraction by its text. */
static double fraction_value(const char *text, bool *bad)
{
	struct fraction fraction;

	if (!fraction_parse(text, &fraction)) {
		*bad = true;
		return 0;
	}
	return fraction_double(fraction);
}

/* Nearly all are 0 or 1. */
static double read_fraction(struct cursor *cursor, struct digest *digest)
{
	if (NEXT_IS(cursor, "\"1\""))
		return 1;
	if (NEXT_IS(cursor, "\"0\""))
		return 0;
	EXPECT(cursor, "\"");
	return fraction_value(digest_string(digest, keep_string(cursor, digest)), &cursor->bad);
}

static void read_fractions(struct cursor *cursor, struct digest *digest)
{
	g_array_set_size(digest->fractions, 0);
	for (unsigned int i = 0; i < digest->answers->len && !cursor->bad; i++) {
		if (i)
			EXPECT(cursor, ",");
		double value = read_fraction(cursor, digest);
		g_array_append_val(digest->fractions, value);
	}
	EXPECT(cursor, "]");
}

static unsigned int keep_fraction(struct cursor *cursor, struct digest *digest)
{
	unsigned int place = keep_string(cursor, digest);

	fraction_value(digest_string(digest, place), &cursor->bad);
	return place;
}

static bool read_handed_in(struct cursor *cursor, struct digest *digest, int64_t at)
{
	EXPECT(cursor, "\"fractions\":[");
	read_fractions(cursor, digest);
	EXPECT(cursor, ",\"marks\":\"");
	unsigned int marks = keep_fraction(cursor, digest);
	EXPECT(cursor, ",\"points\":\"");
	unsigned int points = keep_fraction(cursor, digest);
	EXPECT(cursor, ",\"grade\":\"");
	unsigned int grade = keep_fraction(cursor, digest);
	bool passed = NEXT_IS(cursor, ",\"passed\":true");
	if (!passed)
		EXPECT(cursor, ",\"passed\":false");
	EXPECT(cursor, ",\"chain\":");
	if (cursor->bad)
		return false;
	digest->marks = marks;
	digest->points = points;
	digest->grade = grade;
	digest->passed = passed;
	digest->handed_in_at = MAX(1, at);
	return true;
}

bool digest_quick(struct digest *digest, const struct journal_line *line)
{
	static const struct {
		const char *name;
		bool (*read)(struct cursor *, struct digest *, int64_t at);
	} events[] = {{"answered", read_answered}, {"started", read_started}, {"handed_in", read_handed_in}};
	struct cursor cursor = {line->event, line->text + line->len, !line->at};

	if (cursor.bad)
		return false;
	cursor.at += line->event_len;
	EXPECT(&cursor, "\",");
	for (size_t i = 0; i < G_N_ELEMENTS(events); i++)
		if (strlen(events[i].name) == line->event_len &&
		    memcmp(events[i].name, line->event, line->event_len) == 0)
			return events[i].read(&cursor, digest, line->at);
	return false;
}
