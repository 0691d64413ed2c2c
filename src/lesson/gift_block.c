/* Questions in Moodle's GIFT within a lesson: each is made Markdown and read as if it stood there. */
#include "lesson/gift.h"
#include "lesson/private.h"
#include "text/i18n.h"

/* GIFT within GIFT would be without end. */
bool gift_begins(const struct loader *loader, cmark_node *node)
{
	const char *info = cmark_node_get_type(node) == CMARK_NODE_CODE_BLOCK ? cmark_node_get_fence_info(node) : NULL;

	return info && g_str_has_prefix(info, "gift") && (!info[4] || info[4] == ' ') && !loader->origin->stands_for;
}

void gift_convert(struct loader *loader, cmark_node *node)
{
	int line = cmark_node_get_start_line(node);
	const struct gift_source source = {
		.text = cmark_node_get_literal(node),
		.path = loader->origin->path,
		.lang = loader->lesson->lang,
		.line = line + 1,
		.taken = loader->ids,
	};
	unsigned int said = loader->diags->items->len;
	g_autoptr(GPtrArray) items = gift_items(&source, loader->diags);

	slide_end_begun(loader);
	for (unsigned int i = 0; i < items->len; i++) {
		const struct gift_item *item = g_ptr_array_index(items, i);

		include_gift(loader, item->markdown, item->line);
	}
	/* What follows does not belong to a description. */
	slide_end_begun(loader);
	if (!items->len && loader->diags->items->len == said)
		complain(loader, SEVERITY_ERROR, line, 0,
			 _("Write questions into it: Where is Hà Nội? {=in the north ~in the south}"),
			 _("There is no question in this block of GIFT."));
}
