/* Personal sheets and certificates: whose, what for, on how many sheets; and that they say what the list says. */
#include "print/standing.h"
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

typedef void print_standing(struct pages *, const struct lesson *, const struct standing *, const struct form *);

/* Prints times sheets for somebody of this name who has 8,25; returns them as text. */
static char **print_times(print_standing *print, const char *name, size_t times, char **path)
{
	g_autoptr(GDateTime) now = g_date_time_new_from_unix_utc(1546675200);
	g_autoptr(Person) person = new_person(name, "Phường Đức Xuân");
	char empty[] = "";
	const struct attempt_record record = {
		.id = empty,
		.person = person,
		.started = INT64_C(1546600000000),
		.handed_in = INT64_C(1546603600000),
		.answered = 3,
		.questions = 3,
		.marks = fraction_make(33, 4),
		.points = fraction_make(10, 1),
		.grade = fraction_make(33, 40),
	};
	const struct attempt_record *const records[] = {&record};
	const struct standing standing = {person, records, 1, true, record.grade, "Giỏi", true};
	const struct config settings = config();
	const struct form form = {&settings, now};
	*path = g_build_filename(folder, "person.pdf", NULL);
	g_autoptr(Pages) pages = pages_open(*path, "", now, NULL);
	for (size_t i = 0; i < times; i++)
		print(pages, lesson, &standing, &form);
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
	g_auto(GStrv) sheets = print_times(print_certificate, "Hà Đức Dũng", 1, &path);
	assert_int_equal(g_strv_length(sheets), 1);
	assert_has_all(sheets[0], words);
}

static void test_certificate_of_a_long_name(void **state G_GNUC_UNUSED)
{
	g_autoptr(GString) name = g_string_new(NULL);
	for (int i = 0; i < 150; i++)
		g_string_append_printf(name, "Tên%d ", i);
	g_autofree char *path = NULL;
	g_auto(GStrv) sheets = print_times(print_certificate, name->str, 1, &path);
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
	g_auto(GStrv) one = print_times(print_certificate, "Hà Đức Dũng", 1, &path_of_one);
	size_t size_of_one = size_of(path_of_one);
	g_auto(GStrv) sheets = print_times(print_certificate, "Hà Đức Dũng", 200, &path);
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
					    "04/01/2019 11:06",
					    "04/01/2019 12:06",
					    "3/3",
					    "8,25/10",
					    "8,25",
					    "Giỏi",
					    "Nguyễn Văn Hoàng",
					    NULL};
	g_autofree char *path = NULL;
	g_auto(GStrv) sheets = print_times(print_person, "Hà Đức Dũng", 3, &path);
	assert_int_equal(g_strv_length(sheets), 3);
	for (size_t i = 0; i < 3; i++)
		assert_has_all(sheets[i], words);
}

/* ---- Standings --------------------------------------------------------------------------------------------- */

/* Takes the quiz with so many right answers, and hands it in or not. */
static void take(struct store *store, struct person *person, size_t right, bool hand_in)
{
	g_autoptr(Attempt) attempt = attempt_new(lesson, 1);
	g_autoptr(AttemptJournal) journal = store_attempt_start(store, person, attempt, NULL, NULL);
	assert_non_null(journal);
	for (size_t i = 0; i < attempt->n_items; i++) {
		g_autoptr(Response) response = response_new();
		int choice = i < right ? 0 : 1;
		g_array_append_val(response->choices, choice);
		assert_true(attempt_respond(attempt, i, response));
		assert_true(attempt_journal_answered(journal, attempt, i, NULL));
	}
	if (!hand_in)
		return;
	attempt_hand_in(attempt);
	struct grade grade = attempt_grade(attempt);
	assert_true(attempt_journal_handed_in(journal, attempt, &grade, NULL));
}

static void add_person(struct store *store, struct person *person)
{
	g_free(person->id);
	person->id = store_person_add(store, person, NULL);
	assert_non_null(person->id);
}

struct seen {
	const struct table *table;
	int count, passed;
};

/* The line of the results list says the same. */
static void compare_with_list(const struct standing *standing, void *user)
{
	struct seen *seen = user;
	char **row = seen->table->rows->pdata[seen->count++];
	g_autofree char *grade = standing->graded ? fraction_decimal(standing->grade, 10, 2, true) : g_strdup("");
	assert_string_equal(row[1], standing->person->name);
	assert_string_equal(row[3], grade);
	assert_string_equal(row[4], standing->band);
	assert_int_equal(standing->passed, standing->graded && !*row[5]);
	seen->passed += standing->passed;
}

static void count(const struct standing *standing G_GNUC_UNUSED, void *user)
{
	++*(int *)user;
}

static void fill(struct store *store)
{
	g_autoptr(Person) an = new_person("Nông Văn An", "Xã A"), dung = new_person("Hà Đức Dũng", "Xã B");
	g_autoptr(Person) yen = new_person("Lê Thị Yến", "Xã C");
	add_person(store, an);
	add_person(store, dung);
	add_person(store, yen);
	take(store, an, 1, true);
	take(store, an, 3, true);
	take(store, an, 2, true);
	take(store, dung, 1, true);
	take(store, yen, 3, false);
}

static void remove_tree(const char *path)
{
	g_autoptr(GDir) dir = g_dir_open(path, 0, NULL);
	for (const char *name; dir && (name = g_dir_read_name(dir)) != NULL;) {
		g_autofree char *child = g_build_filename(path, name, NULL);
		remove_tree(child);
	}
	g_remove(path);
}

static void test_standings_agree_with_the_list(void **state G_GNUC_UNUSED)
{
	g_autofree char *data = g_build_filename(folder, "data", NULL);
	g_autoptr(Store) store = store_open(data, true, NULL, NULL);
	struct config settings = config();
	struct band bands[] = {{"Cao", fraction_make(9, 1)}, {"Thấp", FRACTION_ZERO}};
	fill(store);
	for (size_t n = 0; n <= G_N_ELEMENTS(bands); n += G_N_ELEMENTS(bands)) {
		settings.bands = n ? bands : NULL;
		settings.n_bands = n;
		g_autoptr(Table) table = report_results(store, lesson, &settings, NULL, NULL);
		struct seen seen = {.table = table};
		assert_int_equal(standing_each(store, lesson, &settings, NULL, NULL, compare_with_list, &seen, NULL),
				 3);
		assert_int_equal(seen.count, 3);
		assert_int_equal(seen.passed, 1);
	}
	int n = 0;
	assert_int_equal(standing_each(store, lesson, &settings, "dung ha", NULL, count, &n, NULL), 1);
	assert_int_equal(standing_each(store, lesson, &settings, "ai đó", NULL, count, &n, NULL), 0);
	assert_int_equal(n, 1);
	remove_tree(data);
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
		cmocka_unit_test(test_standings_agree_with_the_list),
	};
	return cmocka_run_group_tests(tests, begin, end);
}
