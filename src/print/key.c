/* What is right, in the letters of one paper. */
#include "print/asked.h"

#include "quiz/answer.h"
#include "text/i18n.h"

#include <string.h>

static size_t place_of(const int *order, size_t n, int option)
{
	for (size_t i = 0; i < n; i++)
		if (order[i] == option)
			return i;
	g_assert_not_reached();
}

static void add_letter(GString *key, size_t i)
{
	g_autofree char *name = answer_letter(i);
	g_string_append_printf(key, "%s%s", key->len ? ", " : "", name);
}

static void key_ticked(GString *key, const struct question *question, const int *order, const char *lang G_GNUC_UNUSED)
{
	for (size_t i = 0; i < question->n_options; i++)
		if (question->options[order[i]].right)
			add_letter(key, i);
}

static void key_statements(GString *key, const struct question *question, const int *order,
			   const char *lang G_GNUC_UNUSED)
{
	for (size_t i = 0; i < question->n_options; i++) {
		add_letter(key, i);
		g_string_append_printf(key, ": %s", question->options[order[i]].right ? _("True") : _("False"));
	}
}

static void key_sequence(GString *key, const struct question *question, const int *order,
			 const char *lang G_GNUC_UNUSED)
{
	for (size_t i = 0; i < question->n_options; i++)
		add_letter(key, place_of(order, question->n_options, (int)i));
}

static void key_pairs(GString *key, const struct question *question, const int *order, const char *lang G_GNUC_UNUSED)
{
	g_autoptr(GArray) rights = question_right_sides(question, order);
	size_t number = 0;
	for (size_t i = 0; i < question->n_options; i++) {
		const struct option *option = &question->options[i];
		if (!option->text.len)
			continue;
		number++;
		for (size_t j = 0; j < rights->len; j++) {
			const struct option *right = &question->options[g_array_index(rights, int, j)];
			if (strcmp(right->match.text, option->match.text) != 0)
				continue;
			g_autofree char *name = answer_letter(j);
			g_string_append_printf(key, "%s%zu – %s", key->len ? ", " : "", number, name);
		}
	}
}

/* The accepted words that are worth the whole mark. */
static void add_words(GString *key, const struct option *options, size_t n)
{
	const char *between = "";
	for (size_t i = 0; i < n; i++) {
		if (!options[i].right && fraction_cmp(options[i].weight, FRACTION_ONE) < 0)
			continue;
		g_string_append_printf(key, "%s%s", between, options[i].text.text);
		between = " / ";
	}
}

static void add_number(GString *key, const struct number_key *number, const char *lang)
{
	char low[G_ASCII_DTOSTR_BUF_SIZE], high[G_ASCII_DTOSTR_BUF_SIZE];
	g_ascii_formatd(low, sizeof(low), "%.10g", number->low);
	g_ascii_formatd(high, sizeof(high), "%.10g", number->high);
	if (g_str_equal(lang, "vi")) {
		g_strdelimit(low, ".", ',');
		g_strdelimit(high, ".", ',');
	}
	g_string_append(key, low);
	if (!g_str_equal(low, high))
		g_string_append_printf(key, " … %s", high);
	if (*number->unit)
		g_string_append_printf(key, " %s", number->unit);
}

static void add_date(GString *key, const struct date_key *date)
{
	g_string_append_printf(key, "%02d/%02d/%04d", date->day, date->month, date->year);
}

static void key_words(GString *key, const struct question *question, const int *order G_GNUC_UNUSED,
		      const char *lang G_GNUC_UNUSED)
{
	add_words(key, question->options, question->n_options);
}

static void key_numbers(GString *key, const struct question *question, const int *order G_GNUC_UNUSED, const char *lang)
{
	for (size_t i = 0; i < question->n_options; i++) {
		if (fraction_cmp(question->numbers[i].weight, FRACTION_ONE) < 0)
			continue;
		g_string_append(key, key->len ? " / " : "");
		add_number(key, &question->numbers[i], lang);
	}
}

static void key_dates(GString *key, const struct question *question, const int *order G_GNUC_UNUSED,
		      const char *lang G_GNUC_UNUSED)
{
	for (size_t i = 0; i < question->n_options; i++) {
		g_string_append(key, key->len ? " / " : "");
		add_date(key, &question->dates[i]);
	}
}

static void key_gaps(GString *key, const struct question *question, const int *order G_GNUC_UNUSED, const char *lang)
{
	for (size_t i = 0; i < question->n_gaps; i++) {
		const struct gap *gap = &question->gaps[i];
		g_string_append_printf(key, "%s(%zu) ", key->len ? "; " : "", i + 1);
		if (gap->type == QUESTION_NUMBER)
			add_number(key, &gap->number, lang);
		else if (gap->type == QUESTION_DATE)
			add_date(key, &gap->date);
		else
			add_words(key, gap->options, gap->n_options);
	}
}

static void key_by_hand(GString *key, const struct question *question G_GNUC_UNUSED, const int *order G_GNUC_UNUSED,
			const char *lang G_GNUC_UNUSED)
{
	g_string_append(key, _("marked by hand"));
}

static void (*const keys[QUESTION_TYPES])(GString *, const struct question *, const int *, const char *) = {
	[QUESTION_SINGLE] = key_ticked,  [QUESTION_MULTIPLE] = key_ticked, [QUESTION_TRUEFALSE] = key_statements,
	[QUESTION_ORDER] = key_sequence, [QUESTION_MATCH] = key_pairs,     [QUESTION_TEXT] = key_words,
	[QUESTION_NUMBER] = key_numbers, [QUESTION_DATE] = key_dates,      [QUESTION_CLOZE] = key_gaps,
	[QUESTION_ESSAY] = key_by_hand,
};

char *asked_key(const struct question *question, const int *order, const char *lang)
{
	GString *key = g_string_new(NULL);
	keys[question->type](key, question, order, lang);
	return g_string_free(key, FALSE);
}
