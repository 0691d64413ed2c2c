/* [[gaps]]: what stands between the brackets. */
#include "lesson/private.h"

#include "lesson/numbers.h"
#include "text/i18n.h"
#include "text/values.h"

#include <limits.h>
#include <string.h>

/* A gap with more answers than this is no gap. */
#define MAX_PARTS 100

/* ---- Finding them ------------------------------------------------------------------------------------------ */

/* The first of what from byte from on that stands in no code span; SIZE_MAX when there is none. *run is a cursor. */
static size_t find_outside_code(const struct rich *rich, const char *what, size_t from, size_t end, size_t *run)
{
	while (from < end) {
		const char *found = memmem(rich->text + from, end - from, what, strlen(what));

		if (!found)
			return SIZE_MAX;
		size_t at = (size_t)(found - rich->text);

		while (*run < rich->n_runs && rich->runs[*run].start + rich->runs[*run].len <= at)
			++*run;
		const struct run *over = *run < rich->n_runs ? &rich->runs[*run] : NULL;

		if (!over || over->start > at || !(over->style & RUN_CODE))
			return at;
		from = over->start + over->len;
	}
	return SIZE_MAX;
}

bool gap_next(const struct rich *rich, size_t from, struct gap_span *span, bool *unclosed)
{
	size_t run = 0, start = find_outside_code(rich, "[[", from, rich->len, &run);

	*unclosed = false;
	if (start == SIZE_MAX)
		return false;
	size_t end = find_outside_code(rich, "]]", start + 2, rich->len, &run);

	*unclosed = end == SIZE_MAX;
	if (*unclosed) {
		span->start = start;
		return false;
	}
	/* "[[a [b]]]": the last two brackets close the gap. */
	while (end + 2 < rich->len && rich->text[end + 2] == ']')
		end++;
	*span = (struct gap_span){start, end + 2 - start, start + 2, end - start - 2};
	return true;
}

bool gap_is_all(const struct rich *rich, struct gap_span *span)
{
	bool unclosed;

	if (!gap_next(rich, 0, span, &unclosed))
		return false;
	for (size_t i = 0; i < rich->len; i++) {
		if ((i < span->start || i >= span->start + span->len) && !strchr(" \n\t.", rich->text[i]))
			return false;
	}
	return true;
}

/* ---- Reading them ------------------------------------------------------------------------------------------ */

void gap_answers_init(struct gap_answers *answers)
{
	*answers = (struct gap_answers){
		.type = QUESTION_TYPES,
		.options = g_array_new(FALSE, TRUE, sizeof(struct option)),
		.numbers = g_array_new(FALSE, TRUE, sizeof(struct number_key)),
		.dates = g_array_new(FALSE, TRUE, sizeof(struct date_key)),
	};
}

void gap_answers_clear(struct gap_answers *answers)
{
	g_array_free(answers->options, TRUE);
	g_array_free(answers->numbers, TRUE);
	g_array_free(answers->dates, TRUE);
}

/* Emphasis that covers a part of the gap has eaten its stars or underscores. */
static bool is_split(const struct rich *rich, const struct gap_span *span)
{
	for (size_t i = 0; i < rich->n_runs; i++) {
		const struct run *run = &rich->runs[i];
		size_t start = run->start, end = start + run->len;

		if (start >= span->start + span->len || !(run->style & (RUN_EMPHASIS | RUN_STRONG | RUN_LINK)))
			continue;
		if (end > span->start && (start > span->start || end < span->start + span->len))
			return true;
	}
	return false;
}

/* One of the parts between the bars. */
struct part {
	struct rich text;
	bool literal; /* in a code span */
};

/* Splits the gap at the bars outside code spans. */
static GArray *split_parts(struct loader *loader, const struct rich *rich, const struct gap_span *span)
{
	GArray *parts = g_array_new(FALSE, FALSE, sizeof(struct part));
	size_t at = span->inner, end = span->inner + span->inner_len, run = 0;

	for (;;) {
		size_t bar = find_outside_code(rich, "|", at, end, &run), stop = bar == SIZE_MAX ? end : bar;
		struct rich slice = rich_slice(loader, rich, at, stop - at);
		struct part part = {rich_trim(loader, &slice), false};

		part.literal = part.text.n_runs && part.text.runs[0].style & RUN_CODE && !part.text.runs[0].start;
		g_array_append_val(parts, part);
		if (bar == SIZE_MAX || parts->len > MAX_PARTS)
			return parts;
		at = bar + 1;
	}
}

static bool in_brackets(const struct part *part)
{
	const struct rich *text = &part->text;

	return !part->literal && text->len > 2 && text->text[0] == '(' && text->text[text->len - 1] == ')';
}

static bool is_choice(const GArray *parts)
{
	for (unsigned int i = 0; parts->len > 1 && i < parts->len; i++) {
		if (in_brackets(&g_array_index(parts, struct part, i)))
			return true;
	}
	return false;
}

static enum question_type part_type(const struct part *part)
{
	if (part->literal)
		return QUESTION_TEXT;
	return part->text.text[0] == '=' ? QUESTION_NUMBER : part->text.text[0] == '@' ? QUESTION_DATE : QUESTION_TEXT;
}

static int gap_column(struct asking *asking, int line, const struct part *part)
{
	int column = part && part->text.len ? column_of(asking->loader, line, part->text.text) : 0;

	return column ? column : column_of(asking->loader, line, "[[");
}

static bool read_number(struct asking *asking, const struct part *part, int line, struct gap_answers *answers)
{
	const char *text = part->text.text + (part->text.text[0] == '=');
	struct number_value value;

	if (!number_read(text, &value)) {
		fail(asking, line, gap_column(asking, line, part),
		     _("Write it like [[= 2,1]], [[= 2,1 ± 0,05]], [[= 104 +- 5%]] or [[= 2.0 .. 2.2]]."),
		     _("“%s” is no number that can be marked."), text);
		return false;
	}
	if (value.thousands)
		complain(asking->loader, SEVERITY_WARNING, line, gap_column(asking, line, part),
			 _("Write a thousand as 1000, without a point or comma."),
			 _("The point or comma in “%s” is taken for the decimal one."), text);
	struct number_key key = {value.low, value.high, lesson_string(asking->loader, value.unit, strlen(value.unit)),
				 FRACTION_ONE};

	g_array_append_val(answers->numbers, key);
	return true;
}

static bool read_date(struct asking *asking, const struct part *part, int line, struct gap_answers *answers)
{
	const char *text = part->text.text + (part->text.text[0] == '@');
	struct date_key key;

	if (!text_parse_date(text, &key.year, &key.month, &key.day)) {
		fail(asking, line, gap_column(asking, line, part), _("Write day, month and year: [[@ 9/5/2018]]"),
		     _("“%s” is no date that can be marked."), text);
		return false;
	}
	g_array_append_val(answers->dates, key);
	return true;
}

/* The words of an answer, without the sign that tells its type. */
static struct rich answer_text(struct loader *loader, const struct part *part, enum question_type type)
{
	bool signed_part = !part->literal && type != QUESTION_TEXT && strchr("=@", part->text.text[0]);
	struct rich rest = rich_slice(loader, &part->text, signed_part, part->text.len - signed_part);

	return rich_trim(loader, &rest);
}

static bool read_part(struct asking *asking, const struct part *part, int line, struct gap_answers *answers)
{
	enum question_type type = answers->type;

	if (!part->text.len) {
		fail(asking, line, gap_column(asking, line, NULL),
		     _("Write the answers with bars between them: [[a | b]]"),
		     _("An answer between the brackets is empty."));
		return false;
	}
	if (type == QUESTION_NUMBER && !read_number(asking, part, line, answers))
		return false;
	if (type == QUESTION_DATE && !read_date(asking, part, line, answers))
		return false;
	struct option option = {.text = answer_text(asking->loader, part, type),
				.match.text = "",
				.right = true,
				.weight = FRACTION_ONE,
				.line = line};

	g_array_append_val(answers->options, option);
	return true;
}

static bool read_choice(struct asking *asking, const GArray *parts, int line, struct gap_answers *answers)
{
	int right = 0;

	answers->type = QUESTION_SINGLE;
	for (unsigned int i = 0; i < parts->len; i++) {
		const struct part *part = &g_array_index(parts, struct part, i);
		struct option option = {.text = part->text, .match.text = "", .line = line};

		option.right = in_brackets(part);
		option.weight = option.right ? FRACTION_ONE : FRACTION_ZERO;
		if (option.right) {
			struct rich inside = rich_slice(asking->loader, &part->text, 1, part->text.len - 2);

			option.text = rich_trim(asking->loader, &inside);
			right++;
		}
		if (!option.text.len)
			right = INT_MAX - 1;
		g_array_append_val(answers->options, option);
	}
	if (right == 1)
		return true;
	fail(asking, line, gap_column(asking, line, &g_array_index(parts, struct part, 0)),
	     _("Put round brackets around the one right choice: [[low | (replacement) | high]]"),
	     right < INT_MAX / 2 ? _("More than one choice of this gap is right.")
				 : _("A choice of this gap is empty."));
	return false;
}

static bool read_parts(struct asking *asking, const GArray *parts, int line, struct gap_answers *answers)
{
	const struct part *first = &g_array_index(parts, struct part, 0);

	if (is_choice(parts))
		return read_choice(asking, parts, line, answers);
	if (answers->type == QUESTION_TYPES)
		answers->type = part_type(first);
	for (unsigned int i = 0; i < parts->len; i++) {
		const struct part *part = &g_array_index(parts, struct part, i);

		/* After "= 2", a plain "3" is a number, too. */
		if (part->text.len && part_type(part) != answers->type && part_type(part) != QUESTION_TEXT) {
			fail(asking, line, gap_column(asking, line, part),
			     _("Write all answers as words, all with = or all with @."),
			     _("Words, numbers and dates are mixed in one answer."));
			return false;
		}
		if (!read_part(asking, part, line, answers))
			return false;
	}
	return true;
}

bool gap_read(struct asking *asking, const struct rich *rich, const struct gap_span *span, int line,
	      struct gap_answers *answers)
{
	if (is_split(rich, span)) {
		fail(asking, line, gap_column(asking, line, NULL),
		     _("Put the answer in backquotes, [[`a_b`]], or a backslash before each * and _."),
		     _("Stars, underscores or a link inside the brackets were taken for formatting."));
		return false;
	}
	GArray *parts = split_parts(asking->loader, rich, span);
	bool read = parts->len <= MAX_PARTS;

	if (read)
		read = read_parts(asking, parts, line, answers);
	else
		fail(asking, line, gap_column(asking, line, NULL), _("Keep the answers people really give."),
		     _("There are more than %d answers in one gap."), MAX_PARTS);
	g_array_free(parts, TRUE);
	return read;
}
