/* Where the program's files stand. The test copies itself into a made-up tree and asks the copy. */
#include "unit/text_common.h"

#include "text/place.h"

#include <glib/gstdio.h>
#include <langinfo.h>
#include <locale.h>
#include <stdbool.h>
#include <stdio.h>
#include <unistd.h>

static char *root;

static char *in_root(const char *path)
{
	return g_build_filename(root, path, NULL);
}

static void copy_self(const char *path)
{
	g_autofree char *to = in_root(path), *folder = g_path_get_dirname(to), *bytes = NULL;
	size_t len;

	assert_int_equal(g_mkdir_with_parents(folder, 0700), 0);
	assert_true(g_file_get_contents("/proc/self/exe", &bytes, &len, NULL));
	assert_true(g_file_set_contents(to, bytes, (gssize)len, NULL));
	assert_int_equal(g_chmod(to, 0700), 0);
}

static void make_folder(const char *path)
{
	g_autofree char *folder = in_root(path);

	assert_int_equal(g_mkdir_with_parents(folder, 0700), 0);
}

/* Runs the copy at exe with the arguments and the environment; what it prints must be path in the tree, or text. */
static void check(const char *exe, const char *what, const char *argument, char **environment, const char *expected)
{
	g_autofree char *program = in_root(exe), *printed = NULL;
	char *argv[] = {program, g_strdup(what), g_strdup(argument), NULL};
	GError *error = NULL;
	int status;

	if (!g_spawn_sync(NULL, argv, environment, G_SPAWN_DEFAULT, NULL, NULL, &printed, NULL, &status, &error))
		fail_msg("%s", error->message);
	assert_int_equal(status, 0);
	if (g_str_equal(what, "locale")) {
		assert_string_equal(printed, expected);
	} else {
		g_autofree char *path = in_root(expected);
		assert_string_equal(printed, path);
	}
	g_free(argv[1]);
	g_free(argv[2]);
}

static void test_build_tree(void **state)
{
	(void)state;
	copy_self("build/taphuan");
	copy_self("build/taphuan-print");
	make_folder("build/share/themes");
	check("build/taphuan", "share", "themes", NULL, "build/share/themes");
	check("build/taphuan", "helper", "taphuan-print", NULL, "build/taphuan-print");
}

static void test_installed(void **state)
{
	(void)state;
	copy_self("usr/bin/taphuan");
	check("usr/bin/taphuan", "share", "content", NULL, "usr/share/taphuan/content");
	check("usr/bin/taphuan", "helper", "taphuan-print", NULL, "usr/libexec/taphuan/taphuan-print");
}

static void check_locale(const char *lang, const char *variable, const char *expected)
{
	char *environment[] = {g_strdup(variable), NULL};

	check("usr/bin/taphuan", "locale", lang, environment, expected);
	g_free(environment[0]);
}

/* What is printed: the charset, the decimal point, LANGUAGE, and whether messages can be translated. */
static void test_locale(void **state)
{
	(void)state;
	check_locale("vi", "LC_ALL=C", "UTF-8 . vi translated");
	check_locale("vi", "LANG=C.UTF-8", "UTF-8 . vi translated");
	check_locale("en", "LANG=xx_XX.UTF-8", "UTF-8 . en translated");
	check_locale("", "LANG=vi_VN.UTF-8", "UTF-8 . vi_VN.UTF-8 translated");
	check_locale("", "LC_ALL=C", "UTF-8 . (none) plain");
	check_locale("", "X=Y", "UTF-8 . (none) plain");
	check_locale("", "LANGUAGE=vi", "UTF-8 . vi translated");
	check_locale("", "LANG=C.UTF-8", "UTF-8 . (none) translated");
}

static void print_locale(const char *lang)
{
	const char *language;

	place_start_locale(*lang != '\0' ? lang : NULL);
	bool plain = g_str_equal(setlocale(LC_MESSAGES, NULL), "C");
	g_autofree char *before = place_speak("vi");
	assert_string_equal(g_getenv("LANGUAGE"), "vi");
	g_free(place_speak(before));
	language = g_getenv("LANGUAGE");
	printf("%s %s %s %s", nl_langinfo(CODESET), localeconv()->decimal_point, language ? language : "(none)",
	       plain ? "plain" : "translated");
}

static int remove_tree(void **state)
{
	char *argv[] = {(char[]){"rm"}, (char[]){"-rf"}, root, NULL};

	(void)state;
	assert_true(g_spawn_sync(NULL, argv, NULL, G_SPAWN_SEARCH_PATH, NULL, NULL, NULL, NULL, NULL, NULL));
	g_free(root);
	return 0;
}

int main(int argc, char **argv)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_build_tree),
		cmocka_unit_test(test_installed),
		cmocka_unit_test(test_locale),
	};

	if (argc == 3) {
		if (g_str_equal(argv[1], "locale")) {
			print_locale(argv[2]);
		} else {
			g_autofree char *path =
				g_str_equal(argv[1], "share") ? place_share(argv[2]) : place_helper(argv[2]);
			fputs(path, stdout);
		}
		return 0;
	}
	root = g_dir_make_tmp("place-XXXXXX", NULL);
	return cmocka_run_group_tests(tests, NULL, remove_tree);
}
