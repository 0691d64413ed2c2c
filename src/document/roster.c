#include "document/roster.h"

#include "document/private.h"
#include "document/roster_private.h"
#include "text/i18n.h"
#include "text/text.h"

#include <string.h>

/* The headings are looked for in so many lines; titles above them take fewer. */
#define TITLE_LINES 40

/* Where the roster has what. */
struct columns {
	int of[HEADINGS]; /* −1: nowhere */
	size_t known;     /* how many columns have a heading that is known */
	unsigned int row; /* index of the line of headings */
};

/* ---- Headings ---------------------------------------------------------------------------------------------- */

static const char *cell_text(const struct cells *cells, int column)
{
	return column >= 0 && (unsigned int)column < cells->texts->len ? cells->texts->pdata[column] : "";
}

/* Excel writes a heading over two columns as the first one's, with nothing over the second. */
static void find_given_name(struct columns *columns, const struct cells *cells)
{
	int next = columns->of[HEADING_NAME] + 1;

	if (columns->of[HEADING_NAME] >= 0 && columns->of[HEADING_GIVEN] < 0 &&
	    (unsigned int)next < cells->texts->len && !*cell_text(cells, next))
		columns->of[HEADING_GIVEN] = next;
}

static struct columns find_columns(const struct cells *cells, unsigned int row)
{
	struct columns columns = {.row = row};

	for (int heading = 0; heading < HEADINGS; heading++)
		columns.of[heading] = -1;
	for (unsigned int i = 0; i < cells->texts->len; i++) {
		enum heading heading = heading_of(cells->texts->pdata[i]);
		if (heading == HEADING_UNKNOWN || columns.of[heading] >= 0)
			continue;
		columns.of[heading] = (int)i;
		columns.known++;
	}
	find_given_name(&columns, cells);
	if (columns.of[HEADING_NAME] < 0 && columns.of[HEADING_GIVEN] < 0)
		columns.known = 0;
	return columns;
}

/* The line that has the most headings; known is 0 when there is none. */
static struct columns find_headings(const GPtrArray *lines)
{
	struct columns best = {.known = 0};

	for (unsigned int i = 0; i < MIN(lines->len, TITLE_LINES); i++) {
		struct columns columns = find_columns(lines->pdata[i], i);
		if (columns.known > best.known)
			best = columns;
	}
	return best;
}

static void tell_headings(const struct cells *cells, const struct columns *columns, const char *path,
			  struct diagnostics *diags)
{
	for (unsigned int i = 0; i < cells->texts->len; i++) {
		const char *text = cells->texts->pdata[i];
		enum heading heading = heading_of(text);
		if (!*text || (heading != HEADING_UNKNOWN && columns->of[heading] == (int)i))
			continue;
		char *message =
			heading == HEADING_UNKNOWN
				? g_strdup_printf(_("the heading “%s” is not known: its column is left out"), text)
				: g_strdup_printf(_("the column “%s” says the same as one before it: it is left out"),
						  text);
		diagnostics_add(diags, SEVERITY_WARNING, path, (int)cells->line, 0, message, NULL);
	}
}

/* ---- Rows -------------------------------------------------------------------------------------------------- */

static void free_row(void *data)
{
	struct roster_row *row = data;

	g_free(row->code);
	g_free(row->name);
	g_free(row->birth);
	g_free(row->sex);
	g_free(row->unit);
	g_free(row->hamlet);
	g_free(row->phone);
	g_free(row->note);
	g_free(row);
}

static void add_part(GString *name, const char *part)
{
	if (name->len > 0 && *part)
		g_string_append_c(name, ' ');
	g_string_append(name, part);
}

static char *full_name(const struct cells *cells, const struct columns *columns)
{
	const char *whole = cell_text(cells, columns->of[HEADING_NAME]);
	const char *given = cell_text(cells, columns->of[HEADING_GIVEN]);
	GString *name = g_string_new(whole);

	if (name->len == 0) {
		add_part(name, cell_text(cells, columns->of[HEADING_FAMILY]));
		add_part(name, cell_text(cells, columns->of[HEADING_MIDDLE]));
	}
	if (!g_str_has_suffix(whole, given)) /* else it only repeats it */
		add_part(name, given);
	return g_string_free(name, FALSE);
}

static bool has_letter(const char *text)
{
	for (; *text; text = next_char(text))
		if (g_unichar_isalpha(g_utf8_get_char(text)))
			return true;
	return false;
}

/* Nothing but its number: a line of a form that nobody has filled in. */
static bool is_blank(const struct cells *cells, const struct columns *columns)
{
	for (unsigned int i = 0; i < cells->texts->len; i++) {
		const char *text = cells->texts->pdata[i];
		if (*text && ((int)i != columns->of[HEADING_NUMBER] || has_letter(text)))
			return false;
	}
	return true;
}

/* A roster of several pages has its headings on each. */
static bool is_heading_again(const struct cells *cells, const struct cells *headings)
{
	bool same = true;

	for (unsigned int i = 0; same && i < headings->texts->len; i++)
		same = strcmp(cell_text(cells, (int)i), headings->texts->pdata[i]) == 0;
	return same;
}

/* Text in a column that no heading names; told once a line. */
static void tell_unnamed(const struct cells *cells, const struct cells *headings, const struct columns *columns,
			 const char *path, struct diagnostics *diags)
{
	for (unsigned int i = 0; i < cells->texts->len; i++) {
		const char *text = cells->texts->pdata[i];
		if (!*text || *cell_text(headings, (int)i) || (int)i == columns->of[HEADING_GIVEN])
			continue;
		diagnostics_add(diags, SEVERITY_WARNING, path, (int)cells->line, 0,
				g_strdup_printf(_("“%s” has no heading above it: it is left out"), text),
				g_strdup(_("Name the column, or put text that contains the separator between "
					   "quotation marks.")));
		return;
	}
}

static struct roster_row *make_row(const struct cells *cells, const struct columns *columns)
{
	struct roster_row *row = g_new0(struct roster_row, 1);
	const struct {
		char **field;
		enum heading heading;
	} fields[] = {
		{&row->code, HEADING_CODE}, {&row->birth, HEADING_BIRTH},   {&row->sex, HEADING_SEX},
		{&row->unit, HEADING_UNIT}, {&row->hamlet, HEADING_HAMLET}, {&row->phone, HEADING_PHONE},
		{&row->note, HEADING_NOTE},
	};

	row->line = cells->line;
	row->name = full_name(cells, columns);
	for (size_t i = 0; i < G_N_ELEMENTS(fields); i++)
		*fields[i].field = g_strdup(cell_text(cells, columns->of[fields[i].heading]));
	return row;
}

static GPtrArray *read_rows(const GPtrArray *lines, const struct columns *columns, const char *path,
			    struct diagnostics *diags)
{
	const struct cells *headings = lines->pdata[columns->row];
	GPtrArray *rows = g_ptr_array_new_with_free_func(free_row);

	for (unsigned int i = columns->row + 1; i < lines->len; i++) {
		const struct cells *cells = lines->pdata[i];
		if (is_blank(cells, columns) || is_heading_again(cells, headings))
			continue;
		struct roster_row *row = make_row(cells, columns);
		if (has_letter(row->name)) {
			tell_unnamed(cells, headings, columns, path, diags);
			g_ptr_array_add(rows, row);
			continue;
		}
		free_row(row);
		diagnostics_add(diags, SEVERITY_WARNING, path, (int)cells->line, 0,
				g_strdup(_("this line has no name: it is left out")), NULL);
	}
	return rows;
}

/* ---- The whole --------------------------------------------------------------------------------------------- */

/* The separator is the one under which the most headings are known. */
static GPtrArray *split(const char *text, struct columns *columns)
{
	static const char separators[] = {',', ';', '\t'};
	GPtrArray *best = NULL;

	for (size_t i = 0; i < sizeof(separators); i++) {
		GPtrArray *lines = cells_split(text, separators[i]);
		struct columns found = find_headings(lines);
		if (best && found.known <= columns->known) {
			g_ptr_array_unref(lines);
			continue;
		}
		if (best)
			g_ptr_array_unref(best);
		best = lines;
		*columns = found;
	}
	return best;
}

GPtrArray *roster_read(const char *bytes, size_t len, const char *path, const char *encoding, struct diagnostics *diags,
		       GError **error)
{
	g_autofree char *text =
		encoding ? text_decode(bytes, len, encoding, error) : text_load(bytes, len, NULL, error);
	struct columns columns;

	if (!text)
		return NULL;
	g_autoptr(GPtrArray) lines = split(text, &columns);
	if (columns.known == 0) {
		diagnostics_add(diags, SEVERITY_ERROR, path, 0, 0, g_strdup(_("no line has headings")),
				g_strdup(_("Write a line above the people that names the columns, such as: Họ và tên, "
					   "Ngày sinh, Đơn vị.")));
		return g_ptr_array_new_with_free_func(free_row);
	}
	tell_headings(lines->pdata[columns.row], &columns, path, diags);
	return read_rows(lines, &columns, path, diags);
}
