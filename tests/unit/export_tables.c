/* Tables as CSV and JSON: what a spreadsheet opens, exactly, and never as a formula. */
#include "export/export.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>

#include <cmocka.h>
#include <jansson.h>
#include <string.h>

/* One row of these cells in columns of text, or of numbers. */
static struct table *row_of(enum column_type type, const char *const *cells)
{
	struct table *table = table_new("Kết quả");
	size_t n = g_strv_length((char **)(void *)(uintptr_t)cells);

	for (size_t i = 0; i < n; i++)
		table_add_column(table, "c", type);
	g_ptr_array_add(table->rows, g_strdupv((char **)(void *)(uintptr_t)cells));
	return table;
}

/* ---- Numbers ----------------------------------------------------------------------------------------------- */

static void numbers_are_told_from_codes(void **state)
{
	(void)state;
	static const struct {
		const char *cell;
		double value;
		int decimals;
		bool percent;
	} numbers[] = {{"8,25", 8.25, 2, false},    {"8.25", 8.25, 2, false}, {"-5", -5, 0, false},
		       {"−5,5", -5.5, 1, false},    {"+3", 3, 0, false},      {"0", 0, 0, false},
		       {"0,75", 0.75, 2, false},    {"85 %", 0.85, 0, true},  {"85,5%", 0.855, 1, true},
		       {"12\u00a0%", 0.12, 0, true}};
	static const char *const others[] = {
		"",    "-",     "–",     "8,",    ",5",   "1.000.000", "1 000",
		"007", "8,2,5", "5 con", "1e3",   "0x1F", "--5",       "12345678901234567",
		"5 ",  " 5",    "%",     "8,25d", "=1+1", "nan",       "1,2345678901234567"};

	for (size_t i = 0; i < G_N_ELEMENTS(numbers); i++) {
		struct cell_number number;

		assert_true(cell_number(numbers[i].cell, &number));
		assert_true(number.value - numbers[i].value < 1e-12 && numbers[i].value - number.value < 1e-12);
		assert_int_equal(number.decimals, numbers[i].decimals);
		assert_int_equal(number.percent, numbers[i].percent);
	}
	for (size_t i = 0; i < G_N_ELEMENTS(others); i++) {
		struct cell_number number;

		if (cell_number(others[i], &number))
			fail_msg("“%s” was taken for a number", others[i]);
	}
}

/* ---- CSV --------------------------------------------------------------------------------------------------- */

static void csv_is_what_excel_reads(void **state)
{
	(void)state;
	g_autoptr(Table) table = table_new("Kết quả");

	table_add_column(table, "Họ và tên", COLUMN_TEXT);
	table_add_column(table, "Điểm", COLUMN_NUMBER);
	table_add_row(table, g_strdup("Hà Đức \"Dũng\""), g_strdup("8,25"), NULL);
	table_add_row(table, g_strdup("Én\nNhỏ"), g_strdup(""), NULL);
	g_autofree char *with = export_csv(table, true), *without = export_csv(table, false);

	assert_string_equal(without, "Họ và tên,Điểm\r\n\"Hà Đức \"\"Dũng\"\"\",\"8,25\"\r\n\"Én\nNhỏ\",\r\n");
	assert_memory_equal(with, "\xef\xbb\xbf", 3);
	assert_string_equal(with + 3, without);
}

static void no_cell_becomes_a_formula(void **state)
{
	(void)state;
	static const struct {
		const char *cell, *written;
	} cells[] = {
		{"=1+1", "'=1+1"},
		{"+cmd|' /C calc'!A0", "'+cmd|' /C calc'!A0"},
		{"-2+3", "'-2+3"},
		{"-", "'-"},
		{"@SUM(A1)", "'@SUM(A1)"},
		{"\t=1", "'\t=1"},
		{"\r=1", "\"'\r=1\""},
		{"=HYPERLINK(\"http://x\",\"y\")", "\"'=HYPERLINK(\"\"http://x\"\",\"\"y\"\")\""},
		{"-5", "-5"},
		{"-8,25", "\"-8,25\""},
		{"+84912345678", "+84912345678"},
		{"a=b", "a=b"},
		{"–", "–"},
	};

	for (size_t i = 0; i < G_N_ELEMENTS(cells); i++) {
		g_autoptr(Table) table = row_of(COLUMN_TEXT, (const char *const[]){cells[i].cell, NULL});
		g_autofree char *csv = export_csv(table, false);
		g_autofree char *wanted = g_strdup_printf("c\r\n%s\r\n", cells[i].written);

		assert_string_equal(csv, wanted);
	}
}

/* ---- JSON -------------------------------------------------------------------------------------------------- */

static void json_keeps_its_schema(void **state)
{
	(void)state;
	struct lesson lesson = {.name = "dan-so", .title = "Dân số", .sha256 = "abc"}, *lessons[] = {&lesson};
	char title[] = "Đợt 1", id[] = "0190", day[] = "2018-06-14", place[] = "";
	struct training_session session = {.id = id, .title = title, .day = day, .place = place};
	struct report_subject subject = {.title = title, .lessons = lessons, .n_lessons = 1, .session = &session};
	g_autoptr(GPtrArray) tables = g_ptr_array_new();
	g_autoptr(Table) table = table_new("Kết quả");

	table_add_column(table, "Họ và tên", COLUMN_TEXT);
	table_add_column(table, "Điểm", COLUMN_NUMBER);
	table_add_row(table, g_strdup("Hà \"Dũng\" 5"), g_strdup("8,3"), NULL);
	table_set_key(table, "k");
	table_add_row(table, g_strdup("8"), g_strdup(""), NULL);
	table_add_row(table, g_strdup("=1"), g_strdup("–"), NULL);
	table_add_row(table, g_strdup("\xff"), g_strdup("10"), NULL);
	g_ptr_array_add(tables, table);
	g_autofree char *json = export_json(&subject, tables);

	assert_string_equal(json, "{\n"
				  "  \"format\": \"taphuan-tables\",\n"
				  "  \"version\": 1,\n"
				  "  \"title\": \"Đợt 1\",\n"
				  "  \"session\": {\n"
				  "    \"id\": \"0190\",\n"
				  "    \"title\": \"Đợt 1\",\n"
				  "    \"place\": \"\",\n"
				  "    \"day\": \"2018-06-14\"\n"
				  "  },\n"
				  "  \"lessons\": [\n"
				  "    {\n"
				  "      \"name\": \"dan-so\",\n"
				  "      \"title\": \"Dân số\",\n"
				  "      \"sha256\": \"abc\"\n"
				  "    }\n"
				  "  ],\n"
				  "  \"tables\": [\n"
				  "    {\n"
				  "      \"report\": \"\",\n"
				  "      \"title\": \"Kết quả\",\n"
				  "      \"subtitle\": \"\",\n"
				  "      \"columns\": [\n"
				  "        {\n"
				  "          \"title\": \"Họ và tên\",\n"
				  "          \"type\": \"text\"\n"
				  "        },\n"
				  "        {\n"
				  "          \"title\": \"Điểm\",\n"
				  "          \"type\": \"number\"\n"
				  "        }\n"
				  "      ],\n"
				  "      \"rows\": [\n"
				  "        [\n"
				  "          \"Hà \\\"Dũng\\\" 5\",\n"
				  "          8.3\n"
				  "        ],\n"
				  "        [\n"
				  "          \"8\",\n"
				  "          null\n"
				  "        ],\n"
				  "        [\n"
				  "          \"=1\",\n"
				  "          \"–\"\n"
				  "        ],\n"
				  "        [\n"
				  "          \"\xef\xbf\xbd\",\n"
				  "          10\n"
				  "        ]\n"
				  "      ],\n"
				  "      \"keys\": [\n"
				  "        \"k\",\n"
				  "        \"\",\n"
				  "        \"\",\n"
				  "        \"\"\n"
				  "      ],\n"
				  "      \"closing\": \"\"\n"
				  "    }\n"
				  "  ]\n"
				  "}\n");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(numbers_are_told_from_codes),
		cmocka_unit_test(csv_is_what_excel_reads),
		cmocka_unit_test(no_cell_becomes_a_formula),
		cmocka_unit_test(json_keeps_its_schema),
	};

	return cmocka_run_group_tests_name("export_tables", tests, NULL, NULL);
}
