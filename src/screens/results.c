#include "screens/help.h"
#include "screens/keys.h"
#include "screens/results_private.h"
#include "screens/slides_field.h"

#include <string.h>

struct results_page *results_page(const struct results *results)
{
	return results->pages->pdata[results->pages->len - 1];
}

static struct effect draw(void)
{
	return (struct effect){.kind = EFFECT_DRAW};
}

static struct effect load(void)
{
	return (struct effect){.kind = EFFECT_ACT, .action = RESULTS_DO_LOAD};
}

/* ---- Going about ------------------------------------------------------------------------------------------- */

static struct effect move(struct results_page *page, const struct results_frame *frame, int to)
{
	page->at = CLAMP(to, 0, MAX((int)page->rows->len - 1, 0));
	page->scroll = results_scroll(page, frame);
	return draw();
}

static struct effect open_row(struct results *results)
{
	const char *key = results_page_key(results_page(results));

	if (!key)
		return (struct effect){.kind = EFFECT_NONE};
	const struct report_kind *kind = report_kind_find(results_page(results)->table->opens);
	g_ptr_array_add(results->pages, results_page_new(kind, key));
	return load();
}

/* The search first, then the table, then the screen. */
static struct effect back(struct results *results)
{
	struct results_page *page = results_page(results);

	if (page->query->len) {
		g_string_truncate(page->query, 0);
		results_page_arrange(page);
		return draw();
	}
	if (results->pages->len == 1)
		return (struct effect){.kind = EFFECT_CLOSE};
	g_ptr_array_set_size(results->pages, (int)results->pages->len - 1);
	/* What was loaded before may have changed meanwhile. */
	return load();
}

/* Views stand side by side, under no other page. */
static struct effect view(struct results *results, int index)
{
	int n = (int)n_results_views;
	const struct report_kind *kind = report_kind_find(results_views[(index + n) % n]);

	g_ptr_array_set_size(results->pages, 0);
	g_ptr_array_add(results->pages, results_page_new(kind, NULL));
	return load();
}

static struct effect turn(struct results *results, int direction)
{
	int present = results_view_of(((struct results_page *)results->pages->pdata[0])->kind);

	return view(results, present < 0 ? 0 : present + direction);
}

static struct effect sort_by(struct results_page *page, int column)
{
	if (!page->table)
		return (struct effect){.kind = EFFECT_NONE};
	page->descending = page->sort == column && !page->descending;
	page->sort = column;
	results_page_arrange(page);
	return draw();
}

/* Through the columns, and back to the table's own order. */
static struct effect sort_next(struct results_page *page)
{
	int n = page->table ? (int)page->table->columns->len : 0;

	page->descending = false;
	page->sort = page->sort + 1 < n ? page->sort + 1 : -1;
	results_page_arrange(page);
	return draw();
}

static struct effect sort_other_way(struct results_page *page)
{
	return page->sort < 0 ? sort_by(page, 0) : sort_by(page, page->sort);
}

static struct effect aside(struct results_page *page, int columns)
{
	int n = page->table ? (int)page->table->columns->len : 0;

	page->aside = CLAMP(page->aside + columns, 0, n);
	return draw();
}

/* ---- Events ------------------------------------------------------------------------------------------------ */

static struct effect handle_binding(struct results *results, const struct results_frame *frame, enum binding binding)
{
	struct results_page *page = results_page(results);

	switch ((int)binding) {
	case RESULTS_UP:
		return move(page, frame, page->at - 1);
	case RESULTS_DOWN:
		return move(page, frame, page->at + 1);
	case RESULTS_PAGE_UP:
		return move(page, frame, page->at - frame->height);
	case RESULTS_PAGE_DOWN:
		return move(page, frame, page->at + frame->height);
	case RESULTS_FIRST:
		return move(page, frame, 0);
	case RESULTS_LAST:
		return move(page, frame, G_MAXINT);
	case RESULTS_LEFT:
		return aside(page, -1);
	case RESULTS_RIGHT:
		return aside(page, frame->more_right ? 1 : 0);
	case RESULTS_OPEN:
		return open_row(results);
	case RESULTS_NEXT:
		return turn(results, 1);
	case RESULTS_PREVIOUS:
		return turn(results, -1);
	case RESULTS_SORT:
		return sort_next(page);
	case RESULTS_REVERSE:
		return sort_other_way(page);
	case RESULTS_HELP:
		return (struct effect){.kind = EFFECT_OPEN, .opened = help_screen_new(CONTEXT_RESULTS)};
	case RESULTS_BACK:
		return back(results);
	default:
		return (struct effect){.kind = EFFECT_NONE};
	}
}

static struct effect search(struct results_page *page, const struct event *event)
{
	if (!line_field_handle(page->query, event))
		return (struct effect){.kind = EFFECT_NONE};
	results_page_arrange(page);
	return draw();
}

static struct effect handle_key(struct results *results, const struct results_frame *frame, const struct event *event)
{
	enum binding binding = keys_find(CONTEXT_RESULTS, event->key);

	if (event->key == KEY_INTERRUPT)
		return (struct effect){.kind = EFFECT_CLOSE};
	return binding == BINDING_NONE ? search(results_page(results), event) : handle_binding(results, frame, binding);
}

/* A row is chosen by the first click, opened by the second. */
static struct effect handle_click(struct results *results, const struct results_frame *frame, const struct event *event)
{
	struct results_page *page = results_page(results);
	int heading = results_heading_at(frame, event->x, event->y), row = results_row_at(page, frame, event->y);
	int clicked = event->y == 0 ? results_view_at(results, frame, event->x) : -1;

	if (clicked >= 0)
		return view(results, clicked);
	if (heading >= 0)
		return sort_by(page, heading);
	if (row < 0)
		return (struct effect){.kind = EFFECT_NONE};
	return row == page->at ? open_row(results) : move(page, frame, row);
}

/* A page that cannot be made is not shown; why stands under the one before. */
static struct effect fail(struct results *results, const char *why)
{
	g_free(results->problem);
	results->problem = g_strdup(why);
	if (!results_page(results)->table && results->pages->len > 1)
		g_ptr_array_set_size(results->pages, (int)results->pages->len - 1);
	return draw();
}

static struct effect handle_person(struct results *results, const struct event *event)
{
	struct results_frame frame;
	struct effect effect = draw();

	g_clear_pointer(&results->problem, g_free);
	results_frame_init(&frame, results, event->width, event->height);
	if (event->kind == EVENT_KEY)
		effect = handle_key(results, &frame, event);
	else if (event->kind == EVENT_CLICK)
		effect = handle_click(results, &frame, event);
	else if (event->kind == EVENT_WHEEL)
		effect = move(results_page(results), &frame, results_page(results)->at + 3 * event->y);
	else if (event->kind == EVENT_PASTE)
		effect = search(results_page(results), event);
	results_frame_clear(&frame);
	return effect;
}

static struct effect handle(void *data, const struct event *event)
{
	struct results *results = data;

	switch (event->kind) {
	case EVENT_START:
	case EVENT_CHANGED:
		return load();
	case EVENT_FAILED:
		return fail(results, event->text);
	case EVENT_DONE:
	case EVENT_RESIZE:
		return draw();
	case EVENT_TICK:
		return (struct effect){.kind = EFFECT_NONE};
	case EVENT_KEY:
	case EVENT_PASTE:
	case EVENT_CLICK:
	case EVENT_WHEEL:
		break;
	}
	return handle_person(results, event);
}

static void render(const void *data, struct grid *grid)
{
	results_draw(data, grid);
}

static void free_state(void *data)
{
	struct results *results = data;

	g_ptr_array_unref(results->pages);
	g_free(results->problem);
	g_free(results);
}

static const struct screen_class results_class = {
	.name = "results", .render = render, .handle = handle, .free = free_state};

struct screen *results_screen_new(const struct report_kind *kind, const char *about)
{
	struct results *results = g_new0(struct results, 1);

	results->pages = g_ptr_array_new_with_free_func(results_page_free);
	g_ptr_array_add(results->pages, results_page_new(kind, about));
	return screen_new(&results_class, results);
}

const struct report_kind *results_wanted(const struct screen *screen, const char **about)
{
	g_assert(is_results_screen(screen));
	const struct results_page *page = results_page(screen->state);

	*about = page->about;
	return page->kind;
}

void results_show(struct screen *screen, struct table *table)
{
	g_assert(is_results_screen(screen));
	results_page_show(results_page(screen->state), table);
}

bool is_results_screen(const struct screen *screen)
{
	return screen->class == &results_class;
}
