/* Exact fractions: weights in a lesson, marks of a question. ⅓ + ⅓ + ⅓ is 1. */
#ifndef TAPHUAN_FRACTION_H
#define TAPHUAN_FRACTION_H

#include <glib.h>
#include <stdbool.h>
#include <stdint.h>

/* num ÷ den in lowest terms, den > 0. A zeroed struct is no fraction: use FRACTION_ZERO. */
struct fraction {
	int64_t num, den;
};

#define FRACTION_ZERO ((struct fraction){0, 1})
#define FRACTION_ONE  ((struct fraction){1, 1})

/* num ÷ den in lowest terms; den must not be 0. */
struct fraction fraction_make(int64_t num, int64_t den);

/* Sums and products. A result too large for 64 bits is rounded to the nearest billionth (never wraps). */
struct fraction fraction_add(struct fraction a, struct fraction b);
struct fraction fraction_sub(struct fraction a, struct fraction b);
struct fraction fraction_mul(struct fraction a, struct fraction b);
struct fraction fraction_div(struct fraction a, struct fraction b); /* b must not be 0 */

/* < 0, 0 or > 0 as a is less than, equal to or greater than b. */
int fraction_cmp(struct fraction a, struct fraction b);

double fraction_double(struct fraction f);

/*
 * Reads "50%", "1/3", "0,8", "-25 %", "33.333%"; a per cent with three or more decimals that rounds a third, sixth,
 * seventh, ninth, eleventh or twelfth is that fraction, as in Moodle. False when text is none of these or larger than a
 * million.
 */
bool fraction_parse(const char *text, struct fraction *f);

/* "3/4" or "1": exact, for journals; fraction_parse() reads it back. The caller frees it. */
char *fraction_text(struct fraction f);

/*
 * f × scale in decimals, rounded half up once, with at most decimals places and no needless zeros: 8.25, 10, 0.5. The
 * separator is a comma when comma is set. The caller frees it.
 */
char *fraction_decimal(struct fraction f, int64_t scale, int decimals, bool comma);

#endif
