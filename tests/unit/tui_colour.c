/* The colours of a theme on terminals that have fewer. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "tui/private.h"

static void test_default_stays_default(void **state)
{
	(void)state;
	assert_int_equal(colour_nearest(COLOUR_DEFAULT, 8), -1);
	assert_int_equal(colour_nearest(COLOUR_DEFAULT, 256), -1);
	assert_int_equal(colour_nearest(COLOUR_DEFAULT, 1 << 24), -1);
	assert_int_equal(colour_readable(COLOUR_DEFAULT, 0xffffff, 8), -1);
}

static void test_256_colours(void **state)
{
	(void)state;
	assert_int_equal(colour_nearest(0x000000, 256), 16);
	assert_int_equal(colour_nearest(0xffffff, 256), 231);
	assert_int_equal(colour_nearest(0xff0000, 256), 196);
	assert_int_equal(colour_nearest(0x5f87af, 256), 67);
	assert_int_equal(colour_nearest(0x080808, 256), 232);
	assert_int_equal(colour_nearest(0xeeeeee, 256), 255);
	assert_int_equal(colour_nearest(0x818181, 256), 244);
}

/* Every colour of the 256 that are the same everywhere is its own nearest, or the same colour under another number. */
static void test_256_colours_find_themselves(void **state)
{
	(void)state;
	static const int steps[6] = {0, 95, 135, 175, 215, 255};
	for (int i = 0; i < 216; i++) {
		int32_t rgb = steps[i / 36] << 16 | steps[i / 6 % 6] << 8 | steps[i % 6];
		assert_int_equal(colour_nearest(rgb, 256), 16 + i);
	}
	for (int i = 0; i < 24; i++)
		assert_int_equal(colour_nearest((8 + 10 * i) * 0x010101, 256), 232 + i);
}

static void test_few_colours(void **state)
{
	(void)state;
	assert_int_equal(colour_nearest(0x202020, 8), 0);
	assert_int_equal(colour_nearest(0xffffff, 8), 7);
	assert_int_equal(colour_nearest(0xc01010, 8), 1);
	assert_int_equal(colour_nearest(0x108010, 8), 2);
	assert_int_equal(colour_nearest(0xffffff, 16), 15);
	assert_int_equal(colour_nearest(0x808080, 16), 8);
	assert_int_equal(colour_nearest(0xff1010, 16), 9);
	assert_int_equal(colour_nearest(0xffffff, 88), 15);
}

static void test_direct_colours(void **state)
{
	(void)state;
	assert_int_equal(colour_nearest(0x123456, 1 << 24), 0x123456);
	assert_int_equal(colour_nearest(0x000000, 1 << 24), 8);
}

static void test_text_never_vanishes(void **state)
{
	(void)state;
	assert_int_equal(colour_nearest(0xd0d0d0, 8), colour_nearest(0xffffff, 8));
	assert_int_equal(colour_readable(0xd0d0d0, 0xffffff, 8), 0);
	assert_int_equal(colour_readable(0x101030, 0x000000, 8), 7);
	assert_int_equal(colour_readable(0x000000, 0xffffff, 8), 0);
	assert_int_equal(colour_readable(0x303030, 0x303030, 8), 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_default_stays_default),
		cmocka_unit_test(test_256_colours),
		cmocka_unit_test(test_256_colours_find_themselves),
		cmocka_unit_test(test_few_colours),
		cmocka_unit_test(test_direct_colours),
		cmocka_unit_test(test_text_never_vanishes),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
