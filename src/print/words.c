#include "print/page.h"
#include "text/text.h"

#include <string.h>

/* A document's number is kept on one line up to this many bytes; anything longer is no number. */
#define NUMBER_BYTES 40

/*
 * Pango's time grows with the square of a paragraph's length, so nobody's name of a megabyte may be one paragraph.
 * An endless word is parted after so many bytes, a text at the first space after so many.
 */
#define WORD_BYTES 500
#define PART_BYTES 6000

double layout_width(PangoLayout *layout)
{
	int width;
	pango_layout_get_size(layout, &width, NULL);
	return (double)width / PANGO_SCALE;
}

double layout_height(PangoLayout *layout)
{
	int height;
	pango_layout_get_size(layout, NULL, &height);
	return (double)height / PANGO_SCALE;
}

double layout_measure(PangoLayout *layout, const char *text, size_t len)
{
	pango_layout_set_attributes(layout, NULL);
	pango_layout_set_width(layout, -1);
	pango_layout_set_text(layout, text, (int)len);
	return layout_width(layout);
}

/*
 * Unicode lets a line end after a hyphen and around a slash; in 723/QĐ-UBND that is a mistake. Tokens that hold one and
 * are not wider than the line are kept whole.
 */
static void keep_numbers(PangoAttrList *attrs, PangoLayout *layout, double width, const char *text)
{
	if (width < 0 || !strpbrk(text, "-/"))
		return;
	for (const char *p = text; *p;) {
		size_t len = strcspn(p, " \t\n");
		if (len > 2 && len <= NUMBER_BYTES && (memchr(p, '-', len) || memchr(p, '/', len)) &&
		    layout_measure(layout, p, len) <= width) {
			PangoAttribute *attr = pango_attr_allow_breaks_new(FALSE);
			attr->start_index = (guint)(p - text);
			attr->end_index = attr->start_index + (guint)len;
			pango_attr_list_insert(attrs, attr);
		}
		p += len;
		p += strspn(p, " \t\n");
	}
}

/* Where lines may end: a broken word gets no hyphen, for a code or a name would seem to have one. */
static void add_breaking(PangoAttrList *attrs, PangoLayout *layout, double width, const char *text)
{
	pango_attr_list_insert(attrs, pango_attr_insert_hyphens_new(FALSE));
	keep_numbers(attrs, layout, width, text);
}

static bool is_long(const char *text)
{
	if (strlen(text) > PART_BYTES)
		return true;
	for (const char *p = text; *p;) {
		size_t len = strcspn(p, " \n");
		if (len > WORD_BYTES)
			return true;
		p += len;
		p += strspn(p, " \n");
	}
	return false;
}

/* The text with line ends where it would be too long without. */
static char *part(const char *text)
{
	GString *parted = g_string_new(NULL);
	const char *end = text + strlen(text);
	size_t word = 0, all = 0;
	while (text < end) {
		size_t len = text_cluster(text, (size_t)(end - text));
		bool space = *text == ' ';
		word = space || *text == '\n' ? 0 : word + len;
		all = *text == '\n' ? 0 : all + len;
		g_string_append_len(parted, text, (gssize)len);
		if (word > WORD_BYTES || (space && all > PART_BYTES)) {
			g_string_append_c(parted, '\n');
			word = all = 0;
		}
		text += len;
	}
	return g_string_free(parted, FALSE);
}

/* Takes over attrs. */
static void set(PangoLayout *layout, double width, PangoAlignment align, const char *text, PangoAttrList *attrs)
{
	add_breaking(attrs, layout, width, text);
	pango_layout_set_width(layout, width < 0 ? -1 : (int)(width * PANGO_SCALE));
	pango_layout_set_alignment(layout, align);
	pango_layout_set_justify(layout, FALSE);
	pango_layout_set_indent(layout, 0);
	pango_layout_set_text(layout, text, -1);
	pango_layout_set_attributes(layout, attrs);
	pango_attr_list_unref(attrs);
}

void layout_set(PangoLayout *layout, double width, PangoAlignment align, const char *text)
{
	g_autofree char *parted = width >= 0 && is_long(text) ? part(text) : NULL;
	text = parted ? parted : text;
	set(layout, width, align, text, pango_attr_list_new());
}

double layout_balance(PangoLayout *layout)
{
	int count = pango_layout_get_line_count(layout), width = pango_layout_get_width(layout);
	int low = width / 2, high = width;
	if (count < 2 || count > 4)
		return 0;
	while (high - low > PANGO_SCALE) {
		int middle = low + (high - low) / 2;
		pango_layout_set_width(layout, middle);
		if (pango_layout_get_line_count(layout) > count)
			low = middle;
		else
			high = middle;
	}
	pango_layout_set_width(layout, high);
	return (double)(width - high) / 2 / PANGO_SCALE;
}

/* Letters below this have their width remembered; anything above is taken for as wide as a sign of Chinese. */
#define LETTERS 0x2100
#define SQUARE  13.0

static double advance(struct pages *pages, gunichar letter)
{
	if (letter >= LETTERS)
		return SQUARE;
	if (!pages->advances) {
		pages->advances = g_new(double, LETTERS);
		for (size_t i = 0; i < LETTERS; i++)
			pages->advances[i] = -1;
	}
	double *width = &pages->advances[letter];
	if (*width < 0) {
		char bytes[6];
		int len = g_unichar_to_utf8(letter, bytes);
		*width = layout_measure(pages->layouts[FONT_BODY], bytes, (size_t)len);
	}
	return *width;
}

double pages_estimate(struct pages *pages, const char *text, size_t len)
{
	double width = 0;
	for (const char *p = text; p < text + len; p = g_utf8_next_char(p))
		width += advance(pages, g_utf8_get_char(p));
	return width;
}

/* ---- Styles ------------------------------------------------------------------------------------------------ */

/* Where a word is to be written by hand. */
#define GAP "……………………"

struct rich rich_plain(const char *text)
{
	return (struct rich){.text = text, .len = strlen(text)};
}

static PangoAttribute *style_emphasis(void)
{
	return pango_attr_style_new(PANGO_STYLE_ITALIC);
}

static PangoAttribute *style_strong(void)
{
	return pango_attr_weight_new(PANGO_WEIGHT_BOLD);
}

static PangoAttribute *style_code(void)
{
	return pango_attr_family_new("Liberation Mono, DejaVu Sans Mono, Monospace");
}

static PangoAttribute *style_strike(void)
{
	return pango_attr_strikethrough_new(TRUE);
}

static const struct {
	enum run_style flag;
	PangoAttribute *(*make)(void);
} styles[] = {
	{RUN_EMPHASIS, style_emphasis},
	{RUN_STRONG, style_strong},
	{RUN_CODE, style_code},
	{RUN_STRIKE, style_strike},
};

static void add_style(PangoAttrList *attrs, const struct run *run, size_t start, size_t end)
{
	for (size_t i = 0; i < G_N_ELEMENTS(styles); i++) {
		if (!(run->style & styles[i].flag))
			continue;
		PangoAttribute *attr = styles[i].make();
		attr->start_index = (guint)start;
		attr->end_index = (guint)end;
		pango_attr_list_insert(attrs, attr);
	}
}

/* The link's number among those of the document, from 1. */
static size_t link_number(GPtrArray *links, const char *url)
{
	for (size_t i = 0; i < links->len; i++)
		if (g_str_equal(links->pdata[i], url))
			return i + 1;
	g_ptr_array_add(links, g_strdup(url));
	return links->len;
}

static void put_run(GString *text, PangoAttrList *attrs, const struct rich *rich, const struct run *run,
		    GPtrArray *links)
{
	size_t start = text->len;
	g_string_append_len(text, rich->text + run->start, run->len);
	add_style(attrs, run, start, text->len);
	if (run->style & RUN_GAP)
		g_string_append_printf(text, "(%d) " GAP, run->gap + 1);
	if ((run->style & RUN_LINK) && links && run->url)
		g_string_append_printf(text, " [%zu]", link_number(links, run->url));
}

void layout_set_rich(PangoLayout *layout, double width, PangoAlignment align, const struct rich *rich, GPtrArray *links)
{
	if (!rich->n_runs || is_long(rich->text)) {
		layout_set(layout, width, align, rich->text);
		return;
	}
	g_autoptr(GString) text = g_string_new(NULL);
	PangoAttrList *attrs = pango_attr_list_new();
	size_t at = 0;
	for (size_t i = 0; i < rich->n_runs; i++) {
		const struct run *run = &rich->runs[i];
		g_string_append_len(text, rich->text + at, (gssize)(run->start - at));
		put_run(text, attrs, rich, run, links);
		at = run->start + run->len;
	}
	g_string_append_len(text, rich->text + at, (gssize)(rich->len - at));
	set(layout, width, align, text->str, attrs);
}
