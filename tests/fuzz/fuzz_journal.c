/* Any bytes are a journal's file: what verifies is read, the rest is told, and both stay within their bounds. */
#include "fuzz/fuzz.h"
#include "store/journal.h"
#include "store/private.h"

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

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	g_autofree char *path = NULL;
	int fd = g_file_open_tmp("taphuan-fuzz-XXXXXX", &path, NULL);

	g_assert_cmpint(fd, >=, 0);
	g_assert_cmpint(write(fd, data, size), ==, (ssize_t)size);
	close(fd);
	read_journal(path, size);
	g_unlink(path);
	return 0;
}
