#include "cli/find.h"

#include "cli/command.h"
#include "text/i18n.h"
#include "text/text.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define ID_DIGITS 8 /* of an id that are shown … */
#define ID_LEAST  6 /* … and that are enough to name it */
#define MAX_SHOWN 20

/* ---- Asking ------------------------------------------------------------------------------------------------ */

bool can_ask(void)
{
	return isatty(STDIN_FILENO) && isatty(STDERR_FILENO);
}

static char *read_line(void)
{
	char *line = NULL;
	size_t room = 0;

	if (getline(&line, &room, stdin) <= 0)
		g_clear_pointer(&line, free);
	return line;
}

bool ask_yes(const char *question)
{
	fprintf(stderr, "%s ", question);
	char *line = read_line();
	/* TRANSLATORS: the letters that stand for yes, small and large */
	bool yes = line && line[0] && (strchr("yY", line[0]) || strchr(_("yY"), line[0]));
	free(line);
	return yes;
}

char *ask_words(const char *question)
{
	fprintf(stderr, "%s ", question);
	char *line = read_line(), *words = typed_text(line);
	free(line);
	return words;
}

/* One of n that were listed with their numbers; −1 for none. */
static int ask_number(unsigned int n)
{
	fprintf(stderr, _("Which one? [1-%u, Enter for none]"), n);
	fputc(' ', stderr);
	char *line = read_line();
	guint64 number = 0;
	bool given = line && g_ascii_string_to_unsigned(g_strstrip(line), 10, 1, n, &number, NULL);
	free(line);
	return given ? (int)number - 1 : -1;
}

/* ---- One of many ------------------------------------------------------------------------------------------- */

/* How one of those that may be meant is told. */
struct candidate {
	char *words;
	const char *id;
};

static void candidate_clear(void *data)
{
	struct candidate *candidate = data;

	g_free(candidate->words);
}

/* Lists those that may be meant, and asks for one of them; −1 for none. */
static int choose(const GArray *candidates)
{
	unsigned int n = MIN(candidates->len, MAX_SHOWN);

	for (unsigned int i = 0; i < n; i++) {
		const struct candidate *candidate = &g_array_index(candidates, struct candidate, i);
		fprintf(stderr, "  %u. %s  %.*s\n", i + 1, candidate->words, ID_DIGITS, candidate->id);
	}
	if (candidates->len > n)
		fprintf(stderr, "  …\n");
	return can_ask() ? ask_number(n) : -1;
}

static GArray *candidates_new(void)
{
	GArray *candidates = g_array_new(FALSE, FALSE, sizeof(struct candidate));

	g_array_set_clear_func(candidates, candidate_clear);
	return candidates;
}

/* True for the id, or enough of its first digits. */
static bool is_id(const char *id, const char *what)
{
	size_t len = strlen(what);

	return len >= ID_LEAST && g_ascii_strncasecmp(id, what, len) == 0;
}

char *typed_text(const char *argument)
{
	g_autofree char *repaired = text_repair(argument ? argument : "", argument ? strlen(argument) : 0, NULL);

	return g_strstrip(text_filter(repaired));
}

/* "a, b" of those that are not empty, after the first. */
static char *join(const char *first, const char *const *others, size_t n)
{
	GString *out = g_string_new(first);

	for (size_t i = 0; i < n; i++)
		if (*others[i])
			g_string_append_printf(out, ", %s", others[i]);
	return g_string_free(out, FALSE);
}

/* ---- People ------------------------------------------------------------------------------------------------ */

char *describe_person(const struct person *person)
{
	const char *const parts[] = {person->code, person->birth, person->unit, person->hamlet};

	return join(person->name, parts, G_N_ELEMENTS(parts));
}

/* Who types marks means them: Hoa is not Hòa. */
static void keep_exact(GPtrArray *found, const char *what)
{
	g_autofree char *asked = g_utf8_casefold(what, -1);
	g_autoptr(GPtrArray) exact = g_ptr_array_new();

	for (unsigned int i = 0; i < found->len; i++) {
		g_autofree char *name = g_utf8_casefold(((const struct person *)found->pdata[i])->name, -1);
		if (strcmp(name, asked) == 0)
			g_ptr_array_add(exact, found->pdata[i]);
	}
	if (exact->len == 0)
		return;
	g_ptr_array_set_size(found, 0);
	for (unsigned int i = 0; i < exact->len; i++)
		g_ptr_array_add(found, exact->pdata[i]);
}

/* Those meant, in their order. */
static GPtrArray *find_people(const GPtrArray *people, const char *what)
{
	GPtrArray *found = people_meant(people, what);

	keep_exact(found, what);
	for (unsigned int i = 0; found->len == 0 && i < people->len; i++)
		if (is_id(((const struct person *)people->pdata[i])->id, what))
			g_ptr_array_add(found, people->pdata[i]);
	return found;
}

const struct person *find_person(const GPtrArray *people, const char *argument)
{
	g_autofree char *what = typed_text(argument);
	g_autoptr(GPtrArray) found = find_people(people, what);
	g_autoptr(GArray) candidates = candidates_new();

	if (found->len == 1)
		return found->pdata[0];
	if (found->len == 0) {
		cli_complain(_("nobody is called “%s”: “taphuan people list” shows everybody"), what);
		return NULL;
	}
	for (unsigned int i = 0; i < found->len; i++) {
		const struct person *person = found->pdata[i];
		struct candidate candidate = {describe_person(person), person->id};
		g_array_append_val(candidates, candidate);
	}
	cli_complain(_("several people may be meant by “%s”: give a code, or the digits behind the name:"), what);
	int chosen = choose(candidates);
	return chosen >= 0 ? found->pdata[chosen] : NULL;
}

/* ---- Training sessions ------------------------------------------------------------------------------------- */

char *describe_session(const struct training_session *session)
{
	const char *const parts[] = {session->day, session->place};

	return join(session->title, parts, G_N_ELEMENTS(parts));
}

/* The ways of meaning a session; the first in which any is meant counts. */
static bool is_meant(const struct training_session *session, int way, const char *what)
{
	g_autofree char *title = text_fold(session->title), *asked = text_fold(what);
	g_autofree char *all = g_strjoin(" ", session->title, session->place, session->day, NULL);

	switch (way) {
	case 0:
		return strcmp(session->id, what) == 0 || strcmp(title, asked) == 0;
	case 1:
		return text_finds(what, session->title);
	case 2:
		return text_finds(what, all);
	default:
		return is_id(session->id, what);
	}
}

static GPtrArray *find_sessions(const GPtrArray *sessions, const char *what)
{
	GPtrArray *found = g_ptr_array_new();

	for (int way = 0; way < 4 && found->len == 0; way++)
		for (unsigned int i = 0; i < sessions->len; i++)
			if (is_meant(sessions->pdata[i], way, what))
				g_ptr_array_add(found, sessions->pdata[i]);
	return found;
}

const struct training_session *find_session(const GPtrArray *sessions, const char *argument)
{
	g_autofree char *what = typed_text(argument);
	g_autoptr(GPtrArray) found = find_sessions(sessions, what);
	g_autoptr(GArray) candidates = candidates_new();

	if (found->len == 1)
		return found->pdata[0];
	if (found->len == 0) {
		cli_complain(_("there is no training session “%s”: “taphuan session list” shows all"), what);
		return NULL;
	}
	for (unsigned int i = 0; i < found->len; i++) {
		const struct training_session *session = found->pdata[i];
		struct candidate candidate = {describe_session(session), session->id};
		g_array_append_val(candidates, candidate);
	}
	cli_complain(_("several training sessions may be meant by “%s”: say more of the title, or the digits behind "
		       "it:"),
		     what);
	int chosen = choose(candidates);
	return chosen >= 0 ? found->pdata[chosen] : NULL;
}
