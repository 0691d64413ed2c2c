/*
 * Any events in journals that verify: what they make of people, training sessions and corrections stays within its
 * bounds. A line of the input is a letter for the event (a: the first below) and its fields as JSON; '-' goes on in
 * another journal.
 */
#include "fuzz/folder.h"
#include "fuzz/fuzz.h"
#include "store/ledger.h"

#include <string.h>

static const char *const events[] = {"person_added",   "person_changed",  "person_merged",  "units_ordered",
				     "session_opened", "session_changed", "session_closed", "session_used",
				     "attended",       "regraded",        "mark_given",     "set_aside",
				     "commented"};

static int no_sync(int fd)
{
	(void)fd;
	return 0;
}

/* What is written is read again at once and thrown away. */
static struct disk quick_disk(void)
{
	struct disk disk = disk_real;

	disk.fdatasync = no_sync;
	disk.fsync = no_sync;
	return disk;
}

static struct journal *open_journal(const struct store *store, const struct disk *disk, unsigned int n)
{
	g_autofree char *name = g_strdup_printf("%016u.jsonl", n), *path = journal_path(store, name);

	return journal_open(disk, path, JOURNAL_EITHER, 0, NULL);
}

static void append(struct journal *journal, int64_t at, const char *line, size_t len)
{
	json_t *fields = json_loadb(line + 1, len - 1, 0, NULL);

	if (json_is_object(fields))
		journal_append(journal, at, "0000000000000000",
			       events[(unsigned char)(line[0] - 'a') % G_N_ELEMENTS(events)], fields, NULL);
	json_decref(fields);
}

static void write_journals(const struct store *store, const struct disk *disk, const char *text, size_t size)
{
	g_autoptr(Journal) journal = open_journal(store, disk, 0);
	unsigned int n = 0;
	int64_t at = 1;

	while (size > 0) {
		const char *end = memchr(text, '\n', size);
		size_t len = end ? (size_t)(end - text) : size;
		if (len > 0 && text[0] == '-' && n < 4) {
			journal_free(journal);
			journal = open_journal(store, disk, ++n);
			g_assert_nonnull(journal);
		} else if (len > 1) {
			append(journal, at++, text, len);
		}
		text += MIN(len + 1, size);
		size -= MIN(len + 1, size);
	}
}

static void check_people(const struct people *people)
{
	GHashTableIter iter;
	void *id, *value;

	g_hash_table_iter_init(&iter, people->by_id);
	while (g_hash_table_iter_next(&iter, &id, &value)) {
		const struct person *person = value;
		g_assert_cmpstr(person->id, ==, id);
		g_assert_true(g_utf8_validate(person->name, -1, NULL));
		g_assert_cmpint(g_utf8_strlen(person->name, -1), <=, MAX_WORDS);
	}
	g_hash_table_iter_init(&iter, people->into);
	while (g_hash_table_iter_next(&iter, &id, &value)) {
		g_assert_cmpstr(id, !=, value);
		g_assert_nonnull(people_find(people, id));
	}
	g_assert_nonnull(people->units);
}

static void check_corrections(GHashTable *corrections)
{
	GHashTableIter iter;
	void *value;

	g_hash_table_iter_init(&iter, corrections);
	while (g_hash_table_iter_next(&iter, NULL, &value)) {
		double fraction = correction_fraction(value, 0, 1, "q", 0);
		g_assert_false(fraction != fraction);
	}
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	g_autofree char *folder = folder_new();
	g_autoptr(Store) store = store_open(folder, true, NULL, NULL);
	const struct disk disk = quick_disk();

	g_assert_nonnull(store);
	write_journals(store, &disk, (const char *)data, size);
	g_autoptr(Ledger) ledger = ledger_read(store, LEDGER_ALL, NULL);
	check_people(&ledger->people);
	check_corrections(ledger->corrections);
	g_autoptr(GPtrArray) people = store_people(store, NULL), sessions = store_sessions(store, NULL);
	g_assert_cmpuint(people->len, <=, g_hash_table_size(ledger->people.by_id));
	g_assert_cmpuint(sessions->len, <=, g_hash_table_size(ledger->sessions.by_id));
	folder_remove(folder);
	return 0;
}
