#include "screens/slides_index.h"
#include "layout/layout.h"
#include "screens/sheet.h"
#include "screens/slides_field.h"
#include "text/i18n.h"
#include "text/text.h"

#include <string.h>

#define LABEL_WIDTH 60 /* columns a slide without a title is laid out in for its first words */
#define ABOVE       3  /* lines in sight above the one the person begins on */

struct titles {
	GPtrArray *labels; /* "7  Dân số", of all slides */
	size_t slide;      /* shown behind them */
	GString *filter;
	GArray *found; /* size_t: the slides whose labels the filter finds */
	size_t chosen; /* of found */
	size_t scroll;
};

/* ---- Labels ------------------------------------------------------------------------------------------------ */

static char *first_words(const struct lesson *lesson, size_t slide)
{
	g_autoptr(Page) page = layout_slide(&lesson->slides[slide], lesson, LABEL_WIDTH, NULL);

	for (size_t i = 0; i < page->lines->len; i++) {
		const struct styled_line *line = page->lines->pdata[i];
		if (line->len > 0)
			return g_strdup(line->text);
	}
	return g_strdup(_("(empty)"));
}

char *slide_label(const struct lesson *lesson, size_t slide)
{
	const struct rich *title = lesson->slides[slide].title;

	return title && title->len > 0 ? g_strdelimit(g_strdup(title->text), "\n", ' ') : first_words(lesson, slide);
}

static int digits(size_t n)
{
	int count = 1;

	for (; n >= 10; n /= 10)
		count++;
	return count;
}

/* ---- What is found ----------------------------------------------------------------------------------------- */

static size_t found_at(const struct titles *titles, size_t i)
{
	return g_array_index(titles->found, size_t, i);
}

/* Each word of the filter begins a word of the label, or the whole filter stands somewhere in it: "nq" in 21-NQ/TW. */
static bool label_has(const char *label, const char *filter, const char *folded)
{
	if (text_finds(filter, label))
		return true;
	g_autofree char *all = text_fold(label);

	return strstr(all, folded) != NULL;
}

/* Without a filter the person is on the slide shown; else on the first that is found. */
static void find_titles(struct titles *titles)
{
	const char *filter = titles->filter->str;
	g_autofree char *folded = text_fold(filter);
	bool all = *folded == '\0';

	g_array_set_size(titles->found, 0);
	for (size_t i = 0; i < titles->labels->len; i++)
		if (all || label_has(titles->labels->pdata[i], filter, folded))
			g_array_append_val(titles->found, i);
	titles->chosen = all ? titles->slide : 0;
	titles->scroll = titles->chosen > ABOVE ? titles->chosen - ABOVE : 0;
}

size_t titles_slide(const struct titles *titles)
{
	return titles->found->len > 0 ? found_at(titles, titles->chosen) : 0;
}

struct titles *titles_new(const struct lesson *lesson, size_t slide)
{
	struct titles *titles = g_new0(struct titles, 1);
	int width = digits(lesson->n_slides);

	titles->labels = g_ptr_array_new_with_free_func(g_free);
	titles->filter = g_string_new(NULL);
	titles->found = g_array_new(FALSE, FALSE, sizeof(size_t));
	titles->slide = slide;
	for (size_t i = 0; i < lesson->n_slides; i++) {
		g_autofree char *label = slide_label(lesson, i);
		g_ptr_array_add(titles->labels, g_strdup_printf("%*zu  %s", width, i + 1, label));
	}
	find_titles(titles);
	return titles;
}

void titles_free(struct titles *titles)
{
	if (!titles)
		return;
	g_ptr_array_unref(titles->labels);
	g_string_free(titles->filter, TRUE);
	g_array_unref(titles->found);
	g_free(titles);
}

/* ---- Drawing ----------------------------------------------------------------------------------------------- */

/* Where the list stands: under the field, above the hints. */
static int list_top(int height)
{
	return height >= 12 ? 2 : 1;
}

static size_t list_height(int height)
{
	return (size_t)MAX(height - list_top(height) - (height >= 12 ? 2 : 1), 1);
}

/* The scroll at which the chosen line is in sight, nearest to what it was. */
static size_t fitting_scroll(const struct titles *titles, size_t height)
{
	size_t scroll = titles->scroll, last = titles->found->len > height ? titles->found->len - height : 0;

	if (titles->chosen < scroll)
		scroll = titles->chosen;
	if (titles->chosen >= scroll + height)
		scroll = titles->chosen - height + 1;
	return MIN(scroll, last);
}

static void draw_field(const struct titles *titles, struct grid *grid)
{
	const char *prompt = _("Title:");
	int x = grid->width < 50 ? 0 : 1,
	    at = x + draw_clipped(grid, x, 0, grid->width - x, ROLE_KEY, CELL_BOLD, prompt);

	line_field_draw(grid, at + 1, 0, grid->width - at - 2, titles->filter->str);
}

static void draw_line(const struct titles *titles, struct grid *grid, size_t i, int y)
{
	bool chosen = i == titles->chosen;
	enum role role = chosen ? ROLE_SELECTED : ROLE_TEXT;
	const char *label = titles->labels->pdata[found_at(titles, i)];

	if (chosen)
		grid_fill(grid, 0, y, grid->width - 1, 1, role);
	if (chosen)
		grid_puts(grid, 0, y, role, CELL_BOLD, "▸");
	draw_clipped(grid, 2, y, grid->width - 4, role, 0, label);
}

static void draw_hints(struct grid *grid)
{
	bool narrow = grid->width < 60;
	const char *hints =
		narrow ? _("Enter go   Esc back") : _("type to narrow   ↑ ↓ move   Enter go there   Esc back");

	draw_clipped(grid, narrow ? 0 : 1, grid->height - 1, grid->width - 1, ROLE_FOOTER, 0, hints);
}

void titles_draw(const struct titles *titles, struct grid *grid)
{
	int top = list_top(grid->height);
	size_t height = list_height(grid->height), scroll = fitting_scroll(titles, height), len = titles->found->len;

	draw_field(titles, grid);
	for (size_t i = scroll; i < len && i < scroll + height; i++)
		draw_line(titles, grid, i, top + (int)(i - scroll));
	if (len == 0)
		draw_clipped(grid, 2, top, grid->width - 2, ROLE_DIM, 0, _("No title has these words."));
	if (scroll > 0)
		grid_puts(grid, grid->width - 1, top, ROLE_DIM, CELL_BOLD, "↑");
	if (scroll + height < len)
		grid_puts(grid, grid->width - 1, top + (int)height - 1, ROLE_DIM, CELL_BOLD, "↓");
	if (grid->height > 2)
		draw_hints(grid);
}

/* ---- Keys -------------------------------------------------------------------------------------------------- */

static enum titles_answer move(struct titles *titles, int lines, const struct event *event)
{
	size_t len = titles->found->len;

	if (len == 0)
		return TITLES_NOTHING;
	if (lines < 0)
		titles->chosen -= MIN(titles->chosen, (size_t)-lines);
	else
		titles->chosen = MIN(titles->chosen + (size_t)lines, len - 1);
	titles->scroll = fitting_scroll(titles, list_height(event->height));
	return TITLES_CHANGED;
}

static enum titles_answer type(struct titles *titles, const struct event *event)
{
	if (!line_field_handle(titles->filter, event))
		return TITLES_NOTHING;
	find_titles(titles);
	return TITLES_CHANGED;
}

static enum titles_answer handle_key(struct titles *titles, const struct event *event)
{
	int page = (int)list_height(event->height);

	switch (event->key) {
	case KEY_RETURN:
		return titles->found->len > 0 ? TITLES_CHOSEN : TITLES_NOTHING;
	case KEY_ESCAPE:
	case KEY_INTERRUPT:
	case KEY_TAB:
		return TITLES_LEFT;
	case KEY_UP_ARROW:
		return move(titles, -1, event);
	case KEY_DOWN_ARROW:
		return move(titles, 1, event);
	case KEY_PAGE_UP:
		return move(titles, -page, event);
	case KEY_PAGE_DOWN:
		return move(titles, page, event);
	case KEY_HOME_KEY:
		return move(titles, -G_MAXINT, event);
	case KEY_END_KEY:
		return move(titles, G_MAXINT, event);
	case KEY_ERASE:
		return titles->filter->len > 0 ? type(titles, event) : TITLES_LEFT;
	default:
		return type(titles, event);
	}
}

static enum titles_answer handle_click(struct titles *titles, const struct event *event)
{
	size_t height = list_height(event->height);
	int row = event->y - list_top(event->height);

	if (row < 0 || (size_t)row >= height)
		return TITLES_LEFT;
	size_t line = fitting_scroll(titles, height) + (size_t)row;
	if (line >= titles->found->len)
		return TITLES_LEFT;
	titles->chosen = line;
	return TITLES_CHOSEN;
}

enum titles_answer titles_handle(struct titles *titles, const struct event *event)
{
	switch ((int)event->kind) {
	case EVENT_KEY:
		return handle_key(titles, event);
	case EVENT_PASTE:
		return type(titles, event);
	case EVENT_CLICK:
		return handle_click(titles, event);
	case EVENT_WHEEL:
		return move(titles, event->y, event);
	case EVENT_RESIZE:
		return TITLES_CHANGED;
	default:
		return TITLES_NOTHING;
	}
}
