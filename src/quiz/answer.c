#include "quiz/answer.h"

#include "text/i18n.h"
#include "text/text.h"

#include <string.h>

#define LETTERS 26
#define OPEN    (-1)
#define UNKNOWN (-2)

GArray *question_right_sides(const struct question *question, const int *order)
{
	GArray *sides = g_array_new(FALSE, FALSE, sizeof(int));
	g_autoptr(GHashTable) seen = g_hash_table_new(g_str_hash, g_str_equal);

	for (size_t i = 0; i < question->n_options; i++) {
		const char *words = question->options[order[i]].match.text;
		if (*words && g_hash_table_add(seen, (void *)(uintptr_t)words))
			g_array_append_val(sides, order[i]);
	}
	return sides;
}

int question_left_side(const struct question *question, int number)
{
	for (size_t i = 0; i < question->n_options; i++)
		if (question->options[i].text.len > 0 && --number == 0)
			return (int)i;
	return -1;
}

static size_t count_left_sides(const struct question *question)
{
	size_t n = 0;

	for (size_t i = 0; i < question->n_options; i++)
		n += question->options[i].text.len > 0;
	return n;
}

/* The letters and digits of the text, small and without marks, and its minuses; what else stands there says nothing. */
static char *signs(const char *text)
{
	g_autofree char *fold = text_fold(text);
	GString *out = g_string_new(NULL);

	for (const char *at = fold; *at; at++)
		if (g_ascii_isalnum(*at) || *at == '-')
			g_string_append_c(out, *at);
	return g_string_free(out, FALSE);
}

static int compare_ints(const void *a, const void *b)
{
	return *(const int *)a - *(const int *)b;
}

/* ---- What is wrong ----------------------------------------------------------------------------------------- */

static char *no_letter(char sign, size_t n)
{
	char last = (char)('A' + MIN(n, LETTERS) - 1);

	if (n == 0)
		return g_strdup(_("this question has nothing to choose from"));
	return g_strdup_printf(_("“%c” is none of its letters, which are A to %c"), g_ascii_toupper(sign), last);
}

static char *wrong_count(size_t wanted, size_t given)
{
	return g_strdup_printf(_("the question has %zu parts to answer, and here are %zu"), wanted, given);
}

/* ---- Letters ----------------------------------------------------------------------------------------------- */

/* The place of a letter among n, or −1. */
static int place_of(char letter, size_t n)
{
	return letter >= 'a' && letter <= 'z' && (size_t)(letter - 'a') < n ? letter - 'a' : -1;
}

static char *read_letters(const struct attempt_item *item, const char *text, struct response *response)
{
	g_autofree char *given = signs(text);
	size_t n = item->question->n_options;

	g_array_set_size(response->choices, 0);
	for (const char *at = given; *at; at++) {
		int place = place_of(*at, n);
		if (place < 0)
			return no_letter(*at, n);
		if (strchr(given, *at) < at)
			return g_strdup_printf(_("the letter %c stands here twice"), g_ascii_toupper(*at));
		g_array_append_val(response->choices, item->order[place]);
	}
	return *given ? NULL : no_letter(*text ? *text : ' ', n);
}

static char *read_single(const struct attempt_item *item, const char *text, struct response *response)
{
	char *problem = read_letters(item, text, response);

	if (!problem && response->choices->len > 1)
		problem = g_strdup(_("only one letter can be chosen here"));
	return problem;
}

static char *read_multiple(const struct attempt_item *item, const char *text, struct response *response)
{
	char *problem = read_letters(item, text, response);

	g_array_sort(response->choices, compare_ints);
	return problem;
}

static char letter_of(const struct attempt_item *item, int option)
{
	for (size_t i = 0; i < MIN(item->question->n_options, LETTERS); i++)
		if (item->order[i] == option)
			return (char)('A' + i);
	return '?';
}

static void write_letters(const struct attempt_item *item, const struct response *response, GString *out)
{
	g_autoptr(GString) letters = g_string_new(NULL);

	for (size_t i = 0; i < response->choices->len; i++)
		g_string_append_c(letters, letter_of(item, g_array_index(response->choices, int, i)));
	g_string_append(out, letters->str);
}

/* Several ticked ones come in the order of the paper, however they were ticked. */
static void write_ticked(const struct attempt_item *item, const struct response *response, GString *out)
{
	for (size_t i = 0; i < item->question->n_options; i++)
		for (size_t j = 0; j < response->choices->len; j++)
			if (g_array_index(response->choices, int, j) == item->order[i])
				g_string_append_c(out, letter_of(item, item->order[i]));
}

/* ---- True or false ----------------------------------------------------------------------------------------- */

/* True, đúng, 1; false, sai, 0; x and - are open. */
static int truth_of(char sign)
{
	return strchr("td1", sign) ? 1 : strchr("fs0", sign) ? 0 : strchr("x-", sign) ? OPEN : UNKNOWN;
}

static char *read_truefalse(const struct attempt_item *item, const char *text, struct response *response)
{
	g_autofree char *given = signs(text);
	size_t n = item->question->n_options;

	for (const char *at = given; *at; at++)
		if (truth_of(*at) == UNKNOWN)
			return g_strdup_printf(_("“%c” is neither T for true nor F for false"), g_ascii_toupper(*at));
	if (strlen(given) != n)
		return wrong_count(n, strlen(given));
	g_array_set_size(response->choices, (unsigned int)n);
	for (size_t i = 0; i < n; i++)
		g_array_index(response->choices, int, item->order[i]) = truth_of(given[i]);
	return NULL;
}

static void write_truefalse(const struct attempt_item *item, const struct response *response, GString *out)
{
	/* TRANSLATORS: a letter that stands for true, one for false, and one for an open answer (leave that x) */
	const char *letters = _("TFx");

	for (size_t i = 0; i < item->question->n_options; i++) {
		int truth = g_array_index(response->choices, int, item->order[i]);
		const char *letter = g_utf8_offset_to_pointer(letters, truth == 1 ? 0 : truth == 0 ? 1 : 2);
		g_string_append_unichar(out, g_utf8_get_char(letter));
	}
}

/* ---- Pairs ------------------------------------------------------------------------------------------------- */

/* The option whose right side has the letter, OPEN or UNKNOWN. */
static int right_of(const GArray *sides, char sign)
{
	int place = place_of(sign, sides->len);

	if (place >= 0)
		return g_array_index(sides, int, place);
	return sign == 'x' || sign == '-' ? OPEN : UNKNOWN;
}

static char *read_numbered_pairs(const struct question *question, const GArray *sides, char *at,
				 struct response *response)
{
	while (*at) {
		const char *from = at;
		int64_t number = g_ascii_strtoll(at, &at, 10);
		int left = number > 0 && number < G_MAXINT ? question_left_side(question, (int)number) : -1;
		int right = *at ? right_of(sides, *at) : UNKNOWN;
		if (from == at || left < 0)
			return g_strdup_printf(_("a number from 1 to %zu is expected before each letter"),
					       count_left_sides(question));
		if (right == UNKNOWN)
			return no_letter(*at ? *at : ' ', sides->len);
		g_array_index(response->choices, int, left) = right;
		at++;
	}
	return NULL;
}

static char *read_pairs(const struct question *question, const GArray *sides, const char *given,
			struct response *response)
{
	size_t n = count_left_sides(question);

	if (strlen(given) != n)
		return wrong_count(n, strlen(given));
	for (size_t i = 0; i < n; i++) {
		int right = right_of(sides, given[i]);
		if (right == UNKNOWN)
			return no_letter(given[i], sides->len);
		g_array_index(response->choices, int, question_left_side(question, (int)i + 1)) = right;
	}
	return NULL;
}

static char *read_match(const struct attempt_item *item, const char *text, struct response *response)
{
	g_autofree char *given = signs(text);
	g_autoptr(GArray) sides = question_right_sides(item->question, item->order);
	const int open = OPEN;

	while (response->choices->len < item->question->n_options)
		g_array_append_val(response->choices, open);
	if (g_ascii_isdigit(*given))
		return read_numbered_pairs(item->question, sides, given, response);
	return read_pairs(item->question, sides, given, response);
}

/* The letter of the words that stand right of the option. */
static char right_letter(const struct question *question, const GArray *sides, int option)
{
	for (size_t i = 0; option >= 0 && i < MIN(sides->len, LETTERS); i++)
		if (strcmp(question->options[g_array_index(sides, int, i)].match.text,
			   question->options[option].match.text) == 0)
			return (char)('A' + i);
	return 'x';
}

static void write_match(const struct attempt_item *item, const struct response *response, GString *out)
{
	const struct question *question = item->question;
	g_autoptr(GArray) sides = question_right_sides(question, item->order);
	int left;

	for (int number = 1; (left = question_left_side(question, number)) >= 0; number++)
		g_string_append_printf(out, "%s%d%c", number > 1 ? " " : "", number,
				       right_letter(question, sides, g_array_index(response->choices, int, left)));
}

/* ---- Words ------------------------------------------------------------------------------------------------- */

static char *read_words(const struct attempt_item *item G_GNUC_UNUSED, const char *text, struct response *response)
{
	g_ptr_array_set_size(response->texts, 0);
	g_ptr_array_add(response->texts, g_strdup(text));
	return NULL;
}

static void write_words(const struct attempt_item *item G_GNUC_UNUSED, const struct response *response, GString *out)
{
	for (size_t i = 0; i < response->texts->len; i++)
		g_string_append_printf(out, "%s%s", i > 0 ? "; " : "", (const char *)response->texts->pdata[i]);
}

char *answer_read_gap(const struct gap *gap, const char *text)
{
	if (gap->type != QUESTION_SINGLE)
		return g_strdup(text);
	for (size_t i = 0; i < gap->n_options; i++)
		if (text_match(text, gap->options[i].text.text) <= TEXT_MATCH_NO_MARKS)
			return g_strdup(gap->options[i].text.text);
	g_autofree char *given = signs(text);
	int place = strlen(given) == 1 ? place_of(given[0], gap->n_options) : -1;
	return place < 0 ? NULL : g_strdup(gap->options[place].text.text);
}

static bool is_left_open(const char *text)
{
	return *text == '\0' || g_ascii_strcasecmp(text, "x") == 0 || strcmp(text, "-") == 0;
}

static char *read_gaps(const struct attempt_item *item, const char *text, struct response *response)
{
	const struct question *question = item->question;
	g_auto(GStrv) parts = g_strsplit(text, ";", -1);
	size_t n = g_strv_length(parts);

	if (n != question->n_gaps)
		return g_strdup_printf(_("the question has %zu gaps, and here are %zu texts; put ; between them"),
				       question->n_gaps, n);
	g_ptr_array_set_size(response->texts, 0);
	for (size_t i = 0; i < n; i++) {
		const char *part = g_strstrip(parts[i]);
		char *words = is_left_open(part) ? g_strdup("") : answer_read_gap(&question->gaps[i], part);
		if (!words)
			return g_strdup_printf(_("“%s” is none of the choices of gap %zu"), part, i + 1);
		g_ptr_array_add(response->texts, words);
	}
	return NULL;
}

/* ---- The types --------------------------------------------------------------------------------------------- */

static const struct {
	char *(*read)(const struct attempt_item *, const char *text, struct response *);
	void (*write)(const struct attempt_item *, const struct response *, GString *);
} types[QUESTION_TYPES] = {
	[QUESTION_SINGLE] = {read_single, write_letters},
	[QUESTION_MULTIPLE] = {read_multiple, write_ticked},
	[QUESTION_TRUEFALSE] = {read_truefalse, write_truefalse},
	[QUESTION_ORDER] = {read_letters, write_letters},
	[QUESTION_MATCH] = {read_match, write_match},
	[QUESTION_TEXT] = {read_words, write_words},
	[QUESTION_NUMBER] = {read_words, write_words},
	[QUESTION_DATE] = {read_words, write_words},
	[QUESTION_CLOZE] = {read_gaps, write_words},
	[QUESTION_ESSAY] = {read_words, write_words},
};

char *answer_read(const struct attempt_item *item, const char *text, struct response *response)
{
	return types[item->question->type].read(item, text, response);
}

char *answer_text(const struct attempt_item *item, const struct response *response)
{
	GString *out = g_string_new(NULL);

	if (!response_is_open(response))
		types[item->question->type].write(item, response, out);
	return g_string_free(out, FALSE);
}

bool answer_is_whole(const struct question *question, const char *text)
{
	g_autofree char *given = signs(text);

	switch (question->type) {
	case QUESTION_SINGLE:
		return *given;
	case QUESTION_TRUEFALSE:
	case QUESTION_ORDER:
		return strlen(given) == question->n_options;
	case QUESTION_MATCH:
		return !g_ascii_isdigit(*given) && strlen(given) == count_left_sides(question);
	default:
		return false;
	}
}

bool answers_agree(const struct response *a, const struct response *b)
{
	if (response_is_open(a) || response_is_open(b))
		return response_is_open(a) && response_is_open(b);
	if (a->choices->len != b->choices->len || a->texts->len != b->texts->len)
		return false;
	for (size_t i = 0; i < a->choices->len; i++)
		if (g_array_index(a->choices, int, i) != g_array_index(b->choices, int, i))
			return false;
	for (size_t i = 0; i < a->texts->len; i++)
		if (text_match(a->texts->pdata[i], b->texts->pdata[i]) > TEXT_MATCH_EQUAL)
			return false;
	return true;
}
