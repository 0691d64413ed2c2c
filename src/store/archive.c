#include "store/archive.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

#define BLOCK 512

/* POSIX.1-1988, "ustar Interchange Format"; numbers are octal digits. */
struct header {
	char name[100], mode[8], uid[8], gid[8], size[12], mtime[12], checksum[8], type, link[100];
	char magic[6], version[2], user[32], group[32], major[8], minor[8], prefix[155], rest[12];
};
G_STATIC_ASSERT(sizeof(struct header) == BLOCK);

static const char zeros[2 * BLOCK];

/* The sum of all its bytes, those of the checksum itself taken for spaces. */
static unsigned int header_sum(const struct header *header)
{
	struct header copy = *header;
	unsigned int sum = 0;

	memset(copy.checksum, ' ', sizeof(copy.checksum));
	for (size_t i = 0; i < BLOCK; i++)
		sum += ((const unsigned char *)&copy)[i];
	return sum;
}

static size_t padding(off_t len)
{
	return (size_t)(-len & (BLOCK - 1));
}

/* ---- Writing ----------------------------------------------------------------------------------------------- */

static void put_octal(char *field, size_t room, int64_t n)
{
	char digits[24];

	g_snprintf(digits, sizeof(digits), "%0*" G_GINT64_MODIFIER "o", (int)room - 1, (guint64)n);
	memcpy(field, digits, room);
}

#define SIZE_MAX_OCTAL ((int64_t)077777777777)

static bool put_header(struct disk_draft *draft, const char *name, int64_t changed, off_t len, GError **error)
{
	struct header header = {.type = '0', .magic = "ustar", .version = {'0', '0'}};

	g_assert(strlen(name) <= ARCHIVE_NAME);
	if (len > SIZE_MAX_OCTAL) {
		disk_fail(error, EFBIG, name);
		return false;
	}
	memcpy(header.name, name, strlen(name));
	put_octal(header.mode, sizeof(header.mode), 0600);
	put_octal(header.uid, sizeof(header.uid), 0);
	put_octal(header.gid, sizeof(header.gid), 0);
	put_octal(header.size, sizeof(header.size), len);
	put_octal(header.mtime, sizeof(header.mtime), CLAMP(changed, 0, SIZE_MAX_OCTAL));
	put_octal(header.checksum, sizeof(header.checksum) - 1, header_sum(&header));
	header.checksum[7] = ' ';
	return disk_draft_write(draft, (const char *)&header, sizeof(header), error);
}

bool archive_add(struct disk_draft *draft, const char *name, int64_t changed, const struct span *span, bool *unreadable,
		 GError **error)
{
	*unreadable = false;
	return put_header(draft, name, changed, span->len, error) && span_copy(span, draft, unreadable, error) &&
	       disk_draft_write(draft, zeros, padding(span->len), error);
}

bool archive_add_bytes(struct disk_draft *draft, const char *name, int64_t changed, const char *bytes, size_t len,
		       GError **error)
{
	return put_header(draft, name, changed, (off_t)len, error) && disk_draft_write(draft, bytes, len, error) &&
	       disk_draft_write(draft, zeros, padding((off_t)len), error);
}

bool archive_end(struct disk_draft *draft, GError **error)
{
	return disk_draft_write(draft, zeros, sizeof(zeros), error);
}

/* ---- Reading ----------------------------------------------------------------------------------------------- */

/* Octal digits between spaces and NULs; −1 for anything else. */
static int64_t get_octal(const char *field, size_t room)
{
	size_t at = 0, start;
	int64_t n = 0;

	while (at < room && field[at] == ' ')
		at++;
	for (start = at; at < room && field[at] >= '0' && field[at] <= '7'; at++)
		n = 8 * n + (field[at] - '0');
	bool ended = at == room || field[at] == ' ' || field[at] == '\0';
	return at > start && ended ? n : -1;
}

static bool read_header(const struct span *archive, off_t at, struct header *header)
{
	return span_read(archive, at, (char *)header, BLOCK) == BLOCK;
}

static bool is_header(const struct header *header)
{
	return memcmp(header->magic, "ustar", 5) == 0 &&
	       get_octal(header->checksum, sizeof(header->checksum)) == header_sum(header) &&
	       get_octal(header->size, sizeof(header->size)) >= 0;
}

static char *name_of(const struct header *header)
{
	g_autofree char *name = g_strndup(header->name, sizeof(header->name));
	g_autofree char *prefix = g_strndup(header->prefix, sizeof(header->prefix));
	bool split = header->magic[5] == '\0' && *prefix;

	return g_strconcat(split ? prefix : "", split ? "/" : "", name, NULL);
}

bool archive_is(const struct span *span)
{
	struct header header;

	return read_header(span, 0, &header) && is_header(&header);
}

bool archive_is_backup(const struct span *span)
{
	struct header header;

	return read_header(span, 0, &header) && is_header(&header) &&
	       strncmp(header.name, ARCHIVE_FIRST, sizeof(header.name)) == 0;
}

enum archive_step archive_next(const struct span *archive, off_t *at, struct archive_member *member)
{
	struct header header;

	while (read_header(archive, *at, &header)) {
		if (memcmp(&header, zeros, BLOCK) == 0)
			return ARCHIVE_END;
		if (!is_header(&header))
			return ARCHIVE_DAMAGED;
		off_t start = *at + BLOCK, len = get_octal(header.size, sizeof(header.size));
		off_t there = MIN(len, archive->len - start);
		*at = MIN(start + len + (off_t)padding(len), archive->len);
		if (header.type != '0' && header.type != '\0')
			continue; /* folders, links, and the extra names that newer archives have */
		*member = (struct archive_member){name_of(&header), {archive->fd, archive->start + start, there}};
		return ARCHIVE_MEMBER;
	}
	return ARCHIVE_CUT;
}
