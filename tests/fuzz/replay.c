/* Runs the target it is linked with on every file of a folder: `fuzz_lesson tests/fuzz/corpus/lesson`. Prints TAP. */
#include "fuzz/fuzz.h"

#include <glib.h>
#include <stdio.h>
#include <stdlib.h>

static int replay_folder(const char *folder)
{
	g_autoptr(GError) error = NULL;
	g_autoptr(GDir) dir = g_dir_open(folder, 0, &error);
	const char *name;
	int count = 0;

	if (!dir) {
		fprintf(stderr, "%s\n", error->message);
		return 0;
	}
	while ((name = g_dir_read_name(dir))) {
		g_autofree char *path = g_build_filename(folder, name, NULL);
		/* Not a byte more than the input, so that reading past it shows. */
		g_autofree char *bytes = NULL;
		size_t len;

		printf("# %s\n", path);
		fflush(stdout); /* the last one told is the one it broke on */
		if (!g_file_get_contents(path, &bytes, &len, NULL))
			return 0;
		uint8_t *exact = g_memdup2(bytes, len);
		LLVMFuzzerTestOneInput(exact, len);
		g_free(exact);
		count++;
	}
	return count;
}

int main(int argc, char **argv)
{
	int count;

	if (argc != 2)
		return EXIT_FAILURE;
	printf("1..1\n");
	count = replay_folder(argv[1]);
	printf("%s 1 - %d inputs\n", count ? "ok" : "not ok", count);
	return count ? EXIT_SUCCESS : EXIT_FAILURE;
}
