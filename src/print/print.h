/*
 * print/: pages from tables and lessons, as a PDF or on a printer. The only room that knows Pango, Cairo and CUPS.
 *
 * pages_open() begins a PDF; each print_KIND() adds a document to it, beginning on a sheet of its own; pages_finish()
 * puts the file in its place. Nothing here reads a clock: the day on the papers comes from the caller.
 */
#ifndef TAPHUAN_PRINT_H
#define TAPHUAN_PRINT_H

#include "lesson/config.h"
#include "quiz/quiz.h"
#include "report/report.h"

#include <glib.h>
#include <stdbool.h>

#define PRINT_ERROR print_error_quark()
GQuark print_error_quark(void);
enum print_error {
	PRINT_ERROR_FILE,    /* the PDF cannot be made: no room, no right, no such folder, not drawn */
	PRINT_ERROR_PRINTER, /* no printer, none of that name, or it refused */
	PRINT_ERROR_INPUT,   /* there is nothing to print of this kind */
};

/* ---- A PDF ------------------------------------------------------------------------------------------------- */

/* Sheets being filled from top to bottom; see page.h. */
struct pages;

/*
 * Begins a PDF that will stand at path. Until pages_finish() the bytes go into a temporary file beside it, so that a
 * full disk or a crash leaves whatever was there before. A path that is no ordinary file (/dev/stdout) is written
 * directly. now is the PDF's date. NULL with PRINT_ERROR_FILE. The caller frees it with pages_free().
 */
struct pages *pages_open(const char *path, const char *title, GDateTime *now, GError **error);

/* Writes what is left and puts the file in its place. False with PRINT_ERROR_FILE, and then path is as it was. */
bool pages_finish(struct pages *, GError **error);

/* Frees the pages; without pages_finish() nothing is left behind. */
void pages_free(struct pages *);
typedef struct pages Pages; /* the capitalised name is for g_autoptr() only */
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Pages, pages_free)

/* How many sheets there are so far, in all documents of the PDF. */
int pages_count(const struct pages *);

/* ---- Documents --------------------------------------------------------------------------------------------- */

/* What every official paper bears. */
struct form {
	const struct config *config; /* the organisation's names; dotted lines where they are not set */
	GDateTime *now;              /* the day it is dated */
};

/*
 * A list in the form of Decree 30/2020/NĐ-CP: head, title, table with its head row on every sheet, closing sentence,
 * two signatures, which never stand on a sheet without a row of the table. Any number of rows and columns (≥ 1) and any
 * text; nothing of it is taken as markup. A table too wide for the sheet stands on one laid across.
 */
void print_table(struct pages *, const struct table *, const struct form *);

/* The tables (of struct table) under one head, with the first one's title and subtitle, then signatures. */
void print_tables(struct pages *, const GPtrArray *tables, const struct form *);

/*
 * The lesson to read at home: every slide's words, tables and charts, the questions without their key, the sources, the
 * addresses of its links.
 */
void print_handout(struct pages *, const struct lesson *);

/*
 * The quiz on paper, in the questions and orders of the attempt: places for the name and the unit, boxes, lines; the
 * seed is printed as the paper's number, so that the answers can be entered and the key found again.
 */
void print_paper(struct pages *, const struct attempt *, const struct form *);

/* The key of that paper: a line a question. */
void print_answers(struct pages *, const struct attempt *, const struct form *);

/*
 * The person's sheet: who it is, every attempt, what comes of them, each question with what was answered (report_kind
 * "sheet" of the person), two signatures.
 */
void print_person(struct pages *, const struct report_subject *, const struct outcome *, const struct table *sheet,
		  const struct form *);

/* A certificate that the person has passed, on one sheet however long the names are. */
void print_certificate(struct pages *, const struct report_subject *, const struct outcome *, const struct form *);

/* ---- Printers ---------------------------------------------------------------------------------------------- */

/* The names of the printers there are, the default one first. A GPtrArray of char *, to be unref'ed. */
GPtrArray *printer_list(void);

/*
 * The printer to use out of those there are: wanted, or without it the first. NULL with PRINT_ERROR_PRINTER, whose
 * message names the printers there are and the way without one (--to).
 */
const char *printer_choose(const GPtrArray *printers, const char *wanted, GError **error);

/* Hands the PDF to the printer under a title. False with PRINT_ERROR_PRINTER. */
bool printer_print(const char *printer, const char *pdf, const char *title, GError **error);

#endif
