#include "lesson/names.h"

#include <glib.h>
#include <stdint.h>
#include <string.h>

/* How many letters must be changed, put in, left out or swapped to make b of a; more than limit counts as limit + 1. */
static size_t distance(const char *a, const char *b, size_t limit)
{
	enum { MOST = 32 };
	size_t n = strlen(a), m = strlen(b), rows[3][MOST + 1];

	if (n > MOST || m > MOST || MAX(n, m) - MIN(n, m) > limit)
		return limit + 1;
	for (size_t j = 0; j <= m; j++)
		rows[0][j] = j;
	for (size_t i = 1; i <= n; i++) {
		size_t *row = rows[i % 3], *above = rows[(i + 2) % 3], *higher = rows[(i + 1) % 3];

		row[0] = i;
		for (size_t j = 1; j <= m; j++) {
			row[j] = MIN(MIN(above[j], row[j - 1]) + 1, above[j - 1] + (a[i - 1] != b[j - 1]));
			if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
				row[j] = MIN(row[j], higher[j - 2] + 1);
		}
	}
	return rows[n % 3][m];
}

/* Small letters only: "End-Slide" and "end slide" are end_slide. */
static void simplify(const char *word, char out[40])
{
	size_t n = 0;

	for (; *word && n < 39; word++) {
		if (!strchr(" _-", *word))
			out[n++] = g_ascii_tolower(*word);
	}
	out[n] = '\0';
}

const char *nearest_name(const char *word, const char *const *names)
{
	char simple[40], name[40];
	const char *best = NULL;
	size_t least = SIZE_MAX;

	simplify(word, simple);
	for (size_t i = 0; names[i]; i++) {
		simplify(names[i], name);
		size_t len = strlen(name), limit = len < 3 ? 0 : len < 7 ? 1 : 2, d = distance(simple, name, limit);

		if (d <= limit && d < least) {
			least = d;
			best = names[i];
		}
	}
	return best;
}
