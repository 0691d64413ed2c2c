/* A slide on a screen: title, screens, stops and footer; at every size every word is on some screen. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "layout/letters.h"
#include "text/text.h"
#include "unit/layout_build.h"

static struct block *many_paras(int count)
{
	struct block *first = NULL, *last = NULL;

	for (int i = 0; i < count; i++) {
		g_autofree char *text = g_strdup_printf("đoạn-%d", i);
		struct block *next = para(text);
		if (last)
			last->next = next;
		else
			first = next;
		last = next;
	}
	return first;
}

static struct block *pause_block(void)
{
	return block_of(BLOCK_PAUSE, "");
}

/* What the view shows, as text. */
static char *drawn(const struct slide_view *view, int width, int height, size_t screen, int step, const char *clock)
{
	g_autoptr(Grid) grid = grid_new(width, height);

	slide_view_draw(view, grid, screen, step, clock);
	return grid_text(grid, false);
}

static void a_slide_has_title_text_and_footer(void **state)
{
	(void)state;
	struct lesson *lesson = lesson_of("Mục tiêu", para("Nội dung"));
	g_autoptr(SlideView) view = slide_view_new(lesson, 0, 40, 8, NULL);
	g_autofree char *text = drawn(view, 40, 8, 0, 0, "14:05");
	assert_string_equal(text, "  Mục tiêu\n\n  Nội dung\n\n\n\n\n Công tác dân số trong tìn…  1/1  14:05\n");
	assert_int_equal(slide_view_screens(view), 1);
	assert_int_equal(slide_view_stops(view), 1);
	arena_clear();
}

static void a_slide_without_footer_uses_the_last_row(void **state)
{
	(void)state;
	struct lesson *lesson = lesson_of(NULL, many_paras(3));
	((struct slide *)(uintptr_t)lesson->slides)->no_footer = true;
	g_autoptr(SlideView) view = slide_view_new(lesson, 0, 40, 5, NULL);
	g_autofree char *text = drawn(view, 40, 5, 0, 0, "14:05");
	assert_string_equal(text, "  đoạn-0\n\n  đoạn-1\n\n  đoạn-2\n");
	arena_clear();
}

static void a_title_slide_stands_in_the_middle(void **state)
{
	(void)state;
	struct lesson *lesson = lesson_of("Dân số", para("Bắc Kạn"));
	((struct slide *)(uintptr_t)lesson->slides)->is_title = true;
	lesson->author = "Ban Dân số";
	g_autoptr(SlideView) view = slide_view_new(lesson, 0, 24, 11, NULL);
	g_autofree char *text = drawn(view, 24, 11, 0, 0, NULL);
	assert_string_equal(text, "\n         Dân số\n\n━━━━━━━━━━━━━━━━━━━━━━━━\n\n        Bắc Kạn\n\n"
				  "       Ban Dân số\n\n\nCông tác dân số tr…  1/1\n");
	arena_clear();
}

static char *big(const struct lesson *lesson, int width, int height, const struct layout_options *options)
{
	g_autoptr(SlideView) view = slide_view_new(lesson, 0, width, height, options);

	return drawn(view, width, height, 0, 0, NULL);
}

static void a_big_title_is_drawn_where_it_fits(void **state)
{
	(void)state;
	if (layout_letters[2].n == 0)
		skip();
	const struct layout_options large = {.large = true}, ascii = {.large = true, .ascii = true};
	struct lesson *lesson = lesson_of("Đồ Ợ!", NULL);
	struct slide *slide = (struct slide *)(uintptr_t)lesson->slides;
	slide->is_title = slide->no_footer = true;
	slide->font_size = 2;
	g_autofree char *text = big(lesson, 40, 14, &large);
	assert_string_equal(text, "\n\n\n"
				  "      ▄▄▄▄▄   ▀█▀▄       ▄▄▄▄  ▄ ▄\n"
				  "      █   ▀█   ▄▄▄      █▀  ▀█▄█ █\n"
				  "     ▄█▄▄  █▄ █   █    ██    ██  █\n"
				  "      █    █ ▀█   █▀    █    █▀  ▀\n"
				  "      █▄▄▄█▀  ▀▄▄▄▀     ▀█▄▄█▀   █\n"
				  "                           ▄\n\n"
				  "        ━━━━━━━━━━━━━━━━━━━━━━━━\n\n\n\n");
	const struct {
		int width, height, size;
		const struct layout_options *options;
	} plain[] = {
		{10, 14, 2, &large}, {40, 6, 2, &large}, {40, 14, 1, &large}, {40, 14, 2, &ascii}, {40, 14, 2, NULL}};
	for (size_t i = 0; i < G_N_ELEMENTS(plain); i++) {
		slide->font_size = plain[i].size;
		g_autofree char *small = big(lesson, plain[i].width, plain[i].height, plain[i].options);
		assert_non_null(strstr(small, "Đồ Ợ!"));
	}
	/* A title slide takes the largest that there is room for; another one what it asks for, if its text has room.
	 */
	slide->font_size = 0;
	g_autofree char *largest = big(lesson, 100, 40, &large), *larger = big(lesson, 40, 14, &large);
	assert_string_equal(larger, text);
	assert_non_null(strstr(largest, "██▄▄▄▄███"));
	slide->is_title = false;
	g_autofree char *other = big(lesson, 100, 40, &large);
	assert_non_null(strstr(other, "Đồ Ợ!"));
	arena_clear();
}

static void every_letter_of_vietnamese_has_a_big_form(void **state)
{
	(void)state;
	for (int size = LETTERS_SMALLEST; layout_letters[1].n > 0 && size <= LETTERS_LARGEST; size++) {
		const struct letters *font = &layout_letters[size];
		g_autoptr(GHashTable) seen =
			g_hash_table_new_full(g_bytes_hash, g_bytes_equal, (GDestroyNotify)g_bytes_unref, NULL);
		for (size_t i = 0; i < font->n; i++) {
			const struct letter *letter = &font->letters[i];
			/* And none looks like another one, but for I and l. */
			if (!g_unichar_isalpha(letter->code) || letter->code == 'l')
				continue;
			GBytes *points =
				g_bytes_new_static(font->columns + letter->first, letter->width * sizeof(uint32_t));
			assert_true(letter->width > 0);
			if (!g_hash_table_add(seen, points))
				fail_msg("U+%04X looks like another letter at size %d", letter->code, size);
		}
	}
}

static void a_tall_slide_goes_on_under_its_title(void **state)
{
	(void)state;
	struct lesson *lesson = lesson_of("Dài", many_paras(6));
	g_autoptr(SlideView) view = slide_view_new(lesson, 0, 40, 10, NULL);
	assert_int_equal(slide_view_screens(view), 2);
	g_autofree char *first = drawn(view, 40, 10, 0, 0, NULL);
	assert_non_null(strstr(first, "Dài (1/2)"));
	assert_non_null(strstr(first, "đoạn-3"));
	assert_null(strstr(first, "đoạn-4"));
	g_autofree char *second = drawn(view, 40, 10, 1, 0, NULL);
	assert_true(g_str_has_prefix(second, "  Dài (2/2)\n\n  đoạn-4\n\n  đoạn-5\n"));
	arena_clear();
}

static void a_heading_is_not_left_alone(void **state)
{
	(void)state;
	struct block *blocks = chain(para("a"), para("b"), para("c"), heading(3, "Đầu mục"), para("d"), NULL);
	struct lesson *lesson = lesson_of("Dài", blocks);
	g_autoptr(SlideView) view = slide_view_new(lesson, 0, 40, 10, NULL);
	assert_int_equal(slide_view_screens(view), 2);
	g_autofree char *first = drawn(view, 40, 10, 0, 0, NULL);
	assert_null(strstr(first, "Đầu mục"));
	g_autofree char *second = drawn(view, 40, 10, 1, 0, NULL);
	assert_non_null(strstr(second, "  Đầu mục\n  d\n"));
	arena_clear();
}

static void a_long_title_is_part_of_the_text(void **state)
{
	(void)state;
	struct lesson *lesson = lesson_of("một hai ba bốn năm sáu bảy tám chín mười", para("hết"));
	g_autoptr(SlideView) view = slide_view_new(lesson, 0, 10, 5, NULL);
	g_autoptr(GString) all = g_string_new(NULL);
	for (size_t i = 0; i < slide_view_screens(view); i++) {
		g_autofree char *text = drawn(view, 10, 5, i, 0, NULL);
		g_string_append(all, text);
	}
	assert_non_null(strstr(all->str, "một hai ba"));
	assert_non_null(strstr(all->str, "mười"));
	assert_non_null(strstr(all->str, "hết"));
	arena_clear();
}

static void a_table_repeats_its_head(void **state)
{
	(void)state;
	g_autoptr(GString) rows = g_string_new("Xã|Số");
	for (int i = 0; i < 20; i++)
		g_string_append_printf(rows, "\nxã %d|%d", i, i);
	struct lesson *lesson = lesson_of("Bảng", table_of(rows->str, "lr"));
	g_autoptr(SlideView) view = slide_view_new(lesson, 0, 40, 12, NULL);
	size_t screens = slide_view_screens(view);
	assert_int_equal(screens, 4);
	for (size_t i = 0; i < screens; i++) {
		g_autofree char *text = drawn(view, 40, 12, i, 0, NULL);
		assert_non_null(strstr(text, "Xã     │  Số\n  ───────┼────\n"));
	}
	arena_clear();
}

static void pauses_are_stops(void **state)
{
	(void)state;
	struct lesson *lesson =
		lesson_of("Dừng", chain(para("một"), pause_block(), para("hai"), pause_block(), para("ba"), NULL));
	g_autoptr(SlideView) view = slide_view_new(lesson, 0, 40, 12, NULL);
	assert_int_equal(slide_view_screens(view), 1);
	assert_int_equal(slide_view_steps(view), 2);
	assert_int_equal(slide_view_stops(view), 3);
	g_autofree char *first = drawn(view, 40, 12, 0, slide_view_stop(view, 0).step, NULL);
	assert_non_null(strstr(first, "một"));
	assert_null(strstr(first, "hai"));
	g_autofree char *second = drawn(view, 40, 12, 0, slide_view_stop(view, 1).step, NULL);
	assert_non_null(strstr(second, "hai"));
	assert_null(strstr(second, "ba"));
	arena_clear();
}

static void a_step_on_a_later_screen_brings_that_screen(void **state)
{
	(void)state;
	struct block *later = chain(pause_block(), para("sau"), NULL), *early = many_paras(5), *last = early;
	while (last->next)
		last = (struct block *)(uintptr_t)last->next;
	last->next = later;
	struct lesson *lesson = lesson_of("Dừng", early);
	g_autoptr(SlideView) view = slide_view_new(lesson, 0, 40, 7, NULL);
	static const struct slide_stop expected[] = {{0, 0}, {1, 0}, {1, 1}};
	assert_int_equal(slide_view_screens(view), 2);
	assert_int_equal(slide_view_stops(view), G_N_ELEMENTS(expected));
	for (size_t i = 0; i < G_N_ELEMENTS(expected); i++) {
		assert_int_equal(slide_view_stop(view, i).screen, expected[i].screen);
		assert_int_equal(slide_view_stop(view, i).step, expected[i].step);
	}
	arena_clear();
}

static void a_pause_before_nothing_is_no_stop(void **state)
{
	(void)state;
	struct lesson *lesson = lesson_of("Dừng", chain(para("một"), pause_block(), NULL));
	g_autoptr(SlideView) view = slide_view_new(lesson, 0, 40, 12, NULL);
	assert_int_equal(slide_view_stops(view), 1);
	arena_clear();
}

static void a_resize_keeps_the_place(void **state)
{
	(void)state;
	struct lesson *lesson = lesson_of("Dài", many_paras(60));
	g_autoptr(SlideView) large = slide_view_new(lesson, 0, 80, 24, NULL);
	g_autoptr(SlideView) small = slide_view_new(lesson, 0, 40, 12, NULL);
	for (size_t stop = 0; stop < slide_view_stops(large); stop++) {
		g_autofree char *before = drawn(large, 80, 24, slide_view_stop(large, stop).screen, 0, NULL);
		size_t found = slide_view_find_stop(small, large, stop);
		g_autofree char *after = drawn(small, 40, 12, slide_view_stop(small, found).screen, 0, NULL);
		const char *word = strstr(before, "đoạn-");
		g_autofree char *first = g_strndup(word, strcspn(word, "\n") + 1);
		assert_non_null(strstr(after, first));
	}
	for (size_t stop = 0; stop < slide_view_stops(large); stop++)
		assert_int_equal(slide_view_find_stop(large, large, stop), stop);
	arena_clear();
}

static void a_resize_keeps_the_step(void **state)
{
	(void)state;
	struct lesson *lesson =
		lesson_of("Dừng", chain(para("một"), pause_block(), para("hai"), pause_block(), para("ba"), NULL));
	g_autoptr(SlideView) large = slide_view_new(lesson, 0, 80, 24, NULL);
	g_autoptr(SlideView) small = slide_view_new(lesson, 0, 20, 3, NULL);
	for (size_t stop = 0; stop < slide_view_stops(large); stop++) {
		size_t found = slide_view_find_stop(small, large, stop);
		assert_int_equal(slide_view_stop(small, found).step, slide_view_stop(large, stop).step);
	}
	arena_clear();
}

static void short_lists_spread_out_where_there_is_room(void **state)
{
	(void)state;
	struct lesson *lesson = lesson_of("Việc", list_of(false, 1, chain(item("một"), item("hai"), NULL)));
	g_autoptr(SlideView) tall = slide_view_new(lesson, 0, 40, 12, NULL);
	g_autofree char *spread = drawn(tall, 40, 12, 0, 0, NULL);
	assert_non_null(strstr(spread, "• một\n\n  • hai\n"));
	g_autoptr(SlideView) low = slide_view_new(lesson, 0, 40, 4, NULL);
	g_autofree char *tight = drawn(low, 40, 4, 0, 0, NULL);
	assert_non_null(strstr(tight, "• một\n  • hai\n"));
	arena_clear();
}

/* ---- Questions --------------------------------------------------------------------------------------------- */

static struct lesson *lesson_asking(enum question_type type, const struct option *options, size_t n)
{
	struct lesson *lesson = lesson_of("Câu hỏi?", NULL);
	struct question *question = arena_keep(g_new0(struct question, 1));

	question->type = type;
	question->options = options;
	question->n_options = n;
	((struct slide *)(uintptr_t)lesson->slides)->question = question;
	return lesson;
}

static void assert_asks(struct lesson *lesson, int width, const char *expected)
{
	g_autoptr(Page) page = layout_slide(&lesson->slides[0], lesson, width, NULL);
	g_autofree char *text = page_text(page);

	assert_string_equal(text, expected);
	arena_clear();
}

static void options_have_letters_and_no_key(void **state)
{
	(void)state;
	const struct option options[] = {{.text = rich_of("một")}, {.text = rich_of("hai"), .right = true}};
	assert_asks(lesson_asking(QUESTION_SINGLE, options, 2), 40, "○ A. một\n○ B. hai\n");
	const struct option more[] = {{.text = rich_of("một")}, {.text = rich_of("hai"), .right = true}};
	assert_asks(lesson_asking(QUESTION_MULTIPLE, more, 2), 40, "☐ A. một\n☐ B. hai\n");
}

static void statements_are_true_or_false(void **state)
{
	(void)state;
	const struct option options[] = {{.text = rich_of("một"), .right = true}};
	assert_asks(lesson_asking(QUESTION_TRUEFALSE, options, 1), 40, "A. một\n   ○ Đúng   ○ Sai\n");
}

static void an_order_is_not_shown_in_order(void **state)
{
	(void)state;
	const struct option mixed[] = {{.text = rich_of("c")}, {.text = rich_of("a")}, {.text = rich_of("b")}};
	assert_asks(lesson_asking(QUESTION_ORDER, mixed, 3), 40, "A. a\nB. b\nC. c\n");
	const struct option sorted[] = {{.text = rich_of("a")}, {.text = rich_of("b")}, {.text = rich_of("c")}};
	assert_asks(lesson_asking(QUESTION_ORDER, sorted, 3), 40, "A. b\nB. c\nC. a\n");
}

static void pairs_are_taken_apart(void **state)
{
	(void)state;
	const struct option options[] = {{.text = rich_of("trái một"), .match = rich_of("z")},
					 {.text = rich_of("trái hai"), .match = rich_of("a")},
					 {.text = rich_of("trái ba"), .match = rich_of("a")},
					 {.text = rich_of(""), .match = rich_of("m")}};
	assert_asks(lesson_asking(QUESTION_MATCH, options, 4), 44,
		    "1. trái một             A. a\n2. trái hai             B. m\n3. trái ba              C. z\n");
}

/* ---- Whatever the lesson and the size ---------------------------------------------------------------------- */

static char *random_text(GRand *rand, GPtrArray *words)
{
	static const char *const syllables[] = {"dân", "số", "Bắc", "Kạn", "21-N", "ngh", "漢", "ư"};
	GString *s = g_string_new(NULL);

	for (int i = g_rand_int_range(rand, 1, 12); i > 0; i--) {
		char *word = g_strdup_printf("%s%u", syllables[g_rand_int_range(rand, 0, G_N_ELEMENTS(syllables))],
					     words->len);
		if (s->len > 0)
			g_string_append_c(s, g_rand_int_range(rand, 0, 10) ? ' ' : '\n');
		g_string_append(s, word);
		g_ptr_array_add(words, word);
	}
	return arena_keep(g_string_free(s, FALSE));
}

static struct block *random_blocks(GRand *rand, GPtrArray *words, int depth);

static struct block *random_table(GRand *rand, GPtrArray *words)
{
	int columns = g_rand_int_range(rand, 1, 5);
	g_autoptr(GString) rows = g_string_new(NULL);

	for (int r = g_rand_int_range(rand, 1, 6); r > 0; r--) {
		for (int c = 0; c < columns; c++) {
			g_autofree char *cell = g_strdelimit(g_strdup(random_text(rand, words)), "\n", ' ');
			g_string_append_printf(rows, "%s%s", c ? "|" : "", cell);
		}
		if (r > 1)
			g_string_append_c(rows, '\n');
	}
	return table_of(rows->str, &"lcrl"[4 - columns]);
}

static struct block *random_columns(GRand *rand, GPtrArray *words, int depth)
{
	struct block *first = NULL;

	for (int i = g_rand_int_range(rand, 1, 4); i > 0; i--) {
		struct block *column = parent_of(BLOCK_COLUMN, random_blocks(rand, words, depth + 2));
		column->weight = g_rand_int_range(rand, 1, 4);
		column->next = first;
		first = column;
	}
	return parent_of(BLOCK_COLUMNS, first);
}

static struct block *random_block(GRand *rand, GPtrArray *words, int depth)
{
	struct block *block;

	switch (g_rand_int_range(rand, 0, depth > 4 ? 6 : 10)) {
	case 0:
		return heading(g_rand_int_range(rand, 1, 7), random_text(rand, words));
	case 1:
		return code("sh", random_text(rand, words));
	case 2:
		block = block_of(BLOCK_IMAGE, random_text(rand, words));
		block->url = "anh/dan-so.png";
		return block;
	case 3:
		return random_table(rand, words);
	case 4:
		return pause_block();
	case 5:
		return para(random_text(rand, words));
	case 6:
		return parent_of(BLOCK_QUOTE, random_blocks(rand, words, depth + 1));
	case 7:
		return random_columns(rand, words, depth);
	default:
		block = parent_of(BLOCK_ITEM, random_blocks(rand, words, depth + 1));
		block->next = parent_of(BLOCK_ITEM, random_blocks(rand, words, depth + 1));
		block = list_of(g_rand_boolean(rand), g_rand_int_range(rand, 0, 2000), block);
		block->list.tight = g_rand_boolean(rand);
		return block;
	}
}

static struct block *random_blocks(GRand *rand, GPtrArray *words, int depth)
{
	struct block *first = NULL;

	for (int i = g_rand_int_range(rand, 1, 4); i > 0; i--) {
		struct block *block = random_block(rand, words, depth);
		block->next = first;
		first = block;
	}
	return first;
}

/* All that the stops of a view show, without anything but the words: a word may go on in the next row. */
static char *all_shown(const struct slide_view *view, int width, int height)
{
	g_autoptr(Grid) grid = grid_new(width, height);
	g_autoptr(GString) all = g_string_new(NULL);

	for (size_t stop = 0; stop < slide_view_stops(view); stop++) {
		struct slide_stop at = slide_view_stop(view, stop);
		slide_view_draw(view, grid, at.screen, at.step, "14:05");
		g_autofree char *text = grid_text(grid, false);
		g_string_append(all, text);
	}
	return g_string_free(g_steal_pointer(&all), FALSE);
}

static void every_word_is_shown_at_every_size(void **state)
{
	(void)state;
	g_autoptr(GRand) rand = g_rand_new_with_seed(21);

	for (int round = 0; round < 200; round++) {
		g_autoptr(GPtrArray) words = g_ptr_array_new_with_free_func(g_free);
		const char *title = round % 5 ? random_text(rand, words) : NULL;
		struct lesson *lesson = lesson_of(title, random_blocks(rand, words, 0));
		int width = g_rand_int_range(rand, 20, 130), height = g_rand_int_range(rand, 5, 50);
		struct layout_options options = {.ascii = round % 3 == 0};
		g_autoptr(SlideView) view = slide_view_new(lesson, 0, width, height, &options);
		g_autofree char *shown = all_shown(view, width, height);
		for (size_t i = 0; i < words->len; i++)
			if (!strstr(shown, words->pdata[i]))
				fail_msg("round %d, %dx%d: %s is not in\n%s", round, width, height,
					 (char *)words->pdata[i], shown);
		arena_clear();
	}
}

static void the_smallest_terminals_are_survived(void **state)
{
	(void)state;
	g_autoptr(GRand) rand = g_rand_new_with_seed(9);

	for (int round = 0; round < 200; round++) {
		g_autoptr(GPtrArray) words = g_ptr_array_new_with_free_func(g_free);
		struct lesson *lesson = lesson_of("Một tiêu đề dài", random_blocks(rand, words, 0));
		((struct slide *)(uintptr_t)lesson->slides)->is_title = round % 2;
		int width = g_rand_int_range(rand, 1, 20), height = g_rand_int_range(rand, 1, 6);
		g_autoptr(SlideView) view = slide_view_new(lesson, 0, width, height, NULL);
		g_autofree char *shown = all_shown(view, width, height);
		assert_non_null(shown);
		arena_clear();
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_slide_has_title_text_and_footer),
		cmocka_unit_test(a_slide_without_footer_uses_the_last_row),
		cmocka_unit_test(a_title_slide_stands_in_the_middle),
		cmocka_unit_test(a_big_title_is_drawn_where_it_fits),
		cmocka_unit_test(every_letter_of_vietnamese_has_a_big_form),
		cmocka_unit_test(a_tall_slide_goes_on_under_its_title),
		cmocka_unit_test(a_heading_is_not_left_alone),
		cmocka_unit_test(a_long_title_is_part_of_the_text),
		cmocka_unit_test(a_table_repeats_its_head),
		cmocka_unit_test(pauses_are_stops),
		cmocka_unit_test(a_step_on_a_later_screen_brings_that_screen),
		cmocka_unit_test(a_pause_before_nothing_is_no_stop),
		cmocka_unit_test(a_resize_keeps_the_place),
		cmocka_unit_test(a_resize_keeps_the_step),
		cmocka_unit_test(short_lists_spread_out_where_there_is_room),
		cmocka_unit_test(options_have_letters_and_no_key),
		cmocka_unit_test(statements_are_true_or_false),
		cmocka_unit_test(an_order_is_not_shown_in_order),
		cmocka_unit_test(pairs_are_taken_apart),
		cmocka_unit_test(every_word_is_shown_at_every_size),
		cmocka_unit_test(the_smallest_terminals_are_survived),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
