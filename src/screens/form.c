#include "screens/form.h"

#include "screens/panel.h"
#include "text/i18n.h"
#include "text/text.h"
#include "text/typing.h"

#include <string.h>

/* Lines have the items from 0. */
enum { BUTTON_SAVE = 1000, BUTTON_BACK, BUTTON_TYPING };

struct line {
	const char *label;
	GString *text;
	char **choices; /* NULL for a line to type in */
	int choice;
};

struct form {
	char *title, *about;
	int purpose;
	struct line *lines;
	size_t n_lines;
	int focus, scroll;
	struct typing typing;
	char *problem;
};

struct form_frame {
	struct panel panel;
	struct sheet *sheet;
	char *typing; /* the label of the button */
};

static bool is_line(const struct form *form, int item)
{
	return item >= 0 && item < (int)form->n_lines;
}

/* The line that is typed in; NULL when it is none. */
static struct line *typed_line(const struct form *form)
{
	return is_line(form, form->focus) && !form->lines[form->focus].choices ? &form->lines[form->focus] : NULL;
}

/* ---- Drawing ----------------------------------------------------------------------------------------------- */

static void add_line(struct sheet *sheet, int item, const struct line *line)
{
	sheet_text(sheet, ITEM_NONE, 0, ROLE_DIM, line->label);
	if (line->choices) {
		g_autofree char *shown = g_strdup_printf("‹ %s ›", line->choices[line->choice]);
		sheet_text(sheet, item, 0, ROLE_TEXT, shown);
	} else {
		sheet_field(sheet, item, line->text->str);
	}
}

static void frame_init(struct form_frame *frame, const struct form *form, int width, int height)
{
	struct button buttons[] = {{BUTTON_SAVE, _("Save")}, {BUTTON_BACK, _("Back")}, {BUTTON_TYPING, NULL}};

	frame->typing = g_strdup_printf(_("F2 marks: %s"), typing_mode_name(form->typing.mode));
	buttons[2].label = frame->typing;
	panel_init(&frame->panel, width, height, buttons, G_N_ELEMENTS(buttons));
	frame->sheet = sheet_new(frame->panel.width);
	for (size_t i = 0; i < form->n_lines; i++)
		add_line(frame->sheet, (int)i, &form->lines[i]);
}

static void frame_clear(struct form_frame *frame)
{
	sheet_free(frame->sheet);
	g_free(frame->typing);
}

static void render(const void *data, struct grid *grid)
{
	const struct form *form = data;
	const struct panel_words words = {.title = form->title, .message = form->problem, .role = ROLE_WARNING};
	struct form_frame frame;

	frame_init(&frame, form, grid->width, grid->height);
	sheet_draw(frame.sheet, grid, frame.panel.x, frame.panel.top, frame.panel.height,
		   sheet_scroll(frame.sheet, form->scroll, frame.panel.height, ITEM_NONE), form->focus);
	panel_draw(&frame.panel, grid, &words, CONTEXT_FORM, form->focus);
	frame_clear(&frame);
}

/* ---- Input ------------------------------------------------------------------------------------------------- */

static struct effect focus_on(struct form *form, const struct form_frame *frame, int item)
{
	struct line *before = typed_line(form);

	if (before && item != form->focus)
		typing_end(&form->typing, before->text);
	form->focus = item;
	form->scroll = sheet_scroll(frame->sheet, form->scroll, frame->panel.height, item);
	/* What the first line asks for stands above it. */
	if (item == 0)
		form->scroll = 0;
	return panel_drawn();
}

static struct effect move(struct form *form, const struct form_frame *frame, int direction)
{
	int last = (int)form->n_lines - 1;

	if (!is_line(form, form->focus))
		return focus_on(form, frame, direction < 0 ? last : form->focus);
	if (form->focus == last && direction > 0)
		return focus_on(form, frame, BUTTON_SAVE);
	return focus_on(form, frame, CLAMP(form->focus + direction, 0, last));
}

static struct effect turn(struct form *form, const struct form_frame *frame, int direction)
{
	if (!is_line(form, form->focus))
		return focus_on(form, frame, panel_next_button(&frame->panel, form->focus, direction));
	struct line *line = &form->lines[form->focus];
	int n = line->choices ? (int)g_strv_length(line->choices) : 0;
	if (n == 0)
		return panel_nothing();
	line->choice = (line->choice + direction + n) % n;
	return panel_drawn();
}

static struct effect next_typing(struct form *form)
{
	typing_init(&form->typing, typing_next_mode(form->typing.mode), false);
	return panel_drawn();
}

static struct effect save(struct form *form)
{
	struct line *line = typed_line(form);

	if (line)
		typing_end(&form->typing, line->text);
	for (size_t i = 0; i < form->n_lines; i++) {
		GString *text = form->lines[i].text;
		g_autofree char *trimmed = g_strstrip(g_strdup(text->str));
		g_string_assign(text, trimmed);
	}
	return (struct effect){.kind = EFFECT_ACT, .action = FORM_DO_SAVE};
}

static struct effect activate(struct form *form, const struct form_frame *frame, int item)
{
	if (item == BUTTON_SAVE)
		return save(form);
	if (item == BUTTON_BACK)
		return (struct effect){.kind = EFFECT_CLOSE};
	if (item == BUTTON_TYPING)
		return next_typing(form);
	return move(form, frame, 1);
}

static struct effect handle_binding(struct form *form, const struct form_frame *frame, enum binding binding)
{
	switch ((int)binding) {
	case FORM_UP:
		return move(form, frame, -1);
	case FORM_DOWN:
		return move(form, frame, 1);
	case FORM_EARLIER:
		return turn(form, frame, -1);
	case FORM_LATER:
		return turn(form, frame, 1);
	case FORM_ACTIVATE:
		return activate(form, frame, form->focus);
	case FORM_TYPING:
		return next_typing(form);
	case FORM_HELP:
		return panel_help(CONTEXT_FORM);
	case FORM_BACK:
		return (struct effect){.kind = EFFECT_CLOSE};
	default:
		return panel_nothing();
	}
}

static struct effect handle_key(struct form *form, const struct form_frame *frame, uint32_t key)
{
	struct line *line = typed_line(form);

	g_clear_pointer(&form->problem, g_free);
	if (key == KEY_INTERRUPT)
		return (struct effect){.kind = EFFECT_CLOSE};
	if (line && key == KEY_ERASE)
		typing_erase(&form->typing, line->text);
	else if (line && key_is_character(key) && line->text->len < FIELD_BYTES)
		typing_key(&form->typing, key, line->text);
	else
		return handle_binding(form, frame, keys_find(CONTEXT_FORM, key));
	return focus_on(form, frame, form->focus);
}

/* A click on a choice takes the next one. */
static struct effect handle_click(struct form *form, const struct form_frame *frame, int x, int y)
{
	int item = panel_button_at(&frame->panel, x, y);

	if (item != ITEM_NONE)
		return activate(form, frame, item);
	if (y < frame->panel.top || y >= frame->panel.top + frame->panel.height)
		return panel_nothing();
	item = sheet_item_at(frame->sheet, form->scroll + y - frame->panel.top);
	if (item == ITEM_NONE)
		return panel_nothing();
	focus_on(form, frame, item);
	return form->lines[item].choices ? turn(form, frame, 1) : panel_drawn();
}

static struct effect paste(struct form *form, const struct form_frame *frame, const char *text)
{
	struct line *line = typed_line(form);

	if (!line)
		return panel_nothing();
	typing_end(&form->typing, line->text);
	field_add(line->text, text);
	return focus_on(form, frame, form->focus);
}

static struct effect handle(void *data, const struct event *event)
{
	struct form *form = data;
	struct effect effect = panel_drawn();
	struct form_frame frame;

	if (event->kind == EVENT_DONE)
		return (struct effect){.kind = EFFECT_CLOSE};
	if (event->kind == EVENT_FAILED) {
		g_free(form->problem);
		form->problem = g_strdup(event->text);
		return effect;
	}
	frame_init(&frame, form, event->width, event->height);
	if (event->kind == EVENT_KEY)
		effect = handle_key(form, &frame, event->key);
	else if (event->kind == EVENT_CLICK)
		effect = handle_click(form, &frame, event->x, event->y);
	else if (event->kind == EVENT_PASTE)
		effect = paste(form, &frame, event->text);
	else if (event->kind == EVENT_RESIZE)
		effect = focus_on(form, &frame, form->focus);
	frame_clear(&frame);
	return effect;
}

/* ---- The screen -------------------------------------------------------------------------------------------- */

static void free_state(void *data)
{
	struct form *form = data;

	for (size_t i = 0; i < form->n_lines; i++) {
		g_string_free(form->lines[i].text, TRUE);
		g_strfreev(form->lines[i].choices);
	}
	g_free(form->lines);
	g_free(form->title);
	g_free(form->about);
	g_free(form->problem);
	g_free(form);
}

static const struct screen_class form_class = {.name = "form", .render = render, .handle = handle, .free = free_state};

struct screen *form_screen_new(const char *title, int purpose, const char *about, const struct form_line *lines,
			       size_t n_lines)
{
	struct form *form = g_new0(struct form, 1);

	g_assert(n_lines > 0);
	form->title = g_strdup(title);
	form->about = g_strdup(about ? about : "");
	form->purpose = purpose;
	form->n_lines = n_lines;
	form->lines = g_new0(struct line, n_lines);
	for (size_t i = 0; i < n_lines; i++)
		form->lines[i] = (struct line){lines[i].label, g_string_new(lines[i].text),
					       g_strdupv((char **)(uintptr_t)lines[i].choices), lines[i].choice};
	typing_init(&form->typing, TYPING_TELEX, false);
	return screen_new(&form_class, form);
}

bool is_form_screen(const struct screen *screen)
{
	return screen->class == &form_class;
}

static struct form *form_of(const struct screen *screen)
{
	g_assert(is_form_screen(screen));
	return screen->state;
}

int form_purpose(const struct screen *screen)
{
	return form_of(screen)->purpose;
}

const char *form_about(const struct screen *screen)
{
	return form_of(screen)->about;
}

const char *form_text(const struct screen *screen, size_t line)
{
	return form_of(screen)->lines[line].text->str;
}

int form_choice(const struct screen *screen, size_t line)
{
	return form_of(screen)->lines[line].choice;
}

void form_set_text(struct screen *screen, size_t line, const char *text)
{
	g_string_assign(form_of(screen)->lines[line].text, text);
}
