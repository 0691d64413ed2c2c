/* Raw HTML is never interpreted: tags are dropped and their text is kept. */
#include "lesson/private.h"

#include <stdlib.h>
#include <string.h>

static const char *const block_tags[] = {"p",       "div",    "li",         "tr",         "table", "ul",      "ol",
					 "dl",      "dt",     "dd",         "h1",         "h2",    "h3",      "h4",
					 "h5",      "h6",     "blockquote", "pre",        "hr",    "section", "details",
					 "summary", "center", "figure",     "figcaption", NULL};
static const char *const cell_tags[] = {"td", "th", NULL};
static const char *const hiding_tags[] = {"script", "style", NULL};

/* The name of the tag at s ("<", "</"), in small letters; "" when there is none. */
static void tag_name(const char *s, char name[16])
{
	size_t n = 0;

	s += s[1] == '/' ? 2 : 1;
	while (n < 15 && g_ascii_isalnum(s[n])) {
		name[n] = g_ascii_tolower(s[n]);
		n++;
	}
	name[n] = '\0';
}

bool html_hides(const char *tag, const char **name)
{
	char lower[16];

	tag_name(tag, lower);
	for (size_t i = 0; hiding_tags[i] && tag[1] != '/'; i++) {
		if (!strcmp(lower, hiding_tags[i])) {
			*name = hiding_tags[i];
			return true;
		}
	}
	return false;
}

static enum html_kind tag_kind(const char *tag)
{
	char name[16];

	tag_name(tag, name);
	if (!strcmp(name, "br") || g_strv_contains(block_tags, name))
		return HTML_BREAK;
	return g_strv_contains(cell_tags, name) ? HTML_SPACE : HTML_HIDDEN;
}

/* The byte after the '>' that ends the tag at s; NULL when none does. */
static const char *tag_end(const char *s)
{
	char quote = '\0';

	for (s++; *s; s++) {
		if (quote)
			quote = *s == quote ? '\0' : quote;
		else if (*s == '"' || *s == '\'')
			quote = *s;
		else if (*s == '>')
			return s + 1;
	}
	return NULL;
}

/* After the end tag that closes name, or the end of s. */
static const char *skip_hidden(const char *s, const char *name)
{
	while ((s = strchr(s, '<'))) {
		char lower[16];

		if (s[1] == '/') {
			tag_name(s, lower);
			const char *end = strcmp(lower, name) ? NULL : tag_end(s);

			if (end)
				return end;
		}
		s++;
	}
	return NULL;
}

static const char *take_comment(const char *s, struct html_piece *piece)
{
	const char *inside = s + 4, *end;

	/* "<!-->" and "<!--->" are whole comments. */
	if (*inside == '>' || g_str_has_prefix(inside, "->")) {
		*piece = (struct html_piece){HTML_COMMENT, inside, 0};
		return strchr(inside, '>') + 1;
	}
	end = strstr(inside, "-->");
	*piece = (struct html_piece){end ? HTML_COMMENT : HTML_UNCLOSED, inside,
				     end ? (size_t)(end - inside) : strlen(inside)};
	return end ? end + 3 : inside + piece->len;
}

/* Markup other than tags: <?…?>, <![CDATA[…]]>, <!…>. */
static const char *take_declaration(const char *s, struct html_piece *piece)
{
	bool cdata = g_str_has_prefix(s, "<![CDATA[");
	const char *close = cdata ? "]]>" : s[1] == '?' ? "?>" : ">", *inside = s + (cdata ? 9 : 2);
	const char *end = strstr(inside, close);
	size_t len = end ? (size_t)(end - inside) : strlen(inside);

	*piece = (struct html_piece){cdata || !end ? HTML_TEXT : HTML_HIDDEN, inside, len};
	return end ? end + strlen(close) : inside + len;
}

/* What begins with '<' at s; NULL when it is only text. */
static const char *take_markup(const char *s, struct html_piece *piece)
{
	const char *name, *end;

	if (g_str_has_prefix(s, "<!--"))
		return take_comment(s, piece);
	if (s[1] == '?' || s[1] == '!')
		return take_declaration(s, piece);
	if (!g_ascii_isalpha(s[s[1] == '/' ? 2 : 1]))
		return NULL;
	end = tag_end(s);
	if (!end) {
		/* A tag that never ends: all the rest is text, so that no '<' in it is looked at again. */
		*piece = (struct html_piece){HTML_TEXT, s, strlen(s)};
		return s + piece->len;
	}
	*piece = (struct html_piece){tag_kind(s), s, (size_t)(end - s)};
	if (html_hides(s, &name)) {
		end = skip_hidden(end, name);
		if (!end)
			end = s + strlen(s);
	}
	return end;
}

bool html_next(const char **at, struct html_piece *piece)
{
	const char *s = *at, *end;

	if (!*s)
		return false;
	if (*s == '<' && (end = take_markup(s, piece))) {
		*at = end;
		return true;
	}
	/* A '<' that begins nothing is text, and so is what follows it. */
	end = strchrnul(s + 1, '<');
	*piece = (struct html_piece){HTML_TEXT, s, (size_t)(end - s)};
	*at = end;
	return true;
}

enum html_kind html_inline(const char *literal, struct html_piece *piece)
{
	const char *end = literal;

	if (!html_next(&end, piece))
		return HTML_HIDDEN;
	return piece->kind;
}

/* Reads the character reference at s; 0 bytes when it is none. */
static size_t read_reference(const char *s, size_t len, char out[8])
{
	static const struct {
		const char *name, *text;
	} known[] = {{"&amp;", "&"},       {"&lt;", "<"},    {"&gt;", ">"},    {"&quot;", "\""}, {"&apos;", "'"},
		     {"&nbsp;", "\u00a0"}, {"&ndash;", "–"}, {"&mdash;", "—"}, {"&rarr;", "→"},  {"&hellip;", "…"}};

	for (size_t i = 0; i < G_N_ELEMENTS(known); i++) {
		size_t n = strlen(known[i].name);

		if (len >= n && !memcmp(s, known[i].name, n)) {
			g_strlcpy(out, known[i].text, 8);
			return n;
		}
	}
	if (len < 4 || s[1] != '#')
		return 0;
	bool hex = s[2] == 'x' || s[2] == 'X';
	char *end;
	unsigned long code = g_ascii_isxdigit(s[hex ? 3 : 2]) ? strtoul(s + (hex ? 3 : 2), &end, hex ? 16 : 10) : 0;

	if (!code || *end != ';' || end >= s + len)
		return 0;
	gunichar c = code <= 0x10ffff && g_unichar_validate((gunichar)code) ? (gunichar)code : 0xfffd;

	out[g_unichar_to_utf8(c, out)] = '\0';
	return (size_t)(end + 1 - s);
}

void html_add_text(struct loader *loader, const char *s, size_t len)
{
	const char *end = s + len;

	while (s < end) {
		size_t plain = strcspn(s, "& \t\n"), n;
		char reference[8];

		plain = MIN(plain, (size_t)(end - s));
		rich_add(loader, s, plain);
		s += plain;
		if (s >= end)
			return;
		if (*s == '&' && (n = read_reference(s, (size_t)(end - s), reference))) {
			rich_add(loader, reference, strlen(reference));
			s += n;
		} else if (*s == '&') {
			rich_add(loader, s++, 1);
		} else {
			const GString *text = loader->text;

			if (text->len && !strchr(" \n", text->str[text->len - 1]))
				rich_add(loader, " ", 1);
			while (s < end && strchr(" \t\n", *s))
				s++;
		}
	}
}
