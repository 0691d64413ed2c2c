/* [[gaps]]: what stands between the brackets. */
#include "lesson/private.h"

#include "lesson/numbers.h"
#include "text/i18n.h"
#include "text/values.h"

#include <limits.h>
#include <string.h>

/* A gap with more answers than this is no gap. */
#define MAX_PARTS 100

/* A paragraph longer than this is not searched for the place of a mistake. */
#define MAX_LINES 500

/* ---- Finding them ------------------------------------------------------------------------------------------ */

bool gap_next(const struct rich *rich, size_t from, struct gap_span *span, bool *unclosed)
{
	size_t run = 0, start = rich_find(rich, "[[", from, rich->len, &run);

	*unclosed = false;
	if (start == SIZE_MAX)
		return false;
	size_t end = rich_find(rich, "]]", start + 2, rich->len, &run);

	*unclosed = end == SIZE_MAX;
	if (*unclosed) {
		span->start = start;
		return false;
	}
	/* "[[a [b]]]": the last two brackets close the gap. */
	while (end + 2 < rich->len && rich->text[end + 2] == ']')
		end++;
	*span = (struct gap_span){start, end + 2 - start, start + 2, end - start - 2, 0, 0};
	return true;
}

void gap_locate(struct loader *loader, const struct rich *rich, int line, struct gap_span *span)
{
	int nth = 0;
	size_t len;
	const char *s;

	for (size_t at = 0; at < span->start; at++)
		nth += !strncmp(rich->text + at, "[[", 2);
	span->line = line;
	span->column = 0;
	for (int i = line; i < line + MAX_LINES && (s = origin_line(loader->origin, i, &len)); i++) {
		for (const char *at = s; (at = memmem(at, (size_t)(s + len - at), "[[", 2)); at += 2) {
			if (nth--)
				continue;
			span->line = i;
			span->column = column_at(s, (size_t)(at - s));
			return;
		}
	}
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

/* Formatting that covers a part of the gap has eaten its stars or underscores; NULL when none does. */
static const struct run *splitting_run(const struct rich *rich, const struct gap_span *span)
{
	for (size_t i = 0; i < rich->n_runs; i++) {
		const struct run *run = &rich->runs[i];
		size_t start = run->start, end = start + run->len;

		if (start >= span->start + span->len || !(run->style & (RUN_EMPHASIS | RUN_STRONG | RUN_LINK)))
			continue;
		if (end > span->start && (start > span->start || end < span->start + span->len))
			return run;
	}
	return NULL;
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
		size_t bar = rich_find(rich, "|", at, end, &run), stop = bar == SIZE_MAX ? end : bar;
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

/* Where the part stands in the file, or else its gap. */
static int part_column(struct asking *asking, const struct gap_span *span, const struct part *part)
{
	size_t len = 0;
	const char *s = origin_line(asking->loader->origin, span->line, &len);

	if (!s || !part->text.len || !span->column)
		return span->column;
	g_autofree char *line = g_strndup(s, len);
	const char *found = strstr(g_utf8_offset_to_pointer(line, span->column - 1), part->text.text);

	return found ? column_at(line, (size_t)(found - line)) : span->column;
}

/* Without the sign that tells the type. */
static const char *words_of(const struct part *part, char sign)
{
	const char *text = part->text.text;

	text += *text == sign;
	return text + strspn(text, " ");
}

static bool read_number(struct asking *asking, const struct part *part, const struct gap_span *span,
			struct gap_answers *answers)
{
	const char *text = words_of(part, '=');
	struct number_value value;

	if (!number_read(text, &value)) {
		fail(asking, span->line, part_column(asking, span, part),
		     _("Write it like [[= 2,1]], [[= 2,1 ± 0,05]], [[= 104 +- 5%]] or [[= 2.0 .. 2.2]]."),
		     _("“%s” is no number that can be marked."), text);
		return false;
	}
	if (value.thousands)
		complain(asking->loader, SEVERITY_WARNING, span->line, part_column(asking, span, part),
			 _("Write a thousand as 1000, without a point or comma."),
			 _("The point or comma in “%s” is taken for the decimal one."), text);
	struct number_key key = {value.low, value.high, lesson_string(asking->loader, value.unit, strlen(value.unit)),
				 FRACTION_ONE};

	g_array_append_val(answers->numbers, key);
	return true;
}

static bool read_date(struct asking *asking, const struct part *part, const struct gap_span *span,
		      struct gap_answers *answers)
{
	const char *text = words_of(part, '@');
	struct date_key key;

	if (!text_parse_date(text, &key.year, &key.month, &key.day)) {
		fail(asking, span->line, part_column(asking, span, part),
		     _("Write day, month and year: [[@ 9/5/2018]]"), _("“%s” is no date that can be marked."), text);
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

static bool read_part(struct asking *asking, const struct part *part, const struct gap_span *span,
		      struct gap_answers *answers)
{
	enum question_type type = answers->type;

	if (!part->text.len) {
		fail(asking, span->line, span->column, _("Write the answers with bars between them: [[a | b]]"),
		     _("An answer between the brackets is empty."));
		return false;
	}
	if (type == QUESTION_NUMBER && !read_number(asking, part, span, answers))
		return false;
	if (type == QUESTION_DATE && !read_date(asking, part, span, answers))
		return false;
	struct option option = {.text = answer_text(asking->loader, part, type),
				.match.text = "",
				.right = true,
				.weight = FRACTION_ONE,
				.line = span->line};

	g_array_append_val(answers->options, option);
	return true;
}

static bool read_choice(struct asking *asking, const GArray *parts, const struct gap_span *span,
			struct gap_answers *answers)
{
	int right = 0;

	answers->type = QUESTION_SINGLE;
	for (unsigned int i = 0; i < parts->len; i++) {
		const struct part *part = &g_array_index(parts, struct part, i);
		struct option option = {.text = part->text, .match.text = "", .line = span->line};

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
	fail(asking, span->line, span->column,
	     _("Put round brackets around the one right choice: [[low | (replacement) | high]]"),
	     right < INT_MAX / 2 ? _("More than one choice of this gap is right.")
				 : _("A choice of this gap is empty."));
	return false;
}

static bool read_parts(struct asking *asking, const GArray *parts, const struct gap_span *span,
		       struct gap_answers *answers)
{
	const struct part *first = &g_array_index(parts, struct part, 0);

	if (is_choice(parts))
		return read_choice(asking, parts, span, answers);
	if (answers->type == QUESTION_TYPES)
		answers->type = part_type(first);
	for (unsigned int i = 0; i < parts->len; i++) {
		const struct part *part = &g_array_index(parts, struct part, i);

		/* After "= 2", a plain "3" is a number, too. */
		if (part->text.len && part_type(part) != answers->type && part_type(part) != QUESTION_TEXT) {
			fail(asking, span->line, part_column(asking, span, part),
			     _("Write all answers as words, all with = or all with @."),
			     _("Words, numbers and dates are mixed in one answer."));
			return false;
		}
		if (!read_part(asking, part, span, answers))
			return false;
	}
	return true;
}

static void complain_split(struct asking *asking, const struct gap_span *span, const struct run *run)
{
	/* One emphasis from one gap to the next is one mistake. */
	if (asking->split != run)
		fail(asking, span->line, span->column,
		     _("Put the answer in backquotes, [[`a_b`]], or a backslash before each * and _."),
		     _("Stars, underscores or a link inside the brackets were taken for formatting."));
	asking->split = run;
}

bool gap_read(struct asking *asking, const struct rich *rich, const struct gap_span *span, struct gap_answers *answers)
{
	const struct run *run = splitting_run(rich, span);

	if (run) {
		complain_split(asking, span, run);
		return false;
	}
	GArray *parts = split_parts(asking->loader, rich, span);
	bool read = parts->len <= MAX_PARTS;

	if (read)
		read = read_parts(asking, parts, span, answers);
	else
		fail(asking, span->line, span->column, _("Keep the answers people really give."),
		     _("There are more than %d answers in one gap."), MAX_PARTS);
	g_array_free(parts, TRUE);
	return read;
}
