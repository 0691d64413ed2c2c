/*
 * What the files of lesson/ share: the state of one reading. A lesson is built by walking cmark's tree once: convert.c
 * turns nodes into blocks, slides.c cuts them into slides, question.c takes over between a question's heading and its
 * end, commands.c runs what stands in comments.
 */
#ifndef TAPHUAN_LESSON_PRIVATE_H
#define TAPHUAN_LESSON_PRIVATE_H

#include "lesson/arena.h"
#include "lesson/diagnostic.h"
#include "lesson/lesson.h"

#include <cmark.h>
#include <glib.h>
#include <stdbool.h>
#include <stddef.h>

/* Containers deeper than this are dissolved: their text goes into the last one that was opened, with its list's marks.
 */
#define MAX_DEPTH   60

#define MAX_COLUMNS 8

/* A file with more mistakes than this is no lesson; its author needs the first ones. */
#define MAX_DIAGNOSTICS 1000

/* ---- The files being read (origin.c) ----------------------------------------------------------------------- */

/* One text being read: the lesson's own file, one that it includes, or what was made of a question in GIFT. */
struct origin {
	const struct origin *parent; /* the text that it stands in; NULL for the lesson's own */
	const char *path;            /* as diagnostics call it */
	const char *real;            /* its absolute path without links; NULL when read from memory */
	const char *text;
	size_t len;
	int include_line; /* the lesson's own line that brought it in; 0 for the lesson's own */
	int stands_for;   /* made of GIFT: the line of the file that all of it stands for; else 0 */
	bool clean;       /* nothing in it needs text_filter() or could come to need it */
	bool strikes;     /* "~~" stands somewhere in it */
	GArray *lines;    /* of size_t: where each line begins; NULL until asked for */
};

void origin_init(struct origin *, const char *path, const char *text, size_t len);
void origin_clear(struct origin *);

/* The line (from 1) without its end; NULL past the last. */
const char *origin_line(struct origin *, int line, size_t *len);

/* ---- One reading ------------------------------------------------------------------------------------------- */

/* A comment met while converting. */
struct note {
	const char *text; /* trimmed, in the arena */
	int line;
	const struct block *item; /* the outermost list item it stands in, NULL when in none */
};

/* Where the next block goes. */
struct sink {
	struct block *owner; /* NULL for the bottom one */
	const struct block **tail;
	enum block_kind last; /* the kind appended last; BLOCK_ROW when none */
};

struct options {
	bool implicit_slide_ends, incremental_lists;
};

/* The slide being filled. */
struct draft {
	struct slide slide;
	bool begun;           /* something stands in it */
	bool title_in_middle; /* jump_to_middle stands before it */
	bool skip;
	bool incremental_lists, incremental_tables;
	bool pause_owed; /* a pause before the next block, if there is one */
	int spacing;
	GString *notes;
	struct block *columns; /* the open column layout, NULL when none */
	struct sink column_sinks[MAX_COLUMNS];
	size_t column; /* the one being filled */
	size_t n_columns;
};

/* What lesson_fix() has to mend, in the order of the file. */
struct mending {
	GArray *quoted;  /* of int: lines of the front matter whose value needs quotes */
	GArray *unnamed; /* of struct unnamed */
};

/* A question of the lesson's own file without an id. */
struct unnamed {
	const struct question *question;
	int line; /* of its quiz comment; in GIFT, of its first line */
	bool gift;
};

struct loader {
	struct arena *arena;
	struct lesson *lesson;
	struct diagnostics *diags;
	struct origin *origin;
	const char *folder;      /* absolute, without links; NULL when no file may be looked for */
	struct mending *mending; /* NULL unless asked for */
	struct options options;
	size_t n_includes;
	GPtrArray *parts;      /* of char *: the text of each include so far; NULL of one that could not be read */
	const GPtrArray *kept; /* such texts, read instead of files; NULL for files */
	bool breaks;           /* headings begin slides */
	bool ends_by_command;  /* an end_slide stands somewhere */

	/* The rich text being built (rich.c). */
	GString *text;
	GArray *runs; /* of struct run */
	unsigned int style;
	const char *url;
	bool has_strike;

	/* The blocks being built (convert.c). */
	struct sink stack[MAX_DEPTH];
	int depth;
	GArray *notes;  /* of struct note, not yet dealt with */
	GString *marks; /* of dissolved items, to stand before their text */
	bool asking;    /* inside a question: the comments of its items are left in notes */

	struct draft draft;
	GArray *slides;       /* of struct slide */
	GPtrArray *questions; /* of struct question * */
	GHashTable *ids;      /* the questions' ids → their lines */
};

/* Adds a diagnostic of the file being read; hint may be NULL, column 0. */
void complain(struct loader *, enum severity, int line, int column, const char *hint, const char *message, ...)
	G_GNUC_PRINTF(6, 7);

/* The column (in characters, from 1) at which what stands in the line of the file being read; 0 when it does not. */
int column_of(struct loader *, int line, const char *what);

/* The characters (from 1) up to the byte of the line. */
int column_at(const char *line, size_t byte);

/* The line of the file for a line of the text being read, which may have been made of it. */
int file_line(const struct loader *, int line);

/* The line of the lesson's own file that stands for a line of the file being read: an include's is its command's. */
int lesson_line(const struct loader *, int line);

/* ---- Rich text (rich.c) ------------------------------------------------------------------------------------ */

void rich_begin(struct loader *);
void rich_add(struct loader *, const char *s, size_t len);
struct rich rich_finish(struct loader *);

/* Adds a whole rich text, with its runs. */
void rich_append(struct loader *, const struct rich *);

/* The inlines of a paragraph or heading; comments in it go to loader->notes. */
struct rich rich_of_inlines(struct loader *, cmark_node *parent, int line);

/* The inlines of Markdown source that is one paragraph's. */
struct rich rich_of_source(struct loader *, const char *source, size_t len, int line);

/* Plain text without runs. */
struct rich rich_of_text(struct loader *, const char *s, size_t len);

/* A part of a rich text; shares its bytes where they end together, so text stays NUL-terminated. */
struct rich rich_slice(struct loader *, const struct rich *, size_t start, size_t len);
struct rich rich_trim(struct loader *, const struct rich *);

/* A range of bytes taken out of a rich text; a gap stands in its place when gap is 0 or more. */
struct cut {
	size_t start, len;
	int gap;
	unsigned int style; /* added to what follows, up to the next cut */
};

struct rich rich_cut(struct loader *, const struct rich *, const struct cut *cuts, size_t n);

/*
 * Where what stands first among the bytes from … end, outside code spans; SIZE_MAX when nowhere. *run is a cursor over
 * the runs, 0 at first.
 */
size_t rich_find(const struct rich *, const char *what, size_t from, size_t end, size_t *run);

/* A string for the lesson: filtered, in the arena. */
const char *lesson_string(struct loader *, const char *s, size_t len);

/* ---- Raw HTML (html.c) ------------------------------------------------------------------------------------- */

enum html_kind { HTML_TEXT, HTML_BREAK, HTML_SPACE, HTML_COMMENT, HTML_UNCLOSED, HTML_HIDDEN };

struct html_piece {
	enum html_kind kind;
	const char *s; /* of the text or of the comment */
	size_t len;
};

/* Takes the next piece off *at; false at the end. */
bool html_next(const char **at, struct html_piece *);

/* Adds text of raw HTML to the rich text being built: character references read, white space folded. */
void html_add_text(struct loader *, const char *s, size_t len);

/* A tag standing in running text, alone: what it stands for. */
enum html_kind html_inline(const char *literal, struct html_piece *);

/* True when the tag opens script or style, whose inside is hidden; *name gets which. */
bool html_hides(const char *tag, const char **name);

/* ---- Blocks (convert.c) ------------------------------------------------------------------------------------ */

struct block *block_new(struct loader *, enum block_kind, int line);

/* Appends to the innermost open container. */
void block_append(struct loader *, struct block *);

void sink_push(struct loader *, struct block *owner);
void sink_pop(struct loader *);

/* Converts one block node and all in it, appending to the innermost open container. */
void convert_block(struct loader *, cmark_node *);

/* The blocks of one node as a list of their own. */
const struct block *convert_apart(struct loader *, cmark_node *);
const struct block *convert_html_apart(struct loader *, const char *html, int line);

/* Remembers a comment. */
void note_add(struct loader *, const char *s, size_t len, int line);

/* table.c: appends the paragraph as a table; false when it is none. */
bool table_convert(struct loader *, cmark_node *paragraph);

/* chart.c: appends the code block as a chart; false when it cannot be understood. */
bool chart_convert(struct loader *, cmark_node *code);

/* ---- Commands (commands.c) --------------------------------------------------------------------------------- */

/* Runs the comments met since the notes were n long, and forgets them. */
void commands_run(struct loader *, size_t n);

/* True when the HTML block begins with the comment that ends a slide. */
bool command_ends_slide(const char *html);

/* True when the HTML block is (or begins with) a quiz comment; its inside goes to *attributes, unless NULL. */
bool command_is_quiz(const char *html, char **attributes);

/* Speaks up where an unknown comment looks like a misspelt command, or is a quiz comment in the wrong place. */
void command_suspect(struct loader *, const struct note *);

/* ---- Slides (slides.c) ------------------------------------------------------------------------------------- */

void slides_begin(struct loader *);

/* Begins a slide with nothing in it. */
void slide_reset(struct loader *);

/* Ends the slide being filled and begins another. */
void slide_end(struct loader *);

/* The same, but commands that nothing follows yet stay for what comes. */
void slide_end_begun(struct loader *);

/* The speaker notes so far; NULL when there are none. */
const char *draft_notes(struct loader *);

/* The title, unless the slide has one: true when it took the heading. */
bool slide_take_title(struct loader *, const struct block *heading);

/* Adds a slide that is complete. */
void slide_add(struct loader *, const struct slide *);

void slide_note(struct loader *, const char *text);

/* Cuts the document into slides. */
void slides_of_document(struct loader *, cmark_node *document);

/* Gives the text to cmark (feed.c). */
void feed_text(cmark_parser *, const char *text, size_t len);

/* load.c: lesson_parse() that also tells what can be mended (mending may be NULL). */
struct lesson *lesson_read(const char *bytes, size_t len, const char *path, const char *folder,
			   struct diagnostics *diags, struct mending *mending);

/*
 * parts.c: the text of a lesson and its parts as one text, which parts_unpack() takes apart again. The caller frees it.
 */
char *parts_pack(const char *text, const GPtrArray *parts, size_t *len);

/* The parts behind a lesson's bytes, which are the first *len; NULL when there are none. To be unref'ed. */
GPtrArray *parts_unpack(const char *bytes, size_t *len);

/* load.c: the lesson of Markdown that was made of GIFT. */
struct lesson *lesson_of_gift(const char *markdown, struct diagnostics *diags);

/* load.c: reads what an include names and puts it here. */
void include_file(struct loader *, const char *name, int line);

/* load.c: puts here Markdown that was made of the GIFT in the line of the file being read. */
void include_gift(struct loader *, const char *markdown, int line);

/* load.c: the absolute path of a file named in the lesson when it is inside the folder, NULL when missing or outside.
 */
char *file_inside(const struct loader *, const char *name, bool *outside);

/* ---- Questions --------------------------------------------------------------------------------------------- */

/* True when the node is a block of GIFT whose questions are the lesson's (gift_block.c). */
bool gift_begins(const struct loader *, cmark_node *);

/* Puts its questions here, and says so where it has none. */
void gift_convert(struct loader *, cmark_node *);

/* True when the node is the heading of a question (slides.c). */
bool question_begins(cmark_node *);

/* Reads the question whose heading stands here; returns the first node that is no longer its own (question.c). */
cmark_node *question_convert(struct loader *, cmark_node *heading);

/* Gives ids, and says what can only be said once all questions are known (question.c). */
void questions_finish(struct loader *);

/* One block between a question's heading and its end. */
struct piece {
	struct block *block;
	unsigned int notes, notes_end; /* the notes in it */
};

/* What a question's quiz comment says (attributes.c). */
struct attributes {
	int line; /* of the comment */
	const char *id;
	const struct answer_type *type; /* NULL when not given */
	struct fraction points;
	enum scoring scoring;
	bool keep_order, require_accents, require_case, draft;
	const char *const *tags;
};

void attributes_read(struct loader *, struct attributes *, const char *text, int line);

/* A question being read. */
struct asking {
	struct loader *loader;
	struct question *question;
	int line; /* of its heading, in the file being read */
	struct attributes attributes;
	GArray *pieces;          /* of struct piece */
	size_t answers;          /* the piece that holds the answers; pieces->len when none does */
	const struct run *split; /* the formatting inside a gap that was complained of last */
	bool before_gift;        /* a block of GIFT comes next */
	bool failed;             /* a mistake in the answers has been reported */
};

/* Reports a mistake that leaves the question without a usable key. */
void fail(struct asking *, int line, int column, const char *hint, const char *message, ...) G_GNUC_PRINTF(5, 6);

/* One of the question types: how its answers are found and read (answers.c). */
struct answer_type {
	const char *name; /* as type= calls it */
	enum question_type type;
	bool on_request;                               /* only where type= says so */
	size_t (*find)(const struct asking *);         /* the piece with its answers; pieces->len when there is none */
	void (*read)(struct asking *, struct piece *); /* the piece is NULL where there is none */
	unsigned int scorings;                         /* bits by enum scoring */
	const char *example;
};

const struct answer_type *answer_type_named(const char *name);

/* Finds the answers and reads them into the question; failed is set when there is no usable key. */
void answers_read(struct asking *);

/* ---- Gaps (gaps.c) ----------------------------------------------------------------------------------------- */

/* A [[gap]] in a rich text: its bytes with and without the brackets. */
struct gap_span {
	size_t start, len, inner, inner_len;
	int line, column; /* of its "[[" in the file; set by gap_locate() */
};

/* The next gap from byte from on; false when there is none. *unclosed tells of a "[[" without its end. */
bool gap_next(const struct rich *, size_t from, struct gap_span *, bool *unclosed);

/* Finds out where in the file the gap stands whose text begins at the line. */
void gap_locate(struct loader *, const struct rich *, int line, struct gap_span *);

/* True when the whole text is one gap. */
bool gap_is_all(const struct rich *, struct gap_span *);

/* The accepted answers of a gap. */
struct gap_answers {
	enum question_type type; /* TEXT, SINGLE, NUMBER or DATE */
	GArray *options;         /* of struct option */
	GArray *numbers;         /* of struct number_key */
	GArray *dates;           /* of struct date_key */
};

void gap_answers_init(struct gap_answers *);
void gap_answers_clear(struct gap_answers *);

/* Adds what the gap, which has been located, says; false, and the mistake reported, when it cannot be understood. */
bool gap_read(struct asking *, const struct rich *, const struct gap_span *, struct gap_answers *);

/* ---- Front matter (front.c) -------------------------------------------------------------------------------- */

/* How many bytes (whole lines) at the start of the text are front matter, with its fences; 0 when there is none. */
size_t front_extent(struct loader *, const char *text, size_t len);

/* Reads text[0..len), the front matter with its fences, into the lesson. */
void front_read(struct loader *, const char *text, size_t len);

#endif
