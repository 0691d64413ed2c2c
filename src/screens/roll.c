#include "screens/roll.h"

#include "screens/screen.h"
#include "screens/sheet.h"
#include "screens/who.h"
#include "text/i18n.h"
#include "text/text.h"

#include <string.h>

#define FIELD_ROWS   2 /* the field and an empty line */
#define MOST_TYPED   200
#define SMALL_HEIGHT 12

void roll_init(struct roll *roll)
{
	*roll = (struct roll){.people = g_ptr_array_new(), .typed = g_string_new(NULL), .found = g_ptr_array_new()};
}

void roll_clear(struct roll *roll)
{
	g_ptr_array_unref(roll->people);
	g_ptr_array_unref(roll->found);
	g_string_free(roll->typed, TRUE);
}

/* ---- Who is found ------------------------------------------------------------------------------------------ */

/* By name; else by code and all that is known; else by letters without spaces. */
static GPtrArray *find(const GPtrArray *people, const char *typed)
{
	GPtrArray *found = people_named(people, typed);

	if (found->len == 0) {
		g_ptr_array_unref(found);
		found = people_meant(people, typed);
	}
	for (unsigned int i = 0, none = found->len == 0; none && i < people->len; i++)
		if (text_finds_joined(typed, ((const struct person *)people->pdata[i])->name))
			g_ptr_array_add(found, people->pdata[i]);
	return found;
}

static GPtrArray *everybody(const GPtrArray *people)
{
	GPtrArray *all = g_ptr_array_sized_new(people->len);

	for (unsigned int i = 0; i < people->len; i++)
		g_ptr_array_add(all, people->pdata[i]);
	return all;
}

static void search(struct roll *roll)
{
	g_ptr_array_unref(roll->found);
	roll->found = roll->typed->len > 0 ? find(roll->people, roll->typed->str) : everybody(roll->people);
	roll->chosen = CLAMP(roll->chosen, 0, MAX((int)roll->found->len - 1, 0));
}

void roll_set_people(struct roll *roll, GPtrArray *people)
{
	const struct person *before = roll_chosen(roll);
	g_autofree char *id = g_strdup(before ? before->id : "");

	g_ptr_array_ref(people);
	g_ptr_array_unref(roll->people);
	roll->people = people;
	search(roll);
	roll_choose(roll, id);
}

const struct person *roll_chosen(const struct roll *roll)
{
	return roll->chosen < (int)roll->found->len ? roll->found->pdata[roll->chosen] : NULL;
}

void roll_choose(struct roll *roll, const char *id)
{
	for (unsigned int i = 0; i < roll->found->len; i++)
		if (strcmp(((const struct person *)roll->found->pdata[i])->id, id) == 0)
			roll->chosen = (int)i;
}

void roll_move(struct roll *roll, int lines)
{
	int last = MAX((int)roll->found->len - 1, 0);

	roll->chosen = lines > last ? last : lines < -last ? 0 : CLAMP(roll->chosen + lines, 0, last);
}

/* ---- Typing ------------------------------------------------------------------------------------------------ */

/* What was typed changed: from the top. */
static void narrow(struct roll *roll)
{
	roll->chosen = 0;
	roll->scroll = 0;
	search(roll);
}

static bool is_of_a_name(uint32_t key)
{
	return key_is_character(key) && (g_unichar_isalnum(key) || g_unichar_ismark(key) || strchr("-./'", (int)key));
}

bool roll_type(struct roll *roll, uint32_t key, bool with_space)
{
	if (key == KEY_ERASE && roll->typed->len > 0) {
		const char *last = g_utf8_find_prev_char(roll->typed->str, roll->typed->str + roll->typed->len);
		g_string_truncate(roll->typed, (gsize)(last - roll->typed->str));
		narrow(roll);
		return true;
	}
	if (!is_of_a_name(key) && !(with_space && key == ' ' && roll->typed->len > 0))
		return false;
	if (roll->typed->len < MOST_TYPED) {
		g_string_append_unichar(roll->typed, key);
		narrow(roll);
	}
	return true;
}

void roll_paste(struct roll *roll, const char *text)
{
	field_add(roll->typed, text);
	g_string_truncate(roll->typed, MIN(roll->typed->len, MOST_TYPED));
	narrow(roll);
}

bool roll_forget(struct roll *roll)
{
	const struct person *chosen = roll_chosen(roll);
	g_autofree char *id = g_strdup(chosen ? chosen->id : "");

	if (roll->typed->len == 0)
		return false;
	g_string_truncate(roll->typed, 0);
	search(roll);
	roll_choose(roll, id);
	return true;
}

/* ---- Drawing ----------------------------------------------------------------------------------------------- */

static int field_rows(int height)
{
	return height < SMALL_HEIGHT ? 1 : FIELD_ROWS;
}

int roll_page(int height)
{
	return MAX(height - field_rows(height), 1);
}

/* The first line shown: as it was, but so that the chosen one is in sight. */
static int scroll_of(const struct roll *roll, int height)
{
	int page = roll_page(height), n = (int)roll->found->len;
	int scroll = CLAMP(roll->scroll, roll->chosen - page + 1, roll->chosen);

	return CLAMP(scroll, 0, MAX(n - page, 0));
}

static void draw_field(const struct roll *roll, struct grid *grid, int x, int y, int width)
{
	/* TRANSLATORS: before the field in which letters of a name are typed to find it */
	const char *label = _("Find:");
	int used = grid_puts(grid, x, y, ROLE_DIM, 0, label) + 1;

	for (int i = used; i < width; i++)
		grid_put(grid, x + i, y, 1, ROLE_INPUT, CELL_UNDERLINE, " ", 1);
	used += draw_clipped(grid, x + used, y, MAX(width - used - 1, 1), ROLE_INPUT, CELL_UNDERLINE, roll->typed->str);
	grid->cursor_x = MIN(x + used, grid->width - 1);
	grid->cursor_y = y;
}

static void draw_line(struct grid *grid, int x, int y, int width, const struct person *person, bool chosen,
		      const char *mark, enum role role)
{
	g_autofree char *details = person_details(person);
	int used = 2;

	if (chosen) {
		grid_fill(grid, x, y, width, 1, ROLE_SELECTED);
		grid_puts(grid, x, y, ROLE_SELECTED, CELL_BOLD, "▸");
	}
	if (mark)
		used += grid_puts(grid, x + used, y, chosen ? ROLE_SELECTED : role, CELL_BOLD, mark) + 1;
	used += draw_clipped(grid, x + used, y, width - used, chosen ? ROLE_SELECTED : ROLE_TEXT,
			     chosen ? CELL_BOLD : 0, person->name);
	if (*details && used + 4 < width)
		draw_clipped(grid, x + used + 2, y, width - used - 2, chosen ? ROLE_SELECTED : ROLE_DIM, 0, details);
}

void roll_draw(const struct roll *roll, struct grid *grid, int x, int y, int width, int height, roll_mark *mark,
	       const void *user)
{
	int scroll = scroll_of(roll, height), page = roll_page(height), n = (int)roll->found->len;
	int inside = width - 2; /* the last two columns are for the arrows */

	draw_field(roll, grid, x, y, width);
	y += field_rows(height);
	for (int i = 0; i < page && scroll + i < n; i++) {
		const struct person *person = roll->found->pdata[scroll + i];
		enum role role = ROLE_TEXT;
		const char *before = mark ? mark(person, user, &role) : NULL;
		draw_line(grid, x, y + i, inside, person, scroll + i == roll->chosen, before, role);
	}
	if (scroll > 0)
		grid_puts(grid, x + width - 1, y, ROLE_DIM, CELL_BOLD, "↑");
	if (scroll + page < n)
		grid_puts(grid, x + width - 1, y + page - 1, ROLE_DIM, CELL_BOLD, "↓");
}

bool roll_click(struct roll *roll, int row, int height)
{
	int line = row - field_rows(height), at = scroll_of(roll, height) + line;

	if (line < 0 || line >= roll_page(height) || at >= (int)roll->found->len)
		return false;
	roll->scroll = scroll_of(roll, height);
	roll->chosen = at;
	return true;
}
