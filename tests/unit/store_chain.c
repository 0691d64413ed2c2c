/* The chain: the same digits whether few lines are summed or so many that libgcrypt does it. */
#include "store/chain.h"

#include <glib.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static void the_digits_are_sha256(void **state)
{
	(void)state;
	enum { LINES = 3000, LONGEST = 300 };
	char chain[JOURNAL_CHAIN + 1] = "";
	g_autofree char *body = g_strnfill(LONGEST, 'q');

	for (size_t i = 0; i < LINES; i++) {
		size_t len = i % LONGEST;
		g_autofree char *both = g_strdup_printf("%s%.*s", chain, (int)len, body);
		g_autofree char *expected = g_compute_checksum_for_string(G_CHECKSUM_SHA256, both, -1);
		chain_next(chain, body, len, chain);
		assert_string_equal(chain, expected);
	}
}

static void a_line_is_split_at_its_chain(void **state)
{
	(void)state;
	char chain[JOURNAL_CHAIN + 1];
	g_autofree char *digits = g_strnfill(JOURNAL_CHAIN, 'a');
	g_autofree char *line = g_strconcat("{\"v\":1", CHAIN_KEY, digits, CHAIN_END, NULL);
	size_t len = strlen(line);

	assert_int_equal(chain_split(line, len, chain), strlen("{\"v\":1"));
	assert_string_equal(chain, digits);
	assert_int_equal(chain_split(line + 10, len - 10, chain), 0);
	assert_string_equal(chain, digits);
	assert_int_equal(chain_split(line, len - 1, chain), 0);
	assert_string_equal(chain, "");
	line[len - 5] = 'A';
	assert_int_equal(chain_split(line, len, chain), 0);
	assert_string_equal(chain, "");
	assert_int_equal(chain_split(line, 3, chain), 0);
}

static void a_chain_goes_on_or_does_not(void **state)
{
	(void)state;
	static const char body[] = "{\"v\":1";
	char chain[JOURNAL_CHAIN + 1] = "", next[JOURNAL_CHAIN + 1];

	for (int i = 0; i < 3; i++) {
		chain_next(chain, body, strlen(body), next);
		g_autofree char *line = g_strconcat(body, CHAIN_KEY, next, CHAIN_END, NULL);
		g_autofree char *changed = g_strconcat(" ", line + 1, NULL), *before = g_strdup(chain);
		assert_false(chain_goes_on(chain, changed, strlen(changed)));
		assert_false(chain_goes_on(chain, line, strlen(line) - 1));
		assert_false(chain_goes_on(chain, line + 1, strlen(line) - 1));
		assert_string_equal(chain, before);
		assert_true(chain_goes_on(chain, line, strlen(line)));
		assert_string_equal(chain, next);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_digits_are_sha256),
		cmocka_unit_test(a_line_is_split_at_its_chain),
		cmocka_unit_test(a_chain_goes_on_or_does_not),
	};

	return cmocka_run_group_tests_name("store_chain", tests, NULL, NULL);
}
