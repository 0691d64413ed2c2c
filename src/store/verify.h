/*
 * Whether what is kept is what was saved, and which attempt a printed code belongs to.
 *
 * The code of an attempt is the first 50 bits of the chain of its journal's last line that counts (that of handed_in,
 * or the last one there is), written in Crockford's base 32 as two groups of five: "7K2QX-M9T4D". Whoever changed a
 * line would have to change the code on the paper too.
 */
#ifndef TAPHUAN_STORE_VERIFY_H
#define TAPHUAN_STORE_VERIFY_H

#include "lesson/diagnostic.h"
#include "store/store.h"

#include <glib.h>
#include <stdbool.h>
#include <stdint.h>

/* The code of a chain (at least 13 hexadecimal digits); "" for no chain. The caller frees it. */
char *code_of_chain(const char *chain);

/*
 * What was typed as a code, in the form that codes are compared in: letters large or small, spaces and hyphens
 * anywhere, and letters and digits that look alike are one (O 0, I L 1, Z 2, S 5, G 6, B 8, U V). NULL when it is no
 * code. The caller frees it.
 */
char *code_read(const char *typed);

struct verify_report {
	unsigned int attempts, devices, lessons, lines; /* looked at */
	struct diagnostics *problems;
};

void verify_report_clear(struct verify_report *);
typedef struct verify_report VerifyReport; /* the capitalised name is for g_auto() only */
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(VerifyReport, verify_report_clear)

/* Reads all journals and lessons and checks every line. The report is the caller's to clear. */
void store_verify(struct store *, struct verify_report *);

/* An attempt that a code belongs to. */
struct code_match {
	char *path;                 /* of its journal */
	char *code;                 /* as it is printed */
	char *name, *unit;          /* of the person, as the attempt knows them */
	char *lesson;               /* its name */
	int64_t started, handed_in; /* milliseconds since 1970; handed_in 0 while open */
	bool newest;                /* false: the attempt went on after the code was given out */
};

/*
 * The attempts of that code (as code_read() gives it), which may be of any line of theirs; a GPtrArray of struct
 * code_match, empty when there is none, to be unref'ed. What is damaged in their journals is told in problems.
 */
GPtrArray *store_find_code(struct store *, const char *code, struct diagnostics *problems);

#endif
