#include "lesson/fraction.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static struct fraction of(int64_t num, int64_t den)
{
	return fraction_make(num, den);
}

static void assert_fraction(struct fraction f, int64_t num, int64_t den)
{
	assert_int_equal(f.num, num);
	assert_int_equal(f.den, den);
}

static void test_sums_are_exact(void **state)
{
	struct fraction third = of(1, 3);

	(void)state;
	assert_fraction(fraction_add(third, fraction_add(third, third)), 1, 1);
	assert_fraction(fraction_sub(of(1, 2), of(3, 4)), -1, 4);
	assert_fraction(fraction_mul(of(2, 3), of(9, 4)), 3, 2);
	assert_fraction(fraction_div(of(1, 2), of(-1, 4)), -2, 1);
	assert_fraction(of(6, -8), -3, 4);
	assert_fraction(of(0, -8), 0, 1);
}

static void test_order(void **state)
{
	(void)state;
	assert_true(fraction_cmp(of(1, 3), of(333333333, 1000000000)) > 0);
	assert_true(fraction_cmp(of(-1, 2), of(-1, 3)) < 0);
	assert_int_equal(fraction_cmp(of(2, 4), of(1, 2)), 0);
	assert_true(fraction_cmp(of(INT64_MAX, 1), of(INT64_MAX - 1, 1)) > 0);
}

static void test_too_large_is_rounded_not_wrapped(void **state)
{
	struct fraction big = of(INT64_MAX, 2), small = of(1, INT64_MAX);

	(void)state;
	assert_true(fraction_double(fraction_mul(big, big)) > 1e18);
	assert_true(fraction_double(fraction_mul(of(-INT64_MAX, 1), big)) < -1e18);
	assert_true(fraction_double(fraction_add(small, of(1, INT64_MAX - 1))) >= 0);
	/* A hundred thousand odd weights still add up to about what they are. */
	struct fraction sum = FRACTION_ZERO;

	for (int i = 2; i < 1000; i++)
		sum = fraction_add(sum, of(1, i));
	assert_true(fraction_double(sum) > 6.48 && fraction_double(sum) < 6.49);
}

static void test_reading(void **state)
{
	static const struct {
		const char *text;
		int64_t num, den;
	} cases[] = {
		{"50%", 1, 2},
		{"1/3", 1, 3},
		{"0,8", 4, 5},
		{"0.8", 4, 5},
		{"-25 %", -1, 4},
		{"−25%", -1, 4},
		{"+5", 5, 1},
		{" 2 / 4 ", 1, 2},
		{"33.333%", 1, 3},
		{"33,3333%", 1, 3},
		{"66.667%", 2, 3},
		{"14.286%", 1, 7},
		{"16.6667%", 1, 6},
		{"33.3%", 333, 1000},
		{"8.333%", 1, 12},
		{"-33.333%", -1, 3},
		{"11.111%", 1, 9},
		{"9.091%", 1, 11},
		{"12.345%", 2469, 20000},
		{"100%", 1, 1},
		{"0", 0, 1},
		{"1000000", 1000000, 1},
	};

	(void)state;
	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
		struct fraction f;

		if (!fraction_parse(cases[i].text, &f))
			fail_msg("%s is not read", cases[i].text);
		if (f.num != cases[i].num || f.den != cases[i].den)
			fail_msg("%s is read as %ld/%ld", cases[i].text, (long)f.num, (long)f.den);
	}
}

static void test_not_read(void **state)
{
	static const char *const cases[] = {
		"",        " ",   "%",   "abc",  "1/0",   "1/",        "5 0",
		"1000001", "1e5", "--5", "50%%", "1.2.3", "1,000,000", "99999999999999999999",
		"-2000000"};

	(void)state;
	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
		struct fraction f;

		if (fraction_parse(cases[i], &f))
			fail_msg("“%s” is read as %ld/%ld", cases[i], (long)f.num, (long)f.den);
	}
}

static void test_text_is_read_back(void **state)
{
	struct fraction f;

	(void)state;
	g_autofree char *text = fraction_text(of(-3, 7));

	assert_string_equal(text, "-3/7");
	assert_true(fraction_parse(text, &f));
	assert_fraction(f, -3, 7);
	g_autofree char *whole = fraction_text(of(8, 4));

	assert_string_equal(whole, "2");
}

static void test_decimals(void **state)
{
	static const struct {
		int64_t num, den, scale;
		int decimals;
		bool comma;
		const char *text;
	} cases[] = {
		{33, 40, 10, 2, false, "8.25"}, {1, 1, 10, 2, true, "10"},      {1, 20, 10, 2, true, "0,5"},
		{1, 3, 10, 2, true, "3,33"},    {2, 3, 100, 0, false, "67"},    {1, 8, 10, 1, false, "1.3"},
		{5, 1000, 1, 2, false, "0.01"}, {-1, 8, 10, 1, false, "-1.3"},  {-1, 1000, 1, 1, false, "0"},
		{1, 2, 1, 0, false, "1"},       {105, 100, 1, 2, true, "1,05"}, {INT64_MAX, 1, 10, 9, false, NULL},
	};

	(void)state;
	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autofree char *text = fraction_decimal(of(cases[i].num, cases[i].den), cases[i].scale,
							 cases[i].decimals, cases[i].comma);

		if (cases[i].text)
			assert_string_equal(text, cases[i].text);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_sums_are_exact),
		cmocka_unit_test(test_order),
		cmocka_unit_test(test_too_large_is_rounded_not_wrapped),
		cmocka_unit_test(test_reading),
		cmocka_unit_test(test_not_read),
		cmocka_unit_test(test_text_is_read_back),
		cmocka_unit_test(test_decimals),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
