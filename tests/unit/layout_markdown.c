/*
 * Whatever Markdown there is, no word of it is lost on the way to the screen, and nothing gets there that could steer a
 * terminal: the cases of tests/data/layout/markdown.txt at several widths, and those of the file that MARKDOWN_CASES
 * names, in the same form.
 */
#include "layout_shown.h"

#define CASES  SOURCE_DIR "/tests/data/layout/markdown.txt"
#define HEIGHT 24

static const int widths[] = {20, 40, 80};

struct sample {
	char *name;     /* what it shows */
	char *markdown; /* the lesson */
	char *words;    /* that must be seen, between spaces */
};

/* The file's next case, taken off *at; false when there is none. The caller frees its strings. */
static bool next_case(const char **at, struct sample *sample)
{
	const char *name = *at + strlen("=== ");

	if (!g_str_has_prefix(*at, "=== "))
		return false;
	const char *markdown = strchr(name, '\n') + 1;
	const char *arrow = g_str_has_prefix(markdown, "=>\n") ? markdown - 1 : strstr(markdown, "\n=>\n");
	assert_non_null(arrow);
	const char *words = arrow + strlen("\n=>\n"), *end = strstr(words - 1, "\n=== ");
	if (!end)
		end = words + strlen(words) - 1;
	sample->name = g_strndup(name, (size_t)(markdown - 1 - name));
	sample->markdown = g_strndup(markdown, (size_t)(arrow + 1 - markdown));
	sample->words = g_strndup(words, (size_t)(MAX(end, words) - words));
	*at = end + 1;
	return true;
}

static void clear_case(struct sample *sample)
{
	g_free(sample->name);
	g_free(sample->markdown);
	g_free(sample->words);
}

/* Frames, bars and rules are ours, wherever they stand between two lines of a word. */
static bool is_ours(gunichar c)
{
	return (c >= 0x2500 && c <= 0x259f) || c == 0x21aa;
}

/* Appends what can be read in the text, without spaces. */
static void add_readable(GString *out, const char *text)
{
	for (; *text; text = g_utf8_next_char(text)) {
		gunichar c = g_utf8_get_char(text);
		if (!g_unichar_isspace(c) && !is_ours(c))
			g_string_append_unichar(out, c);
	}
}

/* How often each character stands in the text. */
static GHashTable *count_characters(const char *text)
{
	GHashTable *counts = g_hash_table_new(NULL, NULL);

	for (; *text; text = g_utf8_next_char(text)) {
		void *key = GUINT_TO_POINTER(g_utf8_get_char(text));
		g_hash_table_insert(counts, key, (char *)g_hash_table_lookup(counts, key) + 1);
	}
	return counts;
}

/* A link's number stands within a word when what follows the link does. */
static char *without_numbers(const char *text)
{
	g_autoptr(GRegex) number = g_regex_new("\\[[0-9]+\\]", 0, 0, NULL);

	return g_regex_replace_literal(number, text, -1, 0, "", 0, NULL);
}

/* Every word of the list stands in the text, and each of their characters as often as in the list. */
static bool has_words(const char *shown, const char *list, char **missing)
{
	g_autofree char *composed = g_utf8_normalize(list, -1, G_NORMALIZE_NFC);
	g_auto(GStrv) words = g_strsplit_set(composed, " \n", -1);
	g_autoptr(GString) wanted = g_string_new(NULL);
	g_autofree char *unnumbered = without_numbers(shown);

	for (size_t i = 0; words[i]; i++) {
		g_autoptr(GString) word = g_string_new(NULL);
		add_readable(word, words[i]);
		g_string_append(wanted, word->str);
		g_autofree char *plain = without_numbers(word->str);
		if (!strstr(unnumbered, plain)) {
			*missing = g_strdup(word->str);
			return false;
		}
	}
	g_autoptr(GHashTable) want = count_characters(wanted->str), have = count_characters(shown);
	GHashTableIter iter;
	void *key, *count;
	g_hash_table_iter_init(&iter, want);
	while (g_hash_table_iter_next(&iter, &key, &count)) {
		if (GPOINTER_TO_SIZE(g_hash_table_lookup(have, key)) >= GPOINTER_TO_SIZE(count))
			continue;
		*missing = g_strdup_printf("some U+%04X", GPOINTER_TO_UINT(key));
		return false;
	}
	return true;
}

/* At how many widths the case fails. */
static int try_case(const struct sample *sample)
{
	g_autoptr(Lesson) lesson = parse_lesson(sample->markdown, strlen(sample->markdown));
	int failed = 0;

	for (size_t w = 0; w < G_N_ELEMENTS(widths); w++) {
		g_autofree char *text = shown_text(lesson, widths[w], HEIGHT, false), *missing = NULL;
		g_autoptr(GString) shown = g_string_new(NULL);
		assert_harmless(sample->name, text);
		add_readable(shown, text);
		if (has_words(shown->str, sample->words, &missing))
			continue;
		print_error("%s: at %d columns there is not \"%s\" in:\n%s\n", sample->name, widths[w], missing, text);
		failed++;
	}
	return failed;
}

static void try_file(const char *path)
{
	g_autofree char *text = NULL;
	int cases = 0, failed = 0;
	struct sample sample;

	assert_true(g_file_get_contents(path, &text, NULL, NULL));
	for (const char *at = strstr(text, "=== "); at && next_case(&at, &sample); cases++) {
		failed += try_case(&sample) > 0;
		clear_case(&sample);
	}
	assert_true(cases > 0);
	if (failed > 0)
		fail_msg("%d of the %d cases of %s fail", failed, cases, path);
}

static void no_word_is_lost(void **state)
{
	(void)state;
	try_file(CASES);
}

static void no_word_of_others_is_lost(void **state)
{
	const char *path = g_getenv("MARKDOWN_CASES");

	(void)state;
	if (!path)
		skip();
	try_file(path);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(no_word_is_lost),
		cmocka_unit_test(no_word_of_others_is_lost),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
