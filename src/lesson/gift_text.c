/* Moodle's formats as Markdown. */
#include "lesson/gift_private.h"
#include "lesson/markdown.h"

#include <string.h>

/* How many tags further on the end of one is looked for: a text of nothing but tags takes no longer than any other. */
#define MAX_LOOK 20

/* ---- HTML -------------------------------------------------------------------------------------------------- */

enum tag { TAG_NONE, TAG_PARAGRAPH, TAG_BREAK, TAG_ITEM, TAG_STRONG, TAG_EMPHASIS, TAG_DROPPED, TAG_HIDDEN, TAG_LOST };

/* What a lesson has no word for is lost; what only looks different is dropped. */
static const struct {
	const char *name;
	enum tag tag;
} tags[] = {
	{"p", TAG_PARAGRAPH},     {"div", TAG_PARAGRAPH},
	{"ul", TAG_PARAGRAPH},    {"ol", TAG_PARAGRAPH},
	{"h1", TAG_PARAGRAPH},    {"h2", TAG_PARAGRAPH},
	{"h3", TAG_PARAGRAPH},    {"h4", TAG_PARAGRAPH},
	{"h5", TAG_PARAGRAPH},    {"h6", TAG_PARAGRAPH},
	{"tr", TAG_PARAGRAPH},    {"pre", TAG_PARAGRAPH},
	{"hr", TAG_PARAGRAPH},    {"blockquote", TAG_PARAGRAPH},
	{"br", TAG_BREAK},        {"li", TAG_ITEM},
	{"b", TAG_STRONG},        {"strong", TAG_STRONG},
	{"i", TAG_EMPHASIS},      {"em", TAG_EMPHASIS},
	{"a", TAG_DROPPED},       {"span", TAG_DROPPED},
	{"font", TAG_DROPPED},    {"u", TAG_DROPPED},
	{"code", TAG_DROPPED},    {"small", TAG_DROPPED},
	{"big", TAG_DROPPED},     {"center", TAG_DROPPED},
	{"tbody", TAG_DROPPED},   {"thead", TAG_DROPPED},
	{"label", TAG_DROPPED},   {"tt", TAG_DROPPED},
	{"section", TAG_DROPPED}, {"article", TAG_DROPPED},
	{"kbd", TAG_DROPPED},     {"nolink", TAG_DROPPED},
	{"script", TAG_HIDDEN},   {"style", TAG_HIDDEN},
	{"img", TAG_LOST},        {"sub", TAG_LOST},
	{"sup", TAG_LOST},        {"table", TAG_LOST},
	{"td", TAG_LOST},         {"th", TAG_LOST},
	{"audio", TAG_LOST},      {"video", TAG_LOST},
	{"iframe", TAG_LOST},     {"object", TAG_LOST},
	{"del", TAG_LOST},        {"s", TAG_LOST},
	{"strike", TAG_LOST},     {"math", TAG_LOST},
	{"source", TAG_LOST},     {"svg", TAG_LOST},
};

/* A tag in a text, from '<' to '>'. */
struct found_tag {
	enum tag tag;
	const char *name;
	size_t len; /* of the whole */
	bool closes;
};

static bool find_tag(const char *s, struct found_tag *found)
{
	const char *name = s + 1 + (s[1] == '/'), *end;
	size_t len = 0;

	if (*s != '<')
		return false;
	while (g_ascii_isalnum(name[len]))
		len++;
	end = len ? strpbrk(name + len, "<>") : NULL;
	if (!end || *end != '>' || !strchr(" \t\n/>\a", name[len]))
		return false;
	for (size_t i = 0; i < G_N_ELEMENTS(tags); i++) {
		if (strlen(tags[i].name) != len || g_ascii_strncasecmp(tags[i].name, name, len))
			continue;
		*found = (struct found_tag){tags[i].tag, tags[i].name, (size_t)(end + 1 - s), s[1] == '/'};
		return true;
	}
	return false;
}

/* A text being turned into Markdown. */
struct writer {
	GString *out;
	GString *marks; /* stars that wait for a letter: none may stand before a space */
	size_t breaks;  /* line breaks that wait, two for a paragraph */
	bool item, in_line;
};

/* A star between a letter and a sign opens or closes nothing; a comment on the letter's side makes it. */
#define STAR_JOINT "<!-- -->"

static bool is_sign(gunichar c)
{
	return c && !g_unichar_isspace(c) && !g_unichar_isalnum(c) && !g_unichar_ismark(c);
}

static bool is_letter(gunichar c)
{
	return c && !g_unichar_isspace(c) && !is_sign(c);
}

static char last_char(const struct writer *writer)
{
	return writer->out->len ? writer->out->str[writer->out->len - 1] : '\0';
}

static gunichar last_letter(const struct writer *writer)
{
	const char *end = writer->out->str + writer->out->len;

	return writer->out->len ? g_utf8_get_char(g_utf8_prev_char(end)) : 0;
}

/* Begins a new line or paragraph where one is due. */
static void put_breaks(struct writer *writer)
{
	if (writer->out->len && writer->breaks) {
		while (last_char(writer) == ' ')
			g_string_truncate(writer->out, writer->out->len - 1);
		g_string_append(writer->out, writer->breaks > 1 && !writer->in_line ? "\n\n" : "\\\n");
	}
	if (writer->item && !writer->in_line)
		g_string_append(writer->out, "- ");
	writer->breaks = 0;
	writer->item = false;
}

static void put_words(struct writer *writer, const char *s, size_t len)
{
	put_breaks(writer);
	bool at_start = !writer->out->len || last_char(writer) == '\n';

	if (writer->marks->len) {
		if (is_letter(last_letter(writer)) && is_sign(g_utf8_get_char(s)))
			g_string_append(writer->out, STAR_JOINT);
		g_string_append(writer->out, writer->marks->str);
		g_string_truncate(writer->marks, 0);
	}
	markdown_append(writer->out, s, len, at_start);
}

static void put_space(struct writer *writer)
{
	if (writer->out->len && !writer->breaks && !strchr(" \n", last_char(writer)))
		g_string_append_c(writer->out, ' ');
}

static void close_mark(struct writer *writer, const char *mark, gunichar next)
{
	size_t spaces = 0, len = strlen(mark);

	if (g_str_has_suffix(writer->marks->str, mark)) {
		g_string_truncate(writer->marks, writer->marks->len - len);
		return;
	}
	if (writer->breaks || !writer->out->len)
		return;
	for (; last_char(writer) == ' '; spaces++)
		g_string_truncate(writer->out, writer->out->len - 1);
	bool joint = is_sign(last_letter(writer)) && !spaces && is_letter(next);

	g_string_append(writer->out, mark);
	if (joint)
		g_string_append(writer->out, STAR_JOINT);
	for (; spaces; spaces--)
		g_string_append_c(writer->out, ' ');
}

/* Stars that are still open at the end of a paragraph would be taken for signs: only pairs within one are kept. */
static bool closes_here(const char *s, const struct found_tag *opened)
{
	int depth = 0;

	s += opened->len;
	for (int i = 0; i < MAX_LOOK && (s = strchr(s, '<')); i++, s++) {
		struct found_tag tag;

		if (!find_tag(s, &tag))
			continue;
		if (tag.tag == TAG_PARAGRAPH || tag.tag == TAG_ITEM)
			return false;
		if (tag.tag == opened->tag && !tag.closes)
			depth++;
		if (tag.tag == opened->tag && tag.closes && !depth--)
			return true;
	}
	return false;
}

/* Which marks were opened, innermost last: S and E. */
static void put_mark(struct writer *writer, const char *s, const struct found_tag *tag, GString *open)
{
	const char *mark = tag->tag == TAG_STRONG ? "**" : "*";
	char letter = tag->tag == TAG_STRONG ? 'S' : 'E';

	if (!tag->closes) {
		if (closes_here(s, tag) && !strchr(open->str, letter)) {
			put_breaks(writer);
			g_string_append(writer->marks, mark);
			g_string_append_c(open, letter);
		}
	} else if (open->len && open->str[open->len - 1] == letter) {
		close_mark(writer, mark, g_utf8_get_char(s + tag->len));
		g_string_truncate(open, open->len - 1);
	}
}

/* Past what script and style hide. */
static const char *skip_hidden(const char *s, const struct found_tag *tag)
{
	g_autofree char *close = g_strdup_printf("</%s", tag->name);
	const char *from = s + tag->len;

	const char *at = from;

	for (int i = 0; i < 10 * MAX_LOOK && !tag->closes && (at = strchr(at, '<')); i++, at++) {
		struct found_tag end;

		if (!g_ascii_strncasecmp(at, close, strlen(close)) && find_tag(at, &end))
			return at + end.len;
	}
	return from;
}

static const char *put_tag(struct writer *writer, const char *s, const struct found_tag *tag, GString *open)
{
	if (tag->tag == TAG_STRONG || tag->tag == TAG_EMPHASIS)
		put_mark(writer, s, tag, open);
	else if (tag->tag == TAG_PARAGRAPH)
		writer->breaks = 2;
	else if (tag->tag == TAG_BREAK)
		writer->breaks++;
	else if (tag->tag == TAG_HIDDEN)
		return skip_hidden(s, tag);
	if (tag->tag == TAG_ITEM) {
		writer->breaks = 2;
		writer->item = !tag->closes;
	}
	return s + tag->len;
}

/* "&nbsp;", "&#233;": Markdown knows them, too. */
static size_t entity_len(const char *s)
{
	size_t len = 1;

	len += s[len] == '#';
	while (g_ascii_isalnum(s[len]) && len < 32)
		len++;
	return s[len] == ';' && len > 1 ? len + 1 : 0;
}

static const char *put_entity(struct writer *writer, const char *s, size_t len)
{
	/* An entity never begins a formula of Markdown, so it goes in as it stands, after the breaks that are due. */
	put_words(writer, "", 0);
	g_string_append_len(writer->out, s, (gssize)len);
	return s + len;
}

static size_t words_len(const char *s)
{
	size_t len = strcspn(s, " \t\n\a<&");

	return len ? len : 1;
}

static void convert_html(struct writer *writer, const char *s, bool breaks)
{
	g_autoptr(GString) open = g_string_new(NULL);

	while (*s) {
		struct found_tag tag;
		size_t entity = *s == '&' ? entity_len(s) : 0;

		if (*s == GIFT_BREAK && breaks) {
			writer->breaks++;
			s++;
		} else if (strchr(" \t\n\a", *s)) {
			put_space(writer);
			s++;
		} else if (find_tag(s, &tag)) {
			s = put_tag(writer, s, &tag, open);
		} else if (entity) {
			s = put_entity(writer, s, entity);
		} else {
			put_words(writer, s, words_len(s));
			s += words_len(s);
		}
	}
}

static void convert_plain(struct writer *writer, const char *s)
{
	while (*s) {
		size_t len = strcspn(s, " \t\n\a");

		if (*s == GIFT_BREAK)
			writer->breaks++;
		else if (!len)
			put_space(writer);
		else
			put_words(writer, s, len);
		s += len ? len : 1;
	}
}

/* ---- Markdown ---------------------------------------------------------------------------------------------- */

static char *markdown_blocks(const char *s)
{
	char *copy = g_strdup(s);

	return g_strstrip(g_strdelimit(copy, "\a", '\n'));
}

/* Two spaces at the end of a line break it as a backslash does, but no editor shows them. */
static void append_line(GString *out, const char *line, bool in_line)
{
	size_t len = strlen(line);
	bool hard = g_str_has_suffix(line, "  ");

	while (len && line[len - 1] == ' ')
		len--;
	g_string_append_len(out, line, (gssize)len);
	if (hard && len)
		g_string_append_c(out, '\\');
	g_string_append_c(out, in_line && !hard && !(len && line[len - 1] == '\\') ? ' ' : '\n');
}

static char *convert_markdown(const char *s, bool in_line)
{
	g_autofree char *blocks = markdown_blocks(s);
	g_auto(GStrv) lines = g_strsplit(blocks, "\n", -1);
	GString *out = g_string_new(NULL);
	bool gap = false;

	for (size_t i = 0; lines[i]; i++) {
		bool empty = lines[i][strspn(lines[i], " ")] == '\0';

		if (in_line && empty) {
			gap = out->len;
			continue;
		}
		if (gap) {
			g_string_truncate(out, out->len - 1);
			g_string_append(out, "\\\n");
		}
		gap = false;
		append_line(out, in_line ? g_strchug(lines[i]) : lines[i], in_line);
	}
	while (out->len && strchr(" \n", out->str[out->len - 1]))
		g_string_truncate(out, out->len - 1);
	return g_string_free(out, FALSE);
}

/* ---- Any of them ------------------------------------------------------------------------------------------- */

char *gift_text_markdown(const struct gift_text *text, bool plain, bool in_line)
{
	if (text->format == GIFT_MARKDOWN && !plain)
		return convert_markdown(text->text, in_line);
	g_autoptr(GString) marks = g_string_new(NULL);
	struct writer writer = {.out = g_string_new(NULL), .marks = marks, .in_line = in_line};

	if (text->format == GIFT_PLAIN || text->format == GIFT_MARKDOWN)
		convert_plain(&writer, text->text);
	else
		convert_html(&writer, text->text, text->format == GIFT_MOODLE);
	while (last_char(&writer) == ' ')
		g_string_truncate(writer.out, writer.out->len - 1);
	return g_string_free(writer.out, FALSE);
}

char *gift_text_plain(const struct gift_text *text)
{
	char *copy = g_strdup(text->text);

	return g_strstrip(g_strdelimit(copy, "\n\t\a\v", ' '));
}

static void add_lost(GString *lost, const struct gift_text *text)
{
	if (!text->text || text->format == GIFT_PLAIN || text->format == GIFT_MARKDOWN)
		return;
	for (const char *s = text->text; (s = strchr(s, '<')); s++) {
		struct found_tag tag;

		if (!find_tag(s, &tag) || tag.tag != TAG_LOST)
			continue;
		g_autofree char *name = g_strdup_printf("<%s>", tag.name);

		if (!strstr(lost->str, name))
			g_string_append_printf(lost, "%s%s", lost->len ? ", " : "", name);
	}
}

char *gift_lost_tags(const struct gift_question *question)
{
	GString *lost = g_string_new(NULL);

	add_lost(lost, &question->text);
	add_lost(lost, &question->explanation);
	for (unsigned int i = 0; i < question->answers->len; i++) {
		const struct gift_answer *answer = &g_array_index(question->answers, struct gift_answer, i);

		add_lost(lost, &answer->text);
		add_lost(lost, &answer->feedback);
	}
	return g_string_free(lost, lost->len == 0);
}
