/* export/: tables and quizzes as other programs read them: CSV, JSON, Excel, Moodle's GIFT. */
#ifndef TAPHUAN_EXPORT_H
#define TAPHUAN_EXPORT_H

#include "lesson/diagnostic.h"
#include "lesson/lesson.h"
#include "report/report.h"

#include <glib.h>
#include <stdbool.h>

/*
 * The tables of a workbook: results, everybody's answers, item analysis, people. A GPtrArray of struct table, to be
 * unref'ed. NULL on error.
 */
GPtrArray *export_tables(const struct report *, GError **error);

/*
 * The table as CSV by RFC 4180: the titles of the columns, then a line a row, commas, CRLF, quotes where needed; no
 * title, no closing sentence. In UTF-8, after a byte-order mark where bom is set, without which Excel takes it for
 * another encoding. A cell that a spreadsheet would take for a formula (it begins with = + - @, a tab or a line end,
 * and is no number) gets an apostrophe before it. The caller frees it.
 */
char *export_csv(const struct table *, bool bom);

/*
 * Tables as JSON, in UTF-8, indented, ending with a newline:
 *
 *     {
 *       "format": "taphuan-tables",
 *       "version": 1,
 *       "title": "Dân số",
 *       "session": {"id": "0190f3c2-…", "title": "Đợt 1", "place": "", "day": "2018-06-14"},
 *       "lessons": [{"name": "dan-so", "title": "Dân số", "sha256": "3a7b…"}],
 *       "tables": [
 *         {
 *           "report": "person",
 *           "title": "Kết quả",
 *           "subtitle": "Dân số",
 *           "columns": [{"title": "Họ và tên", "type": "text"}, {"title": "Điểm", "type": "number"}],
 *           "rows": [["Hà Đức Dũng", 8.25], ["Én", null]],
 *           "keys": ["0190f3c2-…", "0190f3c3-…"],
 *           "closing": "Danh sách có 2 người."
 *         }
 *       ]
 *     }
 *
 * Every key is always there, in this order; session is null where it is not of one. report names the table whatever the
 * language of its titles; keys holds, a row each, the person's or question's id the row is about, "" for none. A row
 * has as many values as there are columns. In a column of type "text" each is a string; in one of type "number" a
 * number, null where the cell is empty, and a string where it is neither ("–"); 85 % is 0.85. Keys may be added under
 * the same version, never changed or taken away. tables is of struct table. The caller frees the result.
 */
char *export_json(const struct report_subject *, const GPtrArray *tables);

/*
 * The lesson's questions in Moodle's GIFT, each text in Moodle's Markdown format. Every question is named by its id,
 * which stands, like its tags, in a comment, too, where Moodle looks for them. What GIFT cannot say goes into diags,
 * one warning for each thing that is lost and an error for a question that had to be left out; a question of several
 * statements or gaps becomes one question for each. The caller frees it.
 */
char *export_gift(const struct lesson *, struct diagnostics *diags);

/* What a cell is as a number: "8,25", "-5", "−5", "85 %". */
struct cell_number {
	double value; /* of 85 %: 0.85 */
	int decimals; /* as written, of 85,5 %: 1 */
	bool percent;
};

/* True when the cell is nothing but a number; with a decimal point or comma, never with separated thousands. */
bool cell_number(const char *cell, struct cell_number *);

/*
 * Writes an Excel workbook with a sheet for each table (of struct table): numbers as numbers, everything else as
 * strings, never as formulas. The file appears whole or not at all; one that was there is replaced. False with a
 * G_FILE_ERROR. Only taphuan-xlsx may call it: it needs libxlsxwriter.
 */
bool export_xlsx(const char *path, const GPtrArray *tables, GError **error);

#endif
