/* Lists on paper: what stands on which sheet, word for word, as pdftotext reads it back. */
#include "print/head.h"
#include "print/print.h"
#include "print/ruled.h"
#include "unit/print_read.h"

static struct config bare(void)
{
	static char none[] = "";
	return (struct config){
		.parent = none,
		.organisation = none,
		.place = none,
		.signer_title = none,
		.signer = none,
		.recorder = none,
	};
}

static struct config filled(void)
{
	static char parent[] = "Thành ủy Bắc Kạn", organisation[] = "Ban Tuyên giáo", place[] = "Bắc Kạn";
	static char signer_title[] = "Trưởng ban", signer[] = "Nguyễn Văn Hoàng", recorder[] = "Nông Thị Hạnh";
	return (struct config){
		.parent = parent,
		.organisation = organisation,
		.place = place,
		.signer_title = signer_title,
		.signer = signer,
		.recorder = recorder,
	};
}

static void free_column(void *column)
{
	g_free(((struct column *)column)->title);
}

static void free_row(void *row)
{
	g_strfreev(row);
}

static struct table *new_table(void)
{
	static const struct {
		const char *title;
		enum column_type type;
	} columns[] = {
		{"STT", COLUMN_NUMBER},  {"Họ và tên", COLUMN_TEXT}, {"Đơn vị", COLUMN_TEXT},
		{"Điểm", COLUMN_NUMBER}, {"Xếp loại", COLUMN_TEXT},  {"Ghi chú", COLUMN_TEXT},
	};
	struct table *table = g_new0(struct table, 1);
	table->title = g_strdup("Kết quả kiểm tra");
	table->subtitle = g_strdup("Nghị quyết số 21-NQ/TW về công tác dân số");
	table->closing = g_strdup("");
	table->columns = g_array_new(FALSE, FALSE, sizeof(struct column));
	g_array_set_clear_func(table->columns, free_column);
	table->rows = g_ptr_array_new_with_free_func(free_row);
	for (size_t i = 0; i < G_N_ELEMENTS(columns); i++) {
		struct column column = {g_strdup(columns[i].title), columns[i].type};
		g_array_append_val(table->columns, column);
	}
	return table;
}

static void add(struct table *table, const char *name, const char *unit)
{
	const char *row[] = {NULL, name, unit, "8,25", "Giỏi", "", NULL};
	g_autofree char *number = g_strdup_printf("%u", table->rows->len + 1);
	row[0] = number;
	g_ptr_array_add(table->rows, g_strdupv((char **)(uintptr_t)row));
}

static struct table *new_list(size_t n)
{
	struct table *table = new_table();
	for (size_t i = 0; i < n; i++) {
		g_autofree char *name = g_strdup_printf("Người%zu", i + 1);
		add(table, name, "Phường Đức Xuân");
	}
	g_free(table->closing);
	table->closing = g_strdup_printf("Danh sách có %zu người.", n);
	return table;
}

static void free_table(struct table *table)
{
	g_free(table->title);
	g_free(table->subtitle);
	g_free(table->closing);
	g_array_unref(table->columns);
	g_ptr_array_unref(table->rows);
	g_free(table);
}

/* Prints the table on 5 January 2019 and frees it; returns the PDF's path. */
static char *print_to(const char *name, struct table *table, struct config config)
{
	g_autoptr(GDateTime) now = g_date_time_new_from_unix_utc(1546675200);
	const struct form form = {&config, now};
	char *path = g_build_filename(folder, name, NULL);
	g_autoptr(Pages) pages = pages_open(path, "Kết quả", now, NULL);
	assert_non_null(pages);
	print_table(pages, table, &form);
	assert_true(pages_finish(pages, NULL));
	free_table(table);
	return path;
}

static char **print_and_read(struct table *table, struct config config)
{
	g_autofree char *path = print_to("list.pdf", table, config);
	return read_sheets(path);
}

/* ---- The form ---------------------------------------------------------------------------------------------- */

static void test_form(void **state G_GNUC_UNUSED)
{
	static const char *const words[] = {
		"THÀNH ỦY BẮC KẠN",
		"BAN TUYÊN GIÁO",
		"CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
		"Độc lập - Tự do - Hạnh phúc",
		"Số: ……/……",
		"Bắc Kạn, ngày 05 tháng 01 năm 2019",
		"KẾT QUẢ KIỂM TRA",
		"Nghị quyết số 21-NQ/TW về công tác dân số",
		"Họ và tên",
		"Danh sách có 1 người.",
		"NGƯỜI LẬP",
		"TRƯỞNG BAN",
		"Nông Thị Hạnh",
		"Nguyễn Văn Hoàng",
	};
	g_auto(GStrv) sheets = print_and_read(new_list(1), filled());
	assert_int_equal(g_strv_length(sheets), 1);
	const char *last = sheets[0];
	for (size_t i = 0; i < G_N_ELEMENTS(words); i++) {
		if (!has(sheets[0], words[i]))
			fail_msg("%s is not in:\n%s", words[i], sheets[0]);
	}
	/* From the top down: title, table, closing sentence, signatures. */
	static const char *const order[] = {"KẾT QUẢ", "STT", "Người1", "Danh sách", "NGƯỜI LẬP", "Nông Thị Hạnh"};
	for (size_t i = 0; i < G_N_ELEMENTS(order); i++) {
		last = strstr(last, order[i]);
		assert_non_null(last);
	}
}

static void test_nothing_set(void **state G_GNUC_UNUSED)
{
	g_auto(GStrv) sheets = print_and_read(new_list(1), bare());
	assert_true(has(sheets[0], "…………………, ngày 05 tháng 01 năm 2019"));
	assert_true(has(sheets[0], "THỦ TRƯỞNG ĐƠN VỊ"));
	assert_int_equal(g_strv_length(sheets), 1);
}

static void test_empty_list(void **state G_GNUC_UNUSED)
{
	g_auto(GStrv) sheets = print_and_read(new_list(0), filled());
	assert_int_equal(g_strv_length(sheets), 1);
	assert_true(has(sheets[0], "STT"));
	assert_true(has(sheets[0], "Danh sách có 0 người."));
	assert_true(has(sheets[0], "TRƯỞNG BAN"));
}

/* ---- Names ------------------------------------------------------------------------------------------------- */

static void test_names_are_exact(void **state G_GNUC_UNUSED)
{
	static const char *const names[] = {
		"Hà Đức Dũng", "Nguyễn Thị Ước", "Lường Huỳnh Kạn", "Ẩn Ỷ Ỗ Ữ", "Đặng Quỳnh Như", "Hoàng Ngữ",
	};
	struct table *table = new_table();
	for (size_t i = 0; i < G_N_ELEMENTS(names); i++)
		add(table, names[i], "Bắc Kạn");
	g_auto(GStrv) sheets = print_and_read(table, filled());
	for (size_t i = 0; i < G_N_ELEMENTS(names); i++)
		if (!has(sheets[0], names[i]))
			fail_msg("%s is not in:\n%s", names[i], sheets[0]);
}

static void test_markup_is_text(void **state G_GNUC_UNUSED)
{
	struct table *table = new_table();
	add(table, "<b>Lê</b> & &lt; \"x\"", "%s%n</span>");
	g_auto(GStrv) sheets = print_and_read(table, filled());
	g_autofree char *text = squeeze(sheets[0]);
	assert_true(has(text, "<b>Lê</b>&&lt;\"x\""));
	assert_true(has(text, "%s%n</span>"));
}

/* Every letter of a name longer than a sheet, no hyphen, and at the end still something of the row to sign under. */
static void test_endless_word(void **state G_GNUC_UNUSED)
{
	for (size_t len = 900; len < 2500; len += 50) {
		g_autofree char *word = g_strnfill(len, 'w');
		struct table *table = new_list(2);
		add(table, word, "");
		g_auto(GStrv) sheets = print_and_read(table, filled());
		size_t letters = 0, last = 0;
		for (size_t i = 0; sheets[i]; i++) {
			assert_true(has(sheets[i], "STT"));
			assert_false(has(sheets[i], "w-"));
			last = letters;
			for (const char *p = sheets[i]; *p; p++)
				letters += *p == 'w';
		}
		assert_int_equal(letters, len);
		assert_true(last < len);
	}
}

static void test_one_letter_columns(void **state G_GNUC_UNUSED)
{
	struct table *table = new_table();
	for (size_t i = 0; i < 60; i++) {
		struct column column = {g_strdup("Một cột"), COLUMN_TEXT};
		g_array_append_val(table->columns, column);
	}
	char **row = g_new0(char *, table->columns->len + 1);
	for (size_t i = 0; i < table->columns->len; i++)
		row[i] = g_strdup("chữ");
	g_ptr_array_add(table->rows, row);
	g_auto(GStrv) sheets = print_and_read(table, filled());
	assert_true(g_strv_length(sheets) >= 1);
}

/* ---- Sheets ------------------------------------------------------------------------------------------------ */

static void test_every_row_once(void **state G_GNUC_UNUSED)
{
	g_auto(GStrv) sheets = print_and_read(new_list(300), filled());
	size_t next = 1;
	for (size_t i = 0; sheets[i]; i++) {
		g_autofree char *number = g_strdup_printf("%zu\n", i + 1);
		assert_true(has(sheets[i], "STT"));
		assert_true(has(sheets[i], "Ghi chú"));
		if (i > 0)
			assert_true(g_str_has_prefix(g_strchug(sheets[i]), number));
		for (const char *p = sheets[i]; (p = strstr(p, "Người")) != NULL; p += strlen("Người")) {
			if (g_ascii_isdigit(p[strlen("Người")]))
				assert_int_equal(g_ascii_strtoull(p + strlen("Người"), NULL, 10), next++);
		}
	}
	assert_int_equal(next, 301);
	assert_false(has(sheets[0], "TRƯỞNG BAN"));
}

/* However the list ends, somebody signs under a name. */
static void test_signatures_keep_a_row(void **state G_GNUC_UNUSED)
{
	size_t most = 0;
	for (size_t n = 15; n < 50; n++) {
		g_auto(GStrv) sheets = print_and_read(new_list(n), filled());
		size_t count = g_strv_length(sheets);
		g_autofree char *last_row = g_strdup_printf("Người%zu ", n);
		assert_true(has(sheets[count - 1], last_row));
		assert_true(has(sheets[count - 1], "Danh sách có"));
		assert_true(has(sheets[count - 1], "Nông Thị Hạnh"));
		most = MAX(most, count);
	}
	assert_int_equal(most, 2);
}

static void test_same_bytes(void **state G_GNUC_UNUSED)
{
	g_autofree char *one = print_to("one.pdf", new_list(40), filled());
	g_autofree char *two = print_to("two.pdf", new_list(40), filled());
	g_autofree char *bytes_one = NULL, *bytes_two = NULL;
	size_t len_one = 0, len_two = 0;
	assert_true(g_file_get_contents(one, &bytes_one, &len_one, NULL));
	assert_true(g_file_get_contents(two, &bytes_two, &len_two, NULL));
	assert_int_equal(len_one, len_two);
	assert_memory_equal(bytes_one, bytes_two, len_one);
}

/* ---- Widths ------------------------------------------------------------------------------------------------ */

static void assert_near(double a, double b)
{
	assert_true(ABS(a - b) < 0.01);
}

static double sum(const double *widths, size_t n)
{
	double all = 0;
	for (size_t i = 0; i < n; i++)
		all += widths[i];
	return all;
}

static void test_share_plenty(void **state G_GNUC_UNUSED)
{
	const struct measure columns[] = {{20, 30, false, NULL, 0}, {40, 100, true, NULL, 0}, {40, 50, true, NULL, 0}};
	double widths[3];
	ruled_share(columns, 3, 480, widths);
	assert_near(widths[0], 30);
	assert_near(widths[1], 300);
	assert_near(widths[2], 150);
}

/* The column with one long text gives way to the one with many. */
static void test_share_scarce(void **state G_GNUC_UNUSED)
{
	const struct bulk names[] = {{60, 100}, {148, 90}}, units[] = {{150, 30}}, notes[] = {{9, 189}, {120, 1}};
	const struct measure columns[] = {{20, 30, false, NULL, 0},
					  {40, 150, true, names, 2},
					  {50, 150, true, units, 1},
					  {40, 120, true, notes, 2}};
	double widths[4];
	ruled_share(columns, 4, 390, widths);
	assert_near(sum(widths, 4), 390);
	assert_near(widths[0], 30);
	assert_true(widths[1] >= 148);
	assert_true(widths[3] >= 60 && widths[3] < 120);
}

static void test_share_endless(void **state G_GNUC_UNUSED)
{
	const struct measure columns[] = {
		{20, 30, false, NULL, 0}, {140, 90000, true, NULL, 0}, {60, 100, true, NULL, 0}};
	double widths[3];
	ruled_share(columns, 3, 467, widths);
	assert_near(sum(widths, 3), 467);
	assert_true(widths[1] > 300);
	assert_true(widths[0] >= 20 && widths[2] >= 60);
}

static void test_share_too_little(void **state G_GNUC_UNUSED)
{
	const struct measure columns[] = {{200, 300, false, NULL, 0}, {400, 900, true, NULL, 0}};
	double widths[2];
	ruled_share(columns, 2, 300, widths);
	assert_near(widths[0], 100);
	assert_near(widths[1], 200);
}

/* ---- Lines ------------------------------------------------------------------------------------------------- */

static void test_numbers_stay_whole(void **state G_GNUC_UNUSED)
{
	static const char text[] = "theo Quyết định số 723/QĐ-UBND và Nghị quyết 21-NQ/TW ngày 25/10/2017 của Đảng";
	g_autofree char *path = g_build_filename(folder, "lines.pdf", NULL);
	g_autoptr(GDateTime) now = g_date_time_new_from_unix_utc(0);
	g_autoptr(Pages) pages = pages_open(path, "", now, NULL);
	pages_begin(pages, &sheet_portrait);
	size_t lines = 0;
	for (double width = 95; width < 300; width += 5) {
		PangoLayout *layout = pages_layout(pages, FONT_BODY, width, PANGO_ALIGN_LEFT, text);
		assert_true(layout_width(layout) <= width);
		for (GSList *item = pango_layout_get_lines_readonly(layout); item; item = item->next) {
			const PangoLayoutLine *line = item->data;
			lines++;
			if (line->start_index > 0)
				assert_int_equal(text[line->start_index - 1], ' ');
		}
	}
	assert_true(lines > 50);
}

/* ---- Several tables ---------------------------------------------------------------------------------------- */

static size_t count_of(const char *text, const char *words)
{
	size_t n = 0;
	for (; (text = strstr(text, words)); text += strlen(words))
		n++;
	return n;
}

static void test_tables_under_one_head(void **state G_GNUC_UNUSED)
{
	g_autoptr(GDateTime) now = g_date_time_new_from_unix_utc(1546675200);
	struct config config = filled();
	const struct form form = {&config, now};
	g_autofree char *path = g_build_filename(folder, "tables.pdf", NULL);
	g_autoptr(Table) first = table_new("Phân tích"), second = table_new("Nhận xét về câu hỏi");
	g_autoptr(GPtrArray) tables = g_ptr_array_new();
	g_autoptr(Pages) pages = pages_open(path, "", now, NULL);
	table_add_column(first, "Chỉ số", COLUMN_TEXT);
	table_add_row(first, g_strdup("Trung vị"), NULL);
	table_set_closing(first, g_strdup("Có một chỉ số."));
	table_add_column(second, "Câu hỏi", COLUMN_PROSE);
	table_add_row(second, g_strdup("Ở đâu?"), NULL);
	table_widen(second, "Ký nhận", "\u00a0\n");
	g_ptr_array_add(tables, first);
	g_ptr_array_add(tables, second);
	print_tables(pages, tables, &form);
	assert_true(pages_finish(pages, NULL));
	g_auto(GStrv) sheets = read_sheets(path);
	assert_int_equal(g_strv_length(sheets), 1);
	static const char *const in_order[] = {"PHÂN TÍCH", "Trung vị", "Có một chỉ số.", "Nhận xét về câu hỏi",
					       "Ký nhận",   "Ở đâu?",   "NGƯỜI LẬP",      "Nguyễn Văn Hoàng"};
	const char *at = sheets[0];
	for (size_t i = 0; i < G_N_ELEMENTS(in_order); i++)
		if (!(at = strstr(at, in_order[i])))
			fail_msg("“%s” is not in its place in:\n%s", in_order[i], sheets[0]);
	assert_int_equal(count_of(sheets[0], "NGƯỜI LẬP"), 1);
	assert_int_equal(count_of(sheets[0], "CỘNG HÒA"), 1);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_form),
		cmocka_unit_test(test_nothing_set),
		cmocka_unit_test(test_empty_list),
		cmocka_unit_test(test_names_are_exact),
		cmocka_unit_test(test_markup_is_text),
		cmocka_unit_test(test_endless_word),
		cmocka_unit_test(test_one_letter_columns),
		cmocka_unit_test(test_every_row_once),
		cmocka_unit_test(test_signatures_keep_a_row),
		cmocka_unit_test(test_same_bytes),
		cmocka_unit_test(test_share_plenty),
		cmocka_unit_test(test_share_scarce),
		cmocka_unit_test(test_share_endless),
		cmocka_unit_test(test_share_too_little),
		cmocka_unit_test(test_numbers_stay_whole),
		cmocka_unit_test(test_tables_under_one_head),
	};
	return cmocka_run_group_tests(tests, make_folder, remove_folder);
}
