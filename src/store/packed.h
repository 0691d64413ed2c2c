/*
 * The responses of an attempt as the index keeps them: one blob, because a million rows take longer to write than the
 * journals take to read. Per item, in the order asked:
 *     flags     a byte, enum packed_flags
 *     fraction  8 bytes, a double as this computer has it; only with PACKED_FRACTION
 *     manner    certainty, tries, checked, earlier tries: numbers; only with PACKED_MANNER
 *     choices   how many, then each + 1, then as many of each earlier try: numbers
 *     texts     how many: a number
 *     the question's id, then the texts: each ended by NUL
 * A number has seven bits a byte, the lowest first; all bytes but its last have the eighth bit set.
 */
#ifndef TAPHUAN_STORE_PACKED_H
#define TAPHUAN_STORE_PACKED_H

#include "store/digest.h"
#include "store/store.h"

#include <stdbool.h>
#include <stddef.h>

/* What the fraction is when none of the first three is set: the attempt is open, so there is none. */
enum packed_flags { PACKED_ZERO = 1, PACKED_ONE = 2, PACKED_FRACTION = 4, PACKED_MANNER = 8 };

/* Puts the digest's responses in place of what the string held. */
void responses_pack(const struct digest *, GString *packed);

/* A walk over packed bytes, which must stay as they are. */
struct unpacking {
	const char *at, *end;
	struct response_record record; /* what unpack_next() found; attempt and n_items are the caller's to set */
};

void unpacking_init(struct unpacking *);
void unpacking_clear(struct unpacking *);

/* Begins with the responses of an attempt. */
void unpack_begin(struct unpacking *, const void *bytes, size_t len);

/* The next response; false at the end, or where the bytes are no responses any more. */
bool unpack_next(struct unpacking *);

#endif
