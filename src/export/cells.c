/* What stands in a cell. */
#include "export/export.h"

#include <string.h>

/* Fifteen digits are what a spreadsheet keeps of a number; a longer one is a telephone number or a code. */
#define MOST_DIGITS 15

static const char *skip_sign(const char *s)
{
	if (*s == '-' || *s == '+')
		return s + 1;
	return g_str_has_prefix(s, "−") ? s + strlen("−") : s;
}

static bool skip_percent(const char **s)
{
	const char *at = *s;

	if (*at == ' ')
		at++;
	else if (g_str_has_prefix(at, "\u00a0"))
		at += strlen("\u00a0");
	if (*at != '%')
		return false;
	*s = at + 1;
	return true;
}

bool cell_number(const char *cell, struct cell_number *number)
{
	const char *whole = skip_sign(cell), *s = whole;
	size_t digits = strspn(s, "0123456789"), decimals = 0;
	char plain[2 * MOST_DIGITS];

	s += digits;
	if (digits && (*s == ',' || *s == '.')) {
		decimals = strspn(s + 1, "0123456789");
		s += 1 + decimals;
	}
	bool percent = skip_percent(&s);

	/* 007 is a code, and "8," is no number. */
	if (*s || !digits || digits + decimals > MOST_DIGITS || (whole[0] == '0' && digits > 1) ||
	    (whole[digits] && strchr(",.", whole[digits]) && !decimals))
		return false;
	g_snprintf(plain, sizeof(plain), "%.*s.%.*s", (int)digits, whole, (int)decimals,
		   decimals ? whole + digits + 1 : "");
	double value = g_ascii_strtod(plain, NULL);

	*number = (struct cell_number){percent ? value / 100 : value, (int)decimals, percent};
	if (whole > cell && *cell != '+')
		number->value = -number->value;
	return true;
}
