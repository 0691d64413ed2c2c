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

/* What can be meant: how it is called, how it is told. */
struct kind {
	const char *(*id)(const void *);
	bool (*is_called)(const void *, const char *what, const char *folded);
	bool (*has_words)(const void *, const char *what);
	char *(*describe)(const void *);
	void (*complain)(const char *what, bool several);
};

static bool is_id(const struct kind *kind, const void *one, const char *what)
{
	return g_ascii_strcasecmp(kind->id(one), what) == 0 ||
	       (strlen(what) >= ID_LEAST && g_ascii_strncasecmp(kind->id(one), what, strlen(what)) == 0);
}

static bool is_meant(const struct kind *kind, const void *one, int way, const char *what, const char *folded)
{
	return way == 0   ? is_id(kind, one, what)
	       : way == 1 ? kind->is_called(one, what, folded)
			  : kind->has_words(one, what);
}

/* Those meant in the nearest way in which any is. */
static GPtrArray *find_meant(const struct kind *kind, const GPtrArray *all, const char *what)
{
	g_autofree char *folded = text_fold(what);
	GPtrArray *meant = g_ptr_array_new();

	for (int way = 0; way < 3 && meant->len == 0; way++)
		for (unsigned int i = 0; i < all->len; i++)
			if (is_meant(kind, all->pdata[i], way, what, folded))
				g_ptr_array_add(meant, all->pdata[i]);
	return meant;
}

static void list_meant(const struct kind *kind, const GPtrArray *meant)
{
	for (unsigned int i = 0; i < meant->len && i < MAX_SHOWN; i++) {
		g_autofree char *line = kind->describe(meant->pdata[i]), *clean = text_filter(line);
		fprintf(stderr, "  %u. %s  %.*s\n", i + 1, clean, ID_DIGITS, kind->id(meant->pdata[i]));
	}
	if (meant->len > MAX_SHOWN)
		fprintf(stderr, "  …\n");
}

static const void *find_one(const struct kind *kind, const GPtrArray *all, const char *argument)
{
	g_autofree char *what = typed_text(argument);
	g_autoptr(GPtrArray) meant = find_meant(kind, all, what);

	if (meant->len == 1)
		return meant->pdata[0];
	kind->complain(what, meant->len > 0);
	if (meant->len == 0)
		return NULL;
	list_meant(kind, meant);
	int chosen = can_ask() ? ask_number(MIN(meant->len, MAX_SHOWN)) : -1;
	return chosen >= 0 ? meant->pdata[chosen] : NULL;
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

static const char *id_of_person(const void *person)
{
	return ((const struct person *)person)->id;
}

static bool is_person_called(const void *one, const char *what, const char *folded)
{
	const struct person *person = one;
	g_autofree char *name = text_fold(person->name);

	return (*person->code && g_ascii_strcasecmp(person->code, what) == 0) || strcmp(name, folded) == 0;
}

static bool has_person_words(const void *person, const char *what)
{
	return text_finds(what, ((const struct person *)person)->name);
}

static char *describe_any_person(const void *person)
{
	return describe_person(person);
}

static void complain_of_person(const char *what, bool several)
{
	if (several)
		cli_complain(_("several people may be meant by “%s”: give a code, or the digits behind the name:"),
			     what);
	else
		cli_complain(_("nobody is called “%s”: “taphuan people list” shows everybody"), what);
}

const struct person *find_person(const GPtrArray *people, const char *what)
{
	static const struct kind kind = {
		.id = id_of_person,
		.is_called = is_person_called,
		.has_words = has_person_words,
		.describe = describe_any_person,
		.complain = complain_of_person,
	};

	return find_one(&kind, people, what);
}

/* ---- Training sessions ------------------------------------------------------------------------------------- */

char *describe_session(const struct training_session *session)
{
	const char *const parts[] = {session->day, session->place};

	return join(session->title, parts, G_N_ELEMENTS(parts));
}

static const char *id_of_session(const void *session)
{
	return ((const struct training_session *)session)->id;
}

static bool is_session_called(const void *session, const char *what G_GNUC_UNUSED, const char *folded)
{
	g_autofree char *title = text_fold(((const struct training_session *)session)->title);

	return strcmp(title, folded) == 0;
}

static bool has_session_words(const void *one, const char *what)
{
	const struct training_session *session = one;
	g_autofree char *words = g_strjoin(" ", session->title, session->place, session->day, NULL);

	return text_finds(what, words);
}

static char *describe_any_session(const void *session)
{
	return describe_session(session);
}

static void complain_of_session(const char *what, bool several)
{
	if (several)
		cli_complain(_("several training sessions may be meant by “%s”: say more of the title, or the digits "
			       "behind it:"),
			     what);
	else
		cli_complain(_("there is no training session “%s”: “taphuan session list” shows all"), what);
}

const struct training_session *find_session(const GPtrArray *sessions, const char *what)
{
	static const struct kind kind = {
		.id = id_of_session,
		.is_called = is_session_called,
		.has_words = has_session_words,
		.describe = describe_any_session,
		.complain = complain_of_session,
	};

	return find_one(&kind, sessions, what);
}
