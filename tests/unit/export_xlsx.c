/* Workbooks: whole or not at all, numbers as numbers, everything else as strings. */
#include "export/export.h"

#include <glib/gstdio.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>
#include <string.h>

static char *folder, *path;

static int setup(void **state)
{
	(void)state;
	folder = g_dir_make_tmp("export-XXXXXX", NULL);
	path = g_build_filename(folder, "kết quả.xlsx", NULL);
	return folder ? 0 : -1;
}

static size_t count_files(void)
{
	g_autoptr(GDir) dir = g_dir_open(folder, 0, NULL);
	size_t n = 0;

	while (g_dir_read_name(dir))
		n++;
	return n;
}

static int teardown(void **state)
{
	(void)state;
	g_chmod(folder, 0700);
	g_unlink(path);
	g_rmdir(path);
	int left = g_rmdir(folder);
	g_clear_pointer(&path, g_free);
	g_clear_pointer(&folder, g_free);
	return left;
}

static void free_table(void *table)
{
	table_free(table);
}

static GPtrArray *one_table(const char *title, const char *text, const char *number)
{
	GPtrArray *tables = g_ptr_array_new_with_free_func(free_table);
	struct table *table = table_new(title);

	table_add_column(table, "Họ và tên", COLUMN_TEXT);
	table_add_column(table, "Điểm", COLUMN_NUMBER);
	table_add_row(table, g_strdup(text), g_strdup(number), NULL);
	g_ptr_array_add(tables, table);
	return tables;
}

/* What unzip has of that part of the workbook. */
static char *part_of(const char *part)
{
	const char *argv[] = {"unzip", "-p", path, part, NULL};
	char *out = NULL;
	int status = 0;

	assert_true(g_spawn_sync(NULL, (char **)(void *)argv, NULL, G_SPAWN_SEARCH_PATH, NULL, NULL, &out, NULL,
				 &status, NULL));
	assert_int_equal(status, 0);
	return out;
}

static void assert_has(const char *xml, const char *words)
{
	if (!strstr(xml, words))
		fail_msg("%s is not in %s", words, xml);
}

static void numbers_are_numbers_and_strings_strings(void **state)
{
	(void)state;
	g_autoptr(GPtrArray) tables = one_table("Kết quả", "=1+1", "8,25");
	struct table *table = tables->pdata[0];

	table_add_row(table, g_strdup("5"), g_strdup("–"), NULL);
	table_add_row(table, g_strdup("http://x"), g_strdup("85 %"), NULL);
	assert_true(export_xlsx(path, tables, NULL));
	g_autofree char *sheet = part_of("xl/worksheets/sheet1.xml"), *strings = part_of("xl/sharedStrings.xml");
	g_autofree char *styles = part_of("xl/styles.xml");

	assert_has(sheet, "<v>8.25</v>");
	assert_has(sheet, "<v>0.85");
	assert_null(strstr(sheet, "<f>"));
	assert_null(strstr(sheet, "hyperlink"));
	assert_has(sheet, "state=\"frozen\"");
	assert_has(strings, "<t>=1+1</t>");
	assert_has(strings, "<t>5</t>");
	assert_has(strings, "<t>–</t>");
	assert_has(strings, "<t>http://x</t>");
	assert_has(strings, "<t>Họ và tên</t>");
	assert_has(styles, "\"0.00\"");
	assert_has(styles, "\"0%\"");
}

static void any_title_is_a_valid_sheet_name(void **state)
{
	static const struct {
		const char *title, *name;
	} names[] = {
		{"Kết quả", "Kết quả"},
		{"kết QUẢ", "kết QUẢ 2"},
		{"a/b\\c?d*e[f]g:h", "a b c d e f g h"},
		{"'quoted'", "quoted"},
		{"", "Sheet"},
		{"History", "Sheet 2"},
		{"Kết quả của lớp tập huấn công tác viên dân số", "Kết quả của lớp tập huấn công t"},
		{"Kết quả của lớp tập huấn công tác viên khác", "Kết quả của lớp tập huấn công 2"},
	};

	(void)state;
	g_autoptr(GPtrArray) tables = g_ptr_array_new_with_free_func(free_table);
	for (size_t i = 0; i < G_N_ELEMENTS(names); i++)
		g_ptr_array_add(tables, table_new(names[i].title));
	assert_true(export_xlsx(path, tables, NULL));
	g_autofree char *book = part_of("xl/workbook.xml");
	for (size_t i = 0; i < G_N_ELEMENTS(names); i++) {
		g_autofree char *wanted = g_strdup_printf("<sheet name=\"%s\"", names[i].name);
		assert_has(book, wanted);
	}
}

static void hostile_cells_are_only_text(void **state)
{
	(void)state;
	g_autofree char *huge = g_strnfill(100000, 'x');
	g_autoptr(GPtrArray) tables = one_table("\x1b[2J\xff", "\x1b[2J\xff\n</t>&", huge);

	assert_true(export_xlsx(path, tables, NULL));
	g_autofree char *strings = part_of("xl/sharedStrings.xml");

	assert_has(strings, "&lt;/t&gt;&amp;");
	assert_null(strchr(strings, '\x1b'));
	assert_true(g_utf8_validate(strings, -1, NULL));
}

static void a_workbook_appears_whole_or_not_at_all(void **state)
{
	(void)state;
	g_autoptr(GPtrArray) tables = one_table("a", "b", "1");
	g_autoptr(GError) error = NULL;
	g_autofree char *nowhere = g_build_filename(folder, "missing", "a.xlsx", NULL);

	assert_true(g_file_set_contents(path, "before", -1, NULL));
	assert_true(export_xlsx(path, tables, &error));
	assert_int_equal(count_files(), 1);
	g_autofree char *again = part_of("xl/workbook.xml");
	assert_has(again, "<sheet name=\"a\"");
	assert_false(export_xlsx(nowhere, tables, &error));
	assert_true(error->domain == G_FILE_ERROR);
	assert_int_equal(count_files(), 1);
}

/* What is in the way stays, and nothing is left beside it. */
static void what_cannot_be_replaced_stays(void **state)
{
	(void)state;
	g_autoptr(GPtrArray) tables = one_table("a", "b", "1");
	g_autoptr(GError) error = NULL;

	assert_int_equal(g_mkdir(path, 0700), 0);
	assert_false(export_xlsx(path, tables, &error));
	assert_true(error->domain == G_FILE_ERROR);
	assert_int_equal(count_files(), 1);
	assert_true(g_file_test(path, G_FILE_TEST_IS_DIR));
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(numbers_are_numbers_and_strings_strings),
		TEST(any_title_is_a_valid_sheet_name),
		TEST(hostile_cells_are_only_text),
		TEST(a_workbook_appears_whole_or_not_at_all),
		TEST(what_cannot_be_replaced_stays),
	};

	return cmocka_run_group_tests_name("export_xlsx", tests, NULL, NULL);
}
