/* Which figures of a question deserve a word: one test a note, in one table. */
#include "quiz/statistics.h"

/* The options of the item as bits. */
static uint32_t all_options(const struct item_statistics *item)
{
	return item->n_options >= 32 ? UINT32_MAX : (UINT32_C(1) << item->n_options) - 1;
}

static uint32_t wrong_options(const struct item_statistics *item)
{
	uint32_t all = all_options(item);

	return (item->key & all) != 0 ? all & ~item->key : 0;
}

/* Without a key nothing is wrong, so such a question has no notes about its options. */
static uint32_t same_wrong(const struct item_statistics *item)
{
	uint32_t wrong = wrong_options(item), same = 0;

	if (item->n < NOTES_KEY_FROM)
		return 0;
	for (unsigned i = 0; i < item->n_options; i++)
		if (wrong >> i & 1 && 10 * choice_count_total(&item->options[i]) >= 9 * item->n)
			same |= UINT32_C(1) << i;
	return same;
}

static uint32_t lures(const struct item_statistics *item)
{
	uint32_t wrong = wrong_options(item), luring = 0;
	size_t right = 0;

	if (item->n < NOTES_FROM)
		return 0;
	for (unsigned i = 0; i < item->n_options; i++)
		if (item->key >> i & 1)
			right = MAX(right, item->options[i].by_third[THIRD_UPPER]);
	for (unsigned i = 0; i < item->n_options; i++)
		if (wrong >> i & 1 && item->options[i].by_third[THIRD_UPPER] > right)
			luring |= UINT32_C(1) << i;
	return luring & ~same_wrong(item);
}

static uint32_t unused(const struct item_statistics *item)
{
	uint32_t wrong = wrong_options(item), none = 0;

	if (item->n < NOTES_UNUSED_FROM)
		return 0;
	for (unsigned i = 0; i < item->n_options; i++)
		if (wrong >> i & 1 && choice_count_total(&item->options[i]) == 0)
			none |= UINT32_C(1) << i;
	return none == wrong ? 0 : none;
}

static bool negative(const struct item_statistics *item)
{
	return item->n >= NOTES_FROM && item->discrimination < 0;
}

static bool weak(const struct item_statistics *item)
{
	return item->n >= NOTES_FROM && item->discrimination >= 0 && item->discrimination < NOTES_WEAK_BELOW;
}

/* One question of a maximum of 0 has nobody right, and nothing is wrong with it. */
static bool nobody_right(const struct item_statistics *item)
{
	return item->wrong > 0 && item->wrong == item->n && item->facility <= 0;
}

static bool guess_level(const struct item_statistics *item)
{
	return item->n >= NOTES_FROM && item->wrong < item->n && item->guess > 0 && item->facility <= item->guess;
}

static bool nobody_wrong(const struct item_statistics *item)
{
	return item->right > 0 && item->right == item->n;
}

static bool few(const struct item_statistics *item)
{
	return item->n < NOTES_FROM;
}

static const struct {
	bool (*holds)(const struct item_statistics *);
	uint32_t (*options)(const struct item_statistics *);
} tests[ITEM_NOTES] = {
	[ITEM_CHECK_KEY] = {.options = same_wrong},
	[ITEM_LURES_BEST] = {.options = lures},
	[ITEM_NEGATIVE] = {.holds = negative},
	[ITEM_NOBODY_RIGHT] = {.holds = nobody_right},
	[ITEM_GUESS_LEVEL] = {.holds = guess_level},
	[ITEM_WEAK] = {.holds = weak},
	[ITEM_NOBODY_WRONG] = {.holds = nobody_wrong},
	[ITEM_UNUSED] = {.options = unused},
	[ITEM_FEW] = {.holds = few},
};

size_t item_notes(const struct item_statistics *item, struct item_note notes[ITEM_NOTES])
{
	size_t n = 0;

	for (enum item_note_kind kind = 0; kind < ITEM_NOTES; kind++) {
		uint32_t options = tests[kind].options ? tests[kind].options(item) : 0;

		if (options != 0 || (tests[kind].holds && tests[kind].holds(item)))
			notes[n++] = (struct item_note){.kind = kind, .options = options};
	}
	return n;
}
