/*
 * Typing Vietnamese without an input method: Telex and VNI, key by key. A text field gives every key to typing_key()
 *and Backspace to typing_erase(); both change the text before the cursor. Pasted text bypasses this: typing_end(), then
 * append it. Whatever else changes the text or moves the cursor calls typing_end() first too.
 *
 *	struct typing typing;
 *	typing_init(&typing, TYPING_TELEX, false);
 *	typing_key(&typing, 'a', before_cursor);    "a"
 *	typing_key(&typing, 'a', before_cursor);    "â"
 */
#ifndef TAPHUAN_TYPING_H
#define TAPHUAN_TYPING_H

#include <glib.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum typing_mode {
	TYPING_OFF,   /* keys are letters */
	TYPING_TELEX, /* tieengs Vieetj */
	TYPING_VNI,   /* tie6ng1 Vie6t5 */
};

/* More letters than this are no syllable in any case. */
#define TYPING_WORD_MAX 32

/* The word being typed; plain data, to be changed only through the functions below. */
struct typing {
	enum typing_mode mode;
	bool new_style;                 /* hoà, thuý instead of hòa, thúy */
	uint32_t keys[TYPING_WORD_MAX]; /* the keys of the word so far */
	size_t key_count;
	size_t shown; /* the bytes at the end of the text that are the word */
	bool as_is;   /* this word takes no more marks */
	bool found;   /* the word stood there already: its keys are a guess */
};

/* Begins with no word. May be called again to change the mode; the word typed so far then stays as it is. */
void typing_init(struct typing *typing, enum typing_mode mode, bool new_style);

/*
 * Takes a typed character (no control character) into the text, which is valid UTF-8 in NFC and ends at the cursor. A
 * character that cannot belong to a word ends the word first, as typing_end() does. Letters go on with a word that
 * already stands at the end of the text.
 */
void typing_key(struct typing *typing, uint32_t c, GString *text);

/* Backspace: drops the last visible letter of text, if any; the word it belonged to can be gone on with. */
void typing_erase(struct typing *typing, GString *text);

/* The word is over: if marks were put on it but it is no syllable ("google"), its keys come back as they were typed. */
void typing_end(struct typing *typing, GString *text);

/* The next mode: Telex, VNI, off, and again. For the key that switches. */
enum typing_mode typing_next_mode(enum typing_mode mode);

/* A short name for the screen: "Telex", "VNI", or, translated, "off". */
const char *typing_mode_name(enum typing_mode mode);

#endif
