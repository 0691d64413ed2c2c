/* From the bytes of a named encoding to clean UTF-8. */
#include "text/decode.h"

#include "text/i18n.h"
#include "text/text.h"

#include <errno.h>
#include <iconv.h>
#include <string.h>

G_DEFINE_QUARK(text - error - quark, text_error)

void set_bytes_error(GError **error, const char *encoding, size_t offset)
{
	g_set_error(error, TEXT_ERROR, TEXT_ERROR_BYTES,
		    _("This is not %s: the byte at offset %zu means nothing in it. Try another --encoding."), encoding,
		    offset);
}

/* Copies the run of text before a character that is to be treated, and passes over both. */
static void copy_run(GString *out, const char **done, const char *at, size_t skipped)
{
	g_string_append_len(out, *done, at - *done);
	*done = at + skipped;
}

static bool has_soft_hyphen(const char *s, const char *end)
{
	while ((s = memchr(s, '\xC2', (size_t)(end - s))) != NULL)
		if (++s < end && *s == '\xAD')
			return true;
	return false;
}

bool decode_is_finished(const char *s, size_t len)
{
	bool marked = len >= 3 && memcmp(s, "\xEF\xBB\xBF", 3) == 0;

	return !marked && memchr(s, '\r', len) == NULL && !has_soft_hyphen(s, s + len);
}

char *decode_finish(const char *s, size_t len)
{
	const char *end = s + len, *done = s;
	g_autoptr(GString) out = g_string_sized_new(len);

	if (len >= 3 && memcmp(s, "\xEF\xBB\xBF", 3) == 0)
		done += 3;
	for (const char *at = done; at < end; at++) {
		if (*at == '\r') {
			copy_run(out, &done, at, at + 1 < end && at[1] == '\n' ? 2 : 1);
			g_string_append_c(out, '\n');
			at = done - 1;
		} else if (*at == '\xC2' && at + 1 < end && at[1] == '\xAD') {
			copy_run(out, &done, at, 2);
			at = done - 1;
		}
	}
	copy_run(out, &done, end, 0);
	return text_repair(out->str, out->len, NULL);
}

/* Runs iconv until it has used all input, or failed; true when it has used all. */
static bool convert(iconv_t cd, char **in, size_t *left, GString *out)
{
	char space[4096];

	for (;;) {
		char *to = space;
		size_t room = sizeof space;
		size_t result = iconv(cd, in, left, &to, &room);
		g_string_append_len(out, space, to - space);
		if (result != (size_t)-1)
			return true;
		if (errno != E2BIG)
			return false;
	}
}

/* True for a name that iconv may be asked for: it would take //TRANSLIT and //IGNORE at the end of one. */
static bool is_plain_name(const char *name)
{
	if (*name == '\0')
		return false;
	for (; *name != '\0'; name++)
		if (!g_ascii_isalnum(*name) && strchr("-_.:", *name) == NULL)
			return false;
	return true;
}

bool decode_iconv(const char *bytes, size_t len, const char *encoding, struct decoding *decoding)
{
	g_autofree char *copy = g_memdup2(bytes, len);
	iconv_t cd = is_plain_name(encoding) ? iconv_open("UTF-8", encoding) : (iconv_t)-1;
	char *in = copy;
	size_t left = len;

	if (cd == (iconv_t)-1)
		return false;
	*decoding = (struct decoding){.text = g_string_sized_new(len + len / 2)};
	while (!convert(cd, &in, &left, decoding->text) && left > 0) {
		if (decoding->impossible++ == 0)
			decoding->first = len - left;
		g_string_append(decoding->text, "\xEF\xBF\xBD");
		in++;
		left--;
	}
	/* Without this the decoders that join letters and marks keep the last letter to themselves. */
	convert(cd, NULL, NULL, decoding->text);
	iconv_close(cd);
	return true;
}

void decode_legacy(const struct legacy_text *text, enum legacy encoding, struct decoding *decoding)
{
	struct legacy_result result;
	g_autofree char *decoded = legacy_decode(encoding, text, &result);

	*decoding = (struct decoding){g_string_new(decoded), result.impossible, result.first};
}

/* The bytes, or what was made of them by someone who took them for Latin-1: that text is valid UTF-8 by no accident. */
static void read_legacy(struct legacy_text *text, const char *bytes, size_t len, enum legacy encoding)
{
	bool reversible = encoding == LEGACY_TCVN3 || encoding == LEGACY_VNI;

	if (reversible && g_utf8_validate_len(bytes, len, NULL))
		legacy_text_init_garbled(text, bytes, len);
	else
		legacy_text_init(text, bytes, len);
}

static bool is_utf8_name(const char *name)
{
	return g_ascii_strcasecmp(name, "UTF-8") == 0 || g_ascii_strcasecmp(name, "UTF8") == 0;
}

/* The first byte that is no UTF-8, or len. A NUL is a character, if an odd one. */
static size_t find_broken(const char *bytes, size_t len)
{
	const char *good = bytes;

	while (!g_utf8_validate_len(good, len - (size_t)(good - bytes), &good) && *good == '\0')
		good++;
	return (size_t)(good - bytes);
}

bool decode_named(const char *bytes, size_t len, const char *encoding, struct decoding *decoding)
{
	for (enum legacy i = 0; i < LEGACY_COUNT; i++)
		if (g_ascii_strcasecmp(encoding, legacy_names[i]) == 0) {
			struct legacy_text source;
			read_legacy(&source, bytes, len, i);
			decode_legacy(&source, i, decoding);
			legacy_text_clear(&source);
			return true;
		}
	return decode_iconv(bytes, len, encoding, decoding);
}

static char *decode_utf8(const char *bytes, size_t len, GError **error)
{
	size_t broken = find_broken(bytes, len);

	if (broken == len)
		return decode_finish(bytes, len);
	set_bytes_error(error, "UTF-8", broken);
	return NULL;
}

char *text_decode(const char *bytes, size_t len, const char *encoding, GError **error)
{
	struct decoding decoding;
	g_autoptr(GString) text = NULL;

	if (is_utf8_name(encoding))
		return decode_utf8(bytes, len, error);
	if (!decode_named(bytes, len, encoding, &decoding)) {
		g_set_error(error, TEXT_ERROR, TEXT_ERROR_ENCODING,
			    _("The encoding '%s' is not known. Try TCVN3, VNI, VPS, VISCII, VIQR, CP1258 or UTF-8."),
			    encoding);
		return NULL;
	}
	text = decoding.text;
	if (decoding.impossible > 0) {
		set_bytes_error(error, encoding, decoding.first);
		return NULL;
	}
	return decode_finish(text->str, text->len);
}
