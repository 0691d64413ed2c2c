/*
 * GLib's SHA-256 takes five times as long as libgcrypt's, which uses the processor's own instructions; but linking
 * libgcrypt would make every start of the program slower. So it is loaded by those who sum many lines, where it is
 * there.
 */
#include "store/chain.h"

#include <dlfcn.h>
#include <gcrypt.h>
#include <glib.h>
#include <stdint.h>
#include <string.h>

#define BYTES (JOURNAL_CHAIN / 2)
#define MANY  1000 /* lines take as long as loading does */

static __typeof__(gcry_md_hash_buffers) *hash_buffers;

static void load(void)
{
	void *library = dlopen("libgcrypt.so.20", RTLD_NOW | RTLD_LOCAL);

	if (!library)
		return;
	__typeof__(gcry_check_version) *start = dlsym(library, "gcry_check_version");
	__typeof__(gcry_control) *control = dlsym(library, "gcry_control");
	void *hash = dlsym(library, "gcry_md_hash_buffers");
	if (start && control && hash && start(NULL) && control(GCRYCTL_INITIALIZATION_FINISHED, 0) == 0)
		g_atomic_pointer_set(&hash_buffers, hash);
}

static void load_for_many(void)
{
	static gsize loaded;
	static int lines;

	if (g_atomic_int_add(&lines, 1) != MANY || !g_once_init_enter(&loaded))
		return;
	load();
	g_once_init_leave(&loaded, 1);
}

static void sum_by_glib(const char *before, const char *body, size_t len, unsigned char digest[BYTES])
{
	g_autoptr(GChecksum) sum = g_checksum_new(G_CHECKSUM_SHA256);
	gsize size = BYTES;

	g_checksum_update(sum, (const guchar *)before, (gssize)strlen(before));
	g_checksum_update(sum, (const guchar *)body, (gssize)len);
	g_checksum_get_digest(sum, digest, &size);
}

static bool sum_by_gcrypt(const char *before, const char *body, size_t len, unsigned char digest[BYTES])
{
	__typeof__(gcry_md_hash_buffers) *hash = g_atomic_pointer_get(&hash_buffers);
	const gcry_buffer_t buffers[] = {{.len = strlen(before), .data = (void *)(uintptr_t)before},
					 {.len = len, .data = (void *)(uintptr_t)body}};

	if (!hash)
		load_for_many();
	return hash && hash(GCRY_MD_SHA256, 0, digest, buffers, G_N_ELEMENTS(buffers)) == 0;
}

void chain_next(const char *before, const char *body, size_t len, char chain[JOURNAL_CHAIN + 1])
{
	unsigned char digest[BYTES];

	if (!sum_by_gcrypt(before, body, len, digest))
		sum_by_glib(before, body, len, digest);
	for (size_t i = 0; i < BYTES; i++) {
		chain[2 * i] = (char)(digest[i] >> 4);
		chain[2 * i + 1] = (char)(digest[i] & 15);
	}
	/* In a loop of its own, which takes many at once. */
	for (size_t i = 0; i < JOURNAL_CHAIN; i++)
		chain[i] = (char)(chain[i] + (chain[i] > 9 ? 'a' - 10 : '0'));
	chain[JOURNAL_CHAIN] = '\0';
}

bool chain_goes_on(char chain[JOURNAL_CHAIN + 1], const char *line, size_t len)
{
	const size_t key = strlen(CHAIN_KEY), end = strlen(CHAIN_END);
	char next[JOURNAL_CHAIN + 1];

	if (len < key + JOURNAL_CHAIN + end || memcmp(line + len - end, CHAIN_END, end) != 0)
		return false;
	const char *digits = line + len - end - JOURNAL_CHAIN;
	if (memcmp(digits - key, CHAIN_KEY, key) != 0)
		return false;
	chain_next(chain, line, (size_t)(digits - line) - key, next);
	if (memcmp(next, digits, JOURNAL_CHAIN) != 0)
		return false;
	memcpy(chain, next, sizeof(next));
	return true;
}

static bool is_chain(const char *digits)
{
	unsigned int other = 0;

	for (size_t i = 0; i < JOURNAL_CHAIN; i++)
		other |= !((unsigned char)(digits[i] - '0') < 10 || (unsigned char)(digits[i] - 'a') < 6);
	return !other;
}

size_t chain_split(const char *line, size_t len, char chain[JOURNAL_CHAIN + 1])
{
	const size_t key = strlen(CHAIN_KEY), end = strlen(CHAIN_END);

	chain[0] = '\0';
	if (len < JOURNAL_CHAIN + end || memcmp(line + len - end, CHAIN_END, end) != 0)
		return 0;
	const char *digits = line + len - end - JOURNAL_CHAIN;
	if (!is_chain(digits))
		return 0;
	memcpy(chain, digits, JOURNAL_CHAIN);
	chain[JOURNAL_CHAIN] = '\0';
	if ((size_t)(digits - line) < key || memcmp(digits - key, CHAIN_KEY, key) != 0)
		return 0;
	return (size_t)(digits - line) - key;
}
