#include "store/now.h"
#include "store/disk.h"
#include "store/store.h"
#include "text/text.h"

#include <errno.h>
#include <fcntl.h>
#include <jansson.h>
#include <stdio.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#define LOCK_WAIT  1000                       /* milliseconds; nobody holds another's lock longer than a moment */
#define FILE_LIMIT ((off_t)8 << 20)           /* a longer file is none of ours */
#define MOST       G_GINT64_CONSTANT(1 << 24) /* of anything that is counted */

struct now {
	char *folder, *id, *lesson, *path;
	char *orders;
	off_t read;     /* bytes of orders that were taken */
	int64_t opened; /* when it was told of first; 0 before */
	int log;
};

static const char *const order_names[ORDER_KINDS] = {
	[ORDER_NEXT] = "next", [ORDER_PREVIOUS] = "previous", [ORDER_FIRST] = "first",     [ORDER_LAST] = "last",
	[ORDER_BACK] = "back", [ORDER_BLACK] = "black",       [ORDER_RESTART] = "restart", [ORDER_GO] = "go",
};

char *now_folder(const char *data_dir)
{
	return g_build_filename(data_dir, "now", NULL);
}

static char *file_of(const char *folder, const char *id, const char *ending)
{
	g_autofree char *name = g_strconcat(id, ending, NULL);

	return g_build_filename(folder, name, NULL);
}

/* ---- Reading ----------------------------------------------------------------------------------------------- */

/* What a file holds from a byte on, as text; NULL when it cannot be read. */
static char *read_from(const char *path, off_t from, size_t *len)
{
	struct stat info;
	int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);

	if (fd < 0)
		return NULL;
	if (fstat(fd, &info) != 0 || !S_ISREG(info.st_mode) || info.st_size > FILE_LIMIT || info.st_size < from) {
		close(fd);
		return NULL;
	}
	char *bytes = g_malloc((size_t)(info.st_size - from) + 1);
	ssize_t n = pread(fd, bytes, (size_t)(info.st_size - from), from);
	close(fd);
	*len = n > 0 ? (size_t)n : 0;
	bytes[*len] = '\0';
	return bytes;
}

static int64_t number(const json_t *object, const char *key, int64_t least, int64_t most)
{
	return CLAMP((int64_t)json_integer_value(json_object_get(object, key)), least, most);
}

/* Counted from 1 in the file, from 0 here. */
static size_t ordinal(const json_t *object, const char *key)
{
	return (size_t)number(object, key, 1, MOST) - 1;
}

static char *words(const json_t *object, const char *key)
{
	const char *text = json_string_value(json_object_get(object, key));

	return text_filter(text ? text : "");
}

static void read_standing(const json_t *object, struct standing *at)
{
	*at = (struct standing){
		.slide = ordinal(object, "slide"),
		.screen = (size_t)number(object, "screen", 0, MOST),
		.step = (int)number(object, "step", 0, MOST),
		.width = (int)number(object, "width", 1, 1000),
		.height = (int)number(object, "height", 1, 1000),
		.black = json_is_true(json_object_get(object, "black")),
		.began = number(object, "began", 0, G_MAXINT64 / 2),
		.since = number(object, "since", 0, G_MAXINT64 / 2),
		.timer = (int)number(object, "timer", 0, MOST),
		.edition = (unsigned)number(object, "edition", 0, G_MAXINT),
	};
}

/* True while somebody holds the session's log: it runs. */
static bool is_held(const char *folder, const char *id)
{
	g_autofree char *path = file_of(folder, id, ".log");
	int fd = open(path, O_RDONLY | O_CLOEXEC);

	if (fd < 0)
		return false;
	bool held = flock(fd, LOCK_SH | LOCK_NB) != 0 && errno == EWOULDBLOCK;
	close(fd);
	return held;
}

void now_session_free(struct now_session *session)
{
	if (!session)
		return;
	g_free(session->id);
	g_free(session->lesson);
	g_free(session->path);
	g_free(session->title);
	g_free(session);
}

static struct now_session *read_session(const char *folder, const char *id)
{
	g_autofree char *path = file_of(folder, id, ".json");
	size_t len = 0;
	g_autofree char *bytes = read_from(path, 0, &len);
	json_t *object = bytes ? json_loadb(bytes, len, JSON_REJECT_DUPLICATES, NULL) : NULL;

	if (!json_is_object(object) || json_integer_value(json_object_get(object, "v")) != 1) {
		json_decref(object);
		return NULL;
	}
	struct now_session *session = g_new0(struct now_session, 1);
	const char *uri = json_string_value(json_object_get(object, "file"));
	char *file = uri ? g_filename_from_uri(uri, NULL, NULL) : NULL;
	session->id = g_strdup(id);
	session->lesson = words(object, "lesson");
	session->path = file ? file : g_strdup("");
	session->title = words(object, "title");
	session->opened = number(object, "opened", 0, G_MAXINT64 / 2);
	session->written = number(object, "written", 0, G_MAXINT64 / 2);
	session->running = is_held(folder, id);
	read_standing(object, &session->at);
	json_decref(object);
	return session;
}

/* The sessions of a folder, a GPtrArray of struct now_session. */
static GPtrArray *read_sessions(const char *folder)
{
	GPtrArray *sessions = g_ptr_array_new_with_free_func((GDestroyNotify)now_session_free);
	GDir *dir = g_dir_open(folder, 0, NULL);
	const char *name;

	while (dir && (name = g_dir_read_name(dir))) {
		if (!g_str_has_suffix(name, ".json"))
			continue;
		g_autofree char *id = g_strndup(name, strlen(name) - strlen(".json"));
		struct now_session *session = g_uuid_string_is_valid(id) ? read_session(folder, id) : NULL;
		if (session)
			g_ptr_array_add(sessions, session);
	}
	if (dir)
		g_dir_close(dir);
	return sessions;
}

static bool is_better(const struct now_session *session, const struct now_session *than)
{
	if (!than)
		return true;
	if (session->running != than->running)
		return session->running;
	return session->running ? session->opened > than->opened : session->written > than->written;
}

struct now_session *now_find(const char *data_dir, const char *lesson_path, bool over)
{
	g_autofree char *folder = now_folder(data_dir);
	g_autoptr(GPtrArray) sessions = read_sessions(folder);
	struct now_session *best = NULL;
	unsigned int at = 0;

	for (unsigned int i = 0; i < sessions->len; i++) {
		struct now_session *session = sessions->pdata[i];
		bool asked = !lesson_path || strcmp(session->path, lesson_path) == 0;
		if (!asked || (!session->running && !over) || !is_better(session, best))
			continue;
		best = session;
		at = i;
	}
	return best ? g_ptr_array_steal_index(sessions, at) : NULL;
}

static void shown_free(void *data)
{
	struct now_shown *shown = data;

	g_free(shown->title);
	g_free(shown);
}

GPtrArray *now_read_log(const char *data_dir, const char *id)
{
	GPtrArray *log = g_ptr_array_new_with_free_func(shown_free);
	g_autofree char *folder = now_folder(data_dir), *path = file_of(folder, id, ".log");
	size_t len = 0;
	g_autofree char *bytes = read_from(path, 0, &len);

	for (char *line = bytes, *end; line && (end = memchr(line, '\n', len - (size_t)(line - bytes)));
	     line = end + 1) {
		json_t *object = json_loadb(line, (size_t)(end - line), JSON_REJECT_DUPLICATES, NULL);
		if (json_is_object(object)) {
			struct now_shown *shown = g_new0(struct now_shown, 1);
			shown->slide = ordinal(object, "slide");
			shown->title = words(object, "title");
			shown->minutes = (int)number(object, "minutes", 0, MOST);
			shown->milliseconds = number(object, "ms", 0, G_MAXINT32);
			g_ptr_array_add(log, shown);
		}
		json_decref(object);
	}
	return log;
}

/* ---- Orders ------------------------------------------------------------------------------------------------ */

bool now_order(const char *data_dir, const char *id, const struct order *order, GError **error)
{
	g_autofree char *folder = now_folder(data_dir), *path = file_of(folder, id, ".do");
	g_autofree char *line = order->kind == ORDER_GO ? g_strdup_printf("go %zu\n", order->slide + 1)
							: g_strconcat(order_names[order->kind], "\n", NULL);
	int fd = open(path, O_WRONLY | O_APPEND | O_CLOEXEC);
	ssize_t len = (ssize_t)strlen(line), written = fd < 0 ? -1 : write(fd, line, (size_t)len);
	int code = errno;

	if (fd >= 0)
		close(fd);
	if (written != len)
		disk_fail(error, written < 0 ? code : ENOSPC, path);
	return written == len;
}

static bool read_order(const char *line, struct order *order)
{
	guint64 slide = 0;

	if (g_str_has_prefix(line, "go ")) {
		bool valid = g_ascii_string_to_unsigned(line + strlen("go "), 10, 1, MOST, &slide, NULL);
		*order = (struct order){.kind = ORDER_GO, .slide = valid ? (size_t)slide - 1 : 0};
		return valid;
	}
	for (size_t i = 0; i < ORDER_GO; i++) {
		if (strcmp(order_names[i], line) != 0)
			continue;
		*order = (struct order){.kind = (enum order_kind)i};
		return true;
	}
	return false;
}

const char *now_orders_path(const struct now *now)
{
	return now->orders;
}

GArray *now_orders(struct now *now)
{
	GArray *orders = g_array_new(FALSE, FALSE, sizeof(struct order));
	size_t len = 0;
	g_autofree char *bytes = read_from(now->orders, now->read, &len);

	for (char *line = bytes, *end; line && (end = memchr(line, '\n', len - (size_t)(line - bytes)));
	     line = end + 1) {
		struct order order;
		*end = '\0';
		if (read_order(line, &order))
			g_array_append_val(orders, order);
		now->read += end + 1 - line;
	}
	return orders;
}

/* ---- Telling ----------------------------------------------------------------------------------------------- */

static void remove_session(const char *folder, const char *id)
{
	static const char *const endings[] = {".json", ".do", ".log"};

	for (size_t i = 0; i < G_N_ELEMENTS(endings); i++) {
		g_autofree char *path = file_of(folder, id, endings[i]);
		unlink(path);
	}
}

/* What the lesson's earlier presentations left is of no use once this one tells where it stands. */
static void remove_earlier(const struct now *now)
{
	g_autoptr(GPtrArray) sessions = read_sessions(now->folder);

	for (unsigned int i = 0; i < sessions->len; i++) {
		const struct now_session *session = sessions->pdata[i];
		if (!session->running && strcmp(session->path, now->path) == 0)
			remove_session(now->folder, session->id);
	}
}

static int create(const char *path)
{
	return open(path, O_WRONLY | O_APPEND | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
}

struct now *now_begin(const char *data_dir, const char *lesson_name, const char *lesson_path, GError **error)
{
	g_autoptr(Now) now = g_new0(struct now, 1);

	now->log = -1;
	now->folder = now_folder(data_dir);
	now->id = g_uuid_string_random();
	now->lesson = g_strdup(lesson_name);
	now->path = g_strdup(lesson_path);
	now->orders = file_of(now->folder, now->id, ".do");
	if (!disk_make_folder(&disk_real, now->folder, error))
		return NULL;
	remove_earlier(now);
	g_autofree char *log = file_of(now->folder, now->id, ".log");
	int orders = create(now->orders);
	now->log = create(log);
	if (orders < 0 || now->log < 0 || !disk_lock(now->log, LOCK_WAIT)) {
		disk_fail(error, errno, log);
		remove_session(now->folder, now->id);
		if (orders >= 0)
			close(orders);
		return NULL;
	}
	close(orders);
	return g_steal_pointer(&now);
}

void now_free(struct now *now)
{
	if (!now)
		return;
	if (now->log >= 0)
		close(now->log);
	g_free(now->folder);
	g_free(now->id);
	g_free(now->lesson);
	g_free(now->path);
	g_free(now->orders);
	g_free(now);
}

/* A file's name need not be valid text: it is told as a URI. */
static json_t *standing_json(const struct now *now, const struct standing *at, const char *title, int64_t time)
{
	g_autofree char *uri = g_filename_to_uri(now->path, NULL, NULL);

	return json_pack("{si ss ss* sI ss sI si si si sb sI sI si sI sI sI}", "v", 1, "lesson", now->lesson, "file",
			 uri, "slide", (json_int_t)at->slide + 1, "title", title, "screen", (json_int_t)at->screen,
			 "step", at->step, "width", at->width, "height", at->height, "black", (int)at->black, "began",
			 (json_int_t)at->began, "since", (json_int_t)at->since, "timer", at->timer, "edition",
			 (json_int_t)at->edition, "opened", (json_int_t)now->opened, "written", (json_int_t)time);
}

/* Writes the bytes under another name and renames that file: who reads sees the old text or the new one. */
static bool replace(const char *path, const char *bytes, size_t len)
{
	g_autofree char *fresh = g_strconcat(path, ".new", NULL);
	int fd = open(fresh, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);

	if (fd < 0)
		return false;
	ssize_t written = write(fd, bytes, len);
	int code = written < 0 ? errno : ENOSPC;
	if (close(fd) == 0 && written == (ssize_t)len && rename(fresh, path) == 0)
		return true;
	unlink(fresh);
	errno = code;
	return false;
}

bool now_tell(struct now *now, const struct standing *at, const char *title, int64_t time, GError **error)
{
	now->opened = now->opened ? now->opened : time;
	json_t *object = standing_json(now, at, title, time);
	char *text = object ? json_dumps(object, JSON_COMPACT) : NULL;
	g_autofree char *path = file_of(now->folder, now->id, ".json");
	bool told = text && replace(path, text, strlen(text));

	if (!told)
		disk_fail(error, text ? errno : EILSEQ, path);
	free(text);
	json_decref(object);
	return told;
}

void now_log(struct now *now, size_t slide, const char *title, int minutes, int64_t from, int64_t milliseconds)
{
	json_t *object = json_pack("{sI sI ss si sI}", "at", (json_int_t)from, "slide", (json_int_t)slide + 1, "title",
				   title, "minutes", minutes, "ms", (json_int_t)milliseconds);
	char *text = object ? json_dumps(object, JSON_COMPACT) : NULL;
	g_autofree char *line = g_strconcat(text ? text : "", "\n", NULL);

	/* The report has a hole where this fails; that is no reason to disturb a presentation. */
	if (text && write(now->log, line, strlen(line)) < 0)
		g_debug("%s: %s", now->id, g_strerror(errno));
	free(text);
	json_decref(object);
}
