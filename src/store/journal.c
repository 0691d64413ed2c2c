#include "store/journal.h"

#include "store/store.h"
#include "text/i18n.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define LINE_START "{\"v\":"
#define LOCK_TRIES 10

struct journal {
	const struct disk *disk;
	char *path;
	int fd;
	off_t size;                    /* the end of the last whole line */
	char chain[JOURNAL_CHAIN + 1]; /* of that line; "" when there is none */
	bool torn;                     /* there may be bytes after size */
	bool names_synced;
	int64_t latest;
};

struct journal_reader {
	int fd;
	bool owned; /* fd is ours to close */
	struct journal_stamp opened;
	off_t at, left; /* where reading goes on, and what is left of what the file held when it was opened */
	char *buffer;
	size_t room;       /* of buffer */
	size_t start, end; /* what is read and not yet given */
	size_t searched;   /* of that, known to have no '\n' */
	bool finished, failed;
	off_t offset;
	unsigned int number;
	char chain[JOURNAL_CHAIN + 1];
};

/* ---- Writing ----------------------------------------------------------------------------------------------- */

static bool find_end(struct journal *journal, GError **error)
{
	g_autoptr(JournalReader) reader = journal_reader_new(journal->path);
	struct journal_line line;
	struct stat at;

	if (!reader || fstat(journal->fd, &at) != 0) {
		disk_fail(error, errno, journal->path);
		return false;
	}
	while (journal_next(reader, &line))
		if (line.problem == JOURNAL_FINE)
			journal->latest = MAX(journal->latest, line.at);
	if (reader->failed) {
		/* What could not be read must not be taken for a torn line and cut off. */
		disk_fail(error, EIO, journal->path);
		return false;
	}
	journal->size = journal_offset(reader);
	journal->torn = at.st_size > journal->size;
	memcpy(journal->chain, journal_chain(reader), sizeof(journal->chain));
	/* Whoever made the file may have died before its name was safe. */
	journal->names_synced = journal->size > 0;
	return true;
}

bool journal_is_replaced(int fd, const char *path)
{
	struct stat opened, there;

	return fstat(fd, &opened) != 0 || stat(path, &there) != 0 || opened.st_ino != there.st_ino ||
	       opened.st_dev != there.st_dev;
}

/* Opens the file and takes its lock; -1 on error. */
static int open_locked(const struct disk *disk, const char *path, enum journal_open how, int milliseconds,
		       GError **error)
{
	static const int flags[] = {
		[JOURNAL_CREATE] = O_CREAT | O_EXCL,
		[JOURNAL_EXISTING] = 0,
		[JOURNAL_EITHER] = O_CREAT,
	};

	/* Some file systems number a file anew each time they are asked: that must not go on for ever. */
	for (int tries = 0;; tries++) {
		int fd = disk->open(path, O_RDWR | O_APPEND | O_NONBLOCK | O_CLOEXEC | flags[how], 0600);
		if (fd < 0 && errno == ENOENT && how == JOURNAL_EXISTING)
			g_set_error(error, STORE_ERROR, STORE_ERROR_NOT_FOUND, _("There is no journal %s."), path);
		else if (fd < 0)
			disk_fail(error, errno, path);
		if (fd < 0)
			return -1;
		if (!disk_lock(fd, milliseconds)) {
			disk_fail(error, errno, path);
			if (how == JOURNAL_CREATE)
				disk->unlink(path);
			disk->close(fd);
			return -1;
		}
		if (how == JOURNAL_CREATE || tries == LOCK_TRIES || !journal_is_replaced(fd, path))
			return fd;
		disk->close(fd);
	}
}

struct journal *journal_open(const struct disk *disk, const char *path, enum journal_open how, int milliseconds,
			     GError **error)
{
	int fd = open_locked(disk, path, how, milliseconds, error);

	if (fd < 0)
		return NULL;
	struct journal *journal = g_new0(struct journal, 1);
	*journal = (struct journal){.disk = disk, .path = g_strdup(path), .fd = fd};
	if (!find_end(journal, error)) {
		if (how == JOURNAL_CREATE)
			disk->unlink(path);
		g_clear_pointer(&journal, journal_free);
	}
	return journal;
}

void journal_free(struct journal *journal)
{
	if (!journal)
		return;
	journal->disk->close(journal->fd);
	g_free(journal->path);
	g_free(journal);
}

/* Appends a line to the text; false when it is longer than a line may be. chain is the line's before, then its own. */
static bool line_build(GString *text, char chain[JOURNAL_CHAIN + 1], int64_t at, const char *device, const char *event,
		       json_t *fields)
{
	json_t *line = json_pack("{s:i, s:I, s:s, s:s}", "v", JOURNAL_VERSION, "at", (json_int_t)at, "device", device,
				 "event", event);
	size_t start = text->len;

	json_object_update(line, fields);
	char *json = json_dumps(line, JSON_COMPACT);
	json_decref(line);
	g_assert(json);
	g_string_append(text, json);
	free(json);
	g_string_truncate(text, text->len - 1); /* the brace, which comes after the chain */
	chain_next(chain, text->str + start, text->len - start, chain);
	g_string_append_printf(text, CHAIN_KEY "%s" CHAIN_END "\n", chain);
	return text->len - start <= JOURNAL_LINE_MAX;
}

/* Cuts off what a failed write left behind; where even that fails it is tried again before the next line. */
static bool cut_off(struct journal *journal)
{
	journal->torn = journal->disk->ftruncate(journal->fd, journal->size) != 0;
	return !journal->torn;
}

/* 0, or errno's value of what went wrong. */
static int write_text(struct journal *journal, const GString *text)
{
	ssize_t n;

	if (journal->torn && !cut_off(journal))
		return errno;
	do
		n = journal->disk->write(journal->fd, text->str, text->len);
	while (n < 0 && errno == EINTR);
	if (n < 0)
		return errno;
	if ((size_t)n < text->len)
		return ENOSPC; /* a plain file takes less than it was given only when there is no room */
	return journal->disk->fdatasync(journal->fd) == 0 ? 0 : errno;
}

/* True only when the text is on disk for good; else nothing of it is left. */
static bool append_text(struct journal *journal, const GString *text, GError **error)
{
	int code = write_text(journal, text);

	if (code)
		disk_fail(error, code, journal->path);
	if (code || (!journal->names_synced && !disk_sync_names(journal->disk, journal->path, error))) {
		cut_off(journal);
		return false;
	}
	journal->names_synced = true;
	journal->size += (off_t)text->len;
	return true;
}

bool journal_append_all(struct journal *journal, int64_t at, const char *device, const char *event,
			const GPtrArray *all, GError **error)
{
	g_autoptr(GString) text = g_string_new(NULL);
	const int64_t left = MAX(JOURNAL_AT_MAX - at, 0); /* before the end of time */
	char chain[JOURNAL_CHAIN + 1];
	int64_t latest = at;

	memcpy(chain, journal->chain, sizeof(chain));
	for (unsigned int i = 0; i < all->len; i++) {
		latest = at + MIN(i, left);
		if (!line_build(text, chain, latest, device, event, all->pdata[i])) {
			g_set_error(error, STORE_ERROR, STORE_ERROR_IO,
				    _("This text is too long to be saved. Shorten it, then try again."));
			return false;
		}
	}
	if (!append_text(journal, text, error))
		return false;
	journal->latest = MAX(journal->latest, latest);
	memcpy(journal->chain, chain, sizeof(chain));
	return true;
}

bool journal_append(struct journal *journal, int64_t at, const char *device, const char *event, json_t *fields,
		    GError **error)
{
	void *one[] = {fields};
	const GPtrArray all = {one, 1};

	return journal_append_all(journal, at, device, event, &all, error);
}

int64_t journal_latest(const struct journal *journal)
{
	return journal->latest;
}

/* ---- Reading ----------------------------------------------------------------------------------------------- */

struct journal_reader *journal_reader_new(const char *path)
{
	return journal_reader_new_at(AT_FDCWD, path);
}

static int64_t nanoseconds(struct timespec time)
{
	return (int64_t)time.tv_sec * 1000000000 + time.tv_nsec;
}

struct journal_stamp journal_stamp(const struct stat *at)
{
	return (struct journal_stamp){at->st_size, nanoseconds(at->st_mtim), nanoseconds(at->st_ctim),
				      (int64_t)at->st_ino};
}

const struct journal_stamp *journal_opened(const struct journal_reader *reader)
{
	return &reader->opened;
}

struct journal_reader *journal_reader_new_at(int folder, const char *name)
{
	/* Without O_NONBLOCK a pipe by the name of a journal would hold us for ever. */
	int fd = openat(folder, name, O_RDONLY | O_NONBLOCK | O_CLOEXEC);
	struct stat at;

	if (fd < 0)
		return NULL;
	if (fstat(fd, &at) != 0 || !S_ISREG(at.st_mode)) {
		close(fd);
		errno = EINVAL;
		return NULL;
	}
	struct journal_reader *reader = journal_reader_new_inside(fd, 0, at.st_size);
	reader->owned = true;
	reader->opened = journal_stamp(&at);
	return reader;
}

struct journal_reader *journal_reader_new_inside(int fd, off_t start, off_t len)
{
	struct journal_reader *reader = g_new0(struct journal_reader, 1);

	reader->fd = fd;
	reader->at = start;
	reader->left = len;
	reader->room = (size_t)CLAMP(len, 1, 16384);
	reader->buffer = g_malloc0(reader->room);
	return reader;
}

void journal_reader_free(struct journal_reader *reader)
{
	if (!reader)
		return;
	if (reader->owned)
		close(reader->fd);
	g_free(reader->buffer);
	g_free(reader);
}

/* Makes room behind end: by moving what is held to the front, else by growing up to the longest line there may be. */
static void make_room(struct journal_reader *reader)
{
	if (reader->start) {
		memmove(reader->buffer, reader->buffer + reader->start, reader->end - reader->start);
		reader->end -= reader->start;
		reader->start = 0;
	}
	if (reader->end == reader->room) {
		reader->room = MIN(2 * reader->room, JOURNAL_LINE_MAX);
		reader->buffer = g_realloc(reader->buffer, reader->room);
	}
}

static void fill(struct journal_reader *reader)
{
	ssize_t n;

	make_room(reader);
	size_t wanted = (size_t)MIN(reader->left, (off_t)(reader->room - reader->end));
	do
		n = pread(reader->fd, reader->buffer + reader->end, wanted, reader->at);
	while (n < 0 && errno == EINTR);
	if (n > 0) {
		reader->end += (size_t)n;
		reader->at += n;
		reader->left -= n;
	}
	reader->finished = n <= 0 || reader->left <= 0;
	reader->failed = n < 0;
}

/*
 * The next line with its '\n', or NULL at the end. What is longer than a line may be is dropped as it is read, and its
 * last bytes are given with *too_long set.
 */
static const char *next_raw(struct journal_reader *reader, size_t *len, bool *too_long)
{
	off_t dropped = 0;

	*too_long = false;
	for (;;) {
		size_t held = reader->end - reader->start;
		const char *from = reader->buffer + reader->start;
		const char *end = memchr(from + reader->searched, '\n', held - reader->searched);

		if (end) {
			*len = (size_t)(end - from) + 1;
			reader->start += *len;
			reader->offset += dropped + (off_t)*len;
			reader->searched = 0;
			return from;
		}
		if (held == JOURNAL_LINE_MAX) {
			/* The last bytes stay: they may hold what the next line's chain begins with. */
			size_t kept = JOURNAL_CHAIN + strlen(CHAIN_END);
			*too_long = true;
			reader->start += held - kept;
			dropped += (off_t)(held - kept);
			held = kept;
		}
		reader->searched = held;
		if (reader->finished)
			return NULL;
		fill(reader);
	}
}

static enum journal_problem check(struct journal_reader *reader, const char *line, size_t len)
{
	static const char ours[] = LINE_START G_STRINGIFY(JOURNAL_VERSION) ",";
	const size_t start = strlen(LINE_START);

	/* Nearly all lines are fine, and then it need not be looked at how they are not. */
	if (len > strlen(ours) && memcmp(line, ours, strlen(ours)) == 0 && chain_goes_on(reader->chain, line, len))
		return JOURNAL_FINE;
	size_t body = chain_split(line, len, reader->chain);
	if (body <= start || memcmp(line, LINE_START, start) != 0 || !g_ascii_isdigit(line[start]))
		return JOURNAL_FOREIGN;
	if (line[start] != '0' + JOURNAL_VERSION || line[start + 1] != ',')
		return JOURNAL_NEWER;
	return JOURNAL_CHANGED;
}

/* Moves past the words if they come next. */
static bool skip(const char **at, const char *end, const char *words)
{
	size_t len = strlen(words);

	if ((size_t)(end - *at) < len || memcmp(*at, words, len) != 0)
		return false;
	*at += len;
	return true;
}

/* The insides of a string of plain ASCII without escapes, up to and past its closing quote; NULL when there is none. */
static const char *skip_string(const char **at, const char *end, size_t *len)
{
	const char *start = *at, *s = start;

	while (s < end && *s >= ' ' && *s < 0x7f && *s != '"' && *s != '\\')
		s++;
	*len = (size_t)(s - start);
	*at = s + 1;
	return s < end && *s == '"' ? start : NULL;
}

/* Reads the keys that every line begins with. */
static void read_head(struct journal_line *line)
{
	const char *at = line->text + strlen(LINE_START) + 1, *end = line->text + line->len;
	int64_t time = 0;
	size_t ignored;

	if (!skip(&at, end, ",\"at\":") || *at == '0')
		return;
	while (at < end && g_ascii_isdigit(*at) && time <= JOURNAL_AT_MAX)
		time = 10 * time + (*at++ - '0');
	if (time > JOURNAL_AT_MAX || !skip(&at, end, ",\"device\":\"") || !skip_string(&at, end, &ignored) ||
	    !skip(&at, end, ",\"event\":\""))
		return;
	line->event = skip_string(&at, end, &line->event_len);
	line->at = line->event ? time : 0;
}

bool journal_next(struct journal_reader *reader, struct journal_line *line)
{
	bool too_long;
	size_t len;
	const char *text = next_raw(reader, &len, &too_long);

	if (!text)
		return false;
	*line = (struct journal_line){.number = ++reader->number, .text = text, .len = len - 1};
	line->problem = check(reader, text, len - 1);
	if (too_long)
		line->problem = JOURNAL_LONG;
	if (line->problem == JOURNAL_FINE)
		read_head(line);
	return true;
}

bool journal_failed(const struct journal_reader *reader)
{
	return reader->failed;
}

off_t journal_offset(const struct journal_reader *reader)
{
	return reader->offset;
}

const char *journal_chain(const struct journal_reader *reader)
{
	return reader->chain;
}

const char *journal_problem_text(enum journal_problem problem)
{
	static const char *const texts[JOURNAL_PROBLEMS] = {
		[JOURNAL_FINE] = "",
		[JOURNAL_CHANGED] = N_("this line, or the one before it, was changed after it was saved: not used"),
		[JOURNAL_FOREIGN] = N_("this is no line of a journal: not used"),
		[JOURNAL_NEWER] = N_("written by a newer taphuan: not used; install the newer one to see it"),
		[JOURNAL_LONG] = N_("this line is too long for a journal: not used"),
		[JOURNAL_UNREADABLE] = N_("this file cannot be read: not used"),
		[JOURNAL_MEANINGLESS] = N_("this line does not say what it should: not used"),
	};

	return problem == JOURNAL_FINE ? "" : _(texts[problem]);
}
