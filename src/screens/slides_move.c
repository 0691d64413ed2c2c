/* Where the presentation stands, and how it gets somewhere else. */
#include "screens/slides_private.h"
#include "text/i18n.h"
#include "text/text.h"

#include <string.h>

struct layout_options slides_plain_options(void)
{
	struct layout_options options = screen_options;

	options.large = false;
	options.pictures = NULL;
	return options;
}

/* ---- The view of the slide --------------------------------------------------------------------------------- */

void slides_fit(struct slides *state)
{
	int width = state->width, room = MAX(state->height - slides_notes_height(state, state->height), 1);
	bool same_slide = state->view && state->view_slide == state->at.slide;

	if (same_slide && state->view_width == width && state->view_height == room &&
	    state->view_colour == screen_options.colour) {
		state->at.stop = MIN(state->at.stop, slide_view_stops(state->view) - 1);
		return;
	}
	struct slide_view *view = slide_view_new(state->lesson, state->at.slide, width, room, &screen_options);
	if (same_slide)
		state->at.stop = slide_view_find_stop(view, state->view, state->at.stop);
	else
		state->notes_from = 0;
	slide_view_free(state->view);
	state->view = view;
	state->view_slide = state->at.slide;
	state->view_width = width;
	state->view_height = room;
	state->view_colour = screen_options.colour;
	state->at.stop = MIN(state->at.stop, slide_view_stops(view) - 1);
}

size_t slides_find_stop(const struct slide_view *view, const struct lesson *lesson, const struct standing *at)
{
	g_autoptr(SlideView) there = slide_view_new(lesson, at->slide, at->width, at->height, &screen_options);
	size_t n = slide_view_stops(there), stop = 0;

	for (size_t i = 0; i < n; i++) {
		struct slide_stop shown = slide_view_stop(there, i);
		if (shown.screen == at->screen && shown.step <= at->step)
			stop = i;
	}
	return slide_view_find_stop(view, there, stop);
}

/* ---- A step ------------------------------------------------------------------------------------------------ */

bool slides_next(struct slides *state)
{
	if (state->at.stop + 1 < slide_view_stops(state->view)) {
		state->at.stop++;
		return true;
	}
	if (state->at.slide + 1 >= state->lesson->n_slides)
		return false;
	state->at = (struct place){state->at.slide + 1, 0};
	return true;
}

/* Back from the beginning of a slide is the end of the one before. */
bool slides_previous(struct slides *state)
{
	if (state->at.stop > 0) {
		state->at.stop--;
		return true;
	}
	if (state->at.slide == 0)
		return false;
	state->at = (struct place){state->at.slide - 1, G_MAXSIZE};
	slides_fit(state);
	return true;
}

/* ---- A jump ------------------------------------------------------------------------------------------------ */

static int compare_places(struct place a, struct place b)
{
	if (a.slide != b.slide)
		return a.slide < b.slide ? -1 : 1;
	return a.stop < b.stop ? -1 : a.stop > b.stop;
}

static void jump(struct slides *state, struct place place)
{
	if (compare_places(place, state->at) == 0)
		return;
	state->before = state->at;
	state->jumped = true;
	state->at = place;
}

void slides_jump(struct slides *state, size_t slide, size_t stop)
{
	jump(state, (struct place){MIN(slide, state->lesson->n_slides - 1), stop});
}

bool slides_back(struct slides *state)
{
	if (!state->jumped)
		return false;
	slides_jump(state, state->before.slide, state->before.stop);
	return true;
}

/* ---- Searching --------------------------------------------------------------------------------------------- */

void slides_search_end(struct slides *state)
{
	struct search *search = &state->search;

	g_clear_pointer(&search->typed, g_free);
	g_clear_pointer(&search->folded, g_free);
	g_clear_pointer(&search->hits, g_array_unref);
}

/* The places, found anew where the size has changed. */
static const GArray *hits(struct slides *state)
{
	struct search *search = &state->search;
	const struct layout_options options = slides_plain_options();

	slides_fit(state);
	if (!search->hits || search->width != state->view_width || search->height != state->view_height) {
		g_clear_pointer(&search->hits, g_array_unref);
		search->width = state->view_width;
		search->height = state->view_height;
		search->hits = search_hits(state->lesson, search->folded, search->width, search->height, &options);
	}
	return search->hits;
}

static const struct hit *hit_at(const GArray *list, size_t i)
{
	return &g_array_index(list, struct hit, i);
}

/* The hit that is on the screen now; the list's length when none is. */
static size_t hit_here(const struct slides *state, const GArray *list)
{
	size_t screen = slide_view_stop(state->view, state->at.stop).screen, here = list->len;

	for (size_t i = 0; i < list->len; i++) {
		const struct hit *hit = hit_at(list, i);
		if (hit->place.slide == state->at.slide && hit->screen == screen && hit->place.stop <= state->at.stop)
			here = i;
	}
	return here;
}

/* The first hit behind the place, or the last before it; the list's length when there is none. */
static size_t hit_beyond(const struct slides *state, const GArray *list, int direction)
{
	size_t before = list->len;

	for (size_t i = 0; i < list->len; i++) {
		int side = compare_places(hit_at(list, i)->place, state->at);
		if (direction > 0 && side > 0)
			return i;
		if (direction < 0 && side < 0)
			before = i;
	}
	return before;
}

/* Goes to a hit and says which of how many it is; one that is beyond the end is the first again, or the last. */
static void go_to_hit(struct slides *state, const GArray *list, size_t hit, int direction)
{
	const char *typed = state->search.typed;
	size_t n = list->len;

	g_free(state->notice);
	if (hit < n) {
		state->notice = g_strdup_printf(_("“%s”: %zu of %zu   n next   N back   Esc ends the search"), typed,
						hit + 1, n);
	} else if (direction > 0) {
		hit = 0;
		state->notice = g_strdup_printf(_("“%s”: 1 of %zu, from the beginning again"), typed, n);
	} else {
		hit = n - 1;
		state->notice = g_strdup_printf(_("“%s”: %zu of %zu, from the end again"), typed, n, n);
	}
	jump(state, hit_at(list, hit)->place);
}

void slides_search(struct slides *state, const char *text)
{
	g_autofree char *folded = text_fold(text);

	slides_search_end(state);
	if (!*folded)
		return;
	state->search.typed = g_strdup(text);
	state->search.folded = g_steal_pointer(&folded);
	const GArray *list = hits(state);
	if (list->len == 0) {
		state->problem = g_strdup_printf(_("“%s” is nowhere in this lesson"), text);
		slides_search_end(state);
		return;
	}
	size_t here = hit_here(state, list);
	if (here == list->len)
		go_to_hit(state, list, hit_beyond(state, list, 1), 1);
	else
		go_to_hit(state, list, here, 1);
}

void slides_search_next(struct slides *state, int direction)
{
	const GArray *list = hits(state);

	if (list->len > 0)
		go_to_hit(state, list, hit_beyond(state, list, direction), direction);
}
