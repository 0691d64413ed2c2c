#include "screens/keys.h"
#include "screens/screen.h"
#include "text/i18n.h"
#include "text/text.h"

#include <string.h>

static const char *const titles[] = {
#define CONTEXT(id, title) title,
#define BIND(context, action, keys, hint, help)
#include "screens/keys.def"
#undef CONTEXT
#undef BIND
};

static const struct {
	enum key_context context;
	const char *keys, *hint, *help;
} bindings[] = {
#define CONTEXT(id, title)
#define BIND(context, action, keys, hint, help) {CONTEXT_##context, keys, hint, help},
#include "screens/keys.def"
#undef CONTEXT
#undef BIND
};

/* The names used in keys.def for keys that are no character, and how they are shown. */
static const struct {
	const char *name, *shown;
	uint32_t key;
} names[] = {
	{"Up", "↑", KEY_UP_ARROW},
	{"Down", "↓", KEY_DOWN_ARROW},
	{"Left", "←", KEY_LEFT_ARROW},
	{"Right", "→", KEY_RIGHT_ARROW},
	{"PageUp", "PgUp", KEY_PAGE_UP},
	{"PageDown", "PgDn", KEY_PAGE_DOWN},
	{"Home", "Home", KEY_HOME_KEY},
	{"End", "End", KEY_END_KEY},
	{"Enter", "Enter", KEY_RETURN},
	{"Escape", "Esc", KEY_ESCAPE},
	{"Tab", "Tab", KEY_TAB},
	{"BackTab", "Shift-Tab", KEY_BACK_TAB},
	{"Backspace", "Backspace", KEY_ERASE},
	{"Space", N_("Space"), ' '},
	{"F1", "F1", KEY_F1},
	{"F2", "F2", KEY_F2},
	{"F3", "F3", KEY_F3},
	{"F4", "F4", KEY_F4},
};

const char *keys_title(enum key_context context)
{
	return _(titles[context]);
}

/* The code of the key named name[0..len); *shown gets how people write it, NULL when as it is. */
static uint32_t key_of(const char *name, size_t len, const char **shown)
{
	*shown = NULL;
	for (size_t i = 0; i < G_N_ELEMENTS(names); i++) {
		if (strlen(names[i].name) != len || strncmp(names[i].name, name, len) != 0)
			continue;
		*shown = names[i].shown;
		return names[i].key;
	}
	return g_utf8_get_char(name);
}

enum binding keys_find(enum key_context context, uint32_t key)
{
	const char *shown;

	for (size_t i = 0; i < G_N_ELEMENTS(bindings); i++) {
		if (bindings[i].context != context)
			continue;
		for (const char *at = bindings[i].keys; *at; at += strspn(at, " ")) {
			size_t len = strcspn(at, " ");
			if (key_of(at, len, &shown) == key)
				return (enum binding)i;
			at += len;
		}
	}
	return BINDING_NONE;
}

char *keys_names(enum binding binding, size_t max)
{
	GString *out = g_string_new(NULL);
	const char *shown;

	for (const char *at = bindings[binding].keys; *at && max > 0; at += strspn(at, " "), max--) {
		size_t len = strcspn(at, " ");
		key_of(at, len, &shown);
		if (out->len > 0)
			g_string_append_c(out, ' ');
		if (shown)
			g_string_append(out, _(shown));
		else
			g_string_append_len(out, at, (gssize)len);
		at += len;
	}
	return g_string_free(out, FALSE);
}

const char *keys_help(enum binding binding)
{
	return _(bindings[binding].help);
}

enum key_context keys_context(enum binding binding)
{
	return bindings[binding].context;
}

char *keys_hints(enum key_context context, int width)
{
	GString *out = g_string_new(NULL);

	for (size_t i = 0; i < G_N_ELEMENTS(bindings); i++) {
		if (bindings[i].context != context || bindings[i].hint[0] == '\0')
			continue;
		g_autofree char *key = keys_names((enum binding)i, 1);
		g_autofree char *hint = g_strdup_printf("%s%s %s", out->len > 0 ? "   " : "", key, _(bindings[i].hint));
		if (text_width(out->str, out->len) + text_width(hint, strlen(hint)) > width)
			break;
		g_string_append(out, hint);
	}
	return g_string_free(out, FALSE);
}
