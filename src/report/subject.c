/* What a person means: a lesson, a course, a training session. */
#include "report/report.h"
#include "text/i18n.h"
#include "text/text.h"

#include <string.h>

struct finding {
	struct store *store;
	const struct report_library *library;
	struct diagnostics *diags;
	GPtrArray *lessons; /* of struct lesson */
	char *title;
	struct course_entry *course; /* NULL for none */
};

static void free_lesson(void *lesson)
{
	lesson_free(lesson);
}

/* ---- One lesson -------------------------------------------------------------------------------------------- */

/* The lesson of this name as it was taken last; NULL where it never was. */
static struct lesson *as_it_was(struct store *store, const char *name)
{
	const char *const names[] = {name, NULL};
	const struct attempt_filter filter = {.lessons = names};
	g_autoptr(GPtrArray) attempts = store_attempts(store, &filter, NULL, NULL);
	const struct attempt_record *last = NULL;

	for (unsigned int i = 0; attempts && i < attempts->len; i++) {
		const struct attempt_record *attempt = attempts->pdata[i];
		if (!last || attempt->started > last->started)
			last = attempt;
	}
	return last ? store_lesson(store, last->lesson_sha256, NULL) : NULL;
}

static struct lesson *find_lesson(const struct finding *finding, const char *what, GError **error)
{
	const struct report_library *library = finding->library;
	g_autoptr(GError) problem = NULL;
	g_autofree char *path = library_find(what, library->user_dir, library->share_content, &problem);
	struct lesson *lesson = path ? lesson_load(path, finding->diags, &problem) : as_it_was(finding->store, what);

	if (!lesson)
		g_propagate_error(error, g_steal_pointer(&problem));
	return lesson;
}

static bool add_lesson(struct finding *finding, const char *what, GError **error)
{
	struct lesson *lesson = find_lesson(finding, what, error);

	if (lesson)
		g_ptr_array_add(finding->lessons, lesson);
	return lesson != NULL;
}

/* ---- A course ---------------------------------------------------------------------------------------------- */

/* The lessons of the course that have questions; takes it over. */
static bool add_course(struct finding *finding, struct course_entry *course, GError **error)
{
	finding->course = course;
	for (unsigned int i = 0; i < course->lessons->len; i++) {
		const struct lesson_entry *entry = course->lessons->pdata[i];
		if (!entry->has_quiz)
			continue;
		if (!add_lesson(finding, entry->path, error))
			return false;
	}
	finding->title = g_strdup(course->course->title);
	return true;
}

static struct course_entry *find_course(const struct finding *finding, const char *what, GError **error)
{
	return library_find_course(what, finding->library->user_dir, finding->library->share_content, error);
}

/* ---- A session --------------------------------------------------------------------------------------------- */

static bool is_just(const struct training_session *session, const char *what)
{
	return strcmp(session->id, what) == 0 || strcmp(session->title, what) == 0;
}

static int find_just(const GPtrArray *sessions, const char *what)
{
	for (unsigned int i = 0; i < sessions->len; i++)
		if (is_just(sessions->pdata[i], what))
			return (int)i;
	return -1;
}

/* The only one whose title has these words. */
static int find_like(const GPtrArray *sessions, const char *what, GError **error)
{
	g_autoptr(GString) titles = g_string_new(NULL);
	int found = -1, n = 0;

	for (unsigned int i = 0; i < sessions->len; i++) {
		const struct training_session *session = sessions->pdata[i];
		if (!text_finds(what, session->title))
			continue;
		g_string_append_printf(titles, "%s%s", n++ ? ", " : "", session->title);
		found = (int)i;
	}
	if (n == 1)
		return found;
	if (n)
		g_set_error(error, STORE_ERROR, STORE_ERROR_NOT_FOUND,
			    _("“%s” may be several training sessions: %s. Give more of the title, or the id."), what,
			    titles->str);
	else
		g_set_error(error, STORE_ERROR, STORE_ERROR_NOT_FOUND,
			    _("there is no training session “%s”; “taphuan session list” names them"), what);
	return -1;
}

static struct training_session *find_session(struct store *store, const char *what, GError **error)
{
	g_autoptr(GPtrArray) sessions = store_sessions(store, error);

	if (!sessions)
		return NULL;
	int found = find_just(sessions, what);
	if (found < 0)
		found = find_like(sessions, what, error);
	return found < 0 ? NULL : g_ptr_array_steal_index(sessions, (unsigned int)found);
}

/* Where it names no lessons, those that were taken in it. */
static bool add_taken(struct finding *finding, const struct training_session *session, GError **error)
{
	const struct attempt_filter filter = {.session = session->id};
	g_autoptr(GPtrArray) attempts = store_attempts(finding->store, &filter, NULL, error);
	g_autoptr(GHashTable) seen = g_hash_table_new(g_str_hash, g_str_equal);

	for (unsigned int i = 0; attempts && i < attempts->len; i++) {
		const struct attempt_record *attempt = attempts->pdata[i];
		if (g_hash_table_add(seen, attempt->lesson) && !add_lesson(finding, attempt->lesson, error))
			return false;
	}
	return attempts != NULL;
}

static bool add_lessons_of(struct finding *finding, const struct training_session *session, GError **error)
{
	struct course_entry *course = *session->course ? find_course(finding, session->course, NULL) : NULL;
	bool fine = true;

	if (course)
		fine = add_course(finding, course, error);
	else if (session->lessons[0])
		for (size_t i = 0; fine && session->lessons[i]; i++)
			fine = add_lesson(finding, session->lessons[i], error);
	else
		fine = add_taken(finding, session, error);
	g_free(finding->title);
	finding->title = g_strdup(session->title);
	return fine;
}

/* ---- The subject ------------------------------------------------------------------------------------------- */

/* A lesson of that name, else a course. */
static bool add_named(struct finding *finding, const char *what, GError **error)
{
	g_autoptr(GError) problem = NULL;
	struct course_entry *course = NULL;

	if (g_file_test(what, G_FILE_TEST_IS_DIR) || !add_lesson(finding, what, &problem)) {
		course = find_course(finding, what, problem ? NULL : error);
		if (course)
			return add_course(finding, course, error);
		if (problem)
			g_propagate_error(error, g_steal_pointer(&problem));
		return false;
	}
	finding->title = g_strdup(((const struct lesson *)finding->lessons->pdata[0])->title);
	return true;
}

static void take_over(struct report_subject *subject, struct finding *finding)
{
	const struct training_session *session = subject->session;
	bool both = session && finding->title && strcmp(finding->title, session->title) != 0;
	size_t n;

	subject->title = both ? g_strdup_printf("%s · %s", finding->title, session->title)
			      : g_strdup(finding->title ? finding->title : "");
	subject->lessons = (struct lesson **)g_ptr_array_steal(finding->lessons, &n);
	subject->n_lessons = n;
	subject->pass = finding->course ? finding->course->course->pass : fraction_make(1, 2);
	subject->certificate = g_strdup(finding->course ? finding->course->course->certificate : "");
}

struct report_subject *report_subject_find(struct store *store, const struct report_library *library, const char *what,
					   const char *session, struct diagnostics *diags, GError **error)
{
	g_autoptr(ReportSubject) subject = g_new0(struct report_subject, 1);
	struct finding finding = {.store = store, .library = library, .diags = diags};

	g_assert(what || session);
	if (session && !(subject->session = find_session(store, session, error)))
		return NULL;
	finding.lessons = g_ptr_array_new_with_free_func(free_lesson);
	bool fine = what ? add_named(&finding, what, error) : add_lessons_of(&finding, subject->session, error);
	if (fine)
		take_over(subject, &finding);
	g_ptr_array_unref(finding.lessons);
	g_clear_pointer(&finding.course, course_entry_free);
	g_free(finding.title);
	return fine ? g_steal_pointer(&subject) : NULL;
}

struct report_subject *report_subject_of_lesson(struct lesson *lesson)
{
	struct report_subject *subject = g_new0(struct report_subject, 1);

	subject->title = g_strdup(lesson->title);
	subject->lessons = g_new0(struct lesson *, 2);
	subject->lessons[0] = lesson;
	subject->n_lessons = 1;
	subject->pass = lesson->quiz.pass;
	subject->certificate = g_strdup("");
	return subject;
}

void report_subject_free(struct report_subject *subject)
{
	if (!subject)
		return;
	for (size_t i = 0; i < subject->n_lessons; i++)
		lesson_free(subject->lessons[i]);
	g_free(subject->lessons);
	g_free(subject->title);
	g_free(subject->certificate);
	training_session_free(subject->session);
	g_free(subject);
}
