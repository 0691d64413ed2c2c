/* A file is there whole or not at all; a printer is named or the way without one is. */
#include "print/output.h"
#include "print/page.h"
#include "print/print.h"

#include <glib/gstdio.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

static char *folder, *path;

static char *contents(const char *file)
{
	char *text = NULL;
	g_file_get_contents(file, &text, NULL, NULL);
	return text;
}

static size_t files(void)
{
	GDir *dir = g_dir_open(folder, 0, NULL);
	size_t n = 0;
	while (g_dir_read_name(dir))
		n++;
	g_dir_close(dir);
	return n;
}

static void write_file(const char *text)
{
	struct output *output = output_open(path, NULL);
	assert_non_null(output);
	assert_true(output_write(output, text, strlen(text)));
	assert_true(output_finish(output, NULL));
	output_free(output);
}

static void test_finished(void **state G_GNUC_UNUSED)
{
	write_file("one");
	write_file("two");
	g_autofree char *text = contents(path);
	assert_string_equal(text, "two");
	assert_int_equal(files(), 1);
}

static void test_not_finished(void **state G_GNUC_UNUSED)
{
	write_file("before");
	struct output *output = output_open(path, NULL);
	assert_true(output_write(output, "half", 4));
	output_free(output);
	g_autofree char *text = contents(path);
	assert_string_equal(text, "before");
	assert_int_equal(files(), 1);
}

static void test_keeps_mode(void **state G_GNUC_UNUSED)
{
	write_file("secret");
	assert_int_equal(g_chmod(path, 0600), 0);
	write_file("secret still");
	struct stat st;
	assert_int_equal(stat(path, &st), 0);
	assert_int_equal(st.st_mode & 0777, 0600);
}

static void test_link_stays(void **state G_GNUC_UNUSED)
{
	g_autofree char *link = g_build_filename(folder, "link.pdf", NULL);
	write_file("old");
	assert_int_equal(symlink(path, link), 0);
	struct output *output = output_open(link, NULL);
	assert_true(output_write(output, "new", 3));
	assert_true(output_finish(output, NULL));
	output_free(output);
	g_autofree char *text = contents(path);
	assert_string_equal(text, "new");
	assert_true(g_file_test(link, G_FILE_TEST_IS_SYMLINK));
}

static void test_no_folder(void **state G_GNUC_UNUSED)
{
	g_autoptr(GError) error = NULL;
	g_autofree char *nowhere = g_build_filename(folder, "none", "x.pdf", NULL);
	assert_null(output_open(nowhere, &error));
	assert_true(g_error_matches(error, PRINT_ERROR, PRINT_ERROR_FILE));
	assert_non_null(strstr(error->message, nowhere));
	assert_non_null(strstr(error->message, "--to"));
}

/* /dev/full is a disk without room, and no file that may be renamed away. */
static void test_full_disk(void **state G_GNUC_UNUSED)
{
	g_autoptr(GError) error = NULL;
	g_autoptr(GDateTime) now = g_date_time_new_from_unix_utc(0);
	g_autoptr(Pages) pages = pages_open("/dev/full", "", now, &error);
	assert_non_null(pages);
	assert_false(pages_finish(pages, &error));
	assert_true(g_error_matches(error, PRINT_ERROR, PRINT_ERROR_FILE));
	assert_non_null(strstr(error->message, "room"));
	struct stat st;
	assert_int_equal(stat("/dev/full", &st), 0);
	assert_true(S_ISCHR(st.st_mode));
}

/* Pages that Cairo gave up drawing are no file. */
static void test_not_drawn(void **state G_GNUC_UNUSED)
{
	g_autoptr(GError) error = NULL;
	g_autoptr(GDateTime) now = g_date_time_new_from_unix_utc(0);
	{
		g_autoptr(Pages) pages = pages_open(path, "", now, NULL);
		pages_begin(pages, &sheet_portrait);
		cairo_scale(pages->cr, 0, 0);
		assert_false(pages_finish(pages, &error));
	}
	assert_true(g_error_matches(error, PRINT_ERROR, PRINT_ERROR_FILE));
	assert_int_equal(files(), 0);
}

/* ---- Printers ---------------------------------------------------------------------------------------------- */

static GPtrArray *printers(const char *first, const char *second)
{
	GPtrArray *names = g_ptr_array_new_with_free_func(g_free);
	if (first)
		g_ptr_array_add(names, g_strdup(first));
	if (second)
		g_ptr_array_add(names, g_strdup(second));
	return names;
}

static void test_no_printer(void **state G_GNUC_UNUSED)
{
	g_autoptr(GError) error = NULL;
	g_autoptr(GPtrArray) none = printers(NULL, NULL);
	assert_null(printer_choose(none, "Canon", &error));
	assert_true(g_error_matches(error, PRINT_ERROR, PRINT_ERROR_PRINTER));
	assert_non_null(strstr(error->message, "--to"));
}

static void test_unknown_printer(void **state G_GNUC_UNUSED)
{
	g_autoptr(GError) error = NULL;
	g_autoptr(GPtrArray) two = printers("Canon_LBP2900", "HP");
	assert_null(printer_choose(two, "Epson", &error));
	assert_true(g_error_matches(error, PRINT_ERROR, PRINT_ERROR_PRINTER));
	static const char *const words[] = {"Epson", "Canon_LBP2900, HP", "--to"};
	for (size_t i = 0; i < G_N_ELEMENTS(words); i++)
		assert_non_null(strstr(error->message, words[i]));
}

static void test_chosen_printer(void **state G_GNUC_UNUSED)
{
	g_autoptr(GPtrArray) two = printers("Canon", "HP");
	assert_string_equal(printer_choose(two, NULL, NULL), "Canon");
	assert_string_equal(printer_choose(two, "", NULL), "Canon");
	assert_string_equal(printer_choose(two, "hp", NULL), "HP");
}

static int make_folder(void **state G_GNUC_UNUSED)
{
	folder = g_dir_make_tmp("taphuan-output-XXXXXX", NULL);
	path = g_build_filename(folder, "list.pdf", NULL);
	return folder ? 0 : -1;
}

static int remove_folder(void **state G_GNUC_UNUSED)
{
	g_autofree char *link = g_build_filename(folder, "link.pdf", NULL);
	g_unlink(link);
	g_unlink(path);
	int status = g_rmdir(folder);
	g_free(path);
	g_free(folder);
	return status;
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(test_finished, make_folder, remove_folder),
		cmocka_unit_test_setup_teardown(test_not_finished, make_folder, remove_folder),
		cmocka_unit_test_setup_teardown(test_keeps_mode, make_folder, remove_folder),
		cmocka_unit_test_setup_teardown(test_link_stays, make_folder, remove_folder),
		cmocka_unit_test_setup_teardown(test_no_folder, make_folder, remove_folder),
		cmocka_unit_test(test_full_disk),
		cmocka_unit_test_setup_teardown(test_not_drawn, make_folder, remove_folder),
		cmocka_unit_test(test_no_printer),
		cmocka_unit_test(test_unknown_printer),
		cmocka_unit_test(test_chosen_printer),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
