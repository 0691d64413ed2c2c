/* A folder of lessons with a course.yaml is a course. */
#ifndef TAPHUAN_COURSE_H
#define TAPHUAN_COURSE_H

#include "lesson/diagnostic.h"
#include "lesson/fraction.h"

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

#endif
