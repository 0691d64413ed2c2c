/* Any bytes are a journal's file: what verifies is read, the rest is told, and both stay within their bounds. */
#include "fuzz/fuzz.h"
#include "store/journal.h"
#include "store/packed.h"
#include "store/private.h"

#include <fcntl.h>
#include <glib/gstdio.h>
#include <unistd.h>

static void read_line(const struct journal_line *line)
{
	struct fraction fraction;
	json_t *event = line->problem == JOURNAL_FINE ? event_parse(line) : NULL;

	if (!event)
		return;
	g_autofree char *words = event_words(event, "name");
	g_assert_true(g_utf8_validate(words, -1, NULL));
	g_assert_cmpint(g_utf8_strlen(words, -1), <=, MAX_WORDS);
	event_string(event, "event");
	event_fraction(event, "marks", &fraction);
	json_decref(event);
}

static void read_journal(const char *path, size_t size)
{
	g_autoptr(JournalReader) reader = journal_reader_new(path);
	struct journal_line line;
	unsigned int number = 0;

	g_assert_nonnull(reader);
	while (journal_next(reader, &line)) {
		g_assert_cmpuint(line.number, >, number);
		g_assert_cmpint(journal_offset(reader), <=, (off_t)size);
		number = line.number;
		read_line(&line);
	}
	g_assert_false(journal_failed(reader));
}

/* What the index would keep of it comes back out of its packed form. */
static void index_journal(const char *path)
{
	struct digest *digest = digest_new();
	GString *packed = g_string_new(NULL);
	struct unpacking unpacking;
	size_t n = 0;

	digest_read(digest, AT_FDCWD, path);
	responses_pack(digest, packed);
	unpacking_init(&unpacking);
	unpack_begin(&unpacking, packed->str, packed->len);
	while (unpack_next(&unpacking))
		g_assert_cmpuint(unpacking.record.item, ==, n++);
	g_assert_cmpuint(n, ==, digest->answers->len);
	g_assert_cmpuint(digest->problems->len, <=, MAX_PROBLEMS);
	unpacking_clear(&unpacking);
	g_string_free(packed, TRUE);
	digest_free(digest);
}

/* The bytes as a packed blob, as a damaged index may have them. */
static void unpack_anything(const uint8_t *data, size_t size)
{
	struct unpacking unpacking;

	unpacking_init(&unpacking);
	unpack_begin(&unpacking, data, size);
	while (unpack_next(&unpacking))
		g_assert_nonnull(unpacking.record.question);
	unpacking_clear(&unpacking);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	g_autofree char *path = NULL;
	int fd = g_file_open_tmp("taphuan-fuzz-XXXXXX", &path, NULL);

	g_assert_cmpint(fd, >=, 0);
	g_assert_cmpint(write(fd, data, size), ==, (ssize_t)size);
	close(fd);
	read_journal(path, size);
	index_journal(path);
	unpack_anything(data, size);
	g_unlink(path);
	return 0;
}
