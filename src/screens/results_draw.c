/* The results screen as cells. */
#include "screens/keys.h"
#include "screens/results_private.h"
#include "screens/sheet.h"
#include "screens/slides_field.h"
#include "text/i18n.h"
#include "text/text.h"

#include <string.h>

#define GAP         2
#define NARROW      56 /* below this the name stays, then come the numbers */
#define LEAST_WORDS 8  /* of a column of words that has no room */
#define SMALL       14 /* lines; below this there is no subtitle */

/* ---- Columns ----------------------------------------------------------------------------------------------- */

static bool is_words(const struct results_page *page, unsigned int column)
{
	return results_column(page, column)->type != COLUMN_NUMBER;
}

/* The columns in the order they are shown; *frozen of them stay where they are. */
static GArray *order_columns(const struct results_page *page, bool narrow, unsigned int *frozen)
{
	GArray *order = g_array_new(FALSE, FALSE, sizeof(unsigned int));
	unsigned int n = page->table->columns->len, first = 0;

	while (first + 1 < n && !is_words(page, first))
		first++;
	*frozen = narrow ? 1 : first + 1;
	for (unsigned int i = 0; !narrow && i < n; i++)
		g_array_append_val(order, i);
	if (!narrow)
		return order;
	g_array_append_val(order, first);
	for (int words = 0; words < 2; words++)
		for (unsigned int i = first + 1; i < n; i++)
			if (is_words(page, i) == (words == 1) && !page->empty[i])
				g_array_append_val(order, i);
	return order;
}

/* Columns of words give way where there is no room for all. */
static int width_of(const struct results_page *page, unsigned int column, bool first, bool short_of_room, int width)
{
	int most = first ? MAX(width * (width < NARROW ? 60 : 45) / 100, LEAST_WORDS) : MAX(width / 3, LEAST_WORDS);

	return is_words(page, column) && short_of_room ? MIN(page->widths[column], most) : page->widths[column];
}

/* How many of the columns from first on can be scrolled past until the last is in sight. */
static int most_aside(const int *widths, unsigned int first, unsigned int n, int room)
{
	unsigned int from = n;

	for (int used = 0; from > first; from--) {
		used += widths[from - 1] + GAP;
		if (used - GAP > room)
			break;
	}
	return from == n && n > first ? (int)(n - 1 - first) : (int)(from - first);
}

/* A number that is cut off would be another one; of words a part is worth showing. */
static bool add_column(struct results_frame *frame, const struct results_page *page, unsigned int column, int *x,
		       int width)
{
	int room = frame->left + frame->width - *x;
	struct shown_column shown = {column, *x, MIN(width, room)};
	bool fits = room >= (is_words(page, column) ? MIN(width, LEAST_WORDS) : width);

	if (fits)
		g_array_append_val(frame->columns, shown);
	*x += width + GAP;
	return fits;
}

static void place_columns(struct results_frame *frame, const struct results_page *page)
{
	unsigned int frozen;
	g_autoptr(GArray) order = order_columns(page, frame->width < NARROW, &frozen);
	g_autofree int *widths = g_new0(int, order->len + 1);
	int total = -GAP, x = frame->left, stays = 0;

	for (unsigned int i = 0; i < order->len; i++)
		total += page->widths[g_array_index(order, unsigned int, i)] + GAP;
	for (unsigned int i = 0; i < order->len; i++)
		widths[i] = width_of(page, g_array_index(order, unsigned int, i), i + 1 == frozen, total > frame->width,
				     frame->width);
	for (unsigned int i = 0; i < frozen && i < order->len; i++)
		stays += widths[i] + GAP;
	int aside = MIN(page->aside, most_aside(widths, frozen, order->len, frame->width - stays));
	for (unsigned int i = 0; i < order->len; i++)
		if ((i < frozen || (int)(i - frozen) >= aside) &&
		    !add_column(frame, page, g_array_index(order, unsigned int, i), &x, widths[i]))
			break;
	frame->more_left = aside > 0;
	frame->more_right =
		x - GAP > frame->left + frame->width || frame->columns->len + (unsigned int)aside < order->len;
}

/* ---- The frame --------------------------------------------------------------------------------------------- */

static bool has_prose(const struct results_page *page)
{
	for (unsigned int i = 0; page->table && i < page->table->columns->len; i++)
		if (results_column(page, i)->type == COLUMN_PROSE)
			return true;
	return false;
}

void results_frame_init(struct results_frame *frame, const struct results *results, int width, int height)
{
	const struct results_page *page = results_page(results);
	bool small = height < SMALL;

	*frame = (struct results_frame){.left = width < 50 ? 1 : 3};
	frame->width = MAX(width - 2 * frame->left, 4);
	frame->records = has_prose(page);
	frame->columns = g_array_new(FALSE, FALSE, sizeof(struct shown_column));
	frame->head = small ? 1 : 3;
	frame->top = frame->head + (frame->records ? 0 : small ? 2 : 3);
	frame->height = MAX(height - frame->top - (small ? 1 : 3), 1);
	if (page->table && !frame->records)
		place_columns(frame, page);
}

void results_frame_clear(struct results_frame *frame)
{
	g_array_unref(frame->columns);
}

/* ---- Row by row -------------------------------------------------------------------------------------------- */

/* Where a row's own name ends: the numbers before its first words, and these. */
static unsigned int name_end(const struct results_page *page)
{
	unsigned int c = 0;

	while (c + 1 < page->table->columns->len && !is_words(page, c))
		c++;
	return c + 1;
}

static unsigned int count_prose(const struct results_page *page, unsigned int from)
{
	unsigned int n = 0;

	for (unsigned int c = from; c < page->table->columns->len; c++)
		n += results_column(page, c)->type == COLUMN_PROSE;
	return n;
}

static void add_line(struct sheet *sheet, int item, enum role role, GString *line)
{
	if (line->len)
		sheet_text(sheet, item, 2, role, line->str);
	g_string_truncate(line, 0);
}

/* "1. Câu thứ nhất" */
static char *record_name(const struct results_page *page, char *const *cells, unsigned int end)
{
	g_autoptr(GString) name = g_string_new(NULL);

	for (unsigned int c = 0; c < end; c++)
		g_string_append_printf(name, "%s%s", cells[c], c + 1 < end ? ". " : "");
	/* A figure stands on the line of its name. */
	if (end < page->table->columns->len && !is_words(page, end) && end + 1 < page->table->columns->len &&
	    is_words(page, end + 1) && end + 2 == page->table->columns->len)
		g_string_append_printf(name, ": %s", cells[end]);
	return g_strdup(name->str);
}

/* Short cells follow each other on a line; a long one has its own, under its title where there are several. */
static void add_record(const struct results_page *page, unsigned int shown, struct sheet *sheet)
{
	char *const *cells = results_row(page, shown);
	unsigned int end = name_end(page), n = page->table->columns->len, prose = count_prose(page, end);
	g_autofree char *name = record_name(page, cells, end);
	g_autoptr(GString) facts = g_string_new(NULL);

	sheet_text(sheet, (int)shown, 0, ROLE_STRONG, name);
	if (end + 2 == n && !is_words(page, end) && prose == 1)
		end++;
	for (unsigned int c = end; c < n; c++) {
		const char *title = results_column(page, c)->title;
		bool is_prose = results_column(page, c)->type == COLUMN_PROSE;
		if (!*cells[c])
			continue;
		if (is_prose)
			add_line(sheet, (int)shown, ROLE_DIM, facts);
		if (is_prose && prose == 1)
			g_string_append(facts, cells[c]);
		else
			g_string_append_printf(facts, "%s%s: %s", facts->len ? " · " : "", title, cells[c]);
		if (is_prose)
			add_line(sheet, (int)shown, ROLE_TEXT, facts);
	}
	add_line(sheet, (int)shown, ROLE_DIM, facts);
}

static struct sheet *records(const struct results_page *page, const struct results_frame *frame)
{
	struct sheet *sheet = sheet_new(frame->width);

	for (unsigned int i = 0; i < page->rows->len; i++) {
		if (frame->height > 8)
			sheet_space(sheet, 1);
		add_record(page, i, sheet);
	}
	return sheet;
}

int results_scroll(const struct results_page *page, const struct results_frame *frame)
{
	int rows = (int)page->rows->len, scroll = page->scroll;

	if (!page->table)
		return 0;
	if (frame->records) {
		g_autoptr(Sheet) sheet = records(page, frame);
		return sheet_scroll(sheet, scroll, frame->height, page->at);
	}
	scroll = CLAMP(scroll, page->at - frame->height + 1, page->at);
	return CLAMP(scroll, 0, MAX(rows - frame->height, 0));
}

/* ---- What is where ----------------------------------------------------------------------------------------- */

int results_row_at(const struct results_page *page, const struct results_frame *frame, int y)
{
	int line = y - frame->top, scroll = results_scroll(page, frame);

	if (!page->table || line < 0 || line >= frame->height)
		return -1;
	if (frame->records) {
		g_autoptr(Sheet) sheet = records(page, frame);
		return sheet_item_at(sheet, scroll + line);
	}
	return scroll + line < (int)page->rows->len ? scroll + line : -1;
}

int results_heading_at(const struct results_frame *frame, int x, int y)
{
	if (y < frame->head || y >= frame->top)
		return -1;
	for (unsigned int i = 0; i < frame->columns->len; i++) {
		const struct shown_column *shown = &g_array_index(frame->columns, struct shown_column, i);
		if (x >= shown->x && x < shown->x + shown->width)
			return (int)shown->column;
	}
	return -1;
}

/* ---- Views ------------------------------------------------------------------------------------------------- */

const char *const results_views[] = {"person", "question", "notes",      "analysis", "unit",
				     "gain",   "flow",     "attendance", "attempt"};
const size_t n_results_views = G_N_ELEMENTS(results_views);

int results_view_of(const struct report_kind *kind)
{
	for (size_t i = 0; i < n_results_views; i++)
		if (strcmp(results_views[i], kind->name) == 0)
			return (int)i;
	return -1;
}

/* Calls draw() with where each view's name stands in the top line: from the one before the present one on. */
static int walk_views(const struct results *results, const struct results_frame *frame, int x, struct grid *grid)
{
	int present = results_view_of(results_page(results)->kind), at = frame->left;
	int first = MAX(present - (frame->width < NARROW ? 0 : 1), 0);

	for (int i = first; i < (int)n_results_views; i++) {
		const char *title = _(report_kind_find(results_views[i])->title);
		int width = text_width(title, strlen(title)), room = frame->left + frame->width - at;
		if (room <= 2)
			break;
		if (x >= at && x < at + MIN(width, room))
			return i;
		if (grid)
			draw_clipped(grid, at, 0, room, i == present ? ROLE_TITLE : ROLE_DIM,
				     i == present ? CELL_BOLD | CELL_UNDERLINE : 0, title);
		at += width + GAP;
	}
	return -1;
}

int results_view_at(const struct results *results, const struct results_frame *frame, int x)
{
	return results->pages->len == 1 ? walk_views(results, frame, x, NULL) : -1;
}

/* ---- Drawing ----------------------------------------------------------------------------------------------- */

static void draw_title(const struct results *results, const struct results_frame *frame, struct grid *grid)
{
	const struct results_page *page = results_page(results);

	if (results->pages->len == 1 && results_view_of(page->kind) >= 0)
		walk_views(results, frame, -1, grid);
	else
		draw_clipped(grid, frame->left, 0, frame->width, ROLE_TITLE, CELL_BOLD,
			     page->table ? page->table->title : _(page->kind->title));
	if (frame->head > 1 && page->table)
		draw_clipped(grid, frame->left, 1, frame->width, ROLE_DIM, 0, page->table->subtitle);
}

/* The heading in the lines there are, the last of them at the bottom; sorted columns have an arrow in the gap. */
static void draw_heading(const struct results_page *page, const struct results_frame *frame,
			 const struct shown_column *shown, struct grid *grid)
{
	const char *title = results_column(page, shown->column)->title;
	g_autoptr(GArray) lines = g_array_new(FALSE, FALSE, sizeof(struct text_line));
	int rows = frame->top - frame->head - 1;
	bool right = !is_words(page, shown->column);

	text_wrap(title, strlen(title), MAX(shown->width, 2), lines);
	for (int i = 0; i < rows && i < (int)lines->len; i++) {
		const struct text_line *line = &g_array_index(lines, struct text_line, i);
		int y = frame->head + i + MAX(rows - (int)lines->len, 0);
		grid_put(grid, shown->x + (right ? MAX(shown->width - line->width, 0) : 0), y, shown->width,
			 ROLE_TABLE_HEAD, CELL_BOLD, title + line->start, line->len);
	}
	if ((int)shown->column == page->sort)
		grid_puts(grid, shown->x + shown->width, frame->top - 2, ROLE_ACCENT, CELL_BOLD,
			  page->descending ? "▼" : "▲");
}

static void draw_headings(const struct results_page *page, const struct results_frame *frame, struct grid *grid)
{
	int rule = frame->top - 1;

	for (unsigned int i = 0; i < frame->columns->len; i++)
		draw_heading(page, frame, &g_array_index(frame->columns, struct shown_column, i), grid);
	for (int i = 0; i < frame->width; i++)
		grid_puts(grid, frame->left + i, rule, ROLE_RULE, 0, "─");
	if (frame->more_left)
		grid_puts(grid, 0, rule, ROLE_ACCENT, CELL_BOLD, "‹");
	if (frame->more_right)
		grid_puts(grid, grid->width - 1, rule, ROLE_ACCENT, CELL_BOLD, "›");
}

static void draw_cells(const struct results_page *page, const struct results_frame *frame, unsigned int shown, int y,
		       struct grid *grid)
{
	bool chosen = (int)shown == page->at;
	enum role role = chosen ? ROLE_SELECTED : ROLE_TEXT;

	if (chosen) {
		grid_fill(grid, frame->left, y, frame->width, 1, role);
		grid_puts(grid, frame->left - (frame->left > 1 ? 2 : 1), y, role, CELL_BOLD, "▸");
	}
	for (unsigned int i = 0; i < frame->columns->len; i++) {
		const struct shown_column *column = &g_array_index(frame->columns, struct shown_column, i);
		const char *cell = results_row(page, shown)[column->column];
		int used = text_width(cell, strlen(cell));
		bool right = !is_words(page, column->column) && used < column->width;
		draw_clipped(grid, column->x + (right ? column->width - used : 0), y, column->width, role, 0, cell);
	}
}

static void draw_rows(const struct results_page *page, const struct results_frame *frame, struct grid *grid)
{
	int scroll = results_scroll(page, frame), rows = (int)page->rows->len;

	for (int i = scroll; i < rows && i < scroll + frame->height; i++)
		draw_cells(page, frame, (unsigned int)i, frame->top + i - scroll, grid);
	if (scroll > 0)
		grid_puts(grid, grid->width - 1, frame->top, ROLE_DIM, CELL_BOLD, "↑");
	if (scroll + frame->height < rows)
		grid_puts(grid, grid->width - 1, frame->top + frame->height - 1, ROLE_DIM, CELL_BOLD, "↓");
}

static void draw_body(const struct results_page *page, const struct results_frame *frame, struct grid *grid)
{
	if (!page->rows->len && page->query->len)
		draw_clipped(grid, frame->left, frame->top, frame->width, ROLE_DIM, 0, _("No line has these words."));
	if (frame->records) {
		g_autoptr(Sheet) sheet = records(page, frame);
		sheet_draw(sheet, grid, frame->left, frame->top, frame->height, results_scroll(page, frame), page->at);
	} else {
		draw_headings(page, frame, grid);
		draw_rows(page, frame, grid);
	}
}

/* What went wrong, what is searched for, or the table's closing sentence. */
static void draw_foot(const struct results *results, const struct results_frame *frame, struct grid *grid)
{
	const struct results_page *page = results_page(results);
	int y = frame->top + frame->height + (frame->head > 1 ? 1 : 0);

	if (results->problem) {
		draw_clipped(grid, frame->left, y, frame->width, ROLE_WARNING, 0, results->problem);
	} else if (page->query->len) {
		const char *label = _("Search:");
		int used = draw_clipped(grid, frame->left, y, frame->width, ROLE_ACCENT, 0, label) + 1;
		line_field_draw(grid, frame->left + used, y, MAX(frame->width - used, 1), page->query->str);
	} else if (page->table) {
		draw_clipped(grid, frame->left, y, frame->width, ROLE_DIM, 0, page->table->closing);
	}
	if (frame->head > 1) {
		g_autofree char *hints = keys_hints(CONTEXT_RESULTS, frame->width);
		grid_puts(grid, frame->left, grid->height - 1, ROLE_FOOTER, 0, hints);
	}
}

void results_draw(const struct results *results, struct grid *grid)
{
	const struct results_page *page = results_page(results);
	struct results_frame frame;

	results_frame_init(&frame, results, grid->width, grid->height);
	draw_title(results, &frame, grid);
	if (page->table)
		draw_body(page, &frame, grid);
	draw_foot(results, &frame, grid);
	results_frame_clear(&frame);
}
