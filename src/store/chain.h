/* The chain that joins the lines of a journal; journal.h says what it is over. */
#ifndef TAPHUAN_STORE_CHAIN_H
#define TAPHUAN_STORE_CHAIN_H

#include <stdbool.h>
#include <stddef.h>

#define JOURNAL_CHAIN 64 /* digits */
#define CHAIN_KEY     ",\"chain\":\""
#define CHAIN_END     "\"}"

/* The digits for a line with these bytes up to its chain; before are those of the line before it, or "". */
void chain_next(const char *before, const char *body, size_t len, char chain[JOURNAL_CHAIN + 1]);

/* Whether the chain of a line without its '\n' is right after that of the line before, in whose place it then goes. */
bool chain_goes_on(char chain[JOURNAL_CHAIN + 1], const char *line, size_t len);

/*
 * Takes the chain off a line without its '\n'. The length of what the chain is over, or 0 when it is no line of ours;
 * chain gets the digits, or "" when there are none.
 */
size_t chain_split(const char *line, size_t len, char chain[JOURNAL_CHAIN + 1]);

#endif
