/* A question of GIFT as a question of a lesson. */
#include "lesson/gift_private.h"
#include "lesson/markdown.h"

#include <math.h>
#include <string.h>

#define BLANK_LINE "\\_\\_\\_\\_\\_"

/* A question being written. */
struct writing {
	GString *out;
	const struct gift_question *question;
	const struct gift_words *words;
	char *title, *stem; /* in Markdown; the stem may hold a GIFT_BLANK */
	const char *type;   /* an attribute where the shape does not say it; NULL */
	bool plain, cloze;
};

static const struct gift_answer *answer_at(const struct gift_question *question, unsigned int i)
{
	return &g_array_index(question->answers, struct gift_answer, i);
}

static bool has_feedback(const struct gift_question *question)
{
	for (unsigned int i = 0; i < question->answers->len; i++) {
		if (*answer_at(question, i)->feedback.text)
			return true;
	}
	return false;
}

/* In one gap with others, "(a)" would be the right one of several choices. */
static bool is_bracketed(const struct gift_answer *answer)
{
	return *answer->text.text == '(' && g_str_has_suffix(answer->text.text, ")");
}

/* True when there is a feedback or a share, which only a list of answers has a place for. */
static bool needs_list(const struct gift_question *question)
{
	for (unsigned int i = 0; i < question->answers->len; i++) {
		const struct gift_answer *answer = answer_at(question, i);

		if (fraction_cmp(answer->weight, FRACTION_ONE) || is_bracketed(answer))
			return true;
	}
	return has_feedback(question);
}

static bool attribute_is(const struct gift_question *question, const char *attribute)
{
	g_auto(GStrv) all = g_strsplit(question->attributes ? question->attributes : "", " ", -1);

	return g_strv_contains((const char *const *)all, attribute);
}

/* ---- Small pieces ------------------------------------------------------------------------------------------ */

/* The answer as a gap takes it word for word. */
static void append_literal(GString *out, const char *s)
{
	bool special = strpbrk(s, "*_`[]|<>\\&~") || strchr("=@(", *s) || strstr(s, "  ");
	size_t fence = 1;

	if (!special) {
		g_string_append(out, s);
		return;
	}
	for (const char *at = s; (at = strchr(at, '`')); at += strspn(at, "`"))
		fence = MAX(fence, strspn(at, "`") + 1);
	g_autofree char *ticks = g_strnfill(fence, '`');
	const char *space = *s == '`' || g_str_has_suffix(s, "`") ? " " : "";

	g_string_append_printf(out, "%s%s%s%s%s", ticks, space, s, space, ticks);
}

/* Lines after the first stand under it. */
static void append_indented(GString *out, const char *text, const char *indent)
{
	g_auto(GStrv) lines = g_strsplit(text, "\n", -1);

	for (size_t i = 0; lines[i]; i++)
		g_string_append_printf(out, "%s%s", i ? indent : "", lines[i]);
}

static void append_quote(GString *out, const struct writing *writing, const struct gift_text *text, const char *indent)
{
	g_autofree char *markdown = gift_text_markdown(text, writing->plain, false);
	g_auto(GStrv) lines = g_strsplit(markdown, "\n", -1);

	for (size_t i = 0; lines[i]; i++)
		g_string_append_printf(out, "%s>%s%s\n", indent, *lines[i] ? " " : "", lines[i]);
}

static void append_weight(GString *out, struct fraction weight)
{
	g_autofree char *share = NULL;

	/* Thirds and their like have no end as per cents. */
	if (100 % weight.den == 0 || 10000 % weight.den == 0)
		share = fraction_decimal(weight, 100, 2, false);
	g_autofree char *exact = fraction_text(weight);

	g_string_append_printf(out, " <!-- %s%s -->", share ? share : exact, share ? "%" : "");
}

/* ---- Numbers ----------------------------------------------------------------------------------------------- */

static bool read_double(const char *s, size_t len, double *number)
{
	g_autofree char *copy = g_strndup(s, len);
	char *end;

	g_strdelimit(g_strstrip(copy), ",", '.');
	if (!*copy || copy[strspn(copy, "+-.0123456789eE")])
		return false;
	*number = g_ascii_strtod(copy, &end);
	return !*end && isfinite(*number) && fabs(*number) < 1e15;
}

/* Without an exponent, and never like 1.000, which might be a thousand. */
static char *write_double(double number)
{
	char digits[64], *point;

	g_ascii_formatd(digits, sizeof(digits), "%.15g", number);
	if (strchr(digits, 'e'))
		g_ascii_formatd(digits, sizeof(digits), "%.15f", number);
	point = strchr(digits, '.');
	return g_strconcat(digits, point && strlen(point) == 4 ? "0" : "", NULL);
}

char *gift_number(const char *text)
{
	const char *dots = strstr(text, ".."), *colon = strchr(text, ':');
	size_t len = strlen(text);
	double low, high = 0;

	/* A decimal point may stand before the two dots: "1...2" is no range anybody wrote. */
	const char *sign = dots && dots > text ? dots : colon && colon > text ? colon : NULL;
	const char *rest = sign ? sign + (sign == dots ? 2 : 1) : NULL;

	if (!read_double(text, sign ? (size_t)(sign - text) : len, &low) ||
	    (rest && !read_double(rest, strlen(rest), &high)))
		return NULL;
	if ((sign == dots && dots && high < low) || (sign && sign == colon && high < 0))
		return NULL;
	g_autofree char *first = write_double(low), *second = write_double(high);

	if (!sign || (sign == colon && high == 0))
		return g_steal_pointer(&first);
	return g_strconcat(first, sign == dots ? " .. " : " ± ", second, NULL);
}

/* ---- Answers ----------------------------------------------------------------------------------------------- */

static void append_choice(struct writing *writing, unsigned int i, bool ticked)
{
	const struct gift_question *question = writing->question;
	const struct gift_answer *answer = answer_at(question, i);
	const char *indent = question->single ? "   " : "  ";
	g_autofree char *text = gift_text_markdown(&answer->text, writing->plain, true);

	if (question->single)
		g_string_append_printf(writing->out, "%u. ", i + 1);
	else
		g_string_append(writing->out, "- ");
	g_string_append(writing->out, ticked ? "[x] " : "[ ] ");
	append_indented(writing->out, text, "\n   ");
	/* Of several right ones in Moodle only one is ticked here; the others give as much. */
	if (question->single ? !ticked && answer->weight.num : answer->weight.num)
		append_weight(writing->out, answer->weight);
	g_string_append_c(writing->out, '\n');
	if (*answer->feedback.text)
		append_quote(writing->out, writing, &answer->feedback, indent);
}

static void append_choices(struct writing *writing)
{
	const struct gift_question *question = writing->question;
	bool ticked = false;

	for (unsigned int i = 0; i < question->answers->len; i++) {
		struct fraction weight = answer_at(question, i)->weight;
		bool tick = question->single ? !ticked && !fraction_cmp(weight, FRACTION_ONE) : weight.num > 0;

		append_choice(writing, i, tick);
		ticked = ticked || tick;
	}
}

/* "1, 2, 3" on the left: written by export_gift() for an order. */
static void append_order(struct writing *writing)
{
	for (unsigned int i = 0; i < writing->question->answers->len; i++) {
		const char *right = answer_at(writing->question, i)->right;

		g_string_append_printf(writing->out, "%u. ", i + 1);
		markdown_append(writing->out, right, strlen(right), true);
		g_string_append_c(writing->out, '\n');
	}
}

/* The first arrow of a pair divides it, so those on the left are put where none is looked for. */
static char *without_arrows(const char *left)
{
	static const char *const arrows[] = {"-\\>", "->", "→"};
	GString *out = g_string_new(left);

	for (size_t i = 0; !strchr(left, '`') && i < G_N_ELEMENTS(arrows); i++) {
		g_autofree char *code = g_strdup_printf("`%s`", i ? arrows[i] : "->");

		if (i != 1 || !strstr(left, arrows[0]))
			g_string_replace(out, arrows[i], code, 0);
	}
	return g_string_free(out, FALSE);
}

static void append_pairs(struct writing *writing)
{
	for (unsigned int i = 0; i < writing->question->answers->len; i++) {
		const struct gift_answer *answer = answer_at(writing->question, i);
		g_autofree char *text = gift_text_markdown(&answer->text, writing->plain, true);
		g_autofree char *left = without_arrows(text);
		g_autofree char *right = g_strdelimit(g_strdup(answer->right), "\n\a", ' ');

		g_string_append(writing->out, "- ");
		append_indented(writing->out, left, "\n  ");
		g_string_append_printf(writing->out, "%s-> ", *left ? " " : "");
		markdown_append(writing->out, right, strlen(right), false);
		g_string_append_c(writing->out, '\n');
	}
}

/* What stands in a gap for an answer. */
static void append_key(GString *out, const struct gift_question *question, const struct gift_answer *answer)
{
	g_autofree char *plain = gift_text_plain(&answer->text);

	if (question->type == GIFT_NUMBER) {
		g_autofree char *number = gift_number(plain);

		g_string_append_printf(out, "= %s", number);
	} else if (attribute_is(question, "type=date")) {
		g_string_append_printf(out, "@ %s", plain);
	} else {
		/* Moodle's star stands for any words; a backslash makes it a star. */
		g_autoptr(GString) words = g_string_new(plain);

		g_string_replace(words, "\\*", "*", 0);
		append_literal(out, words->str);
	}
}

static bool gives_the_same(const struct gift_answer *a, const struct gift_answer *b)
{
	return !fraction_cmp(a->weight, b->weight) && !strcmp(a->feedback.text, b->feedback.text) &&
	       a->feedback.format == b->feedback.format;
}

/* Answers that give the same share and feedback stand in one gap. Returns the first that is not among them. */
static unsigned int append_keys(GString *out, const struct gift_question *question, unsigned int from)
{
	unsigned int i = from;

	g_string_append(out, "[[");
	do {
		g_string_append(out, i > from ? " | " : "");
		append_key(out, question, answer_at(question, i));
		i++;
	} while (i < question->answers->len && gives_the_same(answer_at(question, from), answer_at(question, i)));
	g_string_append(out, "]]");
	return i;
}

static void append_typed(struct writing *writing)
{
	const struct gift_question *question = writing->question;
	bool list = needs_list(question);

	for (unsigned int i = 0, next; i < question->answers->len; i = next) {
		const struct gift_answer *answer = answer_at(question, i);

		g_string_append(writing->out, list ? "- " : "");
		next = append_keys(writing->out, question, i);
		if (fraction_cmp(answer->weight, FRACTION_ONE))
			append_weight(writing->out, answer->weight);
		g_string_append_c(writing->out, '\n');
		if (*answer->feedback.text)
			append_quote(writing->out, writing, &answer->feedback, "  ");
	}
}

/* ---- True or false ----------------------------------------------------------------------------------------- */

/* A feedback of its own to each of the two answers makes them options. */
static void append_yes_no(struct writing *writing)
{
	const struct gift_question *question = writing->question;
	const char *const options[] = {writing->words->yes, writing->words->no};

	for (unsigned int i = 0; i < 2; i++) {
		bool right = question->truth == (i == 0);
		const struct gift_answer *answer = answer_at(question, right);

		g_string_append_printf(writing->out, "%u. [%c] %s\n", i + 1, right ? 'x' : ' ', options[i]);
		if (*answer->feedback.text)
			append_quote(writing->out, writing, &answer->feedback, "   ");
	}
}

static void append_statement(struct writing *writing, const char *statement)
{
	const struct gift_answer *answer = answer_at(writing->question, 0);

	g_string_append_printf(writing->out, "- [%c] ", writing->question->truth ? 'x' : ' ');
	append_indented(writing->out, statement, "\n  ");
	g_string_append_c(writing->out, '\n');
	if (*answer->feedback.text)
		append_quote(writing->out, writing, &answer->feedback, "  ");
}

/* ---- Title and text ---------------------------------------------------------------------------------------- */

/* A line of nothing but three and more of a sign. */
static bool is_rule(const char *line)
{
	const char signs[] = {*line, ' ', '\0'};
	size_t len = strspn(line, signs), n = 0;

	for (size_t i = 0; i < len; i++)
		n += line[i] == *line;
	return n > 2 && (!line[len] || line[len] == '\n');
}

/* True where a line begins something else than running text. */
static bool is_structured(const char *line)
{
	size_t digits = strspn(line, "0123456789");

	if (digits)
		return line[digits] && strchr(".)", line[digits]) && strchr(" \n", line[digits + 1]);
	if (!*line || strchr(">|#=<: \t", *line))
		return *line;
	if (g_str_has_prefix(line, "```") || g_str_has_prefix(line, "~~~"))
		return true;
	if (!strchr("-+*_", *line))
		return false;
	return is_rule(line) || (*line != '_' && strchr(" \n", line[1]));
}

static bool has_structure(const char *text)
{
	for (const char *s = text; s; s = (s = strchr(s, '\n')) ? s + 1 : NULL) {
		if (is_structured(s))
			return true;
	}
	return false;
}

static void replace_in(char **text, const char *from, const char *to)
{
	GString *out = g_string_new(*text);

	g_string_replace(out, from, to, 0);
	g_free(*text);
	*text = g_string_free(out, FALSE);
}

/* Two brackets would be a gap, which no backslash hinders; in code they are none. */
static void close_brackets(char **text)
{
	replace_in(text, "\\[\\[", "\\[ \\[");
	if (!strchr(*text, '`'))
		replace_in(text, "[[", "[ [");
}

static char *title_of(const char *paragraph, size_t len)
{
	char *title = g_strndup(paragraph, len);
	size_t end;

	replace_in(&title, "\\\n", " ");
	g_strdelimit(title, "\n", ' ');
	g_strstrip(title);
	end = strlen(title);
	/* A heading may end with signs that are not shown. */
	if (end && title[end - 1] == '#' && (end < 2 || title[end - 2] != '\\')) {
		char *marked = g_strdup_printf("%.*s\\#", (int)(end - 1), title);

		g_free(title);
		title = marked;
	}
	return title;
}

/* The first paragraph is the title, unless it is something else than a paragraph. */
static void split_text(struct writing *writing)
{
	g_autofree char *markdown = gift_text_markdown(&writing->question->text, writing->plain, false);
	const char *end = strstr(markdown, "\n\n");
	size_t len = end ? (size_t)(end - markdown) : strlen(markdown);
	bool heads = writing->plain || !is_structured(markdown);

	writing->title = heads ? title_of(markdown, len) : g_strdup("");
	writing->stem = g_strdup(!heads ? markdown : end ? end + 2 : "");
	close_brackets(&writing->title);
	close_brackets(&writing->stem);
}

/* ---- Gaps in running text ---------------------------------------------------------------------------------- */

static bool is_choice_gap(const struct writing *writing)
{
	const struct gift_question *question = writing->question;
	int right = 0;

	for (unsigned int i = 0; i < question->answers->len; i++) {
		const struct gift_answer *answer = answer_at(question, i);
		g_autofree char *text = gift_text_markdown(&answer->text, writing->plain, true);

		right += !fraction_cmp(answer->weight, FRACTION_ONE);
		if ((answer->weight.num && fraction_cmp(answer->weight, FRACTION_ONE)) ||
		    strpbrk(text, "*_`[]|<>\\&~()\n"))
			return false;
	}
	return question->single && right == 1 && question->answers->len > 1 && !has_feedback(question);
}

static bool is_gap(const struct writing *writing)
{
	const struct gift_question *question = writing->question;

	if (!strchr(writing->stem, GIFT_BLANK))
		return false;
	if (question->type == GIFT_CHOICE)
		return is_choice_gap(writing);
	return (question->type == GIFT_SHORT || (question->type == GIFT_NUMBER && question->answers->len == 1)) &&
	       !needs_list(question);
}

static char *gap_text(const struct writing *writing)
{
	const struct gift_question *question = writing->question;
	GString *gap = g_string_new(NULL);

	if (question->type != GIFT_CHOICE) {
		append_keys(gap, question, 0);
		return g_string_free(gap, FALSE);
	}
	for (unsigned int i = 0; i < question->answers->len; i++) {
		const struct gift_answer *answer = answer_at(question, i);
		g_autofree char *text = gift_text_markdown(&answer->text, writing->plain, true);

		g_string_append(gap, i ? " | " : "[[");
		g_string_append_printf(gap, answer->weight.num ? "(%s)" : "%s", text);
	}
	g_string_append(gap, "]]");
	return g_string_free(gap, FALSE);
}

static void fill_blank(struct writing *writing)
{
	const char blank[] = {GIFT_BLANK, '\0'};
	g_autofree char *gap = NULL;

	writing->cloze = is_gap(writing);
	gap = writing->cloze ? gap_text(writing) : g_strdup(BLANK_LINE);
	replace_in(&writing->stem, blank, gap);
	replace_in(&writing->title, blank, BLANK_LINE);
}

/* ---- The whole --------------------------------------------------------------------------------------------- */

/* A tag may be anything in Moodle; here it has no commas and ends no comment. */
static char *tag_list(const struct gift_question *question)
{
	GString *list = g_string_new(NULL);

	for (unsigned int i = 0; i < question->tags->len; i++) {
		g_autofree char *tag = g_strdup(g_ptr_array_index(question->tags, i));

		g_strstrip(g_strdelimit(tag, ",\"<>\n\t\a\v", ' '));
		if (*tag)
			g_string_append_printf(list, "%s%s", list->len ? "," : "", tag);
	}
	char *text = g_string_free(list, FALSE);

	replace_in(&text, "--", "-");
	return text;
}

static void append_head(struct writing *writing, const char *id)
{
	const struct gift_question *question = writing->question;
	GString *out = writing->out;
	g_autofree char *tags = tag_list(question);
	const char *quote = strpbrk(tags, " ") ? "\"" : "";

	g_string_append_printf(out, "## %s\n<!-- quiz", writing->title);
	if (id)
		g_string_append_printf(out, " id=%s", id);
	if (*tags)
		g_string_append_printf(out, " tags=%s%s%s", quote, tags, quote);
	if (writing->type)
		g_string_append_printf(out, " type=%s", writing->type);
	if (question->type == GIFT_CHOICE && !question->single)
		g_string_append(out, " scoring=weights");
	if (question->type == GIFT_TRUEFALSE && !writing->type && !attribute_is(question, "shuffle=no"))
		g_string_append(out, " shuffle=no");
	g_auto(GStrv) attributes = g_strsplit(question->attributes ? question->attributes : "", " ", -1);
	for (size_t i = 0; attributes[i]; i++) {
		if (*attributes[i] && !g_str_has_prefix(attributes[i], "type="))
			g_string_append_printf(out, " %s", attributes[i]);
	}
	g_string_append(out, " -->\n");
	if (!question->name || !*question->name || !g_strcmp0(question->name, id))
		return;
	g_autofree char *name = g_strdup(question->name);

	replace_in(&name, "--", "- -");
	g_string_append_printf(out, "<!-- comment: %s -->\n", name);
}

static void append_stem(struct writing *writing, bool answers_follow)
{
	if (!*writing->stem)
		return;
	g_string_append_printf(writing->out, "\n%s\n", writing->stem);
	/* The answers may not become a part of a list before them. */
	if (answers_follow && has_structure(writing->stem))
		g_string_append(writing->out, "\n<!-- -->\n");
}

static void append_explanation(struct writing *writing)
{
	if (!*writing->question->explanation.text)
		return;
	g_string_append_c(writing->out, '\n');
	append_quote(writing->out, writing, &writing->question->explanation, "");
}

/*
 * Takes the statement off the text: its last paragraph, or the only one. NULL where the two answers have each a
 * feedback of their own, or the last paragraph is none.
 */
static char *take_statement(struct writing *writing)
{
	if (!gives_the_same(answer_at(writing->question, 0), answer_at(writing->question, 1)))
		return NULL;
	if (!*writing->stem) {
		char *statement = writing->title;

		writing->title = g_strdup(writing->words->question);
		return statement;
	}
	char *last = g_strrstr(writing->stem, "\n\n"), *from = last ? last + 2 : writing->stem;

	if (has_structure(from))
		return NULL;
	char *statement = g_strdup(from);

	if (last)
		*last = '\0';
	else
		*from = '\0';
	return statement;
}

static void append_truth(struct writing *writing, const char *id)
{
	g_autofree char *statement = take_statement(writing);

	writing->type = statement ? "tf" : NULL;
	append_head(writing, id);
	append_stem(writing, true);
	g_string_append_c(writing->out, '\n');
	if (statement)
		append_statement(writing, statement);
	else
		append_yes_no(writing);
}

static void append_answers(struct writing *writing)
{
	switch (writing->question->type) {
	case GIFT_CHOICE:
		append_choices(writing);
		break;
	case GIFT_MATCH:
		if (writing->type)
			append_order(writing);
		else
			append_pairs(writing);
		break;
	case GIFT_SHORT:
	case GIFT_NUMBER:
		append_typed(writing);
		break;
	case GIFT_DESCRIPTION:
	case GIFT_ESSAY:
	case GIFT_TRUEFALSE:
		break;
	}
}

static void append_other(struct writing *writing, const char *id)
{
	const struct gift_question *question = writing->question;
	bool answers = question->type != GIFT_ESSAY && !writing->cloze;

	if (question->type == GIFT_ESSAY)
		writing->type = "essay";
	else if (question->type == GIFT_MATCH && attribute_is(question, "type=order"))
		writing->type = "order";
	append_head(writing, id);
	append_stem(writing, answers);
	if (!answers)
		return;
	g_string_append_c(writing->out, '\n');
	append_answers(writing);
}

void gift_question_append(GString *out, const struct gift_question *question, const char *id,
			  const struct gift_words *words, bool plain)
{
	struct writing writing = {.out = out, .question = question, .words = words, .plain = plain};

	if (question->type == GIFT_DESCRIPTION) {
		g_autofree char *text = gift_text_markdown(&question->text, plain, false);

		/* At the top of a file "---" might begin front matter. */
		g_string_append_printf(out, "***\n\n%s\n", text);
		return;
	}
	split_text(&writing);
	fill_blank(&writing);
	if (question->type == GIFT_TRUEFALSE)
		append_truth(&writing, id);
	else
		append_other(&writing, id);
	append_explanation(&writing);
	g_free(writing.title);
	g_free(writing.stem);
}

unsigned int gift_question_types(const struct gift_question *question)
{
	static const unsigned int types[] = {
		[GIFT_DESCRIPTION] = 0,
		[GIFT_ESSAY] = 1U << QUESTION_ESSAY,
		[GIFT_TRUEFALSE] = 1U << QUESTION_TRUEFALSE | 1U << QUESTION_SINGLE,
		[GIFT_MATCH] = 1U << QUESTION_MATCH | 1U << QUESTION_ORDER,
		[GIFT_SHORT] = 1U << QUESTION_TEXT | 1U << QUESTION_DATE | 1U << QUESTION_CLOZE,
		[GIFT_NUMBER] = 1U << QUESTION_NUMBER | 1U << QUESTION_CLOZE,
	};

	if (question->type == GIFT_CHOICE)
		return question->single ? 1U << QUESTION_SINGLE | 1U << QUESTION_CLOZE : 1U << QUESTION_MULTIPLE;
	return types[question->type];
}
