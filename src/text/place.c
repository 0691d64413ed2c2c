/* Where the program's own files stand, and in which language it speaks. */
#include "text/place.h"

#include "text/i18n.h"

#include <langinfo.h>
#include <locale.h>
#include <stdbool.h>

#define DOMAIN "taphuan"

/* The folder of the executable, which is asked for once. */
static const char *place_executable(void)
{
	static char *folder;

	if (folder == NULL) {
		g_autofree char *path = g_file_read_link("/proc/self/exe", NULL);
		folder = path != NULL ? g_path_get_dirname(path) : g_strdup(PREFIX "/bin");
	}
	return folder;
}

/* Above bin, or above libexec/taphuan, where the helper programs are installed. */
static char *place_prefix(void)
{
	g_autofree char *up = g_path_get_dirname(place_executable());
	g_autofree char *name = g_path_get_basename(up);

	return g_str_equal(name, "libexec") ? g_path_get_dirname(up) : g_steal_pointer(&up);
}

char *place_share(const char *name)
{
	g_autofree char *up = place_prefix();
	g_autofree char *built = g_build_filename(place_executable(), "share", name, NULL);

	if (g_file_test(built, G_FILE_TEST_EXISTS))
		return g_steal_pointer(&built);
	return g_build_filename(up, "share", DOMAIN, name, NULL);
}

char *place_helper(const char *name)
{
	g_autofree char *up = place_prefix();
	g_autofree char *beside = g_build_filename(place_executable(), name, NULL);

	if (g_file_test(beside, G_FILE_TEST_IS_EXECUTABLE))
		return g_steal_pointer(&beside);
	return g_build_filename(up, "libexec", DOMAIN, name, NULL);
}

/* EXE/share/locale in a build tree, EXE/../share/locale when installed, where every program's translations stand. */
static char *place_translations(void)
{
	g_autofree char *up = place_prefix();
	g_autofree char *built = g_build_filename(place_executable(), "share", "locale", NULL);

	if (g_file_test(built, G_FILE_TEST_EXISTS))
		return g_steal_pointer(&built);
	return g_build_filename(up, "share", "locale", NULL);
}

static bool is_c(const char *locale)
{
	return g_str_equal(locale, "C") || g_str_equal(locale, "POSIX");
}

static bool messages_are_c(void)
{
	return is_c(setlocale(LC_MESSAGES, NULL));
}

/* The value of the first of the variables that is set and not empty, else NULL. */
static const char *first_set(const char *const *names)
{
	for (; *names != NULL; names++) {
		const char *value = g_getenv(*names);
		if (value != NULL && *value != '\0')
			return value;
	}
	return NULL;
}

/* The languages the environment asks for although the system has no locale for them; NULL for none. */
static const char *environment_language(void)
{
	static const char *const locales[] = {"LC_ALL", "LC_MESSAGES", "LANG", NULL};
	static const char *const languages[] = {"LANGUAGE", NULL};
	const char *locale = first_set(locales), *language = first_set(languages);

	if (locale != NULL && is_c(locale))
		return NULL;
	return language != NULL ? language : locale;
}

char *place_speak(const char *lang)
{
	char *before = g_strdup(g_getenv("LANGUAGE"));

	if (lang != NULL)
		g_setenv("LANGUAGE", lang, TRUE);
	else
		g_unsetenv("LANGUAGE");
	/* gettext does not even look at LANGUAGE while the messages' locale is "C". */
	if (lang != NULL && messages_are_c())
		setlocale(LC_MESSAGES, "C.UTF-8");
	/* It keeps what it found in the language before until something is set anew. */
	textdomain(DOMAIN);
	return before;
}

void place_start_locale(const char *lang)
{
	g_autofree char *translations = place_translations();

	/* Only these two: the others change nothing that is written here, and each is a file read at every start. */
	setlocale(LC_CTYPE, "");
	setlocale(LC_MESSAGES, "");
	if (!g_str_equal(nl_langinfo(CODESET), "UTF-8"))
		setlocale(LC_CTYPE, "C.UTF-8");
	if (lang == NULL && messages_are_c())
		lang = environment_language();
	bindtextdomain(DOMAIN, translations);
	bind_textdomain_codeset(DOMAIN, "UTF-8");
	textdomain(DOMAIN);
	if (lang != NULL)
		g_free(place_speak(lang));
}
