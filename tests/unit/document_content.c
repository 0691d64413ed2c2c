/* The lessons and themes that come with the program keep their own promises. */
#include "lesson/lesson.h"
#include "lesson/theme.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>

#include <cmocka.h>
#include <math.h>
#include <string.h>

static int path_cmp(const void *a, const void *b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/* The files of a folder with this ending, sorted; free with g_ptr_array_unref(). */
static GPtrArray *files_of(const char *folder, const char *ending)
{
	GPtrArray *files = g_ptr_array_new_with_free_func(g_free);
	GDir *dir = g_dir_open(folder, 0, NULL);
	const char *name = NULL;

	assert_non_null(dir);
	while ((name = g_dir_read_name(dir)))
		if (g_str_has_suffix(name, ending))
			g_ptr_array_add(files, g_build_filename(folder, name, NULL));
	g_dir_close(dir);
	g_ptr_array_sort(files, path_cmp);
	return files;
}

static void assert_no_diagnostics(const struct diagnostics *diags)
{
	for (guint i = 0; i < diags->items->len; i++) {
		g_autofree char *shown = diagnostic_format(g_ptr_array_index(diags->items, i), NULL);

		print_message("%s\n", shown);
	}
	assert_int_equal(diags->items->len, 0);
}

/* ---- Lessons ----------------------------------------------------------------------------------------------- */

static void check_question(const struct lesson *lesson, const struct question *question)
{
	g_autofree char *id = g_strdup_printf("id=%s ", question->id);

	assert_non_null(strstr(lesson->text, id));
	assert_non_null(question->explanation);
	assert_true(question->n_hints > 0);
	assert_non_null(question->tags[0]);
	assert_false(question->draft);
}

static void check_slides(const struct lesson *lesson)
{
	size_t shown = 0;

	for (size_t i = 0; i < lesson->n_slides; i++) {
		const struct slide *slide = &lesson->slides[i];

		/* The closing list of sources is the program's, not the author's. */
		if (slide->question || (slide->first && slide->first->kind == BLOCK_SOURCES))
			continue;
		shown++;
		if (!slide->notes || !slide->minutes || !slide->title)
			fail_msg("%s:%d: a slide without title, notes or minutes", lesson->path, slide->line);
	}
	assert_true(shown >= 12);
}

static void lessons(void **state)
{
	g_autoptr(GPtrArray) files = files_of(SOURCE_DIR "/content", ".md");

	(void)state;
	assert_true(files->len > 0);
	for (guint i = 0; i < files->len; i++) {
		g_autoptr(Diagnostics) diags = diagnostics_new();
		g_autoptr(Lesson) lesson = lesson_load(g_ptr_array_index(files, i), diags, NULL);

		assert_non_null(lesson);
		assert_no_diagnostics(diags);
		check_slides(lesson);
		assert_true(lesson->n_questions >= 10);
		for (size_t j = 0; j < lesson->n_questions; j++)
			check_question(lesson, lesson->questions[j]);
		assert_true(lesson->n_sources > 0);
		for (size_t j = 0; j < lesson->n_sources; j++)
			assert_true(*lesson->sources[j].title && g_str_has_prefix(lesson->sources[j].url, "http"));
	}
}

/* ---- Themes ------------------------------------------------------------------------------------------------ */

/* Relative luminance, WCAG 2. */
static double luminance(int32_t colour)
{
	static const double share[] = {0.2126, 0.7152, 0.0722};
	double sum = 0;

	for (int i = 0; i < 3; i++) {
		double c = (colour >> (16 - 8 * i) & 0xff) / 255.0;

		sum += share[i] * (c <= 0.04045 ? c / 12.92 : pow((c + 0.055) / 1.055, 2.4));
	}
	return sum;
}

static double contrast(const struct style *style)
{
	double a = luminance(style->fg), b = luminance(style->bg);

	return (MAX(a, b) + 0.05) / (MIN(a, b) + 0.05);
}

/* Text is read from the last row of a room that cannot be darkened: 7 to 1; lines and bars 4.5 to 1. */
static void check_theme(const struct theme *theme)
{
	bool plain = theme->roles[ROLE_TEXT].fg == COLOUR_DEFAULT;

	for (int role = 0; role < ROLE_COUNT; role++) {
		const struct style *style = &theme->roles[role];
		bool drawn = role == ROLE_RULE || role >= ROLE_CHART_1;

		assert_int_equal(style->fg == COLOUR_DEFAULT, plain);
		assert_int_equal(style->bg == COLOUR_DEFAULT, plain);
		if (!plain && contrast(style) < (drawn ? 4.5 : 7))
			fail_msg("%s: %s has a contrast of only %.2f", theme->name, role_name((enum role)role),
				 contrast(style));
	}
}

static void themes(void **state)
{
	static const char *const wanted[] = {"sang", "toi", "lotus", "tuong-phan", "de-phan-biet", "den-trang"};

	(void)state;
	for (size_t i = 0; i < G_N_ELEMENTS(wanted); i++) {
		g_autofree char *path = g_strdup_printf(SOURCE_DIR "/themes/%s.yaml", wanted[i]);
		g_autoptr(Diagnostics) diags = diagnostics_new();
		g_autoptr(Theme) theme = theme_load(path, "vi", diags, NULL);

		assert_non_null(theme);
		assert_no_diagnostics(diags);
		assert_true(*theme->title);
		check_theme(theme);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(lessons), cmocka_unit_test(themes)};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
