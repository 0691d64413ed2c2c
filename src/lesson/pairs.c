/* Questions answered by putting in order and by matching. */
#include "lesson/answers.h"

#include "text/i18n.h"

#include <string.h>

/* ---- Order ------------------------------------------------------------------------------------------------- */

/* The last one: an ordered list before it belongs to the question's text. */
size_t order_find(const struct asking *asking)
{
	size_t found = asking->pieces->len;

	for (unsigned int i = 0; i < asking->pieces->len; i++) {
		if (piece_is_list(&g_array_index(asking->pieces, struct piece, i), true))
			found = i;
	}
	return found;
}

void order_read(struct asking *asking, struct piece *piece)
{
	GArray *options = items_read(asking, piece);

	if (options->len < 2)
		fail(asking, piece->block->line, 0, _("Write at least two items, in the right order."),
		     _("There is nothing to put in order here."));
	for (unsigned int i = 0; i < options->len; i++) {
		const struct option *option = &g_array_index(options, struct option, i);

		if (!option->text.len)
			fail(asking, option->line, 0, _("Write its words, or take the number out."),
			     _("This item is empty."));
	}
	options_check_twins(asking, options);
	options_keep(asking, options);
}

/* ---- Match ------------------------------------------------------------------------------------------------- */

/* Where the arrow between the sides stands, outside code; false when there is none. */
static bool find_arrow(const struct rich *text, size_t *start, size_t *len)
{
	static const char *const arrows[] = {"->", "→"};

	*start = SIZE_MAX;
	for (size_t i = 0; i < G_N_ELEMENTS(arrows); i++) {
		size_t run = 0, at = rich_find(text, arrows[i], 0, text->len, &run);

		if (at < *start) {
			*start = at;
			*len = strlen(arrows[i]);
		}
	}
	return *start != SIZE_MAX;
}

size_t pairs_find(const struct asking *asking)
{
	size_t start, len;

	for (unsigned int i = 0; i < asking->pieces->len; i++) {
		const struct piece *piece = &g_array_index(asking->pieces, struct piece, i);
		unsigned int pairs = 0, items = 0;

		if (!piece_is_list(piece, false))
			continue;
		for (const struct block *item = piece->block->first; item; item = item->next, items++)
			pairs += item_text(item) && find_arrow(item_text(item), &start, &len);
		if (pairs * 2 > items)
			return i;
	}
	return asking->pieces->len;
}

static void read_pair(struct asking *asking, struct option *option)
{
	struct loader *loader = asking->loader;
	struct rich whole = option->text;
	size_t start, len;

	if (!find_arrow(&whole, &start, &len)) {
		fail(asking, option->line, 0, _("Write left -> right."), _("This pair has no arrow."));
		return;
	}
	struct rich left = rich_slice(loader, &whole, 0, start);
	struct rich right = rich_slice(loader, &whole, start + len, whole.len - start - len);

	option->text = rich_trim(loader, &left);
	option->match = rich_trim(loader, &right);
	option->right = option->text.len;
	if (!option->has_weight && option->right)
		option->weight = FRACTION_ONE;
	if (!option->match.len)
		fail(asking, option->line, 0, _("Write left -> right; only the left side may be empty."),
		     _("The right side of this pair is empty."));
}

void pairs_read(struct asking *asking, struct piece *piece)
{
	GArray *options = items_read(asking, piece);
	g_autoptr(GHashTable) seen = g_hash_table_new(g_str_hash, g_str_equal);
	unsigned int lefts = 0;

	for (unsigned int i = 0; i < options->len; i++) {
		struct option *option = &g_array_index(options, struct option, i);

		read_pair(asking, option);
		if (!option->text.len)
			continue;
		lefts++;
		if (!g_hash_table_add(seen, (char *)(uintptr_t)option->text.text))
			complain(asking->loader, SEVERITY_WARNING, option->line, 0,
				 _("Change one of them or take it out."), _("This left side stands here twice: %s"),
				 option->text.text);
	}
	if (lefts < 2)
		fail(asking, piece->block->line, 0, _("Write at least two lines of left -> right."),
		     _("There is nothing to match here."));
	options_keep(asking, options);
}
