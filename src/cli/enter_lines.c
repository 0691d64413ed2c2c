/* Answers on paper as lines of text, a line a person. */
#include "cli/enter.h"
#include "cli/find.h"
#include "quiz/answer.h"
#include "quiz/paper.h"
#include "report/report.h"
#include "text/i18n.h"
#include "text/text.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct sheetful {
	struct desk *desk;
	const char *path;
	struct diagnostics *diags;
	unsigned int fine, known; /* people entered, or compared and the same; those entered before */
	struct table *differences;
	bool asks;
	GError *failure; /* the store's: nothing more can be kept */
};

/* ---- Reading ----------------------------------------------------------------------------------------------- */

static char *read_input(size_t *len)
{
	GString *all = g_string_new(NULL);
	char bytes[65536];
	size_t n;

	while ((n = fread(bytes, 1, sizeof(bytes), stdin)) > 0)
		g_string_append_len(all, bytes, (gssize)n);
	*len = all->len;
	return g_string_free(all, FALSE);
}

/* The text of the file in whatever encoding it is; NULL after a complaint. */
static char *load_text(const char *path, enum exit_status *status)
{
	g_autofree char *bytes = NULL;
	g_autoptr(GError) error = NULL;
	size_t len = 0;

	if (!path)
		bytes = read_input(&len);
	else if (!g_file_get_contents(path, &bytes, &len, &error)) {
		cli_fail(error);
		*status = EXIT_INPUT;
		return NULL;
	}
	g_autofree char *text = text_load(bytes, len, NULL, &error);
	if (!text) {
		*status = cli_fail(error);
		return NULL;
	}
	return text_filter(text);
}

/* ---- Who --------------------------------------------------------------------------------------------------- */

#define MEANT_SHOWN 5

static char *list_of(const GPtrArray *people)
{
	GString *out = g_string_new(NULL);

	for (unsigned int i = 0; i < MIN(people->len, MEANT_SHOWN); i++) {
		g_autofree char *who = describe_person(people->pdata[i]);
		g_string_append_printf(out, "%s%s", i > 0 ? "; " : "", who);
	}
	if (people->len > MEANT_SHOWN)
		g_string_append(out, "; …");
	return g_string_free(out, FALSE);
}

static void tell(struct sheetful *sheetful, const struct paper_line *line, char *message, const char *hint)
{
	diagnostics_add(sheetful->diags, SEVERITY_ERROR, sheetful->path, line->line, line->column, message,
			g_strdup(hint));
}

/* The only person meant; NULL when there is none, which is told of the line. */
static const struct person *find_meant(struct sheetful *sheetful, const struct paper_line *line)
{
	g_autoptr(GPtrArray) meant = people_meant(sheetful->desk->people, line->who);

	if (meant->len == 1)
		return meant->pdata[0];
	if (meant->len == 0) {
		tell(sheetful, line, g_strdup_printf(_("nobody is called “%s”"), line->who),
		     _("Add the person first: taphuan people add NAME"));
		return NULL;
	}
	g_autofree char *who = list_of(meant);
	tell(sheetful, line, g_strdup_printf(_("“%s” may be any of: %s"), line->who, who),
	     _("Type more of the name, the unit, the year of birth or the code."));
	return NULL;
}

/* ---- Entering ---------------------------------------------------------------------------------------------- */

/* The item of the other attempt that asks the same; NULL when none does. */
static const struct attempt_item *same_item(const struct attempt *attempt, const struct attempt_item *item)
{
	int at = attempt_find(attempt, item->question->id);

	return at < 0 ? NULL : &attempt->items[at];
}

static bool is_the_same(const struct attempt *a, const struct attempt *b)
{
	bool same = a->n_items == b->n_items;

	for (size_t i = 0; same && i < a->n_items; i++) {
		const struct attempt_item *item = same_item(b, &a->items[i]);
		same = item && answers_agree(a->items[i].response, item->response);
	}
	return same;
}

/* Who was entered before is passed over when the answers are the same, so that a file may be given twice. */
static void enter_again(struct sheetful *sheetful, const struct paper_line *line, const struct person *person,
			const struct attempt *attempt)
{
	g_autoptr(Lesson) taken = NULL;
	g_autoptr(Attempt) before = desk_entered(sheetful->desk, person, &taken, &sheetful->failure);

	if (!before)
		return;
	if (is_the_same(before, attempt))
		sheetful->known++;
	else
		tell(sheetful, line, g_strdup_printf(_("%s was entered already, with other answers"), person->name),
		     _("See them with --compare."));
}

static void enter(struct sheetful *sheetful, const struct paper_line *line, const struct person *person,
		  struct attempt *attempt)
{
	if (g_hash_table_contains(sheetful->desk->entered, person->id))
		enter_again(sheetful, line, person, attempt);
	else if (desk_keep(sheetful->desk, person, attempt, &sheetful->failure))
		sheetful->fine++;
}

/* ---- Comparing --------------------------------------------------------------------------------------------- */

static char *shown(const struct attempt_item *item, const struct response *response)
{
	g_autofree char *text = answer_text(item, response);

	return g_strdup(*text ? text : "x");
}

/* Asks which of two answers is right; true for the second. */
static bool ask_second(const struct person *person, const char *number, const char *first, const char *second)
{
	char *line = NULL;
	size_t room = 0;

	fprintf(stderr, _("%s, question %s: first %s, second %s. Which is right? [1/2]"), person->name, number, first,
		second);
	fputc(' ', stderr);
	bool answered = getline(&line, &room, stdin) > 0;
	bool takes_second = answered && line[0] == '2';
	free(line);
	return takes_second;
}

/* One question answered differently. Returns true when the second answer is the right one; attempt gets the right one.
 */
static bool differ(struct sheetful *sheetful, const struct person *person, struct attempt *attempt, size_t i,
		   const struct attempt_item *before)
{
	const struct attempt_item *item = &attempt->items[i];
	g_autofree char *number = g_strdup_printf("%zu", i + 1);
	g_autofree char *first = shown(item, before->response), *second = shown(item, item->response);

	table_add_row(sheetful->differences, g_strdup(person->name), g_strdup(number), g_strdup(first),
		      g_strdup(second), NULL);
	if (sheetful->asks && ask_second(person, number, first, second))
		return true;
	attempt_respond(attempt, i, before->response);
	return false;
}

static void compare(struct sheetful *sheetful, const struct person *person, struct attempt *attempt)
{
	g_autoptr(Lesson) taken = NULL;
	g_autoptr(Attempt) before = desk_entered(sheetful->desk, person, &taken, &sheetful->failure);
	unsigned int rows = sheetful->differences->rows->len;
	bool corrected = false;

	if (!before)
		return;
	for (size_t i = 0; i < attempt->n_items; i++) {
		const struct attempt_item *item = same_item(before, &attempt->items[i]);
		if (item && !answers_agree(attempt->items[i].response, item->response))
			corrected |= differ(sheetful, person, attempt, i, item);
	}
	if (corrected)
		desk_replace(sheetful->desk, person, attempt, _("corrected by the second entry"), &sheetful->failure);
	sheetful->fine += sheetful->differences->rows->len == rows;
}

static void compare_line(struct sheetful *sheetful, const struct paper_line *line, const struct person *person,
			 struct attempt *attempt)
{
	if (g_hash_table_contains(sheetful->desk->entered, person->id))
		compare(sheetful, person, attempt);
	else
		tell(sheetful, line, g_strdup_printf(_("nothing was entered for %s yet"), person->name), NULL);
}

/* ---- All lines --------------------------------------------------------------------------------------------- */

typedef void take_line(struct sheetful *, const struct paper_line *, const struct person *, struct attempt *);

static void take_all(struct sheetful *sheetful, const GPtrArray *lines, take_line *take)
{
	for (unsigned int i = 0; i < lines->len && !sheetful->failure; i++) {
		const struct paper_line *line = lines->pdata[i];
		uint64_t number = line->has_number ? line->number : sheetful->desk->paper;
		g_autoptr(Attempt) attempt = attempt_new(sheetful->desk->lesson, number);
		const struct person *person = find_meant(sheetful, line);
		bool fine = paper_respond(attempt, line, sheetful->path, sheetful->diags);
		if (person && fine)
			take(sheetful, line, person, attempt);
	}
}

/* Lines with a mistake: several may be told of one. */
static unsigned int count_lines(const struct diagnostics *diags)
{
	unsigned int n = 0;
	int last = 0;

	for (unsigned int i = 0; i < diags->items->len; i++) {
		const struct diagnostic *diag = diags->items->pdata[i];
		n += diag->line != last;
		last = diag->line;
	}
	return n;
}

static void print_compared(const struct sheetful *sheetful)
{
	if (sheetful->differences->rows->len > 0) {
		g_autofree char *text = table_text(sheetful->differences);
		printf("%s\n", text);
	}
}

static enum exit_status finish(const struct sheetful *sheetful, const char *text, bool compared, bool quiet)
{
	unsigned int wrong = count_lines(sheetful->diags);
	enum exit_status status = EXIT_FINE;

	say_diagnostics(sheetful->diags, text, true);
	if (compared)
		print_compared(sheetful);
	if (!quiet && compared)
		printf(_("The same: %u. Different answers: %u. With mistakes: %u.\n"), sheetful->fine,
		       sheetful->differences->rows->len, wrong);
	else if (!quiet)
		printf(_("Entered: %u. There already: %u. With mistakes: %u.\n"), sheetful->fine, sheetful->known,
		       wrong);
	if (wrong > 0 || sheetful->differences->rows->len > 0)
		status = EXIT_INPUT;
	if (sheetful->failure)
		status = cli_fail(sheetful->failure);
	return MAX(status, finish_output());
}

static struct table *differences_new(const struct lesson *lesson)
{
	struct table *table = table_new(_("Answers that differ"));

	g_free(table->subtitle);
	table->subtitle = g_strdup(lesson->title);
	table_add_column(table, _("Name"), COLUMN_TEXT);
	table_add_column(table, _("Question"), COLUMN_NUMBER);
	table_add_column(table, _("First"), COLUMN_TEXT);
	table_add_column(table, _("Second"), COLUMN_TEXT);
	return table;
}

enum exit_status enter_lines(const struct options *options, struct desk *desk, const char *path, bool compare)
{
	enum exit_status status = EXIT_INPUT;
	g_autofree char *text = load_text(path, &status);

	if (!text)
		return status;
	g_autofree char *shown_path = path ? g_filename_display_name(path) : g_strdup(_("standard input"));
	g_autoptr(Diagnostics) diags = diagnostics_new();
	g_autoptr(Table) differences = differences_new(desk->lesson);
	struct sheetful sheetful = {.desk = desk,
				    .path = shown_path,
				    .diags = diags,
				    .differences = differences,
				    .asks = compare && path && can_ask()};
	g_autoptr(GPtrArray) lines = paper_read(text, shown_path, diags);
	take_all(&sheetful, lines, compare ? compare_line : enter);
	diagnostics_sort(diags);
	status = finish(&sheetful, text, compare, options->quiet);
	g_clear_error(&sheetful.failure);
	return status;
}
