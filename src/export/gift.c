/* Questions in GIFT, as Moodle's own export writes them. */
#include "export/gift.h"

#include "export/export.h"
#include "export/markdown.h"
#include "lesson/gift.h"
#include "text/i18n.h"

#include <string.h>

/* What stands after the text where the answers would otherwise be its end and leave no blank. */
#define AFTER_GAP "<!-- -->"

/* ---- Words ------------------------------------------------------------------------------------------------- */

static void append_escaped(GString *out, const char *s)
{
	for (; *s; s++) {
		if (*s == '\n') {
			g_string_append(out, "\\n");
			continue;
		}
		if (strchr("\\#=~{}:", *s))
			g_string_append_c(out, '\\');
		g_string_append_c(out, *s);
	}
}

static void append_rich(GString *out, const struct rich *rich)
{
	g_autoptr(GString) markdown = g_string_new(NULL);

	markdown_rich(markdown, rich, -1);
	append_escaped(out, markdown->str);
}

static void append_blocks(GString *out, const struct block *blocks)
{
	g_autoptr(GString) markdown = g_string_new(NULL);

	markdown_blocks(markdown, blocks, -1);
	append_escaped(out, markdown->str);
}

/* Words that Moodle takes as they are: a format in brackets before them would be none of theirs. */
static void append_plain(GString *out, const char *s, bool typed)
{
	g_autoptr(GString) plain = g_string_new(s);

	g_strdelimit(plain->str, "\n", ' ');
	if (typed)
		g_string_replace(plain, "*", "\\*", 0);
	if (typed && *plain->str == '[')
		g_string_append(out, "[plain]");
	append_escaped(out, plain->str);
}

static void append_feedback(GString *out, const struct block *feedback)
{
	if (!feedback)
		return;
	g_string_append_c(out, '#');
	append_blocks(out, feedback);
}

/* "%33.33333%", as precise as Moodle's own fractions; nothing where it is the usual one and no words look like one. */
static void append_weight(GString *out, struct fraction weight, struct fraction usual, const char *words)
{
	g_autofree char *percent = fraction_decimal(weight, 100, gift_moodle_knows(weight) ? 5 : 9, false);

	if (fraction_cmp(weight, usual) || *words == '%')
		g_string_append_printf(out, "%%%s%%", percent);
}

/* ---- Head -------------------------------------------------------------------------------------------------- */

/* One question of the file; of a question of several parts, one of them. */
struct part {
	const struct lesson *lesson;
	const struct question *question;
	int number; /* from 1; 0 of a whole question */
};

static bool asks_date(const struct part *part)
{
	const struct question *question = part->question;

	if (question->type == QUESTION_CLOZE)
		return question->gaps[part->number ? part->number - 1 : 0].type == QUESTION_DATE;
	return question->type == QUESTION_DATE;
}

/* What only this program reads again. */
static void append_attributes(GString *out, const struct part *part)
{
	const struct question *question = part->question;
	static const char *const scorings[SCORING_SUBSEQUENCE + 1] = {
		[SCORING_ALL] = "all",
		[SCORING_POSITION] = "position",
		[SCORING_NEIGHBOURS] = "neighbours",
		[SCORING_SUBSEQUENCE] = "subsequence",
	};
	g_autoptr(GString) said = g_string_new(NULL);
	g_autofree char *points = fraction_text(question->points);

	g_string_append(said, question->type == QUESTION_ORDER ? " type=order" : "");
	g_string_append(said, asks_date(part) ? " type=date" : "");
	if (question->type == QUESTION_ORDER && scorings[question->scoring])
		g_string_append_printf(said, " scoring=%s", scorings[question->scoring]);
	if (fraction_cmp(question->points, FRACTION_ONE))
		g_string_append_printf(said, " points=%s", points);
	g_string_append(said, question->keep_order ? " shuffle=no" : "");
	g_string_append(said, question->require_accents ? " accents=require" : "");
	g_string_append(said, question->require_case ? " case=require" : "");
	g_string_append(said, question->draft ? " draft=yes" : "");
	if (said->len)
		g_string_append_printf(out, "// taphuan:%s\n", said->str);
}

/* Moodle looks for ids and tags in comments. */
static void append_mark(GString *out, const char *name, const char *value)
{
	g_string_append_printf(out, " [%s:", name);
	for (; *value; value++) {
		if (*value == ']')
			g_string_append_c(out, '\\');
		g_string_append_c(out, *value == '\n' ? ' ' : *value);
	}
	g_string_append_c(out, ']');
}

static void append_head(GString *out, const struct part *part)
{
	const struct question *question = part->question;
	g_autofree char *id =
		part->number ? g_strdup_printf("%s-%d", question->id, part->number) : g_strdup(question->id);

	g_string_append(out, out->len ? "\n//" : "//");
	append_mark(out, "id", id);
	for (size_t i = 0; question->tags[i]; i++)
		append_mark(out, "tag", question->tags[i]);
	g_string_append_c(out, '\n');
	append_attributes(out, part);
	g_string_append(out, "::");
	append_escaped(out, id);
	g_string_append(out, "::[markdown]");
}

/* What is asked, with the gap of that number. */
static GString *text_of(const struct question *question, int asked)
{
	GString *text = g_string_new(NULL);

	markdown_rich(text, question->title, -1);
	g_autoptr(GString) stem = g_string_new(NULL);

	markdown_blocks(stem, question->stem, asked);
	g_string_append_printf(text, "%s%s", text->len && stem->len ? "\n\n" : "", stem->str);
	return text;
}

static void append_end(GString *out, const struct question *question)
{
	if (question->explanation) {
		g_string_append(out, "\t####");
		append_blocks(out, question->explanation);
		g_string_append_c(out, '\n');
	}
	g_string_append(out, "}\n");
}

static void begin(GString *out, const struct part *part)
{
	g_autoptr(GString) text = text_of(part->question, -1);

	append_head(out, part);
	append_escaped(out, text->str);
	g_string_append(out, part->question->type == QUESTION_NUMBER ? " {#\n" : " {\n");
}

/* ---- Choices ----------------------------------------------------------------------------------------------- */

static void append_choice(GString *out, const struct part *part, const struct option *option)
{
	bool key = part->question->type == QUESTION_SINGLE && option->right;

	g_string_append(out, key ? "\t=" : "\t~");
	if (!key)
		append_weight(out, gift_choice_weight(part->lesson, part->question, option), FRACTION_ZERO,
			      option->text.text);
	append_rich(out, &option->text);
	append_feedback(out, option->feedback);
	g_string_append_c(out, '\n');
}

static void write_choices(GString *out, const struct part *part)
{
	begin(out, part);
	for (size_t i = 0; i < part->question->n_options; i++)
		append_choice(out, part, &part->question->options[i]);
	append_end(out, part->question);
}

/* ---- True or false ----------------------------------------------------------------------------------------- */

/* The feedback to a wrong answer comes first. */
static void append_truth(GString *out, bool truth, const struct block *wrong, const struct block *right,
			 const struct question *question)
{
	g_string_append(out, truth ? "{TRUE" : "{FALSE");
	if (wrong || right)
		g_string_append_c(out, '#');
	append_blocks(out, wrong);
	append_feedback(out, right);
	if (question->explanation) {
		g_string_append(out, "####");
		append_blocks(out, question->explanation);
	}
	g_string_append(out, "}\n");
}

bool gift_is_yes_no(const struct question *question)
{
	const struct option *options = question->options;

	if (question->type != QUESTION_SINGLE || question->n_options != 2 || options[0].right == options[1].right ||
	    options[options[0].right].weight.num)
		return false;
	for (size_t i = 0; i < G_N_ELEMENTS(gift_words); i++) {
		if (!strcmp(options[0].text.text, gift_words[i].yes) && !strcmp(options[1].text.text, gift_words[i].no))
			return true;
	}
	return false;
}

static void write_yes_no(GString *out, const struct part *part)
{
	const struct option *options = part->question->options;
	g_autoptr(GString) text = text_of(part->question, -1);
	bool truth = options[0].right;

	append_head(out, part);
	append_escaped(out, text->str);
	append_truth(out, truth, options[truth].feedback, options[!truth].feedback, part->question);
}

/* The title that gift_read() gives a statement goes without saying. */
static bool is_usual_title(const struct question *question)
{
	for (size_t i = 0; i < G_N_ELEMENTS(gift_words); i++) {
		if (!question->stem && !strcmp(question->title->text, gift_words[i].question))
			return true;
	}
	return false;
}

static void write_statement(GString *out, const struct part *part, const struct option *option)
{
	g_autoptr(GString) text = is_usual_title(part->question) ? g_string_new(NULL) : text_of(part->question, -1);
	g_autoptr(GString) statement = g_string_new(NULL);

	markdown_rich(statement, &option->text, -1);
	g_string_append_printf(text, "%s%s", text->len ? "\n\n" : "", statement->str);
	append_head(out, part);
	append_escaped(out, text->str);
	append_truth(out, option->right, option->feedback, option->feedback, part->question);
}

static void write_truefalse(GString *out, const struct part *part)
{
	size_t n = part->question->n_options;

	for (size_t i = 0; i < n; i++) {
		const struct part statement = {part->lesson, part->question, n > 1 ? (int)i + 1 : 0};

		write_statement(out, &statement, &part->question->options[i]);
	}
}

/* ---- Pairs ------------------------------------------------------------------------------------------------- */

static void write_match(GString *out, const struct part *part)
{
	begin(out, part);
	for (size_t i = 0; i < part->question->n_options; i++) {
		const struct option *option = &part->question->options[i];

		g_string_append(out, "\t=");
		append_rich(out, &option->text);
		g_string_append(out, " -> ");
		append_plain(out, option->match.text, false);
		g_string_append_c(out, '\n');
	}
	append_end(out, part->question);
}

/* GIFT has no order: each place is matched with what stands there. */
static void write_order(GString *out, const struct part *part)
{
	begin(out, part);
	for (size_t i = 0; i < part->question->n_options; i++) {
		g_string_append_printf(out, "\t=%zu -> ", i + 1);
		append_plain(out, part->question->options[i].text.text, false);
		g_string_append_c(out, '\n');
	}
	append_end(out, part->question);
}

/* ---- Typed answers ----------------------------------------------------------------------------------------- */

static void append_double(GString *out, double number)
{
	char digits[64];

	for (int precision = 15; precision < 18; precision += 2) {
		g_snprintf(digits, sizeof(digits), "%.*g", precision, number);
		if (g_ascii_strtod(digits, NULL) == number)
			break;
	}
	if (strchr(digits, 'e'))
		g_snprintf(digits, sizeof(digits), "%.15f", number);
	g_string_append(out, digits);
}

static void append_number(GString *out, const struct number_key *key)
{
	append_double(out, key->low);
	if (key->high <= key->low)
		return;
	g_string_append(out, "..");
	append_double(out, key->high);
}

/* Moodle knows no dates: the usual ways to write the day are the answers. */
static void append_dates(GString *out, struct date_key date, const char *before, struct fraction weight,
			 const struct block *feedback)
{
	static const struct {
		char separator;
		int digits;
	} forms[] = {{'/', 1}, {'/', 2}, {'-', 1}, {'-', 2}, {'.', 1}, {'.', 2}, {'\0', 0}};
	bool same = date.day > 9 && date.month > 9;

	for (size_t i = 0; i < G_N_ELEMENTS(forms); i++) {
		char separator = forms[i].separator;
		int digits = forms[i].digits;

		if (same && digits == 2)
			continue;
		g_string_append_printf(out, "%s=", before);
		append_weight(out, weight, FRACTION_ONE, "");
		if (separator)
			g_string_append_printf(out, "%0*d%c%0*d%c%d", digits, date.day, separator, digits, date.month,
					       separator, date.year);
		else
			g_string_append_printf(out, "%04d-%02d-%02d", date.year, date.month, date.day);
		append_feedback(out, feedback);
		g_string_append(out, *before == '\t' ? "\n" : "");
	}
}

static void append_answer(GString *out, const struct question *question, size_t i)
{
	const struct option *option = &question->options[i];

	if (question->type == QUESTION_DATE) {
		append_dates(out, question->dates[i], "\t", option->weight, option->feedback);
		return;
	}
	g_string_append(out, "\t=");
	append_weight(out, option->weight, FRACTION_ONE, option->text.text);
	if (question->type == QUESTION_NUMBER)
		append_number(out, &question->numbers[i]);
	else
		append_plain(out, option->text.text, true);
	append_feedback(out, option->feedback);
	g_string_append_c(out, '\n');
}

static void write_typed(GString *out, const struct part *part)
{
	begin(out, part);
	for (size_t i = 0; i < part->question->n_options; i++)
		append_answer(out, part->question, i);
	append_end(out, part->question);
}

/* ---- Gaps -------------------------------------------------------------------------------------------------- */

static void append_gap(GString *out, const struct gap *gap)
{
	if (gap->type == QUESTION_NUMBER) {
		g_string_append_c(out, '#');
		append_number(out, &gap->number);
	} else if (gap->type == QUESTION_DATE) {
		append_dates(out, gap->date, " ", FRACTION_ONE, NULL);
	}
	for (size_t i = 0; i < gap->n_options && gap->type != QUESTION_NUMBER && gap->type != QUESTION_DATE; i++) {
		const struct option *option = &gap->options[i];

		g_string_append_printf(out, "%s%c", i ? " " : "", option->right ? '=' : '~');
		append_weight(out, option->weight, option->weight,
			      gap->type == QUESTION_SINGLE && option->right ? "" : option->text.text);
		if (gap->type == QUESTION_SINGLE)
			append_rich(out, &option->text);
		else
			append_plain(out, option->text.text, true);
	}
}

static void write_gap(GString *out, const struct part *part, size_t number)
{
	g_autoptr(GString) text = text_of(part->question, (int)number);
	char *gap = strchr(text->str, MARKDOWN_GAP);

	g_assert(gap);
	*gap = '\0';
	append_head(out, part);
	append_escaped(out, text->str);
	g_string_append_c(out, '{');
	append_gap(out, &part->question->gaps[number]);
	if (part->question->explanation) {
		g_string_append(out, "####");
		append_blocks(out, part->question->explanation);
	}
	g_string_append_c(out, '}');
	append_escaped(out, gap[1] ? gap + 1 : AFTER_GAP);
	g_string_append_c(out, '\n');
}

static void write_cloze(GString *out, const struct part *part)
{
	size_t n = part->question->n_gaps;

	for (size_t i = 0; i < n; i++) {
		const struct part gap = {part->lesson, part->question, n > 1 ? (int)i + 1 : 0};

		write_gap(out, &gap, i);
	}
}

/* ---- All questions ----------------------------------------------------------------------------------------- */

static void write_single(GString *out, const struct part *part)
{
	if (gift_is_yes_no(part->question))
		write_yes_no(out, part);
	else
		write_choices(out, part);
}

static void write_essay(GString *out, const struct part *part)
{
	begin(out, part);
	append_end(out, part->question);
}

static void (*const writers[QUESTION_TYPES])(GString *, const struct part *) = {
	[QUESTION_SINGLE] = write_single, [QUESTION_MULTIPLE] = write_choices, [QUESTION_TRUEFALSE] = write_truefalse,
	[QUESTION_ORDER] = write_order,   [QUESTION_MATCH] = write_match,      [QUESTION_TEXT] = write_typed,
	[QUESTION_NUMBER] = write_typed,  [QUESTION_DATE] = write_typed,       [QUESTION_CLOZE] = write_cloze,
	[QUESTION_ESSAY] = write_essay,
};

char *export_gift(const struct lesson *lesson, struct diagnostics *diags)
{
	GString *out = g_string_new(NULL);

	for (size_t i = 0; i < lesson->n_questions; i++) {
		const struct part part = {lesson, lesson->questions[i], 0};

		if (gift_report(diags, lesson, part.question))
			writers[part.question->type](out, &part);
	}
	return g_string_free(out, FALSE);
}
