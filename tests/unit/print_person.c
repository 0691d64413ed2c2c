/* Personal sheets and certificates: whose, what for, on how many sheets; and that they say what the list says. */
#include "print/print.h"
#include "unit/print_read.h"

static const char markdown[] = "---\ntitle: Dân số và phát triển\nquiz: {pass: 60%, grade: highest}\n---\n"
			       "## Một\n<!-- quiz id=a -->\n1. [x] đúng\n2. [ ] sai\n\n"
			       "## Hai\n<!-- quiz id=b -->\n1. [x] đúng\n2. [ ] sai\n\n"
			       "## Ba\n<!-- quiz id=c -->\n1. [x] đúng\n2. [ ] sai\n";

static struct lesson *lesson;

static struct config config(void)
{
	static char none[] = "", organisation[] = "Ban Tuyên giáo", place[] = "Bắc Kạn", office[] = "Trưởng ban",
		    signer[] = "Nguyễn Văn Hoàng";
	return (struct config){
		.parent = none,
		.organisation = organisation,
		.place = place,
		.signer_title = office,
		.signer = signer,
		.recorder = none,
	};
}

static struct person *new_person(const char *name, const char *unit)
{
	struct person *person = person_new();
	g_free(person->name);
	g_free(person->unit);
	person->name = g_strdup(name);
	person->unit = g_strdup(unit);
	return person;
}

/* Prints the person's sheet or certificate. */
typedef void print_function(struct pages *, const struct report_subject *, const struct outcome *, const struct form *);

static void certificate(struct pages *pages, const struct report_subject *subject, const struct outcome *outcome,
			const struct form *form)
{
	print_certificate(pages, subject, outcome, form);
}

static void sheet(struct pages *pages, const struct report_subject *subject, const struct outcome *outcome,
		  const struct form *form)
{
	g_autoptr(Table) answers = table_new("");
	table_add_column(answers, "Câu hỏi", COLUMN_PROSE);
	table_add_row(answers, g_strdup("Bao nhiêu người?"), NULL);
	print_person(pages, subject, outcome, answers, form);
}

/* Prints times sheets for somebody of this name who has 8,25; returns them as text. */
static char **print_times(print_function *print, const char *name, size_t times, char **path)
{
	g_autoptr(GDateTime) now = g_date_time_new_from_unix_utc(1546675200);
	g_autoptr(Person) person = new_person(name, "Phường Đức Xuân");
	char empty[] = "", lesson_name[] = "bai", code[] = "7K2QX-M9T4D";
	const struct attempt_record record = {
		.id = empty,
		.person = person,
		.lesson = lesson_name,
		.started = INT64_C(1546600000000),
		.handed_in = INT64_C(1546603600000),
		.answered = 3,
		.questions = 3,
		.marks = fraction_make(33, 4),
		.points = fraction_make(10, 1),
		.grade = fraction_make(33, 40),
		.code = code,
	};
	const struct attempt_record *const records[] = {&record};
	const struct score score = {1, record.grade, "Giỏi", true};
	const struct outcome outcome = {person, records, 1, &score, score, true};
	const struct report_subject subject = {
		.title = (char *)(uintptr_t)lesson->title, .lessons = &lesson, .n_lessons = 1, .certificate = empty};
	const struct config settings = config();
	const struct form form = {&settings, now};
	*path = g_build_filename(folder, "person.pdf", NULL);
	g_autoptr(Pages) pages = pages_open(*path, "", now, NULL);
	for (size_t i = 0; i < times; i++)
		print(pages, &subject, &outcome, &form);
	assert_true(pages_finish(pages, NULL));
	return read_sheets(*path);
}

static void assert_has_all(const char *text, const char *const *words)
{
	for (; *words; words++)
		if (!has(text, *words))
			fail_msg("“%s” is not in:\n%s", *words, text);
}

static void test_certificate(void **state G_GNUC_UNUSED)
{
	static const char *const words[] = {"BAN TUYÊN GIÁO",
					    "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
					    "GIẤY CHỨNG NHẬN",
					    "HÀ ĐỨC DŨNG",
					    "Phường Đức Xuân",
					    "“Dân số và phát triển”",
					    "8,25 điểm",
					    "Xếp loại: Giỏi",
					    "Bắc Kạn, ngày 05 tháng 01 năm 2019",
					    "TRƯỞNG BAN",
					    "Nguyễn Văn Hoàng",
					    "Vào sổ số",
					    NULL};
	g_autofree char *path = NULL;
	g_auto(GStrv) sheets = print_times(certificate, "Hà Đức Dũng", 1, &path);
	assert_int_equal(g_strv_length(sheets), 1);
	assert_has_all(sheets[0], words);
}

static void test_certificate_of_a_long_name(void **state G_GNUC_UNUSED)
{
	g_autoptr(GString) name = g_string_new(NULL);
	for (int i = 0; i < 150; i++)
		g_string_append_printf(name, "Tên%d ", i);
	g_autofree char *path = NULL;
	g_auto(GStrv) sheets = print_times(certificate, name->str, 1, &path);
	g_autofree char *text = squeeze(sheets[0]);
	assert_int_equal(g_strv_length(sheets), 1);
	for (int i = 0; i < 150; i++) {
		g_autofree char *word = g_strdup_printf("TÊN%d", i);
		assert_true(has(text, word));
	}
	assert_true(has(text, "Vàosổsố"));
	assert_true(has(text, "NguyễnVănHoàng"));
}

static size_t size_of(const char *path)
{
	struct stat st;
	assert_int_equal(stat(path, &st), 0);
	return (size_t)st.st_size;
}

/* The frame is there, and two hundred certificates hold no more than one of it. */
static void test_one_frame(void **state G_GNUC_UNUSED)
{
	g_autofree char *path = NULL, *path_of_one = NULL;
	g_auto(GStrv) one = print_times(certificate, "Hà Đức Dũng", 1, &path_of_one);
	size_t size_of_one = size_of(path_of_one);
	g_auto(GStrv) sheets = print_times(certificate, "Hà Đức Dũng", 200, &path);
	assert_int_equal(g_strv_length(one), 1);
	assert_int_equal(g_strv_length(sheets), 200);
	assert_true(size_of_one > 30000);
	assert_true(size_of(path) < 200 * size_of_one / 10);
}

static void test_person(void **state G_GNUC_UNUSED)
{
	static const char *const words[] = {"Hà Đức Dũng",
					    "Phường Đức Xuân",
					    "Dân số và phát triển",
					    "04/01/2019",
					    "11:06",
					    "12:06",
					    "3/3",
					    "8,25/10",
					    "8,25",
					    "Giỏi",
					    "7K2QX-M9T4D",
					    "Bao nhiêu người?",
					    "Nguyễn Văn Hoàng",
					    NULL};
	g_autofree char *path = NULL;
	g_auto(GStrv) sheets = print_times(sheet, "Hà Đức Dũng", 3, &path);
	assert_int_equal(g_strv_length(sheets), 3);
	for (size_t i = 0; i < 3; i++)
		assert_has_all(sheets[i], words);
}

static int begin(void **state)
{
	g_autoptr(Diagnostics) diags = diagnostics_new();
	lesson = lesson_parse(markdown, strlen(markdown), "bai.md", NULL, diags);
	return lesson ? make_folder(state) : -1;
}

static int end(void **state)
{
	lesson_free(lesson);
	return remove_folder(state);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_certificate),
		cmocka_unit_test(test_certificate_of_a_long_name),
		cmocka_unit_test(test_one_frame),
		cmocka_unit_test(test_person),
	};
	return cmocka_run_group_tests(tests, begin, end);
}
