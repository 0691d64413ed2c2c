/* One question of GIFT, taken apart the way Moodle does it. */
#include "lesson/gift_private.h"

#include "text/i18n.h"

#include <string.h>

#define MAX_ANSWERS 1000

/* ---- Escapes ----------------------------------------------------------------------------------------------- */

/* Escaped signs are control characters until the text has been taken apart. */
static const char signs[] = ":#={}~n";
static const char hidden[] = "\1\2\3\4\5\6\a";

static char *hide_escapes(const char *s)
{
	GString *out = g_string_sized_new(strlen(s));

	for (; *s; s++) {
		const char *sign = *s == '\\' && s[1] ? strchr(signs, s[1]) : NULL;

		if (sign)
			g_string_append_c(out, hidden[sign - signs]);
		else
			g_string_append_c(out, *s);
		if (sign || (*s == '\\' && s[1] == '\\'))
			s++;
	}
	return g_string_free(out, FALSE);
}

/* The breaks stay: only the format says what they are. */
static void show_escapes(char *s)
{
	for (; *s; s++) {
		const char *sign = strchr(hidden, *s);

		if (sign && *s != GIFT_BREAK)
			*s = signs[sign - hidden];
	}
}

static bool is_blank(char c)
{
	return c == ' ' || c == '\t' || c == '\n' || c == GIFT_BREAK;
}

/* A copy of s[0..len) without the blanks around it. */
static char *trimmed(const char *s, size_t len)
{
	while (len && is_blank(s[len - 1]))
		len--;
	while (len && is_blank(*s))
		s++, len--;
	return g_strndup(s, len);
}

/* ---- Texts ------------------------------------------------------------------------------------------------- */

static bool format_named(const char *s, size_t len, enum gift_format *format)
{
	static const struct {
		const char *name;
		enum gift_format format;
	} formats[] = {
		{"moodle", GIFT_MOODLE}, {"html", GIFT_HTML}, {"plain", GIFT_PLAIN}, {"markdown", GIFT_MARKDOWN}};

	for (size_t i = 0; i < G_N_ELEMENTS(formats); i++) {
		if (strlen(formats[i].name) == len && !strncmp(formats[i].name, s, len)) {
			*format = formats[i].format;
			return true;
		}
	}
	return false;
}

static struct gift_text text_of(const char *s, size_t len, enum gift_format format)
{
	g_autofree char *words = trimmed(s, len);
	struct gift_text text = {NULL, format};
	const char *end = *words == '[' ? strchr(words, ']') : NULL, *from = words;

	if (end && format_named(words + 1, (size_t)(end - words - 1), &text.format))
		from = end + 1;
	text.text = trimmed(from, strlen(from));
	show_escapes(text.text);
	return text;
}

static char *plain_of(const char *s, size_t len)
{
	char *plain = trimmed(s, len);

	show_escapes(plain);
	return plain;
}

static void answer_clear(void *data)
{
	struct gift_answer *answer = data;

	g_free(answer->text.text);
	g_free(answer->feedback.text);
	g_free(answer->right);
}

void gift_question_free(struct gift_question *question)
{
	if (!question)
		return;
	g_free(question->name);
	g_free(question->id);
	g_free(question->attributes);
	g_ptr_array_unref(question->tags);
	g_free(question->text.text);
	g_free(question->explanation.text);
	g_array_unref(question->answers);
	g_free(question);
}

/* ---- Answers ----------------------------------------------------------------------------------------------- */

/* Where a question is being read. */
struct parts {
	const struct gift_reader *reader;
	struct gift_question *question;
	const char *start; /* of its text, in its first line */
	const char *answers, *end;
};

/* A piece of the answers: what stands between two signs. */
struct piece {
	const char *s;
	size_t len;
	char sign; /* the one before it: '=', '~' or none */
};

static int line_of(const struct parts *parts, const char *at)
{
	int line = parts->question->line;

	for (const char *s = parts->start; (s = memchr(s, '\n', (size_t)(at - s))); s++)
		line++;
	return line;
}

/* Takes the next piece before one of the separators off *at; false at the end. */
static bool next_piece(const struct parts *parts, const char **at, const char *separators, struct piece *piece)
{
	const char *s = *at;

	piece->sign = '\0';
	if (s < parts->end && strchr(separators, *s))
		piece->sign = *s++;
	while (s < parts->end && is_blank(*s))
		s++;
	piece->s = s;
	while (s < parts->end && !strchr(separators, *s))
		s++;
	piece->len = (size_t)(s - piece->s);
	*at = s;
	return piece->len || piece->sign || s < parts->end;
}

/* Takes "%50%" or "%-33.333%" off the piece. */
static bool take_weight(struct piece *piece, struct fraction *weight)
{
	const char *s = piece->s, *end;
	size_t minus, digits;

	if (!piece->len || *s != '%')
		return false;
	minus = strspn(s + 1, "-");
	digits = strspn(s + 1 + minus, "0123456789.");
	end = s + 1 + minus + digits;
	if (!digits || minus > 1 || digits > 30 || end >= s + piece->len || *end != '%')
		return false;
	g_autofree char *text = g_strndup(s + 1, (size_t)(end - s));

	if (!fraction_parse(text, weight))
		return false;
	piece->len -= (size_t)(end + 1 - s);
	piece->s = end + 1;
	return true;
}

static struct fraction held_weight(const struct parts *parts, const struct piece *piece, struct fraction weight)
{
	struct fraction least = {-1, 1};

	if (fraction_cmp(weight, FRACTION_ONE) <= 0 && fraction_cmp(weight, least) >= 0)
		return weight;
	gift_complain(parts->reader, SEVERITY_WARNING, line_of(parts, piece->s),
		      _("Weights go from -100% to 100%; look it over in the lesson."),
		      _("The weight of this answer is more than the whole."));
	return weight.num > 0 ? FRACTION_ONE : least;
}

/* Adds what stands before and after the #. */
static struct gift_answer *add_answer(const struct parts *parts, const struct piece *piece, struct fraction weight)
{
	GArray *answers = parts->question->answers;
	enum gift_format format = parts->question->text.format;
	const char *hash = memchr(piece->s, '#', piece->len);
	size_t len = hash ? (size_t)(hash - piece->s) : piece->len;
	struct gift_answer answer = {
		.text = text_of(piece->s, len, format),
		.feedback = text_of(hash ? hash + 1 : "", hash ? piece->len - len - 1 : 0, format),
		.weight = held_weight(parts, piece, weight),
		.line = line_of(parts, piece->s),
	};

	g_array_append_val(answers, answer);
	return &g_array_index(answers, struct gift_answer, answers->len - 1);
}

static void complain_empty(const struct parts *parts, const struct piece *piece)
{
	gift_complain(parts->reader, SEVERITY_WARNING, line_of(parts, piece->s), NULL,
		      _("An answer without words is left out."));
}

/* An empty piece between "~" and "=" is only their way of standing together. */
static void read_choices(const struct parts *parts)
{
	const char *at = parts->answers;
	struct piece piece;

	parts->question->single = memchr(parts->answers, '=', (size_t)(parts->end - parts->answers));
	while (next_piece(parts, &at, "=~", &piece)) {
		struct fraction weight = piece.sign == '=' ? FRACTION_ONE : FRACTION_ZERO;

		if (!piece.len && (!piece.sign || (at < parts->end && piece.sign == '~' && *at == '=')))
			continue;
		if (piece.sign != '=')
			take_weight(&piece, &weight);
		if (!piece.len || *piece.s == '#')
			complain_empty(parts, &piece);
		else
			add_answer(parts, &piece, weight);
	}
}

/* The catch-all answer "*" only carries feedback in Moodle, which has no place here. */
static void add_typed(const struct parts *parts, struct piece *piece)
{
	struct fraction weight = FRACTION_ONE;

	take_weight(piece, &weight);
	if (!piece->len || *piece->s == '#')
		complain_empty(parts, piece);
	else
		add_answer(parts, piece, weight);
}

static void read_short(const struct parts *parts)
{
	const char *at = parts->answers;
	struct piece piece;

	while (next_piece(parts, &at, "=", &piece)) {
		if (piece.len || piece.sign)
			add_typed(parts, &piece);
	}
}

static void read_numbers(struct parts *parts)
{
	const char *wrong = memchr(parts->answers, '~', (size_t)(parts->end - parts->answers));
	const char *at = parts->answers, *end = parts->end;
	struct piece piece;

	parts->end = wrong ? wrong : end;
	while (next_piece(parts, &at, "=", &piece)) {
		if (piece.len || piece.sign)
			add_typed(parts, &piece);
	}
	parts->end = end;
	if (wrong)
		gift_complain(parts->reader, SEVERITY_WARNING, line_of(parts, wrong),
			      _("Write it into the explanation under the question, if it is needed."),
			      _("The feedback for every other number is left out."));
}

static void read_pairs(const struct parts *parts)
{
	const char *at = parts->answers;
	struct piece piece;

	while (next_piece(parts, &at, "=", &piece)) {
		const char *arrow = memmem(piece.s, piece.len, "->", 2);

		if (!piece.len && !piece.sign)
			continue;
		if (!arrow) {
			gift_complain(parts->reader, SEVERITY_ERROR, line_of(parts, piece.s),
				      _("Write =left -> right."), _("This pair has no arrow and is left out."));
			continue;
		}
		size_t left = (size_t)(arrow - piece.s);
		struct gift_answer answer = {
			.text = text_of(piece.s, left, parts->question->text.format),
			.feedback = text_of("", 0, GIFT_PLAIN),
			.weight = FRACTION_ZERO,
			.right = plain_of(arrow + 2, piece.len - left - 2),
			.line = line_of(parts, piece.s),
		};

		g_array_append_val(parts->question->answers, answer);
	}
}

/* The feedback to the wrong answer comes first, then the one to the right answer. */
static void read_truth(const struct parts *parts)
{
	const char *first = memchr(parts->answers, '#', (size_t)(parts->end - parts->answers));
	const char *second = first ? memchr(first + 1, '#', (size_t)(parts->end - first - 1)) : NULL;
	const char *bounds[] = {first, second, parts->end};

	parts->question->truth = *parts->answers == 'T';
	for (int i = 0; i < 2; i++) {
		const char *end = bounds[i + 1] ? bounds[i + 1] : parts->end;
		struct piece piece = {bounds[i] ? bounds[i] + 1 : parts->end,
				      bounds[i] ? (size_t)(end - bounds[i] - 1) : 0, '\0'};
		struct gift_answer answer = {
			.text = text_of("", 0, GIFT_PLAIN),
			.feedback = text_of(piece.s, piece.len, parts->question->text.format),
			.weight = FRACTION_ZERO,
			.line = parts->question->line,
		};

		g_array_append_val(parts->question->answers, answer);
	}
}

/* ---- The whole --------------------------------------------------------------------------------------------- */

static bool is_truth(const struct parts *parts)
{
	static const char *const words[] = {"T", "TRUE", "F", "FALSE", NULL};
	size_t len = (size_t)(parts->end - parts->answers);
	const char *hash = memchr(parts->answers, '#', len);
	g_autofree char *word = trimmed(parts->answers, hash ? (size_t)(hash - parts->answers) : len);

	return g_strv_contains(words, word);
}

static enum gift_type type_of(const struct parts *parts)
{
	const char *s = parts->answers;
	size_t len = (size_t)(parts->end - s);

	if (!len)
		return GIFT_ESSAY;
	if (*s == '#')
		return GIFT_NUMBER;
	if (memchr(s, '~', len))
		return GIFT_CHOICE;
	if (memchr(s, '=', len) && memmem(s, len, "->", 2))
		return GIFT_MATCH;
	return is_truth(parts) ? GIFT_TRUEFALSE : GIFT_SHORT;
}

static void read_answers(struct parts *parts)
{
	struct gift_question *question = parts->question;

	question->type = type_of(parts);
	if (question->type == GIFT_NUMBER) {
		parts->answers++;
		read_numbers(parts);
	} else if (question->type == GIFT_CHOICE) {
		read_choices(parts);
	} else if (question->type == GIFT_MATCH) {
		read_pairs(parts);
	} else if (question->type == GIFT_SHORT) {
		read_short(parts);
	} else if (question->type == GIFT_TRUEFALSE) {
		read_truth(parts);
	}
}

/* Takes "####…" off the end of the answers, and the blanks around them. */
static void read_explanation(struct parts *parts)
{
	const char *found = NULL;

	for (const char *s = parts->answers; s + 4 <= parts->end; s++) {
		if (!memcmp(s, "####", 4))
			found = s;
	}
	parts->question->explanation =
		found ? text_of(found + 4, (size_t)(parts->end - found - 4), parts->question->text.format)
		      : text_of("", 0, GIFT_PLAIN);
	parts->end = found ? found : parts->end;
	while (parts->answers < parts->end && is_blank(*parts->answers))
		parts->answers++;
	while (parts->end > parts->answers && is_blank(parts->end[-1]))
		parts->end--;
}

/* Takes "::name::" off; returns what comes after it. */
static const char *read_name(struct gift_question *question, const char *s)
{
	const char *end = g_str_has_prefix(s, "::") ? strstr(s + 2, "::") : NULL;

	if (!end)
		return g_str_has_prefix(s, "::") ? s + 2 : s;
	question->name = plain_of(s + 2, (size_t)(end - s - 2));
	g_strdelimit(question->name, "\n\t\a", ' ');
	return end + 2;
}

static void check_rest(const struct parts *parts, const char *rest)
{
	const char *brace = strpbrk(rest, "{}");

	if (brace)
		gift_complain(parts->reader, SEVERITY_WARNING, line_of(parts, brace),
			      _("Write a backslash before it, or make two questions of it."),
			      _("A question has one { }; this brace is shown as it stands."));
}

/* Where nothing follows the answers, there is no blank to fill in. */
static struct gift_text text_around(const char *s, const char *open, const char *close)
{
	g_autofree char *before = g_strndup(s, (size_t)(open - s));
	g_autofree char *after = trimmed(close + 1, strlen(close + 1));
	const char blank[] = {*after ? GIFT_BLANK : '\0', '\0'};
	g_autofree char *all = g_strconcat(before, blank, *after ? close + 1 : "", NULL);

	return text_of(all, strlen(all), GIFT_MOODLE);
}

static struct gift_question *question_new(int line)
{
	struct gift_question *question = g_new0(struct gift_question, 1);

	question->line = line;
	question->tags = g_ptr_array_new_with_free_func(g_free);
	question->answers = g_array_new(FALSE, TRUE, sizeof(struct gift_answer));
	g_array_set_clear_func(question->answers, answer_clear);
	return question;
}

/* False after a complaint. */
static bool read_block(const struct gift_reader *reader, struct gift_question *question, const char *block)
{
	const char *s = read_name(question, block), *open = strchr(s, '{'), *close = strchr(s, '}');
	struct parts parts = {reader, question, block, open ? open + 1 : s, close ? close : s};

	if (!open && !close) {
		question->text = text_of(s, strlen(s), GIFT_MOODLE);
		question->explanation = text_of("", 0, GIFT_PLAIN);
		return true;
	}
	if (!open || !close || close < open) {
		gift_complain(reader, SEVERITY_ERROR, line_of(&parts, open ? open : close),
			      _("Write the answers as {…}, and a backslash before a brace that is only a sign."),
			      _("This question has only one of the two braces and is left out."));
		return false;
	}
	check_rest(&parts, close + 1);
	question->text = text_around(s, open, close);
	read_explanation(&parts);
	read_answers(&parts);
	return true;
}

struct gift_question *gift_question_read(const struct gift_reader *reader, const char *block, int line)
{
	g_autofree char *hidden_block = hide_escapes(block);
	struct gift_question *question = question_new(line);
	bool read = read_block(reader, question, hidden_block);

	if (read && question->answers->len > MAX_ANSWERS) {
		gift_complain(reader, SEVERITY_ERROR, line, _("Make several questions of it."),
			      _("This question has more than %d answers and is left out."), MAX_ANSWERS);
		read = false;
	}
	if (read)
		return question;
	gift_question_free(question);
	return NULL;
}
