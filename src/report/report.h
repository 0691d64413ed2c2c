/*
 * report/: what a results list, a person's sheet, an item analysis contain: plain tables of text, nothing drawn. The
 * same table goes to the screen, a pipe, CSV, Excel and paper.
 */
#ifndef TAPHUAN_REPORT_H
#define TAPHUAN_REPORT_H

#include "lesson/config.h"
#include "lesson/lesson.h"
#include "store/store.h"

#include <glib.h>
#include <stdbool.h>
#include <stddef.h>

enum column_type { COLUMN_TEXT, COLUMN_NUMBER };

struct column {
	char *title;
	enum column_type type; /* numbers are set to the right and go into a spreadsheet as numbers */
};

struct table {
	char *title, *subtitle; /* subtitle may be "" */
	GArray *columns;        /* of struct column */
	GPtrArray *rows;        /* of char **, each as many strings as columns, NULL-terminated */
	char *closing;          /* a sentence under it ("Danh sách có 3 người."); "" for none */
};

struct table *table_new(const char *title);
void table_add_column(struct table *, const char *title, enum column_type);
/* Adds a row of as many strings as there are columns; takes ownership of each. */
void table_add_row(struct table *, ...) G_GNUC_NULL_TERMINATED;
void table_free(struct table *);
typedef struct table Table; /* the capitalised name is for g_autoptr() only */
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Table, table_free)

/*
 * The table as text for a pipe: title, columns aligned by their widths and set apart by two spaces, the closing
 * sentence. The caller frees it.
 */
char *table_text(const struct table *);

/*
 * The results list of a lesson: STT, name, unit, grade out of 10, band, note; a line a person in the order of names,
 * the grade by the lesson's method (quiz.grade) over the attempts that were handed in; who has not finished is listed
 * without a grade and with a note. NULL on error.
 */
struct table *report_results(struct store *, const struct lesson *, const struct config *, struct diagnostics *problems,
			     GError **error);

#endif
