/* Which words can be Vietnamese syllables: onset, rhyme, at most one tone. */
#include "text/syllable.h"

#include "text/private.h"
#include "text/text.h"

#include <stdlib.h>
#include <string.h>

/* Longer ones first; the empty one last. */
static const char *const onsets[] = {
	"ngh", "ch", "gh", "gi", "kh", "ng", "nh", "ph", "qu", "th", "tr", "b", "c", "d",
	"đ",   "g",  "h",  "k",  "l",  "m",  "n",  "p",  "r",  "s",  "t",  "v", "x", "",
};

/* Sorted by their bytes, without tones. */
static const char *const rhymes[] = {
	"a",   "ac",  "ach",  "ai",   "am",   "an",   "ang", "anh",  "ao",  "ap",  "at",  "au",   "ay",   "e",
	"ec",  "em",  "en",   "eng",  "eo",   "ep",   "et",  "i",    "ia",  "ich", "im",  "in",   "inh",  "ip",
	"it",  "iu",  "iêc",  "iêm",  "iên",  "iêng", "iêp", "iêt",  "iêu", "o",   "oa",  "oac",  "oach", "oai",
	"oam", "oan", "oang", "oanh", "oao",  "oap",  "oat", "oay",  "oc",  "oe",  "oem", "oen",  "oeo",  "oet",
	"oi",  "om",  "on",   "ong",  "ooc",  "oong", "op",  "ot",   "oăc", "oăm", "oăn", "oăng", "oăp",  "oăt",
	"u",   "ua",  "uc",   "ui",   "um",   "un",   "ung", "up",   "ut",  "uy",  "uya", "uych", "uyn",  "uynh",
	"uyp", "uyt", "uyu",  "uyên", "uyêt", "uâc",  "uân", "uâng", "uât", "uây", "uê",  "uêch", "uênh", "uôc",
	"uôi", "uôm", "uôn",  "uông", "uôt",  "uơ",   "uơn", "y",    "ynh", "yt",  "yêm", "yên",  "yêng", "yêt",
	"yêu", "âc",  "âm",   "ân",   "âng",  "âp",   "ât",  "âu",   "ây",  "ê",   "êc",  "êch",  "êm",   "ên",
	"êng", "ênh", "êp",   "êt",   "êu",   "ô",    "ôc",  "ôi",   "ôm",  "ôn",  "ông", "ôp",   "ôt",   "ôông",
	"ăc",  "ăm",  "ăn",   "ăng",  "ăp",   "ăt",   "ơ",   "ơi",   "ơm",  "ơn",  "ơng", "ơp",   "ơt",   "ư",
	"ưa",  "ưc",  "ưi",   "ưm",   "ưn",   "ưng",  "ưt",  "ưu",   "ươc", "ươi", "ươm", "ươn",  "ương", "ươp",
	"ươt", "ươu",
};

static int compare_rhymes(const void *key, const void *rhyme)
{
	return strcmp(key, *(const char *const *)rhyme);
}

static bool is_rhyme(const char *s)
{
	return bsearch(s, rhymes, G_N_ELEMENTS(rhymes), sizeof *rhymes, compare_rhymes) != NULL;
}

/* c before a o u …, k before e ê i y; and so for g and gh, ng and ngh. */
static bool is_spelt(const char *onset, const char *rhyme)
{
	bool front = *rhyme == 'e' || *rhyme == 'i' || *rhyme == 'y' || g_str_has_prefix(rhyme, "ê");

	if (g_str_equal(onset, "k") || g_str_equal(onset, "gh") || g_str_equal(onset, "ngh"))
		return front;
	if (g_str_equal(onset, "c") || g_str_equal(onset, "ng"))
		return !front;
	if (g_str_equal(onset, "g"))
		return !front || *rhyme == 'i';
	return true;
}

/* A rhyme that ends in -c, -ch, -p or -t has no other tones than sắc and nặng. */
static bool takes_tone(const char *rhyme, enum tone tone)
{
	const char *end = rhyme + strlen(rhyme);
	bool stopped = end[-1] == 'c' || end[-1] == 'p' || end[-1] == 't' || g_str_has_suffix(rhyme, "ch");

	return !stopped || tone == TONE_ACUTE || tone == TONE_DOT;
}

/* The onset that leaves a rhyme which takes the tone, or NULL. */
static const char *find_onset(const char *word, enum tone tone, enum spelling spelling)
{
	for (size_t i = 0; i < G_N_ELEMENTS(onsets); i++) {
		size_t len = strlen(onsets[i]);
		const char *rhyme = word + len;
		if (strncmp(word, onsets[i], len) == 0 && is_rhyme(rhyme) && takes_tone(rhyme, tone) &&
		    (spelling == SPELLING_LENIENT || is_spelt(onsets[i], rhyme)))
			return onsets[i];
	}
	return NULL;
}

bool syllable_is_valid(const char *toneless, enum tone tone, enum spelling spelling)
{
	size_t len = strlen(toneless);
	g_autofree char *softened = NULL;

	if (len > 0 && spelling == SPELLING_LENIENT && toneless[len - 1] == 'k') {
		softened = g_strdup(toneless);
		softened[len - 1] = 'c';
		toneless = softened;
	}
	return find_onset(toneless, tone, spelling) != NULL;
}

/* How far part, an onset or a rhyme, goes along with letters[0..count); count + 1 when it does not. */
static size_t follow(const uint32_t *letters, size_t count, const char *part, bool rhyme, bool shaped)
{
	size_t at = 0;

	for (; *part != '\0' && at < count; part = next_char(part), at++) {
		uint32_t wanted = g_utf8_get_char(part), letter = letters[at];
		if (!shaped) {
			wanted = letter_plain(wanted);
			letter = letter_plain(letter);
		}
		if (letter != wanted && !(rhyme && letter == 'k' && wanted == 'c' && part[1] == '\0'))
			return count + 1;
	}
	return at;
}

bool syllable_can_begin(const uint32_t *letters, size_t count, bool shaped)
{
	for (size_t i = 0; i < G_N_ELEMENTS(onsets); i++) {
		size_t at = follow(letters, count, onsets[i], false, shaped);
		if (at == count)
			return true;
		for (size_t j = 0; at < count && j < G_N_ELEMENTS(rhymes); j++)
			if (follow(letters + at, count - at, rhymes[j], true, shaped) == count - at)
				return true;
	}
	return false;
}

bool syllable_nucleus(const uint32_t *letters, size_t count, struct nucleus *nucleus)
{
	size_t start = 0, end;

	while (start < count && !letter_is_vowel(letters[start]))
		start++;
	if (start == count)
		return false;
	/* The u of qu, and the i of gi before a vowel, belong to the onset. */
	if (start == 1 && start + 1 < count && letter_is_vowel(letters[2]) &&
	    ((letters[0] == 'q' && letters[1] == 'u') || (letters[0] == 'g' && letters[1] == 'i')))
		start++;
	for (end = start; end < count && letter_is_vowel(letters[end]);)
		end++;
	*nucleus = (struct nucleus){start, end, end == count};
	return true;
}

/* ă â ê ô ơ ư */
static bool has_shape(uint32_t vowel)
{
	return vowel >= 0x80;
}

static bool is_gliding(uint32_t first, uint32_t second)
{
	return (first == 'o' && (second == 'a' || second == 'e')) || (first == 'u' && second == 'y');
}

size_t syllable_tone_place(const uint32_t *letters, const struct nucleus *nucleus, bool new_style)
{
	size_t start = nucleus->start, last = nucleus->end - 1;

	for (size_t i = nucleus->end; i > start; i--)
		if (has_shape(letters[i - 1]))
			return i - 1;
	if (!nucleus->open)
		return last;
	if (last - start >= 2)
		return start + 1;
	if (last > start && new_style && is_gliding(letters[start], letters[last]))
		return last;
	return start;
}

bool syllable_read(const char *word, char toneless[SYLLABLE_MAX], enum tone *tone)
{
	size_t len = 0;

	*tone = TONE_LEVEL;
	for (; *word != '\0'; word = next_char(word)) {
		enum tone own;
		uint32_t c = letter_split(letter_lower(g_utf8_get_char(word)), &own);
		if (own != TONE_LEVEL && *tone != TONE_LEVEL)
			return false;
		if (own != TONE_LEVEL)
			*tone = own;
		if (len + 6 >= SYLLABLE_MAX)
			return false;
		len += (size_t)g_unichar_to_utf8(c, toneless + len);
	}
	toneless[len] = '\0';
	return len > 0;
}

bool text_is_syllable(const char *word)
{
	char toneless[SYLLABLE_MAX];
	enum tone tone;

	return syllable_read(word, toneless, &tone) && syllable_is_valid(toneless, tone, SPELLING_STRICT);
}
