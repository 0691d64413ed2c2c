#include "print/output.h"

#include "print/print.h"
#include "text/i18n.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

G_DEFINE_QUARK(taphuan - print - error, print_error)

struct output {
	char *path;      /* where it will stand, links followed */
	char *temporary; /* where it stands till then; NULL when path is written directly */
	FILE *file;
	int failure; /* the errno of the first write that failed, 0 while all is well */
};

static void set_file_error(GError **error, const char *path, int failure)
{
	if (failure == ENOSPC || failure == EDQUOT)
		g_set_error(
			error, PRINT_ERROR, PRINT_ERROR_FILE,
			_("there is no room on the disk for “%s”: free some space, or name another place with --to"),
			path);
	else
		g_set_error(error, PRINT_ERROR, PRINT_ERROR_FILE,
			    _("cannot write “%s”: %s; name another place with --to"), path, g_strerror(failure));
}

/* What renaming would do to a device or a pipe is never what was meant. */
static bool is_special(const char *path)
{
	struct stat st;
	return stat(path, &st) == 0 && !S_ISREG(st.st_mode);
}

static FILE *open_temporary(struct output *output)
{
	output->temporary = g_strconcat(output->path, ".XXXXXX", NULL);
	int fd = g_mkstemp_full(output->temporary, O_WRONLY | O_CLOEXEC, 0666);
	if (fd < 0)
		return NULL;
	/* The one who may read the file it replaces may read the new one too. */
	struct stat st;
	if (stat(output->path, &st) == 0)
		(void)!fchmod(fd, st.st_mode & 0777);
	return fdopen(fd, "wb");
}

struct output *output_open(const char *path, GError **error)
{
	struct output *output = g_new0(struct output, 1);
	/* A link stays a link: what it points to is replaced. */
	char *real = realpath(path, NULL);
	output->path = g_strdup(real ? real : path);
	free(real);
	output->file = is_special(output->path) ? fopen(output->path, "wbe") : open_temporary(output);
	if (output->file)
		return output;
	set_file_error(error, path, errno);
	g_clear_pointer(&output->temporary, g_free);
	output_free(output);
	return NULL;
}

bool output_write(struct output *output, const void *bytes, size_t len)
{
	if (output->failure)
		return false;
	errno = 0;
	if (fwrite(bytes, 1, len, output->file) != len)
		output->failure = errno ? errno : EIO;
	return !output->failure;
}

static int finish(struct output *output)
{
	int failure = output->failure;
	if (!failure && fflush(output->file) != 0)
		failure = errno;
	/* A pipe or a device cannot be synced, and need not be. */
	if (!failure && output->temporary && fsync(fileno(output->file)) != 0)
		failure = errno;
	if (fclose(output->file) != 0 && !failure)
		failure = errno;
	output->file = NULL;
	if (!failure && output->temporary && rename(output->temporary, output->path) != 0)
		failure = errno;
	return failure;
}

bool output_finish(struct output *output, GError **error)
{
	int failure = finish(output);
	if (failure) {
		set_file_error(error, output->path, failure);
		return false;
	}
	g_clear_pointer(&output->temporary, g_free);
	return true;
}

void output_free(struct output *output)
{
	if (!output)
		return;
	if (output->file)
		fclose(output->file);
	if (output->temporary)
		g_unlink(output->temporary);
	g_free(output->temporary);
	g_free(output->path);
	g_free(output);
}
