/* What stands in HTML comments: presenterm's commands, and a few of our own. */
#include "lesson/private.h"

#include "lesson/names.h"
#include "text/i18n.h"

#include <stdlib.h>
#include <string.h>

struct command;

/* What a command is given. */
struct call {
	const struct command *command;
	const char *text; /* after the colon, trimmed; "" when nothing */
	int number;       /* of a command with a range, or 1 and 0 for true and false */
	int line;
};

enum argument { ARGUMENT_NONE, ARGUMENT_NUMBER, ARGUMENT_SWITCH, ARGUMENT_TEXT };

struct command {
	const char *name;
	enum argument argument;
	int min, max;
	bool anywhere; /* also inside quotes and list items */
	void (*run)(struct loader *, const struct call *);
	const char *example;
};

/* ---- What they do ------------------------------------------------------------------------------------------ */

static void add_simple(struct loader *loader, enum block_kind kind, int line)
{
	block_append(loader, block_new(loader, kind, line));
}

static void run_pause(struct loader *loader, const struct call *call)
{
	add_simple(loader, BLOCK_PAUSE, call->line);
}

static void run_middle(struct loader *loader, const struct call *call)
{
	add_simple(loader, BLOCK_MIDDLE, call->line);
}

static void run_end_slide(struct loader *loader, const struct call *call)
{
	(void)call;
	slide_end(loader);
}

/* The lines after "|", without the indentation they share. */
static char *dedent(const char *text)
{
	g_auto(GStrv) lines = g_strsplit(text, "\n", -1);
	size_t indent = SIZE_MAX;

	for (size_t i = 1; lines[0] && lines[i]; i++) {
		size_t blank = strspn(lines[i], " \t");

		if (lines[i][blank])
			indent = MIN(indent, blank);
	}
	GString *out = g_string_new(NULL);

	for (size_t i = 0; lines[i]; i++) {
		size_t skip = i ? MIN(indent, strspn(lines[i], " \t")) : 0;

		g_string_append_printf(out, "%s%s", i ? "\n" : "", g_strchomp(lines[i] + skip));
	}
	return g_string_free(out, FALSE);
}

static void run_speaker_note(struct loader *loader, const struct call *call)
{
	g_autofree char *lines = strchr(call->text, '\n') ? dedent(call->text) : NULL;
	const char *text = lines ? lines : call->text;

	if (*text == '|' && (text[1] == '\n' || !text[1]))
		text += text[1] ? 2 : 1;
	slide_note(loader, text);
}

static void run_incremental_lists(struct loader *loader, const struct call *call)
{
	loader->draft.incremental_lists = call->number;
}

static void run_incremental_tables(struct loader *loader, const struct call *call)
{
	loader->draft.incremental_tables = call->number;
}

static void run_list_item_newlines(struct loader *loader, const struct call *call)
{
	loader->draft.spacing = call->number;
}

static void run_new_lines(struct loader *loader, const struct call *call)
{
	struct block *space = block_new(loader, BLOCK_SPACE, call->line);

	space->count = call->number;
	block_append(loader, space);
}

static void run_new_line(struct loader *loader, const struct call *call)
{
	const struct call one = {call->command, "", 1, call->line};

	run_new_lines(loader, &one);
}

static void wrong_argument(struct loader *loader, const struct call *call)
{
	g_autofree char *hint = g_strdup_printf(_("Write for example: <!-- %s -->"), call->command->example);

	complain(loader, SEVERITY_ERROR, call->line, column_of(loader, call->line, call->command->name), hint,
		 _("The command %s cannot be used with “%s”."), call->command->name, call->text);
}

static void run_alignment(struct loader *loader, const struct call *call)
{
	static const char *const names[] = {"left", "center", "right"};

	for (size_t i = 0; i < G_N_ELEMENTS(names); i++) {
		if (strcmp(call->text, names[i]))
			continue;
		struct block *block = block_new(loader, BLOCK_ALIGN, call->line);

		block->align = (enum align)(ALIGN_LEFT + i);
		block_append(loader, block);
		return;
	}
	wrong_argument(loader, call);
}

static void run_font_size(struct loader *loader, const struct call *call)
{
	loader->draft.slide.font_size = call->number;
}

static void run_minutes(struct loader *loader, const struct call *call)
{
	loader->draft.slide.minutes = call->number;
}

static void run_no_footer(struct loader *loader, const struct call *call)
{
	(void)call;
	loader->draft.slide.no_footer = true;
}

static void run_skip_slide(struct loader *loader, const struct call *call)
{
	(void)call;
	loader->draft.skip = true;
}

static void run_include(struct loader *loader, const struct call *call)
{
	include_file(loader, call->text, call->line);
}

static void run_nothing(struct loader *loader, const struct call *call)
{
	(void)loader;
	(void)call;
}

/* Goes on after the columns, at the slide's own width. */
static void run_reset_layout(struct loader *loader, const struct call *call)
{
	struct block *columns = loader->draft.columns;

	(void)call;
	if (!columns)
		return;
	loader->draft.columns = NULL;
	loader->stack[0] = (struct sink){NULL, &columns->next, BLOCK_COLUMNS};
}

/* Reads "[3, 2]"; 0 columns when it is not that. */
static size_t read_weights(const char *text, int weights[MAX_COLUMNS])
{
	size_t n = 0, len = strlen(text);

	if (len < 2 || *text != '[' || text[len - 1] != ']')
		return 0;
	g_autofree char *inside = g_strndup(text + 1, len - 2);
	g_auto(GStrv) parts = g_strsplit(inside, ",", MAX_COLUMNS + 1);

	for (; parts[n]; n++) {
		guint64 weight;

		if (n == MAX_COLUMNS || !g_ascii_string_to_unsigned(g_strstrip(parts[n]), 10, 1, 100, &weight, NULL))
			return 0;
		weights[n] = (int)weight;
	}
	return n;
}

static void run_column_layout(struct loader *loader, const struct call *call)
{
	struct draft *draft = &loader->draft;
	int weights[MAX_COLUMNS];
	size_t n = read_weights(call->text, weights);

	if (!n) {
		wrong_argument(loader, call);
		return;
	}
	run_reset_layout(loader, call);
	struct block *columns = block_new(loader, BLOCK_COLUMNS, call->line);
	const struct block **tail = &columns->first;

	block_append(loader, columns);
	for (size_t i = 0; i < n; i++) {
		struct block *column = block_new(loader, BLOCK_COLUMN, call->line);

		column->weight = weights[i];
		*tail = column;
		tail = &column->next;
		draft->column_sinks[i] = (struct sink){NULL, &column->first, BLOCK_ROW};
	}
	draft->columns = columns;
	draft->n_columns = n;
	/* Until a column is named, the text goes into the first. */
	draft->column = 0;
	loader->stack[0] = draft->column_sinks[0];
}

static void run_column(struct loader *loader, const struct call *call)
{
	struct draft *draft = &loader->draft;

	if (!draft->columns) {
		complain(loader, SEVERITY_ERROR, call->line, column_of(loader, call->line, "column"),
			 _("Put <!-- column_layout: [1, 1] --> before it."),
			 _("There is no column layout here to choose a column of."));
		return;
	}
	if ((size_t)call->number >= draft->n_columns) {
		complain(loader, SEVERITY_ERROR, call->line, column_of(loader, call->line, "column"),
			 _("The first column is number 0."), _("There is no column %d: the layout has %zu."),
			 call->number, draft->n_columns);
		return;
	}
	draft->column_sinks[draft->column] = loader->stack[0];
	draft->column = (size_t)call->number;
	loader->stack[0] = draft->column_sinks[draft->column];
}

static const struct command commands[] = {
	{"pause", ARGUMENT_NONE, 0, 0, true, run_pause, "pause"},
	{"end_slide", ARGUMENT_NONE, 0, 0, false, run_end_slide, "end_slide"},
	{"speaker_note", ARGUMENT_TEXT, 0, 0, true, run_speaker_note, "speaker_note: Nhắc lại con số này."},
	{"incremental_lists", ARGUMENT_SWITCH, 0, 1, false, run_incremental_lists, "incremental_lists: true"},
	{"incremental_tables", ARGUMENT_SWITCH, 0, 1, false, run_incremental_tables, "incremental_tables: true"},
	{"list_item_newlines", ARGUMENT_NUMBER, 1, 20, false, run_list_item_newlines, "list_item_newlines: 2"},
	{"column_layout", ARGUMENT_TEXT, 0, 0, false, run_column_layout, "column_layout: [3, 2]"},
	{"column", ARGUMENT_NUMBER, 0, MAX_COLUMNS - 1, false, run_column, "column: 0"},
	{"reset_layout", ARGUMENT_NONE, 0, 0, false, run_reset_layout, "reset_layout"},
	{"jump_to_middle", ARGUMENT_NONE, 0, 0, false, run_middle, "jump_to_middle"},
	{"new_line", ARGUMENT_NONE, 0, 0, true, run_new_line, "new_line"},
	{"newline", ARGUMENT_NONE, 0, 0, true, run_new_line, "newline"},
	{"new_lines", ARGUMENT_NUMBER, 1, 100, true, run_new_lines, "new_lines: 3"},
	{"newlines", ARGUMENT_NUMBER, 1, 100, true, run_new_lines, "newlines: 3"},
	{"alignment", ARGUMENT_TEXT, 0, 0, false, run_alignment, "alignment: center"},
	{"font_size", ARGUMENT_NUMBER, 1, 7, true, run_font_size, "font_size: 2"},
	{"no_footer", ARGUMENT_NONE, 0, 0, true, run_no_footer, "no_footer"},
	{"skip_slide", ARGUMENT_NONE, 0, 0, true, run_skip_slide, "skip_slide"},
	{"include", ARGUMENT_TEXT, 0, 0, false, run_include, "include: mo-dau.md"},
	{"comment", ARGUMENT_TEXT, 0, 0, true, run_nothing, "comment: …"},
	{"minutes", ARGUMENT_NUMBER, 1, 600, true, run_minutes, "minutes: 3"},
};

/* ---- Telling which it is ----------------------------------------------------------------------------------- */

/* The length of the name a comment begins with, where it has the form of a command: "name" or "name: …". */
static size_t name_length(const char *comment, size_t len)
{
	size_t n = 0;

	while (n < len && (g_ascii_isalpha(comment[n]) || comment[n] == '_'))
		n++;
	return n && (n == len || comment[n] == ':') ? n : 0;
}

static const struct command *find_command(const char *comment, size_t len)
{
	size_t n = name_length(comment, len);

	for (size_t i = 0; n && i < G_N_ELEMENTS(commands); i++) {
		if (strlen(commands[i].name) == n && !memcmp(commands[i].name, comment, n))
			return &commands[i];
	}
	return NULL;
}

/* The comment of an HTML block that begins with one, trimmed; NULL when it begins otherwise. */
static const char *block_comment(const char *html, size_t *len)
{
	struct html_piece piece;

	html += strspn(html, " \t\n");
	if (!g_str_has_prefix(html, "<!--") || !html_next(&html, &piece) || piece.kind != HTML_COMMENT)
		return NULL;
	const char *s = piece.s, *end = piece.s + piece.len;

	while (s < end && g_ascii_isspace(*s))
		s++;
	while (s < end && g_ascii_isspace(end[-1]))
		end--;
	*len = (size_t)(end - s);
	return s;
}

bool command_ends_slide(const char *html)
{
	size_t len;
	const char *comment = block_comment(html, &len);

	return comment && len == strlen("end_slide") && !memcmp(comment, "end_slide", len);
}

bool command_is_quiz(const char *html, char **attributes)
{
	size_t len;
	const char *comment = block_comment(html, &len);

	if (!comment || len < 4 || memcmp(comment, "quiz", 4) || (len > 4 && !g_ascii_isspace(comment[4])))
		return false;
	if (attributes)
		*attributes = g_strndup(comment + 4, len - 4);
	return true;
}

/* ---- Misspelt commands -------------------------------------------------------------------------------------- */

static void suspect_misspelling(struct loader *loader, const struct note *note)
{
	const char *names[G_N_ELEMENTS(commands) + 2] = {"quiz"}, *near;
	size_t n = strcspn(note->text, ":=\n");
	bool one_word = n <= 24 && note->text[n] != '=';

	/* "quizz id=x" is one; "see the quiz below" is not. */
	if (!one_word || (!note->text[n] && strchr(note->text, ' ') && n > 18)) {
		n = strcspn(note->text, " :=\n");
		one_word = note->text[n] == ' ' && strchr(note->text, '=');
	}
	if (!one_word || !n || n > 24)
		return;
	for (size_t i = 0; i < G_N_ELEMENTS(commands); i++)
		names[i + 1] = commands[i].name;
	g_autofree char *word = g_strndup(note->text, n);

	near = nearest_name(g_strstrip(word), names);
	if (!near)
		return;
	g_autofree char *hint = g_strdup_printf(_("Write <!-- %s --> if that is meant."), near);

	complain(loader, SEVERITY_WARNING, note->line, column_of(loader, note->line, word), hint,
		 _("“%s” is no command, so this comment does nothing."), word);
}

static bool is_quiz(const char *comment)
{
	return g_str_has_prefix(comment, "quiz") && (!comment[4] || g_ascii_isspace(comment[4]));
}

void command_suspect(struct loader *loader, const struct note *note)
{
	if (is_quiz(note->text))
		complain(loader, SEVERITY_ERROR, note->line, column_of(loader, note->line, "<!--"),
			 _("Write the question as a heading (## …) and this comment on the line under it."),
			 _("This quiz comment has no heading right above it, so there is no question here."));
	else
		suspect_misspelling(loader, note);
}

/* ---- Running ----------------------------------------------------------------------------------------------- */

static bool read_argument(struct call *call)
{
	const struct command *command = call->command;
	gint64 number;

	switch (command->argument) {
	case ARGUMENT_NONE:
		return !*call->text;
	case ARGUMENT_TEXT:
		return *call->text;
	case ARGUMENT_SWITCH:
		call->number = !strcmp(call->text, "true");
		return call->number || !strcmp(call->text, "false");
	case ARGUMENT_NUMBER:
		if (!g_ascii_string_to_signed(call->text, 10, command->min, command->max, &number, NULL))
			return false;
		call->number = (int)number;
		return true;
	}
	g_assert_not_reached();
}

static void run_note(struct loader *loader, const struct note *note)
{
	size_t len = strlen(note->text), n = name_length(note->text, len);
	const struct command *command = find_command(note->text, len);

	if (!command) {
		if (!g_str_has_prefix(note->text, "//"))
			command_suspect(loader, note);
		return;
	}
	const char *text = note->text + n;

	if (*text == ':')
		text++;
	while (*text == ' ' || *text == '\t')
		text++;
	struct call call = {command, text, 0, note->line};

	if (command->run == run_nothing)
		return;
	if (!read_argument(&call))
		wrong_argument(loader, &call);
	else if (loader->depth && !command->anywhere)
		complain(loader, SEVERITY_WARNING, note->line, column_of(loader, note->line, command->name),
			 _("Put the comment at the beginning of a line, after an empty one."),
			 _("The command %s does nothing inside a list or a quote."), command->name);
	else
		command->run(loader, &call);
}

void commands_run(struct loader *loader, size_t n)
{
	/* A command may bring in a file, whose comments are added to the same list. */
	for (size_t i = n; i < loader->notes->len; i++) {
		struct note note = g_array_index(loader->notes, struct note, i);

		run_note(loader, &note);
	}
	g_array_set_size(loader->notes, (unsigned int)n);
}
