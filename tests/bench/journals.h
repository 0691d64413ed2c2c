/*
 * Attempts by the thousand, for measuring: journals in the form that store/journal.h describes, written here without
 * the store, which would sync each line. The same arguments give the same bytes.
 */
#ifndef TAPHUAN_TESTS_JOURNALS_H
#define TAPHUAN_TESTS_JOURNALS_H

#include <stdbool.h>

#define JOURNALS_QUESTIONS 20
#define JOURNALS_OPTIONS   4

/*
 * Writes attempts first … first + n − 1 at one lesson, each with an answer to all its questions and handed in, into the
 * months' folders of journal/ in the data folder: ten minutes from one to the next, by 2,500 people. The first option
 * is the right one; people differ in what they know and questions in how hard they are. The lesson is kept beside them.
 * False when a file cannot be written.
 */
bool journals_write(const char *data, int first, int n);

/* The lesson they are about, as Markdown; the caller frees it. */
char *journals_lesson(void);

#endif
