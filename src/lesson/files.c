#include "lesson/files.h"

#include "lesson/lesson.h"
#include "text/i18n.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define MAX_FILE ((off_t)16 << 20)

GQuark lesson_error_quark(void)
{
	return g_quark_from_static_string("taphuan-lesson-error");
}

static bool read_error(GError **error, const char *path, const char *why)
{
	g_set_error(error, LESSON_ERROR, LESSON_ERROR_READ, _("%s cannot be read: %s"), path, why);
	return false;
}

/* Only regular files: a pipe or a device would never end. */
static bool read_open_file(int fd, const char *path, char **bytes, size_t *len, GError **error)
{
	struct stat st;
	size_t done = 0;

	if (fstat(fd, &st) < 0)
		return read_error(error, path, g_strerror(errno));
	if (S_ISDIR(st.st_mode))
		return read_error(error, path, _("it is a folder. Name a lesson in it."));
	if (!S_ISREG(st.st_mode))
		return read_error(error, path, _("it is no file."));
	if (st.st_size > MAX_FILE)
		return read_error(error, path, _("it is too large for a lesson. Divide it into several."));
	char *buffer = g_malloc((size_t)st.st_size + 1);

	while (done < (size_t)st.st_size) {
		ssize_t got = read(fd, buffer + done, (size_t)st.st_size - done);

		if (got < 0 && errno == EINTR)
			continue;
		if (got < 0) {
			g_free(buffer);
			return read_error(error, path, g_strerror(errno));
		}
		if (!got)
			break;
		done += (size_t)got;
	}
	buffer[done] = '\0';
	*bytes = buffer;
	*len = done;
	return true;
}

bool file_read(const char *path, char **bytes, size_t *len, GError **error)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);

	if (fd < 0)
		return read_error(error, path, g_strerror(errno));
	bool read = read_open_file(fd, path, bytes, len, error);

	close(fd);
	return read;
}

char *file_absolute(const char *path)
{
	char *real = realpath(path, NULL), *copy = g_strdup(real);

	free(real);
	return copy;
}

bool file_is_inside(const char *real, const char *folder)
{
	size_t len = strlen(folder);

	return g_str_has_prefix(real, folder) && (real[len] == '/' || folder[len - 1] == '/');
}
