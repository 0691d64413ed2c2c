/* Printing is a program of its own, so that the libraries it needs burden nothing else. */
#include "cli/command.h"
#include "text/i18n.h"
#include "text/place.h"

#include <errno.h>
#include <unistd.h>

static enum exit_status run(const struct command *command G_GNUC_UNUSED, int argc G_GNUC_UNUSED, char **argv)
{
	g_autofree char *helper = place_helper("taphuan-print");

	execv(helper, argv);
	cli_complain(_("cannot run %s: %s. Install taphuan again, or build it with “make”"), helper, g_strerror(errno));
	return EXIT_ENVIRONMENT;
}

const struct command command_print = {
	.name = "print",
	.arguments = N_("KIND [LESSON]"),
	.summary = N_("Print results to a file or a printer"),
	.run = run,
};
