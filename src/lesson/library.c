/* Finding lessons by their names. */
#include "lesson/course.h"
#include "lesson/lesson.h"
#include "lesson/names.h"
#include "text/i18n.h"
#include "text/text.h"

#include <stdio.h>
#include <string.h>

/* A library is a few folders of files; anything larger is a slip, such as a home folder. */
#define MAX_DEPTH   3
#define MAX_LESSONS 2000

/* So much of a lesson is looked at for its title and questions. */
#define LOOK_BYTES ((size_t)1 << 20)

/* One while the library is gathered. */
struct found {
	struct lesson_entry entry;
	unsigned int place; /* in its course's order */
	char *key;
};

static void entry_free(void *data)
{
	struct found *found = data;

	g_free(found->entry.path);
	g_free(found->entry.name);
	g_free(found->entry.title);
	g_free(found->entry.course);
	g_free(found->key);
	g_free(found);
}

/* ---- Looking into a lesson --------------------------------------------------------------------------------- */

static char *look(const char *path)
{
	FILE *file = fopen(path, "re");
	g_autofree char *bytes = g_malloc(LOOK_BYTES);

	if (!file)
		return NULL;
	size_t len = fread(bytes, 1, LOOK_BYTES, file);

	fclose(file);
	return text_repair(bytes, len, NULL);
}

/* Without quotes around it. */
static char *unquote(const char *value, size_t len)
{
	g_autofree char *copy = g_strstrip(g_strndup(value, len));
	const char *end = strchr("\"'", *copy) && *copy ? strchr(copy + 1, *copy) : NULL;

	if (end)
		return g_strndup(copy + 1, (size_t)(end - copy - 1));
	/* Behind it may stand a comment. */
	char *comment = strstr(copy, " #");

	if (comment)
		*comment = '\0';
	return g_strdup(g_strchomp(copy));
}

/* The words of a heading without its marks. */
static char *heading_words(const char *s, size_t len)
{
	g_autofree char *copy = g_strndup(s, len);
	GString *words = g_string_new(NULL);

	for (const char *c = copy; *c; c++) {
		if (!strchr("*`", *c))
			g_string_append_c(words, *c);
	}
	return g_strstrip(g_string_free(words, FALSE));
}

/* The title of the front matter, or else the first heading, found without parsing everything; NULL when neither. */
static char *find_title(const char *text)
{
	bool front = g_str_has_prefix(text, "---\n") || g_str_has_prefix(text, "---\r\n");

	for (const char *line = text; *line;) {
		size_t len = strcspn(line, "\n"), hashes = strspn(line, "#");

		if (front && line > text && g_str_has_prefix(line, "---"))
			front = false;
		else if (front && g_str_has_prefix(line, "title:"))
			return unquote(line + strlen("title:"), len - strlen("title:"));
		else if (!front && hashes && hashes <= 6 && line[hashes] == ' ')
			return heading_words(line + hashes, len - hashes);
		line += len + (line[len] == '\n');
	}
	return NULL;
}

/* A comment of a question, or a block of GIFT. */
static bool has_quiz(const char *text)
{
	static const char *const signs[] = {"<!-- quiz", "```gift", "``` gift", "~~~gift", "~~~ gift"};

	for (size_t i = 0; i < G_N_ELEMENTS(signs); i++) {
		if (strstr(text, signs[i]))
			return true;
	}
	return false;
}

/* ---- Gathering --------------------------------------------------------------------------------------------- */

struct gathering {
	GPtrArray *found; /* of struct found * */
	GHashTable *names;
	GPtrArray *folders; /* of the courses met, or NULL */
	int depth;
};

static unsigned int place_in(const struct course *course, const char *name)
{
	unsigned int i = 0;

	while (course && course->order[i] && strcmp(course->order[i], name) != 0)
		i++;
	return i;
}

static void add_lesson(struct gathering *gathering, const char *path, const char *file, const struct course *course)
{
	g_autofree char *name = g_strndup(file, strlen(file) - strlen(".md"));
	g_autofree char *text = NULL, *title = NULL;

	if (g_hash_table_contains(gathering->names, name) || !g_file_test(path, G_FILE_TEST_IS_REGULAR))
		return;
	text = look(path);
	if (!text)
		return;
	title = find_title(text);
	struct found *found = g_new0(struct found, 1);

	found->entry =
		(struct lesson_entry){g_strdup(path), g_strdup(name), text_filter(title && *title ? title : name),
				      g_strdup(course ? course->title : ""), has_quiz(text)};
	found->place = place_in(course, name);
	found->key = text_sort_key(found->entry.title);
	g_hash_table_add(gathering->names, found->entry.name);
	g_ptr_array_add(gathering->found, found);
}

static void add_folder(struct gathering *gathering, const char *folder)
{
	g_autoptr(Diagnostics) ignored = diagnostics_new();
	g_autoptr(Course) course = course_load(folder, ignored);
	g_autoptr(GDir) dir = g_dir_open(folder, 0, NULL);
	const char *file;

	if (course && gathering->folders)
		g_ptr_array_add(gathering->folders, g_strdup(folder));
	while (dir && (file = g_dir_read_name(dir)) && gathering->found->len < MAX_LESSONS) {
		g_autofree char *path = g_build_filename(folder, file, NULL);

		if (*file == '.' || !g_utf8_validate(file, -1, NULL))
			continue;
		if (g_str_has_suffix(file, ".md")) {
			add_lesson(gathering, path, file, course);
		} else if (gathering->depth < MAX_DEPTH && g_file_test(path, G_FILE_TEST_IS_DIR) &&
			   !g_file_test(path, G_FILE_TEST_IS_SYMLINK)) {
			gathering->depth++;
			add_folder(gathering, path);
			gathering->depth--;
		}
	}
}

static int compare(const void *a, const void *b)
{
	const struct found *x = *(const struct found *const *)a, *y = *(const struct found *const *)b;

	/* Lessons of no course come last. */
	if (!*x->entry.course != !*y->entry.course)
		return *x->entry.course ? -1 : 1;
	int order = strcmp(x->entry.course, y->entry.course);

	if (!order)
		order = (x->place > y->place) - (x->place < y->place);
	return order ? order : strcmp(x->key, y->key);
}

/* The lessons of the library in their order; the folders of courses are added to courses, unless it is NULL. */
static GPtrArray *gather_library(const char *user_dir, const char *share_content, GPtrArray *courses)
{
	g_autofree char *user = user_dir ? g_build_filename(user_dir, "content", NULL) : NULL;
	const char *folders[] = {"content", user, share_content};
	struct gathering gathering = {.found = g_ptr_array_new_with_free_func(entry_free),
				      .names = g_hash_table_new(g_str_hash, g_str_equal),
				      .folders = courses};

	for (size_t i = 0; i < G_N_ELEMENTS(folders); i++) {
		if (folders[i])
			add_folder(&gathering, folders[i]);
	}
	g_hash_table_unref(gathering.names);
	g_ptr_array_sort(gathering.found, compare);
	return gathering.found;
}

GPtrArray *library_list(const char *user_dir, const char *share_content)
{
	return gather_library(user_dir, share_content, NULL);
}

/* ---- One by name ------------------------------------------------------------------------------------------- */

static const char *near_miss(const GPtrArray *entries, const char *what)
{
	const char **names = g_new0(const char *, entries->len + 1), *near;

	for (unsigned int i = 0; i < entries->len; i++)
		names[i] = ((const struct lesson_entry *)g_ptr_array_index(entries, i))->name;
	near = nearest_name(what, names);
	for (unsigned int i = 0; !near && i < entries->len; i++) {
		const struct lesson_entry *entry = g_ptr_array_index(entries, i);

		if (text_finds(what, entry->title) || strstr(entry->name, what))
			near = entry->name;
	}
	g_free(names);
	return near;
}

char *library_find(const char *what, const char *user_dir, const char *share_content, GError **error)
{
	if (g_file_test(what, G_FILE_TEST_EXISTS))
		return g_strdup(what);
	g_autoptr(GPtrArray) entries = library_list(user_dir, share_content);

	for (unsigned int i = 0; i < entries->len; i++) {
		const struct lesson_entry *entry = g_ptr_array_index(entries, i);

		if (!strcmp(entry->name, what))
			return g_strdup(entry->path);
	}
	const char *near = near_miss(entries, what);

	if (near)
		g_set_error(error, LESSON_ERROR, LESSON_ERROR_NAME,
			    _("There is no lesson called “%s”. Did you mean %s?"), what, near);
	else
		g_set_error(error, LESSON_ERROR, LESSON_ERROR_NAME,
			    _("There is no lesson called “%s”. Name a file, or run taphuan to see the library."), what);
	return NULL;
}

/* ---- Courses ----------------------------------------------------------------------------------------------- */

void course_entry_free(struct course_entry *entry)
{
	if (!entry)
		return;
	g_free(entry->path);
	g_free(entry->name);
	course_free(entry->course);
	g_ptr_array_unref(entry->lessons);
	g_free(entry);
}

static void free_course(void *entry)
{
	course_entry_free(entry);
}

/* The course of a folder and the lessons right in it: what lies below is not of the course. NULL when it is none. */
static struct course_entry *course_entry_new(const char *folder)
{
	g_autoptr(Diagnostics) ignored = diagnostics_new();
	struct gathering gathering = {.found = g_ptr_array_new_with_free_func(entry_free),
				      .names = g_hash_table_new(g_str_hash, g_str_equal),
				      .depth = MAX_DEPTH};
	struct course_entry *entry = g_new0(struct course_entry, 1);
	g_autofree char *whole = g_canonicalize_filename(folder, NULL);

	add_folder(&gathering, folder);
	g_hash_table_unref(gathering.names);
	g_ptr_array_sort(gathering.found, compare);
	*entry = (struct course_entry){g_strdup(folder), g_path_get_basename(whole), course_load(folder, ignored),
				       gathering.found};
	if (!entry->course)
		g_clear_pointer(&entry, course_entry_free);
	return entry;
}

static gboolean is_same_course(const void *a, const void *b)
{
	const struct course_entry *x = a, *y = b;

	return strcmp(x->name, y->name) == 0 && strcmp(x->course->title, y->course->title) == 0;
}

static int compare_titles(const void *a, const void *b)
{
	const struct course_entry *x = *(const struct course_entry *const *)a;
	const struct course_entry *y = *(const struct course_entry *const *)b;
	g_autofree char *of_x = text_sort_key(x->course->title), *of_y = text_sort_key(y->course->title);
	int order = strcmp(of_x, of_y);

	return order ? order : strcmp(x->path, y->path);
}

GPtrArray *library_courses(const char *user_dir, const char *share_content)
{
	g_autoptr(GPtrArray) folders = g_ptr_array_new_with_free_func(g_free);
	GPtrArray *courses = g_ptr_array_new_with_free_func(free_course);

	g_ptr_array_unref(gather_library(user_dir, share_content, folders));
	for (unsigned int i = 0; i < folders->len; i++) {
		struct course_entry *entry = course_entry_new(folders->pdata[i]);
		if (entry && !g_ptr_array_find_with_equal_func(courses, entry, is_same_course, NULL))
			g_ptr_array_add(courses, entry);
		else
			course_entry_free(entry);
	}
	g_ptr_array_sort(courses, compare_titles);
	return courses;
}

static bool has_name(const struct course_entry *entry, const char *what)
{
	return strcmp(entry->name, what) == 0;
}

static bool has_title(const struct course_entry *entry, const char *what)
{
	g_autofree char *title = text_fold(entry->course->title), *asked = text_fold(what);

	return strcmp(title, asked) == 0;
}

static bool has_words(const struct course_entry *entry, const char *what)
{
	return text_finds(what, entry->course->title);
}

/* Takes the only one that is meant, in the nearest way that any is, out of the list. */
static struct course_entry *take_course(GPtrArray *courses, const char *what, GError **error)
{
	static bool (*const ways[])(const struct course_entry *, const char *) = {has_name, has_title, has_words};

	for (size_t way = 0; way < G_N_ELEMENTS(ways); way++) {
		unsigned int found = 0, last = 0;
		for (unsigned int i = 0; i < courses->len; i++) {
			if (!ways[way](courses->pdata[i], what))
				continue;
			found++;
			last = i;
		}
		if (found == 1)
			return g_ptr_array_steal_index(courses, last);
		if (found > 1) {
			g_set_error(error, LESSON_ERROR, LESSON_ERROR_NAME,
				    _("Several courses are meant by “%s”. Say more of the title, or name the folder."),
				    what);
			return NULL;
		}
	}
	g_set_error(error, LESSON_ERROR, LESSON_ERROR_NAME,
		    _("There is no course called “%s”. A course is a folder of lessons with a course.yaml."), what);
	return NULL;
}

struct course_entry *library_find_course(const char *what, const char *user_dir, const char *share_content,
					 GError **error)
{
	struct course_entry *named = g_file_test(what, G_FILE_TEST_IS_DIR) ? course_entry_new(what) : NULL;

	if (named)
		return named;
	g_autoptr(GPtrArray) courses = library_courses(user_dir, share_content);
	return take_course(courses, what, error);
}
