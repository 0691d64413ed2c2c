#include "screens/slides_search.h"
#include "text/text.h"

#include <string.h>

/*
 * How wide a slide is laid out to ask whether it has the text at all: no cell of a table or column is broken then, and
 * whatever a slide shows is in it.
 */
#define WIDE 1000

/* ---- What stands on a grid --------------------------------------------------------------------------------- */

/* Text on a row with gaps around it: a line, a cell of a table, a column's part. */
struct segment {
	int y, x0, x1;     /* the columns x0 … x1 */
	size_t start, len; /* its folded bytes */
};

struct words {
	GString *folded;  /* of all segments */
	GArray *columns;  /* int, for each byte: the column it stands in */
	GArray *segments; /* in reading order */
	GArray *rows;     /* size_t: the first segment of each row, and their number */
};

static void words_init(struct words *words)
{
	words->folded = g_string_new(NULL);
	words->columns = g_array_new(FALSE, FALSE, sizeof(int));
	words->segments = g_array_new(FALSE, FALSE, sizeof(struct segment));
	words->rows = g_array_new(FALSE, FALSE, sizeof(size_t));
}

static void words_clear(struct words *words)
{
	g_string_free(words->folded, TRUE);
	g_array_unref(words->columns);
	g_array_unref(words->segments);
	g_array_unref(words->rows);
}

static const struct segment *segment_at(const struct words *words, size_t i)
{
	return &g_array_index(words->segments, struct segment, i);
}

static bool is_blank(const struct cell *cell)
{
	return cell->text[0] == ' ' && cell->text[1] == '\0';
}

/* Rules, bars, frames: they stand between texts. So does the footer, which is no part of the slide. */
static bool is_border(const struct cell *cell)
{
	if (cell->role == ROLE_FOOTER || cell->role == ROLE_RULE)
		return true;
	if ((unsigned char)cell->text[0] != 0xE2)
		return false;
	gunichar c = g_utf8_get_char(cell->text);
	return c >= 0x2500 && c <= 0x259F; /* box drawing and block elements */
}

static void put_folded(struct words *words, const char *text, int x)
{
	size_t from = words->folded->len;

	if (text[1] == '\0') {
		g_string_append_c(words->folded, g_ascii_tolower(text[0]));
	} else {
		g_autofree char *folded = text_fold(text);
		g_string_append(words->folded, folded);
	}
	for (; from < words->folded->len; from++)
		g_array_append_val(words->columns, x);
}

/* Reads the segment that begins at *x, and moves on behind it: two blanks or a border end it. */
static void read_segment(struct words *words, const struct grid *grid, int y, int *x)
{
	struct segment segment = {.y = y, .x0 = *x, .start = words->folded->len};
	int blanks = 0;

	for (; *x < grid->width && blanks < 2; (*x)++) {
		const struct cell *cell = grid_cell(grid, *x, y);
		if (cell->width == 0)
			continue;
		if (is_border(cell))
			break;
		if (is_blank(cell)) {
			blanks++;
			continue;
		}
		if (blanks > 0)
			put_folded(words, " ", *x - 1);
		blanks = 0;
		put_folded(words, cell->text, *x);
		segment.x1 = *x;
	}
	segment.len = words->folded->len - segment.start;
	g_array_append_val(words->segments, segment);
}

static void read_grid(struct words *words, const struct grid *grid)
{
	for (int y = 0; y < grid->height; y++) {
		size_t first = words->segments->len;
		g_array_append_val(words->rows, first);
		for (int x = 0; x < grid->width;) {
			const struct cell *cell = grid_cell(grid, x, y);
			if (cell->width == 0 || is_blank(cell) || is_border(cell))
				x++;
			else
				read_segment(words, grid, y, &x);
		}
	}
	size_t end = words->segments->len;
	g_array_append_val(words->rows, end);
}

/* ---- Finding ----------------------------------------------------------------------------------------------- */

static void mark_cells(const struct words *words, struct grid *grid, const struct segment *segment, size_t from,
		       size_t len)
{
	if (!grid || len == 0)
		return;
	const int *columns = &g_array_index(words->columns, int, segment->start + from);
	int end = columns[len - 1];

	for (int x = columns[0]; x < grid->width && (x <= end || grid_cell(grid, x, segment->y)->width == 0); x++)
		grid_cell(grid, x, segment->y)->role = ROLE_HIT;
}

static bool matches(const struct words *words, struct grid *grid, size_t at, size_t from, const char *text);

/* Whether the text goes on at the beginning of a segment in the next row, under this one. */
static bool goes_on(const struct words *words, struct grid *grid, const struct segment *segment, const char *text)
{
	size_t row = (size_t)segment->y + 1;

	if (row + 1 >= words->rows->len)
		return false;
	size_t end = g_array_index(words->rows, size_t, row + 1);
	for (size_t i = g_array_index(words->rows, size_t, row); i < end; i++) {
		const struct segment *below = segment_at(words, i);
		if (below->x0 <= segment->x1 && below->x1 >= segment->x0 && matches(words, grid, i, 0, text))
			return true;
	}
	return false;
}

/* Whether the text stands at byte from of a segment, and from there on; its cells are marked when there is a grid. */
static bool matches(const struct words *words, struct grid *grid, size_t at, size_t from, const char *text)
{
	const struct segment *segment = segment_at(words, at);
	const char *here = words->folded->str + segment->start + from;
	size_t left = segment->len - from, len = strlen(text), n = MIN(left, len);

	if (strncmp(here, text, n) != 0)
		return false;
	/* A line is broken at a space, which then stands nowhere. */
	if (n < len && (text[n] != ' ' || !goes_on(words, grid, segment, text + n + 1)))
		return false;
	mark_cells(words, grid, segment, from, n);
	return true;
}

static size_t find(const struct words *words, struct grid *grid, const char *text)
{
	size_t found = 0;

	for (size_t i = 0; i < words->segments->len; i++) {
		const struct segment *segment = segment_at(words, i);
		const char *start = words->folded->str + segment->start, *end = start + segment->len;
		for (const char *at = start; (at = memchr(at, text[0], (size_t)(end - at))); at++)
			found += matches(words, grid, i, (size_t)(at - start), text);
	}
	return found;
}

size_t search_grid(struct grid *grid, const char *folded, bool mark)
{
	struct words words;

	words_init(&words);
	read_grid(&words, grid);
	size_t found = find(&words, mark ? grid : NULL, folded);
	words_clear(&words);
	return found;
}

void search_mark_words(struct grid *grid, const char *folded)
{
	g_auto(GStrv) list = g_strsplit(folded, " ", -1);
	struct words words;

	words_init(&words);
	read_grid(&words, grid);
	for (size_t i = 0; list[i]; i++)
		if (list[i][0])
			find(&words, grid, list[i]);
	words_clear(&words);
}

/* ---- Slides ------------------------------------------------------------------------------------------------ */

/* True when the text stands in what was written from a line's beginning on, between gaps of two spaces. */
static bool text_has(const char *text, const char *folded)
{
	g_auto(GStrv) parts = g_strsplit(text, "  ", -1);

	for (size_t i = 0; parts[i]; i++) {
		if (!parts[i][0])
			continue;
		g_autofree char *part = text_fold(parts[i]);
		if (strstr(part, folded))
			return true;
	}
	return false;
}

/* A line that does not begin anything goes on with the one before. */
static bool page_has(const struct page *page, const char *folded)
{
	g_autoptr(GString) text = g_string_new(NULL);
	bool found = false;

	for (size_t i = 0; i < page->lines->len && !found; i++) {
		const struct styled_line *line = page->lines->pdata[i];
		if (line->flags & LINE_START) {
			found = text_has(text->str, folded);
			g_string_truncate(text, 0);
		}
		g_string_append_printf(text, "%s%s", text->len > 0 ? " " : "", line->text);
	}
	return found || text_has(text->str, folded);
}

static bool slide_has(const struct lesson *lesson, size_t slide, const char *folded,
		      const struct layout_options *options)
{
	g_autoptr(Page) title = layout_title(&lesson->slides[slide], WIDE, NULL, options);
	g_autoptr(Page) body = layout_slide(&lesson->slides[slide], lesson, WIDE, options);

	return page_has(title, folded) || page_has(body, folded);
}

/* Adds the stops of a slide that show the text; false when none does. */
static bool add_stops(GArray *hits, const struct slide_view *view, size_t slide, struct grid *grid, const char *folded)
{
	size_t shown = 0, n = slide_view_stops(view);
	unsigned int before = hits->len;

	for (size_t i = 0; i < n; i++) {
		struct slide_stop stop = slide_view_stop(view, i);
		slide_view_draw(view, grid, stop.screen, stop.step, NULL);
		size_t found = search_grid(grid, folded, false);
		bool same_screen = i > 0 && slide_view_stop(view, i - 1).screen == stop.screen;
		const struct hit hit = {.place = {slide, i}, .screen = stop.screen};
		if (found > (same_screen ? shown : 0))
			g_array_append_val(hits, hit);
		shown = found;
	}
	return hits->len > before;
}

/* The stop that shows most of the text, word by word. */
static size_t loose_stop(const struct slide_view *view, struct grid *grid, const char *folded)
{
	g_auto(GStrv) list = g_strsplit(folded, " ", -1);
	size_t best = 0, most = 0, n = slide_view_stops(view);

	for (size_t i = 0; i < n; i++) {
		struct slide_stop stop = slide_view_stop(view, i);
		size_t found = 0;
		slide_view_draw(view, grid, stop.screen, stop.step, NULL);
		for (size_t w = 0; list[w]; w++)
			found += search_grid(grid, list[w], false) > 0;
		if (found > most) {
			most = found;
			best = i;
		}
	}
	return best;
}

static void add_slide(GArray *hits, const struct lesson *lesson, size_t slide, struct grid *grid, const char *folded,
		      const struct layout_options *options)
{
	g_autoptr(SlideView) view = slide_view_new(lesson, slide, grid->width, grid->height, options);

	if (add_stops(hits, view, slide, grid, folded))
		return;
	size_t stop = loose_stop(view, grid, folded);
	const struct hit hit = {.place = {slide, stop}, .screen = slide_view_stop(view, stop).screen, .loose = true};
	g_array_append_val(hits, hit);
}

GArray *search_hits(const struct lesson *lesson, const char *folded, int width, int height,
		    const struct layout_options *options)
{
	GArray *hits = g_array_new(FALSE, FALSE, sizeof(struct hit));
	g_autoptr(Grid) grid = grid_new(width, height);

	for (size_t i = 0; i < lesson->n_slides; i++)
		if (slide_has(lesson, i, folded, options))
			add_slide(hits, lesson, i, grid, folded, options);
	return hits;
}
