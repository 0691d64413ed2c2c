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
static PangoAttrList *breaking(PangoLayout *layout, double width, const char *text)
{
	PangoAttrList *attrs = pango_attr_list_new();
	pango_attr_list_insert(attrs, pango_attr_insert_hyphens_new(FALSE));
	keep_numbers(attrs, layout, width, text);
	return attrs;
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

void layout_set(PangoLayout *layout, double width, PangoAlignment align, const char *text)
{
	g_autofree char *parted = width >= 0 && is_long(text) ? part(text) : NULL;
	text = parted ? parted : text;
	PangoAttrList *attrs = breaking(layout, width, text);
	pango_layout_set_width(layout, width < 0 ? -1 : (int)(width * PANGO_SCALE));
	pango_layout_set_alignment(layout, align);
	pango_layout_set_justify(layout, FALSE);
	pango_layout_set_indent(layout, 0);
	pango_layout_set_text(layout, text, -1);
	pango_layout_set_attributes(layout, attrs);
	pango_attr_list_unref(attrs);
}
