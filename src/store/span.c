#include "store/span.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define PIECE (64 * 1024)

bool span_open(const char *path, struct span *span)
{
	struct stat at;

	/* Opening a device may already do something. */
	if (lstat(path, &at) != 0)
		return false;
	if (!S_ISREG(at.st_mode)) {
		errno = S_ISLNK(at.st_mode) ? ELOOP : EINVAL;
		return false;
	}
	int fd = open(path, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_NOCTTY | O_CLOEXEC);
	if (fd < 0)
		return false;
	if (fstat(fd, &at) != 0 || !S_ISREG(at.st_mode)) {
		close(fd);
		errno = EINVAL;
		return false;
	}
	*span = (struct span){fd, 0, at.st_size};
	return true;
}

ssize_t span_read(const struct span *span, off_t at, char *buffer, size_t room)
{
	size_t wanted = (size_t)MIN(span->len - at, (off_t)room), got = 0;

	while (got < wanted) {
		ssize_t n = pread(span->fd, buffer + got, wanted - got, span->start + at + (off_t)got);
		if (n < 0 && errno == EINTR)
			continue;
		if (n == 0)
			errno = EIO;
		if (n <= 0)
			return -1;
		got += (size_t)n;
	}
	return (ssize_t)got;
}

off_t span_whole_lines(const struct span *span)
{
	char piece[4096];

	for (off_t end = span->len; end > 0;) {
		off_t start = MAX(0, end - (off_t)sizeof(piece));
		ssize_t n = span_read(span, start, piece, (size_t)(end - start));
		const char *newline = n < 0 ? NULL : memrchr(piece, '\n', (size_t)n);
		if (n < 0)
			return -1;
		if (newline)
			return start + (newline - piece) + 1;
		end = start;
	}
	return 0;
}

enum span_relation span_compare(const struct span *a, const struct span *b)
{
	static const enum span_relation by_length[] = {SPAN_SHORTER, SPAN_SAME, SPAN_LONGER};
	g_autofree char *of_a = g_malloc(PIECE), *of_b = g_malloc(PIECE);
	off_t common = MIN(a->len, b->len);

	for (off_t at = 0; at < common; at += PIECE) {
		size_t len = (size_t)MIN(common - at, (off_t)PIECE);
		if (span_read(a, at, of_a, len) < 0 || span_read(b, at, of_b, len) < 0)
			return SPAN_UNREADABLE;
		if (memcmp(of_a, of_b, len) != 0)
			return SPAN_OTHER;
	}
	return by_length[1 + (a->len > b->len) - (a->len < b->len)];
}

char *span_sum(const struct span *span)
{
	g_autoptr(GChecksum) sum = g_checksum_new(G_CHECKSUM_SHA256);
	g_autofree char *piece = g_malloc(PIECE);
	ssize_t n;

	for (off_t at = 0; at < span->len; at += n) {
		n = span_read(span, at, piece, PIECE);
		if (n < 0)
			return NULL;
		g_checksum_update(sum, (const guchar *)piece, n);
	}
	return g_strdup(g_checksum_get_string(sum));
}

bool span_copy(const struct span *span, struct disk_draft *draft, bool *unreadable, GError **error)
{
	g_autofree char *piece = g_malloc(PIECE);
	ssize_t n;

	*unreadable = false;
	for (off_t at = 0; at < span->len; at += n) {
		n = span_read(span, at, piece, PIECE);
		if (n < 0) {
			*unreadable = true;
			return false;
		}
		if (!disk_draft_write(draft, piece, (size_t)n, error))
			return false;
	}
	return true;
}
