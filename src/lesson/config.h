/* The person's settings: $XDG_CONFIG_HOME/taphuan/config.yaml. */
#ifndef TAPHUAN_CONFIG_H
#define TAPHUAN_CONFIG_H

#include "lesson/diagnostic.h"
#include "lesson/lesson.h"

#include <glib.h>

struct config {
	char *lang;    /* "vi", "en"; NULL for the environment's */
	char *theme;   /* NULL when not set */
	char *printer; /* NULL for the system's default */
	/* The printed head, all "" when not set. */
	char *parent;                /* the parent body: "THÀNH ỦY BẮC KẠN" */
	char *organisation;          /* the issuing body */
	char *place;                 /* "Bắc Kạn" */
	char *signer_title, *signer; /* "TRƯỞNG BAN", the name under it */
	char *recorder;              /* who draws up the list: the name under "Người lập" */
	struct band *bands;          /* overrides a lesson's default bands; NULL when not set */
	size_t n_bands;
};

/*
 * Reads the settings; a missing file gives the defaults. Mistakes go into diags and the rest is used. Never NULL. The
 * caller frees it with config_free().
 */
struct config *config_load(const char *path, struct diagnostics *diags);
void config_free(struct config *);
typedef struct config Config; /* the capitalised name is for g_autoptr() only */
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Config, config_free)

#endif
