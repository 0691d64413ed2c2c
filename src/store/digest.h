/* What the index keeps of one attempt's journal, read in one pass. Knows nothing of SQLite, so that threads may do it.
 */
#ifndef TAPHUAN_STORE_DIGEST_H
#define TAPHUAN_STORE_DIGEST_H

#include "store/journal.h"

#include <glib.h>
#include <stdbool.h>
#include <stdint.h>

/* The last answer to one item. Strings are places in the digest's text, 0 for none. */
struct digest_answer {
	unsigned int question;
	unsigned int choices, n_choices; /* from that place in the digest's choices */
	unsigned int n_earlier;          /* tries of which as many choices each stand behind them */
	unsigned int texts, n_texts;     /* one string after the other */
	int certainty, tries;
	bool checked;
	bool open; /* nothing is answered */
};

struct digest_problem {
	unsigned int line;
	enum journal_problem problem;
};

struct digest {
	struct journal_stamp stamp; /* of the file that was read; size −1 when it could not be opened */
	bool started;
	GString *text; /* strings one after the other, each with its NUL; begins with one, so that 0 is "" */
	unsigned int id, person, code, name, unit, hamlet, lesson, sha256, session;
	bool on_paper;
	int64_t started_at, handed_in_at;
	GArray *answers;                   /* of struct digest_answer, one per question asked */
	GArray *choices;                   /* of int */
	GArray *fractions;                 /* of double, one per question, once handed in */
	unsigned int marks, points, grade; /* exact, as written */
	bool passed;
	char chain[16 + 1]; /* the first digits, of the last line that counts */
	GArray *problems;   /* of struct digest_problem, at most MAX_PROBLEMS */
};

struct digest *digest_new(void);
void digest_free(struct digest *);

/* Forgets what it held and reads the journal in the folder (AT_FDCWD: by its path). Never fails: what is wrong stands
 * in problems. */
void digest_read(struct digest *, int folder, const char *name);

/* How far a journal goes: of several that tell of the same attempt, the better one counts. */
struct reach {
	bool handed_in;
	int answered;
	uint64_t chain; /* its first digits */
};

struct reach reach_of(const struct digest *);

/* The one that was handed in counts, else the one with the most answers, else the same one on every computer. */
bool reach_is_better(const struct reach *, const struct reach *);

/* ---- Between digest.c and quick.c ---------------------------------------------------------------------------- */

/* More questions than this no attempt has, and more choices or texts no answer. */
#define DIGEST_ITEMS 10000
#define DIGEST_LIST  1000

/* Puts a string into the text; gives its place. */
unsigned int digest_keep(struct digest *, const char *s, size_t len);

/* Reads a line in the very form in which we write them, without building JSON. False, and no harm done, for others. */
bool digest_quick(struct digest *, const struct journal_line *);

static inline const char *digest_string(const struct digest *digest, unsigned int place)
{
	return digest->text->str + place;
}

#endif
