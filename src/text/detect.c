/* Telling which encoding bytes are in: by magic numbers, by their shape, by how Vietnamese each reading looks. */
#include "text/decode.h"
#include "text/i18n.h"
#include "text/text.h"

#include <string.h>

/* Enough of a text to tell its encoding by. */
#define SAMPLE_MAX 65536

/* Below this share of words with marks nothing Vietnamese has been read. */
#define MARKED_MIN 0.2

/* ---- Formats that are no text ------------------------------------------------------------------------------ */

static const struct {
	const char *bytes;
	size_t len;
	const char *message;
} magics[] = {
	{"PK\x03\x04", 4,
	 N_("This is a Word or OpenDocument file, not plain text. Save it as plain text first: in the word processor, "
	    "or with 'libreoffice --headless --convert-to txt FILE'.")},
	{"\xD0\xCF\x11\xE0", 4,
	 N_("This is an old Word file, not plain text. Save it as plain text first: in the word processor, or with "
	    "'libreoffice --headless --convert-to txt FILE'.")},
	{"{\\rtf", 5,
	 N_("This is an RTF document, not plain text. Save it as plain text first: in the word processor, or with "
	    "'libreoffice --headless --convert-to txt FILE'.")},
	{"%PDF", 4, N_("This is a PDF document, not plain text. Make text of it first, with 'pdftotext FILE'.")},
};

/* Control characters that no text needs; six others are letters in VISCII. */
static bool is_binary(const char *bytes, size_t len)
{
	size_t nuls = 0, controls = 0;

	for (size_t i = 0; i < len; i++) {
		unsigned char byte = (unsigned char)bytes[i];
		if (byte >= 0x20)
			continue;
		if (byte == 0)
			nuls++;
		else if (strchr("\t\n\v\f\r\x02\x05\x06\x14\x19\x1A\x1B\x1E", byte) == NULL)
			controls++;
	}
	return nuls > len / 1000 || controls > len / 50;
}

static const char *unreadable_format(const char *bytes, size_t len)
{
	for (size_t i = 0; i < G_N_ELEMENTS(magics); i++)
		if (len >= magics[i].len && memcmp(bytes, magics[i].bytes, magics[i].len) == 0)
			return magics[i].message;
	return NULL;
}

/* ---- Unicode ----------------------------------------------------------------------------------------------- */

static const struct {
	const char *bytes;
	size_t len;
	const char *encoding;
} byte_order_marks[] = {
	{"\xEF\xBB\xBF", 3, "UTF-8"}, {"\xFF\xFE\x00\x00", 4, "UTF-32LE"}, {"\x00\x00\xFE\xFF", 4, "UTF-32BE"},
	{"\xFF\xFE", 2, "UTF-16LE"},  {"\xFE\xFF", 2, "UTF-16BE"},
};

/* UTF-16 without a byte-order mark: most of its characters have a zero byte on the same side. */
static const char *utf16_by_nuls(const char *bytes, size_t len)
{
	size_t nuls[2] = {0, 0}, pairs = len / 2;

	if (memchr(bytes, '\0', len) == NULL)
		return NULL;
	for (size_t i = 0; i < pairs * 2; i++)
		nuls[i % 2] += bytes[i] == '\0';
	if (nuls[1] * 10 > pairs * 3 && nuls[0] * 20 < pairs)
		return "UTF-16LE";
	if (nuls[0] * 10 > pairs * 3 && nuls[1] * 20 < pairs)
		return "UTF-16BE";
	return NULL;
}

static const char *unicode_by_shape(const char *bytes, size_t len)
{
	for (size_t i = 0; i < G_N_ELEMENTS(byte_order_marks); i++)
		if (len >= byte_order_marks[i].len &&
		    memcmp(bytes, byte_order_marks[i].bytes, byte_order_marks[i].len) == 0)
			return byte_order_marks[i].encoding;
	return utf16_by_nuls(bytes, len);
}

/* What a text would look like as UTF-8. */
struct utf8_look {
	char *text;      /* it, repaired; NULL: nobody has looked yet */
	size_t whole;    /* sequences of several bytes that are characters; where none is broken, 0 or more than 0 */
	size_t broken;   /* sequences that are none */
	bool vietnamese; /* a letter or a tone that nothing garbled has */
};

static bool is_telling(uint32_t c)
{
	return (c >= 0x1EA0 && c <= 0x1EF9) || c == 0x0103 || c == 0x0102 || c == 0x0111 || c == 0x0110 ||
	       c == 0x01A1 || c == 0x01A0 || c == 0x01B0 || c == 0x01AF || (c >= 0x0300 && c <= 0x0323);
}

static void look_at_utf8(struct utf8_look *look, const char *bytes, size_t len)
{
	look->text = text_repair(bytes, len, &look->broken);
	/* Of a text without a broken sequence the first telling letter says all. */
	for (const char *s = look->text; *s != '\0' && (look->broken > 0 || !look->vietnamese); s = next_char(s)) {
		uint32_t c = g_utf8_get_char(s);
		look->whole += c >= 0x80;
		look->vietnamese = look->vietnamese || is_telling(c);
	}
	look->whole -= MIN(look->whole, look->broken);
}

/* ---- How Vietnamese a reading is --------------------------------------------------------------------------- */

struct score {
	double mean;   /* of the words with marks: 1 for a syllable, −1 for none */
	double marked; /* the share of the words that carry marks */
	double valid;  /* the share of the words that are syllables */
};

/* A word, or what a wrong reading makes of one, goes on with any character but these. */
static bool ends_word(uint32_t c)
{
	return c < 0x80 ? !g_ascii_isalpha((char)c) : c == 0xA0 || (c >= 0x2010 && c <= 0x2030);
}

/* nam, Nam and NAM, but not nAm. */
static bool is_oddly_cased(const char *word)
{
	size_t capitals = 0, letters = 0;
	bool first = false;

	for (const char *s = word; *s != '\0'; s = next_char(s), letters++) {
		uint32_t c = g_utf8_get_char(s);
		bool capital = letter_lower(c) != c;
		first = first || (capital && letters == 0);
		capitals += capital;
	}
	return capitals > 0 && capitals < letters && !(first && capitals == 1);
}

/* The word at *s, or nothing when none begins there; *s is set behind it, and *has_mark to whether it is not all ASCII.
 */
static size_t next_word(const char **s, bool *has_mark)
{
	const char *start = *s;

	for (*has_mark = false; **s != '\0' && !ends_word(g_utf8_get_char(*s)); *s = next_char(*s))
		*has_mark = *has_mark || (unsigned char)**s >= 0x80;
	if (*s != start)
		return (size_t)(*s - start);
	*s = next_char(*s);
	return 0;
}

/* The share of the words that carry marks, which is known sooner than how many are syllables. */
static double marked_share(const char *text)
{
	size_t words = 0, marked = 0;
	bool has_mark;

	while (*text != '\0') {
		if (next_word(&text, &has_mark) == 0)
			continue;
		words++;
		marked += has_mark;
	}
	return words > 0 ? (double)marked / (double)words : 0;
}

/* A reading's score; impossible is how many bytes meant nothing. */
static struct score score_text(const char *text, size_t impossible)
{
	size_t words = 0, marked = 0, valid = 0;
	double sum = -(double)impossible;

	for (const char *s = text; *s != '\0';) {
		const char *start = s;
		bool has_mark, is_valid;
		size_t len = next_word(&s, &has_mark);
		if (len == 0)
			continue;
		g_autofree char *word = g_strndup(start, len);
		is_valid = text_is_syllable(word);
		words++;
		valid += is_valid;
		marked += has_mark;
		if (has_mark)
			sum += !is_valid ? -1.0 : is_oddly_cased(word) ? 0.2 : 1.0;
	}
	if (words == 0 || marked == 0)
		return (struct score){0};
	return (struct score){sum / (double)marked, (double)marked / (double)words, (double)valid / (double)words};
}

static bool is_acceptable(const struct score *score)
{
	return score->marked >= MARKED_MIN &&
	       ((score->mean >= 0.3 && score->valid >= 0.5) || (score->mean >= 0.85 && score->valid >= 0.35));
}

/* A way to read the bytes. */
struct reading {
	const char *encoding; /* NULL: none yet */
	struct score score;
	double prior; /* how much likelier it is than the others to begin with */
};

static void consider(struct reading *best, const char *encoding, double prior, const struct decoding *decoding)
{
	g_autofree char *nfc = decode_finish(decoding->text->str, decoding->text->len);
	struct reading reading = {encoding, score_text(nfc, decoding->impossible), prior};

	if (best->encoding == NULL || reading.score.mean + prior > best->score.mean + best->prior)
		*best = reading;
}

static void consider_legacy(struct reading *best, const struct legacy_text *text, enum legacy encoding, double prior)
{
	struct decoding decoding;

	decode_legacy(text, encoding, &decoding);
	consider(best, legacy_names[encoding], prior, &decoding);
	g_string_free(decoding.text, TRUE);
}

/* The best reading of bytes that are no UTF-8. */
static struct reading read_as_legacy(const char *bytes, size_t len)
{
	struct reading best = {0};
	struct legacy_text text;
	struct decoding decoding;

	legacy_text_init(&text, bytes, len);
	consider_legacy(&best, &text, LEGACY_TCVN3, 0.04);
	consider_legacy(&best, &text, LEGACY_VNI, 0.03);
	consider_legacy(&best, &text, LEGACY_VISCII, 0.01);
	consider_legacy(&best, &text, LEGACY_VPS, 0.0);
	legacy_text_clear(&text);
	if (decode_iconv(bytes, len, "CP1258", &decoding)) {
		consider(&best, "CP1258", 0.03, &decoding);
		g_string_free(decoding.text, TRUE);
	}
	return best;
}

/* The best reading of UTF-8 that holds no letter only Vietnamese has: as it stands, or garbled ABC or VNI. */
static const char *read_as_garbled(const char *bytes, size_t len)
{
	g_autofree char *s = text_repair(bytes, len, NULL);
	struct reading best = {.encoding = "UTF-8", .prior = 0.3};
	struct legacy_text text;

	/* Where few words hold anything but ASCII, few carry marks, however they are read. */
	if (marked_share(s) < MARKED_MIN / 2)
		return "UTF-8";
	best.score = score_text(s, 0);
	legacy_text_init_garbled(&text, s, strlen(s));
	consider_legacy(&best, &text, LEGACY_TCVN3, 0.04);
	consider_legacy(&best, &text, LEGACY_VNI, 0.03);
	legacy_text_clear(&text);
	return is_acceptable(&best.score) ? best.encoding : "UTF-8";
}

/* The best reading of ASCII: as it stands, or VIQR. */
static const char *read_as_viqr(const char *bytes, size_t len)
{
	struct reading best = {0};
	struct legacy_text text;
	struct decoding decoding;
	size_t marks;

	legacy_text_init(&text, bytes, len);
	decode_legacy(&text, LEGACY_VIQR, &decoding);
	marks = text.count - (size_t)g_utf8_strlen(decoding.text->str, -1);
	if (marks >= 3 && marks * 60 > len)
		consider(&best, "VIQR", 0, &decoding);
	g_string_free(decoding.text, TRUE);
	legacy_text_clear(&text);
	return best.score.mean > 0.4 && is_acceptable(&best.score) ? "VIQR" : "UTF-8";
}

/* ---- Loading ----------------------------------------------------------------------------------------------- */

/* As much of the text as tells its encoding, not cut inside a word. */
static size_t sample_length(const char *bytes, size_t len)
{
	size_t sample = MIN(len, SAMPLE_MAX);

	while (sample < len && sample > SAMPLE_MAX / 2 && bytes[sample - 1] != '\n' && bytes[sample - 1] != ' ')
		sample--;
	return sample;
}

/* The encoding of bytes[0..sample), or NULL with the best guess, if any. */
static const char *tell_encoding(const char *bytes, size_t sample, const struct utf8_look *look, const char **guess)
{
	struct reading best;

	if (look->broken == 0 && look->whole == 0)
		return read_as_viqr(bytes, sample);
	if (look->broken == 0 && !look->vietnamese)
		return read_as_garbled(bytes, sample);
	if (look->whole > look->broken || look->broken == 0)
		return "UTF-8";
	best = read_as_legacy(bytes, sample);
	*guess = best.encoding;
	return is_acceptable(&best.score) ? best.encoding : NULL;
}

/* Decodes bytes in an encoding that has been told; what means nothing becomes U+FFFD. */
static char *load_as(const char *bytes, size_t len, struct utf8_look *look, struct text_source *source)
{
	struct decoding decoding;
	char *text;

	if (g_str_equal(source->encoding, "UTF-8")) {
		if (look->text == NULL)
			look->text = text_repair(bytes, len, &look->broken);
		source->repairs = look->broken;
		size_t length = strlen(look->text);
		return decode_is_finished(look->text, length) ? g_steal_pointer(&look->text)
							      : decode_finish(look->text, length);
	}
	decode_named(bytes, len, source->encoding, &decoding);
	source->repairs = decoding.impossible;
	text = decode_finish(decoding.text->str, decoding.text->len);
	g_string_free(decoding.text, TRUE);
	return text;
}

static const char *tell(const char *bytes, size_t len, struct utf8_look *look, GError **error)
{
	const char *message = unreadable_format(bytes, len), *encoding, *guess = NULL;
	size_t sample = sample_length(bytes, len);

	if (message == NULL) {
		encoding = unicode_by_shape(bytes, sample);
		if (encoding != NULL)
			return encoding;
		if (is_binary(bytes, sample))
			message = N_("This is not a text file. Save the document as plain text first, for example with "
				     "'libreoffice --headless --convert-to txt FILE'.");
	}
	if (message != NULL) {
		g_set_error_literal(error, TEXT_ERROR, TEXT_ERROR_FORMAT, _(message));
		return NULL;
	}
	look_at_utf8(look, bytes, len);
	encoding = tell_encoding(bytes, sample, look, &guess);
	if (encoding == NULL)
		g_set_error(error, TEXT_ERROR, TEXT_ERROR_UNSURE,
			    _("The encoding of this text cannot be told; it looks most like %s. Say which it is with "
			      "--encoding NAME."),
			    guess);
	return encoding;
}

char *text_load(const char *bytes, size_t len, struct text_source *source, GError **error)
{
	struct utf8_look look = {0};
	struct text_source found = {.encoding = tell(bytes, len, &look, error)};
	char *text = found.encoding != NULL ? load_as(bytes, len, &look, &found) : NULL;

	g_free(look.text);
	if (source != NULL && text != NULL)
		*source = found;
	return text;
}
