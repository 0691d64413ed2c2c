/* Numbers and dates as a lesson's author writes them. Private to lesson/. */
#ifndef TAPHUAN_LESSON_VALUES_H
#define TAPHUAN_LESSON_VALUES_H

#include "lesson/lesson.h"

#include <stdbool.h>

struct number_value {
	double low, high;
	char unit[64];
	bool thousands; /* written like 1.000: perhaps a thousand was meant */
};

/* Reads "2,1", "2,1 con", "2,1 ± 0,05", "104 triệu +- 5%", "2.0 .. 2.2". */
bool value_number(const char *text, struct number_value *);

/* Reads "9/5/2018", "2018-05-09", "ngày 9 tháng 5 năm 2018"; only days that exist. */
bool value_date(const char *text, struct date_key *);

#endif
