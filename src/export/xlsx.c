/* Workbooks by libxlsxwriter. Only taphuan-xlsx is linked with it. */
#include "export/export.h"

#include "text/i18n.h"
#include "text/text.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>
#include <xlsxwriter.h>

enum {
	MOST_SHEET_NAME = 31, /* UTF-16 units, by Excel */
	MOST_CELL = 32767,    /* of a string */
	LEAST_WIDTH = 6,
	MOST_WIDTH = 60,
	MOST_DECIMALS = 9,
	PAPER_A4 = 9, /* Excel's number for it */
	PORTRAIT_COLUMNS = 6,
};

/* Number formats are made when the first cell asks for them. */
struct book {
	lxw_workbook *workbook;
	lxw_format *title, *head, *text;
	lxw_format *numbers[2][MOST_DECIMALS + 1]; /* per cents apart */
	GHashTable *names;                         /* of the sheets, folded: Excel is blind to case */
};

/* ---- Names of sheets --------------------------------------------------------------------------------------- */

static size_t utf16_units(const char *s)
{
	size_t n = 0;

	for (; *s; s = g_utf8_next_char(s))
		n += g_utf8_get_char(s) > 0xffff ? 2 : 1;
	return n;
}

/* At most so many UTF-16 units of s, in whole clusters. */
static char *shorten(const char *s, size_t most)
{
	GString *kept = g_string_new(NULL);

	for (size_t len; *s; s += len) {
		len = text_cluster(s, strlen(s));
		g_autofree char *cluster = g_strndup(s, len);

		if (utf16_units(kept->str) + utf16_units(cluster) > most)
			break;
		g_string_append(kept, cluster);
	}
	return g_string_free(kept, FALSE);
}

/* Excel refuses these signs, an apostrophe at either end, nothing, and the name History. */
static char *allowed_name(const char *title)
{
	g_autofree char *clean = text_filter(title), *copy = NULL;

	g_strdelimit(clean, "[]:*?/\\\n\t", ' ');
	copy = shorten(g_strstrip(clean), MOST_SHEET_NAME);
	g_strstrip(copy);
	while (*copy == '\'')
		memmove(copy, copy + 1, strlen(copy));
	while (*copy && copy[strlen(copy) - 1] == '\'')
		copy[strlen(copy) - 1] = '\0';
	g_strstrip(copy);
	return *copy && g_ascii_strcasecmp(copy, "History") ? g_steal_pointer(&copy) : g_strdup("Sheet");
}

/* A name no other sheet has: "Kết quả", "Kết quả 2". */
static char *sheet_name(struct book *book, const char *title)
{
	g_autofree char *wanted = allowed_name(title);
	char *name = g_strdup(wanted);

	for (int i = 2;; i++) {
		g_autofree char *folded = g_utf8_casefold(name, -1);

		if (!g_hash_table_contains(book->names, folded)) {
			g_hash_table_add(book->names, g_steal_pointer(&folded));
			return name;
		}
		g_autofree char *number = g_strdup_printf(" %d", i);
		g_autofree char *start = shorten(wanted, MOST_SHEET_NAME - strlen(number));

		g_free(name);
		name = g_strconcat(start, number, NULL);
	}
}

/* ---- Cells ------------------------------------------------------------------------------------------------- */

static lxw_format *number_format(struct book *book, const struct cell_number *number)
{
	int decimals = MIN(number->decimals, MOST_DECIMALS);
	lxw_format **format = &book->numbers[number->percent][decimals];

	if (!*format) {
		g_autofree char *zeros = g_strnfill((size_t)decimals, '0');
		g_autofree char *pattern =
			g_strdup_printf("0%s%s%s", decimals ? "." : "", zeros, number->percent ? "%" : "");

		*format = workbook_add_format(book->workbook);
		format_set_num_format(*format, pattern);
		format_set_align(*format, LXW_ALIGN_VERTICAL_TOP);
	}
	return *format;
}

static lxw_error write_text(lxw_worksheet *sheet, lxw_row_t row, lxw_col_t column, const char *s, lxw_format *format)
{
	g_autofree char *valid = text_repair(s, strlen(s), NULL);
	g_autofree char *clean = text_filter(valid);
	g_autofree char *short_enough = shorten(clean, MOST_CELL);

	return *short_enough ? worksheet_write_string(sheet, row, column, short_enough, format) : LXW_NO_ERROR;
}

static lxw_error write_cell(struct book *book, lxw_worksheet *sheet, lxw_row_t row, lxw_col_t column,
			    enum column_type type, const char *cell)
{
	struct cell_number number;

	if (type == COLUMN_NUMBER && cell_number(cell, &number))
		return worksheet_write_number(sheet, row, column, number.value, number_format(book, &number));
	return write_text(sheet, row, column, cell, book->text);
}

/* ---- Sheets ------------------------------------------------------------------------------------------------ */

static void widen(int *width, const char *cell)
{
	g_auto(GStrv) lines = g_strsplit(cell, "\n", -1);

	for (size_t i = 0; lines[i]; i++) {
		int columns = text_width(lines[i], strlen(lines[i])) + 2;

		*width = CLAMP(columns, *width, MOST_WIDTH);
	}
}

static void set_width(lxw_worksheet *sheet, const struct table *table, unsigned int column)
{
	int width = LEAST_WIDTH;

	widen(&width, g_array_index(table->columns, struct column, column).title);
	for (unsigned int r = 0; r < table->rows->len; r++)
		widen(&width, ((char *const *)g_ptr_array_index(table->rows, r))[column]);
	worksheet_set_column(sheet, (lxw_col_t)column, (lxw_col_t)column, width, NULL);
}

/* The columns up to the name stay in sight, as the heads do. */
static lxw_col_t frozen_columns(const struct table *table)
{
	for (unsigned int i = 0; i < table->columns->len; i++)
		if (g_array_index(table->columns, struct column, i).type == COLUMN_NAME)
			return (lxw_col_t)(i + 1);
	return 0;
}

/* The title, the subtitle and the titles of the columns; returns the row after them. */
static lxw_row_t write_head(struct book *book, lxw_worksheet *sheet, const struct table *table)
{
	lxw_row_t row = 0;

	write_text(sheet, row++, 0, table->title, book->title);
	if (*table->subtitle)
		write_text(sheet, row++, 0, table->subtitle, NULL);
	for (unsigned int i = 0; i < table->columns->len; i++)
		write_text(sheet, row, (lxw_col_t)i, g_array_index(table->columns, struct column, i).title, book->head);
	worksheet_freeze_panes(sheet, row + 1, frozen_columns(table));
	worksheet_repeat_rows(sheet, row, row);
	return row + 1;
}

static lxw_error write_rows(struct book *book, lxw_worksheet *sheet, const struct table *table, lxw_row_t first)
{
	for (unsigned int r = 0; r < table->rows->len; r++) {
		char *const *cells = g_ptr_array_index(table->rows, r);

		for (unsigned int i = 0; i < table->columns->len; i++) {
			enum column_type type = g_array_index(table->columns, struct column, i).type;
			lxw_error error = write_cell(book, sheet, first + r, (lxw_col_t)i, type, cells[i]);

			if (error)
				return error;
		}
	}
	if (!*table->closing)
		return LXW_NO_ERROR;
	return write_text(sheet, first + table->rows->len + 1, 0, table->closing, NULL);
}

/* On paper a table is as wide as the sheet, which lies across for one of many columns. */
static void set_paper(lxw_worksheet *sheet, const struct table *table)
{
	worksheet_set_paper(sheet, PAPER_A4);
	worksheet_fit_to_pages(sheet, 1, 0);
	if (table->columns->len > PORTRAIT_COLUMNS)
		worksheet_set_landscape(sheet);
}

static lxw_error write_sheet(struct book *book, const struct table *table)
{
	g_autofree char *name = sheet_name(book, table->title);
	lxw_worksheet *sheet = workbook_add_worksheet(book->workbook, name);

	if (!sheet)
		return LXW_ERROR_MEMORY_MALLOC_FAILED;
	set_paper(sheet, table);
	for (unsigned int i = 0; i < table->columns->len; i++)
		set_width(sheet, table, i);
	return write_rows(book, sheet, table, write_head(book, sheet, table));
}

/* ---- The workbook ------------------------------------------------------------------------------------------ */

static void make_formats(struct book *book)
{
	book->title = workbook_add_format(book->workbook);
	format_set_bold(book->title);
	format_set_font_size(book->title, 14);
	book->head = workbook_add_format(book->workbook);
	format_set_bold(book->head);
	format_set_text_wrap(book->head);
	format_set_bottom(book->head, LXW_BORDER_THIN);
	book->text = workbook_add_format(book->workbook);
	format_set_text_wrap(book->text);
	format_set_align(book->text, LXW_ALIGN_VERTICAL_TOP);
}

/* Text cells begin with anything: they are strings, never links, formulas or numbers. */
static lxw_error write_book(const char *path, const GPtrArray *tables)
{
	struct book book = {.workbook = workbook_new(path)};
	lxw_error error = book.workbook ? LXW_NO_ERROR : LXW_ERROR_MEMORY_MALLOC_FAILED;

	if (error)
		return error;
	book.names = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
	make_formats(&book);
	for (unsigned int i = 0; !error && i < tables->len; i++)
		error = write_sheet(&book, g_ptr_array_index(tables, i));
	lxw_error closing = workbook_close(book.workbook);

	g_hash_table_unref(book.names);
	return error ? error : closing;
}

/* What is on the disk under the new name is whole: its bytes go there before its name does. */
static bool put_in_place(const char *written, const char *path)
{
	int fd = g_open(written, O_RDONLY | O_CLOEXEC, 0);
	bool synced = fd >= 0 && fsync(fd) == 0;

	if (fd >= 0)
		close(fd);
	return synced && g_rename(written, path) == 0;
}

static bool set_error(GError **error, const char *path, const char *reason)
{
	g_autofree char *name = g_filename_display_name(path);

	g_set_error(error, G_FILE_ERROR, G_FILE_ERROR_FAILED, _("cannot write %s: %s"), name, reason);
	return false;
}

bool export_xlsx(const char *path, const GPtrArray *tables, GError **error)
{
	g_autofree char *temporary = g_strconcat(path, ".XXXXXX", NULL);
	int fd = g_mkstemp_full(temporary, O_RDWR | O_CLOEXEC, 0666);

	if (fd < 0)
		return set_error(error, path, g_strerror(errno));
	close(fd);
	errno = 0;
	lxw_error wrong = write_book(temporary, tables);

	if (wrong) {
		const char *reason = errno ? g_strerror(errno) : lxw_strerror(wrong);

		set_error(error, path, reason);
	} else if (!put_in_place(temporary, path)) {
		set_error(error, path, g_strerror(errno));
		wrong = LXW_ERROR_CREATING_XLSX_FILE;
	}
	if (wrong)
		g_unlink(temporary);
	return !wrong;
}
