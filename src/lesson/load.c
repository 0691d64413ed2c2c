/* Reading a lesson from its bytes, and the files it names. */
#include "lesson/private.h"

#include "lesson/files.h"
#include "lesson/pool.h"
#include "text/i18n.h"
#include "text/text.h"

#include <string.h>

#define MAX_INCLUDES 200
#define MAX_NESTING  8

/* What lesson_free() must find again. The lesson comes first: its address is the whole's. */
struct owned {
	struct lesson lesson;
	struct arena *arena;
	char *text;
	GPtrArray *parts; /* of char *: the files it includes; empty without any */
};

/* ---- Files ------------------------------------------------------------------------------------------------- */

static char *file_named(const struct loader *loader, const char *name, bool *outside)
{
	/* A path inside an included file is relative to that file. */
	g_autofree char *from =
		loader->origin->real ? g_path_get_dirname(loader->origin->real) : g_strdup(loader->folder);
	g_autofree char *path = g_path_is_absolute(name) ? g_strdup(name) : g_build_filename(from, name, NULL);
	g_autofree char *real = file_absolute(path);

	g_autofree char *canonical = g_canonicalize_filename(path, NULL);

	*outside = !file_is_inside(real ? real : canonical, loader->folder);
	if (!real || *outside || !g_file_test(real, G_FILE_TEST_IS_REGULAR))
		return NULL;
	return g_steal_pointer(&real);
}

char *file_inside(const struct loader *loader, const char *name, bool *outside)
{
	char *file = file_named(loader, name, outside);

	if (file || !strchr(name, '%'))
		return file;
	g_autofree char *plain = g_uri_unescape_string(name, NULL);

	return plain ? file_named(loader, plain, outside) : NULL;
}

/* ---- Includes ---------------------------------------------------------------------------------------------- */

static void convert_text(struct loader *loader, const char *text, size_t len, size_t front);

/* Takes message. */
static void include_problem(struct loader *loader, int line, const char *hint, char *message)
{
	complain(loader, SEVERITY_ERROR, line, column_of(loader, line, "include"), hint, "%s", message);
	g_free(message);
}

static bool may_include(struct loader *loader, const char *file, const char *name, int line)
{
	int nesting = 0;

	for (const struct origin *origin = loader->origin; origin; origin = origin->parent, nesting++) {
		if (!g_strcmp0(origin->real, file)) {
			include_problem(loader, line, _("Take this include out."),
					g_strdup_printf(_("The file %s includes itself."), name));
			return false;
		}
	}
	if (nesting > MAX_NESTING || loader->n_includes >= MAX_INCLUDES) {
		include_problem(loader, line, _("Put fewer files into one lesson."),
				g_strdup_printf(_("Too many files include one another: %s is left out."), name));
		return false;
	}
	return true;
}

/* Reads the text as if it stood here. */
static void convert_origin(struct loader *loader, struct origin *origin)
{
	struct origin *outer = loader->origin;

	origin->parent = outer;
	loader->origin = origin;
	convert_text(loader, origin->text, origin->len, front_extent(loader, origin->text, origin->len));
	loader->origin = outer;
	origin_clear(origin);
}

static void include_text(struct loader *loader, const char *file, const char *name, int line, const char *text)
{
	g_autofree char *folder = g_path_get_dirname(loader->origin->path);
	g_autofree char *shown = g_path_is_absolute(name) ? g_strdup(name) : g_build_filename(folder, name, NULL);
	struct origin origin;

	origin_init(&origin, !strcmp(folder, ".") ? name : shown, text, strlen(text));
	origin.real = file;
	origin.include_line = lesson_line(loader, line);
	loader->n_includes++;
	convert_origin(loader, &origin);
}

void include_gift(struct loader *loader, const char *markdown, int line)
{
	struct origin origin;

	origin_init(&origin, loader->origin->path, markdown, strlen(markdown));
	origin.real = loader->origin->real;
	origin.include_line = lesson_line(loader, line);
	origin.stands_for = line;
	convert_origin(loader, &origin);
}

/* The text of the file, whose path goes to *file; NULL after a complaint. */
static char *read_include(struct loader *loader, const char *name, int line, char **file)
{
	g_autofree char *bytes = NULL;
	g_autoptr(GError) error = NULL;
	bool outside;
	size_t len;

	*file = file_inside(loader, name, &outside);
	if (!*file) {
		include_problem(
			loader, line,
			outside ? _("Copy the file into the lesson's folder.")
				: _("Check its name: it is looked for beside this file."),
			outside ? g_strdup_printf(_("The file to include lies outside the lesson's folder: %s"), name)
				: g_strdup_printf(_("There is no file %s to include."), name));
		return NULL;
	}
	if (!may_include(loader, *file, name, line))
		return NULL;
	char *text = file_read(*file, &bytes, &len, &error) ? text_load(bytes, len, NULL, &error) : NULL;

	if (!text)
		include_problem(loader, line, NULL, g_strdup(error->message));
	return text;
}

/* What was kept of it, when the lesson was read from its files. */
static char *kept_include(const struct loader *loader)
{
	unsigned int i = loader->parts->len;

	return i < loader->kept->len ? g_strdup(g_ptr_array_index(loader->kept, i)) : NULL;
}

void include_file(struct loader *loader, const char *name, int line)
{
	g_autofree char *file = NULL;

	if (!loader->folder && !loader->kept)
		return;
	char *text = loader->kept ? kept_include(loader) : read_include(loader, name, line, &file);

	g_ptr_array_add(loader->parts, text);
	if (text && (!loader->kept || may_include(loader, "", name, line)))
		include_text(loader, file, name, line, text);
}

/* ---- The lesson -------------------------------------------------------------------------------------------- */

/* Parses text past its front matter, whose lines are kept empty so that line numbers stay true. */
static void convert_text(struct loader *loader, const char *text, size_t len, size_t front)
{
	pool_open();
	cmark_parser *parser = cmark_parser_new_with_mem(CMARK_OPT_DEFAULT, pool_mem());

	for (size_t i = 0; i < front; i++) {
		if (text[i] == '\n')
			cmark_parser_feed(parser, "\n", 1);
	}
	feed_text(parser, text + front, len - front);
	cmark_node *document = cmark_parser_finish(parser);

	cmark_parser_free(parser);
	slides_of_document(loader, document);
	pool_close();
}

/* The file's name without .md. */
static const char *lesson_name(struct loader *loader, const char *path)
{
	g_autofree char *base = g_path_get_basename(path);

	if (g_str_has_suffix(base, ".md"))
		base[strlen(base) - 3] = '\0';
	g_autofree char *valid = g_utf8_make_valid(*path ? base : "", -1), *pure = text_filter(valid);

	return arena_copy(loader->arena, pure, strlen(pure));
}

static void find_title(struct loader *loader)
{
	struct lesson *lesson = loader->lesson;

	for (size_t i = 0; i < lesson->n_slides && !lesson->title; i++) {
		if (!lesson->slides[i].title)
			continue;
		g_autofree char *line = g_strdelimit(g_strdup(lesson->slides[i].title->text), "\n", ' ');

		lesson->title = arena_copy(loader->arena, line, strlen(line));
	}
	if (!lesson->title)
		lesson->title = lesson->name;
}

static void add_sources_slide(struct loader *loader)
{
	const char *title = !strcmp(loader->lesson->lang, "en") ? "Sources" : "Nguồn tài liệu";
	struct rich *rich = arena_new_struct(loader->arena, struct rich);

	if (!loader->lesson->n_sources)
		return;
	*rich = (struct rich){.text = title, .len = strlen(title)};
	struct slide slide = {.line = 1, .title = rich, .title_level = 2};

	slide.first = block_new(loader, BLOCK_SOURCES, 1);
	slide_add(loader, &slide);
}

static void keep_slides(struct loader *loader)
{
	struct lesson *lesson = loader->lesson;
	struct slide *slides = arena_array(loader->arena, loader->slides->len, sizeof(struct slide));
	const struct question **questions = arena_array(loader->arena, loader->questions->len, sizeof(void *));

	if (loader->slides->len)
		memcpy(slides, loader->slides->data, loader->slides->len * sizeof(struct slide));
	if (loader->questions->len)
		memcpy(questions, loader->questions->pdata, loader->questions->len * sizeof(void *));
	lesson->slides = slides;
	lesson->n_slides = loader->slides->len;
	lesson->questions = questions;
	lesson->n_questions = loader->questions->len;
}

static void loader_init(struct loader *loader, struct lesson *lesson, struct arena *arena, struct origin *origin,
			struct diagnostics *diags)
{
	*loader = (struct loader){
		.arena = arena,
		.lesson = lesson,
		.diags = diags,
		.origin = origin,
		.text = g_string_new(NULL),
		.runs = g_array_new(FALSE, FALSE, sizeof(struct run)),
		.notes = g_array_new(FALSE, FALSE, sizeof(struct note)),
		.marks = g_string_new(NULL),
		.slides = g_array_new(FALSE, TRUE, sizeof(struct slide)),
		.questions = g_ptr_array_new(),
		.ids = g_hash_table_new(g_str_hash, g_str_equal),
	};
}

static void loader_clear(struct loader *loader)
{
	g_string_free(loader->text, TRUE);
	g_array_free(loader->runs, TRUE);
	g_array_free(loader->notes, TRUE);
	g_string_free(loader->marks, TRUE);
	g_array_free(loader->slides, TRUE);
	g_ptr_array_free(loader->questions, TRUE);
	g_hash_table_unref(loader->ids);
	g_string_free(loader->draft.notes, TRUE);
}

/* Where what a lesson names is looked for; each may be NULL. */
struct place {
	const char *real, *folder; /* the lesson's file and its folder */
	const GPtrArray *kept;
};

/* Everything but the reading of bytes. mending may be NULL. */
static void load_text(struct owned *owned, struct origin *origin, const struct place *place, struct diagnostics *diags,
		      struct mending *mending)
{
	struct lesson *lesson = &owned->lesson;
	struct loader loader;
	size_t front;

	loader_init(&loader, lesson, owned->arena, origin, diags);
	loader.folder = place->folder;
	loader.kept = place->kept;
	loader.parts = owned->parts;
	loader.mending = mending;
	lesson->name = lesson_name(&loader, lesson->path);
	lesson->text = owned->text;
	front = front_extent(&loader, owned->text, origin->len);
	front_read(&loader, owned->text, front);
	slides_begin(&loader);
	convert_text(&loader, owned->text, origin->len, front);
	slide_end(&loader);
	questions_finish(&loader);
	add_sources_slide(&loader);
	keep_slides(&loader);
	find_title(&loader);
	diagnostics_sort(diags);
	loader_clear(&loader);
	origin_clear(origin);
}

static void load_file(struct owned *owned, const struct place *place, struct diagnostics *diags,
		      struct mending *mending)
{
	struct origin origin;

	origin_init(&origin, owned->lesson.path, owned->text, strlen(owned->text));
	origin.real = place->real;
	load_text(owned, &origin, place, diags, mending);
}

static struct owned *owned_new(const char *path)
{
	struct arena *arena = arena_new();
	struct owned *owned = arena_new_struct(arena, struct owned);

	owned->arena = arena;
	owned->lesson.path = arena_copy(arena, path, strlen(path));
	owned->lesson.sha256 = "";
	owned->parts = g_ptr_array_new_with_free_func(g_free);
	return owned;
}

static void set_sum(struct owned *owned, const char *bytes, size_t len)
{
	g_autofree char *sum = g_compute_checksum_for_data(G_CHECKSUM_SHA256, (const guchar *)bytes, len);

	owned->lesson.sha256 = arena_copy(owned->arena, sum, strlen(sum));
}

char *lesson_bytes(const struct lesson *lesson, size_t *len)
{
	const struct owned *owned = (const struct owned *)lesson;
	g_autofree char *bytes = NULL, *text = NULL;

	if (owned->parts->len)
		return parts_pack(owned->text, owned->parts, len);
	/* When the file is no longer what the lesson was made of, its text is. */
	if (*lesson->path && file_read(lesson->path, &bytes, len, NULL))
		text = text_load(bytes, *len, NULL, NULL);
	if (text && !strcmp(text, owned->text))
		return g_steal_pointer(&bytes);
	*len = strlen(owned->text);
	return g_strdup(owned->text);
}

/* Only what can be answered is kept with its answers; the sum of a long lesson would slow down its first slide. */
static void sum_lesson(struct owned *owned)
{
	size_t len;
	g_autofree char *bytes = owned->lesson.n_questions ? lesson_bytes(&owned->lesson, &len) : NULL;

	if (bytes)
		set_sum(owned, bytes, len);
}

static void check_encoding(struct diagnostics *diags, const char *path, const struct text_source *source)
{
	if (source->repairs)
		diagnostics_add(diags, SEVERITY_WARNING, path, 0, 0,
				g_strdup_printf(P_("%zu broken character was replaced by �.",
						   "%zu broken characters were replaced by �.", source->repairs),
						source->repairs),
				g_strdup(_("Open the file in an editor, mend them and save it as UTF-8.")));
	else if (strcmp(source->encoding, "UTF-8") != 0 && strcmp(source->encoding, "ASCII") != 0)
		diagnostics_add(diags, SEVERITY_WARNING, path, 0, 0,
				g_strdup_printf(_("The file is not in UTF-8 but in %s."), source->encoding),
				g_strdup(_("Save it as UTF-8, so that every program shows it right.")));
}

/* What was kept with its includes is text already: it is not told by its bytes, which may look like VIQR. */
static char *decode(const char *bytes, size_t len, const GPtrArray *kept, struct text_source *source, GError **error)
{
	if (!kept)
		return text_load(bytes, len, source, error);
	*source = (struct text_source){.encoding = "UTF-8"};
	return text_repair(bytes, len, &source->repairs);
}

struct lesson *lesson_load(const char *path, struct diagnostics *diags, GError **error)
{
	g_autofree char *bytes = NULL;
	g_autoptr(GError) why = NULL;
	struct text_source source;
	size_t len;

	if (!file_read(path, &bytes, &len, error))
		return NULL;
	g_autoptr(GPtrArray) kept = parts_unpack(bytes, &len);
	char *text = decode(bytes, len, kept, &source, &why);

	if (why) {
		g_set_error(error, LESSON_ERROR, LESSON_ERROR_READ, _("%s cannot be read: %s"), path, why->message);
		return NULL;
	}
	struct owned *owned = owned_new(path);
	g_autofree char *real = file_absolute(path), *folder = real ? g_path_get_dirname(real) : NULL;
	const struct place place = {.real = real, .folder = folder, .kept = kept};

	g_clear_pointer(&bytes, g_free);
	owned->text = text;
	check_encoding(diags, path, &source);
	load_file(owned, &place, diags, NULL);
	sum_lesson(owned);
	return &owned->lesson;
}

struct lesson *lesson_read(const char *bytes, size_t len, const char *path, const char *folder,
			   struct diagnostics *diags, struct mending *mending)
{
	g_autoptr(GError) why = NULL;
	struct text_source source;
	struct owned *owned = owned_new(path);
	g_autofree char *real = folder ? file_absolute(folder) : NULL;
	size_t own = len;
	g_autoptr(GPtrArray) kept = parts_unpack(bytes, &own);
	const struct place place = {.folder = real, .kept = kept};

	owned->text = decode(bytes, own, kept, &source, &why);
	if (why) {
		diagnostics_add(diags, SEVERITY_ERROR, path, 0, 0, g_strdup(why->message), NULL);
		owned->text = text_repair(bytes, own, NULL);
	} else {
		check_encoding(diags, path, &source);
	}
	load_file(owned, &place, diags, mending);
	if (owned->parts->len && !kept)
		sum_lesson(owned);
	else if (owned->lesson.n_questions)
		set_sum(owned, bytes, len);
	return &owned->lesson;
}

struct lesson *lesson_parse(const char *bytes, size_t len, const char *path, const char *folder,
			    struct diagnostics *diags)
{
	return lesson_read(bytes, len, path, folder, diags, NULL);
}

struct lesson *lesson_of_gift(const char *markdown, struct diagnostics *diags)
{
	struct owned *owned = owned_new("");
	struct origin origin;

	owned->text = g_strdup(markdown);
	origin_init(&origin, "", owned->text, strlen(markdown));
	origin.stands_for = 1;
	load_text(owned, &origin, &(const struct place){.real = NULL}, diags, NULL);
	return &owned->lesson;
}

void lesson_free(struct lesson *lesson)
{
	struct owned *owned = (struct owned *)lesson;

	if (!owned)
		return;
	g_free(owned->text);
	g_ptr_array_unref(owned->parts);
	arena_free(owned->arena);
}

/* ---- Looking things up ------------------------------------------------------------------------------------- */

const struct question *lesson_question(const struct lesson *lesson, const char *id)
{
	for (size_t i = 0; i < lesson->n_questions; i++) {
		if (!strcmp(lesson->questions[i]->id, id))
			return lesson->questions[i];
	}
	return NULL;
}

const struct band *lesson_band(const struct lesson *lesson, struct fraction grade)
{
	struct fraction out_of_ten = fraction_mul(grade, (struct fraction){10, 1});
	size_t i = 0;

	while (i + 1 < lesson->n_bands && fraction_cmp(out_of_ten, lesson->bands[i].from) < 0)
		i++;
	return &lesson->bands[i];
}
