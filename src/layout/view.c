/*
 * A slide on a screen: where its title, its lines and the footer stand at a size, which lines each screen of it shows,
 * and the stops between them.
 */
#include "layout/letters.h"
#include "layout/private.h"
#include "text/text.h"

#include <string.h>

#define TEXT_MOST      100 /* columns of text on the largest terminals: longer lines are hard to read */
#define LARGE_MOST     200 /* … of large letters */
#define NARROW         24  /* columns up to which there is no margin */
#define MARGIN_SHARE   16  /* of the width, on each side */
#define FOOTER_LEAST   4   /* rows a terminal must have for a footer */
#define FOOTER_GAP     12  /* … for an empty row above it */
#define TITLE_RULE     15  /* … for a rule under the title */
#define TITLE_GAP      8   /* … for an empty row under the title */
#define TOP_GAP        18  /* … for an empty row above everything */
#define SMALL          8   /* rows of text that are little */
#define ELLIPSIS       "…"
#define ASCII_ELLIPSIS "..."

/* One screen: lines of the body, under the head of a table that goes on from the screen before. */
struct slide_screen {
	size_t from, count;
	size_t head_from, head_count;
};

struct slide_view {
	const struct lesson *lesson;
	const struct slide *slide;
	size_t index;
	int width, height;
	struct layout_options options;
	int x, text_width;         /* where the text stands */
	int title_y, title_height; /* rows kept for the title; 0 when it is part of the body */
	bool rule;                 /* under the title */
	bool dense;                /* without the air around things */
	int body_y, body_height;
	bool footer;
	struct page *body;
	GArray *screens; /* of struct slide_screen */
	GArray *stops;   /* of struct slide_stop */
};

static const struct styled_line *body_line(const struct slide_view *view, size_t i)
{
	return view->body->lines->pdata[i];
}

static bool is_empty(const struct styled_line *line)
{
	return line->n_spans == 0 || (line->flags & LINE_BETWEEN);
}

/* ---- Where things stand ------------------------------------------------------------------------------------ */

static void place_text(struct slide_view *view, bool wide)
{
	int margin = view->width <= NARROW ? 0 : wide ? 1 : view->width / MARGIN_SHARE;

	view->text_width = MAX(2, MIN(view->width - 2 * margin, wide ? LARGE_MOST : TEXT_MOST));
	view->x = MAX(0, (view->width - view->text_width) / 2);
	view->footer = !view->slide->no_footer && view->height >= FOOTER_LEAST;
}

/* The rows of body, with title_height rows of title above them. */
static void place_rows(struct slide_view *view, int title_height)
{
	int height = view->height, bottom = view->footer ? 1 + (!view->dense && height >= FOOTER_GAP) : 0;

	view->title_y = !view->dense && height >= TOP_GAP;
	view->title_height = title_height;
	view->rule = !view->dense && title_height > 0 && height >= TITLE_RULE;
	view->body_y = view->title_y + title_height + view->rule + (title_height > 0 && height >= TITLE_GAP);
	view->body_height = MAX(1, height - view->body_y - bottom);
}

/* ---- Screens ----------------------------------------------------------------------------------------------- */

/* True when a screen may end before line i without leaving a heading alone at its end. */
static bool may_break(const struct slide_view *view, size_t from, size_t i)
{
	while (i > from && is_empty(body_line(view, i - 1)))
		i--;
	return i > from && !(body_line(view, i - 1)->flags & LINE_KEEP);
}

/*
 * Where the screen that begins with line from ends, when it has room for height lines: everything that is left; or
 * before the last place in its lower third where something begins; or where nothing is torn apart; or as far as there
 * is room.
 */
static size_t screen_end(const struct slide_view *view, size_t from, size_t height)
{
	size_t len = view->body->lines->len, most = from + height;

	if (most >= len)
		return len;
	for (size_t i = most; i > from + height * 2 / 3; i--)
		if ((body_line(view, i)->flags & (LINE_START | LINE_BETWEEN)) && may_break(view, from, i))
			return i;
	/* How much of a screen may be left empty to keep together what belongs together: little of a small one. */
	size_t least = from + (height < SMALL ? height * 2 / 3 : height / 3);
	for (size_t i = most; i > least; i--)
		if (may_break(view, from, i))
			return i;
	return most;
}

static void add_screen(struct slide_view *view, size_t from, size_t *end)
{
	struct slide_screen screen = {.from = from};
	size_t height = (size_t)view->body_height, len = view->body->lines->len;

	if (from < len && view->screens->len > 0) {
		const struct styled_line *first = body_line(view, from);
		/* Not when the head would take most of the screen. */
		if (first->head_count > 0 && first->head_count * 2 <= height) {
			screen.head_from = first->head_from;
			screen.head_count = first->head_count;
		}
	}
	*end = screen_end(view, from, height - screen.head_count);
	screen.count = *end - from;
	while (screen.count > 0 && is_empty(body_line(view, from + screen.count - 1)))
		screen.count--;
	g_array_append_val(view->screens, screen);
}

static void make_screens(struct slide_view *view)
{
	size_t from = 0, len = view->body->lines->len;

	g_array_set_size(view->screens, 0);
	do {
		add_screen(view, from, &from);
		while (from < len && is_empty(body_line(view, from)))
			from++;
	} while (from < len);
}

static void format_suffix(char *text, size_t size, size_t screen, size_t screens)
{
	g_snprintf(text, size, "(%zu/%zu)", screen + 1, screens);
}

static int title_rows(const struct slide_view *view, size_t screens)
{
	char suffix[64];

	format_suffix(suffix, sizeof(suffix), screens - 1, screens);
	g_autoptr(Page) title =
		layout_title(view->slide, view->text_width, screens > 1 ? suffix : NULL, &view->options);
	return (int)title->lines->len;
}

/* How many pictures stand one under the other. */
static int count_pictures(const struct block *block)
{
	int count = 0, most = 0;

	for (; block; block = block->next) {
		int inside = block->kind == BLOCK_IMAGE ? block->file != NULL : count_pictures(block->first);
		if (block->kind == BLOCK_COLUMN)
			most = MAX(most, inside);
		else
			count += inside;
	}
	return count + most;
}

static void lay_body(struct slide_view *view, unsigned int as, int size)
{
	struct layout_options options = view->options;
	int pictures = options.pictures ? count_pictures(view->slide->first) : 0, height = view->body_height;

	page_free(view->body);
	if (pictures > 0) {
		/* They share what the text leaves them of the screen; where that is little, they go on another one. */
		options.picture_rows = 1;
		view->body = layout_slide_as(view->slide, view->lesson, view->text_width, &options, as, size);
		int text = (int)view->body->lines->len - pictures;
		options.picture_rows = CLAMP((height - text) / pictures, MIN(height, MAX(SMALL, height / 2)), height);
		page_free(view->body);
	}
	view->body = layout_slide_as(view->slide, view->lesson, view->text_width, &options, as, size);
}

/* A short list stands wider apart, as long as the slide stays on one screen. */
static void spread(struct slide_view *view, unsigned int as, int size)
{
	struct page *tight = view->body;

	if (view->screens->len > 1 || tight->lines->len > (size_t)view->body_height * 3 / 4)
		return;
	view->body = NULL;
	lay_body(view, as | AS_AIRY, size);
	if (view->body->lines->len <= (size_t)view->body_height) {
		page_free(tight);
		make_screens(view);
		return;
	}
	page_free(view->body);
	view->body = tight;
}

/* The largest letters the title may have, 0 for none: what the slide says; a title slide says "as large as possible".
 */
static int title_size(const struct slide_view *view)
{
	const struct slide *slide = view->slide;

	if (!view->options.large || !slide->title || slide->font_size == 1)
		return 0;
	return slide->font_size ? MIN(slide->font_size, LETTERS_LARGEST) : slide->is_title ? LETTERS_LARGEST : 0;
}

/* The title as the beginning of the body, in letters of at most size that leave all of the slide on one screen. */
static int lay_titled(struct slide_view *view, int size)
{
	place_rows(view, 0);
	for (;; size--) {
		place_text(view, size > 0 && view->slide->is_title);
		lay_body(view, AS_TITLED, size);
		make_screens(view);
		if (size < LETTERS_SMALLEST || view->screens->len == 1)
			return size;
	}
}

/* A title of its own rows above every screen; false when it would crowd out the text. */
static bool lay_under_title(struct slide_view *view)
{
	int rows, more = title_rows(view, 1);

	place_rows(view, more);
	lay_body(view, 0, 0);
	/* With its "(2/3)" it may take a row more, which may make a screen more. */
	do {
		rows = more;
		place_rows(view, rows);
		if (view->body_height <= rows || rows * 2 > view->height)
			return false;
		make_screens(view);
		more = title_rows(view, view->screens->len);
	} while (more > rows);
	return true;
}

/*
 * A title stands above every screen, unless it is large, or so long that it would crowd out the text: then it is the
 * text's beginning.
 */
static void lay_out(struct slide_view *view)
{
	bool inside = view->slide->is_title || !view->slide->title;
	int size = title_size(view);

	if (inside || size > 0)
		size = lay_titled(view, size);
	if (!inside && size < LETTERS_SMALLEST && !lay_under_title(view))
		size = lay_titled(view, 0);
	spread(view, view->title_height > 0 ? 0 : AS_TITLED, size);
}

/* What nearly fits on one screen does without the air around it. */
static void arrange(struct slide_view *view)
{
	lay_out(view);
	if (view->screens->len == 1 || view->body->lines->len >= (size_t)view->height)
		return;
	view->dense = true;
	lay_out(view);
	if (view->screens->len == 1)
		return;
	view->dense = false;
	lay_out(view);
}

/* ---- Stops ------------------------------------------------------------------------------------------------- */

static int compare_stops(const void *a, const void *b)
{
	const struct slide_stop *x = a, *y = b;

	if (x->step != y->step)
		return x->step < y->step ? -1 : 1;
	return x->screen < y->screen ? -1 : x->screen > y->screen;
}

static void add_stop(GArray *stops, size_t screen, int step)
{
	struct slide_stop stop = {screen, step};
	const struct slide_stop *last = stops->len ? &g_array_index(stops, struct slide_stop, stops->len - 1) : NULL;

	if (!last || last->screen != screen || last->step != step)
		g_array_append_val(stops, stop);
}

/* A stop for every screen that a step brings something new to. */
static void make_stops(struct slide_view *view)
{
	g_autoptr(GArray) all = g_array_new(FALSE, FALSE, sizeof(struct slide_stop));

	add_stop(all, 0, 0);
	for (size_t s = 0; s < view->screens->len; s++) {
		const struct slide_screen *screen = &g_array_index(view->screens, struct slide_screen, s);
		for (size_t i = 0; i < screen->count; i++) {
			const struct styled_line *line = body_line(view, screen->from + i);
			for (size_t k = 0; k < line->n_spans; k++)
				add_stop(all, s, line->spans[k].step);
		}
	}
	g_array_sort(all, compare_stops);
	for (size_t i = 0; i < all->len; i++) {
		const struct slide_stop *stop = &g_array_index(all, struct slide_stop, i);
		add_stop(view->stops, stop->screen, stop->step);
	}
}

size_t slide_view_screens(const struct slide_view *view)
{
	return view->screens->len;
}

int slide_view_steps(const struct slide_view *view)
{
	return view->body->steps;
}

size_t slide_view_stops(const struct slide_view *view)
{
	return view->stops->len;
}

struct slide_stop slide_view_stop(const struct slide_view *view, size_t stop)
{
	g_assert(stop < view->stops->len);
	return g_array_index(view->stops, struct slide_stop, stop);
}

/* The bytes of text before a line, of all of them: a place that stays where it is when lines are broken anew. */
static double place_of_line(const struct slide_view *view, size_t line)
{
	size_t before = 0, all = 0;

	for (size_t i = 0; i < view->body->lines->len; i++) {
		all += body_line(view, i)->len;
		if (i < line)
			before = all;
	}
	return all ? (double)before / (double)all : 0;
}

static size_t screen_at_place(const struct slide_view *view, double place)
{
	double all = 0, before = 0;
	size_t screen = 0, line = 0;

	for (size_t i = 0; i < view->body->lines->len; i++)
		all += (double)body_line(view, i)->len;
	for (size_t s = 0; s < view->screens->len; s++) {
		size_t from = g_array_index(view->screens, struct slide_screen, s).from;
		for (; line < from; line++)
			before += (double)body_line(view, line)->len;
		/* Half a byte of grace: the place is a rounded fraction. */
		if (before > place * all + 0.5)
			break;
		screen = s;
	}
	return screen;
}

size_t slide_view_find_stop(const struct slide_view *view, const struct slide_view *old, size_t stop)
{
	struct slide_stop was = slide_view_stop(old, stop);
	size_t from = g_array_index(old->screens, struct slide_screen, was.screen).from, best = 0;
	size_t screen = screen_at_place(view, place_of_line(old, from));

	for (size_t i = 1; i < view->stops->len; i++) {
		struct slide_stop now = slide_view_stop(view, i), held = slide_view_stop(view, best);
		if (now.step > was.step)
			break;
		size_t distance = now.screen > screen ? now.screen - screen : screen - now.screen;
		size_t least = held.screen > screen ? held.screen - screen : screen - held.screen;
		if (now.step > held.step || distance < least)
			best = i;
	}
	return best;
}

struct slide_view *slide_view_new(const struct lesson *lesson, size_t slide, int width, int height,
				  const struct layout_options *options)
{
	struct slide_view *view = g_new0(struct slide_view, 1);

	g_assert(slide < lesson->n_slides && width >= 1 && height >= 1);
	view->lesson = lesson;
	view->slide = &lesson->slides[slide];
	view->index = slide;
	view->width = width;
	view->height = height;
	if (options)
		view->options = *options;
	view->screens = g_array_new(FALSE, FALSE, sizeof(struct slide_screen));
	view->stops = g_array_new(FALSE, FALSE, sizeof(struct slide_stop));
	place_text(view, false);
	arrange(view);
	make_stops(view);
	return view;
}

void slide_view_free(struct slide_view *view)
{
	if (!view)
		return;
	page_free(view->body);
	g_array_unref(view->screens);
	g_array_unref(view->stops);
	g_free(view);
}

/* ---- Drawing ----------------------------------------------------------------------------------------------- */

static void draw_title(const struct slide_view *view, struct grid *grid, size_t screen)
{
	size_t screens = view->screens->len;
	char suffix[64];

	if (view->title_height == 0)
		return;
	format_suffix(suffix, sizeof(suffix), screen, screens);
	g_autoptr(Page) title =
		layout_title(view->slide, view->text_width, screens > 1 ? suffix : NULL, &view->options);
	page_draw(title, grid, view->x, view->title_y, view->text_width, 0, (size_t)view->title_height, 0);
	for (int x = 0; view->rule && x < view->text_width; x++)
		grid_puts(grid, view->x + x, view->title_y + view->title_height, ROLE_RULE, 0,
			  view->options.ascii ? "-" : "─");
}

/* How far down the lines from the middle on are set, so that they stand in the middle of the screen. */
static int middle_shift(const struct slide_view *view)
{
	int count = (int)view->body->lines->len, middle = view->body->middle;

	if (view->screens->len > 1 || middle < 0)
		return 0;
	return MAX(0, (view->body_height - (count - middle)) / 2 - middle);
}

static void draw_body(const struct slide_view *view, struct grid *grid, size_t number, int step)
{
	const struct slide_screen *screen = &g_array_index(view->screens, struct slide_screen, number);
	int shift = middle_shift(view), y = view->body_y;
	size_t above = shift > 0 ? (size_t)view->body->middle : screen->count;

	page_draw(view->body, grid, view->x, y, view->text_width, screen->head_from, screen->head_count, step);
	y += (int)screen->head_count;
	page_draw(view->body, grid, view->x, y, view->text_width, screen->from, above, step);
	page_draw(view->body, grid, view->x, y + (int)above + shift, view->text_width, screen->from + above,
		  screen->count - above, step);
}

static void draw_footer(const struct slide_view *view, struct grid *grid, size_t screen, const char *clock)
{
	int y = view->height - 1, edge = view->width > NARROW ? 1 : 0, used = 0;
	g_autoptr(GString) right = g_string_new(NULL);
	const char *title = view->lesson->title ? view->lesson->title : "";

	if (!view->footer)
		return;
	if (view->title_height == 0 && view->screens->len > 1)
		g_string_append_printf(right, "(%zu/%zu)  ", screen + 1, (size_t)view->screens->len);
	g_string_append_printf(right, "%zu/%zu", view->index + 1, view->lesson->n_slides);
	if (clock && *clock)
		g_string_append_printf(right, "  %s", clock);
	grid_fill(grid, 0, y, view->width, 1, ROLE_FOOTER);
	int right_width = text_width(right->str, right->len), room = view->width - 2 * edge - right_width - 2;
	grid_puts(grid, MAX(0, view->width - edge - right_width), y, ROLE_FOOTER, 0, right->str);
	size_t len = strlen(title), fit = text_fit(title, len, MAX(room, 0), &used);
	if (fit == len) {
		grid_puts(grid, edge, y, ROLE_FOOTER, 0, title);
		return;
	}
	const char *dots = view->options.ascii ? ASCII_ELLIPSIS : ELLIPSIS;
	int dots_width = text_width(dots, strlen(dots));
	if (room < dots_width + 3)
		return;
	fit = text_fit(title, len, room - dots_width, &used);
	while (fit > 0 && title[fit - 1] == ' ') {
		fit--;
		used--;
	}
	grid_put(grid, edge, y, used, ROLE_FOOTER, 0, title, fit);
	grid_puts(grid, edge + used, y, ROLE_FOOTER, 0, dots);
}

void slide_view_draw(const struct slide_view *view, struct grid *grid, size_t screen, int step, const char *clock)
{
	g_assert(screen < view->screens->len);
	grid_clear(grid);
	draw_title(view, grid, screen);
	draw_body(view, grid, screen, step);
	draw_footer(view, grid, screen, clock);
}
