/*
 * lesson/: Markdown → an immutable lesson. The only room that knows libcmark and libcyaml.
 *
 * A lesson is plain data in one arena: everything reachable from it lives exactly as long as it does, and nothing of it
 * may be changed. All its strings are UTF-8 in NFC and have been through text_filter().
 */
#ifndef TAPHUAN_LESSON_H
#define TAPHUAN_LESSON_H

#include "lesson/diagnostic.h"
#include "lesson/fraction.h"

#include <glib.h>
#include <stdbool.h>
#include <stddef.h>

/* ---- Styled text ------------------------------------------------------------------------------------------- */

enum run_style { /* flags */
		 RUN_EMPHASIS = 1 << 0,
		 RUN_STRONG = 1 << 1,
		 RUN_CODE = 1 << 2,
		 RUN_LINK = 1 << 3,
		 RUN_STRIKE = 1 << 4,
		 RUN_GAP = 1 << 5, /* a [[gap]] of a cloze: the text is empty, gap says which */
};

/* A stretch of a rich text that has a style; runs are in order and do not overlap; text without a run is plain. */
struct run {
	unsigned int start, len; /* bytes of the text */
	unsigned int style;      /* enum run_style */
	int gap;                 /* with RUN_GAP, from 0 */
	const char *url;         /* with RUN_LINK */
};

/* The words of a paragraph, heading, cell …; '\n' is a hard line break. text is never NULL. */
struct rich {
	const char *text;
	size_t len;
	const struct run *runs;
	size_t n_runs;
};

/* ---- Blocks ------------------------------------------------------------------------------------------------ */

enum block_kind {
	BLOCK_HEADING,   /* text, level */
	BLOCK_PARAGRAPH, /* text */
	BLOCK_LIST,      /* children: BLOCK_ITEM, with BLOCK_PAUSE between them where it is shown bit by bit */
	BLOCK_ITEM,      /* children; in a list */
	BLOCK_QUOTE,     /* children */
	BLOCK_CODE,      /* text.text as it stands (no runs), info */
	BLOCK_TABLE,     /* children: BLOCK_ROW, the first is the head, BLOCK_PAUSE as in a list; table */
	BLOCK_ROW,       /* children: BLOCK_CELL, exactly table.columns of them */
	BLOCK_CELL,      /* text */
	BLOCK_IMAGE,     /* an image alone in its paragraph: text is the alternative text, url the file */
	BLOCK_CHART,     /* chart */
	BLOCK_PAUSE,     /* what follows shows at the next key */
	BLOCK_COLUMNS,   /* column_layout: children BLOCK_COLUMN, each with a weight */
	BLOCK_COLUMN,    /* children; weight */
	BLOCK_SPACE,     /* new_lines: count empty lines */
	BLOCK_MIDDLE,    /* jump_to_middle: what follows stands in the middle of the height */
	BLOCK_ALIGN,     /* alignment: what follows is set so; align */
	BLOCK_SOURCES,   /* the closing list of the front matter's sources */
};

enum align { ALIGN_NONE, ALIGN_LEFT, ALIGN_CENTER, ALIGN_RIGHT };

enum chart_kind { CHART_BAR, CHART_COLUMN, CHART_STACKED, CHART_PYRAMID };

/* One row of a chart: a label and a value per series. */
struct chart_row {
	const char *label;
	const double *values; /* n_series of the chart */
};

struct chart {
	enum chart_kind kind;
	const char *title;         /* may be NULL */
	const char *const *series; /* names, each may be NULL; two for a pyramid */
	size_t n_series;
	const struct chart_row *rows;
	size_t n_rows;
};

struct block {
	enum block_kind kind;
	int line; /* where it begins in its file (an include's own lines), from 1 */
	const struct block *first, *next;
	struct rich text;
	union {
		int level; /* heading: 1–6 */
		struct {
			bool ordered, tight;
			int start;   /* ordered: the first number */
			int spacing; /* list_item_newlines: empty lines + 1 between items; 0 where not given */
		} list;
		struct {
			size_t columns;
			const enum align *aligns; /* columns of them */
		} table;
		const char *info; /* code: the word after the fence, "" if none */
		struct {
			const char *url; /* image, as it is written */
			const char
				*file; /* its path on this disk, as bytes; NULL where there is none that may be read */
		};
		const struct chart *chart;
		int weight; /* column: its share of the width */
		int count;  /* space */
		enum align align;
	};
};

/* ---- Slides ------------------------------------------------------------------------------------------------ */

struct question;

struct slide {
	int line;                        /* where it begins in the lesson's file; of an include, its command */
	const struct rich *title;        /* its first heading; NULL when it has none */
	int title_level;                 /* of that heading, 0 when none */
	const struct block *first;       /* its blocks, without the title's heading; NULL when empty */
	const char *notes;               /* speaker notes, '\n' between lines; NULL when none */
	const struct question *question; /* of a question's slide: shown without its key; else NULL */
	bool is_title;                   /* nothing but a level-1 heading and at most a paragraph */
	bool no_footer;
	int font_size; /* of the title: 1–7, 1 is plain; 0 when not said */
	int minutes;   /* how long it should take; 0 when not said */
};

/* ---- Questions --------------------------------------------------------------------------------------------- */

enum question_type {
	QUESTION_SINGLE,
	QUESTION_MULTIPLE,
	QUESTION_TRUEFALSE,
	QUESTION_ORDER,
	QUESTION_MATCH,
	QUESTION_TEXT,
	QUESTION_NUMBER,
	QUESTION_DATE,
	QUESTION_CLOZE,
	QUESTION_ESSAY,
	QUESTION_TYPES
};

enum scoring {
	SCORING_DEFAULT, /* the type's own */
	SCORING_PARTIAL,
	SCORING_ALL,
	SCORING_WEIGHTS,
	SCORING_H5P,      /* multiple */
	SCORING_NATIONAL, /* truefalse */
	SCORING_POSITION,
	SCORING_NEIGHBOURS,
	SCORING_SUBSEQUENCE, /* order, with SCORING_ALL */
};

/* One option, statement, item to order, left side, or accepted answer of a text question. */
struct option {
	struct rich text;             /* what is shown; of an accepted answer, the answer */
	struct rich match;            /* match: the right side; text.text is "" for a distractor */
	bool right;                   /* a ticked box; a true statement */
	bool has_weight;              /* a weight was written; else weight is 1 for right, 0 for wrong */
	struct fraction weight;       /* −1 … 1 */
	bool last;                    /* stays last when options are shuffled */
	const struct block *feedback; /* shown when it was chosen; NULL when none */
	int line;
};

/* What a number accepts: low ≤ answer ≤ high, in the unit or without one. */
struct number_key {
	double low, high;
	const char *unit; /* "" when none */
	struct fraction weight;
};

struct date_key {
	int year, month, day;
};

/* A gap of a cloze: typed (answers), a choice of options with one right, a number or a date. */
struct gap {
	enum question_type type; /* TEXT, SINGLE (options), NUMBER or DATE */
	const struct option *options;
	size_t n_options;
	struct number_key number;
	struct date_key date;
};

struct question {
	const char *id; /* unique in the lesson; "q1", "q2" … by position where none is written */
	enum question_type type;
	int number;               /* from 1, its place in the lesson */
	int line;                 /* of its heading */
	const struct rich *title; /* the heading */
	const struct block
		*stem; /* the blocks between heading and answers; NULL when none. A cloze's gaps are RUN_GAPs in it */
	struct fraction points; /* > 0; default 1 */
	enum scoring scoring;
	bool keep_order; /* shuffle=no */
	bool require_accents, require_case;
	bool draft;
	const char *const *tags; /* NULL-terminated */
	const struct option *options;
	size_t n_options;
	const struct number_key
		*numbers; /* QUESTION_NUMBER: accepted, n_options of them; options hold feedback and weights */
	const struct date_key *dates; /* QUESTION_DATE: the same */
	const struct gap *gaps;       /* QUESTION_CLOZE */
	size_t n_gaps;
	const struct block *const *hints; /* each the children of one block quote */
	size_t n_hints;
	const struct block *explanation; /* NULL when none */
};

/* ---- The lesson -------------------------------------------------------------------------------------------- */

struct source {
	const char *number, *title, *date, *issuer, *url; /* each "" when not given */
};

enum grade_method { GRADE_HIGHEST, GRADE_AVERAGE, GRADE_FIRST, GRADE_LAST };
enum feedback_mode { FEEDBACK_DEFERRED, FEEDBACK_IMMEDIATE, FEEDBACK_INTERACTIVE };
enum quiz_role { ROLE_NONE, ROLE_PRE, ROLE_POST };
enum show_flags { SHOW_SCORE = 1, SHOW_MARKS = 2, SHOW_FEEDBACK = 4, SHOW_RIGHT_ANSWER = 8, SHOW_ALL = 15 };

struct draw_rule {
	const char *tag;
	int count;
};

/* quiz: of the front matter, with the defaults of the format filled in. */
struct quiz_settings {
	struct fraction pass; /* of the grade, 0 … 1; default 1/2 */
	int time_limit;       /* seconds; 0 for none */
	int attempts;         /* 0 for as many as one likes */
	enum grade_method grade;
	enum feedback_mode feedback;
	struct fraction penalty; /* default 1/3 */
	bool shuffle_questions, shuffle_options;
	const struct draw_rule *draw;
	size_t n_draw;
	bool certainty;
	enum quiz_role role;
	enum scoring scoring; /* for questions of several answers */
	unsigned int show;    /* enum show_flags; default SHOW_ALL */
};

struct band {
	const char *name;
	struct fraction from; /* of the grade out of 10 */
};

struct lesson {
	const char *path;                  /* as given to lesson_load(); "" when parsed from memory */
	const char *name;                  /* the file's name without .md: what commands and journals call it */
	const char *sha256;                /* of lesson_bytes(), in hexadecimal; "" of a lesson without questions */
	const char *title;                 /* front matter's, else the first heading's, else name */
	const char *author, *date, *theme; /* "" when not given */
	const char *lang;                  /* "vi" or "en"; default "vi" */
	const struct source *sources;
	size_t n_sources;
	struct quiz_settings quiz;
	const struct band *bands; /* from the highest; the ten-point Vietnamese scale by default */
	size_t n_bands;
	const struct slide *slides; /* questions are slides too, in their place */
	size_t n_slides;
	const struct question *const *questions;
	size_t n_questions;
	const char *text; /* the whole file, decoded, for excerpts in diagnostics */
};

#define LESSON_ERROR lesson_error_quark()
GQuark lesson_error_quark(void);
enum lesson_error {
	LESSON_ERROR_READ, /* cannot be read: missing, a folder, no permission, too large, no text */
	LESSON_ERROR_NAME, /* no lesson of that name in the library */
};

/*
 * Reads and parses the file. What is wrong in it goes into diags, and a lesson is returned all the same, with the
 * faulty part left out or shown as plain text; NULL with an error only when the file cannot be read at all. includes
 * are read relative to the file and never from outside its folder. The caller frees it with lesson_free().
 */
struct lesson *lesson_load(const char *path, struct diagnostics *diags, GError **error);

/* The same from memory; bytes may be anything. folder is where includes and images are looked for, or NULL for none. */
struct lesson *lesson_parse(const char *bytes, size_t len, const char *path, const char *folder,
			    struct diagnostics *diags);

/*
 * What lesson_parse() makes the same lesson of, without any other file: the file's bytes; where it includes others, its
 * text with theirs behind it and a last line that tells their lengths, in the order they are included. When the file is
 * no longer what the lesson was made of, its text, whose sum is another. The caller frees it.
 */
char *lesson_bytes(const struct lesson *, size_t *len);

void lesson_free(struct lesson *);
typedef struct lesson Lesson; /* the capitalised name is for g_autoptr() only */
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Lesson, lesson_free)

/* The question with this id, or NULL. */
const struct question *lesson_question(const struct lesson *, const char *id);

/* The band a grade (0 … 1) falls into; the lowest for anything below. Never NULL. */
const struct band *lesson_band(const struct lesson *, struct fraction grade);

/*
 * The text of the file with its mechanical mistakes mended: missing question ids written, titles quoted. diags gets
 * what could not be mended. The caller frees it.
 */
char *lesson_fix(const char *text, const char *path, struct diagnostics *diags);

/* ---- Finding lessons --------------------------------------------------------------------------------------- */

/* A lesson of the library, read only as far as its title. */
struct lesson_entry {
	char *path, *name, *title;
	char *course; /* the folder's course title, "" when none */
	bool has_quiz;
};

/*
 * The lessons of the library: *.md under ./content, user_dir/content (user_dir may be NULL) and share_content, each
 * name once, the first found wins; sorted by course order, then the Vietnamese order of their titles. A GPtrArray of
 * struct lesson_entry, to be unref'ed.
 */
GPtrArray *library_list(const char *user_dir, const char *share_content);

/*
 * The path of the lesson called what: what itself when such a file exists, else the library's lesson of that name. NULL
 * with LESSON_ERROR_NAME, whose message names near misses. The caller frees it.
 */
char *library_find(const char *what, const char *user_dir, const char *share_content, GError **error);

#endif
