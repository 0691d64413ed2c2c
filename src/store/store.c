#include "store/index.h"
#include "store/ledger.h"
#include "store/private.h"
#include "text/i18n.h"

#include <errno.h>
#include <string.h>
#include <unistd.h>

G_DEFINE_QUARK(taphuan - store - error, store_error)

char *store_data_dir(const char *option)
{
	const char *set = option ? option : g_getenv("TAPHUAN_DATA");

	if (set && *set)
		return g_strdup(set);
	return g_build_filename(g_get_user_data_dir(), "taphuan", NULL);
}

static int64_t real_now(void)
{
	return g_get_real_time() / 1000;
}

static char *real_id(void)
{
	return g_uuid_string_random();
}

/*
 * Sixteen digits that are the same each time this user opens this folder on this computer, and other ones anywhere
 * else: so two computers, or two copies of a folder, never append to the same journal.
 */
static char *device_name(const char *folder)
{
	g_autofree char *machine = NULL;
	g_autofree char *path = g_canonicalize_filename(folder, NULL);

	g_file_get_contents("/etc/machine-id", &machine, NULL, NULL);
	g_autofree char *all = g_strdup_printf("taphuan\n%s\n%s\n%lu\n%s", machine ? machine : "", g_get_host_name(),
					       (unsigned long)getuid(), path);
	char *sum = g_compute_checksum_for_string(G_CHECKSUM_SHA256, all, -1);
	sum[16] = '\0';
	return sum;
}

static bool make_folders(const struct store *store, GError **error)
{
	static const char *const names[] = {"journal", "lessons"};

	for (size_t i = 0; i < G_N_ELEMENTS(names); i++) {
		g_autofree char *path = g_build_filename(store->folder, names[i], NULL);
		if (!disk_make_folder(store->disk, path, error))
			return false;
	}
	return true;
}

struct store *store_open(const char *data_dir, bool write, const struct store_world *world, GError **error)
{
	struct store *store = g_new0(struct store, 1);

	*store = (struct store){
		.folder = g_strdup(data_dir),
		.device = device_name(data_dir),
		.world = world ? *world : (struct store_world){.now = real_now, .new_id = real_id},
		.disk = &disk_real,
		.seen = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free),
	};
	if (write && !make_folders(store, error))
		g_clear_pointer(&store, store_free);
	return store;
}

void store_free(struct store *store)
{
	if (!store)
		return;
	g_free(store->folder);
	g_free(store->device);
	g_hash_table_unref(store->seen);
	index_release(store);
	ledger_release(store);
	g_free(store);
}

bool store_hold(struct store *store, GError **error)
{
	if (!index_hold(store, error))
		return false;
	ledger_hold(store);
	return true;
}

void store_read_once(struct store *store)
{
	ledger_hold(store);
}

void store_read_anew(struct store *store)
{
	ledger_release(store);
}

void store_set_disk(struct store *store, const struct disk *disk)
{
	store->disk = disk;
}

void store_set_progress(struct store *store, void (*progress)(size_t done, size_t total, void *user), void *user)
{
	store->progress = progress;
	store->progress_user = user;
}
