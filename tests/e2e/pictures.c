/* Pictures through the real programs: shown where they can be, by their words where they cannot; nothing waits or
 * breaks. */
#include <glib.h>
#include <glib/gstdio.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <sys/stat.h>

#include <cmocka.h>

#define PICTURES SOURCE_DIR "/tests/data/pictures/"

static const char *const names[] = {"hai-mau.png", "hoa.jpg", "cut.jpg", "gia.png",
				    "bom.png",     "lon.png", "ong.png", NULL};

struct folder {
	char *dir, *lesson;
};

static char *in(const struct folder *folder, const char *name)
{
	return g_build_filename(folder->dir, name, NULL);
}

static void copy(const struct folder *folder, const char *name)
{
	g_autofree char *from = g_strconcat(PICTURES, name, NULL), *to = in(folder, name), *bytes = NULL;
	size_t len;

	if (g_file_get_contents(from, &bytes, &len, NULL))
		assert_true(g_file_set_contents(to, bytes, (gssize)len, NULL));
}

static int setup(void **state)
{
	struct folder *folder = g_new0(struct folder, 1);

	folder->dir = g_dir_make_tmp("taphuan-pictures-XXXXXX", NULL);
	folder->lesson = in(folder, "bai.md");
	for (size_t i = 0; names[i]; i++)
		copy(folder, names[i]);
	*state = folder;
	return 0;
}

static int teardown(void **state)
{
	struct folder *folder = *state;

	for (size_t i = 0; names[i]; i++) {
		g_autofree char *path = in(folder, names[i]);
		g_remove(path);
	}
	g_remove(folder->lesson);
	g_rmdir(folder->dir);
	g_free(folder->lesson);
	g_free(folder->dir);
	g_free(folder);
	return 0;
}

/* What `taphuan show` says of a lesson that is nothing but this picture, with one option more. */
static char *show(const struct folder *folder, const char *picture, const char *option, const char *value)
{
	g_autofree char *text = g_strdup_printf("## Bản đồ\n\n![Tấm bản đồ](%s)\n", picture);
	const char *argv[] = {g_getenv("TAPHUAN"), "show", "--lang=vi", folder->lesson, option, value, NULL};
	char *out = NULL;
	int status = -1;

	assert_true(g_file_set_contents(folder->lesson, text, -1, NULL));
	assert_true(g_spawn_sync(NULL, (char **)(uintptr_t)argv, NULL, G_SPAWN_STDERR_TO_DEV_NULL, NULL, NULL, &out,
				 NULL, &status, NULL));
	assert_int_equal(status, 0);
	return out;
}

static bool has_helper(void)
{
	g_autofree char *dir = g_path_get_dirname(g_getenv("TAPHUAN"));
	g_autofree char *helper = g_build_filename(dir, "taphuan-picture", NULL);

	return g_file_test(helper, G_FILE_TEST_IS_EXECUTABLE);
}

static void a_picture_is_drawn_in_its_colours(void **state)
{
	if (!has_helper())
		skip();
	g_autofree char *out = show(*state, "hai-mau.png", "--color", "always");
	assert_non_null(strstr(out, ";2;255;0;0"));
	assert_non_null(strstr(out, ";2;0;0;255"));
	assert_non_null(strstr(out, "Tấm bản đồ"));
	assert_null(strstr(out, "hai-mau.png"));
	g_autofree char *photo = show(*state, "hoa.jpg", "--color", "always");
	assert_null(strstr(photo, "hoa.jpg"));
}

static void plain_text_has_its_words(void **state)
{
	g_autofree char *out = show(*state, "hai-mau.png", "--color", "never");
	assert_non_null(strstr(out, "Tấm bản đồ"));
	assert_non_null(strstr(out, "hai-mau.png"));
}

static void a_page_has_it_inside(void **state)
{
	g_autofree char *out = show(*state, "hai-mau.png", "--html", NULL), *bytes = NULL;
	size_t len;
	assert_true(g_file_get_contents(PICTURES "hai-mau.png", &bytes, &len, NULL));
	g_autofree char *coded = g_base64_encode((const unsigned char *)bytes, len);
	g_autofree char *tag = g_strdup_printf("<img alt=\"Tấm bản đồ\" src=\"data:image/png;base64,%s\">", coded);
	assert_non_null(strstr(out, tag));
	g_autofree char *absent = show(*state, "ong.png", "--html", NULL);
	assert_non_null(strstr(absent, "ong.png"));
}

static void paper_has_it_too(void **state)
{
	const struct folder *folder = *state;
	g_autofree char *pdf = in(folder, "bai.pdf"), *bytes = NULL;
	const char *argv[] = {g_getenv("TAPHUAN"), "print", "handout", folder->lesson, "--to", pdf, NULL};
	size_t len;
	int status = -1;

	if (!has_helper())
		skip();
	g_free(show(folder, "hai-mau.png", "--color", "never"));
	assert_true(g_spawn_sync(NULL, (char **)(uintptr_t)argv, NULL, G_SPAWN_STDERR_TO_DEV_NULL, NULL, NULL, NULL,
				 NULL, &status, NULL));
	assert_int_equal(status, 0);
	assert_true(g_file_get_contents(pdf, &bytes, &len, NULL));
	assert_non_null(memmem(bytes, len, "/Subtype /Image", strlen("/Subtype /Image")));
	g_remove(pdf);
}

/* No picture, a picture of ten thousand million points, a pipe that nobody writes into, a file that is not there. */
static void hostile_files_are_shown_by_their_words(void **state)
{
	g_autofree char *pipe = in(*state, "ong.png");
	static const char *const hostile[] = {"bom.png", "ong.png", "khong-co.png", "../../etc/passwd", "."};
	assert_int_equal(mkfifo(pipe, 0600), 0);
	for (size_t i = 0; i < G_N_ELEMENTS(hostile); i++) {
		g_autofree char *out = show(*state, hostile[i], "--color", "always");
		assert_non_null(strstr(out, "Tấm bản đồ"));
		assert_non_null(strstr(out, hostile[i]));
	}
	/* These have the look of a picture; whether something of them shows is the library's affair. */
	g_free(show(*state, "cut.jpg", "--color", "always"));
	g_free(show(*state, "gia.png", "--color", "always"));
	g_free(show(*state, "lon.png", "--color", "always"));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_picture_is_drawn_in_its_colours),
		cmocka_unit_test(plain_text_has_its_words),
		cmocka_unit_test(a_page_has_it_inside),
		cmocka_unit_test(paper_has_it_too),
		cmocka_unit_test(hostile_files_are_shown_by_their_words),
	};

	return cmocka_run_group_tests(tests, setup, teardown);
}
