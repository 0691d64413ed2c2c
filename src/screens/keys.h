/* The key bindings of keys.def. */
#ifndef TAPHUAN_KEYS_H
#define TAPHUAN_KEYS_H

#include <stddef.h>
#include <stdint.h>

enum key_context {
#define CONTEXT(id, title) CONTEXT_##id,
#define BIND(context, action, keys, hint, help)
#include "screens/keys.def"
#undef CONTEXT
#undef BIND
};

enum binding {
	BINDING_NONE = -1,
#define CONTEXT(id, title)
#define BIND(context, action, keys, hint, help) context##_##action,
#include "screens/keys.def"
#undef CONTEXT
#undef BIND
	BINDING_COUNT
};

/* The title of a context, translated. */
const char *keys_title(enum key_context);

/* What the key does in the context, or BINDING_NONE. */
enum binding keys_find(enum key_context, uint32_t key);

/* The keys of a binding as people write them ("→ Space ↓"), at most max of them. The caller frees it. */
char *keys_names(enum binding, size_t max);

/* What a binding does, one line, translated; its context. */
const char *keys_help(enum binding);
enum key_context keys_context(enum binding);

/*
 * The footer's hints of a context, as many as fit in width columns: "→ next  ← back  ? help". The caller frees it.
 */
char *keys_hints(enum key_context, int width);

#endif
