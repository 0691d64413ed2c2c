/*
 * Bytes → events. The terminal is read here and not by get_wch(): that one waits inside for the rest of an escape
 * sequence, loses a character that two reads cut in half, and delivers the sequences it does not know as keys, any of
 * which could choose an answer. Here what is not a key, a paste or a sound report of the mouse is swallowed whole.
 */
#include "tui/private.h"

#include "text/text.h"

#include <string.h>

#define ESC               '\033'
#define BEL               '\007'
#define PASTE_MOST        (64 * 1024) /* bytes of a paste that are kept */
#define PASTE_END         "\033[201~"
#define STRING_MOST       4096 /* bytes of a string (a terminal's answer) before it cannot be one */
#define SEQUENCE_MOST     64   /* the same of other sequences */
#define SEQUENCE_PATIENCE 500  /* milliseconds for the rest of a sequence, */
#define PASTE_PATIENCE    5000 /* and of a paste, over a bad line */

enum state {
	STATE_GROUND,
	STATE_ESCAPE,    /* ESC */
	STATE_SEQUENCE,  /* ESC [ */
	STATE_KEYPAD,    /* ESC O */
	STATE_CONSOLE,   /* ESC [ [, a function key of the Linux console */
	STATE_MOUSE,     /* ESC [ < */
	STATE_OLD_MOUSE, /* ESC [ M, and three bytes */
	STATE_STRING,    /* ESC ], ESC P and the like, up to BEL or ESC \ */
	STATE_PASTE,     /* ESC [ 200 ~ */
	STATE_COUNT
};

struct input {
	input_emit *emit;
	void *user;
	enum state state;
	char sequence[SEQUENCE_MOST + 1]; /* its bytes after what led to the state, always ended by NUL */
	size_t len;                       /* how many they are; of a string, how many have been passed over */
	char point[5];                    /* a character's bytes so far */
	size_t point_len, point_needs;
	bool alt;          /* it was typed with Alt, and is swallowed */
	GString *paste;    /* what was pasted so far */
	size_t paste_ends; /* how many bytes of PASTE_END have just been seen */
};

struct input *input_new(input_emit *emit, void *user)
{
	struct input *input = g_new0(struct input, 1);
	input->emit = emit;
	input->user = user;
	return input;
}

void input_free(struct input *input)
{
	if (!input)
		return;
	if (input->paste)
		g_string_free(input->paste, TRUE);
	g_free(input);
}

static void enter(struct input *input, enum state state)
{
	input->state = state;
	input->len = 0;
	input->sequence[0] = '\0';
	input->point_len = 0;
	input->alt = false;
}

static void emit_key(struct input *input, uint32_t key)
{
	input->emit(input->user, &(struct event){.kind = EVENT_KEY, .key = key});
}

/* ---- Characters -------------------------------------------------------------------------------------------------- */

static uint32_t control_key(char byte)
{
	switch (byte) {
	case '\r':
	case '\n':
		return KEY_RETURN;
	case '\t':
		return KEY_TAB;
	case '\b':
	case '\x7f':
		return KEY_ERASE;
	case '\x03':
		return KEY_INTERRUPT;
	default:
		return (uint32_t)byte;
	}
}

/* The second byte of an escape sequence, or what stands for it as a C1 character. */
static void take_introducer(struct input *input, uint32_t c)
{
	switch (c) {
	case '[':
		enter(input, STATE_SEQUENCE);
		break;
	case 'O':
		enter(input, STATE_KEYPAD);
		break;
	case ']':
	case 'P':
	case 'X':
	case '^':
	case '_':
		enter(input, STATE_STRING);
		break;
	default:
		enter(input, STATE_GROUND);
	}
}

static void begin_point(struct input *input, char byte, bool alt)
{
	unsigned char lead = (unsigned char)byte;
	if (lead < 0xC2 || lead > 0xF4)
		return;
	input->point[0] = byte;
	input->point_len = 1;
	input->point_needs = (size_t)g_utf8_skip[lead];
	input->alt = alt;
}

static void end_point(struct input *input)
{
	gunichar c = g_utf8_get_char_validated(input->point, (gssize)input->point_len);
	input->point_len = 0;
	if (input->alt || c >= KEY_FIRST_SPECIAL) /* −1 and −2 mean broken */
		return;
	if (c < 0xA0)
		take_introducer(input, c - 0x40);
	else
		emit_key(input, c);
}

static void ground(struct input *input, char byte)
{
	bool continues = ((unsigned char)byte & 0xC0) == 0x80;
	if (input->point_len > 0 && continues) {
		input->point[input->point_len++] = byte;
		if (input->point_len == input->point_needs)
			end_point(input);
		return;
	}
	input->point_len = 0;
	if (byte == ESC)
		enter(input, STATE_ESCAPE);
	else if ((unsigned char)byte >= 0x80)
		begin_point(input, byte, false);
	else if (byte != '\0')
		emit_key(input, control_key(byte));
}

/* A control character breaks a sequence off, and counts. */
static void break_off(struct input *input, char byte)
{
	enter(input, STATE_GROUND);
	ground(input, byte);
}

/* ESC and a character at once is that character with Alt, which means nothing here. */
static void escape(struct input *input, char byte)
{
	if (byte == ESC) {
		emit_key(input, KEY_ESCAPE);
	} else if ((unsigned char)byte < 0x80) {
		take_introducer(input, (uint32_t)byte);
	} else {
		enter(input, STATE_GROUND);
		begin_point(input, byte, true);
	}
}

/* ---- Keys -------------------------------------------------------------------------------------------------------- */

struct named_key {
	int code;
	uint32_t key;
};

/* ESC [ … letter and ESC O letter. */
static const struct named_key letter_keys[] = {
	{'A', KEY_UP_ARROW}, {'B', KEY_DOWN_ARROW}, {'C', KEY_RIGHT_ARROW}, {'D', KEY_LEFT_ARROW},
	{'H', KEY_HOME_KEY}, {'F', KEY_END_KEY},    {'Z', KEY_BACK_TAB},    {'M', KEY_RETURN},
	{'P', KEY_F1},       {'Q', KEY_F2},         {'R', KEY_F3},          {'S', KEY_F4},
};

/* ESC [ number ~ */
static const struct named_key number_keys[] = {
	{1, KEY_HOME_KEY},   {7, KEY_HOME_KEY}, {4, KEY_END_KEY},   {8, KEY_END_KEY},
	{3, KEY_DELETE_KEY}, {5, KEY_PAGE_UP},  {6, KEY_PAGE_DOWN}, {11, KEY_F1},
	{12, KEY_F2},        {13, KEY_F3},      {14, KEY_F4},       {15, KEY_F5},
};

/* ESC [ [ letter */
static const struct named_key console_keys[] = {
	{'A', KEY_F1}, {'B', KEY_F2}, {'C', KEY_F3}, {'D', KEY_F4}, {'E', KEY_F5},
};

static void emit_named(struct input *input, const struct named_key *keys, size_t count, int code)
{
	for (size_t i = 0; i < count; i++)
		if (keys[i].code == code) {
			emit_key(input, keys[i].key);
			return;
		}
}

static bool is_final(char byte)
{
	return byte >= '@' && byte <= '~';
}

static bool is_control(char byte)
{
	return (unsigned char)byte < ' ' || byte == '\x7f';
}

/* Remembers a byte of the sequence; false when it is too long to be one. */
static bool collect(struct input *input, char byte)
{
	if (input->len == SEQUENCE_MOST)
		return false;
	input->sequence[input->len++] = byte;
	input->sequence[input->len] = '\0';
	return true;
}

/* Reads numbers set apart by semicolons; false unless there are exactly count, of at most five digits each. */
static bool read_numbers(const char *text, int *numbers, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		size_t digits = strspn(text, "0123456789");
		if (digits < 1 || digits > 5)
			return false;
		numbers[i] = (int)g_ascii_strtoull(text, NULL, 10);
		text += digits;
		if (*text != (i + 1 < count ? ';' : '\0'))
			return false;
		text += i + 1 < count;
	}
	return true;
}

/* A whole ESC [ … final. Shift, Ctrl and Alt, which stand in a second number, do not count. */
static void end_sequence(struct input *input, char final)
{
	g_autofree char *numbers = g_strdup(input->sequence);
	enter(input, STATE_GROUND);
	if (strspn(numbers, "0123456789;:") != strlen(numbers))
		return;
	int number = (int)MIN(g_ascii_strtoull(numbers, NULL, 10), G_MAXINT);
	if (final != '~') {
		if (final != 'M')
			emit_named(input, letter_keys, G_N_ELEMENTS(letter_keys), final);
	} else if (number == 200) {
		enter(input, STATE_PASTE);
		input->paste = g_string_new(NULL);
		input->paste_ends = 0;
	} else {
		emit_named(input, number_keys, G_N_ELEMENTS(number_keys), number);
	}
}

static void sequence(struct input *input, char byte)
{
	bool first = input->len == 0;
	if (first && byte == '<')
		enter(input, STATE_MOUSE);
	else if (first && byte == 'M')
		enter(input, STATE_OLD_MOUSE);
	else if (first && byte == '[')
		enter(input, STATE_CONSOLE);
	else if (is_final(byte))
		end_sequence(input, byte);
	else if (is_control(byte) || (unsigned char)byte >= 0x80)
		break_off(input, byte);
	else if (!collect(input, byte))
		enter(input, STATE_GROUND);
}

static void keypad(struct input *input, char byte)
{
	if (is_control(byte)) {
		break_off(input, byte);
	} else if (!g_ascii_isdigit(byte) || !collect(input, byte)) {
		enter(input, STATE_GROUND);
		emit_named(input, letter_keys, G_N_ELEMENTS(letter_keys), byte);
	}
}

static void console(struct input *input, char byte)
{
	if (is_control(byte)) {
		break_off(input, byte);
		return;
	}
	enter(input, STATE_GROUND);
	emit_named(input, console_keys, G_N_ELEMENTS(console_keys), byte);
}

/* ---- The mouse -----------------------------------------------------------------------------------------------------
 */

#define BUTTON_MOVED 32
#define BUTTON_WHEEL 64

static void emit_mouse(struct input *input, int button, int x, int y)
{
	int which = button & 3;
	if (button & BUTTON_MOVED || button >= 2 * BUTTON_WHEEL)
		return;
	if (button & BUTTON_WHEEL && which < 2)
		input->emit(input->user, &(struct event){.kind = EVENT_WHEEL, .y = which == 0 ? -1 : 1});
	else if (!(button & BUTTON_WHEEL) && which == 0 && x >= 1 && y >= 1)
		input->emit(input->user, &(struct event){.kind = EVENT_CLICK, .x = x - 1, .y = y - 1});
}

/* Phones send reports such as ESC[<65;NaN;NaNM: whatever stands up to the M or m belongs to the report. */
static void mouse(struct input *input, char byte)
{
	int report[3];
	if (byte == 'M' || byte == 'm') {
		bool sound = read_numbers(input->sequence, report, G_N_ELEMENTS(report));
		enter(input, STATE_GROUND);
		if (sound && byte == 'M')
			emit_mouse(input, report[0], report[1], report[2]);
	} else if (is_control(byte)) {
		break_off(input, byte);
	} else if (!collect(input, byte)) {
		enter(input, STATE_GROUND);
	}
}

static void old_mouse(struct input *input, char byte)
{
	if (is_control(byte)) {
		break_off(input, byte);
		return;
	}
	collect(input, byte);
	if (input->len < 3)
		return;
	int button = (unsigned char)input->sequence[0] - ' ';
	int x = (unsigned char)input->sequence[1] - ' ';
	int y = (unsigned char)input->sequence[2] - ' ';
	enter(input, STATE_GROUND);
	emit_mouse(input, button, x, y);
}

/* ---- Strings and pastes ---------------------------------------------------------------------------------------------
 */

static void string(struct input *input, char byte)
{
	if (byte == BEL || ++input->len > STRING_MOST)
		enter(input, STATE_GROUND);
	else if (is_control(byte))
		break_off(input, byte);
}

/* Terminals send line ends as CR. */
static char *one_kind_of_line_end(const char *text)
{
	GString *lines = g_string_new(text);
	g_string_replace(lines, "\r\n", "\n", 0);
	g_string_replace(lines, "\r", "\n", 0);
	return g_string_free(lines, FALSE);
}

/* A paste that was too long may end within a character, which is left out then. */
static void drop_cut_character(GString *paste)
{
	size_t len = paste->len;
	if (len < PASTE_MOST)
		return;
	while (len > 0 && ((unsigned char)paste->str[len - 1] & 0xC0) == 0x80)
		len--;
	g_string_truncate(paste, len > 0 ? len - 1 : 0);
}

static void end_paste(struct input *input)
{
	drop_cut_character(input->paste);
	g_autofree char *repaired = text_repair(input->paste->str, input->paste->len, NULL);
	g_autofree char *lines = one_kind_of_line_end(repaired);
	g_autofree char *text = text_filter(lines);
	g_string_free(input->paste, TRUE);
	input->paste = NULL;
	enter(input, STATE_GROUND);
	input->emit(input->user, &(struct event){.kind = EVENT_PASTE, .text = text});
}

static void keep_pasted(struct input *input, const char *bytes, size_t len)
{
	size_t room = PASTE_MOST - input->paste->len;
	g_string_append_len(input->paste, bytes, (gssize)MIN(len, room));
}

static void paste(struct input *input, char byte)
{
	if (byte == PASTE_END[input->paste_ends]) {
		if (++input->paste_ends == strlen(PASTE_END))
			end_paste(input);
		return;
	}
	keep_pasted(input, PASTE_END, input->paste_ends);
	input->paste_ends = byte == ESC;
	if (byte != ESC)
		keep_pasted(input, &byte, 1);
}

/* ---- The whole ------------------------------------------------------------------------------------------------------
 */

static void (*const take[STATE_COUNT])(struct input *, char) = {
	[STATE_GROUND] = ground,       [STATE_ESCAPE] = escape,   [STATE_SEQUENCE] = sequence,
	[STATE_KEYPAD] = keypad,       [STATE_CONSOLE] = console, [STATE_MOUSE] = mouse,
	[STATE_OLD_MOUSE] = old_mouse, [STATE_STRING] = string,   [STATE_PASTE] = paste,
};

void input_feed(struct input *input, const char *bytes, size_t len)
{
	for (size_t i = 0; i < len; i++)
		take[input->state](input, bytes[i]);
}

int input_patience(const struct input *input, int escape_delay)
{
	if (input->state == STATE_GROUND && input->point_len == 0)
		return -1;
	if (input->state == STATE_ESCAPE)
		return escape_delay;
	return input->state == STATE_PASTE ? PASTE_PATIENCE : SEQUENCE_PATIENCE;
}

void input_expire(struct input *input)
{
	enum state state = input->state;
	if (state == STATE_PASTE) {
		end_paste(input);
		return;
	}
	enter(input, STATE_GROUND);
	if (state == STATE_ESCAPE)
		emit_key(input, KEY_ESCAPE);
}
