/* Blocks flow down a page: lists, quotes, code, tables, columns, links, pauses; whatever the width, no word is lost. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "text/text.h"
#include "unit/layout_build.h"

static const struct layout_options plain;

static void assert_lays(struct block *blocks, int width, const char *expected)
{
	g_autoptr(Page) page = layout_blocks(blocks, NULL, width, &plain);
	g_autofree char *text = page_text(page);

	assert_string_equal(text, expected);
	for (size_t i = 0; i < page->lines->len; i++) {
		const struct styled_line *line = page->lines->pdata[i];
		assert_true(line->indent + line->width <= width);
		assert_int_equal(line->width, text_width(line->text, line->len));
	}
	arena_clear();
}

static void paragraphs_wrap_and_stand_apart(void **state)
{
	(void)state;
	assert_lays(chain(para("Công tác dân số trong tình hình mới"), para("hai\ndòng"), NULL), 12,
		    "Công tác dân\nsố trong\ntình hình\nmới\n\nhai\ndòng\n");
}

static void small_headings_stand_close(void **state)
{
	(void)state;
	assert_lays(chain(heading(2, "Một"), para("a"), heading(3, "Hai"), para("b"), NULL), 20,
		    "Một\n\na\n\nHai\nb\n");
}

static void lists_hang_and_bullets_differ(void **state)
{
	(void)state;
	struct block *inner = list_of(false, 1, item("bên trong"));
	struct block *outer = list_of(
		false, 1, chain(parent_of(BLOCK_ITEM, chain(para("một hai ba"), inner, NULL)), item("bốn"), NULL));
	assert_lays(outer, 12, "• một hai ba\n  ◦ bên\n    trong\n• bốn\n");
}

static void numbers_are_set_right(void **state)
{
	(void)state;
	assert_lays(list_of(true, 9, chain(item("chín"), item("mười"), NULL)), 20, " 9. chín\n10. mười\n");
	assert_lays(list_of(true, 999999999, chain(item("a"), item("b"), NULL)), 40, " 999999999. a\n1000000000. b\n");
}

static void an_empty_item_has_its_bullet(void **state)
{
	(void)state;
	assert_lays(list_of(false, 1, chain(parent_of(BLOCK_ITEM, NULL), item("a"), NULL)), 20, "•\n• a\n");
}

static void loose_lists_and_newlines_set_items_apart(void **state)
{
	(void)state;
	struct block *loose = list_of(false, 1, chain(item("a"), item("b"), NULL));
	loose->list.tight = false;
	assert_lays(loose, 20, "• a\n\n• b\n");
	struct block *wide = list_of(false, 1, chain(item("a"), item("b"), NULL));
	wide->list.spacing = 3;
	assert_lays(wide, 20, "• a\n\n\n• b\n");
}

static void quotes_have_a_bar(void **state)
{
	(void)state;
	struct block *inner = parent_of(BLOCK_QUOTE, para("trong"));
	assert_lays(parent_of(BLOCK_QUOTE, chain(para("ngoài"), inner, NULL)), 20, "▎ ngoài\n▎\n▎ ▎ trong\n");
}

static void deep_nesting_keeps_room_for_text(void **state)
{
	(void)state;
	struct block *deep = para("một hai ba bốn");
	for (int i = 0; i < 100; i++)
		deep = parent_of(BLOCK_QUOTE, deep);
	g_autoptr(Page) page = layout_blocks(deep, NULL, 30, &plain);
	assert_int_equal(page->lines->len, 2);
	const struct styled_line *line = page->lines->pdata[0];
	assert_true(line->width <= 30);
	assert_non_null(strstr(line->text, "một hai"));
	arena_clear();
}

static void code_is_framed_and_never_cut(void **state)
{
	(void)state;
	assert_lays(code("sh", "a\n\tb\n"), 16,
		    "╭─ sh ─────────╮\n│ a            │\n│     b        │\n╰──────────────╯\n");
	assert_lays(code("", "một hai ba bốn năm\n"), 18,
		    "╭────────────────╮\n│ một hai ba bốn │\n│ ↪ năm          │\n╰────────────────╯\n");
	assert_lays(code("", "dàilắmdàilắm\n"), 8, "dàilắmdà\n↪ ilắm\n");
}

static void images_are_framed(void **state)
{
	(void)state;
	struct block *image = block_of(BLOCK_IMAGE, "Tháp dân số");
	image->url = "anh/thap.png";
	assert_lays(image, 18, "╭─ Hình ─────────╮\n│ Tháp dân số    │\n│ anh/thap.png   │\n╰────────────────╯\n");
}

static void tables_fit_their_cells(void **state)
{
	(void)state;
	assert_lays(table_of("Xã|Số\nĐức Xuân|12\nSông Cầu|7", "lr"), 40,
		    "Xã        │  Số\n──────────┼────\nĐức Xuân  │  12\nSông Cầu  │   7\n");
}

static void tables_wrap_their_cells(void **state)
{
	(void)state;
	assert_lays(table_of("A|B\nmột hai ba|x\nbốn|y", "ll"), 12,
		    "A        │ B\n─────────┼──\nmột hai  │ x\nba       │\n╌╌╌╌╌╌╌╌╌┼╌╌\nbốn      │ y\n");
}

static void narrow_tables_are_lines(void **state)
{
	(void)state;
	assert_lays(table_of("Phường|Số người\nĐức Xuân|12\nSông Cầu|", "lr"), 13,
		    "Phường: Đức\nXuân\nSố người: 12\n\nPhường: Sông\nCầu\nSố người:\n");
}

static void columns_stand_beside_or_below(void **state)
{
	(void)state;
	struct block *left = parent_of(BLOCK_COLUMN, chain(para("trái"), para("dưới"), NULL));
	struct block *right = parent_of(BLOCK_COLUMN, para("phải"));
	left->weight = right->weight = 1;
	struct block *both = parent_of(BLOCK_COLUMNS, chain(left, right, NULL));
	g_autoptr(Page) page = layout_blocks(both, NULL, 44, &plain);
	g_autofree char *text = page_text(page);
	assert_string_equal(text, "trái                    phải\n\ndưới\n");
	assert_lays(both, 30, "trái\n\ndưới\n\nphải\n");
}

static void steps_count_pauses_even_within_a_line(void **state)
{
	(void)state;
	struct block *left = parent_of(BLOCK_COLUMN, para("một"));
	struct block *right = parent_of(BLOCK_COLUMN, chain(block_of(BLOCK_PAUSE, ""), para("hai"), NULL));
	left->weight = right->weight = 1;
	struct block *all = chain(para("đầu"), parent_of(BLOCK_COLUMNS, chain(left, right, NULL)),
				  block_of(BLOCK_PAUSE, ""), para("cuối"), NULL);
	g_autoptr(Page) page = layout_blocks(all, NULL, 44, &plain);
	assert_int_equal(page->steps, 2);
	const struct styled_line *both = page->lines->pdata[2], *last = page->lines->pdata[4];
	assert_int_equal(both->step, 0);
	assert_int_equal(both->spans[both->n_spans - 1].step, 1);
	assert_int_equal(last->step, 2);

	g_autoptr(Grid) grid = grid_new(44, 5);
	page_draw(page, grid, 0, 0, 44, 0, 5, 0);
	g_autofree char *before = grid_text(grid, false);
	assert_string_equal(before, "đầu\n\nmột\n\n\n");
	page_draw(page, grid, 0, 0, 44, 0, 5, 1);
	g_autofree char *after = grid_text(grid, false);
	assert_string_equal(after, "đầu\n\nmột                     hai\n\n\n");
	arena_clear();
}

static void links_are_numbered_and_listed(void **state)
{
	(void)state;
	struct block *one = para(""), *two = para(""), *three = para("");
	one->text = rich_with("xem trang này", "trang", RUN_LINK, "https://a.vn");
	two->text = rich_with("và trang kia", "trang", RUN_LINK, "https://b.vn");
	three->text = rich_with("https://c.vn", "https://c.vn", RUN_LINK, "https://c.vn");
	assert_lays(chain(one, two, three, NULL), 40,
		    "xem trang[1] này\n\nvà trang[2] kia\n\nhttps://c.vn\n\n[1] https://a.vn\n[2] https://b.vn\n");
}

static void styles_follow_the_words_through_the_wrapping(void **state)
{
	(void)state;
	struct rich rich = rich_with("một hai ba bốn", "hai ba", RUN_STRONG, NULL);
	g_autoptr(Page) page = layout_rich(&rich, 8, ROLE_TEXT, &plain);
	assert_int_equal(page->lines->len, 2);
	const struct styled_line *first = page->lines->pdata[0], *second = page->lines->pdata[1];
	assert_string_equal(first->text, "một hai");
	assert_string_equal(second->text, "ba bốn");
	assert_int_equal(first->n_spans, 2);
	assert_int_equal(first->spans[1].role, ROLE_STRONG);
	assert_int_equal(first->spans[1].len, strlen("hai"));
	assert_int_equal(second->spans[0].role, ROLE_STRONG);
	assert_int_equal(second->spans[1].role, ROLE_TEXT);
	arena_clear();
}

static void gaps_are_shown_or_filled(void **state)
{
	(void)state;
	struct rich rich = rich_of("Mỗi cặp  con");
	struct run run = {.start = (unsigned int)strlen("Mỗi cặp "), .style = RUN_GAP};
	rich.runs = &run;
	rich.n_runs = 1;
	g_autoptr(Page) empty = layout_rich(&rich, 40, ROLE_TEXT, &plain);
	g_autofree char *empty_text = page_text(empty);
	assert_string_equal(empty_text, "Mỗi cặp ______ con\n");
	const char *const typed[] = {"hai"};
	struct layout_options options = {.gaps = typed, .n_gaps = 1, .focus = 1};
	g_autoptr(Page) filled = layout_rich(&rich, 40, ROLE_TEXT, &options);
	g_autofree char *filled_text = page_text(filled);
	assert_string_equal(filled_text, "Mỗi cặp hai con\n");
	const struct styled_line *line = filled->lines->pdata[0];
	assert_int_equal(line->spans[1].role, ROLE_SELECTED);
	arena_clear();
}

static void alignment_holds_from_where_it_stands(void **state)
{
	(void)state;
	struct block *center = block_of(BLOCK_ALIGN, ""), *right = block_of(BLOCK_ALIGN, "");
	center->align = ALIGN_CENTER;
	right->align = ALIGN_RIGHT;
	assert_lays(chain(para("a"), center, para("giữa"), right, para("phải"), NULL), 10,
		    "a\n\n   giữa\n\n      phải\n");
}

static void new_lines_are_added(void **state)
{
	(void)state;
	struct block *two = block_of(BLOCK_SPACE, "");
	two->count = 2;
	assert_lays(chain(para("a"), two, para("b"), NULL), 10, "a\n\n\n\nb\n");
	struct block *many = block_of(BLOCK_SPACE, "");
	many->count = 2000000000;
	g_autoptr(Page) page = layout_blocks(chain(para("a"), many, para("b"), NULL), NULL, 10, &plain);
	assert_true(page->lines->len <= 102);
	arena_clear();
}

static void ascii_is_enough(void **state)
{
	(void)state;
	struct layout_options ascii = {.ascii = true};
	struct block *image = block_of(BLOCK_IMAGE, "alt");
	image->url = "f.png";
	struct block *all = chain(list_of(false, 1, item("a")), parent_of(BLOCK_QUOTE, para("q")), code("c", "x y\n"),
				  image, table_of("a|b\nc c c c c c c c c|d", "ll"), NULL);
	struct lesson *lesson = lesson_of("T", all);
	lesson->lang = "en";
	for (int width = 2; width < 40; width++) {
		g_autoptr(Page) page = layout_slide(&lesson->slides[0], lesson, width, &ascii);
		for (size_t i = 0; i < page->lines->len; i++)
			assert_true(g_str_is_ascii(((const struct styled_line *)page->lines->pdata[i])->text));
	}
	arena_clear();
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(paragraphs_wrap_and_stand_apart),
		cmocka_unit_test(small_headings_stand_close),
		cmocka_unit_test(lists_hang_and_bullets_differ),
		cmocka_unit_test(numbers_are_set_right),
		cmocka_unit_test(an_empty_item_has_its_bullet),
		cmocka_unit_test(loose_lists_and_newlines_set_items_apart),
		cmocka_unit_test(quotes_have_a_bar),
		cmocka_unit_test(deep_nesting_keeps_room_for_text),
		cmocka_unit_test(code_is_framed_and_never_cut),
		cmocka_unit_test(images_are_framed),
		cmocka_unit_test(tables_fit_their_cells),
		cmocka_unit_test(tables_wrap_their_cells),
		cmocka_unit_test(narrow_tables_are_lines),
		cmocka_unit_test(columns_stand_beside_or_below),
		cmocka_unit_test(steps_count_pauses_even_within_a_line),
		cmocka_unit_test(links_are_numbered_and_listed),
		cmocka_unit_test(styles_follow_the_words_through_the_wrapping),
		cmocka_unit_test(gaps_are_shown_or_filled),
		cmocka_unit_test(alignment_holds_from_where_it_stands),
		cmocka_unit_test(new_lines_are_added),
		cmocka_unit_test(ascii_is_enough),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
