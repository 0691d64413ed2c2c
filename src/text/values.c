/* Dates and numbers as people type them. */
#include "text/values.h"

#include "text/private.h"
#include "text/text.h"

#include <math.h>
#include <string.h>

/* ---- Dates ------------------------------------------------------------------------------------------------- */

/* What is left to read of a text. */
struct scanner {
	const char *at;
};

static void skip_spaces(struct scanner *scanner)
{
	while (*scanner->at != '\0' && g_unichar_isspace(g_utf8_get_char(scanner->at)))
		scanner->at = next_char(scanner->at);
}

/* Passes over the word, when it is next and no letter follows it. */
static bool take_word(struct scanner *scanner, const char *word)
{
	size_t len = strlen(word);

	skip_spaces(scanner);
	if (strncmp(scanner->at, word, len) != 0 || g_ascii_isalpha(scanner->at[len]))
		return false;
	scanner->at += len;
	return true;
}

/* A number of at most four digits; how many digits, 0 for none. */
static size_t take_digits(struct scanner *scanner, int *number)
{
	size_t n = 0;

	skip_spaces(scanner);
	*number = 0;
	for (; g_ascii_isdigit(*scanner->at) && n < 5; n++)
		*number = *number * 10 + (*scanner->at++ - '0');
	return n < 5 ? n : 0;
}

/* One of / . - (or another dash), as '/', '.' or '-'; 0 for none. */
static char take_separator(struct scanner *scanner)
{
	uint32_t c;

	skip_spaces(scanner);
	c = g_utf8_get_char(scanner->at);
	if (c >= 0x2010 && c <= 0x2015)
		c = '-';
	if (c != '/' && c != '.' && c != '-')
		return 0;
	scanner->at = next_char(scanner->at);
	return (char)c;
}

/* What stands between month and year, given what stood between day and month (0 for the word). */
static bool take_before_year(struct scanner *scanner, char separator)
{
	bool comma;

	if (separator == 0)
		comma = take_word(scanner, ",");
	else
		comma = false;
	if (take_word(scanner, "nam"))
		return true;
	if (separator != 0)
		return take_separator(scanner) == separator;
	return take_separator(scanner) != 0 || comma || g_ascii_isdigit(*scanner->at);
}

static bool take_day_first(struct scanner *scanner, int *year, int *month, int *day)
{
	size_t digits;
	char separator;

	take_word(scanner, "ngay");
	if (!take_word(scanner, "mung"))
		take_word(scanner, "mong");
	digits = take_digits(scanner, day);
	if (digits == 0 || digits > 2)
		return false;
	separator = take_separator(scanner);
	if (separator == 0 && !take_word(scanner, "thang"))
		return false;
	digits = take_digits(scanner, month);
	if (digits == 0 || digits > 2 || !take_before_year(scanner, separator))
		return false;
	digits = take_digits(scanner, year);
	if (digits == 2)
		*year += 2000;
	return digits == 2 || digits == 4;
}

static bool take_year_first(struct scanner *scanner, int *year, int *month, int *day)
{
	size_t digits = take_digits(scanner, year);
	char separator = take_separator(scanner);

	if (digits != 4 || separator == 0)
		return false;
	digits = take_digits(scanner, month);
	if (digits == 0 || digits > 2 || take_separator(scanner) != separator)
		return false;
	digits = take_digits(scanner, day);
	return digits == 1 || digits == 2;
}

static bool at_end(struct scanner *scanner)
{
	take_word(scanner, ".");
	skip_spaces(scanner);
	return *scanner->at == '\0';
}

bool text_parse_date(const char *s, int *year, int *month, int *day)
{
	g_autofree char *folded = text_fold(s);
	struct scanner scanner = {folded}, again = {folded};
	int y, m, d;
	bool read = (take_day_first(&scanner, &y, &m, &d) && at_end(&scanner)) ||
		    (take_year_first(&again, &y, &m, &d) && at_end(&again));

	if (!read || y == 0 || !g_date_valid_dmy((GDateDay)d, (GDateMonth)m, (GDateYear)y))
		return false;
	*year = y;
	*month = m;
	*day = d;
	return true;
}

/* ---- Numbers ----------------------------------------------------------------------------------------------- */

/* A number as it is written: runs of digits and what stands between them. */
struct written {
	bool negative;
	GString *digits;    /* all of them */
	size_t groups;      /* runs of digits */
	size_t first;       /* the length of the first run */
	size_t last;        /* … of the last, if there are more */
	bool in_thousands;  /* all runs between the first and the last have three digits */
	char separators[2]; /* the first kind, and the last if it differs from it; 0: none. ' ' for any space */
	bool mixed;         /* the separators come in no possible order */
};

static size_t count_digits(const char *s)
{
	size_t n = 0;

	while (g_ascii_isdigit(s[n]))
		n++;
	return n;
}

/* The separator at s that a digit follows: '.', ',' or ' '; 0 for none. A space goes before three digits only. */
static char separator_at(const char *s, const char **after)
{
	uint32_t c = g_utf8_get_char(s);

	if (c == '\0')
		return 0;
	*after = next_char(s);
	if (c == '.' || c == ',')
		return g_ascii_isdigit(**after) ? (char)c : 0;
	if (c != ' ' && c != 0x00A0 && c != 0x2009 && c != 0x202F)
		return 0;
	return count_digits(*after) == 3 ? ' ' : 0;
}

static void note_separator(struct written *written, char separator)
{
	char *first = &written->separators[0], *last = &written->separators[1];

	if (*last != 0)
		written->mixed = true; /* 1.234,5,6 */
	else if (*first == 0)
		*first = separator;
	else if (*first != separator)
		*last = separator;
	if (*last == ' ')
		written->mixed = true;
}

/* Reads as much of s as is one number; what follows, or NULL when it does not begin with one. */
static const char *read_number(struct written *written, const char *s)
{
	*written = (struct written){.digits = g_string_new(NULL), .in_thousands = true};
	if (*s == '+' || *s == '-' || g_str_has_prefix(s, "−")) {
		written->negative = *s != '+';
		s = next_char(s);
	}
	if ((*s == ',' || *s == '.') && g_ascii_isdigit(s[1]))
		g_string_append_c(written->digits, '0'); /* ,5 */
	for (;;) {
		size_t n = count_digits(s);
		const char *after;
		char separator;
		if (written->groups == 0)
			written->first = n + written->digits->len;
		if (written->groups > 1)
			written->in_thousands = written->in_thousands && written->last == 3;
		written->last = n;
		written->groups++;
		g_string_append_len(written->digits, s, (gssize)n);
		s += n;
		separator = separator_at(s, &after);
		if (written->digits->len == 0)
			return NULL;
		if (separator == 0)
			return s;
		note_separator(written, separator);
		s = after;
	}
}

static void add_reading(const struct written *written, bool decimal, const char *unit, struct text_number readings[2],
			size_t *n)
{
	size_t whole = written->digits->len - (decimal ? written->last : 0);
	g_autofree char *plain = g_strdup_printf("%s%.*s.%s", written->negative ? "-" : "", (int)whole,
						 written->digits->str, written->digits->str + whole);
	double value = g_ascii_strtod(plain, NULL);

	if (isfinite(value))
		readings[(*n)++] = (struct text_number){value, unit};
}

/* True when the number could be one whose separators are all between thousands. */
static bool is_whole(const struct written *written)
{
	if (written->groups == 1)
		return true;
	return written->separators[1] == 0 && written->in_thousands && written->last == 3 && written->first <= 3 &&
	       written->first > 0 && written->digits->str[0] != '0';
}

/* True when its last separator could be the decimal one. */
static bool is_decimal(const struct written *written)
{
	if (written->groups == 1 || written->separators[0] == ' ')
		return written->separators[1] != 0 && written->in_thousands && written->first <= 3;
	if (written->separators[1] == 0)
		return written->groups == 2;
	return written->in_thousands && written->first <= 3 && written->digits->str[0] != '0';
}

/* What follows a number, from its first word on; NULL when it shows that this is not just one number. */
static const char *read_unit(const char *s)
{
	struct scanner scanner = {s};
	const char *unit, *end;

	if (take_separator(&scanner) != 0 || take_word(&scanner, ":") || take_word(&scanner, ",")) {
		skip_spaces(&scanner);
		if (g_ascii_isdigit(*scanner.at))
			return NULL;
	}
	scanner.at = s;
	skip_spaces(&scanner);
	if (g_ascii_isdigit(*scanner.at))
		return NULL;
	unit = scanner.at;
	end = unit + strspn(unit, " .,;!?");
	return *end == '\0' ? end : unit;
}

size_t text_parse_numbers(const char *s, struct text_number readings[2])
{
	struct scanner scanner = {s};
	struct written written;
	const char *rest, *unit;
	size_t n = 0;

	skip_spaces(&scanner);
	rest = read_number(&written, scanner.at);
	unit = rest != NULL ? read_unit(rest) : NULL;
	if (unit != NULL && !written.mixed) {
		if (is_whole(&written))
			add_reading(&written, false, unit, readings, &n);
		if (is_decimal(&written))
			add_reading(&written, true, unit, readings, &n);
	}
	g_string_free(written.digits, TRUE);
	return n;
}
