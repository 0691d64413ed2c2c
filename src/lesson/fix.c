/* taphuan check --fix: mistakes that have only one way to be mended. Nothing else of the file changes. */
#include "lesson/private.h"

#include "lesson/yaml.h"

#include <string.h>

/* The text up to at, growing: what has been copied of the source, and where the copy stands. */
struct copying {
	const char *at;
	int line;
	GString *out;
};

/* Copies up to the beginning of the line. */
static void copy_to_line(struct copying *copying, int line)
{
	while (copying->line < line && *copying->at) {
		size_t len = strcspn(copying->at, "\n");

		len += copying->at[len] == '\n';
		g_string_append_len(copying->out, copying->at, (gssize)len);
		copying->at += len;
		copying->line++;
	}
}

static void quote_value(struct copying *copying, int line)
{
	size_t start, len;

	copy_to_line(copying, line);
	if (!yaml_needs_quotes(copying->at, strcspn(copying->at, "\n"), &start, &len))
		return;
	g_autofree char *quoted = yaml_quote(copying->at + start, len);

	g_string_append_len(copying->out, copying->at, (gssize)start);
	g_string_append(copying->out, quoted);
	copying->at += start + len;
}

/* The word may stand on a later line of the comment than its beginning. */
static void write_id(struct copying *copying, const struct unnamed *unnamed)
{
	copy_to_line(copying, unnamed->line);
	if (unnamed->gift) {
		g_string_append_printf(copying->out, "// [id:%s]\n", unnamed->question->id);
		return;
	}
	const char *comment = strstr(copying->at, "<!--"), *word = comment ? strstr(comment, "quiz") : NULL;

	if (!word)
		return;
	word += strlen("quiz");
	g_string_append_len(copying->out, copying->at, word - copying->at);
	g_string_append_printf(copying->out, " id=%s", unnamed->question->id);
	for (const char *s = copying->at; s < word; s++)
		copying->line += *s == '\n';
	copying->at = word;
}

char *lesson_fix(const char *text, const char *path, struct diagnostics *diags)
{
	g_autoptr(Diagnostics) before = diagnostics_new();
	struct mending mending = {g_array_new(FALSE, FALSE, sizeof(int)),
				  g_array_new(FALSE, FALSE, sizeof(struct unnamed))};
	struct copying copying = {text, 1, g_string_new(NULL)};
	struct lesson *lesson = lesson_read(text, strlen(text), path, NULL, before, &mending);

	for (unsigned int i = 0; i < mending.quoted->len; i++)
		quote_value(&copying, g_array_index(mending.quoted, int, i));
	for (unsigned int i = 0; i < mending.unnamed->len; i++)
		write_id(&copying, &g_array_index(mending.unnamed, struct unnamed, i));
	g_string_append(copying.out, copying.at);
	lesson_free(lesson);
	g_array_free(mending.quoted, TRUE);
	g_array_free(mending.unnamed, TRUE);

	char *fixed = g_string_free(copying.out, FALSE);

	lesson_free(lesson_parse(fixed, strlen(fixed), path, NULL, diags));
	return fixed;
}
