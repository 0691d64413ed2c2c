/* What the files of layout/ share: lines being put together, and the flow of blocks down a page. */
#ifndef TAPHUAN_LAYOUT_PRIVATE_H
#define TAPHUAN_LAYOUT_PRIVATE_H

#include "layout/layout.h"

/* ---- A line being put together (page.c) -------------------------------------------------------------------- */

/* Spans cover the text in order. A text still to be wrapped is one too, without a width. */
struct line {
	GString *text;
	GArray *spans; /* of struct span */
	int width;
};

void line_init(struct line *);
void line_reset(struct line *);
void line_clear(struct line *);

/* Appends len bytes that take width columns. */
void line_put(struct line *, enum role, unsigned int attr, int step, const char *text, size_t len, int width);

/* The same for a string that is measured here. */
void line_puts(struct line *, enum role, unsigned int attr, int step, const char *text);

/* Appends a picture's cell. */
void line_put_cell(struct line *, int step, const struct picture_cell *);

/* Appends count times a text that is one column wide. */
void line_fill(struct line *, enum role, int step, const char *text, int count);

/* Appends a finished line with its indent, then spaces in role up to width columns set by align. */
void line_append(struct line *, const struct styled_line *);
void line_append_aligned(struct line *, const struct styled_line *, int width, enum align, enum role, int step);

/* The finished line, in one piece of memory for g_free(); plain spaces at its ends are taken off. */
struct styled_line *line_finish(const struct line *);

GPtrArray *lines_new(void); /* of struct styled_line, owned */
struct page *page_new(void);

/*
 * Wraps a text into lines of at most width columns, appended to out. Where it breaks, and how, is text_wrap()'s.
 */
void line_wrap(const struct line *text, int width, GPtrArray *out);

/* The same for code: spaces are kept, and a continuation begins with mark. */
void line_wrap_code(const char *text, size_t len, int width, const char *mark, int step, GPtrArray *out);

/* ---- The flow of blocks down a page (flow.c) ------------------------------------------------------------------- */

/* What stands left of every line of a block: a bullet, a quote's bar. */
struct margin {
	char *first;      /* on the block's first line; NULL once it is used */
	const char *rest; /* on the others; NULL for spaces */
	enum role role;
	int width;
};

struct flow {
	struct page *page;
	const struct lesson *lesson; /* may be NULL */
	const struct layout_options *options;
	GArray *margins; /* of struct margin, the outermost first */
	size_t shown;    /* the first margin that there is room for */
	int width;       /* of the page */
	int inner;       /* … without the margins shown: what a block has */
	int step;
	enum align align;
	enum role role;      /* of plain text */
	int owed;            /* empty lines to be set before the next line … */
	size_t owed_margins; /* … which have so many of the margins */
	int source;
	unsigned int next_flags; /* of the next line, then 0 */
	unsigned int head_from, head_count;
	int list_depth;
	bool tight;    /* in an item of a tight list */
	bool airy;     /* items of outer lists stand apart */
	GArray *links; /* of const char *: the addresses, numbered from 1; NULL where links are not numbered */
	GHashTable *link_numbers; /* address → its number */
	bool numbers_gaps;        /* gaps are numbered: choices or answers are listed below */
	struct line line;         /* for putting a line together */
};

void flow_init(struct flow *, const struct lesson *, int width, const struct layout_options *);
/* The page, which is the caller's; the flow is cleared. */
struct page *flow_finish(struct flow *);

/* At least so many empty lines before what comes next, but at the top of the page. */
void flow_gap(struct flow *, int lines);

/* Sets the empty lines that are owed, now. */
void flow_pay(struct flow *);

/* One line within the margins; flow_lines() takes the lines as they are, the first as the start of something. */
void flow_line(struct flow *, const struct styled_line *, unsigned int flags);
void flow_lines(struct flow *, const GPtrArray *);

/* first and rest as in struct margin, each width columns; first is copied. */
void flow_push(struct flow *, const char *first, const char *rest, enum role, int width);
void flow_pop(struct flow *);

void flow_blocks(struct flow *, const struct block *);
void flow_rich(struct flow *, const struct rich *, enum role);
/* A text of spans, wrapped, with flags for its first line. */
void flow_text(struct flow *, const struct line *text, unsigned int flags);
/* Lines of at most flow->inner − 4 columns in a frame with a caption ("" for none), at least least columns wide. */
void flow_frame(struct flow *, const GPtrArray *lines, const char *caption, enum role fill, int least);
void flow_links(struct flow *);
void flow_pause(struct flow *);

/*
 * Lines of at most width columns, drawn so that one must not be moved against another: align as in the flow, columns to
 * the left of them all. Sets the flow's to the left until it is given back.
 */
int flow_begin_drawing(struct flow *, int width, enum align *before);

/* A character in the terminal's repertory: the first, or the second where only ASCII may be used. */
const char *flow_glyph(const struct flow *, const char *unicode, const char *ascii);

/* ---- Parts ------------------------------------------------------------------------------------------------- */

/* rich.c: appends the rich text's stretches to a text, links numbered, gaps filled. */
void rich_put(struct flow *, struct line *text, const struct rich *, enum role);
/* … and wraps it, in one step. */
void rich_wrap(struct flow *, const struct rich *, enum role, int width, GPtrArray *out);

void flow_table(struct flow *, const struct block *);   /* table.c */
void flow_chart(struct flow *, const struct block *);   /* chart.c */
void flow_columns(struct flow *, const struct block *); /* columns.c */
/*
 * n columns, each its weight's share of the width and filled by fill(flow, column's number, data): side by side, or one
 * under the other where they would be too narrow.
 */
typedef void flow_fill(struct flow *, size_t column, const void *data);
struct share {
	int weight;
	bool empty; /* only moves the others */
};
void flow_beside(struct flow *, const struct share *, size_t n, flow_fill *fill, const void *data);
void flow_question(struct flow *, const struct question *); /* question.c */

/* A slide's blocks, its title first when AS_TITLED (in letters of at most size, of letters.h), lists set apart when
 * AS_AIRY. */
enum slide_as { AS_TITLED = 1, AS_AIRY = 2 };
struct page *layout_slide_as(const struct slide *, const struct lesson *, int width, const struct layout_options *,
			     unsigned int as, int size);

/*
 * big.c: the text in the largest letters up to size whose words have room in the width; false, and nothing set, when it
 * has no room, or there are no such letters.
 */
bool flow_big(struct flow *, const char *text, int size);

/* Words of ours within a lesson, in the lesson's language. */
enum label { LABEL_PICTURE, LABEL_TRUE, LABEL_FALSE, LABEL_NOTES };
const char *layout_label(const struct lesson *, enum label);

/* A value of a chart as people write it in the lesson's language, without needless zeros. */
char *layout_number(const struct lesson *, double value);
/* A chart's value; 0 for what is no number. */
double chart_value(const struct chart *, size_t row, size_t series);
/* Ages are drawn with the young below: true when the rows were written from the young to the old. */
bool chart_young_first(const struct chart *);

/* "2018-05-09" as people write it in the lesson's language; anything else as it stands. */
char *layout_date(const struct lesson *, const char *date);

/* The items of an order, or the right sides of a match, in an order that says nothing about the right one, each text
 * once. Of const struct rich *; to be unref'ed. */
GPtrArray *question_items_shown(const struct question *);
GPtrArray *question_matches_shown(const struct question *);
/* A, B … Z, AA, AB …; i from 0. */
char *question_letter(size_t i);

#endif
