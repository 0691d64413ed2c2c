/*
 * The floor: the least that a program with curses and GLib's main loop can be. It shows the first lines of a file and
 * waits. What taphuan takes on top of it is taphuan's own.
 */
#include <curses.h>
#include <glib.h>
#include <locale.h>
#include <stdlib.h>
#include <string.h>

int main(int argc, char **argv)
{
	GMainLoop *loop = g_main_loop_new(NULL, FALSE);
	char *text = NULL;

	setlocale(LC_CTYPE, "");
	if (argc < 2 || !g_file_get_contents(argv[1], &text, NULL, NULL) || !newterm(NULL, stdout, stdin))
		return EXIT_FAILURE;
	start_color();
	for (int y = 0; y < LINES && *text; y++) {
		size_t len = strcspn(text, "\n");

		mvaddnstr(y, 0, text, (int)len);
		text += len + (text[len] == '\n');
	}
	refresh();
	g_main_loop_run(loop);
}
