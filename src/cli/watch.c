#include "cli/watch.h"

#include <glib-unix.h>
#include <sys/inotify.h>
#include <unistd.h>

struct watch {
	int fd;
	unsigned int source;
	watch_matters *matters;
	watch_seen *seen;
	void *user;
};

/* One read's worth of events; true when one of them matters. */
static bool look_through(const struct watch *watch, const char *bytes, size_t len)
{
	bool found = false;

	for (size_t at = 0; at + sizeof(struct inotify_event) <= len;) {
		const struct inotify_event *event = (const void *)(bytes + at);
		found |= (event->mask & IN_Q_OVERFLOW) || watch->matters(event->len ? event->name : "", watch->user);
		at += sizeof *event + event->len;
	}
	return found;
}

static gboolean on_readable(int fd, GIOCondition condition G_GNUC_UNUSED, void *user)
{
	struct watch *watch = user;
	_Alignas(struct inotify_event) char bytes[8192];
	bool found = false;
	ssize_t len;

	while ((len = read(fd, bytes, sizeof bytes)) > 0)
		found |= look_through(watch, bytes, (size_t)len);
	if (found)
		watch->seen(watch->user);
	return G_SOURCE_CONTINUE;
}

struct watch *watch_new(watch_matters *matters, watch_seen *seen, void *user)
{
	int fd = inotify_init1(IN_NONBLOCK | IN_CLOEXEC);

	if (fd < 0)
		return NULL;
	struct watch *watch = g_new(struct watch, 1);
	*watch = (struct watch){.fd = fd, .matters = matters, .seen = seen, .user = user};
	watch->source = g_unix_fd_add(fd, G_IO_IN, on_readable, watch);
	return watch;
}

void watch_free(struct watch *watch)
{
	if (!watch)
		return;
	g_source_remove(watch->source);
	close(watch->fd);
	g_free(watch);
}

bool watch_add(struct watch *watch, const char *path, enum watch_kind kind)
{
	static const uint32_t masks[] = {
		[WATCH_SAVED] = IN_CLOSE_WRITE | IN_MOVED_TO | IN_ONLYDIR,
		[WATCH_GROWS] = IN_MODIFY,
		[WATCH_ANY] = IN_MODIFY | IN_CREATE | IN_MOVED_TO | IN_ONLYDIR,
	};

	return inotify_add_watch(watch->fd, path, masks[kind]) >= 0;
}
