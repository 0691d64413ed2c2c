/* The lesson was read anew: what of it changed, and where the presentation goes on. */
#include "screens/slides_private.h"

#include <string.h>

#define COMPARED_WIDTH 80 /* columns two slides from an include are laid out in to be compared */

/* ---- What changed ------------------------------------------------------------------------------------------ */

/* Where each slide's source stands in its lesson's text: bytes[i] up to ends[i]. */
struct ranges {
	const struct lesson *lesson;
	size_t *starts, *ends;
};

static void ranges_init(struct ranges *ranges, const struct lesson *lesson)
{
	size_t n = lesson->n_slides, len = strlen(lesson->text);
	const char *at = lesson->text;
	int line = 1;

	*ranges = (struct ranges){lesson, g_new(size_t, n), g_new(size_t, n)};
	for (size_t i = 0; i < n; i++) {
		const char *next;
		while (line < lesson->slides[i].line && (next = strchr(at, '\n'))) {
			at = next + 1;
			line++;
		}
		ranges->starts[i] = (size_t)(at - lesson->text);
	}
	/* Slides of one include have its line in common, and all end where it does. */
	for (size_t i = n; i-- > 0;) {
		bool last = i + 1 == n;
		ranges->ends[i] = last                                         ? len
				  : ranges->starts[i + 1] == ranges->starts[i] ? ranges->ends[i + 1]
									       : ranges->starts[i + 1];
	}
}

static void ranges_clear(struct ranges *ranges)
{
	g_free(ranges->starts);
	g_free(ranges->ends);
}

static bool has_include(const char *text, size_t len)
{
	return g_strstr_len(text, (gssize)len, "include") != NULL;
}

static char *slide_look(const struct lesson *lesson, size_t slide)
{
	const struct layout_options options = slides_plain_options();
	g_autoptr(Page) title = layout_title(&lesson->slides[slide], COMPARED_WIDTH, NULL, &options);
	g_autoptr(Page) body = layout_slide(&lesson->slides[slide], lesson, COMPARED_WIDTH, &options);
	const struct page *const pages[] = {title, body};
	GString *look = g_string_new(NULL);

	for (size_t p = 0; p < G_N_ELEMENTS(pages); p++)
		for (size_t i = 0; i < pages[p]->lines->len; i++) {
			const struct styled_line *line = pages[p]->lines->pdata[i];
			g_string_append_printf(look, "%d %s\n", line->indent, line->text);
		}
	return g_string_free(look, FALSE);
}

static bool looks_same(const struct lesson *a, size_t i, const struct lesson *b, size_t j)
{
	g_autofree char *first = slide_look(a, i), *second = slide_look(b, j);

	return strcmp(first, second) == 0;
}

/* The slide of the front matter's sources has no text of its own. */
static bool is_of_sources(const struct slide *slide)
{
	return slide->first && slide->first->kind == BLOCK_SOURCES;
}

static bool is_same(const struct ranges *a, size_t i, const struct ranges *b, size_t j)
{
	bool of_sources = is_of_sources(&a->lesson->slides[i]);
	size_t len = a->ends[i] - a->starts[i];
	const char *text = a->lesson->text + a->starts[i];

	if (of_sources != is_of_sources(&b->lesson->slides[j]))
		return false;
	if (of_sources)
		return looks_same(a->lesson, i, b->lesson, j);
	if (b->ends[j] - b->starts[j] != len || memcmp(text, b->lesson->text + b->starts[j], len) != 0)
		return false;
	return !has_include(text, len) || looks_same(a->lesson, i, b->lesson, j);
}

/* The slides from first on, of the old lesson and of the new one, that the other does not have. */
struct change {
	size_t first, old_count, new_count;
};

static struct change find_change(const struct lesson *old, const struct lesson *new)
{
	size_t first = 0, same_end = 0, most = MIN(old->n_slides, new->n_slides);
	struct ranges a, b;

	ranges_init(&a, old);
	ranges_init(&b, new);
	while (first < most && is_same(&a, first, &b, first))
		first++;
	while (same_end < most - first && is_same(&a, old->n_slides - 1 - same_end, &b, new->n_slides - 1 - same_end))
		same_end++;
	ranges_clear(&a);
	ranges_clear(&b);
	return (struct change){first, old->n_slides - first - same_end, new->n_slides - first - same_end};
}

/* Where a slide of the old lesson is in the new one. */
static size_t map_slide(const struct change *change, size_t slide, size_t n_slides)
{
	if (slide >= change->first + change->old_count)
		slide = slide + change->new_count - change->old_count;
	else if (slide >= change->first && change->new_count > 0)
		slide = MIN(slide, change->first + change->new_count - 1);
	else if (slide >= change->first)
		slide = change->first;
	return MIN(slide, n_slides - 1);
}

/* ---- Where on the slide ------------------------------------------------------------------------------------ */

/* A row's text without what changes by itself: the footer, and the "(2/3)" behind a title. */
static char *row_text(const struct grid *grid, int y)
{
	GString *text = g_string_new(NULL);

	for (int x = 0; x < grid->width; x++) {
		const struct cell *cell = grid_cell(grid, x, y);
		g_string_append(text, cell->role == ROLE_FOOTER || cell->role == ROLE_DIM ? " " : cell->text);
	}
	return g_strstrip(g_string_free(text, FALSE));
}

static void draw_stop(const struct slide_view *view, size_t stop, struct grid *grid)
{
	struct slide_stop shown = slide_view_stop(view, stop);

	slide_view_draw(view, grid, shown.screen, shown.step, NULL);
}

static bool has_new_row(const struct grid *grid, GHashTable *known)
{
	for (int y = 0; y < grid->height; y++) {
		g_autofree char *row = row_text(grid, y);
		if (!g_hash_table_contains(known, row))
			return true;
	}
	return false;
}

/* The stop that shows the first row that is new; at least when there is none there. */
static size_t stop_of_change(const struct slide_view *old, const struct slide_view *new, struct grid *grid,
			     size_t least)
{
	g_autoptr(GHashTable) known = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
	size_t stops = slide_view_stops(new);

	for (size_t i = 0; i < slide_view_stops(old); i++) {
		draw_stop(old, i, grid);
		for (int y = 0; y < grid->height; y++)
			g_hash_table_add(known, row_text(grid, y));
	}
	draw_stop(new, least, grid);
	if (has_new_row(grid, known))
		return least;
	for (size_t i = 0; i < stops; i++) {
		draw_stop(new, i, grid);
		if (has_new_row(grid, known))
			return i;
	}
	return least;
}

/* ---- Going on ---------------------------------------------------------------------------------------------- */

static struct slide_view *view_of(const struct slides *state, const struct lesson *lesson, size_t slide)
{
	return slide_view_new(lesson, slide, state->view_width, state->view_height, &screen_options);
}

static bool shows_change(const struct slides *state, const struct change *change)
{
	return state->at.slide >= change->first && state->at.slide < change->first + change->old_count;
}

/* Where the change is: on the slide shown when that changed, else on the first that did. */
static struct place place_of_change(const struct slides *state, const struct lesson *lesson,
				    const struct change *change)
{
	bool here = shows_change(state, change);
	size_t was = here ? state->at.slide : change->first;

	if (change->old_count == 0)
		return (struct place){change->first, 0};
	size_t slide = map_slide(change, was, lesson->n_slides);
	g_autoptr(SlideView) new = view_of(state, lesson, slide);
	g_autoptr(SlideView) old = view_of(state, state->lesson, was);
	g_autoptr(Grid) grid = grid_new(state->view_width, state->view_height);
	size_t least = here ? slide_view_find_stop(new, old, state->at.stop) : 0;
	return (struct place){slide, stop_of_change(old, new, grid, least)};
}

void slides_change_lesson(struct slides *state, const struct lesson *lesson)
{
	struct change change = find_change(state->lesson, lesson);
	struct place kept = {map_slide(&change, state->at.slide, lesson->n_slides), state->at.stop};
	bool seen = change.new_count > 0;
	struct place changed = seen ? place_of_change(state, lesson, &change) : kept;
	bool jumps = seen && !shows_change(state, &change);

	state->before.slide = map_slide(&change, state->before.slide, lesson->n_slides);
	state->lesson = lesson;
	g_clear_pointer(&state->view, slide_view_free);
	g_clear_pointer(&state->titles, titles_free);
	g_clear_pointer(&state->search.hits, g_array_unref);
	state->at = kept;
	if (jumps)
		slides_jump(state, changed.slide, changed.stop);
	else
		state->at = changed;
	slides_fit(state);
}
