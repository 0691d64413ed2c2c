/* Files: lessons, includes, pictures, themes, settings, courses, the library. Nothing outside is ever read. */
#include "lesson_dump.h"

#include "lesson/config.h"
#include "lesson/course.h"
#include "lesson/theme.h"

#include <glib/gstdio.h>
#include <math.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

/* A folder of its own for every test. */
static int set_up(void **state)
{
	char *folder = g_dir_make_tmp("taphuan-lesson-XXXXXX", NULL);

	*state = realpath(folder, NULL);
	g_free(folder);
	return *state ? 0 : -1;
}

static int tear_down(void **state)
{
	g_autofree char *command = g_strdup_printf("rm -rf '%s'", (char *)*state);
	int status = system(command);

	free(*state);
	return status;
}

static char *put(const char *folder, const char *name, const char *text)
{
	char *path = g_build_filename(folder, name, NULL);
	g_autofree char *parent = g_path_get_dirname(path);

	assert_int_equal(g_mkdir_with_parents(parent, 0700), 0);
	assert_true(g_file_set_contents(path, text, -1, NULL));
	return path;
}

static void drop(const char *folder, const char *name, const char *text)
{
	g_free(put(folder, name, text));
}

static const struct diagnostic *at(const struct diagnostics *diags, unsigned int i)
{
	assert_true(i < diags->items->len);
	return g_ptr_array_index(diags->items, i);
}

static void assert_loaded(const char *path, const char *want, struct diagnostics *diags)
{
	g_autoptr(GError) error = NULL;
	g_autoptr(Lesson) lesson = lesson_load(path, diags, &error);

	assert_null(error);
	g_autofree char *text = dump_lesson(lesson);

	assert_string_equal(text, want);
}

/* ---- Lessons ----------------------------------------------------------------------------------------------- */

static void assert_unreadable(const char *path, const char *words)
{
	g_autoptr(Diagnostics) diags = diagnostics_new();
	g_autoptr(GError) error = NULL;

	assert_null(lesson_load(path, diags, &error));
	assert_true(g_error_matches(error, LESSON_ERROR, LESSON_ERROR_READ));
	assert_non_null(strstr(error->message, path));
	assert_non_null(strstr(error->message, words));
}

static void test_what_cannot_be_read(void **state)
{
	g_autofree char *fifo = g_build_filename(*state, "fifo", NULL), *missing = g_build_filename(*state, "no", NULL);
	g_autofree char *zip = put(*state, "a.md", "PK\003\004 a Word document");

	assert_int_equal(mkfifo(fifo, 0600), 0);
	assert_unreadable(missing, "No such file");
	assert_unreadable(*state, "folder");
	assert_unreadable(fifo, "no file");
	assert_unreadable(zip, "");
}

static void test_other_encodings(void **state)
{
	g_autofree char *path = g_build_filename(*state, "a.md", NULL);
	g_autoptr(Diagnostics) diags = diagnostics_new();
	/* UTF-16LE: "# Số\n" */
	const char bytes[] = "\xff\xfe#\0 \0S\0\xd1\x1e\n";

	assert_true(g_file_set_contents(path, bytes, sizeof(bytes), NULL));
	assert_loaded(path, "1! Số\n", diags);
	assert_int_equal(diags->errors, 0);
	assert_non_null(strstr(at(diags, 0)->message, "UTF-16LE"));
}

static void test_sum_is_of_the_bytes(void **state)
{
	const char *source = "# A\r\n<!-- quiz id=a -->\r\n[[a]]\r\n";
	g_autofree char *path = put(*state, "a.md", source);
	g_autofree char *sum = g_compute_checksum_for_string(G_CHECKSUM_SHA256, source, -1);
	g_autoptr(Diagnostics) diags = diagnostics_new();
	g_autoptr(Lesson) lesson = lesson_load(path, diags, NULL);

	assert_string_equal(lesson->sha256, sum);
	assert_string_equal(lesson->path, path);
	assert_string_equal(lesson->name, "a");
}

/* ---- Includes and pictures --------------------------------------------------------------------------------- */

static void test_includes(void **state)
{
	g_autoptr(Diagnostics) diags = diagnostics_new();
	g_autofree char *path =
		put(*state, "a.md", "# A\n\n<!-- include: sub/b.md -->\n\nend\n\n---\n\n<!-- include: sub/d.md -->\n");

	drop(*state, "sub/b.md", "---\ntitle: not this\n---\nfrom *b*\n\n<!-- include: c.md -->\n<!-- paus -->\n");
	drop(*state, "sub/c.md", "from c\n\n|a|\n|-|\n|1|2|\n");
	drop(*state, "sub/d.md", "## Q\n<!-- quiz -->\n- [x] a\n- [] b\n");
	assert_loaded(path,
		      "1 A\n  p from <e>b</>\n  p from c\n  table none\n    row\n      cell a\n    row\n      cell "
		      "1|2|\n  p end\n"
		      "2 Q\n  ul\n    li\n      p [x] a\n    li\n      p [] b\n",
		      diags);
	/* A mistake is told in the file it is in. */
	assert_int_equal(diags->items->len, 4);
	assert_true(g_str_has_suffix(at(diags, 0)->path, "/sub/b.md"));
	assert_int_equal(at(diags, 0)->line, 7);
	assert_true(g_str_has_suffix(at(diags, 1)->path, "/sub/c.md"));
	assert_int_equal(at(diags, 1)->line, 5);
	assert_true(g_str_has_suffix(at(diags, 3)->path, "/sub/d.md"));
	assert_int_equal(at(diags, 3)->line, 4);
}

static void test_includes_that_go_wrong(void **state)
{
	static const struct {
		const char *name, *words;
	} cases[] = {{"missing.md", "no file"}, {"../secret.md", "outside"},     {"/etc/passwd", "outside"},
		     {"link.md", "outside"},    {"a.md", "includes itself"},     {"b.md", "includes itself"},
		     {"sub", "no file"},        {"folder/secret.md", "outside"}, {"bad.md", ""}};

	drop(*state, "secret.md", "secret\n");
	drop(*state, "in/b.md", "<!-- include: a.md -->\n");
	drop(*state, "in/bad.md", "PK\003\004");
	drop(*state, "in/sub/x.md", "x\n");
	g_autofree char *folder = g_build_filename(*state, "in", NULL);
	g_autofree char *link = g_build_filename(folder, "link.md", NULL),
			*links = g_build_filename(folder, "folder", NULL);

	assert_int_equal(symlink("../secret.md", link), 0);
	assert_int_equal(symlink("..", links), 0);
	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autoptr(Diagnostics) diags = diagnostics_new();
		g_autofree char *source = g_strdup_printf("# A\n\n<!-- include: %s -->\n", cases[i].name);
		g_autofree char *path = put(folder, "a.md", source);

		assert_loaded(path, "1! A\n", diags);
		assert_int_equal(diags->errors, 1);
		assert_non_null(strstr(at(diags, 0)->message, cases[i].words));
	}
}

static void test_an_include_bomb_ends(void **state)
{
	g_autoptr(Diagnostics) diags = diagnostics_new();
	g_autofree char *path = NULL;

	for (int i = 0; i < 12; i++) {
		g_autofree char *name = g_strdup_printf("%d.md", i);
		GString *text = g_string_new("x\n\n");

		for (int n = 0; n < 10; n++)
			g_string_append_printf(text, "<!-- include: %d.md -->\n", i + 1);
		drop(*state, name, text->str);
		g_string_free(text, TRUE);
	}
	path = g_build_filename(*state, "0.md", NULL);
	lesson_free(lesson_load(path, diags, NULL));
	assert_true(diags->errors > 0);
}

/* The lesson of its own bytes, far from its files. */
static struct lesson *again(const struct lesson *lesson)
{
	g_autoptr(Diagnostics) diags = diagnostics_new();
	size_t len;
	g_autofree char *bytes = lesson_bytes(lesson, &len);
	g_autofree char *sum = g_compute_checksum_for_data(G_CHECKSUM_SHA256, (const guchar *)bytes, len);

	assert_string_equal(sum, lesson->sha256);
	return lesson_parse(bytes, len, "kept.md", NULL, diags);
}

static void assert_kept(const char *path)
{
	g_autoptr(Diagnostics) diags = diagnostics_new();
	g_autoptr(Lesson) lesson = lesson_load(path, diags, NULL);
	g_autoptr(Lesson) kept = again(lesson);
	g_autoptr(Lesson) twice = again(kept);
	g_autofree char *before = dump_lesson(lesson), *after = dump_lesson(kept);

	assert_string_equal(after, before);
	assert_string_equal(kept->sha256, lesson->sha256);
	assert_string_equal(kept->text, lesson->text);
	assert_string_equal(twice->sha256, lesson->sha256);
}

/* Whatever an include brought, or did not, it brings again where there are no files. */
static void test_a_lesson_is_kept_with_its_includes(void **state)
{
	g_autofree char *path = put(*state, "a.md",
				    "# A\n\n<!-- include: sub/b.md -->\n<!-- include: none.md -->\n"
				    "<!-- include: sub/b.md -->\n<!-- include: empty.md -->\n\nend");

	drop(*state, "sub/b.md", "---\ntitle: no\n---\n<!-- include: b.md -->\n<!-- include: c.md -->\nfrom b\n");
	drop(*state, "sub/c.md", "## Chữ?\n<!-- quiz -->\n- [x] a\n- [ ] b\n\n~~~\nnever closed\n<!-- neither");
	drop(*state, "empty.md", "");
	assert_kept(path);
	/* In another encoding, and of words that look like VIQR. */
	g_autofree char *wide = g_build_filename(*state, "b.md", NULL);
	g_autofree char *bytes = NULL;
	const char *words = "\xef\xbb\xbf# The? nao? A? da~\n\n<!-- include: sub/c.md -->\n";
	size_t len;

	bytes = g_convert(words, -1, "UTF-16", "UTF-8", NULL, &len, NULL);
	assert_true(g_file_set_contents(wide, bytes, (gssize)len, NULL));
	assert_kept(wide);
}

static void test_the_sum_is_of_the_includes_too(void **state)
{
	g_autofree char *path = put(*state, "a.md", "# A\n\n<!-- include: b.md -->\n");
	char *sums[2];

	for (int i = 0; i < 2; i++) {
		g_autoptr(Diagnostics) diags = diagnostics_new();

		drop(*state, "b.md", i ? "## Q\n<!-- quiz id=q -->\n[[b]]\n" : "## Q\n<!-- quiz id=q -->\n[[a]]\n");
		g_autoptr(Lesson) lesson = lesson_load(path, diags, NULL);
		sums[i] = g_strdup(lesson->sha256);
	}
	assert_string_not_equal(sums[0], sums[1]);
	g_free(sums[0]);
	g_free(sums[1]);
}

/* Lengths that were not written by us are words like any others, or as much as there is. */
static void test_lengths_that_lie(void **state)
{
	static const char *const ends[] = {"\n<!-- included: 99999 -->\n",
					   "\n<!-- included: 18446744073709551615 1 -->\n",
					   "\n<!-- included: -1 -->\n",
					   "\n<!-- included: x -->\n",
					   "\n<!-- included: -->\n",
					   "\n<!-- included:-->\n",
					   "\n<!-- included: 1 1 1 - - 2 -->\n",
					   "<!-- included: 1 -->\n"};

	(void)state;
	for (size_t i = 0; i < G_N_ELEMENTS(ends); i++) {
		g_autofree char *source = g_strconcat("# A\n\n<!-- include: x.md -->\nwords", ends[i], NULL);
		g_autoptr(Diagnostics) diags = diagnostics_new();
		g_autoptr(Lesson) lesson = lesson_parse(source, strlen(source), "x.md", NULL, diags);

		assert_string_equal(lesson->title, "A");
		assert_int_equal(diags->errors, 0);
	}
}

static void test_pictures(void **state)
{
	g_autoptr(Diagnostics) diags = diagnostics_new();
	g_autofree char *path =
		put(*state, "a.md",
		    "![a](there.png) ![a](there%20too.png) ![a](no.png)\n![](../x.png)\n\n![](http://x/y.png)\n");

	drop(*state, "there.png", "x");
	drop(*state, "there too.png", "x");
	lesson_free(lesson_load(path, diags, NULL));
	assert_int_equal(diags->errors, 0);
	assert_int_equal(diags->items->len, 3);
	assert_non_null(strstr(at(diags, 0)->message, "no.png"));
	assert_int_equal(at(diags, 0)->column, 44);
	assert_non_null(strstr(at(diags, 1)->message, "outside"));
	assert_int_equal(at(diags, 1)->line, 2);
	assert_non_null(strstr(at(diags, 2)->message, "never fetched"));
}

static void test_from_memory_no_file_is_looked_for(void **state)
{
	const char *source = "# A\n\n<!-- include: no.md -->\n\n![](no.png)\n";
	g_autoptr(Diagnostics) diags = diagnostics_new();

	(void)state;
	lesson_free(lesson_parse(source, strlen(source), "", NULL, diags));
	assert_int_equal(diags->items->len, 0);
}

/* ---- Themes ------------------------------------------------------------------------------------------------ */

static void test_theme(void **state)
{
	g_autoptr(Diagnostics) diags = diagnostics_new();
	g_autofree char *path =
		put(*state, "t.yaml",
		    "title: {vi: Sáng, en: Light}\nroles:\n  text: {fg: \"#202020\", bg: \"#FFFFFF\", bold: no}\n"
		    "  title: {fg: \"#0b4f9e\", bold: yes}\n  link: {underline: yes, bg: default}\n");
	g_autoptr(Theme) theme = theme_load(path, "en", diags, NULL);
	const struct style *style;

	assert_int_equal(diags->items->len, 0);
	assert_string_equal(theme->name, "t");
	assert_string_equal(theme->title, "Light");
	style = &theme->roles[ROLE_TITLE];
	assert_int_equal(style->fg, 0x0b4f9e);
	assert_int_equal(style->bg, 0xffffff);
	assert_true(style->bold && !style->underline);
	style = &theme->roles[ROLE_LINK];
	assert_int_equal(style->fg, 0x202020);
	assert_int_equal(style->bg, COLOUR_DEFAULT);
	assert_true(style->underline);
	assert_memory_equal(&theme->roles[ROLE_WRONG], &theme->roles[ROLE_TEXT], sizeof(struct style));
	assert_string_equal(role_name(ROLE_TABLE_HEAD), "table_head");
}

static double part_of(int32_t rgb, int shift)
{
	double part = (rgb >> shift & 0xff) / 255.0;

	return part <= 0.03928 ? part / 12.92 : pow((part + 0.055) / 1.055, 2.4);
}

/* As the Web's guidelines for accessibility have it: 1 to 21. */
static double contrast(int32_t a, int32_t b)
{
	double x = 0.2126 * part_of(a, 16) + 0.7152 * part_of(a, 8) + 0.0722 * part_of(a, 0);
	double y = 0.2126 * part_of(b, 16) + 0.7152 * part_of(b, 8) + 0.0722 * part_of(b, 0);

	return (MAX(x, y) + 0.05) / (MIN(x, y) + 0.05);
}

/* A projector in a light room leaves little of a contrast: everything is well above what a screen needs. */
static void test_our_themes_are_readable(void **state)
{
	const char *const folders[] = {SOURCE_DIR "/themes", NULL};
	g_auto(GStrv) names = theme_names(folders);

	(void)state;
	assert_true(g_strv_length(names) >= 6);
	for (size_t i = 0; names[i]; i++) {
		g_autofree char *path = theme_find(names[i], folders);
		g_autoptr(Diagnostics) diags = diagnostics_new();
		g_autoptr(Theme) theme = theme_load(path, "vi", diags, NULL);
		assert_int_equal(diags->items->len, 0);
		assert_int_equal(theme_tells_series(theme), strcmp(names[i], "den-trang") != 0);
		for (enum role role = 0; role < ROLE_COUNT; role++) {
			const struct style *style = &theme->roles[role];
			bool line = role == ROLE_RULE || role >= ROLE_CHART_1;
			if (style->fg != COLOUR_DEFAULT && contrast(style->fg, style->bg) < (line ? 4.5 : 7))
				fail_msg("%s: %s cannot be read from the back row", names[i], role_name(role));
		}
	}
}

static void test_faulty_theme(void **state)
{
	static const struct {
		int line, column;
		const char *words;
	} want[] = {{2, 3, "“txet”"}, {3, 15, "“red”"}, {4, 16, "“maybe”"}, {5, 10, "“colour”"}, {6, 1, "“roless”"}};
	g_autoptr(Diagnostics) diags = diagnostics_new();
	g_autofree char *path =
		put(*state, "t.yaml",
		    "roles:\n  txet: {fg: \"#202020\"}\n  title: {fg: red, bold: yes}\n  link: {bold: maybe}\n"
		    "  code: {colour: 3}\nroless: x\n");
	g_autoptr(Theme) theme = theme_load(path, "vi", diags, NULL);

	diagnostics_sort(diags);
	assert_int_equal(diags->items->len, G_N_ELEMENTS(want));
	for (unsigned int i = 0; i < diags->items->len; i++) {
		assert_int_equal(at(diags, i)->line, want[i].line);
		assert_int_equal(at(diags, i)->column, want[i].column);
		assert_non_null(strstr(at(diags, i)->message, want[i].words));
	}
	/* The rest is used. */
	assert_string_equal(theme->title, "t");
	assert_int_equal(theme->roles[ROLE_TITLE].fg, COLOUR_DEFAULT);
	assert_true(theme->roles[ROLE_TITLE].bold);
}

static void test_plain_theme(void **state)
{
	g_autoptr(Theme) theme = theme_plain();

	(void)state;
	for (int role = 0; role < ROLE_COUNT; role++) {
		assert_int_equal(theme->roles[role].fg, COLOUR_DEFAULT);
		assert_int_equal(theme->roles[role].bg, COLOUR_DEFAULT);
	}
	assert_true(theme->roles[ROLE_SELECTED].reverse);
}

static void test_finding_themes(void **state)
{
	g_autofree char *one = g_build_filename(*state, "1", NULL), *two = g_build_filename(*state, "2", NULL);
	const char *folders[] = {one, "/nowhere", two, NULL};

	drop(one, "b.yaml", "");
	drop(two, "b.yaml", "");
	drop(two, "a.yaml", "");
	drop(two, "notes.txt", "");
	drop(two, ".hidden.yaml", "");
	g_auto(GStrv) names = theme_names(folders);

	assert_int_equal(g_strv_length(names), 2);
	assert_string_equal(names[0], "a");
	assert_string_equal(names[1], "b");
	g_autofree char *found = theme_find("b", folders);

	assert_true(g_str_has_prefix(found, one));
	assert_null(theme_find("c", folders));
	assert_null(theme_find("../1/b", folders));
	assert_null(theme_find("", folders));
}

static void test_no_settings(void **state)
{
	g_autofree char *path = g_build_filename(*state, "config.yaml", NULL);
	g_autoptr(Diagnostics) diags = diagnostics_new();
	g_autoptr(Config) config = config_load(path, diags);

	assert_int_equal(diags->items->len, 0);
	assert_null(config->lang);
	assert_null(config->theme);
	assert_null(config->printer);
	assert_string_equal(config->organisation, "");
	assert_string_equal(config->recorder, "");
	assert_null(config->bands);
}

static void test_settings(void **state)
{
	g_autoptr(Diagnostics) diags = diagnostics_new();
	g_autofree char *path =
		put(*state, "config.yaml",
		    "lang: en\ntheme: lotus\nprinter: HP\nparent: THÀNH ỦY BẮC KẠN\norganisation: BAN\nplace: Bắc Kạn\n"
		    "signer_title: TRƯỞNG BAN\nsigner: A\nrecorder: B\nbands:\n  - {name: Kém, from: 0}\n"
		    "  - {name: Đạt, from: 5}\n");
	g_autoptr(Config) config = config_load(path, diags);

	assert_int_equal(diags->items->len, 0);
	assert_string_equal(config->lang, "en");
	assert_string_equal(config->printer, "HP");
	assert_string_equal(config->parent, "THÀNH ỦY BẮC KẠN");
	assert_string_equal(config->signer_title, "TRƯỞNG BAN");
	assert_string_equal(config->recorder, "B");
	assert_int_equal(config->n_bands, 2);
	assert_string_equal(config->bands[0].name, "Đạt");
}

static void test_faulty_settings(void **state)
{
	g_autoptr(Diagnostics) diags = diagnostics_new();
	g_autofree char *path = put(*state, "config.yaml", "lang: de\nthema: x\nplace: Bắc Kạn\n");
	g_autoptr(Config) config = config_load(path, diags);
	g_autoptr(Config) folder = config_load(*state, diags);

	assert_int_equal(diags->errors, 3);
	assert_null(config->lang);
	assert_string_equal(config->place, "Bắc Kạn");
	assert_string_equal(folder->place, "");
}

/* ---- Courses and the library ------------------------------------------------------------------------------- */

static void test_course(void **state)
{
	g_autoptr(Diagnostics) diags = diagnostics_new();

	assert_null(course_load(*state, diags));
	drop(*state, "course.yaml", "title: Khóa\norder: [b, a.md]\npass: 70%\ncertificate: Đã học\n");
	g_autoptr(Course) course = course_load(*state, diags);

	assert_int_equal(diags->items->len, 0);
	assert_string_equal(course->title, "Khóa");
	assert_string_equal(course->order[0], "b");
	assert_string_equal(course->order[1], "a");
	assert_null(course->order[2]);
	assert_int_equal(course->pass.num, 7);
	assert_string_equal(course->certificate, "Đã học");
}

static void test_library(void **state)
{
	static const char *const want[] = {"b", "a", "yen", "ao", "am"};
	g_autofree char *user = g_build_filename(*state, "user", NULL),
			*share = g_build_filename(*state, "share", NULL);
	g_autofree char *before = g_get_current_dir();

	/* ao: Áo, am: Ấm: in the order of Vietnamese titles. */
	drop(user, "content/khoa/course.yaml", "title: Khóa\norder: [b, a]\n");
	drop(user, "content/khoa/a.md", "---\ntitle: \"A: x\"   # so\n---\n");
	drop(user, "content/khoa/b.md", "# *B* `c`\n\n## Q\n<!-- quiz id=a -->\n[[a]]\n");
	drop(user, "content/khoa/yen.md", "no heading\n");
	drop(user, "content/notes.txt", "# no\n");
	drop(share, "am.md", "text\n\n# Ấm\n");
	drop(share, "ao.md", "# Áo\n");
	drop(share, "a.md", "# hidden by the first\n");
	assert_int_equal(g_chdir(*state), 0);
	g_autoptr(GPtrArray) entries = library_list(user, share);
	g_autoptr(GError) error = NULL;
	const struct lesson_entry *entry;

	assert_int_equal(entries->len, G_N_ELEMENTS(want));
	for (unsigned int i = 0; i < entries->len; i++) {
		entry = g_ptr_array_index(entries, i);
		assert_string_equal(entry->name, want[i]);
	}
	entry = g_ptr_array_index(entries, 0);
	assert_true(entry->has_quiz);
	assert_string_equal(entry->course, "Khóa");
	assert_string_equal(entry->title, "B c");
	entry = g_ptr_array_index(entries, 1);
	assert_string_equal(entry->title, "A: x");
	assert_false(entry->has_quiz);
	entry = g_ptr_array_index(entries, 2);
	assert_string_equal(entry->title, "yen");
	entry = g_ptr_array_index(entries, 3);
	assert_string_equal(entry->course, "");

	g_autofree char *found = library_find("yen", user, share, &error);

	assert_true(g_str_has_suffix(found, "khoa/yen.md"));
	g_autofree char *path = library_find(found, user, share, &error);

	assert_string_equal(path, found);
	assert_null(library_find("yeen", user, share, &error));
	assert_true(g_error_matches(error, LESSON_ERROR, LESSON_ERROR_NAME));
	assert_non_null(strstr(error->message, "Did you mean yen?"));
	g_clear_error(&error);
	assert_null(library_find("xxxxxxx", NULL, share, &error));
	assert_null(strstr(error->message, "Did you mean"));
	assert_int_equal(g_chdir(before), 0);
}

static struct course_entry *find_course(const char *what, const char *user, const char *share, const char *problem)
{
	g_autoptr(GError) error = NULL;
	struct course_entry *entry = library_find_course(what, user, share, &error);

	assert_int_equal(entry != NULL, problem == NULL);
	if (problem)
		assert_non_null(strstr(error->message, problem));
	return entry;
}

static void test_library_of_courses(void **state)
{
	g_autofree char *user = g_build_filename(*state, "user", NULL),
			*share = g_build_filename(*state, "share", NULL), *folder = NULL;

	/* The share's a.md is the library's hidden one, and still a lesson of its course. */
	drop(user, "content/a.md", "# A\n");
	drop(user, "content/khoa/course.yaml", "title: Dân số và phát triển\norder: [b, a]\n");
	drop(user, "content/khoa/c.md", "# C\n");
	drop(user, "content/khoa/a.md", "# A\n");
	drop(user, "content/khoa/b.md", "# B\n");
	drop(user, "content/khoa/sub/d.md", "# D\n");
	drop(user, "content/rong/course.yaml", "title: Ấm no\n");
	drop(share, "khoa/course.yaml", "title: Dân số và phát triển\n");
	drop(share, "khac/course.yaml", "title: Dân số\n");
	drop(share, "none/e.md", "# E\n");

	g_autofree char *before = g_get_current_dir();
	assert_int_equal(g_chdir(*state), 0);
	g_autoptr(GPtrArray) courses = library_courses(user, share);
	assert_int_equal(courses->len, 3);
	assert_string_equal(((struct course_entry *)courses->pdata[0])->name, "rong");
	assert_string_equal(((struct course_entry *)courses->pdata[1])->name, "khac");
	const struct course_entry *khoa = courses->pdata[2];
	assert_string_equal(khoa->name, "khoa");
	assert_int_equal(khoa->lessons->len, 3);
	assert_string_equal(((struct lesson_entry *)khoa->lessons->pdata[0])->name, "b");
	assert_string_equal(((struct lesson_entry *)khoa->lessons->pdata[1])->name, "a");
	assert_string_equal(((struct lesson_entry *)khoa->lessons->pdata[2])->name, "c");

	static const char *const ways[] = {"khoa", "dan so va phat trien", "phat trien", "trien dan"};
	for (size_t i = 0; i < G_N_ELEMENTS(ways); i++) {
		g_autoptr(CourseEntry) found = find_course(ways[i], user, share, NULL);
		assert_string_equal(found->path, khoa->path);
	}
	g_autoptr(CourseEntry) other = find_course("DÂN SỐ", user, share, NULL);
	assert_string_equal(other->name, "khac");
	g_autoptr(CourseEntry) by_path = find_course(khoa->path, NULL, NULL, NULL);
	assert_string_equal(by_path->name, "khoa");
	find_course("dan", user, share, "Several courses");
	find_course("none", user, share, "no course called");
	find_course("", user, share, "no course called");
	folder = g_build_filename(share, "none", NULL);
	find_course(folder, user, share, "no course called");
	assert_int_equal(g_chdir(before), 0);
}

/* ---- Mending ----------------------------------------------------------------------------------------------- */

static void assert_fixed(const char *source, const char *want)
{
	g_autoptr(Diagnostics) diags = diagnostics_new();
	g_autofree char *fixed = lesson_fix(source, "x.md", diags);
	g_autofree char *again = lesson_fix(fixed, "x.md", diags);

	assert_string_equal(fixed, want);
	assert_string_equal(again, want);
}

static void test_fix(void **state)
{
	(void)state;
	assert_fixed("# A\n\nnothing to mend: a: b\n", "# A\n\nnothing to mend: a: b\n");
	assert_fixed("---\ntitle: Bài 1: Dân số\nauthor: it's: so\nlang: vi\n---\n",
		     "---\ntitle: 'Bài 1: Dân số'\nauthor: 'it''s: so'\nlang: vi\n---\n");
	/* The ids are those the questions had by their place, so that old results stay theirs. */
	assert_fixed("# A\n<!-- quiz -->\n[[a]]\n# B\n<!--quiz points=2-->\n[[b]]\n# C\n<!--\nquiz "
		     "tags=x\n-->\n[[c]]\n# D\n<!-- quiz id=q1 -->\n[[d]]\n",
		     "# A\n<!-- quiz id=q1-2 -->\n[[a]]\n# B\n<!--quiz id=q2 points=2-->\n[[b]]\n# C\n<!--\nquiz id=q3 "
		     "tags=x\n-->\n[[c]]\n"
		     "# D\n<!-- quiz id=q1 -->\n[[d]]\n");
	/* Everything else stays as it is, byte by byte. */
	assert_fixed("# A\r\n<!-- quiz -->\r\n[[e\u0301]]   \r\n", "# A\r\n<!-- quiz id=q1 -->\r\n[[e\u0301]]   \r\n");
	/* What is no mistake in a block of text stays. */
	assert_fixed("---\nauthor: |\n  a: b: c\ntitle: x: y\n---\n",
		     "---\nauthor: |\n  a: b: c\ntitle: 'x: y'\n---\n");
}

static void test_fix_tells_what_it_cannot(void **state)
{
	g_autoptr(Diagnostics) diags = diagnostics_new();
	g_autofree char *fixed =
		lesson_fix("---\ntitle: a: b\n---\n# A\n<!-- quiz -->\n1. [ ] a\n2. [ ] b\n", "x.md", diags);

	(void)state;
	assert_int_equal(diags->errors, 1);
	assert_int_equal(at(diags, 0)->line, 5);
	assert_non_null(fixed);
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)
	const struct CMUnitTest tests[] = {
		TEST(test_what_cannot_be_read),
		TEST(test_other_encodings),
		TEST(test_sum_is_of_the_bytes),
		TEST(test_includes),
		TEST(test_includes_that_go_wrong),
		TEST(test_an_include_bomb_ends),
		TEST(test_a_lesson_is_kept_with_its_includes),
		TEST(test_the_sum_is_of_the_includes_too),
		TEST(test_lengths_that_lie),
		TEST(test_pictures),
		TEST(test_from_memory_no_file_is_looked_for),
		TEST(test_theme),
		TEST(test_our_themes_are_readable),
		TEST(test_faulty_theme),
		TEST(test_plain_theme),
		TEST(test_finding_themes),
		TEST(test_no_settings),
		TEST(test_settings),
		TEST(test_faulty_settings),
		TEST(test_course),
		TEST(test_library_of_courses),
		TEST(test_library),
		TEST(test_fix),
		TEST(test_fix_tells_what_it_cannot),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
