#include "store/offer.h"

#include "store/archive.h"
#include "text/i18n.h"

#include <dirent.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define DEEPEST       16 /* folders in folders */
#define JOURNAL_START "{\"v\":"

void offer_refuse(struct diagnostics *problems, const char *path, char *reason)
{
	g_autofree char *shown = g_filename_display_name(path);

	diagnostics_add(problems, SEVERITY_ERROR, shown, 0, 0, reason, NULL);
}

void offer_refuse_line(struct diagnostics *problems, const char *path, unsigned int line, enum journal_problem problem)
{
	g_autofree char *shown = g_filename_display_name(path);

	diagnostics_add(problems, SEVERITY_ERROR, shown, (int)line, 0, g_strdup(journal_problem_text(problem)), NULL);
}

static void refuse_errno(struct diagnostics *problems, const char *path, int code)
{
	char *reason = code == ELOOP    ? g_strdup(_("this is a link to another place: not followed, not taken"))
		       : code == EINVAL ? g_strdup(_("this is no plain file: not taken"))
					: g_strdup_printf(_("this cannot be read (%s): not taken"), g_strerror(code));

	offer_refuse(problems, path, reason);
}

/* ---- Names ------------------------------------------------------------------------------------------------- */

char *offer_lesson(const char *name)
{
	const char *slash = strrchr(name, '/'), *base = slash ? slash + 1 : name;

	if (strspn(base, "0123456789abcdef") != 64 || strcmp(base + 64, ".md") != 0)
		return NULL;
	return g_strndup(base, 64);
}

static bool kind_by_name(const char *name, enum offer_kind *kind)
{
	g_autofree char *lesson = offer_lesson(name);

	*kind = lesson ? OFFER_LESSON : g_str_has_suffix(name, ".tar") ? OFFER_ARCHIVE : OFFER_JOURNAL;
	return *kind != OFFER_JOURNAL || g_str_has_suffix(name, ".jsonl");
}

bool offer_kind_of(const char *name, const struct span *span, enum offer_kind *kind)
{
	char start[sizeof(JOURNAL_START) - 1];

	if (kind_by_name(name, kind) && *kind != OFFER_ARCHIVE)
		return true;
	*kind = OFFER_JOURNAL;
	return span_read(span, 0, start, sizeof(start)) == sizeof(start) &&
	       memcmp(start, JOURNAL_START, sizeof(start)) == 0;
}

/* ---- Finding ----------------------------------------------------------------------------------------------- */

struct search {
	GPtrArray *found;
	struct diagnostics *problems;
};

static void offer_free(void *data)
{
	struct offer *offer = data;

	g_free(offer->path);
	g_free(offer);
}

static void add(struct search *search, const char *path, enum offer_kind kind, off_t size)
{
	struct offer *offer = g_new(struct offer, 1);

	*offer = (struct offer){g_strdup(path), kind, size};
	g_ptr_array_add(search->found, offer);
}

/* A file met in a folder: only what is named like something of ours is of interest. */
static void meet_file(struct search *search, const char *path)
{
	enum offer_kind kind;
	struct span span;

	if (!kind_by_name(path, &kind))
		return;
	if (!span_open(path, &span)) {
		refuse_errno(search->problems, path, errno);
		return;
	}
	if (kind != OFFER_ARCHIVE || archive_is_backup(&span))
		add(search, path, kind, span.len);
	close(span.fd);
}

static int is_shown(const struct dirent *entry)
{
	return entry->d_name[0] != '.';
}

static int compare_names(const struct dirent **a, const struct dirent **b)
{
	return strcmp((*a)->d_name, (*b)->d_name);
}

static void walk(struct search *search, const char *folder, int depth);

static void meet(struct search *search, const char *path, int depth)
{
	struct stat at;

	if (lstat(path, &at) != 0)
		refuse_errno(search->problems, path, errno);
	else if (S_ISDIR(at.st_mode))
		walk(search, path, depth + 1);
	else if (S_ISLNK(at.st_mode))
		refuse_errno(search->problems, path, ELOOP);
	else
		meet_file(search, path);
}

static void walk(struct search *search, const char *folder, int depth)
{
	struct dirent **entries = NULL;
	int n = depth < DEEPEST ? scandir(folder, &entries, is_shown, compare_names) : 0;

	if (depth == DEEPEST)
		offer_refuse(search->problems, folder,
			     g_strdup(_("the folders lie too deep in each other: not taken")));
	else if (n < 0)
		refuse_errno(search->problems, folder, errno);
	for (int i = 0; i < n; i++) {
		g_autofree char *path = g_build_filename(folder, entries[i]->d_name, NULL);
		meet(search, path, depth);
		free(entries[i]);
	}
	free(entries);
}

/* A file that was asked for: it may have any name, but must be something. */
static void take_file(struct search *search, const char *path)
{
	enum offer_kind kind;
	struct span span;

	if (!span_open(path, &span)) {
		refuse_errno(search->problems, path, errno);
		return;
	}
	if (archive_is(&span))
		add(search, path, OFFER_ARCHIVE, span.len);
	else if (offer_kind_of(path, &span, &kind))
		add(search, path, kind, span.len);
	else
		offer_refuse(search->problems, path, g_strdup(_("this is no journal and no backup: not taken")));
	close(span.fd);
}

static void take(struct search *search, const char *asked)
{
	unsigned int found = search->found->len, problems = search->problems->items->len;
	/* A person may name a link; what lies in a folder may not be one. */
	char *behind = g_file_test(asked, G_FILE_TEST_IS_SYMLINK) ? realpath(asked, NULL) : NULL;
	const char *path = behind ? behind : asked;

	if (g_file_test(path, G_FILE_TEST_IS_DIR))
		walk(search, path, 0);
	else
		take_file(search, path);
	free(behind);
	if (search->found->len == found && search->problems->items->len == problems)
		offer_refuse(search->problems, asked,
			     g_strdup(_("there are no journals and no backups in this folder")));
}

GPtrArray *offers_find(char *const *paths, struct diagnostics *problems)
{
	struct search search = {g_ptr_array_new_with_free_func(offer_free), problems};

	for (; *paths; paths++)
		take(&search, *paths);
	return search.found;
}
