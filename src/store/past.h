/* What somebody did at a lesson so far, as the journals alone tell. */
#ifndef TAPHUAN_STORE_PAST_H
#define TAPHUAN_STORE_PAST_H

#include "store/digest.h"
#include "store/private.h"

/* One journal of an attempt; copies of an attempt stand beside each other. */
struct past_attempt {
	char *path, *id;
	char *session; /* "" for none */
	int64_t started;
	int64_t size; /* bytes */
	bool on_paper, set_aside;
	struct reach reach;
	struct fraction grade; /* after regrading and marks by hand; zero while open */
};

struct past {
	GPtrArray *attempts; /* of struct past_attempt, the first begun first */
};

#endif
