/* Themes: a YAML file of themes/ gives every role its colours. Resolved to a terminal's colours in tui/ only. */
#ifndef TAPHUAN_THEME_H
#define TAPHUAN_THEME_H

#include "lesson/diagnostic.h"

#include <glib.h>
#include <stdbool.h>
#include <stdint.h>

enum role {
#define ROLE(id, name) ROLE_##id,
#include "lesson/roles.def"
#undef ROLE
	ROLE_COUNT
};

/* The name of a role in theme files and golden screens. */
const char *role_name(enum role);

/* A colour: 0xRRGGBB, or COLOUR_DEFAULT for the terminal's own. */
#define COLOUR_DEFAULT (-1)

struct style {
	int32_t fg, bg;
	bool bold, italic, underline, reverse;
};

struct theme {
	char *name;  /* the file's name without .yaml */
	char *title; /* for people, from the file */
	struct style roles[ROLE_COUNT];
};

/*
 * Reads a theme file:
 *     title: {vi: Sáng, en: Light}
 *     roles:
 *       text: {fg: "#202020", bg: "#ffffff"}
 *       title: {fg: "#0b4f9e", bold: yes}
 * A role that is left out is as text; a colour that is left out is text's. Mistakes go into diags with line and column,
 * and the rest is used. NULL with an error only when the file cannot be read. The caller frees it with theme_free().
 */
struct theme *theme_load(const char *path, const char *lang, struct diagnostics *diags, GError **error);
void theme_free(struct theme *);
typedef struct theme Theme; /* the capitalised name is for g_autoptr() only */
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Theme, theme_free)

/* The theme when there is no file: the terminal's own colours, told apart by bold, reverse and underline only. */
struct theme *theme_plain(void);

/* True when it gives the series of a chart colours of their own; else they are told apart by what they are drawn with.
 */
bool theme_tells_series(const struct theme *);

/* The names of the themes found in the folders (NULL-terminated list), each once, sorted. Free with g_strfreev(). */
char **theme_names(const char *const *folders);

/* The file of the theme called name in the folders, the first that has it; NULL when none. The caller frees it. */
char *theme_find(const char *name, const char *const *folders);

#endif
