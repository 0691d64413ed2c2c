/* A document's characters as YAML that means exactly these characters. */
#include "document/private.h"

/* libyaml takes a file with any of these in it for binary. */
static bool is_yaml_printable(gunichar c)
{
	return (c >= 0x20 && c <= 0x7e) || (c >= 0xa0 && c <= 0xfffd && c != 0xfeff) || c >= 0x10000;
}

void yaml_append(GString *out, const char *s)
{
	g_string_append_c(out, '"');
	for (const char *p = s; *p; p = next_char(p)) {
		gunichar c = g_utf8_get_char(p);

		if (c == '"' || c == '\\')
			g_string_append_printf(out, "\\%c", (int)c);
		else if (is_yaml_printable(c))
			g_string_append_unichar(out, c);
		else
			g_string_append_printf(out, "\\U%08X", c);
	}
	g_string_append_c(out, '"');
}
