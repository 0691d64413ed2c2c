#include "store/verify.h"

#include "store/private.h"
#include "text/i18n.h"

#include <string.h>

/* ---- Codes ------------------------------------------------------------------------------------------------- */

#define CODE_CHARACTERS 10
#define CODE_GROUP      5

char *code_of_chain(const char *chain)
{
	static const char alphabet[] = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
	GString *code = g_string_new(NULL);
	unsigned int held = 0, bits = 0;

	for (; *chain && code->len < CODE_CHARACTERS + 1; chain++) {
		held = (held << 4 | (unsigned int)g_ascii_xdigit_value(*chain)) & 0xfff;
		bits += 4;
		if (bits < 5)
			continue;
		bits -= 5;
		if (code->len == CODE_GROUP)
			g_string_append_c(code, '-');
		g_string_append_c(code, alphabet[held >> bits & 31]);
	}
	return g_string_free(code, FALSE);
}

char *code_read(const char *typed)
{
	static const char alike[] = "O0I1L1Z2S5G6B8UV";
	g_autoptr(GString) code = g_string_new(NULL);

	for (; *typed; typed++) {
		char c = g_ascii_toupper(*typed);
		if (c == ' ' || c == '-')
			continue;
		if (!g_ascii_isalnum(c))
			return NULL;
		for (size_t i = 0; alike[i]; i += 2)
			if (c == alike[i])
				c = alike[i + 1];
		g_string_append_c(code, c);
	}
	return code->len == CODE_CHARACTERS ? g_strdup(code->str) : NULL;
}

/* ---- Everything -------------------------------------------------------------------------------------------- */

/* Tells of the first damaged lines of a journal, and how many more there are. */
struct told {
	struct diagnostics *problems;
	const char *path;
	unsigned int n;
};

static void tell(struct told *told, unsigned int line, enum journal_problem problem)
{
	if (told->n++ < MAX_PROBLEMS)
		problem_add(told->problems, told->path, line, problem);
}

static void tell_rest(const struct told *told)
{
	g_autofree char *shown = g_filename_display_name(told->path);

	if (told->n <= MAX_PROBLEMS)
		return;
	unsigned int more = told->n - MAX_PROBLEMS;
	diagnostics_add(told->problems, SEVERITY_WARNING, shown, 0, 0,
			g_strdup_printf(P_("%u more line like these", "%u more lines like these", more), more), NULL);
}

static void verify_line(struct told *told, const struct journal_line *line)
{
	json_t *event = line->problem ? NULL : event_parse(line);

	if (line->problem)
		tell(told, line->number, line->problem);
	else if (!event || !line->event)
		tell(told, line->number, JOURNAL_MEANINGLESS);
	json_decref(event);
}

static void verify_journal(const char *path, struct verify_report *report)
{
	g_autoptr(JournalReader) reader = journal_reader_new(path);
	struct told told = {report->problems, path, 0};
	struct journal_line line;

	while (reader && journal_next(reader, &line)) {
		report->lines++;
		verify_line(&told, &line);
	}
	if (!reader || journal_failed(reader))
		tell(&told, 0, JOURNAL_UNREADABLE);
	tell_rest(&told);
}

static void verify_lessons(struct store *store, struct verify_report *report)
{
	g_autoptr(GPtrArray) files = lesson_files(store);

	report->lessons = files->len;
	for (unsigned int i = 0; i < files->len; i++) {
		g_autofree char *path = g_build_filename(store->folder, "lessons", files->pdata[i], NULL);
		if (!lesson_is_whole(path))
			diagnostics_add(report->problems, SEVERITY_WARNING, path, 0, 0,
					g_strdup(_("this lesson was changed after it was taken: not used")), NULL);
	}
}

static void tell_progress(const struct store *store, size_t done, size_t total)
{
	if (store->progress)
		store->progress(done, total, store->progress_user);
}

void store_verify(struct store *store, struct verify_report *report)
{
	*report = (struct verify_report){.problems = diagnostics_new()};
	g_autoptr(GPtrArray) devices = journal_files(store, FILES_OF_DEVICES);
	g_autoptr(GPtrArray) attempts = journal_files(store, FILES_OF_ATTEMPTS);

	report->devices = devices->len;
	report->attempts = attempts->len;
	g_ptr_array_extend_and_steal(devices, g_steal_pointer(&attempts));
	for (unsigned int i = 0; i < devices->len; i++) {
		g_autofree char *path = journal_path(store, devices->pdata[i]);
		tell_progress(store, i, devices->len);
		verify_journal(path, report);
	}
	verify_lessons(store, report);
}

void verify_report_clear(struct verify_report *report)
{
	g_clear_pointer(&report->problems, diagnostics_free);
}

/* ---- One code ---------------------------------------------------------------------------------------------- */

static void code_match_free(void *data)
{
	struct code_match *match = data;

	g_free(match->path);
	g_free(match->code);
	g_free(match->name);
	g_free(match->unit);
	g_free(match->lesson);
	g_free(match);
}

static void note_event(struct code_match *match, const struct journal_line *line)
{
	json_t *event = event_parse(line);
	const json_t *person = json_object_get(event, "person");

	if (strcmp(event_string(event, "event"), "started") == 0 && !match->started) {
		match->name = event_words(person, "name");
		match->unit = event_words(person, "unit");
		match->lesson = event_words(event, "lesson");
		match->started = line->at;
	} else if (strcmp(event_string(event, "event"), "handed_in") == 0) {
		match->handed_in = line->at;
	}
	json_decref(event);
}

static bool is_code(const char *code, const char *chain)
{
	g_autofree char *printed = code_of_chain(chain);
	g_autofree char *canonical = code_read(printed);

	return canonical && strcmp(canonical, code) == 0;
}

/* Reads the lines that count; NULL when none has the code. */
static struct code_match *match_in(const char *path, const char *code)
{
	g_autoptr(JournalReader) reader = journal_reader_new(path);
	struct code_match *match = g_new0(struct code_match, 1);
	struct journal_line line;
	bool found = false;

	while (reader && !match->handed_in && journal_next(reader, &line)) {
		if (line.problem != JOURNAL_FINE)
			continue;
		note_event(match, &line);
		match->newest = is_code(code, journal_chain(reader));
		if (match->newest)
			match->code = code_of_chain(journal_chain(reader));
		found = found || match->newest;
	}
	if (!found || !match->started)
		g_clear_pointer(&match, code_match_free);
	else
		match->path = g_strdup(path);
	return match;
}

GPtrArray *store_find_code(struct store *store, const char *code, struct diagnostics *problems)
{
	g_autoptr(GPtrArray) files = journal_files(store, FILES_OF_ATTEMPTS);
	struct verify_report report = {.problems = problems};
	GPtrArray *found = g_ptr_array_new_with_free_func(code_match_free);

	for (unsigned int i = 0; i < files->len; i++) {
		g_autofree char *path = journal_path(store, files->pdata[i]);
		struct code_match *match = match_in(path, code);
		tell_progress(store, i, files->len);
		if (!match)
			continue;
		verify_journal(path, &report);
		g_ptr_array_add(found, match);
	}
	return found;
}
