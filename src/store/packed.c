#include "store/packed.h"

#include <math.h>
#include <string.h>

/* ---- In ---------------------------------------------------------------------------------------------------- */

static void pack_number(GString *packed, unsigned int n)
{
	for (; n > 0x7f; n >>= 7)
		g_string_append_c(packed, (char)(n | 0x80));
	g_string_append_c(packed, (char)n);
}

static void pack_strings(GString *packed, const char *strings, unsigned int n)
{
	const char *end = strings;

	while (n--)
		end += strlen(end) + 1;
	g_string_append_len(packed, strings, end - strings);
}

static unsigned int flags_of(const struct digest_answer *answer, double fraction)
{
	bool manner = answer->certainty || answer->tries || answer->checked;
	unsigned int flags = manner ? PACKED_MANNER : 0;

	if (fraction == 0)
		flags |= PACKED_ZERO;
	else if (fraction == 1)
		flags |= PACKED_ONE;
	else if (!isnan(fraction))
		flags |= PACKED_FRACTION;
	return flags;
}

static void pack_answer(GString *packed, const struct digest *digest, const struct digest_answer *answer,
			double fraction)
{
	unsigned int flags = flags_of(answer, fraction);

	g_string_append_c(packed, (char)flags);
	if (flags & PACKED_FRACTION)
		g_string_append_len(packed, (const char *)&fraction, sizeof(fraction));
	if (flags & PACKED_MANNER) {
		pack_number(packed, (unsigned int)answer->certainty);
		pack_number(packed, (unsigned int)answer->tries);
		pack_number(packed, answer->checked);
		pack_number(packed, answer->n_earlier);
	}
	pack_number(packed, answer->n_choices);
	for (unsigned int i = 0; i < (answer->n_earlier + 1) * answer->n_choices; i++)
		pack_number(packed, (unsigned int)g_array_index(digest->choices, int, answer->choices + i) + 1);
	pack_number(packed, answer->n_texts);
	pack_strings(packed, digest_string(digest, answer->question), 1);
	pack_strings(packed, digest_string(digest, answer->texts), answer->n_texts);
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
				    .earlier = g_array_new(FALSE, FALSE, sizeof(int)),
				    .texts = g_ptr_array_new_with_free_func(g_free)},
	};
}

void unpacking_clear(struct unpacking *unpacking)
{
	g_array_unref(unpacking->record.response.choices);
	g_array_unref(unpacking->record.response.earlier);
	g_ptr_array_unref(unpacking->record.response.texts);
}

void unpack_begin(struct unpacking *unpacking, const void *bytes, size_t len)
{
	unpacking->at = bytes;
	unpacking->end = unpacking->at + len;
	unpacking->record.item = SIZE_MAX;
}

/* 0 where there is none: the bytes end there. */
static unsigned int unpack_number(struct unpacking *unpacking)
{
	unsigned int n = 0;

	for (unsigned int shift = 0; unpacking->at < unpacking->end && shift < 32; shift += 7) {
		unsigned char byte = (unsigned char)*unpacking->at++;
		n |= (byte & 0x7fu) << shift;
		if (byte <= 0x7f)
			return n;
	}
	unpacking->at = unpacking->end;
	return 0;
}

static double unpack_fraction(struct unpacking *unpacking, unsigned int flags)
{
	double fraction = flags & PACKED_ONE ? 1 : flags & PACKED_ZERO ? 0 : NAN;

	if (!(flags & PACKED_FRACTION))
		return fraction;
	if ((size_t)(unpacking->end - unpacking->at) < sizeof(fraction)) {
		unpacking->at = unpacking->end;
		return NAN;
	}
	memcpy(&fraction, unpacking->at, sizeof(fraction));
	unpacking->at += sizeof(fraction);
	return fraction;
}

/* NULL where there is none. */
static const char *unpack_string(struct unpacking *unpacking)
{
	const char *s = unpacking->at, *nul = memchr(s, '\0', (size_t)(unpacking->end - s));

	unpacking->at = nul ? nul + 1 : unpacking->end;
	return nul ? s : NULL;
}

/* Returns how many earlier tries there were. */
static unsigned int unpack_manner(struct unpacking *unpacking, unsigned int flags)
{
	struct response *response = &unpacking->record.response;
	bool manner = flags & PACKED_MANNER;

	response->certainty = manner ? (int)unpack_number(unpacking) : 0;
	response->tries = manner ? (int)unpack_number(unpacking) : 0;
	response->checked = manner && unpack_number(unpacking);
	return manner ? unpack_number(unpacking) : 0;
}

static void unpack_list(struct unpacking *unpacking, GArray *choices, unsigned int n)
{
	while (n-- && unpacking->at < unpacking->end) {
		int choice = (int)(unpack_number(unpacking) - 1U);
		g_array_append_val(choices, choice);
	}
}

static void unpack_choices(struct unpacking *unpacking, unsigned int earlier)
{
	const struct response *response = &unpacking->record.response;
	unsigned int n = unpack_number(unpacking);

	g_array_set_size(response->choices, 0);
	g_array_set_size(response->earlier, 0);
	unpack_list(unpacking, response->choices, n);
	while (earlier-- && unpacking->at < unpacking->end)
		unpack_list(unpacking, response->earlier, n);
}

/* The question's id, or NULL. */
static const char *unpack_strings(struct unpacking *unpacking)
{
	GPtrArray *texts = unpacking->record.response.texts;
	unsigned int n = unpack_number(unpacking);
	const char *question = unpack_string(unpacking), *text;

	if (texts->len)
		g_ptr_array_set_size(texts, 0);
	while (n-- && (text = unpack_string(unpacking)))
		g_ptr_array_add(texts, g_strdup(text));
	return question;
}

bool unpack_next(struct unpacking *unpacking)
{
	struct response_record *record = &unpacking->record;

	if (unpacking->at == unpacking->end)
		return false;
	unsigned int flags = (unsigned char)*unpacking->at++;
	record->fraction = unpack_fraction(unpacking, flags);
	unpack_choices(unpacking, unpack_manner(unpacking, flags));
	record->question = unpack_strings(unpacking);
	record->item++;
	return record->question != NULL;
}
