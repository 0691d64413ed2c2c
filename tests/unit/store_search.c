/* Whom somebody means by what they typed. */
#include "store/store.h"

#include <locale.h>
#include <setjmp.h>
#include <stdarg.h>
#include <string.h>

#include <cmocka.h>

static void set(char **field, const char *value)
{
	g_free(*field);
	*field = g_strdup(value);
}

static GPtrArray *some_people(void)
{
	static const struct {
		const char *id, *name, *code, *unit, *birth;
	} all[] = {
		{"p0", "Hoàng Văn An", "BK-07", "Tổ 5", "1970"},
		{"p1", "Hoàng Văn An", "", "Tổ 6", "1985"},
		{"p2", "Hà Dũng", "BK-08", "", ""},
		{"p3", "Hà Đức Dũng", "", "xã Nông Thượng", "9/5/1990"},
		{"p4", "Nông Thị Ánh", "17", "Tổ 5", ""},
	};
	GPtrArray *people = g_ptr_array_new_with_free_func((GDestroyNotify)person_free);

	for (size_t i = 0; i < G_N_ELEMENTS(all); i++) {
		struct person *person = person_new();
		set(&person->id, all[i].id);
		set(&person->name, all[i].name);
		set(&person->code, all[i].code);
		set(&person->unit, all[i].unit);
		set(&person->birth, all[i].birth);
		g_ptr_array_add(people, person);
	}
	return people;
}

static void assert_found(GPtrArray *found, const char *typed, const char *expected)
{
	g_autoptr(GString) ids = g_string_new(NULL);

	for (unsigned int i = 0; i < found->len; i++)
		g_string_append(ids, ((const struct person *)found->pdata[i])->id + 1);
	g_ptr_array_unref(found);
	if (strcmp(ids->str, expected) != 0)
		fail_msg("“%s” found %s, not %s", typed, ids->str, expected);
}

static void the_nearest_meaning_counts(void **state)
{
	(void)state;
	static const struct {
		const char *typed, *found;
	} cases[] = {
		{"bk-07", "0"},
		{"17", "4"},
		{"p3", "3"},
		{"dung ha", "23"},
		{"Ha Dung", "2"},
		{"dung d", "3"},
		{"an", "014"},
		{"van an hoang", "01"},
		{"an to 6", "1"},
		{"hoang an 1970", "0"},
		{"BK", "02"},
		{"nong", "4"},
		{"nong thuong", "3"},
		{"ai do", ""},
		{"", ""},
		{"  ", ""},
	};
	g_autoptr(GPtrArray) people = some_people();

	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++)
		assert_found(people_meant(people, cases[i].typed), cases[i].typed, cases[i].found);
}

static void names_are_found_by_names_alone(void **state)
{
	(void)state;
	g_autoptr(GPtrArray) people = some_people();

	assert_found(people_named(people, "h"), "h", "0123");
	assert_found(people_named(people, "bk"), "bk", "");
	assert_found(people_named(people, "nong"), "nong", "4");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_nearest_meaning_counts),
		cmocka_unit_test(names_are_found_by_names_alone),
	};

	setlocale(LC_ALL, "C.UTF-8");
	return cmocka_run_group_tests_name("store_search", tests, NULL, NULL);
}
