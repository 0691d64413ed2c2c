/* What the files of the presentation share. */
#ifndef TAPHUAN_SLIDES_PRIVATE_H
#define TAPHUAN_SLIDES_PRIVATE_H

#include "screens/slides.h"
#include "screens/slides_index.h"
#include "screens/slides_search.h"
#include "store/now.h"

/* What is looked for, until the person ends it. */
struct search {
	char *typed, *folded; /* NULL while nothing is */
	GArray *hits;         /* of the lesson at this size */
	int width, height;
};

struct slides {
	const struct lesson *lesson;
	struct place at;
	struct place before; /* where the person was before the last jump … */
	bool jumped;         /* … when there was one */
	bool quoted;         /* the last key went there */
	int number;          /* typed so far: Enter goes to the slide of that number */
	GString *field;      /* what to look for, while it is typed; else NULL */
	struct search search;
	struct titles *titles; /* the index, while it is open; else NULL */
	bool black;            /* nothing is shown */
	bool notes;            /* the notes stand under the slide, … */
	size_t notes_from;     /* … from this line of them on */
	char *notice;          /* a line at the bottom until the next key; NULL for none */
	char *problem;         /* the same, where something went wrong */
	char *mistake;         /* of the lesson's file: stays until it is mended */

	int64_t now;              /* milliseconds since 1970, at the last event */
	int64_t minutes;          /* since 1970: what the clock shows */
	struct place start;       /* the time begins to run when the person leaves it */
	size_t timed;             /* the slide that came up at standing.since */
	struct standing told;     /* to the program, the last time */
	struct standing stands;   /* now; its place is filled in when it is told */
	struct standing *resumed; /* where to begin, until it has begun */
	bool begun;

	struct screen **tracked; /* NULL when nobody wants to know of the end */

	int width, height; /* of the terminal, at the last event */

	/* The slide laid out for that size. */
	struct slide_view *view;
	size_t view_slide;
	int view_width, view_height;
	bool view_colour; /* what screen_options said */
};

/* As the slides are laid out, but with every word of them as text: to look for words in, and to compare. */
struct layout_options slides_plain_options(void);

/* ---- slides_draw.c ----------------------------------------------------------------------------------------- */

void slides_draw(const struct slides *, struct grid *);

/* The rows that the notes take of so many. */
int slides_notes_height(const struct slides *, int height);

/* Shows the notes, then what did not fit of them, then nothing. */
void slides_turn_notes(struct slides *);

/* ---- slides_move.c ----------------------------------------------------------------------------------------- */

/* Lays the slide out for the terminal, staying at what was shown when only the size has changed. */
void slides_fit(struct slides *);

/* Each is true when something changed. */
bool slides_next(struct slides *);
bool slides_previous(struct slides *);

/* A jump: slides_back() comes back from it, and a second one goes there again. slide may be any number. */
void slides_jump(struct slides *, size_t slide, size_t stop);
bool slides_back(struct slides *);

/* Looks for the text from where the person is on; the next place (1) or the one before (−1); ends it. */
void slides_search(struct slides *, const char *text);
void slides_search_next(struct slides *, int direction);
void slides_search_end(struct slides *);

/* ---- slides_reload.c --------------------------------------------------------------------------------------- */

/* Goes on with the lesson read anew, which must have a slide: where the change is. The old one is not used any more. */
void slides_change_lesson(struct slides *, const struct lesson *);

#endif
