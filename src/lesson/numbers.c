#include "lesson/numbers.h"

#include <glib.h>
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

/* 2.1 − 0.05 is 2.05, not 2.0500000000000003: an answer just on the border is right. */
static double tidy(double number)
{
	char digits[G_ASCII_DTOSTR_BUF_SIZE];

	return g_ascii_strtod(g_ascii_formatd(digits, sizeof(digits), "%.12g", number), NULL);
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
	value->low = tidy(middle - tolerance);
	value->high = tidy(middle + tolerance);
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

bool number_read(const char *text, struct number_value *value)
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
