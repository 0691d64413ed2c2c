#include "screens/essays.h"
#include "quiz/quiz.h"
#include "screens/help.h"
#include "screens/keys.h"
#include "screens/sheet.h"
#include "screens/who.h"
#include "text/i18n.h"
#include "text/text.h"
#include "text/typing.h"

#include <string.h>

#define MARKS_WIDTH 18 /* how marks are typed, beside the hints */
#define FIELD       0

/* What is given for an essay. */
struct given {
	bool marked;
	struct fraction fraction;
	char *comment; /* never NULL */
};

struct essays {
	const GPtrArray *essays; /* of struct essay */
	bool names;
	struct given *given; /* one each */
	unsigned int current;
	bool commenting;          /* the mark is typed, and now the comment is */
	struct fraction fraction; /* that mark */
	bool finished;            /* all are marked */
	GString *field;
	struct typing typing;
	int scroll;
	char *problem;
};

static const struct essay *essay_of(const struct essays *state)
{
	return g_ptr_array_index(state->essays, state->current);
}

static bool in_vietnamese(const struct essays *state)
{
	return strcmp(essay_of(state)->lesson->lang, "vi") == 0;
}

static char *points_text(const struct essays *state, struct fraction fraction)
{
	return fraction_decimal(fraction_mul(fraction, essay_of(state)->question->points), 1, 2, in_vietnamese(state));
}

static unsigned int count_marked(const struct essays *state)
{
	unsigned int n = 0;

	for (unsigned int i = 0; i < state->essays->len; i++)
		n += state->given[i].marked;
	return n;
}

static struct effect drawn(void)
{
	return (struct effect){.kind = EFFECT_DRAW};
}

static void set_field(struct essays *state, const char *text)
{
	typing_end(&state->typing, state->field);
	g_string_assign(state->field, text);
}

/* Shows an answer with the mark it has, to be given or changed. */
static struct effect show(struct essays *state, unsigned int n)
{
	state->current = n;
	state->commenting = false;
	state->scroll = 0;
	const struct given *given = &state->given[n];
	g_autofree char *mark = given->marked ? points_text(state, given->fraction) : g_strdup("");
	set_field(state, mark);
	return drawn();
}

/* ---- What is shown ----------------------------------------------------------------------------------------- */

struct frame {
	struct sheet *above, *below; /* the answer, which is read; and what is typed, always in sight */
	int x, width, top, height, below_y;
	bool small;
};

static void build_answer(const struct essays *state, struct sheet *sheet)
{
	const struct essay *essay = essay_of(state);
	const struct layout_options options = {.colour = true};

	sheet_text(sheet, ITEM_NONE, 0, ROLE_STRONG, essay->question->title->text);
	if (essay->question->stem)
		sheet_page(
			sheet, ITEM_NONE, 2,
			layout_blocks(essay->question->stem, essay->lesson, MAX(sheet_width(sheet) - 2, 2), &options));
	sheet_space(sheet, 1);
	if (state->names) {
		g_autofree char *details = person_details(essay->attempt->person);
		g_autofree char *who = g_strconcat(essay->attempt->person->name, *details ? " · " : "", details, NULL);
		sheet_text(sheet, ITEM_NONE, 0, ROLE_ACCENT, who);
	}
	sheet_text(sheet, ITEM_NONE, 0, ROLE_TEXT, essay->text);
}

static void build_field(const struct essays *state, struct sheet *sheet)
{
	g_autofree char *all = points_text(state, FRACTION_ONE);
	g_autofree char *prompt = NULL;

	if (state->commenting) {
		g_autofree char *mark = points_text(state, state->fraction);
		prompt = g_strdup_printf(_("%s of %s points. A comment, or only Enter:"), mark, all);
	} else {
		prompt = g_strdup_printf(_("The mark: 0 to %s points, or a per cent such as 80%%:"), all);
	}
	sheet_text(sheet, ITEM_NONE, 0, ROLE_TEXT, prompt);
	sheet_field(sheet, FIELD, state->field->str);
	if (state->problem)
		sheet_text(sheet, ITEM_NONE, 0, ROLE_WARNING, state->problem);
}

static void build_end(const struct essays *state, struct sheet *sheet)
{
	unsigned int n = state->essays->len;
	g_autofree char *all = g_strdup_printf(P_("✓ %u answer is marked.", "✓ All %u answers are marked.", n), n);

	sheet_text(sheet, ITEM_NONE, 0, ROLE_CORRECT, all);
	sheet_space(sheet, 1);
	sheet_text(sheet, FIELD, 0, ROLE_ACCENT, _("Leave"));
	sheet_text(sheet, ITEM_NONE, 2, ROLE_DIM, _("↑ goes back to them."));
}

static void frame_init(struct frame *frame, const struct essays *state, int width, int height)
{
	frame->small = height < 14;
	frame->x = readable_margin(width, &frame->width);
	frame->above = sheet_new(frame->width);
	frame->below = sheet_new(frame->width);
	if (state->finished) {
		build_end(state, frame->above);
	} else {
		build_answer(state, frame->above);
		build_field(state, frame->below);
	}
	frame->top = frame->small ? 1 : 2;
	frame->below_y = MAX(height - sheet_height(frame->below) - (frame->small ? 0 : 2), frame->top + 1);
	frame->height = MAX(frame->below_y - frame->top - (frame->small ? 0 : 1), 1);
}

static void frame_clear(struct frame *frame)
{
	sheet_free(frame->above);
	sheet_free(frame->below);
}

static void draw_foot(const struct essays *state, struct grid *grid, const struct frame *frame)
{
	g_autofree char *hints = keys_hints(CONTEXT_ESSAYS, frame->width - (state->commenting ? MARKS_WIDTH : 0));
	g_autofree char *marks = g_strdup_printf(_("F2 marks: %s"), typing_mode_name(state->typing.mode));

	grid_puts(grid, frame->x, grid->height - 1, ROLE_FOOTER, 0, hints);
	if (state->commenting)
		grid_puts(grid, frame->x + frame->width - text_width(marks, strlen(marks)), grid->height - 1,
			  ROLE_FOOTER, 0, marks);
}

static void render(const void *data, struct grid *grid)
{
	const struct essays *state = data;
	struct frame frame;
	g_autofree char *heading = g_strdup_printf(_("Answer %u of %u"), state->current + 1, state->essays->len);
	g_autofree char *marked = g_strdup_printf(_("marked: %u"), count_marked(state));

	frame_init(&frame, state, grid->width, grid->height);
	draw_clipped(grid, frame.x, 0, frame.width, ROLE_TITLE, CELL_BOLD, heading);
	grid_puts(grid, frame.x + frame.width - text_width(marked, strlen(marked)), 0, ROLE_DIM, 0, marked);
	for (int i = 0; !frame.small && i < frame.width; i++)
		grid_puts(grid, frame.x + i, 1, ROLE_RULE, 0, "─");
	sheet_draw(frame.above, grid, frame.x, frame.top, frame.height,
		   sheet_scroll(frame.above, state->scroll, frame.height, ITEM_NONE), FIELD);
	sheet_draw(frame.below, grid, frame.x, frame.below_y, sheet_height(frame.below), 0, FIELD);
	if (!frame.small)
		draw_foot(state, grid, &frame);
	frame_clear(&frame);
}

/* ---- Input ------------------------------------------------------------------------------------------------- */

static struct effect complain(struct essays *state, char *problem)
{
	g_free(state->problem);
	state->problem = problem;
	return drawn();
}

static struct effect take_mark(struct essays *state)
{
	const struct question *question = essay_of(state)->question;
	g_autofree char *all = points_text(state, FRACTION_ONE);

	if (!mark_read(state->field->str, question->points, &state->fraction))
		return complain(state, g_strdup_printf(_("That is no mark from 0 to %s points, or to 100%%."), all));
	state->commenting = true;
	set_field(state, state->given[state->current].comment);
	return drawn();
}

static struct effect accept(struct essays *state)
{
	if (state->finished)
		return (struct effect){.kind = EFFECT_CLOSE};
	typing_end(&state->typing, state->field);
	if (!state->commenting)
		return take_mark(state);
	return (struct effect){.kind = EFFECT_ACT, .action = ESSAYS_DO_GIVE};
}

static struct effect move(struct essays *state, int direction)
{
	unsigned int n = state->essays->len;

	if (state->finished) {
		state->finished = false;
		return show(state, n - 1);
	}
	return show(state, (state->current + n + (unsigned int)direction) % n);
}

/* The mark is kept: the next answer that has none. */
static struct effect go_on(struct essays *state)
{
	struct given *given = &state->given[state->current];
	unsigned int n = state->essays->len;

	given->marked = true;
	given->fraction = state->fraction;
	g_free(given->comment);
	given->comment = g_strdup(state->field->str);
	for (unsigned int i = 1; i < n; i++)
		if (!state->given[(state->current + i) % n].marked)
			return show(state, (state->current + i) % n);
	show(state, n - 1);
	state->finished = true;
	return drawn();
}

static struct effect back(struct essays *state)
{
	if (state->commenting)
		return show(state, state->current);
	return (struct effect){.kind = EFFECT_CLOSE};
}

static struct effect scroll_by(struct essays *state, const struct frame *frame, int lines)
{
	state->scroll = sheet_scroll(frame->above, state->scroll + lines, frame->height, ITEM_NONE);
	return drawn();
}

static struct effect handle_binding(struct essays *state, const struct frame *frame, enum binding binding)
{
	switch ((int)binding) {
	case ESSAYS_ACCEPT:
		return accept(state);
	case ESSAYS_NEXT:
		return move(state, 1);
	case ESSAYS_PREVIOUS:
		return move(state, -1);
	case ESSAYS_PAGE_UP:
		return scroll_by(state, frame, 1 - frame->height);
	case ESSAYS_PAGE_DOWN:
		return scroll_by(state, frame, frame->height - 1);
	case ESSAYS_TYPING:
		typing_init(&state->typing, typing_next_mode(state->typing.mode), false);
		return drawn();
	case ESSAYS_HELP:
		return (struct effect){.kind = EFFECT_OPEN, .opened = help_screen_new(CONTEXT_ESSAYS)};
	case ESSAYS_BACK:
		return back(state);
	default:
		return (struct effect){.kind = EFFECT_NONE};
	}
}

/* A mark is typed as it is; only a comment has words. */
static struct effect type_key(struct essays *state, uint32_t key)
{
	struct typing as_is, *typing = state->commenting ? &state->typing : &as_is;

	typing_init(&as_is, TYPING_OFF, false);
	if (key == KEY_ERASE)
		typing_erase(typing, state->field);
	else if (state->field->len < FIELD_BYTES)
		typing_key(typing, key, state->field);
	return drawn();
}

static struct effect handle_key(struct essays *state, const struct frame *frame, uint32_t key)
{
	g_clear_pointer(&state->problem, g_free);
	if (key == KEY_INTERRUPT)
		return back(state);
	if (!state->finished && (key_is_character(key) || key == KEY_ERASE))
		return type_key(state, key);
	return handle_binding(state, frame, keys_find(CONTEXT_ESSAYS, key));
}

static struct effect handle(void *data, const struct event *event)
{
	struct essays *state = data;
	struct effect effect = drawn();
	struct frame frame;

	if (event->kind == EVENT_DONE)
		return go_on(state);
	if (event->kind == EVENT_FAILED)
		return complain(state, g_strdup(event->text));
	frame_init(&frame, state, event->width, event->height);
	if (event->kind == EVENT_KEY)
		effect = handle_key(state, &frame, event->key);
	else if (event->kind == EVENT_WHEEL)
		effect = scroll_by(state, &frame, 3 * event->y);
	else if (event->kind == EVENT_CLICK && state->finished &&
		 sheet_item_at(frame.above, event->y - frame.top) == FIELD)
		effect = accept(state);
	else if (event->kind == EVENT_PASTE && !state->finished)
		field_add(state->field, event->text);
	frame_clear(&frame);
	return effect;
}

/* ---- The screen -------------------------------------------------------------------------------------------- */

static void free_state(void *data)
{
	struct essays *state = data;

	for (unsigned int i = 0; i < state->essays->len; i++)
		g_free(state->given[i].comment);
	g_free(state->given);
	g_string_free(state->field, TRUE);
	g_free(state->problem);
	g_free(state);
}

static const struct screen_class essays_class = {
	.name = "essays", .render = render, .handle = handle, .free = free_state};

struct screen *essays_screen_new(const GPtrArray *essays, bool names)
{
	struct essays *state = g_new0(struct essays, 1);

	g_assert(essays->len > 0);
	state->essays = essays;
	state->names = names;
	state->given = g_new0(struct given, essays->len);
	for (unsigned int i = 0; i < essays->len; i++)
		state->given[i].comment = g_strdup("");
	state->field = g_string_new(NULL);
	typing_init(&state->typing, in_vietnamese(state) ? TYPING_TELEX : TYPING_OFF, false);
	show(state, 0);
	return screen_new(&essays_class, state);
}

const struct essay *essays_given(const struct screen *screen, struct fraction *fraction, const char **comment)
{
	const struct essays *state = screen->state;

	g_assert(screen->class == &essays_class);
	*fraction = state->fraction;
	*comment = state->field->str;
	return essay_of(state);
}
