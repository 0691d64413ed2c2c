#include "lesson/values.h"

#include "text/text.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

static const char *skip_blank(const char *s)
{
	for (;;) {
		if (*s == ' ' || *s == '\t' || *s == '\n')
			s++;
		else if (g_str_has_prefix(s, "\u00a0"))
			s += strlen("\u00a0");
		else
			return s;
	}
}

static bool take(const char **s, const char *word)
{
	if (!g_str_has_prefix(*s, word))
		return false;
	*s += strlen(word);
	return true;
}

/* One number with a decimal point or comma, no thousands separators. */
static bool take_number(const char **s, double *number, bool *thousands)
{
	const char *at = skip_blank(*s);
	bool negative = take(&at, "-") || take(&at, "−");
	char digits[40];
	size_t n = 0, whole;

	at = skip_blank(at);
	for (; g_ascii_isdigit(*at) && n < 18; at++)
		digits[n++] = *at;
	whole = n;
	if (!n || g_ascii_isdigit(*at))
		return false;
	if ((*at == '.' || *at == ',') && g_ascii_isdigit(at[1])) {
		digits[n++] = '.';
		for (at++; g_ascii_isdigit(*at) && n < sizeof(digits) - 1; at++)
			digits[n++] = *at;
		*thousands = *thousands || (n - whole == 4 && whole <= 3 && digits[0] != '0');
		if (*at == '.' || *at == ',')
			if (g_ascii_isdigit(at[1]))
				return false;
	}
	digits[n] = '\0';
	*number = g_ascii_strtod(digits, NULL);
	if (negative)
		*number = -*number;
	*s = at;
	return true;
}

/* Words up to the next sign that has a meaning, trimmed. */
static bool take_unit(const char **s, char *unit, size_t size)
{
	const char *start = skip_blank(*s), *end = start;

	while (*end && !g_str_has_prefix(end, "±") && !g_str_has_prefix(end, "+-") && !g_str_has_prefix(end, "+/-") &&
	       !g_str_has_prefix(end, ".."))
		end++;
	*s = end;
	while (end > start && g_ascii_isspace(end[-1]))
		end--;
	size_t len = (size_t)(end - start);

	if (len >= size || (len && (g_ascii_isdigit(*start) || memchr(start, '=', len))))
		return false;
	memcpy(unit, start, len);
	unit[len] = '\0';
	return true;
}

/* What follows "±": a number, a share of the value when it is in per cent and the value is not. */
static bool read_tolerance(const char *s, struct number_value *value)
{
	double tolerance, middle = value->low;
	char unit[64];

	if (!take_number(&s, &tolerance, &value->thousands) || tolerance < 0 || !take_unit(&s, unit, sizeof(unit)) ||
	    *s)
		return false;
	if (!strcmp(unit, "%") && strcmp(value->unit, "%"))
		tolerance = fabs(middle) * tolerance / 100;
	else if (!*value->unit)
		g_strlcpy(value->unit, unit, sizeof(value->unit));
	else if (*unit && strcmp(unit, value->unit))
		return false;
	value->low = middle - tolerance;
	value->high = middle + tolerance;
	return true;
}

static bool read_upper(const char *s, struct number_value *value)
{
	char unit[64];

	s += strspn(s, ".");
	if (!take_number(&s, &value->high, &value->thousands) || !take_unit(&s, unit, sizeof(unit)) || *s)
		return false;
	if (!*value->unit)
		g_strlcpy(value->unit, unit, sizeof(value->unit));
	else if (*unit && strcmp(unit, value->unit))
		return false;
	return value->low <= value->high;
}

bool value_number(const char *text, struct number_value *value)
{
	const char *s = text;

	*value = (struct number_value){0};
	if (!take_number(&s, &value->low, &value->thousands) || !take_unit(&s, value->unit, sizeof(value->unit)))
		return false;
	value->high = value->low;
	if (take(&s, "±") || take(&s, "+-") || take(&s, "+/-"))
		return read_tolerance(s, value);
	return *s ? read_upper(s, value) : true;
}

/* The numbers in the text, in order; SIZE_MAX where there are more than three or one is too long. */
static size_t read_numbers(const char *s, int numbers[3], size_t lengths[3])
{
	size_t n = 0;

	while (*s) {
		size_t len = strspn(s, "0123456789");

		if (!len) {
			s++;
			continue;
		}
		if (n == 3 || len > 4)
			return SIZE_MAX;
		lengths[n] = len;
		numbers[n++] = atoi(s);
		s += len;
	}
	return n;
}

/* Between the numbers stand the same sign twice, or the words for day, month and year. */
static bool is_date_form(const char *folded)
{
	static const char *const words[] = {"ngay", "mung", "thang", "nam", NULL};
	g_autofree char *signs = g_strdup(folded);
	g_auto(GStrv) parts = NULL;

	g_strstrip(g_strdelimit(signs, "0123456789", ' '));
	parts = g_strsplit_set(signs, " ", -1);
	bool wordy = strpbrk(signs, "abcdefghijklmnopqrstuvwxyz");
	const char *sign = NULL;
	int n = 0;

	for (size_t i = 0; parts[i]; i++) {
		if (!*parts[i])
			continue;
		if (wordy ? !g_strv_contains(words, parts[i]) : strlen(parts[i]) != 1 || !strchr("/-.", *parts[i]))
			return false;
		if (!wordy && sign && *sign != *parts[i])
			return false;
		sign = parts[i];
		n++;
	}
	return wordy || n == 2;
}

bool value_date(const char *text, struct date_key *date)
{
	g_autofree char *folded = text_fold(text);
	int numbers[3];
	size_t lengths[3];

	if (read_numbers(folded, numbers, lengths) != 3 || !is_date_form(folded))
		return false;
	bool year_first = lengths[0] == 4;
	int year = numbers[year_first ? 0 : 2], day = numbers[year_first ? 2 : 0];
	size_t year_len = lengths[year_first ? 0 : 2];

	if (lengths[1] > 2 || lengths[year_first ? 2 : 0] > 2 || (year_len != 4 && year_len != 2))
		return false;
	if (year_len == 2)
		year += 2000;
	if (day < 1 || day > 31 || numbers[1] < 1 || numbers[1] > 12 || year < 1 ||
	    !g_date_valid_dmy((GDateDay)day, (GDateMonth)numbers[1], (GDateYear)year))
		return false;
	*date = (struct date_key){year, numbers[1], day};
	return true;
}
