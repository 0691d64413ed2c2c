/* Numbers as a lesson's author writes them. Private to lesson/. */
#ifndef TAPHUAN_LESSON_NUMBERS_H
#define TAPHUAN_LESSON_NUMBERS_H

#include <stdbool.h>

struct number_value {
	double low, high;
	char unit[64];
	bool thousands; /* written like 1.000: perhaps a thousand was meant */
};

/* Reads "2,1", "2,1 con", "2,1 ± 0,05", "104 triệu +- 5%", "2.0 .. 2.2". */
bool number_read(const char *text, struct number_value *);

#endif
