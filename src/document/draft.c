/* A document as a lesson: slides of a few sentences, its sources, its draft questions. */
#include "document/document.h"
#include "document/private.h"
#include "lesson/markdown.h"
#include "text/i18n.h"
#include "text/text.h"

#include <string.h>

enum {
	SLIDE_WORDS = 85, /* what people still read from the last row */
	SLIDE_ROWS = 17,  /* of 24, without the title and the footer */
	SLIDE_COLUMNS = 74,
	SENTENCE_WORDS = 100, /* a longer one is cut, so that no slide is one sentence over two screens */
};

/* The lesson being written and the slide it stands at. */
struct draft {
	GString *out;
	const struct draft_words *words;
	const char *heading; /* of this part, NULL where the document gives none */
	int part;            /* which slide under that heading, 0 before the first */
	int unheaded;        /* slides without a heading so far */
	bool open;           /* the slide holds something */
	bool in_list;
	size_t slide_words;
	int slide_rows;
};

/* ---- Slides ------------------------------------------------------------------------------------------------ */

static void open_slide(struct draft *draft, int level)
{
	g_string_append(draft->out, draft->open ? "\n---\n\n" : "\n");
	g_string_append(draft->out, level == 1 ? "# " : "## ");
	if (draft->heading)
		markdown_append(draft->out, draft->heading, strlen(draft->heading), false);
	else
		g_string_append_printf(draft->out, "%s (%d)", draft->words->contents, ++draft->unheaded);
	if (draft->heading && draft->part > 1)
		g_string_append_printf(draft->out, " (%d)", draft->part);
	g_string_append_c(draft->out, '\n');
	draft->open = true;
	draft->in_list = false;
	draft->slide_words = 0;
	draft->slide_rows = 0;
}

/* Begins the slide text goes on, when it has not begun or is full. */
static void make_room(struct draft *draft, size_t words, int rows)
{
	bool full = draft->slide_words &&
		    (draft->slide_words + words > SLIDE_WORDS || draft->slide_rows + rows > SLIDE_ROWS);

	if (draft->part && !full)
		return;
	draft->part++;
	open_slide(draft, 2);
}

static void write_part(struct draft *draft, const char *text, struct stretch s, bool item)
{
	size_t len = s.end - s.start, words = count_words(text + s.start, len);
	int rows = text_width(text + s.start, len) / SLIDE_COLUMNS + (item ? 1 : 2);

	make_room(draft, words, rows);
	if (!item || !draft->in_list)
		g_string_append_c(draft->out, '\n');
	g_string_append(draft->out, item ? "- " : "");
	markdown_append(draft->out, text + s.start, len, true);
	g_string_append_c(draft->out, '\n');
	draft->in_list = item;
	draft->slide_words += words;
	draft->slide_rows += rows;
}

/* Notes for the trainer where a word of this part stands twice; the words themselves are left as they are. */
static void note_doubles(struct draft *draft, const char *text, const GArray *doubles, struct stretch part)
{
	for (guint i = 0; i < doubles->len; i++) {
		struct stretch s = g_array_index(doubles, struct stretch, i);

		if (s.start < part.start || s.start >= part.end)
			continue;
		g_string_append_printf(draft->out, "\n<!-- // %s: “%.*s” -->\n", draft->words->doubled,
				       (int)(s.end - s.start), text + s.start);
		draft->in_list = false;
	}
}

/* The parts a piece is shown in: its sentences, but an item, which is one thought, whole. */
static GArray *parts_of(const struct piece *piece)
{
	struct stretch whole = {0, strlen(piece->text)};
	GArray *parts = NULL;

	if (piece->kind == PIECE_PARAGRAPH || count_words(piece->text, whole.end) > SENTENCE_WORDS)
		return sentence_split_within(piece->text, SENTENCE_WORDS);
	parts = g_array_new(false, false, sizeof(struct stretch));
	g_array_append_val(parts, whole);
	return parts;
}

static void write_piece(struct draft *draft, const struct piece *piece)
{
	g_autoptr(GArray) parts = parts_of(piece), doubles = sentence_doubles(piece->text);

	for (guint i = 0; i < parts->len; i++) {
		struct stretch part = g_array_index(parts, struct stretch, i);

		write_part(draft, piece->text, part, piece->kind == PIECE_ITEM);
		note_doubles(draft, piece->text, doubles, part);
	}
}

static void write_heading(struct draft *draft, const struct piece *piece, const struct piece *next)
{
	bool alone = piece->kind == PIECE_TITLE || !next || next->kind == PIECE_HEADING;
	g_autoptr(GArray) doubles = sentence_doubles(piece->text);

	draft->heading = piece->text;
	draft->part = 1;
	open_slide(draft, alone ? 1 : 2);
	note_doubles(draft, piece->text, doubles, (struct stretch){0, strlen(piece->text)});
	/* What follows a title slide is headed neither by it nor by anything else. */
	if (piece->kind == PIECE_TITLE) {
		draft->heading = NULL;
		draft->part = 0;
	}
}

/* The document's own title, or NULL. */
static const char *own_title(const GPtrArray *pieces)
{
	for (guint i = 0; i < pieces->len; i++) {
		const struct piece *piece = g_ptr_array_index(pieces, i);

		if (piece->kind == PIECE_TITLE)
			return piece->text;
	}
	return NULL;
}

static void write_slides(struct draft *draft, const GPtrArray *pieces, const char *title)
{
	if (!own_title(pieces)) {
		draft->heading = title;
		open_slide(draft, 1);
		draft->heading = NULL;
	}
	for (guint i = 0; i < pieces->len; i++) {
		const struct piece *piece = g_ptr_array_index(pieces, i);

		if (piece->kind == PIECE_TITLE || piece->kind == PIECE_HEADING)
			write_heading(draft, piece, i + 1 < pieces->len ? g_ptr_array_index(pieces, i + 1) : NULL);
		else
			write_piece(draft, piece);
	}
}

/* ---- Front matter ------------------------------------------------------------------------------------------ */

static void write_sources(GString *out, const GPtrArray *references)
{
	if (references->len)
		g_string_append(out, "sources:\n");
	for (guint i = 0; i < references->len; i++) {
		const struct reference *reference = g_ptr_array_index(references, i);
		struct date_key date = reference->mention->date;

		g_string_append(out, "  - number: ");
		yaml_append(out, reference->mention->number);
		g_string_append(out, "\n    title: ");
		yaml_append(out, reference->title);
		if (date.year)
			g_string_append_printf(out, "\n    date: %04d-%02d-%02d", date.year, date.month, date.day);
		g_string_append_c(out, '\n');
	}
}

static void write_front_matter(GString *out, const char *title, const GPtrArray *references,
			       const struct draft_words *words)
{
	g_string_append_printf(out, "---\n# %s\ntitle: ", words->to_read);
	yaml_append(out, title);
	g_string_append_printf(out, "\nlang: %s\n", words->lang);
	write_sources(out, references);
	g_string_append(out, "---\n");
}

/* The name of the file as a title: without folders and ending. */
static char *title_of_name(const char *name)
{
	g_autofree char *base = g_path_get_basename(name && *name ? name : "?");
	g_autofree char *repaired = text_repair(base, strlen(base), NULL);
	char *title = text_filter(repaired), *dot = strrchr(title, '.');

	if (dot && dot > title)
		*dot = '\0';
	return g_strdelimit(title, "\n\t", ' ');
}

static char *draft_write(const char *text, const char *name, int questions)
{
	struct draft draft = {.out = g_string_new(NULL), .words = draft_words_for(text)};
	g_autoptr(GPtrArray) pieces = outline_read(text);
	g_autoptr(GPtrArray) mentions = mentions_find(pieces);
	g_autoptr(GPtrArray) references = references_collect(pieces, mentions, draft.words);
	const char *own = own_title(pieces);
	g_autofree char *title = own ? g_strdup(own) : title_of_name(name);

	write_front_matter(draft.out, title, references, draft.words);
	write_slides(&draft, pieces, title);
	questions_append(draft.out, pieces, mentions, references, draft.words, questions);
	return g_string_free(draft.out, false);
}

/* ---- Reading ----------------------------------------------------------------------------------------------- */

/* The document's text as the pieces want it: page breaks are line ends, nothing in it steers a terminal. */
static char *read_text(const char *bytes, size_t len, const char *encoding, GError **error)
{
	g_autofree char *decoded =
		encoding ? text_decode(bytes, len, encoding, error) : text_load(bytes, len, NULL, error);

	return decoded ? text_filter(g_strdelimit(decoded, "\f\v\r", '\n')) : NULL;
}

char *document_draft(const char *bytes, size_t len, const char *name, const struct draft_options *options,
		     GError **error)
{
	g_autofree char *text = len ? read_text(bytes, len, options->encoding, error) : g_strdup("");

	if (!text)
		return NULL;
	if (!count_words(text, strlen(text))) {
		g_set_error(error, TEXT_ERROR, TEXT_ERROR_FORMAT,
			    _("There is no text in the document. If its pages are pictures, type in what they say."));
		return NULL;
	}
	return draft_write(text, name, options->questions);
}
