/* A folder of lessons with a course.yaml is a course: reading it, and finding those of the library. */
#ifndef TAPHUAN_COURSE_H
#define TAPHUAN_COURSE_H

#include "lesson/diagnostic.h"
#include "lesson/fraction.h"
#include "lesson/lesson.h"

#include <glib.h>

struct course {
	char *title;          /* the folder's name where course.yaml gives none */
	char **order;         /* the lessons' names in their order, NULL-terminated; those left out come after */
	struct fraction pass; /* of the grade, 0 … 1; default 1/2 */
	char *certificate;    /* what the certificate is for; "" when not given */
};

/*
 * Reads folder/course.yaml; mistakes go into diags and the rest is used. NULL when the folder has no such file. The
 * caller frees it with course_free().
 */
struct course *course_load(const char *folder, struct diagnostics *diags);
void course_free(struct course *);
typedef struct course Course; /* the capitalised name is for g_autoptr() only */
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Course, course_free)

/* A course of the library and its lessons. */
struct course_entry {
	char *path, *name; /* the folder, and its name: what sessions know the course by */
	struct course *course;
	GPtrArray *lessons; /* of struct lesson_entry, in their order */
};

/*
 * The courses of the library, where library_list() looks for lessons, in the Vietnamese order of their titles. Of two
 * that have the same folder name and title the first found counts. A GPtrArray of struct course_entry, to be unref'ed.
 */
GPtrArray *library_courses(const char *user_dir, const char *share_content);

/*
 * The course called what: a folder's path or name, a title, or words of a title, blind to marks. NULL with
 * LESSON_ERROR_NAME when there is none, or when several are meant. The caller frees it with course_entry_free().
 */
struct course_entry *library_find_course(const char *what, const char *user_dir, const char *share_content,
					 GError **error);
void course_entry_free(struct course_entry *);
typedef struct course_entry CourseEntry; /* the capitalised name is for g_autoptr() only */
G_DEFINE_AUTOPTR_CLEANUP_FUNC(CourseEntry, course_entry_free)

#endif
