#include "cli/kiosk.h"
#include "text/i18n.h"

#include <string.h>

#define ROUNDS     200000 /* a tenth of a second: a guess costs as much */
#define FREE_TRIES 2
#define LONGEST    300 /* seconds */

static char *pin_path(const char *data_dir)
{
	return g_build_filename(data_dir, "kiosk-pin", NULL);
}

bool kiosk_has_pin(const char *data_dir)
{
	g_autofree char *path = pin_path(data_dir);

	return g_file_test(path, G_FILE_TEST_EXISTS);
}

/* The hash, over and over, of what came before and the PIN. The caller frees it. */
static char *stretch(const char *salt, const char *pin, int64_t rounds)
{
	g_autoptr(GChecksum) checksum = g_checksum_new(G_CHECKSUM_SHA256);
	unsigned char digest[32] = {0};
	size_t len;
	GString *out = g_string_new(NULL);

	for (int64_t i = 0; i < rounds; i++) {
		g_checksum_reset(checksum);
		g_checksum_update(checksum, digest, sizeof digest);
		g_checksum_update(checksum, (const unsigned char *)salt, (gssize)strlen(salt));
		g_checksum_update(checksum, (const unsigned char *)pin, (gssize)strlen(pin));
		len = sizeof digest;
		g_checksum_get_digest(checksum, digest, &len);
	}
	for (size_t i = 0; i < sizeof digest; i++)
		g_string_append_printf(out, "%02x", digest[i]);
	return g_string_free(out, FALSE);
}

bool kiosk_set_pin(const char *data_dir, const char *pin, GError **error)
{
	g_autofree char *path = pin_path(data_dir), *salt = g_uuid_string_random();
	g_autofree char *hash = stretch(salt, pin, ROUNDS);
	g_autofree char *line = g_strdup_printf("1 %d %s %s\n", ROUNDS, salt, hash);

	return g_file_set_contents_full(path, line, -1, G_FILE_SET_CONTENTS_CONSISTENT | G_FILE_SET_CONTENTS_DURABLE,
					0600, error);
}

/* Compares without telling by the time it takes how much was right. */
static bool same(const char *a, const char *b)
{
	size_t len = strlen(a);
	unsigned int differs = len != strlen(b);

	for (size_t i = 0; !differs && i < len; i++)
		differs |= (unsigned int)(a[i] ^ b[i]);
	return !differs;
}

/* A file that cannot be understood opens nothing. */
static bool is_pin(const char *contents, const char *pin)
{
	g_auto(GStrv) parts = g_strsplit_set(contents, " \n", -1);
	int64_t rounds;

	if (g_strv_length(parts) < 4 || strcmp(parts[0], "1") != 0)
		return false;
	if (!g_ascii_string_to_signed(parts[1], 10, 1, 100 * ROUNDS, &rounds, NULL))
		return false;
	g_autofree char *hash = stretch(parts[2], pin, rounds);
	return same(hash, parts[3]);
}

static bool refuse(int seconds, GError **error)
{
	g_set_error(error, G_FILE_ERROR, G_FILE_ERROR_PERM,
		    P_("That is not the PIN. Wait %d second before the next try.",
		       "That is not the PIN. Wait %d seconds before the next try.", seconds),
		    seconds);
	return false;
}

bool kiosk_check_pin(const char *data_dir, const char *pin, struct kiosk_guard *guard, int64_t now, GError **error)
{
	g_autofree char *path = pin_path(data_dir), *contents = NULL;

	if (now < guard->closed_until)
		return refuse((int)((guard->closed_until - now + 999) / 1000), error);
	if (!g_file_get_contents(path, &contents, NULL, error))
		return false;
	if (is_pin(contents, pin)) {
		guard->wrong = 0;
		return true;
	}
	guard->wrong++;
	if (guard->wrong <= FREE_TRIES) {
		g_set_error_literal(error, G_FILE_ERROR, G_FILE_ERROR_PERM, _("That is not the PIN. Try again."));
		return false;
	}
	int seconds = MIN(1 << MIN(guard->wrong - FREE_TRIES, 16), LONGEST);
	guard->closed_until = now + (int64_t)seconds * 1000;
	return refuse(seconds, error);
}
