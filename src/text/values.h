/* Dates and numbers as people type them. */
#ifndef TAPHUAN_VALUES_H
#define TAPHUAN_VALUES_H

#include <stdbool.h>
#include <stddef.h>

/*
 * Reads a day in any usual form, blind to case and marks: 9/5/2018, 09-05-2018, 9.5.2018, 2018-05-09, 9/5/18 (20xx),
 * "ngày 9 tháng 5 năm 2018", "mùng 9/5/2018". False, and nothing set, when s is anything else, or a day that no
 * calendar has.
 */
bool text_parse_date(const char *s, int *year, int *month, int *day);

struct text_number {
	double value;     /* finite */
	const char *unit; /* what follows the number in the same string, "" when nothing but punctuation does */
};

/*
 * Reads the number that s begins with, and what follows it. With both separators the last is the decimal one (1.234,5);
 * "1.000" and "1,000" can be read in two ways, as 1000 and as 1, in that order; spaces may stand between thousands.
 * Returns how many readings there are: 0 (no number, or more than one: 9/5, 2-3, 1.2.3), 1 or 2.
 */
size_t text_parse_numbers(const char *s, struct text_number readings[2]);

#endif
