#include "store/packed.h"

#include <math.h>
#include <string.h>

/* What begins each item. */
struct packed {
	double fraction; /* NAN while the attempt is open */
	uint16_t n_choices, n_texts;
	uint8_t certainty, tries, checked, unused;
};
G_STATIC_ASSERT(DIGEST_LIST <= G_MAXUINT16);

/* ---- In ---------------------------------------------------------------------------------------------------- */

static void pack_bytes(GString *packed, const void *bytes, size_t len)
{
	g_string_append_len(packed, bytes, (gssize)len);
}

static void pack_answer(GString *packed, const struct digest *digest, const struct digest_answer *answer,
			double fraction)
{
	const struct packed head = {
		.fraction = fraction,
		.n_choices = (uint16_t)answer->n_choices,
		.n_texts = (uint16_t)answer->n_texts,
		.certainty = (uint8_t)answer->certainty,
		.tries = (uint8_t)MIN(answer->tries, G_MAXUINT8),
		.checked = answer->checked,
	};
	const char *question = digest_string(digest, answer->question), *text = digest_string(digest, answer->texts);

	pack_bytes(packed, &head, sizeof(head));
	if (answer->n_choices)
		pack_bytes(packed, &g_array_index(digest->choices, int, answer->choices),
			   answer->n_choices * sizeof(int));
	pack_bytes(packed, question, strlen(question) + 1);
	for (unsigned int i = 0; i < answer->n_texts; i++) {
		size_t len = strlen(text) + 1;
		pack_bytes(packed, text, len);
		text += len;
	}
}

void responses_pack(const struct digest *digest, GString *packed)
{
	g_string_truncate(packed, 0);
	for (unsigned int i = 0; i < digest->answers->len; i++) {
		bool marked = digest->handed_in_at && i < digest->fractions->len;
		pack_answer(packed, digest, &g_array_index(digest->answers, struct digest_answer, i),
			    marked ? g_array_index(digest->fractions, double, i) : NAN);
	}
}

/* ---- Out --------------------------------------------------------------------------------------------------- */

void unpacking_init(struct unpacking *unpacking)
{
	*unpacking = (struct unpacking){
		.record.response = {.choices = g_array_new(FALSE, FALSE, sizeof(int)),
				    .texts = g_ptr_array_new_with_free_func(g_free)},
	};
}

void unpacking_clear(struct unpacking *unpacking)
{
	g_array_unref(unpacking->record.response.choices);
	g_ptr_array_unref(unpacking->record.response.texts);
}

void unpack_begin(struct unpacking *unpacking, const void *bytes, size_t len)
{
	unpacking->at = bytes;
	unpacking->end = unpacking->at + len;
	unpacking->record.item = SIZE_MAX;
}

/* So many bytes, or NULL when there are not as many. */
static const char *unpack_bytes(struct unpacking *unpacking, size_t len)
{
	const char *bytes = unpacking->at;

	if ((size_t)(unpacking->end - bytes) < len)
		return NULL;
	unpacking->at += len;
	return bytes;
}

static const char *unpack_string(struct unpacking *unpacking)
{
	const char *nul = memchr(unpacking->at, '\0', (size_t)(unpacking->end - unpacking->at));

	return nul ? unpack_bytes(unpacking, (size_t)(nul - unpacking->at) + 1) : NULL;
}

static bool unpack_texts(struct unpacking *unpacking, size_t n)
{
	GPtrArray *texts = unpacking->record.response.texts;

	if (texts->len)
		g_ptr_array_set_size(texts, 0);
	while (n--) {
		const char *text = unpack_string(unpacking);
		if (!text)
			return false;
		g_ptr_array_add(texts, g_strdup(text));
	}
	return true;
}

bool unpack_next(struct unpacking *unpacking)
{
	struct response_record *record = &unpacking->record;
	const char *bytes = unpack_bytes(unpacking, sizeof(struct packed));
	struct packed head;

	if (!bytes)
		return false;
	memcpy(&head, bytes, sizeof(head));
	const char *choices = unpack_bytes(unpacking, head.n_choices * sizeof(int));
	record->question = choices ? unpack_string(unpacking) : NULL;
	if (!record->question)
		return false;
	g_array_set_size(record->response.choices, 0);
	g_array_append_vals(record->response.choices, choices, head.n_choices);
	record->item++;
	record->fraction = head.fraction;
	record->response.certainty = head.certainty;
	record->response.tries = head.tries;
	record->response.checked = head.checked;
	return unpack_texts(unpacking, head.n_texts);
}
