/* What the question types share. Each finds its answers (*_find: the piece's index, or pieces->len) and reads them. */
#ifndef TAPHUAN_LESSON_ANSWERS_H
#define TAPHUAN_LESSON_ANSWERS_H

#include "lesson/private.h"

/* ---- Lists and their items (items.c) ----------------------------------------------------------------------- */

bool piece_is_list(const struct piece *, bool ordered);

/* The first paragraph of an item; NULL when it begins with anything else. */
const struct rich *item_text(const struct block *item);

/* An option of every item: its words, feedback and weight. The caller hands it to options_keep() or frees it. */
GArray *items_read(struct asking *, const struct piece *);

/* Makes them the question's options, and frees them. */
void options_keep(struct asking *, GArray *options);

/* Warns of two options with the same words. */
void options_check_twins(struct asking *, const GArray *options);

/* ---- The types --------------------------------------------------------------------------------------------- */

/* choices.c */
size_t ordered_boxes_find(const struct asking *);
size_t bullet_boxes_find(const struct asking *);
void choices_read(struct asking *, struct piece *);

/* The bytes of what looks like a box at the start of the text, a right one or nearly; 0 when nothing does. */
size_t box_nearly(const char *text);

/* pairs.c */
size_t order_find(const struct asking *);
void order_read(struct asking *, struct piece *);
size_t pairs_find(const struct asking *);
void pairs_read(struct asking *, struct piece *);

/* typed.c */
size_t typed_find(const struct asking *);
void typed_read(struct asking *, struct piece *);
unsigned int cloze_count(const struct asking *);
size_t cloze_find(const struct asking *);
void cloze_read(struct asking *, struct piece *);

#endif
