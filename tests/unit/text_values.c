/* Dates and numbers as people type them. */
#include "unit/text_common.h"

#include "text/text.h"
#include "text/values.h"

static const struct {
	const char *s;
	int year, month, day; /* 0: no date */
} dates[] = {
	{"9/5/2018", 2018, 5, 9},
	{"09-05-2018", 2018, 5, 9},
	{"9.5.2018", 2018, 5, 9},
	{"9.5.2018.", 2018, 5, 9},
	{"2018-05-09", 2018, 5, 9},
	{"2018/5/9", 2018, 5, 9},
	{"9/5/18", 2018, 5, 9},
	{" 9 / 5 / 2018 ", 2018, 5, 9},
	{"9–5–2018", 2018, 5, 9},
	{"ngày 9 tháng 5 năm 2018", 2018, 5, 9},
	{"Ngay 09 thang 05 nam 2018.", 2018, 5, 9},
	{"9 tháng 5 năm 2018", 2018, 5, 9},
	{"9 tháng 5, 2018", 2018, 5, 9},
	{"9 tháng 5/2018", 2018, 5, 9},
	{"ngày 9/5/2018", 2018, 5, 9},
	{"ngày mùng 9/5 năm 2018", 2018, 5, 9},
	{"29/2/2020", 2020, 2, 29},
	{"31/12/9999", 9999, 12, 31},
	{"29/2/2019", 0, 0, 0},
	{"31/4/2018", 0, 0, 0},
	{"0/5/2018", 0, 0, 0},
	{"9/0/2018", 0, 0, 0},
	{"9/13/2018", 0, 0, 0},
	{"5/9/0000", 0, 0, 0},
	{"2018-13-09", 0, 0, 0},
	{"9/5", 0, 0, 0},
	{"9/5/", 0, 0, 0},
	{"9/5/201", 0, 0, 0},
	{"9/5/20188", 0, 0, 0},
	{"009/5/2018", 0, 0, 0},
	{"9/5-2018", 0, 0, 0},
	{"9/5/2018 x", 0, 0, 0},
	{"khoảng 9/5/2018", 0, 0, 0},
	{"ngày tháng năm", 0, 0, 0},
	{"9 5 2018", 0, 0, 0},
	{"", 0, 0, 0},
	{"2018", 0, 0, 0},
	{"99999999999999999999/5/2018", 0, 0, 0},
};

static void test_dates(void **state)
{
	(void)state;
	for (size_t i = 0; i < G_N_ELEMENTS(dates); i++) {
		int year = 0, month = 0, day = 0;
		bool read = text_parse_date(dates[i].s, &year, &month, &day);
		if (read != (dates[i].day != 0) || year != dates[i].year || month != dates[i].month ||
		    day != dates[i].day)
			fail_msg("'%s' is %d-%d-%d", dates[i].s, year, month, day);
	}
}

static const struct {
	const char *s;
	size_t count;
	double first, second;
	const char *unit;
} numbers[] = {
	{"200", 1, 200, 0, ""},
	{"  200 ", 1, 200, 0, ""},
	{"2,1", 1, 2.1, 0, ""},
	{"2.1", 1, 2.1, 0, ""},
	{"2,1 con", 1, 2.1, 0, "con"},
	{"2,1con", 1, 2.1, 0, "con"},
	{"70%", 1, 70, 0, "%"},
	{"70\xC2\xA0%", 1, 70, 0, "%"},
	{"104 triệu người.", 1, 104, 0, "triệu người."},
	{"5 m2", 1, 5, 0, "m2"},
	{"1.000", 2, 1000, 1, ""},
	{"1,000 người", 2, 1000, 1, "người"},
	{"12.345", 2, 12345, 12.345, ""},
	{"1234.567", 1, 1234.567, 0, ""},
	{"0,125", 1, 0.125, 0, ""},
	{"1.234,5", 1, 1234.5, 0, ""},
	{"1,234.5", 1, 1234.5, 0, ""},
	{"1.234,567", 1, 1234.567, 0, ""},
	{"1.234.567", 1, 1234567, 0, ""},
	{"1.234.567,89 đồng", 1, 1234567.89, 0, "đồng"},
	{"104 000 000", 1, 104000000, 0, ""},
	{"1\xC2\xA0"
	 "000,5",
	 1, 1000.5, 0, ""},
	{"1 000.5", 1, 1000.5, 0, ""},
	{",5", 1, 0.5, 0, ""},
	{".25", 1, 0.25, 0, ""},
	{"-3,5", 1, -3.5, 0, ""},
	{"−3", 1, -3, 0, ""},
	{"+3", 1, 3, 0, ""},
	{"5.", 1, 5, 0, ""},
	{"5 !", 1, 5, 0, ""},
	{"2 con/phụ nữ", 1, 2, 0, "con/phụ nữ"},
	{"", 0, 0, 0, ""},
	{"con", 0, 0, 0, ""},
	{"hơn 200", 0, 0, 0, ""},
	{"-", 0, 0, 0, ""},
	{".", 0, 0, 0, ""},
	{"9/5", 0, 0, 0, ""},
	{"9 / 5", 0, 0, 0, ""},
	{"2-3", 0, 0, 0, ""},
	{"2 – 3", 0, 0, 0, ""},
	{"7:30", 0, 0, 0, ""},
	{"2, 3", 0, 0, 0, ""},
	{"2 3", 0, 0, 0, ""},
	{"1.2.3", 0, 0, 0, ""},
	{"1.23,4", 0, 0, 0, ""},
	{"1,234.5,6", 0, 0, 0, ""},
	{"1.234,567,890", 0, 0, 0, ""},
	{"1234.567,8", 0, 0, 0, ""},
};

static void test_numbers(void **state)
{
	(void)state;
	for (size_t i = 0; i < G_N_ELEMENTS(numbers); i++) {
		struct text_number readings[2] = {{0, ""}, {0, ""}};
		size_t count = text_parse_numbers(numbers[i].s, readings);
		if (count != numbers[i].count || readings[0].value < numbers[i].first ||
		    readings[0].value > numbers[i].first || readings[1].value < numbers[i].second ||
		    readings[1].value > numbers[i].second)
			fail_msg("'%s' has %zu readings: %g, %g", numbers[i].s, count, readings[0].value,
				 readings[1].value);
		assert_string_equal(readings[0].unit, numbers[i].unit);
	}
}

static void test_hostile(void **state)
{
	uint64_t seed = 7;
	g_autofree char *long_number = g_malloc(100001);
	struct text_number readings[2];
	int year, month, day;

	(void)state;
	memset(long_number, '9', 100000);
	long_number[100000] = '\0';
	assert_int_equal(text_parse_numbers(long_number, readings), 0);
	assert_false(text_parse_date(long_number, &year, &month, &day));
	for (size_t round = 0; round < 3000; round++) {
		static const char usual[] = "0123456789.,/- thang";
		g_autofree char *bytes = random_bytes(&seed, next_random(&seed) % 16);
		g_autofree char *s = NULL;
		for (size_t i = 0; bytes[i] != '\0'; i++)
			if (next_random(&seed) % 3)
				bytes[i] = usual[next_random(&seed) % (sizeof usual - 1)];
		s = text_repair(bytes, strlen(bytes), NULL);
		for (size_t i = 0, n = text_parse_numbers(s, readings); i < n; i++)
			assert_true(readings[i].unit >= s && readings[i].unit <= s + strlen(s));
		if (text_parse_date(s, &year, &month, &day))
			assert_true(year > 0 && month >= 1 && month <= 12 && day >= 1 && day <= 31);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_dates),
		cmocka_unit_test(test_numbers),
		cmocka_unit_test(test_hostile),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
