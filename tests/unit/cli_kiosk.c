/* The PIN of a kiosk. */
#include "cli/kiosk.h"

#include <glib/gstdio.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static char *dir;

static int setup(void **state)
{
	(void)state;
	dir = g_dir_make_tmp("taphuan-kiosk-XXXXXX", NULL);
	return dir ? 0 : -1;
}

static int teardown(void **state)
{
	(void)state;
	g_autofree char *path = g_build_filename(dir, "kiosk-pin", NULL);

	g_remove(path);
	g_rmdir(dir);
	g_free(dir);
	return 0;
}

static bool check(const char *pin, struct kiosk_guard *guard, int64_t now)
{
	g_autoptr(GError) error = NULL;
	bool fine = kiosk_check_pin(dir, pin, guard, now, &error);

	assert_int_equal(fine, error == NULL);
	return fine;
}

static void only_the_pin_opens(void **state)
{
	(void)state;
	struct kiosk_guard guard = {0};
	g_autofree char *path = g_build_filename(dir, "kiosk-pin", NULL), *contents = NULL;
	GStatBuf about;

	assert_false(kiosk_has_pin(dir));
	assert_true(kiosk_set_pin(dir, "2468", NULL));
	assert_true(kiosk_has_pin(dir));
	assert_int_equal(g_stat(path, &about), 0);
	assert_int_equal(about.st_mode & 0777, 0600);
	assert_true(g_file_get_contents(path, &contents, NULL, NULL));
	assert_null(strstr(contents, "2468"));
	assert_true(check("2468", &guard, 0));
	assert_false(check("", &guard, 0));
	assert_false(check("24680", &guard, 0));
}

static void the_same_pin_is_never_kept_the_same(void **state)
{
	(void)state;
	g_autofree char *path = g_build_filename(dir, "kiosk-pin", NULL), *first = NULL, *second = NULL;

	assert_true(kiosk_set_pin(dir, "2468", NULL));
	assert_true(g_file_get_contents(path, &first, NULL, NULL));
	assert_true(kiosk_set_pin(dir, "2468", NULL));
	assert_true(g_file_get_contents(path, &second, NULL, NULL));
	assert_string_not_equal(first, second);
}

static void guessing_takes_longer_and_longer(void **state)
{
	(void)state;
	struct kiosk_guard guard = {0};
	int64_t now = 1000, wait = 2000;

	assert_true(kiosk_set_pin(dir, "2468", NULL));
	assert_false(check("1111", &guard, now));
	assert_false(check("1112", &guard, now));
	for (int i = 0; i < 4; i++, wait *= 2) {
		assert_false(check("1113", &guard, now));
		assert_int_equal(guard.closed_until, now + wait);
		assert_false(check("2468", &guard, now + wait - 1)); /* too soon, even when it is right */
		now += wait;
	}
	assert_true(check("2468", &guard, now));
	assert_int_equal(guard.wrong, 0);
}

static void the_longest_wait_is_five_minutes(void **state)
{
	(void)state;
	struct kiosk_guard guard = {.wrong = 1000000};

	assert_true(kiosk_set_pin(dir, "2468", NULL));
	assert_false(check("1111", &guard, 0));
	assert_int_equal(guard.closed_until, 300 * 1000);
}

static void a_damaged_file_opens_nothing(void **state)
{
	(void)state;
	static const char *const damaged[] = {"",  "1", "1 0 s ", "1 200000 salt ", "2 1 a b", "1 99999999999 a b",
					      "\n"};
	g_autofree char *path = g_build_filename(dir, "kiosk-pin", NULL);

	for (size_t i = 0; i < G_N_ELEMENTS(damaged); i++) {
		struct kiosk_guard guard = {0};
		assert_true(g_file_set_contents(path, damaged[i], -1, NULL));
		assert_true(kiosk_has_pin(dir));
		assert_false(check("", &guard, 0));
		assert_false(check("b", &guard, 0));
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(only_the_pin_opens, setup, teardown),
		cmocka_unit_test_setup_teardown(the_same_pin_is_never_kept_the_same, setup, teardown),
		cmocka_unit_test_setup_teardown(guessing_takes_longer_and_longer, setup, teardown),
		cmocka_unit_test_setup_teardown(the_longest_wait_is_five_minutes, setup, teardown),
		cmocka_unit_test_setup_teardown(a_damaged_file_opens_nothing, setup, teardown),
	};

	return cmocka_run_group_tests_name("cli_kiosk", tests, NULL, NULL);
}
