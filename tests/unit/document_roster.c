/* Rosters: encodings, separators, quoting, headings, and what is left out with a word about it. */
#include "document/roster.h"
#include "text/text.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

/* "line code|name|birth|sex|unit|hamlet|phone|note\n" for each person, then "line! " for each diagnostic. */
static char *told(const char *bytes, size_t len, const char *encoding)
{
	g_autoptr(Diagnostics) diags = diagnostics_new();
	g_autoptr(GPtrArray) rows = roster_read(bytes, len, "r.csv", encoding, diags, NULL);
	GString *out = g_string_new(NULL);

	assert_non_null(rows);
	for (unsigned int i = 0; i < rows->len; i++) {
		const struct roster_row *row = rows->pdata[i];
		g_string_append_printf(out, "%u %s|%s|%s|%s|%s|%s|%s|%s\n", row->line, row->code, row->name, row->birth,
				       row->sex, row->unit, row->hamlet, row->phone, row->note);
	}
	for (unsigned int i = 0; i < diags->items->len; i++) {
		const struct diagnostic *diag = diags->items->pdata[i];
		g_string_append_printf(out, "%d%c ", diag->line, diag->severity == SEVERITY_ERROR ? '!' : '?');
	}
	return g_string_free(out, FALSE);
}

static void assert_roster(const char *text, const char *expected)
{
	g_autofree char *got = told(text, strlen(text), NULL);

	assert_string_equal(got, expected);
}

static void every_column_in_either_language(void **state)
{
	(void)state;
	assert_roster("STT,Mã,Họ và tên,Ngày sinh,Giới tính,\"Xã, phường\",\"Thôn, tổ\",Điện thoại,Ghi chú\n"
		      "1,BK-07,Ma Thị Lan,12/3/1985,Nữ,Xã Nông Thượng,Thôn Nà Bản,0912 345 678,\"a, b\"\n",
		      "2 BK-07|Ma Thị Lan|12/3/1985|Nữ|Xã Nông Thượng|Thôn Nà Bản|0912 345 678|a, b\n");
	assert_roster("No.;Code;Full name;Year of birth;Sex;Unit;Village;Phone;Note\n1;7;An Ly;1985;f;A;B;1;x\n",
		      "2 7|An Ly|1985|f|A|B|1|x\n");
	assert_roster("STT\tMA SO\tHO VA TEN\tNAM SINH\tGIOI TINH\tDON VI\tTHON\tSDT\tGHI CHU\n"
		      "1\t7\tLý An\t1985\tnam\tA\tB\t1\tx\n",
		      "2 7|Lý An|1985|nam|A|B|1|x\n");
}

static void a_name_in_parts_is_one(void **state)
{
	(void)state;
	assert_roster("Họ đệm,Tên\nHà Đức,Dũng\n,Mai\n", "2 |Hà Đức Dũng||||||\n3 |Mai||||||\n");
	assert_roster("Họ;Tên đệm;Tên\nHà;Đức;Dũng\n", "2 |Hà Đức Dũng||||||\n");
	/* A heading over two columns; a given name that only repeats. */
	assert_roster("Họ và tên,,Đơn vị\nHà Đức,Dũng,A\n", "2 |Hà Đức Dũng|||A|||\n");
	assert_roster("Họ và tên,Tên\nHà Đức Dũng,Dũng\n", "2 |Hà Đức Dũng||||||\n");
}

static void titles_blank_lines_and_repeated_headings_are_passed_over(void **state)
{
	(void)state;
	assert_roster("UBND XÃ A,,\n\"DANH SÁCH\nhọ và tên\",,\n,,\nSTT,Họ và tên,Đơn vị\n1,Lý An,A\n,,\n\n2,,\n"
		      "STT,Họ và tên,Đơn vị\n3,Lý Bé,B",
		      "6 |Lý An|||A|||\n11 |Lý Bé|||B|||\n");
}

static void quoting_is_that_of_rfc_4180(void **state)
{
	(void)state;
	assert_roster("Tên,Ghi chú\r\nAn,\"nói \"\"có\"\"\r\nrồi\"\r\nBé,\"\"\r\nChi,\"\"\"\"\r\n",
		      "2 |An||||||nói \"có\" rồi\n4 |Bé||||||\n5 |Chi||||||\"\n");
	/* Not closed, and more after the closing one. */
	assert_roster("Tên,Ghi chú\nAn,\"a\" b\nBé,\"a\nChi,c\n", "2 |An||||||a b\n3 |Bé||||||\"a\n4 |Chi||||||c\n");
}

static void what_is_left_out_is_told(void **state)
{
	(void)state;
	assert_roster("Họ và tên,Cân nặng,Đơn vị,Đơn vị\nAn,50,A,B\n", "2 |An|||A|||\n1? 1? ");
	assert_roster("STT,Họ và tên,Đơn vị\n1,An,A\n2,,A\n3,123,A\nCộng: 2,,\n", "2 |An|||A|||\n3? 4? 5? ");
	assert_roster("Họ và tên,Đơn vị\nAn,A,B\n", "2 |An|||A|||\n2? ");
	assert_roster("Lý An,A\nLý Bé,B\n", "0! ");
	assert_roster("Họ đệm,Đơn vị\nLý,A\n", "0! ");
	assert_roster("\n", "0! ");
}

static void cells_are_made_harmless(void **state)
{
	(void)state;
	assert_roster("Tên\n\x1b[31mA  n\xe2\x80\xae\t \n", "2 |\xef\xbf\xbd[31mA n||||||\n");
}

/* One roster as Windows programs of different times saved it. */
static void encodings_are_told(void **state)
{
	static const char *const wide[] = {"UTF-16LE", "UTF-16BE"};
	const char *text = "\xef\xbb\xbfHọ và tên;Đơn vị\r\nNguyễn Thị Hường;Phường Sông Cầu\r\n";
	const char *expected = "2 |Nguyễn Thị Hường|||Phường Sông Cầu|||\n";
	const char cp1258[] = "Ho\xf2 v\xe0 t\xean;\xd0\xf5n vi\xf2\r\nNguy\xea\xden Thi\xf2 H\xfd\xf5\xccng;"
			      "Ph\xfd\xf5\xccng S\xf4ng C\xe2\xccu\r\n";

	(void)state;
	assert_roster(text, expected);
	assert_roster(cp1258, expected);
	for (size_t i = 0; i < G_N_ELEMENTS(wide); i++) {
		gsize len;
		g_autofree char *bytes = g_convert(text, -1, wide[i], "UTF-8", NULL, &len, NULL);
		g_autofree char *got = told(bytes, len, NULL);
		assert_string_equal(got, expected);
	}
}

static void encodings_of_fonts_are_told(void **state)
{
	(void)state;
	/* "Họ và tên;Đơn vị / Nguyễn Thị Hường;Phường Sông Cầu" in TCVN3 and VNI. */
	const char tcvn3[] = "H\xe4 v\xb5 t\xaan;\xa7\xacn v\xde\nNguy\xd4n Th\xde H\xad\xeang;Ph\xad\xeang S\xabng "
			     "C\xc7u\n";
	const char vni[] = "Ho\xef va\xf8 te\xe2n;\xd1\xf4n v\xf2\nNguye\xe3n Th\xf2 H\xf6\xf4\xf8ng;Ph\xf6\xf4\xf8ng "
			   "So\xe2ng Ca\xe0u\n";
	const char *expected = "2 |Nguyễn Thị Hường|||Phường Sông Cầu|||\n";
	g_autofree char *from_tcvn3 = told(tcvn3, strlen(tcvn3), NULL);
	g_autofree char *from_vni = told(vni, strlen(vni), NULL), *named = told(vni, strlen(vni), "VNI");

	assert_string_equal(from_tcvn3, expected);
	assert_string_equal(named, expected);
	assert_string_equal(from_vni, expected);
}

static void what_is_no_text_is_an_error(void **state)
{
	(void)state;
	g_autoptr(Diagnostics) diags = diagnostics_new();
	g_autoptr(GError) error = NULL;
	const char bytes[] = "PK\x03\x04\x14\0\x06\0";

	assert_null(roster_read(bytes, sizeof(bytes), "r.xlsx", NULL, diags, &error));
	assert_true(error && error->domain == TEXT_ERROR);
}

/* Many cells, lines and quotation marks take time in proportion; a quadratic reader would not come back. */
static void large_rosters_are_ordinary(void **state)
{
	(void)state;
	static const char *const pieces[] = {"\"", "\"\"", ",", "\n", "a\"", "\"a\n", ",\""};
	for (size_t i = 0; i < G_N_ELEMENTS(pieces); i++) {
		GString *text = g_string_new("Tên,Ghi chú\n");
		for (int n = 0; n < 50000; n++)
			g_string_append(text, pieces[i]);
		g_autoptr(Diagnostics) diags = diagnostics_new();
		g_autoptr(GPtrArray) rows = roster_read(text->str, text->len, "r.csv", "UTF-8", diags, NULL);
		assert_non_null(rows);
		g_string_free(text, TRUE);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_column_in_either_language),
		cmocka_unit_test(a_name_in_parts_is_one),
		cmocka_unit_test(titles_blank_lines_and_repeated_headings_are_passed_over),
		cmocka_unit_test(quoting_is_that_of_rfc_4180),
		cmocka_unit_test(what_is_left_out_is_told),
		cmocka_unit_test(cells_are_made_harmless),
		cmocka_unit_test(encodings_are_told),
		cmocka_unit_test(encodings_of_fonts_are_told),
		cmocka_unit_test(what_is_no_text_is_an_error),
		cmocka_unit_test(large_rosters_are_ordinary),
	};

	return cmocka_run_group_tests_name("document_roster", tests, NULL, NULL);
}
