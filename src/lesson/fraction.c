#include "lesson/fraction.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#define MILLION INT64_C(1000000)
#define BILLION INT64_C(1000000000)

/* GCC and clang both have it; sums and products of two 64-bit numbers always fit. */
__extension__ typedef __int128 wide;
__extension__ typedef unsigned __int128 uwide;

static wide wide_abs(wide x)
{
	return x < 0 ? -x : x;
}

static wide gcd(wide a, wide b)
{
	while (b) {
		wide rest = a % b;

		a = b;
		b = rest;
	}
	return a;
}

/* The nearest whole number to num ÷ den (den > 0), halves away from zero. */
static wide divide_rounded(wide num, wide den)
{
	wide whole = wide_abs(num) / den, rest = wide_abs(num) % den;

	if (rest >= den - rest)
		whole++;
	return num < 0 ? -whole : whole;
}

static struct fraction reduce(wide num, wide den)
{
	if (den < 0) {
		num = -num;
		den = -den;
	}
	wide common = gcd(wide_abs(num), den);

	num /= common;
	den /= common;
	if (wide_abs(num) <= INT64_MAX && den <= INT64_MAX)
		return (struct fraction){(int64_t)num, (int64_t)den};

	/* Too exact for 64 bits: rounded to billionths, and held at the largest number there is. */
	wide whole = num / den, rest = num % den;

	if (wide_abs(whole) >= INT64_MAX / BILLION)
		return (struct fraction){(int64_t)CLAMP(whole, -(wide)INT64_MAX, (wide)INT64_MAX), 1};
	while (den > (wide)INT64_MAX << 32) {
		rest /= 2;
		den /= 2;
	}
	return reduce(whole * BILLION + divide_rounded(rest * BILLION, den), BILLION);
}

struct fraction fraction_make(int64_t num, int64_t den)
{
	g_assert(den != 0);
	return reduce(num, den);
}

struct fraction fraction_add(struct fraction a, struct fraction b)
{
	/* Each product is below 2^126, so their sum fits. */
	return reduce((wide)a.num * b.den + (wide)b.num * a.den, (wide)a.den * b.den);
}

struct fraction fraction_sub(struct fraction a, struct fraction b)
{
	return reduce((wide)a.num * b.den - (wide)b.num * a.den, (wide)a.den * b.den);
}

struct fraction fraction_mul(struct fraction a, struct fraction b)
{
	return reduce((wide)a.num * b.num, (wide)a.den * b.den);
}

struct fraction fraction_div(struct fraction a, struct fraction b)
{
	g_assert(b.num != 0);
	return reduce((wide)a.num * b.den, (wide)a.den * b.num);
}

int fraction_cmp(struct fraction a, struct fraction b)
{
	wide left = (wide)a.num * b.den, right = (wide)b.num * a.den;

	return (left > right) - (left < right);
}

double fraction_double(struct fraction f)
{
	return (double)f.num / (double)f.den;
}

/* A decimal number: digits, and after a point or a comma up to nine more. */
struct decimal {
	int64_t num, den;
	int decimals;
};

static bool read_decimal(const char **s, struct decimal *d)
{
	const char *at = *s;

	*d = (struct decimal){0, 1, 0};
	if (!g_ascii_isdigit(*at))
		return false;
	for (; g_ascii_isdigit(*at); at++) {
		d->num = d->num * 10 + (*at - '0');
		if (d->num > MILLION * 1000)
			return false;
	}
	if ((*at == '.' || *at == ',') && g_ascii_isdigit(at[1])) {
		for (at++; g_ascii_isdigit(*at); at++) {
			if (d->decimals == 9)
				continue;
			d->num = d->num * 10 + (*at - '0');
			d->den *= 10;
			d->decimals++;
		}
	}
	*s = at;
	return true;
}

/* Per cents that Moodle's authors write for thirds and their like: 33.333 is one third of a hundred. */
static bool repeating(const struct decimal *d, struct fraction *f)
{
	static const int dens[] = {3, 6, 7, 9, 11, 12};

	if (d->decimals < 3)
		return false;
	for (size_t i = 0; i < G_N_ELEMENTS(dens); i++) {
		int64_t num = (int64_t)divide_rounded((wide)d->num * dens[i], (wide)d->den * 100);

		/* Equal to the last written decimal, rounded or cut off. */
		wide off = (wide)num * 100 * d->den - (wide)d->num * dens[i];

		if (num % dens[i] && wide_abs(off) < dens[i]) {
			*f = fraction_make(num, dens[i]);
			return true;
		}
	}
	return false;
}

static const char *skip_blank(const char *s)
{
	while (*s == ' ' || *s == '\t')
		s++;
	return s;
}

bool fraction_parse(const char *text, struct fraction *f)
{
	const char *s = skip_blank(text);
	bool negative = false;
	struct decimal d, by = {1, 1, 0};

	if (*s == '-' || *s == '+') {
		negative = *s == '-';
		s = skip_blank(s + 1);
	} else if (g_str_has_prefix(s, "−")) {
		negative = true;
		s = skip_blank(s + strlen("−"));
	}
	if (!read_decimal(&s, &d))
		return false;
	s = skip_blank(s);
	struct fraction value = fraction_make(d.num, d.den);

	if (*s == '/') {
		s = skip_blank(s + 1);
		if (!read_decimal(&s, &by) || !by.num)
			return false;
		value = fraction_div(value, fraction_make(by.num, by.den));
		s = skip_blank(s);
	} else if (*s == '%') {
		if (!repeating(&d, &value))
			value = fraction_mul(value, (struct fraction){1, 100});
		s = skip_blank(s + 1);
	}
	if (*s || fraction_cmp(value, (struct fraction){MILLION, 1}) > 0)
		return false;
	*f = negative ? (struct fraction){-value.num, value.den} : value;
	return true;
}

char *fraction_text(struct fraction f)
{
	if (f.den == 1)
		return g_strdup_printf("%" G_GINT64_FORMAT, f.num);
	return g_strdup_printf("%" G_GINT64_FORMAT "/%" G_GINT64_FORMAT, f.num, f.den);
}

char *fraction_decimal(struct fraction f, int64_t scale, int decimals, bool comma)
{
	struct fraction scaled = fraction_mul(f, (struct fraction){scale, 1});
	int64_t power = 1;

	decimals = CLAMP(decimals, 0, 9);
	for (int i = 0; i < decimals; i++)
		power *= 10;
	wide units = divide_rounded((wide)scaled.num * power, scaled.den);
	wide whole = wide_abs(units) / power;
	int64_t rest = (int64_t)(wide_abs(units) % power);

	while (decimals && rest % 10 == 0) {
		rest /= 10;
		decimals--;
	}
	const char *sign = units < 0 ? "-" : "";

	if (!decimals)
		return g_strdup_printf("%s%" G_GINT64_FORMAT, sign, (int64_t)whole);
	return g_strdup_printf("%s%" G_GINT64_FORMAT "%c%0*" G_GINT64_FORMAT, sign, (int64_t)whole, comma ? ',' : '.',
			       decimals, rest);
}
