/*
 * The responses of an attempt as the index keeps them: one blob, because a million rows take longer to write than the
 * journals take to read. Per item, in the order asked, as this computer has numbers: a struct packed, the choices (an
 * int each), the question's id and the texts (each ended by NUL).
 */
#ifndef TAPHUAN_STORE_PACKED_H
#define TAPHUAN_STORE_PACKED_H

#include "store/digest.h"
#include "store/store.h"

#include <stdbool.h>
#include <stddef.h>

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
