/* The word at the end of a text field, and what each key does to it. The word is made anew from its keys at every key.
 */
#include "text/typing.h"

#include "text/i18n.h"
#include "text/private.h"
#include "text/syllable.h"
#include "text/text.h"

#include <string.h>

struct letter {
	uint32_t c; /* small, without tone */
	bool capital;
	bool lone_w; /* an ư that one w made */
};

struct word {
	struct letter letters[TYPING_WORD_MAX];
	size_t count;
	enum tone tone;
	bool undone; /* a mark was taken back by its key: the rest is typed as it is */
};

/* ---- Looking at the word ----------------------------------------------------------------------------------- */

static size_t spell(const struct word *word, uint32_t letters[TYPING_WORD_MAX])
{
	for (size_t i = 0; i < word->count; i++)
		letters[i] = word->letters[i].c;
	return word->count;
}

static bool can_begin(const struct word *word, bool shaped)
{
	uint32_t letters[TYPING_WORD_MAX];

	return syllable_can_begin(letters, spell(word, letters), shaped);
}

static bool find_nucleus(const struct word *word, struct nucleus *nucleus)
{
	uint32_t letters[TYPING_WORD_MAX];

	return syllable_nucleus(letters, spell(word, letters), nucleus);
}

static bool has_vowel(const struct word *word)
{
	struct nucleus nucleus;

	return find_nucleus(word, &nucleus);
}

/* ---- Changing the word ------------------------------------------------------------------------------------- */

static void append(struct word *word, uint32_t key)
{
	uint32_t small = letter_lower(key);

	if (word->count < TYPING_WORD_MAX)
		word->letters[word->count++] = (struct letter){.c = small, .capital = small != key};
}

/* The key that made a mark has taken it back: it stands for itself, and so do all that follow. */
static bool undo(struct word *word, uint32_t key)
{
	append(word, key);
	word->undone = true;
	return true;
}

/* Gives letter i the shape; false, and nothing changed, when no syllable begins like that. */
static bool try_shape(struct word *word, size_t i, uint32_t shaped)
{
	struct word tried = *word;

	tried.letters[i].c = shaped;
	if (!can_begin(&tried, true))
		return false;
	*word = tried;
	return true;
}

static bool put_tone(struct word *word, uint32_t key, enum tone tone)
{
	if (!has_vowel(word) || (tone == TONE_LEVEL && word->tone == TONE_LEVEL))
		return false;
	if (tone != TONE_LEVEL && word->tone == tone) {
		word->tone = TONE_LEVEL;
		return undo(word, key);
	}
	word->tone = tone;
	return true;
}

/* đ: of the first d of a word, or of the last letter of an abbreviation without vowels: KHHGĐ. */
static bool put_stroke(struct word *word, uint32_t key)
{
	size_t at = has_vowel(word) || word->count == 0 ? 0 : word->count - 1;

	if (word->count == 0)
		return false;
	if (word->letters[at].c == 0x0111) {
		word->letters[at].c = 'd';
		return undo(word, key);
	}
	if (word->letters[at].c != 'd')
		return false;
	word->letters[at].c = 0x0111;
	return true;
}

static uint32_t with_circumflex(uint32_t c)
{
	switch (letter_plain(c)) {
	case 'a':
		return 0x00E2;
	case 'e':
		return 0x00EA;
	case 'o':
		return 0x00F4;
	default:
		return 0;
	}
}

/* A circumflex for the vowel (a, e or o; 0 for any), wherever it stands among the vowels. ươ and o are uô. */
static bool put_circumflex(struct word *word, uint32_t key, uint32_t vowel)
{
	struct nucleus nucleus;

	if (!find_nucleus(word, &nucleus))
		return false;
	for (size_t i = nucleus.end; i-- > nucleus.start;) {
		uint32_t c = word->letters[i].c, shaped = with_circumflex(c);
		struct word tried = *word;
		if (shaped == 0 || (vowel != 0 && letter_plain(c) != vowel))
			continue;
		if (c == shaped) {
			word->letters[i].c = letter_plain(c);
			return undo(word, key);
		}
		if (i > nucleus.start && shaped == 0x00F4 && tried.letters[i - 1].c == 0x01B0)
			tried.letters[i - 1].c = 'u';
		if (try_shape(&tried, i, shaped)) {
			*word = tried;
			return true;
		}
	}
	return false;
}

/* Open uơ is a rhyme of its own after nothing, h, th and kh: huơ, thuở. */
static bool takes_open_uo(const struct word *word, const struct nucleus *nucleus, size_t u)
{
	static const char *const onsets[] = {"", "h", "th", "kh"};

	if (u != nucleus->start || u + 2 != word->count || word->letters[u].c != 'u')
		return false;
	for (size_t i = 0; i < G_N_ELEMENTS(onsets); i++) {
		bool same = strlen(onsets[i]) == u;
		for (size_t j = 0; same && j < u; j++)
			same = word->letters[j].c == (uint32_t)onsets[i][j];
		if (same)
			return true;
	}
	return false;
}

/* The horns of a u with an o after it. */
static bool put_two_horns(struct word *word, uint32_t key, const struct nucleus *nucleus, size_t u)
{
	uint32_t *first = &word->letters[u].c, *second = &word->letters[u + 1].c;
	bool open = takes_open_uo(word, nucleus, u);

	if (*second == 0x01A1 && (*first == 0x01B0 || open)) {
		*first = 'u';
		*second = 'o';
		return undo(word, key);
	}
	*first = open ? 'u' : 0x01B0;
	*second = 0x01A1;
	return true;
}

static bool put_one_shape(struct word *word, uint32_t key, size_t i, uint32_t shaped)
{
	if (word->letters[i].c == shaped) {
		word->letters[i].c = letter_plain(shaped);
		return undo(word, key);
	}
	return try_shape(word, i, shaped);
}

/* ơ, ư (horn) and ă (breve) where they can stand: on uo together, on the first u of ua and uu, else on the last vowel.
 */
static bool put_horn_or_breve(struct word *word, uint32_t key, bool horn, bool breve)
{
	struct nucleus nucleus;

	if (!find_nucleus(word, &nucleus))
		return false;
	for (size_t i = nucleus.start; horn && i + 1 < nucleus.end; i++) {
		uint32_t c = letter_plain(word->letters[i].c), after = letter_plain(word->letters[i + 1].c);
		if (c == 'u' && after == 'o')
			return put_two_horns(word, key, &nucleus, i);
		if (c == 'u' && (after == 'a' || after == 'u') && put_one_shape(word, key, i, 0x01B0))
			return true;
	}
	for (size_t i = nucleus.end; i-- > nucleus.start;) {
		uint32_t c = letter_plain(word->letters[i].c);
		uint32_t shaped = c == 'a' && breve  ? 0x0103
				  : c == 'o' && horn ? 0x01A1
				  : c == 'u' && horn ? 0x01B0
						     : 0;
		if (shaped != 0 && put_one_shape(word, key, i, shaped))
			return true;
	}
	return false;
}

static bool all_capitals(const struct word *word)
{
	for (size_t i = 0; i < word->count; i++)
		if (!word->letters[i].capital)
			return false;
	return word->count > 0;
}

/* Telex's w: horn and breve; alone it is ư, twice it is w; W after capitals is an abbreviation (TW). */
static bool put_w(struct word *word, uint32_t key)
{
	struct letter *last = &word->letters[word->count - (word->count > 0)];

	if (word->count > 0 && last->lone_w) {
		word->count--;
		return undo(word, key);
	}
	if (has_vowel(word))
		return put_horn_or_breve(word, key, true, true);
	if (key == 'W' && all_capitals(word))
		return false;
	append(word, key);
	word->letters[word->count - 1].c = 0x01B0;
	word->letters[word->count - 1].lone_w = true;
	return true;
}

/* ưo and uơ before another letter are ươ: thuở, but thương. */
static void complete_horns(struct word *word)
{
	for (size_t i = 0; i + 2 < word->count; i++) {
		uint32_t *first = &word->letters[i].c, *second = &word->letters[i + 1].c;
		bool after_q = i > 0 && word->letters[i - 1].c == 'q';
		if (!after_q && ((*first == 0x01B0 && *second == 'o') || (*first == 'u' && *second == 0x01A1))) {
			*first = 0x01B0;
			*second = 0x01A1;
		}
	}
}

/* ---- Keys -------------------------------------------------------------------------------------------------- */

enum mark { MARK_TONE, MARK_STROKE, MARK_CIRCUMFLEX, MARK_W, MARK_HORN, MARK_BREVE };

struct key {
	char key;
	uint8_t mark;
	uint8_t detail; /* the tone, or the vowel of the circumflex */
};

static const struct key telex[] = {
	{'f', MARK_TONE, TONE_GRAVE},
	{'r', MARK_TONE, TONE_HOOK},
	{'x', MARK_TONE, TONE_TILDE},
	{'s', MARK_TONE, TONE_ACUTE},
	{'j', MARK_TONE, TONE_DOT},
	{'z', MARK_TONE, TONE_LEVEL},
	{'d', MARK_STROKE, 0},
	{'a', MARK_CIRCUMFLEX, 'a'},
	{'e', MARK_CIRCUMFLEX, 'e'},
	{'o', MARK_CIRCUMFLEX, 'o'},
	{'w', MARK_W, 0},
};

static const struct key vni[] = {
	{'2', MARK_TONE, TONE_GRAVE}, {'3', MARK_TONE, TONE_HOOK}, {'4', MARK_TONE, TONE_TILDE},
	{'1', MARK_TONE, TONE_ACUTE}, {'5', MARK_TONE, TONE_DOT},  {'0', MARK_TONE, TONE_LEVEL},
	{'9', MARK_STROKE, 0},        {'6', MARK_CIRCUMFLEX, 0},   {'7', MARK_HORN, 0},
	{'8', MARK_BREVE, 0},
};

static const struct key *find_key(enum typing_mode mode, uint32_t c)
{
	const struct key *keys = mode == TYPING_TELEX ? telex : vni;
	size_t count = mode == TYPING_TELEX ? G_N_ELEMENTS(telex) : G_N_ELEMENTS(vni);

	for (size_t i = 0; i < count; i++)
		if ((uint32_t)keys[i].key == letter_lower(c))
			return &keys[i];
	return NULL;
}

static bool put_mark(struct word *word, const struct key *key, uint32_t c)
{
	switch ((enum mark)key->mark) {
	case MARK_TONE:
		return put_tone(word, c, (enum tone)key->detail);
	case MARK_STROKE:
		return put_stroke(word, c);
	case MARK_CIRCUMFLEX:
		return put_circumflex(word, c, key->detail);
	case MARK_W:
		return put_w(word, c);
	case MARK_HORN:
		return put_horn_or_breve(word, c, true, false);
	case MARK_BREVE:
		return put_horn_or_breve(word, c, false, true);
	}
	return false;
}

static void take_key(struct word *word, enum typing_mode mode, uint32_t c)
{
	const struct key *key = find_key(mode, c);
	bool open = !word->undone && can_begin(word, false);
	bool abbreviation = key != NULL && key->mark == MARK_STROKE && !word->undone && !has_vowel(word);

	if (key == NULL || !(open || abbreviation) || !put_mark(word, key, c))
		append(word, c);
	if (!word->undone && open)
		complete_horns(word);
}

static void make_word(struct word *word, const struct typing *typing)
{
	*word = (struct word){0};
	for (size_t i = 0; i < typing->key_count; i++)
		take_key(word, typing->mode, typing->keys[i]);
}

/* The word as it is shown, its tone in place. The caller frees it. */
static char *show(const struct word *word, bool new_style)
{
	GString *out = g_string_new(NULL);
	uint32_t letters[TYPING_WORD_MAX];
	size_t count = spell(word, letters);
	struct nucleus nucleus;

	if (word->tone != TONE_LEVEL && syllable_nucleus(letters, count, &nucleus)) {
		size_t place = syllable_tone_place(letters, &nucleus, new_style);
		letters[place] = letter_join(letters[place], word->tone);
	}
	for (size_t i = 0; i < count; i++)
		g_string_append_unichar(out, word->letters[i].capital ? letter_upper(letters[i]) : letters[i]);
	return g_string_free(out, FALSE);
}

static bool is_syllable(const struct word *word)
{
	GString *toneless = g_string_new(NULL);
	bool valid;

	for (size_t i = 0; i < word->count; i++)
		g_string_append_unichar(toneless, word->letters[i].c);
	valid = syllable_is_valid(toneless->str, word->tone, SPELLING_LENIENT);
	g_string_free(toneless, TRUE);
	return valid;
}

/* ---- The text field ---------------------------------------------------------------------------------------- */

static void forget_word(struct typing *typing)
{
	typing->key_count = 0;
	typing->shown = 0;
	typing->as_is = false;
	typing->found = false;
}

void typing_init(struct typing *typing, enum typing_mode mode, bool new_style)
{
	*typing = (struct typing){.mode = mode, .new_style = new_style};
}

/* Puts shown in the place of the word at the end of text. */
static void replace_word(struct typing *typing, GString *text, const char *shown)
{
	g_string_truncate(text, text->len - typing->shown);
	g_string_append(text, shown);
	typing->shown = strlen(shown);
}

static bool is_word_letter(uint32_t c)
{
	return c < 0x80 ? g_ascii_isalpha((char)c) : g_unichar_isalpha(c);
}

/* The keys that c would have been typed with, without its tone; how many. */
static size_t keys_of_letter(enum typing_mode mode, uint32_t c, uint32_t keys[2])
{
	static const struct {
		uint16_t letter;
		char base, telex, vni;
	} shaped[] = {
		{0x0103, 'a', 'w', '8'}, {0x00E2, 'a', 'a', '6'}, {0x0111, 'd', 'd', '9'}, {0x00EA, 'e', 'e', '6'},
		{0x00F4, 'o', 'o', '6'}, {0x01A1, 'o', 'w', '7'}, {0x01B0, 'u', 'w', '7'},
	};
	uint32_t small = letter_lower(c);

	keys[0] = c;
	for (size_t i = 0; i < G_N_ELEMENTS(shaped); i++)
		if (shaped[i].letter == small) {
			keys[0] = (uint32_t)shaped[i].base;
			keys[0] = small != c ? letter_upper(keys[0]) : keys[0];
			keys[1] = (uint32_t)(mode == TYPING_TELEX ? shaped[i].telex : shaped[i].vni);
			return 2;
		}
	return 1;
}

static uint32_t key_of_tone(enum typing_mode mode, enum tone tone)
{
	const struct key *keys = mode == TYPING_TELEX ? telex : vni;

	for (size_t i = 0;; i++)
		if (keys[i].mark == MARK_TONE && keys[i].detail == tone)
			return (uint32_t)keys[i].key;
}

/* Finds keys that give word; false when there are none, or too many. */
static bool find_keys(struct typing *typing, const char *word)
{
	enum tone word_tone = TONE_LEVEL;

	for (const char *s = word; *s != '\0'; s = next_char(s)) {
		uint32_t c = g_utf8_get_char(s), small = letter_lower(c), toneless, keys[2];
		enum tone tone;
		size_t n;
		toneless = letter_split(small, &tone);
		n = keys_of_letter(typing->mode, small != c ? letter_upper(toneless) : toneless, keys);
		if (typing->key_count + n + 1 > TYPING_WORD_MAX)
			return false;
		memcpy(typing->keys + typing->key_count, keys, n * sizeof *keys);
		typing->key_count += n;
		if (tone != TONE_LEVEL)
			word_tone = tone;
	}
	if (word_tone != TONE_LEVEL)
		typing->keys[typing->key_count++] = key_of_tone(typing->mode, word_tone);
	return true;
}

/* Takes the word that stands at the end of text as the one being typed; found if it was not typed just now. */
static void adopt_word(struct typing *typing, const GString *text, bool found)
{
	const char *end = text->str + text->len, *start = end;
	struct word word;

	forget_word(typing);
	while (start > text->str && is_word_letter(g_utf8_get_char(previous_char(start))))
		start = previous_char(start);
	if (start == end || typing->mode == TYPING_OFF)
		return;
	typing->shown = (size_t)(end - start);
	typing->found = found;
	typing->as_is = !find_keys(typing, start);
	if (!typing->as_is) {
		g_autofree char *shown = NULL;
		make_word(&word, typing);
		shown = show(&word, typing->new_style);
		typing->as_is = !g_str_equal(shown, start);
	}
}

/* True when c goes on with the word, or begins one. */
static bool belongs(const struct typing *typing, uint32_t c)
{
	if (typing->mode == TYPING_VNI && c >= '0' && c <= '9')
		return typing->shown > 0;
	return typing->mode != TYPING_OFF && is_word_letter(c);
}

void typing_key(struct typing *typing, uint32_t c, GString *text)
{
	struct word word;
	g_autofree char *shown = NULL;

	if (typing->shown == 0)
		adopt_word(typing, text, true);
	if (!belongs(typing, c)) {
		typing_end(typing, text);
		g_string_append_unichar(text, c);
		return;
	}
	/* A letter that is not on these keys comes from an input method, which has done all there is to do. */
	if (typing->as_is || c >= 0x80 || typing->key_count == TYPING_WORD_MAX) {
		typing->as_is = true;
		typing->shown += (size_t)g_unichar_to_utf8(c, (char[6]){0});
		g_string_append_unichar(text, c);
		return;
	}
	typing->keys[typing->key_count++] = c;
	make_word(&word, typing);
	shown = show(&word, typing->new_style);
	replace_word(typing, text, shown);
}

void typing_erase(struct typing *typing, GString *text)
{
	bool found = typing->shown == 0 || typing->found;
	size_t at = 0, last = 0;

	while (at < text->len) {
		last = at;
		at += text_cluster(text->str + at, text->len - at);
	}
	g_string_truncate(text, last);
	adopt_word(typing, text, found);
}

void typing_end(struct typing *typing, GString *text)
{
	struct word word;

	if (typing->mode != TYPING_OFF && !typing->as_is && !typing->found) {
		make_word(&word, typing);
		if (!word.undone && has_vowel(&word) && !is_syllable(&word)) {
			g_autofree char *typed =
				g_ucs4_to_utf8(typing->keys, (long)typing->key_count, NULL, NULL, NULL);
			replace_word(typing, text, typed);
		}
	}
	forget_word(typing);
}

enum typing_mode typing_next_mode(enum typing_mode mode)
{
	return mode == TYPING_TELEX ? TYPING_VNI : mode == TYPING_VNI ? TYPING_OFF : TYPING_TELEX;
}

const char *typing_mode_name(enum typing_mode mode)
{
	return mode == TYPING_TELEX ? "Telex" : mode == TYPING_VNI ? "VNI" : _("off");
}
